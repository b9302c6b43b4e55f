/* keymap_fuzz.c - a keys.conf of any content is refused in one line and changes nothing, or every key in it does what
 * the file says; help for it is clean. Every name of a key that is read is written as a name that reads the same. */
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "base/ini.h"
#include "tui/key.h"
#include "tui/keymap.h"

static const struct key_action actions[] = {
	{ 1, "pay", "Pay", "Go to payment" }, { 2, "discount", "Discount", "Take something off" },
	{ 3, "add-item", "Add", "Add one article by code; for quick keys" }, { 4, "help", "Help", "What keys do" },
};
static const struct key_default defaults[] = {
	{ "till", "Enter", "pay", NULL }, { "till", "F4", "discount", NULL }, { "all", "F1", "help", NULL },
	{ "pay", "F4", "discount", "10" },
};

static void check_keys(const struct keymap *k, const struct ini *ini)
{
	for (int i = 0; i < ini->count; i++) {
		const struct ini_item *item = &ini->items[i];
		char name[KEY_NAME_MAX];
		int32_t code = key_parse(item->key);

		MUST(code && key_parse(key_text(code, name)) == code);
		MUST(!item->value[strspn(item->value, " ")] || keymap_find(k, item->section, code, false));
	}
}

static void check_help(const struct keymap *k, struct arena *a)
{
	char *help = keymap_help(k, "till", a);

	for (char *line = help; *line; line++)
		if (*line == '\n')
			*line = ' ';
	MUST(fuzz_is_clean(help));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	struct keymap *k = keymap_new(&a, actions, 4, defaults, 4);
	int fd = memfd_create("keys", MFD_CLOEXEC);
	struct ini ini;
	const char *why = NULL;
	char path[64];

	if (fd < 0 || (size && write(fd, data, size) != (ssize_t)size))
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (ini_read(&a, path, &ini, &why) == OK) {
		if (keymap_load(k, &a, &ini, &why)) {
			const struct binding *b = keymap_find(k, "till", key_parse("F4"), false);

			MUST(why && strncmp(why, path, strlen(path)) == 0 && fuzz_is_clean(why));
			MUST(b && b->action == 2 && keymap_find(k, "till", key_parse("F1"), true)->action == 4);
		} else {
			check_keys(k, &ini);
		}
		check_help(k, &a);
	}
	close(fd);
	arena_release(&a);
	return 0;
}
