/* check_kept.c - what the store keeps beside its documents so that it need not add them up: held
 * against the sums of all documents walked. */
#include <string.h>

#include "base/clock.h"
#include "../cash/day_sums_int.h"
#include "../shop/script_key_int.h"
#include "check_int.h"
#include "model/refund.h"
#include "model/value.h"
#include "store/check_store.h"
#include "store/staff_store.h"
#include "store/value_store.h"

#define SLICE 500
#define SUMS_TRIES 3

/* An entry met among the rows of the store; NULL when no document made it. */
static struct tally_entry *meet(struct check *c, enum tally_kind kind, int64_t a, int64_t b,
	int64_t k, int64_t d)
{
	struct tally_entry *entry = tally_find(&c->tally, kind, a, b, k, d);

	if (entry)
		entry->round = c->round;
	return entry;
}

/* --- balances --------------------------------------------------------------------------------- */

static const char *account_name(struct check *c, int64_t account, int64_t holder_id)
{
	if (account == ACCOUNT_SAFE || account == ACCOUNT_BANK)
		return account == ACCOUNT_SAFE ? "safe" : "bank";
	for (int i = 0; account == ACCOUNT_DRAWER && i < c->chain_count; i++)
		if (c->chains[i].terminal_id == holder_id)
			return arena_printf(&c->slice, "drawer %s", c->chains[i].code);
	return arena_printf(&c->slice, "%lld/%lld", (long long)account, (long long)holder_id);
}

static void judge_balance(struct check *c, const struct balance_row *b)
{
	const struct tally_entry *t = meet(c, TALLY_BALANCE, b->account, b->holder_id, b->unit, 0);

	if (!balance_lawful(b->account, b->amount))
		check_found_at(c, CHECK_VALUE, account_name(c, b->account, b->holder_id), b->amount);
	if (b->amount != (t ? t->v[0] : 0))
		check_found_at(c, CHECK_BALANCE, account_name(c, b->account, b->holder_id), b->amount);
}

static enum err kept_balances(struct check *c)
{
	struct balance_row *list, last = { 0 };
	int n;
	enum err e;

	do {
		n = 0;
		e = check_balances(c->db, &c->slice, &last, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++)
			judge_balance(c, &list[i]);
		if (n)
			last = list[n - 1];
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	return e;
}

/* --- shifts ----------------------------------------------------------------------------------- */

static const char *shift_name(struct check *c, const struct shift_row *s)
{
	const char *code = "?";

	for (int i = 0; i < c->chain_count; i++)
		if (c->chains[i].terminal_id == s->terminal_id)
			code = c->chains[i].code;
	return arena_printf(&c->slice, "%s/%d (%lld)", code, (int)s->opened_day, (long long)s->id);
}

/* Acts that are no document have no day of their own in the audit: they are held against the
 * shift's sum. */
static enum err kept_figures(struct check *c, const struct shift_row *s, const char *name)
{
	struct shift_total_row *rows;
	struct total acts[MEASURES] = { { 0 } };
	int n = 0;
	enum err e = shift_totals(c->db, &c->slice, s->id, &rows, &n);

	for (int i = 0; e == OK && i < n; i++) {
		const struct total *t = &rows[i].total;
		const struct tally_entry *f;

		if (t->measure < MEASURE_SALES || t->measure >= MEASURES || !measure_name[t->measure]
			|| (measure_is_act(t->measure) && t->item_id)) {
			check_found(c, CHECK_FIGURES, name, "?");
			continue;
		}
		if (measure_is_act(t->measure)) {
			struct total *act = &acts[t->measure];

			act->times = check_sum(act->times, t->times);
			act->qty_milli = check_sum(act->qty_milli, t->qty_milli);
			act->amount_minor = check_sum(act->amount_minor, t->amount_minor);
			continue;
		}
		f = meet(c, TALLY_FIGURE, s->id, rows[i].day, t->measure, t->item_id);
		if (t->times != (f ? f->v[0] : 0) || t->qty_milli != (f ? f->v[1] : 0)
			|| t->amount_minor != (f ? f->v[2] : 0))
			check_found(c, CHECK_FIGURES, name, measure_name[t->measure]);
	}
	for (int m = MEASURE_SALES; e == OK && m < MEASURES; m++) {
		const struct tally_entry *f = measure_is_act(m) ? meet(c, TALLY_FIGURE, s->id, 0, m, 0) : NULL;

		if (acts[m].times != (f ? f->v[0] : 0) || acts[m].qty_milli
			|| acts[m].amount_minor != (f ? f->v[2] : 0))
			check_found(c, CHECK_FIGURES, name, measure_name[m]);
	}
	return e;
}

#define CLOCK_SLACK_MS 60000 /* between a row and its audit */

static bool count_agrees(const struct check *c, const struct count_row *row, int n)
{
	const struct tally_entry *t = tally_find(&c->tally, TALLY_COUNT, row->shift_id, n, 0, 0);

	return t && row->attempt == n && row->counted_minor == t->v[0] && row->staff_id == t->v[1]
		&& row->at_ms <= t->v[2] && (uint64_t)t->v[2] - (uint64_t)row->at_ms < CLOCK_SLACK_MS;
}

static enum err kept_counts(struct check *c, const struct shift_row *s, const char *name)
{
	const struct tally_entry *t = meet(c, TALLY_COUNT, s->id, 0, 0, 0);
	struct count_row *rows;
	bool agrees = true;
	int n = 0;
	enum err e = shift_counts(c->db, &c->slice, s->id, &rows, &n);

	for (int i = 0; e == OK && i < n; i++)
		agrees = agrees && count_agrees(c, &rows[i], i + 1);
	if (e == OK && (!agrees || n != (t ? t->v[0] : 0)))
		check_found(c, CHECK_COUNT, name, NULL);
	return e;
}

/* The words name what differs; they are for the person who mends things. */
static const char *shift_differs(const struct check *c, const struct shift_row *s)
{
	const struct tally_entry *t = tally_find(&c->tally, TALLY_SHIFT, s->id, 0, 0, 0);
	const struct tally_entry *begin = tally_find(&c->tally, TALLY_SHIFT_BEGIN, s->id, 0, 0, 0);
	const struct tally_entry *end = tally_find(&c->tally, TALLY_SHIFT_END, s->id, 0, 0, 0);
	const struct tally_entry *counts = tally_find(&c->tally, TALLY_COUNT, s->id, 0, 0, 0);
	bool counted = counts && counts->v[1];

	if (!t || !begin || t->v[0] != 1)
		return "float document";
	if (t->v[1] != s->float_minor)
		return "float";
	if (t->v[4] != s->terminal_id)
		return "terminal";
	if (begin->v[0] != s->staff_id || begin->v[1] != s->opened_day
		|| begin->v[2] != s->opened_at_ms || s->drawer_staff_id != (begin->v[3] ? begin->v[0] : 0))
		return "opening";
	if (t->v[2] > 1 || s->state != (t->v[2] ? SHIFT_CLOSED : counted ? SHIFT_COUNTED
		: SHIFT_OPEN))
		return "state";
	if ((end ? end->v[0] : 0) != s->closed_by || (end ? end->v[1] : 0) != s->closed_at_ms)
		return "closing";
	return NULL;
}

static enum err kept_shift(struct check *c, const struct shift_row *s)
{
	const char *name = shift_name(c, s), *differs = shift_differs(c, s);
	const struct tally_entry *t = meet(c, TALLY_SHIFT, s->id, 0, 0, 0);
	enum err e = kept_figures(c, s, name);

	if (e == OK)
		e = kept_counts(c, s, name);
	if (differs)
		check_found(c, CHECK_SHIFT, name, differs);
	if (s->state == SHIFT_CLOSED && t && t->v[3] != 0)
		check_found_at(c, CHECK_DRAWER, name, t->v[3]);
	return e;
}

static enum err kept_shifts(struct check *c)
{
	int64_t after = 0;
	enum err e = OK;
	int n;

	do {
		struct shift_row *list;

		n = 0;
		e = check_shifts(c->db, &c->slice, after, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++)
			e = kept_shift(c, &list[i]);
		if (e == OK && n)
			after = list[n - 1].id;
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	return e;
}

/* --- returns ---------------------------------------------------------------------------------- */

/* All returns of a line together give what one return of as much would have given: in what order
 * they came, and from which till, changes nothing. */
static void judge_returned(struct check *c, const struct returned_row *r, const char *number)
{
	const struct tally_entry *t = meet(c, TALLY_RETURNED, r->document_id, r->line_no, 0, 0);
	int64_t back = t ? t->v[0] : 0;
	struct line sum;

	if (r->returned_milli != back || r->sold_milli != r->sold.qty_milli
		|| back > r->sold.qty_milli
		|| back < 0 || !line_in_range(&r->sold)) {
		check_found_at(c, CHECK_RETURNED, number, r->line_no);
		return;
	}
	if (back == 0)
		return;
	refund_line(&r->sold, 0, back, &sum);
	if (sum.amount_minor != t->v[1] || sum.discount_minor != t->v[2]
		|| sum.paid_minor != t->v[3]
		|| sum.tax_minor != t->v[4])
		check_found_at(c, CHECK_REFUND, number, r->line_no);
}

static enum err number_of(struct check *c, int64_t id, const char **number)
{
	const char *content;
	enum err e = document_content(c->db, &c->slice, id, &content, number);

	if (e == ERR_NOTFOUND) {
		*number = arena_printf(&c->slice, "%lld", (long long)id);
		e = OK;
	}
	return e;
}

static enum err kept_returned(struct check *c)
{
	struct returned_row *list, last = { 0 };
	enum err e;
	int n;

	do {
		n = 0;
		e = check_returned(c->db, &c->slice, last.document_id, last.line_no, SLICE, &list,
			&n);
		for (int i = 0; e == OK && i < n; i++) {
			const char *number;

			e = number_of(c, list[i].document_id, &number);
			if (e == OK)
				judge_returned(c, &list[i], number);
		}
		if (e == OK && n)
			last = list[n - 1];
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	return e;
}

/* --- what providers are to give back ------------------------------------------------------------ */

/* It was in the state, and whoever gave it back did so for good; a document paid what was paid in cash, once. */
static bool payback_agrees(const struct tally_entry *t, const struct payback_row *row)
{
	const int64_t final = (INT64_C(1) << PAYBACK_GIVEN) | (INT64_C(1) << PAYBACK_BY_HAND) |
		(INT64_C(1) << PAYBACK_IN_CASH);
	int64_t bit = row->state >= PAYBACK_OWED && row->state < PAYBACK_STATES ? INT64_C(1) << row->state : 0;

	return t && t->v[0] == row->amount_minor && (t->v[1] & bit) && (!(t->v[1] & final) || (bit & final))
		&& t->v[2] == (row->state == PAYBACK_IN_CASH ? row->amount_minor : 0);
}

static enum err kept_paybacks(struct check *c)
{
	struct payback_row *list;
	int64_t after = 0;
	int n;
	enum err e;

	do {
		n = 0;
		e = paybacks_after(c->db, &c->slice, after, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++) {
			if (!payback_agrees(meet(c, TALLY_PAYBACK, list[i].id, 0, 0, 0), &list[i]))
				check_found_at(c, CHECK_PAYBACK, arena_printf(&c->slice, "%lld",
					(long long)list[i].id), list[i].state);
			after = list[i].id;
		}
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	return e;
}

/* --- vouchers and cheques --------------------------------------------------------------------- */

static int64_t held(const struct check *c, enum account account, int64_t holder)
{
	const struct tally_entry *t = tally_find(&c->tally, TALLY_BALANCE, account, holder, UNIT_MONEY, 0);

	return t ? t->v[0] : 0;
}

/* Worth something: sold, perhaps blocked. Worth nothing: used, given back or expired if it ever was sold. */
static bool voucher_agrees(const struct check *c, const struct voucher_row *v)
{
	int64_t rest = -held(c, ACCOUNT_VOUCHER, v->serial);
	const struct tally_entry *sold = tally_find(&c->tally, TALLY_VOUCHER, v->serial, 0, 0, 0);

	if (rest < 0 || rest > v->face_minor || (sold && sold->v[0] > 1))
		return false;
	switch (v->state) {
	case VOUCHER_SOLD: case VOUCHER_BLOCKED:
		return rest > 0 && sold && sold->v[1] == v->sold_id;
	case VOUCHER_USED: case VOUCHER_RETURNED: case VOUCHER_EXPIRED:
		return rest == 0 && sold;
	case VOUCHER_STOCK: case VOUCHER_VOID:
		return rest == 0 && !sold;
	default:
		return false;
	}
}

static enum err kept_vouchers(struct check *c)
{
	struct voucher_row *list;
	int64_t after = 0;
	int n;
	enum err e;

	do {
		n = 0;
		e = vouchers_after(c->db, &c->slice, after, 0, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++) {
			(void)meet(c, TALLY_VOUCHER, list[i].serial, 0, 0, 0);
			if (!voucher_agrees(c, &list[i]))
				check_found(c, CHECK_VOUCHER, arena_printf(&c->slice, "%lld",
					(long long)list[i].serial), list[i].state > 0 && list[i].state < VOUCHER_STATES
						? voucher_state_name[list[i].state] : "?");
			after = list[i].serial;
		}
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	return e;
}

static enum err kept_cheques(struct check *c)
{
	struct cheque_row *list;
	int n = 0;
	enum err e = cheques_list(c->db, &c->slice, true, &list, &n);

	for (int i = 0; e == OK && i < n; i++) {
		const struct cheque_row *q = &list[i];
		int64_t given = held(c, ACCOUNT_CHEQUE, q->id), sent = held(c, ACCOUNT_CHEQUE_SENT, q->id);
		int64_t bounced = held(c, ACCOUNT_BOUNCED, q->id);

		if (given != (q->state == CHEQUE_GIVEN ? q->amount_minor : 0)
			|| sent != (q->state == CHEQUE_SENT ? q->amount_minor : 0)
			|| bounced != (q->state == CHEQUE_BOUNCED ? q->amount_minor : 0))
			check_found(c, CHECK_CHEQUE, arena_printf(&c->slice, "%lld", (long long)q->id),
				q->state > 0 && q->state < CHEQUE_STATES ? cheque_state_name[q->state] : "?");
	}
	return e;
}

/* --- the rest --------------------------------------------------------------------------------- */

/* A day is closed by one act of somebody, who stands on the day's row too. */
static enum err kept_days(struct check *c)
{
	struct day_row *days;
	int n = 0;
	enum err e = check_days(c->db, &c->slice, &days, &n);

	for (int i = 0; e == OK && i < n; i++) {
		const struct tally_entry *end = meet(c, TALLY_DAY_END, days[i].day, 0, 0, 0);
		int64_t closings = end ? end->v[0] : 0, by = closings ? end->v[1] : 0;

		(void)meet(c, TALLY_DAY, days[i].day, 0, 0, 0);
		if (closings != days[i].closed || by != days[i].closed_by)
			check_found(c, CHECK_DAY_CLOSED, arena_printf(&c->slice, "%d",
				(int)days[i].day), NULL);
	}
	return e;
}

/* A day that is opened, added to and closed again meanwhile disagrees once. */
static enum err sums_agree(struct check *c, int32_t day, bool *agree)
{
	enum err e = OK;

	*agree = false;
	for (int i = 0; e == OK && !*agree && i < SUMS_TRIES; i++) {
		e = day_sums_agree(c->db, &c->slice, day, agree);
		arena_clear(&c->slice);
	}
	return e;
}

/* Not at the end, where nobody may commit: a year of lines takes its time. */
enum err check_day_sums(struct check *c)
{
	struct day_row *days;
	int n = 0;
	enum err e = check_days(c->db, &c->keep, &days, &n);

	for (int i = 0; e == OK && i < n; i++) {
		bool agree;

		e = sums_agree(c, days[i].day, &agree);
		if (e == OK && !agree)
			check_found(c, CHECK_DAY_SUMS, day_text(&c->keep, days[i].day), NULL);
	}
	return e;
}

static enum err kept_ids(struct check *c, enum check_id id,
	enum err (*list)(struct db *db, struct arena *a, int64_t **ids, int *n))
{
	int64_t *ids;
	int n = 0;
	enum err e = list(c->db, &c->slice, &ids, &n);

	for (int i = 0; e == OK && i < n; i++)
		check_found(c, id, arena_printf(&c->slice, "%lld", (long long)ids[i]), NULL);
	return e;
}

/* A key that holds is the one that was made: for that user, with that role; and nobody revoked it. One made before
 * the keys of the shop were lost cannot be proved, but was revoked then. */
static bool script_agrees(const struct check *c, const struct script_key_row *row)
{
	const struct tally_entry *t = tally_find(&c->tally, TALLY_SCRIPT, row->staff.id, 0, 0, 0);
	char fingerprint[SEAL_HEX];

	if (!t || t->v[0] != 1 || t->v[1] != (row->revoked_at_ms != 0) || !row->staff.script)
		return false;
	if (row->revoked_at_ms)
		return !row->staff.active;
	script_fingerprint(c->keys, row, fingerprint);
	return t->v[2] == check_fingerprint(fingerprint);
}

static enum err kept_scripts(struct check *c)
{
	struct script_key_row *rows;
	int n = 0;
	enum err e = script_keys_list(c->db, &c->slice, &rows, &n);

	for (int i = 0; e == OK && i < n; i++)
		if (!script_agrees(c, &rows[i]))
			check_found(c, CHECK_SCRIPT, rows[i].staff.number, NULL);
	return e == OK ? kept_ids(c, CHECK_SCRIPT, check_scripts) : e;
}

static enum err kept_bounds(struct check *c)
{
	const char **tables;
	int n = 0;
	enum err e = check_bounds(c->db, &c->slice, &tables, &n);

	for (int i = 0; e == OK && i < n; i++)
		check_found(c, CHECK_BOUNDS, tables[i], NULL);
	return e;
}

/* What documents made and no row of the store has. */
static enum err never_met(struct check *c)
{
	enum err e = OK;

	for (size_t i = 0; e == OK && i < c->tally.room; i++) {
		const struct tally_entry *t = &c->tally.list[i];
		const char *number = "", *id = arena_printf(&c->slice, "%lld",
			(long long)t->key[0]);
		bool empty = !t->v[0] && !t->v[1] && !t->v[2];

		if (!t->kind || t->round == c->round)
			continue;
		if (check_members_never_met(c, t))
			continue;
		if (t->kind == TALLY_BALANCE && t->v[0])
			check_found_at(c, CHECK_BALANCE, account_name(c, t->key[0], t->key[1]), 0);
		else if (t->kind == TALLY_FIGURE && !empty && t->key[0])
			check_found(c, CHECK_FIGURES, id, measure_name[t->key[2]]);
		else if (t->kind == TALLY_VOUCHER)
			check_found(c, CHECK_VOUCHER, id, "row");
		else if (t->kind == TALLY_PAYBACK)
			check_found(c, CHECK_PAYBACK, id, "row");
		else if (t->kind == TALLY_SHIFT)
			check_found(c, CHECK_SHIFT, id, "row");
		else if (t->kind == TALLY_DAY || t->kind == TALLY_DAY_END)
			check_found(c, CHECK_DAY_MISSING, id, NULL);
		else if (t->kind == TALLY_RETURNED && (e = number_of(c, t->key[0], &number)) == OK)
			check_found_at(c, CHECK_RETURNED, number, t->key[1]);
		else if (t->kind == TALLY_EXCHANGE && t->v[0] && (e = number_of(c, t->key[0],
			&number)) == OK)
			check_found(c, CHECK_PARTNER, number, NULL);
	}
	return e;
}

enum err check_kept(struct check *c)
{
	int64_t lone;
	enum err e;

	c->round++;
	e = kept_balances(c);
	if (e == OK)
		e = kept_days(c);
	if (e == OK)
		e = kept_shifts(c);
	if (e == OK)
		e = kept_returned(c);
	if (e == OK)
		e = kept_vouchers(c);
	if (e == OK)
		e = kept_paybacks(c);
	if (e == OK)
		e = kept_cheques(c);
	if (e == OK)
		e = check_members_kept(c);
	if (e == OK)
		e = kept_ids(c, CHECK_JOB, check_jobs);
	if (e == OK)
		e = kept_ids(c, CHECK_BASKET, check_baskets);
	if (e == OK)
		e = kept_ids(c, CHECK_REVISION, check_revisions);
	if (e == OK)
		e = kept_scripts(c);
	if (e == OK)
		e = never_met(c);
	if (e == OK)
		e = kept_bounds(c);
	if (e == OK && (e = check_lone_figures(c->db, &c->slice, &lone)) == OK)
		check_found(c, CHECK_FIGURES_ALONE, arena_printf(&c->slice, "%lld",
			(long long)lone), NULL);
	return e == ERR_NOTFOUND ? OK : e;
}
