/* jobs_int.h - what an act leaves for afterwards, in its own transaction. */
#ifndef SERVICE_JOBS_INT_H
#define SERVICE_JOBS_INT_H

#include "../shop/shop_int.h"
#include "model/document.h"
#include "service/jobs.h"

/* In a transaction: papers and drawer pulses. Nothing is written where the terminal has no printer. Receipts go to the
 * receipt printer, slips and reports to the one that the settings paper.slips and paper.reports name. */
enum err jobs_paper(struct shop *sh, int64_t document_id, const char *template, const char *body, int copy) MUST_CHECK;
enum err jobs_drawer(struct shop *sh) MUST_CHECK;
/* The paper of a coupon that a document gave; document 0: none did. */
enum err jobs_coupon(struct shop *sh, int64_t document_id, int64_t coupon_id) MUST_CHECK;
/* In a transaction, after the receipt of a sale or return: the second slips of its means of payment, and the papers
 * that the setting paper.also wants at the second printer. */
enum err jobs_beside(struct shop *sh, const struct document *d) MUST_CHECK;

/* The settings that say where a printer is and what; of the one for price tags only the queue. */
struct job_printer_settings { enum setting queue, form, columns; };
extern const struct job_printer_settings job_printer_settings[JOB_PRINTERS];
#define JOB_LABELS_FORM "labels"
/* A page that belongs to no document and shows what a printer can do. */
#define JOB_TEST_TEMPLATE "test"

/* In a transaction: any job for any printer that is set. */
struct job_order { enum job_kind kind; enum job_printer printer; const char *template, *body; };
/* *id 0: one is made. The same id again is done already. */
enum err jobs_order(struct shop *sh, const struct job_order *order, int64_t *id) MUST_CHECK;

#endif
