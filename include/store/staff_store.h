/* staff_store.h - people, scripts, roles, and how often a PIN was wrong. */
#ifndef STORE_STAFF_STORE_H
#define STORE_STAFF_STORE_H

#include <stdbool.h>

#include "store/db.h"

struct staff_row {
	int64_t id;
	const char *number, *name;
	int64_t role_id;
	const char *role_code;
	const char *pin_hash, *card_digest; /* card_digest NULL: no card */
	bool active;
	bool script;                        /* acts by a key of its own; has neither PIN nor card */
	int64_t version;
};
enum err staff_by_number(struct db *db, struct arena *a, const char *number, struct staff_row *out) MUST_CHECK;
enum err staff_by_card(struct db *db, struct arena *a, const char *card_digest, struct staff_row *out) MUST_CHECK;
enum err staff_by_id(struct db *db, struct arena *a, int64_t id, struct staff_row *out) MUST_CHECK;
/* People only. */
enum err staff_list(struct db *db, struct arena *a, struct staff_row **list, int *n) MUST_CHECK;
enum err staff_insert(struct db *db, const struct staff_row *row) MUST_CHECK;
/* Changes all but the id where the version is still row->version; ERR_STALE otherwise. */
enum err staff_update(struct db *db, const struct staff_row *row) MUST_CHECK;

/* The key of a script, with its staff row; in a list ordered by name. */
struct script_key_row {
	struct staff_row staff;
	const char *unix_user, *digest;
	int64_t made_at_ms, revoked_at_ms;  /* revoked 0: it holds */
};
enum err script_key_by_digest(struct db *db, struct arena *a, const char *digest,
	struct script_key_row *out) MUST_CHECK;
enum err script_keys_list(struct db *db, struct arena *a, struct script_key_row **list, int *n) MUST_CHECK;
/* The key alone: the staff row is there. */
enum err script_key_insert(struct db *db, const struct script_key_row *row) MUST_CHECK;
/* Also takes the access of its staff row; ERR_STALE when it does not hold any more. */
enum err script_key_revoke(struct db *db, int64_t staff_id, int64_t at_ms) MUST_CHECK;

struct role_row { int64_t id; const char *code, *name, *name_en; int64_t grade; };
enum err roles_list(struct db *db, struct arena *a, struct role_row **list, int *n) MUST_CHECK;
/* A new one; ERR_EXISTS where the code is taken. */
enum err role_put(struct db *db, const struct role_row *row) MUST_CHECK;
enum err role_permissions(struct db *db, struct arena *a, int64_t role_id, const char ***names, int *n) MUST_CHECK;
enum err role_permission_put(struct db *db, int64_t role_id, const char *name) MUST_CHECK;
enum err role_permission_drop(struct db *db, int64_t role_id, const char *name) MUST_CHECK;
struct role_limit_row { const char *name; int64_t value; };
enum err role_limits(struct db *db, struct arena *a, int64_t role_id, struct role_limit_row **list, int *n) MUST_CHECK;
enum err role_limit_put(struct db *db, int64_t role_id, const char *name, int64_t value) MUST_CHECK;

/* Failures of a person (0: unknown numbers) at a terminal; none: 0, 0. */
enum err pin_failures(struct db *db, struct arena *a, int64_t staff_id, int64_t terminal_id, int64_t *failed,
	int64_t *locked_until_ms) MUST_CHECK;
enum err pin_failure_put(struct db *db, int64_t staff_id, int64_t terminal_id, int64_t failed,
	int64_t locked_until_ms) MUST_CHECK;
enum err pin_failures_clear(struct db *db, int64_t staff_id) MUST_CHECK;

#endif
