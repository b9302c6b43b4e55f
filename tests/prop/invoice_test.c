/* invoice_test.c - whatever comes back in whatever order: what was invoiced less what was reversed is what the customer
 * kept, and in the end nothing. */
#include "any_basket.h"
#include "model/invoice.h"

#define ROUNDS 20000
#define LINES 6

static struct arena arena = ARENA_INIT;

static int64_t goods_paid(const struct document *sale)
{
	int64_t sum = 0;

	for (int i = 0; i < sale->line_count; i++)
		sum += sale->lines[i].paid_minor;
	return sum;
}

static bool sell(struct document *sale, struct line *lines, struct payment *payments)
{
	struct basket b = any_basket(lines, LINES);

	if (!CHECK(basket_price(&b, &arena) == OK))
		return false;
	payments[0] = (struct payment){ .kind = TENDER_CASH, .amount_minor = b.due_minor };
	payments[1] = (struct payment){ .kind = TENDER_VOUCHER, .amount_minor = 0 };
	if (t_rand(2))
		payments[1].amount_minor = t_range(0, b.due_minor);
	payments[0].amount_minor -= payments[1].amount_minor;
	*sale = (struct document){ .kind = DOC_SALE, .lines = lines, .line_count = b.line_count,
		.payments = payments, .payment_count = 2 };
	return true;
}

/* No line is worth more than it was with less back, tax is part of it, and nothing falls below nothing. */
static bool sane(const struct invoice_line *now, int n, int64_t *worth)
{
	int64_t next[LINES + 1] = { 0 };

	for (int i = 0; i < n; i++) {
		next[now[i].line->line_no] = now[i].amount_minor;
		if (!CHECK(now[i].amount_minor > 0 && now[i].tax_minor >= 0) ||
			!CHECK(now[i].tax_minor <= now[i].amount_minor) ||
			!CHECK(now[i].amount_minor <= now[i].line->paid_minor))
			return false;
	}
	for (int no = 1; no <= LINES; no++) {
		/* a fen: what vouchers paid of a line is shared by units, too */
		if (!CHECK(next[no] <= worth[no] + 1))
			return false;
		worth[no] = next[no];
	}
	return true;
}

static void bring_back(const struct document *sale, int64_t *back, bool all)
{
	for (int i = 0; i < sale->line_count; i++) {
		const struct line *l = &sale->lines[i];

		if (all)
			back[l->line_no] = l->qty_milli;
		else if (t_rand(2))
			back[l->line_no] = t_range(back[l->line_no], l->qty_milli);
	}
}

static bool story(void)
{
	struct line lines[LINES];
	struct payment payments[2];
	struct document sale;
	struct invoice_line now[LINES];
	struct invoice_figures invoiced, due, again;
	int64_t back[LINES + 1] = { 0 }, worth[LINES + 1];
	int n;

	if (!sell(&sale, lines, payments))
		return false;
	for (int no = 0; no <= LINES; no++)
		worth[no] = MONEY_MAX;
	n = invoice_lines(&sale, back, now);
	invoiced = invoice_sum(now, n, &arena);
	if (!sane(now, n, worth) ||
		!CHECK_INT(invoice_amount(invoiced), goods_paid(&sale) - payments[1].amount_minor))
		return false;
	for (int step = 0; step < 4; step++) {
		bring_back(&sale, back, step == 3);
		n = invoice_lines(&sale, back, now);
		due = invoice_add(invoiced, invoice_sum(now, n, &arena), -1, &arena);
		invoiced = invoice_add(invoiced, due, -1, &arena);
		if (!sane(now, n, worth) ||
			!CHECK_INT(invoice_read(&arena, invoice_text(&arena, invoiced), &again), OK) ||
			!CHECK_STR(invoice_text(&arena, again), invoice_text(&arena, invoice_sum(now, n, &arena))))
			return false;
	}
	return CHECK_INT(invoiced.count, 0);
}

TEST(reversals_end_where_the_returns_end)
{
	for (int round = 0; round < ROUNDS; round++) {
		if (!story())
			return;
		arena_clear(&arena);
	}
}

T_MAIN
