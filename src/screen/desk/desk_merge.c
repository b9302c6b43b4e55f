/* desk_merge.c - two members who are one person: the two that were found, or the one who is open and another. The one
 * who is chosen, or stands first, stays; a second person allows it. */
#include "desk_int.h"

#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "model/reason.h"
#include "service/said.h"
#include "tui/dialog.h"

/* Nothing takes it back: so it is said who stays before the reason is asked. */
static void ask_reason(struct screen *s, const struct member *into, const struct member *from)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct reason *list;
	int n = shop_reasons(ui->shop, REASON_MEMBER, &list);
	struct menu_item *items = arena_array(&ui->event, (size_t)n + 1, sizeof *items);
	const char *text = arena_printf(&ui->event, _("%s %s stays, with all that %s %s has. Nothing takes it back."),
		into->code, member_name_shown(ui->shop, &ui->event, into), from->code,
		member_name_shown(ui->shop, &ui->event, from));

	snprintf(st->merge_into, sizeof st->merge_into, "%s", into->code);
	snprintf(st->merge_from, sizeof st->merge_from, "%s", from->code);
	for (int i = 0; i < n; i++)
		items[i] = (struct menu_item){ .label = ui_name(list[i].name, list[i].name_en) };
	if (n)
		ask_choice(s, TAG_MERGE_WHY, _("Make one member of two"), text, items, n, 0);
	else
		ask_why(s, TAG_MERGE_WHY, REASON_MEMBER, _("Make one member of two"), text);
}

bool merge_pair(struct screen *s)
{
	struct desk_state *st = s->state;
	const struct desk_find *f = &st->find;
	int stays = f->list.cursor == 1;

	if (st->open || f->count != 2 || !f->hits[0].member.id || !f->hits[1].member.id)
		return false;
	ask_reason(s, &f->hits[stays].member, &f->hits[!stays].member);
	return true;
}

void merge_ask(struct screen *s)
{
	struct desk_state *st = s->state;

	ask_line(s, TAG_MERGE_OTHER, &(struct line_question){ .title = _("Make one member of two"),
		.label = _("The other"), .text = arena_printf(&ui_of(s)->event,
			_("Who is the same person as %s, and becomes part of him: card, code or phone"),
			page_title(ui_of(s), &st->page)), .kind = EDIT_TEXT, .min_chars = 1, .max_chars = 64,
		.scan_too = true });
}

static void other_named(struct screen *s, const char *text)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct member_hit hit;
	struct said said = { .id = MSG_NONE };

	if (ui_said(s, member_find_one(ui->shop, &ui->event, text, &hit, &said), &said) == OK)
		ask_reason(s, &st->page.sheet.row, &hit.member);
}

static void merge(struct screen *s, const char *second, const char *pin)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct member_merging what = { st->merge_from, st->merge_into, st->edited, second, pin };
	struct said said = { .id = MSG_NONE };
	enum err e = member_merge_into(ui->shop, &ui->event, &what, &said);

	if (e == ERR_DENIED && said.id == MSG_NEEDS_SECOND) {
		ask_second(s, TAG_MERGE_SECOND, said_text(&ui->event, &said));
		return;
	}
	ui_said(s, e, &said);
	if (e == OK)
		desk_open(s, st->merge_into);
}

void merge_answered(struct screen *s, const struct answer *a)
{
	struct desk_state *st = s->state;
	char *who, *blank;
	size_t n;

	if (a->tag == TAG_MERGE_OTHER) {
		other_named(s, arena_strdup(&ui_of(s)->event, a->text));
		return;
	}
	if (a->tag == TAG_MERGE_WHY) {
		snprintf(st->edited, sizeof st->edited, "%s", why_of(s, REASON_MEMBER, a));
		merge(s, NULL, NULL);
		return;
	}
	who = arena_strdup(&ui_of(s)->event, a->text);
	n = strlen(who);
	blank = a->choice == EVENT_KEY ? strchr(who, ' ') : NULL;
	if (blank)
		*blank = '\0';
	merge(s, who, blank ? blank + 1 : NULL);
	explicit_bzero(who, n);
}
