/* signon.c - who works here: number and PIN, or a card; and the same for a screen that is locked. The till lets
 * anybody take over and keeps the basket; the office keeps what is being filled in for the one who was there. */
#include "screen_int.h"

#include <string.h>

#include "base/tr.h"
#include "service/init.h"
#include "tui/form.h"
#include "tui/key.h"

#define SIGNON_COLS 46
#define DEMO_PIN_COLS 6
#define FORM_END 7 /* rows of title and fields; the demo staff stand below */

enum { SIGNON_NUMBER, SIGNON_PIN, SIGNON_FIELDS };

static const struct field fields[SIGNON_FIELDS] = {
	[SIGNON_NUMBER] = { N_("Number"), FIELD_TEXT, 20, 0, NULL, NULL },
	[SIGNON_PIN] = { N_("PIN"), FIELD_PIN, 12, 0, NULL, NULL },
};

struct signon_state {
	struct form form;
	const struct demo_staff *demo; /* of a demo or test store, whose PINs are no secret */
	int demo_count;
};

/* What F10 lists here in the office. */
static const uint16_t office_bar[] = { SCR_LANGUAGE, SCR_PROMPT, SCR_QUIT, SCR_HELP, 0 };

static const struct bar_item keys[] = {
	{ SCR_MENU, NULL }, { SCR_HELP, NULL }, { SCR_PROMPT, NULL }, { 0, NULL }
};

/* A locked till proposes whom it waits for: who showed a card, else who was here. */
static void clear(struct screen *s)
{
	struct signon_state *st = s->state;
	struct ui *ui = ui_of(s);
	const char *number = *ui->card_owner ? ui->card_owner : ui_locked(ui) ? shop_staff(ui->shop)->number : "";

	form_set(&st->form, SIGNON_NUMBER, number);
	form_set(&st->form, SIGNON_PIN, "");
	st->form.current = *number ? SIGNON_PIN : SIGNON_NUMBER;
	*ui->card_owner = '\0';
}

static bool in_training(const struct ui *ui)
{
	return strcmp(shop_kind(ui->shop), "training") == 0;
}

static enum err begin(struct screen *s, const void *arg)
{
	struct signon_state *st = s->state;

	(void)arg;
	form_init(&st->form, &s->arena, fields, SIGNON_FIELDS);
	if (strcmp(shop_kind(ui_of(s)->shop), "shop") != 0 && !in_training(ui_of(s)) &&
	    init_demo_staff(&s->arena, &st->demo, &st->demo_count) != OK)
		st->demo_count = 0;
	clear(s);
	ui_bar(ui_of(s), office_bar);
	return OK;
}

static int draw_demo(struct screen *s, int y, struct rect r)
{
	struct signon_state *st = s->state;

	if (!st->demo_count)
		return y;
	draw_field(y++, r.x, r.w, STYLE_WARNING, ALIGN_LEFT,
		_("Demo shop, no real money. Number, PIN:"));
	for (int i = 0; i < st->demo_count && y < r.y + r.h; i++, y++) {
		const struct demo_staff *d = &st->demo[i];

		draw_field(y, r.x + 2, r.w - 2, STYLE_DIM, ALIGN_LEFT,
			arena_printf(&ui_of(s)->paint, "%s  %-*s  %s", d->number, DEMO_PIN_COLS, d->pin, d->name));
	}
	return y;
}

static int box_rows(const struct signon_state *st, int most)
{
	int rows = st->demo_count ? FORM_END + 1 + st->demo_count : FORM_END;

	return rows < most ? rows : most;
}

static void draw(struct screen *s)
{
	struct signon_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct rect all = screen_rect(), in;
	bool locked = ui_locked(ui);
	int y = all.h - 3;

	ui->stage = (struct rect){ 1, 0, all.h - 4, all.w };
	status_draw(ui, 0, all.w);
	in = frame_box(s, box_rows(st, ui->stage.h - 2), SIGNON_COLS,
		locked ? _("Locked") : _("Sign on"));
	draw_field(in.y, in.x, in.w, STYLE_TITLE, ALIGN_CENTRE,
		setting_text(ui->shop, SET_SHOP_NAME));
	draw_field(in.y + 1, in.x, in.w, STYLE_DIM, ALIGN_CENTRE, locked
		? arena_printf(&ui->paint, ui->till ? _("%s keeps the basket; another person may sign on")
			: _("%s goes on; another person begins anew"), shop_staff(ui->shop)->name)
		: in_training(ui) ? _("Nothing sold here is real. :training ends it")
		: _("Number and PIN, or show a card"));
	draw_demo(s, in.y + FORM_END, in);
	form_draw(&st->form, (struct rect){ in.y + 3, in.x + 6, 3, in.w - 12 });
	draw_hline(y, 0, all.w, STYLE_LINE);
	ui->message_y = y + 1;
	ui->message_cols = all.w;
	screen_draw_toast(s, y + 1, 0, all.w);
	frame_keys(s, keys, y + 2, 0, all.w);
}

static bool still_here(struct screen *s)
{
	const struct ui *ui = ui_of(s);

	if (!ui->till)
		return ui->locked || !shop_staff(ui->shop)->id;
	return ui_view(s)->phase == TILL_OFF || ui_view(s)->phase == TILL_LOCKED;
}

static enum react signed_on(struct screen *s, char *who)
{
	if (ui_of(s)->till)
		ui_tell(s, ACT_SIGN_ON, who);
	else
		ui_sign_on(s, who);
	explicit_bzero(who, strlen(who));
	if (!still_here(s))
		return REACT_CLOSE;
	clear(s);
	return REACT_REDRAW;
}

static enum react key(struct screen *s, int32_t code)
{
	struct signon_state *st = s->state;

	if (code == TKEY_ESC) {
		form_set(&st->form, SIGNON_NUMBER, "");
		form_set(&st->form, SIGNON_PIN, "");
		st->form.current = SIGNON_NUMBER;
		return REACT_REDRAW;
	}
	switch (form_key(&st->form, code)) {
	case FORM_DONE:
		if (!*form_get(&st->form, SIGNON_NUMBER) || !*form_get(&st->form, SIGNON_PIN))
			return REACT_BEEP;
		return signed_on(s, arena_printf(&ui_of(s)->event, "%s %s",
			form_get(&st->form, SIGNON_NUMBER), form_get(&st->form, SIGNON_PIN)));
	case FORM_MOVED:
		return REACT_REDRAW;
	default:
		return REACT_BEEP;
	}
}

static enum react event(struct screen *s, const struct event *e)
{
	switch (e->kind) {
	case EVENT_KEY:
		return key(s, e->code);
	case EVENT_SCAN:
	case EVENT_CARD:
		if (ui_card_names(s, &((struct signon_state *)s->state)->form, e->text))
			return REACT_REDRAW;
		return signed_on(s, arena_strdup(&ui_of(s)->event, e->text));
	case EVENT_TICK:
		return still_here(s) ? REACT_NONE : REACT_CLOSE;
	default:
		return REACT_REDRAW;
	}
}

static enum react act(struct screen *s, int action, const char *arg)
{
	enum react r = ui_common(s, action);

	if (r != REACT_PASS || action >= ACTIONS || !ui_of(s)->till)
		return r;
	ui_act(s, NULL, action, arg, NULL);
	return still_here(s) ? REACT_REDRAW : REACT_CLOSE;
}

static enum react resume(struct screen *s, const struct answer *a)
{
	return ui_resume(s, a);
}

const struct screen_ops signon_ops = {
	.name = "sign-on", .title = N_("Sign on"), .size = sizeof(struct signon_state),
	.open = begin, .draw = draw, .act = act, .event = event, .resume = resume
};
