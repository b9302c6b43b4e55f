/* member_figures.h - what a member had and bought, month by month, and of what kinds of goods: what charts are drawn
 * of. One call has all of it, from the statement, from the days that levels count, and from the lines of his
 * receipts. */
#ifndef SERVICE_MEMBER_FIGURES_H
#define SERVICE_MEMBER_FIGURES_H

#include "service/members.h"

struct table; /* model/table.h */

struct member_month {
	int32_t month;                          /* yyyymm */
	int64_t value_in_minor, value_out_minor, value_after_minor; /* stored value, both parts; at its end */
	int64_t points_in, points_out, points_after;
	int64_t visits, bought_minor;           /* goods less what came back, on the days of their sales */
};
/* Goods under a category at the top; code "": sold under a department. */
struct member_group { const char *code, *name; int64_t qty_milli, bought_minor; };
struct member_figures {
	struct member member;
	const char *name;                       /* as it may be shown */
	int32_t from, to;
	struct member_month *months;            /* each from the first day's to the last day's: a chart has no holes */
	int month_count;
	struct member_group *groups;            /* the most first; their sum is that of the months */
	int group_count;
};
/* member: whatever finds exactly one. ERR_INVALID: no such days, or more than SALES_DAYS_MAX. */
enum err member_figures(struct shop *sh, struct arena *a, const char *member, int32_t from, int32_t to,
	struct member_figures *out, struct said *said) MUST_CHECK;

/* What there are charts of, and its stable names and words. */
enum member_chart { CHART_VALUE, CHART_POINTS, CHART_MONTHS, CHART_GROUPS, MEMBER_CHARTS };
extern const char *const member_chart_name[MEMBER_CHARTS];
extern const char *const member_chart_words[MEMBER_CHARTS]; /* N_() */
/* As a table, in the language now in force; without a row when there was nothing on these days. */
struct table *member_figures_table(struct arena *a, const struct member_figures *f, enum member_chart chart);

#endif
