/* import_bench.c - a CSV file of 100,000 new articles into a shop of a thousand, and the same file again, which changes
 * nothing:
 *   import_bench FOLDER STORE [ARTICLES]
 * Every round begins with a copy of the store, in the folder. */
#include "bench.h"

#include <sys/stat.h>

#include "bench_shop.h"
#include "service/import.h"

#define ROUNDS 5

static int64_t shown;

static void progress(void *ctx, int64_t done, int64_t total)
{
	(void)ctx;
	(void)total;
	shown += done > 0;
}

static void write_csv(const char *path, int articles)
{
	FILE *f = fopen(path, "w");

	MUST(f);
	fprintf(f, "number,barcode,name,spec,unit,price,cost,category,department,tax\n");
	for (int i = 0; i < articles; i++)
		fprintf(f, "N%07d,%013lld,清泉 茉莉花茶 %07d号,500ml,瓶,%d.%02d,%d.00,,,\n", i,
			(long long)bench_key(i), i, 1 + i % 99, i % 10 * 10, i % 50);
	MUST(fclose(f) == 0);
}

static void copy_file(const char *from, const char *to)
{
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	char bytes[65536];
	size_t n;

	MUST(in && out);
	while ((n = fread(bytes, 1, sizeof bytes, in)) > 0)
		MUST(fwrite(bytes, 1, n, out) == n);
	fclose(in);
	MUST(fclose(out) == 0);
}

static void copy_store(const char *store, const char *to)
{
	char from_keys[800], to_keys[800];

	snprintf(from_keys, sizeof from_keys, "%s.keys", store);
	snprintf(to_keys, sizeof to_keys, "%s.keys", to);
	copy_file(store, to);
	copy_file(from_keys, to_keys);
	MUST(chmod(to_keys, 0600) == 0);
}

static struct shop *open_office(struct arena *a, const char *store)
{
	struct bench_files files;
	struct said said;
	struct shop *sh;
	const char *why = "";

	bench_files(&files, store, NULL);
	MUST(shop_open(a, &files.conf, &sh, &why) == OK);
	MUST(shop_sign_on(sh, a, "3001", "615902", &said) == OK);
	return sh;
}

static int64_t import_once(struct shop *sh, const char *csv, struct import_report *report)
{
	const struct import_options options = { .unknown = IMPORT_DEFAULT, .progress = progress };
	struct arena a = ARENA_INIT;
	struct said said;
	int64_t from = now_ns(), ns;
	enum err e = import_articles(sh, &a, csv, &options, report, &said);

	ns = now_ns() - from;
	if (e != OK)
		fprintf(stderr, "import: %s\n", said_text(&a, &said));
	MUST(e == OK && report->refused == 0);
	arena_release(&a);
	return ns;
}

static void row_of(const char *what, struct samples *s, int articles)
{
	int64_t ns = sample_at(s, 500);
	char each[40];

	snprintf(each, sizeof each, "%s each", time_text(ns / articles));
	row(what, time_text(ns), "", each, "<= 5 s", ns <= 5 * SECOND);
}

int main(int argc, char **argv)
{
	int articles = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 100000;
	struct samples first = { 0 }, again = { 0 };
	char csv[720], store[720], what[64];

	if (argc < 3)
		return 2;
	snprintf(csv, sizeof csv, "%s/import.csv", argv[1]);
	write_csv(csv, articles);
	for (int i = 0; i < ROUNDS; i++) {
		struct arena a = ARENA_INIT;
		struct import_report report = { 0 };
		struct shop *sh;

		snprintf(store, sizeof store, "%s/import-%d.db", argv[1], i);
		copy_store(argv[2], store);
		sh = open_office(&a, store);
		sample_add(&first, import_once(sh, csv, &report));
		MUST(report.created == articles);
		report = (struct import_report){ 0 };
		sample_add(&again, import_once(sh, csv, &report));
		MUST(report.unchanged == articles);
		shop_close(sh);
		arena_release(&a);
	}
	snprintf(what, sizeof what, "CSV import of %d new articles", articles);
	row_of(what, &first, articles);
	row_of("  the same file again", &again, articles);
	MUST(shown > 0);
	return 0;
}
