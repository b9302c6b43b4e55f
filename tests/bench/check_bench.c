/* check_bench.c - store check over many sales, and a backup of them. A till rings SALES sales of
 * four lines (20,000 unless given) into a store on a RAM disk where there is one; then, in the
 * same minute: reading the file once (the floor), SQLite's own integrity check of it, store
 * check, and a backup with its check.
 *   check_bench [SALES] */
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "../day.h"
#include "service/care.h"

static const char *file_of(const struct trade *tr)
{
	return tr->conf.store_url + strlen("sqlite:");
}

static int64_t read_once_us(const char *path, int64_t *size)
{
	int64_t start = clock_mono_us();
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	static char block[1 << 20];
	ssize_t n;

	for (*size = 0; (n = read(fd, block, sizeof block)) > 0;)
		*size += n;
	close(fd);
	return clock_mono_us() - start;
}

static int64_t integrity_us(const char *path)
{
	int64_t start = clock_mono_us();
	sqlite3 *db;

	sqlite3_open(path, &db);
	sqlite3_exec(db, "PRAGMA integrity_check", NULL, NULL, NULL);
	sqlite3_close(db);
	return clock_mono_us() - start;
}

static void ring(struct trade *tr, int sales)
{
	static const char *const codes[] = { "scan " COOKIES, "scan " CHIPS, "scan " FINGERS,
		"scan " APPLES };

	for (int i = 0; i < sales; i++) {
		for (int k = 0; k < 4; k++)
			does(tr, codes[k]);
		if (i % 7 == 0)
			does(tr, "discount 3 2 1");
		does(tr, "cash 100");
		if (i % 300 == 299) { /* a shift of three hundred sales */
			does(tr, "count 100");
			does(tr, "z-report");
			does(tr, "shift-open 500");
		}
		if (i % 5000 == 4999)
			fprintf(stderr, "%d sales\n", i + 1);
	}
}

static void bench(int sales)
{
	struct trade tr;
	char url[700], copy[700];
	struct checked k = { 0 };
	struct check_request request = { .found = checked_found, .ctx = &k };
	const char *why = "";
	int64_t size, read_us, sqlite_us, check_us, backup_us, start = clock_mono_us();

	snprintf(url, sizeof url, "sqlite:%s/bench.db", t_tmpdir());
	snprintf(copy, sizeof copy, "%s/copy.db", t_tmpdir());
	if (!trade_init(&tr, url, "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	ring(&tr, sales);
	trade_close(&tr);
	printf("%d sales rung in %.1f s\n", sales, (double)(clock_mono_us() - start) / 1e6);
	read_us = read_once_us(file_of(&tr), &size);
	sqlite_us = integrity_us(file_of(&tr));
	start = clock_mono_us();
	CHECK(check_store(&tr.a, &tr.conf, &request, &k.result, &why) == OK);
	check_us = clock_mono_us() - start;
	CHECK_INT(k.result.wrong, 0);
	if (!trade_open(&tr))
		return;
	start = clock_mono_us();
	CHECK(care_backup(tr.sh, &tr.a, copy, &request, &k.result, &why) == OK);
	backup_us = clock_mono_us() - start;
	trade_close(&tr);
	printf("%lld documents, %lld links, %.1f MB\n", (long long)k.result.documents,
		(long long)k.result.links,
		(double)size / 1e6);
	printf("reading the file once  %8.1f ms\n", (double)read_us / 1e3);
	printf("integrity_check        %8.1f ms\n", (double)sqlite_us / 1e3);
	printf("store check            %8.1f ms  %.1f us a document, %.1f times integrity_check\n",
		(double)check_us / 1e3,
		(double)check_us / (double)k.result.documents,
			(double)check_us / (double)sqlite_us);
	printf("backup and its check   %8.1f ms\n", (double)backup_us / 1e3);
	printf("limit: 30 s for 100,000 sales; at this pace they take %.1f s\n",
		(double)check_us * 1e5 / (double)k.result.documents / 1e6);
}

int main(int argc, char **argv)
{
	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 1);
	bench(argc > 1 ? atoi(argv[1]) : 20000);
	return t_bad != 0;
}
