/* tamper_test.c - somebody with a shell and the file: rows changed, put in and taken away with
 * the guards down, chains sealed anew with a wrong key, bytes changed, ends cut off. Store check
 * must find every single one, or, where nothing can be found, must not call the store proved.
 * TAMPERS=n (or ns, seconds) asks for more than the usual number; SEED=n replays. */
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

#include "../../src/service/care/check_int.h"
#include "../day.h"
#include "longer.h"
#include "service/link.h"

#define TAMPERS_MIN 520
#define PATH_MAX_HERE 700

/* The store as it was, and the one that is tampered with; keys and heads are the same files. */
static char pristine[PATH_MAX_HERE], victim[PATH_MAX_HERE], victim_url[PATH_MAX_HERE + 8];
static struct shop_config conf;
static struct trade shop;

static int below(int n)
{
	return (int)t_rand((uint64_t)n);
}

/* --- the shop --------------------------------------------------------------------------------- */

/* Without a program of its own for it: that took longer than what is tested. */
static bool copy_file(const char *from, const char *to)
{
	char path[PATH_MAX_HERE + 8];
	int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	struct stat st;
	bool ok = in >= 0 && out >= 0 && fstat(in, &st) == 0;

	for (off_t at = 0; ok && at < st.st_size;)
		ok = sendfile(out, in, &at, (size_t)(st.st_size - at)) > 0;
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s%s", to, i ? "-shm" : "-wal");
		unlink(path);
	}
	return ok;
}

/* Two tills, a closed shift and two open ones, returns over both; heads noted by the Z report. */
static bool make_shop(void)
{
	struct trade two;

	snprintf(pristine, sizeof pristine, "%s/pristine.db", t_tmpdir());
	snprintf(victim, sizeof victim, "%s/victim.db", t_tmpdir());
	snprintf(victim_url, sizeof victim_url, "sqlite:%s", pristine);
	if (!trade_init(&shop, victim_url, "01") || !trade_open(&shop) || !day_begin(&shop)
		|| !trade_join(&two, &shop, "02") || !does(&two, "sign-on 1009 13579") || !does(&two,
		"shift-open 300"))
		return false;
	day_sales(&shop);
	day_exceptions(&shop);
	does(&two, "seller 1008");
	does(&two, "scan " COOKIES);
	does(&two, "cash 50");
	day_over(&shop);
	does(&shop, "shift-open 200");
	does_with(&shop, "return", last_number(&two));
	does(&shop, "return-line 1");
	asked(&shop, "cash", "reason 1");
	does(&two, "scan " FINGERS);
	does(&two, "cash");
	heads_write(shop.sh);
	trade_close(&two);
	trade_close(&shop);
	conf = shop.conf;
	snprintf(victim_url, sizeof victim_url, "sqlite:%s", victim);
	conf.store_url = victim_url;
	return copy_file(pristine, victim) && sound(&conf);
}

/* --- raw SQL, past every guard ---------------------------------------------------------------- */

static sqlite3 *raw;
static char *guards[64];
static int guard_count;

/* sqlite3_mprintf's formats: %Q is a quoted text. */
static bool sql(const char *fmt, ...)
{
	va_list ap;
	char *text;
	bool ok;

	va_start(ap, fmt);
	text = sqlite3_vmprintf(fmt, ap);
	va_end(ap);
	ok = sqlite3_exec(raw, text, NULL, NULL, NULL) == SQLITE_OK;
	sqlite3_free(text);
	return ok;
}

static int64_t number(const char *text)
{
	sqlite3_stmt *st;
	int64_t v = 0;

	if (sqlite3_prepare_v2(raw, text, -1, &st, NULL) == SQLITE_OK
		&& sqlite3_step(st) == SQLITE_ROW)
		v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return v;
}

/* Opens the victim with its guards taken down; they are kept, to be put up again. */
static bool break_in(void)
{
	sqlite3_stmt *st;

	guard_count = 0;
	if (sqlite3_open(victim, &raw) != SQLITE_OK || !sql("PRAGMA foreign_keys=OFF")
		|| !sql("PRAGMA synchronous=OFF"))
		return CHECK(!"the raw store opens");
	sqlite3_prepare_v2(raw, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'", -1, &st,
		NULL);
	while (sqlite3_step(st) == SQLITE_ROW)
		guards[guard_count++] = strdup((const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	for (int i = 0; i < guard_count; i++)
		sql("DROP TRIGGER %.*s", (int)strcspn(guards[i] + 15, " "), guards[i] + 15);
	return true;
}

/* Leaves everything as if nobody had been there. */
static void leave(void)
{
	for (int i = 0; i < guard_count; i++) {
		CHECK(sqlite3_exec(raw, guards[i], NULL, NULL, NULL) == SQLITE_OK);
		free(guards[i]);
	}
	sqlite3_exec(raw, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
	sqlite3_close(raw);
	raw = NULL;
}

static bool fresh(void)
{
	return CHECK(copy_file(pristine, victim));
}

/* Is it found? What was done is told when it is not. */
static bool found(const char *what)
{
	struct checked k = { 0 };
	struct check_request request = { .found = checked_found, .ctx = &k };
	struct arena a = ARENA_INIT;
	const char *why = "";
	enum err e = check_store(&a, &conf, &request, &k.result, &why);

	arena_release(&a);
	if (e != OK || k.result.wrong)
		return CHECK(true);
	printf("# not found: %s\n", what);
	return CHECK(!"the tamper is found");
}

/* --- columns ---------------------------------------------------------------------------------- */

/* What cannot be told from the rest of the store, and is no evidence: a day's opening time. */
static const struct table {
	const char *name, *key, *columns;
} tables[] = {
	{ "document", "id", "id kind terminal_id series running staff_id approver_id shift_id"
		" business_day at_ms original_id"
		" partner_id reason_id total_minor discount_minor tax_minor rounding_minor"
			" content" },
	{ "sale_line", "document_id, line_no", "document_id line_no article_id department_id"
		" tax_rate_id code name unit"
		" qty_milli pack_milli list_price_minor price_minor price_source amount_minor"
			" discount_minor paid_minor"
		" tax_bp tax_minor flags original_line reason_id approver_id parent_line supplier_id"
			" seller_id" },
	{ "sale_discount", "document_id, line_no, n", "document_id line_no n stage rule_id"
		" amount_minor why" },
	{ "sale_tender", "document_id, n", "document_id n tender_id amount_minor rounding_minor"
		" given_minor change_minor"
		" reference" },
	{ "posting", "document_id, n", "document_id n account holder_id unit amount" },
	{ "seal", "id", "id terminal_id seq key_n link" },
	{ "audit", "seal_id, n", "seal_id n at_ms terminal_id staff_id approver_id action"
		" subject_id reason_id amount_minor"
		" detail" },
	{ "balance", "account, holder_id, unit", "account holder_id unit amount" },
	{ "returned", "document_id, line_no", "document_id line_no sold_milli returned_milli" },
	{ "shift_total", "shift_id, business_day, measure, item_id",
		"shift_id measure item_id times qty_milli amount_minor" },
	{ "terminal", "id", "id series running chain_seq chain_link" },
	{ "shift", "id", "id terminal_id staff_id opened_at_ms opened_day float_minor state"
		" closed_at_ms closed_by" },
	{ "shift_count", "shift_id, attempt, tender_id", "shift_id attempt counted_minor"
		" staff_id" },
	{ "seal_key", "n", "n digest" },
	{ "business_day", "day", "day closed_at_ms closed_by" },
};
#define TABLES ((int)(sizeof tables / sizeof tables[0]))

/* A word of a blank-separated list, drawn at random. */
static const char *any_word(const char *list)
{
	static char word[40];
	int count = 1, pick;

	for (const char *s = list; *s; s++)
		count += *s == ' ';
	pick = below(count);
	for (; pick; list++)
		pick -= *list == ' ';
	snprintf(word, sizeof word, "%.*s", (int)strcspn(list, " "), list);
	return word;
}

/* How a number is changed; none stays what it was. */
static const struct { const char *before, *after; } changes[] = {
	{ "", " + 1" }, { "", " - 1" }, { "", " + 100" }, { "-", " - 1" }, { "", " * 2 + 1" },
		{ "", " + 4294967296" },
	{ "9223372036854775807 - abs(", ")" },
};

/* Changes one column of a random row. Some changes the store itself refuses (a key twice, a CHECK). */
static bool change_column(const struct table *t, const char *column, char *what, size_t size)
{
	int way = below((int)(sizeof changes / sizeof changes[0]));
	char expr[160], value[480];
	int64_t rows;

	snprintf(what, size, "SELECT count(*) FROM %s", t->name);
	rows = number(what);
	if (rows == 0)
		return false;
	snprintf(expr, sizeof expr, "%s%s%s", changes[way].before, column, changes[way].after);
	snprintf(value, sizeof value, "CASE WHEN typeof(%s) = 'text' THEN %s || 'x' WHEN %s IS"
		" NULL THEN 7 ELSE %s END",
		column, column, column, expr);
	snprintf(what, size, "UPDATE %s SET %s = %s WHERE (%s) = (SELECT %s FROM %s LIMIT 1 OFFSET"
		" %d)", t->name, column,
		value, t->key, t->key, t->name, below((int)rows));
	return sqlite3_exec(raw, what, NULL, NULL, NULL) == SQLITE_OK && sqlite3_changes(raw) == 1;
}

static bool change_one(char *what, size_t size)
{
	const struct table *t = &tables[below(TABLES)];

	return change_column(t, any_word(t->columns), what, size);
}

static bool delete_one(char *what, size_t size)
{
	const struct table *t = &tables[below(TABLES)];
	int64_t rows;

	snprintf(what, size, "SELECT count(*) FROM %s", t->name);
	rows = number(what);
	snprintf(what, size, "DELETE FROM %s WHERE (%s) = (SELECT %s FROM %s LIMIT 1 OFFSET %d)",
		t->name, t->key, t->key,
		t->name, rows ? below((int)rows) : 0);
	if (strcmp(t->name, "shift_total") == 0)
		snprintf(what, size, "DELETE FROM shift_total WHERE rowid IN (SELECT 1)"
			" OR (shift_id, business_day, measure, item_id) = (SELECT shift_id,"
				" business_day, measure, item_id"
			" FROM shift_total WHERE times <> 0 OR qty_milli <> 0 OR amount_minor <> 0"
				" LIMIT 1 OFFSET %d)",
			below(40));
	return sqlite3_exec(raw, what, NULL, NULL, NULL) == SQLITE_OK && sqlite3_changes(raw) == 1;
}

/* Rows put in as copies of others, under a key of their own. */
static const char *const copies[] = {
	"INSERT INTO posting SELECT document_id, n + 50, account, holder_id, unit, amount FROM"
		" posting",
	"INSERT INTO sale_line SELECT document_id, line_no + 50, article_id, department_id,"
		" tax_rate_id, code, name, unit,"
		" qty_milli, pack_milli, list_price_minor, price_minor, price_source,"
			" amount_minor, discount_minor,"
		" paid_minor, tax_bp, tax_minor, flags, original_line, reason_id, approver_id,"
			" parent_line, supplier_id, seller_id FROM sale_line",
	"INSERT INTO sale_discount SELECT document_id, line_no, n + 50, stage, rule_id,"
		" amount_minor, why FROM sale_discount",
	"INSERT INTO sale_tender SELECT document_id, n + 50, tender_id, amount_minor,"
		" rounding_minor, given_minor,"
		" change_minor, reference FROM sale_tender",
	"INSERT INTO audit SELECT seal_id, n + 50, at_ms, terminal_id, staff_id, approver_id,"
		" action, subject_id, reason_id,"
		" amount_minor, detail FROM audit",
	"INSERT INTO seal SELECT id + 1000, terminal_id, seq + 1000, key_n, link FROM seal",
	"INSERT INTO document SELECT id + 1000, kind, terminal_id, series, running + 1000,"
		" staff_id, approver_id, shift_id,"
		" business_day, at_ms, original_id, partner_id, reason_id, total_minor,"
			" discount_minor, tax_minor,"
		" rounding_minor, content, member_id FROM document",
	"INSERT INTO returned SELECT l.document_id, l.line_no, l.qty_milli, l.qty_milli FROM"
		" sale_line l JOIN document d"
		" ON d.id = l.document_id WHERE d.kind = 1 AND NOT EXISTS (SELECT 1 FROM returned r"
		" WHERE r.document_id = l.document_id AND r.line_no = l.line_no)",
	"INSERT INTO balance SELECT account, holder_id + 50, unit, amount + 1 FROM balance",
	"INSERT INTO shift_total SELECT shift_id, business_day, measure, item_id + 50, times + 1,"
		" qty_milli, amount_minor"
		" FROM shift_total",
	"INSERT INTO shift_count SELECT shift_id, attempt + 50, tender_id, counted_minor,"
		" staff_id, at_ms FROM shift_count",
	"INSERT INTO shift SELECT id + 1000, terminal_id, staff_id, opened_at_ms, opened_day,"
		" float_minor, 3, opened_at_ms,"
		" staff_id FROM shift",
};

static bool insert_one(char *what, size_t size)
{
	int kind = below((int)(sizeof copies / sizeof copies[0]));

	snprintf(what, size, "%s LIMIT 1 OFFSET %d", copies[kind], below(10));
	return sqlite3_exec(raw, what, NULL, NULL, NULL) == SQLITE_OK && sqlite3_changes(raw) == 1;
}

static bool swap_one(char *what, size_t size)
{
	static const struct { const char *table, *key, *column; } swaps[] = {
		{ "seal", "id", "link" }, { "sale_line", "document_id", "name" }, { "posting",
			"document_id", "amount" },
		{ "document", "id", "at_ms" }, { "audit", "seal_id", "detail" }, { "sale_tender",
			"document_id", "given_minor" },
	};
	int k = below((int)(sizeof swaps / sizeof swaps[0]));
	const char *t = swaps[k].table, *c = swaps[k].column;

	snprintf(what, size, "WITH one AS (SELECT * FROM %s LIMIT 1 OFFSET %d), two AS (SELECT *"
		" FROM %s LIMIT 1 OFFSET %d)"
		" UPDATE %s SET %s = CASE WHEN %s = (SELECT %s FROM one) THEN (SELECT %s FROM two)"
			" ELSE (SELECT %s FROM one)"
		" END WHERE (SELECT %s FROM one) <> (SELECT %s FROM two) AND %s IN ((SELECT %s"
			" FROM one), (SELECT %s FROM two))",
		t, below(8), t, 8 + below(4), t, c, c, c, c, c, c, c, swaps[k].key, swaps[k].key,
			swaps[k].key);
	return sqlite3_exec(raw, what, NULL, NULL, NULL) == SQLITE_OK && sqlite3_changes(raw) > 0;
}

TEST(every_changed_row_is_found)
{
	static bool (*const ways[])(char *, size_t) = { change_one, change_one, change_one,
		delete_one, insert_one, swap_one };
	const struct longer l = longer_begin("TAMPERS", TAMPERS_MIN, 1);
	int64_t done = 0;
	int missed = 0;

	if (!make_shop())
		return;
	while (longer_goes_on(&l, done) && missed < 5) {
		char what[1200];
		bool changed = false;

		if (!fresh() || !break_in())
			return;
		for (int i = 0; i < 50 && !changed; i++)
			changed = ways[below(6)](what, sizeof what);
		leave();
		if (!changed)
			continue;
		done++;
		missed += !found(what);
	}
	longer_tell(&l, "tamper", done, missed);
}

TEST(every_column_is_sealed_or_told)
{
	int columns = 0, refused = 0;

	for (int t = 0; t < TABLES; t++) {
		const char *at = tables[t].columns;

		for (size_t n; *at; at += n + (at[n] == ' ')) {
			char column[40], what[1200];
			bool changed = false;

			n = strcspn(at, " ");
			snprintf(column, sizeof column, "%.*s", (int)n, at);
			if (!fresh() || !break_in())
				return;
			for (int i = 0; i < 50 && !changed; i++)
				changed = change_column(&tables[t], column, what, sizeof what);
			leave();
			columns++;
			refused += !changed;
			if (changed && !found(what))
				return;
			if (!changed)
				printf("# %s.%s could not be changed\n", tables[t].name, column);
		}
	}
	CHECK(refused < columns / 10);
}

/* --- with the books put right ----------------------------------------------------------------- */

/* A link sealed anew: with another key than the shop's, for nobody has that. */
static void seal_again(struct db *db, struct shop_keys *wrong, int64_t terminal_id,
	int64_t from_seq)
{
	struct arena a = ARENA_INIT;
	struct seal_row *seals;
	char before[SEAL_HEX] = "";
	int n = 0;

	if (from_seq > 1 && CHECK(seals_after(db, &a, terminal_id, from_seq - 2, 1, &seals,
		&n) == OK) && n)
		snprintf(before, sizeof before, "%s", seals[0].link);
	CHECK(seals_after(db, &a, terminal_id, from_seq - 1, 1000, &seals, &n) == OK);
	for (int i = 0; i < n; i++) {
		struct journal_link link;

		CHECK(link_load(db, &a, &seals[i], &link) == OK);
		link_digest(wrong, before, &link, before);
		sql("UPDATE seal SET link = %Q WHERE id = %lld", before, (long long)seals[i].id);
	}
	sql("UPDATE terminal SET chain_link = %Q WHERE id = %lld", before, (long long)terminal_id);
	arena_release(&a);
}

TEST(a_chain_sealed_anew_is_found)
{
	struct shop_keys wrong = { .seal_count = 1 };
	struct arena a = ARENA_INIT;
	const char *why;

	for (int i = 0; i < 20; i++) {
		struct db *db;
		int seq = 1 + below(10);

		seal_random(wrong.seal[0], SEAL_KEY_BYTES);
		if (!fresh() || !break_in())
			return;
		sql("UPDATE audit SET amount_minor = amount_minor + 1 WHERE seal_id = (SELECT id"
			" FROM seal"
			" WHERE terminal_id = 1 AND seq = %d)", seq);
		if (!CHECK(db_open(&a, victim_url, 0, &db, &why) == OK))
			return;
		seal_again(db, &wrong, 1, seq);
		db_close(db);
		leave();
		found("sealed anew");
	}
	arena_release(&a);
}

/* The last sale of a till, taken away with its rows, balance, number and link: only the head
 * knows of it. */
TEST(a_cut_end_is_found_by_its_head)
{
	struct checked k;
	char no_heads[PATH_MAX_HERE];
	int64_t id;

	if (!fresh() || !break_in())
		return;
	id = number("SELECT d.id FROM document d JOIN seal s ON s.id = d.id JOIN terminal t ON"
		" t.id = d.terminal_id"
		" WHERE d.terminal_id = 2 AND s.seq = t.chain_seq AND d.kind = 1");
	if (!CHECK(id > 0))
		return;
	sql("UPDATE balance SET amount = amount - (SELECT coalesce(sum(p.amount), 0) FROM posting"
		" p WHERE p.document_id"
		" = %lld AND p.account = balance.account AND p.holder_id = balance.holder_id)",
			(long long)id);
	sql("DELETE FROM job WHERE document_id = %lld", (long long)id);
	for (const char *const *t = (const char *const[]){ "sale_line", "sale_discount",
		"sale_tender", "posting", NULL }; *t;
		t++)
		sql("DELETE FROM %s WHERE document_id = %lld", *t, (long long)id);
	sql("DELETE FROM audit WHERE seal_id = %lld", (long long)id);
	sql("DELETE FROM document WHERE id = %lld", (long long)id);
	sql("DELETE FROM seal WHERE id = %lld", (long long)id);
	sql("UPDATE terminal SET running = running - 1, chain_seq = chain_seq - 1, chain_link ="
		" (SELECT link FROM seal"
		" WHERE terminal_id = 2 ORDER BY seq DESC LIMIT 1) WHERE id = 2");
	leave();
	k = check_with(&conf, NULL);
	CHECK(k.result.by_id[CHECK_HEAD_CUT] == 1);
	snprintf(no_heads, sizeof no_heads, "%s/none.heads", t_tmpdir());
	CHECK(fclose(fopen(no_heads, "w")) == 0);
	k = check_with(&conf, no_heads);
	CHECK_INT(k.result.by_id[CHECK_HEAD_CUT], 0);
	CHECK(k.result.unproven > 0 && k.result.by_id[CHECK_TAIL] > 0); /* never called proved */
}

/* The whole file as it was some sales ago: in itself without a fault. */
TEST(an_older_file_is_found_by_its_head)
{
	char older[PATH_MAX_HERE], no_heads[PATH_MAX_HERE];
	struct checked k;

	snprintf(older, sizeof older, "%s/older.db", t_tmpdir());
	snprintf(no_heads, sizeof no_heads, "%s/none.heads", t_tmpdir());
	CHECK(copy_file(pristine, older));
	if (!trade_open(&shop) || !does(&shop, "sign-on 1008 2468") || !does(&shop,
		"scan " FINGERS) || !does(&shop, "cash"))
		return;
	trade_close(&shop);
	CHECK(copy_file(older, victim));
	/* younger than the newest head: not to be known */
	CHECK_INT(check_with(&conf, NULL).result.wrong, 0);
	CHECK(check_with(&conf, no_heads).result.unproven > 0);
	if (!trade_open(&shop))
		return;
	heads_write(shop.sh);
	trade_close(&shop);
	k = check_with(&conf, NULL);
	CHECK(k.result.by_id[CHECK_HEAD_CUT] >= 1);
	CHECK(copy_file(pristine, victim));
	CHECK_INT(check_with(&conf, NULL).result.wrong, 0);
}

/* A receipt in a customer's hand is a head too. */
TEST(a_receipt_proves_its_sale)
{
	char heads[PATH_MAX_HERE];
	struct checked k;
	FILE *f;

	if (!fresh() || !break_in())
		return;
	leave();
	snprintf(heads, sizeof heads, "%s/receipt.heads", t_tmpdir());
	f = fopen(heads, "w");
	fprintf(f, "# from receipts\n01-1-000002 00000000\n02-1-000077 12345678\nnonsense\n");
	fclose(f);
	k = check_with(&conf, heads);
	CHECK_INT(k.result.by_id[CHECK_HEAD_OTHER], 1);
	CHECK_INT(k.result.by_id[CHECK_HEAD_LOST], 1);
	CHECK_INT(k.result.by_id[CHECK_HEAD_LINE], 1);
}

/* --- bytes ------------------------------------------------------------------------------------ */

/* All that is evidence, as text: what a change of bytes did not reach cannot be found, and need
 * not be. */
static bool evidence(const char *path, char hex[SEAL_HEX])
{
	static const unsigned char key[SEAL_KEY_BYTES];
	struct seal s;
	sqlite3 *db;
	bool ok = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK;

	seal_begin(&s, key);
	for (int t = 0; ok && t < TABLES; t++) {
		char *text = sqlite3_mprintf("SELECT * FROM %s ORDER BY %s", tables[t].name,
			tables[t].key);
		sqlite3_stmt *st = NULL;
		int rc = sqlite3_prepare_v2(db, text, -1, &st, NULL);

		sqlite3_free(text);
		while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
			for (int i = 0; i < sqlite3_column_count(st); i++)
				seal_text(&s, (const char *)sqlite3_column_text(st, i));
			rc = SQLITE_OK;
		}
		ok = rc == SQLITE_DONE;
		sqlite3_finalize(st);
	}
	seal_end(&s, hex);
	sqlite3_close(db);
	return ok;
}

/* Flips, zeroes or swaps bytes somewhere in the file. */
static void damage(char *what, size_t size)
{
	FILE *f = fopen(victim, "r+");
	unsigned char bytes[512], other[512];
	long end, at, to;
	size_t n = (size_t)(1 + below(below(2) ? 512 : 4));
	int way = below(3);

	fseek(f, 0, SEEK_END);
	end = ftell(f);
	at = (long)below((int)end - 512);
	to = (long)below((int)end - 512);
	fseek(f, at, SEEK_SET);
	CHECK(fread(bytes, 1, n, f) == n);
	fseek(f, to, SEEK_SET);
	CHECK(fread(other, 1, n, f) == n);
	for (size_t i = 0; i < n; i++)
		other[i] = (unsigned char)(way == 0 ? bytes[i] ^ (1 << below(8)) : way == 1 ? 0
			: other[i]);
	fseek(f, at, SEEK_SET);
	fwrite(other, 1, n, f);
	if (way == 2) {
		fseek(f, to, SEEK_SET);
		fwrite(bytes, 1, n, f);
	}
	fclose(f);
	snprintf(what, size, "%zu bytes at %ld %s", n, at, way == 0 ? "flipped" : way == 1 ?
		"zeroed" : "swapped");
}

TEST(damaged_bytes_are_found_where_they_matter)
{
	char was[SEAL_HEX], is[SEAL_HEX];
	const struct longer l = longer_begin("DAMAGES", TAMPERS_MIN / 2, 100);
	int64_t mattered = 0, times = 0;

	if (!CHECK(evidence(pristine, was)))
		return;
	for (; longer_goes_on(&l, times); times++) {
		char what[80];
		bool readable;

		if (!fresh())
			return;
		damage(what, sizeof what);
		readable = evidence(victim, is);
		if (readable && strcmp(was, is) == 0)
			continue;
		mattered++;
		if (!found(what))
			return;
	}
	printf("# %" PRId64 " damaged files, %" PRId64 " of them in evidence\n", times, mattered);
	longer_tell(&l, "damage", mattered, 0);
	CHECK(mattered > times / 20);
}

T_MAIN
