/* points_pay.c - points as money: what a member may pay with them by the settings of the shop, and what becomes of that
 * in the sale's transaction. How many an amount costs is decided there, from the price and the points of that moment,
 * and stands in the payment's reference; a return gives back what belongs to the part that came back. */
#include "points_int.h"

#include <inttypes.h>

#include "../money/money_int.h"
#include "lots_int.h"
#include "member_int.h"
#include "model/money.h"
#include "store/document_store.h"
#include "store/lot_store.h"
#include "store/value_store.h"
#include "trade_int.h"

/* --- what may be paid --------------------------------------------------------------------------------- */

void points_limits_now(const struct shop *sh, struct points_paying *out)
{
	int n = points_windows_read(setting_text(sh, SET_POINTS_PAY_DAYS), out->windows);

	out->limits = (struct points_limits){ .price = { setting_int(sh, SET_POINTS_PAY), setting_int(sh,
		SET_POINTS_PAY_MINOR) }, .min_held = setting_int(sh, SET_POINTS_PAY_HELD),
		.bill_max_bp = setting_int(sh, SET_POINTS_PAY_BP), .bill_max_minor = setting_int(sh,
		SET_POINTS_PAY_MAX), .step_minor = setting_int(sh, SET_POINTS_PAY_STEP), .windows = out->windows,
		.window_count = n > 0 ? n : 0 };
}

enum err points_usable_now(struct shop *sh, struct arena *a, int64_t member_id, int64_t *usable)
{
	struct lots has;
	enum err e = lots_read(sh, a, ACCOUNT_POINTS, member_id, shop_business_day(sh), &has);

	if (e == OK)
		*usable = lots_usable(&has);
	return e;
}

enum err points_lets(const struct shop *sh, struct arena *a, const struct points_bill *bill, int64_t amount_minor,
	struct said *said)
{
	struct points_paying terms;
	const char *most;

	points_limits_now(sh, &terms);
	most = money_text(a, points_most_minor(&terms.limits, bill));
	switch (points_refused(&terms.limits, bill, amount_minor)) {
	case POINTS_CLOSED:
		return say(said, ERR_REFUSED, MSG_POINTS_CLOSED, NULL, NULL);
	case POINTS_TOO_FEW:
		return say(said, ERR_REFUSED, MSG_POINTS_TOO_FEW, arena_printf(a, "%" PRId64, terms.limits.min_held),
			arena_printf(a, "%" PRId64, bill->usable));
	case POINTS_BILL_LIMIT:
		return say(said, ERR_REFUSED, MSG_POINTS_BILL, most, NULL);
	case POINTS_NOT_ENOUGH:
		return say(said, ERR_REFUSED, MSG_POINTS_SHORT, arena_printf(a, "%" PRId64, bill->usable), most);
	case POINTS_STEP:
		return say(said, ERR_REFUSED, MSG_POINTS_STEP, money_text(a, terms.limits.step_minor), NULL);
	case POINTS_ALLOWED:
		break;
	}
	return OK;
}

int64_t points_cost(const struct shop *sh, int64_t amount_minor)
{
	struct points_paying terms;

	points_limits_now(sh, &terms);
	return points_for(&terms.limits.price, amount_minor);
}

/* --- paid with ---------------------------------------------------------------------------------------- */

static bool by_points(const struct payment *p)
{
	return p->kind == TENDER_POINTS;
}

/* What is no goods cannot be paid so, and counts for no limit. */
static int64_t goods_minor(const struct document *d)
{
	int64_t sum = 0;

	for (int i = 0; i < d->line_count; i++)
		sum += line_value(&d->lines[i]) ? 0 : d->lines[i].paid_minor;
	return sum;
}

static enum err decide(struct shop *sh, struct member_trade *t, struct payment *p)
{
	struct points_bill bill = { .due_minor = goods_minor(t->d), .day = t->d->business_day };
	struct member_hit hit;
	int64_t member_id, points;
	enum err e;

	if (!points_read(p->reference, &member_id, &points))
		return ERR_CORRUPT;
	e = member_find_id(sh, t->a, member_id, &hit);
	if (e == OK)
		e = member_known(sh, t->a, &hit, t->why);
	if (e == OK)
		e = points_usable_now(sh, t->a, member_id, &bill.usable);
	if (e == OK)
		e = points_lets(sh, t->a, &bill, p->given_minor, t->why);
	if (e == OK)
		p->reference = points_text(t->a, member_id, points_cost(sh, p->given_minor));
	return e;
}

enum err points_take_payments(struct shop *sh, struct member_trade *t, int64_t *taken)
{
	enum err e = OK;

	*taken = 0;
	for (int i = 0; e == OK && i < t->d->payment_count; i++) {
		int64_t member_id, points;

		if (!by_points(&t->d->payments[i]))
			continue;
		if (!points_read(t->d->payments[i].reference, &member_id, &points))
			return ERR_CORRUPT;
		e = lots_take(sh, &t->lots, ACCOUNT_POINTS, member_id, points);
		if (e == ERR_REFUSED)
			return say(t->why, e, MSG_POINTS_SHORT, "0", "0.00");
		*taken += points;
	}
	return e;
}

enum err points_paid_minor(struct shop *sh, struct member_trade *t, int64_t *minor)
{
	struct origin from[PAYMENTS_MAX];
	bool exchanged = false;
	int n = 0;
	enum err e = OK;

	*minor = 0;
	for (int i = 0; i < t->d->payment_count; i++) {
		exchanged = exchanged || t->d->payments[i].kind == TENDER_EXCHANGE;
		*minor += by_points(&t->d->payments[i]) ? t->d->payments[i].amount_minor : 0;
	}
	if (exchanged)
		e = money_origins(sh->db, t->a, t->d, false, from, &n);
	for (int i = 0; e == OK && i < n; i++)
		*minor += from[i].sale != t->d && by_points(&from[i].paid) ? from[i].paid.amount_minor : 0;
	return e;
}

/* --- given back --------------------------------------------------------------------------------------- */

/* So many belong to what comes back by it now, whichever way the rest of it came or comes. */
static enum err give_share(struct shop *sh, struct member_trade *t, struct payment *back)
{
	struct member_source from;
	int64_t member_id, spent, points;
	enum err e = member_trade_source(sh, t, back, &from);

	if (e != OK)
		return e;
	if (!points_read(back->reference, &member_id, &points) || !points_read(from.paid->reference, &points, &spent))
		return ERR_CORRUPT;
	points = points_back(spent, from.paid->amount_minor, from.minor + back->amount_minor)
		- points_back(spent, from.paid->amount_minor, from.minor);
	e = member_trade_whose(sh, t->a, &member_id);
	if (e == OK)
		back->reference = points_text(t->a, member_id, points);
	return e;
}

/* To the lots it came from, with their age, also over exchanges. */
static enum err restore(struct shop *sh, struct member_trade *t, const struct payment *back)
{
	struct member_source from;
	struct lots_came before;
	int64_t member_id, points;
	enum err e;

	if (!points_read(back->reference, &member_id, &points))
		return ERR_CORRUPT;
	if (!points)
		return OK;
	if ((e = member_trade_source(sh, t, back, &from)) != OK)
		return e;
	before = (struct lots_came){ arena_array(t->a, (size_t)from.count, sizeof *before.list), from.count };
	for (int i = 0; i < from.count; i++)
		before.list[i] = from.came[i].more;
	return lots_restore_next(sh, &t->lots, ACCOUNT_POINTS, member_id, from.sale->id, &before, points,
		(int)setting_int(sh, SET_POINTS_GRACE), NULL);
}

enum err points_give_payments(struct shop *sh, struct member_trade *t)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < t->d->payment_count; i++)
		if (by_points(&t->d->payments[i]))
			e = restore(sh, t, &t->d->payments[i]);
	return e;
}

/* --- the document ------------------------------------------------------------------------------------- */

enum err points_before_trade(struct shop *sh, struct member_trade *t)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < t->d->payment_count; i++)
		if (by_points(&t->d->payments[i]))
			e = t->sale ? give_share(sh, t, &t->d->payments[i]) : decide(sh, t, &t->d->payments[i]);
	return e;
}
