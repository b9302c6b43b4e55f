/* day_sums.c - see day_sums_int.h. The lines of a year are millions; what a closed day kept of them is one text. */
#include "day_sums_int.h"

#include <string.h>

#include "base/clock.h"
#include "store/master_store.h"

#define STRETCH_DAYS 31 /* read in one statement, so that no reader holds the store for long */

static enum err of_lines(struct db *db, struct arena *a, enum day_sum kind, int32_t day, struct sum_row **list, int *n)
{
	*n = 0;
	return kind == DAY_SUM_ARTICLE ? sums_by_article(db, a, day, list, n) : sums_by_quarter(db, a, day, list, n);
}

/* --- keeping ------------------------------------------------------------------------------------- */

enum err day_sums_keep(struct db *db, int32_t day)
{
	struct arena a = ARENA_INIT;
	enum err e = OK;

	for (enum day_sum kind = DAY_SUM_ARTICLE; e == OK && kind < DAY_SUMS_END; kind++) {
		struct sum_row *list;
		int n;

		e = of_lines(db, &a, kind, day, &list, &n);
		if (e == OK)
			e = day_sums_put(db, day, kind, sums_write(&a, list, n));
		arena_clear(&a);
	}
	arena_release(&a);
	return e;
}

/* Somebody may have opened the day again meanwhile. */
static enum err keep_in_tx(struct db *db, struct arena *a, int32_t day)
{
	struct day_row row;
	enum err e = db_begin(db);

	if (e != OK)
		return e;
	e = day_get(db, a, day, &row);
	if (e == OK && row.closed)
		e = day_sums_keep(db, day);
	if (e == OK)
		return db_commit(db);
	db_rollback(db);
	return e;
}

enum err day_sums_catch_up(struct db *db, int most)
{
	struct arena a = ARENA_INIT;
	int32_t *days;
	int n;
	enum err e = day_sums_lacking(db, &a, most, &days, &n);

	for (int i = 0; e == OK && i < n; i++)
		e = keep_in_tx(db, &a, days[i]);
	arena_release(&a);
	return e;
}

/* --- reading ------------------------------------------------------------------------------------- */

struct reading {
	struct arena arena;            /* of one day */
	int32_t first;
	bool kept[STRETCH_DAYS];
	day_sum_fn fn;
	void *ctx;
};

static enum err take(void *ctx, int32_t day, int kind, const char *sums)
{
	struct reading *r = ctx;
	struct sum_row *list;
	int n;

	(void)kind;
	arena_clear(&r->arena);
	if (!day_valid(day) || !sums_read(&r->arena, sums, &list, &n))
		return ERR_CORRUPT;
	for (int i = 0; i < n; i++)
		r->fn(r->ctx, &list[i]);
	r->kept[days_between(r->first, day)] = true;
	return OK;
}

static enum err add_lines(struct db *db, struct reading *r, enum day_sum kind, int32_t day)
{
	struct sum_row *list;
	int n;
	enum err e;

	arena_clear(&r->arena);
	e = of_lines(db, &r->arena, kind, day, &list, &n);
	for (int i = 0; e == OK && i < n; i++)
		r->fn(r->ctx, &list[i]);
	return e;
}

enum err day_sums_range(struct db *db, enum day_sum kind, int32_t from, int32_t to, day_sum_fn fn, void *ctx)
{
	enum err e = OK;

	for (int32_t first = from; e == OK && first <= to; first = day_add(first, STRETCH_DAYS)) {
		struct reading r = { .arena = ARENA_INIT, .first = first, .fn = fn, .ctx = ctx };
		int32_t end = day_add(first, STRETCH_DAYS - 1), last = end < to ? end : to;

		e = day_sums_each(db, kind, first, last, take, &r);
		for (int i = 0; e == OK && i < STRETCH_DAYS && day_add(first, i) <= last; i++)
			if (!r.kept[i])
				e = add_lines(db, &r, kind, day_add(first, i));
		arena_release(&r.arena);
	}
	return e;
}

/* --- proving ------------------------------------------------------------------------------------- */

struct kept { struct arena *arena; const char *sums[DAY_SUMS_END]; int count; };

static enum err note(void *ctx, int32_t day, int kind, const char *sums)
{
	struct kept *k = ctx;

	(void)day;
	k->count++;
	if (kind >= DAY_SUM_ARTICLE && kind < DAY_SUMS_END)
		k->sums[kind] = arena_strdup(k->arena, sums);
	return OK;
}

enum err day_sums_agree(struct db *db, struct arena *a, int32_t day, bool *agree)
{
	struct kept k = { .arena = a };
	struct day_row row = { 0 };
	enum err e = day_sums_each(db, 0, day, day, note, &k);

	if (e == OK)
		e = day_get(db, a, day, &row);
	*agree = k.count == 0 || (row.closed && k.count == DAY_SUMS_END - DAY_SUM_ARTICLE);
	for (enum day_sum kind = DAY_SUM_ARTICLE; e == OK && k.count && *agree && kind < DAY_SUMS_END; kind++) {
		struct sum_row *list;
		int n;

		e = of_lines(db, a, kind, day, &list, &n);
		*agree = e == OK && k.sums[kind] && strcmp(k.sums[kind], sums_write(a, list, n)) == 0;
	}
	return e == ERR_INVALID ? OK : e; /* lines that have no sum */
}
