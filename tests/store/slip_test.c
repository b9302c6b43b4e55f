/* slip_test.c - slips of bottle machines at the till: off the bill or paid out, each once, whatever a thief does. */
#include "pg.h"

#include "../day.h"
#include "../rows.h"
#include "model/article.h"
#include "service/money.h"
#include "service/report.h"

#define LEAD "approve 2001 331827"
#define FIRST "970000100000100250"  /* machine 1, slip 1: 2.50 */
#define CHANGED "970000100000109950" /* the same slip with another amount */
#define SECOND "970000100000201000" /* slip 2: 10.00 */
#define DEAR "970000100000309999"

/* Chips are the deposit article that slips stand for. */
static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && day_begin(tr) &&
		CHECK_INT(db_run(tr->sh->db, NULL, "UPDATE article SET flags = flags + $1 WHERE id = (SELECT article_id"
			" FROM article_code WHERE code = 6951617500220)", db_int(ARTICLE_DEPOSIT)), OK) &&
		set_setting(tr, "bottle.slips", "98MMNNNNPPPPC;970MMMMNNNNNNPPPPP") &&
		set_setting(tr, "bottle.article", CHIPS);
}

#define PAID_OUT "SELECT coalesce(sum(total_minor), 0) FROM document WHERE kind = 50"

BOTH(a_slip_comes_off_the_bill_or_is_paid_out)
{
	struct shift_report r;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " FINGERS);
	does(&tr, "scan " FIRST);
	CHECK_STR(said_name(&tr.said), "slip-taken");
	CHECK_INT(view(&tr)->due_minor, 250);
	does(&tr, "cash");
	does(&tr, "scan 9801000102500"); /* the other layout: 2.50 */
	CHECK_INT(view(&tr)->due_minor, -250);
	does(&tr, "cash");
	CHECK_STR(said_name(&tr.said), "empties-done");
	if (CHECK(report_shift(tr.sh, &tr.shop_arena, view(&tr)->shift_id, &r) == OK)) {
		CHECK_INT(report_total(&r.all, MEASURE_EMPTIES, -1).amount_minor, 500);
		CHECK_INT(report_total(&r.all, MEASURE_EMPTY, -1).qty_milli, 2000);
	}
	CHECK_INT(count(&tr, "SELECT count(*) FROM bottle_slip"), 2);
	trade_end(&tr);
}

BOTH(a_slip_is_no_slip_without_layout_article_or_check_digit)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	refuses(&tr, "bottle-slip 9801000102509", "slip-bad");
	refuses(&tr, "bottle-slip " FINGERS, "slip-bad");
	set_setting(&tr, "bottle.article", FINGERS);
	refuses(&tr, "bottle-slip " FIRST, "slip-no-article");
	set_setting(&tr, "bottle.slips", "");
	refuses(&tr, "bottle-slip " FIRST, "slip-bad");
	trade_end(&tr);
}

/* --- looked at ------------------------------------------------------------------------------------ */

static int listed(struct trade *tr, const char *machine, int32_t from, int32_t to, struct slip_info **list)
{
	struct said said = { .id = MSG_NONE };
	int n = -1;

	CHECK_INT(slips_paid(tr->sh, &tr->a, machine, from, to, list, &n, &said), OK);
	return n;
}

/* Three on one day, of two machines, at two tills; one more the day after, whose number came before. */
BOTH(slips_are_listed_and_summed)
{
	struct trade tr, other;
	struct slip_info *list;
	struct slip_sum *sums;
	struct said said;
	int n;

	if (!begin(&tr, url) || !set_setting(&tr, "bottle.slip-days", "1") || !day_join(&other, &tr, "200"))
		return;
	does(&tr, "scan " FIRST);
	does(&tr, "scan " SECOND);
	does(&tr, "cash");
	does(&other, "scan " FINGERS);
	does(&other, "scan 9801000102500");
	does(&other, "cash");
	clock_freeze(NOON_MS + 2 * DAY_MS);
	does(&tr, "scan " FIRST);
	act(&tr, "cash");
	if (view(&tr)->need != NEED_NOTHING)
		does(&tr, "approve 3001 615902");
	does(&tr, "sign-off");
	does(&tr, "sign-on 3001 615902");
	if (CHECK_INT(listed(&tr, NULL, 20261121, 20261123, &list), 4)) {
		CHECK_STR(list[0].machine, "0001");
		CHECK_STR(list[0].slip, "000001");
		CHECK_STR(list[0].terminal, "01");
		CHECK_STR(list[0].staff, "1008 王芳");
		CHECK_INT(list[1].amount_minor, 1000);
		CHECK_STR(list[2].machine, "01");
		CHECK_STR(list[2].terminal, "02");
		CHECK_INT(list[3].day, 20261123);
	}
	slips_sum(&tr.a, list, 4, SLIPS_BY_DAY_AND_MACHINE, &sums, &n);
	CHECK_INT(n, 3);
	CHECK_INT(sums[0].slips, 2);
	CHECK_INT(sums[0].amount_minor, 1250);
	slips_sum(&tr.a, list, 4, SLIPS_BY_MACHINE, &sums, &n);
	CHECK_INT(n, 2);
	CHECK_INT(sums[0].amount_minor, 1500);
	slips_sum(&tr.a, list, 4, SLIPS_BY_NOTHING, &sums, &n);
	CHECK_INT(n, 1);
	CHECK_INT(sums[0].slips, 4);
	CHECK_INT(listed(&tr, "01", 20261101, 20261130, &list), 1);
	CHECK_INT(listed(&tr, NULL, 20261123, 20261123, &list), 1);
	CHECK_INT(listed(&tr, NULL, 20261124, 20261130, &list), 0);
	slips_sum(&tr.a, list, 0, SLIPS_BY_DAY, &sums, &n);
	CHECK_INT(n, 0);
	CHECK_INT(slips_paid(tr.sh, &tr.a, NULL, 20261130, 20261101, &list, &n, &said), ERR_INVALID);
	does(&tr, "sign-off");
	does(&tr, "sign-on 1008 2468");
	CHECK_INT(slips_paid(tr.sh, &tr.a, NULL, 20261121, 20261121, &list, &n, &said), ERR_DENIED);
	trade_close(&other);
	trade_end(&tr);
}

/* --- as a thief would ---------------------------------------------------------------------------- */

BOTH(a_slip_is_paid_once)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " FIRST);
	refuses(&tr, "scan " FIRST, "voucher-in-basket");
	refuses(&tr, "scan " CHANGED, "voucher-in-basket");
	refuses(&tr, "qty 9", "qty-fixed");
	refuses(&tr, "price 90", "no-override");
	refuses(&tr, "duplicate", "no-duplicate");
	does(&tr, "cash");
	refuses(&tr, "scan " FIRST, "slip-used");
	refuses(&tr, "scan " CHANGED, "slip-used");
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE action = 'slip-again'"), 2);
	CHECK_INT(count(&tr, PAID_OUT), 250);
	trade_end(&tr);
}

/* Both tills have it in their baskets before either is paid; one of them held it first. */
BOTH(a_slip_at_two_tills_is_paid_at_one)
{
	struct trade tr, other;

	if (!begin(&tr, url) || !day_join(&other, &tr, "200"))
		return;
	does(&tr, "scan " FIRST);
	does(&tr, "hold");
	does(&other, "scan " FIRST);
	does(&other, "scan " FINGERS);
	does(&tr, "recall");
	does(&tr, "cash");
	refuses(&other, "cash", "slip-used");
	CHECK_INT(view(&other)->basket->line_count, 2); /* nothing is lost */
	does(&other, "void-line 1");
	does(&other, "cash");
	CHECK_INT(count(&tr, PAID_OUT), 250);
	trade_close(&other);
	trade_end(&tr);
}

BOTH(a_slip_in_two_baskets_of_a_till_is_paid_once)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " FIRST);
	does(&tr, "hold");
	does(&tr, "scan " FIRST);
	refuses(&tr, "merge 1", "merge-not");
	does(&tr, "cash");
	does(&tr, "recall");
	does(&tr, "scan " FINGERS);
	refuses(&tr, "cash", "slip-used");
	CHECK_INT(count(&tr, PAID_OUT), 250);
	CHECK_INT(count(&tr, "SELECT count(*) FROM bottle_slip"), 1);
	does(&tr, "void-line 1");
	does(&tr, "cash");
	trade_end(&tr);
}

/* Neither a void nor goods that come back make it good again. */
BOTH(a_slip_that_bought_goods_stays_paid)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " FINGERS);
	does(&tr, "scan " FIRST);
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	refuses(&tr, "void-last 1", "needs-approval");
	refuses(&tr, LEAD, "nothing-to-void");
	does_with(&tr, "return", number);
	does(&tr, "return-line 1");
	act(&tr, "cash");
	act(&tr, "reason 1");
	CHECK_INT(view(&tr)->need, NEED_APPROVAL); /* its money came from somewhere else: never one person alone */
	does(&tr, LEAD);
	refuses(&tr, "scan " FIRST, "slip-used");
	trade_end(&tr);
}

/* A forged one is at least no more than a cashier may pay for empties. */
BOTH(a_dear_slip_needs_a_second_person)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " DEAR);
	refuses(&tr, "cash", "needs-approval");
	does(&tr, LEAD);
	CHECK_INT(count(&tr, PAID_OUT), 9999);
	trade_end(&tr);
}

/* The machine begins its numbers again. */
BOTH(a_slip_number_comes_again_after_its_days)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	set_setting(&tr, "bottle.slip-days", "30");
	does(&tr, "scan " SECOND);
	does(&tr, "cash");
	clock_freeze(NOON_MS + 30 * DAY_MS);
	refuses(&tr, "scan " SECOND, "slip-used");
	clock_freeze(NOON_MS + 31 * DAY_MS);
	does(&tr, "scan " SECOND);
	act(&tr, "cash");
	if (view(&tr)->need != NEED_NOTHING)
		does(&tr, "approve 3001 615902");
	CHECK_INT(count(&tr, PAID_OUT), 2000);
	trade_end(&tr);
}

T_MAIN
