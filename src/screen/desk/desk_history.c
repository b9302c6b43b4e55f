/* desk_history.c - the past of a member, to read: through whose hands his cards went, and what was on file of him. */
#include "desk_int.h"

#include <string.h>

#include "base/sbuf.h"
#include "base/tr.h"
#include "service/past.h"
#include "tui/dialog.h"

#define PAST_SHOWN 100

static void tell_card(struct ui *ui, struct sbuf *b, const struct card_info *c)
{
	struct card_sheet sheet;
	struct said said = { .id = MSG_NONE };

	sbuf_printf(b, "%s  %s  %s\n", mask_number(&ui->event, c->row.number), ui_name(c->kind, c->kind_en),
		card_state_words(c->row.state));
	if (card_show(ui->shop, &ui->event, c->row.number, &sheet, &said) == OK)
		card_steps_tell(b, &ui->event, &sheet);
}

/* Of a new member what was left empty is no news: nor is that nobody brought him. */
static void drop_empty(struct past *p)
{
	int kept = 0;

	for (int i = 0; i < p->field_count; i++)
		if (*p->fields[i].was || (*p->fields[i].becomes && strcmp(p->fields[i].becomes, "0") != 0))
			p->fields[kept++] = p->fields[i];
	p->field_count = kept;
}

/* Names and numbers in full: for who may see them. */
static void tell_past(struct ui *ui, struct sbuf *b, int64_t member_id)
{
	struct past *list;
	int n = 0, count = 0;

	if (past_count(ui->shop, "member", member_id, &count) != OK || past_of(ui->shop, &ui->event, "member",
		member_id, count > PAST_SHOWN ? count - PAST_SHOWN : 0, &list, &n) != OK)
		return;
	for (int i = 0; i < n; i++)
		drop_empty(&list[i]);
	sbuf_printf(b, "\n%s\n", _("What was on file"));
	past_tell(b, &ui->event, list, n);
}

void history_show(struct screen *s)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct sbuf b = SBUF_INIT;

	sbuf_printf(&b, "%s\n", _("Cards"));
	for (int i = st->page.sheet.card_count - 1; i >= 0; i--)
		tell_card(ui, &b, &st->page.sheet.cards[i]);
	if (!st->page.sheet.card_count)
		sbuf_printf(&b, "%s\n", _("none"));
	if (shop_may(ui->shop, PERM_MEMBER_NAMES))
		tell_past(ui, &b, st->page.id);
	ask_pager(s, page_title(ui, &st->page), sbuf_text(&b));
	sbuf_release(&b);
}
