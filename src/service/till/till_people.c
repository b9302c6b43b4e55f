/* till_people.c - what staff do at a till for themselves: comings and goings. */
#include "service/timeclock.h"
#include "base/tr.h"
#include "till_int.h"

enum err act_clock(struct call *c)
{
	enum clock_kind kind = c->words ? clock_kind_find(c->word[0]) : CLOCK_NONE;

	if (c->words > 1 || (c->words && kind == CLOCK_NONE))
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	return timeclock_note(c->sh, c->a, kind, c->said);
}
