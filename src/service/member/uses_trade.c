/* uses_trade.c - packages of uses in sales: an article that sells one brings it, lines at 0.00 take from those that end
 * first; what comes back goes where it was. */
#include "uses_int.h"

#include "model/money.h"
#include "model/value.h"
#include "service/members.h"
#include "trade_int.h"

bool packages_move(const struct shop *sh, const struct document *d)
{
	for (int i = 0; i < d->line_count; i++) {
		if (d->lines[i].price_source == PRICE_USES)
			return true;
		for (int k = 0; d->lines[i].article_id && k < sh->uses_kind_count; k++)
			if (sh->uses_kinds[k].article_id == d->lines[i].article_id)
				return true;
	}
	return false;
}

/* --- sold ------------------------------------------------------------------------------------------- */

static enum err may_use(struct shop *sh, struct member_trade *t)
{
	struct member_hit hit;
	enum err e = t->d->member_id ? member_find_id(sh, t->a, t->d->member_id, &hit) : ERR_NOTFOUND;

	if (e == ERR_NOTFOUND)
		return say(t->why, ERR_REFUSED, MSG_USES_WHOSE, NULL, NULL);
	return e == OK ? member_known(sh, t->a, &hit, t->why) : e;
}

static enum err bring(struct shop *sh, struct member_trade *t, struct lots_act *act, const struct line *l,
	const struct uses_kind_row *kind)
{
	int64_t times = kind->times * (l->qty_milli / QTY_ONE);

	return uses_open(sh, act, &(struct uses_opening){ .kind = kind, .member_id = t->d->member_id, .times = times,
		.paid_minor = l->paid_minor, .line_no = l->line_no, .from_day = act->day,
		.until_day = uses_until(kind, act->day) });
}

/* What it brings can be used with the same sale. */
static enum err sold(struct shop *sh, struct member_trade *t, struct lots_act *act)
{
	const struct document *d = t->d;
	bool asked = false;
	enum err e = OK;

	for (int take = 0; take < 2; take++)
		for (int i = 0; e == OK && i < d->line_count; i++) {
			const struct line *l = &d->lines[i];
			const struct uses_article article = { l->article_id, l->code, l->name };
			const struct uses_kind_row *kind = uses_kind_sold(sh, l->article_id);
			bool uses = l->price_source == PRICE_USES;

			if (uses ? !take : take || !kind)
				continue;
			e = asked ? OK : may_use(sh, t);
			asked = true;
			if (e == OK)
				e = uses ? uses_spend(sh, act, d->member_id, &article, l->qty_milli / QTY_ONE,
					l->line_no, t->why) : bring(sh, t, act, l, kind);
		}
	return e;
}

/* --- back ------------------------------------------------------------------------------------------- */

/* What a line brought goes with it. Of what was used meanwhile a second person lets it go. */
static enum err take_package(struct shop *sh, struct member_trade *t, struct lots_act *act,
	const struct line *sold_line, int64_t back_milli)
{
	struct uses_row *rows;
	int64_t missing = 0, bought = 0;
	int n = 0;
	enum err e = uses_of_document(sh->db, t->a, t->sale->id, sold_line->line_no, &rows, &n);

	for (int i = 0; e == OK && i < n; i++)
		bought += rows[i].p.bought;
	if (e != OK || !bought)
		return e;
	e = uses_take_again(sh, act, t->sale->id, sold_line->line_no, mul_div(bought, back_milli, sold_line->qty_milli,
		ROUND_HALF_AWAY), false, &missing);
	if (e == OK && missing && !t->d->approver_id)
		return say(t->why, ERR_REFUSED, MSG_USES_SPENT, sold_line->name, arena_printf(t->a, "%lld",
			(long long)missing));
	return e;
}

/* Uses first: they may be of what the same sale brought. */
static enum err taken_back(struct shop *sh, struct member_trade *t, struct lots_act *act)
{
	enum err e = OK;

	for (int packages = 0; packages < 2; packages++)
		for (int i = 0; e == OK && i < t->sale->line_count; i++) {
			const struct line *l = &t->sale->lines[i];
			int64_t all = member_trade_back_milli(t, l), now = all - t->before_milli[l->line_no];
			bool uses = l->price_source == PRICE_USES;

			if (!now || uses == packages)
				continue;
			e = uses ? uses_restore(sh, act, t->sale->id, l->line_no, all / QTY_ONE, false)
				: take_package(sh, t, act, l, now);
		}
	return e;
}

enum err packages_in_trade(struct shop *sh, struct member_trade *t)
{
	struct ledger l = { t->d->postings, t->d->posting_count, t->d->posting_count };
	struct lots_act act = { .a = t->a, .document_id = t->d->id, .day = t->d->business_day, .ledger = &l };
	enum err e = t->sale ? taken_back(sh, t, &act) : sold(sh, t, &act);

	if (e != OK || !act.n)
		return e;
	t->d->postings = l.list;
	t->d->posting_count = l.count;
	*member_trade_row(t) = (struct audit_row){ .action = t->sale ? "uses-back" : "uses-sale",
		.subject_id = t->d->member_id, .approver_id = t->sale ? t->d->approver_id : 0,
		.detail = uses_detail(&act, "") };
	return OK;
}

/* What a document left in a package that it brought. */
static int64_t left_by(const struct uses_move_row *moves, int n, int64_t package_id)
{
	int64_t left = 0;

	for (int i = 0; i < n; i++)
		left += moves[i].package_id == package_id ? moves[i].amount : 0;
	return left;
}

enum err packages_spent(struct shop *sh, struct arena *a, int64_t sale_id, const char **what)
{
	struct uses_move_row *moves;
	struct uses_row row;
	int n = 0;
	enum err e = uses_moves_of(sh->db, a, sale_id, &moves, &n);

	*what = "";
	for (int i = 0; e == OK && i < n && !**what; i++) {
		if (moves[i].kind != LOT_CAME)
			continue;
		e = uses_get(sh->db, a, moves[i].package_id, &row);
		if (e == OK && row.p.rest < left_by(moves, n, row.p.id)) {
			const struct uses_kind_row *kind = uses_kind_known(sh, row.kind_id);

			*what = kind ? kind->name : "?";
		}
	}
	return e;
}
