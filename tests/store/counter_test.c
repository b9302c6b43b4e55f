/* counter_test.c - weighed goods from the scale of the counter, and what the customer reads at each step. */
#include "../rows.h"
#include "service/articles.h"
#include "service/devices.h"
#include "service/jobs.h"
#include "store/article_store.h"
#include "store/device_store.h"

#define CHIPS "6951617500220" /* 7.50 */
#define SEEDS "431"           /* 21.80 a kilogram */

static enum err put_device(struct shop *sh, void *arg)
{
	return device_insert(sh->db, arg);
}

/* A till with a scale, signed on. */
static bool begin(struct trade *tr)
{
	struct device scale = { .id = 1, .name = "scale", .kind = "scale", .protocol = "acs",
		.address = "local:/dev/ttyS0", .options = "", .active = true };
	char url[600];
	static int n;

	snprintf(url, sizeof url, "sqlite:%s/counter%d.db", t_tmpdir(), n++);
	if (!trade_init(tr, url, "01") || !trade_open(tr))
		return false;
	scale.terminal_id = tr->sh->terminal_id;
	if (!CHECK(shop_tx(tr->sh, put_device, &scale) == OK) || !CHECK(shop_load_master(tr->sh) == OK))
		return false;
	till_refresh(tr->t);
	return does(tr, "sign-on 1008 2468") && does(tr, "shift-open 500");
}

static void weigh_at(struct trade *tr, const char *scale, int64_t weight_milli, bool stable)
{
	const struct scale_reading r = { .weight_milli = weight_milli, .stable = stable };

	till_weigh(tr->t, scale, &r);
}

static void weigh(struct trade *tr, int64_t weight_milli, bool stable)
{
	weigh_at(tr, "scale", weight_milli, stable);
}

/* The two lines of a display with Chinese characters. */
static void reads(struct trade *tr, const char *upper, const char *lower)
{
	struct customer c;
	struct customer_face f;

	till_customer(tr->t, &c);
	customer_face(&c, CUSTOMER_COLUMNS, true, "zh_CN", &f);
	CHECK_STR(f.line[0], upper);
	CHECK_STR(f.line[1], lower);
}

TEST(a_weight_is_taken_from_the_scale)
{
	struct trade tr;

	if (!begin(&tr))
		return;
	refuses(&tr, "enter " SEEDS, "put-on-scale");
	CHECK_INT(view(&tr)->need, NEED_WEIGHT);
	refuses(&tr, "enter", "scale-silent");
	weigh(&tr, 0, true);
	refuses(&tr, "enter", "scale-empty");
	weigh(&tr, 520, false);
	refuses(&tr, "enter", "scale-moving");
	reads(&tr, "散装原味瓜子", "0.520kg");
	weigh(&tr, -10, true);
	refuses(&tr, "enter", "scale-below-zero");
	weigh(&tr, 520, true);
	reads(&tr, "散装原味瓜子", "0.520kg        11.34");
	does(&tr, "enter");
	CHECK_INT(view(&tr)->basket->lines[0].qty_milli, 520);
	CHECK_INT(view(&tr)->due_minor, 1134);
	reads(&tr, "散装原味瓜子   11.34", "0.520kg   合计 11.34");
	trade_close(&tr);
}

static enum err set_tare(struct shop *sh, const char *tare)
{
	struct arena a = ARENA_INIT;
	struct article seeds;
	struct article_edit edit = { 0 };
	struct said said;
	enum err e = article_find(sh, &a, SEEDS, &seeds);

	for (int i = 0; i < ARTICLE_RULES; i++)
		if (strcmp(article_rules[i].name, "tare") == 0)
			edit.rule[i] = tare;
	if (e == OK)
		{
		edit.number = seeds.number;
		e = article_change(sh, &a, &edit, &said);
	}
	arena_release(&a);
	return e;
}

TEST(the_packing_of_an_article_is_not_sold)
{
	struct scale_reading r = { .weight_milli = 470, .tare_milli = 50, .stable = true };
	struct trade tr;

	if (!begin(&tr) || !does(&tr, "sign-on 3001 615902"))
		return;
	CHECK_INT(set_tare(tr.sh, "10"), ERR_INVALID);
	CHECK_INT(set_tare(tr.sh, "20g"), ERR_INVALID);
	CHECK_INT(set_tare(tr.sh, "0.02"), OK);
	does(&tr, "sign-on 1008 2468");
	refuses(&tr, "enter " SEEDS, "put-on-scale");
	weigh(&tr, 20, true);
	CHECK_INT(till_scale(tr.t, &r), WEIGH_EMPTY);
	refuses(&tr, "enter", "scale-packing");
	weigh(&tr, 540, true);
	CHECK_INT(till_scale(tr.t, &r), WEIGH_READY);
	CHECK_INT(r.weight_milli, 520);
	CHECK_INT(r.tare_milli, 20);
	reads(&tr, "散装原味瓜子", "0.520kg        11.34");
	does(&tr, "enter");
	CHECK_INT(view(&tr)->basket->lines[0].qty_milli, 520);
	CHECK_INT(view(&tr)->due_minor, 1134);
	/* A tare that the scale took itself is not taken twice; a typed weight is net. */
	weigh(&tr, 0, true);
	refuses(&tr, "enter " SEEDS, "put-on-scale");
	till_weigh(tr.t, "scale", &(struct scale_reading){ .weight_milli = 470, .tare_milli = 50, .stable = true });
	does(&tr, "enter");
	CHECK_INT(view(&tr)->basket->lines[1].qty_milli, 470);
	does(&tr, "enter 0.300*" SEEDS);
	CHECK_INT(view(&tr)->basket->lines[2].qty_milli, 300);
	trade_close(&tr);
}

TEST(the_same_goods_are_sold_after_a_question_only)
{
	struct trade tr;

	if (!begin(&tr))
		return;
	act(&tr, "enter " SEEDS);
	weigh(&tr, 520, true);
	does(&tr, "enter");
	act(&tr, "enter " SEEDS);
	refuses(&tr, "enter", "scale-same");
	CHECK_INT(view(&tr)->need, NEED_CONFIRM);
	does(&tr, "back");
	CHECK_INT(view(&tr)->basket->lines[0].qty_milli, 520);
	act(&tr, "enter " SEEDS);
	act(&tr, "enter");
	does(&tr, "enter"); /* yes, once more */
	CHECK_INT(view(&tr)->basket->line_count, 2);
	CHECK_INT(view(&tr)->basket->lines[1].qty_milli, 520);
	weigh(&tr, 0, true);
	weigh(&tr, 520, true);
	act(&tr, "enter " SEEDS);
	does(&tr, "enter");
	CHECK_INT(view(&tr)->basket->line_count, 3);
	trade_close(&tr);
}

/* What changes between question and answer is looked at again. */
TEST(goods_taken_off_before_the_answer_are_not_sold)
{
	struct trade tr;

	if (!begin(&tr))
		return;
	act(&tr, "enter " SEEDS);
	weigh(&tr, 520, true);
	does(&tr, "enter");
	act(&tr, "enter " SEEDS);
	refuses(&tr, "enter", "scale-same");
	weigh(&tr, 0, true);
	refuses(&tr, "enter", "scale-empty");
	CHECK_INT(view(&tr)->need, NEED_WEIGHT);
	CHECK_INT(view(&tr)->basket->lines[0].qty_milli, 520);
	trade_close(&tr);
}

TEST(a_typed_weight_is_on_record)
{
	struct trade tr;

	if (!begin(&tr))
		return;
	act(&tr, "enter " SEEDS);
	weigh(&tr, 520, true);
	does(&tr, "enter 1.258");
	CHECK_INT(view(&tr)->basket->lines[0].qty_milli, 1258);
	CHECK_INT(ACTS("weight-by-hand"), 1);
	does(&tr, "enter 0.5*" SEEDS);
	CHECK_INT(ACTS("weight-by-hand"), 2);
	does(&tr, "enter *2.5");
	CHECK_INT(ACTS("weight-by-hand"), 3);
	act(&tr, "enter " SEEDS); /* the scale was not used up by what was typed */
	does(&tr, "enter");
	CHECK_INT(ACTS("weight-by-hand"), 3);
	CHECK_INT(view(&tr)->basket->lines[1].qty_milli, 2500);
	CHECK_INT(view(&tr)->basket->lines[2].qty_milli, 520);
	does(&tr, "enter 3*" CHIPS);
	CHECK_INT(ACTS("weight-by-hand"), 3);
	trade_close(&tr);
}

TEST(who_may_not_type_a_weight_asks)
{
	struct trade tr;

	if (!begin(&tr))
		return;
	tr.sh->staff.may[PERM_WEIGHT_BY_HAND] = false;
	act(&tr, "enter " SEEDS);
	refuses(&tr, "enter 1.258", "needs-approval");
	does(&tr, "approve 2001 331827");
	CHECK_INT(view(&tr)->basket->lines[0].qty_milli, 1258);
	CHECK_INT(ACTS("weight-by-hand"), 1);
	refuses(&tr, "enter *2", "needs-approval");
	does(&tr, "back");
	weigh(&tr, 520, true);
	act(&tr, "enter " SEEDS);
	does(&tr, "enter");
	CHECK_INT(view(&tr)->basket->lines[1].qty_milli, 520);
	trade_close(&tr);
}

/* Two scales whose readings come by turns: the goods are where they are, whichever spoke last. */
TEST(two_scales_at_a_till)
{
	struct device second = { .id = 2, .name = "table", .kind = "scale", .protocol = "st",
		.address = "local:/dev/ttyS1", .options = "", .active = true };
	struct trade tr;

	if (!begin(&tr))
		return;
	second.terminal_id = tr.sh->terminal_id;
	CHECK(shop_tx(tr.sh, put_device, &second) == OK);
	CHECK(shop_load_master(tr.sh) == OK);
	till_refresh(tr.t);
	refuses(&tr, "enter " SEEDS, "put-on-scale");
	weigh_at(&tr, "table", 520, true);
	weigh_at(&tr, "scale", 0, true);
	does(&tr, "enter");
	CHECK_INT(view(&tr)->basket->lines[0].qty_milli, 520);
	CHECK_STR(till_scale_name(tr.t), "table");
	refuses(&tr, "enter " SEEDS, "put-on-scale");
	weigh_at(&tr, "scale", 300, true); /* what was sold stands on the other still */
	CHECK_STR(till_scale_name(tr.t), "scale");
	does(&tr, "enter");
	CHECK_INT(view(&tr)->basket->lines[1].qty_milli, 300);
	refuses(&tr, "enter " SEEDS, "put-on-scale");
	weigh_at(&tr, "table", 200, true);
	weigh_at(&tr, "scale", 700, true);
	refuses(&tr, "enter", "scale-two");
	weigh_at(&tr, "scale", 0, true);
	does(&tr, "enter");
	CHECK_INT(view(&tr)->basket->lines[2].qty_milli, 200);
	trade_close(&tr);
}

/* How many devices somebody has heard of; the last one's name. */
static int heard_of(struct trade *tr, const char **name)
{
	struct device_info *list;
	int n = 0;

	*name = "";
	if (CHECK(devices_all(tr->sh, &tr->a, &list, &n) == OK) && n)
		*name = list[n - 1].health.device;
	return n;
}

TEST(a_device_taken_away_is_heard_of_no_more)
{
	struct trade tr;
	struct said said;
	const char *name;

	if (!begin(&tr))
		return;
	tr.sh->staff.may[PERM_DEVICES] = true;
	CHECK(device_report(tr.sh, "printer", "ready", "") == OK);
	CHECK(device_report(tr.sh, "scale", "ready", "") == OK);
	CHECK_INT(heard_of(&tr, &name), 2);
	CHECK(device_remove(tr.sh, &tr.a, NULL, "scale", &said) == OK);
	CHECK_INT(heard_of(&tr, &name), 1);
	CHECK_STR(name, "printer");
	trade_close(&tr);
}

TEST(the_customer_reads_along)
{
	struct trade tr;

	if (!begin(&tr))
		return;
	reads(&tr, "掌柜超市", "欢迎光临");
	does(&tr, "price-check " CHIPS);
	reads(&tr, "脆脆兔薯片(原味)75g", "单价            7.50");
	does(&tr, "enter 2*" CHIPS);
	reads(&tr, "脆脆兔薯片(原  15.00", "2x7.50    合计 15.00");
	does(&tr, "pay");
	reads(&tr, "掌柜超市", "应收           15.00");
	does(&tr, "cash 10");
	reads(&tr, "实收           10.00", "还差            5.00");
	does(&tr, "lock");
	reads(&tr, "掌柜超市", "请稍候");
	does(&tr, "sign-on 1008 2468");
	does(&tr, "cash 20");
	reads(&tr, "实收           30.00", "找零           15.00");
	does(&tr, "enter " CHIPS);
	reads(&tr, "脆脆兔薯片(原味 7.50", "           合计 7.50");
	does(&tr, "hold");
	reads(&tr, "掌柜超市", "欢迎光临");
	does(&tr, "recall");
	does(&tr, "cash 7.50");
	refuses(&tr, "void-last 1", "needs-approval");
	does(&tr, "approve 2001 331827");
	reads(&tr, "掌柜超市", "退款            7.50");
	does(&tr, "sign-off");
	reads(&tr, "掌柜超市", "暂停收款");
	trade_close(&tr);
}

T_MAIN
