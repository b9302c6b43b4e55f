/* care_test.c - journals, backups, putting them back, and recovery from a backup and the
 * journals. */
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "../day.h"
#include "../rows.h"
#include "base/sbuf.h"
#include "pg.h"
#include "service/care.h"
#include "service/day.h"
#include "service/invoice.h"
#include "service/journal.h"
#include "service/report.h"

/* --- journals --------------------------------------------------------------------------------- */

/* The only journal of a terminal in a folder. */
static const char *journal_of(const struct shop_config *conf, int64_t terminal)
{
	static char path[1000];
	DIR *dir = opendir(conf->journal_dir);
	struct dirent *entry;

	path[0] = '\0';
	while (dir && (entry = readdir(dir))) {
		int64_t id, series;
		int month;

		if (journal_name_parse(entry->d_name, &id, &series, &month) && id == terminal
			&& !path[0])
			snprintf(path, sizeof path, "%s/%s", conf->journal_dir, entry->d_name);
	}
	if (dir)
		closedir(dir);
	return path;
}

struct journal_counts { int64_t links, documents, lines, audits, last_seq, damaged; bool in_order;
	};

static struct journal_counts read_journal(const char *path)
{
	struct journal_counts n = { .in_order = true };
	struct arena a = ARENA_INIT;
	struct journal_reader r;
	struct journal_link link;

	if (!CHECK(journal_open(&r, path) == OK))
		return n;
	while (journal_next(&r, &a, &link) == OK) {
		n.links++;
		n.documents += link.has_document;
		n.lines += link.document.line_count;
		n.audits += link.audit_count;
		n.in_order = n.in_order && (n.last_seq == 0 || link.seal.seq == n.last_seq + 1);
		n.last_seq = link.seal.seq;
	}
	n.damaged = r.damaged;
	journal_close(&r);
	arena_release(&a);
	return n;
}

TEST(a_record_says_what_the_link_said)
{
	struct line lines[2] = {
		{ .line_no = 1, .article_id = 77, .code = "6901", .name = "酱油\ttab \\ back\nline",
			.unit = "瓶",
			.qty_milli = 1000, .price_minor = 1250, .flags = 18, .original_line = 3 },
		{ .line_no = 4, .code = "", .name = "", .unit = "", .qty_milli = INT64_MAX,
			.paid_minor = INT64_MIN },
	};
	struct discount discounts[1] = { { 1, STAGE_LINE_HAND, 9, 50, "because" } };
	struct payment payments[1] = { { .n = 101, .tender_id = 1, .kind = TENDER_CASH,
		.reference = "a b" } };
	struct posting postings[1] = { { ACCOUNT_DRAWER, 3, UNIT_MONEY, -5 } };
	struct audit_store_row audits[1] = { { .n = 1, .action = "sale", .detail = "x=1",
		.amount_minor = -7 } };
	struct journal_link link = { .seal = { 12345, 3, 17, 2, "abcdef" }, .has_document = true,
		.content = "c",
		.document = { .kind = DOC_RETURN, .series = 2, .running = 9, .original_id = 55,
			.lines = lines,
			.line_count = 2, .discounts = discounts, .discount_count = 1,
				.payments = payments,
			.payment_count = 1, .postings = postings, .posting_count = 1 },
		.audits = audits, .audit_count = 1 }, back;
	struct sbuf text = SBUF_INIT, again = SBUF_INIT;
	struct arena a = ARENA_INIT;

	journal_format(&link, &text);
	CHECK(strchr(text.data, '\n') == text.data + text.len - 1);
	if (CHECK(journal_parse(&a, text.data, text.len, &back) == OK)) {
		CHECK_STR(back.document.lines[0].name, lines[0].name);
		CHECK_INT(back.document.lines[0].original_id, 55);
		CHECK_INT(back.document.lines[1].qty_milli, INT64_MAX);
		CHECK_INT(back.document.lines[1].paid_minor, INT64_MIN);
		CHECK_INT(back.document.id, 12345);
		CHECK_INT(back.audits[0].seal_id, 12345);
		journal_format(&back, &again);
		CHECK_STR(again.data, text.data);
	}
	/* Every byte counts, and so does every missing one. */
	for (size_t i = 0; i < text.len - 1; i++) {
		text.data[i] ^= 1;
		CHECK(journal_parse(&a, text.data, text.len, &back) == ERR_INVALID);
		text.data[i] ^= 1;
		CHECK(journal_parse(&a, text.data, i, &back) == ERR_INVALID);
	}
	sbuf_release(&text);
	sbuf_release(&again);
	arena_release(&a);
}

/* The most that a return can have: each payment given back, and to an exchange. */
TEST(a_return_of_many_payments_is_read_back)
{
	struct payment payments[2 * PAYMENTS_MAX];
	struct journal_link link = { .seal = { 12345, 3, 17, 2, "abcdef" }, .has_document = true,
		.content = "c", .document = { .kind = DOC_RETURN, .payments = payments,
			.payment_count = 2 * PAYMENTS_MAX } }, back;
	struct sbuf text = SBUF_INIT;
	struct arena a = ARENA_INIT;

	for (int i = 0; i < 2 * PAYMENTS_MAX; i++)
		payments[i] = (struct payment){ .n = i + 1, .amount_minor = i, .reference = "" };
	journal_format(&link, &text);
	if (CHECK(journal_parse(&a, text.data, text.len, &back) == OK))
		CHECK_INT(back.document.payments[2 * PAYMENTS_MAX - 1].amount_minor,
			2 * PAYMENTS_MAX - 1);
	sbuf_release(&text);
	arena_release(&a);
}

/* A length is a number of bytes that are there, whatever a damaged record says. */
TEST(a_record_that_lies_about_its_length_is_refused)
{
	static const char *const lines[] = { "1 -10 abcdefg", "1 18446744073709551606 abcdefg",
		"1 99999999999999999999 abcdefg", "1 0 ", "1 5 0123456789abcdef", "1  7 abcdefg" };
	struct journal_link back;
	struct arena a = ARENA_INIT;

	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		CHECK_INT(journal_parse(&a, lines[i], strlen(lines[i]), &back), ERR_INVALID);
	arena_release(&a);
}

BOTH(every_link_is_journalled_once)
{
	struct trade tr;
	struct journal_counts n;
	struct checked k;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	day_sales(&tr);
	day_exceptions(&tr);
	n = read_journal(journal_of(&tr.conf, 1));
	k = check_with(&tr.conf, NULL);
	CHECK(n.in_order && n.damaged == 0);
	CHECK_INT(n.documents, k.result.documents);
	CHECK_INT(n.links + read_journal(journal_of(&tr.conf, 32767)).links, k.result.links);
	trade_close(&tr);
}

TEST(a_torn_record_is_passed_over_and_written_again)
{
	struct trade tr;
	struct journal_counts before, after;
	const char *path;
	struct stat st;

	if (!trade_init(&tr, sqlite_new_store(), "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	day_sales(&tr);
	trade_close(&tr);
	path = journal_of(&tr.conf, 1);
	before = read_journal(path);
	CHECK(stat(path, &st) == 0 && truncate(path, st.st_size - 20) == 0);
	CHECK_INT(read_journal(path).links, before.links - 1);
	CHECK_INT(read_journal(path).damaged, 1);
	if (!trade_open(&tr) || !does(&tr, "sign-on 1008 2468"))
		return;
	after = read_journal(path);
	CHECK_INT(after.links, before.links + 1);
	CHECK(after.in_order);
	CHECK_INT(after.damaged, 1);
	trade_close(&tr);
}

TEST(a_journal_that_was_away_catches_up)
{
	struct trade tr;
	struct journal_counts n;
	char aside[800];

	if (!trade_init(&tr, sqlite_new_store(), "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	/* A file stands where the folder was: nothing can be written, and the till sells on. */
	snprintf(aside, sizeof aside, "%s.aside", tr.conf.journal_dir);
	trade_close(&tr);
	CHECK(rename(tr.conf.journal_dir, aside) == 0);
	CHECK(close(open(tr.conf.journal_dir, O_CREAT | O_WRONLY, 0600)) == 0);
	if (!trade_open(&tr) || !does(&tr, "sign-on 1008 2468"))
		return;
	day_sales(&tr);
	CHECK(unlink(tr.conf.journal_dir) == 0 && rename(aside, tr.conf.journal_dir) == 0);
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	n = read_journal(journal_of(&tr.conf, 1));
	CHECK(n.in_order);
	CHECK_INT(n.documents, 5);
	trade_close(&tr);
}

/* --- backups ---------------------------------------------------------------------------------- */

static void nothing_found(void *ctx, const struct finding *f)
{
	struct arena a = ARENA_INIT;

	(void)ctx;
	if (check_table[f->id].severity == 'E')
		printf("# %s\n", finding_text(&a, f));
	arena_release(&a);
}

static const struct check_request quiet = { .found = nothing_found };

static const char *backup_name(void)
{
	static char names[8][700];
	static int n;
	char *name = names[n++ % 8];

	snprintf(name, sizeof names[0], "%s/backup%d.db", t_tmpdir(), n);
	return name;
}

/* "" when it could not be made. */
static const char *make_backup(struct trade *tr)
{
	const char *file = backup_name(), *why = "";
	struct check_result result;
	struct arena a = ARENA_INIT;
	enum err e = care_backup(tr->sh, &a, file, &quiet, &result, &why);

	if (!CHECK_INT(e, OK))
		printf("# backup: %s\n", why);
	arena_release(&a);
	return e == OK ? file : "";
}

struct outcome { enum err e; struct care_report report; char why[300]; };

static struct outcome put_back(const struct shop_config *conf, const char *backup,
	const char *journal, bool replace,
	bool anyway)
{
	const struct care_source source = { backup, journal, replace, anyway };
	static struct arena reports; /* of all of them, to the end */
	struct outcome o = { .e = OK };
	const char *why = NULL;

	o.e = care_restore(&reports, conf, &source, &quiet, &o.report, &why);
	snprintf(o.why, sizeof o.why, "%s", why ? why : "");
	return o;
}

static struct care_terminal recovered(const struct outcome *o, const char *code)
{
	for (int i = 0; i < o->report.terminal_count; i++)
		if (strcmp(o->report.terminals[i].code, code) == 0)
			return o->report.terminals[i];
	return (struct care_terminal){ "", -1, -1, -1, -1 };
}

static bool file_has(const char *path, const void *bytes, size_t n)
{
	int fd = open(path, O_RDONLY);
	struct stat st;
	char *all;
	bool found;

	if (fd < 0 || fstat(fd, &st) != 0)
		return false;
	all = malloc((size_t)st.st_size);
	found = read(fd, all, (size_t)st.st_size) == st.st_size && memmem(all, (size_t)st.st_size,
		bytes, n);
	free(all);
	close(fd);
	return found;
}

TEST(a_backup_is_whole_and_without_keys)
{
	struct trade tr;
	const char *file, *why;
	char key[65] = "", part[720];
	FILE *keys;
	struct check_result result;
	struct arena a = ARENA_INIT;

	if (!trade_init(&tr, sqlite_new_store(), "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	day_sales(&tr);
	file = make_backup(&tr);
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	keys = fopen(tr.conf.key_file, "r");
	while (keys && fscanf(keys, "pepper = %64s", key) != 1 && fgets(part, sizeof part, keys))
		;
	if (keys)
		fclose(keys);
	CHECK_INT(strlen(key), 64);
	CHECK(!file_has(file, key, 64));
	snprintf(part, sizeof part, "%s-wal", file);
	CHECK(access(part, F_OK) != 0);
	snprintf(part, sizeof part, "%s.turnstile", file);
	CHECK(access(part, F_OK) != 0);
	CHECK_INT(care_backup(tr.sh, &a, file, &quiet, &result, &why), ERR_EXISTS);
	sound(&tr.conf);
	arena_release(&a);
	trade_close(&tr);
}

TEST(postgresql_has_its_own_tools)
{
	const char *url = pg_new_store(), *why = "";
	struct trade tr;
	struct check_result result;
	struct arena a = ARENA_INIT;

	if (!url || !trade_init(&tr, url, "01") || !trade_open(&tr))
		return;
	CHECK_INT(care_backup(tr.sh, &a, backup_name(), &quiet, &result, &why), ERR_REFUSED);
	CHECK(strstr(why, "pg_dump") != NULL);
	arena_release(&a);
	trade_close(&tr);
}

/* A whole day at a till; the file of a backup that was made at noon, or NULL. */
static const char *day_with_backup(struct trade *tr)
{
	const char *file;

	if (!trade_init(tr, sqlite_new_store(), "01") || !trade_open(tr) || !day_begin(tr))
		return NULL;
	day_sales(tr);
	file = make_backup(tr);
	day_exceptions(tr);
	day_over(tr);
	return file;
}

/* The shop goes on from the backup, with numbers of a new series. */
TEST(a_backup_is_put_back)
{
	struct trade tr;
	const char *file;
	struct outcome o;
	struct checked k;

	if (!(file = day_with_backup(&tr)))
		return;
	o = put_back(&tr.conf, file, NULL, true, false);
	CHECK_INT(o.e, ERR_BUSY); /* a till is open */
	trade_close(&tr);
	o = put_back(&tr.conf, file, NULL, false, false);
	CHECK_INT(o.e, ERR_EXISTS);
	o = put_back(&tr.conf, file, NULL, true, false);
	if (!CHECK_INT(o.e, OK))
		printf("# %s\n", o.why);
	CHECK(o.report.kept && access(o.report.kept, F_OK) == 0);
	k = check_with(&tr.conf, NULL);
	CHECK_INT(k.result.wrong, 0);
	CHECK(k.result.by_id[CHECK_HEAD_RESTORED] > 0); /* what was given up is said, always */
	if (!trade_open(&tr) || !does(&tr, "sign-on 1008 2468"))
		return;
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	CHECK_STR(last_number(&tr), "01-2-000001");
	day_over(&tr);
	trade_end(&tr);
}

/* --- recovery --------------------------------------------------------------------------------- */

/* An invoice was made of that receipt: asked for again it is refused. */
static void invoiced(struct trade *tr, const char *number, enum err wanted)
{
	struct document d;
	struct invoice v;
	char code[INVOICE_CODE_MAX], *receipt = arena_strdup(&tr->shop_arena, number);

	does(tr, "sign-on 3001 615902");
	if (!CHECK_INT(receipt_get(tr->sh, &tr->a, receipt, &d), OK))
		return;
	invoice_code(tr->sh, d.id, code);
	CHECK_INT(invoice_claim(tr->sh, &tr->a, receipt, code, NULL, &v, &tr->said), wanted);
}

/* Two tills trade after the backup; the store is lost; nothing that was journalled is. */
TEST(recovery_loses_nothing_that_was_journalled)
{
	struct trade one, two;
	const char *file;
	struct checked before, after;
	struct outcome o;

	if (!trade_init(&one, sqlite_new_store(), "01") || !trade_open(&one) || !day_begin(&one))
		return;
	day_sales(&one);
	does(&one, "scan " CHIPS);  /* a basket is open when the backup is made */
	file = make_backup(&one);
	does(&one, "cash");
	if (!day_join(&two, &one, "300"))
		return;
	does_with(&two, "return", last_number(&one));
	does(&two, "return-line 1");
	asked(&two, "cash", "reason 1");
	day_exceptions(&one);
	day_over(&one);
	does(&one, "shift-open 200");
	does(&one, "scan " COOKIES);
	does(&one, "cash");
	does(&one, "count 10");
	does(&two, "scan " COOKIES);
	does(&two, "cash");
	invoiced(&two, last_number(&two), OK);
	trade_close(&two);
	trade_close(&one);
	before = check_with(&one.conf, NULL);
	CHECK(unlink(one.conf.store_url + 7) == 0);
	o = put_back(&one.conf, file, one.conf.journal_dir, false, false);
	if (!CHECK_INT(o.e, OK)) {
		printf("# %s\n", o.why);
		return;
	}
	after = check_with(&one.conf, NULL);
	CHECK_INT(after.result.wrong, 0);
	CHECK_INT(after.result.by_id[CHECK_HEAD_RESTORED], 0);
	CHECK_INT(after.result.documents, before.result.documents);
	CHECK(recovered(&o, "01").documents > 8 && recovered(&o, "01").acts > 4);
	CHECK_INT(recovered(&o, "02").documents, 3);
	CHECK_INT(recovered(&o, "01").missing + recovered(&o, "02").missing, 0);
	CHECK_INT(recovered(&o, "01").refused + recovered(&o, "02").refused, 0);
	/* The second shift stands as it stood, and trade goes on. */
	if (!trade_open(&one) || !does(&one, "sign-on 1008 2468"))
		return;
	CHECK_INT(view(&one)->basket->line_count, 0);
	does(&one, "back");
	does(&one, "scan " FINGERS);
	does(&one, "cash");
	CHECK_STR(last_number(&one), "01-2-000001");
	invoiced(&one, "02-1-000003", ERR_REFUSED);
	trade_end(&one);
}

/* A day that was closed after the backup keeps its sums again, also one that was opened in between. */
TEST(recovery_sums_up_closed_days)
{
	struct trade tr;
	struct outcome o;
	struct said said;
	const char *file;

	if (!(file = day_with_backup(&tr)))
		return;
	does(&tr, "sign-on 3001 615902");
	CHECK_INT(day_end(tr.sh, &tr.a, 20261121, true, &said), OK);
	CHECK_INT(day_reopen(tr.sh, &tr.a, 20261121, "1", "3002", "482057", &said), OK);
	does(&tr, "shift-open 200");
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	day_over(&tr);
	CHECK_INT(day_end(tr.sh, &tr.a, 20261121, true, &said), OK);
	trade_close(&tr);
	CHECK(unlink(tr.conf.store_url + 7) == 0);
	o = put_back(&tr.conf, file, tr.conf.journal_dir, false, false);
	if (!CHECK_INT(o.e, OK) || !trade_open(&tr))
		return;
	CHECK_INT(count(&tr, "SELECT count(*) FROM day_sums s JOIN business_day d ON d.day = s.day"
		" WHERE d.closed_at_ms IS NOT NULL AND s.sums <> ''"), 2);
	trade_end(&tr);
}

TEST(recovery_passes_over_a_torn_end)
{
	struct trade tr;
	const char *file, *path;
	struct stat st;
	struct outcome o;

	if (!trade_init(&tr, sqlite_new_store(), "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	file = make_backup(&tr);
	day_sales(&tr);
	trade_close(&tr);
	path = journal_of(&tr.conf, 1);
	CHECK(stat(path, &st) == 0 && truncate(path, st.st_size - 30) == 0);
	CHECK(unlink(tr.conf.store_url + 7) == 0);
	o = put_back(&tr.conf, file, tr.conf.journal_dir, false, false);
	CHECK_INT(o.e, OK);
	CHECK_INT(recovered(&o, "01").documents, 2);
	CHECK_INT(o.report.damaged, 1);
	sound(&tr.conf);
}

/* A line within the journal is gone: what comes after it is put back all the same, and the gap
 * is told. */
TEST(recovery_tells_a_gap)
{
	struct trade tr;
	const char *file;
	char command[2200];
	struct outcome o;
	struct checked k;

	if (!trade_init(&tr, sqlite_new_store(), "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	file = make_backup(&tr);
	day_sales(&tr);
	for (int i = 0; i < 3; i++) {
		does(&tr, "scan " FINGERS);
		does(&tr, "cash");
	}
	trade_close(&tr);
	snprintf(command, sizeof command, "sed -i '5d' '%s'", journal_of(&tr.conf, 1));
	CHECK_INT(system(command), 0);
	CHECK(unlink(tr.conf.store_url + 7) == 0);
	o = put_back(&tr.conf, file, tr.conf.journal_dir, false, false);
	CHECK_INT(o.e, ERR_CORRUPT);
	CHECK(access(tr.conf.store_url + 7, F_OK) != 0); /* nothing was put in place */
	o = put_back(&tr.conf, file, tr.conf.journal_dir, false, true);
	CHECK_INT(o.e, OK);
	CHECK_INT(recovered(&o, "01").missing, 1);
	CHECK(recovered(&o, "01").documents >= 4);
	k = check_with(&tr.conf, NULL);
	CHECK(k.result.by_id[CHECK_LINK_GAP] == 1);
	CHECK_INT(k.result.by_id[CHECK_LINK], 0);
}

/* Writes the journal of till 01 anew, of what `forge` makes of each record of the n-th sale and what follows it; false
 * leaves it out. The checksums are right again. The number of sales; -1 if that could not be done. */
static int rewrite_journal(const struct shop_config *conf, bool (*forge)(struct journal_link *link, bool sale, int n))
{
	const char *path = journal_of(conf, 1);
	struct arena a = ARENA_INIT;
	struct sbuf forged = SBUF_INIT;
	struct journal_reader r;
	struct journal_link link;
	int sales = 0;
	FILE *out;

	if (!CHECK(journal_open(&r, path) == OK))
		return -1;
	while (journal_next(&r, &a, &link) == OK) {
		bool sale = link.has_document && link.document.kind == DOC_SALE;

		sales += sale;
		if (forge(&link, sale, sales))
			journal_format(&link, &forged);
	}
	journal_close(&r);
	out = fopen(path, "w");
	if (!CHECK(out && fwrite(forged.data, 1, forged.len, out) == forged.len && fclose(out) == 0))
		sales = -1;
	sbuf_release(&forged);
	arena_release(&a);
	return sales;
}

static bool forge_figures(struct journal_link *link, bool sale, int n)
{
	switch (sale ? n : 0) {
	case 3: link->seal.key_n = 1000000; break;
	case 4: link->seal.key_n = 0; break;
	case 5: link->seal.seq = INT64_MAX; break;
	case 6: link->document.lines[0].price_minor = INT64_MAX; break;
	case 7: link->document.postings[0].unit = 9; break;
	case 8: link->document.business_day = 7; break;
	default: break;
	}
	return n != 2; /* the gap */
}

/* Behind a gap nothing is proved; what no till could have written is left out all the same. */
TEST(records_that_no_till_wrote_are_left_out)
{
	struct trade tr;
	const char *file;
	struct outcome o;

	if (!trade_init(&tr, sqlite_new_store(), "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	file = make_backup(&tr);
	for (int i = 0; i < 8; i++) {
		does(&tr, "scan " FINGERS);
		does(&tr, "cash");
	}
	trade_close(&tr);
	CHECK_INT(rewrite_journal(&tr.conf, forge_figures), 8);
	CHECK(unlink(tr.conf.store_url + 7) == 0);
	o = put_back(&tr.conf, file, tr.conf.journal_dir, false, true);
	if (!CHECK_INT(o.e, OK))
		printf("# %s\n", o.why);
	CHECK_INT(o.report.damaged, 6);
	if (trade_open(&tr))
		trade_close(&tr);
}

static bool forge_audit(struct journal_link *link, bool sale, int n)
{
	(void)n;
	if (sale && link->document.running == 4)
		link->audits[0].amount_minor++;
	return true;
}

/* A record whose checksum was made right again is still not what was sealed. */
TEST(a_forged_record_is_not_put_back)
{
	struct trade tr;
	const char *file;
	struct outcome o;

	if (!trade_init(&tr, sqlite_new_store(), "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	file = make_backup(&tr);
	day_sales(&tr);
	trade_close(&tr);
	CHECK(rewrite_journal(&tr.conf, forge_audit) > 0);
	CHECK(unlink(tr.conf.store_url + 7) == 0);
	o = put_back(&tr.conf, file, tr.conf.journal_dir, false, false);
	CHECK_INT(o.e, OK);
	CHECK_INT(recovered(&o, "01").documents, 2);
	sound(&tr.conf);
}

/* What an earlier life of the store journalled after the backup is not mixed into this one's. */
TEST(recovery_keeps_two_lives_apart)
{
	struct trade tr;
	const char *file, *later;
	struct outcome o;
	struct checked before, after;

	if (!trade_init(&tr, sqlite_new_store(), "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	file = make_backup(&tr);
	day_sales(&tr);
	trade_close(&tr);
	o = put_back(&tr.conf, file, NULL, true, false); /* the sales are given up */
	CHECK_INT(o.e, OK);
	if (!trade_open(&tr) || !does(&tr, "sign-on 1008 2468"))
		return;
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	later = make_backup(&tr);
	does(&tr, "scan " CHIPS);
	does(&tr, "cash");
	trade_close(&tr);
	before = check_with(&tr.conf, NULL);
	o = put_back(&tr.conf, later, tr.conf.journal_dir, true, false);
	CHECK_INT(o.e, OK);
	after = check_with(&tr.conf, NULL);
	CHECK_INT(after.result.wrong, 0);
	CHECK_INT(after.result.documents, before.result.documents);
	o = put_back(&tr.conf, file, tr.conf.journal_dir, true, false);
	CHECK_INT(o.e, OK);
	sound(&tr.conf);
}

/* --- making a store --------------------------------------------------------------------------- */

/* Two that make the same store at the same moment: one does, and the others take nothing away. */
TEST(of_two_that_make_a_store_one_does)
{
	enum { MAKERS = 3, ROUNDS = 6 };
	const struct init_request request = { .kind = INIT_TEST };
	struct trade tr = { 0 };
	const char *why;

	clock_freeze(NOON_MS);
	setenv("ZHANGGUI_DATADIR", "data", 0);
	for (int round = 0; round < ROUNDS; round++) {
		pid_t child[MAKERS];
		int made = 0, status;

		trade_config(&tr, sqlite_new_store(), "01");
		for (int i = 0; i < MAKERS; i++) {
			child[i] = fork();
			if (child[i] == 0)
				_exit(init_store(&tr.a, &tr.conf, &request, &why) == OK ? 0 : 1);
		}
		for (int i = 0; i < MAKERS; i++)
			made += waitpid(child[i], &status, 0) == child[i] && WIFEXITED(status) &&
				WEXITSTATUS(status) == 0;
		CHECK_INT(made, 1);
		sound(&tr.conf);
	}
	arena_release(&tr.a);
}

T_MAIN
