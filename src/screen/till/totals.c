/* totals.c - the right side of the till: what it comes to, and the one amount that matters now in
 * large figures: to pay, the change, or the price that was asked. */
#include "../screen_int.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/tr.h"
#include "service/said.h"
#include "tui/big.h"

#define LARGE_COLS 21 /* of large figures in a strip: 999.99; more stand in ordinary ones */

/* At the side of the roll its rows stand one under the other. As a strip below the roll a rule with
 * a note and the label of the large figures comes first, then three rows: pairs left, figures right. */
struct side {
	struct ui *ui;
	struct rect r;
	int y;
	bool strip;
	struct large large;
	enum style note_style;
	const char *note, *label; /* of the strip's rule */
};

static int pair_cols(const struct side *s)
{
	return s->strip ? s->r.w - LARGE_COLS - 2 : s->r.w;
}

/* A line of its own above the pairs; of a strip's notes the last one stands. */
static void head(struct side *s, enum style style, const char *text)
{
	if (!s->strip)
		draw_field(s->y++, s->r.x, s->r.w, style, ALIGN_LEFT, text);
	s->note = text;
	s->note_style = style;
}

/* A note too long for its part takes the label's too: the figures explain themselves before it does. */
static void draw_rule(const struct side *s)
{
	int right = s->r.x + pair_cols(s) + 1, wide = text_width(s->note) + 2;

	draw_hline(s->r.y, s->r.x, s->r.w, STYLE_LINE);
	if (*s->note)
		draw_printf(s->r.y, s->r.x, s->r.w, s->note_style, " %s ", s->note);
	if (*s->label && (!*s->note || wide <= right))
		draw_printf(s->r.y, right, LARGE_COLS, STYLE_STRONG, " %s ", s->label);
}

static void pair(struct side *s, enum style style, const char *label, const char *text)
{
	if (s->y < s->r.y + s->r.h)
		frame_pair(s->y++, s->r.x + s->strip, pair_cols(s), style, label, text);
}

static void rule(struct side *s)
{
	if (!s->strip) {
		draw_hline(s->y, s->r.x, s->r.w, STYLE_LINE);
		s->y += 2;
	}
}

static void large(struct side *s, enum style style, const char *label, const char *amount)
{
	int more = big_width(amount) > s->r.w ? 1 : 0; /* five figures need the margins too */

	if (s->strip) {
		s->label = label;
		big_draw(s->r.y + 1, s->r.x + s->r.w - LARGE_COLS, LARGE_COLS, style, amount);
		return;
	}
	draw_field(s->y++, s->r.x, s->r.w, STYLE_STRONG, ALIGN_LEFT, label);
	big_draw(s->y, s->r.x - more, s->r.w + 2 * more, style, amount);
	s->y += BIG_ROWS + 1;
}

/* The figures that change with every scan are plain: on a slow line each change of attributes costs
 * as much as the figures themselves. */
static void member_side(struct side *s, const struct till_member *m)
{
	const char *name = *m->name ? m->name : m->code, *kind = ui_name(m->kind, m->kind_en);

	if (s->strip) {
		head(s, STYLE_INFO, *m->level ? said_fill(&s->ui->paint, _("Member %1, %2"), name,
			ui_name(m->level, m->level_en)) : arena_printf(&s->ui->paint, _("Member %s"), name));
		return;
	}
	frame_pair(s->y++, s->r.x, s->r.w, STYLE_STRONG, name, *kind ? kind : m->code);
	frame_pair(s->y++, s->r.x, s->r.w, STYLE_DIM, m->phone, *m->card || !*kind ? m->card : m->code);
	if (*m->level || *m->next)
		frame_pair(s->y++, s->r.x, s->r.w, STYLE_INFO, *m->level ? ui_name(m->level, m->level_en) : "",
			m->next);
	if (m->points)
		frame_pair(s->y++, s->r.x, s->r.w, STYLE_NORMAL, _("Points"), arena_printf(&s->ui->paint, "%lld",
			(long long)m->points));
	if (m->uses)
		frame_pair(s->y++, s->r.x, s->r.w, STYLE_NORMAL, _("Uses"), arena_printf(&s->ui->paint, "%lld",
			(long long)m->uses));
	if (m->stored_minor)
		frame_pair(s->y++, s->r.x, s->r.w, STYLE_NORMAL, _("Stored value"), ui_money(s->ui, m->stored_minor));
	draw_hline(s->y++, s->r.x, s->r.w, STYLE_LINE);
}

#define COUPONS_SHOWN 3

/* What each takes off, or what is missing; in a strip there is room for the last one as a note. */
static void coupon_side(struct side *s, const struct till_view *v)
{
	int first = v->coupon_count > COUPONS_SHOWN ? v->coupon_count - COUPONS_SHOWN : 0;

	for (int i = s->strip ? v->coupon_count - 1 : first; i < v->coupon_count; i++) {
		const struct till_coupon *c = &v->coupons[i];
		const char *name = ui_name(c->name, c->name_en), *text = c->amount_minor ? ui_money(s->ui,
			-c->amount_minor) : c->missing_minor ? arena_printf(&s->ui->paint, _("%s missing"),
				ui_money(s->ui, c->missing_minor)) : _("not yet");

		if (s->strip)
			head(s, STYLE_INFO, arena_printf(&s->ui->paint, "%s %s", name, text));
		else
			frame_pair(s->y++, s->r.x, s->r.w, c->amount_minor ? STYLE_INFO : STYLE_DIM, name, text);
	}
}

static void basket_side(struct side *s, const struct till_view *v)
{
	const struct basket *b = v->basket;
	bool plain = !b->refund_minor && !v->payment_count;

	if (v->member.id)
		member_side(s, &v->member);
	if (v->coupon_count)
		coupon_side(s, v);
	if (plain || !s->strip)
		pair(s, STYLE_NORMAL, _("Pieces"), ui_qty(s->ui, s->large.pieces_milli));
	pair(s, STYLE_NORMAL, _("Total"), ui_money(s->ui, b->amount_minor));
	pair(s, STYLE_NORMAL, _("Saved"), ui_money(s->ui, -b->discount_minor));
	if (b->refund_minor)
		pair(s, STYLE_NORMAL, _("Returned"), ui_money(s->ui, -b->refund_minor));
	if (v->payment_count)
		pair(s, STYLE_NORMAL, _("Received"), ui_money(s->ui, v->due_minor - v->open_minor));
	rule(s);
	if (v->due_minor < 0)
		large(s, STYLE_DUE, _("To give back"), ui_money(s->ui, -v->due_minor));
	else
		large(s, STYLE_DUE, v->payment_count ? _("Still open") : _("To pay"),
			ui_money(s->ui, s->large.open_minor));
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

	head(s, STYLE_DIM, s->strip ? d->number
		: arena_printf(&s->ui->paint, _("Receipt %s"), d->number));
	pair(s, STYLE_MONEY, sale ? _("Was to pay") : _("Total"),
		ui_money(s->ui, llabs(d->total_minor)));
	if (d->rounding_minor)
		pair(s, STYLE_MONEY, _("Rounding"), ui_money(s->ui, -d->rounding_minor));
	if (sale)
		pair(s, STYLE_MONEY, _("Received"), ui_money(s->ui, d->given_minor));
	rule(s);
	large(s, STYLE_CHANGE, done_label(d->kind), ui_money(s->ui, llabs(d->change_minor)));
}

static void price_side(struct side *s)
{
	if (s->ui->price.change) {
		head(s, STYLE_TITLE, _("Change of the last sale"));
		head(s, STYLE_DIM, arena_printf(&s->ui->paint, _("Receipt %s"), s->ui->price.name));
		if (!s->strip)
			s->y++;
		large(s, STYLE_CHANGE, _("Change"), s->ui->price.price);
		return;
	}
	head(s, STYLE_TITLE, _("Price check, nothing sold"));
	s->y += draw_wrapped((struct rect){ s->y, s->r.x + s->strip, 4 - s->strip, pair_cols(s) },
		STYLE_STRONG, s->ui->price.name, 0) + 1;
	if (s->strip)
		large(s, STYLE_MONEY, "", s->ui->price.price);
	else
		big_draw(s->y, s->r.x, s->r.w, STYLE_MONEY, s->ui->price.price);
}

/* What is kept for later, from the bottom up; in a strip there is room for the last of them. */
static void keep(struct side *s, int *y, enum style style, const char *text)
{
	if (s->strip)
		head(s, style, text);
	else
		draw_field(--*y, s->r.x, s->r.w, style, ALIGN_LEFT, text);
}

/* Baskets held, and what was typed for the next article. */
static void bottom_side(struct side *s, const struct till_view *v)
{
	struct arena *a = &s->ui->paint;
	int y = s->r.y + s->r.h;

	if (v->held_count)
		keep(s, &y, STYLE_INFO, arena_printf(a, _("Baskets held: %d"), v->held_count));
	if (v->open_count)
		keep(s, &y, STYLE_DIM, arena_printf(a, _("Baskets of others here: %d"), v->open_count));
	if (*v->note)
		keep(s, &y, STYLE_INFO, v->note);
	if (*v->customer)
		keep(s, &y, STYLE_INFO, arena_printf(a, _("For %s"), v->customer));
	if (*v->seller)
		keep(s, &y, STYLE_INFO, arena_printf(a, _("Sold by %s"), v->seller));
	if (v->prefix_worth_minor)
		keep(s, &y, STYLE_INFO, arena_printf(a, _("Next article for %s"),
			ui_money(s->ui, v->prefix_worth_minor)));
	if (v->prefix_price_minor >= 0)
		keep(s, &y, STYLE_INFO, arena_printf(a, _("Next article at %s"),
			ui_money(s->ui, v->prefix_price_minor)));
	if (v->prefix_qty_milli > 0)
		keep(s, &y, STYLE_INFO, arena_printf(a, _("Next article: %s times"),
			ui_qty(s->ui, v->prefix_qty_milli)));
}

void totals_draw(struct ui *ui, struct rect r, bool strip, struct large large)
{
	const struct till_view *v = till_view(ui->till);
	struct side side = { .ui = ui, .r = r, .y = r.y + strip, .strip = strip, .large = large,
		.note = "", .label = "" };

	if (ui->price.until_ms > clock_mono_ms())
		price_side(&side);
	else if (v->basket->line_count == 0 && v->done.shown)
		done_side(&side, v);
	else
		basket_side(&side, v);
	bottom_side(&side, v);
	if (strip)
		draw_rule(&side);
}
