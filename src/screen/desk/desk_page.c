/* desk_page.c - one member on a page: what he has, who he is, what he did. */
#include "desk_int.h"

#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/document.h"

#define TWO_COLS 64    /* from here on what he did stands beside the rest */
#define LABEL_COLS 14
#define SOON_DAYS 7    /* a birthday as near as that is said */

/* --- reading ------------------------------------------------------------------------------------------ */

void page_clear(struct desk_page *p)
{
	struct arena a = p->arena;

	arena_clear(&a);
	*p = (struct desk_page){ .arena = a };
}

/* Of a member who is none any more nothing is asked. */
static const char *unasked(struct arena *a, const struct desk_page *p)
{
	const char *text = "";

	for (int i = 0; i < p->own_count && p->sheet.row.state <= MEMBER_FROZEN && !p->sheet.row.bearer; i++) {
		const struct attribute_row *of = p->own[i].of;

		if (of->def.required && !*p->own[i].value)
			text = arena_printf(a, *text ? _("%s, %s") : "%s%s", text, ui_name(of->name, of->name_en));
	}
	return text;
}

static enum err load_own(struct ui *ui, struct desk_page *p)
{
	struct consent *said;
	int n = 0;
	enum err e = member_attributes(ui->shop, &p->arena, p->sheet.row.id, &p->own, &p->own_count);

	if (e == OK)
		e = member_consents(ui->shop, &p->arena, p->sheet.row.id, &said, &n);
	p->unasked = e == OK ? unasked(&p->arena, p) : "";
	p->agrees = e == OK && n ? consents_words(&p->arena, said, n) : "";
	return e == OK ? member_contacts(ui->shop, &p->arena, p->sheet.row.id, &p->contacts, &p->contact_count) : e;
}

static enum err load(struct ui *ui, struct desk_page *p, const struct member_hit *hit)
{
	struct said said = { .id = MSG_NONE };
	struct arena *a = &p->arena;
	struct member_hit now;
	enum err e = member_show(ui->shop, a, hit->member.code, &p->sheet, &said);

	if (e == OK)
		e = member_find_id(ui->shop, a, p->sheet.row.id, &now);
	if (e == OK && hit->by == KNOWN_CARD) { /* as it was shown, whatever his current one is */
		now.by = KNOWN_CARD;
		now.card = hit->card;
		now.card.number = arena_strdup(a, hit->card.number);
		now.kind = arena_strdup(a, hit->kind);
		now.kind_en = arena_strdup(a, hit->kind_en);
	}
	if (e != OK)
		return e;
	p->card = now.card;
	p->kind = now.kind;
	p->kind_en = now.kind_en;
	e = member_known(ui->shop, a, &now, &said);
	p->why = e == ERR_REFUSED ? said_text(a, &said) : "";
	if (e == OK || e == ERR_REFUSED)
		e = member_things(ui->shop, a, p->sheet.row.id, p->things, &p->thing_count);
	if (e == OK)
		e = member_visits(ui->shop, a, p->sheet.row.id, PAGE_VISITS, &p->visits, &p->visit_count);
	if (e == OK)
		e = member_goods(ui->shop, a, p->sheet.row.id, PAGE_GOODS, &p->goods, &p->good_count);
	if (e == OK)
		e = load_own(ui, p);
	p->id = e == OK ? p->sheet.row.id : 0;
	return e;
}

enum err page_load(struct ui *ui, struct desk_page *p, const struct member_hit *hit)
{
	struct desk_page fresh = { .id = 0 };
	enum err e = load(ui, &fresh, hit);

	if (e != OK) {
		arena_release(&fresh.arena);
		return e;
	}
	arena_release(&p->arena);
	*p = fresh;
	return OK;
}

enum err page_again(struct ui *ui, struct desk_page *p)
{
	struct member_hit hit;
	enum err e = p->id ? member_find_id(ui->shop, &ui->event, p->id, &hit) : ERR_NOTFOUND;

	return e == OK ? page_load(ui, p, &hit) : e;
}

/* --- in words ----------------------------------------------------------------------------------------- */

const char *page_title(struct ui *ui, const struct desk_page *p)
{
	const char *name = p->sheet.row.bearer && !*p->sheet.name ? _("Nobody's name") : p->sheet.name;

	return arena_printf(&ui->event, "%s  %s", name, p->sheet.row.code);
}

const char *page_state(const struct desk_page *p)
{
	return member_state_words(p->sheet.row.state);
}

static const char *card_words(struct ui *ui, const struct desk_page *p)
{
	const char *kind = ui_name(p->kind, p->kind_en);

	if (!p->card.id)
		return _("none");
	if (p->card.state == CARD_ISSUED)
		return arena_printf(&ui->paint, "%s %s", kind, mask_number(&ui->paint, p->card.number));
	return arena_printf(&ui->paint, "%s %s (%s)", kind, mask_number(&ui->paint, p->card.number),
		card_state_words(p->card.state));
}

static const char *birthday_words(struct ui *ui, const struct desk_page *p)
{
	const struct birthday *b = &p->sheet.row.birthday;
	const char *day = birthday_text(&ui->paint, b);
	int days = birthday_in_days(b, shop_business_day(ui->shop));

	if (!*day)
		return "";
	if (b->lunar)
		return arena_printf(&ui->paint, _("%s lunar"), day);
	if (days == 0)
		return arena_printf(&ui->paint, _("%s, today!"), day);
	if (days > SOON_DAYS)
		return day;
	return arena_printf(&ui->paint, days == 1 ? _("%s, tomorrow") : _("%s, in %d days"), day, days);
}

static const char *days_words(struct ui *ui, const struct desk_page *p)
{
	const struct member *m = &p->sheet.row;

	return m->until_day ? arena_printf(&ui->paint, _("%s to %s"), day_text(&ui->paint, m->from_day),
		day_text(&ui->paint, m->until_day)) : arena_printf(&ui->paint, _("since %s"),
		day_text(&ui->paint, m->from_day));
}

/* --- picture ------------------------------------------------------------------------------------------ */

struct column { struct ui *ui; struct rect r; int y; };

static bool room(const struct column *c)
{
	return c->y < c->r.y + c->r.h;
}

static void head(struct column *c, const char *words)
{
	if (room(c))
		draw_field(c->y++, c->r.x, c->r.w, STYLE_TITLE, ALIGN_LEFT, words);
}

/* A label and what stands behind it; nothing where there is nothing. */
static void line(struct column *c, const char *label, enum style style, const char *text, const char *more)
{
	int x = c->r.x + LABEL_COLS, cols = c->r.w - LABEL_COLS;

	if (!*text || !room(c))
		return;
	draw_field(c->y, c->r.x, LABEL_COLS - 1, STYLE_DIM, ALIGN_LEFT, label);
	draw_field(c->y, x, cols, style, ALIGN_LEFT, text);
	if (*more && text_width(text) + 2 < cols)
		draw_field(c->y, x + text_width(text) + 2, cols - text_width(text) - 2, STYLE_DIM, ALIGN_LEFT, more);
	c->y++;
}

static void draw_who(struct column *c, const struct desk_page *p)
{
	struct ui *ui = c->ui;
	const struct member_sheet *m = &p->sheet;
	int days = birthday_in_days(&m->row.birthday, shop_business_day(ui->shop));
	bool soon = days >= 0 && days <= SOON_DAYS;

	line(c, _("To be asked"), STYLE_WARNING, p->unasked, "");
	line(c, _("Member card"), p->card.state == CARD_ISSUED ? STYLE_NORMAL : STYLE_WARNING, card_words(ui, p), "");
	line(c, _("Phone"), STYLE_NORMAL, m->phone, "");
	line(c, _("Birthday"), soon ? STYLE_INFO : STYLE_NORMAL, birthday_words(ui, p), "");
	line(c, _("Member"), STYLE_NORMAL, days_words(ui, p), "");
	line(c, _("Address"), STYLE_NORMAL, m->address, "");
	line(c, _("Email"), STYLE_NORMAL, m->email, "");
	line(c, _("Came by"), STYLE_NORMAL, m->referrer, "");
	if (m->referred)
		line(c, _("Brought"), STYLE_NORMAL, arena_printf(&ui->paint, "%lld", (long long)m->referred), "");
	line(c, _("Note"), STYLE_NORMAL, m->note, "");
}

static void draw_own(struct column *c, const struct desk_page *p)
{
	for (int i = 0; i < p->own_count; i++)
		line(c, ui_name(p->own[i].of->name, p->own[i].of->name_en), STYLE_NORMAL, p->own[i].value, "");
	for (int i = 0; i < p->contact_count; i++)
		line(c, i ? "" : _("Contacts"), STYLE_NORMAL, p->contacts[i].names_him
			? arena_printf(&c->ui->paint, "← %s %s", p->contacts[i].relation, p->contacts[i].name)
			: arena_printf(&c->ui->paint, "%s %s", p->contacts[i].relation, p->contacts[i].name),
			p->contacts[i].phone);
	line(c, _("Agrees to"), STYLE_NORMAL, p->agrees, "");
}

static void draw_has(struct column *c, const struct desk_page *p)
{
	for (int i = 0; i < p->thing_count; i++) {
		const struct member_thing *t = &p->things[i];

		line(c, t->words, t->warn ? STYLE_WARNING : STYLE_STRONG, t->value, t->more);
	}
}

static const char *sign_of(int64_t kind)
{
	return kind == DOC_SALE ? "" : "-";
}

static void draw_visits(struct column *c, const struct desk_page *p, int most)
{
	head(c, _("Last visits"));
	if (!p->visit_count && room(c))
		draw_field(c->y++, c->r.x, c->r.w, STYLE_DIM, ALIGN_LEFT, _("none yet"));
	for (int i = 0; i < p->visit_count && i < most && room(c); i++) {
		const struct member_visit *v = &p->visits[i];
		struct civil at = clock_local(v->at_ms);

		frame_pair(c->y++, c->r.x, c->r.w, STYLE_NORMAL, arena_printf(&c->ui->paint,
			"%04d-%02d-%02d %02d:%02d  %s", at.year, at.month, at.day, at.hour, at.minute, v->number),
			arena_printf(&c->ui->paint, "%s%s", sign_of(v->kind), ui_money(c->ui, v->amount_minor)));
	}
}

static void draw_goods(struct column *c, const struct desk_page *p)
{
	if (!p->good_count)
		return;
	c->y++;
	head(c, _("Usual goods"));
	for (int i = 0; i < p->good_count && room(c); i++)
		frame_pair(c->y++, c->r.x, c->r.w, STYLE_NORMAL, ui_name(p->goods[i].name, p->goods[i].name_en),
			arena_printf(&c->ui->paint, "%lld×", (long long)p->goods[i].times));
}

void page_draw(struct ui *ui, const struct desk_page *p, struct rect r)
{
	bool two = r.w >= TWO_COLS;
	struct column left = { ui, r, r.y }, right;
	int wide = two ? r.w * 11 / 20 : r.w;

	left.r.w = two ? wide - 2 : r.w;
	if (*p->why) {
		draw_note(left.y++, r.x, r.w, STYLE_WARNING, p->why);
		left.y++;
	}
	right = left;
	right.r.x = two ? r.x + wide + 1 : r.x;
	right.r.w = two ? r.w - wide - 1 : r.w;
	draw_has(&left, p);
	left.y++;
	draw_who(&left, p);
	draw_own(&left, p);
	if (two)
		draw_vline(right.y, r.x + wide - 1, r.y + r.h - right.y, STYLE_LINE);
	else
		right.y = left.y + 1;
	draw_visits(&right, p, p->good_count && two ? (r.h - (right.y - r.y)) / 2 : PAGE_VISITS);
	if (two)
		draw_goods(&right, p);
}
