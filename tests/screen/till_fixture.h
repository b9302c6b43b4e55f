/* till_fixture.h - the till in a pty on a test store. The store is made once (with a sale of the day
 * before), each till gets a copy of its own. Keys are counted as the daily tasks count them: one
 * press one key, a scan none. */
#ifndef TILL_FIXTURE_H
#define TILL_FIXTURE_H

#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <sys/wait.h>

#include "../t.h"
#include "../../include/base/clock.h"
#include "vt.h"

#define TILL_NOW "2026-11-21T18:42:00+08:00"
#define TILL_LATER "2026-11-21T18:50:00+08:00"
#define TILL_YESTERDAY "2026-11-20T18:30:00+08:00"
#define TILL_MADE "2026-11-19T09:00:00+08:00"

/* Of the demo articles, and a code that is on no file. */
#define CORN "6951617500541"    /* 6.80 */
#define POPCORN "6951617500572" /* 9.90 */
#define SEEDS "6932979900101"
#define UNKNOWN "6901234567809"
#define LOOSE_SEEDS "431"       /* 散装原味瓜子, 21.80 a kilogram */
#define RECEIPT "01-1-000002"   /* the sale of the day before: 4 lines, 3 of line 2 */

/* Of its staff: a lead cashier, two cashiers and the manager. */
#define BADGE_LEAD "0009150311"
#define BADGE_1008 "0004837261"
#define BADGE_1009 "0004837262"
#define BADGE_MANAGER "0012660101"
#define MANAGER "3001"
#define MANAGER_PIN "615902"

#define SCAN_GAP_MS 60          /* longer than the gap within a scan: what was typed stands apart */

struct till {
	struct vt *vt;
	int keys;               /* pressed since till_start */
	const char *lang;       /* "en", "zh_CN" */
	char env[2][4200], store[720];
};

static int till_number;     /* of the newest till's folder */
/* For the tills started from now on. */
static const char *till_fault = "";       /* before the store's URL: "fault:N:after:" */
static const char *till_keymap;           /* file of keys; NULL as shipped */
static const char *till_conf = "/dev/null"; /* file of settings */
static const char *till_screen = "till";    /* or "office" */
static const char *till_program;          /* its path; NULL as built */

extern char **environ;

static inline bool run(const char *const argv[])
{
	posix_spawn_file_actions_t quiet;
	pid_t pid;
	int status;
	bool started;

	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	started = posix_spawnp(&pid, argv[0], &quiet, NULL, (char *const *)(uintptr_t)argv,
		environ) == 0;
	posix_spawn_file_actions_destroy(&quiet);
	return started && waitpid(pid, &status, 0) == pid && status == 0;
}

static inline const char *template_dir(void)
{
	static char dir[600];

	snprintf(dir, sizeof dir, "%s/template", t_tmpdir());
	return dir;
}

static inline void till_launch(struct till *t, const struct vt_options *options, const char *dir,
	const char *now)
{
	const char *root = getenv("SRCDIR");
	char cwd[4000];
	const char *env[3] = { NULL };
	struct vt_options o = *options;
	const char *argv[] = { till_program ? till_program : t_built("zhanggui"), "--conf", till_conf,
		"--store", t->store, "--terminal", "01", "--now", now, till_screen, NULL, NULL, NULL };

	if (!root)
		root = getcwd(cwd, sizeof cwd);
	snprintf(t->store, sizeof t->store, "%ssqlite:%s/shop.db", till_fault, dir);
	if (till_keymap) {
		argv[9] = "--keymap";
		argv[10] = till_keymap;
		argv[11] = till_screen;
	}
	snprintf(t->env[0], sizeof t->env[0], "ZHANGGUI_DATADIR=%s/data", root);
	snprintf(t->env[1], sizeof t->env[1], "ZHANGGUI_LOCALEDIR=%s", t_built("locale"));
	env[0] = t->env[0];
	env[1] = t->env[1];
	o.env = env;
	t->vt = vt_start(&o, argv);
	t->keys = 0;
	t->lang = o.lang ? o.lang : "en";
}

/* Presses keys one by one, as named in vt.h; a run of characters is broken so that it is no scan. */
static inline void press(struct till *t, const char *keys)
{
	char one[80];
	int row = 0;

	while (*keys) {
		size_t n = *keys == '<' ? strcspn(keys, ">") + 1 : 1;

		while ((keys[n] & 0xC0) == 0x80)
			n++;
		snprintf(one, sizeof one, "%.*s", (int)n, keys);
		row = *keys == '<' ? 0 : row + 1;
		if (row == 4) { /* a scanner's run is six */
			vt_read_for(t->vt, SCAN_GAP_MS);
			row = 0;
		}
		vt_type(t->vt, one);
		t->keys++;
		keys += n;
	}
}

static inline void scan(struct till *t, const char *code)
{
	char text[200];

	vt_read_for(t->vt, SCAN_GAP_MS);
	snprintf(text, sizeof text, "<scan:%s>", code);
	vt_type(t->vt, text);
}

static inline bool sees(struct till *t, const char *text)
{
	return vt_wait(t->vt, text);
}

/* The same without waiting. */
static inline bool has(struct till *t, const char *text)
{
	return strstr(vt_text(t->vt), text) != NULL;
}

static inline void sign_on(struct till *t, const char *number, const char *pin)
{
	press(t, number);
	press(t, "<enter>");
	press(t, pin);
	press(t, "<enter>");
}

/* Keys, with scans in braces: "24*{6951617500541}". */
static inline void play(struct till *t, const char *script)
{
	char part[160];

	while (*script) {
		bool scanned = *script == '{';
		size_t n = strcspn(script + scanned, scanned ? "}" : "{");

		snprintf(part, sizeof part, "%.*s", (int)n, script + scanned);
		if (scanned)
			scan(t, part);
		else
			press(t, part);
		script += n + 2 * scanned;
	}
}

#define KEY_MS 200 /* a key that waits longer is held up */

/* Milliseconds until a key shows; the best of three, for the machine may be busy with something else. */
static inline int echo_ms(struct till *t, char c)
{
	int best = INT_MAX;

	for (int i = 0; i < 3 && best > KEY_MS; i++) {
		char key[] = { c, '\0' }, shown[] = { '>', ' ', c, '\0' };
		int64_t at_ms = clock_mono_ms();

		vt_type(t->vt, key);
		CHECK(sees(t, shown));
		if (clock_mono_ms() - at_ms < best)
			best = (int)(clock_mono_ms() - at_ms);
		vt_type(t->vt, "<bs>");
		CHECK(vt_gone(t->vt, shown));
	}
	return best;
}

/* A helper program that it has started, by the begin of its name; 0: none. */
static inline pid_t till_helper(const struct till *t, const char *comm)
{
	char path[64], name[64], list[512] = "", *rest = list, *word;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/task/%d/children", vt_pid(t->vt), vt_pid(t->vt));
	f = fopen(path, "r");
	if (!f || !fgets(list, sizeof list, f))
		*list = '\0';
	if (f)
		fclose(f);
	while ((word = strtok_r(rest, " ", &rest))) {
		snprintf(path, sizeof path, "/proc/%s/comm", word);
		f = fopen(path, "r");
		if (!f || !fgets(name, sizeof name, f))
			*name = '\0';
		if (f)
			fclose(f);
		if (strncmp(name, comm, strlen(comm)) == 0)
			return (pid_t)strtol(word, NULL, 10);
	}
	return 0;
}

/* Signs on at the first screen and opens a shift: an empty basket. */
static inline bool open_shift(struct till *t, const char *number, const char *pin)
{
	if (!sees(t, "1008"))
		return false;
	sign_on(t, number, pin);
	if (!sees(t, "500.00"))
		return false;
	press(t, "<enter>");
	return sees(t, " 0.00");
}

static inline void till_end(struct till *t)
{
	vt_free(t->vt);
}

/* A receipt of the day before, by hands at the till itself. */
static inline bool sell_yesterday(void)
{
	struct till t;
	bool ok;

	till_launch(&t, &(struct vt_options){ 0 }, template_dir(), TILL_YESTERDAY);
	ok = open_shift(&t, "1008", "2468");
	scan(&t, CORN);
	ok = ok && sees(&t, "  1 ");
	press(&t, "3*");
	scan(&t, POPCORN);
	ok = ok && sees(&t, "  2 ");
	scan(&t, SEEDS);
	ok = ok && sees(&t, "  3 ");
	press(&t, "2*16<enter>");
	ok = ok && sees(&t, "  4 ");
	press(&t, "200<f12>");
	ok = ok && sees(&t, "Receipt " RECEIPT);
	press(&t, "<f10>9");
	ok = ok && sees(&t, "Cash counted");
	press(&t, "500<enter>");
	ok = ok && sees(&t, "prints the Z report");
	press(&t, "<enter>");
	ok = ok && sees(&t, "Last shift");
	till_end(&t);
	return ok;
}

static inline bool make_template(void)
{
	static int made = -1;
	char store[700], data[4200], cwd[4000];
	const char *root = getenv("SRCDIR");
	const char *const argv[] = { t_built("zhanggui"), "--store", store, "--now", TILL_MADE,
		"store", "init", "--test", NULL };

	if (made >= 0)
		return made;
	made = 0;
	if (mkdir(template_dir(), 0700) != 0)
		return false;
	snprintf(data, sizeof data, "%s/data", root ? root : getcwd(cwd, sizeof cwd));
	setenv("ZHANGGUI_DATADIR", data, 1);
	snprintf(store, sizeof store, "sqlite:%s/shop.db", template_dir());
	if (!run(argv))
		return false;
	made = sell_yesterday();
	return made;
}

/* A till of its own, at the sign-on screen. */
static inline bool till_start(struct till *t, const struct vt_options *options)
{
	char dir[620];
	const char *const argv[] = { "cp", "-a", template_dir(), dir, NULL };

	if (!make_template())
		return false;
	snprintf(dir, sizeof dir, "%s/till%d", t_tmpdir(), ++till_number);
	if (!run(argv))
		return false;
	till_launch(t, options, dir, TILL_NOW);
	return sees(t, "1008");
}

/* The same with somebody signed on and a shift open: an empty basket. */
static inline bool till_ready(struct till *t, const struct vt_options *options)
{
	if (!till_start(t, options) || !open_shift(t, "1008", "2468"))
		return false;
	t->keys = 0;
	return true;
}

/* An office of its own on a copy of the shop: nobody is signed on. */
static inline bool office_start(struct till *t, const char *lang)
{
	bool ok;

	if (!make_template()) /* by hands at a till */
		return false;
	till_screen = "office";
	ok = till_start(t, &(struct vt_options){ .lang = lang });
	till_screen = "till";
	return ok;
}

/* The manager signs on at the office. The menu says in both languages what stands last. */
static inline bool office_manage(struct till *t)
{
	sign_on(t, MANAGER, MANAGER_PIN);
	return sees(t, "  0  ");
}

/* Another program on the shop of the newest till: beside it, or after its end. */
static inline void beside(struct till *t, const char *screen, const char *lang)
{
	char dir[620];

	snprintf(dir, sizeof dir, "%s/till%d", t_tmpdir(), till_number);
	till_screen = screen;
	till_launch(t, &(struct vt_options){ .lang = lang }, dir, TILL_LATER);
	till_screen = "till";
}

static inline void till_again(struct till *t)
{
	beside(t, "till", "en");
}

/* A shell's line for what somebody orders by command beside the newest till. */
#define ORDER_MAX 12000
static inline void order_line(char line[ORDER_MAX], const char *number, const char *pin, const char *words)
{
	snprintf(line, ORDER_MAX, "echo %s | '%s' --store 'sqlite:%s/till%d/shop.db' --now %s --as %s --pin-fd 0 %s",
		pin, t_built("zhanggui"), t_tmpdir(), till_number, TILL_NOW, number, words);
}

static inline bool as_person(const char *number, const char *pin, const char *words)
{
	char line[ORDER_MAX];
	const char *const argv[] = { "sh", "-c", line, NULL };

	order_line(line, number, pin, words);
	return run(argv);
}

static inline bool as_manager(const char *words)
{
	return as_person(MANAGER, MANAGER_PIN, words);
}

/* What a cashier does at a till meanwhile: acts of `sale ring`, \n between them. */
static inline bool rings_at(const char *terminal, const char *acts)
{
	char command[9000];
	const char *const argv[] = { "sh", "-c", command, NULL };

	snprintf(command, sizeof command, "cd '%s/till%d' && echo 2468 >pin && printf '%s\\n' | '%s'"
		" --store sqlite:shop.db --now %s --terminal %s --as 1008 --pin-fd 3 sale ring 3<pin"
		" >/dev/null 2>&1; true", t_tmpdir(), till_number, acts, t_built("zhanggui"), TILL_NOW, terminal);
	return run(argv);
}

static inline bool rings(const char *acts)
{
	return rings_at("02", acts);
}

/* Whether the beginning of a file has these bytes. */
static inline bool file_has_bytes(const char *path, const char *bytes, size_t n)
{
	static char all[60000];
	FILE *f = fopen(path, "re");
	size_t len = f ? fread(all, 1, sizeof all, f) : 0;

	if (f)
		fclose(f);
	return memmem(all, len, bytes, n) != NULL;
}

static inline bool file_has(const char *path, const char *text)
{
	return file_has_bytes(path, text, strlen(text));
}

#endif
