/* member_figures.c - see member_figures.h. */
#include "service/member_figures.h"

#include <stdlib.h>
#include <string.h>

#include "../office/office_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "member_statement_int.h"
#include "model/table.h"
#include "store/article_store.h"
#include "store/desk_store.h"
#include "store/member_store.h"

const char *const member_chart_name[MEMBER_CHARTS] = { "value", "points", "month", "category" };
const char *const member_chart_words[MEMBER_CHARTS] = { N_("Stored value by month"), N_("Points by month"),
	N_("Purchases by month"), N_("Purchases by category") };

/* --- months ------------------------------------------------------------------------------------------------ */

static int month_at(const struct member_figures *f, int32_t day)
{
	return (day / 10000 - f->from / 10000) * 12 + day / 100 % 100 - f->from / 100 % 100;
}

static void begin_months(struct arena *a, struct member_figures *f)
{
	int32_t day = f->from / 100 * 100 + 1;

	f->month_count = month_at(f, f->to) + 1;
	f->months = arena_array(a, (size_t)f->month_count, sizeof *f->months);
	for (int i = 0; i < f->month_count; i++)
		f->months[i] = (struct member_month){ .month = day_add_months(day, i) / 100 };
}

/* What there is at the end of a month is what the last movement left, in it or before. */
static enum err add_moved(struct shop *sh, struct arena *a, struct member_figures *f)
{
	struct member_statement s;
	enum err e = member_statement_of(sh, a, &f->member, f->from, f->to, &s);
	struct moved_line last;

	if (e != OK)
		return e;
	last = s.opening;
	for (int m = 0, i = 0; m < f->month_count; m++) {
		struct member_month *in = &f->months[m];

		for (; i < s.count && month_at(f, s.lines[i].by.day) <= m; i++) {
			last = s.lines[i];
			in->value_in_minor += last.value_minor > 0 ? last.value_minor : 0;
			in->value_out_minor -= last.value_minor < 0 ? last.value_minor : 0;
			in->points_in += last.points > 0 ? last.points : 0;
			in->points_out -= last.points < 0 ? last.points : 0;
		}
		in->value_after_minor = last.value_after_minor;
		in->points_after = last.points_after;
	}
	return OK;
}

static enum err add_bought(struct shop *sh, struct arena *a, struct member_figures *f)
{
	struct bought_row *days;
	int n = 0;
	enum err e = member_bought_days(sh->db, a, f->member.id, f->from, f->to, &days, &n);

	for (int i = 0; e == OK && i < n; i++) {
		struct member_month *in = &f->months[month_at(f, days[i].day)];

		in->visits += days[i].visits;
		in->bought_minor += days[i].amount_minor - days[i].returned_minor;
	}
	return e;
}

/* --- categories -------------------------------------------------------------------------------------------- */

static struct member_group *group_of(struct member_figures *f, const struct category_row *list, int n, int64_t id)
{
	const char *code = "", *name = _("Sold under a department");

	for (int i = 0; i < n; i++)
		if (list[i].id == id) {
			code = list[i].code;
			name = tr_name(list[i].name, list[i].name_en);
		}
	for (int i = 0; i < f->group_count; i++)
		if (strcmp(f->groups[i].code, code) == 0)
			return &f->groups[i];
	f->groups[f->group_count] = (struct member_group){ .code = code, .name = name };
	return &f->groups[f->group_count++];
}

static int by_amount(const void *x, const void *y)
{
	const struct member_group *a = x, *b = y;

	if (a->bought_minor != b->bought_minor)
		return a->bought_minor < b->bought_minor ? 1 : -1;
	return strcmp(a->code, b->code);
}

static enum err add_groups(struct shop *sh, struct arena *a, struct member_figures *f)
{
	struct category_row *categories;
	struct bought_group *rows;
	int category_count = 0, n = 0;
	enum err e = categories_list(sh->db, a, &categories, &category_count);

	if (e == OK)
		e = desk_bought_groups(sh->db, a, f->member.id, f->from, f->to, &rows, &n);
	if (e != OK)
		return e;
	f->groups = arena_array(a, (size_t)n, sizeof *f->groups);
	for (int i = 0; i < n; i++) {
		struct member_group *to = group_of(f, categories, category_count, category_top(categories,
			category_count, rows[i].category_id));

		to->qty_milli += rows[i].qty_milli;
		to->bought_minor += rows[i].amount_minor;
	}
	if (f->group_count > 1)
		qsort(f->groups, (size_t)f->group_count, sizeof *f->groups, by_amount);
	return OK;
}

/* --- all of it --------------------------------------------------------------------------------------------- */

enum err member_figures(struct shop *sh, struct arena *a, const char *member, int32_t from, int32_t to,
	struct member_figures *out, struct said *said)
{
	struct member_hit hit;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	*out = (struct member_figures){ .from = from, .to = to };
	if (e == OK)
		e = member_find_one(sh, a, member, &hit, said);
	if (e == OK)
		e = office_days(a, from, to, said);
	if (e != OK)
		return e;
	out->member = hit.member;
	out->name = member_name_shown(sh, a, &hit.member);
	begin_months(a, out);
	e = add_moved(sh, a, out);
	if (e == OK)
		e = add_bought(sh, a, out);
	if (e == OK)
		e = add_groups(sh, a, out);
	return office_answer(said, e, hit.member.code);
}

/* --- as tables --------------------------------------------------------------------------------------------- */

static struct table *table_of(struct arena *a, const struct member_figures *f, enum member_chart chart,
	const struct table_column *list, int n)
{
	struct table_column *columns = arena_array(a, (size_t)n, sizeof *columns);
	struct table *t;

	for (int i = 0; i < n; i++) {
		columns[i] = list[i];
		columns[i].words = _(list[i].words);
	}
	t = table_new(a, arena_printf(a, "%s: %s %s", _(member_chart_words[chart]), f->name, f->member.code), columns,
		n);
	table_note(t, arena_printf(a, "%s .. %s", day_text(a, f->from), day_text(a, f->to)));
	return t;
}

static bool nothing_moved(const struct member_figures *f, enum member_chart chart)
{
	for (int i = 0; i < f->month_count; i++) {
		const struct member_month *m = &f->months[i];

		if (chart == CHART_VALUE ? m->value_in_minor || m->value_out_minor || m->value_after_minor
			: chart == CHART_POINTS ? m->points_in || m->points_out || m->points_after
			: m->visits || m->bought_minor)
			return false;
	}
	return true;
}

static void put_month(struct table *t, const struct member_month *m, enum member_chart chart)
{
	table_text(t, arena_printf(t->arena, "%04d-%02d", (int)m->month / 100, (int)m->month % 100));
	if (chart == CHART_VALUE) {
		table_int(t, m->value_in_minor);
		table_int(t, m->value_out_minor);
		table_int(t, m->value_after_minor);
	} else if (chart == CHART_POINTS) {
		table_int(t, m->points_in);
		table_int(t, m->points_out);
		table_int(t, m->points_after);
	} else {
		table_int(t, m->visits);
		table_int(t, m->bought_minor);
	}
}

static void put_group(struct table *t, const struct member_group *g)
{
	table_text(t, g->name);
	table_int(t, g->qty_milli);
	table_int(t, g->bought_minor);
}

struct table *member_figures_table(struct arena *a, const struct member_figures *f, enum member_chart chart)
{
	static const struct table_column columns[MEMBER_CHARTS][4] = {
		[CHART_VALUE] = { { N_("Month"), TABLE_TEXT, false }, { N_("In"), TABLE_MONEY, true },
			{ N_("Out"), TABLE_MONEY, true }, { N_("At the end"), TABLE_MONEY, false } },
		[CHART_POINTS] = { { N_("Month"), TABLE_TEXT, false }, { N_("In"), TABLE_NUMBER, true },
			{ N_("Out"), TABLE_NUMBER, true }, { N_("At the end"), TABLE_NUMBER, false } },
		[CHART_MONTHS] = { { N_("Month"), TABLE_TEXT, false }, { N_("Visits"), TABLE_NUMBER, true },
			{ N_("Amount"), TABLE_MONEY, true } },
		[CHART_GROUPS] = { { N_("Category"), TABLE_TEXT, false }, { N_("Pieces"), TABLE_QTY, true },
			{ N_("Amount"), TABLE_MONEY, true } },
	};
	bool value = chart == CHART_VALUE || chart == CHART_POINTS;
	struct table *t = table_of(a, f, chart, columns[chart], value ? 4 : 3);

	for (int i = 0; chart == CHART_GROUPS && i < f->group_count; i++)
		put_group(t, &f->groups[i]);
	for (int i = 0; chart != CHART_GROUPS && i < f->month_count && !nothing_moved(f, chart); i++)
		put_month(t, &f->months[i], chart);
	table_totals(t, _("All"));
	return t;
}
