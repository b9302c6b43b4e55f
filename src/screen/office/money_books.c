/* money_books.c - what is worth money and is no money, as books: rates of foreign cash, cheques on their way, orders
 * with a deposit, accounts of customers. */
#include "office_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/money.h"
#include "service/copies.h"
#include "service/money.h"
#include "service/words.h"

/* --- foreign cash ------------------------------------------------------------------------------ */

static const struct list_column rate_columns[] = {
	{ N_("Currency"), 8, ALIGN_LEFT, false, 0 }, { N_("Rate"), 12, ALIGN_RIGHT, false, 0 },
	{ N_("From"), 19, ALIGN_LEFT, false, 0 }, { N_("Source"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Staff"), 16, ALIGN_LEFT, false, 1 },
};
enum { RATE_CURRENCY, RATE_RATE, RATE_SOURCE, RATE_FIELDS };
static const struct field rate_fields[RATE_FIELDS] = {
	[RATE_CURRENCY] = { N_("Currency"), FIELD_TEXT, 3, FIELD_REQUIRED, N_("Three capitals: USD, HKD, JPY"), NULL },
	[RATE_RATE] = { N_("Rate"), FIELD_NUMBER, 14, FIELD_REQUIRED,
		N_("What one unit is worth in the shop's money, as 7.1234; it holds from now on"), NULL },
	[RATE_SOURCE] = { N_("Source"), FIELD_TEXT, 40, 0, N_("Where the rate is from; empty: nowhere"), NULL },
};

/* One that a newer one of its currency took the place of is out of use. */
static enum err rates_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct rate_row *list;
	int n = 0;
	enum err e = currency_rates(ui->shop, a, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, list[i].currency);

		row->off = i > 0 && strcmp(list[i - 1].currency, list[i].currency) == 0;
		row->cell[0] = list[i].currency;
		row->cell[1] = rate_text(a, list[i].numerator, list[i].denominator);
		row->cell[2] = clock_text(a, list[i].from_at_ms);
		row->cell[3] = list[i].source;
		row->cell[4] = staff_words(ui->shop, a, list[i].staff_id);
	}
	return e;
}

/* What holds now is proposed: most days another figure is all that is new. */
static enum err rates_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct rate_row *list;
	int n = 0;
	enum err e = currency_rates(ui->shop, a, &list, &n);

	for (int i = 0; e == OK && i < n; i++) {
		if (strcmp(list[i].currency, key) != 0)
			continue;
		v->name = v->value[RATE_CURRENCY] = list[i].currency;
		v->value[RATE_RATE] = rate_text(a, list[i].numerator, list[i].denominator);
		v->value[RATE_SOURCE] = list[i].source;
		break;
	}
	return e;
}

static enum err rates_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return currency_set(ui->shop, a, v->value[RATE_CURRENCY], v->value[RATE_RATE], v->value[RATE_SOURCE], said);
}

static const char *rates_hint(struct ui *ui, const char *key)
{
	return arena_printf(&ui->paint, _("Enter: another rate of %s from now on; what was stays on record"), key);
}

const struct book rates_book = {
	.title = N_("Rates of foreign cash"), .one = N_("Rate"), .change = PERM_CURRENCIES, .grows = true,
	.always_new = true, .columns = rate_columns, .column_count = 5, .load = rates_load, .fields = rate_fields,
	.field_count = RATE_FIELDS, .read = rates_read, .save = rates_save, .hint = rates_hint,
};

/* --- cheques ----------------------------------------------------------------------------------- */

static const struct list_column cheque_columns[] = {
	{ N_("Receipt"), 14, ALIGN_LEFT, false, 0 }, { N_("Cheque"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Amount"), 12, ALIGN_RIGHT, true, 0 }, { N_("State"), 12, ALIGN_LEFT, false, 0 },
	{ N_("Received"), 19, ALIGN_LEFT, false, 1 }, { N_("Changed on"), 19, ALIGN_LEFT, false, 2 },
};

static enum err cheques_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct cheque_info *list;
	int n = 0;
	enum err e = cheque_all(ui->shop, a, true, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		const struct cheque_row *c = &list[i].row;
		struct book_row *row = book_add(rows, a, list[i].receipt);

		row->warn = c->state == CHEQUE_BOUNCED;
		row->off = c->state == CHEQUE_CLEARED || c->state == CHEQUE_BACK;
		row->cell[0] = list[i].receipt;
		row->cell[1] = c->number;
		row->cell[2] = money_text(a, c->amount_minor);
		row->cell[3] = arena_printf(a, row->warn ? "! %s" : "%s", cheque_words(c->state));
		row->cell[4] = clock_text(a, c->taken_at_ms);
		row->cell[5] = clock_text(a, c->changed_at_ms);
	}
	return e;
}

static void cheque_step(struct screen *s, const char *key, enum cheque_state to)
{
	struct said said = { .id = MSG_NONE };

	ui_said(s, cheque_to(ui_of(s)->shop, &ui_of(s)->event, key, to, &said), &said);
}

static void cheque_deposit(struct screen *s, const char *key)
{
	cheque_step(s, key, CHEQUE_SENT);
}

static void cheque_clear(struct screen *s, const char *key)
{
	cheque_step(s, key, CHEQUE_CLEARED);
}

static void cheque_bounce(struct screen *s, const char *key)
{
	cheque_step(s, key, CHEQUE_BOUNCED);
}

static const struct book_deed cheque_deeds[] = {
	DEED(N_("It goes to the bank"), CHEQUES, cheque_deposit),
	DEED(N_("The bank paid it"), CHEQUES, cheque_clear),
	DEED(N_("The bank sent it back: the customer owes it"), CHEQUES, cheque_bounce),
	DEEDS_END,
};

static const char *cheques_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("F5: to the bank, paid, sent back; a number, a state or an amount finds");
}

const struct book cheques_book = {
	.title = N_("Cheques"), .one = N_("Cheque"), .change = PERM_CHEQUES, .columns = cheque_columns,
	.column_count = 6, .load = cheques_load, .deeds = cheque_deeds, .hint = cheques_hint,
};

/* --- open with a payment provider ---------------------------------------------------------------- */

static const struct list_column payment_columns[] = {
	{ N_("What"), 0, ALIGN_LEFT, false, 0 }, { N_("Means of payment"), 12, ALIGN_LEFT, false, 1 },
	{ N_("Amount"), 10, ALIGN_RIGHT, true, 0 }, { N_("State"), 16, ALIGN_LEFT, false, 0 },
	{ N_("Till"), 4, ALIGN_LEFT, false, 0 }, { N_("Time"), 19, ALIGN_LEFT, false, 0 },
	{ N_("Document no."), 14, ALIGN_LEFT, false, 2 }, { N_("Answer"), 16, ALIGN_LEFT, false, 3 },
};

static void payment_put(struct arena *a, struct book_rows *rows, const struct payback_info *p)
{
	struct book_row *row = book_add(rows, a, number_text(a, p->row.id));

	row->warn = p->row.state == PAYBACK_REFUSED;
	row->off = p->row.state >= PAYBACK_GIVEN;
	row->cell[0] = payback_kind_words(p->row.kind);
	row->cell[1] = p->tender;
	row->cell[2] = money_text(a, p->row.amount_minor);
	row->cell[3] = arena_printf(a, row->warn ? "! %s" : "%s", payback_words(p->row.state));
	row->cell[4] = p->terminal;
	row->cell[5] = clock_text(a, p->row.at_ms);
	row->cell[6] = p->document;
	row->cell[7] = p->row.answer;
}

/* What is open stands first; what ended is greyed after it. */
static enum err payments_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct payback_info *unknown, *open, *list;
	int n = 0, m = 0, k = 0;
	enum err e = payment_unknown(ui->shop, a, &unknown, &n);

	(void)find;
	if (e == OK)
		e = payback_all(ui->shop, a, false, &open, &m);
	if (e == OK)
		e = payback_all(ui->shop, a, true, &list, &k);
	if (e != OK)
		return e;
	for (int i = 0; i < n; i++)
		payment_put(a, rows, &unknown[i]);
	for (int i = 0; i < m; i++)
		payment_put(a, rows, &open[i]);
	for (int i = 0; i < k; i++)
		if (list[i].row.state >= PAYBACK_GIVEN)
			payment_put(a, rows, &list[i]);
	return OK;
}

enum { SETTLE_HOW, SETTLE_SECOND, SETTLE_PIN, SETTLE_FIELDS };
static const struct field settle_fields[SETTLE_FIELDS] = {
	[SETTLE_HOW] = { N_("How"), FIELD_TEXT, PAYBACK_ANSWER_MAX, FIELD_REQUIRED,
		N_("How the customer got it: the number in the provider's program, of a transfer"), NULL },
	[SETTLE_SECOND] = { N_("Second person"), FIELD_TEXT, 64, FIELD_REQUIRED | FIELD_CARD,
		N_("The number of who agrees, or the card"), NULL },
	[SETTLE_PIN] = { N_("PIN"), FIELD_PIN, 12, FIELD_OF_CARD, N_("Of the second person; a card needs none"), NULL },
};

static enum err settle_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	(void)ui;
	(void)a;
	(void)key;
	(void)v;
	return OK;
}

static enum err settle_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const char *pin = v->value[SETTLE_PIN];

	(void)key;
	return payback_settle(ui->shop, a, ui->about, v->value[SETTLE_HOW], v->value[SETTLE_SECOND],
		pin && *pin ? pin : NULL, said);
}

static const struct book settle_book = {
	.one = N_("Given back in another way"), .change = PERM_PAYMENT_RESOLVE, .deed = true, .fields = settle_fields,
	.field_count = SETTLE_FIELDS, .read = settle_read, .save = settle_save,
};

static const struct book_deed payment_deeds[] = {
	DEED_FORM(N_("It was given back in another way, by two persons"), PAYMENT_RESOLVE, &settle_book),
	DEEDS_END,
};

static const char *payments_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("! refused: F5 once the customer has it; in cash at a till: Refund in cash");
}

const struct book payments_book = {
	.title = N_("Open payments"), .one = N_("Payment"), .change = PERM_PAYMENT_RESOLVE, .columns = payment_columns,
	.column_count = 8, .load = payments_load, .deeds = payment_deeds, .hint = payments_hint,
};

/* --- orders ------------------------------------------------------------------------------------ */

static const struct list_column order_columns[] = {
	{ N_("Order"), 8, ALIGN_RIGHT, false, 0 }, { N_("Customer"), 20, ALIGN_LEFT, false, 0 },
	{ N_("Note"), 0, ALIGN_LEFT, false, 0 }, { N_("Total"), 12, ALIGN_RIGHT, true, 0 },
	{ N_("Deposit"), 12, ALIGN_RIGHT, true, 0 }, { N_("Time"), 19, ALIGN_LEFT, false, 1 },
	{ N_("Staff"), 16, ALIGN_LEFT, false, 2 },
};

static enum err orders_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct order_row *list;
	int n = 0;
	enum err e = order_list(ui->shop, a, &list, &n);

	(void)find;
	for (int i = n - 1; e == OK && i >= 0; i--) {
		struct book_row *row = book_add(rows, a, number_text(a, list[i].id));

		row->cell[0] = row->key;
		row->cell[1] = list[i].customer;
		row->cell[2] = list[i].note;
		row->cell[3] = money_text(a, list[i].total_minor);
		row->cell[4] = money_text(a, list[i].deposit_minor);
		row->cell[5] = clock_text(a, list[i].at_ms);
		row->cell[6] = staff_words(ui->shop, a, list[i].staff_id);
	}
	return e;
}

static const char *orders_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("Deposits the shop holds; taken, paid back and forfeited at a till");
}

const struct book orders_book = {
	.title = N_("Orders with a deposit"), .one = N_("Order"), .change = PERM_SELL, .columns = order_columns,
	.column_count = 7, .load = orders_load, .hint = orders_hint,
};

/* --- accounts of customers --------------------------------------------------------------------- */

static const struct list_column account_columns[] = {
	{ N_("Account no."), 11, ALIGN_RIGHT, false, 0 }, { N_("Name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Owes"), 12, ALIGN_RIGHT, true, 0 }, { N_("Limit"), 12, ALIGN_RIGHT, true, 0 },
	{ N_("Days to pay"), 11, ALIGN_RIGHT, false, 1 }, { N_("Phone"), 14, ALIGN_LEFT, false, 2 },
};
enum { ACCOUNT_F_NUMBER, ACCOUNT_F_NAME, ACCOUNT_F_PHONE, ACCOUNT_F_LIMIT, ACCOUNT_F_TERMS, ACCOUNT_F_PERSONS,
	ACCOUNT_F_ACTIVE, ACCOUNT_F_FIELDS };
static const struct field account_fields[ACCOUNT_F_FIELDS] = {
	[ACCOUNT_F_NUMBER] = { N_("Account no."), FIELD_DIGITS, 12, FIELD_REQUIRED | FIELD_NEW,
		N_("By which the till names it; it stays as it is"), NULL },
	[ACCOUNT_F_NAME] = { N_("Name"), FIELD_TEXT, 60, FIELD_REQUIRED, NULL, NULL },
	[ACCOUNT_F_PHONE] = { N_("Phone"), FIELD_TEXT, 30, 0, NULL, NULL },
	[ACCOUNT_F_LIMIT] = { N_("Limit"), FIELD_MONEY, 14, FIELD_REQUIRED,
		N_("What the customer may owe; beyond it a second person allows it"), NULL },
	[ACCOUNT_F_TERMS] = { N_("Days to pay"), FIELD_DIGITS, 4, FIELD_REQUIRED,
		N_("After so many days what is owed is overdue"), NULL },
	[ACCOUNT_F_PERSONS] = { N_("May sign"), FIELD_TEXT, 100, 0,
		N_("Who may buy on it, with a blank between"), NULL },
	[ACCOUNT_F_ACTIVE] = { N_("In use"), FIELD_YES, 0, 0,
		N_("no: nothing is sold on it; it can be paid off"), NULL },
};

static enum err accounts_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct house_row *list;
	int n = 0;
	enum err e = house_all(ui->shop, a, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, number_text(a, list[i].id));

		row->off = list[i].disabled;
		row->warn = !row->off && list[i].balance_minor > list[i].limit_minor;
		row->cell[0] = row->key;
		row->cell[1] = arena_printf(a, row->warn ? "! %s" : "%s", list[i].name);
		row->cell[2] = money_text(a, list[i].balance_minor);
		row->cell[3] = money_text(a, list[i].limit_minor);
		row->cell[4] = number_text(a, list[i].terms_days);
		row->cell[5] = list[i].phone;
	}
	return e;
}

static enum err accounts_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct house_row *list;
	int n = 0;
	enum err e = house_all(ui->shop, a, &list, &n);

	v->value[ACCOUNT_F_TERMS] = "30";
	v->value[ACCOUNT_F_ACTIVE] = "yes";
	for (int i = 0; e == OK && i < n; i++) {
		if (list[i].id != value_holder(key))
			continue;
		v->row_id = list[i].id;
		v->value[ACCOUNT_F_NUMBER] = number_text(a, list[i].id);
		v->name = v->value[ACCOUNT_F_NAME] = list[i].name;
		v->value[ACCOUNT_F_PHONE] = list[i].phone;
		v->value[ACCOUNT_F_LIMIT] = money_text(a, list[i].limit_minor);
		v->value[ACCOUNT_F_TERMS] = number_text(a, list[i].terms_days);
		v->value[ACCOUNT_F_PERSONS] = list[i].persons;
		v->value[ACCOUNT_F_ACTIVE] = yes_no(!list[i].disabled);
		return OK;
	}
	return e == OK && *key ? ERR_NOTFOUND : e;
}

static enum err accounts_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const struct house_edit edit = { .number = *key ? key : v->value[ACCOUNT_F_NUMBER],
		.name = v->value[ACCOUNT_F_NAME], .phone = v->value[ACCOUNT_F_PHONE],
		.limit = v->value[ACCOUNT_F_LIMIT], .terms = v->value[ACCOUNT_F_TERMS],
		.persons = v->value[ACCOUNT_F_PERSONS], .active = v->value[ACCOUNT_F_ACTIVE] };

	return *key ? house_set(ui->shop, a, &edit, said) : house_add(ui->shop, a, &edit, said);
}

/* Beside the form: what is owed, and for how long. */
static void accounts_side(struct ui *ui, struct arena *a, const char *key, struct rect r)
{
	static const char *const ages[AGES] = { N_("Not due"), N_("1 to 30 days over"), N_("31 to 60 days over"),
		N_("More than 60 days over") };
	int32_t today = shop_business_day(ui->shop);
	struct house_sheet sheet;
	struct said said;

	draw_field(r.y, r.x, r.w, STYLE_TITLE, ALIGN_LEFT, _("What is owed"));
	if (house_statement(ui->shop, a, key, today, today, &sheet, &said) != OK)
		return;
	for (int i = 0; i < AGES && i + 3 < r.h; i++)
		frame_pair(r.y + 1 + i, r.x, r.w, i && sheet.ages[i] ? STYLE_WARNING : STYLE_NORMAL, _(ages[i]),
			ui_money(ui, sheet.ages[i]));
	frame_pair(r.y + 1 + AGES, r.x, r.w, STYLE_STRONG, _("Owes"), ui_money(ui, sheet.closing_minor));
}

static void statement_show(struct screen *s, const char *key)
{
	sheet_show(s, &statement_sheet, key);
}

enum { PRINT_TILL, PRINT_FROM, PRINT_TO, PRINT_FIELDS };
static const struct field print_fields[PRINT_FIELDS] = {
	[PRINT_TILL] = { N_("Till"), FIELD_PICK, 8, FIELD_REQUIRED, N_("At whose printer; F4 lists them"), NULL },
	[PRINT_FROM] = { N_("From the day"), FIELD_DATE, 10, FIELD_REQUIRED, NULL, NULL },
	[PRINT_TO] = { N_("To the day"), FIELD_DATE, 10, FIELD_REQUIRED, NULL, NULL },
};

static enum err print_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct period p = period_month(ui);

	(void)key;
	v->value[PRINT_FROM] = day_text(a, p.from);
	v->value[PRINT_TO] = day_text(a, p.to);
	return OK;
}

static enum err print_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const int32_t from = day_filled(v->value[PRINT_FROM]), to = day_filled(v->value[PRINT_TO]);

	(void)key;
	if (from > to) {
		*said = (struct said){ MSG_VALUE_BAD, { _("A period"), v->value[PRINT_FROM] } };
		return ERR_INVALID;
	}
	return paper_statement(ui->shop, a, ui->about, from, to, v->value[PRINT_TILL], said);
}

static const struct book print_book = {
	.one = N_("Print the statement of account"), .change = PERM_HOUSE_ACCOUNTS, .deed = true,
	.fields = print_fields, .field_count = PRINT_FIELDS, .read = print_read, .options = till_options,
	.save = print_save,
};

static const struct book_deed account_deeds[] = {
	DEED(N_("Statement: what was bought and paid"), HOUSE_ACCOUNTS, statement_show),
	DEED_FORM(N_("Print a statement at a till"), HOUSE_ACCOUNTS, &print_book),
	DEEDS_END,
};

static const char *accounts_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("Enter opens, F5: the statement; ! over the limit; payments at a till");
}

const struct book accounts_book = {
	.title = N_("Accounts of customers"), .one = N_("Account of a customer"), .change = PERM_HOUSE_ACCOUNTS,
	.grows = true, .columns = account_columns, .column_count = 6, .load = accounts_load, .fields = account_fields,
	.field_count = ACCOUNT_F_FIELDS, .read = accounts_read, .save = accounts_save, .in_use = ACCOUNT_F_ACTIVE,
	.table = "house_account", .deeds = account_deeds, .side = accounts_side, .hint = accounts_hint,
};
