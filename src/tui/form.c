/* form.c - fields to fill in. */
#include "tui/form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
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
	case FIELD_MONEY:
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
		if (f->fields[at].type != FIELD_SHOW && f->fields[at].type != FIELD_HEAD)
			return at;
	return -1;
}

void form_init(struct form *f, struct arena *a, const struct field *fields, int count)
{
	int i;

	*f = (struct form){ .fields = fields, .count = count, .bad = -1 };
	f->edits = arena_array(a, (size_t)count, sizeof *f->edits);
	f->options = arena_array(a, (size_t)count, sizeof *f->options);
	for (i = 0; i < count; i++) {
		int max = fields[i].type == FIELD_CHOICE || fields[i].type == FIELD_YES ? 3 :
			fields[i].type == FIELD_SHOW || fields[i].type == FIELD_HEAD ? EDIT_CHARS :
			fields[i].max_chars;

		edit_init(&f->edits[i], kind_of(fields[i].type), max);
		if (fields[i].type == FIELD_CHOICE)
			edit_set(&f->edits[i], "0");
		if (fields[i].type == FIELD_YES)
			edit_set(&f->edits[i], "no");
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

void form_options(struct form *f, int field, const struct form_option *list, int count)
{
	f->options[field] = (struct form_options){ list, count };
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

/* --- one of a list, yes or no ------------------------------------------------------------------ */

/* The option whose value is the text; -1 none. */
static int option_of(const struct form *f, int field)
{
	const struct form_options *o = &f->options[field];

	for (int i = 0; i < o->count; i++)
		if (strcmp(o->list[i].value, f->edits[field].text) == 0)
			return i;
	return -1;
}

static bool begins(const char *text, const char *with)
{
	return strncasecmp(text, with, strlen(with)) == 0;
}

/* What was typed as far as it is clear is made whole: the one value or name that begins so. */
static void complete(struct form *f, int field)
{
	const struct form_options *o = &f->options[field];
	int found = -1, times = 0;

	if (option_of(f, field) >= 0 || !f->edits[field].len)
		return;
	for (int i = 0; i < o->count; i++)
		if (begins(o->list[i].value, f->edits[field].text) || begins(o->list[i].words, f->edits[field].text)) {
			found = i;
			times++;
		}
	if (times == 1)
		form_set(f, field, o->list[found].value);
}

static bool pick_key(struct form *f, int32_t code)
{
	const struct form_options *o = &f->options[f->current];
	int now = option_of(f, f->current);

	if ((code != TKEY_LEFT && code != TKEY_RIGHT) || o->count == 0)
		return edit_key(&f->edits[f->current], code);
	now += code == TKEY_RIGHT ? 1 : now < 0 ? 0 : -1;
	if (now < 0 || now >= o->count)
		return false;
	edit_propose(&f->edits[f->current], o->list[now].value);
	return true;
}

static bool yes_key(struct form *f, int32_t code)
{
	bool yes = strcmp(f->edits[f->current].text, "yes") == 0;
	bool turn = code == TKEY_LEFT || code == TKEY_RIGHT || code == ' ';

	if (!turn && code != 'y' && code != 'n' && code != '1' && code != '0')
		return false;
	form_set(f, f->current, (turn ? !yes : code == 'y' || code == '1') ? "yes" : "no");
	return true;
}

/* --- right or wrong ---------------------------------------------------------------------------- */

/* Written as a day, with or without a time; a number of milliseconds, which clocks take, too, is a slip here. */
static bool is_time(const char *value)
{
	size_t digits = strspn(value, "0123456789");
	int64_t at_ms;

	return (value[digits] || digits == 8) && clock_parse(value, &at_ms) == OK;
}

/* What is wrong with a field as it stands; NULL nothing. One that is left on the way may still be empty. */
static const char *wrong(struct form *f, int field, bool at_end)
{
	const struct field *d = &f->fields[field];
	const char *value = f->edits[field].text;

	if (d->type == FIELD_HEAD || d->type == FIELD_SHOW)
		return NULL;
	if (d->type == FIELD_PICK)
		complete(f, field);
	if (!*value && !at_end)
		return NULL;
	if ((d->flags & FIELD_REQUIRED) && !*value)
		return _("This must be filled in.");
	if (d->type == FIELD_PICK && f->edits[field].len && option_of(f, field) < 0)
		return _("There is no such one. F4 lists them");
	if (d->type == FIELD_DATE && *value && !is_time(value))
		return _("Write a day as 2026-11-21, with a time as 2026-11-21T18:30");
	return f->check ? f->check(f->ctx, field, value) : NULL;
}

static bool blamed(struct form *f, int field, bool at_end)
{
	const char *why = wrong(f, field, at_end);

	if (why)
		form_blame(f, field, why);
	return why != NULL;
}

/* All that must be there is there and right; else the first that is not is blamed. */
static enum form_answer finish(struct form *f)
{
	int i;

	for (i = 0; i < f->count; i++)
		if (blamed(f, i, true))
			return FORM_MOVED;
	return FORM_DONE;
}

/* A value that one types anew rather than mends: the first character replaces it. */
static void enter_field(struct form *f)
{
	enum field_type type = f->current < 0 ? FIELD_TEXT : f->fields[f->current].type;

	if (type == FIELD_DIGITS || type == FIELD_NUMBER || type == FIELD_MONEY || type == FIELD_DATE ||
			type == FIELD_PICK)
		f->edits[f->current].fresh = f->edits[f->current].len > 0;
}

void form_enter(struct form *f)
{
	enter_field(f);
}

bool form_done(struct form *f)
{
	return finish(f) == FORM_DONE;
}

static enum form_answer go(struct form *f, int by)
{
	int to = step(f, f->current, by);

	if (to < 0)
		return FORM_PASS;
	f->current = to;
	enter_field(f);
	return FORM_MOVED;
}

static bool change(struct form *f, int32_t code)
{
	switch (f->fields[f->current].type) {
	case FIELD_CHOICE:
		return choice_key(f, code);
	case FIELD_YES:
		return yes_key(f, code);
	case FIELD_PICK:
		return pick_key(f, code);
	default:
		return edit_key(&f->edits[f->current], code);
	}
}

enum form_answer form_key(struct form *f, int32_t code)
{
	bool changed;

	if (f->current < 0)
		return code == TKEY_ENTER ? FORM_DONE : FORM_PASS;
	switch (code) {
	case TKEY_ENTER:
		if (step(f, f->current, 1) < 0)
			return finish(f);
		return blamed(f, f->current, false) ? FORM_MOVED : go(f, 1);
	case SAVE_KEY:
		return finish(f);
	case TKEY_TAB:
	case TKEY_DOWN:
		if (step(f, f->current, 1) < 0)
			return FORM_PASS;
		return blamed(f, f->current, false) ? FORM_MOVED : go(f, 1);
	case TKEY_BACKTAB:
	case TKEY_UP:
		return go(f, -1);
	default:
		break;
	}
	changed = change(f, code);
	if (changed)
		f->bad = -1;
	return changed ? FORM_MOVED : FORM_PASS;
}

bool form_paste(struct form *f, const char *text)
{
	if (f->current < 0 || f->fields[f->current].type == FIELD_CHOICE || f->fields[f->current].type == FIELD_YES)
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

		if (f->fields[i].type != FIELD_HEAD && n > widest)
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

static void draw_yes(const struct form *f, int field, int y, int x, int cols, bool focused)
{
	const char *words = strcmp(f->edits[field].text, "yes") == 0 ? _("yes") : _("no");
	char text[64];

	snprintf(text, sizeof text, focused ? "< %s >" : "%s", words);
	draw_field(y, x, cols, focused ? STYLE_ENTRY : STYLE_NORMAL, ALIGN_LEFT, text);
	if (focused)
		draw_cursor(y, x);
}

/* The value, and behind it what it means. */
static void draw_pick(struct form *f, int field, int y, int x, int cols, bool focused)
{
	int at = option_of(f, field), wide = text_width(f->edits[field].text) + 2;

	if (wide < 8 && cols > 16)
		wide = 8;
	if (wide > cols)
		wide = cols;
	edit_draw(&f->edits[field], y, x, wide, focused ? STYLE_ENTRY : STYLE_NORMAL, focused);
	draw_field(y, x + wide, cols - wide, focused ? STYLE_NORMAL : STYLE_DIM, ALIGN_LEFT,
		at >= 0 && strcmp(f->options[field].list[at].words, f->edits[field].text) != 0
		? f->options[field].list[at].words : "");
}

static void draw_one(struct form *f, int field, int y, struct rect r, int label)
{
	const struct field *d = &f->fields[field];
	bool focused = field == f->current;
	int cols = r.w - label, x = r.x + label;

	if (d->type == FIELD_HEAD) {
		draw_field(y, r.x, r.w, STYLE_TITLE, ALIGN_LEFT, _(d->label));
		return;
	}
	draw_field(y, r.x, label - 2, focused ? STYLE_KEY : STYLE_NORMAL, ALIGN_LEFT, _(d->label));
	draw_field(y, r.x + label - 2, 2, STYLE_NORMAL, ALIGN_LEFT,
		focused ? ">" : d->flags & FIELD_REQUIRED && d->type != FIELD_SHOW ? "*" : "");
	if (d->type == FIELD_CHOICE)
		draw_choice(f, field, y, x, cols, focused);
	else if (d->type == FIELD_YES)
		draw_yes(f, field, y, x, cols, focused);
	else if (d->type == FIELD_PICK)
		draw_pick(f, field, y, x, cols, focused);
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
		f->top = step(f, f->current, -1) >= 0 && f->count > rows ? f->current : 0;
	for (i = 0; i < rows && f->top + i < f->count; i++)
		draw_one(f, f->top + i, r.y + i, r, label);
	if (r.h < 2)
		return;
	if (f->note_cols)
		r.w = f->note_cols;
	if (f->bad >= 0 && f->bad == f->current)
		draw_note(r.y + i, r.x, r.w, STYLE_ERROR, f->why);
	else
		draw_field(r.y + i, r.x, r.w, STYLE_DIM, ALIGN_LEFT,
			f->current >= 0 && f->fields[f->current].help ? _(f->fields[f->current].help) : "");
}
