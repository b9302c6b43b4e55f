/* tr.c - locale and language of messages. The character set is always UTF-8; the language comes by
 * LANGUAGE, which gettext heeds in C.UTF-8 too, so no locale need be installed for it. */
#include "base/tr.h"

#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define DOMAIN "zhanggui"

/* glibc's own counter: raising it makes gettext forget what it looked up in the language before. */
extern int _nl_msg_cat_cntr; /* NOLINT(bugprone-reserved-identifier): the name is glibc's */

static const char *in_force = "en";

/* The catalogue for one locale name ("zh_TW.UTF-8" gives "zh_CN"), NULL when there is none. */
static const char *known(const char *name)
{
	if (strncasecmp(name, "zh", 2) == 0)
		return "zh_CN";
	if (strncasecmp(name, "en", 2) == 0 || *name == 'C' || strncmp(name, "POSIX", 5) == 0)
		return "en";
	return NULL;
}

/* What the environment asks for; LANGUAGE is a list, the others are one name each. */
static const char *asked(void)
{
	static const char *const vars[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };
	size_t i;

	for (i = 0; i < sizeof vars / sizeof vars[0]; i++) {
		const char *v = getenv(vars[i]);

		if (!v || !*v)
			continue;
		for (; v; v = strchr(v, ':') ? strchr(v, ':') + 1 : NULL)
			if (known(v))
				return known(v);
		if (i > 0)
			break;
	}
	return "en";
}

/* A `locale` folder beside the program, as the build tree has it. */
static bool beside_program(char *dir, size_t size)
{
	ssize_t n = readlink("/proc/self/exe", dir, size - 1);
	char *slash;

	if (n <= 0)
		return false;
	dir[n] = '\0';
	slash = strrchr(dir, '/');
	if (!slash || (size_t)(slash - dir) + sizeof "/locale" > size)
		return false;
	memcpy(slash, "/locale", sizeof "/locale");
	return access(dir, R_OK | X_OK) == 0;
}

static void bind_catalogues(void)
{
	const char *dir = getenv("ZHANGGUI_LOCALEDIR");
	char beside[4096];

	if (!dir || !*dir)
		dir = beside_program(beside, sizeof beside) ? beside : LOCALEDIR;
	bindtextdomain(DOMAIN, dir);
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	textdomain(DOMAIN);
}

void tr_init(const char *lang)
{
	static const char *environment; /* LANGUAGE is overwritten below, so it is asked once */
	const char *want = lang ? known(lang) : NULL;

	if (!environment)
		environment = asked();
	in_force = want ? want : environment;
	/* Characters and messages alone: dates and figures are written as the shop writes them, by our own code. */
	if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
	/* In the plain "C" locale of messages gettext would not look at LANGUAGE at all. */
	if (!setlocale(LC_MESSAGES, "") || strcmp(setlocale(LC_MESSAGES, NULL), "C") == 0 ||
		strcmp(setlocale(LC_MESSAGES, NULL), "POSIX") == 0)
		setlocale(LC_MESSAGES, "C.UTF-8");
	if (setenv("LANGUAGE", in_force, 1) != 0)
		abort();
	bind_catalogues();
	++_nl_msg_cat_cntr;
}

const char *tr_lang(void)
{
	return in_force;
}

const char *tr_name(const char *name, const char *name_en)
{
	return name_en && *name_en && strcmp(tr_lang(), "en") == 0 ? name_en : name;
}
