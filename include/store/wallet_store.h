/* wallet_store.h - what a top-up gives and what the law asks, as data; tries at a member's PIN; and what moved on
 * stored value, out of the ledger. Lists live in the caller's arena. */
#ifndef STORE_WALLET_STORE_H
#define STORE_WALLET_STORE_H

#include "model/member/wallet.h"
#include "store/db.h"
#include "store/lot_store.h"

struct wallet_rule_row {
	int64_t id;
	const char *code;
	int32_t from_day, until_day;   /* until 0: without end */
	int64_t kind_id;               /* of cards; 0 all */
	struct bonus_rule rule;
	bool disabled;
	int64_t version;
};
#define WALLET_RULES_MAX 200
#define WALLET_TIERS_MAX 20        /* of a rule */
#define WALLET_LAWS_MAX 50

/* By code, with their tiers from the lowest on. */
enum err wallet_rules(struct db *db, struct arena *a, struct wallet_rule_row **list, int *n) MUST_CHECK;
/* With its tiers. ERR_EXISTS: there is one of that code. */
enum err wallet_rule_insert(struct db *db, const struct wallet_rule_row *row) MUST_CHECK;
/* Its days, its most and whether it is in use, where the version is still row->version; ERR_STALE otherwise. */
enum err wallet_rule_update(struct db *db, const struct wallet_rule_row *row) MUST_CHECK;

/* By day. Those of the store alone. */
enum err wallet_laws(struct db *db, struct arena *a, struct wallet_law **list, int *n) MUST_CHECK;
/* A new one, or another of the same day. */
enum err wallet_law_put(struct db *db, const struct wallet_law *law) MUST_CHECK;

/* --- PIN ------------------------------------------------------------------------------------------- */

/* Wrong tries since the last right one. */
enum err wallet_pin_failed(struct db *db, struct arena *a, int64_t member_id, int64_t *failed) MUST_CHECK;
enum err wallet_pin_failed_set(struct db *db, int64_t member_id, int64_t failed, int64_t at_ms) MUST_CHECK;
enum err wallet_pin_set(struct db *db, int64_t member_id, const char *hash) MUST_CHECK;

/* --- what moved ------------------------------------------------------------------------------------ */

/* The first document but returns that brought a member principal; ERR_NOTFOUND: none did. */
struct wallet_opening { int64_t document_id; int kind; int32_t day; int64_t principal_minor; };
enum err wallet_opening(struct db *db, struct arena *a, int64_t member_id, struct wallet_opening *out) MUST_CHECK;
/* Whether anything ever moved on his stored value; and what of it came from elsewhere, by import. */
enum err wallet_moved(struct db *db, int64_t member_id, bool *moved) MUST_CHECK;
enum err wallet_brought(struct db *db, int64_t member_id, struct wallet *out) MUST_CHECK;
/* What sales took of both parts on a day, less what their returns and voids of that day put back. */
enum err wallet_spent_on(struct db *db, struct arena *a, int64_t member_id, int32_t day, int64_t *minor) MUST_CHECK;

/* What all members had on a day's end, and what moved that by day and kind of document, from a day on. */
struct wallet_day_row { int32_t day; int kind; int64_t documents; struct wallet moved; };
enum err wallet_before(struct db *db, struct arena *a, int32_t day, struct wallet *out) MUST_CHECK;
enum err wallet_days(struct db *db, struct arena *a, int32_t from, int32_t to, struct wallet_day_row **list,
	int *n) MUST_CHECK;
/* All that is owed by the balances that are kept. */
enum err wallet_owed(struct db *db, struct arena *a, struct wallet *out) MUST_CHECK;

#endif
