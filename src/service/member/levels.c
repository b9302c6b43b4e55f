/* levels.c - the levels of a shop as master data, and what one gives in a basket. */
#include <string.h>

#include "../office/office_int.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "levels_int.h"
#include "lots_int.h"
#include "model/member/points.h"
#include "model/money.h"
#include "service/articles.h"
#include "store/article_store.h"

#define LEVEL_CODE_MAX 12
#define BENEFITS_MAX 200 /* bytes */
#define PEOPLE_MAX 1000000
#define MULTIPLE_MILLI (MULTIPLE_ONE_BP / QTY_ONE) /* basis points of a thousandth */

const struct flag_name level_flag_names[] = { { "regular-only", LEVEL_REGULAR_ONLY },
	{ "no-coupon", LEVEL_NO_COUPON }, { NULL, 0 } };

/* --- found ------------------------------------------------------------------------------------------ */

int level_all(const struct shop *sh, const struct level **list)
{
	*list = sh->levels;
	return sh->level_count;
}

const struct level *level_by_id(const struct shop *sh, int64_t id)
{
	for (int i = 0; id && i < sh->level_count; i++)
		if (sh->levels[i].id == id)
			return &sh->levels[i];
	return NULL;
}

const struct level *level_by_code(const struct shop *sh, const char *code)
{
	for (int i = 0; i < sh->level_count; i++)
		if (strcmp(sh->levels[i].code, code) == 0)
			return &sh->levels[i];
	return NULL;
}

const struct level *level_by_rank(const struct shop *sh, int rank)
{
	for (int i = 0; i < sh->level_count; i++)
		if (sh->levels[i].rank == rank)
			return &sh->levels[i];
	return NULL;
}

void level_steps(const struct shop *sh, struct level_steps *out)
{
	out->n = 0;
	for (int i = 0; i < sh->level_count && out->n < LEVELS_MAX; i++) {
		const struct level *l = &sh->levels[i];

		if (!l->disabled && l->condition_count)
			out->list[out->n++] = (struct level_step){ l->rank, l->need_all, l->conditions,
				l->condition_count };
	}
}

char *level_when(struct arena *a, const struct level *level)
{
	char *text = arena_strdup(a, "");

	for (int i = 0; i < level->condition_count; i++)
		text = arena_printf(a, "%s%s%s", text, i ? " " : "", level_condition_text(a, &level->conditions[i]));
	return text;
}

char *level_multiple(struct arena *a, int64_t bp)
{
	return qty_text(a, bp / MULTIPLE_MILLI);
}

/* --- in a basket ------------------------------------------------------------------------------------ */

enum err level_terms(struct shop *sh, struct arena *a, int64_t member_id, struct basket_level *out)
{
	const struct member_level_row *now;
	const struct level *level;
	struct level_book book;
	bool waits = false;
	enum err e = lots_wait(sh, a, member_id, &waits);

	*out = (struct basket_level){ .price_level = waits ? PRICE_LEVEL_PUBLIC : PRICE_LEVEL_MEMBER };
	if (e == OK && !waits)
		e = level_book(sh, a, member_id, &book);
	if (e != OK || waits)
		return e;
	now = level_book_now(&book, shop_business_day(sh));
	level = now ? level_by_id(sh, now->level_id) : NULL;
	if (level && !level->disabled)
		*out = (struct basket_level){ level->id, level->discount_bp, level->price_level };
	return OK;
}

/* --- what is typed ---------------------------------------------------------------------------------- */

static const char *what_of(struct arena *a, const char *code)
{
	return arena_printf(a, _("level %s"), code);
}

static enum err multiple_of(const char *typed, const char *option, int64_t *bp, struct said *said)
{
	int64_t milli;

	if (!typed)
		return OK;
	if (qty_parse(typed, &milli) != OK || milli > MULTIPLE_MAX_BP / MULTIPLE_MILLI)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, option, typed);
	*bp = milli * MULTIPLE_MILLI;
	return OK;
}

static enum err number_of(const char *typed, int64_t least, int64_t most, const char *option, int *out,
	struct said *said)
{
	int64_t number = *out;
	enum err e = typed ? office_number(typed, least, most, option, &number, said) : OK;

	*out = (int)number;
	return e;
}

static enum err conditions_of(struct arena *a, const struct level_edit *edit, struct level *row, struct said *said)
{
	const char *bad;

	if (!edit->when)
		return OK;
	if (strcmp(edit->when, "-") == 0) {
		row->condition_count = 0;
		return OK;
	}
	return level_conditions_read(a, edit->when, row->conditions, &row->condition_count, &bad) == OK ? OK
		: say(said, ERR_INVALID, MSG_LEVEL_WHEN_BAD, bad, NULL);
}

static enum err texts_of(struct arena *a, const struct level_edit *edit, struct level *row, struct said *said)
{
	enum err e = edit->name ? office_name(a, edit->name, &row->name, said) : OK;

	if (e == OK && edit->name_en)
		row->name_en = utf8_clean(a, edit->name_en);
	if (e == OK && edit->benefits) {
		row->benefits = utf8_clean(a, edit->benefits);
		if (strlen(row->benefits) > BENEFITS_MAX)
			e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--benefits", edit->benefits);
	}
	return e;
}

static enum err take(struct arena *a, const struct level_edit *edit, struct level *row, struct said *said)
{
	bool active = !row->disabled;
	enum err e = texts_of(a, edit, row, said);

	if (e == OK)
		e = number_of(edit->rank, 1, LEVELS_MAX, "--rank", &row->rank, said);
	if (e == OK)
		e = number_of(edit->prices, PRICE_LEVEL_MEMBER, PRICE_LEVEL_MAX, "--prices", &row->price_level, said);
	if (e == OK && edit->discount && (percent_parse(edit->discount, &row->discount_bp) != OK ||
		row->discount_bp < 0 || row->discount_bp > 10000))
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--discount", edit->discount);
	if (e == OK)
		e = multiple_of(edit->points, "--points", &row->points_bp, said);
	if (e == OK)
		e = multiple_of(edit->birthday, "--birthday", &row->birthday_bp, said);
	if (e == OK)
		e = conditions_of(a, edit, row, said);
	if (e == OK && edit->need && strcmp(edit->need, "any") != 0 && strcmp(edit->need, "all") != 0)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--need", edit->need);
	if (e == OK && edit->need)
		row->need_all = strcmp(edit->need, "all") == 0;
	if (e == OK && edit->flags && !flags_read(level_flag_names, edit->flags, &row->flags))
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--flags", edit->flags);
	if (e == OK && edit->people)
		e = office_number(edit->people, 0, PEOPLE_MAX, "--people", &row->people_max, said);
	if (e == OK && edit->active)
		e = office_yes("--active", edit->active, &active, said);
	row->disabled = !active;
	return e;
}

/* --- written ---------------------------------------------------------------------------------------- */

static enum err write_new(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return level_insert(sh->db, row);
}

static enum err write_change(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return level_update(sh->db, row);
}

static const char *number_text(struct arena *a, int64_t v)
{
	return arena_printf(a, "%lld", (long long)v);
}

#define LEVEL_CHANGES 13

static void changes_of(struct arena *a, const struct level *was, const struct level *row,
	struct change list[LEVEL_CHANGES])
{
	const struct change all[LEVEL_CHANGES] = {
		{ "name", was ? was->name : NULL, row->name }, { "name_en", was ? was->name_en : NULL, row->name_en },
		{ "rank", was ? number_text(a, was->rank) : NULL, number_text(a, row->rank) },
		{ "prices", was ? number_text(a, was->price_level) : NULL, number_text(a, row->price_level) },
		{ "discount_bp", was ? number_text(a, was->discount_bp) : NULL, number_text(a, row->discount_bp) },
		{ "points", was ? level_multiple(a, was->points_bp) : NULL, level_multiple(a, row->points_bp) },
		{ "birthday", was ? level_multiple(a, was->birthday_bp) : NULL, level_multiple(a, row->birthday_bp) },
		{ "benefits", was ? was->benefits : NULL, row->benefits },
		{ "when", was ? level_when(a, was) : NULL, level_when(a, row) },
		{ "need", was ? (was->need_all ? "all" : "any") : NULL, row->need_all ? "all" : "any" },
		{ "flags", was ? flags_text(a, level_flag_names, was->flags) : NULL, flags_text(a, level_flag_names,
			row->flags) },
		{ "people", was ? number_text(a, was->people_max) : NULL, number_text(a, row->people_max) },
		{ "active", was ? (was->disabled ? "no" : "yes") : NULL, row->disabled ? "no" : "yes" },
	};

	memcpy(list, all, sizeof all);
}

static enum err write_level(struct shop *sh, struct arena *a, const struct level *was, struct level *row,
	struct said *said)
{
	struct change changes[LEVEL_CHANGES];
	const struct level *same = level_by_rank(sh, row->rank);
	const struct writing w = { .table = "level", .action = was ? "level-set" : "level-add", .row_id = row->id,
		.code = row->code, .what = what_of(a, row->code), .fresh = !was, .changes = changes,
		.change_count = LEVEL_CHANGES, .write = was ? write_change : write_new, .row = row };

	if (same && same->id != row->id)
		return say(said, ERR_REFUSED, MSG_LEVEL_RANK, number_text(a, row->rank), same->code);
	changes_of(a, was, row, changes);
	return office_write(sh, &w, said);
}

enum err level_add(struct shop *sh, struct arena *a, const struct level_edit *edit, struct said *said)
{
	struct level row = { .name = "", .name_en = "", .benefits = "", .price_level = PRICE_LEVEL_MEMBER,
		.points_bp = MULTIPLE_ONE_BP, .birthday_bp = MULTIPLE_ONE_BP };
	enum err e = office_need(sh, PERM_LEVELS, said);

	if (e == OK)
		e = office_code(a, edit->code, LEVEL_CODE_MAX, _("A code"), &row.code, said);
	if (e == OK && level_by_code(sh, row.code))
		e = say(said, ERR_EXISTS, MSG_EXISTS, what_of(a, row.code), NULL);
	if (e == OK)
		e = take(a, edit, &row, said);
	if (e == OK && !row.rank && sh->level_count) /* above all others */
		row.rank = sh->levels[sh->level_count - 1].rank + 1;
	if (e == OK && !row.rank)
		row.rank = 1;
	if (e == OK && row.rank > LEVELS_MAX)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--rank", number_text(a, row.rank));
	if (e != OK)
		return e;
	row.id = shop_new_id(sh);
	return write_level(sh, a, NULL, &row, said);
}

enum err level_set(struct shop *sh, struct arena *a, const struct level_edit *edit, struct said *said)
{
	const struct level *was;
	struct level row;
	enum err e = office_need(sh, PERM_LEVELS, said);

	if (e != OK)
		return e;
	was = level_by_code(sh, edit->code);
	if (!was)
		return say(said, ERR_NOTFOUND, MSG_NOT_FOUND, what_of(a, edit->code), NULL);
	row = *was;
	e = take(a, edit, &row, said);
	return e == OK ? write_level(sh, a, was, &row, said) : e;
}
