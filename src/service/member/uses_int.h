/* uses_int.h - packages of uses, in the transaction that posts what moves them. Each act reads the member's packages,
 * lets model/member/uses.h decide, writes rests and moves by guarded statements and adds the postings to the document's
 * ledger.
 *
 * What moved is sealed with an audit row of the document as "uses=PACKAGE:KIND:AMOUNT:LINE:CANCELS:GRACE", of one that
 * it opens with ":OF:MEMBER:FROM:UNTIL:PAID" behind, separated by '|': recovery makes it again from that, and store
 * check holds it against it. */
#ifndef SERVICE_USES_INT_H
#define SERVICE_USES_INT_H

#include "lots_int.h"
#include "service/uses.h"

/* By id, also one given up; known: read again where it is not there yet. */
const struct uses_kind_row *uses_kind_of(const struct shop *sh, int64_t id);
const struct uses_kind_row *uses_kind_known(struct shop *sh, int64_t id);
const struct uses_kind_row *uses_kind_coded(const struct shop *sh, const char *code);
/* The one in use that an article sells; NULL none. */
const struct uses_kind_row *uses_kind_sold(const struct shop *sh, int64_t article_id);
bool uses_kind_pays(const struct uses_kind_row *kind, int64_t article_id);
/* The last day of one that begins on a day; 0 without end. */
int32_t uses_until(const struct uses_kind_row *kind, int32_t from_day);

/* Those of a member of which something is left, each told for an article (0 any): others' article_id is 0. */
enum err uses_read(struct shop *sh, struct arena *a, int64_t member_id, int64_t article_id, int32_t day,
	struct uses_row **rows, struct uses_package **list, int *n) MUST_CHECK;
/* How many he can take today, of whatever. */
enum err uses_today(struct shop *sh, struct arena *a, int64_t member_id, int64_t *left) MUST_CHECK;
/* Whether so many of an article can be used; ERR_REFUSED says why not, naming it. */
enum err uses_lets(struct shop *sh, struct arena *a, int64_t member_id, int64_t article_id, const char *name,
	int64_t count, struct said *said) MUST_CHECK;

/* Something comes: a package of a kind. */
struct uses_opening { const struct uses_kind_row *kind; int64_t member_id, times, paid_minor; int line_no;
	int32_t from_day, until_day; bool handed; };
enum err uses_open(struct shop *sh, struct lots_act *act, const struct uses_opening *what) MUST_CHECK;
/* Uses of an article are taken; ERR_REFUSED says why not. */
enum err uses_spend(struct shop *sh, struct lots_act *act, int64_t member_id, const struct uses_article *article,
	int64_t count, int line_no, struct said *said) MUST_CHECK;
/* What a document took (of a line; -1 all) comes back: `total` in all up to now. cancels: it is a counter document. */
enum err uses_restore(struct shop *sh, struct lots_act *act, int64_t spent_id, int line_no, int64_t total,
	bool cancels) MUST_CHECK;
/* What a document brought with a line is taken back; *missing: what of it was used, which is not. */
enum err uses_take_again(struct shop *sh, struct lots_act *act, int64_t brought_id, int line_no, int64_t count,
	bool cancels, int64_t *missing) MUST_CHECK;
/* All that is left of one goes to another member, with its days. */
enum err uses_hand(struct shop *sh, struct lots_act *act, const struct uses_row *row, int64_t to_id) MUST_CHECK;
/* The words for the record, with what moved. */
char *uses_detail(const struct lots_act *act, const char *words);

/* A new card of a kind comes with packages: in the transaction that issues it, as a document of its own; *d is it,
 * id 0: there was none to give. After COMMIT: post_committed. */
struct document;
enum err uses_with_card(struct shop *sh, struct arena *a, int64_t member_id, int64_t card_kind_id,
	struct document *d) MUST_CHECK;
/* How many a member has left, ended or not: nobody is forgotten who has some. */
enum err uses_rest_of(struct shop *sh, struct arena *a, int64_t member_id, int64_t *rest) MUST_CHECK;

/* --- on record ---------------------------------------------------------------------------------------- */

struct audit_store_row;
struct uses_told { struct uses_move_row move; int32_t grace_day; bool opens; struct uses_row row; };
typedef enum err (*uses_told_fn)(void *ctx, const struct uses_told *t);
/* One by one; what fn answers other than OK ends it. */
enum err uses_told(const struct audit_store_row *r, uses_told_fn fn, void *ctx) MUST_CHECK;
/* It is made again. */
enum err uses_replay(struct db *db, const struct audit_store_row *r) MUST_CHECK;

#endif
