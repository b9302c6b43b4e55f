/* coupons_int.h - coupons behind coupons.h: what the till asks of them, what a sale and a return do to them in their
 * transaction, and what is on record. */
#ifndef SERVICE_COUPONS_INT_H
#define SERVICE_COUPONS_INT_H

#include "../shop/shop_int.h"
#include "model/document.h"
#include "model/promotion/promotion.h"
#include "service/coupons.h"
#include "store/coupon_store.h"

#define BASKET_COUPONS_MAX 20

const struct coupon_kind_row *coupon_kind_of(const struct shop *sh, int64_t id);
/* Outside of a transaction: one that somebody made a moment ago, too. */
const struct coupon_kind_row *coupon_kind_known(struct shop *sh, int64_t id);
const struct coupon_kind_row *coupon_kind_coded(const struct shop *sh, const char *code);
/* "10%" or "5.00". */
const char *coupon_value_text(struct arena *a, const struct coupon_terms *t);

/* The coupon of a scanned or typed code. ERR_NOTFOUND: it looks like none of ours; ERR_REFUSED: it looks so and is
 * none, said why. */
enum err coupon_read(struct shop *sh, struct arena *a, const char *text, struct coupon_row *out,
	struct said *said) MUST_CHECK;
/* In words why not. */
const char *coupon_refusal_words(struct arena *a, const struct coupon_row *row, const struct coupon_terms *t,
	enum coupon_refusal why, int64_t missing_minor);
/* Whether a coupon may be used by that member, today, in the sale of that id, whatever is bought: what does not change
 * with the goods. */
enum err coupon_usable(struct shop *sh, struct arena *a, const struct coupon_row *row, int64_t sale_id,
	int64_t member_id, enum coupon_refusal *why) MUST_CHECK;
/* What coupons take off, as offers of a basket; texts and lists live in the arena. */
enum err coupon_offers(struct shop *sh, struct arena *a, const struct coupon_row *list, int n, struct offer *offers)
	MUST_CHECK;

/* In a transaction: one more is given, its row of the record filled. *number: the last one, looked up when 0. */
struct coupon_gift { int64_t id, member_id, sale_id, period; int32_t day; };
enum err coupon_put(struct shop *sh, struct arena *a, const struct coupon_kind_row *kind,
	const struct coupon_gift *gift, int64_t *number, struct coupon_row *out, struct audit_row *row) MUST_CHECK;

/* A coupon that a sale gave and that was used since: its goods come back only with a second person. "" none. */
enum err coupons_spent(struct shop *sh, struct arena *a, int64_t sale_id, const char **code) MUST_CHECK;

/* --- on record -------------------------------------------------------------------------------------- */

/* What an audit row says of a coupon: given, used (1) or back (-1), or its state since then. False: it is of none. */
struct coupon_told { struct coupon_row row; bool given; int used; enum coupon_state state; };
struct audit_store_row;
bool coupon_told(struct arena *a, const struct audit_store_row *r, struct coupon_told *out);
/* For recovery. */
enum err coupon_replay(struct shop *sh, struct arena *a, const struct audit_store_row *r) MUST_CHECK;

/* What is due by the calendar, whoever asks. It stops after patience_ms, 0: at the end; the rest waits for the next. */
enum err coupons_by_calendar(struct shop *sh, struct arena *a, int64_t patience_ms, struct coupon_ran *out,
	struct said *said) MUST_CHECK;

#endif
