/* keys_test.c - the key file: comes back as it was saved, is never written over by chance, and nothing that is none
 * is believed. */
#include "../t.h"

#include <sys/stat.h>

#include "service/keys.h"
#include "../../src/service/shop/shop_int.h"

static struct arena mem;

static const char *path_of(const char *name)
{
	return arena_printf(&mem, "%s/%s", t_tmpdir(), name);
}

static const char *file_with(const char *name, const char *text)
{
	const char *path = path_of(name);
	FILE *f = fopen(path, "w");

	if (!f || fputs(text, f) == EOF || fclose(f) != 0 || chmod(path, 0600) != 0)
		abort();
	return path;
}

TEST(keys_come_back_as_they_were_saved)
{
	const char *path = path_of("new/folder/a.keys"), *why = "";
	struct shop_keys made, loaded;
	struct stat st;

	keys_make(&made);
	seal_random(made.seal[1], SEAL_KEY_BYTES);
	made.seal_count = 2;
	CHECK_INT(keys_save(&mem, path, &made, false, &why), OK);
	CHECK_INT(keys_load(&mem, path, &loaded, &why), OK);
	CHECK(memcmp(&made, &loaded, sizeof made) == 0);
	CHECK(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
}

TEST(keys_of_two_shops_differ)
{
	struct shop_keys a, b;
	char one[SEAL_HEX], other[SEAL_HEX];

	keys_make(&a);
	keys_make(&b);
	keys_digest(a.seal[0], one);
	keys_digest(b.seal[0], other);
	CHECK(strcmp(one, other) != 0);
	keys_digest(a.seal[0], other);
	CHECK_STR(one, other);
	CHECK(memcmp(a.pepper, a.seal[0], SEAL_KEY_BYTES) != 0);
}

TEST(a_key_file_is_never_written_over_by_chance)
{
	const char *path = path_of("b.keys"), *why = "";
	struct shop_keys first, second, loaded;

	keys_make(&first);
	keys_make(&second);
	CHECK_INT(keys_save(&mem, path, &first, false, &why), OK);
	CHECK_INT(keys_save(&mem, path, &second, false, &why), ERR_EXISTS);
	CHECK(strstr(why, path) != NULL);
	CHECK_INT(keys_load(&mem, path, &loaded, &why), OK);
	CHECK(memcmp(&first, &loaded, sizeof first) == 0);
	CHECK_INT(keys_save(&mem, path, &second, true, &why), OK);
	CHECK_INT(keys_load(&mem, path, &loaded, &why), OK);
	CHECK(memcmp(&second, &loaded, sizeof second) == 0);
}

TEST(a_file_that_others_can_read_is_refused)
{
	const char *path = path_of("c.keys"), *why = "";
	struct shop_keys keys;

	keys_make(&keys);
	CHECK_INT(keys_save(&mem, path, &keys, false, &why), OK);
	CHECK_INT(chmod(path, 0640), 0);
	CHECK_INT(keys_load(&mem, path, &keys, &why), ERR_DENIED);
	CHECK(strstr(why, "chmod 600") != NULL);
}

#define HEX "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

TEST(what_is_no_key_file_is_not_believed)
{
	static const char *const bad[] = {
		"",
		"pepper = " HEX "\n",
		"seal.1 = " HEX "\n",
		"pepper = " HEX "\nseal.2 = " HEX "\n",
		"pepper = " HEX "\nseal.1 = " HEX "\nseal.1 = " HEX "\n",
		"pepper = " HEX "\npepper = " HEX "\nseal.1 = " HEX "\n",
		"pepper = " HEX "0\nseal.1 = " HEX "\n",
		"pepper = x" HEX "\nseal.1 = " HEX "\n",
		"pepper = " HEX "\nseal.1 = " HEX "\nsalt = " HEX "\n",
		"pepper " HEX "\nseal.1 = " HEX "\n",
	};
	static const char good[] = "# a remark\r\n\r\npepper = " HEX "\r\nseal.1=" HEX;
	struct shop_keys keys, zero;
	const char *why = "";

	memset(&zero, 0, sizeof zero);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		CHECK_INT(keys_load(&mem, file_with("bad.keys", bad[i]), &keys, &why), ERR_INVALID);
		CHECK(memcmp(&keys, &zero, sizeof keys) == 0); /* nothing of it is left behind */
	}
	CHECK_INT(keys_load(&mem, path_of("nowhere"), &keys, &why), ERR_NOTFOUND);
	CHECK_INT(keys_load(&mem, file_with("good.keys", good), &keys, &why), OK);
	CHECK_INT(keys.seal_count, 1);
	CHECK_INT(keys.pepper[31], 0x1f);
}

T_MAIN
