/* basket_store.h - open and held baskets, line by line. A basket that was posted or
 * cancelled is gone. */
#ifndef STORE_BASKET_STORE_H
#define STORE_BASKET_STORE_H

#include <stdbool.h>

#include "model/line.h"
#include "model/tender.h"
#include "store/db.h"

enum basket_state { BASKET_OPEN = 1, BASKET_HELD = 2 };
/* What a member's level gives in a basket: as it was when he was attached, so that no edit changes it meanwhile. */
struct basket_level { int64_t id, discount_bp; int price_level; };
struct basket_row {
	int64_t id, terminal_id, staff_id;
	int state;
	int64_t held_no;
	const char *note, *customer;  /* on the whole; whom it is for */
	int64_t created_at_ms, held_at_ms;
	int64_t sale_id, return_id;   /* ids of the checkout */
	int discount_kind;
	int64_t discount_value, discount_reason_id, discount_approver_id;
	int64_t discount_approved_minor; /* as much off the bill as the approver allowed */
	int64_t buyer_staff_id, buyer_bp; /* who of the staff buys at a discount; 0 a customer */
	int64_t member_id;            /* who of the members buys; 0 nobody known */
	struct basket_level level;    /* of that member; id 0 none */
	int64_t seller_staff_id;      /* who is credited with what comes into it; 0 nobody */
	int64_t approver_id, reason_id; /* of the return in it */
	int64_t age_seen;             /* the age that its customer was seen to have; 0 not asked yet */
	int64_t began_staff_id, began_terminal_id; /* 0: who has it now */
	int64_t sent_by_terminal_id;  /* held, and sent to terminal_id by that one; 0 not */
	int64_t deferred_shift_id;    /* held, and left to the next shift by that one; 0 not */
	/* filled by baskets_list alone; the last two are "" where there are none */
	const char *staff_name, *terminal_code, *began_name, *sent_by_code;
};
enum err basket_insert(struct db *db, const struct basket_row *row) MUST_CHECK;
enum err basket_get(struct db *db, struct arena *a, int64_t id, struct basket_row *out) MUST_CHECK;
/* The open basket of a person at a terminal; ERR_NOTFOUND. */
enum err basket_open_of(struct db *db, struct arena *a, int64_t terminal_id, int64_t staff_id,
	struct basket_row *out) MUST_CHECK;
/* All that are open or held in the shop, oldest first. */
enum err baskets_list(struct db *db, struct arena *a, struct basket_row **list, int *n) MUST_CHECK;
struct basket_counts { int held, sent_here, open_by_others; };
enum err baskets_count(struct db *db, int64_t terminal_id, int64_t staff_id, struct basket_counts *out) MUST_CHECK;
/* The discount on the bill, and the staff who buy. */
enum err basket_discount_set(struct db *db, const struct basket_row *row) MUST_CHECK;
/* Who of the members buys, and what his level gives. */
enum err basket_member_set(struct db *db, const struct basket_row *row) MUST_CHECK;
/* Who is credited with what comes into it, and with those of its goods that have nobody. 0: nobody from now on. */
enum err basket_seller_set(struct db *db, int64_t id, int64_t staff_id) MUST_CHECK;
/* Who is credited with one line of goods sold; 0 nobody. */
enum err basket_line_seller_set(struct db *db, int64_t id, int line_no, int64_t staff_id) MUST_CHECK;
/* Never less than it was. */
enum err basket_age_set(struct db *db, int64_t id, int64_t age) MUST_CHECK;
enum err basket_return_set(struct db *db, int64_t id, int64_t approver_id, int64_t reason_id) MUST_CHECK;
enum err basket_texts_set(struct db *db, int64_t id, const char *note, const char *customer) MUST_CHECK;
/* Open -> held with the smallest free number; ERR_STALE when it is not open here any more. */
enum err basket_hold(struct db *db, struct arena *a, int64_t id, const char *note, int64_t at_ms,
	int64_t *held_no) MUST_CHECK;
/* A held one goes to another terminal, sent by this one. ERR_STALE when it is not held any more. */
enum err basket_send(struct db *db, int64_t id, int64_t to_terminal_id, int64_t by_terminal_id) MUST_CHECK;
/* A held one waits for the next shift. ERR_STALE when it is not held any more. */
enum err basket_defer(struct db *db, int64_t id, int64_t shift_id) MUST_CHECK;
/* Held -> open at this terminal for this person, who began it noted; ERR_STALE when another was quicker. */
enum err basket_recall(struct db *db, int64_t id, int64_t terminal_id, int64_t staff_id) MUST_CHECK;
/* Deletes an open basket of this terminal with its lines and payments; ERR_STALE when it is not there any more. */
enum err basket_delete(struct db *db, int64_t id, int64_t terminal_id) MUST_CHECK;
/* Deletes a held basket with its lines, which are elsewhere now; ERR_STALE when it is not held any more. */
enum err basket_delete_held(struct db *db, int64_t id) MUST_CHECK;

/* Inserts a line or replaces the one with its number. */
enum err basket_line_put(struct db *db, int64_t basket_id, const struct line *l) MUST_CHECK;
enum err basket_line_delete(struct db *db, int64_t basket_id, int line_no) MUST_CHECK; /* ERR_STALE: not there */
/* Without tax_bp and what it came to: those are computed. */
enum err basket_lines(struct db *db, struct arena *a, int64_t basket_id, struct line **list, int *n) MUST_CHECK;

enum err basket_tender_put(struct db *db, int64_t basket_id, const struct payment *p, int64_t at_ms) MUST_CHECK;
enum err basket_tender_delete(struct db *db, int64_t basket_id, int n) MUST_CHECK;
/* n, tender_id, amount, given and reference; kinds are filled by the caller. */
enum err basket_tenders(struct db *db, struct arena *a, int64_t basket_id, struct payment *list, int *n) MUST_CHECK;

#endif
