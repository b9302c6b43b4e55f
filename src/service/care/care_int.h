/* care_int.h - what the parts of backup and recovery share. */
#ifndef SERVICE_CARE_INT_H
#define SERVICE_CARE_INT_H

#include "check_int.h"
#include "service/care.h"

/* A store under repair, as much of a shop as posting to the office's chain wants. */
struct repair {
	struct arena *arena;
	struct shop *sh;              /* db, keys, ids, conf; no master data */
	const struct check_request *request;
	struct care_report *report;
};

/* Adds what the journals in a folder have after the store's links, each only where it fits its
 * chain. ERR_NOTFOUND: there is no such folder. */
enum err journal_replay(struct repair *r, const char *dir) MUST_CHECK;

#endif
