/* fixes.h - the fix list: what of the goods on file wants mending, found when it is asked for, and codes that nobody
 * knew at a till, until their article is on file. All of it needs the right `articles`. */
#ifndef SERVICE_FIXES_H
#define SERVICE_FIXES_H

#include "service/shop.h"

enum fix {
#define FIX(id, name, counts, words, help) FIX_##id,
#include "service/fix.def"
	FIXES
};
extern const struct fix_entry { const char *name, *words, *help; bool counts; } fix_table[FIXES];
/* By name; FIXES when there is none. */
enum fix fix_find(const char *name);

/* How many of each; those that do not count are left at 0 unless `all`. What cannot be sold is not asked for. */
enum err fixes_count(struct shop *sh, bool all, int64_t counts[FIXES], struct said *said) MUST_CHECK;

#define FIXES_SHOWN 1000 /* of one kind */
struct fix_item {
	const char *number, *name;    /* of the article; "" nobody knew it */
	const char *code;             /* what is wrong, or was scanned; "" none */
	int64_t price_minor, cost_minor; /* -1: none. Of an unknown code: what it was sold for last */
	int64_t at_ms;                /* when it was scanned or printed last; 0 */
	int64_t times;                /* how often it was scanned */
	const char *terminal, *department; /* where, and what it was sold under: codes; "" */
};
/* Those of one kind; of unknown codes the newest first, else by article number. */
enum err fixes_list(struct shop *sh, struct arena *a, enum fix fix, struct fix_item **list, int *n,
	struct said *said) MUST_CHECK;
/* A code that nobody knew is done with: it becomes one of that article's codes, or (article NULL) nothing is to be
 * done. ERR_NOTFOUND: it is not on the list. */
enum err fix_resolve(struct shop *sh, struct arena *a, const char *code, const char *article,
	struct said *said) MUST_CHECK;

#endif
