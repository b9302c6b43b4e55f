/* id.c - ids: milliseconds since 2020 << 22 | terminal << 7 | sequence. */
#include "base/id.h"

#include <assert.h>

#include "base/clock.h"

#define TERMINAL_BITS 15
#define SEQUENCE_BITS 7
#define TIME_SHIFT (TERMINAL_BITS + SEQUENCE_BITS)
#define SEQUENCE_MAX ((1 << SEQUENCE_BITS) - 1)
#define TIME_MAX ((INT64_C(1) << 41) - 1)

int64_t id_next(struct id_maker *m)
{
	int64_t now = clock_now_ms() - ID_EPOCH_MS, last = m->last >> TIME_SHIFT, seq = 0;

	assert(m->terminal >= 0 && m->terminal <= ID_TERMINAL_MAX);
	assert(m->last >= 0);
	if (now <= last || now > TIME_MAX) {
		/* The clock stands, jumped back, or is beyond 2089 and cannot be right: go on from the last
		 * id, borrowing from the next millisecond when 128 ids are used up. */
		now = last;
		seq = (m->last & SEQUENCE_MAX) + 1;
		if (seq > SEQUENCE_MAX || id_terminal(m->last) != m->terminal) {
			now++;
			seq = 0;
		}
	}
	assert(now <= TIME_MAX);
	m->last = now << TIME_SHIFT | (int64_t)m->terminal << SEQUENCE_BITS | seq;
	return m->last;
}

int64_t id_time_ms(int64_t id)
{
	return (id >> TIME_SHIFT) + ID_EPOCH_MS;
}

int64_t id_first(int64_t at_ms)
{
	int64_t since = at_ms - ID_EPOCH_MS;

	return since <= 0 ? 0 : (since < TIME_MAX ? since : TIME_MAX) << TIME_SHIFT;
}

int id_terminal(int64_t id)
{
	return (int)(id >> SEQUENCE_BITS & ID_TERMINAL_MAX);
}
