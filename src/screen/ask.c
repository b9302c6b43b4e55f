/* ask.c - what an act waits for, asked in place: a numbered reason, a second person, a price, a
 * weight, a reference, or just Enter. The till holds the waiting act; these carry the answer. */
#include "screen_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "model/money.h"
#include "service/said.h"
#include "tui/form.h"
#include "tui/key.h"

#define ASK_COLS 44
#define TEXT_ROWS 3

struct ask_state {
	enum till_need need;    /* what was asked when this opened */
	struct menu menu;       /* reasons, members */
	bool chooses;           /* among them */
	struct form form;       /* all other questions */
};

static const struct field price_fields[] = {
	{ N_("Unit price"), FIELD_NUMBER, 12, 0, NULL, NULL },
};
static const struct field weight_fields[] = {
	{ N_("Weight"), FIELD_NUMBER, 10, 0, NULL, NULL },
};
static const struct field reference_fields[] = {
	{ N_("Reference"), FIELD_TEXT, 64, 0, NULL, NULL }
};

/* How the reference is called where it is that of one thing alone. */
static const struct named_reference { enum message asked; struct field field; } named_references[] = {
	{ MSG_NEEDS_SERIAL, { N_("Serial"), FIELD_TEXT, 64, 0, NULL, NULL } },
	{ MSG_NEEDS_ACCOUNT, { N_("Account no."), FIELD_TEXT, 64, 0, NULL, NULL } },
	{ MSG_NEEDS_ORDER, { N_("Order no."), FIELD_TEXT, 64, 0, NULL, NULL } },
	{ MSG_NEEDS_CHEQUE, { N_("Cheque no."), FIELD_TEXT, 64, 0, NULL, NULL } },
};

static const struct field *reference_field(enum message asked)
{
	for (size_t i = 0; i < sizeof named_references / sizeof *named_references; i++)
		if (named_references[i].asked == asked)
			return &named_references[i].field;
	return reference_fields;
}

static const struct field age_fields[] = { { N_("Birthdate"), FIELD_TEXT, 10, 0, NULL, NULL } };
static const struct field member_fields[] = { { N_("Member"), FIELD_TEXT, 60, 0, NULL, NULL } };
static const struct field pin_fields[] = { { N_("PIN"), FIELD_PIN, 12, 0, NULL, NULL } };
static const struct field bag_fields[] = { { N_("Carrier bag"), FIELD_NUMBER, 1, 0, NULL, NULL } };

/* Which fields each need asks for, and what stands below them. To add one: a line here. */
static const struct question {
	const struct field *fields;
	int count;
	const char *title, *below;
} questions[] = {
	[NEED_REASON] = { NULL, 0, N_("Reason"), N_("A digit chooses, Esc goes back") },
	[NEED_APPROVAL] = { approval_fields, APPROVAL_FIELDS, N_("Approval"),
		N_("Card, or number and PIN. Esc back") },
	[NEED_PRICE] = { price_fields, 1, N_("Unit price"), N_("Enter goes on, Esc goes back") },
	[NEED_WEIGHT] = { weight_fields, 1, N_("Weight"), N_("Enter goes on, Esc goes back") },
	[NEED_REFERENCE] = { reference_fields, 1, N_("Reference"),
		N_("Scan or type it, Enter. Esc back") },
	[NEED_CONFIRM] = { NULL, 0, N_("Sure?"), N_("Enter takes it, Esc does not") },
	[NEED_RETRY] = { NULL, 0, N_("Outcome unknown"), N_("Enter asks again") },
	[NEED_AGE] = { age_fields, 1, N_("Age"), N_("0 refuses, on record. Esc back") },
	[NEED_MEMBER] = { member_fields, 1, N_("Member"), N_("Enter goes on, Esc goes back") },
	[NEED_PIN] = { pin_fields, 1, N_("Stored value"), N_("The customer types it, Enter. Esc back") },
	[NEED_BAG] = { bag_fields, 1, N_("Carrier bag"), N_("Digit chooses, Enter: none, Esc back") },
};

static void list_reasons(struct screen *s)
{
	struct ask_state *st = s->state;
	const struct reason *list;
	int n = shop_reasons(ui_of(s)->shop, ui_view(s)->reason_kind, &list);
	struct menu_item *items = arena_array(&s->arena, (size_t)n + 1, sizeof *items);

	for (int i = 0; i < n; i++)
		items[i].label = arena_strdup(&s->arena, ui_name(list[i].name, list[i].name_en));
	menu_init(&st->menu, items, n, -1);
}

/* "王晓梅  138****8000  ****1234": as much as tells them apart. */
static void list_members(struct screen *s)
{
	struct ask_state *st = s->state;
	const struct till_view *v = ui_view(s);
	struct menu_item *items = arena_array(&s->arena, (size_t)v->member_count + 1, sizeof *items);

	for (int i = 0; i < v->member_count; i++) {
		const struct till_member *m = &v->members[i];

		items[i].label = arena_printf(&s->arena, "%s  %s  %s", *m->name ? m->name : m->code, m->phone,
			*m->card ? m->card : m->code);
	}
	menu_init(&st->menu, items, v->member_count, -1);
}

static enum err begin(struct screen *s, const void *arg)
{
	struct ask_state *st = s->state;
	const struct question *q;

	(void)arg;
	st->need = ui_view(s)->need;
	q = &questions[st->need];
	if (!q->title)
		return ERR_INVALID;
	st->chooses = st->need == NEED_REASON || (st->need == NEED_MEMBER && ui_view(s)->member_count);
	if (st->need == NEED_REASON)
		list_reasons(s);
	else if (st->chooses)
		list_members(s);
	form_init(&st->form, &s->arena, st->need == NEED_REFERENCE ? reference_field(ui_view(s)->asked.id) : q->fields,
		q->count);
	return OK;
}

/* What the act concerns: who approves must see how much. */
static const char *about(struct screen *s)
{
	struct ui *ui = ui_of(s);
	const struct till_view *v = ui_view(s);

	if (v->basket->line_count == 0)
		return "";
	return arena_printf(&ui->paint,
		v->due_minor < 0 ? _("Lines: %d, to give back %s") : _("Lines: %d, to pay %s"),
		v->basket->line_count, ui_money(ui, llabs(v->due_minor)));
}

/* The act that asks; what only brings an article in is named by what is asked. */
static const char *title(const struct till_view *v)
{
	if (v->need == NEED_RETRY)
		return _(questions[v->need].title);
	switch (v->pending) {
	case ACT_NONE:
	case ACT_ENTER:
	case ACT_SCAN:
	case ACT_ADD_ARTICLE:
		return _(questions[v->need].title);
	case ACT_PAY:
	case ACT_CASH:
	case ACT_TENDER:
		return v->need == NEED_REASON ? action_words(ACT_RETURN)
			: action_words((int)v->pending);
	default:
		return action_words((int)v->pending);
	}
}

/* Below the field for a weight stands what the scale shows. */
static bool at_scale(struct screen *s)
{
	struct ask_state *st = s->state;
	struct scale_reading r;

	return st->need == NEED_WEIGHT && till_scale(ui_of(s)->till, &r) != WEIGH_ABSENT;
}

/* What was wrong with the weight is over. */
static bool at_rest_now(struct screen *s)
{
	struct scale_reading r;

	return at_scale(s) && till_scale(ui_of(s)->till, &r) == WEIGH_READY &&
		message_table[ui_view(s)->asked.id].severity == 'E';
}

/* What it shows, and what of it is no goods. */
static const char *net_and_tare(struct ui *ui)
{
	struct scale_reading r;

	till_scale(ui->till, &r);
	if (!r.tare_milli)
		return ui_weight(ui);
	return arena_printf(&ui->paint, _("%s, tare %s"), ui_weight(ui), ui_kilograms(ui, r.tare_milli));
}

static void draw(struct screen *s)
{
	struct ask_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct till_view *v = ui_view(s);
	const struct question *q = &questions[st->need];
	bool over = at_rest_now(s);
	const char *text = over ? _("At rest: Enter takes the weight") : said_text(&ui->paint, &v->asked);
	char severity = over ? 'I' : message_table[v->asked.id].severity;
	int rows = st->form.count + at_scale(s), cols = ASK_COLS;
	const char *concerns = st->need == NEED_APPROVAL || st->need == NEED_REASON ? about(s) : "";
	int text_rows = TEXT_ROWS, needed;
	struct rect in;

	if (st->chooses)
		menu_size(&st->menu, &rows, &cols);
	if (cols < ASK_COLS)
		cols = ASK_COLS;
	needed = draw_wrapped((struct rect){ 0, 0, 0, cols }, STYLE_STRONG, text, 0) + (*concerns != '\0');
	if (needed > text_rows)
		text_rows = needed;
	in = frame_box(s, text_rows + rows + 3, cols,
		title(v));
	draw_wrapped((struct rect){ in.y, in.x, text_rows, in.w }, severity == 'E' ? STYLE_ERROR
		: st->need == NEED_RETRY ? STYLE_WARNING : STYLE_STRONG, text, 0);
	if (*concerns)
		draw_field(in.y + text_rows - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT, concerns);
	if (st->chooses)
		menu_draw(&st->menu, (struct rect){ in.y + text_rows + 1, in.x, rows, in.w });
	else if (rows)
		form_draw(&st->form, (struct rect){ in.y + text_rows + 1, in.x, st->form.count + 1, in.w });
	if (at_scale(s))
		draw_field(in.y + text_rows + 2, in.x, in.w, STYLE_STRONG, ALIGN_LEFT, net_and_tare(ui));
	draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT,
		at_scale(s) ? _("Enter takes it, t tare, z zero, Esc back") : st->chooses
			? _(questions[NEED_REASON].below) : _(q->below));
}

/* The act went on, or waits for something else now: what comes next is asked by the screen below. */
static enum react answered(struct screen *s, enum err e)
{
	struct ask_state *st = s->state;

	if (e == OK || ui_view(s)->need != st->need)
		return REACT_CLOSE;
	if (st->need == NEED_MEMBER && st->chooses != (ui_view(s)->member_count > 0))
		return REACT_CLOSE; /* several were found: they are listed */
	for (int i = 0; i < st->form.count; i++)
		form_set(&st->form, i, "");
	st->form.current = 0;
	return REACT_REDRAW;
}

static enum react submit(struct screen *s)
{
	struct ask_state *st = s->state;
	struct ui *ui = ui_of(s);

	/* Nothing typed is an answer, too, to what may be so. */
	for (int i = 0; i < st->form.count && !at_scale(s) && st->need != NEED_AGE && st->need != NEED_BAG; i++)
		if (!*form_get(&st->form, i))
			return REACT_BEEP;
	if (st->need == NEED_APPROVAL) {
		char *who = arena_printf(&ui->event, "%s %s", form_get(&st->form, 0),
			form_get(&st->form, 1));
		enum err e = ui_tell(s, ACT_APPROVE, who);

		explicit_bzero(who, strlen(who));
		return answered(s, e);
	}
	return answered(s, ui_tell(s, ACT_ENTER, st->form.count
		? arena_strdup(&ui->event, form_get(&st->form, 0)) : ""));
}

static enum react form_event(struct screen *s, int32_t code)
{
	struct ask_state *st = s->state;

	if (st->form.count == 0)
		return code == TKEY_ENTER ? submit(s) : REACT_BEEP;
	switch (form_key(&st->form, code)) {
	case FORM_DONE:
		return submit(s);
	case FORM_MOVED:
		return REACT_REDRAW;
	default:
		return REACT_BEEP;
	}
}

/* Who does not confirm a quantity does not want it kept for the next article either. A sale of
 * which nobody knows whether it was stored is not left behind. */
static enum react back(struct screen *s)
{
	struct ask_state *st = s->state;
	enum err e;

	if (st->need == NEED_RETRY)
		return REACT_BEEP;
	e = ui_tell(s, ACT_BACK, "");
	if (st->need == NEED_CONFIRM && ui_view(s)->prefix_qty_milli > 0)
		e = ui_tell(s, ACT_BACK, "");
	return answered(s, e);
}

static enum react key(struct screen *s, int32_t code)
{
	struct ask_state *st = s->state;
	const struct reason *list;
	int i;

	if (code == TKEY_ESC)
		return back(s);
	if (at_scale(s) && (code == 't' || code == 'z')) {
		ui_scale(s, code == 't');
		return REACT_REDRAW;
	}
	if (!st->chooses)
		return form_event(s, code);
	i = menu_key(&st->menu, code);
	if (i == MENU_MOVED)
		return REACT_REDRAW;
	if (st->need == NEED_MEMBER)
		return i < 0 || i >= ui_view(s)->member_count ? REACT_BEEP : answered(s, ui_tell(s, ACT_ENTER,
			arena_printf(&ui_of(s)->event, "%d", i + 1)));
	if (i < 0 || i >= shop_reasons(ui_of(s)->shop, ui_view(s)->reason_kind, &list))
		return REACT_BEEP;
	return answered(s, ui_tell(s, ACT_REASON,
		arena_printf(&ui_of(s)->event, "%d", list[i].digit)));
}

/* By card: where the shop wants the PIN with it, it is asked for. */
static enum react approved_by_card(struct screen *s, const char *card)
{
	struct ask_state *st = s->state;

	if (ui_card_names(s, &st->form, card))
		return REACT_REDRAW;
	return answered(s, ui_tell(s, ACT_APPROVE, card));
}

enum react ask_scan_refused(struct screen *s)
{
	screen_refuse(s, "%s", _("Not scanned: answer the question first, or Esc; then scan again"));
	return REACT_REDRAW;
}

enum react ask_card_refused(struct screen *s)
{
	screen_refuse(s, "%s", _("A card does nothing here: answer the question first, or Esc"));
	return REACT_REDRAW;
}

/* An answer where one can be scanned; a new article ends a question that was only "are you sure". */
static enum react scanned(struct screen *s, const char *code)
{
	struct ask_state *st = s->state;
	enum action pending = ui_view(s)->pending;

	if (st->need == NEED_APPROVAL)
		return approved_by_card(s, code);
	if (st->need == NEED_REFERENCE || st->need == NEED_MEMBER)
		return answered(s, ui_tell(s, ACT_ENTER, code));
	if (st->need == NEED_REASON && (pending == ACT_CANCEL || pending == ACT_NO_SALE ||
	    pending == ACT_VOID || pending == ACT_REPRINT)) {
		ui_tell(s, ACT_SCAN, code);
		return REACT_CLOSE;
	}
	return ask_scan_refused(s);
}

/* Where the shop wants it so, a weight at rest needs no Enter; one typed by hand does. */
static enum react weighed(struct screen *s)
{
	struct ask_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct scale_reading r;

	if (!screen_is_top(s) || !at_scale(s) || *form_get(&st->form, 0) || till_scale(ui->till, &r) != WEIGH_READY ||
	    strcmp(setting_text(ui->shop, SET_SCALE_TAKE), "rest") != 0)
		return REACT_REDRAW;
	return submit(s);
}

static enum react event(struct screen *s, const struct event *e)
{
	struct ask_state *st = s->state;

	switch (e->kind) {
	case EVENT_KEY:
		return key(s, e->code);
	case EVENT_PASTE:
		return form_paste(&st->form, e->text) ? REACT_REDRAW : REACT_BEEP;
	case EVENT_SCAN:
		return scanned(s, e->text);
	case EVENT_CARD:
		if (st->need == NEED_APPROVAL)
			return approved_by_card(s, e->text);
		if (st->need == NEED_MEMBER)
			return answered(s, ui_tell(s, ACT_ENTER, e->text));
		return ask_card_refused(s);
	case EVENT_READ:
		return weighed(s);
	case EVENT_TICK:
		ui_tick(s);
		if (ui_view(s)->need != st->need)
			return REACT_CLOSE;
		return at_scale(s) ? REACT_REDRAW : REACT_NONE; /* it may be silent by now */
	default:
		return REACT_REDRAW;
	}
}

const struct screen_ops ask_ops = {
	.name = "question", .title = N_("Question"), .flags = SCREEN_DIALOG,
	.size = sizeof(struct ask_state),
	.open = begin, .draw = draw, .event = event
};
const struct screen_ops reason_ops = {
	.name = "question", .title = N_("Reason"), .flags = SCREEN_DIALOG | SCREEN_HOLD,
	.size = sizeof(struct ask_state), .open = begin, .draw = draw, .event = event
};
