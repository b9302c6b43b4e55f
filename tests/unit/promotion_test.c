/* promotion_test.c - offers and coupons by example. */
#include "model/promotion/promotion.h"

#include "model/basket.h"
#include "model/money.h"
#include "../t.h"

static struct arena arena = ARENA_INIT;

static struct line sold(int line_no, int64_t price_minor)
{
	return (struct line){ .line_no = line_no, .article_id = 100 + line_no, .department_id = 1, .tax_rate_id = 1,
		.code = "", .name = "article", .unit = "", .qty_milli = QTY_ONE, .pack_milli = QTY_ONE,
		.list_price_minor = price_minor, .price_minor = price_minor, .price_source = PRICE_REGULAR };
}

#define GOLD { .id = 7, .stage = STAGE_ORDER_PROMOTION, .kind = OFFER_PERCENT, .value = 500, .why = "gold" }
#define FIVE_OFF { .id = 9, .stage = STAGE_COUPON, .kind = OFFER_AMOUNT, .value = 500, .why = "five" }

/* Prices the lines under the offers: "RULE:LINE AMOUNT ..." in the order of the rows. */
static const char *priced(struct line *lines, int n, const struct offer *offers, int count, struct basket *b)
{
	static char out[400];
	size_t at = 0;

	*b = (struct basket){ .lines = lines, .line_count = n, .offers = { offers, count } };
	out[0] = '\0';
	if (!CHECK_INT(basket_price(b, &arena), OK))
		return out;
	for (int i = 0; i < b->discount_count; i++)
		at += (size_t)snprintf(out + at, sizeof out - at, "%s%" PRId64 ":%d %" PRId64, i ? " " : "",
			b->discounts[i].rule_id, b->discounts[i].line_no, b->discounts[i].amount_minor);
	return out;
}

/* Member day: 100.00 -> 95.00; a special article pays in full. */
TEST(a_level_pays_less)
{
	const struct offer offers[] = { GOLD };
	struct line lines[] = { sold(1, 10000), sold(2, 10000) };
	struct basket b;

	lines[1].flags |= LINE_NO_DISCOUNT;
	CHECK_STR(priced(lines, 2, offers, 1, &b), "7:1 500");
	CHECK_STR(b.discounts[0].why, "gold");
	CHECK_INT(b.due_minor, 19500);
	lines[0].price_source = PRICE_OVERRIDE;
	CHECK_STR(priced(lines, 2, offers, 1, &b), "");
	CHECK_INT(b.promotion.results[0].skipped, OFFER_NO_LINES);
}

TEST(only_the_regular_price)
{
	struct offer offers[] = { GOLD };
	struct line lines[] = { sold(1, 1000), sold(2, 1000), sold(3, 1000) };
	struct basket b;

	offers[0].flags = OFFER_REGULAR_ONLY;
	lines[1].price_source = PRICE_LEVEL;
	lines[2].price_source = PRICE_WINDOW;
	CHECK_STR(priced(lines, 3, offers, 1, &b), "7:1 50");
}

/* Rounded once, and shared over the lines by what is left of them. */
TEST(one_percentage_is_rounded_once)
{
	const struct offer offers[] = { GOLD };
	struct line lines[] = { sold(1, 110), sold(2, 110), sold(3, 110) };
	struct basket b;

	CHECK_STR(priced(lines, 3, offers, 1, &b), "7:1 6 7:2 6 7:3 5"); /* 16.5: 17 */
}

TEST(a_threshold_is_reached_at_exactly_it)
{
	struct offer offers[] = { FIVE_OFF };
	struct line lines[] = { sold(1, 4999) };
	struct basket b;

	offers[0].threshold_minor = 5000;
	CHECK_STR(priced(lines, 1, offers, 1, &b), "");
	CHECK_INT(b.promotion.results[0].skipped, OFFER_BELOW);
	CHECK_INT(b.promotion.results[0].missing_minor, 1);
	lines[0] = sold(1, 5000);
	CHECK_STR(priced(lines, 1, offers, 1, &b), "9:1 500");
	CHECK_INT(b.promotion.results[0].skipped, OFFER_TAKEN);
	CHECK_INT(b.promotion.results[0].amount_minor, 500);
}

/* A coupon of 5.00 on a basket of 3.00 takes 3.00: no change. */
TEST(never_below_zero)
{
	const struct offer offers[] = { FIVE_OFF };
	struct line lines[] = { sold(1, 300) };
	struct basket b;

	CHECK_STR(priced(lines, 1, offers, 1, &b), "9:1 300");
	CHECK_INT(b.due_minor, 0);
}

TEST(a_cap_is_shared_like_any_other)
{
	struct offer offers[] = { GOLD };
	struct line lines[] = { sold(1, 20000), sold(2, 10000) };
	struct basket b;

	offers[0].cap_minor = 900;
	CHECK_STR(priced(lines, 2, offers, 1, &b), "7:1 600 7:2 300");
	offers[0].cap_minor = 1500;
	CHECK_STR(priced(lines, 2, offers, 1, &b), "7:1 1000 7:2 500");
}

/* The coupon counts what the level left of it. */
TEST(stages_follow_each_other)
{
	struct offer offers[] = { FIVE_OFF, GOLD };
	struct line lines[] = { sold(1, 10000) };
	struct basket b;

	offers[0].threshold_minor = 9500;
	CHECK_STR(priced(lines, 1, offers, 2, &b), "7:1 500 9:1 500");
	offers[0].threshold_minor = 9501;
	CHECK_STR(priced(lines, 1, offers, 2, &b), "7:1 500");
	CHECK_INT(b.promotion.results[0].missing_minor, 1);
}

TEST(the_best_stands_alone_unless_they_stack)
{
	struct offer offers[] = { FIVE_OFF, FIVE_OFF, FIVE_OFF };
	struct line lines[] = { sold(1, 10000) };
	struct basket b;

	offers[1].id = 10;
	offers[2].id = 11;
	offers[2].value = 900;
	CHECK_STR(priced(lines, 1, offers, 3, &b), "11:1 900");
	CHECK_INT(b.promotion.results[0].skipped, OFFER_BEATEN);
	offers[0].flags = OFFER_STACKS;
	CHECK_STR(priced(lines, 1, offers, 3, &b), "11:1 900");
	offers[1].flags = OFFER_STACKS;
	CHECK_STR(priced(lines, 1, offers, 3, &b), "9:1 500 10:1 500");
	CHECK_INT(b.promotion.results[2].skipped, OFFER_BEATEN);
	CHECK_INT(b.promotion.results[2].amount_minor, 0);
	offers[2].value = 1000; /* as good as both: one stands alone */
	CHECK_STR(priced(lines, 1, offers, 3, &b), "11:1 1000");
}

TEST(of_equals_priority_then_id)
{
	struct offer offers[] = { FIVE_OFF, FIVE_OFF };
	struct line lines[] = { sold(1, 10000) };
	struct basket b;

	offers[0].id = 12;
	CHECK_STR(priced(lines, 1, offers, 2, &b), "9:1 500");
	offers[0].priority = 1;
	CHECK_STR(priced(lines, 1, offers, 2, &b), "12:1 500");
}

/* Member discount or coupon, not both: the customer has what is better. */
TEST(no_coupon_beside_it)
{
	struct offer offers[] = { GOLD, FIVE_OFF };
	struct line lines[] = { sold(1, 10000) };
	struct basket b;

	offers[0].flags = OFFER_NO_COUPON;
	CHECK_STR(priced(lines, 1, offers, 2, &b), "7:1 500"); /* as much: the offer */
	CHECK_INT(b.promotion.results[1].skipped, OFFER_EXCLUDED);
	lines[0] = sold(1, 9900);
	CHECK_STR(priced(lines, 1, offers, 2, &b), "9:1 500");
	CHECK_INT(b.promotion.results[0].skipped, OFFER_EXCLUDED);
}

/* The other way round: a coupon that lets no offer of the order stand beside it. */
TEST(no_offer_beside_a_coupon)
{
	struct offer offers[] = { GOLD, FIVE_OFF, FIVE_OFF };
	struct line lines[] = { sold(1, 10000) };
	struct basket b;

	offers[1].flags = OFFER_NO_ORDER;
	CHECK_STR(priced(lines, 1, offers, 2, &b), "7:1 500"); /* as much: the offer */
	CHECK_INT(b.promotion.results[1].skipped, OFFER_EXCLUDED);
	lines[0] = sold(1, 9900);
	CHECK_STR(priced(lines, 1, offers, 2, &b), "9:1 500");
	CHECK_INT(b.promotion.results[0].skipped, OFFER_EXCLUDED);
	/* Another coupon stands beside the offer. */
	offers[2].id = 12;
	CHECK_STR(priced(lines, 1, offers, 3, &b), "7:1 495 12:1 500");
	CHECK_STR(priced(lines, 1, offers + 1, 1, &b), "9:1 500");
}

TEST(goods_that_it_is_for)
{
	const int64_t under[] = { 3, 4 };
	struct offer offers[] = { FIVE_OFF };
	struct line lines[] = { sold(1, 1000), sold(2, 3000) };
	struct basket b;

	lines[1].category_id = 4;
	lines[1].department_id = 2;
	offers[0].scope = SCOPE_ARTICLE;
	offers[0].target_id = 102;
	CHECK_STR(priced(lines, 2, offers, 1, &b), "9:2 500");
	offers[0].scope = SCOPE_DEPARTMENT;
	offers[0].target_id = 1;
	CHECK_STR(priced(lines, 2, offers, 1, &b), "9:1 500");
	offers[0].scope = SCOPE_CATEGORY;
	offers[0].target_id = 3;
	offers[0].categories = under;
	offers[0].category_count = 2;
	CHECK_STR(priced(lines, 2, offers, 1, &b), "9:2 500");
	offers[0].category_count = 1;
	CHECK_STR(priced(lines, 2, offers, 1, &b), "");
	CHECK_INT(b.promotion.results[0].skipped, OFFER_NO_LINES);
	/* Its minimum is of those goods alone. */
	offers[0].category_count = 2;
	offers[0].threshold_minor = 3001;
	CHECK_STR(priced(lines, 2, offers, 1, &b), "");
	CHECK_INT(b.promotion.results[0].missing_minor, 1);
	offers[0].threshold_minor = 3000;
	CHECK_STR(priced(lines, 2, offers, 1, &b), "9:2 500");
}

TEST(what_takes_no_discount)
{
	const struct offer offers[] = { FIVE_OFF };
	static const unsigned flags[] = { LINE_NO_DISCOUNT, LINE_DEPOSIT, 1 << 20 };
	struct line lines[] = { sold(1, 10000) };
	struct basket b;

	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		lines[0] = sold(1, 10000);
		lines[0].flags = flags[i];
		CHECK_STR(priced(lines, 1, offers, 1, &b), "");
	}
}

T_MAIN
