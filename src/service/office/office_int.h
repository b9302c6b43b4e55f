/* office_int.h - what the services that edit master data share: the right to it, and its past. */
#ifndef SERVICE_OFFICE_INT_H
#define SERVICE_OFFICE_INT_H

#include "../shop/shop_int.h"

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
 * not, the
 * old lists stay in force until the next change, and it is logged. */
void office_reload(struct shop *sh);

/* A column of a row, before and after. */
struct change { const char *name, *was, *becomes; };
/* In a transaction: keeps what differs as a revision; nothing when nothing does. */
enum err office_revise(struct shop *sh, const char *table, int64_t row_id, const struct change *list, int n) MUST_CHECK;
/* In a transaction: an audit row without figures. */
enum err office_audit(struct shop *sh, const char *action, int64_t subject_id, const char *detail) MUST_CHECK;

#endif
