/* samples_test.c - the files of real shops: imported with every problem told, then 1,000 random sales and 100 returns
 * on them; the store is in order and the Z report agrees with the day report. The files are not ours to ship: their
 * folder is $ZG_SAMPLES, and without it the test is skipped. */
#include "../trade.h"

#include "base/csv.h"
#include "base/sbuf.h"
#include "service/check.h"
#include "service/import.h"
#include "service/report.h"

#define CODES_MAX 8000

static struct arena keep;
static const char *codes[CODES_MAX];
static int code_count;
static int64_t problems;

static const char *sample(const char *name)
{
	const char *dir = getenv("ZG_SAMPLES");
	static char path[600];

	snprintf(path, sizeof path, "%s/%s", dir ? dir : "../shared/samples", name);
	return path;
}

static void count_problem(void *ctx, const struct import_problem *p)
{
	(void)ctx;
	problems += p->line > 0;
}

static bool import(struct trade *tr, const char *name, struct import_report *out)
{
	const struct import_options options = { .problem = count_problem };
	struct said said;
	enum err e = import_articles(tr->sh, &keep, sample(name), &options, out, &said);

	if (e != OK)
		printf("# %s: %s\n", name, said_text(&keep, &said));
	return CHECK(e == OK) && CHECK_INT(out->created + out->updated + out->unchanged + out->refused, out->rows);
}

/* The second column of the file: barcodes as the shop wrote them. */
static void read_codes(const char *name)
{
	struct sbuf text = SBUF_INIT;
	struct csv csv;
	struct csv_field fields[CSV_FIELDS_MAX];
	char block[65536];
	size_t n;
	int count, line;
	FILE *f = fopen(sample(name), "r");

	while (f && (n = fread(block, 1, sizeof block, f)) > 0)
		sbuf_add(&text, block, n);
	if (f)
		fclose(f);
	CHECK(csv_open(&csv, &keep, sbuf_text(&text), text.len) == OK);
	while (csv_next(&csv, &keep, fields, &count, &line) == OK && count > 1 && code_count < CODES_MAX)
		codes[code_count++] = arena_strdup(&keep, fields[1].text);
	sbuf_release(&text);
}

/* Whether it came to a sale: the codes drawn may all be unknown. */
static bool random_sale(struct trade *tr, int i)
{
	char line[96];

	for (int64_t n = t_range(1, 9); n > 0; n--) {
		snprintf(line, sizeof line, t_rand(5) ? "enter %s" : "enter 2*%s", codes[t_range(1, code_count - 1)]);
		act(tr, line);
		if (t_rand(20) == 0)
			act(tr, "discount 5 0 1");
	}
	act(tr, "back");
	if (view(tr)->basket->line_count == 0)
		return false;
	if (t_rand(3) == 0) {
		snprintf(line, sizeof line, "tender 2 %s REF%d", money_text(&tr->a, view(tr)->due_minor / 2 + 1), i);
		act(tr, line);
	}
	act(tr, "cash");
	if (view(tr)->due_minor == 0 && view(tr)->basket->line_count)
		act(tr, "cancel 1");
	CHECK_INT(view(tr)->basket->line_count, 0);
	return view(tr)->done.shown;
}

static bool random_return(struct trade *tr, const char *number)
{
	char line[64];
	int lines = 0;

	snprintf(line, sizeof line, "return %s", number);
	if (act(tr, line) != OK)
		return false;
	for (int i = 1; i <= 3; i++) {
		snprintf(line, sizeof line, "return-line %d", i);
		lines += act(tr, line) == OK;
	}
	if (lines) {
		act(tr, "pay");
		act(tr, "reason 2");
		does(tr, "cash");
	}
	act(tr, "back");
	return lines > 0;
}

static void trade_all_day(struct trade *tr)
{
	char sold[1000][24];
	int sales = 0, returns = 0;

	for (int i = 0; i < 4000 && sales < 1000; i++) {
		if (random_sale(tr, i))
			snprintf(sold[sales++], sizeof sold[0], "%s", view(tr)->done.number);
	}
	CHECK_INT(sales, 1000);
	for (int i = 0; i < 2000 && returns < 100; i++)
		returns += random_return(tr, sold[t_rand(1000)]);
	CHECK_INT(returns, 100);
}

static void found(void *ctx, const struct finding *f)
{
	struct arena a = ARENA_INIT;

	(void)ctx;
	printf("# %s\n", finding_text(&a, f));
	arena_release(&a);
}

static void agree(struct trade *tr)
{
	struct shift_report z;
	struct day_report day;
	const struct check_request request = { .found = found };
	struct check_result result;
	const char *why = "";

	does(tr, "count 100");
	does(tr, "z-report");
	if (!CHECK(report_shift(tr->sh, &keep, 0, &z) == OK) ||
		!CHECK(report_day(tr->sh, &keep, z.first_day, &day) == OK))
		return;
	CHECK_INT(z.all.count, day.all.count);
	for (int i = 0; i < z.all.count; i++) {
		struct total t = report_total(&day.all, z.all.list[i].measure, z.all.list[i].item_id);

		CHECK_INT(t.amount_minor, z.all.list[i].amount_minor);
		CHECK_INT(t.times, z.all.list[i].times);
	}
	CHECK_INT(report_total(&z.all, MEASURE_SALES, -1).times, 1000);
	CHECK_INT(report_total(&z.all, MEASURE_RETURNS, -1).times, 100);
	if (CHECK(check_store(&keep, &tr->conf, &request, &result, &why) == OK))
		CHECK_INT(result.wrong, 0);
}

TEST(a_real_shops_day)
{
	struct trade tr;
	struct import_report cn, food, spoilt;

	if (access(sample("store_cn_products.csv"), R_OK) != 0) {
		t_skip("the sample files are not here");
		return;
	}
	if (!trade_init(&tr, arena_printf(&keep, "sqlite:%s/s.db", t_tmpdir()), "01") || !trade_open(&tr) ||
		!does(&tr, "sign-on 3001 615902"))
		return;
	if (!import(&tr, "store_cn_products.csv", &cn) || !import(&tr, "products_openfoodfacts.csv", &food) ||
		!import(&tr, "products_openfoodfacts_excel_damaged.csv", &spoilt))
		return;
	CHECK(cn.created > 1800);
	CHECK(food.created > 700);
	/* 1,253 codes read like 3.12E+12: not one of them comes in. */
	CHECK(spoilt.refused >= 1253);
	CHECK(problems > 0);
	read_codes("store_cn_products.csv");
	does(&tr, "shift-open 500");
	trade_all_day(&tr);
	agree(&tr);
	trade_close(&tr);
}

T_MAIN
