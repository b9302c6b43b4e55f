/* paper_int.h - a paper while it is being laid out, and how the renderer reads values.
 * Every function wraps what is too long: nothing that was asked for is left out but the end of a
 * left-aligned cell that is not the first of its row. */
#ifndef MODEL_PAPER_INT_H
#define MODEL_PAPER_INT_H

#include "model/paper.h"

struct canvas {
	struct arena *a;
	int columns;
	struct paper_line *lines;
	int count, room;
	bool full; /* lines beyond PAPER_LINES_MAX were asked for */
};

struct style { bool big, bold, centred; };
struct column { int width; bool right; };

void canvas_init(struct canvas *c, struct arena *a, int columns);
/* A line of any kind but text. */
void canvas_put(struct canvas *c, enum paper_kind kind, const char *text);
/* A text big enough for two lines is printed bold instead of big. Empty text is no line. */
void canvas_text(struct canvas *c, struct style style, const char *text);
/* Left and right on one line when they fit, else the right one below. */
void canvas_split(struct canvas *c, struct style style, const char *left, const char *right);
/* A rule of one ASCII character over the whole width. */
void canvas_rule(struct canvas *c, char fill);

/* One row of a table: n >= 1 cells for n columns. The first column takes what the others
 * leave. Figures are never cut: a right-aligned cell too wide for its column borrows from its left,
 * and when the first cell does not fit before them it gets a line of its own above. */
void canvas_row(struct canvas *c, struct style style, const struct column *columns, const char *const *cells,
	int n);

/* The value of a field in this record alone, NULL when not set; the first record of a list, NULL when empty. */
const char *paper_field(const struct paper_record *r, const char *name);
const struct paper_record *paper_list(const struct paper_record *r, const char *name);
const struct paper_record *paper_next(const struct paper_record *r);

#endif
