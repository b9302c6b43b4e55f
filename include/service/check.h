/* check.h - store check: proves that what the store holds is what was posted, and that nothing
 * of it was changed, taken away or put in; and heads, the ends of the chains noted outside the
 * store, without which a chain that was cut at its end looks whole. */
#ifndef SERVICE_CHECK_H
#define SERVICE_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "service/shop.h"

enum check_id {
	CHECK_NONE = 0,
#define FINDING(id, name, severity, msgid) CHECK_##id,
#include "service/check.def"
#undef FINDING
	CHECKS
};
struct check_entry { const char *name; char severity; const char *msgid; };
extern const struct check_entry check_table[CHECKS];

/* One thing found; the texts live until the callback returns. */
struct finding { enum check_id id; const char *arg[2]; };
/* The sentence, translated. */
char *finding_text(struct arena *a, const struct finding *f);

#define CHECK_TOLD_MAX 20 /* findings of one kind that are told one by one; all are counted */

struct check_request {
	const char *heads_file;  /* from outside; NULL: the shop's own, if it is there */
	void (*found)(void *ctx, const struct finding *f);
	void (*progress)(void *ctx, int64_t done, int64_t total); /* links; may be NULL */
	void *ctx;               /* of both */
};
struct check_result {
	int64_t wrong, noted;    /* findings of severity E and N */
	int64_t by_id[CHECKS];
	int64_t documents, links, unproven; /* unproven: links after the newest heads */
};
/* Checks the store that conf (resolved: service/paths.h) names, while tills go on. OK whatever
 * it found; else it could not be done: *why is one translated line. */
enum err check_store(struct arena *a, const struct shop_config *conf,
	const struct check_request *request,
	struct check_result *out, const char **why) MUST_CHECK;

/* --- heads ------------------------------------------------------------------------------------ */
/* A file of lines "TERMINAL SEQ LINK [TIME]", or "NUMBER LINK" for a receipt's number and the
 * characters of its link that it prints (8 at least). '#' begins a remark. */

struct head { const char *terminal; int64_t seq; const char *link; };
/* The ends of all chains that have begun. */
enum err heads_list(struct shop *sh, struct arena *a, struct head **list, int *n) MUST_CHECK;
/* Appends them to a file, synced; made (mode 0600) if need be. */
enum err heads_append(const char *path, const struct head *list, int n) MUST_CHECK;
/* After each Z and by the worker: appends them to the shop's own file; a failure is logged. */
void heads_write(struct shop *sh);

#endif
