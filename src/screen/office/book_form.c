/* book_form.c - one thing of a book to fill in. It holds no lock: what is kept begins where the form was opened, and
 * when somebody else changed the same thing meanwhile, who that was and what he changed is told, field by field, and
 * both are brought together here. */
#include "office_int.h"

#include <string.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "service/past.h"
#include "tui/dialog.h"
#include "tui/key.h"

#define SIDE_COLS 32
#define FORM_OTHER_ROWS 8 /* of the screen: the bar, the title, what is said of a field, the foot */
#define FORM_COLS_MAX 84

enum { TAG_CLASH = -10, TAG_DROP = -11, TAG_PICK = -12 };
enum { CLASH_MERGE, CLASH_THEIRS, CLASH_AGAIN, CLASH_ANSWERS };

struct book_form {
	const struct book *book;
	const char *key;               /* "" it is new */
	struct field *fields;          /* the book's, those that are fixed by now only shown; then its flags */
	int count;
	struct form form;
	struct book_values base;       /* as it was when it was read */
	int past;                      /* how often it had been changed by then */
	struct form_options options[BOOK_FIELDS_MAX];
	uint16_t keys[6];
};

/* --- values ------------------------------------------------------------------------------------ */

static bool is_value(const struct book_form *st, int i)
{
	return st->fields[i].type != FIELD_HEAD;
}

static const char *base_of(const struct book_form *st, int i)
{
	return st->base.value[i] ? st->base.value[i] : "";
}

static bool mine(const struct book_form *st, int i)
{
	return is_value(st, i) && st->fields[i].type != FIELD_SHOW &&
		strcmp(form_get(&st->form, i), base_of(st, i)) != 0;
}

/* Where one row holds them all, which of its fields this is; else NULL. */
static const char *field_of(const struct book_form *st)
{
	return st->book->shared_past ? st->key : NULL;
}

static int changes(const struct book_form *st)
{
	int n = 0;

	for (int i = 0; i < st->count; i++)
		n += mine(st, i);
	return n;
}

/* As it is now: what others did is read first, and told to the other screens. */
static enum err read_values(struct screen *s)
{
	struct book_form *st = s->state;
	struct ui *ui = ui_of(s);

	if (shop_tick(ui->shop))
		event_put(&ui->queue, EVENT_STORE, 0, NULL);
	st->base = (struct book_values){ .row_id = 0 };
	return st->book->read(ui, &s->arena, st->key, &st->base);
}

/* Reads it as it is now; the form is left as it stands. The place in the past where the edit begins is read before the
 * values (the first reading only tells whose past): what another does in between is then told when it is kept, and
 * never written over unseen. */
static enum err read_base(struct screen *s)
{
	struct book_form *st = s->state;
	enum err e = read_values(s);

	st->past = 0;
	if (e != OK || !*st->key || !st->book->table)
		return e;
	e = past_count(ui_of(s)->shop, st->book->table, st->base.row_id, &st->past);
	return e == OK ? read_values(s) : e;
}

/* A value that is only to be read. */
static const char *shown(const struct form_options *o, const char *value)
{
	for (int i = 0; i < o->count; i++)
		if (strcmp(o->list[i].value, value) == 0)
			return o->list[i].words;
	return strcmp(value, "yes") == 0 ? _("yes") : strcmp(value, "no") == 0 ? _("no") : value;
}

static void show_base(struct book_form *st, bool keep_mine, const bool was_mine[BOOK_FIELDS_MAX])
{
	for (int i = 0; i < st->count; i++)
		if (is_value(st, i) && !(keep_mine && was_mine[i]))
			form_set(&st->form, i, st->fields[i].type == FIELD_SHOW
				? shown(&st->options[i], base_of(st, i)) : base_of(st, i));
}

/* Flags stand in one column of their row: when one is changed all are told. */
static bool flag_mine(const struct book_form *st)
{
	for (int i = st->book->field_count; i < st->count; i++)
		if (mine(st, i))
			return true;
	return false;
}

void book_flags_put(const struct book *b, struct book_values *v, unsigned flags)
{
	for (int i = 0; b->flags[i].name && b->field_count + i < BOOK_FIELDS_MAX; i++)
		v->value[b->field_count + i] = yes_no(flags & b->flags[i].flag);
}

const char *book_flags_text(const struct book *b, struct arena *a, const struct book_values *v)
{
	unsigned flags = 0;

	if (!v->value[b->field_count])
		return NULL;
	for (int i = 0; b->flags[i].name && b->field_count + i < BOOK_FIELDS_MAX; i++)
		if (strcmp(v->value[b->field_count + i], "yes") == 0)
			flags |= b->flags[i].flag;
	return flags_text(a, b->flags, flags);
}

/* --- opening ----------------------------------------------------------------------------------- */

static void prepare_fields(struct screen *s)
{
	struct book_form *st = s->state;
	const struct book *b = st->book;
	bool change = shop_may(ui_of(s)->shop, b->change);

	st->fields = arena_array(&s->arena, BOOK_FIELDS_MAX, sizeof *st->fields);
	if (b->fields)
		memcpy(st->fields, b->fields, (size_t)b->field_count * sizeof *st->fields);
	st->count = b->build ? b->build(ui_of(s), &s->arena, st->key, st->fields) : b->field_count;
	for (const struct flag_name *f = b->flags; f && f->name && st->count < BOOK_FIELDS_MAX; f++)
		st->fields[st->count++] = (struct field){ .label = flag_words(f->name), .type = FIELD_YES };
	for (int i = 0; i < st->count; i++) {
		if (st->fields[i].type == FIELD_PICK)
			st->options[i] = b->options(ui_of(s), &s->arena, st->key, i);
		if (st->fields[i].type != FIELD_HEAD && (!change || ((st->fields[i].flags & FIELD_NEW) && *st->key)))
			st->fields[i].type = FIELD_SHOW;
	}
	form_init(&st->form, &s->arena, st->fields, st->count);
	for (int i = 0; i < st->count; i++)
		if (st->fields[i].type == FIELD_PICK)
			form_options(&st->form, i, st->options[i].list, st->options[i].count);
	st->form.check = b->check;
	st->form.ctx = ui_of(s);
}

/* It is a new one from here on, and begins as it stands: what was copied nobody filled in. */
static enum err begin_copy(struct screen *s)
{
	struct book_form *st = s->state;
	enum err e = read_base(s);

	for (int i = 0; i < st->count; i++)
		st->base.value[i] = arena_strdup(&s->arena, form_get(&st->form, i));
	return e;
}

static enum err begin(struct screen *s, const void *arg)
{
	const struct book_open *open = arg;
	struct book_form *st = s->state;
	const bool none[BOOK_FIELDS_MAX] = { false };
	int n = 0;
	enum err e;

	st->book = open->book;
	st->key = arena_strdup(&s->arena, open->key);
	e = read_base(s);
	if (e != OK)
		return e;
	if (open->copy) /* all of it but what is its own alone */
		st->key = "";
	prepare_fields(s);
	show_base(st, false, none);
	for (int i = 0; open->copy && i < st->count; i++)
		if (st->fields[i].flags & FIELD_NEW)
			form_set(&st->form, i, "");
	form_enter(&st->form);
	if (open->copy)
		e = begin_copy(s);
	if (shop_may(ui_of(s)->shop, st->book->change))
		st->keys[n++] = SCR_SAVE;
	st->keys[n++] = SCR_CHOOSE;
	if (*st->key && st->book->more)
		st->keys[n++] = SCR_MORE;
	if (*st->key && st->book->table)
		st->keys[n++] = SCR_HISTORY;
	st->keys[n++] = SCR_MENU;
	st->keys[n] = SCR_HELP;
	return e;
}

/* Whether something was filled in; and of a form that is longer than the screen, where in it one is. */
static const char *right_text(struct screen *s)
{
	struct book_form *st = s->state;
	int shown = screen_rect().h - FORM_OTHER_ROWS, at = 0, all = 0;
	const char *changed = changes(st) ? _("changed") : "";

	for (int i = 0; i < st->count; i++) {
		all += is_value(st, i);
		at += is_value(st, i) && i <= st->form.current;
	}
	return st->count <= shown ? changed : arena_printf(&ui_of(s)->paint, *changed ? "%s  %s" : "%s%s", changed,
		arena_printf(&ui_of(s)->paint, _("%d of %d"), at, all));
}

static void draw(struct screen *s)
{
	struct book_form *st = s->state;
	struct ui *ui = ui_of(s);
	const char *name = st->base.name ? st->base.name : "";
	const char *title = *st->key ? arena_printf(&ui->event, "%s  %s", _(st->book->one), name)
		: st->book->deed ? arena_printf(&ui->event, "%s  %s", _(st->book->one), *name ? name : ui->about)
		: arena_printf(&ui->event, _("%s: a new one"), _(st->book->one));
	struct rect r = office_frame(s, title, right_text(s), _("Enter goes on, F12 keeps it, Esc back"), st->keys);
	int side = st->book->side && *st->key ? SIDE_COLS : 0, w = r.w - side;

	st->form.note_cols = r.w;
	form_draw(&st->form, (struct rect){ r.y + 1, r.x, r.h - 1, w < FORM_COLS_MAX ? w : FORM_COLS_MAX });
	if (!side)
		return;
	r.h--; /* what is said of a field has the whole width */
	draw_vline(r.y, r.x + r.w - side, r.h, STYLE_LINE);
	st->book->side(ui, &ui->paint, st->key, (struct rect){ r.y, r.x + r.w - side + 2, r.h, side - 2 });
}

/* --- two at the same thing ---------------------------------------------------------------------- */

static const char *or_dash(const char *value)
{
	return *value ? value : "-";
}

/* One change of another's: and what stands here, where it is the same field. */
static void tell_field(struct sbuf *b, const struct past_field *f)
{
	sbuf_printf(b, "  %s: %s", past_words(f->name), or_dash(f->was));
	sbuf_printf(b, " → %s\n", or_dash(f->becomes));
}

static void tell_mine(struct sbuf *b, const struct book_form *st)
{
	sbuf_printf(b, "%s\n", _("What you filled in:"));
	for (int i = 0; i < st->count; i++)
		if (mine(st, i))
			sbuf_printf(b, "  %s: %s → %s\n", _(st->fields[i].label), or_dash(base_of(st, i)),
				or_dash(form_get(&st->form, i)));
}

static void clash(struct screen *s)
{
	struct book_form *st = s->state;
	struct ui *ui = ui_of(s);
	const struct menu_item items[CLASH_ANSWERS] = {
		[CLASH_MERGE] = { .label = _("Both: what I filled in stays, the rest as it is now") },
		[CLASH_THEIRS] = { .label = _("As it is now: what I filled in is dropped") },
		[CLASH_AGAIN] = { .label = _("Back to the form, to look first") },
	};
	struct sbuf text = SBUF_INIT;
	struct past *list;
	int n = 0;

	if (past_of(ui->shop, &ui->event, st->book->table, st->base.row_id, st->past, &list, &n) != OK)
		n = 0;
	if (field_of(st))
		past_only(list, &n, st->key);
	for (int i = 0; i < n; i++) {
		sbuf_printf(&text, _("Meanwhile changed by %s %s, %s:"), list[i].staff_number, list[i].staff_name,
			clock_text(&ui->event, list[i].at_ms));
		sbuf_putc(&text, '\n');
		for (int k = 0; k < list[i].field_count; k++)
			tell_field(&text, &list[i].fields[k]);
	}
	tell_mine(&text, st);
	ask_choice(s, TAG_CLASH, _("Somebody else changed it, too"), sbuf_text(&text), items, CLASH_ANSWERS,
		CLASH_MERGE);
	sbuf_release(&text);
}

static enum react clash_answered(struct screen *s, int choice)
{
	struct book_form *st = s->state;
	bool was_mine[BOOK_FIELDS_MAX] = { false };

	if (choice == CLASH_AGAIN)
		return REACT_REDRAW;
	for (int i = 0; i < st->count; i++)
		was_mine[i] = mine(st, i);
	if (read_base(s) != OK) {
		screen_refuse(s, "%s", shop_error(ui_of(s)->shop));
		return REACT_REDRAW;
	}
	show_base(st, choice == CLASH_MERGE, was_mine);
	screen_notice(s, STYLE_DONE, "%s", choice == CLASH_MERGE ? _("Both are together now. Look, then F12 keeps it")
		: _("This is how it is now"));
	return REACT_REDRAW;
}

/* --- keeping ------------------------------------------------------------------------------------ */

static enum react save(struct screen *s)
{
	struct book_form *st = s->state;
	struct ui *ui = ui_of(s);
	struct book_values v = { .row_id = st->base.row_id };
	struct said said = { .id = MSG_NONE };
	const char *key = st->key;
	enum err e;

	for (int i = 0; i < st->count; i++)
		v.value[i] = is_value(st, i) && (!*st->key || mine(st, i) || (i >= st->book->field_count &&
			flag_mine(st)))
			? form_get(&st->form, i) : NULL;
	if (!*st->key && st->book->submit) {
		st->book->submit(s, &v);
		return REACT_REDRAW;
	}
	if (*st->key && st->book->table)
		past_expect(ui->shop, st->book->table, st->base.row_id, st->past, field_of(st));
	e = st->book->save(ui, &ui->event, st->key, &v, &said);
	past_expect(ui->shop, NULL, 0, 0, NULL);
	if (e == ERR_STALE && st->book->table && *st->key) {
		clash(s);
		return REACT_REDRAW;
	}
	if (ui_said(s, e, &said) != OK)
		return REACT_REDRAW;
	if (st->book->deed)
		key = ui->about;
	for (int i = 0; !*key && i < st->count; i++)
		if (st->fields[i].flags & FIELD_NEW && *form_get(&st->form, i)) {
			key = form_get(&st->form, i);
			break;
		}
	screen_answer(s, 0, key, NULL);
	return REACT_CLOSE;
}

static enum react finish(struct screen *s)
{
	struct book_form *st = s->state;

	if (!shop_may(ui_of(s)->shop, st->book->change))
		return REACT_CLOSE;
	if (*st->key && !changes(st)) {
		screen_notice(s, STYLE_INFO, "%s", _("Nothing was changed"));
		return REACT_CLOSE;
	}
	return save(s);
}

static enum react leave(struct screen *s)
{
	const struct menu_item items[] = { { .label = _("Keep it") }, { .label = _("Drop it") } };

	if (!changes(s->state))
		return REACT_CLOSE;
	ask_choice(s, TAG_DROP, _("Something was filled in"), "", items, 2, -1);
	return REACT_REDRAW;
}

/* --- choosing ---------------------------------------------------------------------------------- */

static const struct list_column option_columns[] = {
	{ N_("Code"), 12, ALIGN_LEFT, false, 0 }, { N_("Name"), 0, ALIGN_LEFT, false, 0 },
};

static const char *option_cell(void *ctx, int row, int column, char *buf)
{
	const struct form_options *o = ctx;

	(void)buf;
	return column == 0 ? o->list[row].value : o->list[row].words;
}

static enum react choose(struct screen *s)
{
	struct book_form *st = s->state;
	int at = st->form.current, cursor = 0;
	struct form_options *o;

	if (at < 0 || st->fields[at].type != FIELD_PICK)
		return REACT_BEEP;
	o = &st->options[at];
	for (int i = 0; i < o->count; i++)
		if (strcmp(o->list[i].value, form_get(&st->form, at)) == 0)
			cursor = i;
	ask_list(s, TAG_PICK, &(struct list_question){ .title = _(st->fields[at].label), .columns = option_columns,
		.column_count = 2, .cell = option_cell, .ctx = o, .count = o->count, .cursor = cursor });
	return REACT_REDRAW;
}

static enum react act(struct screen *s, int action, const char *arg)
{
	struct book_form *st = s->state;

	switch (action) {
	case SCR_SAVE:
		return form_done(&st->form) ? finish(s) : REACT_REDRAW;
	case SCR_CHOOSE:
		return choose(s);
	case SCR_MORE:
		if (!*st->key || !st->book->more)
			return REACT_BEEP;
		st->book->more(s, st->key);
		return REACT_REDRAW;
	case SCR_HISTORY:
		if (!*st->key || !st->book->table)
			return REACT_BEEP;
		past_show(s, st->base.name ? st->base.name : st->key, st->book->table, st->base.row_id,
			field_of(st));
		return REACT_REDRAW;
	case SCR_PROMPT: /* here ':' is a character */
		return REACT_PASS;
	default:
		return office_act(s, action, arg);
	}
}

static enum react key(struct screen *s, int32_t code)
{
	struct book_form *st = s->state;

	if (code == TKEY_ESC)
		return leave(s);
	switch (form_key(&st->form, code)) {
	case FORM_DONE:
		return finish(s);
	case FORM_MOVED:
		return REACT_REDRAW;
	default:
		return REACT_BEEP;
	}
}

/* The field for a card takes it wherever one stands. */
static bool take_card(struct book_form *st, const char *text)
{
	bool taken = false;

	st->form.bad = -1;
	for (int i = 0; i < st->count; i++) {
		if ((st->fields[i].flags & FIELD_CARD) && st->fields[i].type != FIELD_SHOW) {
			form_set(&st->form, i, text);
			if (st->fields[i].flags & FIELD_GOES)
				st->form.current = i;
			taken = true;
		}
		if (st->fields[i].flags & FIELD_OF_CARD)
			form_set(&st->form, i, "");
	}
	return taken;
}

/* What a scanner reads where a person is asked for is a card; or anywhere, where a new card is waited for. */
static bool asks_card(const struct book_form *st)
{
	int at = st->form.current;

	for (int i = 0; i < st->count; i++)
		if (st->fields[i].flags & FIELD_GOES)
			return true;
	return at >= 0 && (st->fields[at].type == FIELD_PIN || (st->fields[at].flags & FIELD_CARD));
}

static enum react event(struct screen *s, const struct event *e)
{
	struct book_form *st = s->state;

	switch (e->kind) {
	case EVENT_KEY:
		return key(s, e->code);
	case EVENT_CARD:
		return take_card(st, e->text) ? REACT_REDRAW : office_event(s, e);
	case EVENT_SCAN:
		if (asks_card(st) && take_card(st, e->text))
			return REACT_REDRAW;
		return form_paste(&st->form, e->text) ? REACT_REDRAW : REACT_BEEP;
	case EVENT_PASTE:
		return form_paste(&st->form, e->text) ? REACT_REDRAW : REACT_BEEP;
	default:
		return office_event(s, e);
	}
}

static enum react resume(struct screen *s, const struct answer *a)
{
	struct book_form *st = s->state;

	if (office_unwinds(s))
		return REACT_CLOSE;
	if (!a->given)
		return REACT_REDRAW;
	switch (a->tag) {
	case TAG_CLASH:
		return clash_answered(s, a->choice);
	case TAG_DROP:
		return a->choice == 0 ? act(s, SCR_SAVE, "") : REACT_CLOSE;
	case TAG_SUBMIT:
		screen_answer(s, 0, a->text, NULL);
		return REACT_CLOSE;
	case TAG_PICK:
		form_set(&st->form, st->form.current, st->options[st->form.current].list[a->choice].value);
		return REACT_REDRAW;
	case TAG_ACTION:
		return ui_resume(s, a);
	default:
		return REACT_REDRAW;
	}
}

const struct screen_ops book_form_ops = {
	.name = "office-form", .title = N_("Form"), .size = sizeof(struct book_form),
	.open = begin, .draw = draw, .act = act, .event = event, .resume = resume
};
