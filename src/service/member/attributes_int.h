/* attributes_int.h - what a member's own attributes add to a change of what is on file of him. */
#ifndef SERVICE_ATTRIBUTES_INT_H
#define SERVICE_ATTRIBUTES_INT_H

#include "../office/office_int.h"
#include "service/attributes.h"

/* What is to be written of one member; count 0: nothing of it changes. */
struct attributes_taken { struct attribute_value_row *rows; struct change *changes; const char *names; int count; };

/* Room for n of them in the arena; and one more. */
void attributes_begin(struct arena *a, struct attributes_taken *t, int n);
void attributes_add(struct arena *a, struct attributes_taken *t, const struct attribute_row *of, const char *was,
	const char *value);
/* Of those that are known of a member: "" none. */
const char *attribute_among(const struct attribute_value_row *list, int n, int64_t attribute_id);
/* Looks at what was typed; of a new one (member_id 0) what is required must be among it, where anything is. */
enum err attributes_take(struct shop *sh, struct arena *a, int64_t member_id, const struct attribute_value *typed,
	int n, struct attributes_taken *out, struct said *said) MUST_CHECK;
/* What one member has and another has not. */
enum err attributes_missing(struct shop *sh, struct arena *a, int64_t from_id, int64_t into_id,
	struct attributes_taken *out) MUST_CHECK;
/* In a transaction: the values alone. */
enum err attributes_put(struct shop *sh, int64_t member_id, const struct attributes_taken *taken) MUST_CHECK;
/* What is wrong with a value, in words. */
const char *attribute_fault_words(enum attribute_fault fault);
/* The one in use with this code or name, as a heading of a file has it; NULL none. */
const struct attribute_row *attribute_headed(struct arena *a, const struct attribute_row *list, int n,
	const char *heading);

#endif
