/* goods_store.h - rows of the article side: suppliers, prices by the hour, quick keys, invoices asked for. Texts live
 * in the caller's arena. A put is a new row, ERR_EXISTS where its code is taken; an update changes the row whose
 * version is still row->version, ERR_STALE otherwise. */
#ifndef STORE_GOODS_STORE_H
#define STORE_GOODS_STORE_H

#include <stdbool.h>

#include "model/goods.h"
#include "store/db.h"

struct supplier_row { int64_t id; const char *code, *name; int64_t kind; bool active; int64_t version; };
/* By code. */
enum err suppliers_list(struct db *db, struct arena *a, struct supplier_row **list, int *n) MUST_CHECK;
enum err supplier_put(struct db *db, const struct supplier_row *row) MUST_CHECK;
enum err supplier_update(struct db *db, const struct supplier_row *row) MUST_CHECK;

struct terms_row { int64_t supplier_id; int32_t from_day; int64_t deduction_bp, guaranteed_minor; };
/* Of all suppliers, by supplier and day. */
enum err terms_list(struct db *db, struct arena *a, struct terms_row **list, int *n) MUST_CHECK;
/* One for the same day takes the place of the one before. */
enum err terms_put(struct db *db, const struct terms_row *row) MUST_CHECK;

struct window_row { struct price_window w; bool active; int64_t version; };
/* By code; all, or those in use only. */
enum err windows_list(struct db *db, struct arena *a, bool all, struct window_row **list, int *n) MUST_CHECK;
enum err window_put(struct db *db, const struct window_row *row) MUST_CHECK;
enum err window_update(struct db *db, const struct window_row *row) MUST_CHECK;

/* The categories, by id, with what they say; none where no category says anything and no price by the hour is of a
 * category. */
struct rule_row { int64_t id, parent_id; struct category_rules rules; };
enum err rules_list(struct db *db, struct arena *a, struct rule_row **list, int *n) MUST_CHECK;

struct quick_row {
	int64_t terminal_id; /* 0: the shop's */
	int page, position;
	const char *label, *sign;
	int64_t colour, kind;
	const char *target;
};
/* Of the shop and of one terminal (0: of the shop alone), by page, terminal and position; page 0: all. */
enum err quick_list(struct db *db, struct arena *a, int64_t terminal_id, int page, struct quick_row **list,
	int *n) MUST_CHECK;
enum err quick_put(struct db *db, const struct quick_row *row) MUST_CHECK;
/* position 0: the whole page; page 0: all of the terminal's. How many were there. */
enum err quick_delete(struct db *db, int64_t terminal_id, int page, int position, int64_t *n) MUST_CHECK;

/* n 0: asked for, ERR_EXISTS when it was before; above: what was taken back of it since. */
struct claim_row {
	int64_t document_id, n, at_ms, staff_id, amount_minor, tax_minor; const char *figures, *reference;
};
enum err claim_put(struct db *db, const struct claim_row *row) MUST_CHECK;
/* All of one receipt, by n; none: nobody asked yet. */
enum err claims_of(struct db *db, struct arena *a, int64_t document_id, struct claim_row **list, int *n) MUST_CHECK;
/* Of all receipts, after one place, by receipt and n. */
enum err claims_after(struct db *db, struct arena *a, int64_t after_id, int64_t after_n, int limit,
	struct claim_row **list, int *n) MUST_CHECK;
/* The receipts asked for of which anything came back, after an id, by id. */
enum err claims_touched(struct db *db, struct arena *a, int64_t after_id, int limit, int64_t **ids,
	int *n) MUST_CHECK;

/* What was sold and came back of each supplier on each business day from first to last, in order of neither:
 * one call for each (document kind, supplier, day) of a slice. */
struct supplied { int64_t kind, supplier_id; int32_t day; int64_t lines, qty_milli, paid_minor, tax_minor; };
typedef enum err (*supplied_fn)(void *ctx, const struct supplied *s);
enum err supplied_each(struct db *db, int64_t from_id, int32_t first_day, int32_t last_day, supplied_fn fn,
	void *ctx) MUST_CHECK;

#endif
