/* screen.h - the stack of open screens. The topmost gets the keys; a dialog is a pushed screen
 * whose answer arrives in its parent's resume(). There is no loop in here: main's poll loop hands
 * over one event after the other (term.h) and refreshes once for the whole batch.
 *
 * The way of an event
 * - EVENT_KEY: the key map of the topmost screen first: act(action, arg). Unbound, or act()
 *   said REACT_PASS: event(). Keys never reach a screen below, and [all] does not hold in
 *   dialogs: there ':' is a character.
 * - EVENT_SCAN, EVENT_CARD: event() of the topmost; in a dialog REACT_PASS hands it to the screen
 *   below, so a scan during a dialog is still a scan (with REACT_CLOSE the dialog is closed
 *   before). If nobody takes it the stack says so and sounds bad.
 *   Keys of the scan that had gone out already are taken back first (Backspace to the topmost).
 * - EVENT_PASTE: event() of the topmost. EVENT_TICK, EVENT_STORE, EVENT_DEVICE: event() of all,
 *   from the top; EVENT_RESIZE redraws all (event() of all, too). EVENT_HANGUP closes all.
 *
 * What can wait
 * A search, or figures that matter only when the hand rests, would hold up the echo of a key. A
 * handler asks for it by screen_later(); later() is called when that time has come and nothing is
 * being typed or scanned, so the next key is never behind it. */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/event.h"
#include "tui/draw.h"
#include "tui/keymap.h"
#include "tui/toast.h"

/* What a handler wants done; flags may be joined. */
enum react {
	REACT_NONE = 0,
	REACT_REDRAW = 1, /* draw() */
	REACT_INPUT = 2,  /* little changed, such as the entry line: draw_input() */
	REACT_CLOSE = 4,  /* this screen, and what stands on it; its answer goes to the parent */
	REACT_BEEP = 8,   /* the bad sound: not taken, look */
	REACT_GOOD = 16,  /* the good sound: taken */
	REACT_PASS = 32   /* not mine */
};

enum screen_flags {
	SCREEN_DIALOG = 1, /* drawn over the screen below, which stays in sight */
	SCREEN_HOLD = 2    /* single keys act at once (a numbered menu): see term_hold() */
};

struct screen;
struct screens;

struct answer {
	int tag;          /* as given to screen_push() */
	bool given;       /* false: closed without an answer (Esc) */
	int choice;       /* index, number, ... */
	const char *text; /* "" none; valid during resume() */
	const void *data; /* what the child pointed at, NULL none; valid during resume() */
};

struct screen_ops {
	const char *name;       /* section of keys.conf */
	const char *title;      /* N_() */
	unsigned flags;
	size_t size;            /* bytes of zeroed state for screen->state */
	const uint16_t *bar;    /* actions for the key bar by weight, 0 at the end; NULL none */
	enum err (*open)(struct screen *s, const void *arg); /* may be NULL, as all below but draw */
	void (*draw)(struct screen *s);       /* everything, on an erased screen */
	void (*draw_input)(struct screen *s); /* what changed, over what is there; NULL: draw() */
	enum react (*act)(struct screen *s, int action, const char *arg);
	enum react (*event)(struct screen *s, const struct event *e);
	enum react (*resume)(struct screen *s, const struct answer *a);
	enum react (*later)(struct screen *s); /* what screen_later() put off */
	void (*close)(struct screen *s);
};

struct screen {
	const struct screen_ops *ops;
	struct screens *stack;
	void *state;         /* ops->size bytes */
	struct arena arena;  /* lives as long as the screen */
	struct screen *parent;
	int tag;
	struct answer answer;
	struct screen *below;
	int64_t later_ms;    /* private, as the rest: monotonic, 0 nothing was put off */
	unsigned serial;
	char *answer_text;
	const struct screen_ops *next_ops; /* screen_replace() */
	const void *next_arg;
};

/* user: the program's own handle, given back by screen_user(). Keys and user must outlive it. */
struct screens *screens_new(struct keymap *keys, void *user);
void screens_free(struct screens *st);
/* The first screen (or one on top without a parent). An error is open()'s; nothing was pushed. */
enum err screens_push(struct screens *st, const struct screen_ops *ops, const void *arg) MUST_CHECK;
/* False when no screen is left: the program ends. */
bool screens_event(struct screens *st, const struct event *e);
/* Keys of a scan that went out before it was known as one are taken back from the screen on top. */
void screens_take_back(struct screens *st, int keys);
/* Draws what changed and sends it, in one write. */
void screens_refresh(struct screens *st);
/* Milliseconds until screens_later() has something to do; -1 never. */
int screens_timeout_ms(const struct screens *st);
/* Does what was put off and is due; to be called when no byte of the keyboard waits. Refresh then. */
void screens_later(struct screens *st);
struct screen *screens_top(struct screens *st);
/* Does a named action on the topmost screen, as its key would (the ':' prompt). */
void screens_act(struct screens *st, int action, const char *arg);

/* From inside a handler of `s`. The child is opened at once; an error is its open()'s. */
enum err screen_push(struct screen *s, const struct screen_ops *ops, const void *arg,
	int tag) MUST_CHECK;
/* After the handler returned, s closes without resume() and ops opens in its place (same parent and
 * tag); arg must live until then. If its open() fails, the parent resumes without an answer. */
void screen_replace(struct screen *s, const struct screen_ops *ops, const void *arg);
/* The answer for the parent; return REACT_CLOSE after it. The text is copied. */
void screen_answer(struct screen *s, int choice, const char *text, const void *data);
void *screen_user(const struct screen *s);
struct keymap *screen_keys(const struct screen *s);
bool screen_is_top(const struct screen *s);
/* Has later() called in that many milliseconds, whatever time stood before. */
void screen_later(struct screen *s, int ms);
/* Ask for a redraw from elsewhere than a handler's return value. */
void screen_dirty(struct screen *s);

/* A notice that goes by itself after TOAST_MS (info, done, warning). */
void screen_notice(struct screen *s, enum style style, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* A refusal: first what, then what to do; sounds bad and stays until the next key, scan or card. */
void screen_refuse(struct screen *s, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Where the screen wants these lines shown; a screen that does not call it gets them in the row
 * above its last. */
void screen_draw_toast(struct screen *s, int y, int x, int cols);
/* The key bar of this screen. */
void screen_draw_keys(struct screen *s, int y, int x, int cols);

#endif
