/* level.h - which level a member has reached: by what was bought within a window, by points, by whom he introduced; how
 * it rises, is undone by a return, and is reviewed. Levels are told by their rank, 1 .. LEVELS_MAX; rank 0 is who has
 * joined and reached nothing. */
#ifndef MODEL_MEMBER_LEVEL_H
#define MODEL_MEMBER_LEVEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

#define LEVELS_MAX 20
#define LEVEL_CONDITIONS_MAX 8

/* How its percentage is given. */
enum level_flag {
	LEVEL_REGULAR_ONLY = 1, /* only on goods at their regular price: no special, limited or member price */
	LEVEL_NO_COUPON = 2     /* no coupon beside it */
};

/* --- what counts ------------------------------------------------------------------------------- */

enum level_measure {
	LEVEL_AMOUNT = 1,      /* paid for goods; neither top-ups nor what points were spent on */
	LEVEL_VISITS,          /* sales that were not wholly returned */
	LEVEL_POINTS,          /* earned, less what returns took back */
	LEVEL_INTRODUCED,      /* members he introduced who have bought */
	LEVEL_INTRODUCED_RANK, /* of those, who have become of a rank or above */
	LEVEL_MEASURES
};
/* The day D itself; the business days D-n .. D; D's calendar year until D; all. Whom he introduced counts always. */
enum level_window { LEVEL_DAY = 1, LEVEL_DAYS, LEVEL_YEAR, LEVEL_LIFE, LEVEL_WINDOWS };
extern const char *const level_measure_name[LEVEL_MEASURES]; /* "amount" ... : stable names */
extern const char *const level_window_name[LEVEL_WINDOWS];

/* At least so much (> 0). n: of LEVEL_DAYS, > 0. rank: of LEVEL_INTRODUCED_RANK. */
struct level_condition { enum level_measure measure; enum level_window window; int n, rank; int64_t at_least; };
/* A level and what it takes: one of its conditions, or all of them. Without any it is given by hand only. */
struct level_step { int rank; bool all; const struct level_condition *conditions; int condition_count; };

/* A level as a shop has it: what reaches it, and what it gives. */
struct level {
	int64_t id;
	const char *code, *name, *name_en;
	int rank;
	int price_level;          /* up to which level of member prices it pays (service/articles.h) */
	int64_t discount_bp;
	int64_t points_bp, birthday_bp; /* multiples of points: always, and on the birthday */
	const char *benefits;     /* what else it gives, in words */
	bool need_all;            /* all of the conditions, not one of them */
	unsigned flags;           /* enum level_flag */
	int64_t people_max;       /* who can have it at once; 0 no limit */
	bool disabled;
	int64_t version;
	struct level_condition conditions[LEVEL_CONDITIONS_MAX];
	int condition_count;      /* 0: by hand only */
};

/* What came back counts against the day of its sale, not of its return: so it takes away what it gave. */
struct level_sum { int64_t amount_minor, visits, points; };
struct level_day { int32_t day; struct level_sum sum; };
struct level_facts {
	int32_t day;                   /* D */
	const struct level_day *days;  /* in any order; today's with the sale at hand; at least those of the windows */
	int day_count;
	struct level_sum life;
	int64_t introduced;            /* by him, who have bought: who has an unreturned sale */
	int64_t introduced_rank[LEVELS_MAX + 1]; /* of those, who are of that rank or above; [0] is not asked */
};

/* "amount/day=800", "amount/30=2000" (the last 30 days), "visits/year=12", "points/life=5000", "introduced=3",
 * "introduced-rank/2=3" (three of rank 2): as it is typed and told. */
char *level_condition_text(struct arena *a, const struct level_condition *c);
/* An amount of money, or a number: a value of that measure. */
char *level_value_text(struct arena *a, const struct level_condition *c, int64_t value);
/* Such words, with blanks between them; "" none. ERR_INVALID: *bad is the first that is none, or is one too many. */
enum err level_conditions_read(struct arena *a, const char *text, struct level_condition list[LEVEL_CONDITIONS_MAX],
	int *n, const char **bad) MUST_CHECK;

int64_t level_value(const struct level_facts *f, const struct level_condition *c);
bool level_met(const struct level_facts *f, const struct level_step *step);
/* The highest rank whose step is met; 0 none. A step may be met while one below is not. */
int level_reached(const struct level_step *steps, int n, const struct level_facts *f);
/* The same on any of the days from_day .. D, as if each had been today; what has no window counts as it is now. */
int level_reached_since(const struct level_step *steps, int n, const struct level_facts *f, int32_t from_day);

/* --- how it came, and how it goes ---------------------------------------------------------------- */

/* Who or what gave it. */
enum level_way {
	LEVEL_BY_SALE = 1,
	LEVEL_BY_REFERRAL, /* somebody whom he introduced bought or rose */
	LEVEL_BY_HAND,
	LEVEL_BY_REVIEW,
	LEVEL_BY_RETURN,   /* what was reached still when a return undid a step */
	LEVEL_WAYS
};
extern const char *const level_way_name[LEVEL_WAYS]; /* "sale" ... : stable names */

/* An entry of a member's history, oldest first. document_id: the sale that reached it, also of another member (he was
 * introduced); 0 by hand, by review or by import. until_day: by hand until then; 0 open. */
struct level_entry { int64_t document_id; int rank; int32_t from_day, until_day; bool undone; };
/* The last entry that is neither undone nor over on a day: its place; -1 none. And its rank. */
int level_entry_on(const struct level_entry *list, int n, int32_t day);
int level_on(const struct level_entry *list, int n, int32_t day);
/* A return of that sale: a step that it reached and that is not reached without what came back (still: by
 * level_reached_since the day of the sale) is undone. What later sales reached stays, until its review. Answers
 * whether there was one; where `still` is above what is left (level_on), it is a new entry, by the same sale. */
bool level_undo(struct level_entry *list, int n, int64_t document_id, int still);

/* At the review: what is reached now, or, where a member falls at most one step at a time, the next rank below. */
int level_review(const struct level_step *steps, int n, int rank, int reached, bool one_step);
/* The day of the next review, so many months on. */
int32_t level_review_day(int32_t day, int months);

/* --- the cascade ------------------------------------------------------------------------------- */

/* Whoever introduced a member may rise when that one buys or rises, then whoever introduced him, and so on. The chain
 * is walked once, at most so far: a circle of members who introduced each other ends where it was begun. */
#define LEVEL_CHAIN_MAX 100
struct level_chain { int64_t seen[LEVEL_CHAIN_MAX]; int count; };
/* Puts the next one on the chain, beginning with the member who bought; false: it ends before him (0: nobody, somebody
 * seen already, or too far). */
bool level_chain_next(struct level_chain *c, int64_t member_id);

/* Of one who introduced the one before him: his facts as they were before, his rank then and after. */
struct level_link { struct level_facts facts; int rank, rank_after; };
/* What became of a member: whether he had bought, his rank; before and after. */
struct level_change { bool bought_before, bought; int rank_before, rank; };
/* Goes up the chain from the member's change; answers how many rose: those of the links from the first on. */
int level_cascade(const struct level_step *steps, int n, const struct level_change *change, struct level_link *links,
	int count);

#endif
