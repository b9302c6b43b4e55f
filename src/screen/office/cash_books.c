/* cash_books.c - the cash office as books: shifts with their figures, business days and what keeps them open, the safe
 * with its bags, and the journal for accounting. What moves cash is an act of the till (service/till.h), also here. */
#include "office_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "model/money.h"
#include "service/books.h"
#include "service/cash.h"
#include "service/copies.h"
#include "service/day.h"
#include "service/pages.h"
#include "service/report.h"
#include "service/words.h"
#include "tui/dialog.h"

#define SHIFTS_SHOWN 500
#define DAYS_SHOWN 800

/* --- a paper at a till --------------------------------------------------------------------------- */

/* Forms that order one: at which till. */
static const struct field at_till_fields[] = {
	{ N_("Till"), FIELD_PICK, 8, FIELD_REQUIRED, N_("At whose printer; F4 lists them"), NULL },
};

/* --- shifts -------------------------------------------------------------------------------------- */

static const struct list_column shift_columns[] = {
	{ N_("Till"), 6, ALIGN_LEFT, false, 0 }, { N_("Opened by"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Opened"), 19, ALIGN_LEFT, false, 0 }, { N_("Closed"), 19, ALIGN_LEFT, false, 0 },
	{ N_("Float"), 10, ALIGN_RIGHT, true, 1 }, { N_("Over or short"), 13, ALIGN_RIGHT, true, 0 },
};

static enum err shifts_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct shift_info *list;
	int n = 0;
	enum err e = report_shifts(ui->shop, a, SHIFTS_SHOWN, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, number_text(a, list[i].id));

		row->warn = list[i].over_short_minor != 0;
		row->cell[0] = list[i].terminal;
		row->cell[1] = list[i].staff;
		row->cell[2] = clock_text(a, list[i].opened_at_ms);
		row->cell[3] = list[i].closed_at_ms ? clock_text(a, list[i].closed_at_ms) : _("open");
		row->cell[4] = money_text(a, list[i].float_minor);
		row->cell[5] = list[i].closed_at_ms ? arena_printf(a, row->warn ? "! %s" : "%s",
			money_text(a, list[i].over_short_minor)) : "";
	}
	return e;
}

static void shift_open(struct screen *s, const char *key)
{
	sheet_show(s, &shift_sheet, key);
}

static void shift_counts(struct screen *s, const char *key)
{
	sheet_show(s, &counts_sheet, key);
}

/* Named as people know it. */
static enum err shift_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct shift_info *list;
	int n = 0;
	enum err e = report_shifts(ui->shop, a, SHIFTS_SHOWN, &list, &n);

	(void)key;
	for (int i = 0; e == OK && i < n; i++)
		if (list[i].id == strtoll(ui->about, NULL, 10))
			v->name = arena_printf(a, "%s  %s  %s", list[i].terminal, list[i].staff,
				clock_text(a, list[i].opened_at_ms));
	return e;
}

static enum err shift_print(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return copy_of_shift(ui->shop, a, strtoll(ui->about, NULL, 10), v->value[0], said);
}

static const struct book shift_print_book = {
	.one = N_("Print the Z report again"), .change = PERM_REPRINT, .deed = true, .fields = at_till_fields,
	.field_count = 1, .read = shift_read, .options = till_options, .save = shift_print,
};

static const struct book_deed shift_deeds[] = {
	DEED(N_("Its figures"), X_REPORT, shift_open),
	DEED(N_("How the drawer was counted"), X_REPORT, shift_counts),
	DEED_FORM(N_("Print its Z report again"), REPRINT, &shift_print_book),
	DEEDS_END,
};

static const char *shifts_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("Enter: its figures; F5: counts, print again; ! the drawer held another amount");
}

const struct book shifts_book = {
	.title = N_("Shifts"), .one = N_("Shift"), .change = PERM_X_REPORT, .columns = shift_columns, .column_count = 6,
	.load = shifts_load, .open = shift_open, .deeds = shift_deeds, .hint = shifts_hint,
};

/* --- days ---------------------------------------------------------------------------------------- */

static const struct list_column day_columns[] = {
	{ N_("Day"), 12, ALIGN_LEFT, false, 0 }, { N_("State"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Closed at"), 19, ALIGN_LEFT, false, 0 }, { N_("Closed by"), 16, ALIGN_LEFT, false, 0 },
};

static enum err days_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct day_info *list;
	int n = 0;
	enum err e = day_all(ui->shop, a, DAYS_SHOWN, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, day_text(a, list[i].day));

		row->warn = list[i].reopened && !list[i].closed;
		row->cell[0] = row->key;
		row->cell[1] = !list[i].reopened ? list[i].closed ? _("closed") : _("open")
			: arena_printf(a, list[i].closed ? _("closed; %d times opened again")
				: _("! open; %d times opened again"), list[i].reopened);
		row->cell[2] = list[i].closed ? clock_text(a, list[i].closed_at_ms) : "";
		row->cell[3] = list[i].closed_by;
	}
	return e;
}

static void day_what_is_open(struct screen *s, const char *key)
{
	struct ui *ui = ui_of(s);
	struct sbuf text = SBUF_INIT;
	struct day_open *list;
	int n = 0;

	if (day_open_list(ui->shop, &ui->event, day_filled(key), &list, &n) != OK) {
		screen_refuse(s, "%s", shop_error(ui->shop));
		return;
	}
	for (int i = 0; i < n; i++) {
		sbuf_printf(&text, "%s %s", list[i].must ? "!" : " ", day_open_words(list[i].kind));
		if (list[i].count > 1)
			sbuf_printf(&text, " × %d", list[i].count);
		if (*list[i].terminal)
			sbuf_printf(&text, "   %s %s %s", _("Till"), list[i].terminal, list[i].staff);
		if (list[i].amount_minor)
			sbuf_printf(&text, "   %s", money_text(&ui->event, list[i].amount_minor));
		sbuf_putc(&text, '\n');
	}
	sbuf_printf(&text, "\n%s\n", n
		? _("What is marked ! keeps the day open; the rest may be left by who has the right to")
		: _("Nothing is open: the day can be closed"));
	ask_pager(s, arena_printf(&ui->event, _("What is open on %s"), key), sbuf_text(&text));
	sbuf_release(&text);
}

static void close_day(struct screen *s, const char *key, bool anyway)
{
	struct said said = { .id = MSG_NONE };

	ui_said(s, day_end(ui_of(s)->shop, &ui_of(s)->event, day_filled(key), anyway, &said), &said);
}

static void day_close_it(struct screen *s, const char *key)
{
	close_day(s, key, false);
}

static void day_close_anyway(struct screen *s, const char *key)
{
	close_day(s, key, true);
}

static void day_figures(struct screen *s, const char *key)
{
	sheet_show(s, &day_sheet, key);
}

enum { REOPEN_REASON, REOPEN_SECOND, REOPEN_PIN, REOPEN_FIELDS };
static const struct field reopen_fields[REOPEN_FIELDS] = {
	[REOPEN_REASON] = { N_("Reason"), FIELD_PICK, 1, FIELD_REQUIRED, N_("F4 lists them"), NULL },
	[REOPEN_SECOND] = { N_("Second person"), FIELD_TEXT, 64, FIELD_REQUIRED | FIELD_CARD,
		N_("The number of who agrees, or the card"), NULL },
	[REOPEN_PIN] = { N_("PIN"), FIELD_PIN, 12, FIELD_OF_CARD, N_("Of the second person; a card needs none"), NULL },
};

static struct form_options reopen_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };
	const struct reason *list;
	int n = shop_reasons(ui->shop, REASON_REOPEN_DAY, &list);

	(void)key;
	(void)field;
	for (int i = 0; i < n; i++)
		option_put(&o, a, arena_printf(a, "%d", list[i].digit), tr_name(list[i].name, list[i].name_en));
	return o;
}

static enum err reopen_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return day_reopen(ui->shop, a, day_filled(ui->about), v->value[REOPEN_REASON], v->value[REOPEN_SECOND],
		filled(v->value[REOPEN_PIN]), said);
}

static const struct book reopen_book = {
	.one = N_("Open again the business day"), .change = PERM_DAY, .deed = true, .fields = reopen_fields,
	.field_count = REOPEN_FIELDS, .read = nothing_read, .options = reopen_options, .save = reopen_save,
};

static enum err day_print(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return paper_day(ui->shop, a, day_filled(ui->about), v->value[0], said);
}

static const struct book day_print_book = {
	.one = N_("Print the day slip of"), .change = PERM_REPORTS, .deed = true, .fields = at_till_fields,
	.field_count = 1, .read = nothing_read, .options = till_options, .save = day_print,
};

static const struct book_deed day_deeds[] = {
	DEED(N_("Its figures"), REPORTS, day_figures),
	DEED(N_("What is open"), REPORTS, day_what_is_open),
	DEED(N_("Close it"), DAY, day_close_it),
	DEED(N_("Close it though something is left open"), DAY_FORCE, day_close_anyway),
	DEED_FORM(N_("Open it again, by two persons"), DAY, &reopen_book),
	DEED_FORM(N_("Print the day slip"), REPORTS, &day_print_book),
	DEEDS_END,
};

static const char *days_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("Enter: what is open; F5: figures, close, open again, the day slip");
}

const struct book days_book = {
	.title = N_("Business days"), .one = N_("Business day"), .change = PERM_REPORTS, .columns = day_columns,
	.column_count = 4, .load = days_load, .open = day_what_is_open, .deeds = day_deeds, .hint = days_hint,
};

/* --- the safe and its bags ----------------------------------------------------------------------- */

static const struct list_column bag_columns[] = {
	{ N_("Bag no."), 16, ALIGN_LEFT, false, 0 }, { N_("Amount"), 12, ALIGN_RIGHT, true, 0 },
	{ N_("Day"), 10, ALIGN_LEFT, false, 0 }, { N_("Sealed by"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Witness"), 12, ALIGN_LEFT, false, 1 }, { N_("Document no."), 14, ALIGN_LEFT, false, 2 },
	{ N_("State"), 22, ALIGN_LEFT, false, 0 },
};
/* The second person of every act here stands last. */
enum { MOVE_AMOUNT, MOVE_BAG, MOVE_SECOND, MOVE_PIN, MOVE_FIELDS };
static const struct field bag_fields[MOVE_FIELDS] = {
	[MOVE_AMOUNT] = { N_("Amount"), FIELD_MONEY, 14, FIELD_REQUIRED,
		N_("What of the safe goes into the bag"), NULL },
	[MOVE_BAG] = { N_("Bag no."), FIELD_TEXT, 30, FIELD_REQUIRED,
		N_("As it is printed on the bag; a scanner reads it"), NULL },
	[MOVE_SECOND] = { N_("Witness"), FIELD_TEXT, 64, FIELD_REQUIRED | FIELD_CARD,
		N_("The number of who looks on, or the card"), NULL },
	[MOVE_PIN] = { N_("PIN"), FIELD_PIN, 12, FIELD_OF_CARD, N_("Of the second person; a card needs none"), NULL },
};
static const struct field banked_fields[MOVE_FIELDS] = {
	[MOVE_AMOUNT] = { N_("Counted by the bank"), FIELD_MONEY, 14, 0, N_("Empty: what was sealed"), NULL },
	[MOVE_BAG] = { N_("Bag no."), FIELD_TEXT, 30, FIELD_REQUIRED, NULL, NULL },
	[MOVE_SECOND] = { N_("Second person"), FIELD_TEXT, 64, FIELD_CARD,
		N_("Where the bank counted another amount: the number, or the card"), NULL },
	[MOVE_PIN] = { N_("PIN"), FIELD_PIN, 12, FIELD_OF_CARD, N_("Of the second person; a card needs none"), NULL },
};
static const struct field safe_fields[] = {
	{ N_("Amount"), FIELD_MONEY, 14, FIELD_REQUIRED, NULL, NULL },
};

static enum err bags_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct cash_slip *list;
	int n = 0;
	enum err e = cash_slips(ui->shop, a, 0, 0, true, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, list[i].reference);

		row->off = list[i].banked;
		row->cell[0] = list[i].reference;
		row->cell[1] = money_text(a, list[i].amount_minor);
		row->cell[2] = day_text(a, list[i].day);
		row->cell[3] = list[i].staff;
		row->cell[4] = list[i].approver;
		row->cell[5] = list[i].number;
		row->cell[6] = list[i].banked ? arena_printf(a, _("at the bank, %s"), list[i].banked_by)
			: _("under way");
	}
	return e;
}

struct asking { const struct book_values *v; struct arena *a; };

static const char *second_of(void *ctx, const struct said *asked)
{
	const struct asking *x = ctx;
	const char *who = filled(x->v->value[MOVE_SECOND]), *pin = filled(x->v->value[MOVE_PIN]);

	(void)asked;
	return who && pin ? arena_printf(x->a, "%s %s", who, pin) : who;
}

/* What looks as if it was booked already is asked; the same kept again is the answer. */
static enum err move_cash(struct ui *ui, struct arena *a, enum action act, const char *arg,
	const struct book_values *v, struct said *said)
{
	struct asking x = { v, a };
	const char *same = arena_printf(a, "%d %s", (int)act, arg);
	const struct till_second second = { v ? second_of : NULL, &x, strcmp(same, ui->again) == 0 };
	enum err e = till_once(ui->shop, act, arg, &second, a, said);

	snprintf(ui->again, sizeof ui->again, "%s", e != OK && said->id == MSG_CASH_AGAIN ? same : "");
	if (ui->outside && ui->outside->poke)
		ui->outside->poke(ui->outside->ctx);
	return e;
}

static enum err bag_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return move_cash(ui, a, ACT_BAG, arena_printf(a, "%s %s", v->value[MOVE_AMOUNT], v->value[MOVE_BAG]), v, said);
}

static enum err banked_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	(void)key;
	v->value[MOVE_BAG] = arena_strdup(a, ui->about);
	return OK;
}

static enum err banked_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return move_cash(ui, a, ACT_BANKED, arena_printf(a, *v->value[MOVE_AMOUNT] ? "%s %s" : "%s",
		v->value[MOVE_BAG], v->value[MOVE_AMOUNT]), v, said);
}

static enum err amount_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	(void)a;
	(void)key;
	(void)v;
	ui->again[0] = '\0';
	return OK;
}

static enum err count_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return move_cash(ui, a, ACT_SAFE_COUNT, v->value[0], NULL, said);
}

static enum err fill_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return move_cash(ui, a, ACT_SAFE_IN, v->value[0], NULL, said);
}

static const struct book banked_book = {
	.one = N_("The bank has the bag"), .change = PERM_SAFE, .deed = true, .fields = banked_fields,
	.field_count = MOVE_FIELDS, .read = banked_read, .save = banked_save,
};
static const struct book count_book = {
	.one = N_("Count the safe"), .change = PERM_SAFE, .deed = true, .fields = safe_fields, .field_count = 1,
	.read = amount_read, .save = count_save,
};
static const struct book fill_book = {
	.one = N_("Cash from the bank"), .change = PERM_SAFE, .deed = true, .fields = safe_fields, .field_count = 1,
	.read = amount_read, .save = fill_save,
};

/* What the books say lies in the safe is told to who keeps the books, not on the way to a count. */
static void safe_holds(struct screen *s, const char *key)
{
	struct ui *ui = ui_of(s);
	struct arena *a = &ui->event;
	struct cash_holdings h = { 0 };

	(void)key;
	if (cash_holdings(ui->shop, a, &h) != OK) {
		screen_refuse(s, "%s", shop_error(ui->shop));
		return;
	}
	ask_message(s, STYLE_NORMAL, _("What the books say"), arena_printf(a, "%s  %s\n%s  %d, %s\n%s  %s", _("Safe"),
		money_text(a, h.safe_minor), _("Bags under way"), h.bags, money_text(a, h.transit_minor),
		_("To the bank"), money_text(a, h.bank_minor)));
}

static const struct book_deed bag_deeds[] = {
	DEED_FORM(N_("The bank has the bag"), SAFE, &banked_book),
	DEED_FORM_OF_NONE(N_("Count the safe"), SAFE, &count_book),
	DEED_FORM_OF_NONE(N_("Cash from the bank into the safe"), SAFE, &fill_book),
	DEED_OF_NONE(N_("What the books say lies in safe, bags and bank"), CASH_BOOK, safe_holds),
	DEEDS_END,
};

static const char *bags_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("F3: seal a bag before a witness; F5: the bank has it, count the safe");
}

const struct book bags_book = {
	.title = N_("Safe and bags"), .one = N_("A bag for the bank"), .change = PERM_SAFE, .grows = true,
	.always_new = true, .columns = bag_columns, .column_count = 7, .load = bags_load, .fields = bag_fields,
	.field_count = MOVE_FIELDS, .read = nothing_read, .save = bag_save, .deeds = bag_deeds, .hint = bags_hint,
};

/* --- the journal for accounting ------------------------------------------------------------------ */

static const struct list_column run_columns[] = {
	{ N_("Run"), 5, ALIGN_RIGHT, false, 0 }, { N_("From the day"), 12, ALIGN_LEFT, false, 0 },
	{ N_("To the day"), 12, ALIGN_LEFT, false, 0 }, { N_("Debit"), 14, ALIGN_RIGHT, true, 0 },
	{ N_("By document"), 11, ALIGN_LEFT, false, 2 }, { N_("By"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Time"), 19, ALIGN_LEFT, false, 1 }, { N_("Digest"), 16, ALIGN_LEFT, false, 3 },
};
enum { RUN_FROM, RUN_TO, RUN_BY_DOCUMENT, RUN_AGAIN, RUN_FILE, RUN_FIELDS };
static const struct field run_fields[RUN_FIELDS] = {
	[RUN_FROM] = { N_("From the day"), FIELD_DATE, 10, FIELD_REQUIRED, NULL, NULL },
	[RUN_TO] = { N_("To the day"), FIELD_DATE, 10, FIELD_REQUIRED, N_("All of these days must be closed"), NULL },
	[RUN_BY_DOCUMENT] = { N_("By document"), FIELD_YES, 0, 0,
		N_("An entry for each document; no: one a day"), NULL },
	[RUN_AGAIN] = { N_("Once more"), FIELD_YES, 0, 0, N_("yes: also days that were exported before"), NULL },
	[RUN_FILE] = { N_("File"), FIELD_TEXT, 100, FIELD_REQUIRED, N_("A CSV file that the accounting program reads"),
		NULL },
};

static enum err runs_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct books_run *list;
	int n = 0;
	enum err e = books_runs(ui->shop, a, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, arena_printf(a, "%d", list[i].run));

		row->cell[0] = row->key;
		row->cell[1] = day_text(a, list[i].from);
		row->cell[2] = day_text(a, list[i].to);
		row->cell[3] = money_text(a, list[i].debit_minor);
		row->cell[4] = list[i].by_document ? _("yes") : _("no");
		row->cell[5] = list[i].staff;
		row->cell[6] = clock_text(a, list[i].at_ms);
		row->cell[7] = list[i].digest;
	}
	return e;
}

/* Proposed: the month before. */
static enum err runs_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct period p = period_month(ui);

	(void)key;
	period_move(ui, &p, -1);
	v->value[RUN_FROM] = day_text(a, p.from);
	v->value[RUN_TO] = day_text(a, p.to);
	v->value[RUN_BY_DOCUMENT] = v->value[RUN_AGAIN] = "no";
	v->value[RUN_FILE] = arena_printf(a, "journal-%d-%d.csv", (int)p.from, (int)p.to);
	return OK;
}

/* The file is tried first: an export is on record once it is made. */
static enum err runs_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const struct books_request request = { .from = day_filled(v->value[RUN_FROM]),
		.to = day_filled(v->value[RUN_TO]), .by_document = strcmp(v->value[RUN_BY_DOCUMENT], "yes") == 0,
		.again = strcmp(v->value[RUN_AGAIN], "yes") == 0 };
	const char *path = v->value[RUN_FILE];
	struct books_run run;
	char *text;
	size_t n;
	enum err e;

	(void)key;
	if (!day_valid(request.from) || !day_valid(request.to) || request.from > request.to) {
		*said = (struct said){ MSG_VALUE_BAD, { _("A period"), v->value[RUN_FROM] } };
		return ERR_INVALID;
	}
	e = pages_writable(a, path, said);
	if (e == OK)
		e = books_export(ui->shop, a, &request, &text, &n, &run, said);
	if (e == OK)
		e = pages_bytes(a, text, n, path, said);
	if (e == OK)
		*said = (struct said){ MSG_EXPORTED, { arena_printf(a, "%d", run.run), path } };
	return e;
}

static const char *runs_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("F3: export days; their account numbers are the setting books.accounts");
}

const struct book exports_book = {
	.title = N_("Journal for accounting"), .one = N_("Export"), .change = PERM_CASH_BOOK, .grows = true,
	.always_new = true, .columns = run_columns, .column_count = 8, .load = runs_load, .fields = run_fields,
	.field_count = RUN_FIELDS, .read = runs_read, .save = runs_save, .hint = runs_hint,
};
