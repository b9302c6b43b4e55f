/* basket_test.c - from lines to the amount due, by example. */
#include "model/basket.h"

#include "model/money.h"
#include "../t.h"

static struct arena arena = ARENA_INIT;

/* A sold line of a counted article with 13 % tax inside. */
static struct line sold(int line_no, int64_t price_minor, int64_t qty_milli)
{
	return (struct line){
		.line_no = line_no, .article_id = 100 + line_no, .department_id = 1, .tax_rate_id = 1,
		.code = "", .name = "article", .unit = "", .qty_milli = qty_milli, .pack_milli = QTY_ONE,
		.list_price_minor = price_minor, .price_minor = price_minor,
		.price_source = PRICE_REGULAR, .tax_bp = 1300
	};
}

static bool price(struct basket *b)
{
	return CHECK(basket_price(b, &arena) == OK);
}

/* "LINE/STAGE AMOUNT ..." in the order of the rows. */
static const char *rows(const struct basket *b)
{
	static char out[500];
	size_t at = 0;

	out[0] = '\0';
	for (int i = 0; i < b->discount_count; i++) {
		const struct discount *d = &b->discounts[i];

		CHECK_INT(d->rule_id, 0);
		CHECK_STR(d->why, "");
		at += (size_t)snprintf(out + at, sizeof out - at, "%s%d/%d %" PRId64, i ? " " : "",
			d->line_no, d->stage, d->amount_minor);
	}
	return out;
}

TEST(the_bill_of_a_shop)
{
	struct line lines[] = {
		sold(1, 300, 2000), sold(2, 900, 1258), sold(3, 4990, 1000), sold(4, 890, 3000),
		sold(5, 30, 1000),
	};
	struct basket b = { .lines = lines, .line_count = 5 };

	lines[1].flags |= LINE_WEIGHED;
	lines[2].price_minor = 4590;
	lines[2].price_source = PRICE_LEVEL;
	lines[3].discount_kind = HAND_AMOUNT;
	lines[3].discount_value = 445;
	if (!price(&b))
		return;
	CHECK_INT(lines[0].amount_minor, 600);
	CHECK_INT(lines[1].amount_minor, 1132);
	CHECK_INT(lines[2].amount_minor, 4990);
	CHECK_INT(lines[2].discount_minor, 400);
	CHECK_INT(lines[3].paid_minor, 2225);
	CHECK_STR(rows(&b), "3/1 400 4/2 445");
	CHECK_INT(b.amount_minor, 9422);
	CHECK_INT(b.discount_minor, 845);
	CHECK_INT(b.due_minor, 8577);
	CHECK_INT(b.pieces_milli, 8000);
	CHECK_INT(b.tax_minor, 69 + 130 + 528 + 256 + 3);
	CHECK_INT(b.refund_minor, 0);
	arena_clear(&arena);
}

TEST(a_price_above_the_list_is_no_discount)
{
	struct line lines[] = { sold(1, 1000, 3000) };
	struct basket b = { .lines = lines, .line_count = 1 };

	lines[0].price_minor = 1200;
	lines[0].price_source = PRICE_OVERRIDE;
	if (!price(&b))
		return;
	CHECK_INT(lines[0].amount_minor, 3600);
	CHECK_INT(lines[0].discount_minor, 0);
	lines[0].price_minor = 990;
	if (!price(&b))
		return;
	CHECK_INT(lines[0].amount_minor, 3000);
	CHECK_STR(rows(&b), "1/1 30");
	lines[0].price_minor = 0;
	if (!price(&b))
		return;
	CHECK_INT(b.due_minor, 0);
	CHECK_STR(rows(&b), "1/1 3000");
	arena_clear(&arena);
}

TEST(a_printed_amount_is_never_computed_again)
{
	struct line lines[] = { sold(1, 900, 1258) };
	struct basket b = { .lines = lines, .line_count = 1 };

	lines[0].flags |= LINE_LABEL | LINE_WEIGHED;
	lines[0].has_fixed_amount = true;
	lines[0].fixed_amount_minor = 1133; /* the scale's own rounding */
	lines[0].list_price_minor = 1000;
	lines[0].price_source = PRICE_LABEL;
	if (!price(&b))
		return;
	CHECK_INT(lines[0].amount_minor, 1133);
	CHECK_STR(rows(&b), "");
	CHECK_INT(b.pieces_milli, QTY_ONE);
	lines[0].discount_kind = HAND_PERCENT;
	lines[0].discount_value = 1000;
	if (!price(&b))
		return;
	CHECK_STR(rows(&b), "1/2 113");
	CHECK_INT(b.due_minor, 1020);
	arena_clear(&arena);
}

static int64_t hand(int kind, int64_t value)
{
	struct line lines[] = { sold(1, 1999, 1000) };
	struct basket b = { .lines = lines, .line_count = 1 };

	lines[0].discount_kind = kind;
	lines[0].discount_value = value;
	price(&b);
	arena_clear(&arena);
	return b.due_minor;
}

TEST(discounts_by_hand_on_a_line)
{
	CHECK_INT(hand(HAND_NONE, 500), 1999);
	CHECK_INT(hand(HAND_PERCENT, 500), 1899); /* 0.9995: the discount is rounded */
	CHECK_INT(hand(HAND_PERCENT, 10000), 0);
	CHECK_INT(hand(HAND_PERCENT, 0), 1999);
	CHECK_INT(hand(HAND_AMOUNT, 99), 1900);
	CHECK_INT(hand(HAND_AMOUNT, 2000), 0);
	CHECK_INT(hand(HAND_TARGET, 1500), 1500);
	CHECK_INT(hand(HAND_TARGET, 0), 0);
	CHECK_INT(hand(HAND_TARGET, 2500), 1999);
}

TEST(discounts_by_hand_on_the_bill_are_shared)
{
	struct line lines[] = { sold(1, 100, 1000), sold(2, 100, 1000), sold(3, 100, 1000), sold(4, 700, 1000) };
	struct basket b = {
		.lines = lines, .line_count = 4, .bill_discount_kind = HAND_AMOUNT, .bill_discount_value = 100
	};

	lines[3].flags |= LINE_NO_DISCOUNT;
	lines[3].discount_kind = HAND_PERCENT; /* does not count there */
	lines[3].discount_value = 5000;
	if (!price(&b))
		return;
	CHECK_STR(rows(&b), "1/6 34 2/6 33 3/6 33");
	CHECK_INT(b.due_minor, 900);
	b.bill_discount_value = 5000; /* never more than what is left of what may be discounted */
	price(&b);
	CHECK_INT(b.due_minor, 700);
	b.bill_discount_kind = HAND_PERCENT;
	b.bill_discount_value = 500;
	price(&b);
	CHECK_STR(rows(&b), "1/6 5 2/6 5 3/6 5");
	b.bill_discount_kind = HAND_TARGET; /* of the whole bill */
	b.bill_discount_value = 950;
	price(&b);
	CHECK_STR(rows(&b), "1/6 17 2/6 17 3/6 16");
	CHECK_INT(b.due_minor, 950);
	b.bill_discount_value = 100;
	price(&b);
	CHECK_INT(b.due_minor, 700);
	b.bill_discount_value = 2000;
	price(&b);
	CHECK_INT(b.due_minor, 1000);
	arena_clear(&arena);
}

TEST(stages_work_on_what_is_left)
{
	struct line lines[] = { sold(1, 1000, 1000), sold(2, 1000, 1000) };
	struct basket b = {
		.lines = lines, .line_count = 2, .bill_discount_kind = HAND_PERCENT, .bill_discount_value = 1000
	};

	lines[0].price_minor = 900;
	lines[0].discount_kind = HAND_PERCENT;
	lines[0].discount_value = 1000;
	if (!price(&b))
		return;
	/* 10.00 - 1.00 - 0.90 = 8.10; 10 % of 18.10 is 1.81, shared 8.10 : 10.00 */
	CHECK_STR(rows(&b), "1/1 100 1/2 90 1/6 81 2/6 100");
	CHECK_INT(b.due_minor, 1629);
	CHECK_INT(b.discount_minor, 371);
	arena_clear(&arena);
}

TEST(tax_on_top_of_the_price)
{
	struct line lines[] = { sold(1, 1000, 3000) };
	struct basket b = { .lines = lines, .line_count = 1 };

	lines[0].flags |= LINE_TAX_EXCLUDED;
	lines[0].discount_kind = HAND_AMOUNT;
	lines[0].discount_value = 500;
	if (!price(&b))
		return;
	CHECK_INT(lines[0].tax_minor, 325);
	CHECK_INT(lines[0].paid_minor, 2825);
	CHECK_INT(b.due_minor, 2825);
	lines[0].flags = 0;
	price(&b);
	CHECK_INT(b.due_minor, 2500);
	CHECK_INT(b.tax_minor, 288);
	arena_clear(&arena);
}

TEST(goods_coming_back_keep_their_amounts)
{
	struct line lines[] = { sold(1, 1000, 1000), sold(2, 500, 2000) };
	struct basket b = {
		.lines = lines, .line_count = 2, .bill_discount_kind = HAND_PERCENT, .bill_discount_value = 1000
	};

	lines[1].flags |= LINE_RETURN;
	lines[1].amount_minor = 1000;
	lines[1].discount_minor = 123;
	lines[1].paid_minor = 877;
	lines[1].tax_minor = 101;
	lines[1].discount_kind = HAND_PERCENT;
	lines[1].discount_value = 5000;
	if (!price(&b))
		return;
	CHECK_STR(rows(&b), "1/6 100");
	CHECK_INT(lines[1].paid_minor, 877);
	CHECK_INT(lines[1].discount_minor, 123);
	CHECK_INT(b.due_minor, 900);
	CHECK_INT(b.refund_minor, 877);
	CHECK_INT(b.tax_minor, 104);
	CHECK_INT(b.pieces_milli, QTY_ONE);
	arena_clear(&arena);
}

TEST(empty_and_free)
{
	struct line lines[] = { sold(1, 0, 1000) };
	struct basket b = {
		.lines = lines, .bill_discount_kind = HAND_AMOUNT, .bill_discount_value = 100
	};

	price(&b);
	CHECK_INT(b.due_minor, 0);
	CHECK_INT(basket_next_line_no(&b), 1);
	b.line_count = 1;
	price(&b);
	CHECK_INT(b.due_minor, 0);
	CHECK_INT(b.discount_count, 0);
	arena_clear(&arena);
}

TEST(limits)
{
	static struct line many[LINES_MAX + 1];
	struct basket b = { .lines = many, .line_count = LINES_MAX };

	for (int i = 0; i <= LINES_MAX; i++) {
		many[i] = sold(i + 1, 100, 1000);
		many[i].price_minor = 99;
		many[i].discount_kind = HAND_AMOUNT;
		many[i].discount_value = 1;
	}
	b.bill_discount_kind = HAND_AMOUNT;
	b.bill_discount_value = LINES_MAX;
	if (price(&b))
		CHECK_INT(b.due_minor, LINES_MAX * 97);
	CHECK_INT(b.discount_count, LINES_MAX * 3);
	b.line_count = LINES_MAX + 1;
	CHECK_INT(basket_price(&b, &arena), ERR_REFUSED);
	b.line_count = 1;
	b.bill_discount_kind = HAND_NONE;
	many[0] = sold(1, MONEY_MAX, 1000);
	if (price(&b))
		CHECK_INT(b.due_minor, MONEY_MAX);
	many[0].qty_milli = 1001;
	CHECK_INT(basket_price(&b, &arena), ERR_REFUSED);
	many[0] = sold(1, MONEY_MAX, QTY_MAX);
	CHECK_INT(basket_price(&b, &arena), ERR_REFUSED);
	many[0].has_fixed_amount = true; /* nor with a label's amount: what it is made of must fit, too */
	many[0].fixed_amount_minor = 1;
	CHECK_INT(basket_price(&b, &arena), ERR_REFUSED);
	many[0] = sold(1, MONEY_MAX, 1000);
	b.line_count = 2; /* each may stand, their sum not */
	CHECK_INT(basket_price(&b, &arena), ERR_REFUSED);
	b.line_count = 1;
	many[0].flags |= LINE_TAX_EXCLUDED;
	CHECK_INT(basket_price(&b, &arena), ERR_REFUSED);
	many[0].flags = LINE_RETURN;
	many[0].paid_minor = MONEY_MAX;
	if (price(&b))
		CHECK_INT(b.refund_minor, MONEY_MAX);
	many[0].paid_minor++;
	CHECK_INT(basket_price(&b, &arena), ERR_REFUSED);
	arena_clear(&arena);
}

TEST(staff_pay_less_of_what_nobody_lowered_by_hand)
{
	struct line lines[] = { sold(1, 333, 1000), sold(2, 333, 1000), sold(3, 1000, 1000), sold(4, 1000, 1000),
		sold(5, 1000, 1000), sold(6, 999, 1000) };
	struct basket b = { .lines = lines, .line_count = 6, .staff_discount_bp = 1000 };

	lines[2].flags |= LINE_NO_DISCOUNT;
	lines[3].discount_kind = HAND_AMOUNT;
	lines[3].discount_value = 100;
	lines[4].price_minor = 900;
	lines[4].price_source = PRICE_OVERRIDE;
	lines[5].flags |= LINE_RETURN;
	lines[5].paid_minor = 999;
	if (!price(&b))
		return;
	/* A tenth of 6.66 is 0.67, shared to the fen. */
	CHECK_INT(b.discount_count, 4);
	CHECK_INT(discounts_sum(b.discounts, b.discount_count, 0, STAGE_ORDER_PROMOTION), 67);
	CHECK_INT(lines[0].discount_minor, 34);
	CHECK_INT(lines[1].discount_minor, 33);
	CHECK_INT(lines[2].discount_minor, 0);
	CHECK_INT(lines[3].discount_minor, 100);
	CHECK_INT(lines[4].discount_minor, 100);
	for (int i = 0; i < b.discount_count; i++) {
		bool staff = b.discounts[i].stage == STAGE_ORDER_PROMOTION;

		CHECK_INT(b.discounts[i].rule_id, staff ? RULE_STAFF : 0);
		CHECK_STR(b.discounts[i].why, "");
	}
	b.staff_discount_bp = 10000;
	if (!price(&b))
		return;
	CHECK_INT(lines[0].paid_minor, 0);
	CHECK_INT(lines[2].paid_minor, 1000);
	arena_clear(&arena);
}

TEST(a_member_pays_his_price_where_it_is_less)
{
	struct line lines[] = { sold(1, 1000, 3000), sold(2, 1000, 1000), sold(3, 1000, 1000),
		sold(4, 1000, 1000), sold(5, 1000, 1000) };
	struct basket b = { .lines = lines, .line_count = 5 };

	CHECK(line_member_price(&lines[0], 899));
	CHECK_INT(lines[0].price_source, PRICE_MEMBER);
	CHECK(!line_member_price(&lines[0], 800)); /* it is his already: the public price first */
	CHECK(!line_member_price(&lines[1], 1000));
	CHECK(!line_member_price(&lines[1], 1001));
	lines[2].price_source = PRICE_OVERRIDE;
	CHECK(!line_member_price(&lines[2], 500));
	lines[3].flags |= LINE_DEPOSIT;
	CHECK(!line_member_price(&lines[3], 500));
	lines[4].article_id = 0;
	CHECK(!line_member_price(&lines[4], 500));
	if (!price(&b))
		return;
	CHECK_INT(b.discount_count, 1);
	CHECK_INT(b.discounts[0].stage, STAGE_PRICE);
	CHECK_INT(b.discounts[0].rule_id, RULE_MEMBER_PRICE);
	CHECK_INT(b.discounts[0].amount_minor, 303);
	CHECK_INT(b.due_minor, 7000 - 303);
	CHECK_INT(discounts_by_rule(b.discounts, b.discount_count, 1, RULE_MEMBER_PRICE), 303);
	CHECK_INT(discounts_by_rule(b.discounts, b.discount_count, 2, RULE_MEMBER_PRICE), 0);
	/* The shop asks it: nobody loses by it. */
	lines[0].floor_minor = 950;
	CHECK_INT(basket_shortfall(&b, true), 0);
	CHECK(line_public_price(&lines[0]));
	CHECK(!line_public_price(&lines[0]));
	CHECK_INT(lines[0].price_source, PRICE_REGULAR);
	CHECK_INT(lines[0].price_minor, 1000);
}

TEST(a_scan_joins_its_line)
{
	struct line lines[] = { sold(1, 300, 1000), sold(2, 400, 1000), sold(3, 300, 1000) };
	struct basket b = { .lines = lines, .line_count = 3 };
	struct line scan = sold(1, 300, 1000), other;

	CHECK(basket_merge_line(&b, &scan) == &lines[0]);
	lines[2].article_id = lines[0].article_id;
	CHECK(basket_merge_line(&b, &scan) == &lines[2]); /* the latest */
	lines[2].flags |= LINE_RETURN;
	CHECK(basket_merge_line(&b, &scan) == &lines[0]);
	lines[0].discount_kind = HAND_PERCENT;
	CHECK(!basket_merge_line(&b, &scan));
	lines[0].discount_kind = HAND_NONE;
	other = scan;
	other.pack_milli = 12000;
	CHECK(!basket_merge_line(&b, &other));
	other = scan;
	other.price_minor = 299;
	CHECK(!basket_merge_line(&b, &other));
	other = scan;
	other.list_price_minor = 350;
	CHECK(!basket_merge_line(&b, &other));
	other = scan;
	other.price_source = PRICE_OVERRIDE;
	CHECK(!basket_merge_line(&b, &other));
	other = scan;
	other.flags |= LINE_LABEL;
	CHECK(!basket_merge_line(&b, &other));
	lines[0].flags |= LINE_WEIGHED;
	other = scan;
	other.flags |= LINE_WEIGHED; /* two bags are two pieces */
	CHECK(!basket_merge_line(&b, &other));
	lines[0].flags = 0;
	lines[0].qty_milli = QTY_MAX - 1000;
	CHECK(basket_merge_line(&b, &scan) == &lines[0]);
	lines[0].qty_milli++;
	CHECK(!basket_merge_line(&b, &scan));
	lines[0].qty_milli = 1000;
	lines[0].article_id = scan.article_id = 0; /* two department sales are two things */
	CHECK(!basket_merge_line(&b, &scan));
}

TEST(lines_by_number)
{
	struct line lines[] = { sold(1, 300, 1000), sold(7, 400, 1000), sold(4, 300, 1000) };
	struct basket b = { .lines = lines, .line_count = 3 };

	CHECK(basket_line(&b, 7) == &lines[1]);
	CHECK(!basket_line(&b, 2));
	CHECK_INT(basket_next_line_no(&b), 8);
	arena_release(&arena);
}

T_MAIN
