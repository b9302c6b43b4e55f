/* receipt_test.c - templates: the language, its errors, the layout, and the shipped receipts as goldens.
 * Run from the top of the tree. GENERATE=1 writes the goldens anew: read the difference before it is kept. */
#include "base/sbuf.h"
#include "base/utf8.h"
#include "model/paper.h"
#include "../t.h"

#define LANGUAGES 2
static const char *const languages[LANGUAGES] = { "zh_CN", "en" };
static const char *const templates[] = { "sale", "return", "shift", "day", "cash", "test", "slip", "gift", "pick",
	"order", "account", "paid-out", "statement", "slip-voucher", "slip-account", "slip-cheque",
	"slip-stored", "wallet", "redemption", "draw", "uses", "member-statement" };

static char *read_all(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "r");
	char *text = NULL;
	long n;

	if (!f)
		return NULL;
	if (fseek(f, 0, SEEK_END) == 0 && (n = ftell(f)) >= 0 && fseek(f, 0, SEEK_SET) == 0) {
		text = arena_alloc(a, (size_t)n + 1);
		text[fread(text, 1, (size_t)n, f)] = 0;
	}
	fclose(f);
	return text;
}

/* A shipped template; NULL (and a failed check) when it does not parse. */
static struct template *shipped(struct arena *a, const char *lang, const char *name)
{
	const char *path = arena_printf(a, "data/receipts/%s/%s.tpl", lang, name), *why = "";
	char *text = read_all(a, path);
	struct template *t;

	if (!CHECK(text != NULL))
		return NULL;
	if (template_parse(a, path, text, &t, &why)) {
		CHECK_STR(why, "");
		return NULL;
	}
	/* cppcheck-suppress CastIntegerToAddressAtReturn ; the name "template" means more to it */
	return t;
}

/* Everything a paper says, also what is not text: one line each, its kind and style first. */
static char *dump(struct arena *a, const struct paper *p)
{
	static const char kinds[] = "T-1QF/D";
	struct sbuf out = SBUF_INIT;
	char *text;
	int i;

	for (i = 0; i < p->count; i++) {
		const struct paper_line *l = &p->lines[i];

		sbuf_printf(&out, "%c%c%c%c|%s\n", kinds[l->kind], l->big ? '2' : ' ', l->bold ? 'b' : ' ',
			    l->centred ? 'c' : ' ', l->text);
	}
	text = arena_strdup(a, sbuf_text(&out));
	sbuf_release(&out);
	return text;
}

static void golden(struct arena *a, const char *name, const char *got)
{
	const char *path = arena_printf(a, "tests/unit/golden/%s", name);

	if (getenv("GENERATE")) {
		FILE *f = fopen(path, "w");

		if (CHECK(f != NULL)) {
			fputs(got, f);
			CHECK_INT(fclose(f), 0);
		}
		return;
	}
	CHECK_STR(got, read_all(a, path));
}

/* Text lines fit the paper: the whole width, or half of it when big. */
static bool fits(const struct paper *p)
{
	int i;

	for (i = 0; i < p->count; i++) {
		const struct paper_line *l = &p->lines[i];
		int width = utf8_width(l->text) * (l->big ? 2 : 1);

		if (l->kind == PAPER_TEXT && !CHECK(width <= p->columns && width > 0))
			return false;
		if (l->kind == PAPER_RULE && !CHECK_INT(width, p->columns))
			return false;
	}
	return true;
}

static struct paper made(struct arena *a, const char *text, const struct paper_values *v, int columns)
{
	struct paper p = { 0, NULL, 0 };
	struct template *t;
	const char *why = "";

	if (template_parse(a, "x.tpl", text, &t, &why))
		CHECK_STR(why, "");
	else
		CHECK_INT(template_render(t, v, columns, a, &p), OK);
	return p;
}

/* name, value, name, value, NULL */
static void set_all(struct paper_record *r, struct arena *a, const char *const *pairs)
{
	for (; *pairs; pairs += 2)
		paper_set(r, a, pairs[0], pairs[1]);
}

#define SET(r, a, ...) set_all((r), (a), (const char *const[]){ __VA_ARGS__, NULL })

static void head(struct paper_record *r, struct arena *a)
{
	SET(r, a, "shop", "掌柜超市(滨江路店)", "shop_address", "杭州市滨江区江南大道128号一楼",
	    "shop_phone", "0571-8765 4321", "number", "03-1-000045", "terminal", "03", "cashier_number", "1008",
	    "cashier_name", "王小丽", "date", "2026-11-21", "time", "18:42:07", "seal", "7F3A09C1",
	    "barcode", "03-1-000045", "qr", "03-1-000045", "shift", "207", "queue", "receipt03");
}

static void sale_values(struct paper_record *r, struct arena *a, bool returns)
{
	const char *minus = returns ? "-" : "";
	struct paper_record *l;
	const char *const items[][7] = {
		{ "青岛啤酒500ml罐", "6901035600019", "6", "4.50", "27.00", NULL, NULL },
		{ "五花肉(散)", "2105678", "0.836", "32.80", "27.42", NULL, NULL },
		{ "金龙鱼一级大豆油5L家庭装送500ml", "6948195800019", "1", "59.90", "59.90", "69.90", "10.00" },
		{ "Lay's 乐事薯片 Crème fraîche", "6924743915824", "2", "1188.00", "2376.00", NULL, NULL },
	};
	size_t i;

	for (i = 0; i < sizeof items / sizeof items[0]; i++) {
		l = paper_append(r, a, "lines");
		SET(l, a, "name", items[i][0], "code", items[i][1], "price", items[i][3]);
		paper_set(l, a, "qty", arena_printf(a, "%s%s", minus, items[i][2]));
		paper_set(l, a, "amount", arena_printf(a, "%s%s", minus, items[i][4]));
		if (items[i][5]) {
			paper_set(l, a, "list_price", items[i][5]);
			paper_set(l, a, "saved", arena_printf(a, "%s%s", minus, items[i][6]));
		}
	}
	if (returns) {
		SET(r, a, "pieces", "-10", "total", "-2490.32", "rounding", "-0.02", "due", "-2490.30", "original",
		    "02-1-004711", "reason", "质量问题", "approver", "2001 李店长", "given", NULL);
		SET(paper_append(r, a, "payments"), a, "name", "现金", "amount", "-2490.30");
		return;
	}
	SET(paper_append(r, a, "lines"), a, "name", "购物袋(大)", "code", "000018", "qty", "-1", "price", "0.50",
	    "amount", "-0.50", "returned", "1");
	SET(r, a, "pieces", "9", "total", "2489.82", "saved_total", "10.00", "rounding", "0.02", "due", "2489.80",
	    "given", "500.00", "change", "10.20", "list_prices", "1", "member", "李* 138****0123",
	    "member_level", "银卡", "points_earned", "2489", "points_usable", "13689", "stored_balance", "150.00",
	    "stored_principal", "120.00");
	l = paper_append(r, a, "uses");
	SET(l, a, "name", "洗车十次卡", "used", "1", "left", "9", "until", "2027-11-20");
	SET(r, a, "merchant_copy", "1", "tender", "支付宝", "paid", "2000.00");
	SET(paper_append(r, a, "payments"), a, "name", "支付宝", "amount", "2000.00", "reference",
	    "2026112122001456781234567890");
	SET(paper_append(r, a, "payments"), a, "name", "现金", "amount", "489.80");
	SET(paper_append(r, a, "tax"), a, "name", "13%", "amount", "286.44");
}

static void add_rows(struct paper_record *r, struct arena *a, const char *list, const char *const (*rows)[3], int n)
{
	for (; n--; rows++)
		SET(paper_append(r, a, list), a, "name", (*rows)[0], "count", (*rows)[1], "amount", (*rows)[2]);
}

static void report_values(struct paper_record *r, struct arena *a)
{
	static const char *const tenders[][3] = { { "现金", "41", "3120.50" }, { "微信", "102", "8765.40" } };
	static const char *const departments[][3] = { { "食品", "512", "9011.20" }, { "生鲜", "188", "3402.70" },
		{ "不参与促销的进口葡萄酒", "2", "760.00" } };
	static const char *const foreign[][3] = { { "USD", "2", "40.00" } };
	static const char *const paid_out[][3] = { { "水电费", "1", "35.00" } };
	struct paper_record *l;

	SET(r, a, "opened", "2026-11-21 08:00:12", "closed", "2026-11-21 22:05:40", "printed", "2026-11-21 22:05:41",
	    "days", "2026-11-21", "day", "2026-11-21", "sales_count", "146", "pieces", "702", "gross", "13302.12",
	    "saved_total", "128.20", "rounding", "0.02", "returns_count", "2", "returns_amount", "45.80", "net",
	    "13173.90", "cash_given", "4000.00", "cash_change", "879.50", "tenders_total", "13173.90", "float",
	    "500.00", "cash_taken", "3166.30", "cash_refunded", "45.80", "expected", "3620.50", "counted", "3621.00",
	    "over_short", "0.50", "visits", "146", "average", "90.55", "link",
	    "9c4e1b7f00aa52d3661be04aa7d1c04f5d0e9b3327f08c1a6e54d2907b8f13ce");
	SET(r, a, "line_voids", "12", "line_voids_amount", "156.30", "cancels", "1", "cancels_amount", "88.00",
	    "voids", "0", "voids_amount", "0.00", "discounts", "7", "discounts_amount", "42.10", "overrides", "3",
	    "overrides_amount", "12.00", "no_sales", "2", "reprints", "1");
	SET(r, a, "no_sales_rate", "0.1", "beside", "1", "vouchers_sold", "2", "vouchers_sold_amount", "200.00",
	    "tips", "1", "tips_amount", "5.00", "fees", "2.58", "moved", "1", "drops", "1", "drops_amount", "-2000.00",
	    "pay_outs", "1", "pay_outs_amount", "-35.00");
	add_rows(r, a, "foreign", foreign, 1);
	add_rows(r, a, "paid_out", paid_out, 1);
	l = paper_append(r, a, "unknown");
	SET(l, a, "name", "微信", "at", "2026-11-21 20:14:03", "amount", "88.00");
	add_rows(r, a, "tenders", tenders, 2);
	l = paper_append(r, a, "tenders");
	SET(l, a, "name", "银行卡", "count", "3", "amount", "1288.00", "fee", "2.58");
	add_rows(r, a, "departments", departments, 3);
	SET(paper_append(r, a, "tax"), a, "name", "13%", "base", "12413.90", "amount", "1428.15");
	SET(paper_append(r, a, "tax"), a, "name", "免税", "base", "760.00", "amount", "0.00");
	l = paper_append(r, a, "cashiers");
	SET(l, a, "number", "1008", "name", "王小丽", "count", "146", "amount", "13173.90");
	l = paper_append(r, a, "shifts");
	SET(l, a, "terminal", "03", "name", "王小丽", "amount", "13173.90", "over_short", "0.50");
	l = paper_append(r, a, "parts");
	SET(l, a, "day", "2026-11-21", "count", "146", "amount", "13173.90");
}

static void statement_values(struct paper_record *r, struct arena *a)
{
	struct paper_record *l;

	SET(r, a, "account", "1001", "name", "东街道办事处", "phone", "13800138000", "from", "2026-11-01", "to",
	    "2026-11-21", "printed", "2026-11-21 18:42:07", "limit", "5000.00", "opening", "120.00", "closing",
	    "985.30", "not_due", "865.30", "over_1", "120.00");
	l = paper_append(r, a, "lines");
	SET(l, a, "day", "2026-11-03", "number", "03-1-000045", "moved", "1365.30", "balance", "1485.30");
	l = paper_append(r, a, "lines");
	SET(l, a, "day", "2026-11-18", "number", "03-1-000145", "moved", "-500.00", "balance", "985.30");
}

static void member_values(struct paper_record *r, struct arena *a)
{
	struct paper_record *l;

	SET(r, a, "member", "10000001 王*", "from", "2026-08-22", "to", "2026-11-21", "printed", "2026-11-21 18:42:07",
	    "value_before", "0.00", "points_before", "120", "value_after", "431.50", "points_after", "188");
	l = paper_append(r, a, "lines");
	SET(l, a, "day", "2026-11-03", "number", "03-1-000045", "value", "500.00", "balance", "500.00");
	l = paper_append(r, a, "lines");
	SET(l, a, "day", "2026-11-18", "number", "03-1-000145", "value", "-68.50", "balance", "431.50", "points", "68",
	    "points_balance", "188");
}

static void uses_values(struct paper_record *r, struct arena *a)
{
	struct paper_record *l = paper_append(r, a, "uses");

	SET(r, a, "at", "2026-11-21 18:42:07", "member", "李* 138****0123");
	SET(l, a, "name", "洗车十次卡", "used", "1", "left", "9", "until", "2027-11-20");
	l = paper_append(r, a, "uses");
	SET(l, a, "name", "免费干洗", "came", "2", "left", "2");
}

/* Of orders, accounts, vouchers, money that goes out. */
static void money_values(struct paper_record *r, struct arena *a, bool slip)
{
	SET(r, a, "order_number", "1001", "order_customer", "王女士 13800138000", "order_note",
		"生日蛋糕8寸, 写字:妈妈生日快乐, 不要奶油花", "order_day", "2026-11-25", "order_total", "120.00",
		"deposit", "30.00", "order_rest", "90.00", "given", "50.00", "change", "20.00", "due", "30.00");
	SET(r, a, "account", "1001", "account_name", "东街道办事处", "owed", "1500.00");
	SET(r, a, "at", "2026-11-21 18:42:07", "amount", "35.50", "tip", "1", "paid_to", "1008 王小丽", "reason",
		"付给本人", "approver", "2001 赵红梅", "paid", "600.00", "voucher_kind",
		"100元礼品券", "rest", "52.20", "until", "2027-11-21", "merchant_copy", "1");
	if (slip)
		paper_set(r, a, "reference", "8800000015");
	SET(paper_append(r, a, "payments"), a, "name", "现金", "amount", "30.00");
}

static bool is_money(const char *template)
{
	return strncmp(template, "slip-", 5) == 0 || strcmp(template, "order") == 0 ||
		strcmp(template, "account") == 0 || strcmp(template, "paid-out") == 0;
}

static struct paper_values values_for(struct arena *a, const char *template)
{
	struct paper_values v;
	struct paper_record *r = paper_values_init(&v, a);

	head(r, a);
	if (strcmp(template, "wallet") == 0)
		SET(r, a, "top_up", "1", "at", "2026-11-21 18:42:07", "member", "李* 138****0123", "amount", "500.00",
			"bonus", "50.00", "stored_balance", "700.00", "stored_principal", "640.00");
	else if (strcmp(template, "redemption") == 0)
		SET(r, a, "at", "2026-11-21 18:42:07", "member", "李* 138****0123", "gift", "保温杯500ml", "pieces",
			"1", "points", "-800", "points_usable", "439");
	else if (strcmp(template, "draw") == 0)
		SET(r, a, "at", "2026-11-21 18:42:07", "member", "李* 138****0123", "draw", "幸运大转盘", "prize",
			"300元券", "coupon", "YH00012348213", "cost", "5", "day", "2026-11-21", "n", "17",
			"points_usable", "439", "promise",
			"9f2c4e8a71b05d3c9f2c4e8a71b05d3c9f2c4e8a71b05d3c9f2c4e8a71b05d3c");
	else if (strcmp(template, "uses") == 0)
		uses_values(r, a);
	else if (is_money(template))
		money_values(r, a, strncmp(template, "slip-", 5) == 0);
	else if (strcmp(template, "shift") == 0 || strcmp(template, "day") == 0)
		report_values(r, a);
	else if (strcmp(template, "cash") == 0)
		SET(r, a, "pay_out", "1", "day", "2026-11-21", "at", "2026-11-21 18:42:07", "reason", "水电费",
			"voucher", "INV-0012", "amount", "135.00", "approver", "2001 赵红梅");
	else if (strcmp(template, "statement") == 0)
		statement_values(r, a);
	else if (strcmp(template, "member-statement") == 0)
		member_values(r, a);
	else if (strcmp(template, "test") != 0)
		sale_values(r, a, strcmp(template, "return") == 0);
	return v;
}

TEST(shipped_templates_look_like_their_goldens)
{
	struct arena a = ARENA_INIT;
	size_t lang, i;
	int columns;

	for (lang = 0; lang < LANGUAGES; lang++) {
		for (i = 0; i < sizeof templates / sizeof templates[0]; i++) {
			struct template *t = shipped(&a, languages[lang], templates[i]);
			struct paper_values v = values_for(&a, templates[i]);
			struct paper p;

			for (columns = 32; t && columns <= 48; columns += 16) {
				CHECK_INT(template_render(t, &v, columns, &a, &p), OK);
				fits(&p);
				golden(&a, arena_printf(&a, "receipt-%s-%s-%d.txt", languages[lang],
							templates[i], columns), dump(&a, &p));
			}
		}
	}
	arena_release(&a);
}

static bool says(const char *text, const char *part)
{
	return text && strstr(text, part) != NULL;
}

TEST(marks_stand_at_the_top)
{
	struct arena a = ARENA_INIT;
	struct template *t = shipped(&a, "zh_CN", "sale");
	struct paper_values v = values_for(&a, "sale");
	struct paper p;

	if (!t)
		return;
	CHECK_INT(template_render(t, &v, 32, &a, &p), OK);
	CHECK(!says(paper_text(&p, &a), "补打") && !says(paper_text(&p, &a), "演示"));
	SET(v.root, &a, "copy", "2", "demo", "1", "training", "1");
	CHECK_INT(template_render(t, &v, 32, &a, &p), OK);
	CHECK(says(p.lines[0].text, "补打 2"));
	CHECK(says(p.lines[1].text, "演示"));
	CHECK(says(p.lines[2].text, "练习"));
	CHECK_INT(p.lines[p.count - 1].kind, PAPER_CUT);
	arena_release(&a);
}

TEST(an_x_report_has_no_count_no_signature_no_hash)
{
	struct arena a = ARENA_INIT;
	struct template *t = shipped(&a, "zh_CN", "shift");
	struct paper_values v = values_for(&a, "shift");
	struct paper p;

	if (!t)
		return;
	paper_set(v.root, &a, "x", "1");
	CHECK_INT(template_render(t, &v, 32, &a, &p), OK);
	CHECK(says(paper_text(&p, &a), "当班查询") && says(paper_text(&p, &a), "备用金"));
	CHECK(!says(paper_text(&p, &a), "长短款") && !says(paper_text(&p, &a), "签字"));
	CHECK(!says(paper_text(&p, &a), "9c4e1b7f") && !says(paper_text(&p, &a), "实交"));
	arena_release(&a);
}

/* Every {name} of the shipped templates stands in the manual. */
TEST(names_are_in_the_manual)
{
	struct arena a = ARENA_INIT;
	const char *manual = read_all(&a, "man/zhanggui-receipt.5"), *s;
	size_t lang, i;

	if (!CHECK(manual != NULL))
		return;
	for (lang = 0; lang < LANGUAGES; lang++) {
		for (i = 0; i < sizeof templates / sizeof templates[0]; i++) {
			s = read_all(&a, arena_printf(&a, "data/receipts/%s/%s.tpl", languages[lang], templates[i]));
			while (s && (s = strchr(s, '{'))) {
				size_t n = strspn(s + 1, "abcdefghijklmnopqrstuvwxyz0123456789_");
				const char *name = arena_strndup(&a, s + 1, n);

				if (!CHECK(says(manual, arena_printf(&a, ".It Va %s\n", name))))
					printf("# %s of %s\n", name, templates[i]);
				s++;
			}
		}
	}
	arena_release(&a);
}

/* The example of the manual is no fiction. */
TEST(the_manuals_example_parses)
{
	struct arena a = ARENA_INIT;
	char *manual = read_all(&a, "man/zhanggui-receipt.5"), *from, *to;
	struct template *t;
	const char *why = "";

	if (!CHECK(manual != NULL))
		return;
	from = strstr(manual, ".\\\" example");
	from = from ? strchr(from, '\n') : NULL;
	to = from ? strstr(from, "\n.Ed") : NULL;
	if (!CHECK(to != NULL))
		return;
	from = strchr(from + 1, '\n') + 1; /* behind .Bd */
	*to = 0;
	CHECK_INT(template_parse(&a, "manual", from, &t, &why), OK);
	CHECK_STR(why, NULL);
	arena_release(&a);
}

TEST(text_and_values)
{
	struct arena a = ARENA_INIT;
	struct paper_values v;
	struct paper_record *r = paper_values_init(&v, &a);
	struct paper p;

	SET(r, &a, "a", "one", "b", "two", "empty", "", "bad", "x\x1b[31m\ny\xff");
	p = made(&a, "{a} and {b}\n{missing}\n{empty}\nx[ {missing}]{a}\n[{a} {missing}]{b}\n{missing:none} {a}\n"
		     "{{a}} [[b]]\n@text # {a}\n@text @x\n  {bad}\n# {a}\n\n{missing:none}\n", &v, 32);
	CHECK_STR(paper_text(&p, &a), "one and two\nxone\ntwo\nnone one\n{a} [b]\n# one\n@x\n  x[31m y\xef\xbf\xbd\n");
	arena_release(&a);
}

TEST(lists_and_conditions)
{
	struct arena a = ARENA_INIT;
	struct paper_values v;
	struct paper_record *r = paper_values_init(&v, &a), *l;
	struct paper p;

	SET(r, &a, "shop", "S", "amount", "9");
	l = paper_append(r, &a, "lines");
	SET(l, &a, "name", "first", "amount", "1");
	paper_set(paper_append(l, &a, "parts"), &a, "part", "p1");
	paper_set(paper_append(l, &a, "parts"), &a, "part", "p2");
	SET(paper_append(r, &a, "lines"), &a, "name", "second");
	p = made(&a,
		 "@each lines\n{name} {amount} {shop}\n"
		 "@if parts\n@each parts\n {part} {name}\n@end\n@else\n none\n@end\n@end\n"
		 "@each nothing\nx\n@else\nempty\n@end\n@unless amount\nx\n@else\ny\n@end\n@unless lines\nz\n@end\n"
		 "@if narrow\nnarrow\n@else\nwide\n@end\n", &v, 32);
	CHECK_STR(paper_text(&p, &a), "first 1 S\n p1 first\n p2 first\nsecond 9 S\n none\nempty\ny\nnarrow\n");
	p = made(&a, "@if narrow\nnarrow\n@else\nwide\n@end\n", &v, 48);
	CHECK_STR(paper_text(&p, &a), "wide\n");
	arena_release(&a);
}

TEST(left_and_right)
{
	struct arena a = ARENA_INIT;
	struct paper_values v;
	struct paper_record *r = paper_values_init(&v, &a);
	struct paper p;

	SET(r, &a, "long", "零一二三四五六七八九", "a", "1");
	p = made(&a, "合计 >> {a}\n>> {a}\n{a} >> {none}\n{long} >> {long}\n{none} >> {none}\n", &v, 20);
	CHECK_STR(paper_text(&p, &a),
		  "合计               1\n                   1\n1\n"
		  "零一二三四五六七八九\n零一二三四五六七八九\n");
	p = made(&a, "@big {a} >> {a}\n@big {long} >> {a}\n", &v, 20);
	CHECK_STR(p.lines[0].text, "1        1");
	CHECK(p.lines[0].big && !p.lines[1].big && p.lines[1].bold);
	arena_release(&a);
}

TEST(rows_never_cut_a_figure)
{
	struct arena a = ARENA_INIT;
	struct paper_values v;
	struct paper_record *r = paper_values_init(&v, &a);
	struct paper p;
	const char *table = "@columns 20 8 4> 8>\n@row {a} | {b} | {c}\n";

	SET(r, &a, "a", "name", "b", "2", "c", "3.00");
	p = made(&a, table, &v, 20);
	CHECK_STR(paper_text(&p, &a), "name       2    3.00\n");
	p = made(&a, table, &v, 24); /* the first column takes the rest */
	CHECK_STR(paper_text(&p, &a), "name           2    3.00\n");
	p = made(&a, table, &v, 16); /* and gives it, too */
	CHECK_STR(paper_text(&p, &a), "name   2    3.00\n");
	SET(r, &a, "c", "123456789.00"); /* borrows from its left */
	p = made(&a, table, &v, 20);
	CHECK_STR(paper_text(&p, &a), "name  2 123456789.00\n");
	SET(r, &a, "a", "牛奶牛奶"); /* no room left for the name */
	p = made(&a, table, &v, 20);
	CHECK_STR(paper_text(&p, &a), "牛奶牛奶\n      2 123456789.00\n");
	SET(r, &a, "b", "-1000000.125", "c", "-123456789.00"); /* not even the figures: a line each */
	p = made(&a, table, &v, 20);
	CHECK_STR(paper_text(&p, &a), "牛奶牛奶\n        -1000000.125\n       -123456789.00\n");
	p = made(&a, "@columns 20 5> 10 5>\n@row 1 | 牛奶牛奶牛奶 | 2\n", &v, 20); /* text in the middle is clipped */
	CHECK_STR(paper_text(&p, &a), "   1 牛奶牛奶牛    2\n");
	arena_release(&a);
}

TEST(long_text_is_wrapped_between_words_and_characters)
{
	struct arena a = ARENA_INIT;
	struct paper_values v;
	struct paper p;

	paper_values_init(&v, &a);
	p = made(&a, "one two three four\n零一二三四五六七八九\n@centre+big abcdefgh\n@centre+big abcdefghi\n", &v, 16);
	CHECK_STR(paper_text(&p, &a), "one two three\nfour\n零一二三四五六七\n八九\n    abcdefgh\n   abcdefghi\n");
	CHECK(p.lines[4].big && !p.lines[5].big && p.lines[5].bold);
	arena_release(&a);
}

TEST(column_sets_go_by_the_paper)
{
	struct arena a = ARENA_INIT;
	struct paper_values v;
	struct paper p;
	const char *text = "@columns 32 26 6>\n# still the same choice\n@columns 20 10 10>\n@columns 48 40 8>\n"
			   "@row a | b\n@row c | d\n@columns 20 15 5\n@row e | f\n";

	paper_values_init(&v, &a);
	p = made(&a, text, &v, 42);
	CHECK_STR(p.lines[0].text, "a                                        b");
	CHECK_STR(p.lines[2].text, "e                                    f");
	p = made(&a, text, &v, 16);
	CHECK_STR(p.lines[1].text, "c              d");
	arena_release(&a);
}

TEST(codes_feeds_and_marks)
{
	struct arena a = ARENA_INIT;
	struct paper_values v;
	struct paper p;

	paper_set(paper_values_init(&v, &a), &a, "n", "03-1");
	p = made(&a, "@qr {n}\n@qr {none}\n@code128 {n}\n@feed 2\n@feed\n@rule =\n@drawer\n@cut\n", &v, 16);
	CHECK_STR(dump(&a, &p), "Q   |03-1\n1   |03-1\nF   |\nF   |\nF   |\n-   |================\nD   |\n/   |\n");
	arena_release(&a);
}

TEST(a_paper_has_its_limits)
{
	struct arena a = ARENA_INIT;
	struct paper_values v;
	struct paper_record *r = paper_values_init(&v, &a);
	struct template *t;
	struct paper p;
	const char *why;
	int i;

	for (i = 0; i < PAPER_LINES_MAX; i++)
		paper_set(paper_append(r, &a, "lines"), &a, "n", "x");
	CHECK_INT(template_parse(&a, "t", "@each lines\n{n}\n@end\n{last}\n", &t, &why), OK);
	CHECK_INT(template_render(t, &v, 32, &a, &p), OK);
	CHECK_INT(p.count, PAPER_LINES_MAX);
	paper_set(r, &a, "last", "one too many");
	CHECK_INT(template_render(t, &v, 32, &a, &p), ERR_INVALID);
	CHECK_INT(template_render(t, &v, PAPER_COLUMNS_MIN - 1, &a, &p), ERR_INVALID);
	CHECK_INT(template_render(t, &v, PAPER_COLUMNS_MAX + 1, &a, &p), ERR_INVALID);
	arena_release(&a);
}

static char *nested(struct arena *a, int depth)
{
	struct sbuf text = SBUF_INIT;
	char *copy;
	int i;

	for (i = 0; i < depth; i++)
		sbuf_puts(&text, "@if a\n");
	for (i = 0; i < depth; i++)
		sbuf_puts(&text, "@end\n");
	copy = arena_strdup(a, sbuf_text(&text));
	sbuf_release(&text);
	return copy;
}

TEST(mistakes_are_told_with_their_line)
{
	static const struct { const char *text, *where, *what; } bad[] = {
		{ "a\n@nosuch x\n", "f:2: ", "@text" },
		{ "x\t1\n", "f:1: ", "control character" },
		{ "x \xC2\x9B" "2J\n", "f:1: ", "control character" },   /* CSI in one character */
		{ "x \xE2\x80\xAE\n", "f:1: ", "control character" }, /* right to left from here */
		{ "@if\n", "f:1: ", "name" },
		{ "@if Shop\n", "f:1: ", "small letters" },
		{ "@if a\n\n@if b\n@end\n", "f:1: ", "@end" },
		{ "@end\n", "f:1: ", "ends nothing" },
		{ "@else\n", "f:1: ", "@else" },
		{ "@if a\n@else\n@else\n@end\n", "f:3: ", "once" },
		{ "@end now\n", "f:1: ", "nothing behind" },
		{ "x {name\n", "f:1: ", "not closed" },
		{ "x {1st}\n", "f:1: ", "no name" },
		{ "x }\n", "f:1: ", "closes nothing" },
		{ "x [a\n", "f:1: ", "not closed" },
		{ "x [a]\n", "f:1: ", "no {name}" },
		{ "x [a [b]]\n", "f:1: ", "inside brackets" },
		{ "@row a | b\n", "f:1: ", "@columns" },
		{ "@columns 20 10 10\n@row a\n", "f:2: ", "for 2 columns" },
		{ "@columns 20 10 10\n@row a | b | c\n", "f:2: ", "more cells" },
		{ "@columns 20 10 11\n", "f:1: ", "21 of 20" },
		{ "@columns 20 10 x\n", "f:1: ", "widths" },
		{ "@columns 8 4 4\n", "f:1: ", "16 to 96" },
		{ "@columns 32 16 16\n@columns 48 16 16 16\n", "f:2: ", "same columns" },
		{ "@columns 20 10 10\n@big+row a | b\n", "f:2: ", "bold" },
		{ "@centre a >> b\n", "f:1: ", "centred" },
		{ "@bold+rule\n", "f:1: ", "rule" },
		{ "@row+qr x\n", "f:1: ", "no command" },
		{ "@rule ab\n", "f:1: ", "one ASCII" },
		{ "@feed 21\n", "f:1: ", "1 to 20" },
		{ "@feed 0\n", "f:1: ", "1 to 20" },
		{ "@qr\n", "f:1: ", "content" },
		{ "@cut 5\n", "f:1: ", "nothing behind" },
		{ "a\n\tb\n", "f:2: ", "control" },
		{ "\xd6\xd0\n", "f:1: ", "UTF-8" },
	};
	struct arena a = ARENA_INIT;
	struct template *t;
	const char *why;
	size_t i;

	for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		why = "";
		CHECK_INT(template_parse(&a, "f", bad[i].text, &t, &why), ERR_INVALID);
		if (!says(why, bad[i].where) || !says(why, bad[i].what))
			CHECK_STR(why, arena_printf(&a, "%s ... %s", bad[i].where, bad[i].what));
	}
	CHECK_INT(template_parse(&a, "f", nested(&a, 16), &t, &why), OK);
	CHECK_INT(template_parse(&a, "f", nested(&a, 17), &t, &why), ERR_INVALID);
	CHECK_INT(template_parse(&a, "f", "\xef\xbb\xbf@cut\r\n", &t, &why), OK);
	arena_release(&a);
}

/* Any text as a name, any figures: lines fit, and every figure stands whole on the paper. */
static const char *random_text(struct arena *a, int most)
{
	static const char *const parts[] = { "a", "9", " ", "牛", "é", "𠮷", "e\u0301", "—", "\xff", "\x1b", "W", "…" };
	struct sbuf text = SBUF_INIT;
	char *copy;
	int n = (int)t_range(0, most);

	while (n--)
		sbuf_puts(&text, parts[t_rand(sizeof parts / sizeof parts[0])]);
	copy = arena_strdup(a, sbuf_text(&text));
	sbuf_release(&text);
	return copy;
}

TEST(any_values_fit_any_paper)
{
	static const char *const figures[] = { "qty", "price", "amount" };
	struct arena a = ARENA_INIT;
	int round, i, k;

	t_seed();
	for (round = 0; round < 300; round++) {
		size_t lang = t_rand(LANGUAGES);
		struct template *t = shipped(&a, languages[lang], "sale");
		struct paper_values v = values_for(&a, "test");
		const char *figure[12];
		struct paper p;

		if (!t)
			break;
		paper_set(v.root, &a, "shop", random_text(&a, 60));
		paper_set(v.root, &a, "shop_address", random_text(&a, 100));
		paper_set(v.root, &a, "list_prices", t_rand(2) ? "1" : "");
		for (i = 0; i < 4; i++) {
			struct paper_record *l = paper_append(v.root, &a, "lines");

			SET(l, &a, "name", random_text(&a, 40), "code", random_text(&a, 20));
			for (k = 0; k < 3; k++) {
				int64_t most = t_rand(2) ? 99999 : INT64_C(9999999999999);

				figure[i * 3 + k] = arena_printf(&a, "%" PRId64 ".%02d", t_range(-most, most),
								 round % 100);
				paper_set(l, &a, figures[k], figure[i * 3 + k]);
			}
		}
		CHECK_INT(template_render(t, &v, (int)t_range(20, 60), &a, &p), OK);
		if (!fits(&p))
			break;
		for (i = 0; i < 12; i++)
			if (!CHECK(says(paper_text(&p, &a), figure[i])))
				break;
		arena_clear(&a);
	}
	arena_release(&a);
}

/* The parser takes any bytes and never reads beyond them (seen with ASan). */
TEST(any_bytes_parse_or_are_refused)
{
	static const char *const bits[] = { "@", "if ", "a", "{", "}", "[", "]", "\n", "each ", "@end\n",
		"@else\n", "@columns 32 ", "10 ", "> ", "@row ", " | ", " >> ", "+", "bold", "\xe4\xb8",
		"\t", ":", "@feed ", "{a}", "# " };
	struct arena a = ARENA_INIT;
	int round;

	t_seed();
	for (round = 0; round < 3000; round++) {
		struct sbuf text = SBUF_INIT;
		struct paper_values v;
		struct template *t;
		struct paper p;
		const char *why = NULL;
		int n = (int)t_range(0, 40);

		while (n--)
			sbuf_puts(&text, bits[t_rand(sizeof bits / sizeof bits[0])]);
		paper_set(paper_values_init(&v, &a), &a, "a", "value");
		if (template_parse(&a, "f", sbuf_text(&text), &t, &why) == OK) {
			CHECK_INT(template_render(t, &v, 32, &a, &p), OK);
			fits(&p);
		} else {
			CHECK(says(why, "f:"));
		}
		sbuf_release(&text);
		arena_clear(&a);
	}
	arena_release(&a);
}

T_MAIN
