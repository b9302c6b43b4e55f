/* till_cash.c - cash that moves without a sale: drops, pick-ups, money paid in and out, the safe and its bags. Each
 * is a document with a number and a slip. What the drawer should hold is never told here, nor does anything depend
 * on it: a refusal would tell it, too. */
#include "till_int.h"

#include <assert.h>
#include <string.h>

#include "../shop/post_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "jobs_int.h"
#include "model/cash.h"
#include "store/cash_store.h"
#include "store/document_store.h"

/* How each act is told, once done. */
static const enum message told[DOCUMENT_KINDS_MAX] = {
	[DOC_DROP] = MSG_CASH_DROPPED, [DOC_PICK_UP] = MSG_CASH_PICKED_UP, [DOC_CHANGE_IN] = MSG_CASH_CHANGED,
	[DOC_PAY_IN] = MSG_CASH_PAID_IN, [DOC_PAY_OUT] = MSG_CASH_PAID_OUT, [DOC_BAG] = MSG_BAG_SEALED,
	[DOC_BANKED] = MSG_BAG_BANKED, [DOC_SAFE_COUNT] = MSG_SAFE_COUNTED, [DOC_SAFE_IN] = MSG_SAFE_FILLED,
};

struct moving { struct till *t; struct arena *a; struct document d; const char *content; int64_t off_minor;
	const char *used_by; };

/* --- the transaction -------------------------------------------------------------------------------- */

/* A voucher or bag of this number that another document has. */
static enum err unused(struct shop *sh, struct moving *m)
{
	struct document before;
	int64_t id;
	enum err e = cash_by_content(sh->db, m->a, m->d.kind, m->content, &id);

	if (e == ERR_NOTFOUND || (e == OK && id == m->d.id))
		return OK;
	if (e == OK)
		e = document_load(sh->db, m->a, id, &before);
	if (e != OK)
		return e;
	m->used_by = doc_number_text(m->a, before.terminal_code, before.series, before.running);
	return ERR_STALE;
}

/* The postings, from what the safe holds at this moment where it matters. */
static enum err finish(struct shop *sh, struct moving *m)
{
	const struct cash_act *act = &m->t->cash;
	int64_t safe = 0;
	enum err e;

	if (m->d.kind == DOC_BANKED) {
		cash_finish_banked(&m->d, m->a, act->bag_minor);
		return OK;
	}
	if (m->d.kind != DOC_SAFE_COUNT && m->d.kind != DOC_BAG) {
		cash_finish(&m->d, m->a);
		return OK;
	}
	if ((e = balance_get(sh->db, m->a, ACCOUNT_SAFE, 0, UNIT_MONEY, &safe)) != OK)
		return e;
	m->off_minor = m->d.total_minor - safe;
	if (m->d.kind == DOC_SAFE_COUNT)
		cash_finish_count(&m->d, m->a, safe);
	else if (m->off_minor > 0)
		return ERR_STALE; /* more than there is */
	else
		cash_finish(&m->d, m->a);
	return OK;
}

static enum err move_body(struct shop *sh, void *arg)
{
	struct moving *m = arg;
	const struct audit_row row = { .action = document_kind_name(m->d.kind), .subject_id = m->d.id,
		.approver_id = m->d.approver_id, .reason_id = m->d.reason_id, .amount_minor = m->d.total_minor,
		.detail = cash_reference(m->content) };
	bool numbered = m->d.kind == DOC_PAY_OUT || m->d.kind == DOC_BAG;
	enum err e = post_asked(sh, m->a, m->d.id, m->content);

	m->used_by = NULL;
	if (e == OK && numbered && *cash_reference(m->content))
		e = unused(sh, m);
	if (e == OK)
		e = finish(sh, m);
	if (e == OK)
		e = post_document(sh, m->a, &m->d, m->content, &row, 1);
	if (e == OK)
		e = jobs_paper(sh, m->d.id, "cash", NULL, 0);
	return e == OK && cash_of_drawer(m->d.kind) ? jobs_drawer(sh) : e;
}

/* --- the act ---------------------------------------------------------------------------------------- */

static enum err tell(struct call *c, const struct moving *m, bool again)
{
	const struct document *d = &m->d;
	const char *number = doc_number_text(c->a, d->terminal_code, d->series, d->running);

	if (again)
		return done(c, MSG_ALREADY_DONE, number, NULL);
	return done(c, told[d->kind], money(c, d->kind == DOC_SAFE_COUNT ? m->off_minor : d->total_minor), number);
}

static enum err tell_stale(struct call *c, const struct moving *m)
{
	const struct cash_act *act = &c->t->cash;

	if (m->used_by)
		return refuse(c, m->d.kind == DOC_BAG ? MSG_BAG_USED : m->d.kind == DOC_BANKED ? MSG_BAG_IS_BANKED :
			MSG_VOUCHER_USED, act->reference, m->used_by);
	return refuse(c, MSG_SAFE_LACKS, money(c, m->d.total_minor - m->off_minor), NULL);
}

/* Posts the act that is under way, the same at each try. */
static enum err move(struct call *c)
{
	struct cash_act *act = &c->t->cash;
	struct moving m = { .t = c->t, .a = c->a };
	bool tried = act->tried;
	enum err e;

	act->tried = true;

	till_forget_done(c->t);
	post_header(c->sh, &m.d, act->kind, act->id, cash_of_drawer(act->kind) ? c->t->shift.id : 0);
	m.d.total_minor = act->amount_minor;
	m.d.reason_id = act->reason_id;
	m.d.approver_id = act->approver_id;
	m.d.original_id = act->original_id;
	m.content = cash_content(c->a, act->kind, act->reference);
	e = shop_tx(c->sh, move_body, &m);
	if (e == ERR_EXISTS && document_load(c->sh->db, c->a, act->id, &m.d) != OK)
		e = ERR_UNKNOWN;
	switch (e) {
	case OK:
		post_committed(c->sh, &m.d);
		till_drawer_changed(c->t, &m.d);
		return tell(c, &m, false);
	case ERR_EXISTS:
		return tell(c, &m, true);
	case ERR_UNKNOWN:
		return ask_retry(c);
	case ERR_STALE:
		return tell_stale(c, &m);
	case ERR_REFUSED:
		return refuse(c, MSG_DAY_CLOSED, day_text(c->a, m.d.business_day), NULL);
	default:
		return tried ? ask_retry(c) : failed(c, e);
	}
}

#define SAME_AGAIN_MS 600000

/* After a power cut nobody remembers whether the slip was booked before it: what looks like the same again is asked.
 * (A voucher or bag has a number that tells.) */
static enum err not_the_same_again(struct call *c)
{
	const struct cash_act *act = &c->t->cash;
	struct document before;
	int64_t id;
	enum err e;

	if (c->confirmed)
		return OK;
	e = cash_recent(c->sh->db, c->a, c->sh->terminal_id, act->kind, act->amount_minor,
		clock_now_ms() - SAME_AGAIN_MS, &id);
	if (e == ERR_NOTFOUND)
		return OK;
	if (e == OK)
		e = document_load(c->sh->db, c->a, id, &before);
	if (e != OK)
		return failed(c, e);
	return ask(c, NEED_CONFIRM, MSG_CASH_AGAIN, arena_printf(c->a, "%s %s", _(action_table[c->act].words),
		money(c, act->amount_minor)), doc_number_text(c->a, before.terminal_code, before.series,
		before.running));
}

/* The answer to an outcome that was not known: the same once more. */
static bool tries_again(const struct call *c)
{
	return c->retry && c->t->cash.id;
}

/* Begins an act with its amount from word i. */
static enum err begin(struct call *c, enum document_kind kind, int word)
{
	struct cash_act *act = &c->t->cash;
	enum err e;

	*act = (struct cash_act){ .kind = kind };
	if (word >= c->words || !cash_sum(c->word[word], &act->amount_minor) ||
		act->amount_minor < (kind == DOC_SAFE_COUNT ? 0 : 1))
		return refuse(c, MSG_AMOUNT_BAD, word < c->words ? c->word[word] : "", NULL);
	if (act->amount_minor > MONEY_MAX / 1000)
		return refuse(c, MSG_AMOUNT_TOO_BIG, NULL, NULL);
	e = kind == DOC_PAY_OUT || kind == DOC_BAG ? OK : not_the_same_again(c);
	return e == OK ? day_allowed(c) : e;
}

/* The number of a voucher or bag: word i, else asked for. */
static enum err take_reference(struct call *c, int word, enum message question)
{
	const char *text = *c->reference ? c->reference : word < c->words ? c->word[word] : "";
	struct cash_act *act = &c->t->cash;

	if (!*text)
		return ask(c, NEED_REFERENCE, question, _(action_table[c->act].words), NULL);
	if (!cash_reference_ok(text)) {
		c->reference[0] = '\0';
		return ask(c, NEED_REFERENCE, MSG_REFERENCE_BAD, text, NULL);
	}
	memcpy(act->reference, text, strlen(text) + 1);
	return OK;
}

/* A second person looks on, whatever the one at the till may do alone. */
static enum err need_second(struct call *c, enum permission perm, enum message question)
{
	if (c->approver.id)
		return OK;
	if (c->sh->staff.script)
		return refuse(c, MSG_SCRIPT_ALONE, _(action_table[c->act].words), NULL);
	c->t->wanted = (struct wanted){ .perm = perm };
	return ask(c, NEED_APPROVAL, question, arena_printf(c->a, "%s %s", _(action_table[c->act].words),
		money(c, c->t->cash.amount_minor)), NULL);
}

/* All is said and allowed: from here on it has its id. */
static enum err go(struct call *c)
{
	c->t->cash.id = shop_new_id(c->sh);
	c->t->cash.approver_id = approved_by(c);
	return move(c);
}

/* --- drawer ----------------------------------------------------------------------------------------- */

static enum err between_drawer_and_safe(struct call *c, enum document_kind kind)
{
	enum err e;

	if (tries_again(c))
		return move(c);
	e = begin(c, kind, 0);
	if (e == OK)
		e = need_limit(c, LIMIT_DROP, c->t->cash.amount_minor);
	return e == OK ? go(c) : e;
}

enum err act_drop(struct call *c)
{
	return between_drawer_and_safe(c, DOC_DROP);
}

enum err act_change_in(struct call *c)
{
	return between_drawer_and_safe(c, DOC_CHANGE_IN);
}

enum err act_pick_up(struct call *c)
{
	enum err e;

	if (tries_again(c))
		return move(c);
	e = begin(c, DOC_PICK_UP, 0);
	if (e == OK)
		e = need_second(c, PERM_PICK_UP, MSG_NEEDS_APPROVAL);
	return e == OK ? go(c) : e;
}

/* A reason is what kind of income or expense it is. */
static enum err paid(struct call *c, enum document_kind kind, enum reason_kind reasons, enum limit limit)
{
	bool out = kind == DOC_PAY_OUT;
	enum err e;

	if (tries_again(c))
		return move(c);
	e = begin(c, kind, 0);
	if (e == OK)
		e = need_reason(c, 1, reasons);
	if (e == OK && out && (c->words > 2 || *c->reference ||
		strcmp(setting_text(c->sh, SET_PAY_OUT_VOUCHER), "required") == 0))
		e = take_reference(c, 2, MSG_NEEDS_VOUCHER);
	if (e == OK)
		e = need_limit(c, limit, c->t->cash.amount_minor);
	c->t->cash.reason_id = c->reason_id;
	return e == OK ? go(c) : e;
}

enum err act_pay_in(struct call *c)
{
	return paid(c, DOC_PAY_IN, REASON_PAY_IN, LIMIT_PAY_IN);
}

enum err act_pay_out(struct call *c)
{
	return paid(c, DOC_PAY_OUT, REASON_PAY_OUT, LIMIT_PAY_OUT);
}

/* --- safe and bank ---------------------------------------------------------------------------------- */

enum err act_bag(struct call *c)
{
	enum err e;

	if (tries_again(c))
		return move(c);
	e = begin(c, DOC_BAG, 0);
	if (e == OK)
		e = take_reference(c, 1, MSG_NEEDS_BAG);
	if (e == OK)
		e = need_second(c, PERM_NONE, MSG_NEEDS_WITNESS);
	return e == OK ? go(c) : e;
}

/* The bag of that number, and that it is not at the bank yet. */
static enum err find_bag(struct call *c, const char *number, struct document *bag)
{
	int64_t id;
	enum err e = cash_by_content(c->sh->db, c->a, DOC_BAG, cash_content(c->a, DOC_BAG, number), &id);

	if (e == ERR_NOTFOUND)
		return refuse(c, MSG_NO_BAG, number, NULL);
	if (e == OK)
		e = document_load(c->sh->db, c->a, id, bag);
	if (e == OK)
		e = cash_banked(c->sh->db, c->a, id, &id);
	if (e == ERR_NOTFOUND)
		return OK;
	if (e == OK)
		e = document_load(c->sh->db, c->a, id, bag);
	if (e != OK)
		return failed(c, e);
	return refuse(c, MSG_BAG_IS_BANKED, number, doc_number_text(c->a, bag->terminal_code, bag->series,
		bag->running));
}

enum err act_banked(struct call *c)
{
	struct cash_act *act = &c->t->cash;
	struct document bag = { 0 };
	int64_t counted = 0;
	enum err e;

	if (tries_again(c))
		return move(c);
	if (c->words < 1)
		return refuse(c, MSG_NO_BAG, "", NULL);
	if (!cash_reference_ok(c->word[0]))
		return refuse(c, MSG_REFERENCE_BAD, c->word[0], NULL);
	if (c->words > 1 && (money_parse(c->word[1], &counted) != OK || counted < 0))
		return refuse(c, MSG_AMOUNT_BAD, c->word[1], NULL);
	if ((e = find_bag(c, c->word[0], &bag)) != OK || (e = day_allowed(c)) != OK)
		return e;
	*act = (struct cash_act){ .kind = DOC_BANKED, .original_id = bag.id,
		.bag_minor = bag.total_minor, .amount_minor = c->words > 1 ? counted : bag.total_minor };
	memcpy(act->reference, c->word[0], strlen(c->word[0]) + 1);
	/* What the bank counted otherwise than was sealed is somebody's loss: two look at it. */
	if (act->amount_minor != act->bag_minor && (e = need_second(c, PERM_SAFE, MSG_NEEDS_APPROVAL)) != OK)
		return e;
	return go(c);
}

enum err act_safe_count(struct call *c)
{
	enum err e;

	if (tries_again(c))
		return move(c);
	e = begin(c, DOC_SAFE_COUNT, 0);
	return e == OK ? go(c) : e;
}

enum err act_safe_in(struct call *c)
{
	enum err e;

	if (tries_again(c))
		return move(c);
	e = begin(c, DOC_SAFE_IN, 0);
	return e == OK ? go(c) : e;
}

/* --- how much is in the drawer ---------------------------------------------------------------------- */

enum err till_load_drawer(struct till *t)
{
	struct arena a = ARENA_INIT;
	enum err e = balance_get(t->sh->db, &a, ACCOUNT_DRAWER, t->sh->own_shift_id ? t->sh->own_shift_id :
		t->sh->terminal_id, UNIT_MONEY, &t->drawer_minor);

	arena_release(&a);
	return e;
}

void till_drawer_changed(struct till *t, const struct document *d)
{
	for (int i = 0; i < d->posting_count; i++)
		if (d->postings[i].account == ACCOUNT_DRAWER && d->postings[i].holder_id == document_drawer(d))
			t->drawer_minor += d->postings[i].amount;
}

bool till_drawer_full(const struct till *t)
{
	int64_t limit = setting_int(t->sh, SET_DRAWER_LIMIT);

	return limit > 0 && t->shift.id && t->drawer_minor > limit;
}
