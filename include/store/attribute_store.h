/* attribute_store.h - what a shop itself wants to know of its members, and what is known of each. Texts live in the
 * caller's arena. */
#ifndef STORE_ATTRIBUTE_STORE_H
#define STORE_ATTRIBUTE_STORE_H

#include "model/member/attribute.h"
#include "model/member/member.h"
#include "store/db.h"

struct attribute_row {
	int64_t id;
	const char *code, *name, *name_en;
	struct attribute def;
	int64_t position;          /* in forms and lists */
	bool disabled;
	int64_t version;
};
/* By position, then code. */
enum err attributes_list(struct db *db, struct arena *a, struct attribute_row **list, int *n) MUST_CHECK;
/* ERR_EXISTS where the code is taken. */
enum err attribute_insert(struct db *db, struct arena *a, const struct attribute_row *row) MUST_CHECK;
/* Its kind stays; ERR_STALE where it was changed since row->version. */
enum err attribute_update(struct db *db, struct arena *a, const struct attribute_row *row) MUST_CHECK;

struct attribute_value_row { int64_t member_id, attribute_id; const char *value, *key; };
enum err attribute_values_of(struct db *db, struct arena *a, int64_t member_id, struct attribute_value_row **list,
	int *n) MUST_CHECK;
/* value "": he has none any more. */
enum err attribute_value_put(struct db *db, const struct attribute_value_row *row) MUST_CHECK;
/* Those of one attribute with keys from..to, behind (key, id), by key and member; of members who were neither merged
 * nor erased. */
enum err attribute_values_between(struct db *db, struct arena *a, int64_t attribute_id, const char *from,
	const char *to, const struct attribute_value_row *behind, int limit, struct attribute_value_row **list,
	int *n) MUST_CHECK;
/* Members who have none of it, in a state (0: any but merged or erased), by code. */
enum err attribute_members_without(struct db *db, struct arena *a, int64_t attribute_id, int state, int limit,
	int64_t **ids, int *n) MUST_CHECK;
/* All, behind (member, attribute), by them. */
enum err attribute_values_after(struct db *db, struct arena *a, int64_t member_id, int64_t attribute_id, int limit,
	struct attribute_value_row **list, int *n) MUST_CHECK;

#endif
