/* coupon.c - see coupon.h. */
#include "model/member/coupon.h"

#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "model/code.h"
#include "model/money.h"

#define TAG_HEX 15 /* digits of the digest that are read as one number, 60 bits */

const char *const coupon_value_name[COUPON_VALUES] = {
	"none", [COUPON_AMOUNT] = "amount", [COUPON_PERCENT] = "percent",
};

const char *const coupon_state_name[COUPON_STATES] = {
	"none", [COUPON_ISSUED] = "issued", [COUPON_VOID] = "void", [COUPON_BLOCKED] = "blocked",
};

const char *const coupon_giving_name[COUPON_GIVINGS] = {
	"none", [COUPON_BY_HAND] = "hand", [COUPON_BY_PURCHASE] = "purchase", [COUPON_BY_MONTH] = "month",
	[COUPON_BY_BIRTHDAY] = "birthday", [COUPON_BY_OPENING] = "opening",
};

/* --- codes ------------------------------------------------------------------------------------- */

static bool prefix_sound(const char *prefix)
{
	size_t n = strnlen(prefix, COUPON_PREFIX_MAX + 1);

	return n >= 1 && n <= COUPON_PREFIX_MAX
		&& strspn(prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == n;
}

/* The rest of a text of capitals and digits by 97. */
static int by_97(const char *text)
{
	int rest = 0;

	for (; *text; text++)
		if (isdigit((unsigned char)*text))
			rest = (rest * 10 + *text - '0') % 97;
		else
			rest = (rest * 100 + *text - 'A' + 10) % 97;
	return rest;
}

static int64_t tag_of(const struct coupon_format *f, int64_t number, const unsigned char key[SEAL_KEY_BYTES])
{
	char hex[SEAL_HEX];
	struct seal s;

	seal_begin(&s, key);
	seal_text(&s, "coupon");
	seal_text(&s, f->prefix);
	seal_int(&s, number);
	seal_end(&s, hex);
	hex[TAG_HEX] = '\0';
	return strtoll(hex, NULL, 16) % power_of_ten(f->tag_digits);
}

/* Prefix, number and tag with the check digits of all. */
static void write_code(const struct coupon_format *f, int64_t number, int64_t tag, char out[COUPON_CODE_MAX + 1])
{
	int n = snprintf(out, COUPON_CODE_MAX + 1, "%s%0*lld", f->prefix, f->digits, (long long)number);

	if (f->tag_digits)
		n += snprintf(out + n, (size_t)(COUPON_CODE_MAX + 1 - n), "%0*lld", f->tag_digits, (long long)tag);
	snprintf(out + n, (size_t)(COUPON_CODE_MAX + 1 - n), "%02d", 98 - by_97(out) * 100 % 97);
}

bool coupon_format_sound(const struct coupon_format *f)
{
	char code[COUPON_CODE_MAX + 1];
	size_t n;

	if (!prefix_sound(f->prefix) || f->digits < COUPON_DIGITS_MIN || f->digits > COUPON_DIGITS_MAX
		|| f->tag_digits < 0 || f->tag_digits > COUPON_TAG_MAX)
		return false;
	if (strpbrk(f->prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
		return true;
	write_code(f, 0, 0, code);
	n = strlen(code);
	return f->prefix[1] && n != 8 && n != 12 && n != 13 && n != 14 && pay_code_kind(code) == PAY_CODE_NONE;
}

void coupon_code(const struct coupon_format *f, int64_t number, const unsigned char key[SEAL_KEY_BYTES],
	char out[COUPON_CODE_MAX + 1])
{
	assert(coupon_format_sound(f) && number >= 0 && number < power_of_ten(f->digits));
	write_code(f, number, f->tag_digits ? tag_of(f, number, key) : 0, out);
}

/* Capitals and digits of a text; false when there is anything else, or more than any code has. */
static bool bare_code(const char *text, char out[COUPON_CODE_MAX + 1])
{
	int n = 0;

	for (; *text; text++) {
		if (*text == ' ' || *text == '-')
			continue;
		if (!isalnum((unsigned char)*text) || n == COUPON_CODE_MAX)
			return false;
		out[n++] = (char)toupper((unsigned char)*text);
	}
	out[n] = '\0';
	return true;
}

static int64_t number_of(const char *digits, int n)
{
	int64_t v = 0;

	for (int i = 0; i < n; i++)
		v = v * 10 + (digits[i] - '0');
	return v;
}

enum coupon_reading coupon_code_read(const struct coupon_format *f, const char *text,
	const unsigned char key[SEAL_KEY_BYTES], int64_t *number)
{
	char code[COUPON_CODE_MAX + 1];
	size_t head = strlen(f->prefix), rest = (size_t)f->digits + (size_t)f->tag_digits + 2;

	if (!bare_code(text, code) || strncmp(code, f->prefix, head) != 0 || strlen(code) != head + rest
		|| strspn(code + head, "0123456789") != rest)
		return COUPON_NOT_OURS;
	if (by_97(code) != 1)
		return COUPON_MISTYPED;
	*number = number_of(code + head, f->digits);
	if (f->tag_digits && number_of(code + head + f->digits, f->tag_digits) != tag_of(f, *number, key))
		return COUPON_FORGED;
	return COUPON_READ;
}

/* --- what it is good for ----------------------------------------------------------------------- */

int64_t coupon_off_minor(const struct coupon_terms *t, int64_t goods_minor)
{
	int64_t off = t->value;

	assert(t->value >= 0 && (t->kind != COUPON_PERCENT || t->value <= 10000));
	if (goods_minor <= 0 || goods_minor < t->from_minor)
		return 0;
	if (t->kind == COUPON_PERCENT) {
		off = mul_div(goods_minor, t->value, 10000, ROUND_HALF_AWAY);
		if (t->cap_minor && off > t->cap_minor)
			off = t->cap_minor;
	}
	return off < goods_minor ? off : goods_minor;
}

void coupon_share(const struct coupon_terms *t, const int64_t *left_minor, int n, int64_t *off_minor)
{
	int64_t sum = 0;

	for (int i = 0; i < n; i++)
		sum += left_minor[i];
	if (n)
		money_share(coupon_off_minor(t, sum), left_minor, n, off_minor);
}

/* --- whether it is good now -------------------------------------------------------------------- */

void coupon_days(const struct coupon_validity *v, int32_t given_day, int32_t *from_day, int32_t *until_day)
{
	assert(v->delay_days >= 0 && v->days >= 0);
	*from_day = day_add(given_day, v->delay_days);
	*until_day = v->days ? day_add(*from_day, v->days - 1) : 0;
	if (v->last_day && (!*until_day || *until_day > v->last_day))
		*until_day = v->last_day;
}

/* The first reason that lies in the coupon itself. */
static enum coupon_refusal itself(const struct coupon *c, const struct coupon_sale *sale)
{
	if (c->state == COUPON_BLOCKED)
		return COUPON_IS_BLOCKED;
	if (c->state != COUPON_ISSUED)
		return COUPON_IS_VOID;
	if (c->used >= c->uses)
		return COUPON_USED_UP;
	if (sale->day < c->from_day)
		return COUPON_TOO_EARLY;
	if (c->until_day && sale->day > c->until_day)
		return COUPON_TOO_LATE;
	return c->sale_id && c->sale_id == sale->id ? COUPON_NEXT_SALE : COUPON_ALLOWED;
}

enum coupon_refusal coupon_refused(const struct coupon *c, const struct coupon_terms *t,
	const struct coupon_sale *sale)
{
	enum coupon_refusal why = itself(c, sale);

	if (why)
		return why;
	if ((c->member_id || t->first_purchase) && !sale->member_id)
		return COUPON_NEEDS_MEMBER;
	if (c->member_id && c->member_id != sale->member_id)
		return COUPON_OF_ANOTHER;
	if (c->member_id && sale->cheque_uncleared)
		return COUPON_UNCLEARED;
	if (t->first_purchase && sale->has_bought)
		return COUPON_NOT_FIRST;
	if (t->not_with_level && sale->level_discount)
		return COUPON_WITH_LEVEL;
	if (sale->other_alone || (t->not_with_others && sale->other_coupon))
		return COUPON_WITH_OTHERS;
	if (sale->goods_minor <= 0)
		return COUPON_NO_GOODS;
	return sale->goods_minor < t->from_minor ? COUPON_BELOW : COUPON_ALLOWED;
}

bool coupon_revives(const struct coupon *c, bool whole, int32_t day)
{
	return whole && c->used > 0 && c->state == COUPON_ISSUED && (!c->until_day || day <= c->until_day);
}

/* --- kinds ------------------------------------------------------------------------------------- */

#define KIND_FIGURES 18
#define KIND_FIGURES_LEAST 17 /* of records that are older than its level */

char *coupon_kind_text(struct arena *a, const struct coupon_kind_row *k)
{
	const struct coupon_terms *t = &k->terms;

	return arena_printf(a, "%d:%" PRId64 ":%" PRId64 ":%" PRId64 ":%d:%d:%d:%d:%" PRId64 ":%d:%d:%d:%" PRId64
		":%d:%d:%" PRId64 ":%" PRId64 ":%" PRId64, (int)t->kind, t->value, t->cap_minor, t->from_minor,
		t->first_purchase, t->not_with_level, t->not_with_others, (int)k->scope, k->target_id,
		k->validity.delay_days, k->validity.days, (int)k->validity.last_day, k->uses, k->personal,
		(int)k->giving, k->give_from_minor, k->per_member, k->level_id);
}

bool coupon_kind_read(const char *text, struct coupon_kind_row *k)
{
	int64_t v[KIND_FIGURES] = { 0 };
	char *end;

	for (int i = 0; i < KIND_FIGURES; i++) {
		v[i] = strtoll(text, &end, 10);
		if (end == text || v[i] < 0 || (i + 1 < KIND_FIGURES_LEAST && *end != ':'))
			return false;
		if (*end != ':')
			break;
		text = end + 1;
	}
	if (v[0] < COUPON_AMOUNT || v[0] >= COUPON_VALUES || v[7] >= SCOPES || v[14] >= COUPON_GIVINGS || !v[12] ||
		v[1] < 1 || (v[0] == COUPON_PERCENT && v[1] > 10000))
		return false;
	k->terms = (struct coupon_terms){ (enum coupon_value)v[0], v[1], v[2], v[3], v[4] != 0, v[5] != 0, v[6] != 0 };
	k->scope = (enum goods_scope)v[7];
	k->target_id = v[8];
	k->validity = (struct coupon_validity){ (int)v[9], (int)v[10], (int32_t)v[11] };
	k->uses = v[12];
	k->personal = v[13] != 0;
	k->giving = (enum coupon_giving)v[14];
	k->give_from_minor = v[15];
	k->per_member = v[16];
	k->level_id = v[17];
	return true;
}

int64_t coupon_period(enum coupon_giving giving, int32_t day, int32_t birth_month)
{
	switch (giving) {
	case COUPON_BY_MONTH:
		return day / 100;
	case COUPON_BY_BIRTHDAY:
		return birth_month && day / 100 % 100 == birth_month ? day / 10000 : 0;
	case COUPON_BY_OPENING:
		return 1;
	default:
		return 0;
	}
}
