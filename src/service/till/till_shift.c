/* till_shift.c - a shift: float in, X at any time, blind count, Z. */
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/tr.h"
#include "jobs_int.h"
#include "model/cash.h"
#include "../money/money_int.h"
#include "../shop/post_int.h"
#include "service/check.h"
#include "service/report.h"
#include "store/document_store.h"
#include "store/staff_store.h"
#include "store/value_store.h"
#include "till_int.h"

#define DAY_JUMP_MS 300000 /* a clock that went back by more than this wants a manager */

enum drawer_mode till_drawer_mode(const struct shop *sh)
{
	const char *mode = setting_text(sh, SET_DRAWER_MODE);

	return strcmp(mode, "shared") == 0 ? DRAWER_SHARED : strcmp(mode, "cashier") == 0 ? DRAWER_OF_CASHIER :
		DRAWER_OF_SHIFT;
}

/* --- open ---------------------------------------------------------------------------------------- */

static bool follows(const struct shop *sh, int32_t day)
{
	return !sh->last_day || (day >= sh->last_day && day <= day_add(sh->last_day, 1) &&
		clock_now_ms() >= sh->last_posted_ms - DAY_JUMP_MS);
}

enum err day_allowed(struct call *c)
{
	struct shop *sh = c->sh;
	int32_t natural = day_business(clock_now_ms(), (int)setting_int(sh, SET_CUTOVER_HOUR));
	const struct audit_row confirmed = { .action = "day-confirm", .subject_id = natural,
		.approver_id = c->approver.id, .detail = "" };
	enum err e;

	if (follows(sh, natural) || c->t->day_allowed == natural)
		return OK;
	/* Other tills may have traded on while this one stood still. */
	if ((e = shop_load_day(sh)) != OK)
		return failed(c, e);
	if (follows(sh, natural))
		return OK;
	if (shop_may(sh, PERM_DAY) || c->approver.may[PERM_DAY]) {
		log_write(LOG_WARN, "the clock is at business day %d, the last was %d: confirmed", (int)natural,
			(int)sh->last_day);
		if ((e = audit_one(sh, &confirmed)) != OK)
			return failed(c, e);
		c->t->day_allowed = natural;
		return OK;
	}
	c->t->wanted = (struct wanted){ .perm = PERM_DAY };
	if (natural == sh->last_day)
		return ask(c, NEED_APPROVAL, MSG_CLOCK_BACK, clock_text(c->a, clock_now_ms()),
			clock_text(c->a, sh->last_posted_ms));
	return ask(c, NEED_APPROVAL, MSG_DAY_JUMP, day_text(c->a, natural),
		day_text(c->a, sh->last_day));
}

struct shift_opening { struct shift_row row; struct document d; struct arena *a; };

static enum err open_body(struct shop *sh, void *arg)
{
	struct shift_opening *o = arg;
	const struct audit_row row = { .action = "shift-open", .subject_id = o->row.id,
		.amount_minor = o->row.float_minor, .detail = "" };
	enum err e = shift_insert(sh->db, &o->row);

	return e == OK ? post_document(sh, o->a, &o->d, o->row.drawer_staff_id ? OWN_FLOAT_CONTENT : FLOAT_CONTENT,
		&row, 1) : e;
}

/* Baskets of this till that a shift before left. */
static enum err count_deferred(struct call *c, int *n)
{
	struct held_basket *list;
	int count;
	enum err e = till_held(c->sh, c->a, &list, &count);

	for (int i = 0; e == OK && i < count; i++)
		*n += list[i].deferred && strcmp(list[i].terminal, c->sh->terminal_code) == 0;
	return e;
}

enum err act_shift_open(struct call *c)
{
	struct shift_opening o = { .a = c->a };
	struct ledger ledger = { 0 };
	int64_t money_in = setting_int(c->sh, SET_FLOAT);
	int left = 0;
	enum err e;

	if (c->words && !cash_sum(c->word[0], &money_in))
		return refuse(c, MSG_AMOUNT_BAD, c->word[0], NULL);
	if ((e = day_allowed(c)) != OK)
		return e;
	o.row = (struct shift_row){ .id = shop_new_id(c->sh), .terminal_id = c->sh->terminal_id,
		.staff_id = c->sh->staff.id, .opened_day = shop_business_day(c->sh), .float_minor = money_in };
	if (till_drawer_mode(c->sh) == DRAWER_OF_CASHIER)
		o.row.drawer_staff_id = c->sh->staff.id;
	c->sh->own_shift_id = o.row.drawer_staff_id ? o.row.id : 0;
	post_header(c->sh, &o.d, DOC_FLOAT, shop_new_id(c->sh), o.row.id);
	o.row.opened_at_ms = o.d.at_ms; /* one moment, which store check compares */
	ledger_post(&ledger, c->a, ACCOUNT_DRAWER, document_drawer(&o.d), UNIT_MONEY, money_in);
	ledger_post(&ledger, c->a, ACCOUNT_SAFE, 0, UNIT_MONEY, -money_in);
	o.d.postings = ledger.list;
	o.d.posting_count = ledger.count;
	o.d.total_minor = money_in;
	o.d.approver_id = approved_by(c);
	e = shop_tx(c->sh, open_body, &o);
	if (e == ERR_EXISTS)
		return refuse(c, MSG_SHIFT_IS_OPEN, NULL, NULL);
	if (e == ERR_REFUSED)
		return refuse(c, MSG_DAY_CLOSED, day_text(c->a, o.d.business_day), NULL);
	if (e != OK)
		return failed(c, e);
	post_committed(c->sh, &o.d);
	if ((e = till_load(c->t)) != OK || (e = count_deferred(c, &left)) != OK)
		return failed(c, e);
	if (left)
		return done(c, MSG_SHIFT_OPENED_LEFT, money(c, money_in), arena_printf(c->a, "%d", left));
	return done(c, MSG_SHIFT_OPENED, money(c, money_in), NULL);
}

/* --- X -------------------------------------------------------------------------------------------- */

struct x_printing { const char *body; struct audit_row row; };

static enum err x_body(struct shop *sh, void *arg)
{
	const struct x_printing *x = arg;
	enum err e = audit_in_tx(sh, &x->row, 1);

	return e == OK ? jobs_paper(sh, 0, "shift", x->body, 0) : e;
}

enum err act_x_report(struct call *c)
{
	struct x_printing x = { .row = { .action = "x-report", .subject_id = c->t->shift.id, .detail = "" } };
	enum err e;

	if (!c->t->shift.id)
		return refuse(c, MSG_NO_SHIFT, NULL, NULL);
	x.row.approver_id = approved_by(c);
	x.body = arena_printf(c->a, "%lld", (long long)c->t->shift.id);
	e = shop_tx(c->sh, x_body, &x);
	return e == OK ? done(c, MSG_REPORT_PRINTED, NULL, NULL) : failed(c, e);
}

/* --- another's drawer ----------------------------------------------------------------------------- */

/* Where each has a drawer of his own, who went home without counting has left one. */
enum err act_take_drawer(struct call *c)
{
	struct till *t = c->t;
	struct shift_row shift;
	struct staff_row who;
	enum err e = c->words ? staff_by_number(c->sh->db, c->a, c->word[0], &who) : ERR_NOTFOUND;

	if (t->ob.now.line_count)
		return refuse(c, MSG_BASKET_NOT_EMPTY, NULL, NULL);
	if (e == OK)
		e = shift_open_of(c->sh->db, c->a, c->sh->terminal_id, who.id, &shift);
	if (e == ERR_NOTFOUND || (e == OK && shift.drawer_staff_id != who.id))
		return refuse(c, MSG_NO_DRAWER_OF, c->words ? c->word[0] : "", NULL);
	if (e != OK)
		return failed(c, e);
	if (who.id == c->sh->staff.id)
		return done(c, MSG_NONE, NULL, NULL);
	t->taken_shift_id = shift.id;
	if ((e = till_load(t)) != OK)
		return failed(c, e);
	return done(c, MSG_DRAWER_TAKEN, who.name, NULL);
}

enum err shift_give_back(struct call *c)
{
	enum err e;

	c->t->taken_shift_id = 0;
	e = till_load(c->t);
	return e == OK ? OK : failed(c, e);
}

/* --- Z -------------------------------------------------------------------------------------------- */

struct closing { struct till *t; struct document d; struct arena *a; int64_t counted_minor, expected_minor,
	approver_id; const char *counted; struct audit_row *rows; int row_count; };

/* What the shift leaves stands on its Z, so that the next one knows what it was given: baskets, and payments outside
 * that may have been taken or not. */
static enum err list_left(struct call *c, struct closing *k)
{
	struct intent_row *asked;
	struct held_basket *list;
	int n, open = 0;
	enum err e = till_held(c->sh, c->a, &list, &n);

	if (e == OK)
		e = intents_open(c->sh->db, c->a, 0, c->sh->terminal_id, &asked, &open);
	if (e != OK)
		return e;
	k->rows = arena_array(c->a, (size_t)n + (size_t)open + 1, sizeof *k->rows);
	k->row_count = 1; /* the first is the closing itself */
	for (int i = 0; i < n; i++)
		if (list[i].deferred && strcmp(list[i].terminal, c->sh->terminal_code) == 0)
			k->rows[k->row_count++] = (struct audit_row){ .action = "left", .subject_id = list[i].id,
				.amount_minor = list[i].amount_minor,
				.detail = arena_printf(c->a, "%d %d", list[i].held_no, list[i].lines) };
	for (int i = 0; i < open; i++)
		k->rows[k->row_count++] = (struct audit_row){ .action = "left-unknown", .subject_id = asked[i].id,
			.amount_minor = asked[i].amount_minor, .detail = arena_printf(c->a, "%lld %lld",
				(long long)asked[i].tender_id, (long long)asked[i].begun_at_ms) };
	return OK;
}

/* The drawer is emptied into the safe; what is not there is short, what is too much is over. */
static enum err close_body(struct shop *sh, void *arg)
{
	struct closing *k = arg;
	struct ledger ledger = { 0 };
	const int64_t drawer_id = document_drawer(&k->d);
	enum err e = balance_get(sh->db, k->a, ACCOUNT_DRAWER, drawer_id, UNIT_MONEY, &k->expected_minor);

	if (e == OK)
		e = shift_state_set(sh->db, k->t->shift.id, SHIFT_COUNTED, SHIFT_CLOSED, k->d.at_ms, sh->staff.id);
	if (e != OK)
		return e;
	ledger_post(&ledger, k->a, ACCOUNT_DRAWER, drawer_id, UNIT_MONEY, -k->expected_minor);
	ledger_post(&ledger, k->a, ACCOUNT_SAFE, 0, UNIT_MONEY, k->counted_minor);
	ledger_post(&ledger, k->a, ACCOUNT_OVER_SHORT, 0, UNIT_MONEY, k->expected_minor - k->counted_minor);
	if ((e = money_foreign_to_safe(sh, k->a, drawer_id, k->counted, &ledger)) != OK)
		return e;
	k->d.postings = ledger.list;
	k->d.posting_count = ledger.count;
	k->d.total_minor = k->counted_minor;
	k->rows[0] = (struct audit_row){ .action = "shift-close", .subject_id = k->t->shift.id,
		.approver_id = k->approver_id, .amount_minor = k->counted_minor - k->expected_minor, .detail = "" };
	e = money_fees(sh, k->a, k->t->shift.id);
	if (e == OK)
		e = post_document(sh, k->a, &k->d, "cash-up", k->rows, k->row_count);
	return e == OK ? jobs_paper(sh, k->d.id, "shift", NULL, 0) : e;
}

enum err act_z_report(struct call *c)
{
	struct till *t = c->t;
	struct closing k = { .t = t, .a = c->a, .approver_id = approved_by(c) };
	struct drawer_count *counts;
	int n;
	enum err e;

	if (!t->counting)
		return refuse(c, MSG_NOT_COUNTED, NULL, NULL);
	if ((e = shift_may_close(c)) != OK)
		return e;
	if ((e = day_allowed(c)) != OK)
		return e;
	e = report_counts(c->sh, c->a, t->shift.id, &counts, &n);
	if (e == OK)
		e = list_left(c, &k);
	if (e != OK)
		return failed(c, e);
	k.counted_minor = counts[n - 1].amount_minor;
	k.counted = counts[n - 1].pieces;
	post_header(c->sh, &k.d, DOC_CASH_UP, shop_new_id(c->sh), t->shift.id);
	k.d.approver_id = k.approver_id;
	e = shop_tx(c->sh, close_body, &k);
	if (e == ERR_REFUSED)
		return refuse(c, MSG_DAY_CLOSED, day_text(c->a, k.d.business_day), NULL);
	if (e != OK)
		return failed(c, e);
	post_committed(c->sh, &k.d);
	heads_write(c->sh);
	till_forget_done(t);
	if ((e = till_load(t)) != OK)
		return failed(c, e);
	return done(c, MSG_SHIFT_CLOSED, money(c, k.counted_minor - k.expected_minor), NULL);
}
