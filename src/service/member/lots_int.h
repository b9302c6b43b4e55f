/* lots_int.h - what members have, in the transaction that posts what moves it: points, principal and bonus of stored
 * value. Each act reads the member's lots, lets model/member/lot.h decide, writes lots and moves by guarded statements
 * and adds the posting of the account to the document's ledger; who posts adds what stands against it.
 *
 *	struct lots_act act = { .a = arena, .document_id = d.id, .day = d.business_day, .ledger = &ledger };
 *	e = lots_give(sh, &act, ACCOUNT_POINTS, member, today, last_day, false, 120);
 *	ledger_post(&ledger, arena, ACCOUNT_POINTS_ISSUED, 0, UNIT_POINTS, 120);
 *	row.detail = lots_detail(&act, "what else is to be on record");
 *
 * What moved is sealed with the audit row of the document: recovery makes the lots again from it and store check holds
 * them against it. So every audit row of such a document ends with lots_detail. */
#ifndef SERVICE_LOTS_INT_H
#define SERVICE_LOTS_INT_H

#include "../shop/shop_int.h"
#include "model/ledger.h"
#include "model/member/lot.h"

struct lots_act {
	struct arena *a;
	int64_t document_id;
	int32_t day;
	struct ledger *ledger;
	int n;                    /* moves so far */
	const char *told;         /* of them, for the record; NULL none */
};

/* In what an account is counted. */
enum ledger_unit lots_unit(enum account account);
/* What a member has on an account, as it stands now; for showing and for asking first. */
enum err lots_read(struct shop *sh, struct arena *a, enum account account, int64_t member_id, int32_t day,
	struct lots *out) MUST_CHECK;

/* Something comes: amount > 0. until_day 0: without end; held: not to be spent until lots_release. */
enum err lots_give(struct shop *sh, struct lots_act *act, enum account account, int64_t member_id, int32_t from_day,
	int32_t until_day, bool held, int64_t amount) MUST_CHECK;
/* Something is spent; ERR_REFUSED, and nothing is written, where there is less that can be. */
enum err lots_take(struct shop *sh, struct lots_act *act, enum account account, int64_t member_id,
	int64_t amount) MUST_CHECK;
/* What a document brought is taken back, or a part; ERR_REFUSED where that is more than there is and he may not owe. */
enum err lots_take_again(struct shop *sh, struct lots_act *act, enum account account, int64_t member_id,
	int64_t brought_id, int64_t amount, bool may_owe) MUST_CHECK;
/* What a document took by spending comes back: `total` in all up to now. *lost (may be NULL): what of it is void. */
enum err lots_restore(struct shop *sh, struct lots_act *act, enum account account, int64_t member_id,
	int64_t spent_id, int64_t total, int grace_days, int64_t *lost) MUST_CHECK;
/* The same, where some of it came back before by documents that do not refer to that one, too: one after the other; so
 * much more comes now. */
struct lots_came { int64_t *list; int count; };
enum err lots_restore_next(struct shop *sh, struct lots_act *act, enum account account, int64_t member_id,
	int64_t spent_id, const struct lots_came *before, int64_t amount, int grace_days, int64_t *lost) MUST_CHECK;
/* Whether something of his waits for a cheque: until then a member has no benefit. */
enum err lots_wait(struct shop *sh, struct arena *a, int64_t member_id, bool *waits) MUST_CHECK;
/* What ended before the day is void; *ended how much. */
enum err lots_end(struct shop *sh, struct lots_act *act, enum account account, int64_t member_id,
	int64_t *ended) MUST_CHECK;
/* To another member, with its age: an amount that can be spent (ERR_REFUSED: that is less), or with all, debts too. */
enum err lots_hand(struct shop *sh, struct lots_act *act, enum account account, int64_t from_id, int64_t to_id,
	bool all, int64_t amount) MUST_CHECK;
/* What a document brought and is held, whoever has it by now, can be spent from now on. */
enum err lots_release(struct shop *sh, struct lots_act *act, int64_t brought_id) MUST_CHECK;

/* The words for the record, with what moved behind them. */
char *lots_detail(const struct lots_act *act, const char *words);
/* What an audit row of a document says of lots: put back. */
struct audit_store_row;
enum err lots_replay(struct db *db, const struct audit_store_row *r) MUST_CHECK;
/* The same, one by one, for whoever adds it up: lot (its days 0 where it is older), kind, amount. False ends it. */
struct lot_told { enum account account; int64_t member_id; struct lot lot; bool opens; enum lot_move_kind kind;
	int64_t amount; };
typedef enum err (*lot_told_fn)(void *ctx, const struct lot_told *t);
enum err lots_told(const char *detail, lot_told_fn fn, void *ctx) MUST_CHECK;

#endif
