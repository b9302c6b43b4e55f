/* money.c - foreign cash, cheques and orders. */
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
