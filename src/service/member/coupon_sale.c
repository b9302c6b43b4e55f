/* coupon_sale.c - coupons at the till: what they take off a basket, used with the sale exactly once, given by it for
 * the next, and what a return undoes. */
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "coupons_int.h"
#include "member_int.h"
#include "trade_int.h"
#include "store/article_store.h"
#include "store/lot_store.h"
#include "store/member_store.h"

#define ANY_GOODS (INT64_MAX / 2) /* more than any minimum */

/* --- whether one may be used ------------------------------------------------------------------------ */

/* Who has what was a member's: himself, or whom he was merged into. */
static enum err survivor(struct shop *sh, struct arena *a, int64_t member_id, int64_t *out)
{
	struct member m;
	enum err e = OK;

	*out = member_id;
	for (int i = 0; e == OK && *out && i < MERGES_MAX; i++) {
		e = member_get(sh->db, a, *out, &m);
		if (e != OK || m.state != MEMBER_MERGED || !m.merged_into)
			break;
		*out = m.merged_into;
	}
	return e == ERR_NOTFOUND ? OK : e;
}

enum err coupon_usable(struct shop *sh, struct arena *a, const struct coupon_row *row, int64_t sale_id,
	int64_t member_id, enum coupon_refusal *why)
{
	const struct coupon_kind_row *kind = coupon_kind_of(sh, row->kind_id);
	struct coupon_sale sale = { .id = sale_id, .member_id = member_id, .day = shop_business_day(sh),
		.goods_minor = ANY_GOODS };
	struct coupon c = row->c;
	struct bought_row bought = { .visits = 0 };
	enum err e = survivor(sh, a, c.member_id, &c.member_id);

	if (!kind)
		return ERR_NOTFOUND;
	if (e == OK && kind->terms.first_purchase && member_id)
		e = member_bought(sh->db, a, member_id, &bought);
	sale.has_bought = bought.visits > 0;
	if (e == ERR_NOTFOUND)
		e = OK;
	if (e == OK && c.member_id && c.member_id == member_id)
		e = lots_wait(sh, a, member_id, &sale.cheque_uncleared);
	*why = coupon_refused(&c, &kind->terms, &sale);
	return e;
}

/* --- what they take off ----------------------------------------------------------------------------- */

/* A category and all below it. */
static enum err categories_under(struct shop *sh, struct arena *a, int64_t top_id, struct offer *o)
{
	struct category_row *list;
	int64_t *ids;
	int n = 0, before = -1;
	enum err e = categories_list(sh->db, a, &list, &n);

	if (e != OK)
		return e;
	ids = arena_array(a, (size_t)n + 1, sizeof *ids);
	ids[o->category_count++] = top_id;
	while (before != o->category_count) {
		before = o->category_count;
		for (int i = 0; i < n; i++) {
			bool in = false, under = false;

			for (int k = 0; k < o->category_count; k++) {
				in = in || ids[k] == list[i].id;
				under = under || ids[k] == list[i].parent_id;
			}
			if (under && !in && o->category_count <= n)
				ids[o->category_count++] = list[i].id;
		}
	}
	o->categories = ids;
	return OK;
}

enum err coupon_offers(struct shop *sh, struct arena *a, const struct coupon_row *list, int n, struct offer *offers)
{
	bool english = strcmp(setting_text(sh, SET_RECEIPT_LANGUAGE), "en") == 0;
	enum err e = OK;

	for (int i = 0; e == OK && i < n; i++) {
		const struct coupon_kind_row *k = coupon_kind_known(sh, list[i].kind_id);
		struct offer *o = &offers[i];

		if (!k)
			return ERR_STALE;
		*o = (struct offer){ .id = list[i].id, .stage = STAGE_COUPON, .value = k->terms.value,
			.kind = k->terms.kind == COUPON_PERCENT ? OFFER_PERCENT : OFFER_AMOUNT,
			.flags = (k->terms.not_with_others ? 0u : OFFER_STACKS) |
				(k->terms.not_with_level ? OFFER_REGULAR_ONLY | OFFER_NO_ORDER : 0u),
			.threshold_minor = k->terms.from_minor, .cap_minor = k->terms.cap_minor,
			.why = arena_strdup(a, english && *k->name_en ? k->name_en : k->name),
			.scope = k->scope, .target_id = k->target_id };
		if (k->scope == SCOPE_CATEGORY)
			e = categories_under(sh, a, k->target_id, o);
	}
	return e;
}

/* --- sold ------------------------------------------------------------------------------------------- */

/* What a coupon took off a document; `first`: whether this is its first row. */
static int64_t took(const struct document *d, int row, bool *first)
{
	int64_t sum = 0;

	*first = true;
	for (int i = 0; i < d->discount_count; i++) {
		if (d->discounts[i].stage != STAGE_COUPON || d->discounts[i].rule_id != d->discounts[row].rule_id)
			continue;
		*first = *first && i >= row;
		sum += d->discounts[i].amount_minor;
	}
	return sum;
}

static enum err no(struct shop *sh, struct member_trade *t, const struct coupon_row *row, enum coupon_refusal why)
{
	const struct coupon_kind_row *kind = coupon_kind_of(sh, row->kind_id);
	const struct coupon_terms none = { .value = 0 };

	return say(t->why, ERR_REFUSED, MSG_COUPON_REFUSED, row->code, coupon_refusal_words(t->a, row,
		kind ? &kind->terms : &none, why, 0));
}

static enum err use_one(struct shop *sh, struct member_trade *t, int64_t id, int64_t amount_minor)
{
	enum coupon_refusal why = COUPON_ALLOWED;
	struct coupon_row row;
	enum err e = coupon_get(sh->db, t->a, id, &row);

	if (e == OK)
		e = coupon_usable(sh, t->a, &row, t->d->id, t->d->member_id, &why);
	if (e != OK)
		return e;
	if (why)
		return no(sh, t, &row, why);
	e = coupon_use(sh->db, id, row.c.member_id, t->d->business_day);
	if (e == ERR_STALE)
		return no(sh, t, &row, COUPON_USED_UP);
	if (e == OK)
		e = coupon_move_put(sh->db, &(struct coupon_move_row){ t->d->id, id, 1, amount_minor });
	*member_trade_row(t) = (struct audit_row){ .action = "coupon-use", .subject_id = id,
		.amount_minor = amount_minor, .detail = "" };
	return e;
}

/* One of a kind for the next purchase, where the sale reaches what it takes. */
static enum err give_next(struct shop *sh, struct member_trade *t, const struct coupon_kind_row *k, int64_t *number)
{
	const struct coupon_gift gift = { .id = shop_new_id(sh), .member_id = t->d->member_id, .sale_id = t->d->id,
		.day = t->d->business_day };
	int64_t goods = document_goods_minor(t->d), had = 0;
	struct coupon_row given;
	struct audit_row row;
	struct member m;
	enum err e;

	if (goods <= 0 || goods < k->give_from_minor || (k->personal && !t->d->member_id))
		return OK;
	e = k->level_id ? member_get(sh->db, t->a, t->d->member_id, &m) : OK;
	if (e != OK || (k->level_id && m.level_id != k->level_id))
		return e;
	e = k->per_member && t->d->member_id ? coupons_had(sh->db, k->id, t->d->member_id, &had) : OK;
	if (e != OK || (k->per_member && had >= k->per_member))
		return e;
	e = coupon_put(sh, t->a, k, &gift, number, &given, &row);
	if (e == OK)
		*member_trade_row(t) = row;
	return e;
}

static enum err sold(struct shop *sh, struct member_trade *t)
{
	const struct document *d = t->d;
	int64_t number = 0;
	enum err e = OK;

	for (int i = 0; e == OK && i < d->discount_count; i++) {
		bool first;
		int64_t amount;

		if (d->discounts[i].stage != STAGE_COUPON)
			continue;
		amount = took(d, i, &first);
		if (first)
			e = use_one(sh, t, d->discounts[i].rule_id, amount);
	}
	for (int i = 0; e == OK && i < sh->coupon_kind_count; i++)
		if (sh->coupon_kinds[i].giving == COUPON_BY_PURCHASE && !sh->coupon_kinds[i].disabled)
			e = give_next(sh, t, &sh->coupon_kinds[i], &number);
	return e;
}

/* --- back ------------------------------------------------------------------------------------------- */

static enum err give_back(struct shop *sh, struct member_trade *t, const struct coupon_move_row *used)
{
	struct coupon_row row;
	bool back = false;
	enum err e = coupon_get(sh->db, t->a, used->coupon_id, &row);

	if (e == OK)
		e = coupon_came_back(sh->db, t->sale->id, used->coupon_id, &back);
	if (e != OK || back || !coupon_revives(&row.c, true, t->d->business_day))
		return e;
	e = coupon_unuse(sh->db, row.id);
	if (e == OK)
		e = coupon_move_put(sh->db, &(struct coupon_move_row){ t->d->id, row.id, -1, used->amount_minor });
	*member_trade_row(t) = (struct audit_row){ .action = "coupon-back", .subject_id = row.id,
		.amount_minor = used->amount_minor, .detail = "" };
	return e;
}

/* What the sale gave for the next one goes with it. One that was used meanwhile is let go by a second person alone. */
static enum err take_gift(struct shop *sh, struct member_trade *t, const struct coupon_row *row)
{
	const struct coupon_kind_row *kind = coupon_kind_of(sh, row->kind_id);
	int64_t kept = member_trade_kept_minor(t);
	enum err e = OK;

	if (row->c.state != COUPON_ISSUED || (kept > 0 && kind && kept >= kind->give_from_minor))
		return OK;
	if (!row->c.used)
		e = coupon_move(sh->db, row->id, COUPON_ISSUED, COUPON_VOID, true);
	if (row->c.used ? !t->d->approver_id : e == ERR_STALE)
		return say(t->why, ERR_REFUSED, MSG_COUPON_SPENT, row->code, NULL);
	*member_trade_row(t) = (struct audit_row){ .action = row->c.used ? "coupon-waived" : "coupon-void",
		.subject_id = row->id, .approver_id = t->d->approver_id, .detail = "" };
	return e;
}

static enum err taken_back(struct shop *sh, struct member_trade *t)
{
	struct coupon_move_row *used;
	struct coupon_row *given;
	int n = 0;
	enum err e = OK;

	if (member_trade_whole(t))
		e = coupon_moves_of(sh->db, t->a, t->sale->id, &used, &n);
	for (int i = 0; e == OK && i < n; i++)
		if (used[i].used > 0)
			e = give_back(sh, t, &used[i]);
	n = 0;
	if (e == OK)
		e = coupons_of_sale(sh->db, t->a, t->sale->id, &given, &n);
	for (int i = 0; e == OK && i < n; i++)
		e = take_gift(sh, t, &given[i]);
	return e;
}

/* --- the document ------------------------------------------------------------------------------------ */

bool coupons_move(const struct shop *sh, const struct document *d)
{
	(void)d;
	return sh->coupon_kind_count > 0;
}

enum err coupons_in_trade(struct shop *sh, struct member_trade *t)
{
	return t->sale ? taken_back(sh, t) : sold(sh, t);
}

enum err coupons_spent(struct shop *sh, struct arena *a, int64_t sale_id, const char **code)
{
	struct coupon_row *given;
	int n = 0;
	enum err e = sh->coupon_kind_count ? coupons_of_sale(sh->db, a, sale_id, &given, &n) : OK;

	*code = "";
	for (int i = 0; e == OK && i < n; i++)
		if (given[i].c.used && given[i].c.state == COUPON_ISSUED)
			*code = given[i].code;
	return e;
}
