/* slips.c - slips of bottle machines, once they are paid: each is won by one guarded statement in the transaction, so a
 * slip that is scanned at two tills, or lies in two baskets, is paid once. */
#include "base/clock.h"
#include "money_int.h"
#include "store/slip_store.h"

#define EVERY_DAY 99999999

static struct slip_row row_of(const struct document *d, const struct line *l)
{
	return (struct slip_row){ l->code, d->id, d->business_day, l->paid_minor };
}

enum err slips_take(struct shop *sh, struct arena *a, const struct document *d, struct said *why)
{
	int32_t since = day_add(d->business_day, -(int)setting_int(sh, SET_SLIP_DAYS));
	enum err e = OK;

	for (int i = 0; e == OK && i < d->line_count; i++) {
		const struct slip_row row = row_of(d, &d->lines[i]);

		if (!line_is_slip(&d->lines[i]))
			continue;
		e = slip_take(sh->db, &row, since);
		if (e == ERR_STALE)
			return say(why, ERR_REFUSED, MSG_SLIP_USED, arena_strdup(a, row.key),
				money_text(a, row.amount_minor));
	}
	return e;
}

enum err slips_replay(struct db *db, const struct document *d)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < d->line_count; i++) {
		const struct slip_row row = row_of(d, &d->lines[i]);

		if (line_is_slip(&d->lines[i]))
			e = slip_take(db, &row, EVERY_DAY);
	}
	return e;
}
