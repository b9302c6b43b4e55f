/* wallet_int.h - what acts of stored value share, and what sales do with it. */
#ifndef SERVICE_WALLET_INT_H
#define SERVICE_WALLET_INT_H

#include "../money/money_int.h"
#include "lots_int.h"
#include "member_int.h"
#include "service/wallet.h"
#include "store/shift_store.h"

/* Both parts of what a member has, as it stands now. */
struct wallet_books { struct lots principal, bonus; };
enum err wallet_books(struct shop *sh, struct arena *a, int64_t member_id, struct wallet_books *out) MUST_CHECK;
struct wallet wallet_all(const struct wallet_books *b);
/* What can be spent, and what stands against it. */
enum err wallet_facts(struct shop *sh, struct arena *a, int64_t member_id, struct wallet_facts *out) MUST_CHECK;
struct first_day wallet_first_day(const struct shop *sh);
enum bonus_order wallet_order(const struct shop *sh);
/* Whether so much can be spent today; ERR_REFUSED says why not. */
enum err wallet_lets(struct shop *sh, struct arena *a, const struct wallet_facts *f, int64_t amount_minor,
	struct said *said) MUST_CHECK;
/* The law of today; NULL none. */
enum err wallet_law_now(struct shop *sh, struct arena *a, const struct wallet_law **law) MUST_CHECK;
/* Whether limits and law let so much come on top of what is there; paid: it is a top-up. ERR_REFUSED says why not. */
enum err wallet_fits(struct shop *sh, struct arena *a, const struct member_hit *hit, bool paid, int64_t amount_minor,
	int64_t bonus_minor, struct said *said) MUST_CHECK;

/* What he had once a document of that time was posted. */
enum err wallet_after(struct shop *sh, struct arena *a, int64_t member_id, int64_t document_id, int64_t at_ms,
	struct wallet *out) MUST_CHECK;

/* --- an act --------------------------------------------------------------------------------------- */

/* A document of stored value: money_act with its lots. */
struct wallet_act {
	struct money_act act;
	struct lots_act lots;
	struct member_hit hit;    /* whose it is */
	int64_t amount_minor;
	struct payment payment;   /* how its money comes or goes; tender_id 0: none */
	const char *words;        /* for the record, before what moved on the lots */
	struct staff approver;
	struct said *said;
};
/* Finds the member and begins; sh may not act on who was merged or erased. shift: the document is of the shift that is
 * open here, if any. */
enum err wallet_begin(struct shop *sh, struct arena *a, struct wallet_act *w, enum document_kind kind, int64_t id,
	const char *member, struct said *said) MUST_CHECK;
/* The same for who has by now what a member had (*member_id, who is told): to undo what he did. */
enum err wallet_begin_again(struct shop *sh, struct arena *a, struct wallet_act *w, enum document_kind kind, int64_t id,
	int64_t *member_id, struct said *said) MUST_CHECK;
/* Another member who is to have something, by whatever finds exactly him; ERR_REFUSED: it is the same one. */
enum err wallet_other(struct shop *sh, struct wallet_act *w, const char *member, struct member_hit *out) MUST_CHECK;
/* Why: a reason of members, or words; in the document. */
enum err wallet_words(struct shop *sh, struct wallet_act *w, const char *words) MUST_CHECK;
/* The second person, who may: in the document. */
enum err wallet_second(struct shop *sh, struct wallet_act *w, const char *second, const char *pin,
	enum permission right) MUST_CHECK;
/* And one of the two may do so much (either sign) alone; ERR_DENIED. */
enum err wallet_second_up_to(struct shop *sh, struct wallet_act *w, const char *second, const char *pin,
	enum permission right, enum limit limit, int64_t amount) MUST_CHECK;
/* A typed amount above 0. */
enum err wallet_amount(const char *typed, int64_t *minor, struct said *said) MUST_CHECK;
/* The means of payment by its code (NULL cash), with its reference and rules: in the document. */
enum err wallet_payment(struct shop *sh, struct wallet_act *w, const char *tender, const char *reference) MUST_CHECK;
/* Begins the transaction's part: ERR_EXISTS where the id was posted; ERR_REFUSED where the member was merged or erased
 * since the act began. */
enum err wallet_body(struct shop *sh, struct wallet_act *w) MUST_CHECK;
/* The same of another member who is to have something. */
enum err wallet_still_there(struct shop *sh, struct wallet_act *w, int64_t member_id) MUST_CHECK;
/* Tells why it was not posted. */
enum err wallet_not_posted(struct shop *sh, struct wallet_act *w, enum err e) MUST_CHECK;
/* Posts it; tells number and what is there now, or why not. */
enum err wallet_post(struct shop *sh, struct wallet_act *w, enum message words, struct wallet_done *done) MUST_CHECK;

#endif
