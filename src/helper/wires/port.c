/* port.c - the process of one device. Everything here may block: nobody waits for it but its own device, and the hub
 * ends it when it stays silent where it should speak. */
#include "port_int.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "device/codec.h"
#include "device/helperline.h"

#define SOCKET_FD 3
#define READ_MAX 256
/* A till reads faster than any hand scans. More than this at a time waits in the device: a flood (a key that sticks, a
 * scanner that empties its memory) must not stand before what the cashier types. */
#define READS_BURST 20
#define READS_A_SECOND 30
#define FLOOD_MS 3000  /* held back for so long: it is told */
#define WRITE_SLICE_MS 50

struct port {
	const struct port_spec *spec;
	const struct codec *codec;
	void *state;
	int fd;
	struct arena arena;
	struct sbuf line;
	bool raw;
	enum device_state told;
	int64_t credit;        /* thousandths of a read that may still go out */
	int64_t credit_ms;     /* when it was reckoned */
	int64_t held_ms;       /* since when reads are held back; 0 they are not */
	int64_t listened_us;   /* the codec's clock: bytes that wait while we do not listen are no silence */
};

static void __attribute__((noreturn)) leave(void)
{
	_exit(0);
}

/* One whole message; the hub that takes none is gone or full: then we wait, and our device with us. */
static void tell_hub(struct port *p)
{
	ssize_t n;

	do
		n = send(SOCKET_FD, p->line.data, p->line.len, MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	explicit_bzero(p->line.data, p->line.len);
	sbuf_clear(&p->line);
	if (n < 0)
		leave();
}

static void tell_state(struct port *p, enum device_state state, const char *detail)
{
	if (state == p->told)
		return;
	p->told = state;
	helperline_put(&p->line, "state", p->spec->name, device_state_word(state), detail, NULL);
	tell_hub(p);
}

/* --- what the codec says ------------------------------------------------------------------- */

static void on_read(void *ctx, const char *kind, const char *value, const char *more)
{
	struct port *p = ctx;

	p->credit -= 1000;
	helperline_put(&p->line, "read", p->spec->name, kind, value, value ? more : NULL, NULL);
	tell_hub(p);
}

static void on_state(void *ctx, enum device_state state, const char *detail)
{
	struct port *p = ctx;

	if (!p->held_ms)
		tell_state(p, state, detail);
	if (state == DEVICE_STUCK || state == DEVICE_NO_HELPER)
		leave();
}

/* All of it, or as much as goes in while the hub has patience with us. */
static void write_all(struct port *p, const unsigned char *bytes, size_t n)
{
	while (n) {
		struct pollfd fd = { .fd = p->fd, .events = POLLOUT };
		ssize_t done = write(p->fd, bytes, n);

		if (done < 0 && errno != EAGAIN && errno != EINTR) {
			tell_state(p, DEVICE_GONE, strerror(errno));
			leave();
		}
		if (done > 0) {
			bytes += done;
			n -= (size_t)done;
		} else {
			poll(&fd, 1, WRITE_SLICE_MS);
		}
	}
}

static void on_write(void *ctx, const void *bytes, size_t n)
{
	write_all(ctx, bytes, n);
}

/* --- what comes from the hub --------------------------------------------------------------- */

/* Waits until a byte would go, but no longer than it is worth it. */
static bool goes_in_time(const struct port *p, int64_t until_ms)
{
	struct pollfd fd = { .fd = p->fd, .events = POLLOUT };
	int64_t left_ms = until_ms - clock_mono_ms();

	if (!until_ms)
		return true;
	return left_ms > 0 && poll(&fd, 1, (int)left_ms) > 0 && fd.revents & POLLOUT;
}

static void take_write(struct port *p, const unsigned char *message, size_t n)
{
	int64_t until_ms;

	if (n < 1 + sizeof until_ms)
		return;
	memcpy(&until_ms, message + 1, sizeof until_ms);
	if (goes_in_time(p, until_ms))
		write_all(p, message + 1 + sizeof until_ms, n - 1 - sizeof until_ms);
	sbuf_puts(&p->line, "done\n");
	tell_hub(p);
}

/* A reader switches its field off when its line ends, if it is given the time. */
static void __attribute__((noreturn)) let_go(struct port *p)
{
	const char *detail;

	close(p->fd);
	if (p->spec->protocol->port == PORT_NFC)
		port_reader_end(&detail);
	leave();
}

static void hear_hub(struct port *p)
{
	static unsigned char message[PORT_MESSAGE_MAX];
	ssize_t n = recv(SOCKET_FD, message, sizeof message, 0);

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (n <= 0)
		let_go(p);
	if (message[0] == 'w')
		take_write(p, message, (size_t)n);
	else if (message[0] == 'r' && n == 2)
		p->raw = message[1] == '1';
}

/* --- what comes from the device ------------------------------------------------------------ */

static int64_t codec_ms(const struct port *p)
{
	return p->listened_us / 1000;
}

static void feed(struct port *p, const unsigned char *bytes, size_t n)
{
	const struct codec_out out = { p, on_read, on_write, on_state };

	p->codec->feed(p->state, bytes, n, codec_ms(p), &out);
}

/* Of a stripe only its shape is told: what stands on a payment card goes nowhere. */
static void tell_raw(struct port *p, const unsigned char *bytes, size_t n)
{
	unsigned char shape[READ_MAX];

	if (p->spec->protocol->port == PORT_NFC)
		return; /* they are lines, with all that a card carries */
	if (p->spec->kind == DEVICE_STRIPE && p->spec->protocol->port == PORT_INPUT)
		return; /* events of keys have no shape */
	for (size_t i = 0; i < n; i++)
		shape[i] = p->spec->kind == DEVICE_STRIPE && bytes[i] >= '0' && bytes[i] <= '9' ? '#' : bytes[i];
	arena_clear(&p->arena);
	helperline_put(&p->line, "raw", p->spec->name, helperline_base64(&p->arena, shape, n), NULL);
	tell_hub(p);
}

static void hear_device(struct port *p, bool hung_up)
{
	unsigned char bytes[READ_MAX];
	ssize_t n = read(p->fd, bytes, sizeof bytes);

	if (n < 0 && (errno == EAGAIN || errno == EINTR) && !hung_up)
		return;
	if (n <= 0) {
		const char *detail = n < 0 ? strerror(errno) : "";
		bool reader = p->spec->protocol->port == PORT_NFC;
		enum device_state state = reader ? port_reader_end(&detail) : DEVICE_GONE;

		tell_state(p, state, detail);
		leave();
	}
	if (p->raw)
		tell_raw(p, bytes, (size_t)n);
	feed(p, bytes, (size_t)n);
	explicit_bzero(bytes, sizeof bytes);
}

/* How much may go out now; what was held back for long is told. */
static bool may_read(struct port *p)
{
	int64_t now_ms = clock_mono_ms(), most = READS_BURST * INT64_C(1000);

	p->credit += (now_ms - p->credit_ms) * READS_A_SECOND;
	p->credit = p->credit < most ? p->credit : most;
	p->credit_ms = now_ms;
	if (p->credit <= 0 && !p->held_ms)
		p->held_ms = now_ms;
	if (p->held_ms && p->credit == most) {
		p->held_ms = 0;
		tell_state(p, DEVICE_READY, "");
	}
	if (p->held_ms && now_ms - p->held_ms >= FLOOD_MS)
		tell_state(p, DEVICE_FLOOD, "");
	return p->credit > 0;
}

/* Milliseconds to wait: until the codec wants to be asked, or something that is held back may go on. */
static int patience_ms(const struct port *p, bool reads)
{
	int64_t due_ms = p->codec->due_ms ? p->codec->due_ms(p->state) : -1, left_ms;

	left_ms = due_ms < 0 ? -1 : due_ms - codec_ms(p);
	if (due_ms >= 0 && left_ms < 0)
		left_ms = 0;
	if ((p->held_ms || !reads) && (left_ms < 0 || left_ms > WRITE_SLICE_MS))
		left_ms = WRITE_SLICE_MS;
	return (int)left_ms;
}

static void __attribute__((noreturn)) live(struct port *p)
{
	for (;;) {
		bool reads = may_read(p);
		struct pollfd fds[2] = { { .fd = SOCKET_FD, .events = POLLIN },
			{ .fd = p->fd, .events = reads ? POLLIN : 0 } };
		int64_t from_us = clock_mono_us();

		if (poll(fds, 2, patience_ms(p, reads)) < 0 && errno != EINTR)
			leave();
		if (reads)
			p->listened_us += clock_mono_us() - from_us;
		feed(p, NULL, 0);
		if (fds[0].revents)
			hear_hub(p);
		if (fds[1].revents & POLLIN || (fds[1].revents && reads))
			hear_device(p, (fds[1].revents & (POLLHUP | POLLERR)) != 0);
		else if (fds[1].revents)
			poll(NULL, 0, WRITE_SLICE_MS); /* hung up, but what it sent last is not read yet */
	}
}

/* Nothing of the hub's stays open here: a port that hangs must not hold a till's socket. */
static void shed(int socket)
{
	int null = open("/dev/null", O_RDWR);

	for (int fd = 0; fd < SOCKET_FD - 1; fd++)
		dup2(null, fd);
	dup2(socket, SOCKET_FD);
	closefrom(SOCKET_FD + 1);
}

void port_run(int socket, const struct port_spec *spec)
{
	struct port p = { .spec = spec, .codec = codec_find(spec->kind, spec->protocol->name),
		.told = DEVICE_OPENING, .line = SBUF_INIT };
	enum device_state state;
	const char *detail;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	shed(socket);
	p.state = arena_alloc(&p.arena, p.codec->size);
	p.arena = (struct arena)ARENA_INIT; /* the state stays; the rest of an arena is cleared line by line */
	p.codec->init(p.state, &spec->options);
	p.fd = port_open(spec, &state, &detail);
	if (p.fd < 0) {
		tell_state(&p, state, detail);
		leave();
	}
	p.credit = READS_BURST * INT64_C(1000);
	p.credit_ms = clock_mono_ms();
	p.listened_us = clock_mono_us();
	if (!p.codec->tells_ready)
		tell_state(&p, DEVICE_READY, "");
	live(&p);
}
