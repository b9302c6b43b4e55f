/* book_list.c - a list of things: found as one types, opened with Enter; what its book describes. */
#include "office_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "model/money.h"
#include "model/pinyin.h"
#include "model/table.h"
#include "tui/dialog.h"
#include "tui/key.h"

#define KEYS_MAX 10 /* and the 0 at their end */
#define LATER_MS 120 /* a search of the store waits so long for the next letter */
#define DEEDS_MAX 12

enum { TAG_DEED = -13, TAG_FILE = -14 };

struct book_list {
	const struct book *book;
	struct arena arena;      /* of the rows */
	struct book_rows rows;
	int *shown, shown_count; /* which of them fit what was typed */
	struct list list;
	struct edit entry;
	bool pending;            /* what was typed is not searched for yet */
	const struct book_deed *deeds[DEEDS_MAX]; /* those that may be done */
	int deed_count;
	uint16_t keys[KEYS_MAX];
};

/* --- rows -------------------------------------------------------------------------------------- */

struct book_row *book_add(struct book_rows *rows, struct arena *a, const char *key)
{
	struct book_row *row;

	if (!rows->list)
		rows->list = arena_array(a, BOOK_ROWS_MAX, sizeof *rows->list);
	row = &rows->list[rows->count < BOOK_ROWS_MAX ? rows->count++ : BOOK_ROWS_MAX - 1];
	*row = (struct book_row){ .key = key };
	for (int i = 0; i < BOOK_CELLS_MAX; i++)
		row->cell[i] = "";
	return row;
}

static const char *cell(void *ctx, int row, int column, char *buf)
{
	const struct book_list *st = ctx;

	(void)buf;
	return st->rows.list[st->shown[row]].cell[column];
}

static enum style row_style(void *ctx, int row)
{
	const struct book_list *st = ctx;

	const struct book_row *r = &st->rows.list[st->shown[row]];

	return r->warn ? STYLE_WARNING : r->off ? STYLE_VOID : STYLE_NORMAL;
}

/* As it is written, or as goods are found: by pinyin. */
static bool fits(const struct book_list *st, const struct book_row *row, const char *text, struct arena *a)
{
	for (int i = 0; i < st->book->column_count; i++) {
		const char *cell = utf8_key(a, row->cell[i]);

		if (strstr(cell, text) || pinyin_match(cell, text))
			return true;
	}
	return false;
}

static void narrow(struct screen *s)
{
	struct book_list *st = s->state;
	struct arena *a = &ui_of(s)->event;
	const char *text = st->book->finds ? "" : utf8_key(a, st->entry.text);

	st->shown_count = 0;
	for (int i = 0; i < st->rows.count; i++)
		if (!*text || fits(st, &st->rows.list[i], text, a))
			st->shown[st->shown_count++] = i;
	list_set_count(&st->list, st->shown_count);
}

static const struct book_row *chosen(const struct book_list *st)
{
	return st->shown_count && st->list.cursor >= 0 ? &st->rows.list[st->shown[st->list.cursor]] : NULL;
}

static void choose_key(struct book_list *st, const char *key)
{
	for (int i = 0; i < st->shown_count; i++)
		if (strcmp(st->rows.list[st->shown[i]].key, key) == 0)
			list_select(&st->list, i);
}

/* Reads the rows anew; the one that was chosen stays it. */
static enum err load(struct screen *s, const char *key)
{
	struct book_list *st = s->state;
	struct ui *ui = ui_of(s);
	const struct book_row *now = chosen(st);
	const char *stay = arena_strdup(&ui->event, key ? key : now ? now->key : "");
	enum err e;

	arena_clear(&st->arena);
	st->rows = (struct book_rows){ NULL, 0 };
	e = st->book->load(ui, &st->arena, st->book->finds ? st->entry.text : "", &st->rows);
	st->shown = arena_array(&st->arena, (size_t)st->rows.count + 1, sizeof *st->shown);
	narrow(s);
	choose_key(st, stay);
	return e;
}

static void reload(struct screen *s, const char *key)
{
	if (load(s, key) != OK)
		screen_refuse(s, _("The list cannot be read: %s"), shop_error(ui_of(s)->shop));
}

/* --- the screen -------------------------------------------------------------------------------- */

static void find_keys(struct screen *s)
{
	struct book_list *st = s->state;
	const struct book *b = st->book;
	bool change = shop_may(ui_of(s)->shop, b->change);
	int n = 0;

	if (b->grows && change)
		st->keys[n++] = SCR_NEW;
	if (b->filter)
		st->keys[n++] = SCR_CHOOSE;
	for (const struct book_deed *d = b->deeds; d && d->words; d++)
		if (shop_may(ui_of(s)->shop, d->perm) && st->deed_count < DEEDS_MAX)
			st->deeds[st->deed_count++] = d;
	if (b->more || st->deed_count)
		st->keys[n++] = SCR_MORE;
	if (b->table)
		st->keys[n++] = SCR_HISTORY;
	if (b->grows && change && b->read && b->read != nothing_read)
		st->keys[n++] = SCR_COPY;
	if ((b->remove || b->in_use) && change)
		st->keys[n++] = SCR_REMOVE;
	if (shop_may(ui_of(s)->shop, PERM_EXPORT))
		st->keys[n++] = SCR_EXPORT;
	st->keys[n++] = SCR_MENU;
	st->keys[n] = SCR_HELP;
}

static enum err begin(struct screen *s, const void *arg)
{
	struct book_list *st = s->state;

	st->book = arg;
	edit_init(&st->entry, EDIT_TEXT, 40);
	list_init(&st->list, st->book->columns, st->book->column_count, LIST_HEAD, cell, st);
	st->list.style = row_style;
	st->list.flex_min = BOOK_NAME_COLS;
	find_keys(s);
	return load(s, NULL);
}

static void end(struct screen *s)
{
	struct book_list *st = s->state;

	arena_release(&st->arena);
}

static bool has_form(const struct book *b)
{
	return b->fields || b->build;
}

static const char *hint(struct ui *ui, const struct book_list *st)
{
	const struct book_row *row = chosen(st);

	if (row && st->book->hint)
		return st->book->hint(ui, row->key);
	return has_form(st->book) ? _("Type to find, Enter opens, Esc back") : _("Type to find, Esc back");
}

static void draw(struct screen *s)
{
	struct book_list *st = s->state;
	struct ui *ui = ui_of(s);
	struct rect r = office_frame(s, _(st->book->title),
		arena_printf(&ui->event, _("%d of %d"), st->shown_count ? st->list.cursor + 1 : 0, st->shown_count),
		hint(ui, st), st->keys);

	list_draw(&st->list, (struct rect){ r.y, r.x, r.h - 2, r.w });
	if (st->shown_count == 0)
		draw_field(r.y + 1, r.x, r.w, STYLE_DIM, ALIGN_LEFT, _("Nothing is like that"));
	draw_field(r.y + r.h - 1, r.x, 8, STYLE_ENTRY, ALIGN_LEFT, _("Find >"));
	edit_draw(&st->entry, r.y + r.h - 1, r.x + 8, r.w - 8, STYLE_NORMAL, screen_is_top(s));
}

static void open_form(struct screen *s, const char *key, bool copy)
{
	struct book_list *st = s->state;
	const struct book_open open = { st->book, key, copy };

	office_push(s, &book_form_ops, &open, TAG_PLAIN);
}

/* Of what is kept, nothing else changes. */
static enum err change_use(struct ui *ui, const struct book *b, const char *key, struct said *said)
{
	struct book_values now = { .row_id = 0 }, v = { .row_id = 0 };
	enum err e = b->read(ui, &ui->event, key, &now);

	if (e != OK)
		return e;
	v.row_id = now.row_id;
	v.value[b->in_use] = yes_no(strcmp(now.value[b->in_use], "no") == 0);
	return b->save(ui, &ui->event, key, &v, said);
}

static void remove_it(struct screen *s, const struct book_row *row)
{
	struct book_list *st = s->state;
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };

	ui_said(s, st->book->remove ? st->book->remove(ui, &ui->event, row->key, &said)
		: change_use(ui, st->book, row->key, &said), &said);
	reload(s, NULL);
}

static void show_past(struct screen *s, const struct book_row *row)
{
	struct book_list *st = s->state;
	struct ui *ui = ui_of(s);
	struct book_values v = { .row_id = 0 };

	if (st->book->read(ui, &ui->event, row->key, &v) == OK)
		past_show(s, v.name ? v.name : row->key, st->book->table, v.row_id,
			st->book->shared_past ? row->key : NULL);
}

/* --- what is done with one ----------------------------------------------------------------------- */

static void ask_deed(struct screen *s, const struct book_row *row)
{
	struct book_list *st = s->state;
	struct menu_item items[DEEDS_MAX] = { { 0 } };

	for (int i = 0; i < st->deed_count; i++)
		items[i] = (struct menu_item){ .label = _(st->deeds[i]->words), .off = !row && !st->deeds[i]->of_none };
	ask_choice(s, TAG_DEED, row ? row->cell[0] : _(st->book->title), "", items, st->deed_count, -1);
}

static void do_deed(struct screen *s, const struct book_deed *d)
{
	struct book_list *st = s->state;
	struct ui *ui = ui_of(s);
	const struct book_row *row = chosen(st);
	const struct book_open open = { d->form, "", false };

	if (!row && !d->of_none)
		return;
	if (d->form) {
		snprintf(ui->about, sizeof ui->about, "%s", row && !d->of_none ? row->key : "");
		office_push(s, &book_form_ops, &open, TAG_PLAIN);
		return;
	}
	d->run(s, row ? arena_strdup(&ui->event, row->key) : "");
	if (screen_is_top(s))
		reload(s, NULL);
}

/* --- into a file --------------------------------------------------------------------------------- */

/* Figures stand right: what all rows of such a column have is amounts, or whole numbers. */
static enum table_type type_of(const struct book_list *st, int column)
{
	bool money = true, number = true, any = false;

	if (st->book->columns[column].align != ALIGN_RIGHT)
		return TABLE_TEXT;
	for (int i = 0; i < st->shown_count; i++) {
		const char *text = st->rows.list[st->shown[i]].cell[column];
		int64_t minor;

		any = any || *text;
		number = number && !text[strspn(text, "0123456789")];
		money = money && (!*text || (strchr(text, '.') && money_parse(text, &minor) == OK));
	}
	return !any ? TABLE_TEXT : number ? TABLE_NUMBER : money ? TABLE_MONEY : TABLE_TEXT;
}

static void put_cell(struct table *t, enum table_type type, const char *text)
{
	int64_t minor = 0;

	if (type == TABLE_TEXT)
		table_text(t, text);
	else if (!*text)
		table_null(t);
	else if (type == TABLE_NUMBER)
		table_int(t, strtoll(text, NULL, 10));
	else
		table_int(t, money_parse(text, &minor) == OK ? minor : 0);
}

/* What is listed now, as it is listed. */
static void to_file(struct screen *s, const char *path)
{
	struct book_list *st = s->state;
	const struct book *b = st->book;
	struct arena *a = &ui_of(s)->event;
	struct table_column *columns = arena_array(a, (size_t)b->column_count, sizeof *columns);
	struct table *t;

	for (int c = 0; c < b->column_count; c++)
		columns[c] = (struct table_column){ *b->columns[c].title ? _(b->columns[c].title) : "", type_of(st, c),
			false };
	t = table_new(a, _(b->title), columns, b->column_count);
	for (int i = 0; i < st->shown_count; i++)
		for (int c = 0; c < b->column_count; c++)
			put_cell(t, columns[c].type, st->rows.list[st->shown[i]].cell[c]);
	file_save(s, t, path);
}

static enum react later(struct screen *s);

static enum react act(struct screen *s, int action, const char *arg)
{
	struct book_list *st = s->state;
	const struct book *b = st->book;
	const struct book_row *row;
	bool change = shop_may(ui_of(s)->shop, b->change);

	later(s);
	row = chosen(st);
	switch (action) {
	case SCR_NEW:
		if (!b->grows || !change)
			return REACT_BEEP;
		open_form(s, "", false);
		return REACT_REDRAW;
	case SCR_CHOOSE:
		if (!b->filter)
			return REACT_BEEP;
		b->filter(s);
		return REACT_REDRAW;
	case SCR_COPY:
		if (!b->grows || !change || !row || b->read == nothing_read)
			return REACT_BEEP;
		open_form(s, row->key, true);
		return REACT_REDRAW;
	case SCR_REMOVE:
		if ((!b->remove && !b->in_use) || !change || !row)
			return REACT_BEEP;
		remove_it(s, row);
		return REACT_REDRAW;
	case SCR_HISTORY:
		if (!b->table || !row)
			return REACT_BEEP;
		show_past(s, row);
		return REACT_REDRAW;
	case SCR_EXPORT:
		if (!shop_may(ui_of(s)->shop, PERM_EXPORT))
			return REACT_BEEP;
		file_ask(s, TAG_FILE, "list.xlsx");
		return REACT_REDRAW;
	case SCR_MORE:
		if (st->deed_count)
			ask_deed(s, row);
		else if (b->more && row)
			b->more(s, row->key);
		else
			return REACT_BEEP;
		return REACT_REDRAW;
	default:
		return office_act(s, action, arg);
	}
}

static enum react typed(struct screen *s)
{
	struct book_list *st = s->state;

	list_select(&st->list, 0);
	st->pending = st->book->finds;
	if (st->pending)
		screen_later(s, LATER_MS);
	else
		narrow(s);
	return REACT_REDRAW;
}

static enum react later(struct screen *s)
{
	struct book_list *st = s->state;

	if (!st->pending)
		return REACT_NONE;
	st->pending = false;
	reload(s, "");
	list_select(&st->list, st->shown_count ? 0 : -1);
	return REACT_REDRAW;
}

/* Enter: the form, else what belongs to it. */
static enum react open_chosen(struct screen *s)
{
	struct book_list *st = s->state;
	const struct book_row *row = chosen(st);

	if (!row)
		return REACT_BEEP;
	if (st->book->answers) {
		screen_answer(s, 0, row->key, NULL);
		return REACT_CLOSE;
	}
	if (st->book->turn && st->book->turn(ui_of(s), row->key))
		reload(s, "");
	else if (st->book->open)
		st->book->open(s, row->key);
	else if (has_form(st->book))
		open_form(s, row->key, st->book->always_new);
	else if (st->book->more)
		st->book->more(s, row->key);
	else
		return REACT_BEEP;
	return REACT_REDRAW;
}

static enum react key(struct screen *s, int32_t code)
{
	struct book_list *st = s->state;

	if (edit_key(&st->entry, code))
		return typed(s);
	later(s); /* a key that means a row means one that was found */
	switch (list_key(&st->list, code)) {
	case LIST_MOVED:
		return REACT_REDRAW;
	case LIST_CHOSEN:
		return open_chosen(s);
	default:
		break;
	}
	if (code != TKEY_ESC)
		return REACT_BEEP;
	if (!st->entry.len)
		return REACT_CLOSE;
	edit_clear(&st->entry);
	return typed(s);
}

static enum react event(struct screen *s, const struct event *e)
{
	struct book_list *st = s->state;

	switch (e->kind) {
	case EVENT_KEY:
		return key(s, e->code);
	case EVENT_CARD:
		if (!st->book->finds)
			return office_event(s, e);
		edit_set(&st->entry, e->text);
		return typed(s) | later(s);
	case EVENT_SCAN:
	case EVENT_PASTE:
		edit_set(&st->entry, e->text);
		return typed(s) | later(s);
	case EVENT_STORE:
		reload(s, NULL);
		return REACT_REDRAW;
	default:
		return office_event(s, e);
	}
}

/* The form that was open tells which one it kept. */
static enum react resume(struct screen *s, const struct answer *a)
{
	if (office_unwinds(s))
		return REACT_CLOSE;
	if (a->given && a->tag == TAG_ACTION)
		return ui_resume(s, a);
	if (a->given && a->tag == TAG_DEED)
		do_deed(s, ((struct book_list *)s->state)->deeds[a->choice]);
	else if (a->given && a->tag == TAG_FILE)
		to_file(s, a->text);
	else if (a->given)
		reload(s, a->text);
	return REACT_REDRAW;
}

int book_listed(const struct screen *list, const char **keys, int most)
{
	const struct book_list *st = list->state;
	int n = 0;

	for (; n < st->shown_count && n < most; n++)
		keys[n] = st->rows.list[st->shown[n]].key;
	return n;
}

const struct screen_ops book_list_ops = {
	.name = "office-list", .title = N_("List"), .size = sizeof(struct book_list),
	.open = begin, .draw = draw, .act = act, .event = event, .resume = resume, .later = later, .close = end
};
