/* till_line_int.h - lines of the basket in the making, and changed by hand (till_line.c, till_change.c). Each answers
 * OK, or has asked or refused. */
#ifndef SERVICE_TILL_LINE_INT_H
#define SERVICE_TILL_LINE_INT_H

#include "model/code.h"
#include "model/gs1.h"
#include "till_int.h"

/* An article about to be a line, and the line that it makes with all that is asked of it. */
struct adding {
	struct article article;
	bool has_scale;
	struct scale_code scale;
	int64_t qty_milli;           /* 0: one, or ask for the weight */
	int64_t price_minor;         /* -1: as on file */
	int64_t worth_minor;         /* as much as that buys; 0: not said */
	struct gs1 gs1;              /* what a code of fields said; gtin "" it was none */
};
/* The article of a code, a pack of it with the size behind its name: what is sold by the case must not look like the
 * piece, on roll, paper and in every sentence. */
enum err line_article(struct shop *sh, struct arena *a, const char *code, struct article *out) MUST_CHECK;
enum err line_of_article(struct call *c, const struct adding *add, struct line *l);
/* What goes into the basket with a line; NULL nothing. alone: it never joins a line that it repeats. */
struct beside { const struct line *deposit; const struct fix_sale *fix; bool alone; };
/* Puts it into the basket, with all that is asked of its price and its buyer. */
enum err line_store(struct call *c, const struct line *l, const struct beside *with);
/* The price of what the code names; -1 none on file. A pack dearer than any amount comes out dearer than
 * any amount, so that no basket takes it. */
int64_t line_file_price(const struct article *a);
/* Whether a line of this amount is taken without asking, or was confirmed. */
enum err large_line(struct call *c, const struct line *l);

/* A price set by hand for the line: with the right, a reason (in word `reason_word`) and within the limit. */
enum err price_by_hand(struct call *c, struct line *l, int64_t price_minor, int reason_word);
enum err line_set_quantity(struct call *c, int line_no, int64_t qty_milli);

/* What a second person approved goes on record with the change itself: the line keeps only the last one. So does a
 * weight that no scale told. NULL: there is nothing of that. */
const struct sell_act *line_approval(struct call *c, const struct line *l, const char *what);
/* "price 4.50", as the record says it. */
const char *line_price_words(struct call *c, const struct line *l);

#endif
