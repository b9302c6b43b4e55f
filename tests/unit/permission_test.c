/* permission_test.c - the rights of a shop are one list, and none of it is for show: each is asked for by an act of the
 * till, a command or a service, has words of its own, and somebody in a new shop has it. */
#include "../sources.h"
#include "service/shop.h"

#define RIGHTS_LEAST 60 /* that a chain can tell apart */

static bool asked[PERMISSIONS];

static const char *const ids[PERMISSIONS] = {
#define PERMISSION(id, name, words, roles) [PERM_##id] = "PERM_" #id,
#include "service/permission.def"
#undef PERMISSION
};

static bool is_part_of_a_name(char c)
{
	return c == '_' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static void look(const char *path, const char *text)
{
	(void)path;
	for (int p = 1; p < PERMISSIONS; p++)
		for (const char *at = text; !asked[p] && (at = strstr(at, ids[p])) != NULL; at += strlen(ids[p]))
			asked[p] = !is_part_of_a_name(at[strlen(ids[p])]);
}

TEST(every_right_is_asked_for)
{
#define ACTION(id, name, args, perm, phases, words, help) asked[PERM_##perm] = true;
#include "service/action.def"
#undef ACTION
#define COMMAND(noun, verb, args, perm, flags, words, examples) asked[PERM_##perm] = true;
#include "cmd/command.def"
#undef COMMAND
	each_source("src/*/*.c", look);
	each_source("src/*/*/*.c", look);
	for (int p = 1; p < PERMISSIONS; p++)
		if (!CHECK(asked[p]))
			printf("# nothing asks for %s\n", permission_table[p].name);
}

TEST(every_right_has_a_name_words_and_somebody)
{
	CHECK(PERMISSIONS - 1 >= RIGHTS_LEAST);
	for (int p = 1; p < PERMISSIONS; p++) {
		const struct permission_entry *e = &permission_table[p];

		CHECK(*e->name && *e->words && *e->roles);
		CHECK_INT(e->roles[strspn(e->roles, "CLMO")], '\0');
		/* A manager can do what anybody else in his shop can. */
		CHECK(strchr(e->roles, 'M') != NULL);
		for (int q = 1; q < p; q++)
			CHECK(strcmp(permission_table[q].name, e->name) != 0 &&
				strcmp(permission_table[q].words, e->words) != 0);
	}
}

T_MAIN
