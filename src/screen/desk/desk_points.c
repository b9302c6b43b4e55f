/* desk_points.c - F8: points of the member who is open given or taken by hand, with the reason and a second person. */
#include "desk_int.h"

#include <stdio.h>

#include "base/tr.h"
#include "model/reason.h"
#include "service/points.h"
#include "tui/dialog.h"

#define POINTS_CHARS 14

static void choose_why(struct screen *s)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);

	st->deed.id = wallet_new_id(ui->shop);
	ask_why(s, TAG_POINTS_WHY, REASON_MEMBER, _("Points by hand"), arena_printf(&ui->event, _("%s for %s"),
		st->deed.amount, page_title(ui, &st->page)));
}

void points_ask(struct screen *s)
{
	struct desk_state *st = s->state;

	value_forget(s);
	if (!st->entry.len) {
		ask_line(s, TAG_POINTS, &(struct line_question){ .title = _("Points by hand"),
			.text = _("How many are given; with - before it they are taken"), .label = _("Points"),
			.kind = EDIT_TEXT, .min_chars = 1, .max_chars = POINTS_CHARS });
		return;
	}
	snprintf(st->deed.amount, sizeof st->deed.amount, "%s", st->entry.text);
	edit_clear(&st->entry);
	choose_why(s);
}

void points_by_hand(struct screen *s, const char *second, const char *pin)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct points_adjust what = { .id = st->deed.id, .member = st->page.sheet.row.code,
		.points = st->deed.amount, .words = st->deed.reference, .second = second, .pin = pin };
	struct said said = { .id = MSG_NONE };
	struct points_done done;
	enum err e = points_adjust(ui->shop, &ui->event, &what, &done, &said);

	if (desk_wants_second(s, e, &said, TAG_POINTS_SECOND))
		return;
	desk_told(s, e, &said);
	value_forget(s);
}

void points_answered(struct screen *s, const struct answer *a)
{
	struct value_deed *d = &((struct desk_state *)s->state)->deed;

	if (a->tag == TAG_POINTS) {
		snprintf(d->amount, sizeof d->amount, "%s", a->text);
		choose_why(s);
		return;
	}
	snprintf(d->reference, sizeof d->reference, "%s", why_of(s, REASON_MEMBER, a));
	points_by_hand(s, NULL, NULL);
}
