/* oracle_value.c - random acts with what is worth money (vouchers, accounts of customers, deposits on orders, dollars,
 * cheques, tips, donations, bottles, slips of the machine that takes them) beside a model that keeps each account as
 * one number: after each act the sums of the ledger must be the model's, and what becomes of each voucher; at intervals
 * store check must find nothing. Goods are few: oracle.c has those. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "../../src/service/shop/shop_int.h"
#include "model/value.h"
#include "oracle.h"

#define VOUCHERS 100
#define ORDERS 400
#define ACCOUNTS 60
#define FACE 5000
#define ACCOUNT_LIMIT 20000
#define BOTTLE 50
#define BEER 400
#define RATE 71234      /* of a dollar, in ten thousandths */

enum { IN_STOCK, SOLD, USED, BACK, BLOCKED, SPOILT };

/* What a bill did, to be undone by a void. */
struct bill {
	int64_t acc[ACCOUNTS];           /* what was posted */
	int64_t notes_home, notes_fen;   /* dollars: what they were worth; of it, fen that cash does not give back */
	int64_t order, order_paid;
	int64_t on_account;              /* that the account's owner paid */
	int used[4], used_count, sold;   /* vouchers; sold: -1 none */
	bool cheque;
};

struct values {
	struct oracle_life life;
	int64_t acc[ACCOUNTS], usd[ACCOUNTS];
	int state[VOUCHERS];
	int refunds;                     /* vouchers given for goods that came back */
	int slips;                       /* of the bottle machine, paid, and what they came to */
	int64_t slips_minor;
	int64_t order[ORDERS];           /* what is held of order 1001 + i */
	int64_t order_whole[ORDERS];     /* what it was */
	bool order_by_card[ORDERS];
	int orders;
	struct bill last;
	bool may_void;
};

#define draw(v, n) oracle_draw(&(v)->life, n)
#define act(v, ...) oracle_act(&(v)->life, __VA_ARGS__)

static long long serial(int i)
{
	return (long long)world_serial(i);
}

/* --- a bill ------------------------------------------------------------------------------------- */

struct selling { struct bill bill; int64_t due, goods, paid, paid_by_value; bool house, cheque; };

static void goods_line(struct selling *s, enum account account, int64_t amount)
{
	int64_t tax = oracle_part(amount, ORACLE_TAX_BP, 10000 + ORACLE_TAX_BP);

	s->bill.acc[account] -= amount - tax;
	s->bill.acc[ACCOUNT_TAX] -= tax;
	s->due += amount;
	s->goods += amount;
}

static bool fill(struct values *v, struct selling *s)
{
	int64_t n = draw(v, 25) + 1, grams = draw(v, 2000) + 1;
	bool ok = act(v, true, "enter %" PRId64 "*" FINGERS, n);

	goods_line(s, ACCOUNT_REVENUE, n * 500);
	if (ok && draw(v, 2)) {
		ok = act(v, true, "enter %" PRId64 ".%03" PRId64 "*" SEEDS, grams / 1000, grams % 1000);
		goods_line(s, ACCOUNT_REVENUE, oracle_part(2180, grams, 1000));
	}
	if (ok && draw(v, 5) == 0) {
		n = draw(v, 6) + 1;
		ok = act(v, true, "enter %" PRId64 "*T-BEER; ~enter 19800101", n);
		goods_line(s, ACCOUNT_REVENUE, n * BEER);
		goods_line(s, ACCOUNT_DEPOSIT, n * BOTTLE);
	}
	if (ok && draw(v, 5) == 0) {
		n = draw(v, 500) + 1;
		ok = act(v, true, "tip %" PRId64 ".%02" PRId64, n / 100, n % 100);
		s->bill.acc[ACCOUNT_TIP] -= n;
		s->due += n;
	}
	if (ok && draw(v, 6) == 0) {
		n = draw(v, 300) + 1;
		ok = act(v, true, "donation %" PRId64 ".%02" PRId64, n / 100, n % 100);
		s->bill.acc[ACCOUNT_DONATION] -= n;
		s->due += n;
	}
	return ok;
}

static bool add_voucher(struct values *v, struct selling *s)
{
	int i = (int)draw(v, VOUCHERS);
	bool lawful = v->state[i] == IN_STOCK;

	if (!act(v, lawful, "sell-voucher %lld", serial(i)))
		return false;
	if (lawful) {
		s->bill.acc[ACCOUNT_VOUCHER] -= FACE;
		s->due += FACE;
		s->bill.sold = i;
	}
	return true;
}

static int64_t open_of(const struct selling *s)
{
	return s->due - s->paid;
}

/* Goods alone are paid by what is no money. */
static int64_t open_for_value(const struct selling *s)
{
	int64_t goods = s->goods - s->paid_by_value;

	return goods < open_of(s) ? goods : open_of(s);
}

static void takes(struct selling *s, enum account account, int64_t amount, bool value)
{
	s->bill.acc[account] += amount;
	s->paid += amount;
	s->paid_by_value += value ? amount : 0;
}

static bool pay_voucher(struct values *v, struct selling *s)
{
	int64_t most = open_for_value(s), amount = most < FACE ? most : FACE;
	int i = (int)draw(v, VOUCHERS);
	bool lawful = v->state[i] == SOLD && most > 0 && s->bill.used_count < 4;

	if (s->bill.used_count == 4 || v->state[i] == IN_STOCK)
		return true; /* it would be sold */
	for (int k = 0; k < s->bill.used_count; k++)
		lawful = lawful && s->bill.used[k] != i;
	if (!act(v, lawful, "tender 11 %" PRId64 ".%02" PRId64 " %lld", amount > 0 ? amount / 100 : 1,
		amount > 0 ? amount % 100 : 0, serial(i)))
		return false;
	if (lawful) {
		takes(s, ACCOUNT_VOUCHER, amount, true);
		s->bill.acc[ACCOUNT_VOUCHER] += FACE - amount;
		s->bill.acc[ACCOUNT_FORFEIT] -= FACE - amount;
		s->bill.used[s->bill.used_count++] = i;
	}
	return true;
}

static bool pay_house(struct values *v, struct selling *s)
{
	int64_t most = open_for_value(s), amount = draw(v, open_of(s) + 200) + 1;
	bool lawful = amount <= most && !s->house;

	if (!act(v, lawful, "tender 12 %" PRId64 ".%02" PRId64 " 1001; approve 3001 615902", amount / 100,
		amount % 100))
		return false;
	if (lawful) {
		takes(s, ACCOUNT_HOUSE, amount, true);
		s->house = true;
	}
	return true;
}

static bool pay_order(struct values *v, struct selling *s)
{
	int i = v->orders ? (int)draw(v, v->orders) : 0;
	int64_t rest = v->orders ? v->order[i] : 0, most = open_for_value(s), amount = most < rest ? most : rest;
	bool lawful = amount > 0;

	if (s->bill.order)
		return true;
	if (!act(v, lawful, "tender 13 %" PRId64 ".%02" PRId64 " %d", lawful ? amount / 100 : 1,
		lawful ? amount % 100 : 0, 1001 + i))
		return false;
	if (lawful) {
		takes(s, ACCOUNT_ORDER, amount, true);
		s->bill.order = 1001 + i;
		s->bill.order_paid = amount;
	}
	return true;
}

static bool pay_card(struct values *v, struct selling *s)
{
	int64_t amount = draw(v, 2) ? open_of(s) : draw(v, open_of(s)) + 1;

	takes(s, ACCOUNT_TENDER, amount, false);
	return act(v, true, "tender 2 %" PRId64 ".%02" PRId64 " R%" PRId64, amount / 100, amount % 100, v->life.acts);
}

static bool pay_cheque(struct values *v, struct selling *s)
{
	int64_t amount = draw(v, open_of(s) + 100) + 1;
	bool lawful = amount <= open_for_value(s) && !s->cheque; /* not money before it is cleared */

	if (!act(v, lawful, "tender 14 %" PRId64 ".%02" PRId64 " C%" PRId64, amount / 100, amount % 100, v->life.acts))
		return false;
	if (lawful) {
		takes(s, ACCOUNT_CHEQUE, amount, true);
		s->bill.cheque = s->cheque = true;
	}
	return true;
}

/* As cash: what settles the bill is rounded, and what is too much goes back in cash. */
static bool pay_dollars(struct values *v, struct selling *s)
{
	int64_t notes = (draw(v, 30) + 1) * 100, home = notes * RATE / 10000, open = open_of(s);
	int64_t rounded = oracle_drop_fen(open), amount = home, rounding = 0, change = 0;

	if (home >= rounded) {
		amount = open;
		rounding = open - rounded;
		change = home - rounded;
	}
	v->usd[ACCOUNT_FOREIGN] += notes;
	v->usd[ACCOUNT_POSITION] -= notes;
	s->bill.acc[ACCOUNT_FOREIGN] += home;
	s->bill.acc[ACCOUNT_DRAWER] -= change;
	s->bill.acc[ACCOUNT_ROUNDING] += rounding;
	s->bill.notes_home += home;
	s->bill.notes_fen += (home - change) % 10;
	s->paid += amount;
	return act(v, true, "tender U %" PRId64, notes / 100);
}

static bool pay_cash(struct values *v, struct selling *s)
{
	int64_t open = open_of(s), rounded = oracle_drop_fen(open), part = draw(v, rounded / 10 + 1) * 10;

	if (draw(v, 4) == 0 && part && part < rounded) {
		takes(s, ACCOUNT_DRAWER, part, false);
		return act(v, true, "cash %" PRId64 ".%02" PRId64, part / 100, part % 100);
	}
	s->bill.acc[ACCOUNT_DRAWER] += rounded;
	s->bill.acc[ACCOUNT_ROUNDING] += open - rounded;
	s->paid += open;
	return act(v, true, "cash");
}

/* Until nothing is open; money last, so that it ends. */
static bool pay(struct values *v, struct selling *s)
{
	static bool (*const ways[])(struct values *v, struct selling *s) = { pay_voucher, pay_house, pay_order,
		pay_cheque, pay_dollars, pay_card, pay_cash };
	bool ok = true;

	for (int n = 0; ok && open_of(s) > 0; n++)
		ok = (n < 6 ? ways[draw(v, 7)] : pay_cash)(v, s);
	if (!ok)
		return false;
	for (int i = 0; i < ACCOUNTS; i++)
		v->acc[i] += s->bill.acc[i];
	for (int i = 0; i < s->bill.used_count; i++)
		v->state[s->bill.used[i]] = USED;
	if (s->bill.sold >= 0)
		v->state[s->bill.sold] = SOLD;
	if (s->bill.order)
		v->order[s->bill.order - 1001] -= s->bill.order_paid;
	v->last = s->bill;
	v->may_void = true;
	return true;
}

static bool do_sale(struct values *v)
{
	struct selling s = { .bill = { .sold = -1 } };
	bool ok = fill(v, &s);

	if (ok && draw(v, 3) == 0)
		ok = add_voucher(v, &s);
	return ok && pay(v, &s);
}

static bool do_sell_voucher(struct values *v)
{
	struct selling s = { .bill = { .sold = -1 } };

	return add_voucher(v, &s) && (!s.due || pay(v, &s));
}

static bool do_order(struct values *v)
{
	struct selling s = { .bill = { .sold = -1 } };
	int64_t deposit = draw(v, 9000) + 1;

	if (v->orders == ORDERS)
		return true;
	s.bill.acc[ACCOUNT_ORDER] -= deposit;
	s.due = deposit;
	v->order[v->orders] = v->order_whole[v->orders] = deposit;
	v->orders++;
	if (!act(v, true, "order %" PRId64 ".%02" PRId64 " 100 Li", deposit / 100, deposit % 100) || !pay(v, &s))
		return false;
	v->order_by_card[v->orders - 1] = s.bill.acc[ACCOUNT_TENDER] != 0;
	v->may_void = false;
	return true;
}

static bool do_pay_account(struct values *v)
{
	struct selling s = { .bill = { .sold = -1 } };
	int64_t amount = draw(v, 20000) + 1;

	s.bill.acc[ACCOUNT_HOUSE] -= amount;
	s.bill.on_account = s.due = amount;
	return act(v, true, "pay-account 1001 %" PRId64 ".%02" PRId64, amount / 100, amount % 100) && pay(v, &s);
}

/* --- undone --------------------------------------------------------------------------------------- */

/* All of it goes back the way it came; for dollars, cash. The lead who approves lets no account beyond its limit. */
static bool do_void(struct values *v)
{
	struct bill *b = &v->last;
	bool lawful = v->may_void && (!b->acc[ACCOUNT_TIP] || -v->acc[ACCOUNT_TIP] >= -b->acc[ACCOUNT_TIP]) &&
		(!b->on_account || v->acc[ACCOUNT_HOUSE] + b->on_account <= ACCOUNT_LIMIT);

	if (!v->may_void)
		return true;
	v->may_void = false;
	if (!act(v, lawful, "void-last 1; approve 2001 331827"))
		return false;
	if (!lawful)
		return true;
	b->acc[ACCOUNT_FOREIGN] -= b->notes_home;
	b->acc[ACCOUNT_DRAWER] += b->notes_home - b->notes_fen;
	b->acc[ACCOUNT_ROUNDING] += b->notes_fen;
	for (int i = 0; i < ACCOUNTS; i++)
		v->acc[i] -= b->acc[i];
	for (int i = 0; i < b->used_count; i++)
		v->state[b->used[i]] = SOLD;
	if (b->sold >= 0)
		v->state[b->sold] = BACK;
	if (b->order)
		v->order[b->order - 1001] += b->order_paid;
	return true;
}

static bool give_refund(struct values *v, bool lawful, int voucher)
{
	return act(v, lawful, "refund-voucher %" PRId64 "; reason 1; ~approve 2001 331827",
		world_refund_serial(voucher));
}

/* All of a bill comes back for a voucher; no money goes out. One voucher is given once. */
static bool do_refund_voucher(struct values *v)
{
	int64_t n = draw(v, 20) + 1;
	char number[40];

	if (v->refunds == WORLD_SERIALS)
		return true;
	if (!act(v, true, "enter %" PRId64 "*" FINGERS, n) || !act(v, true, "cash"))
		return false;
	snprintf(number, sizeof number, "%s", till_view(v->life.w.seat[1].t)->done.number);
	v->acc[ACCOUNT_DRAWER] += n * 500;
	v->acc[ACCOUNT_VOUCHER] -= n * 500;
	v->may_void = false;
	return act(v, true, "scan %s; return-line 1 %" PRId64, number, n) &&
		(!v->refunds || give_refund(v, false, v->refunds - 1)) && give_refund(v, true, v->refunds++);
}

static bool pays_out(struct values *v, enum account account, int64_t held, enum account to)
{
	v->acc[account] += held;
	v->acc[to] -= held;
	v->may_void = v->may_void && !held;
	return true;
}

static bool do_order_out(struct values *v)
{
	int i = v->orders ? (int)draw(v, v->orders) : 0;
	int64_t held = v->orders ? v->order[i] : 0;
	bool forfeit = draw(v, 2), whole = v->orders && held == v->order_whole[i];
	bool lawful = held > 0 && (forfeit || !whole || !v->order_by_card[i]);

	if (!act(v, lawful, "order-%s %d 1; approve 2001 331827", forfeit ? "forfeit" : "refund", 1001 + i))
		return false;
	if (!lawful)
		return true;
	v->order[i] = 0;
	return pays_out(v, ACCOUNT_ORDER, held, forfeit ? ACCOUNT_FORFEIT : ACCOUNT_DRAWER);
}

static bool do_tips_out(struct values *v)
{
	bool tips = draw(v, 2);
	enum account account = tips ? ACCOUNT_TIP : ACCOUNT_DONATION;
	int64_t held = -v->acc[account];

	return act(v, held > 0, tips ? "tip-out 1008 1; approve 2001 331827" :
		"donation-out 1; approve 2001 331827") && pays_out(v, account, held, ACCOUNT_DRAWER);
}

static bool do_empties(struct values *v)
{
	int64_t n = draw(v, 4) + 1, tax = oracle_part(n * BOTTLE, ORACLE_TAX_BP, 10000 + ORACLE_TAX_BP);

	v->acc[ACCOUNT_DEPOSIT] += n * BOTTLE - tax;
	v->acc[ACCOUNT_TAX] += tax;
	v->acc[ACCOUNT_DRAWER] -= n * BOTTLE;
	v->may_void = false;
	return act(v, true, "empties T-BOTTLE %" PRId64, n) && act(v, true, "cash; approve 2001 331827");
}

static bool scan_slip(struct values *v, bool lawful, int i, int64_t amount)
{
	return act(v, lawful, "scan 9700001%06d%05" PRId64, i + 1, amount);
}

/* A slip of the machine is paid out, or comes off what is bought beside it; never again, whatever amount is written on
 * a copy. */
static bool do_slip(struct values *v)
{
	struct selling s = { .bill = { .sold = -1 } };
	int64_t amount = draw(v, 2000) + 1, n = draw(v, 4), tax = oracle_part(amount, ORACLE_TAX_BP,
		10000 + ORACLE_TAX_BP), open, rest;

	if (v->slips && !scan_slip(v, false, (int)draw(v, v->slips), draw(v, 9999) + 1))
		return false;
	if (!scan_slip(v, true, v->slips, amount) || !scan_slip(v, false, v->slips, amount + 1))
		return false;
	if (n && !act(v, true, "enter %" PRId64 "*" FINGERS, n))
		return false;
	if (n)
		goods_line(&s, ACCOUNT_REVENUE, n * 500);
	open = s.due > amount ? s.due - amount : 0;
	rest = amount > s.due ? amount - s.due : 0;
	for (int i = 0; i < ACCOUNTS; i++)
		v->acc[i] += s.bill.acc[i];
	v->acc[ACCOUNT_DEPOSIT] += amount - tax;
	v->acc[ACCOUNT_TAX] += tax;
	v->acc[ACCOUNT_DRAWER] += oracle_drop_fen(open) - oracle_drop_fen(rest);
	v->acc[ACCOUNT_ROUNDING] += open % 10 - rest % 10;
	v->slips++;
	v->slips_minor += amount;
	v->may_void = false;
	return act(v, true, "cash; approve 2001 331827");
}

/* The office blocks, frees and throws away papers; a void of a bill that one paid is then no longer tried. */
static bool do_papers(struct values *v)
{
	static const struct { const char *deed; int from, to; } deeds[] = { { "block", SOLD, BLOCKED },
		{ "unblock", BLOCKED, SOLD }, { "void", IN_STOCK, SPOILT } };
	int i = (int)draw(v, VOUCHERS), k = (int)draw(v, 3);

	v->may_void = false;
	if (v->state[i] == deeds[k].from)
		v->state[i] = deeds[k].to;
	return act(v, true, "sign-on 3001 615902") && act(v, true, "!voucher-%s %lld", deeds[k].deed, serial(i)) &&
		act(v, true, "sign-on 1008 2468");
}

/* Counted, closed, and a new one opened with 300.00. */
static bool do_shift(struct values *v)
{
	int64_t *a = v->acc, counted = a[ACCOUNT_DRAWER] + draw(v, 200);

	if (counted < 0)
		counted = 0;
	if (!act(v, true, "count %" PRId64 ".%02" PRId64, counted / 100, counted % 100) || !act(v, true, "z-report") ||
		!act(v, true, "shift-open 300"))
		return false;
	a[ACCOUNT_OVER_SHORT] += a[ACCOUNT_DRAWER] - counted;
	a[ACCOUNT_SAFE] += counted - 30000;
	a[ACCOUNT_DRAWER] = 30000;
	a[ACCOUNT_FOREIGN_SAFE] += a[ACCOUNT_FOREIGN];
	v->usd[ACCOUNT_FOREIGN_SAFE] += v->usd[ACCOUNT_FOREIGN];
	a[ACCOUNT_FOREIGN] = v->usd[ACCOUNT_FOREIGN] = 0;
	v->may_void = false;
	return true;
}

static bool do_reopen(struct values *v)
{
	return act(v, true, "!reopen");
}

/* --- beside it -------------------------------------------------------------------------------------- */

static bool sums(struct values *v, const char *sql, const int64_t *wanted)
{
	struct arena a = ARENA_INIT;
	int64_t found[ACCOUNTS] = { 0 };
	struct db_rows r = { 0 };
	bool ok = db_query_args(v->life.w.seat[1].sh->db, &a, &r, sql, NULL, 0) == OK;

	for (int i = 0; ok && i < r.count; i++)
		found[row_int(&r, i, 0) % ACCOUNTS] = row_int(&r, i, 1);
	for (int i = 0; ok && i < ACCOUNTS; i++)
		if (found[i] != wanted[i]) {
			printf("# account %d: %" PRId64 ", the model says %" PRId64 "; after\n", i, found[i],
				wanted[i]);
			ok = oracle_tell_way(&v->life);
		}
	arena_release(&a);
	return ok;
}

/* How many vouchers are in each state, by the numbers of the store. */
static bool same_vouchers(struct values *v)
{
	static const int kept_as[] = { VOUCHER_STOCK, VOUCHER_SOLD, VOUCHER_USED, VOUCHER_RETURNED, VOUCHER_BLOCKED,
		VOUCHER_VOID };
	int64_t wanted[ACCOUNTS] = { 0 };

	wanted[VOUCHER_STOCK] = WORLD_SERIALS - VOUCHERS + WORLD_SERIALS - v->refunds;
	wanted[VOUCHER_SOLD] = v->refunds;
	for (int i = 0; i < VOUCHERS; i++)
		wanted[kept_as[v->state[i]]]++;
	return sums(v, "SELECT state, count(*) FROM voucher GROUP BY state", wanted);
}

/* Each slip once, for what it was good for. */
static bool same_slips(struct values *v)
{
	const int64_t wanted[ACCOUNTS] = { v->slips, v->slips_minor };

	return sums(v, "SELECT 0, count(*) FROM bottle_slip UNION ALL SELECT 1, coalesce(sum(amount_minor), 0)"
		" FROM bottle_slip", wanted);
}

static bool same(struct values *v)
{
	return sums(v, "SELECT account, sum(amount) FROM posting WHERE unit = 1 GROUP BY account", v->acc) &&
		sums(v, "SELECT account, sum(amount) FROM posting WHERE unit >= 1000 GROUP BY account", v->usd) &&
		same_vouchers(v) && same_slips(v);
}

static const struct { int weight; bool (*run)(struct values *v); } deeds[] = {
	{ 30, do_sale }, { 8, do_sell_voucher }, { 4, do_order }, { 4, do_pay_account }, { 6, do_void },
	{ 3, do_order_out }, { 3, do_tips_out }, { 2, do_empties }, { 2, do_papers }, { 2, do_shift }, { 1, do_reopen },
	{ 2, do_refund_voucher }, { 4, do_slip },
};

static bool one_deed(struct oracle_life *l)
{
	struct values *v = (struct values *)l;
	size_t i = oracle_pick(l, &deeds[0].weight, sizeof deeds[0], sizeof deeds / sizeof deeds[0]);

	return deeds[i].run(v) && same(v);
}

static void begin(struct oracle_life *l)
{
	struct values *v = (struct values *)l;

	v->acc[ACCOUNT_DRAWER] = 50000;
	v->acc[ACCOUNT_SAFE] = -50000;
}

bool values_run(const struct campaign_plan *plan, struct campaign_tally *tally)
{
	static const struct oracle_model model = { .name = "values", .size = sizeof(struct values),
		.opening = "sign-on 3001 615902\n!money\n!refunds\n!slips\nsign-on 1008 2468\nshift-open 500",
		.acts_per_store = 900, .check_every = 150, .begin = begin, .one_deed = one_deed };

	return oracle_lives(&model, plan, tally);
}
