/* member.c - members: opened, found by any key, shown, changed, frozen. */
#include <string.h>

#include "base/tr.h"
#include "cmd/cmd.h"
#include "member_own_int.h"
#include "model/member/member.h"
#include "service/attributes.h"
#include "service/master.h"
#include "service/members.h"
#include "service/said.h"

#define LIST_MAX 1000

static struct member_edit edit_of(const struct cmd *c)
{
	return (struct member_edit){ .name = cmd_option(c, "name"), .sex = cmd_option(c, "sex"),
		.phone = cmd_option(c, "phone"), .birthday = cmd_option(c, "birthday"),
		.lunar = cmd_option(c, "lunar"), .email = cmd_option(c, "email"),
		.address = cmd_option(c, "address"), .postcode = cmd_option(c, "postcode"),
		.note = cmd_option(c, "note"), .id_number = cmd_option(c, "id-number"),
		.referrer = cmd_option(c, "referrer"), .from = cmd_option(c, "from"), .until = cmd_option(c, "until"),
		.bearer = cmd_option(c, "bearer"), .code = cmd_option(c, "code"), .card = cmd_option(c, "card"),
		.card_kind = cmd_option(c, "card-kind"), .state = cmd_option(c, "state"),
		.anyway = cmd_flag(c, "anyway") };
}

enum exit_code cmd_member_add(struct cmd *c)
{
	struct member_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	edit.name = cmd_operand(c, 0);
	if (!edit.phone)
		edit.phone = cmd_operand(c, 1);
	return cmd_result(c, member_open(c->shop, c->arena, &edit, NULL, &said), &said);
}

enum exit_code cmd_member_edit(struct cmd *c)
{
	struct member_edit edit = edit_of(c);
	const char *version = cmd_option(c, "version");
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	if (version && (!cmd_number(version, &edit.version) || edit.version < 1))
		return cmd_usage(c, _("%s is no number"), version);
	return cmd_result(c, member_change(c->shop, c->arena, cmd_operand(c, 0), &edit, &said), &said);
}

static enum exit_code freeze(struct cmd *c, bool to_frozen)
{
	const char *words = cmd_operand(c, 1);
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, member_freeze(c->shop, c->arena, cmd_operand(c, 0), to_frozen, words ? words : "", &said),
		&said);
}

enum exit_code cmd_member_freeze(struct cmd *c)
{
	return freeze(c, true);
}

enum exit_code cmd_member_thaw(struct cmd *c)
{
	return freeze(c, false);
}

/* --- not a member yet, or not much longer ------------------------------------------------------------ */

enum exit_code cmd_member_apply(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, member_apply(c->shop, c->arena, cmd_operand(c, 0), &said), &said);
}

enum exit_code cmd_member_approve(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, member_approve(c->shop, c->arena, cmd_operand(c, 0), &said), &said);
}

enum exit_code cmd_member_decline(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, member_decline(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1), &said), &said);
}

enum exit_code cmd_member_join(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, member_join(c->shop, c->arena, cmd_operand(c, 0), &said), &said);
}

enum exit_code cmd_member_leave(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, member_leave(c->shop, c->arena, cmd_operand(c, 0), cmd_option(c, "notice"), &said), &said);
}

/* --- found and listed ------------------------------------------------------------------------------- */

static const struct out_column rows[] = {
	{ "code", N_("Member"), OUT_STRING }, { "name", N_("Name"), OUT_STRING }, { "phone", N_("Phone"), OUT_STRING },
	{ "state", N_("State"), OUT_STRING }, { "card", N_("Card"), OUT_STRING }, { "until", N_("Until"), OUT_DAY },
};
static const struct out_column hits[] = {
	{ "code", N_("Member"), OUT_STRING }, { "name", N_("Name"), OUT_STRING }, { "phone", N_("Phone"), OUT_STRING },
	{ "state", N_("State"), OUT_STRING }, { "card", N_("Card"), OUT_STRING }, { "until", N_("Until"), OUT_DAY },
	{ "by", N_("Found by"), OUT_STRING }, { "usable", N_("May buy"), OUT_YES },
	{ "why", N_("Why not"), OUT_STRING },
};

static void put_member(struct cmd *c, const struct member *m, const char *card)
{
	out_text(c->out, m->code);
	out_text(c->out, member_name_shown(c->shop, c->arena, m));
	out_text(c->out, member_phone_shown(c->shop, c->arena, m));
	out_text(c->out, member_state_name[m->state]);
	out_text(c->out, card);
	out_day(c->out, m->until_day);
}

enum exit_code cmd_member_find(struct cmd *c)
{
	struct member_hit list[MEMBER_HITS_MAX];
	struct said said = { MSG_NONE, { NULL, NULL } };
	int n = 0;
	enum err e = member_find(c->shop, c->arena, cmd_operand(c, 0), list, &n, &said);

	if (e != OK)
		return cmd_result(c, e, &said);
	out_table(c->out, "members", hits, COUNT(hits));
	for (int i = 0; i < n; i++) {
		struct said why = { MSG_NONE, { NULL, NULL } };

		e = member_known(c->shop, c->arena, &list[i], &why);
		if (e != OK && e != ERR_REFUSED)
			return cmd_result(c, e, &why);
		if (!list[i].member.id) /* a card that nobody has */
			list[i].member = (struct member){ .code = "", .name = "", .phone = "",
				.state = MEMBER_PROSPECT };
		put_member(c, &list[i].member, list[i].card.id ? list[i].card.number : "");
		out_text(c->out, known_by_name[list[i].by]);
		out_int(c->out, e == OK);
		out_text(c->out, e == OK ? "" : said_text(c->arena, &why));
	}
	return EXIT_DONE;
}

enum exit_code cmd_member_list(struct cmd *c)
{
	const char *state = cmd_option(c, "state"), *after = cmd_option(c, "after"), *where = cmd_option(c, "where");
	struct said said = { MSG_VALUE_BAD, { "--state", state } };
	struct member *list;
	int n = 0, wanted = state ? name_index(member_state_name, MEMBER_STATES, state) : 0;
	enum err e;

	if (wanted < 0)
		return cmd_result(c, ERR_INVALID, &said);
	if (where && after)
		return cmd_usage(c, "%s", _("what --where finds is not by code: leave --after out"));
	e = where ? members_where(c->shop, c->arena, where, wanted, LIST_MAX, &list, &n, &said)
		: member_page(c->shop, c->arena, after ? after : "", wanted, LIST_MAX, &list, &n);
	if (e != OK)
		return where ? cmd_result(c, e, &said) : cmd_fail(c, e, NULL);
	out_table(c->out, "members", rows, COUNT(rows));
	for (int i = 0; i < n; i++) {
		struct member_hit hit;

		e = member_find_id(c->shop, c->arena, list[i].id, &hit);
		if (e != OK)
			return cmd_fail(c, e, NULL);
		put_member(c, &list[i], hit.card.id ? hit.card.number : "");
	}
	return EXIT_DONE;
}

/* --- one of them ------------------------------------------------------------------------------------ */

static const struct out_column one[] = {
	{ "id", N_("Id"), OUT_ID }, { "code", N_("Member"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
	{ "state", N_("State"), OUT_STRING }, { "bearer", N_("Nobody's name"), OUT_YES },
	{ "sex", N_("Sex"), OUT_STRING }, { "phone", N_("Phone"), OUT_STRING },
	{ "birthday", N_("Birthday"), OUT_STRING }, { "lunar", N_("Lunar"), OUT_YES },
	{ "email", N_("Email"), OUT_STRING }, { "address", N_("Address"), OUT_STRING },
	{ "postcode", N_("Postcode"), OUT_STRING }, { "id_number", N_("Identity document"), OUT_STRING },
	{ "referrer", N_("Came by"), OUT_STRING }, { "referred", N_("Brought"), OUT_NUMBER },
	{ "merged_into", N_("Merged into"), OUT_STRING }, { "from", N_("From"), OUT_DAY },
	{ "until", N_("Until"), OUT_DAY }, { "opened", N_("Opened at"), OUT_TIME },
	{ "level", N_("Level"), OUT_STRING }, { "next_level", N_("Next level"), OUT_STRING },
	{ "missing", N_("Is missing"), OUT_STRING }, { "note", N_("Note"), OUT_STRING },
	{ "version", N_("Version"), OUT_NUMBER },
};
static const struct out_column cards[] = {
	{ "number", N_("Card"), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING }, { "state", N_("State"), OUT_STRING },
	{ "issue", N_("Issue"), OUT_NUMBER }, { "from", N_("From"), OUT_DAY }, { "until", N_("Until"), OUT_DAY },
	{ "since", N_("Since"), OUT_TIME },
};

static void put_sheet(struct cmd *c, const struct member_sheet *s)
{
	const struct member *m = &s->row;

	out_record(c->out, "member", one, COUNT(one));
	out_int(c->out, m->id);
	out_text(c->out, m->code);
	out_text(c->out, s->name);
	out_text(c->out, member_state_name[m->state]);
	out_int(c->out, m->bearer);
	out_text(c->out, sex_name[m->sex]);
	out_text(c->out, s->phone);
	out_text(c->out, birthday_text(c->arena, &m->birthday));
	out_int(c->out, m->birthday.lunar);
	out_text(c->out, s->email);
	out_text(c->out, s->address);
	out_text(c->out, m->postcode);
	out_text(c->out, s->id_number);
	out_text(c->out, s->referrer);
	out_int(c->out, s->referred);
	out_text(c->out, s->merged_into);
	out_day(c->out, m->from_day);
	out_day(c->out, m->until_day);
	out_int(c->out, m->opened_at_ms);
	out_text(c->out, s->level.level ? s->level.level->code : "");
	out_text(c->out, s->level.next ? s->level.next->code : "");
	out_text(c->out, s->level.next ? level_missing_text(c->arena, &s->level) : "");
	out_text(c->out, s->note);
	out_int(c->out, m->version);
}

enum exit_code cmd_member_show(struct cmd *c)
{
	struct member_sheet s;
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e = member_show(c->shop, c->arena, cmd_operand(c, 0), &s, &said);

	if (e != OK)
		return cmd_result(c, e, &said);
	put_sheet(c, &s);
	out_table(c->out, "cards", cards, COUNT(cards));
	for (int i = 0; i < s.card_count; i++) {
		const struct card *card = &s.cards[i].row;

		out_text(c->out, card->number);
		out_text(c->out, s.cards[i].kind);
		out_text(c->out, card_state_name[card->state]);
		out_int(c->out, card->issue_no);
		out_day(c->out, card->from_day);
		out_day(c->out, card->until_day);
		out_int(c->out, card->changed_at_ms);
	}
	e = cmd_member_own(c, s.row.id, false);
	return e == OK ? EXIT_DONE : cmd_fail(c, e, NULL);
}

/* --- two who are one --------------------------------------------------------------------------------- */

enum exit_code cmd_member_duplicates(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "by", N_("Alike by"), OUT_STRING }, { "code", N_("Member"), OUT_STRING },
		{ "name", N_("Name"), OUT_STRING }, { "phone", N_("Phone"), OUT_STRING },
		{ "other", N_("Other member"), OUT_STRING }, { "other_name", N_("Other name"), OUT_STRING },
		{ "other_phone", N_("Other phone"), OUT_STRING },
	};
	const char *limit = cmd_option(c, "limit");
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct member_twins *list;
	int64_t most = LIST_MAX;
	int n = 0;
	enum err e;

	if (limit && (!cmd_number(limit, &most) || most < 1 || most > LIST_MAX))
		return cmd_usage(c, _("%s is no number"), limit);
	e = member_duplicates(c->shop, c->arena, (int)most, &list, &n, &said);
	if (e != OK)
		return cmd_result(c, e, &said);
	out_table(c->out, "pairs", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, twin_name[list[i].by]);
		for (int k = 0; k < 2; k++) {
			const struct member *m = k ? &list[i].second : &list[i].first;

			out_text(c->out, m->code);
			out_text(c->out, member_name_shown(c->shop, c->arena, m));
			out_text(c->out, member_phone_shown(c->shop, c->arena, m));
		}
	}
	return EXIT_DONE;
}

enum exit_code cmd_member_merge(struct cmd *c)
{
	struct member_merging what = { .from = cmd_operand(c, 0), .into = cmd_operand(c, 1),
		.words = cmd_option(c, "reason"), .second = cmd_option(c, "second") };
	struct said said = { MSG_NONE, { NULL, NULL } };
	char pin[CMD_PIN_MAX] = "";
	enum exit_code code = EXIT_USAGE;

	what.pin = pin;
	if (!what.second || cmd_pin(c, arena_printf(c->arena, _("PIN of %s"), what.second), pin) == OK)
		code = cmd_result(c, member_merge_into(c->shop, c->arena, &what, &said), &said);
	explicit_bzero(pin, sizeof pin);
	return code;
}
