/* cash.c - the cash office by command: the same acts as at the till, and lists of what they left. */
#include "service/cash.h"

#include <string.h>

#include "base/sbuf.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/till.h"

static const struct out_column slip_columns[] = {
	{ "number", N_("Document no."), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING }, { "day", N_("Day"), OUT_DAY },
	{ "at", N_("Time"), OUT_TIME }, { "staff", N_("By"), OUT_STRING },
	{ "approver", N_("Approved by"), OUT_STRING },
	{ "reason", N_("Reason"), OUT_STRING }, { "reference", N_("Voucher or bag"), OUT_STRING },
	{ "amount", N_("Amount"), OUT_MONEY },
};
static const struct out_column bag_columns[] = {
	{ "bag", N_("Bag no."), OUT_STRING }, { "number", N_("Document no."), OUT_STRING },
	{ "day", N_("Day"), OUT_DAY },
	{ "staff", N_("By"), OUT_STRING }, { "witness", N_("Witness"), OUT_STRING },
	{ "amount", N_("Amount"), OUT_MONEY }, { "banked", N_("At the bank"), OUT_YES },
	{ "banked_by", N_("By document"), OUT_STRING },
};
static const struct out_column holding_columns[] = {
	{ "safe", N_("Safe"), OUT_MONEY }, { "bags", N_("Bags under way"), OUT_NUMBER },
	{ "transit", N_("In the bags"), OUT_MONEY }, { "bank", N_("To the bank"), OUT_MONEY },
};

/* --- acts ------------------------------------------------------------------------------------------- */

/* The second person's PIN comes like the first one's. */
struct asking { struct cmd *c; char pin[CMD_PIN_MAX]; char *who; };

static const char *second_of(void *ctx, const struct said *asked)
{
	struct asking *x = ctx;
	const char *second = cmd_option(x->c, "second");

	(void)asked;
	if (!second || cmd_pin(x->c, arena_printf(x->c->arena, _("PIN of %s"), second), x->pin) != OK)
		return NULL;
	x->who = arena_printf(x->c->arena, "%s %s", second, x->pin);
	return x->who;
}

static enum exit_code do_act(struct cmd *c, enum action act)
{
	struct asking x = { .c = c };
	const struct till_second second = { second_of, &x, cmd_flag(c, "again") };
	struct sbuf words = SBUF_INIT;
	struct said said;
	enum err e;

	for (int i = 0; i < c->operand_count; i++)
		sbuf_printf(&words, "%s%s", i ? " " : "", c->operands[i]);
	e = till_once(c->shop, act, sbuf_text(&words), &second, c->arena, &said);
	if (e != OK && said.id == MSG_CASH_AGAIN) /* no key answers here */
		said.id = MSG_CASH_TWICE;
	if (x.who)
		explicit_bzero(x.who, strlen(x.who));
	explicit_bzero(x.pin, sizeof x.pin);
	sbuf_release(&words);
	return e == ERR_INVALID && said.id == MSG_NONE ? EXIT_USAGE : cmd_result(c, e, &said);
}

enum exit_code cmd_cash_drop(struct cmd *c)
{
	return do_act(c, ACT_DROP);
}

enum exit_code cmd_cash_pick_up(struct cmd *c)
{
	return do_act(c, ACT_PICK_UP);
}

enum exit_code cmd_cash_change_in(struct cmd *c)
{
	return do_act(c, ACT_CHANGE_IN);
}

enum exit_code cmd_cash_pay_in(struct cmd *c)
{
	return do_act(c, ACT_PAY_IN);
}

enum exit_code cmd_cash_pay_out(struct cmd *c)
{
	return do_act(c, ACT_PAY_OUT);
}

enum exit_code cmd_cash_bag(struct cmd *c)
{
	return do_act(c, ACT_BAG);
}

enum exit_code cmd_cash_banked(struct cmd *c)
{
	return do_act(c, ACT_BANKED);
}

enum exit_code cmd_cash_count(struct cmd *c)
{
	return do_act(c, ACT_SAFE_COUNT);
}

enum exit_code cmd_cash_fill(struct cmd *c)
{
	return do_act(c, ACT_SAFE_IN);
}

enum exit_code cmd_payment_cash(struct cmd *c)
{
	return do_act(c, ACT_PAYBACK_CASH);
}

/* --- lists ------------------------------------------------------------------------------------------ */

/* --from and --to; today where neither is given. */
static enum exit_code read_days(struct cmd *c, int32_t *from, int32_t *to)
{
	*from = *to = cmd_flag(c, "from") || cmd_flag(c, "to") ? 0 : shop_business_day(c->shop);
	return cmd_days(c, from, to);
}

enum exit_code cmd_cash_list(struct cmd *c)
{
	struct cash_slip *list;
	int32_t from, to;
	enum exit_code code = read_days(c, &from, &to);
	enum err e;
	int n;

	if (code != EXIT_DONE)
		return code;
	if ((e = cash_slips(c->shop, c->arena, from, to, false, &list, &n)) != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "slips", slip_columns, COUNT(slip_columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].number);
		out_text(c->out, document_kind_name(list[i].kind));
		out_int(c->out, list[i].day);
		out_int(c->out, list[i].at_ms);
		out_text(c->out, list[i].staff);
		out_text(c->out, list[i].approver);
		out_text(c->out, list[i].reason);
		out_text(c->out, list[i].reference);
		out_int(c->out, list[i].amount_minor);
	}
	return EXIT_DONE;
}

enum exit_code cmd_cash_bags(struct cmd *c)
{
	bool all = cmd_flag(c, "all");
	struct cash_slip *list;
	int n;
	enum err e = cash_slips(c->shop, c->arena, 0, 0, true, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "bags", bag_columns, COUNT(bag_columns));
	for (int i = 0; i < n; i++) {
		if (list[i].banked && !all)
			continue;
		out_text(c->out, list[i].reference);
		out_text(c->out, list[i].number);
		out_int(c->out, list[i].day);
		out_text(c->out, list[i].staff);
		out_text(c->out, list[i].approver);
		out_int(c->out, list[i].amount_minor);
		out_int(c->out, list[i].banked);
		out_text(c->out, list[i].banked_by);
	}
	return EXIT_DONE;
}

enum exit_code cmd_cash_safe(struct cmd *c)
{
	struct cash_holdings h = { 0 };
	enum err e = cash_holdings(c->shop, c->arena, &h);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_record(c->out, "safe", holding_columns, COUNT(holding_columns));
	out_int(c->out, h.safe_minor);
	out_int(c->out, h.bags);
	out_int(c->out, h.transit_minor);
	out_int(c->out, h.bank_minor);
	return EXIT_DONE;
}
