/* count.c - the end of a shift: cash is counted without being told what is expected, by its total or
 * by denominations; the count is stored, and only then is the shift closed and over or short shown.
 *
 * One field serves both ways: a figure with Enter is the total; a figure with Down is so many pieces
 * of the largest denomination, and so on down the list. Enter on the last row, or on the total when
 * something was counted, stores the sum. */
#include "../screen_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "model/cash.h"
#include "model/money.h"
#include "service/report.h"
#include "tui/key.h"

#define COUNT_COLS 40
#define SUM_CHARS 60 /* typed as a sum: 3*100+50 */

enum { ROW_TOTAL = -1 };

struct count_state {
	struct edit typed;
	int row;                       /* ROW_TOTAL, or a denomination, or what of the others is counted */
	struct cash_pieces pieces[CASH_PIECES_MAX]; /* notes and coins of the setting, the largest first */
	int count;
	bool others;                   /* what lies there beside cash is counted now */
	char cash[SUM_CHARS + 1];      /* the cash that was typed before it */
	struct beside { const char *code, *name; bool counted; char text[SUM_CHARS + 1]; } *beside;
	int beside_count;
};

static int64_t sum_minor(const struct count_state *st)
{
	return cash_pieces_sum(st->pieces, st->count);
}

/* --- picture --------------------------------------------------------------------------------- */

static void draw_row(struct screen *s, int i, int y, struct rect in)
{
	struct count_state *st = s->state;
	struct ui *ui = ui_of(s);
	bool here = st->row == i;

	draw_money(y, in.x, 8, here ? STYLE_SELECTED : STYLE_NORMAL,
		ui_money(ui, st->pieces[i].value_minor));
	draw_field(y, in.x + 8, 3, STYLE_DIM, ALIGN_LEFT, " x ");
	if (here)
		edit_draw(&st->typed, y, in.x + 11, 8, STYLE_ENTRY, screen_is_top(s));
	else if (st->pieces[i].count)
		draw_field(y, in.x + 11, 8, STYLE_NORMAL, ALIGN_LEFT,
			arena_printf(&ui->paint, "%lld", (long long)st->pieces[i].count));
	if (st->pieces[i].count)
		draw_money(y, in.x + 22, in.w - 22, STYLE_MONEY,
			ui_money(ui, st->pieces[i].value_minor * st->pieces[i].count));
}

/* Slips, vouchers, cheques, notes of other currencies: one field each, in its own currency. */
static void draw_others(struct screen *s)
{
	struct count_state *st = s->state;
	struct rect in = frame_box(s, st->beside_count + 4, COUNT_COLS, _("Count what lies beside the cash"));

	for (int i = 0; i < st->beside_count; i++) {
		bool here = st->row == i;

		draw_field(in.y + i, in.x, 20, here ? STYLE_SELECTED : STYLE_NORMAL, ALIGN_LEFT, st->beside[i].name);
		if (here)
			edit_draw(&st->typed, in.y + i, in.x + 21, in.w - 21, STYLE_ENTRY, screen_is_top(s));
		else
			draw_field(in.y + i, in.x + 21, in.w - 21, STYLE_MONEY, ALIGN_LEFT, st->beside[i].text);
	}
	draw_wrapped((struct rect){ in.y + in.h - 3, in.x, 2, in.w }, STYLE_DIM,
		_("Sums too: 3*100+50. Left empty it is not counted"), 0);
	draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT, st->row == st->beside_count - 1
		? _("Enter stores it all, Tab cash, Esc back") : _("Enter next, Tab cash, Esc back"));
}

static void draw_counting(struct screen *s)
{
	struct count_state *st = s->state;
	int others = st->beside_count > 0; /* a row more, to say how they are counted */
	struct rect in = frame_box(s, st->count + 4 + others, COUNT_COLS, _("Count the cash"));
	const char *label = _("Cash counted");
	int at = in.x + 20;

	draw_field(in.y, in.x, 20, STYLE_STRONG, ALIGN_LEFT, label);
	if (st->row != ROW_TOTAL)
		draw_money(in.y, at + 2, in.w - 22, STYLE_MONEY, ui_money(ui_of(s), sum_minor(st)));
	for (int i = 0; i < st->count; i++)
		draw_row(s, i, in.y + 2 + i, in);
	if (st->row == ROW_TOTAL)
		edit_draw(&st->typed, in.y, at, in.w - 20, STYLE_ENTRY, screen_is_top(s));
	draw_field(in.y + in.h - 1 - others, in.x, in.w, STYLE_DIM, ALIGN_LEFT, st->row == ROW_TOTAL
		? _("Enter stores it; Down counts pieces")
		: _("Enter next, Home total, Esc back"));
	if (others)
		draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT,
			_("Tab counts slips, vouchers, currencies"));
}

static void draw_counted(struct screen *s)
{
	struct rect in = frame_box(s, 5, COUNT_COLS, _("Close shift"));

	draw_wrapped((struct rect){ in.y, in.x, 3, in.w }, STYLE_STRONG,
		_("The count is stored. Enter closes the shift and prints the Z report."), 0);
	draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT,
		_("Esc sells on; the count stays on record"));
}

static void draw(struct screen *s)
{
	if (ui_view(s)->phase == TILL_COUNTING)
		draw_counted(s);
	else if (((struct count_state *)s->state)->others)
		draw_others(s);
	else
		draw_counting(s);
}

/* --- keys ------------------------------------------------------------------------------------ */

static enum react settle(struct screen *s)
{
	enum till_phase phase = ui_view(s)->phase;

	return ui_settle(s, phase == TILL_COUNTING || phase == TILL_BASKET);
}

static enum react store(struct screen *s, const char *amount)
{
	struct count_state *st = s->state;
	struct arena *a = &ui_of(s)->event;
	const char *arg = amount;
	int64_t minor;

	if (!*amount)
		return REACT_BEEP;
	/* What was counted by pieces is kept piece by piece, unless another total was typed over it. */
	if (cash_sum(amount, &minor) && minor == sum_minor(st))
		for (int i = 0; i < st->count; i++)
			if (st->pieces[i].count)
				arg = arena_printf(a, "%s %sx%lld", arg,
					money_text(a, st->pieces[i].value_minor),
					(long long)st->pieces[i].count);
	for (int i = 0; i < st->beside_count; i++)
		if (*st->beside[i].text)
			arg = arena_printf(a, "%s %s=%s", arg, st->beside[i].code, st->beside[i].text);
	ui_tell(s, ACT_COUNT, arg);
	return settle(s);
}

/* What was typed becomes the pieces of the row; false when it can be no number of pieces. */
static bool keep_row(struct count_state *st)
{
	char *end;
	long n = strtol(st->typed.text, &end, 10);

	if (st->row == ROW_TOTAL)
		return true;
	if (*end || n < 0 || n > CASH_PIECE_MOST)
		return false;
	if (st->typed.len)
		st->pieces[st->row].count = n;
	return true;
}

static void go_to(struct count_state *st, int row)
{
	char text[24];

	st->row = row;
	edit_init(&st->typed, row == ROW_TOTAL ? EDIT_SUM : EDIT_DIGITS,
		row == ROW_TOTAL ? SUM_CHARS : 6);
	if (row == ROW_TOTAL || !st->pieces[row].count)
		return;
	snprintf(text, sizeof text, "%lld", (long long)st->pieces[row].count);
	edit_propose(&st->typed, text);
}

static enum react move(struct screen *s, int by)
{
	struct count_state *st = s->state;
	int to = st->row + by;

	if (st->row == ROW_TOTAL && ui_typed(&st->typed)) { /* it was pieces after all */
		if (by < 0 || strspn(st->typed.text, "0123456789") != st->typed.len)
			return REACT_BEEP;
		st->row = 0;
		to = 1;
	}
	if (to < ROW_TOTAL || to >= st->count || !keep_row(st))
		return REACT_BEEP;
	go_to(st, to);
	if (to == ROW_TOTAL)
		edit_propose(&st->typed, money_text(&ui_of(s)->event, sum_minor(st)));
	return REACT_REDRAW;
}

static enum react enter(struct screen *s)
{
	struct count_state *st = s->state;

	if (st->row == ROW_TOTAL)
		return store(s, arena_strdup(&ui_of(s)->event, st->typed.text));
	if (st->row < st->count - 1)
		return move(s, 1);
	if (!keep_row(st))
		return REACT_BEEP;
	return store(s, money_text(&ui_of(s)->event, sum_minor(st)));
}

static enum react home(struct screen *s)
{
	struct count_state *st = s->state;

	if (st->row == ROW_TOTAL || !keep_row(st))
		return REACT_BEEP;
	go_to(st, ROW_TOTAL);
	edit_propose(&st->typed, money_text(&ui_of(s)->event, sum_minor(st)));
	return REACT_REDRAW;
}

/* --- beside cash ------------------------------------------------------------------------------ */

static void keep_beside(struct count_state *st)
{
	snprintf(st->beside[st->row].text, sizeof st->beside[st->row].text, "%.*s", SUM_CHARS, st->typed.text);
}

static void go_to_beside(struct count_state *st, int row)
{
	st->row = row;
	edit_init(&st->typed, EDIT_SUM, SUM_CHARS);
	if (*st->beside[row].text)
		edit_propose(&st->typed, st->beside[row].text);
}

/* Cash is what was typed, or what the pieces came to. */
static enum react to_others(struct screen *s)
{
	struct count_state *st = s->state;

	if (!st->beside_count || !keep_row(st))
		return REACT_BEEP;
	snprintf(st->cash, sizeof st->cash, "%.*s", SUM_CHARS, st->row == ROW_TOTAL ? st->typed.text
		: money_text(&ui_of(s)->event, sum_minor(st)));
	st->others = true;
	go_to_beside(st, 0);
	return REACT_REDRAW;
}

static enum react to_cash(struct count_state *st)
{
	keep_beside(st);
	st->others = false;
	go_to(st, ROW_TOTAL);
	if (*st->cash)
		edit_propose(&st->typed, st->cash);
	return REACT_REDRAW;
}

static enum react others_key(struct screen *s, int32_t code)
{
	struct count_state *st = s->state;
	int to = code == TKEY_UP ? st->row - 1 : st->row + 1;

	switch (code) {
	case TKEY_ESC: case TKEY_TAB:
		return to_cash(st);
	case TKEY_ENTER: case TKEY_DOWN: case TKEY_UP:
		keep_beside(st);
		if (code == TKEY_ENTER && to == st->beside_count) {
			if (!*st->cash)
				return to_cash(st);
			return store(s, st->cash);
		}
		if (to < 0 || to >= st->beside_count)
			return REACT_BEEP;
		go_to_beside(st, to);
		return REACT_REDRAW;
	default:
		return edit_key(&st->typed, code) ? REACT_REDRAW : REACT_BEEP;
	}
}

static enum react counting_key(struct screen *s, int32_t code)
{
	struct count_state *st = s->state;

	if (st->others)
		return others_key(s, code);
	switch (code) {
	case TKEY_ESC:
		return REACT_CLOSE;
	case TKEY_TAB:
		return to_others(s);
	case TKEY_ENTER:
		return enter(s);
	case TKEY_DOWN:
		return move(s, 1);
	case TKEY_UP:
		return move(s, -1);
	case TKEY_HOME:
		return home(s);
	default:
		return edit_key(&st->typed, code) ? REACT_REDRAW : REACT_BEEP;
	}
}

static enum react counted_key(struct screen *s, int32_t code)
{
	if (code != TKEY_ENTER && code != TKEY_ESC)
		return REACT_BEEP;
	ui_tell(s, code == TKEY_ENTER ? ACT_Z_REPORT : ACT_BACK, "");
	return ui_settle(s, ui_view(s)->phase == TILL_COUNTING);
}

static enum react event(struct screen *s, const struct event *e)
{
	switch (e->kind) {
	case EVENT_KEY:
		return ui_view(s)->phase == TILL_COUNTING ? counted_key(s, e->code)
			: counting_key(s, e->code);
	case EVENT_SCAN:
		screen_refuse(s, "%s",
			_("Not scanned: the cash is being counted. Esc sells again"));
		return REACT_REDRAW;
	case EVENT_CARD:
		ui_card(s, e->text);
		return REACT_CLOSE;
	case EVENT_TICK:
		ui_tick(s);
		return ui_view(s)->phase == TILL_COUNTING || ui_view(s)->phase == TILL_BASKET
			? REACT_NONE : REACT_CLOSE;
	default:
		return REACT_REDRAW;
	}
}

static enum react resume(struct screen *s, const struct answer *a)
{
	(void)a;
	return settle(s);
}

/* What of this shift leaves something to count; how much is told to nobody here. */
static enum err find_beside(struct screen *s, struct count_state *st)
{
	struct ui *ui = ui_of(s);
	struct shift_report r;
	enum err e = report_shift(ui->shop, &s->arena, ui_view(s)->shift_id, &r);

	if (e != OK)
		return e;
	st->beside = arena_array(&s->arena, (size_t)r.beside_count, sizeof *st->beside);
	for (int i = 0; i < r.beside_count; i++)
		st->beside[st->beside_count++] = (struct beside){ .code = r.beside[i].code,
			.name = ui_name(r.beside[i].name, r.beside[i].name_en) };
	return OK;
}

static enum err begin(struct screen *s, const void *arg)
{
	struct count_state *st = s->state;
	char *text = arena_strdup(&s->arena, setting_text(ui_of(s)->shop, SET_DENOMINATIONS)), *word;

	(void)arg;
	while (st->count < CASH_PIECES_MAX && (word = strtok_r(text, " ", &text)) != NULL)
		if (money_parse(word, &st->pieces[st->count].value_minor) == OK)
			st->count++;
	go_to(st, ROW_TOTAL);
	return find_beside(s, st);
}

const struct screen_ops count_ops = {
	.name = "count", .title = N_("Close shift"), .flags = SCREEN_DIALOG,
	.size = sizeof(struct count_state),
	.open = begin, .draw = draw, .event = event, .resume = resume
};
