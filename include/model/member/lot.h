/* lot.h - what a member has, by when it came and when it ends: points, principal and bonus of stored value, each
 * account a book of its own. Everything that comes is a lot. What goes is taken from lots, and each taking is kept, so
 * that it can go back to where it was. What was taken back beyond all there is, is a debt: a lot below zero, which
 * whatever comes next fills first; so who has a debt has nothing else.
 *
 *	lots_begin(&b, arena, LOT_FIRST_TO_EXPIRE, day, rows, n);    the member's lots that hold something or owe
 *	if (!lots_spend(&b, 300)) ...                                refused, nothing is changed
 *	then opens b.list[i] for each i >= n, and writes b.moves
 *
 * The rest of a lot is the sum of its moves; what a document posts to the account is the sum of all its moves. */
#ifndef MODEL_MEMBER_LOT_H
#define MODEL_MEMBER_LOT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct lot {
	int64_t id;            /* 0: opened by the act at hand */
	int64_t document_id;   /* the act that brought it; kept when it moves to another member. 0: the act at hand */
	int32_t from_day;      /* the first day on which it can be spent */
	int32_t until_day;     /* the last one; 0 never ends */
	int64_t amount;        /* that came; below 0: a debt */
	int64_t rest;
	int64_t expired;       /* what of it is void; may be 0 where the lot has not ended */
	bool held;             /* not to be spent until released: what an uncleared cheque paid for */
	bool grace;            /* came back after its end, for some last days */
};

enum lot_move_kind {
	LOT_CAME = 1,          /* opens the lot: a debt too */
	LOT_SPENT, LOT_BACK,   /* and what came back of it */
	LOT_TAKEN,             /* back from the member: what had come was returned */
	LOT_EXPIRED,           /* below 0: became void; above: what was void is taken back, so it is none of his loss */
	LOT_FILLED,            /* a debt, by another lot: two moves that sum to zero */
	LOT_MOVED,             /* to another member, or to another card; or from there */
	LOT_RELEASED,          /* 0: it is held no more */
	LOT_MOVE_KINDS
};
/* "came" "spent" ...: stable names. */
extern const char *const lot_move_name[LOT_MOVE_KINDS];
/* lot: its place in the list. amount: what its rest grew by. */
struct lot_move { int lot; enum lot_move_kind kind; int64_t amount; };

/* Which goes first: points that end first (those without end last), of stored value what came first. */
enum lot_order { LOT_FIRST_TO_EXPIRE, LOT_OLDEST };

struct lots {
	struct arena *arena;
	enum lot_order order;
	int32_t day;           /* business day of the act */
	struct lot *list;
	int count, room;
	struct lot_move *moves;
	int move_count, move_room;
};

/* With a copy of the rows. They may be in any order; lots of which nothing is left may be among them, also of a member
 * who was merged into this one: where a sale is returned, those of the sale must be. */
void lots_begin(struct lots *b, struct arena *a, enum lot_order order, int32_t day, const struct lot *rows, int n);

/* A lot ends after its last day. */
bool lot_ended(const struct lot *l, int32_t day);
/* Whether it holds something that can be spent on that day. */
bool lot_usable(const struct lot *l, int32_t day);
/* Whether its figures can be so: 0 <= rest <= amount, of a debt the other way; days of the calendar in their order. */
bool lot_sound(const struct lot *l);

/* All rests, debts too: what the ledger says. */
int64_t lots_balance(const struct lots *b);
/* What can be spent on the day: never below 0, a debt counts against it. */
int64_t lots_usable(const struct lots *b);
/* What only later days, or a cleared cheque, let spend. */
int64_t lots_pending(const struct lots *b);

/* Something comes (amount > 0), first of all for debts, the oldest first. The place of its lot. */
int lots_earn(struct lots *b, int32_t from_day, int32_t until_day, bool held, int64_t amount);
/* Takes what can be spent, in the book's order; false, and nothing is changed, where that is less. amount >= 0. */
bool lots_spend(struct lots *b, int64_t amount);

/* What the document brought is taken back, or a part of it (amount >= 0): of its own lots first what expired meanwhile,
 * which is nobody's any more, then what is left; then of others that have not ended, those that end first; what is
 * missing then is a debt, or, where the member may not owe, nothing is changed and the answer is false. Lots that are
 * held or cannot be spent yet serve, too. */
bool lots_take_back(struct lots *b, int64_t document_id, int64_t amount, bool may_owe);

/* A lot that an earlier document took from: how much, and what of that came back since. */
struct lot_spent { struct lot lot; int64_t taken, back; };
/* What was spent comes back, `total` in all up to now (of all that was taken at most): each lot gets its share by the
 * rule of returns (money_share_next), with its age. What goes to a lot that has ended is void at once; but one that
 * ended at most grace_days before gives it some last days, as a new lot until the end of them, and that only once. A
 * lot that is not in the book (another member's, merged since) comes as a new one of the same age. What comes back
 * fills debts first. Answers what of it is void. */
int64_t lots_give_back(struct lots *b, const struct lot_spent *spent, int n, int64_t total, int grace_days);

/* What a document brought is held no more. */
void lots_let_go(struct lots *b, int64_t document_id);

/* What ended before the book's day is void from now on; how much. */
int64_t lots_expire(struct lots *b);
/* What is going to end: the sums by last day, those of from..until, earliest first. How many. */
struct lot_due { int32_t day; int64_t amount; };
int lots_due(const struct lots *b, struct arena *a, int32_t from_day, int32_t until_day, struct lot_due **out);

/* To the book of another member, with its age: what a spending would take (false: that is less), or all there is, debts
 * and all that cannot be spent too. What comes there fills the debts there first. */
bool lots_move(struct lots *from, struct lots *to, int64_t amount);
void lots_move_all(struct lots *from, struct lots *to);

#endif
