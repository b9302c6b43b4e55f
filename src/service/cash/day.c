/* day.c - see day.h. */
#include "service/day.h"

#include <string.h>

#include "../shop/shop_int.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/tr.h"
#include "day_sums_int.h"
#include "model/reason.h"
#include "service/books.h"
#include "service/words.h"
#include "store/basket_store.h"
#include "store/cash_store.h"
#include "store/master_store.h"
#include "store/shift_store.h"
#include "store/staff_store.h"
#include "store/value_store.h"

#define SHIFTS_LOOKED_AT 200 /* newest first: one that is open is among the newest of its till */

const char *const day_open_name[DAY_OPEN_KINDS] = {
	[DAY_OPEN_SHIFT] = "shift", [DAY_OPEN_PAYMENT] = "payment", [DAY_OPEN_BASKET] = "basket",
	[DAY_OPEN_JOB] = "paper", [DAY_OPEN_SAFE] = "safe", [DAY_OPEN_UNKNOWN] = "unknown",
	[DAY_OPEN_PAYBACK] = "payback",
};

struct open_list { struct arena *a; struct day_open *list; int count, room; };

static void add(struct open_list *o, struct day_open one)
{
	if (o->count == o->room) {
		int room = o->room ? o->room * 2 : 16;
		struct day_open *list = arena_array(o->a, (size_t)room, sizeof *list);

		if (o->count)
			memcpy(list, o->list, (size_t)o->count * sizeof *list);
		o->list = list;
		o->room = room;
	}
	o->list[o->count++] = one;
}

static enum err add_shifts(struct shop *sh, struct open_list *o)
{
	struct shift_row *rows;
	int n = 0;
	enum err e = shifts_list(sh->db, o->a, SHIFTS_LOOKED_AT, &rows, &n);

	for (int i = 0; e == OK && i < n; i++)
		if (rows[i].state != SHIFT_CLOSED)
			add(o, (struct day_open){ .kind = DAY_OPEN_SHIFT, .terminal = rows[i].terminal_code,
				.staff = rows[i].staff_name, .count = 1, .must = true });
	return e;
}

/* Money that was taken outside for a basket is not in the books yet: whether it came is not known. */
static enum err add_baskets(struct shop *sh, struct open_list *o)
{
	struct basket_row *rows;
	int n = 0;
	enum err e = baskets_list(sh->db, o->a, &rows, &n);

	for (int i = 0; e == OK && i < n; i++) {
		int64_t paid = 0;

		e = cash_basket_paid(sh->db, o->a, rows[i].id, &paid);
		if (e == OK)
			add(o, (struct day_open){ .kind = paid ? DAY_OPEN_PAYMENT : DAY_OPEN_BASKET,
				.terminal = rows[i].terminal_code, .staff = rows[i].staff_name, .amount_minor = paid,
				.count = 1, .must = paid != 0 });
	}
	return e;
}

static enum err add_outside(struct shop *sh, struct open_list *o, enum day_open_kind kind, int64_t terminal_id,
	int64_t staff_id, int64_t amount_minor)
{
	struct terminal_row terminal = { .code = "" };
	struct staff_row who = { .name = "" };
	enum err e = terminal_by_id(sh->db, o->a, terminal_id, &terminal);

	if (e == OK || e == ERR_NOTFOUND)
		e = staff_by_id(sh->db, o->a, staff_id, &who);
	if (e == OK || e == ERR_NOTFOUND)
		add(o, (struct day_open){ .kind = kind, .terminal = terminal.code, .staff = who.name,
			.amount_minor = amount_minor, .count = 1 });
	return e == ERR_NOTFOUND ? OK : e;
}

/* A provider that does not answer does not hold up the evening, but it is not forgotten. */
static enum err add_unknown(struct shop *sh, struct open_list *o)
{
	struct payback_row *due;
	struct intent_row *rows;
	int n = 0;
	enum err e = intents_open(sh->db, o->a, 0, 0, &rows, &n);

	for (int i = 0; e == OK && i < n; i++)
		e = add_outside(sh, o, DAY_OPEN_UNKNOWN, rows[i].terminal_id, rows[i].staff_id, rows[i].amount_minor);
	if (e == OK)
		e = paybacks_open(sh->db, o->a, 0, &due, &n);
	for (int i = 0; e == OK && i < n; i++)
		e = add_outside(sh, o, DAY_OPEN_PAYBACK, due[i].terminal_id, due[i].staff_id, due[i].amount_minor);
	return e;
}

static enum err add_jobs(struct shop *sh, struct open_list *o)
{
	struct jobs_open *rows;
	int n = 0;
	enum err e = cash_jobs_open(sh->db, o->a, &rows, &n);

	for (int i = 0; e == OK && i < n; i++)
		add(o, (struct day_open){ .kind = DAY_OPEN_JOB, .terminal = rows[i].terminal_code, .staff = "",
			.count = (int)rows[i].n });
	return e;
}

enum err day_open_list(struct shop *sh, struct arena *a, int32_t day, struct day_open **list, int *n)
{
	struct open_list o = { .a = a };
	int64_t counts = 0;
	enum err e = add_shifts(sh, &o);

	if (e == OK)
		e = add_baskets(sh, &o);
	if (e == OK)
		e = add_unknown(sh, &o);
	if (e == OK)
		e = add_jobs(sh, &o);
	if (e == OK)
		e = cash_safe_counts(sh->db, a, day, &counts);
	if (e == OK && !counts)
		add(&o, (struct day_open){ .kind = DAY_OPEN_SAFE, .terminal = "", .staff = "", .count = 1 });
	*list = o.list;
	*n = o.count;
	return e;
}

/* --- closing ---------------------------------------------------------------------------------------- */

struct ending { int32_t day; int64_t at_ms; bool anyway; int left; bool must; };

/* What is open is looked at again where nobody can add to it meanwhile. */
static enum err end_body(struct shop *sh, void *arg)
{
	struct ending *x = arg;
	struct arena a = ARENA_INIT;
	struct day_open *list;
	int n = 0;
	enum err e = day_open_list(sh, &a, x->day, &list, &n);

	x->left = 0;
	x->must = false;
	for (int i = 0; e == OK && i < n; i++) {
		x->must = x->must || list[i].must;
		x->left += list[i].must || !x->anyway;
	}
	arena_release(&a);
	if (e == OK && x->left)
		return ERR_REFUSED;
	if (e == OK)
		e = day_close(sh->db, x->day, x->at_ms, sh->staff.id);
	if (e == OK)
		e = day_sums_keep(sh->db, x->day);
	return e == OK ? audit_in_tx(sh, &(struct audit_row){ .action = "day-close", .subject_id = x->day,
		.detail = x->anyway ? "anyway" : "" }, 1) : e;
}

enum err day_end(struct shop *sh, struct arena *a, int32_t day, bool anyway, struct said *said)
{
	struct ending x = { .day = day, .at_ms = clock_now_ms(), .anyway = anyway };
	enum permission perm = anyway ? PERM_DAY_FORCE : PERM_DAY;
	enum err e;

	if (!shop_may(sh, PERM_DAY) || !shop_may(sh, perm))
		return say(said, ERR_DENIED, MSG_NOT_ALLOWED, _(permission_table[shop_may(sh, PERM_DAY) ? perm :
			PERM_DAY].words), NULL);
	e = shop_tx(sh, end_body, &x);
	if (e == ERR_REFUSED && x.left)
		return say(said, e, x.must ? MSG_DAY_HAS_OPEN : MSG_DAY_HAS_LEFT, arena_printf(a, "%d", x.left), NULL);
	if (e == ERR_STALE)
		return say(said, ERR_REFUSED, MSG_DAY_CLOSED, day_text(a, day), NULL);
	if (e != OK)
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	if (day_sums_catch_up(sh->db, DAY_SUMS_AT_ONCE) != OK) { /* the day is closed; the next one goes on */
		log_write(LOG_WARN, "sums of closed days: %s", db_error(sh->db));
		shop_mend(sh);
	}
	return say(said, OK, MSG_DAY_ENDED, day_text(a, day), NULL);
}

/* --- opening again ---------------------------------------------------------------------------------- */

struct reopening { int32_t day; int64_t approver_id, reason_id; };

static enum err reopen_body(struct shop *sh, void *arg)
{
	const struct reopening *r = arg;
	enum err e = cash_day_reopen(sh->db, r->day);

	if (e == OK)
		e = day_sums_drop(sh->db, r->day);
	return e == OK ? audit_in_tx(sh, &(struct audit_row){ .action = "day-reopen", .subject_id = r->day,
		.approver_id = r->approver_id, .reason_id = r->reason_id, .detail = "" }, 1) : e;
}

enum err day_may_reopen(struct shop *sh, struct arena *a, int32_t *which, struct said *said)
{
	struct books_run *runs;
	struct day_row row = { 0 }, last;
	const char *text;
	int32_t day;
	int n = 0;
	enum err e = cash_day_last_closed(sh->db, a, &last.day);

	if (e == OK && !*which)
		*which = last.day;
	day = *which;
	text = day_text(a, day);
	if (e == OK)
		e = day_get(sh->db, a, day, &row);
	if (e == OK)
		e = books_runs(sh, a, &runs, &n);
	if (e == ERR_NOTFOUND || (e == OK && !row.closed))
		return say(said, ERR_REFUSED, MSG_DAY_NOT_CLOSED, text, NULL);
	if (e != OK)
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	for (int i = 0; i < n; i++)
		if (runs[i].from <= day && runs[i].to >= day)
			return say(said, ERR_REFUSED, MSG_DAY_EXPORTED, text, arena_printf(a, "%d", runs[i].run));
	if (last.day > day && strcmp(setting_text(sh, SET_DAY_REOPEN), "last-day") == 0)
		return say(said, ERR_REFUSED, MSG_LATER_DAY_CLOSED, text, day_text(a, last.day));
	return OK;
}

static enum err find_reason(struct shop *sh, const char *digit, int64_t *id, struct said *said)
{
	const struct reason *list;
	int n = shop_reasons(sh, REASON_REOPEN_DAY, &list);

	for (int i = 0; digit && i < n; i++)
		if (digit[0] == '0' + list[i].digit && !digit[1]) {
			*id = list[i].id;
			return OK;
		}
	return n ? say(said, ERR_REFUSED, MSG_NO_REASON, digit ? digit : "", NULL) : OK;
}

enum err day_reopen_approved(struct shop *sh, struct arena *a, int32_t day, int64_t reason_id, int64_t approver_id,
	struct said *said)
{
	struct reopening r = { day, approver_id, reason_id };
	struct staff_row who = { .name = "" };
	enum err e = shop_tx(sh, reopen_body, &r);

	if (e == ERR_STALE)
		return say(said, ERR_REFUSED, MSG_DAY_NOT_CLOSED, day_text(a, day), NULL);
	if (e == OK)
		e = staff_by_id(sh->db, a, approver_id, &who);
	return e == OK ? say(said, OK, MSG_DAY_REOPENED, day_text(a, day), who.name)
		: say(said, e, MSG_STORE_FAILED, NULL, NULL);
}

enum err day_reopen(struct shop *sh, struct arena *a, int32_t day, const char *reason, const char *second,
	const char *pin, struct said *said)
{
	int64_t reason_id = 0;
	struct staff who;
	enum err e;

	if (!shop_may(sh, PERM_DAY))
		return say(said, ERR_DENIED, MSG_NOT_ALLOWED, _(permission_table[PERM_DAY].words), NULL);
	if ((e = day_may_reopen(sh, a, &day, said)) != OK || (e = find_reason(sh, reason, &reason_id, said)) != OK)
		return e;
	if ((e = staff_second(sh, a, second, pin, PERM_DAY, &who, said)) != OK)
		return e;
	return day_reopen_approved(sh, a, day, reason_id, who.id, said);
}

enum err day_reopened(struct shop *sh, struct arena *a, int32_t day, int *times)
{
	struct audit_found *rows;
	int n = 0;
	enum err e = cash_audits(sh->db, a, "day-reopen", &rows, &n);

	*times = 0;
	for (int i = 0; e == OK && i < n; i++)
		*times += rows[i].subject_id == day;
	return e;
}

enum err day_all(struct shop *sh, struct arena *a, int limit, struct day_info **list, int *n)
{
	struct audit_found *again;
	struct day_row *rows;
	int count = 0;
	enum err e = days_list(sh->db, a, limit, &rows, n);

	if (e == OK)
		e = cash_audits(sh->db, a, "day-reopen", &again, &count);
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++) {
		(*list)[i] = (struct day_info){ rows[i].day, rows[i].closed, rows[i].closed_at_ms,
			staff_words(sh, a, rows[i].closed_by), 0 };
		for (int k = 0; k < count; k++)
			(*list)[i].reopened += again[k].subject_id == rows[i].day;
	}
	return OK;
}
