/* papers_int.h - papers made from documents and reports, by the shop's templates. */
#ifndef SERVICE_PAPERS_INT_H
#define SERVICE_PAPERS_INT_H

#include "model/paper.h"
#include "service/report.h"

/* A receipt ("sale", "return"), copy 0 for the original. Errors: ERR_NOTFOUND no such template, ERR_INVALID a
 * mistake in it (logged with file and line). */
enum err paper_of_document(struct shop *sh, struct arena *a, const struct document *d, int copy, int columns,
	struct paper *out) MUST_CHECK;
/* The second slip of one of its payments; body: the payment's place and for whom ("0 merchant"). */
#define SLIP_MERCHANT "merchant"
#define SLIP_CUSTOMER "customer"
enum err paper_of_slip(struct shop *sh, struct arena *a, const struct document *d, const char *body, int copy,
	int columns, struct paper *out) MUST_CHECK;
/* Another paper of a document, with the values of its receipt. */
enum err paper_by_template(struct shop *sh, struct arena *a, const struct document *d, const char *template, int copy,
	int columns, struct paper *out) MUST_CHECK;
/* The X report of an open shift, the Z report of a closed one. */
enum err paper_of_shift(struct shop *sh, struct arena *a, const struct shift_report *r, int copy, int columns,
	struct paper *out) MUST_CHECK;
/* Of a customer's account, from a day to another, as the office ordered it: "1001 20261101 20261130". */
enum err paper_of_statement(struct shop *sh, struct arena *a, const char *body, int columns,
	struct paper *out) MUST_CHECK;
enum err paper_of_day(struct shop *sh, struct arena *a, const struct day_report *r, int columns,
	struct paper *out) MUST_CHECK;
/* A coupon, with its code to be scanned. */
enum err paper_of_coupon(struct shop *sh, struct arena *a, int64_t coupon_id, int columns,
	struct paper *out) MUST_CHECK;
/* What moved of what a member has, as it was ordered: "ID 20261101 20261130". */
enum err paper_of_member_statement(struct shop *sh, struct arena *a, const char *body, int columns,
	struct paper *out) MUST_CHECK;
/* What a printer must be able to do, on one page. */
enum err paper_of_test(struct shop *sh, struct arena *a, const char *queue, int columns, struct paper *out) MUST_CHECK;

/* Money that went out without goods: tips, donations, a deposit; or a deposit that is kept. */
enum err paper_of_paid_out(struct shop *sh, struct arena *a, const struct document *d, int copy, int columns,
	struct paper *out) MUST_CHECK;

/* A gift for points, given or taken back. */
enum err paper_of_draw(struct shop *sh, struct arena *a, const struct document *d, int copy, int columns,
	struct paper *out) MUST_CHECK;
enum err paper_of_redemption(struct shop *sh, struct arena *a, const struct document *d, int copy, int columns,
	struct paper *out) MUST_CHECK;
/* Uses given, taken, handed on or undone. */
enum err paper_of_uses(struct shop *sh, struct arena *a, const struct document *d, int copy, int columns,
	struct paper *out) MUST_CHECK;
/* Stored value that was paid in or out. */
enum err paper_of_wallet(struct shop *sh, struct arena *a, const struct document *d, int copy, int columns,
	struct paper *out) MUST_CHECK;

#endif
