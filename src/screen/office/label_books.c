/* label_books.c - price tags: the orders that were printed, to print one anew; a new order as a form, then the list of
 * its tags to look at, each as it will stand there, before the printer gets them. */
#include "order_look_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "model/money.h"
#include "service/labels.h"
#include "tui/dialog.h"

#define CODES_MAX 200

/* --- the tags of an order, to look at ------------------------------------------------------------ */

struct labels_open { const struct labels_choice *choice; const char *size; int start; };

struct labels_state {
	struct labels_order order;
	struct label *labels;
	int lacking;
};

enum { LABEL_NUMBER, LABEL_NAME, LABEL_UNIT, LABEL_PRICE, LABEL_REGULAR, LABEL_MEMBER, LABEL_COPIES, LABEL_PRINTED,
	LABEL_MARK, LABEL_COLUMNS };
static const struct list_column label_columns[LABEL_COLUMNS] = {
	[LABEL_NUMBER] = { N_("Article no."), 11, ALIGN_LEFT, false, 0 },
	[LABEL_NAME] = { N_("Name"), 0, ALIGN_LEFT, false, 0 },
	[LABEL_UNIT] = { N_("Unit"), 6, ALIGN_LEFT, false, 4 },
	[LABEL_PRICE] = { N_("Sells at"), 9, ALIGN_RIGHT, false, 0 },
	[LABEL_REGULAR] = { N_("Regular"), 9, ALIGN_RIGHT, false, 2 },
	[LABEL_MEMBER] = { N_("Members"), 9, ALIGN_RIGHT, false, 3 },
	[LABEL_COPIES] = { N_("How many"), 8, ALIGN_RIGHT, false, 0 },
	[LABEL_PRINTED] = { N_("Printed"), 16, ALIGN_LEFT, false, 1 },
	[LABEL_MARK] = { "", 12, ALIGN_LEFT, false, 0 },
};

/* Names of tag_lacks() in words. */
static const char *lacks_words(struct arena *a, const char *names)
{
	static const struct { const char *name, *words; } all[] = { { "name", N_("Name") },
		{ "price", N_("Selling price") }, { "unit", N_("Unit") } };
	const char *text = "";

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (strstr(names, all[i].name))
			text = arena_printf(a, *text ? _("%s, %s") : "%s%s", text, _(all[i].words));
	return *text ? arena_printf(a, _("lacks %s"), text) : "";
}

static const char *amount(struct arena *a, int64_t minor)
{
	return minor >= 0 ? money_text(a, minor) : "";
}

static const char *label_cell(void *ctx, int row, int column, char *buf)
{
	struct order_look *look = ctx;
	const struct labels_state *st = look->state;
	const struct label *l = &st->labels[row];
	struct arena *a = &look->paint;

	switch (column) {
	case LABEL_NUMBER:
		return l->tag.number;
	case LABEL_NAME:
		return l->tag.name;
	case LABEL_UNIT:
		return l->tag.unit;
	case LABEL_PRICE:
		return amount(a, l->tag.price_minor);
	case LABEL_REGULAR:
		return amount(a, l->tag.regular_minor);
	case LABEL_MEMBER:
		return amount(a, l->tag.member_minor);
	case LABEL_COPIES:
		snprintf(buf, LIST_CELL_MAX, "%d", l->tag.copies);
		return buf;
	case LABEL_PRINTED:
		return l->printed_at_ms ? arena_strndup(a, clock_text(a, l->printed_at_ms), 16) : "";
	default:
		return *l->lacks ? lacks_words(a, l->lacks) : l->changed ? _("changed") : "";
	}
}

static enum style label_style(void *ctx, int row)
{
	const struct labels_state *st = ((const struct order_look *)ctx)->state;

	return *st->labels[row].lacks ? STYLE_ERROR : STYLE_NORMAL;
}

static enum err labels_chosen(struct order_look *l, struct arena *a, const void *order, struct said *said)
{
	const struct labels_open *open = order;
	struct labels_state *st = l->state;
	enum err e = labels_choose(l->shop, a, open->choice, &st->labels, &l->count, said);

	for (int i = 0; e == OK && i < l->count; i++)
		st->lacking += *st->labels[i].lacks != '\0';
	st->order = (struct labels_order){ .list = st->labels, .count = l->count, .start = open->start,
		.size = *open->size ? arena_strdup(a, open->size) : NULL, .at_ms = open->choice->at_ms };
	return e;
}

static const char *labels_sum(const struct order_look *l, struct arena *a, bool *warn)
{
	const struct labels_state *st = l->state;

	*warn = st->lacking > 0;
	return arena_printf(a, _("Tags: %d, size %s; left out, because something lacks: %d"), l->count - st->lacking,
		st->order.size ? st->order.size : setting_text(l->shop, SET_LABEL_SIZE), st->lacking);
}

static void label_show(struct screen *s, const struct order_look *l, int row)
{
	const struct labels_state *st = l->state;
	struct sbuf text = SBUF_INIT;

	tag_text(&st->labels[row].tag, strcmp(setting_text(l->shop, SET_RECEIPT_LANGUAGE), "en") == 0, &text);
	ask_pager(s, st->labels[row].tag.name, sbuf_text(&text));
	sbuf_release(&text);
}

static enum err labels_to_printer(const struct order_look *l, struct arena *a, struct said *said)
{
	const struct labels_state *st = l->state;

	return labels_print(l->shop, a, &st->order, NULL, said);
}

static enum err labels_to_file(const struct order_look *l, struct arena *a, enum pages_format format, const char *path,
	struct said *said)
{
	const struct labels_state *st = l->state;

	return labels_save(l->shop, a, &st->order, format, path, said);
}

static const struct order_kind labels_kind = {
	.title = N_("Price tags"), .file = "tags.pdf", .columns = label_columns, .column_count = LABEL_COLUMNS,
	.state_bytes = sizeof(struct labels_state), .cell = label_cell, .style = label_style, .choose = labels_chosen,
	.sum = labels_sum, .show = label_show, .print = labels_to_printer, .save = labels_to_file,
};

void labels_show_changed(struct screen *s)
{
	const struct labels_choice choice = { .changed = true };
	const struct labels_open open = { &choice, "", 0 };

	order_look(s, &labels_kind, &open, TAG_PLAIN);
}

/* --- orders ---------------------------------------------------------------------------------------- */

enum { ORDER_HEAD, ORDER_CODES, ORDER_CATEGORY, ORDER_CHANGED, ORDER_UNPRINTED, ORDER_SINCE, ORDER_HEAD_HOW, ORDER_SIZE,
	ORDER_COPIES, ORDER_START, ORDER_AT, ORDER_FIELDS };
static const struct field order_fields[ORDER_FIELDS] = {
	[ORDER_HEAD] = { N_("Which articles: those that fit any of it"), FIELD_HEAD, 0, 0, NULL, NULL },
	[ORDER_CODES] = { N_("Codes"), FIELD_TEXT, 400, 0,
		N_("Codes or numbers with blanks between, each may end in *3 for three copies"), NULL },
	[ORDER_CATEGORY] = { N_("Category"), FIELD_PICK, 40, 0, N_("With all that hangs under it"), NULL },
	[ORDER_CHANGED] = { N_("Changed since printed"), FIELD_YES, 0, 0,
		N_("Whose tag would say something else than the one printed last"), NULL },
	[ORDER_UNPRINTED] = { N_("Never printed"), FIELD_YES, 0, 0, N_("Those that never had a tag"), NULL },
	[ORDER_SINCE] = { N_("Price since"), FIELD_DATE, 25, 0, N_("Whose price began or ended after then"), NULL },
	[ORDER_HEAD_HOW] = { N_("What is printed"), FIELD_HEAD, 0, 0, NULL, NULL },
	[ORDER_SIZE] = { N_("Size"), FIELD_PICK, 24, FIELD_REQUIRED, N_("F4 lists those that are known"), NULL },
	[ORDER_COPIES] = { N_("How many"), FIELD_DIGITS, 3, 0, N_("Of each; empty: one"), NULL },
	[ORDER_START] = { N_("First free label"), FIELD_DIGITS, 3, 0, N_("Of a sheet that was begun; empty: the first"),
		NULL },
	[ORDER_AT] = { N_("Prices of"), FIELD_DATE, 25, 0,
		N_("A later time: tags for tomorrow's prices; empty: now"), NULL },
};

static enum err orders_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	(void)find;
	return order_rows(ui, a, JOB_LABELS, rows);
}

static enum err orders_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	(void)a;
	(void)key;
	v->value[ORDER_CHANGED] = "yes";
	v->value[ORDER_UNPRINTED] = "no";
	v->value[ORDER_SIZE] = setting_text(ui->shop, SET_LABEL_SIZE);
	return OK;
}

static struct form_options orders_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };
	struct said said = { .id = MSG_NONE };
	struct tag_size *list;
	int n = 0;

	(void)key;
	if (field == ORDER_CATEGORY)
		return category_options(ui, a);
	if (labels_sizes(ui->shop, a, &list, &n, &said) != OK)
		return o;
	for (int i = 0; i < n; i++)
		option_put(&o, a, list[i].code, tr_name(list[i].name, list[i].name_en));
	return o;
}

static void orders_submit(struct screen *s, const struct book_values *v)
{
	struct arena *a = &ui_of(s)->event;
	const char **codes = arena_array(a, CODES_MAX, sizeof *codes);
	char *save = NULL;
	struct labels_choice choice = { .codes = codes, .copies = (int)strtol(v->value[ORDER_COPIES], NULL, 10),
		.category = filled(v->value[ORDER_CATEGORY]), .since_ms = time_filled(v->value[ORDER_SINCE]),
		.at_ms = time_filled(v->value[ORDER_AT]),
		.changed = strcmp(v->value[ORDER_CHANGED], "yes") == 0,
		.unprinted = strcmp(v->value[ORDER_UNPRINTED], "yes") == 0 };
	const struct labels_open open = { &choice, v->value[ORDER_SIZE],
		(int)strtol(v->value[ORDER_START], NULL, 10) };

	for (char *c = strtok_r(arena_strdup(a, v->value[ORDER_CODES]), " ,;", &save);
		c && choice.code_count < CODES_MAX; c = strtok_r(NULL, " ,;", &save))
		codes[choice.code_count++] = c;
	order_look(s, &labels_kind, &open, TAG_SUBMIT);
}

/* The same articles anew, with what their tags say today. */
static void orders_open(struct screen *s, const char *key)
{
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };
	struct labels_choice choice;
	const char *size;

	if (ui_said(s, labels_of_job(ui->shop, &ui->event, strtoll(key, NULL, 10), &choice, &size, &said), &said) != OK)
		return;
	const struct labels_open open = { &choice, size, 0 };

	order_look(s, &labels_kind, &open, TAG_PLAIN);
}

static const char *orders_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("F3 chooses what to print, Enter lists the same tags anew, as they say today");
}

const struct book labels_book = {
	.title = N_("Price tags"), .one = N_("Price tags to print"), .change = PERM_LABELS, .grows = true,
	.columns = order_columns, .column_count = ORDER_COLUMNS, .load = orders_load, .fields = order_fields,
	.field_count = ORDER_FIELDS, .read = orders_read, .options = orders_options,
	.submit = orders_submit, .open = orders_open, .hint = orders_hint,
};
