/* world.c - see world.h. */
#include "world.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "service/articles.h"
#include "service/care.h"
#include "service/check.h"
#include "service/import.h"
#include "service/init.h"
#include "service/jobs.h"
#include "service/journal.h"
#include "service/master.h"
#include "service/paths.h"
#include "service/staff.h"
#include "../../src/service/shop/shop_int.h"
#include "store/db_fault.h"
#include "store/master_store.h"

#define LINE_MAX_BYTES 400
#define MADE_IDS_MAX 32
#define MADE_ID_DIGITS 16
#define DATA "data"

int64_t world_lost;
int world_tills = 8;

/* --- folders ---------------------------------------------------------------------------------- */

static char root[512];
static pid_t root_owner;

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static void remove_root(void)
{
	if (getpid() == root_owner) /* not a forked child */
		nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *world_memory_folder(int64_t bytes)
{
	const char *tmp = getenv("TMPDIR");
	struct statvfs fs;

	if (access("/dev/shm", W_OK) == 0 && statvfs("/dev/shm", &fs) == 0 &&
		(int64_t)fs.f_bavail * (int64_t)fs.f_frsize > bytes)
		return "/dev/shm";
	return tmp && *tmp ? tmp : "/tmp";
}

void world_child(void)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static void need(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	abort();
}

/* The articles and tills that the lines of the operations name, and no others. */
static void keep_rows(const char *from, const char *to, const char *const *wanted)
{
	FILE *in = fopen(from, "re"), *out = fopen(to, "we");
	char *line = NULL;
	size_t cap = 0;

	need(in && out, from);
	for (int n = 0; getline(&line, &cap, in) >= 0; n++) {
		bool keep = n == 0;

		for (int i = 0; wanted[i]; i++)
			keep = keep || strstr(line, wanted[i]);
		if (keep)
			fputs(line, out);
	}
	free(line);
	fclose(in);
	need(fclose(out) == 0, to);
}

static void link_data(struct arena *a, const char *name)
{
	char here[4096];

	need(getcwd(here, sizeof here) != NULL, "getcwd");
	need(symlink(arena_printf(a, "%s/" DATA "/%s", here, name), arena_printf(a, "%s/data/%s", root, name)) == 0,
		name);
}

/* The shop's data folder with few rows: making a store is then a matter of milliseconds. */
static void make_data(void)
{
	static const char *const articles[] = { COOKIES, FINGERS, CHIPS, ",weight,431,", "010131,", "010134,", NULL };
	static const char *const linked[] = { "demo/tax.csv", "demo/department.csv", "demo/category.csv",
		"demo/staff.csv", "seed", "receipts", "labels" };
	struct arena a = ARENA_INIT;
	FILE *f;

	need(mkdir(arena_printf(&a, "%s/data", root), 0700) == 0, root);
	need(mkdir(arena_printf(&a, "%s/data/demo", root), 0700) == 0, root);
	for (size_t i = 0; i < sizeof linked / sizeof linked[0]; i++)
		link_data(&a, linked[i]);
	keep_rows(DATA "/demo/product.csv", arena_printf(&a, "%s/data/demo/product.csv", root), articles);
	f = fopen(arena_printf(&a, "%s/data/demo/terminal.csv", root), "we");
	need(f != NULL, "terminal.csv");
	fputs("code,name\n", f);
	for (int i = 1; i <= world_tills; i++)
		fprintf(f, "%02d,till %d\n", i, i);
	need(fclose(f) == 0, "terminal.csv");
	setenv("ZHANGGUI_DATADIR", arena_printf(&a, "%s/data", root), 1);
	arena_release(&a);
}

const char *world_root(void)
{
	if (root[0])
		return root;
	snprintf(root, sizeof root, "%s/zhanggui-world-XXXXXX", world_memory_folder(100 << 20));
	need(mkdtemp(root) != NULL, root);
	root_owner = getpid();
	atexit(remove_root);
	make_data();
	return root;
}

/* --- the shop ----------------------------------------------------------------------------------- */

void world_enter(struct world *w, const char *dir, const char *url)
{
	struct arena *a = &w->mem;

	*w = (struct world){ .mem = ARENA_INIT };
	snprintf(w->dir, sizeof w->dir, "%s", dir);
	if (url)
		snprintf(w->url, sizeof w->url, "%s", url);
	else
		snprintf(w->url, sizeof w->url, "sqlite:%s/s.db", w->dir);
	w->conf = (struct shop_config){ .store_url = w->url, .key_file = arena_printf(a, "%s/keys", dir),
		.journal_dir = arena_printf(a, "%s/journal", dir), .cache_dir = arena_printf(a, "%s/cache", dir),
		.receipt_dir = DATA "/receipts", .heads_file = arena_printf(a, "%s/heads", dir) };
	clock_freeze(WORLD_NOON_MS);
	/* What the store logs of injected failures is wanted only when one is looked into. */
	log_open(getenv("CAMPAIGN_LOG") ? getenv("CAMPAIGN_LOG") : "/dev/null", "campaign", LOG_INFO);
}

void world_name(struct world *w, const char *url)
{
	static int n;
	char dir[sizeof w->dir];

	snprintf(dir, sizeof dir, "%s/w%d", world_root(), ++n);
	need(mkdir(dir, 0700) == 0, dir);
	world_enter(w, dir, url);
}

bool world_make(struct world *w)
{
	const struct init_request request = { .kind = INIT_TEST };
	const char *why = "";

	if (init_store(&w->mem, &w->conf, &request, &why) != OK) {
		printf("# store init: %s\n", why);
		return false;
	}
	return world_does_all(w, "sign-on 3001 615902\n!setting receipt.queue TESTQ");
}

void world_end(struct world *w)
{
	world_close_all(w);
	arena_release(&w->mem);
}

static const char *who_at(const struct world *w, int till)
{
	static const char *const usual[] = { "1008 2468", "1009 13579", "1010 2026", "1011 864200" };

	if (w->now[till][0])
		return w->now[till];
	return w->who[till] ? w->who[till] : usual[(till - 1) % 4];
}

static enum err one_act(struct world *w, int till, const char *act);

bool world_sign_on(struct world *w, int till)
{
	char act[64];

	snprintf(act, sizeof act, "sign-on %s", who_at(w, till));
	return one_act(w, till, act) == OK;
}

bool world_open(struct world *w, int till)
{
	struct seat *s = &w->seat[till];
	char code[8];
	const char *why = "";

	if (s->t)
		return true;
	snprintf(code, sizeof code, "%02d", till);
	w->conf.terminal = code;
	s->err = shop_open(&s->shop_arena, &w->conf, &s->sh, &why);
	w->conf.terminal = NULL;
	if (s->err == OK)
		s->err = till_open(s->sh, &s->t);
	if (s->err != OK) {
		snprintf(w->why, sizeof w->why, "%s", why ? why : "");
		world_close(w, till);
		return false;
	}
	return world_sign_on(w, till);
}

void world_close(struct world *w, int till)
{
	struct seat *s = &w->seat[till];

	till_close(s->t);
	shop_close(s->sh);
	s->t = NULL;
	s->sh = NULL;
	arena_release(&s->a);
	arena_release(&s->shop_arena);
}

static void forget_reader(struct world *w);

void world_close_all(struct world *w)
{
	forget_reader(w);
	for (int till = 1; till <= WORLD_TILLS; till++)
		world_close(w, till);
}

void world_die(struct world *w, int till)
{
	struct seat *s = &w->seat[till];
	int64_t n;

	/* A store that failed is left as it is, and so is the lease in it. */
	db_fault_arm(s->sh->db, 1, false);
	(void)(ids_highest(s->sh->db, &n) == OK);
	world_close(w, till);
}

/* --- acts of no till ------------------------------------------------------------------------------ */

static void no_finding(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

static enum err idle(struct world *w, struct seat *s, char **word)
{
	(void)w;
	(void)word;
	shop_idle(s->sh);
	return OK;
}

static enum err tick(struct world *w, struct seat *s, char **word)
{
	(void)w;
	(void)word;
	if (shop_tick(s->sh))
		till_refresh(s->t);
	return OK;
}

/* One job as the printer's side does it: the row says "sent" before the first byte leaves. What comes out of the
 * printer cannot be taken back, whatever happens to the store. */
static enum err print_at(struct world *w, struct seat *s, enum job_printer printer)
{
	struct print_job job;
	enum err e = jobs_next(s->sh, &s->a, printer, &job);

	w->job_id = 0;
	if (e == ERR_NOTFOUND)
		return OK;
	if (e == OK)
		e = jobs_sent(s->sh, job.id, "TESTQ-1");
	if (e != OK)
		return e;
	w->job_id = job.id;
	if (job.kind == JOB_PAPER && job.copy == 0 && w->printed_count < 64)
		w->printed[w->printed_count++] = job.id;
	return OK;
}

static enum err print(struct world *w, struct seat *s, char **word)
{
	(void)word;
	return print_at(w, s, JOB_AT_RECEIPT);
}

static enum err print_tags(struct world *w, struct seat *s, char **word)
{
	(void)word;
	return print_at(w, s, JOB_AT_LABELS);
}

static enum err printed(struct world *w, struct seat *s, char **word)
{
	(void)word;
	return w->job_id ? jobs_ended(s->sh, w->job_id, JOB_DONE, "") : OK;
}

static enum err orphans(struct world *w, struct seat *s, char **word)
{
	int n;

	(void)w;
	(void)word;
	return jobs_orphans(s->sh, &n);
}

static enum err backup(struct world *w, struct seat *s, char **word)
{
	const struct check_request request = { .found = no_finding };
	struct check_result result;
	const char *why;
	char path[700];

	snprintf(path, sizeof path, "%s/%s", w->dir, word[1]);
	/* A file of that name is from a try that was not answered: another is taken. */
	if (access(path, F_OK) == 0)
		snprintf(path, sizeof path, "%s/%s.again", w->dir, word[1]);
	return care_backup(s->sh, &s->a, path, &request, &result, &why);
}

static enum err reopen(struct world *w, struct seat *s, char **word)
{
	int till = (int)(s - w->seat);

	(void)word;
	world_close(w, till);
	return world_open(w, till) ? OK : s->err;
}

static const struct own_act shop_acts[] = {
	{ "!idle", idle }, { "!tick", tick }, { "!print", print }, { "!print-tags", print_tags },
	{ "!printed", printed }, { "!orphans", orphans },
	{ "!backup", backup }, { "!reopen", reopen }, { NULL, NULL }
};

/* --- lines ------------------------------------------------------------------------------------------ */

enum err world_own_act(struct world *w, struct seat *s, const char *act)
{
	const struct own_act *const lists[] = { shop_acts, office_acts, value_acts };
	char copy[LINE_MAX_BYTES], *word[4], *save = NULL;
	int n = 0;

	(void)shop_tick(s->sh); /* as the loop does, once a second */
	snprintf(copy, sizeof copy, "%s", act);
	for (char *p = strtok_r(copy, " ", &save); n < 4; p = strtok_r(NULL, " ", &save))
		word[n++] = p;
	for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++)
		for (const struct own_act *o = lists[l]; o->name; o++)
			if (strcmp(word[0], o->name) == 0)
				return o->run(w, s, word);
	abort();
}

static enum err one_act(struct world *w, int till, const char *act)
{
	struct seat *s = &w->seat[till];
	char name[64];
	size_t n = strcspn(act, " ");

	if (clock_frozen())
		clock_freeze(clock_now_ms() + 1000);
	arena_clear(&s->a);
	s->said = (struct said){ 0 };
	snprintf(name, sizeof name, "%.*s", (int)n, act);
	if (act[0] == '!')
		s->err = world_own_act(w, s, act);
	else
		s->err = till_do(s->t, action_find(name), act[n] ? act + n + 1 : "", &s->a, &s->said);
	if (s->err == OK && strcmp(name, "sign-on") == 0)
		snprintf(w->now[till], sizeof w->now[till], "%s", act + n + 1);
	if (w->after_act)
		w->after_act(w, w->ctx);
	return s->err;
}

/* What stands before the acts of a line. */
static const char *after_till(const char *line)
{
	size_t n = strspn(line, "0123456789");

	return n && line[n] == ':' && line[n + 1] == ' ' ? line + n + 2 : line;
}

int world_till_of(const char *line)
{
	int till = after_till(line) > line ? atoi(line) : 1;

	return till >= 1 && till <= WORLD_TILLS ? till : 1;
}

bool world_store_failed(const struct world *w, int till)
{
	const struct seat *s = &w->seat[till];

	return s->err == ERR_IO || s->err == ERR_CORRUPT || s->err == ERR_UNKNOWN || s->err == ERR_BUSY ||
		s->said.id == MSG_STORE_FAILED || s->said.id == MSG_STORE_FULL || s->said.id == MSG_STORE_CORRUPT ||
		s->said.id == MSG_OUTCOME_UNKNOWN || s->said.id == MSG_OUTCOME_FULL;
}

static bool asks(const struct world *w, int till)
{
	return till_view(w->seat[till].t)->need != NEED_NOTHING;
}

/* A reason that an earlier try has left behind is not asked for again. */
static bool answers_nothing(const struct world *w, int till, const char *act)
{
	return (strncmp(act, "reason ", 7) == 0 || strncmp(act, "approve ", 8) == 0) &&
		!asks(w, till);
}

enum err world_do(struct world *w, const char *line)
{
	char copy[LINE_MAX_BYTES], *act = copy;
	int till = world_till_of(line);

	snprintf(copy, sizeof copy, "%s", after_till(line));
	if (!world_open(w, till))
		return w->seat[till].err == OK ? ERR_IO : w->seat[till].err;
	while (act) {
		char *next = strstr(act, "; ");
		bool may_refuse = act[0] == '~';

		if (next)
			*next = '\0';
		if (!answers_nothing(w, till, act) && one_act(w, till, act + may_refuse) != OK &&
			(world_store_failed(w, till) || (!may_refuse && !asks(w, till))))
			break;
		if (may_refuse)
			w->seat[till].err = OK;
		act = next ? next + 2 : NULL;
	}
	return w->seat[till].err;
}

bool world_does_all(struct world *w, const char *lines)
{
	while (*lines) {
		char line[LINE_MAX_BYTES];
		size_t n = strcspn(lines, "\n");

		snprintf(line, sizeof line, "%.*s", (int)n, lines);
		lines += n + (lines[n] == '\n');
		if (world_do(w, line) != OK) {
			const struct seat *s = &w->seat[world_till_of(line)];
			struct arena a = ARENA_INIT;

			printf("# %s: %s: %s (%s)\n", line, err_name(s->err), said_text(&a, &s->said),
				s->sh ? db_error(s->sh->db) : w->why);
			arena_release(&a);
			return false;
		}
	}
	return true;
}

/* --- what it holds ------------------------------------------------------------------------------------ */

/* Documents by their numbers, everything else by what it says: no ids, no times. */
#define DOC "t.code, d.series, d.running"
#define FROM_DOC " FROM document d JOIN terminal t ON t.id = d.terminal_id"
#define BY_DOC " ORDER BY t.code, d.series, d.running"
static const char *const strict_parts[] = {
	"SELECT 'document', " DOC ", d.kind, d.staff_id, d.approver_id, d.business_day, o.running, p.running,"
		" d.reason_id, d.total_minor, d.discount_minor, d.tax_minor, d.rounding_minor" FROM_DOC
		" LEFT JOIN document o ON o.id = d.original_id LEFT JOIN document p ON p.id = d.partner_id" BY_DOC,
	"SELECT 'line', " DOC ", x.line_no, r.number, g.code, x.code, x.qty_milli, x.list_price_minor,"
		" x.price_minor, x.price_source, x.amount_minor, x.discount_minor, x.paid_minor, x.tax_minor, x.flags,"
		" x.original_line, x.reason_id, x.approver_id, x.parent_line, x.supplier_id" FROM_DOC
		" JOIN sale_line x ON x.document_id = d.id"
		" LEFT JOIN article r ON r.id = x.article_id LEFT JOIN department g ON g.id = x.department_id"
		BY_DOC ", x.line_no",
	"SELECT 'discount', " DOC ", x.line_no, x.stage, x.amount_minor" FROM_DOC
		" JOIN sale_discount x ON x.document_id = d.id" BY_DOC ", x.line_no, x.n",
	"SELECT 'payment', " DOC ", x.n, h.code, x.amount_minor, x.rounding_minor, x.given_minor,"
		" x.change_minor, x.reference" FROM_DOC " JOIN sale_tender x ON x.document_id = d.id"
		" JOIN tender h ON h.id = x.tender_id" BY_DOC ", x.n",
	"SELECT 'note', " DOC ", x.line_no, x.note" FROM_DOC " JOIN document_note x ON x.document_id = d.id"
		BY_DOC ", x.line_no",
	"SELECT 'posting', " DOC ", x.n, x.account, x.holder_id, x.amount" FROM_DOC
		" JOIN posting x ON x.document_id = d.id" BY_DOC ", x.n",
	"SELECT 'returned', " DOC ", x.line_no, x.sold_milli, x.returned_milli" FROM_DOC
		" JOIN returned x ON x.document_id = d.id" BY_DOC ", x.line_no",
	"SELECT 'balance', account, holder_id, unit, amount FROM balance ORDER BY account, holder_id, unit",
	"SELECT 'shift', terminal_id, staff_id, opened_day, float_minor, state, closed_by FROM shift ORDER BY id",
	"SELECT 'count', s.terminal_id, c.attempt, c.counted_minor FROM shift_count c JOIN shift s"
		" ON s.id = c.shift_id ORDER BY c.shift_id, c.attempt",
	"SELECT 'day', day, CASE WHEN closed_at_ms IS NULL THEN 0 ELSE 1 END FROM business_day ORDER BY day",
	"SELECT 'basket', b.terminal_id, s.number, b.state, b.held_no, b.note, b.discount_kind, b.discount_value,"
		" b.customer, b.began_staff_id, b.began_terminal_id, b.sent_by_terminal_id, b.deferred_shift_id,"
		" b.age_seen, b.buyer_staff_id, b.buyer_bp, b.seller_staff_id"
		" FROM basket b JOIN staff s ON s.id = b.staff_id ORDER BY b.id",
	"SELECT 'basket line', b.terminal_id, l.line_no, r.number, l.code, l.qty_milli, l.price_minor,"
		" l.price_source, l.fixed_amount_minor, l.flags, l.discount_kind, l.discount_value, l.reason_id,"
		" l.approver_id, l.original_line, l.note, l.parent_line, l.age_min,"
		" l.seller_id"
		" FROM basket_line l JOIN basket b ON b.id = l.basket_id"
		" LEFT JOIN article r ON r.id = l.article_id ORDER BY b.id, l.line_no",
	"SELECT 'basket payment', b.terminal_id, x.n, x.tender_id, x.amount_minor, x.reference,"
		" x.given_minor, x.approver_id FROM basket_tender x"
		" JOIN basket b ON b.id = x.basket_id ORDER BY b.id, x.n",
	"SELECT 'setting', name, scope, owner_id, value FROM setting ORDER BY name, scope, owner_id",
	"SELECT 'price', a.number, p.level, p.price_minor FROM price p JOIN article a ON a.id = p.article_id"
		" WHERE p.until_at_ms = 9223372036854775807 ORDER BY a.number, p.level, p.from_at_ms",
	"SELECT 'article', number, name, unit FROM article ORDER BY number",
	"SELECT 'staff', number, name, role_id, active FROM staff ORDER BY number",
	"SELECT 'script', s.number, k.unix_user, CASE WHEN k.revoked_at_ms IS NULL THEN 0 ELSE 1 END"
		" FROM script_key k JOIN staff s ON s.id = k.staff_id ORDER BY s.number",
	"SELECT 'right', role_id, permission FROM role_permission ORDER BY role_id, permission",
	"SELECT 'limit', role_id, name, value FROM role_limit ORDER BY role_id, name",
	"SELECT 'till', code, name FROM terminal ORDER BY code",
	"SELECT 'tender', code, name, kind, flags, currency, fee_bp, fee_minor, over_rule, refund_to FROM tender"
		" ORDER BY code",
	"SELECT 'reason', kind, digit, name, active FROM reason ORDER BY kind, digit, active, name",
	"SELECT 'department', code, name, tax_rate_id, active FROM department ORDER BY code",
	"SELECT 'tax', r.code, r.rate_bp, c.from_day, c.rate_bp FROM tax_rate r"
		" LEFT JOIN tax_change c ON c.tax_rate_id = r.id ORDER BY r.code, c.from_day",
	"SELECT 'category', code, name FROM category ORDER BY code",
	"SELECT 'voucher', v.serial, k.code, v.face_minor, v.state, v.terminal_id, d.running, v.last_day FROM voucher v"
		" JOIN voucher_kind k ON k.id = v.kind_id LEFT JOIN document d ON d.id = v.sold_id"
		" WHERE v.state <> 1 ORDER BY v.serial",
	"SELECT 'voucher stock', state, terminal_id, count(*) FROM voucher GROUP BY state, terminal_id"
		" ORDER BY state, terminal_id",
	"SELECT 'account', id, name, limit_minor, terms_days, active, version FROM house_account ORDER BY id",
	"SELECT 'order', id, staff_id, terminal_id, customer, note, total_minor FROM customer_order ORDER BY id",
	"SELECT 'cheque', " DOC ", x.state, x.number, x.amount_minor" FROM_DOC " JOIN cheque x ON x.id = d.id" BY_DOC,
	"SELECT 'asked', terminal_id, staff_id, tender_id, amount_minor, code, state, reference FROM pay_intent"
		" ORDER BY id",
	"SELECT 'batch', b.name, b.level, b.state, a.number, l.was_minor, l.price_minor, l.done FROM price_batch b"
		" JOIN price_batch_line l ON l.batch_id = b.id JOIN article a ON a.id = l.article_id"
		" ORDER BY b.id, a.number",
	"SELECT 'window', code, name, weekdays, from_minute, until_minute, price_minor, off_bp, active, version"
		" FROM price_window ORDER BY code",
	"SELECT 'quick', terminal_id, page, position, label, kind, target FROM quick_key"
		" ORDER BY terminal_id, page, position",
	"SELECT 'supplier', s.code, s.name, s.active, t.from_day, t.deduction_bp, t.guaranteed_minor FROM supplier s"
		" LEFT JOIN supplier_terms t ON t.supplier_id = s.id ORDER BY s.code, t.from_day",
	NULL
};
static const char *const loose_parts[] = {
	"SELECT 'figure', s.terminal_id, x.business_day, x.measure, x.item_id, x.times, x.qty_milli, x.amount_minor"
		" FROM shift_total x JOIN shift s ON s.id = x.shift_id"
		" ORDER BY x.shift_id, x.business_day, x.measure, x.item_id",
	"SELECT 'audit', action, count(*), sum(amount_minor) FROM audit WHERE action <> 'sign-on'"
		" GROUP BY action ORDER BY action",
	"SELECT 'job', j.kind, j.terminal_id, d.running, j.template, j.copy, j.state FROM job j"
		" LEFT JOIN document d ON d.id = j.document_id ORDER BY j.id",
	"SELECT 'revision', table_name, count(*) FROM revision GROUP BY table_name ORDER BY table_name",
	"SELECT 'tag', a.number, t.mark, t.version FROM tag_printed t JOIN article a ON a.id = t.article_id"
		" ORDER BY a.number",
	"SELECT 'key', n FROM seal_key ORDER BY n",
	"SELECT 'voucher move', from_serial, to_serial, what, staff_id, approver_id, terminal_id FROM voucher_move"
		" ORDER BY from_serial, to_serial, what, terminal_id",
	"SELECT 'rate', currency, numerator, denominator, source, staff_id FROM currency_rate"
		" ORDER BY currency, numerator, denominator",
	"SELECT 'fix', code, department_id, price_minor FROM fix_item ORDER BY id",
	NULL
};

struct writing { struct sbuf *out; const char *id[MADE_IDS_MAX]; int ids; struct arena a; };

/* What was made since then has ids that say when: they are named in the order in which they come. */
static void put_value(struct writing *to, const char *text)
{
	int i = 0;

	if (strlen(text) < MADE_ID_DIGITS || text[strspn(text, "0123456789")]) {
		sbuf_printf(to->out, "%s", text);
		return;
	}
	while (i < to->ids && strcmp(to->id[i], text) != 0)
		i++;
	if (i == MADE_IDS_MAX)
		abort();
	if (i == to->ids)
		to->id[to->ids++] = arena_strdup(&to->a, text);
	sbuf_printf(to->out, "#%d", i);
}

static enum err put_row(void *ctx, const struct db_rows *r)
{
	struct writing *to = ctx;

	for (int i = 0; i < r->columns; i++) {
		if (i)
			sbuf_putc(to->out, ' ');
		put_value(to, row_null(r, 0, i) ? "-" : row_text(r, 0, i));
	}
	sbuf_putc(to->out, '\n');
	return OK;
}

static bool put_parts(struct db *db, const char *const *parts, struct writing *to)
{
	for (int i = 0; parts[i]; i++)
		if (db_each_args(db, put_row, to, parts[i], NULL, 0) != OK) {
			printf("# cannot be read: %s\n", db_error(db));
			return false;
		}
	return true;
}

/* A handle to look with, kept until all is closed: opening one takes longer than looking. */
static struct db *reader(struct world *w)
{
	struct arena a = ARENA_INIT;
	const char *why = "";

	if (!w->reader && db_open(&a, w->url, 0, &w->reader, &why) != OK)
		printf("# cannot be opened: %s\n", why);
	arena_release(&a);
	return w->reader;
}

static void forget_reader(struct world *w)
{
	db_close(w->reader);
	w->reader = NULL;
}

char *world_state(struct world *w, struct arena *a, size_t *strict)
{
	char *text = NULL;

	/* A fault meant for the till may have struck the handle: then another is taken. */
	for (int i = 0; i < 2 && !text && reader(w); i++) {
		struct sbuf out = SBUF_INIT;
		struct writing to = { .out = &out, .a = ARENA_INIT };
		bool ok = put_parts(w->reader, strict_parts, &to);

		if (strict)
			*strict = out.len;
		if (ok && put_parts(w->reader, loose_parts, &to))
			text = arena_strdup(a, sbuf_text(&out));
		sbuf_release(&out);
		arena_release(&to.a);
		if (!text)
			forget_reader(w);
	}
	return text;
}

char *world_view(struct world *w, struct arena *a, int till)
{
	const struct till_view *v;

	till_refresh(w->seat[till].t); /* how many baskets are held is counted now and then */
	v = till_view(w->seat[till].t);
	return arena_printf(a, "%s: %d lines, due %" PRId64 ", open %" PRId64 ", %d payments, %d held, shift %s%s",
		shop_staff(w->seat[till].sh)->id ? shop_staff(w->seat[till].sh)->number : "nobody",
			v->basket->line_count, v->due_minor, v->open_minor, v->payment_count, v->held_count,
		v->shift_id ? "open" : "none", v->shift_id && v->counted ? ", counted" : "");
}

/* --- does it add up -------------------------------------------------------------------------------------- */

static void tell_finding(void *ctx, const struct finding *f)
{
	struct arena a = ARENA_INIT;

	(void)ctx;
	if (check_table[f->id].severity == 'E')
		printf("# store check: %s: %s\n", check_table[f->id].name, finding_text(&a, f));
	arena_release(&a);
}

static bool link_is_there(struct db *db, const struct journal_link *l)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT link FROM seal WHERE terminal_id = $1 AND seq = $2",
		db_int(l->seal.terminal_id), db_int(l->seal.seq));
	bool ok = e == OK && strcmp(row_text(&r, 0, 0), l->seal.link) == 0;

	if (!ok)
		world_lost++;
	if (!ok)
		printf("# link %" PRId64 " of terminal %" PRId64 " is in the journal and not in the store\n",
			l->seal.seq, l->seal.terminal_id);
	arena_release(&a);
	return ok;
}

/* A journal is written after COMMIT answered, so what stands in it was acknowledged. It has each link of its till
 * since it began, and some twice where two programs stood at one till. Who was killed within a write left a record
 * torn; the next to open it writes that one again. */
static bool journal_kept(struct world *w, const char *path, int64_t *last)
{
	struct journal_reader r;
	struct arena a = ARENA_INIT;
	struct journal_link link;
	bool ok = journal_open(&r, path) == OK;

	*last = 0;
	while (ok && journal_next(&r, &a, &link) == OK) {
		ok = link_is_there(w->reader, &link);
		if (*last && link.seal.seq > *last + 1) {
			printf("# %s: link %" PRId64 " after %" PRId64 "\n", path, link.seal.seq, *last);
			ok = false;
		}
		if (link.seal.seq > *last)
			*last = link.seal.seq;
		arena_clear(&a);
	}
	w->torn += r.damaged;
	journal_close(&r);
	arena_release(&a);
	return ok;
}

static bool reaches_end(struct world *w, const char *name, int64_t last)
{
	int64_t terminal_id, series, end;
	struct arena a = ARENA_INIT;
	struct db_rows r;
	int month;
	bool ok = journal_name_parse(name, &terminal_id, &series, &month) && db_one(w->reader, &a, &r,
		"SELECT chain_seq FROM terminal WHERE id = $1", db_int(terminal_id)) == OK;

	end = ok ? row_int(&r, 0, 0) : 0;
	if (last != end)
		printf("# journal %s ends with link %" PRId64 ", its till with %" PRId64 "\n", name, last, end);
	arena_release(&a);
	return ok && last == end;
}

static bool journals_are(struct world *w, bool complete)
{
	struct arena a = ARENA_INIT;
	DIR *dir = opendir(w->conf.journal_dir);
	bool ok = !dir || reader(w);

	w->torn = 0;
	for (struct dirent *each; ok && dir && (each = readdir(dir));) {
		int64_t last;

		if (each->d_name[0] == '.')
			continue;
		ok = journal_kept(w, arena_printf(&a, "%s/%s", w->conf.journal_dir, each->d_name), &last) &&
			(!complete || reaches_end(w, each->d_name, last));
	}
	if (w->torn > w->torn_most)
		printf("# %" PRId64 " damaged records in %s\n", w->torn, w->conf.journal_dir);
	if (dir)
		closedir(dir);
	arena_release(&a);
	return ok && w->torn <= w->torn_most;
}

bool world_journals_complete(struct world *w)
{
	return journals_are(w, true);
}

bool world_sound(struct world *w)
{
	const struct check_request request = { .found = tell_finding };
	struct arena a = ARENA_INIT;
	struct check_result result;
	const char *why = "";
	bool ok = check_store(&a, &w->conf, &request, &result, &why) == OK;

	if (!ok)
		printf("# store check: %s\n", why);
	arena_release(&a);
	return ok && result.wrong == 0 && journals_are(w, false);
}

void world_forget(struct world *w)
{
	DIR *dir = opendir(w->conf.journal_dir);

	for (struct dirent *each; dir && (each = readdir(dir));)
		if (each->d_name[0] != '.')
			unlinkat(dirfd(dir), each->d_name, 0);
	if (dir)
		closedir(dir);
	unlink(w->conf.heads_file);
	memset(w->now, 0, sizeof w->now);
	w->printed_count = 0;
}
