/* code.h - what a scanned or typed code may mean. GS1 General Specifications (GTIN check digit:
 * section 7.9; UPC-E zero suppression: 5.2.2.4; RCN in-store prefixes: 2.1.12). */
#ifndef MODEL_CODE_H
#define MODEL_CODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

#define CODE_TEXT_MAX 48

/* A code that is a plain number is kept as one integer key: kind * 10^15 + number. A GTIN of any
 * length is the same number with leading zeros, so UPC-A 012345678905 and EAN-13 0012345678905
 * meet. */
enum code_kind { CODE_GTIN = 0, CODE_PLU = 1, CODE_SCALE = 2 };
#define CODE_KIND_UNIT INT64_C(1000000000000000)

int64_t code_key(enum code_kind kind, int64_t number);
/* The printed form of a key: a GTIN as 8, 12, 13 or 14 digits, the shortest that holds it; others
 * bare. */
char *code_text(struct arena *a, int64_t key);

/* Check digit over the digits before it (weights 3,1,3... from the right). digits: 1..17 of
 * '0'-'9'. */
int gtin_check_digit(const char *digits, int n);
/* 8, 12, 13, 14 digits with a right check digit. */
bool gtin_valid(const char *digits);
/* UPC-E of 6 (number system 0), 7 (with system digit 0 or 1) or 8 digits (with check) to the UPC-A
 * of 12 digits; false when the form or the check digit is wrong. */
bool upce_expand(const char *digits, char upca[13]);
/* Books and serials: their EAN-13 (978, 979, 977) is a plain GTIN. This reads what else may stand for it: an EAN-13
 * with the add-on of 2 or 5 digits beside it (the issue of a serial, a price), as scanners tell both in one; an ISBN
 * of 13 with its hyphens; and the older numbers, printed or typed with or without hyphens: ISBN of 10 (ISO 2108) and
 * ISSN of 8 characters (ISO 3297), whose last one is a check digit, X for 10. Writes the EAN-13, of an ISSN the one
 * with variant 00; false when the text is none of these or a check digit is wrong. An ISSN needs its hyphen or its
 * X: 8 digits alone are a code of their own. */
bool publication_ean(const char *text, char ean[14]);

/* The lookups to try for a text (narrowed and trimmed), in order: UPC-E of 8 digits beginning with 0,
 * GTIN, UPC-E beginning with 1, PLU or alias, UPC-E without its check digit, the EAN-13 of a book or
 * serial. Texts that are no number, have leading zeros that are no GTIN, or have the length of a
 * GTIN but fail the check digit are looked up as aliases (key < 0: use text). The first try is also
 * how a code is stored. Answers how many, 0 when the text is empty or longer than CODE_TEXT_MAX. */
#define CODE_TRIES_MAX 6
struct code_try { int64_t key; const char *text; };
int code_tries(struct arena *a, const char *text, struct code_try tries[CODE_TRIES_MAX]);

/* An in-store code of a label scale, by the shop's list of patterns. A pattern is as long as the
 * code: "21IIIIIPPPPPC". Digits must match; I item (scale code or PLU), P amount, W weight or
 * count, Q price check digit (over 4 or 5 P), C check digit over all digits before it, X ignored;
 * each field stands once. After it, separated by blanks, options: "p=2" decimals of the amount
 * (default 2), "w=3" decimals of the weight in kg (default 3), "w=0" pieces, "jin" (weight in half
 * kilos), "nocheck". */
#define SCALE_PATTERNS_MAX 32
struct scale_pattern {
	char mask[24];
	int amount_decimals, weight_decimals;
	bool jin, check;
};
struct scale_code {
	int64_t item;         /* the scale code */
	bool has_amount, has_qty; /* printed, and not zero */
	int64_t amount_minor; /* printed by the scale: it is the price */
	int64_t qty_milli;
};
/* One pattern; ERR_INVALID with *why (one line) when it cannot be meant. */
enum err scale_pattern_parse(struct arena *a, const char *text, struct scale_pattern *out,
	const char **why) MUST_CHECK;
/* The best pattern for a code (most fixed digits, then list order); false when none fits, a check
 * digit of the best is wrong, or neither amount nor quantity is printed. */
bool scale_code_read(const struct scale_pattern *list, int n, const char *digits,
	struct scale_code *out);

/* Receipt numbers "03-1-000045" (terminal code, series, running), as printed and scanned. */
struct doc_number { char terminal[12]; int64_t series, running; };
char *doc_number_text(struct arena *a, const char *terminal, int64_t series, int64_t running);
/* The running number may be typed without its leading zeros; the terminal is letters, digits and
 * '_'. */
bool doc_number_read(const char *text, struct doc_number *out);

/* External payment codes (a text of 16-24 digits): WeChat 18 digits 10-15, Alipay 16-24 digits
 * 25-30, UnionPay 19 digits 62, e-CNY 19 digits 01. Tried before goods codes while paying, after
 * them in a basket. */
enum pay_code { PAY_CODE_NONE, PAY_CODE_WECHAT, PAY_CODE_ALIPAY, PAY_CODE_UNIONPAY, PAY_CODE_ECNY };
enum pay_code pay_code_kind(const char *digits);

#endif
