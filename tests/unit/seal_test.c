/* seal_test.c - digests that tell every two field lists apart, and PIN hashes. */
#include "base/seal.h"
#include "../t.h"

static const unsigned char key[SEAL_KEY_BYTES] = "the key of a test store, 32 byte";
static const unsigned char other_key[SEAL_KEY_BYTES] = "another key of a test store, 32b";

enum kind { END, INT, TEXT };
struct item { enum kind kind; int64_t v; const char *text; };

static const char *sealed(const unsigned char *k, const struct item *items)
{
	static char hex[8][SEAL_HEX];
	static int turn;
	struct seal s;

	turn = (turn + 1) % 8;
	seal_begin(&s, k);
	for (; items->kind != END; items++)
		if (items->kind == INT)
			seal_int(&s, items->v);
		else
			seal_text(&s, items->text);
	seal_end(&s, hex[turn]);
	return hex[turn];
}

#define SEALED(...) sealed(key, (const struct item[]){ __VA_ARGS__ { END, 0, NULL } })
#define I(v) { INT, v, NULL },
#define T(s) { TEXT, 0, s },

TEST(different_fields_never_give_the_same)
{
	const char *lists[] = {
		SEALED(T("ab") T("c")), SEALED(T("a") T("bc")), SEALED(T("abc")), SEALED(T("abc") T("")),
		SEALED(T("abc") T(NULL)), SEALED(T("") T("abc")),
	};
	size_t i, k;

	for (i = 0; i < 6; i++)
		for (k = 0; k < i; k++)
			CHECK(strcmp(lists[i], lists[k]) != 0);
	CHECK(strcmp(SEALED(T("")), SEALED(T(NULL))) != 0);
	CHECK(strcmp(SEALED(I(1) I(2)), SEALED(I(2) I(1))) != 0);
	CHECK(strcmp(SEALED(I(0)), SEALED()) != 0);
	CHECK(strcmp(SEALED(I(-1)), SEALED(I(INT64_MAX))) != 0);
	/* A number is no text that happens to have its bytes. */
	CHECK(strcmp(SEALED(I(5)), SEALED(T("\x05"))) != 0);
	/* A text whose bytes look like the next field's head stays one text. */
	CHECK(strcmp(SEALED(T("a") T("b")), SEALED(T("at\x01"))) != 0);
}

TEST(the_same_fields_give_the_same)
{
	CHECK_STR(SEALED(I(42) T("掌柜") T(NULL)), SEALED(I(42) T("掌柜") T(NULL)));
	CHECK_INT(strlen(SEALED(I(1))), SEAL_HEX - 1);
	CHECK(strspn(SEALED(I(1)), "0123456789abcdef") == SEAL_HEX - 1);
}

/* Kept for ever: a stored chain must verify with every later program. The value was computed with
 * Python's hashlib.blake2b over the bytes that seal.c describes. */
TEST(the_bytes_under_a_seal_never_change)
{
	CHECK_STR(SEALED(I(-2) T("ab") T(NULL)), "28722bd36296b50383b04b39226c72bc913c400e0f48ded4d8cd5e8f95bc61d7");
}

TEST(another_key_gives_another_seal)
{
	const struct item one[] = { { INT, 1, NULL }, { END, 0, NULL } };

	CHECK(strcmp(sealed(key, one), sealed(other_key, one)) != 0);
}

TEST(a_pin_is_known_again_only_with_its_pepper)
{
	char hash[PIN_HASH_MAX], again[PIN_HASH_MAX];

	seal_pin_cheap(true);
	CHECK_INT(seal_pin(hash, "123456", key), OK);
	CHECK_INT(seal_pin(again, "123456", key), OK);
	CHECK(strncmp(hash, "$argon2id$", 10) == 0);
	CHECK(strcmp(hash, again) != 0); /* salted */
	CHECK(seal_pin_ok(hash, "123456", key));
	CHECK(seal_pin_ok(again, "123456", key));
	CHECK(!seal_pin_ok(hash, "123457", key));
	CHECK(!seal_pin_ok(hash, "", key));
	CHECK(!seal_pin_ok(hash, "1234560", key));
	CHECK(!seal_pin_ok(hash, "123456", other_key));
	CHECK(!seal_pin_ok("", "123456", key));
	CHECK(!seal_pin_ok("$argon2id$v=19$rubbish", "123456", key));
	CHECK(strstr(hash, "123456") == NULL);
}

TEST(a_real_pin_hash_costs_64_mib)
{
	char hash[PIN_HASH_MAX];

	seal_pin_cheap(false);
	CHECK_INT(seal_pin(hash, "0000", key), OK);
	CHECK(strstr(hash, "m=65536,") != NULL);
	CHECK(seal_pin_ok(hash, "0000", key));
	seal_pin_cheap(true);
	CHECK(seal_pin_ok(hash, "0000", key)); /* the cost stands in the hash */
}

TEST(hex_there_and_back)
{
	unsigned char bytes[4] = { 0x00, 0x7F, 0xAB, 0xFF }, back[4] = { 0 };
	char hex[9];

	seal_hex(bytes, 4, hex);
	CHECK_STR(hex, "007fabff");
	CHECK(seal_unhex(hex, back, 4));
	CHECK(memcmp(bytes, back, 4) == 0);
	CHECK(seal_unhex("007FABFF", back, 4));
	CHECK(!seal_unhex("007fabf", back, 4));
	CHECK(!seal_unhex("007fabff0", back, 4));
	CHECK(!seal_unhex("007fabff00", back, 4));
	CHECK(!seal_unhex("007fabfg", back, 4));
	CHECK(!seal_unhex("", back, 4));
}

TEST(random_bytes_differ_and_wiped_ones_are_gone)
{
	unsigned char one[32], two[32], zero[32] = { 0 };

	seal_random(one, sizeof one);
	seal_random(two, sizeof two);
	CHECK(memcmp(one, two, sizeof one) != 0);
	seal_wipe(one, sizeof one);
	CHECK(memcmp(one, zero, sizeof one) == 0);
}

T_MAIN
