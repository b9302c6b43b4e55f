/* sales_screen.c - what was sold, as bars: by day, month, hour, department, category, article or cashier, beside the
 * week or the year before; or weekday by hour as a map of shades. And all of it into a file. */
#include "office_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/money.h"
#include "service/sales.h"
#include "tui/dialog.h"
#include "tui/key.h"

#define HEAT_BY SALES_BYS /* behind the lists: the map */
#define OTHER_COLS 64     /* of all columns but the bar, with the gaps */
#define HOURS 24
#define DAYS 7

enum { TAG_BY = -30, TAG_BEFORE = -31, TAG_PERIOD = -32, TAG_FILE = -33 };
enum { SALES_CODE, SALES_NAME, SALES_TIMES, SALES_AMOUNT, SALES_CHANGE, SALES_BAR, SALES_COLUMNS };

static const struct list_column sales_columns[SALES_COLUMNS] = {
	[SALES_CODE] = { "", 11, ALIGN_LEFT, false, 0 },
	[SALES_NAME] = { N_("Name"), 16, ALIGN_LEFT, false, 0 },
	[SALES_TIMES] = { N_("Bills"), 8, ALIGN_RIGHT, false, 2 },
	[SALES_AMOUNT] = { N_("Amount"), 12, ALIGN_RIGHT, false, 0 },
	[SALES_CHANGE] = { N_("Difference"), 10, ALIGN_RIGHT, false, 1 },
	[SALES_BAR] = { "", 0, ALIGN_LEFT, false, 0 },
};

struct sales_state {
	struct ui *ui;
	struct arena arena;            /* of the figures */
	int by;
	enum sales_before before;
	struct period period;
	struct sales sales;
	struct sales_heat heat;
	struct list list;
	struct list_column columns[SALES_COLUMNS]; /* of receipts, or of pieces */
	int64_t most_minor;
	int bar_cols, hour, weekday;   /* the cell of the map that is told */
};

static const uint16_t keys[] = { SCR_PERIOD, SCR_CHOOSE, SCR_COMPARE, SCR_EXPORT, SCR_MENU, SCR_HELP, 0 };

/* --- figures ----------------------------------------------------------------------------------- */

static const char *change_text(char *buf, int64_t now, int64_t before)
{
	int64_t tenths;

	if (before <= 0)
		return "";
	tenths = money_change_bp(now, before) / 10;
	snprintf(buf, LIST_CELL_MAX, "%s%lld.%lld%%", tenths < 0 ? "-" : "+", (long long)llabs(tenths) / 10,
		(long long)llabs(tenths) % 10);
	return buf;
}

static const char *sales_cell(void *ctx, int row, int column, char *buf)
{
	const struct sales_state *st = ctx;
	const struct sales_row *r = &st->sales.list[row];

	switch (column) {
	case SALES_CODE:
		return r->code;
	case SALES_NAME:
		return r->name;
	case SALES_TIMES:
		if (sales_of_goods(st->sales.by))
			return ui_qty(st->ui, r->qty_milli);
		snprintf(buf, LIST_CELL_MAX, "%lld", (long long)r->times);
		return r->times ? buf : "";
	case SALES_AMOUNT:
		return ui_money(st->ui, r->amount_minor);
	case SALES_CHANGE:
		return st->before == SALES_ALONE ? "" : change_text(buf, r->amount_minor, r->before_minor);
	default:
		return ui_share(buf, r->amount_minor, st->most_minor, st->bar_cols);
	}
}

static enum err load(struct screen *s)
{
	struct sales_state *st = s->state;
	struct said said = { .id = MSG_NONE };
	enum err e;

	arena_clear(&st->arena);
	st->sales = (struct sales){ .count = 0 };
	if (st->by == HEAT_BY)
		e = sales_heat(st->ui->shop, &st->arena, st->period.from, st->period.to, &st->heat, &said);
	else
		e = sales_report(st->ui->shop, &st->arena, (enum sales_by)st->by, st->before, st->period.from,
			st->period.to, &st->sales, &said);
	if (e != OK)
		ui_said(s, e, &said);
	st->most_minor = 0;
	for (int i = 0; i < st->sales.count; i++)
		if (st->sales.list[i].amount_minor > st->most_minor)
			st->most_minor = st->sales.list[i].amount_minor;
	st->columns[SALES_TIMES].title = sales_of_goods(st->sales.by) ? N_("Pieces") : sales_columns[SALES_TIMES].title;
	list_set_count(&st->list, st->sales.count);
	list_select(&st->list, st->by == SALES_BY_DAY ? st->sales.count - 1 : 0); /* today stands last */
	return e;
}

/* --- pictures ---------------------------------------------------------------------------------- */

static void draw_list(struct screen *s, struct rect r)
{
	struct sales_state *st = s->state;
	struct ui *ui = st->ui;
	const struct sales_row *all = &st->sales.all;
	char change[LIST_CELL_MAX];
	const char *amount = ui_money(ui, all->amount_minor), *total = sales_of_goods(st->sales.by)
		? arena_printf(&ui->paint, _("Pieces %s, amount %s"), ui_qty(ui, all->qty_milli), amount)
		: arena_printf(&ui->paint, _("Receipts %lld, amount %s"), (long long)all->times, amount);

	st->bar_cols = r.w > OTHER_COLS ? r.w - OTHER_COLS : 1;
	list_draw(&st->list, (struct rect){ r.y, r.x, r.h - 2, r.w });
	if (st->before != SALES_ALONE)
		total = arena_printf(&ui->paint, _("%s; before %s  %s"), total, ui_money(ui, all->before_minor),
			change_text(change, all->amount_minor, all->before_minor));
	draw_field(r.y + r.h - 1, r.x, r.w, STYLE_STRONG, ALIGN_LEFT, total);
}

/* How dark a cell is: a quarter of the most is a step. */
static const char *shade(int64_t part, int64_t most, bool blocks)
{
	static const char *const dark[][5] = { { "..", "::", "**", "##", "##" }, { "··", "░░", "▒▒", "▓▓", "██" } };
	int64_t step = most > 0 && part > 0 ? mul_div(part, 4, most, ROUND_UP) : 0;

	return part > 0 ? dark[blocks][step > 4 ? 4 : step] : "  ";
}

static void draw_heat(struct screen *s, struct rect r)
{
	struct sales_state *st = s->state;
	struct ui *ui = st->ui;
	int step = r.w >= 5 + 4 * HOURS ? 4 : 3, rows = r.h >= 2 * DAYS + 4 ? 2 : 1;

	for (int h = 0; h < HOURS; h++)
		draw_printf(r.y, r.x + 5 + step * h, step, h == st->hour ? STYLE_KEY : STYLE_DIM, "%02d", h);
	for (int d = 0; d < DAYS; d++) {
		int y = r.y + 1 + rows * d;

		draw_field(y, r.x, 5, d == st->weekday ? STYLE_KEY : STYLE_NORMAL, ALIGN_LEFT,
			_(sales_weekday_words[d]));
		for (int h = 0; h < HOURS; h++)
			draw_text(y, r.x + 5 + step * h, 2, d == st->weekday && h == st->hour ? STYLE_SELECTED
				: STYLE_NORMAL, shade(st->heat.amount_minor[d][h], st->heat.most_minor,
					term_has_blocks()));
	}
	draw_field(r.y + r.h - 1, r.x, r.w, STYLE_STRONG, ALIGN_LEFT,
		arena_printf(&ui->paint, _("%s %02d:00 to %02d:00: receipts %lld, amount %s"),
			_(sales_weekday_words[st->weekday]), st->hour, st->hour + 1,
			(long long)st->heat.times[st->weekday][st->hour],
			ui_money(ui, st->heat.amount_minor[st->weekday][st->hour])));
}

static void draw(struct screen *s)
{
	struct sales_state *st = s->state;
	const char *by = st->by == HEAT_BY ? _("Weekday and hour") : _(sales_by_words[st->by]);
	struct rect r = office_frame(s, arena_printf(&st->ui->event, _("Sales: %s"), by),
		period_words(&st->ui->event, &st->period), st->by == HEAT_BY
		? _("Arrows move, Tab another view, Esc back")
		: _("Left and Right another period, Tab another view, Esc back"), keys);

	if (st->by == HEAT_BY)
		draw_heat(s, r);
	else
		draw_list(s, r);
}

/* --- keys -------------------------------------------------------------------------------------- */

static enum err begin(struct screen *s, const void *arg)
{
	struct sales_state *st = s->state;

	(void)arg;
	st->ui = ui_of(s);
	st->period = period_month(st->ui);
	st->hour = HOURS / 2;
	memcpy(st->columns, sales_columns, sizeof st->columns);
	list_init(&st->list, st->columns, SALES_COLUMNS, LIST_HEAD, sales_cell, st);
	return load(s);
}

static void end(struct screen *s)
{
	arena_release(&((struct sales_state *)s->state)->arena);
}

static void choose(struct screen *s, int tag)
{
	static const char *const befores[SALES_BEFORES] = { N_("Nothing"), N_("The week before"),
		N_("The year before") };
	struct sales_state *st = s->state;
	struct menu_item items[SALES_BYS + 1] = { { 0 } };
	int n = tag == TAG_BY ? SALES_BYS + 1 : SALES_BEFORES;

	for (int i = 0; i < n; i++)
		items[i].label = tag == TAG_BEFORE ? _(befores[i]) : i == HEAT_BY ? _("Weekday and hour")
			: _(sales_by_words[i]);
	ask_choice(s, tag, tag == TAG_BY ? _("Sales by") : _("Compare with"), "", items, n,
		tag == TAG_BY ? st->by : (int)st->before);
}

static void ask_file(struct screen *s)
{
	struct sales_state *st = s->state;
	const char *by = st->by == HEAT_BY ? "hours" : sales_by_name[st->by];

	file_ask(s, TAG_FILE, arena_printf(&st->ui->event, "sales-%s-%d.xlsx", by, (int)st->period.to));
}

static enum react to_file(struct screen *s, const char *path)
{
	struct sales_state *st = s->state;
	struct arena *a = &st->ui->event;

	file_save(s, st->by == HEAT_BY ? sales_heat_table(a, &st->heat, st->period.from, st->period.to)
		: sales_table(a, &st->sales), path);
	return REACT_REDRAW;
}

static enum react act(struct screen *s, int action, const char *arg)
{
	switch (action) {
	case SCR_CHOOSE:
		choose(s, TAG_BY);
		return REACT_REDRAW;
	case SCR_COMPARE:
		choose(s, TAG_BEFORE);
		return REACT_REDRAW;
	case SCR_PERIOD:
		period_ask(s, TAG_PERIOD, &((struct sales_state *)s->state)->period);
		return REACT_REDRAW;
	case SCR_EXPORT:
		ask_file(s);
		return REACT_REDRAW;
	default:
		return office_act(s, action, arg);
	}
}

static enum react heat_key(struct screen *s, int32_t code)
{
	struct sales_state *st = s->state;

	st->hour = (st->hour + HOURS + (code == TKEY_RIGHT) - (code == TKEY_LEFT)) % HOURS;
	st->weekday = (st->weekday + DAYS + (code == TKEY_DOWN) - (code == TKEY_UP)) % DAYS;
	return REACT_REDRAW;
}

static enum react key(struct screen *s, int32_t code)
{
	struct sales_state *st = s->state;

	switch (code) {
	case TKEY_ESC:
		return REACT_CLOSE;
	case TKEY_TAB:
		st->by = (st->by + 1) % (SALES_BYS + 1);
		load(s);
		return REACT_REDRAW;
	case TKEY_LEFT:
	case TKEY_RIGHT:
		if (st->by == HEAT_BY)
			return heat_key(s, code);
		period_move(st->ui, &st->period, code == TKEY_LEFT ? -1 : 1);
		load(s);
		return REACT_REDRAW;
	case TKEY_UP:
	case TKEY_DOWN:
		if (st->by == HEAT_BY)
			return heat_key(s, code);
		break;
	default:
		break;
	}
	return list_key(&st->list, code) == LIST_MOVED ? REACT_REDRAW : REACT_BEEP;
}

static enum react event(struct screen *s, const struct event *e)
{
	return e->kind == EVENT_KEY ? key(s, e->code) : office_event(s, e);
}

static enum react resume(struct screen *s, const struct answer *a)
{
	struct sales_state *st = s->state;

	if (office_unwinds(s))
		return REACT_CLOSE;
	if (!a->given)
		return REACT_REDRAW;
	switch (a->tag) {
	case TAG_BY:
		st->by = a->choice;
		break;
	case TAG_BEFORE:
		st->before = (enum sales_before)a->choice;
		break;
	case TAG_PERIOD:
		if (!period_answered(s, a->text, &st->period))
			return REACT_REDRAW;
		break;
	case TAG_FILE:
		return to_file(s, a->text);
	default:
		return ui_resume(s, a);
	}
	load(s);
	return REACT_REDRAW;
}

const struct screen_ops sales_ops = {
	.name = "office-report", .title = N_("Sales"), .size = sizeof(struct sales_state), .open = begin, .draw = draw,
	.act = act, .event = event, .resume = resume, .close = end
};
