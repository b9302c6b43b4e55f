/* clock.c - wall clock, monotonic clock, civil dates and the shop's zone. The zone is the C
 * library's (TZ), because that is where the system's zone tables are read. */
#include "base/clock.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MS_PER_S INT64_C(1000)
#define S_PER_DAY INT64_C(86400)
#define S_PER_HOUR INT64_C(3600)
#define S_PER_MINUTE INT64_C(60)
#define MS_PER_HOUR INT64_C(3600000)
#define YEAR_MAX 9999
/* 0001-01-01 and 10000-01-01: what clock_parse takes lies between. */
#define PARSE_MIN_MS (INT64_C(-719162) * S_PER_DAY * MS_PER_S)
#define PARSE_END_MS (INT64_C(2932897) * S_PER_DAY * MS_PER_S)

static int64_t frozen_ms = -1;

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t read_us(clockid_t id)
{
	struct timespec ts;

	if (clock_gettime(id, &ts) != 0)
		abort();
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

int64_t clock_now_ms(void)
{
	return frozen_ms >= 0 ? frozen_ms : read_us(CLOCK_REALTIME) / 1000;
}

int64_t clock_mono_us(void)
{
	return read_us(CLOCK_MONOTONIC);
}

int64_t clock_mono_ms(void)
{
	return clock_mono_us() / 1000;
}

void clock_freeze(int64_t at_ms)
{
	frozen_ms = at_ms < 0 ? -1 : at_ms;
}

bool clock_frozen(void)
{
	return frozen_ms >= 0;
}

/* The C library takes an unknown zone for UTC without a word, so the table is looked for first. */
static bool zone_known(const char *iana)
{
	const char *dir = getenv("TZDIR");
	char path[512], magic[4];
	size_t i;
	FILE *f;
	bool ok;

	for (i = 0; iana[i]; i++)
		if (!isalnum((unsigned char)iana[i]) && !strchr("/_+-", iana[i]))
			return false;
	if (i == 0 || iana[0] == '/')
		return false;
	if (!dir || !*dir)
		dir = "/usr/share/zoneinfo";
	if (snprintf(path, sizeof path, "%s/%s", dir, iana) >= (int)sizeof path)
		return false;
	f = fopen(path, "rbe");
	if (!f)
		return false;
	ok = fread(magic, 1, sizeof magic, f) == sizeof magic && memcmp(magic, "TZif", 4) == 0;
	fclose(f);
	return ok;
}

enum err clock_set_zone(const char *iana)
{
	if (!iana || !zone_known(iana))
		return ERR_INVALID;
	if (setenv("TZ", iana, 1) != 0)
		abort();
	tzset();
	return OK;
}

int32_t clock_zone_offset_s(int64_t at_ms)
{
	time_t t = (time_t)floor_div(at_ms, MS_PER_S);
	struct tm tm;

	return localtime_r(&t, &tm) ? (int32_t)tm.tm_gmtoff : 0;
}

int32_t day_from_civil(int year, int month, int day)
{
	int y = year - (month <= 2);
	int era = (y >= 0 ? y : y - 399) / 400;
	int yoe = y - era * 400;
	int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

void day_to_civil(int32_t days, int *year, int *month, int *day)
{
	int z = days + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;

	*day = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = yoe + era * 400 + (*month <= 2);
}

static struct civil civil_from_s(int64_t local_s, int ms)
{
	int64_t days = floor_div(local_s, S_PER_DAY);
	int s = (int)(local_s - days * S_PER_DAY);
	struct civil c;

	day_to_civil((int32_t)days, &c.year, &c.month, &c.day);
	c.hour = s / 3600;
	c.minute = s / 60 % 60;
	c.second = s % 60;
	c.ms = ms;
	return c;
}

struct civil clock_local(int64_t at_ms)
{
	int64_t s;

	at_ms = at_ms < PARSE_MIN_MS ? PARSE_MIN_MS : at_ms < PARSE_END_MS ? at_ms : PARSE_END_MS - 1;
	s = floor_div(at_ms, MS_PER_S);
	return civil_from_s(s + clock_zone_offset_s(at_ms), (int)(at_ms - s * MS_PER_S));
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static bool date_valid(int year, int month, int day)
{
	return year >= 1 && year <= YEAR_MAX && month >= 1 && month <= 12 && day >= 1 &&
	       day <= days_in_month(year, month);
}

bool day_valid(int32_t yyyymmdd)
{
	return yyyymmdd > 0 && date_valid(yyyymmdd / 10000, yyyymmdd / 100 % 100, yyyymmdd % 100);
}

static int32_t days_of(int32_t yyyymmdd)
{
	assert(day_valid(yyyymmdd));
	return day_from_civil(yyyymmdd / 10000, yyyymmdd / 100 % 100, yyyymmdd % 100);
}

int32_t day_add(int32_t yyyymmdd, int n)
{
	int year, month, day;

	day_to_civil(days_of(yyyymmdd) + n, &year, &month, &day);
	return year * 10000 + month * 100 + day;
}

int32_t day_add_months(int32_t yyyymmdd, int n)
{
	int months = yyyymmdd / 10000 * 12 + yyyymmdd / 100 % 100 - 1 + n;
	int year = months / 12, month = months % 12 + 1, day = yyyymmdd % 100;

	assert(day_valid(yyyymmdd) && year >= 1);
	if (day > days_in_month(year, month))
		day = days_in_month(year, month);
	return year * 10000 + month * 100 + day;
}

int64_t day_utc_ms(int32_t yyyymmdd)
{
	return day_from_civil(yyyymmdd / 10000, yyyymmdd / 100 % 100, yyyymmdd % 100) * DAY_MS;
}

int32_t days_between(int32_t from, int32_t to)
{
	return days_of(to) - days_of(from);
}

char *day_text(struct arena *a, int32_t yyyymmdd)
{
	return arena_printf(a, "%04d-%02d-%02d", (int)(yyyymmdd / 10000), (int)(yyyymmdd / 100 % 100),
		(int)(yyyymmdd % 100));
}

/* 1970-01-01 was a Thursday. */
int day_weekday(int32_t yyyymmdd)
{
	int w = (days_of(yyyymmdd) + 3) % 7;

	return (w < 0 ? w + 7 : w) + 1;
}

int32_t day_business(int64_t at_ms, int cutover_h)
{
	struct civil c = clock_local(at_ms - cutover_h * MS_PER_HOUR);

	return c.year * 10000 + c.month * 100 + c.day;
}

char *clock_text(struct arena *a, int64_t at_ms)
{
	struct civil c = clock_local(at_ms);

	return arena_printf(a, "%04d-%02d-%02d %02d:%02d:%02d", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

char *clock_iso(struct arena *a, int64_t at_ms)
{
	struct civil c = clock_local(at_ms);
	int offset_min = clock_zone_offset_s(at_ms) / 60;
	int minutes = abs(offset_min);

	return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", c.year, c.month, c.day, c.hour,
			    c.minute, c.second, offset_min < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

/* Exactly n digits at *s, stepping over them; -1 when they are not there. */
static int digits(const char **s, int n)
{
	int v = 0;

	for (; n > 0; n--, (*s)++) {
		if (!isdigit((unsigned char)**s))
			return -1;
		v = v * 10 + (**s - '0');
	}
	return v;
}

static bool skip(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

/* The instant of a local time. Twice on the clock (autumn): the first; never on the clock (spring):
 * what the offset before the change makes of it. */
static int64_t local_to_utc_s(int64_t local_s)
{
	int64_t before_s = clock_zone_offset_s((local_s - S_PER_DAY) * MS_PER_S);
	int64_t after_s = clock_zone_offset_s((local_s + S_PER_DAY) * MS_PER_S);

	if (clock_zone_offset_s((local_s - before_s) * MS_PER_S) != before_s &&
	    clock_zone_offset_s((local_s - after_s) * MS_PER_S) == after_s)
		return local_s - after_s;
	return local_s - before_s;
}

/* "HH:MM[:SS[.fff]]" */
static bool parse_time(const char **s, int64_t *of_day_s, int *ms)
{
	int h = digits(s, 2), m, sec = 0, scale = 100;

	if (h < 0 || h > 23 || !skip(s, ':'))
		return false;
	m = digits(s, 2);
	if (m < 0 || m > 59)
		return false;
	if (skip(s, ':')) {
		sec = digits(s, 2);
		if (sec < 0 || sec > 59)
			return false;
		if (skip(s, '.')) {
			if (!isdigit((unsigned char)**s))
				return false;
			for (; isdigit((unsigned char)**s); (*s)++, scale /= 10)
				*ms += (**s - '0') * scale;
		}
	}
	*of_day_s = h * S_PER_HOUR + m * S_PER_MINUTE + sec;
	return true;
}

/* "Z", "+08:00", "+0800" or nothing (the shop's zone). */
static bool parse_zone(const char *s, int64_t local_s, int64_t *utc_s)
{
	int sign = *s == '-' ? -1 : 1, h, m;

	if (!*s) {
		*utc_s = local_to_utc_s(local_s);
		return true;
	}
	if (strcmp(s, "Z") == 0) {
		*utc_s = local_s;
		return true;
	}
	if (*s != '+' && *s != '-')
		return false;
	s++;
	h = digits(&s, 2);
	skip(&s, ':');
	m = digits(&s, 2);
	if (h < 0 || h > 23 || m < 0 || m > 59 || *s)
		return false;
	*utc_s = local_s - sign * (h * S_PER_HOUR + m * S_PER_MINUTE);
	return true;
}

static enum err parse_number(const char *s, int64_t *at_ms)
{
	bool minus = skip(&s, '-');
	int64_t v = 0;

	for (; isdigit((unsigned char)*s); s++) {
		if (v >= PARSE_END_MS)
			return ERR_INVALID;
		v = v * 10 + (*s - '0');
	}
	v = minus ? -v : v;
	if (*s || v < PARSE_MIN_MS || v >= PARSE_END_MS)
		return ERR_INVALID;
	*at_ms = v;
	return OK;
}

enum err clock_parse(const char *s, int64_t *at_ms)
{
	int64_t of_day_s = 0, utc_s;
	int year, month, day, ms = 0;
	size_t n = strspn(s, "0123456789");
	const char *zone = "";

	if (n == 8 && !s[n]) {
		year = digits(&s, 4);
		month = digits(&s, 2);
		day = digits(&s, 2);
	} else if (n == 4 && s[4] == '-') {
		year = digits(&s, 4);
		month = skip(&s, '-') ? digits(&s, 2) : -1;
		day = skip(&s, '-') ? digits(&s, 2) : -1;
	} else {
		return (*s == '-' && isdigit((unsigned char)s[1])) || n ? parse_number(s, at_ms) : ERR_INVALID;
	}
	if (!date_valid(year, month, day))
		return ERR_INVALID;
	if (*s) {
		if ((!skip(&s, 'T') && !skip(&s, ' ')) || !parse_time(&s, &of_day_s, &ms))
			return ERR_INVALID;
		zone = s;
	}
	if (!parse_zone(zone, day_from_civil(year, month, day) * S_PER_DAY + of_day_s, &utc_s))
		return ERR_INVALID;
	*at_ms = utc_s * MS_PER_S + ms;
	return OK;
}

bool clock_parse_day(const char *text, int32_t *day)
{
	size_t n = strlen(text);
	struct civil at;
	int64_t at_ms;

	if ((n != 8 && (n != 10 || text[4] != '-')) || clock_parse(text, &at_ms) != OK)
		return false;
	at = clock_local(at_ms);
	*day = at.year * 10000 + at.month * 100 + at.day;
	return true;
}
