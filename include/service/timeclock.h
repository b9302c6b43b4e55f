/* timeclock.h - comings and goings of staff. They are rows of the audit, sealed with the chain of the till where they
 * were noted: nobody changes them afterwards; a correction is a row of its own that says which it replaces. */
#ifndef SERVICE_TIMECLOCK_H
#define SERVICE_TIMECLOCK_H

#include "model/hours.h"
#include "service/shop.h"

/* Notes for who is signed on; CLOCK_NONE: what is likeliest (in, out, back). The right `time-clock`. ERR_REFUSED when
 * it cannot follow what was noted last. */
enum err timeclock_note(struct shop *sh, struct arena *a, enum clock_kind kind, struct said *said) MUST_CHECK;

/* Puts a row in the place of another, adds one (seal_id 0), or takes one away (kind CLOCK_NONE). The right
 * `time-clock-edit`; nobody corrects the own hours. */
enum err timeclock_correct(struct shop *sh, struct arena *a, const char *number, const struct clock_correction *what,
	struct said *said) MUST_CHECK;

/* A stretch at work of somebody, on the business day it began on. */
struct worked { const char *number, *name; int32_t day; struct hours_span span; };
#define WORKED_MAX 20000
/* Stretches that began on these business days, by person and time; number NULL: everybody's. One's own anybody may
 * read. */
enum err timeclock_hours(struct shop *sh, struct arena *a, const char *number, int32_t from_day, int32_t until_day,
	struct worked **list, int *n, struct said *said) MUST_CHECK;

/* One row as it was noted, for who corrects: seal_id and n name it; `replaced`: a correction took its place. */
struct clock_row { int64_t seal_id; int n; int64_t at_ms; enum clock_kind kind; bool corrected, replaced; };
enum err timeclock_rows(struct shop *sh, struct arena *a, const char *number, int64_t from_ms, struct clock_row **list,
	int *n, struct said *said) MUST_CHECK;

#endif
