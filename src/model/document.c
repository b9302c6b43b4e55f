/* document.c - a posted document adds up: lines, discount rows, payments and postings say the
 * same. */
#include "model/document.h"

#include <assert.h>

#include "model/member/points.h"
#include "model/member/wallet.h"
#include "model/value.h"

static const char *const kind_name[DOCUMENT_KINDS_MAX] = {
	[DOC_SALE] = "sale", [DOC_RETURN] = "return", [DOC_VOID] = "void", [DOC_FLOAT] = "float",
	[DOC_CASH_UP] = "cash-up", [DOC_ABANDONED] = "abandoned",
	[DOC_PAID_OUT] = "paid-out", [DOC_VOUCHER_EXPIRED] = "voucher-expired", [DOC_ORDER_FORFEIT] = "order-forfeit",
	[DOC_CHEQUE] = "cheque", [DOC_CORRECTION] = "tender-correction", [DOC_FEES] = "fees",
	[DOC_PAYBACK] = "payback",
	[DOC_DROP] = "drop", [DOC_PICK_UP] = "pick-up", [DOC_CHANGE_IN] = "change-in", [DOC_PAY_IN] = "pay-in",
	[DOC_PAY_OUT] = "pay-out", [DOC_BAG] = "bag", [DOC_BANKED] = "banked", [DOC_SAFE_COUNT] = "safe-count",
	[DOC_SAFE_IN] = "safe-in",
	[DOC_EMPTIES] = "empties",
	[DOC_TOP_UP] = "top-up", [DOC_CARD_REFUND] = "card-refund", [DOC_VALUE_ADJUST] = "value-adjust",
	[DOC_VALUE_TRANSFER] = "value-transfer", [DOC_POINTS_ADJUST] = "points-adjust",
	[DOC_POINTS_EXPIRED] = "points-expired", [DOC_POINTS_TRANSFER] = "points-transfer",
	[DOC_REDEMPTION] = "redemption", [DOC_MERGE] = "merge", [DOC_CARD_FEE] = "card-fee", [DOC_USES] = "uses",
	[DOC_DRAW] = "draw", [DOC_OPENING] = "opening",
};

const char *document_kind_name(int64_t kind)
{
	return kind > 0 && kind < DOCUMENT_KINDS_MAX ? kind_name[kind] : NULL;
}

bool document_is_trade(int64_t kind)
{
	return kind == DOC_SALE || kind == DOC_RETURN || kind == DOC_VOID || kind == DOC_EMPTIES;
}

int64_t document_goods_minor(const struct document *d)
{
	int64_t sum = 0;

	for (int i = 0; i < d->line_count; i++)
		if (!(d->lines[i].flags & LINE_DEPOSIT) && line_value(&d->lines[i]) == VALUE_NONE)
			sum += d->lines[i].paid_minor;
	return sum;
}

int64_t document_drawer(const struct document *d)
{
	return d->own_drawer ? d->shift_id : d->terminal_id;
}

bool document_drawer_read(const struct document *d)
{
	for (int i = 0; d->shift_id && i < d->posting_count; i++) {
		const struct posting *p = &d->postings[i];

		if ((p->account == ACCOUNT_DRAWER || p->account == ACCOUNT_FOREIGN) && p->holder_id == d->shift_id)
			return true;
	}
	return false;
}

static bool is_return(const struct document *d)
{
	return document_is_trade(d->kind) && d->kind != DOC_SALE;
}

static bool in_range(int64_t v)
{
	return v >= -MONEY_MAX && v <= MONEY_MAX;
}

/* Whether the reference of a payment says where it is held, for the kinds where it must. */
static bool holder_reads(const struct payment *p)
{
	struct foreign f;
	int64_t member_id, bonus;

	switch (p->kind) {
	case TENDER_VOUCHER: case TENDER_HOUSE: case TENDER_ORDER:
		return p->reference && value_holder(p->reference) > 0;
	case TENDER_STORED:
		return p->reference && stored_read(p->reference, &member_id, &bonus);
	case TENDER_POINTS:
		return p->reference && points_read(p->reference, &member_id, &bonus);
	case TENDER_FOREIGN:
		return p->reference && foreign_read(p->reference, &f);
	default:
		return true;
	}
}

bool document_in_range(const struct document *d)
{
	bool ok = in_range(d->total_minor) && in_range(d->discount_minor) && in_range(d->tax_minor)
		&& in_range(d->rounding_minor) && d->line_count <= LINES_MAX
		&& d->discount_count <= LINE_DISCOUNTS_MAX
		&& d->payment_count <= DOCUMENT_PAYMENTS_MAX && d->posting_count <= POSTINGS_MAX;

	for (int i = 0; ok && i < d->line_count; i++)
		ok = line_in_range(&d->lines[i]);
	for (int i = 0; ok && i < d->discount_count; i++)
		ok = in_range(d->discounts[i].amount_minor);
	for (int i = 0; ok && i < d->payment_count; i++) {
		const struct payment *p = &d->payments[i];

		ok = in_range(p->amount_minor) && in_range(p->rounding_minor)
			&& in_range(p->given_minor) && in_range(p->change_minor)
			&& p->kind >= TENDER_CASH && p->kind <= TENDER_KIND_LAST && holder_reads(p);
	}
	for (int i = 0; ok && i < d->posting_count; i++)
		ok = in_range(d->postings[i].amount) && ledger_unit_known(d->postings[i].unit);
	return ok;
}

static bool line_agrees(const struct document *d, const struct line *l)
{
	int64_t on_top = l->flags & LINE_TAX_EXCLUDED ? l->tax_minor : 0, rows = 0;

	for (int i = 0; i < d->discount_count; i++)
		if (d->discounts[i].line_no == l->line_no)
			rows += d->discounts[i].amount_minor;
	return rows == l->discount_minor
		&& l->paid_minor == l->amount_minor - l->discount_minor + on_top
		&& l->paid_minor >= 0 && l->tax_minor >= 0 && l->tax_minor <= l->paid_minor
		&& !(l->flags & LINE_RETURN) == !is_return(d);
}

/* What the lines and payments come to. */
struct sums { int64_t total, discount, tax, rounding, paid; };

static struct sums sums_of(const struct document *d)
{
	struct sums s = { 0 };

	for (int i = 0; i < d->line_count; i++) {
		s.total += d->lines[i].paid_minor;
		s.discount += d->lines[i].discount_minor;
		s.tax += d->lines[i].tax_minor;
	}
	for (int i = 0; i < d->payment_count; i++) {
		s.paid += d->payments[i].amount_minor;
		s.rounding += d->payments[i].rounding_minor;
	}
	return s;
}

bool document_agrees(const struct document *d)
{
	struct sums s = sums_of(d);
	int64_t rows = 0;

	for (int i = 0; i < d->line_count; i++)
		if (!line_agrees(d, &d->lines[i]))
			return false;
	for (int i = 0; i < d->discount_count; i++)
		rows += d->discounts[i].amount_minor;
	return rows == s.discount && s.paid == s.total && d->total_minor == s.total
		&& d->discount_minor == s.discount && d->tax_minor == s.tax
		&& d->rounding_minor == s.rounding;
}

/* The notes lie in the drawer with what they were taken for; in their own currency they stand against its position. */
static void post_foreign(struct ledger *l, struct arena *a, const struct document *d, const struct payment *p,
	int64_t given)
{
	struct foreign f;

	if (!foreign_read(p->reference, &f))
		assert(!"foreign notes say how much they are");
	ledger_post(l, a, ACCOUNT_FOREIGN, document_drawer(d), UNIT_MONEY, given);
	ledger_post(l, a, ACCOUNT_FOREIGN, document_drawer(d), (enum ledger_unit)currency_unit(f.currency), f.amount);
	ledger_post(l, a, ACCOUNT_POSITION, 0, (enum ledger_unit)currency_unit(f.currency), -f.amount);
}

/* Both parts of what a member had, or has again. */
static void post_stored(struct ledger *l, struct arena *a, const struct payment *p, int64_t given)
{
	int64_t member_id, bonus;

	if (!stored_read(p->reference, &member_id, &bonus))
		assert(!"stored value says whose it is");
	if (given < 0)
		bonus = -bonus;
	ledger_post(l, a, ACCOUNT_PRINCIPAL, member_id, UNIT_MONEY, given - bonus);
	ledger_post(l, a, ACCOUNT_BONUS, member_id, UNIT_MONEY, bonus);
}

/* What came in goes where its means is held, change comes out of the drawer, what was given too much and stays is
 * forfeited. */
static void post_payment(struct ledger *l, struct arena *a, const struct document *d,
	const struct payment *p, int sign)
{
	int64_t over = payment_kept_over(p);
	int64_t given = sign * (p->amount_minor - p->rounding_minor + over + p->change_minor);

	switch (p->kind) {
	case TENDER_CASH:
		ledger_post(l, a, ACCOUNT_DRAWER, document_drawer(d), UNIT_MONEY, given - sign * p->change_minor);
		break;
	case TENDER_EXCHANGE:
		ledger_post(l, a, ACCOUNT_EXCHANGE, 0, UNIT_MONEY, given);
		break;
	case TENDER_CARD:
	case TENDER_QR:
		ledger_post(l, a, ACCOUNT_TENDER, p->tender_id, UNIT_MONEY, given);
		break;
	case TENDER_VOUCHER:
	case TENDER_HOUSE:
	case TENDER_ORDER:
		ledger_post(l, a, tender_account(p->kind), value_holder(p->reference), UNIT_MONEY, given);
		break;
	case TENDER_FOREIGN:
		post_foreign(l, a, d, p, given);
		break;
	case TENDER_STORED:
		post_stored(l, a, p, given);
		break;
	case TENDER_POINTS: /* what moves on the points themselves is posted by his lots */
		ledger_post(l, a, ACCOUNT_POINTS_COST, 0, UNIT_MONEY, given);
		break;
	case TENDER_CHEQUE:
		ledger_post(l, a, ACCOUNT_CHEQUE, d->original_id ? d->original_id : d->id, UNIT_MONEY, given);
		break;
	}
	if (p->kind != TENDER_CASH)
		ledger_post(l, a, ACCOUNT_DRAWER, document_drawer(d), UNIT_MONEY, -sign * p->change_minor);
	ledger_post(l, a, ACCOUNT_FORFEIT, 0, UNIT_MONEY, -sign * over);
	ledger_post(l, a, ACCOUNT_ROUNDING, 0, UNIT_MONEY, sign * p->rounding_minor);
}

static void post_line(struct ledger *l, struct arena *a, const struct line *line, int sign)
{
	enum value_kind value = line_value(line);

	if (value) {
		ledger_post(l, a, value_account(value), value_holder(line->code), UNIT_MONEY, -sign * line->paid_minor);
		return;
	}
	ledger_post(l, a, line->flags & LINE_DEPOSIT ? ACCOUNT_DEPOSIT : ACCOUNT_REVENUE,
		line->flags & LINE_DEPOSIT ? line->article_id : line->department_id, UNIT_MONEY,
		-sign * (line->paid_minor - line->tax_minor));
	ledger_post(l, a, ACCOUNT_TAX, line->tax_rate_id, UNIT_MONEY, -sign * line->tax_minor);
}

void document_finish(struct document *d, struct arena *a)
{
	struct ledger ledger = { NULL, 0, 0 };
	struct sums s = sums_of(d);
	int sign = is_return(d) ? -1 : 1;

	assert(d->kind == DOC_SALE || is_return(d));
	d->total_minor = s.total;
	d->discount_minor = s.discount;
	d->tax_minor = s.tax;
	d->rounding_minor = s.rounding;
	/* A row that is missing or left over is a bug, and the last moment to see it is now. */
	assert(document_agrees(d));
	for (int i = 0; i < d->payment_count; i++)
		post_payment(&ledger, a, d, &d->payments[i], sign);
	for (int i = 0; i < d->line_count; i++)
		post_line(&ledger, a, &d->lines[i], sign);
	assert(ledger_balanced(ledger.list, ledger.count));
	d->postings = ledger.list;
	d->posting_count = ledger.count;
}

bool document_moves_payments(int64_t kind)
{
	return kind == DOC_CORRECTION || kind == DOC_PAYBACK;
}

void document_post_moved(const struct document *d, struct arena *a, struct ledger *l)
{
	for (int i = 0; i < d->payment_count; i++) {
		const struct payment *p = &d->payments[i];
		bool cash = p->kind == TENDER_CASH;

		ledger_post(l, a, cash ? ACCOUNT_DRAWER : ACCOUNT_TENDER, cash ? document_drawer(d) : p->tender_id,
			UNIT_MONEY, p->given_minor);
	}
}

/* --- stored value ---------------------------------------------------------------------------------- */

int document_payment_sign(int64_t kind)
{
	return kind == DOC_TOP_UP ? 1 : kind == DOC_CARD_REFUND ? -1 : 0;
}

void document_post_payments(const struct document *d, struct arena *a, struct ledger *l)
{
	for (int i = 0; i < d->payment_count; i++)
		post_payment(l, a, d, &d->payments[i], document_payment_sign(d->kind));
}

static int64_t posted(const struct document *d, enum account account)
{
	int64_t sum = 0;

	for (int i = 0; i < d->posting_count; i++)
		sum += d->postings[i].account == account ? d->postings[i].amount : 0;
	return sum;
}

bool document_value_agrees(const struct document *d)
{
	int64_t principal = posted(d, ACCOUNT_PRINCIPAL), paid = 0;
	int64_t kept = -posted(d, ACCOUNT_CARD_FORFEIT) - posted(d, ACCOUNT_BOUNCED);
	bool given = posted(d, ACCOUNT_BONUS) + posted(d, ACCOUNT_BONUS_COST) == 0;

	for (int i = 0; i < d->payment_count; i++)
		paid += d->payments[i].amount_minor;
	switch (d->kind) {
	case DOC_TOP_UP:
		return given && paid == d->total_minor && paid > 0 && principal == -paid && !kept;
	case DOC_CARD_REFUND:
		return given && paid == d->total_minor && kept >= 0 && principal == paid + kept;
	case DOC_VALUE_ADJUST:
		return given && !principal && !kept && !paid;
	case DOC_VALUE_TRANSFER: case DOC_MERGE:
		return !principal && !posted(d, ACCOUNT_BONUS) && !paid;
	case DOC_OPENING:
		return !paid && d->total_minor > 0 && posted(d, ACCOUNT_OPENING) == d->total_minor &&
			principal + posted(d, ACCOUNT_BONUS) == -d->total_minor;
	default:
		return true;
	}
}

const char *document_note(const struct document *d, int line_no)
{
	for (int i = 0; i < d->note_count; i++)
		if (d->notes[i].line_no == line_no)
			return d->notes[i].text;
	return "";
}
