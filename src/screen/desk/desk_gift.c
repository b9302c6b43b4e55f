/* desk_gift.c - a gift that is scanned while a member is open, or chosen from the list of them: what it costs, and with
 * Enter he has it; and those that he has had. */
#include "desk_int.h"

#include <stdio.h>

#include "base/tr.h"
#include "service/gifts.h"
#include "tui/dialog.h"

#define DIGITS 8 /* the ninth is those that he has had */

static void offer(struct screen *s, const struct gift_info *g)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct menu_item item = { .label = _("He takes it") };

	value_forget(s);
	snprintf(st->deed.reference, sizeof st->deed.reference, "%s", g->number);
	st->deed.id = wallet_new_id(ui->shop);
	ask_choice(s, TAG_GIFT, _("Gift for points"), arena_printf(&ui->event, _("%s for %lld points, for %s"), g->name,
		(long long)g->row.points, page_title(ui, &st->page)), &item, 1, 0);
}

bool gift_scanned(struct screen *s, const char *code)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct gift_info g;

	if (!st->open || gift_by_code(ui->shop, &ui->event, code, &g) != OK)
		return false;
	offer(s, &g);
	return true;
}

/* --- the list -------------------------------------------------------------------------------------------- */

/* Those that can be had today, the cheapest first; *n at most DIGITS. */
static enum err on_offer(struct ui *ui, struct gift_info **list, int *n, struct said *said)
{
	int32_t today = shop_business_day(ui->shop);
	int all = 0;
	enum err e = gift_list(ui->shop, &ui->event, list, &all, said);

	*n = 0;
	for (int i = 0; e == OK && i < all && *n < DIGITS; i++) {
		const struct gift_row *g = &(*list)[i].row;

		if (today >= g->from_day && (!g->until_day || today <= g->until_day) &&
			(!g->pieces || g->given < g->pieces))
			(*list)[(*n)++] = (*list)[i];
	}
	return e;
}

void gifts_ask(struct screen *s)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct menu_item items[DIGITS + 1] = { { 0 } };
	struct said said = { .id = MSG_NONE };
	struct gift_info *list;
	int n = 0;

	if (ui_said(s, on_offer(ui, &list, &n, &said), &said) != OK)
		return;
	for (int i = 0; i < n; i++)
		items[i] = (struct menu_item){ .label = list[i].name, .note = arena_printf(&ui->event, _("%lld points"),
			(long long)list[i].row.points) };
	items[n].label = _("Gifts that he has had");
	ask_choice(s, TAG_GIFTS, _("Gifts for points"), page_title(ui, &st->page), items, n + 1, -1);
}

void gifts_answered(struct screen *s, const struct answer *a)
{
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };
	struct gift_info *list;
	int n = 0;

	if (ui_said(s, on_offer(ui, &list, &n, &said), &said) != OK)
		return;
	if (a->choice < n)
		offer(s, &list[a->choice]);
	else
		desk_list(s, &member_gifts_book, TAG_GIVEN);
}

void gift_answered(struct screen *s)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct gift_redeem what = { .id = st->deed.id, .member = st->page.sheet.row.code,
		.article = st->deed.reference };
	struct said said = { .id = MSG_NONE };
	struct points_done done;

	desk_told(s, gift_redeem(ui->shop, &ui->event, &what, &done, &said), &said);
	value_forget(s);
}
