/* invoice.c - see invoice.h. */
#include "model/invoice.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sbuf.h"
#include "model/code.h"
#include "model/refund.h"
#include "model/value.h"

/* --- codes ----------------------------------------------------------------------------------- */

static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void invoice_code_text(const unsigned char bytes[5], char out[INVOICE_CODE_MAX])
{
	uint64_t bits = 0;

	for (int i = 0; i < 5; i++)
		bits = bits << 8 | bytes[i];
	for (int i = INVOICE_CODE_CHARS - 1; i >= 0; i--, bits >>= 5)
		out[i] = letters[bits & 31];
	out[INVOICE_CODE_CHARS] = '\0';
}

bool invoice_code_read(const char *text, char out[INVOICE_CODE_MAX])
{
	int n = 0;

	for (; *text; text++) {
		char c = *text;

		if (c == ' ' || c == '-')
			continue;
		c = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
		c = (char)(c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c);
		if (n == INVOICE_CODE_CHARS || !strchr(letters, c))
			return false;
		out[n++] = c;
	}
	out[n] = '\0';
	return n == INVOICE_CODE_CHARS;
}

/* --- links ----------------------------------------------------------------------------------- */

#define NUMBER_MARK "{number}"
#define CODE_MARK "{code}"

/* Puts `value` where `mark` stands in the text. */
static char *put_in(struct arena *a, const char *text, const char *mark, const char *value)
{
	const char *at = strstr(text, mark);

	return at ? arena_printf(a, "%.*s%s%s", (int)(at - text), text, value, at + strlen(mark))
		: arena_strdup(a, text);
}

char *invoice_link_text(struct arena *a, const char *pattern, const char *number, const char *code)
{
	return put_in(a, put_in(a, pattern, NUMBER_MARK, number), CODE_MARK, code);
}

/* How many characters at s are the number of a document; 0: none is there. */
static size_t number_at(const char *s)
{
	static const char digits[] = "0123456789";
	size_t n = strspn(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"), part;

	for (int i = 0; i < 2; i++) {
		if (s[n] != '-' || !(part = strspn(s + n + 1, digits)))
			return 0;
		n += 1 + part;
	}
	return n;
}

char *invoice_link_number(struct arena *a, const char *pattern, const char *text)
{
	const char *mark = strstr(pattern, NUMBER_MARK), *code = strstr(pattern, CODE_MARK);
	struct doc_number read;
	char *number = NULL;

	for (size_t n; *pattern && *text; text += n) {
		n = 1;
		if (pattern == mark) {
			n = number_at(text);
			number = arena_strndup(a, text, n);
			pattern += strlen(NUMBER_MARK);
		} else if (pattern == code) {
			n = INVOICE_CODE_CHARS;
			if (strspn(text, letters) < n)
				return NULL;
			pattern += strlen(CODE_MARK);
		} else if (*pattern++ != *text) {
			return NULL;
		}
	}
	return !*pattern && !*text && number && doc_number_read(number, &read) ? number : NULL;
}

/* --- lines ----------------------------------------------------------------------------------- */

static bool on_invoice(const struct line *l)
{
	enum value_kind kind = line_value(l);

	return !(l->flags & (LINE_DEPOSIT | LINE_RETURN)) && (kind == VALUE_NONE || kind == VALUE_VOUCHER);
}

/* What vouchers paid is shared over the lines that an invoice could name. */
static void share_vouchers(const struct document *sale, int64_t *parts)
{
	int64_t weights[LINES_MAX] = { 0 }, goods = 0, vouchers = 0;

	for (int i = 0; i < sale->payment_count; i++)
		if (sale->payments[i].kind == TENDER_VOUCHER)
			vouchers += sale->payments[i].amount_minor;
	for (int i = 0; i < sale->line_count; i++)
		if (on_invoice(&sale->lines[i]))
			goods += weights[i] = sale->lines[i].paid_minor;
	memset(parts, 0, (size_t)sale->line_count * sizeof *parts);
	if (vouchers && goods)
		money_share(vouchers < goods ? vouchers : goods, weights, sale->line_count, parts);
}

/* Vouchers leave as much of the line as they did not pay; of its tax the same part. */
static void less_vouchers(struct invoice_line *out, int64_t part_minor)
{
	int64_t left = out->amount_minor - part_minor;

	if (!part_minor || !out->amount_minor)
		return;
	left = left > 0 ? left : 0;
	out->tax_minor = mul_div(out->tax_minor, left, out->amount_minor, ROUND_HALF_AWAY);
	out->amount_minor = left;
}

int invoice_lines(const struct document *sale, const int64_t *returned_milli, struct invoice_line *out)
{
	int64_t parts[LINES_MAX];
	int n = 0;

	share_vouchers(sale, parts);
	for (int i = 0; i < sale->line_count; i++) {
		const struct line *l = &sale->lines[i];
		int64_t back = returned_milli[l->line_no];
		struct line gone = { .paid_minor = 0 };

		if (!on_invoice(l) || back >= l->qty_milli)
			continue;
		if (back)
			refund_line(l, 0, back, &gone);
		out[n] = (struct invoice_line){ .line = l, .tax_class = "", .tax_bp = l->tax_bp,
			.qty_milli = l->qty_milli - back, .amount_minor = l->paid_minor - gone.paid_minor,
			.tax_minor = l->tax_minor - gone.tax_minor };
		if (line_value(l) == VALUE_VOUCHER) {
			out[n].tax_class = INVOICE_VOUCHER_CLASS;
			out[n].tax_bp = INVOICE_UNTAXED;
		}
		less_vouchers(&out[n], parts[i] - money_part(parts[i], back, l->qty_milli));
		n += out[n].amount_minor > 0;
	}
	return n;
}

/* --- figures --------------------------------------------------------------------------------- */

static int by_class_and_rate(const void *x, const void *y)
{
	const struct invoice_figure *a = x, *b = y;
	int order = strcmp(a->tax_class, b->tax_class);

	return order ? order : (a->tax_bp > b->tax_bp) - (a->tax_bp < b->tax_bp);
}

/* One figure a class and rate, in their order; what comes to nothing is left out. */
static void fold(struct invoice_figures *f)
{
	int n = 0;

	if (f->count > 1)
		qsort(f->list, (size_t)f->count, sizeof *f->list, by_class_and_rate);
	for (int i = 0; i < f->count; i++) {
		if (n && by_class_and_rate(&f->list[n - 1], &f->list[i]) == 0) {
			f->list[n - 1].amount_minor += f->list[i].amount_minor;
			f->list[n - 1].tax_minor += f->list[i].tax_minor;
		} else {
			f->list[n++] = f->list[i];
		}
		if (i + 1 < f->count && by_class_and_rate(&f->list[n - 1], &f->list[i + 1]) == 0)
			continue;
		n -= !f->list[n - 1].amount_minor && !f->list[n - 1].tax_minor;
	}
	f->count = n;
}

struct invoice_figures invoice_sum(const struct invoice_line *lines, int n, struct arena *a)
{
	struct invoice_figures f = { arena_array(a, (size_t)n + 1, sizeof *f.list), n };

	for (int i = 0; i < n; i++) {
		f.list[i] = (struct invoice_figure){ .tax_bp = lines[i].tax_bp,
			.amount_minor = lines[i].amount_minor, .tax_minor = lines[i].tax_minor };
		snprintf(f.list[i].tax_class, sizeof f.list[i].tax_class, "%s", lines[i].tax_class);
	}
	fold(&f);
	return f;
}

struct invoice_figures invoice_add(struct invoice_figures x, struct invoice_figures y, int sign, struct arena *a)
{
	struct invoice_figures f = { arena_array(a, (size_t)(x.count + y.count) + 1, sizeof *f.list), 0 };

	for (int i = 0; i < x.count; i++)
		f.list[f.count++] = x.list[i];
	for (int i = 0; i < y.count; i++) {
		f.list[f.count] = y.list[i];
		f.list[f.count].amount_minor *= sign;
		f.list[f.count++].tax_minor *= sign;
	}
	fold(&f);
	return f;
}

int64_t invoice_amount(struct invoice_figures f)
{
	int64_t sum = 0;

	for (int i = 0; i < f.count; i++)
		sum += f.list[i].amount_minor;
	return sum;
}

int64_t invoice_tax(struct invoice_figures f)
{
	int64_t sum = 0;

	for (int i = 0; i < f.count; i++)
		sum += f.list[i].tax_minor;
	return sum;
}

char *invoice_text(struct arena *a, struct invoice_figures f)
{
	struct sbuf b = SBUF_INIT;
	char *text;

	for (int i = 0; i < f.count; i++)
		sbuf_printf(&b, "%s%s:%" PRId64 ":%" PRId64 ":%" PRId64, i ? ";" : "",
			*f.list[i].tax_class ? f.list[i].tax_class : "-", f.list[i].tax_bp, f.list[i].amount_minor,
			f.list[i].tax_minor);
	text = arena_strdup(a, f.count ? sbuf_text(&b) : "-");
	sbuf_release(&b);
	return text;
}

enum err invoice_read(struct arena *a, const char *text, struct invoice_figures *out)
{
	int room = 1;

	for (const char *c = text; *c; c++)
		room += *c == ';';
	*out = (struct invoice_figures){ arena_array(a, (size_t)room, sizeof *out->list), 0 };
	if (strcmp(text, "-") == 0)
		return OK;
	for (int used = 0;; text += used + 1) {
		struct invoice_figure *f = &out->list[out->count++];

		*f = (struct invoice_figure){ .tax_bp = 0 };
		used = 0;
		if (sscanf(text, "%19[0-9-]:%" SCNd64 ":%" SCNd64 ":%" SCNd64 "%n", f->tax_class, &f->tax_bp,
			&f->amount_minor, &f->tax_minor, &used) != 4 || !used)
			return ERR_INVALID;
		if (strcmp(f->tax_class, "-") == 0)
			f->tax_class[0] = '\0';
		if (!text[used])
			return OK;
		if (text[used] != ';')
			return ERR_INVALID;
	}
}
