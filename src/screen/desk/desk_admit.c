/* desk_admit.c - from a prospect to a member: applied, approved or declined; and a member who gives notice. */
#include "desk_int.h"

#include <string.h>

#include "base/tr.h"
#include "model/reason.h"
#include "tui/dialog.h"

static enum err leave(struct shop *sh, struct arena *a, const char *key, struct said *said)
{
	return member_leave(sh, a, key, NULL, said);
}

/* What can be done with who is in a state; the digits are learned, what does not fit keeps its place. */
static const struct {
	const char *words;
	enum permission perm;
	int state;
	enum err (*run)(struct shop *sh, struct arena *a, const char *key, struct said *said); /* NULL: asks why */
} steps[] = {
	{ N_("Approve the application"), PERM_MEMBER_APPROVE, MEMBER_APPLIED, member_approve },
	{ N_("Decline the application"), PERM_MEMBER_APPROVE, MEMBER_APPLIED, NULL },
	{ N_("He applies"), PERM_MEMBER_EDIT, MEMBER_PROSPECT, member_apply },
	{ N_("Make him a member"), PERM_MEMBER_EDIT, MEMBER_PROSPECT, member_join },
	{ N_("He gives notice today"), PERM_MEMBER_EDIT, MEMBER_ACTIVE, leave },
};
#define STEPS ((int)(sizeof steps / sizeof *steps))

void admit_menu(struct screen *s)
{
	struct desk_state *st = s->state;
	struct menu_item items[STEPS] = { { 0 } };

	for (int i = 0; i < STEPS; i++)
		items[i] = (struct menu_item){ .label = _(steps[i].words), .off = steps[i].state !=
			st->page.sheet.row.state || !shop_may(ui_of(s)->shop, steps[i].perm) };
	ask_choice(s, TAG_ADMIT, _("Admission"), page_title(ui_of(s), &st->page), items, STEPS, -1);
}

void admit_answered(struct screen *s, const struct answer *a)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	const char *code = st->page.sheet.row.code;
	struct said said = { .id = MSG_NONE };

	if (a->tag == TAG_DECLINE)
		desk_told(s, member_decline(ui->shop, &ui->event, code, why_of(s, REASON_MEMBER, a), &said), &said);
	else if (!steps[a->choice].run)
		ask_why(s, TAG_DECLINE, REASON_MEMBER, _("Decline the application"), page_title(ui, &st->page));
	else
		desk_told(s, steps[a->choice].run(ui->shop, &ui->event, code, &said), &said);
}
