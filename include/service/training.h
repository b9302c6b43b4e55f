/* training.h - a shop to train in: the lists of the real one (articles, prices, staff, rights, settings), empty books,
 * and nothing that could be taken for real. It is a SQLite store of its own, one for each till, made anew each time
 * somebody begins to train. */
#ifndef SERVICE_TRAINING_H
#define SERVICE_TRAINING_H

#include "service/shop.h"

/* The series that its receipts have, so that no number is one of the real shop's. */
#define TRAINING_SERIES 9001

/* Makes it for the terminal of conf (resolved), beside the real store, of which nothing is changed: it is only read.
 * *out is its configuration, in the arena; *lock (-1 none) is held as long as somebody trains at that till: close it.
 * ERR_BUSY: somebody trains there already. *why is one translated line. */
enum err training_make(struct arena *a, const struct shop_config *conf, struct shop_config *out, int *lock,
	const char **why) MUST_CHECK;

#endif
