/* mail_test.c - addresses broken into lines, names as they are addressed, orders packed. */
#include <string.h>

#include "base/sbuf.h"
#include "base/utf8.h"
#include "model/mail.h"
#include "model/member/member.h"
#include "../t.h"

/* A line holds so many columns. */
static bool fits_columns(void *ctx, const char *text, size_t n)
{
	struct arena a = ARENA_INIT;
	bool yes = utf8_width(arena_strndup(&a, text, n)) <= *(int *)ctx;

	arena_release(&a);
	return yes;
}

/* The lines with '|' between; "-": it does not fit. */
static const char *broken(struct arena *a, const char *address, int columns, int most)
{
	struct mail_line lines[MAIL_LINES_MAX];
	int n = mail_lines(address, most, fits_columns, &columns, lines);
	const char *text = n ? "" : "-";

	for (int i = 0; i < n; i++)
		text = arena_printf(a, "%s%s%.*s", text, i ? "|" : "", (int)lines[i].n, lines[i].text);
	return text;
}

TEST(an_address_is_broken_before_a_street_or_a_house)
{
	static const char long_one[] = "浙江省杭州市西湖区文三路478号华星小区3栋2单元501室";
	struct arena a = ARENA_INIT;

	CHECK_STR(broken(&a, long_one, 60, 2), long_one);
	CHECK_STR(broken(&a, long_one, 36, 2), "浙江省杭州市西湖区|文三路478号华星小区3栋2单元501室");
	CHECK_STR(broken(&a, long_one, 30, 2), "浙江省杭州市西湖区文三路478号|华星小区3栋2单元501室");
	CHECK_STR(broken(&a, "上海市浦东新区世纪大道100号", 20, 2), "上海市浦东新区|世纪大道100号");
	CHECK_STR(broken(&a, "广东省深圳市南山区粤海街道科苑南路2666号", 28, 2),
		"广东省深圳市南山区|粤海街道科苑南路2666号");
	CHECK_STR(broken(&a, "12 Rue de la Paix, 75002 Paris", 20, 2), "12 Rue de la Paix|75002 Paris");
	arena_release(&a);
}

TEST(a_number_stays_with_what_it_counts)
{
	struct arena a = ARENA_INIT;

	/* Nothing but numbers and their units fits the end of the first line. */
	CHECK_STR(broken(&a, "解放路1234567号", 10, 3), "解放路|1234567号");
	CHECK_STR(broken(&a, "幸福里A12-3-501室", 12, 2), "幸福里|A12-3-501室");
	CHECK_STR(broken(&a, "123456789012345号", 10, 3), "-");
	arena_release(&a);
}

TEST(three_lines_where_two_are_too_few)
{
	static const char text[] = "内蒙古自治区呼伦贝尔市海拉尔区胜利大街88号阳光花园12栋3单元";
	struct arena a = ARENA_INIT;

	CHECK_STR(broken(&a, text, 26, 2), "-");
	CHECK_STR(broken(&a, text, 26, 3), "内蒙古自治区呼伦贝尔市|海拉尔区胜利大街88号|阳光花园12栋3单元");
	CHECK_STR(broken(&a, "", 4, 3), "");
	arena_release(&a);
}

TEST(a_text_without_parts_is_broken_anywhere)
{
	struct arena a = ARENA_INIT;

	CHECK_STR(broken(&a, "甲乙丙丁戊己庚辛", 8, 2), "甲乙丙丁|戊己庚辛");
	CHECK_STR(broken(&a, "甲乙丙丁戊己庚辛壬", 8, 2), "-");
	arena_release(&a);
}

TEST(a_person_is_addressed_by_what_is_known)
{
	struct arena a = ARENA_INIT;
	struct mail m = { .name = "张三", .address = "文三路1号", .postcode = "", .sex = SEX_MALE };

	CHECK_STR(mail_name(&a, &m), "张三 先生 收");
	m.sex = SEX_FEMALE;
	CHECK_STR(mail_name(&a, &m), "张三 女士 收");
	m.sex = SEX_UNKNOWN;
	CHECK_STR(mail_name(&a, &m), "张三 收");
	m.address = "12 Rue de la Paix, 75002 Paris";
	CHECK_STR(mail_name(&a, &m), "张三");
	arena_release(&a);
}

TEST(an_order_comes_back_as_it_was_packed)
{
	static const struct tag_size sheet = { "a4", "", "", 2100, 2970, 700, 370, 3, 8, 0, 5, 700, 370 };
	struct mail list[] = { { 7, "张三", "文三路1号", "310012", SEX_MALE },
		{ 8, "O'Neill", "12 Rue", "", SEX_UNKNOWN } };
	struct mail_order o = { sheet, 24, list, 2 }, back;
	struct sbuf text = SBUF_INIT;
	struct arena a = ARENA_INIT;

	CHECK_INT(mail_order_sheets(&o), 2);
	mail_order_pack(&o, true, &text);
	CHECK_INT(mail_order_unpack(&a, sbuf_text(&text), &back), OK);
	CHECK_INT(back.count, 2);
	CHECK_INT(back.start, 24);
	CHECK_INT(back.size.step_y, 370);
	CHECK_STR(back.list[0].address, "文三路1号");
	CHECK_STR(back.list[1].name, "O'Neill");
	CHECK_INT(back.list[0].sex, SEX_MALE);

	/* As it is kept until it is printed: nothing of a person is in it. */
	text.len = 0;
	mail_order_pack(&o, false, &text);
	CHECK(strstr(sbuf_text(&text), "张三") == NULL && strstr(sbuf_text(&text), "文三路") == NULL);
	CHECK_INT(mail_order_unpack(&a, sbuf_text(&text), &back), OK);
	CHECK_INT(back.list[1].member_id, 8);
	CHECK_STR(back.list[1].name, "");

	CHECK_INT(mail_order_unpack(&a, "mail 1\n", &back), ERR_INVALID);
	CHECK_INT(mail_order_unpack(&a, "labels 1\n", &back), ERR_INVALID);
	/* A start beyond the sheet, a label too small for an address. */
	CHECK_INT(mail_order_unpack(&a, "mail 1\nP\t2100\t2970\t700\t370\t3\t8\t0\t5\t700\t370\nO\t25\nM\t1\n", &back),
		ERR_INVALID);
	CHECK_INT(mail_order_unpack(&a, "mail 1\nP\t400\t300\t400\t300\t1\t1\t0\t0\t0\t0\nO\t1\nM\t1\n", &back),
		ERR_INVALID);
	sbuf_release(&text);
	arena_release(&a);
}

T_MAIN
