/* trade_int.h - what members have, in the transaction of a sale, return or void: paid with, given back, brought. To add
 * something that members have: a line in the table of trade.c. */
#ifndef SERVICE_TRADE_INT_H
#define SERVICE_TRADE_INT_H

#include "lots_int.h"
#include "model/document.h"
#include "service/said.h"

struct member_trade {
	struct arena *a;
	struct document *d;
	const struct document *sale; /* that is taken back; NULL: d is a sale */
	const int64_t *before_milli; /* by line of that sale: what of it came back before */
	struct said *why;            /* of a refusal */
	struct lots_act lots;        /* what moved */
	struct ledger ledger;
	const char *words;           /* for that record, before what moved; NULL none */
	struct audit_row *rows;      /* that are sealed with it */
	int count, room;
};
/* Whether the document touches anything that members have: then it is asked first whether it was posted. */
bool member_trade_moves(const struct shop *sh, const struct document *d);
/* Before the document is finished: its payments are made what they will be. Arena, document, sale and why are filled.
 */
enum err member_trade_before(struct shop *sh, struct member_trade *t) MUST_CHECK;
/* After it is finished, before it is posted. */
enum err member_trade_post(struct shop *sh, struct member_trade *t) MUST_CHECK;
/* After it was posted. */
enum err member_trade_posted(struct shop *sh, struct member_trade *t) MUST_CHECK;

/* --- for the parts ----------------------------------------------------------------------------------- */

/* One more row of the record, to be filled. */
struct audit_row *member_trade_row(struct member_trade *t);
/* What the record of the document says of all that. */
char *member_trade_detail(const struct member_trade *t);
/* What of a line of the sale is back by now, with this document. */
int64_t member_trade_back_milli(const struct member_trade *t, const struct line *sold);
/* With this document all of the sale is back. */
bool member_trade_whole(const struct member_trade *t);
/* The sale's own payment that one of the return gives back; NULL: it was paid for an earlier sale. */
const struct payment *member_trade_own(const struct member_trade *t, const struct payment *back);
/* The sale that a payment of the return was paid for first, over exchanges, and its payment there; and what of that
 * came back before this document, by whichever way, one after the other: money, and of it what the references say
 * beside whose it is (bonus, points). */
struct member_came { int64_t id, at_ms, minor, more; };
struct member_source {
	const struct document *sale;
	const struct payment *paid;
	struct member_came *came;
	int count, room;
	int64_t minor, more;         /* sums of them */
};
enum err member_trade_source(struct shop *sh, struct member_trade *t, const struct payment *back,
	struct member_source *out) MUST_CHECK;
/* Who has by now what a member had. */
enum err member_trade_whose(struct shop *sh, struct arena *a, int64_t *member_id) MUST_CHECK;
/* What of the sale's goods the customer keeps after it. */
int64_t member_trade_kept_minor(const struct member_trade *t);

/* --- the parts --------------------------------------------------------------------------------------- */

bool wallet_moves(const struct shop *sh, const struct document *d);
/* What of payments by stored value is bonus; of what is given back also whose it is by now. */
enum err wallet_before_trade(struct shop *sh, struct member_trade *t) MUST_CHECK;
enum err wallet_in_trade(struct shop *sh, struct member_trade *t) MUST_CHECK;

bool coupons_move(const struct shop *sh, const struct document *d);
/* Sold: those that took something off are used, once; and what it gives for the next one is given. Back: of a whole
 * one they can be used again while they are good; what it gave goes, where what is kept would not have given it. */
enum err coupons_in_trade(struct shop *sh, struct member_trade *t) MUST_CHECK;

bool packages_move(const struct shop *sh, const struct document *d);
/* Sold: articles that are packages of uses bring them, lines at 0.00 take uses. Back: those go where they were, and the
 * package goes; of one that was used a second person says so. */
enum err packages_in_trade(struct shop *sh, struct member_trade *t) MUST_CHECK;
/* A package that a sale brought and that was used since, by name; "" none was. */
enum err packages_spent(struct shop *sh, struct arena *a, int64_t sale_id, const char **what) MUST_CHECK;

bool points_move(const struct shop *sh, const struct document *d);
/* How many points payments by points take, or give back and whose they are by now. */
enum err points_before_trade(struct shop *sh, struct member_trade *t) MUST_CHECK;
/* A sale takes what pays and earns; what comes back leaves the whole points of what is kept, and what was paid with
 * goes back to its lots. */
enum err points_in_trade(struct shop *sh, struct member_trade *t) MUST_CHECK;

bool levels_move(const struct shop *sh, const struct document *d);
/* A sale lifts its member and whoever introduced him; a return or void undoes what its sale gave. Nothing where no
 * level can be reached. */
enum err levels_after_trade(struct shop *sh, struct member_trade *t) MUST_CHECK;

#endif
