/* mail.c - addresses broken into lines by what their parts are called, and orders of address labels as one text:
 *   mail 1
 *   P ... (order_int.h)
 *   O start
 *   M member_id [sex postcode name address] */
#include "model/mail.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "model/member/member.h"
#include "order_int.h"

#define FIRST_LINE "mail 1\n"
#define CJK_FROM 0x2E80 /* radicals, ideographs and all that follows them in Unicode */

bool mail_is_chinese(const struct mail *m)
{
	size_t bytes = strlen(m->address);

	for (size_t at = 0; at < bytes;) {
		uint32_t c;

		at += utf8_decode(m->address + at, bytes - at, &c);
		if (c >= CJK_FROM && c != UTF8_REPLACEMENT)
			return true;
	}
	return false;
}

char *mail_name(struct arena *a, const struct mail *m)
{
	static const char *const addressed[SEXES] = { "", " 女士", " 先生" };

	if (!mail_is_chinese(m))
		return arena_strdup(a, m->name);
	return arena_printf(a, "%s%s 收", m->name, m->sex > SEX_UNKNOWN && m->sex < SEXES ? addressed[m->sex] : "");
}

/* --- where an address may be broken ------------------------------------------------------------- */

/* How good a place is. */
enum { BREAK_NEVER = -1, BREAK_ANY, BREAK_PART, BREAK_HOUSE, BREAK_STREET };
/* What a better place is worth against lines that are more alike, in columns of text. */
#define RANK_COLUMNS 8
#define BREAKS_MAX 200

struct place { size_t at; int rank; };

static bool among(uint32_t c, const char *set)
{
	while (*set) {
		uint32_t each;

		set += utf8_decode(set, strlen(set), &each);
		if (each == c)
			return true;
	}
	return false;
}

/* Digits, letters and what joins them: "3-501", "B12". */
static bool counts(uint32_t c)
{
	return c < 0x80 && (strchr("-/#.&", (int)c) || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		(c >= 'a' && c <= 'z')) && c;
}

static bool blank(uint32_t c)
{
	return c == ' ' || c == ',' || c == 0xFF0C;
}

/* Between `last` and `next`, where `before` stands before `last`. */
static int rank_of(uint32_t before, uint32_t last, uint32_t next)
{
	if (blank(next))
		return BREAK_NEVER;
	if (blank(last))
		return last != ' ' || (blank(before) && before != ' ') ? BREAK_STREET : BREAK_PART;
	if (counts(last) || among(next, "省市区县旗州盟镇乡村道街路巷号弄栋幢楼座室园苑里组"))
		return BREAK_NEVER;
	if (before == 0x8857 && last == 0x9053) /* 街道 */
		return BREAK_STREET;
	if (before != 0x5C0F && among(last, "省市区县旗镇乡")) /* no 小区 */
		return BREAK_STREET;
	if (among(last, "号村"))
		return BREAK_HOUSE;
	return among(last, "区道街路巷弄栋幢楼座元园苑里组") ? BREAK_PART : BREAK_ANY;
}

static int places_of(const char *text, struct place list[BREAKS_MAX])
{
	uint32_t before = 0, last = 0, next;
	size_t bytes = strlen(text), at = 0;
	int n = 0;

	while (at < bytes && n < BREAKS_MAX) {
		size_t step = utf8_decode(text + at, bytes - at, &next);
		int rank = at ? rank_of(before, last, next) : BREAK_NEVER;

		if (rank != BREAK_NEVER)
			list[n++] = (struct place){ at, rank };
		before = last;
		last = next;
		at += step;
	}
	return n;
}

/* --- lines ---------------------------------------------------------------------------------------- */

struct breaking {
	bool (*fits)(void *ctx, const char *text, size_t n);
	void *ctx;
	struct mail_line *lines;
};

static bool line_fits(const struct breaking *b, const char *text, size_t n, struct mail_line *line)
{
	while (n && (text[n - 1] == ' ' || text[n - 1] == ','))
		n--;
	*line = (struct mail_line){ text, n };
	return b->fits(b->ctx, text, n);
}

static int columns(const char *text, size_t n)
{
	int sum = 0;

	for (size_t at = 0; at < n;) {
		uint32_t c;

		at += utf8_decode(text + at, n - at, &c);
		sum += utf8_cp_width(c);
	}
	return sum;
}

static bool in_one(const struct breaking *b, const char *text, int at)
{
	return line_fits(b, text, strlen(text), &b->lines[at]);
}

static bool in_two(const struct breaking *b, const char *text, int at)
{
	struct place list[BREAKS_MAX];
	int n = places_of(text, list), best = -1, best_worth = 0;

	for (int i = 0; i < n; i++) {
		struct mail_line first, second;
		int worth;

		if (!line_fits(b, text, list[i].at, &first) ||
		    !line_fits(b, text + list[i].at, strlen(text + list[i].at), &second))
			continue;
		worth = list[i].rank * RANK_COLUMNS - abs(columns(first.text, first.n) -
			columns(second.text, second.n));
		if (list[i].rank == BREAK_ANY)
			worth -= 1000; /* only where no part of the address ends */
		if (best < 0 || worth > best_worth) {
			best = i;
			best_worth = worth;
			b->lines[at] = first;
			b->lines[at + 1] = second;
		}
	}
	return best >= 0;
}

/* The first line as long as it can be, at the end of a part where that does. */
static bool in_three(const struct breaking *b, const char *text)
{
	struct place list[BREAKS_MAX];
	int n = places_of(text, list);

	for (int least = BREAK_PART; least >= BREAK_ANY; least--)
		for (int i = n - 1; i >= 0; i--)
			if (list[i].rank >= least && line_fits(b, text, list[i].at, &b->lines[0]) &&
			    in_two(b, text + list[i].at, 1))
				return true;
	return false;
}

int mail_lines(const char *address, int most, bool (*fits)(void *ctx, const char *text, size_t n), void *ctx,
	struct mail_line lines[MAIL_LINES_MAX])
{
	const struct breaking b = { fits, ctx, lines };

	if (in_one(&b, address, 0))
		return 1;
	if (most >= 2 && in_two(&b, address, 0))
		return 2;
	return most >= 3 && in_three(&b, address) ? 3 : 0;
}

/* --- orders ----------------------------------------------------------------------------------------- */

const char *mail_size_wrong(const struct tag_size *s)
{
	return s->width < 2 * MAIL_SIDE_MIN || s->height < MAIL_SIDE_MIN ? N_("an address does not fit it") : NULL;
}

int mail_order_sheets(const struct mail_order *o)
{
	int each = tag_per_sheet(&o->size);

	return o->count ? (o->count + o->start - 1 + each - 1) / each : 0;
}

void mail_order_pack(const struct mail_order *o, bool names, struct sbuf *out)
{
	sbuf_puts(out, FIRST_LINE);
	order_put_size(&o->size, out);
	sbuf_printf(out, "O\t%d\n", o->start);
	for (int i = 0; i < o->count; i++) {
		const struct mail *m = &o->list[i];

		if (names)
			sbuf_printf(out, "M\t%" PRId64 "\t%d\t%s\t%s\t%s\n", m->member_id, m->sex, m->postcode, m->name,
				m->address);
		else
			sbuf_printf(out, "M\t%" PRId64 "\n", m->member_id);
	}
}

static bool take_options(void *order, char **fields, int n)
{
	struct mail_order *o = order;
	int64_t start;

	if (n != 2 || mail_size_wrong(&o->size) || !order_number(fields[1], 1, tag_per_sheet(&o->size), &start))
		return false;
	o->start = (int)start;
	return true;
}

static bool take_mail(void *order, struct arena *a, char **fields, int n)
{
	struct mail_order *o = order;
	struct mail *m = &o->list[o->count++];
	int64_t sex = SEX_UNKNOWN;

	*m = (struct mail){ .name = "", .address = "", .postcode = "" };
	if ((n != 2 && n != 6) || !order_number(fields[1], 1, INT64_MAX, &m->member_id) ||
	    (n == 6 && !order_number(fields[2], 0, SEXES - 1, &sex)))
		return false;
	if (n == 6) {
		m->postcode = utf8_clean(a, fields[3]);
		m->name = utf8_clean(a, fields[4]);
		m->address = utf8_clean(a, fields[5]);
	}
	m->sex = (int)sex;
	return true;
}

static const struct order_form form = { FIRST_LINE, "M", take_options, take_mail };

enum err mail_order_unpack(struct arena *a, const char *text, struct mail_order *out)
{
	int room = order_room(&form, text);

	*out = (struct mail_order){ .start = 0 };
	if (room < 0)
		return ERR_INVALID;
	out->list = arena_array(a, (size_t)room + 1, sizeof *out->list);
	return order_read(&form, a, text, &out->size, out) ? OK : ERR_INVALID;
}
