/* member_test.c - numbers of cards and the keys they are read by, phones, birthdays, and what is shown of a person. */
#include "model/member/cardkey.h"
#include "model/member/member.h"

#include "../t.h"

static struct arena arena = ARENA_INIT;

TEST(numbers_of_cards_have_4_to_18_digits)
{
	CHECK(!card_number_valid("123", false) && card_number_valid("1234", false));
	CHECK(card_number_valid("123456789012345678", false) && !card_number_valid("1234567890123456789", false));
	CHECK(!card_number_valid("12a4", false) && !card_number_valid("", false) && !card_number_valid("-1234", false));
	/* Luhn: 7992739871 has the check digit 3. */
	CHECK(card_number_valid("79927398713", true) && !card_number_valid("79927398714", true));
	CHECK(!card_number_valid("97927398713", true));
}

TEST(ranges_count_up_in_one_length)
{
	char next[CARD_NUMBER_MAX + 1] = "0099";

	CHECK(card_number_next(next, false, next));
	CHECK_STR(next, "0100");
	CHECK(!card_number_next("9999", false, next));
	CHECK(card_number_next("79927398713", true, next));
	CHECK_STR(next, "79927398721");
	CHECK(card_number_valid(next, true));
	CHECK(!card_number_next("9999999999999993", true, next));
	CHECK_INT(card_number_count("0001", "0010", false), 10);
	CHECK_INT(card_number_count("0010", "0010", false), 1);
	CHECK_INT(card_number_count("0010", "0009", false), 0);
	CHECK_INT(card_number_count("0001", "00010", false), 0);
	CHECK_INT(card_number_count("79927398713", "79927398721", true), 2);
	CHECK_INT(card_number_count("79927398713", "79927398722", true), 0);
	CHECK_INT(card_number_count("100000000000000000", "999999999999999999", false), INT64_C(900000000000000000));
}

/* Every number of a range comes, each once, the last one at the end. */
TEST(a_range_is_walked_from_end_to_end)
{
	for (int i = 0; i < 2000; i++) {
		bool check = t_rand(2) != 0;
		char from[CARD_NUMBER_MAX + 1], at[CARD_NUMBER_MAX + 1];
		int steps = (int)t_rand(300);

		snprintf(from, sizeof from, "%08" PRIu64, t_rand(80000000));
		if (check)
			do
				snprintf(from, sizeof from, "%08" PRIu64, t_rand(80000000));
			while (!card_number_valid(from, true));
		memcpy(at, from, sizeof at);
		for (int k = 0; k < steps; k++) {
			CHECK(card_number_next(at, check, at));
			CHECK(card_number_valid(at, check));
		}
		CHECK_INT(card_number_count(from, at, check), steps + 1);
	}
}

static void keys_are(const char *text, enum card_layout layout, const char *first, const char *second)
{
	const char *keys[CARD_KEYS_MAX];
	int n = card_keys(&arena, text, layout, keys), wanted = (first != NULL) + (second != NULL);

	CHECK_INT(n, wanted);
	if (n > 0 && first)
		CHECK_STR(keys[0], first);
	if (n > 1 && second)
		CHECK_STR(keys[1], second);
}

TEST(one_key_for_every_medium)
{
	/* chips by their number: 4, 7, 10 bytes of ISO 14443, 8 of ISO 15693 and FeliCa */
	keys_are("uid:04a2b3c4d5e6f7", LAYOUT_10D, "uid:04A2B3C4D5E6F7", NULL);
	keys_are("04A2B3C4", LAYOUT_OFF, "uid:04A2B3C4", NULL);
	keys_are("E004010012345678", LAYOUT_OFF, "uid:E004010012345678", NULL);
	keys_are("uid:04A2B3", LAYOUT_OFF, NULL, NULL);
	keys_are("uid:04A2B3C", LAYOUT_OFF, NULL, NULL);
	keys_are("uid:0102030405060708090A0B", LAYOUT_OFF, NULL, NULL);
	/* what is printed, on a stripe or in a code */
	keys_are("6217001234567890", LAYOUT_10D, "num:6217001234567890", NULL);
	keys_are("num:6217001234567890", LAYOUT_10D, "num:6217001234567890", NULL);
	keys_are("６２１７", LAYOUT_10D, "num:6217", NULL);
	keys_are("123", LAYOUT_10D, NULL, NULL);
	keys_are("", LAYOUT_10D, NULL, NULL);
	keys_are("wangfang", LAYOUT_10D, NULL, NULL);
}

/* EM4100 with the number 0x00F3ABCD: the reader says it in many ways, the card is the same. */
TEST(readers_of_125_kHz_cards_differ)
{
	keys_are("0015969229", LAYOUT_10D, "num:0015969229", "uid:00F3ABCD");
	keys_are("24343981", LAYOUT_8D, "num:24343981", "uid:00F3ABCD");
	keys_are("00F3ABCD", LAYOUT_8H, "uid:00F3ABCD", NULL);
	keys_are("0000F3ABCD", LAYOUT_10H, "uid:0000F3ABCD", NULL);
	keys_are("12345678", LAYOUT_8H, "num:12345678", "uid:12345678");
	keys_are("0015969229", LAYOUT_OFF, "num:0015969229", NULL);
	/* beyond four bytes, a facility beyond one, a number beyond two */
	keys_are("4294967295", LAYOUT_10D, "num:4294967295", "uid:FFFFFFFF");
	keys_are("4294967296", LAYOUT_10D, "num:4294967296", NULL);
	keys_are("25665535", LAYOUT_8D, "num:25665535", NULL);
	keys_are("25565536", LAYOUT_8D, "num:25565536", NULL);
	keys_are("25565535", LAYOUT_8D, "num:25565535", "uid:00FFFFFF");
}

TEST(phones_are_kept_bare)
{
	const char *phone;

	CHECK_INT(phone_read(&arena, "138 0013-8000", &phone), OK);
	CHECK_STR(phone, "13800138000");
	CHECK_INT(phone_read(&arena, "+86 (138) 0013 8000", &phone), OK);
	CHECK_STR(phone, "+8613800138000");
	CHECK_INT(phone_read(&arena, "", &phone), OK);
	CHECK_STR(phone, "");
	CHECK_INT(phone_read(&arena, "1234", &phone), ERR_INVALID);
	CHECK_INT(phone_read(&arena, "12345", &phone), OK);
	CHECK_INT(phone_read(&arena, "12345678901234567890", &phone), OK);
	CHECK_INT(phone_read(&arena, "123456789012345678901", &phone), ERR_INVALID);
	CHECK_INT(phone_read(&arena, "138x0013", &phone), ERR_INVALID);
	CHECK_INT(phone_read(&arena, "138+0013", &phone), ERR_INVALID);
	CHECK_STR(number_end("13800138000"), "8000");
	CHECK_STR(number_end("800"), "");
}

TEST(birthdays_may_lack_the_year)
{
	struct birthday b;

	CHECK_INT(birthday_read("1990-05-01", false, &b), OK);
	CHECK(b.year == 1990 && b.month == 5 && b.day == 1 && !b.lunar);
	CHECK_STR(birthday_text(&arena, &b), "1990-05-01");
	CHECK_INT(birthday_read("0229", false, &b), OK);
	CHECK_STR(birthday_text(&arena, &b), "02-29");
	CHECK_INT(birthday_read("19910229", false, &b), ERR_INVALID);
	CHECK_INT(birthday_read("0230", false, &b), ERR_INVALID);
	CHECK_INT(birthday_read("0230", true, &b), OK);
	CHECK(b.lunar);
	CHECK_INT(birthday_read("0231", true, &b), ERR_INVALID);
	CHECK_INT(birthday_read("1301", true, &b), ERR_INVALID);
	CHECK_INT(birthday_read("18991231", false, &b), ERR_INVALID);
	CHECK_INT(birthday_read("199005", false, &b), ERR_INVALID);
	CHECK_INT(birthday_read("1990-05-01x", false, &b), ERR_INVALID);
	CHECK_INT(birthday_read("", false, &b), OK);
	CHECK_STR(birthday_text(&arena, &b), "");
}

TEST(what_is_shown_is_masked)
{
	CHECK_STR(mask_name(&arena, "李秀英"), "李*");
	CHECK_STR(mask_name(&arena, ""), "");
	CHECK_STR(mask_name(&arena, "Ann"), "A*");
	CHECK_STR(mask_phone(&arena, "13800138000"), "138****8000");
	CHECK_STR(mask_phone(&arena, "12345678"), "****5678");
	CHECK_STR(mask_phone(&arena, ""), "");
	CHECK_STR(mask_number(&arena, "6217001234567890"), "****7890");
	/* As long as what would be shown: nothing of it. */
	CHECK_STR(mask_number(&arena, "1234"), "****");
}

T_MAIN
