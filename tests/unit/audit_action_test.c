/* audit_action_test.c - every act that the services put on record has its words: names stand in their sources as
 * `.action = "NAME"` or office_audit(sh, "NAME". */
#include "../sources.h"
#include "service/audits.h"

static int seen;

/* Names in quotes up to the end of the statement. */
static void look(const char *path, const char *at)
{
	char name[64];

	for (; *at && *at != ',' && *at != ';' && *at != '}'; at++) {
		size_t n;

		if (*at != '"')
			continue;
		n = strcspn(++at, "\"");
		snprintf(name, sizeof name, "%.*s", (int)n, at);
		at += n;
		seen++;
		if (*name && !CHECK(audit_words(name) != name || strcmp(audit_words(name), name) != 0))
			printf("# %s: %s has no words in audit_action.def\n", path, name);
	}
}

static void read_source(const char *path, const char *text)
{
	static const char *const marks[] = { ".action = ", "office_audit(sh, " };

	for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++)
		for (const char *at = text; (at = strstr(at, marks[m])) != NULL; at += strlen(marks[m]))
			look(path, at + strlen(marks[m]));
}

TEST(every_act_has_words)
{
	each_source("src/service/*/*.c", read_source);
	CHECK(seen > 40);
	CHECK_STR(audit_words("no-such-act"), "no-such-act");
}

T_MAIN
