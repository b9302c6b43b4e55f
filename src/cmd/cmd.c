/* cmd.c - finds a command, reads its words by its synopsis, opens the shop, signs on, and runs it. The synopsis in
 * command.def is the only description of a command's words: usage, help and parser all come from it. */
#include "cmd/cmd.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/tr.h"
#include "service/pages.h"
#include "service/said.h"
#include "service/words.h"

#define MONTH_DAYS 31

const struct cmd_entry cmd_table[] = {
#define NO_STORE CMD_NO_STORE
#define READS CMD_READS
#define WRITES CMD_WRITES
#define TILL CMD_TILL
#define COMMAND(noun, verb, args, perm, flags, words, examples) \
	{ #noun, #verb, args, PERM_##perm, flags, cmd_##noun##_##verb, words, examples },
#include "cmd/command.def"
#undef COMMAND
	{ NULL, NULL, NULL, PERM_NONE, 0, NULL, NULL, NULL },
};

/* --- the synopsis -------------------------------------------------------------------------- */

struct synopsis {
	int least, most;             /* operands; most -1: any number */
};

/* The next word of a synopsis, without brackets; *optional tells whether it stood in them. */
static bool synopsis_word(const char **at, char *word, size_t size, int *depth, bool *optional)
{
	size_t n;

	for (; **at == ' ' || **at == '[' || **at == '|' || **at == ']'; ++*at)
		*depth += **at == '[' ? 1 : **at == ']' ? -1 : 0;
	n = strcspn(*at, " []|");
	assert(n < size);
	memcpy(word, *at, n);
	word[n] = '\0';
	*optional = *depth > 0;
	*at += n;
	return n > 0;
}

/* Is --name an option of this synopsis, and does it take a value? */
static bool synopsis_option(const char *args, const char *name, size_t n, bool *takes_value)
{
	char word[64];
	int depth = 0;
	bool optional;

	while (synopsis_word(&args, word, sizeof word, &depth, &optional)) {
		if (strncmp(word, "--", 2) == 0 && strlen(word + 2) == n && memcmp(word + 2, name, n) == 0) {
			*takes_value = *args == ' '; /* inside its bracket: "[--level N]" */
			return true;
		}
	}
	return false;
}

static struct synopsis synopsis_operands(const char *args)
{
	struct synopsis s = { 0, 0 };
	char word[64];
	int depth = 0;
	bool optional, value = false;

	while (synopsis_word(&args, word, sizeof word, &depth, &optional)) {
		if (strncmp(word, "--", 2) == 0) {
			value = *args == ' ';
			continue;
		}
		if (!value) {
			s.least += !optional;
			s.most = strstr(word, "...") ? -1 : s.most + 1;
		}
		value = false;
	}
	return s;
}

/* --- words to operands and options ------------------------------------------------------------ */

static enum exit_code read_option(struct cmd *c, int *i)
{
	const char *word = c->front->words[*i];
	size_t n = strcspn(word, "=");
	bool takes_value = false;
	const char *value = "";

	if (!synopsis_option(c->entry->args, word + 2, n - 2, &takes_value))
		return cmd_usage(c, _("there is no option %.*s"), (int)n, word);
	if (takes_value)
		value = word[n] ? word + n + 1 : c->front->words[++*i];
	else if (word[n])
		return cmd_usage(c, _("%.*s takes no value"), (int)n, word);
	if (!value)
		return cmd_usage(c, _("%.*s wants a value"), (int)n, word);
	c->options[c->option_count++] = (struct cmd_option){
		arena_strndup(c->arena, word + 2, n - 2), value
	};
	return EXIT_DONE;
}

/* Of "[--a|--b]" at most one may be given: the one that clashes with another, or NULL. */
static const char *clashing_option(const struct cmd *c)
{
	const char *args = c->entry->args, *before = NULL;
	char word[64];
	int depth = 0;
	bool optional, joined = false;

	while (synopsis_word(&args, word, sizeof word, &depth, &optional)) {
		bool given = strncmp(word, "--", 2) == 0 && cmd_flag(c, word + 2);

		if (given && before && joined)
			return arena_strdup(c->arena, word);
		if (given || !joined)
			before = given ? "" : NULL;
		joined = *args == '|';
	}
	return NULL;
}

static enum exit_code read_words(struct cmd *c)
{
	const struct front *f = c->front;
	struct synopsis s = synopsis_operands(c->entry->args);
	size_t room = (size_t)f->word_count + 1;
	bool plain = false;

	c->operands = arena_array(c->arena, room, sizeof *c->operands);
	c->options = arena_array(c->arena, room, sizeof *c->options);
	for (int i = c->first_word; i < f->word_count; i++) {
		enum exit_code code = EXIT_DONE;

		if (plain || strncmp(f->words[i], "--", 2) != 0)
			c->operands[c->operand_count++] = f->words[i];
		else if (f->words[i][2])
			code = read_option(c, &i);
		else
			plain = true;
		if (code != EXIT_DONE)
			return code;
	}
	if (clashing_option(c))
		return cmd_usage(c, _("%s goes with no other of its kind"), clashing_option(c));
	if (c->operand_count < s.least)
		return cmd_usage(c, "%s", _("something is missing"));
	if (s.most >= 0 && c->operand_count > s.most)
		return cmd_usage(c, _("%s is one word too many"), c->operands[s.most]);
	return EXIT_DONE;
}

const char *cmd_operand(const struct cmd *c, int i)
{
	return i < c->operand_count ? c->operands[i] : NULL;
}

const char *cmd_option(const struct cmd *c, const char *name)
{
	for (int i = 0; i < c->option_count; i++)
		if (strcmp(c->options[i].name, name) == 0)
			return c->options[i].value;
	return NULL;
}

bool cmd_flag(const struct cmd *c, const char *name)
{
	return cmd_option(c, name) != NULL;
}

bool cmd_number(const char *text, int64_t *value)
{
	char *end;

	if (!isdigit((unsigned char)text[*text == '-']))
		return false;
	errno = 0;
	*value = strtoll(text, &end, 10);
	return !*end && !errno;
}

enum exit_code cmd_read_day(struct cmd *c, const char *text, int32_t *day)
{
	if (text && !clock_parse_day(text, day))
		return cmd_usage(c, _("cannot read the day %s; write it as 2026-11-21"), text);
	return EXIT_DONE;
}

enum exit_code cmd_days(struct cmd *c, int32_t *first, int32_t *last)
{
	const char *to = cmd_option(c, "to") ? cmd_option(c, "to") : cmd_option(c, "until");
	enum exit_code code = cmd_read_day(c, cmd_option(c, "from"), first);

	return code == EXIT_DONE ? cmd_read_day(c, to, last) : code;
}

enum exit_code cmd_month(struct cmd *c, int32_t *first, int32_t *last)
{
	enum exit_code code;

	*first = 0;
	*last = shop_business_day(c->shop);
	code = cmd_days(c, first, last);
	if (!cmd_flag(c, "from"))
		*first = *last / 100 * 100 + 1;
	return code;
}

enum exit_code cmd_recent(struct cmd *c, int32_t *first, int32_t *last)
{
	enum exit_code code = cmd_month(c, first, last);

	if (!cmd_flag(c, "from"))
		*first = day_add(*last, -MONTH_DAYS);
	return code;
}

/* --- answers ------------------------------------------------------------------------------- */

char *cmd_name(struct arena *a, const struct cmd_entry *e)
{
	char *name = arena_printf(a, "%s %s", e->noun, e->verb);

	for (char *s = name; *s; s++)
		if (*s == '_')
			*s = ' ';
	return name;
}

char *cmd_usage_line(struct arena *a, const struct cmd_entry *e)
{
	return arena_printf(a, "zhanggui %s%s%s", cmd_name(a, e), *e->args ? " " : "", e->args);
}

enum exit_code cmd_usage(struct cmd *c, const char *fmt, ...)
{
	va_list ap;
	char *what;

	va_start(ap, fmt);
	what = arena_vprintf(c->arena, fmt, ap);
	va_end(ap);
	return front_error(EXIT_USAGE, _("%s. Usage: %s"), what, cmd_usage_line(c->arena, c->entry));
}

/* What a code alone tells, where no sentence came with it. */
static const char *err_words(enum err e)
{
	switch (e) {
	case ERR_NOTFOUND: return N_("There is no such thing");
	case ERR_EXISTS: return N_("It is there already");
	case ERR_STALE: return N_("Somebody else changed it. Read it again");
	case ERR_DENIED: return N_("Not among your rights");
	case ERR_INVALID: return N_("Cannot be read, or is out of its range");
	case ERR_BUSY: return N_("The store is busy. Try again");
	case ERR_UNKNOWN: return N_("The store did not answer. Look whether it was done before doing it again");
	case ERR_CORRUPT: return N_("The store is damaged. Stop selling and run: zhanggui store check");
	case OK:
	case ERR_REFUSED:
	case ERR_IO:
	case ERR_DEVICE:
		break;
	}
	return N_("It failed, and nothing was done");
}

static enum exit_code err_exit(enum err e)
{
	switch (e) {
	case OK:
		return EXIT_DONE;
	case ERR_BUSY:
	case ERR_IO:
	case ERR_DEVICE:
	case ERR_UNKNOWN:
	case ERR_CORRUPT:
		return EXIT_STORE;
	case ERR_REFUSED:
	case ERR_STALE:
	case ERR_NOTFOUND:
	case ERR_EXISTS:
	case ERR_DENIED:
	case ERR_INVALID:
		break;
	}
	return EXIT_REFUSED;
}

enum exit_code cmd_fail(struct cmd *c, enum err e, const struct said *said)
{
	enum exit_code code = err_exit(e);
	const char *technical = code == EXIT_STORE && c->shop ? shop_error(c->shop) : "";
	const char *text = said && said->id != MSG_NONE ? said_text(c->arena, said) : _(err_words(e));

	if (*technical)
		log_write(LOG_ERROR, "%s %s: %s: %s", c->entry->noun, c->entry->verb, err_name(e), technical);
	out_flush(c->out); /* what was found comes before what ended it */
	if (c->front->format == OUT_JSON) {
		out_error(stderr, said && said->id != MSG_NONE ? said_name(said) : err_name(e), text);
		return code;
	}
	return front_error(code, *technical ? "%s (%s)" : "%s", text, technical);
}

const char *cmd_unit_words(struct arena *a, const char *name, const char *words)
{
	enum figure_unit unit = figure_unit(name);

	if (unit == FIGURE_MINOR)
		return arena_printf(a, _("%s (in minor units)"), _(words));
	return unit == FIGURE_BP ? arena_printf(a, _("%s (in hundredths of a percent)"), _(words)) : _(words);
}

enum exit_code cmd_missing(struct cmd *c, const char *fmt, ...)
{
	struct said said = { MSG_NOT_FOUND, { NULL, NULL } };
	va_list ap;

	va_start(ap, fmt);
	said.arg[0] = arena_vprintf(c->arena, fmt, ap);
	va_end(ap);
	return cmd_fail(c, ERR_NOTFOUND, &said);
}

enum exit_code cmd_done(struct cmd *c, const struct said *said)
{
	out_said(c->out, said);
	return EXIT_DONE;
}

enum exit_code cmd_result(struct cmd *c, enum err e, const struct said *said)
{
	return e == OK ? cmd_done(c, said) : cmd_fail(c, e, said);
}

enum exit_code cmd_to_file(struct cmd *c, const struct table *t, const char *path)
{
	enum pages_format format = pages_format_of(path);
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (format == PAGES_FORMATS || format == PAGES_PNG)
		return cmd_usage(c, _("%s ends in none of .csv, .xlsx, .pdf and .txt"), path);
	return cmd_result(c, pages_save(c->shop, c->arena, t, format, path, &said), &said);
}

enum err cmd_write(void *ctx, const char *text, size_t n)
{
	(void)ctx;
	return fwrite(text, 1, n, stdout) == n ? OK : ERR_IO;
}

#define PROGRESS_MS 100

void cmd_progress(void *ctx, int64_t done, int64_t total)
{
	static int64_t next_ms;
	int64_t now_ms = clock_mono_ms();

	(void)ctx;
	if (!isatty(STDERR_FILENO) || (done < total && now_ms < next_ms))
		return;
	next_ms = now_ms + PROGRESS_MS;
	fprintf(stderr, "\r%3d %%%s", total > 0 ? (int)(done * 100 / total) : 100, done < total ? "" : "\n");
}

/* --- running ------------------------------------------------------------------------------- */

static enum exit_code sign_on_person(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	char pin[CMD_PIN_MAX];
	enum err e;

	if (cmd_pin(c, _("PIN"), pin) != OK)
		return EXIT_USAGE;
	e = shop_sign_on(c->shop, c->arena, c->front->as, pin, &said);
	explicit_bzero(pin, sizeof pin);
	return e == OK ? EXIT_DONE : cmd_fail(c, e, &said);
}

static enum exit_code sign_on_script(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e = shop_sign_on_script(c->shop, c->arena, c->front->key, &said);

	return e == OK ? EXIT_DONE : cmd_fail(c, e, &said);
}

static enum exit_code sign_on(struct cmd *c)
{
	enum permission perm = c->entry->perm;
	const struct staff *who = shop_staff(c->shop);
	const char *words = _(permission_table[perm].words);
	enum exit_code code = EXIT_DONE;

	if (c->front->as)
		code = sign_on_person(c);
	else if (c->front->key)
		code = sign_on_script(c);
	else if (perm != PERM_NONE)
		code = front_error(EXIT_REFUSED, _("%s needs somebody with the right to it. Give --as NUMBER, or the"
			" --key of a script"), cmd_name(c->arena, c->entry));
	if (code != EXIT_DONE || shop_may(c->shop, perm))
		return code;
	if (who->script)
		return cmd_fail(c, ERR_DENIED, &(struct said){ MSG_SCRIPT_RIGHT, { words, who->name } });
	return cmd_fail(c, ERR_DENIED, &(struct said){ MSG_NOT_ALLOWED, { words, NULL } });
}

static enum exit_code run(struct cmd *c)
{
	enum exit_code code = read_words(c);

	if (code == EXIT_DONE && !(c->entry->flags & CMD_NO_STORE))
		code = front_open_shop(c->front, c->entry->flags & CMD_TILL, &c->shop);
	if (code == EXIT_DONE && c->shop)
		code = sign_on(c);
	if (code == EXIT_DONE)
		code = c->entry->run(c);
	if ((code == EXIT_DONE || out_begun(c->out)) && out_end(c->out) != OK)
		code = front_error(EXIT_STORE, "%s", _("the answer could not be written"));
	if (c->shop)
		shop_close(c->shop);
	return code;
}

int cmd_verb_words(const struct cmd_entry *e, const char *const *words)
{
	const char *verb = e->verb;
	int n = 0;

	for (;; verb++) {
		size_t length = strcspn(verb, "_");

		if (!words[n] || strlen(words[n]) != length || memcmp(words[n], verb, length) != 0)
			return words[0] && strcmp(words[0], e->verb) == 0 ? 1 : 0;
		n++;
		verb += length;
		if (!*verb)
			return n;
	}
}

/* The entry that the front's words name, and how many words that takes. */
static const struct cmd_entry *find(const struct front *f, int *word_count, bool *noun_known)
{
	*noun_known = false;
	for (const struct cmd_entry *e = cmd_table; e->noun; e++) {
		if (strcmp(e->noun, f->words[0]) != 0)
			continue;
		*noun_known = true;
		*word_count = 1 + cmd_verb_words(e, f->words + 1);
		if (*word_count > 1)
			return e;
	}
	return NULL;
}

/* `zhanggui worker`: a noun whose one verb is to run. */
static const struct cmd_entry *lone_verb(const struct front *f)
{
	const struct cmd_entry *e = cmd_table;

	while (e->noun && (strcmp(e->noun, f->words[0]) != 0 || strcmp(e->verb, "run") != 0))
		e++;
	return e->noun && (!f->words[1] || strncmp(f->words[1], "--", 2) == 0) ? e : NULL;
}

enum exit_code cmd_main(struct front *f)
{
	struct arena arena = ARENA_INIT;
	struct cmd c = { .front = f, .arena = &arena };
	enum exit_code code;
	bool known;

	if (f->help || f->word_count == 0 || strcmp(f->words[0], "help") == 0)
		return help_main(f);
	c.entry = find(f, &c.first_word, &known);
	if (!c.entry) {
		c.entry = lone_verb(f);
		c.first_word = 1;
	}
	if (!known)
		return front_error(EXIT_USAGE, _("there is no %s. See: zhanggui help"), f->words[0]);
	if (!c.entry && !f->words[1])
		return front_error(EXIT_USAGE, _("%s: what shall be done? See: zhanggui help %s"), f->words[0],
				   f->words[0]);
	if (!c.entry)
		return front_error(EXIT_USAGE, _("%s: there is no %s. See: zhanggui help %s"), f->words[0],
				   f->words[1], f->words[0]);
	c.out = out_new(&arena, stdout, f->format);
	code = run(&c);
	arena_release(&arena);
	return code;
}
