/* value.c - see value.h. */
#include "model/value.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "model/code.h"
#include "model/money.h"

#define HOLDER_DIGITS_MAX 18
#define LETTERS 26
#define AMOUNT_TEXT 24
#define RATE_DECIMALS_MAX 8

const char *const value_name[VALUE_KINDS] = {
	[VALUE_NONE] = "goods", [VALUE_TIP] = "tip", [VALUE_DONATION] = "donation", [VALUE_VOUCHER] = "voucher",
	[VALUE_ORDER] = "order", [VALUE_HOUSE] = "account", [VALUE_REFUND] = "refund",
};

const char *const voucher_state_name[VOUCHER_STATES] = {
	"none", [VOUCHER_STOCK] = "stock", [VOUCHER_SOLD] = "sold", [VOUCHER_USED] = "used",
	[VOUCHER_RETURNED] = "returned", [VOUCHER_VOID] = "void", [VOUCHER_BLOCKED] = "blocked",
	[VOUCHER_EXPIRED] = "expired",
};

const char *const cheque_state_name[CHEQUE_STATES] = {
	"none", [CHEQUE_GIVEN] = "given", [CHEQUE_SENT] = "sent", [CHEQUE_CLEARED] = "cleared",
	[CHEQUE_BOUNCED] = "bounced", [CHEQUE_BACK] = "back",
};

const char *const intent_state_name[INTENT_STATES] = {
	"none", [INTENT_BEGUN] = "begun", [INTENT_UNKNOWN] = "unknown", [INTENT_TAKEN] = "taken",
	[INTENT_REFUSED] = "refused", [INTENT_NOT_TAKEN] = "not-taken",
};

const char *const payback_kind_name[PAYBACK_KINDS] = {
	"none", [PAYBACK_REVERSAL] = "reversal", [PAYBACK_REFUND] = "refund",
};

const char *const payback_state_name[PAYBACK_STATES] = {
	"none", [PAYBACK_OWED] = "owed", [PAYBACK_REFUSED] = "refused", [PAYBACK_GIVEN] = "given",
	[PAYBACK_BY_HAND] = "by-hand", [PAYBACK_DROPPED] = "dropped",
	[PAYBACK_IN_CASH] = "in-cash",
};

/* --- lines and holders ------------------------------------------------------------------------- */

enum value_kind line_value(const struct line *l)
{
	unsigned kind = (l->flags & LINE_VALUE) >> LINE_VALUE_SHIFT;

	return kind < VALUE_KINDS ? (enum value_kind)kind : VALUE_NONE;
}

bool line_is_voucher(const struct line *l)
{
	return line_value(l) == VALUE_VOUCHER || line_value(l) == VALUE_REFUND;
}

enum account value_account(enum value_kind kind)
{
	static const enum account by_kind[VALUE_KINDS] = { [VALUE_TIP] = ACCOUNT_TIP,
		[VALUE_DONATION] = ACCOUNT_DONATION, [VALUE_VOUCHER] = ACCOUNT_VOUCHER, [VALUE_ORDER] = ACCOUNT_ORDER,
		[VALUE_HOUSE] = ACCOUNT_HOUSE, [VALUE_REFUND] = ACCOUNT_VOUCHER };

	assert(kind > VALUE_NONE && kind < VALUE_KINDS);
	return by_kind[kind];
}

struct line value_line(enum value_kind kind, const char *code, const char *name, int64_t amount_minor)
{
	return (struct line){ .code = code, .name = name, .unit = "", .qty_milli = QTY_ONE, .pack_milli = QTY_ONE,
		.list_price_minor = amount_minor, .price_minor = amount_minor, .price_source = PRICE_TYPED,
		.has_fixed_amount = true, .fixed_amount_minor = amount_minor,
		.flags = LINE_LABEL | LINE_NO_DISCOUNT | LINE_NO_POINTS | LINE_NO_OVERRIDE |
			(unsigned)kind << LINE_VALUE_SHIFT };
}

int64_t lines_value_minor(const struct line *list, int n)
{
	int64_t sum = 0;

	for (int i = 0; i < n; i++)
		if (line_value(&list[i]) && !(list[i].flags & LINE_RETURN))
			sum += list[i].paid_minor;
	return sum;
}

int64_t value_holder(const char *text)
{
	size_t n = strlen(text);

	if (n < 1 || n > HOLDER_DIGITS_MAX || strspn(text, "0123456789") != n)
		return 0;
	return strtoll(text, NULL, 10);
}

enum account tender_account(enum tender_kind kind)
{
	switch (kind) {
	case TENDER_VOUCHER:
		return ACCOUNT_VOUCHER;
	case TENDER_HOUSE:
		return ACCOUNT_HOUSE;
	case TENDER_ORDER:
		return ACCOUNT_ORDER;
	default:
		assert(!"a tender with a holder");
		abort();
	}
}

/* --- orders -------------------------------------------------------------------------------------- */

char *order_note(struct arena *a, const struct order_row *order)
{
	return arena_printf(a, "%s%s%s", money_text(a, order->total_minor), *order->note ? " " : "", order->note);
}

bool order_note_read(const char *text, struct order_row *order)
{
	size_t n = strcspn(text, " ");
	char amount[AMOUNT_TEXT];

	if (n >= sizeof amount)
		return false;
	snprintf(amount, sizeof amount, "%.*s", (int)n, text);
	order->note = text + n + (text[n] == ' ');
	return money_parse(amount, &order->total_minor) == OK;
}

/* --- vouchers ---------------------------------------------------------------------------------- */

bool serial_valid(int64_t serial)
{
	char digits[24];
	int n = snprintf(digits, sizeof digits, "%lld", (long long)serial);

	return serial > 0 && serial <= HOLDER_MAX && n >= SERIAL_DIGITS_MIN
		&& gtin_check_digit(digits, n - 1) == digits[n - 1] - '0';
}

int64_t serial_next(int64_t serial)
{
	char digits[24];
	int64_t running = serial / 10 + 1;
	int n = snprintf(digits, sizeof digits, "%lld", (long long)running);

	return running * 10 + gtin_check_digit(digits, n);
}

int64_t serial_count(int64_t from, int64_t to)
{
	if (!serial_valid(from) || !serial_valid(to) || to < from)
		return 0;
	return to / 10 - from / 10 + 1;
}

/* --- foreign notes ----------------------------------------------------------------------------- */

bool currency_valid(const char *code)
{
	for (int i = 0; i < 3; i++)
		if (code[i] < 'A' || code[i] > 'Z')
			return false;
	return code[3] == '\0';
}

int64_t currency_unit(const char *code)
{
	assert(currency_valid(code));
	return UNIT_CURRENCY + ((code[0] - 'A') * LETTERS + (code[1] - 'A')) * LETTERS + (code[2] - 'A');
}

void currency_code(int64_t unit, char code[4])
{
	int64_t n = unit - UNIT_CURRENCY;

	assert(unit >= UNIT_CURRENCY && unit <= UNIT_LAST);
	code[0] = (char)('A' + n / LETTERS / LETTERS);
	code[1] = (char)('A' + n / LETTERS % LETTERS);
	code[2] = (char)('A' + n % LETTERS);
	code[3] = '\0';
}

char *foreign_text(struct arena *a, const struct foreign *f)
{
	return arena_printf(a, "%s %lld @ %lld/%lld", f->currency, (long long)f->amount, (long long)f->numerator,
		(long long)f->denominator);
}

bool foreign_read(const char *text, struct foreign *out)
{
	long long amount, numerator, denominator;
	int end = 0;

	if (sscanf(text, "%3[A-Z] %13lld @ %13lld/%13lld%n", out->currency, &amount, &numerator, &denominator,
		&end) != 4
		|| text[end])
		return false;
	out->amount = amount;
	out->numerator = numerator;
	out->denominator = denominator;
	return currency_valid(out->currency) && amount > 0 && numerator > 0 && denominator > 0;
}

int64_t foreign_home_minor(const struct foreign *f)
{
	__int128 home = (__int128)f->amount * f->numerator / f->denominator;

	return home <= MONEY_MAX ? (int64_t)home : 0;
}

bool rate_parse(const char *text, int64_t *numerator, int64_t *denominator)
{
	size_t whole = strspn(text, "0123456789"), part = 0;
	int64_t n = 0;

	if (text[whole] == '.')
		part = strspn(text + whole + 1, "0123456789");
	if (whole < 1 || whole > 6 || part > RATE_DECIMALS_MAX || text[whole + (text[whole] == '.') + part]
		|| (text[whole] == '.' && !part))
		return false;
	for (const char *p = text; *p; p++)
		if (*p != '.')
			n = n * 10 + (*p - '0');
	*numerator = n;
	*denominator = power_of_ten((int)part);
	return n > 0;
}

/* As it was typed, as far as its denominator is a power of ten; else to eight decimals, towards zero. */
char *rate_text(struct arena *a, int64_t numerator, int64_t denominator)
{
	int decimals = 0;
	int64_t scale, part;

	while (decimals < RATE_DECIMALS_MAX && power_of_ten(decimals) != denominator)
		decimals++;
	scale = power_of_ten(decimals);
	part = mul_div(numerator % denominator, scale, denominator, ROUND_ZERO);
	if (decimals == 0)
		return arena_printf(a, "%lld", (long long)(numerator / denominator));
	return arena_printf(a, "%lld.%0*lld", (long long)(numerator / denominator), decimals, (long long)part);
}

/* --- what a provider is to give back ----------------------------------------------------------- */

char *outcome_detail(struct arena *a, int state, int64_t tender_id, const char *reference)
{
	return state == INTENT_TAKEN ? arena_printf(a, "%s %lld %s", intent_state_name[state], (long long)tender_id,
		reference) : arena_strdup(a, intent_state_name[state]);
}

int outcome_read(const char *detail, int64_t *tender_id, const char **reference)
{
	size_t n = strcspn(detail, " ");
	int state = INTENT_BEGUN;
	char *end;

	*tender_id = 0;
	*reference = "";
	while (state < INTENT_STATES && (strlen(intent_state_name[state]) != n
		|| strncmp(detail, intent_state_name[state], n) != 0))
		state++;
	if (!detail[n])
		return state;
	*tender_id = strtoll(detail + n, &end, 10);
	if (state != INTENT_TAKEN || end == detail + n || *end != ' ')
		return INTENT_STATES;
	*reference = end + 1;
	return state;
}

char *payback_detail(struct arena *a, const struct payback_row *row)
{
	return arena_printf(a, "%s %lld %lld %lld %lld %s", payback_kind_name[row->kind], (long long)row->document_id,
		(long long)row->intent_id, (long long)row->tender_id, (long long)row->terminal_id, row->reference);
}

bool payback_read(struct arena *a, const char *detail, struct payback_row *out)
{
	int64_t *const numbers[] = { &out->document_id, &out->intent_id, &out->tender_id, &out->terminal_id };
	size_t n = strcspn(detail, " ");

	out->kind = 0;
	for (int kind = PAYBACK_REVERSAL; kind < PAYBACK_KINDS; kind++)
		if (strlen(payback_kind_name[kind]) == n && strncmp(detail, payback_kind_name[kind], n) == 0)
			out->kind = kind;
	detail += n;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		char *end;

		*numbers[i] = strtoll(detail, &end, 10);
		if (end == detail || *end != ' ')
			return false;
		detail = end;
	}
	out->reference = arena_strdup(a, detail + 1);
	return out->kind != 0;
}

/* --- ages -------------------------------------------------------------------------------------- */

static int age_of(int32_t due, int32_t today)
{
	if (today <= due)
		return 0;
	if (today <= day_add(due, 30))
		return 1;
	return today <= day_add(due, 60) ? 2 : 3;
}

void owed_ages(const struct owed *list, int n, int32_t today, int terms_days, int64_t ages[AGES])
{
	int64_t paid = 0;

	memset(ages, 0, AGES * sizeof *ages);
	for (int i = 0; i < n; i++)
		if (list[i].amount_minor < 0)
			paid -= list[i].amount_minor;
	for (int i = 0; i < n; i++) {
		int64_t open = list[i].amount_minor > 0 ? list[i].amount_minor : 0;
		int64_t settled = open < paid ? open : paid;

		paid -= settled;
		if (open > settled)
			ages[age_of(day_add(list[i].day, terms_days), today)] += open - settled;
	}
	ages[0] -= paid; /* paid ahead */
}
