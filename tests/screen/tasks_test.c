/* tasks_test.c - how few keys: the daily tasks of the till that need no member, each played as a
 * cashier would, its keys counted (a scan is none) and its result looked at. */
#include "tasks.h"
#include "base/clock.h"

#define CRISPS "6951617500404"  /* 11.90 */

static const char *const ten[10] = {
	"6951617500541", "6951617500572", "6951617500602", "6951617500619", "6951617500640",
	"6951617500657", "6932979900101", "6932979900132", "6932979900200", "6932979900279"
};

static void scan_many(struct till *t, int n)
{
	char row[16];

	for (int i = 0; i < n; i++) {
		snprintf(row, sizeof row, "%3d ", i + 1);
		scan(t, ten[i]);
		sees(t, row);
	}
	t->keys = 0;
}

static bool begin(struct till *t)
{
	return CHECK(till_ready(t, &(struct vt_options){ 0 }));
}

static void end(struct till *t, int most)
{
	CHECK_INT(t->keys, most);
	till_end(t);
}

TEST(t1_ten_articles_exact_cash)
{
	struct till t;

	if (!begin(&t))
		return;
	scan_many(&t, 10);
	press(&t, "<f12>");
	CHECK(sees(&t, "Receipt 01-1-000005"));
	CHECK(sees(&t, "Change"));
	end_task(&t, "t1");
}

TEST(t1_the_open_way)
{
	struct till t;

	if (!begin(&t))
		return;
	scan_many(&t, 10);
	press(&t, "<enter><enter>");
	CHECK(sees(&t, "Receipt 01-1-000005"));
	end(&t, 2);
}

TEST(t2_a_hundred_given)
{
	struct till t;

	if (!begin(&t))
		return;
	scan_many(&t, 6); /* 59.30 */
	CHECK(sees(&t, "59.30"));
	t.keys = 0;
	press(&t, "100<f12>");
	CHECK(sees(&t, "Receipt 01-1-000005"));
	CHECK(sees(&t, "100.00"));
	CHECK(sees(&t, "█ █ █▀█   ▀▀█ █▀█")); /* 40.70 in large figures */
	end_task(&t, "t2");
}

TEST(t3_twenty_four_with_one_scan)
{
	struct till t;

	if (!begin(&t))
		return;
	press(&t, "24*");
	scan(&t, CORN);
	CHECK(sees(&t, "163.20"));
	CHECK(sees(&t, " 24 "));
	end_task(&t, "t3");
}

TEST(t4_price_by_hand_with_a_reason)
{
	struct till t;

	if (!begin(&t))
		return;
	press(&t, "9.9/");
	scan(&t, CRISPS);
	CHECK(sees(&t, "Package damaged"));
	press(&t, "1");
	CHECK(sees(&t, "Price by hand 9.90"));
	CHECK(sees(&t, "-2.00"));
	end_task(&t, "t4");
}

TEST(t5_the_line_just_scanned_out)
{
	struct till t;

	if (!begin(&t))
		return;
	scan_many(&t, 3);
	press(&t, "<del>");
	CHECK(sees(&t, "Taken out"));
	CHECK(vt_gone(t.vt, "  3 "));
	end_task(&t, "t5");
}

TEST(t6_line_three_of_six_out)
{
	struct till t;

	if (!begin(&t))
		return;
	scan_many(&t, 6);
	press(&t, "3<del>");
	CHECK(sees(&t, "Taken out"));
	CHECK(vt_gone(t.vt, "  3 "));
	CHECK(sees(&t, "  6 "));
	end_task(&t, "t6");
}

TEST(t11_hold_serve_one_take_back)
{
	struct till t;
	int keys;

	if (!begin(&t))
		return;
	scan_many(&t, 2);
	press(&t, "<f3>");
	CHECK(sees(&t, "Baskets held: 1"));
	keys = t.keys;
	scan(&t, CORN);
	sees(&t, "  1 ");
	press(&t, "<f12>");
	CHECK(sees(&t, "Receipt 01-1-000005"));
	t.keys = keys;
	press(&t, "<f3>");
	CHECK(sees(&t, "Basket 1 is back"));
	CHECK(sees(&t, "  2 "));
	end_task(&t, "t11");
}

/* A cashier has no discount on a bill of his own; a lead cashier has. */
TEST(t12_five_percent_off_the_bill)
{
	struct till t;

	if (!CHECK(till_start(&t, &(struct vt_options){ 0 })) || !CHECK(open_shift(&t, "2001", "331827")))
		return;
	scan_many(&t, 6);
	press(&t, "<enter>5<f4>");
	CHECK(sees(&t, "Manager's offer"));
	press(&t, "1");
	CHECK(sees(&t, "Enter = exact 56.30 (rounding 0.03)"));
	end_task(&t, "t12");
}

TEST(t13_one_of_three_comes_back)
{
	struct till t;

	if (!begin(&t))
		return;
	scan(&t, RECEIPT);
	CHECK(sees(&t, "Goods back: receipt " RECEIPT));
	scan(&t, POPCORN);
	CHECK(sees(&t, "To give back"));
	press(&t, "<enter>");
	CHECK(sees(&t, "Quality"));
	press(&t, "1");
	CHECK(sees(&t, "Enter = gives back 9.90"));
	press(&t, "<enter>");
	CHECK(sees(&t, "Given back"));
	CHECK(sees(&t, "(return)"));
	end_task(&t, "t13");
}

TEST(t14_the_customer_walks_off)
{
	struct till t;

	if (!begin(&t))
		return;
	scan_many(&t, 6);
	press(&t, "<esc>");
	CHECK(sees(&t, "Customer left"));
	press(&t, "1");
	CHECK(sees(&t, "Basket cancelled: 59.30"));
	end_task(&t, "t14");
}

TEST(t15_what_does_this_cost)
{
	struct till t;

	if (!begin(&t))
		return;
	scan_many(&t, 2);
	press(&t, "<f5>");
	sees(&t, "only asked for");
	scan(&t, CRISPS);
	CHECK(sees(&t, "Price check, nothing sold"));
	vt_read_for(t.vt, 4000);
	CHECK(vt_gone(t.vt, "Price check, nothing sold")); /* by itself */
	CHECK(!has(&t, "  3 "));
	end_task(&t, "t15");
}

TEST(t16_forty_by_card_the_rest_in_cash)
{
	struct till t;

	if (!begin(&t))
		return;
	scan_many(&t, 6);
	press(&t, "40<f9>");
	CHECK(sees(&t, "reference"));
	scan(&t, "000123004567");
	CHECK(sees(&t, "Still open: 19.30"));
	press(&t, "<enter>");
	CHECK(sees(&t, "Receipt 01-1-000005"));
	end_task(&t, "t16");
}

TEST(t17_a_payment_code)
{
	struct till t;

	if (!begin(&t))
		return;
	scan_many(&t, 6);
	press(&t, "<enter>");
	CHECK(sees(&t, "Still open"));
	scan(&t, "281234567890123456");
	CHECK(sees(&t, "Receipt 01-1-000005"));
	end_task(&t, "t17");
}

TEST(t18_second_hit_by_pinyin)
{
	struct till t;

	if (!begin(&t))
		return;
	press(&t, "cctb");
	CHECK(sees(&t, "Found"));
	press(&t, "<down><enter>");
	CHECK(sees(&t, "  1 "));
	CHECK(vt_gone(t.vt, "Found"));
	end_task(&t, "t18");
}

TEST(t19_end_of_shift)
{
	struct till t;

	if (!begin(&t))
		return;
	scan_many(&t, 6);
	press(&t, "<f12>");
	sees(&t, "Receipt 01-1-000005");
	t.keys = 0;
	press(&t, "<f10>9");
	CHECK(sees(&t, "Cash counted"));
	CHECK(!has(&t, "559.30")); /* blind */
	press(&t, "1234.5<enter>");
	CHECK(sees(&t, "prints the Z report"));
	CHECK(!has(&t, "559.30"));
	press(&t, "<enter>");
	CHECK(sees(&t, "Cash expected"));
	CHECK(sees(&t, "559.30"));
	CHECK(sees(&t, "675.20")); /* over */
	end_task(&t, "t19");
}

TEST(t19_by_denominations)
{
	struct till t;

	if (!begin(&t))
		return;
	press(&t, "<f10>9");
	sees(&t, "Cash counted");
	press(&t, "10<down>5<down>4<down>12<down>2<down>1<down>13<down>11<down>10<down>4<enter>");
	CHECK(sees(&t, "prints the Z report"));
	press(&t, "<enter>");
	CHECK(sees(&t, "1482.90"));
	end(&t, 28);
}

#define SWITCH_MS 2000 /* until the next cashier has the own basket again */

TEST(t20_the_next_cashier)
{
	struct till t;
	int64_t begun_ms;

	if (!begin(&t))
		return;
	scan_many(&t, 2);
	scan(&t, BADGE_1009);
	CHECK(sees(&t, "1009 "));
	CHECK(sees(&t, "The shift of"));
	CHECK(vt_gone(t.vt, "  2 "));
	scan(&t, CRISPS);
	CHECK(sees(&t, "11.90"));
	begun_ms = clock_mono_ms();
	scan(&t, BADGE_1008);
	CHECK(sees(&t, "1008 "));
	CHECK(sees(&t, "  2 "));
	CHECK(clock_mono_ms() - begun_ms < SWITCH_MS);
	end_task(&t, "t20");
}

/* Where nobody has a card: one signs off, the next takes the till by number and PIN, whose check takes its time. */
TEST(the_next_cashier_by_pin)
{
	struct till t;
	int64_t begun_ms;

	if (!begin(&t))
		return;
	scan(&t, CRISPS);
	CHECK(sees(&t, "11.90"));
	press(&t, ":sign-off<enter>");
	sign_on(&t, "1009", "13579");
	CHECK(sees(&t, "1009 "));
	CHECK(vt_gone(t.vt, "11.90"));
	begun_ms = clock_mono_ms();
	press(&t, ":sign-off<enter>");
	sign_on(&t, "1008", "2468");
	CHECK(sees(&t, "11.90"));
	CHECK(clock_mono_ms() - begun_ms < SWITCH_MS);
	till_end(&t);
}

T_MAIN
