/* track_test.c - what a stripe says: payment cards are told and forgotten, others have a key. The numbers of payment
 * cards are the ones that the schemes publish for tests. */
#include "model/track.h"

#include "../t.h"

static char key[TRACK_KEY_MAX + 1];

static enum track_kind read_text(const char *text)
{
	memset(key, 'x', sizeof key - 1);
	return track_read(text, strlen(text), key);
}

static void bank(const char *text)
{
	if (!CHECK_INT(read_text(text), TRACK_BANK))
		printf("# %s\n", text);
	CHECK_STR(key, "");
}

static void shop(const char *text, const char *wanted)
{
	if (!CHECK_INT(read_text(text), TRACK_SHOP))
		printf("# %s\n", text);
	CHECK_STR(key, wanted);
}

static void bad(const char *text)
{
	if (!CHECK_INT(read_text(text), TRACK_BAD))
		printf("# %s\n", text);
	CHECK_STR(key, "");
}

static void none(const char *text)
{
	if (!CHECK_INT(read_text(text), TRACK_NONE))
		printf("# %s\n", text);
	CHECK_STR(key, "");
}

TEST(payment_cards)
{
	bank("%B4111111111111111^CARDHOLDER/TEST^28121010000000000000?");
	bank(";4111111111111111=28121010000000000000?");
	bank("%B4111111111111111^CARDHOLDER/TEST^28121010000?;4111111111111111=28121010000?");
	bank("%B378282246310005^CARDHOLDER/TEST^28121010000?"); /* 15 digits */
	bank("%B3782 822463 10005^CARDHOLDER/TEST^28121010000?"); /* in groups */
	bank("% 258862463100  ^X0^X0?"); /* found by tests/fuzz */
	bank(";30569309025904=2812101?");                       /* 14 digits */
	bank(";6200000000000005=2812101?");                     /* UnionPay */
	bank(";4111111111111111?");                             /* without a date */
	bank(";2223003122003222=2812101?");
	bank("%E?;5555555555554444=2812101?");                  /* track 1 was not read */
	bank("%SHOP CARD?;5555555555554444=2812101?");          /* one of two is enough */
	bank("%B4111111111111111^CARDHOLDER/TEST^2812101?;E?");
	bank(";123456?;014111111111111111=28121010000=1?");     /* track 3 with a sentinel of track 2 */
	bank("+014111111111111111=28121010000?");
}

TEST(cards_of_a_shop)
{
	shop(";1008000123?", "1008000123");
	shop(";1008000123=99?", "1008000123");
	shop("%MEMBER 0042^WANG FANG?", "MEMBER0042");
	shop("%MEMBER 0042?;77001234=1?", "77001234");
	shop("%MEMBER 0042?+990001?", "990001");
	shop("%E?;77001234?", "77001234");
	shop(";4111111111111112?", "4111111111111112"); /* the check digit is not a payment card's, nor is the form */
	shop(";9990000000000000=?", "9990000000000000");
}

TEST(the_lrc_may_follow_and_is_checked)
{
	/* 1 ^ 2 ^ 3 ^ ';' (11) ^ '?' (15) = 4 */
	shop(";123?4", "123");
	bad(";123?5");
	bank(";4111111111111111=2812101?8;123?");
}

TEST(misread_stripes)
{
	bad(";E?");
	bad("%E?");
	bad("%?");
	bad("%E?;E?+E?");
	bad(";4111111111111112=28121010000000000000?"); /* a payment card's form, but a digit is wrong */
	bad("%B4111111111111112^CARDHOLDER/TEST^2812101?");
	bad(";41111111x1111111=2812101?4111111111111111");
	bad(";123?;12 34?");
	bad("% ^X?");
}

/* A line that tears what a reader sends leaves an end without its beginning. */
TEST(the_end_of_a_stripe)
{
	bad("11111111^CARDHOLDER/TEST^28121010000?;4111111111111111=28121010000?");
	bad("1111111111=28121010000?");
	bad("1111111111=28121010000?7");
	bad("=28121010000?");
	none("1111111111=281210?"); /* no date and service code */
	none("28121010000?");
	none("?");
	none("1111111111=28121010000");
	none("1111111111=28121010000?77");
	none("https://example.org/?a=20261121&b=7?");
}

TEST(what_is_no_stripe)
{
	none("");
	none("6901234567892");
	none("https://example.org/?a=4111111111111111");
	none(";hello?");
	none("%50 off?");
	none(";123");
	none("%");
}

TEST(only_what_the_norm_allows)
{
	char text[TRACK_TEXT_MAX + 2];

	memset(text, '1', sizeof text);
	text[0] = ';';
	text[TRACK_TEXT_MAX - 1] = '?';
	text[TRACK_TEXT_MAX] = '\0';
	CHECK_INT(track_read(text, TRACK_TEXT_MAX, key), TRACK_SHOP);
	CHECK_INT(strlen(key), TRACK_KEY_MAX);
	text[TRACK_TEXT_MAX - 1] = '1';
	text[TRACK_TEXT_MAX] = '?';
	CHECK_INT(track_read(text, TRACK_TEXT_MAX + 1, key), TRACK_NONE);
	CHECK(track_pan("4111111111111111", 16));
	CHECK(!track_pan("4111111111111112", 16));
	CHECK(!track_pan("49927398716", 11)); /* too short for one */
	CHECK(track_pan("4000000000000000006", 19));
	CHECK(!track_pan("0000000000000000", 16));
}

/* A second track without a number does not take the key of the first away. */
TEST(an_empty_track_leaves_the_key)
{
	static const char text[] = "%4110?;=15?";

	CHECK_INT(track_read(text, sizeof text - 1, key), TRACK_SHOP);
	CHECK_STR(key, "4110");
}

T_MAIN
