/* import_row.c - one row of an article file: its cells read, and what is wrong with them. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "import_int.h"
#include "store/goods_store.h"

#define NUMBER_CHARACTERS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-./_"
#define PLU_DIGITS_MAX 6
#define SCALE_DIGITS_MAX 10
#define GTIN_DIGITS_MIN 7 /* significant ones, in a code written with too many zeros */
#define GTIN_DIGITS_MAX 14

static bool all_digits(const char *s)
{
	return *s && s[strspn(s, "0123456789")] == '\0';
}

/* --- texts --------------------------------------------------------------------------------- */

/* Bytes of UTF-8 that the columns of text hold. */
static const struct { enum import_column column; size_t max; size_t offset; } texts[] = {
	{ COL_NAME, ARTICLE_NAME_MAX, offsetof(struct article, name) },
	{ COL_NAME_EN, ARTICLE_NAME_MAX, offsetof(struct article, name_en) },
	{ COL_SPEC, 60, offsetof(struct article, spec) },
	{ COL_UNIT, 12, offsetof(struct article, unit) },
};

char *import_cut(struct arena *a, const char *text, size_t max)
{
	size_t n = 0, step;
	uint32_t cp;

	while (text[n] && n + (step = utf8_decode(text + n, strlen(text + n), &cp)) <= max)
		n += step;
	return arena_strndup(a, text, n);
}

static void read_texts(struct import *im, struct import_row *row)
{
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		const char *cell = import_cell(im, texts[i].column);
		char *text = utf8_clean(im->arena, cell);
		const char **field = (const char **)(void *)((char *)&row->article + texts[i].offset);

		if (strlen(text) > texts[i].max) {
			char *cut = import_cut(im->arena, text, texts[i].max);

			import_tell(im, WHAT_TEXT_CUT, texts[i].column, text, cut);
			text = cut;
		}
		*field = text;
	}
}

/* A cell as typed codes are: narrow. Told when that changed digits or letters. */
static const char *narrow(struct import *im, enum import_column column)
{
	const char *cell = import_cell(im, column);
	char *text = utf8_narrow(im->arena, cell);
	const char *first = cell + strspn(cell, " ");

	if (strncmp(first, text, strlen(text)) != 0)
		import_tell(im, WHAT_FULL_WIDTH, column, arena_strdup(im->arena, cell), text);
	return text;
}

static void read_number(struct import *im, struct import_row *row)
{
	const char *number = narrow(im, COL_NUMBER);

	if (strlen(number) > ARTICLE_NUMBER_MAX || number[strspn(number, NUMBER_CHARACTERS)])
		import_tell(im, WHAT_NUMBER_BAD, COL_NUMBER, number, NULL);
	row->article.number = number;
}

/* --- amounts ------------------------------------------------------------------------------- */

/* A narrow cell: digits with a point, currency marks round them dropped. `round`: further decimals are rounded (a
 * cost has been divided by somebody), else only zeros may stand there. */
static enum err amount_read(struct arena *a, const char *cell, bool round, int64_t *minor)
{
	static const char *const marks[] = { "¥", "元", " " };
	char *text = arena_strdup(a, cell), *point;
	size_t n, decimals = (size_t)money_exponent();
	bool up = false;

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		size_t m = strlen(marks[i]);

		if (strncmp(text, marks[i], m) == 0)
			text += m;
		n = strlen(text);
		if (n > m && strcmp(text + n - m, marks[i]) == 0)
			text[n - m] = '\0';
	}
	point = strchr(text, '.');
	if (point && strlen(point + 1) > decimals && all_digits(point + 1)) {
		char *rest = point + 1 + decimals;

		if (!round && rest[strspn(rest, "0")])
			return ERR_INVALID;
		up = *rest >= '5';
		*rest = '\0';
		if (decimals == 0)
			*point = '\0';
	}
	if (money_parse(text, minor) != OK)
		return ERR_INVALID;
	*minor += up;
	return OK;
}

/* An amount cell; -1 when it is empty or wrong. */
static int64_t read_amount(struct import *im, enum import_column column)
{
	const char *cell = utf8_narrow(&im->scratch, import_cell(im, column));
	char *shown;
	int64_t minor;

	if (!*cell)
		return -1;
	shown = arena_strdup(im->arena, cell);
	if (*cell == '-' && cell[1]) {
		import_tell(im, WHAT_PRICE_NEGATIVE, column, shown, NULL);
		return -1;
	}
	if (amount_read(&im->scratch, cell, column == COL_COST, &minor) == OK && minor <= MONEY_MAX / 1000)
		return minor;
	import_tell(im, all_digits(cell) ? WHAT_PRICE_TOO_HIGH : WHAT_PRICE_BAD, column, shown, NULL);
	return -1;
}

/* Nothing is sold for 0.00 because somebody left a cell at zero. */
static void read_amounts(struct import *im, struct import_row *row)
{
	int64_t cost = read_amount(im, COL_COST), price = read_amount(im, COL_PRICE);

	row->article.cost_minor = cost < 0 ? 0 : cost;
	if (price == 0) {
		import_tell(im, WHAT_PRICE_ZERO, COL_PRICE, NULL, NULL);
		price = -1;
	}
	row->price_minor = price;
	row->member_minor = read_amount(im, COL_MEMBER_PRICE);
}

/* --- flags --------------------------------------------------------------------------------- */

/* Words for a choice, folded as utf8_key does. */
static bool one_of(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (;;) {
		size_t m = strcspn(list, "|");

		if (m == n && memcmp(list, word, n) == 0)
			return true;
		list += m;
		if (!*list++)
			return false;
	}
}

static const struct {
	enum import_column column;
	unsigned flag;
	const char *set, *clear;     /* words that set the flag, and that clear it */
	enum import_what wrong;
} flags[] = {
#define YES "yes|y|true|1|是|√|可|可以|允许"
#define NO "no|n|false|0|否|×|x|不|不可|不允许"
	{ COL_PRICING, ARTICLE_WEIGHED, "weight|weighed|计重|称重|重量|散装|" YES,
		"count|counted|piece|普通|计件|计数|定量|" NO, WHAT_PRICING_BAD },
	{ COL_DISCOUNTABLE, ARTICLE_NO_DISCOUNT, NO, YES, WHAT_YES_NO_BAD },
	{ COL_OVERRIDE, ARTICLE_NO_OVERRIDE, NO, YES, WHAT_YES_NO_BAD },
	{ COL_POINTS, ARTICLE_NO_POINTS, NO, YES, WHAT_YES_NO_BAD },
	{ COL_OPEN_PRICE, ARTICLE_OPEN_PRICE, YES, NO, WHAT_YES_NO_BAD },
	{ COL_STOPPED, ARTICLE_STOPPED, YES, NO, WHAT_YES_NO_BAD },
	{ COL_IS_DEPOSIT, ARTICLE_DEPOSIT, YES, NO, WHAT_YES_NO_BAD },
#undef YES
#undef NO
};

static void read_flags(struct import *im, struct import_row *row)
{
	for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
		const char *cell = import_cell(im, flags[i].column);
		char *word = utf8_key(&im->scratch, cell);

		if (!*word)
			continue;
		if (one_of(flags[i].set, word))
			row->article.flags |= flags[i].flag;
		else if (!one_of(flags[i].clear, word))
			import_tell(im, flags[i].wrong, flags[i].column, arena_strdup(im->arena, cell), NULL);
	}
}

/* --- rules --------------------------------------------------------------------------------- */

static void read_bounds(struct import *im, enum import_column least, int64_t *least_minor, enum import_column most,
	int64_t *most_minor)
{
	int64_t low = read_amount(im, least), high = read_amount(im, most);

	*least_minor = low < 0 ? 0 : low;
	*most_minor = high < 0 ? 0 : high;
	if (*most_minor && *least_minor > *most_minor)
		import_tell(im, WHAT_BOUNDS_BAD, least, money_text(im->arena, *least_minor),
			money_text(im->arena, *most_minor));
}

static void read_age(struct import *im, struct import_row *row)
{
	const char *cell = utf8_narrow(&im->scratch, import_cell(im, COL_AGE_MIN));
	int64_t age = all_digits(cell) && strlen(cell) < 4 ? strtoll(cell, NULL, 10) : -1;

	if (*cell && (age < 0 || age > AGE_MOST))
		import_tell(im, WHAT_AGE_BAD, COL_AGE_MIN, arena_strdup(im->arena, cell), NULL);
	row->article.age_min = age < 0 ? 0 : age;
}

static void read_tare(struct import *im, struct import_row *row)
{
	const char *cell = utf8_narrow(&im->scratch, import_cell(im, COL_TARE));
	int64_t tare = 0;

	if (*cell && !tare_read(cell, &tare))
		import_tell(im, WHAT_TARE_BAD, COL_TARE, arena_strdup(im->arena, cell), NULL);
	else
		row->article.tare_milli = tare;
}

static void read_tax_class(struct import *im, struct import_row *row)
{
	const char *cell = narrow(im, COL_TAX_CLASS);

	row->article.tax_class = "";
	if (!*cell || strcmp(cell, "-") == 0)
		return;
	if (tax_class_ok(cell))
		row->article.tax_class = cell;
	else
		import_tell(im, WHAT_TAX_CLASS_BAD, COL_TAX_CLASS, cell, NULL);
}

static void read_supplier(struct import *im, struct import_row *row)
{
	const char *text = utf8_clean(&im->scratch, import_cell(im, COL_SUPPLIER));
	const struct supplier_row *supplier = article_supplier_named(im->sh, text);

	if (!*text || strcmp(text, "-") == 0)
		return;
	if (supplier) {
		row->article.supplier_id = supplier->id;
		return;
	}
	import_tell(im, im->options->unknown == IMPORT_REFUSE ? WHAT_SUPPLIER_UNKNOWN : WHAT_SUPPLIER_LEFT_OUT,
		COL_SUPPLIER, arena_strdup(im->arena, text), NULL);
	row->has &= ~(UINT64_C(1) << COL_SUPPLIER); /* what is on file stays */
}

/* The bottle or crate may stand in any row of the file, or be on file: that is seen when all are read. */
static void read_rules(struct import *im, struct import_row *row)
{
	const char *deposit = narrow(im, COL_DEPOSIT);

	read_bounds(im, COL_PRICE_MIN, &row->article.price_min_minor, COL_PRICE_MAX, &row->article.price_max_minor);
	read_bounds(im, COL_LABEL_MIN, &row->article.label_min_minor, COL_LABEL_MAX, &row->article.label_max_minor);
	read_age(im, row);
	read_tare(im, row);
	read_tax_class(im, row);
	read_supplier(im, row);
	if (*deposit && strcmp(deposit, "-") != 0)
		row->deposit_of = deposit;
}

/* --- codes --------------------------------------------------------------------------------- */

char *code_name(struct arena *a, const struct code_row *code)
{
	if (code->key < 0)
		return arena_printf(a, "a%s", code->alias);
	return arena_printf(a, "k%" PRId64, code->key);
}

static void keep_code(struct import *im, struct import_row *row, struct code_row code, enum import_column column)
{
	for (int i = 0; i < row->code_count; i++)
		if (row->codes[i].key == code.key && (code.key >= 0 || strcmp(row->codes[i].alias, code.alias) == 0))
			return;
	if (row->code_count == IMPORT_CODES_MAX) {
		import_tell(im, WHAT_CODES_MANY, column, arena_printf(im->arena, "%d", IMPORT_CODES_MAX), NULL);
		return;
	}
	code.pack_milli = QTY_ONE;
	code.price_minor = -1;
	row->codes[row->code_count++] = code;
}

/* "3.12E+12": a spreadsheet's way to lose a code. */
static bool spreadsheet_spoilt(const char *s)
{
	size_t whole = strspn(s, "0123456789"), part = 0;

	if (s[whole] == '.')
		part = 1 + strspn(s + whole + 1, "0123456789");
	s += whole + part;
	if (!whole || (*s != 'E' && *s != 'e'))
		return false;
	s++;
	s += *s == '+';
	return all_digits(s);
}

/* "6901234567892.00", another of its ways, which loses nothing. */
static void drop_decimals(char *code)
{
	size_t n = strspn(code, "0123456789");

	if (n && code[n] == '.' && code[n + 1] && code[n + 1 + strspn(code + n + 1, "0")] == '\0')
		code[n] = '\0';
}

/* The digits as a GTIN of one of its lengths with zeros before them; NULL when the check digit says no. */
static char *with_zeros(struct arena *a, const char *digits)
{
	static const int lengths[] = { 8, 12, 13, 14 };
	size_t n = strlen(digits);

	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		char *padded;

		if (n > (size_t)lengths[i])
			continue;
		padded = arena_printf(a, "%.*s%s", (int)((size_t)lengths[i] - n), "00000000000000", digits);
		return gtin_valid(padded) ? padded : NULL;
	}
	return NULL;
}

/* Digits that are as they stand no GTIN: what is meant by them. */
static const char *mend_digits(struct import *im, const char *code)
{
	size_t n = strlen(code), zeros = strspn(code, "0");
	char *whole = NULL;

	if (n >= 9 && n <= 11 && !zeros) {
		whole = with_zeros(im->arena, code);
		if (whole)
			import_tell(im, WHAT_CODE_ZEROS, COL_BARCODE, code, whole);
	} else if (n > GTIN_DIGITS_MAX && n - zeros >= GTIN_DIGITS_MIN && n - zeros <= GTIN_DIGITS_MAX) {
		whole = with_zeros(im->arena, code + zeros);
		if (whole)
			import_tell(im, WHAT_CODE_ZEROS_DROPPED, COL_BARCODE, code, whole);
	}
	return whole ? whole : code;
}

/* A code with the length of a GTIN and a wrong check digit: refused, or kept as the shop's own. */
static void bad_check_digit(struct import *im, struct import_row *row, const struct code_row *code)
{
	const char *text = code->alias;
	size_t n = strlen(text);
	char *right = arena_strdup(im->arena, text);
	struct code_row owner = *code;
	struct article article;

	right[n - 1] = (char)('0' + gtin_check_digit(text, (int)n - 1));
	/* What is on file was accepted once; a file that was exported comes back. */
	if (article_at_alias(im->sh->db, &im->scratch, text, im->from_ms, &article) == OK) {
		keep_code(im, row, owner, COL_BARCODE);
		return;
	}
	if (!im->options->keep_bad_codes) {
		import_tell(im, WHAT_CODE_CHECK_DIGIT, COL_BARCODE, text, right);
		return;
	}
	import_tell(im, WHAT_CODE_KEPT, COL_BARCODE, text, NULL);
	keep_code(im, row, owner, COL_BARCODE);
}

static void read_barcode(struct import *im, struct import_row *row, char *text)
{
	const char *code = text;
	struct code_row found = { .key = -1 };
	size_t n;

	drop_decimals(text);
	if (spreadsheet_spoilt(code)) {
		import_tell(im, WHAT_CODE_SPREADSHEET, COL_BARCODE, code, NULL);
		return;
	}
	if (all_digits(code))
		code = mend_digits(im, code);
	n = strlen(code);
	if (!article_code_key(im->arena, code, &found)) {
		import_tell(im, WHAT_CODE_TOO_LONG, COL_BARCODE, code, NULL);
		return;
	}
	if (found.key < 0 && all_digits(code) && (n == 8 || n == 12 || n == 13 || n == 14))
		bad_check_digit(im, row, &found);
	else
		keep_code(im, row, found, COL_BARCODE);
	if (row->article.flags & ARTICLE_WEIGHED && all_digits(code) && n <= PLU_DIGITS_MAX &&
	    !row_has(row, COL_SCALE_CODE)) {
		found.key = code_key(CODE_SCALE, strtoll(code, NULL, 10));
		keep_code(im, row, found, COL_BARCODE);
		if (!im->scale_told)
			import_tell(im, WHAT_SCALE_ASSUMED, COL_BARCODE, code, NULL);
		im->scale_told = true;
	}
}

/* Words for "none" that people type where a code should be. */
static bool no_code(const char *text)
{
	static const char *const words[] = { "无", "none", "n/a", "null" };

	if (!text[strspn(text, "-0/")])
		return true;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcasecmp(text, words[i]) == 0)
			return true;
	return false;
}

static void read_barcodes(struct import *im, struct import_row *row)
{
	char *text = arena_strdup(im->arena, narrow(im, COL_BARCODE)), *save = NULL;

	for (char *code = strtok_r(text, " ;,", &save); code; code = strtok_r(NULL, " ;,", &save))
		if (!no_code(code))
			read_barcode(im, row, code);
}

static void read_short_numbers(struct import *im, struct import_row *row, enum import_column column,
	enum code_kind kind, int digits_max)
{
	char *text = arena_strdup(im->arena, narrow(im, column)), *save = NULL;

	for (char *code = strtok_r(text, " ;,", &save); code; code = strtok_r(NULL, " ;,", &save)) {
		struct code_row found = { .alias = code };

		if (no_code(code))
			continue;
		if (!all_digits(code) || strlen(code) > (size_t)digits_max) {
			import_tell(im, WHAT_PLU_BAD, column, code, arena_printf(im->arena, "%d", digits_max));
			continue;
		}
		found.key = code_key(kind, strtoll(code, NULL, 10));
		keep_code(im, row, found, column);
	}
}

/* --- packs --------------------------------------------------------------------------------- */

static void read_pack(struct import *im, struct import_row *row)
{
	const char *single = narrow(im, COL_PACK_OF), *size = import_cell(im, COL_PACK_QTY);

	if (!*single)
		return;
	row->pack_of = single;
	if (!*size)
		import_tell(im, WHAT_NO_PACK_QTY, COL_PACK_QTY, NULL, NULL);
	else if (qty_parse(utf8_narrow(&im->scratch, size), &row->pack_milli) != OK || row->pack_milli == QTY_ONE)
		import_tell(im, WHAT_PACK_QTY_BAD, COL_PACK_QTY, arena_strdup(im->arena, size), NULL);
	if (*row->article.number) {
		struct code_row own = { .key = -1 };

		if (article_code_key(im->arena, row->article.number, &own))
			keep_code(im, row, own, COL_NUMBER);
	}
	if (row->code_count == 0)
		import_tell(im, WHAT_PACK_CODE, COLUMNS, NULL, NULL);
}

void row_read(struct import *im, struct import_row *row)
{
	struct code_row codes[IMPORT_CODES_MAX] = { { 0 } };

	row->codes = codes;
	row->price_minor = row->was_price_minor = row->member_minor = -1;
	for (int c = 0; c < COLUMNS; c++)
		row->has |= *import_cell(im, (enum import_column)c) ? UINT64_C(1) << c : 0;
	read_number(im, row);
	read_texts(im, row);
	read_amounts(im, row);
	read_flags(im, row);
	read_barcodes(im, row);
	read_short_numbers(im, row, COL_PLU, CODE_PLU, PLU_DIGITS_MAX);
	read_short_numbers(im, row, COL_SCALE_CODE, CODE_SCALE, SCALE_DIGITS_MAX);
	read_rules(im, row);
	read_pack(im, row);
	row->codes = arena_array(im->arena, (size_t)row->code_count, sizeof *row->codes);
	row->code_known = arena_array(im->arena, (size_t)row->code_count, sizeof *row->code_known);
	if (row->code_count)
		memcpy(row->codes, codes, (size_t)row->code_count * sizeof *row->codes);
}
