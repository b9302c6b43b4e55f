/* care_store.h - what backup, restore, recovery and new keys write: always in a transaction of
 * theirs. */
#ifndef STORE_CARE_STORE_H
#define STORE_CARE_STORE_H

#include <stdbool.h>

#include "store/db.h"

/* After terminals_new_series: notes how often a backup was put back, which every series began
 * with. */
enum err care_restored(struct db *db) MUST_CHECK;
/* What held when the backup was made holds no more: leases are free, and jobs that waited then
 * are not known to have been printed or not. */
enum err care_forget_moment(struct db *db, int64_t now_ms) MUST_CHECK;

/* --- recovery: one link of a journal ---------------------------------------------------------- */
/* Whether there is a row with this id. */
enum err care_has_document(struct db *db, int64_t id, bool *there) MUST_CHECK;
enum err care_has_article(struct db *db, int64_t id, bool *there) MUST_CHECK;
enum err care_has_staff(struct db *db, int64_t id, bool *there) MUST_CHECK;
enum err care_has_tender(struct db *db, int64_t id, bool *there) MUST_CHECK;
enum err care_has_department(struct db *db, int64_t id, bool *there) MUST_CHECK;
enum err care_has_shift(struct db *db, int64_t id, bool *there) MUST_CHECK;
/* Where a terminal's numbers and chain go on from. */
enum err care_terminal_set(struct db *db, int64_t id, int64_t series, int64_t running, int64_t seq,
	const char *link) MUST_CHECK;
/* Rows that stand for what was made after the backup, so that what was sold of it can be put
 * back: only what the document tells is known. */
enum err care_article_stub(struct db *db, int64_t id, const char *number, const char *name,
	const char *unit,
	int64_t department_id, int64_t tax_rate_id) MUST_CHECK;
enum err care_staff_stub(struct db *db, int64_t id, const char *number) MUST_CHECK;
enum err care_department_stub(struct db *db, int64_t id, const char *code, int64_t tax_rate_id) MUST_CHECK;
/* Money goes back by it as it came; nobody is offered it. */
enum err care_tender_stub(struct db *db, int64_t id, const char *code, int kind, const char *currency) MUST_CHECK;
/* A basket ends with its document or its cancelling: by the checkout's id, or its own. */
enum err care_basket_ended(struct db *db, int64_t id) MUST_CHECK;
/* A shift's state, whatever it was. */
enum err care_shift_state(struct db *db, int64_t id, int state, int64_t at_ms,
	int64_t staff_id) MUST_CHECK;

/* --- what was handed out once ------------------------------------------------------------------ */
enum err known_list(struct db *db, struct arena *a, const char ***names, int *n) MUST_CHECK;
enum err known_put(struct db *db, const char *name) MUST_CHECK;

/* --- keys lost for good ----------------------------------------------------------------------- */
#define SEAL_KEY_LOST "lost" /* in place of the digest */
enum err care_keys_lost(struct db *db) MUST_CHECK;
/* Cards are known by a digest with the pepper, and nobody by a PIN but one. */
enum err care_cards_forget(struct db *db) MUST_CHECK;

#endif
