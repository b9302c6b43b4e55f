/* check_test.c - store check on days of trading, on both engines: sound where nothing happened,
 * and what it says where something did. (tests/crash/tamper_test.c changes every kind of row.) */
#include "pg.h"

#include "../day.h"

BOTH(a_day_of_trading_is_sound)
{
	struct trade tr;
	struct checked k;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	day_sales(&tr);
	sound(&tr.conf);
	day_exceptions(&tr);
	sound(&tr.conf);
	k = check_with(&tr.conf, NULL);
	CHECK(k.result.unproven > 10 && k.result.by_id[CHECK_TAIL] == 2);
	day_over(&tr);
	k = check_with(&tr.conf, NULL);
	CHECK_INT(k.result.wrong, 0);
	CHECK_INT(k.result.unproven, 0); /* the Z report noted the heads */
	CHECK(k.result.documents >= 12);
	trade_end(&tr);
}

BOTH(two_tills_and_two_days_are_sound)
{
	struct trade one, two;

	if (!trade_init(&one, url, "01") || !trade_open(&one) || !day_begin(&one))
		return;
	if (!day_join(&two, &one, "300"))
		return;
	day_sales(&one);
	does(&two, "scan " COOKIES);
	does(&two, "hold");
	/* a basket goes from one till to the other, and keeps its ids */
	does(&one, "recall");
	does(&one, "cash 50");
	does_with(&two, "return", last_number(&one));
	does(&two, "return-line 1");
	asked(&two, "cash", "reason 1");
	clock_freeze(clock_now_ms() + DAY_MS);
	day_exceptions(&one);
	sound(&one.conf);
	day_over(&one);
	trade_close(&two);
	trade_end(&one);
}

T_MAIN
