/* training_store.h - the lists of a shop, copied into an empty store to train in. */
#ifndef STORE_TRAINING_STORE_H
#define STORE_TRAINING_STORE_H

#include "store/db.h"

/* The tables that are copied, and those that are not: what was traded, sealed and is under way. Each ended by NULL. A
 * table stands in one of the two; a new one is left out until somebody says where it belongs. */
extern const char *const training_copied[], *const training_left[];

/* Copies them, in a transaction of `to` (SQLite, of the same schema). Nothing of `from` is changed. */
enum err training_copy(struct db *from, struct db *to) MUST_CHECK;
/* The store says that it is for training; its tills begin at this series of numbers, with no link before them. */
enum err training_mark(struct db *db, int series) MUST_CHECK;

#endif
