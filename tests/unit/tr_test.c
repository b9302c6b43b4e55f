/* tr_test.c - the language of messages, without any locale but C.UTF-8 installed. */
#include <langinfo.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/tr.h"
#include "../t.h"

/* A catalogue of one message, made by msgfmt. */
static bool make_catalogue(void)
{
	char cmd[2000];
	const char *dir = t_tmpdir();

	snprintf(cmd, sizeof cmd,
		 "mkdir -p %s/zh_CN/LC_MESSAGES && printf '%%s\\n' 'msgid \"\"' "
		 "'msgstr \"Content-Type: text/plain; charset=UTF-8\\n\"' '' 'msgid \"Tender\"' 'msgstr \"收款\"' "
		 "| msgfmt -o %s/zh_CN/LC_MESSAGES/zhanggui.mo - 2>/dev/null", dir, dir);
	return system(cmd) == 0;
}

/* Calls tr_init(lang) in a child with that environment; true when it speaks `want` and says `text`. */
static bool speaks(const char *var, const char *value, const char *lang, const char *want, const char *text)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0) {
		unsetenv("LANGUAGE");
		unsetenv("LC_ALL");
		unsetenv("LC_MESSAGES");
		unsetenv("LANG");
		if (var)
			setenv(var, value, 1);
		setenv("ZHANGGUI_LOCALEDIR", t_tmpdir(), 1);
		tr_init(lang);
		_exit(strcmp(tr_lang(), want) != 0 || strcmp(_("Tender"), text) != 0 ||
		      strcmp(nl_langinfo(CODESET), "UTF-8") != 0);
	}
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST(the_language_comes_from_the_setting_or_the_environment)
{
	if (!make_catalogue()) {
		t_skip("no msgfmt");
		return;
	}
	CHECK(speaks(NULL, "", NULL, "en", "Tender"));
	CHECK(speaks(NULL, "", "zh_CN", "zh_CN", "收款"));
	CHECK(speaks("LANG", "zh_CN.UTF-8", NULL, "zh_CN", "收款")); /* a locale that is not installed */
	CHECK(speaks("LC_ALL", "zh_CN.GB18030", NULL, "zh_CN", "收款"));
	CHECK(speaks("LC_ALL", "C", "zh_CN", "zh_CN", "收款"));
	CHECK(speaks("LANGUAGE", "fr:zh:en", NULL, "zh_CN", "收款"));
	CHECK(speaks("LANG", "zh_CN.UTF-8", "en", "en", "Tender"));
	CHECK(speaks("LANG", "de_DE.UTF-8", NULL, "en", "Tender"));
	CHECK(speaks("LC_ALL", "C.UTF-8", NULL, "en", "Tender"));
	CHECK(speaks(NULL, "", "xx", "en", "Tender"));
}

TEST(the_language_switches_while_running)
{
	char number[16];

	if (!make_catalogue()) {
		t_skip("no msgfmt");
		return;
	}
	setenv("ZHANGGUI_LOCALEDIR", t_tmpdir(), 1);
	tr_init("zh_CN");
	CHECK_STR(_("Tender"), "收款");
	tr_init("en");
	CHECK_STR(_("Tender"), "Tender");
	tr_init("zh_CN");
	CHECK_STR(_("Tender"), "收款");
	CHECK_STR(_("not in the catalogue"), "not in the catalogue");
	snprintf(number, sizeof number, "%.1f", 0.5);
	CHECK_STR(number, "0.5");
}

T_MAIN
