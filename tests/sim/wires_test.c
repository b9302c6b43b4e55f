/* wires_test.c - the devices of a counter through the real helper: behind pseudo terminals and pipes, several at once,
 * unplugged and plugged in, noisy, slow, flooding, hanging, of another user, on a till PC behind a socket. Nothing here
 * waits a fixed time: what must come is waited for with a limit, what must not come is counted at the end. */
#include "wires_sim.h"

static void one_scanner(const char *options)
{
	const struct device d = device("scanner", "scanner", "serial", options);

	wires_set(wires, &d, 1);
}

static struct sim ready_scanner(void)
{
	struct sim s;

	open_wires(NULL);
	s = plug("scanner");
	one_scanner("");
	CHECK(until("scanner=ready"));
	return s;
}

static void end_with(struct sim *s)
{
	unplug(s);
	close_wires();
}

/* --- reading ------------------------------------------------------------------------------- */

TEST(codes_cards_and_what_a_line_says)
{
	struct sim s = ready_scanner();

	scan(&s, "6901234567892\r");
	scan(&s, "]E06901234567892\r\n");
	scan(&s, "]C1010950110153000310ABC\r");
	scan(&s, ";1008000123?\r");
	scan(&s, "%B4111111111111111^CARDHOLDER/TEST^2812101?\r;4111111111111111=2812101?\r");
	scan(&s, "\xB0\xD7\xBE\xC6\r");
	scan(&s, "end\r");
	CHECK(until("scan:end"));
	CHECK_STR(strstr(sbuf_text(&heard), "scan:"), "scan:6901234567892 scan:6901234567892 "
		"scan:\035010950110153000310ABC card:1008000123 bank bank scan:白酒 scan:end ");
	CHECK(!strstr(sbuf_text(&heard), "4111"));
	end_with(&s);
}

TEST(prefix_suffix_and_silence)
{
	struct sim a, b;
	struct device list[2];

	open_wires(NULL);
	a = plug("framed");
	b = plug("bare");
	list[0] = device("framed", "scanner", "serial", "prefix=stx suffix=etx");
	list[1] = device("bare", "scanner", "serial", "suffix=none gap=30");
	wires_set(wires, list, 2);
	CHECK(until("framed=ready"));
	CHECK(until("bare=ready"));
	scan(&a, "noise\r\002111\00322\002333\003");
	CHECK(until("scan:333"));
	CHECK_INT(count("scan:"), 2);
	scan(&b, "444");
	CHECK(until("scan:444"));
	scan(&b, "555");
	CHECK(until("scan:555"));
	CHECK_INT(count("scan:"), 4);
	unplug(&a);
	unplug(&b);
	close_wires();
}

/* Byte by byte, each in a read of its own, with pauses that no code has: the suffix alone ends it. */
TEST(a_slow_trickle_is_one_code)
{
	static const char code[] = "6901234567892";
	struct sim s = ready_scanner();

	for (const char *c = code; *c; c++) {
		int64_t next_ms = clock_mono_ms() + 60;

		say(&s, c, 1);
		while (clock_mono_ms() < next_ms)
			turn(5);
	}
	scan(&s, "\r");
	CHECK(until("scan:6901234567892 "));
	end_with(&s);
}

/* Half a code is no code, and does not begin the next one. */
TEST(half_a_code_is_dropped)
{
	struct sim s = ready_scanner();
	int64_t end_ms;

	scan(&s, "690123");
	for (end_ms = clock_mono_ms() + 800; clock_mono_ms() < end_ms;)
		turn(20);
	scan(&s, "4567892\r");
	CHECK(until("scan:4567892 "));
	CHECK_INT(count("scan:"), 1);
	end_with(&s);
}

TEST(keys_of_an_input_device)
{
	static const int digits[] = { KEY_0, KEY_1, KEY_2, KEY_3, KEY_4, KEY_5, KEY_6, KEY_7, KEY_8, KEY_9 };
	const struct device d = device("keys", "scanner", "keys", "");
	int fd;

	open_wires(NULL);
	if (mkfifo(at("keys"), 0600))
		abort();
	wires_set(wires, &d, 1);
	fd = open(at("keys"), O_RDWR);
	CHECK(until("keys=ready"));
	for (const char *c = "6901234567892\n"; *c; c++) {
		int code = *c == '\n' ? KEY_ENTER : digits[*c - '0'];
		struct input_event e[4] = { { .type = EV_KEY, .code = (unsigned short)code, .value = 1 },
			{ .type = EV_SYN } };
		const char *bytes = (const char *)e;

		e[2] = e[0];
		e[2].value = 0;
		/* In pieces that split an event. */
		CHECK_INT(write(fd, bytes, 30), 30);
		CHECK_INT(write(fd, bytes + 30, sizeof e - 30), (int)sizeof e - 30);
	}
	CHECK(until("scan:6901234567892 "));
	close(fd);
	unlink(at("keys"));
	close_wires();
}

/* --- trouble ------------------------------------------------------------------------------- */

TEST(unplugged_and_plugged_in_again)
{
	struct sim s;

	open_wires(NULL);
	one_scanner("");
	CHECK(until("scanner=gone"));
	s = plug("scanner");
	CHECK(until("scanner=ready"));
	scan(&s, "1\r");
	CHECK(until("scan:1 "));
	unplug(&s);
	sbuf_clear(&heard);
	CHECK(until("scanner=gone"));
	s = plug("scanner");
	CHECK(until("scanner=ready"));
	scan(&s, "2\r");
	CHECK(until("scan:2 "));
	end_with(&s);
}

/* What a scanner sends at a wrong speed is told as noise; one good code and it is well again. */
TEST(noise_is_told_and_never_a_code)
{
	static const unsigned char noise[] = { 0x80, 0xFE, 0x00, 0xF8, 0x1E, 0xE6, 0x00, 0x0D };
	struct sim s = ready_scanner();

	for (int i = 0; i < 5; i++)
		say(&s, noise, sizeof noise);
	CHECK(until("scanner=noise"));
	CHECK_INT(count("scan:"), 0);
	scan(&s, "\r6901234567892\r");
	CHECK(until("scan:6901234567892 "));
	sbuf_clear(&heard);
	CHECK(wires_state(wires, "scanner", NULL) == DEVICE_READY || until("scanner=ready"));
	end_with(&s);
}

/* A flood waits in its device; another scanner is read between, and the flood is told. */
TEST(a_flood_does_not_drown_the_other_scanner)
{
	struct sim flood, other;
	struct device list[2];
	int64_t begin_ms, end_ms;
	int rounds = 0;

	open_wires(NULL);
	flood = plug("flood");
	other = plug("other");
	list[0] = device("flood", "scanner", "serial", "");
	list[1] = device("other", "scanner", "serial", "");
	wires_set(wires, list, 2);
	CHECK(until("flood=ready"));
	CHECK(until("other=ready"));
	begin_ms = clock_mono_ms();
	end_ms = begin_ms + LIMIT_MS;
	while (!strstr(sbuf_text(&heard), "flood=flood") && clock_mono_ms() < end_ms) {
		ssize_t ignored = write(flood.fd, "77\r", 3);

		(void)ignored;
		turn(2);
		rounds++;
	}
	CHECK(count("flood=flood") == 1);
	CHECK(rounds > 150);
	/* 20 at once and 30 a second; and what one read of 256 bytes brings, however little is left to it. */
	CHECK(count("scan:77") <= 20 + 256 / 3 + 1 + 30 * (clock_mono_ms() - begin_ms) / 1000);
	scan(&other, "6901234567892\r");
	CHECK(until("scan:6901234567892 "));
	unplug(&flood);
	unplug(&other);
	close_wires();
}

/* What is held back waits in the device, and half a code with it: its end must not become a code of its own. */
TEST(a_flood_is_held_back_by_whole_codes)
{
	enum { SENT = 90 };
	struct sim s = ready_scanner();

	for (int i = 0; i < SENT; i++)
		scan(&s, "6901234567892\r");
	for (int64_t end_ms = clock_mono_ms() + LIMIT_MS; count("scan:") < SENT && clock_mono_ms() < end_ms;)
		turn(20);
	CHECK_INT(count("scan:6901234567892 "), SENT);
	CHECK_INT(count("scan:"), SENT);
	end_with(&s);
}

/* A pipe without a writer hangs in open as a broken driver does. The others do not notice. */
TEST(a_device_that_hangs_in_open_hangs_alone)
{
	struct device list[2] = { device("hanging", "scanner", "keys", ""), device("good", "scanner", "serial", "") };
	struct sim s;
	int fd;

	open_wires(NULL);
	s = plug("good");
	if (mkfifo(at("hanging"), 0600))
		abort();
	wires_set(wires, list, 2);
	CHECK(until("good=ready"));
	scan(&s, "1\r");
	CHECK(until("scan:1 "));
	CHECK(until("hanging=stuck"));
	scan(&s, "2\r");
	CHECK(until("scan:2 "));
	fd = open(at("hanging"), O_RDWR); /* the driver comes back */
	CHECK(until("hanging=ready"));
	close(fd);
	unlink(at("hanging"));
	unplug(&s);
	CHECK(longest_pump_us < 200000);
	close_wires();
}

/* A display that takes no byte: its port is ended and begun anew, the scanner beside it reads on. */
TEST(a_device_that_hangs_in_write_hangs_alone)
{
	struct device list[2] = { device("display", "scanner", "serial", ""), device("good", "scanner", "serial", "") };
	struct sim s, display;
	char bytes[WIRES_WRITE_MAX];

	open_wires(NULL);
	memset(bytes, 'x', sizeof bytes);
	s = plug("good");
	display = plug("display");
	wires_set(wires, list, 2);
	CHECK(until("good=ready"));
	CHECK(until("display=ready"));
	for (int i = 0; i < 40; i++) { /* far more than a line that nobody reads takes */
		wires_write(wires, "display", bytes, sizeof bytes, 0);
		turn(0);
	}
	scan(&s, "1\r");
	CHECK(until("scan:1 "));
	CHECK(until("display=stuck"));
	CHECK(until("display=stuck display=ready") || until("display=ready"));
	unplug(&s);
	unplug(&display);
	CHECK(longest_pump_us < 200000);
	close_wires();
}

TEST(what_is_worth_it_only_for_a_while_is_dropped)
{
	struct device d = device("display", "scanner", "serial", "");
	struct sim display;
	char bytes[64] = "", got[64];
	ssize_t n = -1;
	int64_t end_ms = clock_mono_ms() + LIMIT_MS;

	open_wires(NULL);
	display = plug("display");
	wires_set(wires, &d, 1);
	CHECK(!wires_write(wires, "display", "early", 5, 100)); /* it is not there yet */
	CHECK(!wires_write(wires, "nobody", "x", 1, 0));
	CHECK(until("display=ready"));
	CHECK(!wires_write(wires, "display", bytes, WIRES_WRITE_MAX + 1, 0));
	CHECK(wires_write(wires, "display", "hello", 5, 1000));
	while (n <= 0 && clock_mono_ms() < end_ms) {
		turn(10);
		n = read(display.fd, got, sizeof got);
	}
	CHECK_INT(n, 5);
	CHECK(n == 5 && memcmp(got, "hello", 5) == 0);
	unplug(&display);
	close_wires();
}

/* Who takes the line of another is told so, and gets it when it is free. */
TEST(a_line_is_held_by_one)
{
	struct wires_config conf = { .helper = t_built("zhanggui-wires"), .silence_ms = 700, .pause_ms = 20 };
	struct wires *second;
	struct event_queue q;
	struct device d = device("scanner", "scanner", "serial", "");
	struct pollfd fds[WIRES_FDS];
	int64_t end_ms = clock_mono_ms() + LIMIT_MS;
	struct event e;
	struct sim s = ready_scanner();

	event_queue_init(&q);
	second = wires_open(&conf);
	wires_set(second, &d, 1);
	while (wires_state(second, "scanner", NULL) != DEVICE_BUSY && clock_mono_ms() < end_ms) {
		poll(fds, (nfds_t)wires_fds(second, fds), 20);
		wires_pump(second, &q);
		while (event_take(&q, &e))
			;
	}
	CHECK_STR(device_state_word(wires_state(second, "scanner", NULL)), "busy");
	wires_set(wires, NULL, 0);
	while (wires_state(second, "scanner", NULL) != DEVICE_READY && clock_mono_ms() < end_ms) {
		poll(fds, (nfds_t)wires_fds(second, fds), 20);
		turn(0);
		wires_pump(second, &q);
		while (event_take(&q, &e))
			;
	}
	CHECK_STR(device_state_word(wires_state(second, "scanner", NULL)), "ready");
	wires_close(second);
	event_queue_release(&q);
	end_with(&s);
}

TEST(what_a_device_cannot_be)
{
	struct device list[2] = { device("file", "scanner", "serial", ""), device("tty", "scanner", "keys", "") };
	struct sim s;

	open_wires(NULL);
	close(open(at("file"), O_CREAT | O_WRONLY, 0600));
	s = plug("tty");
	wires_set(wires, list, 2);
	CHECK(until("file=wrong"));
	CHECK(until("tty=wrong"));
	unplug(&s);
	unlink(at("file"));
	close_wires();
}

/* --- the helper itself --------------------------------------------------------------------- */

static pid_t helper_pid(void)
{
	char path[64], line[256];
	FILE *f;
	long pid = 0;

	snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
	f = fopen(path, "r");
	if (f && fgets(line, sizeof line, f))
		pid = strtol(line, NULL, 10);
	if (f)
		fclose(f);
	return (pid_t)pid;
}

TEST(a_dead_helper_comes_again)
{
	struct sim s = ready_scanner();

	sbuf_clear(&heard);
	kill(helper_pid(), SIGKILL);
	CHECK(until("scanner=no-helper"));
	CHECK(until("scanner=ready"));
	scan(&s, "1\r");
	CHECK(until("scan:1 "));
	end_with(&s);
}

/* Stopped as by a debugger: it is found out, killed and replaced, and no turn of the loop waits for it. */
TEST(a_stopped_helper_holds_nobody_up)
{
	struct sim s = ready_scanner();

	sbuf_clear(&heard);
	kill(helper_pid(), SIGSTOP);
	for (int i = 0; i < 200; i++)
		wires_write(wires, "scanner", "x", 1, 0);
	CHECK(until("scanner=no-helper"));
	CHECK(until("scanner=ready"));
	CHECK(longest_pump_us < 200000);
	end_with(&s);
}

TEST(raw_bytes_and_what_there_is)
{
	struct sim s = ready_scanner();

	wires_raw(wires, "scanner", true);
	wires_find(wires);
	CHECK(until("read:- found-all"));
	scan(&s, "12\r");
	CHECK(until("scan:12 "));
	CHECK(until("read:scanner raw 31 32 0d "));
	wires_raw(wires, "scanner", false);
	wires_find(wires);
	sbuf_clear(&heard);
	CHECK(until("read:- found-all"));
	scan(&s, "34\r");
	CHECK(until("scan:34 "));
	CHECK_INT(count("raw"), 0);
	end_with(&s);
}

/* Who looks at the bytes of a device goes on seeing them when it is set up otherwise, or put into use. */
TEST(raw_bytes_outlast_a_change)
{
	struct device d = device("scanner", "scanner", "serial", "");
	struct sim s = ready_scanner();

	wires_raw(wires, "scanner", true);
	sbuf_clear(&heard);
	d.options = "suffix=lf";
	wires_set(wires, &d, 1);
	CHECK(until("scanner=ready"));
	scan(&s, "1\n");
	CHECK(until("scan:1 "));
	CHECK_INT(count("read:scanner raw 31 0a "), 1);
	d.active = false;
	wires_set(wires, &d, 1);
	CHECK(until("scanner=off"));
	wires_raw(wires, "scanner", false);
	wires_raw(wires, "scanner", true);
	sbuf_clear(&heard);
	d.active = true;
	wires_set(wires, &d, 1);
	CHECK(until("scanner=ready"));
	scan(&s, "2\n");
	CHECK(until("scan:2 "));
	CHECK_INT(count("read:scanner raw 32 0a "), 1);
	end_with(&s);
}

/* Changing one device leaves the others alone; what is switched off is off. */
TEST(devices_are_changed_while_others_read)
{
	struct device list[2] = { device("one", "scanner", "serial", ""), device("two", "scanner", "serial", "") };
	struct sim a, b;
	pid_t before;

	open_wires(NULL);
	a = plug("one");
	b = plug("two");
	wires_set(wires, list, 2);
	CHECK(until("one=ready"));
	CHECK(until("two=ready"));
	before = helper_pid();
	sbuf_clear(&heard);
	list[1].options = "suffix=lf";
	wires_set(wires, list, 2);
	CHECK(until("two=ready"));
	scan(&b, "1\n");
	CHECK(until("scan:1 "));
	list[1].active = false;
	wires_set(wires, list, 2);
	CHECK(until("two=off"));
	scan(&a, "2\r");
	CHECK(until("scan:2 "));
	CHECK_INT(count("one="), 0);
	CHECK_INT(helper_pid(), before);
	wires_set(wires, NULL, 0);
	CHECK_INT(helper_pid(), 0); /* without devices no helper runs */
	unplug(&a);
	unplug(&b);
	close_wires();
}

/* --- a till PC ----------------------------------------------------------------------------- */

static struct device remote(const char *name)
{
	static char address[4][64];
	static int used;

	used = (used + 1) % 4;
	snprintf(address[used], sizeof address[used], "remote:01:%s", name);
	return (struct device){ .name = name, .kind = "scanner", .protocol = "serial", .address = address[used],
		.options = "", .active = true };
}

/* A till PC whose list has "gun", on the line gun-line. */
static pid_t start_gun_pc(void)
{
	char names[512];

	snprintf(names, sizeof names, "[devices]\ngun = %s\n", at("gun-line"));
	return start_listener("01.sock", names);
}

TEST(a_till_pc_behind_a_socket)
{
	struct device list[3] = { remote("gun"), remote("nobody"), device("here", "scanner", "serial", "") };
	struct stat st;
	struct sim gun, here;
	pid_t listener;

	open_wires(folder);
	gun = plug("gun-line");
	here = plug("here");
	wires_set(wires, list, 3);
	CHECK(until("gun=no-line"));
	CHECK(until("here=ready"));
	listener = start_gun_pc();
	CHECK(until("gun=ready"));
	CHECK(until("nobody=denied")); /* it is not in the till PC's own list */
	CHECK_INT(stat(at("01.sock"), &st), 0);
	CHECK_INT(st.st_mode & 0777, 0600);
	scan(&gun, "1\r");
	CHECK(until("scan:1 "));
	scan(&here, "2\r");
	CHECK(until("scan:2 "));
	wires_find(wires);
	CHECK(until("read:01 found any name:gun"));
	/* The line drops and comes back: what is scanned meanwhile is nobody's. */
	end_process(listener);
	sbuf_clear(&heard);
	CHECK(until("gun=no-line"));
	scan(&gun, "lost\r");
	scan(&here, "3\r");
	CHECK(until("scan:3 "));
	listener = start_gun_pc();
	CHECK(until("gun=ready"));
	scan(&gun, "4\r");
	CHECK(until("scan:4 "));
	CHECK_INT(count("lost"), 0);
	end_process(listener);
	unplug(&gun);
	unplug(&here);
	close_wires();
}

/* Turns of both tills; what the second one hears is counted. */
static int both_until(struct wires *second, enum device_state state, int ms)
{
	int64_t end_ms = clock_mono_ms() + ms;
	struct pollfd fds[WIRES_FDS];
	struct event_queue q;
	struct event e;
	int scans = 0;

	event_queue_init(&q);
	while (wires_state(second, "gun", NULL) != state && clock_mono_ms() < end_ms) {
		poll(fds, (nfds_t)wires_fds(second, fds), 10);
		wires_pump(second, &q);
		while (event_take(&q, &e))
			scans += e.kind == EVENT_SCAN;
		turn(0);
	}
	event_queue_release(&q);
	return scans;
}

/* A till that is set up for the devices of another's till PC does not get them while that one lives, and takes nothing
 * of what is scanned there; it gets them when they are free. */
TEST(two_tills_on_one_socket_do_not_mix)
{
	struct wires_config conf = { .helper = t_built("zhanggui-wires"), .sockets = folder, .terminal = "02",
		.silence_ms = 700, .pause_ms = 20 };
	struct device d = remote("gun");
	struct event_queue q;
	struct wires *second;
	struct sim gun;
	char code[40];
	pid_t listener;
	int strangers = 0;

	gun = plug("gun-line");
	listener = start_gun_pc();
	open_wires(folder);
	wires_set(wires, &d, 1);
	CHECK(until("gun=ready"));
	second = wires_open(&conf);
	wires_set(second, &d, 1);
	strangers += both_until(second, DEVICE_BUSY, LIMIT_MS);
	CHECK_STR(device_state_word(wires_state(second, "gun", NULL)), "busy");
	for (int i = 0; i < 20; i++) {
		snprintf(code, sizeof code, "69%04d\r", i);
		scan(&gun, code);
		strangers += both_until(second, DEVICE_READY, 40); /* it asks again and again meanwhile */
	}
	CHECK(until("scan:690019 "));
	CHECK_INT(count("scan:"), 20);
	CHECK_INT(count("gun=no-line"), 1); /* before the listener was there */
	CHECK_INT(strangers, 0);
	wires_set(wires, NULL, 0);
	CHECK_INT(both_until(second, DEVICE_READY, LIMIT_MS), 0);
	wires_set(wires, &d, 1);
	CHECK(until("gun=busy"));
	scan(&gun, "7\r");
	event_queue_init(&q);
	for (int64_t end_ms = clock_mono_ms() + LIMIT_MS; strangers < 1 && clock_mono_ms() < end_ms;) {
		struct pollfd fds[WIRES_FDS];
		struct event e;

		poll(fds, (nfds_t)wires_fds(second, fds), 10);
		wires_pump(second, &q);
		while (event_take(&q, &e))
			strangers += e.kind == EVENT_SCAN;
		turn(0);
	}
	CHECK_INT(strangers, 1);
	CHECK_INT(count("scan:7 "), 0);
	wires_close(second);
	event_queue_release(&q);
	end_process(listener);
	unplug(&gun);
	close_wires();
}

/* Who comes again has the devices; one that says paths itself gets none. */
TEST(a_till_pc_gives_only_what_is_in_its_list)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct device d = remote("gun");
	char names[512], got[4096] = "";
	int64_t end_ms = clock_mono_ms() + LIMIT_MS;
	struct sim gun;
	pid_t listener;
	size_t n = 0;
	int fd;

	gun = plug("gun-line");
	listener = start_gun_pc();
	open_wires(folder);
	wires_set(wires, &d, 1);
	CHECK(until("gun=ready"));
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	snprintf(address.sun_path, sizeof address.sun_path, "%s", at("01.sock"));
	CHECK_INT(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
	snprintf(names, sizeof names, "open x scanner serial path:%s \\e\nopen y scanner serial name:gun \\e\n",
		at("gun-line"));
	CHECK_INT(write(fd, names, strlen(names)), (int)strlen(names));
	fcntl(fd, F_SETFL, O_NONBLOCK);
	while (!strstr(got, "state y ready") && clock_mono_ms() < end_ms && n < sizeof got - 1) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		ssize_t k = poll(&p, 1, 20) > 0 ? read(fd, got + n, sizeof got - 1 - n) : 0;

		n += k > 0 ? (size_t)k : 0;
		got[n] = '\0';
	}
	CHECK(strstr(got, "hello zhanggui-wires") == got);
	CHECK(strstr(got, "state x denied") != NULL);
	CHECK(strstr(got, "state y ready") != NULL);
	sbuf_clear(&heard);
	CHECK(until("gun=no-line")); /* the till that had it comes back in its turn */
	CHECK(until("gun=ready"));
	close(fd);
	end_process(listener);
	unplug(&gun);
	close_wires();
}

T_MAIN
