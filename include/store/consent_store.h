/* consent_store.h - what members agreed to, and who belongs to them; what a merged one said counts as the survivor's.
 * Texts live in the caller's arena. */
#ifndef STORE_CONSENT_STORE_H
#define STORE_CONSENT_STORE_H

#include "base/arena.h"
#include "model/member/consent.h"
#include "store/db.h"

/* Of a member, in order of time. */
enum err consents_of(struct db *db, struct arena *a, int64_t member_id, struct consent **list, int *n) MUST_CHECK;
/* ERR_EXISTS: it is there. */
enum err consent_put(struct db *db, const struct consent *row) MUST_CHECK;
/* After an id, by id: all. */
enum err consents_after(struct db *db, struct arena *a, int64_t id, int limit, struct consent **list,
	int *n) MUST_CHECK;

struct contact_row {
	int64_t id, member_id;
	int64_t other_id;          /* another member; 0: name and phone tell who it is */
	const char *relation, *name, *phone, *note;
};
/* Those of a member, by id; and those of others that name him. */
enum err contacts_of(struct db *db, struct arena *a, int64_t member_id, struct contact_row **list, int *n) MUST_CHECK;
enum err contacts_naming(struct db *db, struct arena *a, int64_t member_id, struct contact_row **list,
	int *n) MUST_CHECK;
enum err contact_put(struct db *db, const struct contact_row *row) MUST_CHECK;
/* ERR_NOTFOUND: he has no such. */
enum err contact_remove(struct db *db, int64_t id) MUST_CHECK;

#endif
