/* papers_report.c - X, Z and the day on paper: the figures of report.h as values of their templates. */
#include "papers_put_int.h"

#include <string.h>

#include "base/clock.h"
#include "model/cash.h"
#include "model/value.h"
#include "papers_int.h"
#include "service/report.h"

static void put_hours(struct making *m, const struct hour_figures hours[24])
{
	for (int i = 0; i < 24; i++) {
		struct making row;

		if (!hours[i].sales && !hours[i].amount_minor)
			continue;
		row = row_of(m, "hours");
		put(&row, "hour", arena_printf(m->a, "%02d:00", i));
		put_count(&row, "count", hours[i].sales);
		put_money(&row, "amount", hours[i].amount_minor);
	}
}

static void put_act(struct making *m, const struct totals *t, enum measure measure, const char *name)
{
	struct total sum = report_total(t, measure, -1);

	put_count(m, name, sum.times);
	put_money_if(m, arena_printf(m->a, "%s_amount", name), sum.amount_minor);
}

static void put_tender_list(struct making *m, const struct totals *t)
{
	int64_t sum = 0;

	for (int i = 0; i < m->sh->tender_count; i++) {
		const struct tender *tender = &m->sh->tenders[i];
		struct total in = report_total(t, MEASURE_TENDER_IN, tender->id);
		struct total back = report_total(t, MEASURE_TENDER_OUT, tender->id);
		struct making row;

		if (!in.times && !back.times && !in.amount_minor && !back.amount_minor)
			continue;
		sum += in.amount_minor - back.amount_minor;
		row = row_of(m, "tenders");
		put(&row, "name", named(m, tender->name, tender->name_en));
		put_count(&row, "count", in.times + back.times);
		put_money(&row, "amount", in.amount_minor - back.amount_minor);
		put_money_if(&row, "fee", report_total(t, MEASURE_FEE, tender->id).amount_minor);
	}
	put_money(m, "tenders_total", sum);
}

static void put_tax_list(struct making *m, const struct totals *t)
{
	for (int i = 0; i < m->sh->tax_rate_count; i++) {
		const struct tax_rate *rate = &m->sh->tax_rates[i];
		struct total base = report_total(t, MEASURE_TAX_BASE, rate->id);
		struct making row;

		if (!base.times && !base.amount_minor)
			continue;
		row = row_of(m, "tax");
		put(&row, "name", named(m, rate->name, rate->name_en));
		put_money(&row, "base", base.amount_minor);
		put_money(&row, "amount", report_total(t, MEASURE_TAX, rate->id).amount_minor);
	}
}

static void put_department_list(struct making *m, const struct totals *t)
{
	for (int i = 0; i < m->sh->department_count; i++) {
		const struct department *d = &m->sh->departments[i];
		struct total sum = report_total(t, MEASURE_DEPARTMENT, d->id);
		struct making row;

		if (!sum.times && !sum.amount_minor && !sum.qty_milli)
			continue;
		row = row_of(m, "departments");
		put(&row, "name", named(m, d->name, d->name_en));
		put(&row, "count", qty_text(m->a, sum.qty_milli));
		put_money(&row, "amount", sum.amount_minor);
	}
}

static enum err put_cashier_list(struct making *m, const struct totals *t)
{
	struct cashier_figures *list;
	int n = 0;
	enum err e = report_cashiers(m->sh, m->a, t, &list, &n);

	for (int i = 0; e == OK && i < n; i++) {
		struct making row = row_of(m, "cashiers");

		put(&row, "number", list[i].number);
		put(&row, "name", list[i].name);
		put_count(&row, "count", list[i].sales);
		put_money(&row, "amount", list[i].amount_minor);
	}
	return e;
}

/* How often, and how much, of one item; nothing is set where it did not occur. */
static bool put_item(struct making *m, const struct totals *t, enum measure measure, int64_t item_id,
	const char *name)
{
	struct total one = report_total(t, measure, item_id);

	if (!one.times && !one.amount_minor)
		return false;
	put_count(m, name, one.times);
	put_money(m, arena_printf(m->a, "%s_amount", name), one.amount_minor);
	return true;
}

/* What was taken or paid out that is no sale. */
static void put_value(struct making *m, const struct totals *t)
{
	static const struct { enum measure measure; int64_t item_id; const char *name; } rows[] = {
		{ MEASURE_VALUE, VALUE_VOUCHER, "vouchers_sold" }, { MEASURE_VALUE, VALUE_REFUND, "vouchers_refunded" },
		{ MEASURE_VALUE, VALUE_ORDER, "orders_taken" },
		{ MEASURE_VALUE, VALUE_HOUSE, "account_received" }, { MEASURE_VALUE, VALUE_TIP, "tips" },
		{ MEASURE_VALUE, VALUE_DONATION, "donations" },
		{ MEASURE_VALUE_OUT, ACCOUNT_ORDER, "orders_out" }, { MEASURE_VALUE_OUT, ACCOUNT_TIP, "tips_out" },
		{ MEASURE_VALUE_OUT, ACCOUNT_DONATION, "donations_out" },
		{ MEASURE_TOP_UP, ACCOUNT_PRINCIPAL, "top_ups" }, { MEASURE_TOP_UP, ACCOUNT_BONUS, "top_up_bonus" },
		{ MEASURE_CARD_OUT, ACCOUNT_PRINCIPAL, "stored_out" },
	};
	const int64_t forfeited = report_total(t, MEASURE_FORFEIT, -1).amount_minor;
	const int64_t fees = report_total(t, MEASURE_FEE, -1).amount_minor;
	const int64_t corrections = report_total(t, MEASURE_CORRECTION, -1).times;
	bool any = forfeited || fees || corrections;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		any |= put_item(m, t, rows[i].measure, rows[i].item_id, rows[i].name);
	put_money_if(m, "forfeited", forfeited);
	put_money_if(m, "fees", fees);
	if (corrections)
		put_count(m, "corrections", corrections);
	if (any)
		put(m, "beside", "1");
}

/* Kinds of income and expense; notes of other currencies. */
static void put_by_item(struct making *m, const struct totals *t, enum measure measure, const char *name)
{
	char currency[4];

	for (int i = 0; i < t->count; i++) {
		const struct total *one = &t->list[i];
		const struct reason *r = shop_reason(m->sh, one->item_id);
		struct making row;

		if (one->measure != measure)
			continue;
		row = row_of(m, name);
		if (measure == MEASURE_FOREIGN) {
			currency_code(one->item_id, currency);
			put(&row, "name", arena_strdup(m->a, currency));
		} else {
			put(&row, "name", r ? named(m, r->name, r->name_en) : "?");
		}
		put_count(&row, "count", one->times);
		put_money(&row, "amount", one->amount_minor);
	}
}

/* Cash that moved without a sale; below 0 is out of the drawer. */
static void put_moves(struct making *m, const struct totals *t)
{
	static const struct { enum document_kind kind; const char *name; } rows[] = {
		{ DOC_DROP, "drops" }, { DOC_PICK_UP, "pick_ups" }, { DOC_CHANGE_IN, "changes_in" },
		{ DOC_PAY_IN, "pay_ins" }, { DOC_PAY_OUT, "pay_outs" }, { DOC_PAID_OUT, "held_out" },
		{ DOC_SALE, "change_of_others" },
	};
	bool any = false;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		any |= put_item(m, t, MEASURE_DRAWER, rows[i].kind, rows[i].name);
	if (any)
		put(m, "moved", "1");
	put_by_item(m, t, MEASURE_PAID_IN, "paid_in");
	put_by_item(m, t, MEASURE_PAID_OUT, "paid_out");
	put_by_item(m, t, MEASURE_FOREIGN, "foreign");
}

static enum err put_figures(struct making *m, const struct totals *t)
{
	struct total sales = report_total(t, MEASURE_SALES, -1), returns = report_total(t, MEASURE_RETURNS, -1);
	struct total voids = report_total(t, MEASURE_VOIDS, -1);
	struct total empties = report_total(t, MEASURE_EMPTIES, -1);
	int64_t rounding = report_total(t, MEASURE_ROUNDING, -1).amount_minor;
	int64_t saved = report_total(t, MEASURE_DISCOUNT, -1).amount_minor;

	put_count(m, "sales_count", sales.times);
	put(m, "pieces", qty_text(m->a, sales.qty_milli));
	put_money(m, "gross", sales.amount_minor + saved);
	put_money_if(m, "saved_total", saved);
	put_money_if(m, "rounding", rounding);
	put_count(m, "returns_count", returns.times);
	put_money(m, "returns_amount", returns.amount_minor);
	if (empties.times) {
		put_count(m, "empties_count", empties.times);
		put_money(m, "empties_amount", empties.amount_minor);
	}
	put_money_if(m, "deposits", report_total(t, MEASURE_DEPOSIT, -1).amount_minor);
	put_money(m, "net", sales.amount_minor - returns.amount_minor - voids.amount_minor - empties.amount_minor -
		rounding);
	put_tender_list(m, t);
	put_tax_list(m, t);
	put_department_list(m, t);
	put_act(m, t, MEASURE_LINE_VOID, "line_voids");
	put_act(m, t, MEASURE_CANCEL, "cancels");
	put_act(m, t, MEASURE_VOIDS, "voids");
	put_act(m, t, MEASURE_DISCOUNT, "discounts");
	put_act(m, t, MEASURE_OVERRIDE, "overrides");
	put_act(m, t, MEASURE_NO_SALE, "no_sales");
	put_act(m, t, MEASURE_REPRINT, "reprints");
	put_value(m, t);
	put_moves(m, t);
	return put_cashier_list(m, t);
}

static void put_parts(struct making *m, const struct shift_report *r)
{
	put(m, "days", r->first_day == r->last_day ? day_text(m->a, r->first_day)
		: arena_printf(m->a, "%s / %s", day_text(m->a, r->first_day), day_text(m->a, r->last_day)));
	for (int i = 0; r->day_count > 1 && i < r->day_count; i++) {
		struct making row = row_of(m, "parts");

		put(&row, "day", day_text(m->a, r->days[i]));
		put_count(&row, "count", report_total(&r->by_day[i], MEASURE_SALES, -1).times);
		put_money(&row, "amount", report_total(&r->by_day[i], MEASURE_CASHIER, -1).amount_minor);
	}
}

/* Baskets that the next shift finds. */
static void put_left(struct making *m, const struct shift_report *r)
{
	for (int i = 0; i < r->left_count; i++) {
		struct making row = row_of(m, "left");

		put_count(&row, "number", r->left[i].held_no);
		put_count(&row, "count", r->left[i].lines);
		put_money(&row, "amount", r->left[i].amount_minor);
	}
}

/* Whose outcome somebody still has to find out. */
static void put_unknown(struct making *m, const struct shift_report *r)
{
	for (int i = 0; i < r->unknown_count; i++) {
		const struct tender *tender = shop_tender(m->sh, r->unknown[i].tender_id);
		struct making row = row_of(m, "unknown");

		put(&row, "name", tender ? named(m, tender->name, tender->name_en) : "?");
		put(&row, "at", clock_text(m->a, r->unknown[i].begun_at_ms));
		put_money(&row, "amount", r->unknown[i].amount_minor);
	}
}

/* Each count, where it was counted again, and the notes and coins of the last. */
static enum err put_counts(struct making *m, const struct shift_report *r)
{
	struct drawer_count *list;
	struct cash_pieces one;
	int n = 0;
	enum err e = report_counts(m->sh, m->a, r->shift_id, &list, &n);

	for (int i = 0; e == OK && n > 1 && i < n; i++) {
		struct making row = row_of(m, "counts");

		put_count(&row, "number", list[i].attempt);
		put(&row, "name", list[i].name);
		put_money(&row, "amount", list[i].amount_minor);
	}
	if (e != OK || !n)
		return e;
	for (char *rest = arena_strdup(m->a, list[n - 1].pieces), *w; (w = strtok_r(rest, " ", &rest)) != NULL;) {
		struct making row;

		if (!cash_pieces_parse(w, &one))
			continue;
		row = row_of(m, "notes");
		put_money(&row, "value", one.value_minor);
		put_count(&row, "count", one.count);
		put_money(&row, "amount", one.value_minor * one.count);
	}
	return OK;
}

/* Slips, vouchers, cheques, foreign notes: what should be there and what was counted. */
static void put_beside(struct making *m, const struct shift_report *r)
{
	for (int i = 0; i < r->beside_count; i++) {
		const struct tender_count *one = &r->beside[i];
		struct making row;

		if (!one->counted)
			continue;
		row = row_of(m, "others");
		put(&row, "name", named(m, one->name, one->name_en));
		put_money(&row, "expected", one->expected_minor);
		put_money(&row, "counted", one->counted_minor);
		put_money(&row, "over_short", one->over_short_minor);
	}
}

/* Until the drawer is counted nobody reads what should be in it. */
static void put_cash(struct making *m, const struct shift_report *r)
{
	put_money(m, "float", r->cash.float_minor);
	if (!r->closed)
		return;
	put_money(m, "cash_taken", r->cash.taken_minor);
	put_money_if(m, "cash_refunded", r->cash.refunded_minor);
	put_money_if(m, "cash_dropped", r->cash.dropped_minor);
	put_money_if(m, "cash_changed", r->cash.changed_minor);
	put_money_if(m, "cash_paid_in", r->cash.paid_in_minor);
	put_money_if(m, "cash_paid_out", r->cash.paid_out_minor);
	put_money_if(m, "cash_other", r->cash.other_minor);
	put_money(m, "expected", r->cash.expected_minor);
	put_money(m, "counted", r->cash.counted_minor);
	put_money(m, "over_short", r->cash.over_short_minor);
	put(m, "seal", arena_strndup(m->a, r->link, 8));
	put(m, "link", r->link);
}

enum err paper_of_shift(struct shop *sh, struct arena *a, const struct shift_report *r, int copy, int columns,
	struct paper *out)
{
	struct paper_values v;
	struct making m = paper_begin(sh, a, &v, r->terminal, copy);
	struct hour_figures hours[24] = { { 0 } };
	enum err e;

	if (!r->closed)
		put(&m, "x", "1");
	put(&m, "number", r->number);
	put(&m, "shift", arena_printf(a, "%lld", (long long)(r->shift_id >> 22) % 1000000));
	put(&m, "cashier_number", r->opened_by_number);
	put(&m, "cashier_name", r->opened_by);
	put(&m, "opened", clock_text(a, r->opened_at_ms));
	if (r->closed)
		put(&m, "closed", clock_text(a, r->closed_at_ms));
	put(&m, "printed", clock_text(a, r->printed_at_ms));
	put_parts(&m, r);
	put_left(&m, r);
	put_unknown(&m, r);
	if (report_total(&r->all, MEASURE_NO_SALE, -1).times)
		put(&m, "no_sales_rate", qty_text(a, report_per_hour_milli(
			report_total(&r->all, MEASURE_NO_SALE, -1).times, r->opened_at_ms,
			r->closed ? r->closed_at_ms : r->printed_at_ms)));
	put_cash(&m, r);
	e = put_figures(&m, &r->all);
	for (int i = 0; e == OK && i < r->day_count; i++)
		e = report_hours(sh, r->days[i], r->shift_id, hours);
	put_hours(&m, hours);
	if (r->closed)
		put_beside(&m, r);
	if (e == OK && r->closed)
		e = put_counts(&m, r);
	return e == OK ? paper_render(&m, &v, "shift", columns, out) : e;
}

enum err paper_of_day(struct shop *sh, struct arena *a, const struct day_report *r, int columns, struct paper *out)
{
	struct paper_values v;
	struct making m = paper_begin(sh, a, &v, "", 0);
	struct hour_figures hours[24] = { { 0 } };
	struct total sales = report_total(&r->all, MEASURE_SALES, -1);
	enum err e;

	put(&m, "day", day_text(a, r->day));
	put(&m, "printed", clock_text(a, clock_now_ms()));
	if (r->closed)
		put(&m, "closed", "1");
	put_count(&m, "visits", sales.times);
	if (sales.times)
		put_money(&m, "average", mul_div(sales.amount_minor, 1, sales.times, ROUND_HALF_AWAY));
	for (int i = 0; i < r->shift_count; i++) {
		const struct day_shift *part = &r->shifts[i];
		struct making row = row_of(&m, "shifts");

		put(&row, "terminal", part->terminal);
		put(&row, "name", part->staff);
		put_money(&row, "amount", report_total(&part->part, MEASURE_CASHIER, -1).amount_minor);
		if (part->closed)
			put_money(&row, "over_short", part->over_short_minor);
	}
	if (r->reopened)
		put_count(&m, "reopened", r->reopened);
	e = put_figures(&m, &r->all);
	if (e == OK)
		e = report_hours(sh, r->day, 0, hours);
	put_hours(&m, hours);
	return e == OK ? paper_render(&m, &v, "day", columns, out) : e;
}
