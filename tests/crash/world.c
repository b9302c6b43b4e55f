/* world.c - see world.h. */
#include "world.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
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
#include "service/care.h"
#include "service/check.h"
#include "service/init.h"
#include "service/jobs.h"
#include "../../src/service/shop/shop_int.h"
#include "store/db_fault.h"
#include "store/master_store.h"

#define LINE_MAX_BYTES 400
#define DATA "data"
#define YES "yes" /* where the till asks whether an amount is meant */

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
	if (s->err == OK)
		world_provider(s);
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

void world_close_all(struct world *w)
{
	world_forget_reader(w);
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
	char copy[LINE_MAX_BYTES], *word[6], *save = NULL;
	int n = 0;

	(void)shop_tick(s->sh); /* as the loop does, once a second */
	snprintf(copy, sizeof copy, "%s", act);
	for (char *p = strtok_r(copy, " ", &save); n < 6; p = strtok_r(NULL, " ", &save))
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
	size_t n;

	if (strcmp(act, YES) == 0)
		act = "enter";
	n = strcspn(act, " ");
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

/* A reason that an earlier try has left behind is not asked for again, and not every large amount needs a yes. */
static bool answers_nothing(const struct world *w, int till, const char *act)
{
	if (strcmp(act, YES) == 0)
		return till_view(w->seat[till].t)->need != NEED_CONFIRM;
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
