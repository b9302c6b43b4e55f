/* jobs_int.h - what an act leaves for afterwards, in its own transaction. */
#ifndef SERVICE_JOBS_INT_H
#define SERVICE_JOBS_INT_H

#include "../shop/shop_int.h"

/* In a transaction: papers and drawer pulses. Nothing is written where the terminal has no printer. */
enum err jobs_paper(struct shop *sh, int64_t document_id, const char *template, const char *body, int copy) MUST_CHECK;
enum err jobs_drawer(struct shop *sh) MUST_CHECK;

#endif
