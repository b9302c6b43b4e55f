/* known_int.h - what a newer program hands out by itself to a store that is there already. */
#ifndef SERVICE_KNOWN_INT_H
#define SERVICE_KNOWN_INT_H

#include "base/arena.h"
#include "store/db.h"

/* Gives rights and limits that the store does not know yet to the roles that every shop has, and adds the roles and
 * the kinds of reasons of data/seed that are new; each once, so that what a shop took away stays away. In a
 * transaction, after the schema is up to date. ERR_INVALID: a file of data/seed is missing or wrong, *problem says
 * which. */
enum err known_hand_out(struct db *db, struct arena *a, const char **problem) MUST_CHECK;
/* The same in a transaction of its own; *why is a translated line. */
enum err known_bring_up(struct db *db, struct arena *a, const char **why) MUST_CHECK;

#endif
