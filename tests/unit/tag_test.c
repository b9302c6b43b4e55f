/* tag_test.c - price tags: what they say, where it stands, orders packed; and bar codes against known modules. */
#include "base/sbuf.h"
#include "model/barcode.h"
#include "model/tag.h"
#include "../t.h"

static struct tag tea(void)
{
	return (struct tag){ .article_id = 7, .name = "冰红茶500ml", .spec = "500ml", .unit = "瓶", .origin = "天津",
		.grade = "", .number = "100007", .code = "6924591500241", .price_minor = 350, .regular_minor = -1,
		.member_minor = -1, .struck_minor = -1, .struck_basis = "", .until = "", .version = 1, .copies = 1 };
}

static struct tag offer(void)
{
	struct tag t = tea();

	t.regular_minor = t.struck_minor = 450;
	t.struck_basis = "前7日最低价";
	t.member_minor = 300;
	t.until = "2026-11-27";
	return t;
}

static const struct tag_size roll = { "60x40", "", "", 600, 400, 600, 400, 1, 1, 0, 0, 0, 0 };
static const struct tag_size sheet = { "a4", "", "", 2100, 2970, 700, 370, 3, 8, 0, 5, 700, 370 };

/* --- bar codes ------------------------------------------------------------------------------- */

TEST(ean_13_as_the_standard_draws_it)
{
	struct barcode b;

	CHECK(barcode_make("5901234123457", &b));
	CHECK_INT(b.kind, BARCODE_EAN13);
	CHECK_INT(b.modules, 95);
	CHECK_STR(b.dark, "101" "0001011" "0100111" "0110011" "0010011" "0111101" "0011101" "01010" "1100110"
		"1101100" "1000010" "1011100" "1001110" "1000100" "101");
}

TEST(ean_8_and_upc)
{
	struct barcode b;

	CHECK(barcode_make("96385074", &b));
	CHECK_INT(b.kind, BARCODE_EAN8);
	CHECK_STR(b.dark, "101" "0001011" "0101111" "0111101" "0110111" "01010" "1001110" "1110010" "1000100"
		"1011100" "101");
	CHECK(barcode_make("036000291452", &b));
	CHECK_INT(b.kind, BARCODE_EAN13);
}

/* PJJ123C is the example of ISO/IEC 15417: check value 55. */
TEST(code_128_with_its_check)
{
	struct barcode b;

	CHECK(barcode_code128("PJJ123C", &b));
	CHECK_INT(b.modules, (1 + 7 + 1) * 11 + 13);
	CHECK_INT(memcmp(b.dark, "11010010000", 11), 0); /* start B */
	CHECK_INT(memcmp(b.dark + 8 * 11, "11101000110", 11), 0); /* 54: 311213 */
	CHECK_STR(b.dark + 9 * 11, "1100011101011");
	CHECK(barcode_code128("12345678", &b));
	CHECK_INT(b.modules, (1 + 4 + 1) * 11 + 13); /* digits in pairs */
}

TEST(what_is_no_bar_code)
{
	struct barcode b;
	char text[BARCODE_TEXT_MAX + 2];

	CHECK(!barcode_make("", &b));
	CHECK(!barcode_make("冰红茶", &b));
	CHECK(!barcode_ean("5901234123456", &b)); /* check digit */
	CHECK(barcode_make("5901234123456", &b)); /* but a Code 128 it can be */
	CHECK_INT(b.kind, BARCODE_CODE128);
	memset(text, 'a', sizeof text);
	text[BARCODE_TEXT_MAX] = '\0';
	CHECK(barcode_make(text, &b));
	CHECK(b.modules <= BARCODE_MODULES_MAX);
	text[BARCODE_TEXT_MAX] = 'a';
	text[BARCODE_TEXT_MAX + 1] = '\0';
	CHECK(!barcode_make(text, &b));
}

TEST(modules_are_whole_dots_where_they_fit)
{
	struct barcode b;

	CHECK(barcode_make("5901234123457", &b));
	CHECK_INT(tag_module_um(&b, 400), 250);  /* 113 modules in 40 mm */
	CHECK_INT(tag_module_um(&b, 500), 375);
	CHECK_INT(tag_module_um(&b, 240), 212);  /* too narrow for two dots */
	CHECK_INT(tag_module_um(&b, 200), 0);
	CHECK_INT(tag_module_um(&b, 2000), 500);
}

/* --- layout ------------------------------------------------------------------------------------ */

static const struct tag_box *box_of(const struct tag_box *boxes, int n, enum tag_field field)
{
	for (int i = 0; i < n; i++)
		if (boxes[i].field == field)
			return &boxes[i];
	return NULL;
}

static bool apart(const struct tag_box *a, const struct tag_box *b)
{
	return a->x + a->width <= b->x || b->x + b->width <= a->x || a->y + a->height <= b->y ||
		b->y + b->height <= a->y;
}

/* Any label of any size: all within it, nothing over another, the three that must be there are. */
static bool well_laid(const struct tag *t, const struct tag_size *s, bool english)
{
	struct arena a = ARENA_INIT;
	struct tag_box boxes[TAG_BOXES_MAX];
	int n = tag_layout(t, s, english, &a, boxes);
	bool good = CHECK(n <= TAG_BOXES_MAX);

	for (int i = 0; i < n; i++) {
		const struct tag_box *b = &boxes[i];

		good &= CHECK(b->x >= 0 && b->y >= 0 && b->width > 0 && b->height > 0);
		good &= CHECK(b->x + b->width <= s->width && b->y + b->height <= s->height);
		good &= CHECK(b->least > 0 && b->size >= b->least && b->lines >= 1);
		for (int k = 0; k < i; k++)
			good &= CHECK(apart(b, &boxes[k]));
	}
	good &= CHECK(box_of(boxes, n, TAG_NAME) && box_of(boxes, n, TAG_PRICE) && box_of(boxes, n, TAG_UNIT));
	good &= CHECK(box_of(boxes, n, TAG_PRICE)->whole);
	good &= CHECK(!box_of(boxes, n, TAG_STRUCK) == !(t->struck_minor >= 0 && *t->struck_basis));
	good &= CHECK(!box_of(boxes, n, TAG_BASIS) == !box_of(boxes, n, TAG_STRUCK));
	good &= CHECK(!box_of(boxes, n, TAG_MEMBER) == (t->member_minor < 0));
	if (!good)
		printf("# %d x %d\n", s->width, s->height);
	arena_release(&a);
	return good;
}

TEST(any_tag_fits_any_label)
{
	for (int i = 0; i < 2000; i++) {
		struct tag t = t_rand(2) ? offer() : tea();
		int w = TAG_SIDE_MIN + (int)t_rand(1000), h = TAG_SIDE_MIN + (int)t_rand(700);
		struct tag_size s = { "x", "", "", w, h, w, h, 1, 1, 0, 0, 0, 0 };

		if (t_rand(3) == 0)
			t.code = "";
		if (t_rand(3) == 0)
			t.member_minor = t.member_minor < 0 ? 1 : -1;
		if (t_rand(4) == 0)
			t.origin = t.spec = t.number = "";
		if (t_rand(4) == 0)
			t.struck_basis = "";
		if (!well_laid(&t, &s, t_rand(2)))
			break;
	}
}

TEST(a_price_is_crossed_out_only_with_its_basis)
{
	struct sbuf text = SBUF_INIT;
	struct tag t = offer();

	tag_text(&t, false, &text);
	CHECK_STR(sbuf_text(&text), "冰红茶500ml\n[特价] ¥3.50 元/瓶\n~原价4.50~  (前7日最低价)  会员价3.00\n"
		"特价至2026-11-27  规格:500ml  产地:天津  货号:100007\n6924591500241\n");
	sbuf_clear(&text);
	t.struck_basis = "";
	tag_text(&t, true, &text);
	CHECK(strstr(sbuf_text(&text), "~") == NULL);
	CHECK(strstr(sbuf_text(&text), "Regular 4.50  Members 3.00") != NULL);
	sbuf_release(&text);
}

TEST(what_a_tag_lacks)
{
	struct arena a = ARENA_INIT;
	struct tag t = tea();

	CHECK_STR(tag_lacks(&a, &t), "");
	t.unit = "";
	CHECK_STR(tag_lacks(&a, &t), "unit");
	t.name = "";
	t.price_minor = -1;
	CHECK_STR(tag_lacks(&a, &t), "name price unit");
	arena_release(&a);
}

TEST(a_mark_tells_what_is_printed_and_nothing_else)
{
	struct arena a = ARENA_INIT;
	struct tag t = tea(), other = tea();

	other.copies = 9;
	other.version = 3;
	CHECK_STR(tag_mark(&a, &t), tag_mark(&a, &other));
	other.price_minor++;
	CHECK(strcmp(tag_mark(&a, &t), tag_mark(&a, &other)) != 0);
	other = tea();
	other.origin = "";
	CHECK(strcmp(tag_mark(&a, &t), tag_mark(&a, &other)) != 0);
	arena_release(&a);
}

/* --- sizes and orders --------------------------------------------------------------------------- */

TEST(sizes_that_are_wrong)
{
	struct tag_size s = sheet;

	CHECK(!tag_size_wrong(&s));
	CHECK_INT(tag_per_sheet(&s), 24);
	s.step_x = 699;
	CHECK(tag_size_wrong(&s) != NULL);
	s = sheet;
	s.left = 1;
	CHECK(tag_size_wrong(&s) != NULL);
	s = sheet;
	s.height = TAG_SIDE_MIN - 1;
	CHECK(tag_size_wrong(&s) != NULL);
	s = roll;
	s.height = s.page_height = TAG_SIDE_MIN;
	CHECK(!tag_size_wrong(&s));
	s = roll;
	s.columns = 0;
	CHECK(tag_size_wrong(&s) != NULL);
}

TEST(media_by_their_sizes)
{
	struct arena a = ARENA_INIT;
	struct tag_size s = roll;

	CHECK_STR(tag_media(&a, &roll), "om_label_60x40mm");
	CHECK_STR(tag_media(&a, &sheet), "iso_a4_210x297mm");
	s.page_width = 635;
	CHECK_STR(tag_media(&a, &s), "om_label_63.5x40mm");
	arena_release(&a);
}

TEST(an_order_packed_and_back)
{
	struct arena a = ARENA_INIT;
	struct sbuf first = SBUF_INIT, again = SBUF_INIT;
	struct tag tags[2] = { tea(), offer() };
	struct tag_order o = { .size = sheet, .english = true, .exponent = 2, .start = 23, .at_ms = 1, .tags = tags,
		.count = 2 }, back;

	tags[1].copies = 5;
	CHECK_INT(tag_order_labels(&o), 6);
	CHECK_INT(tag_order_sheets(&o), 2);
	tag_order_pack(&o, &first);
	if (CHECK_INT(tag_order_unpack(&a, sbuf_text(&first), &back), OK)) {
		CHECK_INT(back.count, 2);
		CHECK_INT(back.start, 23);
		CHECK_STR(back.tags[1].struck_basis, "前7日最低价");
		tag_order_pack(&back, &again);
		CHECK_STR(sbuf_text(&again), sbuf_text(&first));
	}
	sbuf_release(&first);
	sbuf_release(&again);
	arena_release(&a);
}

TEST(what_is_no_order_is_refused)
{
	static const char good[] = "P\t600\t400\t600\t400\t1\t1\t0\t0\t0\t0\nO\t0\t2\t1\t0\n";
	static const char *const bad[] = { "", "x", "A\t1\n", "A\t1\t1\t0\t1\t-1\t-1\t-1\ta\t\t\t\t\t\t\t\t\n",
		"A\t1\t1\t501\t1\t-1\t-1\t-1\ta\t\t\t\t\t\t\t\t\n", "A\t1\t1\t1\t-2\t-1\t-1\t-1\ta\t\t\t\t\t\t\t\t\n",
		"O\t0\t2\t1\t0\n", "A\t1\t1\t1\t1\t-1\t-1\t-1\ta\t\t\t\t\t\t\t\t" };
	struct arena a = ARENA_INIT;
	struct tag_order o;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (!CHECK_INT(tag_order_unpack(&a, arena_printf(&a, "labels 1\n%s%s", good, bad[i]), &o), ERR_INVALID))
			printf("# %s\n", bad[i]);
	CHECK_INT(tag_order_unpack(&a, "labels 1\nO\t0\t2\t1\t0\n", &o), ERR_INVALID);
	CHECK_INT(tag_order_unpack(&a, "labels 1\nP\t600\t400\t600\t400\t1\t1\t0\t0\t0\t0\nO\t0\t2\t2\t0\n", &o),
		ERR_INVALID);
	CHECK_INT(tag_order_unpack(&a, "labels 2\n", &o), ERR_INVALID);
	arena_release(&a);
}

T_MAIN
