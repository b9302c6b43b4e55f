/* each_kind_test.c - every kind of device, all of them at one counter at once, in each misfortune that a line can have:
 * split reads, slow trickle, noise, a wrong speed, garbage, hanging in open, unplugged in the middle of a message. Each
 * twice: on the machine of the till, and on a till PC behind a socket that is carried over, as ssh does it; there the
 * line is cut, hangs, and breaks in the middle of a word, too. Whatever comes, what is read is what was sent, or
 * nothing. */
#include "wires_sim.h"

#include "counter_sim.h"

#define LOST_MS 700    /* half a message is dropped by then */
#define KINDS 8
#define PIECE_MS 12    /* of a slow trickle */

static const struct kind {
	const char *name, *kind, *protocol;
	bool keys;             /* acts as a keyboard */
	const char *says;      /* NULL: a weight, another one each time, for one that stays is told seldom */
	const char *heard;
} kinds[KINDS] = {
	{ "gun", "scanner", "serial", false, "6901234567892\r", "scan:6901234567892 " },
	{ "wedge", "scanner", "keys", true, "6951617500541\r", "scan:6951617500541 " },
	{ "swipe", "stripe", "serial", false, ";1008000123=99?\r", "card:1008000123 " },
	{ "slot", "stripe", "keys", true, ";7700112233=99?\r", "card:7700112233 " },
	{ "acs", "scale", "acs", false, NULL, NULL },
	{ "osx", "scale", "os2x", false, NULL, NULL },
	{ "toledo", "scale", "toledo", false, NULL, NULL },
	{ "st", "scale", "st", false, NULL, NULL },
};

static struct sim line[KINDS];
static char message[KINDS][2048]; /* as bytes of its line */
static size_t length[KINDS];
static char wanted[KINDS][64];    /* how it is heard */
static int grams = 500;
static bool remote;
static pid_t listener, carrier;

/* --- messages ------------------------------------------------------------------------------ */

static size_t put_key(char *to, int code, int value)
{
	const struct input_event e[2] = { { .type = EV_KEY, .code = (unsigned short)code, .value = value },
		{ .type = EV_SYN } };

	memcpy(to, e, sizeof e);
	return sizeof e;
}

/* The events of the keys that type it, on a keyboard as in America. */
static size_t as_keys(char *to, const char *text)
{
	static const int digits[] = { KEY_0, KEY_1, KEY_2, KEY_3, KEY_4, KEY_5, KEY_6, KEY_7, KEY_8, KEY_9 };
	size_t n = 0;

	for (; *text; text++) {
		int code = *text == '\r' ? KEY_ENTER : *text == ';' ? KEY_SEMICOLON : *text == '=' ? KEY_EQUAL
			: *text == '?' ? KEY_SLASH : digits[*text - '0'];

		if (*text == '?')
			n += put_key(to + n, KEY_LEFTSHIFT, 1);
		n += put_key(to + n, code, 1);
		n += put_key(to + n, code, 0);
		if (*text == '?')
			n += put_key(to + n, KEY_LEFTSHIFT, 0);
	}
	return n;
}

/* A scale's weight is one when it was told often enough. */
static size_t as_frames(char *to, const char *protocol)
{
	const struct sim_scale s = { .protocol = protocol, .grams = grams };
	char frame[64];
	size_t n = 0;

	for (int i = 0; i < 4; i++) {
		int len = sim_scale_frame(&s, frame);

		memcpy(to + n, frame, (size_t)len);
		n += (size_t)len;
	}
	return n;
}

static void write_messages(void)
{
	grams = grams < 5000 ? grams + 10 : 500;
	for (int i = 0; i < KINDS; i++) {
		if (kinds[i].heard)
			snprintf(wanted[i], sizeof wanted[i], "%s", kinds[i].heard);
		else
			snprintf(wanted[i], sizeof wanted[i], "read:%s weight %d 0 stable ", kinds[i].name, grams);
		if (kinds[i].keys)
			length[i] = as_keys(message[i], kinds[i].says);
		else if (!kinds[i].says)
			length[i] = as_frames(message[i], kinds[i].protocol);
		else
			length[i] = (size_t)snprintf(message[i], sizeof message[i], "%s", kinds[i].says);
	}
}

/* --- a socket that is carried over ----------------------------------------------------------- */

/* Bytes from one to the other; false: this one is gone, or enough went through. */
static bool carry(int from, int to, int64_t *left)
{
	char bytes[4096];
	ssize_t n = read(from, bytes, sizeof bytes);

	if (n <= 0)
		return false;
	if (*left >= 0 && n > *left)
		n = (ssize_t)*left;
	for (ssize_t at = 0, k; at < n; at += k)
		if ((k = write(to, bytes + at, (size_t)(n - at))) <= 0)
			return false;
	*left -= *left >= 0 ? n : 0;
	return *left != 0;
}

static int join(const char *name)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(address.sun_path, sizeof address.sun_path, "%s", at(name));
	return connect(fd, (struct sockaddr *)&address, sizeof address) == 0 ? fd : -1;
}

/* What ssh does with the sockets: who joins 01.sock speaks to pc.sock. most: so many bytes reach the till, then the
 * line is cut; -1: no end. */
static void __attribute__((noreturn)) carry_over(int listening, int64_t most)
{
	for (;;) {
		int near = accept(listening, NULL, NULL), far = near < 0 ? -1 : join("pc.sock");
		struct pollfd p[2] = { { .fd = near, .events = POLLIN }, { .fd = far, .events = POLLIN } };
		int64_t no_end = -1;

		while (near >= 0 && far >= 0 && poll(p, 2, -1) > 0)
			if ((p[0].revents && !carry(near, far, &no_end)) || (p[1].revents && !carry(far, near, &most)))
				break;
		close(near);
		close(far);
		if (most == 0)
			_exit(0);
	}
}

static void start_carrier(int64_t most)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(address.sun_path, sizeof address.sun_path, "%s", at("01.sock"));
	unlink(address.sun_path);
	if (bind(fd, (struct sockaddr *)&address, sizeof address) || listen(fd, 4))
		abort();
	carrier = fork();
	if (carrier == 0)
		carry_over(fd, most);
	close(fd);
}

static void end_carrier(void)
{
	kill(carrier, SIGKILL);
	waitpid(carrier, NULL, 0);
	unlink(at("01.sock"));
}

/* --- a counter with all of them ---------------------------------------------------------------- */

/* What acts as a keyboard is a pipe: its events come as they are. */
static struct sim plug_in(const struct kind *k)
{
	struct sim s = { .fd = -1 };

	if (!k->keys)
		return plug(k->name);
	snprintf(s.name, sizeof s.name, "%s", k->name);
	if (mkfifo(at(k->name), 0600))
		abort();
	s.fd = open(at(k->name), O_RDWR | O_NONBLOCK);
	return s;
}

static bool until_all(const char *state)
{
	char text[64];
	bool all = true;

	for (int i = 0; i < KINDS; i++) {
		snprintf(text, sizeof text, "%s=%s ", kinds[i].name, state);
		all = CHECK(until(text)) && all;
	}
	return all;
}

static bool until_state(const char *name, enum device_state state)
{
	int64_t end_ms = clock_mono_ms() + LIMIT_MS;

	while (wires_state(wires, name, NULL) != state && clock_mono_ms() < end_ms)
		turn(20);
	return CHECK_STR(device_state_word(wires_state(wires, name, NULL)), device_state_word(state));
}

static void set_all(void)
{
	static char address[KINDS][64];
	struct device list[KINDS];

	for (int i = 0; i < KINDS; i++) {
		list[i] = device(kinds[i].name, kinds[i].kind, kinds[i].protocol, "");
		snprintf(address[i], sizeof address[i], "remote:01:%s", kinds[i].name);
		if (remote)
			list[i].address = address[i];
	}
	wires_set(wires, list, KINDS);
}

static void start_till_pc(void)
{
	char names[4096] = "[devices]\n";

	for (int i = 0; i < KINDS; i++)
		snprintf(names + strlen(names), sizeof names - strlen(names), "%s = %s\n", kinds[i].name,
			at(kinds[i].name));
	listener = start_listener("pc.sock", names);
	start_carrier(-1);
}

static bool begin_all(void)
{
	write_messages();
	if (remote)
		start_till_pc();
	open_wires(remote ? folder : NULL);
	for (int i = 0; i < KINDS; i++)
		line[i] = plug_in(&kinds[i]);
	set_all();
	return until_all("ready");
}

static void end_all(void)
{
	for (int i = 0; i < KINDS; i++)
		unplug(&line[i]);
	CHECK(longest_pump_us < 200000);
	close_wires();
	if (remote) {
		end_carrier();
		end_process(listener);
	}
}

/* How many codes, cards and weights were read, and how many of them are what was sent. */
static int readings(int *right)
{
	*right = 0;
	for (int i = 0; i < KINDS; i++)
		*right += count(wanted[i]);
	return count("scan:") + count("card:") + count("bank ") + count(" stable ");
}

/* Each tells its own, and nothing else was read since somebody looked last. */
static void all_read(void)
{
	int right, all;

	for (int i = 0; i < KINDS; i++)
		say(&line[i], message[i], length[i]);
	for (int i = 0; i < KINDS; i++)
		CHECK(until(wanted[i]));
	all = readings(&right);
	CHECK_INT(all, right);
	sbuf_clear(&heard);
	write_messages();
}

static void pass_ms(int ms)
{
	int64_t end_ms = clock_mono_ms() + ms;

	while (clock_mono_ms() < end_ms)
		turn(10);
}

/* Nothing was read of what came. */
static void nothing_read(void)
{
	int right;

	pass_ms(LOST_MS);
	if (!CHECK_INT(readings(&right), 0))
		printf("# heard %s\n", sbuf_text(&heard));
}

#define TWICE(name) \
	static void name(void); \
	TEST(name##_here) { remote = false; name(); } \
	TEST(name##_on_a_till_pc) { remote = true; name(); } \
	static void name(void)

/* --- misfortunes ------------------------------------------------------------------------------- */

TWICE(several_at_once)
{
	if (!begin_all())
		return;
	for (int i = 0; i < 5; i++)
		all_read();
	end_all();
}

/* Each message in pieces, the others' pieces between them. True: all of them were read. */
static bool piece_by_piece(size_t piece, int pause_ms)
{
	size_t most = 0;
	int right, all;

	for (int i = 0; i < KINDS; i++)
		most = length[i] > most ? length[i] : most;
	for (size_t at_byte = 0; at_byte < most; at_byte += piece) {
		for (int i = 0; i < KINDS; i++) {
			size_t step = kinds[i].keys ? piece * 8 : piece, from = at_byte / piece * step;

			if (from < length[i])
				say(&line[i], message[i] + from, length[i] - from < step ? length[i] - from : step);
		}
		pass_ms(pause_ms);
	}
	pass_ms(LOST_MS);
	all = readings(&right);
	CHECK_INT(all, right);
	sbuf_clear(&heard);
	write_messages();
	return right >= KINDS;
}

/* A machine that stands still for half a second between two pieces tears the message: then it is nobody's. */
static void in_pieces(size_t piece, int pause_ms)
{
	int tries = 5;

	while (!piece_by_piece(piece, pause_ms) && --tries > 0)
		;
	CHECK(tries > 0);
}

TWICE(split_reads)
{
	if (!begin_all())
		return;
	for (size_t piece = 1; piece <= 7; piece += 2)
		in_pieces(piece, 0);
	end_all();
}

TWICE(a_slow_trickle)
{
	if (!begin_all())
		return;
	in_pieces(1, PIECE_MS);
	end_all();
}

/* Half a message, then nothing: it is none, and does not begin the next one. */
TWICE(half_a_message)
{
	if (!begin_all())
		return;
	for (int i = 0; i < KINDS; i++) /* of a scale: half of its first frame */
		say(&line[i], message[i], kinds[i].says ? length[i] / 2 : length[i] / 8);
	nothing_read();
	all_read();
	end_all();
}

/* Spikes on the line, and events that are no keys. Who hears nothing but noise says so, and is well again after good
 * messages. */
TWICE(noise)
{
	static const unsigned char spikes[] = { 0x80, 0xFE, 0x00, 0xF8, 0x1E, 0xE6, 0x00, 0xFF, '\r', '\n', 0x82,
		0x03 };
	const struct input_event strange[] = { { .type = EV_REL, .code = REL_X, .value = 3 },
		{ .type = EV_KEY, .code = KEY_VOLUMEUP, .value = 1 }, { .type = EV_KEY, .code = 0x2FF, .value = 1 },
		{ .type = EV_KEY, .code = KEY_5, .value = 2 }, { .type = EV_SYN, .code = SYN_DROPPED } };

	if (!begin_all())
		return;
	for (int round = 0; round < 60; round++)
		for (int i = 0; i < KINDS; i++) {
			if (kinds[i].keys)
				say(&line[i], strange, sizeof strange);
			else
				say(&line[i], spikes, sizeof spikes);
			turn(0);
		}
	for (int i = 0; i < KINDS; i++)
		if (!kinds[i].keys)
			until_state(kinds[i].name, DEVICE_NOISE);
	nothing_read();
	all_read();
	for (int i = 0; i < KINDS; i++)
		while (wires_state(wires, kinds[i].name, NULL) != DEVICE_READY && CHECK(longest_pump_us < 200000))
			all_read(); /* as long as it takes to believe it again */
	end_all();
}

/* What a line that listens at another speed makes of bytes: each bit lasts `num` of its own by `den`. */
static size_t at_another_speed(const char *in, size_t n, int num, int den, unsigned char *out)
{
	static bool level[1 << 16]; /* the line, `num` samples a bit of the sender */
	size_t count_in = 0, count_out = 0, s = 0;
	size_t bit = (size_t)den; /* samples of a bit of who listens */

	for (size_t i = 0; i < n && (count_in + 11) * (size_t)num < sizeof level; i++) {
		unsigned word = (unsigned)(unsigned char)in[i] << 1 | 1u << 9; /* start, eight bits, stop */

		for (int b = 0; b < 10; b++, count_in++)
			for (int k = 0; k < num; k++)
				level[count_in * (size_t)num + (size_t)k] = word >> b & 1;
	}
	count_in *= (size_t)num;
	while (s + bit * 10 < count_in) {
		unsigned value = 0;

		if (level[s]) {
			s++;
			continue;
		}
		for (size_t b = 0; b < 8; b++)
			value |= (unsigned)level[s + bit * (b + 1) + bit / 2] << b;
		out[count_out++] = (unsigned char)value;
		s += bit * 9 + bit / 2;
	}
	return count_out;
}

/* A scale tells without end, the others what a person makes them tell: with a pause behind it. */
TWICE(a_wrong_speed)
{
	static const int speeds[][2] = { { 4, 2 }, { 4, 8 } }; /* twice as fast as it is sent, and half as fast */
	unsigned char out[8192];

	if (!begin_all())
		return;
	for (size_t v = 0; v < sizeof speeds / sizeof speeds[0]; v++) {
		for (int round = 0; round < 3; round++) {
			for (int i = 0; i < KINDS; i++)
				for (int times = kinds[i].keys ? 0 : kinds[i].says ? 1 : 40; times > 0; times--) {
					say(&line[i], out, at_another_speed(message[i], length[i], speeds[v][0],
						speeds[v][1], out));
					turn(0);
				}
			pass_ms(LOST_MS);
		}
		for (int i = 0; i < KINDS; i++)
			if (!kinds[i].keys)
				until_state(kinds[i].name, DEVICE_NOISE);
		nothing_read();
		for (int i = 0; i < KINDS; i++) /* its speed is set right */
			do
				all_read();
			while (wires_state(wires, kinds[i].name, NULL) != DEVICE_READY);
	}
	end_all();
}

/* Any bytes at all, but no end of a message, and the escapes of terminals. */
TWICE(garbage)
{
	static const char escapes[] = "\x1b[2J\x1b]0;x\x07\x9b" "31m\0\0%^&\t\x7f";
	char bytes[240];

	if (!begin_all())
		return;
	t_seed();
	for (int round = 0; round < 30; round++)
		for (int i = 0; i < KINDS; i++) {
			for (size_t b = 0; b < sizeof bytes; b++) {
				do
					bytes[b] = (char)t_rand(256);
				while (strchr("\r\n\x02\x03", bytes[b]));
			}
			memcpy(bytes, escapes, sizeof escapes);
			if (kinds[i].keys && write(line[i].fd, bytes, sizeof bytes) < 0)
				CHECK(errno == EAGAIN);
			else if (!kinds[i].keys && write(line[i].fd, bytes, sizeof bytes) < 0)
				CHECK(errno == EAGAIN);
			turn(0);
		}
	nothing_read();
	CHECK(!strchr(sbuf_text(&heard), '\x1b'));
	all_read();
	end_all();
}

/* Unplugged in the middle of a message, all at once, and plugged in again: what was read before is no part of what
 * comes then. */
TWICE(unplugged_and_plugged_in)
{
	if (!begin_all())
		return;
	for (int round = 0; round < 2; round++) {
		sbuf_clear(&heard);
		for (int i = 0; i < KINDS; i++)
			say(&line[i], message[i], kinds[i].says ? length[i] / 2 : length[i] / 8);
		for (int i = 0; i < KINDS; i++)
			unplug(&line[i]);
		until_all("gone");
		sbuf_clear(&heard);
		for (int i = 0; i < KINDS; i++)
			line[i] = plug_in(&kinds[i]);
		until_all("ready");
		all_read();
	}
	end_all();
}

/* Drivers that do not come back from open: each is told, what is there reads on, and they come back when they do. */
TWICE(hanging_in_open)
{
	static const int healthy = 0; /* the first scanner */

	if (!begin_all())
		return;
	for (int i = 0; i < KINDS; i++)
		if (i != healthy)
			unplug(&line[i]);
	for (int i = 0; i < KINDS; i++)
		if (i != healthy && mkfifo(at(kinds[i].name), 0600))
			abort();
	for (int i = 0; i < KINDS; i++) {
		if (i == healthy)
			continue;
		until_state(kinds[i].name, DEVICE_STUCK);
		sbuf_clear(&heard);
		say(&line[healthy], message[healthy], length[healthy]);
		CHECK(until(wanted[healthy]));
	}
	for (int i = 0; i < KINDS; i++)
		if (i != healthy)
			line[i].fd = open(at(kinds[i].name), O_RDWR | O_NONBLOCK);
	for (int i = 0; i < KINDS; i++)
		until_state(kinds[i].name, DEVICE_READY);
	sbuf_clear(&heard);
	all_read();
	end_all();
}

/* --- a display: what is written to ---------------------------------------------------------------- */

static struct device display_device(void)
{
	struct device d = device("display", "display", "cd5220", "");

	if (remote)
		d.address = "remote:01:display";
	return d;
}

static bool begin_display(struct sim *s)
{
	struct device d = display_device();
	char names[512];

	snprintf(names, sizeof names, "[devices]\ndisplay = %s\n", at("display"));
	if (remote) {
		listener = start_listener("pc.sock", names);
		start_carrier(-1);
	}
	open_wires(remote ? folder : NULL);
	*s = plug("display");
	wires_set(wires, &d, 1);
	return CHECK(until("display=ready"));
}

static void end_display(struct sim *s)
{
	unplug(s);
	CHECK(longest_pump_us < 200000);
	close_wires();
	if (remote) {
		end_carrier();
		end_process(listener);
	}
}

/* Reads at most `piece` bytes at a time until so many came. */
static size_t take(const struct sim *s, char *got, size_t want, size_t piece)
{
	int64_t end_ms = clock_mono_ms() + LIMIT_MS;
	size_t n = 0;

	while (n < want && clock_mono_ms() < end_ms) {
		ssize_t k = read(s->fd, got + n, want - n < piece ? want - n : piece);

		n += k > 0 ? (size_t)k : 0;
		turn(k > 0 ? 0 : 5);
	}
	return n;
}

/* A slow one gets all of it in order, byte by byte; what it says itself is no reading, be it what it may. */
TWICE(a_display_that_takes_slowly_and_talks)
{
	char sent[600], got[600];
	struct sim s;

	if (!begin_display(&s))
		return;
	for (size_t i = 0; i < sizeof sent; i++)
		sent[i] = (char)(i * 7 + 1);
	say(&s, "6901234567892\r\x1b[c\x80\xFF\0", 20);
	for (size_t i = 0; i < sizeof sent; i += 100)
		CHECK(wires_write(wires, "display", sent + i, 100, 0));
	CHECK_INT(take(&s, got, sizeof got, 1), (int)sizeof sent);
	CHECK(memcmp(sent, got, sizeof sent) == 0);
	nothing_read();
	CHECK_INT(count("noise"), 0);
	end_display(&s);
}

TWICE(a_display_comes_and_goes)
{
	char got[8];
	struct sim s;

	if (!begin_display(&s))
		return;
	for (int round = 0; round < 3; round++) {
		unplug(&s);
		sbuf_clear(&heard);
		CHECK(until("display=gone"));
		CHECK(!wires_write(wires, "display", "early", 5, 0));
		s = plug("display");
		CHECK(until("display=ready"));
		CHECK(wires_write(wires, "display", "hello", 5, 0));
		CHECK_INT(take(&s, got, 5, 5), 5);
		CHECK(memcmp(got, "hello", 5) == 0);
	}
	end_display(&s);
}

/* It takes no byte: told as stuck, begun anew, and well again once it takes them. */
TWICE(a_display_that_hangs_in_write)
{
	static char bytes[WIRES_WRITE_MAX], got[1 << 16];
	struct sim s;

	if (!begin_display(&s))
		return;
	memset(bytes, 'x', sizeof bytes);
	for (int i = 0; i < 40; i++) {
		wires_write(wires, "display", bytes, sizeof bytes, 0);
		turn(0);
	}
	CHECK(until("display=stuck "));
	sbuf_clear(&heard);
	CHECK(until("display=ready "));
	while (read(s.fd, got, sizeof got) > 0)
		;
	CHECK(wires_write(wires, "display", "hello", 5, 0));
	CHECK_INT(take(&s, got, 5, 5), 5);
	end_display(&s);
}

/* --- the line to the till PC ------------------------------------------------------------------------ */

TEST(the_line_is_cut_and_comes_back)
{
	remote = true;
	if (!begin_all())
		return;
	for (int round = 0; round < 3; round++) {
		sbuf_clear(&heard);
		end_carrier();
		until_all("no-line");
		for (int i = 0; i < KINDS; i++) /* nobody's; a pipe would keep it, as no device does */
			if (!kinds[i].keys)
				say(&line[i], message[i], length[i]);
		pass_ms(LOST_MS);
		nothing_read();
		start_carrier(-1);
		until_all("ready");
		all_read();
	}
	end_all();
}

/* No byte goes through and nothing says so: found out by silence, and nothing waits for it. */
TEST(the_line_hangs)
{
	remote = true;
	if (!begin_all())
		return;
	kill(carrier, SIGSTOP);
	until_all("no-line");
	end_carrier();
	sbuf_clear(&heard);
	start_carrier(-1);
	until_all("ready");
	all_read();
	end_all();
}

/* It breaks after any number of bytes: a torn word is no reading. */
TEST(the_line_breaks_in_the_middle_of_a_word)
{
	int right, all, cut = 0;

	remote = true;
	if (!begin_all())
		return;
	for (int64_t bytes = 40; bytes < 700; bytes += 37) {
		int64_t end_ms = clock_mono_ms() + LIMIT_MS;

		end_carrier();
		start_carrier(bytes);
		sbuf_clear(&heard);
		while (waitpid(carrier, NULL, WNOHANG) == 0 && clock_mono_ms() < end_ms) {
			for (int i = 0; i < KINDS; i++)
				if (!kinds[i].keys &&
				    wires_state(wires, kinds[i].name, NULL) == DEVICE_READY &&
				    write(line[i].fd, message[i], length[i]) < 0)
					CHECK(errno == EAGAIN);
			turn(20);
		}
		cut += clock_mono_ms() < end_ms;
		turn(20);
		all = readings(&right);
		if (!CHECK_INT(all, right))
			printf("# after %d bytes: %s\n", (int)bytes, sbuf_text(&heard));
	}
	CHECK_INT(cut, 18);
	end_carrier();
	start_carrier(-1);
	pass_ms(LOST_MS);
	until_all("ready");
	end_all();
}

T_MAIN
