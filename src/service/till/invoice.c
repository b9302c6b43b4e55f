/* invoice.c - see service/invoice.h. Each act is a row of invoice_claim and one of the audit, from which recovery makes
 * the first again. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "invoice_int.h"
#include "../money/money_int.h"
#include "../office/office_int.h"
#include "service/articles.h"
#include "service/report.h"
#include "store/document_store.h"
#include "store/goods_store.h"
#include "store/staff_store.h"

#define PAGE 200

/* --- the code ------------------------------------------------------------------------------------ */

void invoice_code(const struct shop *sh, int64_t document_id, char out[INVOICE_CODE_MAX])
{
	unsigned char bytes[SEAL_BYTES];
	char hex[SEAL_HEX];
	struct seal s;

	seal_begin(&s, sh->keys.seal[0]);
	seal_text(&s, "invoice");
	seal_int(&s, document_id);
	seal_end(&s, hex);
	if (!seal_unhex(hex, bytes, sizeof bytes))
		memset(bytes, 0, sizeof bytes);
	invoice_code_text(bytes, out);
}

/* What the QR code on receipts is made by. */
static const char *link_pattern(const struct shop *sh)
{
	const char *url = setting_text(sh, SET_INVOICE_URL);

	return *url ? url : "{number}-{code}";
}

char *invoice_link(const struct shop *sh, struct arena *a, const char *number, const char *code)
{
	return invoice_link_text(a, link_pattern(sh), number, code);
}

const char *invoice_scanned(const struct shop *sh, struct arena *a, const char *text)
{
	const char *number = invoice_link_number(a, link_pattern(sh), text);

	return number ? number : text;
}

enum err invoice_made(struct shop *sh, struct arena *a, int64_t document_id, bool *made, const char **reference)
{
	struct claim_row *rows;
	int n = 0;
	enum err e = claims_of(sh->db, a, document_id, &rows, &n);

	*made = e == OK && n;
	*reference = *made ? rows[0].reference : "";
	return e;
}

/* --- one receipt --------------------------------------------------------------------------------- */

/* As the article says, or its category; an article that is not there any more says nothing. */
static enum err classify(struct shop *sh, struct arena *a, struct invoice_line *l)
{
	struct article article;
	enum err e;

	if (*l->tax_class || !l->line->article_id)
		return OK;
	e = article_get(sh, a, l->line->article_id, &article);
	if (e == OK)
		l->tax_class = *article.tax_class ? article.tax_class
			: shop_category_rules(sh, article.category_id).tax_class;
	if (!l->tax_class)
		l->tax_class = "";
	return e == ERR_NOTFOUND ? OK : e;
}

static enum err add_up(struct arena *a, const struct claim_row *rows, int n, struct invoice *out)
{
	struct invoice_figures one;
	enum err e = OK;

	out->claimed = n > 0;
	out->claimed_at_ms = n ? rows[0].at_ms : 0;
	out->reference = n ? rows[0].reference : "";
	for (int i = 0; e == OK && i < n; i++) {
		e = invoice_read(a, rows[i].figures, &one);
		if (e == OK)
			out->invoiced = invoice_add(out->invoiced, one, 1, a);
	}
	if (n)
		out->due = invoice_add(out->invoiced, out->now, -1, a);
	return e == ERR_INVALID ? ERR_CORRUPT : e;
}

/* The sale as its invoice sees it: what goods brought back paid is paid as they were; what a voucher paid for which
 * none was due yet is paid as by money. */
static enum err as_invoiced(struct shop *sh, struct arena *a, const struct document *sale, struct document *out)
{
	struct origin from[PAYMENTS_MAX];
	int n = 0;
	enum err e = money_origins(sh->db, a, sale, false, from, &n);

	*out = *sale;
	out->payments = arena_array(a, (size_t)n + 1, sizeof *out->payments);
	out->payment_count = 0;
	for (int i = 0; e == OK && i < n; i++) {
		const struct payment *p = &from[i].paid;
		bool invoiced = true;

		if (p->kind == TENDER_VOUCHER)
			e = voucher_invoiced(sh, a, value_holder(p->reference), &invoiced);
		if (invoiced)
			out->payments[out->payment_count++] = *p;
	}
	return e;
}

/* All that is known of a receipt, in a transaction or out of one; *next: the n of its next row. */
static enum err gather(struct shop *sh, struct arena *a, int64_t id, struct invoice *out, int64_t *next)
{
	struct document *sale = arena_new(a, struct document), paid;
	int64_t returned[LINES_MAX + 1];
	struct claim_row *rows;
	int n = 0;
	enum err e = document_load(sh->db, a, id, sale);

	*out = (struct invoice){ .sale = sale, .reference = "" };
	if (e == OK && sale->kind != DOC_SALE)
		return ERR_NOTFOUND;
	if (e == OK)
		e = returned_list(sh->db, a, id, returned, LINES_MAX + 1);
	if (e == OK)
		e = claims_of(sh->db, a, id, &rows, &n);
	if (e == OK)
		e = as_invoiced(sh, a, sale, &paid);
	if (e != OK)
		return e;
	out->number = doc_number_text(a, sale->terminal_code, sale->series, sale->running);
	out->lines = arena_array(a, (size_t)sale->line_count + 1, sizeof *out->lines);
	out->line_count = invoice_lines(&paid, returned, out->lines);
	for (int i = 0; e == OK && i < out->line_count; i++)
		e = classify(sh, a, &out->lines[i]);
	out->now = invoice_sum(out->lines, out->line_count, a);
	*next = n;
	return e == OK ? add_up(a, rows, n, out) : e;
}

/* The id of the receipt with that number. */
static enum err find(struct shop *sh, struct arena *a, const char *number, int64_t *id, struct said *said)
{
	struct doc_number n;
	enum err e = office_need(sh, PERM_INVOICES, said);

	if (e == OK)
		e = doc_number_read(number, &n)
			? document_id_by_number(sh->db, a, n.terminal, n.series, n.running, id) : ERR_NOTFOUND;
	return e == ERR_NOTFOUND ? say(said, e, MSG_NO_RECEIPT, number, NULL) : e;
}

/* It is the code of that receipt; how it was typed does not matter. */
static enum err check_code(struct shop *sh, int64_t id, const char *number, const char *code, struct said *said)
{
	char typed[INVOICE_CODE_MAX], wanted[INVOICE_CODE_MAX];

	invoice_code(sh, id, wanted);
	if (!invoice_code_read(code, typed) || strcmp(typed, wanted) != 0)
		return say(said, ERR_REFUSED, MSG_INVOICE_CODE, number, NULL);
	return OK;
}

static enum err answer(enum err e, const char *number, struct said *said)
{
	return e == ERR_NOTFOUND && !said->id ? say(said, e, MSG_NO_RECEIPT, number, NULL)
		: office_answer(said, e, number);
}

enum err invoice_look(struct shop *sh, struct arena *a, const char *number, const char *code, struct invoice *out,
	struct said *said)
{
	int64_t id, next;
	enum err e = find(sh, a, number, &id, said);

	if (e == OK)
		e = check_code(sh, id, number, code, said);
	if (e == OK)
		e = gather(sh, a, id, out, &next);
	return answer(e, number, said);
}

/* --- rows ---------------------------------------------------------------------------------------- */

struct noting { struct arena *a; int64_t id; const char *reference; struct invoice *out; struct said *said; };

static enum err note(struct shop *sh, const struct noting *x, int64_t n, struct invoice_figures f)
{
	const struct claim_row row = { x->id, n, sh->tx_at_ms, sh->staff.id, invoice_amount(f), invoice_tax(f),
		invoice_text(x->a, f), x->reference };
	const struct audit_row audit = { .action = n ? "invoice-reverse" : "invoice-claim", .subject_id = x->id,
		.amount_minor = row.amount_minor,
		.detail = arena_printf(x->a, "%" PRId64 " %" PRId64 " %s %s", n, row.tax_minor, row.figures,
			*row.reference ? row.reference : "-") };
	enum err e = claim_put(sh->db, &row);

	return e == OK ? audit_in_tx(sh, &audit, 1) : e;
}

static enum err reference_of(struct arena *a, const char *text, const char **out, struct said *said)
{
	*out = text ? utf8_clean(a, text) : "";
	if (strlen(*out) > INVOICE_REFERENCE_MAX || strchr(*out, ' ') || strcmp(*out, "-") == 0)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--reference", text);
	return OK;
}

static bool too_old(const struct shop *sh, const struct document *sale)
{
	int64_t days = setting_int(sh, SET_INVOICE_DAYS);

	return days && sh->tx_at_ms - sale->at_ms > days * DAY_MS;
}

static enum err claim_body(struct shop *sh, void *arg)
{
	const struct noting *x = arg;
	int64_t next;
	enum err e = gather(sh, x->a, x->id, x->out, &next);

	if (e != OK)
		return e;
	if (x->out->claimed)
		return *x->reference && strcmp(x->reference, x->out->reference) == 0 ? OK
			: say(x->said, ERR_REFUSED, MSG_INVOICE_BEFORE, x->out->number,
				arena_printf(x->a, "%.10s %s", clock_text(x->a, x->out->claimed_at_ms),
				x->out->reference));
	if (!x->out->now.count)
		return say(x->said, ERR_REFUSED, MSG_INVOICE_NOTHING, x->out->number, NULL);
	if (too_old(sh, x->out->sale))
		return say(x->said, ERR_REFUSED, MSG_INVOICE_OLD, x->out->number, setting_text(sh, SET_INVOICE_DAYS));
	if ((e = note(sh, x, 0, x->out->now)) != OK)
		return e;
	x->out->claimed = true;
	x->out->claimed_at_ms = sh->tx_at_ms;
	x->out->reference = x->reference;
	x->out->invoiced = x->out->now;
	return OK;
}

enum err invoice_claim(struct shop *sh, struct arena *a, const char *number, const char *code, const char *reference,
	struct invoice *out, struct said *said)
{
	struct noting x = { .a = a, .out = out, .said = said };
	enum err e = find(sh, a, number, &x.id, said);

	if (e == OK)
		e = check_code(sh, x.id, number, code, said);
	if (e == OK)
		e = reference_of(a, reference, &x.reference, said);
	if (e == OK)
		e = shop_tx(sh, claim_body, &x);
	return answer(e, number, said);
}

static enum err reverse_body(struct shop *sh, void *arg)
{
	const struct noting *x = arg;
	int64_t next;
	enum err e = gather(sh, x->a, x->id, x->out, &next);

	if (e == OK && !x->out->due.count)
		return say(x->said, ERR_REFUSED, MSG_INVOICE_NOT_DUE, x->out->number, NULL);
	if (e == OK)
		e = note(sh, x, next, invoice_add((struct invoice_figures){ NULL, 0 }, x->out->due, -1, x->a));
	return e;
}

enum err invoice_reverse(struct shop *sh, struct arena *a, const char *number, const char *reference,
	struct invoice *out, struct said *said)
{
	struct noting x = { .a = a, .out = out, .said = said };
	enum err e = find(sh, a, number, &x.id, said);

	if (e == OK)
		e = reference_of(a, reference, &x.reference, said);
	if (e == OK)
		e = shop_tx(sh, reverse_body, &x);
	return answer(e, number, said);
}

enum err invoice_replay(struct shop *sh, const struct audit_store_row *r)
{
	char figures[4096] = "", reference[INVOICE_REFERENCE_MAX + 1] = "";
	struct claim_row row = { .document_id = r->subject_id, .at_ms = r->at_ms, .staff_id = r->staff_id,
		.amount_minor = r->amount_minor, .figures = figures, .reference = reference };
	enum err e;

	if (sscanf(r->detail, "%" SCNd64 " %" SCNd64 " %4095s %40s", &row.n, &row.tax_minor, figures, reference) != 4)
		return OK;
	if (strcmp(reference, "-") == 0)
		reference[0] = '\0';
	e = claim_put(sh->db, &row);
	return e == ERR_EXISTS ? OK : e;
}

/* --- lists --------------------------------------------------------------------------------------- */

enum err invoice_reversals(struct shop *sh, struct arena *a, int limit, struct invoice **list, int *n,
	struct said *said)
{
	int64_t after = 0, *ids, next;
	int got = PAGE;
	enum err e = office_need(sh, PERM_INVOICES, said);

	*list = arena_array(a, (size_t)limit, sizeof **list);
	*n = 0;
	while (e == OK && got == PAGE && *n < limit) {
		e = claims_touched(sh->db, a, after, PAGE, &ids, &got);
		for (int i = 0; e == OK && i < got && *n < limit; i++) {
			after = ids[i];
			e = gather(sh, a, ids[i], &(*list)[*n], &next);
			*n += e == OK && (*list)[*n].due.count;
		}
	}
	return office_answer(said, e, "");
}

/* A row between the days, as text where text is wanted. */
static enum err entry_of(struct shop *sh, struct arena *a, const struct claim_row *row, struct invoice_entry *out)
{
	struct staff_row who = { .number = "", .name = "" };
	const char *content, *number;
	enum err e = document_content(sh->db, a, row->document_id, &content, &number);

	if (e == OK)
		e = staff_by_id(sh->db, a, row->staff_id, &who);
	if (e == ERR_NOTFOUND)
		e = OK; /* a script has no number */
	*out = (struct invoice_entry){ .number = number, .n = row->n, .at_ms = row->at_ms,
		.reference = row->reference,
		.staff = *who.number ? arena_printf(a, "%s %s", who.number, who.name) : "" };
	return e == OK ? invoice_read(a, row->figures, &out->figures) : e;
}

enum err invoice_entries(struct shop *sh, struct arena *a, int32_t from_day, int32_t to_day,
	struct invoice_entry **list, int *n, struct said *said)
{
	int cutover = (int)setting_int(sh, SET_CUTOVER_HOUR), got = PAGE, room = 0;
	struct claim_row *rows, last = { .document_id = 0, .n = -1 };
	enum err e = office_need(sh, PERM_INVOICES, said);

	*n = 0;
	*list = NULL;
	while (e == OK && got == PAGE) {
		e = claims_after(sh->db, a, last.document_id, last.n, PAGE, &rows, &got);
		for (int i = 0; e == OK && i < got; i++) {
			int32_t day = day_business(rows[i].at_ms, cutover);

			last = rows[i];
			if (day < from_day || day > to_day)
				continue;
			if (*n == room) {
				struct invoice_entry *more = arena_array(a, (size_t)room * 2 + PAGE, sizeof *more);

				if (*n)
					memcpy(more, *list, (size_t)*n * sizeof *more);
				*list = more;
				room = room * 2 + PAGE;
			}
			e = entry_of(sh, a, &rows[i], &(*list)[(*n)++]);
		}
	}
	return office_answer(said, e, "");
}
