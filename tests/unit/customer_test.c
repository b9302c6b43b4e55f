/* customer_test.c - what the customer reads: each moment, in 20 columns, with and without Chinese characters. */
#include "model/customer.h"
#include "../t.h"

static struct customer base(enum customer_moment m)
{
	return (struct customer){ .moment = m, .shop = "掌柜超市", .name = "可口可乐330ml", .unit = "罐",
		.qty_milli = 1000, .price_minor = 250, .amount_minor = 250, .total_minor = 1250, .open_minor = 1250 };
}

static void check_face(const struct customer *c, bool chinese, const char *lang, const char *upper, const char *lower)
{
	struct customer_face f;

	customer_face(c, CUSTOMER_COLUMNS, chinese, lang, &f);
	CHECK_STR(f.line[0], upper);
	CHECK_STR(f.line[1], lower);
	CHECK(customer_width(f.line[0]) <= CUSTOMER_COLUMNS);
	CHECK(customer_width(f.line[1]) <= CUSTOMER_COLUMNS);
}

TEST(nobody_is_served)
{
	struct customer c = base(CUSTOMER_IDLE);

	check_face(&c, true, "zh_CN", "掌柜超市", "欢迎光临");
	check_face(&c, false, "zh_CN", "ZhangGuiChaoShi", "Welcome");
	c.moment = CUSTOMER_CLOSED;
	check_face(&c, true, "zh_CN", "掌柜超市", "暂停收款");
	c.moment = CUSTOMER_WAIT;
	check_face(&c, true, "en", "掌柜超市", "One moment, please");
}

TEST(an_article_and_the_sum)
{
	struct customer c = base(CUSTOMER_ARTICLE);

	check_face(&c, true, "zh_CN", "可口可乐330ml   2.50", "          合计 12.50");
	c.qty_milli = 3000;
	c.amount_minor = 750;
	check_face(&c, true, "zh_CN", "可口可乐330ml   7.50", "3x2.50    合计 12.50");
	check_face(&c, false, "zh_CN", "KeKouKeLe330ml  7.50", "3x2.50     Sum 12.50");
	c.qty_milli = 24000;
	c.price_minor = 12550;
	check_face(&c, true, "zh_CN", "可口可乐330ml   7.50", "24x125.50 合计 12.50");
	c.total_minor = 11250; /* the word gives way first */
	check_face(&c, true, "zh_CN", "可口可乐330ml   7.50", "24x125.50     112.50");
	c.total_minor = 1234567890;
	check_face(&c, true, "zh_CN", "可口可乐330ml   7.50", "         12345678.90");
}

/* The name gives way, by whole characters; the amount never does. */
TEST(a_long_name_gives_way)
{
	struct customer c = base(CUSTOMER_ARTICLE);

	c.name = "新西兰进口特级金装奶粉";
	check_face(&c, true, "zh_CN", "新西兰进口特级  2.50", "          合计 12.50");
	c.amount_minor = 25000;
	check_face(&c, true, "zh_CN", "新西兰进口特  250.00", "          合计 12.50");
	c.amount_minor = 1000000000000;
	check_face(&c, true, "zh_CN", "新西  10000000000.00", "          合计 12.50");
}

TEST(on_the_scale)
{
	struct customer c = base(CUSTOMER_WEIGHING);

	c.weighed = true;
	c.unit = "公斤";
	c.qty_milli = 520;
	c.amount_minor = 468;
	c.name = "红富士苹果(散)";
	check_face(&c, true, "zh_CN", "红富士苹果(散)", "0.520公斤       4.68");
	c.moving = true;
	check_face(&c, true, "zh_CN", "红富士苹果(散)", "0.520公斤");
	c.unit = "kg";
	check_face(&c, false, "en", "HongFuShiPingGuo(San", "0.520kg");
}

TEST(paying)
{
	struct customer c = base(CUSTOMER_TOTAL);

	check_face(&c, true, "zh_CN", "掌柜超市", "应收           12.50");
	check_face(&c, true, "en", "掌柜超市", "To pay         12.50");
	c.moment = CUSTOMER_RECEIVED;
	c.received_minor = 1000;
	c.open_minor = 250;
	check_face(&c, true, "zh_CN", "实收           10.00", "还差            2.50");
	c.moment = CUSTOMER_CHANGE;
	c.received_minor = 2000;
	c.change_minor = 750;
	check_face(&c, true, "zh_CN", "实收           20.00", "找零            7.50");
	check_face(&c, false, "zh_CN", "Received       20.00", "Change          7.50");
	c.moment = CUSTOMER_REFUND;
	check_face(&c, true, "zh_CN", "掌柜超市", "退款           12.50");
	c.moment = CUSTOMER_PRICE;
	check_face(&c, true, "zh_CN", "可口可乐330ml", "单价            2.50");
}

TEST(digits_and_lamps)
{
	struct customer c = base(CUSTOMER_ARTICLE);
	struct customer_face f;

	customer_face(&c, 8, false, "zh_CN", &f);
	CHECK(f.has_figure);
	CHECK_INT(f.figure_minor, 250);
	CHECK_INT(f.lamp, LAMP_PRICE);
	c.moment = CUSTOMER_TOTAL;
	customer_face(&c, 8, false, "zh_CN", &f);
	CHECK_INT(f.figure_minor, 1250);
	CHECK_INT(f.lamp, LAMP_TOTAL);
	c.moment = CUSTOMER_WEIGHING;
	c.moving = true;
	customer_face(&c, 8, false, "zh_CN", &f);
	CHECK(!f.has_figure);
	CHECK_INT(f.lamp, LAMP_NONE);
}

/* What a name brings along never gets out as a control character. */
TEST(names_are_clean)
{
	struct customer c = base(CUSTOMER_ARTICLE);

	c.name = "a\033[31mb\r\nc\x9b\xe2\x80\xae";
	check_face(&c, true, "zh_CN", "a[31mb c\xef\xbf\xbd      2.50", "          合计 12.50");
	c.name = "";
	check_face(&c, true, "zh_CN", "                2.50", "          合计 12.50");
	c.name = NULL;
	check_face(&c, false, "zh_CN", "                2.50", "           Sum 12.50");
}

T_MAIN
