/* reprice.c - see reprice.h. */
#include "model/reprice.h"

#include <string.h>

#include "model/money.h"

#define ENDING_DIGITS_MAX 4

static bool read_percent(const char *text, size_t n, int64_t *bp)
{
	char number[32];

	if (n == 0 || n >= sizeof number)
		return false;
	memcpy(number, text, n);
	number[n] = '\0';
	return percent_parse(number, bp) == OK;
}

bool reprice_read(const char *text, struct reprice *out)
{
	size_t n = strlen(text);
	bool percent = n > 0 && text[n - 1] == '%', minus = *text == '-';

	if (*text == 'm' || *text == 'M') {
		out->kind = REPRICE_MARGIN;
		return read_percent(text + 1, n - 1 - percent, &out->value) && out->value < 10000;
	}
	if (*text == '=') {
		out->kind = REPRICE_TO;
		return money_parse(text + 1, &out->value) == OK && out->value > 0;
	}
	if (*text != '+' && !minus)
		return false;
	out->kind = percent ? REPRICE_PERCENT : REPRICE_AMOUNT;
	if (percent ? !read_percent(text + 1, n - 2, &out->value) : money_parse(text + 1, &out->value) != OK)
		return false;
	if (minus)
		out->value = -out->value;
	return true;
}

bool reprice_ending(const char *text, struct reprice *out)
{
	size_t n = strlen(text);

	out->ending_digits = (int)n;
	out->ending = 0;
	if (n > ENDING_DIGITS_MAX || text[strspn(text, "0123456789")])
		return false;
	for (; *text; text++)
		out->ending = out->ending * 10 + (*text - '0');
	return true;
}

/* The nearest price that ends so; of two that are as near the higher one. */
static int64_t to_ending(const struct reprice *rule, int64_t minor)
{
	int64_t step = power_of_ten(rule->ending_digits), below;

	if (rule->ending_digits == 0)
		return minor;
	below = minor - (minor % step) + rule->ending;
	if (below > minor)
		below -= step;
	return below > 0 && minor - below < below + step - minor ? below : below + step;
}

int64_t reprice(const struct reprice *rule, int64_t price_minor, int64_t cost_minor)
{
	int64_t minor = rule->value;

	if (rule->kind == REPRICE_MARGIN ? cost_minor <= 0 : rule->kind != REPRICE_TO && price_minor <= 0)
		return -1;
	if (rule->kind == REPRICE_PERCENT)
		minor = mul_div(price_minor, 10000 + rule->value, 10000, ROUND_HALF_AWAY);
	else if (rule->kind == REPRICE_AMOUNT)
		minor = price_minor + rule->value;
	else if (rule->kind == REPRICE_MARGIN && cost_minor > MONEY_MAX / 10000 * (10000 - rule->value))
		return -1; /* no price reaches it */
	else if (rule->kind == REPRICE_MARGIN)
		minor = mul_div(cost_minor, 10000, 10000 - rule->value, ROUND_UP);
	if (minor <= 0)
		return -1;
	minor = to_ending(rule, minor);
	return minor > MONEY_MAX ? -1 : minor;
}

bool margin_bp(int64_t price_minor, int64_t cost_minor, int64_t *bp)
{
	if (price_minor <= 0 || cost_minor <= 0)
		return false;
	*bp = -money_change_bp(cost_minor, price_minor);
	return true;
}
