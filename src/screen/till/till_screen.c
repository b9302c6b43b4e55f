/* till_screen.c - the till with its basket: the screen at the bottom of the stack, which also puts
 * sign-on, shift, payment and returns on top of itself as the machine's phase demands. */
#include "../screen_int.h"

#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/entry.h"
#include "tui/decode.h"
#include "tui/key.h"

#define SIDE_COLS_MIN 26
#define SIDE_COLS_MAX 44
#define STRIP_COLS 60  /* a narrower screen has its totals below the roll, */
#define STRIP_ROWS 14  /* unless it is too low for both */

#define LARGE_MS 200   /* the large figures may be so much behind a scan */
#define PAUSE_MS 150   /* between two keys; a slow search waits for it */
#define FIRST_KEY_MS (WEDGE_GAP_MS + 10) /* the first key typed may be a scanner's */

struct till_state {
	struct edit entry;
	struct hits hits;
	struct roll roll;
	int marked;        /* line number chosen with the arrows; 0 the last one */
	struct large large;     /* what is shown while goods are scanned */
	int64_t large_until_ms; /* monotonic; 0: it shows what is */
};

/* --- picture --------------------------------------------------------------------------------- */

/* What the keys do now, in order of weight: with goods in the basket, and without. */
static const struct bar_item selling_keys[] = {
	{ SCR_GO, N_("Pay") }, { ACT_CASH, N_("Cash") }, { ACT_LINE_VOID, NULL },
	{ SCR_HOLD_RECALL, N_("Hold") }, { ACT_DISCOUNT, NULL }, { SCR_MENU, NULL },
	{ SCR_HELP, NULL }, { ACT_PRICE_CHECK, N_("Price?") }, { SCR_PAY_CARD, NULL },
	{ SCR_ESC, N_("Cancel") }, { SCR_RECEIPTS, NULL }, { 0, NULL }
};
static const struct bar_item empty_keys[] = {
	{ ACT_PRICE_CHECK, N_("Price?") }, { SCR_RECEIPTS, NULL }, { SCR_MENU, NULL },
	{ SCR_HELP, NULL }, { SCR_PROMPT, NULL }, { 0, NULL }
};
static const struct bar_item recall_keys[] = {
	{ SCR_HOLD_RECALL, N_("Recall") }, { ACT_PRICE_CHECK, N_("Price?") }, { SCR_RECEIPTS, NULL },
	{ SCR_MENU, NULL }, { SCR_HELP, NULL }, { SCR_PROMPT, NULL }, { 0, NULL }
};
static const struct bar_item typing_keys[] = {
	{ SCR_GO, N_("Sell") }, { SCR_ESC, N_("Clear") }, { ACT_CASH, N_("Cash") },
	{ ACT_DISCOUNT, NULL }, { ACT_LINE_VOID, N_("Line out") }, { ACT_PRICE_CHECK, N_("Price?") },
	{ SCR_PAY_CARD, NULL }, { SCR_RECEIPTS, NULL }, { SCR_MENU, NULL }, { SCR_HELP, NULL },
	{ 0, NULL }
};

static struct foot foot(struct screen *s)
{
	struct till_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct till_view *v = ui_view(s);
	bool empty = v->basket->line_count == 0;
	struct foot f = { .entry = &st->entry, .hint_style = STYLE_DIM };

	f.prompt = ui->price_check ? _(" Price of >") : " >";
	f.keys = ui_typed(&st->entry) ? typing_keys : !empty ? selling_keys
		: v->held_count ? recall_keys : empty_keys;
	if (v->drawer_taken)
		f.hint = arena_printf(&ui->paint, _("The drawer of %s: F10 9 counts it, Esc goes back to your own"),
			v->shift_staff);
	else if (ui->price_check)
		f.hint = _("The next scan is only asked for. Esc sells again");
	else if (st->marked)
		f.hint = arena_printf(&ui->paint,
			_("Line %d is chosen: F4 discount, Del takes it out, +1 -1 *N quantity"),
			st->marked);
	else if (empty && v->sent_count)
		f.hint = arena_printf(&ui->paint, _("Sent to this till: %d. F3 takes one"), v->sent_count);
	else if (empty && v->drawer_full)
		f.hint = _("There is much cash in the drawer: F10, Drop takes big notes to the safe");
	else if (empty && !v->done.shown)
		f.hint = _("Scan, or type a code, a name or pinyin");
	if (v->drawer_taken || (empty && v->drawer_full && !v->sent_count))
		f.hint_style = STYLE_WARNING;
	return f;
}

/* Where the roll stands and where the totals; true when those stand below it. */
static bool places(struct rect *roll, struct rect *totals)
{
	struct rect all = screen_rect();
	int cols = all.w * 29 / 80, rows = all.h - 1 - FOOT_ROWS;

	if (all.w < STRIP_COLS && all.h >= STRIP_ROWS) {
		rows -= TOTALS_STRIP_ROWS;
		*roll = (struct rect){ 1, 0, rows, all.w };
		*totals = (struct rect){ 1 + rows, 0, TOTALS_STRIP_ROWS, all.w };
		return true;
	}
	cols = cols < SIDE_COLS_MIN ? SIDE_COLS_MIN : cols > SIDE_COLS_MAX ? SIDE_COLS_MAX : cols;
	if (cols > all.w / 2)
		cols = all.w / 2;
	*roll = (struct rect){ 1, 0, rows, all.w - cols - 2 };
	*totals = (struct rect){ 1, all.w - cols + 1, rows, cols - 2 };
	return false;
}

static struct large large_now(const struct till_view *v)
{
	return (struct large){ v->open_minor, v->basket->pieces_milli };
}

static void draw(struct screen *s)
{
	struct till_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct till_view *v = ui_view(s);
	struct rect all = screen_rect(), left, side;
	bool strip = places(&left, &side);
	struct foot f;

	if (!screen_is_top(s))
		st->large_until_ms = 0;
	ui->stage = left;
	status_draw(ui, 0, all.w);
	roll_show(&st->roll, v, st->marked);
	roll_draw(&st->roll, left);
	totals_draw(ui, side, strip, st->large_until_ms ? st->large : large_now(v));
	f = foot(s);
	f.joint_x = strip ? 0 : left.w + 1;
	frame_foot(s, &f);
	if (!strip)
		draw_vline(1, left.w + 1, left.h, STYLE_LINE);
	if (!st->entry.fresh)
		hits_draw(&st->hits, left);
}

static void draw_input(struct screen *s)
{
	struct foot f = foot(s);

	frame_entry(s, &f);
}

/* --- settling -------------------------------------------------------------------------------- */

static const struct screen_ops *screen_of(const struct till_view *v)
{
	switch (v->phase) {
	case TILL_OFF:
	case TILL_LOCKED:
		return &signon_ops;
	case TILL_NO_SHIFT:
		return &shift_ops;
	case TILL_PAYMENT:
		return &pay_ops;
	case TILL_COUNTING:
		return &count_ops;
	default:
		return v->receipt.sale ? &return_ops : NULL;
	}
}

static enum react settle(struct screen *s)
{
	struct till_state *st = s->state;
	const struct till_view *v = ui_view(s);
	const struct screen_ops *next = screen_of(v);

	if (!basket_line(v->basket, st->marked))
		st->marked = 0;
	hits_update(&st->hits, st->entry.text);
	if (!next || !screen_is_top(s))
		return ui_settle(s, true);
	if (screen_push(s, next, NULL, TAG_PLAIN) != OK)
		screen_refuse(s, "%s", _("This cannot be shown now"));
	return REACT_REDRAW;
}

/* --- acts ------------------------------------------------------------------------------------ */

/* +N, -N and *N mean the marked line when there is one. */
static bool adjusts_marked(struct screen *s, const char *text)
{
	struct till_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct line *l = basket_line(ui_view(s)->basket, st->marked);
	struct entry e;
	int64_t qty_milli;

	entry_parse(&ui->event, text, &e);
	if (!l || (e.kind != ENTRY_ADJUST && e.kind != ENTRY_SET_QTY))
		return false;
	qty_milli = e.kind == ENTRY_ADJUST ? l->qty_milli + e.qty_milli : e.qty_milli;
	if (qty_milli == 0 && e.kind == ENTRY_ADJUST) {
		if (ui_tell(s, ACT_LINE_VOID, arena_printf(&ui->event, "%d", st->marked)) == OK)
			edit_clear(&st->entry);
	} else if (ui_tell(s, ACT_QTY, arena_printf(&ui->event, "%s %d", ui_qty(ui, qty_milli),
		st->marked)) == OK) {
		edit_clear(&st->entry);
	}
	return true;
}

static enum react go(struct screen *s)
{
	struct till_state *st = s->state;
	struct ui *ui = ui_of(s);
	enum action act = ui->price_check ? ACT_PRICE_CHECK : ACT_ENTER;
	const char *text;

	if (counter_typed(s, &st->entry))
		return settle(s);
	hits_update(&st->hits, st->entry.text);
	text = hits_entry(&st->hits);
	if (!text)
		text = arena_strdup(&ui->event, st->entry.text);
	if (!*text || !ui_typed(&st->entry)) {
		edit_clear(&st->entry);
		ui_tell(s, ACT_PAY, "");
		return settle(s);
	}
	if (act == ACT_ENTER && adjusts_marked(s, text))
		return settle(s);
	if (ui_tell(s, act, text) == OK || ui_view(s)->need != NEED_NOTHING) {
		edit_clear(&st->entry);
		ui->price_check = false;
	} else {
		edit_propose(&st->entry, text);
	}
	return settle(s);
}

static enum react esc(struct screen *s)
{
	struct till_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct till_view *v = ui_view(s);

	if (st->entry.len)
		edit_clear(&st->entry);
	else if (ui->price_check)
		ui->price_check = false;
	else if (st->marked)
		st->marked = 0;
	else if (v->drawer_taken || v->prefix_qty_milli > 0 || v->prefix_price_minor >= 0 || v->prefix_worth_minor)
		ui_tell(s, ACT_BACK, "");
	else if (v->basket->line_count)
		ui_tell(s, ACT_CANCEL, "");
	else
		return REACT_NONE;
	return settle(s);
}

/* The arrows mark a line; without lines to mark they scroll what is shown. */
static enum react mark(struct screen *s, int by)
{
	struct till_state *st = s->state;
	const struct basket *b = ui_view(s)->basket;
	int at = by < 0 ? b->line_count : 0;

	hits_update(&st->hits, st->entry.text);
	if (hits_key(&st->hits, by < 0 ? TKEY_UP : TKEY_DOWN) != LIST_PASS)
		return REACT_REDRAW;
	if (b->line_count == 0)
		return roll_key(&st->roll, by < 0 ? TKEY_UP : TKEY_DOWN) ? REACT_REDRAW
			: REACT_NONE;
	for (int i = 0; i < b->line_count && st->marked; i++)
		if (b->lines[i].line_no == st->marked)
			at = i;
	if (st->marked || by < 0)
		at += by;
	st->marked = at >= 0 && at < b->line_count ? b->lines[at].line_no : 0;
	return REACT_REDRAW;
}

static enum react hold_recall(struct screen *s)
{
	struct till_state *st = s->state;
	bool hold = ui_view(s)->basket->line_count > 0;

	ui_act(s, &st->entry, hold ? ACT_HOLD : ACT_RECALL, "", NULL);
	return settle(s);
}

/* The rest, or what was typed of it, by card terminal: to payment first, where it is taken. */
static enum react pay_card(struct screen *s)
{
	struct till_state *st = s->state;
	struct ui *ui = ui_of(s);
	const char *amount = ui_typed(&st->entry) ? arena_strdup(&ui->event, st->entry.text) : "";

	ui_tell(s, ACT_PAY, "");
	if (ui_view(s)->phase == TILL_PAYMENT) {
		edit_clear(&st->entry);
		pay_by_card(s, amount);
	}
	return settle(s);
}

/* Digits typed before it are part of the number looked for. */
static enum react receipts(struct screen *s)
{
	struct till_state *st = s->state;
	const char *text = ui_typed(&st->entry)
		? arena_strdup(&ui_of(s)->event, st->entry.text) : "";

	edit_clear(&st->entry);
	if (screen_push(s, &receipts_ops, text, TAG_PLAIN) != OK)
		screen_refuse(s, "%s", _("This cannot be shown now"));
	return settle(s);
}

/* With the cursor inside what was typed, Del is a key of the text. */
static bool edits_text(const struct till_state *st, int action)
{
	return action == ACT_LINE_VOID && st->entry.at < st->entry.len;
}

static const char *marked_text(struct screen *s, int action)
{
	struct till_state *st = s->state;
	bool takes_line = action == ACT_QTY || action == ACT_PRICE || action == ACT_DISCOUNT ||
		action == ACT_SWAP || action == ACT_DUPLICATE ||
		(action == ACT_LINE_VOID && !ui_typed(&st->entry));

	return st->marked && takes_line ? arena_printf(&ui_of(s)->event, "%d", st->marked) : NULL;
}

/* A note names its line first, since it is text itself. */
static const char *noted_line(struct screen *s, int action, const char *arg)
{
	struct till_state *st = s->state;

	if (action != ACT_LINE_NOTE || !st->marked || !*arg || *arg == '#')
		return arg;
	return arena_printf(&ui_of(s)->event, "#%d %s", st->marked, arg);
}

static enum react act(struct screen *s, int action, const char *arg)
{
	struct till_state *st = s->state;
	enum react r = ui_common(s, action);

	if (r != REACT_PASS)
		return r;
	if (edits_text(st, action))
		return REACT_PASS;
	st->large_until_ms = 0;
	switch (action) {
	case SCR_GO:
		return go(s);
	case SCR_ESC:
		return esc(s);
	case SCR_HOLD_RECALL:
		return hold_recall(s);
	case SCR_PAY_CARD:
		return pay_card(s);
	case SCR_QUICK_KEYS:
		if (screen_push(s, &quick_ops, NULL, TAG_ACTION) != OK)
			screen_refuse(s, "%s", _("This cannot be shown now"));
		return REACT_REDRAW;
	case SCR_RECEIPTS:
		return receipts(s);
	case SCR_LINE_UP:
		return mark(s, -1);
	case SCR_LINE_DOWN:
		return mark(s, 1);
	default:
		if (action >= ACTIONS)
			return REACT_PASS;
		ui_act(s, &st->entry, action, noted_line(s, action, arg), marked_text(s, action));
		return settle(s);
	}
}

/* --- events ---------------------------------------------------------------------------------- */

/* What was typed shows at once; what it means (what is found, what the keys do) when no further key
 * waits. What chooses among the hits finds them first. */
static enum react key(struct screen *s, int32_t code)
{
	struct till_state *st = s->state;

	if (hits_chosen_by(st->entry.text, code))
		hits_update(&st->hits, st->entry.text);
	switch (hits_key(&st->hits, code)) {
	case LIST_CHOSEN:
		return go(s);
	case LIST_MOVED:
		return REACT_REDRAW;
	default:
		break;
	}
	if (edit_key(&st->entry, code)) {
		screen_later(s, utf8_len(st->entry.text) == 1 ? FIRST_KEY_MS : st->hits.slow ? PAUSE_MS : 0);
		return REACT_INPUT;
	}
	return roll_key(&st->roll, code) ? REACT_REDRAW : REACT_PASS;
}

static enum react tick(struct screen *s)
{
	struct ui *ui = ui_of(s);
	bool changed = status_refresh(ui);

	ui_tick(s);
	if (ui->price.until_ms && ui->price.until_ms <= clock_mono_ms()) {
		ui->price.until_ms = 0;
		changed = true;
	}
	if (screen_is_top(s) && screen_of(ui_view(s)))
		return settle(s);
	return changed ? REACT_REDRAW : REACT_NONE;
}

/* The line and its total show at once; the large figures, which are most of the bytes of a slow
 * line, follow within LARGE_MS, and at once with any other act. */
static enum react scanned(struct screen *s, const char *code)
{
	struct till_state *st = s->state;
	const struct till_view *v = ui_view(s);
	bool selling = v->basket->line_count > 0 && v->due_minor >= 0;
	int64_t now_ms = clock_mono_ms();

	if (!st->large_until_ms) {
		st->large = large_now(v);
		st->large_until_ms = now_ms + LARGE_MS;
	}
	st->marked = 0;
	ui_scan(s, &st->entry, code);
	v = ui_view(s);
	if (selling && v->basket->line_count > 0 && v->due_minor >= 0)
		screen_later(s, st->large_until_ms > now_ms ? (int)(st->large_until_ms - now_ms) : 0);
	else
		st->large_until_ms = 0;
	return settle(s);
}

static enum react later(struct screen *s)
{
	struct till_state *st = s->state;

	st->large_until_ms = 0;
	hits_update(&st->hits, st->entry.text);
	return REACT_REDRAW;
}

static enum react event(struct screen *s, const struct event *e)
{
	struct till_state *st = s->state;

	switch (e->kind) {
	case EVENT_KEY:
		return key(s, e->code);
	case EVENT_PASTE:
		edit_paste(&st->entry, e->text);
		hits_update(&st->hits, st->entry.text);
		return REACT_REDRAW;
	case EVENT_SCAN:
		return scanned(s, e->text);
	case EVENT_CARD:
		ui_card(s, e->text);
		return settle(s);
	case EVENT_PAYMENT:
		ui_paid_back(s, e);
		return ui_payment(s) ? settle(s) : REACT_REDRAW;
	case EVENT_TICK:
		return ui_payment(s) ? settle(s) : tick(s);
	case EVENT_STORE:
	case EVENT_DEVICE:
		status_refresh(ui_of(s));
		return REACT_REDRAW;
	default:
		return REACT_REDRAW;
	}
}

static enum react resume(struct screen *s, const struct answer *a)
{
	ui_resume(s, a);
	return settle(s);
}

static enum err begin(struct screen *s, const void *arg)
{
	struct till_state *st = s->state;

	(void)arg;
	edit_init(&st->entry, EDIT_TEXT, EDIT_CHARS);
	hits_init(&st->hits, ui_of(s));
	roll_init(&st->roll, ui_of(s));
	(void)settle(s);
	return OK;
}

static void end(struct screen *s)
{
	struct till_state *st = s->state;

	arena_release(&st->hits.arena);
}

const struct screen_ops till_ops = {
	.name = "till", .title = N_("Selling"), .size = sizeof(struct till_state),
	.open = begin, .draw = draw, .draw_input = draw_input, .act = act, .event = event,
	.resume = resume, .later = later, .close = end
};
