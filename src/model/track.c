/* track.c - the tracks of a magnetic stripe. Nothing read here is kept in a variable that outlives the call but the
 * key of a card that is none of a bank. */
#include "model/track.h"

#include <string.h>

#define END '?'
#define PAN_LEAST 12
#define PAN_MOST 19
#define DATED 7 /* expiry YYMM and service code behind the separator of a payment card's track 2 */

struct track {
	int number;        /* 1, 2 or 3 */
	const char *data;  /* between the sentinels */
	size_t n;
	bool misread;      /* its LRC is wrong */
};

static size_t digits_at(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] >= '0' && s[i] <= '9')
		i++;
	return i;
}

/* ISO/IEC 7812-1 annex B. */
static bool luhn_ok(const char *digits, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++) {
		int d = digits[n - 1 - i] - '0';

		d = i % 2 ? d * 2 : d;
		sum += d > 9 ? d - 9 : d;
	}
	return sum % 10 == 0;
}

/* Ranges of payment cards by their first digits: American Express, Diners, JCB, Visa, Mastercard, Maestro, Discover,
 * UnionPay, Mir, Verve, RuPay, and the older Chinese ranges that are still about. */
static bool issuer_known(const char *digits)
{
	static const struct { int from, until; } ranges[] = {
		{ 3000, 3099 }, { 3400, 3499 }, { 3528, 3589 }, { 3600, 3699 }, { 3700, 3999 }, { 4000, 4999 },
		{ 5000, 5999 }, { 6000, 6999 }, { 2200, 2204 }, { 2221, 2720 }, { 8100, 8199 },
		{ 8800, 8899 }, { 9400, 9400 }, { 9558, 9559 }, { 9843, 9843 },
	};
	int first = 0;

	for (int i = 0; i < 4; i++)
		first = first * 10 + (digits[i] - '0');
	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
		if (first >= ranges[i].from && first <= ranges[i].until)
			return true;
	return false;
}

bool track_pan(const char *digits, size_t n)
{
	return n >= PAN_LEAST && n <= PAN_MOST && digits_at(digits, n) == n && issuer_known(digits) &&
	       luhn_ok(digits, n);
}

/* --- one track ----------------------------------------------------------------------------- */

/* The characters of ISO/IEC 7811: track 1 has 64 from the space on, the others 16 from the 0 on. */
static bool allowed(int number, char c)
{
	return number == 1 ? c >= ' ' && c <= '_' : c >= '0' && c < END;
}

/* The exclusive or of a track's values from its start sentinel to its end sentinel. */
static char lrc_of(const struct track *t, char sentinel)
{
	char base = t->number == 1 ? ' ' : '0', sum = (char)(END - base);

	sum ^= t->number == 1 ? '%' - ' ' : sentinel == ';' ? ';' - '0' : 0;
	for (size_t i = 0; i < t->n; i++)
		sum ^= (char)(t->data[i] - base);
	return (char)(sum + base);
}

static int number_of(char sentinel, bool second_seen)
{
	if (sentinel == '%')
		return 1;
	if (sentinel == ';') /* some readers begin track 3 with it as well */
		return second_seen ? 3 : 2;
	return sentinel == '+' || sentinel == '!' || sentinel == '#' ? 3 : 0;
}

/* "%E?": the reader could not read this track. */
static bool says_error(const struct track *t)
{
	return t->n == 1 && *t->data == 'E';
}

/* Reads one track at s, moves on behind it and its LRC. False: there is none, or not as the norm has it. */
static bool take(const char **s, size_t *n, bool second_seen, struct track *t)
{
	const char *end;
	char sentinel;
	size_t used;

	if (!*n || !(t->number = number_of(**s, second_seen)))
		return false;
	end = memchr(*s, END, *n);
	if (!end)
		return false;
	sentinel = **s;
	t->misread = false;
	t->data = *s + 1;
	t->n = (size_t)(end - t->data);
	for (size_t i = 0; i < t->n; i++)
		if (!allowed(t->number, t->data[i]) && !says_error(t))
			return false;
	used = (size_t)(end + 1 - *s);
	/* What follows is the next track, if one begins and ends there; else it is one character of LRC. */
	if (used < *n && !(number_of(end[1], true) && memchr(end + 1, END, *n - used))) {
		t->misread = t->number != 3 && !says_error(t) && end[1] != lrc_of(t, sentinel);
		used++;
	}
	*s += used;
	*n -= used;
	return true;
}

/* --- what the card is ---------------------------------------------------------------------- */

/* Where the account number of a payment card would stand in a track, and how many digits it has. */
static size_t number_in(const struct track *t, const char **at)
{
	size_t skip = 0; /* the format code: B, or two digits of track 3 */

	if (t->number == 1 && t->n && t->data[0] == 'B')
		skip = 1;
	else if (t->number == 3 && t->n > 2)
		skip = 2;
	*at = t->data + skip;
	return digits_at(*at, t->n - skip);
}

/* A payment card's own form: a number, a separator, and a date and service code behind it. */
static bool bank_form(const struct track *t, const char *number, size_t digits)
{
	const char *sep = number + digits;
	size_t left = t->n - (size_t)(sep - t->data);

	if (digits < PAN_LEAST || digits > PAN_MOST || !left || !issuer_known(number))
		return false;
	if (t->number == 1)
		return t->data[0] == 'B' && *sep == '^';
	return t->number == 2 && *sep == '=' && digits_at(sep + 1, left - 1) >= DATED;
}

/* TRACK_NONE: it says nothing (an empty track, or the E by which readers tell that they could not read one). */
static enum track_kind kind_without_blanks(const struct track *t)
{
	const char *number;
	size_t digits = number_in(t, &number);

	if (track_pan(number, digits) || track_pan(t->data, digits_at(t->data, t->n)))
		return TRACK_BANK;
	if (t->misread || bank_form(t, number, digits))
		return TRACK_BAD;
	return t->n == 0 || says_error(t) ? TRACK_NONE : TRACK_SHOP;
}

/* Some issuers write the number of track 1 in groups, with blanks between. */
static enum track_kind kind_of(const struct track *t)
{
	char compact[TRACK_TEXT_MAX];
	struct track bare = *t;
	enum track_kind kind;

	bare.data = compact;
	bare.n = 0;
	for (size_t i = 0; i < t->n; i++)
		if (t->data[i] != ' ')
			compact[bare.n++] = t->data[i];
	kind = kind_without_blanks(&bare);
	explicit_bzero(compact, sizeof compact);
	return kind;
}

/* The part of a track that names the card; where there is none the key of another track stays. */
static bool key_of(const struct track *t, char *key)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n && n < TRACK_KEY_MAX && t->data[i] != '=' && t->data[i] != '^'; i++)
		if (t->data[i] != ' ')
			key[n++] = t->data[i];
	if (n)
		key[n] = '\0';
	return n != 0;
}

/* Digits in a row, blanks aside, that could be the number of a payment card, anywhere. */
static bool has_long_number(const char *text, size_t n)
{
	size_t digits = 0;

	for (size_t i = 0; i < n && digits < PAN_LEAST; i++) {
		if (text[i] >= '0' && text[i] <= '9')
			digits++;
		else if (text[i] != ' ')
			digits = 0;
	}
	return digits >= PAN_LEAST;
}

/* "111111=28121010000?": the end of a payment card's stripe, whose beginning came earlier. */
static bool stripe_end(const char *text, size_t n)
{
	size_t last = n, digits = 0;

	while (last && text[last - 1] != END)
		last--;
	if (!last || n - last > 1) /* one character of LRC */
		return false;
	while (digits + 1 < last && text[last - 2 - digits] >= '0' && text[last - 2 - digits] <= '9')
		digits++;
	return digits >= DATED && digits + 1 < last &&
		(text[last - 2 - digits] == '=' || text[last - 2 - digits] == '^');
}

enum track_kind track_read(const char *text, size_t n, char *key)
{
	static const int weight[] = { [TRACK_NONE] = 0, [TRACK_SHOP] = 1, [TRACK_BAD] = 2, [TRACK_BANK] = 3 };
	static const int rank[] = { 0, 1, 3, 2 }; /* track 2 names a card, then 3, then 1 */
	enum track_kind kind = TRACK_NONE, one;
	const char *at = text;
	size_t left = n;
	bool second = false;
	struct track t;
	int best = 0, tracks;

	key[0] = '\0';
	if (!n || n > TRACK_TEXT_MAX)
		return TRACK_NONE;
	if (!number_of(*text, false) || !memchr(text, END, n))
		return stripe_end(text, n) ? TRACK_BAD : TRACK_NONE;
	for (tracks = 0; take(&at, &left, second, &t); tracks++) {
		one = kind_of(&t);
		second |= t.number == 2;
		kind = weight[one] > weight[kind] ? one : kind;
		if (one == TRACK_SHOP && rank[t.number] > best && key_of(&t, key))
			best = rank[t.number];
	}
	if (left && kind != TRACK_BANK) /* not to its end as a stripe is */
		kind = tracks || has_long_number(text, n) ? TRACK_BAD : TRACK_NONE;
	else if (kind == TRACK_NONE || (kind == TRACK_SHOP && !best))
		kind = TRACK_BAD;
	if (kind != TRACK_SHOP)
		explicit_bzero(key, TRACK_KEY_MAX + 1);
	return kind;
}
