/* basket.c - pricing as a row of stages over the lines: each stage sees what the earlier ones left
 * and adds discount rows, nothing else. What is left of a line is its amount less its discounts. */
#include "model/basket.h"

#include <assert.h>
#include <string.h>

#include "model/money.h"

struct pricing {
	struct basket *basket;
	struct arena *arena;
	int room; /* of basket->discounts */
	bool full; /* a row did not fit any more */
};

static bool is_sold(const struct line *l)
{
	return !(l->flags & LINE_RETURN);
}

static bool may_discount(const struct line *l)
{
	return is_sold(l) && !(l->flags & LINE_NO_DISCOUNT);
}

static int64_t left_minor(const struct line *l)
{
	return l->amount_minor - l->discount_minor;
}

/* One discount row for a line; never more than what is left of it. */
static void give(struct pricing *p, struct line *l, enum discount_stage stage, int64_t rule_id,
	int64_t amount_minor, const char *why)
{
	struct basket *b = p->basket;

	if (amount_minor > left_minor(l))
		amount_minor = left_minor(l);
	if (amount_minor <= 0)
		return;
	if (b->discount_count == LINE_DISCOUNTS_MAX) {
		p->full = true;
		return;
	}
	if (b->discount_count == p->room) {
		int room = p->room ? p->room * 2 : 16;
		struct discount *rows = arena_array(p->arena, (size_t)room, sizeof *rows);

		if (b->discount_count)
			memcpy(rows, b->discounts, (size_t)b->discount_count * sizeof *rows);
		b->discounts = rows;
		p->room = room;
	}
	b->discounts[b->discount_count++] = (struct discount){
		.line_no = l->line_no, .stage = (int)stage, .rule_id = rule_id,
		.amount_minor = amount_minor, .why = why
	};
	l->discount_minor += amount_minor;
}

/* What a discount by hand takes off `base`. A target concerns the whole it is said of, `all`: it
 * may be reached only as far as the base allows, and never raises. */
static int64_t hand_amount(int kind, int64_t value, int64_t base_minor, int64_t all_minor)
{
	int64_t off = 0;

	switch (kind) {
	case HAND_PERCENT:
		off = mul_div(base_minor, value, 10000, ROUND_HALF_AWAY);
		break;
	case HAND_AMOUNT:
		off = value;
		break;
	case HAND_TARGET:
		off = all_minor - value;
		break;
	default:
		break;
	}
	if (off < 0)
		return 0;
	return off < base_minor ? off : base_minor;
}

static void stage_price(struct pricing *p)
{
	struct basket *b = p->basket;

	for (int i = 0; i < b->line_count; i++) {
		struct line *l = &b->lines[i];

		if (is_sold(l) && !l->has_fixed_amount)
			give(p, l, STAGE_PRICE, l->price_source == PRICE_MEMBER ? RULE_MEMBER_PRICE : 0,
				l->amount_minor - line_amount(l->price_minor, l->qty_milli), "");
	}
}

static void stage_line_hand(struct pricing *p)
{
	struct basket *b = p->basket;

	for (int i = 0; i < b->line_count; i++) {
		struct line *l = &b->lines[i];
		int64_t left = left_minor(l);

		if (may_discount(l))
			give(p, l, STAGE_LINE_HAND, 0,
				hand_amount(l->discount_kind, l->discount_value, left, left), "");
	}
}

/* Not on top of what somebody took off by hand. */
static void stage_staff(struct pricing *p)
{
	struct basket *b = p->basket;
	int64_t weights[LINES_MAX], parts[LINES_MAX], base = 0, off;

	for (int i = 0; i < b->line_count; i++) {
		const struct line *l = &b->lines[i];
		bool by_hand = l->discount_kind != HAND_NONE || l->price_source == PRICE_OVERRIDE;

		weights[i] = may_discount(l) && !by_hand ? left_minor(l) : 0;
		base += weights[i];
	}
	off = mul_div(base, b->staff_discount_bp, 10000, ROUND_HALF_AWAY);
	if (off <= 0)
		return;
	money_share(off, weights, b->line_count, parts);
	for (int i = 0; i < b->line_count; i++)
		if (parts[i])
			give(p, &b->lines[i], STAGE_ORDER_PROMOTION, RULE_STAFF, parts[i], "");
}

static void stage_offers(struct pricing *p)
{
	struct basket *b = p->basket;

	promotion_price(&b->offers, b->lines, b->line_count, p->arena, &b->promotion);
	for (int i = 0; i < b->promotion.row_count; i++) {
		const struct offer_row *row = &b->promotion.rows[i];
		const struct offer *o = &b->offers.list[row->offer];

		give(p, &b->lines[row->line], o->stage, o->id, row->amount_minor, o->why);
	}
}

static void stage_bill_hand(struct pricing *p)
{
	struct basket *b = p->basket;
	int64_t weights[LINES_MAX], parts[LINES_MAX];
	int64_t base = 0, all = 0, off;

	for (int i = 0; i < b->line_count; i++) {
		const struct line *l = &b->lines[i];

		weights[i] = may_discount(l) ? left_minor(l) : 0;
		base += weights[i];
		if (is_sold(l))
			all += left_minor(l);
	}
	off = hand_amount(b->bill_discount_kind, b->bill_discount_value, base, all);
	if (off == 0)
		return;
	money_share(off, weights, b->line_count, parts);
	for (int i = 0; i < b->line_count; i++)
		if (parts[i])
			give(p, &b->lines[i], STAGE_BILL_HAND, 0, parts[i], "");
}

/* The order of stages, as `enum discount_stage` names them and as the printed rules tell it.
 * To add one: write a function that only calls give(), and put it in its place here. */
static void (*const stages[])(struct pricing *) = {
	stage_price,
	stage_line_hand,
	stage_staff,
	stage_offers,
	stage_bill_hand,
};

/* The amount of a sold line before any discount; -1 when it leaves MONEY_MAX. A price above the
 * file's is the amount itself, one below it is a discount from the file's. */
static int64_t amount_of(const struct line *l)
{
	int64_t price = l->list_price_minor > l->price_minor ? l->list_price_minor : l->price_minor, amount;

	assert(l->qty_milli > 0 && l->price_minor >= 0);
	amount = line_amount(price, l->qty_milli);
	if (amount <= MONEY_MAX && l->has_fixed_amount)
		amount = l->fixed_amount_minor;
	return amount <= MONEY_MAX ? amount : -1;
}

static void settle_line(struct line *l)
{
	int64_t left = left_minor(l);

	if (l->flags & LINE_TAX_EXCLUDED) {
		l->tax_minor = tax_on_net(left, l->tax_bp);
		l->paid_minor = left + l->tax_minor;
	} else {
		l->tax_minor = tax_in_gross(left, l->tax_bp);
		l->paid_minor = left;
	}
}

static void add_up(struct basket *b)
{
	for (int i = 0; i < b->line_count; i++) {
		struct line *l = &b->lines[i];

		if (!is_sold(l)) {
			b->refund_minor += l->paid_minor;
			continue;
		}
		settle_line(l);
		b->amount_minor += l->amount_minor;
		b->discount_minor += l->discount_minor;
		b->tax_minor += l->tax_minor;
		b->due_minor += l->paid_minor;
		b->pieces_milli += line_pieces_milli(l);
	}
}

enum err basket_price(struct basket *b, struct arena *a)
{
	struct pricing p = { .basket = b, .arena = a };

	b->discounts = NULL;
	b->discount_count = 0;
	b->promotion = (struct promotion){ NULL, NULL, 0, 0 };
	b->amount_minor = b->discount_minor = b->tax_minor = 0;
	b->due_minor = b->refund_minor = b->pieces_milli = 0;
	if (b->line_count > LINES_MAX)
		return ERR_REFUSED;
	for (int i = 0; i < b->line_count; i++) {
		struct line *l = &b->lines[i];

		if (!is_sold(l))
			continue;
		l->discount_minor = 0;
		l->amount_minor = amount_of(l);
		if (l->amount_minor < 0)
			return ERR_REFUSED;
	}
	if (b->line_count)
		for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
			stages[i](&p);
	add_up(b);
	if (p.full || b->amount_minor > MONEY_MAX || b->due_minor > MONEY_MAX
	    || b->refund_minor > MONEY_MAX)
		return ERR_REFUSED;
	return OK;
}

static bool merges(const struct line *l)
{
	return l->article_id && !l->has_fixed_amount && l->discount_kind == HAND_NONE && !(l->note && *l->note)
		&& !(l->flags & (LINE_LABEL | LINE_RETURN | LINE_DEPARTMENT | LINE_WEIGHED | LINE_LINKED));
}

struct line *basket_merge_line(const struct basket *b, const struct line *scanned)
{
	if (!merges(scanned))
		return NULL;
	for (int i = b->line_count - 1; i >= 0; i--) {
		struct line *l = &b->lines[i];

		if (merges(l) && l->article_id == scanned->article_id && l->pack_milli == scanned->pack_milli
		    && l->price_minor == scanned->price_minor
		    && l->list_price_minor == scanned->list_price_minor
		    && l->price_source == scanned->price_source
		    && l->seller_id == b->seller_id
		    && l->reason_id == scanned->reason_id && l->approver_id == scanned->approver_id
		    && l->qty_milli + scanned->qty_milli <= QTY_MAX)
			return l;
	}
	return NULL;
}

struct line *basket_line(const struct basket *b, int line_no)
{
	for (int i = 0; i < b->line_count; i++)
		if (b->lines[i].line_no == line_no)
			return &b->lines[i];
	return NULL;
}

int basket_next_line_no(const struct basket *b)
{
	int last = 0;

	for (int i = 0; i < b->line_count; i++)
		if (b->lines[i].line_no > last)
			last = b->lines[i].line_no;
	return last + 1;
}

int basket_last_line_no(const struct basket *b)
{
	const struct line *l = b->line_count ? &b->lines[b->line_count - 1] : NULL;

	if (!l)
		return 0;
	return l->flags & LINE_LINKED ? l->parent_line : l->line_no;
}

struct line *basket_child(const struct basket *b, int line_no)
{
	for (int i = 0; i < b->line_count; i++)
		if ((b->lines[i].flags & LINE_LINKED) && b->lines[i].parent_line == line_no)
			return &b->lines[i];
	return NULL;
}

void basket_take_out(struct basket *b, struct line *l)
{
	memmove(l, l + 1, (size_t)(&b->lines[--b->line_count] - l) * sizeof *l);
}

int64_t basket_deposits(const struct basket *b)
{
	int64_t sum = 0;

	for (int i = 0; i < b->line_count; i++)
		if (is_sold(&b->lines[i]) && (b->lines[i].flags & LINE_DEPOSIT))
			sum += b->lines[i].paid_minor;
	return sum;
}

int64_t basket_shortfall(const struct basket *b, bool with_bill)
{
	int64_t sum = 0;

	for (int i = 0; i < b->line_count; i++) {
		const struct line *l = &b->lines[i];
		int64_t least, left;

		if (!is_sold(l) || !l->floor_minor)
			continue;
		/* What the office itself asks of members is nobody's loss at the till. */
		least = line_amount(l->price_source == PRICE_MEMBER && l->price_minor < l->floor_minor
			? l->price_minor : l->floor_minor, l->qty_milli);
		/* What a label says is no loss by itself. */
		if (l->has_fixed_amount && least > l->amount_minor)
			least = l->amount_minor;
		left = left_minor(l);
		if (!with_bill)
			left += discounts_sum(b->discounts, b->discount_count, l->line_no, STAGE_BILL_HAND);
		if (left < least)
			sum += least - left;
	}
	return sum;
}

int64_t deposit_qty(const struct line *l)
{
	if (l->flags & (LINE_WEIGHED | LINE_LABEL))
		return QTY_ONE;
	return mul_div(l->qty_milli, l->pack_milli, QTY_ONE, ROUND_UP);
}

void empty_line(struct line *l)
{
	l->amount_minor = line_amount(l->price_minor, l->qty_milli);
	l->discount_minor = 0;
	settle_line(l);
}
