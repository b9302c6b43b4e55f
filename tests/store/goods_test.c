/* goods_test.c - the article side at the till: prices by the hour, ages, bounds, losses, deposits and empties, bags,
 * on both engines. */
#include "pg.h"

#include "../day.h"
#include "../goods.h"
#include "../rows.h"
#include "../../src/service/till/papers_int.h"
#include "service/articles.h"
#include "service/goods.h"
#include "service/report.h"
#include "service/sales.h"
#include "service/trade.h"
#include "store/master_store.h"

#define BEER "GT-BEER"
#define CRATE "GT-CRATE"
#define EVENING_MS (NOON_MS + INT64_C(8) * 3600000) /* 20:00, a Saturday */

static const char goods[] =
	"number,barcode,name,price,cost,is_deposit,deposit,age_min,price_min,price_max,label_min,label_max,"
	"open_price,pricing,scale_code,pack_of,pack_qty,unit\n"
	"GT-BOTTLE,,empty bottle,0.50,,yes,,,,,,,,,,,,\n"
	"GT-BEER,,beer 500ml,4.00,3.00,,GT-BOTTLE,18,,,,,,,,,,bottle\n"
	"GT-CRATE,6900000000014,beer crate,84.00,,,,,,,,,,,,GT-BEER,24,crate\n"
	"GT-PEAR,,pears,8.00,5.00,,,,6.00,12.00,3.00,60.00,,weight,7001,,,kg\n"
	"GT-OPEN,,flowers,,6.00,,,,5.00,90.00,,,yes,,,,,\n"
	"GT-JAM,,jam,10.00,8.00,,,,9.00,,,,,,,,,\n";

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && day_begin(tr) && goods_import(tr, goods) &&
		does(tr, "sign-on 1008 2468");
}

/* --- prices by the hour ---------------------------------------------------------------------------- */

static bool window(struct trade *tr, const struct window_edit *edit)
{
	struct said said;
	enum err e;

	does(tr, "sign-on 3001 615902");
	e = window_add(tr->sh, &tr->a, edit, &said);
	if (e != OK)
		printf("# %s\n", said_text(&tr->a, &said));
	does(tr, "sign-on 1008 2468");
	return CHECK_INT(e, OK);
}

static int64_t price_at_ms(struct trade *tr, int64_t at_ms, const char *code)
{
	struct article a;

	clock_freeze(at_ms);
	return till_article(tr->sh, &tr->a, code, &a) == OK ? a.price_minor : -1;
}

/* A code of the shop's own that looks like a GTIN in fields, and is not: asked for or sold, it is the same article. */
BOTH(a_price_is_told_of_whatever_sells)
{
	struct trade tr;

	if (!begin(&tr, url) || !goods_import(&tr, "number,barcode,name,price\nGT-OWN,0109501101530003,own,7.00\n") ||
		!does(&tr, "sign-on 1008 2468"))
		return;
	does(&tr, "price-check 0109501101530003");
	CHECK_STR(said_name(&tr.said), "price-is");
	does(&tr, "scan 0109501101530003");
	CHECK_INT(view(&tr)->due_minor, 700);
	does(&tr, "cash");
	trade_end(&tr);
}

BOTH(a_price_by_the_hour_begins_and_ends_on_the_minute)
{
	struct trade tr;

	if (!begin(&tr, url) || !window(&tr, &(struct window_edit){ .code = "eve", .name = "evening",
		.article = "GT-JAM", .from = "19:30", .until = "22:00", .off = "30" }))
		return;
	CHECK_INT(price_at_ms(&tr, EVENING_MS - 30 * 60000 - 1, "GT-JAM"), 1000);
	CHECK_INT(price_at_ms(&tr, EVENING_MS - 30 * 60000, "GT-JAM"), 700);
	CHECK_INT(price_at_ms(&tr, EVENING_MS + 120 * 60000 - 1, "GT-JAM"), 700);
	CHECK_INT(price_at_ms(&tr, EVENING_MS + 120 * 60000, "GT-JAM"), 1000);
	/* What stands in the basket keeps its price; the same article scanned later is a line of its own. */
	clock_freeze(EVENING_MS);
	does(&tr, "enter GT-JAM");
	CHECK_INT(view(&tr)->basket->lines[0].price_source, PRICE_WINDOW);
	clock_freeze(EVENING_MS + 120 * 60000);
	does(&tr, "enter GT-JAM");
	CHECK_INT(view(&tr)->basket->line_count, 2);
	CHECK_INT(view(&tr)->due_minor, 1700);
	does(&tr, "cash");
	CHECK_INT(count(&tr, "SELECT sum(price_source) FROM sale_line"), PRICE_WINDOW + PRICE_REGULAR);
	trade_end(&tr);
}

BOTH(a_window_over_midnight_belongs_to_the_day_it_began)
{
	struct trade tr;
	const int64_t hour = 3600000, midnight = NOON_MS + 12 * hour;

	/* Saturdays; the business day changes at four. */
	if (!begin(&tr, url) || !window(&tr, &(struct window_edit){ .code = "night", .name = "night",
		.article = "GT-JAM", .days = "6", .from = "22:00", .until = "06:00", .price = "9.00" }))
		return;
	CHECK_INT(price_at_ms(&tr, midnight - 3 * hour, "GT-JAM"), 1000);
	CHECK_INT(price_at_ms(&tr, midnight - 2 * hour, "GT-JAM"), 900);
	CHECK_INT(price_at_ms(&tr, midnight + hour, "GT-JAM"), 900);
	CHECK_INT(price_at_ms(&tr, midnight + 5 * hour, "GT-JAM"), 900);
	CHECK_INT(price_at_ms(&tr, midnight + 6 * hour, "GT-JAM"), 1000);
	CHECK_INT(price_at_ms(&tr, midnight + 23 * hour, "GT-JAM"), 1000); /* Sunday night */
	CHECK_INT(price_at_ms(&tr, midnight + 143 * hour, "GT-JAM"), 1000); /* Friday night */
	trade_close(&tr);
}

BOTH(the_lowest_of_all_prices_applies)
{
	struct trade tr;
	struct said said;

	if (!begin(&tr, url) || !window(&tr, &(struct window_edit){ .code = "a", .name = "a", .article = "GT-JAM",
		.price = "9.50" }) || !window(&tr, &(struct window_edit){ .code = "b", .name = "b",
		.article = "GT-JAM", .off = "20" }))
		return;
	CHECK_INT(price_at_ms(&tr, clock_now_ms(), "GT-JAM"), 800);
	does(&tr, "sign-on 3001 615902");
	CHECK_INT(article_price_set(tr.sh, &tr.a, &(struct price_order){ .article = "GT-JAM", .price_minor = 780,
		.level = 1 }, &said), OK);
	CHECK_INT(price_at_ms(&tr, clock_now_ms() + 1000, "GT-JAM"), 780);
	/* A percentage is off the regular price, not off the special one. */
	CHECK_INT(window_change(tr.sh, &tr.a, &(struct window_edit){ .code = "b", .off = "25" }, &said), OK);
	CHECK_INT(price_at_ms(&tr, clock_now_ms() + 1000, "GT-JAM"), 750);
	CHECK_INT(window_change(tr.sh, &tr.a, &(struct window_edit){ .code = "b", .active = "no" }, &said), OK);
	CHECK_INT(price_at_ms(&tr, clock_now_ms() + 1000, "GT-JAM"), 780);
	CHECK_INT(window_add(tr.sh, &tr.a, &(struct window_edit){ .code = "c", .name = "c", .article = "GT-JAM" },
		&said), ERR_INVALID);
	CHECK_INT(window_add(tr.sh, &tr.a, &(struct window_edit){ .code = "c", .name = "c", .article = "GT-JAM",
		.from = "25:00", .price = "1" }, &said), ERR_INVALID);
	trade_close(&tr);
}

/* --- who may buy, and when ------------------------------------------------------------------------- */

BOTH(age_is_asked_once_a_basket)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	refuses(&tr, "enter " BEER, "needs-age");
	CHECK_INT(view(&tr)->need, NEED_AGE);
	does(&tr, "enter 20000101");
	does(&tr, "enter 2*" BEER);
	CHECK_INT(view(&tr)->basket->lines[0].qty_milli, 3000);
	does(&tr, "cash");
	/* The next customer is asked again: 17 years and 364 days are not 18. */
	refuses(&tr, "enter " BEER, "needs-age");
	refuses(&tr, "enter 20081122", "age-refused");
	CHECK_INT(view(&tr)->need, NEED_NOTHING);
	CHECK_INT(view(&tr)->basket->line_count, 0);
	refuses(&tr, "enter " BEER, "needs-age");
	refuses(&tr, "enter 31.1.2000", "birthdate-bad");
	does(&tr, "enter 20081121");
	does(&tr, "void-line");
	refuses(&tr, "enter " BEER, "needs-age");
	refuses(&tr, "enter 0", "age-refused");
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE action = 'refusal' AND detail = 'age 18'"), 2);
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE detail LIKE '%2008%'"), 0);
	refuses(&tr, "enter " BEER, "needs-age");
	does(&tr, "enter"); /* clearly older */
	does(&tr, "cancel 1");
	CHECK(set_setting(&tr, "age.check", "birthdate"));
	refuses(&tr, "enter " BEER, "needs-birthdate");
	refuses(&tr, "enter", "birthdate-bad");
	trade_end(&tr);
}

/* However the goods came into the basket, money is not taken before somebody looked. */
BOTH(age_is_asked_at_payment_when_nobody_did)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	refuses(&tr, "enter " BEER, "needs-age");
	does(&tr, "enter");
	CHECK_INT(count(&tr, "SELECT age_seen FROM basket"), 18);
	CHECK(db_begin(tr.sh->db) == OK && db_run(tr.sh->db, NULL, "UPDATE basket SET age_seen = 0") == OK &&
		db_commit(tr.sh->db) == OK);
	does(&tr, "sign-off");
	does(&tr, "sign-on 1008 2468");
	refuses(&tr, "cash", "needs-age");
	does(&tr, "enter");
	CHECK_STR(said_name(&tr.said), "sale-done");
	trade_close(&tr);
}

/* How many the report of those days has; each names the article. */
static int told_refusals(struct trade *tr, int32_t first, int32_t last)
{
	struct refusal *list;
	struct said said;
	int n = 0;

	does(tr, "sign-on 3001 615902");
	CHECK_INT(report_refusals(tr->sh, &tr->a, first, last, 100, &list, &n, &said), OK);
	for (int i = 0; i < n; i++) {
		CHECK_STR(list[i].article, "GT-JAM");
		CHECK_STR(list[i].staff, "1008 王芳");
		CHECK_STR(list[i].terminal, "01");
	}
	return n;
}

BOTH(some_goods_are_not_sold_at_some_hours)
{
	struct trade tr;
	struct said said;

	if (!begin(&tr, url))
		return;
	does(&tr, "sign-on 3001 615902");
	CHECK_INT(category_change(tr.sh, &tr.a, &(struct category_edit){ .code = "00", .ban = "22:00-06:00" }, &said),
		OK);
	does(&tr, "sign-on 1008 2468");
	clock_freeze(EVENING_MS + 2 * 3600000 - 2000);
	does(&tr, "enter GT-JAM");
	clock_freeze(EVENING_MS + 2 * 3600000 - 1000);
	refuses(&tr, "enter GT-JAM", "hours-banned");
	CHECK_INT(ACTS("refusal"), 1);
	CHECK_INT(told_refusals(&tr, 0, 0), 1);
	CHECK_INT(told_refusals(&tr, 20261121, 20261121), 1);
	CHECK_INT(told_refusals(&tr, 20261122, 0), 0);
	CHECK_INT(told_refusals(&tr, 0, 20261120), 0);
	trade_close(&tr);
}

/* --- prices that cannot be right, and losses ----------------------------------------------------------- */

BOTH(a_price_out_of_bounds_needs_a_second_person)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 20/GT-OPEN");
	refuses(&tr, "enter 4.99/GT-OPEN", "needs-approval");
	refuses(&tr, "enter 90.01/GT-OPEN", "needs-approval");
	does(&tr, "enter 5/GT-OPEN");
	does(&tr, "enter 90/GT-OPEN");
	/* Neither by a price set on the line, nor by one in front of the code. */
	does(&tr, "enter GT-JAM");
	act(&tr, "price 8.99");
	refuses(&tr, "reason 1", "needs-approval");
	does(&tr, "approve 2001 331827");
	act(&tr, "enter 8/GT-JAM");
	refuses(&tr, "reason 1", "needs-approval");
	/* A label: 2.99 is less than any piece of it costs. */
	does(&tr, "scan 2107001003509");
	refuses(&tr, "scan 2107001002991", "needs-approval");
	does(&tr, "approve 2001 331827");
	CHECK_INT(ACTS("approval"), 2);
	trade_close(&tr);
}

BOTH(what_loses_the_shop_money_is_asked_about)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK(set_setting(&tr, "price.below-cost", "approve"));
	CHECK(set_setting(&tr, "price.min-margin-bp", "1000")); /* 8.00 and a tenth of the price: 8.89 */
	does(&tr, "sign-on 2001 331827"); /* may give 20 percent, but not lose money */
	does(&tr, "enter GT-JAM");
	does(&tr, "discount 11 1 1");
	refuses(&tr, "discount 12 1 1", "needs-approval");
	refuses(&tr, "approve 1008 2468", "cannot-approve");
	does(&tr, "approve 3001 615902");
	does(&tr, "discount 0 1");
	/* More of what was allowed once is looked at again. */
	act(&tr, "discount 12 1 1");
	does(&tr, "approve 3001 615902");
	refuses(&tr, "qty 2", "needs-approval");
	does(&tr, "back");
	does(&tr, "discount 0 1");
	refuses(&tr, "bill-discount 12 1", "needs-approval");
	does(&tr, "approve 3001 615902");
	does(&tr, "scan " COOKIES); /* what is on file costs whom it costs */
	refuses(&tr, "cash 100", "needs-approval");
	does(&tr, "approve 3001 615902");
	CHECK_STR(said_name(&tr.said), "sale-done");
	CHECK(set_setting(&tr, "price.below-cost", "refuse"));
	does(&tr, "enter GT-JAM");
	refuses(&tr, "discount 12 1 1", "below-cost");
	CHECK(set_setting(&tr, "price.below-cost", "warn"));
	does(&tr, "discount 12 1 1");
	CHECK_STR(said_name(&tr.said), "sold-at-loss");
	trade_end(&tr);
}

static void margin(struct trade *tr, const char *percent)
{
	struct said said;

	does(tr, "sign-on 3001 615902");
	CHECK_INT(category_change(tr->sh, &tr->a, &(struct category_edit){ .code = "00", .margin = percent }, &said),
		OK);
	does(tr, "sign-on 2001 331827");
}

/* What a category wants goes before what the shop wants: 8.00 and 15 percent of the price are 9.42. */
BOTH(the_least_margin_is_that_of_the_category)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK(set_setting(&tr, "price.below-cost", "approve"));
	CHECK(set_setting(&tr, "price.min-margin-bp", "1000"));
	margin(&tr, "15");
	does(&tr, "enter GT-JAM");
	does(&tr, "price 9.42 1 1");
	refuses(&tr, "price 9.41 1 1", "needs-approval");
	refuses(&tr, "approve 1008 2468", "cannot-approve");
	does(&tr, "approve 3001 615902");
	CHECK_INT(view(&tr)->due_minor, 941);
	margin(&tr, "0"); /* only what it cost */
	does(&tr, "cancel 1");
	does(&tr, "enter GT-JAM");
	does(&tr, "discount 20 1 1");
	refuses(&tr, "discount =7.99 1 1", "needs-approval");
	does(&tr, "back");
	margin(&tr, "-");
	does(&tr, "cancel 1");
	does(&tr, "enter GT-JAM");
	refuses(&tr, "discount 12 1 1", "needs-approval");
	trade_close(&tr);
}

/* The same again, by line or by receipt, and an article in the place of another, are looked at as a scan is. */
BOTH(what_is_sold_again_is_looked_at_again)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK(set_setting(&tr, "price.below-cost", "approve"));
	refuses(&tr, "enter 5/GT-OPEN", "needs-approval"); /* it cost 6.00 */
	does(&tr, "approve 3001 615902");
	refuses(&tr, "duplicate", "needs-approval");
	does(&tr, "approve 3001 615902");
	CHECK_INT(view(&tr)->due_minor, 1000);
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE action = 'approval' AND approver_id = 3001"), 2);
	does(&tr, "enter GT-JAM");
	act(&tr, "swap GT-OPEN");
	refuses(&tr, "enter 5", "needs-approval");
	does(&tr, "back");
	does(&tr, "void-line");
	does(&tr, "cash");
	refuses(&tr, "repeat", "needs-approval");
	does(&tr, "back");
	CHECK_INT(view(&tr)->basket->line_count, 0);
	refuses(&tr, "repeat", "needs-approval");
	does(&tr, "approve 3001 615902");
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE action = 'approval' AND approver_id = 3001"), 3);
	does(&tr, "cash");
	/* Who is too young hears of it before the bottle stands in the basket. */
	does(&tr, "enter GT-JAM");
	refuses(&tr, "swap " BEER, "needs-age");
	refuses(&tr, "enter 0", "age-refused");
	CHECK_STR(view(&tr)->basket->lines[0].code, "GT-JAM");
	does(&tr, "void-line");
	refuses(&tr, "enter " BEER, "needs-age");
	does(&tr, "enter");
	does(&tr, "duplicate");
	does(&tr, "cash");
	refuses(&tr, "repeat", "needs-age");
	refuses(&tr, "enter 0", "age-refused");
	CHECK_INT(view(&tr)->basket->line_count, 0);
	trade_end(&tr);
}

/* --- deposits and empties -------------------------------------------------------------------------------- */

static bool sell_beer(struct trade *tr, const char *line)
{
	refuses(tr, line, "needs-age");
	return does(tr, "enter");
}

BOTH(a_deposit_goes_with_its_article)
{
	struct trade tr;
	const struct basket *b;

	if (!begin(&tr, url) || !sell_beer(&tr, "enter 3*" BEER))
		return;
	b = view(&tr)->basket;
	CHECK_INT(b->line_count, 2);
	CHECK_INT(b->lines[1].parent_line, 1);
	CHECK_INT(view(&tr)->due_minor, 1350);
	does(&tr, "enter +1");
	CHECK_INT(view(&tr)->due_minor, 1800);
	does(&tr, "enter " BEER);
	CHECK_INT(view(&tr)->basket->line_count, 2);
	CHECK_INT(view(&tr)->basket->lines[1].qty_milli, 5000);
	refuses(&tr, "void-line 2", "deposit-follows");
	refuses(&tr, "qty 1 2", "deposit-follows");
	refuses(&tr, "price 0.10 2 1", "no-override");
	refuses(&tr, "discount 5 2 1", "no-discount");
	/* Nothing comes off it: five percent of 20.00 and not of 22.50. */
	act(&tr, "bill-discount 5 1");
	does(&tr, "approve 2001 331827");
	CHECK_INT(view(&tr)->due_minor, 2150);
	does(&tr, "enter 6900000000014");
	CHECK_INT(view(&tr)->basket->lines[3].qty_milli, 24000);
	does(&tr, "void-line 3");
	CHECK_INT(view(&tr)->basket->line_count, 2);
	does(&tr, "cash 21.50");
	CHECK_INT(count(&tr, "SELECT amount FROM balance WHERE account = 50"), -250 + 29); /* 13 percent tax in it */
	CHECK_INT(count(&tr, "SELECT count(*) FROM sale_line WHERE parent_line = 1"), 1);
	trade_end(&tr);
}

BOTH(a_deposit_comes_back_with_its_article)
{
	struct trade tr;
	const char *number;

	if (!begin(&tr, url) || !sell_beer(&tr, "enter 3*" BEER) || !does(&tr, "cash"))
		return;
	number = last_number(&tr);
	does_with(&tr, "return", number);
	refuses(&tr, "return-line 2 1", "deposit-follows");
	does(&tr, "return-line 1 1");
	CHECK_INT(view(&tr)->due_minor, -450);
	refuses(&tr, "qty 1 2", "deposit-follows");
	asked(&tr, "cash", "reason 1");
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 2");
	CHECK_INT(view(&tr)->basket->line_count, 2);
	asked(&tr, "cash", "reason 1");
	CHECK_INT(count(&tr, "SELECT amount FROM balance WHERE account = 50"), 0);
	CHECK_INT(count(&tr, "SELECT count(*) FROM returned WHERE returned_milli = 3000"), 2);
	if (sell_beer(&tr, "enter " BEER) && does(&tr, "cash"))
		asked(&tr, "void-last 1", "approve 2001 331827");
	CHECK_INT(count(&tr, "SELECT amount FROM balance WHERE account = 50"), 0);
	trade_end(&tr);
}

/* One tub goes with what was weighed, however much: it comes back with the last of it, and stays sold until then. */
BOTH(a_deposit_of_weighed_goods_comes_back_with_the_last_of_them)
{
	struct trade tr;
	const char *number;

	if (!begin(&tr, url) || !goods_import(&tr, "number,name,price,deposit,pricing,unit\n"
		"GT-OLIVE,olives,20.00,GT-BOTTLE,weight,kg\n") || !does(&tr, "sign-on 2001 331827") ||
		!does(&tr, "enter 1.5*GT-OLIVE"))
		return;
	CHECK_INT(view(&tr)->due_minor, 3050);
	does(&tr, "cash");
	number = last_number(&tr);
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 1.5");
	CHECK_INT(view(&tr)->due_minor, -3050);
	does(&tr, "qty 1");
	CHECK_INT(view(&tr)->due_minor, -2000);
	CHECK_INT(view(&tr)->basket->line_count, 1);
	does(&tr, "sign-on 2001 331827"); /* as the store has it */
	CHECK_INT(view(&tr)->due_minor, -2000);
	asked(&tr, "cash", "reason 1");
	CHECK_INT(count(&tr, "SELECT amount FROM balance WHERE account = 50"), -44); /* 13 percent tax in it */
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 0.5");
	CHECK_INT(view(&tr)->due_minor, -1050);
	asked(&tr, "cash", "reason 1");
	CHECK_INT(count(&tr, "SELECT amount FROM balance WHERE account = 50"), 0);
	trade_end(&tr);
}

/* Who gets money for bottles reads what he gets, not what he owes. */
BOTH(the_customer_reads_what_is_paid_for_empties)
{
	struct trade tr;
	struct customer shown;

	if (!begin(&tr, url) || !does(&tr, "empties GT-BOTTLE 6") || !does(&tr, "cash"))
		return;
	till_customer(tr.t, &shown);
	CHECK_INT(shown.moment, CUSTOMER_REFUND);
	CHECK_INT(shown.total_minor, 300);
	trade_end(&tr);
}

BOTH(the_office_orders_a_copy_of_what_was_paid_for_empties)
{
	struct trade tr;
	struct said said;

	if (!begin(&tr, url) || !set_setting(&tr, "receipt.queue", "file:/dev/null") ||
		!does(&tr, "empties GT-BOTTLE 6") || !does(&tr, "cash"))
		return;
	does(&tr, "sign-on 3001 615902");
	CHECK_INT(receipt_copy(tr.sh, &tr.a, last_number(&tr), "01", &said), OK);
	CHECK_INT(count(&tr, "SELECT count(*) FROM job WHERE copy = 1 AND template = 'return'"), 1);
	trade_end(&tr);
}

/* The days of a shift on its Z come to its figures, also with empties. */
BOTH(the_days_of_a_shift_come_to_the_whole)
{
	struct trade tr;
	struct shift_report r;
	struct paper paper = { 0 };
	const char *text = "";

	if (!begin(&tr, url) || !does(&tr, "enter GT-JAM") || !does(&tr, "cash") || !does(&tr, "empties GT-BOTTLE 6") ||
		!does(&tr, "cash"))
		return;
	clock_freeze(clock_now_ms() + DAY_MS);
	does(&tr, "enter 2*GT-JAM");
	does(&tr, "cash");
	if (CHECK_INT(report_shift(tr.sh, &tr.shop_arena, view(&tr)->shift_id, &r), OK) && CHECK_INT(r.day_count, 2) &&
		CHECK_INT(paper_of_shift(tr.sh, &tr.shop_arena, &r, 0, 48, &paper), OK))
		text = paper_text(&paper, &tr.shop_arena);
	if (!CHECK(strstr(text, "2026-11-21                         1        7.00\n") != NULL))
		printf("# %s\n", text);
	trade_end(&tr);
}

BOTH(empties_pay_out_or_buy_goods)
{
	struct trade tr;
	struct shift_report r;
	char number[40];

	if (!begin(&tr, url))
		return;
	does(&tr, "empties GT-BOTTLE 4");
	does(&tr, "empties " BEER);
	CHECK_INT(view(&tr)->basket->line_count, 1);
	CHECK_INT(view(&tr)->due_minor, -250);
	does(&tr, "qty 6");
	does(&tr, "cash");
	CHECK_STR(said_name(&tr.said), "empties-done");
	CHECK_INT(view(&tr)->done.change_minor, 300);
	does(&tr, "empties GT-BOTTLE 2");
	does(&tr, "enter GT-JAM");
	CHECK_INT(view(&tr)->due_minor, 900);
	does(&tr, "cash");
	CHECK_STR(said_name(&tr.said), "exchange-done");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	CHECK_INT(count(&tr, "SELECT count(*) FROM document WHERE kind = 50"), 2);
	CHECK_INT(count(&tr, "SELECT amount FROM balance WHERE account = 50"), 400 - 47);
	refuses(&tr, "empties GT-JAM", "no-deposit");
	if (CHECK(report_shift(tr.sh, &tr.shop_arena, view(&tr)->shift_id, &r) == OK)) {
		CHECK_INT(report_total(&r.all, MEASURE_EMPTIES, -1).amount_minor, 400);
		CHECK_INT(report_total(&r.all, MEASURE_EMPTY, -1).qty_milli, 8000);
		CHECK_INT(report_total(&r.all, MEASURE_TENDER_OUT, 1).amount_minor, 300);
		CHECK_INT(r.cash.refunded_minor, 300);
	}
	/* Goods on a receipt and empties: one after the other. */
	does(&tr, "empties GT-BOTTLE");
	does_with(&tr, "return", number);
	refuses(&tr, "return-line 2", "empties-alone");
	refuses(&tr, "return-all 1", "empties-alone");
	does(&tr, "back");
	does(&tr, "cash");
	trade_end(&tr);
}

static int64_t goods_of(const struct totals *t)
{
	return report_total(t, MEASURE_SALES, -1).amount_minor - report_total(t, MEASURE_RETURNS, -1).amount_minor -
		report_total(t, MEASURE_VOIDS, -1).amount_minor - report_total(t, MEASURE_EMPTIES, -1).amount_minor;
}

/* Deposits, empties, a tip and a return: the Z report, its hours, each view of the sales and the chart agree. */
BOTH(every_report_comes_to_the_same)
{
	struct trade tr;
	struct day_report day;
	struct hour_figures hours[24] = { { 0 } };
	struct sales s;
	struct sales_heat heat;
	struct said said;
	int64_t wanted, sum = 0, sales = 0;

	if (!begin(&tr, url) || !sell_beer(&tr, "enter 3*" BEER) || !does(&tr, "tip 2") || !does(&tr, "cash"))
		return;
	does_with(&tr, "return", last_number(&tr));
	does(&tr, "return-line 1 1");
	asked(&tr, "cash", "reason 1");
	does(&tr, "donation 1");
	does(&tr, "cash");
	does(&tr, "empties GT-BOTTLE 5");
	does(&tr, "enter GT-JAM");
	does(&tr, "cash");
	does(&tr, "empties GT-BOTTLE 2");
	does(&tr, "cash");
	does(&tr, "sign-on 3001 615902");
	if (!CHECK_INT(report_day(tr.sh, &tr.shop_arena, 20261121, &day), OK))
		return;
	wanted = goods_of(&day.all);
	CHECK_INT(wanted, 900 + 1000 - 7 * 50);
	for (int by = 0; by < SALES_BYS; by++) {
		CHECK_INT(sales_report(tr.sh, &tr.shop_arena, (enum sales_by)by, SALES_ALONE, 20261121, 20261121, &s,
			&said), OK);
		if (!CHECK_INT(s.all.amount_minor, wanted))
			printf("# by %s\n", sales_by_name[by]);
		if (by == SALES_BY_HOUR || by == SALES_BY_DAY)
			CHECK_INT(s.all.times, report_total(&day.all, MEASURE_SALES, -1).times);
	}
	CHECK_INT(sales_heat(tr.sh, &tr.shop_arena, 20261121, 20261121, &heat, &said), OK);
	for (int h = 0; h < 24; h++)
		sum += heat.amount_minor[5][h];
	CHECK_INT(sum, wanted);
	CHECK_INT(report_hours(tr.sh, 20261121, 0, hours), OK);
	sum = 0;
	for (int h = 0; h < 24; h++) {
		sum += hours[h].amount_minor;
		sales += hours[h].sales;
	}
	CHECK_INT(sum, wanted);
	CHECK_INT(sales, report_total(&day.all, MEASURE_SALES, -1).times);
	trade_end(&tr);
}

/* Paid out alone as far as the limits go: one paper, and many small ones together. */
BOTH(empties_without_end_need_a_second_person)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "empties GT-BOTTLE 41");
	refuses(&tr, "cash", "needs-approval");
	does(&tr, "approve 2001 331827");
	CHECK_INT(count(&tr, "SELECT approver_id FROM audit WHERE action = 'empties'"), 2001);
	/* What was allowed does not grow afterwards. */
	does(&tr, "empties GT-BOTTLE 41");
	asked(&tr, "pay", "approve 2001 331827");
	does(&tr, "back");
	does(&tr, "qty 400");
	refuses(&tr, "cash", "needs-approval");
	does(&tr, "back");
	does(&tr, "qty 40");
	does(&tr, "cash");
	for (int i = 0; i < 12; i++) {
		does(&tr, "empties GT-BOTTLE 40");
		does(&tr, "cash");
	}
	does(&tr, "empties GT-BOTTLE 40");
	refuses(&tr, "cash", "needs-approval"); /* 20.50 + 13 * 20.00 + 20.00 */
	does(&tr, "approve 2001 331827");
	trade_end(&tr);
}

/* --- bags ---------------------------------------------------------------------------------------------- */

BOTH(a_bag_is_offered_before_payment)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK(set_setting(&tr, "bag.articles", ""));
	refuses(&tr, "carrier-bag", "no-carrier-bags");
	CHECK(set_setting(&tr, "bag.articles", "000016 000017"));
	refuses(&tr, "carrier-bag 3", "no-carrier-bag");
	does(&tr, "carrier-bag 2");
	refuses(&tr, "carrier-bag", "needs-carrier-bag");
	does(&tr, "enter 1");
	CHECK_INT(view(&tr)->basket->line_count, 2);
	does(&tr, "cash");
	CHECK(set_setting(&tr, "bag.ask", "yes"));
	does(&tr, "enter GT-JAM");
	refuses(&tr, "pay", "needs-carrier-bag");
	refuses(&tr, "enter 3", "no-carrier-bag");
	CHECK_INT(view(&tr)->need, NEED_BAG);
	does(&tr, "enter 1");
	CHECK_INT(view(&tr)->basket->line_count, 2);
	does(&tr, "cash"); /* asked once */
	does(&tr, "enter GT-JAM");
	refuses(&tr, "cash", "needs-carrier-bag");
	does(&tr, "enter");
	CHECK_STR(said_name(&tr.said), "sale-done");
	does(&tr, "carrier-bag 1");
	does(&tr, "cash");
	CHECK_STR(said_name(&tr.said), "sale-done");
	trade_close(&tr);
}

/* --- whose goods ----------------------------------------------------------------------------------------- */

/* 20.00 sold and 5.00 brought back on the first day, 10.00 on the next; the shop keeps 18 percent. */
BOTH(what_a_concession_sold_is_what_the_receipts_say)
{
	struct trade tr;
	struct said said;
	struct concession_row *list;
	char number[40];
	int n = 0;

	if (!begin(&tr, url))
		return;
	does(&tr, "sign-on 3001 615902");
	CHECK_INT(supplier_add(tr.sh, &tr.a, &(struct supplier_edit){ .code = "L1", .name = "bakers",
		.kind = "concession", .deduction = "18", .guaranteed = "3.00" }, &said), OK);
	if (!goods_import(&tr, "number,name,price,supplier\nGT-BUN,bun,5.00,L1\n"))
		return;
	does(&tr, "sign-on 1008 2468");
	does(&tr, "enter 4*GT-BUN");
	does(&tr, "enter GT-JAM");
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 1");
	asked(&tr, "cash", "reason 1");
	clock_freeze(NOON_MS + DAY_MS);
	does(&tr, "enter 2*GT-BUN");
	does(&tr, "cash");
	does(&tr, "sign-on 3001 615902");
	if (CHECK_INT(report_concession(tr.sh, &tr.a, "L1", 20261101, 20261129, &list, &n, &said), OK) &&
		CHECK_INT(n, 2)) {
		CHECK_INT(list[0].day, 20261121);
		CHECK_INT(list[0].sales_minor, 2000);
		CHECK_INT(list[0].returns_minor, 500);
		CHECK_INT(list[0].deduction_minor, 270);
		CHECK_INT(list[0].due_minor, 1230);
		CHECK_INT(list[1].deduction_minor, 180);
		CHECK_INT(list[1].guarantee_minor, 0); /* the month is not over in this list */
	}
	CHECK_INT(count(&tr, "SELECT sum(CASE WHEN d.kind = 1 THEN l.paid_minor ELSE -l.paid_minor END)"
		" FROM sale_line l JOIN document d ON d.id = l.document_id WHERE l.supplier_id IS NOT NULL"), 2500);
	CHECK_INT(supplier_change(tr.sh, &tr.a, &(struct supplier_edit){ .code = "L1", .guaranteed = "100" }, &said),
		OK);
	if (CHECK_INT(report_concession(tr.sh, &tr.a, NULL, 20261101, 20261130, &list, &n, &said), OK)) {
		CHECK_INT(list[1].guarantee_minor, 10000 - 450);
		CHECK_INT(list[1].due_minor, 1000 - 180 - 9550);
	}
	does(&tr, "sign-on 1008 2468");
	CHECK_INT(report_concession(tr.sh, &tr.a, NULL, 20261101, 20261130, &list, &n, &said), ERR_DENIED);
	trade_end(&tr);
}

/* --- quick keys ------------------------------------------------------------------------------------------- */

BOTH(a_till_may_have_quick_keys_of_its_own)
{
	struct trade tr;
	struct said said;
	struct quick_key keys[QUICK_KEYS + 1];
	struct quick_edit edit = { .page = "1", .position = "7", .kind = "article", .target = "GT-JAM" };

	if (!begin(&tr, url))
		return;
	CHECK_INT(quick_page(tr.sh, &tr.a, 1, keys), OK);
	CHECK_STR(keys[7].target, "000016");
	CHECK_INT(keys[7].price_minor, 20);
	CHECK_INT(keys[5].kind, QUICK_PAGE);
	CHECK_INT(quick_set(tr.sh, &tr.a, &edit, &said), ERR_DENIED);
	does(&tr, "sign-on 3001 615902");
	edit.terminal = "01";
	CHECK_INT(quick_set(tr.sh, &tr.a, &edit, &said), OK);
	CHECK_INT(quick_page(tr.sh, &tr.a, 1, keys), OK);
	CHECK_STR(keys[7].label, "jam");
	CHECK_INT(keys[5].kind, 0);
	CHECK_INT(quick_clear(tr.sh, &tr.a, &(struct quick_edit){ .terminal = "01", .page = "1" }, &said), OK);
	CHECK_INT(quick_page(tr.sh, &tr.a, 1, keys), OK);
	CHECK_INT(keys[5].kind, QUICK_PAGE);
	edit.target = "no-such";
	CHECK_INT(quick_set(tr.sh, &tr.a, &edit, &said), ERR_NOTFOUND);
	edit.position = "10";
	CHECK_INT(quick_set(tr.sh, &tr.a, &edit, &said), ERR_INVALID);
	edit = (struct quick_edit){ .page = "1", .position = "9", .kind = "act", .target = "sell-all", .label = "x" };
	CHECK_INT(quick_set(tr.sh, &tr.a, &edit, &said), ERR_NOTFOUND);
	trade_close(&tr);
}

/* Every place there is, and one of them twice: the later row stands. */
BOTH(quick_keys_of_all_pages_come_from_one_file)
{
	struct trade tr;
	struct said said;
	struct quick_key *list;
	char path[800];
	FILE *file;
	int line, n = 0;

	if (!begin(&tr, url))
		return;
	snprintf(path, sizeof path, "%s/quick.csv", t_tmpdir());
	if (!CHECK((file = fopen(path, "w")) != NULL))
		return;
	fputs("page,position,label,kind,target\n1,1,first,page,2\n", file);
	for (int page = 1; page <= QUICK_PAGES_MAX; page++)
		for (int at = 1; at <= QUICK_KEYS; at++)
			fprintf(file, "%d,%d,%d-%d,page,1\n", page, at, page, at);
	fclose(file);
	does(&tr, "sign-on 3001 615902");
	CHECK_INT(quick_import(tr.sh, &tr.a, path, "01", &line, &said), OK);
	CHECK_INT(quick_all(tr.sh, &tr.a, "01", &list, &n), OK);
	for (int i = 0; i < n; i++)
		if (*list[i].terminal && list[i].page == 1 && list[i].position == 1)
			CHECK_STR(list[i].label, "1-1");
	CHECK_INT(count(&tr, "SELECT count(*) FROM quick_key WHERE terminal_id <> 0"), QUICK_PAGES_MAX * QUICK_KEYS);
	trade_close(&tr);
}

T_MAIN
