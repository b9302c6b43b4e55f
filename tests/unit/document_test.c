/* document_test.c - a document adds up to the fen, posts both sides, or is not let through. */
#include "model/document.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "../t.h"

static struct arena arena = ARENA_INIT;

static struct line lines[2];
static struct discount rows[1];
static struct payment payments[3];

/* 113.00 with 13 % and 20.00 with 9 %, less 2.00: 40.00 by card, 30.00 by QR, 61.00 less 0.03 in cash. */
static struct document sale(void)
{
	lines[0] = (struct line){ .line_no = 1, .department_id = 5, .tax_rate_id = 13, .qty_milli = 1000,
		.amount_minor = 11303, .paid_minor = 11303, .tax_minor = 1300 };
	lines[1] = (struct line){ .line_no = 2, .department_id = 6, .tax_rate_id = 9, .qty_milli = 2000,
		.amount_minor = 2000, .discount_minor = 200, .paid_minor = 1800, .tax_minor = 149 };
	rows[0] = (struct discount){ .line_no = 2, .stage = STAGE_LINE_HAND, .amount_minor = 200 };
	payments[0] = (struct payment){ .tender_id = 2, .kind = TENDER_CARD, .amount_minor = 4000,
		.given_minor = 4000 };
	payments[1] = (struct payment){ .tender_id = 3, .kind = TENDER_QR, .amount_minor = 3000,
		.given_minor = 3000 };
	payments[2] = (struct payment){ .tender_id = 1, .kind = TENDER_CASH, .amount_minor = 6103,
		.rounding_minor = 3, .given_minor = 7000, .change_minor = 900 };
	return (struct document){ .kind = DOC_SALE, .terminal_id = 3, .lines = lines, .line_count = 2,
		.discounts = rows, .discount_count = 1, .payments = payments, .payment_count = 3 };
}

static int64_t posted(const struct document *d, enum account account, int64_t holder)
{
	int64_t sum = 0;

	for (int i = 0; i < d->posting_count; i++)
		if (d->postings[i].account == account && d->postings[i].holder_id == holder)
			sum += d->postings[i].amount;
	return sum;
}

TEST(a_sale_posts_both_sides)
{
	struct document d = sale();

	document_finish(&d, &arena);
	CHECK_INT(d.total_minor, 13103);
	CHECK_INT(d.discount_minor, 200);
	CHECK_INT(d.tax_minor, 1449);
	CHECK_INT(d.rounding_minor, 3);
	CHECK_INT(posted(&d, ACCOUNT_DRAWER, 3), 6100);
	CHECK_INT(posted(&d, ACCOUNT_ROUNDING, 0), 3);
	CHECK_INT(posted(&d, ACCOUNT_TENDER, 2), 4000);
	CHECK_INT(posted(&d, ACCOUNT_TENDER, 3), 3000);
	CHECK_INT(posted(&d, ACCOUNT_REVENUE, 5), -10003);
	CHECK_INT(posted(&d, ACCOUNT_REVENUE, 6), -1651);
	CHECK_INT(posted(&d, ACCOUNT_TAX, 13), -1300);
	CHECK_INT(posted(&d, ACCOUNT_TAX, 9), -149);
	CHECK_INT(d.posting_count, 8);
	CHECK(ledger_balanced(d.postings, d.posting_count));
	arena_clear(&arena);
}

TEST(a_return_posts_the_mirror)
{
	static const enum document_kind kinds[] = { DOC_RETURN, DOC_VOID };

	for (int i = 0; i < 2; i++) {
		struct document d = sale();

		d.kind = kinds[i];
		lines[0].flags = lines[1].flags = LINE_RETURN;
		document_finish(&d, &arena);
		CHECK_INT(d.total_minor, 13103);
		CHECK_INT(posted(&d, ACCOUNT_DRAWER, 3), -6100);
		CHECK_INT(posted(&d, ACCOUNT_ROUNDING, 0), -3);
		CHECK_INT(posted(&d, ACCOUNT_TENDER, 2), -4000);
		CHECK_INT(posted(&d, ACCOUNT_REVENUE, 5), 10003);
		CHECK_INT(posted(&d, ACCOUNT_TAX, 9), 149);
	}
	arena_clear(&arena);
}

TEST(an_exchange_meets_in_the_middle)
{
	struct document d = sale();
	int64_t between;

	payments[1].kind = TENDER_EXCHANGE;
	document_finish(&d, &arena);
	between = posted(&d, ACCOUNT_EXCHANGE, 0);
	CHECK_INT(between, 3000);
	d = sale();
	d.kind = DOC_RETURN;
	d.line_count = 1;
	d.discount_count = 0;
	lines[0].flags = LINE_RETURN;
	payments[0] = (struct payment){ .kind = TENDER_EXCHANGE, .amount_minor = 3000, .given_minor = 3000 };
	payments[1] = (struct payment){ .kind = TENDER_CASH, .amount_minor = 8303, .rounding_minor = 3,
		.given_minor = 8300 };
	d.payment_count = 2;
	document_finish(&d, &arena);
	CHECK_INT(between + posted(&d, ACCOUNT_EXCHANGE, 0), 0);
	arena_clear(&arena);
}

/* Does document_finish end the program? The child says nothing and leaves no core. */
static bool is_bug(struct document *d)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		struct rlimit none = { 0, 0 };
		int quiet = open("/dev/null", O_WRONLY);

		setrlimit(RLIMIT_CORE, &none);
		dup2(quiet, 2);
		document_finish(d, &arena);
		_exit(0);
	}
	return child > 0 && waitpid(child, &status, 0) == child && WIFSIGNALED(status)
		&& WTERMSIG(status) == SIGABRT;
}

TEST(what_does_not_agree_is_a_bug)
{
	struct document d = sale();

	CHECK(!is_bug(&d));
	payments[0].amount_minor--;
	CHECK(is_bug(&d));
	d = sale();
	rows[0].amount_minor++;
	CHECK(is_bug(&d));
	d = sale();
	d.discount_count = 0;
	CHECK(is_bug(&d));
	d = sale();
	rows[0].line_no = 1;
	CHECK(is_bug(&d));
	d = sale();
	lines[0].amount_minor++;
	CHECK(is_bug(&d));
	d = sale();
	lines[0].tax_minor = lines[0].paid_minor + 1;
	CHECK(is_bug(&d));
	d = sale();
	lines[0].flags = LINE_RETURN;
	CHECK(is_bug(&d));
	d = sale();
	d.kind = DOC_RETURN;
	CHECK(is_bug(&d));
	d.kind = DOC_FLOAT;
	CHECK(is_bug(&d));
}

TEST(postings_of_one_account_are_one)
{
	struct ledger l = { NULL, 0, 0 };

	ledger_post(&l, &arena, ACCOUNT_TAX, 1, UNIT_MONEY, 5);
	ledger_post(&l, &arena, ACCOUNT_TAX, 1, UNIT_MONEY, 7);
	ledger_post(&l, &arena, ACCOUNT_TAX, 1, UNIT_MONEY, 0);
	ledger_post(&l, &arena, ACCOUNT_TAX, 2, UNIT_MONEY, -12);
	ledger_post(&l, &arena, ACCOUNT_TAX, 1, UNIT_POINTS, 3);
	CHECK_INT(l.count, 3);
	CHECK_INT(l.list[0].amount, 12);
	CHECK(ledger_balanced(l.list, 2));
	CHECK(!ledger_balanced(l.list, 3)); /* each unit by itself */
	l.list[2].unit = UNIT_MONEY;
	CHECK(!ledger_balanced(l.list, 3));
	for (int i = 0; i < POSTINGS_MAX - 3; i++)
		ledger_post(&l, &arena, ACCOUNT_TAX, 10 + i, UNIT_MONEY, 1);
	CHECK_INT(l.count, POSTINGS_MAX);
	CHECK(account_is_held(ACCOUNT_DRAWER));
	CHECK(account_is_held(ACCOUNT_SAFE));
	CHECK(!account_is_held(ACCOUNT_REVENUE));
	arena_release(&arena);
}

T_MAIN
