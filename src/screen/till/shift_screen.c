/* shift_screen.c - no shift is open: the float that begins one, and how the last one ended. */
#include "../screen_int.h"

#include "base/tr.h"
#include "model/money.h"
#include "service/report.h"
#include "tui/key.h"

#define SHIFT_COLS 46
#define FLOAT_CHARS 40 /* typed as a sum: 2*100+50 */

struct shift_state {
	struct edit amount;
	bool last;                  /* a shift was closed here before */
	struct shift_report report;
};

static const struct bar_item keys[] = {
	{ SCR_MENU, NULL }, { SCR_HELP, NULL }, { SCR_PROMPT, NULL }, { 0, NULL }
};

static enum err begin(struct screen *s, const void *arg)
{
	struct shift_state *st = s->state;
	struct ui *ui = ui_of(s);

	(void)arg;
	edit_init(&st->amount, EDIT_SUM, FLOAT_CHARS);
	edit_propose(&st->amount, money_text(&ui->event, setting_int(ui->shop, SET_FLOAT)));
	st->last = report_shift(ui->shop, &s->arena, 0, &st->report) == OK && st->report.closed;
	return OK;
}

/* What the Z report says of the cash, for who closed it just now. */
static void draw_last(struct screen *s, struct rect r)
{
	struct shift_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct shift_report *last = &st->report;
	int64_t off = last->cash.over_short_minor;

	draw_hline(r.y, r.x, r.w, STYLE_LINE);
	draw_field(r.y + 1, r.x, r.w, STYLE_TITLE, ALIGN_LEFT,
		arena_printf(&ui->paint, _("Last shift: %s, closed by %s"), last->number,
			last->closed_by));
	frame_pair(r.y + 2, r.x, r.w, STYLE_MONEY, _("Cash expected"),
		ui_money(ui, last->cash.expected_minor));
	frame_pair(r.y + 3, r.x, r.w, STYLE_MONEY, _("Cash counted"),
		ui_money(ui, last->cash.counted_minor));
	frame_pair(r.y + 4, r.x, r.w, off ? STYLE_WARNING : STYLE_DONE,
		off > 0 ? _("Over") : off < 0 ? _("Short") : _("Exact"),
		ui_money(ui, off < 0 ? -off : off));
}

static void draw(struct screen *s)
{
	struct shift_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct rect all = screen_rect(), in;
	const char *label = _("Float");
	int y = all.h - 3;

	ui->stage = (struct rect){ 1, 0, all.h - 4, all.w };
	status_draw(ui, 0, all.w);
	in = frame_box(s, st->last ? 12 : 6, SHIFT_COLS, _("Open shift"));
	draw_field(in.y, in.x, in.w, STYLE_NORMAL, ALIGN_LEFT,
		_("Count the float in the drawer, type it, Enter"));
	draw_field(in.y + 2, in.x, text_width(label) + 2, STYLE_STRONG, ALIGN_LEFT, label);
	draw_field(in.y + 4, in.x, in.w, STYLE_DIM, ALIGN_LEFT,
		_("Enter opens the shift, Esc signs off"));
	if (st->last)
		draw_last(s, (struct rect){ in.y + 6, in.x, 5, in.w });
	edit_draw(&st->amount, in.y + 2, in.x + text_width(label) + 2, 14, STYLE_ENTRY,
		screen_is_top(s));
	draw_hline(y, 0, all.w, STYLE_LINE);
	ui->message_y = y + 1;
	ui->message_cols = all.w;
	screen_draw_toast(s, y + 1, 0, all.w);
	frame_keys(s, keys, y + 2, 0, all.w);
}

static enum react settle(struct screen *s)
{
	return ui_settle(s, ui_view(s)->phase == TILL_NO_SHIFT);
}

static enum react key(struct screen *s, int32_t code)
{
	struct shift_state *st = s->state;

	switch (code) {
	case TKEY_ENTER:
		ui_tell(s, ACT_SHIFT_OPEN, arena_strdup(&ui_of(s)->event, st->amount.text));
		return settle(s);
	case TKEY_ESC:
		ui_tell(s, ACT_SIGN_OFF, "");
		return settle(s);
	default:
		return edit_key(&st->amount, code) ? REACT_REDRAW : REACT_BEEP;
	}
}

static enum react event(struct screen *s, const struct event *e)
{
	switch (e->kind) {
	case EVENT_KEY:
		return key(s, e->code);
	case EVENT_CARD:
		ui_card(s, e->text);
		return settle(s);
	case EVENT_SCAN:
		screen_refuse(s, "%s", _("Not scanned: open the shift first"));
		return REACT_REDRAW;
	case EVENT_TICK:
		ui_tick(s);
		return ui_view(s)->phase == TILL_NO_SHIFT ? REACT_NONE : REACT_CLOSE;
	default:
		return REACT_REDRAW;
	}
}

static enum react act(struct screen *s, int action, const char *arg)
{
	enum react r = ui_common(s, action);

	if (r != REACT_PASS || action >= ACTIONS)
		return r;
	ui_act(s, NULL, action, arg, NULL);
	return settle(s);
}

static enum react resume(struct screen *s, const struct answer *a)
{
	ui_resume(s, a);
	return settle(s);
}

const struct screen_ops shift_ops = {
	.name = "shift", .title = N_("Open shift"), .size = sizeof(struct shift_state),
	.open = begin, .draw = draw, .act = act, .event = event, .resume = resume
};
