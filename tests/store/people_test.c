/* people_test.c - hours of staff, what a manager watches, and the audit with its proof, on both engines. */
#include "pg.h"

#include "../day.h"
#include "service/audits.h"
#include "service/timeclock.h"

/* The handle behind the shop, to change the store behind its back. */
#include "../../src/service/shop/shop_int.h"
#include "../../src/service/till/staff_sale_int.h"

#define HOUR INT64_C(3600000)
#define MINUTE INT64_C(60000)
#define DECEMBER_MS INT64_C(1796054400000) /* 2026-12-01 00:00 in Shanghai */

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && day_begin(tr);
}

static void wait(int64_t ms)
{
	clock_freeze(clock_now_ms() + ms);
}

static void sign(struct trade *tr, const char *number, const char *pin)
{
	struct said said;

	arena_clear(&tr->a);
	CHECK_INT(shop_sign_on(tr->sh, &tr->a, number, pin, &said), OK);
}

BOTH(hours_are_noted_and_corrected)
{
	struct clock_correction what = { CLOCK_OUT, 0, 0, 0 };
	struct clock_row *rows;
	struct worked *hours;
	struct trade tr;
	struct said said;
	int n;

	if (!begin(&tr, url))
		return;
	refuses(&tr, "clock out", "clock-not-in");
	refuses(&tr, "clock home", "argument-bad");
	does(&tr, "clock");
	CHECK_STR(said_name(&tr.said), "clock-noted");
	refuses(&tr, "clock in", "clock-is");
	wait(4 * HOUR);
	does(&tr, "clock break");
	wait(HOUR);
	does(&tr, "clock");
	wait(4 * HOUR);
	/* Went home without a word; the manager corrects it the next morning. */
	CHECK_INT(timeclock_hours(tr.sh, &tr.a, NULL, 20261121, 20261121, &hours, &n, &said), ERR_DENIED);
	CHECK_INT(timeclock_correct(tr.sh, &tr.a, "1009", &what, &said), ERR_DENIED);
	sign(&tr, "3001", "615902");
	CHECK_INT(timeclock_hours(tr.sh, &tr.a, NULL, 20261121, 20261121, &hours, &n, &said), OK);
	CHECK_INT(n, 1);
	CHECK_STR(hours[0].number, "1008");
	CHECK(hours[0].span.until_ms == 0 && hours_worked_ms(&hours[0].span) == 0);
	what.at_ms = clock_now_ms() + HOUR;
	CHECK_INT(timeclock_correct(tr.sh, &tr.a, "1008", &what, &said), ERR_INVALID);
	CHECK_STR(said_name(&said), "clock-future");
	CHECK_INT(timeclock_correct(tr.sh, &tr.a, "3001", &what, &said), ERR_DENIED);
	CHECK_STR(said_name(&said), "clock-own");
	what.at_ms = clock_now_ms();
	CHECK_INT(timeclock_correct(tr.sh, &tr.a, "1008", &what, &said), OK);
	CHECK_INT(timeclock_hours(tr.sh, &tr.a, "1008", 20261121, 20261121, &hours, &n, &said), OK);
	CHECK_INT(n, 1);
	CHECK_INT(hours[0].span.break_ms / MINUTE, 60);
	CHECK_INT(hours_worked_ms(&hours[0].span) / MINUTE, 480);
	/* A row is replaced once; what was taken away stays on record. */
	CHECK_INT(timeclock_rows(tr.sh, &tr.a, "1008", 0, &rows, &n, &said), OK);
	CHECK_INT(n, 4);
	what = (struct clock_correction){ CLOCK_NONE, 0, rows[3].seal_id, rows[3].n };
	CHECK_INT(timeclock_correct(tr.sh, &tr.a, "1008", &what, &said), OK);
	CHECK_INT(timeclock_correct(tr.sh, &tr.a, "1008", &what, &said), ERR_STALE);
	what.seal_id = 1;
	CHECK_INT(timeclock_correct(tr.sh, &tr.a, "1008", &what, &said), ERR_NOTFOUND);
	CHECK_INT(timeclock_hours(tr.sh, &tr.a, "1008", 20261121, 20261121, &hours, &n, &said), OK);
	CHECK(n == 1 && hours[0].span.until_ms == 0);
	CHECK_INT(timeclock_hours(tr.sh, &tr.a, "1008", 20261122, 20261122, &hours, &n, &said), OK);
	CHECK_INT(n, 0);
	trade_close(&tr);
}

BOTH(exceptions_are_counted_by_cashier_and_hour)
{
	struct exception_row *list;
	struct trade tr;
	struct said said;
	int64_t noon_ms = clock_now_ms();
	bool cut;
	int n;

	if (!begin(&tr, url))
		return;
	noon_ms = clock_now_ms();
	does(&tr, "enter " COOKIES);
	does(&tr, "enter " COOKIES);
	does(&tr, "void-line");
	does(&tr, "enter " COOKIES);
	does(&tr, "cancel 1");
	wait(2 * HOUR);
	refuses(&tr, "no-sale", "needs-approval");
	refuses(&tr, "approve 2001 331827", "needs-reason");
	does(&tr, "reason 1");
	CHECK_INT(exceptions_count(tr.sh, &tr.a, noon_ms, 0, false, &list, &n, &cut, &said), ERR_DENIED);
	sign(&tr, "2001", "331827");
	CHECK_INT(exceptions_count(tr.sh, &tr.a, noon_ms, 0, false, &list, &n, &cut, &said), OK);
	CHECK_INT(n, 1);
	CHECK_STR(list[0].staff, "1008");
	CHECK_INT(list[0].times[EXCEPTION_LINES], 1);
	CHECK_INT(list[0].times[EXCEPTION_BASKETS], 1);
	CHECK_INT(list[0].times[EXCEPTION_DRAWER], 1);
	CHECK_INT(list[0].times[EXCEPTION_REFUNDS], 0);
	CHECK_INT(list[0].all, 3);
	CHECK_INT(list[0].last_hour, 1);
	CHECK(!cut);
	CHECK_INT(exceptions_count(tr.sh, &tr.a, noon_ms, 0, true, &list, &n, &cut, &said), OK);
	CHECK_INT(n, 24);
	CHECK_INT(list[12].all, 2);
	CHECK_INT(list[14].all, 1);
	/* Not those before the time that was asked for. */
	CHECK_INT(exceptions_count(tr.sh, &tr.a, noon_ms + HOUR, 0, false, &list, &n, &cut, &said), OK);
	CHECK_INT(list[0].all, 1);
	trade_close(&tr);
}

BOTH(the_audit_is_read_and_proved)
{
	const struct audit_cursor newest = { 0, 0, 0 };
	struct audit_query query = { .action = "line-void" };
	struct audit_cursor after;
	struct audit_told *list;
	struct audit_link l;
	struct trade tr;
	struct said said;
	int n;

	if (!begin(&tr, url))
		return;
	for (int i = 0; i < 3; i++) {
		does(&tr, "enter " COOKIES);
		does(&tr, "void-line");
	}
	does(&tr, "enter " COOKIES);
	does(&tr, "cash");
	CHECK_INT(audits_list(tr.sh, &tr.a, &query, &newest, 10, &list, &n, &said), ERR_DENIED);
	sign(&tr, "3001", "615902");
	CHECK_INT(audits_list(tr.sh, &tr.a, &query, &newest, 2, &list, &n, &said), OK);
	CHECK_INT(n, 2);
	CHECK_STR(list[0].staff, "1008");
	CHECK_STR(list[0].terminal, "01");
	CHECK(list[0].row.at_ms > list[1].row.at_ms);
	after = (struct audit_cursor){ list[1].row.at_ms, list[1].row.seal_id, list[1].row.n };
	CHECK_INT(audits_list(tr.sh, &tr.a, &query, &after, 2, &list, &n, &said), OK);
	CHECK_INT(n, 1);
	CHECK_INT(audit_prove(tr.sh, &tr.a, list[0].row.seal_id, &l, &said), OK);
	CHECK_STR(audit_proof_name[l.proof], "good");
	CHECK(l.row_count >= 1 && strcmp(l.rows[0].action, "line-void") == 0);
	/* Plain sales are not in it; other acts of all kinds are. */
	query.action = NULL;
	query.staff = "1008";
	CHECK_INT(audits_list(tr.sh, &tr.a, &query, &newest, 100, &list, &n, &said), OK);
	for (int i = 0; i < n; i++)
		CHECK(strcmp(list[i].row.action, "sale") != 0);
	query.staff = "7777";
	CHECK_INT(audits_list(tr.sh, &tr.a, &query, &newest, 100, &list, &n, &said), ERR_NOTFOUND);
	CHECK_INT(audit_prove(tr.sh, &tr.a, 1, &l, &said), ERR_NOTFOUND);
	trade_close(&tr);
}

BOTH(staff_buy_at_their_discount_within_their_month)
{
	struct trade tr;
	struct said said;
	const char *number;
	int64_t left_minor;
	bool limited;

	if (!begin(&tr, url))
		return;
	refuses(&tr, "staff-sale 1009", "basket-empty");
	does(&tr, "enter " COOKIES); /* 39.90 */
	refuses(&tr, "staff-sale 1009", "staff-sale-none");
	sign(&tr, "3001", "615902");
	CHECK_INT(setting_set(tr.sh, "staff.discount-bp", "1000", false, &said), OK);
	CHECK_INT(setting_set(tr.sh, "staff.month-minor", "10000", false, &said), OK);
	does(&tr, "sign-on 1008 2468");
	refuses(&tr, "staff-sale 1008", "staff-sale-own");
	refuses(&tr, "staff-sale 7777", "not-found");
	does(&tr, "staff-sale 1009");
	CHECK_INT(view(&tr)->due_minor, 3591);
	does(&tr, "staff-sale -");
	CHECK_INT(view(&tr)->due_minor, 3990);
	does(&tr, "staff-sale 0004837262"); /* the same one, by card */
	does(&tr, "enter " COOKIES);
	CHECK_INT(view(&tr)->due_minor, 7182);
	does(&tr, "hold");
	does(&tr, "recall 1"); /* the basket keeps who buys */
	CHECK_INT(view(&tr)->due_minor, 7182);
	does(&tr, "cash 100");
	number = last_number(&tr);
	/* 28.18 are left of 100.00: the next one is too much, with the money in the hand nothing is posted. */
	does(&tr, "enter " COOKIES);
	does(&tr, "staff-sale 1009");
	refuses(&tr, "cash", "staff-month");
	does(&tr, "staff-sale -");
	does(&tr, "cash");
	/* One of the two comes back, and with it what may be bought. */
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 1");
	asked(&tr, "pay", "reason 1");
	does(&tr, "cash");
	CHECK_INT(view(&tr)->done.change_minor, 3590);
	does(&tr, "enter " COOKIES);
	does(&tr, "staff-sale 1009");
	does(&tr, "cash");
	CHECK_INT(staff_sale_left(tr.sh, &tr.a, 1009, clock_now_ms(), &limited, &left_minor), OK);
	CHECK(limited);
	CHECK_INT(left_minor, 10000 - 7182 + 3591 - 3591);
	/* December begins at midnight of the shop's clock, 16:00 UTC. */
	CHECK_INT(staff_sale_left(tr.sh, &tr.a, 1009, DECEMBER_MS - 1, &limited, &left_minor), OK);
	CHECK_INT(left_minor, 2818);
	CHECK_INT(staff_sale_left(tr.sh, &tr.a, 1009, DECEMBER_MS, &limited, &left_minor), OK);
	CHECK_INT(left_minor, 10000);
	trade_close(&tr);
}

/* The guards of the store refuse it; who takes them down is seen all the same. */
TEST(a_forged_row_is_seen_where_it_is_read)
{
	const struct audit_cursor newest = { 0, 0, 0 };
	struct audit_query query = { .action = "line-void" };
	struct audit_told *list;
	struct audit_link l;
	struct trade tr;
	struct said said;
	char url[800];
	int n;

	snprintf(url, sizeof url, "sqlite:%s/forged.db", t_tmpdir());
	if (!begin(&tr, url))
		return;
	does(&tr, "enter " COOKIES);
	does(&tr, "void-line");
	sign(&tr, "3001", "615902");
	CHECK_INT(audits_list(tr.sh, &tr.a, &query, &newest, 2, &list, &n, &said), OK);
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE audit SET staff_id = 1009 WHERE action = 'line-void'"), ERR_REFUSED);
	CHECK_INT(db_run(tr.sh->db, NULL, "DROP TRIGGER guard_audit_update"), OK);
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE audit SET staff_id = 1009 WHERE action = 'line-void'"), OK);
	CHECK_INT(audit_prove(tr.sh, &tr.a, list[0].row.seal_id, &l, &said), OK);
	CHECK_STR(audit_proof_name[l.proof], "bad");
	trade_close(&tr);
}

T_MAIN
