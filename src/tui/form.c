/* form.c - fields to fill in. */
#include "tui/form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "tui/key.h"

#define SAVE_KEY ('S' - 'A' + 1)

static enum edit_kind kind_of(enum field_type type)
{
	switch (type) {
	case FIELD_DIGITS:
	case FIELD_CHOICE:
		return EDIT_DIGITS;
	case FIELD_NUMBER:
		return EDIT_NUMBER;
	case FIELD_PIN:
		return EDIT_PIN;
	default:
		return EDIT_TEXT;
	}
}

/* The field after `at` in a direction that can be edited; -1 none. */
static int step(const struct form *f, int at, int by)
{
	for (at += by; at >= 0 && at < f->count; at += by)
		if (f->fields[at].type != FIELD_SHOW)
			return at;
	return -1;
}

void form_init(struct form *f, struct arena *a, const struct field *fields, int count)
{
	int i;

	*f = (struct form){ .fields = fields, .count = count, .bad = -1 };
	f->edits = arena_array(a, (size_t)count, sizeof *f->edits);
	for (i = 0; i < count; i++) {
		int max = fields[i].type == FIELD_CHOICE ? 3 : fields[i].type == FIELD_SHOW ? EDIT_CHARS :
			fields[i].max_chars;

		edit_init(&f->edits[i], kind_of(fields[i].type), max);
		if (fields[i].type == FIELD_CHOICE)
			edit_set(&f->edits[i], "0");
	}
	f->current = step(f, -1, 1);
}

void form_set(struct form *f, int field, const char *value)
{
	edit_set(&f->edits[field], value);
}

const char *form_get(const struct form *f, int field)
{
	return f->edits[field].text;
}

int form_choice(const struct form *f, int field)
{
	return (int)strtol(f->edits[field].text, NULL, 10);
}

void form_blame(struct form *f, int field, const char *why)
{
	f->current = f->bad = field;
	f->why = why;
}

static int choice_count(const struct field *field)
{
	int n = 0;

	while (field->choices[n])
		n++;
	return n;
}

static bool choose(struct form *f, int value)
{
	const struct field *field = &f->fields[f->current];
	int n = choice_count(field);
	char text[16];

	if (value < 0 || value >= n || value == form_choice(f, f->current))
		return false;
	snprintf(text, sizeof text, "%d", value);
	form_set(f, f->current, text);
	return true;
}

static bool choice_key(struct form *f, int32_t code)
{
	int now = form_choice(f, f->current), n = choice_count(&f->fields[f->current]);

	if (code >= '1' && code <= '9')
		return choose(f, code - '1');
	if (code == TKEY_LEFT)
		return choose(f, now - 1);
	if (code == TKEY_RIGHT)
		return choose(f, now + 1);
	return code == ' ' && choose(f, (now + 1) % n);
}

/* All that must be there is there; else the first that is not is blamed. */
static enum form_answer finish(struct form *f)
{
	int i;

	for (i = 0; i < f->count; i++)
		if ((f->fields[i].flags & FIELD_REQUIRED) && !f->edits[i].len) {
			form_blame(f, i, _("This must be filled in."));
			return FORM_MOVED;
		}
	return FORM_DONE;
}

static enum form_answer go(struct form *f, int by)
{
	int to = step(f, f->current, by);

	if (to < 0)
		return FORM_PASS;
	f->current = to;
	return FORM_MOVED;
}

enum form_answer form_key(struct form *f, int32_t code)
{
	bool changed;

	if (f->current < 0)
		return code == TKEY_ENTER ? FORM_DONE : FORM_PASS;
	switch (code) {
	case TKEY_ENTER:
		return step(f, f->current, 1) < 0 ? finish(f) : go(f, 1);
	case SAVE_KEY:
		return finish(f);
	case TKEY_TAB:
	case TKEY_DOWN:
		return go(f, 1);
	case TKEY_BACKTAB:
	case TKEY_UP:
		return go(f, -1);
	default:
		break;
	}
	changed = f->fields[f->current].type == FIELD_CHOICE ? choice_key(f, code) :
		edit_key(&f->edits[f->current], code);
	if (changed)
		f->bad = -1;
	return changed ? FORM_MOVED : FORM_PASS;
}

bool form_paste(struct form *f, const char *text)
{
	if (f->current < 0 || f->fields[f->current].type == FIELD_CHOICE)
		return false;
	f->bad = -1;
	return edit_paste(&f->edits[f->current], text);
}

int form_rows(const struct form *f)
{
	return f->count + 1;
}

static int label_cols(const struct form *f, int w)
{
	int i, widest = 0;

	for (i = 0; i < f->count; i++) {
		int n = text_width(_(f->fields[i].label));

		if (n > widest)
			widest = n;
	}
	widest += 2; /* the mark of a required field, and a blank */
	return widest < w / 2 ? widest : w / 2;
}

static void draw_choice(const struct form *f, int field, int y, int x, int cols, bool focused)
{
	const struct field *d = &f->fields[field];
	int value = form_choice(f, field);
	char text[256];

	snprintf(text, sizeof text, focused ? "< %s >" : "%s",
		value < choice_count(d) ? _(d->choices[value]) : "");
	draw_field(y, x, cols, focused ? STYLE_ENTRY : STYLE_NORMAL, ALIGN_LEFT, text);
	if (focused)
		draw_cursor(y, x);
}

static void draw_one(struct form *f, int field, int y, struct rect r, int label)
{
	const struct field *d = &f->fields[field];
	bool focused = field == f->current;
	int cols = r.w - label, x = r.x + label;

	draw_field(y, r.x, label - 2, focused ? STYLE_KEY : STYLE_NORMAL, ALIGN_LEFT, _(d->label));
	draw_field(y, r.x + label - 2, 2, STYLE_NORMAL, ALIGN_LEFT,
		focused ? ">" : d->flags & FIELD_REQUIRED ? "*" : "");
	if (d->type == FIELD_CHOICE)
		draw_choice(f, field, y, x, cols, focused);
	else if (d->type == FIELD_SHOW)
		draw_field(y, x, cols, STYLE_DIM, ALIGN_LEFT, f->edits[field].text);
	else
		edit_draw(&f->edits[field], y, x, cols, focused ? STYLE_ENTRY : STYLE_NORMAL, focused);
}

void form_draw(struct form *f, struct rect r)
{
	int rows = r.h > 1 ? r.h - 1 : r.h, label = label_cols(f, r.w), i;

	if (r.h < 1 || r.w < 4)
		return;
	if (f->current >= f->top + rows)
		f->top = f->current - rows + 1;
	if (f->current < f->top || f->count <= rows)
		f->top = f->current > 0 && f->count > rows ? f->current : 0;
	for (i = 0; i < rows && f->top + i < f->count; i++)
		draw_one(f, f->top + i, r.y + i, r, label);
	if (r.h < 2)
		return;
	if (f->bad >= 0 && f->bad == f->current)
		draw_note(r.y + i, r.x, r.w, STYLE_ERROR, f->why);
	else
		draw_field(r.y + i, r.x, r.w, STYLE_DIM, ALIGN_LEFT,
			f->current >= 0 && f->fields[f->current].help ? _(f->fields[f->current].help) : "");
}
