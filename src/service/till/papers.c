/* papers.c - see papers_int.h. The names that templates may use are told in man/zhanggui-receipt.5. */
#include "papers_int.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "model/cash.h"
#include "model/code.h"
#include "model/value.h"
#include "../shop/shop_int.h"
#include "papers_put_int.h"
#include "service/levels.h"
#include "service/members.h"
#include "service/invoice.h"
#include "service/master.h"
#include "service/money.h"
#include "store/document_store.h"
#include "store/staff_store.h"

#define TEST_CODE "01-1-000000" /* looks like a receipt's number, and is none */

/* Day and time apart. */
static void put_time(struct making *m, int64_t at_ms)
{
	const char *at = clock_text(m->a, at_ms);

	put(m, "date", arena_strndup(m->a, at, 10));
	put(m, "time", strlen(at) > 11 ? at + 11 : "");
}

/* --- rendering ------------------------------------------------------------------------------------ */

static enum err read_file(struct arena *a, const char *path, char **text)
{
	FILE *f = fopen(path, "re");
	struct sbuf b = SBUF_INIT;
	char block[4096];
	size_t n;

	if (!f)
		return errno == ENOENT ? ERR_NOTFOUND : ERR_IO;
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		sbuf_add(&b, block, n);
	fclose(f);
	*text = arena_strdup(a, sbuf_text(&b));
	sbuf_release(&b);
	return OK;
}

static const char *template_path(const struct making *m, const char *name)
{
	return arena_printf(m->a, "%s/%s/%s.tpl", m->sh->conf.receipt_dir, setting_text(m->sh, SET_RECEIPT_LANGUAGE),
		name);
}

enum err paper_render(struct making *m, const struct paper_values *v, const char *name, int columns,
	struct paper *out)
{
	const char *path = template_path(m, name);
	struct template *t;
	const char *why = path;
	char *text;
	enum err e = read_file(m->a, path, &text);

	if (e == OK)
		e = template_parse(m->a, path, text, &t, &why);
	if (e == OK)
		return template_render(t, v, columns, m->a, out);
	log_write(LOG_ERROR, "template: %s: %s", err_name(e), why);
	return e;
}

struct making paper_begin(struct shop *sh, struct arena *a, struct paper_values *v, const char *terminal, int copy)
{
	struct making m = { sh, a, paper_values_init(v, a),
		strcmp(setting_text(sh, SET_RECEIPT_LANGUAGE), "en") == 0,
		strcmp(setting_text(sh, SET_RECEIPT_NOTES), "yes") == 0 };

	put(&m, "shop", setting_text(sh, SET_SHOP_NAME));
	put(&m, "shop_address", setting_text(sh, SET_SHOP_ADDRESS));
	put(&m, "shop_phone", setting_text(sh, SET_SHOP_PHONE));
	put(&m, "terminal", terminal);
	put(&m, "logo", setting_text(sh, SET_RECEIPT_LOGO));
	if (copy)
		put_count(&m, "copy", copy);
	if (strcmp(sh->kind, "training") == 0)
		put(&m, "training", "1");
	else if (strcmp(sh->kind, "shop") != 0)
		put(&m, "demo", "1");
	return m;
}

/* --- receipts ------------------------------------------------------------------------------------- */

static enum err put_line(struct making *m, const struct document *d, const struct line *l)
{
	bool back = d->kind != DOC_SALE;
	struct making row = row_of(m, "lines");
	enum err e;

	put(&row, "name", l->name);
	e = papers_value_line(&row, l);
	put(&row, "qty", arena_printf(m->a, "%s%s", back ? "-" : "", qty_text(m->a, l->qty_milli)));
	put(&row, "unit", l->unit);
	put_money(&row, "price", l->price_minor);
	put_money(&row, "amount", back ? -l->paid_minor : l->paid_minor);
	if (l->list_price_minor > l->price_minor)
		put_money(&row, "list_price", l->list_price_minor);
	if (l->price_source == PRICE_MEMBER)
		put_money(&row, "member_price", l->price_minor);
	put_money_if(&row, "level_saved", discounts_by_rule(d->discounts, d->discount_count, l->line_no, RULE_LEVEL)
		* (back ? -1 : 1));
	if (m->notes)
		put(&row, "line_note", document_note(d, l->line_no));
	put_money_if(&row, "saved", back ? -l->discount_minor : l->discount_minor);
	return e;
}

static void put_payments(struct making *m, const struct document *d)
{
	int64_t given = 0, change = 0;

	for (int i = 0; i < d->payment_count; i++) {
		const struct payment *p = &d->payments[i];
		const struct tender *t = shop_tender(m->sh, p->tender_id);
		int64_t kept = p->amount_minor - p->rounding_minor;
		struct making row = row_of(m, "payments");

		put(&row, "name", t ? named(m, t->name, t->name_en) : "");
		put_money(&row, "amount", d->kind == DOC_SALE ? kept : -kept);
		papers_payment(&row, p);
		if (d->kind != DOC_SALE)
			continue;
		given += p->kind == TENDER_CASH ? p->given_minor : 0;
		change += p->change_minor;
	}
	if (given)
		put_money(m, "given", given);
	if (given || change)
		put_money(m, "change", change);
}

/* Tax by rate, in the order of the lines. */
static void put_taxes(struct making *m, const struct document *d)
{
	for (int i = 0; i < d->line_count; i++) {
		int64_t tax = 0, base = 0;
		bool seen = false;
		struct making row;

		for (int j = 0; j < i; j++)
			seen = seen || d->lines[j].tax_bp == d->lines[i].tax_bp;
		if (seen)
			continue;
		for (int j = i; j < d->line_count; j++)
			if (d->lines[j].tax_bp == d->lines[i].tax_bp) {
				tax += d->lines[j].tax_minor;
				base += d->lines[j].paid_minor;
			}
		if (!tax)
			continue;
		row = row_of(m, "tax");
		put(&row, "name", arena_printf(m->a, "%s%%", qty_text(m->a, d->lines[i].tax_bp * 10)));
		put_money(&row, "amount", d->kind == DOC_SALE ? tax : -tax);
		put_money(&row, "base", d->kind == DOC_SALE ? base : -base);
	}
}

void put_reason(struct making *m, int64_t reason_id)
{
	const struct reason *r = shop_reason(m->sh, reason_id);

	if (r)
		put(m, "reason", named(m, r->name, r->name_en));
}

static enum err put_original(struct making *m, const struct document *d)
{
	const char *content, *number, *reference;
	bool made = false;
	enum err e;

	if (!d->original_id)
		return OK;
	e = document_content(m->sh->db, m->a, d->original_id, &content, &number);
	if (e == OK)
		e = invoice_made(m->sh, m->a, d->original_id, &made, &reference);
	if (e == OK)
		put(m, "original", number);
	if (made) {
		put(m, "invoiced", "1");
		put(m, "invoice_reference", reference);
	}
	return e;
}

static enum err put_sums(struct making *m, const struct document *d)
{
	int sign = d->kind == DOC_SALE ? 1 : -1;
	int64_t pieces = 0, amount = 0;
	bool list_prices = false;
	enum err e;

	for (int i = 0; i < d->line_count; i++) {
		const struct line *l = &d->lines[i];

		if ((e = put_line(m, d, l)) != OK)
			return e;
		pieces += line_value(l) ? 0 : l->flags & LINE_WEIGHED ? QTY_ONE : l->qty_milli;
		amount += l->paid_minor + l->discount_minor;
		list_prices = list_prices || l->list_price_minor > l->price_minor;
	}
	if (list_prices)
		put(m, "list_prices", "1");
	put(m, "pieces", qty_text(m->a, pieces));
	put_money(m, "total", sign * amount);
	put_money_if(m, "saved_total", sign * d->discount_minor);
	put_money_if(m, "member_saved", sign * (discounts_by_rule(d->discounts, d->discount_count, 0, RULE_LEVEL)
		+ discounts_by_rule(d->discounts, d->discount_count, 0, RULE_MEMBER_PRICE)));
	put_money_if(m, "rounding", sign * d->rounding_minor);
	put_money(m, "due", sign * (d->total_minor - d->rounding_minor));
	return OK;
}

/* A code by which the customer asks for the tax invoice; nothing on papers that are no sale of a shop. */
static void put_invoice(struct making *m, const struct document *d, const char *number)
{
	char code[INVOICE_CODE_MAX];

	if (strcmp(setting_text(m->sh, SET_INVOICE_PRINT), "yes") != 0 || strcmp(m->sh->kind, "training") == 0 ||
		d->total_minor <= 0)
		return;
	invoice_code(m->sh, d->id, code);
	put(m, "invoice_code", code);
	put(m, "invoice_url", invoice_link(m->sh, m->a, number, code));
}

/* Who bought, masked whoever prints it: the paper goes into a stranger's hands. */
enum err put_member(struct making *m, const struct document *d)
{
	struct member_hit hit;
	enum err e = d->member_id ? member_find_id(m->sh, m->a, d->member_id, &hit) : ERR_NOTFOUND;
	const struct member *who = &hit.member;
	const struct level *level;

	if (e != OK)
		return e == ERR_NOTFOUND ? OK : e;
	level = level_by_id(m->sh, who->level_id);
	put(m, "member", who->bearer ? who->code : arena_printf(m->a, "%s%s%s", mask_name(m->a, who->name),
		*who->phone ? " " : "", mask_phone(m->a, who->phone)));
	put(m, "member_level", level ? named(m, level->name, level->name_en) : named(m, hit.kind, hit.kind_en));
	e = papers_stored(m, d);
	return e == OK ? papers_points(m, d) : e;
}

static enum err put_document(struct making *m0, const struct document *d)
{
	struct making m = *m0;
	struct arena *a = m.a;
	const char *number = doc_number_text(a, d->terminal_code, d->series, d->running);
	enum err e;

	put(&m, "number", number);
	put_time(&m, d->at_ms);
	put(&m, "cashier_number", d->staff_number);
	put(&m, "cashier_name", d->staff_name);
	if (m.notes) {
		put(&m, "customer", document_note(d, NOTE_CUSTOMER));
		put(&m, "bill_note", document_note(d, NOTE_BILL));
	}
	if ((e = put_sums(&m, d)) != OK)
		return e;
	if ((e = put_member(&m, d)) != OK)
		return e;
	papers_coupons(&m, d);
	if ((e = papers_uses(&m, d)) != OK)
		return e;
	put_payments(&m, d);
	put_taxes(&m, d);
	put_reason(&m, d->reason_id);
	put(&m, "seal", arena_strndup(a, d->link, 8));
	if (d->kind == DOC_VOID)
		put(&m, "void", "1");
	if (d->kind == DOC_EMPTIES)
		put(&m, "empties", "1");
	if (d->kind == DOC_SALE) {
		put(&m, "barcode", number);
		put(&m, "qr", number);
		put_invoice(&m, d, number);
	}
	e = papers_holder(&m, d);
	return e == OK ? put_original(&m, d) : e;
}

enum err paper_by_template(struct shop *sh, struct arena *a, const struct document *d, const char *template, int copy,
	int columns, struct paper *out)
{
	struct paper_values v;
	struct making m = paper_begin(sh, a, &v, d->terminal_code, copy);
	enum err e = put_document(&m, d);

	return e == OK ? paper_render(&m, &v, template, columns, out) : e;
}

static enum err paper_of_cash(struct shop *sh, struct arena *a, const struct document *d, int copy, int columns,
	struct paper *out);

enum err paper_of_document(struct shop *sh, struct arena *a, const struct document *d, int copy, int columns,
	struct paper *out)
{
	if (d->kind == DOC_PAID_OUT || d->kind == DOC_ORDER_FORFEIT || d->kind == DOC_PAYBACK)
		return paper_of_paid_out(sh, a, d, copy, columns, out);
	if (document_payment_sign(d->kind))
		return paper_of_wallet(sh, a, d, copy, columns, out);
	if (d->kind == DOC_REDEMPTION)
		return paper_of_redemption(sh, a, d, copy, columns, out);
	if (d->kind == DOC_DRAW)
		return paper_of_draw(sh, a, d, copy, columns, out);
	if (d->kind == DOC_USES)
		return paper_of_uses(sh, a, d, copy, columns, out);
	return cash_is(d->kind) ? paper_of_cash(sh, a, d, copy, columns, out)
		: paper_by_template(sh, a, d, papers_template(d), copy, columns, out);
}

/* A means of payment may have a slip of its own, and a kind of them: slip-CODE.tpl, slip-KIND.tpl beside slip.tpl. */
static const char *slip_template(struct making *m, const struct tender *t)
{
	const char *own = t ? arena_printf(m->a, "slip-%s", t->code) : "";
	const char *kind = t ? arena_printf(m->a, "slip-%s", tender_kind_name[t->kind]) : "";

	if (t && access(template_path(m, own), R_OK) == 0)
		return own;
	return t && access(template_path(m, kind), R_OK) == 0 ? kind : "slip";
}

enum err paper_of_slip(struct shop *sh, struct arena *a, const struct document *d, const char *body, int copy,
	int columns, struct paper *out)
{
	struct paper_values v;
	struct making m = paper_begin(sh, a, &v, d->terminal_code, copy);
	char *whom;
	long i = strtol(body, &whom, 10);
	const struct tender *t;
	enum err e;

	if (i < 0 || i >= d->payment_count || *whom != ' ')
		return ERR_INVALID;
	t = shop_tender(sh, d->payments[i].tender_id);
	put(&m, "tender", t ? named(&m, t->name, t->name_en) : "");
	put_money(&m, "paid", (d->kind == DOC_SALE ? 1 : -1) *
		(d->payments[i].amount_minor - d->payments[i].rounding_minor));
	papers_payment(&m, &d->payments[i]);
	e = papers_slip(&m, d, &d->payments[i]);
	if (e != OK)
		return e;
	put(&m, strcmp(whom + 1, SLIP_CUSTOMER) == 0 ? "customer_copy" : "merchant_copy", "1");
	e = put_document(&m, d);
	return e == OK ? paper_render(&m, &v, slip_template(&m, t), columns, out) : e;
}

/* --- slips of the cash office --------------------------------------------------------------------- */

enum err put_person(struct making *m, const char *name, int64_t staff_id)
{
	struct staff_row who;
	enum err e = staff_id ? staff_by_id(m->sh->db, m->a, staff_id, &who) : ERR_NOTFOUND;

	if (e == OK)
		put(m, name, arena_printf(m->a, "%s %s", who.number, who.name));
	return e == ERR_NOTFOUND ? OK : e;
}

/* A count of the safe, and a bag that held another amount, tell what was over or short. */
static void put_over_short(struct making *m, const struct document *d)
{
	for (int i = 0; i < d->posting_count; i++)
		if (d->postings[i].account == ACCOUNT_OVER_SHORT)
			put_money_if(m, "over_short", -d->postings[i].amount);
}

static enum err paper_of_cash(struct shop *sh, struct arena *a, const struct document *d, int copy, int columns,
	struct paper *out)
{
	struct paper_values v;
	struct making m = paper_begin(sh, a, &v, d->terminal_code, copy);
	const char *content = "", *number = "";
	char *kind = arena_strdup(a, document_kind_name(d->kind));
	enum err e = document_content(sh->db, a, d->id, &content, &number);

	for (char *c = strchr(kind, '-'); c; c = strchr(c, '-'))
		*c = '_';
	put(&m, kind, "1");
	put(&m, "number", number);
	put(&m, "at", clock_text(a, d->at_ms));
	put(&m, "day", day_text(a, d->business_day));
	put(&m, "cashier_number", d->staff_number);
	put(&m, "cashier_name", d->staff_name);
	put(&m, d->kind == DOC_BAG || d->kind == DOC_BANKED ? "bag_number" : "voucher", cash_reference(content));
	put_money(&m, "amount", d->total_minor);
	put_over_short(&m, d);
	put_reason(&m, d->reason_id);
	put(&m, "seal", arena_strndup(a, d->link, 8));
	if (e == OK)
		e = put_person(&m, "approver", d->approver_id);
	return e == OK ? paper_render(&m, &v, "cash", columns, out) : e;
}

/* --- others --------------------------------------------------------------------------------------- */

enum err paper_of_test(struct shop *sh, struct arena *a, const char *queue, int columns, struct paper *out)
{
	struct paper_values v;
	struct making m = paper_begin(sh, a, &v, shop_terminal(sh), 0);

	put(&m, "queue", queue);
	put_time(&m, clock_now_ms());
	put(&m, "barcode", TEST_CODE);
	put(&m, "qr", setting_text(sh, SET_SHOP_NAME));
	return paper_render(&m, &v, "test", columns, out);
}

/* --- accounts of customers ------------------------------------------------------------------------- */

static void put_statement(struct making *m, const struct house_sheet *s)
{
	static const char *const ages[AGES] = { "not_due", "over_1", "over_31", "over_61" };

	put_count(m, "account", s->row.id);
	put(m, "name", s->row.name);
	put(m, "phone", s->row.phone);
	put(m, "from", day_text(m->a, s->from));
	put(m, "to", day_text(m->a, s->to));
	put(m, "printed", clock_text(m->a, clock_now_ms()));
	put_money(m, "limit", s->row.limit_minor);
	put_money(m, "opening", s->opening_minor);
	put_money(m, "closing", s->closing_minor);
	for (int i = 0; i < AGES; i++)
		put_money_if(m, ages[i], s->ages[i]);
	for (int i = 0; i < s->line_count; i++) {
		struct making row = row_of(m, "lines");

		put(&row, "day", day_text(m->a, s->lines[i].day));
		put(&row, "number", s->lines[i].number);
		put_money(&row, "moved", s->lines[i].amount_minor);
		put_money(&row, "balance", s->lines[i].balance_minor);
	}
}

enum err paper_of_statement(struct shop *sh, struct arena *a, const char *body, int columns, struct paper *out)
{
	struct paper_values v;
	struct making m = paper_begin(sh, a, &v, "", 0);
	struct house_sheet sheet;
	struct said said;
	char number[20];
	int from, to;
	enum err e;

	if (sscanf(body, "%19s %d %d", number, &from, &to) != 3)
		return ERR_INVALID;
	e = house_statement(sh, a, number, from, to, &sheet, &said);
	if (e != OK)
		return e;
	put_statement(&m, &sheet);
	return paper_render(&m, &v, "statement", columns, out);
}
