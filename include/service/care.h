/* care.h - what keeps a shop from losing its store: backups, putting one back, and recovery from
 * a backup and the journals. Each result is checked before it counts. On PostgreSQL its own
 * tools do this: every function here answers ERR_REFUSED then and says so. */
#ifndef SERVICE_CARE_H
#define SERVICE_CARE_H

#include "service/check.h"

/* Copies the store into a new file while tills go on, and checks the copy; the keys are not in
 * it. What the check finds goes to request->found; the file is kept also then (half a store is
 * better than none), and the answer is ERR_CORRUPT. ERR_EXISTS: there is a file of that name. On
 * failure *why is one translated line. */
enum err care_backup(struct shop *sh, struct arena *a, const char *file,
	const struct check_request *request,
	struct check_result *out, const char **why) MUST_CHECK;

/* What was done with the journals, terminal by terminal. */
struct care_terminal {
	const char *code;
	int64_t documents, acts;      /* added from the journals */
	int64_t missing;              /* links between that no journal has */
	/* records that do not fit: not what was sealed, or not to be put in */
	int64_t refused;
};
struct care_report {
	const char *kept;             /* where the replaced store lies now; NULL: there was none */
	struct care_terminal *terminals;
	int terminal_count;
	int64_t damaged;              /* torn or damaged records in the journals */
	/* articles, people, departments, means of payment made after the backup: only what documents tell */
	int64_t stubs;
	struct check_result check;    /* of the result */
};
struct care_source {
	const char *backup;
	const char *journal_dir;      /* NULL: restore alone */
	/* the store that is there is put aside; nobody may have it open */
	bool replace;
	bool anyway;                  /* also when the check finds something wrong */
};
/* Puts a backup in the place of the store that conf (resolved) names, brings its schema up to
 * date, adds what the journals have after it, opens a new series of numbers for every terminal,
 * checks it all, and only then gives it its name. ERR_EXISTS there is a store; ERR_BUSY it is
 * open; ERR_CORRUPT the check found something wrong and nothing was put in place (told by
 * request->found); ERR_DENIED the keys do not fit. */
enum err care_restore(struct arena *a, const struct shop_config *conf,
	const struct care_source *source,
	const struct check_request *request, struct care_report *out, const char **why) MUST_CHECK;

#endif
