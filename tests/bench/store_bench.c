/* store_bench.c - what the store costs beside what the disk costs, both measured in the same run and
 * interleaved: a raw flush, one line of a basket, one whole document with its guards, then eight
 * processes at the turnstile alone and eight that commit without pause. Times in microseconds.
 *   store_bench [ROUNDS] [FOLDER] */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../src/store/turnstile_int.h"
#include "base/clock.h"
#include "store/db.h"
#include "store/migrate.h"

#define PROCESSES 8
#define SAMPLES_MAX 100000

struct times { int64_t *us; int n; };
struct shared { _Atomic int ready; int64_t us[PROCESSES][SAMPLES_MAX]; int n[PROCESSES]; };

static struct arena mem;
static char folder[400], path[420], url[440];

static void must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "store_bench: %s\n", what);
	exit(1);
}

static struct times times_new(int n)
{
	struct times t = { calloc((size_t)n, sizeof(int64_t)), 0 };

	must(t.us != NULL, "no memory");
	return t;
}

static int by_size(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static int64_t at(const struct times *t, int per_thousand)
{
	return t->us[(int64_t)(t->n - 1) * per_thousand / 1000];
}

static int64_t show(const char *what, struct times *t, int64_t limit)
{
	qsort(t->us, (size_t)t->n, sizeof(int64_t), by_size);
	printf("%-34s %7d  p50 %6" PRId64 "  p99 %6" PRId64 "  p99.9 %6" PRId64 "  worst %6" PRId64,
		what, t->n, at(t, 500), at(t, 990), at(t, 999), at(t, 1000));
	if (limit)
		printf("  = %" PRId64 ".%" PRId64 " x the flush", at(t, 500) / limit,
			at(t, 500) * 10 / limit % 10);
	putchar('\n');
	return at(t, 500);
}

/* --- the disk ------------------------------------------------------------------------------ */

static int flush_fd;

static void raw_flush(struct times *t, int i)
{
	static char block[1024];
	int64_t start = clock_mono_us();

	must(pwrite(flush_fd, block, sizeof(block), (i % 1000) * 1024) == sizeof(block) &&
		fdatasync(flush_fd) == 0, "the disk");
	t->us[t->n++] = clock_mono_us() - start;
}

static void make_flush_file(void)
{
	char name[440];

	snprintf(name, sizeof(name), "%s.flush", path);
	flush_fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	must(flush_fd >= 0 && posix_fallocate(flush_fd, 0, 1000 * 1024) == 0 &&
		fsync(flush_fd) == 0, name);
	unlink(name);
}

/* --- the store ----------------------------------------------------------------------------- */

static struct db *open_store(unsigned flags)
{
	const char *why = "";
	struct db *db = NULL;

	must(db_open(&mem, url, flags, &db, &why) == OK, why);
	return db;
}

static void make_store(void)
{
	struct db *db = open_store(DB_CREATE);
	const char *why = "";

	must(store_migrate(db, &mem, NULL, NULL, &why) == OK, why);
	must(db_run(db, NULL, "INSERT INTO seal_key (n, digest, from_at_ms) VALUES (1, 'key', 0)") == OK &&
		db_run(db, NULL, "INSERT INTO terminal (id, code, name) VALUES (1, '01', 'first')") == OK &&
		db_run(db, NULL, "INSERT INTO basket (id, terminal_id, staff_id, state, created_at_ms,"
			" sale_id, return_id) VALUES (1, 1, 1, 1, 0, 2, 3)") == OK, "the master data");
	db_close(db);
}

static enum err line(struct db *db, int64_t basket, int64_t n)
{
	return db_run(db, NULL, "INSERT INTO basket_line (basket_id, line_no, department_id, tax_rate_id,"
		" code, name, unit, qty_milli, pack_milli, list_price_minor, price_minor, price_source, flags)"
		" VALUES ($1, $2, 1, 1, '6901234567892', $3, 'pc', 1000, 1000, 500, 500, 1, 0)",
		db_int(basket), db_int(n), db_text("矿泉水 550ml"));
}

/* One scanned line, stored. */
static void one_line(struct db *db, struct times *t, int64_t n)
{
	int64_t start = clock_mono_us();

	must(db_begin(db) == OK && line(db, 1, n) == OK && db_commit(db) == OK, db_error(db));
	t->us[t->n++] = clock_mono_us() - start;
	db_idle(db);
}

static enum err document(struct db *db, int64_t id)
{
	enum err e = db_run(db, NULL, "INSERT INTO document (id, kind, terminal_id, series, running, staff_id,"
		" business_day, at_ms, total_minor, discount_minor, tax_minor, rounding_minor, content)"
		" VALUES ($1, 1, 1, 1, $1, 1, 20261121, 1000, 4000, 0, 0, 0, 'digest')", db_int(id));

	for (int n = 1; n <= 8 && !e; n++)
		e = db_run(db, NULL, "INSERT INTO sale_line (document_id, line_no, department_id, tax_rate_id,"
			" code, name, unit, qty_milli, pack_milli, list_price_minor, price_minor, price_source,"
			" amount_minor, discount_minor, paid_minor, tax_bp, tax_minor, flags)"
			" VALUES ($1, $2, 1, 1, '6901234567892', $3, 'pc', 1000, 1000, 500, 500, 1, 500, 0, 500,"
			" 1300, 58, 0)", db_int(id), db_int(n), db_text("矿泉水 550ml"));
	for (int n = 1; n <= 2 && !e; n++)
		e = db_run(db, NULL, "INSERT INTO sale_tender (document_id, n, tender_id, amount_minor,"
			" rounding_minor, given_minor, change_minor, reference)"
			" VALUES ($1, $2, 1, 2000, 0, 2000, 0, '')", db_int(id), db_int(n));
	for (int n = 1; n <= 12 && !e; n++)
		e = db_run(db, NULL, "INSERT INTO posting (document_id, n, account, holder_id, unit, amount)"
			" VALUES ($1, $2, 1, 1, 1, $3)", db_int(id), db_int(n), db_int(n % 2 ? 500 : -500));
	if (!e)
		e = db_run(db, NULL, "INSERT INTO audit (seal_id, n, at_ms, terminal_id, staff_id, action,"
			" subject_id, amount_minor, detail) VALUES ($1, 1, 1000, 1, 1, 'sell', $1, 4000, '')",
			db_int(id));
	if (!e)
		e = db_run(db, NULL, "UPDATE terminal SET running = running + 1, chain_seq = chain_seq + 1"
			" WHERE id = 1");
	return e ? e : db_run(db, NULL, "INSERT INTO seal (id, terminal_id, seq, key_n, link)"
		" VALUES ($1, 1, $1, 1, 'qk3Jx0vH2mN8pR5tY7wZ1aB4cD6eF9gH')", db_int(id));
}

/* A sale's rows in one transaction. */
static void one_document(struct db *db, struct times *t, int64_t id)
{
	int64_t start = clock_mono_us();

	must(db_begin(db) == OK && document(db, id) == OK && db_commit(db) == OK, db_error(db));
	t->us[t->n++] = clock_mono_us() - start;
	db_idle(db);
}

static int64_t bench_one(int rounds)
{
	struct times flush = times_new(rounds), lines = times_new(rounds), documents = times_new(rounds);
	struct db *db = open_store(0);
	int64_t limit;

	for (int i = 0; i < rounds; i++) {
		raw_flush(&flush, i);
		one_line(db, &lines, i + 1);
		one_document(db, &documents, i + 1);
	}
	db_close(db);
	limit = show("raw flush of 1 KiB", &flush, 0);
	show("a line stored", &lines, limit);
	show("a document of 26 rows stored", &documents, limit);
	free(flush.us);
	free(lines.us);
	free(documents.us);
	return limit;
}

/* --- eight at once ------------------------------------------------------------------------- */

/* The gate alone: what the fact sheet measured, each holding it for one flush and 80 microseconds. */
static void at_the_gate(struct shared *s, int me, int rounds)
{
	struct times unused = times_new(rounds);
	struct turnstile t;

	must(turnstile_open(&t, path) == OK, t.error);
	for (s->ready++; s->ready < PROCESSES;)
		usleep(100);
	for (int i = 0; i < rounds; i++) {
		int64_t start = clock_mono_us(), until;

		must(turnstile_enter(&t, me, 60000, NULL, NULL) == OK, t.error);
		s->us[me][s->n[me]++] = clock_mono_us() - start;
		raw_flush(&unused, i);
		for (until = clock_mono_us() + 80; clock_mono_us() < until;)
			continue;
		turnstile_leave(&t);
	}
	(void)turnstile_last(&t);
	turnstile_close(&t);
}

static void committing(struct shared *s, int me, int rounds)
{
	struct times own = times_new(rounds);
	struct db *db = open_store(0);

	db_set_patience(db, 60000);
	for (s->ready++; s->ready < PROCESSES;)
		usleep(100);
	for (int i = 0; i < rounds; i++)
		one_line(db, &own, 1000000 * (me + 1) + i);
	memcpy(s->us[me], own.us, (size_t)own.n * sizeof(int64_t));
	s->n[me] = own.n;
	db_close(db);
}

static void bench_eight(const char *what, int rounds, int64_t limit,
	void (*run)(struct shared *s, int me, int rounds))
{
	struct shared *s = mmap(NULL, sizeof(*s), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct times all = times_new(PROCESSES * rounds);
	int bad = 0;

	must(s != MAP_FAILED, "no memory");
	fflush(stdout);
	for (int i = 0; i < PROCESSES; i++)
		if (fork() == 0) {
			run(s, i, rounds);
			_exit(0);
		}
	for (int i = 0, status; i < PROCESSES; i++)
		bad += wait(&status) < 0 || status != 0;
	must(bad == 0, what);
	for (int i = 0; i < PROCESSES; i++) {
		memcpy(all.us + all.n, s->us[i], (size_t)s->n[i] * sizeof(int64_t));
		all.n += s->n[i];
	}
	show(what, &all, limit);
	free(all.us);
	munmap(s, sizeof(*s));
}

static void make_folder(const char *parent)
{
	snprintf(folder, sizeof(folder), "%s/zhanggui-bench-XXXXXX", parent);
	must(mkdtemp(folder) != NULL, folder);
	snprintf(path, sizeof(path), "%s/s.db", folder);
	snprintf(url, sizeof(url), "sqlite:%s", path);
}

static void remove_folder(void)
{
	static const char *const tails[] = { "", "-wal", "-shm", ".turnstile" };
	char name[440];

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		snprintf(name, sizeof(name), "%s%s", path, tails[i]);
		unlink(name);
	}
	rmdir(folder);
}

int main(int argc, char **argv)
{
	int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 5000;
	int64_t limit;

	must(rounds > 0 && rounds <= SAMPLES_MAX, "1 to 100000 rounds");
	make_folder(argc > 2 ? argv[2] : "/tmp");
	make_flush_file();
	make_store();
	limit = bench_one(rounds);
	bench_eight("8 at the turnstile, waiting", rounds / 5, 0, at_the_gate);
	bench_eight("8 committing without pause", rounds / 5, limit, committing);
	remove_folder();
	arena_release(&mem);
	return 0;
}
