/* any_clock_test.c - a shop trades while the clock of its machine jumps: by minutes, days and years, to 1970 and beyond
 * 2038, round midnight, the hour of the cut and the ends of summer time (PROMISES P10). What must hold after each act:
 * documents follow each other by their place in the chain, no business day before the one before it, and none more
 * than a day after it without a manager; store check finds nothing; and when the clock is right again the shop sells.
 *
 * A case is a jump and the acts after it. CLOCKS=n asks for n cases, CLOCKS=ns for n seconds. */
#include "../crash/longer.h"
#include "../day.h"

#include "../../src/service/shop/shop_int.h"
#include "store/db.h"

#define CASES 200
#define CASES_A_SHOP 40
#define MINUTE_MS INT64_C(60000)

static const char *const zones[] = { "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu" };

/* Acts of a day; the cashier's alone, then also those of a manager. */
static const char *const acts[] = {
	"scan 6924591500241", "scan 6924591500272", "cash", "cash 500", "cash", "hold", "recall", "void-last 1",
	"x-report", "count 500", "z-report", "shift-open 500", "sign-on 1008 2468", "back", "reason 1",
	"return 01-1-000002", "return-line 1", "discount 5 1 1", "no-sale 1", "cancel 1", "drop 100", "clock in",
	"clock out",
	"approve 3001 615902", "sign-on 3001 615902", "approve 2001 331827",
};
#define OF_CASHIER 23

static int64_t jump(int64_t now_ms)
{
	static const char *const moments[] = {
		"1970-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "2026-03-29T00:59:59Z", "2026-10-25T00:59:59Z",
		"2026-11-01T05:59:59Z", "2028-02-29T12:00:00Z", "2038-01-19T03:14:07Z", "2099-12-31T23:59:59Z",
	};
	int64_t ms;

	switch (t_rand(8)) {
	case 0:
		if (clock_parse(moments[t_rand(sizeof moments / sizeof *moments)], &ms) != OK)
			abort();
		return ms;
	case 1:
		return now_ms + t_range(-400 * DAY_MS, 400 * DAY_MS);
	case 2:
		return now_ms + t_range(-3 * DAY_MS, 3 * DAY_MS);
	case 3:
		return (now_ms / DAY_MS + t_range(0, 2)) * DAY_MS + t_range(-2, 2); /* midnight in UTC */
	case 4:
		return now_ms + t_range(-30 * MINUTE_MS, 30 * MINUTE_MS);
	case 5:
		return now_ms + t_range(-2000, 2000);
	default:
		return now_ms + t_range(0, DAY_MS);
	}
}

struct newest { int64_t documents, day, wrong_order; };

static struct newest look(struct trade *tr)
{
	struct newest n = { 0 };
	struct db_rows r;

	if (!CHECK_INT(db_one(tr->sh->db, &tr->a, &r, "SELECT count(*), coalesce(max(business_day), 0)"
		" FROM document"), OK))
		return n;
	n.documents = row_int(&r, 0, 0);
	n.day = row_int(&r, 0, 1);
	if (CHECK_INT(db_one(tr->sh->db, &tr->a, &r, "SELECT count(*) FROM document a"
		" JOIN seal x ON x.id = a.id JOIN seal y ON y.terminal_id = x.terminal_id AND y.seq > x.seq"
		" JOIN document b ON b.id = y.id"
		" WHERE b.business_day < a.business_day"), OK))
		n.wrong_order = row_int(&r, 0, 0);
	return n;
}

static void play_case(struct trade *tr, bool manager, int64_t *now_ms)
{
	int n = (int)t_range(1, 6), count = manager ? (int)(sizeof acts / sizeof *acts) : OF_CASHIER;

	*now_ms = jump(*now_ms);
	clock_freeze(*now_ms < 0 ? 0 : *now_ms);
	for (int i = 0; i < n; i++) {
		struct newest before = look(tr), after;
		const char *line = acts[t_rand((uint64_t)count)];

		act(tr, line);
		CHECK(tr->err != ERR_IO && tr->err != ERR_CORRUPT && tr->err != ERR_UNKNOWN && tr->err != ERR_EXISTS);
		after = look(tr);
		if (!CHECK_INT(after.wrong_order, 0) || !CHECK(after.day >= before.day) ||
		    !CHECK(manager || !before.day || after.day <= day_add((int32_t)before.day, 1)))
			printf("# %s at %" PRId64 ", day %" PRId64 " after %" PRId64 "\n", line, *now_ms, after.day,
				before.day);
	}
}

/* As it is when somebody has set it right: later than all that was posted. */
static void right_again(struct trade *tr)
{
	struct db_rows r;

	if (!CHECK_INT(db_one(tr->sh->db, &tr->a, &r, "SELECT coalesce(max(at_ms), 0) FROM document"), OK))
		return;
	clock_freeze((row_int(&r, 0, 0) > NOON_MS ? row_int(&r, 0, 0) : NOON_MS) + MINUTE_MS);
	for (int i = 0; i < 5 && view(tr)->need != NEED_NOTHING; i++)
		act(tr, "back");
	act(tr, "sign-on 3001 615902");
	if (view(tr)->phase == TILL_COUNTING) {
		act(tr, "count 500");
		act(tr, "z-report");
	}
	if (view(tr)->phase == TILL_NO_SHIFT)
		does(tr, "shift-open 500");
	if (view(tr)->phase == TILL_PAYMENT)
		act(tr, "back");
	does(tr, "scan 6924591500241");
	act(tr, "cash");
	for (int i = 0; i < 5 && tr->err != OK; i++)
		act(tr, view(tr)->need == NEED_REASON ? "reason 1" :
			view(tr)->need == NEED_APPROVAL ? "approve 3002 482057" : "cash");
	if (!CHECK(tr->err == OK))
		printf("# cash: %s: %s\n", err_name(tr->err), said_text(&tr->a, &tr->said));
}

static int64_t one_shop(void)
{
	static int shops;
	char url[700];
	struct trade tr;
	struct said said = { MSG_NONE, { NULL, NULL } };
	int64_t now_ms = NOON_MS, done = 0;
	bool manager = t_rand(2);

	snprintf(url, sizeof url, "sqlite:%s/clock%d.db", t_tmpdir(), ++shops);
	if (!trade_init(&tr, url, "01") || !trade_open(&tr))
		return 1;
	does(&tr, "sign-on 3001 615902");
	CHECK_INT(setting_set(tr.sh, "shop.zone", zones[t_rand(4)], false, &said), OK);
	if (!manager)
		does(&tr, "sign-on 1008 2468");
	does(&tr, "shift-open 500");
	for (; done < CASES_A_SHOP; done++)
		play_case(&tr, manager, &now_ms);
	if (!manager)
		sound(&tr.conf);
	right_again(&tr);
	sound(&tr.conf);
	trade_close(&tr);
	return done;
}

TEST(any_clock)
{
	struct longer l = longer_begin("CLOCKS", CASES, CASES_A_SHOP);
	int64_t done = 0, bad = 0;
	uint64_t seed = t_seed();

	while (longer_goes_on(&l, done) && t_bad < T_SHOWN_MAX) {
		int before = t_bad;

		t_state = ++seed;
		done += one_shop();
		bad += t_bad > before;
		if (t_bad > before)
			printf("# replay: SEED=%" PRIu64 " CLOCKS=1 any_clock_test\n", seed - 1);
	}
	longer_tell(&l, "clock", done, bad);
}

T_MAIN
