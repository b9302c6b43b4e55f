/* member_has.h - what a member has and what he did, as the desk shows it: rows of one list, his last visits, the goods
 * he usually buys, whose birthday it is. To add what another topic keeps for him: a line in member_has.def and its
 * function in src/service/member/member_has.c. All of it needs the right `members`. */
#ifndef SERVICE_MEMBER_HAS_H
#define SERVICE_MEMBER_HAS_H

#include "service/members.h"

/* One thing that he has: "Points", "1,200", "300 end on 2026-12-31". */
struct member_thing {
	const char *name;         /* stable */
	const char *words;        /* in the language now in force */
	const char *value, *more; /* more "": nothing else is to be said of it */
	bool warn;                /* look at it */
};
#define MEMBER_THINGS_MAX 20
/* Those that there are to tell, in the order of the list. */
enum err member_things(struct shop *sh, struct arena *a, int64_t member_id, struct member_thing list[MEMBER_THINGS_MAX],
	int *n) MUST_CHECK;

struct member_visit { const char *number; int64_t kind, at_ms, amount_minor; }; /* kind: enum document_kind */
/* His sales, returns and voids, newest first. */
enum err member_visits(struct shop *sh, struct arena *a, int64_t member_id, int limit, struct member_visit **list,
	int *n) MUST_CHECK;

struct member_good { const char *name, *name_en; int64_t times; };
/* What he bought more than once in his last MEMBER_GOODS_VISITS sales, most often first. */
#define MEMBER_GOODS_VISITS 50
enum err member_goods(struct shop *sh, struct arena *a, int64_t member_id, int limit, struct member_good **list,
	int *n) MUST_CHECK;

/* Active members whose birthday of the solar calendar is on a day, at most `limit`. */
enum err member_birthdays(struct shop *sh, struct arena *a, int32_t day, int limit, struct member **list,
	int *n) MUST_CHECK;
/* How many days until the next one; -1: not known, or of the lunar calendar. One of 29 February is on 1 March where
 * there is none. */
int birthday_in_days(const struct birthday *b, int32_t today);

/* How many cards of a kind are in a state; of blanks in a clerk's hands, whose they are ("1008 王芳"). */
struct card_count { const char *kind, *kind_en, *staff; int state; int64_t cards; };
/* By kind, state and person. */
enum err card_stock(struct shop *sh, struct arena *a, struct card_count **list, int *n) MUST_CHECK;

#endif
