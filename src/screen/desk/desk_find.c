/* desk_find.c - who is found while it is typed: four digits are enough, letters search as goods are searched. */
#include "desk_int.h"

#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"

#define DIGITS_MIN END_DIGITS
#define LETTERS_MIN 2 /* of one byte each; a single Chinese character is enough */

enum { HIT_NAME, HIT_PHONE, HIT_CARD, HIT_KIND, HIT_STATE, HIT_COLUMNS };
static const struct list_column columns[HIT_COLUMNS] = {
	[HIT_NAME] = { N_("Full name"), 0, ALIGN_LEFT, false, 0 },
	[HIT_PHONE] = { N_("Phone"), 15, ALIGN_LEFT, false, 0 },
	[HIT_CARD] = { N_("Member card"), 11, ALIGN_LEFT, false, 1 },
	[HIT_KIND] = { N_("Kind of card"), 14, ALIGN_LEFT, false, 3 },
	[HIT_STATE] = { N_("State"), 16, ALIGN_LEFT, false, 2 },
};

static const char *cell(void *ctx, int row, int column, char *buf)
{
	const struct desk_find *f = ctx;
	const struct member_hit *hit = &f->hits[row];
	struct arena *a = &f->ui->paint;

	(void)buf;
	switch (column) {
	case HIT_NAME:
		return hit->member.bearer ? hit->member.code : member_name_shown(f->ui->shop, a, &hit->member);
	case HIT_PHONE:
		return member_phone_shown(f->ui->shop, a, &hit->member);
	case HIT_CARD:
		return hit->card.id ? mask_number(a, hit->card.number) : "";
	case HIT_KIND:
		return ui_name(hit->kind, hit->kind_en);
	default:
		return member_state_words(hit->member.state);
	}
}

static enum style style(void *ctx, int row)
{
	const struct desk_find *f = ctx;

	return f->hits[row].member.state == MEMBER_ACTIVE ? STYLE_NORMAL : STYLE_WARNING;
}

void find_init(struct desk_find *f, struct ui *ui)
{
	f->ui = ui;
	list_init(&f->list, columns, HIT_COLUMNS, LIST_HEAD | LIST_COUNT, cell, f);
	f->list.style = style;
}

void find_clear(struct desk_find *f)
{
	f->count = 0;
	f->choosing = false;
	f->text[0] = '\0';
	list_set_count(&f->list, 0);
	arena_clear(&f->arena);
}

bool find_worth(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	if (digits && !text[digits])
		return digits >= DIGITS_MIN;
	return (int)utf8_len(text) >= LETTERS_MIN || (unsigned char)*text >= 0x80;
}

enum err find_run(struct desk_find *f, const char *text, struct said *said)
{
	enum err e;

	if (*text && strcmp(f->text, text) == 0)
		return f->count ? OK : ERR_NOTFOUND;
	find_clear(f);
	e = member_find(f->ui->shop, &f->arena, text, f->hits, &f->count, said);
	if (e != OK)
		f->count = 0;
	if (e == OK || e == ERR_NOTFOUND)
		snprintf(f->text, sizeof f->text, "%s", text);
	list_set_count(&f->list, f->count);
	f->list.cursor = -1;
	f->list.flags = LIST_HEAD | LIST_COUNT;
	return e;
}

const struct member_hit *find_chosen(const struct desk_find *f)
{
	int i = f->count == 1 ? 0 : f->list.cursor;

	return i >= 0 && i < f->count ? &f->hits[i] : NULL;
}

void find_draw(struct desk_find *f, struct rect r)
{
	f->list.flags = LIST_HEAD | LIST_COUNT | (f->choosing ? LIST_NUMBERED : 0);
	list_draw(&f->list, r);
}
