/* coupon_kinds.c - kinds of coupons: what they take off, of which goods, how long they are good, by what they are
 * given. */
#include <limits.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "coupons_int.h"
#include "levels_int.h"
#include "model/money.h"
#include "../office/office_int.h"
#include "service/articles.h"
#include "store/article_store.h"

#define KIND_CODE_MAX 8
#define DAYS_MAX 36500
#define USES_EACH_MAX 1000
#define PER_MEMBER_MAX 1000

static const char *what_of(struct arena *a, const char *code)
{
	return arena_printf(a, _("coupon kind %s"), code);
}

const struct coupon_kind_row *coupon_kind_of(const struct shop *sh, int64_t id)
{
	for (int i = 0; i < sh->coupon_kind_count; i++)
		if (sh->coupon_kinds[i].id == id)
			return &sh->coupon_kinds[i];
	return NULL;
}

const struct coupon_kind_row *coupon_kind_known(struct shop *sh, int64_t id)
{
	if (!coupon_kind_of(sh, id))
		office_reload(sh);
	return coupon_kind_of(sh, id);
}

const struct coupon_kind_row *coupon_kind_coded(const struct shop *sh, const char *code)
{
	for (int i = 0; i < sh->coupon_kind_count; i++)
		if (strcmp(sh->coupon_kinds[i].code, code) == 0)
			return &sh->coupon_kinds[i];
	return NULL;
}

/* --- told ------------------------------------------------------------------------------------------- */

const char *coupon_value_text(struct arena *a, const struct coupon_terms *t)
{
	return t->kind == COUPON_PERCENT ? arena_printf(a, "%s%%", qty_text(a, t->value * 10))
		: money_text(a, t->value);
}

/* The code of what it is for; "" of all goods, or of something that is gone. */
static enum err target_text(struct shop *sh, struct arena *a, const struct coupon_kind_row *k, const char **out)
{
	const struct department *d;
	struct category_row *list;
	struct article article;
	enum err e = OK;
	int n = 0;

	*out = "";
	if (k->scope == SCOPE_DEPARTMENT && (d = shop_department(sh, k->target_id)) != NULL) {
		*out = d->code;
	} else if (k->scope == SCOPE_ARTICLE) {
		e = article_get(sh, a, k->target_id, &article);
		*out = e == OK ? article.number : "";
	} else if (k->scope == SCOPE_CATEGORY) {
		e = categories_list(sh->db, a, &list, &n);
		for (int i = 0; e == OK && i < n; i++)
			if (list[i].id == k->target_id)
				*out = list[i].code;
	}
	return e == ERR_NOTFOUND ? OK : e;
}

enum err coupon_kind_list(struct shop *sh, struct arena *a, struct coupon_kind_info **list, int *n)
{
	struct coupon_kind_row *rows;
	enum err e = coupon_kinds(sh->db, a, &rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; e == OK && i < *n; i++) {
		const struct level *level = level_by_id(sh, rows[i].level_id);

		(*list)[i] = (struct coupon_kind_info){ rows[i], coupon_value_text(a, &rows[i].terms), "",
			level ? level->code : "" };
		e = target_text(sh, a, &rows[i], &(*list)[i].target);
	}
	return e;
}

/* --- what is typed ---------------------------------------------------------------------------------- */

static enum err amount_of(const char *typed, const char *option, int64_t *out, struct said *said)
{
	return !typed || (money_parse(typed, out) == OK && *out >= 0) ? OK
		: say(said, ERR_INVALID, MSG_VALUE_BAD, option, typed);
}

/* "10%" or "5.00". */
static enum err value_of(struct arena *a, const char *typed, struct coupon_terms *t, struct said *said)
{
	size_t n = typed ? strlen(typed) : 0;
	enum err e;

	if (!typed)
		return OK;
	t->kind = n && typed[n - 1] == '%' ? COUPON_PERCENT : COUPON_AMOUNT;
	e = t->kind == COUPON_PERCENT ? percent_parse(arena_strndup(a, typed, n - 1), &t->value)
		: money_parse(typed, &t->value);
	if (e != OK || t->value <= 0 || (t->kind == COUPON_PERCENT && t->value > 10000))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--value", typed);
	return OK;
}

static enum err yes_of(const char *typed, const char *option, bool *out, struct said *said)
{
	return typed ? office_yes(option, typed, out, said) : OK;
}

/* With the meaning turned round: "no" means that it is not to be beside others. */
static enum err beside_of(const char *typed, const char *option, bool *out, struct said *said)
{
	bool yes = !*out;
	enum err e = yes_of(typed, option, &yes, said);

	*out = !yes;
	return e;
}

static enum err number_of(const char *typed, int64_t least, int64_t most, const char *option, int64_t *out,
	struct said *said)
{
	return typed ? office_number(typed, least, most, option, out, said) : OK;
}

static enum err take_terms(struct shop *sh, struct arena *a, const struct coupon_kind_edit *edit,
	struct coupon_kind_row *row, struct said *said)
{
	struct coupon_terms *t = &row->terms;
	enum err e = value_of(a, edit->value, t, said);

	if (e == OK)
		e = amount_of(edit->cap, "--cap", &t->cap_minor, said);
	if (e == OK)
		e = amount_of(edit->from, "--from", &t->from_minor, said);
	if (e == OK)
		e = yes_of(edit->first, "--first", &t->first_purchase, said);
	if (e == OK)
		e = beside_of(edit->with_level, "--with-level", &t->not_with_level, said);
	if (e == OK)
		e = beside_of(edit->with_others, "--with-others", &t->not_with_others, said);
	if (e == OK && edit->goods)
		e = office_goods(sh, a, edit->goods, edit->target, &row->scope, &row->target_id, said);
	if (e == OK)
		e = number_of(edit->uses, 1, USES_EACH_MAX, "--uses", &row->uses, said);
	return e == OK ? yes_of(edit->personal, "--personal", &row->personal, said) : e;
}

static enum err take_validity(const struct coupon_kind_edit *edit, struct coupon_kind_row *row, struct said *said)
{
	struct coupon_validity *v = &row->validity;
	int64_t delay = v->delay_days, days = v->days;
	enum err e = number_of(edit->delay, 0, DAYS_MAX, "--delay", &delay, said);

	if (e == OK)
		e = number_of(edit->days, 0, DAYS_MAX, "--days", &days, said);
	v->delay_days = (int)delay;
	v->days = (int)days;
	if (e == OK && edit->last) {
		v->last_day = 0;
		if (strcmp(edit->last, "-") != 0 && !clock_parse_day(edit->last, &v->last_day))
			e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--last", edit->last);
	}
	return e;
}

static enum err take_level(struct shop *sh, const struct coupon_kind_edit *edit, struct coupon_kind_row *row,
	struct said *said)
{
	const struct level *level;

	if (!edit->level)
		return OK;
	row->level_id = 0;
	if (strcmp(edit->level, "-") == 0)
		return OK;
	level = level_by_code(sh, edit->level);
	if (!level)
		return say(said, ERR_NOTFOUND, MSG_VALUE_BAD, "--level", edit->level);
	row->level_id = level->id;
	return OK;
}

static enum err take_giving(struct shop *sh, const struct coupon_kind_edit *edit, struct coupon_kind_row *row,
	struct said *said)
{
	int giving = edit->giving ? name_index(coupon_giving_name, COUPON_GIVINGS, edit->giving) : (int)row->giving;
	bool active = !row->disabled;
	enum err e = OK;

	if (giving < COUPON_BY_HAND)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--giving", edit->giving);
	row->giving = (enum coupon_giving)giving;
	e = amount_of(edit->give_from, "--give-from", &row->give_from_minor, said);
	if (e == OK)
		e = number_of(edit->per_member, 0, PER_MEMBER_MAX, "--per-member", &row->per_member, said);
	if (e == OK)
		e = yes_of(edit->active, "--active", &active, said);
	if (e == OK)
		e = take_level(sh, edit, row, said);
	row->disabled = !active;
	/* What comes by the calendar, or to a level, comes to somebody. */
	row->personal = row->personal || giving >= COUPON_BY_MONTH || row->level_id;
	return e;
}

static enum err take(struct shop *sh, struct arena *a, const struct coupon_kind_edit *edit, struct coupon_kind_row *row,
	struct said *said)
{
	enum err e = edit->name ? office_name(a, edit->name, &row->name, said) : OK;

	if (e == OK && edit->name_en)
		row->name_en = utf8_clean(a, edit->name_en);
	if (e == OK)
		e = take_terms(sh, a, edit, row, said);
	if (e == OK)
		e = take_validity(edit, row, said);
	return e == OK ? take_giving(sh, edit, row, said) : e;
}

/* --- written ---------------------------------------------------------------------------------------- */

static enum err write_new(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return coupon_kind_put(sh->db, row);
}

static enum err write_change(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return coupon_kind_update(sh->db, row);
}

static enum err write_kind(struct shop *sh, struct arena *a, const struct coupon_kind_row *was,
	struct coupon_kind_row *row, struct said *said)
{
	const struct change changes[] = {
		{ "name", was ? was->name : NULL, row->name }, { "name_en", was ? was->name_en : NULL, row->name_en },
		{ "terms", was ? coupon_kind_text(a, was) : NULL, coupon_kind_text(a, row) },
		{ "active", was ? (was->disabled ? "no" : "yes") : NULL, row->disabled ? "no" : "yes" },
	};
	const struct writing w = { .table = "coupon_kind", .action = was ? "coupon-kind" : "coupon-kind-add",
		.row_id = row->id, .code = arena_printf(a, "%s %s %d", row->code, coupon_kind_text(a, row),
			!row->disabled), .what = what_of(a, row->code), .fresh = !was, .changes = changes,
		.change_count = (int)(sizeof changes / sizeof changes[0]), .write = was ? write_change : write_new,
		.row = row };

	return office_write(sh, &w, said);
}

enum err coupon_kind_add(struct shop *sh, struct arena *a, const struct coupon_kind_edit *edit, struct said *said)
{
	struct coupon_kind_row row = { .name_en = "", .scope = SCOPE_ALL, .uses = 1, .giving = COUPON_BY_HAND };
	enum err e = office_need(sh, PERM_COUPON_KINDS, said);

	if (e == OK)
		e = office_code(a, edit->code, KIND_CODE_MAX, _("A code"), &row.code, said);
	if (e == OK && !edit->value)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--value", _("empty"));
	if (e == OK)
		e = take(sh, a, edit, &row, said);
	if (e != OK)
		return e;
	row.id = shop_new_id(sh);
	return write_kind(sh, a, NULL, &row, said);
}

/* What those that are out there are good for; NULL: nothing of it changes. */
static const char *touches_terms(const struct coupon_kind_edit *edit)
{
	return edit->value ? "--value" : edit->cap ? "--cap" : edit->from ? "--from" : edit->first ? "--first"
		: edit->with_level ? "--with-level" : edit->with_others ? "--with-others" : edit->goods ? "--goods"
		: edit->uses ? "--uses" : edit->personal ? "--personal" : NULL;
}

enum err coupon_kind_set(struct shop *sh, struct arena *a, const struct coupon_kind_edit *edit, struct said *said)
{
	const struct coupon_kind_row *was;
	struct coupon_kind_row row;
	enum err e = office_need(sh, PERM_COUPON_KINDS, said);

	if (e != OK)
		return e;
	if (!(was = coupon_kind_coded(sh, edit->code)))
		return office_answer(said, ERR_NOTFOUND, what_of(a, edit->code));
	if (was->given && touches_terms(edit))
		return say(said, ERR_REFUSED, MSG_COUPON_KIND_GIVEN, was->name, touches_terms(edit));
	row = *was;
	e = take(sh, a, edit, &row, said);
	return e == OK ? write_kind(sh, a, was, &row, said) : e;
}
