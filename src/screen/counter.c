/* counter.c - what comes from the counter's devices, before a screen sees it: a stripe that a keyboard reader sent is a
 * card and no scan, a payment card is told and forgotten, a device that went or came back is said. */
#include "screen_int.h"

#include <string.h>

#include "base/tr.h"
#include "model/track.h"
#include "service/said.h"

static void tell_card(struct ui *ui, enum card_kind kind)
{
	static const enum message words[] = { [CARD_BANK] = MSG_BANK_CARD, [CARD_BAD] = MSG_CARD_MISREAD,
		[CARD_RANDOM] = MSG_CARD_RANDOM, [CARD_TWO] = MSG_CARD_TWO };
	const struct said said = { .id = words[kind] };

	if (screens_top(ui->stack))
		screen_refuse(screens_top(ui->stack), "%s", said_text(&ui->event, &said));
}

/* Gives a card's event for a text that is a stripe; the text is wiped. */
static bool as_card(char *text, enum card_kind *kind, char key[TRACK_KEY_MAX + 1])
{
	enum track_kind track = track_read(text, strlen(text), key);

	if (track == TRACK_NONE)
		return false;
	*kind = track == TRACK_SHOP ? CARD_KEY : track == TRACK_BANK ? CARD_BANK : CARD_BAD;
	explicit_bzero(text, strlen(text));
	return true;
}

static void tell_device(struct ui *ui, const char *name)
{
	const struct outside *w = ui->outside;
	enum device_state state = w && w->device ? w->device(w->ctx, name) : DEVICE_OFF;
	struct screen *top = screens_top(ui->stack);

	status_refresh(ui);
	if (!top || state == DEVICE_OFF || state == DEVICE_OPENING)
		return;
	screen_notice(top, state == DEVICE_READY ? STYLE_DONE : STYLE_WARNING, "%s: %s", name,
		device_state_words(state));
	ui->noticed = true;
}

bool counter_event(struct ui *ui, struct event *e)
{
	char key[TRACK_KEY_MAX + 1] = "";
	enum card_kind kind = CARD_KEY;

	if (e->kind == EVENT_SCAN && as_card(e->text, &kind, key)) {
		screens_take_back(ui->stack, e->code);
		e->kind = EVENT_CARD;
		e->code = (int32_t)kind;
		memcpy(e->text, key, sizeof key);
		explicit_bzero(key, sizeof key);
	}
	if (e->kind == EVENT_DEVICE)
		tell_device(ui, e->text);
	if (e->kind != EVENT_CARD || e->code == CARD_KEY)
		return false;
	tell_card(ui, (enum card_kind)e->code);
	return true;
}

bool counter_typed(struct screen *s, struct edit *entry)
{
	char key[TRACK_KEY_MAX + 1] = "";
	enum card_kind kind;

	if (!as_card(entry->text, &kind, key))
		return false;
	edit_clear(entry);
	if (kind == CARD_KEY)
		ui_card(s, key);
	else
		tell_card(ui_of(s), kind);
	explicit_bzero(key, sizeof key);
	return true;
}
