/* member_find.c - who is meant by what was read or typed, and whether he may use it now. Ways are tried in one order;
 * the first that finds somebody counts, so that a card never finds a namesake. */
#include <string.h>

#include "base/tr.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "member_int.h"
#include "../office/office_int.h"
#include "store/card_store.h"
#include "store/member_store.h"

#define PHONE_LEAST 7 /* digits that are asked for as a whole number */

const char *const known_by_name[KNOWN_WAYS] = { [KNOWN_CARD] = "card", [KNOWN_CODE] = "code",
	[KNOWN_PHONE] = "phone", [KNOWN_END] = "end", [KNOWN_NAME] = "name" };

/* --- what may be shown ------------------------------------------------------------------------------ */

const char *member_name_shown(const struct shop *sh, struct arena *a, const struct member *m)
{
	return shop_may(sh, PERM_MEMBER_NAMES) ? m->name : mask_name(a, m->name);
}

const char *member_phone_shown(const struct shop *sh, struct arena *a, const struct member *m)
{
	return shop_may(sh, PERM_MEMBER_NAMES) ? m->phone : mask_phone(a, m->phone);
}

const char *member_state_words(int state)
{
	static const char *const words[MEMBER_STATES] = { [MEMBER_PROSPECT] = N_("a prospect"),
		[MEMBER_APPLIED] = N_("not approved yet"), [MEMBER_ACTIVE] = N_("active"),
		[MEMBER_FROZEN] = N_("frozen"), [MEMBER_LEFT] = N_("no member any more"),
		[MEMBER_MERGED] = N_("merged"), [MEMBER_ERASED] = N_("erased") };

	return state > 0 && state < MEMBER_STATES ? _(words[state]) : "?";
}

/* --- found ------------------------------------------------------------------------------------------ */

enum card_layout card_layout_set(const struct shop *sh)
{
	const char *name = setting_text(sh, SET_CARD_LAYOUT);

	for (int i = 0; i < LAYOUTS; i++)
		if (strcmp(card_layout_name[i], name) == 0)
			return (enum card_layout)i;
	return LAYOUT_OFF;
}

static enum err read_named(struct shop *sh, struct arena *a, const char *text, struct card_named *out)
{
	const char *keys[CARD_KEYS_MAX];
	int n = card_keys(a, text, card_layout_set(sh), keys);
	enum err e = ERR_NOTFOUND;

	for (int i = 0; e == ERR_NOTFOUND && i < n; i++)
		e = card_by_key(sh->db, a, keys[i], out);
	return e;
}

enum err card_read(struct shop *sh, struct arena *a, const char *text, struct card *out)
{
	struct card_named card;
	enum err e = read_named(sh, a, text, &card);

	if (e == OK)
		*out = card.card;
	return e;
}

/* What was a merged one's is another's now. */
static enum err survivor(struct shop *sh, struct arena *a, struct member *m)
{
	enum err e = OK;

	for (int i = 0; e == OK && m->state == MEMBER_MERGED && m->merged_into && i < MERGES_MAX; i++)
		e = member_get(sh->db, a, m->merged_into, m);
	return e;
}

/* A hit with the card that was shown, or the one he has now. */
static enum err complete(struct shop *sh, struct arena *a, const struct member *m, enum known_by by,
	const struct card_named *shown, struct member_hit *out)
{
	struct card_named now;
	enum err e;

	*out = (struct member_hit){ .member = *m, .by = by, .kind = "", .kind_en = "" };
	e = survivor(sh, a, &out->member);
	if (e == OK && !shown) {
		e = card_current_named(sh->db, a, out->member.id, &now);
		shown = &now;
	}
	if (e == OK) {
		out->card = shown->card;
		out->kind = shown->kind;
		out->kind_en = shown->kind_en;
	}
	return e == ERR_NOTFOUND ? OK : e;
}

static enum err by_card(struct shop *sh, struct arena *a, const char *text, struct member_hit *list, int *n)
{
	struct card_named card;
	struct member m = { .code = "", .name = "", .phone = "" };
	enum err e = read_named(sh, a, text, &card);

	if (e == OK && card.card.member_id)
		e = member_get(sh->db, a, card.card.member_id, &m);
	if (e == OK)
		e = complete(sh, a, &m, KNOWN_CARD, &card, &list[(*n)++]);
	return e == ERR_NOTFOUND ? OK : e;
}

static enum err complete_all(struct shop *sh, struct arena *a, const struct member *found, int count,
	enum known_by by, struct member_hit *list, int *n)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < count && *n < MEMBER_HITS_MAX; i++) {
		bool there = false;

		e = complete(sh, a, &found[i], by, NULL, &list[*n]);
		/* One who was merged has the same phone number as who has his value now. */
		for (int j = 0; e == OK && j < *n; j++)
			there = there || list[j].member.id == list[*n].member.id;
		*n += e == OK && !there;
	}
	return e;
}

/* Digits alone may be a code, a phone number or the end of one. */
static enum err by_digits(struct shop *sh, struct arena *a, const char *text, struct member_hit *list, int *n)
{
	size_t digits = strspn(*text == '+' ? text + 1 : text, "0123456789");
	struct member *found;
	int count = 0;
	enum err e = OK;

	if (text[digits + (*text == '+')])
		return OK;
	if (digits >= PHONE_LEAST)
		e = members_by_phone(sh->db, a, text, MEMBER_HITS_MAX, &found, &count);
	if (e == OK && count)
		return complete_all(sh, a, found, count, KNOWN_PHONE, list, n);
	if (e == OK && digits == END_DIGITS && *text != '+')
		e = members_by_end(sh->db, a, text, MEMBER_HITS_MAX, &found, &count);
	return e == OK && count ? complete_all(sh, a, found, count, KNOWN_END, list, n) : e;
}

static enum err by_name(struct shop *sh, struct arena *a, const char *text, struct member_hit *list, int *n)
{
	int64_t ids[MEMBER_HITS_MAX];
	int count = 0;
	enum err e = member_search(sh, a, text, MEMBER_HITS_MAX, ids, &count);

	for (int i = 0; e == OK && i < count; i++) {
		struct member m;

		e = member_get(sh->db, a, ids[i], &m);
		if (e == OK && m.state != MEMBER_MERGED && m.state != MEMBER_ERASED)
			e = complete(sh, a, &m, KNOWN_NAME, NULL, &list[(*n)++]);
		if (e == ERR_NOTFOUND) /* the arena may be older than the store */
			e = OK;
	}
	return e;
}

enum err member_find(struct shop *sh, struct arena *a, const char *typed, struct member_hit list[MEMBER_HITS_MAX],
	int *n, struct said *said)
{
	const char *text = utf8_narrow(a, typed);
	struct member m;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	*n = 0;
	if (e != OK)
		return e;
	e = by_card(sh, a, text, list, n);
	if (e == OK && !*n && *text) {
		e = member_by_code(sh->db, a, text, &m);
		e = e == OK ? complete(sh, a, &m, KNOWN_CODE, NULL, &list[(*n)++]) : e == ERR_NOTFOUND ? OK : e;
	}
	if (e == OK && !*n && *text)
		e = by_digits(sh, a, text, list, n);
	if (e == OK && !*n && *text)
		e = by_name(sh, a, text, list, n);
	if (e != OK)
		return office_answer(said, e, typed);
	return *n ? OK : say(said, ERR_NOTFOUND, MSG_NO_MEMBER, typed, NULL);
}

enum err member_find_id(struct shop *sh, struct arena *a, int64_t id, struct member_hit *out)
{
	struct member m;
	enum err e = member_get(sh->db, a, id, &m);

	return e == OK ? complete(sh, a, &m, KNOWN_CODE, NULL, out) : e;
}

enum err member_find_one(struct shop *sh, struct arena *a, const char *text, struct member_hit *out, struct said *said)
{
	struct member_hit *list = arena_array(a, MEMBER_HITS_MAX, sizeof *list);
	int n = 0;
	enum err e = member_find(sh, a, text, list, &n, said);

	if (e != OK)
		return e;
	if (n > 1)
		return say(said, ERR_REFUSED, MSG_MEMBERS_SEVERAL, text, arena_printf(a, "%d", n));
	if (!list[0].member.id)
		return say(said, ERR_REFUSED, MSG_CARD_BLANK, mask_number(a, list[0].card.number), NULL);
	*out = list[0];
	return OK;
}

/* --- whether it may be used ------------------------------------------------------------------------- */

/* "****1234 (2026-11-21)": a card, and since when it is no more. */
static const char *card_since(struct arena *a, const struct card *c)
{
	struct civil at = clock_local(c->changed_at_ms);

	return arena_printf(a, "%s (%04d-%02d-%02d)", mask_number(a, c->number), at.year, at.month, at.day);
}

static enum err card_refused(struct shop *sh, struct arena *a, const struct card *c, int64_t member_id,
	struct said *said)
{
	struct card now = { .number = "" };
	enum err e;

	switch (c->state) {
	case CARD_STOCK: case CARD_HANDED:
		return say(said, ERR_REFUSED, MSG_CARD_BLANK, mask_number(a, c->number), NULL);
	case CARD_VOID:
		return say(said, ERR_REFUSED, MSG_CARD_VOID, card_since(a, c), NULL);
	case CARD_LOST:
		return say(said, ERR_REFUSED, MSG_CARD_LOST, card_since(a, c), NULL);
	case CARD_RETURNED:
		return say(said, ERR_REFUSED, MSG_CARD_RETURNED, card_since(a, c), NULL);
	case CARD_REPLACED: case CARD_DAMAGED:
		e = card_current(sh->db, a, member_id, &now);
		if (e != OK && e != ERR_NOTFOUND)
			return e;
		return say(said, ERR_REFUSED, e == OK ? MSG_CARD_REPLACED : MSG_CARD_REPLACED_GONE, card_since(a, c),
			mask_number(a, now.number));
	default:
		return OK;
	}
}

enum err member_known(struct shop *sh, struct arena *a, const struct member_hit *hit, struct said *said)
{
	const struct member *m = &hit->member;
	const struct card *c = &hit->card;
	int32_t day = shop_business_day(sh);
	enum err e = hit->by == KNOWN_CARD ? card_refused(sh, a, c, m->id, said) : OK;

	if (e != OK)
		return e;
	if (hit->by == KNOWN_CARD && c->until_day && c->until_day < day)
		return say(said, ERR_REFUSED, MSG_CARD_EXPIRED, mask_number(a, c->number), day_text(a, c->until_day));
	if (m->state != MEMBER_ACTIVE)
		return say(said, ERR_REFUSED, MSG_MEMBER_IS, m->code, member_state_words(m->state));
	if (m->from_day > day)
		return say(said, ERR_REFUSED, MSG_MEMBER_NOT_YET, m->code, day_text(a, m->from_day));
	if (m->until_day && m->until_day < day)
		return say(said, ERR_REFUSED, MSG_MEMBER_EXPIRED, m->code, day_text(a, m->until_day));
	return OK;
}
