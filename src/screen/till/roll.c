/* roll.c - the paper roll: numbered lines, what was taken off below each, the newest in sight. */
#include "../screen_int.h"

#include <stdio.h>

#include "base/tr.h"
#include "service/said.h"

enum { COLUMN_NO, COLUMN_NAME, COLUMN_QTY, COLUMN_PRICE, COLUMN_AMOUNT, COLUMNS };

#define BP_ONE 10000
#define WIDE_COLS 62 /* from here on the figures get more room */
#define NAME_COLS 14 /* at least; the single price gives way to it */

static const struct list_column narrow[COLUMNS] = {
	[COLUMN_NO] = { "", 3, ALIGN_RIGHT, false, 0 },
	[COLUMN_NAME] = { N_("Article"), 0, ALIGN_LEFT, false, 0 },
	[COLUMN_QTY] = { N_("Qty"), 6, ALIGN_RIGHT, false, 0 },
	[COLUMN_PRICE] = { N_("Each"), 7, ALIGN_RIGHT, true, 1 },
	[COLUMN_AMOUNT] = { N_("Amount"), 8, ALIGN_RIGHT, true, 0 },
};
static const struct list_column wide[COLUMNS] = {
	[COLUMN_NO] = { "", 3, ALIGN_RIGHT, false, 0 },
	[COLUMN_NAME] = { N_("Article"), 0, ALIGN_LEFT, false, 0 },
	[COLUMN_QTY] = { N_("Qty"), 9, ALIGN_RIGHT, false, 0 },
	[COLUMN_PRICE] = { N_("Each"), 11, ALIGN_RIGHT, true, 1 },
	[COLUMN_AMOUNT] = { N_("Amount"), 12, ALIGN_RIGHT, true, 0 },
};

enum { ROW_LINE = -1, ROW_SUM = -2, ROW_NOTE = -3 };

static int64_t signed_minor(const struct line *l, int64_t minor)
{
	return l->flags & LINE_RETURN ? -minor : minor;
}

static const char *line_cell(const struct roll *r, const struct line *l, int column, char *buf)
{
	struct ui *ui = r->ui;

	switch (column) {
	case COLUMN_NO:
		snprintf(buf, LIST_CELL_MAX, "%d", l->line_no);
		return buf;
	case COLUMN_NAME:
		snprintf(buf, LIST_CELL_MAX, l->flags & LINE_RETURN ? _("(return) %s") : "%s",
			l->name);
		return buf;
	case COLUMN_QTY:
		/* The end of a long name is cut: how a pack is called stands here, too. */
		snprintf(buf, LIST_CELL_MAX, "%s%s", ui_qty(ui, l->flags & LINE_RETURN ? -l->qty_milli : l->qty_milli),
			l->pack_milli != QTY_ONE && l->article_id ? l->unit : "");
		return buf;
	case COLUMN_PRICE:
		return ui_money(ui,
			l->list_price_minor > l->price_minor ? l->list_price_minor : l->price_minor);
	default:
		return ui_money(ui, signed_minor(l, l->amount_minor));
	}
}

/* Why less is paid than the line came to. Rules say it; by hand it follows from the stage. */
static const char *discount_why(const struct roll *r, const struct line *l,
	const struct discount *d)
{
	if (d->rule_id == RULE_LEVEL)
		return arena_printf(&r->ui->paint, _("Level discount %s"), d->why);
	if (d->why && *d->why)
		return d->why;
	if (d->rule_id == RULE_MEMBER_PRICE)
		return arena_printf(&r->ui->paint, _("Member price %s"), ui_money(r->ui, l->price_minor));
	switch (d->stage) {
	case STAGE_PRICE:
		return arena_printf(&r->ui->paint, _("Price by hand %s"),
			ui_money(r->ui, l->price_minor));
	case STAGE_LINE_HAND:
		if (l->discount_kind == HAND_PERCENT)
			return said_fill(&r->ui->paint, _("Discount %1 %"),
				ui_qty(r->ui, l->discount_value * 10),
				ui_qty(r->ui, BP_ONE - l->discount_value));
		return _("Discount");
	case STAGE_BILL_HAND:
		return _("Part of the bill discount");
	default:
		return d->rule_id == RULE_STAFF ? _("Staff discount") : _("Discount");
	}
}

static const char *cell(void *ctx, int row, int column, char *buf)
{
	const struct roll *r = ctx;
	const struct roll_row *at = &r->rows[row];
	const struct line *l = &r->lines[at->line];
	const struct discount *d = at->discount >= 0 ? &r->discounts[at->discount] : NULL;

	if (at->discount == ROW_LINE)
		return line_cell(r, l, column, buf);
	if (at->discount == ROW_NOTE) {
		snprintf(buf, LIST_CELL_MAX, " * %s", l->note);
		return column == COLUMN_NAME ? buf : "";
	}
	if (column == COLUMN_NAME) {
		snprintf(buf, LIST_CELL_MAX, " %s", d ? discount_why(r, l, d) : _("Saved"));
		return buf;
	}
	if (column == COLUMN_AMOUNT)
		return ui_money(r->ui, -signed_minor(l, d ? d->amount_minor : l->discount_minor));
	return "";
}

static enum style row_style(void *ctx, int row)
{
	const struct roll *r = ctx;
	const struct roll_row *at = &r->rows[row];

	if (r->past)
		return STYLE_VOID;
	if (at->discount != ROW_LINE)
		return STYLE_DIM;
	if (r->marked && r->lines[at->line].line_no == r->marked)
		return STYLE_SELECTED;
	return r->lines[at->line].flags & LINE_RETURN ? STYLE_WARNING : STYLE_NORMAL;
}

void roll_init(struct roll *r, struct ui *ui)
{
	r->ui = ui;
	list_init(&r->list, narrow, COLUMNS, LIST_HEAD | LIST_ROLL | LIST_COUNT, cell, r);
	r->list.style = row_style;
	r->list.flex_min = NAME_COLS;
}

/* A line, then one row for each discount it has; where only their sum is known, that. */
static void add_line(struct roll *r, int line)
{
	const struct line *l = &r->lines[line];
	int before = ++r->row_count;

	r->rows[before - 1] = (struct roll_row){ line, ROW_LINE };
	if (l->note && *l->note) {
		r->rows[r->row_count++] = (struct roll_row){ line, ROW_NOTE };
		before++;
	}
	if (!l->discount_minor)
		return;
	for (int i = 0; i < r->discount_count; i++)
		if (r->discounts[i].line_no == l->line_no)
			r->rows[r->row_count++] = (struct roll_row){ line, i };
	if (r->row_count == before)
		r->rows[r->row_count++] = (struct roll_row){ line, ROW_SUM };
}

void roll_lines(struct roll *r, const struct line *lines, int n, const struct discount *discounts,
	int discount_count)
{
	int most = n * 3 + discount_count;

	r->lines = lines;
	r->line_count = n;
	r->discounts = discounts;
	r->discount_count = discount_count;
	r->rows = arena_array(&r->ui->paint, (size_t)most + 1, sizeof *r->rows);
	r->row_count = 0;
	for (int i = 0; i < n; i++)
		add_line(r, i);
	list_set_count(&r->list, r->row_count);
}

static int marked_row(const struct roll *r)
{
	for (int i = 0; i < r->row_count; i++)
		if (r->rows[i].discount == ROW_LINE && r->lines[r->rows[i].line].line_no == r->marked)
			return i;
	return -1;
}

void roll_show(struct roll *r, const struct till_view *v, int marked)
{
	bool was_past = r->past, moved = r->marked != marked;

	r->past = v->basket->line_count == 0 && v->done.shown;
	r->marked = marked;
	if (r->past)
		roll_lines(r, v->done.lines, v->done.line_count, NULL, 0);
	else
		roll_lines(r, v->basket->lines, v->basket->line_count, v->basket->discounts,
			v->basket->discount_count);
	if (r->past && !was_past)
		r->list.top = r->row_count; /* what is over fills the page */
	if (moved)
		list_reveal(&r->list, marked ? marked_row(r) : -1);
}

void roll_draw(struct roll *r, struct rect where)
{
	r->list.columns = where.w >= WIDE_COLS ? wide : narrow;
	list_draw(&r->list, where);
}

bool roll_key(struct roll *r, int32_t code)
{
	return list_key(&r->list, code) != LIST_PASS;
}
