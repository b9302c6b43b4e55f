/* desk_level.c - a level given by hand, or taken away: which, and why. */
#include "desk_int.h"

#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "model/reason.h"
#include "service/levels.h"
#include "tui/dialog.h"

#define LEVELS_SHOWN 28

/* Those in use, and none at the end. */
void level_ask(struct screen *s)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct level *list;
	int n = level_all(ui->shop, &list), count = 0;
	struct menu_item items[LEVELS_SHOWN + 1] = { { 0 } };

	for (int i = 0; i < n && count < LEVELS_SHOWN; i++)
		items[count++] = (struct menu_item){ .label = ui_name(list[i].name, list[i].name_en),
			.off = list[i].disabled };
	items[count++].label = _("No level");
	ask_choice(s, TAG_LEVEL, _("Level by hand"), page_title(ui, &st->page), items, count, -1);
}

static void give(struct screen *s, const struct answer *a)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };

	desk_told(s, level_give(ui->shop, &ui->event, st->page.sheet.row.code, st->edited, NULL,
		why_of(s, REASON_MEMBER, a), &said), &said);
}

void level_answered(struct screen *s, const struct answer *a)
{
	struct desk_state *st = s->state;
	const struct level *list;
	int n = level_all(ui_of(s)->shop, &list);

	if (a->tag == TAG_LEVEL_WHY) {
		give(s, a);
		return;
	}
	snprintf(st->edited, sizeof st->edited, "%s", a->choice < n && a->choice < LEVELS_SHOWN ? list[a->choice].code
		: "-");
	ask_why(s, TAG_LEVEL_WHY, REASON_MEMBER, _("Level by hand"), page_title(ui_of(s), &st->page));
}
