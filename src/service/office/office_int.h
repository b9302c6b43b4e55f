/* office_int.h - what the services that edit master data share: the right to it, and its past. */
#ifndef SERVICE_OFFICE_INT_H
#define SERVICE_OFFICE_INT_H

#include "../shop/shop_int.h"
#include "model/scope.h"

/* ERR_DENIED with a sentence unless who is signed on has the permission (PERM_NONE: anybody); empties *said first. */
enum err office_need(const struct shop *sh, enum permission p, struct said *said) MUST_CHECK;
/* The sentence for what a transaction answered, where nothing better was said: *said is filled if it is empty. */
enum err office_answer(struct said *said, enum err e, const char *what) MUST_CHECK;

struct role_info;
/* A role by its code, if it is not beyond the own one; else ERR_DENIED with a sentence, or ERR_NOTFOUND. `what` is
 * named in it: the role, or who has it. */
enum err office_role(struct shop *sh, struct arena *a, const char *code, const char *what, struct role_info *role,
	struct said *said) MUST_CHECK;

/* After a commit: reads the master data anew. What was committed is done whether this works or not; when it does
 * not, the old lists stay in force until the next change, and it is logged. */
void office_reload(struct shop *sh);

/* A column of a row, before and after. */
struct change { const char *name, *was, *becomes; };
/* In a transaction: keeps what differs as a revision; nothing when nothing does. */
enum err office_revise(struct shop *sh, const char *table, int64_t row_id, const struct change *list, int n) MUST_CHECK;
/* In a transaction, before the revision is written: past_expect() in force. */
enum err past_expected(struct shop *sh, const char *table, int64_t row_id) MUST_CHECK;
/* In a transaction: an audit row without figures. */
enum err office_audit(struct shop *sh, const char *action, int64_t subject_id, const char *detail) MUST_CHECK;

/* --- days ------------------------------------------------------------------------------------ */

/* ERR_INVALID with a sentence: they are no days of the calendar from one to another, or too many (SALES_DAYS_MAX). */
enum err office_days(struct arena *a, int32_t from, int32_t to, struct said *said) MUST_CHECK;
/* An id below those of all documents of a business day. */
int64_t office_first_id(int32_t day);

/* --- a row written --------------------------------------------------------------------------- */

/* A row of master data to be written whole. */
struct writing {
	const char *table, *action;           /* for the revision and for the audit */
	int64_t row_id;
	const char *code;                     /* the audit's detail */
	const char *what;                     /* how a sentence names it */
	bool fresh;                           /* a new row */
	const struct change *changes;
	int change_count;
	/* In the transaction: the last word of the rules (a refusal fills *said), and the statement. */
	enum err (*write)(struct shop *sh, void *row, struct said *said);
	void *row;
};
/* Writes it, with what it was and the audit, in one transaction, and reads the master data anew. Nothing is written
 * where nothing changes. *said tells all of that. */
enum err office_write(struct shop *sh, const struct writing *w, struct said *said) MUST_CHECK;

/* --- what is typed ---------------------------------------------------------------------------- */

#define OFFICE_NAME_MAX 60 /* bytes of UTF-8 */
/* A name, cleaned: not empty and not too long. ERR_INVALID with a sentence. */
enum err office_name(struct arena *a, const char *text, const char **out, struct said *said) MUST_CHECK;
/* A code of letters and digits. words: "A till's code". */
enum err office_code(struct arena *a, const char *text, size_t most, const char *words, const char **out,
	struct said *said) MUST_CHECK;
/* "yes" or "no" of an option. */
enum err office_yes(const char *option, const char *text, bool *out, struct said *said) MUST_CHECK;
/* A whole number of a range. words: "A position". */
enum err office_number(const char *text, int64_t least, int64_t most, const char *words, int64_t *out,
	struct said *said) MUST_CHECK;

/* Which goods are meant: "all" (code NULL), "department", "category" or "article" and its code. ERR_INVALID or
 * ERR_NOTFOUND with a sentence. */
enum err office_goods(struct shop *sh, struct arena *a, const char *goods, const char *code, enum goods_scope *scope,
	int64_t *target_id, struct said *said) MUST_CHECK;

#endif
