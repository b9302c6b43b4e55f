/* points_rules.c - what sales earn in points, as data of the shop: rates by goods, multiples by day, level and what is
 * held. */
#include "points_int.h"

#include <string.h>

#include "../office/office_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "levels_int.h"
#include "model/money.h"
#include "service/articles.h"
#include "service/master.h"
#include "store/article_store.h"

#define CODE_MAX 12
#define MULTIPLE_MILLI 10 /* basis points of a thousandth */

static const char *what_of(struct arena *a, const char *code)
{
	return arena_printf(a, _("points rule %s"), code ? code : "");
}

/* --- shown -------------------------------------------------------------------------------------------- */

static enum err target_of(struct shop *sh, struct arena *a, const struct points_rate *r, const char **code)
{
	const struct department *d = r->scope == SCOPE_DEPARTMENT ? shop_department(sh, r->target_id) : NULL;
	struct category_row *list;
	struct article article;
	int n = 0;
	enum err e = r->scope == SCOPE_CATEGORY ? categories_list(sh->db, a, &list, &n) : OK;

	*code = d ? d->code : "";
	for (int i = 0; e == OK && i < n; i++)
		if (list[i].id == r->target_id)
			*code = list[i].code;
	if (e == OK && r->scope == SCOPE_ARTICLE && (e = article_get(sh, a, r->target_id, &article)) == OK)
		*code = article.number;
	return e == ERR_NOTFOUND ? OK : e;
}

enum err points_rule_list(struct shop *sh, struct arena *a, struct points_rule_info **list, int *n, struct said *said)
{
	struct points_rule_row *rows;
	int all = 0;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	*n = 0;
	if (e == OK)
		e = points_rules(sh->db, a, &rows, &all);
	if (e != OK)
		return office_answer(said, e, what_of(a, ""));
	*list = arena_array(a, (size_t)all, sizeof **list);
	for (int i = 0; e == OK && i < all; i++) {
		struct points_rule_info *info = &(*list)[*n];
		const struct level *level = level_by_id(sh, rows[i].level_id);

		if (rows[i].disabled)
			continue;
		*info = (struct points_rule_info){ rows[i], "", level ? level->code : "" };
		e = target_of(sh, a, &rows[i].rate, &info->target);
		++*n;
	}
	return office_answer(said, e, what_of(a, ""));
}

char *points_bits_text(struct arena *a, unsigned bits)
{
	char *text = arena_strdup(a, "");

	for (int i = 1; i < 32; i++)
		if (bits >> i & 1)
			text = arena_printf(a, "%s%s%d", text, *text ? "," : "", i);
	return text;
}

/* --- what is typed ------------------------------------------------------------------------------------ */

static enum err day_of(const char *typed, const char *option, int32_t *out, struct said *said)
{
	return !typed || clock_parse_day(typed, out) ? OK : say(said, ERR_INVALID, MSG_VALUE_BAD, option, typed);
}

static enum err bits_of(const char *typed, int most, const char *option, unsigned *out, struct said *said)
{
	return !typed || !*typed || points_bits_read(typed, most, out) ? OK
		: say(said, ERR_INVALID, MSG_VALUE_BAD, option, typed);
}

static enum err times_of(const char *typed, int64_t *bp, struct said *said)
{
	int64_t milli;

	if (!typed || qty_parse(typed, &milli) != OK || milli < 0 || milli > MULTIPLE_MAX_BP / MULTIPLE_MILLI)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("A multiple"), typed ? typed : "");
	*bp = milli * MULTIPLE_MILLI;
	return OK;
}

/* --- written ------------------------------------------------------------------------------------------ */

static enum err write_new(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return points_rule_insert(sh->db, row);
}

static enum err write_end(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return points_rule_end(sh->db, row);
}

/* All of a rule in a line, for the record. */
static const char *rule_text(struct arena *a, const struct points_rule_row *r)
{
	const char *days = arena_printf(a, "from %d until %d", (int)r->window.from_day, (int)r->window.until_day);

	if (r->kind == POINTS_RATE)
		return arena_printf(a, "%lld per %s, %s %lld, %s", (long long)r->rate.points,
			money_text(a, r->rate.per_minor), scope_name[r->rate.scope], (long long)r->rate.target_id,
			days);
	return arena_printf(a, "%lld bp, %s, months %s, weekdays %s, days %s, level %lld, held %lld%s",
		(long long)r->multiple_bp, days, points_bits_text(a, r->window.months),
		points_bits_text(a, r->window.weekdays), points_bits_text(a, r->window.month_days),
		(long long)r->level_id, (long long)r->held, r->birthday ? ", birthday" : "");
}

static enum err add(struct shop *sh, struct arena *a, const char *code, struct points_rule_row *row,
	struct said *said)
{
	struct points_rule_row *there;
	struct change change = { "rule", NULL, NULL };
	struct writing w = { .table = "points_rule", .action = "points-rule-add", .fresh = true, .changes = &change,
		.change_count = 1, .write = write_new, .row = row };
	int n = 0;
	enum err e = office_code(a, code ? code : "", CODE_MAX, _("A code"), &row->code, said);

	if (e == OK)
		e = points_rules(sh->db, a, &there, &n);
	if (e != OK)
		return said->id ? e : office_answer(said, e, what_of(a, code));
	if (n >= POINTS_RULES_MAX)
		return say(said, ERR_REFUSED, MSG_VALUE_BAD, _("A code"), arena_printf(a, "> %d", POINTS_RULES_MAX));
	for (int i = 0; i < n; i++)
		if (strcmp(there[i].code, row->code) == 0)
			return say(said, ERR_EXISTS, MSG_EXISTS, what_of(a, row->code), NULL);
	w.row_id = row->id = shop_new_id(sh);
	w.code = row->code;
	w.what = what_of(a, row->code);
	change.becomes = rule_text(a, row);
	return office_write(sh, &w, said);
}

enum err points_rate_add(struct shop *sh, struct arena *a, const struct points_rate_edit *edit, struct said *said)
{
	struct points_rule_row row = { .kind = POINTS_RATE, .multiple_bp = MULTIPLE_ONE_BP,
		.rate = { .scope = SCOPE_ALL, .per_minor = 100 }, .window = { .from_day = shop_business_day(sh) } };
	enum err e = office_need(sh, PERM_POINTS_RULES, said);

	if (e == OK)
		e = office_number(edit->points, 0, POINTS_RATE_MAX, _("The points"), &row.rate.points, said);
	if (e == OK && edit->per && (money_parse(edit->per, &row.rate.per_minor) != OK || row.rate.per_minor <= 0))
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--per", edit->per);
	if (e == OK && edit->goods)
		e = office_goods(sh, a, edit->goods, edit->target, &row.rate.scope, &row.rate.target_id, said);
	if (e == OK)
		e = day_of(edit->from, "--from", &row.window.from_day, said);
	row.rate.from_day = row.window.from_day;
	if (e != OK)
		return said->id ? e : office_answer(said, e, what_of(a, edit->code));
	return add(sh, a, edit->code, &row, said);
}

static enum err for_whom(struct shop *sh, const struct points_multiple_edit *edit, struct points_rule_row *row,
	struct said *said)
{
	const struct level *level = edit->level ? level_by_code(sh, edit->level) : NULL;

	if (edit->level && !level)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--level", edit->level);
	row->level_id = level ? level->id : 0;
	row->birthday = edit->birthday;
	return edit->held ? office_number(edit->held, 1, POINTS_MAX, "--held", &row->held, said) : OK;
}

enum err points_multiple_add(struct shop *sh, struct arena *a, const struct points_multiple_edit *edit,
	struct said *said)
{
	struct points_rule_row row = { .kind = POINTS_MULTIPLE, .rate = { .scope = SCOPE_ALL, .per_minor = 100 },
		.window = { .from_day = shop_business_day(sh) } };
	struct points_window *w = &row.window;
	enum err e = office_need(sh, PERM_POINTS_RULES, said);

	if (e == OK)
		e = times_of(edit->times, &row.multiple_bp, said);
	if (e == OK)
		e = day_of(edit->from, "--from", &w->from_day, said);
	if (e == OK)
		e = day_of(edit->until, "--until", &w->until_day, said);
	if (e == OK && w->until_day && w->until_day < w->from_day)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--until", edit->until);
	if (e == OK)
		e = bits_of(edit->months, 12, "--months", &w->months, said);
	if (e == OK)
		e = bits_of(edit->weekdays, 7, "--weekdays", &w->weekdays, said);
	if (e == OK)
		e = bits_of(edit->days, 31, "--days", &w->month_days, said);
	if (e == OK)
		e = for_whom(sh, edit, &row, said);
	return e == OK ? add(sh, a, edit->code, &row, said) : e;
}

enum err points_rule_remove(struct shop *sh, struct arena *a, const char *code, struct said *said)
{
	struct points_rule_row *list;
	struct change change = { "rule", NULL, "" };
	int n = 0, found = -1;
	enum err e = office_need(sh, PERM_POINTS_RULES, said);

	if (e == OK)
		e = points_rules(sh->db, a, &list, &n);
	if (e != OK)
		return office_answer(said, e, what_of(a, code));
	for (int i = 0; i < n; i++)
		if (strcmp(list[i].code, code) == 0 && !list[i].disabled)
			found = i;
	if (found < 0)
		return say(said, ERR_NOTFOUND, MSG_NOT_FOUND, what_of(a, code), NULL);
	change.was = rule_text(a, &list[found]);
	return office_write(sh, &(struct writing){ .table = "points_rule", .action = "points-rule-end",
		.row_id = list[found].id, .code = list[found].code, .what = what_of(a, code), .changes = &change,
		.change_count = 1, .write = write_end, .row = &list[found] }, said);
}
