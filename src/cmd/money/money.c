/* money.c - foreign cash, cheques, orders, and what is open with a payment provider. */
#include <string.h>

#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/money.h"

enum exit_code cmd_currency_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "currency", N_("Currency"), OUT_STRING }, { "rate", N_("Rate"), OUT_STRING },
		{ "from", N_("From"), OUT_TIME }, { "source", N_("Source"), OUT_STRING }, { "staff", N_("Staff"),
			OUT_ID },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct rate_row *list;
	int n = 0;
	enum err e = currency_rates(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_result(c, e, &said);
	out_table(c->out, "rates", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].currency);
		out_text(c->out, rate_text(c->arena, list[i].numerator, list[i].denominator));
		out_int(c->out, list[i].from_at_ms);
		out_text(c->out, list[i].source);
		out_int(c->out, list[i].staff_id);
	}
	return EXIT_DONE;
}

enum exit_code cmd_currency_set(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, currency_set(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1),
		cmd_option(c, "source"), &said), &said);
}

enum exit_code cmd_cheque_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "receipt", N_("Receipt"), OUT_STRING }, { "number", N_("Cheque no."), OUT_STRING },
		{ "amount", N_("Amount"), OUT_MONEY }, { "state", N_("State"), OUT_STRING },
		{ "taken", N_("Taken at"), OUT_TIME }, { "changed", N_("Changed at"), OUT_TIME },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct cheque_info *list;
	int n = 0;
	enum err e = cheque_all(c->shop, c->arena, cmd_flag(c, "all"), &list, &n);

	if (e != OK)
		return cmd_result(c, e, &said);
	out_table(c->out, "cheques", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].receipt);
		out_text(c->out, list[i].row.number);
		out_int(c->out, list[i].row.amount_minor);
		out_text(c->out, cheque_state_name[list[i].row.state]);
		out_int(c->out, list[i].row.taken_at_ms);
		out_int(c->out, list[i].row.changed_at_ms);
	}
	return EXIT_DONE;
}

/* Both lists are one to who reads it: what is open with a provider. */
static void put_payback(struct cmd *c, const struct payback_info *p)
{
	out_int(c->out, p->row.id);
	out_text(c->out, p->row.kind ? payback_kind_name[p->row.kind] : "payment");
	out_text(c->out, p->row.kind ? payback_state_name[p->row.state] : "unknown");
	out_text(c->out, p->tender);
	out_int(c->out, p->row.amount_minor);
	out_text(c->out, p->document);
	out_text(c->out, p->terminal);
	out_text(c->out, p->staff);
	out_int(c->out, p->row.at_ms);
	out_text(c->out, p->row.reference);
	out_text(c->out, p->row.answer);
}

enum exit_code cmd_payment_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_ID }, { "kind", N_("Kind"), OUT_STRING }, { "state", N_("State"), OUT_STRING },
		{ "tender", N_("Means of payment"), OUT_STRING }, { "amount", N_("Amount"), OUT_MONEY },
		{ "document", N_("Document no."), OUT_STRING }, { "till", N_("Till"), OUT_STRING },
		{ "staff", N_("Staff"), OUT_STRING }, { "since", N_("Time"), OUT_TIME },
		{ "reference", N_("Reference"), OUT_STRING }, { "answer", N_("Answer"), OUT_STRING },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct payback_info *unknown, *list;
	int n = 0, m = 0;
	enum err e = payment_unknown(c->shop, c->arena, &unknown, &n);

	if (e == OK)
		e = payback_all(c->shop, c->arena, cmd_flag(c, "all"), &list, &m);
	if (e != OK)
		return cmd_result(c, e, &said);
	out_table(c->out, "payments", columns, COUNT(columns));
	for (int i = 0; i < n; i++)
		put_payback(c, &unknown[i]);
	for (int i = 0; i < m; i++)
		put_payback(c, &list[i]);
	return EXIT_DONE;
}

enum exit_code cmd_payment_settle(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	const char *second = cmd_option(c, "second");
	char pin[CMD_PIN_MAX];
	enum err e;

	if (!second)
		return cmd_usage(c, _("who agrees? Give --second NUMBER"));
	if (cmd_pin(c, arena_printf(c->arena, _("PIN of %s"), second), pin) != OK)
		return EXIT_USAGE;
	e = payback_settle(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1), second, pin, &said);
	explicit_bzero(pin, sizeof pin);
	return cmd_result(c, e, &said);
}

static enum exit_code step(struct cmd *c, enum cheque_state to)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, cheque_to(c->shop, c->arena, cmd_operand(c, 0), to, &said), &said);
}

enum exit_code cmd_cheque_deposit(struct cmd *c)
{
	return step(c, CHEQUE_SENT);
}

enum exit_code cmd_cheque_clear(struct cmd *c)
{
	return step(c, CHEQUE_CLEARED);
}

enum exit_code cmd_cheque_bounce(struct cmd *c)
{
	return step(c, CHEQUE_BOUNCED);
}

enum exit_code cmd_order_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "number", N_("Order no."), OUT_ID }, { "at", N_("At"), OUT_TIME }, { "customer", N_("Customer"),
			OUT_STRING },
		{ "note", N_("Note"), OUT_STRING }, { "total", N_("Total"), OUT_MONEY },
		{ "deposit", N_("Deposit"), OUT_MONEY }, { "staff", N_("Staff"), OUT_ID },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct order_row *list;
	int n = 0;
	enum err e = order_list(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_result(c, e, &said);
	out_table(c->out, "orders", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].id);
		out_int(c->out, list[i].at_ms);
		out_text(c->out, list[i].customer);
		out_text(c->out, list[i].note);
		out_int(c->out, list[i].total_minor);
		out_int(c->out, list[i].deposit_minor);
		out_int(c->out, list[i].staff_id);
	}
	return EXIT_DONE;
}
