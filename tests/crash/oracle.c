/* oracle.c - random acts at a till, lawful and not, beside a plain model of the trade that knows nothing of the
 * program's own arithmetic (P5): after each act the till must show what the model says, and at intervals store check
 * must find nothing. The rules are those of the manual, written down a second time in the simplest way. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "oracle.h"

#define LINES 40
#define PAYS 8
#define WAYS 20              /* that a sale is paid in, with those of what was exchanged for it */
#define SALES 40             /* that are remembered for returns */
#define HELD 6

enum { NO_HAND, PERCENT, AMOUNT, TARGET };
enum { CASH = 1, CARD, QR, EXCHANGE /* cash that was paid for what was exchanged */ };

struct oline {
	int no, article, sale, sold_line; /* sale: -1 sold here, else what comes back of it */
	int64_t qty, price, list, hand_value, label;
	int hand;
	bool by_hand, is_label, weighed;
	int64_t amount, left, tax;        /* what it comes to */
};
struct opay { int kind; int64_t amount, rounding; };
struct obasket {
	struct oline line[LINES];
	int lines, hand, last, pays;
	int64_t hand_value, approved;     /* approved: as much off the bill as a second person allowed */
	struct opay pay[PAYS];
};
struct osale {
	char number[40];
	struct oline line[LINES];
	int64_t returned[LINES];
	int lines, pays;
	struct opay pay[WAYS];
	struct { int64_t amount, given; } gave[WAYS];
	int64_t total, back;
	bool half;                        /* of an exchange */
};
struct model {
	struct obasket b, held[HELD];
	bool is_held[HELD], paying, open;
	struct osale sale[SALES];
	int sales, last_sale;             /* last_sale: the last document, if it may be voided; -1 */
	int64_t drawer;
	/* what the last act must have shown */
	int64_t total, change, rounding, back_rounding;
};

struct oracle {
	struct oracle_life life;
	struct model m;
};
#define draw(o, n) oracle_draw(&(o)->life, n)
#define act(o, ...) oracle_act(&(o)->life, __VA_ARGS__)

static const struct { const char *code; int64_t price, pack; } articles[] = {
	{ COOKIES, 3990, 1000 }, { FINGERS, 500, 1000 }, { CHIPS, 750, 1000 }, { "6938011400493", 1350, 5000 },
	{ "6938011400370", 280, 1000 },
};
#define ARTICLES 5
#define WEIGHED_PRICE 2180

/* --- arithmetic ---------------------------------------------------------------------------------------- */

void oracle_share(int64_t total, const int64_t *weight, int n, int64_t *out)
{
	int64_t sum = 0, given = 0;
	bool extra[ORACLE_PARTS] = { false };

	for (int i = 0; i < n; i++)
		sum += weight[i];
	for (int i = 0; i < n; i++) {
		out[i] = sum ? total * weight[i] / sum : i == 0 ? total : 0;
		given += out[i];
	}
	for (; given < total; given++) {
		int best = 0;

		for (int i = 0; i < n; i++)
			if (!extra[i] && (extra[best] || total * weight[i] % sum > total * weight[best] % sum))
				best = i;
		extra[best] = true;
		out[best]++;
	}
}

static int64_t hand_off(int hand, int64_t value, int64_t base)
{
	int64_t off = hand == PERCENT ? oracle_part(base, value, 10000) : hand == AMOUNT ? value : hand == TARGET ?
		base - value : 0;

	return off < 0 ? 0 : off < base ? off : base;
}

/* What the lines come to; answers with what the customer pays for goods sold. */
static int64_t due_of(struct obasket *b)
{
	int64_t weight[LINES] = { 0 }, off[LINES], base = 0, due = 0;

	for (int i = 0; i < b->lines; i++) {
		struct oline *l = &b->line[i];

		if (l->sale >= 0)
			continue;
		l->amount = l->is_label ? l->label : oracle_part(l->list > l->price ? l->list : l->price, l->qty, 1000);
		l->left = l->is_label ? l->label : oracle_part(l->price, l->qty, 1000);
		l->left -= hand_off(l->hand, l->hand_value, l->left);
		weight[i] = l->left;
		base += l->left;
	}
	oracle_share(hand_off(b->hand, b->hand_value, base), weight, b->lines ? b->lines : 1, off);
	for (int i = 0; i < b->lines; i++) {
		struct oline *l = &b->line[i];

		if (l->sale >= 0)
			continue;
		l->left -= off[i];
		l->tax = oracle_part(l->left, ORACLE_TAX_BP, 10000 + ORACLE_TAX_BP);
		due += l->left;
	}
	return due;
}

static int64_t back_of(const struct model *m, const struct obasket *b)
{
	int64_t sum = 0;

	for (int i = 0; i < b->lines; i++) {
		const struct oline *l = &b->line[i], *s;
		int64_t before;

		if (l->sale < 0)
			continue;
		s = &m->sale[l->sale].line[l->sold_line];
		before = m->sale[l->sale].returned[l->sold_line];
		sum += oracle_part(s->left, before + l->qty, s->qty) - oracle_part(s->left, before, s->qty);
	}
	return sum;
}

static int64_t paid(const struct obasket *b)
{
	int64_t sum = 0;

	for (int i = 0; i < b->pays; i++)
		sum += b->pay[i].amount;
	return sum;
}

static bool comes_back(const struct obasket *b)
{
	for (int i = 0; i < b->lines; i++)
		if (b->line[i].sale >= 0)
			return true;
	return false;
}

/* --- the till beside it ---------------------------------------------------------------------------------- */

static const struct till_view *seen(const struct oracle *o)
{
	return till_view(o->life.w.seat[1].t);
}

static bool says(struct oracle *o, const char *what, int64_t got, int64_t wanted)
{
	if (got == wanted)
		return true;
	printf("# %s is %" PRId64 ", the model says %" PRId64 "; after\n", what, got, wanted);
	return oracle_tell_way(&o->life);
}

static bool same_basket(struct oracle *o)
{
	struct model *m = &o->m;
	const struct till_view *v = seen(o);
	int64_t due = due_of(&m->b), back = back_of(m, &m->b), open = due - back - paid(&m->b), tax = 0;
	int held = 0;

	for (int i = 0; i < HELD; i++)
		held += m->is_held[i];
	for (int i = 0; i < m->b.lines; i++)
		tax += m->b.line[i].sale < 0 ? m->b.line[i].tax : 0;
	return says(o, "due", v->due_minor, due - back) && says(o, "lines", v->basket->line_count, m->b.lines) &&
		says(o, "tax", v->basket->tax_minor, tax) && says(o, "payments", v->payment_count, m->b.pays) &&
		says(o, "open", v->open_minor, due - back > 0 ? open : 0) && says(o, "held", v->held_count, held) &&
		says(o, "shift", v->shift_id != 0, m->open) &&
		says(o, "cash asked", v->cash_minor, due - back > 0 && open > 0 ? oracle_drop_fen(open) : 0);
}

/* Acts on a basket want the till there, not at payment. */
static bool at_basket(struct oracle *o)
{
	bool ok = !o->m.paying || act(o, true, "back");

	o->m.paying = false;
	return ok;
}

static int line_at(const struct obasket *b, int no)
{
	for (int i = 0; i < b->lines; i++)
		if (b->line[i].no == no)
			return i;
	return -1;
}

static struct oline *new_line(struct obasket *b)
{
	int no = b->lines ? b->line[b->lines - 1].no + 1 : 1;
	struct oline *l = &b->line[b->lines++];

	*l = (struct oline){ .no = no, .sale = -1, .article = -1 };
	b->last = no;
	return l;
}

/* --- lines ------------------------------------------------------------------------------------------------- */

static bool is_plain(const struct oline *l)
{
	return l->sale < 0 && !l->is_label && !l->weighed && !l->by_hand && l->hand == NO_HAND;
}

static void scanned(struct obasket *b, int article, int64_t qty)
{
	struct oline *l;

	for (int i = b->lines - 1; i >= 0; i--)
		if (is_plain(&b->line[i]) && b->line[i].article == article) {
			b->line[i].qty += qty;
			b->last = b->line[i].no;
			return;
		}
	l = new_line(b);
	l->article = article;
	l->qty = qty;
	l->price = l->list = articles[article].price;
}

static bool do_scan(struct oracle *o)
{
	int a = (int)draw(o, ARTICLES);
	int64_t n = draw(o, 3) ? 1 : draw(o, 99) + 1;
	bool ok;

	if (o->m.b.lines == LINES)
		return true;
	if (n > 1 && !at_basket(o))
		return false;
	ok = n == 1 ? act(o, true, "scan %s", articles[a].code) : act(o, true, "enter %" PRId64 "*%s", n,
		articles[a].code);
	scanned(&o->m.b, a, n * 1000);
	o->m.paying = false;
	return ok;
}

static bool do_weighed(struct oracle *o)
{
	int64_t milli = draw(o, 9000) + 1;
	struct oline *l;

	if (o->m.b.lines == LINES || !at_basket(o))
		return o->m.b.lines == LINES;
	l = new_line(&o->m.b);
	l->weighed = true;
	l->qty = milli;
	l->price = l->list = WEIGHED_PRICE;
	return act(o, true, "enter %" PRId64 ".%03" PRId64 "*" SEEDS, milli / 1000, milli % 1000);
}

static bool do_label(struct oracle *o)
{
	int64_t price = draw(o, 9999) + 1;
	char code[32];
	int sum = 0;
	struct oline *l;

	if (o->m.b.lines == LINES)
		return true;
	snprintf(code, sizeof code, "2104431%05" PRId64, price);
	for (int i = 0; i < 12; i++)
		sum += (code[i] - '0') * (i % 2 ? 3 : 1);
	l = new_line(&o->m.b);
	l->is_label = l->weighed = true;
	l->label = price;
	l->qty = oracle_part(price, 1000, WEIGHED_PRICE);
	l->qty = l->qty ? l->qty : 1000;
	o->m.paying = false;
	return act(o, true, "scan %s%d", code, (10 - sum % 10) % 10);
}

/* A line to act on: mostly one that is there. */
static int pick(struct oracle *o)
{
	struct obasket *b = &o->m.b;

	if (!b->lines || draw(o, 12) == 0)
		return 900 + (int)draw(o, 90);
	return b->line[draw(o, b->lines)].no;
}

/* In hundredths of a percent of the base, rounded up; as the limits of the roles count. */
static int64_t hand_bp(int hand, int64_t value, int64_t base)
{
	int64_t off = hand == AMOUNT ? value : base - value;

	if (hand == PERCENT)
		return value;
	if (hand == NO_HAND || off <= 0 || base <= 0)
		return 0;
	return off >= base ? 10000 : (off * 10000 + base - 1) / base;
}

/* Of a line, if it had this price, quantity and discount. */
static int64_t line_bp(const struct oline *l, int64_t price, int64_t qty, int hand, int64_t value)
{
	return hand_bp(hand, value, l->is_label ? l->label : oracle_part(price, qty, 1000));
}

static bool do_qty(struct oracle *o)
{
	int no = pick(o), i = line_at(&o->m.b, no);
	int64_t n = draw(o, 100); /* 0 cannot be meant */
	struct oline *l = i < 0 ? NULL : &o->m.b.line[i];
	bool lawful = l && n && !o->m.b.pays && !l->is_label;
	bool ok;

	if (l && l->sale >= 0)
		return true; /* do_return has those */
	/* More of it, or where the discount weighs more now: as far as the lead cashier goes. */
	if (lawful && line_bp(l, l->price, n * 1000, l->hand, l->hand_value) > 2000)
		lawful = n * 1000 <= l->qty && line_bp(l, l->price, n * 1000, l->hand, l->hand_value) <=
			line_bp(l, l->price, l->qty, l->hand, l->hand_value);
	ok = at_basket(o) && act(o, lawful, "qty %" PRId64 " %d; approve 2001 331827", n, no);
	if (lawful) {
		l->qty = n * 1000;
		o->m.b.last = no;
	}
	return ok;
}

static bool do_void_line(struct oracle *o)
{
	struct obasket *b = &o->m.b;
	int no = pick(o), i = line_at(b, no);
	bool lawful = i >= 0 && !b->pays;
	bool ok = at_basket(o) && act(o, lawful, "void-line %d", no);

	if (lawful) {
		memmove(&b->line[i], &b->line[i + 1], (size_t)(--b->lines - i) * sizeof *b->line);
		b->last = b->lines ? b->line[b->lines - 1].no : 0;
		if (!b->lines)
			*b = (struct obasket){ 0 };
	}
	return ok;
}

static bool do_price(struct oracle *o)
{
	int no = pick(o), i = line_at(&o->m.b, no);
	struct oline *l = i < 0 ? NULL : &o->m.b.line[i];
	int64_t price = draw(o, 6000), down = l && l->list > price ? (l->list - price) * 10000 : 0;
	bool lawful = l && !o->m.b.pays && l->sale < 0 && !l->is_label;
	bool ok;

	/* Half price is as far as the lead cashier goes. */
	lawful = lawful && down <= 5000 * l->list && line_bp(l, price, l->qty, l->hand, l->hand_value) <= 2000;
	ok = at_basket(o) && act(o, lawful, "price %" PRId64 ".%02" PRId64 " %d 1; yes; approve 2001 331827; yes",
		price / 100, price % 100, no);
	if (lawful) {
		l->price = price;
		l->by_hand = true;
		o->m.b.last = no;
	}
	return ok;
}

/* How a discount is typed, and what it means. */
static int64_t hand_text(struct oracle *o, int64_t about, int *hand, char *text, size_t size)
{
	int64_t value = draw(o, *hand == PERCENT ? 2500 : about + 2);
	const char *sign = *hand == AMOUNT ? "-" : *hand == TARGET ? "=" : "";

	snprintf(text, size, "%s%" PRId64 ".%02" PRId64, sign, value / 100, value % 100);
	if (*hand != TARGET && value == 0)
		*hand = NO_HAND;
	return value;
}

static bool do_discount(struct oracle *o)
{
	int no = pick(o), i = line_at(&o->m.b, no), hand = 1 + (int)draw(o, 3);
	struct oline *l = i < 0 ? NULL : &o->m.b.line[i];
	int64_t value;
	char text[40];
	bool lawful, ok;

	(void)due_of(&o->m.b);
	value = hand_text(o, l ? l->amount : 100, &hand, text, sizeof text);
	lawful = l && !o->m.b.pays && l->sale < 0 && line_bp(l, l->price, l->qty, hand, value) <= 2000;
	ok = at_basket(o) && act(o, lawful, "discount %s %d 1; approve 2001 331827", text, no);
	if (lawful) {
		l->hand = hand;
		l->hand_value = value;
		o->m.b.last = no;
	}
	return ok;
}

/* The bill without its discount; *off: what that takes off. */
static int64_t bill_of(struct obasket *b, int64_t *off)
{
	int hand = b->hand;
	int64_t base;

	b->hand = NO_HAND;
	base = due_of(b);
	b->hand = hand;
	*off = base - due_of(b);
	return base;
}

static bool do_bill_discount(struct oracle *o)
{
	struct obasket *b = &o->m.b;
	int hand = 1 + (int)draw(o, 3);
	int64_t off, base = bill_of(b, &off), value;
	char text[40];
	bool lawful, ok;

	value = hand_text(o, base / 8, &hand, text, sizeof text);
	lawful = b->lines && !b->pays && hand_bp(hand, value, base) <= 1000;
	ok = act(o, lawful, "bill-discount %s 1; approve 2001 331827", text);
	if (lawful) {
		b->hand = hand;
		b->hand_value = value;
		(void)bill_of(b, &off);
		b->approved = hand_bp(hand, value, base) ? off : 0;
	}
	return ok;
}

/* --- whole baskets -------------------------------------------------------------------------------------------- */

static bool do_hold(struct oracle *o)
{
	struct obasket *b = &o->m.b;
	bool lawful = b->lines && !b->pays, ok;
	int place = 0;

	while (place < HELD && o->m.is_held[place])
		place++;
	/* Goods that come back of a sale are not put aside here: the model forgets old sales. */
	if (place == HELD || comes_back(b) || !at_basket(o))
		return place == HELD || comes_back(b);
	ok = act(o, lawful, "hold");
	if (lawful) {
		o->m.held[place] = *b;
		o->m.is_held[place] = true;
		*b = (struct obasket){ 0 };
	}
	return ok;
}

static bool do_recall(struct oracle *o)
{
	int n = (int)draw(o, HELD);
	bool lawful = o->m.is_held[n] && !o->m.b.lines, ok;

	ok = at_basket(o) && act(o, lawful, "recall %d", n + 1);
	if (lawful) {
		o->m.b = o->m.held[n];
		o->m.b.last = o->m.b.line[o->m.b.lines - 1].no;
		o->m.is_held[n] = false;
	}
	return ok;
}

/* Of a discount of so much, or down to so much, the part that goes with `goes` of `all`: the larger remainder gets
 * the odd fen, and the goods that go in a tie. */
static int64_t part_of(int64_t value, int64_t goes, int64_t all)
{
	int64_t a = value * goes / all, b = value * (all - goes) / all;

	if (a + b < value && value * goes % all >= value * (all - goes) % all)
		a++;
	return a;
}

/* A line, or so many of it, goes aside as a basket of its own. */
static bool do_split(struct oracle *o)
{
	struct obasket *b = &o->m.b;
	int no = pick(o), i = line_at(b, no), place = 0;
	struct oline *l = i < 0 ? NULL : &b->line[i], goes;
	int64_t n = l && l->qty > 1000 ? draw(o, l->qty / 1000) * 1000 : 0;
	bool lawful = l && !b->pays && (n || b->lines > 1) && !(n && (l->is_label || l->weighed)), ok;

	while (place < HELD && o->m.is_held[place])
		place++;
	if (place == HELD || comes_back(b) || !at_basket(o))
		return place == HELD || comes_back(b);
	ok = n ? act(o, lawful, "split %" PRId64 "*%d", n / 1000, no) : act(o, lawful, "split %d", no);
	if (!lawful)
		return ok;
	goes = *l;
	if (n) {
		goes.qty = n;
		if (l->hand == AMOUNT || l->hand == TARGET) {
			goes.hand_value = part_of(l->hand_value, n, l->qty);
			l->hand_value -= goes.hand_value;
		}
		l->qty -= n;
	} else {
		memmove(l, l + 1, (size_t)(--b->lines - i) * sizeof *l);
	}
	goes.no = 1;
	o->m.held[place] = (struct obasket){ .lines = 1, .line = { goes } };
	o->m.is_held[place] = true;
	b->hand = NO_HAND;
	b->hand_value = b->approved = 0;
	b->last = b->line[b->lines - 1].no;
	return ok;
}

/* A held basket comes into this one. */
static bool do_merge(struct oracle *o)
{
	int n = (int)draw(o, HELD);
	struct obasket *b = &o->m.b, *from = &o->m.held[n];
	bool lawful = o->m.is_held[n] && b->lines && !b->pays, ok;

	if (o->m.is_held[n] && b->lines + from->lines > LINES)
		return true;
	ok = at_basket(o) && act(o, lawful, "merge %d", n + 1);
	if (!lawful)
		return ok;
	for (int i = 0; i < from->lines; i++) {
		struct oline *l = new_line(b);
		int no = l->no;

		*l = from->line[i];
		l->no = no;
	}
	o->m.is_held[n] = false;
	b->hand = NO_HAND;
	b->hand_value = b->approved = 0;
	return ok;
}

static bool do_cancel(struct oracle *o)
{
	struct obasket *b = &o->m.b;
	int64_t due = due_of(b);
	bool lawful = b->lines && due <= 500000, ok;

	for (int i = 0; lawful && i < b->pays; i++)
		if (b->pay[i].kind != CASH)
			o->m.last_sale = -1; /* a numbered document records it */
	ok = act(o, lawful, "cancel 1; approve 2001 331827");
	if (lawful) {
		*b = (struct obasket){ 0 };
		o->m.paying = false;
	}
	return ok;
}

/* --- paying ----------------------------------------------------------------------------------------------------- */

static struct osale *new_sale(struct model *m)
{
	/* The oldest is forgotten; what it left in baskets goes with it. */
	if (m->sales == SALES) {
		memmove(&m->sale[0], &m->sale[1], (SALES - 1) * sizeof m->sale[0]);
		m->sales--;
		m->last_sale--;
	}
	m->sale[m->sales] = (struct osale){ .half = false };
	return &m->sale[m->sales++];
}

/* The money of a return: each payment gives its share of all that came back so far, less what it gave; parts: of it,
 * what pays for other goods. */
static void give_back(struct model *m, struct osale *s, int64_t back, int64_t exchange, int64_t *parts)
{
	int64_t weight[WAYS] = { 0 }, target[WAYS], excess = -back;

	for (int i = 0; i < s->pays; i++)
		weight[i] = s->pay[i].amount;
	s->back += back;
	if (!s->pays)
		return;
	oracle_share(s->back, weight, s->pays, target);
	for (int i = 0; i < s->pays; i++) {
		target[i] = target[i] > s->gave[i].amount ? target[i] - s->gave[i].amount : 0;
		excess += target[i];
	}
	for (int i = s->pays - 1; i >= 0; i--) {
		int64_t less = target[i] < excess ? target[i] : excess;

		target[i] -= less;
		excess -= less;
	}
	oracle_share(exchange, target, s->pays, parts);
	for (int i = 0; i < s->pays; i++) {
		bool cash = s->pay[i].kind == CASH || s->pay[i].kind == EXCHANGE;
		int64_t running = s->gave[i].amount + target[i], kept = s->pay[i].kind == EXCHANGE ?
			oracle_drop_fen(s->pay[i].amount) : s->pay[i].amount - s->pay[i].rounding;
		int64_t until = running == s->pay[i].amount || oracle_drop_fen(running) > kept ? kept :
			oracle_drop_fen(running);
		int64_t given = cash ? until - s->gave[i].given : target[i];

		given = given > parts[i] ? given - parts[i] : 0;
		if (!cash)
			given = target[i] - parts[i];
		m->change += given;
		m->back_rounding += target[i] - parts[i] - given;
		m->drawer -= cash ? given : 0;
		s->gave[i].amount += target[i];
		s->gave[i].given += given + parts[i];
	}
}

/* What was paid for the goods that came back pays for these, each way for itself but cash. */
static void exchanged(struct osale *s, const struct opay *from, int ways, const int64_t *parts)
{
	int cash = -1;

	for (int i = 0; i < ways; i++) {
		bool is_cash = from[i].kind == CASH || from[i].kind == EXCHANGE;

		if (!parts[i])
			continue;
		if (is_cash && cash >= 0) {
			s->pay[cash].amount += parts[i];
			continue;
		}
		cash = is_cash ? s->pays : cash;
		s->pay[s->pays++] = (struct opay){ is_cash ? EXCHANGE : from[i].kind, parts[i], 0 };
	}
}

/* Whether it might be paid in more ways than a sale is; not tried. */
static bool many_ways(const struct oracle *o)
{
	const struct obasket *b = &o->m.b;

	for (int i = 0; i < b->lines; i++)
		if (b->line[i].sale >= 0 && b->pays + 1 + o->m.sale[b->line[i].sale].pays > WAYS)
			return true;
	return false;
}

/* The basket is paid: what becomes of it. */
static void settled(struct oracle *o)
{
	struct model *m = &o->m;
	struct obasket b = m->b;
	struct opay from[WAYS];
	int64_t due = due_of(&b), back = back_of(m, &b), exchange = 0, parts[WAYS] = { 0 };
	int ways = 0;
	bool sells = false;

	for (int i = 0; i < b.lines; i++)
		sells = sells || b.line[i].sale < 0;
	m->back_rounding = 0;
	if (sells && comes_back(&b))
		exchange = back < due ? back : due;
	m->total = sells ? due : back;
	for (int i = 0; i < b.lines; i++)
		if (b.line[i].sale >= 0) {
			struct osale *s = &m->sale[b.line[i].sale];

			if (back >= 0) {
				give_back(m, s, back, exchange, parts);
				memcpy(from, s->pay, sizeof from);
				ways = s->pays;
			}
			back = -1;
			s->returned[b.line[i].sold_line] += b.line[i].qty;
		}
	m->last_sale = -1;
	if (sells) {
		struct osale *s = new_sale(m);

		for (int i = 0; i < b.lines; i++)
			if (b.line[i].sale < 0)
				s->line[s->lines++] = b.line[i];
		memcpy(s->pay, b.pay, sizeof b.pay);
		s->pays = b.pays;
		exchanged(s, from, ways, parts);
		s->total = due;
		s->half = comes_back(&b);
		snprintf(s->number, sizeof s->number, "%s", seen(o)->done.number ? seen(o)->done.number : "");
		m->last_sale = s->half ? -1 : m->sales - 1;
	} else {
		m->rounding = m->back_rounding;
	}
	m->b = (struct obasket){ 0 };
	m->paying = false;
}

static bool shown(struct oracle *o)
{
	const struct till_done *d = &seen(o)->done;

	return says(o, "a sale is shown", d->shown, true) && says(o, "total", d->total_minor, o->m.total) &&
		says(o, "change", d->change_minor, o->m.change) && says(o, "rounding", d->rounding_minor,
			o->m.rounding);
}

/* As far as the lead cashier goes: with what came back on that receipt before, and off the bill as it is now. */
static bool may_pay(struct oracle *o, int64_t back)
{
	struct obasket *b = &o->m.b;
	int64_t off, base = bill_of(b, &off), bp = hand_bp(b->hand, b->hand_value, base);

	for (int i = 0; i < b->lines; i++)
		if (b->line[i].sale >= 0 && back + o->m.sale[b->line[i].sale].back > 100000)
			return false;
	if (!b->lines || (bp > 1000 && off > b->approved))
		return false;
	if (bp && off > b->approved)
		b->approved = off;
	return true;
}

static bool do_cash(struct oracle *o)
{
	struct model *m = &o->m;
	int64_t due = due_of(&m->b), back = back_of(m, &m->b), open = due - back - paid(&m->b),
		rounded = oracle_drop_fen(open);
	int64_t given = draw(o, 3) ? 0 : draw(o, open > 0 ? open * 2 : 1000) + 1;
	bool lawful = may_pay(o, back), settles = lawful, ok;
	struct opay p = { CASH, open, 0 };

	m->change = m->rounding = 0;
	if (lawful && open > 0) {
		settles = !given || given >= rounded;
		if (!given || given >= rounded) {
			p.rounding = open - rounded;
			m->change = given ? given - rounded : 0;
		}
		if (!settles)
			p.amount = given;
		if ((!settles && m->b.pays == PAYS - 2) || many_ways(o))
			return true; /* enough part payments */
	} else if (lawful && given) {
		lawful = settles = false;
	}
	ok = given ? act(o, lawful, "cash %" PRId64 ".%02" PRId64 "; reason 1; approve 2001 331827", given / 100,
		given % 100) : act(o, lawful, "cash; reason 1; approve 2001 331827");
	if (!ok || !lawful)
		return ok;
	if (open > 0)
		m->b.pay[m->b.pays++] = p;
	if (!settles) {
		m->paying = true;
		return true;
	}
	/* Cash in the drawer: what stayed of each payment in cash. */
	for (int i = 0; i < m->b.pays; i++)
		m->drawer += m->b.pay[i].kind == CASH ? m->b.pay[i].amount - m->b.pay[i].rounding : 0;
	m->rounding = open > 0 ? p.rounding : 0;
	settled(o);
	return shown(o);
}

static bool do_tender(struct oracle *o)
{
	struct model *m = &o->m;
	int kind = draw(o, 2) ? CARD : QR;
	int64_t due = due_of(&m->b), back = back_of(m, &m->b), open = due - back - paid(&m->b);
	int64_t amount = draw(o, 3) ? open : draw(o, open > 0 ? open + open / 4 + 1 : 100) + 1;
	bool lawful = may_pay(o, back) && open > 0 && amount <= open, ok;

	if (lawful && ((amount < open && m->b.pays == PAYS - 2) || many_ways(o)))
		return true;
	if (amount <= 0)
		amount = 1;
	m->change = m->rounding = 0;
	ok = act(o, lawful, "tender %d %" PRId64 ".%02" PRId64 " R%" PRId64 "; reason 1; approve 2001 331827", kind,
		amount / 100, amount % 100, o->life.acts);
	if (!ok || !lawful) {
		m->paying = o->life.w.seat[1].t && seen(o)->phase == TILL_PAYMENT;
		return ok;
	}
	m->b.pay[m->b.pays++] = (struct opay){ kind, amount, 0 };
	m->paying = true;
	if (amount < open)
		return true;
	for (int i = 0; i < m->b.pays; i++)
		m->drawer += m->b.pay[i].kind == CASH ? m->b.pay[i].amount - m->b.pay[i].rounding : 0;
	settled(o);
	return shown(o);
}

static bool do_void_payment(struct oracle *o)
{
	struct obasket *b = &o->m.b;
	int n = (int)draw(o, 3) + 1;
	bool lawful = n <= b->pays, ok;

	if (!o->m.paying)
		return true;
	ok = act(o, lawful, "void-tender %d", n);
	if (lawful) {
		memmove(&b->pay[n - 1], &b->pay[n], (size_t)(b->pays - n) * sizeof *b->pay);
		b->pays--;
	}
	return ok;
}

/* --- goods back
 * ---------------------------------------------------------------------------------------------------- */

static bool of_one_sale(const struct obasket *b, int sale)
{
	for (int i = 0; i < b->lines; i++)
		if (b->line[i].sale >= 0 && b->line[i].sale != sale)
			return false;
	return true;
}

static bool do_return(struct oracle *o)
{
	struct model *m = &o->m;
	struct osale *s;
	struct oline *l = NULL;
	int which, line;
	int64_t here = 0, left, whole_left = 0, qty;
	bool lawful, ok;

	if (!m->sales || m->b.lines == LINES)
		return true;
	if (!at_basket(o))
		return false;
	which = (int)draw(o, m->sales);
	s = &m->sale[which];
	line = (int)draw(o, s->lines);
	for (int i = 0; i < m->b.lines; i++)
		if (m->b.line[i].sale == which && m->b.line[i].sold_line == line)
			l = &m->b.line[i];
	here = l ? l->qty : 0;
	left = s->line[line].qty - s->returned[line] - here;
	for (int i = 0; i < s->lines; i++)
		whole_left += s->line[i].qty - s->returned[i];
	qty = s->line[line].weighed && !draw(o, 2) ? draw(o, s->line[line].qty) + 1 : (draw(o, 3) + 1) * 1000;
	lawful = of_one_sale(&m->b, which) && !m->b.pays && qty <= left && (!s->line[line].is_label || qty == left) &&
		(s->line[line].weighed || qty % 1000 == 0) && (whole_left || comes_back(&m->b));
	ok = act(o, lawful, "scan %s; return-line %d %" PRId64 ".%03" PRId64, s->number, s->line[line].no, qty / 1000,
		qty % 1000);
	if (seen(o)->receipt.sale)
		ok = ok && act(o, true, "back");
	if (!lawful)
		return ok;
	if (!l) {
		l = new_line(&m->b);
		l->sale = which;
		l->sold_line = line;
		l->article = s->line[line].article;
	}
	l->qty += qty;
	m->b.last = l->no;
	return ok;
}

static bool do_void_last(struct oracle *o)
{
	struct model *m = &o->m;
	bool lawful = !m->b.lines && m->last_sale >= 0 && m->sale[m->last_sale].total <= 100000, ok;

	if (!at_basket(o))
		return false;
	ok = act(o, lawful, "void-last 1; approve 2001 331827");
	if (lawful) {
		struct osale *s = &m->sale[m->last_sale];

		m->change = 0;
		give_back(m, s, s->total, 0, (int64_t[WAYS]){ 0 });
		for (int i = 0; i < s->lines; i++)
			s->returned[i] = s->line[i].qty;
		m->last_sale = -1;
		ok = ok && says(o, "given back", seen(o)->done.change_minor, m->change);
	}
	return ok;
}

/* --- the rest ------------------------------------------------------------------------------------------- */

/* What no till takes at any time with these goods. */
static bool do_nonsense(struct oracle *o)
{
	static const char *const acts[] = { "enter 0*" FINGERS, "enter 1..5", "scan 99999999", "recall 99", "recall x",
		"void-line 0", "qty 1.00001 1", "price -1 1", "discount 101 1 1", "tender 7 1 R", "tender 9 1 R",
		"cash 0", "cash x", "return 01-1-999999", "return nothing", "return-line 1 1", "department 77 5",
		"department 01",
		"z-report", "count", "sign-on 7777 1234", "shift-open 5",
		"drop 0", "drop x", "pay-out 5 8 V", "pay-in", "bag-banked NONE", "safe-count 5",
		"enter *", "qty 1000001 1", "price 99999999999999 1 1", "hold-on" };

	return act(o, false, "%s", acts[draw(o, (int64_t)(sizeof acts / sizeof acts[0]))]);
}

static bool do_end_of_day(struct oracle *o)
{
	struct model *m = &o->m;
	int64_t counted = m->drawer + (draw(o, 2) ? 0 : draw(o, 2000) - 1000), off;
	bool lawful = !m->b.lines, ok;
	char text[40];

	for (int i = 0; i < HELD; i++)
		lawful = lawful && !m->is_held[i];
	counted = counted < 0 ? 0 : counted;
	if (!at_basket(o))
		return false;
	ok = act(o, lawful, "count %" PRId64 ".%02" PRId64, counted / 100, counted % 100);
	if (!ok || !lawful)
		return ok;
	if (!act(o, true, "z-report"))
		return false;
	off = counted - m->drawer;
	snprintf(text, sizeof text, "%s%" PRId64 ".%02" PRId64, off < 0 ? "-" : "", (off < 0 ? -off : off) / 100,
		(off < 0 ? -off : off) % 100);
	if (strcmp(o->life.w.seat[1].said.arg[0], text) != 0) {
		printf("# over or short is %s, the model says %s\n", o->life.w.seat[1].said.arg[0], text);
		return false;
	}
	m->open = false;
	m->drawer = 30000;
	m->last_sale = -1;
	ok = act(o, false, "scan " FINGERS) && act(o, true, "shift-open 300");
	m->open = true;
	return ok;
}

/* The till dies and comes back: an open basket is as it was. */
static bool do_reopen(struct oracle *o)
{
	o->m.paying = o->m.b.pays > 0;
	o->m.b.last = o->m.b.lines ? o->m.b.line[o->m.b.lines - 1].no : 0;
	return act(o, true, "!reopen");
}

static bool do_no_sale(struct oracle *o)
{
	return at_basket(o) && act(o, true, "no-sale 1; approve 2001 331827");
}

/* Cash that moves without a sale. Beyond his limit the cashier asks the lead, who has limits of her own. */
static bool do_cash_office(struct oracle *o)
{
	static const struct { const char *act; int sign; int64_t lead; const char *more; } moves[] = {
		{ "drop", -1, 5000000, "" }, { "change-in", 1, 5000000, "" }, { "pick-up", -1, INT64_MAX, "" },
		{ "pay-in", 1, 500000, " 1" }, { "pay-out", -1, 50000, " 2 V" },
	};
	struct model *m = &o->m;
	size_t which = (size_t)draw(o, (int64_t)(sizeof moves / sizeof moves[0]));
	/* Never the same twice: the till would ask whether it is the same slip again. */
	int64_t amount = draw(o, 3) ? 1 + o->life.acts % 5000 : 5001 + o->life.acts * 100 % 600000;
	bool lawful = amount <= moves[which].lead, ok;
	char voucher[24] = "";

	if (moves[which].more[0] && moves[which].sign < 0)
		snprintf(voucher, sizeof voucher, "%" PRId64, o->life.acts);
	if (!at_basket(o))
		return false;
	ok = act(o, lawful, "%s %" PRId64 ".%02" PRId64 "%s%s; approve 2001 331827", moves[which].act, amount / 100,
		amount % 100, moves[which].more, voucher);
	if (lawful) {
		m->drawer += moves[which].sign * amount;
		m->last_sale = -1;
	}
	return ok;
}

static const struct { int weight; bool (*run)(struct oracle *o); } deeds[] = {
	{ 30, do_scan }, { 6, do_weighed }, { 5, do_label }, { 7, do_qty }, { 6, do_void_line }, { 6, do_price },
	{ 8, do_discount }, { 6, do_bill_discount }, { 4, do_hold }, { 5, do_recall },
	{ 4, do_split }, { 4, do_merge }, { 2, do_cancel }, { 12, do_cash },
	{ 8, do_tender }, { 3, do_void_payment }, { 12, do_return }, { 3, do_void_last }, { 6, do_nonsense },
	{ 2, do_end_of_day }, { 1, do_reopen }, { 1, do_no_sale }, { 3, do_cash_office },
};

static bool one_deed(struct oracle_life *l)
{
	struct oracle *o = (struct oracle *)l;
	size_t i = oracle_pick(l, &deeds[0].weight, sizeof deeds[0], sizeof deeds / sizeof deeds[0]);

	return deeds[i].run(o) && same_basket(o);
}

static void begin(struct oracle_life *l)
{
	struct oracle *o = (struct oracle *)l;

	o->m = (struct model){ .open = true, .drawer = 50000, .last_sale = -1 };
}

bool oracle_run(const struct campaign_plan *plan, struct campaign_tally *tally)
{
	static const struct oracle_model model = { .name = "oracle", .size = sizeof(struct oracle),
		.opening = "sign-on 3001 615902\n!setting till.large-change-minor 0\n!setting till.large-bill-minor 0\n"
			"sign-on 1008 2468\nshift-open 500",
		.acts_per_store = 1500, .check_every = 250, .begin = begin,
		.one_deed = one_deed };

	return oracle_lives(&model, plan, tally);
}
