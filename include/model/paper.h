/* paper.h - a paper as a device-neutral list of lines, and the templates that make one from values.
 * Text lines are laid out for the paper's columns (58 mm: 32, 80 mm: 48; a wide character takes two). */
#ifndef MODEL_PAPER_H
#define MODEL_PAPER_H

#include <stdbool.h>

#include "base/arena.h"

#define PAPER_COLUMNS_MIN 16
#define PAPER_COLUMNS_MAX 96
#define PAPER_LINES_MAX 10000

enum paper_kind { PAPER_TEXT, PAPER_RULE, PAPER_CODE128, PAPER_QR, PAPER_FEED, PAPER_CUT, PAPER_DRAWER,
	PAPER_LOGO };
struct paper_line {
	enum paper_kind kind;
	bool big, bold, centred;
	const char *text;      /* PAPER_TEXT: fits the columns (half of them when big); PAPER_RULE: the
	                        * rule itself, as wide as the paper; codes: the content; PAPER_LOGO: the
	                        * path of a PNG file; else "" */
};                             /* PAPER_FEED is one empty line */
struct paper { int columns; struct paper_line *lines; int count; };

/* The paper as plain text, a newline after each line: for the screen and for tests. Centred lines are
 * padded, a code stands as its content, a cut, a drawer pulse or a logo as nothing. */
char *paper_text(const struct paper *p, struct arena *a);

/* Values for a template: names with texts, and named lists of records. Built by services. */
struct paper_record;
struct paper_values { struct paper_record *root; };
struct paper_record *paper_values_init(struct paper_values *v, struct arena *a);
/* The text is cleaned (utf8_clean) and copied; an empty one counts as not set. The last setting wins. */
void paper_set(struct paper_record *r, struct arena *a, const char *name, const char *text);
/* A new record at the end of the list `name`. Inside it the names of the records round it are seen too. */
struct paper_record *paper_append(struct paper_record *r, struct arena *a, const char *list);

struct template;
/* Parses a template; on ERR_INVALID *why is "FILE:LINE: what, why, what to do", translated. The language
 * is told in man/zhanggui-receipt.5. `file` is only named in messages. */
enum err template_parse(struct arena *a, const char *file, const char *text, struct template **out,
	const char **why) MUST_CHECK;
/* A paper of so many columns. Names that are not set print nothing. ERR_INVALID when the columns are not
 * PAPER_COLUMNS_MIN..MAX, or it would have more than PAPER_LINES_MAX lines. */
enum err template_render(const struct template *t, const struct paper_values *v, int columns,
	struct arena *a, struct paper *out) MUST_CHECK;

#endif
