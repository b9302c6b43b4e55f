/* voucher.c - vouchers with serial numbers: kinds, papers from the printer to the tills, and what became of one. */
#include <string.h>

#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/money.h"

#define LIST_MAX 1000

enum exit_code cmd_voucher_kinds(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "name_en", N_("English name"), OUT_STRING }, { "face", N_("Face"), OUT_MONEY },
		{ "days", N_("Days good"), OUT_NUMBER }, { "rest", N_("Rest"), OUT_STRING },
		{ "active", N_("Active"), OUT_YES }, { "refund", N_("For refunds"), OUT_YES },
	};
	struct voucher_kind_row *list;
	struct said said = { MSG_NONE, { NULL, NULL } };
	int n = 0;
	enum err e = voucher_kind_list(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_result(c, e, &said);
	out_table(c->out, "kinds", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].code);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].name_en);
		out_int(c->out, list[i].face_minor);
		out_int(c->out, list[i].valid_days);
		out_text(c->out, list[i].keeps_rest ? "keep" : "forfeit");
		out_int(c->out, !list[i].disabled);
		out_int(c->out, list[i].refund);
	}
	return EXIT_DONE;
}

static struct voucher_kind_edit edit_of(const struct cmd *c)
{
	return (struct voucher_kind_edit){ .code = cmd_operand(c, 0), .name = cmd_option(c, "name"),
		.name_en = cmd_option(c, "name-en"), .days = cmd_option(c, "days"), .rest = cmd_option(c, "rest"),
		.active = cmd_option(c, "active"), .refund = cmd_option(c, "refund") };
}

enum exit_code cmd_voucher_kind_add(struct cmd *c)
{
	struct voucher_kind_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	edit.name = cmd_operand(c, 1);
	edit.face = cmd_operand(c, 2);
	return cmd_result(c, voucher_kind_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_voucher_kind_set(struct cmd *c)
{
	const struct voucher_kind_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	return cmd_result(c, voucher_kind_set(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_voucher_receive(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, voucher_receive(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1), cmd_operand(c, 2),
		&said), &said);
}

enum exit_code cmd_voucher_hand(struct cmd *c)
{
	const char *terminal = cmd_operand(c, 0);
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, voucher_hand_over(c->shop, c->arena, terminal[0] == '0' && terminal[1] == '0' ? ""
		: terminal,
		cmd_operand(c, 1), cmd_operand(c, 2), &said), &said);
}

static enum exit_code deed(struct cmd *c, enum voucher_deed what)
{
	const char *note = cmd_operand(c, 1);
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, voucher_do(c->shop, c->arena, what, cmd_operand(c, 0), note ? note : "", &said), &said);
}

enum exit_code cmd_voucher_void(struct cmd *c)
{
	return deed(c, VOUCHER_DO_VOID);
}

enum exit_code cmd_voucher_block(struct cmd *c)
{
	return deed(c, VOUCHER_DO_BLOCK);
}

enum exit_code cmd_voucher_unblock(struct cmd *c)
{
	return deed(c, VOUCHER_DO_UNBLOCK);
}

enum exit_code cmd_voucher_expire(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	int expired = 0;

	return cmd_result(c, voucher_expire(c->shop, c->arena, &expired, &said), &said);
}

enum exit_code cmd_voucher_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "serial", N_("Serial"), OUT_ID }, { "kind", N_("Kind"), OUT_STRING },
		{ "face", N_("Face"), OUT_MONEY }, { "state", N_("State"), OUT_STRING },
		{ "terminal", N_("Terminal"), OUT_NUMBER }, { "last_day", N_("Good until"), OUT_DAY },
	};
	const char *state = cmd_option(c, "state"), *after = cmd_option(c, "after");
	struct voucher_row *list;
	struct said said = { MSG_VALUE_BAD, { "--state", state } };
	int n = 0, wanted = 0;
	enum err e;

	while (state && wanted < VOUCHER_STATES && strcmp(voucher_state_name[wanted], state) != 0)
		wanted++;
	if (wanted == VOUCHER_STATES)
		return cmd_result(c, ERR_INVALID, &said);
	e = voucher_page(c->shop, c->arena, after ? value_holder(after) : 0, wanted, LIST_MAX, &list, &n);
	if (e != OK)
		return cmd_result(c, e, &(struct said){ MSG_NONE, { NULL, NULL } });
	out_table(c->out, "vouchers", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].serial);
		out_text(c->out, list[i].kind_name);
		out_int(c->out, list[i].face_minor);
		out_text(c->out, voucher_state_name[list[i].state]);
		out_int(c->out, list[i].terminal_id);
		if (list[i].last_day)
			out_int(c->out, list[i].last_day);
		else
			out_null(c->out);
	}
	return EXIT_DONE;
}

enum exit_code cmd_voucher_show(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "serial", N_("Serial"), OUT_ID }, { "kind", N_("Kind"), OUT_STRING },
		{ "face", N_("Face"), OUT_MONEY }, { "rest", N_("Rest"), OUT_MONEY },
		{ "state", N_("State"), OUT_STRING }, { "terminal", N_("Terminal"), OUT_NUMBER },
		{ "last_day", N_("Good until"), OUT_DAY },
	};
	static const struct out_column steps[] = {
		{ "at", N_("At"), OUT_TIME }, { "what", N_("What"), OUT_STRING }, { "number", N_("Document no."),
			OUT_STRING },
		{ "amount", N_("Amount"), OUT_MONEY }, { "staff", N_("Staff"), OUT_ID },
		{ "terminal", N_("Terminal"), OUT_NUMBER }, { "note", N_("Note"), OUT_STRING },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct voucher_sheet v;
	enum err e = voucher_show(c->shop, c->arena, cmd_operand(c, 0), &v, &said);

	if (e != OK)
		return cmd_result(c, e, &said);
	out_record(c->out, "voucher", columns, COUNT(columns));
	out_int(c->out, v.row.serial);
	out_text(c->out, v.row.kind_name);
	out_int(c->out, v.row.face_minor);
	out_int(c->out, v.rest_minor);
	out_text(c->out, voucher_state_name[v.row.state]);
	out_int(c->out, v.row.terminal_id);
	if (v.row.last_day)
		out_int(c->out, v.row.last_day);
	else
		out_null(c->out);
	out_table(c->out, "steps", steps, COUNT(steps));
	for (int i = 0; i < v.step_count; i++) {
		out_int(c->out, v.steps[i].at_ms);
		out_text(c->out, v.steps[i].what);
		out_text(c->out, v.steps[i].number);
		out_int(c->out, v.steps[i].amount_minor);
		out_int(c->out, v.steps[i].staff_id);
		out_int(c->out, v.steps[i].terminal_id);
		out_text(c->out, v.steps[i].note);
	}
	return EXIT_DONE;
}

enum exit_code cmd_voucher_batches(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "at", N_("Time"), OUT_TIME }, { "what", N_("What"), OUT_STRING },
		{ "from", N_("First serial"), OUT_ID }, { "to", N_("Last serial"), OUT_ID },
		{ "papers", N_("Papers"), OUT_NUMBER }, { "terminal", N_("Till"), OUT_STRING },
		{ "staff", N_("Staff"), OUT_STRING }, { "note", N_("Note"), OUT_STRING },
	};
	struct voucher_batch *list;
	int n = 0;
	enum err e = voucher_batches(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "batches", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].row.at_ms);
		out_text(c->out, list[i].row.what);
		out_int(c->out, list[i].row.from);
		out_int(c->out, list[i].row.to);
		out_int(c->out, list[i].papers);
		out_text(c->out, list[i].terminal);
		out_text(c->out, list[i].staff);
		out_text(c->out, list[i].row.note);
	}
	return EXIT_DONE;
}
