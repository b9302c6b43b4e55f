/* race.c - several processes want the same thing at the same moment (P6): the last units of a sold line, a held
 * basket, one checkout, one till, a voucher, a coupon, a slip, a member's stored value, his points, room on his card,
 * the pieces of a gift, what an account may owe, a deposit, the invoice of a receipt, what a provider is to give back,
 * a code of the fix list. Exactly the lawful number wins, and what they wanted is there as often. */
#include <inttypes.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "../../src/service/shop/shop_int.h"
#include "../../src/store/turnstile_int.h"
#include "campaign.h"
#include "ops.h"
#include "model/code.h"
#include "model/value.h"
#include "store/db.h"

#define RUNNERS_MAX WORLD_TILLS
#define ROUNDS_AT_ONCE 100 /* of one kind, then everything is looked at */
#define ANSWER_LIMIT_S 60
#define GATHER_MS 200

struct answer { bool won, failed; enum message said; char number[40]; };

/* Where runners wait for each other; the answers come back here too. Who has nothing to do sleeps; who is called
 * waits awake for the others that are called, so that they set off at the same moment. */
struct track {
	sem_t call[RUNNERS_MAX + 1], finish;
	volatile int called, awake, finished, quit;
	char line[RUNNERS_MAX + 1][200];
	struct answer answer[RUNNERS_MAX + 1];
};

struct race {
	struct world w;
	struct track *track;
	int runners;
	bool gated;
	pid_t pid[RUNNERS_MAX + 1];
	uint64_t seed;
	int rounds;           /* of this meeting up to now */
	int64_t wins;         /* that must be found in the store */
	struct campaign_tally *tally;
};

/* --- a runner ------------------------------------------------------------------------------------------ */

static struct answer run_line(struct world *w, int till, const char *line)
{
	struct answer a = { 0 };

	if (strcmp(line, "!leave") == 0) {
		world_close(w, till);
		return a;
	}
	a.won = world_do(w, line) == OK;
	if (!w->seat[till].t)
		return a;
	a.failed = !a.won && world_store_failed(w, till);
	if (a.failed)
		printf("# %s: %s (%s)\n", line, err_name(w->seat[till].err), db_error(w->seat[till].sh->db));
	a.said = w->seat[till].said.id;
	if (till_view(w->seat[till].t)->done.shown)
		snprintf(a.number, sizeof a.number, "%s", till_view(w->seat[till].t)->done.number);
	return a;
}

static void be_runner(struct race *r, int me)
{
	struct track *t = r->track;

	while (sem_wait(&t->call[me]) == 0 && !t->quit) {
		__atomic_add_fetch(&t->awake, 1, __ATOMIC_SEQ_CST);
		while (t->awake < t->called)
			sched_yield();
		t->answer[me] = run_line(&r->w, world_till_of(t->line[me]), t->line[me]);
		if (__atomic_add_fetch(&t->finished, 1, __ATOMIC_SEQ_CST) == t->called)
			sem_post(&t->finish);
	}
	world_close_all(&r->w);
	exit(0);
}

/* --- the starter ---------------------------------------------------------------------------------------- */

static void call_all(struct race *r)
{
	for (int i = 1; i <= r->runners; i++)
		if (r->track->line[i][0])
			sem_post(&r->track->call[i]);
}

/* Keeps the store's turnstile until those who are called wait at it, or have finished, or do something else for so
 * long that they will not come. */
static void call_to_gate(struct race *r)
{
	struct track *t = r->track;
	struct turnstile gate;
	int64_t until_ms = clock_mono_ms() + GATHER_MS;
	bool held = turnstile_open(&gate, r->w.url + strlen("sqlite:")) == OK &&
		turnstile_enter(&gate, 0, GATHER_MS, NULL, NULL) == OK;

	call_all(r);
	while (held && t->finished + semctl(gate.set, 0, GETNCNT) < t->called && clock_mono_ms() < until_ms)
		sched_yield();
	if (held)
		turnstile_leave(&gate);
	turnstile_close(&gate);
}

/* Until the last one has finished. */
static bool all_finish(struct race *r)
{
	for (int s = 0; s < ANSWER_LIMIT_S; s++) {
		struct timespec until;

		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec++;
		if (sem_timedwait(&r->track->finish, &until) == 0)
			return true;
		for (int i = 1; i <= r->runners; i++)
			if (r->pid[i] && waitpid(r->pid[i], NULL, WNOHANG) == r->pid[i]) {
				printf("# %s: the till died\n", r->track->line[i]);
				r->pid[i] = 0;
				return false;
			}
	}
	printf("# a till hangs\n");
	return false;
}

/* All lines at once; "" does nothing. False: somebody hangs, or died. */
static bool start(struct race *r)
{
	struct track *t = r->track;

	t->called = t->awake = t->finished = 0;
	memset(t->answer, 0, sizeof t->answer);
	for (int i = 1; i <= r->runners; i++)
		t->called += t->line[i][0] != '\0';
	if (r->gated)
		call_to_gate(r);
	else
		call_all(r);
	if (!all_finish(r))
		return false;
	for (int i = 1; i <= r->runners; i++)
		if (t->answer[i].failed) {
			printf("# %s: the store failed\n", t->line[i]);
			return false;
		}
	return true;
}

/* As start; of every other race all have looked before the first may write, whatever the scheduler does. */
static bool race_off(struct race *r, uint64_t drawn)
{
	bool ok;

	r->gated = drawn >> 8 & 1;
	ok = start(r);
	r->gated = false;
	return ok;
}

static void nobody(struct race *r)
{
	memset(r->track->line, 0, sizeof r->track->line);
}

/* Each is to do the same at its till. */
static __attribute__((format(printf, 2, 3))) void each(struct race *r, const char *fmt, ...)
{
	char acts[150];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(acts, sizeof acts, fmt, ap);
	va_end(ap);
	for (int i = 1; i <= r->runners; i++)
		snprintf(r->track->line[i], sizeof r->track->line[i], "%d: %s", i, acts);
}

/* One does a line alone. */
static bool alone(struct race *r, int who, const char *line)
{
	nobody(r);
	snprintf(r->track->line[who], sizeof r->track->line[who], "%s", line);
	if (!start(r))
		return false;
	if (!r->track->answer[who].won)
		printf("# %s was refused: %s\n", line, message_table[r->track->answer[who].said].name);
	return r->track->answer[who].won;
}

static int winners(const struct race *r)
{
	int n = 0;

	for (int i = 1; i <= r->runners; i++)
		n += r->track->answer[i].won;
	return n;
}

static void tell_answers(const struct race *r)
{
	for (int i = 1; i <= r->runners; i++)
		printf("# %s: %s %s %s\n", r->track->line[i], r->track->answer[i].won ? "won" : "lost",
			message_table[r->track->answer[i].said].name, r->track->answer[i].number);
}

static bool wins_are(struct race *r, int lawful)
{
	int n = winners(r);

	r->wins += n;
	r->tally->refused += r->runners - n;
	if (n == lawful)
		return true;
	printf("# %d won, lawful were %d\n", n, lawful);
	tell_answers(r);
	return false;
}

/* Everybody's basket is empty again. */
static bool clear_all(struct race *r)
{
	each(r, "~cancel 1; ~approve 2001 331827; ~back; ~back");
	return start(r);
}

/* The one who has the basket. */
static bool winner_sells(struct race *r)
{
	char line[100];
	int winner = 1;

	while (!r->track->answer[winner].won)
		winner++;
	snprintf(line, sizeof line, "%d: cash", winner);
	return alone(r, winner, line);
}

/* --- what is raced for ------------------------------------------------------------------------------------ */

/* So many units are sold; each till has one of them in its basket to give back. */
static bool bring_back(struct race *r, int units)
{
	char line[100];

	snprintf(line, sizeof line, "1: enter %d*" FINGERS "; cash", units);
	if (!alone(r, 1, line))
		return false;
	each(r, "scan %s; return-line 1 1; back", r->track->answer[1].number);
	return start(r);
}

/* All pay it out at once. */
static bool returns(struct race *r, uint64_t drawn)
{
	int units = (int)(drawn % 3) + 1;

	if (!bring_back(r, units))
		return false;
	each(r, "cash; reason 1");
	return race_off(r, drawn) && wins_are(r, units) && clear_all(r);
}

/* One piece, the only one of the only line of its receipt: some want money for it, some other goods. */
static bool last_pieces(struct race *r, uint64_t drawn)
{
	if (!bring_back(r, 1))
		return false;
	for (int i = 1; i <= r->runners; i++)
		snprintf(r->track->line[i], sizeof r->track->line[i], i % 2 ? "%d: ~back" : "%d: scan " CHIPS, i);
	if (!start(r))
		return false;
	each(r, "cash; reason 1");
	return race_off(r, drawn) && wins_are(r, 1) && clear_all(r);
}

static bool recalls(struct race *r, uint64_t drawn)
{
	char line[100];

	snprintf(line, sizeof line, "%d: scan " CHIPS "; hold", (int)(drawn % (uint64_t)r->runners) + 1);
	if (!alone(r, (int)(drawn % (uint64_t)r->runners) + 1, line))
		return false;
	each(r, "recall 1");
	return race_off(r, drawn) && wins_are(r, 1) && winner_sells(r) && clear_all(r);
}

/* One held basket: some take it back, some bring it into their own. One has it. */
static bool merges(struct race *r, uint64_t drawn)
{
	if (!alone(r, 1, "1: scan " COOKIES "; hold"))
		return false;
	for (int i = r->runners; i >= 1; i--)
		snprintf(r->track->line[i], sizeof r->track->line[i], i % 2 ? "%d: ~back" : "%d: scan " CHIPS, i);
	if (!start(r))
		return false;
	for (int i = 1; i <= r->runners; i++)
		snprintf(r->track->line[i], sizeof r->track->line[i], i % 2 ? "%d: recall 1" : "%d: merge 1", i);
	return race_off(r, drawn) && wins_are(r, 1) && winner_sells(r) && clear_all(r);
}

/* One voucher, sold a moment ago, pays a bill at every till: one of them is paid. */
static bool vouchers(struct race *r, uint64_t drawn)
{
	int64_t serial = world_serial((int)(r->wins % WORLD_SERIALS));
	char line[100];

	snprintf(line, sizeof line, "1: scan %" PRId64 "; cash", serial);
	if (!alone(r, 1, line))
		return false;
	each(r, "enter 10*" FINGERS "; pay");
	if (!start(r))
		return false;
	each(r, "scan %" PRId64, serial);
	return race_off(r, drawn) && wins_are(r, 1) && clear_all(r);
}

/* One coupon lies beside every till's basket: with one of them it is used. */
static bool coupons(struct race *r, uint64_t drawn)
{
	char line[60];

	snprintf(line, sizeof line, "1: !coupon R %" PRId64, r->wins + 1);
	if (!alone(r, 1, line))
		return false;
	each(r, "scan " CHIPS "; !coupon-scan %" PRId64, r->wins + 1);
	if (!start(r))
		return false;
	each(r, "cash");
	return race_off(r, drawn) && wins_are(r, 1) && clear_all(r);
}

/* --- what one member has ------------------------------------------------------------------------------------ */

#define CARD "62170001"
#define MEMBER "!member 王晓梅 13800138000 " CARD

/* How many win by what there is of it. */
static int enough_for(const struct race *r, uint64_t drawn, int most)
{
	int lawful = (int)(drawn % (uint64_t)most) + 1;

	return lawful < r->runners ? lawful : r->runners;
}

static bool baskets_of_member(struct race *r)
{
	each(r, "scan " FINGERS "; member " CARD);
	return start(r);
}

/* His card has so many times 5.00, and 4.99 that are too little for once more; every till takes 5.00 of it. */
static bool stored_value(struct race *r, uint64_t drawn)
{
	int lawful = enough_for(r, drawn, 9);
	char line[80];

	snprintf(line, sizeof line, "1: !load " CARD " %d %d", lawful * 5, r->rounds);
	if (!alone(r, 1, line) || !baskets_of_member(r))
		return false;
	each(r, "stored 5");
	return race_off(r, drawn) && wins_are(r, lawful) && clear_all(r);
}

/* 5.00 are 50 points, of which he has so many times as many, and 49. */
static bool points(struct race *r, uint64_t drawn)
{
	int lawful = enough_for(r, drawn, 9);
	char line[80];

	snprintf(line, sizeof line, "1: !points " CARD " %d %d", lawful * 50, r->rounds);
	if (!alone(r, 1, line) || !baskets_of_member(r))
		return false;
	each(r, "points 5");
	return race_off(r, drawn) && wins_are(r, lawful) && clear_all(r);
}

/* A gift costs 30 points: by turns the pieces end first, or his points do. */
static bool gifts(struct race *r, uint64_t drawn)
{
	int lawful = enough_for(r, drawn, 5);
	bool pieces = drawn >> 16 & 1;
	char line[120];

	snprintf(line, sizeof line, "1: !gift-pieces " CHIPS " %d; !points " CARD " %d %d", pieces ? lawful : 50,
		pieces ? 300 : lawful * 30, r->rounds);
	if (!alone(r, 1, line))
		return false;
	for (int i = 1; i <= r->runners; i++)
		snprintf(r->track->line[i], sizeof r->track->line[i], "%d: !redeem " CARD " " CHIPS " %d-%d", i,
			r->rounds, i);
	if (!race_off(r, drawn) || !wins_are(r, lawful))
		return false;
	/* What the pieces left of the points is gone before the next round. */
	snprintf(line, sizeof line, "1: !points " CARD " -%d %d-", 300 - lawful * 30, r->rounds);
	return !pieces || alone(r, 1, line);
}

/* So many draws a day are free; every desk draws for him. */
static bool draws_a_day(struct race *r, uint64_t drawn)
{
	int lawful = enough_for(r, drawn, 6);
	char line[80];

	snprintf(line, sizeof line, "1: !draw-new W %d 0", lawful);
	if (!alone(r, 1, line))
		return false;
	for (int i = 1; i <= r->runners; i++)
		snprintf(r->track->line[i], sizeof r->track->line[i], "%d: !draw-play W " CARD " %d-%d", i,
			r->rounds, i);
	return race_off(r, drawn) && wins_are(r, lawful);
}

/* So many uses as a package brings; every desk takes one. */
static bool uses(struct race *r, uint64_t drawn)
{
	int lawful = enough_for(r, drawn, 9);
	char line[80];

	snprintf(line, sizeof line, "1: !uses-give " CARD " TEN %d %d", lawful, r->rounds);
	if (!alone(r, 1, line))
		return false;
	for (int i = 1; i <= r->runners; i++)
		snprintf(r->track->line[i], sizeof r->track->line[i], "%d: !use-take " CARD " " CHIPS " %d-%d", i,
			r->rounds, i);
	return race_off(r, drawn) && wins_are(r, lawful);
}

/* A card with a name on it holds 5,000.00; every till brings 1,000.00. */
static bool top_ups(struct race *r, uint64_t drawn)
{
	int lawful = r->runners < 5 ? r->runners : 5;
	char line[80];

	for (int i = 1; i <= r->runners; i++)
		snprintf(r->track->line[i], sizeof r->track->line[i], "%d: !load " CARD " 1000 %d-%d", i, r->rounds, i);
	if (!race_off(r, drawn) || !wins_are(r, lawful))
		return false;
	snprintf(line, sizeof line, "1: enter %d*" FINGERS "; yes; member " CARD "; stored; yes", lawful * 200);
	return alone(r, 1, line);
}

/* --- papers and accounts ------------------------------------------------------------------------------------ */

/* A unit of one receipt comes back at each till, and each would give the same voucher for it. */
static bool refund_vouchers(struct race *r, uint64_t drawn)
{
	int64_t serial = world_refund_serial((int)(r->wins % WORLD_SERIALS));

	if (!bring_back(r, r->runners))
		return false;
	each(r, "refund-voucher %" PRId64 "; reason 1", serial);
	return race_off(r, drawn) && wins_are(r, 1) && clear_all(r);
}

/* One slip of the bottle machine is in every till's basket. */
static bool slips(struct race *r, uint64_t drawn)
{
	each(r, "scan 9700001%06" PRId64 "00250", r->wins + 1);
	if (!start(r))
		return false;
	each(r, "cash");
	return race_off(r, drawn) && wins_are(r, 1) && clear_all(r);
}

/* A basket is dropped that a provider had taken money for; at every till two persons say that it was given back. */
static bool paybacks(struct race *r, uint64_t drawn)
{
	if (!alone(r, 1, "1: scan " COOKIES "; ~pay; ~tender 2 20; cancel 1"))
		return false;
	each(r, "!settle-back");
	return race_off(r, drawn) && wins_are(r, 1);
}

/* An account may owe 200.00, and every till charges 50.00. */
static bool accounts(struct race *r, uint64_t drawn)
{
	each(r, "enter 10*" FINGERS "; pay");
	if (!start(r))
		return false;
	each(r, "tender 12 50 1001");
	return race_off(r, drawn) && wins_are(r, r->runners < 4 ? r->runners : 4) && clear_all(r)
		&& alone(r, 1, r->runners < 4 ? "1: pay-account 1001 50; cash" : "1: pay-account 1001 200; cash");
}

/* A deposit of 30.00 is applied by every till. */
static bool deposits(struct race *r, uint64_t drawn)
{
	if (!alone(r, 1, "1: order 30 100 13800138000; cash"))
		return false;
	each(r, "enter 6*" FINGERS "; pay");
	if (!start(r))
		return false;
	each(r, "tender 13 30 %" PRId64, 1001 + r->wins);
	return race_off(r, drawn) && wins_are(r, 1) && clear_all(r);
}

/* A receipt is asked to be invoiced by all at once: under a number each one makes one invoice of it; under the same
 * number all are told it is done, and it is done once. */
static bool invoices(struct race *r, uint64_t drawn)
{
	bool same = drawn & 1;
	char number[40];

	if (!alone(r, 1, "1: scan " CHIPS "; cash"))
		return false;
	memcpy(number, r->track->answer[1].number, sizeof number);
	for (int i = 1; i <= r->runners; i++)
		snprintf(r->track->line[i], sizeof r->track->line[i], "%d: !claim %s F%d", i, number, same ? 0 : i);
	if (!race_off(r, drawn) || !wins_are(r, same ? r->runners : 1))
		return false;
	r->wins -= same ? r->runners - 1 : 0;
	return true;
}

/* A code that a till did not know is made one of four articles' by all at once, or done with: it is one of one article,
 * and what became of it stands in the audit once. */
static bool fixes(struct race *r, uint64_t drawn)
{
	static const char *const articles[] = { COOKIES, FINGERS, CHIPS, SEEDS };
	char code[16], line[60];

	snprintf(code, sizeof code, "6900%08d", (int)r->wins);
	snprintf(code + 12, sizeof code - 12, "%d", gtin_check_digit(code, 12));
	snprintf(line, sizeof line, "1: ~scan %s; back", code);
	if (!alone(r, 1, line))
		return false;
	for (int i = 1; i <= r->runners; i++)
		snprintf(r->track->line[i], sizeof r->track->line[i], "%d: !fix %s%s%s", i, code, drawn & 1 ? "" : " ",
			drawn & 1 ? "" : articles[i % 4]);
	if (!race_off(r, drawn))
		return false;
	r->wins++;
	r->tally->refused += r->runners - winners(r);
	return winners(r) >= 1;
}

/* All stand at till 1, which a lease forbids: so it is taken away from each before the next comes. The ids that
 * they make differ by the millisecond alone. */
static bool drop_leases(struct race *r)
{
	struct arena a = ARENA_INIT;
	struct db *db = NULL;
	const char *why = "";
	bool ok = db_open(&a, r->w.url, 0, &db, &why) == OK && db_run(db, NULL, "DELETE FROM lease") == OK;
	int64_t now_ms = clock_now_ms();

	db_close(db);
	arena_release(&a);
	while (clock_now_ms() < now_ms + 3)
		sched_yield();
	return ok;
}

/* One checkout, paid by all at once: the same content is the same receipt, other content is refused. */
static bool checkouts(struct race *r, uint64_t drawn)
{
	bool differ = drawn & 1;
	const char *number = NULL;
	int again = 0;

	if (!drop_leases(r) || !alone(r, 1, "1: sign-on 1008 2468; scan " CHIPS))
		return false;
	for (int i = 2; i <= r->runners; i++)
		if (!drop_leases(r) || !alone(r, i, "1: sign-on 1008 2468"))
			return false;
	for (int i = 1; i <= r->runners; i++)
		snprintf(r->track->line[i], sizeof r->track->line[i], differ && i % 2 ? "1: cash 50" : "1: cash");
	if (!race_off(r, drawn))
		return false;
	for (int i = 1; i <= r->runners; i++) {
		const struct answer *a = &r->track->answer[i];

		if (a->won && number && strcmp(number, a->number) != 0) {
			printf("# receipts %s and %s of one checkout\n", number, a->number);
			return false;
		}
		number = a->won ? a->number : number;
		again += a->won && a->said == MSG_ALREADY_DONE;
	}
	r->tally->refused += r->runners - winners(r);
	r->wins++;
	if (winners(r) - again != 1 || (!differ && winners(r) != r->runners)) {
		printf("# %d paid one basket, %d of them were told that it was paid already\n", winners(r), again);
		tell_answers(r);
		return false;
	}
	return true;
}

static bool tills(struct race *r, uint64_t drawn)
{
	for (int i = 1; i <= r->runners; i++)
		snprintf(r->track->line[i], sizeof r->track->line[i], "%d: x", (int)(drawn % (uint64_t)r->runners) + 1);
	for (int i = 1; i <= r->runners; i++)
		memcpy(strchr(r->track->line[i], 'x'), "~back", 6);
	if (!race_off(r, drawn) || !wins_are(r, 1))
		return false;
	for (int i = 1; i <= r->runners; i++)
		snprintf(r->track->line[i], sizeof r->track->line[i], "!leave");
	return start(r);
}

/* --- a meeting: many rounds of one kind ------------------------------------------------------------------ */

#define MANAGER "sign-on 3001 615902; "
#define MONEY MANAGER "!money; shift-open 500"
static const struct kind {
	const char *name;
	bool (*round)(struct race *r, uint64_t drawn);
	const char *setup;  /* of each till; "" none */
	const char *proof;  /* how many wins the store holds */
} kinds[] = {
	{ "return", returns, "shift-open 500", "SELECT count(*) FROM document WHERE kind = 2" },
	{ "last-piece", last_pieces, "shift-open 500", "SELECT count(*) FROM document WHERE kind = 2" },
	{ "merge", merges, "shift-open 500", "SELECT count(*) FROM document WHERE kind = 1" },
	{ "recall", recalls, "shift-open 500", "SELECT count(*) FROM document WHERE kind = 1" },
	{ "checkout", checkouts, "", "SELECT count(*) FROM document WHERE kind = 1" },
	{ "till", tills, "", NULL },
	{ "voucher", vouchers, MONEY, "SELECT count(*) FROM sale_tender WHERE tender_id = 11" },
	{ "refund-voucher", refund_vouchers, MONEY "; !refunds",
		"SELECT count(*) FROM voucher WHERE state = 2 AND face_minor = 500" },
	{ "coupon", coupons, MANAGER "!coupon-kind R 1; shift-open 500", "SELECT count(*) FROM coupon WHERE used = 1" },
	{ "stored-value", stored_value, MANAGER "!setting wallet.pin off; " MEMBER
		"; shift-open 500; !load " CARD " 4.99 0",
		"SELECT count(*) FROM sale_tender WHERE tender_id = 15" },
	{ "top-up", top_ups, MANAGER "!setting wallet.pin off; " MEMBER "; shift-open 500",
		"SELECT count(*) FROM document WHERE kind = 60" },
	{ "points", points, MANAGER "!setting points.pay-points 10; " MEMBER "; !points " CARD " 49 0; shift-open 500",
		"SELECT count(*) FROM sale_tender WHERE tender_id = 16" },
	{ "gift", gifts, MANAGER MEMBER "; shift-open 500", "SELECT count(*) FROM gift_move WHERE pieces = 1" },
	{ "draw", draws_a_day, MANAGER MEMBER "; shift-open 500", "SELECT count(*) FROM draw_play" },
	{ "uses", uses, MANAGER MEMBER "; !uses-kind TEN 3 " CHIPS "; shift-open 500",
		"SELECT count(*) FROM uses_move WHERE kind = 2" },
	{ "slip", slips, "sign-on 3001 615902; !slips; shift-open 500", "SELECT count(*) FROM bottle_slip" },
	{ "payback", paybacks, MANAGER "!ask-outside; !provider; shift-open 500",
		"SELECT count(*) FROM audit WHERE action = 'payback' AND detail = 'by-hand'" },
	{ "account", accounts, MONEY, "SELECT count(*) FROM sale_tender WHERE tender_id = 12" },
	{ "invoice", invoices, MANAGER "shift-open 500", "SELECT count(*) FROM invoice_claim c JOIN audit a ON"
		" a.subject_id = c.document_id AND a.action = 'invoice-claim'" },
	{ "fix", fixes, MANAGER "shift-open 500", "SELECT count(*) FROM audit WHERE action = 'fix'" },
	{ "deposit", deposits, MONEY, "SELECT count(*) FROM sale_tender WHERE tender_id = 13" },
};
#define KINDS (sizeof kinds / sizeof kinds[0])

static bool proven(struct race *r, const char *sql)
{
	struct arena a = ARENA_INIT;
	struct db *db = NULL;
	const char *why = "";
	struct db_rows rows;
	bool ok = !sql || (db_open(&a, r->w.url, 0, &db, &why) == OK &&
		db_query_args(db, &a, &rows, sql, NULL, 0) == OK && row_int(&rows, 0, 0) == r->wins);

	if (!ok)
		printf("# the store does not hold %" PRId64 " of them\n", r->wins);
	db_close(db);
	arena_release(&a);
	return ok;
}

static void call_runners(struct race *r)
{
	fflush(stdout);
	for (int i = 1; i <= r->runners; i++) {
		r->pid[i] = fork();
		if (r->pid[i] == 0) {
			world_child();
			be_runner(r, i);
		}
	}
}

static bool send_home(struct race *r, bool well)
{
	int status;

	r->track->quit = 1;
	for (int i = 1; i <= r->runners; i++) {
		if (!r->pid[i])
			continue;
		if (well)
			sem_post(&r->track->call[i]);
		else
			kill(r->pid[i], SIGKILL);
		if (waitpid(r->pid[i], &status, 0) != r->pid[i] || !WIFEXITED(status) || WEXITSTATUS(status))
			well = false;
	}
	return well;
}

static bool open_shifts(struct race *r, const struct kind *kind)
{
	for (int i = 1; kind->setup[0] && i <= r->runners; i++) {
		char line[sizeof r->track->line[0]];

		snprintf(line, sizeof line, "%d: %s", i, kind->setup);
		if (!alone(r, i, line))
			return false;
	}
	return true;
}

static bool meeting(struct race *r, const struct kind *kind, int rounds)
{
	bool ok;

	world_name(&r->w, NULL);
	ok = world_make(&r->w);
	/* The runners' clocks go on, and the shift they meet must be of their day. */
	clock_freeze(-1);
	ok = ok && (kind->setup[0] || world_does_all(&r->w, "shift-open 500"));
	world_close_all(&r->w);
	world_forget(&r->w);
	memset(r->track, 0, sizeof *r->track);
	for (int i = 0; i <= r->runners; i++)
		sem_init(i ? &r->track->call[i] : &r->track->finish, 1, 0);
	r->wins = r->rounds = 0;
	call_runners(r);
	ok = ok && open_shifts(r, kind);
	for (int n = 0; ok && n < rounds; n++) {
		r->rounds++;
		ok = kind->round(r, campaign_draw(r->seed, (uint64_t)n));
		r->tally->cases++;
	}
	ok = send_home(r, ok) && ok;
	ok = ok && world_sound(&r->w) && proven(r, kind->proof);
	world_end(&r->w);
	return ok;
}

static bool race_of(const char *name, int runners, const struct campaign_plan *plan, struct campaign_tally *tally)
{
	struct race r = { .tally = tally, .runners = runners };
	int rounds = plan->cases ? (int)(plan->cases / (int64_t)KINDS) : ROUNDS_AT_ONCE;

	world_tills = runners;
	r.track = mmap(NULL, sizeof *r.track, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (r.track == MAP_FAILED)
		return false;
	for (uint64_t n = 0; campaign_goes_on(plan, tally); n++) {
		const struct kind *kind = &kinds[n % KINDS];

		r.seed = campaign_draw(plan->seed, n);
		if (plan->replay && strcmp(plan->replay, kind->name) != 0)
			continue;
		if (!meeting(&r, kind, rounds < 1 ? 1 : rounds < ROUNDS_AT_ONCE ? rounds : ROUNDS_AT_ONCE)) {
			printf("# replay (moments differ): campaign_tool %s %s\n", name, kind->name);
			tally->bad++;
		}
	}
	munmap(r.track, sizeof *r.track);
	return true;
}

bool race_run(const struct campaign_plan *plan, struct campaign_tally *tally)
{
	return race_of("race", 8, plan, tally);
}

bool crowd_run(const struct campaign_plan *plan, struct campaign_tally *tally)
{
	return race_of("crowd", RUNNERS_MAX, plan, tally);
}
