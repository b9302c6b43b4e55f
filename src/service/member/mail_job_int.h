/* mail_job_int.h - what stands on the labels of an order, when it is printed. */
#ifndef SERVICE_MAIL_JOB_INT_H
#define SERVICE_MAIL_JOB_INT_H

#include "../shop/shop_int.h"
#include "model/member/member.h"

/* Whether a letter can be written to him: an active person with a name and an address. */
bool mail_reaches(const struct member *m);
/* The packed order for the printer; ERR_NOTFOUND: nobody of it may be written to any more. */
enum err mail_of_job(struct shop *sh, struct arena *a, const char *body, const char **order) MUST_CHECK;

#endif
