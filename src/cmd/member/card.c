/* card.c - cards of members: their kinds, blanks from the printer to a clerk, one card to a member and back. */
#include <string.h>

#include "base/tr.h"
#include "cmd/cmd.h"
#include "model/member/member.h"
#include "service/master.h"
#include "service/members.h"

#define LIST_MAX 1000

/* --- kinds ------------------------------------------------------------------------------------------ */

enum exit_code cmd_card_kinds(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "name_en", N_("English name"), OUT_STRING }, { "use", N_("Use"), OUT_STRING },
		{ "flags", N_("Flags"), OUT_STRING }, { "price", N_("Price"), OUT_MONEY },
		{ "top_up", N_("First payment at least"), OUT_MONEY }, { "days", N_("Days good"), OUT_NUMBER },
		{ "commission", N_("Commission"), OUT_PERCENT },
		{ "commission_each", N_("Commission for each"), OUT_MONEY }, { "active", N_("Active"), OUT_YES },
	};
	struct card_kind_row *list;
	int n = 0;
	enum err e = card_kind_list(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "kinds", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].code);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].name_en);
		out_text(c->out, card_use_name[list[i].use]);
		out_text(c->out, flags_text(c->arena, card_flag_names, list[i].flags));
		out_int(c->out, list[i].price_minor);
		out_int(c->out, list[i].top_up_minor);
		out_int(c->out, list[i].valid_days);
		out_int(c->out, list[i].commission_bp);
		out_int(c->out, list[i].commission_minor);
		out_int(c->out, !list[i].disabled);
	}
	return EXIT_DONE;
}

static struct card_kind_edit edit_of(const struct cmd *c)
{
	return (struct card_kind_edit){ .code = cmd_operand(c, 0), .name = cmd_option(c, "name"),
		.name_en = cmd_option(c, "name-en"), .use = cmd_option(c, "use"), .flags = cmd_option(c, "flags"),
		.price = cmd_option(c, "price"), .top_up = cmd_option(c, "top-up"), .days = cmd_option(c, "days"),
		.commission = cmd_option(c, "commission"), .commission_each = cmd_option(c, "commission-each"),
		.active = cmd_option(c, "active") };
}

enum exit_code cmd_card_kind_add(struct cmd *c)
{
	struct card_kind_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	edit.name = cmd_operand(c, 1);
	return cmd_result(c, card_kind_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_card_kind_set(struct cmd *c)
{
	const struct card_kind_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	return cmd_result(c, card_kind_set(c->shop, c->arena, &edit, &said), &said);
}

/* --- blanks ----------------------------------------------------------------------------------------- */

enum exit_code cmd_card_receive(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, card_receive(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1), cmd_operand(c, 2),
		&said), &said);
}

enum exit_code cmd_card_hand(struct cmd *c)
{
	const char *staff = cmd_operand(c, 0);
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, card_hand_over(c->shop, c->arena, strcmp(staff, "-") == 0 ? "" : staff, cmd_operand(c, 1),
		cmd_operand(c, 2), &said), &said);
}

enum exit_code cmd_card_void(struct cmd *c)
{
	const char *reason = cmd_option(c, "reason");
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, card_write_off(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1),
		reason ? reason : "", &said), &said);
}

/* --- one card --------------------------------------------------------------------------------------- */

enum exit_code cmd_card_issue(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, card_give(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1), cmd_option(c, "kind"),
		&said), &said);
}

enum exit_code cmd_card_lose(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, card_lose(c->shop, c->arena, cmd_operand(c, 0), &said), &said);
}

enum exit_code cmd_card_found(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, card_found(c->shop, c->arena, cmd_operand(c, 0), &said), &said);
}

enum exit_code cmd_card_replace(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, card_replace(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1),
		cmd_flag(c, "damaged"), &said), &said);
}

enum exit_code cmd_card_return(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, card_take_back(c->shop, c->arena, cmd_operand(c, 0), &said), &said);
}

/* --- listed and shown ------------------------------------------------------------------------------- */

static void put_card(struct cmd *c, const struct card_info *i)
{
	out_text(c->out, i->row.number);
	out_text(c->out, i->kind);
	out_text(c->out, card_state_name[i->row.state]);
	out_text(c->out, i->holder);
	out_day(c->out, i->row.from_day);
	out_day(c->out, i->row.until_day);
	out_int(c->out, i->row.changed_at_ms);
}

enum exit_code cmd_card_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "number", N_("Card"), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING },
		{ "state", N_("State"), OUT_STRING }, { "holder", N_("Held by"), OUT_STRING },
		{ "from", N_("From"), OUT_DAY }, { "until", N_("Until"), OUT_DAY }, { "since", N_("Since"), OUT_TIME },
	};
	const char *state = cmd_option(c, "state"), *after = cmd_option(c, "after");
	struct said said = { MSG_VALUE_BAD, { "--state", state } };
	struct card_info *list;
	int n = 0, wanted = state ? name_index(card_state_name, CARD_STATES, state) : 0;
	enum err e;

	if (wanted < 0)
		return cmd_result(c, ERR_INVALID, &said);
	e = card_page(c->shop, c->arena, after ? after : "", wanted, LIST_MAX, &list, &n);
	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "cards", columns, COUNT(columns));
	for (int i = 0; i < n; i++)
		put_card(c, &list[i]);
	return EXIT_DONE;
}

static void put_steps(struct cmd *c, const struct card_sheet *s)
{
	static const struct out_column steps[] = {
		{ "at", N_("At"), OUT_TIME }, { "what", N_("What"), OUT_STRING }, { "staff", N_("Staff"), OUT_STRING },
		{ "to_staff", N_("To"), OUT_STRING }, { "member", N_("Member"), OUT_STRING },
		{ "note", N_("Note"), OUT_STRING },
	};

	out_table(c->out, "steps", steps, COUNT(steps));
	for (int i = 0; i < s->step_count; i++) {
		out_int(c->out, s->steps[i].at_ms);
		out_text(c->out, s->steps[i].what);
		out_text(c->out, s->steps[i].staff);
		out_text(c->out, s->steps[i].to_staff);
		out_text(c->out, s->steps[i].member);
		out_text(c->out, s->steps[i].note);
	}
}

enum exit_code cmd_card_show(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "number", N_("Card"), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING },
		{ "state", N_("State"), OUT_STRING }, { "holder", N_("Held by"), OUT_STRING },
		{ "from", N_("From"), OUT_DAY }, { "until", N_("Until"), OUT_DAY }, { "since", N_("Since"), OUT_TIME },
		{ "member", N_("Member"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "issue", N_("Issue"), OUT_NUMBER },
	};
	static const struct out_column keys[] = { { "key", N_("Read as"), OUT_STRING } };
	struct card_sheet s;
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e = card_show(c->shop, c->arena, cmd_operand(c, 0), &s, &said);

	if (e != OK)
		return cmd_result(c, e, &said);
	out_record(c->out, "card", columns, COUNT(columns));
	put_card(c, &s.card);
	out_text(c->out, s.member);
	out_text(c->out, s.member_name);
	out_int(c->out, s.card.row.issue_no);
	out_table(c->out, "keys", keys, COUNT(keys));
	for (int i = 0; i < s.key_count; i++)
		out_text(c->out, s.keys[i]);
	put_steps(c, &s);
	return EXIT_DONE;
}
