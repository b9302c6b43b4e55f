/* levels_int.h - what levels do behind levels.h: in a basket, when a document is posted, in recovery and check. */
#ifndef SERVICE_LEVELS_INT_H
#define SERVICE_LEVELS_INT_H

#include "../shop/shop_int.h"
#include "model/document.h"
#include "service/levels.h"
#include "store/basket_store.h"
#include "store/level_store.h"

/* What a member's level gives in a basket today; every member pays at least the prices of members. */
enum err level_terms(struct shop *sh, struct arena *a, int64_t member_id, struct basket_level *out) MUST_CHECK;

/* His history as the model takes it. */
struct level_book { struct member_level_row *rows; struct level_entry *list; int n; };
enum err level_book(struct shop *sh, struct arena *a, int64_t member_id, struct level_book *out) MUST_CHECK;
/* The entry that counts on a day; NULL none. */
const struct member_level_row *level_book_now(const struct level_book *b, int32_t day);

/* A new entry in force from now on, on record: way, level, rank, document, days, note and reason are filled. */
enum err level_enter(struct shop *sh, struct arena *a, struct member_level_row *row) MUST_CHECK;
/* All whose day of review has come, whoever asks. */
enum err levels_review(struct shop *sh, bool dry, struct level_review *out) MUST_CHECK;
/* When it is looked at again; 0 never. */
int32_t level_next_review(const struct shop *sh, const struct member_level_row *row);

/* What counts for a member, with windows back to those of from_day. */
enum err level_facts(struct shop *sh, struct arena *a, int64_t member_id, int32_t day, int32_t from_day,
	struct level_facts *out) MUST_CHECK;
/* The levels that can be reached, as the model takes them. */
struct level_steps { struct level_step list[LEVELS_MAX]; int n; };
void level_steps(const struct shop *sh, struct level_steps *out);
const struct level *level_by_rank(const struct shop *sh, int rank);

/* What an audit row says of a member's level: a new entry (at_ms, staff and note are not filled), or that one is undone
 * (undone_by); and what he has since then. False: nothing. */
struct level_told { struct member_level_row row; int64_t level_id; int32_t review_day; };
bool level_told(const char *action, const char *detail, int64_t subject_id, struct level_told *out);
struct audit_store_row;
enum err level_replay(struct shop *sh, struct arena *a, const struct audit_store_row *r) MUST_CHECK;

#endif
