/* till_day.c - the end of a business day at the till: closed when nothing keeps it open, opened again by two. */
#include "base/clock.h"
#include "base/tr.h"
#include "service/day.h"
#include "till_int.h"

/* Whoever has the right himself; and the day of word 0, where `day` stays as it is if none is given. */
static enum err day_word(struct call *c, int32_t *day)
{
	if (!shop_may(c->sh, PERM_DAY))
		return say(c->said, ERR_DENIED, MSG_NOT_ALLOWED, _(permission_table[PERM_DAY].words), NULL);
	if (c->words && !clock_parse_day(c->word[0], day))
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	return OK;
}

enum err act_close_day(struct call *c)
{
	int32_t day = shop_business_day(c->sh);
	enum err e = day_word(c, &day);

	if (e != OK)
		return e;
	till_forget_done(c->t);
	e = day_end(c->sh, c->a, day, c->confirmed && shop_may(c->sh, PERM_DAY_FORCE), c->said);
	/* What need not keep it may be left behind by who has the right to. */
	if (e == ERR_REFUSED && c->said->id == MSG_DAY_HAS_LEFT && shop_may(c->sh, PERM_DAY_FORCE))
		return ask(c, NEED_CONFIRM, MSG_DAY_ANYWAY, c->said->arg[0], NULL);
	return e == OK ? done(c, MSG_DAY_ENDED, day_text(c->a, day), NULL) : e;
}

enum err act_reopen_day(struct call *c)
{
	int32_t day = 0;
	enum err e = day_word(c, &day);

	if (e != OK || (e = day_may_reopen(c->sh, c->a, &day, c->said)) != OK)
		return e;
	if ((e = need_reason(c, 1, REASON_REOPEN_DAY)) != OK)
		return e;
	if (!c->approver.may[PERM_DAY])
		return ask_approval(c, (struct wanted){ .perm = PERM_DAY }, arena_printf(c->a, "%s %d",
			_(action_table[c->act].words), (int)day));
	return day_reopen_approved(c->sh, c->a, day, c->reason_id, approved_by(c), c->said);
}
