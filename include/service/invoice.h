/* invoice.h - tax invoices (发票) of receipts. The till prints a code on each receipt (setting invoice.print) that
 * cannot be guessed; whoever makes the invoices looks the receipt up by number and code, marks it as invoiced, once,
 * and is told later what of invoiced receipts came back. Needs the right `invoices`. */
#ifndef SERVICE_INVOICE_H
#define SERVICE_INVOICE_H

#include "model/invoice.h"
#include "service/shop.h"

#define INVOICE_REFERENCE_MAX 40 /* bytes, no blanks */

/* The code of a receipt: a keyed digest of its id, so no statement is needed to make or to check it. */
void invoice_code(const struct shop *sh, int64_t document_id, char out[INVOICE_CODE_MAX]);
/* What the QR code on the receipt says: the setting invoice.url with {number} and {code} filled in, or NUMBER-CODE. */
char *invoice_link(const struct shop *sh, struct arena *a, const char *number, const char *code);
/* The number of the receipt when that QR code was scanned, else the text as it is: whoever brings goods back shows the
 * paper, and no cashier needs to know which of its codes to scan. */
const char *invoice_scanned(const struct shop *sh, struct arena *a, const char *text);
/* Was an invoice made of this receipt? *reference: its number, as far as known. */
enum err invoice_made(struct shop *sh, struct arena *a, int64_t document_id, bool *made,
	const char **reference) MUST_CHECK;

struct invoice {
	const struct document *sale;
	const char *number;
	struct invoice_line *lines;      /* what the customer kept */
	int line_count;
	struct invoice_figures now;      /* of these lines */
	bool claimed;
	int64_t claimed_at_ms;
	const char *reference;           /* of the invoice; "" nobody said */
	struct invoice_figures invoiced; /* what is on invoices so far, reversals taken off */
	struct invoice_figures due;      /* what is to be reversed: invoiced less now; none: nothing */
};
/* By number and code. ERR_NOTFOUND, ERR_REFUSED (the code is another's), with a sentence. */
enum err invoice_look(struct shop *sh, struct arena *a, const char *number, const char *code, struct invoice *out,
	struct said *said) MUST_CHECK;
/* Marks it as invoiced. reference: NULL or the number of the invoice; with the same one again it is already done.
 * ERR_REFUSED: invoiced before, nothing of it is left, or it is too old. */
enum err invoice_claim(struct shop *sh, struct arena *a, const char *number, const char *code, const char *reference,
	struct invoice *out, struct said *said) MUST_CHECK;
/* Receipts of which goods came back after they were invoiced, each with what is due; at most `limit`. */
enum err invoice_reversals(struct shop *sh, struct arena *a, int limit, struct invoice **list, int *n,
	struct said *said) MUST_CHECK;
/* What is due was reversed. ERR_REFUSED: nothing is due. */
enum err invoice_reverse(struct shop *sh, struct arena *a, const char *number, const char *reference,
	struct invoice *out, struct said *said) MUST_CHECK;

/* What was invoiced and reversed, by receipt, at a time from..until. */
struct invoice_entry { const char *number; struct invoice_figures figures; int64_t n, at_ms; const char *staff,
	*reference; };
enum err invoice_entries(struct shop *sh, struct arena *a, int32_t from_day, int32_t to_day,
	struct invoice_entry **list, int *n, struct said *said) MUST_CHECK;

#endif
