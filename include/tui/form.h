/* form.h - fields one under the other, filled in from top to bottom. Values are text while they are
 * edited; the screen reads them, converts and says what is wrong with which field. */
#ifndef TUI_FORM_H
#define TUI_FORM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "tui/draw.h"
#include "tui/edit.h"

enum field_type {
	FIELD_TEXT, FIELD_DIGITS, FIELD_NUMBER, FIELD_PIN,
	FIELD_CHOICE, /* Left, Right, Space or a digit chooses one of `choices`; the value is its index */
	FIELD_SHOW,   /* cannot be edited */
	FIELD_HEAD,   /* no field: a title over those that follow */
	FIELD_MONEY,  /* an amount: as a number; what fits is the screen's to check */
	FIELD_DATE,   /* a day, "2026-11-21", or with a time behind it */
	FIELD_YES,    /* "yes" or "no": Left, Right, Space, y or n */
	FIELD_PICK    /* one of form_options(): typed, or Left and Right go through them */
};

enum field_flags { FIELD_REQUIRED = 1 };

struct field {
	const char *label;              /* N_() */
	enum field_type type;
	int max_chars;
	unsigned flags;
	const char *help;               /* N_(), one line under the form meanwhile; NULL none */
	const char *const *choices;     /* N_(), NULL at the end, for FIELD_CHOICE */
};

/* What a FIELD_PICK takes: what is kept, and the words for it. */
struct form_option { const char *value, *words; };

struct form {
	const struct field *fields;
	int count;
	struct edit *edits;     /* one each; FIELD_CHOICE: its number as text */
	int current;
	int top;                /* first field in sight */
	int note_cols;          /* room of the line below the fields; 0: as they have */
	int bad;                /* the field that `why` is about, -1 none */
	const char *why;
	struct form_options { const struct form_option *list; int count; } *options; /* one each */
	/* What is wrong with a value (translated), NULL nothing: asked when a field is left. NULL: all is well. */
	const char *(*check)(void *ctx, int field, const char *value);
	void *ctx;
};

enum form_answer {
	FORM_PASS,    /* not for it */
	FORM_MOVED,   /* redraw */
	FORM_DONE     /* Enter on the last field, or Ctrl-S anywhere: all required fields are there */
};

void form_init(struct form *f, struct arena *a, const struct field *fields, int count);
void form_set(struct form *f, int field, const char *value);
/* All values stand: the first field is entered. */
void form_enter(struct form *f);
const char *form_get(const struct form *f, int field);
int form_choice(const struct form *f, int field);
/* What a FIELD_PICK takes; the list must live as long as the form. */
void form_options(struct form *f, int field, const struct form_option *list, int count);
/* Goes to a field and shows why (translated, in memory that lasts) until it is changed. */
void form_blame(struct form *f, int field, const char *why);
/* A value that is typed anew rather than mended (figures, days, choices) is replaced by the first character typed
 * after its field was entered. Enter, Tab, Down to the next, unless the check says what is wrong; Shift-Tab, Up back;
 * else editing. */
enum form_answer form_key(struct form *f, int32_t code);
/* As Ctrl-S: all is right; else the first field that is not is blamed. */
bool form_done(struct form *f);
bool form_paste(struct form *f, const char *text);
/* One row a field, and one for help or blame below; scrolls where there are fewer rows. */
void form_draw(struct form *f, struct rect r);
int form_rows(const struct form *f);

#endif
