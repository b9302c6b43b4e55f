/* job_store.h - what must happen outside after a commit, and how the devices are. */
#ifndef STORE_JOB_STORE_H
#define STORE_JOB_STORE_H

#include "store/db.h"

/* kind and state: service/jobs.h. */
struct job_row {
	int64_t id, kind, terminal_id, document_id; /* document_id 0: none */
	const char *template, *body;
	int64_t copy, created_at_ms, deadline_ms, state, tries;
	const char *outside, *note;
	int64_t printer; /* enum job_printer */
};
enum err job_insert(struct db *db, const struct job_row *row) MUST_CHECK;
/* The oldest of a terminal's printer in state 1 (waiting); ERR_NOTFOUND. */
enum err job_first_waiting(struct db *db, struct arena *a, int64_t terminal_id, int64_t printer,
	struct job_row *out) MUST_CHECK;
enum err job_get(struct db *db, struct arena *a, int64_t id, struct job_row *out) MUST_CHECK;
/* From one state to another; ERR_STALE when it was not in `from`. outside NULL: it keeps its name. */
enum err job_move(struct db *db, int64_t id, int64_t from, int64_t to, const char *outside, const char *note,
	int64_t at_ms) MUST_CHECK;
enum err jobs_expire(struct db *db, int64_t terminal_id, int64_t now_ms) MUST_CHECK;
/* All of a terminal's jobs in one state to another (sent -> unknown at start). */
enum err jobs_move_all(struct db *db, int64_t terminal_id, int64_t from, int64_t to, int64_t at_ms,
	int64_t *moved) MUST_CHECK;
/* The same for those that were sent before a time. */
enum err jobs_give_up(struct db *db, int64_t terminal_id, int64_t before_ms, int64_t at_ms, int64_t *moved) MUST_CHECK;
/* How many are waiting or sent, and how many with an id above since_id ended unknown. */
enum err jobs_counts(struct db *db, int64_t terminal_id, int64_t since_id, int64_t *waiting,
	int64_t *unknown) MUST_CHECK;
/* Newest first; terminal_id 0: of all. */
struct job_listed {
	int64_t id, kind, state, printer;
	const char *terminal, *template;
	int64_t copy, tries;
	const char *outside, *note;
	int64_t created_at_ms, changed_at_ms;
	const char *document_terminal; /* "": it belongs to no document */
	int64_t series, running;
};
enum err jobs_list(struct db *db, struct arena *a, int64_t terminal_id, int64_t limit, struct job_listed **list,
	int *n) MUST_CHECK;
enum err job_copies(struct db *db, int64_t document_id, int64_t *copies) MUST_CHECK;

struct device_row { const char *device, *state, *detail; int64_t at_ms; };
enum err device_put(struct db *db, int64_t terminal_id, const struct device_row *row) MUST_CHECK;
enum err device_get(struct db *db, struct arena *a, int64_t terminal_id, const char *device,
	struct device_row *out) MUST_CHECK;
/* Nobody knows how it fares any more. */
enum err device_forget(struct db *db, int64_t terminal_id, const char *device) MUST_CHECK;
/* Of all terminals. */
struct device_listed { const char *terminal; struct device_row row; };
enum err devices_list(struct db *db, struct arena *a, struct device_listed **list, int *n) MUST_CHECK;

#endif
