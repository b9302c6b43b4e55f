/* ini_fuzz.c - a settings file of any content is read, every setting found again, or refused in one
 * line that names the file. */
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "base/ini.h"

/* The file lies in memory; its path is that of the descriptor. */
static int file_with(const uint8_t *data, size_t size)
{
	int fd = memfd_create("ini", MFD_CLOEXEC);

	if (fd < 0 || (size && write(fd, data, size) != (ssize_t)size))
		abort();
	return fd;
}

static void check_items(const struct ini *ini)
{
	for (int i = 0; i < ini->count; i++) {
		const struct ini_item *item = &ini->items[i];

		MUST(*item->key && item->line > 0);
		MUST(ini_find(ini, item->section, item->key) == item);
		MUST(ini_get(ini, item->section, item->key, NULL) == item->value);
		MUST(utf8_valid(item->value, strlen(item->value)) && !strchr(item->value, '\n'));
		for (const char *c = item->key; *c; c++)
			MUST(*c < 'A' || *c > 'Z');
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	struct ini ini;
	const char *why = NULL;
	char path[64];
	int fd = file_with(data, size);
	enum err e;

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	e = ini_read(&a, path, &ini, &why);
	if (e) {
		MUST(e == ERR_INVALID && why);
		MUST(strncmp(why, path, strlen(path)) == 0 && !strchr(why, '\n'));
	} else {
		check_items(&ini);
	}
	close(fd);
	arena_release(&a);
	return 0;
}
