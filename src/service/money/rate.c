/* rate.c - what foreign notes are worth, from when on, and what of them lies in a drawer. */
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "money_int.h"
#include "model/cash.h"
#include "../office/office_int.h"
#include "service/money.h"
#include "store/value_store.h"
#include "store/check_store.h"

static enum err rate_body(struct shop *sh, void *arg)
{
	const struct rate_row *row = arg;
	struct arena a = ARENA_INIT;
	enum err e = rate_put(sh->db, row);

	if (e == OK)
		e = office_audit(sh, "rate", currency_unit(row->currency), arena_printf(&a, "%s %lld/%lld",
			row->currency,
			(long long)row->numerator, (long long)row->denominator));
	arena_release(&a);
	return e;
}

enum err currency_set(struct shop *sh, struct arena *a, const char *currency, const char *rate, const char *source,
	struct said *said)
{
	struct rate_row row = { .currency = currency, .source = source ? utf8_clean(a, source) : "",
		.from_at_ms = clock_now_ms(), .staff_id = sh->staff.id };
	enum err e = office_need(sh, PERM_CURRENCIES, said);

	if (e != OK)
		return e;
	if (!currency_valid(currency))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("A currency"), currency);
	if (!rate_parse(rate, &row.numerator, &row.denominator))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("A rate"), rate);
	e = shop_tx(sh, rate_body, &row);
	return e == OK ? say(said, OK, MSG_RATE_SET, currency, rate_text(a, row.numerator, row.denominator))
		: office_answer(said, e, currency);
}

enum err currency_rates(struct shop *sh, struct arena *a, struct rate_row **list, int *n)
{
	return rates_list(sh->db, a, list, n);
}

/* What so many notes are worth now; below 0 for notes that are missing. No rate: nothing. */
static enum err worth(struct shop *sh, struct arena *a, const char *currency, int64_t notes, int64_t *home_minor)
{
	struct foreign f = { .amount = notes < 0 ? -notes : notes };
	struct rate_row rate;
	enum err e = rate_at(sh->db, a, currency, clock_now_ms(), &rate);

	*home_minor = 0;
	if (e != OK)
		return e == ERR_NOTFOUND ? OK : e;
	f.numerator = rate.numerator;
	f.denominator = rate.denominator;
	*home_minor = notes < 0 ? -foreign_home_minor(&f) : foreign_home_minor(&f);
	return OK;
}

/* More of a currency lies there than was taken, or less. */
static enum err notes_off(struct shop *sh, struct arena *a, int64_t unit, int64_t off, struct ledger *ledger)
{
	char currency[4];
	int64_t home_minor;
	enum err e;

	currency_code(unit, currency);
	e = worth(sh, a, currency, off, &home_minor);
	ledger_post(ledger, a, ACCOUNT_FOREIGN_SAFE, 0, (enum ledger_unit)unit, off);
	ledger_post(ledger, a, ACCOUNT_POSITION, 0, (enum ledger_unit)unit, -off);
	ledger_post(ledger, a, ACCOUNT_FOREIGN_SAFE, 0, UNIT_MONEY, home_minor);
	ledger_post(ledger, a, ACCOUNT_OVER_SHORT, 0, UNIT_MONEY, -home_minor);
	return e;
}

enum err money_foreign_to_safe(struct shop *sh, struct arena *a, int64_t drawer_id, const char *counted,
	struct ledger *ledger)
{
	struct balance_row *rows;
	struct cash_beside one;
	bool any = false;
	int n = 0;
	enum err e;

	for (int i = 0; i < sh->tender_count; i++)
		any = any || sh->tenders[i].kind == TENDER_FOREIGN;
	if (!any)
		return OK;
	e = balances_of(sh->db, a, ACCOUNT_FOREIGN, drawer_id, &rows, &n);
	for (int i = 0; e == OK && i < n; i++) {
		ledger_post(ledger, a, ACCOUNT_FOREIGN, drawer_id, (enum ledger_unit)rows[i].unit,
			-rows[i].amount);
		ledger_post(ledger, a, ACCOUNT_FOREIGN_SAFE, 0, (enum ledger_unit)rows[i].unit, rows[i].amount);
	}
	for (int i = 0; e == OK && i < sh->tender_count; i++) {
		int64_t unit = sh->tenders[i].kind == TENDER_FOREIGN ? currency_unit(sh->tenders[i].currency) : 0;
		int64_t held = 0;

		for (int k = 0; unit && k < n; k++)
			held += rows[k].unit == unit ? rows[k].amount : 0;
		for (char *rest = arena_strdup(a, counted), *w; unit && e == OK && (w = strtok_r(rest, " ", &rest));)
			if (cash_beside_parse(a, w, &one) && strcmp(one.code, sh->tenders[i].code) == 0
				&& one.counted_minor != held)
				e = notes_off(sh, a, unit, one.counted_minor - held, ledger);
	}
	return e;
}
