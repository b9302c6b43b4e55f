/* goods.c - see goods.h. */
#include "model/goods.h"

#include <string.h>

#include "base/clock.h"
#include "model/money.h"

#define AGE_MAX 150

bool minute_within(int minute, int from_minute, int until_minute)
{
	if (from_minute < 0)
		return false;
	if (from_minute <= until_minute)
		return minute >= from_minute && minute < until_minute;
	return minute >= from_minute || minute < until_minute;
}

bool window_open(const struct price_window *w, const struct moment *at)
{
	bool over_midnight = w->from_minute > w->until_minute;
	int32_t day = at->business_day;

	if (!minute_within(at->minute, w->from_minute, w->until_minute))
		return false;
	/* Before the days change it is still the business day on which the window began. */
	if (over_midnight && at->minute < w->until_minute && at->minute >= at->cutover_minute)
		day = day_add(day, -1);
	if ((w->from_day && day < w->from_day) || (w->until_day && day > w->until_day))
		return false;
	return w->weekdays >> (day_weekday(day) - 1) & 1;
}

int64_t price_off(int64_t price_minor, int64_t off_bp)
{
	int64_t off = mul_div(price_minor, off_bp, 10000, ROUND_HALF_AWAY);

	return off < price_minor ? price_minor - off : 0;
}

int64_t price_floor(int64_t cost_minor, int64_t margin_bp)
{
	if (cost_minor <= 0)
		return 0;
	if (margin_bp <= 0)
		return cost_minor;
	return mul_div(cost_minor, 10000, 10000 - margin_bp, ROUND_UP);
}

int age_on(int32_t born, int32_t day)
{
	int years = day / 10000 - born / 10000;

	return day % 10000 < born % 10000 ? years - 1 : years;
}

bool birthdate_read(const char *text, int32_t today, int32_t *born)
{
	char digits[9];
	size_t n = 0;

	for (size_t i = 0; text[i]; i++) {
		if (text[i] == '-' && (i == 4 || i == 7))
			continue;
		if (text[i] < '0' || text[i] > '9' || n == sizeof digits - 1)
			return false;
		digits[n++] = text[i];
	}
	if (n != sizeof digits - 1)
		return false;
	*born = 0;
	for (size_t i = 0; i < n; i++)
		*born = *born * 10 + (digits[i] - '0');
	return day_valid(*born) && *born <= today && age_on(*born, today) <= AGE_MAX;
}

bool price_outside(int64_t price_minor, int64_t least_minor, int64_t most_minor)
{
	return (least_minor && price_minor < least_minor) || (most_minor && price_minor > most_minor);
}

bool tax_class_ok(const char *text)
{
	return strspn(text, "0123456789") == TAX_CLASS_DIGITS && text[TAX_CLASS_DIGITS] == '\0' && text[0] >= '1' &&
		text[0] <= '6';
}

bool tare_read(const char *text, int64_t *tare_milli)
{
	*tare_milli = 0;
	if (strchr(text, '0') && strspn(text, "0.") == strlen(text))
		return true;
	return qty_parse(text, tare_milli) == OK && *tare_milli <= TARE_MAX;
}
