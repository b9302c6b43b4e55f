/* setting_test.c - each choice of a setting is said in words, in both languages. */
#include "base/tr.h"
#include "service/shop.h"
#include "../t.h"

static int parts(const char *list)
{
	int n = 1;

	for (; *list; list++)
		n += *list == '|';
	return n;
}

TEST(every_choice_has_its_words)
{
	static const char *const languages[] = { "en", "zh_CN" };

	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
		tr_init(languages[i]);
		CHECK_STR(tr_lang(), languages[i]);
		for (int id = 0; id < SETTINGS; id++) {
			const struct setting_entry *s = &setting_table[id];

			if (*s->words && !(CHECK_INT(s->type, SETTING_CHOICE) &
				CHECK_INT(parts(_(s->words)), parts(s->choices))))
				printf("# of the setting %s\n", s->name);
		}
	}
}

T_MAIN
