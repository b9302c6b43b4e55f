/* sales.c - what was sold, summed for looking at. Days, departments and cashiers come from the figures kept with the
 * shifts, a year of them in a moment; hours and articles from what closed days kept, and the lines of the open ones. */
#include "service/sales.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/table.h"
#include "model/totals.h"
#include "../cash/day_sums_int.h"
#include "office_int.h"
#include "service/articles.h"
#include "service/staff.h"
#include "store/article_store.h"
#include "store/staff_store.h"

#define WEEK_DAYS 7
#define DEPOSITS 0   /* no department has this id */
#define ROWS_FIRST 64 /* a power of two, as all that follow */

const char *const sales_by_name[SALES_BYS] = { "day", "month", "hour", "department", "category", "article", "cashier" };
const char *const sales_by_words[SALES_BYS] = { N_("Day"), N_("Month"), N_("Hour"), N_("Dept."), N_("Category"),
	N_("Goods"), N_("Cashier") };
const char *const sales_weekday_words[] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"),
	N_("Sun") };
const char *const sales_before_name[SALES_BEFORES] = { "none", "week", "year" };

bool sales_of_goods(enum sales_by by)
{
	return by == SALES_BY_DEPARTMENT || by == SALES_BY_CATEGORY || by == SALES_BY_ARTICLE;
}

/* A report being put together: rows of one period are added first, then those before. */
struct summing {
	struct shop *sh;
	struct arena *arena;
	struct sales *out;
	int room;
	int32_t *slots;                /* hash of keys: index of the row + 1; as many as 4 * room */
	bool before;                   /* of the period before */
	struct category_row *categories;
	int category_count;
};

/* --- rows -------------------------------------------------------------------------------------- */

static int32_t *slot_of(const struct summing *s, int64_t key)
{
	uint64_t mask = 4 * (uint64_t)s->room - 1, at = (uint64_t)key * UINT64_C(0x9E3779B97F4A7C15) >> 20 & mask;

	while (s->slots[at] && s->out->list[s->slots[at] - 1].key != key)
		at = (at + 1) & mask;
	return &s->slots[at];
}

static void grow(struct summing *s)
{
	struct sales *o = s->out;
	struct sales_row *was = o->list;

	s->room = s->room ? 2 * s->room : ROWS_FIRST;
	o->list = arena_array(s->arena, (size_t)s->room, sizeof *o->list);
	s->slots = arena_array(s->arena, 4 * (size_t)s->room, sizeof *s->slots);
	if (o->count)
		memcpy(o->list, was, (size_t)o->count * sizeof *was);
	for (int i = 0; i < o->count; i++)
		*slot_of(s, o->list[i].key) = i + 1;
}

static struct sales_row *row_of(struct summing *s, int64_t key)
{
	struct sales *o = s->out;
	int32_t *at;

	if (o->count == s->room)
		grow(s);
	assert(o->list);
	at = slot_of(s, key);
	if (*at)
		return &o->list[*at - 1];
	o->list[o->count] = (struct sales_row){ .key = key, .code = "", .name = "" };
	*at = ++o->count;
	return &o->list[o->count - 1];
}

static void add(struct summing *s, int64_t key, const struct sum_row *sum, int sign)
{
	struct sales_row *row = row_of(s, key);

	if (s->before) {
		row->before_minor += sign * sum->amount_minor;
		s->out->all.before_minor += sign * sum->amount_minor;
		return;
	}
	row->times += sign > 0 ? sum->times : 0;
	row->qty_milli += sign * sum->qty_milli;
	row->amount_minor += sign * sum->amount_minor;
	s->out->all.times += sign > 0 ? sum->times : 0;
	s->out->all.qty_milli += sign * sum->qty_milli;
	s->out->all.amount_minor += sign * sum->amount_minor;
}

/* A day of the period before stands beside the day that it is compared with. */
static int32_t beside(const struct summing *s, int32_t day)
{
	if (!s->before)
		return day;
	if (s->out->before == SALES_WEEK_BEFORE)
		return day_add(day, WEEK_DAYS);
	return day_valid(day + 10000) ? day + 10000 : day_add(day, -1) + 10000; /* the 29th of February */
}

/* --- from the figures of shifts ------------------------------------------------------------------ */

static enum err sum_days(struct summing *s, int32_t from, int32_t to)
{
	static const struct { enum measure measure; int sign; } parts[] = { { MEASURE_SALES, 1 },
		{ MEASURE_RETURNS, -1 }, { MEASURE_VOIDS, -1 }, { MEASURE_EMPTIES, -1 } };
	enum err e = OK;

	for (size_t p = 0; e == OK && p < sizeof parts / sizeof *parts; p++) {
		struct sum_row *list;
		int n = 0;

		e = sums_by_day(s->sh->db, s->arena, parts[p].measure, from, to, &list, &n);
		for (int i = 0; e == OK && i < n; i++) {
			int32_t day = beside(s, (int32_t)list[i].key);

			add(s, s->out->by == SALES_BY_MONTH ? day / 100 : day, &list[i], parts[p].sign);
		}
	}
	return e;
}

/* By item, or all of them under one key. */
static enum err sum_items(struct summing *s, enum measure measure, int sign, bool one, int32_t from, int32_t to)
{
	struct sum_row *list;
	int n;
	enum err e = sums_by_item(s->sh->db, s->arena, measure, from, to, &list, &n);

	for (int i = 0; e == OK && i < n; i++)
		add(s, one ? DEPOSITS : list[i].key, &list[i], sign);
	return e;
}

/* Deposits are of no department: they stand by themselves, less what was paid for empties. */
static enum err sum_departments(struct summing *s, int32_t from, int32_t to)
{
	enum err e = sum_items(s, MEASURE_DEPARTMENT, 1, false, from, to);

	if (e == OK)
		e = sum_items(s, MEASURE_DEPOSIT, 1, true, from, to);
	return e == OK ? sum_items(s, MEASURE_EMPTY, -1, true, from, to) : e;
}

/* --- from the days -------------------------------------------------------------------------------- */

static void add_hour(void *s, const struct sum_row *row)
{
	add(s, clock_local(row->key * QUARTER_MS).hour, row, 1);
}

static void add_article(void *s, const struct sum_row *row)
{
	add(s, row->key, row, 1);
}

/* --- names ------------------------------------------------------------------------------------- */

static enum err name_article(struct summing *s, struct sales_row *row)
{
	struct article article;
	enum err e = row->key ? article_get(s->sh, s->arena, row->key, &article) : ERR_NOTFOUND;

	if (e == ERR_NOTFOUND) {
		row->name = _("Sold under a department");
		return OK;
	}
	if (e != OK)
		return e;
	row->code = article.number;
	row->name = tr_name(article.name, article.name_en);
	return OK;
}

static void name_category(struct summing *s, struct sales_row *row)
{
	row->name = _("Sold under a department");
	for (int i = 0; i < s->category_count; i++)
		if (s->categories[i].id == row->key) {
			row->code = s->categories[i].code;
			row->name = tr_name(s->categories[i].name, s->categories[i].name_en);
		}
}

static enum err name_cashier(struct summing *s, struct sales_row *row)
{
	struct staff_row staff;
	enum err e = staff_by_id(s->sh->db, s->arena, row->key, &staff);

	if (e == OK) {
		row->code = staff.number;
		row->name = staff.name;
	}
	return e == ERR_NOTFOUND ? OK : e;
}

static enum err name_row(struct summing *s, struct sales_row *row)
{
	const struct department *d;
	int day = (int)row->key;

	switch (s->out->by) {
	case SALES_BY_DAY:
		row->code = day_text(s->arena, day);
		row->name = _(sales_weekday_words[day_weekday(day) - 1]);
		return OK;
	case SALES_BY_MONTH:
		row->code = arena_printf(s->arena, "%04d-%02d", day / 100, day % 100);
		return OK;
	case SALES_BY_HOUR:
		row->code = arena_printf(s->arena, "%02d:00", day);
		return OK;
	case SALES_BY_DEPARTMENT:
		d = shop_department(s->sh, row->key);
		row->code = d ? d->code : "";
		row->name = row->key == DEPOSITS ? _("Deposits of bottles") : d ? tr_name(d->name, d->name_en) : "";
		return OK;
	case SALES_BY_CATEGORY:
		name_category(s, row);
		return OK;
	case SALES_BY_ARTICLE:
		return name_article(s, row);
	default:
		return name_cashier(s, row);
	}
}

/* --- the report -------------------------------------------------------------------------------- */

/* Articles become the categories at the top that they hang under. */
static enum err fold_categories(struct summing *s)
{
	struct sales articles = *s->out;
	enum err e = OK;

	s->out->list = NULL;
	s->out->count = s->room = 0;
	s->slots = NULL;
	for (int i = 0; e == OK && i < articles.count; i++) {
		const struct sales_row *from = &articles.list[i];
		struct article article = { .category_id = 0 };
		struct sales_row *row;

		e = from->key ? article_get(s->sh, s->arena, from->key, &article) : OK;
		row = row_of(s, article.category_id
			? category_top(s->categories, s->category_count, article.category_id) : 0);
		row->times += from->times;
		row->qty_milli += from->qty_milli;
		row->amount_minor += from->amount_minor;
		row->before_minor += from->before_minor;
	}
	return e;
}

static enum err sum_period(struct summing *s, int32_t from, int32_t to)
{
	switch (s->out->by) {
	case SALES_BY_DAY:
	case SALES_BY_MONTH:
		return sum_days(s, from, to);
	case SALES_BY_DEPARTMENT:
		return sum_departments(s, from, to);
	case SALES_BY_CASHIER:
		return sum_items(s, MEASURE_CASHIER, 1, false, from, to);
	case SALES_BY_HOUR:
		return day_sums_range(s->sh->db, DAY_SUM_QUARTER, from, to, add_hour, s);
	default:
		return day_sums_range(s->sh->db, DAY_SUM_ARTICLE, from, to, add_article, s);
	}
}

static int by_key(const void *x, const void *y)
{
	const struct sales_row *a = x, *b = y;

	return (a->key > b->key) - (a->key < b->key);
}

static int by_amount(const void *x, const void *y)
{
	const struct sales_row *a = x, *b = y;

	if (a->amount_minor != b->amount_minor)
		return a->amount_minor < b->amount_minor ? 1 : -1;
	return by_key(x, y);
}

/* Days without a sale are rows, too: a chart has no holes. */
static void fill_holes(struct summing *s)
{
	for (int32_t day = s->out->from; s->out->by == SALES_BY_DAY && day <= s->out->to; day = day_add(day, 1))
		row_of(s, day);
}

static bool in_order(enum sales_by by)
{
	return by == SALES_BY_DAY || by == SALES_BY_MONTH || by == SALES_BY_HOUR;
}

static int32_t year_before(int32_t day)
{
	return day_valid(day - 10000) ? day - 10000 : day_add(day, -1) - 10000; /* the 29th of February */
}

enum err sales_report(struct shop *sh, struct arena *a, enum sales_by by, enum sales_before before, int32_t from,
	int32_t to, struct sales *out, struct said *said)
{
	struct summing s = { .sh = sh, .arena = a, .out = out };
	enum err e = office_need(sh, PERM_REPORTS, said);

	*out = (struct sales){ .by = by, .before = before, .from = from, .to = to };
	if (e == OK)
		e = office_days(a, from, to, said);
	if (e == OK && by == SALES_BY_CATEGORY)
		e = categories_list(sh->db, a, &s.categories, &s.category_count);
	if (e == OK)
		e = sum_period(&s, from, to);
	if (e == OK && before != SALES_ALONE) {
		out->before_from = before == SALES_WEEK_BEFORE ? day_add(from, -WEEK_DAYS) : year_before(from);
		out->before_to = before == SALES_WEEK_BEFORE ? day_add(to, -WEEK_DAYS) : year_before(to);
		s.before = true;
		e = sum_period(&s, out->before_from, out->before_to);
	}
	if (e == OK && by == SALES_BY_CATEGORY)
		e = fold_categories(&s);
	if (e == OK)
		fill_holes(&s);
	if (e == OK && out->count)
		qsort(out->list, (size_t)out->count, sizeof *out->list, in_order(by) ? by_key : by_amount);
	for (int i = 0; e == OK && i < out->count; i++)
		e = name_row(&s, &out->list[i]);
	return office_answer(said, e, "");
}

/* --- hours of the week --------------------------------------------------------------------------- */

static void add_heat(void *heat, const struct sum_row *row)
{
	struct sales_heat *out = heat;
	struct civil t = clock_local(row->key * QUARTER_MS);
	int w = day_weekday(t.year * 10000 + t.month * 100 + t.day) - 1;

	out->times[w][t.hour] += row->times;
	out->amount_minor[w][t.hour] += row->amount_minor;
	if (out->amount_minor[w][t.hour] > out->most_minor)
		out->most_minor = out->amount_minor[w][t.hour];
}

enum err sales_heat(struct shop *sh, struct arena *a, int32_t from, int32_t to, struct sales_heat *out,
	struct said *said)
{
	enum err e = office_need(sh, PERM_REPORTS, said);

	*out = (struct sales_heat){ .most_minor = 0 };
	if (e == OK)
		e = office_days(a, from, to, said);
	if (e == OK)
		e = day_sums_range(sh->db, DAY_SUM_QUARTER, from, to, add_heat, out);
	return office_answer(said, e, "");
}

/* --- for a file --------------------------------------------------------------------------------- */

static const char *days_words(struct arena *a, int32_t from, int32_t to)
{
	return arena_printf(a, "%s .. %s", day_text(a, from), day_text(a, to));
}

struct table *sales_heat_table(struct arena *a, const struct sales_heat *heat, int32_t from, int32_t to)
{
	const struct table_column all[] = {
		{ _("Weekday"), TABLE_TEXT, false }, { _("Hour"), TABLE_TEXT, false },
		{ _("Bills"), TABLE_NUMBER, true }, { _("Amount"), TABLE_MONEY, true },
	};
	struct table_column *columns = arena_array(a, sizeof all / sizeof *all, sizeof *columns);
	struct table *t;

	memcpy(columns, all, sizeof all);
	t = table_new(a, _("Weekday and hour"), columns, sizeof all / sizeof *all);
	table_note(t, days_words(a, from, to));
	for (int w = 0; w < 7; w++)
		for (int h = 0; h < 24; h++) {
			if (!heat->times[w][h] && !heat->amount_minor[w][h])
				continue;
			table_text(t, _(sales_weekday_words[w]));
			table_text(t, arena_printf(a, "%02d:00", h));
			table_int(t, heat->times[w][h]);
			table_int(t, heat->amount_minor[w][h]);
		}
	table_totals(t, _("All"));
	return t;
}

struct table *sales_table(struct arena *a, const struct sales *s)
{
	bool compared = s->before != SALES_ALONE, goods = sales_of_goods(s->by);
	const struct table_column all[] = {
		{ _(sales_by_words[s->by]), TABLE_TEXT, false }, { _("Name"), TABLE_TEXT, false },
		{ goods ? _("Pieces") : _("Bills"), goods ? TABLE_QTY : TABLE_NUMBER, true },
		{ _("Amount"), TABLE_MONEY, true }, { _("Before"), TABLE_MONEY, true },
	};
	struct table_column *columns = arena_array(a, sizeof all / sizeof *all, sizeof *columns);
	struct table *t;

	memcpy(columns, all, sizeof all);
	t = table_new(a, _("Sales"), columns, compared ? 5 : 4);
	table_note(t, days_words(a, s->from, s->to));
	for (int i = 0; i < s->count; i++) {
		table_text(t, s->list[i].code);
		table_text(t, s->list[i].name);
		table_int(t, goods ? s->list[i].qty_milli : s->list[i].times);
		table_int(t, s->list[i].amount_minor);
		if (compared)
			table_int(t, s->list[i].before_minor);
	}
	table_totals(t, _("All"));
	return t;
}
