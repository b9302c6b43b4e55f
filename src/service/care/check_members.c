/* check_members.c - members, cards and lots held against what is on record of them. Chains are not in order of time, so
 * of states the newest counts; of two at the same moment on two chains either. */
#include <stdlib.h>
#include <string.h>

#include "../member/consents_int.h"
#include "../member/levels_int.h"
#include "../member/lots_int.h"
#include "../member/member_int.h"
#include "check_int.h"
#include "model/member/lot.h"
#include "store/attribute_store.h"
#include "store/card_store.h"
#include "store/consent_store.h"
#include "store/level_store.h"
#include "store/lot_store.h"
#include "store/member_store.h"

#define SLICE 500

/* --- what is on record ------------------------------------------------------------------------------ */

void check_state_at(int64_t *mask, int64_t *last_ms, int state, int64_t at_ms)
{
	if (at_ms > *last_ms || !*mask)
		*mask = 0;
	if (at_ms >= *last_ms || !*mask) {
		*mask |= INT64_C(1) << state;
		*last_ms = at_ms;
	}
}

static struct tally_entry *card_entry(struct check *c, const char *number)
{
	return tally_at(&c->tally, TALLY_CARD, strtoll(number, NULL, 10), (int64_t)strlen(number), 0, 0);
}

static void tally_card(struct check *c, const char *number, int state, int64_t member_id, int64_t at_ms)
{
	struct tally_entry *t = card_entry(c, number);

	if (at_ms >= t->v[2] && member_id)
		t->v[1] = member_id;
	check_state_at(&t->v[0], &t->v[2], state, at_ms);
}

static void tally_cards(struct check *c, const struct audit_store_row *r)
{
	struct card_told t;
	char number[CARD_NUMBER_MAX + 1];
	int64_t count;

	if (!card_told(r->action, r->detail, &t))
		return;
	memcpy(number, t.from, sizeof number);
	count = !*t.from ? 0 : *t.to ? card_number_count(t.from, t.to, t.check) : 1;
	for (int64_t i = 0; i < count && count <= CARD_RANGE_MAX; i++) {
		tally_card(c, number, t.state, *t.to ? 0 : r->subject_id, r->at_ms);
		if (i + 1 < count && !card_number_next(number, t.check, number))
			break;
	}
	if (*t.next)
		tally_card(c, t.next, CARD_ISSUED, r->subject_id, r->at_ms);
}

/* Rank and days of an entry as one number. */
static int64_t level_days(const struct member_level_row *row)
{
	return ((int64_t)row->from_day * 100000000 + row->until_day) * 100 + row->rank;
}

static void tally_level(struct check *c, const struct audit_store_row *r)
{
	struct level_told told;
	struct tally_entry *t;

	if (!level_told(r->action, r->detail, r->subject_id, &told))
		return;
	t = tally_at(&c->tally, TALLY_LEVEL, told.row.id, 0, 0, 0);
	if (told.row.undone_by) {
		t->v[3] = told.row.undone_by;
		return;
	}
	t->v[0] = told.row.member_id;
	t->v[1] = told.row.level_id;
	t->v[2] = told.row.document_id;
	t->v[4] = level_days(&told.row);
}

static int64_t consent_words(const struct consent *c)
{
	return (((int64_t)c->channel * 10 + c->purpose) * 10 + c->source) * 10 + c->given;
}

static void tally_consent(struct check *c, const struct audit_store_row *r)
{
	struct consent told;
	struct tally_entry *t;

	if (!consent_told(r, &told))
		return;
	t = tally_at(&c->tally, TALLY_CONSENT, told.id, 0, 0, 0);
	t->v[0] = told.member_id;
	t->v[1] = consent_words(&told);
	t->v[2] = told.at_ms;
}

static enum err tally_lot(void *ctx, const struct lot_told *told)
{
	struct check *c = ctx;
	struct tally_entry *t = tally_at(&c->tally, TALLY_LOT, told->lot.id, 0, 0, 0);

	t->v[0] = check_sum(t->v[0], told->amount);
	t->v[1] = check_sum(t->v[1], told->opens ? told->lot.amount : 0);
	t->v[2] = check_sum(t->v[2], told->kind == LOT_EXPIRED ? -told->amount : 0);
	t->v[3] = told->account;
	t->v[4] = told->member_id;
	t->v[5] |= (told->opens && told->lot.held) | (told->kind == LOT_RELEASED) << 1;
	t = tally_at(&c->tally, TALLY_LOTS, told->account, told->member_id, 0, 0);
	t->v[0] = check_sum(t->v[0], told->amount);
	return OK;
}

void check_members_act(struct check *c, const struct audit_store_row *r)
{
	int state = member_told(r->action, r->detail);
	struct tally_entry *t;
	int64_t into;

	if (state) {
		t = tally_at(&c->tally, TALLY_MEMBER, r->subject_id, 0, 0, 0);
		t->v[0] += strcmp(r->action, "member-open") == 0;
		check_state_at(&t->v[1], &t->v[2], state, r->at_ms);
		if (merge_told(r->action, r->detail, &into))
			t->v[3] = into;
	}
	tally_cards(c, r);
	tally_level(c, r);
	tally_consent(c, r);
	check_coupons_act(c, r);
	check_gifts_act(c, r);
	check_draws_act(c, r);
	check_uses_act(c, r);
	if (lots_told(r->detail, tally_lot, c) != OK)
		abort(); /* tally_lot cannot fail */
}

/* Of several that take a sale back whole in the end, the one that is met last does, in whatever order. */
static void bought_from(struct check *c, const struct document *d, struct bought_from *from)
{
	struct tally_entry *t;

	if (member_bought_from(c->db, d, from) != OK)
		*from = (struct bought_from){ 0, 0, 0 }; /* a sale that is missing is found as such */
	if (!from->day)
		return;
	t = tally_at(&c->tally, TALLY_BACK, d->original_id, 0, 0, 0);
	from->back_minor = t->v[0];
	t->v[0] = check_sum(t->v[0], d->total_minor);
}

void check_members_document(struct check *c, const struct document *d)
{
	struct bought_from from;
	struct bought_row row;

	check_coupons_document(c, d);
	if (!d->member_id)
		return;
	bought_from(c, d, &from);
	if (!member_bought_of(d, &from, &row))
		return;
	for (int i = 0; i < 2; i++) {
		struct tally_entry *t = tally_at(&c->tally, TALLY_BOUGHT, d->member_id, i ? row.day : 0, 0, 0);

		t->v[0] = check_sum(t->v[0], row.visits);
		t->v[1] = check_sum(t->v[1], row.amount_minor);
		t->v[2] = check_sum(t->v[2], row.returned_minor);
		if (row.last_day > t->v[3])
			t->v[3] = row.last_day;
	}
}

/* --- what is in the store --------------------------------------------------------------------------- */

static struct tally_entry *meet(struct check *c, enum tally_kind kind, int64_t a, int64_t b)
{
	struct tally_entry *t = tally_find(&c->tally, kind, a, b, 0, 0);

	if (t)
		t->round = c->round;
	return t;
}

bool check_has_state(int64_t mask, int state)
{
	return state > 0 && state < 63 && (mask & INT64_C(1) << state);
}

/* Who has what was his, by the record. */
static int64_t survivor_of(struct check *c, int64_t id)
{
	for (int i = 0; i < MERGES_MAX * MERGES_MAX; i++) {
		const struct tally_entry *t = tally_find(&c->tally, TALLY_MEMBER, id, 0, 0, 0);

		if (!t || !t->v[3])
			break;
		id = t->v[3];
	}
	return id;
}

static bool merged_right(struct check *c, const struct member *m)
{
	return m->state == MEMBER_MERGED ? m->merged_into && survivor_of(c, m->id) == m->merged_into : !m->merged_into;
}

static enum err kept_members(struct check *c)
{
	struct arena last = ARENA_INIT;
	const char *after = "";
	enum err e;
	int n;

	do {
		struct member *list;

		n = 0;
		e = members_after(c->db, &c->slice, after, 0, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++) {
			const struct tally_entry *t = meet(c, TALLY_MEMBER, list[i].id, 0);

			if (!t || t->v[0] != 1 || !check_has_state(t->v[1], list[i].state) ||
				!merged_right(c, &list[i]))
				check_found(c, CHECK_MEMBER, list[i].code, list[i].state > 0 &&
					list[i].state < MEMBER_STATES ? member_state_name[list[i].state] : "?");
		}
		if (e == OK && n) {
			arena_clear(&last);
			after = arena_strdup(&last, list[n - 1].code);
		}
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	arena_release(&last);
	return e;
}

static bool card_agrees(const struct tally_entry *t, const struct card *card)
{
	bool with_member = card->state == CARD_ISSUED || (card->state >= CARD_LOST && card->state <= CARD_RETURNED);

	return t && check_has_state(t->v[0], card->state) &&
		(with_member ? t->v[1] == card->member_id && card->member_id != 0
		: card->member_id == 0);
}

static enum err kept_cards(struct check *c)
{
	struct arena last = ARENA_INIT;
	const char *after = "";
	enum err e;
	int n;

	do {
		struct card *list;

		n = 0;
		e = cards_after(c->db, &c->slice, after, 0, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++) {
			const char *number = list[i].number;
			const struct tally_entry *t = meet(c, TALLY_CARD, strtoll(number, NULL, 10),
				(int64_t)strlen(number));

			if (!card_agrees(t, &list[i]))
				check_found(c, CHECK_CARD, number, list[i].state > 0 && list[i].state < CARD_STATES
					? card_state_name[list[i].state] : "?");
		}
		if (e == OK && n) {
			arena_clear(&last);
			after = arena_strdup(&last, list[n - 1].number);
		}
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	arena_release(&last);
	return e;
}

static void judge_bought(struct check *c, const struct bought_row *row)
{
	const struct tally_entry *t = meet(c, TALLY_BOUGHT, row->member_id, row->day);

	if (!t || t->v[0] != row->visits || t->v[1] != row->amount_minor || t->v[2] != row->returned_minor ||
		(!row->day && t->v[3] != row->last_day))
		check_found_at(c, CHECK_BOUGHT, arena_printf(&c->slice, "%lld", (long long)row->member_id), row->day);
}

static enum err kept_bought(struct check *c, bool days)
{
	struct bought_row *list, last = { 0 };
	enum err e;
	int n;

	do {
		n = 0;
		e = days ? member_days_after(c->db, &c->slice, last.member_id, last.day, SLICE, &list, &n)
			: member_sums_after(c->db, &c->slice, last.member_id, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++)
			judge_bought(c, &list[i]);
		if (e == OK && n)
			last = list[n - 1];
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	return e;
}

static enum err kept_levels(struct check *c)
{
	int64_t after = 0, *lone;
	enum err e;
	int n, others = 0;

	do {
		struct member_level_row *list;

		n = 0;
		e = member_levels_after(c->db, &c->slice, after, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++) {
			const struct member_level_row *row = &list[i];
			const struct tally_entry *t = meet(c, TALLY_LEVEL, after = row->id, 0);

			if (!t || t->v[0] != row->member_id || t->v[1] != row->level_id || t->v[2] != row->document_id
			    || t->v[3] != row->undone_by || t->v[4] != level_days(row))
				check_found_at(c, CHECK_LEVEL, arena_printf(&c->slice, "%lld",
					(long long)row->member_id), row->rank);
		}
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	if (e == OK)
		e = member_levels_lone(c->db, &c->slice, SLICE, &lone, &others);
	for (int i = 0; e == OK && i < others; i++)
		check_found(c, CHECK_LEVEL, arena_printf(&c->slice, "%lld", (long long)lone[i]), "level_id");
	return e;
}

static enum err kept_consents(struct check *c)
{
	int64_t after = 0;
	enum err e;
	int n;

	do {
		struct consent *list;

		n = 0;
		e = consents_after(c->db, &c->slice, after, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++) {
			const struct tally_entry *t = meet(c, TALLY_CONSENT, after = list[i].id, 0);

			if (!t || t->v[0] != list[i].member_id || t->v[1] != consent_words(&list[i]) ||
				t->v[2] != list[i].at_ms)
				check_found(c, CHECK_CONSENT, arena_printf(&c->slice, "%lld",
					(long long)list[i].member_id), list[i].channel > 0 && list[i].channel <
					CONSENT_CHANNELS ? consent_channel_name[list[i].channel] : "?");
		}
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	return e;
}

static const struct attribute_row *attribute_of(const struct attribute_row *list, int n, int64_t id)
{
	for (int i = 0; i < n; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

/* What was written under narrower limits stays; what is no value of its kind, or sorts wrongly, does not. */
static bool value_sound(struct check *c, const struct attribute_row *of, const struct attribute_value_row *row)
{
	struct attribute def;
	const char *value;

	if (!of)
		return false;
	def = of->def;
	def.min = def.max = def.length_max = 0;
	return attribute_parse(&c->slice, &def, row->value, &value) == ATTRIBUTE_OK && strcmp(value, row->value) == 0
		&& strcmp(attribute_key(&c->slice, &def, value), row->key) == 0;
}

static enum err kept_attributes(struct check *c)
{
	struct attribute_value_row last = { 0, 0, "", "" };
	struct arena keep = ARENA_INIT;
	struct attribute_row *all;
	int n = 0, count = 0;
	enum err e = attributes_list(c->db, &keep, &all, &count);

	do {
		struct attribute_value_row *list;

		n = 0;
		if (e == OK)
			e = attribute_values_after(c->db, &c->slice, last.member_id, last.attribute_id, SLICE, &list,
				&n);
		for (int i = 0; e == OK && i < n; i++) {
			const struct attribute_row *of = attribute_of(all, count, list[i].attribute_id);

			if (!value_sound(c, of, &list[i]))
				check_found(c, CHECK_ATTRIBUTE, arena_printf(&c->slice, "%lld",
					(long long)list[i].member_id), of ? of->code : "?");
		}
		if (e == OK && n)
			last = list[n - 1];
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	arena_release(&keep);
	return e;
}

static bool lot_agrees(const struct tally_entry *t, const struct lot_row *row)
{
	return t && t->v[0] == row->lot.rest && t->v[1] == row->lot.amount && t->v[2] == row->lot.expired &&
		(t->v[5] == 1) == row->lot.held && t->v[3] == (int64_t)row->account &&
		t->v[4] == row->member_id && row->moved == row->lot.rest;
}

static enum err kept_lots(struct check *c)
{
	int64_t after = 0;
	enum err e;
	int n;

	do {
		struct lot_row *list;

		n = 0;
		e = lots_after(c->db, &c->slice, after, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++) {
			after = list[i].lot.id;
			if (!lot_agrees(meet(c, TALLY_LOT, after, 0), &list[i]) || !lot_sound(&list[i].lot))
				check_found_at(c, CHECK_LOT, arena_printf(&c->slice, "%lld", (long long)after),
					list[i].lot.rest);
		}
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	return e;
}

/* All that a member has of an account lies in lots, and nothing else does. */
static void lots_and_balances(struct check *c)
{
	for (size_t i = 0; i < c->tally.room; i++) {
		const struct tally_entry *t = &c->tally.list[i], *lots, *balance;
		bool of_lots = t->kind == TALLY_LOTS;

		if (!of_lots && (t->kind != TALLY_BALANCE || (t->key[0] != ACCOUNT_PRINCIPAL && t->key[0] !=
			ACCOUNT_BONUS && t->key[0] != ACCOUNT_POINTS)))
			continue;
		lots = of_lots ? t : tally_find(&c->tally, TALLY_LOTS, t->key[0], t->key[1], 0, 0);
		balance = of_lots ? tally_find(&c->tally, TALLY_BALANCE, t->key[0], t->key[1],
			lots_unit((enum account)t->key[0]), 0) : t;
		if (of_lots && balance)
			continue; /* comes itself */
		if ((lots ? lots->v[0] : 0) != (balance ? -balance->v[0] : 0))
			check_found_at(c, CHECK_LOTS, arena_printf(&c->slice, "%lld/%lld", (long long)t->key[0],
				(long long)t->key[1]), balance ? balance->v[0] : 0);
	}
}

enum err check_members_kept(struct check *c)
{
	enum err e = kept_members(c);

	if (e == OK)
		e = kept_cards(c);
	if (e == OK)
		e = kept_bought(c, false);
	if (e == OK)
		e = kept_bought(c, true);
	if (e == OK)
		e = kept_levels(c);
	if (e == OK)
		e = kept_consents(c);
	if (e == OK)
		e = kept_attributes(c);
	if (e == OK)
		e = kept_lots(c);
	if (e == OK)
		lots_and_balances(c);
	if (e == OK)
		e = check_gifts_kept(c);
	if (e == OK)
		e = check_draws_kept(c);
	if (e == OK)
		e = check_uses_kept(c);
	return e == OK ? check_coupons_kept(c) : e;
}

/* Who was forgotten said nothing any more; what he said once is on record. */
static bool forgotten(struct check *c, int64_t member_id)
{
	const struct tally_entry *t = tally_find(&c->tally, TALLY_MEMBER, survivor_of(c, member_id), 0, 0, 0);

	return t && check_has_state(t->v[1], MEMBER_ERASED);
}

bool check_members_never_met(struct check *c, const struct tally_entry *t)
{
	const char *id = arena_printf(&c->slice, "%lld", (long long)t->key[0]);

	if (t->kind == TALLY_MEMBER)
		check_found(c, CHECK_MEMBER, id, "row");
	else if (t->kind == TALLY_CARD)
		check_found(c, CHECK_CARD, id, "row");
	else if (t->kind == TALLY_GIFT)
		check_found(c, CHECK_GIFT, id, "row");
	else if (t->kind == TALLY_DRAW || t->kind == TALLY_SECRET)
		check_found(c, CHECK_DRAW, id, "row");
	else if (t->kind == TALLY_USES)
		check_found(c, CHECK_USES, id, "row");
	else if (t->kind == TALLY_COUPON)
		check_found(c, CHECK_COUPON, id, "row");
	else if (t->kind == TALLY_LOT)
		check_found(c, CHECK_LOT, id, "row");
	else if (t->kind == TALLY_BOUGHT)
		check_found_at(c, CHECK_BOUGHT, id, t->key[1]);
	else if (t->kind == TALLY_LEVEL)
		check_found(c, CHECK_LEVEL, id, "row");
	else if (t->kind == TALLY_CONSENT && !forgotten(c, t->v[0]))
		check_found(c, CHECK_CONSENT, arena_printf(&c->slice, "%lld", (long long)t->v[0]), "row");
	else
		return t->kind == TALLY_LOTS || t->kind == TALLY_BACK || t->kind == TALLY_CONSENT;
	return true;
}
