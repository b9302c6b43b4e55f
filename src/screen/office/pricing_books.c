/* pricing_books.c - prices changed many at once: the batches as a book, what a new one is about as its form, and the
 * list to look at before it is put on file. */
#include "office_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/money.h"
#include "service/pricing.h"
#include "tui/key.h"

/* --- the list of a batch ------------------------------------------------------------------------ */

struct pricing_open { const struct pricing_order *order; const char *batch; }; /* one of them */

struct pricing_state {
	struct pricing_order order;
	struct pricing plan;
	struct arena arena;
	bool fresh;             /* not on file yet */
	struct list list;
	const char *title;
};

enum { PRICING_NUMBER, PRICING_NAME, PRICING_WAS, PRICING_PRICE, PRICING_CHANGE, PRICING_COST, PRICING_MARGIN,
	PRICING_MARK, PRICING_COLUMNS };
static const struct list_column pricing_columns[PRICING_COLUMNS] = {
	[PRICING_NUMBER] = { N_("Article no."), 11, ALIGN_LEFT, false, 0 },
	[PRICING_NAME] = { N_("Name"), 0, ALIGN_LEFT, false, 0 },
	[PRICING_WAS] = { N_("Was"), 9, ALIGN_RIGHT, false, 0 },
	[PRICING_PRICE] = { N_("Becomes"), 9, ALIGN_RIGHT, false, 0 },
	[PRICING_CHANGE] = { N_("Difference"), 10, ALIGN_RIGHT, false, 2 },
	[PRICING_COST] = { N_("Cost"), 9, ALIGN_RIGHT, false, 3 },
	[PRICING_MARGIN] = { N_("Margin"), 7, ALIGN_RIGHT, false, 1 },
	[PRICING_MARK] = { "", 10, ALIGN_LEFT, false, 0 },
};

static const char *bp_text(char *buf, int64_t bp)
{
	int64_t tenths = bp / 10;

	snprintf(buf, LIST_CELL_MAX, "%s%lld.%lld%%", tenths < 0 ? "-" : "", (long long)llabs(tenths) / 10,
		(long long)llabs(tenths) % 10);
	return buf;
}

static const char *mark(const struct pricing_line *l)
{
	if (l->price_minor < 0)
		return _("stays");
	return l->below_cost ? _("below cost") : l->price_minor == l->was_minor ? _("as it was") : "";
}

static const char *pricing_cell(void *ctx, int row, int column, char *buf)
{
	struct pricing_state *st = ctx;
	const struct pricing_line *l = &st->plan.list[row];
	struct arena *a = &st->arena;

	switch (column) {
	case PRICING_NUMBER:
		return l->number;
	case PRICING_NAME:
		return l->article;
	case PRICING_WAS:
		return l->was_minor >= 0 ? money_text(a, l->was_minor) : "-";
	case PRICING_PRICE:
		return l->price_minor >= 0 ? money_text(a, l->price_minor) : "-";
	case PRICING_CHANGE:
		return l->price_minor >= 0 && l->was_minor > 0 ? bp_text(buf,
			money_change_bp(l->price_minor, l->was_minor)) : "";
	case PRICING_COST:
		return l->cost_minor > 0 ? money_text(a, l->cost_minor) : "";
	case PRICING_MARGIN:
		return l->cost_minor > 0 && l->price_minor > 0 ? bp_text(buf, l->margin_bp) : "";
	default:
		return mark(l);
	}
}

static enum style pricing_style(void *ctx, int row)
{
	const struct pricing_line *l = &((struct pricing_state *)ctx)->plan.list[row];

	return l->below_cost ? STYLE_ERROR : l->price_minor < 0 ? STYLE_VOID : STYLE_NORMAL;
}

static enum err open_batch(struct screen *s, const char *key)
{
	struct pricing_state *st = s->state;

	st->title = _("Price change");
	return pricing_batch_lines(ui_of(s)->shop, &s->arena, strtoll(key, NULL, 10), &st->plan.list, &st->plan.count);
}

static enum err open_plan(struct screen *s, const struct pricing_order *order)
{
	struct pricing_state *st = s->state;
	struct said said = { .id = MSG_NONE };
	enum err e;

	st->order = *order;
	st->order.name = arena_strdup(&s->arena, order->name);
	st->fresh = true;
	st->title = arena_printf(&s->arena, _("Price change: %s"), order->name);
	e = pricing_plan(ui_of(s)->shop, &s->arena, order, &st->plan, &said);
	if (e != OK)
		ui_said(s->parent, e, &said);
	return e;
}

static enum err pricing_begin(struct screen *s, const void *arg)
{
	const struct pricing_open *open = arg;
	struct pricing_state *st = s->state;
	enum err e = open->order ? open_plan(s, open->order) : open_batch(s, open->batch);

	list_init(&st->list, pricing_columns, PRICING_COLUMNS, LIST_HEAD, pricing_cell, st);
	st->list.flex_min = BOOK_NAME_COLS;
	st->list.style = pricing_style;
	list_set_count(&st->list, st->plan.count);
	return e;
}

static void pricing_end(struct screen *s)
{
	arena_release(&((struct pricing_state *)s->state)->arena);
}

static const uint16_t plan_keys[] = { SCR_SAVE, SCR_HELP, 0 }, batch_keys[] = { SCR_HELP, 0 };

static void pricing_draw(struct screen *s)
{
	struct pricing_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct pricing *p = &st->plan;
	struct rect r = office_frame(s, st->title, arena_printf(&ui->event, _("%d of %d"),
		p->count ? st->list.cursor + 1 : 0, p->count), st->fresh
		? _("Nothing is changed yet: F12 puts these prices on file, Esc back to the form")
		: _("Arrows scroll, Esc back"), st->fresh ? plan_keys : batch_keys);

	arena_clear(&st->arena);
	list_draw(&st->list, (struct rect){ r.y, r.x, r.h - 1, r.w });
	if (st->fresh)
		draw_field(r.y + r.h - 1, r.x, r.w, p->below_cost || p->more ? STYLE_WARNING : STYLE_INFO, ALIGN_LEFT,
			arena_printf(&ui->paint, p->more ? _("More articles than one batch takes: only %d are listed")
			: _("Articles: %d, below cost: %d, as they were: %d, cannot be worked out: %d"), p->count,
			p->below_cost, p->unchanged, p->unsaid));
}

static enum react pricing_save(struct screen *s)
{
	struct pricing_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };
	int64_t id;

	if (!st->fresh)
		return REACT_BEEP;
	if (ui_said(s, pricing_apply(ui->shop, &ui->event, &st->order, &st->plan, &id, &said), &said) != OK)
		return REACT_REDRAW;
	screen_answer(s, 0, number_text(&ui->event, id), NULL);
	return REACT_CLOSE;
}

static enum react pricing_act(struct screen *s, int action, const char *arg)
{
	return action == SCR_SAVE ? pricing_save(s) : office_act(s, action, arg);
}

static enum react pricing_event(struct screen *s, const struct event *e)
{
	struct pricing_state *st = s->state;

	if (e->kind != EVENT_KEY)
		return office_event(s, e);
	if (e->code == TKEY_ESC)
		return REACT_CLOSE;
	return list_key(&st->list, e->code) == LIST_MOVED ? REACT_REDRAW : REACT_BEEP;
}

static enum react pricing_resume_screen(struct screen *s, const struct answer *a)
{
	return office_unwinds(s) ? REACT_CLOSE : ui_resume(s, a);
}

static const struct screen_ops pricing_ops = {
	.name = "office-form", .title = N_("Price change"), .size = sizeof(struct pricing_state),
	.open = pricing_begin, .draw = pricing_draw, .act = pricing_act, .event = pricing_event,
	.resume = pricing_resume_screen, .close = pricing_end
};

/* --- batches ----------------------------------------------------------------------------------- */

static const struct list_column batch_columns[] = {
	{ N_("Name"), 0, ALIGN_LEFT, false, 0 }, { N_("Holds from"), 16, ALIGN_LEFT, false, 0 },
	{ N_("Until"), 16, ALIGN_LEFT, false, 2 }, { N_("Level"), 8, ALIGN_LEFT, false, 1 },
	{ N_("Articles"), 8, ALIGN_RIGHT, false, 0 }, { N_("State"), 10, ALIGN_LEFT, false, 0 },
	{ N_("By"), 10, ALIGN_LEFT, false, 3 },
};
enum { BATCH_NAME, BATCH_HEAD_WHICH, BATCH_CATEGORY, BATCH_DEPARTMENT, BATCH_SUPPLIER, BATCH_LEAST,
	BATCH_MOST, BATCH_TEXT, BATCH_CODES, BATCH_HEAD_HOW, BATCH_RULE, BATCH_ENDING, BATCH_LEVEL, BATCH_FROM,
	BATCH_UNTIL, BATCH_FIELDS };
static const struct field batch_fields[BATCH_FIELDS] = {
	[BATCH_NAME] = { N_("Name of the change"), FIELD_TEXT, 40, FIELD_REQUIRED, N_("By which it is found again"),
		NULL },
	[BATCH_HEAD_WHICH] = { N_("Which articles: those that fit all of it"), FIELD_HEAD, 0, 0, NULL, NULL },
	[BATCH_CATEGORY] = { N_("Category"), FIELD_PICK, 40, 0, N_("With all that hangs under it; empty: any"), NULL },
	[BATCH_DEPARTMENT] = { N_("Dept."), FIELD_PICK, 8, 0, N_("Empty: any"), NULL },
	[BATCH_SUPPLIER] = { N_("Supplier"), FIELD_PICK, 20, 0, N_("Empty: any"), NULL },
	[BATCH_LEAST] = { N_("Price at least"), FIELD_MONEY, 12, 0, N_("Whose price is at least this; empty: any"),
		NULL },
	[BATCH_MOST] = { N_("Price at most"), FIELD_MONEY, 12, 0, N_("Whose price is at most this; empty: any"),
		NULL },
	[BATCH_TEXT] = { N_("Name has"), FIELD_TEXT, 40, 0, N_("Part of the name or the number; empty: any"), NULL },
	[BATCH_CODES] = { N_("File of codes"), FIELD_TEXT, 100, 0, N_("One code or number a line; empty: none"), NULL },
	[BATCH_HEAD_HOW] = { N_("How"), FIELD_HEAD, 0, 0, NULL, NULL },
	[BATCH_RULE] = { N_("Rule"), FIELD_TEXT, 12, FIELD_REQUIRED,
		N_("+5% or -10%, +0.50 or -1, =9.90, m25 for a margin of 25 percent"), NULL },
	[BATCH_ENDING] = { N_("Ending"), FIELD_DIGITS, 4, 0,
		N_("Last digits: 9 makes 3.49, 90 makes 3.90, 00 whole; empty: as it comes"), NULL },
	[BATCH_LEVEL] = { N_("Level"), FIELD_PICK, 1, FIELD_REQUIRED, N_("0 regular, 1 special offer"), NULL },
	[BATCH_FROM] = { N_("Holds from"), FIELD_DATE, 25, 0, N_("Empty: at once, and then it cannot be taken back"),
		NULL },
	[BATCH_UNTIL] = { N_("Until"), FIELD_DATE, 25, 0, N_("Of a special offer: when it ends; empty: never"), NULL },
};

static const char *minute_text(struct arena *a, int64_t at_ms)
{
	struct civil t = clock_local(at_ms);

	return arena_printf(a, "%04d-%02d-%02d %02d:%02d", t.year, t.month, t.day, t.hour, t.minute);
}

static const char *batch_state(const struct pricing_batch *b)
{
	if (strcmp(pricing_state_name[b->state], "undone") == 0)
		return _("taken back");
	if (strcmp(pricing_state_name[b->state], "under-way") == 0)
		return _("cut off");
	return b->from_ms > clock_now_ms() ? _("planned") : b->until_ms && b->until_ms <= clock_now_ms() ? _("past")
		: _("in force");
}

static enum err batches_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct pricing_batch *list;
	int n;
	enum err e = pricing_batches(ui->shop, a, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, number_text(a, list[i].id));

		row->cell[0] = list[i].name;
		row->cell[1] = minute_text(a, list[i].from_ms);
		row->cell[2] = list[i].until_ms ? minute_text(a, list[i].until_ms) : "";
		row->cell[3] = list[i].level == 0 ? _("regular") : list[i].level == 1 ? _("special")
			: arena_printf(a, _("member %d"), (int)list[i].level);
		row->cell[4] = number_text(a, list[i].lines);
		row->cell[5] = batch_state(&list[i]);
		row->cell[6] = list[i].staff;
		row->off = strcmp(pricing_state_name[list[i].state], "undone") == 0;
	}
	return e;
}

static enum err batches_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	int32_t tomorrow = day_add(day_business(clock_now_ms(), 0), 1);

	(void)ui;
	(void)key;
	v->value[BATCH_LEVEL] = "0";
	v->value[BATCH_FROM] = day_text(a, tomorrow);
	return OK;
}

static struct form_options batches_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };

	(void)key;
	if (field == BATCH_CATEGORY)
		return category_options(ui, a);
	if (field == BATCH_DEPARTMENT)
		return department_options(ui, a);
	if (field == BATCH_SUPPLIER)
		return supplier_options(ui, a);
	option_put(&o, a, "0", _("regular"));
	option_put(&o, a, "1", _("special"));
	return o;
}

static void batches_submit(struct screen *s, const struct book_values *v)
{
	const struct pricing_order order = { .category = v->value[BATCH_CATEGORY],
		.department = v->value[BATCH_DEPARTMENT], .supplier = v->value[BATCH_SUPPLIER],
		.price_min = v->value[BATCH_LEAST], .price_max = v->value[BATCH_MOST], .text = v->value[BATCH_TEXT],
		.codes = v->value[BATCH_CODES],
		.rule = v->value[BATCH_RULE], .ending = v->value[BATCH_ENDING], .level = v->value[BATCH_LEVEL],
		.from = v->value[BATCH_FROM], .until = v->value[BATCH_UNTIL], .name = v->value[BATCH_NAME] };
	const struct pricing_open open = { .order = &order };

	if (screen_push(s, &pricing_ops, &open, TAG_SUBMIT) != OK)
		screen_dirty(s); /* what is wrong was told */
}

static void batches_open(struct screen *s, const char *key)
{
	const struct pricing_open open = { .batch = key };

	office_push(s, &pricing_ops, &open, TAG_PLAIN);
}

static enum err batches_undo(struct ui *ui, struct arena *a, const char *key, struct said *said)
{
	return pricing_undo(ui->shop, a, strtoll(key, NULL, 10), said);
}

/* F5: one that was cut off. */
static void batches_more(struct screen *s, const char *key)
{
	struct said said = { .id = MSG_NONE };

	ui_said(s, pricing_resume(ui_of(s)->shop, &ui_of(s)->event, strtoll(key, NULL, 10), &said), &said);
}

static const char *batches_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("Enter lists its articles, F3 a new one, Del takes one back before it holds");
}

const struct book batches_book = {
	.title = N_("Price changes"), .one = N_("A price change"), .change = PERM_PRICES, .grows = true,
	.columns = batch_columns, .column_count = 7, .load = batches_load, .fields = batch_fields,
	.field_count = BATCH_FIELDS, .read = batches_read, .options = batches_options, .submit = batches_submit,
	.open = batches_open, .remove = batches_undo, .more = batches_more, .hint = batches_hint,
};
