/* rate.c - what foreign notes are worth, from when on, and what of them lies in a drawer. */
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "money_int.h"
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

enum err money_foreign_to_safe(struct shop *sh, struct arena *a, int64_t drawer_id, struct ledger *ledger)
{
	struct balance_row *rows;
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
	return e;
}

enum err currency_in_drawer(struct shop *sh, struct arena *a, int64_t drawer_id, struct foreign_held **list, int *n)
{
	struct balance_row *rows;
	int count = 0;
	enum err e = balances_of(sh->db, a, ACCOUNT_FOREIGN, drawer_id, &rows, &count);

	*n = 0;
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)count, sizeof **list);
	for (int i = 0; i < count; i++)
		if (rows[i].unit >= UNIT_CURRENCY && rows[i].amount) {
			currency_code(rows[i].unit, (*list)[*n].currency);
			(*list)[(*n)++].amount = rows[i].amount;
		}
	return OK;
}
