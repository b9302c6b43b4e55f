/* clock.h - the one clock. Times are UTC milliseconds since 1970-01-01; a business day is a plain
 * number yyyymmdd. Civil dates are proleptic Gregorian (algorithm: Howard Hinnant, "chrono-
 * compatible low-level date algorithms", days_from_civil). */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct civil { int year, month, day, hour, minute, second, ms; };

/* Wall clock, or the frozen time. */
int64_t clock_now_ms(void);
/* Never jumps; for timeouts only. */
int64_t clock_mono_ms(void);
int64_t clock_mono_us(void);
/* Freezes the wall clock at a time (tests and test stores only); <0 thaws. */
void clock_freeze(int64_t at_ms);
bool clock_frozen(void);

/* The shop's zone: an IANA name ("Asia/Shanghai"). ERR_INVALID when the system knows no such
 * zone; the zone before stays. */
enum err clock_set_zone(const char *iana) MUST_CHECK;
/* Seconds east of UTC in the shop's zone at that time. */
int32_t clock_zone_offset_s(int64_t at_ms);
/* Local civil time of the shop; of a time outside the years 1 to 9999 the nearest within. */
struct civil clock_local(int64_t at_ms);

int32_t day_from_civil(int year, int month, int day);   /* days since 1970-01-01 */
void day_to_civil(int32_t days, int *year, int *month, int *day);
/* A day of the calendar in the years 1 to 9999. The functions below abort on any other. */
bool day_valid(int32_t yyyymmdd);
/* yyyymmdd plus n days. */
int32_t day_add(int32_t yyyymmdd, int n);
/* The same day n months on (or back); where that month has none, its last: as a period by months or years ends. */
int32_t day_add_months(int32_t yyyymmdd, int n);
/* When it begins in UTC, of any number: the shop's zone may be most of a day before or after. */
#define DAY_MS INT64_C(86400000)
int64_t day_utc_ms(int32_t yyyymmdd);
/* Days from one to another: 0 the same. */
int32_t days_between(int32_t from, int32_t to);
/* "2026-11-21"; of any number. */
char *day_text(struct arena *a, int32_t yyyymmdd);
/* Monday 1 ... Sunday 7. */
int day_weekday(int32_t yyyymmdd);
/* Local date of (at_ms minus cut-over hours): the natural business day. cutover_h 0..12. */
int32_t day_business(int64_t at_ms, int cutover_h);

/* "2026-11-21T18:42:07+08:00" and "2026-11-21 18:42:07" in the shop's zone. */
char *clock_iso(struct arena *a, int64_t at_ms);
char *clock_text(struct arena *a, int64_t at_ms);
/* ISO 8601 with offset or Z, or "YYYY-MM-DD[ HH:MM[:SS]]" or "YYYYMMDD" in the shop's zone, or
 * milliseconds, in the years 1 to 9999. A local time that is twice on the clock is the first of the
 * two; one that is skipped counts as if the clock had not been put on. */
enum err clock_parse(const char *s, int64_t *at_ms) MUST_CHECK;
/* A day as a person types it, "2026-11-21" or "20261121", as yyyymmdd. */
bool clock_parse_day(const char *text, int32_t *day);

#endif
