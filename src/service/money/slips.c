/* slips.c - slips of bottle machines, once they are paid: each is won by one guarded statement in the transaction, so a
 * slip that is scanned at two tills, or lies in two baskets, is paid once. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "model/code.h"
#include "money_int.h"
#include "../office/office_int.h"
#include "service/money.h"
#include "store/slip_store.h"

#define EVERY_DAY 99999999

static struct slip_row row_of(const struct document *d, const struct line *l)
{
	return (struct slip_row){ l->code, d->id, d->business_day, l->paid_minor };
}

/* A key as a person reads a code: what is no part of the number is starred. */
static const char *key_words(struct arena *a, const char *key)
{
	char *text = arena_strdup(a, key);

	for (char *c = text; *c; c++)
		if (*c == '_')
			*c = '*';
	return text;
}

enum err slips_take(struct shop *sh, struct arena *a, const struct document *d, struct said *why)
{
	int32_t since = day_add(d->business_day, -(int)setting_int(sh, SET_SLIP_DAYS));
	enum err e = OK;

	for (int i = 0; e == OK && i < d->line_count; i++) {
		const struct slip_row row = row_of(d, &d->lines[i]);

		if (!line_is_slip(&d->lines[i]))
			continue;
		e = slip_take(sh->db, &row, since);
		if (e == ERR_STALE)
			return say(why, ERR_REFUSED, MSG_SLIP_USED, key_words(a, row.key),
				money_text(a, row.amount_minor));
	}
	return e;
}

enum err slips_replay(struct db *db, const struct document *d)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < d->line_count; i++) {
		const struct slip_row row = row_of(d, &d->lines[i]);

		if (line_is_slip(&d->lines[i]))
			e = slip_take(db, &row, EVERY_DAY);
	}
	return e;
}

/* --- looked at ------------------------------------------------------------------------------------ */

struct listing {
	const struct shop *sh;
	struct arena *a;
	const char *machine;           /* NULL: every one */
	struct slip_info *list;
	int count, room;
};

static enum err list_one(void *ctx, const struct slip_taken *s)
{
	struct listing *l = ctx;
	struct slip_origin o = slip_origin(l->sh->setting[SET_SLIPS], s->key);

	if (l->machine && strcmp(l->machine, o.machine) != 0)
		return OK;
	if (l->count == SLIPS_SHOWN_MAX)
		return ERR_REFUSED;
	if (l->count == l->room) {
		struct slip_info *more = arena_array(l->a, l->room ? (size_t)l->room * 2 : 64, sizeof *more);

		if (l->count)
			memcpy(more, l->list, (size_t)l->count * sizeof *more);
		l->list = more;
		l->room = l->room ? l->room * 2 : 64;
	}
	l->list[l->count++] = (struct slip_info){ s->day, s->at_ms, arena_strdup(l->a, o.machine),
		arena_strdup(l->a, o.number), s->amount_minor,
		doc_number_text(l->a, s->terminal, s->series, s->running), arena_strdup(l->a, s->terminal),
		arena_printf(l->a, "%s %s", s->staff_number, s->staff_name) };
	return OK;
}

enum err slips_paid(struct shop *sh, struct arena *a, const char *machine, int32_t from, int32_t to,
	struct slip_info **list, int *n, struct said *said)
{
	struct listing l = { sh, a, machine, NULL, 0, 0 };
	enum err e = office_need(sh, PERM_REPORTS, said);

	if (e == OK)
		e = office_days(a, from, to, said);
	if (e == OK) {
		e = slips_each(sh->db, office_first_id(from), from, to, list_one, &l);
		if (e == ERR_REFUSED)
			return say(said, e, MSG_TOO_MANY_SLIPS, arena_printf(a, "%d", SLIPS_SHOWN_MAX), NULL);
	}
	*list = l.list;
	*n = l.count;
	return office_answer(said, e, "");
}

const char *const slips_by_name[SLIPS_BYS] = { "both", "day", "machine", "none" };

static int in_order(const void *x, const void *y)
{
	const struct slip_sum *a = x, *b = y;

	return a->day != b->day ? (a->day > b->day) - (a->day < b->day) : strcmp(a->machine, b->machine);
}

void slips_sum(struct arena *a, const struct slip_info *list, int n, enum slips_by by, struct slip_sum **sums,
	int *count)
{
	struct slip_sum *s = arena_array(a, (size_t)n + 1, sizeof *s);

	for (int i = 0; i < n; i++)
		s[i] = (struct slip_sum){ by == SLIPS_BY_MACHINE || by == SLIPS_BY_NOTHING ? 0 : list[i].day,
			by == SLIPS_BY_DAY || by == SLIPS_BY_NOTHING ? "" : list[i].machine, 1, list[i].amount_minor };
	qsort(s, (size_t)n, sizeof *s, in_order);
	*sums = s;
	*count = 0;
	for (int i = 0; i < n; i++)
		if (*count && in_order(&s[*count - 1], &s[i]) == 0) {
			s[*count - 1].slips++;
			s[*count - 1].amount_minor += s[i].amount_minor;
		} else {
			s[(*count)++] = s[i];
		}
}
