/* oracle_member.c - random acts with what members have (points, stored value, coupons, gifts, cards) beside a model
 * written down from the rules in the simplest way: after each act every balance, every lot by its days, every coupon
 * and the drawer must be what the model says, and at intervals store check must find nothing. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/service/shop/shop_int.h"
#include "base/clock.h"
#include "model/ledger.h"
#include "oracle.h"
#include "service/coupons.h"
#include "service/gifts.h"
#include "service/members.h"
#include "service/points.h"
#include "service/wallet.h"
#include "store/db.h"

#define MEMBERS 60
#define LOTS 4000
#define SALES 50             /* that are remembered for returns */
#define LINES 4
#define PAYS 20
#define VALUES 3000
#define PARTS 120            /* lots that one payment takes from */
#define COUPONS 2000
#define GIFTS 60
#define DAY_MS INT64_C(86400000)
#define MANAGER "sign-on 3001 615902"
#define SECOND .words = "1", .second = "2001", .pin = "331827"

#define POINTS_DAYS 60       /* after the day on which they were earned */
#define PENDING_DAYS 2
#define POINTS_PRICE 10      /* for 1.00 */
#define STEP_HELD 300
#define CARD_MAX 500000
#define FEE 200
#define GIFT_POINTS 30
#define COUPON_DAYS 30
#define NEXT_DAYS 14
#define NEXT_FROM 3000

enum { CASH = 1, EXCHANGED, STORED, POINTS }; /* EXCHANGED: cash that came through an exchange */
enum { ISSUED = 1, VOID, BLOCKED };           /* as a coupon is kept */
enum { OFF_AMOUNT, OFF_PERCENT, OFF_NEXT, COUPON_KINDS };

static const struct { const char *code, *value, *cap, *from; int64_t off, bp, most, least; } coupon_kinds[] = {
	{ "A", "5", NULL, "10", 500, 0, 0, 1000 }, { "P", "10%", "8", NULL, 0, 1000, 800, 0 },
	{ "N", "3", NULL, NULL, 300, 0, 0, 0 },
};
/* What an article earns: points for each `per`; 0 none. */
static const struct { const char *code; int64_t price, points, per; bool weighed; } articles[] = {
	{ COOKIES, 3990, 1, 100, false }, { FINGERS, 500, 0, 100, false }, { CHIPS, 750, 3, 200, false },
	{ SEEDS, 2180, 1, 100, true },
};
#define ARTICLES 4

struct lot_kept { int member, act; int32_t from, until; int64_t rest, expired; };
/* A payment with points or stored value, and what of it came back up to now, by whichever way. */
struct value {
	int kind, member, parts;
	int64_t amount, came;             /* money */
	int64_t principal, bonus, gave_principal, gave_bonus;
	int64_t points, gave_points;
	int lot[PARTS];
	int64_t taken[PARTS], back[PARTS];
};
struct pay { int kind, value; int64_t amount, rounding, gave, given; };
struct goods { int article; int64_t qty, amount, paid, unrounded, returned; };
struct sale {
	char number[40];
	struct goods line[LINES];
	struct pay pay[PAYS];
	int lines, pays, member, act, coupon; /* coupon: -1 none */
	int before;                       /* lines of the same basket that came back */
	bool exchanged;                   /* it was, or it was taken for other goods */
	int next;                         /* coupon that it gave; -1 none */
	int64_t total, back;
};
struct person { int into; char card[24]; int64_t principal, bonus, debt; };
struct paper { int kind, owner, state, used; int32_t from, until; };
struct taken_gift { char number[40]; int value; };

struct members {
	struct oracle_life life;
	int count, acts, cards;
	struct person m[MEMBERS];
	struct lot_kept lot[LOTS];
	int lots;
	struct value *value;
	int values;
	struct sale sale[SALES];
	int sales;
	struct paper paper[COUPONS];
	int papers;
	struct taken_gift gift[GIFTS];
	int gifts;
	int64_t drawer;
	int32_t today;
};

#define draw(v, n) oracle_draw(&(v)->life, n)
#define act(v, ...) oracle_act(&(v)->life, __VA_ARGS__)
#define told(v, ...) oracle_did(&(v)->life, __VA_ARGS__)

static struct seat *seat(struct members *v)
{
	return &v->life.w.seat[1];
}

static const char *money_typed(int64_t amount)
{
	static char text[4][24];
	static int turn;

	turn = (turn + 1) % 4;
	snprintf(text[turn], sizeof text[turn], "%" PRId64 ".%02" PRId64, amount / 100, amount % 100);
	return text[turn];
}

/* --- arithmetic ----------------------------------------------------------------------------------------- */

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* What belongs to all that came back up to now, less what each part gave before; later parts give less where that is
 * too much in all. */
static void share_next(int64_t total, const int64_t *weight, const int64_t *gave, int n, int64_t *out)
{
	int64_t excess = -total;

	oracle_share(total, weight, n, out);
	for (int i = 0; i < n; i++) {
		excess += gave[i];
		out[i] = out[i] > gave[i] ? out[i] - gave[i] : 0;
		excess += out[i];
	}
	for (int i = n - 1; i >= 0; i--) {
		int64_t less = least(out[i], excess);

		out[i] -= less;
		excess -= less;
	}
}

/* --- members -------------------------------------------------------------------------------------------- */

static int whose(const struct members *v, int m)
{
	while (m >= 0 && v->m[m].into >= 0)
		m = v->m[m].into;
	return m;
}

/* One who is a member by himself. */
static int any_member(struct members *v)
{
	return whose(v, (int)draw(v, v->count));
}

/* Whatever finds him: his card, his code, or that of one who was merged into him. */
static const char *key_of(struct members *v, int m)
{
	static char text[2][24];
	static int turn;
	int by = m;

	turn = !turn;
	for (int i = (int)draw(v, v->count), n = 0; n < v->count; i = (i + 1) % v->count, n++)
		if (whose(v, i) == m) {
			by = i;
			break;
		}
	if (v->m[m].card[0] && draw(v, 2))
		snprintf(text[turn], sizeof text[turn], "%s", v->m[m].card);
	else
		snprintf(text[turn], sizeof text[turn], "%d", 10000001 + by);
	return text[turn];
}

/* --- lots ------------------------------------------------------------------------------------------------ */

static bool ended(const struct members *v, const struct lot_kept *l)
{
	return v->today > l->until;
}

/* The lot that goes next, -1 none: by last day, then by age. act: of that one alone, though it has ended. */
static int next_lot(const struct members *v, int member, int act_no, bool usable, bool expired)
{
	int best = -1;

	for (int i = 0; i < v->lots; i++) {
		const struct lot_kept *l = &v->lot[i];

		if (l->member != member || (expired ? l->expired : l->rest) <= 0 || (act_no && l->act != act_no)
			|| (usable && v->today < l->from) || (!act_no && ended(v, l)))
			continue;
		if (best < 0 || l->until < v->lot[best].until)
			best = i;
	}
	return best;
}

static void fill_debt(struct members *v, int member)
{
	int i;

	while (v->m[member].debt > 0 && (i = next_lot(v, member, 0, false, false)) >= 0) {
		int64_t part = least(v->m[member].debt, v->lot[i].rest);

		v->lot[i].rest -= part;
		v->m[member].debt -= part;
	}
}

static void new_lot(struct members *v, int member, int act_no, int32_t from, int32_t until, int64_t n)
{
	if (v->lots == LOTS)
		abort();
	v->lot[v->lots++] = (struct lot_kept){ member, act_no, from, until, n, 0 };
}

static int64_t points_of(const struct members *v, int member, bool usable)
{
	int64_t sum = -v->m[member].debt;

	for (int i = 0; i < v->lots; i++)
		if (v->lot[i].member == member && !ended(v, &v->lot[i]) && (!usable || v->today >= v->lot[i].from))
			sum += v->lot[i].rest;
	return sum > 0 ? sum : 0;
}

static void give_points(struct members *v, int member, int32_t from, int64_t n)
{
	new_lot(v, member, v->acts, from, day_add(v->today, POINTS_DAYS), n);
	fill_debt(v, member);
}

static void spend_points(struct members *v, int member, int64_t n, struct value *s)
{
	while (n > 0) {
		int i = next_lot(v, member, 0, true, false);
		int64_t part = least(n, v->lot[i].rest);

		v->lot[i].rest -= part;
		n -= part;
		if (!s)
			continue;
		if (s->parts == PARTS)
			abort();
		s->lot[s->parts] = i;
		s->taken[s->parts] = part;
		s->back[s->parts++] = 0;
	}
}

/* By age: the earlier of two parts is the older lot. */
static void sort_parts(struct value *s)
{
	for (int i = 1; i < s->parts; i++)
		for (int k = i; k > 0 && s->lot[k - 1] > s->lot[k]; k--) {
			int lot = s->lot[k];
			int64_t taken = s->taken[k];

			s->lot[k] = s->lot[k - 1];
			s->taken[k] = s->taken[k - 1];
			s->lot[k - 1] = lot;
			s->taken[k - 1] = taken;
		}
}

/* First of what that act brought, void or not, then of the rest by last day; then he owes it. */
static void take_back(struct members *v, int member, int act_no, int64_t n)
{
	for (int turn = 0; turn < 3; turn++) {
		int i;

		while (n > 0 && (i = next_lot(v, member, turn < 2 ? act_no : 0, false, turn == 0)) >= 0) {
			int64_t *from = turn ? &v->lot[i].rest : &v->lot[i].expired, part = least(n, *from);

			*from -= part;
			n -= part;
		}
	}
	v->m[member].debt += n;
}

/* So many points of a payment come back to where they were; to a lot that has ended they are void. */
static void restore_points(struct members *v, struct value *s, int64_t n)
{
	int64_t next[PARTS];
	int member = whose(v, s->member);

	if (!n)
		return;
	share_next(s->gave_points + n, s->taken, s->back, s->parts, next);
	s->gave_points += n;
	for (int i = 0; i < s->parts; i++) {
		struct lot_kept l = v->lot[s->lot[i]], *to = &v->lot[s->lot[i]];

		s->back[i] += next[i];
		if (!next[i])
			continue;
		if (l.member != member) {
			new_lot(v, member, l.act, l.from, l.until, 0);
			to = &v->lot[v->lots - 1];
		}
		*(ended(v, &l) ? &to->expired : &to->rest) += next[i];
	}
	fill_debt(v, member);
}

/* --- stored value ------------------------------------------------------------------------------------------ */

static int64_t stored_of(const struct members *v, int m)
{
	return v->m[m].principal + v->m[m].bonus;
}

static int64_t bonus_part(const struct members *v, int m, int64_t amount)
{
	return stored_of(v, m) ? amount * v->m[m].bonus / stored_of(v, m) : 0;
}

static struct value *new_value(struct members *v, int kind, int member, int64_t amount)
{
	struct value *s = &v->value[v->values++];

	*s = (struct value){ .kind = kind, .member = member, .amount = amount };
	return s;
}

/* So much of a payment's amount has come back more. */
static void value_back(struct members *v, struct value *s, int64_t amount)
{
	int m = whose(v, s->member);

	if (s->kind == STORED) {
		const int64_t weight[] = { s->principal, s->bonus }, gave[] = { s->gave_principal, s->gave_bonus };
		int64_t part[2];

		share_next(s->came + amount, weight, gave, 2, part);
		s->gave_principal += part[0];
		s->gave_bonus += part[1];
		v->m[m].principal += part[0];
		v->m[m].bonus += part[1];
	} else {
		restore_points(v, s, oracle_part(s->points, s->came + amount, s->amount)
			- oracle_part(s->points, s->came, s->amount));
	}
	s->came += amount;
}

/* --- a sale -------------------------------------------------------------------------------------------------- */

static struct sale *new_sale(struct members *v)
{
	if (v->sales == SALES) {
		memmove(&v->sale[0], &v->sale[1], (SALES - 1) * sizeof v->sale[0]);
		v->sales--;
	}
	v->sale[v->sales] = (struct sale){ .member = -1, .coupon = -1, .next = -1 };
	return &v->sale[v->sales++];
}

static bool fill(struct members *v, struct sale *s)
{
	int first = (int)draw(v, ARTICLES), n = 1 + (int)draw(v, 3);

	for (int i = 0; i < n; i++) {
		struct goods *g = &s->line[s->lines++];

		*g = (struct goods){ .article = (first + i) % ARTICLES };
		g->qty = articles[g->article].weighed ? draw(v, 3000) + 1 : (draw(v, 6) + 1) * 1000;
		g->amount = g->paid = oracle_part(articles[g->article].price, g->qty, 1000);
		s->total += g->paid;
		if (!act(v, true, "enter %" PRId64 ".%03" PRId64 "*%s", g->qty / 1000, g->qty % 1000,
			articles[g->article].code))
			return false;
	}
	return true;
}

static bool code_of(struct members *v, int paper, char code[40])
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	bool ok = db_query(seat(v)->sh->db, &a, &r, "SELECT code FROM coupon WHERE number = $1",
		db_int(paper + 1)) == OK && r.count == 1;

	snprintf(code, 40, "%s", ok ? row_text(&r, 0, 0) : "");
	arena_release(&a);
	return ok;
}

static bool good(const struct members *v, const struct paper *p, int member)
{
	return p->state == ISSUED && !p->used && v->today >= p->from && v->today <= p->until
		&& (p->owner < 0 || whose(v, p->owner) == member);
}

/* One that is not good is refused; one that the goods do not reach is not tried. */
static bool add_coupon(struct members *v, struct sale *s)
{
	int i = v->papers ? v->papers - 1 - (int)draw(v, least(v->papers, 25)) : -1;
	int64_t weight[LINES], off[LINES], sum = 0, most;
	const struct paper *p = i < 0 ? NULL : &v->paper[i];
	char code[40];

	if (!p || s->total < coupon_kinds[p->kind].least || !code_of(v, i, code))
		return true;
	if (!good(v, p, s->member))
		return act(v, false, "scan %s", code);
	for (int k = 0; k < s->lines; k++)
		sum += weight[k] = s->line[k].paid;
	most = coupon_kinds[p->kind].bp ? least(oracle_part(sum, coupon_kinds[p->kind].bp, 10000),
		coupon_kinds[p->kind].most) : least(sum, coupon_kinds[p->kind].off);
	oracle_share(most, weight, s->lines, off);
	for (int k = 0; k < s->lines; k++)
		s->line[k].paid -= off[k];
	s->total -= most;
	s->coupon = most ? i : -1;
	return act(v, true, most ? "scan %s" : "~scan %s", code);
}

static struct pay *add_pay(struct sale *s, int kind, int64_t amount)
{
	if (s->pays == PAYS)
		abort();
	s->pay[s->pays] = (struct pay){ .kind = kind, .amount = amount, .value = -1 };
	return &s->pay[s->pays++];
}

static int64_t paid(const struct sale *s)
{
	int64_t sum = 0;

	for (int i = 0; i < s->pays; i++)
		sum += s->pay[i].amount;
	return sum;
}

static bool add_points(struct members *v, struct sale *s, int64_t open)
{
	int64_t usable = points_of(v, s->member, true), most = usable * 100 / POINTS_PRICE;
	int64_t amount = draw(v, 6) ? draw(v, least(most, open)) + 1 : most + 1 + draw(v, 50);
	bool lawful = (amount * POINTS_PRICE + 99) / 100 <= usable;

	if (amount > open)
		return true;
	if (lawful)
		add_pay(s, POINTS, amount);
	return act(v, lawful, "points %s; reason 1; approve 2001 331827", money_typed(amount));
}

static bool add_stored(struct members *v, struct sale *s, int64_t open)
{
	int64_t has = stored_of(v, s->member);
	int64_t amount = draw(v, 6) ? draw(v, 3) ? least(open, has) : draw(v, least(has, open)) + 1
		: has + 1 + draw(v, 50);
	bool lawful = amount <= has;

	if (amount > open || !amount)
		return true;
	if (lawful)
		add_pay(s, STORED, amount);
	return act(v, lawful, "stored %s; reason 1; approve 2001 331827", money_typed(amount));
}

/* With what the member has, what is open then in cash; back: what comes back of goods in the same basket. */
static bool pay(struct members *v, struct sale *s, int64_t back)
{
	int64_t open = s->total - back;
	bool points_first = draw(v, 2);

	for (int turn = 0; turn < 2 && s->member >= 0; turn++) {
		open = s->total - back - paid(s);
		if (open > 0 && draw(v, 2) && !((turn == 0) == points_first ? back || add_points(v, s, open)
			: add_stored(v, s, open)))
			return false;
	}
	open = s->total - back - paid(s);
	if (open > 0)
		add_pay(s, CASH, open)->rounding = open % 10;
	if (open <= 0 && s->pays && !back)
		return true;
	return (open <= 0 && s->pays) || act(v, true, "cash; reason 1; approve 2001 331827");
}

/* Whole points of what is paid beside points, at the rate of each article, twice on some days, and half as many again
 * for who has many. */
static void earn(struct members *v, struct sale *s, int64_t held)
{
	int64_t weight[LINES], off[LINES], by_points = 0, sum = 0, day = v->today % 100;
	int64_t times = day == 8 || day == 18 || day == 28 ? 2 : 1, step = held >= STEP_HELD ? 3 : 2;

	for (int i = 0; i < s->pays; i++)
		by_points += s->pay[i].kind == POINTS ? s->pay[i].amount : 0;
	for (int i = 0; i < s->lines; i++)
		weight[i] = s->line[i].paid;
	oracle_share(by_points, weight, s->lines, off);
	for (int i = 0; i < s->lines; i++) {
		struct goods *g = &s->line[i];

		g->unrounded = oracle_part((g->paid - off[i]) * articles[g->article].points * times * step * 10000, 1,
			2 * articles[g->article].per);
		sum += g->unrounded;
	}
	if (sum / 10000 > 0)
		give_points(v, s->member, day_add(v->today, PENDING_DAYS), sum / 10000);
}

/* All of it as it is posted: stored value, coupons, points that pay, points that are earned. */
static void sold(struct members *v, struct sale *s)
{
	int64_t held;

	s->act = ++v->acts;
	for (int i = 0; i < s->pays; i++) {
		struct pay *p = &s->pay[i];
		struct value *x;

		if (p->value >= 0)
			continue; /* came through an exchange */
		v->drawer += p->kind == CASH ? p->amount - p->rounding : 0;
		if (p->kind != STORED)
			continue;
		p->value = v->values;
		x = new_value(v, STORED, s->member, p->amount);
		x->bonus = bonus_part(v, s->member, p->amount);
		x->principal = p->amount - x->bonus;
		v->m[s->member].bonus -= x->bonus;
		v->m[s->member].principal -= x->principal;
	}
	if (s->coupon >= 0)
		v->paper[s->coupon].used = 1;
	if (s->total >= NEXT_FROM) {
		s->next = v->papers;
		v->paper[v->papers++] = (struct paper){ OFF_NEXT, s->member, ISSUED, 0, v->today,
			day_add(v->today, NEXT_DAYS - 1) };
	}
	held = s->member >= 0 ? points_of(v, s->member, false) : 0;
	for (int i = 0; i < s->pays; i++)
		if (s->pay[i].kind == POINTS && s->pay[i].value < 0) {
			struct value *x;

			s->pay[i].value = v->values;
			x = new_value(v, POINTS, s->member, s->pay[i].amount);
			x->points = (x->amount * POINTS_PRICE + 99) / 100;
			spend_points(v, s->member, x->points, x);
			sort_parts(x);
		}
	if (s->member >= 0)
		earn(v, s, held);
	snprintf(s->number, sizeof s->number, "%s", till_view(seat(v)->t)->done.number);
}

/* --- back ------------------------------------------------------------------------------------------------------ */

static int64_t kept_points(const struct sale *s)
{
	int64_t sum = 0;

	for (int i = 0; i < s->lines; i++)
		sum += s->line[i].unrounded - oracle_part(s->line[i].unrounded, s->line[i].returned, s->line[i].qty);
	return sum / 10000;
}

static int64_t paid_until(const struct goods *g, int64_t qty)
{
	return oracle_part(g->paid, qty, g->qty);
}

/* Each payment gives its share of all that came back so far, less what it gave; parts: of it, what pays for other
 * goods. now: how much of each goes back. */
static void shares_back(struct sale *s, int64_t back, int64_t exchange, int64_t *parts, int64_t *now)
{
	int64_t weight[PAYS] = { 0 }, gave[PAYS] = { 0 };

	s->back += back;
	for (int i = 0; i < s->pays; i++) {
		weight[i] = s->pay[i].amount;
		gave[i] = s->pay[i].gave;
	}
	share_next(s->back, weight, gave, s->pays, now);
	oracle_share(exchange, now, s->pays, parts);
}

static void money_back(struct members *v, struct sale *s, const int64_t *parts, const int64_t *now)
{
	for (int i = 0; i < s->pays; i++) {
		struct pay *p = &s->pay[i];
		int64_t running = p->gave + now[i], kept = p->kind == EXCHANGED ? oracle_drop_fen(p->amount)
			: p->amount - p->rounding, until = oracle_drop_fen(running), given;

		p->gave = running;
		if (p->kind != CASH && p->kind != EXCHANGED)
			continue;
		until = running == p->amount || until > kept ? kept : until;
		given = until - p->given;
		given = given > parts[i] ? given - parts[i] : 0;
		v->drawer -= given;
		p->given += given + parts[i];
	}
}

static bool whole(const struct sale *s)
{
	for (int i = 0; i < s->lines; i++)
		if (s->line[i].returned < s->line[i].qty)
			return false;
	return true;
}

/* As it is posted: coupons, what was earned, what had paid. */
static void came_back(struct members *v, struct sale *s, const int64_t *qty, int64_t back, int64_t exchange,
	int64_t *parts)
{
	int64_t now[PAYS] = { 0 }, before = kept_points(s), kept = 0;

	if (s->pays) {
		shares_back(s, back, exchange, parts, now);
		money_back(v, s, parts, now);
	}
	for (int i = 0; i < s->lines; i++) {
		s->line[i].returned += qty[i];
		kept += s->line[i].paid - paid_until(&s->line[i], s->line[i].returned);
	}
	for (int i = 0; i < s->pays; i++)
		if (s->pay[i].kind == STORED && now[i] > parts[i])
			value_back(v, &v->value[s->pay[i].value], now[i] - parts[i]);
	if (whole(s) && s->coupon >= 0 && v->paper[s->coupon].state == ISSUED && v->today <= v->paper[s->coupon].until)
		v->paper[s->coupon].used = 0;
	if (s->next >= 0 && kept < NEXT_FROM && !v->paper[s->next].used)
		v->paper[s->next].state = VOID;
	v->acts++;
	if (before > kept_points(s))
		take_back(v, whose(v, s->member), s->act, before - kept_points(s));
	for (int i = 0; i < s->pays; i++)
		if (s->pay[i].kind == POINTS && now[i] > parts[i])
			value_back(v, &v->value[s->pay[i].value], now[i] - parts[i]);
}

static bool says(struct members *v, const char *what, int64_t which, int64_t got, int64_t wanted)
{
	if (got == wanted)
		return true;
	printf("# %s of %" PRId64 " is %" PRId64 ", the model says %" PRId64 "; after\n", what, which, got, wanted);
	return oracle_tell_way(&v->life);
}

/* All of it is back: what the sale and its returns moved is nothing, on each account. */
static bool opposite(struct members *v, const struct sale *s)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	bool ok = true;

	if (whole(s) && !s->exchanged)
		ok = db_query(seat(v)->sh->db, &a, &r, "SELECT p.account, sum(p.amount) FROM document s JOIN document d"
			" ON d.id = s.id OR d.original_id = s.id JOIN posting p ON p.document_id = d.id"
			" WHERE s.kind = 1 AND s.running = $1 AND p.unit = 1 GROUP BY p.account"
			" HAVING sum(p.amount) <> 0", db_int(atoll(strrchr(s->number, '-') + 1))) == OK
			&& says(v, "accounts that a whole return leaves", s->act, r.count, 0);
	arena_release(&a);
	return ok;
}

/* What was paid for the goods that came back pays for these, each way for itself but cash. */
static void exchanged(struct sale *s, const struct sale *from, const int64_t *parts)
{
	int cash = -1;

	for (int i = 0; i < from->pays; i++) {
		bool is_cash = from->pay[i].kind == CASH || from->pay[i].kind == EXCHANGED;

		if (!parts[i])
			continue;
		if (is_cash && cash >= 0) {
			s->pay[cash].amount += parts[i];
			continue;
		}
		cash = is_cash ? s->pays : cash;
		add_pay(s, is_cash ? EXCHANGED : from->pay[i].kind, parts[i])->value = is_cash ? 0 : from->pay[i].value;
	}
}

/* --- acts at the till ------------------------------------------------------------------------------------------ */

static bool show_card(struct members *v, struct sale *s)
{
	if (draw(v, 12) == 0)
		return true;
	s->member = any_member(v);
	return act(v, true, "member %s", key_of(v, s->member));
}

static bool room(const struct members *v)
{
	return v->values < VALUES - 4 && v->papers < COUPONS - 2 && v->lots < LOTS - PARTS;
}

static bool do_sale(struct members *v)
{
	struct sale s = { .member = -1, .coupon = -1, .next = -1 };
	bool first = draw(v, 2);
	int64_t qty[LINES], none[PAYS] = { 0 };

	if (!room(v) || (first && !show_card(v, &s)))
		return !room(v);
	if (!fill(v, &s) || (!first && !show_card(v, &s)) || (draw(v, 2) && !add_coupon(v, &s)) || !pay(v, &s, 0))
		return false;
	*new_sale(v) = s;
	sold(v, &v->sale[v->sales - 1]);
	if (draw(v, 14))
		return true;
	for (int i = 0; i < s.lines; i++)
		qty[i] = s.line[i].qty;
	if (!act(v, true, "void-last 1; approve 2001 331827"))
		return false;
	came_back(v, &v->sale[v->sales - 1], qty, s.total, 0, none);
	return opposite(v, &v->sale[v->sales - 1]);
}

/* Of a sale that is remembered, as many of each line as is drawn; false: nothing. */
static bool bring(struct members *v, const struct sale *s, int64_t *qty, int64_t *back, char *line, size_t size)
{
	bool all = draw(v, 3) == 0;
	size_t n = (size_t)snprintf(line, size, "return %s", s->number);

	*back = 0;
	for (int i = 0; i < s->lines; i++) {
		const struct goods *g = &s->line[i];
		int64_t left = g->qty - g->returned;

		qty[i] = all ? left : articles[g->article].weighed ? draw(v, left + 1)
			: draw(v, left / 1000 + 1) * 1000;
		if (!qty[i])
			continue;
		*back += paid_until(g, g->returned + qty[i]) - paid_until(g, g->returned);
		n += (size_t)snprintf(line + n, size - n, "; return-line %d %" PRId64 ".%03" PRId64,
			s->before + i + 1, qty[i] / 1000, qty[i] % 1000);
	}
	snprintf(line + n, size - n, "; back");
	return n > strlen(s->number) + 8;
}

static bool do_return(struct members *v)
{
	struct sale *s = v->sales ? &v->sale[draw(v, v->sales)] : NULL;
	int64_t qty[LINES] = { 0 }, back, none[PAYS] = { 0 };
	char line[300];

	if (!s || !room(v) || !bring(v, s, qty, &back, line, sizeof line))
		return true;
	if (!act(v, true, "%s", line) || !act(v, true, "cash; reason 1; approve 2001 331827"))
		return false;
	came_back(v, s, qty, back, 0, none);
	return opposite(v, s);
}

/* Goods for goods: what came back pays first. */
static bool do_exchange(struct members *v)
{
	int which = v->sales ? (int)draw(v, v->sales) : -1;
	struct sale s = { .member = -1, .coupon = -1, .next = -1 };
	int64_t qty[LINES] = { 0 }, back, parts[PAYS] = { 0 };
	struct sale *from = which < 0 ? NULL : &v->sale[which];
	char line[300];

	if (!from || !room(v) || from->pays > 8 || !bring(v, from, qty, &back, line, sizeof line))
		return true;
	if (!act(v, true, "%s", line) || !fill(v, &s) || !show_card(v, &s))
		return false;
	if (s.total <= 0 || !pay(v, &s, back))
		return s.total <= 0;
	came_back(v, from, qty, back, least(back, s.total), parts);
	exchanged(&s, from, parts);
	from->exchanged = s.exchanged = true;
	for (int i = 0; i < from->lines; i++)
		s.before += qty[i] > 0;
	*new_sale(v) = s;
	sold(v, &v->sale[v->sales - 1]);
	return true;
}

/* --- acts at the desk ------------------------------------------------------------------------------------------ */

/* Each has a moment of its own. */
static struct seat *at_desk(struct members *v)
{
	struct seat *s = seat(v);

	clock_freeze(clock_now_ms() + 1000);
	arena_clear(&s->a);
	s->said = (struct said){ 0 };
	return s;
}

static bool do_top_up(struct members *v)
{
	int m = any_member(v);
	int64_t room_left = CARD_MAX - stored_of(v, m);
	int64_t amount = draw(v, 3) ? draw(v, 20000) + 1 : draw(v, 3) ? draw(v, 150000) + 1 : room_left;
	int64_t bonus = amount >= 50000 ? oracle_part(amount, 1000, 10000) : amount >= 10000 ? 500 : 0;
	bool lawful = stored_of(v, m) + amount + bonus <= CARD_MAX;
	const char *key = key_of(v, m);
	struct wallet_done done = { .id = 0 };
	struct seat *s = at_desk(v);

	if (amount <= 0)
		return true;
	if (lawful) {
		v->m[m].principal += amount;
		v->m[m].bonus += bonus;
		v->drawer += amount;
	}
	return told(v, lawful, wallet_top_up(s->sh, &s->a, &(struct wallet_top_up){ .member = key,
		.amount = money_typed(amount) }, &done, &s->said), "top-up %s %s", key, money_typed(amount));
}

/* The bonus lapses in proportion; the shop keeps a fee. */
static bool do_pay_out(struct members *v)
{
	int m = any_member(v);
	int64_t has = v->m[m].principal, amount = draw(v, 4) ? draw(v, has) + 1 : has + draw(v, 2), lapses, fee;
	bool lawful = amount > 0 && amount <= has;
	const char *key = key_of(v, m);
	struct wallet_done done = { .id = 0 };
	struct seat *s = at_desk(v);

	if (lawful) {
		lapses = oracle_part(v->m[m].bonus, amount, has);
		fee = least(FEE, amount);
		v->m[m].bonus -= lapses;
		v->m[m].principal -= amount;
		v->drawer -= amount - fee;
	}
	return told(v, lawful, wallet_refund(s->sh, &s->a, &(struct wallet_refund){ .member = key,
		.amount = money_typed(amount), SECOND }, &done, &s->said), "pay-out %s %s", key, money_typed(amount));
}

static bool do_credit(struct members *v)
{
	int m = any_member(v);
	bool less = draw(v, 3) == 0;
	int64_t amount = draw(v, 3000) + 1;
	bool lawful = less ? amount <= v->m[m].bonus : stored_of(v, m) + amount <= CARD_MAX;
	const char *key = key_of(v, m);
	struct wallet_done done = { .id = 0 };
	struct seat *s = at_desk(v);
	char typed[30];

	snprintf(typed, sizeof typed, "%s%s", less ? "-" : "", money_typed(amount));
	if (lawful)
		v->m[m].bonus += less ? -amount : amount;
	return told(v, lawful, wallet_adjust(s->sh, &s->a, &(struct wallet_adjust){ .member = key, .amount = typed,
		SECOND }, &done, &s->said), "credit %s %s", key, typed);
}

static bool do_move_stored(struct members *v)
{
	int m = any_member(v), to = any_member(v);
	int64_t has = stored_of(v, m), amount = draw(v, 4) ? draw(v, has) + 1 : has + draw(v, 2), bonus;
	bool lawful = amount > 0 && m != to && amount <= has && stored_of(v, to) + amount <= CARD_MAX;
	const char *key = key_of(v, m), *other = key_of(v, to);
	struct wallet_done done = { .id = 0 };
	struct seat *s = at_desk(v);

	if (lawful) {
		bonus = bonus_part(v, m, amount);
		v->m[m].bonus -= bonus;
		v->m[m].principal -= amount - bonus;
		v->m[to].bonus += bonus;
		v->m[to].principal += amount - bonus;
	}
	return told(v, lawful, wallet_transfer(s->sh, &s->a, &(struct wallet_transfer){ .from = key, .to = other,
		.amount = money_typed(amount), SECOND }, &done, &s->said), "move %s %s %s", key, other,
		money_typed(amount));
}

static bool do_adjust_points(struct members *v)
{
	int m = any_member(v);
	bool less = draw(v, 3) == 0;
	int64_t n = draw(v, 5) ? draw(v, 150) + 1 : points_of(v, m, true) + draw(v, 2);
	bool lawful = n > 0 && n <= 500 && (!less || n <= points_of(v, m, true));
	const char *key = key_of(v, m);
	struct points_done done = { .id = 0 };
	struct seat *s = at_desk(v);
	char typed[30];

	if (n > 500)
		return true; /* more than these two may give */
	snprintf(typed, sizeof typed, "%s%" PRId64, less ? "-" : "", n);
	v->acts++;
	if (lawful && less)
		spend_points(v, m, n, NULL);
	else if (lawful)
		give_points(v, m, v->today, n);
	return told(v, lawful, points_adjust(s->sh, &s->a, &(struct points_adjust){ .member = key, .points = typed,
		SECOND }, &done, &s->said), "points %s %s", key, typed);
}

/* With their age; those of one lot come together as one. */
static bool do_move_points(struct members *v)
{
	int m = any_member(v), to = any_member(v), i;
	int64_t has = points_of(v, m, true), n = draw(v, 4) ? draw(v, has) + 1 : has + draw(v, 2), left = n;
	bool lawful = n > 0 && m != to && n <= has;
	const char *key = key_of(v, m), *other = key_of(v, to);
	struct points_done done = { .id = 0 };
	struct seat *s = at_desk(v);
	char typed[30];

	if (!room(v))
		return true;
	snprintf(typed, sizeof typed, "%" PRId64, n);
	while (lawful && left > 0 && (i = next_lot(v, m, 0, true, false)) >= 0) {
		int64_t part = least(left, v->lot[i].rest);

		v->lot[i].rest -= part;
		new_lot(v, to, v->lot[i].act, v->lot[i].from, v->lot[i].until, part);
		left -= part;
	}
	if (lawful)
		fill_debt(v, to);
	return told(v, lawful, points_transfer(s->sh, &s->a, &(struct points_transfer){ .from = key, .to = other,
		.points = typed, SECOND }, &done, &s->said), "points-move %s %s %s", key, other, typed);
}

static bool do_expire(struct members *v)
{
	struct seat *s = at_desk(v);
	struct points_expired gone;

	for (int i = 0; i < v->lots; i++)
		if (ended(v, &v->lot[i])) {
			v->lot[i].expired += v->lot[i].rest;
			v->lot[i].rest = 0;
		}
	return told(v, true, points_expire(s->sh, &s->a, &gone, &s->said), "points-void");
}

static bool do_gift(struct members *v)
{
	int m = any_member(v);
	bool lawful = points_of(v, m, true) >= GIFT_POINTS;
	const char *key = key_of(v, m);
	struct points_done done = { .number = "" };
	struct seat *s = at_desk(v);
	enum err e;

	if (!room(v) || v->gifts == GIFTS)
		return true;
	e = gift_redeem(s->sh, &s->a, &(struct gift_redeem){ .member = key, .article = COOKIES }, &done, &s->said);
	if (lawful) {
		struct value *x;

		v->gift[v->gifts].value = v->values;
		snprintf(v->gift[v->gifts++].number, sizeof v->gift[0].number, "%s", done.number);
		x = new_value(v, POINTS, m, 0);
		x->points = GIFT_POINTS;
		spend_points(v, m, GIFT_POINTS, x);
		sort_parts(x);
	}
	return told(v, lawful, e, "gift %s", key);
}

static bool do_gift_back(struct members *v)
{
	int i = v->gifts ? (int)draw(v, v->gifts) : -1;
	struct points_done done = { .number = "" };
	struct seat *s = at_desk(v);
	bool ok;

	if (i < 0 || !room(v))
		return true;
	ok = told(v, true, gift_cancel(s->sh, &s->a, &(struct gift_cancel){ .number = v->gift[i].number, SECOND },
		&done, &s->said), "gift-back %s", v->gift[i].number);
	restore_points(v, &v->value[v->gift[i].value], GIFT_POINTS);
	v->gift[i] = v->gift[--v->gifts];
	return ok;
}

static bool do_coupon(struct members *v)
{
	int kind = (int)draw(v, OFF_NEXT), m = draw(v, 2) ? any_member(v) : -1, n = 0;
	const char *key = m < 0 ? NULL : key_of(v, m);
	struct seat *s = at_desk(v);
	struct coupon_row *list;

	if (!room(v))
		return true;
	v->paper[v->papers++] = (struct paper){ kind, m, ISSUED, 0, v->today, day_add(v->today, COUPON_DAYS - 1) };
	return told(v, true, coupon_give(s->sh, &s->a, &(struct coupon_order){ .kind = coupon_kinds[kind].code,
		.members = key ? &key : NULL, .count = 1 }, &list, &n, &s->said), "coupon %s %s",
		coupon_kinds[kind].code, key ? key : "");
}

static bool do_coupon_void(struct members *v)
{
	int i = v->papers ? (int)draw(v, v->papers) : -1;
	struct seat *s = at_desk(v);
	char code[40];

	if (i < 0 || v->paper[i].state != ISSUED || v->paper[i].used || !code_of(v, i, code))
		return true;
	v->paper[i].state = VOID;
	return told(v, true, coupon_do(s->sh, &s->a, COUPON_DO_VOID, code, &s->said), "coupon-void %s", code);
}

/* --- who they are -------------------------------------------------------------------------------------------- */

static bool open_one(struct members *v)
{
	struct person *p = &v->m[v->count];
	struct seat *s = at_desk(v);
	char name[40];

	*p = (struct person){ .into = -1 };
	snprintf(name, sizeof name, "王%d", v->count);
	if (draw(v, 3))
		snprintf(p->card, sizeof p->card, "6217%06d", ++v->cards);
	v->count++;
	return told(v, true, member_open(s->sh, &s->a, &(struct member_edit){ .name = name,
		.card = p->card[0] ? p->card : NULL, .anyway = true }, NULL, &s->said), "member %s", p->card);
}

static bool do_merge(struct members *v)
{
	int from = any_member(v), into = any_member(v), before = v->lots;
	const char *key = key_of(v, from), *other = key_of(v, into);
	struct person *p = &v->m[from], *to = &v->m[into];
	struct seat *s = at_desk(v);
	bool lawful = from != into;
	enum err e;

	if (v->count == MEMBERS || !room(v))
		return true;
	e = member_merge_into(s->sh, &s->a, &(struct member_merging){ .from = key, .into = other, SECOND }, &s->said);
	if (!told(v, lawful, e, "merge %s %s", key, other))
		return false;
	if (!lawful)
		return true;
	for (int i = 0; i < before; i++)
		if (v->lot[i].member == from && v->lot[i].rest) {
			struct lot_kept l = v->lot[i];

			v->lot[i].rest = 0;
			new_lot(v, into, l.act, l.from, l.until, l.rest);
		}
	to->debt += p->debt;
	to->principal += p->principal;
	to->bonus += p->bonus;
	if (!to->card[0])
		memcpy(to->card, p->card, sizeof to->card);
	p->principal = p->bonus = p->debt = 0;
	p->card[0] = '\0';
	p->into = into;
	fill_debt(v, into);
	return open_one(v);
}

/* Lost or damaged: another one takes its place, and the old number is refused for ever. */
static bool do_replace(struct members *v)
{
	int m = any_member(v);
	struct person *p = &v->m[m];
	char card[24], code[24];
	bool damaged = draw(v, 2);
	struct seat *s;

	if (!p->card[0])
		return true;
	snprintf(card, sizeof card, "6217%06d", ++v->cards);
	snprintf(code, sizeof code, "%d", 10000001 + m);
	if (!damaged) {
		s = at_desk(v);
		if (!told(v, true, card_lose(s->sh, &s->a, p->card, &s->said), "card-lose %s", p->card) ||
			!act(v, false, "member %s", p->card))
			return false;
	}
	s = at_desk(v);
	if (!told(v, true, card_replace(s->sh, &s->a, code, card, damaged, &s->said), "card-replace %s %s", code, card))
		return false;
	if (!act(v, false, "member %s", p->card))
		return false;
	snprintf(p->card, sizeof p->card, "%s", card);
	return true;
}

/* --- time ------------------------------------------------------------------------------------------------------ */

static bool days_pass(struct members *v)
{
	int n = draw(v, 4) ? 1 + (int)draw(v, 6) : 1 + (int)draw(v, 40);

	clock_freeze(clock_now_ms() + n * DAY_MS);
	v->today = day_add(v->today, n);
	return told(v, true, OK, "%d days", n) && act(v, true, MANAGER);
}

static bool do_reopen(struct members *v)
{
	return act(v, true, "!reopen");
}

/* --- beside it ------------------------------------------------------------------------------------------------- */

static int64_t day_sum(const struct members *v, int m, int32_t from, int32_t until, bool expired)
{
	int64_t sum = 0;

	for (int i = 0; i < v->lots; i++)
		if (v->lot[i].member == m && v->lot[i].from == from && v->lot[i].until == until)
			sum += expired ? v->lot[i].expired : v->lot[i].rest;
	return sum;
}

/* Members are numbered by their codes. */
static bool same_lots(struct members *v, struct db *db, struct arena *a)
{
	int64_t rest = 0, expired = 0, kept = 0, gone = 0;
	struct db_rows r;

	if (db_query_args(db, a, &r, "SELECT CAST(m.code AS INTEGER) - 10000001, l.from_day, l.until_day, sum(l.rest),"
		" sum(l.expired) FROM lot l JOIN member m ON m.id = l.member_id WHERE l.account = 63 AND l.amount > 0"
		" GROUP BY 1, 2, 3", NULL, 0) != OK)
		return false;
	for (int i = 0; i < r.count; i++) {
		int m = (int)row_int(&r, i, 0);
		int32_t from = (int32_t)row_int(&r, i, 1), until = (int32_t)row_int(&r, i, 2);

		if (!says(v, "points by day", m, row_int(&r, i, 3), day_sum(v, m, from, until, false)) ||
			!says(v, "void points by day", m, row_int(&r, i, 4), day_sum(v, m, from, until, true)))
			return false;
		rest += row_int(&r, i, 3);
		expired += row_int(&r, i, 4);
	}
	for (int i = 0; i < v->lots; i++) {
		kept += v->lot[i].rest;
		gone += v->lot[i].expired;
	}
	return says(v, "points", -1, rest, kept) && says(v, "void points", -1, expired, gone);
}

static int64_t balance_wanted(const struct members *v, int m, int64_t account)
{
	int64_t sum = -v->m[m].debt;

	if (account != ACCOUNT_POINTS)
		return account == ACCOUNT_PRINCIPAL ? v->m[m].principal : v->m[m].bonus;
	for (int i = 0; i < v->lots; i++)
		sum += v->lot[i].member == m ? v->lot[i].rest : 0;
	return sum;
}

static bool same_balances(struct members *v, struct db *db, struct arena *a)
{
	int64_t sum = 0, wanted = 0;
	struct db_rows r;

	if (db_query_args(db, a, &r, "SELECT CAST(m.code AS INTEGER) - 10000001, b.account, -b.amount FROM balance b"
		" JOIN member m ON m.id = b.holder_id WHERE b.account IN (60, 61, 63)", NULL, 0) != OK)
		return false;
	for (int i = 0; i < r.count; i++) {
		int m = (int)row_int(&r, i, 0);
		int64_t account = row_int(&r, i, 1);

		if (account != ACCOUNT_POINTS && !says(v, "never below 0", m, row_int(&r, i, 2) < 0, false))
			return false;
		if (!says(v, account == ACCOUNT_POINTS ? "points" : account == ACCOUNT_BONUS ? "bonus" : "principal",
			m, row_int(&r, i, 2), balance_wanted(v, m, account)))
			return false;
		sum += row_int(&r, i, 2);
	}
	for (int m = 0; m < v->count; m++)
		wanted += balance_wanted(v, m, ACCOUNT_PRINCIPAL) + balance_wanted(v, m, ACCOUNT_BONUS)
			+ balance_wanted(v, m, ACCOUNT_POINTS);
	return says(v, "all that members have", -1, sum, wanted);
}

static bool same_papers(struct members *v, struct db *db, struct arena *a)
{
	struct db_rows r;

	if (db_query_args(db, a, &r, "SELECT number - 1, state, used, until_day FROM coupon ORDER BY number", NULL, 0)
		!= OK || !says(v, "coupons", -1, r.count, v->papers))
		return false;
	for (int i = 0; i < r.count; i++) {
		const struct paper *p = &v->paper[i];

		if (!says(v, "number", i, row_int(&r, i, 0), i) || !says(v, "state", i, row_int(&r, i, 1), p->state)
			|| !says(v, "uses", i, row_int(&r, i, 2), p->used)
			|| !says(v, "last day", i, row_int(&r, i, 3), p->until))
			return false;
	}
	return true;
}

static bool same(struct members *v)
{
	struct db *db = seat(v)->sh->db;
	struct arena a = ARENA_INIT;
	struct db_rows r;
	bool ok = db_query_args(db, &a, &r, "SELECT coalesce(sum(amount), 0) FROM balance WHERE account = 1", NULL, 0)
		== OK && says(v, "drawer", 1, row_int(&r, 0, 0), v->drawer) && same_balances(v, db, &a)
		&& same_lots(v, db, &a) && same_papers(v, db, &a);

	arena_release(&a);
	return ok;
}

/* --- a life ------------------------------------------------------------------------------------------------------ */

static bool rules(struct oracle_life *l)
{
	struct members *v = (struct members *)l;
	struct seat *s = at_desk(v);
	bool ok = told(v, true, points_rate_add(s->sh, &s->a, &(struct points_rate_edit){ .code = "BASE",
		.points = "1" }, &s->said), "rate BASE");

	ok = ok && told(v, true, points_rate_add(s->sh, &s->a, &(struct points_rate_edit){ .code = "NONE",
		.points = "0", .goods = "article", .target = FINGERS }, &s->said), "rate NONE");
	ok = ok && told(v, true, points_rate_add(s->sh, &s->a, &(struct points_rate_edit){ .code = "CHIPS",
		.points = "3", .per = "2", .goods = "article", .target = CHIPS }, &s->said), "rate CHIPS");
	ok = ok && told(v, true, points_multiple_add(s->sh, &s->a, &(struct points_multiple_edit){ .code = "DAYS",
		.times = "2", .days = "8,18,28" }, &s->said), "multiple DAYS");
	ok = ok && told(v, true, points_multiple_add(s->sh, &s->a, &(struct points_multiple_edit){ .code = "MANY",
		.times = "1.5", .held = "300" }, &s->said), "multiple MANY");
	ok = ok && told(v, true, gift_add(s->sh, &s->a, &(struct gift_edit){ .article = COOKIES, .points = "30" },
		&s->said), "gift");
	ok = ok && told(v, true, wallet_rule_add(s->sh, &s->a, &(struct wallet_rule_edit){ .code = "R",
		.tiers = "100=5 500=10%" }, &s->said), "bonus");
	for (int i = 0; ok && i < COUPON_KINDS; i++) {
		const struct coupon_kind_edit edit = { .code = coupon_kinds[i].code, .name = coupon_kinds[i].code,
			.value = coupon_kinds[i].value, .cap = coupon_kinds[i].cap, .from = coupon_kinds[i].from,
			.days = i == OFF_NEXT ? "14" : "30", .giving = i == OFF_NEXT ? "purchase" : NULL,
			.give_from = i == OFF_NEXT ? "30" : NULL };

		s = at_desk(v);
		ok = told(v, true, coupon_kind_add(s->sh, &s->a, &edit, &s->said), "kind %s", edit.code);
	}
	for (int i = 0; ok && i < 6; i++)
		ok = open_one(v);
	return ok;
}

static const struct { int weight; bool (*run)(struct members *v); } deeds[] = {
	{ 30, do_sale }, { 16, do_return }, { 8, do_exchange }, { 10, do_top_up }, { 3, do_pay_out }, { 4, do_credit },
	{ 4, do_move_stored }, { 8, do_adjust_points }, { 4, do_move_points }, { 3, do_expire }, { 5, do_gift },
	{ 2, do_gift_back }, { 6, do_coupon }, { 1, do_coupon_void }, { 2, do_merge }, { 2, do_replace },
	{ 10, days_pass }, { 1, do_reopen },
};

static bool one_deed(struct oracle_life *l)
{
	struct members *v = (struct members *)l;
	size_t i = oracle_pick(l, &deeds[0].weight, sizeof deeds[0], sizeof deeds / sizeof deeds[0]);

	return deeds[i].run(v) && same(v);
}

static void begin(struct oracle_life *l)
{
	static struct value *values;
	struct members *v = (struct members *)l;

	if (!values)
		values = calloc(VALUES, sizeof *values);
	if (!values)
		abort();
	v->value = values;
	v->drawer = 50000;
	v->today = 20261121;
}

bool members_run(const struct campaign_plan *plan, struct campaign_tally *tally)
{
	static const struct oracle_model model = { .name = "members", .size = sizeof(struct members),
		.opening = "sign-on 3001 615902\n!setting wallet.pin off\n!setting wallet.refund-fee-minor 200\n"
			"!setting points.end days\n!setting points.end-count 60\n!setting points.pending-days 2\n"
			"!setting points.pay-points 10\nshift-open 500",
		.acts_per_store = 400, .check_every = 100, .begin = begin, .set_up = rules,
		.one_deed = one_deed };

	return oracle_lives(&model, plan, tally);
}
