/* past.h - what master data was: who changed which row, when, from what to what. An edit that takes a while begins at a
 * place in that past, and is refused where somebody else went on from there. */
#ifndef SERVICE_PAST_H
#define SERVICE_PAST_H

#include "service/shop.h"

#define PAST_MAX 500 /* changes of one row that are told */

struct past_field { const char *name, *was, *becomes; }; /* was "": it is new */
struct past {
	int64_t at_ms;
	const char *staff_number, *staff_name;
	struct past_field *fields;
	int field_count;
};
/* The changes of a row after the first `after` of them, oldest first. table: "article", "price", "staff" ... as the
 * services name them. */
enum err past_of(struct shop *sh, struct arena *a, const char *table, int64_t row_id, int after, struct past **list,
	int *n) MUST_CHECK;
/* How often the row was changed: where an edit begins. */
enum err past_count(struct shop *sh, const char *table, int64_t row_id, int *n) MUST_CHECK;
/* Keeps of them what was done with one field. */
void past_only(struct past *list, int *n, const char *field);
/* From now on a change of that row is refused with ERR_STALE when it was changed more often than that; of all others
 * nothing is asked. table NULL: of no row. field: where a row holds what is edited one by one, only changes of that
 * field count; NULL all. The texts must live until it is called again. */
void past_expect(struct shop *sh, const char *table, int64_t row_id, int count, const char *field);

#endif
