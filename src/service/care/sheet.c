/* sheet.c - keys as a sheet of paper: made to be typed again by somebody who is in a hurry. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "service/keycare.h"
#include "service/said.h"
#include "../shop/shop_int.h"

#define PART_BYTES ((size_t)16) /* of a key in one line; a key has two, a and b */
#define CHECK_HEX 4       /* of a line */
#define END_HEX 8         /* of the whole sheet */
#define END "end"

static const unsigned char no_key[SEAL_KEY_BYTES];

/* Tells a typing error in a line: over its name and digits. */
static void line_check(const char *name, const char *digits, char out[SEAL_HEX])
{
	struct seal s;

	seal_begin(&s, no_key);
	seal_text(&s, name);
	seal_text(&s, digits);
	seal_end(&s, out);
	out[CHECK_HEX] = '\0';
}

/* Tells a line that is missing, or of another sheet. */
static void end_check(const struct shop_keys *keys, char out[SEAL_HEX])
{
	char hex[SEAL_KEY_BYTES * 2 + 1];
	struct seal s;

	seal_begin(&s, keys->pepper);
	for (int i = 0; i < keys->seal_count; i++) {
		seal_hex(keys->seal[i], SEAL_KEY_BYTES, hex);
		seal_text(&s, hex);
	}
	seal_end(&s, out);
	out[END_HEX] = '\0';
	seal_wipe(hex, sizeof hex);
}

/* --- writing ---------------------------------------------------------------------------------- */

static void put_part(struct sbuf *b, const char *key, char part,
	const unsigned char bytes[PART_BYTES])
{
	char digits[PART_BYTES * 2 + 1], check[SEAL_HEX], name[48];

	seal_hex(bytes, PART_BYTES, digits);
	snprintf(name, sizeof name, "%s %c", key, part);
	line_check(name, digits, check);
	sbuf_printf(b, "%-10s %.8s %.8s %.8s %.8s  %s\n", name, digits, digits + 8, digits + 16,
		digits + 24, check);
	seal_wipe(digits, sizeof digits);
}

static void put_key(struct sbuf *b, const char *key, const unsigned char bytes[SEAL_KEY_BYTES])
{
	put_part(b, key, 'a', bytes);
	put_part(b, key, 'b', bytes + PART_BYTES);
}

char *sheet_text(struct arena *a, const struct shop_keys *keys, const char *shop_name,
	int64_t at_ms)
{
	struct sbuf b = SBUF_INIT;
	char end[SEAL_HEX], name[32], *text;

	sbuf_printf(&b, "# %s\n# %s, %s\n# %s\n", _("Recovery sheet: the keys of a shop"),
		shop_name,
		clock_text(a, at_ms),
		_("Keep it in a safe, apart from the store and its backups. To use it: zhanggui"
			" keys import FILE"));
	put_key(&b, "pepper", keys->pepper);
	for (int i = 0; i < keys->seal_count; i++) {
		snprintf(name, sizeof name, "seal.%d", i + 1);
		put_key(&b, name, keys->seal[i]);
	}
	end_check(keys, end);
	sbuf_printf(&b, "%-10s %s\n", END, end);
	text = arena_strdup(a, sbuf_text(&b));
	seal_wipe(b.data, b.len);
	sbuf_release(&b);
	return text;
}

/* --- reading ---------------------------------------------------------------------------------- */

/* The digits of a line without blanks; the letters that people read for digits are digits. */
static size_t gather(const char *s, char *out, size_t room)
{
	size_t n = 0;

	for (; *s && n + 1 < room; s++) {
		char c = (char)tolower((unsigned char)*s);

		if (isspace((unsigned char)c) || c == '-')
			continue;
		out[n++] = (char)(c == 'o' ? '0' : c == 'l' || c == 'i' ? '1' : c);
	}
	out[n] = '\0';
	return n;
}

/* "NAME PART DIGITS CHECK". */
static bool read_part(const char *line, const char *key, char part, unsigned char bytes[PART_BYTES])
{
	char name[48], digits[PART_BYTES * 2 + CHECK_HEX + 2], check[SEAL_HEX];
	size_t len = strlen(key);
	bool ok;

	if (strncasecmp(line, key, len) != 0)
		return false;
	line += len;
	line += strspn(line, " \t");
	if (tolower((unsigned char)*line) != part)
		return false;
	ok = gather(line + 1, digits, sizeof digits) == PART_BYTES * 2 + CHECK_HEX;
	if (ok) {
		char given[CHECK_HEX + 2];

		snprintf(given, sizeof given, "%s", digits + PART_BYTES * 2);
		digits[PART_BYTES * 2] = '\0';
		snprintf(name, sizeof name, "%s %c", key, part);
		line_check(name, digits, check);
		ok = strcmp(given, check) == 0 && seal_unhex(digits, bytes, PART_BYTES);
	}
	seal_wipe(digits, sizeof digits);
	return ok;
}

static bool read_end(const char *line, const struct shop_keys *keys)
{
	char given[END_HEX + 2], end[SEAL_HEX];

	if (strncasecmp(line, END, strlen(END)) != 0 || gather(line + strlen(END), given,
		sizeof given) != END_HEX)
		return false;
	end_check(keys, end);
	return strcmp(given, end) == 0;
}

/* The n-th line that holds digits: pepper a, pepper b, seal.1 a ... or the end. */
static bool read_line(const char *line, int n, struct shop_keys *out, bool *ended)
{
	int key = n / 2;
	char name[32] = "pepper";
	unsigned char *bytes = key ? out->seal[key - 1] : out->pepper;

	if (*ended)
		return false;
	if (n >= 4 && n % 2 == 0 && strncasecmp(line, END, strlen(END)) == 0) {
		*ended = true;
		return read_end(line, out);
	}
	if (key > SHOP_KEYS_MAX)
		return false;
	if (key)
		snprintf(name, sizeof name, "seal.%d", key);
	if (!read_part(line, name, n % 2 ? 'b' : 'a', bytes + (n % 2 ? PART_BYTES : 0)))
		return false;
	if (key && n % 2)
		out->seal_count = key;
	return true;
}

enum err sheet_parse(struct arena *a, const char *text, struct shop_keys *out, const char **why)
{
	bool ended = false, ok = true;
	int line_no = 0, n = 0;

	memset(out, 0, sizeof *out);
	while (ok && *text) {
		size_t len = strcspn(text, "\n"), blanks = strspn(text, " \t\r");
		char *line = arena_strndup(a, text + blanks, blanks < len ? len - blanks : 0);

		line_no++;
		if (*line && *line != '#')
			ok = read_line(line, n++, out, &ended);
		seal_wipe(line, strlen(line));
		text += len + (text[len] == '\n');
	}
	if (ok && ended)
		return OK;
	seal_wipe(out, sizeof *out);
	*why = ok ? _("The sheet is not whole: its last line, \"end\", is missing")
		: said_fill(a, _("Line %1 of the sheet has a typing error, or is not the one that"
			" belongs there"),
			arena_printf(a, "%d", line_no), NULL);
	return ERR_INVALID;
}
