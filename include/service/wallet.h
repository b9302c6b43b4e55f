/* wallet.h - stored value of members: paid in, given on top, paid with, paid out, moved, and what all of it comes to.
 * Each act is a posted document with its lots (lots_int.h); the same id again is already done (ERR_EXISTS with the
 * number of what was posted). A member is named by whatever finds exactly one. At the till it pays by the act `stored`.
 * second, pin: who allows it, by number and PIN or by card (pin NULL). */
#ifndef SERVICE_WALLET_H
#define SERVICE_WALLET_H

#include "model/member/member.h"
#include "model/member/wallet.h"
#include "service/shop.h"
#include "store/wallet_store.h"

/* What an act posted, and what the member has by then. */
struct wallet_done { int64_t id; const char *number; struct wallet moved, now; };
/* A new id, for an act. */
int64_t wallet_new_id(struct shop *sh);

/* --- paid in --------------------------------------------------------------------------------------- */

/* tender: its code, NULL cash; reference: of a card slip, payment code or cheque. company: a firm pays (--company).
 * What a cheque paid for can be spent once it is cleared. Cash goes into the drawer of the shift that is open here. */
struct wallet_top_up {
	int64_t id;               /* made before the first try; 0: one is made here */
	const char *member, *amount, *tender, *reference;
	bool company;
	const char *second, *pin; /* needed where a payment provider should have been asked */
};
/* Whether a top-up may be paid by it: money, or a cheque. */
bool wallet_takes(const struct tender *t);
enum err wallet_top_up(struct shop *sh, struct arena *a, const struct wallet_top_up *what, struct wallet_done *done,
	struct said *said) MUST_CHECK;
/* What it would give on top. */
enum err wallet_bonus_for(struct shop *sh, struct arena *a, int64_t member_id, int64_t amount_minor,
	int64_t *bonus_minor) MUST_CHECK;

/* --- paid out -------------------------------------------------------------------------------------- */

/* Principal goes out in cash, or by another means of payment with its reference; bonus lapses in proportion, a fee of
 * the shop stays. amount: of the principal, before the fee; "all": what is there. top_up: the number of a top-up that
 * is taken back, in the time that the law gives or where the shop pays out anyway: what of it is left goes back the way
 * it was paid, without a fee. A cheque that bounced is not owed any more then. Two persons. words: a reason. */
struct wallet_refund {
	int64_t id;
	const char *member, *amount, *tender, *reference, *top_up, *words, *second, *pin;
};
enum err wallet_refund(struct shop *sh, struct arena *a, const struct wallet_refund *what, struct wallet_done *done,
	struct said *said) MUST_CHECK;

/* --- without money --------------------------------------------------------------------------------- */

/* Free credit: more, or less ("-5"), of the part that is never paid out. Two persons; words: a reason. */
struct wallet_adjust { int64_t id; const char *member, *amount, *words, *second, *pin; };
enum err wallet_adjust(struct shop *sh, struct arena *a, const struct wallet_adjust *what, struct wallet_done *done,
	struct said *said) MUST_CHECK;
/* To another member, both parts as a payment would take them; "all": what can be spent. Two persons. */
struct wallet_transfer { int64_t id; const char *from, *to, *amount, *words, *second, *pin; };
enum err wallet_transfer(struct shop *sh, struct arena *a, const struct wallet_transfer *what, struct wallet_done *done,
	struct said *said) MUST_CHECK;

/* --- shown ----------------------------------------------------------------------------------------- */

struct wallet_sheet {
	struct member member;
	const char *name;         /* as it may be shown */
	struct wallet has;        /* all there is */
	int64_t held_minor;       /* of it, until cheques are cleared */
	int64_t spendable_minor;  /* today */
	bool has_pin, pin_locked;
};
enum err wallet_show(struct shop *sh, struct arena *a, const char *member, struct wallet_sheet *out,
	struct said *said) MUST_CHECK;
/* The same of one who is known: what the till shows. */
enum err wallet_of(struct shop *sh, struct arena *a, int64_t member_id, struct wallet *has,
	int64_t *spendable_minor) MUST_CHECK;

/* What a document moved; > 0 he has more. */
struct wallet_row { struct moved_by by; struct wallet moved; };
struct wallet_line { struct wallet_row row; struct wallet after; };
struct wallet_statement {
	struct wallet_sheet sheet;
	int32_t from, to;
	struct wallet opening, closing;
	struct wallet_line *lines;
	int count;
};
enum err wallet_statement(struct shop *sh, struct arena *a, const char *member, int32_t from, int32_t to,
	struct wallet_statement *out, struct said *said) MUST_CHECK;

/* What is owed to all members, by day: before it, what moved by kind, after it. */
struct wallet_day { int32_t day; struct wallet before, paid_in, spent, came_back, paid_out, other, after; };
struct wallet_liability {
	struct wallet_day *days;  /* those on which something moved */
	int count;
	struct wallet owed;       /* by the balances of today: what the last day comes to, when it is today or later */
};
enum err wallet_liability(struct shop *sh, struct arena *a, int32_t from, int32_t to, struct wallet_liability *out,
	struct said *said) MUST_CHECK;

/* --- what a top-up gives, and what the law asks ------------------------------------------------------ */

/* tiers: "500=50 1000=120 2000=15%", from an amount on so much or so much of it. days: as typed, until "-" without end.
 * kind: code of a kind of card, "" all. mode: "best" or "each". */
struct wallet_rule_edit { const char *code, *tiers, *mode, *max, *from, *until, *kind, *active; };
enum err wallet_rule_list(struct shop *sh, struct arena *a, struct wallet_rule_row **list, int *n) MUST_CHECK;
enum err wallet_rule_add(struct shop *sh, struct arena *a, const struct wallet_rule_edit *edit,
	struct said *said) MUST_CHECK;
/* Days, most, whether it is in use; tiers stay: a new rule has others. */
enum err wallet_rule_set(struct shop *sh, struct arena *a, const struct wallet_rule_edit *edit,
	struct said *said) MUST_CHECK;
/* "500=50 1000=15%" of a rule. */
char *wallet_tiers_text(struct arena *a, const struct bonus_rule *rule);

/* As shipped, or as the shop has them since it changed one. */
enum err wallet_law_list(struct shop *sh, struct arena *a, struct wallet_law **list, int *n) MUST_CHECK;
/* From a day on; what is NULL is as in the one before. */
struct wallet_law_edit {
	const char *from, *named_max, *bearer_max, *named_identity, *bearer_identity, *company, *person, *refund_days;
};
enum err wallet_law_set(struct shop *sh, struct arena *a, const struct wallet_law_edit *edit,
	struct said *said) MUST_CHECK;

/* --- PIN ------------------------------------------------------------------------------------------- */

#define WALLET_PIN_DIGITS 6
#define WALLET_PIN_TRIES 5
/* A first one, or one for who knows the old one; else (old NULL) with the last four characters of the identity document
 * that is on file and a second person. */
struct wallet_pin { const char *member, *pin, *old, *identity, *second, *second_pin; };
enum err wallet_pin_change(struct shop *sh, struct arena *a, const struct wallet_pin *what,
	struct said *said) MUST_CHECK;
/* Whether a payment of so much asks for it; ERR_REFUSED: he has none, and must. */
enum err wallet_pin_asked(struct shop *sh, struct arena *a, int64_t member_id, int64_t amount_minor, bool *asked,
	struct said *said) MUST_CHECK;
/* ERR_DENIED: it is wrong, or was too often; both are said. A wrong try counts before it is looked at. */
enum err wallet_pin_check(struct shop *sh, struct arena *a, int64_t member_id, const char *pin,
	struct said *said) MUST_CHECK;

#endif
