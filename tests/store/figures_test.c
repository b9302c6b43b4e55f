/* figures_test.c - the figures of X, Z and the day add up: by means of payment, department, tax, cashier, hour; with
 * vouchers, accounts, dollars, tips, corrections, drops and expenses among them; against each other and against the
 * documents themselves; on both engines. */
#include "pg.h"

#include "../money.h"
#include "../../src/service/till/papers_int.h"
#include "model/value.h"
#include "service/day.h"
#include "service/outside.h"
#include "service/report.h"

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && money_begin_day(tr);
}

static int64_t sum(const struct totals *t, enum measure m)
{
	return report_total(t, m, -1).amount_minor;
}

/* What any figures must satisfy, of a shift, of a part of it, of a day. */
static void add_up(const struct totals *t)
{
	int64_t goods = sum(t, MEASURE_SALES) - sum(t, MEASURE_RETURNS) - sum(t, MEASURE_VOIDS) -
		sum(t, MEASURE_EMPTIES);
	int64_t money = sum(t, MEASURE_TENDER_IN) - sum(t, MEASURE_TENDER_OUT) +
		report_total(t, MEASURE_DRAWER, DOC_SALE).amount_minor;

	CHECK_INT(money, goods + sum(t, MEASURE_VALUE) - sum(t, MEASURE_ROUNDING));
	CHECK_INT(sum(t, MEASURE_DEPARTMENT) + sum(t, MEASURE_DEPOSIT) - sum(t, MEASURE_EMPTY), goods);
	CHECK_INT(sum(t, MEASURE_TAX_BASE), goods);
	CHECK_INT(sum(t, MEASURE_CASHIER), goods);
	CHECK_INT(sum(t, MEASURE_CORRECTION), 0);
	CHECK_INT(report_total(t, MEASURE_DRAWER, DOC_PAY_IN).amount_minor, sum(t, MEASURE_PAID_IN));
	CHECK_INT(-report_total(t, MEASURE_DRAWER, DOC_PAY_OUT).amount_minor, sum(t, MEASURE_PAID_OUT));
	CHECK_INT(-report_total(t, MEASURE_DRAWER, DOC_PAID_OUT).amount_minor, sum(t, MEASURE_VALUE_OUT));
}

/* One figure of the shifts together is that of the day. */
static void of_parts(const struct day_report *day)
{
	for (int i = 0; i < day->all.count; i++) {
		const struct total *all = &day->all.list[i];
		struct total parts = { 0 };

		for (int k = 0; k < day->shift_count; k++) {
			struct total one = report_total(&day->shifts[k].part, all->measure, all->item_id);

			parts.times += one.times;
			parts.qty_milli += one.qty_milli;
			parts.amount_minor += one.amount_minor;
		}
		CHECK_INT(parts.times, all->times);
		CHECK_INT(parts.qty_milli, all->qty_milli);
		CHECK_INT(parts.amount_minor, all->amount_minor);
	}
}

#define DOCUMENTS(kind) "SELECT coalesce(sum(total_minor), 0) FROM document WHERE kind = " kind

BOTH(every_way_of_adding_comes_to_the_same)
{
	struct trade tr, second;
	struct shift_report r = { 0 };
	struct day_report day = { 0 };
	struct hour_figures hours[24] = { { 0 } };
	int64_t by_hour = 0, bills;

	if (!begin(&tr, url))
		return;
	money_trade(&tr);
	if (!day_join(&second, &tr, "100"))
		return;
	does(&second, "scan " COOKIES);
	does(&second, "cash 50");
	does(&second, "drop 30");
	CHECK_INT(report_shift(second.sh, &second.a, 0, &r), OK);
	add_up(&r.all);
	CHECK_INT(report_shift(tr.sh, &tr.a, 0, &r), OK);
	add_up(&r.all);
	CHECK(report_total(&r.all, MEASURE_VALUE, VALUE_TIP).amount_minor == 300);
	CHECK(report_total(&r.all, MEASURE_FORFEIT, 0).amount_minor == 500);
	CHECK(report_total(&r.all, MEASURE_FOREIGN, -1).amount_minor == 2000);
	CHECK_INT(report_day(tr.sh, &tr.a, view(&tr)->business_day, &day), OK);
	CHECK_INT(day.shift_count, 2);
	add_up(&day.all);
	of_parts(&day);
	/* The documents themselves say the same. */
	bills = count(&tr, DOCUMENTS("1")) - count(&tr, DOCUMENTS("2")) - count(&tr, DOCUMENTS("3")) -
		count(&tr, DOCUMENTS("50"));
	CHECK_INT(sum(&day.all, MEASURE_SALES) - sum(&day.all, MEASURE_RETURNS) - sum(&day.all, MEASURE_VOIDS) -
		sum(&day.all, MEASURE_EMPTIES) + sum(&day.all, MEASURE_VALUE), bills);
	CHECK_INT(report_hours(tr.sh, day.day, 0, hours), OK);
	for (int i = 0; i < 24; i++)
		by_hour += hours[i].amount_minor;
	CHECK_INT(by_hour + sum(&day.all, MEASURE_VALUE), bills);
	/* What should be in the drawer is what the ledger says lies in it. */
	CHECK_INT(r.cash.expected_minor, count(&tr, "SELECT sum(amount) FROM posting WHERE account = 1"
		" AND holder_id = 1"));
	sound(&tr.conf);
	trade_close(&second);
	trade_close(&tr);
}

static bool says(struct trade *tr, const struct paper *p, const char *text)
{
	if (strstr(paper_text(p, &tr->a), text))
		return true;
	printf("# not on the paper: %s\n", text);
	return false;
}

/* What nobody knows of stands on the X, and on the Z for who comes next. */
BOTH(papers_carry_what_is_open)
{
	const struct tender_edit edit = { .code = "2", .flags = "reference refund outside" };
	struct trade tr;
	struct shift_report r = { 0 };
	struct day_open *open;
	struct paper p;
	int64_t shift;
	int n = 0, unknown = 0;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " FINGERS);
	does(&tr, "tip 3");
	does(&tr, "cash 10");
	act(&tr, "no-sale 1");
	does(&tr, "approve " LEAD);
	does(&tr, "drop 20");
	does(&tr, "pay-out 20 2 INV-1");
	OFFICE(&tr, tender_change(SH, A, &edit, &said));
	does(&tr, "scan " COOKIES);
	refuses(&tr, "tender 2", "outside-begun");
	CHECK_INT(report_shift(tr.sh, &tr.a, 0, &r), OK);
	CHECK_INT(r.unknown_count, 1);
	CHECK_INT(paper_of_shift(tr.sh, &tr.a, &r, 0, 48, &p), OK);
	CHECK(says(&tr, &p, "付款结果未知") && says(&tr, &p, "39.90") && says(&tr, &p, "小费"));
	CHECK(says(&tr, &p, "现金支出") && says(&tr, &p, "每小时开钱箱"));
	shift = view(&tr)->shift_id;
	does(&tr, "back");
	does(&tr, "hold");
	does(&tr, "sign-on " LEAD);
	does(&tr, "defer 1");
	does(&tr, "sign-on " CASHIER);
	does(&tr, "count 500");
	does(&tr, "z-report");
	CHECK_INT(report_shift(tr.sh, &tr.a, shift, &r), OK);
	CHECK(r.closed);
	CHECK_INT(r.unknown_count, 1);
	CHECK_INT(r.unknown_count ? r.unknown[0].amount_minor : 0, 3990);
	CHECK_INT(paper_of_shift(tr.sh, &tr.a, &r, 0, 48, &p), OK);
	CHECK(says(&tr, &p, "付款结果未知") && says(&tr, &p, "39.90"));
	CHECK_INT(day_open_list(tr.sh, &tr.a, view(&tr)->business_day, &open, &n), OK);
	for (int i = 0; i < n; i++)
		unknown += open[i].kind == DAY_OPEN_UNKNOWN && open[i].amount_minor == 3990 && !open[i].must;
	CHECK_INT(unknown, 1);
	sound(&tr.conf);
	trade_close(&tr);
}

/* The line of a paper that says it. */
static const char *rate_line(const char *text)
{
	static char line[200];
	const char *at = strstr(text, "每小时开钱箱");

	snprintf(line, sizeof line, "%.*s\n", at ? (int)strcspn(at, "\n") : 0, at ? at : "");
	return line;
}

/* Three times in two hours are 1.5 an hour; what is not an hour yet counts as one. */
BOTH(a_drawer_opened_again_and_again_is_told_by_the_hour)
{
	const int64_t hour_ms = 3600000;
	struct trade tr;
	struct shift_report r = { 0 };
	struct paper p;

	CHECK_INT(report_per_hour_milli(3, 0, 600000), 3000);
	CHECK_INT(report_per_hour_milli(1, 0, 3 * hour_ms), 300);
	CHECK_INT(report_per_hour_milli(1, 0, 4 * hour_ms), 300); /* 0.25 */
	CHECK_INT(report_per_hour_milli(0, 0, 4 * hour_ms), 0);
	if (!begin(&tr, url))
		return;
	for (int i = 0; i < 3; i++) {
		act(&tr, "no-sale 1");
		does(&tr, "approve " LEAD);
	}
	clock_freeze(clock_now_ms() + 2 * hour_ms);
	CHECK_INT(report_shift(tr.sh, &tr.a, 0, &r), OK);
	CHECK_INT(paper_of_shift(tr.sh, &tr.a, &r, 0, 48, &p), OK);
	CHECK(strstr(rate_line(paper_text(&p, &tr.a)), " 1.5\n") != NULL);
	trade_close(&tr);
}

T_MAIN
