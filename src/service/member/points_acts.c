/* points_acts.c - points without a sale: given or taken by hand, moved to another member, void once they have ended.
 * Each is a document of its own; two persons give, take and move, and what one may do alone is a figure of his role. */
#include "points_int.h"

#include <inttypes.h>
#include <string.h>

#include "../office/office_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "model/code.h"
#include "service/members.h"
#include "store/desk_store.h"
#include "store/document_store.h"
#include "store/lot_store.h"
#include "store/member_store.h"
#include "wallet_int.h"

#define ALL "all"
#define EXPIRE_BATCH 100 /* members a document */
#define DUE_SLICE 500

struct points_deed { struct wallet_act w; int64_t points; struct member_hit to; };

/* --- told --------------------------------------------------------------------------------------------- */

static enum err tell(struct shop *sh, struct points_deed *p, enum message words, struct points_done *done)
{
	struct arena *a = p->w.act.a;
	const char *content;
	struct lots has;
	enum err e = document_content(sh->db, a, p->w.act.d.id, &content, &done->number);

	if (e == OK)
		e = lots_read(sh, a, ACCOUNT_POINTS, p->w.hit.member.id, shop_business_day(sh), &has);
	if (e != OK)
		return say(p->w.said, ERR_UNKNOWN, MSG_MAY_BE_DONE, NULL, NULL);
	done->id = p->w.act.d.id;
	done->moved = p->points;
	done->now = lots_balance(&has);
	return say(p->w.said, OK, words, arena_printf(a, "%" PRId64, p->points),
		arena_printf(a, "%" PRId64, done->now));
}

static enum err post(struct shop *sh, struct points_deed *p, enum message words, struct points_done *done)
{
	enum err e = money_post(sh, &p->w.act), told;

	if (e != OK && e != ERR_EXISTS)
		return wallet_not_posted(sh, &p->w, e);
	told = tell(sh, p, words, done);
	if (e == OK || told != OK)
		return told;
	return say(p->w.said, ERR_EXISTS, MSG_ALREADY_DONE, done->number, NULL);
}

static enum err too_few(struct shop *sh, struct points_deed *p)
{
	int64_t usable = 0;
	enum err e = points_usable_now(sh, p->w.act.a, p->w.hit.member.id, &usable);

	return e == OK ? say(p->w.said, ERR_REFUSED, MSG_POINTS_HAS, arena_printf(p->w.act.a, "%" PRId64, usable),
		NULL) : e;
}

static enum err how_many(const char *typed, bool may_be_less, int64_t *points, struct said *said)
{
	bool less = may_be_less && typed && *typed == '-';
	const char *digits = typed && may_be_less && (less || *typed == '+') ? typed + 1 : typed;
	enum err e = office_number(digits ? digits : "", 1, POINTS_MAX, _("The points"), points, said);

	if (less)
		*points = -*points;
	return e;
}

/* --- by hand ------------------------------------------------------------------------------------------ */

static enum err adjust_body(struct shop *sh, struct money_act *act)
{
	struct points_deed *p = act->arg;
	int64_t member_id = p->w.hit.member.id;
	enum err e = wallet_body(sh, &p->w);

	if (e == OK)
		e = p->points > 0 ? points_give_new(sh, &p->w.lots, member_id, act->d.business_day, p->points)
			: lots_take(sh, &p->w.lots, ACCOUNT_POINTS, member_id, -p->points);
	if (e == ERR_REFUSED && !p->w.said->id)
		return too_few(sh, p);
	ledger_post(&act->ledger, act->a, ACCOUNT_POINTS_ISSUED, 0, UNIT_POINTS, p->points);
	act->row.detail = lots_detail(&p->w.lots, p->w.words);
	return e;
}

enum err points_adjust(struct shop *sh, struct arena *a, const struct points_adjust *what, struct points_done *done,
	struct said *said)
{
	struct points_deed p = { .points = 0 };
	enum err e = office_need(sh, PERM_POINTS_ADJUST, said);

	if (e == OK)
		e = how_many(what->points, true, &p.points, said);
	if (e == OK)
		e = wallet_begin(sh, a, &p.w, DOC_POINTS_ADJUST, what->id, what->member, said);
	if (e == OK)
		e = wallet_words(sh, &p.w, what->words);
	if (e == OK)
		e = wallet_second_up_to(sh, &p.w, what->second, what->pin, PERM_POINTS_ADJUST, LIMIT_POINTS_ADJUST,
			p.points);
	if (e != OK)
		return said->id ? e : office_answer(said, e, what->member);
	p.w.act.d.member_id = p.w.hit.member.id;
	p.w.words = arena_printf(a, "points %" PRId64, p.points);
	p.w.act.content = arena_printf(a, "points-adjust %" PRId64 " %" PRId64, p.w.hit.member.id, p.points);
	p.w.act.row.action = "points-adjust";
	p.w.act.body = adjust_body;
	p.w.act.arg = &p;
	return post(sh, &p, MSG_POINTS_ADJUSTED, done);
}

/* --- to another member -------------------------------------------------------------------------------- */

static enum err move_body(struct shop *sh, struct money_act *act)
{
	struct points_deed *p = act->arg;
	enum err e = wallet_body(sh, &p->w);

	if (e == OK)
		e = wallet_still_there(sh, &p->w, p->to.member.id);
	if (e == OK)
		e = lots_hand(sh, &p->w.lots, ACCOUNT_POINTS, p->w.hit.member.id, p->to.member.id, false, p->points);
	if (e == ERR_REFUSED && !p->w.said->id)
		return too_few(sh, p);
	act->row.detail = lots_detail(&p->w.lots, p->w.words);
	return e;
}

static enum err all_or_typed(struct shop *sh, struct points_deed *p, const char *typed)
{
	enum err e;

	if (!typed || strcmp(typed, ALL) != 0)
		return how_many(typed, false, &p->points, p->w.said);
	e = points_usable_now(sh, p->w.act.a, p->w.hit.member.id, &p->points);
	return e == OK && !p->points ? too_few(sh, p) : e;
}

enum err points_transfer(struct shop *sh, struct arena *a, const struct points_transfer *what,
	struct points_done *done, struct said *said)
{
	struct points_deed p = { .points = 0 };
	enum err e = office_need(sh, PERM_POINTS_TRANSFER, said);

	if (e == OK)
		e = wallet_begin(sh, a, &p.w, DOC_POINTS_TRANSFER, what->id, what->from, said);
	if (e == OK)
		e = wallet_other(sh, &p.w, what->to, &p.to);
	if (e == OK)
		e = all_or_typed(sh, &p, what->points);
	if (e == OK)
		e = wallet_words(sh, &p.w, what->words);
	if (e == OK)
		e = wallet_second(sh, &p.w, what->second, what->pin, PERM_POINTS_TRANSFER);
	if (e != OK)
		return said->id ? e : office_answer(said, e, what->from);
	p.w.act.d.member_id = p.w.hit.member.id;
	p.w.words = arena_printf(a, "points %" PRId64 " to %" PRId64, p.points, p.to.member.id);
	p.w.act.content = arena_printf(a, "points-transfer %" PRId64 " %" PRId64 " %" PRId64, p.w.hit.member.id,
		p.to.member.id, p.points);
	p.w.act.row.action = "points-transfer";
	p.w.act.body = move_body;
	p.w.act.arg = &p;
	return post(sh, &p, MSG_POINTS_MOVED, done);
}

/* --- what has ended ----------------------------------------------------------------------------------- */

struct ending { int members; int64_t points; };

static enum err expire_body(struct shop *sh, struct money_act *act)
{
	struct ending *x = act->arg;
	struct lots_act lots = { .a = act->a, .document_id = act->d.id, .day = act->d.business_day,
		.ledger = &act->ledger };
	int64_t *members, ended;
	enum err e = lots_past(sh->db, act->a, ACCOUNT_POINTS, act->d.business_day, EXPIRE_BATCH, &members,
		&x->members);

	x->points = 0;
	for (int i = 0; e == OK && i < x->members; i++) {
		e = lots_end(sh, &lots, ACCOUNT_POINTS, members[i], &ended);
		x->points += ended;
	}
	if (e == OK && !x->points)
		return ERR_NOTFOUND;
	ledger_post(&act->ledger, act->a, ACCOUNT_POINTS_ISSUED, 0, UNIT_POINTS, -x->points);
	act->row.detail = lots_detail(&lots, arena_printf(act->a, "points %" PRId64, -x->points));
	return e;
}

static enum err expire_batch(struct shop *sh, struct ending *x)
{
	struct arena a = ARENA_INIT;
	struct money_act act;
	enum err e;

	money_begin(sh, &act, &a, DOC_POINTS_EXPIRED, 0);
	act.content = "points-expired";
	act.row.action = "points-expired";
	act.body = expire_body;
	act.arg = x;
	e = money_post(sh, &act);
	arena_release(&a);
	return e;
}

enum err points_expire(struct shop *sh, struct arena *a, struct points_expired *out, struct said *said)
{
	struct ending x = { 0, 0 };
	enum err e = office_need(sh, PERM_POINTS_EXPIRE, said);

	*out = (struct points_expired){ .documents = 0 };
	if (e != OK)
		return e;
	while ((e = expire_batch(sh, &x)) == OK) {
		out->documents++;
		out->members += x.members;
		out->points += x.points;
	}
	if (e == ERR_REFUSED)
		return say(said, e, MSG_DAY_CLOSED, day_text(a, shop_business_day(sh)), NULL);
	return e == ERR_NOTFOUND ? say(said, OK, MSG_POINTS_EXPIRED, arena_printf(a, "%" PRId64, out->points),
		arena_printf(a, "%d", out->members)) : office_answer(said, e, "");
}

/* --- what is going to end ----------------------------------------------------------------------------- */

static enum err tell_due(struct shop *sh, struct arena *a, const struct due_row *row, points_due_fn fn,
	void *ctx)
{
	struct member m;
	enum err e = member_get(sh->db, a, row->member_id, &m);

	return e == OK ? fn(ctx, &(struct points_due_member){ m.code, member_name_shown(sh, a, &m),
		member_phone_shown(sh, a, &m), row->day, row->amount }) : e;
}

enum err points_expiring(struct shop *sh, int days, points_due_fn fn, void *ctx, struct said *said)
{
	int32_t from = shop_business_day(sh), until = day_add(from, days);
	struct arena a = ARENA_INIT;
	struct due_row *list, last = { 0, 0, 0 };
	enum err e = office_need(sh, PERM_MEMBERS, said);
	int n;

	do {
		n = 0;
		if (e == OK)
			e = desk_ending(sh->db, &a, ACCOUNT_POINTS, from, until, &last, DUE_SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++)
			e = tell_due(sh, &a, &list[i], fn, ctx);
		if (n)
			last = list[n - 1];
		arena_clear(&a);
	} while (e == OK && n == DUE_SLICE);
	arena_release(&a);
	return said->id ? e : office_answer(said, e, "");
}
