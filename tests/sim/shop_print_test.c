/* shop_print_test.c - a real shop's job rows through the wire and the real helper to a file: what the printer
 * would get, and what the rows say afterwards. Run from the top of the tree. */
#include <poll.h>

#include "base/clock.h"
#include "service/jobs.h"
#include "wire/wire.h"
#include "../crash/world.h"
#include "../t.h"

#define PATIENCE_MS 15000
#define PULSE "\x1bp\x00\x19\xfa"
#define TOTAL_GBK "\xba\xcf\xbc\xc6"  /* 合计 */
#define COPY_GBK "\xb2\xb9\xb4\xf2"   /* 补打 */

static char paper[600];  /* the file that stands for the printer */

struct desk {
	struct world w;
	struct wire *wire;
	struct shop *sh;
};

static void wire_up(struct desk *d)
{
	struct wire_config conf = { .pause_ms = 50 };
	struct wire_store store;

	d->sh = d->w.seat[1].sh;
	store = wire_shop_store(d->sh);
	wire_shop_queues(d->sh, &conf);
	conf.helper = getenv("ZHANGGUI_PRINTER") ? getenv("ZHANGGUI_PRINTER") : t_built("zhanggui-printer");
	d->wire = wire_open(&store, &conf);
}

/* A test shop with a shift open at till 1, whose printer is a file. */
static bool begin(struct desk *d)
{
	static int n;
	char line[700], url[700];

	snprintf(paper, sizeof paper, "%s/paper%d", t_tmpdir(), ++n);
	snprintf(line, sizeof line, "sign-on 3001 615902\n!setting receipt.queue file:%s\nshift-open 300", paper);
	*d = (struct desk){ .wire = NULL };
	snprintf(url, sizeof url, "sqlite:%s/shop%d.db", world_root(), n);
	world_name(&d->w, url);
	if (!CHECK(world_make(&d->w)) || !CHECK(world_does_all(&d->w, line)))
		return false;
	wire_up(d);
	return true;
}

static void end(struct desk *d)
{
	wire_close(d->wire);
	world_end(&d->w);
	clock_freeze(-1);
}

static int waiting(struct desk *d, int *unknown)
{
	int n = -1;

	CHECK_INT(jobs_count(d->sh, &n, unknown), OK);
	return n;
}

/* Pumps until no job waits or is under way. */
static void drain(struct desk *d)
{
	int64_t until = clock_mono_ms() + PATIENCE_MS;
	struct pollfd fds[WIRE_FDS];
	int unknown;

	wire_poke(d->wire);
	do {
		int ms = wire_timeout_ms(d->wire);

		poll(fds, (nfds_t)wire_fds(d->wire, fds), ms < 20 ? ms : 20);
		wire_pump(d->wire);
	} while (waiting(d, &unknown) && clock_mono_ms() < until);
	CHECK_INT(waiting(d, &unknown), 0);
}

/* How often some bytes came out of the printer. */
static int came_out(const char *bytes, size_t n)
{
	static char all[1 << 20];
	FILE *f = fopen(paper, "r");
	size_t len = f ? fread(all, 1, sizeof all, f) : 0;
	char *at = all;
	int times = 0;

	if (f)
		fclose(f);
	while ((at = memmem(at, len - (size_t)(at - all), bytes, n))) {
		times++;
		at += n;
	}
	return times;
}
#define CAME_OUT(literal) came_out(literal, sizeof(literal) - 1)

TEST(a_sale_comes_out_with_its_pulse)
{
	struct desk d;
	struct device_health health;
	struct arena a = ARENA_INIT;
	int unknown;

	if (!begin(&d))
		return;
	drain(&d); /* what opening the shift printed */
	CHECK_INT(CAME_OUT(TOTAL_GBK), 0);
	CHECK(world_does_all(&d.w, "scan " COOKIES "\ncash 50"));
	drain(&d);
	CHECK_INT(CAME_OUT(TOTAL_GBK), 1);
	CHECK_INT(CAME_OUT(COOKIES), 1);
	CHECK(CAME_OUT("39.90") > 0);
	CHECK(CAME_OUT(PULSE) > 0);
	CHECK_INT(CAME_OUT(COPY_GBK), 0);
	CHECK_INT(waiting(&d, &unknown), 0);
	CHECK_INT(unknown, 0);
	CHECK_INT(device_health(d.sh, &a, "printer", &health), OK);
	CHECK_STR(health.state, "ready");
	arena_release(&a);
	end(&d);
}

TEST(a_copy_is_marked)
{
	struct desk d;

	if (!begin(&d))
		return;
	CHECK(world_does_all(&d.w, "scan " COOKIES "\ncash 50\nreprint; reason 1"));
	drain(&d);
	CHECK_INT(CAME_OUT(TOTAL_GBK), 2);
	CHECK_INT(CAME_OUT(COPY_GBK), 1);
	end(&d);
}

/* The process died with a job in the helper's hands: it is unknown, and no original comes again. */
TEST(an_orphan_is_unknown_and_comes_only_as_a_copy)
{
	struct desk d;
	int unknown, n = 0;

	if (!begin(&d))
		return;
	drain(&d);
	CHECK(world_does_all(&d.w, "scan " COOKIES "\ncash 50"));
	CHECK(world_does_all(&d.w, "!print\n!print"));
	wire_close(d.wire);
	world_close(&d.w, 1);
	CHECK(world_open(&d.w, 1));
	wire_up(&d);
	CHECK_INT(jobs_orphans(d.sh, &n), OK);
	CHECK(n > 0);
	drain(&d);
	waiting(&d, &unknown);
	CHECK(unknown > 0);
	CHECK_INT(CAME_OUT(COOKIES), 0);
	CHECK(world_does_all(&d.w, "reprint; reason 1"));
	drain(&d);
	CHECK_INT(CAME_OUT(COOKIES), 1);
	CHECK_INT(CAME_OUT(COPY_GBK), 1);
	end(&d);
}

TEST(no_helper_no_printer_and_the_till_sells_on)
{
	struct desk d;
	int unknown, i;
	struct wire_store store;
	struct wire_config conf = { .queues = { "nosuch" }, .helper = "/nonexistent/helper", .pause_ms = 50 };

	if (!begin(&d))
		return;
	wire_close(d.wire);
	store = wire_shop_store(d.sh);
	d.wire = wire_open(&store, &conf);
	for (i = 0; i < 3; i++) {
		CHECK(world_does_all(&d.w, "scan " COOKIES "\ncash 50"));
		wire_pump(d.wire);
	}
	CHECK(waiting(&d, &unknown) >= 3);
	wire_close(d.wire);
	wire_up(&d); /* the helper is installed: everything comes, once */
	drain(&d);
	CHECK_INT(CAME_OUT(COOKIES), 3);
	end(&d);
}

T_MAIN
