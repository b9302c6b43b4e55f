/* keyfile_fuzz.c - a key file and a recovery sheet of any content: refused in one line, with nothing left of a key, or
 * read; and what was read makes a sheet that reads as the same keys. A sheet of any keys with one byte changed is
 * refused, or the change did not matter. */
#include "fuzz.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "service/keycare.h"
#include "service/keys.h"
#include "../../src/service/shop/shop_int.h"

static bool nothing_left(const struct shop_keys *k)
{
	static const struct shop_keys none;

	return memcmp(k, &none, sizeof none) == 0;
}

static void check_sheet(struct arena *a, const char *text, const struct shop_keys *wanted)
{
	struct shop_keys keys, again;
	const char *why = NULL;

	if (sheet_parse(a, text, &keys, &why)) {
		MUST(why && *why && !strchr(why, '\n') && nothing_left(&keys));
		return;
	}
	MUST(keys.seal_count > 0 && keys.seal_count <= SHOP_KEYS_MAX);
	MUST(!wanted || memcmp(&keys, wanted, sizeof keys) == 0);
	MUST(sheet_parse(a, sheet_text(a, &keys, "x", 0), &again, &why) == OK);
	MUST(memcmp(&keys, &again, sizeof keys) == 0);
}

/* How many keys, their bytes, and then where the sheet has which other byte. */
static void check_changed_sheet(struct arena *a, const uint8_t *data, size_t size)
{
	struct shop_keys keys = { .seal_count = 1 };
	char *sheet;

	if (size < 4)
		return;
	keys.seal_count = 1 + data[0] % 3;
	for (int i = 0; i < SEAL_KEY_BYTES; i++) {
		keys.pepper[i] = (unsigned char)(data[1] * i + 7);
		for (int k = 0; k < keys.seal_count; k++)
			keys.seal[k][i] = (unsigned char)(data[1] + i * k);
	}
	sheet = sheet_text(a, &keys, "x", 0);
	check_sheet(a, sheet, &keys);
	sheet[(data[2] + 256u * data[3]) % strlen(sheet)] = size > 4 && data[4] ? (char)data[4] : ' ';
	check_sheet(a, sheet, &keys);
}

static void check_file(struct arena *a, const uint8_t *data, size_t size)
{
	int fd = memfd_create("keys", MFD_CLOEXEC);
	struct shop_keys keys;
	const char *why = NULL;
	char path[64];

	if (fd < 0 || fchmod(fd, 0600) != 0 || (size && write(fd, data, size) != (ssize_t)size))
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (keys_load(a, path, &keys, &why)) {
		MUST(why && *why && !strchr(why, '\n') && nothing_left(&keys));
	} else {
		MUST(keys.seal_count > 0 && keys.seal_count <= SHOP_KEYS_MAX);
		check_sheet(a, sheet_text(a, &keys, "x", 0), &keys);
	}
	close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	char *text = fuzz_text(data, size);

	check_sheet(&a, text, NULL);
	check_file(&a, data, size);
	check_changed_sheet(&a, data, size);
	free(text);
	arena_release(&a);
	return 0;
}
