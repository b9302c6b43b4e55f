/* member_bench.c - members as the counter meets them, among as many as a chain has (BENCH_MEMBERS, 1,000,000):
 *   member_bench make STORE      fills one that maker_tool made, with articles and without sales
 *   member_bench STORE           one found by any key, by two letters of pinyin, by the last four digits; a sale with a
 *                                member, his points, his stored value and a coupon, beside the same sale to nobody; a
 *                                page of the statement of one with ever more movements; twins, and one forgotten */
#include "bench.h"

#include <sys/syscall.h>

#include "../../src/service/member/member_int.h"
#include "../../src/service/shop/shop_int.h"
#include "base/clock.h"
#include "model/member/cardkey.h"
#include "bench_shop.h"
#include "service/coupons.h"
#include "service/member_statement.h"
#include "service/members.h"
#include "service/points.h"
#include "service/wallet.h"
#include "store/card_store.h"
#include "store/document_store.h"
#include "store/lot_store.h"
#include "store/member_store.h"

#define ROUNDS 5
#define LOOKUPS 5000      /* of one round */
#define TYPED 200
#define SALES 40
#define SALE_LINES 8
#define BATCH 20000
#define MEMBER_ID INT64_C(1000000000)
#define CARDS_FROM INT64_C(6217000000000000)
#define PHONES_FROM INT64_C(13000000000)
#define PAGES 40          /* of a round */
#define PAGE_LINES 200    /* as the desk reads them */
#define FLAT_LINES 50     /* fewer than the fewest movements */
#define SIZES 4           /* members 0, 1, 2, 3 have 10^2, 10^3, 10^4, 10^5 movements */

static int members;

/* --- flushes ------------------------------------------------------------------------------------- */

static int flushes;

/* The library's flushes come by here. */
int fdatasync(int fd)
{
	flushes++;
	return (int)syscall(SYS_fdatasync, fd);
}

/* --- who they are -------------------------------------------------------------------------------- */

static const char *phone_of(struct arena *a, int i)
{
	return arena_printf(a, "%" PRId64, PHONES_FROM + (int64_t)i * 8101 % INT64_C(9999999967));
}

static const char *card_of(struct arena *a, int i)
{
	return arena_printf(a, "%" PRId64, CARDS_FROM + i);
}

/* A chip has four bytes, any of them. */
static const char *uid_of(struct arena *a, int i)
{
	return arena_printf(a, "uid:%08X", (unsigned)((uint32_t)i * 2654435761u));
}

static const char *name_of(struct arena *a, int i)
{
	static const char family[] = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧";
	static const char given[] = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂晓梅红玉文建国华志辉";
	int families = (int)(sizeof family - 1) / 3, chars = (int)(sizeof given - 1) / 3;

	return arena_printf(a, "%.3s%.3s%.3s", family + i % families * 3, given + i / families % chars * 3,
		given + i / families / chars % chars * 3);
}

static void make_member(struct shop *sh, struct arena *a, int i)
{
	const struct member m = { .id = MEMBER_ID + i, .code = arena_printf(a, "%d", 20000000 + i),
		.state = MEMBER_ACTIVE, .name = name_of(a, i), .phone = phone_of(a, i), .email = "", .address = "",
		.postcode = "", .note = "", .id_sealed = "", .id_digest = "", .from_day = 20260101,
		.opened_at_ms = 1, .pin_hash = "", .password_hash = "" };
	const char *number = card_of(a, i);

	MUST(member_insert(sh->db, &m, 1) == OK);
	/* He has it already: issued one after the other a million would take their time. */
	MUST(db_run(sh->db, NULL, "INSERT INTO card (id, number, number_end, kind_id, state, member_id, issue_no,"
		" from_day, changed_at_ms) VALUES ($1, $2, $3, 1, $4, $1, 1, 20260101, 1)", db_int(m.id),
		db_text(number), db_text(number + strlen(number) - 4), db_int(CARD_ISSUED)) == OK);
	MUST(card_key_put(sh->db, card_number_key(a, number), m.id) == OK);
	MUST(card_key_put(sh->db, uid_of(a, i), m.id) == OK);
}

/* Points that came by hand, ten minutes after each other; the links are none that `store check` would take. */
static void make_movements(struct shop *sh, int64_t member_id, int64_t *nth, int count)
{
	const int64_t from_ms = clock_now_ms() - (int64_t)(count + 1000) * 600000;

	MUST(db_begin(sh->db) == OK);
	for (int i = 0; i < count; i++) {
		const struct document d = { .id = ++*nth, .kind = DOC_POINTS_ADJUST, .terminal_id = 32, .series = 9,
			.running = *nth, .staff_id = 3001, .at_ms = from_ms + i * INT64_C(600000),
			.business_day = day_business(from_ms + i * INT64_C(600000), 4) };
		const struct posting postings[] = { { ACCOUNT_POINTS, member_id, UNIT_POINTS, -1 },
			{ ACCOUNT_POINTS_ISSUED, 0, UNIT_POINTS, 1 } };

		MUST(document_insert(sh->db, &d, "") == OK);
		for (int k = 0; k < 2; k++)
			MUST(posting_insert(sh->db, d.id, k + 1, &postings[k]) == OK);
		MUST(balance_add(sh->db, &postings[0]) == OK);
		if (i == 0)
			MUST(lot_insert(sh->db, &(struct lot_row){ { .id = d.id, .document_id = d.id,
				.from_day = d.business_day, .amount = count, .rest = count }, ACCOUNT_POINTS, member_id,
				0 }) == OK);
		MUST(lot_move_put(sh->db, d.id, 1, *nth - i, LOT_CAME, 1) == OK);
		MUST(lot_moved_keep(sh->db, d.id) == OK);
		MUST(seal_insert(sh->db, &(struct seal_row){ d.id, 32, 1000000 + d.id, 1, "" }) == OK);
	}
	MUST(db_commit(sh->db) == OK);
	db_idle(sh->db);
}

static void make_members(const char *store)
{
	struct bench_files f;
	struct arena a = ARENA_INIT, batch = ARENA_INIT;
	struct shop *sh;
	const char *why = "";
	int64_t ids[MEMBER_HITS_MAX], nth = 0;
	int n = 0;

	bench_files(&f, store, NULL);
	if (shop_open(&a, &f.conf, &sh, &why) != OK) {
		fprintf(stderr, "%s: %s\n", store, why);
		exit(1);
	}
	for (int i = 0; i < members;) {
		MUST(db_begin(sh->db) == OK);
		for (int end = i + BATCH; i < members && i < end; i++)
			make_member(sh, &batch, i);
		MUST(db_commit(sh->db) == OK);
		db_idle(sh->db);
		arena_clear(&batch);
	}
	for (int i = 0, count = 100; i < SIZES; i++, count *= 10)
		make_movements(sh, MEMBER_ID + i, &nth, count);
	MUST(member_search(sh, &a, "wx", MEMBER_HITS_MAX, ids, &n) == OK); /* what finds them by letters, for all */
	shop_close(sh);
	arena_release(&batch);
	arena_release(&a);
}

/* --- found ------------------------------------------------------------------------------------------ */

static int any(struct bench_till *b)
{
	b->articles = members;
	return bench_any(b);
}

/* As every prompt asks: card, code, phone, name in this order, with who he is, his card and its kind. */
static int64_t find(struct bench_till *b, const char *text, enum known_by by)
{
	struct member_hit hits[MEMBER_HITS_MAX];
	int64_t ns;
	int n = 0;
	enum err e;

	ns = now_ns();
	e = member_find(b->sh, &b->a, text, hits, &n, &b->said);
	ns = now_ns() - ns;
	MUST((e == OK && hits[0].by == by) || (e == ERR_NOTFOUND && by == KNOWN_NAME)); /* no name has those letters */
	arena_clear(&b->a);
	return ns;
}

static void row_key(struct bench_till *b, struct echo *echo, const char *what, enum known_by by,
	const char *(*text_of)(struct arena *a, int i))
{
	struct rounds r = { 0 }, echoes = { 0 };
	struct figure f, e;

	for (int i = 0; i < ROUNDS * LOOKUPS; i++) {
		struct arena a = ARENA_INIT;

		sample_add(&r.now, find(b, text_of(&a, any(b)), by));
		if (i % 10 == 0)
			sample_add(&echoes.now, echo_once(echo));
		arena_release(&a);
		if (i % LOOKUPS == LOOKUPS - 1) {
			round_end(&r);
			round_end(&echoes);
		}
	}
	f = figure_of(&r);
	e = figure_of(&echoes);
	row_times(what, f, e.p50, e.p99, must_here("p99 <= 20 us", 20 * US, e.p50), f.p99 <= time_here(20 * US, e.p50));
}

static const char *code_of(struct arena *a, int i)
{
	return arena_printf(a, "%d", 20000000 + i);
}

static const char *end_of(struct arena *a, int i)
{
	const char *phone = phone_of(a, i);

	return phone + strlen(phone) - 4;
}

static const char *letters_of(struct arena *a, int i)
{
	static const char letters[] = "wlzcyhxgsmtfdrj";

	return arena_printf(a, "%c%c", letters[i % 15], letters[i / 15 % 15]);
}

static void row_typed(struct bench_till *b, struct echo *echo, const char *what, enum known_by by,
	const char *(*text_of)(struct arena *a, int i))
{
	struct rounds r = { 0 }, echoes = { 0 };
	struct figure f, e;

	for (int i = 0; i < ROUNDS * TYPED; i++) {
		struct arena a = ARENA_INIT;

		sample_add(&r.now, find(b, text_of(&a, any(b)), by));
		sample_add(&echoes.now, echo_once(echo));
		arena_release(&a);
		if (i % TYPED == TYPED - 1) {
			round_end(&r);
			round_end(&echoes);
		}
	}
	f = figure_of(&r);
	e = figure_of(&echoes);
	row_times(what, f, e.p50, e.p99, must_here("p99 <= 16 ms", 16 * MS, e.p50), f.p99 <= time_here(16 * MS, e.p50));
}

/* --- sold ------------------------------------------------------------------------------------------- */

static void as_manager(struct bench_till *b)
{
	bench_act(b, ACT_SIGN_ON, "3001 615902");
}

static void shop_gives(struct bench_till *b)
{
	const struct points_rate_edit rate = { .code = "BASE", .points = "1" };
	const struct coupon_kind_edit kind = { .code = "K1", .name = "1元券", .value = "1" };

	as_manager(b);
	MUST(setting_set(b->sh, "wallet.pin", "off", false, &b->said) == OK);
	MUST(points_rate_add(b->sh, &b->a, &rate, &b->said) == OK);
	MUST(coupon_kind_add(b->sh, &b->a, &kind, &b->said) == OK);
	bench_act(b, ACT_SIGN_ON, "1008 2468");
}

/* Paid in once, so that there is enough. */
static void pays_in(struct bench_till *b, const char *card)
{
	const struct wallet_top_up paid = { .member = card, .amount = "1000" };
	struct wallet_done done;

	MUST(wallet_top_up(b->sh, &b->a, &paid, &done, &b->said) == OK);
}

struct sold { struct rounds pay, whole; int flushes; };

/* What posts it, and all of its acts; how often what posted it flushed. */
static void sale(struct bench_till *b, const char *card, const char *coupon, struct sold *out)
{
	char rest[64];
	int before;
	int64_t ns, whole = 0;

	for (int l = 0; l < SALE_LINES; l++)
		whole += bench_scan(b, bench_any(b));
	if (card)
		whole += bench_act(b, ACT_SCAN, card);
	if (coupon)
		whole += bench_act(b, ACT_COUPON, coupon);
	whole += bench_act(b, ACT_PAY, "");
	whole += bench_act(b, card ? ACT_STORED : ACT_CASH, "1");
	snprintf(rest, sizeof rest, "2 %s R%" PRId64, money_text(&b->shop_arena, till_view(b->t)->open_minor),
		now_ns());
	before = flushes;
	ns = bench_act(b, ACT_TENDER, rest);
	out->flushes += flushes - before;
	sample_add(&out->pay.now, ns);
	sample_add(&out->whole.now, whole + ns);
	shop_idle(b->sh);
}

static void row_sold(const char *what, struct rounds *with, struct rounds *without, const char *must, bool alike)
{
	struct figure w = figure_of(with), o = figure_of(without);

	row_times(what, w, o.p50, o.p99, must, 2 * w.p50 <= 3 * o.p50 && alike);
}

static void row_sales(struct bench_till *b)
{
	struct sold with = { .flushes = 0 }, without = { .flushes = 0 };
	char must[64];

	shop_gives(b);
	b->articles = env_int("BENCH_ARTICLES", 10000);
	for (int i = 0; i < ROUNDS * SALES; i++) {
		struct arena a = ARENA_INIT;
		const char *card = card_of(&a, SIZES + i % SALES);
		const char *const whom[] = { card };
		const struct coupon_order order = { .kind = "K1", .members = whom, .count = 1 };
		struct coupon_row *coupon;
		int n = 0;

		as_manager(b);
		if (i < SALES)
			pays_in(b, card);
		MUST(coupon_give(b->sh, &a, &order, &coupon, &n, &b->said) == OK && n == 1);
		bench_act(b, ACT_SIGN_ON, "1008 2468");
		sale(b, NULL, NULL, &without);
		sale(b, card, coupon[0].code, &with);
		arena_release(&a);
		if (i % SALES == SALES - 1) {
			round_end(&with.pay);
			round_end(&with.whole);
			round_end(&without.pay);
			round_end(&without.whole);
		}
	}
	snprintf(must, sizeof must, "<= 1.5, flushes %d as %d", with.flushes, without.flushes);
	row_sold("pay with member, points, value, coupon", &with.pay, &without.pay, must,
		with.flushes == without.flushes);
	row_sold("  all acts of that sale, two more than without", &with.whole, &without.whole, "", true);
}

/* --- told -------------------------------------------------------------------------------------------- */

#define STEP 5000 /* lines at once, on the way to the middle */

static struct statement_turn turned_to(struct bench_till *b, const char *code, int lines)
{
	struct statement_turn turn, *at = NULL;

	for (int i = 0; i < lines; i += STEP) {
		struct member_statement s;

		MUST(member_statement_page(b->sh, &b->a, code, 19000101, 29991231, at, STEP, &s, &b->said) == OK);
		MUST(s.more);
		turn = s.earlier;
		at = &turn;
		arena_clear(&b->a);
	}
	return turn;
}

static void page_sampled(struct bench_till *b, const char *code, const struct statement_turn *turn, int lines,
	struct rounds *r)
{
	struct member_statement s;
	int64_t from = now_ns();

	MUST(member_statement_page(b->sh, &b->a, code, 19000101, 29991231, turn, lines, &s, &b->said) == OK);
	sample_add(&r->now, now_ns() - from);
	MUST(s.count == lines);
	arena_clear(&b->a);
}

static void rows_of_statements(struct bench_till *b, struct echo *echo)
{
	static const char *const where[] = { "newest", "middle", "first" };
	struct rounds flat[SIZES] = { { { 0 }, { 0 }, { 0 }, { 0 } } }, page[3] = { { { 0 }, { 0 }, { 0 }, { 0 } } },
		echoes = { 0 };
	const char *most = code_of(&b->shop_arena, SIZES - 1);
	struct statement_turn middle, first;
	struct figure e, few;

	as_manager(b);
	middle = turned_to(b, most, 50000);
	first = turned_to(b, most, 95000);
	for (int i = 0; i < ROUNDS * PAGES; i++) {
		for (int k = 0; k < SIZES; k++)
			page_sampled(b, code_of(&b->shop_arena, k), NULL, FLAT_LINES, &flat[k]);
		page_sampled(b, most, NULL, PAGE_LINES, &page[0]);
		page_sampled(b, most, &middle, PAGE_LINES, &page[1]);
		page_sampled(b, most, &first, PAGE_LINES, &page[2]);
		sample_add(&echoes.now, echo_once(echo));
		if (i % PAGES == PAGES - 1) {
			for (int k = 0; k < SIZES; k++)
				round_end(&flat[k]);
			for (int k = 0; k < 3; k++)
				round_end(&page[k]);
			round_end(&echoes);
		}
	}
	e = figure_of(&echoes);
	for (int k = 0; k < 3; k++) {
		struct figure f = figure_of(&page[k]);
		char what[64];

		snprintf(what, sizeof what, "statement of 100,000: %s page", where[k]);
		row_times(what, f, e.p50, e.p99, must_here("p99 <= 5 ms", 5 * MS, e.p50),
			f.p99 <= time_here(5 * MS, e.p50));
	}
	few = figure_of(&flat[0]);
	for (int k = 1; k < SIZES; k++) {
		struct figure f = figure_of(&flat[k]);
		char what[64];

		snprintf(what, sizeof what, "  page of %d lines, 10^%d movements", FLAT_LINES, k + 2);
		row_times(what, f, few.p50, few.p99, "flat: <= 1.3 x that of 10^2", 10 * f.p50 <= 13 * few.p50);
	}
}

/* --- twins, and one forgotten ----------------------------------------------------------------------------- */

static void tell_rare(struct bench_till *b)
{
	struct member_twins *list;
	struct arena a = ARENA_INIT;
	int64_t from;
	int n = 0;

	from = now_ns();
	MUST(member_duplicates(b->sh, &b->a, 100, &list, &n, &b->said) == OK);
	printf("# 100 pairs of twins among %d members, %d found: %s\n", members, n, time_text(now_ns() - from));
	arena_clear(&b->a);
	for (int i = 0; i < 2; i++) {
		const struct member_erasing one = { .member = code_of(&a, members - 1 - i), .words = "1",
			.second = "3002", .pin = "482057" };
		enum err e;

		from = now_ns();
		e = member_erase(b->sh, &b->a, &one, &b->said);
		from = now_ns() - from;
		printf("# one of them forgotten%s: %s (%s)\n", i ? ", and the next" : "", time_text(from),
			said_text(&a, &b->said));
		MUST(e == OK);
	}
	arena_release(&a);
}

int main(int argc, char **argv)
{
	struct bench_till b;
	struct echo echo;
	int64_t from = now_ns();

	members = env_int("BENCH_MEMBERS", 1000000);
	if (argc == 3 && strcmp(argv[1], "make") == 0) {
		make_members(argv[2]);
		printf("# %d members made in %s\n", members, time_text(now_ns() - from));
		return 0;
	}
	MUST(argc == 2);
	bench_open(&b, argv[1], "01");
	echo = echo_start();
	row_key(&b, &echo, "member by the chip of a card", KNOWN_CARD, uid_of);
	row_key(&b, &echo, "member by the number on a stripe", KNOWN_CARD, card_of);
	row_key(&b, &echo, "member by his code", KNOWN_CODE, code_of);
	row_key(&b, &echo, "member by phone", KNOWN_PHONE, phone_of);
	row_typed(&b, &echo, "members by two letters of pinyin", KNOWN_NAME, letters_of);
	row_typed(&b, &echo, "members by the last four digits", KNOWN_END, end_of);
	row_sales(&b);
	rows_of_statements(&b, &echo);
	tell_rare(&b);
	echo_stop(&echo);
	bench_close(&b);
	return 0;
}
