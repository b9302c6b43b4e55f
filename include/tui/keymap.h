/* keymap.h - which key does what on which screen. Actions are given in a table by the caller (tui
 * knows no trade); their keys come from a table of defaults and are changed by keys.conf:
 *	[till]
 *	F4 = discount
 *	F11 = add-item 6901234567892        an action may carry an argument
 *	F9 =                                nothing
 * Section [all] holds for every screen that does not bind the key itself. */
#ifndef TUI_KEYMAP_H
#define TUI_KEYMAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/ini.h"
#include "tui/draw.h"

struct key_action {
	int number;        /* > 0, for ops->act */
	const char *name;  /* "discount": keys.conf, the ':' prompt, sale ring */
	const char *label; /* N_(), short, for the key bar */
	const char *help;  /* N_(), one sentence */
};

struct key_default { const char *screen, *key, *action, *arg; /* arg NULL none */ };

struct binding { int action; const char *arg; /* "" none */ };

struct keymap; /* in the arena */

/* The defaults are ours: one that names no action or key aborts. Screens that may stand in
 * keys.conf are those of the defaults, and "all". */
struct keymap *keymap_new(struct arena *a, const struct key_action *actions, int action_count,
	const struct key_default *defaults, int default_count);
/* Changes by a file that was read. On ERR_INVALID *why is one line "FILE:LINE: what, why, what to
 * do" about an unknown screen, key or action, or a key given twice, and nothing was changed. */
enum err keymap_load(struct keymap *k, struct arena *a, const struct ini *ini,
	const char **why) MUST_CHECK;

/* What a key does on a screen; NULL nothing. everywhere: what [all] says counts too. */
const struct binding *keymap_find(const struct keymap *k, const char *screen, int32_t code,
	bool everywhere);
/* The first key of an action without argument on a screen, 0 none. */
int32_t keymap_key(const struct keymap *k, const char *screen, int action);
const struct key_action *keymap_action(const struct keymap *k, int number);
const struct key_action *keymap_named(const struct keymap *k, const char *name);
const struct key_action *keymap_actions(const struct keymap *k, int *count);

/* The bottom line: "F2 Member F3 Hold ... F1 Help" of the actions (0 at the end) that have a key,
 * in order of weight. The last of them is always shown; of the others those that do not fit are
 * left out, the lightest first. Labels are translated. */
void keybar_draw(const struct keymap *k, const char *screen, const uint16_t *actions,
	int y, int x, int cols);
/* One item of such a line, key ("1-9") and label as shown; returns its columns and a gap's. */
int keybar_item(int y, int x, int cols, const char *key, const char *label);
/* F1: every key of a screen with its sentence, as text for a pager. */
char *keymap_help(const struct keymap *k, const char *screen, struct arena *a);

#endif
