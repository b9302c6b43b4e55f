/* term.h - the terminal: taking it over, reading it, giving it back whatever happens.
 *
 * The poll loop of main:
 *	struct pollfd p[2];
 *	term_pollfds(p);
 *	poll(p, 2, least of term_timeout_ms() and the other timers);
 *	term_read(&queue);                  after every poll, whatever it returned
 *	while (event_take(&queue, &event))
 *		if (!screens_event(screens, &event)) leave the loop;
 *	screens_refresh(screens);           one write to the terminal for the whole batch
 */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include <poll.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/event.h"

struct term_options {
	const char *theme;  /* "auto", "dark", "light" or "mono"; NULL is auto */
	int wedge_prefix;   /* see decode.h */
	int wedge_suffix;
	bool wedge_timing;
	int esc_ms;         /* 0: 25 ms, over ssh 100 ms */
};

#define TERM_MIN_ROWS 8 /* a smaller window shows only the wish for a larger one */
#define TERM_MIN_COLS 20

/* Takes the terminal over (raw, no echo, alternate screen, bracketed paste) and installs handlers
 * for signals: a fatal one (abort, a crash) restores the terminal first and then does its work;
 * SIGHUP, SIGTERM and SIGINT become EVENT_HANGUP, a second one ends the program at once. tr_init()
 * must have been called. On ERR_INVALID (no terminal, TERM unknown or unable to place the cursor)
 * *why is one translated line and nothing was changed. */
enum err term_start(struct arena *a, const struct term_options *options,
	const char **why) MUST_CHECK;
/* Gives the terminal back; safe when it was not started. */
void term_stop(void);
bool term_started(void);

/* Descriptors to wait on: the keyboard and the one that signals wake. */
void term_pollfds(struct pollfd fds[2]);
/* Milliseconds until term_read() wants to be called though nothing arrived (a lone Esc, a held
 * scan); -1 none. */
int term_timeout_ms(void);
/* Never blocks. Puts EVENT_KEY (code: tui/key.h), EVENT_PASTE, EVENT_SCAN (code: keys to take
 * back), EVENT_RESIZE and, once, EVENT_HANGUP. */
void term_read(struct event_queue *q);

/* The window's size now. */
void term_size(int *rows, int *cols);
/* True while single keys act, so that the wedge holds the first key of a run as well. */
void term_hold(bool hold);
/* Sound: bad is low and long where the terminal can (linux console), else the bell; good is heard
 * only where it can be told from bad. */
void term_beep(bool good);
/* Sends what was drawn. */
void term_flush(void);
/* The next term_flush() paints everything anew (the terminal was scribbled on). */
void term_repaint(void);
/* True when half blocks such as U+2588 can be shown; when check marks and eighths of blocks can. */
bool term_has_blocks(void);
bool term_has_signs(void);

#endif
