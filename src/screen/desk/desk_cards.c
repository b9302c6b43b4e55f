/* desk_cards.c - F4: the card of the member who is open. A new card is shown to a form, and Enter gives it to him. */
#include "desk_int.h"

#include <string.h>

#include "base/tr.h"
#include "tui/dialog.h"

/* --- a new card ---------------------------------------------------------------------------------------- */

enum { SWAP_MEMBER, SWAP_OLD, SWAP_NEW, SWAP_FIELDS };
static const struct field swap_fields[SWAP_FIELDS] = {
	[SWAP_MEMBER] = { N_("Member"), FIELD_SHOW, 0, 0, NULL, NULL },
	[SWAP_OLD] = { N_("Card until now"), FIELD_SHOW, 0, 0, NULL, NULL },
	[SWAP_NEW] = { N_("New card"), FIELD_TEXT, 64, FIELD_REQUIRED | FIELD_CARD | FIELD_GOES,
		N_("Show it to the reader, scan it, or type its number; Enter gives it"), NULL },
};

static const char *last_card(struct arena *a, const struct member_sheet *m)
{
	const struct card *c = m->card_count ? &m->cards[m->card_count - 1].row : NULL;

	return c ? arena_printf(a, "%s  %s", mask_number(a, c->number), card_state_words(c->state)) : _("none");
}

static enum err swap_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct member_sheet m;
	struct said said = { .id = MSG_NONE };
	enum err e = member_show(ui->shop, a, ui->about, &m, &said);

	(void)key;
	if (e != OK)
		return e;
	v->name = "";
	v->value[SWAP_MEMBER] = arena_printf(a, "%s  %s", m.name, m.row.code);
	v->value[SWAP_OLD] = last_card(a, &m);
	return OK;
}

static enum err lost_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return card_replace(ui->shop, a, ui->about, v->value[SWAP_NEW], false, said);
}

static enum err damaged_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return card_replace(ui->shop, a, ui->about, v->value[SWAP_NEW], true, said);
}

static enum err give_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return card_give(ui->shop, a, ui->about, v->value[SWAP_NEW], NULL, said);
}

#define SWAP(words, keep) { .one = (words), .change = PERM_CARD_ISSUE, .deed = true, .fields = swap_fields, \
	.field_count = SWAP_FIELDS, .read = swap_read, .save = (keep) }
static const struct book lost_book = SWAP(N_("A new card for a lost one"), lost_save);
static const struct book damaged_book = SWAP(N_("A new card for a damaged one"), damaged_save);
static const struct book give_book = SWAP(N_("A card for"), give_save);

/* --- the menu ------------------------------------------------------------------------------------------- */

/* His current card, else his last one; NULL: he never had any. */
static const struct card *card_now(const struct desk_page *p)
{
	int n = p->sheet.card_count;

	for (int i = 0; i < n; i++)
		if (p->sheet.cards[i].row.state == CARD_ISSUED)
			return &p->sheet.cards[i].row;
	return n ? &p->sheet.cards[n - 1].row : NULL;
}

static int state_of(const struct desk_page *p)
{
	return card_now(p) ? card_now(p)->state : 0;
}

static bool has_card(const struct desk_page *p)
{
	return state_of(p) == CARD_ISSUED;
}

static bool lost_or_current(const struct desk_page *p)
{
	return has_card(p) || state_of(p) == CARD_LOST;
}

static bool lost(const struct desk_page *p)
{
	return state_of(p) == CARD_LOST;
}

static bool without(const struct desk_page *p)
{
	return !lost_or_current(p);
}

static bool always(const struct desk_page *p)
{
	(void)p;
	return true;
}

static void ask_loss(struct screen *s)
{
	struct desk_state *st = s->state;
	const struct menu_item items[] = { { .label = _("Block it now") } };
	const struct card *card = card_now(&st->page);

	if (!card)
		return;
	ask_choice(s, TAG_LOSE, _("Card reported lost"), arena_printf(&ui_of(s)->event,
		_("Card %s is refused from now on, everywhere. What its member has stays his."),
		mask_number(&ui_of(s)->event, card->number)), items, 1, 0);
}

static void ask_back(struct screen *s)
{
	struct desk_state *st = s->state;
	const struct menu_item items[] = { { .label = _("The card is here") } };
	const struct card *card = card_now(&st->page);

	if (!card)
		return;
	ask_choice(s, TAG_TAKE_BACK, _("Card handed back"), arena_printf(&ui_of(s)->event,
		_("Card %s is nobody's any more. The member stays one, and what he has stays his."),
		mask_number(&ui_of(s)->event, card->number)), items, 1, -1);
}

static void found_again(struct screen *s)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };

	desk_told(s, card_found(ui->shop, &ui->event, st->page.sheet.row.code, &said), &said);
}

/* The digits are learned: what cannot be done now keeps its place. */
static const struct card_deed {
	const char *words;
	enum permission perm;
	bool (*fits)(const struct desk_page *p);
	const struct book *form;
	void (*run)(struct screen *s);
} card_deeds[] = {
	{ N_("Replace it: lost"), PERM_CARD_ISSUE, lost_or_current, &lost_book, NULL },
	{ N_("Report the loss: block it"), PERM_CARD_ISSUE, has_card, NULL, ask_loss },
	{ N_("PIN"), PERM_MEMBER_PINS, always, NULL, pin_ask },
	{ N_("Replace it: damaged"), PERM_CARD_ISSUE, has_card, &damaged_book, NULL },
	{ N_("Found again"), PERM_CARD_ISSUE, lost, NULL, found_again },
	{ N_("Give a card"), PERM_CARD_ISSUE, without, &give_book, NULL },
	{ N_("Take it back"), PERM_CARD_ISSUE, has_card, NULL, ask_back },
};
#define CARD_DEEDS ((int)(sizeof card_deeds / sizeof *card_deeds))

void cards_menu(struct screen *s)
{
	struct desk_state *st = s->state;
	struct menu_item items[CARD_DEEDS] = { { 0 } };

	for (int i = 0; i < CARD_DEEDS; i++)
		items[i] = (struct menu_item){ .label = _(card_deeds[i].words),
			.off = !shop_may(ui_of(s)->shop, card_deeds[i].perm) || !card_deeds[i].fits(&st->page) };
	ask_choice(s, TAG_CARD_MENU, _("Member card"), last_card(&ui_of(s)->event, &st->page.sheet), items, CARD_DEEDS,
		-1);
}

static void menu_answered(struct screen *s, int choice)
{
	if (card_deeds[choice].form)
		desk_form(s, card_deeds[choice].form);
	else
		card_deeds[choice].run(s);
}

void cards_answered(struct screen *s, const struct answer *a)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };
	const char *code = st->page.sheet.row.code;

	if (a->tag == TAG_CARD_MENU)
		menu_answered(s, a->choice);
	else if (a->tag == TAG_LOSE)
		desk_told(s, card_lose(ui->shop, &ui->event, code, &said), &said);
	else
		desk_told(s, card_take_back(ui->shop, &ui->event, code, &said), &said);
}
