/* id.h - ids made by the client before the first attempt (64 bits): 41 bits of milliseconds since
 * 2020-01-01 UTC, 15 bits of terminal, 7 bits of sequence. Strictly increasing per terminal even
 * when the clock jumps back. The same id twice means "already done". */
#ifndef BASE_ID_H
#define BASE_ID_H

#include <stdint.h>

#define ID_EPOCH_MS INT64_C(1577836800000)
#define ID_TERMINAL_MAX 32767

struct id_maker {
	int64_t last; /* the last id given; start it from the store's highest id of this terminal */
	int terminal; /* 0 (the office and worker) .. ID_TERMINAL_MAX */
};

/* The next id: larger than `last` always. */
int64_t id_next(struct id_maker *m);
int64_t id_time_ms(int64_t id);
/* No id that tells that time or a later one is below this: 0 before 2020, and what lies beyond 2089 is taken for its
 * last millisecond. */
int64_t id_first(int64_t at_ms);
int id_terminal(int64_t id);

#endif
