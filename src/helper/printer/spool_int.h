/* spool_int.h - what zhanggui-printer wants of CUPS, in a few calls that cannot wait for ever: every
 * exchange with the server ends after SPOOL_PATIENCE_MS, and a server that did not answer is left
 * alone for a while. Details are texts in the server's own words, for logs. */
#ifndef HELPER_SPOOL_INT_H
#define HELPER_SPOOL_INT_H

#include <stdbool.h>
#include <stddef.h>

#include "device/printer.h"

#define SPOOL_PATIENCE_MS 3000
#define SPOOL_PAUSE_MS 2000
#define SPOOL_DETAIL 200

struct spool;
struct spool *spool_open(void);
void spool_close(struct spool *s);

/* How a queue is. */
enum printer_state spool_state(struct spool *s, const char *queue, char detail[SPOOL_DETAIL]);

/* The queues of the spooler, at most SPOOL_QUEUES_MAX; false when it did not answer. */
#define SPOOL_QUEUES_MAX 100
bool spool_queues(struct spool *s, void (*each)(void *ctx, const char *queue, const char *words), void *ctx);

/* Bytes for a printer, or pages: what they are, and of which medium ("": raw bytes need none). */
struct spool_document { const void *bytes; size_t n; const char *format, *media; };
#define SPOOL_PDF "application/pdf"
#define SPOOL_RAW "application/vnd.cups-raw"

/* Hands a document over as one job. FATE_SENT: the server has all of it, *job is its number.
 * FATE_BACK, FATE_REFUSED: it has none of it. FATE_UNKNOWN: all went out and no answer came. */
enum printer_fate spool_submit(struct spool *s, const char *queue, const char *title,
	const struct spool_document *d, int *job, char detail[SPOOL_DETAIL]);

/* How a job is: WAITING, HELD (by a person), STOPPED (its device failed; the server will try again), DONE,
 * FAILED, UNKNOWN (the server does not know it any more).
 * FATE_COUNT when the server did not answer. *begun is set when bytes may have reached the printer. */
enum printer_fate spool_job(struct spool *s, const char *queue, int job, bool *begun, char detail[SPOOL_DETAIL]);

/* The number of the newest job with that title; 0 when there is none, -1 when the server did not answer. */
int spool_find(struct spool *s, const char *queue, const char *title);

/* Takes a job out of the queue; true when the server says so. */
bool spool_cancel(struct spool *s, const char *queue, int job);

#endif
