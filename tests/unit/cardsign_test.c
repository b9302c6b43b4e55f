/* cardsign_test.c - what a shop writes on a chip card: good on the chip that it was made for, and nowhere else. */
#include "model/member/cardsign.h"

#include "../t.h"

static const unsigned char key[SEAL_KEY_BYTES] = "a key of the shop, 32 bytes long", other[SEAL_KEY_BYTES] = "another";
static const char chip[] = "04A2B3C4D5E6F7", number[] = "6217001234567890";

static enum cardsign check(const char *uid, const unsigned char *record)
{
	char out[CARDSIGN_NUMBER_MAX + 1];

	return cardsign_check(key, uid, record, CARDSIGN_BYTES, out);
}

TEST(a_record_is_good_on_its_own_chip)
{
	unsigned char record[CARDSIGN_BYTES], again[CARDSIGN_BYTES];
	char out[CARDSIGN_NUMBER_MAX + 1];

	CHECK_INT(cardsign_make(key, chip, number, record), OK);
	CHECK_INT(cardsign_check(key, chip, record, sizeof record, out), CARDSIGN_GOOD);
	CHECK_STR(out, number);
	CHECK_INT(cardsign_make(key, chip, number, again), OK);
	CHECK(memcmp(record, again, sizeof record) == 0);
	CHECK(memcmp(record, "ZG\1\020" "6217001234567890\0\0\0\0\0\0\0\0\0\0\0\0", 32) == 0);
}

TEST(a_copy_on_another_chip_is_false)
{
	unsigned char record[CARDSIGN_BYTES];
	char out[CARDSIGN_NUMBER_MAX + 1];

	CHECK_INT(cardsign_make(key, chip, number, record), OK);
	CHECK_INT(cardsign_check(key, "04A2B3C4D5E6F8", record, sizeof record, out), CARDSIGN_FALSE);
	CHECK_STR(out, number);
	CHECK_INT(check("04A2B3C4", record), CARDSIGN_FALSE);
	CHECK_INT(check("", record), CARDSIGN_FALSE);
	CHECK_INT(cardsign_check(other, chip, record, sizeof record, out), CARDSIGN_FALSE);
}

/* Whichever bit is changed, it is good no more. */
TEST(no_bit_of_it_may_change)
{
	unsigned char record[CARDSIGN_BYTES];

	CHECK_INT(cardsign_make(key, chip, number, record), OK);
	for (int i = 0; i < CARDSIGN_BYTES * 8; i++) {
		enum cardsign found;

		record[i / 8] ^= (unsigned char)(1 << i % 8);
		found = check(chip, record);
		CHECK_INT(found, i < 16 ? CARDSIGN_NONE : i < 24 ? CARDSIGN_NEWER : CARDSIGN_FALSE);
		record[i / 8] ^= (unsigned char)(1 << i % 8);
	}
	CHECK_INT(check(chip, record), CARDSIGN_GOOD);
}

/* The end of one number and the beginning of the next field are not the same bytes. */
TEST(fields_do_not_run_together)
{
	unsigned char a[CARDSIGN_BYTES], b[CARDSIGN_BYTES];

	CHECK_INT(cardsign_make(key, "04A2", "B3C4", a), OK);
	CHECK_INT(cardsign_make(key, "04A2B3", "C4", b), OK);
	CHECK(memcmp(a + 32, b + 32, 16) != 0);
}

TEST(numbers_at_their_limits)
{
	unsigned char record[CARDSIGN_BYTES];
	char out[CARDSIGN_NUMBER_MAX + 1], longest[CARDSIGN_NUMBER_MAX + 2];

	memset(longest, '9', sizeof longest);
	longest[CARDSIGN_NUMBER_MAX + 1] = '\0';
	CHECK_INT(cardsign_make(key, chip, longest, record), ERR_INVALID);
	longest[CARDSIGN_NUMBER_MAX] = '\0';
	CHECK_INT(cardsign_make(key, chip, longest, record), OK);
	CHECK_INT(cardsign_check(key, chip, record, sizeof record, out), CARDSIGN_GOOD);
	CHECK_STR(out, longest);
	CHECK_INT(cardsign_make(key, chip, "", record), ERR_INVALID);
	CHECK_INT(cardsign_make(key, chip, "12 34", record), ERR_INVALID);
	CHECK_INT(cardsign_make(key, "", number, record), ERR_INVALID);
}

TEST(what_is_no_record)
{
	unsigned char record[CARDSIGN_BYTES] = { 0x03, 0x10, 0xD1 };
	char out[CARDSIGN_NUMBER_MAX + 1];

	CHECK_INT(check(chip, record), CARDSIGN_NONE);
	CHECK_INT(cardsign_make(key, chip, number, record), OK);
	CHECK_INT(cardsign_check(key, chip, record, CARDSIGN_BYTES - 1, out), CARDSIGN_NONE);
	record[3] = 25;
	CHECK_INT(check(chip, record), CARDSIGN_FALSE);
	record[3] = 17; /* a NUL in it */
	CHECK_INT(check(chip, record), CARDSIGN_FALSE);
}

T_MAIN
