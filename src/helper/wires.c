/* wires.c - zhanggui-wires: holds the serial lines and keyboard-like devices of a till (device/wires.h). One loop that
 * waits for its client and for the processes of its ports, and for nothing else.
 *
 * As a child of the till it speaks on its standard input and output. With --listen it stands behind a socket on a till
 * PC, which ssh forwards to the shop's machine; one till at a time has the devices. */
#include "device/wires.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "wires/hub_int.h"

#define NAMES_FILE SYSCONFDIR "/zhanggui/wires.conf"

struct client {
	int in, out;                      /* -1: none */
	struct helperline_reader lines;
	struct sbuf text;                 /* not yet taken */
	char till[12];                    /* who it is; "" it did not say */
	struct hub *hub;
};

static void greet(struct client *c)
{
	helperline_put_hello(&c->text, WIRES_HELPER, VERSION);
}

static void let_go(struct client *c)
{
	close(c->in);
	if (c->out != c->in)
		close(c->out);
	c->in = c->out = -1;
	helperline_release(&c->lines);
	sbuf_release(&c->text);
}

static void drop(struct client *c)
{
	if (c->in < 0)
		return;
	let_go(c);
	hub_clear(c->hub);
}

/* What the client takes now; a client that is gone is known by reading. */
static void send_out(struct client *c)
{
	ssize_t n;

	if (c->out < 0 || !c->text.len)
		return;
	n = write(c->out, c->text.data, c->text.len);
	if (n <= 0)
		return;
	c->text.len -= (size_t)n;
	memmove(c->text.data, c->text.data + n, c->text.len + 1);
	explicit_bzero(c->text.data + c->text.len, (size_t)n);
}

/* False: it is gone. */
static bool read_lines(struct client *c)
{
	static char bytes[1 << 14];
	ssize_t n = read(c->in, bytes, sizeof bytes);

	if (n > 0)
		helperline_feed(&c->lines, bytes, (size_t)n);
	return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

static void hear(struct client *c)
{
	struct helperline line;

	if (!read_lines(c)) {
		drop(c);
		return;
	}
	while (helperline_next(&c->lines, &line))
		hub_take(c->hub, &line);
}

/* --- the socket of a till PC --------------------------------------------------------------- */

static bool of_us(int fd)
{
	struct ucred peer;
	socklen_t n = sizeof peer;

	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) == 0 && (peer.uid == geteuid() || peer.uid == 0);
}

/* Who comes says first which till it is; of two that come at once the newer one is heard. */
static void welcome(struct client *next, int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (fd < 0)
		return;
	if (!of_us(fd)) {
		fprintf(stderr, WIRES_HELPER ": a client of another user was sent away\n");
		close(fd);
		return;
	}
	if (next->in >= 0)
		let_go(next);
	*next = (struct client){ .in = fd, .out = fd, .lines = HELPERLINE_READER_INIT };
	greet(next);
	send_out(next);
}

/* A till that comes again has its devices: the one before it hangs behind a line that is down. Another till has to wait
 * until they are free: what is scanned at one counter is never sold at another. */
static void admit(struct client *c, struct client *next)
{
	struct hub *hub = c->hub;
	struct helperline line;

	if (!read_lines(next)) {
		let_go(next);
		return;
	}
	if (!helperline_next(&next->lines, &line))
		return;
	if (strcmp(line.words[0], "till") == 0 && line.count == 2)
		snprintf(next->till, sizeof next->till, "%s", line.words[1]);
	if (c->in >= 0 && strcmp(c->till, next->till) != 0) {
		helperline_put(&next->text, "taken", c->till, NULL);
		send_out(next);
		let_go(next);
		return;
	}
	drop(c);
	*c = *next;
	c->hub = hub;
	*next = (struct client){ .in = -1, .out = -1 };
	do
		hub_take(hub, &line);
	while (helperline_next(&c->lines, &line));
}

/* -1: told on stderr. A socket that nobody listens on is taken over. */
static int listen_at(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mode_t before;
	bool bad;

	if (strlen(path) >= sizeof address.sun_path) {
		fprintf(stderr, WIRES_HELPER ": %s: the path is too long for a socket\n", path);
		return -1;
	}
	memcpy(address.sun_path, path, strlen(path));
	if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0) {
		fprintf(stderr, WIRES_HELPER ": %s: another one listens there\n", path);
		return -1;
	}
	close(fd);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (errno == ECONNREFUSED)
		unlink(path);
	before = umask(0177); /* 0600: for its own user only */
	bad = fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) || listen(fd, 4);
	umask(before);
	if (!bad)
		return fd;
	fprintf(stderr, WIRES_HELPER ": %s: %s\n", path, strerror(errno));
	return -1;
}

/* --- the loop ------------------------------------------------------------------------------ */

static volatile sig_atomic_t ended;

static void on_end(int sig)
{
	(void)sig;
	ended = 1;
}

static void run(struct client *c, int listener)
{
	struct client next = { .in = -1, .out = -1 };
	struct pollfd fds[4 + HUB_FDS];

	while (!ended && (c->in >= 0 || listener >= 0)) {
		int n;

		fds[0] = (struct pollfd){ .fd = listener, .events = POLLIN };
		fds[1] = (struct pollfd){ .fd = c->in, .events = POLLIN };
		fds[2] = (struct pollfd){ .fd = c->text.len ? c->out : -1, .events = POLLOUT };
		fds[3] = (struct pollfd){ .fd = next.in, .events = POLLIN };
		n = 4 + hub_fds(c->hub, fds + 4);
		if (poll(fds, (nfds_t)n, hub_timeout_ms(c->hub)) < 0 && errno != EINTR)
			break;
		if (c->in >= 0 && fds[1].revents)
			hear(c);
		if (next.in >= 0 && fds[3].revents)
			admit(c, &next);
		else if (fds[0].revents)
			welcome(&next, listener);
		hub_step(c->hub);
		send_out(c);
	}
	if (next.in >= 0)
		let_go(&next);
	drop(c);
}

static int usage(void)
{
	fprintf(stderr, "usage: " WIRES_HELPER " [--listen SOCKET [--devices FILE]]\n"
		"Without --listen it is started by the till. See man zhanggui-wires.\n");
	return 2;
}

int main(int argc, char **argv)
{
	const char *socket_path = NULL, *names_path = NAMES_FILE, *why;
	struct client client = { .in = STDIN_FILENO, .out = STDOUT_FILENO, .lines = HELPERLINE_READER_INIT };
	struct arena arena = ARENA_INIT;
	struct ini names;
	int listener = -1;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--listen") == 0 && i + 1 < argc)
			socket_path = argv[++i];
		else if (strcmp(argv[i], "--devices") == 0 && i + 1 < argc)
			names_path = argv[++i];
		else
			return usage();
	}
	signal(SIGPIPE, SIG_IGN);
	signal(SIGTERM, on_end);
	signal(SIGINT, on_end);
	if (socket_path) {
		if (ini_read(&arena, names_path, &names, &why) != OK) {
			fprintf(stderr, WIRES_HELPER ": %s\n", why);
			return 2;
		}
		client.in = client.out = -1;
		listener = listen_at(socket_path);
		if (listener < 0)
			return 3;
	}
	client.hub = hub_new(&client.text, socket_path ? &names : NULL);
	if (!socket_path)
		greet(&client);
	run(&client, listener);
	if (socket_path)
		unlink(socket_path);
	hub_free(client.hub);
	arena_release(&arena);
	return 0;
}
