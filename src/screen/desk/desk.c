/* desk.c - the member desk: one entry line that takes whatever a member is known by, and the page of who is open. */
#include "desk_int.h"

#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "tui/decode.h"
#include "tui/key.h"

#define LATER_MS 60          /* a search waits so long for the next key */
#define PHONE_LEAST 7        /* so many digits that nobody has are a new member's phone number, and so many at most */
#define PHONE_MOST 15
#define BIRTHDAYS_MAX 99

/* What the keys do now: nobody is open, somebody was found, one is open. */
static const struct bar_item start_keys[] = {
	{ SCR_NEW, N_("New member") }, { SCR_TASKS, NULL }, { SCR_MENU, NULL }, { SCR_HELP, NULL },
	{ SCR_PROMPT, NULL }, { 0, NULL }
};
static const struct bar_item found_keys[] = {
	{ SCR_GO, N_("Open") }, { SCR_ESC, N_("Clear") }, { SCR_MEMBER_CARD, NULL }, { SCR_PROFILE, NULL },
	{ SCR_NEW, N_("New member") }, { SCR_MENU, NULL }, { SCR_HELP, NULL }, { 0, NULL }
};
static const struct bar_item open_keys[] = {
	{ SCR_VALUE, NULL }, { SCR_POINTS_BY_HAND, NULL }, { SCR_MEMBER_CARD, NULL }, { SCR_USES, NULL },
	{ SCR_STATEMENT, NULL }, { SCR_PROFILE, NULL },
	{ SCR_FIND, NULL }, { SCR_PAST, NULL },
	{ SCR_NEW, N_("New member") }, { SCR_ESC, NULL }, { SCR_MENU, NULL }, { SCR_HELP, NULL }, { 0, NULL }
};
/* F10, in this order. */
static const uint16_t menu[] = { SCR_NEW, SCR_VALUE, SCR_MERGE, SCR_POINTS_BY_HAND, SCR_MEMBER_CARD,
	SCR_PROFILE, SCR_STATEMENT, SCR_FREEZE, SCR_LEVEL, SCR_PAST, SCR_CONSENT, SCR_CONTACTS, SCR_ADMIT,
	SCR_USES, SCR_GIFTS, SCR_DRAW, SCR_MEMBERS, SCR_CARDS, SCR_CARD_KINDS, SCR_TASKS, SCR_FIND,
	SCR_LOCK_OFFICE, SCR_SIGN_OUT, SCR_LANGUAGE, SCR_PROMPT, SCR_HELP, SCR_QUIT, SCR_ADDRESS_LABELS, 0 };

/* --- picture ------------------------------------------------------------------------------------------ */

static const char *hint(struct screen *s)
{
	struct desk_state *st = s->state;

	if (*st->round)
		return arena_printf(&ui_of(s)->paint, _("Each card takes one use of %s; Esc ends it"), st->round_name);
	if (st->find.choosing)
		return _("Several: a digit or the arrows choose, Esc goes back");
	if (!st->open && st->page.id)
		return _("Enter opens, Esc clears");
	if (!st->open && st->find.count)
		return _("Type on, or Enter to choose among them");
	if (st->open && *st->page.unasked)
		return arena_printf(&ui_of(s)->paint, _("To be asked: %s. F9 and Enter fills it in"),
			st->page.unasked);
	return st->open ? _("Another card, or what is typed and Enter, opens another member")
		: _("Card, phone, its last four digits, code, name or pinyin");
}

static struct foot foot(struct screen *s)
{
	struct desk_state *st = s->state;

	return (struct foot){ .prompt = " >", .entry = &st->entry, .hint = hint(s),
		.hint_style = *st->round ? STYLE_INFO : STYLE_DIM,
		.keys = st->open ? open_keys : st->find.count ? found_keys : start_keys };
}

static void start_line(struct ui *ui, int *y, struct rect r, enum style style, const char *text)
{
	(void)ui;
	if (*y < r.y + r.h)
		draw_field((*y)++, r.x, r.w, style, ALIGN_LEFT, text);
}

static void draw_start(struct screen *s, struct rect r)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	int y = r.y + 1;

	start_line(ui, &y, r, STYLE_STRONG, _("Who is it?"));
	y++;
	start_line(ui, &y, r, STYLE_NORMAL,
		_("Show or scan the card, or type the phone number, its last four digits,"));
	start_line(ui, &y, r, STYLE_NORMAL, _("the code, the name or its pinyin."));
	y++;
	start_line(ui, &y, r, STYLE_NORMAL, _("A phone number that nobody has, and Enter, opens a new member."));
	y++;
	if (st->born)
		start_line(ui, &y, r, STYLE_INFO, arena_printf(&ui->paint, _("Birthdays today: %d"), st->born));
	if (st->applied)
		start_line(ui, &y, r, STYLE_WARNING, arena_printf(&ui->paint, _("Wait for an approval: %d"),
			st->applied));
}

static void draw_title(struct screen *s, struct rect all)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	const char *right = st->page.id ? page_state(&st->page) : st->find.count
		? arena_printf(&ui->event, _("Found: %d"), st->find.count) : "";

	draw_field(1, 1, all.w - 2, STYLE_TITLE, ALIGN_LEFT, st->page.id ? page_title(ui, &st->page)
		: _("Member desk"));
	draw_field(1, all.w - 1 - text_width(right), text_width(right), st->page.id &&
		st->page.sheet.row.state != MEMBER_ACTIVE ? STYLE_WARNING : STYLE_DIM, ALIGN_RIGHT, right);
}

static void draw(struct screen *s)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct rect all = screen_rect(), r = { 2, 1, all.h - 2 - FOOT_ROWS, all.w - 2 };
	struct foot f;

	ui->stage = (struct rect){ 1, 0, all.h - 1 - FOOT_ROWS, all.w };
	ui_bar(ui, menu);
	status_draw(ui, 0, all.w);
	draw_title(s, all);
	if (st->page.id)
		page_draw(ui, &st->page, (struct rect){ r.y + 1, r.x, r.h - 1, r.w });
	else if (st->find.count)
		find_draw(&st->find, r);
	else
		draw_start(s, r);
	f = foot(s);
	frame_foot(s, &f);
}

static void draw_input(struct screen *s)
{
	struct foot f = foot(s);

	frame_entry(s, &f);
}

/* --- one is opened ------------------------------------------------------------------------------------ */

static void close_member(struct screen *s)
{
	struct desk_state *st = s->state;

	st->open = false;
	page_clear(&st->page);
	find_clear(&st->find);
}

static void unreadable(struct screen *s)
{
	screen_refuse(s, _("This cannot be read: %s"), shop_error(ui_of(s)->shop));
}

/* Shown, not open yet. False: it is a blank card, or could not be read, and that was said. */
static bool show_hit(struct screen *s, const struct member_hit *hit)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };

	if (!hit->member.id) {
		ui_said(s, member_known(ui->shop, &ui->event, hit, &said), &said);
		return false;
	}
	if (page_load(ui, &st->page, hit) == OK)
		return true;
	unreadable(s);
	return false;
}

static bool open_hit(struct screen *s, const struct member_hit *hit)
{
	struct desk_state *st = s->state;

	if (!show_hit(s, hit))
		return false;
	st->open = true;
	edit_clear(&st->entry);
	find_clear(&st->find);
	return true;
}

/* Who is meant by what was typed while it is typed: one is shown at once. */
static void look(struct screen *s)
{
	struct desk_state *st = s->state;
	struct said said = { .id = MSG_NONE };

	if (st->open || strcmp(st->find.text, st->entry.text) == 0)
		return;
	page_clear(&st->page);
	if (!find_worth(st->entry.text)) {
		find_clear(&st->find);
		return;
	}
	if (find_run(&st->find, st->entry.text, &said) != OK)
		return; /* it may still become something; Enter says what is wrong */
	st->find.choosing = st->find.count > 1 && !strpbrk(st->entry.text, "0123456789");
	if (st->find.count == 1 && st->find.hits[0].member.id)
		show_hit(s, &st->find.hits[0]);
}

static bool like_phone(const char *text)
{
	size_t n = strlen(text);

	return n >= PHONE_LEAST && n <= PHONE_MOST && !text[strspn(text, "0123456789")];
}

/* Nobody is found by what was typed: of a phone number a new member is opened. */
static void nobody(struct screen *s, const char *text, const struct said *said)
{
	struct desk_state *st = s->state;

	if (like_phone(text) && shop_may(ui_of(s)->shop, PERM_MEMBER_EDIT)) {
		edit_clear(&st->entry);
		close_member(s);
		profile_new(s, text);
		return;
	}
	ui_said(s, ERR_NOTFOUND, said);
	edit_propose(&st->entry, text);
}

static enum react go(struct screen *s)
{
	struct desk_state *st = s->state;
	const char *text = arena_strdup(&ui_of(s)->event, st->entry.text);
	struct said said = { .id = MSG_NONE };
	enum err e;

	if (counter_typed(s, &st->entry))
		return REACT_REDRAW;
	if (!*text)
		return st->open ? REACT_NONE : REACT_BEEP;
	e = find_run(&st->find, text, &said);
	if (e == ERR_NOTFOUND && said.id == MSG_NONE) /* looked for already, and nobody was there */
		said = (struct said){ MSG_NO_MEMBER, { text, NULL } };
	if (e == ERR_NOTFOUND) {
		nobody(s, text, &said);
	} else if (e != OK) {
		ui_said(s, e, &said);
	} else if (find_chosen(&st->find)) {
		open_hit(s, find_chosen(&st->find));
	} else {
		st->open = false;
		page_clear(&st->page);
		st->find.choosing = true;
	}
	return REACT_REDRAW;
}

static enum react esc(struct screen *s)
{
	struct desk_state *st = s->state;

	if (st->entry.len && st->open) {
		edit_clear(&st->entry);
	} else if (*st->round) {
		*st->round = '\0';
	} else if (st->entry.len || st->open || st->find.count) {
		edit_clear(&st->entry);
		close_member(s);
	} else {
		return REACT_NONE;
	}
	return REACT_REDRAW;
}

/* Whom an act is about: who is open, or the only one that is found. */
static bool at_hand(struct screen *s)
{
	struct desk_state *st = s->state;

	look(s);
	if (st->open)
		return true;
	if (find_chosen(&st->find))
		return open_hit(s, find_chosen(&st->find));
	screen_refuse(s, "%s", _("Find a member first: card, phone, its last four digits, name or pinyin"));
	return false;
}

void desk_open(struct screen *s, const char *code)
{
	struct ui *ui = ui_of(s);
	struct member_hit hit;
	struct said said = { .id = MSG_NONE };

	if (ui_said(s, member_find_one(ui->shop, &ui->event, code, &hit, &said), &said) == OK)
		open_hit(s, &hit);
}

/* --- what is read ------------------------------------------------------------------------------------- */

/* A card of the staff: its owner takes the desk over. False: it is none. */
static bool staff_card(struct screen *s, const char *text)
{
	struct ui *ui = ui_of(s);
	const char *number = shop_card_owner(ui->shop, &ui->event, text);
	int64_t before = shop_staff(ui->shop)->id;
	struct said said = { .id = MSG_NONE };

	if (number) {
		strncpy(ui->card_owner, number, sizeof ui->card_owner - 1);
		ui_lock(s);
		return true;
	}
	if (shop_sign_on(ui->shop, &ui->event, text, NULL, &said) != OK)
		return false;
	ui_said(s, OK, &said);
	if (before != shop_staff(ui->shop)->id)
		close_member(s);
	return true;
}

/* A card, a code or a number: who has it is opened at once, whatever was typed before. */
static enum react scanned(struct screen *s, const char *code)
{
	struct desk_state *st = s->state;
	const char *text = arena_strdup(&ui_of(s)->event, code);
	struct said said = { .id = MSG_NONE };
	enum err e;

	edit_clear(&st->entry);
	if (gift_scanned(s, text) || uses_service_scanned(s, text))
		return REACT_REDRAW;
	find_clear(&st->find);
	e = find_run(&st->find, text, &said);
	if (e == OK && st->find.count == 1) {
		if (!open_hit(s, &st->find.hits[0])) /* a blank: F3 gives it to a new member */
			edit_propose(&st->entry, text);
		else if (*st->round)
			uses_of_round(s);
	} else if (e == OK) {
		st->open = false;
		page_clear(&st->page);
		st->find.choosing = true;
	} else if (e != ERR_NOTFOUND) {
		ui_said(s, e, &said);
	} else if (!staff_card(s, text)) {
		screen_refuse(s, "%s", _("No member has this card. F3 opens a new member with it"));
		close_member(s);
		edit_propose(&st->entry, text);
	}
	return REACT_REDRAW;
}

/* --- acts --------------------------------------------------------------------------------------------- */

enum err desk_told(struct screen *s, enum err e, const struct said *said)
{
	struct desk_state *st = s->state;

	ui_said(s, e, said);
	if (e == OK && page_again(ui_of(s), &st->page) != OK)
		unreadable(s);
	return e;
}

void desk_form(struct screen *s, const struct book *form)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct book_open open = { form, form->deed ? "" : st->page.sheet.row.code, false };

	snprintf(ui->about, sizeof ui->about, "%s", st->page.sheet.row.code);
	office_push(s, &book_form_ops, &open, TAG_OPEN);
}

static enum react list(struct screen *s, const struct book *book, enum permission perm)
{
	struct ui *ui = ui_of(s);

	if (shop_may(ui->shop, perm))
		office_push(s, &book_list_ops, book, TAG_OPEN);
	else
		ui_said(s, ERR_DENIED, &(struct said){ MSG_NOT_ALLOWED, { _(permission_table[perm].words), NULL } });
	return REACT_REDRAW;
}

void desk_list(struct screen *s, const struct book *book, int tag)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);

	snprintf(ui->about, sizeof ui->about, "%s", st->page.sheet.row.code);
	office_push(s, &book_list_ops, book, tag);
}

static void consent_show(struct screen *s)
{
	desk_list(s, &consents_book, TAG_CONSENT);
}

static void contacts_show(struct screen *s)
{
	desk_list(s, &contacts_book, TAG_CONTACT);
}

/* What is done with the one at hand. */
static const struct { int action; void (*run)(struct screen *s); } deeds[] = {
	{ SCR_MEMBER_CARD, cards_menu }, { SCR_PROFILE, profile_menu }, { SCR_FREEZE, profile_freeze },
	{ SCR_PAST, history_show }, { SCR_LEVEL, level_ask }, { SCR_VALUE, top_up_ask },
	{ SCR_POINTS_BY_HAND, points_ask }, { SCR_USES, uses_ask }, { SCR_DRAW, draw_ask },
	{ SCR_CONSENT, consent_show }, { SCR_CONTACTS, contacts_show }, { SCR_STATEMENT, statement_ask },
	{ SCR_MERGE, merge_ask }, { SCR_ADMIT, admit_menu },
	{ SCR_GIFTS, gifts_ask },
};

/* Labels for who is open, else for those that are found. */
static void labels(struct screen *s)
{
	struct desk_state *st = s->state;
	const char *codes[MEMBER_HITS_MAX];
	int n = 0;

	look(s);
	if (st->open)
		codes[n++] = st->page.sheet.row.code;
	for (int i = 0; !st->open && i < st->find.count; i++)
		if (st->find.hits[i].member.id)
			codes[n++] = st->find.hits[i].member.code;
	mail_new(s, codes, n);
}

static enum react new_one(struct screen *s)
{
	struct desk_state *st = s->state;
	const char *about = st->open ? "" : arena_strdup(&ui_of(s)->event, st->entry.text);

	edit_clear(&st->entry);
	find_clear(&st->find);
	profile_new(s, about);
	return REACT_REDRAW;
}

static enum react act(struct screen *s, int action, const char *arg)
{
	struct desk_state *st = s->state;

	if (action == SCR_MERGE) {
		look(s);
		if (merge_pair(s))
			return REACT_REDRAW;
	}
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
		if (deeds[i].action == action) {
			if (at_hand(s))
				deeds[i].run(s);
			return REACT_REDRAW;
		}
	switch (action) {
	case SCR_GO:
		return go(s);
	case SCR_ESC:
		return esc(s);
	case SCR_FIND:
		if (*arg || st->entry.len) {
			if (*arg)
				edit_set(&st->entry, arg);
			return go(s);
		}
		close_member(s);
		return REACT_REDRAW;
	case SCR_NEW:
		return new_one(s);
	case SCR_MEMBERS:
		return list(s, &members_book, PERM_MEMBERS);
	case SCR_CARDS:
		return list(s, &cards_book, PERM_CARDS);
	case SCR_CARD_KINDS:
		return list(s, &card_kinds_book, PERM_CARDS);
	case SCR_ADDRESS_LABELS:
		labels(s);
		return REACT_REDRAW;
	case SCR_TASKS:
		return list(s, &todo_book, PERM_MEMBERS);
	default:
		return office_act(s, action, arg);
	}
}

/* --- events ------------------------------------------------------------------------------------------- */

static bool moves(int32_t code)
{
	return code == TKEY_UP || code == TKEY_DOWN || code == TKEY_PAGE_UP || code == TKEY_PAGE_DOWN;
}

static enum react key(struct screen *s, int32_t code)
{
	struct desk_state *st = s->state;
	bool digit = code >= '0' && code <= '9';

	if (!st->open && (moves(code) || (digit && st->find.choosing)))
		look(s);
	if (!st->open && st->find.count > 1 && (moves(code) || (digit && st->find.choosing)))
		switch (list_key(&st->find.list, code)) {
		case LIST_CHOSEN:
			open_hit(s, find_chosen(&st->find));
			return REACT_REDRAW;
		case LIST_MOVED:
			return REACT_REDRAW;
		default:
			return REACT_BEEP;
		}
	if (!edit_key(&st->entry, code))
		return REACT_PASS;
	screen_later(s, LATER_MS);
	return REACT_INPUT;
}

static enum react later(struct screen *s)
{
	look(s);
	return REACT_REDRAW;
}

/* What is told on the first screen. */
static void count(struct screen *s)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct member *list;

	st->born = st->applied = 0;
	if (!shop_staff(ui->shop)->id || !shop_may(ui->shop, PERM_MEMBERS))
		return;
	if (member_birthdays(ui->shop, &ui->event, shop_business_day(ui->shop), BIRTHDAYS_MAX, &list, &st->born) != OK)
		st->born = 0;
	if (member_page(ui->shop, &ui->event, "", MEMBER_APPLIED, BIRTHDAYS_MAX, &list, &st->applied) != OK)
		st->applied = 0;
}

static enum react event(struct screen *s, const struct event *e)
{
	struct desk_state *st = s->state;

	switch (e->kind) {
	case EVENT_KEY:
		return key(s, e->code);
	case EVENT_PASTE:
		if (!edit_paste(&st->entry, e->text))
			return REACT_BEEP;
		screen_later(s, LATER_MS);
		return REACT_REDRAW;
	case EVENT_SCAN:
	case EVENT_CARD:
		return scanned(s, e->text);
	case EVENT_STORE: /* somebody else may have changed him */
		if (st->page.id && page_again(ui_of(s), &st->page) != OK)
			close_member(s);
		count(s);
		return REACT_REDRAW;
	default:
		return office_event(s, e);
	}
}

static enum react resume(struct screen *s, const struct answer *a)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);

	if (ui->unwind) {
		*st->round = '\0';
		close_member(s);
	}
	ui->unwind = false;
	count(s);
	if (!a->given) {
		value_forget(s);
		/* In a list about him something may have been changed. */
		if ((a->tag == TAG_CONSENT || a->tag == TAG_CONTACT || a->tag == TAG_GIVEN) &&
			page_again(ui, &st->page) != OK)
			close_member(s);
		return REACT_REDRAW;
	}
	switch (a->tag) {
	case TAG_OPEN:
		if (*a->text)
			desk_open(s, a->text);
		return REACT_REDRAW;
	case TAG_CONTACT: /* "1 10000002": its place, and who it is */
		if (*second_word(a->text))
			desk_open(s, arena_strdup(&ui->event, second_word(a->text)));
		else
			page_again(ui, &st->page);
		return REACT_REDRAW;
	case TAG_CARD_MENU: case TAG_LOSE: case TAG_TAKE_BACK:
		cards_answered(s, a);
		return REACT_REDRAW;
	case TAG_PROFILE: case TAG_EDIT: case TAG_ANYWAY: case TAG_FREEZE:
		profile_answered(s, a);
		return REACT_REDRAW;
	case TAG_GIFT:
		gift_answered(s);
		return REACT_REDRAW;
	case TAG_GIFTS:
		gifts_answered(s, a);
		return REACT_REDRAW;
	case TAG_DRAW: case TAG_DRAW_GO:
		draw_answered(s, a);
		return REACT_REDRAW;
	case TAG_POINTS: case TAG_POINTS_WHY:
		points_answered(s, a);
		return REACT_REDRAW;
	case TAG_USES:
		uses_answered(s, a);
		return REACT_REDRAW;
	case TAG_STATEMENT:
		statement_answered(s, a);
		return REACT_REDRAW;
	case TAG_ADMIT: case TAG_DECLINE:
		admit_answered(s, a);
		return REACT_REDRAW;
	case TAG_MERGE_OTHER: case TAG_MERGE_WHY: case TAG_MERGE_SECOND:
		merge_answered(s, a);
		return REACT_REDRAW;
	case TAG_LEVEL: case TAG_LEVEL_WHY:
		level_answered(s, a);
		return REACT_REDRAW;
	case TAG_AMOUNT: case TAG_MEANS: case TAG_REFERENCE: case TAG_TOP_UP_SECOND:
	case TAG_IDENTITY: case TAG_PIN_NEW: case TAG_PIN_AGAIN: case TAG_PIN_SECOND: case TAG_POINTS_SECOND:
		value_answered(s, a);
		return REACT_REDRAW;
	default:
		return ui_resume(s, a);
	}
}

static enum err begin(struct screen *s, const void *arg)
{
	struct desk_state *st = s->state;

	(void)arg;
	edit_init(&st->entry, EDIT_TEXT, EDIT_CHARS);
	find_init(&st->find, ui_of(s));
	return screen_push(s, &signon_ops, NULL, TAG_PLAIN);
}

static void end(struct screen *s)
{
	struct desk_state *st = s->state;

	arena_release(&st->find.arena);
	arena_release(&st->page.arena);
}

const struct screen_ops desk_ops = {
	.name = "desk", .title = N_("Member desk"), .size = sizeof(struct desk_state), .open = begin, .draw = draw,
	.draw_input = draw_input, .act = act, .event = event, .resume = resume, .later = later, .close = end
};
