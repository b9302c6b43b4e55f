/* levels.h - levels of members: what reaches them, what they give, who has which and why. A sale lifts its member at
 * once, and whoever introduced him; a return undoes what it gave; anything else that takes a level away waits for the
 * day of review. Each change is on record. */
#ifndef SERVICE_LEVELS_H
#define SERVICE_LEVELS_H

#include "model/member/level.h"
#include "service/master.h"
#include "service/shop.h"

/* --- the levels of a shop: the right `levels` ------------------------------------------------------- */

/* All, by rank. */
int level_all(const struct shop *sh, const struct level **list);
/* NULL: there is none. */
const struct level *level_by_id(const struct shop *sh, int64_t id);
const struct level *level_by_code(const struct shop *sh, const char *code);

/* Texts as typed; NULL: it stays. rank: 1 to LEVELS_MAX, the higher the better; prices: 2 (what every member pays) to
 * 9; discount: a percentage; points, birthday: "2" for double points always, or on the birthday; when: as
 * level_conditions_read takes it, "-" by hand only; need: "any" or "all" of them; flags: names of level_flag, with
 * blanks between; people: "0" without limit. */
struct level_edit {
	const char *code, *name, *name_en, *rank, *prices, *discount, *points, *birthday, *benefits, *when, *need,
		*flags, *people, *active;
};
extern const struct flag_name level_flag_names[];
enum err level_add(struct shop *sh, struct arena *a, const struct level_edit *edit, struct said *said) MUST_CHECK;
enum err level_set(struct shop *sh, struct arena *a, const struct level_edit *edit, struct said *said) MUST_CHECK;
/* What reaches it, as such words; "" by hand only. */
char *level_when(struct arena *a, const struct level *level);
/* A multiple of points as it is typed: "1.5". */
char *level_multiple(struct arena *a, int64_t bp);

/* --- of one member ---------------------------------------------------------------------------------- */

/* Gives a level by hand; needs the right `member-level`. member: whatever finds exactly him; code "-": none; until: a
 * day, until which nothing takes it away, "" or NULL: until it is changed by hand, or he reaches a higher one. words: a
 * text, or the digit of a reason of kind member; they are needed. */
enum err level_give(struct shop *sh, struct arena *a, const char *member, const char *code, const char *until,
	const char *words, struct said *said) MUST_CHECK;

struct level_past {
	const char *code, *name, *name_en; /* of the level; "" none */
	int rank;
	enum level_way way;
	int32_t from_day, until_day;
	bool undone;
	const char *receipt, *staff, *note; /* the sale that brought it; who gave it */
	int64_t at_ms;
};
/* What he has, and what the next higher level takes. */
struct level_standing {
	const struct level *level;  /* NULL none */
	int32_t from_day, until_day, review_day; /* since; by hand until; 0 none */
	bool by_hand;
	const struct level *next;   /* the next that can be reached; NULL none */
	int64_t values[LEVEL_CONDITIONS_MAX]; /* what counts for each of its conditions now */
};
enum err level_standing(struct shop *sh, struct arena *a, int64_t member_id, struct level_standing *out) MUST_CHECK;
/* What is missing for a condition of the next level; 0 nothing. */
int64_t level_missing(const struct level_standing *s, int condition);
/* All that is missing, as conditions are told: "amount/30=500.00 visits/year=2"; "" nothing. */
char *level_missing_text(struct arena *a, const struct level_standing *s);
/* What is missing by the nearest way, in the language now in force: "500.00 to Gold"; "" there is no next level. */
const char *level_next_words(struct arena *a, const struct level_standing *s);
/* Of its conditions that of which the least part is missing; where all are needed, the one of which the most is. */
int level_nearest(const struct level_standing *s);
/* What he has, and how he came to it, oldest first. */
enum err level_history(struct shop *sh, struct arena *a, const char *member, struct level_standing *now,
	struct level_past **list, int *n, struct said *said) MUST_CHECK;

/* --- the review ------------------------------------------------------------------------------------- */

/* Looks at all members whose day of review has come: who did not reach his level again since the last one falls, one
 * level or to what he reached (setting level.fall). dry: nothing is changed. It takes the right
 * `levels`; the worker does it, too. */
struct level_review { int64_t seen, kept, fell, rose; };
enum err level_review_run(struct shop *sh, struct arena *a, bool dry, struct level_review *out,
	struct said *said) MUST_CHECK;

#endif
