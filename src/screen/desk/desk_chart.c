/* desk_chart.c - the charts of the member who is open (service/member_figures.h): each a table with bars, Tab turns to
 * the next. */
#include "desk_int.h"

static enum err load(struct ui *ui, struct arena *a, const char *about, const struct period *days,
	enum member_chart chart, struct table **out, struct said *said)
{
	struct member_figures f;
	enum err e = member_figures(ui->shop, a, about, days->from, days->to, &f, said);

	if (e == OK)
		*out = member_figures_table(a, &f, chart);
	return e;
}

#define CHART(name, chart) \
	static enum err name##_load(struct ui *ui, struct arena *a, const char *about, const struct period *days, \
		struct table **out, struct said *said) \
	{ \
		return load(ui, a, about, days, chart, out, said); \
	}
CHART(value, CHART_VALUE)
CHART(points, CHART_POINTS)
CHART(months, CHART_MONTHS)
CHART(groups, CHART_GROUPS)

#define OF_A_YEAR .of_one = true, .days = true, .year = true, .export = PERM_MEMBER_EXPORT
static const struct sheet charts[MEMBER_CHARTS] = {
	[CHART_VALUE] = { .name = "value", OF_A_YEAR, .rises = true, .bar = 3, .side = 1 << 1 | 1 << 2,
		.load = value_load, .next = &charts[CHART_POINTS] },
	[CHART_POINTS] = { .name = "points", OF_A_YEAR, .rises = true, .bar = 3, .side = 1 << 1 | 1 << 2,
		.load = points_load, .next = &charts[CHART_MONTHS] },
	[CHART_MONTHS] = { .name = "purchases", OF_A_YEAR, .rises = true, .bar = 2, .side = 1 << 1,
		.load = months_load, .next = &charts[CHART_GROUPS] },
	[CHART_GROUPS] = { .name = "categories", OF_A_YEAR, .bar = 2, .side = 1 << 1, .load = groups_load,
		.next = &charts[CHART_VALUE] },
};

void chart_show(struct screen *s, enum member_chart chart)
{
	const struct desk_state *st = s->state;

	sheet_show(s, &charts[chart], st->page.sheet.row.code);
}
