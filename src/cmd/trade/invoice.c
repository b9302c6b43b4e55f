/* invoice.c - tax invoices: what goes on one, receipts that were invoiced, and what is to be reversed. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/invoice.h"

#define REVERSALS_MOST 1000

static const struct out_column sheet_columns[] = {
	{ "number", N_("Receipt"), OUT_STRING }, { "id", N_("Id"), OUT_ID }, { "at", N_("Time"), OUT_TIME },
	{ "day", N_("Day"), OUT_DAY }, { "total", N_("Total"), OUT_MONEY }, { "rounding", N_("Rounding"), OUT_MONEY },
	{ "amount", N_("To invoice"), OUT_MONEY }, { "tax", N_("Tax in it"), OUT_MONEY },
	{ "claimed", N_("Invoiced"), OUT_YES }, { "claimed_at", N_("Invoiced at"), OUT_TIME },
	{ "reference", N_("Invoice"), OUT_STRING },
};
static const struct out_column line_columns[] = {
	{ "line", N_("Line"), OUT_NUMBER }, { "code", N_("Code"), OUT_STRING }, { "name", N_("Article"), OUT_STRING },
	{ "unit", N_("Unit"), OUT_STRING }, { "qty", N_("Quantity"), OUT_QTY },
	{ "amount", N_("Amount"), OUT_MONEY }, { "net", N_("Net"), OUT_MONEY }, { "tax", N_("Tax in it"), OUT_MONEY },
	{ "rate", N_("Tax rate %"), OUT_PERCENT }, { "tax_class", N_("Tax class"), OUT_STRING },
};
static const struct out_column figure_columns[] = {
	{ "tax_class", N_("Tax class"), OUT_STRING }, { "rate", N_("Tax rate %"), OUT_PERCENT },
	{ "amount", N_("Amount"), OUT_MONEY }, { "net", N_("Net"), OUT_MONEY }, { "tax", N_("Tax in it"), OUT_MONEY },
};
static const struct out_column reversal_columns[] = {
	{ "number", N_("Receipt"), OUT_STRING }, { "reference", N_("Invoice"), OUT_STRING },
	{ "tax_class", N_("Tax class"), OUT_STRING }, { "rate", N_("Tax rate %"), OUT_PERCENT },
	{ "amount", N_("Amount"), OUT_MONEY }, { "net", N_("Net"), OUT_MONEY }, { "tax", N_("Tax in it"), OUT_MONEY },
};
static const struct out_column claim_columns[] = {
	{ "at", N_("Time"), OUT_TIME }, { "number", N_("Receipt"), OUT_STRING }, { "what", N_("What"), OUT_STRING },
	{ "staff", N_("Staff"), OUT_STRING }, { "reference", N_("Invoice"), OUT_STRING },
	{ "tax_class", N_("Tax class"), OUT_STRING }, { "rate", N_("Tax rate %"), OUT_PERCENT },
	{ "amount", N_("Amount"), OUT_MONEY }, { "net", N_("Net"), OUT_MONEY }, { "tax", N_("Tax in it"), OUT_MONEY },
};

static void out_sums(struct out *o, int64_t amount_minor, int64_t tax_minor)
{
	out_int(o, amount_minor);
	out_int(o, amount_minor - tax_minor);
	out_int(o, tax_minor);
}

/* Outside the tax there is no rate. */
static void out_rate(struct out *o, int64_t tax_bp)
{
	if (tax_bp == INVOICE_UNTAXED)
		out_null(o);
	else
		out_int(o, tax_bp);
}

static void out_figure(struct out *o, const struct invoice_figure *f)
{
	out_text(o, f->tax_class);
	out_rate(o, f->tax_bp);
	out_sums(o, f->amount_minor, f->tax_minor);
}

static void out_figures(struct out *o, const char *name, struct invoice_figures f)
{
	out_table(o, name, figure_columns, COUNT(figure_columns));
	for (int i = 0; i < f.count; i++)
		out_figure(o, &f.list[i]);
}

static enum exit_code show(struct cmd *c, const struct invoice *v)
{
	struct out *o = c->out;

	out_record(o, "invoice", sheet_columns, COUNT(sheet_columns));
	out_text(o, v->number);
	out_int(o, v->sale->id);
	out_int(o, v->sale->at_ms);
	out_int(o, v->sale->business_day);
	out_int(o, v->sale->total_minor);
	out_int(o, v->sale->rounding_minor);
	out_int(o, invoice_amount(v->now));
	out_int(o, invoice_tax(v->now));
	out_int(o, v->claimed);
	if (v->claimed)
		out_int(o, v->claimed_at_ms);
	else
		out_null(o);
	out_text(o, v->reference);
	out_table(o, "lines", line_columns, COUNT(line_columns));
	for (int i = 0; i < v->line_count; i++) {
		const struct invoice_line *l = &v->lines[i];

		out_int(o, l->line->line_no);
		out_text(o, l->line->code);
		out_text(o, l->line->name);
		out_text(o, l->line->unit);
		out_int(o, l->qty_milli);
		out_sums(o, l->amount_minor, l->tax_minor);
		out_rate(o, l->tax_bp);
		out_text(o, l->tax_class);
	}
	out_figures(o, "figures", v->now);
	if (v->due.count)
		out_figures(o, "to_reverse", v->due);
	return EXIT_DONE;
}

enum exit_code cmd_sale_invoice(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct invoice v;
	enum err e = invoice_look(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1), &v, &said);

	return e == OK ? show(c, &v) : cmd_fail(c, e, &said);
}

enum exit_code cmd_sale_claim(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct invoice v;
	enum err e = invoice_claim(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1),
		cmd_option(c, "reference"), &v, &said);

	return e == OK ? show(c, &v) : cmd_fail(c, e, &said);
}

enum exit_code cmd_sale_reverse(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct invoice v;
	enum err e = invoice_reverse(c->shop, c->arena, cmd_operand(c, 0), cmd_option(c, "reference"), &v, &said);

	if (e != OK)
		return cmd_fail(c, e, &said);
	out_figures(c->out, "reversed", v.due);
	return EXIT_DONE;
}

enum exit_code cmd_sale_reversals(struct cmd *c)
{
	const char *limit = cmd_option(c, "limit");
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct invoice *list;
	int64_t most = REVERSALS_MOST;
	int n;
	enum err e;

	if (limit && (!cmd_number(limit, &most) || most < 1 || most > REVERSALS_MOST))
		return cmd_usage(c, _("--limit is a number from 1 to %d"), REVERSALS_MOST);
	e = invoice_reversals(c->shop, c->arena, (int)most, &list, &n, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "reversals", reversal_columns, COUNT(reversal_columns));
	for (int i = 0; i < n; i++)
		for (int k = 0; k < list[i].due.count; k++) {
			out_text(c->out, list[i].number);
			out_text(c->out, list[i].reference);
			out_figure(c->out, &list[i].due.list[k]);
		}
	return EXIT_DONE;
}

enum exit_code cmd_sale_claims(struct cmd *c)
{
	int32_t first = shop_business_day(c->shop), last = first;
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct invoice_entry *list;
	enum exit_code code = cmd_days(c, &first, &last);
	int n;
	enum err e;

	if (code != EXIT_DONE)
		return code;
	if (cmd_flag(c, "to") && !cmd_flag(c, "from"))
		first = last;
	e = invoice_entries(c->shop, c->arena, first, last, &list, &n, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "claims", claim_columns, COUNT(claim_columns));
	for (int i = 0; i < n; i++)
		for (int k = 0; k < list[i].figures.count; k++) {
			out_int(c->out, list[i].at_ms);
			out_text(c->out, list[i].number);
			out_text(c->out, list[i].n ? "reversal" : "invoice");
			out_text(c->out, list[i].staff);
			out_text(c->out, list[i].reference);
			out_figure(c->out, &list[i].figures.list[k]);
		}
	return EXIT_DONE;
}
