/* master_store.h - rows that say what the shop is: info, settings, leases, terminals, revisions, days. Texts live in
 * the caller's arena. */
#ifndef STORE_MASTER_STORE_H
#define STORE_MASTER_STORE_H

#include "store/db.h"

struct info_row { int64_t store_id; const char *kind; int64_t created_at_ms; };
enum err info_get(struct db *db, struct arena *a, struct info_row *out) MUST_CHECK;
enum err info_put(struct db *db, const struct info_row *row) MUST_CHECK;

struct seal_key_row { int64_t n; const char *digest; int64_t from_at_ms; };
enum err seal_keys_list(struct db *db, struct arena *a, struct seal_key_row **list, int *n) MUST_CHECK;
enum err seal_key_put(struct db *db, const struct seal_key_row *row) MUST_CHECK;

/* The highest id anywhere, so that new ids come after it whatever the clock says. */
enum err ids_highest(struct db *db, int64_t *id) MUST_CHECK;

struct setting_row { const char *name, *scope, *value; int64_t owner_id; };
enum err settings_list(struct db *db, struct arena *a, int64_t terminal_id, struct setting_row **list,
	int *n) MUST_CHECK;
enum err setting_put(struct db *db, const struct setting_row *row) MUST_CHECK;

/* A lease: *taken tells whether `owner` holds it now. It is free when nobody has it, when it ran out, or
 * when the holder is `owner` itself or `dead_owner` (known to be gone; "" none). */
enum err lease_take(struct db *db, const char *name, const char *owner, const char *dead_owner, int64_t now_ms,
	int64_t until_ms, bool *taken) MUST_CHECK;
enum err lease_owner(struct db *db, struct arena *a, const char *name, const char **owner,
	int64_t *until_ms) MUST_CHECK;
enum err lease_drop(struct db *db, const char *name, const char *owner) MUST_CHECK;

struct terminal_row {
	int64_t id;
	const char *code, *name;
	int64_t series, running;    /* the last number given */
	int64_t chain_seq;
	const char *chain_link;
};
enum err terminal_by_code(struct db *db, struct arena *a, const char *code, struct terminal_row *out) MUST_CHECK;
enum err terminal_by_id(struct db *db, struct arena *a, int64_t id, struct terminal_row *out) MUST_CHECK;
enum err terminals_list(struct db *db, struct arena *a, struct terminal_row **list, int *n) MUST_CHECK;
enum err terminal_put(struct db *db, const struct terminal_row *row) MUST_CHECK;
/* In a transaction: what this terminal's next link and number follow; then the new state. */
enum err terminal_chain_set(struct db *db, int64_t id, int64_t running, int64_t chain_seq, const char *link) MUST_CHECK;
/* A restored store: a new series for every terminal, numbers from 1. */
enum err terminals_new_series(struct db *db) MUST_CHECK;

struct revision_row {
	int64_t id; const char *table_name; int64_t row_id, at_ms, effective_at_ms, staff_id; const char *was, *becomes;
	const char *staff_number, *staff_name; /* read only; "" nobody was signed on */
};
enum err revision_put(struct db *db, const struct revision_row *row) MUST_CHECK;
/* Those of a row, oldest first, without the first `after`. */
enum err revisions_of(struct db *db, struct arena *a, const char *table, int64_t row_id, int after, int limit,
	struct revision_row **list, int *n) MUST_CHECK;
enum err revisions_count(struct db *db, const char *table, int64_t row_id, int *n) MUST_CHECK;

struct day_row { int32_t day; int64_t opened_at_ms; bool closed; int64_t closed_at_ms, closed_by; };
/* The newest business day; ERR_NOTFOUND in a new store. */
enum err day_last(struct db *db, struct arena *a, struct day_row *out) MUST_CHECK;
enum err day_get(struct db *db, struct arena *a, int32_t day, struct day_row *out) MUST_CHECK;
/* Newest first. */
enum err days_list(struct db *db, struct arena *a, int limit, struct day_row **list, int *n) MUST_CHECK;
enum err day_open(struct db *db, int32_t day, int64_t at_ms) MUST_CHECK; /* already open is fine */
enum err day_close(struct db *db, int32_t day, int64_t at_ms, int64_t staff_id) MUST_CHECK; /* ERR_STALE when closed */

#endif
