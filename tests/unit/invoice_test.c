/* invoice_test.c - what goes on a tax invoice, by example; codes, and figures as text. */
#include "model/invoice.h"

#include "model/money.h"
#include "model/value.h"
#include "../t.h"

static struct arena a = ARENA_INIT;

TEST(a_code_is_read_as_people_write_it)
{
	const unsigned char none[5] = { 0 }, all[5] = { 255, 255, 255, 255, 255 };
	const unsigned char some[5] = { 0x12, 0x34, 0x56, 0x78, 0x9a };
	char code[INVOICE_CODE_MAX], typed[INVOICE_CODE_MAX];

	invoice_code_text(none, code);
	CHECK_STR(code, "00000000");
	invoice_code_text(all, code);
	CHECK_STR(code, "ZZZZZZZZ");
	invoice_code_text(some, code);
	CHECK_STR(code, "28T5CY4T");
	CHECK(invoice_code_read("28t5-cy4t", typed));
	CHECK_STR(typed, code);
	CHECK(invoice_code_read("OoIl 28 T5", typed));
	CHECK_STR(typed, "001128T5");
	CHECK(!invoice_code_read("28T5CY4", typed));
	CHECK(!invoice_code_read("28T5CY4TX", typed));
	CHECK(!invoice_code_read("28T5CY4U", typed));
	CHECK(!invoice_code_read("", typed));
	CHECK(!invoice_code_read("28T5CY4\xe5\xbc\x80", typed));
}

/* Who was asked for an invoice wherever the setting says, and whose receipt it is. */
TEST(a_link_names_its_receipt)
{
	static const char *const patterns[] = { "{number}-{code}", "https://fp.example.cn/?n={number}&c={code}",
		"https://fp.example.cn/{code}/{number}", "{code}{number}", "weixin://{number}#{code}end" };
	static const char *const numbers[] = { "01-1-000002", "A_7-12-1000000" };
	static const struct { const char *pattern, *text; } not_ours[] = {
		{ "{number}-{code}", "" }, { "{number}-{code}", "01-1-000002" },
		{ "{number}-{code}", "01-1-000002-7K9M2QX" },
		{ "{number}-{code}", "01-1-000002-7K9M2QXRR" },
		{ "{number}-{code}", "01-1-000002-7K9M2QXU" }, { "{number}-{code}", "01-1-0-7K9M2QXR" },
		{ "{number}-{code}", "6924591500241" },
		{ "http://a.cn/{number}/{code}", "http://b.cn/01-1-000002/7K9M2QXR" },
		{ "http://a.cn/{number}/{code}", "http://a.cn/01-1-000002/7K9M2QXR/" },
		{ "http://a.cn/{code}", "http://a.cn/7K9M2QXR" }, { "http://a.cn/", "http://a.cn/" }, { "", "" },
	};

	for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++)
		for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++)
			CHECK_STR(invoice_link_number(&a, patterns[p], invoice_link_text(&a, patterns[p], numbers[n],
				"7K9M2QXR")), numbers[n]);
	for (size_t i = 0; i < sizeof not_ours / sizeof *not_ours; i++)
		if (!CHECK(!invoice_link_number(&a, not_ours[i].pattern, not_ours[i].text)))
			printf("# %s by %s\n", not_ours[i].text, not_ours[i].pattern);
}

static struct line goods(int no, int64_t qty_milli, int64_t paid, int64_t bp)
{
	return (struct line){ .line_no = no, .article_id = no, .code = "", .name = "", .unit = "",
		.qty_milli = qty_milli, .pack_milli = QTY_ONE, .amount_minor = paid, .paid_minor = paid,
		.tax_bp = bp, .tax_minor = tax_in_gross(paid, bp) };
}

/* "amount tax" of each line that is left. */
static const char *left(const struct document *sale, const int64_t *returned)
{
	static char text[200];
	struct invoice_line out[4];
	size_t used = 0;

	text[0] = '\0';
	for (int i = 0, n = invoice_lines(sale, returned, out); i < n; i++)
		used += (size_t)snprintf(text + used, sizeof text - used, "%s%d:%lld/%lld", i ? " " : "",
			out[i].line->line_no, (long long)out[i].amount_minor, (long long)out[i].tax_minor);
	return text;
}

TEST(what_came_back_is_not_invoiced)
{
	struct line lines[] = { goods(1, 3000, 1000, 1300), goods(2, 1000, 500, 900) };
	const struct document sale = { .kind = DOC_SALE, .lines = lines, .line_count = 2 };
	int64_t none[3] = { 0 }, one[3] = { 0, 1000, 0 }, most[3] = { 0, 3000, 0 }, all[3] = { 0, 3000, 1000 };

	CHECK_STR(left(&sale, none), "1:1000/115 2:500/41");
	CHECK_STR(left(&sale, one), "1:667/77 2:500/41");
	CHECK_STR(left(&sale, most), "2:500/41");
	CHECK_STR(left(&sale, all), "");
}

TEST(deposits_tips_and_what_vouchers_paid_are_left_out)
{
	struct line lines[] = { goods(1, 1000, 1000, 1300), goods(2, 1000, 500, 0),
		value_line(VALUE_TIP, "1008", "tip", 200), goods(4, 1000, 3000, 0) };
	struct payment paid[] = { { .kind = TENDER_VOUCHER, .amount_minor = 1000 },
		{ .kind = TENDER_CASH, .amount_minor = 3700 } };
	const struct document sale = { .kind = DOC_SALE, .lines = lines, .line_count = 4, .payments = paid,
		.payment_count = 2 };
	int64_t none[5] = { 0 }, back[5] = { 0, 0, 0, 0, 1000 };

	lines[1].flags |= LINE_DEPOSIT;
	lines[2].line_no = 3;
	lines[2].paid_minor = 200;
	/* 10.00 of vouchers over 10.00 and 30.00 */
	CHECK_STR(left(&sale, none), "1:750/86 4:2250/0");
	CHECK_STR(left(&sale, back), "1:750/86");
	paid[0].amount_minor = 4700;
	CHECK_STR(left(&sale, none), "");
}

TEST(a_voucher_is_invoiced_when_it_is_sold)
{
	struct line lines[] = { value_line(VALUE_VOUCHER, "8800000015", "voucher", 5000) };
	const struct document sale = { .kind = DOC_SALE, .lines = lines, .line_count = 1 };
	int64_t none[2] = { 0 };
	struct invoice_line out[1];

	lines[0].line_no = 1;
	lines[0].paid_minor = 5000;
	if (!CHECK_INT(invoice_lines(&sale, none, out), 1))
		return;
	CHECK_INT(out[0].tax_bp, INVOICE_UNTAXED);
	CHECK_STR(out[0].tax_class, INVOICE_VOUCHER_CLASS);
	CHECK_STR(invoice_text(&a, invoice_sum(out, 1, &a)), "6010000000000000000:-1:5000:0");
}

TEST(figures_are_kept_as_text)
{
	const char *text = "-:900:500:41;1030307010000000000:1300:11320:1302";
	struct invoice_figures f, g;

	if (!CHECK_INT(invoice_read(&a, text, &f), OK) || !CHECK_INT(f.count, 2))
		return;
	CHECK_STR(invoice_text(&a, f), text);
	CHECK_INT(invoice_amount(f), 11820);
	CHECK_INT(invoice_tax(f), 1343);
	CHECK_INT(invoice_read(&a, "-:900:300:25", &g), OK);
	CHECK_STR(invoice_text(&a, invoice_add(f, g, -1, &a)), "-:900:200:16;1030307010000000000:1300:11320:1302");
	CHECK_STR(invoice_text(&a, invoice_add(g, f, 1, &a)), "-:900:800:66;1030307010000000000:1300:11320:1302");
	CHECK_STR(invoice_text(&a, invoice_add(f, f, -1, &a)), "-");
	CHECK_INT(invoice_read(&a, "-", &f), OK);
	CHECK_INT(f.count, 0);
	CHECK_INT(invoice_read(&a, "", &f), ERR_INVALID);
	CHECK_INT(invoice_read(&a, "-:900:500", &f), ERR_INVALID);
	CHECK_INT(invoice_read(&a, "-:900:500:41 x", &f), ERR_INVALID);
}

T_MAIN
