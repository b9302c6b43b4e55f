/* edit.h - editing one line of text: the entry line, a field of a form, a PIN. */
#ifndef TUI_EDIT_H
#define TUI_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/theme.h"

#define EDIT_BYTES 512 /* room for the text with its NUL */
#define EDIT_CHARS 120 /* most characters, whatever edit_init() was asked for */

enum edit_kind {
	EDIT_TEXT,
	EDIT_DIGITS, /* 0-9 only; full-width digits become ASCII */
	EDIT_NUMBER, /* 0-9, one '.', a '-' in front */
	EDIT_SUM,    /* 0-9 . * x + -: a sum that is worked out */
	EDIT_PIN     /* digits, shown as '*'; wiped by edit_clear() */
};

struct edit {
	enum edit_kind kind;
	int max_chars;
	char text[EDIT_BYTES];
	size_t len;    /* bytes */
	size_t at;     /* cursor, in bytes, between characters (a mark stays with its letter) */
	int first_col; /* columns scrolled out at the left */
	bool fresh;    /* holds a proposal: the first character typed replaces it */
};

void edit_init(struct edit *e, enum edit_kind kind, int max_chars);
/* A new text, cursor at its end; what is too long or not of its kind is left out. */
void edit_set(struct edit *e, const char *text);
/* The same as a proposal that the first character typed replaces. */
void edit_propose(struct edit *e, const char *text);
void edit_clear(struct edit *e);
/* Characters, Left Right Home End, Backspace Del, Ctrl-A Ctrl-E, Ctrl-U (all away), Ctrl-W (word
 * away), Ctrl-K (rest away). False when the key is not for it or would do nothing (Backspace or
 * Left at the start, Del at the end, a letter in a number, a full line): the caller may use it. */
bool edit_key(struct edit *e, int32_t code);
/* Pasted text at the cursor, cleaned, as much as fits. False when nothing was taken. */
bool edit_paste(struct edit *e, const char *text);
/* Draws cols columns and puts the cursor, if focused. Scrolls by whole characters. What begins as the stripe of a card
 * does shows as stars. */
void edit_draw(struct edit *e, int y, int x, int cols, enum style style, bool focused);

#endif
