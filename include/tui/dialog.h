/* dialog.h - the questions that every screen asks alike. Each pushes a dialog on `from`; the answer
 * arrives in from's resume() with the tag. Texts are copied, and already translated. Esc closes
 * without an answer (given is false); so does a failure to open. */
#ifndef TUI_DIALOG_H
#define TUI_DIALOG_H

#include <stdbool.h>

#include "tui/edit.h"
#include "tui/list.h"
#include "tui/menu.h"
#include "tui/screen.h"

/* Something to read; Enter or Esc closes it. No answer is given. */
void ask_message(struct screen *from, enum style style, const char *title, const char *text);

/* One of up to 30 numbered items: answer.choice is the index. Enter chooses `proposed`, unless it
 * is -1. */
void ask_choice(struct screen *from, int tag, const char *title, const char *text,
	const struct menu_item *items, int count, int proposed);

struct line_question {
	const char *title, *text;  /* text: what to type, NULL none */
	const char *label;         /* before the field, NULL none */
	const char *initial;       /* a proposal that typing replaces, NULL none */
	enum edit_kind kind;
	int min_chars, max_chars;  /* min 0: may be left empty */
	bool scan_too;             /* a scan or card answers as well: answer.choice is its event kind */
	bool full_goes;            /* the last character that fits answers, as Enter does */
};
/* One line: answer.text. */
void ask_line(struct screen *from, int tag, const struct line_question *question);

struct list_question {
	const char *title, *text;
	const struct list_column *columns;
	int column_count;
	const char *(*cell)(void *ctx, int row, int column, char *buf);
	enum style (*style)(void *ctx, int row); /* NULL all normal */
	void *ctx;                               /* the caller's; lives until resume() */
	int count, cursor;
};
/* One row of a table, by its digit (rows in sight are numbered) or by cursor and Enter:
 * answer.choice is the row. */
void ask_list(struct screen *from, int tag, const struct list_question *question);

/* Longer text on the whole screen, such as help; Esc, Enter or F1 closes it. */
void ask_pager(struct screen *from, const char *title, const char *text);

#endif
