/* plu.h - what a label scale is told of the goods it weighs (a PLU), and the files in which makers' programs take it:
 * one table of layouts, each a row of fields. */
#ifndef MODEL_PLU_H
#define MODEL_PLU_H

#include <stdbool.h>
#include <stdint.h>

#include "base/sbuf.h"

struct plu {
	int number;             /* its place in the scale */
	int64_t code;           /* the item that the label carries */
	const char *name;
	int64_t price_minor;    /* of a kilogram */
	int64_t tare_milli;     /* kilograms of the packing, which the scale takes off; 0 none */
	int label_kind;         /* as the layout calls it; see plu_label_kind */
	int label_prefix;       /* digits that begin the label's code */
};

enum plu_fit { PLU_FITS, PLU_NAME_CUT, PLU_CODE_TOO_LONG, PLU_PRICE_TOO_HIGH };

struct plu_layout {
	const char *name, *words;   /* words: N_() */
	const char *head;           /* before the first record */
	int numbers;                /* highest place in the scale */
	int code_digits, price_digits;
	int name_bytes;             /* of GBK */
	const struct plu_field *fields;
};
/* All of them, ended by a NULL name. */
extern const struct plu_layout plu_layouts[];
/* NULL: there is none of that name. */
const struct plu_layout *plu_layout_find(const char *name);

/* Appends one record; nothing when it does not fit (PLU_NAME_CUT fits: its name lost its end). Text goes as GBK, what
 * GBK lacks as '?'; no control character of a name goes along. */
enum plu_fit plu_put(struct sbuf *out, const struct plu_layout *layout, const struct plu *p);

/* What kind of label fits the shop's pattern of codes: amount, weight, or both. */
int plu_label_kind(bool amount, bool weight);

#endif
