/* member_store.h - members: who they are, and by what they are found. Texts live in the caller's arena. Every way of
 * finding one reads by an index, however many there are. */
#ifndef STORE_MEMBER_STORE_H
#define STORE_MEMBER_STORE_H

#include <stdbool.h>

#include "model/document.h"
#include "model/member/member.h"
#include "store/db.h"

enum err member_get(struct db *db, struct arena *a, int64_t id, struct member *out) MUST_CHECK;
enum err member_by_code(struct db *db, struct arena *a, const char *code, struct member *out) MUST_CHECK;
enum err member_by_id_digest(struct db *db, struct arena *a, const char *digest, struct member *out) MUST_CHECK;
/* With exactly this phone number; by id. */
enum err members_by_phone(struct db *db, struct arena *a, const char *phone, int limit, struct member **list,
	int *n) MUST_CHECK;
/* Whose phone number, or current card, ends with these digits; those who are members now, by id. */
enum err members_by_end(struct db *db, struct arena *a, const char *end, int limit, struct member **list,
	int *n) MUST_CHECK;
/* After a code, by code; state 0: any. */
enum err members_after(struct db *db, struct arena *a, const char *after, int state, int limit, struct member **list,
	int *n) MUST_CHECK;
/* Active persons who have a name and an address, of a level (0: any), born in a month (0: any), who agreed to post for
 * a purpose (enum consent_purpose; 0: whatever they said), by postcode and code. */
struct mail_group { int64_t level_id; int birth_month, purpose; };
enum err members_with_address(struct db *db, struct arena *a, const struct mail_group *group, int limit,
	struct member **list, int *n) MUST_CHECK;
/* Who may be the same person: those who share a phone number, a name and a birthday, a name and the beginning of an
 * address; by that, then by id. */
enum err members_same_phone(struct db *db, struct arena *a, int limit, struct member **list, int *n) MUST_CHECK;
enum err members_same_birthday(struct db *db, struct arena *a, int limit, struct member **list, int *n) MUST_CHECK;
enum err members_same_address(struct db *db, struct arena *a, int limit, struct member **list, int *n) MUST_CHECK;
/* Those who came by him. */
enum err members_referred(struct db *db, struct arena *a, int64_t referrer_id, int limit, struct member **list,
	int *n) MUST_CHECK;

/* A new one; ERR_EXISTS where the code is taken, ERR_REFUSED where a row that it names is not there. */
enum err member_insert(struct db *db, const struct member *row, int64_t at_ms) MUST_CHECK;
/* Changes all but id, code, state and what he opened with, where the version is still row->version; ERR_STALE
 * otherwise. */
enum err member_update(struct db *db, const struct member *row, int64_t at_ms) MUST_CHECK;
/* From state to state; ERR_STALE where he was in another. */
enum err member_move(struct db *db, int64_t id, int from, int to, int64_t at_ms) MUST_CHECK;
/* What he has is another's now, and so is what was merged into him; ERR_STALE where he was in another state, or the
 * other one is merged or erased himself. */
enum err member_merge(struct db *db, int64_t id, int from, int64_t into, int64_t at_ms) MUST_CHECK;
/* He first, then those who were. */
enum err members_with(struct db *db, struct arena *a, int64_t id, int64_t **list, int *n) MUST_CHECK;
/* Name, contacts, birthday, documents, PIN, and all that these were before, are gone, also of those who were merged
 * into him, and what a person wrote on his receipts; he is erased. ERR_STALE where he was in another state. */
enum err member_wipe(struct db *db, int64_t id, int from, int64_t at_ms) MUST_CHECK;
/* After it, outside a transaction: the store is written anew, so that nothing of it is left in its file either.
 * ERR_BUSY: others read just now. */
enum err member_scrub(struct db *db) MUST_CHECK;
/* Whatever state he was in: for recovery. */
enum err member_state_set(struct db *db, int64_t id, int state, int64_t merged_into) MUST_CHECK;
/* The highest code of eight digits from 10000001 on, or ERR_NOTFOUND: codes given by the program go on from it. */
enum err member_code_last(struct db *db, struct arena *a, const char **code) MUST_CHECK;

/* --- what they bought ------------------------------------------------------------------------------ */

struct bought_row { int64_t member_id; int32_t day; int64_t visits, amount_minor, returned_minor; int32_t last_day; };
/* The sale of a document that takes goods back: its day, what it came to, and what other documents took back of it. */
struct bought_from { int32_t day; int64_t total_minor, back_minor; };
/* Of a document that takes nothing back: all 0. */
enum err member_bought_from(struct db *db, const struct document *d, struct bought_from *out) MUST_CHECK;
/* What a document adds to them; false: nothing. What comes back counts against the day of its sale: so it takes away
 * what that gave; a sale that came back whole, or was voided, is no visit. */
bool member_bought_of(const struct document *d, const struct bought_from *from, struct bought_row *out);
/* Adds a document of a day to the member's day and sum. */
enum err member_bought_add(struct db *db, const struct bought_row *row) MUST_CHECK;
/* In all, with those who were merged into him; day 0. ERR_NOTFOUND: nothing yet. */
enum err member_bought(struct db *db, struct arena *a, int64_t member_id, struct bought_row *out) MUST_CHECK;
/* His days from..to, by day: what levels read. */
enum err member_bought_days(struct db *db, struct arena *a, int64_t member_id, int32_t from, int32_t to,
	struct bought_row **list, int *n) MUST_CHECK;
/* After a member and day, by them: all days; after a member: all sums. */
enum err member_days_after(struct db *db, struct arena *a, int64_t member_id, int32_t day, int limit,
	struct bought_row **list, int *n) MUST_CHECK;
enum err member_sums_after(struct db *db, struct arena *a, int64_t member_id, int limit, struct bought_row **list,
	int *n) MUST_CHECK;

/* --- names, for the search arena ---------------------------------------------------------------- */

/* The newest name_seq; 0: there are no members. */
enum err member_name_last(struct db *db, int64_t *seq) MUST_CHECK;
struct member_name { int64_t id, seq; const char *name, *code, *phone; };
/* Those whose name_seq is above one, by it; what a merged or erased one was called finds nobody. */
enum err member_names_after(struct db *db, struct arena *a, int64_t seq, int limit, struct member_name **list,
	int *n) MUST_CHECK;

#endif
