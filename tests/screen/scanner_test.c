/* scanner_test.c - the till with scanners and stripe readers on serial lines: the whole way from a line through the
 * helper to the roll. A scan is an event of its own: none is lost and none lands in a field, whatever is typed or open;
 * what hangs holds up no key; a payment card is nowhere; a line that drops keeps the basket. */
#include <signal.h>

#include "till_fixture.h"
#include "../memory.h"
#include "../sim/counter_sim.h"

#include "base/clock.h"

#define LIMIT_MS 15000

static struct sim_port port[2];

/* Under a name of its own: the number of a terminal that was closed is soon another program's. */
static void plug_line(int i)
{
	char link[sizeof port[0].link];

	snprintf(link, sizeof link, "%.200s/line%d", t_tmpdir(), i);
	sim_plug(&port[i], link);
}

static bool add_line(int i, const char *name, const char *kind)
{
	char words[900];

	plug_line(i);
	snprintf(words, sizeof words, "device add %s %s serial local:%s --till 01", name, kind, port[i].link);
	return as_manager(words);
}

/* A till with two lines, both ready. */
static bool begin(struct till *t)
{
	if (!CHECK(till_ready(t, &(struct vt_options){ 0 })))
		return false;
	if (!CHECK(add_line(0, "scanner", "scanner")) || !CHECK(sees(t, "scanner: ready")))
		return false;
	return CHECK(add_line(1, "card", "stripe")) && CHECK(sees(t, "card: ready"));
}

static void end(struct till *t)
{
	for (int i = 0; i < 2; i++)
		if (port[i].fd >= 0)
			sim_unplug(&port[i]);
	till_end(t);
}

static void send_line(int i, const char *text)
{
	if (write(port[i].fd, text, strlen(text)) != (ssize_t)strlen(text))
		abort();
}

/* --- scans --------------------------------------------------------------------------------- */

/* What is typed or opened before a scan, and is no part of it. Nothing here is left by a digit or by Enter. */
static const char *const meanwhile[] = {
	"k", "", "<bs>", "<f10>", "", "<f1>", "", "<f6>", "", "1", "2", "<bs>", "<bs>", "<paste:99>", "<bs><bs>",
	":", "", "<down>", "<up>", "<esc>", "",
};
#define MEANWHILE (int)(sizeof meanwhile / sizeof meanwhile[0])

TEST(no_scan_is_lost_and_none_lands_in_a_field)
{
	struct till t;
	int64_t next_ms;

	if (!begin(&t))
		return;
	next_ms = clock_mono_ms();
	for (int i = 0; i < 200; i++) {
		send_line(0, i % 2 ? POPCORN "\r" : CORN "\r");
		next_ms += 50; /* twenty a second */
		while (clock_mono_ms() < next_ms - 25)
			vt_read_for(t.vt, 1);
		/* In the second half of the gap: a scan has been taken, the next one is still to come. */
		vt_type(t.vt, meanwhile[i % MEANWHILE]);
		while (clock_mono_ms() < next_ms)
			vt_read_for(t.vt, 1);
	}
	CHECK(sees(&t, "1670.00"));
	CHECK(!has(&t, "6951617500"));
	end(&t);
}

/* A code of fields is its article's, whichever way the scanner tells it. */
TEST(codes_of_fields)
{
	struct till t;

	if (!begin(&t))
		return;
	send_line(0, CORN "\r");
	CHECK(sees(&t, "6.80"));
	send_line(0, "]d2010" POPCORN "10A-1\r");
	CHECK(sees(&t, "16.70"));
	send_line(0, "https://id.gs1.org/01/0" POPCORN "\r");
	CHECK(sees(&t, "26.60"));
	end(&t);
}

/* A receipt, goods by the line and by a wedge in turn, and the code of a customer's phone, each by a scan. */
TEST(receipts_and_payment_codes)
{
	struct till t;

	if (!begin(&t))
		return;
	send_line(0, RECEIPT "\r");
	CHECK(sees(&t, "Goods back: receipt " RECEIPT));
	press(&t, "<esc>");
	CHECK(vt_gone(t.vt, "Goods back"));
	send_line(0, RECEIPT "-7K9M2QXR\r"); /* the code for its invoice */
	CHECK(sees(&t, "Goods back: receipt " RECEIPT));
	press(&t, "<esc>");
	CHECK(vt_gone(t.vt, "Goods back"));
	press(&t, ":receipts<enter>");
	CHECK(sees(&t, "Find >"));
	send_line(0, RECEIPT "-7K9M2QXR\r");
	CHECK(sees(&t, "Find > " RECEIPT));
	press(&t, "<esc><esc>");
	CHECK(vt_gone(t.vt, "Find >"));
	send_line(0, CORN "\r");
	scan(&t, POPCORN);
	CHECK(sees(&t, "16.70"));
	press(&t, "<enter>");
	CHECK(sees(&t, "Still open"));
	send_line(0, "281234567890123456\r");
	CHECK(sees(&t, "Receipt 01-1-000005"));
	end(&t);
}

/* --- cards --------------------------------------------------------------------------------- */

static void no_bank_card(struct till *t)
{
	CHECK(sees(t, "This is a payment card: nothing of it was read"));
	CHECK(!has(t, "4111"));
	CHECK(!has(t, "CARDHOLDER"));
}

static bool in_file(const char *path, const char *text)
{
	const char *const argv[] = { "grep", "-qaF", text, path, NULL };

	return run(argv);
}

static void in_no_memory(pid_t pid, const char *text)
{
	char path[64], list[512] = "", *rest = list, *word;
	FILE *f;

	if (!CHECK(!in_memory(pid, text)))
		printf("# process %d\n", pid);
	snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, pid);
	f = fopen(path, "r");
	if (f && !fgets(list, sizeof list, f))
		*list = '\0';
	if (f)
		fclose(f);
	while ((word = strtok_r(rest, " ", &rest)))
		in_no_memory((pid_t)strtol(word, NULL, 10), text);
}

/* Neither the till nor any of its helpers has it once it was told. */
static void forgotten(struct till *t)
{
	send_line(0, CORN "\r"); /* what comes behind it in the same line has been read, too */
	CHECK(sees(t, "6.80"));
	CHECK(in_memory(vt_pid(t->vt), CORN)); /* who looks there sees what is there */
	in_no_memory(vt_pid(t->vt), "411111111111");
	press(t, "<del>");
	CHECK(vt_gone(t->vt, "6.80"));
}

/* What is read of a card is wiped where it was read, whoever reads it. */
TEST(a_payment_card_stays_in_no_memory)
{
	static const char stripe[] = "%B4111111111111111^CARDHOLDER/TEST^28121010000?;4111111111111111=28121010000?";
	char line[200];
	struct till t;

	if (!begin(&t))
		return;
	snprintf(line, sizeof line, "%s\r", stripe);
	for (int i = 0; i < 2; i++) { /* by the scanner's line, too */
		send_line(1 - i, line);
		no_bank_card(&t);
		forgotten(&t);
	}
	snprintf(line, sizeof line, "<scan:%s>", stripe);
	vt_type(t.vt, line);
	no_bank_card(&t);
	forgotten(&t);
	press(&t, ";4111111111111111=28121010000?<enter>");
	no_bank_card(&t);
	forgotten(&t);
	end(&t);
}

/* By the reader on a line, by one that types, and typed so slowly that it was not told from a person. */
TEST(a_payment_card_is_nowhere)
{
	static const char *const files[] = { "shop.db", "shop.db-wal", "shop.db.log" };
	static const char stripe[] = "%B4111111111111111^CARDHOLDER/TEST^28121010000?;4111111111111111=28121010000?";
	static const char *const number[] = { ";4111", "11111", "1111111", "?" };
	static const char *const stars[] = { "*****", "**********", "*****************", "******************" };
	struct till t;
	char line[200], path[800];

	if (!begin(&t))
		return;
	snprintf(line, sizeof line, "%s\r", stripe);
	send_line(1, line);
	no_bank_card(&t);
	send_line(0, CORN "\r");
	CHECK(sees(&t, "6.80"));
	CHECK(vt_gone(t.vt, "payment card"));
	snprintf(line, sizeof line, "<scan:%s>", stripe);
	vt_type(t.vt, line);
	no_bank_card(&t);
	send_line(0, POPCORN "\r");
	CHECK(sees(&t, "16.70"));
	CHECK(vt_gone(t.vt, "payment card"));
	for (int i = 0; i < 4; i++) {
		vt_type(t.vt, number[i]);
		CHECK(sees(&t, stars[i]));
		CHECK(!has(&t, "411"));
	}
	press(&t, "<enter>");
	no_bank_card(&t);
	press(&t, "<f12>");
	CHECK(sees(&t, "Receipt"));
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		snprintf(path, sizeof path, "%s/till%d/%s", t_tmpdir(), till_number, files[i]);
		CHECK(!in_file(path, "4111111111111111"));
	}
	end(&t);
}

TEST(a_staff_card_approves_and_signs_on)
{
	struct till t;

	if (!begin(&t))
		return;
	CHECK(as_manager("staff set 3002 --card 7700112233"));
	send_line(0, CORN "\r");
	CHECK(sees(&t, "6.80"));
	press(&t, "50<f4>1");
	CHECK(sees(&t, "needs a second person"));
	send_line(1, ";4111111111111111=28121010000?\r"); /* not this one */
	no_bank_card(&t);
	send_line(1, ";7700112233=99?\r");
	CHECK(sees(&t, "-3.40"));
	press(&t, "<f12>");
	CHECK(sees(&t, "Receipt"));
	send_line(1, "%7700112233?\r");
	CHECK(sees(&t, "3002"));
	end(&t);
}

/* Where a card is not enough: it names its owner, the PIN is typed, and the baskets stay where they were. */
TEST(a_card_waits_for_its_pin)
{
	struct till t;

	if (!begin(&t))
		return;
	CHECK(as_manager("setting set staff.card pin"));
	CHECK(as_manager("setting set shop.name Pinshop"));
	CHECK(sees(&t, "Pinshop")); /* the till knows both */
	send_line(0, CORN "\r");
	CHECK(sees(&t, "6.80"));
	press(&t, "50<f4>1");
	CHECK(sees(&t, "needs a second person"));
	send_line(1, BADGE_MANAGER "\r");
	CHECK(sees(&t, "Now the PIN"));
	CHECK(!has(&t, "-3.40"));
	press(&t, MANAGER_PIN "<enter>");
	CHECK(sees(&t, "-3.40"));
	scan(&t, BADGE_1009); /* as a wedge tells it */
	CHECK(sees(&t, "Number  1009"));
	CHECK(!has(&t, BADGE_1009));
	press(&t, "13579<enter>");
	CHECK(sees(&t, "The shift of"));
	CHECK(vt_gone(t.vt, "-3.40"));
	send_line(1, BADGE_1008 "\r");
	CHECK(sees(&t, "Number  1008"));
	send_line(1, BADGE_1009 "\r"); /* another card meanwhile */
	CHECK(sees(&t, "Number  1009"));
	send_line(1, BADGE_1008 "\r");
	CHECK(sees(&t, "Number  1008"));
	press(&t, "2468<enter>");
	CHECK(sees(&t, "-3.40"));
	end(&t);
}

/* --- trouble ------------------------------------------------------------------------------- */

/* The helper of the till. */
static pid_t wires_helper(const struct till *t)
{
	return till_helper(t, "zhanggui-wires");
}

/* Stopped, as when the kernel keeps it; it is found out and replaced, and no key waits for that. */
TEST(a_stopped_helper_holds_no_key_up)
{
	struct till t;
	int64_t end_ms;
	pid_t pid;

	if (!begin(&t))
		return;
	pid = wires_helper(&t);
	if (!CHECK(pid > 0))
		return;
	kill(pid, SIGSTOP);
	for (end_ms = clock_mono_ms() + 2000; clock_mono_ms() < end_ms;)
		CHECK(echo_ms(&t, 'z') <= KEY_MS);
	kill(pid, SIGKILL);
	CHECK(sees(&t, "not there"));
	CHECK(echo_ms(&t, 'z') <= KEY_MS);
	CHECK(vt_gone(t.vt, "not there"));
	/* What came while a line is opened is about another basket, so it is scanned until it is read. */
	for (end_ms = clock_mono_ms() + LIMIT_MS; !has(&t, "6.80") && clock_mono_ms() < end_ms;) {
		send_line(0, CORN "\r");
		vt_read_for(t.vt, 100);
	}
	CHECK(has(&t, "6.80"));
	end(&t);
}

/* As many messages as the line takes. What it takes half of goes on with the other half: a code that lost its
 * beginning would be asked about, and the answer is another test's. */
static void flood(int i, const char *message, size_t n, size_t *at)
{
	for (int times = 0; times < 50; times++) {
		ssize_t done = write(port[i].fd, message + *at, n - *at);

		if (done < 0)
			return;
		*at = (*at + (size_t)done) % n;
	}
}

/* Both devices flood and break at once. */
TEST(broken_devices_hold_no_key_up)
{
	size_t at[2] = { 0 };
	struct till t;
	int64_t end_ms;

	if (!begin(&t))
		return;
	for (end_ms = clock_mono_ms() + 2000; clock_mono_ms() < end_ms;) {
		flood(0, CORN "\r", strlen(CORN) + 1, &at[0]);
		flood(1, "\377\376\r;12?\r", 8, &at[1]);
		CHECK(echo_ms(&t, 'z') <= KEY_MS);
	}
	sim_unplug(&port[0]);
	CHECK(sees(&t, "scanner: not there"));
	CHECK(echo_ms(&t, 'z') <= KEY_MS);
	end(&t);
}

/* The line of a remote till drops: whoever signs on next finds the basket, and the devices read on. */
TEST(a_line_that_drops_keeps_the_basket)
{
	struct till t;

	if (!begin(&t))
		return;
	send_line(0, CORN "\r");
	CHECK(sees(&t, "6.80"));
	send_line(0, POPCORN "\r");
	CHECK(sees(&t, "16.70"));
	vt_hangup(t.vt);
	CHECK_INT(vt_exit(t.vt), 0);
	till_end(&t);
	till_again(&t);
	CHECK(sees(&t, "1008"));
	sign_on(&t, "1008", "2468");
	CHECK(sees(&t, "16.70"));
	send_line(0, CORN "\r");
	CHECK(sees(&t, "23.50"));
	end(&t);
}

/* --- a till PC ------------------------------------------------------------------------------- */

/* zhanggui-wires on the till PC, behind the socket that ssh forwards. */
static pid_t start_till_pc(const char *dir)
{
	char path[2][800], devices[400];
	const char *const argv[] = { t_built("zhanggui-wires"), "--listen", path[0], "--devices", path[1],
		NULL };
	pid_t pid = -1;

	snprintf(path[0], sizeof path[0], "%s/01.sock", dir);
	snprintf(path[1], sizeof path[1], "%s/wires.conf", dir);
	snprintf(devices, sizeof devices, "[devices]\ngun = %s\n", port[0].link);
	CHECK(t_write(path[1], devices));
	CHECK_INT(posix_spawn(&pid, argv[0], NULL, NULL, (char *const *)(uintptr_t)argv, environ), 0);
	return pid;
}

static void end_till_pc(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

/* The devices of a till PC over a socket: cut, the till sells on by hand and says so; back, they read on. The whole
 * line drops: whoever signs on next finds the basket, and the scanner reads on. */
TEST(the_line_of_a_till_pc_drops)
{
	char conf[800], dir[700], text[800];
	struct till t;
	pid_t pc;

	snprintf(dir, sizeof dir, "%s/pc", t_tmpdir());
	CHECK_INT(mkdir(dir, 0700), 0);
	snprintf(conf, sizeof conf, "%s/till.conf", dir);
	snprintf(text, sizeof text, "[terminal]\nsockets = %s\n", dir);
	CHECK(t_write(conf, text));
	till_conf = conf;
	if (!CHECK(till_ready(&t, &(struct vt_options){ 0 })))
		return;
	plug_line(0);
	pc = start_till_pc(dir);
	CHECK(as_manager("device add gun scanner serial remote:01:gun --till 01"));
	CHECK(sees(&t, "gun: ready"));
	send_line(0, CORN "\r");
	CHECK(sees(&t, "6.80"));
	end_till_pc(pc);
	CHECK(sees(&t, "gun: not there"));
	scan(&t, POPCORN);
	CHECK(sees(&t, "16.70"));
	pc = start_till_pc(dir);
	CHECK(sees(&t, "gun: ready"));
	send_line(0, CORN "\r");
	CHECK(sees(&t, "23.50"));
	end_till_pc(pc);
	vt_hangup(t.vt);
	CHECK_INT(vt_exit(t.vt), 0);
	till_end(&t);
	pc = start_till_pc(dir);
	till_again(&t);
	CHECK(sees(&t, "gun: ready"));
	sign_on(&t, "1008", "2468");
	CHECK(sees(&t, "23.50"));
	send_line(0, CORN "\r");
	CHECK(sees(&t, "30.30"));
	end_till_pc(pc);
	till_conf = "/dev/null";
	sim_unplug(&port[0]);
	till_end(&t);
}

T_MAIN
