/* code_test.c - check digits, UPC-E, lookups, label scales, receipt numbers and payment codes, by
 * example, and by the files of vectors in $ZG_SAMPLES where there are any. */
#include "model/code.h"

#include "base/csv.h"
#include "model/money.h"
#include "../t.h"

static struct arena arena = ARENA_INIT;

TEST(check_digits)
{
	CHECK_INT(gtin_check_digit("690123456789", 12), 2);
	CHECK_INT(gtin_check_digit("01234567890", 11), 5);
	CHECK_INT(gtin_check_digit("9638507", 7), 4);
	CHECK_INT(gtin_check_digit("12345678901234567", 17), 5);
	CHECK_INT(gtin_check_digit("0", 1), 0);
	CHECK(gtin_valid("6901234567892"));
	CHECK(gtin_valid("012345678905"));
	CHECK(gtin_valid("0012345678905"));
	CHECK(gtin_valid("96385074"));
	CHECK(gtin_valid("9787115546081")); /* a book */
	CHECK(gtin_valid("16901234567899"));
	CHECK(!gtin_valid("6901234567893"));
	CHECK(!gtin_valid("690123456789")); /* the check digit is missing */
	CHECK(!gtin_valid("123456789012345675")); /* right, but no GTIN */
	CHECK(!gtin_valid("690123456789a"));
	CHECK(!gtin_valid(""));
}

static const char *expanded(const char *digits)
{
	static char upca[13];

	return upce_expand(digits, upca) ? upca : "refused";
}

TEST(upc_e_expands_by_its_last_digit)
{
	/* Worked out by hand from the zero suppression rules: XXX00000YYZ and so on. */
	CHECK_STR(expanded("123450"), "012000003455");
	CHECK_STR(expanded("123451"), "012100003454");
	CHECK_STR(expanded("123452"), "012200003453");
	CHECK_STR(expanded("123453"), "012300000451");
	CHECK_STR(expanded("123454"), "012340000053");
	CHECK_STR(expanded("123455"), "012345000058");
	CHECK_STR(expanded("123459"), "012345000096");
	CHECK_STR(expanded("0123455"), "012345000058");
	CHECK_STR(expanded("01234558"), "012345000058");
	CHECK_STR(expanded("1234567"), "123456000070");
	CHECK_STR(expanded("12345670"), "123456000070");
	CHECK_STR(expanded("000000"), "000000000000");
	CHECK_STR(expanded("01234559"), "refused");
	CHECK_STR(expanded("2345678"), "refused"); /* number systems 0 and 1 only */
	CHECK_STR(expanded("12345"), "refused");
	CHECK_STR(expanded("123456789"), "refused");
	CHECK_STR(expanded("12345a"), "refused");
}

static const char *publication(const char *text)
{
	static char ean[14];

	return publication_ean(text, ean) ? ean : "refused";
}

/* Numbers of ISO 2108 and ISO 3297 and their EAN-13, as they stand on the papers. */
TEST(books_and_serials)
{
	CHECK_STR(publication("0306406152"), "9780306406157");
	CHECK_STR(publication("0-306-40615-2"), "9780306406157");
	CHECK_STR(publication("978-0-306-40615-7"), "9780306406157");
	CHECK_STR(publication("080442957X"), "9780804429573");
	CHECK_STR(publication("0-8044-2957-x"), "9780804429573");
	CHECK_STR(publication("0306406153"), "refused");
	CHECK_STR(publication("978-0-306-40615-8"), "refused");
	CHECK_STR(publication("0317-8471"), "9770317847001");
	CHECK_STR(publication("2434-561X"), "9772434561006");
	CHECK_STR(publication("2434561X"), "9772434561006");
	CHECK_STR(publication("0317-8472"), "refused");
	CHECK_STR(publication("03178471"), "refused"); /* a GTIN-8 or UPC-E by its form */
	/* with the issue, or a price, beside it */
	CHECK_STR(publication("977031784700105"), "9770317847001");
	CHECK_STR(publication("978030640615751995"), "9780306406157");
	CHECK_STR(publication("977031784700205"), "refused");
	CHECK_STR(publication("97703178470010"), "refused");
	CHECK_STR(publication("9770317847001051"), "refused");
	CHECK_STR(publication("9780306406157"), "refused"); /* plain as it is */
	CHECK_STR(publication("690123456789205"), "refused"); /* no book */
	CHECK_STR(publication("97803064061575199X"), "refused");
	CHECK_STR(publication("9780306406157519951"), "refused");
	CHECK_STR(publication("X306406152"), "refused");
	CHECK_STR(publication("-"), "refused");
	CHECK_STR(publication(""), "refused");
}

TEST(keys_and_their_printed_forms)
{
	CHECK_INT(code_key(CODE_GTIN, 6901234567892), INT64_C(6901234567892));
	CHECK_INT(code_key(CODE_PLU, 42), INT64_C(1000000000000042));
	CHECK_INT(code_key(CODE_SCALE, 1234), INT64_C(2000000000001234));
	CHECK_STR(code_text(&arena, 6901234567892), "6901234567892");
	CHECK_STR(code_text(&arena, 12345678905), "012345678905");
	CHECK_STR(code_text(&arena, 96385074), "96385074");
	CHECK_STR(code_text(&arena, 1), "00000001");
	CHECK_STR(code_text(&arena, 16901234567899), "16901234567899");
	CHECK_STR(code_text(&arena, code_key(CODE_PLU, 42)), "42");
	CHECK_STR(code_text(&arena, code_key(CODE_SCALE, 1234)), "1234");
	arena_clear(&arena);
}

/* The lookups of a text: G number, P number, or the alias itself. */
static const char *tries_of(const char *text)
{
	static char out[400];
	struct code_try tries[CODE_TRIES_MAX];
	int n = code_tries(&arena, text, tries);
	size_t at = 0;

	out[0] = '\0';
	for (int i = 0; i < n; i++) {
		int64_t number = tries[i].key % CODE_KIND_UNIT;

		CHECK_STR(tries[i].text, text);
		if (tries[i].key < 0)
			at += (size_t)snprintf(out + at, sizeof out - at, "%s\"%s\"", i ? " " : "", tries[i].text);
		else
			at += (size_t)snprintf(out + at, sizeof out - at, "%s%c%" PRId64, i ? " " : "",
				"GPS"[tries[i].key / CODE_KIND_UNIT], number);
	}
	arena_clear(&arena);
	return out;
}

TEST(lookups_in_order)
{
	char longest[CODE_TEXT_MAX + 2];

	CHECK_STR(tries_of("6901234567892"), "G6901234567892");
	CHECK_STR(tries_of("012345678905"), "G12345678905");
	CHECK_STR(tries_of("0012345678905"), "G12345678905"); /* the same article */
	CHECK_STR(tries_of("00012345678905"), "G12345678905");
	CHECK_STR(tries_of("6901234567893"), "\"6901234567893\""); /* a wrong check digit */
	CHECK_STR(tries_of("01234558"), "G12345000058 G1234558"); /* UPC-E as scanners send it */
	CHECK_STR(tries_of("12345670"), "G12345670 G123456000070");
	CHECK_STR(tries_of("04567840"), "G45670000080");
	CHECK_STR(tries_of("96385074"), "G96385074");
	CHECK_STR(tries_of("00000000"), "G0 G0");
	CHECK_STR(tries_of("42"), "P42");
	CHECK_STR(tries_of("123455"), "P123455 G12345000058");
	CHECK_STR(tries_of("0123455"), "\"0123455\" G12345000058");
	CHECK_STR(tries_of("0042"), "\"0042\"");
	CHECK_STR(tries_of("999999999999999"), "P999999999999999");
	CHECK_STR(tries_of("1000000000000000"), "\"1000000000000000\"");
	CHECK_STR(tries_of("A-17"), "\"A-17\"");
	/* a code of one's own comes before the book that it may mean */
	CHECK_STR(tries_of("977031784700105"), "P977031784700105 G9770317847001");
	CHECK_STR(tries_of("978030640615751995"), "\"978030640615751995\" G9780306406157");
	CHECK_STR(tries_of("7302123454"), "P7302123454 G9787302123453");
	CHECK_STR(tries_of("7302123457"), "P7302123457");
	CHECK_STR(tries_of("0-8044-2957-X"), "\"0-8044-2957-X\" G9780804429573");
	CHECK_STR(tries_of("9780306406157"), "G9780306406157");
	CHECK_STR(tries_of(""), "");
	memset(longest, '7', sizeof longest);
	longest[CODE_TEXT_MAX + 1] = '\0';
	CHECK_STR(tries_of(longest), "");
	longest[CODE_TEXT_MAX] = '\0';
	CHECK_INT(strlen(tries_of(longest)), CODE_TEXT_MAX + 2);
}

static struct scale_pattern pattern(const char *text)
{
	struct scale_pattern p = { .mask = "" };
	const char *why = "";

	if (!CHECK(scale_pattern_parse(&arena, text, &p, &why) == OK))
		printf("# %s\n", why);
	return p;
}

/* "item amount quantity" of a code by one pattern; "-" for what is not printed. */
static const char *read_by(const char *text, const char *digits)
{
	static char out[100];
	struct scale_pattern p = pattern(text);
	struct scale_code code;
	char amount[30] = "-", qty[30] = "-";

	if (!scale_code_read(&p, 1, digits, &code))
		return "refused";
	if (code.has_amount)
		snprintf(amount, sizeof amount, "%s", money_text(&arena, code.amount_minor));
	if (code.has_qty)
		snprintf(qty, sizeof qty, "%s", qty_text(&arena, code.qty_milli));
	snprintf(out, sizeof out, "%" PRId64 " %s %s", code.item, amount, qty);
	return out;
}

TEST(label_scales)
{
	CHECK_STR(read_by("21IIIIIPPPPPC", "2101234011324"), "1234 11.32 -");
	CHECK_STR(read_by("21IIIIIWWWWWC", "2101234012581"), "1234 - 1.258");
	CHECK_STR(read_by("21IIIIIPPPPPWWWWWC", "210123401132012580"), "1234 11.32 1.258");
	CHECK_STR(read_by("21IIIIIWWWWWPPPPPC", "210123401258011320"), "1234 11.32 1.258");
	/* a weight behind the check digit of the first thirteen */
	CHECK_STR(read_by("21IIIIIPPPPPCWWWWW", "210123401132401258"), "1234 11.32 1.258");
	CHECK_STR(read_by("21IIIIIPPPPPCXX", "210123401132409"), "1234 11.32 -");
	CHECK_STR(read_by("21IIIIIPPPPPC", "2101234011325"), "refused");
	CHECK_STR(read_by("21IIIIIPPPPPC nocheck", "2101234011325"), "1234 11.32 -");
	CHECK_STR(read_by("21IIIIIPPPPPX", "2101234011325"), "1234 11.32 -");
	CHECK_STR(read_by("22IIIIIPPPPPC", "2101234011324"), "refused");
	CHECK_STR(read_by("21IIIIIPPPPPC", "21012340113"), "refused");
	CHECK_STR(read_by("21IIIIIPPPPPC", "21012340113240"), "refused");
	CHECK_STR(read_by("21IIIIIPPPPPC", "21012340113a4"), "refused");
	CHECK_STR(read_by("21IIIIIPPPPPC nocheck", "2101234000000"), "refused"); /* says nothing */
	CHECK_STR(read_by("21IIIIIPPPPPWWWWWC nocheck", "210123400000012580"), "1234 - 1.258");
	arena_clear(&arena);
}

TEST(label_scale_units)
{
	CHECK_STR(read_by("21IIIIIPPPPPC p=1", "2101234011324"), "1234 113.20 -");
	CHECK_STR(read_by("21IIIIIPPPPPC p=0", "2101234011324"), "1234 1132.00 -");
	CHECK_STR(read_by("21IIIIIPPPPPC p=3", "2101234011324"), "1234 1.13 -");
	CHECK_STR(read_by("21IIIIIWWWWWC w=2", "2101234012581"), "1234 - 12.58");
	CHECK_STR(read_by("21IIIIIWWWWWC w=4", "2101234012581"), "1234 - 0.126");
	CHECK_STR(read_by("21IIIIIWWWWWC w=0", "2101234012581"), "1234 - 1258");
	CHECK_STR(read_by("21IIIIIWWWWWC jin", "2101234012581"), "1234 - 0.629");
	CHECK_STR(read_by("  21IIIIIWWWWWC\t w=2  jin nocheck ", "2101234012580"), "1234 - 6.29");
	money_set_exponent(0);
	CHECK_STR(read_by("21IIIIIPPPPPC p=0", "2101234011324"), "1234 1132 -");
	money_set_exponent(2);
	arena_clear(&arena);
}

TEST(price_check_digits)
{
	/* 2875: 4 + 5 + 1 + 3 = 13, times 3 is 39: 9. 14685: 5 + 8 + 7 + 4 + 9 = 33, to 40 is 7, which
	 * stands at 6 in table 5-. */
	CHECK_STR(read_by("21IIIIIQPPPPC nocheck", "2101234928750"), "1234 28.75 -");
	CHECK_STR(read_by("21IIIIQPPPPPC", "2112346146859"), "1234 146.85 -");
	CHECK_STR(read_by("21IIIIIQPPPPC", "2101234928752"), "1234 28.75 -");
	CHECK_STR(read_by("21IIIIIQPPPPC", "2101234828755"), "refused");
	CHECK_STR(read_by("21IIIIQPPPPPC", "2112345146850"), "refused");
	arena_clear(&arena);
}

TEST(patterns_that_cannot_be_meant)
{
	static const char *const refused[] = {
		"", "   ", "21IIIII", "21IIIIIPPPPP1234567890123", "21IIIIIPPPPPC p=4", "21IIIIIPPPPPC p=",
		"21IIIIIPPPPPC w=5", "21IIIIIPPPPPC kilo", "21IIIIIPPPPPC p=22", "21XXXXXPPPPPC",
		"21IIIIIXXXXXC", "IIIIIIIPPPPPC", "21IIIPPIIIIIC", "21IIIPPPIPPPC", "21IIIIPPPPPCC",
		"21IIIIIQPPPPPPC", "21IIIIIQWWWWC", "21iiiiippppppc", "21IIIII-PPPPC", "21IIIIIIIIIIIPPC",
		"21IIIPPPPPPPPPC", "21IIIWWWWWWWC", "21IIIPPPXXXXXXXXXXC", "21IIIIIWWWWWC jin w=0",
	};

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct scale_pattern p = { .mask = "kept" };
		const char *why = NULL;

		if (!CHECK_INT(scale_pattern_parse(&arena, refused[i], &p, &why), ERR_INVALID))
			printf("# \"%s\" was taken\n", refused[i]);
		CHECK_STR(p.mask, "kept");
		CHECK(why && *why && !strchr(why, '\n'));
	}
	arena_clear(&arena);
}

TEST(the_longest_match_wins_then_the_first)
{
	struct scale_pattern list[] = {
		pattern("2IIIIIIPPPPPC"), pattern("21IIIIIWWWWWC"), pattern("21IIIIIPPPPPC"),
	};
	struct scale_code code;

	if (!CHECK(scale_code_read(list, 3, "2101234012581", &code)))
		return;
	CHECK(code.has_qty && !code.has_amount);
	CHECK_INT(code.item, 1234);
	if (CHECK(scale_code_read(list, 3, "2001234011327", &code)))
		CHECK_INT(code.item, 1234);
	/* a wrong check digit of the best is not mended by a looser pattern */
	list[0].check = false;
	CHECK(!scale_code_read(list, 3, "2101234012580", &code));
	CHECK(!scale_code_read(list, 0, "2101234012581", &code));
	arena_clear(&arena);
}

TEST(receipt_numbers)
{
	struct doc_number n = { .running = 0 };

	CHECK_STR(doc_number_text(&arena, "03", 1, 45), "03-1-000045");
	CHECK_STR(doc_number_text(&arena, "A1", 12, 1234567), "A1-12-1234567");
	CHECK(doc_number_read("03-1-000045", &n));
	CHECK_STR(n.terminal, "03");
	CHECK_INT(n.series, 1);
	CHECK_INT(n.running, 45);
	CHECK(doc_number_read("3-2-45", &n));
	CHECK(doc_number_read("ABCDEFGHIJK-1-1", &n));
	static const char *const refused[] = {
		"", "-", "--", "03-1-", "03--000045", "-1-000045", "03-1", "03-1-00004x", "03-1-000000",
		"03-0-000045", "ABCDEFGHIJKL-1-1", "0 3-1-000045", "03-1-000045 ", "6901234567892",
		"03-1-0000000000000045", "a-b-1-1",
	};
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (!CHECK(!doc_number_read(refused[i], &n)))
			printf("# \"%s\"\n", refused[i]);
	arena_clear(&arena);
}

TEST(payment_codes)
{
	CHECK_INT(pay_code_kind("100000000000000000"), PAY_CODE_WECHAT);
	CHECK_INT(pay_code_kind("159999999999999999"), PAY_CODE_WECHAT);
	CHECK_INT(pay_code_kind("160000000000000000"), PAY_CODE_NONE);
	CHECK_INT(pay_code_kind("10000000000000000"), PAY_CODE_NONE);
	CHECK_INT(pay_code_kind("2500000000000000"), PAY_CODE_ALIPAY);
	CHECK_INT(pay_code_kind("309999999999999999999999"), PAY_CODE_ALIPAY);
	CHECK_INT(pay_code_kind("3099999999999999999999999"), PAY_CODE_NONE);
	CHECK_INT(pay_code_kind("250000000000000"), PAY_CODE_NONE);
	CHECK_INT(pay_code_kind("6200000000000000000"), PAY_CODE_UNIONPAY);
	CHECK_INT(pay_code_kind("0100000000000000000"), PAY_CODE_ECNY);
	CHECK_INT(pay_code_kind("0200000000000000000"), PAY_CODE_NONE);
	CHECK_INT(pay_code_kind("10000000000000000a"), PAY_CODE_NONE);
	CHECK_INT(pay_code_kind(""), PAY_CODE_NONE);
	CHECK_INT(pay_code_kind("6901234567892"), PAY_CODE_NONE);
}

/* ---- vectors of others ---- */

static struct csv_field fields[CSV_FIELDS_MAX];

/* Calls `row` for each record but the header of a sample file; how many, 0 after skipping the test. */
static int each_vector(const char *name, int columns, void (*row)(void))
{
	const char *folder = getenv("ZG_SAMPLES");
	char path[600];
	static char bytes[1 << 16];
	struct csv csv;
	size_t n;
	int count, line, rows = 0;
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", folder && *folder ? folder : "../shared/samples", name);
	f = fopen(path, "rb");
	if (!f) {
		t_skip("no sample files; set ZG_SAMPLES");
		return 0;
	}
	n = fread(bytes, 1, sizeof bytes, f);
	fclose(f);
	if (!CHECK(csv_open(&csv, &arena, bytes, n) == OK))
		return 0;
	while (csv_next(&csv, &arena, fields, &count, &line) == OK && count) {
		if (line == 1 || count < columns)
			continue;
		row();
		rows++;
	}
	return rows;
}

static int upce_checked;

/* A right one says the eight digits printed, from which the UPC-A must follow: its equivalent is in the note.
 * Add-ons and the thirteen-digit form are the printer's own and no input of ours. */
static void upce_row(void)
{
	const char *input = fields[1].text, *verdict = fields[2].text, *printed = fields[3].text;
	const char *equivalent = strstr(fields[4].text, "equivalent: ");
	char upca[13], padded[9];
	size_t n = strlen(input);

	if (n > 8 || input[strspn(input, "0123456789")] || strlen(printed) > 8)
		return;
	upce_checked++;
	if (strcmp(verdict, "ok") != 0) {
		if (n == 8)
			CHECK(!upce_expand(input, upca));
		return;
	}
	if (!CHECK(upce_expand(printed, upca)))
		printf("# %s\n", printed);
	if (equivalent)
		CHECK_STR(arena_strndup(&arena, upca, 11), arena_strndup(&arena, equivalent + 12, 11));
	snprintf(padded, sizeof padded, "%.*s", 7, printed);
	CHECK(upce_expand(padded, upca) && upca[11] == printed[7]);
}

static void gtin_row(void)
{
	const char *input = fields[1].text;
	bool valid = strcmp(fields[2].text, "valid") == 0;
	size_t n = strlen(input);

	if (n == 18 && strspn(input, "0123456789") == n)
		CHECK_INT(gtin_check_digit(input, 17) == input[17] - '0', valid);
	else if (!CHECK_INT(gtin_valid(input), valid))
		printf("# \"%s\"\n", input);
}

TEST(upc_e_vectors)
{
	if (each_vector("upce_vectors.csv", 5, upce_row))
		CHECK(upce_checked > 30);
	arena_clear(&arena);
}

TEST(check_digit_vectors)
{
	int rows = each_vector("gtin_check_digit_vectors.csv", 3, gtin_row);

	CHECK(!rows || rows > 15);
	arena_release(&arena);
}

T_MAIN
