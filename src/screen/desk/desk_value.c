/* desk_value.c - F7: money onto the card of the member who is open, with what the shop gives on top; and his PIN
 * (F4 3), which he types himself. */
#include "desk_int.h"

#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "model/money.h"
#include "service/said.h"
#include "tui/dialog.h"

#define MEANS_MAX 28
#define AMOUNT_CHARS 14
#define IDENTITY_CHARS 4

void value_forget(struct screen *s)
{
	struct desk_state *st = s->state;

	explicit_bzero(&st->deed, sizeof st->deed);
}

/* Who allows it, by what was answered: "NUMBER PIN", or a card. */
struct second { const char *who, *pin; };

bool desk_wants_second(struct screen *s, enum err e, const struct said *said, int tag)
{
	if (e != ERR_DENIED || said->id != MSG_NEEDS_SECOND)
		return false;
	ask_second(s, tag, said_text(&ui_of(s)->event, said));
	return true;
}

/* --- top-up -------------------------------------------------------------------------------------------- */

static int means(struct screen *s, const struct tender *list[MEANS_MAX])
{
	const struct tender *all;
	int n = shop_tenders(ui_of(s)->shop, &all), count = 0;

	for (int i = 0; i < n && count < MEANS_MAX; i++)
		if (wallet_takes(&all[i]))
			list[count++] = &all[i];
	return count;
}

/* How it is paid; Enter is cash. */
static void choose_means(struct screen *s)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct tender *list[MEANS_MAX];
	struct menu_item items[MEANS_MAX] = { { 0 } };
	int n = means(s, list), cash = -1;
	int64_t amount_minor, bonus_minor = 0;
	const char *name = page_title(ui, &st->page);

	if (money_parse(st->deed.amount, &amount_minor) != OK || amount_minor <= 0) {
		ui_said(s, ERR_INVALID, &(struct said){ MSG_AMOUNT_BAD, { st->deed.amount, NULL } });
		return;
	}
	if (wallet_bonus_for(ui->shop, &ui->event, st->page.id, amount_minor, &bonus_minor) != OK)
		bonus_minor = 0; /* what is wrong is said when it is posted */
	for (int i = n - 1; i >= 0; i--) {
		items[i].label = ui_name(list[i]->name, list[i]->name_en);
		cash = list[i]->kind == TENDER_CASH ? i : cash;
	}
	st->deed.id = wallet_new_id(ui->shop);
	ask_choice(s, TAG_MEANS, _("Top-up: how is it paid?"), bonus_minor
		? arena_printf(&ui->event, _("%s for %s, and %s on top"), ui_money(ui, amount_minor), name,
			ui_money(ui, bonus_minor))
		: arena_printf(&ui->event, _("%s for %s"), ui_money(ui, amount_minor), name), items, n, cash);
}

void top_up_ask(struct screen *s)
{
	struct desk_state *st = s->state;

	value_forget(s);
	if (!st->entry.len) {
		ask_line(s, TAG_AMOUNT, &(struct line_question){ .title = _("Top-up"), .label = _("Amount"),
			.kind = EDIT_NUMBER, .min_chars = 1, .max_chars = AMOUNT_CHARS });
		return;
	}
	snprintf(st->deed.amount, sizeof st->deed.amount, "%s", st->entry.text);
	edit_clear(&st->entry);
	choose_means(s);
}

static void top_up(struct screen *s, struct second by)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct wallet_top_up what = { .id = st->deed.id, .member = st->page.sheet.row.code,
		.amount = st->deed.amount, .tender = st->deed.tender, .reference = st->deed.reference,
		.second = by.who, .pin = by.pin };
	struct said said = { .id = MSG_NONE };
	struct wallet_done done;
	enum err e = wallet_top_up(ui->shop, &ui->event, &what, &done, &said);

	if (desk_wants_second(s, e, &said, TAG_TOP_UP_SECOND))
		return;
	desk_told(s, e, &said);
	value_forget(s);
}

static void means_chosen(struct screen *s, int choice)
{
	struct desk_state *st = s->state;
	const struct tender *list[MEANS_MAX];

	if (choice >= means(s, list))
		return;
	snprintf(st->deed.tender, sizeof st->deed.tender, "%s", list[choice]->code);
	if (list[choice]->flags & TENDER_NEEDS_REFERENCE)
		ask_line(s, TAG_REFERENCE, &(struct line_question){ .title = _("Top-up"), .label = _("Reference"),
			.text = _("Scan it or type it"), .kind = EDIT_TEXT, .min_chars = 1,
			.max_chars = TENDER_REFERENCE_MAX, .scan_too = true });
	else
		top_up(s, (struct second){ NULL, NULL });
}

/* --- PIN ----------------------------------------------------------------------------------------------- */

static void ask_pin(struct screen *s, int tag, const char *text)
{
	ask_line(s, tag, &(struct line_question){ .title = _("PIN of the member"), .text = text, .label = _("PIN"),
		.kind = EDIT_PIN, .min_chars = WALLET_PIN_DIGITS, .max_chars = WALLET_PIN_DIGITS });
}

/* Who has one and forgot it shows the document that is on file. */
void pin_ask(struct screen *s)
{
	struct desk_state *st = s->state;
	const struct member *m = &st->page.sheet.row;

	value_forget(s);
	if (*m->pin_hash && *m->id_sealed)
		ask_line(s, TAG_IDENTITY, &(struct line_question){ .title = _("PIN of the member"),
			.text = _("Look at the identity document: its last four characters"), .label = _("Last four"),
			.kind = EDIT_TEXT, .min_chars = IDENTITY_CHARS, .max_chars = IDENTITY_CHARS,
			.full_goes = true });
	else
		ask_pin(s, TAG_PIN_NEW, _("The member types a new one, six digits"));
}

static void set_pin(struct screen *s, struct second by)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct wallet_pin what = { .member = st->page.sheet.row.code, .pin = st->deed.pin,
		.identity = st->deed.identity, .second = by.who, .second_pin = by.pin };
	struct said said = { .id = MSG_NONE };
	enum err e = wallet_pin_change(ui->shop, &ui->event, &what, &said);

	if (desk_wants_second(s, e, &said, TAG_PIN_SECOND))
		return;
	desk_told(s, e, &said);
	value_forget(s);
}

static void typed_again(struct screen *s, const char *pin)
{
	struct desk_state *st = s->state;

	if (strcmp(st->deed.pin, pin) == 0) {
		set_pin(s, (struct second){ NULL, NULL });
		return;
	}
	value_forget(s);
	screen_refuse(s, "%s", _("These were two different PINs; nothing was changed. Begin again"));
}

/* --- answers ------------------------------------------------------------------------------------------- */

static void allowed(struct screen *s, const struct answer *a)
{
	char *who = arena_strdup(&ui_of(s)->event, a->text), *blank = a->choice == EVENT_KEY ? strchr(who, ' ') : NULL;
	size_t n = strlen(who);
	struct second by = { who, blank ? blank + 1 : NULL };

	if (blank)
		*blank = '\0';
	if (a->tag == TAG_TOP_UP_SECOND)
		top_up(s, by);
	else if (a->tag == TAG_POINTS_SECOND)
		points_by_hand(s, by.who, by.pin);
	else
		set_pin(s, by);
	explicit_bzero(who, n);
}

void value_answered(struct screen *s, const struct answer *a)
{
	struct value_deed *d = &((struct desk_state *)s->state)->deed;

	switch (a->tag) {
	case TAG_AMOUNT:
		snprintf(d->amount, sizeof d->amount, "%s", a->text);
		choose_means(s);
		break;
	case TAG_MEANS:
		means_chosen(s, a->choice);
		break;
	case TAG_REFERENCE:
		snprintf(d->reference, sizeof d->reference, "%s", a->text);
		top_up(s, (struct second){ NULL, NULL });
		break;
	case TAG_IDENTITY:
		snprintf(d->identity, sizeof d->identity, "%s", a->text);
		ask_pin(s, TAG_PIN_NEW, _("The member types a new one, six digits"));
		break;
	case TAG_PIN_NEW:
		snprintf(d->pin, sizeof d->pin, "%s", a->text);
		ask_pin(s, TAG_PIN_AGAIN, _("The same once more"));
		break;
	case TAG_PIN_AGAIN:
		typed_again(s, a->text);
		break;
	default:
		allowed(s, a);
		break;
	}
}
