/* ui.c - how a screen does an act, tells how it went, and finds what stands on what. */
#include "screen_int.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/code.h"
#include "model/entry.h"
#include "model/money.h"
#include "service/said.h"
#include "tui/dialog.h"

struct ui *ui_of(const struct screen *s)
{
	return screen_user(s);
}

const struct till_view *ui_view(const struct screen *s)
{
	return till_view(ui_of(s)->till);
}

void ui_refresh(struct ui *ui)
{
	arena_clear(&ui->paint);
	screens_refresh(ui->stack);
}

const char *ui_money(struct ui *ui, int64_t minor)
{
	return money_text(&ui->paint, minor);
}

const char *ui_qty(struct ui *ui, int64_t qty_milli)
{
	return qty_text(&ui->paint, qty_milli);
}

const char *ui_kilograms(struct ui *ui, int64_t weight_milli)
{
	int64_t grams = llabs(weight_milli);

	return arena_printf(&ui->paint, "%s%" PRId64 ".%03d", weight_milli < 0 ? "-" : "", grams / QTY_ONE,
		(int)(grams % QTY_ONE));
}

const char *ui_weight(struct ui *ui)
{
	struct scale_reading r = { 0 };
	enum weigh_state state = ui->till ? till_scale(ui->till, &r) : WEIGH_ABSENT;
	const char *figure = ui_kilograms(ui, r.weight_milli);

	switch (state) {
	case WEIGH_ABSENT:
		return "";
	case WEIGH_SILENT:
		return _("Scale: silent");
	case WEIGH_OVERLOAD:
		return _("Scale: too much");
	case WEIGH_TWO:
		return _("Scales: two with goods");
	case WEIGH_MOVING:
		return arena_printf(&ui->paint, _("Scale ~%s"), figure);
	case WEIGH_SOLD:
		return arena_printf(&ui->paint, _("Scale %s, sold"), figure);
	default:
		return arena_printf(&ui->paint, _("Scale %s"), figure);
	}
}

const char *ui_name(const char *name, const char *name_en)
{
	return tr_name(name, name_en);
}

bool ui_typed(const struct edit *e)
{
	return e && e->len;
}

bool ui_amount(const char *text, int64_t *minor)
{
	int64_t read;

	if (!*text || money_parse(text, &read) != OK)
		return false;
	*minor = read;
	return true;
}

/* --- doing and telling ----------------------------------------------------------------------- */

/* Messages that the picture itself tells, larger and for longer. */
static bool seen_anyway(enum message id)
{
	return id == MSG_NONE || id == MSG_LINE_ADDED || id == MSG_SALE_DONE ||
		id == MSG_RETURN_DONE || id == MSG_EXCHANGE_DONE || id == MSG_PRICE_IS || id == MSG_CHANGE_WAS ||
		id == MSG_LOCKED;
}

/* Answers that stand large at the side of the basket for a while. */
static bool answered_large(enum message id)
{
	return id == MSG_PRICE_IS || id == MSG_CHANGE_WAS;
}

static void keep_price(struct ui *ui, const struct said *said)
{
	snprintf(ui->price.name, sizeof ui->price.name, "%s", said->arg[0] ? said->arg[0] : "");
	snprintf(ui->price.price, sizeof ui->price.price, "%s", said->arg[1] ? said->arg[1] : "");
	ui->price.change = said->id == MSG_CHANGE_WAS;
	ui->price.until_ms = clock_mono_ms() + PRICE_SHOWN_MS;
}

static void tell(struct screen *s, enum err e, const struct said *said)
{
	struct ui *ui = ui_of(s);
	const struct till_view *v = till_view(ui->till);
	char severity = message_table[said->id].severity;

	if (v->need != NEED_NOTHING && said->id == v->asked.id) { /* the question says it */
		if (severity == 'E')
			term_beep(false);
		return;
	}
	if (e != OK && severity != 'W') {
		screen_refuse(s, "%s", said_text(&ui->event, said));
		return;
	}
	if (answered_large(said->id) && s->ops == &till_ops)
		keep_price(ui, said);
	if (!seen_anyway(said->id) || (answered_large(said->id) && s->ops != &till_ops)) {
		screen_notice(s, severity == 'G' ? STYLE_DONE : STYLE_WARNING, "%s",
			said_text(&ui->event, said));
		ui->noticed = true;
	}
	term_beep(severity == 'G');
}

enum err ui_tell(struct screen *s, enum action act, const char *arg)
{
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };
	enum err e;

	ui->price.until_ms = 0;
	e = till_do(ui->till, act, arg, &ui->event, &said);
	if (e != OK && said.id == MSG_NONE)
		said.id = MSG_STORE_FAILED;
	tell(s, e, &said);
	if (ui->outside && ui->outside->poke)
		ui->outside->poke(ui->outside->ctx);
	return e;
}

/* The dialog for what the machine waits for. */
static const struct screen_ops *question(enum till_need need)
{
	switch (need) {
	case NEED_REASON:
		return &reason_ops;
	case NEED_DEPARTMENT:
		return &department_ops;
	default:
		return &ask_ops;
	}
}

enum react ui_settle(struct screen *s, bool stay)
{
	const struct till_view *v = ui_view(s);

	if (!stay)
		return REACT_CLOSE;
	if (v->need != NEED_NOTHING && screen_is_top(s) &&
	    screen_push(s, question(v->need), NULL, TAG_PLAIN) != OK)
		screen_refuse(s, "%s", _("The question cannot be shown. Esc, then try again"));
	return REACT_REDRAW;
}

enum react ui_resume(struct screen *s, const struct answer *a)
{
	if (!a->given || a->tag == TAG_PLAIN)
		return REACT_REDRAW;
	return s->ops->act(s, a->tag == TAG_ACTION ? a->choice : a->tag, a->text);
}

/* --- keys ------------------------------------------------------------------------------------ */

static void push_with(struct screen *s, const struct screen_ops *ops, const void *arg)
{
	if (screen_push(s, ops, arg, TAG_PLAIN) != OK)
		screen_refuse(s, "%s", _("This cannot be shown now"));
}

static void push(struct screen *s, const struct screen_ops *ops, int tag)
{
	if (screen_push(s, ops, NULL, tag) != OK)
		screen_refuse(s, "%s", _("This cannot be shown now"));
}

/* Who may not see it is told which right it takes. */
static void push_allowed(struct screen *s, const struct screen_ops *ops, enum permission perm)
{
	if (shop_may(ui_of(s)->shop, perm))
		push(s, ops, TAG_PLAIN);
	else
		ui_said(s, ERR_DENIED, &(struct said){ MSG_NOT_ALLOWED, { _(permission_table[perm].words), NULL } });
}

void ui_bar(struct ui *ui, const uint16_t *actions)
{
	int n = 0;

	while (actions[n]) {
		assert(n < BAR_MAX);
		ui->bar[n] = actions[n];
		n++;
	}
	ui->bar[n] = 0;
}

enum react ui_common(struct screen *s, int action)
{
	struct ui *ui = ui_of(s);

	switch (action) {
	case SCR_HELP:
		ask_pager(s, _(s->ops->title), help_text(ui, &ui->event, s->ops->name));
		return REACT_NONE;
	case SCR_MENU:
		if (!ui->till) /* typed ahead: the bar may be of a screen that has closed */
			ui_refresh(ui);
		push(s, &menu_ops, TAG_ACTION);
		return REACT_NONE;
	case SCR_PROMPT:
		push(s, &prompt_ops, TAG_ACTION);
		return REACT_NONE;
	case SCR_DEVICES:
		push_allowed(s, &devices_ops, PERM_DEVICES);
		return REACT_NONE;
	case SCR_TARE:
	case SCR_ZERO_SCALE:
		ui_scale(s, action == SCR_TARE);
		return REACT_NONE;
	case SCR_TRAINING:
		if (!ui->other_shop)
			return REACT_BEEP;
		ui->quit = *ui->other_shop = true;
		return REACT_NONE;
	case SCR_BASKETS:
		if (shop_may(ui->shop, PERM_BASKETS))
			push(s, &baskets_ops, TAG_PLAIN);
		else
			screen_refuse(s, "%s", _("To see all baskets is not among your rights"));
		return REACT_NONE;
	case SCR_CASH_OFFICE:
		push_allowed(s, &office_cash_ops, PERM_CASH_BOOK);
		return REACT_NONE;
	case SCR_LANGUAGE:
		tr_init(strcmp(tr_lang(), "en") == 0 ? "zh_CN" : "en");
		term_repaint();
		return REACT_REDRAW;
	case SCR_REDRAW:
		term_repaint();
		return REACT_REDRAW;
	case SCR_QUIT:
		ui->quit = true;
		return REACT_NONE;
	case SCR_EXCEPTIONS:
	case SCR_AUDIT:
		watch_show(s, action);
		return REACT_REDRAW;
	default:
		return REACT_PASS;
	}
}

/* What to ask when an act needs a word and none was typed. */
static const struct coat {
	int action;
	const char *text;
	enum edit_kind kind;
	bool scan_too;
} coats[] = {
	{ ACT_QTY, N_("New quantity of the line"), EDIT_NUMBER, false },
	{ ACT_PRICE, N_("New price of the line"), EDIT_NUMBER, false },
	{ ACT_DISCOUNT,
		N_("Discount on the line: 5 is 5 percent, -2 takes 2.00 off, =9.9 makes it 9.90"),
		EDIT_TEXT, false },
	{ ACT_BILL_DISCOUNT,
		N_("Discount on the bill: 5 is 5 percent, -2 takes 2.00 off, =60 makes it 60.00"),
		EDIT_TEXT, false },
	{ ACT_EMPTIES, N_("Scan or type the code of the bottle, or of what was sold in it; then how many"), EDIT_TEXT,
		true },
	{ ACT_RETURN, N_("Scan the receipt, or type its number"), EDIT_TEXT, true },
	{ ACT_ADD_ARTICLE, N_("Scan or type the code of the article"), EDIT_TEXT, true },
	{ ACT_RETURN_LINE, N_("Number of the line on the receipt, and how many"), EDIT_TEXT,
		false },
	{ ACT_TENDER, N_("Code of the means of payment, amount and reference"), EDIT_TEXT, false },
	{ ACT_TOP_UP, N_("Amount paid in cash; behind it the code of another means of payment, and its reference"),
		EDIT_TEXT, false },
	{ ACT_SWAP, N_("Scan or type the article that takes the place of the line"), EDIT_TEXT, true },
	{ ACT_LINE_NOTE, N_("What to note on the line; - takes the note away"), EDIT_TEXT, false },
	{ ACT_BILL_NOTE, N_("What to note on the whole basket; - takes the note away"), EDIT_TEXT, false },
	{ ACT_CUSTOMER, N_("Whom the basket is for; - takes the name away"), EDIT_TEXT, false },
	{ ACT_SELLER, N_("Number of the one who sold it, or show a card; - nobody"), EDIT_TEXT, true },
	{ ACT_STAFF_SALE, N_("Number of the one who buys; - makes it a customer's basket"), EDIT_TEXT, true },
	{ ACT_PARTS, N_("In how many equal parts the bill is paid; 1 as it comes"), EDIT_NUMBER, false },
	{ ACT_SIGN_ON, N_("Number and PIN, or show a card"), EDIT_TEXT, true },
	{ ACT_DROP, N_("Amount taken out of the drawer, to the safe"), EDIT_NUMBER, false },
	{ ACT_PICK_UP, N_("Amount collected from the drawer"), EDIT_NUMBER, false },
	{ ACT_CHANGE_IN, N_("Amount from the safe, into the drawer"), EDIT_NUMBER, false },
	{ ACT_PAY_IN, N_("Amount put into the drawer"), EDIT_NUMBER, false },
	{ ACT_PAY_OUT, N_("Amount paid out of the drawer"), EDIT_NUMBER, false },
	{ ACT_BAG, N_("Amount that goes into the bag"), EDIT_NUMBER, false },
	{ ACT_BANKED, N_("Scan or type the number of the bag; behind it what the bank counted, if it is another"
		" amount"), EDIT_TEXT, true },
	{ ACT_SAFE_COUNT, N_("Cash counted in the safe"), EDIT_NUMBER, false },
	{ ACT_TIP, N_("The tip that comes on top of the bill"), EDIT_NUMBER, false },
	{ ACT_DONATION, N_("The donation that comes on top of the bill"), EDIT_NUMBER, false },
	{ ACT_SELL_VOUCHER, N_("Scan the voucher, or type its serial"), EDIT_TEXT, true },
	{ ACT_REFUND_VOUCHER, N_("Scan the voucher, or type its serial"), EDIT_TEXT, true },
	{ ACT_BOTTLE_SLIP, N_("Scan the slip of the bottle machine, or type its code"), EDIT_TEXT, true },
	{ ACT_COUPON, N_("Scan the coupon, or type its code; - takes all of them out"), EDIT_TEXT, true },
	{ ACT_ORDER_REFUND, N_("Number of the order whose deposit is paid back"), EDIT_TEXT, true },
	{ ACT_ORDER_FORFEIT, N_("Number of the order whose deposit is kept"), EDIT_TEXT, true },
	{ ACT_TIP_OUT, N_("Number of the one whose tips are paid out"), EDIT_TEXT, true },
	{ ACT_TAKE_DRAWER, N_("Number of the cashier whose drawer is to be counted"), EDIT_TEXT, true },
	{ ACT_SAFE_IN, N_("Amount from the bank, into the safe"), EDIT_NUMBER, false },
};

static bool ask_word(struct screen *s, int action)
{
	for (size_t i = 0; i < sizeof coats / sizeof *coats; i++) {
		const struct coat *c = &coats[i];

		if (c->action != action)
			continue;
		ask_line(s, action, &(struct line_question){ .title = action_words(action),
			.text = _(c->text), .kind = c->kind, .min_chars = 1, .max_chars = 60,
			.scan_too = c->scan_too });
		return true;
	}
	return false;
}

/* Acts that are a dialog until their argument is known. */
static const struct screen_ops *dialog_of(int action)
{
	switch (action) {
	case ACT_DEPARTMENT:
		return &department_ops;
	case ACT_COUNT:
		return &count_ops;
	case ACT_RECALL:
	case ACT_MERGE:
		return &held_ops;
	case ACT_SPLIT:
		return &split_ops;
	case ACT_SEND:
		return &send_ops;
	case ACT_X_REPORT:
		return &report_ops;
	default:
		return NULL;
	}
}

/* An act with nothing typed for it; REACT_PASS when it needs nothing. */
static enum react ask_for(struct screen *s, int action)
{
	struct ui *ui = ui_of(s);
	const struct screen_ops *dialog = dialog_of(action);

	if (action == ACT_PRICE_CHECK) {
		ui->price_check = !ui->price_check;
		return REACT_REDRAW;
	}
	if (dialog && action_fits(action, ui_view(s)->phase) &&
	    ((action != ACT_RECALL && action != ACT_MERGE) || ui_view(s)->held_count > 1) &&
	    ((action != ACT_SPLIT && action != ACT_SEND) || ui_view(s)->basket->line_count) &&
	    (action != ACT_X_REPORT || shop_may(ui->shop, PERM_X_REPORT))) {
		push_with(s, dialog, &(enum action){ (enum action)action });
		return REACT_NONE;
	}
	if (action == ACT_RETURN_ALL && !ui_view(s)->receipt.sale) {
		ask_line(s, action, &(struct line_question){ .title = action_words(action),
			.text = _("Scan the receipt, or type its number"), .kind = EDIT_TEXT, .min_chars = 1,
			.max_chars = 60, .scan_too = true });
		return REACT_NONE;
	}
	return ask_word(s, action) ? REACT_NONE : REACT_PASS;
}

/* "24*" and "9.9/" typed before a scan or a quick key are taken first, for it. */
static enum err take_prefix(struct screen *s, struct edit *entry)
{
	struct ui *ui = ui_of(s);
	struct entry typed = { .kind = ENTRY_EMPTY };
	enum err e = OK;

	if (entry && entry->fresh) /* what was refused is no prefix of this */
		edit_clear(entry);
	if (ui_typed(entry))
		entry_parse(&ui->event, entry->text, &typed);
	if (typed.kind == ENTRY_PREFIX)
		e = ui_tell(s, ACT_ENTER, arena_strdup(&ui->event, entry->text));
	if (typed.kind == ENTRY_PREFIX && e == OK)
		edit_clear(entry);
	return e;
}

enum react ui_act(struct screen *s, struct edit *entry, int action, const char *arg,
	const char *tail)
{
	struct ui *ui = ui_of(s);
	const char *takes = action_table[action].args;
	bool typed = *takes && ui_typed(entry) && (!*arg || action == ACT_TENDER);
	const char *text = arg;
	enum err e;

	if (typed)
		text = *arg ? arena_printf(&ui->event, "%s %s", arg, entry->text)
			: arena_strdup(&ui->event, entry->text);
	if (!*text && (*takes || dialog_of(action))) {
		enum react r = ask_for(s, action);

		if (r != REACT_PASS)
			return r;
	}
	if (words_wanted(action, text) && action_fits(action, ui_view(s)->phase)) {
		push_with(s, &words_ops, &(struct words_asked){ action, text });
		if (typed)
			edit_clear(entry);
		return REACT_NONE;
	}
	if (action == ACT_ADD_ARTICLE && !typed && take_prefix(s, entry) != OK)
		return REACT_REDRAW;
	if (tail && *tail)
		text = *text ? arena_printf(&ui->event, "%s %s", text, tail) : tail;
	e = ui_tell(s, (enum action)action, text);
	if (typed && (e == OK || ui_view(s)->need != NEED_NOTHING))
		edit_clear(entry);
	else if (typed)
		edit_propose(entry, arena_strdup(&ui->event, entry->text));
	if (action == ACT_PRICE_CHECK && e == OK)
		ui->price_check = false;
	return REACT_REDRAW;
}

/* --- what comes from outside ----------------------------------------------------------------- */

bool ui_card_names(struct screen *s, struct form *form, const char *card)
{
	const char *number = shop_card_owner(ui_of(s)->shop, &ui_of(s)->event, card);

	if (!number)
		return false;
	form_set(form, 0, number);
	form_set(form, 1, "");
	form->current = 1;
	screen_notice(s, STYLE_NORMAL, "%s", _("Now the PIN"));
	ui_of(s)->noticed = true;
	return true;
}

/* The till waits for the PIN of whose card it is; who was here keeps the basket. */
static bool locks_for(struct screen *s, const char *card)
{
	struct ui *ui = ui_of(s);
	const char *number = shop_card_owner(ui->shop, &ui->event, card);

	if (!number)
		return false;
	snprintf(ui->card_owner, sizeof ui->card_owner, "%s", number);
	ui_tell(s, ACT_LOCK, "");
	return true;
}

/* A badge is read like any code: what is no article, receipt or payment code may be one. */
static bool signs_on(struct screen *s, const char *code)
{
	struct ui *ui = ui_of(s);
	struct doc_number number;
	struct article article;
	struct said said = { .id = MSG_NONE };

	if (pay_code_kind(code) != PAY_CODE_NONE || doc_number_read(code, &number) ||
	    till_article(ui->shop, &ui->event, code, &article) != ERR_NOTFOUND)
		return false;
	if (locks_for(s, code))
		return true;
	if (till_do(ui->till, ACT_SIGN_ON, code, &ui->event, &said) != OK)
		return false;
	tell(s, OK, &said);
	return true;
}

enum err ui_scan(struct screen *s, struct edit *entry, const char *code)
{
	struct ui *ui = ui_of(s);
	enum err e;

	if (ui->price_check) {
		ui->price_check = false;
		return ui_tell(s, ACT_PRICE_CHECK, code);
	}
	if (signs_on(s, code))
		return OK;
	e = take_prefix(s, entry);
	return e == OK ? ui_tell(s, ACT_SCAN, code) : e;
}

enum err ui_card(struct screen *s, const char *text)
{
	if (!ui_of(s)->till) {
		event_put(&ui_of(s)->queue, EVENT_CARD, CARD_KEY, text);
		return OK;
	}
	if (locks_for(s, text))
		return OK;
	return ui_tell(s, ACT_CARD, text);
}

void ui_read(struct ui *ui, const char *text)
{
	static const char weight[] = "weight ";
	const char *kind = strchr(text, ' ');
	struct scale_reading r;

	if (!ui->till || !kind || strncmp(kind + 1, weight, sizeof weight - 1) != 0)
		return;
	if (weigh_read(kind + sizeof weight, &r))
		till_weigh(ui->till, arena_strndup(&ui->event, text, (size_t)(kind - text)), &r);
}

void ui_scale(struct screen *s, bool tare)
{
	struct ui *ui = ui_of(s);
	struct scale_reading r;

	if (!ui->till || till_scale(ui->till, &r) == WEIGH_ABSENT)
		screen_refuse(s, "%s", _("No scale stands at this till. Set one up: zhanggui device add"));
	else if (!ui->outside || !ui->outside->scale ||
		 !ui->outside->scale(ui->outside->ctx, till_scale_name(ui->till), tare))
		screen_refuse(s, "%s", _("This scale takes no orders from here: use its own keys"));
	else
		screen_notice(s, STYLE_DONE, "%s", tare ? _("The scale is told to take the tare")
			: _("The scale is told to zero"));
}

/* Nobody touched a key for as long as the setting says. */
static bool idle(const struct ui *ui)
{
	int64_t idle_s = setting_int(ui->shop, SET_IDLE_LOCK);

	return idle_s > 0 && clock_mono_ms() - ui->last_key_ms >= idle_s * 1000;
}

void ui_paid_back(struct screen *s, const struct event *e)
{
	if (!*e->text)
		return;
	if (e->code)
		screen_refuse(s, "%s", e->text);
	else
		screen_notice(s, STYLE_DONE, "%s", e->text);
}

bool ui_payment(struct screen *s)
{
	struct ui *ui = ui_of(s);

	if (!ui->till || ui_view(s)->need != NEED_NOTHING || ui_locked(ui) || !till_outside_news(ui->till))
		return false;
	ui_tell(s, ACT_ASK_AGAIN, "");
	return true;
}

void ui_tick(struct screen *s)
{
	struct ui *ui = ui_of(s);
	const struct till_view *v = ui->till ? till_view(ui->till) : NULL;

	if (v && v->phase != TILL_OFF && v->phase != TILL_LOCKED && idle(ui))
		ui_tell(s, ACT_LOCK, "");
	if (!v && !ui->locked && shop_staff(ui->shop)->id && idle(ui))
		ui_lock(s);
}

/* --- the office, which has no machine behind it ------------------------------------------------ */

bool ui_locked(const struct ui *ui)
{
	return ui->till ? till_view(ui->till)->phase == TILL_LOCKED : ui->locked;
}

void ui_lock(struct screen *s)
{
	ui_of(s)->locked = true;
	push(s, &signon_ops, TAG_PLAIN);
}

enum err ui_said(struct screen *s, enum err e, const struct said *said)
{
	struct ui *ui = ui_of(s);
	char severity = message_table[said->id].severity;

	if (e != OK) {
		screen_refuse(s, "%s", said->id == MSG_NONE ? shop_error(ui->shop) : said_text(&ui->event, said));
	} else if (said->id != MSG_NONE) {
		screen_notice(s, severity == 'G' ? STYLE_DONE : STYLE_WARNING, "%s", said_text(&ui->event, said));
		ui->noticed = true;
	}
	return e;
}

void ui_sign_on(struct screen *s, char *who)
{
	struct ui *ui = ui_of(s);
	int64_t before = ui->locked ? shop_staff(ui->shop)->id : 0;
	char *pin = strchr(who, ' ');
	struct said said = { .id = MSG_NONE };

	if (pin)
		*pin++ = '\0';
	if (ui_said(s, shop_sign_on(ui->shop, &ui->event, who, pin, &said), &said) == OK) {
		ui->locked = false;
		ui->unwind = before && before != shop_staff(ui->shop)->id;
	}
	if (pin)
		explicit_bzero(pin, strlen(pin));
}
