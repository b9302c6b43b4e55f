/* trouble_test.c - what goes wrong at a counter, as the cashier sees it: no paper, no helper program, a full disk, a
 * scale that is not at rest. Golden pictures in both languages; GENERATE=1 makes them anew. */
#include "scenes.h"
#include "counter_fixture.h"

#include <poll.h>
#include <sys/resource.h>

static bool is_english(const struct till *t)
{
	return strcmp(t->lang, "en") == 0;
}

/* The picture while the scale goes on sending: one that is not heard for two seconds is told to be silent. */
static void picture_of(struct counter *c, const char *set, const char *name)
{
	pid_t sender = fork();

	if (sender == 0)
		while (poll(NULL, 0, 50) == 0)
			sim_scale_tick(&c->scale);
	take(&c->t, set, name);
	if (sender > 0) {
		kill(sender, SIGKILL);
		waitpid(sender, NULL, 0);
	}
}

/* --- the dialog for a weight ------------------------------------------------------------------------ */

struct weighing { const char *name; enum sim_fault fault; int grams; const char *en, *zh; };

/* What lies there is waited for, then Enter asks for it: taken, or the dialog says why not. */
static void weight_pictures(const char *lang)
{
	static const struct weighing steps[] = {
		{ "silent", SIM_MUTE, 0, "Scale: silent", "秤无数据" },
		{ "empty", SIM_GOOD, 0, "Scale 0.000", "秤 0.000" },
		{ "moving", SIM_RESTLESS, 520, "Scale ~0.520", "秤 ~0.520" },
		{ "negative", SIM_GOOD, -30, "Scale -0.030", "秤 -0.030" },
		{ "overload", SIM_OVERLOAD, 520, "Scale: too much", "秤超载" },
	};
	struct counter c;

	if (!begin_in(&c, "st", lang))
		return;
	press(&c.t, LOOSE_SEEDS "<enter>");
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		c.scale.fault = steps[i].fault;
		c.scale.grams = steps[i].grams;
		until(&c, on_screen, is_english(&c.t) ? steps[i].en : steps[i].zh);
		press(&c.t, "<enter>");
		picture_of(&c, "weight", steps[i].name);
	}
	c.scale.fault = SIM_GOOD;
	c.scale.grams = 520;
	until(&c, on_screen, is_english(&c.t) ? "Scale 0.520" : "秤 0.520");
	picture_of(&c, "weight", "at_rest");
	press(&c.t, "<enter>");
	until(&c, on_screen, "11.34");
	picture_of(&c, "weight", "sold");
	end(&c);
}

IN_BOTH_LANGUAGES(weights, weight_pictures)

/* --- printer and helpers ---------------------------------------------------------------------------- */

/* A receipt waits for paper; then the scale is unplugged, too. */
static void paper_pictures(const char *lang)
{
	char server[700];
	struct counter c;

	if (!cups("start", "kitchen")) {
		t_skip("no CUPS server could be started");
		return;
	}
	snprintf(server, sizeof server, "%s/cups/cups.sock", t_tmpdir());
	setenv("CUPS_SERVER", server, 1);
	if (begin_in(&c, "st", lang)) {
		c.scale.grams = 0;
		until(&c, on_screen, is_english(&c.t) ? "Scale 0.000" : "秤 0.000");
		CHECK(as_manager("setting set receipt.queue kitchen --till 01"));
		until(&c, on_screen, is_english(&c.t) ? "Printer ready" : "打印就绪");
		cups("mode", "kitchen media-empty");
		scan(&c.t, CORN);
		until(&c, on_screen, "  1 ");
		press(&c.t, "<f12>");
		until(&c, on_screen, is_english(&c.t) ? "no paper" : "缺纸");
		picture_of(&c, "trouble", "paper");
		sim_unplug(&c.scale.port);
		until(&c, on_screen, is_english(&c.t) ? "scale: not there" : "scale: 不通");
		until(&c, off_screen, " 0.000");
		take(&c.t, "trouble", "paper_and_scale");
		cups("mode", "kitchen ok");
		until(&c, on_screen, is_english(&c.t) ? "scale: not there" : "scale: 不通");
		end(&c);
	}
	unsetenv("CUPS_SERVER");
	cups("stop", "");
}

IN_BOTH_LANGUAGES(no_paper, paper_pictures)

/* The program alone in a folder: what it starts its helpers from is not there. */
static const char *without_helpers(void)
{
	static char dir[700], path[720];
	const char *const argv[] = { "cp", t_built("zhanggui"), path, NULL };

	snprintf(dir, sizeof dir, "%s/alone", t_tmpdir());
	snprintf(path, sizeof path, "%s/zhanggui", dir);
	return access(path, X_OK) == 0 || (mkdir(dir, 0700) == 0 && run(argv)) ? path : NULL;
}

static void helper_pictures(const char *lang)
{
	struct till t;
	bool ready;

	till_program = make_template() ? without_helpers() : NULL;
	ready = CHECK(till_program) && CHECK(till_ready_in(&t, lang));
	till_program = NULL;
	if (!ready)
		return;
	CHECK(as_manager("setting set receipt.queue kitchen --till 01"));
	add_device("scale", "scale", "st", "/dev/scale");
	scan(&t, CORN);
	CHECK(sees(&t, "  1 "));
	CHECK(sees(&t, is_english(&t) ? "Printer: no helper" : "缺打印程序"));
	CHECK(sees(&t, is_english(&t) ? "scale: not there" : "scale: 不通"));
	take(&t, "trouble", "helper");
	press(&t, "<f12>"); /* it sells on */
	CHECK(sees(&t, "01-1-000005"));
	till_end(&t);
}

IN_BOTH_LANGUAGES(no_helper, helper_pictures)

/* --- the disk ----------------------------------------------------------------------------------------- */

/* From now on the program can make no file longer; or again it can. */
static void fill_disk(const struct till *t, bool full)
{
	struct rlimit limit;

	if (prlimit(vt_pid(t->vt), RLIMIT_FSIZE, NULL, &limit))
		abort();
	limit.rlim_cur = full ? 0 : limit.rlim_max;
	CHECK_INT(prlimit(vt_pid(t->vt), RLIMIT_FSIZE, &limit, NULL), 0);
}

/* No line is taken that is not stored; when there is room the till goes on where it was. */
static void disk_pictures(const char *lang)
{
	struct till t;

	if (!CHECK(till_ready_in(&t, lang)))
		return;
	scan(&t, CORN);
	CHECK(sees(&t, "  1 "));
	fill_disk(&t, true);
	scan(&t, POPCORN);
	CHECK(sees(&t, is_english(&t) ? "The disk of the store is full" : "磁盘"));
	take(&t, "trouble", "disk");
	press(&t, "<f12>");
	vt_quiet(t.vt);
	take(&t, "trouble", "disk_paying");
	fill_disk(&t, false);
	scan(&t, POPCORN);
	CHECK(sees(&t, is_english(&t) ? "The store answers again" : "数据库已恢复应答"));
	scan(&t, POPCORN);
	CHECK(sees(&t, "16.70"));
	press(&t, "<f12>");
	CHECK(sees(&t, "01-1-000005"));
	till_end(&t);
}

IN_BOTH_LANGUAGES(a_full_disk, disk_pictures)

T_MAIN
