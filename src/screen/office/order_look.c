/* order_look.c - what an order of labels would print, as a list: one is looked at as it will stand there, all are
 * printed or drawn into a file. What stands on them is of their kind (label_books.c, mail_books.c). */
#include "order_look_int.h"

#include "base/clock.h"
#include "base/tr.h"
#include "tui/dialog.h"
#include "tui/key.h"

enum { TAG_FILE = -36 };

#define JOBS_LOOKED_AT 2000

/* What the screen is opened with. */
struct order_asked { const struct order_kind *kind; const void *order; };

static enum err look_open(struct screen *s, const void *arg)
{
	const struct order_asked *asked = arg;
	struct order_look *l = s->state;
	struct said said = { .id = MSG_NONE };
	enum err e;

	l->kind = asked->kind;
	l->shop = ui_of(s)->shop;
	l->state = arena_alloc(&s->arena, asked->kind->state_bytes);
	e = asked->kind->choose(l, &s->arena, asked->order, &said);
	if (e != OK) {
		ui_said(s->parent, e, &said);
		return e;
	}
	list_init(&l->list, l->kind->columns, l->kind->column_count, LIST_HEAD, l->kind->cell, l);
	l->list.style = l->kind->style;
	list_set_count(&l->list, l->count);
	return OK;
}

static void look_close(struct screen *s)
{
	arena_release(&((struct order_look *)s->state)->paint);
}

static void look_draw(struct screen *s)
{
	static const uint16_t keys[] = { SCR_PRINT, SCR_EXPORT, SCR_HELP, 0 };
	struct order_look *l = s->state;
	struct ui *ui = ui_of(s);
	bool warn = false;
	struct rect r = office_frame(s, _(l->kind->title), arena_printf(&ui->event, _("%d of %d"),
		l->count ? l->list.cursor + 1 : 0, l->count),
		_("F12 prints them, Enter shows one, F9 draws them into a file, Esc back"), keys);
	const char *sum = l->kind->sum(l, &ui->paint, &warn);

	arena_clear(&l->paint);
	list_draw(&l->list, (struct rect){ r.y, r.x, r.h - 1, r.w });
	draw_field(r.y + r.h - 1, r.x, r.w, warn ? STYLE_WARNING : STYLE_INFO, ALIGN_LEFT, sum);
}

static enum react print_all(struct screen *s)
{
	struct order_look *l = s->state;
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };

	if (ui_said(s, l->kind->print(l, &ui->event, &said), &said) != OK)
		return REACT_REDRAW;
	if (ui->outside && ui->outside->poke)
		ui->outside->poke(ui->outside->ctx);
	screen_answer(s, 0, "", NULL);
	return REACT_CLOSE;
}

static enum react look_act(struct screen *s, int action, const char *arg)
{
	const struct order_look *l = s->state;

	switch (action) {
	case SCR_PRINT:
		return print_all(s);
	case SCR_EXPORT:
		ask_line(s, TAG_FILE, &(struct line_question){ .title = _("To a file"),
			.text = _("Its name ends in .pdf, or in .png for the first page"), .initial = l->kind->file,
			.kind = EDIT_TEXT, .min_chars = 5, .max_chars = 100 });
		return REACT_REDRAW;
	default:
		return office_act(s, action, arg);
	}
}

static enum react look_event(struct screen *s, const struct event *e)
{
	struct order_look *l = s->state;

	if (e->kind != EVENT_KEY)
		return office_event(s, e);
	if (e->code == TKEY_ESC)
		return REACT_CLOSE;
	switch (list_key(&l->list, e->code)) {
	case LIST_MOVED:
		return REACT_REDRAW;
	case LIST_CHOSEN:
		if (l->list.cursor >= 0)
			l->kind->show(s, l, l->list.cursor);
		return REACT_REDRAW;
	default:
		return REACT_BEEP;
	}
}

static enum react draw_file(struct screen *s, const char *path)
{
	struct order_look *l = s->state;
	enum pages_format format = pages_format_of(path);
	struct said said = { .id = MSG_NONE };

	if (format != PAGES_PDF && format != PAGES_PNG)
		screen_refuse(s, _("%s is neither .pdf nor .png"), path);
	else
		ui_said(s, l->kind->save(l, &ui_of(s)->event, format, path, &said), &said);
	return REACT_REDRAW;
}

static enum react look_resume(struct screen *s, const struct answer *a)
{
	if (office_unwinds(s))
		return REACT_CLOSE;
	return a->given && a->tag == TAG_FILE ? draw_file(s, a->text) : ui_resume(s, a);
}

static const struct screen_ops look_ops = {
	.name = "office-tags", .title = N_("Labels to print"), .size = sizeof(struct order_look),
	.open = look_open, .draw = look_draw, .act = look_act, .event = look_event,
	.resume = look_resume, .close = look_close
};

void order_look(struct screen *s, const struct order_kind *kind, const void *order, int tag)
{
	const struct order_asked asked = { kind, order };

	if (screen_push(s, &look_ops, &asked, tag) != OK)
		screen_dirty(s); /* what is wrong was told */
}

/* --- orders at the printer -------------------------------------------------------------------------- */

const struct list_column order_columns[ORDER_COLUMNS] = {
	{ N_("Time"), 16, ALIGN_LEFT, false, 0 }, { N_("Till"), 6, ALIGN_LEFT, false, 2 },
	{ N_("Size"), 12, ALIGN_LEFT, false, 0 }, { N_("State"), 16, ALIGN_LEFT, false, 0 },
	{ N_("Why"), 0, ALIGN_LEFT, false, 0 },
};

static const char *job_words(enum job_state state)
{
	static const char *const words[] = { [JOB_WAITING] = N_("waiting"), [JOB_SENT] = N_("at the printer"),
		[JOB_DONE] = N_("printed"), [JOB_FAILED] = N_("failed"), [JOB_UNKNOWN] = N_("outcome unknown"),
		[JOB_EXPIRED] = N_("too late") };

	return _(words[state]);
}

enum err order_rows(struct ui *ui, struct arena *a, enum job_kind kind, struct book_rows *rows)
{
	struct job_info *list;
	int n = 0;
	enum err e = jobs_all(ui->shop, a, NULL, JOBS_LOOKED_AT, &list, &n);

	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row;

		if (list[i].kind != kind)
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
