/* keys_conf_test.c - the maps of keys that come with the program: each is read by what reads a shop's own, no key
 * twice, no action that is not there; and the one for a bare keyboard is the keys as shipped. */
#include <dirent.h>

#include "../t.h"

#include "base/arena.h"
#include "base/ini.h"
#include "screen/screens.h"
#include "tui/key.h"
#include "tui/keymap.h"

#define FOLDER "conf"

/* Reads a map over the keys as shipped; NULL when it cannot be. */
static struct keymap *load(struct arena *a, const char *name, struct ini *ini)
{
	struct keymap *k = screen_keymap(a);
	const char *why = "";

	if (ini_read(a, arena_printf(a, FOLDER "/%s", name), ini, &why) == OK && keymap_load(k, a, ini, &why) == OK)
		return k;
	printf("# %s\n", why);
	return NULL;
}

static const char *does(const struct keymap *k, const char *screen, const char *key, const char **arg)
{
	const struct binding *b = keymap_find(k, screen, key_parse(key), true);

	*arg = b ? b->arg : "";
	return b ? keymap_action(k, b->action)->name : "";
}

TEST(every_shipped_map_can_be_read)
{
	DIR *folder = opendir(FOLDER);
	int maps = 0;

	if (!CHECK(folder != NULL))
		return;
	for (struct dirent *entry; (entry = readdir(folder));) {
		struct arena a = ARENA_INIT;
		struct ini ini;

		if (strncmp(entry->d_name, "keys-", 5) != 0)
			continue;
		maps++;
		if (!CHECK(load(&a, entry->d_name, &ini) != NULL) || !CHECK(ini.count > 10))
			printf("# in %s\n", entry->d_name);
		arena_release(&a);
	}
	closedir(folder);
	CHECK_INT(maps, 2);
}

/* Each line of it says what is so without it, and there are as many keys. */
TEST(the_bare_map_is_what_is_shipped)
{
	struct arena a = ARENA_INIT;
	struct ini ini;
	const struct keymap *shipped = screen_keymap(&a), *bare = load(&a, "keys-bare.conf", &ini);
	int keys = 0;

	if (!CHECK(bare != NULL))
		return;
	for (int i = 0; i < ini.count; i++) {
		const char *arg, *action = does(shipped, ini.items[i].section, ini.items[i].key, &arg);
		const char *wanted = *arg ? arena_printf(&a, "%s %s", action, arg) : action;

		if (!CHECK_STR(ini.items[i].value, wanted))
			printf("# line %d\n", ini.items[i].line);
	}
#define KEY(screen, key, action, arg) keys++;
#include "../../src/screen/actions.def"
	CHECK_INT(ini.count, keys);
	arena_release(&a);
}

TEST(the_pos_map_has_the_caps_of_a_pos_keyboard)
{
	static const struct { const char *key, *action, *arg; } caps[] = {
		{ "F2", "price", "" }, { "F3", "hold", "" }, { "F7", "recall", "" }, { "F11", "pay", "" },
		{ "F12", "cash", "" }, { "Ctrl-N", "tender", "3" }, { "Ctrl-T", "return", "" },
		{ "Ctrl-R", "enter", "+1" }, { "F10", "menu", "" }, { "Del", "void-line", "" },
	};
	struct arena a = ARENA_INIT;
	struct ini ini;
	const struct keymap *k = load(&a, "keys-pos.conf", &ini);
	const char *arg;

	for (size_t i = 0; k && i < sizeof caps / sizeof caps[0]; i++) {
		CHECK_STR(does(k, "till", caps[i].key, &arg), caps[i].action);
		CHECK_STR(arg, caps[i].arg);
	}
	CHECK(k != NULL);
	/* no digit, letter or mark of the entry line may be taken by a key of the till */
	for (int i = 0; k && i < ini.count; i++)
		CHECK(!key_printable(key_parse(ini.items[i].key)));
	arena_release(&a);
}

T_MAIN
