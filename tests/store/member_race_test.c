/* member_race_test.c - eight processes want what one member has, at the same moment, on both engines: exactly the
 * lawful number wins, and what is left is what nobody took (SQLite alone, and many more rounds: tests/crash/race.c). */
#include "pg.h"

#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../day.h"
#include "model/ledger.h"
#include "service/coupons.h"
#include "service/gifts.h"
#include "service/master.h"
#include "service/members.h"
#include "service/points.h"
#include "service/wallet.h"
#include "store/document_store.h"

/* The handle behind the shop. */
#include "../../src/service/shop/shop_int.h"

#define RACERS 8
#define CARD "6217001234567890"
#define SECOND .words = "1", .second = "2001", .pin = "331827"

static const char *const tills[RACERS] = { "01", "02", "03", "04", "05", "06", "07", "08" };
static struct said said;
static char coupon[40];

/* Where they wait for each other. */
struct barrier { sem_t ready, go; };

/* --- what each does ------------------------------------------------------------------------------------ */

static void basket(struct trade *tr, int who)
{
	(void)who;
	act(tr, "scan " FINGERS); /* 5.00 */
	act(tr, "member " CARD);
}

static void basket_with_coupon(struct trade *tr, int who)
{
	basket(tr, who);
	act(tr, "scan " CHIPS);
	does_with(tr, "scan", coupon);
}

static void nothing(struct trade *tr, int who)
{
	(void)tr, (void)who;
}

static enum err pays_stored(struct trade *tr)
{
	return act(tr, "stored 5");
}

static enum err pays_points(struct trade *tr)
{
	return act(tr, "points 5");
}

static enum err pays_cash(struct trade *tr)
{
	return act(tr, "cash");
}

static enum err takes_gift(struct trade *tr)
{
	struct points_done done = { .number = "" };

	return gift_redeem(tr->sh, &tr->a, &(struct gift_redeem){ .member = CARD, .article = CHIPS }, &done, &said);
}

static enum err brings_money(struct trade *tr)
{
	struct wallet_done done = { .id = 0 };

	return wallet_top_up(tr->sh, &tr->a, &(struct wallet_top_up){ .member = CARD, .amount = "1000" }, &done,
		&said);
}

/* One account to another, by eight at once. */
static enum err moves_points(struct trade *tr)
{
	struct points_done done = { .id = 0 };

	return points_transfer(tr->sh, &tr->a, &(struct points_transfer){ .from = CARD, .to = "13900139001",
		.points = "50", SECOND }, &done, &said);
}

/* --- the race ------------------------------------------------------------------------------------------- */

static void run(const struct trade *first, struct barrier *line, int who, void (*prepare)(struct trade *tr, int who),
	enum err (*go)(struct trade *tr))
{
	struct trade tr;
	bool there = trade_join(&tr, first, tills[who]) && does(&tr, "sign-on 3001 615902") &&
		does(&tr, "shift-open 500");
	bool won;

	if (there)
		prepare(&tr, who);
	sem_post(&line->ready);
	sem_wait(&line->go);
	won = there && go(&tr) == OK;
	if (there)
		trade_close(&tr);
	_exit(!there || t_bad ? 2 : !won);
}

static int winners(const struct trade *first, void (*prepare)(struct trade *tr, int who),
	enum err (*go)(struct trade *tr))
{
	struct barrier *line = mmap(NULL, sizeof *line, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int won = 0, status;
	pid_t pid[RACERS];

	if (!CHECK(line != MAP_FAILED))
		return -1;
	sem_init(&line->ready, 1, 0);
	sem_init(&line->go, 1, 0);
	fflush(stdout);
	for (int i = 0; i < RACERS; i++)
		if ((pid[i] = fork()) == 0)
			run(first, line, i, prepare, go);
	for (int i = 0; i < RACERS; i++)
		sem_wait(&line->ready);
	for (int i = 0; i < RACERS; i++)
		sem_post(&line->go);
	for (int i = 0; i < RACERS; i++) {
		CHECK(waitpid(pid[i], &status, 0) == pid[i] && WIFEXITED(status) && WEXITSTATUS(status) < 2);
		won += WIFEXITED(status) && WEXITSTATUS(status) == 0;
	}
	munmap(line, sizeof *line);
	return won;
}

/* The member has 17.50 stored, 180 points of which 50 pay 5.00, and there are three gifts for 30. */
static bool begin(struct trade *tr, const char *url)
{
	struct wallet_done done = { .id = 0 };
	struct points_done given = { .id = 0 };
	struct coupon_row *list;
	int n = 0;

	if (!trade_init(tr, url, "01") || !trade_open(tr) || !does(tr, "sign-on 3001 615902") ||
		!does(tr, "shift-open 500"))
		return false;
	CHECK_INT(setting_set(tr->sh, "wallet.pin", "off", false, &said), OK);
	CHECK_INT(setting_set(tr->sh, "points.pay-points", "10", false, &said), OK);
	CHECK_INT(member_open(tr->sh, &tr->a, &(struct member_edit){ .name = "王晓梅", .card = CARD }, NULL, &said),
		OK);
	CHECK_INT(member_open(tr->sh, &tr->a, &(struct member_edit){ .name = "李秀英", .phone = "13900139001" }, NULL,
		&said), OK);
	CHECK_INT(wallet_top_up(tr->sh, &tr->a, &(struct wallet_top_up){ .member = CARD, .amount = "17.50" }, &done,
		&said), OK);
	CHECK_INT(points_adjust(tr->sh, &tr->a, &(struct points_adjust){ .member = CARD, .points = "180", SECOND },
		&given, &said), OK);
	CHECK_INT(gift_add(tr->sh, &tr->a, &(struct gift_edit){ .article = CHIPS, .points = "30", .pieces = "3" },
		&said), OK);
	CHECK_INT(coupon_kind_add(tr->sh, &tr->a, &(struct coupon_kind_edit){ .code = "A", .name = "A", .value = "3" },
		&said), OK);
	CHECK_INT(coupon_give(tr->sh, &tr->a, &(struct coupon_order){ .kind = "A", .count = 1 }, &list, &n, &said),
		OK);
	snprintf(coupon, sizeof coupon, "%s", n ? list[0].code : "");
	for (int i = 2; i < RACERS; i++)
		CHECK_INT(terminal_add(tr->sh, &tr->a, tills[i], tills[i], &said), OK);
	does(tr, "count 517.50");
	does(tr, "z-report");
	trade_close(tr);
	return true;
}

static int64_t sum_of(struct trade *tr, const char *sql)
{
	struct db_rows r;

	return db_one(tr->sh->db, &tr->a, &r, sql) == OK ? row_int(&r, 0, 0) : -1;
}

/* So many win, and what an account holds then. */
static void ends(struct trade *tr, int won, int lawful, const char *sql, int64_t wanted)
{
	CHECK_INT(won, lawful);
	tr->conf.terminal = "01";
	if (!trade_open(tr))
		return;
	CHECK_INT(sum_of(tr, sql), wanted);
	trade_end(tr);
}

#define LEFT_OF(account) "SELECT coalesce(sum(rest), 0) FROM lot WHERE account = " account

BOTH(stored_value_pays_as_often_as_there_is_enough)
{
	struct trade tr;

	if (begin(&tr, url))
		ends(&tr, winners(&tr, basket, pays_stored), 3, LEFT_OF("60"), 250);
}

BOTH(points_pay_as_often_as_there_are_enough)
{
	struct trade tr;

	if (begin(&tr, url))
		ends(&tr, winners(&tr, basket, pays_points), 3, LEFT_OF("63"), 30);
}

BOTH(a_coupon_is_used_once)
{
	struct trade tr;

	if (begin(&tr, url))
		ends(&tr, winners(&tr, basket_with_coupon, pays_cash), 1, "SELECT sum(used) FROM coupon", 1);
}

BOTH(a_gift_ends_with_its_pieces)
{
	struct trade tr;

	if (begin(&tr, url))
		ends(&tr, winners(&tr, nothing, takes_gift), 3, LEFT_OF("63"), 90);
}

BOTH(a_card_holds_what_the_law_lets)
{
	struct trade tr;

	if (begin(&tr, url))
		ends(&tr, winners(&tr, nothing, brings_money), 4, LEFT_OF("60"), 401750);
}

BOTH(points_leave_for_another_member_once)
{
	struct trade tr;

	if (begin(&tr, url))
		ends(&tr, winners(&tr, nothing, moves_points), 3, LEFT_OF("63"), 180);
}

T_MAIN
