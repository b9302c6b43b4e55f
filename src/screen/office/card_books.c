/* card_books.c - cards of members as books: their kinds; every card by its number, blanks received, handed out and
 * void, and how many there are. */
#include "office_int.h"

#include <string.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "model/money.h"
#include "model/table.h"
#include "service/audits.h"
#include "service/member_has.h"
#include "tui/dialog.h"

#define CARDS_SHOWN 2000

/* --- kinds ------------------------------------------------------------------------------------------------- */

static const struct list_column kind_columns[] = {
	{ N_("Code"), 8, ALIGN_LEFT, false, 0 }, { N_("Name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("English name"), 18, ALIGN_LEFT, false, 2 }, { N_("For"), 14, ALIGN_LEFT, false, 0 },
	{ N_("Card price"), 10, ALIGN_RIGHT, true, 0 }, { N_("Days good"), 9, ALIGN_RIGHT, false, 1 },
};
enum { KIND_CODE, KIND_NAME, KIND_NAME_EN, KIND_USE, KIND_PRICE, KIND_TOP_UP, KIND_DAYS, KIND_COMMISSION, KIND_EACH,
	KIND_ACTIVE, KIND_FIELDS };
static const struct field kind_fields[KIND_FIELDS] = {
	[KIND_CODE] = { N_("Code"), FIELD_TEXT, 8, FIELD_REQUIRED | FIELD_NEW, NULL, NULL },
	[KIND_NAME] = { N_("Name"), FIELD_TEXT, 60, FIELD_REQUIRED, NULL, NULL },
	[KIND_NAME_EN] = { N_("English name"), FIELD_TEXT, 60, 0, NULL, NULL },
	[KIND_USE] = { N_("For"), FIELD_PICK, 10, FIELD_REQUIRED, N_("A discount, or stored value"), NULL },
	[KIND_PRICE] = { N_("Card price"), FIELD_MONEY, 12, 0, N_("What a card costs; 0 nothing"), NULL },
	[KIND_TOP_UP] = { N_("First payment"), FIELD_MONEY, 12, 0, N_("The least that is paid on it first"), NULL },
	[KIND_DAYS] = { N_("Days good"), FIELD_DIGITS, 5, 0, N_("From the day it is given; 0 for ever"), NULL },
	[KIND_COMMISSION] = { N_("Commission"), FIELD_TEXT, 8, 0,
		N_("For who sells it: percent of what is paid on it"), NULL },
	[KIND_EACH] = { N_("For each"), FIELD_MONEY, 12, 0, N_("For who sells it: an amount for each card"), NULL },
	[KIND_ACTIVE] = { N_("In use"), FIELD_YES, 0, 0,
		N_("no: none of it is given any more; those given stay good"), NULL },
};

static const char *use_words(int use)
{
	return use == CARD_USE_STORED ? _("stored value") : _("discount");
}

static enum err kinds_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct card_kind_row *list;
	int n = 0;
	enum err e = card_kind_list(ui->shop, a, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, list[i].code);

		row->off = list[i].disabled;
		row->cell[0] = list[i].code;
		row->cell[1] = list[i].name;
		row->cell[2] = list[i].name_en;
		row->cell[3] = use_words(list[i].use);
		row->cell[4] = money_text(a, list[i].price_minor);
		row->cell[5] = list[i].valid_days ? number_text(a, list[i].valid_days) : _("for ever");
	}
	return e;
}

static void kind_values(struct arena *a, const struct card_kind_row *k, struct book_values *v)
{
	v->row_id = k->id;
	v->value[KIND_CODE] = k->code;
	v->name = v->value[KIND_NAME] = k->name;
	v->value[KIND_NAME_EN] = k->name_en;
	v->value[KIND_USE] = card_use_name[k->use];
	v->value[KIND_PRICE] = money_text(a, k->price_minor);
	v->value[KIND_TOP_UP] = money_text(a, k->top_up_minor);
	v->value[KIND_DAYS] = number_text(a, k->valid_days);
	v->value[KIND_COMMISSION] = percent_words(a, k->commission_bp);
	v->value[KIND_EACH] = money_text(a, k->commission_minor);
	v->value[KIND_ACTIVE] = yes_no(!k->disabled);
}

static enum err kinds_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	const struct card_kind_row none = { .code = "", .name = "", .name_en = "", .use = CARD_USE_DISCOUNT };
	struct card_kind_row *list;
	int n = 0;
	enum err e = card_kind_list(ui->shop, a, &list, &n);

	kind_values(a, &none, v);
	book_flags_put(&card_kinds_book, v, 0);
	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(list[i].code, key) == 0) {
			kind_values(a, &list[i], v);
			book_flags_put(&card_kinds_book, v, list[i].flags);
			return OK;
		}
	return e == OK && *key ? ERR_NOTFOUND : e;
}

static struct form_options kinds_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };

	(void)ui;
	(void)key;
	(void)field;
	for (int i = 1; i < CARD_USES; i++)
		option_put(&o, a, card_use_name[i], use_words(i));
	return o;
}

static enum err kinds_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const struct card_kind_edit edit = { .code = *key ? key : v->value[KIND_CODE], .name = v->value[KIND_NAME],
		.name_en = v->value[KIND_NAME_EN], .use = v->value[KIND_USE], .price = v->value[KIND_PRICE],
		.top_up = v->value[KIND_TOP_UP], .days = v->value[KIND_DAYS],
		.commission = v->value[KIND_COMMISSION], .commission_each = v->value[KIND_EACH],
		.active = v->value[KIND_ACTIVE], .flags = book_flags_text(&card_kinds_book, a, v) };

	return *key ? card_kind_set(ui->shop, a, &edit, said) : card_kind_add(ui->shop, a, &edit, said);
}

const struct book card_kinds_book = {
	.title = N_("Kinds of cards"), .one = N_("Kind of card"), .change = PERM_CARDS, .grows = true,
	.columns = kind_columns, .column_count = 6, .load = kinds_load, .fields = kind_fields,
	.field_count = KIND_FIELDS, .flags = card_flag_names, .read = kinds_read, .options = kinds_options,
	.save = kinds_save, .in_use = KIND_ACTIVE, .table = "card_kind",
};

/* --- what is done with blanks -------------------------------------------------------------------------------- */

enum { BLANK_STAFF, BLANK_FROM, BLANK_TO, BLANK_FIELDS };
static const struct field hand_fields[BLANK_FIELDS] = {
	[BLANK_STAFF] = { N_("Staff number"), FIELD_TEXT, 20, 0,
		N_("Who takes them and answers for them; empty: back to the office"), NULL },
	[BLANK_FROM] = { N_("First number"), FIELD_DIGITS, CARD_NUMBER_MAX, FIELD_REQUIRED,
		N_("A scanner reads it, too"), NULL },
	[BLANK_TO] = { N_("Last number"), FIELD_DIGITS, CARD_NUMBER_MAX, 0, N_("Empty: only this one"), NULL },
};
static const struct field void_fields[BLANK_FIELDS] = {
	[BLANK_STAFF] = { N_("Note"), FIELD_TEXT, 60, FIELD_REQUIRED, N_("Why; it stays on record"), NULL },
	[BLANK_FROM] = { N_("First number"), FIELD_DIGITS, CARD_NUMBER_MAX, FIELD_REQUIRED,
		N_("A scanner reads it, too"), NULL },
	[BLANK_TO] = { N_("Last number"), FIELD_DIGITS, CARD_NUMBER_MAX, 0, N_("Empty: only this one"), NULL },
};

static enum err about_first(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	(void)key;
	v->value[BLANK_FROM] = arena_strdup(a, ui->about);
	return OK;
}

static enum err hand_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return card_hand_over(ui->shop, a, v->value[BLANK_STAFF], v->value[BLANK_FROM], filled(v->value[BLANK_TO]),
		said);
}

static enum err void_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return card_write_off(ui->shop, a, v->value[BLANK_FROM], filled(v->value[BLANK_TO]), v->value[BLANK_STAFF],
		said);
}

static const struct book hand_book = {
	.one = N_("Hand out blanks from"), .change = PERM_CARDS, .deed = true, .fields = hand_fields,
	.field_count = BLANK_FIELDS, .read = about_first, .save = hand_save,
};
static const struct book void_book = {
	.one = N_("Blanks spoilt or lost from"), .change = PERM_CARDS, .deed = true, .fields = void_fields,
	.field_count = BLANK_FIELDS, .read = about_first, .save = void_save,
};

/* How many there are, by kind, state and person. */
static enum err stock_load(struct ui *ui, struct arena *a, const char *about, const struct period *days,
	struct table **out, struct said *said)
{
	struct table_column *columns = arena_array(a, 4, sizeof *columns);
	struct card_count *list;
	int n = 0;
	enum err e = card_stock(ui->shop, a, &list, &n);

	(void)about;
	(void)days;
	(void)said;
	columns[0] = (struct table_column){ _("Kind of card"), TABLE_TEXT, false };
	columns[1] = (struct table_column){ _("State"), TABLE_TEXT, false };
	columns[2] = (struct table_column){ _("Staff"), TABLE_TEXT, false };
	columns[3] = (struct table_column){ _("Cards"), TABLE_NUMBER, true };
	*out = table_new(a, _("How many cards there are"), columns, 4);
	for (int i = 0; e == OK && i < n; i++) {
		table_text(*out, ui_name(list[i].kind, list[i].kind_en));
		table_text(*out, card_state_words(list[i].state));
		table_text(*out, list[i].staff);
		table_int(*out, list[i].cards);
	}
	table_totals(*out, _("In all"));
	return e;
}

const struct sheet card_stock_sheet = { .name = "card-stock", .bar = 3, .load = stock_load };

static void show_stock(struct screen *s, const char *key)
{
	(void)key;
	sheet_show(s, &card_stock_sheet, "");
}

static const struct book_deed card_deeds[] = {
	DEED_FORM(N_("Hand it, or all from it on, to a person"), CARDS, &hand_book),
	DEED_FORM(N_("Void it: spoilt or lost"), CARDS, &void_book),
	DEED_OF_NONE(N_("How many there are"), CARDS, show_stock),
	DEEDS_END,
};

/* --- cards ------------------------------------------------------------------------------------------------------ */

static const struct list_column card_columns[] = {
	{ N_("Member card"), 18, ALIGN_LEFT, false, 0 }, { N_("Kind of card"), 0, ALIGN_LEFT, false, 0 },
	{ N_("State"), 12, ALIGN_LEFT, false, 0 }, { N_("With"), 16, ALIGN_LEFT, false, 1 },
	{ N_("Until"), 10, ALIGN_LEFT, false, 2 },
};

static void add_card(struct arena *a, struct book_rows *rows, const struct card_info *c)
{
	struct book_row *row = book_add(rows, a, c->row.number);

	row->warn = c->row.state == CARD_LOST;
	row->off = c->row.state > CARD_LOST;
	row->cell[0] = row->key;
	row->cell[1] = ui_name(c->kind, c->kind_en);
	row->cell[2] = arena_printf(a, row->warn ? "! %s" : "%s", card_state_words(c->row.state));
	row->cell[3] = c->holder;
	row->cell[4] = c->row.until_day ? day_text(a, c->row.until_day) : "";
}

/* What is typed or read is one card, by any of its keys; else the list begins there. */
static enum err cards_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct card_sheet sheet;
	struct card_info *list;
	struct said said = { .id = MSG_NONE };
	int n = 0;
	enum err e = *find ? card_show(ui->shop, a, find, &sheet, &said) : ERR_NOTFOUND;

	if (e == OK)
		add_card(a, rows, &sheet.card);
	if (e != ERR_NOTFOUND)
		return e;
	e = card_page(ui->shop, a, find, ui->card_state, CARDS_SHOWN, &list, &n);
	for (int i = 0; e == OK && i < n; i++)
		add_card(a, rows, &list[i]);
	return e;
}

/* Through whose hands it went. */
static void card_read_aloud(struct screen *s, const char *key)
{
	struct ui *ui = ui_of(s);
	struct sbuf b = SBUF_INIT;
	struct card_sheet sheet;
	struct said said = { .id = MSG_NONE };

	if (ui_said(s, card_show(ui->shop, &ui->event, key, &sheet, &said), &said) != OK)
		return;
	if (*sheet.member)
		sbuf_printf(&b, "%s: %s  %s\n\n", _("Member"), sheet.member, sheet.member_name);
	card_steps_tell(&b, &ui->event, &sheet);
	ask_pager(s, key, sbuf_text(&b));
	sbuf_release(&b);
}

void card_steps_tell(struct sbuf *b, struct arena *a, const struct card_sheet *sheet)
{
	for (int i = 0; i < sheet->step_count; i++) {
		const struct card_step *t = &sheet->steps[i];

		sbuf_printf(b, "    %s  %s  %s%s%s  %s\n", clock_text(a, t->at_ms),
			audit_words(arena_printf(a, "card-%s", t->what)), t->staff, *t->to_staff ? " → " : "",
			t->to_staff, t->note);
	}
}

enum { DELIVERY_KIND, DELIVERY_FROM, DELIVERY_TO, DELIVERY_FIELDS };
static const struct field delivery_fields[DELIVERY_FIELDS] = {
	[DELIVERY_KIND] = { N_("Kind of card"), FIELD_PICK, 8, FIELD_REQUIRED, N_("F4 lists them"), NULL },
	[DELIVERY_FROM] = { N_("First number"), FIELD_DIGITS, CARD_NUMBER_MAX, FIELD_REQUIRED,
		N_("With its check digit, if the kind has one; a scanner reads it, too"), NULL },
	[DELIVERY_TO] = { N_("Last number"), FIELD_DIGITS, CARD_NUMBER_MAX, 0, N_("Empty: only this one"), NULL },
};

struct form_options card_kind_options(struct ui *ui, struct arena *a)
{
	struct form_options o = { NULL, 0 };
	struct card_kind_row *list;
	int n = 0;

	if (card_kind_list(ui->shop, a, &list, &n) != OK)
		return o;
	for (int i = 0; i < n; i++)
		if (!list[i].disabled)
			option_put(&o, a, list[i].code, ui_name(list[i].name, list[i].name_en));
	return o;
}

static struct form_options delivery_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	(void)key;
	(void)field;
	return card_kind_options(ui, a);
}

static enum err delivery_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return card_receive(ui->shop, a, v->value[DELIVERY_KIND], v->value[DELIVERY_FROM],
		filled(v->value[DELIVERY_TO]), said);
}

static const char *cards_hint(struct ui *ui, const char *key)
{
	(void)key;
	return ui->card_state ? arena_printf(&ui->event, _("Listed: %s. F4 lists others"),
		card_state_words(ui->card_state))
		: _("Enter: whose hands it went through; F3: a delivery; F5: hand out, void, count");
}

const struct book cards_book = {
	.title = N_("Card stock"), .one = N_("A delivery of blanks"), .change = PERM_CARDS, .grows = true,
	.finds = true, .columns = card_columns, .column_count = 5, .load = cards_load, .fields = delivery_fields,
	.field_count = DELIVERY_FIELDS, .options = delivery_options, .read = nothing_read, .save = delivery_save,
	.open = card_read_aloud, .deeds = card_deeds, .filter = book_choose_cards, .hint = cards_hint,
};
