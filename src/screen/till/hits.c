/* hits.c - what a search finds while it is typed. Letters search and the first hit is proposed, so
 * that Enter takes it; digits show what begins so, but Enter takes the digits as a code. */
#include "../screen_int.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/entry.h"
#include "model/money.h"
#include "service/articles.h"
#include "tui/key.h"

#define DIGITS_MIN 5   /* typed before anything is looked up: fewer are an amount or a quantity */
#define LETTERS_MIN 2  /* letters typed before a digit chooses: "A1" may be an article number */
#define HITS_SHOWN 9
#define FRAME_MS 16    /* a search that takes longer is slow */

#define WIDE_COLS 60   /* from here on the code is shown too */

enum { HIT_NAME, HIT_PRICE, HIT_CODE, HIT_COLUMNS, HIT_COLUMNS_NARROW = HIT_CODE };

static const struct list_column columns[HIT_COLUMNS] = {
	[HIT_NAME] = { "", 0, ALIGN_LEFT, false, 0 },
	[HIT_PRICE] = { "", 9, ALIGN_RIGHT, true, 0 },
	[HIT_CODE] = { "", 15, ALIGN_RIGHT, false, 0 },
};

static const char *cell(void *ctx, int row, int column, char *buf)
{
	const struct hits *h = ctx;
	const struct article *f = &h->found[row];

	switch (column) {
	case HIT_NAME:
		return ui_name(f->name, f->name_en);
	case HIT_CODE:
		return f->code && *f->code ? f->code : f->number;
	default:
		if (f->price_minor >= 0)
			return ui_money(h->ui, f->price_minor);
		snprintf(buf, LIST_CELL_MAX, "-");
		return buf;
	}
}

static int rows_of(const struct hits *h)
{
	return h->count < h->room ? h->count : h->room;
}

void hits_init(struct hits *h, struct ui *ui)
{
	h->ui = ui;
	h->room = HITS_SHOWN;
	list_init(&h->list, columns, HIT_COLUMNS, LIST_NUMBERED, cell, h);
}

/* Only letters so far, so that a digit is no part of what is looked for. */
static bool letters_only(const char *s)
{
	size_t n = 0;

	for (; *s; s++, n++)
		if (isdigit((unsigned char)*s))
			return false;
	return n >= LETTERS_MIN;
}

/* What found nothing finds nothing with more behind it (model/search.h); a mark may make another
 * letter of the last one, so only ASCII counts. */
static bool in_vain(const struct hits *h, const char *code)
{
	size_t n = strlen(h->nothing);

	if (!n || strncmp(code, h->nothing, n) != 0)
		return false;
	for (code += n; *code; code++)
		if ((unsigned char)*code >= 0x80)
			return false;
	return true;
}

static void find(struct hits *h, const struct entry *e)
{
	bool letters = e->kind == ENTRY_SEARCH;
	int64_t from_ms = clock_mono_ms();

	h->count = 0;
	if (!letters && (e->kind != ENTRY_CODE || strlen(e->code) < DIGITS_MIN)) {
		h->nothing[0] = '\0'; /* a new word: the file may have changed since the last one */
		return;
	}
	if (in_vain(h, e->code))
		return;
	if (till_find(h->ui->shop, &h->arena, e->code, h->found, &h->count) != OK)
		h->count = 0;
	h->slow = clock_mono_ms() - from_ms > FRAME_MS;
	snprintf(h->nothing, sizeof h->nothing, "%s", h->count ? "" : e->code);
	h->numbered = letters && letters_only(e->code);
	list_set_count(&h->list, h->count);
	h->list.top = 0;
	h->list.height = rows_of(h); /* a digit may choose before they are drawn */
	h->list.cursor = letters && h->count ? 0 : -1;
	h->list.flags = h->numbered ? LIST_NUMBERED : 0;
}

bool hits_update(struct hits *h, const char *text)
{
	struct entry e;
	int before = h->count;

	if (strcmp(h->text, text) == 0)
		return false;
	arena_clear(&h->arena);
	snprintf(h->text, sizeof h->text, "%s", text);
	entry_parse(&h->arena, text, &e);
	h->prefix = "";
	if (e.kind == ENTRY_SEARCH && strlen(text) > strlen(e.code))
		h->prefix = arena_strndup(&h->arena, text, strcspn(text, "*@/") + 1);
	find(h, &e);
	return before || h->count;
}

static bool leads_to(struct ui *ui, const char *code, const struct article *f)
{
	struct article found;

	return till_article(ui->shop, &ui->event, code, &found) == OK && found.id == f->id &&
		found.pack_milli == QTY_ONE;
}

/* What to type for this article and no other: its number, unless that is the code of another. */
static const char *code_of(struct ui *ui, const struct article *f)
{
	struct article_sheet sheet;

	if (leads_to(ui, f->number, f) ||
	    article_sheet(ui->shop, &ui->event, f->number, &sheet) != OK)
		return f->number;
	for (int i = 0; i < sheet.code_count; i++)
		if (leads_to(ui, sheet.codes[i].code, f))
			return sheet.codes[i].code;
	return f->number;
}

const char *hits_entry(const struct hits *h)
{
	if (h->count == 0 || h->list.cursor < 0)
		return NULL;
	return arena_printf(&h->ui->event, "%s%s", h->prefix,
		code_of(h->ui, &h->found[h->list.cursor]));
}

static bool moves(int32_t code)
{
	return code == TKEY_UP || code == TKEY_DOWN || code == TKEY_PAGE_UP || code == TKEY_PAGE_DOWN;
}

static bool is_digit(int32_t code)
{
	return code >= '0' && code <= '9';
}

bool hits_chosen_by(const char *text, int32_t code)
{
	size_t n = strlen(text);

	return n && (moves(code) || (is_digit(code) && !is_digit((unsigned char)text[n - 1])));
}

enum list_answer hits_key(struct hits *h, int32_t code)
{
	if (h->count == 0 || (!moves(code) && !(h->numbered && is_digit(code))))
		return LIST_PASS;
	if (h->list.cursor < 0) {
		h->list.cursor = 0;
		return LIST_MOVED;
	}
	return list_key(&h->list, code);
}

void hits_draw(struct hits *h, struct rect r)
{
	struct rect box;
	int rows;

	h->room = r.h - 2 < HITS_SHOWN ? r.h - 2 : HITS_SHOWN;
	if (h->count == 0)
		return;
	rows = rows_of(h);
	box = (struct rect){ r.y + r.h - rows - 2, r.x, rows + 2, r.w };
	h->list.column_count = r.w >= WIDE_COLS ? HIT_COLUMNS : HIT_COLUMNS_NARROW;
	draw_fill(box, STYLE_NORMAL);
	draw_box(box, STYLE_DIALOG, h->numbered ? _("Found: a digit or the arrows, then Enter")
		: _("Found: the arrows, then Enter"));
	list_draw(&h->list, rect_inset(box, 1, 2));
}
