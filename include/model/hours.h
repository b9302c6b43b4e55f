/* hours.h - the time clock: comings and goings of a person, and the hours that follow from them. */
#ifndef MODEL_HOURS_H
#define MODEL_HOURS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum clock_kind { CLOCK_NONE = 0, CLOCK_IN, CLOCK_OUT, CLOCK_BREAK, CLOCK_BACK, CLOCK_KINDS };
extern const char *const clock_kind_name[CLOCK_KINDS]; /* "in" "out" "break" "back": stable */
/* By its name; CLOCK_NONE when it is none. */
enum clock_kind clock_kind_find(const char *name);

struct clock_event { int64_t at_ms; enum clock_kind kind; };

/* May `next` follow `last` (CLOCK_NONE: nothing was noted)? In after nothing or out; break and out after in or back;
 * back, and out, after break. */
bool clock_follows(enum clock_kind last, enum clock_kind next);
/* What somebody most likely wants who says nothing: in, out, or back from a break. */
enum clock_kind clock_likely(enum clock_kind last);

/* A stretch at work. */
struct hours_span {
	int64_t from_ms, until_ms;     /* until 0: not over, or nobody noted it */
	int64_t break_ms;              /* breaks inside, also one under way until until_ms */
	bool odd;                      /* what was noted does not fit together: to be corrected */
};
/* Stretches that events (in order of time) make; `max` is enough when it is n. A stretch without an end
 * ends, unpaid and odd, where the next one begins. */
int hours_spans(const struct clock_event *events, int n, struct hours_span *spans, int max);
/* Time worked; 0 for a stretch that is not over. */
int64_t hours_worked_ms(const struct hours_span *span);

/* A correction as the audit keeps it: what is put in place of which row (0: of none). KIND "none" takes the row away.
 * Writes and reads "KIND AT-MS SEAL-ID N". */
struct clock_correction { enum clock_kind kind; int64_t at_ms, seal_id; int n; };
#define CLOCK_CORRECTION_MAX 80
void clock_correction_write(const struct clock_correction *c, char out[CLOCK_CORRECTION_MAX]);
bool clock_correction_read(const char *text, struct clock_correction *c);

#endif
