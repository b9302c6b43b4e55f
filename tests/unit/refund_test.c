/* refund_test.c - what comes back of a sale, by example. */
#include "model/refund.h"

#include "model/money.h"
#include "../t.h"

static struct line sold_line(int64_t qty_milli, int64_t amount, int64_t discount, int64_t tax)
{
	return (struct line){
		.line_no = 4, .article_id = 9, .name = "jam", .code = "", .unit = "", .qty_milli = qty_milli,
		.pack_milli = QTY_ONE, .amount_minor = amount, .discount_minor = discount,
		.paid_minor = amount - discount, .tax_minor = tax, .tax_bp = 1300
	};
}

/* "amount discount paid tax" of a part return. */
static const char *part(const struct line *sold, int64_t before, int64_t qty)
{
	static char out[100];
	struct line l;

	refund_line(sold, before, qty, &l);
	CHECK(l.flags & LINE_RETURN);
	CHECK_INT(l.qty_milli, qty);
	CHECK_INT(l.line_no, sold->line_no);
	snprintf(out, sizeof out, "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64, l.amount_minor,
		l.discount_minor, l.paid_minor, l.tax_minor);
	return out;
}

TEST(one_by_one)
{
	struct line sold = sold_line(3000, 2670, 445, 256); /* 3 at 8.90, second one at half price */

	CHECK_STR(part(&sold, 0, 1000), "890 148 742 85");
	CHECK_STR(part(&sold, 1000, 1000), "890 149 741 86");
	CHECK_STR(part(&sold, 2000, 1000), "890 148 742 85");
	CHECK_STR(part(&sold, 0, 3000), "2670 445 2225 256");
	CHECK_STR(part(&sold, 1000, 2000), "1780 297 1483 171");
}

TEST(half_a_fen_goes_to_what_is_paid)
{
	struct line sold = sold_line(2000, 600, 35, 65); /* 2.825 and 0.175 */

	CHECK_STR(part(&sold, 0, 1000), "300 17 283 33");
	CHECK_STR(part(&sold, 1000, 1000), "300 18 282 32");
}

TEST(what_was_free_gives_nothing_back)
{
	struct line sold = sold_line(2000, 600, 600, 0);

	CHECK_STR(part(&sold, 0, 1000), "300 300 0 0");
	CHECK_STR(part(&sold, 1000, 1000), "300 300 0 0");
}

TEST(a_tax_on_top_comes_back_with_it)
{
	struct line sold = sold_line(2000, 1000, 100, 117);

	sold.flags |= LINE_TAX_EXCLUDED;
	sold.paid_minor = 1017;
	CHECK_STR(part(&sold, 0, 1000), "500 50 509 59");
	CHECK_STR(part(&sold, 1000, 1000), "500 50 508 58");
}

TEST(discount_rows_come_back_row_by_row)
{
	struct line sold = sold_line(3000, 3000, 100, 0);
	const struct discount rows[] = {
		{ 3, STAGE_PRICE, 0, 77, "another line" }, { 4, STAGE_PRICE, 0, 50, "a" },
		{ 4, STAGE_COUPON, 12, 30, "b" }, { 4, STAGE_BILL_HAND, 0, 20, "c" },
	};
	struct discount out[4];

	CHECK_INT(refund_discounts(&sold, rows, 4, 0, 1000, out), 3); /* 33 of 100 */
	CHECK_INT(out[0].amount_minor, 17);
	CHECK_INT(out[1].amount_minor, 10);
	CHECK_INT(out[2].amount_minor, 6);
	CHECK_INT(out[1].rule_id, 12);
	CHECK_INT(out[1].stage, STAGE_COUPON);
	CHECK_STR(out[1].why, "b");
	CHECK_INT(out[0].line_no, 4);
	CHECK_INT(refund_discounts(&sold, rows, 4, 1000, 2000, out), 3);
	CHECK_INT(out[0].amount_minor, 33);
	CHECK_INT(out[1].amount_minor, 20);
	CHECK_INT(out[2].amount_minor, 14);
	CHECK_INT(refund_discounts(&sold, rows, 4, 0, 3000, out), 3);
	CHECK_INT(out[2].amount_minor, 20);
	sold.discount_minor = 0;
	CHECK_INT(refund_discounts(&sold, rows, 1, 0, 3000, out), 0);
}

/* A sale of 100.03: 40.00 by card, the rest in cash without the fen. */
static const struct payment card_and_cash[] = {
	{ .tender_id = 2, .kind = TENDER_CARD, .amount_minor = 4000, .given_minor = 4000, .reference = "A7" },
	{ .tender_id = 1, .kind = TENDER_CASH, .amount_minor = 6003, .rounding_minor = 3,
		.given_minor = 10000, .change_minor = 4000, .reference = "" },
};

TEST(tenders_get_their_share)
{
	struct payment gave[2] = { { 0 } }, out[2];

	refund_payments(card_and_cash, 2, 10003, gave, 3334, CASH_DROP_FEN, out);
	CHECK_INT(out[0].amount_minor, 1333); /* 1333.2 and 2000.8 */
	CHECK_INT(out[0].given_minor, 1333);
	CHECK_INT(out[0].rounding_minor, 0);
	CHECK_INT(out[0].tender_id, 2);
	CHECK_STR(out[0].reference, "A7");
	CHECK_INT(out[1].amount_minor, 2001);
	CHECK_INT(out[1].given_minor, 2000);
	CHECK_INT(out[1].rounding_minor, 1);
	CHECK_INT(out[1].change_minor, 0);
	gave[0].amount_minor = 1333;
	gave[0].given_minor = 1333;
	gave[1].amount_minor = 2001;
	gave[1].given_minor = 2000;
	refund_payments(card_and_cash, 2, 10003, gave, 10003, CASH_DROP_FEN, out);
	CHECK_INT(out[0].amount_minor, 2667);
	CHECK_INT(out[1].amount_minor, 4002);
	CHECK_INT(out[1].given_minor, 4000); /* 60.00 in all: the cash that was kept */
}

TEST(moved_amounts_are_not_paid_twice)
{
	struct payment gave[2] = { { 0 } }, out[2];

	gave[1].amount_minor = 3334; /* the first return went to cash altogether */
	gave[1].given_minor = 3330;
	refund_payments(card_and_cash, 2, 10003, gave, 6668, CASH_DROP_FEN, out);
	CHECK_INT(out[0].amount_minor, 2666);
	CHECK_INT(out[1].amount_minor, 668);
	gave[1].amount_minor = 10003;
	gave[1].given_minor = 10000;
	refund_payments(card_and_cash, 2, 10003, gave, 10003, CASH_DROP_FEN, out);
	CHECK_INT(out[0].amount_minor, 0);
	CHECK_INT(out[1].amount_minor, 0);
	CHECK_INT(out[1].given_minor, 0);
}

TEST(later_payments_give_less_first)
{
	const struct payment paid[3] = {
		{ .kind = TENDER_CARD, .amount_minor = 100 }, { .kind = TENDER_CARD, .amount_minor = 100 },
		{ .kind = TENDER_CARD, .amount_minor = 100 },
	};
	struct payment gave[3] = { { 0 } }, out[3];

	gave[2].amount_minor = 90; /* instead of 30 each */
	refund_payments(paid, 3, 300, gave, 120, CASH_DROP_FEN, out);
	CHECK_INT(out[0].amount_minor, 30);
	CHECK_INT(out[1].amount_minor, 0);
	CHECK_INT(out[2].amount_minor, 0);
	gave[0].amount_minor = 30;
	refund_payments(paid, 3, 300, gave, 300, CASH_DROP_FEN, out);
	CHECK_INT(out[0].amount_minor, 70);
	CHECK_INT(out[1].amount_minor, 100);
	CHECK_INT(out[2].amount_minor, 10);
}

TEST(cash_never_gives_more_than_was_kept)
{
	struct payment cash = { .kind = TENDER_CASH, .amount_minor = 506, .given_minor = 506 };
	struct payment gave = { 0 }, out;

	/* a part payment was kept to the fen, and the mode rounds up */
	refund_payments(&cash, 1, 506, &gave, 505, CASH_HALF_JIAO, &out);
	CHECK_INT(out.given_minor, 506);
	CHECK_INT(out.rounding_minor, -1);
	gave.amount_minor = 505;
	gave.given_minor = 506;
	refund_payments(&cash, 1, 506, &gave, 506, CASH_HALF_JIAO, &out);
	CHECK_INT(out.amount_minor, 1);
	CHECK_INT(out.given_minor, 0);
	CHECK_INT(out.rounding_minor, 1);
}

TEST(nothing_paid_nothing_back)
{
	struct payment cash = { .kind = TENDER_CASH }, gave = { 0 }, out;

	refund_payments(&cash, 1, 0, &gave, 0, CASH_DROP_FEN, &out);
	CHECK_INT(out.amount_minor, 0);
	CHECK_INT(out.given_minor, 0);
	refund_payments(NULL, 0, 0, NULL, 0, CASH_DROP_FEN, NULL);
}

T_MAIN
