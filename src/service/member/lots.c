/* lots.c - see lots_int.h. */
#include "lots_int.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/sbuf.h"
#include "model/money.h"
#include "store/audit_store.h"
#include "store/lot_store.h"

enum ledger_unit lots_unit(enum account account)
{
	return account == ACCOUNT_POINTS ? UNIT_POINTS : UNIT_MONEY;
}

/* --- the book of one member and account -------------------------------------------------------------- */

struct book {
	struct lots lots;
	enum account account;
	int64_t member_id;
	int64_t *was;             /* the rest of each lot that was there */
	int old;
};

static void begin_book(const struct lots_act *act, enum account account, int64_t member_id, const struct lot *lots,
	int n, struct book *b)
{
	*b = (struct book){ .account = account, .member_id = member_id, .old = n };
	b->was = arena_array(act->a, (size_t)n, sizeof *b->was);
	for (int i = 0; i < n; i++)
		b->was[i] = lots[i].rest;
	lots_begin(&b->lots, act->a, account == ACCOUNT_POINTS ? LOT_FIRST_TO_EXPIRE : LOT_OLDEST, act->day, lots, n);
}

static enum err open_book(struct shop *sh, const struct lots_act *act, enum account account, int64_t member_id,
	int64_t document_id, struct book *b)
{
	struct lot_row *rows;
	struct lot *lots;
	int n = 0;
	enum err e = lots_open(sh->db, act->a, account, member_id, document_id, &rows, &n);

	if (e != OK)
		return e;
	lots = arena_array(act->a, (size_t)n, sizeof *lots);
	for (int i = 0; i < n; i++)
		lots[i] = rows[i].lot;
	begin_book(act, account, member_id, lots, n, b);
	return OK;
}

/* What opens a lot is told with its days; the rest of its figures is the sum of what moved. */
static void tell(struct sbuf *out, const struct book *b, const struct lot_move *m, bool opens)
{
	const struct lot *l = &b->lots.list[m->lot];

	sbuf_printf(out, ",%" PRId64 ":%d:%" PRId64, l->id, (int)m->kind, m->amount);
	if (opens)
		sbuf_printf(out, ":%d:%d:%" PRId64 ":%d", (int)l->from_day, (int)l->until_day, l->document_id,
			l->held | l->grace << 1);
}

static enum err put_lots(struct shop *sh, const struct lots_act *act, struct book *b)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < b->lots.count; i++) {
		struct lot *l = &b->lots.list[i];

		if (i < b->old) {
			bool moved = false;

			for (int m = 0; m < b->lots.move_count; m++)
				moved = moved || b->lots.moves[m].lot == i;
			e = moved ? lot_change(sh->db, l, b->was[i]) : OK;
			continue;
		}
		l->id = shop_new_id(sh);
		if (!l->document_id)
			l->document_id = act->document_id;
		e = lot_insert(sh->db, &(struct lot_row){ *l, b->account, b->member_id, 0 });
	}
	return e;
}

/* Lots, moves, the posting, and what is told of them. */
static enum err close_book(struct shop *sh, struct lots_act *act, struct book *b)
{
	struct sbuf told = SBUF_INIT;
	int64_t sum = 0;
	enum err e = put_lots(sh, act, b);
	int opened = b->old;

	sbuf_printf(&told, "%d/%" PRId64, (int)b->account, b->member_id);
	for (int i = 0; e == OK && i < b->lots.move_count; i++) {
		const struct lot_move *m = &b->lots.moves[i];

		e = lot_move_put(sh->db, act->document_id, ++act->n, b->lots.list[m->lot].id, m->kind, m->amount);
		sum += m->amount;
		tell(&told, b, m, m->lot == opened);
		opened += m->lot == opened;
	}
	ledger_post(act->ledger, act->a, b->account, b->member_id, lots_unit(b->account), -sum);
	if (b->lots.move_count)
		act->told = act->told ? arena_printf(act->a, "%s|%s", act->told, sbuf_text(&told))
			: arena_strdup(act->a, sbuf_text(&told));
	sbuf_release(&told);
	return e;
}

char *lots_detail(const struct lots_act *act, const char *words)
{
	if (!act->told)
		return arena_strdup(act->a, words);
	return arena_printf(act->a, "%s%slots=%s", words, *words ? " " : "", act->told);
}

enum err lots_read(struct shop *sh, struct arena *a, enum account account, int64_t member_id, int32_t day,
	struct lots *out)
{
	const struct lots_act act = { .a = a, .day = day };
	struct book b;
	enum err e = open_book(sh, &act, account, member_id, 0, &b);

	if (e == OK)
		*out = b.lots;
	return e;
}

enum err lots_wait(struct shop *sh, struct arena *a, int64_t member_id, bool *waits)
{
	struct lot_row *lots;
	int n = 0;
	enum err e = lots_open(sh->db, a, ACCOUNT_PRINCIPAL, member_id, 0, &lots, &n);

	*waits = false;
	for (int i = 0; e == OK && i < n; i++)
		*waits = *waits || (lots[i].lot.held && lots[i].lot.rest > 0);
	return e;
}

/* --- acts -------------------------------------------------------------------------------------------- */

enum err lots_give(struct shop *sh, struct lots_act *act, enum account account, int64_t member_id, int32_t from_day,
	int32_t until_day, bool held, int64_t amount)
{
	struct book b;
	enum err e = open_book(sh, act, account, member_id, 0, &b);

	if (e != OK)
		return e;
	lots_earn(&b.lots, from_day, until_day, held, amount);
	return close_book(sh, act, &b);
}

enum err lots_take(struct shop *sh, struct lots_act *act, enum account account, int64_t member_id, int64_t amount)
{
	struct book b;
	enum err e = open_book(sh, act, account, member_id, 0, &b);

	if (e != OK)
		return e;
	return lots_spend(&b.lots, amount) ? close_book(sh, act, &b) : ERR_REFUSED;
}

enum err lots_take_again(struct shop *sh, struct lots_act *act, enum account account, int64_t member_id,
	int64_t brought_id, int64_t amount, bool may_owe)
{
	struct book b;
	enum err e = open_book(sh, act, account, member_id, brought_id, &b);

	if (e != OK)
		return e;
	return lots_take_back(&b.lots, brought_id, amount, may_owe) ? close_book(sh, act, &b) : ERR_REFUSED;
}

/* What each lot got back up to now follows from what all got, one after the other: a share need not grow with the
 * whole, so the sum alone does not tell. */
static void shares_before(struct arena *a, struct lot_spent *spent, int n, const struct lots_came *came)
{
	int64_t *taken = arena_array(a, (size_t)n * 3, sizeof *taken), *back = taken + n, *parts = back + n, total = 0;

	for (int i = 0; i < n; i++)
		taken[i] = spent[i].taken;
	for (int step = 0; step < came->count; step++) {
		total += came->list[step];
		money_share_next(total, taken, back, n, parts);
		for (int i = 0; i < n; i++)
			back[i] += parts[i];
	}
	for (int i = 0; i < n; i++)
		spent[i].back = back[i];
}

/* With the lots that were spent, for nothing may be left of them by now. */
static enum err open_spent(struct shop *sh, const struct lots_act *act, enum account account, int64_t member_id,
	const struct lot_spent *spent, const int64_t *members, int n, struct book *b)
{
	struct lot *lots;
	int all;
	enum err e = open_book(sh, act, account, member_id, 0, b);

	if (e != OK)
		return e;
	all = b->old;
	lots = arena_array(act->a, (size_t)all + (size_t)n, sizeof *lots);
	if (all)
		memcpy(lots, b->lots.list, (size_t)all * sizeof *lots);
	for (int i = 0; i < n; i++)
		if (members[i] == member_id && spent[i].lot.rest == 0)
			lots[all++] = spent[i].lot;
	begin_book(act, account, member_id, lots, all, b);
	return OK;
}

enum err lots_restore_next(struct shop *sh, struct lots_act *act, enum account account, int64_t member_id,
	int64_t spent_id, const struct lots_came *before, int64_t amount, int grace_days, int64_t *lost)
{
	struct lot_spent *spent;
	int64_t gone, *members, total = amount;
	struct book b;
	int n = 0;
	enum err e = lots_spent(sh->db, act->a, account, spent_id, &spent, &members, &n);

	if (e == OK && n)
		shares_before(act->a, spent, n, before);
	if (e == OK)
		e = open_spent(sh, act, account, member_id, spent, members, n, &b);
	if (e != OK)
		return e;
	for (int i = 0; i < before->count; i++)
		total += before->list[i];
	gone = lots_give_back(&b.lots, spent, n, total, grace_days);
	if (lost)
		*lost = gone;
	return close_book(sh, act, &b);
}

enum err lots_restore(struct shop *sh, struct lots_act *act, enum account account, int64_t member_id,
	int64_t spent_id, int64_t total, int grace_days, int64_t *lost)
{
	struct lots_came before;
	enum err e = lots_came_back(sh->db, act->a, account, spent_id, &before.list, &before.count);

	for (int i = 0; e == OK && i < before.count; i++)
		total -= before.list[i];
	return e == OK ? lots_restore_next(sh, act, account, member_id, spent_id, &before, total, grace_days, lost)
		: e;
}

enum err lots_end(struct shop *sh, struct lots_act *act, enum account account, int64_t member_id, int64_t *ended)
{
	struct book b;
	enum err e = open_book(sh, act, account, member_id, 0, &b);

	if (e != OK)
		return e;
	*ended = lots_expire(&b.lots);
	return close_book(sh, act, &b);
}

enum err lots_hand(struct shop *sh, struct lots_act *act, enum account account, int64_t from_id, int64_t to_id,
	bool all, int64_t amount)
{
	struct book from, to;
	enum err e = open_book(sh, act, account, from_id, 0, &from);

	if (e == OK)
		e = open_book(sh, act, account, to_id, 0, &to);
	if (e != OK)
		return e;
	if (all)
		lots_move_all(&from.lots, &to.lots);
	else if (!lots_move(&from.lots, &to.lots, amount))
		return ERR_REFUSED;
	e = close_book(sh, act, &from);
	return e == OK ? close_book(sh, act, &to) : e;
}

enum err lots_release(struct shop *sh, struct lots_act *act, int64_t brought_id)
{
	struct lot_row *held;
	int n = 0;
	enum err e = lots_held(sh->db, act->a, brought_id, &held, &n);

	for (int i = 0; e == OK && i < n; i++) {
		struct book b;

		e = open_book(sh, act, held[i].account, held[i].member_id, brought_id, &b);
		if (e != OK)
			break;
		lots_let_go(&b.lots, brought_id);
		e = close_book(sh, act, &b);
	}
	return e;
}

/* --- what is on record ------------------------------------------------------------------------------- */

static bool number(const char **at, int64_t *out)
{
	char *end;

	*out = strtoll(*at, &end, 10);
	if (end == *at)
		return false;
	*at = end;
	return true;
}

/* ":N" after what was read. */
static bool next(const char **at, int64_t *out)
{
	if (**at != ':')
		return false;
	++*at;
	return number(at, out);
}

/* ",LOT:KIND:AMOUNT[:FROM:UNTIL:DOCUMENT:FLAGS]" */
static bool move_told(const char **at, struct lot_told *t)
{
	int64_t kind, from, until, flags;

	t->lot = (struct lot){ .id = 0 };
	if (**at != ',')
		return false;
	++*at;
	if (!number(at, &t->lot.id) || !next(at, &kind) || !next(at, &t->amount) || kind < LOT_CAME ||
		kind >= LOT_MOVE_KINDS)
		return false;
	t->kind = (enum lot_move_kind)kind;
	t->opens = **at == ':';
	if (!t->opens)
		return true;
	if (!next(at, &from) || !next(at, &until) || !next(at, &t->lot.document_id) || !next(at, &flags))
		return false;
	t->lot.from_day = (int32_t)from;
	t->lot.until_day = (int32_t)until;
	t->lot.amount = t->amount;
	t->lot.held = flags & 1;
	t->lot.grace = (flags & 2) != 0;
	return true;
}

enum err lots_told(const char *detail, lot_told_fn fn, void *ctx)
{
	const char *at = strstr(detail, "lots=");
	struct lot_told t;
	enum err e = OK;

	at = at ? at + strlen("lots=") - 1 : NULL;
	while (at && e == OK) { /* at '=', then at each '|' */
		int64_t account;

		at++;
		if (!number(&at, &account) || *at != '/')
			return OK;
		at++;
		t.account = (enum account)account;
		if (!number(&at, &t.member_id))
			return OK;
		while (e == OK && move_told(&at, &t))
			e = fn(ctx, &t);
		at = *at == '|' ? at : NULL;
	}
	return e;
}

struct replaying { struct db *db; int64_t document_id; int n; };

static enum err replay_one(void *ctx, const struct lot_told *t)
{
	struct replaying *r = ctx;
	enum err e = t->opens ? lot_insert(r->db, &(struct lot_row){ t->lot, t->account, t->member_id, 0 }) : OK;

	if (e == OK)
		e = t->kind == LOT_RELEASED ? lot_let_go(r->db, t->lot.id)
			: lot_add(r->db, t->lot.id, t->amount, t->kind == LOT_EXPIRED ? -t->amount : 0);
	return e == OK ? lot_move_put(r->db, r->document_id, ++r->n, t->lot.id, t->kind, t->amount) : e;
}

enum err lots_replay(struct db *db, const struct audit_store_row *r)
{
	struct replaying replaying = { db, r->seal_id, 0 };

	return lots_told(r->detail, replay_one, &replaying);
}
