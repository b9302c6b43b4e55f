/* check_int.h - the parts of store check: chains are walked link by link, each document is
 * judged by itself, what it adds is tallied, and at the end the tally is held against what the
 * store keeps. */
#ifndef SERVICE_CHECK_INT_H
#define SERVICE_CHECK_INT_H

#include "model/document.h"
#include "model/totals.h"
#include "service/check.h"
#include "../shop/shop_int.h"
#include "store/document_store.h"
#include "store/master_store.h"

/* --- the tally: sums under a key of up to four numbers ---------------------------------------- */

enum tally_kind {
	TALLY_BALANCE = 1,    /* account, holder, unit: amount */
	TALLY_FIGURE,         /* shift, day (0: acts), measure, item: times, qty, amount */
	TALLY_RETURNED,       /* document, line: qty, amount, discount, paid, tax */
	TALLY_SHIFT,          /* shift: floats, float, cash-ups, drawer, terminal */
	TALLY_SHIFT_BEGIN,    /* shift: staff, day, at_ms, whether the drawer is his own */
	TALLY_OWN,            /* terminal, staff: the shift of his own that is open at that point */
	TALLY_SHIFT_END,      /* shift: staff, at_ms */
	/* shift, 0: counts, whether the last one stands; shift, n-th count: amount, staff, at_ms */
	TALLY_COUNT,
	TALLY_EXCHANGE,       /* the smaller id of the two: amount */
	TALLY_DAY,            /* day: documents */
	TALLY_DAY_END,        /* day: closings less reopenings, staff and at_ms of the last closing */
	TALLY_VOUCHER,        /* serial: times sold, by which document */
	TALLY_PAYBACK,        /* id: amount, states that it was in (bits) */
	TALLY_MEMBER,         /* member: times opened, states (bits) at the last time, that time */
	TALLY_CARD,           /* number, its digits: states (bits) at the last time, member, that time */
	TALLY_BOUGHT,         /* member, day (0 in all): visits, amount, returned, last day */
	TALLY_BACK,           /* sale of a member: what came back of it */
	TALLY_LEVEL,          /* entry: member, level, document, undone by, rank with its days */
	TALLY_CONSENT,        /* row: member, channel, purpose and what he said as one number, at */
	TALLY_LOT,            /* lot: rest, amount, void, account, member, held at first (1), released (2) */
	TALLY_LOTS,           /* account, member: rest of all lots */
	/* coupon: times given, uses less those that came back, states (bits) at the last time, that time, what it took
	 * off by the record less what documents say */
	TALLY_COUPON,
	TALLY_GIFT,           /* document: gift, member, pieces, points, the document whose gift came back */
	TALLY_DRAW,           /* document: draw, day, n, member, prizes drawn and given as one number, points */
	TALLY_SECRET,         /* draw, day: begin of the promise */
	TALLY_USES,           /* package: rest, bought, kind, member, its days as one number, price and last grace */
	TALLY_SCRIPT          /* script: keys made, keys revoked, begin of the fingerprint */
};
#define TALLY_VALUES 6
struct tally_entry {
	enum tally_kind kind; /* 0: free */
	int64_t key[4];
	int64_t v[TALLY_VALUES];
	int round;            /* when it was last met among the rows of the store */
};
struct tally { struct arena arena; struct tally_entry *list; size_t room, count; };
/* The entry of a key, made when it is not there; valid until the next call. */
struct tally_entry *tally_at(struct tally *t, enum tally_kind kind, int64_t a, int64_t b,
	int64_t c, int64_t d);
/* NULL when there is none. */
struct tally_entry *tally_find(const struct tally *t, enum tally_kind kind, int64_t a, int64_t b,
	int64_t c, int64_t d);

/* A sum of what stands in the store, which may be any number where somebody wrote into the file: it
 * goes round instead of failing, and is then another one than what was expected. */
static inline int64_t check_sum(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}

/* --- one run ---------------------------------------------------------------------------------- */

/* How far a terminal's chain was walked. */
struct chain {
	int64_t terminal_id;
	const char *code;
	int64_t seq;
	char link[SEAL_HEX];
	int64_t series, running;
	int32_t day;
	int64_t shift_id;         /* open at that point, in the drawer of the till */
	int64_t proven_seq;       /* by the newest head */
};

struct check {
	struct db *db;
	const struct shop_keys *keys;
	bool key_good[SHOP_KEYS_MAX + 1];
	const struct check_request *request;
	struct check_result *out;
	struct tally tally;
	struct arena keep, slice; /* for the run; for one slice */
	struct chain *chains;
	int chain_count;
	int64_t total_links;
	struct restore {          /* a backup was put back, and this chain went on after seq */
		struct restore *next;
		const char *terminal;
		int64_t seq, at_ms;
	} *restores;
	/* not told yet */
	struct held { struct held *next; struct finding finding; } *held, **held_end;
	bool holding;
	int round;
};

void check_found(struct check *c, enum check_id id, const char *arg1, const char *arg2);
/* The same with a number as the second text. */
void check_found_at(struct check *c, enum check_id id, const char *arg1, int64_t arg2);

/* As much of a script key's fingerprint as the tally keeps. */
int64_t check_fingerprint(const char *hex);
/* What an act that is no document counts as in the figures of its shift; 0: not counted there. */
enum measure check_act(const char *action);
/* Judges a document and tallies what it adds. */
void check_document(struct check *c, struct chain *ch, const struct document *d,
	const char *content, const char *number);
/* Holds the tally against balances, figures, shifts, returns, days, jobs, baskets. */
enum err check_kept(struct check *c) MUST_CHECK;
/* check_members.c: what an audit row says of members, cards and lots is tallied; and the store held against it. */
void check_members_act(struct check *c, const struct audit_store_row *r);
/* What a document adds to what its member bought. */
void check_members_document(struct check *c, const struct document *d);
enum err check_members_kept(struct check *c) MUST_CHECK;
/* check_coupons.c: the same of coupons. */
void check_coupons_act(struct check *c, const struct audit_store_row *r);
void check_coupons_document(struct check *c, const struct document *d);
enum err check_coupons_kept(struct check *c) MUST_CHECK;
/* check_draws.c */
void check_draws_act(struct check *c, const struct audit_store_row *r);
enum err check_draws_kept(struct check *c) MUST_CHECK;
/* check_gifts.c */
void check_gifts_act(struct check *c, const struct audit_store_row *r);
enum err check_gifts_kept(struct check *c) MUST_CHECK;
/* check_uses.c */
void check_uses_act(struct check *c, const struct audit_store_row *r);
enum err check_uses_kept(struct check *c) MUST_CHECK;
/* Puts the state of a moment into bits of those at the last moment. */
void check_state_at(int64_t *mask, int64_t *last_ms, int state, int64_t at_ms);
bool check_has_state(int64_t mask, int state);
/* An entry that no row of the store was met for; false: it is of another kind. */
bool check_members_never_met(struct check *c, const struct tally_entry *t);
/* Adds up the lines of closed days again and holds them against what the days kept. */
enum err check_day_sums(struct check *c) MUST_CHECK;
/* Holds the chains against a file of heads (NULL: nothing is said of their ends); required: it
 * must be there. */
enum err check_heads(struct check *c, const char *path, bool required) MUST_CHECK;

/* Checks an open store with these keys. */
enum err check_run(struct db *db, const struct shop_keys *keys, const char *heads_file,
	bool heads_required,
	const struct check_request *request, struct check_result *out) MUST_CHECK;

/* all: also of terminals whose chain has not begun. */
enum err heads_of(struct db *db, struct arena *a, bool all, struct head **list, int *n) MUST_CHECK;

#endif
