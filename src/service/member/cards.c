/* cards.c - cards from the printer to a clerk's drawer, to a member and back. Each act is a row of card_move for people
 * and one of the audit, from which recovery makes it again. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "member_int.h"
#include "model/reason.h"
#include "../office/office_int.h"
#include "../shop/post_int.h"
#include "uses_int.h"
#include "service/words.h"
#include "store/audit_store.h"
#include "store/card_store.h"
#include "store/member_store.h"
#include "store/staff_store.h"

/* --- ranges of blanks ------------------------------------------------------------------------------- */

struct range {
	struct arena *a;
	struct card_kind_row kind;
	const char *from, *to, *note;
	int64_t count, staff_id, reason_id;
	struct said *said;
};

static bool has_check(const struct card_kind_row *kind)
{
	return (kind->flags & CARD_CHECK_DIGIT) != 0;
}

static enum err range_read(const char *from, const char *to, struct range *r)
{
	r->from = from;
	r->to = to && *to ? to : from;
	r->count = card_number_count(r->from, r->to, has_check(&r->kind));
	if (!r->count)
		return say(r->said, ERR_INVALID, MSG_CARD_NUMBER_BAD, card_number_valid(from, has_check(&r->kind))
			? r->to : from, NULL);
	if (r->count > CARD_RANGE_MAX)
		return say(r->said, ERR_INVALID, MSG_VALUE_BAD, arena_printf(r->a, "%s..%s", r->from, r->to),
			arena_printf(r->a, "> %d", CARD_RANGE_MAX));
	return OK;
}

/* Of blanks that are there the first one says by what rule they count. */
static enum err range_known(struct shop *sh, const char *from, const char *to, struct range *r)
{
	struct card card;
	enum err e = card_by_number(sh->db, r->a, from, &card);

	if (e == ERR_NOTFOUND)
		return say(r->said, e, MSG_NO_CARD, from, NULL);
	if (e == OK)
		e = card_kind_of(sh, r->a, card.kind_id, &r->kind);
	return e == OK ? range_read(from, to, r) : e;
}

static enum err note_range(struct shop *sh, const struct range *r, const char *what, const char *detail)
{
	const struct card_move_row row = { .id = shop_new_id(sh), .from = r->from, .to = r->to, .what = what,
		.at_ms = sh->tx_at_ms, .staff_id = sh->staff.id, .to_staff_id = r->staff_id,
		.note = r->note ? r->note : "" };
	const struct audit_row audit = { .action = arena_printf(r->a, "card-%s", what), .subject_id = r->kind.id,
		.reason_id = r->reason_id, .detail = detail };
	enum err e = card_move_put(sh->db, &row);

	return e == OK ? audit_in_tx(sh, &audit, 1) : e;
}

static enum err put_blanks(struct shop *sh, const struct range *r, int64_t at_ms)
{
	char number[CARD_NUMBER_MAX + 1];
	enum err e = OK;

	snprintf(number, sizeof number, "%s", r->from);
	for (int64_t i = 0; e == OK && i < r->count; i++) {
		e = card_insert(sh->db, &(struct card){ .id = shop_new_id(sh), .number = number,
			.kind_id = r->kind.id, .changed_at_ms = at_ms });
		if (e == OK && i + 1 < r->count && !card_number_next(number, has_check(&r->kind), number))
			e = ERR_INVALID;
	}
	return e;
}

static enum err receive_body(struct shop *sh, void *arg)
{
	const struct range *r = arg;
	enum err e = put_blanks(sh, r, sh->tx_at_ms);

	return e == OK ? note_range(sh, r, "receive", arena_printf(r->a, "%s %s %s %d %u", r->from, r->to,
		r->kind.code, r->kind.use, r->kind.flags)) : e;
}

enum err card_receive(struct shop *sh, struct arena *a, const char *kind, const char *from, const char *to,
	struct said *said)
{
	struct range r = { .a = a, .said = said };
	enum err e = office_need(sh, PERM_CARDS, said);

	if (e == OK)
		e = card_kind_coded(sh, a, kind, &r.kind);
	if (e == OK)
		e = range_read(from, to, &r);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("card kind %s"), kind));
	e = shop_tx(sh, receive_body, &r);
	if (e == ERR_EXISTS)
		return say(said, e, MSG_CARDS_KNOWN, r.from, r.to);
	return e == OK ? say(said, OK, MSG_CARDS_RECEIVED, arena_printf(a, "%" PRId64, r.count), r.kind.name)
		: office_answer(said, e, from);
}

/* Of a range that is not all blanks nothing is touched. */
static enum err all_of(const struct range *r, int64_t touched)
{
	return touched == r->count ? OK : say(r->said, ERR_REFUSED, MSG_CARDS_NOT_ALL, arena_printf(r->a, "%" PRId64,
		touched), arena_printf(r->a, "%" PRId64, r->count));
}

static enum err hand_body(struct shop *sh, void *arg)
{
	const struct range *r = arg;
	int64_t handed = 0;
	enum err e = card_hand(sh->db, r->from, r->to, r->staff_id, sh->tx_at_ms, &handed);

	if (e == OK)
		e = all_of(r, handed);
	return e == OK ? note_range(sh, r, "hand", arena_printf(r->a, "%s %s %" PRId64 " %u", r->from, r->to,
		r->staff_id, r->kind.flags)) : e;
}

enum err card_hand_over(struct shop *sh, struct arena *a, const char *staff, const char *from, const char *to,
	struct said *said)
{
	struct range r = { .a = a, .said = said };
	struct staff_row who = { .name = "" };
	enum err e = office_need(sh, PERM_CARDS, said);

	if (e == OK)
		e = range_known(sh, from, to, &r);
	if (e != OK)
		return office_answer(said, e, from);
	if (*staff)
		e = staff_by_number(sh->db, a, staff, &who);
	if (e == OK && *staff && (who.script || !who.active))
		e = ERR_NOTFOUND;
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("staff number %s"), staff));
	r.staff_id = who.id;
	e = shop_tx(sh, hand_body, &r);
	return e == OK ? say(said, OK, MSG_CARDS_HANDED, arena_printf(a, "%" PRId64, r.count), *staff ? who.name
		: _("the office")) : office_answer(said, e, from);
}

static enum err write_off_body(struct shop *sh, void *arg)
{
	const struct range *r = arg;
	int64_t gone = 0;
	enum err e = card_void(sh->db, r->from, r->to, sh->tx_at_ms, &gone);

	if (e == OK)
		e = all_of(r, gone);
	return e == OK ? note_range(sh, r, "void", arena_printf(r->a, "%s %s %u", r->from, r->to,
		r->kind.flags)) : e;
}

enum err card_write_off(struct shop *sh, struct arena *a, const char *from, const char *to, const char *words,
	struct said *said)
{
	struct range r = { .a = a, .said = said };
	enum err e = office_need(sh, PERM_CARDS, said);

	if (e == OK)
		e = range_known(sh, from, to, &r);
	r.note = reason_words(sh, a, REASON_CARD, words, &r.reason_id);
	if (e == OK)
		e = shop_tx(sh, write_off_body, &r);
	return e == OK ? say(said, OK, MSG_CARDS_VOID, arena_printf(a, "%" PRId64, r.count), NULL)
		: office_answer(said, e, from);
}

/* --- one card to a member --------------------------------------------------------------------------- */

/* The first kind in use whose cards nobody need receive. */
static enum err kind_without_stock(struct shop *sh, struct card_giving *g)
{
	struct card_kind_row *list;
	int n = 0;
	enum err e = card_kinds(sh->db, g->a, &list, &n);

	for (int i = 0; e == OK && i < n; i++)
		if (!list[i].disabled && (list[i].flags & CARD_NO_STOCK)) {
			g->of = list[i];
			return OK;
		}
	return e == OK ? say(g->said, ERR_NOTFOUND, MSG_NO_CARD, g->text, NULL) : e;
}

/* A card that nobody received is taken as it is read: its printed number, or of a chip one that is made up. */
static enum err not_in_stock(struct shop *sh, struct card_giving *g, const char *const *keys, int n)
{
	enum err e = g->kind && *g->kind ? card_kind_coded(sh, g->a, g->kind, &g->of) : kind_without_stock(sh, g);

	if (e != OK)
		return g->said->id ? e : office_answer(g->said, e, arena_printf(g->a, _("card kind %s"), g->kind));
	if (!(g->of.flags & CARD_NO_STOCK) || !n)
		return say(g->said, ERR_NOTFOUND, MSG_NO_CARD, g->text, NULL);
	g->key = card_key_is_chip(keys[n - 1]) ? keys[n - 1] : NULL;
	g->card = (struct card){ .id = shop_new_id(sh), .kind_id = g->of.id, .token = "" };
	g->fresh = true;
	if (!card_key_is_chip(keys[0])) {
		g->card.number = keys[0] + strlen("num:");
		if (g->key || !has_check(&g->of) || card_number_valid(g->card.number, true))
			return OK;
		return say(g->said, ERR_INVALID, MSG_CARD_NUMBER_BAD, g->card.number, NULL);
	}
	g->card.number = arena_printf(g->a, "%018" PRId64, shop_new_id(sh) % INT64_C(1000000000000000000));
	return OK;
}

enum err card_giving_find(struct shop *sh, struct card_giving *g)
{
	const char *keys[CARD_KEYS_MAX];
	int n = card_keys(g->a, g->text, card_layout_set(sh), keys);
	enum err e = card_read(sh, g->a, g->text, &g->card);

	if (e == ERR_NOTFOUND)
		return not_in_stock(sh, g, keys, n);
	if (e == OK)
		e = card_kind_of(sh, g->a, g->card.kind_id, &g->of);
	if (e != OK)
		return office_answer(g->said, e, g->text);
	if (g->card.state != CARD_STOCK && g->card.state != CARD_HANDED)
		return say(g->said, ERR_REFUSED, MSG_CARD_IS, mask_number(g->a, g->card.number),
			card_state_words(g->card.state));
	if (g->card.state == CARD_HANDED && g->card.staff_id != sh->staff.id && !shop_may(sh, PERM_CARDS))
		return say(g->said, ERR_REFUSED, MSG_CARD_OF_ANOTHER, mask_number(g->a, g->card.number),
			staff_words(sh, g->a, g->card.staff_id));
	return OK;
}

/* The last day of a card from today on. */
static int32_t last_day(int32_t day, int64_t days)
{
	return days ? day_add(day, (int)days - 1) : 0;
}

enum err card_giving_put(struct shop *sh, struct card_giving *g)
{
	struct card_move_row row = { .id = shop_new_id(sh), .what = "issue", .at_ms = sh->tx_at_ms,
		.staff_id = sh->staff.id, .member_id = g->member_id, .note = "" };
	struct card *before;
	int n = 0;
	enum err e = cards_of(sh->db, g->a, g->member_id, &before, &n);

	g->card.changed_at_ms = sh->tx_at_ms;
	if (e == OK && g->fresh)
		e = card_insert(sh->db, &g->card);
	if (e == OK && g->fresh && g->key)
		e = card_key_put(sh->db, g->key, g->card.id);
	if (e != OK)
		return e;
	g->card.member_id = g->member_id;
	g->card.issue_no = n + 1;
	g->card.from_day = shop_business_day(sh);
	g->card.until_day = last_day(g->card.from_day, g->of.valid_days);
	e = card_issue(sh->db, &g->card);
	row.from = row.to = g->card.number;
	return e == OK ? card_move_put(sh->db, &row) : e;
}

char *card_giving_detail(const struct card_giving *g)
{
	return arena_printf(g->a, "%s %s %" PRId64 " %d %d %s %d %u", g->card.number, g->of.code, g->card.issue_no,
		(int)g->card.from_day, (int)g->card.until_day, g->key ? g->key : "-", g->of.use, g->of.flags);
}

void card_gave(struct shop *sh, const struct card_giving *g)
{
	if (g->gave.id)
		post_committed(sh, &g->gave);
}

static enum err give_body(struct shop *sh, void *arg)
{
	struct card_giving *g = arg;
	struct audit_row audit = { .action = "card-issue", .subject_id = g->member_id };
	enum err e = card_giving_put(sh, g);

	audit.detail = card_giving_detail(g);
	if (e == OK)
		e = audit_in_tx(sh, &audit, 1);
	return e == OK ? uses_with_card(sh, g->a, g->member_id, g->of.id, &g->gave) : e;
}

enum err card_give(struct shop *sh, struct arena *a, const char *member, const char *card, const char *kind,
	struct said *said)
{
	struct card_giving g = { .a = a, .text = card, .kind = kind, .said = said };
	struct member_hit hit;
	enum err e = office_need(sh, PERM_CARD_ISSUE, said);

	if (e == OK)
		e = member_find_one(sh, a, member, &hit, said);
	if (e != OK)
		return e;
	if (hit.member.state != MEMBER_ACTIVE)
		return say(said, ERR_REFUSED, MSG_MEMBER_IS, hit.member.code, member_state_words(hit.member.state));
	if (hit.card.id && hit.card.state == CARD_ISSUED)
		return say(said, ERR_EXISTS, MSG_HAS_CARD, hit.member.code, mask_number(a, hit.card.number));
	g.member_id = hit.member.id;
	e = card_giving_find(sh, &g);
	if (e == OK)
		e = shop_tx(sh, give_body, &g);
	if (e == OK)
		card_gave(sh, &g);
	return e == OK ? say(said, OK, MSG_CARD_ISSUED, g.card.number, hit.member.code)
		: said->id ? e : office_answer(said, e, card);
}

/* --- lost, replaced, handed back -------------------------------------------------------------------- */

struct deed {
	struct arena *a;
	struct member member;
	struct card card;
	int from, to;
	const char *what;
	struct card_giving next;
	bool replaces;
	struct said *said;
};

static enum err deed_body(struct shop *sh, void *arg)
{
	struct deed *d = arg;
	const struct card_move_row row = { .id = shop_new_id(sh), .from = d->card.number, .to = d->card.number,
		.what = d->what, .at_ms = sh->tx_at_ms, .staff_id = sh->staff.id, .member_id = d->member.id,
		.note = "" };
	struct audit_row audit = { .action = arena_printf(d->a, "card-%s", d->what), .subject_id = d->member.id,
		.detail = d->card.number };
	enum err e = card_move(sh->db, d->card.id, d->from, d->to, sh->tx_at_ms);

	if (e == OK)
		e = card_move_put(sh->db, &row);
	if (e == OK && d->replaces) {
		e = card_giving_put(sh, &d->next);
		audit.detail = arena_printf(d->a, "%s %s %s", d->card.number, card_state_name[d->to],
			card_giving_detail(&d->next));
	}
	return e == OK ? audit_in_tx(sh, &audit, 1) : e;
}

/* The card that a text means: itself, or the one of the member whom it finds. */
static enum err card_meant(struct shop *sh, const char *text, struct deed *d)
{
	struct member_hit hit;
	enum err e = member_find_one(sh, d->a, text, &hit, d->said);

	if (e != OK)
		return e;
	d->member = hit.member;
	d->card = hit.card;
	return hit.card.id ? OK : say(d->said, ERR_REFUSED, MSG_HAS_NO_CARD, hit.member.code, NULL);
}

static enum err deed_done(struct shop *sh, struct deed *d, enum message done)
{
	const char *shown = mask_number(d->a, d->card.number);
	enum err e;

	if (d->card.state != d->from)
		return say(d->said, ERR_REFUSED, MSG_CARD_IS, shown, card_state_words(d->card.state));
	e = shop_tx(sh, deed_body, d);
	if (e == ERR_EXISTS)
		return say(d->said, e, MSG_HAS_CARD, d->member.code, "");
	return e == OK ? say(d->said, OK, done, d->replaces ? d->next.card.number : shown, d->member.code)
		: office_answer(d->said, e, shown);
}

enum err card_lose(struct shop *sh, struct arena *a, const char *card, struct said *said)
{
	struct deed d = { .a = a, .from = CARD_ISSUED, .to = CARD_LOST, .what = "lose", .said = said };
	enum err e = office_need(sh, PERM_CARD_ISSUE, said);

	if (e == OK)
		e = card_meant(sh, card, &d);
	return e == OK ? deed_done(sh, &d, MSG_CARD_LOSS_NOTED) : e;
}

/* Its last lost card, whoever it is that is found. */
static enum err lost_card(struct shop *sh, struct deed *d)
{
	struct card *list;
	int n = 0;
	enum err e = d->member.id && d->card.state != CARD_LOST ? cards_of(sh->db, d->a, d->member.id, &list, &n) : OK;

	for (int i = 0; e == OK && i < n; i++)
		if (list[i].state == CARD_LOST && d->card.state != CARD_ISSUED)
			d->card = list[i];
	return e;
}

/* As card_meant, but of a member without a current card his lost one. */
static enum err card_old_or_new(struct shop *sh, const char *text, struct deed *d)
{
	struct member_hit hit;
	enum err e = member_find_one(sh, d->a, text, &hit, d->said);

	if (e != OK)
		return e;
	d->member = hit.member;
	d->card = hit.card;
	e = lost_card(sh, d);
	return e == OK && !d->card.id ? say(d->said, ERR_REFUSED, MSG_HAS_NO_CARD, hit.member.code, NULL) : e;
}

enum err card_found(struct shop *sh, struct arena *a, const char *card, struct said *said)
{
	struct deed d = { .a = a, .from = CARD_LOST, .to = CARD_ISSUED, .what = "found", .said = said };
	enum err e = office_need(sh, PERM_CARD_ISSUE, said);

	if (e == OK)
		e = card_old_or_new(sh, card, &d);
	return e == OK ? deed_done(sh, &d, MSG_CARD_FOUND) : e;
}

enum err card_replace(struct shop *sh, struct arena *a, const char *member, const char *card, bool damaged,
	struct said *said)
{
	struct deed d = { .a = a, .what = "replace", .to = damaged ? CARD_DAMAGED : CARD_REPLACED, .replaces = true,
		.said = said };
	enum err e = office_need(sh, PERM_CARD_ISSUE, said);

	if (e == OK)
		e = card_old_or_new(sh, member, &d);
	if (e != OK)
		return e;
	if (d.card.state != CARD_ISSUED && d.card.state != CARD_LOST)
		return say(said, ERR_REFUSED, MSG_CARD_IS, mask_number(a, d.card.number),
			card_state_words(d.card.state));
	if (d.member.state != MEMBER_ACTIVE)
		return say(said, ERR_REFUSED, MSG_MEMBER_IS, d.member.code, member_state_words(d.member.state));
	d.from = d.card.state;
	d.next = (struct card_giving){ .a = a, .text = card, .member_id = d.member.id, .said = said };
	e = card_giving_find(sh, &d.next);
	return e == OK ? deed_done(sh, &d, MSG_CARD_ISSUED) : e;
}

enum err card_take_back(struct shop *sh, struct arena *a, const char *card, struct said *said)
{
	struct deed d = { .a = a, .from = CARD_ISSUED, .to = CARD_RETURNED, .what = "return", .said = said };
	enum err e = office_need(sh, PERM_CARD_ISSUE, said);

	if (e == OK)
		e = card_meant(sh, card, &d);
	return e == OK ? deed_done(sh, &d, MSG_CARD_TAKEN_BACK) : e;
}
