/* trade_int.h - what members have, in the transaction of a sale, return or void: paid with, given back. To add
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
	struct said *why;            /* of a refusal */
	struct lots_act lots;        /* what moved; the record of the document ends with lots_detail of it */
	struct ledger ledger;
};
/* Whether the document touches anything that members have: then it is asked first whether it was posted. */
bool member_trade_moves(const struct document *d);
/* Before the document is finished: its payments are made what they will be. */
enum err member_trade_before(struct shop *sh, struct member_trade *t, struct arena *a, struct document *d,
	const struct document *sale, struct said *why) MUST_CHECK;
/* After it is finished, before it is posted. */
enum err member_trade_post(struct shop *sh, struct member_trade *t) MUST_CHECK;

/* --- the parts --------------------------------------------------------------------------------------- */

bool wallet_moves(const struct document *d);
/* What of payments by stored value is bonus; of what is given back also whose it is by now. */
enum err wallet_before_trade(struct shop *sh, struct member_trade *t) MUST_CHECK;
enum err wallet_in_trade(struct shop *sh, struct member_trade *t) MUST_CHECK;

#endif
