/* attributes.h - what a shop itself wants to know of its members: attributes of its own, any number of them, and what
 * is known of each member. Changing what they are needs the right `attributes`, a member's own `member-edit`
 * (service/members.h: a value is changed as any other thing that is on file of him). */
#ifndef SERVICE_ATTRIBUTES_H
#define SERVICE_ATTRIBUTES_H

#include "service/members.h"
#include "service/shop.h"
#include "store/attribute_store.h"

/* kind: a name of attribute_kind_name; choices: "dry; oily"; required, active: "yes" or "no"; length, decimals,
 * position: numbers; min, max: as its values are typed, "-" none. NULL: it stays as it is. */
struct attribute_edit {
	const char *code, *name, *name_en, *kind, *choices, *required, *length, *decimals, *min, *max, *position;
	const char *active;
};
/* By position, those that were given up, too. */
enum err attribute_list(struct shop *sh, struct arena *a, struct attribute_row **list, int *n) MUST_CHECK;
enum err attribute_add(struct shop *sh, struct arena *a, const struct attribute_edit *edit,
	struct said *said) MUST_CHECK;
/* Its kind and decimals stay, and so do its choices: others are put behind them. What members have stays, too. */
enum err attribute_set(struct shop *sh, struct arena *a, const struct attribute_edit *edit,
	struct said *said) MUST_CHECK;
/* Of kinds, in words. */
const char *attribute_kind_words(enum attribute_kind kind);

/* Of a member: all attributes in use, and what is known of him; value "" nothing. */
struct attribute_known { const struct attribute_row *of; const char *value; };
enum err member_attributes(struct shop *sh, struct arena *a, int64_t member_id, struct attribute_known **list,
	int *n) MUST_CHECK;

/* Members of whom something is known, or not: "skin=dry", "skin<>dry", "size>=40", "size<=40", "note has cat",
 * "skin empty", "skin given", by that value; in a state (0: any); at most `limit`. */
#define ATTRIBUTE_FOUND_MAX 1000
enum err members_where(struct shop *sh, struct arena *a, const char *condition, int state, int limit,
	struct member **list, int *n, struct said *said) MUST_CHECK;

#endif
