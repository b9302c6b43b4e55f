/* totals_test.c - what documents add to the figures of a shift, by example. */
#include "model/totals.h"

#include "../t.h"

static struct arena arena = ARENA_INIT;

static struct line lines[3];
static struct payment payments[2];

static struct document document(enum document_kind kind)
{
	lines[0] = (struct line){ .line_no = 1, .department_id = 5, .tax_rate_id = 13, .qty_milli = 2000,
		.list_price_minor = 6000, .price_minor = 5650, .price_source = PRICE_OVERRIDE,
		.amount_minor = 12000, .discount_minor = 700, .paid_minor = 11300, .tax_minor = 1300 };
	lines[1] = (struct line){ .line_no = 2, .department_id = 6, .tax_rate_id = 9, .qty_milli = 1258,
		.flags = LINE_WEIGHED, .amount_minor = 1132, .paid_minor = 1132, .tax_minor = 93 };
	lines[2] = (struct line){ .line_no = 3, .department_id = 5, .tax_rate_id = 13, .qty_milli = 1000,
		.list_price_minor = 100, .price_minor = 130, .price_source = PRICE_OVERRIDE,
		.amount_minor = 130, .paid_minor = 130, .tax_minor = 15 };
	payments[0] = (struct payment){ .tender_id = 4, .kind = TENDER_EXCHANGE, .amount_minor = 2500,
		.given_minor = 2500 };
	payments[1] = (struct payment){ .tender_id = 1, .kind = TENDER_CASH, .amount_minor = 10062,
		.rounding_minor = 2, .given_minor = 20000, .change_minor = 9940 };
	return (struct document){ .kind = kind, .staff_id = 1008, .lines = lines, .line_count = 3,
		.payments = payments, .payment_count = 2, .total_minor = 12562, .discount_minor = 700,
		.tax_minor = 1408, .rounding_minor = 2 };
}

/* "times qty amount" of one figure; "none" when it is not there. */
static const char *figure(const struct totals *t, enum measure m, int64_t item)
{
	static char out[100];

	for (int i = 0; i < t->count; i++) {
		const struct total *f = &t->list[i];

		if (f->measure != m || f->item_id != item)
			continue;
		snprintf(out, sizeof out, "%" PRId64 " %" PRId64 " %" PRId64, f->times, f->qty_milli,
			f->amount_minor);
		return out;
	}
	return "none";
}

TEST(a_sale)
{
	struct totals t = { NULL, 0, 0 };
	struct document d = document(DOC_SALE);

	totals_document(&t, &arena, &d);
	CHECK_STR(figure(&t, MEASURE_SALES, 0), "1 4000 12562");
	CHECK_STR(figure(&t, MEASURE_DISCOUNT, 0), "1 0 700");
	CHECK_STR(figure(&t, MEASURE_ROUNDING, 0), "0 0 2");
	CHECK_STR(figure(&t, MEASURE_TENDER_IN, 4), "1 0 2500");
	CHECK_STR(figure(&t, MEASURE_TENDER_IN, 1), "1 0 10060");
	CHECK_STR(figure(&t, MEASURE_TENDER_OUT, 1), "none");
	CHECK_STR(figure(&t, MEASURE_TAX, 13), "0 0 1315");
	CHECK_STR(figure(&t, MEASURE_TAX, 9), "0 0 93");
	CHECK_STR(figure(&t, MEASURE_TAX_BASE, 13), "0 0 11430");
	CHECK_STR(figure(&t, MEASURE_DEPARTMENT, 5), "0 3000 11430");
	CHECK_STR(figure(&t, MEASURE_DEPARTMENT, 6), "0 1258 1132");
	CHECK_STR(figure(&t, MEASURE_CASHIER, 1008), "1 0 12562");
	CHECK_STR(figure(&t, MEASURE_OVERRIDE, 0), "2 0 670"); /* 7.00 down, 0.30 up */
	CHECK_STR(figure(&t, MEASURE_RETURNS, 0), "none");
	arena_clear(&arena);
}

TEST(a_void_takes_the_amounts_away_again)
{
	struct totals t = { NULL, 0, 0 };
	struct document d = document(DOC_SALE);

	totals_document(&t, &arena, &d);
	d = document(DOC_VOID);
	for (int i = 0; i < 3; i++)
		lines[i].flags |= LINE_RETURN;
	payments[1].given_minor = 10060;
	payments[1].change_minor = 0;
	totals_document(&t, &arena, &d);
	CHECK_STR(figure(&t, MEASURE_SALES, 0), "1 4000 12562");
	CHECK_STR(figure(&t, MEASURE_VOIDS, 0), "1 4000 12562");
	CHECK_STR(figure(&t, MEASURE_RETURNS, 0), "none");
	CHECK_STR(figure(&t, MEASURE_DISCOUNT, 0), "1 0 0");
	CHECK_STR(figure(&t, MEASURE_ROUNDING, 0), "0 0 0");
	CHECK_STR(figure(&t, MEASURE_TENDER_IN, 1), "1 0 10060");
	CHECK_STR(figure(&t, MEASURE_TENDER_OUT, 1), "1 0 10060");
	CHECK_STR(figure(&t, MEASURE_TENDER_OUT, 4), "1 0 2500");
	CHECK_STR(figure(&t, MEASURE_TAX, 13), "0 0 0");
	CHECK_STR(figure(&t, MEASURE_DEPARTMENT, 6), "0 0 0");
	CHECK_STR(figure(&t, MEASURE_CASHIER, 1008), "1 0 0");
	CHECK_STR(figure(&t, MEASURE_OVERRIDE, 0), "2 0 670"); /* it was done all the same */
	arena_clear(&arena);
}

TEST(a_return_alone)
{
	struct totals t = { NULL, 0, 0 };
	struct document d = document(DOC_RETURN);

	totals_document(&t, &arena, &d);
	CHECK_STR(figure(&t, MEASURE_RETURNS, 0), "1 4000 12562");
	CHECK_STR(figure(&t, MEASURE_SALES, 0), "none");
	CHECK_STR(figure(&t, MEASURE_DISCOUNT, 0), "0 0 -700");
	CHECK_STR(figure(&t, MEASURE_ROUNDING, 0), "0 0 -2");
	CHECK_STR(figure(&t, MEASURE_CASHIER, 1008), "0 0 -12562");
	CHECK_STR(figure(&t, MEASURE_DEPARTMENT, 5), "0 -3000 -11430");
	CHECK_STR(figure(&t, MEASURE_OVERRIDE, 0), "none");
	arena_clear(&arena);
}

TEST(other_documents_add_nothing)
{
	static const enum document_kind kinds[] = { DOC_FLOAT, DOC_CASH_UP, DOC_ABANDONED };
	struct totals t = { NULL, 0, 0 };

	for (int i = 0; i < 3; i++) {
		struct document d = document(kinds[i]);

		totals_document(&t, &arena, &d);
	}
	CHECK_INT(t.count, 0);
	totals_add(&t, &arena, MEASURE_NO_SALE, 0, 0, 0, 0);
	CHECK_INT(t.count, 0);
	totals_add(&t, &arena, MEASURE_NO_SALE, 0, 1, 0, 0);
	totals_add(&t, &arena, MEASURE_NO_SALE, 0, 1, 0, 0);
	CHECK_STR(figure(&t, MEASURE_NO_SALE, 0), "2 0 0");
	CHECK_INT(t.count, 1);
	arena_release(&arena);
}

TEST(every_measure_has_a_name_of_its_own)
{
	int named = 0;

	for (int m = MEASURE_SALES; m < MEASURES; m++) {
		if (!measure_name[m])
			continue;
		CHECK(*measure_name[m]);
		named++;
		for (int other = MEASURE_SALES; other < m; other++)
			CHECK(!measure_name[other] || strcmp(measure_name[m], measure_name[other]) != 0);
	}
	CHECK(named >= MEASURE_REPRINT);
	CHECK(measure_is_act(MEASURE_NO_SALE) && !measure_is_act(MEASURE_SALES));
}

T_MAIN
