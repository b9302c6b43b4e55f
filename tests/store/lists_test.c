/* lists_test.c - the lists by which a shop trades, on both engines: a till notices the day on which a tax rate is
 * another, and what one changed is not changed again by who read it before. */
#include "../../src/service/shop/shop_int.h"
#include "../day.h"
#include "pg.h"
#include "service/trade.h"
#include "store/article_store.h"
#include "store/trade_store.h"

static int64_t rate_of(struct trade *tr, const char *code)
{
	const struct tax_rate *list;
	int n = shop_tax_rates(tr->sh, &list);

	for (int i = 0; i < n; i++)
		if (strcmp(list[i].code, code) == 0)
			return list[i].rate_bp;
	return -1;
}

BOTH(a_till_that_stays_open_takes_the_new_rate)
{
	const struct tax_edit edit = { .code = "13", .rate = "12" };
	struct trade tr;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr))
		return;
	does(&tr, "sign-on 3001 615902");
	does(&tr, "shift-open 100");
	does(&tr, "scan " COOKIES);
	CHECK_INT(tax_change(tr.sh, &tr.a, &edit, &tr.said), OK);
	shop_tick(tr.sh);
	CHECK_INT(rate_of(&tr, "13"), 1300);
	CHECK_INT(view(&tr)->basket->lines[0].tax_bp, 1300);
	clock_freeze(NOON_MS + INT64_C(57600000) - 1000); /* a second before the business day changes */
	shop_tick(tr.sh);
	CHECK_INT(rate_of(&tr, "13"), 1300);
	clock_freeze(NOON_MS + INT64_C(57600000));
	CHECK(shop_tick(tr.sh));
	CHECK_INT(rate_of(&tr, "13"), 1200);
	CHECK(!shop_tick(tr.sh));
	/* never in an open basket */
	CHECK_INT(view(&tr)->basket->lines[0].tax_bp, 1300);
	does(&tr, "cash 50");
	does(&tr, "scan " COOKIES);
	CHECK_INT(view(&tr)->basket->lines[0].tax_bp, 1200);
	does(&tr, "cash 50");
	trade_end(&tr);
}

BOTH(an_old_version_changes_nothing)
{
	struct trade tr;
	struct tender_row *tenders;
	struct reason_row *reasons;
	struct department_row *departments;
	struct tax_row *taxes;
	struct category_row *categories;
	struct db *db;
	int n;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr))
		return;
	db = tr.sh->db;
	if (!CHECK(tenders_list(db, &tr.a, &tenders, &n) == OK && reasons_list(db, &tr.a, &reasons, &n) == OK
		&& departments_list(db, &tr.a, &departments, &n) == OK
		&& taxes_list(db, &tr.a, 20261121, &taxes, &n) == OK
		&& categories_list(db, &tr.a, &categories, &n) == OK))
		return;
	CHECK_INT(tender_update(db, &tenders[0]), OK);
	CHECK_INT(tender_update(db, &tenders[0]), ERR_STALE);
	CHECK_INT(reason_update(db, &reasons[0]), OK);
	CHECK_INT(reason_update(db, &reasons[0]), ERR_STALE);
	CHECK_INT(department_update(db, &departments[0]), OK);
	CHECK_INT(department_update(db, &departments[0]), ERR_STALE);
	CHECK_INT(tax_update(db, &taxes[0]), OK);
	CHECK_INT(tax_update(db, &taxes[0]), ERR_STALE);
	CHECK_INT(category_update(db, &categories[0]), OK);
	CHECK_INT(category_update(db, &categories[0]), ERR_STALE);
	CHECK_INT(tender_put(db, &tenders[0]), ERR_EXISTS);
	CHECK_INT(tax_change_put(db, taxes[0].id, 20261122, 10001), ERR_REFUSED);
	trade_close(&tr);
}

T_MAIN
