/* code_test.c - codes of every kind: what is built reads back, and one wrong digit is noticed. */
#include "model/code.h"

#include "model/entry.h"
#include "model/money.h"
#include "../t.h"

#define ROUNDS 100000

static struct arena arena = ARENA_INIT;

static void any_digits(char *out, int n)
{
	for (int i = 0; i < n; i++)
		out[i] = (char)('0' + t_rand(10));
	out[n] = '\0';
}

static void add_check_digit(char *digits)
{
	size_t n = strlen(digits);

	digits[n] = (char)('0' + gtin_check_digit(digits, (int)n));
	digits[n + 1] = '\0';
}

TEST(one_wrong_digit_is_noticed)
{
	static const int lengths[] = { 8, 12, 13, 14 };
	char digits[20];

	for (int round = 0; round < ROUNDS; round++) {
		int n = lengths[t_rand(4)];
		uint64_t at = t_rand((uint64_t)n), by = 1 + t_rand(9);

		any_digits(digits, n - 1);
		add_check_digit(digits);
		if (!CHECK(gtin_valid(digits)))
			return;
		digits[at] = (char)('0' + (digits[at] - '0' + (int)by) % 10);
		if (!CHECK(!gtin_valid(digits)))
			return;
	}
}

/* Leading zeros make no difference; the printed form has the key of what was read. */
TEST(one_number_has_one_key)
{
	char digits[20], padded[20];
	struct code_try tries[CODE_TRIES_MAX];

	for (int round = 0; round < ROUNDS; round++) {
		int n = t_rand(2) ? 12 : 13;
		int64_t key;

		any_digits(digits, n - 1);
		add_check_digit(digits);
		if (!CHECK_INT(code_tries(&arena, digits, tries), 1))
			return;
		key = tries[0].key;
		snprintf(padded, sizeof padded, "%014" PRId64, key);
		if (!CHECK_INT(code_tries(&arena, padded, tries), 1) || !CHECK_INT(tries[0].key, key))
			return;
		if (strlen(code_text(&arena, key)) == 8)
			continue; /* a short number may be more than one thing */
		if (!CHECK_INT(code_tries(&arena, code_text(&arena, key), tries), 1)
		    || !CHECK_INT(tries[0].key, key))
			return;
		arena_clear(&arena);
	}
}

/* The rules of suppression, from the long form: X and Y are digits of maker and article. */
static bool suppress(const char *upca, char upce[8])
{
	const char *maker = upca + 1, *article = upca + 6;

	if (maker[2] <= '2' && !strncmp(maker + 3, "00", 2) && !strncmp(article, "00", 2))
		snprintf(upce, 8, "%.2s%.3s%c", maker, article + 2, maker[2]);
	else if (!strncmp(maker + 3, "00", 2) && !strncmp(article, "000", 3))
		snprintf(upce, 8, "%.3s%.2s3", maker, article + 3);
	else if (maker[4] == '0' && !strncmp(article, "0000", 4))
		snprintf(upce, 8, "%.4s%c4", maker, article[4]);
	else if (!strncmp(article, "0000", 4) && article[4] >= '5')
		snprintf(upce, 8, "%.5s%c", maker, article[4]);
	else
		return false;
	return true;
}

TEST(upc_e_is_its_upc_a)
{
	int seen = 0;

	for (int round = 0; round < ROUNDS; round++) {
		char upca[14], six[8], eight[20], back[13];
		uint64_t zeros = 1 + t_rand(9);

		any_digits(upca, 11);
		upca[0] = (char)('0' + t_rand(2));
		memset(upca + 1 + t_rand(10 - zeros + 1), '0', zeros);
		add_check_digit(upca);
		if (!suppress(upca, six))
			continue;
		seen++;
		snprintf(eight, sizeof eight, "%c%s%c", upca[0], six, upca[11]);
		if (!CHECK(upce_expand(eight, back)) || !CHECK_STR(back, upca))
			return;
		if (upca[0] == '0' && (!CHECK(upce_expand(six, back)) || !CHECK_STR(back, upca)))
			return;
		eight[7] = (char)('0' + (eight[7] - '0' + 1) % 10);
		if (!CHECK(!upce_expand(eight, back)))
			return;
	}
	CHECK(seen > ROUNDS / 20);
}

/* A mask of two fixed digits and fields in any order. */
struct label { char mask[24]; int items, amounts, weights; bool check; };

static struct label any_label(void)
{
	struct label l = { .items = (int)t_range(1, 6), .check = t_rand(2) };
	int order = (int)t_rand(3), fill;
	char *at = l.mask;

	l.amounts = order == 1 ? 0 : (int)t_range(1, 6);
	l.weights = order == 0 ? 0 : (int)t_range(1, 6);
	at += snprintf(at, 3, "%d", (int)t_range(20, 29));
	fill = 8 - 2 - l.items - l.amounts - l.weights - l.check;
	for (int i = 0; i < l.items; i++)
		*at++ = 'I';
	for (int i = 0; i < l.amounts; i++)
		*at++ = 'P';
	for (int i = 0; i < l.weights; i++)
		*at++ = 'W';
	for (; fill > 0; fill--)
		*at++ = 'X';
	if (l.check && at - l.mask <= 17)
		*at++ = 'C';
	else
		l.check = false;
	*at = '\0';
	return l;
}

static int64_t below_ten_to(int n)
{
	return t_range(0, power_of_ten(n) - 1);
}

/* Writes a value over the run of a letter in the mask. */
static void put_field(char *code, char letter, int64_t value)
{
	for (char *c = code + strlen(code) - 1; c >= code; c--)
		if (*c == letter) {
			*c = (char)('0' + value % 10);
			value /= 10;
		}
}

TEST(label_codes_read_back)
{
	for (int round = 0; round < ROUNDS; round++) {
		struct label l = any_label();
		int64_t item = below_ten_to(l.items), amount = below_ten_to(l.amounts);
		int64_t weight = below_ten_to(l.weights);
		char code[24], *check;
		struct scale_pattern p;
		struct scale_code read;
		const char *why = "";
		bool says;

		if (!CHECK(scale_pattern_parse(&arena, l.mask, &p, &why) == OK)) {
			printf("# %s: %s\n", l.mask, why);
			return;
		}
		memcpy(code, l.mask, sizeof code);
		put_field(code, 'I', item);
		put_field(code, 'P', amount);
		put_field(code, 'W', weight);
		put_field(code, 'X', 0);
		check = strchr(code, 'C');
		if (check)
			*check = (char)('0' + gtin_check_digit(code, (int)(check - code)));
		says = scale_code_read(&p, 1, code, &read);
		if (!CHECK_INT(says, amount || weight))
			return;
		if (says && (!CHECK_INT(read.item, item) || !CHECK_INT(read.amount_minor, amount)
		    || !CHECK_INT(read.qty_milli, weight)))
			return;
		if (check) {
			*check = (char)('0' + (*check - '0' + 1 + (int)t_rand(9)) % 10);
			if (!CHECK(!scale_code_read(&p, 1, code, &read)))
				return;
		}
		arena_clear(&arena);
	}
}

TEST(receipt_numbers_read_back)
{
	static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abc";

	for (int round = 0; round < ROUNDS; round++) {
		char terminal[12];
		size_t n = 1 + t_rand(11);
		int64_t series = t_range(1, 999), running = t_range(1, 99999999);
		struct doc_number back;

		for (size_t i = 0; i < n; i++)
			terminal[i] = letters[t_rand(sizeof letters - 1)];
		terminal[n] = '\0';
		if (!CHECK(doc_number_read(doc_number_text(&arena, terminal, series, running), &back)))
			return;
		if (!CHECK_STR(back.terminal, terminal) || !CHECK_INT(back.series, series)
		    || !CHECK_INT(back.running, running))
			return;
		arena_clear(&arena);
	}
}

TEST(what_is_typed_is_what_is_meant)
{
	for (int round = 0; round < ROUNDS; round++) {
		int64_t qty = t_range(1, QTY_MAX), price = t_range(0, 1000000), code = t_range(0, MONEY_MAX);
		bool has_qty = t_rand(2), has_price = t_rand(2);
		char number[30];
		struct entry e;

		snprintf(number, sizeof number, "%" PRId64, code);
		entry_parse(&arena, arena_printf(&arena, "%s%s%s%s%s", has_qty ? qty_text(&arena, qty) : "",
			has_qty ? "*" : "", has_price ? money_text(&arena, price) : "",
			has_price ? "/" : "", number), &e);
		if (!CHECK_INT(e.kind, ENTRY_CODE) || !CHECK_STR(e.code, number)
		    || !CHECK_INT(e.has_qty, has_qty) || !CHECK_INT(e.has_price, has_price))
			return;
		if ((has_qty && !CHECK_INT(e.qty_milli, qty)) || (has_price && !CHECK_INT(e.price_minor, price)))
			return;
		arena_clear(&arena);
	}
	arena_release(&arena);
}

T_MAIN
