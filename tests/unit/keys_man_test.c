/* keys_man_test.c - man/zhanggui-keys.7 and zhanggui-office.7 say what the tables say: the part below their mark is
 * made from them. GENERATE=1 writes it anew. */
#include "../t.h"

#include "base/arena.h"
#include "screen/screens.h"
#include "tui/keymap.h"

#define PAGE "man/zhanggui-keys.7"
#define MARK ".\\\" --- made from the tables; GENERATE=1 build/tests/unit/keys_man_test writes it ---\n"

static char *read_page(const char *path)
{
	static char text[256 * 1024];
	FILE *f = fopen(path, "r");
	size_t n;

	if (!f)
		return NULL;
	n = fread(text, 1, sizeof text - 1, f);
	text[n] = '\0';
	fclose(f);
	return text;
}

static void is_made_from(const char *path, const char *wanted)
{
	char *page = read_page(path), *mark = page ? strstr(page, MARK) : NULL;
	FILE *f;

	if (!CHECK(mark != NULL))
		return;
	if (getenv("GENERATE")) {
		size_t head = (size_t)(mark - page) + strlen(MARK);

		f = fopen(path, "w");
		if (!CHECK(f != NULL))
			return;
		CHECK(fwrite(page, 1, head, f) == head && fputs(wanted, f) >= 0);
		fclose(f);
	} else {
		CHECK_STR(mark + strlen(MARK), wanted);
	}
}

TEST(the_page_of_keys_is_made_from_the_tables)
{
	struct arena a = ARENA_INIT;

	is_made_from(PAGE, screen_keys_man(&a));
	arena_release(&a);
}

TEST(the_page_of_the_office_is_made_from_the_tables)
{
	struct arena a = ARENA_INIT;

	is_made_from("man/zhanggui-office.7", screen_office_man(&a));
	arena_release(&a);
}

TEST(every_action_is_on_the_page)
{
	struct arena a = ARENA_INIT;
	const char *page = read_page(PAGE);
	int n;
	const struct key_action *list = keymap_actions(screen_keymap(&a), &n);

	CHECK(n > 40);
	for (int i = 0; page && i < n; i++)
		if (!CHECK(strstr(page, arena_printf(&a, ".It Cm \"\\&%s\"", list[i].name)) != NULL))
			printf("# %s is not on the page\n", list[i].name);
	arena_release(&a);
}

/* What a task costs is what its keys come to; a key that is moved or doubled shows here. */
TEST(every_task_costs_what_it_says)
{
	struct arena a = ARENA_INIT;
	int n;
	const struct screen_task *tasks = screen_tasks(&n);
	const char *text;

	CHECK_INT(n, 32); /* T1 to T20; the twelve of the desk */
	for (int i = 0; i < n; i++)
		if (!CHECK_INT(screen_task_keys(&a, &tasks[i], &text), tasks[i].count))
			printf("# %s: %s\n", tasks[i].id, text);
	arena_release(&a);
}

T_MAIN
