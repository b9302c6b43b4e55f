/* member_data.c - all that is kept of one person, for himself; and that he is forgotten. */
#include <string.h>

#include "base/tr.h"
#include "cmd/cmd.h"
#include "member_own_int.h"
#include "model/document.h"
#include "service/coupons.h"
#include "service/levels.h"
#include "service/member_has.h"
#include "service/members.h"
#include "service/wallet.h"

#define ROWS_MAX 100000

static const struct out_column person[] = {
	{ "id", N_("Id"), OUT_ID }, { "code", N_("Member"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
	{ "state", N_("State"), OUT_STRING }, { "sex", N_("Sex"), OUT_STRING }, { "phone", N_("Phone"), OUT_STRING },
	{ "birthday", N_("Birthday"), OUT_STRING }, { "lunar", N_("Lunar"), OUT_YES },
	{ "email", N_("Email"), OUT_STRING }, { "address", N_("Address"), OUT_STRING },
	{ "postcode", N_("Postcode"), OUT_STRING }, { "id_number", N_("Identity document"), OUT_STRING },
	{ "referrer", N_("Came by"), OUT_STRING }, { "note", N_("Note"), OUT_STRING },
	{ "opened", N_("Opened at"), OUT_TIME }, { "level", N_("Level"), OUT_STRING },
};
static const struct out_column cards[] = {
	{ "number", N_("Card"), OUT_STRING }, { "state", N_("State"), OUT_STRING }, { "since", N_("Since"), OUT_TIME },
};
static const struct out_column visits[] = {
	{ "number", N_("Receipt"), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING }, { "at", N_("At"), OUT_TIME },
	{ "amount", N_("Amount"), OUT_MONEY },
};
static const struct out_column moves[] = {
	{ "number", N_("Document no."), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING }, { "at", N_("At"), OUT_TIME },
	{ "principal", N_("Principal"), OUT_MONEY }, { "bonus", N_("Bonus"), OUT_MONEY },
};
static const struct out_column coupons[] = {
	{ "code", N_("Coupon"), OUT_STRING }, { "used", N_("Used"), OUT_NUMBER }, { "until", N_("Until"), OUT_DAY },
};
static const struct out_column past[] = {
	{ "at", N_("At"), OUT_TIME }, { "was", N_("Was"), OUT_STRING }, { "becomes", N_("Becomes"), OUT_STRING },
};

static void put_person(struct cmd *c, const struct member_data *d)
{
	const struct member *m = &d->sheet.row;

	out_record(c->out, "member", person, COUNT(person));
	out_int(c->out, m->id);
	out_text(c->out, m->code);
	out_text(c->out, m->name);
	out_text(c->out, member_state_name[m->state]);
	out_text(c->out, sex_name[m->sex]);
	out_text(c->out, m->phone);
	out_text(c->out, birthday_text(c->arena, &m->birthday));
	out_int(c->out, m->birthday.lunar);
	out_text(c->out, m->email);
	out_text(c->out, m->address);
	out_text(c->out, m->postcode);
	out_text(c->out, d->id_number);
	out_text(c->out, d->sheet.referrer);
	out_text(c->out, m->note);
	out_int(c->out, m->opened_at_ms);
	out_text(c->out, d->sheet.level.level ? d->sheet.level.level->code : "");
	out_table(c->out, "cards", cards, COUNT(cards));
	for (int i = 0; i < d->sheet.card_count; i++) {
		out_text(c->out, d->sheet.cards[i].row.number);
		out_text(c->out, card_state_name[d->sheet.cards[i].row.state]);
		out_int(c->out, d->sheet.cards[i].row.changed_at_ms);
	}
}

static void put_past(struct cmd *c, const struct member_data *d)
{
	out_table(c->out, "changes", past, COUNT(past));
	for (int i = 0; i < d->past_count; i++) {
		out_int(c->out, d->past[i].at_ms);
		out_text(c->out, d->past[i].was);
		out_text(c->out, d->past[i].becomes);
	}
}

static void put_rest(struct cmd *c, const struct member_visit *list, int n, const struct wallet_statement *s,
	const struct coupon_info *had, int coupon_count)
{
	out_table(c->out, "receipts", visits, COUNT(visits));
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].number);
		out_text(c->out, document_kind_name(list[i].kind));
		out_int(c->out, list[i].at_ms);
		out_int(c->out, list[i].amount_minor);
	}
	out_table(c->out, "stored_value", moves, COUNT(moves));
	for (int i = 0; i < s->count; i++) {
		out_text(c->out, s->lines[i].row.by.number);
		out_text(c->out, document_kind_name(s->lines[i].row.by.kind));
		out_int(c->out, s->lines[i].row.by.at_ms);
		out_int(c->out, s->lines[i].row.moved.principal_minor);
		out_int(c->out, s->lines[i].row.moved.bonus_minor);
	}
	out_table(c->out, "coupons", coupons, COUNT(coupons));
	for (int i = 0; i < coupon_count; i++) {
		out_text(c->out, had[i].row.code);
		out_int(c->out, had[i].row.c.used);
		if (had[i].row.c.until_day)
			out_int(c->out, had[i].row.c.until_day);
		else
			out_null(c->out);
	}
}

enum exit_code cmd_member_data(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct wallet_statement statement = { .count = 0 };
	struct coupon_info *had = NULL;
	struct member_visit *list = NULL;
	struct member_data d;
	int n = 0, coupon_count = 0;
	enum err e = member_data(c->shop, c->arena, cmd_operand(c, 0), cmd_option(c, "reason"), &d, &said);

	if (e == OK)
		e = member_visits(c->shop, c->arena, d.sheet.row.id, ROWS_MAX, &list, &n);
	if (e == OK)
		e = wallet_statement(c->shop, c->arena, d.sheet.row.code, 19000101, 29991231, &statement, &said);
	if (e == OK)
		e = coupon_page(c->shop, c->arena, NULL, d.sheet.row.code, 0, ROWS_MAX, &had, &coupon_count, &said);
	if (e != OK)
		return cmd_result(c, e, &said);
	put_person(c, &d);
	e = cmd_member_own(c, d.sheet.row.id, true);
	if (e != OK)
		return cmd_fail(c, e, NULL);
	put_rest(c, list, n, &statement, had, coupon_count);
	put_past(c, &d);
	return EXIT_DONE;
}

enum exit_code cmd_member_erase(struct cmd *c)
{
	struct member_erasing what = { .member = cmd_operand(c, 0), .words = cmd_option(c, "reason"),
		.second = cmd_option(c, "second") };
	struct said said = { MSG_NONE, { NULL, NULL } };
	char pin[CMD_PIN_MAX] = "";
	enum exit_code code = EXIT_USAGE;

	what.pin = pin;
	if (!what.second || cmd_pin(c, arena_printf(c->arena, _("PIN of %s"), what.second), pin) == OK)
		code = cmd_result(c, member_erase(c->shop, c->arena, &what, &said), &said);
	explicit_bzero(pin, sizeof pin);
	return code;
}
