/* wallet.c - stored value of members: paid in, paid out, given, moved, shown; its rules, its law, and the PIN. */
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "moved_int.h"
#include "service/said.h"
#include "service/wallet.h"

/* What was posted, in a row; that it was posted before is told, too. */
static enum exit_code told(struct cmd *c, enum err e, const struct wallet_done *d, const struct said *said)
{
	static const struct out_column columns[] = {
		{ "number", N_("Document no."), OUT_STRING }, { "principal", N_("Principal"), OUT_MONEY },
		{ "bonus", N_("Bonus"), OUT_MONEY }, { "principal_now", N_("Paid in, now"), OUT_MONEY },
		{ "bonus_now", N_("Given, now"), OUT_MONEY }, { "text", N_("Answer"), OUT_STRING },
	};

	if (e != OK && e != ERR_EXISTS)
		return cmd_result(c, e, said);
	out_record(c->out, "posted", columns, COUNT(columns));
	out_text(c->out, d->number);
	out_int(c->out, d->moved.principal_minor);
	out_int(c->out, d->moved.bonus_minor);
	out_int(c->out, d->now.principal_minor);
	out_int(c->out, d->now.bonus_minor);
	out_text(c->out, said_text(c->arena, said));
	return EXIT_DONE;
}

/* --- acts ------------------------------------------------------------------------------------------- */

static enum exit_code top_up(struct cmd *c, const char *second, const char *pin)
{
	const struct wallet_top_up what = { .member = cmd_operand(c, 0), .amount = cmd_operand(c, 1),
		.tender = cmd_option(c, "tender"), .reference = cmd_option(c, "reference"),
		.company = cmd_flag(c, "company"), .second = second, .pin = pin };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct wallet_done done = { .id = 0 };

	return told(c, wallet_top_up(c->shop, c->arena, &what, &done, &said), &done, &said);
}

static enum exit_code refund(struct cmd *c, const char *second, const char *pin)
{
	const struct wallet_refund what = { .member = cmd_operand(c, 0), .amount = cmd_operand(c, 1),
		.tender = cmd_option(c, "tender"), .reference = cmd_option(c, "reference"),
		.top_up = cmd_option(c, "top-up"), .words = cmd_option(c, "reason"), .second = second, .pin = pin };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct wallet_done done = { .id = 0 };

	return told(c, wallet_refund(c->shop, c->arena, &what, &done, &said), &done, &said);
}

static enum exit_code adjust(struct cmd *c, const char *second, const char *pin)
{
	const struct wallet_adjust what = { .member = cmd_operand(c, 0), .amount = cmd_operand(c, 1),
		.words = cmd_option(c, "reason"), .second = second, .pin = pin };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct wallet_done done = { .id = 0 };

	return told(c, wallet_adjust(c->shop, c->arena, &what, &done, &said), &done, &said);
}

static enum exit_code transfer(struct cmd *c, const char *second, const char *pin)
{
	const struct wallet_transfer what = { .from = cmd_operand(c, 0), .to = cmd_operand(c, 1),
		.amount = cmd_operand(c, 2), .words = cmd_option(c, "reason"), .second = second, .pin = pin };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct wallet_done done = { .id = 0 };

	return told(c, wallet_transfer(c->shop, c->arena, &what, &done, &said), &done, &said);
}

enum exit_code cmd_wallet_top_up(struct cmd *c)
{
	return cmd_by_two(c, top_up);
}

enum exit_code cmd_wallet_refund(struct cmd *c)
{
	if (!cmd_operand(c, 1) && !cmd_option(c, "top-up"))
		return cmd_usage(c, "%s", _("how much? Give an amount, all, or --top-up NUMBER"));
	return cmd_by_two(c, refund);
}

enum exit_code cmd_wallet_adjust(struct cmd *c)
{
	return cmd_by_two(c, adjust);
}

enum exit_code cmd_wallet_transfer(struct cmd *c)
{
	return cmd_by_two(c, transfer);
}

/* The member's own PIN first, then, where he has forgotten it, the second person's. */
enum exit_code cmd_wallet_pin(struct cmd *c)
{
	struct wallet_pin what = { .member = cmd_operand(c, 0), .identity = cmd_option(c, "identity") };
	struct said said = { MSG_NONE, { NULL, NULL } };
	char fresh[CMD_PIN_MAX], old[CMD_PIN_MAX] = "", pin[CMD_PIN_MAX];
	enum exit_code code = EXIT_USAGE;

	if (cmd_flag(c, "old") && cmd_pin(c, _("Old PIN of the member"), old) != OK)
		return EXIT_USAGE;
	what.old = cmd_flag(c, "old") ? old : NULL;
	code = cmd_new_pin(c, _("New PIN of the member"), fresh);
	what.pin = fresh;
	what.second_pin = pin;
	if (code == EXIT_DONE)
		code = !cmd_second(c, &what.second, pin) ? EXIT_USAGE
			: cmd_result(c, wallet_pin_change(c->shop, c->arena, &what, &said), &said);
	explicit_bzero(fresh, sizeof fresh);
	explicit_bzero(old, sizeof old);
	explicit_bzero(pin, sizeof pin);
	return code;
}

/* --- shown ------------------------------------------------------------------------------------------ */

static const struct out_column wallet_columns[] = {
	{ "member", N_("Member"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
	{ "principal", N_("Principal"), OUT_MONEY }, { "bonus", N_("Bonus"), OUT_MONEY },
	{ "held", N_("Uncleared"), OUT_MONEY }, { "spendable", N_("Can be spent today"), OUT_MONEY },
	{ "pin", N_("Has a PIN"), OUT_YES }, { "pin_locked", N_("PIN locked"), OUT_YES },
};

static void out_wallet(struct cmd *c, const struct wallet_sheet *s)
{
	out_record(c->out, "wallet", wallet_columns, COUNT(wallet_columns));
	out_text(c->out, s->member.code);
	out_text(c->out, s->name);
	out_int(c->out, s->has.principal_minor);
	out_int(c->out, s->has.bonus_minor);
	out_int(c->out, s->held_minor);
	out_int(c->out, s->spendable_minor);
	out_int(c->out, s->has_pin);
	out_int(c->out, s->pin_locked);
}

enum exit_code cmd_wallet_show(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct wallet_sheet s;
	enum err e = wallet_show(c->shop, c->arena, cmd_operand(c, 0), &s, &said);

	if (e != OK)
		return cmd_result(c, e, &said);
	out_wallet(c, &s);
	return EXIT_DONE;
}

enum exit_code cmd_wallet_statement(struct cmd *c)
{
	static const struct out_column lines[] = {
		MOVED_COLUMNS, { "principal", N_("Principal"), OUT_MONEY },
		{ "bonus", N_("Bonus"), OUT_MONEY }, { "principal_after", N_("Paid in, after"), OUT_MONEY },
		{ "bonus_after", N_("Given, after"), OUT_MONEY },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct wallet_statement s;
	int32_t first = 0, last = 0;
	enum exit_code code = cmd_recent(c, &first, &last);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = wallet_statement(c->shop, c->arena, cmd_operand(c, 0), first, last, &s, &said);
	if (e != OK)
		return cmd_result(c, e, &said);
	out_wallet(c, &s.sheet);
	out_table(c->out, "lines", lines, COUNT(lines));
	for (int i = 0; i < s.count; i++) {
		const struct wallet_line *l = &s.lines[i];

		out_moved(c, &l->row.by);
		out_int(c->out, l->row.moved.principal_minor);
		out_int(c->out, l->row.moved.bonus_minor);
		out_int(c->out, l->after.principal_minor);
		out_int(c->out, l->after.bonus_minor);
	}
	return EXIT_DONE;
}

static void out_parts(struct cmd *c, const struct wallet *w)
{
	out_int(c->out, w->principal_minor);
	out_int(c->out, w->bonus_minor);
}

enum exit_code cmd_wallet_liability(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "day", N_("Day"), OUT_DAY }, { "before", N_("Paid in, before"), OUT_MONEY },
		{ "before_bonus", N_("Given, before"), OUT_MONEY }, { "top_up", N_("Topped up"), OUT_MONEY },
		{ "top_up_bonus", N_("Given with it"), OUT_MONEY }, { "spent", N_("Spent"), OUT_MONEY },
		{ "spent_bonus", N_("Of bonus spent"), OUT_MONEY }, { "back", N_("Came back"), OUT_MONEY },
		{ "back_bonus", N_("Bonus came back"), OUT_MONEY }, { "out", N_("Paid out"), OUT_MONEY },
		{ "out_bonus", N_("Bonus lapsed"), OUT_MONEY }, { "other", N_("Otherwise"), OUT_MONEY },
		{ "other_bonus", N_("Bonus otherwise"), OUT_MONEY }, { "after", N_("Paid in, after"), OUT_MONEY },
		{ "after_bonus", N_("Given, after"), OUT_MONEY },
	};
	static const struct out_column owed[] = { { "principal", N_("Owed now, paid in"), OUT_MONEY },
		{ "bonus", N_("Owed now, given"), OUT_MONEY } };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct wallet_liability l;
	int32_t first = 0, last = 0;
	enum exit_code code = cmd_recent(c, &first, &last);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = wallet_liability(c->shop, c->arena, first, last, &l, &said);
	if (e != OK)
		return cmd_result(c, e, &said);
	out_record(c->out, "owed", owed, COUNT(owed));
	out_parts(c, &l.owed);
	out_table(c->out, "days", columns, COUNT(columns));
	for (int i = 0; i < l.count; i++) {
		const struct wallet_day *d = &l.days[i];

		out_int(c->out, d->day);
		out_parts(c, &d->before);
		out_parts(c, &d->paid_in);
		out_parts(c, &d->spent);
		out_parts(c, &d->came_back);
		out_parts(c, &d->paid_out);
		out_parts(c, &d->other);
		out_parts(c, &d->after);
	}
	return EXIT_DONE;
}

/* --- rules and law ----------------------------------------------------------------------------------- */

enum exit_code cmd_wallet_rules(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "code", N_("Code"), OUT_STRING }, { "tiers", N_("From = bonus"), OUT_STRING },
		{ "mode", N_("Mode"), OUT_STRING }, { "max", N_("At most"), OUT_MONEY },
		{ "from", N_("From"), OUT_DAY }, { "until", N_("Until"), OUT_DAY }, { "active", N_("Active"), OUT_YES },
	};
	struct wallet_rule_row *list;
	int n = 0;
	enum err e = wallet_rule_list(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "rules", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].code);
		out_text(c->out, wallet_tiers_text(c->arena, &list[i].rule));
		out_text(c->out, bonus_mode_name[list[i].rule.mode]);
		out_int(c->out, list[i].rule.max_minor);
		out_int(c->out, list[i].from_day);
		out_day(c->out, list[i].until_day);
		out_int(c->out, !list[i].disabled);
	}
	return EXIT_DONE;
}

static struct wallet_rule_edit rule_of(const struct cmd *c)
{
	return (struct wallet_rule_edit){ .code = cmd_operand(c, 0), .mode = cmd_option(c, "mode"),
		.max = cmd_option(c, "max"), .from = cmd_option(c, "from"), .until = cmd_option(c, "until"),
		.kind = cmd_option(c, "kind"), .active = cmd_option(c, "active") };
}

enum exit_code cmd_wallet_rule_add(struct cmd *c)
{
	struct wallet_rule_edit edit = rule_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	edit.tiers = cmd_operand(c, 1);
	return cmd_result(c, wallet_rule_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_wallet_rule_set(struct cmd *c)
{
	const struct wallet_rule_edit edit = rule_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	return cmd_result(c, wallet_rule_set(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_wallet_laws(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "from", N_("From"), OUT_DAY }, { "named_max", N_("Named, at most"), OUT_MONEY },
		{ "bearer_max", N_("Bearer, at most"), OUT_MONEY },
		{ "named_identity", N_("Named, identity from"), OUT_MONEY },
		{ "bearer_identity", N_("Bearer, identity from"), OUT_MONEY },
		{ "company", N_("Firms, no cash from"), OUT_MONEY },
		{ "person", N_("Persons, no cash from"), OUT_MONEY },
		{ "refund_days", N_("Refund within days"), OUT_NUMBER },
	};
	struct wallet_law *list;
	int n = 0;
	enum err e = wallet_law_list(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "law", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].from_day);
		out_int(c->out, list[i].balance_max_minor[HOLDER_NAMED]);
		out_int(c->out, list[i].balance_max_minor[HOLDER_BEARER]);
		out_int(c->out, list[i].identity_from_minor[HOLDER_NAMED]);
		out_int(c->out, list[i].identity_from_minor[HOLDER_BEARER]);
		out_int(c->out, list[i].transfer_company_minor);
		out_int(c->out, list[i].transfer_person_minor);
		out_int(c->out, list[i].refund_days);
	}
	return EXIT_DONE;
}

enum exit_code cmd_wallet_law_set(struct cmd *c)
{
	const struct wallet_law_edit edit = { .from = cmd_operand(c, 0), .named_max = cmd_option(c, "named-max"),
		.bearer_max = cmd_option(c, "bearer-max"), .named_identity = cmd_option(c, "named-identity"),
		.bearer_identity = cmd_option(c, "bearer-identity"), .company = cmd_option(c, "company"),
		.person = cmd_option(c, "person"), .refund_days = cmd_option(c, "refund-days") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	return cmd_result(c, wallet_law_set(c->shop, c->arena, &edit, &said), &said);
}
