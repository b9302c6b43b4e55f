/* invoice.h - what of a receipt goes on a tax invoice: goods that stayed with the customer, by tax class and rate. Left
 * out are deposits, what is no goods, and what was paid by vouchers: for a voucher the invoice was due when it was sold
 * (without tax). A voucher for which none was due is no payment to ask it with. And the code by which a customer asks
 * for it. */
#ifndef MODEL_INVOICE_H
#define MODEL_INVOICE_H

#include "model/document.h"

#define INVOICE_CODE_CHARS 8              /* 40 bits */
#define INVOICE_CODE_MAX (INVOICE_CODE_CHARS + 1)
#define INVOICE_CLASS_MAX 20
#define INVOICE_UNTAXED (-1)              /* as a rate: outside the tax, as a voucher is when it is sold */
#define INVOICE_VOUCHER_CLASS "6010000000000000000" /* sale of prepaid cards */

/* The code of 40 bits (the first five of `bytes`): capitals and digits that are not taken for each other. */
void invoice_code_text(const unsigned char bytes[5], char out[INVOICE_CODE_MAX]);
/* As people type it: small letters, O for 0, I and L for 1, blanks and hyphens within. False: it is no such code. */
bool invoice_code_read(const char *text, char out[INVOICE_CODE_MAX]);

/* Of a pattern such as "https://example.cn/?n={number}&c={code}", in which each of the two stands once: */
/* what it is with both filled in; */
char *invoice_link_text(struct arena *a, const char *pattern, const char *number, const char *code);
/* and the number of the receipt in a text that was made so. NULL: it was not. */
char *invoice_link_number(struct arena *a, const char *pattern, const char *text);

/* A line as it stands on the invoice: what did not come back, tax inside the amount. */
struct invoice_line {
	const struct line *line;
	const char *tax_class;       /* "": nobody said; for the caller to fill in */
	int64_t tax_bp, qty_milli, amount_minor, tax_minor;
};
/* Of a sale, when of each line (by its number) so much came back. Into out (room for all its lines); how many. */
int invoice_lines(const struct document *sale, const int64_t *returned_milli, struct invoice_line *out);

struct invoice_figure { char tax_class[INVOICE_CLASS_MAX]; int64_t tax_bp, amount_minor, tax_minor; };
/* By class and rate, in that order; none of them zero in both amounts. */
struct invoice_figures { struct invoice_figure *list; int count; };
struct invoice_figures invoice_sum(const struct invoice_line *lines, int n, struct arena *a);
/* a plus `sign` (1 or -1) times b. */
struct invoice_figures invoice_add(struct invoice_figures x, struct invoice_figures y, int sign, struct arena *a);
int64_t invoice_amount(struct invoice_figures f);
int64_t invoice_tax(struct invoice_figures f);
/* "1030307010000000000:1300:11320:1302;-:600:..." and back; "-" there is none. ERR_INVALID. */
char *invoice_text(struct arena *a, struct invoice_figures f);
enum err invoice_read(struct arena *a, const char *text, struct invoice_figures *out) MUST_CHECK;

#endif
