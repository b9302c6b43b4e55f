/* ini_test.c - settings files: what is read, and every refusal with its line. */
#include <sys/stat.h>

#include "base/ini.h"
#include "base/sbuf.h"
#include "../t.h"

static struct arena a = ARENA_INIT;
static struct ini ini;
static const char *why;

static const char *file_of(const char *bytes, size_t n)
{
	const char *path = arena_printf(&a, "%s/test.conf", t_tmpdir());
	FILE *f = fopen(path, "w");

	if (!f || fwrite(bytes, 1, n, f) != n || fclose(f) != 0)
		abort();
	return path;
}

static enum err read_text(const char *text)
{
	return ini_read(&a, file_of(text, strlen(text)), &ini, &why);
}

TEST(sections_keys_and_values_are_read)
{
	CHECK_INT(read_text("top = 1\n"
			    "# a comment = with an equals sign\n"
			    "\n"
			    "[Shop]\r\n"
			    "Name = 掌柜超市 (人民路店)   \r\n"
			    "  indented=x\n"
			    "[till]\n"
			    "quoted = \"a;b#c  \"   ; and a comment\n"
			    "single = 'say \"hi\"'\n"
			    "bare = value with spaces ; comment\n"
			    "empty =\n"
			    "empty2 = \"\"\n"
			    "empty3 = ; comment\n"
			    "equals = a = b\n"
			    "with:colon = 9\n"
			    "last = end"), OK);
	CHECK_STR(why, "");
	CHECK_INT(ini.count, 12);
	CHECK_STR(ini_get(&ini, "", "top", NULL), "1");
	CHECK_STR(ini_get(&ini, NULL, "top", NULL), "1");
	CHECK_STR(ini_get(&ini, "shop", "name", NULL), "掌柜超市 (人民路店)");
	CHECK_STR(ini_get(&ini, "SHOP", "NAME", NULL), "掌柜超市 (人民路店)");
	CHECK_STR(ini_get(&ini, "shop", "indented", NULL), "x");
	CHECK_STR(ini_get(&ini, "till", "quoted", NULL), "a;b#c  ");
	CHECK_STR(ini_get(&ini, "till", "single", NULL), "say \"hi\"");
	CHECK_STR(ini_get(&ini, "till", "bare", NULL), "value with spaces");
	CHECK_STR(ini_get(&ini, "till", "empty", "?"), "");
	CHECK_STR(ini_get(&ini, "till", "empty2", "?"), "");
	CHECK_STR(ini_get(&ini, "till", "empty3", "?"), "");
	CHECK_STR(ini_get(&ini, "till", "equals", NULL), "a = b");
	CHECK_STR(ini_get(&ini, "till", "with:colon", NULL), "9");
	CHECK_STR(ini_get(&ini, "till", "last", NULL), "end");
	CHECK_STR(ini_get(&ini, "till", "missing", "fallback"), "fallback");
	CHECK_STR(ini_get(&ini, "till", "name", NULL), NULL);
	CHECK(ini_find(&ini, "nowhere", "name") == NULL);
}

TEST(items_keep_order_and_line)
{
	CHECK_INT(read_text("[keys]\nF4 = tender\n\n# x\nF9 = add-item 6901234567892\n"), OK);
	if (!CHECK_INT(ini.count, 2))
		return;
	CHECK_STR(ini.items[0].section, "keys");
	CHECK_STR(ini.items[0].key, "f4");
	CHECK_INT(ini.items[0].line, 2);
	CHECK_STR(ini.items[1].value, "add-item 6901234567892");
	CHECK_INT(ini.items[1].line, 5);
}

TEST(the_same_key_in_two_sections_is_two_keys)
{
	CHECK_INT(read_text("k = 0\n[a]\nk = 1\n[b]\nk = 2\n[a]\nother = 3\n"), OK);
	CHECK_STR(ini_get(&ini, "", "k", NULL), "0");
	CHECK_STR(ini_get(&ini, "a", "k", NULL), "1");
	CHECK_STR(ini_get(&ini, "b", "k", NULL), "2");
	CHECK_STR(ini_get(&ini, "a", "other", NULL), "3");
}

TEST(every_refusal_names_its_line)
{
	static const struct { const char *text; int line; const char *about; } cases[] = {
		{ "\xEF\xBB\xBF[a]\n", 1, "byte-order mark" },
		{ "[a]\nk = v\njust words\n", 3, "no '='" },
		{ "k = v\\\nnext\n", 1, "backslash" },
		{ "[a]\nk = v\\   \r\n", 2, "backslash" },
		{ "# C:\\temp\\\nk = v\n", 1, "backslash" },
		{ "[a]\nk = 1\nx = 2\nK = 3\n", 4, "line 2" },
		{ "[a]\nk = 1\n[b]\n[A]\nk = 3\n", 5, "line 2" },
		{ "k = ok\nb = \xFF\n", 2, "UTF-8" },
		{ "k = ok\nb = \xC0\x80\n", 2, "UTF-8" },
		{ "# comment \xE4\xB8\n", 1, "UTF-8" },
		{ "\n\n= 5\n", 3, "no key" },
		{ "[a\nk = 1\n", 1, "[NAME]" },
		{ "[a] ; comment\n", 1, "[NAME]" },
		{ "k = 1\n[]\n", 2, "section's name" },
		{ "[ ]\n", 1, "section's name" },
		{ "[a]b]\n", 1, "section's name" },
		{ "[a:b]\n", 1, "section's name" },
		{ "[\n", 1, "[NAME]" },
		{ "k = \"abc\n", 1, "not closed" },
		{ "k = 'abc\n", 1, "not closed" },
		{ "k = \"\n", 1, "not closed" },
		{ "k = \"abc\" def\n", 1, "closing quote" },
		{ "k = pass#word\n", 1, "quotes" },
		{ "k = a;b\n", 1, "quotes" },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *where;
		bool ok = CHECK_INT(read_text(cases[i].text), ERR_INVALID);

		where = arena_printf(&a, "%s/test.conf:%d: ", t_tmpdir(), cases[i].line);
		ok = CHECK(strncmp(why, where, strlen(where)) == 0) && CHECK(strstr(why, cases[i].about)) && ok;
		CHECK_INT(ini.count, 0);
		if (!ok)
			printf("# case %zu said: %s\n", i, why);
	}
}

TEST(a_nul_byte_is_refused)
{
	CHECK_INT(ini_read(&a, file_of("a = 1\nk = a\0b\n", 14), &ini, &why), ERR_INVALID);
	CHECK(strstr(why, ":2: ") != NULL);
}

/* 1,000 bytes are read whole, 1,001 refused; the same for names of 200 bytes. */
TEST(limits_and_one_beyond)
{
	int over;

	for (over = 0; over <= 1; over++) {
		enum err want = over ? ERR_INVALID : OK;
		struct sbuf text = SBUF_INIT;
		char name[202] = "";

		sbuf_puts(&text, "[s]\nk = ");
		while (text.len < 4 + 1000 + (size_t)over)
			sbuf_putc(&text, 'v');
		sbuf_puts(&text, "\n");
		CHECK_INT(read_text(sbuf_text(&text)), want);
		if (over)
			CHECK(strstr(why, ":2: the line is over 1,000 bytes") != NULL);
		else
			CHECK_INT(strlen(ini_get(&ini, "s", "k", "")), 996);
		memset(name, 'n', (size_t)200 + (size_t)over);
		sbuf_clear(&text);
		sbuf_printf(&text, "[s]\n%s = 1\n", name);
		CHECK_INT(read_text(sbuf_text(&text)), want);
		if (!over)
			CHECK_STR(ini_get(&ini, "s", name, NULL), "1");
		sbuf_clear(&text);
		sbuf_printf(&text, "[%s]\n%.200s = 1\n", name, name);
		CHECK_INT(read_text(sbuf_text(&text)), want);
		if (!over)
			CHECK_STR(ini_get(&ini, name, name, NULL), "1");
		sbuf_release(&text);
	}
}

TEST(missing_and_unreadable_files)
{
	CHECK_INT(ini_read(&a, "/nonexistent/zhanggui.conf", &ini, &why), ERR_NOTFOUND);
	CHECK(strstr(why, "/nonexistent/zhanggui.conf: ") == why);
	CHECK_INT(ini_read(&a, t_tmpdir(), &ini, &why), ERR_IO);
	CHECK_INT(ini.count, 0);
}

TEST(an_empty_file_has_no_items)
{
	CHECK_INT(read_text(""), OK);
	CHECK_INT(ini.count, 0);
	CHECK_STR(ini_get(&ini, "a", "b", "c"), "c");
	arena_release(&a);
}

T_MAIN
