/* tender.c - the means of payment. */
#include <string.h>

#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/master.h"
#include "service/trade.h"

enum exit_code cmd_tender_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_ID }, { "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "name_en", N_("English name"), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING },
		{ "flags", N_("Flags"), OUT_STRING }, { "reference", N_("Reference"), OUT_STRING },
		{ "position", N_("Position"), OUT_NUMBER },
	};
	const struct tender *list;
	int n = shop_tenders(c->shop, &list);

	out_table(c->out, "tenders", columns, 8);
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].id);
		out_text(c->out, list[i].code);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].name_en);
		out_text(c->out, tender_kind_name[list[i].kind]);
		out_text(c->out, flags_text(c->arena, tender_flag_names, list[i].flags));
		out_text(c->out, list[i].reference_pattern);
		out_int(c->out, list[i].position);
	}
	return EXIT_DONE;
}

/* All that can be said of one; what is not said stays, or is the default. */
static struct tender_edit edit_of(const struct cmd *c)
{
	struct tender_edit edit = { .code = cmd_operand(c, 0), .name = cmd_option(c, "name"),
		.name_en = cmd_option(c, "name-en"), .kind = cmd_option(c, "kind"), .flags = cmd_option(c, "flags"),
		.reference = cmd_option(c, "reference"), .position = cmd_option(c, "position"),
		.active = cmd_option(c, "active"), .currency = cmd_option(c, "currency") };

	for (int i = 0; i < TENDER_RULES; i++)
		edit.rule[i] = cmd_option(c, tender_rules[i].name);
	return edit;
}

/* Its fields are those of the one list. */
enum exit_code cmd_tender_show(struct cmd *c)
{
	static const struct out_column fixed[8] = { { "code", N_("Code"), OUT_STRING },
		{ "name", N_("Name"), OUT_STRING }, { "name_en", N_("English name"), OUT_STRING },
		{ "kind", N_("Kind"), OUT_STRING }, { "currency", N_("Currency"), OUT_STRING },
		{ "flags", N_("Flags"), OUT_STRING }, { "reference", N_("Reference"), OUT_STRING },
		{ "position", N_("Position"), OUT_NUMBER } };
	struct out_column *columns = arena_array(c->arena, 8 + TENDER_RULES, sizeof *columns);
	const char *code = cmd_operand(c, 0);
	struct said said = { MSG_NO_TENDER, { code, NULL } };
	const char *rules[TENDER_RULES];
	const struct tender *t;
	enum err e = tender_show(c->shop, c->arena, code, &t, rules);

	if (e != OK)
		return cmd_result(c, e, &said);
	memcpy(columns, fixed, sizeof fixed);
	for (int i = 0; i < TENDER_RULES; i++)
		columns[8 + i] = (struct out_column){ tender_rules[i].name, tender_rules[i].words,
			OUT_STRING };
	out_record(c->out, "tender", columns, 8 + TENDER_RULES);
	out_text(c->out, t->code);
	out_text(c->out, t->name);
	out_text(c->out, t->name_en);
	out_text(c->out, tender_kind_name[t->kind]);
	out_text(c->out, t->currency);
	out_text(c->out, flags_text(c->arena, tender_flag_names, t->flags));
	out_text(c->out, t->reference_pattern);
	out_int(c->out, t->position);
	for (int i = 0; i < TENDER_RULES; i++)
		out_text(c->out, rules[i]);
	return EXIT_DONE;
}

enum exit_code cmd_tender_add(struct cmd *c)
{
	struct tender_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	edit.name = cmd_operand(c, 1);
	if (!edit.kind)
		return cmd_usage(c, "%s", _("--kind is missing: card, qr, voucher, account, deposit, foreign or"
			" cheque"));
	return cmd_result(c, tender_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_tender_set(struct cmd *c)
{
	const struct tender_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	return cmd_result(c, tender_change(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_tender_disable(struct cmd *c)
{
	const struct tender_edit edit = { .code = cmd_operand(c, 0), .active = "no" };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, tender_change(c->shop, c->arena, &edit, &said), &said);
}
