/* front.h - what stands before a command: the options that every command and screen takes, and the
 * conf file, which says how the shop is found. Order: command line, environment, conf file, default. */
#ifndef CMD_FRONT_H
#define CMD_FRONT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/ini.h"
#include "cmd/out.h"
#include "service/shop.h"

/* Exit codes, the same everywhere. */
enum exit_code {
	EXIT_DONE = 0,
	EXIT_REFUSED = 1, /* by a rule of the trade, or not found */
	EXIT_USAGE = 2,   /* the command line or the conf file cannot be read */
	EXIT_STORE = 3    /* store, file or device failed */
};

#define FRONT_WORDS_MAX 256

struct front {
	struct arena arena;         /* lives as long as the program */
	const char *conf_path;
	struct shop_config shop;    /* resolved: nothing but the terminal is NULL */
	const char *log_path;
	enum out_format format;
	const char *as;             /* number of who acts; NULL nobody */
	const char *key;            /* key file of the script that acts; NULL: no script */
	int pin_fd;                 /* where PINs are read, one a line; -1: asked at the terminal */
	const char *lang;           /* "zh_CN", "en"; NULL: as the environment says */
	bool training;              /* the till opens in a shop to train in */
	bool frozen;                /* --now: a stopped clock, for test and demo stores only */
	int64_t now_ms;
	bool help;                  /* --help was given */
	const char *theme, *keymap; /* for screens; NULL: the default */
	const char *sockets;        /* folder where the sockets of till PCs stand (wire/wires.h) */
	int scanner_prefix, scanner_suffix; /* bytes round a scan of a keyboard scanner; 0 none, CR */
	bool scanner_timing;        /* a scan is told from typing by its pace */
	const char *words[FRONT_WORDS_MAX + 1]; /* what is left: noun, verb, operands, own options; NULL at the end */
	int word_count;
};

/* Reads the command line and the conf file, and sets the language. EXIT_DONE: go on, unless *over says that all
 * was done (--version). Else the error was told on stderr. */
enum exit_code front_read(struct front *f, int argc, char **argv, bool *over);
void front_release(struct front *f);

/* Makes the shop to train in for the till of the front, and opens it; *lock is closed when the training ends. */
enum exit_code front_open_training(struct front *f, struct shop **out, int *lock);

/* Opens the shop of the front, for a till or (till false) for the office, and its log; sets the frozen clock after
 * making sure that the store allows one. Errors are told on stderr. front_open_first: as shop_open_first does. */
enum exit_code front_open_shop(struct front *f, bool till, struct shop **out);
enum exit_code front_open_first(struct front *f, bool till, struct shop **out);

/* One line on stderr, "zhanggui: ..."; returns the code. */
enum exit_code front_error(enum exit_code code, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The front options, for help and man pages; NULL name at the end. */
struct front_option { const char *name, *arg, *words; };
extern const struct front_option front_options[];

#endif
