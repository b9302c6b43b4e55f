/* wallet.h - stored value: what was paid in (the principal) and what the shop gave on top (the bonus), how a spending
 * and its return are split over the two, what a top-up gives, and the limits of the shop and of the law. */
#ifndef MODEL_MEMBER_WALLET_H
#define MODEL_MEMBER_WALLET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct wallet { int64_t principal_minor, bonus_minor; };

/* --- spending and what comes back -------------------------------------------------------------- */

/* What of a spending is bonus: floor(spend x bonus / (principal + bonus)), or as much as the principal leaves open, or
 * as much as there is. */
enum bonus_order { BONUS_SHARE, BONUS_AFTER, BONUS_BEFORE, BONUS_ORDERS };
extern const char *const bonus_order_name[BONUS_ORDERS]; /* "share" "after" "before": setting values */
/* Splits an amount, 0 .. both together; false where there is less. */
bool wallet_split(const struct wallet *has, int64_t amount_minor, enum bonus_order order, struct wallet *out);

/* What goes back to each part when `back_minor` of a spending has come back in all and `gave` of it before: the same
 * split, by the rule of returns (money_share_next). */
void wallet_back(const struct wallet *spent, const struct wallet *gave, int64_t back_minor, struct wallet *out);

/* A part of the principal is paid out (0 .. the principal): the bonus, which is never paid out, lapses in proportion,
 * half a unit for the shop. */
void wallet_pay_out(const struct wallet *has, int64_t principal_minor, struct wallet *out);

/* What a payment by stored value says as its reference: whose it is, and what of it is bonus, "ID" or "ID+FEN". */
char *stored_text(struct arena *a, int64_t member_id, int64_t bonus_minor);
bool stored_read(const char *reference, int64_t *member_id, int64_t *bonus_minor);
/* The same of a part of that payment: bonus in proportion, cut off. */
char *stored_part(struct arena *a, const char *reference, int64_t whole_minor, int64_t part_minor);

/* --- top-up ------------------------------------------------------------------------------------ */

/* From an amount on (at least that; > 0): so much, and so much of the amount, rounded half away. */
struct bonus_tier { int64_t from_minor, bonus_minor, bonus_bp; };
/* The highest tier that is reached; or that once for each full step, and lower ones for what is left over. */
enum bonus_mode { BONUS_BEST, BONUS_EACH, BONUS_MODES };
extern const char *const bonus_mode_name[BONUS_MODES]; /* "best" "each": setting values */
/* In any order; max_minor: at most so much, 0 no limit. Never more than MONEY_MAX. */
struct bonus_rule { enum bonus_mode mode; const struct bonus_tier *tiers; int tier_count; int64_t max_minor; };
int64_t wallet_bonus(const struct bonus_rule *rule, int64_t amount_minor);

/* Of a kind of card; 0 no limit. The balance counts principal and bonus; the single amounts are what is paid. */
struct wallet_limits { int64_t balance_max_minor, top_up_min_minor, top_up_max_minor; };

enum wallet_refusal {
	WALLET_ALLOWED = 0, WALLET_TOP_UP_MIN, WALLET_TOP_UP_MAX, WALLET_BALANCE_MAX, WALLET_NOT_ENOUGH,
	WALLET_UNCLEARED /* there is enough, but a cheque for it has not cleared */,
	WALLET_FIRST_DAY
};
/* Whether an amount (> 0) with its bonus can be put on what is there, held amounts counted in. */
enum wallet_refusal wallet_top_up_refused(const struct wallet_limits *limits, const struct wallet *has,
	int64_t amount_minor, int64_t bonus_minor);

/* --- the first day ----------------------------------------------------------------------------- */

/* On the business day of the opening: less than this part of the opening amount, and up to this part; each 0 off. */
struct first_day { int64_t below_bp, up_to_bp; };
/* What can be spent on it in all. opening_minor: the principal of the opening document. */
int64_t first_day_most_minor(const struct first_day *rules, int64_t opening_minor);

/* has: what is not held. spent_today: principal and bonus spent on that day less what its returns put back. */
struct wallet_facts {
	struct wallet has;
	int64_t held_minor;
	int32_t opened_day;
	int64_t opening_minor, spent_today_minor;
};
/* The most that can be spent on a day; and whether an amount (> 0) can, the first reason why not. */
int64_t wallet_most_minor(const struct wallet_facts *f, const struct first_day *rules, int32_t day);
enum wallet_refusal wallet_spend_refused(const struct wallet_facts *f, const struct first_day *rules, int32_t day,
	int64_t amount_minor);

/* --- the law ----------------------------------------------------------------------------------- */

enum wallet_holder { HOLDER_NAMED, HOLDER_BEARER, WALLET_HOLDERS };
/* What the law of single-purpose prepaid cards asks from a day on; amounts and days 0: nothing. Shipped: MOFCOM Order 9
 * of 2012, articles 15 to 19, amended 2016, and the Supreme Court's interpretation Fa Shi [2025] 4. A shop has a
 * list of its own; its counsel confirms it. */
struct wallet_law {
	int32_t from_day;
	int64_t balance_max_minor[WALLET_HOLDERS];
	int64_t identity_from_minor[WALLET_HOLDERS]; /* who buys or tops up for so much says who he is; 1: always */
	int64_t transfer_company_minor, transfer_person_minor; /* from here on not in cash */
	int months[WALLET_HOLDERS];    /* a card is good for at least; 0: it may not end */
	int refund_days;               /* what was paid in comes back on demand */
};
extern const struct wallet_law wallet_law_shipped[];
extern const int wallet_law_shipped_count;
/* The one in force; NULL before the first. */
const struct wallet_law *wallet_law_on(const struct wallet_law *list, int n, int32_t day);
bool wallet_identity_needed(const struct wallet_law *law, enum wallet_holder holder, int64_t amount_minor);
bool wallet_transfer_needed(const struct wallet_law *law, bool company, int64_t amount_minor);
/* The last day that a card opened on a day must be good for; 0: it may not end. */
int32_t wallet_until_day(const struct wallet_law *law, enum wallet_holder holder, int32_t opened_day);
/* Whether what was paid on a day still comes back on demand. */
bool wallet_refund_due(const struct wallet_law *law, int32_t paid_day, int32_t day);

#endif
