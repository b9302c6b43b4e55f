/* hostile_test.c - SQL that would change the past, each run as a transaction of its own: the store
 * refuses it on both engines and what was sealed is as it was. The statements are what somebody
 * with a prompt would type; our own code has none of them. */
#include "pg.h"
#include "store/db.h"
#include "store/migrate.h"

enum { BOTH_ENGINES, SQLITE_ONLY, PG_ONLY };
#define STATEMENTS_MAX 6

/* Document 1 is posted, sealed and audited; document 2 is what the next sale would be. */
#define DOCUMENT(id, running) \
	"INSERT INTO document (id, kind, terminal_id, series, running, staff_id, business_day, at_ms," \
	" total_minor, discount_minor, tax_minor, rounding_minor, content)" \
	" VALUES (" id ", 1, 1, 1, " running ", 1, 20261121, 1000, 500, 0, 0, 0, 'digest')"
#define POSTING(id, n, unit, amount) \
	"INSERT INTO posting (document_id, n, account, holder_id, unit, amount)" \
	" VALUES (" id ", " n ", 1, 1, " unit ", " amount ")"
#define LINE(id, n) \
	"INSERT INTO sale_line (document_id, line_no, department_id, tax_rate_id, code, name, unit," \
	" qty_milli, pack_milli, list_price_minor, price_minor, price_source, amount_minor," \
	" discount_minor, paid_minor, tax_bp, tax_minor, flags)" \
	" VALUES (" id ", " n ", 1, 1, '', 'thing', '', 1000, 1000, 500, 500, 1, 500, 0, 500, 0, 0, 0)"
#define DISCOUNT(id, n) \
	"INSERT INTO sale_discount (document_id, line_no, n, stage, rule_id, amount_minor, why)" \
	" VALUES (" id ", 1, " n ", 1, 0, 0, '')"
#define TENDER(id, n) \
	"INSERT INTO sale_tender (document_id, n, tender_id, amount_minor, rounding_minor," \
	" given_minor, change_minor, reference) VALUES (" id ", " n ", 1, 500, 0, 500, 0, '')"
#define AUDIT(id, n) \
	"INSERT INTO audit (seal_id, n, at_ms, terminal_id, staff_id, action, subject_id," \
	" amount_minor, detail) VALUES (" id ", " n ", 1000, 1, 1, 'sell', 1, 500, '')"
#define SEAL(id, seq) \
	"INSERT INTO seal (id, terminal_id, seq, key_n, link) VALUES (" id ", 1, " seq ", 1, 'link')"

static const char *const past[] = {
	"INSERT INTO seal_key (n, digest, from_at_ms) VALUES (1, 'key', 0)",
	"INSERT INTO terminal (id, code, name) VALUES (1, '01', 'first')",
	DOCUMENT("1", "1"), LINE("1", "1"), DISCOUNT("1", "1"), TENDER("1", "1"),
	POSTING("1", "1", "1", "500"), POSTING("1", "2", "1", "-500"), AUDIT("1", "1"), SEAL("1", "1"),
	AUDIT("9", "1"), SEAL("9", "2"),
};

/* To add a case: what it tries, on which engines, its statements. */
static const struct hostile {
	const char *what;
	int engine;
	const char *sql[STATEMENTS_MAX];
} cases[] = {
	{ "change a total", 0, { "UPDATE document SET total_minor = 1 WHERE id = 1" } },
	{ "change nothing of a total", 0, { "UPDATE document SET total_minor = total_minor" } },
	{ "change a line", 0, { "UPDATE sale_line SET price_minor = 1" } },
	{ "change a discount", 0, { "UPDATE sale_discount SET why = 'x'" } },
	{ "change a tender", 0, { "UPDATE sale_tender SET amount_minor = 1" } },
	{ "change both postings alike", 0, { "UPDATE posting SET amount = amount * 2" } },
	{ "change a link", 0, { "UPDATE seal SET link = 'other' WHERE id = 1" } },
	{ "move a seal", 0, { "UPDATE seal SET id = 77 WHERE id = 9" } },
	{ "change the audit", 0, { "UPDATE audit SET staff_id = 2" } },
	{ "delete a document", 0, { "DELETE FROM document" } },
	{ "delete a line", 0, { "DELETE FROM sale_line" } },
	{ "delete a discount", 0, { "DELETE FROM sale_discount" } },
	{ "delete a tender", 0, { "DELETE FROM sale_tender" } },
	{ "delete balanced postings", 0, { "DELETE FROM posting" } },
	{ "delete a seal", 0, { "DELETE FROM seal WHERE id = 9" } },
	{ "delete the audit", 0, { "DELETE FROM audit" } },
	{ "delete all, children first", 0, { "DELETE FROM posting", "DELETE FROM sale_tender",
		"DELETE FROM sale_line", "DELETE FROM document", "DELETE FROM seal" } },
	{ "post late, balanced", 0, { POSTING("1", "3", "1", "7"), POSTING("1", "4", "1", "-7") } },
	{ "add a late line", 0, { LINE("1", "2") } },
	{ "add a late discount", 0, { DISCOUNT("1", "2") } },
	{ "add a late tender", 0, { TENDER("1", "2") } },
	{ "add a late audit row", 0, { AUDIT("9", "2") } },
	{ "make an audit's seal a document's", 0, { DOCUMENT("9", "2") } },
	{ "post without a document", 0, { POSTING("2", "1", "1", "0") } },
	{ "leave a document unsealed", 0, { DOCUMENT("2", "2"), POSTING("2", "1", "1", "5"),
		POSTING("2", "2", "1", "-5") } },
	{ "leave an audit row unsealed", 0, { AUDIT("3", "1") } },
	{ "seal what is not balanced", 0, { DOCUMENT("2", "2"), POSTING("2", "1", "1", "5"),
		POSTING("2", "2", "1", "-4"), SEAL("2", "3") } },
	{ "balance money with points", 0, { DOCUMENT("2", "2"), POSTING("2", "1", "1", "5"),
		POSTING("2", "2", "2", "-5"), SEAL("2", "3") } },
	{ "balance by running over", 0, { DOCUMENT("2", "2"),
		POSTING("2", "1", "1", "9223372036854775807"),
		POSTING("2", "2", "1", "9223372036854775807"), POSTING("2", "3", "1", "2"),
		SEAL("2", "3") } },
	{ "seal first, post afterwards", 0, { SEAL("2", "3"), DOCUMENT("2", "2"),
		POSTING("2", "1", "1", "5") } },
	{ "seal, then post", 0, { DOCUMENT("2", "2"), SEAL("2", "3"), POSTING("2", "1", "1", "5") } },
	{ "seal nothing", 0, { SEAL("2", "3") } },
	{ "seal twice", 0, { SEAL("1", "3") } },
	{ "use a link's place again", 0, { AUDIT("4", "1"), SEAL("4", "2") } },
	{ "use a number again", 0, { DOCUMENT("2", "1"), SEAL("2", "3") } },
	{ "sell with a key that is not there", 0, { DOCUMENT("2", "2"),
		"INSERT INTO seal (id, terminal_id, seq, key_n, link) VALUES (2, 1, 3, 5, 'link')" } },
	{ "write over by a conflict", 0, { POSTING("1", "1", "1", "7")
		" ON CONFLICT (document_id, n) DO UPDATE SET amount = 7" } },
	{ "delete under a WITH", 0, {
		"WITH x AS (SELECT 1 AS id) DELETE FROM posting WHERE document_id IN (SELECT id FROM x)" } },
	{ "update under a WITH", 0, {
		"WITH x AS (SELECT 1 AS id) UPDATE audit SET detail = 'x' WHERE seal_id >= (SELECT id FROM x)" } },
	{ "copy postings to a sealed one", 0, { "INSERT INTO posting (document_id, n, account, holder_id,"
		" unit, amount) SELECT 1, n + 10, account, holder_id, unit, amount FROM posting" } },
	{ "replace a posting", SQLITE_ONLY, { "INSERT OR REPLACE INTO posting (document_id, n, account,"
		" holder_id, unit, amount) VALUES (1, 1, 1, 1, 1, 7)" } },
	{ "replace a document", SQLITE_ONLY, { "REPLACE INTO document (id, kind, terminal_id, series,"
		" running, staff_id, business_day, at_ms, total_minor, discount_minor, tax_minor,"
		" rounding_minor, content) VALUES (1, 1, 1, 1, 1, 1, 20261121, 1, 1, 0, 0, 0, '')" } },
	{ "replace one by the number of another", SQLITE_ONLY, { "INSERT OR REPLACE INTO seal (id,"
		" terminal_id, seq, key_n, link) VALUES (5, 1, 1, 1, 'link')" } },
	{ "post late and look away", SQLITE_ONLY, { "INSERT OR IGNORE INTO posting (document_id, n,"
		" account, holder_id, unit, amount) VALUES (1, 8, 1, 1, 1, 7)" } },
	{ "update and look away", SQLITE_ONLY, { "UPDATE OR IGNORE posting SET amount = 0" } },
	{ "switch foreign keys off inside", SQLITE_ONLY, { "PRAGMA foreign_keys = OFF",
		POSTING("2", "1", "1", "5") } },
	{ "edit the schema", SQLITE_ONLY, { "PRAGMA writable_schema = ON",
		"DELETE FROM sqlite_schema WHERE type = 'trigger'" } },
	{ "truncate postings", PG_ONLY, { "TRUNCATE posting" } },
	{ "truncate everything", PG_ONLY, { "TRUNCATE document CASCADE" } },
	{ "truncate the audit", PG_ONLY, { "TRUNCATE audit" } },
	{ "truncate the seals", PG_ONLY, { "TRUNCATE seal CASCADE" } },
	{ "delete in a WITH", PG_ONLY, {
		"WITH gone AS (DELETE FROM posting RETURNING document_id) SELECT count(*) FROM gone" } },
	{ "merge", PG_ONLY, { "MERGE INTO posting p USING (SELECT 1 AS id) x ON p.document_id = x.id"
		" WHEN MATCHED THEN UPDATE SET amount = 0" } },
	{ "pretend to be a replica", PG_ONLY, { "SET LOCAL session_replication_role = replica",
		"DELETE FROM posting" } },
};

static struct arena mem;

static enum err run(struct db *db, const char *sql)
{
	return db_run_args(db, NULL, sql, NULL, 0);
}

static struct db *shop(const char *url)
{
	const char *why = "";
	struct db *db = NULL;

	if (!CHECK_INT(db_open(&mem, url, DB_CREATE, &db, &why), OK) ||
		!CHECK_INT(store_migrate(db, &mem, NULL, NULL, &why), OK))
		printf("# %s\n", why);
	return db;
}

static void make_past(struct db *db)
{
	CHECK_INT(db_begin(db), OK);
	for (size_t i = 0; i < sizeof(past) / sizeof(past[0]); i++)
		if (!CHECK_INT(run(db, past[i]), OK))
			printf("# %s\n", db_error(db));
	CHECK_INT(db_commit(db), OK);
}

/* All rows of the sealed tables in one text. */
static const char *picture(struct db *db)
{
	static const char *const sql[] = {
		"SELECT id, total_minor, running, content FROM document ORDER BY id",
		"SELECT document_id, line_no, price_minor, name FROM sale_line ORDER BY document_id, line_no",
		"SELECT document_id, line_no, n, why FROM sale_discount ORDER BY document_id, line_no, n",
		"SELECT document_id, n, amount_minor, reference FROM sale_tender ORDER BY document_id, n",
		"SELECT document_id, n, unit, amount FROM posting ORDER BY document_id, n",
		"SELECT seal_id, n, staff_id, detail FROM audit ORDER BY seal_id, n",
		"SELECT id, seq, key_n, link FROM seal ORDER BY id",
	};
	const char *all = "";

	for (size_t i = 0; i < sizeof(sql) / sizeof(sql[0]); i++) {
		struct db_rows r;

		CHECK_INT(db_query_args(db, &mem, &r, sql[i], NULL, 0), OK);
		for (int row = 0; row < r.count; row++)
			for (int column = 0; column < r.columns; column++)
				all = arena_printf(&mem, "%s|%s", all, row_text(&r, row, column));
		all = arena_printf(&mem, "%s/", all);
	}
	return all;
}

static void try(struct db *db, const struct hostile *h, const char *before)
{
	enum err e = db_begin(db);

	for (int i = 0; i < STATEMENTS_MAX && h->sql[i] && !e; i++)
		e = run(db, h->sql[i]);
	if (!e)
		e = db_commit(db);
	else
		db_rollback(db);
	if (!CHECK(e == ERR_REFUSED || e == ERR_EXISTS || e == ERR_DENIED || e == ERR_INVALID))
		printf("# %s: %s %s\n", h->what, err_name(e), db_error(db));
	if (!CHECK_STR(picture(db), before))
		printf("# %s\n", h->what);
}

BOTH(the_past_cannot_be_changed)
{
	struct db *db = shop(url);
	bool pg = strcmp(db_engine(db), "pg") == 0;
	const char *before;
	int tried = 0;

	make_past(db);
	before = picture(db);
	CHECK(strstr(before, "digest") && strstr(before, "-500"));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (cases[i].engine != (pg ? SQLITE_ONLY : PG_ONLY)) {
			try(db, &cases[i], before);
			tried++;
		}
	CHECK(tried > 40);
	db_close(db);
	arena_release(&mem);
}

BOTH(the_next_sale_is_not_hindered)
{
	static const char *const next[] = {
		DOCUMENT("2", "2"), LINE("2", "1"), DISCOUNT("2", "1"), TENDER("2", "1"),
		POSTING("2", "1", "1", "500"), POSTING("2", "2", "1", "-500"), POSTING("2", "3", "2", "3"),
		POSTING("2", "4", "2", "-3"), AUDIT("2", "1"), SEAL("2", "3"),
	};
	struct db *db = shop(url);

	make_past(db);
	CHECK_INT(db_begin(db), OK);
	for (size_t i = 0; i < sizeof(next) / sizeof(next[0]); i++)
		if (!CHECK_INT(run(db, next[i]), OK))
			printf("# %s\n", db_error(db));
	CHECK_INT(db_commit(db), OK);
	CHECK_INT(run(db, "UPDATE terminal SET running = 2, chain_seq = 3"), OK);
	db_close(db);
	arena_release(&mem);
}

/* psql, with what only it can send. */
static int psql(const char *database, const char *text)
{
	char command[200];
	FILE *f;

	snprintf(command, sizeof(command), "tests/sim/pg.sh sql %s %s 2>/dev/null", pg_dir, database);
	f = popen(command, "w");
	if (!f)
		return -1;
	fputs(text, f);
	return pclose(f);
}

TEST(pg_copy_cannot_add_to_the_past)
{
	const char *url = pg_new_store(), *database, *before;
	struct db *db;

	if (!url)
		return;
	database = strstr(url, "dbname=") + strlen("dbname=");
	db = shop(url);
	make_past(db);
	before = picture(db);
	CHECK(psql(database, "COPY posting (document_id, n, account, holder_id, unit, amount) FROM STDIN;\n"
		"1\t7\t1\t1\t1\t5\n1\t8\t1\t1\t1\t-5\n\\.\n") != 0);
	CHECK_STR(picture(db), before);
	CHECK(psql(database, "SELECT 1;\n") == 0);
	db_close(db);
	arena_release(&mem);
}

TEST(pg_the_till_owns_nothing)
{
	static const char *const denied[] = {
		"ALTER TABLE posting DISABLE TRIGGER ALL", "DROP TRIGGER guard_posting_change ON posting",
		"TRUNCATE posting", "DELETE FROM posting", "UPDATE document SET total_minor = 0",
		"DROP TABLE audit", "DELETE FROM schema_version",
		"SET session_replication_role = replica",
	};
	const char *url, *why = "";
	struct db *owner, *till;
	char own[160];

	if (!pg_start())
		return;
	CHECK_INT(psql("postgres", "CREATE ROLE zhanggui_till LOGIN;\n"), 0);
	url = pg_new_store();
	owner = shop(url);
	make_past(owner);
	snprintf(own, sizeof(own), "pg:host=%s user=zhanggui_till dbname=%s", pg_dir,
		strstr(url, "dbname=") + strlen("dbname="));
	if (!CHECK_INT(db_open(&mem, own, 0, &till, &why), OK))
		return;
	for (size_t i = 0; i < sizeof(denied) / sizeof(denied[0]); i++)
		if (!CHECK_INT(run(till, denied[i]), ERR_DENIED))
			printf("# %s: %s\n", denied[i], db_error(till));
	CHECK_INT(db_begin(till), OK);
	CHECK_INT(run(till, DOCUMENT("2", "2")), OK);
	CHECK_INT(run(till, SEAL("2", "3")), OK);
	CHECK_INT(run(till, "UPDATE terminal SET running = 2"), OK);
	CHECK_INT(db_commit(till), OK);
	db_close(till);
	db_close(owner);
	arena_release(&mem);
}

T_MAIN
