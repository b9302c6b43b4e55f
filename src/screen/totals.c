/* totals.c - the right side of the till: what it comes to, and the one amount that matters now in
 * large figures: to pay, the change, or the price that was asked. */
#include "screen_int.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/tr.h"
#include "tui/big.h"

struct side { struct ui *ui; struct rect r; int y; };

static void pair(struct side *s, enum style style, const char *label, const char *text)
{
	if (s->y < s->r.y + s->r.h)
		frame_pair(s->y++, s->r.x, s->r.w, style, label, text);
}

static void rule(struct side *s)
{
	draw_hline(s->y++, s->r.x, s->r.w, STYLE_LINE);
}

static void large(struct side *s, enum style style, const char *label, const char *amount)
{
	int more = big_width(amount) > s->r.w ? 1 : 0; /* five figures need the margins too */

	draw_field(s->y++, s->r.x, s->r.w, STYLE_STRONG, ALIGN_LEFT, label);
	big_draw(s->y, s->r.x - more, s->r.w + 2 * more, style, amount);
	s->y += BIG_ROWS + 1;
}

static void basket_side(struct side *s, const struct till_view *v)
{
	const struct basket *b = v->basket;

	pair(s, STYLE_NORMAL, _("Pieces"), ui_qty(s->ui, b->pieces_milli));
	pair(s, STYLE_MONEY, _("Total"), ui_money(s->ui, b->amount_minor));
	pair(s, STYLE_MONEY, _("Saved"), ui_money(s->ui, -b->discount_minor));
	if (b->refund_minor)
		pair(s, STYLE_MONEY, _("Returned"), ui_money(s->ui, -b->refund_minor));
	if (v->payment_count)
		pair(s, STYLE_MONEY, _("Received"), ui_money(s->ui, v->due_minor - v->open_minor));
	rule(s);
	s->y++;
	if (v->due_minor < 0)
		large(s, STYLE_DUE, _("To give back"), ui_money(s->ui, -v->due_minor));
	else
		large(s, STYLE_DUE, v->payment_count ? _("Still open") : _("To pay"),
			ui_money(s->ui, v->open_minor));
}

static const char *done_label(enum document_kind kind)
{
	switch (kind) {
	case DOC_RETURN:
		return _("Given back");
	case DOC_VOID:
		return _("Voided, given back");
	default:
		return _("Change");
	}
}

static void done_side(struct side *s, const struct till_view *v)
{
	const struct till_done *d = &v->done;
	bool sale = d->kind == DOC_SALE;

	draw_field(s->y++, s->r.x, s->r.w, STYLE_DIM, ALIGN_LEFT,
		arena_printf(&s->ui->paint, _("Receipt %s"), d->number));
	pair(s, STYLE_MONEY, sale ? _("Was to pay") : _("Total"),
		ui_money(s->ui, llabs(d->total_minor)));
	if (d->rounding_minor)
		pair(s, STYLE_MONEY, _("Rounding"), ui_money(s->ui, -d->rounding_minor));
	if (sale)
		pair(s, STYLE_MONEY, _("Received"), ui_money(s->ui, d->given_minor));
	rule(s);
	s->y++;
	large(s, STYLE_CHANGE, done_label(d->kind), ui_money(s->ui, llabs(d->change_minor)));
}

static void price_side(struct side *s)
{
	draw_field(s->y++, s->r.x, s->r.w, STYLE_TITLE, ALIGN_LEFT, _("Price check, nothing sold"));
	s->y += draw_wrapped((struct rect){ s->y, s->r.x, 4, s->r.w }, STYLE_STRONG,
		s->ui->price.name, 0);
	s->y++;
	big_draw(s->y, s->r.x, s->r.w, STYLE_MONEY, s->ui->price.price);
	s->y += BIG_ROWS;
}

/* What is kept for later, at the bottom: baskets held, and what was typed for the next article. */
static void bottom_side(struct side *s, const struct till_view *v)
{
	struct arena *a = &s->ui->paint;
	int y = s->r.y + s->r.h;

	if (v->held_count)
		draw_field(--y, s->r.x, s->r.w, STYLE_INFO, ALIGN_LEFT,
			arena_printf(a, _("Baskets held: %d"), v->held_count));
	if (v->open_count)
		draw_field(--y, s->r.x, s->r.w, STYLE_DIM, ALIGN_LEFT,
			arena_printf(a, _("Baskets of others here: %d"), v->open_count));
	if (v->prefix_price_minor >= 0)
		draw_field(--y, s->r.x, s->r.w, STYLE_INFO, ALIGN_LEFT,
			arena_printf(a, _("Next article at %s"),
				ui_money(s->ui, v->prefix_price_minor)));
	if (v->prefix_qty_milli > 0)
		draw_field(--y, s->r.x, s->r.w, STYLE_INFO, ALIGN_LEFT,
			arena_printf(a, _("Next article: %s times"),
				ui_qty(s->ui, v->prefix_qty_milli)));
}

void totals_draw(struct ui *ui, struct rect r)
{
	const struct till_view *v = till_view(ui->till);
	struct side side = { ui, r, r.y };

	if (ui->price.until_ms > clock_mono_ms())
		price_side(&side);
	else if (v->basket->line_count == 0 && v->done.shown)
		done_side(&side, v);
	else
		basket_side(&side, v);
	bottom_side(&side, v);
}
