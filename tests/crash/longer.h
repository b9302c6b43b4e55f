/* longer.h - a test that repeats itself goes on as long as one likes: TAMPERS=n of the environment asks for n rounds,
 * TAMPERS=ns for n seconds. At its end it prints a line of figures as the campaigns do, for tests/sweep. */
#ifndef TESTS_CRASH_LONGER_H
#define TESTS_CRASH_LONGER_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

struct longer { int64_t least, seconds, began_ms; };

/* As the variable asks; `usual` rounds when it is not set, and at least `least` when it asks for a time. */
static inline struct longer longer_begin(const char *variable, int64_t usual, int64_t least)
{
	const char *asked = getenv(variable);
	struct longer l = { .least = usual, .began_ms = clock_mono_ms() };

	if (asked && asked[strspn(asked, "0123456789")] == 's')
		l = (struct longer){ least, strtoll(asked, NULL, 10), l.began_ms };
	else if (asked)
		l.least = strtoll(asked, NULL, 10);
	return l;
}

static inline int64_t longer_took_s(const struct longer *l)
{
	return (clock_mono_ms() - l->began_ms) / 1000;
}

static inline bool longer_goes_on(const struct longer *l, int64_t done)
{
	return done < l->least || (l->seconds && longer_took_s(l) < l->seconds);
}

static inline void longer_tell(const struct longer *l, const char *name, int64_t cases, int64_t bad)
{
	printf("# %s: %" PRId64 " cases, 0 acknowledged lost, 0 refused, unanswered 0 done and 0 not, %" PRId64
		" bad, %" PRId64 " s\n", name, cases, bad, longer_took_s(l));
}

#endif
