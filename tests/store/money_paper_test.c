/* money_paper_test.c - what papers say of vouchers, accounts, orders, foreign notes, tips and cheques: of real sales,
 * on narrow and wide paper, in both languages; and once as the bytes that a printer gets. On both engines. */
#include "pg.h"

#include "../money.h"
#include "../../src/service/till/papers_int.h"
#include "base/utf8.h"
#include "device/escpos.h"
#include "store/document_store.h"
#include "store/job_store.h"

static struct arena papers = ARENA_INIT;

static bool begin(struct trade *tr, const char *url)
{
	if (!trade_init(tr, url, "01") || !trade_open(tr) || !money_begin_day(tr))
		return false;
	OFFICE(tr, setting_set(SH, "receipt.queue", "file:/dev/null", false, &said));
	return true;
}

static void end(struct trade *tr)
{
	arena_release(&papers);
	trade_end(tr);
}

static struct document newest(struct trade *tr)
{
	struct document d = { 0 };

	CHECK_INT(document_load(tr->sh->db, &papers, count(tr, "SELECT max(id) FROM document"), &d), OK);
	return d;
}

static void speak(struct trade *tr, const char *language)
{
	OFFICE(tr, setting_set(SH, "receipt.language", language, false, &said));
}

/* The newest document's receipt, or (slip >= 0) the slip of one of its payments. */
static const char *paper(struct trade *tr, int columns, int slip)
{
	struct document d = newest(tr);
	struct paper p = { 0 };
	enum err e = slip < 0 ? paper_of_document(tr->sh, &papers, &d, 0, columns, &p)
		: paper_of_slip(tr->sh, &papers, &d, arena_printf(&papers, "%d " SLIP_MERCHANT, slip), 0, columns, &p);

	CHECK_INT(e, OK);
	return e == OK ? paper_text(&p, &papers) : "";
}

/* Every text stands on the paper, narrow and wide; a line that begins with '!' does not. */
static void says(struct trade *tr, int slip, const char *const *texts)
{
	for (int columns = 32; columns <= 48; columns += 16) {
		const char *got = paper(tr, columns, slip);

		for (const char *const *t = texts; *t; t++)
			if (!CHECK((strstr(got, **t == '!' ? *t + 1 : *t) != NULL) == (**t != '!')))
				printf("# %d columns, %s: %s\n", columns, *t, utf8_clean(&papers, got));
	}
}
#define SAYS(tr, slip, ...) says(tr, slip, (const char *const[]){ __VA_ARGS__, NULL })

static int64_t jobs_of(struct trade *tr, const char *template)
{
	char sql[200];

	snprintf(sql, sizeof sql, "SELECT count(*) FROM job WHERE template = '%s' AND document_id ="
		" (SELECT max(id) FROM document)", template);
	return count(tr, sql);
}

/* What the printer gets of the slip of a voucher: its title in GBK, double size, what is left in bold, the cut. */
static void comes_out(struct trade *tr, int slip)
{
	static const char title[] = "\xc8\xaf\xd3\xe0\xb6\xee\xb5\xa5", bold[] = "\x1b" "E\x01", cut[] = "\x1d" "VB";
	struct document d = newest(tr);
	struct sbuf bytes = SBUF_INIT;
	struct paper p = { 0 };
	const char *at;

	CHECK_INT(paper_of_slip(tr->sh, &papers, &d, arena_printf(&papers, "%d " SLIP_MERCHANT, slip), 0, 32, &p), OK);
	escpos_encode(&bytes, &papers, &p, NULL, NULL);
	at = memmem(bytes.data, bytes.len, title, sizeof title - 1);
	CHECK(at != NULL);
	CHECK(at && memmem(at, bytes.len - (size_t)(at - bytes.data), bold, 3) != NULL);
	CHECK(memmem(bytes.data, bytes.len, "60.10", 5) != NULL);
	CHECK(bytes.len > 4 && memmem(bytes.data + bytes.len - 8, 8, cut, 3) != NULL);
	sbuf_release(&bytes);
}

BOTH(what_is_no_goods_has_its_own_words)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " FINGERS);
	doesf(&tr, "scan %s", serial(0));
	does(&tr, "tip 2");
	does(&tr, "donation 1.50");
	does(&tr, "cash 100");
	SAYS(&tr, -1, "小费", "2.00", "捐款", "1.50", "购物券", serial(0), "件数:1 ", "找零:41.50", "!小费 1008");
	speak(&tr, "en");
	SAYS(&tr, -1, "Tip ", "Donation ", "Voucher ", "Change 41.50", "!小费");
	end(&tr);
}

BOTH(dollars_are_told_with_their_rate)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "tender U 20");
	SAYS(&tr, -1, "USD 20.00", "汇率7.1234", "找零:102.5", "!@", "!71234");
	speak(&tr, "en");
	SAYS(&tr, -1, "USD 20.00", "at 7.1234");
	end(&tr);
}

BOTH(a_voucher_tells_what_is_left)
{
	const struct tender_edit slip = { .code = "11", .flags = "reference refund second-slip" };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	OFFICE(&tr, tender_change(SH, A, &slip, &said));
	doesf(&tr, "scan %s", serial(10)); /* 100.00, keeps its rest */
	does(&tr, "cash");
	does(&tr, "scan " COOKIES);
	does(&tr, "pay");
	doesf(&tr, "scan %s", serial(10));
	CHECK_INT(jobs_of(&tr, "slip"), 1);
	SAYS(&tr, 0, "券余额单", serial(10), "100元券", "39.90", "60.10", "!不找零");
	comes_out(&tr, 0);
	doesf(&tr, "scan %s", serial(0)); /* 50.00, forfeits */
	does(&tr, "cash");
	does(&tr, "scan " FINGERS);
	does(&tr, "pay");
	doesf(&tr, "scan %s", serial(0));
	SAYS(&tr, -1, "券余不退45.00");
	SAYS(&tr, 0, "不找零", "45.00", "有效期至");
	speak(&tr, "en");
	SAYS(&tr, 0, "VOUCHER", "Left on it", "Not given as change");
	end(&tr);
}

BOTH(an_account_is_signed_paid_and_stated)
{
	const struct tender_edit slip = { .code = "12", .flags = "reference refund second-slip" };
	struct trade tr;
	struct paper p;

	if (!begin(&tr, url))
		return;
	OFFICE(&tr, tender_change(SH, A, &slip, &said));
	does(&tr, "scan " COOKIES);
	does(&tr, "pay");
	does(&tr, "tender 12 39.90 1001");
	CHECK_INT(jobs_of(&tr, "slip"), 1);
	SAYS(&tr, 0, "挂账单", "街道办", "本次挂账", "39.90", "累计欠款", "签单人");
	does(&tr, "pay-account 1001 30");
	does(&tr, "cash 50");
	SAYS(&tr, -1, "还款收据", "街道办", "30.00", "还欠", "9.90", "找零:20.00");
	refuses(&tr, "statement 1002", "no-account");
	refuses(&tr, "statement 1001 20261131", "argument-bad");
	does(&tr, "statement 1001");
	CHECK_INT(count(&tr, "SELECT count(*) FROM job WHERE template = 'statement'"
		" AND body = '1001 20261001 20261121'"), 1);
	for (int columns = 32; columns <= 48; columns += 16) {
		const char *text;

		CHECK_INT(paper_of_statement(tr.sh, &papers, "1001 20261001 20261121", columns, &p), OK);
		text = paper_text(&p, &papers);
		CHECK(strstr(text, "对账单") && strstr(text, "39.90"));
		CHECK(strstr(text, "-30.00") && strstr(text, "9.90"));
	}
	end(&tr);
}

BOTH(an_order_has_its_slip)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "order 30 120 王女士 生日蛋糕8寸");
	does(&tr, "cash 50");
	SAYS(&tr, -1, "订金单", "1001", "王女士", "生日蛋糕8寸", "120.00", "30.00", "90.00", "找零:20.00", "!件数");
	act(&tr, "order-refund 1001 2");
	does(&tr, "approve " LEAD);
	CHECK_INT(jobs_of(&tr, "paid-out"), 1);
	SAYS(&tr, -1, "退订金单", "1001", "30.00", "领款人签字", "!订金没收单");
	does(&tr, "scan " FINGERS);
	does(&tr, "tip 2");
	does(&tr, "cash 10");
	act(&tr, "tip-out 1008 1");
	does(&tr, "approve " LEAD);
	SAYS(&tr, -1, "小费支付单", "1008", "2.00", "2001");
	end(&tr);
}

BOTH(a_cheque_is_receipted)
{
	const struct tender_edit slip = { .code = "14", .flags = "reference refund second-slip" };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	OFFICE(&tr, tender_change(SH, A, &slip, &said));
	does(&tr, "scan " COOKIES);
	does(&tr, "pay");
	does(&tr, "tender 14 39.90 CHQ778");
	SAYS(&tr, 0, "支票收讫单", "CHQ778", "39.90", "支票兑付前");
	SAYS(&tr, -1, "CHQ778");
	end(&tr);
}

/* On the Z of the shift, on the slip of the day, each by its means of payment: 0.6 % of 100.00. */
BOTH(what_a_card_costs_stands_under_its_payments)
{
	struct shift_report r;
	struct day_report day;
	struct trade tr;
	struct paper p;

	if (!begin(&tr, url))
		return;
	set_rule(&tr, "2", 7, "0.6");
	does(&tr, "enter 20*" FINGERS);
	does(&tr, "tender 2 100 SLIP0001");
	CHECK_INT(report_shift(tr.sh, &papers, 0, &r), OK);
	CHECK_INT(paper_of_shift(tr.sh, &papers, &r, 0, 48, &p), OK);
	CHECK(!strstr(paper_text(&p, &papers), "手续费")); /* it is posted with the Z */
	does(&tr, "count 500");
	does(&tr, "z-report");
	for (int english = 0; english < 2; english++) {
		speak(&tr, english ? "en" : "zh_CN");
		for (int columns = 32; columns <= 48; columns += 16) {
			const char *fee = english ? "its fee" : "\n手续费";
			const char *text;

			CHECK_INT(report_shift(tr.sh, &papers, r.shift_id, &r), OK);
			CHECK_INT(paper_of_shift(tr.sh, &papers, &r, 0, columns, &p), OK);
			text = strstr(paper_text(&p, &papers), fee);
			CHECK(text && strtod(text + strcspn(text, "0123456789"), NULL) == 0.6);
			CHECK_INT(report_day(tr.sh, &papers, shop_business_day(tr.sh), &day), OK);
			CHECK_INT(paper_of_day(tr.sh, &papers, &day, columns, &p), OK);
			CHECK(strstr(paper_text(&p, &papers), fee) != NULL);
		}
	}
	end(&tr);
}

T_MAIN
