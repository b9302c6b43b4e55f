/* mail_books.c - address labels: the orders that were printed; a new order as a form, then the list of its labels to
 * look at, each as it will stand there, before the printer gets them. */
#include "office_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "service/consents.h"
#include "service/jobs.h"
#include "service/levels.h"
#include "service/mail.h"
#include "tui/dialog.h"
#include "tui/key.h"

enum { TAG_FILE = -46 };

#define KEYS_MAX 200
#define JOBS_LOOKED_AT 2000
#define PREVIEW_COLS 36

/* --- the labels of an order, to look at ----------------------------------------------------------- */

struct mails_open { const struct mail_choice *choice; struct mail_printing how; };

struct mails_state {
	struct arena arena;         /* texts of a picture */
	struct mail_printing order;
	struct mail_list chosen;
	struct list list;
};

enum { MAIL_POSTCODE, MAIL_ADDRESS, MAIL_NAME, MAIL_COLUMNS };
static const struct list_column mail_columns[MAIL_COLUMNS] = {
	[MAIL_POSTCODE] = { N_("Postcode"), 10, ALIGN_LEFT, false, 0 },
	[MAIL_ADDRESS] = { N_("Address"), 0, ALIGN_LEFT, false, 0 },
	[MAIL_NAME] = { N_("Full name"), 22, ALIGN_LEFT, false, 0 },
};

static const char *mail_cell(void *ctx, int row, int column, char *buf)
{
	struct mails_state *st = ctx;
	const struct mail *m = &st->chosen.list[row];

	(void)buf;
	return column == MAIL_POSTCODE ? m->postcode : column == MAIL_ADDRESS ? m->address
		: mail_name(&st->arena, m);
}

static enum err mails_begin(struct screen *s, const void *arg)
{
	const struct mails_open *open = arg;
	struct mails_state *st = s->state;
	struct said said = { .id = MSG_NONE };
	enum err e = mail_choose(ui_of(s)->shop, &s->arena, open->choice, &st->chosen, &said);

	if (e != OK) {
		ui_said(s->parent, e, &said);
		return e;
	}
	st->order = (struct mail_printing){ .list = st->chosen.list, .count = st->chosen.count,
		.size = arena_strdup(&s->arena, open->how.size), .start = open->how.start,
		.words = arena_strdup(&s->arena, open->how.words) };
	list_init(&st->list, mail_columns, MAIL_COLUMNS, LIST_HEAD, mail_cell, st);
	list_set_count(&st->list, st->chosen.count);
	return OK;
}

static void mails_end(struct screen *s)
{
	arena_release(&((struct mails_state *)s->state)->arena);
}

static void mails_draw(struct screen *s)
{
	static const uint16_t keys[] = { SCR_PRINT, SCR_EXPORT, SCR_HELP, 0 };
	struct mails_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct rect r = office_frame(s, _("Address labels"), arena_printf(&ui->event, _("%d of %d"),
		st->chosen.count ? st->list.cursor + 1 : 0, st->chosen.count),
		_("F12 prints them, Enter shows one, F9 draws them into a file, Esc back"), keys);

	arena_clear(&st->arena);
	list_draw(&st->list, (struct rect){ r.y, r.x, r.h - 1, r.w });
	draw_field(r.y + r.h - 1, r.x, r.w, st->chosen.left_out ? STYLE_WARNING : STYLE_INFO, ALIGN_LEFT,
		arena_printf(&ui->paint, _("Labels: %d, size %s; left out, without name or address or not active: %d"),
			st->chosen.count, st->order.size, st->chosen.left_out));
}

/* As wide as a label is about, in columns of the screen. */
static bool fits_preview(void *ctx, const char *text, size_t n)
{
	return utf8_width(arena_strndup(ctx, text, n)) <= PREVIEW_COLS;
}

static void show_one(struct screen *s)
{
	struct mails_state *st = s->state;
	struct arena *a = &ui_of(s)->event;
	struct mail_line lines[MAIL_LINES_MAX];
	const struct mail *m;
	const char *address = "", *name, *text;
	int n;

	if (st->list.cursor < 0)
		return;
	m = &st->chosen.list[st->list.cursor];
	name = mail_name(a, m);
	n = mail_lines(m->address, MAIL_LINES_MAX, fits_preview, a, lines);
	for (int i = 0; i < n; i++)
		address = arena_printf(a, "%s%.*s\n", address, (int)lines[i].n, lines[i].text);
	if (!n)
		address = arena_printf(a, "%s\n", m->address);
	text = mail_is_chinese(m) ? arena_printf(a, "%s\n%s%s\n", m->postcode, address, name)
		: arena_printf(a, "%s\n%s%s\n", name, address, m->postcode);
	ask_pager(s, m->name, text);
}

static enum react print_them(struct screen *s)
{
	struct mails_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };

	if (ui_said(s, mail_print(ui->shop, &ui->event, &st->order, NULL, &said), &said) != OK)
		return REACT_REDRAW;
	if (ui->outside && ui->outside->poke)
		ui->outside->poke(ui->outside->ctx);
	screen_answer(s, 0, "", NULL);
	return REACT_CLOSE;
}

static enum react mails_act(struct screen *s, int action, const char *arg)
{
	switch (action) {
	case SCR_PRINT:
		return print_them(s);
	case SCR_EXPORT:
		ask_line(s, TAG_FILE, &(struct line_question){ .title = _("To a file"),
			.text = _("Its name ends in .pdf, or in .png for the first page"), .initial = "labels.pdf",
			.kind = EDIT_TEXT, .min_chars = 5, .max_chars = 100 });
		return REACT_REDRAW;
	default:
		return office_act(s, action, arg);
	}
}

static enum react mails_event(struct screen *s, const struct event *e)
{
	struct mails_state *st = s->state;

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
	struct mails_state *st = s->state;
	enum pages_format format = pages_format_of(path);
	struct said said = { .id = MSG_NONE };

	if (format != PAGES_PDF && format != PAGES_PNG)
		screen_refuse(s, _("%s is neither .pdf nor .png"), path);
	else
		ui_said(s, mail_save(ui_of(s)->shop, &ui_of(s)->event, &st->order, format, path, &said), &said);
	return REACT_REDRAW;
}

static enum react mails_resume(struct screen *s, const struct answer *a)
{
	if (office_unwinds(s))
		return REACT_CLOSE;
	return a->given && a->tag == TAG_FILE ? draw_file(s, a->text) : ui_resume(s, a);
}

static const struct screen_ops mails_ops = {
	.name = "office-tags", .title = N_("Address labels"), .size = sizeof(struct mails_state),
	.open = mails_begin, .draw = mails_draw, .act = mails_act, .event = mails_event,
	.resume = mails_resume, .close = mails_end
};

/* --- orders ---------------------------------------------------------------------------------------- */

static const struct list_column order_columns[] = {
	{ N_("Time"), 16, ALIGN_LEFT, false, 0 }, { N_("Till"), 6, ALIGN_LEFT, false, 2 },
	{ N_("Size"), 12, ALIGN_LEFT, false, 0 }, { N_("State"), 16, ALIGN_LEFT, false, 0 },
	{ N_("Why"), 0, ALIGN_LEFT, false, 0 },
};
enum { ORDER_HEAD, ORDER_MEMBERS, ORDER_LEVEL, ORDER_MONTH, ORDER_ALL, ORDER_PURPOSE, ORDER_HEAD_HOW, ORDER_SIZE,
	ORDER_START, ORDER_WHY, ORDER_FIELDS };
static const struct field order_fields[ORDER_FIELDS] = {
	[ORDER_HEAD] = { N_("Which members: those that fit any of it"), FIELD_HEAD, 0, 0, NULL, NULL },
	[ORDER_MEMBERS] = { N_("These members"), FIELD_TEXT, 400, 0,
		N_("Numbers, cards or phone numbers with blanks between"), NULL },
	[ORDER_LEVEL] = { N_("Level"), FIELD_PICK, 24, 0, N_("All of a level, or of those the ones born in the month"),
		NULL },
	[ORDER_MONTH] = { N_("Born in month"), FIELD_DIGITS, 2, 0, N_("1 to 12"), NULL },
	[ORDER_ALL] = { N_("Everybody"), FIELD_YES, 0, 0, N_("All who have an address"), NULL },
	[ORDER_PURPOSE] = { N_("For what"), FIELD_PICK, 12, FIELD_REQUIRED,
		N_("Of a level, a month or all only who agreed to post for it; who is named is written to"), NULL },
	[ORDER_HEAD_HOW] = { N_("What is printed"), FIELD_HEAD, 0, 0, NULL, NULL },
	[ORDER_SIZE] = { N_("Size"), FIELD_PICK, 24, FIELD_REQUIRED, N_("F4 lists those that are known"), NULL },
	[ORDER_START] = { N_("First free label"), FIELD_DIGITS, 3, 0, N_("Of a sheet that was begun; empty: the first"),
		NULL },
	[ORDER_WHY] = { N_("Why"), FIELD_TEXT, 60, FIELD_REQUIRED,
		N_("Names and addresses leave the shop: what for? A text, or the digit of a reason"), NULL },
};

static enum err orders_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct job_info *list;
	int n = 0;
	enum err e = jobs_all(ui->shop, a, NULL, JOBS_LOOKED_AT, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row;

		if (list[i].kind != JOB_MAIL)
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
	(void)ui;
	(void)a;
	(void)key;
	v->value[ORDER_ALL] = "no";
	v->value[ORDER_PURPOSE] = MAIL_PURPOSE;
	v->value[ORDER_SIZE] = MAIL_SIZE;
	return OK;
}

static struct form_options orders_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };
	struct said said = { .id = MSG_NONE };
	const struct level *levels;
	struct tag_size *sizes;
	int n = field == ORDER_LEVEL ? level_all(ui->shop, &levels) : 0;

	(void)key;
	for (int i = 0; i < n; i++)
		option_put(&o, a, levels[i].code, ui_name(levels[i].name, levels[i].name_en));
	for (int i = 1; field == ORDER_PURPOSE && i < CONSENT_PURPOSES; i++)
		option_put(&o, a, consent_purpose_name[i], consent_purpose_words((enum consent_purpose)i));
	if (field == ORDER_PURPOSE)
		option_put(&o, a, "any", _("whatever they said, for what the law demands"));
	if (field != ORDER_SIZE || mail_sizes(ui->shop, a, &sizes, &n, &said) != OK)
		return o;
	for (int i = 0; i < n; i++)
		option_put(&o, a, sizes[i].code, tr_name(sizes[i].name, sizes[i].name_en));
	return o;
}

static void orders_submit(struct screen *s, const struct book_values *v)
{
	struct arena *a = &ui_of(s)->event;
	const char **keys = arena_array(a, KEYS_MAX, sizeof *keys);
	char *save = NULL;
	struct mail_choice choice = { .members = keys, .level = filled(v->value[ORDER_LEVEL]),
		.birth_month = (int)strtol(v->value[ORDER_MONTH], NULL, 10),
		.all = strcmp(v->value[ORDER_ALL], "yes") == 0, .purpose = v->value[ORDER_PURPOSE] };
	const struct mails_open open = { &choice, { .size = v->value[ORDER_SIZE],
		.start = (int)strtol(v->value[ORDER_START], NULL, 10), .words = v->value[ORDER_WHY] } };

	for (char *k = strtok_r(arena_strdup(a, v->value[ORDER_MEMBERS]), " ,;", &save);
		k && choice.member_count < KEYS_MAX; k = strtok_r(NULL, " ,;", &save))
		keys[choice.member_count++] = k;
	if (choice.birth_month > 12)
		screen_refuse(s, _("There is no month %d"), choice.birth_month);
	else if (screen_push(s, &mails_ops, &open, TAG_SUBMIT) != OK)
		screen_dirty(s); /* what is wrong was told */
}

static const char *orders_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("F3 chooses for whom labels are printed");
}

const struct book mail_book = {
	.title = N_("Address labels"), .one = N_("Address labels to print"),
	.change = PERM_MEMBER_EXPORT, .grows = true,
	.columns = order_columns, .column_count = 5, .load = orders_load, .fields = order_fields,
	.field_count = ORDER_FIELDS, .read = orders_read, .options = orders_options,
	.submit = orders_submit, .hint = orders_hint,
};
