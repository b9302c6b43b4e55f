/* said.h - what a service answers, as a sentence for a person: the texts of message.def in the
 * language now in force (base/tr.h), for screen and cmd. */
#ifndef SERVICE_SAID_H
#define SERVICE_SAID_H

#include "base/arena.h"
#include "service/shop.h"

/* The sentence of an answer; "" for MSG_NONE. */
char *said_text(struct arena *a, const struct said *said);
/* Its stable name for scripts ("wrong-pin"). */
const char *said_name(const struct said *said);
/* A translated pattern with %1 and %2 filled in (NULL is ""); any other character stands for itself. */
char *said_fill(struct arena *a, const char *pattern, const char *arg1, const char *arg2);

#endif
