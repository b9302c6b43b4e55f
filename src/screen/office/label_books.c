/* label_books.c - price tags: the orders that were printed, to print one anew; a new order as a form, then the list of
 * its tags to look at, each as it will stand there, before the printer gets them. */
#include "office_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "model/money.h"
#include "service/jobs.h"
#include "service/labels.h"
#include "tui/dialog.h"
#include "tui/key.h"

enum { TAG_FILE = -36 };

#define CODES_MAX 200
#define JOBS_LOOKED_AT 2000

/* --- the tags of an order, to look at ------------------------------------------------------------ */

struct labels_open { const struct labels_choice *choice; const char *size; int start; };

struct labels_state {
	struct arena arena;         /* texts of a picture */
	struct labels_order order;
	struct label *labels;
	int count, lacking;
	struct list list;
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
	struct labels_state *st = ctx;
	const struct label *l = &st->labels[row];
	struct arena *a = &st->arena;

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
	const struct label *l = &((struct labels_state *)ctx)->labels[row];

	return *l->lacks ? STYLE_ERROR : STYLE_NORMAL;
}

static enum err labels_begin(struct screen *s, const void *arg)
{
	const struct labels_open *open = arg;
	struct labels_state *st = s->state;
	struct said said = { .id = MSG_NONE };
	enum err e = labels_choose(ui_of(s)->shop, &s->arena, open->choice, &st->labels, &st->count, &said);

	if (e != OK) {
		ui_said(s->parent, e, &said);
		return e;
	}
	for (int i = 0; i < st->count; i++)
		st->lacking += *st->labels[i].lacks != '\0';
	st->order = (struct labels_order){ .list = st->labels, .count = st->count, .start = open->start,
		.size = *open->size ? arena_strdup(&s->arena, open->size) : NULL, .at_ms = open->choice->at_ms };
	list_init(&st->list, label_columns, LABEL_COLUMNS, LIST_HEAD, label_cell, st);
	st->list.style = label_style;
	list_set_count(&st->list, st->count);
	return OK;
}

static void labels_end(struct screen *s)
{
	arena_release(&((struct labels_state *)s->state)->arena);
}

static void labels_draw(struct screen *s)
{
	static const uint16_t keys[] = { SCR_PRINT, SCR_EXPORT, SCR_HELP, 0 };
	struct labels_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct rect r = office_frame(s, _("Price tags"), arena_printf(&ui->event, _("%d of %d"),
		st->count ? st->list.cursor + 1 : 0, st->count),
		_("F12 prints them, Enter shows one, F9 draws them into a file, Esc back"), keys);

	arena_clear(&st->arena);
	list_draw(&st->list, (struct rect){ r.y, r.x, r.h - 1, r.w });
	draw_field(r.y + r.h - 1, r.x, r.w, st->lacking ? STYLE_WARNING : STYLE_INFO, ALIGN_LEFT,
		arena_printf(&ui->paint, _("Tags: %d, size %s; left out, because something lacks: %d"),
			st->count - st->lacking, st->order.size ? st->order.size
			: setting_text(ui->shop, SET_LABEL_SIZE), st->lacking));
}

static void show_one(struct screen *s)
{
	struct labels_state *st = s->state;
	struct sbuf text = SBUF_INIT;

	if (st->list.cursor < 0)
		return;
	tag_text(&st->labels[st->list.cursor].tag,
		strcmp(setting_text(ui_of(s)->shop, SET_RECEIPT_LANGUAGE), "en") == 0, &text);
	ask_pager(s, st->labels[st->list.cursor].tag.name, sbuf_text(&text));
	sbuf_release(&text);
}

static enum react labels_print_act(struct screen *s)
{
	struct labels_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };

	if (ui_said(s, labels_print(ui->shop, &ui->event, &st->order, NULL, &said), &said) != OK)
		return REACT_REDRAW;
	if (ui->outside && ui->outside->poke)
		ui->outside->poke(ui->outside->ctx);
	screen_answer(s, 0, "", NULL);
	return REACT_CLOSE;
}

static enum react labels_act(struct screen *s, int action, const char *arg)
{
	switch (action) {
	case SCR_PRINT:
		return labels_print_act(s);
	case SCR_EXPORT:
		ask_line(s, TAG_FILE, &(struct line_question){ .title = _("To a file"),
			.text = _("Its name ends in .pdf, or in .png for the first page"), .initial = "tags.pdf",
			.kind = EDIT_TEXT, .min_chars = 5, .max_chars = 100 });
		return REACT_REDRAW;
	default:
		return office_act(s, action, arg);
	}
}

static enum react labels_event(struct screen *s, const struct event *e)
{
	struct labels_state *st = s->state;

	if (e->kind != EVENT_KEY)
		return office_event(s, e);
	if (e->code == TKEY_ESC)
		return REACT_CLOSE;
	switch (list_key(&st->list, e->code)) {
	case LIST_MOVED:
		return REACT_REDRAW;
	case LIST_CHOSEN:
		show_one(s);
		return REACT_REDRAW;
	default:
		return REACT_BEEP;
	}
}

static enum react draw_file(struct screen *s, const char *path)
{
	struct labels_state *st = s->state;
	enum pages_format format = pages_format_of(path);
	struct said said = { .id = MSG_NONE };

	if (format != PAGES_PDF && format != PAGES_PNG)
		screen_refuse(s, _("%s is neither .pdf nor .png"), path);
	else
		ui_said(s, labels_save(ui_of(s)->shop, &ui_of(s)->event, &st->order, format, path, &said), &said);
	return REACT_REDRAW;
}

static enum react labels_resume(struct screen *s, const struct answer *a)
{
	if (office_unwinds(s))
		return REACT_CLOSE;
	return a->given && a->tag == TAG_FILE ? draw_file(s, a->text) : ui_resume(s, a);
}

static const struct screen_ops labels_ops = {
	.name = "office-tags", .title = N_("Price tags"), .size = sizeof(struct labels_state),
	.open = labels_begin, .draw = labels_draw, .act = labels_act, .event = labels_event,
	.resume = labels_resume, .close = labels_end
};

void labels_show_changed(struct screen *s)
{
	const struct labels_choice choice = { .changed = true };
	const struct labels_open open = { &choice, "", 0 };

	if (screen_push(s, &labels_ops, &open, TAG_PLAIN) != OK)
		screen_dirty(s); /* what is wrong was told */
}

/* --- orders ---------------------------------------------------------------------------------------- */

static const struct list_column order_columns[] = {
	{ N_("Time"), 16, ALIGN_LEFT, false, 0 }, { N_("Till"), 6, ALIGN_LEFT, false, 2 },
	{ N_("Size"), 12, ALIGN_LEFT, false, 0 }, { N_("State"), 12, ALIGN_LEFT, false, 0 },
	{ N_("Why"), 0, ALIGN_LEFT, false, 0 },
};
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

const char *job_words(int state)
{
	static const char *const words[] = { [JOB_WAITING] = N_("waiting"), [JOB_SENT] = N_("at the printer"),
		[JOB_DONE] = N_("printed"), [JOB_FAILED] = N_("failed"), [JOB_UNKNOWN] = N_("outcome unknown"),
		[JOB_EXPIRED] = N_("too late") };

	return _(words[state]);
}

static enum err orders_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct job_info *list;
	int n = 0;
	enum err e = jobs_all(ui->shop, a, NULL, JOBS_LOOKED_AT, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row;

		if (list[i].kind != JOB_LABELS)
			continue;
		row = book_add(rows, a, number_text(a, list[i].id));
		row->cell[0] = arena_strndup(a, clock_text(a, list[i].created_at_ms), 16);
		row->cell[1] = *list[i].terminal ? list[i].terminal : _("office");
		row->cell[2] = list[i].template;
		row->cell[3] = job_words(list[i].state);
		row->cell[4] = list[i].note;
		row->warn = list[i].state == JOB_FAILED || list[i].state == JOB_UNKNOWN;
	}
	return e;
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
	if (screen_push(s, &labels_ops, &open, TAG_SUBMIT) != OK)
		screen_dirty(s); /* what is wrong was told */
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

	if (screen_push(s, &labels_ops, &open, TAG_PLAIN) != OK)
		screen_dirty(s);
}

static const char *orders_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("F3 chooses what to print, Enter lists the same tags anew, as they say today");
}

const struct book labels_book = {
	.title = N_("Price tags"), .one = N_("Price tags to print"), .change = PERM_LABELS, .grows = true,
	.columns = order_columns, .column_count = 5, .load = orders_load, .fields = order_fields,
	.field_count = ORDER_FIELDS, .read = orders_read, .options = orders_options,
	.submit = orders_submit, .open = orders_open, .hint = orders_hint,
};
