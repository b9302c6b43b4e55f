/* member_has.c - see member_has.h. */
#include "service/member_has.h"

#include <inttypes.h>
#include <string.h>

#include "../office/office_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "lots_int.h"
#include "member_int.h"
#include "model/code.h"
#include "model/money.h"
#include "service/levels.h"
#include "service/words.h"
#include "store/desk_store.h"
#include "store/member_store.h"
#include "uses_int.h"

#define ENDS_SOON_DAYS 60 /* what ends until then is told */

/* --- what he has ------------------------------------------------------------------------------------ */

struct telling { struct shop *sh; struct arena *a; int64_t member_id; int32_t day; };

static enum err has_level(const struct telling *t, struct member_thing *out)
{
	const struct level *list;
	struct level_standing now;
	enum err e = level_all(t->sh, &list) ? level_standing(t->sh, t->a, t->member_id, &now) : ERR_NOTFOUND;

	if (e == ERR_NOTFOUND) /* a shop without levels */
		return OK;
	if (e != OK)
		return e;
	out->value = now.level ? tr_name(now.level->name, now.level->name_en) : _("none");
	if (now.next)
		out->more = arena_printf(t->a, _("next: %s"), tr_name(now.next->name, now.next->name_en));
	if (now.by_hand && now.until_day)
		out->more = arena_printf(t->a, _("until %s"), day_text(t->a, now.until_day));
	return OK;
}

static enum err has_points(const struct telling *t, struct member_thing *out)
{
	struct lots lots;
	struct lot_due *due;
	enum err e = lots_read(t->sh, t->a, ACCOUNT_POINTS, t->member_id, t->day, &lots);

	if (e != OK)
		return e;
	out->value = arena_printf(t->a, "%" PRId64, lots_balance(&lots) < 0 ? lots_balance(&lots) : lots_usable(&lots));
	out->warn = lots_balance(&lots) < 0;
	if (lots_pending(&lots) > 0)
		out->more = arena_printf(t->a, _("%lld to come"), (long long)lots_pending(&lots));
	if (lots_due(&lots, t->a, t->day, day_add(t->day, ENDS_SOON_DAYS), &due) > 0)
		out->more = arena_printf(t->a, _("%lld end on %s"), (long long)due[0].amount,
			day_text(t->a, due[0].day));
	return OK;
}

static enum err has_value(const struct telling *t, struct member_thing *out)
{
	struct lots paid, given;
	int64_t later;
	enum err e = lots_read(t->sh, t->a, ACCOUNT_PRINCIPAL, t->member_id, t->day, &paid);

	if (e == OK)
		e = lots_read(t->sh, t->a, ACCOUNT_BONUS, t->member_id, t->day, &given);
	if (e != OK)
		return e;
	later = lots_pending(&paid) + lots_pending(&given);
	out->value = money_text(t->a, lots_usable(&paid) + lots_usable(&given));
	if (lots_usable(&given))
		out->more = arena_printf(t->a, _("%s of it given"), money_text(t->a, lots_usable(&given)));
	if (later > 0)
		out->more = arena_printf(t->a, _("%s not cleared yet"), money_text(t->a, later));
	return OK;
}

/* What he can use today, and when the first of it ends. */
static enum err has_uses(const struct telling *t, struct member_thing *out)
{
	struct uses_row *rows;
	struct uses_package *list;
	int64_t left = 0, rest = 0;
	int32_t first = 0;
	int n = 0;
	enum err e = uses_read(t->sh, t->a, t->member_id, 0, t->day, &rows, &list, &n);

	for (int i = 0; e == OK && i < n; i++) {
		int32_t last = uses_last_day(&rows[i].p);
		int64_t usable = uses_left(&rows[i].p, t->day);

		left += usable;
		rest += rows[i].p.rest;
		if (usable && last && (!first || last < first))
			first = last;
	}
	if (e != OK || !rest)
		return e;
	out->value = arena_printf(t->a, "%" PRId64, left);
	if (first && first <= day_add(t->day, ENDS_SOON_DAYS)) {
		out->more = arena_printf(t->a, _("end from %s"), day_text(t->a, first));
		out->warn = true;
	}
	return OK;
}

/* false in *any: he bought nothing yet. */
static enum err bought(const struct telling *t, struct bought_row *sum, bool *any)
{
	enum err e = member_bought(t->sh->db, t->a, t->member_id, sum);

	*any = e == OK;
	return e == ERR_NOTFOUND ? OK : e;
}

static enum err has_bought(const struct telling *t, struct member_thing *out)
{
	struct bought_row sum;
	bool any;
	enum err e = bought(t, &sum, &any);

	if (any)
		out->value = money_text(t->a, sum.amount_minor - sum.returned_minor);
	return e;
}

static enum err has_visits(const struct telling *t, struct member_thing *out)
{
	struct bought_row sum;
	bool any;
	enum err e = bought(t, &sum, &any);

	if (!any)
		return e;
	out->value = arena_printf(t->a, "%" PRId64, sum.visits);
	if (sum.last_day)
		out->more = arena_printf(t->a, _("last on %s"), day_text(t->a, sum.last_day));
	return OK;
}

static const struct { const char *name, *words; enum err (*tell)(const struct telling *t, struct member_thing *out); }
	has[] = {
#define HAS(name, words, function) { name, words, function },
#include "service/member_has.def"
#undef HAS
};
_Static_assert(sizeof has / sizeof *has <= MEMBER_THINGS_MAX, "there is room for all that a member may have");

enum err member_things(struct shop *sh, struct arena *a, int64_t member_id, struct member_thing list[MEMBER_THINGS_MAX],
	int *n)
{
	const struct telling t = { sh, a, member_id, shop_business_day(sh) };
	struct said said;
	enum err e = office_need(sh, PERM_MEMBERS, &said);

	*n = 0;
	for (size_t i = 0; e == OK && i < sizeof has / sizeof *has; i++) {
		struct member_thing *out = &list[*n];

		*out = (struct member_thing){ .name = has[i].name, .words = _(has[i].words), .more = "" };
		e = has[i].tell(&t, out);
		*n += e == OK && out->value;
	}
	return e;
}

/* --- what he did ------------------------------------------------------------------------------------- */

enum err member_visits(struct shop *sh, struct arena *a, int64_t member_id, int limit, struct member_visit **list,
	int *n)
{
	struct said said;
	struct visit_row *rows;
	enum err e = office_need(sh, PERM_MEMBERS, &said);

	*n = 0;
	if (e == OK)
		e = desk_visits(sh->db, a, member_id, limit, &rows, n);
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; e == OK && i < *n; i++)
		(*list)[i] = (struct member_visit){ doc_number_text(a, rows[i].terminal, rows[i].series,
			rows[i].running), rows[i].kind, rows[i].at_ms, rows[i].amount_minor };
	return e;
}

enum err member_goods(struct shop *sh, struct arena *a, int64_t member_id, int limit, struct member_good **list, int *n)
{
	struct said said;
	struct bought_good *rows;
	enum err e = office_need(sh, PERM_MEMBERS, &said);

	*n = 0;
	if (e == OK)
		e = desk_goods(sh->db, a, member_id, MEMBER_GOODS_VISITS, limit, &rows, n);
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; e == OK && i < *n; i++)
		(*list)[i] = (struct member_good){ rows[i].name, rows[i].name_en, rows[i].times };
	return e;
}

/* --- birthdays --------------------------------------------------------------------------------------- */

int birthday_in_days(const struct birthday *b, int32_t today)
{
	int year = today / 10000;

	if (!b->month || b->lunar)
		return -1;
	for (; year <= today / 10000 + 1; year++) {
		int32_t day = year * 10000 + b->month * 100 + b->day;

		if (!day_valid(day)) /* 29 February */
			day = year * 10000 + 301;
		if (day >= today)
			return days_between(today, day);
	}
	return -1;
}

static enum err add_born(struct shop *sh, struct arena *a, int month, int day, int limit, struct member *list, int *n)
{
	int64_t *ids;
	int count = 0;
	enum err e = desk_born(sh->db, a, month, day, limit - *n, &ids, &count);

	for (int i = 0; e == OK && i < count; i++)
		e = member_get(sh->db, a, ids[i], &list[(*n)++]);
	return e;
}

enum err member_birthdays(struct shop *sh, struct arena *a, int32_t day, int limit, struct member **list, int *n)
{
	int month = day / 100 % 100, d = day % 100;
	struct said said;
	enum err e = office_need(sh, PERM_MEMBERS, &said);

	*n = 0;
	*list = arena_array(a, (size_t)limit, sizeof **list);
	if (e == OK)
		e = add_born(sh, a, month, d, limit, *list, n);
	if (e == OK && month == 3 && d == 1 && !day_valid(day / 10000 * 10000 + 229))
		e = add_born(sh, a, 2, 29, limit, *list, n);
	return e;
}

/* --- cards ------------------------------------------------------------------------------------------- */

enum err card_stock(struct shop *sh, struct arena *a, struct card_count **list, int *n)
{
	struct said said;
	struct card_count_row *rows;
	enum err e = office_need(sh, PERM_CARDS, &said);

	*n = 0;
	if (e == OK)
		e = desk_cards(sh->db, a, &rows, n);
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; e == OK && i < *n; i++) {
		struct card_kind_row kind;

		e = card_kind_of(sh, a, rows[i].kind_id, &kind);
		if (e == OK)
			(*list)[i] = (struct card_count){ kind.name, kind.name_en, rows[i].staff_id ? staff_words(sh, a,
				rows[i].staff_id) : "", (int)rows[i].state, rows[i].cards };
	}
	return e;
}
