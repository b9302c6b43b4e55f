/* front.c - options and conf file. Both set the same fields, so both are one table: an option may have
 * a key in the conf file, a variable of the environment, or neither. */
#include "cmd/front.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "service/init.h"
#include "service/pages.h"
#include "service/paths.h"
#include "service/training.h"
#include "wire/pages.h"

#define CONF_DEFAULT SYSCONFDIR "/zhanggui/zhanggui.conf"
#define SOCKETS_DEFAULT "/run/zhanggui"

enum exit_code front_error(enum exit_code code, const char *fmt, ...)
{
	struct arena a = ARENA_INIT;
	va_list ap;

	va_start(ap, fmt);
	/* Cleaned: the line may quote what somebody typed or scanned. */
	fprintf(stderr, "zhanggui: %s\n", utf8_clean(&a, arena_vprintf(&a, fmt, ap)));
	va_end(ap);
	arena_release(&a);
	return code;
}

/* --- reading values ------------------------------------------------------------------------ */

/* Where a value goes. Each returns what is wrong with it (N_()), or NULL. */
typedef const char *(*set_fn)(struct front *f, size_t offset, const char *value);

static const char *set_string(struct front *f, size_t offset, const char *value)
{
	const char **field = (const char **)(void *)((char *)f + offset);

	*field = value;
	return NULL;
}

static const char *set_flag(struct front *f, size_t offset, const char *value)
{
	bool *field = (bool *)(void *)((char *)f + offset);

	(void)value;
	*field = true;
	return NULL;
}

static const char *set_switch(struct front *f, size_t offset, const char *value)
{
	bool *field = (bool *)(void *)((char *)f + offset);

	*field = strcmp(value, "yes") == 0;
	return *field || strcmp(value, "no") == 0 ? NULL : N_("yes or no is wanted");
}

/* A small number, or a byte as 0x02. */
static const char *set_number(struct front *f, size_t offset, const char *value)
{
	int *field = (int *)(void *)((char *)f + offset);
	char *end;
	long n = strtol(value, &end, 0);

	if (!*value || *end || n < 0 || n > 4095)
		return N_("a number from 0 to 4095 is wanted");
	*field = (int)n;
	return NULL;
}

static const char *set_format(struct front *f, size_t offset, const char *value)
{
	static const char *const names[] = { [OUT_TEXT] = "text", [OUT_TSV] = "tsv", [OUT_JSON] = "json" };

	(void)offset;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(value, names[i]) == 0) {
			f->format = (enum out_format)i;
			return NULL;
		}
	}
	return N_("text, tsv or json is wanted");
}

static const char *set_theme(struct front *f, size_t offset, const char *value)
{
	static const char *const names[] = { "auto", "dark", "light", "mono" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(value, names[i]) == 0)
			return set_string(f, offset, value);
	return N_("auto, dark, light or mono is wanted");
}

static const char *set_lang(struct front *f, size_t offset, const char *value)
{
	(void)offset;
	if (strcmp(value, "zh_CN") != 0 && strcmp(value, "en") != 0)
		return N_("zh_CN or en is wanted");
	f->lang = value;
	tr_init(value);
	return NULL;
}

static const char *set_now(struct front *f, size_t offset, const char *value)
{
	(void)offset;
	f->frozen = true;
	return clock_parse(value, &f->now_ms) == OK ? NULL : N_("a time like 2026-11-21T18:42:07+08:00 is wanted");
}

/* --- the table ----------------------------------------------------------------------------- */

static const struct source {
	const char *option;            /* without "--"; NULL: conf file only */
	const char *arg;               /* its value in help; NULL: takes none */
	const char *section, *key;     /* of the conf file; NULL: command line only */
	const char *variable;          /* of the environment; NULL none */
	set_fn set;
	size_t offset;
} sources[] = {
	{ "conf", "FILE", NULL, NULL, "ZHANGGUI_CONF", set_string, offsetof(struct front, conf_path) },
	{ "store", "URL", "store", "url", "ZHANGGUI_STORE", set_string, offsetof(struct front, shop.store_url) },
	{ NULL, NULL, "store", "keys", NULL, set_string, offsetof(struct front, shop.key_file) },
	{ NULL, NULL, "store", "journal", NULL, set_string, offsetof(struct front, shop.journal_dir) },
	{ NULL, NULL, "store", "heads", NULL, set_string, offsetof(struct front, shop.heads_file) },
	{ NULL, NULL, "store", "cache", NULL, set_string, offsetof(struct front, shop.cache_dir) },
	{ NULL, NULL, "store", "log", NULL, set_string, offsetof(struct front, log_path) },
	{ NULL, NULL, "receipts", "templates", NULL, set_string, offsetof(struct front, shop.receipt_dir) },
	{ NULL, NULL, "labels", "sizes", NULL, set_string, offsetof(struct front, shop.label_sizes) },
	{ "terminal", "CODE", "terminal", "code", "ZHANGGUI_TERMINAL", set_string,
		offsetof(struct front, shop.terminal) },
	{ NULL, NULL, "terminal", "sockets", NULL, set_string, offsetof(struct front, sockets) },
	{ "format", "text|tsv|json", NULL, NULL, NULL, set_format, 0 },
	{ "as", "NUMBER", NULL, NULL, NULL, set_string, offsetof(struct front, as) },
	{ "key", "FILE", "script", "key", "ZHANGGUI_KEY", set_string, offsetof(struct front, key) },
	{ "pin-fd", "N", NULL, NULL, NULL, set_number, offsetof(struct front, pin_fd) },
	{ "lang", "zh_CN|en", "screen", "language", NULL, set_lang, 0 },
	{ "theme", "NAME", "screen", "theme", NULL, set_theme, offsetof(struct front, theme) },
	{ "keymap", "FILE", "screen", "keymap", NULL, set_string, offsetof(struct front, keymap) },
	{ NULL, NULL, "scanner", "prefix", NULL, set_number, offsetof(struct front, scanner_prefix) },
	{ NULL, NULL, "scanner", "suffix", NULL, set_number, offsetof(struct front, scanner_suffix) },
	{ NULL, NULL, "scanner", "timing", NULL, set_switch, offsetof(struct front, scanner_timing) },
	{ "now", "TIME", NULL, NULL, NULL, set_now, 0 },
	{ "training", NULL, NULL, NULL, NULL, set_flag, offsetof(struct front, training) },
	{ "help", NULL, NULL, NULL, NULL, set_flag, offsetof(struct front, help) },
};
#define SOURCES (sizeof sources / sizeof sources[0])

const struct front_option front_options[] = {
	{ "--conf", "FILE", N_("Conf file; else $ZHANGGUI_CONF, else the system's") },
	{ "--store", "URL", N_("The store: sqlite:PATH or pg:CONNINFO") },
	{ "--terminal", "CODE", N_("Which till of the shop this is") },
	{ "--format", "text|tsv|json", N_("Form of the answer") },
	{ "--as", "NUMBER", N_("Who acts: a staff number, whose PIN is asked") },
	{ "--key", "FILE", N_("Which script acts: the file with its key; else $ZHANGGUI_KEY, else the conf file's") },
	{ "--pin-fd", "N", N_("Read PINs from descriptor N, one a line, instead of asking") },
	{ "--lang", "zh_CN|en", N_("Language of messages") },
	{ "--theme", "NAME", N_("Colours of screens: auto, dark, light or mono") },
	{ "--keymap", "FILE", N_("Keys of screens") },
	{ "--now", "TIME", N_("Stop the clock at a time; test and demo stores only") },
	{ "--training", "", N_("Open the till in a shop to train in: the same lists, no money, nothing in the books") },
	{ "--help", "", N_("Explain a command") },
	{ "--version", "", N_("Tell the version") },
	{ NULL, NULL, NULL },
};

/* --- command line -------------------------------------------------------------------------- */

static const struct source *option_named(const char *name, size_t n)
{
	for (size_t i = 0; i < SOURCES; i++)
		if (sources[i].option && strlen(sources[i].option) == n && memcmp(sources[i].option, name, n) == 0)
			return &sources[i];
	return NULL;
}

/* What the command line sets may not be set again by conf or environment. */
struct given { bool by[SOURCES]; };

static enum exit_code take_option(struct front *f, const struct source *s, const char *value, struct given *given)
{
	const char *wrong = s->set(f, s->offset, value);

	if (wrong)
		return front_error(EXIT_USAGE, _("--%s %s: %s"), s->option, value, _(wrong));
	given->by[s - sources] = true;
	return EXIT_DONE;
}

static enum exit_code keep_word(struct front *f, const char *word)
{
	if (f->word_count == FRONT_WORDS_MAX)
		return front_error(EXIT_USAGE, _("more than %d words; use a file"), FRONT_WORDS_MAX);
	f->words[f->word_count++] = word;
	return EXIT_DONE;
}

static enum exit_code read_options(struct front *f, int argc, char **argv, struct given *given)
{
	enum exit_code code = EXIT_DONE;
	bool plain = false; /* after "--" */

	for (int i = 1; i < argc && code == EXIT_DONE; i++) {
		const char *name = argv[i], *value;
		size_t n = strcspn(name, "=");
		const struct source *s = NULL;

		if (!plain && strncmp(name, "--", 2) == 0)
			s = option_named(name + 2, n - 2);
		plain = plain || strcmp(name, "--") == 0;
		if (!s) {
			code = keep_word(f, name);
			continue;
		}
		value = name[n] ? name + n + 1 : s->arg ? argv[++i] : "";
		if (!value)
			return front_error(EXIT_USAGE, _("--%s wants a value: --%s %s"), s->option, s->option, s->arg);
		if (!s->arg && name[n])
			return front_error(EXIT_USAGE, _("--%s takes no value"), s->option);
		code = take_option(f, s, value, given);
	}
	return code;
}

/* --- environment and conf file ------------------------------------------------------------- */

static enum exit_code read_environment(struct front *f, struct given *given)
{
	for (size_t i = 0; i < SOURCES; i++) {
		const char *value = sources[i].variable ? getenv(sources[i].variable) : NULL;

		if (!value || !*value || given->by[i])
			continue;
		if (sources[i].set(f, sources[i].offset, value))
			return front_error(EXIT_USAGE, _("$%s: cannot read %s"), sources[i].variable, value);
		given->by[i] = true;
	}
	return EXIT_DONE;
}

static const struct source *conf_named(const struct ini_item *item)
{
	for (size_t i = 0; i < SOURCES; i++)
		if (sources[i].section && strcmp(sources[i].section, item->section) == 0 &&
		    strcmp(sources[i].key, item->key) == 0)
			return &sources[i];
	return NULL;
}

static enum exit_code read_conf(struct front *f, struct given *given)
{
	bool asked = f->conf_path != NULL;
	const char *path = asked ? f->conf_path : CONF_DEFAULT, *why;
	struct ini ini;
	enum err e;

	if (!asked && access(path, F_OK) != 0)
		return EXIT_DONE;
	e = ini_read(&f->arena, path, &ini, &why);
	if (e != OK)
		return front_error(EXIT_USAGE, "%s", why);
	for (int i = 0; i < ini.count; i++) {
		const struct ini_item *item = &ini.items[i];
		const struct source *s = conf_named(item);
		const char *wrong;

		if (!s)
			return front_error(EXIT_USAGE, _("%s:%d: there is no [%s] %s; see zhanggui.conf(5)"), path,
					   item->line, item->section, item->key);
		if (given->by[s - sources])
			continue;
		wrong = s->set(f, s->offset, item->value);
		if (wrong)
			return front_error(EXIT_USAGE, "%s:%d: %s: %s", path, item->line, item->key, _(wrong));
	}
	return EXIT_DONE;
}

enum exit_code front_read(struct front *f, int argc, char **argv, bool *over)
{
	struct given given = { { false } };
	struct shop_config found;
	enum exit_code code;

	*f = (struct front){ .pin_fd = -1, .scanner_timing = true };
	*over = false;
	tr_init(NULL);
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		printf("zhanggui %s\n", VERSION);
		*over = true;
		return EXIT_DONE;
	}
	code = read_options(f, argc, argv, &given);
	if (code == EXIT_DONE && f->as && f->key)
		code = front_error(EXIT_USAGE, "%s", _("a person acts or a script: give --as or --key, not both"));
	if (code == EXIT_DONE)
		code = read_environment(f, &given);
	if (code == EXIT_DONE)
		code = read_conf(f, &given);
	if (code != EXIT_DONE)
		return code;
	if (f->as) /* who names himself is not taken for the script of his surroundings */
		f->key = NULL;
	found = f->shop;
	paths_resolve(&f->arena, &found, &f->shop);
	if (!f->sockets)
		f->sockets = SOCKETS_DEFAULT;
	if (!f->log_path)
		f->log_path = paths_beside(&f->arena, f->shop.store_url, "log");
	return EXIT_DONE;
}

void front_release(struct front *f)
{
	arena_release(&f->arena);
}

/* --- the shop ------------------------------------------------------------------------------ */

/* The clock may be stopped for a store that is no shop. */
static enum exit_code stop_clock(struct front *f)
{
	const char *why = "", *kind;
	enum err e;

	if (!f->frozen)
		return EXIT_DONE;
	e = init_kind(&f->arena, f->shop.store_url, &kind, &why);
	if (e != OK)
		return front_error(e == ERR_REFUSED ? EXIT_REFUSED : EXIT_STORE, "%s", why);
	if (strcmp(kind, "shop") == 0)
		return front_error(EXIT_REFUSED, "%s", _("--now is for test and demo stores only"));
	clock_freeze(f->now_ms);
	return EXIT_DONE;
}

enum exit_code front_open_training(struct front *f, struct shop **out, int *lock)
{
	struct shop_config conf;
	const char *why = "";
	enum exit_code code = stop_clock(f);
	enum err e;

	*lock = -1;
	if (code != EXIT_DONE)
		return code;
	if (!f->shop.terminal)
		return front_error(EXIT_USAGE, "%s",
				   _("which till is this? Give --terminal CODE, or [terminal] code in the conf file"));
	e = training_make(&f->arena, &f->shop, &conf, lock, &why);
	if (e == OK)
		e = shop_open_first(&f->arena, &conf, out, &why);
	if (e == OK) {
		pages_made_by(*out, wire_pages);
		return EXIT_DONE;
	}
	if (*lock >= 0)
		close(*lock);
	return front_error(e == ERR_BUSY ? EXIT_REFUSED : EXIT_STORE, "%s", why);
}

enum exit_code front_open_first(struct front *f, bool till, struct shop **out)
{
	struct shop_config conf = f->shop;
	const char *why = "", *kind;
	enum exit_code code;
	enum err e = OK;

	if (paths_store_there(conf.store_url))
		log_open(f->log_path, "zhanggui", LOG_INFO);
	if (!till)
		conf.terminal = NULL;
	else if (!conf.terminal)
		return front_error(EXIT_USAGE, "%s",
				   _("which till is this? Give --terminal CODE, or [terminal] code in the conf file"));
	if (!paths_store_there(conf.store_url))
		e = init_kind(&f->arena, conf.store_url, &kind, &why);
	if (e == OK && (code = stop_clock(f)) != EXIT_DONE)
		return code;
	if (e == OK)
		e = shop_open_first(&f->arena, &conf, out, &why);
	if (e == OK)
		pages_made_by(*out, wire_pages);
	if (e == OK)
		return EXIT_DONE;
	return front_error(e == ERR_REFUSED ? EXIT_REFUSED : EXIT_STORE, "%s", why);
}

enum exit_code front_open_shop(struct front *f, bool till, struct shop **out)
{
	const char *why = "";
	enum exit_code code = front_open_first(f, till, out);

	if (code != EXIT_DONE || shop_open_rest(*out, &f->arena, &why) == OK)
		return code;
	shop_close(*out);
	*out = NULL;
	return front_error(EXIT_STORE, "%s", why);
}
