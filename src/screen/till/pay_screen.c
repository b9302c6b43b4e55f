/* pay_screen.c - payment: what is due and open in large figures, what was taken, the means of
 * payment by number, and before every Enter what it will do. */
#include "../screen_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/code.h"
#include "model/money.h"
#include "tui/big.h"
#include "tui/dialog.h"
#include "tui/key.h"

#define TITLE_COLS 15 /* of the first row: the title, and a margin */
#define TENDERS_SHOWN 20
#define NOTES_MAX 6
#define TENDER_COLS 24  /* of one means of payment in the list of all */

struct pay_state {
	struct edit entry;
	int chosen;         /* which means of payment Enter takes; 0 is cash where there is cash */
};

/* --- means of payment and banknotes ---------------------------------------------------------- */

/* Those offered now, cash first; returns how many. */
static int tenders(struct screen *s, const struct tender *out[TENDERS_SHOWN])
{
	const struct tender *list;
	int n = 0, count = shop_tenders(ui_of(s)->shop, &list);
	bool back = ui_view(s)->due_minor < 0;

	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < count && n < TENDERS_SHOWN; i++) {
			const struct tender *t = &list[i];

			if (!(t->flags & TENDER_ACTIVE) || (t->flags & TENDER_HIDDEN) ||
			    t->kind == TENDER_EXCHANGE || (back && !(t->flags & TENDER_REFUNDABLE)))
				continue;
			if ((t->kind == TENDER_CASH) == (pass == 0))
				out[n++] = t;
		}
	return n;
}

static const struct tender *tender_of_kind(struct screen *s, enum tender_kind kind)
{
	const struct tender *list[TENDERS_SHOWN];
	int n = tenders(s, list);

	for (int i = 0; i < n; i++)
		if (list[i]->kind == kind)
			return list[i];
	return NULL;
}

static const char *tender_name(const struct tender *t)
{
	return ui_name(t->name, t->name_en);
}

/* The banknotes of the setting, as typed amounts; returns how many. */
static int notes(struct screen *s, const char *out[NOTES_MAX])
{
	char *at = arena_strdup(&ui_of(s)->event, setting_text(ui_of(s)->shop, SET_NOTE_KEYS));
	char *rest = at, *word;
	int n = 0;

	while (n < NOTES_MAX && (word = strtok_r(rest, " ", &rest)) != NULL)
		out[n++] = word;
	return n;
}

/* The letter that takes note i (from 0) by the key map; 0 none. */
static int note_key(struct screen *s, int i)
{
	char arg[12];

	snprintf(arg, sizeof arg, "%d", i + 1);
	for (int c = 'a'; c <= 'z'; c++) {
		const struct binding *b = keymap_find(screen_keys(s), s->ops->name, c, true);

		if (b && b->action == SCR_NOTE && strcmp(b->arg, arg) == 0)
			return c;
	}
	return 0;
}

/* --- what Enter would do --------------------------------------------------------------------- */

static const char *cash_typed_hint(struct screen *s, int64_t given_minor)
{
	struct ui *ui = ui_of(s);
	const struct till_view *v = ui_view(s);

	if (v->part_minor && given_minor >= v->part_minor)
		return arena_printf(&ui->paint, _("Enter = one part, change %s"),
			ui_money(ui, given_minor - v->part_minor));
	if (given_minor >= v->cash_minor)
		return arena_printf(&ui->paint, _("Enter = change %s"),
			ui_money(ui, given_minor - v->cash_minor));
	return arena_printf(&ui->paint, _("Enter = takes %s, still open %s"),
		ui_money(ui, given_minor), ui_money(ui, v->open_minor - given_minor));
}

/* The smallest single note that covers it, as a proposal. */
static const char *note_hint(struct screen *s)
{
	struct ui *ui = ui_of(s);
	const char *list[NOTES_MAX], *best = NULL;
	int64_t least = 0, minor;
	int n = notes(s, list);

	for (int i = 0; i < n; i++)
		if (ui_amount(list[i], &minor) && minor > ui_view(s)->cash_minor &&
			(!best || minor < least)) {
			best = list[i];
			least = minor;
		}
	if (!best)
		return "";
	return arena_printf(&ui->paint, _("%s Enter = change %s"), best,
		ui_money(ui, least - ui_view(s)->cash_minor));
}

static const char *cash_hint(struct screen *s)
{
	struct ui *ui = ui_of(s);
	const struct till_view *v = ui_view(s);
	int64_t rounding = v->open_minor - v->cash_minor;

	if (v->due_minor < 0)
		return arena_printf(&ui->paint, _("Enter = gives back %s, the way it was paid"),
			ui_money(ui, -v->due_minor));
	if (v->part_minor)
		return arena_printf(&ui->paint, _("Enter = one part of %d: %s"), v->parts_left,
			ui_money(ui, v->part_minor));
	if (rounding == 0)
		return arena_printf(&ui->paint, _("Enter = exact %s   %s"),
			ui_money(ui, v->cash_minor), note_hint(s));
	return arena_printf(&ui->paint, _("Enter = exact %s (rounding %s)   %s"),
		ui_money(ui, v->cash_minor), ui_money(ui, rounding), note_hint(s));
}

static const char *hint(struct screen *s, const struct tender *chosen)
{
	struct pay_state *st = s->state;
	struct ui *ui = ui_of(s);
	int64_t minor;
	bool typed = ui_typed(&st->entry);

	if (ui_view(s)->outside.asked && ui_view(s)->outside.amount_minor && !typed)
		return ui_view(s)->outside.cancelling ? _("Enter = ask again")
			: _("Enter = ask again, Del = cancel the payment");
	if (ui_view(s)->outside.amount_minor)
		return typed ? _("Enter = it was taken, with this slip number") : _("Enter = ask again");
	if (typed && (!ui_amount(st->entry.text, &minor) || ui_view(s)->due_minor < 0))
		return _("Type an amount, or the digits for a function key");
	if (chosen && chosen->kind != TENDER_CASH)
		return arena_printf(&ui->paint, _("Enter = %s by %s"),
			ui_money(ui, typed ? minor : ui_view(s)->part_minor ? ui_view(s)->part_minor
			: ui_view(s)->open_minor), tender_name(chosen));
	return typed ? cash_typed_hint(s, minor) : cash_hint(s);
}

/* --- picture --------------------------------------------------------------------------------- */

static const struct bar_item keys[] = {
	{ SCR_GO, N_("Take") }, { ACT_CASH, N_("Cash") }, { SCR_PAY_CARD, NULL },
	{ SCR_TENDERS, N_("By number") }, { ACT_TENDER_VOID, N_("Take out") },
	{ ACT_BILL_DISCOUNT, N_("Discount") }, { SCR_ESC, N_("To basket") }, { SCR_MENU, NULL },
	{ SCR_HELP, NULL }, { 0, NULL }
};

static const struct bar_item back_keys[] = {
	{ SCR_GO, N_("Give back") }, { SCR_ESC, N_("To basket") }, { SCR_MENU, NULL },
	{ SCR_HELP, NULL }, { 0, NULL }
};

/* While it is not known what became of a payment asked for elsewhere, with a provider that can be asked or not. */
static const struct bar_item open_keys[] = {
	{ SCR_GO, N_("Ask again") }, { SCR_MENU, N_("How it ended") }, { SCR_ESC, N_("To basket") }, { SCR_HELP, NULL },
	{ 0, NULL }
};
static const struct bar_item asked_keys[] = {
	{ SCR_GO, N_("Ask again") }, { ACT_TENDER_VOID, N_("Cancel the payment") }, { SCR_MENU, N_("How it ended") },
	{ SCR_ESC, N_("To basket") }, { SCR_HELP, NULL }, { 0, NULL }
};

static const struct tender *chosen_tender(struct screen *s)
{
	struct pay_state *st = s->state;
	const struct tender *list[TENDERS_SHOWN];
	int n = tenders(s, list);

	return n == 0 ? NULL : list[st->chosen < n ? st->chosen : 0];
}

static struct foot foot(struct screen *s)
{
	struct pay_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct tender *t = chosen_tender(s);

	if (ui_view(s)->outside.amount_minor && !ui->price_check)
		return (struct foot){ .entry = &st->entry, .hint_style = STYLE_INFO, .hint = hint(s, t),
			.keys = ui_view(s)->outside.asked && !ui_view(s)->outside.cancelling ? asked_keys : open_keys,
			.prompt = _(" Slip no. >") };
	return (struct foot){ .entry = &st->entry, .hint_style = STYLE_INFO,
		.keys = ui_view(s)->due_minor < 0 ? back_keys : keys,
		.hint = ui->price_check ? _("The next scan is only asked for") : hint(s, t),
		.prompt = ui->price_check ? _(" Price of >")
			: ui_view(s)->due_minor < 0 ? _(" Give back >")
			: arena_printf(&ui->paint, " %s >", t ? tender_name(t) : "") };
}

static void draw_amounts(struct screen *s, int y, int w)
{
	struct ui *ui = ui_of(s);
	const struct till_view *v = ui_view(s);
	bool back = v->due_minor < 0;
	int half = w / 2 - 4;

	draw_field(y, 3, half, STYLE_STRONG, ALIGN_LEFT, back ? _("To give back") : _("To pay"));
	big_draw(y + 1, 3, half - 4, back ? STYLE_CHANGE : STYLE_MONEY,
		ui_money(ui, llabs(v->due_minor)));
	if (back)
		return;
	draw_field(y, w / 2 + 1, half, STYLE_STRONG, ALIGN_LEFT, _("Still open"));
	big_draw(y + 1, w / 2 + 1, half - 4, STYLE_DUE, ui_money(ui, v->open_minor));
}

static bool paid_by(const struct till_view *v, enum tender_kind kind)
{
	for (int i = 0; i < v->payment_count; i++)
		if (v->payments[i].kind == kind)
			return true;
	return false;
}

/* What who buys has yet to pay with, and what of the bill that pays; what the bill brings him. Over the right half, and
 * as far into the left one as the title leaves. */
static void draw_member(struct screen *s, int y, int w)
{
	struct ui *ui = ui_of(s);
	const struct till_member *m = &ui_view(s)->member;
	const char *all[3], *text = "";
	int n = 0, cols;

	if (m->points_minor)
		all[n++] = arena_printf(&ui->paint, _("%lld points pay %s"), (long long)m->points_cost,
			ui_money(ui, m->points_minor));
	if (m->spendable_minor && !paid_by(ui_view(s), TENDER_STORED))
		all[n++] = arena_printf(&ui->paint, _("Stored value %s"), ui_money(ui, m->spendable_minor));
	if (m->earns)
		all[n++] = arena_printf(&ui->paint, _("+%lld points"), (long long)m->earns);
	for (int i = 0; i < n; i++)
		text = arena_printf(&ui->paint, "%s%s%s", text, i ? "   " : "", all[i]);
	cols = text_width(text) > w / 2 - 4 ? text_width(text) : w / 2 - 4;
	cols = cols < w - TITLE_COLS ? cols : w - TITLE_COLS;
	draw_field(y, w - 3 - cols, cols, STYLE_INFO, ALIGN_LEFT, text);
}

/* What was taken so far, the newest rows where not all fit. */
static int draw_payments(struct screen *s, int y, int rows, int w)
{
	struct ui *ui = ui_of(s);
	const struct till_view *v = ui_view(s);
	int first = v->payment_count > rows ? v->payment_count - rows : 0;

	for (int i = first; i < v->payment_count; i++, y++) {
		const struct payment *p = &v->payments[i];
		const struct tender *t = shop_tender(ui->shop, p->tender_id);

		draw_field(y, 3, 3, STYLE_DIM, ALIGN_RIGHT, arena_printf(&ui->paint, "%d", i + 1));
		draw_field(y, 7, 18, STYLE_NORMAL, ALIGN_LEFT, t ? tender_name(t) : "");
		draw_money(y, 26, 12, STYLE_MONEY,
			ui_money(ui, p->kind == TENDER_CASH ? p->given_minor : p->amount_minor));
		draw_field(y, 40, w - 42, STYLE_DIM, ALIGN_LEFT, payment_reference(p));
	}
	return y;
}

static void draw_tenders(struct screen *s, int y, int w)
{
	struct pay_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct tender *list[TENDERS_SHOWN];
	int n = tenders(s, list), across = w - 6 > TENDER_COLS ? (w - 6) / TENDER_COLS : 1;

	for (int i = 0; i < n; i++)
		draw_field(y + i / across, 3 + i % across * TENDER_COLS, TENDER_COLS - 1,
			i == st->chosen ? STYLE_SELECTED : STYLE_NORMAL, ALIGN_LEFT,
			arena_printf(&ui->paint, "+%d %s", i + 1, tender_name(list[i])));
}

/* A payment that was asked for and may have been taken or not: nothing else is done before that is settled. */
static void draw_asked(struct screen *s, int y, int w, const char *name)
{
	struct ui *ui = ui_of(s);
	const struct till_outside *o = &ui_view(s)->outside;
	int64_t waited_s = (clock_now_ms() - o->begun_at_ms) / 1000;

	draw_field(y, 3, w - 6, STYLE_WARNING, ALIGN_LEFT, o->cancelling
		? arena_printf(&ui->paint, _("? %s %s: the provider is to take it back"), name,
			ui_money(ui, o->amount_minor))
		: arena_printf(&ui->paint, _("? %s %s: the provider is asked (%d s)"), name,
			ui_money(ui, o->amount_minor), waited_s > 0 ? (int)waited_s : 0));
	draw_field(y + 1, 3, w - 6, STYLE_NORMAL, ALIGN_LEFT, o->cancelling
		? _("Until it answers nothing is known. Enter = ask again")
		: _("The customer pays at the terminal or on the phone. Del = cancel the payment"));
	draw_field(y + 2, 3, w - 6, STYLE_NORMAL, ALIGN_LEFT,
		_("No answer at all: a slip number, or F10, It was not taken; with a second person"));
}

static void draw_outside(struct screen *s, int y, int w)
{
	struct ui *ui = ui_of(s);
	const struct till_outside *o = &ui_view(s)->outside;
	const struct tender *t = shop_tender(ui->shop, o->tender_id);

	if (o->asked) {
		draw_asked(s, y, w, t ? tender_name(t) : "");
		return;
	}
	draw_field(y, 3, w - 6, STYLE_WARNING, ALIGN_LEFT, arena_printf(&ui->paint, _("? %s %s: taken or not?"),
		t ? tender_name(t) : "", ui_money(ui, o->amount_minor)));
	draw_field(y + 1, 3, w - 6, STYLE_NORMAL, ALIGN_LEFT,
		_("Look at the terminal. Its slip number + Enter = it was taken"));
	draw_field(y + 2, 3, w - 6, STYLE_NORMAL, ALIGN_LEFT, o->known_here
		? _("It refused: F10, It was not taken. Nobody knows: F10, Not known")
		: _("It was not taken: F10, with a second person"));
}

static void draw_notes(struct screen *s, int y, int w)
{
	const char *list[NOTES_MAX];
	int n = notes(s, list), x = 3;

	x += draw_text(y, x, w - x, STYLE_DIM, _("Notes:"));
	for (int i = 0; i < n; i++) {
		int c = note_key(s, i);

		if (!c)
			continue;
		x += 2;
		x += draw_printf(y, x, w - x, STYLE_KEY, "%c ", c);
		x += draw_text(y, x, w - x, STYLE_NORMAL, list[i]);
	}
}

static void draw(struct screen *s)
{
	struct ui *ui = ui_of(s);
	struct rect all = screen_rect();
	int end = all.h - FOOT_ROWS, tender_rows = 3, y;
	struct foot f;

	ui->stage = (struct rect){ 6, 0, end - 6, all.w };
	status_draw(ui, 0, all.w);
	draw_field(1, 1, all.w - 2, STYLE_TITLE, ALIGN_LEFT, _("Payment"));
	if (ui_view(s)->member.id)
		draw_member(s, 1, all.w);
	draw_amounts(s, 2, all.w);
	y = draw_payments(s, 7, end - tender_rows - 10, all.w);
	y = y < end - tender_rows - 2 ? end - tender_rows - 2 : y;
	if (ui_view(s)->outside.amount_minor) {
		draw_outside(s, y, all.w);
	} else if (ui_view(s)->due_minor >= 0) {
		draw_tenders(s, y, all.w);
		draw_notes(s, end - 1, all.w);
	}
	f = foot(s);
	frame_foot(s, &f);
}

static void draw_input(struct screen *s)
{
	struct foot f = foot(s);
	struct rect all = screen_rect();

	frame_entry(s, &f);
	draw_field(all.h - 2, 1, all.w - 2, f.hint_style, ALIGN_LEFT, f.hint);
}

/* --- acts ------------------------------------------------------------------------------------ */

static enum react settle(struct screen *s)
{
	return ui_settle(s, ui_view(s)->phase == TILL_PAYMENT);
}

/* Takes what was typed, or the rest, by one means of payment. */
static enum react take(struct screen *s, const struct tender *t)
{
	struct pay_state *st = s->state;
	struct ui *ui = ui_of(s);
	const char *text = ui_typed(&st->entry) ? arena_strdup(&ui->event, st->entry.text) : "";
	enum err e = ui_view(s)->outside.amount_minor ? ui_tell(s, *text ? ACT_WAS_TAKEN : ACT_ASK_AGAIN, text)
		: t->kind == TENDER_CASH ? ui_tell(s, ACT_CASH, text)
		: ui_tell(s, ACT_TENDER, arena_printf(&ui->event, "%s %s", t->code, text));

	if (e == OK || ui_view(s)->need != NEED_NOTHING || ui_view(s)->outside.amount_minor) {
		edit_clear(&st->entry);
		st->chosen = 0;
	} else if (*text) {
		edit_propose(&st->entry, text);
	}
	return settle(s);
}

void pay_by_card(struct screen *s, const char *amount)
{
	struct ui *ui = ui_of(s);
	const struct tender *t = tender_of_kind(s, TENDER_CARD);

	if (!t)
		screen_refuse(s, "%s",
			_("This shop takes no cards. Choose another means of payment"));
	else
		ui_tell(s, ACT_TENDER, arena_printf(&ui->event, "%s %s", t->code, amount));
}

static enum react pay_card(struct screen *s)
{
	struct pay_state *st = s->state;
	const struct tender *t = tender_of_kind(s, TENDER_CARD);

	if (t)
		return take(s, t);
	pay_by_card(s, st->entry.text);
	return REACT_REDRAW;
}

static enum react choose_tender(struct screen *s)
{
	const struct tender *list[TENDERS_SHOWN];
	struct menu_item items[TENDERS_SHOWN];
	int n = tenders(s, list);

	for (int i = 0; i < n; i++)
		items[i] = (struct menu_item){ .label = tender_name(list[i]) };
	ask_choice(s, SCR_TENDERS, _("Means of payment"), NULL, items, n, -1);
	return REACT_NONE;
}

static enum react take_note(struct screen *s, const char *arg)
{
	const char *list[NOTES_MAX];
	int n = notes(s, list), i = *arg >= '1' && *arg <= '9' ? *arg - '1' : 0;

	if (i >= n || ui_view(s)->due_minor < 0)
		return REACT_BEEP;
	ui_tell(s, ACT_CASH, list[i]);
	return settle(s);
}

static enum react esc(struct screen *s)
{
	struct pay_state *st = s->state;
	struct ui *ui = ui_of(s);

	if (st->entry.len)
		edit_clear(&st->entry);
	else if (ui->price_check)
		ui->price_check = false;
	else
		ui_tell(s, ACT_BACK, "");
	return settle(s);
}

static enum react go(struct screen *s)
{
	struct pay_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct tender *t = chosen_tender(s);

	if (counter_typed(s, &st->entry))
		return REACT_REDRAW;
	if (ui->price_check && ui_typed(&st->entry))
		return ui_act(s, &st->entry, ACT_PRICE_CHECK, "", NULL);
	if (!t) {
		screen_refuse(s, "%s", _("No means of payment is set up. Ask the manager"));
		return REACT_REDRAW;
	}
	return take(s, t);
}

static enum react act(struct screen *s, int action, const char *arg)
{
	struct pay_state *st = s->state;
	enum react r = ui_common(s, action);

	if (r != REACT_PASS)
		return r;
	switch (action) {
	case SCR_GO:
		return go(s);
	case SCR_ESC:
		return esc(s);
	case SCR_PAY_CARD:
		return pay_card(s);
	case SCR_TENDERS:
		return choose_tender(s);
	case SCR_NOTE:
		return take_note(s, arg);
	default:
		if (action >= ACTIONS)
			return REACT_PASS;
		if (action == ACT_TENDER_VOID && ui_view(s)->outside.asked && ui_view(s)->outside.amount_minor)
			action = ACT_CANCEL_PAYMENT;
		ui_act(s, &st->entry, action, arg, NULL);
		return settle(s);
	}
}

/* --- events ---------------------------------------------------------------------------------- */

static enum react key(struct screen *s, int32_t code)
{
	struct pay_state *st = s->state;
	const struct tender *list[TENDERS_SHOWN];
	int n = tenders(s, list), to = st->chosen + (code == TKEY_DOWN) - (code == TKEY_UP);

	if (edit_key(&st->entry, code))
		return REACT_INPUT;
	if (to == st->chosen || to < 0 || to >= n)
		return REACT_PASS;
	st->chosen = to;
	return REACT_REDRAW;
}

/* A payment code with an amount typed before it takes that amount and no more. */
static void scanned(struct screen *s, const char *code)
{
	struct pay_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct tender *t = tender_of_kind(s, TENDER_QR);
	int64_t minor;

	if (!ui->price_check && t && pay_code_kind(code) != PAY_CODE_NONE &&
	    ui_typed(&st->entry) && ui_amount(st->entry.text, &minor)) {
		const char *arg = arena_printf(&ui->event, "%s %s %s", t->code, st->entry.text, code);

		if (ui_tell(s, ACT_TENDER, arg) == OK)
			edit_clear(&st->entry);
		return;
	}
	ui_scan(s, NULL, code);
}

static enum react event(struct screen *s, const struct event *e)
{
	struct pay_state *st = s->state;

	switch (e->kind) {
	case EVENT_KEY:
		return key(s, e->code);
	case EVENT_PASTE:
		return edit_paste(&st->entry, e->text) ? REACT_REDRAW : REACT_BEEP;
	case EVENT_SCAN:
		scanned(s, e->text);
		return settle(s);
	case EVENT_CARD:
		ui_card(s, e->text);
		return settle(s);
	case EVENT_PAYMENT:
		ui_paid_back(s, e);
		return ui_payment(s) ? settle(s) : REACT_REDRAW;
	case EVENT_TICK:
		ui_tick(s);
		if (ui_payment(s))
			return settle(s);
		if (ui_view(s)->phase != TILL_PAYMENT)
			return REACT_CLOSE;
		return ui_view(s)->outside.asked && ui_view(s)->outside.amount_minor ? REACT_REDRAW : REACT_NONE;
	default:
		return REACT_REDRAW;
	}
}

static enum react resume(struct screen *s, const struct answer *a)
{
	const struct tender *list[TENDERS_SHOWN];

	if (a->tag == SCR_TENDERS && a->given && a->choice < tenders(s, list))
		return take(s, list[a->choice]);
	ui_resume(s, a);
	return settle(s);
}

static enum err begin(struct screen *s, const void *arg)
{
	struct pay_state *st = s->state;

	(void)arg;
	edit_init(&st->entry, EDIT_TEXT, EDIT_CHARS);
	(void)ui_settle(s, true);
	return OK;
}

const struct screen_ops pay_ops = {
	.name = "payment", .title = N_("Payment"), .size = sizeof(struct pay_state),
	.open = begin, .draw = draw, .draw_input = draw_input, .act = act, .event = event,
	.resume = resume
};
