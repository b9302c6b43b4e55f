/* words.c - acts that take several words: each is asked for by its name, in one form. What was typed before the act
 * stands in the first of them. */
#include "../screen_int.h"

#include <stdio.h>
#include <string.h>

#include "base/sbuf.h"
#include "base/tr.h"
#include "model/tender.h"
#include "tui/key.h"

#define WORDS_COLS 46
#define TENDERS_MOST 30
#define SCANNED 256         /* flag of a field: a scan or a card fills it */
#define LAST_WORDS 512      /* blanks are kept: the act takes all that is left */

/* Fields with the flag FIELD_REQUIRED come first, as the act's words do. */
static const struct field order_fields[] = {
	{ N_("Deposit"), FIELD_NUMBER, 12, FIELD_REQUIRED, N_("Paid today"), NULL },
	{ N_("Total"), FIELD_NUMBER, 12, FIELD_REQUIRED, N_("What the whole order will cost"), NULL },
	{ N_("Customer"), FIELD_TEXT, 40, FIELD_REQUIRED, N_("Name or phone number"), NULL },
	{ N_("Note"), FIELD_TEXT, 60, LAST_WORDS, N_("What was ordered, and for when; may stay empty"), NULL },
};
static const struct field pay_account_fields[] = {
	{ N_("Account no."), FIELD_TEXT, 18, FIELD_REQUIRED | SCANNED, N_("The number of the customer's account"),
		NULL },
	{ N_("Amount"), FIELD_NUMBER, 12, FIELD_REQUIRED, N_("What he pays now"), NULL },
};
static const struct field statement_fields[] = {
	{ N_("Account no."), FIELD_TEXT, 18, FIELD_REQUIRED | SCANNED, N_("The number of the customer's account"),
		NULL },
	{ N_("From"), FIELD_DIGITS, 8, 0, N_("A day as 20261101; empty: since the first of last month"), NULL },
	{ N_("To"), FIELD_DIGITS, 8, 0, N_("A day as 20261130; empty: today"), NULL },
};
enum { CORRECT_RECEIPT, CORRECT_PAYMENT, CORRECT_TO };
static const struct field correct_fields[] = {
	[CORRECT_RECEIPT] = { N_("Receipt"), FIELD_TEXT, 24, FIELD_REQUIRED | SCANNED,
		N_("Of this shift: scan it, or type its number"), NULL },
	[CORRECT_PAYMENT] = { N_("Payment no."), FIELD_DIGITS, 2, FIELD_REQUIRED,
		N_("Which payment of the receipt: 1 the first"), NULL },
	[CORRECT_TO] = { N_("Was paid by"), FIELD_PICK, 10, FIELD_REQUIRED, N_("Left and Right choose"), NULL },
};

static const struct words {
	const struct field *fields;
	int count, action;
} words[] = {
	{ order_fields, 4, ACT_ORDER },
	{ pay_account_fields, 2, ACT_PAY_ACCOUNT },
	{ statement_fields, 3, ACT_STATEMENT },
	{ correct_fields, 3, ACT_CORRECT_TENDER },
};

struct words_state {
	const struct words *words;
	struct form form;
};

static const struct words *words_of(int action)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i].action == action)
			return &words[i];
	return NULL;
}

static int required(const struct words *w)
{
	int n = 0;

	while (n < w->count && (w->fields[n].flags & FIELD_REQUIRED))
		n++;
	return n;
}

bool words_wanted(int action, const char *typed)
{
	const struct words *w = words_of(action);
	int n = 0;

	while (*(typed += strspn(typed, " "))) {
		n++;
		typed += strcspn(typed, " ");
	}
	return w && n < required(w);
}

/* Means of payment that a payment may turn out to have been by. */
static void list_tenders(struct screen *s, struct form *form)
{
	struct form_option *list = arena_array(&s->arena, TENDERS_MOST, sizeof *list);
	const struct tender *all;
	int n = 0, count = shop_tenders(ui_of(s)->shop, &all);

	for (int i = 0; i < count && n < TENDERS_MOST; i++) {
		const struct tender *t = &all[i];

		if ((t->flags & TENDER_ACTIVE) &&
		    (t->kind == TENDER_CASH || t->kind == TENDER_CARD || t->kind == TENDER_QR))
			list[n++] = (struct form_option){ arena_strdup(&s->arena, t->code),
				arena_strdup(&s->arena, ui_name(t->name, t->name_en)) };
	}
	form_options(form, CORRECT_TO, list, n);
	if (n > 1)
		form_set(form, CORRECT_TO, list[1].value);
}

static enum err begin(struct screen *s, const void *arg)
{
	struct words_state *st = s->state;
	const struct words_asked *asked = arg;
	const char *typed = asked->typed;

	st->words = words_of(asked->action);
	if (!st->words)
		return ERR_INVALID;
	form_init(&st->form, &s->arena, st->words->fields, st->words->count);
	if (asked->action == ACT_CORRECT_TENDER) {
		list_tenders(s, &st->form);
		form_set(&st->form, CORRECT_PAYMENT, "1");
		form_set(&st->form, CORRECT_RECEIPT, ui_view(s)->done.number ? ui_view(s)->done.number : "");
	}
	for (int i = 0; i < st->words->count && *(typed += strspn(typed, " ")); i++) {
		size_t n = strcspn(typed, " ");

		form_set(&st->form, i, arena_strndup(&s->arena, typed, n));
		st->form.current = i + 1 < st->words->count ? i + 1 : i;
		typed += n;
	}
	if (!*asked->typed)
		form_enter(&st->form);
	return OK;
}

static void draw(struct screen *s)
{
	struct words_state *st = s->state;
	struct rect in = frame_box(s, st->words->count + 3, WORDS_COLS, action_words(st->words->action));

	form_draw(&st->form, (struct rect){ in.y, in.x, st->words->count + 1, in.w });
	draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT, _("Enter goes on, Esc goes back"));
}

/* One word of a field: a name keeps its parts together. */
static void put_word(struct sbuf *to, const char *value, bool whole)
{
	for (; *value; value++)
		if (*value != ' ' || whole)
			sbuf_putc(to, *value);
		else
			sbuf_puts(to, "·");
}

static enum react submit(struct screen *s)
{
	struct words_state *st = s->state;
	struct sbuf text = SBUF_INIT;
	enum react r = REACT_REDRAW;

	for (int i = 0; i < st->words->count && *form_get(&st->form, i); i++) {
		if (i)
			sbuf_putc(&text, ' ');
		put_word(&text, form_get(&st->form, i), st->words->fields[i].flags & LAST_WORDS);
	}
	if (ui_tell(s, (enum action)st->words->action, arena_strdup(&ui_of(s)->event, sbuf_text(&text))) == OK ||
	    ui_view(s)->need != NEED_NOTHING)
		r = REACT_CLOSE;
	sbuf_release(&text);
	return r;
}

static enum react key(struct screen *s, int32_t code)
{
	struct words_state *st = s->state;

	if (code == TKEY_ESC)
		return REACT_CLOSE;
	switch (form_key(&st->form, code)) {
	case FORM_DONE:
		return submit(s);
	case FORM_MOVED:
		return REACT_REDRAW;
	default:
		return REACT_BEEP;
	}
}

static enum react scanned(struct screen *s, const char *code)
{
	struct words_state *st = s->state;

	if (!(st->words->fields[st->form.current].flags & SCANNED)) {
		return ask_scan_refused(s);
	}
	form_set(&st->form, st->form.current, code);
	return key(s, TKEY_ENTER);
}

static enum react event(struct screen *s, const struct event *e)
{
	struct words_state *st = s->state;

	switch (e->kind) {
	case EVENT_KEY:
		return key(s, e->code);
	case EVENT_PASTE:
		return form_paste(&st->form, e->text) ? REACT_REDRAW : REACT_BEEP;
	case EVENT_SCAN:
		return scanned(s, e->text);
	case EVENT_CARD:
		return ask_card_refused(s);
	case EVENT_TICK:
		ui_tick(s);
		return REACT_NONE;
	default:
		return REACT_REDRAW;
	}
}

const struct screen_ops words_ops = {
	.name = "question", .title = N_("Question"), .flags = SCREEN_DIALOG, .size = sizeof(struct words_state),
	.open = begin, .draw = draw, .event = event
};
