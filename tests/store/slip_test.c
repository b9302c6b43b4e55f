/* slip_test.c - slips of bottle machines at the till: off the bill or paid out, each once, whatever a thief does. */
#include "pg.h"

#include "../day.h"
#include "../rows.h"
#include "model/article.h"
#include "service/report.h"
#include "store/master_store.h"

#define DAY_MS INT64_C(86400000)
#define LEAD "approve 2001 331827"
#define FIRST "970000100000100250"  /* machine 1, slip 1: 2.50 */
#define CHANGED "970000100000109950" /* the same slip with another amount */
#define SECOND "970000100000201000" /* slip 2: 10.00 */
#define DEAR "970000100000309999"

static bool set(struct trade *tr, const char *name, const char *value)
{
	const struct setting_row row = { name, "shop", value, 0 };

	return CHECK_INT(setting_put(tr->sh->db, &row), OK);
}

/* Chips are the deposit article that slips stand for. */
static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && day_begin(tr) && CHECK_INT(db_begin(tr->sh->db), OK) &&
		set(tr, "bottle.slips", "98MMNNNNPPPPC;970MMMMNNNNNNPPPPP") && set(tr, "bottle.article", CHIPS) &&
		CHECK_INT(db_run(tr->sh->db, NULL, "UPDATE article SET flags = flags + $1 WHERE id = (SELECT article_id"
			" FROM article_code WHERE code = 6951617500220)", db_int(ARTICLE_DEPOSIT)), OK) &&
		CHECK_INT(db_commit(tr->sh->db), OK) && CHECK_INT(shop_load_master(tr->sh), OK);
}

static void end(struct trade *tr)
{
	trade_close(tr);
	sound(&tr->conf);
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
	end(&tr);
}

BOTH(a_slip_is_no_slip_without_layout_article_or_check_digit)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	refuses(&tr, "bottle-slip 9801000102509", "slip-bad");
	refuses(&tr, "bottle-slip " FINGERS, "slip-bad");
	CHECK(set(&tr, "bottle.article", FINGERS) && shop_load_master(tr.sh) == OK);
	refuses(&tr, "bottle-slip " FIRST, "slip-no-article");
	CHECK(set(&tr, "bottle.slips", "") && shop_load_master(tr.sh) == OK);
	refuses(&tr, "bottle-slip " FIRST, "slip-bad");
	end(&tr);
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
	end(&tr);
}

/* Both tills have it in their baskets before either is paid; one of them held it first. */
BOTH(a_slip_at_two_tills_is_paid_at_one)
{
	struct trade tr, other;

	if (!begin(&tr, url))
		return;
	if (!day_join(&other, &tr, "200"))
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
	end(&tr);
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
	end(&tr);
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
	end(&tr);
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
	end(&tr);
}

/* The machine begins its numbers again. */
BOTH(a_slip_number_comes_again_after_its_days)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK(set(&tr, "bottle.slip-days", "30") && shop_load_master(tr.sh) == OK);
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
	end(&tr);
}

T_MAIN
