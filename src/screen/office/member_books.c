/* member_books.c - members as a list, by state or as they are found; and what is to be done about them. Enter answers
 * with the one that is chosen, whom the desk opens. */
#include "office_int.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/money.h"
#include "service/attributes.h"
#include "service/member_has.h"
#include "service/member_statement.h"

#define MEMBERS_SHOWN 1000
#define BIRTHDAY_DAYS 7   /* so many days ahead are looked at */
#define TASKS_EACH 200

/* --- which are listed ---------------------------------------------------------------------------------- */

static const struct field member_which_fields[] = {
	{ N_("State"), FIELD_PICK, 12, 0, N_("Which are listed; empty: all. F4 lists them"), NULL },
	{ N_("Attribute"), FIELD_TEXT, 100, 0,
		N_("skin=dry, size>=40, note has cat, skin empty, skin given; empty: whatever it is"), NULL },
};
static const struct field state_fields[] = {
	{ N_("State"), FIELD_PICK, 12, 0, N_("Which are listed; empty: all. F4 lists them"), NULL },
};

static struct form_options states(struct arena *a, const char *const *names, int count, const char *(*words)(int))
{
	struct form_options o = { NULL, 0 };

	for (int i = 1; i < count; i++)
		option_put(&o, a, names[i], words(i));
	return o;
}

static struct form_options member_states(struct ui *ui, struct arena *a, const char *key, int field)
{
	(void)ui;
	(void)key;
	(void)field;
	return states(a, member_state_name, MEMBER_STATES, member_state_words);
}

static struct form_options card_states(struct ui *ui, struct arena *a, const char *key, int field)
{
	(void)ui;
	(void)key;
	(void)field;
	return states(a, card_state_name, CARD_STATES, card_state_words);
}

static enum err members_which_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	(void)a;
	(void)key;
	v->value[0] = ui->member_state ? member_state_name[ui->member_state] : "";
	v->value[1] = ui->member_where;
	return OK;
}

static enum err members_which_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const char *where = v->value[1] ? v->value[1] : ui->member_where;
	struct member *list;
	int n = 0;
	enum err e = *where ? members_where(ui->shop, a, where, 0, 1, &list, &n, said) : OK;

	(void)key;
	if (e != OK)
		return e;
	if (v->value[0]) {
		int state = *v->value[0] ? name_index(member_state_name, MEMBER_STATES, v->value[0]) : 0;

		ui->member_state = state > 0 ? state : 0;
	}
	if (v->value[1])
		snprintf(ui->member_where, sizeof ui->member_where, "%s", v->value[1]);
	return OK;
}

static enum err cards_which_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	(void)a;
	(void)key;
	v->value[0] = ui->card_state ? card_state_name[ui->card_state] : "";
	return OK;
}

static enum err cards_which_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	int state = filled(v->value[0]) ? name_index(card_state_name, CARD_STATES, v->value[0]) : 0;

	(void)a;
	(void)key;
	(void)said;
	ui->card_state = state > 0 ? state : 0;
	return OK;
}

static const struct book which_members = {
	.one = N_("Which members"), .change = PERM_MEMBERS, .fields = member_which_fields, .field_count = 2,
	.read = members_which_read, .options = member_states, .save = members_which_save,
};
static const struct book which_cards = {
	.one = N_("Which cards"), .change = PERM_CARDS, .fields = state_fields, .field_count = 1,
	.read = cards_which_read, .options = card_states, .save = cards_which_save,
};

static void choose_members(struct screen *s)
{
	office_push(s, &book_form_ops, &(struct book_open){ &which_members, "which", false }, TAG_PLAIN);
}

void book_choose_cards(struct screen *s)
{
	office_push(s, &book_form_ops, &(struct book_open){ &which_cards, "which", false }, TAG_PLAIN);
}

/* --- labels for those that are listed ---------------------------------------------------------------------- */

#define LABELLED_MAX 200

static void labels_for_listed(struct screen *s, const char *key)
{
	const char *codes[LABELLED_MAX];

	(void)key;
	mail_new(s, codes, book_listed(s, codes, LABELLED_MAX));
}

static const struct book_deed listed_deeds[] = {
	DEED_OF_NONE(N_("Address labels for those listed"), MEMBER_EXPORT, labels_for_listed),
	DEEDS_END,
};

/* --- members ---------------------------------------------------------------------------------------------- */

static const struct list_column member_columns[] = {
	{ N_("Member"), 10, ALIGN_LEFT, false, 0 }, { N_("Full name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Phone"), 14, ALIGN_LEFT, false, 0 }, { N_("Member card"), 11, ALIGN_LEFT, false, 2 },
	{ N_("State"), 16, ALIGN_LEFT, false, 0 }, { N_("Until"), 10, ALIGN_LEFT, false, 1 },
};

static void add_member(struct ui *ui, struct arena *a, struct book_rows *rows, const struct member_hit *hit)
{
	const struct member *m = &hit->member;
	struct book_row *row = book_add(rows, a, arena_strdup(a, m->code));

	row->warn = m->state == MEMBER_FROZEN || m->state == MEMBER_APPLIED;
	row->off = m->state > MEMBER_FROZEN;
	row->cell[0] = row->key;
	row->cell[1] = member_name_shown(ui->shop, a, m);
	row->cell[2] = member_phone_shown(ui->shop, a, m);
	row->cell[3] = hit->card.id ? mask_number(a, hit->card.number) : "";
	row->cell[4] = arena_printf(a, row->warn ? "! %s" : "%s", member_state_words(m->state));
	row->cell[5] = m->until_day ? day_text(a, m->until_day) : "";
}

static enum err members_found(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct member_hit hits[MEMBER_HITS_MAX];
	struct said said = { .id = MSG_NONE };
	int n = 0;
	enum err e = member_find(ui->shop, a, find, hits, &n, &said);

	for (int i = 0; e == OK && i < n; i++)
		if (hits[i].member.id)
			add_member(ui, a, rows, &hits[i]);
	return e == ERR_NOTFOUND ? OK : e;
}

static enum err members_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct said said = { .id = MSG_NONE };
	struct member *list;
	int n = 0;
	enum err e;

	if (*find)
		return members_found(ui, a, find, rows);
	e = *ui->member_where ? members_where(ui->shop, a, ui->member_where, ui->member_state, MEMBERS_SHOWN, &list,
		&n, &said)
		: member_page(ui->shop, a, "", ui->member_state, MEMBERS_SHOWN, &list, &n);
	for (int i = 0; e == OK && i < n; i++) {
		struct member_hit hit;

		e = member_find_id(ui->shop, a, list[i].id, &hit);
		if (e == OK)
			add_member(ui, a, rows, &hit);
	}
	return e;
}

static const char *members_hint(struct ui *ui, const char *key)
{
	(void)key;
	if (*ui->member_where)
		return arena_printf(&ui->event, _("Listed: %s. Enter opens one, F4 lists others"), ui->member_where);
	return ui->member_state ? arena_printf(&ui->event, _("Listed: %s. Enter opens one, F4 lists others"),
		member_state_words(ui->member_state)) : _("Type to find, Enter opens one, F4 lists those of a state");
}

const struct book members_book = {
	.title = N_("List of members"), .one = N_("Member"), .change = PERM_MEMBER_EDIT, .finds = true, .answers = true,
	.columns = member_columns, .column_count = 6, .load = members_load, .filter = choose_members,
	.deeds = listed_deeds, .hint = members_hint,
};

/* --- what is to be done ------------------------------------------------------------------------------------ */

static const struct list_column todo_columns[] = {
	{ N_("What"), 22, ALIGN_LEFT, false, 0 }, { N_("When"), 12, ALIGN_LEFT, false, 0 },
	{ N_("Full name"), 0, ALIGN_LEFT, false, 0 }, { N_("Phone"), 14, ALIGN_LEFT, false, 0 },
	{ N_("Member"), 10, ALIGN_LEFT, false, 1 },
};

static void add_todo(struct ui *ui, struct arena *a, struct book_rows *rows, const char *what, const char *when,
	const struct member *m)
{
	struct book_row *row = book_add(rows, a, m->code);

	row->cell[0] = what;
	row->cell[1] = when;
	row->cell[2] = member_name_shown(ui->shop, a, m);
	row->cell[3] = member_phone_shown(ui->shop, a, m);
	row->cell[4] = m->code;
}

static enum err todo_birthdays(struct ui *ui, struct arena *a, struct book_rows *rows)
{
	int32_t today = shop_business_day(ui->shop);
	enum err e = OK;

	for (int i = 0; e == OK && i < BIRTHDAY_DAYS; i++) {
		struct member *list;
		int n = 0;
		const char *when = i ? day_text(a, day_add(today, i)) : _("today");

		e = member_birthdays(ui->shop, a, day_add(today, i), TASKS_EACH, &list, &n);
		for (int k = 0; e == OK && k < n; k++)
			add_todo(ui, a, rows, _("Birthday"), when, &list[k]);
	}
	return e;
}

static enum err todo_applied(struct ui *ui, struct arena *a, struct book_rows *rows)
{
	int32_t today = shop_business_day(ui->shop);
	struct member *list;
	int n = 0;
	enum err e = member_page(ui->shop, a, "", MEMBER_APPLIED, TASKS_EACH, &list, &n);

	for (int i = 0; e == OK && i < n; i++)
		add_todo(ui, a, rows, application_due(ui->shop, list[i].from_day) < today ? _("! Application overdue")
			: _("Application: answer by"), day_text(a, application_due(ui->shop, list[i].from_day)),
			&list[i]);
	return e;
}

/* What is due, and how many days ahead it is told. */
static const struct { enum member_due_kind kind; const char *words; int days; bool money; } dues[] = {
	{ DUE_CHEQUE, N_("Cheque not cleared"), 0, true }, { DUE_REVIEW, N_("Level reviewed"), 7, false },
	{ DUE_MEMBERSHIP, N_("Membership ends"), 30, false }, { DUE_CARD, N_("Card ends"), 30, false },
	{ DUE_POINTS, N_("Points end"), 14, false }, { DUE_BONUS, N_("Credit ends"), 14, true },
	{ DUE_USES, N_("Uses end"), 14, false }, { DUE_COUPONS, N_("Coupons end"), 7, false },
};

static enum err todo_dues(struct ui *ui, struct arena *a, struct book_rows *rows)
{
	int32_t today = shop_business_day(ui->shop);
	enum err e = OK;

	for (size_t i = 0; e == OK && i < sizeof dues / sizeof *dues; i++) {
		struct member_due *list;
		int n = 0;

		e = member_dues(ui->shop, a, dues[i].kind, today, day_add(today, dues[i].days), TASKS_EACH, &list, &n);
		for (int k = 0; e == OK && k < n; k++)
			add_todo(ui, a, rows, !list[k].amount ? _(dues[i].words) : arena_printf(a, "%s %s",
				_(dues[i].words), dues[i].money ? money_text(a, list[k].amount)
				: number_text(a, list[k].amount)), day_text(a, list[k].day), &list[k].member);
	}
	return e;
}

/* To add what another topic wants done: a line. */
static enum err (*const todos[])(struct ui *ui, struct arena *a, struct book_rows *rows) = {
	todo_applied, todo_dues, todo_birthdays,
};

static enum err todo_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	enum err e = OK;

	(void)find;
	for (size_t i = 0; e == OK && i < sizeof todos / sizeof *todos; i++)
		e = todos[i](ui, a, rows);
	return e;
}

static const char *todo_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("Enter opens one, Esc back");
}

const struct book todo_book = {
	.title = N_("To do"), .one = N_("Member"), .change = PERM_MEMBER_EDIT, .answers = true, .columns = todo_columns,
	.column_count = 5, .load = todo_load, .deeds = listed_deeds, .hint = todo_hint,
};
