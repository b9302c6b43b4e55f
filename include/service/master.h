/* master.h - the names under which kinds, flags and roles are written in files, answers and conf: one list each,
 * stable; and what an office sees and changes of roles, terminals and the lists of the shop. */
#ifndef SERVICE_MASTER_H
#define SERVICE_MASTER_H

#include "model/reason.h"
#include "model/tender.h"
#include "service/shop.h"

extern const char *const reason_kind_name[REASON_KINDS];
#define TENDER_KINDS (TENDER_KIND_LAST + 1)
extern const char *const tender_kind_name[TENDER_KINDS];
/* Ended by a NULL name. */
struct flag_name { const char *name; unsigned flag; };
extern const struct flag_name tender_flag_names[], article_flag_names[];
/* The roles that a shop begins with: which letters of permission.def they take together, and whose column of
 * limit_entry.by_role. code NULL at the end. */
struct role_default { const char *code, *letters; int limits; };
extern const struct role_default role_defaults[];
/* Of a role's code; NULL: the shop's own role. */
const struct role_default *role_default(const char *code);
bool role_has_by_default(const struct role_default *role, const struct permission_entry *p);

/* The number of a name in such a list, which may have gaps (NULL); -1 when it is not there. */
int name_index(const char *const *names, int count, const char *name);
/* The flags named in a text, separated by blanks; false when one is unknown. And back. */
bool flags_read(const struct flag_name *list, const char *text, unsigned *flags);
char *flags_text(struct arena *a, const struct flag_name *list, unsigned flags);

struct terminal_info { int64_t id; const char *code, *name, *holder; /* "" nobody is there */ bool office; };
enum err terminals_all(struct shop *sh, struct arena *a, struct terminal_info **list, int *n) MUST_CHECK;
/* A new till; ERR_EXISTS. Codes are 1 to 8 letters and digits. */
enum err terminal_add(struct shop *sh, struct arena *a, const char *code, const char *name,
	struct said *said) MUST_CHECK;

struct role_info {
	int64_t id, grade;
	const char *code, *name, *name_en;
	bool may[PERMISSIONS];
	int64_t limit[LIMITS];
};
enum err roles_all(struct shop *sh, struct arena *a, struct role_info **list, int *n) MUST_CHECK;
/* A new role without any right, at the grade of who makes it; its limits are 0. Codes are 1 to 12 letters and digits.
 * name_en NULL: none. */
enum err role_add(struct shop *sh, struct arena *a, const char *code, const char *name, const char *name_en,
	struct said *said) MUST_CHECK;
/* Gives or takes a permission, sets a limit. Nobody gives what he has not got himself, or changes his own role
 * (ERR_REFUSED). A role of a lower grade may be changed; one of the same grade if it has nothing that the own role has
 * not got, or if no role is of a higher grade; else ERR_DENIED. */
enum err role_permit(struct shop *sh, struct arena *a, const char *role, const char *permission, bool may,
	struct said *said) MUST_CHECK;
/* Several of them at once, all or none: of each either a permission or a limit is named. */
struct role_wish { const char *permission, *limit; bool may; int64_t value; };
#define ROLE_WISHES_MAX (PERMISSIONS + LIMITS)
enum err role_set(struct shop *sh, struct arena *a, const char *role, const struct role_wish *list, int n,
	struct said *said) MUST_CHECK;
enum err role_limit_set(struct shop *sh, struct arena *a, const char *role, const char *limit, int64_t value,
	struct said *said) MUST_CHECK;

/* --- settings: their list is setting.def ------------------------------------------------------ */

/* By name; -1 when there is none. */
int setting_find(const char *name);
/* Sets one for the shop (terminal NULL) or for one till; needs the right `settings`. */
enum err setting_set_at(struct shop *sh, struct arena *a, const char *name, const char *value, const char *terminal,
	struct said *said) MUST_CHECK;
/* All of them, as they are for the shop or for one till. from: "shipped", "shop", "terminal". */
struct setting_info { int id; const char *value, *from; };
enum err settings_all(struct shop *sh, struct arena *a, const char *terminal, struct setting_info **list,
	int *n) MUST_CHECK;

#endif
