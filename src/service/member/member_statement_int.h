/* member_statement_int.h - the statement of one who is known, for his paper. */
#ifndef SERVICE_MEMBER_STATEMENT_INT_H
#define SERVICE_MEMBER_STATEMENT_INT_H

#include "service/member_statement.h"

/* `name` is left empty. */
enum err member_statement_of(struct shop *sh, struct arena *a, const struct member *m, int32_t from, int32_t to,
	struct member_statement *out) MUST_CHECK;

#endif
