/* import.c - an article file checked against itself and the store, then written in batches. */
#include "service/import.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "csvfile_int.h"
#include "import_int.h"
#include "../office/office_int.h"
#include "service/master.h"
#include "service/said.h"
#include "service/search.h"

#define ASSIGNED_FIRST 100000
#define PROGRESS_ROWS 256 /* how often the check tells how far it is */

const struct column_entry column_table[COLUMNS] = {
#define COLUMN(id, name, others, words) [COL_##id] = { name, others, words },
#include "service/column.def"
#undef COLUMN
};

const struct problem_entry problem_table[WHATS] = {
#define E 'E'
#define W 'W'
#define PROBLEM(id, name, severity, msgid) [WHAT_##id] = { name, severity, msgid },
#include "service/problem.def"
#undef PROBLEM
#undef E
#undef W
};

char *import_problem_text(struct arena *a, const struct import_problem *p)
{
	return said_fill(a, _(problem_table[p->what].msgid), p->arg[0], p->arg[1]);
}

void import_tell(struct import *im, enum import_what what, enum import_column column, const char *arg1,
	const char *arg2)
{
	int head = column < COLUMNS ? im->column_of[column] : -1;
	struct import_problem p = { what, im->line, head + 1, head < 0 ? "" : im->heads[head].text, { arg1, arg2 } };

	if (problem_table[what].severity == 'E')
		im->row_refused = true;
	else
		im->report->warnings++;
	if (im->options->problem)
		im->options->problem(im->options->ctx, &p);
}

/* --- headings and cells -------------------------------------------------------------------- */

static void read_heads(struct import *im)
{
	im->report->ignored = arena_array(im->arena, (size_t)im->head_count, sizeof *im->report->ignored);
	for (int c = 0; c < COLUMNS; c++)
		im->column_of[c] = -1;
	for (int i = 0; i < im->head_count; i++) {
		int c = csv_column(&im->scratch, im->heads[i].text, column_table, COLUMNS);

		if (c >= 0 && im->column_of[c] < 0)
			im->column_of[c] = i;
		else
			im->report->ignored[im->report->ignored_count++] = utf8_clean(im->arena, im->heads[i].text);
	}
}

const char *import_cell(struct import *im, enum import_column column)
{
	int at = im->column_of[column];

	return at < 0 || at >= im->cell_count ? "" : csv_unguarded(&im->scratch, im->cells[at].text);
}

/* --- who a row is ---------------------------------------------------------------------------- */

/* The article that a code of the row has in the store; ERR_NOTFOUND. */
static enum err code_owner(struct import *im, const struct code_row *code, struct article *out)
{
	if (code->key < 0)
		return article_at_alias(im->sh->db, &im->scratch, code->alias, im->from_ms, out);
	return article_at_key(im->sh->db, &im->scratch, code->key, im->from_ms, out);
}

/* The article on file that the row means: by its number, else by the first of its codes that has one. */
static enum err identity(struct import *im, const struct import_row *row, struct article *out)
{
	enum err e = ERR_NOTFOUND;

	if (*row->article.number)
		return article_at_number(im->sh->db, &im->scratch, row->article.number, im->from_ms, out);
	for (int i = 0; i < row->code_count && e == ERR_NOTFOUND; i++)
		e = code_owner(im, &row->codes[i], out);
	return e;
}

/* A pack's own unit; a row that says none leaves it. */
static bool same_unit(const struct import_row *row, const struct article *owner)
{
	return !row->pack_of || !*row->article.unit || strcmp(row->article.unit, owner->unit) == 0;
}

/* Takes the codes that are the article's already out of the row; tells those that are another's. `owner_id` 0: the
 * article is new. */
static enum err check_codes(struct import *im, struct import_row *row, int64_t owner_id)
{
	int kept = 0;

	for (int i = 0; i < row->code_count; i++) {
		struct code_row *code = &row->codes[i];
		int64_t other = map_get(&im->codes, code_name(&im->scratch, code), -1);
		struct article owner;
		enum err e;

		if (other >= 0 && &im->rows[other] == row)
			other = -1;
		if (other >= 0 && im->rows[other].article.id != owner_id) {
			import_tell(im, WHAT_CODE_TWICE, COL_BARCODE, code->alias,
				    arena_printf(im->arena, "%d", im->rows[other].line));
			continue;
		}
		e = code_owner(im, code, &owner);
		if (e != OK && e != ERR_NOTFOUND)
			return e;
		if (e == OK && owner.id != owner_id)
			import_tell(im, WHAT_CODE_TAKEN, COL_BARCODE, code->alias,
				    arena_printf(im->arena, "%s %s", owner.number, owner.name));
		if (e == OK && owner.pack_milli == code->pack_milli && owner.pack_price_minor == code->price_minor
			&& same_unit(row, &owner))
			continue;
		if (other >= 0)
			continue;
		if (e == OK && row->pack_of && !*row->article.unit)
			code->unit = arena_strdup(im->arena, owner.unit);
		row->code_known[kept] = e == OK;
		row->codes[kept++] = *code;
	}
	row->code_count = kept;
	return OK;
}

/* --- what is to be done ---------------------------------------------------------------------- */

/* Figures of an article that a column of its own gives. */
static const struct { enum import_column column; size_t offset; } figures[] = {
	{ COL_COST, offsetof(struct article, cost_minor) },
	{ COL_SUPPLIER, offsetof(struct article, supplier_id) },
	{ COL_DEPOSIT, offsetof(struct article, deposit_id) },
	{ COL_AGE_MIN, offsetof(struct article, age_min) },
	{ COL_PRICE_MIN, offsetof(struct article, price_min_minor) },
	{ COL_PRICE_MAX, offsetof(struct article, price_max_minor) },
	{ COL_LABEL_MIN, offsetof(struct article, label_min_minor) },
	{ COL_LABEL_MAX, offsetof(struct article, label_max_minor) },
	{ COL_TARE, offsetof(struct article, tare_milli) },
};
#define FIGURES (sizeof figures / sizeof figures[0])

static int64_t figure_of(const struct article *a, size_t i)
{
	int64_t v;

	memcpy(&v, (const char *)a + figures[i].offset, sizeof v);
	return v;
}

/* Cells that are empty change nothing on file; neither do columns that the file lacks. */
static void keep_what_was(struct import *im, struct import_row *row, const struct article *was)
{
	struct article *now = &row->article;
	static const struct { enum import_column column; unsigned flag; } flags[] = {
		{ COL_PRICING, ARTICLE_WEIGHED }, { COL_DISCOUNTABLE, ARTICLE_NO_DISCOUNT },
		{ COL_OVERRIDE, ARTICLE_NO_OVERRIDE }, { COL_POINTS, ARTICLE_NO_POINTS },
		{ COL_OPEN_PRICE, ARTICLE_OPEN_PRICE }, { COL_STOPPED, ARTICLE_STOPPED },
		{ COL_IS_DEPOSIT, ARTICLE_DEPOSIT },
	};

	now->id = was->id;
	now->number = arena_strdup(im->arena, was->number);
	now->version = was->version;
	if (!row_has(row, COL_NAME))
		now->name = arena_strdup(im->arena, was->name);
	if (im->column_of[COL_NAME_EN] < 0)
		now->name_en = arena_strdup(im->arena, was->name_en);
	if (im->column_of[COL_SPEC] < 0)
		now->spec = arena_strdup(im->arena, was->spec);
	if (!row_has(row, COL_UNIT))
		now->unit = arena_strdup(im->arena, was->unit);
	if (!row_has(row, COL_TAX_CLASS))
		now->tax_class = arena_strdup(im->arena, was->tax_class);
	for (size_t i = 0; i < FIGURES; i++)
		if (!row_has(row, figures[i].column))
			memcpy((char *)now + figures[i].offset, &(int64_t){ figure_of(was, i) }, sizeof(int64_t));
	for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
		if (!row_has(row, flags[i].column))
			now->flags = (now->flags & ~flags[i].flag) | (was->flags & flags[i].flag);
}

static bool same_article(const struct article *a, const struct article *b)
{
	for (size_t i = 0; i < FIGURES; i++)
		if (figure_of(a, i) != figure_of(b, i))
			return false;
	return strcmp(a->name, b->name) == 0 && strcmp(a->name_en, b->name_en) == 0 &&
		strcmp(a->spec, b->spec) == 0 && strcmp(a->unit, b->unit) == 0 &&
		a->category_id == b->category_id && a->department_id == b->department_id &&
		a->tax_rate_id == b->tax_rate_id && a->flags == b->flags && strcmp(a->tax_class, b->tax_class) == 0;
}

static struct article *copy_article(struct arena *a, const struct article *from)
{
	struct article *copy = arena_new(a, struct article);

	*copy = *from;
	copy->number = arena_strdup(a, from->number);
	copy->name = arena_strdup(a, from->name);
	copy->name_en = arena_strdup(a, from->name_en);
	copy->spec = arena_strdup(a, from->spec);
	copy->unit = arena_strdup(a, from->unit);
	copy->tax_class = arena_strdup(a, from->tax_class);
	return copy;
}

static enum err plan_update(struct import *im, struct import_row *row, const struct article *was)
{
	struct price_row price;
	enum err e = price_at(im->sh->db, &im->scratch, was->id, PRICE_LEVEL_REGULAR, im->from_ms, &price);

	if (e != OK && e != ERR_NOTFOUND)
		return e;
	keep_what_was(im, row, was);
	row->was_price_minor = e == OK ? price.price_minor : -1;
	e = row->member_minor < 0 ? ERR_NOTFOUND : price_at(im->sh->db, &im->scratch, was->id, PRICE_LEVEL_MEMBER,
		im->from_ms, &price);
	if (e != OK && e != ERR_NOTFOUND)
		return e;
	row->was_member_minor = e == OK ? price.price_minor : 0;
	row->new_member = row->member_minor >= 0 && row->member_minor != row->was_member_minor;
	row->new_price = row->price_minor >= 0 && row->price_minor != row->was_price_minor;
	refs_resolve(im, row, was);
	row->act = ROW_SAME;
	if (!same_article(&row->article, was) || row->new_price || row->new_member || row->code_count ||
	    row->deposit_of) {
		row->act = ROW_UPDATE;
		row->was = copy_article(im->arena, was);
	}
	return OK;
}

static void plan_new(struct import *im, struct import_row *row)
{
	row->act = ROW_NEW;
	row->article.id = shop_new_id(im->sh);
	if (!*row->article.name)
		import_tell(im, WHAT_NO_NAME, COL_NAME, NULL, NULL);
	row->new_price = row->price_minor >= 0;
	row->new_member = row->member_minor > 0;
	if (!*row->article.unit)
		row->article.unit = row->article.flags & ARTICLE_WEIGHED ? "kg" : "件";
	if (!row->new_price && im->column_of[COL_PRICE] >= 0 && !row_has(row, COL_PRICE) &&
	    !(row->article.flags & ARTICLE_OPEN_PRICE))
		import_tell(im, WHAT_NO_PRICE, COL_PRICE, NULL, NULL);
	refs_resolve(im, row, NULL);
}

static void check_margin(struct import *im, const struct import_row *row)
{
	int64_t price = row->price_minor >= 0 ? row->price_minor : row->was_price_minor;

	if (row->act != ROW_SAME && price >= 0 && row->article.cost_minor > price)
		import_tell(im, WHAT_BELOW_COST, row_has(row, COL_PRICE) ? COL_PRICE : COL_COST,
			    money_text(im->arena, price), money_text(im->arena, row->article.cost_minor));
}

/* A second row with a number of the same file: more codes, if it is the same article. */
static enum err plan_more(struct import *im, struct import_row *row, const struct import_row *first)
{
	if (row_has(row, COL_NAME) && strcmp(first->article.name, row->article.name) != 0)
		import_tell(im, WHAT_NUMBER_TWICE, COL_NUMBER, row->article.number,
			    arena_printf(im->arena, "%d", first->line));
	row->act = ROW_MORE;
	row->article.id = first->article.id;
	return check_codes(im, row, row->article.id);
}

static enum err plan_row(struct import *im, struct import_row *row)
{
	int64_t first = *row->article.number ? map_get(&im->numbers, row->article.number, -1) : -1;
	struct article was;
	enum err e;

	if (first >= 0)
		return plan_more(im, row, &im->rows[first]);
	e = identity(im, row, &was);
	if (e != OK && e != ERR_NOTFOUND)
		return e;
	if (e == ERR_NOTFOUND && !*row->article.number && row->code_count == 0 && !im->row_refused)
		import_tell(im, WHAT_NO_IDENTITY, COLUMNS, NULL, NULL);
	if (e == OK) {
		e = check_codes(im, row, was.id);
		if (e == OK)
			e = plan_update(im, row, &was);
	} else {
		e = check_codes(im, row, 0);
		if (e == OK)
			plan_new(im, row);
	}
	check_margin(im, row);
	return e;
}

/* --- rows kept ------------------------------------------------------------------------------- */

static struct import_row *next_row(struct import *im)
{
	if (im->row_count == im->row_room) {
		int room = im->row_room * 2 + 256;

		im->rows = realloc(im->rows, (size_t)room * sizeof *im->rows);
		if (!im->rows)
			abort();
		im->row_room = room;
	}
	im->rows[im->row_count] = (struct import_row){ .line = im->line };
	return &im->rows[im->row_count];
}

/* An accepted row's number and codes are taken for the rows after it. */
static void keep_row(struct import *im, struct import_row *row)
{
	int at = im->row_count++;

	if (im->row_refused) {
		row->act = ROW_REFUSED;
		im->report->refused++;
		return;
	}
	if (*row->article.number && row->act != ROW_MORE && !row->pack_of)
		map_put(&im->numbers, row->article.number, at);
	for (int i = 0; i < row->code_count; i++)
		map_put(&im->codes, code_name(im->arena, &row->codes[i]), at);
}

/* A pack is checked when all singles are known; until then its codes are its own and nobody's. */
static void reserve_pack(struct import *im, struct import_row *row)
{
	row->act = ROW_PACK;
	row->article.id = -1;
	for (int i = 0; i < row->code_count; i++) {
		int64_t other = map_get(&im->codes, code_name(&im->scratch, &row->codes[i]), -1);

		if (other >= 0)
			import_tell(im, WHAT_CODE_TWICE, COL_BARCODE, row->codes[i].alias,
				    arena_printf(im->arena, "%d", im->rows[other].line));
	}
}

static enum err check_row(struct import *im)
{
	struct import_row *row = next_row(im);
	enum err e = OK;

	im->row_refused = false;
	im->report->rows++;
	if (im->cell_count > im->head_count) { /* who knows which cell is which */
		import_tell(im, WHAT_TOO_MANY_CELLS, COLUMNS, NULL, NULL);
		keep_row(im, row);
		return OK;
	}
	if (im->cell_count < im->head_count)
		import_tell(im, WHAT_TOO_FEW_CELLS, COLUMNS, NULL, NULL);
	row_read(im, row);
	if (row->pack_of)
		reserve_pack(im, row);
	else
		e = plan_row(im, row);
	if (e == OK)
		keep_row(im, row);
	return e;
}

static void tell_progress(const struct import *im, int64_t done, int64_t total)
{
	if (im->options->progress)
		im->options->progress(im->options->ctx, done, total);
}

static enum err check_rows(struct import *im)
{
	int64_t total = im->csv.end - im->begin;
	enum err e = OK;

	while (e == OK && im->row_count < IMPORT_ROWS_MAX) {
		arena_clear(&im->scratch);
		e = csv_next(&im->csv, &im->scratch, im->cells, &im->cell_count, &im->line);
		if (e == ERR_INVALID) {
			import_tell(im, WHAT_UNREADABLE, COLUMNS, NULL, NULL);
			im->report->rows++;
			im->report->refused++;
			return OK;
		}
		if (e != OK || im->cell_count == 0)
			return e;
		e = check_row(im);
		/* The check is the first half of the work. */
		if (im->row_count % PROGRESS_ROWS == 0)
			tell_progress(im, im->csv.at - im->begin, total * 2);
	}
	return e;
}

/* --- packs: their singles may stand anywhere in the file --------------------------------------- */

static enum err check_pack(struct import *im, struct import_row *row)
{
	int64_t at = map_get(&im->numbers, row->pack_of, -1);
	struct article single;
	enum err e = OK;

	if (at >= 0)
		single = im->rows[at].article;
	else
		e = article_at_number(im->sh->db, &im->scratch, row->pack_of, im->from_ms, &single);
	if (e == ERR_NOTFOUND) {
		import_tell(im, WHAT_PACK_SINGLE, COL_PACK_OF, row->pack_of, NULL);
		return OK;
	}
	if (e != OK)
		return e;
	for (int i = 0; i < row->code_count; i++) {
		row->codes[i].pack_milli = row->pack_milli;
		row->codes[i].price_minor = row->price_minor;
		row->codes[i].unit = row->article.unit;
	}
	row->article.id = single.id;
	e = check_codes(im, row, single.id);
	for (int i = 0; i < row->code_count; i++)
		if (row->codes[i].unit && strcmp(row->codes[i].unit, single.unit) == 0)
			row->codes[i].unit = "";
	row->act = row->code_count ? ROW_PACK : ROW_SAME;
	return e;
}

static enum err check_packs(struct import *im)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < im->row_count; i++) {
		struct import_row *row = &im->rows[i];

		if (!row->pack_of || row->act == ROW_REFUSED)
			continue;
		arena_clear(&im->scratch);
		im->line = row->line;
		im->row_refused = false;
		/* Its own codes were reserved when it was read. */
		for (int c = 0; c < row->code_count; c++)
			map_put(&im->codes, code_name(im->arena, &row->codes[c]), -1);
		e = check_pack(im, row);
		if (im->row_refused) {
			row->act = ROW_REFUSED;
			im->report->refused++;
		}
	}
	return e;
}

/* --- deposits: the bottle may stand anywhere in the file --------------------------------------- */

/* Its article as the store and the file make it; ERR_NOTFOUND. */
static enum err deposit_article(struct import *im, const char *number, struct article *out)
{
	int64_t at = map_get(&im->numbers, number, -1);

	if (at < 0)
		return article_at_number(im->sh->db, &im->scratch, number, im->from_ms, out);
	*out = im->rows[at].article;
	out->deposit_id = im->rows[at].deposit_of ? -1 : out->deposit_id;
	return OK;
}

static enum err check_deposit(struct import *im, struct import_row *row)
{
	struct article deposit;
	enum err e = deposit_article(im, row->deposit_of, &deposit);

	if (e != OK && e != ERR_NOTFOUND)
		return e;
	if (e == ERR_NOTFOUND)
		import_tell(im, WHAT_DEPOSIT_UNKNOWN, COL_DEPOSIT, row->deposit_of, NULL);
	else if (!(deposit.flags & ARTICLE_DEPOSIT) || deposit.deposit_id || (row->article.flags & ARTICLE_DEPOSIT))
		import_tell(im, WHAT_DEPOSIT_BAD, COL_DEPOSIT, row->deposit_of, NULL);
	else
		row->article.deposit_id = deposit.id;
	/* It was taken for a change until now. */
	if (e == OK && row->act == ROW_UPDATE && same_article(&row->article, row->was) && !row->new_price &&
		!row->new_member && !row->code_count)
		row->act = ROW_SAME;
	return OK;
}

static enum err check_deposits(struct import *im)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < im->row_count; i++) {
		struct import_row *row = &im->rows[i];

		if (!row->deposit_of || (row->act != ROW_NEW && row->act != ROW_UPDATE))
			continue;
		arena_clear(&im->scratch);
		im->line = row->line;
		im->row_refused = false;
		e = check_deposit(im, row);
		if (im->row_refused) {
			row->act = ROW_REFUSED;
			im->report->refused++;
		}
	}
	return e;
}

/* What others refer to is written before them: bottles first, then what is charged with them, packs last. */
static int turn_of(const struct import_row *row)
{
	return row->pack_of ? 2 : row->deposit_of ? 1 : 0;
}

static void in_turn(struct import *im)
{
	struct import_row *sorted = arena_array(im->arena, (size_t)im->row_count, sizeof *sorted);
	int n = 0;

	for (int turn = 0; turn <= 2; turn++)
		for (int i = 0; i < im->row_count; i++)
			if (turn_of(&im->rows[i]) == turn)
				sorted[n++] = im->rows[i];
	if (n)
		memcpy(im->rows, sorted, (size_t)n * sizeof *sorted);
}

/* --- numbers for rows without one ------------------------------------------------------------ */

static enum err assign_numbers(struct import *im)
{
	const char *last;
	int64_t next = ASSIGNED_FIRST;
	enum err e = article_number_last(im->sh->db, im->arena, &last);

	if (e == OK && last[strspn(last, "0123456789")] == '\0')
		next = strtoll(last, NULL, 10) + 1;
	for (int i = 0; (e == OK || e == ERR_NOTFOUND) && i < im->row_count; i++) {
		struct import_row *row = &im->rows[i];
		struct article taken;

		if (row->act != ROW_NEW || *row->article.number)
			continue;
		do {
			arena_clear(&im->scratch);
			row->article.number = arena_printf(im->arena, "%" PRId64, next++);
			e = map_get(&im->numbers, row->article.number, -1) >= 0 ? OK
				: article_at_number(im->sh->db, &im->scratch, row->article.number, im->from_ms, &taken);
		} while (e == OK);
	}
	return e == ERR_NOTFOUND ? OK : e;
}

/* --- writing --------------------------------------------------------------------------------- */

struct batch { struct import *im; int from, to; };

static enum err put_codes(struct import *im, const struct import_row *row)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < row->code_count; i++) {
		struct code_row code = row->codes[i];

		code.article_id = row->article.id;
		e = row->code_known[i] ? code_update(im->sh->db, &code) : code_insert(im->sh->db, &code);
	}
	return e;
}

/* The figures that follow the cost, as a past that can be read. */
static const char *rules_text(struct arena *a, const struct article *article)
{
	char *text = arena_strdup(a, article->tax_class);

	for (size_t i = 1; i < FIGURES; i++)
		text = arena_printf(a, "%s %s=%" PRId64, text, column_table[figures[i].column].name,
			figure_of(article, i));
	return text;
}

static enum err revise_article(struct import *im, const struct import_row *row)
{
	const struct article *was = row->was, *now = &row->article;
	struct arena *a = &im->scratch;
	const struct change changes[] = {
		{ "name", was->name, now->name }, { "name_en", was->name_en, now->name_en },
		{ "spec", was->spec, now->spec }, { "unit", was->unit, now->unit },
		{ "category", arena_printf(a, "%" PRId64, was->category_id),
			arena_printf(a, "%" PRId64, now->category_id) },
		{ "department", arena_printf(a, "%" PRId64, was->department_id),
			arena_printf(a, "%" PRId64, now->department_id) },
		{ "tax", arena_printf(a, "%" PRId64, was->tax_rate_id),
			arena_printf(a, "%" PRId64, now->tax_rate_id) },
		{ "flags", flags_text(a, article_flag_names, was->flags),
			flags_text(a, article_flag_names, now->flags) },
		{ "cost", money_text(a, was->cost_minor), money_text(a, now->cost_minor) },
		{ "rules", rules_text(a, was), rules_text(a, now) },
		{ "price", row->was_price_minor < 0 ? "" : money_text(a, row->was_price_minor),
			row->new_price ? money_text(a, row->price_minor)
			: row->was_price_minor < 0 ? "" : money_text(a, row->was_price_minor) },
		{ "member_price", row->new_member ? money_text(a, row->was_member_minor) : "",
			row->new_member ? money_text(a, row->member_minor) : "" },
		{ "codes", row->code_count ? "" : NULL, row->code_count ? row->codes[0].alias : NULL },
	};

	return office_revise(im->sh, "article", now->id, changes, (int)(sizeof changes / sizeof changes[0]));
}

static enum err put_member_price(struct import *im, const struct import_row *row)
{
	if (!row->new_member)
		return OK;
	return row->member_minor ? article_price_in_tx(im->sh, row->article.id, PRICE_LEVEL_MEMBER, row->member_minor,
		im->from_ms, 0) : price_none(im->sh->db, row->article.id, PRICE_LEVEL_MEMBER, im->from_ms);
}

static enum err put_new(struct import *im, const struct import_row *row)
{
	const struct change change = { "number", NULL, row->article.number };
	enum err e = article_insert(im->sh->db, &row->article);

	if (e == OK && row->new_price)
		e = price_put(im->sh->db, row->article.id, &(struct price_row){ PRICE_LEVEL_REGULAR, im->from_ms,
			PRICE_FOREVER_MS, row->price_minor });
	if (e == OK)
		e = put_member_price(im, row);
	if (e == OK)
		e = put_codes(im, row);
	return e == OK ? office_revise(im->sh, "article", row->article.id, &change, 1) : e;
}

static enum err put_update(struct import *im, const struct import_row *row)
{
	enum err e = article_update(im->sh->db, &row->article);

	if (e == OK && row->new_price)
		e = article_price_in_tx(im->sh, row->article.id, PRICE_LEVEL_REGULAR, row->price_minor, im->from_ms, 0);
	if (e == OK)
		e = put_member_price(im, row);
	if (e == OK)
		e = put_codes(im, row);
	return e == OK ? revise_article(im, row) : e;
}

static enum err put_row(struct import *im, const struct import_row *row)
{
	switch (row->act) {
	case ROW_NEW: return put_new(im, row);
	case ROW_UPDATE: return put_update(im, row);
	case ROW_MORE:
	case ROW_PACK: return put_codes(im, row);
	case ROW_REFUSED:
	case ROW_SAME: break;
	}
	return OK;
}

static enum err batch_body(struct shop *sh, void *arg)
{
	const struct batch *b = arg;
	enum err e = b->from == 0 ? refs_put(b->im) : OK;

	for (int i = b->from; e == OK && i < b->to; i++) {
		arena_clear(&b->im->scratch);
		e = put_row(b->im, &b->im->rows[i]);
	}
	if (e == OK)
		e = office_audit(sh, "import", 0, arena_printf(&b->im->scratch, "rows=%d", b->to - b->from));
	return e;
}

/* A pack with a new size or price changes its article. */
static void count_codes(const struct import_row *row, struct import_report *r)
{
	bool changed = row->act == ROW_UPDATE;

	for (int i = 0; i < row->code_count; i++) {
		changed = changed || row->code_known[i];
		r->codes += !row->code_known[i];
	}
	r->updated += changed;
}

/* What one batch has done, or a dry run would do. */
static void count_rows(struct import *im, int from, int to)
{
	struct import_report *r = im->report;

	for (int i = from; i < to; i++) {
		const struct import_row *row = &im->rows[i];

		if (row->act == ROW_REFUSED)
			continue;
		r->created += row->act == ROW_NEW;
		r->unchanged += row->act == ROW_SAME;
		r->prices += row->new_price;
		count_codes(row, r);
	}
	if (from == 0) {
		r->categories = im->category_count - im->category_known;
		r->departments = im->department_count - im->department_known;
	}
}

static enum err write_rows(struct import *im)
{
	int64_t total = im->row_count * INT64_C(2);

	for (int from = 0; from < im->row_count; from += IMPORT_BATCH) {
		int to = im->row_count - from < IMPORT_BATCH ? im->row_count : from + IMPORT_BATCH;
		struct batch b = { im, from, to };
		enum err e = im->options->dry_run ? OK : shop_tx(im->sh, batch_body, &b);

		if (e == ERR_EXISTS || e == ERR_STALE || e == ERR_NOTFOUND)
			return say(im->said, e, MSG_IMPORT_STOPPED,
				   arena_printf(im->arena, "%d", im->rows[from].line), NULL);
		if (e != OK)
			return e;
		count_rows(im, from, to);
		tell_progress(im, im->row_count + to, total);
	}
	if (!im->options->dry_run)
		office_reload(im->sh);
	return OK;
}

/* --- the whole ------------------------------------------------------------------------------- */

static enum err open_file(struct import *im)
{
	char *bytes;
	size_t n;
	enum err e = file_read(im->arena, im->path, &bytes, &n);

	if (e == ERR_NOTFOUND || e == ERR_IO)
		return say(im->said, e == ERR_IO ? ERR_INVALID : e, MSG_NO_FILE, im->path, NULL);
	if (e == OK)
		e = csv_open(&im->csv, im->arena, bytes, n);
	if (e != OK)
		return say(im->said, e, MSG_NO_CSV, im->path, _("it is neither UTF-8 nor GB18030, or too large"));
	im->begin = im->csv.at;
	e = csv_next(&im->csv, im->arena, im->heads, &im->head_count, &im->line);
	if (e != OK)
		return say(im->said, e, MSG_NO_CSV, im->path, _("its first line cannot be read"));
	read_heads(im);
	if (im->column_of[COL_NAME] < 0 && im->column_of[COL_NUMBER] < 0 && im->column_of[COL_BARCODE] < 0)
		return say(im->said, ERR_INVALID, MSG_NO_COLUMN, im->path, NULL);
	im->line = 1;
	if (im->column_of[COL_PRICE] < 0)
		import_tell(im, WHAT_NO_PRICE_COLUMN, COLUMNS, NULL, NULL);
	return OK;
}

static enum err run(struct import *im)
{
	enum err e = open_file(im);

	if (e == OK)
		e = refs_load(im);
	if (e == OK)
		e = check_rows(im);
	if (e == OK)
		e = check_packs(im);
	if (e == OK)
		e = check_deposits(im);
	if (e == OK)
		e = assign_numbers(im);
	if (e == OK)
		in_turn(im);
	if (e == OK && im->options->strict && im->report->refused > 0)
		return say(im->said, ERR_REFUSED, MSG_IMPORT_REFUSED,
			   arena_printf(im->arena, "%" PRId64, im->report->refused), NULL);
	if (e == OK)
		e = write_rows(im);
	if (e == OK && !im->options->dry_run && im->report->created + im->report->updated > 0)
		search_rebuild(im->sh, SEARCH_ARTICLES);
	return e;
}

enum err import_run(struct shop *sh, struct arena *a, const char *path, const struct import_options *options,
	struct import_report *report, struct said *said)
{
	struct import *im = arena_new(a, struct import);
	enum err e;

	*report = (struct import_report){ .rows = 0 };
	*said = (struct said){ MSG_NONE, { NULL, NULL } };
	im->sh = sh;
	im->arena = a;
	im->options = options;
	im->report = report;
	im->said = said;
	im->path = path;
	im->from_ms = options->from_ms ? options->from_ms : clock_now_ms();
	e = run(im);
	refs_release(im);
	map_release(&im->numbers);
	map_release(&im->codes);
	free(im->rows);
	arena_release(&im->scratch);
	return office_answer(said, e, path);
}

enum err import_articles(struct shop *sh, struct arena *a, const char *path, const struct import_options *options,
	struct import_report *report, struct said *said)
{
	enum err e = office_need(sh, PERM_IMPORT, said);

	*report = (struct import_report){ .rows = 0 };
	if (e == OK && options->from_ms && options->from_ms < clock_now_ms())
		return say(said, ERR_REFUSED, MSG_PRICE_PAST, NULL, NULL);
	return e == OK ? import_run(sh, a, path, options, report, said) : e;
}
