/* account.c - customers who buy on account: what they may owe, and what they owe for how long. */
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/money.h"
#include "../office/office_int.h"
#include "service/money.h"
#include "store/value_store.h"

#define TERMS_MAX 3650
#define PERSONS_MAX 300
#define SLICE 500

static const char *what_of(struct arena *a, const char *number)
{
	return arena_printf(a, _("account %s"), number);
}

static enum err take(struct arena *a, const struct house_edit *edit, struct house_row *row, struct said *said)
{
	bool active = !row->disabled;
	enum err e = OK;

	if (edit->name)
		e = office_name(a, edit->name, &row->name, said);
	if (e == OK && edit->phone)
		row->phone = utf8_clean(a, edit->phone);
	if (e == OK && edit->limit && money_parse(edit->limit, &row->limit_minor) != OK)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--limit", edit->limit);
	if (e == OK && edit->terms)
		e = office_number(edit->terms, 0, TERMS_MAX, "--terms", &row->terms_days, said);
	if (e == OK && edit->persons) {
		row->persons = utf8_clean(a, edit->persons);
		if (strlen(row->persons) > PERSONS_MAX)
			e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--persons", row->persons);
	}
	if (e == OK && edit->active)
		e = office_yes("--active", edit->active, &active, said);
	row->disabled = !active;
	return e;
}

static enum err write_new(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return house_put(sh->db, row);
}

static enum err write_change(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return house_update(sh->db, row);
}

static enum err write_row(struct shop *sh, struct arena *a, const struct house_row *was, struct house_row *row,
	struct said *said)
{
	const struct change changes[] = {
		{ "name", was ? was->name : NULL, row->name }, { "phone", was ? was->phone : NULL, row->phone },
		{ "limit", was ? money_text(a, was->limit_minor) : NULL, money_text(a, row->limit_minor) },
		{ "terms", was ? arena_printf(a, "%lld", (long long)was->terms_days) : NULL,
			arena_printf(a, "%lld", (long long)row->terms_days) },
		{ "persons", was ? was->persons : NULL, row->persons },
		{ "active", was ? (was->disabled ? "no" : "yes") : NULL, row->disabled ? "no" : "yes" },
	};
	const char *number = arena_printf(a, "%lld", (long long)row->id);
	const struct writing w = { .table = "house_account", .action = was ? "account" : "account-add",
		.row_id = row->id, .code = number, .what = what_of(a, number), .fresh = !was, .changes = changes,
		.change_count = (int)(sizeof changes / sizeof changes[0]), .write = was ? write_change : write_new,
		.row = row };

	return office_write(sh, &w, said);
}

enum err house_all(struct shop *sh, struct arena *a, struct house_row **list, int *n)
{
	return house_list(sh->db, a, list, n);
}

enum err house_add(struct shop *sh, struct arena *a, const struct house_edit *edit, struct said *said)
{
	struct house_row row = { .phone = "", .persons = "", .terms_days = 30 };
	enum err e = office_need(sh, PERM_HOUSE_ACCOUNTS, said);

	if (e != OK)
		return e;
	row.id = value_holder(edit->number);
	if (!row.id || strlen(edit->number) > 12 || edit->number[0] == '0')
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("An account's number"), edit->number);
	e = take(a, edit, &row, said);
	return e == OK ? write_row(sh, a, NULL, &row, said) : e;
}

enum err house_set(struct shop *sh, struct arena *a, const struct house_edit *edit, struct said *said)
{
	struct house_row was, row;
	enum err e = office_need(sh, PERM_HOUSE_ACCOUNTS, said);

	if (e == OK)
		e = house_get(sh->db, a, value_holder(edit->number), &was);
	if (e != OK)
		return office_answer(said, e, what_of(a, edit->number));
	row = was;
	e = take(a, edit, &row, said);
	return e == OK ? write_row(sh, a, &was, &row, said) : e;
}

/* --- statement ----------------------------------------------------------------------------------- */

/* All that ever moved on it, in slices; what is before `from` is the opening balance. */
struct walking { struct house_sheet *out; struct owed *owed; int owed_count, room; };

static void walk_one(struct arena *a, struct walking *w, const struct holder_row *r)
{
	struct house_sheet *out = w->out;

	if (r->day > out->to)
		return;
	if (w->owed_count == w->room) {
		int room = w->room ? w->room * 2 : 64;
		struct owed *owed = arena_array(a, (size_t)room, sizeof *owed);
		struct house_line *lines = arena_array(a, (size_t)room, sizeof *lines);

		if (w->owed_count) {
			memcpy(owed, w->owed, (size_t)w->owed_count * sizeof *owed);
			memcpy(lines, out->lines, (size_t)out->line_count * sizeof *lines);
		}
		w->owed = owed;
		out->lines = lines;
		w->room = room;
	}
	w->owed[w->owed_count++] = (struct owed){ r->day, r->amount };
	out->closing_minor += r->amount;
	if (r->day < out->from) {
		out->opening_minor += r->amount;
		return;
	}
	out->lines[out->line_count++] = (struct house_line){ r->at_ms, r->day, r->kind, r->number, r->amount,
		out->closing_minor };
}

enum err house_statement(struct shop *sh, struct arena *a, const char *number, int32_t from, int32_t to,
	struct house_sheet *out, struct said *said)
{
	struct walking w = { .out = out };
	struct holder_row *list;
	int64_t after = 0;
	int n;
	enum err e;

	*said = (struct said){ MSG_NONE, { NULL, NULL } };
	*out = (struct house_sheet){ .from = from, .to = to };
	e = house_get(sh->db, a, value_holder(number), &out->row);
	if (e == ERR_NOTFOUND)
		return say(said, e, MSG_NO_ACCOUNT, number, NULL);
	do {
		n = 0;
		if (e == OK)
			e = holder_postings(sh->db, a, ACCOUNT_HOUSE, out->row.id, after, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++) {
			walk_one(a, &w, &list[i]);
			after = list[i].document_id;
		}
	} while (e == OK && n == SLICE);
	if (e != OK)
		return office_answer(said, e, what_of(a, number));
	owed_ages(w.owed, w.owed_count, to, (int)out->row.terms_days, out->ages);
	return OK;
}
