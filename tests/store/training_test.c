/* training_test.c - a shop to train in: everything can be done there, and not one row of the real one is another
 * afterwards, on both engines. */
#include "pg.h"

#include <sys/stat.h>
#include <unistd.h>

#include "../day.h"
#include "../rows.h"
#include "base/sbuf.h"
#include "service/jobs.h"
#include "service/training.h"
#include "store/training_store.h"

static enum err add_row(void *ctx, const struct db_rows *r)
{
	struct sbuf *b = ctx;

	for (int i = 0; i < r->columns; i++)
		sbuf_printf(b, "%s|", row_null(r, 0, i) ? "-" : row_text(r, 0, i));
	sbuf_putc(b, '\n');
	return OK;
}

/* Every row of every table, as text. */
static const char *content(struct arena *a, const char *url)
{
	const char *const *lists[] = { training_copied, training_left };
	struct sbuf b = SBUF_INIT;
	const char *why = "";
	struct db *db = NULL;
	char *text;

	if (!CHECK(db_open(a, url, 0, &db, &why) == OK))
		return "";
	for (int l = 0; l < 2; l++)
		for (int i = 0; lists[l][i]; i++) {
			sbuf_printf(&b, "%s\n", lists[l][i]);
			CHECK(db_each_args(db, add_row, &b, arena_printf(a, "SELECT * FROM %s ORDER BY 1%s",
				lists[l][i], strcmp(lists[l][i], "known") == 0 ? "" : ", 2"), NULL, 0) == OK);
		}
	db_close(db);
	text = arena_strdup(a, sbuf_text(&b));
	sbuf_release(&b);
	return text;
}

/* A day in the shop to train in, whose configuration is conf. */
static void train(const struct shop_config *conf, int64_t articles)
{
	struct trade tr = { .conf = *conf };

	if (!trade_open(&tr) || !CHECK_STR(shop_kind(tr.sh), "training"))
		return;
	CHECK_INT(count(&tr, "SELECT count(*) FROM article"), articles);
	CHECK_INT(count(&tr, "SELECT count(*) FROM document"), 0);
	CHECK_INT(count(&tr, "SELECT count(*) FROM basket"), 0);
	refuses(&tr, "sign-on 1008 1111", "wrong-pin");
	CHECK_INT(count(&tr, "SELECT sum(given) FROM gift"), 0);
	CHECK(day_begin(&tr)); /* with the PIN of the real shop */
	CHECK_INT(view(&tr)->held_count, 0);
	day_sales(&tr);
	CHECK(strncmp(last_number(&tr), "01-9001-", 8) == 0);
	day_exceptions(&tr);
	CHECK_INT(count(&tr, "SELECT count(*) FROM job WHERE kind = 2"), 0); /* no drawer */
	CHECK(count(&tr, "SELECT count(*) FROM job WHERE kind = 1") > 0);
	day_over(&tr);
	trade_close(&tr);
	sound(conf);
}

BOTH(training_changes_no_row_of_the_real_shop)
{
	struct trade tr;
	struct arena a = ARENA_INIT;
	struct shop_config training;
	const char *why = "", *before;
	char real[600];
	int lock = -1, again = -1;
	int64_t articles;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	does(&tr, "sign-on 3001 615902");
	CHECK(db_run(tr.sh->db, NULL, "INSERT INTO setting (name, scope, owner_id, value)"
		" VALUES ('receipt.queue', 'shop', 0, 'TESTQ')") == OK);
	CHECK(db_run(tr.sh->db, NULL, "INSERT INTO gift (id, article_id, points, pieces, given,"
		" from_day) SELECT 1, min(id), 100, 3, 3, 20261101 FROM article") == OK);
	does(&tr, "sign-on 1008 2468");
	does(&tr, "scan " COOKIES);
	does(&tr, "cash 50");
	does(&tr, "scan " CHIPS);
	does(&tr, "hold");
	does(&tr, "scan " FINGERS); /* an open basket stays as it is */
	articles = count(&tr, "SELECT count(*) FROM article");
	snprintf(real, sizeof real, "%s", last_number(&tr));
	trade_close(&tr);
	tr.conf.terminal = "01";
	before = content(&a, tr.conf.store_url);
	for (int round = 0; round < 2; round++) { /* the second one begins anew */
		if (!CHECK(training_make(&a, &tr.conf, &training, &lock, &why) == OK)) {
			printf("# %s\n", why);
			return;
		}
		CHECK_INT(training_make(&a, &tr.conf, &training, &again, &why), ERR_BUSY);
		train(&training, articles);
		close(lock);
	}
	CHECK_STR(content(&a, tr.conf.store_url), before);
	if (!trade_open(&tr))
		return;
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE gift SET given = 0"), OK); /* nothing is on record of it */
	does(&tr, "sign-on 1008 2468");
	CHECK_INT(view(&tr)->due_minor, 500);
	CHECK_INT(view(&tr)->held_count, 1);
	does(&tr, "cash");
	refuses(&tr, "return 01-9001-000002", "no-receipt"); /* no receipt of the training is one of ours */
	trade_end(&tr);
	arena_release(&a);
}

/* A table that comes with a later schema is put into one of the two lists by somebody who thought about it. */
BOTH(every_table_is_copied_or_left)
{
	struct trade tr;
	struct arena a = ARENA_INIT;
	struct db_rows r;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr))
		return;
	CHECK(db_query(tr.sh->db, &a, &r, strcmp(db_engine(tr.sh->db), "pg") == 0
		? "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1 LIMIT 200"
		: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
		" ORDER BY 1 LIMIT 200") == OK);
	for (int i = 0; i < r.count; i++) {
		int found = 0;

		for (int k = 0; training_copied[k]; k++)
			found += strcmp(training_copied[k], row_text(&r, i, 0)) == 0;
		for (int k = 0; training_left[k]; k++)
			found += strcmp(training_left[k], row_text(&r, i, 0)) == 0;
		if (!CHECK_INT(found, 1))
			printf("# %s\n", row_text(&r, i, 0));
	}
	arena_release(&a);
	trade_close(&tr);
}

T_MAIN
