/* gateway.h - a payment provider's program behind a socket, in a process of its own, as man/zhanggui-pay.8 says one
 * must behave; and as it must not: answers lost, doubled, late, trickling, among noise, the line cut at any moment.
 * What it charged stands in shared memory, so that a test compares it with the shop's books. */
#ifndef TESTS_GATEWAY_H
#define TESTS_GATEWAY_H

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../include/device/helperline.h"

enum gw_mode {
	GW_TAKE,
	GW_REFUSE,
	GW_LOSE,       /* takes it and does not say so; asked again, it tells */
	GW_MUTE,       /* takes it and says nothing to anything */
	GW_TWICE,      /* every answer comes twice */
	GW_SLOW,       /* the customer is at it until the mode changes; a query is told so */
	GW_TRICKLE,    /* answers byte by byte */
	GW_NOISE,      /* between lines that are none */
	GW_KEEP,       /* takes it and does not give it back */
	GW_LATE,       /* takes it; the answer comes after the one to its reversal */
	GW_CUT_HELLO,  /* closes when it is greeted */
	GW_CUT_EARLY,  /* closes when it is asked for a payment, which it did not read; then as GW_TAKE */
	GW_CUT_LATE,   /* takes it and closes; then as GW_TAKE */
	GW_CUT_QUERY,  /* takes it, says nothing, closes when it is asked what became of it; then as GW_TAKE */
	GW_CUT_REVERSE /* takes it, says nothing, takes it back and closes; then as GW_TAKE */
};
enum gw_state { GW_NEW, GW_TAKEN, GW_REFUSED, GW_REVERSED };
#define GW_PAYMENTS 64
#define GW_LINES 8

struct gateway {
	_Atomic int mode, count, charges, queries, reversals, hellos;
	struct { _Atomic int64_t id, amount_minor; _Atomic int state, charged; char code[40]; } list[GW_PAYMENTS];
	_Atomic int refund_count, refunds; /* those given, and how often it was asked for one */
	struct { _Atomic int64_t id, payment_id, amount_minor; } refund[GW_PAYMENTS];
	pid_t pid;
	char path[108];
};

struct gw_line { int fd; struct helperline_reader in; bool cut; };

static struct gateway *gw_of_process;

static inline void gw_put(struct gw_line *l, const char *verb, int64_t id, const char *detail)
{
	struct sbuf out = SBUF_INIT;
	char number[HELPERLINE_NUMBER];
	int mode = gw_of_process->mode, times = mode == GW_TWICE ? 2 : 1;

	if (mode == GW_NOISE)
		sbuf_puts(&out, "\xff\xfe junk \\q\n\n taken\ntaken x y\ntaken 99999 Z\n");
	for (int i = 0; i < times; i++)
		helperline_put(&out, verb, helperline_number(number, id), detail, NULL);
	for (size_t at = 0; at < out.len;) {
		size_t n = mode == GW_TRICKLE ? 1 : out.len - at;

		if (send(l->fd, out.data + at, n, MSG_NOSIGNAL) < 0)
			break;
		at += n;
		if (mode == GW_TRICKLE)
			usleep(500);
	}
	sbuf_release(&out);
}

static inline int gw_find(int64_t id)
{
	for (int i = 0; i < gw_of_process->count; i++)
		if (gw_of_process->list[i].id == id)
			return i;
	return -1;
}

static inline int gw_make(int64_t id)
{
	int i = gw_find(id);

	if (i >= 0)
		return i;
	i = gw_of_process->count;
	gw_of_process->list[i].id = id;
	gw_of_process->count++;
	return i;
}

/* What it calls a payment ("GW") or a giving back ("GWR"). */
static inline void gw_reference(char text[40], const char *kind, int64_t id)
{
	snprintf(text, 40, "%s%lld", kind, (long long)(id % 1000000007));
}

static inline void gw_tell(struct gw_line *l, int i)
{
	struct gateway *g = gw_of_process;
	char reference[40];

	gw_reference(reference, "GW", g->list[i].id);
	if (g->list[i].state == GW_TAKEN)
		gw_put(l, "taken", g->list[i].id, reference);
	else
		gw_put(l, g->list[i].state == GW_NEW ? "waiting" : g->list[i].state == GW_REFUSED ? "refused"
			: "reversed", g->list[i].id, "no funds");
}

/* The same id is the same payment, however often it comes; one that was taken back is never taken. */
static inline void gw_charge(struct gw_line *l, int64_t id, int64_t amount, const char *code)
{
	struct gateway *g = gw_of_process;
	int mode = g->mode, i;

	if (mode == GW_CUT_EARLY) {
		g->mode = GW_TAKE;
		l->cut = true;
		return;
	}
	g->charges++;
	i = gw_make(id);
	if (g->list[i].state == GW_NEW && mode != GW_SLOW) {
		g->list[i].amount_minor = amount;
		snprintf(g->list[i].code, sizeof g->list[i].code, "%s", code);
		g->list[i].state = mode == GW_REFUSE ? GW_REFUSED : GW_TAKEN;
		g->list[i].charged += mode != GW_REFUSE;
	}
	if (mode == GW_CUT_LATE) {
		g->mode = GW_TAKE;
		l->cut = true;
	} else if (mode != GW_LOSE && mode != GW_MUTE && mode != GW_LATE && mode != GW_CUT_QUERY &&
		mode != GW_CUT_REVERSE) {
		gw_tell(l, i);
	}
}

static inline void gw_query(struct gw_line *l, int64_t id)
{
	struct gateway *g = gw_of_process;
	int i = gw_find(id);

	g->queries++;
	if (g->mode == GW_CUT_QUERY) {
		g->mode = GW_TAKE;
		l->cut = true;
	} else if (g->mode == GW_CUT_REVERSE || g->mode == GW_MUTE || g->mode == GW_LATE) {
		return;
	} else if (i < 0) {
		gw_put(l, "none", id, NULL);
	} else {
		gw_tell(l, i);
	}
}

static inline void gw_reverse(struct gw_line *l, int64_t id)
{
	struct gateway *g = gw_of_process;
	int mode = g->mode, i;

	g->reversals++;
	if (mode == GW_MUTE)
		return;
	i = gw_make(id);
	if (mode == GW_KEEP && g->list[i].state == GW_TAKEN) {
		gw_put(l, "kept", id, "GWKEPT");
		return;
	}
	g->list[i].state = GW_REVERSED;
	if (mode == GW_CUT_REVERSE) {
		g->mode = GW_TAKE;
		l->cut = true;
		return;
	}
	gw_put(l, "reversed", id, NULL);
	if (mode == GW_LATE)
		gw_put(l, "taken", id, "GWLATE");
}

/* The same id is the same giving back; no more than was taken. */
static inline bool gw_give(int64_t id, int64_t amount, int64_t payment)
{
	struct gateway *g = gw_of_process;
	int i = gw_find(payment);
	int64_t left = i >= 0 && g->list[i].state == GW_TAKEN ? g->list[i].amount_minor : 0;

	for (int k = 0; k < g->refund_count; k++) {
		if (g->refund[k].id == id)
			return true;
		left -= g->refund[k].payment_id == payment ? g->refund[k].amount_minor : 0;
	}
	if (amount <= 0 || amount > left)
		return false;
	g->refund[g->refund_count].id = id;
	g->refund[g->refund_count].payment_id = payment;
	g->refund[g->refund_count].amount_minor = amount;
	g->refund_count++;
	return true;
}

/* GW_LATE: told to wait at first, then nothing; who asks a third time is told. */
static inline void gw_refund(struct gw_line *l, int64_t id, int64_t amount, int64_t payment, const char *reference)
{
	struct gateway *g = gw_of_process;
	int mode = g->mode, i = gw_find(payment);
	char text[40], paid[40];

	g->refunds++;
	if (mode == GW_CUT_EARLY || mode == GW_CUT_LATE)
		g->mode = GW_TAKE;
	l->cut = mode == GW_CUT_EARLY;
	if (mode == GW_MUTE || l->cut)
		return;
	gw_reference(paid, "GW", payment);
	gw_reference(text, "GWR", id);
	if (mode == GW_REFUSE || i < 0 || strcmp(paid, reference) != 0 || !gw_give(id, amount, payment)) {
		gw_put(l, "refused", id, "too late");
		return;
	}
	l->cut = mode == GW_CUT_LATE;
	if (mode == GW_LOSE || mode == GW_LATE) {
		g->mode = mode == GW_LOSE ? GW_TAKE : GW_LOSE;
		if (mode == GW_LATE)
			gw_put(l, "waiting", id, NULL);
		return;
	}
	if (!l->cut)
		gw_put(l, "refunded", id, text);
}

static inline void gw_obey(struct gw_line *l, const struct helperline *line)
{
	struct gateway *g = gw_of_process;
	int64_t id = 0, amount = 0, payment = 0;

	if (strcmp(line->words[0], "hello") == 0) {
		struct sbuf out = SBUF_INIT;

		g->hellos++;
		l->cut = g->mode == GW_CUT_HELLO;
		helperline_put(&out, "hello", "simulator", "1", NULL);
		if (!l->cut && send(l->fd, out.data, out.len, MSG_NOSIGNAL) < 0)
			l->cut = true;
		sbuf_release(&out);
		return;
	}
	if (line->count < 2 || !helperline_int(line->words[1], &id))
		return;
	if (strcmp(line->words[0], "charge") == 0 && line->count == 4 && helperline_int(line->words[2], &amount))
		gw_charge(l, id, amount, line->words[3]);
	else if (strcmp(line->words[0], "query") == 0)
		gw_query(l, id);
	else if (strcmp(line->words[0], "reverse") == 0)
		gw_reverse(l, id);
	else if (strcmp(line->words[0], "refund") == 0 && line->count == 5 && helperline_int(line->words[2], &amount) &&
		helperline_int(line->words[3], &payment))
		gw_refund(l, id, amount, payment, line->words[4]);
}

static inline void gw_hear(struct gw_line *l)
{
	char bytes[4096];
	struct helperline line;
	ssize_t n = read(l->fd, bytes, sizeof bytes);

	if (n > 0)
		helperline_feed(&l->in, bytes, (size_t)n);
	while (n > 0 && !l->cut && helperline_next(&l->in, &line))
		gw_obey(l, &line);
	if (n <= 0 || l->cut) {
		close(l->fd);
		helperline_release(&l->in);
		*l = (struct gw_line){ .fd = -1 };
	}
}

static inline void gw_run(struct gateway *g, int listener)
{
	struct gw_line lines[GW_LINES];
	struct pollfd fds[GW_LINES + 1];

	gw_of_process = g;
	for (int i = 0; i < GW_LINES; i++)
		lines[i] = (struct gw_line){ .fd = -1 };
	for (;;) {
		for (int i = 0; i < GW_LINES; i++)
			fds[i] = (struct pollfd){ .fd = lines[i].fd, .events = POLLIN };
		fds[GW_LINES] = (struct pollfd){ .fd = listener, .events = POLLIN };
		if (poll(fds, GW_LINES + 1, -1) < 0 && errno != EINTR)
			_exit(1);
		for (int i = 0; i < GW_LINES; i++)
			if (lines[i].fd >= 0 && fds[i].revents)
				gw_hear(&lines[i]);
		for (int i = 0; fds[GW_LINES].revents && i < GW_LINES; i++)
			if (lines[i].fd < 0) {
				lines[i] = (struct gw_line){ .fd = accept(listener, NULL, NULL) };
				break;
			}
	}
}

/* Nobody runs yet: what *listener gets waits. */
static inline struct gateway *gw_open(const char *path, int *listener)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct gateway *g = mmap(NULL, sizeof *g, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	*listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (g == MAP_FAILED || strlen(path) >= sizeof g->path)
		abort();
	memcpy(g->path, path, strlen(path));
	memcpy(address.sun_path, g->path, sizeof address.sun_path);
	unlink(path);
	if (*listener < 0 || bind(*listener, (struct sockaddr *)&address, sizeof address) ||
	    listen(*listener, GW_LINES))
		abort();
	return g;
}

/* Starts it; listens at a path of its own. */
static inline struct gateway *gw_begin(const char *folder)
{
	static int made;
	struct gateway *g;
	char path[600];
	pid_t pid;
	int fd;

	snprintf(path, sizeof path, "%s/gw%d", folder, ++made);
	g = gw_open(path, &fd);
	pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		gw_run(g, fd);
	}
	g->pid = pid; /* the page is shared: only this side writes it */
	close(fd);
	return g;
}

static inline void gw_end(struct gateway *g)
{
	kill(g->pid, SIGKILL);
	waitpid(g->pid, NULL, 0);
	unlink(g->path);
	munmap(g, sizeof *g);
}

/* What customers paid and did not get back. */
static inline int64_t gw_holds(const struct gateway *g)
{
	int64_t sum = 0;

	for (int i = 0; i < g->count; i++)
		sum += g->list[i].state == GW_TAKEN ? g->list[i].amount_minor : 0;
	for (int i = 0; i < g->refund_count; i++)
		sum -= g->refund[i].amount_minor;
	return sum;
}

/* How often money was moved for the payment that was charged most often. */
static inline int gw_most(const struct gateway *g)
{
	int most = 0;

	for (int i = 0; i < g->count; i++)
		most = g->list[i].charged > most ? g->list[i].charged : most;
	return most;
}

#endif
