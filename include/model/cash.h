/* cash.h - documents that move cash without selling anything: between drawer, safe and bank, in for what is no
 * sale, out for what the shop pays. */
#ifndef MODEL_CASH_H
#define MODEL_CASH_H

#include "model/document.h"

#define CASH_REFERENCE_MAX 40 /* characters of a voucher's or a bag's number */

/* What such a document moved. holder: where an account has holders, whose. */
struct cash_side { enum account account; int64_t holder_id; };

/* Whether a kind is one of these documents. */
bool cash_is(int64_t kind);
/* Whether it opens the drawer of the till and changes what lies in it. */
bool cash_of_drawer(int64_t kind);
/* Between which two accounts `amount_minor` moves; false for a kind whose postings depend on more than the document
 * says (a count of the safe, a bag that the bank counted). d needs kind, id, terminal and reason. */
bool cash_sides(const struct document *d, struct cash_side *to, struct cash_side *from);
/* Their postings in d, whose total is the amount; aborts where cash_sides says false. */
void cash_finish(struct document *d, struct arena *a);
/* The safe holds what was counted; the rest is over or short. The document's total is the count. */
void cash_finish_count(struct document *d, struct arena *a, int64_t expected_minor);
/* A bag of `bag_minor` is at the bank, which counted the total of the document in it. */
void cash_finish_banked(struct document *d, struct arena *a, int64_t bag_minor);

/* An amount as somebody counting cash types it: "3*100+50-2.5"; also a plain amount. False when it is none, below
 * 0, or beyond what a till can hold. */
bool cash_sum(const char *text, int64_t *minor);

#define CASH_PIECES_MAX 16     /* denominations of a currency */
#define CASH_PIECE_MOST 100000 /* of one of them */
struct cash_pieces { int64_t value_minor; int64_t count; };
/* "100x5": five notes of 100. False when it is no such thing. */
bool cash_pieces_parse(const char *text, struct cash_pieces *out);
/* What they come to; -1 beyond what a till can hold. */
int64_t cash_pieces_sum(const struct cash_pieces *list, int n);

/* What was counted beside cash: "U=3*20" is 60.00 of the means of payment U. False when it is no such thing. */
struct cash_beside { const char *code; int64_t counted_minor; };
bool cash_beside_parse(struct arena *a, const char *text, struct cash_beside *out);

/* What is kept as a document's content: its name, and the number of its voucher or bag behind a blank. */
char *cash_content(struct arena *a, enum document_kind kind, const char *reference);
/* The number in a content, "" none. */
const char *cash_reference(const char *content);
/* A number of a voucher or a bag: 1 to CASH_REFERENCE_MAX printing characters without blanks, ASCII. */
bool cash_reference_ok(const char *text);

#endif
