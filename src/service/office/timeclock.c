/* timeclock.c - see timeclock.h. */
#include "service/timeclock.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "office_int.h"
#include "store/audit_store.h"
#include "store/staff_store.h"

#define LOOK_BACK_DAYS 3      /* a stretch at work is not longer; what was left open before is odd */

static const char *const kind_words[CLOCK_KINDS] = {
	[CLOCK_NONE] = "", [CLOCK_IN] = N_("in"), [CLOCK_OUT] = N_("out"), [CLOCK_BREAK] = N_("on a break"),
	[CLOCK_BACK] = N_("back from a break"),
};

/* --- what is on record ----------------------------------------------------------------------- */

static int by_time(const void *x, const void *y)
{
	const struct clock_row *a = x, *b = y;

	if (a->at_ms != b->at_ms)
		return a->at_ms < b->at_ms ? -1 : 1;
	return a->seal_id < b->seal_id ? -1 : a->seal_id > b->seal_id;
}

static void replace(struct clock_row *rows, int n, const struct clock_correction *c)
{
	for (int i = 0; i < n; i++)
		if (rows[i].seal_id == c->seal_id && rows[i].n == c->n)
			rows[i].replaced = true;
}

/* Rows of a person since a time, corrections applied, by the time they stand for. */
static enum err load(struct shop *sh, struct arena *a, int64_t staff_id, int64_t since_ms, struct clock_row **list,
	int *n)
{
	struct audit_store_row *noted;
	struct clock_correction c;
	int count;
	enum err e = audit_clock(sh->db, a, staff_id, since_ms, &noted, &count);

	*n = 0;
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)count + 1, sizeof **list);
	for (int i = 0; i < count; i++) {
		struct clock_row row = { .seal_id = noted[i].seal_id, .n = noted[i].n, .at_ms = noted[i].at_ms };

		if (strcmp(noted[i].action, "clock") == 0) {
			row.kind = clock_kind_find(noted[i].detail);
		} else if (clock_correction_read(noted[i].detail, &c)) {
			replace(*list, *n, &c);
			row.kind = c.kind;
			row.at_ms = c.at_ms;
			row.corrected = true;
		}
		if (row.kind != CLOCK_NONE)
			(*list)[(*n)++] = row;
	}
	qsort(*list, (size_t)*n, sizeof **list, by_time);
	return OK;
}

static int64_t since(int64_t at_ms)
{
	return at_ms - LOOK_BACK_DAYS * DAY_MS;
}

/* --- noting ---------------------------------------------------------------------------------- */

struct noting { struct arena *arena; enum clock_kind kind, last; int64_t last_ms; };

static enum err note_body(struct shop *sh, void *arg)
{
	struct noting *n = arg;
	struct audit_row row = { .action = "clock", .subject_id = sh->staff.id };
	struct clock_row *rows;
	int count;
	enum err e = load(sh, n->arena, sh->staff.id, since(sh->tx_at_ms), &rows, &count);

	if (e != OK)
		return e;
	n->last = CLOCK_NONE;
	for (int i = 0; i < count; i++) {
		if (rows[i].replaced)
			continue;
		n->last = rows[i].kind;
		n->last_ms = rows[i].at_ms;
	}
	if (n->kind == CLOCK_NONE)
		n->kind = clock_likely(n->last);
	if (!clock_follows(n->last, n->kind))
		return ERR_REFUSED;
	row.detail = clock_kind_name[n->kind];
	return audit_in_tx(sh, &row, 1);
}

enum err timeclock_note(struct shop *sh, struct arena *a, enum clock_kind kind, struct said *said)
{
	struct noting n = { .arena = a, .kind = kind };
	enum err e = office_need(sh, PERM_CLOCK, said);

	if (e == OK && !sh->staff.id)
		e = say(said, ERR_DENIED, MSG_NOT_SIGNED_ON, NULL, NULL);
	if (e != OK)
		return e;
	e = shop_tx(sh, note_body, &n);
	if (e == ERR_REFUSED && n.last == CLOCK_NONE)
		return say(said, e, MSG_CLOCK_NOT_IN, arena_strdup(a, sh->staff.name), NULL);
	if (e == ERR_REFUSED)
		return say(said, e, MSG_CLOCK_IS, _(kind_words[n.last]), clock_text(a, n.last_ms));
	if (e != OK)
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	return say(said, OK, MSG_CLOCK_NOTED, arena_strdup(a, sh->staff.name), _(kind_words[n.kind]));
}

/* --- correcting ------------------------------------------------------------------------------ */

struct correcting { struct arena *arena; struct staff_row who; struct clock_correction what; };

static enum err correct_body(struct shop *sh, void *arg)
{
	const struct correcting *c = arg;
	struct audit_row row = { .action = "clock-correct", .subject_id = c->who.id };
	char text[CLOCK_CORRECTION_MAX];
	struct clock_row *rows;
	bool found = c->what.seal_id == 0;
	int n;
	enum err e = load(sh, c->arena, c->who.id, 0, &rows, &n);

	for (int i = 0; e == OK && i < n; i++) {
		if (rows[i].seal_id != c->what.seal_id || rows[i].n != c->what.n)
			continue;
		if (rows[i].replaced)
			return ERR_STALE;
		found = true;
	}
	if (e != OK || !found)
		return e == OK ? ERR_NOTFOUND : e;
	clock_correction_write(&c->what, text);
	row.detail = text;
	return audit_in_tx(sh, &row, 1);
}

enum err timeclock_correct(struct shop *sh, struct arena *a, const char *number, const struct clock_correction *what,
	struct said *said)
{
	struct correcting c = { .arena = a, .what = *what };
	enum err e = office_need(sh, PERM_CLOCK_EDIT, said);

	if (e != OK)
		return e;
	if (strcmp(sh->staff.number, number) == 0)
		return say(said, ERR_DENIED, MSG_CLOCK_OWN, NULL, NULL);
	if (what->kind != CLOCK_NONE && what->at_ms > clock_now_ms())
		return say(said, ERR_INVALID, MSG_CLOCK_FUTURE, clock_text(a, what->at_ms), NULL);
	e = staff_by_number(sh->db, a, number, &c.who);
	if (e == OK && c.who.script)
		return say(said, ERR_REFUSED, MSG_SCRIPT_NO_PERSON, number, NULL);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("staff number %s"), number));
	e = shop_tx(sh, correct_body, &c);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("time %lld/%d"), (long long)what->seal_id, what->n));
	return say(said, OK, MSG_CLOCK_CORRECTED, arena_strdup(a, c.who.name), NULL);
}

/* --- reading --------------------------------------------------------------------------------- */

/* One's own without a right. */
static enum err may_read(struct shop *sh, const char *number, struct said *said)
{
	bool own = number && sh->staff.id && strcmp(sh->staff.number, number) == 0;

	return office_need(sh, own ? PERM_NONE : PERM_CLOCK_EDIT, said);
}

enum err timeclock_rows(struct shop *sh, struct arena *a, const char *number, int64_t from_ms, struct clock_row **list,
	int *n, struct said *said)
{
	struct staff_row who;
	enum err e = may_read(sh, number, said);

	*n = 0;
	if (e != OK)
		return e;
	e = staff_by_number(sh->db, a, number, &who);
	if (e == OK)
		e = load(sh, a, who.id, from_ms, list, n);
	return e == OK ? OK : office_answer(said, e, arena_printf(a, _("staff number %s"), number));
}

struct reading { struct arena *arena; int32_t from_day, until_day; struct worked *list; int count; };

static enum err add_person(struct shop *sh, struct reading *r, const struct staff_row *who)
{
	int cutover_h = (int)setting_int(sh, SET_CUTOVER_HOUR), n, events = 0, spans;
	int64_t from_ms = day_utc_ms(r->from_day);
	struct clock_event *list;
	struct hours_span *span;
	struct clock_row *rows;
	enum err e = load(sh, r->arena, who->id, since(from_ms), &rows, &n);

	if (e != OK)
		return e;
	list = arena_array(r->arena, (size_t)n + 1, sizeof *list);
	span = arena_array(r->arena, (size_t)n + 1, sizeof *span);
	for (int i = 0; i < n; i++)
		if (!rows[i].replaced)
			list[events++] = (struct clock_event){ rows[i].at_ms, rows[i].kind };
	spans = hours_spans(list, events, span, n);
	for (int i = 0; i < spans && r->count < WORKED_MAX; i++) {
		int32_t on = day_business(span[i].from_ms, cutover_h);

		if (on >= r->from_day && on <= r->until_day)
			r->list[r->count++] = (struct worked){ who->number, who->name, on, span[i] };
	}
	return OK;
}

enum err timeclock_hours(struct shop *sh, struct arena *a, const char *number, int32_t from_day, int32_t until_day,
	struct worked **list, int *n, struct said *said)
{
	struct reading r = { .arena = a, .from_day = from_day, .until_day = until_day };
	struct staff_row *everybody, who;
	int count = 1;
	enum err e = may_read(sh, number, said);

	*n = 0;
	if (e != OK)
		return e;
	everybody = &who;
	e = number ? staff_by_number(sh->db, a, number, &who) : staff_list(sh->db, a, &everybody, &count);
	r.list = arena_array(a, WORKED_MAX, sizeof *r.list);
	for (int i = 0; e == OK && i < count; i++)
		e = add_person(sh, &r, &everybody[i]);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("staff number %s"), number ? number : ""));
	*list = r.list;
	*n = r.count;
	return OK;
}
