/* keymap_test.c - key names, defaults, and what a keys.conf may say. */
#include "tui/keymap.h"

#include "../t.h"
#include "base/tr.h"
#include "tui/key.h"

enum { TENDER = 1, HOLD, ADD, HELP };

static const struct key_action actions[] = {
	{ TENDER, "tender", N_("Pay"), N_("Takes payment.") },
	{ HOLD, "hold", N_("Hold"), N_("Puts the basket aside.") },
	{ ADD, "add-item", N_("Add"), N_("Sells an article.") },
	{ HELP, "help", N_("Help"), N_("Explains the keys.") },
};
static const struct key_default defaults[] = {
	{ "till", "Enter", "tender", NULL },
	{ "till", "F3", "hold", NULL },
	{ "stock", "F3", "help", NULL },
	{ "all", "F1", "help", NULL },
	{ "all", "F3", "tender", NULL },
};
static struct arena a;
static struct keymap *k;
static const char *why;

static enum err load(const char *text)
{
	char path[600];
	struct ini ini;

	arena_release(&a);
	k = keymap_new(&a, actions, 4, defaults, 5);
	snprintf(path, sizeof path, "%s/keys.conf", t_tmpdir());
	if (!t_write(path, text))
		abort();
	if (ini_read(&a, path, &ini, &why) != OK)
		return ERR_IO;
	ini.path = "keys.conf";
	return keymap_load(k, &a, &ini, &why);
}

static int does(const char *screen, const char *key)
{
	const struct binding *b = keymap_find(k, screen, key_parse(key), true);

	return b ? b->action : 0;
}

TEST(names_of_keys_round_trip)
{
	static const char *const names[] = { "Enter", "Esc", "Tab", "Backspace", "Up", "PgDn", "Del", "F1",
		"F20", "Ctrl-X", "Shift-F2", "Ctrl-Alt-Del", "Shift-Tab", "a", "*", "/", "中", "Space",
		"Equals", "Colon" };
	char out[KEY_NAME_MAX];
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		CHECK(key_parse(names[i]) != 0);
		CHECK_STR(key_text(key_parse(names[i]), out), names[i]);
	}
	CHECK_INT(key_parse("f4"), TKEY_F4);
	CHECK_INT(key_parse("DELETE"), TKEY_DELETE);
	CHECK_INT(key_parse("ctrl-x"), 24);
	CHECK_INT(key_parse("="), '=');
}

TEST(blanks_in_quotes_are_no_name)
{
	CHECK_INT(load("[till]\nF4 = \"  help  \"\nF1 = \"   \"\n"), OK);
	CHECK_INT(does("till", "F4"), 4);
	CHECK_INT(does("till", "F1"), 0);
}

TEST(what_is_no_key)
{
	static const char *const names[] = { "", "F0", "F21", "F1x", "Foo", "ab", "Ctrl-", "Ctrl-1",
		"Ctrl-M", "Ctrl-H", "Shift-a", "\xFF", "\x01" };
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++)
		if (!CHECK_INT(key_parse(names[i]), 0))
			printf("# %s\n", names[i]);
}

TEST(defaults_and_everywhere)
{
	CHECK_INT(load(""), OK);
	CHECK_INT(does("till", "Enter"), TENDER);
	CHECK_INT(does("till", "F3"), HOLD);
	CHECK_INT(does("stock", "F3"), HELP);
	CHECK_INT(does("desk", "F3"), TENDER);
	CHECK_INT(does("till", "F1"), HELP);
	CHECK_INT(does("till", "F2"), 0);
	CHECK(!keymap_find(k, "till", key_parse("F1"), false));
	CHECK_INT(keymap_key(k, "till", TENDER), TKEY_ENTER);
	CHECK_INT(keymap_key(k, "stock", TENDER), 0); /* F3 of [all] is help there */
	CHECK_INT(keymap_key(k, "till", ADD), 0);
}

TEST(a_file_changes_keys)
{
	CHECK_INT(load("[till]\nF4 = hold\nF3 =\nF11 = add-item 6901234567892\n[ALL]\nf1 = tender\n"), OK);
	CHECK_INT(does("till", "F4"), HOLD);
	CHECK_INT(does("till", "F3"), 0);
	CHECK_INT(does("stock", "F3"), HELP);
	CHECK_INT(does("stock", "F1"), TENDER);
	CHECK_STR(keymap_find(k, "till", TKEY_F11, true)->arg, "6901234567892");
	CHECK_STR(keymap_find(k, "till", TKEY_F4, true)->arg, "");
	CHECK_INT(keymap_key(k, "till", ADD), 0); /* a quick key is no key of the action */
	CHECK(strstr(keymap_help(k, "till", &a), "F11     Add 6901234567892"));
	CHECK(!strstr(keymap_help(k, "till", &a), "F3 "));
	CHECK_INT(load("[till]\nF11 = add-item 69\x1B[2J\n"), OK);
	CHECK_STR(keymap_find(k, "till", TKEY_F11, true)->arg, "69[2J");
}

TEST(what_is_wrong_is_said_with_its_line)
{
	CHECK_INT(load("[till]\nF4 = hold\n[tall]\nF5 = hold\n"), ERR_INVALID);
	CHECK(strncmp(why, "keys.conf:4: [tall]", 19) == 0);
	CHECK_INT(load("[till]\nF44 = hold\n"), ERR_INVALID);
	CHECK(strncmp(why, "keys.conf:2: \"f44\" is no key", 28) == 0);
	CHECK_INT(load("[till]\nF2 = help\nF4 = sing\n"), ERR_INVALID);
	CHECK(strncmp(why, "keys.conf:3: \"sing\" is no action", 32) == 0);
	CHECK_INT(does("till", "F2"), 0); /* nothing was changed */
	CHECK_INT(load("[till]\nF4 = s\x1B[2Jing\n"), ERR_INVALID);
	CHECK(strncmp(why, "keys.conf:2: \"s[2Jing\" is no action", 35) == 0);
	CHECK_INT(load("[till]\nDel = hold\nF2 = help\nDelete = help\n"), ERR_INVALID);
	CHECK(strncmp(why, "keys.conf:4: the key Del is given twice", 39) == 0);
	CHECK(strstr(why, "line 2"));
	CHECK(!strchr(why, '\n'));
	CHECK_INT(load("[till]\nDel = hold\n[stock]\nDel = help\n"), OK);
}

T_MAIN
