/* tag.h - price tags and shelf labels as pure values: what a tag says, how large it is, and where what stands on it.
 * Lengths are tenths of a millimetre from the top left. Chinese rule: name, price and the unit it is the price of must
 * be shown; a crossed-out price only with what it is based on. Text is measured and drawn by who holds a page. */
#ifndef MODEL_TAG_H
#define MODEL_TAG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "model/tag_size.h"

/* --- what a tag says ------------------------------------------------------------------------- */

struct tag {
	int64_t article_id;
	const char *name, *spec, *unit;      /* unit: what the price is for ("瓶", "kg") */
	const char *origin, *grade;          /* "" unknown, as all that follow */
	const char *number, *code;           /* article number; what the bar code holds */
	int64_t price_minor;                 /* what anybody pays; -1 none */
	int64_t regular_minor;               /* while a special price holds: the ordinary one beside it; else -1 */
	int64_t member_minor;                /* members pay this; -1 no such price */
	int64_t struck_minor;                /* crossed out; -1 none. Never without its basis */
	const char *struck_basis;            /* "前7日最低价" */
	const char *until;                   /* the last day of a special price, "2026-11-27"; "" it does not end */
	int64_t version;                     /* of the article, for "changed since" */
	int copies;
};
/* What a tag lacks of what the rule wants, as names with blanks between: "name price unit"; "" nothing. */
char *tag_lacks(struct arena *a, const struct tag *t);
/* A short digest of all that is printed, to see whether a tag says something else than the one before. */
char *tag_mark(struct arena *a, const struct tag *t);

/* --- where what stands ----------------------------------------------------------------------- */

enum tag_field { TAG_NAME, TAG_PRICE, TAG_UNIT, TAG_FLAG, TAG_REGULAR, TAG_MEMBER, TAG_STRUCK, TAG_BASIS, TAG_DETAIL,
	TAG_NUMBER, TAG_BARS, TAG_DIGITS };
enum tag_align { TAG_LEFT, TAG_CENTRE, TAG_RIGHT };
struct tag_box {
	enum tag_field field;
	int x, y, width, height;
	int size, least;                     /* height of the letters: begins here, shrunk to there at most */
	int lines;                           /* at most; when not all fits at `least`, it ends in an ellipsis */
	enum tag_align align;
	bool bold, struck;
	bool whole;                          /* never an ellipsis: pressed together rather (prices) */
	bool inverse;                        /* white on black */
	const char *text;                    /* of TAG_BARS: the code */
};
#define TAG_BOXES_MAX 16
/* Decides the boxes for one label; returns how many. They lie within the label and do not overlap. Price, unit and name
 * are always among them. english: words in English, else in Chinese. */
int tag_layout(const struct tag *t, const struct tag_size *s, bool english, struct arena *a,
	struct tag_box boxes[TAG_BOXES_MAX]);
/* How wide a module of a bar code is in a box, in thousandths of a millimetre: a whole number of dots of a label
 * printer (an eighth of a millimetre) where one fits; 0: too narrow for a scanner. */
struct barcode;
int tag_module_um(const struct barcode *b, int width);
/* A tag as some lines of text, for a look without a printer. */
void tag_text(const struct tag *t, bool english, struct sbuf *out);

/* --- an order of labels, packed for the program that draws them ------------------------------- */

#define TAG_ORDER_BYTES 700000               /* of the packed order: it goes to the printer's helper in one line */
#define TAG_COPIES_MAX 500
struct tag_order {
	struct tag_size size;
	bool english;
	int exponent;                        /* decimals of the money */
	int start;                           /* the first free label of a used sheet, from 1 */
	int64_t at_ms;                       /* whose prices they are */
	struct tag *tags;
	int count;
};
int tag_order_labels(const struct tag_order *o); /* copies counted */
int tag_order_sheets(const struct tag_order *o);
void tag_order_pack(const struct tag_order *o, struct sbuf *out);
/* ERR_INVALID for a text that tag_order_pack did not make, or a size that is wrong. */
enum err tag_order_unpack(struct arena *a, const char *text, struct tag_order *out) MUST_CHECK;

#endif
