/* fault.c - something fails and the till goes on (P3): a statement, before or after it ran, on both engines; a call
 * to the disk, once or until it is cured; memory inside SQLite. An act is refused or its outcome not known; nothing
 * is half done; when it is cured, who goes on ends where he would have ended. */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../src/service/shop/shop_int.h"
#include "base/clock.h"
#include "campaign.h"
#include "ops.h"
#include "powercut_vfs.h"
#include "store/db_fault.h"
#include "store/db_test.h"

#define TRIES_MOST 10    /* of one line, before the till counts as stuck */
#define STICKY_TRIES 2   /* so often it is tried while the fault lasts */
#define SECOND_MOST 40   /* a second fault strikes within so many statements */

/* One case. */
struct point {
	int64_t n;      /* which statement, call or allocation */
	int kind;       /* of the injector's kinds */
	int64_t second; /* another strikes so long after the first; 0 none. Of those that last: 1 from before
			 * the till is opened */
};

struct faulty;
struct injector {
	const char *name;
	int kinds;
	bool sticky_from; /* kinds from the half on last until they are cured */
	void (*arm)(struct faulty *f, int64_t n, int kind);
	void (*cure)(struct faulty *f);
	bool (*struck)(struct faulty *f);
	int64_t (*count)(struct faulty *f); /* how much there was to strike at since arm(0) */
};

struct faulty {
	const struct injector *in;
	const struct op *op;
	struct world w;
	struct history h;
	bool (*load)(struct faulty *f); /* puts the prepared store back */
	int64_t begins_at_ms, counted[8]; /* by kind */
	struct point at;
	bool met, cured;
	bool twice;     /* an act was done again that had been done unseen */
	bool ahead;     /* the shop is further than the line that is not answered */
	bool paid;      /* a payment was kept whose sale was not posted */
	int odd;        /* how often the till showed what it should not */
	struct campaign_tally *tally;
};

static bool lasts(const struct faulty *f)
{
	return f->in->sticky_from && f->at.kind >= f->in->kinds / 2;
}

/* --- a line that met a fault ---------------------------------------------------------------------- */

static bool place_it(struct faulty *f, int line, bool first)
{
	struct standing s = history_standing(&f->h, &f->w, line, f->twice);

	if (first && s.told && s.place >= 0) {
		f->tally->done += s.done;
		f->tally->undone += !s.done;
	}
	f->ahead = s.told && s.place > f->h.before[line];
	f->paid = s.paid;
	return s.place >= 0;
}

static void cure(struct faulty *f)
{
	f->in->cure(f);
	f->cured = true;
}

/* Another fault waits for who tries again. */
static void strike_again(struct faulty *f)
{
	if (f->at.second)
		f->in->arm(f, f->at.second, f->at.kind);
	f->at.second = 0;
}

/* Enter, held down: what it does after the answer must be nothing. */
static bool pressed_enter(struct faulty *f, int till)
{
	char enter[16];

	snprintf(enter, sizeof enter, "%d: enter", till);
	if (world_do(&f->w, enter) != OK)
		return false;
	if (!till_view(f->w.seat[till].t)->basket->line_count)
		(void)(world_do(&f->w, enter) == OK);
	return true;
}

enum outcome { AGAIN, THROUGH, WRONG };

/* What a person does whose act was not answered: asks again where the till says so, else looks and decides. */
static enum outcome try_again(struct faulty *f, int line)
{
	int till = world_till_of(f->h.line[line]);
	const struct seat *s = &f->w.seat[till];
	enum sight sees;

	if (!world_open(&f->w, till))
		return AGAIN;
	if (till_view(s->t)->need == NEED_RETRY || (f->paid && till_view(s->t)->payment_count))
		return pressed_enter(f, till) ? THROUGH : AGAIN;
	if (till_view(s->t)->phase == TILL_OFF && !world_sign_on(&f->w, till))
		return AGAIN;
	sees = person_sees(&f->w, &f->h, line);
	if (sees == SEES_DONE)
		return THROUGH;
	if (sees == SEES_OTHER && f->cured && ++f->odd > 1) {
		person_tells(&f->w, &f->h, line);
		return WRONG;
	}
	f->twice = f->twice || f->ahead;
	if (world_do(&f->w, f->h.line[line]) == OK)
		return THROUGH;
	/* It was done, and done again it is refused. */
	return f->ahead && f->cured && !world_store_failed(&f->w,
		till) && s->said.id != MSG_STORE_BACK ? THROUGH : AGAIN;
}

/* The loop's beat, once a second. */
static void time_passes(struct faulty *f, int line)
{
	struct seat *s = &f->w.seat[world_till_of(f->h.line[line])];

	if (s->t && shop_tick(s->sh))
		till_refresh(s->t);
}

static bool come_through(struct faulty *f, int line)
{
	f->odd = 0;
	for (int n = 0; n < TRIES_MOST; n++) {
		enum outcome o;

		if (!f->cured && !f->at.second && (n == STICKY_TRIES || !lasts(f)))
			cure(f);
		if ((f->cured || !lasts(f)) && !place_it(f, line, n == 0))
			return false;
		strike_again(f);
		if (n > 0)
			time_passes(f, line);
		o = try_again(f, line);
		if (o != AGAIN)
			return o == THROUGH;
	}
	printf("# stuck at %s: %s, %s\n", f->h.line[line], err_name(f->w.seat[world_till_of(f->h.line[line])].err),
		said_name(&f->w.seat[world_till_of(f->h.line[line])].said));
	return false;
}

static bool one_line(struct faulty *f, int line)
{
	int till = world_till_of(f->h.line[line]);
	enum err e = world_do(&f->w, f->h.line[line]);

	f->met = f->met || f->in->struck(f);
	if (e == OK)
		return true;
	if (!f->met) {
		printf("# refused without a fault: %s: %s\n", f->h.line[line], err_name(f->w.seat[till].err));
		return false;
	}
	f->tally->refused++;
	return come_through(f, line);
}

/* --- a case ------------------------------------------------------------------------------------------ */

static bool begin(struct faulty *f)
{
	f->met = f->cured = f->twice = false;
	world_forget(&f->w);
	if (!f->load(f))
		return false;
	clock_freeze(f->begins_at_ms);
	return true;
}

static bool end(struct faulty *f)
{
	bool ok;

	cure(f);
	ok = history_ended(&f->h, &f->w, f->twice) && world_sound(&f->w);
	world_close_all(&f->w);
	if (ok && !world_open(&f->w, 1)) {
		printf("# the till does not open again\n");
		ok = false;
	}
	ok = ok && history_ended(&f->h, &f->w, f->twice);
	world_close_all(&f->w);
	return ok;
}

static bool run_point(struct faulty *f, struct point at)
{
	bool ok = begin(f), early = at.second && f->in->sticky_from, open;

	f->at = at;
	if (early) {
		f->at.second = 0;
		f->in->arm(f, at.n, at.kind);
	}
	/* With the fault there already it may fail; the first line then meets it again. */
	open = ok && world_open(&f->w, world_till_of(f->h.line[0]));
	f->met = early && f->in->struck(f);
	ok = ok && (open || f->met);
	if (!early)
		f->in->arm(f, at.n, at.kind);
	for (int i = 0; ok && i < f->h.lines; i++)
		ok = one_line(f, i);
	if (at.n == 0)
		f->counted[at.kind] = f->in->count(f);
	ok = end(f) && ok;
	if (!ok)
		printf("# replay: campaign_tool %s %s:%" PRId64 ":%d:%" PRId64 "\n", f->in->name, f->op->name, at.n,
			at.kind, at.second);
	return ok;
}

static bool sweep_op(struct faulty *f, const struct campaign_plan *plan, int64_t cases, uint64_t seed)
{
	for (int kind = 0; kind < f->in->kinds; kind++)
		if (!run_point(f, (struct point){ .kind = kind }))
			return false;
	for (int64_t i = 0; i < cases && campaign_goes_on(plan, f->tally); i++) {
		uint64_t draw = campaign_draw(seed, (uint64_t)i);
		struct point at = { .kind = (int)(draw % (uint64_t)f->in->kinds) };

		at.n = (int64_t)(draw / 64 % (uint64_t)(f->counted[at.kind] + 1)) + 1;
		if (draw >> 40 & 1)
			at.second = f->in->sticky_from ? 1 : (int64_t)(draw >> 48) % SECOND_MOST + 1;
		f->tally->cases++;
		f->tally->bad += !run_point(f, at);
	}
	return true;
}

/* Every point of every kind, alone. */
static bool sweep_every(struct faulty *f, const struct campaign_plan *plan)
{
	for (int kind = 0; kind < f->in->kinds; kind++)
		if (!run_point(f, (struct point){ .kind = kind }))
			return false;
	for (int kind = 0; kind < f->in->kinds; kind++)
		for (int64_t n = 1; n <= f->counted[kind] && campaign_goes_on(plan, f->tally); n++) {
			f->tally->cases++;
			f->tally->bad += !run_point(f, (struct point){ .kind = kind, .n = n });
		}
	return true;
}

static bool replay_point(struct faulty *f, const char *text)
{
	struct point at = { 0 };

	if (sscanf(text, "%*[^:]:%" SCNd64 ":%d:%" SCNd64, &at.n, &at.kind, &at.second) != 3)
		return false;
	f->tally->cases = 1;
	f->tally->bad = !run_point(f, at);
	return true;
}

/* --- all operations ------------------------------------------------------------------------------------- */

struct place {
	bool (*prepare)(struct faulty *f);
	void (*leave)(struct faulty *f);
};

static bool do_op(struct faulty *f, const struct place *where, const struct campaign_plan *plan, int64_t cases,
	uint64_t seed)
{
	bool ok = where->prepare(f);

	if (ok && plan->replay)
		ok = replay_point(f, plan->replay);
	else if (ok && plan->every)
		ok = sweep_every(f, plan);
	else if (ok)
		ok = sweep_op(f, plan, cases, seed);
	if (!ok)
		printf("# %s does not run even without a fault\n", f->op->name);
	history_release(&f->h);
	world_end(&f->w);
	where->leave(f);
	return ok;
}

static const struct op *asked_op(const char *replay)
{
	char name[64];

	snprintf(name, sizeof name, "%.*s", (int)strcspn(replay, ":"), replay);
	return op_find(name);
}

/* One operation after the other, from a place that the seed draws; so many cases of each at once. */
static bool all_ops(const struct injector *in, const struct place *where, const struct campaign_plan *plan,
	struct campaign_tally *tally, int64_t at_least, int64_t at_once)
{
	int64_t round = plan->cases ? plan->cases / op_count + 1 : at_once;

	if (round < at_least)
		round = at_least;
	if (round > at_once)
		round = at_once;
	for (uint64_t n = 0; campaign_goes_on(plan, tally) && (!plan->every || n < (uint64_t)op_count); n++) {
		const struct op *op = plan->replay ? asked_op(plan->replay)
			: &ops[(plan->seed + n) % (uint64_t)op_count];
		struct faulty f = { .in = in, .op = op, .tally = tally };

		if (op && !plan->replay && !campaign_wants(op->name))
			continue;
		if (!op || (!(op->flags & OP_FILES) && !do_op(&f, where, plan, round, campaign_draw(plan->seed, n))))
			return false;
		if (plan->replay)
			break;
	}
	return true;
}

/* --- the store in memory ---------------------------------------------------------------------------------- */

static char memory_dir[64];

static bool load_memory(struct faulty *f)
{
	(void)f;
	powercut_load();
	return true;
}

static bool prepare_memory(struct faulty *f)
{
	char url[80];
	bool ok;

	snprintf(memory_dir, sizeof memory_dir, "/tmp/zhanggui-fault-XXXXXX");
	if (!mkdtemp(memory_dir))
		return false;
	snprintf(url, sizeof url, "sqlite:%s/s.db", memory_dir);
	db_sqlite_use_vfs(POWERCUT_VFS);
	powercut_reset(512);
	f->load = load_memory;
	world_name(&f->w, url);
	ok = op_prepare(&f->w, f->op);
	f->begins_at_ms = clock_now_ms();
	powercut_save();
	ok = ok && history_make(&f->h, &f->w, f->op, 0);
	world_close_all(&f->w);
	return ok;
}

static void leave_memory(struct faulty *f)
{
	char gate[96];

	(void)f;
	powercut_release();
	db_sqlite_use_vfs(NULL);
	snprintf(gate, sizeof gate, "%s/s.db.turnstile", memory_dir);
	unlink(gate);
	rmdir(memory_dir);
}

static const struct place in_memory = { prepare_memory, leave_memory };

/* --- statements --------------------------------------------------------------------------------------------- */

static struct db *db_of(struct faulty *f)
{
	struct shop *sh = f->w.seat[world_till_of(f->h.line[0])].sh;

	return sh ? sh->db : NULL;
}

static void arm_statement(struct faulty *f, int64_t n, int kind)
{
	if (!db_of(f))
		return;
	f->counted[7] = db_statements(db_of(f));
	db_fault_arm(db_of(f), n, kind == 1);
}

static void cure_statement(struct faulty *f)
{
	if (db_of(f))
		db_fault_arm(db_of(f), 0, false);
}

static bool statement_struck(struct faulty *f)
{
	return db_of(f) && db_fault_struck(db_of(f));
}

static int64_t statement_count(struct faulty *f)
{
	return db_statements(db_of(f)) - f->counted[7];
}

static const struct injector statements = { "statement", 2, false, arm_statement, cure_statement, statement_struck,
	statement_count };

bool statement_run(const struct campaign_plan *plan, struct campaign_tally *tally)
{
	return all_ops(&statements, &in_memory, plan, tally, 1, 30);
}

/* --- the disk ----------------------------------------------------------------------------------------------- */

/* Once, then until it is cured. */
static const int disk_errors[] = { SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, -1 };
#define DISK_KINDS 8

static void cure_disk(struct faulty *f)
{
	(void)f;
	powercut_fail_at(0, 0, false);
	powercut_fail_read_at(0, false);
}

static void arm_disk(struct faulty *f, int64_t n, int kind)
{
	int error = disk_errors[kind % 4];
	bool sticky = kind >= DISK_KINDS / 2;

	cure_disk(f);
	powercut_cut_at(0, CUT_DROPS, 1);
	if (error < 0)
		powercut_fail_read_at(n, sticky);
	else
		powercut_fail_at(n, error, sticky);
}

static bool disk_struck(struct faulty *f)
{
	(void)f;
	return powercut_has_failed();
}

static int64_t disk_count(struct faulty *f)
{
	return disk_errors[f->at.kind % 4] < 0 ? powercut_reads() : powercut_calls();
}

static const struct injector disk = { "disk", DISK_KINDS, true, arm_disk, cure_disk, disk_struck, disk_count };

bool disk_run(const struct campaign_plan *plan, struct campaign_tally *tally)
{
	return all_ops(&disk, &in_memory, plan, tally, 1, 40);
}

/* --- memory inside SQLite ------------------------------------------------------------------------------------ */

static struct { sqlite3_mem_methods real; int64_t fail_at, count; bool sticky, failed; } memory;

static bool memory_fails(void)
{
	memory.count++;
	if (!memory.fail_at || --memory.fail_at)
		return false;
	memory.failed = true;
	memory.fail_at = memory.sticky ? 1 : 0;
	return true;
}

static void *counted_malloc(int n)
{
	return memory_fails() ? NULL : memory.real.xMalloc(n);
}

static void *counted_realloc(void *old, int n)
{
	return memory_fails() ? NULL : memory.real.xRealloc(old, n);
}

/* Must come before anything else of SQLite. */
static bool count_memory(void)
{
	static bool counted;
	sqlite3_mem_methods methods;

	if (counted)
		return true;
	sqlite3_shutdown();
	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory.real) != SQLITE_OK)
		return false;
	methods = memory.real;
	methods.xMalloc = counted_malloc;
	methods.xRealloc = counted_realloc;
	counted = sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK;
	return counted;
}

static void cure_memory(struct faulty *f)
{
	(void)f;
	memory.fail_at = 0;
}

static void arm_memory(struct faulty *f, int64_t n, int kind)
{
	(void)f;
	memory.fail_at = n;
	memory.sticky = kind == 1;
	memory.failed = false;
	memory.count = 0;
}

static bool memory_struck(struct faulty *f)
{
	(void)f;
	return memory.failed;
}

static int64_t memory_count(struct faulty *f)
{
	(void)f;
	return memory.count;
}

static const struct injector memories = { "memory", 2, true, arm_memory, cure_memory, memory_struck, memory_count };

bool memory_run(const struct campaign_plan *plan, struct campaign_tally *tally)
{
	if (!count_memory()) {
		printf("# SQLite does not let its memory be counted\n");
		return false;
	}
	return all_ops(&memories, &in_memory, plan, tally, 1, 30);
}

/* --- statements on PostgreSQL ---------------------------------------------------------------------------------- */

static char pg_dir[64];
static pid_t pg_owner;

static void pg_stop(void)
{
	char command[128];

	if (getpid() != pg_owner)
		return;
	snprintf(command, sizeof command, "tests/sim/pg.sh stop %s", pg_dir);
	if (system(command) != 0)
		fprintf(stderr, "cannot stop the PostgreSQL in %s\n", pg_dir);
}

static bool pg_start(void)
{
	FILE *f;

	if (pg_dir[0])
		return true;
	/* In memory, where what it flushes costs nothing. */
	if (strcmp(world_memory_folder(INT64_C(600) << 20), "/dev/shm") == 0)
		setenv("PG_ROOT", "/dev/shm", 1);
	f = popen("tests/sim/pg.sh start", "r");
	if (!f || !fgets(pg_dir, sizeof pg_dir, f))
		pg_dir[0] = '\0';
	pg_dir[strcspn(pg_dir, "\n")] = '\0';
	if (!f || pclose(f) != 0 || !pg_dir[0])
		return false;
	pg_owner = getpid();
	atexit(pg_stop);
	return true;
}

static bool pg_sql(const char *sql)
{
	char command[128];
	FILE *f;

	snprintf(command, sizeof command, "tests/sim/pg.sh sql %s postgres", pg_dir);
	f = popen(command, "w");
	return f && fputs(sql, f) >= 0 && pclose(f) == 0;
}

static bool load_pg(struct faulty *f)
{
	(void)f;
	return pg_sql("SET client_min_messages = warning; DROP DATABASE IF EXISTS live;"
		" CREATE DATABASE live TEMPLATE prepared;");
}

static bool prepare_pg(struct faulty *f)
{
	char url[128];
	bool ok = pg_start() && pg_sql("SET client_min_messages = warning; DROP DATABASE IF EXISTS live;"
		" DROP DATABASE IF EXISTS prepared; CREATE DATABASE live;");

	snprintf(url, sizeof url, "pg:host=%s user=shop dbname=live", pg_dir);
	f->load = load_pg;
	world_name(&f->w, url);
	ok = ok && op_prepare(&f->w, f->op) && pg_sql("ALTER DATABASE live RENAME TO prepared;") && load_pg(f);
	f->begins_at_ms = clock_now_ms();
	ok = ok && history_make(&f->h, &f->w, f->op, 0);
	world_close_all(&f->w);
	return ok;
}

static void leave_pg(struct faulty *f)
{
	(void)f;
}

static const struct place on_pg = { prepare_pg, leave_pg };
static const struct injector pg_statements = { "statement-pg", 2, false, arm_statement, cure_statement,
	statement_struck, statement_count };

bool statement_pg_run(const struct campaign_plan *plan, struct campaign_tally *tally)
{
	return all_ops(&pg_statements, &on_pg, plan, tally, 12, 12);
}
