/* wires_sim.h - devices of a counter at the far end of pseudo terminals, wires that hear them, and the helper behind a
 * socket as on a till PC. Nothing here waits a fixed time: what must come is waited for with a limit. */
#ifndef TESTS_WIRES_SIM_H
#define TESTS_WIRES_SIM_H

#include "wire/wires.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <termios.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "device/wires.h"
#include "../t.h"

#define LIMIT_MS 15000

static char folder[128];
static struct wires *wires;
static struct event_queue queue;
static struct sbuf heard;      /* events in order: "scan:CODE ", "card:KEY ", "bank ", "two ", "NAME=STATE " */
static int64_t longest_pump_us;

/* --- a counter ----------------------------------------------------------------------------- */

static inline const char *at(const char *name)
{
	static char path[4][256];
	static int turn;

	turn = (turn + 1) % 4;
	snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
	return path[turn];
}

/* A scanner's end of a line that a program opens by `name`, as udev would call it. */
struct sim { int fd; char name[64]; };

static inline struct sim plug(const char *name)
{
	struct sim s = { .fd = -1 };
	char path[128];
	int held;

	if (openpty(&s.fd, &held, path, NULL, NULL))
		abort();
	snprintf(s.name, sizeof s.name, "%s", name);
	unlink(at(name));
	if (symlink(path, at(name)))
		abort();
	close(held); /* only the helper holds it, as it would a device */
	fcntl(s.fd, F_SETFL, O_NONBLOCK);
	return s;
}

static inline void unplug(struct sim *s)
{
	unlink(at(s->name));
	close(s->fd);
	s->fd = -1;
}

static inline void say(const struct sim *s, const void *bytes, size_t n)
{
	if (write(s->fd, bytes, n) != (ssize_t)n)
		abort();
}

static inline void scan(const struct sim *s, const char *code)
{
	say(s, code, strlen(code));
}

static inline void open_wires(const char *sockets)
{
	const struct wires_config conf = { .helper = t_built("zhanggui-wires"), .sockets = sockets, .silence_ms = 700,
		.pause_ms = 20 };

	event_queue_init(&queue);
	wires = wires_open(&conf);
	longest_pump_us = 0;
}

static inline void close_wires(void)
{
	wires_close(wires);
	event_queue_release(&queue);
	sbuf_release(&heard);
}

static inline void note(const struct event *e)
{
	static const char *const cards[] = { [CARD_KEY] = "card:", [CARD_BANK] = "bank", [CARD_BAD] = "bad",
		[CARD_RANDOM] = "random", [CARD_TWO] = "two" };
	const char *detail;

	if (e->kind == EVENT_SCAN)
		sbuf_printf(&heard, "scan:%s ", e->text);
	else if (e->kind == EVENT_CARD)
		sbuf_printf(&heard, "%s%s ", cards[e->code], e->text);
	else if (e->kind == EVENT_DEVICE)
		sbuf_printf(&heard, "%s=%s ", e->text, device_state_word(wires_state(wires, e->text, &detail)));
	else if (e->kind == EVENT_READ)
		sbuf_printf(&heard, "read:%s ", e->text);
}

/* One turn of a poll loop; what it took without waiting is measured. */
static inline void turn(int most_ms)
{
	struct pollfd fds[WIRES_FDS];
	int n = wires_fds(wires, fds), ms = wires_timeout_ms(wires);
	int64_t before_us;
	struct event e;

	poll(fds, (nfds_t)n, ms >= 0 && ms < most_ms ? ms : most_ms);
	before_us = clock_mono_us();
	wires_pump(wires, &queue);
	if (clock_mono_us() - before_us > longest_pump_us)
		longest_pump_us = clock_mono_us() - before_us;
	while (event_take(&queue, &e))
		note(&e);
}

/* Turns until the text is heard. */
static inline bool until(const char *text)
{
	int64_t end_ms = clock_mono_ms() + LIMIT_MS;

	while (!strstr(sbuf_text(&heard), text) && clock_mono_ms() < end_ms)
		turn(20);
	if (strstr(sbuf_text(&heard), text))
		return true;
	printf("# waited for %s, heard %s\n", text, sbuf_text(&heard));
	return false;
}

static inline int count(const char *text)
{
	const char *s = sbuf_text(&heard);
	int n = 0;

	while ((s = strstr(s, text))) {
		s += strlen(text);
		n++;
	}
	return n;
}

static inline struct device device(const char *name, const char *kind, const char *protocol, const char *options)
{
	static char address[DEVICES_MAX][300];
	static int used;

	used = (used + 1) % DEVICES_MAX;
	snprintf(address[used], sizeof address[used], "local:%s/%s", folder, name);
	return (struct device){ .name = name, .kind = kind, .protocol = protocol, .address = address[used],
		.options = options, .active = true };
}

/* --- a till PC ----------------------------------------------------------------------------- */

/* zhanggui-wires on a till PC, at that socket, which gives away what is in the list. */
static inline pid_t start_listener(const char *socket, const char *names)
{
	pid_t pid;
	char socket_path[256];

	CHECK(t_write(at("wires.conf"), names));
	snprintf(socket_path, sizeof socket_path, "%s", at(socket));
	pid = fork();
	if (pid == 0) {
		execl(t_built("zhanggui-wires"), "zhanggui-wires", "--listen", socket_path, "--devices",
			at("wires.conf"), NULL);
		_exit(127);
	}
	return pid;
}

static inline void end_process(pid_t pid)
{
	kill(pid, SIGTERM);
	waitpid(pid, NULL, 0);
}

static void sim_begin(void) __attribute__((constructor));
static void sim_begin(void)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(folder, sizeof folder, "%s/zg-wires-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(folder))
		abort();
}

static void sim_end(void) __attribute__((destructor));
static void sim_end(void)
{
	static const char *const names[] = { "wires.conf", "01.sock", "pc.sock" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		unlink(at(names[i]));
	rmdir(folder);
}

#endif
