/* period.c - which days a report shows, and into which file it goes: asked alike by every report. */
#include "office_int.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/tr.h"
#include "service/pages.h"
#include "tui/dialog.h"

static int32_t month_end(int32_t day)
{
	int32_t next = day / 100 % 100 == 12 ? (day / 10000 + 1) * 10000 + 101 : day / 100 * 100 + 101;

	return day_add(next, -1);
}

struct period period_month(struct ui *ui)
{
	int32_t today = shop_business_day(ui->shop);

	return (struct period){ today / 100 * 100 + 1, today };
}

struct period period_year(struct ui *ui)
{
	struct period p = period_month(ui);

	return (struct period){ day_add_months(p.from, -11), p.to };
}

/* As many months for whole months, or what has passed of them; else as many days. */
void period_move(struct ui *ui, struct period *p, int by)
{
	int32_t today = shop_business_day(ui->shop), last = p->to / 100 * 100 + 1;
	int days = days_between(p->from, p->to) + 1;
	int months = (p->to / 10000 - p->from / 10000) * 12 + p->to / 100 % 100 - p->from / 100 % 100 + 1;

	if (p->from % 100 == 1 && (p->to == month_end(p->to) || p->to == today)) {
		p->from = day_add_months(p->from, by * months);
		p->to = month_end(day_add_months(last, by * months));
	} else {
		p->from = day_add(p->from, by * days);
		p->to = day_add(p->to, by * days);
	}
}

const char *period_words(struct arena *a, const struct period *p)
{
	const char *first = day_text(a, p->from);

	return p->from == p->to ? first : arena_printf(a, "%s .. %s", first, day_text(a, p->to));
}

bool period_read(const char *text, struct period *p)
{
	int y1, m1, d1, y2, m2, d2, n = 0;
	struct period r;

	if (sscanf(text, "%4d-%2d-%2d%*[ .]%4d-%2d-%2d%n", &y1, &m1, &d1, &y2, &m2, &d2, &n) == 6 && !text[n]) {
		r.from = y1 * 10000 + m1 * 100 + d1;
		r.to = y2 * 10000 + m2 * 100 + d2;
	} else if (sscanf(text, "%4d-%2d-%2d%n", &y1, &m1, &d1, &n) == 3 && !text[n]) {
		r.from = r.to = y1 * 10000 + m1 * 100 + d1;
	} else if (sscanf(text, "%4d-%2d%n", &y1, &m1, &n) == 2 && !text[n]) {
		r.from = y1 * 10000 + m1 * 100 + 1;
		r.to = m1 >= 1 && m1 <= 12 && day_valid(r.from) ? month_end(r.from) : 0;
	} else if (sscanf(text, "%4d%n", &y1, &n) == 1 && !text[n]) {
		r.from = y1 * 10000 + 101;
		r.to = y1 * 10000 + 1231;
	} else {
		return false;
	}
	if (!day_valid(r.from) || !day_valid(r.to) || r.from > r.to)
		return false;
	*p = r;
	return true;
}

void period_ask(struct screen *s, int tag, const struct period *p)
{
	ask_line(s, tag, &(struct line_question){ .title = _("Period"),
		.text = _("A day 2026-11-03, a month 2026-11, a year 2026, or two days with a blank between"),
		.initial = period_words(&ui_of(s)->event, p), .kind = EDIT_TEXT, .min_chars = 4, .max_chars = 30 });
}

bool period_answered(struct screen *s, const char *text, struct period *p)
{
	if (period_read(text, p))
		return true;
	screen_refuse(s, _("%s is no period"), text);
	return false;
}

/* --- into a file --------------------------------------------------------------------------------- */

void file_ask(struct screen *s, int tag, const char *proposed)
{
	ask_line(s, tag, &(struct line_question){ .title = _("To a file"),
		.text = _("Its name ends in .xlsx, .csv, .pdf or .txt"), .initial = proposed, .kind = EDIT_TEXT,
		.min_chars = 5, .max_chars = 100 });
}

void file_save(struct screen *s, const struct table *t, const char *path)
{
	struct ui *ui = ui_of(s);
	enum pages_format format = pages_format_of(path);
	struct said said = { .id = MSG_NONE };

	if (format == PAGES_FORMATS || format == PAGES_PNG)
		screen_refuse(s, _("%s ends in none of .csv, .xlsx, .pdf and .txt"), path);
	else
		ui_said(s, pages_save(ui->shop, &ui->event, t, format, path, &said), &said);
}
