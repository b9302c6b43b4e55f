/* payback_cash_test.c - what a payment provider refused to give back is paid out of a drawer: drawer, figures and the
 * provider's account are right then, and it happens once, by two persons. */
#include "pg.h"

#include "../money.h"
#include "model/value.h"
#include "service/outside.h"
#include "service/report.h"

/* It takes every payment; what it says to a refund or a cancel is told it. */
struct desk { struct trade tr; enum pay_answer back; };

static enum pay_answer charge(void *ctx, int64_t id, int64_t amount_minor, const char *code, char *text)
{
	(void)ctx;
	(void)amount_minor;
	(void)code;
	snprintf(text, PAY_REFERENCE_MAX, "GW%lld", (long long)id);
	return PAY_TAKEN;
}

static enum pay_answer query(void *ctx, int64_t id, char *text)
{
	return charge(ctx, id, 0, "", text);
}

static enum pay_answer refund(void *ctx, int64_t id, int64_t payment_id, int64_t amount_minor, const char *reference,
	char *text)
{
	(void)id;
	(void)payment_id;
	(void)amount_minor;
	(void)reference;
	snprintf(text, PAY_REFERENCE_MAX, "too late");
	return ((struct desk *)ctx)->back;
}

static enum pay_answer reverse(void *ctx, int64_t id, char *text)
{
	enum pay_answer back = refund(ctx, id, 0, 0, "", text);

	return back == PAY_REFUSED ? PAY_TAKEN : back; /* it was taken, and stays so */
}

static bool begin(struct desk *d, const char *url)
{
	static struct pay_provider p = { .charge = charge, .query = query, .reverse = reverse, .refund = refund };
	const struct tender_edit card = { .code = "2", .flags = "reference refund outside" };
	const struct tender_edit qr = { .code = "3", .flags = "reference refund outside" };

	*d = (struct desk){ .back = PAY_REFUSED };
	p.ctx = d;
	if (!trade_init(&d->tr, url, "01") || !trade_open(&d->tr) || !money_begin_day(&d->tr))
		return false;
	OFFICE(&d->tr, tender_change(SH, A, &card, &said));
	OFFICE(&d->tr, tender_change(SH, A, &qr, &said));
	shop_pay_provider(d->tr.sh, &p);
	return true;
}

static void works(struct desk *d)
{
	struct arena a = ARENA_INIT;
	struct said said;
	enum err e = payback_work(d->tr.sh, &a, &said);

	CHECK(e == OK || e == ERR_NOTFOUND);
	arena_release(&a);
}

/* Cookies (39.90) by QR pay, brought back; what the provider says to it is taken over. The return's number. */
static const char *refused(struct desk *d)
{
	does(&d->tr, "scan " COOKIES);
	does(&d->tr, "tender 3");
	CHECK_STR(said_name(&d->tr.said), "sale-done");
	does_with(&d->tr, "scan", last_number(&d->tr));
	does(&d->tr, "return-line 1");
	act(&d->tr, "cash");
	act(&d->tr, "reason 1");
	if (strcmp(said_name(&d->tr.said), "needs-approval") == 0)
		act(&d->tr, "approve " LEAD);
	CHECK_STR(said_name(&d->tr.said), "return-done");
	works(d);
	return last_number(&d->tr);
}

#define PAID "SELECT count(*) FROM document WHERE kind = 26"

static int64_t open_ones(struct desk *d)
{
	return count(&d->tr, "SELECT count(*) FROM pay_back WHERE state < 3");
}

BOTH(a_refused_refund_is_paid_in_cash)
{
	struct shift_report r;
	struct desk d;
	int64_t drawer;

	if (!begin(&d, url))
		return;
	drawer = balance_of(&d.tr, ACCOUNT_DRAWER, 0);
	refused(&d);
	CHECK_INT(balance_of(&d.tr, ACCOUNT_TENDER, 3), 0); /* the books have it given back, the provider has it */
	act(&d.tr, "payback-cash");
	CHECK_STR(said_name(&d.tr.said), "needs-reason");
	refuses(&d.tr, "reason 4", "needs-approval");
	refuses(&d.tr, "approve " CASHIER, "own-approval");
	does(&d.tr, "approve " LEAD);
	CHECK_STR(said_name(&d.tr.said), "payback-in-cash");
	CHECK_INT(balance_of(&d.tr, ACCOUNT_TENDER, 3), 3990);
	CHECK_INT(balance_of(&d.tr, ACCOUNT_DRAWER, 0), drawer - 3990);
	CHECK_INT(count(&d.tr, "SELECT state FROM pay_back"), PAYBACK_IN_CASH);
	CHECK_INT(count(&d.tr, "SELECT count(*) FROM document p JOIN document r ON r.id = p.original_id"
		" WHERE p.kind = 26 AND r.kind = 2 AND p.total_minor = 3990 AND p.approver_id = 2001"), 1);
	refuses(&d.tr, "payback-cash", "payback-nothing");
	CHECK_INT(count(&d.tr, PAID), 1);
	if (CHECK(report_shift(d.tr.sh, &d.tr.shop_arena, view(&d.tr)->shift_id, &r) == OK)) {
		CHECK_INT(r.cash.refunded_minor, 3990);
		CHECK_INT(r.cash.expected_minor, drawer - 3990);
		CHECK_INT(r.cash.other_minor, 0);
		CHECK_INT(report_total(&r.all, MEASURE_TENDER_IN, 3).amount_minor, 3990);
		CHECK_INT(report_total(&r.all, MEASURE_TENDER_OUT, 3).amount_minor, 0);
		CHECK_INT(report_total(&r.all, MEASURE_CORRECTION, 3).amount_minor, 3990);
	}
	sound(&d.tr.conf);
	trade_end(&d.tr);
}

/* The shift that pays it is another than took the goods back: it must be right by itself. */
BOTH(a_later_shift_pays_it)
{
	struct shift_report r;
	struct desk d;

	if (!begin(&d, url))
		return;
	refused(&d);
	does(&d.tr, "count 300");
	does(&d.tr, "z-report");
	does(&d.tr, "shift-open 100");
	act(&d.tr, "payback-cash");
	act(&d.tr, "reason 1");
	does(&d.tr, "approve " LEAD);
	if (CHECK(report_shift(d.tr.sh, &d.tr.shop_arena, view(&d.tr)->shift_id, &r) == OK)) {
		CHECK_INT(r.cash.expected_minor, 6010);
		CHECK_INT(report_total(&r.all, MEASURE_TENDER_OUT, 3).amount_minor, -3990);
		for (int i = 0; i < r.beside_count; i++)
			if (strcmp(r.beside[i].code, "3") == 0)
				CHECK_INT(r.beside[i].expected_minor, 3990);
	}
	does(&d.tr, "count 60.10");
	does(&d.tr, "z-report");
	CHECK_INT(count(&d.tr, "SELECT amount FROM posting p JOIN document d ON d.id = p.document_id"
		" WHERE d.kind = 5 AND p.account = 2 ORDER BY d.id DESC LIMIT 1"), 6010);
	sound(&d.tr.conf);
	trade_end(&d.tr);
}

/* A payment whose basket was dropped: the books never had it. */
BOTH(a_dropped_basket_is_paid_back_in_cash)
{
	struct desk d;

	if (!begin(&d, url))
		return;
	does(&d.tr, "scan " COOKIES);
	does(&d.tr, "tender 2 15");
	does(&d.tr, "back");
	refuses(&d.tr, "cancel", "needs-reason");
	does(&d.tr, "reason 1");
	works(&d);
	refuses(&d.tr, "payback-cash 01-1-999999 1", "payback-none");
	refuses(&d.tr, "payback-cash 77 1", "payback-none");
	does_with(&d.tr, "scan", FINGERS);
	refuses(&d.tr, "payback-cash", "value-alone");
	does(&d.tr, "cash");
	act(&d.tr, "payback-cash");
	act(&d.tr, "reason 1");
	does(&d.tr, "approve " LEAD);
	CHECK_INT(balance_of(&d.tr, ACCOUNT_TENDER, 2), 1500);
	CHECK_INT(open_ones(&d), 0);
	sound(&d.tr.conf);
	trade_end(&d.tr);
}

/* Nobody pays what the provider may still give back, nor what it gave. */
BOTH(what_is_not_refused_is_not_paid_in_cash)
{
	struct desk d;
	char number[40], line[80];

	if (!begin(&d, url))
		return;
	d.back = PAY_UNKNOWN;
	snprintf(number, sizeof number, "%s", refused(&d));
	CHECK_INT(open_ones(&d), 1);
	refuses(&d.tr, "payback-cash", "payback-nothing");
	snprintf(line, sizeof line, "payback-cash %s", number);
	refuses(&d.tr, line, "payback-asked");
	d.back = PAY_REVERSED;
	works(&d);
	CHECK_INT(open_ones(&d), 0);
	refuses(&d.tr, "payback-cash", "payback-nothing");
	CHECK_INT(count(&d.tr, PAID), 0);
	trade_end(&d.tr);
}

/* Two are refused: the number says which; what an office wrote off is not paid again. */
BOTH(of_several_the_number_says_which)
{
	struct arena a = ARENA_INIT;
	struct said said;
	char first[40], line[80], id[24];
	struct desk d;

	if (!begin(&d, url))
		return;
	snprintf(first, sizeof first, "%s", refused(&d));
	refused(&d);
	refuses(&d.tr, "payback-cash", "payback-which");
	snprintf(line, sizeof line, "payback-cash %s 1", first);
	refuses(&d.tr, line, "needs-approval");
	does(&d.tr, "approve " LEAD);
	CHECK_INT(open_ones(&d), 1);
	refuses(&d.tr, line, "payback-none");
	snprintf(id, sizeof id, "%lld", (long long)count(&d.tr, "SELECT id FROM pay_back WHERE state < 3"));
	snprintf(line, sizeof line, "payback-cash %s 1", id);
	refuses(&d.tr, line, "needs-approval");
	does(&d.tr, "sign-on " MANAGER); /* and meanwhile the office says that a transfer did it */
	CHECK_INT(payback_settle(d.tr.sh, &a, id, "transfer", "2001", "331827", &said), OK);
	refuses(&d.tr, line, "payback-none");
	CHECK_INT(count(&d.tr, PAID), 1);
	sound(&d.tr.conf);
	arena_release(&a);
	trade_end(&d.tr);
}

/* Both tills were asked to pay it; one does. */
BOTH(of_two_tills_one_pays)
{
	struct trade other;
	struct desk d;

	if (!begin(&d, url))
		return;
	refused(&d);
	if (!day_join(&other, &d.tr, "200"))
		return;
	refuses(&other, "payback-cash 01-1-000003 1", "needs-approval");
	act(&d.tr, "payback-cash");
	act(&d.tr, "reason 1");
	does(&d.tr, "approve " LEAD);
	refuses(&other, "approve " LEAD, "payback-none");
	CHECK_INT(count(&d.tr, PAID), 1);
	CHECK_INT(balance_of(&d.tr, ACCOUNT_TENDER, 3), 3990);
	trade_close(&other);
	sound(&d.tr.conf);
	trade_end(&d.tr);
}

/* Who writes it off by hand in the store, or says that a drawer paid what none did, is found out. */
BOTH(a_state_without_its_document_is_found)
{
	struct checked k;
	struct desk d;

	if (!begin(&d, url))
		return;
	refused(&d);
	CHECK_INT(db_run(d.tr.sh->db, NULL, "UPDATE pay_back SET state = $1", db_int(PAYBACK_IN_CASH)), OK);
	k = check_with(&d.tr.conf, NULL);
	CHECK_INT(k.result.by_id[CHECK_PAYBACK], 1);
	CHECK_INT(db_run(d.tr.sh->db, NULL, "UPDATE pay_back SET state = $1", db_int(PAYBACK_REFUSED)), OK);
	act(&d.tr, "payback-cash");
	act(&d.tr, "reason 1");
	does(&d.tr, "approve " LEAD);
	CHECK_INT(db_run(d.tr.sh->db, NULL, "UPDATE pay_back SET state = $1", db_int(PAYBACK_BY_HAND)), OK);
	k = check_with(&d.tr.conf, NULL);
	CHECK_INT(k.result.by_id[CHECK_PAYBACK], 1);
	trade_close(&d.tr);
}

T_MAIN
