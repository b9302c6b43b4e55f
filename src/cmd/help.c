/* help.c - the tables told to a person, and to the manual: zhanggui.1 and zhanggui-settings.7 hold what
 * `zhanggui help --man` and `zhanggui help --man settings` print (tests/lint/man.sh compares). */
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "cmd/cmd.h"

static const struct { const char *name, *words; } screens[] = {
	{ "till", N_("The till screen") },
};

/* --- for people ---------------------------------------------------------------------------- */

static void columns(const char *left, const char *right, int width)
{
	int gap = width - utf8_width(left);

	printf("  %s%*s  %s\n", left, gap > 0 ? gap : 0, "", right);
}

static void help_all(struct arena *a)
{
	printf(_("Usage: zhanggui [OPTIONS] SCREEN\n       zhanggui [OPTIONS] NOUN VERB [WORDS]\n"));
	printf("\n%s\n", _("Screens:"));
	for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++)
		columns(screens[i].name, _(screens[i].words), 24);
	printf("\n%s\n", _("Commands (zhanggui help NOUN [VERB] tells more):"));
	for (const struct cmd_entry *e = cmd_table; e->noun; e++)
		columns(arena_printf(a, "%s %s", e->noun, e->verb), _(e->words), 24);
	printf("\n%s\n", _("Options:"));
	for (const struct front_option *o = front_options; o->name; o++)
		columns(arena_printf(a, "%s%s%s", o->name, *o->arg ? " " : "", o->arg), _(o->words), 24);
}

static void help_command(struct arena *a, const struct cmd_entry *e)
{
	const char *at = e->examples;

	printf("%s\n    %s\n", cmd_usage_line(a, e), _(e->words));
	if (e->perm != PERM_NONE)
		printf("    %s: %s (%s)\n", _("Right"), _(permission_table[e->perm].words),
		       permission_table[e->perm].name);
	while (*at) {
		size_t n = strcspn(at, "\n");

		printf("    $ zhanggui %s %s %.*s\n", e->noun, e->verb, (int)n, at);
		at += n + (at[n] == '\n');
	}
}

static enum exit_code help_some(struct arena *a, const char *noun, const char *verb)
{
	bool any = false;

	for (const struct cmd_entry *e = cmd_table; e->noun; e++) {
		if (strcmp(e->noun, noun) != 0 || (verb && strcmp(e->verb, verb) != 0))
			continue;
		help_command(a, e);
		any = true;
	}
	for (size_t i = 0; i < sizeof screens / sizeof screens[0] && !any; i++) {
		any = strcmp(screens[i].name, noun) == 0;
		if (any)
			printf("zhanggui %s\n    %s\n", noun, _(screens[i].words));
	}
	if (any)
		return EXIT_DONE;
	return front_error(EXIT_USAGE, _("there is no %s %s. See: zhanggui help"), noun, verb ? verb : "");
}

/* --- for the manual -------------------------------------------------------------------------- */

/* Text as troff takes it: no line is a request, no minus is a hyphen. */
static void roff(const char *text)
{
	if (*text == '.' || *text == '\'')
		fputs("\\&", stdout);
	for (; *text; text++) {
		if (*text == '\\')
			fputs("\\e", stdout);
		else if (*text == '-')
			fputs("\\-", stdout);
		else
			putchar(*text);
	}
}

static void man_commands(void)
{
	const char *noun = "";

	for (const struct cmd_entry *e = cmd_table; e->noun; e++) {
		if (strcmp(noun, e->noun) != 0)
			printf(".SS %s\n", e->noun);
		noun = e->noun;
		printf(".TP\n.B ");
		roff(e->noun);
		putchar(' ');
		roff(e->verb);
		if (*e->args)
			printf("\\fR ");
		roff(e->args);
		putchar('\n');
		roff(e->words);
		printf(".\n");
		if (e->perm != PERM_NONE) {
			printf("Right:\n.BR ");
			roff(permission_table[e->perm].name);
			printf(" .\n");
		}
		for (const char *at = e->examples; *at; at += strcspn(at, "\n"), at += *at == '\n') {
			printf("%s", at == e->examples ? ".IP\n.EX\n" : "");
			printf("zhanggui ");
			roff(e->noun);
			putchar(' ');
			roff(e->verb);
			putchar(' ');
			for (const char *s = at; *s && *s != '\n'; s++)
				roff((const char[]){ *s, '\0' });
			printf("\n%s", at[strcspn(at, "\n")] ? "" : ".EE\n");
		}
	}
}

static void man_settings(void)
{
	static const char *const types[] = {
		[SETTING_TEXT] = "text", [SETTING_NUMBER] = "number", [SETTING_CHOICE] = "choice"
	};

	for (int i = 0; i < SETTINGS; i++) {
		const struct setting_entry *s = &setting_table[i];

		printf(".TP\n.B ");
		roff(s->name);
		printf("\n");
		roff(s->help);
		printf(".\n.br\n");
		if (s->type == SETTING_CHOICE) {
			printf("One of ");
			roff(s->choices);
		} else if (s->type == SETTING_NUMBER) {
			printf("A %s from %lld to %lld", types[s->type], (long long)s->min, (long long)s->max);
		} else {
			printf("A %s of %lld to %lld characters", types[s->type], (long long)s->min,
			       (long long)s->max);
		}
		printf("; shipped: %s", *s->def ? "" : "empty");
		roff(s->def);
		printf("%s.\n", s->scope == SETTING_TERMINAL ? ". A terminal may have its own" : "");
	}
}

static void man_options(void)
{
	for (const struct front_option *o = front_options; o->name; o++) {
		printf(".TP\n.B ");
		roff(o->name);
		if (*o->arg)
			printf("\\fR ");
		roff(o->arg);
		putchar('\n');
		roff(o->words);
		printf(".\n");
	}
}

/* --- */

enum exit_code help_main(struct front *f)
{
	const char *const *words = f->words;
	int n = f->word_count;

	if (n > 0 && strcmp(words[0], "help") == 0) {
		words++;
		n--;
	}
	if (n > 0 && strcmp(words[0], "--man") == 0) {
		tr_init("en"); /* the manual is written in English */
		if (n == 1)
			man_commands();
		else if (strcmp(words[1], "settings") == 0)
			man_settings();
		else if (strcmp(words[1], "options") == 0)
			man_options();
		else
			return front_error(EXIT_USAGE, "--man [settings|options]");
		return EXIT_DONE;
	}
	if (n > 0)
		return help_some(&f->arena, words[0], words[1]);
	help_all(&f->arena);
	return EXIT_DONE;
}
