/* cmd.h - commands: what can be done without a screen. The list is command.def; a command is one function that gets
 * its words parsed, its shop open and somebody signed on, as its line in the list says. */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include <stdbool.h>

#include "cmd/front.h"
#include "cmd/out.h"
#include "service/shop.h"

enum cmd_flag {
	CMD_NO_STORE = 1, /* opens no shop: makes, moves or mends one */
	CMD_READS = 2,    /* reads only */
	CMD_WRITES = 4,
	CMD_TILL = 8      /* acts at a terminal: --terminal, or the conf file, must name it */
};

struct cmd {
	struct front *front;
	struct arena *arena;         /* lives as long as the command */
	struct shop *shop;           /* NULL for CMD_NO_STORE */
	struct out *out;
	const struct cmd_entry *entry;
	int first_word;              /* of the front's: the first after noun and verb */
	const char **operands;       /* NULL at the end */
	int operand_count;
	struct cmd_option { const char *name, *value; } *options;
	int option_count;
};

typedef enum exit_code (*cmd_run_fn)(struct cmd *c);

struct cmd_entry {
	const char *noun, *verb;     /* "key_add": of two words */
	const char *args;            /* synopsis; see command.def */
	enum permission perm;        /* PERM_NONE: nobody need be signed on */
	unsigned flags;
	cmd_run_fn run;
	const char *words;           /* N_(), one sentence */
	const char *examples;        /* arguments of examples, one a line; "" none */
};
/* NULL noun at the end. */
extern const struct cmd_entry cmd_table[];

/* Runs the command that the front's words name. */
enum exit_code cmd_main(struct front *f);
/* `help` and its kinds: all nouns, one noun, one command; --man for the generated part of man pages. */
enum exit_code help_main(struct front *f);
/* "staff key add": a command as people write it. */
char *cmd_name(struct arena *a, const struct cmd_entry *e);
/* How many of these words (NULL at the end) are its verb; 0: they are another. */
int cmd_verb_words(const struct cmd_entry *e, const char *const *words);
/* The usage of one command, for help and after a usage error. */
char *cmd_usage_line(struct arena *a, const struct cmd_entry *e);

/* One function a command. */
#define COMMAND(noun, verb, args, perm, flags, words, examples) \
	enum exit_code cmd_##noun##_##verb(struct cmd *c);
#include "cmd/command.def"
#undef COMMAND

/* --- for commands ---------------------------------------------------------------------------- */

/* Operand i of the command line, or NULL. */
const char *cmd_operand(const struct cmd *c, int i);
/* Was --name given; and its value, NULL when it was not. */
bool cmd_flag(const struct cmd *c, const char *name);
const char *cmd_option(const struct cmd *c, const char *name);
/* A day, "2026-11-21" or "20261121"; NULL: *day stays. EXIT_DONE, or the usage was told. */
enum exit_code cmd_read_day(struct cmd *c, const char *text, int32_t *day);
/* The days of --from and --to (in some commands --until), each read so. */
enum exit_code cmd_days(struct cmd *c, int32_t *first, int32_t *last);
/* The same; without --to up to the business day now, without --from from the first of that month on. */
enum exit_code cmd_month(struct cmd *c, int32_t *first, int32_t *last);
/* The same; without --from from 31 days before. */
enum exit_code cmd_recent(struct cmd *c, int32_t *first, int32_t *last);
/* The whole number of --name, from 1 to `most`; 0: it was not given. EXIT_DONE, or the usage was told. */
enum exit_code cmd_count(struct cmd *c, const char *name, int64_t most, int *out);
/* A whole word as a decimal number; false when it is none or does not fit. */
bool cmd_number(const char *text, int64_t *value);

/* Tells a failure (the sentence of `said`, or what the shop's last error was) on stderr in one line, in json as
 * {"error": NAME, "text": SENTENCE}, and gives the exit code. */
enum exit_code cmd_fail(struct cmd *c, enum err e, const struct said *said);
/* ERR_NOTFOUND said of a thing ("role boss"). */
enum exit_code cmd_missing(struct cmd *c, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* The words of a setting or limit, with the unit that its name ends in: "Usual float of a drawer (in minor units)". */
const char *cmd_unit_words(struct arena *a, const char *name, const char *words);
/* A usage error: one line on stderr, and where to read more. */
enum exit_code cmd_usage(struct cmd *c, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* A success told in a sentence: to the answer. */
enum exit_code cmd_done(struct cmd *c, const struct said *said);
/* EXIT_DONE for OK, else as cmd_fail. */
enum exit_code cmd_result(struct cmd *c, enum err e, const struct said *said);

/* A table for people into a file of the kind that its name ends in. */
struct table;
enum exit_code cmd_to_file(struct cmd *c, const struct table *t, const char *path);

/* Reads one PIN: a line of --pin-fd, else asked at the terminal without echo. ERR_INVALID: none could be had, or
 * it is too long; told on stderr already. */
#define CMD_PIN_MAX 32
enum err cmd_pin(struct cmd *c, const char *prompt, char pin[CMD_PIN_MAX]) MUST_CHECK;
/* The second person of --second and his PIN, which comes like the first one's; without it nobody is asked. False: no
 * PIN could be had. */
bool cmd_second(struct cmd *c, const char **second, char pin[CMD_PIN_MAX]);
/* An act that the second person allows; his PIN is gone afterwards. */
typedef enum exit_code cmd_act(struct cmd *c, const char *second, const char *pin);
enum exit_code cmd_by_two(struct cmd *c, cmd_act *act);
/* A PIN to be set: at the terminal it is asked twice. */
enum exit_code cmd_new_pin(struct cmd *c, const char *prompt, char pin[CMD_PIN_MAX]);

/* What is wrong with rows of a file, told as each is found; the arena is for the texts of one. After the last, what of
 * its headings means nothing. */
struct cmd_problems { struct cmd *c; const char *file; struct arena arena; bool open; };
void cmd_problem(struct cmd_problems *t, int line, int column, const char *heading, bool refused, const char *name,
	const char *text);
void cmd_problems_end(struct cmd_problems *t, const char *const *ignored, int n);

/* Labels that were ordered go to the label printer of this terminal; what it does not take in a minute waits in the
 * store. */
void cmd_drain_labels(struct cmd *c);
/* On a terminal: how far a long command is; done = total ends the line. At most ten times a second. */
void cmd_progress(void *ctx, int64_t done, int64_t total);
/* Writes a part of an export to standard output. ERR_IO. */
enum err cmd_write(void *ctx, const char *text, size_t n) MUST_CHECK;

#endif
