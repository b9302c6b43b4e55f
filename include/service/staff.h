/* staff.h - the people of the shop: who they are, what role they have, their PINs and cards; and its scripts with
 * their keys. All of it needs the right `staff`, but for one's own PIN. Nobody gives or changes what may do more than
 * he may himself: a role with a right, a limit or a grade beyond the own one (ERR_DENIED). */
#ifndef SERVICE_STAFF_H
#define SERVICE_STAFF_H

#include "service/shop.h"

#define STAFF_NUMBER_MAX 12  /* letters and digits */
#define PIN_MIN 4            /* digits */
#define PIN_APPROVER_MIN 6   /* of those whose role may approve */
#define PIN_MAX 12

struct staff_info {
	int64_t id;
	const char *number, *name, *role;
	bool active, has_card;
	int64_t failed, locked_until_ms; /* wrong PINs since the last right one, over all terminals; 0 not locked */
};
/* Everybody, by number. */
enum err staff_all(struct shop *sh, struct arena *a, struct staff_info **list, int *n) MUST_CHECK;

/* Digits only, and enough of them. */
bool pin_fits(const char *pin, bool approver);

/* Somebody new. card: "" none. */
struct staff_new { const char *number, *name, *role, *pin, *card; };
enum err staff_add(struct shop *sh, struct arena *a, const struct staff_new *who, struct said *said) MUST_CHECK;
/* What is NULL stays; active: "yes", "no"; card "" takes it away. A role that may approve wants a new, longer PIN
 * where the old role could not. Nobody changes the own role, or locks himself out. */
struct staff_change { const char *name, *role, *card, *active, *pin; };
enum err staff_change(struct shop *sh, struct arena *a, const char *number, const struct staff_change *change,
	struct said *said) MUST_CHECK;
/* A new PIN: one's own, or with the right `staff` another's. */
enum err staff_pin(struct shop *sh, struct arena *a, const char *number, const char *pin, struct said *said) MUST_CHECK;
/* Forgets the wrong PINs, so that he may try again at once. */
enum err staff_unlock(struct shop *sh, struct arena *a, const char *number, struct said *said) MUST_CHECK;

/* --- scripts ------------------------------------------------------------------------------- */

#define SCRIPT_NAME_MAX 24   /* a letter, then letters, digits and '-' */

/* A script acts as somebody of its name, which stands on all it does. It signs on by a key in a file that only its
 * Unix user can read (shop_sign_on_script), never by a PIN or card, and what needs a second person is refused to it. */
struct script_info {
	int64_t id;
	const char *name, *unix_user, *role;
	int64_t made_at_ms, revoked_at_ms;  /* revoked 0: it holds */
};
enum err scripts_all(struct shop *sh, struct arena *a, struct script_info **list, int *n) MUST_CHECK;
/* A new one; writes its key into the file, which must not be there, and nowhere else. A name is given once: what
 * it did stays its own. */
struct script_new { const char *name, *unix_user, *role, *file; };
enum err script_add(struct shop *sh, struct arena *a, const struct script_new *script, struct said *said) MUST_CHECK;
/* Its key opens nothing from now on. */
enum err script_revoke(struct shop *sh, struct arena *a, const char *name, struct said *said) MUST_CHECK;

#endif
