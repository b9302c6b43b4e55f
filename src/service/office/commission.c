/* commission.c - see commission.h. What was sold is read from the documents; a rate is a row of its day and is never
 * taken away, so that a report of a day long past gives what it gave then. */
#include "service/commission.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/money.h"
#include "office_int.h"
#include "service/articles.h"
#include "service/master.h"
#include "store/article_store.h"
#include "store/commission_store.h"
#include "store/staff_store.h"

#define PIECE_MAX INT64_C(1000000) /* minor units a piece */

/* The lists that a rate or a line points into. */
struct lists {
	struct commission_rate *rates;
	int rate_count;
	struct category_row *categories;
	int category_count;
	struct staff_row *staff;
	int staff_count;
};

static enum err load(struct shop *sh, struct arena *a, struct lists *l)
{
	enum err e = commission_list(sh->db, a, &l->rates, &l->rate_count);

	if (e == OK)
		e = categories_list(sh->db, a, &l->categories, &l->category_count);
	return e == OK ? staff_list(sh->db, a, &l->staff, &l->staff_count) : e;
}

static const struct category_row *category_of(const struct lists *l, int64_t id)
{
	for (int i = 0; i < l->category_count; i++)
		if (l->categories[i].id == id)
			return &l->categories[i];
	return NULL;
}

static const struct staff_row *staff_of(const struct lists *l, int64_t id)
{
	for (int i = 0; i < l->staff_count; i++)
		if (l->staff[i].id == id)
			return &l->staff[i];
	return NULL;
}

/* What the rate is of, by code and name; something that is gone has none. */
static enum err tell_rate(struct shop *sh, struct arena *a, const struct lists *l, const struct commission_rate *rate,
	struct commission_info *out)
{
	const struct department *d;
	const struct category_row *c;
	struct article article;
	enum err e = OK;

	*out = (struct commission_info){ *rate, "", "" };
	if (rate->scope == SCOPE_DEPARTMENT && (d = shop_department(sh, rate->target_id)) != NULL) {
		out->code = d->code;
		out->name = d->name;
	} else if (rate->scope == SCOPE_CATEGORY && (c = category_of(l, rate->target_id)) != NULL) {
		out->code = c->code;
		out->name = c->name;
	} else if (rate->scope == SCOPE_ARTICLE) {
		e = article_get(sh, a, rate->target_id, &article);
		if (e == OK) {
			out->code = article.number;
			out->name = article.name;
		}
	}
	return e == ERR_NOTFOUND ? OK : e;
}

/* --- rates ------------------------------------------------------------------------------------- */

static int by_scope_and_code(const void *x, const void *y)
{
	const struct commission_info *a = x, *b = y;
	int c = (a->rate.scope > b->rate.scope) - (a->rate.scope < b->rate.scope);

	if (!c)
		c = strcmp(a->code, b->code);
	return c ? c : (a->rate.from_day > b->rate.from_day) - (a->rate.from_day < b->rate.from_day);
}

/* Whether another of the same goods took its place until that day. */
static bool past(const struct lists *l, const struct commission_rate *r, int32_t today)
{
	for (int i = 0; i < l->rate_count; i++)
		if (l->rates[i].scope == r->scope && l->rates[i].target_id == r->target_id &&
			l->rates[i].from_day > r->from_day && l->rates[i].from_day <= today)
			return true;
	return false;
}

enum err commission_all(struct shop *sh, struct arena *a, struct commission_info **list, int *n, struct said *said)
{
	struct lists l;
	enum err e = shop_may(sh, PERM_COMMISSION) ? OK : office_need(sh, PERM_REPORTS, said);

	*n = 0;
	if (e == OK)
		e = load(sh, a, &l);
	if (e != OK)
		return office_answer(said, e, NULL);
	*list = arena_array(a, (size_t)l.rate_count, sizeof **list);
	for (int i = 0; e == OK && i < l.rate_count; i++)
		if (!past(&l, &l.rates[i], shop_business_day(sh)))
			e = tell_rate(sh, a, &l, &l.rates[i], &(*list)[(*n)++]);
	qsort(*list, (size_t)*n, sizeof **list, by_scope_and_code);
	return office_answer(said, e, NULL);
}

static enum err take(struct shop *sh, const struct commission_edit *edit, struct commission_rate *rate,
	struct said *said)
{
	int32_t today = shop_business_day(sh);

	rate->from_day = edit->from_day ? edit->from_day : today;
	if (rate->from_day < today)
		return say(said, ERR_REFUSED, MSG_COMMISSION_PAST, NULL, NULL);
	if (!edit->rate && !edit->piece)
		return say(said, ERR_INVALID, MSG_COMMISSION_NEEDS, NULL, NULL);
	if (edit->rate && (percent_parse(edit->rate, &rate->rate_bp) != OK || rate->rate_bp < 0 ||
		rate->rate_bp > 10000))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--rate", edit->rate);
	if (edit->piece && (money_parse(edit->piece, &rate->piece_minor) != OK || rate->piece_minor < 0 ||
		rate->piece_minor > PIECE_MAX))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--piece", edit->piece);
	return OK;
}

static enum err write_rate(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return commission_put(sh->db, row);
}

static const char *rate_text(struct arena *a, const struct commission_rate *r)
{
	return arena_printf(a, "%" PRId64 " bp, %" PRId64 " a piece, from %d", r->rate_bp, r->piece_minor,
		(int)r->from_day);
}

enum err commission_set(struct shop *sh, struct arena *a, const struct commission_edit *edit, struct said *said)
{
	struct commission_rate rate = { .scope = SCOPE_NONE };
	const struct commission_rate *was = NULL;
	struct change change = { "rate", NULL, NULL };
	struct lists l;
	struct commission_info told;
	enum err e = office_need(sh, PERM_COMMISSION, said);

	if (e == OK)
		e = load(sh, a, &l);
	if (e == OK)
		e = office_goods(sh, a, edit->scope, edit->code, &rate.scope, &rate.target_id, said);
	if (e == OK)
		e = take(sh, edit, &rate, said);
	if (e == OK)
		e = tell_rate(sh, a, &l, &rate, &told);
	if (e != OK)
		return office_answer(said, e, edit->code);
	for (int i = 0; i < l.rate_count; i++)
		if (l.rates[i].scope == rate.scope && l.rates[i].target_id == rate.target_id &&
			l.rates[i].from_day <= rate.from_day)
			was = &l.rates[i];
	change.was = was ? rate_text(a, was) : NULL;
	change.becomes = rate_text(a, &rate);
	return office_write(sh, &(struct writing){ .table = "commission", .action = "commission",
		.row_id = rate.target_id, .code = arena_printf(a, "%s %s %s", edit->scope, told.code, change.becomes),
		.what = _("commission"), .fresh = !was, .changes = &change, .change_count = 1, .write = write_rate,
		.row = &rate }, said);
}

/* --- targets --------------------------------------------------------------------------------- */

bool month_read(const char *text, int32_t *month)
{
	char *end;
	long year = strtol(text, &end, 10), of_year;

	if (end - text == 6 && !*end) {
		*month = (int32_t)year;
	} else {
		if (end - text != 4 || *end != '-' || strlen(end + 1) != 2)
			return false;
		of_year = strtol(end + 1, &end, 10);
		*month = (int32_t)(year * 100 + of_year);
	}
	return !*end && *month % 100 >= 1 && *month % 100 <= 12;
}

static enum err write_target(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return target_put(sh->db, row);
}

enum err target_set(struct shop *sh, struct arena *a, const char *number, int32_t month, const char *amount,
	struct said *said)
{
	struct target_row row = { .month = month }, *rows;
	struct change change = { "target", NULL, NULL };
	struct staff_row who;
	int n;
	enum err e = office_need(sh, PERM_COMMISSION, said);

	if (e == OK)
		e = staff_by_number(sh->db, a, number, &who);
	if (e == OK)
		e = targets_list(sh->db, a, month, &rows, &n);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("staff number %s"), number));
	if (!day_valid(month * 100 + 1))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("The month"), arena_printf(a, "%d", (int)month));
	if (money_parse(amount, &row.amount_minor) != OK || row.amount_minor < 0 || row.amount_minor > MONEY_MAX)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("The amount"), amount);
	row.staff_id = who.id;
	for (int i = 0; i < n; i++)
		if (rows[i].staff_id == who.id)
			change.was = arena_printf(a, "%d: %" PRId64, (int)month, rows[i].amount_minor);
	change.becomes = row.amount_minor ? arena_printf(a, "%d: %" PRId64, (int)month, row.amount_minor) : NULL;
	return office_write(sh, &(struct writing){ .table = "sales_target", .action = "sales-target",
		.row_id = who.id, .code = arena_printf(a, "%s %d %s", number, (int)month, amount),
		.what = arena_printf(a, _("the target of %s"), who.name), .changes = &change, .change_count = 1,
		.write = write_target, .row = &row }, said);
}

/* --- reports ----------------------------------------------------------------------------------- */

/* Sums by person and rate; rate NULL: none holds. */
struct summing {
	const struct lists *lists;
	int64_t only_id;                      /* of one person; 0 everybody */
	struct commission_row *rows;
	const struct commission_rate **rates;
	int64_t *ids;
	int count;
};

static enum err add(void *ctx, const struct credited *c)
{
	struct summing *s = ctx;
	int64_t path[CATEGORY_DEPTH_MAX];
	struct scope_goods goods = { c->article_id, c->department_id, path, 0 };
	const struct category_row *up = category_of(s->lists, c->category_id);
	const struct commission_rate *rate;
	int at = 0;

	if (s->only_id && c->seller_id != s->only_id)
		return OK;
	for (; up && goods.category_count < CATEGORY_DEPTH_MAX; up = category_of(s->lists, up->parent_id))
		path[goods.category_count++] = up->id;
	rate = commission_pick(s->lists->rates, s->lists->rate_count, &goods, c->day);
	while (at < s->count && (s->ids[at] != c->seller_id || s->rates[at] != rate))
		at++;
	if (at == COMMISSION_ROWS_MAX)
		return ERR_REFUSED;
	if (at == s->count) {
		s->ids[at] = c->seller_id;
		s->rates[s->count++] = rate;
	}
	if (c->back)
		s->rows[at].returns_minor -= c->paid_minor;
	else
		s->rows[at].sales_minor += c->paid_minor;
	s->rows[at].net_minor += c->paid_minor;
	s->rows[at].qty_milli += c->qty_milli;
	return OK;
}

static int by_person_and_rate(const void *x, const void *y)
{
	const struct commission_row *a = x, *b = y;
	int c = strcmp(a->number, b->number);

	return c ? c : by_scope_and_code(&a->of, &b->of);
}

static enum err sum(struct shop *sh, struct arena *a, const struct lists *l, int64_t only_id, int32_t first,
	int32_t last, struct summing *s)
{
	*s = (struct summing){ .lists = l, .only_id = only_id,
		.rows = arena_array(a, COMMISSION_ROWS_MAX, sizeof *s->rows),
		.rates = arena_array(a, COMMISSION_ROWS_MAX, sizeof *s->rates),
		.ids = arena_array(a, COMMISSION_ROWS_MAX, sizeof *s->ids) };
	return credited_each(sh->db, office_first_id(first), first, last, add, s);
}

enum err report_commission(struct shop *sh, struct arena *a, const char *number, int32_t first, int32_t last,
	struct commission_row **list, int *n, struct said *said)
{
	const struct commission_rate none = { .scope = SCOPE_NONE };
	struct staff_row who = { .id = 0 };
	struct summing s;
	struct lists l;
	bool own = number && shop_staff(sh)->id && strcmp(number, shop_staff(sh)->number) == 0;
	enum err e = own ? OK : office_need(sh, PERM_REPORTS, said);

	if (e == OK && number)
		e = staff_by_number(sh->db, a, number, &who);
	if (e != OK)
		return office_answer(said, e, number ? arena_printf(a, _("staff number %s"), number) : NULL);
	e = load(sh, a, &l);
	if (e == OK)
		e = sum(sh, a, &l, who.id, first, last, &s);
	for (int i = 0; e == OK && i < s.count; i++) {
		const struct staff_row *seller = staff_of(&l, s.ids[i]);
		struct commission_row *r = &s.rows[i];

		r->number = seller ? seller->number : "";
		r->staff = seller ? seller->name : "";
		r->commission_minor = s.rates[i] ? commission_minor(s.rates[i], r->net_minor, r->qty_milli) : 0;
		e = tell_rate(sh, a, &l, s.rates[i] ? s.rates[i] : &none, &r->of);
	}
	if (e != OK)
		return office_answer(said, e, NULL);
	qsort(s.rows, (size_t)s.count, sizeof *s.rows, by_person_and_rate);
	*list = s.rows;
	*n = s.count;
	return OK;
}

static int by_number(const void *x, const void *y)
{
	const struct target_told *a = x, *b = y;

	return strcmp(a->number, b->number);
}

enum err report_targets(struct shop *sh, struct arena *a, int32_t month, struct target_told **list, int *n,
	struct said *said)
{
	struct target_row *targets;
	struct summing s;
	struct lists l;
	int count;
	enum err e = office_need(sh, PERM_REPORTS, said);

	*n = 0;
	if (e == OK)
		e = load(sh, a, &l);
	if (e == OK)
		e = targets_list(sh->db, a, month, &targets, &count);
	if (e == OK)
		e = sum(sh, a, &l, 0, month * 100 + 1, month * 100 + 31, &s);
	if (e != OK)
		return office_answer(said, e, NULL);
	*list = arena_array(a, (size_t)l.staff_count, sizeof **list);
	for (int i = 0; i < l.staff_count; i++) {
		struct target_told t = { l.staff[i].number, l.staff[i].name, 0, 0, 0 };

		for (int k = 0; k < count; k++)
			if (targets[k].staff_id == l.staff[i].id)
				t.target_minor = targets[k].amount_minor;
		for (int k = 0; k < s.count; k++)
			if (s.ids[k] == l.staff[i].id)
				t.net_minor += s.rows[k].net_minor;
		if (t.target_minor)
			t.reached_bp = mul_div(t.net_minor, 10000, t.target_minor, ROUND_ZERO);
		if (t.target_minor || t.net_minor)
			(*list)[(*n)++] = t;
	}
	qsort(*list, (size_t)*n, sizeof **list, by_number);
	return OK;
}
