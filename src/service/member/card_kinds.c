/* card_kinds.c - kinds of cards: what they cost, how long they are good, what they are for. */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "member_int.h"
#include "model/money.h"
#include "../office/office_int.h"
#include "service/master.h"
#include "store/card_store.h"

#define KIND_CODE_MAX 8
#define VALID_DAYS_MAX 36500

const struct flag_name card_flag_names[] = { { "bearer", CARD_BEARER }, { "no-points", CARD_NO_POINTS },
	{ "no-stock", CARD_NO_STOCK }, { "check-digit", CARD_CHECK_DIGIT }, { NULL, 0 } };

static const char *what_of(struct arena *a, const char *code)
{
	return arena_printf(a, _("card kind %s"), code);
}

enum err card_kind_list(struct shop *sh, struct arena *a, struct card_kind_row **list, int *n)
{
	return card_kinds(sh->db, a, list, n);
}

/* There are few. */
enum err card_kind_coded(struct shop *sh, struct arena *a, const char *code, struct card_kind_row *out)
{
	struct card_kind_row *list;
	int n = 0;
	enum err e = card_kinds(sh->db, a, &list, &n);

	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(list[i].code, code) == 0) {
			*out = list[i];
			return OK;
		}
	return e == OK ? ERR_NOTFOUND : e;
}

enum err card_kind_of(struct shop *sh, struct arena *a, int64_t id, struct card_kind_row *out)
{
	return card_kind_get(sh->db, a, id, out);
}

/* --- what is typed ---------------------------------------------------------------------------------- */

static enum err amount_of(const char *typed, const char *option, int64_t *out, struct said *said)
{
	return !typed || money_parse(typed, out) == OK ? OK : say(said, ERR_INVALID, MSG_VALUE_BAD, option, typed);
}

static enum err use_of(const char *typed, int *out, struct said *said)
{
	int use = typed ? name_index(card_use_name, CARD_USES, typed) : *out;

	if (use < CARD_USE_DISCOUNT)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--use", typed);
	*out = use;
	return OK;
}

static enum err take(struct arena *a, const struct card_kind_edit *edit, struct card_kind_row *row, struct said *said)
{
	bool active = !row->disabled;
	enum err e = edit->name ? office_name(a, edit->name, &row->name, said) : OK;

	if (e == OK && edit->name_en)
		row->name_en = utf8_clean(a, edit->name_en);
	if (e == OK)
		e = use_of(edit->use, &row->use, said);
	if (e == OK && edit->flags && !flags_read(card_flag_names, edit->flags, &row->flags))
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--flags", edit->flags);
	if (e == OK)
		e = amount_of(edit->price, "--price", &row->price_minor, said);
	if (e == OK)
		e = amount_of(edit->top_up, "--top-up", &row->top_up_minor, said);
	if (e == OK && edit->days)
		e = office_number(edit->days, 0, VALID_DAYS_MAX, "--days", &row->valid_days, said);
	if (e == OK && edit->commission && percent_parse(edit->commission, &row->commission_bp) != OK)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--commission", edit->commission);
	if (e == OK)
		e = amount_of(edit->commission_each, "--commission-each", &row->commission_minor, said);
	if (e == OK && edit->active)
		e = office_yes("--active", edit->active, &active, said);
	row->disabled = !active;
	return e;
}

/* --- written ---------------------------------------------------------------------------------------- */

static enum err write_new(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return card_kind_put(sh->db, row);
}

static enum err write_change(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return card_kind_update(sh->db, row);
}

static const char *number_text(struct arena *a, int64_t v)
{
	return arena_printf(a, "%lld", (long long)v);
}

static enum err write_kind(struct shop *sh, struct arena *a, const struct card_kind_row *was,
	struct card_kind_row *row, struct said *said)
{
	const struct change changes[] = {
		{ "name", was ? was->name : NULL, row->name }, { "name_en", was ? was->name_en : NULL, row->name_en },
		{ "use", was ? card_use_name[was->use] : NULL, card_use_name[row->use] },
		{ "flags", was ? flags_text(a, card_flag_names, was->flags) : NULL, flags_text(a, card_flag_names,
			row->flags) },
		{ "price", was ? money_text(a, was->price_minor) : NULL, money_text(a, row->price_minor) },
		{ "top_up", was ? money_text(a, was->top_up_minor) : NULL, money_text(a, row->top_up_minor) },
		{ "days", was ? number_text(a, was->valid_days) : NULL, number_text(a, row->valid_days) },
		{ "commission_bp", was ? number_text(a, was->commission_bp) : NULL, number_text(a,
			row->commission_bp) },
		{ "commission", was ? money_text(a, was->commission_minor) : NULL, money_text(a,
			row->commission_minor) },
		{ "active", was ? (was->disabled ? "no" : "yes") : NULL, row->disabled ? "no" : "yes" },
	};
	const struct writing w = { .table = "card_kind", .action = was ? "card-kind" : "card-kind-add",
		.row_id = row->id, .code = row->code, .what = what_of(a, row->code), .fresh = !was, .changes = changes,
		.change_count = (int)(sizeof changes / sizeof changes[0]), .write = was ? write_change : write_new,
		.row = row };

	return office_write(sh, &w, said);
}

enum err card_kind_add(struct shop *sh, struct arena *a, const struct card_kind_edit *edit, struct said *said)
{
	struct card_kind_row row = { .name_en = "", .use = CARD_USE_DISCOUNT };
	enum err e = office_need(sh, PERM_CARDS, said);

	if (e == OK)
		e = office_code(a, edit->code, KIND_CODE_MAX, _("A code"), &row.code, said);
	if (e == OK)
		e = take(a, edit, &row, said);
	if (e != OK)
		return e;
	row.id = shop_new_id(sh);
	return write_kind(sh, a, NULL, &row, said);
}

/* What a card is for, and how its numbers count, is settled when the first one is printed. */
enum err card_kind_set(struct shop *sh, struct arena *a, const struct card_kind_edit *edit, struct said *said)
{
	struct card_kind_row was, row;
	enum err e = office_need(sh, PERM_CARDS, said);

	if (e == OK)
		e = card_kind_coded(sh, a, edit->code, &was);
	if (e != OK)
		return office_answer(said, e, what_of(a, edit->code));
	row = was;
	e = take(a, edit, &row, said);
	if (e == OK && row.use != was.use)
		e = say(said, ERR_REFUSED, MSG_VALUE_BAD, "--use", edit->use);
	if (e == OK && ((row.flags ^ was.flags) & CARD_CHECK_DIGIT))
		e = say(said, ERR_REFUSED, MSG_VALUE_BAD, "--flags", edit->flags);
	return e == OK ? write_kind(sh, a, &was, &row, said) : e;
}
