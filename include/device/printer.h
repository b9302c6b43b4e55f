/* printer.h - what the program and zhanggui-printer say to each other (lines of device/helperline.h).
 *
 * To the helper:
 *   watch QUEUE                          report the state of this queue, now and at each change
 *                                        (queues of jobs are reported as well)
 *   print ID QUEUE COLUMNS LEFT PAPER    print a paper (printer_pack); LEFT: milliseconds it is worth doing, 0 no end
 *   page ID QUEUE COLUMNS LEFT PAGE PAPER  the same as pages (PDF) for an office printer; PAGE: roll, a5, a4
 *   labels ID QUEUE LEFT ORDER           print labels (tag_order_pack, mail_order_pack) as pages (PDF)
 *   bytes ID QUEUE LEFT BASE64           the same with bytes ready for the printer
 *   follow ID QUEUE LEFT                 a job given to an earlier helper: find it, report how it goes
 *   queues                               which queues the spooler has
 *   ping N
 * From the helper:
 *   hello zhanggui-printer PROTOCOL VERSION
 *   job ID FATE DETAIL                   FATE is a word of printer_fate; after a final one nothing more comes for ID
 *   printer QUEUE STATE DETAIL           STATE is a word of printer_state; DETAIL is for the log, never needed
 *   queue QUEUE WORDS                    one of them, and what its owner calls it
 *   queues-all                           that was all
 *   pong N
 *
 * QUEUE is the name of a CUPS queue, or "file:PATH": the bytes are written to the end of that file, FIFO
 * or device (a printer without a spooler); "done" then means that the system took them.
 * A job with an end (a drawer pulse) is submitted only while the printer is ready, and taken back from
 * the queue if it was not done in time. Every job bears a title made of its id, by which it is found again. */
#ifndef DEVICE_PRINTER_H
#define DEVICE_PRINTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "model/paper.h"

#define PRINTER_HELPER "zhanggui-printer"
#define PRINTER_FILE "file:" /* how a queue that is a file begins */
#define PRINTER_QUEUE_MAX 250 /* bytes of a queue's name or path */

/* X-macros: the enum, and the word that stands in lines, in the store and in JSON. Words are stable. */
#define PRINTER_STATES(X) \
	X(PRINTER_NONE, "none")              /* no queue is set */ \
	X(PRINTER_READY, "ready") \
	X(PRINTER_OFFLINE, "offline")        /* the queue's device does not answer */ \
	X(PRINTER_PAPER_OUT, "paper-out") \
	X(PRINTER_COVER_OPEN, "cover-open") \
	X(PRINTER_STOPPED, "stopped")        /* the queue is paused, by a person or by its error policy */ \
	X(PRINTER_REJECTING, "rejecting")    /* the queue takes no jobs */ \
	X(PRINTER_TROUBLE, "trouble")        /* another error that the device reports; see the detail */ \
	X(PRINTER_UNKNOWN_QUEUE, "unknown-queue") \
	X(PRINTER_NO_CUPS, "no-cups")        /* the spooler is absent or does not answer */ \
	X(PRINTER_NO_HELPER, "no-helper")    /* zhanggui-printer is missing or keeps dying */

#define PRINTER_FATES(X) \
	X(FATE_SENT, "sent", 0)              /* the spooler has all of it; detail: its name for the job */ \
	X(FATE_WAITING, "waiting", 0)        /* in the queue or printing */ \
	X(FATE_HELD, "held", 0) \
	X(FATE_STOPPED, "stopped", 0)        /* printer paused, offline, or the job suspended */ \
	X(FATE_PAPER_OUT, "paper-out", 0) \
	X(FATE_DONE, "done", 1) \
	X(FATE_BACK, "back", 1)              /* not one byte left: try again later */ \
	X(FATE_REFUSED, "refused", 1)        /* not one byte left, and trying again will not help */ \
	X(FATE_FAILED, "failed", 1)          /* aborted or cancelled in the spooler; paper may have come */ \
	X(FATE_EXPIRED, "expired", 1)        /* its time ran out; it did not happen and will not */ \
	X(FATE_UNKNOWN, "unknown", 1)        /* nobody can say whether it was printed */

enum printer_state {
#define X(id, word) id,
	PRINTER_STATES(X)
#undef X
	PRINTER_STATE_COUNT
};
enum printer_fate {
#define X(id, word, final) id,
	PRINTER_FATES(X)
#undef X
	FATE_COUNT
};

const char *printer_state_word(enum printer_state s);
/* PRINTER_STATE_COUNT when there is no such word. */
enum printer_state printer_state_of(const char *word);
const char *printer_fate_word(enum printer_fate f);
/* FATE_COUNT when there is no such word. */
enum printer_fate printer_fate_of(const char *word);
bool printer_fate_final(enum printer_fate f);

/* What the spooler knows a job by: "zhanggui-ID". */
char *printer_title(struct arena *a, int64_t id);

/* A paper as one text, and back; ERR_INVALID for a text that printer_pack did not make. A text of NULL
 * comes back as "". */
void printer_pack(struct sbuf *out, const struct paper *p);
enum err printer_unpack(struct arena *a, const char *text, int columns, struct paper *out) MUST_CHECK;

#endif
