/* desk_gift.c - a gift that is scanned while a member is open: what it costs, and with Enter he has it. */
#include "desk_int.h"

#include <stdio.h>

#include "base/tr.h"
#include "service/gifts.h"
#include "tui/dialog.h"

bool gift_scanned(struct screen *s, const char *code)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct menu_item item = { .label = _("He takes it") };
	struct gift_info g;

	if (!st->open || gift_by_code(ui->shop, &ui->event, code, &g) != OK)
		return false;
	value_forget(s);
	snprintf(st->deed.reference, sizeof st->deed.reference, "%s", g.number);
	st->deed.id = wallet_new_id(ui->shop);
	ask_choice(s, TAG_GIFT, _("Gift for points"), arena_printf(&ui->event, _("%s for %lld points, for %s"), g.name,
		(long long)g.row.points, page_title(ui, &st->page)), &item, 1, 0);
	return true;
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
