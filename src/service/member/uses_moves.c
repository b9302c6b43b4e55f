/* uses_moves.c - see uses_int.h: what comes, goes, comes back and is handed on, and what the record says of it. */
#include "uses_int.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "model/money.h"
#include "service/words.h"
#include "store/audit_store.h"

#define TOLD "uses="

/* --- kinds ------------------------------------------------------------------------------------------ */

const struct uses_kind_row *uses_kind_of(const struct shop *sh, int64_t id)
{
	for (int i = 0; i < sh->uses_kind_count; i++)
		if (sh->uses_kinds[i].id == id)
			return &sh->uses_kinds[i];
	return NULL;
}

const struct uses_kind_row *uses_kind_coded(const struct shop *sh, const char *code)
{
	for (int i = 0; i < sh->uses_kind_count; i++)
		if (!sh->uses_kinds[i].disabled && strcmp(sh->uses_kinds[i].code, code) == 0)
			return &sh->uses_kinds[i];
	return NULL;
}

const struct uses_kind_row *uses_kind_sold(const struct shop *sh, int64_t article_id)
{
	for (int i = 0; article_id && i < sh->uses_kind_count; i++)
		if (!sh->uses_kinds[i].disabled && sh->uses_kinds[i].article_id == article_id)
			return &sh->uses_kinds[i];
	return NULL;
}

bool uses_kind_pays(const struct uses_kind_row *kind, int64_t article_id)
{
	for (int i = 0; i < kind->item_count; i++)
		if (kind->items[i] == article_id)
			return true;
	return false;
}

int32_t uses_until(const struct uses_kind_row *kind, int32_t from_day)
{
	return kind->valid_days ? day_add(from_day, (int)kind->valid_days - 1) : 0;
}

/* --- read ------------------------------------------------------------------------------------------- */

enum err uses_read(struct shop *sh, struct arena *a, int64_t member_id, int64_t article_id, int32_t day,
	struct uses_row **rows, struct uses_package **list, int *n)
{
	enum err e = uses_of_member(sh->db, a, member_id, day, true, rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++) {
		const struct uses_kind_row *kind = uses_kind_known(sh, (*rows)[i].kind_id);

		(*rows)[i].p.day_max = kind ? kind->day_max : 0;
		(*list)[i] = (*rows)[i].p;
		(*list)[i].article_id = kind && uses_kind_pays(kind, article_id) ? article_id : 0;
	}
	return OK;
}

/* Of those that pay for it: the first that ended, or begins, and how many there are. */
static const char *refusal_words(struct arena *a, enum uses_refusal why, const struct uses_package *list, int n,
	int32_t day)
{
	int32_t ended = 0, begins = 0;
	int64_t left = 0, day_max = 0;

	for (int i = 0; i < n; i++) {
		const struct uses_package *p = &list[i];
		int32_t last = uses_last_day(p);

		if (!p->article_id)
			continue;
		ended = last && last < day && last > ended ? last : ended;
		begins = p->from_day > day && (!begins || p->from_day < begins) ? p->from_day : begins;
		left += uses_left(p, day);
		day_max = p->day_max > day_max ? p->day_max : day_max;
	}
	switch (why) {
	case USES_ENDED:
		return arena_printf(a, _("they ended on %s"), day_text(a, ended));
	case USES_EARLY:
		return arena_printf(a, _("they begin on %s"), day_text(a, begins));
	case USES_UNCLEARED:
		return _("they wait for a cheque to be cleared");
	case USES_DAY_MAX:
		return arena_printf(a, _("%lld a day, %lld more today"), (long long)day_max, (long long)left);
	case USES_TOO_FEW:
		return arena_printf(a, _("%lld are left"), (long long)left);
	default:
		return _("there are none of it");
	}
}

static enum err decide(struct shop *sh, struct arena *a, int64_t member_id, const struct uses_article *article,
	int32_t day, int64_t count, struct uses_row **rows, struct uses_take **takes, int *taken, struct said *said)
{
	struct uses_package *list;
	enum uses_refusal why;
	int n = 0;
	enum err e = uses_read(sh, a, member_id, article->id, day, rows, &list, &n);

	if (e != OK)
		return e;
	*takes = arena_array(a, (size_t)n, sizeof **takes);
	why = uses_take(list, n, article->id, day, count, *takes, taken);
	return why ? say(said, ERR_REFUSED, MSG_USES_REFUSED, article->name, refusal_words(a, why, list, n, day)) : OK;
}

enum err uses_lets(struct shop *sh, struct arena *a, int64_t member_id, int64_t article_id, const char *name,
	int64_t count, struct said *said)
{
	const struct uses_article article = { article_id, "", name };
	struct uses_row *rows;
	struct uses_take *takes;
	int taken;

	return decide(sh, a, member_id, &article, shop_business_day(sh), count, &rows, &takes, &taken, said);
}

enum err uses_rest_of(struct shop *sh, struct arena *a, int64_t member_id, int64_t *rest)
{
	struct uses_row *rows;
	int n = 0;
	enum err e = uses_of_member(sh->db, a, member_id, shop_business_day(sh), true, &rows, &n);

	*rest = 0;
	for (int i = 0; e == OK && i < n; i++)
		*rest += rows[i].p.rest;
	return e;
}

enum err uses_today(struct shop *sh, struct arena *a, int64_t member_id, int64_t *left)
{
	int32_t day = shop_business_day(sh);
	struct uses_row *rows;
	struct uses_package *list;
	int n = 0;
	enum err e = uses_read(sh, a, member_id, 0, day, &rows, &list, &n);

	*left = 0;
	for (int i = 0; e == OK && i < n; i++)
		*left += uses_left(&rows[i].p, day);
	return e;
}

/* --- moves ------------------------------------------------------------------------------------------ */

static void tell(struct lots_act *act, const struct uses_row *row, const struct uses_move_row *m, bool opens)
{
	struct sbuf out = SBUF_INIT;

	if (act->told)
		sbuf_printf(&out, "%s|", act->told);
	sbuf_printf(&out, "%" PRId64 ":%d:%" PRId64 ":%d:%" PRId64 ":%d", m->package_id, (int)m->kind, m->amount,
		m->line_no, m->cancels, (int)row->p.grace_day);
	if (opens)
		sbuf_printf(&out, ":%" PRId64 ":%" PRId64 ":%d:%d:%" PRId64, row->kind_id, row->member_id,
			(int)row->p.from_day, (int)row->p.until_day, row->paid_minor);
	act->told = arena_strdup(act->a, sbuf_text(&out));
	sbuf_release(&out);
}

/* What is handed on stays owed; all else is owed more or less. */
static enum err put_move(struct shop *sh, struct lots_act *act, const struct uses_row *row, enum lot_move_kind kind,
	int64_t amount, int line_no, int64_t cancels, bool opens)
{
	const struct uses_move_row m = { act->document_id, ++act->n, row->p.id, kind, amount, line_no, cancels };
	enum err e = uses_move_put(sh->db, &m);

	ledger_post(act->ledger, act->a, ACCOUNT_USES, row->p.id, UNIT_USES, -amount);
	if (kind != LOT_MOVED)
		ledger_post(act->ledger, act->a, ACCOUNT_USES_SOLD, 0, UNIT_USES, amount);
	tell(act, row, &m, opens);
	return e;
}

char *uses_detail(const struct lots_act *act, const char *words)
{
	if (!act->told)
		return arena_strdup(act->a, words);
	return arena_printf(act->a, "%s%s" TOLD "%s", words, *words ? " " : "", act->told);
}

enum err uses_open(struct shop *sh, struct lots_act *act, const struct uses_opening *what)
{
	struct uses_row row = { .p = { .id = shop_new_id(sh), .from_day = what->from_day,
		.until_day = what->until_day, .bought = what->times, .rest = what->times }, .kind_id = what->kind->id,
		.member_id = what->member_id, .document_id = act->document_id, .line_no = what->line_no,
		.paid_minor = what->paid_minor };
	enum err e = uses_insert(sh->db, &row);

	return e == OK ? put_move(sh, act, &row, what->handed ? LOT_MOVED : LOT_CAME, what->times, what->line_no, 0,
		true) : e;
}

enum err uses_spend(struct shop *sh, struct lots_act *act, int64_t member_id, const struct uses_article *article,
	int64_t count, int line_no, struct said *said)
{
	struct uses_row *rows;
	struct uses_take *takes;
	int taken = 0;
	enum err e = decide(sh, act->a, member_id, article, act->day, count, &rows, &takes, &taken, said);

	for (int i = 0; e == OK && i < taken; i++) {
		const struct uses_row *row = &rows[takes[i].package];

		e = uses_add(sh->db, row->p.id, -takes[i].count, row->p.grace_day);
		if (e == OK)
			e = put_move(sh, act, row, LOT_SPENT, -takes[i].count, line_no, 0, false);
	}
	return e;
}

enum err uses_restore(struct shop *sh, struct lots_act *act, int64_t spent_id, int line_no, int64_t total, bool cancels)
{
	struct uses_spent *spent;
	int64_t *taken, *back, *parts;
	int n = 0;
	enum err e = uses_spent(sh->db, act->a, spent_id, line_no, &spent, &n);

	if (e != OK || !n)
		return e == OK ? ERR_NOTFOUND : e;
	taken = arena_array(act->a, (size_t)n * 3, sizeof *taken);
	back = taken + n;
	parts = back + n;
	for (int i = 0; i < n; i++) {
		taken[i] = spent[i].taken;
		back[i] = spent[i].back;
	}
	money_share_next(total, taken, back, n, parts);
	for (int i = 0; e == OK && i < n; i++) {
		struct uses_row *row = &spent[i].row;

		if (!parts[i])
			continue;
		(void)uses_back(&row->p, act->day, (int)setting_int(sh, SET_USES_GRACE), &row->p.grace_day);
		e = uses_add(sh->db, row->p.id, parts[i], row->p.grace_day);
		if (e == OK)
			e = put_move(sh, act, row, LOT_BACK, parts[i], line_no < 0 ? 0 : line_no, cancels ? spent_id
				: 0, false);
	}
	return e;
}

enum err uses_take_again(struct shop *sh, struct lots_act *act, int64_t brought_id, int line_no, int64_t count,
	bool cancels, int64_t *missing)
{
	struct uses_row *rows;
	int n = 0;
	enum err e = uses_of_document(sh->db, act->a, brought_id, line_no, &rows, &n);

	*missing = count;
	for (int i = 0; e == OK && i < n && *missing; i++) {
		int64_t part = rows[i].p.rest < *missing ? rows[i].p.rest : *missing;

		if (!part)
			continue;
		e = uses_add(sh->db, rows[i].p.id, -part, rows[i].p.grace_day);
		if (e == OK)
			e = put_move(sh, act, &rows[i], LOT_TAKEN, -part, line_no, cancels ? brought_id : 0, false);
		*missing -= part;
	}
	return e;
}

enum err uses_hand(struct shop *sh, struct lots_act *act, const struct uses_row *row, int64_t to_id)
{
	const struct uses_kind_row *kind = uses_kind_of(sh, row->kind_id);
	int64_t rest = row->p.rest;
	enum err e = kind ? uses_add(sh->db, row->p.id, -rest, row->p.grace_day) : ERR_CORRUPT;

	if (e == OK)
		e = put_move(sh, act, row, LOT_MOVED, -rest, 0, 0, false);
	return e == OK ? uses_open(sh, act, &(struct uses_opening){ .kind = kind, .member_id = to_id, .times = rest,
		.paid_minor = uses_worth_minor(row->paid_minor, row->p.bought, 0, rest), .from_day = row->p.from_day,
		.until_day = uses_last_day(&row->p), .handed = true }) : e;
}

/* --- on record ---------------------------------------------------------------------------------------- */

static bool next(const char **at, int64_t *out)
{
	char *end;

	if (**at != ':')
		return false;
	*out = strtoll(*at + 1, &end, 10);
	if (end == *at + 1)
		return false;
	*at = end;
	return true;
}

/* "PACKAGE:KIND:AMOUNT:LINE:CANCELS:GRACE[:OF:MEMBER:FROM:UNTIL:PAID]", at the character before it. */
static bool read_told(const char **at, int64_t document_id, int n, struct uses_told *t)
{
	int64_t v[5];
	char *end;
	struct uses_package *p = &t->row.p;

	*t = (struct uses_told){ .move = { .document_id = document_id, .n = n } };
	t->move.package_id = p->id = strtoll(*at + 1, &end, 10);
	*at = end;
	for (int i = 0; i < 5; i++)
		if (!next(at, &v[i]))
			return false;
	if (v[0] < LOT_CAME || v[0] >= LOT_MOVE_KINDS)
		return false;
	t->move.kind = (enum lot_move_kind)v[0];
	t->move.amount = v[1];
	t->move.line_no = (int)v[2];
	t->move.cancels = v[3];
	t->grace_day = (int32_t)v[4];
	t->opens = **at == ':';
	for (int i = 0; t->opens && i < 5; i++)
		if (!next(at, &v[i]))
			return false;
	if (!t->opens)
		return true;
	t->row.kind_id = v[0];
	t->row.member_id = v[1];
	t->row.document_id = document_id;
	t->row.line_no = t->move.line_no;
	t->row.paid_minor = v[4];
	p->from_day = (int32_t)v[2];
	p->until_day = (int32_t)v[3];
	p->bought = t->move.amount;
	return true;
}

enum err uses_told(const struct audit_store_row *r, uses_told_fn fn, void *ctx)
{
	const char *at = strncmp(r->action, "uses-", 5) == 0 ? strstr(r->detail, TOLD) : NULL;
	struct uses_told t;
	enum err e = OK;

	at = at ? at + strlen(TOLD) - 1 : NULL;
	for (int n = 1; at && e == OK && read_told(&at, r->seal_id, n, &t); n++) {
		e = fn(ctx, &t);
		at = *at == '|' ? at : NULL;
	}
	return e;
}

static enum err replay_one(void *ctx, const struct uses_told *t)
{
	struct db *db = ctx;
	enum err e = t->opens ? uses_insert(db, &t->row) : OK;

	if (e == OK)
		e = uses_add(db, t->move.package_id, t->move.amount, t->grace_day);
	return e == OK ? uses_move_put(db, &t->move) : e;
}

enum err uses_replay(struct db *db, const struct audit_store_row *r)
{
	return uses_told(r, replay_one, db);
}
