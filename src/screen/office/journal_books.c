/* journal_books.c - the receipts of the shop as a book: which ones is asked in a form of its own, one is read whole,
 * and a copy is ordered at the printer of a till. */
#include "office_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "model/money.h"
#include "service/report.h"
#include "tui/dialog.h"

#define JOURNAL_ROWS 500
#define JOURNAL_DAYS 31 /* while nothing else is asked */

/* --- which ------------------------------------------------------------------------------------- */

enum { WHICH_FROM, WHICH_TO, WHICH_TILL, WHICH_STAFF, WHICH_KIND, WHICH_TENDER, WHICH_LEAST, WHICH_MOST, WHICH_CODE,
	WHICH_FIELDS };
static const struct field which_fields[WHICH_FIELDS] = {
	[WHICH_FROM] = { N_("From the day"), FIELD_DATE, 10, 0, NULL, NULL },
	[WHICH_TO] = { N_("To the day"), FIELD_DATE, 10, 0, N_("Included; empty: up to now"), NULL },
	[WHICH_TILL] = { N_("A till"), FIELD_PICK, 8, 0, N_("Empty: any"), NULL },
	[WHICH_STAFF] = { N_("Cashier's number"), FIELD_TEXT, 12, 0, N_("Empty: any"), NULL },
	[WHICH_KIND] = { N_("Kind"), FIELD_PICK, 8, 0, N_("Empty: any"), NULL },
	[WHICH_TENDER] = { N_("Means of payment"), FIELD_PICK, 8, 0, N_("Empty: any"), NULL },
	[WHICH_LEAST] = { N_("Amount from"), FIELD_MONEY, 12, 0, NULL, NULL },
	[WHICH_MOST] = { N_("Amount to"), FIELD_MONEY, 12, 0, NULL, NULL },
	[WHICH_CODE] = { N_("Code of an article"), FIELD_TEXT, 40, 0, N_("As it was scanned; empty: any"), NULL },
};

static const char **which_of(struct receipts_filter *f, int field)
{
	const char **at[WHICH_FIELDS] = { &f->from, &f->to, &f->terminal, &f->staff, &f->kind, &f->tender, &f->least,
		&f->most, &f->code };

	return at[field];
}

static struct receipts_filter *journal_of(struct ui *ui)
{
	int32_t day = day_add(shop_business_day(ui->shop), -JOURNAL_DAYS);

	if (!ui->journal) {
		ui->journal = arena_new(&ui->fixed, struct receipts_filter);
		*ui->journal = (struct receipts_filter){ .from = day_text(&ui->fixed, day) };
	}
	return ui->journal;
}

static enum err which_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	(void)a;
	(void)key;
	for (int i = 0; i < WHICH_FIELDS; i++) {
		const char *value = *which_of(journal_of(ui), i);

		v->value[i] = value ? value : "";
	}
	return OK;
}

static struct form_options which_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };
	const struct tender *tenders;
	int n = 0;

	(void)key;
	if (field == WHICH_TILL)
		return terminal_options(ui, a);
	if (field == WHICH_KIND) {
		option_put(&o, a, "sale", _("Sale"));
		option_put(&o, a, "return", _("Return"));
		option_put(&o, a, "void", _("Void"));
	}
	if (field == WHICH_TENDER)
		n = shop_tenders(ui->shop, &tenders);
	for (int i = 0; field == WHICH_TENDER && i < n; i++)
		option_put(&o, a, arena_strdup(a, tenders[i].code), arena_strdup(a, ui_name(tenders[i].name,
			tenders[i].name_en)));
	return o;
}

static enum err which_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)a;
	(void)key;
	(void)said;
	for (int i = 0; i < WHICH_FIELDS; i++)
		if (v->value[i])
			*which_of(journal_of(ui), i) = arena_strdup(&ui->fixed, v->value[i]);
	return OK;
}

static const struct book which_book = {
	.title = N_("Which receipts"), .one = N_("Which receipts"), .change = PERM_RECEIPTS, .fields = which_fields,
	.field_count = WHICH_FIELDS, .read = which_read, .options = which_options, .save = which_save,
};

static void journal_filter(struct screen *s)
{
	const struct book_open open = { &which_book, "which", false };

	office_push(s, &book_form_ops, &open, TAG_PLAIN);
}

/* --- receipts ---------------------------------------------------------------------------------- */

static const struct list_column journal_columns[] = {
	{ N_("Receipt"), 16, ALIGN_LEFT, false, 0 }, { N_("Time"), 19, ALIGN_LEFT, false, 0 },
	{ N_("Kind"), 8, ALIGN_LEFT, false, 0 }, { N_("Cashier"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Amount"), 12, ALIGN_RIGHT, false, 0 },
};

static const char *kind_words(enum document_kind kind)
{
	return kind == DOC_SALE ? _("Sale") : kind == DOC_RETURN ? _("Return") : _("Void");
}

/* A number or an article's code that is typed is looked for everywhere, whatever else is asked. */
static enum err journal_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct receipt_row *list;
	struct said said = { .id = MSG_NONE };
	int n = 0;
	enum err e = *find ? receipts_list(ui->shop, a, find, "", 0, JOURNAL_ROWS, &list, &n)
		: receipts_matching(ui->shop, a, journal_of(ui), 0, JOURNAL_ROWS, &list, &n, &said);

	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, list[i].number);

		row->cell[0] = list[i].number;
		row->cell[1] = clock_text(a, list[i].at_ms);
		row->cell[2] = kind_words(list[i].kind);
		row->cell[3] = list[i].staff ? list[i].staff : "";
		row->cell[4] = money_text(a, list[i].total_minor);
	}
	return e;
}

static void tell_lines(struct sbuf *b, struct arena *a, const struct document *d)
{
	for (int i = 0; i < d->line_count; i++) {
		const struct line *l = &d->lines[i];

		sbuf_printf(b, "%3d  %s  %s\n", l->line_no, l->code, l->name);
		sbuf_printf(b, "       %s × %s = %s", qty_text(a, l->qty_milli), money_text(a, l->price_minor),
			money_text(a, l->paid_minor));
		if (l->discount_minor)
			sbuf_printf(b, _("  (discount %s)"), money_text(a, l->discount_minor));
		sbuf_putc(b, '\n');
	}
}

static void tell_payments(struct sbuf *b, struct ui *ui, struct arena *a, const struct document *d)
{
	for (int i = 0; i < d->payment_count; i++) {
		const struct payment *p = &d->payments[i];
		const struct tender *t = shop_tender(ui->shop, p->tender_id);

		sbuf_printf(b, "%s  %s", t ? ui_name(t->name, t->name_en) : "", money_text(a, p->given_minor));
		if (p->change_minor)
			sbuf_printf(b, _("  change %s"), money_text(a, p->change_minor));
		sbuf_printf(b, *p->reference ? "  %s\n" : "%s\n", p->reference);
	}
}

static void journal_open(struct screen *s, const char *key)
{
	struct ui *ui = ui_of(s);
	struct arena *a = &ui->event;
	struct sbuf b = SBUF_INIT;
	struct document d = { .id = 0 };

	if (receipt_get(ui->shop, a, key, &d) != OK) {
		screen_refuse(s, "%s", _("The receipt cannot be read"));
		return;
	}
	sbuf_printf(&b, "%s  %s  %s %s\n\n", kind_words(d.kind), clock_text(a, d.at_ms), d.staff_number, d.staff_name);
	tell_lines(&b, a, &d);
	sbuf_printf(&b, "\n%s  %s\n", _("Total"), money_text(a, d.total_minor));
	if (d.discount_minor)
		sbuf_printf(&b, "%s  %s\n", _("Saved"), money_text(a, -d.discount_minor));
	sbuf_printf(&b, "%s  %s\n\n", _("Tax inside"), money_text(a, d.tax_minor));
	tell_payments(&b, ui, a, &d);
	if (d.link)
		sbuf_printf(&b, "\n%s  %.8s\n", _("Seal"), d.link);
	ask_pager(s, arena_printf(a, _("Receipt %s"), key), sbuf_text(&b));
	sbuf_release(&b);
}

/* F5: a copy at the till that the receipt is from: its number begins with it. */
static void journal_more(struct screen *s, const char *key)
{
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };
	const char *till = arena_strndup(&ui->event, key, strcspn(key, "-"));

	ui_said(s, receipt_copy(ui->shop, &ui->event, key, till, &said), &said);
}

static const char *journal_hint(struct ui *ui, const char *key)
{
	(void)ui;
	return arena_printf(&ui->paint, _("Enter reads it, F4 asks for others, F5 prints a copy at till %.*s"),
		(int)strcspn(key, "-"), key);
}

const struct book journal_book = {
	.title = N_("Receipt journal"), .one = N_("Receipt"), .change = PERM_RECEIPTS, .finds = true,
	.columns = journal_columns, .column_count = 5, .load = journal_load, .open = journal_open,
	.filter = journal_filter, .more = journal_more, .hint = journal_hint,
};
