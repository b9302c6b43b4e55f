/* till.c - the till as a machine: which act may run now, who may do it, what it still waits for. The acts themselves
 * are in the files till_*.c beside it, each by its topic. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "store/staff_store.h"
#include "till_int.h"

static enum err act_sign_on(struct call *c), act_sign_off(struct call *c), act_lock(struct call *c);
static enum err act_back(struct call *c), act_reason(struct call *c), act_approve(struct call *c);

const struct action_entry action_table[ACTIONS] = {
	[ACT_NONE] = { "", "", PERM_NONE, "", "", "" },
#define ACTION(id, name, args, perm, phases, words, help) [ACT_##id] = { name, args, PERM_##perm, phases, words, help },
#include "service/action.def"
#undef ACTION
};

static const act_fn act_table[ACTIONS] = {
	[ACT_SIGN_ON] = act_sign_on, [ACT_SIGN_OFF] = act_sign_off, [ACT_LOCK] = act_lock,
	[ACT_SHIFT_OPEN] = act_shift_open, [ACT_ENTER] = act_enter, [ACT_SCAN] = act_scan,
	[ACT_ADD_ARTICLE] = act_add_item, [ACT_QTY] = act_qty, [ACT_LINE_VOID] = act_line_void,
	[ACT_PRICE] = act_price, [ACT_DISCOUNT] = act_discount, [ACT_BILL_DISCOUNT] = act_bill_discount,
	[ACT_DEPARTMENT] = act_department, [ACT_PRICE_CHECK] = act_price_check, [ACT_HOLD] = act_hold,
	[ACT_RECALL] = act_recall, [ACT_CANCEL] = act_cancel, [ACT_PAY] = act_pay, [ACT_BACK] = act_back,
	[ACT_CASH] = act_cash, [ACT_TENDER] = act_tender, [ACT_TENDER_VOID] = act_tender_void,
	[ACT_SELL_VOUCHER] = act_sell_voucher, [ACT_REFUND_VOUCHER] = act_refund_voucher,
	[ACT_TIP] = act_tip, [ACT_DONATION] = act_donation,
	[ACT_ORDER] = act_order, [ACT_PAY_ACCOUNT] = act_pay_account,
	[ACT_STATEMENT] = act_statement, [ACT_ORDER_REFUND] = act_order_refund,
	[ACT_ORDER_FORFEIT] = act_order_forfeit, [ACT_TIP_OUT] = act_tip_out,
	[ACT_DONATION_OUT] = act_donation_out, [ACT_CORRECT_TENDER] = act_correct_tender,
	[ACT_PAYBACK_CASH] = act_payback_cash,
	[ACT_ASK_AGAIN] = act_ask_again, [ACT_WAS_TAKEN] = act_was_taken, [ACT_NOT_TAKEN] = act_not_taken,
	[ACT_NOT_KNOWN] = act_not_known, [ACT_CANCEL_PAYMENT] = act_cancel_payment,
	[ACT_RETURN] = act_return, [ACT_RETURN_LINE] = act_return_line, [ACT_VOID] = act_void,
	[ACT_NO_SALE] = act_no_sale, [ACT_REPRINT] = act_reprint, [ACT_REASON] = act_reason,
	[ACT_APPROVE] = act_approve, [ACT_X_REPORT] = act_x_report, [ACT_COUNT] = act_count,
	[ACT_Z_REPORT] = act_z_report,
	[ACT_TAKE_DRAWER] = act_take_drawer,
	[ACT_CLOSE_DAY] = act_close_day, [ACT_REOPEN_DAY] = act_reopen_day,
	[ACT_CLOCK] = act_clock, [ACT_STAFF_SALE] = act_staff_sale,
	[ACT_SWAP] = act_swap, [ACT_DUPLICATE] = act_duplicate,
	[ACT_REPEAT] = act_repeat, [ACT_LINE_NOTE] = act_line_note, [ACT_BILL_NOTE] = act_bill_note,
	[ACT_CUSTOMER] = act_customer, [ACT_SELLER] = act_seller, [ACT_MEMBER] = act_member, [ACT_CARD] = act_card,
	[ACT_STORED] = act_stored, [ACT_POINTS] = act_points, [ACT_TOP_UP] = act_top_up,
	[ACT_COUPON] = act_coupon, [ACT_USE] = act_use,
	[ACT_LAST_CHANGE] = act_last_change,
	[ACT_RETURN_ALL] = act_return_all,
	[ACT_PARTS] = act_parts, [ACT_SPLIT] = act_split, [ACT_MERGE] = act_merge, [ACT_SEND] = act_send,
	[ACT_DEFER] = act_defer,
	[ACT_DROP] = act_drop, [ACT_PICK_UP] = act_pick_up, [ACT_CHANGE_IN] = act_change_in,
	[ACT_PAY_IN] = act_pay_in, [ACT_PAY_OUT] = act_pay_out, [ACT_BAG] = act_bag, [ACT_BANKED] = act_banked,
	[ACT_SAFE_COUNT] = act_safe_count, [ACT_SAFE_IN] = act_safe_in,
	[ACT_EMPTIES] = act_empties, [ACT_BOTTLE_SLIP] = act_bottle_slip, [ACT_CARRIER] = act_carrier,
};

enum action action_find(const char *name)
{
	for (int i = 1; i < ACTIONS; i++)
		if (strcmp(action_table[i].name, name) == 0)
			return (enum action)i;
	return ACT_NONE;
}

/* --- answers --------------------------------------------------------------------------------- */

/* The texts are kept: what they come from may be the call itself, which is gone when the answer is read. */
enum err answer(struct call *c, enum err e, enum message id, const char *arg1, const char *arg2)
{
	return say(c->said, e, id, arg1 ? arena_strdup(c->a, arg1) : NULL, arg2 ? arena_strdup(c->a, arg2) : NULL);
}

enum err done(struct call *c, enum message id, const char *arg1, const char *arg2)
{
	return answer(c, OK, id, arg1, arg2);
}

void tell_failure(struct call *c, enum err e)
{
	enum message id = MSG_STORE_FAILED;

	if (e != ERR_BUSY)
		c->t->unsure = true;
	if (e == ERR_STALE)
		id = MSG_STALE;
	else if (e == ERR_CORRUPT)
		id = MSG_STORE_CORRUPT;
	else if (e != ERR_BUSY && db_full(c->sh->db))
		id = MSG_STORE_FULL;
	(void)say(c->said, e, id, e == ERR_STALE ? _("The basket") : NULL, NULL);
}

const char *money(struct call *c, int64_t minor)
{
	return money_text(c->a, minor);
}

/* --- what an act still needs ------------------------------------------------------------------ */

void leave_waiting(struct call *c, enum till_need need, enum message id, const char *arg1, const char *arg2)
{
	struct till *t = c->t;

	arena_clear(&t->asked_arena);
	t->view.member_count = 0;
	t->pending = *c;
	t->view.need = need;
	t->view.pending = c->act;
	t->view.asked = (struct said){ id, { arg1 ? arena_strdup(&t->asked_arena, arg1) : NULL,
		arg2 ? arena_strdup(&t->asked_arena, arg2) : NULL } };
	(void)answer(c, need == NEED_APPROVAL ? ERR_DENIED : ERR_REFUSED, id, arg1, arg2);
}

static enum message outcome_unknown(const struct call *c)
{
	return db_full(c->sh->db) ? MSG_OUTCOME_FULL : MSG_OUTCOME_UNKNOWN;
}

enum err ask_retry(struct call *c)
{
	return ask(c, NEED_RETRY, outcome_unknown(c), NULL, NULL);
}

enum err ask_approval(struct call *c, struct wanted wanted, const char *what)
{
	if (c->sh->staff.script)
		return refuse(c, MSG_SCRIPT_ALONE, what, NULL);
	c->t->wanted = wanted;
	return ask(c, NEED_APPROVAL, MSG_NEEDS_APPROVAL, what, NULL);
}

enum err need_permission(struct call *c, enum permission p)
{
	return need_permission_for(c, p, _(action_table[c->act].words));
}

enum err need_permission_for(struct call *c, enum permission p, const char *what)
{
	if (shop_may(c->sh, p) || c->approver.may[p])
		return OK;
	return ask_approval(c, (struct wanted){ .perm = p }, what);
}

/* Who approves must read what and how much. */
static const char *limit_words(struct call *c, enum limit l, int64_t value)
{
	switch (l) {
	case LIMIT_PRICE_DOWN:
		return arena_printf(c->a, "%s -%s%%", _(action_table[ACT_PRICE].words), qty_text(c->a, value * 10));
	case LIMIT_DISCOUNT_LINE:
		return arena_printf(c->a, "%s %s%%", _(action_table[ACT_DISCOUNT].words), qty_text(c->a, value * 10));
	case LIMIT_DISCOUNT_BILL:
		return arena_printf(c->a, "%s %s%%", _(action_table[ACT_BILL_DISCOUNT].words),
			qty_text(c->a, value * 10));
	case LIMIT_EMPTIES:
	case LIMIT_EMPTIES_SHIFT:
		return arena_printf(c->a, "%s %s", _(action_table[ACT_EMPTIES].words), money(c, value));
	case LIMIT_REFUND:
		return arena_printf(c->a, "%s %s", _(action_table[c->act == ACT_VOID ? ACT_VOID : ACT_RETURN].words),
			money(c, value));
	default:
		return arena_printf(c->a, "%s %s", _(action_table[c->act].words), money(c, value));
	}
}

enum err need_limit(struct call *c, enum limit l, int64_t value)
{
	if (value <= c->sh->staff.limit[l] || (c->approver.id && value <= c->approver.limit[l]))
		return OK;
	return ask_approval(c, (struct wanted){ .perm = action_table[c->act].perm, .limited = true, .limit = l,
		.value = value }, limit_words(c, l, value));
}

static const struct reason *reason_by_digit(const struct shop *sh, enum reason_kind kind, const char *digit)
{
	const struct reason *list;
	int n = shop_reasons(sh, kind, &list);

	for (int i = 0; i < n; i++)
		if (digit[0] == '0' + list[i].digit && !digit[1])
			return &list[i];
	return NULL;
}

/* An article that is scanned with a price, or a payment that gives money back, asks for what it is. */
static const char *reason_words(const struct call *c, enum reason_kind kind)
{
	enum action act = kind == REASON_PRICE ? ACT_PRICE : kind == REASON_RETURN ? ACT_RETURN : c->act;

	return _(action_table[act].words);
}

enum err need_reason(struct call *c, int word, enum reason_kind kind)
{
	const struct reason *list, *r;

	if (c->reason_id || shop_reasons(c->sh, kind, &list) == 0)
		return OK;
	if (word < c->words) {
		r = reason_by_digit(c->sh, kind, c->word[word]);
		if (!r)
			return refuse(c, MSG_NO_REASON, c->word[word], NULL);
		c->reason_id = r->id;
		return OK;
	}
	c->t->view.reason_kind = kind;
	return ask(c, NEED_REASON, MSG_NEEDS_REASON, reason_words(c, kind), NULL);
}

int64_t approved_by(const struct call *c)
{
	return c->approver.id;
}

struct line *pick_line(struct call *c, struct basket *draft, int word, enum err *e)
{
	struct line *l;
	char *end;
	long no = c->t->last_line_no;

	*e = OK;
	if (word < c->words) {
		no = strtol(c->word[word], &end, 10);
		if (*end || no < 1)
			no = -1;
	}
	if (no == 0) {
		*e = refuse(c, MSG_NO_LAST_LINE, NULL, NULL);
		return NULL;
	}
	l = no > 0 && no <= LINES_MAX ? basket_line(draft, (int)no) : NULL;
	if (!l)
		*e = refuse(c, MSG_NO_LINE, word < c->words ? c->word[word] : "", NULL);
	return l;
}

void till_drop_pending(struct till *t)
{
	memset(&t->pending, 0, sizeof t->pending);
	t->view.need = NEED_NOTHING;
	t->view.pending = ACT_NONE;
	t->view.asked = (struct said){ 0 };
	t->view.reason_kind = REASON_NONE;
}

void till_drop_prefix(struct till *t)
{
	t->prefix_qty_milli = 0;
	t->prefix_price_minor = -1;
	t->prefix_worth_minor = 0;
}

void till_forget_done(struct till *t)
{
	t->view.done = (struct till_done){ 0 };
	arena_clear(&t->done_arena);
}

/* --- state ------------------------------------------------------------------------------------ */

/* The drawer that a second person took over to count it, else that of who stands here, else that of the till. In a till
 * where each has a drawer of his own, who has none open has none. */
static enum err find_shift(struct till *t, struct arena *a, struct shift_row *found)
{
	struct shop *sh = t->sh;
	enum err e = OK;

	if (t->taken_shift_id) {
		e = shift_get(sh->db, a, t->taken_shift_id, found);
		if (e != OK || found->state != SHIFT_CLOSED)
			return e;
		t->taken_shift_id = 0;
	}
	*found = (struct shift_row){ 0 };
	e = shift_open_of(sh->db, a, sh->terminal_id, sh->staff.id, found);
	if (e == OK && !sh->staff.id && found->drawer_staff_id)
		*found = (struct shift_row){ 0 };
	return e == ERR_NOTFOUND ? OK : e;
}

/* Shift and basket; what was known of them stays when the store fails. */
static enum err load_both(struct till *t)
{
	struct shop *sh = t->sh;
	struct arena a = ARENA_INIT;
	struct shift_row found = { 0 };
	int64_t own_before = sh->own_shift_id;
	enum err e = find_shift(t, &a, &found);

	sh->own_shift_id = found.drawer_staff_id ? found.id : 0;
	if (e == OK && found.id)
		e = till_load_drawer(t);
	if (e == OK && sh->staff.id)
		e = sell_load(sh, &t->ob);
	if (e != OK) {
		sh->own_shift_id = own_before;
		arena_release(&a);
		return e;
	}
	if (!sh->staff.id)
		sell_release(&t->ob);
	arena_release(&t->shift_arena);
	t->shift_arena = a;
	t->shift = found;
	return OK;
}

enum err till_load(struct till *t)
{
	enum err e = load_both(t);

	if (e != OK)
		return e;
	t->counting = t->shift.state == SHIFT_COUNTED;
	t->paying = t->ob.payment_count > 0;
	t->last_line_no = basket_last_line_no(&t->ob.now);
	till_drop_prefix(t);
	t->large_bill_minor = 0;
	t->intent_mine = 0;
	t->parts_left = 0;
	till_close_receipt(t);
	till_drop_pending(t);
	return OK;
}

void till_basket_changed(struct till *t)
{
	till_close_receipt(t);
	t->last_line_no = basket_last_line_no(&t->ob.now);
	t->large_bill_minor = 0;
	t->parts_left = 0;
}

static enum till_phase phase_of(const struct till *t)
{
	if (!t->sh->staff.id)
		return TILL_OFF;
	if (t->locked)
		return TILL_LOCKED;
	if (!t->shift.id)
		return TILL_NO_SHIFT;
	if (t->counting)
		return TILL_COUNTING;
	return t->paying ? TILL_PAYMENT : TILL_BASKET;
}

static int64_t cash_to_settle(const struct till *t, int64_t open)
{
	struct payment list[PAYMENTS_MAX];
	int n = t->ob.payment_count;

	if (open <= 0 || n == PAYMENTS_MAX)
		return open > 0 ? open : 0;
	memcpy(list, t->ob.payments, (size_t)n * sizeof *list);
	if (!payments_add_cash(sell_due(&t->ob), list, &n, 0, 0, sell_rounding(t->sh)))
		return open;
	return list[n - 1].given_minor;
}

/* Number and name of who is credited with the basket, looked up when it is another. */
static const char *seller_text(struct till *t)
{
	int64_t id = t->sh->staff.id ? t->ob.row.seller_staff_id : 0;
	struct arena a = ARENA_INIT;
	struct staff_row who;

	if (id != t->seller.id) {
		t->seller.id = 0;
		*t->seller.text = 0;
		if (id && staff_by_id(t->sh->db, &a, id, &who) == OK) {
			t->seller.id = id;
			snprintf(t->seller.text, sizeof t->seller.text, "%s %s", who.number, who.name);
		}
		arena_release(&a);
	}
	return t->seller.text;
}

static void refresh_view(struct till *t)
{
	struct till_view *v = &t->view;
	static const struct basket empty;

	v->phase = phase_of(t);
	v->basket = t->sh->staff.id ? &t->ob.now : &empty;
	v->last_line_no = t->last_line_no;
	v->payments = t->ob.payments;
	v->payment_count = t->ob.payment_count;
	v->due_minor = t->sh->staff.id ? sell_due(&t->ob) : 0;
	v->open_minor = v->due_minor > 0 ? payments_open(v->due_minor, t->ob.payments, t->ob.payment_count) : 0;
	v->cash_minor = cash_to_settle(t, v->open_minor);
	v->prefix_qty_milli = t->prefix_qty_milli;
	v->prefix_price_minor = t->prefix_price_minor;
	v->prefix_worth_minor = t->prefix_worth_minor;
	v->parts_left = t->parts_left;
	v->part_minor = till_part(t);
	v->note = t->sh->staff.id ? t->ob.row.note : "";
	v->customer = t->sh->staff.id ? t->ob.row.customer : "";
	v->seller = seller_text(t);
	till_member_view(t);
	till_points_view(t);
	till_coupon_view(t);
	v->shift_id = t->shift.id;
	v->shift_staff = t->shift.id ? t->shift.staff_name : "";
	v->shift_opened_at_ms = t->shift.opened_at_ms;
	v->own_drawer = t->shift.drawer_staff_id != 0;
	v->drawer_taken = t->taken_shift_id != 0;
	v->counted = t->shift.state == SHIFT_COUNTED;
	v->drawer_full = till_drawer_full(t);
	v->business_day = shop_business_day(t->sh);
	v->receipt.sale = t->receipt_sale.id ? &t->receipt_sale : NULL;
	v->receipt.left_milli = t->receipt_left;
	if (outside_refresh(t) != OK)
		shop_fail(t->sh, ERR_IO, "looking for payments outside");
}

static void count_baskets(struct till *t)
{
	struct basket_counts n = { 0 };

	if (baskets_count(t->sh->db, t->sh->terminal_id, t->sh->staff.id, &n) != OK) {
		shop_fail(t->sh, ERR_IO, "counting baskets");
		return;
	}
	t->view.held_count = n.held;
	t->view.sent_count = n.sent_here;
	t->view.open_count = n.open_by_others;
}

/* Whether a scale stands at this till: then a weight is not only typed. */
static void look_for_scale(struct till *t)
{
	const struct device *list;
	const char *names[DEVICES_MAX];
	int n = shop_devices(t->sh, &list), scales = 0;

	for (int i = 0; i < n && scales < DEVICES_MAX; i++)
		if (list[i].active && device_kind_of(list[i].kind) == DEVICE_SCALE)
			names[scales++] = list[i].name;
	weighing_set(&t->scales, names, scales);
}

void till_weigh(struct till *t, const char *scale, const struct scale_reading *r)
{
	weighing_put(&t->scales, scale, r, clock_mono_ms());
}

enum weigh_state till_scale(const struct till *t, struct scale_reading *out)
{
	enum weigh_state state;

	*out = weighing_now(&t->scales, clock_mono_ms(), &state, NULL)->now;
	if (t->view.need == NEED_WEIGHT)
		*out = weigh_net(out, t->weighed.tare_milli);
	/* Of an article with a packing the packing alone is nothing to sell. */
	return (state == WEIGH_READY || state == WEIGH_SOLD) && out->weight_milli <= 0 ? WEIGH_EMPTY : state;
}

const char *till_scale_name(const struct till *t)
{
	enum weigh_state state;
	const char *name;

	weighing_now(&t->scales, clock_mono_ms(), &state, &name);
	return name;
}

void till_refresh(struct till *t)
{
	look_for_scale(t);
	count_baskets(t);
	refresh_view(t);
}

const struct till_view *till_view(const struct till *t)
{
	return &t->view;
}

enum err till_open(struct shop *sh, struct till **out)
{
	struct till *t = calloc(1, sizeof *t);
	enum err e;

	if (!t)
		abort();
	t->sh = sh;
	t->checked.price_minor = -1;
	if (sh->staff.id && (e = till_load(t)) != OK) {
		till_close(t);
		return e;
	}
	till_refresh(t);
	*out = t;
	return OK;
}

void till_close(struct till *t)
{
	if (!t)
		return;
	sell_release(&t->ob);
	arena_release(&t->shift_arena);
	arena_release(&t->done_arena);
	arena_release(&t->receipt_arena);
	arena_release(&t->asked_arena);
	arena_release(&t->member_arena);
	seal_wipe(t, sizeof *t);
	free(t);
}

/* In the drawer of another nothing is done but to count and close it: what is sold goes into one's own. */
static bool taken_lets(enum action act)
{
	switch (act) {
	case ACT_COUNT: case ACT_Z_REPORT: case ACT_X_REPORT: case ACT_BACK: case ACT_REASON: case ACT_APPROVE:
	case ACT_SIGN_ON: case ACT_SIGN_OFF: case ACT_LOCK:
		return true;
	default:
		return false;
	}
}

/* --- running an act --------------------------------------------------------------------------- */

static void split_words(struct call *c)
{
	char *save = NULL;

	c->words = 0;
	memcpy(c->buffer, c->arg, sizeof c->buffer);
	for (char *w = strtok_r(c->buffer, " \t", &save); w && c->words < CALL_WORDS_MAX;
		w = strtok_r(NULL, " \t", &save))
		c->word[c->words++] = w;
}

static enum err run(struct call *c)
{
	static const char letters[] = { [TILL_OFF] = 'O', [TILL_LOCKED] = 'K', [TILL_NO_SHIFT] = 'N',
		[TILL_BASKET] = 'B', [TILL_PAYMENT] = 'P', [TILL_COUNTING] = 'C' };
	const struct action_entry *entry = &action_table[c->act];
	enum till_phase phase = phase_of(c->t);
	enum err e;

	if (!strchr(entry->phases, letters[phase])) {
		if (phase == TILL_OFF || phase == TILL_LOCKED)
			return refuse(c, MSG_NOT_SIGNED_ON, NULL, NULL);
		if (phase == TILL_NO_SHIFT)
			return refuse(c, MSG_NO_SHIFT, NULL, NULL);
		return refuse(c, MSG_PHASE, _(entry->words), NULL);
	}
	if ((e = need_permission(c, entry->perm)) != OK)
		return e;
	if (c->t->taken_shift_id && !taken_lets(c->act))
		return refuse(c, MSG_DRAWER_TAKEN, c->t->shift.staff_name, NULL);
	if (c->t->view.outside.amount_minor && !outside_lets(c->act) && (e = outside_settled(c)) != OK)
		return e;
	split_words(c);
	return act_table[c->act](c);
}

enum err run_as(struct call *c, enum action act, const char *arg)
{
	char copy[CALL_ARG_MAX];

	snprintf(copy, sizeof copy, "%s", arg);
	c->act = act;
	memcpy(c->arg, copy, sizeof c->arg);
	return run(c);
}

/* Runs the waiting act again, with what was supplied. */
static enum err resume(struct call *c, const struct call *with)
{
	struct call again = *with;

	again.a = c->a;
	again.said = c->said;
	till_drop_pending(c->t);
	return run(&again);
}

/* What the entry line gives while an act waits for a figure or a text. */
static enum err supply(struct call *c)
{
	struct till *t = c->t;
	struct call with = t->pending;

	switch (t->view.need) {
	case NEED_PRICE:
		if (money_parse(c->arg, &with.price_minor) != OK)
			return refuse(c, MSG_AMOUNT_BAD, c->arg, NULL);
		break;
	case NEED_WEIGHT:
		if (!*c->arg && t->scales.count)
			with.by_scale = true;
		else if (qty_parse(c->arg, &with.qty_milli) != OK)
			return refuse(c, MSG_QTY_BAD, "1000000", NULL);
		break;
	case NEED_REFERENCE:
		if (!*c->arg || strlen(c->arg) >= sizeof with.reference)
			return refuse(c, MSG_REFERENCE_BAD, c->arg, NULL);
		memcpy(with.reference, c->arg, strlen(c->arg) + 1);
		break;
	case NEED_PIN:
		if (!*c->arg || strlen(c->arg) >= sizeof with.pin)
			return refuse(c, MSG_MEMBER_PIN_BAD, NULL, NULL);
		memcpy(with.pin, c->arg, strlen(c->arg) + 1);
		break;
	case NEED_AGE: case NEED_BAG: case NEED_MEMBER: {
		enum till_need need = t->view.need;
		enum err e = need == NEED_AGE ? goods_age_answer(c, &with) : need == NEED_BAG
			? goods_bag_answer(c, &with) : member_answer(c, &with);

		if (e != OK || t->view.need != need)
			return e;
		break;
	}
	default:
		if (*c->arg)
			return refuse(c, MSG_PHASE, _(action_table[c->act].words), NULL);
		with.retry = t->view.need == NEED_RETRY;
		with.confirmed = !with.retry;
		break;
	}
	return resume(c, &with);
}

/* Enter and scans answer the question that is open; all other acts but these leave it behind. */
static bool answers(const struct till *t, enum action act)
{
	switch (t->view.need) {
	case NEED_PRICE: case NEED_WEIGHT: case NEED_CONFIRM: case NEED_RETRY: case NEED_AGE: case NEED_BAG:
	case NEED_MEMBER: case NEED_PIN:
		return act == ACT_ENTER;
	case NEED_REFERENCE:
		return act == ACT_ENTER || act == ACT_SCAN;
	default:
		return false;
	}
}

/* After a failure: what the till shows is what the store holds, whatever the act came to. */
static enum err load_again(struct till *t)
{
	bool paying = t->paying;
	enum err e;

	shop_mend(t->sh);
	e = till_load(t);
	t->unsure = e != OK;
	if (e == OK && paying)
		t->paying = t->ob.now.line_count > 0;
	return e;
}

static enum err run_call(struct call *c)
{
	struct till *t = c->t;
	enum action act = c->act;
	enum err e;

	t->checked.price_minor = -1;
	shop_mend(t->sh);
	if (t->unsure && act != ACT_SIGN_ON) {
		/* The person has not seen yet what the store holds: first he must. */
		e = load_again(t);
		e = e == OK ? refuse(c, MSG_STORE_BACK, NULL, NULL) : failed(c, e);
		till_refresh(t);
		return e;
	}
	if (t->view.need == NEED_RETRY && !answers(t, act)) {
		e = refuse(c, outcome_unknown(c), NULL, NULL);
	} else if (answers(t, act)) {
		e = supply(c);
	} else {
		if (act != ACT_REASON && act != ACT_APPROVE && act != ACT_BACK && act != ACT_PRICE_CHECK &&
			!(act == ACT_DEPARTMENT && t->view.need == NEED_DEPARTMENT))
			till_drop_pending(t);
		c->unknown = t->view.need == NEED_DEPARTMENT && act == ACT_DEPARTMENT;
		e = run(c);
	}
	if (e == ERR_IO || e == ERR_UNKNOWN || e == ERR_CORRUPT)
		t->unsure = true;
	if (t->unsure && load_again(t) != OK)
		shop_fail(t->sh, ERR_IO, "reading the till's state again");
	if (act != ACT_SCAN && act != ACT_ENTER)
		count_baskets(t);
	refresh_view(t);
	return e;
}

enum err till_do(struct till *t, enum action act, const char *arg, struct arena *a, struct said *said)
{
	struct call c = { .t = t, .sh = t->sh, .a = a, .said = said, .act = act, .price_minor = -1 };
	enum err e;

	*said = (struct said){ 0 };
	if (act <= ACT_NONE || act >= ACTIONS || strlen(arg) >= sizeof c.arg)
		return say(said, ERR_INVALID, MSG_ENTRY_BAD, "", NULL);
	snprintf(c.arg, sizeof c.arg, "%s", arg);
	e = run_call(&c);
	seal_wipe(&c, sizeof c); /* it may hold a PIN */
	return e;
}

enum err till_once(struct shop *sh, enum action act, const char *arg, const struct till_second *second,
	struct arena *a, struct said *said)
{
	struct till *t;
	const char *who;
	enum err e = till_open(sh, &t);

	*said = (struct said){ 0 };
	if (e != OK)
		return e;
	e = till_do(t, act, arg, a, said);
	if (e != OK && said->id == MSG_CASH_AGAIN && second && second->again)
		e = till_do(t, ACT_ENTER, "", a, said);
	if (e != OK && till_view(t)->need == NEED_APPROVAL && second && second->who) {
		who = second->who(second->ctx, said);
		e = who ? till_do(t, ACT_APPROVE, who, a, said) : e;
	}
	till_close(t);
	return e;
}

/* --- signing on, approving, reasons, back ------------------------------------------------------ */

static enum err act_sign_on(struct call *c)
{
	struct till *t = c->t;
	enum err e;

	if (c->words < 1 || c->words > 2)
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	e = shop_sign_on(c->sh, c->a, c->word[0], c->words == 2 ? c->word[1] : NULL, c->said);
	if (e != OK)
		return e;
	t->locked = false;
	t->taken_shift_id = 0;
	if ((e = till_load(t)) != OK) {
		shop_staff_set(c->sh, NULL); /* what is loaded is the basket of who was here before */
		return failed(c, e);
	}
	if (t->shift.id && t->shift.staff_id != c->sh->staff.id)
		return done(c, MSG_SHIFT_RESUMED, arena_strdup(c->a, t->shift.staff_name), NULL);
	return OK;
}

static enum err act_sign_off(struct call *c)
{
	enum err e;

	till_forget_done(c->t);
	shop_staff_set(c->sh, NULL);
	c->t->locked = false;
	c->t->taken_shift_id = 0;
	if ((e = till_load(c->t)) != OK)
		return failed(c, e);
	return done(c, MSG_SIGNED_OFF, NULL, NULL);
}

static enum err act_lock(struct call *c)
{
	c->t->locked = true;
	return done(c, MSG_LOCKED, NULL, NULL);
}

/* One level: a question, then the payment screen, then an opened receipt or a kept prefix, then a count. */
static enum err act_back(struct call *c)
{
	struct till *t = c->t;
	enum err e;

	if (t->view.need != NEED_NOTHING) {
		till_drop_pending(t);
	} else if (t->counting) {
		e = shift_reopen(c);
		if (e != OK)
			return e;
		if (t->taken_shift_id && (e = shift_give_back(c)) != OK)
			return e;
	} else if (t->taken_shift_id) {
		if ((e = shift_give_back(c)) != OK)
			return e;
	} else if (t->paying) {
		t->paying = false;
	} else if (t->receipt_sale.id) {
		till_close_receipt(t);
	} else {
		till_drop_prefix(t);
	}
	return done(c, MSG_NONE, NULL, NULL);
}

static enum err act_reason(struct call *c)
{
	struct till *t = c->t;
	struct call with = t->pending;
	const struct reason *r;

	if (t->view.need != NEED_REASON || c->words != 1)
		return refuse(c, MSG_PHASE, _(action_table[c->act].words), NULL);
	r = reason_by_digit(c->sh, (enum reason_kind)t->view.reason_kind, c->word[0]);
	if (!r)
		return refuse(c, MSG_NO_REASON, arena_strdup(c->a, c->word[0]), NULL);
	with.reason_id = r->id;
	return resume(c, &with);
}

static enum err act_approve(struct call *c)
{
	struct till *t = c->t;
	struct call with = t->pending;
	const struct wanted *w = &t->wanted;
	struct staff who;
	enum err e;

	if (t->view.need != NEED_APPROVAL)
		return refuse(c, MSG_NOTHING_TO_APPROVE, NULL, NULL);
	if (c->words < 1 || c->words > 2)
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	e = staff_verify(c->sh, c->a, c->word[0], c->words == 2 ? c->word[1] : NULL, &who, c->said);
	if (e != OK)
		return e;
	if (who.id == c->sh->staff.id)
		return refuse(c, MSG_OWN_APPROVAL, NULL, NULL);
	if (!who.may[PERM_APPROVE] || (w->perm && !who.may[w->perm]) || (w->limited && who.limit[w->limit] < w->value))
		return refuse(c, MSG_CANNOT_APPROVE, arena_strdup(c->a, who.name), NULL);
	with.approver = who;
	return resume(c, &with);
}
