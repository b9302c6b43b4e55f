/* counts_test.c - what an act at the till costs in things that can be counted, on SQLite: flushes, pages that go into
 * the log, statements. Times belong to the bench; these figures are the same on every machine, and they grow only when
 * somebody decides so here. */
#include "../trade.h"

#include <fcntl.h>
#include <sys/syscall.h>

#include "../../src/service/shop/shop_int.h"
#include "base/clock.h"
#include "pg.h"
#include "service/coupons.h"
#include "service/members.h"
#include "service/points.h"
#include "service/wallet.h"
#include "store/article_store.h"
#include "store/db_fault.h"
#include "store/master_store.h"

#define LINES 200
#define SALE_LINES 8
#define SALES 20

/* --- flushes: this program's own fdatasync stands before the library's --------------------------- */

static struct { int log, journal, other; } flushes;

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

static void count_flush(int fd)
{
	char link[64], path[700];
	ssize_t n;

	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof path - 1);
	path[n > 0 ? n : 0] = '\0';
	if (ends_with(path, "-wal"))
		flushes.log++;
	else if (ends_with(path, ".journal"))
		flushes.journal++;
	else
		flushes.other++;
}

int fdatasync(int fd)
{
	count_flush(fd);
	return (int)syscall(SYS_fdatasync, fd);
}

int fsync(int fd)
{
	count_flush(fd);
	return (int)syscall(SYS_fsync, fd);
}

/* --- what one act cost --------------------------------------------------------------------------- */

struct cost { int log, other, frames; int64_t statements; };

/* How many frames the log has: the index of the log says it in its header (mxFrame, 16 bytes in). */
static int frames_now(const struct trade *tr)
{
	char path[700];
	uint32_t frames = 0;
	int fd;

	snprintf(path, sizeof path, "%s-shm", tr->conf.store_url + strlen("sqlite:"));
	fd = open(path, O_RDONLY);
	if (CHECK(fd >= 0)) {
		CHECK(pread(fd, &frames, sizeof frames, 16) == (ssize_t)sizeof frames);
		close(fd);
	}
	return (int)frames;
}

static struct cost cost_of(struct trade *tr, const char *act_line)
{
	int frames = frames_now(tr);
	int64_t statements = db_statements(tr->sh->db);

	flushes.log = flushes.journal = flushes.other = 0;
	does(tr, act_line);
	CHECK_INT(flushes.journal, 0);
	return (struct cost){ flushes.log, flushes.other, frames_now(tr) - frames,
		db_statements(tr->sh->db) - statements };
}

/* --- a shop with a printer, and codes of its articles ---------------------------------------------- */

struct codes { char text[LINES][CODE_TEXT_MAX]; int n; };

/* Sold by the piece at a price that no limit asks about. */
static bool plain(const struct article *a)
{
	return a->flags == 0 && a->price_minor > 0 && a->price_minor < 2000;
}

static bool is_gtin_of_one(const struct code_row *c)
{
	return c->key >= 0 && c->key < CODE_KIND_UNIT && c->pack_milli == 1000;
}

static enum err take_code(void *ctx, const struct article_full *row)
{
	struct codes *c = ctx;
	struct arena a = ARENA_INIT;

	for (int i = 0; i < row->code_count && c->n < LINES; i++)
		if (plain(&row->article) && is_gtin_of_one(&row->codes[i])) {
			snprintf(c->text[c->n++], CODE_TEXT_MAX, "%s", code_text(&a, row->codes[i].key));
			break;
		}
	arena_release(&a);
	return OK;
}

static bool begin(struct trade *tr, struct codes *codes)
{
	const struct setting_row queue = { "receipt.queue", "shop", "printer", 0 };

	codes->n = 0;
	return trade_init(tr, sqlite_new_store(), "01") && trade_open(tr) &&
		CHECK(setting_put(tr->sh->db, &queue) == OK) && CHECK(shop_load_master(tr->sh) == OK) &&
		CHECK(articles_each(tr->sh->db, clock_now_ms(), take_code, codes) == OK) &&
		CHECK_INT(codes->n, LINES) && does(tr, "sign-on 1008 2468") && does(tr, "shift-open 500");
}

static struct cost scan(struct trade *tr, const char *code)
{
	char line[CODE_TEXT_MAX + 8];

	snprintf(line, sizeof line, "scan %s", code);
	return cost_of(tr, line);
}

/* --- tests ------------------------------------------------------------------------------------------ */

TEST(a_scanned_line_is_one_flush_and_few_pages)
{
	static struct codes codes;
	struct trade tr;
	int frames = 0;

	if (!begin(&tr, &codes))
		return;
	for (int i = 0; i < LINES; i++) {
		struct cost c = scan(&tr, codes.text[i]);

		CHECK_INT(c.log, 1);
		CHECK_INT(c.other, 0);
		/* The article; BEGIN, the line, COMMIT; with the first the basket too. */
		CHECK_INT(c.statements, i ? 4 : 5);
		frames += c.frames;
	}
	CHECK_INT(view(&tr)->basket->line_count, LINES);
	printf("# %d frames in %d lines\n", frames, LINES);
	CHECK(frames >= LINES && frames <= 3 * LINES);
	trade_close(&tr);
}

TEST(a_repeated_scan_costs_no_more)
{
	static struct codes codes;
	struct trade tr;

	if (!begin(&tr, &codes))
		return;
	scan(&tr, codes.text[0]);
	for (int i = 0; i < 20; i++) {
		struct cost c = scan(&tr, codes.text[0]);

		CHECK_INT(c.log, 1);
		CHECK_INT(c.frames, 1);
		CHECK_INT(c.statements, 4);
	}
	CHECK_INT(view(&tr)->basket->line_count, 1);
	trade_close(&tr);
}

/* A price asked, a line that is only looked at, a refusal: nothing is written, so nothing is flushed. */
TEST(looking_costs_no_flush)
{
	static struct codes codes;
	struct trade tr;
	char line[CODE_TEXT_MAX + 16];
	struct cost c;

	if (!begin(&tr, &codes))
		return;
	scan(&tr, codes.text[0]);
	snprintf(line, sizeof line, "price-check %s", codes.text[1]);
	c = cost_of(&tr, line);
	CHECK_INT(c.log + c.other + c.frames, 0);
	c = cost_of(&tr, "pay");
	CHECK_INT(c.log + c.other + c.frames, 0);
	trade_close(&tr);
}

TEST(a_sale_at_payment_is_one_flush_and_at_most_42_pages)
{
	static struct codes codes;
	struct trade tr;
	int flushed = 0, frames = 0;
	int64_t statements = 0;
	char rest[64];

	if (!begin(&tr, &codes))
		return;
	for (int i = 0; i < SALES; i++) {
		struct cost c;

		for (int l = 0; l < SALE_LINES; l++)
			scan(&tr, codes.text[(i * SALE_LINES + l) % LINES]);
		does(&tr, "pay");
		c = cost_of(&tr, "cash 1"); /* money taken is stored at once */
		CHECK_INT(c.log, 1);
		snprintf(rest, sizeof rest, "tender 2 %s R%d", money_text(&tr.shop_arena, view(&tr)->open_minor), i);
		c = cost_of(&tr, rest);
		CHECK_STR(said_name(&tr.said), "sale-done");
		CHECK_INT(c.other, 0);
		flushed += c.log;
		frames += c.frames;
		statements += c.statements;
		CHECK(c.frames <= 42);
		db_idle(tr.sh->db);
	}
	printf("# a sale: %d frames, %d statements on average\n", frames / SALES, (int)(statements / SALES));
	CHECK(flushed * 100 <= 105 * SALES);
	CHECK(statements <= 60 * SALES);
	trade_close(&tr);
}

static bool gives(struct trade *tr)
{
	const struct member_edit wang = { .name = "王晓梅", .card = "6217001234567890" };
	const struct points_rate_edit rate = { .code = "BASE", .points = "1" };
	const struct coupon_kind_edit kind = { .code = "K1", .name = "1元券", .value = "1" };
	const struct wallet_top_up paid = { .member = "6217001234567890", .amount = "1000" };
	struct wallet_done done;
	struct said said;

	return does(tr, "sign-on 3001 615902") && CHECK_INT(member_open(tr->sh, &tr->a, &wang, NULL, &said), OK) &&
		CHECK_INT(setting_set(tr->sh, "wallet.pin", "off", false, &said), OK) &&
		CHECK_INT(points_rate_add(tr->sh, &tr->a, &rate, &said), OK) &&
		CHECK_INT(coupon_kind_add(tr->sh, &tr->a, &kind, &said), OK) &&
		CHECK_INT(wallet_top_up(tr->sh, &tr->a, &paid, &done, &said), OK);
}

/* Points, stored value and coupon move in the transaction of the sale. */
TEST(a_sale_to_a_member_is_one_flush_too)
{
	static const char *const whom[] = { "6217001234567890" };
	const struct coupon_order order = { .kind = "K1", .members = whom, .count = 1 };
	static struct codes codes;
	struct trade tr;
	int flushed = 0, frames = 0;
	int64_t statements = 0;
	char line[64];

	if (!begin(&tr, &codes) || !gives(&tr))
		return;
	for (int i = 0; i < SALES; i++) {
		struct coupon_row *coupon;
		struct said said;
		struct cost c;
		int n = 0;

		if (!CHECK_INT(coupon_give(tr.sh, &tr.a, &order, &coupon, &n, &said), OK))
			break;
		snprintf(line, sizeof line, "coupon %s", coupon[0].code);
		for (int l = 0; l < SALE_LINES; l++)
			scan(&tr, codes.text[(i * SALE_LINES + l) % LINES]);
		does(&tr, "member 6217001234567890");
		does(&tr, line);
		does(&tr, "pay");
		does(&tr, "stored 1");
		snprintf(line, sizeof line, "tender 2 %s R%d", money_text(&tr.shop_arena, view(&tr)->open_minor), i);
		c = cost_of(&tr, line);
		CHECK_STR(said_name(&tr.said), "sale-done");
		flushed += c.log;
		frames += c.frames;
		statements += c.statements;
	}
	printf("# a member's sale: %d frames, %d statements on average\n", frames / SALES, (int)(statements / SALES));
	CHECK(flushed * 100 <= 105 * SALES);
	CHECK(frames <= 42 * SALES);
	CHECK(statements <= 90 * SALES);
	trade_close(&tr);
}

T_MAIN
