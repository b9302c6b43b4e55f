/* receipt_view.c - one receipt to read: its lines as a roll, what it came to, how it was paid; from
 * here it is printed again or goods come back. */
#include "../screen_int.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/tr.h"
#include "service/report.h"
#include "tui/key.h"

#define SIDE_COLS 30

struct receipt_state {
	struct document doc;
	const char *number;
	struct roll roll;
};

static enum err begin(struct screen *s, const void *arg)
{
	struct receipt_state *st = s->state;

	st->number = arena_strdup(&s->arena, arg);
	roll_init(&st->roll, ui_of(s));
	return receipt_get(ui_of(s)->shop, &s->arena, st->number, &st->doc);
}

static void draw_side(struct screen *s, struct rect r)
{
	struct receipt_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct document *d = &st->doc;
	int y = r.y, end = r.y + r.h;

	draw_field(y++, r.x, r.w, STYLE_TITLE, ALIGN_LEFT,
		arena_printf(&ui->paint, _("Receipt %s"), st->number));
	draw_field(y++, r.x, r.w, STYLE_NORMAL, ALIGN_LEFT, clock_text(&ui->paint, d->at_ms));
	draw_field(y++, r.x, r.w, STYLE_NORMAL, ALIGN_LEFT,
		arena_printf(&ui->paint, _("Cashier %s %s"), d->staff_number, d->staff_name));
	draw_hline(y++, r.x, r.w, STYLE_LINE);
	frame_pair(y++, r.x, r.w, STYLE_MONEY, _("Total"), ui_money(ui, d->total_minor));
	frame_pair(y++, r.x, r.w, STYLE_MONEY, _("Saved"), ui_money(ui, -d->discount_minor));
	frame_pair(y++, r.x, r.w, STYLE_MONEY, _("Tax inside"), ui_money(ui, d->tax_minor));
	if (d->rounding_minor)
		frame_pair(y++, r.x, r.w, STYLE_MONEY, _("Rounding"),
			ui_money(ui, -d->rounding_minor));
	draw_hline(y++, r.x, r.w, STYLE_LINE);
	for (int i = 0; i < d->payment_count && y < end; i++) {
		const struct payment *p = &d->payments[i];
		const struct tender *t = shop_tender(ui->shop, p->tender_id);

		frame_pair(y++, r.x, r.w, STYLE_MONEY, t ? ui_name(t->name, t->name_en) : "",
			ui_money(ui, p->given_minor));
		if (p->change_minor && y < end)
			frame_pair(y++, r.x, r.w, STYLE_MONEY, _("Change"),
				ui_money(ui, p->change_minor));
	}
}

static void draw(struct screen *s)
{
	struct receipt_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct rect all = screen_rect(), left;
	int y = all.h - 4;

	left = (struct rect){ 1, 0, y - 1, all.w - SIDE_COLS - 2 };
	ui->stage = left;
	status_draw(ui, 0, all.w);
	roll_lines(&st->roll, st->doc.lines, st->doc.line_count, st->doc.discounts,
		st->doc.discount_count);
	roll_draw(&st->roll, left);
	draw_vline(1, left.w, left.h, STYLE_LINE);
	draw_side(s, (struct rect){ 1, left.w + 2, left.h, SIDE_COLS - 1 });
	draw_hline(y, 0, all.w, STYLE_LINE);
	draw_joint(y, left.w, JOINT_BOTTOM, STYLE_LINE);
	ui->message_y = y + 1;
	ui->message_cols = all.w;
	screen_draw_toast(s, y + 1, 0, all.w);
	draw_field(y + 2, 1, all.w - 2, STYLE_NORMAL, ALIGN_LEFT,
		_("1 or Enter: print a copy    2: goods come back    Esc: back to the list"));
}

static enum react settle(struct screen *s)
{
	return ui_settle(s, ui_view(s)->phase == TILL_BASKET && !ui_view(s)->receipt.sale);
}

static enum react key(struct screen *s, int32_t code)
{
	struct receipt_state *st = s->state;

	switch (code) {
	case '1':
	case TKEY_ENTER:
		ui_tell(s, ACT_REPRINT, st->number);
		return settle(s);
	case '2':
		ui_tell(s, ACT_RETURN, st->number);
		return settle(s);
	case TKEY_ESC:
		return REACT_CLOSE;
	default:
		return roll_key(&st->roll, code) ? REACT_REDRAW : REACT_BEEP;
	}
}

static enum react event(struct screen *s, const struct event *e)
{
	switch (e->kind) {
	case EVENT_KEY:
		return key(s, e->code);
	case EVENT_SCAN:
	case EVENT_CARD:
		return REACT_CLOSE | REACT_PASS;
	case EVENT_TICK:
		ui_tick(s);
		return ui_view(s)->phase == TILL_BASKET ? REACT_NONE : REACT_CLOSE;
	default:
		return REACT_REDRAW;
	}
}

static enum react resume(struct screen *s, const struct answer *a)
{
	(void)a;
	return settle(s);
}

const struct screen_ops receipt_ops = {
	.name = "receipt", .title = N_("Receipt"), .flags = SCREEN_HOLD,
	.size = sizeof(struct receipt_state),
	.open = begin, .draw = draw, .event = event, .resume = resume
};
