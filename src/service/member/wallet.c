/* wallet.c - stored value that is paid in: what a member has, what limits, law and the first day let, what a top-up
 * gives, and how every act of it is posted. */
#include "wallet_int.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/code.h"
#include "model/money.h"
#include "../office/office_int.h"
#include "../shop/post_int.h"
#include "../till/jobs_int.h"
#include "service/master.h"
#include "service/members.h"
#include "store/document_store.h"
#include "store/member_store.h"
#include "store/trade_store.h"
#include "store/value_store.h"
#include "trade_int.h"

int64_t wallet_new_id(struct shop *sh)
{
	return shop_new_id(sh);
}

/* --- what there is ---------------------------------------------------------------------------------- */

enum err wallet_books(struct shop *sh, struct arena *a, int64_t member_id, struct wallet_books *out)
{
	int32_t day = shop_business_day(sh);
	enum err e = lots_read(sh, a, ACCOUNT_PRINCIPAL, member_id, day, &out->principal);

	return e == OK ? lots_read(sh, a, ACCOUNT_BONUS, member_id, day, &out->bonus) : e;
}

struct wallet wallet_all(const struct wallet_books *b)
{
	return (struct wallet){ lots_balance(&b->principal), lots_balance(&b->bonus) };
}

struct first_day wallet_first_day(const struct shop *sh)
{
	return (struct first_day){ setting_int(sh, SET_WALLET_DAY_BELOW), setting_int(sh, SET_WALLET_DAY_UP_TO) };
}

enum bonus_order wallet_order(const struct shop *sh)
{
	int i = name_index(bonus_order_name, BONUS_ORDERS, setting_text(sh, SET_WALLET_ORDER));

	return i < 0 ? BONUS_SHARE : (enum bonus_order)i;
}

/* The opening is looked for only where the first day has a rule. */
static enum err opening_of(struct shop *sh, struct arena *a, int64_t member_id, struct wallet_facts *out)
{
	const struct first_day rules = wallet_first_day(sh);
	struct wallet_opening first;
	int32_t day = shop_business_day(sh);
	enum err e = rules.below_bp || rules.up_to_bp ? wallet_opening(sh->db, a, member_id, &first) : ERR_NOTFOUND;

	if (e != OK || first.kind != DOC_TOP_UP || first.day != day)
		return e == ERR_NOTFOUND ? OK : e;
	out->opened_day = first.day;
	out->opening_minor = first.principal_minor;
	return wallet_spent_on(sh->db, a, member_id, day, &out->spent_today_minor);
}

enum err wallet_facts(struct shop *sh, struct arena *a, int64_t member_id, struct wallet_facts *out)
{
	struct wallet_books b;
	enum err e = wallet_books(sh, a, member_id, &b);

	if (e != OK)
		return e;
	*out = (struct wallet_facts){ .has = { lots_usable(&b.principal), lots_usable(&b.bonus) },
		.held_minor = lots_pending(&b.principal) + lots_pending(&b.bonus) };
	return opening_of(sh, a, member_id, out);
}

enum err wallet_lets(struct shop *sh, struct arena *a, const struct wallet_facts *f, int64_t amount_minor,
	struct said *said)
{
	const struct first_day rules = wallet_first_day(sh);
	int32_t day = shop_business_day(sh);
	int64_t most = wallet_most_minor(f, &rules, day);

	switch (wallet_spend_refused(f, &rules, day, amount_minor)) {
	case WALLET_NOT_ENOUGH:
		return say(said, ERR_REFUSED, MSG_WALLET_SHORT, money_text(a, most),
			money_text(a, amount_minor - most));
	case WALLET_UNCLEARED:
		return say(said, ERR_REFUSED, MSG_WALLET_UNCLEARED, money_text(a, most),
			money_text(a, f->held_minor));
	case WALLET_FIRST_DAY:
		return say(said, ERR_REFUSED, MSG_WALLET_FIRST_DAY, money_text(a, most), NULL);
	default:
		return OK;
	}
}

enum err wallet_of(struct shop *sh, struct arena *a, int64_t member_id, struct wallet *has, int64_t *spendable_minor)
{
	const struct first_day rules = wallet_first_day(sh);
	struct wallet_books b;
	struct wallet_facts f;
	enum err e = wallet_books(sh, a, member_id, &b);

	if (e == OK)
		e = wallet_facts(sh, a, member_id, &f);
	if (e != OK)
		return e;
	*has = wallet_all(&b);
	*spendable_minor = wallet_most_minor(&f, &rules, shop_business_day(sh));
	return OK;
}

/* --- what limits it ---------------------------------------------------------------------------------- */

enum err wallet_law_now(struct shop *sh, struct arena *a, const struct wallet_law **law)
{
	struct wallet_law *list;
	int n = 0;
	enum err e = wallet_law_list(sh, a, &list, &n);

	*law = e == OK ? wallet_law_on(list, n, shop_business_day(sh)) : NULL;
	return e;
}

/* Who he is: recorded when it is on file. */
static enum err identity_known(const struct shop *sh, const struct wallet_law *law, const struct member *m,
	int64_t amount_minor, struct said *said)
{
	enum wallet_holder holder = m->bearer ? HOLDER_BEARER : HOLDER_NAMED;

	if (strcmp(setting_text(sh, SET_WALLET_IDENTITY), "yes") != 0 || *m->id_digest
		|| !wallet_identity_needed(law, holder, amount_minor))
		return OK;
	return say(said, ERR_REFUSED, MSG_WALLET_IDENTITY, m->code, NULL);
}

enum err wallet_fits(struct shop *sh, struct arena *a, const struct member_hit *hit, bool paid, int64_t amount_minor,
	int64_t bonus_minor, struct said *said)
{
	const struct member *m = &hit->member;
	struct wallet_limits limits = { .top_up_min_minor = paid ? setting_int(sh, SET_WALLET_MIN) : 0,
		.top_up_max_minor = paid ? setting_int(sh, SET_WALLET_MAX) : 0 };
	const struct wallet_law *law;
	struct wallet_books b;
	struct wallet has;
	enum err e = wallet_books(sh, a, m->id, &b);

	if (e == OK)
		e = wallet_law_now(sh, a, &law);
	if (e != OK)
		return e;
	has = wallet_all(&b);
	if (law) {
		limits.balance_max_minor = law->balance_max_minor[m->bearer ? HOLDER_BEARER : HOLDER_NAMED];
		if (paid && (e = identity_known(sh, law, m, amount_minor, said)) != OK)
			return e;
	}
	switch (wallet_top_up_refused(&limits, &has, amount_minor, bonus_minor)) {
	case WALLET_TOP_UP_MIN:
		return say(said, ERR_REFUSED, MSG_TOP_UP_MIN, money_text(a, limits.top_up_min_minor), NULL);
	case WALLET_TOP_UP_MAX:
		return say(said, ERR_REFUSED, MSG_TOP_UP_MAX, money_text(a, limits.top_up_max_minor), NULL);
	case WALLET_BALANCE_MAX:
		return say(said, ERR_REFUSED, MSG_WALLET_MAX, money_text(a, limits.balance_max_minor),
			money_text(a, has.principal_minor + has.bonus_minor));
	default:
		return OK;
	}
}

/* A first payment on a card of a kind is at least so much. */
static enum err kind_lets(struct shop *sh, struct arena *a, const struct member_hit *hit, int64_t amount_minor,
	struct said *said)
{
	struct card_kind_row kind;
	struct wallet_opening first;
	enum err e = hit->card.id ? card_kind_of(sh, a, hit->card.kind_id, &kind) : ERR_NOTFOUND;

	if (e == OK && amount_minor < kind.top_up_minor) {
		e = wallet_opening(sh->db, a, hit->member.id, &first);
		if (e == ERR_NOTFOUND)
			return say(said, ERR_REFUSED, MSG_TOP_UP_MIN, money_text(a, kind.top_up_minor), NULL);
	}
	return e == ERR_NOTFOUND ? OK : e;
}

/* --- an act ------------------------------------------------------------------------------------------ */

static enum err is_somebody(const struct member *m, struct said *said)
{
	return m->state != MEMBER_MERGED && m->state != MEMBER_ERASED ? OK
		: say(said, ERR_REFUSED, MSG_MEMBER_IS, m->code, member_state_words(m->state));
}

enum err wallet_begin(struct shop *sh, struct arena *a, struct wallet_act *w, enum document_kind kind, int64_t id,
	const char *member, struct said *said)
{
	struct shift_row shift = { .id = 0 };
	enum err e = member_find_one(sh, a, member ? member : "", &w->hit, said);

	w->said = said;
	if (e != OK)
		return e;
	if ((e = is_somebody(&w->hit.member, said)) != OK)
		return e;
	e = sh->terminal_id ? shift_open_of(sh->db, a, sh->terminal_id, sh->staff.id, &shift) : ERR_NOTFOUND;
	if (e != OK && e != ERR_NOTFOUND)
		return office_answer(said, e, member);
	money_begin(sh, &w->act, a, kind, shift.state == SHIFT_OPEN ? shift.id : 0);
	w->act.d.own_drawer = w->act.d.shift_id && shift.drawer_staff_id;
	if (id)
		w->act.d.id = w->act.row.subject_id = id;
	w->act.arg = w;
	return OK;
}

enum err wallet_begin_again(struct shop *sh, struct arena *a, struct wallet_act *w, enum document_kind kind, int64_t id,
	int64_t *member_id, struct said *said)
{
	struct member_hit whose;
	enum err e = member_trade_whose(sh, a, member_id);

	if (e == OK)
		e = member_find_id(sh, a, *member_id, &whose);
	return e == OK ? wallet_begin(sh, a, w, kind, id, whose.member.code, said) : e;
}

enum err wallet_other(struct shop *sh, struct wallet_act *w, const char *member, struct member_hit *out)
{
	enum err e = member_find_one(sh, w->act.a, member ? member : "", out, w->said);

	if (e == OK)
		e = member_known(sh, w->act.a, out, w->said);
	return e == OK && out->member.id == w->hit.member.id
		? say(w->said, ERR_REFUSED, MSG_WALLET_SAME, out->member.code, NULL) : e;
}

enum err wallet_second(struct shop *sh, struct wallet_act *w, const char *second, const char *pin,
	enum permission right)
{
	enum err e;

	if (!second || !*second)
		return say(w->said, ERR_DENIED, MSG_NEEDS_SECOND, _(permission_table[right].words), NULL);
	e = staff_second(sh, w->act.a, second, pin, right, &w->approver, w->said);
	if (e == OK)
		w->act.d.approver_id = w->approver.id;
	return e;
}

enum err wallet_second_up_to(struct shop *sh, struct wallet_act *w, const char *second, const char *pin,
	enum permission right, enum limit limit, int64_t amount)
{
	const int64_t much = amount < 0 ? -amount : amount;
	enum err e = wallet_second(sh, w, second, pin, right);

	return e == OK && much > w->approver.limit[limit] && much > sh->staff.limit[limit]
		? say(w->said, ERR_DENIED, MSG_CANNOT_APPROVE, w->approver.name, NULL) : e;
}

enum err wallet_amount(const char *typed, int64_t *minor, struct said *said)
{
	if (!typed || money_parse(typed, minor) != OK || *minor <= 0)
		return say(said, ERR_INVALID, MSG_AMOUNT_BAD, typed ? typed : "", NULL);
	return OK;
}

static const struct tender *tender_coded(const struct shop *sh, const char *code)
{
	for (int i = 0; i < sh->tender_count; i++)
		if (strcmp(sh->tenders[i].code, code) == 0)
			return &sh->tenders[i];
	return NULL;
}

/* Cash, cards, payment codes and cheques: value is not bought with value. */
static bool brings_money(const struct tender *t, enum document_kind kind)
{
	return t->kind == TENDER_CASH || t->kind == TENDER_CARD || t->kind == TENDER_QR
		|| (t->kind == TENDER_CHEQUE && kind == DOC_TOP_UP);
}

bool wallet_takes(const struct tender *t)
{
	return t->flags & TENDER_ACTIVE && brings_money(t, DOC_TOP_UP);
}

static enum err reference_free(struct shop *sh, struct wallet_act *w, const struct tender *t, const char *reference)
{
	bool used = false;
	enum err e;

	if (!tender_reference_ok(t, reference))
		return say(w->said, ERR_INVALID, MSG_REFERENCE_BAD, reference, NULL);
	if (!*reference || t->kind == TENDER_CASH || w->act.d.kind != DOC_TOP_UP)
		return OK;
	e = document_reference_used(sh->db, w->act.a, t->id, reference, w->act.d.shift_id, &used);
	if (e != OK)
		return e;
	return used ? say(w->said, ERR_REFUSED, MSG_REFERENCE_USED, reference, NULL) : OK;
}

enum err wallet_payment(struct shop *sh, struct wallet_act *w, const char *tender, const char *reference)
{
	const struct tender *t = tender ? tender_coded(sh, tender) : shop_tender_of_kind(sh, TENDER_CASH);
	struct money_act *act = &w->act;
	enum err e;

	if (!t || !(t->flags & TENDER_ACTIVE) || !brings_money(t, act->d.kind))
		return say(w->said, ERR_REFUSED, MSG_NO_TENDER, tender ? tender : "", NULL);
	if (!act->d.shift_id)
		return say(w->said, ERR_REFUSED, MSG_NO_SHIFT, NULL, NULL);
	reference = reference ? reference : "";
	if ((e = reference_free(sh, w, t, reference)) != OK)
		return e;
	w->payment = (struct payment){ .n = 1, .tender_id = t->id, .kind = t->kind, .amount_minor = w->amount_minor,
		.given_minor = w->amount_minor, .reference = reference };
	act->d.payments = &w->payment;
	act->d.payment_count = 1;
	act->d.total_minor = w->amount_minor;
	act->drawer = t->kind == TENDER_CASH || (t->flags & TENDER_OPENS_DRAWER);
	return OK;
}

enum err wallet_still_there(struct shop *sh, struct wallet_act *w, int64_t member_id)
{
	struct member m;
	enum err e = member_get(sh->db, w->act.a, member_id, &m);

	return e == OK ? is_somebody(&m, w->said) : e;
}

enum err wallet_body(struct shop *sh, struct wallet_act *w)
{
	enum err e;

	w->lots = (struct lots_act){ .a = w->act.a, .document_id = w->act.d.id, .day = w->act.d.business_day,
		.ledger = &w->act.ledger };
	e = post_asked(sh, w->act.a, w->act.d.id, w->act.content);
	return e == OK ? wallet_still_there(sh, w, w->hit.member.id) : e;
}

/* What was posted under this id, at this try or before. */
static enum err tell(struct shop *sh, struct wallet_act *w, enum message words, struct wallet_done *done)
{
	struct arena *a = w->act.a;
	struct wallet_books b;
	const char *content, *number, *amount;
	enum err e = document_content(sh->db, a, w->act.d.id, &content, &number);

	if (e == OK)
		e = wallet_books(sh, a, w->hit.member.id, &b);
	if (e != OK)
		return say(w->said, ERR_UNKNOWN, MSG_MAY_BE_DONE, NULL, NULL);
	done->id = w->act.d.id;
	done->number = number;
	done->now = wallet_all(&b);
	amount = money_text(a, w->amount_minor);
	if (words == MSG_TOP_UP_DONE && done->moved.bonus_minor)
		amount = arena_printf(a, "%s + %s", amount, money_text(a, done->moved.bonus_minor));
	return say(w->said, OK, words, amount, money_text(a, done->now.principal_minor + done->now.bonus_minor));
}

enum err wallet_not_posted(struct shop *sh, struct wallet_act *w, enum err e)
{
	(void)sh;
	if (e == ERR_REFUSED && !w->said->id)
		return say(w->said, e, MSG_DAY_CLOSED, day_text(w->act.a, w->act.d.business_day), NULL);
	if (e == ERR_INVALID && !w->said->id)
		return say(w->said, e, MSG_SAME_ID_OTHER, arena_printf(w->act.a, "%" PRId64, w->act.d.id), NULL);
	return office_answer(w->said, e, w->hit.member.code);
}

enum err wallet_post(struct shop *sh, struct wallet_act *w, enum message words, struct wallet_done *done)
{
	enum err e = money_post(sh, &w->act), told;

	if (e == OK)
		return tell(sh, w, words, done);
	if (e == ERR_EXISTS) {
		told = tell(sh, w, words, done);
		return told == OK ? say(w->said, ERR_EXISTS, MSG_ALREADY_DONE, done->number, NULL) : told;
	}
	return wallet_not_posted(sh, w, e);
}

/* --- top-up ------------------------------------------------------------------------------------------- */

static bool rule_holds(const struct wallet_rule_row *r, int64_t kind_id, int32_t day)
{
	return !r->disabled && r->from_day <= day && (!r->until_day || r->until_day >= day)
		&& (!r->kind_id || r->kind_id == kind_id);
}

/* Of several rules the one that gives most. */
static enum err bonus_by_kind(struct shop *sh, struct arena *a, int64_t kind_id, int64_t amount_minor, int64_t *bonus)
{
	struct wallet_rule_row *list;
	int32_t day = shop_business_day(sh);
	int n = 0;
	enum err e = wallet_rules(sh->db, a, &list, &n);

	*bonus = 0;
	for (int i = 0; e == OK && i < n; i++) {
		int64_t gives = rule_holds(&list[i], kind_id, day) ? wallet_bonus(&list[i].rule, amount_minor) : 0;

		*bonus = gives > *bonus ? gives : *bonus;
	}
	return e;
}

enum err wallet_bonus_for(struct shop *sh, struct arena *a, int64_t member_id, int64_t amount_minor,
	int64_t *bonus_minor)
{
	struct member_hit hit;
	enum err e = member_find_id(sh, a, member_id, &hit);

	return e == OK ? bonus_by_kind(sh, a, hit.card.id ? hit.card.kind_id : 0, amount_minor, bonus_minor) : e;
}

struct topping { struct wallet_act w; int64_t bonus_minor; };

/* In the transaction once more: another till may have topped up, or changed a rule. */
static enum err top_up_body(struct shop *sh, struct money_act *act)
{
	struct topping *t = act->arg;
	struct wallet_act *w = &t->w;
	const struct member *m = &w->hit.member;
	bool held = w->payment.kind == TENDER_CHEQUE;
	enum err e = wallet_body(sh, w);

	if (e == OK)
		e = wallet_fits(sh, act->a, &w->hit, true, w->amount_minor, t->bonus_minor, w->said);
	if (e == OK && held)
		e = cheque_put(sh->db, &(struct cheque_row){ .id = act->d.id, .state = CHEQUE_GIVEN,
			.number = w->payment.reference, .amount_minor = w->amount_minor, .taken_at_ms = act->d.at_ms,
			.changed_at_ms = act->d.at_ms });
	if (e != OK)
		return e;
	document_post_payments(&act->d, act->a, &act->ledger);
	e = lots_give(sh, &w->lots, ACCOUNT_PRINCIPAL, m->id, act->d.business_day, 0, held, w->amount_minor);
	if (e == OK && t->bonus_minor) {
		e = lots_give(sh, &w->lots, ACCOUNT_BONUS, m->id, act->d.business_day, 0, held, t->bonus_minor);
		ledger_post(&act->ledger, act->a, ACCOUNT_BONUS_COST, 0, UNIT_MONEY, t->bonus_minor);
	}
	act->row.detail = lots_detail(&w->lots, w->words);
	return e;
}

/* Money of a firm, and much of it, comes by transfer. */
static enum err may_be_cash(struct shop *sh, struct wallet_act *w, bool company)
{
	const struct wallet_law *law;
	enum err e = wallet_law_now(sh, w->act.a, &law);

	if (e != OK || w->payment.kind != TENDER_CASH || !law || !wallet_transfer_needed(law, company, w->amount_minor))
		return e;
	return say(w->said, ERR_REFUSED, MSG_TOP_UP_TRANSFER, money_text(w->act.a, company
		? law->transfer_company_minor : law->transfer_person_minor), NULL);
}

/* A means whose provider is asked has no slip that a person could read off. */
static enum err by_hand(struct shop *sh, struct wallet_act *w, const struct wallet_top_up *what)
{
	const struct tender *t = shop_tender(sh, w->payment.tender_id);

	if (!(t->flags & TENDER_ASKS_OUTSIDE) || !payback_possible(sh))
		return OK;
	return wallet_second(sh, w, what->second, what->pin, PERM_PAYMENT_RESOLVE);
}

static enum err may_have_it(struct shop *sh, struct wallet_act *w)
{
	struct said why = { MSG_NONE, { NULL, NULL } };
	enum err e = member_known(sh, w->act.a, &w->hit, &why);

	if (e == ERR_REFUSED)
		*w->said = why;
	return e;
}

enum err wallet_top_up(struct shop *sh, struct arena *a, const struct wallet_top_up *what, struct wallet_done *done,
	struct said *said)
{
	struct topping t = { .bonus_minor = 0 };
	struct wallet_act *w = &t.w;
	enum err e = office_need(sh, PERM_TOP_UP, said);

	if (e == OK)
		e = wallet_amount(what->amount, &w->amount_minor, said);
	if (e == OK)
		e = wallet_begin(sh, a, w, DOC_TOP_UP, what->id, what->member, said);
	if (e != OK)
		return e;
	w->act.arg = &t;
	w->act.d.member_id = w->hit.member.id;
	if ((e = may_have_it(sh, w)) != OK || (e = wallet_payment(sh, w, what->tender, what->reference)) != OK)
		return said->id ? e : office_answer(said, e, w->hit.member.code);
	if ((e = kind_lets(sh, a, &w->hit, w->amount_minor, said)) == OK
		&& (e = may_be_cash(sh, w, what->company)) == OK && (e = by_hand(sh, w, what)) == OK)
		e = bonus_by_kind(sh, a, w->hit.card.id ? w->hit.card.kind_id : 0, w->amount_minor, &t.bonus_minor);
	if (e != OK)
		return said->id ? e : office_answer(said, e, w->hit.member.code);
	w->act.content = arena_printf(a, "top-up %" PRId64 " %" PRId64 " %" PRId64 " %s", w->hit.member.id,
		w->amount_minor, w->payment.tender_id, w->payment.reference);
	w->act.template = "wallet";
	w->act.row.action = "top-up";
	w->words = what->company ? "company" : "";
	w->act.body = top_up_body;
	done->moved = (struct wallet){ w->amount_minor, t.bonus_minor };
	return wallet_post(sh, w, MSG_TOP_UP_DONE, done);
}
