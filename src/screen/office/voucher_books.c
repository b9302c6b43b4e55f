/* voucher_books.c - vouchers as books: their kinds, every paper with its serial and through whose hands it went, and
 * what was done with ranges of them. */
#include "office_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/money.h"
#include "service/money.h"
#include "service/words.h"

#define PAPERS_SHOWN 2000

/* --- kinds ------------------------------------------------------------------------------------- */

static const struct list_column kind_columns[] = {
	{ N_("Code"), 8, ALIGN_LEFT, false, 0 }, { N_("Name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("English name"), 20, ALIGN_LEFT, false, 1 }, { N_("Face"), 10, ALIGN_RIGHT, true, 0 },
	{ N_("Days good"), 9, ALIGN_RIGHT, false, 0 }, { N_("Rest"), 12, ALIGN_LEFT, false, 0 },
};
enum { KIND_CODE, KIND_NAME, KIND_NAME_EN, KIND_FACE, KIND_DAYS, KIND_REST, KIND_REFUND, KIND_ACTIVE, KIND_FIELDS };
static const struct field kind_fields[KIND_FIELDS] = {
	[KIND_CODE] = { N_("Code"), FIELD_TEXT, 8, FIELD_REQUIRED | FIELD_NEW, NULL, NULL },
	[KIND_NAME] = { N_("Name"), FIELD_TEXT, 60, FIELD_REQUIRED, NULL, NULL },
	[KIND_NAME_EN] = { N_("English name"), FIELD_TEXT, 60, 0, NULL, NULL },
	[KIND_FACE] = { N_("Face"), FIELD_MONEY, 12, FIELD_REQUIRED | FIELD_NEW,
		N_("It is printed on the papers and stays"), NULL },
	[KIND_DAYS] = { N_("Days good"), FIELD_DIGITS, 5, 0, N_("From the day it is sold; 0 for ever"), NULL },
	[KIND_REST] = { N_("Rest"), FIELD_PICK, 10, FIELD_REQUIRED | FIELD_NEW,
		N_("Of a bill below its face: forfeited, or kept on the voucher"), NULL },
	[KIND_REFUND] = { N_("For refunds"), FIELD_YES, 0, FIELD_NEW,
		N_("yes: given for goods brought back, up to its face, and never sold"), NULL },
	[KIND_ACTIVE] = { N_("In use"), FIELD_YES, 0, 0, N_("no: none of it is sold any more; what is sold stays good"),
		NULL },
};

static const char *rest_words(bool keeps)
{
	return keeps ? _("kept") : _("forfeited");
}

static enum err kinds_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct voucher_kind_row *list;
	int n = 0;
	enum err e = voucher_kind_list(ui->shop, a, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, list[i].code);

		row->off = list[i].disabled;
		row->cell[0] = list[i].code;
		row->cell[1] = list[i].name;
		row->cell[2] = list[i].name_en;
		row->cell[3] = money_text(a, list[i].face_minor);
		row->cell[4] = list[i].valid_days ? number_text(a, list[i].valid_days) : _("for ever");
		row->cell[5] = list[i].refund ? _("for refunds") : rest_words(list[i].keeps_rest);
	}
	return e;
}

static enum err kinds_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct voucher_kind_row *list;
	int n = 0;
	enum err e = voucher_kind_list(ui->shop, a, &list, &n);

	v->value[KIND_DAYS] = "0";
	v->value[KIND_REST] = "forfeit";
	v->value[KIND_REFUND] = "no";
	v->value[KIND_ACTIVE] = "yes";
	for (int i = 0; e == OK && i < n; i++) {
		if (strcmp(list[i].code, key) != 0)
			continue;
		v->row_id = list[i].id;
		v->value[KIND_CODE] = list[i].code;
		v->name = v->value[KIND_NAME] = list[i].name;
		v->value[KIND_NAME_EN] = list[i].name_en;
		v->value[KIND_FACE] = money_text(a, list[i].face_minor);
		v->value[KIND_DAYS] = number_text(a, list[i].valid_days);
		v->value[KIND_REST] = list[i].keeps_rest ? "keep" : "forfeit";
		v->value[KIND_REFUND] = yes_no(list[i].refund);
		v->value[KIND_ACTIVE] = yes_no(!list[i].disabled);
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
	option_put(&o, a, "forfeit", rest_words(false));
	option_put(&o, a, "keep", rest_words(true));
	return o;
}

static enum err kinds_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const struct voucher_kind_edit edit = { .code = *key ? key : v->value[KIND_CODE], .name = v->value[KIND_NAME],
		.name_en = v->value[KIND_NAME_EN], .face = v->value[KIND_FACE], .days = v->value[KIND_DAYS],
		.rest = v->value[KIND_REST], .active = v->value[KIND_ACTIVE], .refund = v->value[KIND_REFUND] };

	return *key ? voucher_kind_set(ui->shop, a, &edit, said) : voucher_kind_add(ui->shop, a, &edit, said);
}

const struct book voucher_kinds_book = {
	.title = N_("Kinds of vouchers"), .one = N_("Kind of voucher"), .change = PERM_VOUCHERS, .grows = true,
	.columns = kind_columns, .column_count = 6, .load = kinds_load, .fields = kind_fields,
	.field_count = KIND_FIELDS, .read = kinds_read, .options = kinds_options, .save = kinds_save,
	.in_use = KIND_ACTIVE, .table = "voucher_kind",
};

/* --- what is done with papers ------------------------------------------------------------------ */

enum { HAND_TILL, HAND_FROM, HAND_TO, HAND_FIELDS };
static const struct field hand_fields[HAND_FIELDS] = {
	[HAND_TILL] = { N_("Till"), FIELD_PICK, 8, 0, N_("Which may sell them; empty: back to the office"), NULL },
	[HAND_FROM] = { N_("First serial"), FIELD_DIGITS, 18, FIELD_REQUIRED, N_("A scanner reads it, too"), NULL },
	[HAND_TO] = { N_("Last serial"), FIELD_DIGITS, 18, 0, N_("Empty: only this one"), NULL },
};

static enum err about_first(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	(void)key;
	v->value[HAND_FROM] = arena_strdup(a, ui->about);
	return OK;
}

static enum err hand_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return voucher_hand_over(ui->shop, a, v->value[HAND_TILL], v->value[HAND_FROM], filled(v->value[HAND_TO]),
		said);
}

static const struct book hand_book = {
	.one = N_("Hand over vouchers from"), .change = PERM_VOUCHERS, .deed = true, .fields = hand_fields,
	.field_count = HAND_FIELDS, .read = about_first, .options = till_options, .save = hand_save,
};

static const struct field note_fields[] = {
	{ N_("Note"), FIELD_TEXT, 60, 0, N_("Why; it stands with the paper from now on"), NULL },
};

static enum err void_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return voucher_do(ui->shop, a, VOUCHER_DO_VOID, ui->about, v->value[0], said);
}

static enum err block_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return voucher_do(ui->shop, a, VOUCHER_DO_BLOCK, ui->about, v->value[0], said);
}

static enum err unblock_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return voucher_do(ui->shop, a, VOUCHER_DO_UNBLOCK, ui->about, v->value[0], said);
}

#define PAPER_DEED(words, keep) { .one = (words), .change = PERM_VOUCHERS, .deed = true, .fields = note_fields, \
	.field_count = 1, .read = nothing_read, .save = (keep) }
static const struct book void_book = PAPER_DEED(N_("Void a paper:"), void_save);
static const struct book block_book = PAPER_DEED(N_("Block a voucher:"), block_save);
static const struct book unblock_book = PAPER_DEED(N_("Unblock a voucher:"), unblock_save);

static void expire_all(struct screen *s, const char *key)
{
	struct said said = { .id = MSG_NONE };
	int expired = 0;

	(void)key;
	ui_said(s, voucher_expire(ui_of(s)->shop, &ui_of(s)->event, &expired, &said), &said);
}

static const struct book_deed paper_deeds[] = {
	DEED_FORM(N_("Hand it, or all from it on, to a till"), VOUCHERS, &hand_book),
	DEED_FORM(N_("Void it: spoilt or lost before it was sold"), VOUCHERS, &void_book),
	DEED_FORM(N_("Block it: its buyer lost it"), VOUCHERS, &block_book),
	DEED_FORM(N_("Unblock it: it was found"), VOUCHERS, &unblock_book),
	DEED_OF_NONE(N_("Forfeit all that are past their day"), VOUCHERS, expire_all),
	DEEDS_END,
};

/* --- papers ------------------------------------------------------------------------------------ */

static const struct list_column paper_columns[] = {
	{ N_("Serial"), 18, ALIGN_LEFT, false, 0 }, { N_("Kind"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Face"), 10, ALIGN_RIGHT, true, 0 }, { N_("State"), 14, ALIGN_LEFT, false, 0 },
	{ N_("Till"), 6, ALIGN_LEFT, false, 1 }, { N_("Good until"), 10, ALIGN_LEFT, false, 2 },
};

static void add_paper(struct arena *a, struct book_rows *rows, const struct voucher_row *p,
	const struct terminal_info *tills, int till_count)
{
	struct book_row *row = book_add(rows, a, number_text(a, p->serial));

	row->warn = p->state == VOUCHER_BLOCKED;
	row->off = p->state != VOUCHER_STOCK && p->state != VOUCHER_SOLD && !row->warn;
	row->cell[0] = row->key;
	row->cell[1] = tr_name(p->kind_name, p->kind_name_en);
	row->cell[2] = money_text(a, p->face_minor);
	row->cell[3] = arena_printf(a, row->warn ? "! %s" : "%s", voucher_words(p->state));
	for (int i = 0; i < till_count; i++)
		if (tills[i].id == p->terminal_id && !tills[i].office)
			row->cell[4] = tills[i].code;
	row->cell[5] = p->last_day ? day_text(a, p->last_day) : "";
}

static bool has_word(struct arena *a, const struct voucher_row *p, const char *word)
{
	return strstr(number_text(a, p->serial), word) || strstr(utf8_key(a, p->kind_name), word) ||
		strstr(utf8_key(a, p->kind_name_en), word) || strstr(utf8_key(a, voucher_words(p->state)), word);
}

/* The list begins at the serial that was typed or scanned, if there is such a paper; all else is looked for in it. */
static enum err papers_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	const char *word = utf8_key(a, find);
	int64_t serial = value_holder(find), after = 0;
	struct terminal_info *tills = NULL;
	struct voucher_row *list;
	int n = 0, till_count = 0;
	bool all = false;
	enum err e = terminals_all(ui->shop, a, &tills, &till_count);

	if (e == OK && serial) {
		e = voucher_page(ui->shop, a, serial - 1, 0, 1, &list, &n);
		all = e == OK && n == 1 && list[0].serial == serial;
		after = all ? serial - 1 : 0;
	}
	do {
		n = 0;
		if (e == OK)
			e = voucher_page(ui->shop, a, after, 0, PAPERS_SHOWN, &list, &n);
		for (int i = 0; e == OK && i < n && rows->count < PAPERS_SHOWN; i++)
			if (all || has_word(a, &list[i], word))
				add_paper(a, rows, &list[i], tills, till_count);
		after = n ? list[n - 1].serial : 0;
	} while (e == OK && n == PAPERS_SHOWN && rows->count < PAPERS_SHOWN);
	return e;
}

/* A delivery of the printer is what is new here. */
enum { DELIVERY_KIND, DELIVERY_FROM, DELIVERY_TO, DELIVERY_FIELDS };
static const struct field delivery_fields[DELIVERY_FIELDS] = {
	[DELIVERY_KIND] = { N_("Kind of voucher"), FIELD_PICK, 8, FIELD_REQUIRED, N_("F4 lists them"), NULL },
	[DELIVERY_FROM] = { N_("First serial"), FIELD_DIGITS, 18, FIELD_REQUIRED,
		N_("With its check digit; a scanner reads it, too"), NULL },
	[DELIVERY_TO] = { N_("Last serial"), FIELD_DIGITS, 18, 0, N_("Empty: only this one"), NULL },
};

static struct form_options delivery_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };
	struct voucher_kind_row *list;
	int n = 0;

	(void)key;
	(void)field;
	if (voucher_kind_list(ui->shop, a, &list, &n) != OK)
		return o;
	for (int i = 0; i < n; i++)
		if (!list[i].disabled)
			option_put(&o, a, list[i].code, tr_name(list[i].name, list[i].name_en));
	return o;
}

static enum err delivery_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return voucher_receive(ui->shop, a, v->value[DELIVERY_KIND], v->value[DELIVERY_FROM],
		filled(v->value[DELIVERY_TO]), said);
}

static const char *papers_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("Scan or type a serial; Enter: whose hands it went through; F3: a delivery");
}

static void paper_open(struct screen *s, const char *key)
{
	sheet_show(s, &voucher_sheet, key);
}

const struct book vouchers_book = {
	.title = N_("Vouchers by serial"), .one = N_("A delivery of the printer"), .change = PERM_VOUCHERS,
	.grows = true, .finds = true, .columns = paper_columns, .column_count = 6, .load = papers_load,
	.fields = delivery_fields, .field_count = DELIVERY_FIELDS, .options = delivery_options, .read = nothing_read,
	.save = delivery_save, .open = paper_open, .deeds = paper_deeds, .hint = papers_hint,
};

/* --- ranges of them ---------------------------------------------------------------------------- */

static const struct list_column range_columns[] = {
	{ N_("Time"), 19, ALIGN_LEFT, false, 0 }, { N_("What"), 16, ALIGN_LEFT, false, 0 },
	{ N_("First serial"), 18, ALIGN_LEFT, false, 0 }, { N_("Last serial"), 18, ALIGN_LEFT, false, 2 },
	{ N_("Papers"), 7, ALIGN_RIGHT, false, 0 }, { N_("Till"), 6, ALIGN_LEFT, false, 0 },
	{ N_("Staff"), 14, ALIGN_LEFT, false, 1 }, { N_("Note"), 0, ALIGN_LEFT, false, 3 },
};

static enum err ranges_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct voucher_batch *list;
	int n = 0;
	enum err e = voucher_batches(ui->shop, a, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, number_text(a, list[i].row.from));

		row->cell[0] = clock_text(a, list[i].row.at_ms);
		row->cell[1] = voucher_step_words(list[i].row.what);
		row->cell[2] = row->key;
		row->cell[3] = number_text(a, list[i].row.to);
		row->cell[4] = number_text(a, list[i].papers);
		row->cell[5] = list[i].terminal;
		row->cell[6] = list[i].staff;
		row->cell[7] = list[i].row.note;
	}
	return e;
}

static const char *ranges_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("Deliveries, hand-overs, voids, newest first; Enter: the range's first paper");
}

const struct book voucher_ranges_book = {
	.title = N_("Voucher batches"), .one = N_("Batch"), .change = PERM_VOUCHERS, .columns = range_columns,
	.column_count = 8, .load = ranges_load, .open = paper_open, .hint = ranges_hint,
};
