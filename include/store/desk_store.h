/* desk_store.h - what the member desk reads of a member beside himself: his documents, the goods on them, birthdays,
 * and how many cards there are. Each reads by an index, but for the count of cards. Lists live in the caller's
 * arena. */
#ifndef STORE_DESK_STORE_H
#define STORE_DESK_STORE_H

#include "model/ledger.h"
#include "store/db.h"

struct visit_row { int64_t kind, at_ms, amount_minor, series, running; const char *terminal; };
/* His sales, returns and voids, newest first. */
enum err desk_visits(struct db *db, struct arena *a, int64_t member_id, int limit, struct visit_row **list,
	int *n) MUST_CHECK;

struct bought_good { int64_t article_id; const char *name, *name_en; int64_t times; };
/* Articles that are in at least two of his last sales, in most of them first. */
enum err desk_goods(struct db *db, struct arena *a, int64_t member_id, int sales, int limit, struct bought_good **list,
	int *n) MUST_CHECK;

struct bought_group { int64_t category_id, qty_milli, amount_minor; };
/* Goods that he bought on the days from..to, less what came back, by the category of the article (0: sold under a
 * department); what comes back counts against the day of its sale, as member_bought_days() has it. */
enum err desk_bought_groups(struct db *db, struct arena *a, int64_t member_id, int32_t from, int32_t to,
	struct bought_group **list, int *n) MUST_CHECK;

/* Ids of active members born on a day of the solar calendar, by id. */
enum err desk_born(struct db *db, struct arena *a, int month, int day, int limit, int64_t **ids, int *n) MUST_CHECK;

/* Something of a member on a day. */
struct due_row { int64_t member_id; int32_t day; int64_t amount; };
/* What ends on the days from..to, by day and member, after one of them (NULL: from the first). */
enum err desk_ending(struct db *db, struct arena *a, enum account account, int32_t from, int32_t to,
	const struct due_row *after, int limit, struct due_row **list, int *n) MUST_CHECK;
/* Memberships and current cards, each of an active member; uses that are left (amount: how many), where what came back
 * after its end has days of grace; coupons that can be used yet (amount: how many). Days and order as above. */
enum err desk_members_ending(struct db *db, struct arena *a, int32_t from, int32_t to, int limit, struct due_row **list,
	int *n) MUST_CHECK;
enum err desk_cards_ending(struct db *db, struct arena *a, int32_t from, int32_t to, int limit, struct due_row **list,
	int *n) MUST_CHECK;
enum err desk_uses_ending(struct db *db, struct arena *a, int32_t from, int32_t to, int limit, struct due_row **list,
	int *n) MUST_CHECK;
enum err desk_coupons_ending(struct db *db, struct arena *a, int32_t from, int32_t to, int limit, struct due_row **list,
	int *n) MUST_CHECK;
/* Top-ups by cheques that are open, by when they were. */
enum err desk_cheques(struct db *db, struct arena *a, int limit, struct due_row **list, int *n) MUST_CHECK;

struct card_count_row { int64_t kind_id, staff_id, state, cards; };
/* By kind, state and person. */
enum err desk_cards(struct db *db, struct arena *a, struct card_count_row **list, int *n) MUST_CHECK;

#endif
