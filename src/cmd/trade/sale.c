/* sale.c - the till without a screen: `sale ring` reads one act a line and answers each; and receipts looked up. */
#include <jansson.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "cmd/cmd.h"
#include "model/code.h"
#include "service/members.h"
#include "service/invoice.h"
#include "service/jobs.h"
#include "service/report.h"
#include "service/said.h"
#include "service/till.h"
#include "wire/pay.h"
#include "wire/wire.h"

#define PAY_PATIENCES 12 /* of setting pay.patience-s: so long a payment asked for outside is waited for */
#define RING_LINE_MAX 1024
#define PRINT_PATIENCE_MS 10000 /* how long ring waits at its end for papers under way */

/* --- names for scripts ---------------------------------------------------------------------------- */

static const char *const phase_name[] = { [TILL_OFF] = "off", [TILL_LOCKED] = "locked", [TILL_NO_SHIFT] = "no-shift",
	[TILL_BASKET] = "basket", [TILL_PAYMENT] = "payment", [TILL_COUNTING] = "counting" };
static const char *const need_name[] = { [NEED_NOTHING] = "", [NEED_REASON] = "reason", [NEED_APPROVAL] = "approval",
	[NEED_PRICE] = "price", [NEED_WEIGHT] = "weight", [NEED_REFERENCE] = "reference",
	[NEED_DEPARTMENT] = "department", [NEED_CONFIRM] = "confirm", [NEED_RETRY] = "retry",
	[NEED_AGE] = "age", [NEED_BAG] = "bag", [NEED_MEMBER] = "member", [NEED_PIN] = "pin" };

/* --- an answer as JSON ------------------------------------------------------------------------------ */

static json_t *json_money(struct arena *a, int64_t minor)
{
	return json_string(money_text(a, minor));
}

static json_t *json_clean(struct arena *a, const char *text)
{
	return json_string(utf8_clean(a, text ? text : ""));
}

static json_t *line_json(struct arena *a, const struct line *l)
{
	bool back = l->flags & LINE_RETURN;

	return json_pack("{s:i, s:o, s:o, s:s, s:o, s:o, s:o, s:b, s:o}", "line", l->line_no,
		"code", json_clean(a, l->code), "name", json_clean(a, l->name), "qty", qty_text(a, l->qty_milli),
		"price", json_money(a, l->price_minor), "discount", json_money(a, l->discount_minor),
		"amount", json_money(a, back ? -l->paid_minor : l->paid_minor), "return", back,
		"note", json_clean(a, l->note));
}

static json_t *lines_json(struct arena *a, const struct line *lines, int n)
{
	json_t *list = json_array();

	for (int i = 0; i < n; i++)
		json_array_append_new(list, line_json(a, &lines[i]));
	return list;
}

static json_t *payments_json(struct shop *sh, struct arena *a, const struct payment *payments, int n)
{
	json_t *list = json_array();

	for (int i = 0; i < n; i++) {
		const struct payment *p = &payments[i];
		const struct tender *t = shop_tender(sh, p->tender_id);

		json_array_append_new(list, json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "tender", t ? t->code : "",
			"amount", json_money(a, p->amount_minor), "rounding", json_money(a, p->rounding_minor),
			"given", json_money(a, p->given_minor), "change", json_money(a, p->change_minor),
			"reference", json_clean(a, payment_reference(p))));
	}
	return list;
}

static json_t *reasons_json(struct shop *sh, int kind)
{
	const struct reason *list;
	int n = shop_reasons(sh, kind, &list);
	json_t *all = json_array();

	for (int i = 0; i < n; i++)
		json_array_append_new(all, json_pack("{s:i, s:s}", "digit", list[i].digit, "name", list[i].name));
	return all;
}

static json_t *member_json(struct arena *a, const struct till_member *m)
{
	return json_pack("{s:s, s:o, s:s, s:o, s:s, s:o}", "code", m->code, "name", json_clean(a, m->name),
		"phone", m->phone, "kind", json_clean(a, m->kind), "card", m->card, "level", json_clean(a, m->level));
}

static json_t *members_json(struct arena *a, const struct till_member *list, int n)
{
	json_t *all = json_array();

	for (int i = 0; i < n; i++)
		json_array_append_new(all, member_json(a, &list[i]));
	return all;
}

static json_t *coupons_json(struct arena *a, const struct till_coupon *list, int n)
{
	json_t *all = json_array();

	for (int i = 0; i < n; i++)
		json_array_append_new(all, json_pack("{s:s, s:o, s:o, s:o}", "code", list[i].code, "name",
			json_clean(a, list[i].name), "off", json_money(a, list[i].amount_minor), "missing",
			json_money(a, list[i].missing_minor)));
	return all;
}

static void print_json(struct cmd *c, struct arena *a, const char *act, enum err e, const struct said *said,
	const struct till_view *v)
{
	json_t *j = json_pack("{s:o, s:b, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
		"act", json_clean(a, act), "ok", e == OK, "said", said_name(said), "text", said_text(a, said),
		"phase", phase_name[v->phase], "needs", need_name[v->need],
		"lines", lines_json(a, v->basket->lines, v->basket->line_count),
		"payments", payments_json(c->shop, a, v->payments, v->payment_count),
		"due", json_money(a, v->due_minor), "open", json_money(a, v->open_minor),
		"cash", json_money(a, v->cash_minor), "note", json_clean(a, v->note),
		"customer", json_clean(a, v->customer), "seller", json_clean(a, v->seller));

	if (v->need == NEED_REASON)
		json_object_set_new(j, "reasons", reasons_json(c->shop, v->reason_kind));
	if (v->member.id)
		json_object_set_new(j, "member", member_json(a, &v->member));
	if (v->need == NEED_MEMBER && v->member_count)
		json_object_set_new(j, "members", members_json(a, v->members, v->member_count));
	if (v->coupon_count)
		json_object_set_new(j, "coupons", coupons_json(a, v->coupons, v->coupon_count));
	if (v->receipt.sale)
		json_object_set_new(j, "receipt", json_string(v->receipt.number));
	if (v->done.shown)
		json_object_set_new(j, "done", json_pack("{s:s, s:s, s:o, s:o, s:o, s:o}", "number", v->done.number,
			"kind", document_kind_name(v->done.kind), "total", json_money(a, v->done.total_minor),
			"rounding", json_money(a, v->done.rounding_minor), "given", json_money(a, v->done.given_minor),
			"change", json_money(a, v->done.change_minor)));
	json_dumpf(j, stdout, JSON_COMPACT);
	fputc('\n', stdout);
	json_decref(j);
}

/* --- an answer as text ------------------------------------------------------------------------------ */

/* A column of text: at most `cols` wide, filled up with blanks. */
static void print_cell(const char *text, int cols, bool right)
{
	int used;
	size_t n = utf8_clip(text, cols, &used);

	if (right)
		printf("%*s", cols - used, "");
	fwrite(text, 1, n, stdout);
	if (!right)
		printf("%*s", cols - used, "");
}

static void print_line(struct arena *a, const struct line *l)
{
	int64_t amount = l->flags & LINE_RETURN ? -l->paid_minor : l->paid_minor;

	printf("  %3d ", l->line_no);
	print_cell(utf8_clean(a, l->name), 34, false);
	print_cell(qty_text(a, l->qty_milli), 9, true);
	print_cell(money_text(a, l->price_minor), 10, true);
	print_cell(money_text(a, amount), 11, true);
	if (l->discount_minor)
		printf("  (-%s)", money_text(a, l->discount_minor));
	fputc('\n', stdout);
	if (l->note && *l->note)
		printf("      * %s\n", utf8_clean(a, l->note));
}

static void print_text(struct cmd *c, struct arena *a, const char *act, enum err e, const struct said *said,
	const struct till_view *v)
{
	printf("%s %s%s%s\n", e == OK ? "ok" : v->need != NEED_NOTHING ? " ?" : "--", utf8_clean(a, act),
		said->id != MSG_NONE ? ": " : "", said_text(a, said));
	for (int i = 0; i < v->basket->line_count; i++)
		print_line(a, &v->basket->lines[i]);
	for (int i = 0; i < v->payment_count; i++) {
		const struct tender *t = shop_tender(c->shop, v->payments[i].tender_id);

		printf("      ");
		print_cell(t ? t->name : "", 34, false);
		print_cell(money_text(a, v->payments[i].amount_minor), 30, true);
		fputc('\n', stdout);
	}
	if (v->basket->line_count) {
		printf("      ");
		print_cell(_("To pay"), 34, false);
		print_cell(money_text(a, v->open_minor ? v->open_minor : v->due_minor), 30, true);
		fputc('\n', stdout);
	}
}

/* --- ring ------------------------------------------------------------------------------------------- */

/* Papers go to the printer while the next line is read; it never waits for them before the end. */
static void pump(struct wire *w, int patience_ms)
{
	struct pollfd fds[WIRE_FDS];
	int64_t end = clock_mono_ms() + patience_ms;

	do {
		int n = wire_fds(w, fds), wait = wire_timeout_ms(w);

		if (patience_ms)
			poll(fds, (nfds_t)n, wait < 100 ? wait : 100);
		wire_pump(w);
	} while (clock_mono_ms() < end);
}

static void finish_papers(struct cmd *c, struct wire *w)
{
	int64_t end = clock_mono_ms() + PRINT_PATIENCE_MS;
	int waiting = 0, unknown = 0;

	while (jobs_count(c->shop, &waiting, &unknown) == OK && waiting && clock_mono_ms() < end)
		pump(w, 50);
	if (waiting)
		fprintf(stderr, _("%d papers wait for the printer\n"), waiting);
}

/* Answers one line. False: the store failed, and reading on makes no sense. */
static bool ring_line(struct cmd *c, struct till *t, char *line, struct arena *a, bool *refused)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	size_t n = strcspn(line, " \t");
	char *name = arena_strndup(a, line, n);
	enum action act = action_find(name);
	enum err e = ERR_INVALID;

	line += n + strspn(line + n, " \t");
	if (act == ACT_NONE)
		said = (struct said){ MSG_NOT_FOUND, { name, NULL } };
	else
		e = till_do(t, act, line, a, &said);
	if (out_format(c->out) == OUT_JSON)
		print_json(c, a, name, e, &said, till_view(t));
	else
		print_text(c, a, name, e, &said, till_view(t));
	fflush(stdout);
	shop_idle(c->shop);
	/* A question is no refusal: the next line may answer it. */
	*refused = *refused || (e != OK && till_view(t)->need == NEED_NOTHING);
	return e != ERR_IO && e != ERR_CORRUPT;
}

enum exit_code cmd_sale_ring(struct cmd *c)
{
	struct wire_store store = wire_shop_store(c->shop);
	struct wire_config conf = { .helper = NULL };
	struct pay_config asks = { .wait_ms = setting_int(c->shop, SET_PAY_PATIENCE) * 1000 * PAY_PATIENCES };
	struct pay_wire *pay;
	struct wire *w;
	struct arena a = ARENA_INIT;
	struct till *t;
	char line[RING_LINE_MAX];
	bool refused = false, alive = true;
	enum err e = till_open(c->shop, &t);

	wire_shop_queues(c->shop, &conf);
	w = wire_open(&store, &conf);
	pay = pay_open(&asks);
	pay_of_shop(pay, c->shop);
	out_nothing(c->out); /* one answer a line */
	if (e != OK) {
		pay_close(pay);
		wire_close(w);
		return cmd_fail(c, e, NULL);
	}
	while (alive && fgets(line, sizeof line, stdin)) {
		size_t n = strcspn(line, "\r\n");

		line[n] = '\0';
		if (!line[strspn(line, " \t")] || line[0] == '#')
			continue;
		if (shop_tick(c->shop))
			till_refresh(t);
		alive = ring_line(c, t, line + strspn(line, " \t"), &a, &refused);
		arena_clear(&a);
		wire_poke(w);
		pump(w, 0);
		if (refused && cmd_flag(c, "stop"))
			break;
	}
	refused = refused || till_view(t)->need != NEED_NOTHING;
	finish_papers(c, w);
	pay_settle(pay);
	till_close(t);
	pay_close(pay);
	wire_close(w);
	arena_release(&a);
	return !alive ? EXIT_STORE : refused ? EXIT_REFUSED : EXIT_DONE;
}

/* --- receipts --------------------------------------------------------------------------------------- */

static const struct out_column receipt_columns[] = {
	{ "number", N_("Document no."), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING },
	{ "at", N_("Time"), OUT_TIME },
	{ "day", N_("Day"), OUT_DAY }, { "staff", N_("Cashier"), OUT_STRING }, { "total", N_("Total"), OUT_MONEY },
};
static const struct out_column sheet_columns[] = {
	{ "number", N_("Document no."), OUT_STRING }, { "id", N_("Id"), OUT_ID }, { "kind", N_("Kind"), OUT_STRING },
	{ "at", N_("Time"), OUT_TIME }, { "day", N_("Day"), OUT_DAY }, { "staff", N_("Cashier"), OUT_STRING },
	{ "total", N_("Total"), OUT_MONEY }, { "discount", N_("Discount"), OUT_MONEY }, { "tax", N_("Tax"), OUT_MONEY },
	{ "rounding", N_("Rounding"), OUT_MONEY }, { "seal", N_("Seal"), OUT_STRING },
	{ "customer", N_("Customer"), OUT_STRING }, { "note", N_("Note"), OUT_STRING },
	{ "invoice_code", N_("Invoice code"), OUT_STRING }, { "member", N_("Member"), OUT_STRING },
};
static const struct out_column line_columns[] = {
	{ "line", N_("Line"), OUT_NUMBER }, { "code", N_("Code"), OUT_STRING }, { "name", N_("Article"), OUT_STRING },
	{ "qty", N_("Quantity"), OUT_QTY }, { "price", N_("Unit price"), OUT_MONEY },
	{ "discount", N_("Discount"), OUT_MONEY }, { "amount", N_("Amount"), OUT_MONEY }, { "tax", N_("Tax"),
		OUT_MONEY }, { "note", N_("Note"), OUT_STRING },
};
static const struct out_column payment_columns[] = {
	{ "tender", N_("Means of payment"), OUT_STRING }, { "amount", N_("Amount"), OUT_MONEY },
	{ "rounding", N_("Rounding"), OUT_MONEY }, { "given", N_("Given"), OUT_MONEY },
	{ "change", N_("Change"), OUT_MONEY }, { "reference", N_("Reference"), OUT_STRING },
};
#define RECEIPTS_MOST 200 /* as many as receipts_list gives */

static void out_lines(struct out *o, const struct document *d)
{
	out_table(o, "lines", line_columns, COUNT(line_columns));
	for (int i = 0; i < d->line_count; i++) {
		const struct line *l = &d->lines[i];

		out_int(o, l->line_no);
		out_text(o, l->code);
		out_text(o, l->name);
		out_int(o, l->qty_milli);
		out_int(o, l->price_minor);
		out_int(o, l->discount_minor);
		out_int(o, l->paid_minor);
		out_int(o, l->tax_minor);
		out_text(o, document_note(d, l->line_no));
	}
}

static void out_payments(struct cmd *c, const struct document *d)
{
	out_table(c->out, "payments", payment_columns, COUNT(payment_columns));
	for (int i = 0; i < d->payment_count; i++) {
		const struct payment *p = &d->payments[i];
		const struct tender *t = shop_tender(c->shop, p->tender_id);

		out_text(c->out, t ? t->name : "");
		out_int(c->out, p->amount_minor);
		out_int(c->out, p->rounding_minor);
		out_int(c->out, p->given_minor);
		out_int(c->out, p->change_minor);
		out_text(c->out, payment_reference(p));
	}
}

/* As it stands on the receipt, for those who make invoices. */
static void out_invoice_code(struct cmd *c, const struct document *d)
{
	char code[INVOICE_CODE_MAX];

	if (d->kind != DOC_SALE || !shop_may(c->shop, PERM_INVOICES) ||
		strcmp(setting_text(c->shop, SET_INVOICE_PRINT), "yes") != 0) {
		out_null(c->out);
		return;
	}
	invoice_code(c->shop, d->id, code);
	out_text(c->out, code);
}

/* The code of who bought. */
static void out_member(struct cmd *c, const struct document *d)
{
	struct member_hit hit;

	if (d->member_id && member_find_id(c->shop, c->arena, d->member_id, &hit) == OK)
		out_text(c->out, hit.member.code);
	else
		out_null(c->out);
}

enum exit_code cmd_sale_show(struct cmd *c)
{
	struct document d;
	enum err e = receipt_get(c->shop, c->arena, cmd_operand(c, 0), &d);
	const struct said missing = { MSG_NO_RECEIPT, { cmd_operand(c, 0), NULL } };

	if (e != OK)
		return cmd_fail(c, e, e == ERR_NOTFOUND ? &missing : NULL);
	out_record(c->out, "receipt", sheet_columns, COUNT(sheet_columns));
	out_text(c->out, doc_number_text(c->arena, d.terminal_code, d.series, d.running));
	out_int(c->out, d.id);
	out_text(c->out, document_kind_name(d.kind));
	out_int(c->out, d.at_ms);
	out_int(c->out, d.business_day);
	out_text(c->out, d.staff_name);
	out_int(c->out, d.total_minor);
	out_int(c->out, d.discount_minor);
	out_int(c->out, d.tax_minor);
	out_int(c->out, d.rounding_minor);
	out_text(c->out, d.link);
	out_text(c->out, document_note(&d, NOTE_CUSTOMER));
	out_text(c->out, document_note(&d, NOTE_BILL));
	out_invoice_code(c, &d);
	out_member(c, &d);
	out_lines(c->out, &d);
	out_payments(c, &d);
	return EXIT_DONE;
}

enum exit_code cmd_sale_find(struct cmd *c)
{
	const char *text = cmd_operand(c, 0), *limit = cmd_option(c, "limit"), *tender = cmd_option(c, "tender");
	struct receipt_row *rows;
	int64_t most = 50;
	int n;
	enum err e;

	if (limit && (!cmd_number(limit, &most) || most < 1 || most > RECEIPTS_MOST))
		return cmd_usage(c, _("--limit is a number from 1 to %d"), RECEIPTS_MOST);
	e = receipts_list(c->shop, c->arena, text ? text : "", tender ? tender : "", 0, (int)most, &rows, &n);
	if (e == ERR_NOTFOUND && tender)
		return cmd_missing(c, _("means of payment %s"), tender);
	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "receipts", receipt_columns, COUNT(receipt_columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, rows[i].number);
		out_text(c->out, document_kind_name(rows[i].kind));
		out_int(c->out, rows[i].at_ms);
		out_int(c->out, rows[i].day);
		out_text(c->out, rows[i].staff);
		out_int(c->out, rows[i].total_minor);
	}
	return EXIT_DONE;
}

/* The same act as at the till, with its reason and its rights. */
enum exit_code cmd_sale_reprint(struct cmd *c)
{
	const char *reason = cmd_option(c, "reason");
	struct till *t;
	struct said said;
	enum err e = till_open(c->shop, &t);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	e = till_do(t, ACT_REPRINT, arena_printf(c->arena, "%s %s", cmd_operand(c, 0), reason ? reason : "1"), c->arena,
		&said);
	till_close(t);
	return cmd_result(c, e, &said);
}
