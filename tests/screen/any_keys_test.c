/* any_keys_test.c - whatever is typed, scanned and broken: the till and the office in a pty under random key scripts
 * (keys, entries, acts by name, topics, scans, cards, pastes, noise, other sizes) while the devices of the counter are
 * unplugged, send garbage, flood, hang or die (PROMISES P9). No key is held up, the program ends only when it is told
 * to, each receipt whose number was shown is in the store, and store check finds nothing wrong.
 *
 * A case is a script; some of them share a shop and a program. Each shop is drawn by a seed of its own; a bad one
 * prints it. KEYS=n asks for n scripts, KEYS=ns for n seconds; SHOP=seed does one shop alone. */
#include "till_fixture.h"

#include <signal.h>

#include "../../include/base/clock.h"
#include "../crash/longer.h"
#include "../sim/counter_sim.h"

#define SCRIPTS 100           /* when nothing else is asked for */
#define SCRIPTS_A_SHOP 10
#define STEPS_MOST 40
#define HELD_MS 3000          /* beyond this no busy disk is the reason */
#define LATE_ONE_IN 100       /* so few may be late for reasons of the machine */

static struct sim_port scanner, stripe;
static struct sim_scale scale;
static struct sim_display display;
static struct till till;
static uint64_t shop_seed;
static int64_t steps, late;
static int slowest_ms;
static int sold;              /* receipts of random hands whose numbers were seen */
static char shown[32];        /* the highest receipt number that was on the screen */
static bool over;             /* the program was left */

/* A file of the folder of this run; until the end. */
static const char *in_tmp(const char *name)
{
	static struct { char name[16], path[700]; } known[16];
	int i = 0;

	while (*known[i].name && strcmp(known[i].name, name) != 0)
		if (++i == 16)
			abort();
	snprintf(known[i].name, sizeof known[i].name, "%s", name);
	snprintf(known[i].path, sizeof known[i].path, "%s/%s", t_tmpdir(), name);
	return known[i].path;
}

/* --- the shop ---------------------------------------------------------------------------------- */

/* Every shop is a copy of the one with the devices, whose lines have the same names each time. */
static bool make_shop_with_devices(void)
{
	static const char *const orders[] = {
		"device add scanner scanner serial local:", "device add card stripe serial local:",
		"device add scale scale st local:", "device add display display cd5220 local:",
		"setting set receipt.queue file:",
	};
	static const char *const names[] = { "scanner", "stripe", "scale", "display", "paper" };
	const char *const copy[] = { "cp", "-a", template_dir(), in_tmp("till0"), NULL };
	char words[900];

	if (!make_template() || !run(copy))
		return false;
	till_number = 0;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(words, sizeof words, "%s%s --till 01", orders[i], in_tmp(names[i]));
		if (!CHECK(as_manager(words)))
			return false;
	}
	return run((const char *const[]){ "rm", "-r", template_dir(), NULL }) &&
		run((const char *const[]){ "mv", in_tmp("till0"), template_dir(), NULL });
}

static void plug_all(void)
{
	static const char *const protocols[] = { "st", "acs", "os2x", "toledo" };

	sim_plug(&scanner, in_tmp("scanner"));
	sim_plug(&stripe, in_tmp("stripe"));
	scale = (struct sim_scale){ .protocol = protocols[t_rand(4)], .grams = (int)t_rand(6000) };
	sim_plug(&scale.port, in_tmp("scale"));
	sim_plug(&display.port, in_tmp("display"));
	sim_display_clear(&display);
	unlink(in_tmp("paper"));
}

static void unplug(struct sim_port *p)
{
	if (p->fd >= 0)
		sim_unplug(p);
}

/* --- what is typed ------------------------------------------------------------------------------ */

#define ONE_OF(list) list[t_rand(sizeof list / sizeof *list)]

static const char *const keys[] = {
	"<f1>", "<f2>", "<f3>", "<f4>", "<f5>", "<f6>", "<f9>", "<f10>", "<f12>", "<enter>", "<enter>", "<enter>",
	"<enter>", "<esc>", "<esc>", "<tab>", "<bs>", "<del>", "<ins>", "<home>", "<end>", "<pgup>", "<pgdn>", "<up>",
	"<up>", "<down>", "<down>", "<left>", "<right>", "0", "1", "1", "2", "3", "4", "5", "6", "7", "8", "9", "+",
	"-", "*", "/", "@", ".", ":", " ",
};
static const char *const entries[] = {
	"16", "431", "3*16", "2*" CORN, "999999*16", "6.5/", "9.9@", "+2", "-1", "*3", "100", "0.01", "99999999999",
	"gz", "guazi", "瓜子", "脆脆兔", "kdm", "1008", "2468", "3001", "615902", "2001", "331827", RECEIPT,
	"50",
	"-5.00", "=1", "12.5", "", "20261121", "01", "0", "x", "%s%n", "'; --", "😀", "e\xcc\x81",
};
static const char *const codes[] = {
	CORN, POPCORN, SEEDS, UNKNOWN, RECEIPT, "2101234011324", "(01)06951617500541(17)261231(10)A", "6951617500542",
	"https://id.gs1.org/01/06951617500572?17=261130", "284412345678901234", "0106951617500541392299999999999999",
	"1", "HOLD0001", "\xff\xfe", "01234567890123456789012345678901234567890123456789",
};
static const char *const cards[] = {
	";0009150311=99?", ";0012660101=99?", ";0004837261?", ";4111111111111111=28121010000?", ";;;;", "%B?",
};
static const char *const noise[] = {
	"\x1b[200~12\r34\x1b[201~", "\x1b[", "\x1bO", "\xff\xfe\xfd", "\x1b[999;999R", "\x1b]0;title\x07",
	"\x03", "\x04",
	"\x1a", "\x13", "\x11", "\x02\x1d\x03", "\xe4\xbd", "\x1b[<0;5;5M", "\x0c",
};
static const char *const acts[] = {
#define ACTION(id, name, ...) name,
#include "../../include/service/action.def"
#undef ACTION
#define SCREEN_ACTION(id, name, ...) name,
#include "../../src/screen/actions.def"
#undef SCREEN_ACTION
};
static const char *const topics[] = {
#define TOPIC(digit, name, ...) name,
#include "../../src/screen/office/topic.def"
#undef TOPIC
};

static void type(const char *text)
{
	vt_send(till.vt, text, strlen(text));
}

static void type_key(void)
{
	vt_type(till.vt, ONE_OF(keys));
}

static void type_entry(void)
{
	type(ONE_OF(entries));
	if (t_rand(3))
		vt_type(till.vt, "<enter>");
}

static void type_act(void)
{
	char line[200];

	snprintf(line, sizeof line, ":%s %s %s", ONE_OF(acts), ONE_OF(entries), t_rand(3) ? "" : ONE_OF(entries));
	type(line);
	vt_type(till.vt, "<enter>");
}

static void type_topic(void)
{
	char line[100];

	snprintf(line, sizeof line, ":open %s", ONE_OF(topics));
	type(line);
	vt_type(till.vt, "<enter>");
}

static void type_scan(void)
{
	type(ONE_OF(codes));
	type("\r");
}

/* What a day is made of, so that the rest meets a shop at work: nobody gets far by single keys. */
static void type_trade(void)
{
	static const char *const trade[] = {
		"<esc><esc><scan:" CORN "><f12>", "<esc><esc><scan:" CORN ">16\r<f12>",
		"<esc><esc>3*16\r<scan:" POPCORN ">\r100\r", "<esc><scan:" CORN ">\r<f9>",
		"<scan:" SEEDS "><f3>", "<f3>1",
		"<scan:" RECEIPT ">", "<scan:" RECEIPT "><f12>1", "<scan:" POPCORN ">50<f4>1",
		"<scan:" POPCORN ">6.5/\r1", "<f10>9", "<esc><esc><f10>9500\r\r", "500\r", "<esc><esc><f6>", "431\r",
		"1.25\r", "<esc>1008\r2468\r", "<esc>3001\r615902\r", "2001\r331827\r",
	};

	vt_type(till.vt, ONE_OF(trade));
}

static void type_noise(void)
{
	type(ONE_OF(noise));
}

static void type_answer(void)
{
	static const char *const answers[] = { "3001\r615902\r", "2001\r331827\r", "1008\r2468\r", "1\r", "1", "\r",
		"\x1b" };

	type(ONE_OF(answers));
}

static void resize(void)
{
	vt_resize(till.vt, (int)t_range(16, 50), (int)t_range(20, 140));
	if (t_rand(2))
		vt_resize(till.vt, 24, 80);
}

/* --- what the counter does ---------------------------------------------------------------------- */

static void send_code(void)
{
	const char *code = ONE_OF(codes);

	if (scanner.fd < 0)
		return;
	sim_send(&scanner, code, strlen(code));
	sim_send(&scanner, "\r", 1);
}

static void send_card(void)
{
	const char *card = ONE_OF(cards);

	if (stripe.fd < 0)
		return;
	sim_send(&stripe, card, strlen(card));
	sim_send(&stripe, "\r", 1);
}

static void flood(void)
{
	struct sim_port *const ports[] = { &scanner, &stripe, &scale.port, &display.port };
	const struct sim_port *p = ONE_OF(ports);
	char bytes[512];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)t_rand(256);
	for (int i = 0; p->fd >= 0 && i < 8; i++)
		sim_send(p, bytes, sizeof bytes);
}

static void plug_or_unplug(void)
{
	struct sim_port *const ports[] = { &scanner, &stripe, &scale.port, &display.port };
	static const char *const names[] = { "scanner", "stripe", "scale", "display" };
	size_t i = t_rand(4);

	if (ports[i]->fd >= 0)
		sim_unplug(ports[i]);
	else
		sim_plug(ports[i], in_tmp(names[i]));
}

static void weigh(void)
{
	scale.grams = (int)t_range(-100, 16000);
	scale.fault = t_rand(2) ? SIM_GOOD : (enum sim_fault)t_rand(SIM_TORN + 1);
}

/* The printer: a file, a pipe that nobody reads, a folder, or no way there. */
static void change_printer(void)
{
	const char *path = in_tmp("paper");

	if (unlink(path) != 0)
		rmdir(path);
	switch (t_rand(4)) {
	case 0:
		if (mkfifo(path, 0600) != 0 && errno != EEXIST) /* it prints meanwhile */
			abort();
		break;
	case 1:
		if (mkdir(path, 0700) != 0 && errno != EEXIST)
			abort();
		break;
	default:
		break; /* made when it is written to */
	}
}

/* A helper stops, goes on, or dies. */
static void hurt_helper(void)
{
	static const int how[] = { SIGSTOP, SIGCONT, SIGCONT, SIGKILL };
	pid_t pid = till_helper(&till, t_rand(2) ? "zhanggui-wires" : "zhanggui-print");

	if (pid > 0)
		kill(pid, ONE_OF(how));
}

/* --- a script ----------------------------------------------------------------------------------- */

static const struct { int weight; void (*does)(void); bool in_office; } kinds[] = {
	{ 30, type_key, true }, { 14, type_entry, true }, { 14, type_act, true }, { 10, type_topic, true },
	{ 10, type_scan, true }, { 20, type_trade, true }, { 3, type_noise, true }, { 10, type_answer, true },
	{ 2, resize, true },
	{ 8, send_code, false }, { 4, send_card, false }, { 2, flood, false }, { 3, plug_or_unplug, false },
	{ 4, weigh, false }, { 2, change_printer, false }, { 2, hurt_helper, false },
};
#define KINDS (int)(sizeof kinds / sizeof *kinds)
#define WEIGHTS 138           /* of all kinds */

static bool is_office(void)
{
	return strcmp(till_screen, "office") == 0;
}

static void one_step(void)
{
	int i;

	do {
		int64_t n = (int64_t)t_rand(WEIGHTS);

		for (i = 0; i < KINDS - 1 && (n -= kinds[i].weight) >= 0;)
			i++;
	} while ((is_office() && !kinds[i].in_office) || (!is_office() && kinds[i].does == type_topic));
	kinds[i].does();
}

/* A receipt that the screen tells of is one that the shop has; what was typed is none. */
static void note_receipts(void)
{
	static const char *const words[] = { "Receipt 01-1-", "单号 01-1-" };

	for (int i = 0; i < 2; i++)
		for (const char *at = vt_text(till.vt); (at = strstr(at, words[i])); at++) {
			const char *number = at + strlen(words[i]) - 5;

			if (strspn(number + 5, "0123456789") == 6 && strncmp(number, shown, 11) > 0)
				snprintf(shown, sizeof shown, "%.11s", number);
		}
}

static void play_script(void)
{
	int64_t n = t_range(8, STEPS_MOST);

	for (int64_t i = 0; i < n && !over; i++) {
		int ms;

		one_step();
		ms = vt_taken_ms(till.vt, HELD_MS);
		over = ms < 0;
		steps++;
		late += ms > KEY_MS;
		slowest_ms = ms > slowest_ms ? ms : slowest_ms;
		if (!CHECK(ms < HELD_MS)) {
			printf("# held up in shop %" PRIu64 ":\n# %s\n# %s\n", shop_seed, vt_row(till.vt, 0),
				vt_row(till.vt, 20));
			return;
		}
		sim_scale_tick(&scale);
		if (t_rand(8)) /* at times nobody reads what the display is sent */
			sim_display_look(&display);
		note_receipts();
	}
}

/* --- a shop ------------------------------------------------------------------------------------- */

static bool open_program(void)
{
	static const char *const languages[] = { "en", "zh_CN" };
	const struct vt_options options = { .rows = t_rand(4) ? 24 : 40, .cols = t_rand(4) ? 80 : 120,
		.lang = ONE_OF(languages) };

	over = false;
	till_screen = t_rand(3) ? "till" : "office";
	till_launch(&till, &options, in_tmp("till1"), TILL_NOW);
	if (!CHECK(sees(&till, is_office() ? "3001" : "1008")))
		return false;
	if (is_office() || t_rand(4) == 0)
		sign_on(&till, MANAGER, MANAGER_PIN);
	else
		sign_on(&till, "1008", "2468");
	vt_quiet(till.vt);
	press(&till, "<enter>"); /* the float */
	vt_quiet(till.vt);
	return true;
}

/* What the kernel tells of a program that does not end. */
static void tell_where(void)
{
	static const char *const what[] = { "syscall", "wchan" };
	char path[100], line[300];

	for (int i = 0; i < 2; i++) {
		FILE *f;

		snprintf(path, sizeof path, "/proc/%d/%s", (int)vt_pid(till.vt), what[i]);
		f = fopen(path, "r");
		if (f && fgets(line, sizeof line, f))
			printf("# %s: %.*s\n", what[i], (int)strcspn(line, "\n"), line);
		if (f)
			fclose(f);
	}
}

/* Told to end, hung up, or killed. A helper that was stopped goes on, so that it sees that nobody is there. */
static void close_program(void)
{
	const pid_t helpers[] = { till_helper(&till, "zhanggui-wires"), till_helper(&till, "zhanggui-print") };

	if (over) {
		int code = vt_exit(till.vt);

		if (!CHECK(code == 0)) {
			printf("# ended with %d in shop %" PRIu64 "\n# %s\n# %s\n", code, shop_seed,
				vt_row(till.vt, 0), vt_row(till.vt, 20));
			tell_where();
		}
	} else if (t_rand(2)) {
		vt_signal(till.vt, SIGKILL);
	}
	till_end(&till);
	for (int i = 0; i < 2; i++)
		if (helpers[i] > 0)
			kill(helpers[i], SIGCONT);
}

static bool sound(void)
{
	char words[100];
	const char *const check[] = { t_built("zhanggui"), "--store", till.store, "--now", TILL_NOW, "store",
		"check", NULL };
	bool ok = CHECK(run(check));

	snprintf(words, sizeof words, "sale show %s", shown);
	/* By somebody whose PIN was not guessed at. */
	return CHECK(!*shown || as_person("3002", "482057", words)) && ok;
}

static int64_t one_shop(uint64_t seed)
{
	const char *const copy[] = { "cp", "-a", template_dir(), in_tmp("till1"), NULL };
	const char *const away[] = { "rm", "-rf", in_tmp("till1"), NULL };
	int before = t_bad;
	int64_t done = 0;

	t_state = shop_seed = seed;
	till_number = 1;
	*shown = '\0';
	plug_all();
	if (CHECK(run(copy)) && open_program()) {
		for (; done < SCRIPTS_A_SHOP; done++) {
			if (over) {
				close_program();
				if (!open_program())
					break;
			}
			play_script();
		}
		close_program();
		sound();
		sold += *shown ? atoi(shown + 5) - atoi(RECEIPT + 5) : 0;
	}
	unplug(&scanner);
	unplug(&stripe);
	unplug(&scale.port);
	unplug(&display.port);
	if (t_bad > before)
		printf("# replay: SHOP=%" PRIu64 " any_keys_test\n", seed);
	run(away);
	return done;
}

TEST(any_keys_beside_any_devices)
{
	const char *one = getenv("SHOP");
	char root[4000];
	struct longer l = longer_begin("KEYS", SCRIPTS, SCRIPTS_A_SHOP);
	int64_t done = 0, bad = 0;
	uint64_t seed = t_seed();

	/* Random hands write a list into a file, too: where they are. */
	setenv("SRCDIR", getcwd(root, sizeof root), 0);
	if (!CHECK(make_shop_with_devices()) || !CHECK(chdir(t_tmpdir()) == 0))
		return;
	while (longer_goes_on(&l, done) && t_bad < T_SHOWN_MAX) {
		int before = t_bad;

		done += one_shop(one ? strtoull(one, NULL, 10) : seed++);
		bad += t_bad > before;
		if (one)
			break;
	}
	longer_tell(&l, "keys", done, bad);
	printf("# %" PRId64 " steps, %" PRId64 " late, slowest %d ms; %d receipts\n", steps, late, slowest_ms, sold);
	CHECK(late <= steps / LATE_ONE_IN);
}

T_MAIN
