/* jobs.h - what must happen outside after a commit: papers and drawer pulses, as rows that `wire` drains. */
#ifndef SERVICE_JOBS_H
#define SERVICE_JOBS_H

#include "model/paper.h"
#include "service/shop.h"

enum job_kind { JOB_PAPER = 1, JOB_DRAWER, JOB_LABELS, JOB_MAIL /* labels with members' addresses */ };
/* Which of a terminal's printers a job is for: each has its queue by a setting, and its own line of waiting jobs. */
enum job_printer { JOB_AT_RECEIPT, JOB_AT_SECOND, JOB_AT_LABELS, JOB_PRINTERS };
extern const char *const job_printer_name[JOB_PRINTERS]; /* "receipt" "second" "labels" */
enum job_state { JOB_WAITING = 1, JOB_SENT, JOB_DONE, JOB_FAILED, JOB_UNKNOWN, JOB_EXPIRED };

#define DRAWER_DEADLINE_MS 5000

struct print_job {
	int64_t id;
	enum job_kind kind;
	const char *queue;      /* where to; "" no printer is set: the job waits */
	const char *form;       /* "receipt": bytes of a receipt printer; "roll", "a5", "a4": pages so wide; "labels" */
	int columns;
	struct paper paper;     /* a drawer pulse is a paper with one PAPER_DRAWER line */
	const char *labels;     /* of JOB_LABELS, JOB_MAIL: the packed order (model/tag.h, model/mail.h); else NULL */
	int copy;
	int64_t deadline_ms;    /* 0: none */
	int tries;
	const char *outside;    /* what the spooler calls it, for a job already sent */
};

/* The queue of a printer of this terminal; "" none is set. */
const char *jobs_queue(const struct shop *sh, enum job_printer printer);
/* The oldest job of this terminal that waits for a printer; ERR_NOTFOUND when there is none. Jobs past their deadline
 * are marked expired and passed over. */
enum err jobs_next(struct shop *sh, struct arena *a, enum job_printer printer, struct print_job *out) MUST_CHECK;
/* It is handed to the spooler now: committed before the first byte is sent. From here on it is never
 * printed as an original again. */
enum err jobs_sent(struct shop *sh, int64_t id, const char *outside) MUST_CHECK;
/* How it ended. JOB_WAITING puts it back: only when not one byte left (no connection to the spooler). */
enum err jobs_ended(struct shop *sh, int64_t id, enum job_state state, const char *note) MUST_CHECK;
/* At start: jobs of this terminal that a dead process left as sent become unknown; returns how many. Of the office,
 * where more than one process may print, those sent ten minutes ago. */
enum err jobs_orphans(struct shop *sh, int *n) MUST_CHECK;
/* How many wait or are under way at this terminal. */
enum err jobs_count(struct shop *sh, int *waiting, int *unknown) MUST_CHECK;

/* Health of a device of this terminal, shown in the status bar: state is a stable word ("ready", "offline",
 * "paper-out", "stopped", "no-cups", "unknown-queue", "none"). Written only when it changed. */
enum err device_report(struct shop *sh, const char *device, const char *state, const char *detail) MUST_CHECK;
struct device_health { const char *device, *state, *detail; int64_t at_ms; };
enum err device_health(struct shop *sh, struct arena *a, const char *device, struct device_health *out) MUST_CHECK;

/* --- told to the office ------------------------------------------------------------------------------ */

extern const char *const job_kind_name[], *const job_state_name[]; /* stable words */
struct job_info {
	int64_t id;
	enum job_kind kind;
	enum job_printer printer;
	enum job_state state;
	const char *terminal, *document, *template; /* document: its number, "" none */
	int copy, tries;
	const char *outside, *note;                 /* what the spooler called it; why it ended so */
	int64_t created_at_ms, changed_at_ms;
};
/* The newest first; terminal NULL: of all. */
enum err jobs_all(struct shop *sh, struct arena *a, const char *terminal, int limit, struct job_info **list,
	int *n) MUST_CHECK;
/* How the devices of all terminals were when they were heard of last. */
struct device_info { const char *terminal; struct device_health health; };
enum err devices_all(struct shop *sh, struct arena *a, struct device_info **list, int *n) MUST_CHECK;

#endif
