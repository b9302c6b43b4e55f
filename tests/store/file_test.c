/* file_test.c - what the engine says of its file, beside a till and alone: the same damage is found, and beside a
 * till no statement does much at once. */
#include <sqlite3.h>

#include "store/article_store.h"
#include "store/file_store.h"

#include "../trade.h"

#define GROWN "51000"          /* rows, more than a table is asked for as a whole */
#define STEPS_MAX 150000       /* of SQLite's machine, in one statement over a slice */

/* --- raw SQL on a store that nobody has open ----------------------------------------------------- */

static char path[700], url[720];

static bool sql(const char *const *statements)
{
	sqlite3 *raw = NULL;
	bool ok = sqlite3_open(path, &raw) == SQLITE_OK;

	for (; ok && *statements; statements++) {
		char *why = NULL;

		ok = CHECK(sqlite3_exec(raw, *statements, NULL, NULL, &why) == SQLITE_OK);
		if (!ok)
			printf("# %s: %s\n", why, *statements);
		sqlite3_free(why);
	}
	sqlite3_close(raw);
	return ok;
}

static bool make(struct trade *tr, const char *name)
{
	snprintf(path, sizeof path, "%s/%s.db", t_tmpdir(), name);
	snprintf(url, sizeof url, "sqlite:%s", path);
	if (!trade_init(tr, url, "01"))
		return false;
	/* Opened and closed once: then what a till puts there at its first start is there. */
	if (!trade_open(tr))
		return false;
	trade_close(tr);
	return true;
}

/* Articles with a price and a code each, of which nobody refers to the last ones. */
static bool grow(void)
{
	return sql((const char *const[]){
		"BEGIN",
		"CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS"
		" (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " GROWN ") SELECT i FROM n",
		"INSERT INTO article (id, number, name, name_en, spec, unit, category_id, department_id, tax_rate_id,"
		" flags, cost_minor, version)"
		" SELECT 5000000 + i, 'G' || i, 'goods ' || i, '', '', '', c, d, t, 0, 100, 1"
		" FROM n, (SELECT min(id) AS c FROM category), (SELECT min(id) AS d FROM department),"
		" (SELECT min(id) AS t FROM tax_rate)",
		"INSERT INTO price SELECT 5000000 + i, 0, 0, 9999, 250 FROM n",
		"INSERT INTO article_code (code, article_id, pack_milli, price_minor)"
		" SELECT 880000000 + i, 5000000 + i, 1000, NULL FROM n",
		"COMMIT", NULL });
}

/* --- what is found -------------------------------------------------------------------------------- */

struct found { int damages, lone; char texts[4000]; };

static void take_damage(void *ctx, const char *text)
{
	struct found *f = ctx;

	f->damages++;
	strncat(f->texts, text, sizeof f->texts - strlen(f->texts) - 2);
	strcat(f->texts, "\n");
}

static void take_lone(void *ctx, const char *from, const char *to)
{
	struct found *f = ctx;
	char text[200];

	f->lone++;
	snprintf(text, sizeof text, "%s>%s\n", from, to);
	strncat(f->texts, text, sizeof f->texts - strlen(f->texts) - 1);
}

static int most_steps;

static int take_steps(unsigned what, void *ctx, void *statement, void *ns)
{
	int n = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);

	(void)what;
	(void)ctx;
	(void)ns;
	most_steps = n > most_steps ? n : most_steps;
	return 0;
}

static int watch(sqlite3 *conn, char **why, const struct sqlite3_api_routines *api)
{
	(void)why;
	(void)api;
	return sqlite3_trace_v2(conn, SQLITE_TRACE_PROFILE, take_steps, NULL);
}

/* Beside a till that has the store open, or with nobody else there. */
static struct found check(struct trade *beside)
{
	struct found f = { 0, 0, "" };
	const struct file_report report = { take_damage, take_lone, &f };
	struct arena a = ARENA_INIT;
	struct db *db = NULL;
	const char *why = "";

	if (beside && !trade_open(beside))
		return f;
	sqlite3_auto_extension((void (*)(void))watch);
	CHECK_INT(db_open(&a, url, 0, &db, &why), OK);
	most_steps = 0;
	CHECK(db_alone(db) == !beside);
	CHECK_INT(file_check(db, &report), OK);
	db_close(db);
	sqlite3_cancel_auto_extension((void (*)(void))watch);
	if (beside)
		trade_close(beside);
	arena_release(&a);
	return f;
}

static bool tells(const struct found *f, const char *text)
{
	if (strstr(f->texts, text))
		return true;
	printf("# not told: %s; but:\n", text);
	for (const char *line = f->texts; *line; line += strcspn(line, "\n") + 1)
		printf("# %.*s\n", (int)strcspn(line, "\n"), line);
	return false;
}

/* --- tests ---------------------------------------------------------------------------------------- */

/* While the index is not in the schema nobody keeps it. */
static const char *const blind[] = { "PRAGMA writable_schema = ON",
	"CREATE TABLE kept AS SELECT * FROM sqlite_schema WHERE name = 'article_code_article'",
	"DELETE FROM sqlite_schema WHERE name = 'article_code_article'", NULL };
static const char *const seeing[] = { "PRAGMA writable_schema = ON",
	"INSERT INTO sqlite_schema SELECT * FROM kept", "DROP TABLE kept", NULL };

TEST(a_small_store_is_looked_at_table_by_table)
{
	struct trade tr;
	struct found f;

	if (!make(&tr, "small"))
		return;
	f = check(&tr);
	CHECK_INT(f.damages + f.lone, 0);
	if (!sql(blind) || !sql((const char *const[]){ "PRAGMA foreign_keys = OFF",
		"DELETE FROM article_code WHERE code = (SELECT max(code) FROM article_code)",
		"INSERT INTO price VALUES (77, 0, 0, 1, 1)", NULL }) || !sql(seeing))
		return;
	f = check(&tr);
	CHECK(f.damages == 1 && tells(&f, "wrong # of entries in index article_code_article"));
	CHECK(f.lone == 1 && tells(&f, "price>article"));
	f = check(NULL);
	CHECK(f.damages == 1 && tells(&f, "wrong # of entries in index article_code_article"));
	CHECK(f.lone == 1 && tells(&f, "price>article"));
}

TEST(a_grown_store_is_walked_in_small_steps)
{
	struct trade tr;
	struct found f;

	if (!make(&tr, "grown") || !grow())
		return;
	f = check(&tr);
	CHECK_INT(f.damages + f.lone, 0);
	CHECK(most_steps > 1000 && most_steps < STEPS_MAX);
	printf("# %d steps at most beside a till\n", most_steps);
	f = check(NULL);
	CHECK_INT(f.damages + f.lone, 0);
	CHECK(most_steps > STEPS_MAX); /* so the figure can tell */
}

TEST(damage_in_a_grown_store_is_found_beside_a_till)
{
	struct trade tr;
	struct found f;

	if (!make(&tr, "damaged") || !grow() || !sql(blind) || !sql((const char *const[]){
		"PRAGMA foreign_keys = OFF", "PRAGMA ignore_check_constraints = ON",
		"DELETE FROM article_code WHERE code = 880000007",
		"INSERT INTO article_code (code, article_id, pack_milli, price_minor)"
		" VALUES (770000000, 5000008, 1000, NULL)",
		"INSERT INTO price VALUES (77, 0, 0, 1, 1)",
		"UPDATE price SET price_minor = -1 WHERE article_id = 5040000",
		"UPDATE article SET department_id = 999 WHERE id = 5000009", NULL }) || !sql(seeing))
		return;
	f = check(&tr);
	CHECK_INT(f.damages, 3);
	CHECK(tells(&f, "article_code: a row is missing from index article_code_article"));
	CHECK(tells(&f, "article_code: an entry has no row in index article_code_article"));
	CHECK(tells(&f, "price: a value of the wrong kind"));
	CHECK(f.lone == 2 && tells(&f, "price>article") && tells(&f, "article>department"));
	f = check(NULL);
	CHECK(f.damages >= 2 && f.lone == 2 && tells(&f, "missing from index article_code_article"));
}

struct seen { int64_t last_id; int articles, codes; };

static enum err see(void *ctx, const struct article_full *row)
{
	struct seen *s = ctx;

	CHECK(row->article.id > s->last_id && row->article.price_minor == 250 && row->code_count == 1);
	s->last_id = row->article.id;
	s->articles++;
	s->codes += row->codes[0].key == row->article.id - 5000000 + 880000000;
	return s->articles == 51000 ? ERR_STALE : OK;
}

TEST(all_articles_are_read_in_small_steps)
{
	struct trade tr;
	struct seen seen = { 0, 0, 0 };
	struct arena a = ARENA_INIT;
	struct db *db = NULL;
	const char *why = "";

	if (!make(&tr, "each") || !sql((const char *const[]){ "PRAGMA foreign_keys = OFF", "DELETE FROM article_code",
		"DELETE FROM article_alias", "DELETE FROM price", "DELETE FROM article", NULL }) || !grow())
		return;
	sqlite3_auto_extension((void (*)(void))watch);
	CHECK_INT(db_open(&a, url, 0, &db, &why), OK);
	most_steps = 0;
	CHECK_INT(articles_each(db, 100, see, &seen), ERR_STALE); /* the last one's answer */
	CHECK(seen.articles == 51000 && seen.codes == 51000);
	CHECK(most_steps > 1000 && most_steps < STEPS_MAX);
	db_close(db);
	sqlite3_cancel_auto_extension((void (*)(void))watch);
	arena_release(&a);
}

static enum err see_sold(void *ctx, int64_t article_id, int64_t times)
{
	struct seen *s = ctx;

	CHECK(article_id > s->last_id && times == 400);
	s->last_id = article_id;
	s->articles++;
	return OK;
}

/* 1,200 documents before which the counting begins at the 1st, and one before it. */
TEST(what_was_sold_is_counted_over_all_slices)
{
	struct trade tr;
	struct seen seen = { 0, 0, 0 };
	struct arena a = ARENA_INIT;
	struct db *db = NULL;
	const char *why = "";

	if (!make(&tr, "sold") || !sql((const char *const[]){ "PRAGMA foreign_keys = OFF", "BEGIN",
		"CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)"
		" SELECT i FROM n",
		"INSERT INTO document SELECT 1000 + i, 1, 1, 1, 5000 + i, 1, NULL, 1, 20261121, 1, NULL, NULL, NULL,"
		" 100, 0, 0, 0, '', NULL FROM n",
		"INSERT INTO sale_line (document_id, line_no, article_id, department_id, tax_rate_id, code, name, unit,"
		" qty_milli, pack_milli, list_price_minor, price_minor, price_source, amount_minor, discount_minor,"
		" paid_minor, tax_bp, tax_minor, flags, original_line, reason_id, approver_id)"
		" SELECT 1000 + i, 1, 70 + i % 3, 1, 1, '', 'x', '', 1000, 1000, 100, 100, 0, 100,"
		" 0, 100, 0, 0, 0, NULL, NULL, NULL FROM n", "COMMIT", NULL }))
		return;
	CHECK_INT(db_open(&a, url, 0, &db, &why), OK);
	CHECK_INT(articles_sold_each(db, 1001, see_sold, &seen), OK);
	CHECK_INT(seen.articles, 3);
	db_close(db);
	arena_release(&a);
}

/* Whoever adds a table decides whether it grows: then it has a walk in file_store.c. */
TEST(every_table_was_thought_of)
{
	static const char few[] = " attribute card_kind cheque commission coupon_kind currency_rate draw draw_prize"
		" draw_secret gift house_account"
		" level"
		" level_condition points_rule sales_target uses_item uses_kind voucher_kind"
		" balance basket basket_coupon basket_line basket_tender business_day day_sums category department"
		" device device_health fix_item known lease pin_failure price_batch price_batch_line price_window"
		" quick_key reason role role_limit role_permission schema_version script_key seal_key setting shift"
		" shift_count staff store_info supplier supplier_terms tax_change tax_rate tender terminal"
		" wallet_law wallet_pin wallet_rule wallet_tier ";
	static const char many[] = " consent member_attribute member_contact bottle_slip card card_key card_move"
		" customer_order"
		" coupon coupon_move draw_play gift_move lot lot_move lot_moved member member_day member_level"
		" member_sum pay_back pay_intent uses_move uses_package voucher voucher_move"
		" article article_alias article_code audit document invoice_claim job posting price returned"
		" document_note revision sale_discount sale_line sale_tender seal shift_total tag_printed tag_words ";
	struct trade tr;
	struct arena a = ARENA_INIT;
	struct db_rows rows;
	struct db *db;
	const char *why = "";

	if (!make(&tr, "tables") || !CHECK(db_open(&a, url, 0, &db, &why) == OK))
		return;
	CHECK_INT(db_query(db, &a, &rows, "SELECT name FROM sqlite_schema WHERE type = 'table'"
		" AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name LIMIT 1000"), OK);
	CHECK(rows.count > 30);
	for (int i = 0; i < rows.count; i++) {
		const char *name = arena_printf(&a, " %s ", row_text(&rows, i, 0));

		if (!CHECK(strstr(few, name) || strstr(many, name)))
			printf("# %s\n", name);
	}
	db_close(db);
	arena_release(&a);
}

T_MAIN
