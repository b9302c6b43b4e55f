/* pay.c - zhanggui-pay: asks a payment provider's program for payments (device/pay.h). Looking up a name, joining and
 * writing may hang, so it is a program of its own. It asks for a payment once; when it does not know whether the
 * request arrived, it asks what became of it before it asks again, always with the payment's own number. It keeps
 * nothing on disk: what it forgets by dying, the till asks for again. */
#include "device/pay.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "device/helperline.h"

#define PAUSE_FIRST_MS 100   /* between two tries to join */
#define PAUSE_MOST_MS 5000
#define AGAIN_MOST_MS 60000  /* a payment asked for so long ago is not asked for anew: the customer has gone */
#define SILENT_PATIENCES 4   /* a line that says nothing for so many is left */

enum want { WANT_NONE = 0 /* a free place */, WANT_CHARGE, WANT_QUERY, WANT_REVERSE, WANT_REFUND };
struct order {
	int64_t id, amount_minor, payment_id; /* payment_id: of a refund */
	int64_t begun_ms, asked_ms;
	enum want want;
	bool sent;                            /* of a charge: bytes of it may have arrived */
	char code[PAY_CODE_TEXT_MAX + 1];     /* of a refund: the payment's reference */
};
enum link_state { LINK_DOWN, LINK_JOINING, LINK_GREETING, LINK_UP };

static struct order orders[PAY_OPEN_MAX];
static struct helperline_reader till = HELPERLINE_READER_INIT;
static struct {
	enum link_state state;
	int fd;
	char address[PAY_ADDRESS_MAX + 1], terminal[PAY_CODE_TEXT_MAX + 1];
	int64_t patience_ms, retry_ms, pause_ms, since_ms, heard_ms;
	struct helperline_reader lines;
	struct sbuf out;
} line = { .fd = -1, .patience_ms = 5000, .pause_ms = PAUSE_FIRST_MS, .lines = HELPERLINE_READER_INIT };

/* --- to the till ------------------------------------------------------------------------------- */

static void tell(const char *verb, const char *word, const char *detail)
{
	struct sbuf text = SBUF_INIT;

	helperline_put(&text, verb, word, detail, NULL);
	for (size_t at = 0; at < text.len;) {
		ssize_t n = write(STDOUT_FILENO, text.data + at, text.len - at);

		if (n <= 0 && errno != EINTR)
			exit(0); /* the till is gone */
		at += n > 0 ? (size_t)n : 0;
	}
	sbuf_release(&text);
}

static void end_order(struct order *o, const char *verb, const char *detail)
{
	char id[HELPERLINE_NUMBER];

	tell(verb, helperline_number(id, o->id), detail);
	explicit_bzero(o, sizeof *o);
}

/* --- to the provider --------------------------------------------------------------------------- */

static void ask(struct order *o, int64_t now)
{
	char number[HELPERLINE_NUMBER], amount[HELPERLINE_NUMBER], payment[HELPERLINE_NUMBER];
	const char *id = helperline_number(number, o->id);

	o->asked_ms = now;
	if (o->want == WANT_REFUND) {
		helperline_put(&line.out, "refund", id, helperline_number(amount, o->amount_minor),
			helperline_number(payment, o->payment_id), o->code, NULL);
	} else if (o->want == WANT_REVERSE) {
		helperline_put(&line.out, "reverse", id, NULL);
	} else if (o->want == WANT_QUERY || o->sent) {
		helperline_put(&line.out, "query", id, NULL);
	} else {
		o->sent = true;
		helperline_put(&line.out, "charge", id, helperline_number(amount, o->amount_minor), o->code, NULL);
	}
}

static void leave(const char *why, int64_t now)
{
	if (line.fd >= 0)
		close(line.fd);
	line.fd = -1;
	line.state = LINK_DOWN;
	helperline_release(&line.lines);
	sbuf_clear(&line.out);
	line.retry_ms = now + line.pause_ms;
	line.pause_ms = line.pause_ms * 2 < PAUSE_MOST_MS ? line.pause_ms * 2 : PAUSE_MOST_MS;
	tell("state", "down", why);
}

static int join_path(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	if (strlen(line.address) >= sizeof address.sun_path)
		return ENAMETOOLONG;
	memcpy(address.sun_path, line.address, strlen(line.address));
	line.fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (line.fd < 0)
		return errno;
	return connect(line.fd, (struct sockaddr *)&address, sizeof address) ? errno : 0;
}

/* The name may take its time: nobody waits for this program. */
static int join_host(void)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *found = NULL;
	char host[PAY_ADDRESS_MAX + 1], *colon;
	int bad, on = 1;

	memcpy(host, line.address, sizeof host);
	colon = strrchr(host, ':');
	if (!colon)
		return EINVAL;
	*colon = '\0';
	if (getaddrinfo(host, colon + 1, &hints, &found) || !found)
		return EHOSTUNREACH;
	line.fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	bad = line.fd < 0 || connect(line.fd, found->ai_addr, found->ai_addrlen) ? errno : 0;
	freeaddrinfo(found);
	if (line.fd >= 0 && setsockopt(line.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on))
		bad = bad ? bad : errno;
	return bad;
}

static void join(int64_t now)
{
	int bad = strchr(line.address, '/') ? join_path() : join_host();

	line.since_ms = line.heard_ms = now;
	line.state = LINK_JOINING;
	if (bad && bad != EINPROGRESS)
		leave(strerror(bad), now);
}

static void joined(int64_t now)
{
	int bad = 0;
	socklen_t n = sizeof bad;

	if (getsockopt(line.fd, SOL_SOCKET, SO_ERROR, &bad, &n) || bad) {
		leave(strerror(bad ? bad : errno), now);
		return;
	}
	line.state = LINK_GREETING;
	helperline_put(&line.out, "hello", "zhanggui", PAY_GATEWAY_PROTOCOL, line.terminal, NULL);
}

static void flush(int64_t now)
{
	ssize_t n;

	if (line.state < LINK_GREETING || !line.out.len)
		return;
	n = send(line.fd, line.out.data, line.out.len, MSG_NOSIGNAL);
	if (n < 0 && errno != EAGAIN && errno != EINTR) {
		leave(strerror(errno), now);
	} else if (n > 0) {
		line.out.len -= (size_t)n;
		memmove(line.out.data, line.out.data + n, line.out.len + 1);
		explicit_bzero(line.out.data + line.out.len, (size_t)n);
	}
}

/* --- what the provider says -------------------------------------------------------------------- */

static struct order *order_of(int64_t id)
{
	for (int i = 0; i < PAY_OPEN_MAX; i++)
		if (orders[i].want && orders[i].id == id)
			return &orders[i];
	return NULL;
}

/* It never heard of it. What was lost on the way is asked for again, as long as the customer is there; all else is made
 * final by taking it back, for a request may still be on its way. */
static void none(struct order *o, int64_t now)
{
	if (o->want == WANT_CHARGE && now - o->begun_ms < AGAIN_MOST_MS)
		o->sent = false;
	else
		o->want = WANT_REVERSE;
	ask(o, now);
}

/* Once it is to be taken back, only what became of that counts: other answers are late. */
static void answered(struct order *o, const char *verb, const char *detail, int64_t now)
{
	char id[HELPERLINE_NUMBER];

	if (o->want == WANT_REFUND) {
		if (strcmp(verb, "refunded") == 0 || strcmp(verb, "refused") == 0)
			end_order(o, verb, detail);
	} else if (o->want == WANT_REVERSE) {
		if (strcmp(verb, "reversed") == 0 || strcmp(verb, "kept") == 0)
			end_order(o, verb, detail);
	} else if (strcmp(verb, "taken") == 0 || strcmp(verb, "refused") == 0 || strcmp(verb, "reversed") == 0) {
		end_order(o, verb, detail);
	} else if (strcmp(verb, "none") == 0) {
		none(o, now);
	} else if (strcmp(verb, "waiting") == 0) {
		o->asked_ms = now;
		tell(verb, helperline_number(id, o->id), "");
	}
}

static void take_line(const struct helperline *l, int64_t now)
{
	const char *detail = l->count > 2 && strlen(l->words[2]) <= PAY_CODE_TEXT_MAX ? l->words[2] : "";
	struct order *o;
	int64_t id;

	if (line.state == LINK_GREETING) {
		if (l->count < 3 || strcmp(l->words[0], "hello") != 0 || strcmp(l->words[2], PAY_GATEWAY_PROTOCOL) != 0)
			return;
		line.state = LINK_UP;
		line.pause_ms = PAUSE_FIRST_MS;
		tell("state", "connected", l->words[1]);
		for (int i = 0; i < PAY_OPEN_MAX; i++)
			if (orders[i].want)
				ask(&orders[i], now);
		return;
	}
	if (l->count < 2 || !helperline_int(l->words[1], &id))
		return;
	o = order_of(id);
	if (o)
		answered(o, l->words[0], detail, now);
}

static void hear(int64_t now)
{
	static char bytes[1 << 14];
	struct helperline l;
	ssize_t n = read(line.fd, bytes, sizeof bytes);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		leave(n ? strerror(errno) : "the line was closed", now);
		return;
	}
	line.heard_ms = now;
	helperline_feed(&line.lines, bytes, (size_t)n);
	while (line.fd >= 0 && helperline_next(&line.lines, &l))
		take_line(&l, now);
}

/* --- what the till says ------------------------------------------------------------------------ */

static struct order *place_for(int64_t id)
{
	struct order *o = order_of(id);

	for (int i = 0; !o && i < PAY_OPEN_MAX; i++)
		if (!orders[i].want)
			o = &orders[i];
	return o;
}

static void set_gateway(const struct helperline *l, int64_t now)
{
	int64_t patience;

	if (l->count < 4 || strlen(l->words[1]) > PAY_ADDRESS_MAX || strlen(l->words[3]) > PAY_CODE_TEXT_MAX ||
	    !helperline_int(l->words[2], &patience) || patience <= 0)
		return;
	if (strcmp(line.address, l->words[1]) != 0 && line.fd >= 0)
		leave("another address", now);
	snprintf(line.address, sizeof line.address, "%s", l->words[1]);
	snprintf(line.terminal, sizeof line.terminal, "%s", l->words[3]);
	line.patience_ms = patience;
	line.retry_ms = 0;
	line.pause_ms = PAUSE_FIRST_MS;
}

/* A payment that is to be taken back stays so, whatever is asked after that. */
static void take_order(const struct helperline *l, enum want want, int64_t now)
{
	int last = want == WANT_REFUND ? 4 : 3; /* the word that is text */
	int64_t id, amount = 0, payment = 0;
	struct order *o;

	if (l->count < 2 || !helperline_int(l->words[1], &id))
		return;
	if ((want == WANT_CHARGE || want == WANT_REFUND) && (l->count <= last || strlen(l->words[last]) >
		PAY_CODE_TEXT_MAX || !helperline_int(l->words[2], &amount) ||
		(want == WANT_REFUND && !helperline_int(l->words[3], &payment))))
		return;
	o = place_for(id);
	if (!o) {
		if (want == WANT_CHARGE)
			tell("unsent", l->words[1], "");
		return;
	}
	if (!o->want) {
		*o = (struct order){ .want = want, .id = id, .amount_minor = amount, .payment_id = payment,
			.begun_ms = now };
		if (want == WANT_CHARGE || want == WANT_REFUND)
			snprintf(o->code, sizeof o->code, "%s", l->words[last]);
	} else if (want == WANT_REVERSE && o->want == WANT_CHARGE && !o->sent) {
		end_order(o, "reversed", ""); /* it never left */
		return;
	} else if (want == WANT_REVERSE) {
		o->want = WANT_REVERSE;
	}
	if (line.state == LINK_UP)
		ask(o, now);
}

static void obey(const struct helperline *l, int64_t now)
{
	const char *verb = l->words[0];

	if (strcmp(verb, "ping") == 0)
		tell("pong", l->count > 1 ? l->words[1] : "", "");
	else if (strcmp(verb, "gateway") == 0)
		set_gateway(l, now);
	else if (strcmp(verb, "charge") == 0)
		take_order(l, WANT_CHARGE, now);
	else if (strcmp(verb, "query") == 0)
		take_order(l, WANT_QUERY, now);
	else if (strcmp(verb, "reverse") == 0)
		take_order(l, WANT_REVERSE, now);
	else if (strcmp(verb, "refund") == 0)
		take_order(l, WANT_REFUND, now);
}

static bool hear_till(int64_t now)
{
	char bytes[4096];
	struct helperline l;
	ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);

	if (n <= 0)
		return n < 0 && errno == EINTR;
	helperline_feed(&till, bytes, (size_t)n);
	while (helperline_next(&till, &l))
		obey(&l, now);
	return true;
}

/* --- the loop ---------------------------------------------------------------------------------- */

/* What never left can be given up at once; what may have left is asked about. */
static void mind(int64_t now)
{
	bool asked = false;

	for (int i = 0; i < PAY_OPEN_MAX; i++) {
		struct order *o = &orders[i];

		if (!o->want)
			continue;
		if (o->want == WANT_CHARGE && !o->sent && now - o->begun_ms >= line.patience_ms)
			end_order(o, "unsent", "");
		else if (line.state == LINK_UP && now - o->asked_ms >= line.patience_ms)
			ask(o, now);
		asked |= o->want != WANT_NONE;
	}
	if (line.state == LINK_DOWN && *line.address && now >= line.retry_ms)
		join(now);
	else if ((line.state == LINK_JOINING || line.state == LINK_GREETING) && now - line.since_ms >=
		line.patience_ms * SILENT_PATIENCES)
		leave("it does not answer", now);
	else if (line.state == LINK_UP && asked && now - line.heard_ms >= line.patience_ms * SILENT_PATIENCES)
		leave("it says nothing", now);
	else if (line.state == LINK_UP && !asked && now - line.heard_ms >= line.patience_ms)
		line.heard_ms = now; /* nothing is asked, so nothing needs to be said */
}

int main(void)
{
	struct sbuf hello = SBUF_INIT;
	bool alive = true;

	helperline_put_hello(&hello, PAY_HELPER, VERSION);
	alive = write(STDOUT_FILENO, hello.data, hello.len) == (ssize_t)hello.len;
	sbuf_release(&hello);
	while (alive) {
		struct pollfd fds[2] = { { .fd = STDIN_FILENO, .events = POLLIN }, { .fd = line.fd } };
		int64_t now;

		fds[1].events = line.state == LINK_JOINING ? POLLOUT : POLLIN;
		if (line.state > LINK_JOINING && line.out.len)
			fds[1].events |= POLLOUT;
		if (poll(fds, 2, (int)(line.patience_ms < 400 ? line.patience_ms / 4 + 1 : 100)) < 0 && errno != EINTR)
			break;
		now = clock_mono_ms();
		if (fds[0].revents)
			alive = hear_till(now);
		if (line.fd >= 0 && line.fd == fds[1].fd && fds[1].revents && line.state == LINK_JOINING)
			joined(now);
		else if (line.fd >= 0 && line.fd == fds[1].fd && fds[1].revents & (POLLIN | POLLHUP | POLLERR))
			hear(now);
		mind(now);
		flush(now);
	}
	explicit_bzero(orders, sizeof orders);
	return 0;
}
