/* desk_draw.c - a prize draw of the member who is open: what can be won and how likely stands there first, as the law
 * asks, with what it costs; then what was won. */
#include "desk_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "model/money.h"
#include "service/draws.h"
#include "tui/dialog.h"

#define CHOICES 30 /* that a dialog numbers */

static const char *cost_words(struct arena *a, int64_t cost)
{
	if (cost < 0)
		return _("no more today");
	return cost ? arena_printf(a, _("%lld points"), (long long)cost) : _("free");
}

/* "300元券 0.1%, 谢谢参与 99.9%" */
static const char *odds_words(struct arena *a, const struct draw_info *d)
{
	const char *words = "";

	for (int i = 0; i < d->prize_count; i++)
		words = arena_printf(a, "%s%s%s %s%%", words, i ? ", " : "", d->prizes[i].row.name,
			d->prizes[i].odds_bp ? qty_text(a, d->prizes[i].odds_bp * 10) : "<0.01");
	return words;
}

/* One of them: its prizes are shown, and Enter draws. */
static void ask_one(struct screen *s, const struct draw_chance *c)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct menu_item item = { .label = _("Draw now"), .note = cost_words(&ui->event, c->cost) };

	if (c->cost < 0) {
		struct said said = { .id = MSG_DRAW_HAD };

		said.arg[0] = c->info.row.name;
		said.arg[1] = arena_printf(&ui->event, "%lld", (long long)c->had);
		ui_said(s, ERR_REFUSED, &said);
		return;
	}
	value_forget(s);
	snprintf(st->deed.reference, sizeof st->deed.reference, "%s", c->info.row.code);
	snprintf(st->deed.amount, sizeof st->deed.amount, "%lld", (long long)c->cost);
	st->deed.id = wallet_new_id(ui->shop);
	ask_choice(s, TAG_DRAW_GO, c->info.row.name, arena_printf(&ui->event, _("%s can win: %s"),
		page_title(ui, &st->page), odds_words(&ui->event, &c->info)), &item, 1, 0);
}

void draw_ask(struct screen *s)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct menu_item items[CHOICES] = { { 0 } };
	struct said said = { .id = MSG_NONE };
	struct draw_chance *list;
	int n = 0;

	if (ui_said(s, draw_chances(ui->shop, &ui->event, st->page.sheet.row.code, &list, &n, &said), &said) != OK)
		return;
	if (!n) {
		ask_message(s, STYLE_NORMAL, _("Prize draw"), _("No prize draw is open today"));
		return;
	}
	if (n == 1) {
		ask_one(s, &list[0]);
		return;
	}
	for (int i = 0; i < n && i < CHOICES; i++)
		items[i] = (struct menu_item){ .label = list[i].info.row.name,
			.note = cost_words(&ui->event, list[i].cost) };
	ask_choice(s, TAG_DRAW, _("Prize draw"), page_title(ui, &st->page), items, n < CHOICES ? n : CHOICES, -1);
}

static void draw_now(struct screen *s)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct draw_wish wish = { .id = st->deed.id, .draw = st->deed.reference,
		.member = st->page.sheet.row.code, .points = strtoll(st->deed.amount, NULL, 10) };
	struct said said = { .id = MSG_NONE };
	struct draw_done done;
	enum err e = draw_play(ui->shop, &ui->event, &wish, &done, &said);

	if (e == ERR_UNKNOWN || e == ERR_IO) /* perhaps it was posted: the same one is asked again */
		e = draw_play(ui->shop, &ui->event, &wish, &done, &said);
	if (desk_told(s, e, &said) == OK)
		ask_message(s, done.prize.kind == PRIZE_NOTHING ? STYLE_NORMAL : STYLE_DONE, _("Drawn"),
			*done.coupon ? arena_printf(&ui->event, _("%s, coupon %s"), done.prize.name, done.coupon)
				: done.prize.name);
	value_forget(s);
}

void draw_answered(struct screen *s, const struct answer *a)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };
	struct draw_chance *list;
	int n = 0;

	if (a->tag == TAG_DRAW_GO) {
		draw_now(s);
		return;
	}
	if (ui_said(s, draw_chances(ui->shop, &ui->event, st->page.sheet.row.code, &list, &n, &said), &said) == OK
		&& a->choice < n)
		ask_one(s, &list[a->choice]);
}
