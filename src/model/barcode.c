/* barcode.c - see model/barcode.h. */
#include "model/barcode.h"

#include <ctype.h>
#include <string.h>

static void add(struct barcode *b, const char *modules)
{
	size_t n = strlen(modules);

	memcpy(b->dark + b->modules, modules, n + 1);
	b->modules += (int)n;
}

/* --- EAN ------------------------------------------------------------------------------------- */

static const char *const left_odd[10] = { "0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111",
	"0111011", "0110111", "0001011" };
/* Which of the six left digits of an EAN-13 are in the even set, by its first digit: bit 5 is the leftmost. */
static const unsigned char first_digit[10] = { 0x00, 0x0B, 0x0D, 0x0E, 0x13, 0x19, 0x1C, 0x15, 0x16, 0x1A };

static void add_left(struct barcode *b, char digit, bool even)
{
	const char *odd = left_odd[digit - '0'];
	char text[8] = "";

	for (int i = 0; i < 7; i++) /* the even set is the right set backwards, the right set the odd one inverted */
		text[i] = even ? odd[6 - i] == '1' ? '0' : '1' : odd[i];
	add(b, text);
}

static void add_right(struct barcode *b, char digit)
{
	const char *odd = left_odd[digit - '0'];
	char text[8] = "";

	for (int i = 0; i < 7; i++)
		text[i] = odd[i] == '1' ? '0' : '1';
	add(b, text);
}

static bool all_digits(const char *s)
{
	return *s && !s[strspn(s, "0123456789")];
}

static bool check_digit_right(const char *s, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (s[n - 1 - i] - '0') * (i % 2 ? 3 : 1);
	return sum % 10 == 0;
}

bool barcode_ean(const char *digits, struct barcode *out)
{
	size_t n = strlen(digits);
	char whole[14] = "0";

	*out = (struct barcode){ .kind = BARCODE_NONE };
	if (!all_digits(digits) || (n != 8 && n != 12 && n != 13) || !check_digit_right(digits, n))
		return false;
	memcpy(whole + (n == 12), digits, n + 1);
	n += n == 12;
	out->kind = n == 13 ? BARCODE_EAN13 : BARCODE_EAN8;
	out->quiet_left = n == 13 ? 11 : 7;
	out->quiet_right = 7;
	add(out, "101");
	for (size_t i = n == 13; i < (n + 1) / 2; i++)
		add_left(out, whole[i], n == 13 && first_digit[whole[0] - '0'] >> (6 - i) & 1);
	add(out, "01010");
	for (size_t i = (n + 1) / 2; i < n; i++)
		add_right(out, whole[i]);
	add(out, "101");
	return true;
}

/* --- Code 128 -------------------------------------------------------------------------------- */

/* The widths of bars and spaces by symbol value; the last is the stop. */
static const char *const symbols[107] = {
	"212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312",
	"231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212",
	"223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121",
	"111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331",
	"132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131", "311123",
	"311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224", "111422", "121124",
	"121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112", "142211", "241211", "221114",
	"413111", "241112", "134111", "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112",
	"421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
	"113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112"
};
enum { TO_C = 99, TO_B = 100, START_B = 104, START_C = 105, STOP = 106 };

static void add_symbol(struct barcode *b, int value)
{
	char text[16] = "";
	size_t n = 0;

	for (const char *w = symbols[value]; *w; w++)
		for (int k = 0; k < *w - '0'; k++)
			text[n++] = (w - symbols[value]) % 2 ? '0' : '1';
	add(b, text);
}

static size_t digits_at(const char *s)
{
	return strspn(s, "0123456789");
}

/* Pairs of digits are one symbol in set C: worth a change for four at an end, six in the middle. */
static bool set_c(const char *s, bool in_c, bool first)
{
	size_t n = digits_at(s);

	if (in_c)
		return n >= 2;
	return n >= 6 || (n >= 4 && (first || !s[n])) || (first && n == 2 && !s[2]);
}

bool barcode_code128(const char *text, struct barcode *out)
{
	bool in_c = false, first = true;
	int weight = 1, sum = 0;

	*out = (struct barcode){ .kind = BARCODE_NONE };
	if (!*text || strlen(text) > BARCODE_TEXT_MAX)
		return false;
	for (const char *s = text; *s; s++)
		if (*s < ' ' || *s > '~')
			return false;
	out->kind = BARCODE_CODE128;
	out->quiet_left = out->quiet_right = 10;
	while (*text) {
		bool c = set_c(text, in_c, first) && !(digits_at(text) % 2 && !in_c && !first);
		int value;

		if (first || c != in_c) {
			value = first ? c ? START_C : START_B : c ? TO_C : TO_B;
			add_symbol(out, value);
			sum += first ? value : value * weight++;
			first = false;
			in_c = c;
		}
		value = in_c ? (text[0] - '0') * 10 + text[1] - '0' : *text - ' ';
		add_symbol(out, value);
		sum += value * weight++;
		text += in_c ? 2 : 1;
	}
	add_symbol(out, sum % 103);
	add_symbol(out, STOP);
	return true;
}

bool barcode_make(const char *code, struct barcode *out)
{
	return barcode_ean(code, out) || barcode_code128(code, out);
}
