/* help.c - the tables told to a person, and to the manual, whose pages hold what `zhanggui help --man PART`
 * prints. */
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "cmd/cmd.h"
#include "service/import.h"
#include "service/member_file.h"

static const struct { const char *name, *words; } screens[] = {
	{ "till", N_("The till screen") },
	{ "desk", N_("The member desk on the screen") },
	{ "office", N_("The back office on the screen") },
};

/* --- for people ---------------------------------------------------------------------------- */

static void columns(const char *left, const char *right, int width)
{
	int gap = width - utf8_width(left);

	printf("  %s%*s  %s\n", left, gap > 0 ? gap : 0, "", right);
}

/* The table is by topic, and a noun may have commands of several: they are told together, at its first. */
static bool begins_noun(const struct cmd_entry *e)
{
	for (const struct cmd_entry *before = cmd_table; before < e; before++)
		if (strcmp(before->noun, e->noun) == 0)
			return false;
	return true;
}

static void help_all(struct arena *a)
{
	printf(_("Usage: zhanggui [OPTIONS] SCREEN\n       zhanggui [OPTIONS] NOUN VERB [WORDS]\n"));
	printf("\n%s\n", _("Screens:"));
	for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++)
		columns(screens[i].name, _(screens[i].words), 24);
	printf("\n%s\n", _("Commands (zhanggui help NOUN [VERB] tells more):"));
	for (const struct cmd_entry *first = cmd_table; first->noun; first++)
		for (const struct cmd_entry *e = first; begins_noun(first) && e->noun; e++)
			if (strcmp(e->noun, first->noun) == 0)
				columns(cmd_name(a, e), _(e->words), 24);
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

		printf("    $ zhanggui %s%s%.*s\n", cmd_name(a, e), n ? " " : "", (int)n, at);
		at += n + (at[n] == '\n');
	}
}

/* words: a noun, and no or all words of a verb; "key" alone tells of all that begin so. */
static bool named(const struct cmd_entry *e, const char *const *words)
{
	size_t n = words[1] ? strlen(words[1]) : 0;

	if (strcmp(e->noun, words[0]) != 0)
		return false;
	return !n || cmd_verb_words(e, words + 1) > 0
		|| (!words[2] && strncmp(e->verb, words[1], n) == 0 && e->verb[n] == '_');
}

static enum exit_code help_some(struct arena *a, const char *const *words)
{
	const char *noun = words[0], *verb = words[1];
	bool any = false;

	for (const struct cmd_entry *e = cmd_table; e->noun; e++) {
		if (!named(e, words))
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
	if (verb)
		return front_error(EXIT_USAGE, _("%s: there is no %s. See: zhanggui help %s"), noun, verb, noun);
	return front_error(EXIT_USAGE, _("there is no %s. See: zhanggui help"), noun);
}

/* --- for the manual (mdoc) -------------------------------------------------------------------- */

/* Text as troff takes it: no line is a request, no minus is a hyphen, no quote ends an argument. */
static void roff(const char *text)
{
	if (*text == '.' || *text == '\'')
		fputs("\\&", stdout);
	for (; *text; text++) {
		if (*text == '\\')
			fputs("\\e", stdout);
		else if (*text == '-')
			fputs("\\-", stdout);
		else if (*text == '"')
			fputs("\\(dq", stdout);
		else
			putchar(*text);
	}
}

/* .It Ic "NAME" No "REST" */
static void man_item(const char *macro, const char *name, const char *rest)
{
	printf(".It %s \"", macro);
	roff(name);
	putchar('"');
	if (*rest) {
		printf(" No \"");
		roff(rest);
		putchar('"');
	}
	putchar('\n');
}

static void man_sentence(const char *text)
{
	roff(text);
	printf(".\n");
}

static void man_examples(struct arena *a, const struct cmd_entry *e)
{
	if (!*e->examples)
		return;
	printf(".Bd -literal -compact\n");
	for (const char *at = e->examples; *at; at += *at == '\n') {
		size_t n = strcspn(at, "\n");

		roff(arena_printf(a, "zhanggui %s%s%.*s", cmd_name(a, e), n ? " " : "", (int)n, at));
		putchar('\n');
		at += n;
	}
	printf(".Ed\n");
}

static void man_command(struct arena *a, const struct cmd_entry *e)
{
	man_item("Ic", cmd_name(a, e), e->args);
	man_sentence(e->words);
	if (e->perm != PERM_NONE) {
		printf("Needs the right\n.Cm ");
		roff(permission_table[e->perm].name);
		printf(" .\n");
	}
	man_examples(a, e);
}

static void man_commands(struct arena *a)
{
	for (const struct cmd_entry *first = cmd_table; first->noun; first++) {
		if (!begins_noun(first))
			continue;
		printf(".Ss %s\n.Bl -tag -width Ds\n", first->noun);
		for (const struct cmd_entry *e = first; e->noun; e++)
			if (strcmp(e->noun, first->noun) == 0)
				man_command(a, e);
		printf(".El\n");
	}
}

static void man_settings(struct arena *a)
{
	printf(".Bl -tag -width Ds\n");
	for (int i = 0; i < SETTINGS; i++) {
		const struct setting_entry *s = &setting_table[i];

		man_item("Cm", s->name, "");
		man_sentence(cmd_unit_words(a, s->name, s->help));
		if (s->type == SETTING_CHOICE)
			man_sentence(arena_printf(a, "One of %s", s->choices));
		else
			man_sentence(arena_printf(a, s->type == SETTING_NUMBER ? "A number from %lld to %lld"
				: "A text of %lld to %lld characters", (long long)s->min, (long long)s->max));
		man_sentence(*s->def ? arena_printf(a, "Shipped: %s", s->def) : "Shipped empty");
		if (s->scope == SETTING_TERMINAL)
			man_sentence("A till may have its own");
	}
	printf(".El\n");
}

static void man_rights(struct arena *a)
{
	printf(".Bl -tag -width Ds\n");
	for (int p = 1; p < PERMISSIONS; p++) {
		man_item("Cm", permission_table[p].name, "");
		man_sentence(permission_table[p].words);
	}
	printf(".El\n.Pp\nLimits, as shipped for cashier, lead, manager and office:\n.Bl -tag -width Ds\n");
	for (int l = 0; l < LIMITS; l++) {
		const int64_t *by = limit_table[l].by_role;

		man_item("Cm", limit_table[l].name, "");
		man_sentence(arena_printf(a, "%s: %lld, %lld, %lld, %lld", cmd_unit_words(a, limit_table[l].name,
			limit_table[l].words), (long long)by[0], (long long)by[1], (long long)by[2], (long long)by[3]));
	}
	printf(".El\n");
}

static void man_options(struct arena *a)
{
	(void)a;
	printf(".Bl -tag -width Ds\n");
	for (const struct front_option *o = front_options; o->name; o++) {
		man_item("Fl", o->name + 1, o->arg);
		man_sentence(o->words);
	}
	printf(".El\n");
}

static void man_columns_of(struct arena *a, const struct column_entry *list, int n)
{
	printf(".Bl -tag -width Ds\n");
	for (int c = 0; c < n; c++) {
		char *others = arena_strdup(a, list[c].others);

		for (char *s = others; *s; s++)
			if (*s == '|')
				*s = ' ';
		man_item("Cm", list[c].name, "");
		man_sentence(list[c].words);
		printf(".br\nAlso:\n");
		man_sentence(others);
	}
	printf(".El\n");
}

static void man_columns(struct arena *a)
{
	man_columns_of(a, column_table, COLUMNS);
}

static void man_member_columns(struct arena *a)
{
	man_columns_of(a, member_column_table, MEMBER_COLUMNS);
}

static void man_problems_of(const struct problem_entry *list, int n)
{
	printf(".Bl -tag -width Ds\n");
	for (int p = 0; p < n; p++) {
		man_item("Cm", list[p].name, list[p].severity == 'E' ? "(refused)" : "(warning)");
		man_sentence(list[p].msgid);
	}
	printf(".El\n");
}

static void man_problems(struct arena *a)
{
	(void)a;
	man_problems_of(problem_table, WHATS);
}

static void man_member_problems(struct arena *a)
{
	(void)a;
	man_problems_of(member_problem_table, MEMBER_WHATS);
}

/* What the pages hold between marks; tests/cmd/man_test.sh compares. */
static const struct { const char *name; void (*print)(struct arena *a); } parts[] = {
	{ "commands", man_commands }, { "options", man_options }, { "settings", man_settings },
	{ "rights", man_rights }, { "columns", man_columns }, { "problems", man_problems },
	{ "member-columns", man_member_columns }, { "member-problems", man_member_problems },
};

static enum exit_code help_man(struct arena *a, const char *part)
{
	tr_init("en"); /* the manual is written in English */
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (part && strcmp(parts[i].name, part) == 0) {
			parts[i].print(a);
			return EXIT_DONE;
		}
	}
	return front_error(EXIT_USAGE, "%s",
		_("--man commands|options|settings|rights|columns|problems|member-columns|member-problems"));
}

enum exit_code help_main(struct front *f)
{
	const char *const *words = f->words;
	int n = f->word_count;

	if (n > 0 && strcmp(words[0], "help") == 0) {
		words++;
		n--;
	}
	if (n > 0 && strcmp(words[0], "--man") == 0)
		return help_man(&f->arena, words[1]);
	if (n > 0)
		return help_some(&f->arena, words);
	help_all(&f->arena);
	return EXIT_DONE;
}
