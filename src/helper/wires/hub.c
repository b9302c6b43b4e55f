/* hub.c - minds the ports. It touches no device itself, so it never hangs: a port that does is killed, and what cannot
 * be killed (a driver that does not come back) is left alone until it dies. */
#include "hub_int.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "device/wires.h"
#include "port_int.h"

#define OPEN_PATIENCE_MS 3000
#define READER_PATIENCE_MS 9000 /* its codec ends one that hangs before that */
#define WRITE_PATIENCE_MS 3000
#define CLOSE_PATIENCE_MS 200
#define READER_CLOSE_MS 1000
#define PAUSE_FIRST_MS 250
#define PAUSE_MOST_MS 4000
#define LONG_LIFE_MS 5000   /* after such a life the pauses begin anew */
#define LOOK_MS 50          /* how often one that must die is looked at */
#define OUT_MOST (1 << 16)  /* the client does not read: the devices wait */
#define DYING_MAX 64

struct port {
	bool used;
	char name[DEVICE_NAME_MAX + 1];
	char *words[4];            /* kind, protocol, where, options: as the client said */
	struct port_spec spec;
	pid_t pid;                 /* 0: it does not run */
	int socket;
	bool ready, killed, raw;   /* ready: it has said how its device fares, so it hangs not in open */
	enum device_state state;   /* as last told */
	char detail[100];
	int64_t start_ms;          /* when to start it again, or when it was started */
	int64_t pause_ms;
	int64_t written_ms;        /* when the oldest write began that it has not told the end of; 0 none */
	int writing;
};

struct hub {
	struct sbuf *out;
	const struct ini *names;
	struct arena arena;
	struct port ports[DEVICES_MAX];
	struct { pid_t pid; int64_t kill_ms; } dying[DYING_MAX]; /* pid 0: a free place; kill_ms 0: killed */
};

struct hub *hub_new(struct sbuf *out, const struct ini *names)
{
	struct hub *h = calloc(1, sizeof *h);

	if (!h)
		abort();
	h->out = out;
	h->names = names;
	return h;
}

void hub_free(struct hub *h)
{
	arena_release(&h->arena);
	free(h);
}

static void say_state(struct hub *h, struct port *p)
{
	helperline_put(h->out, "state", p->name, device_state_word(p->state), p->detail, NULL);
}

static void set_state(struct hub *h, struct port *p, enum device_state state, const char *detail)
{
	if (p->state == state)
		return;
	p->state = state;
	snprintf(p->detail, sizeof p->detail, "%s", detail);
	say_state(h, p);
}

/* --- starting and ending ------------------------------------------------------------------- */

static void start(struct hub *h, struct port *p)
{
	int ends[2];
	int64_t now_ms = clock_mono_ms();

	p->start_ms = now_ms + p->pause_ms;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
		return;
	p->pid = fork();
	if (p->pid == 0)
		port_run(ends[1], &p->spec);
	close(ends[1]);
	if (p->pid < 0) {
		p->pid = 0;
		close(ends[0]);
		set_state(h, p, DEVICE_GONE, strerror(errno));
		return;
	}
	p->socket = ends[0];
	p->start_ms = now_ms;
	p->ready = p->killed = false;
	p->written_ms = p->writing = 0;
	if (p->raw && send(p->socket, "r1", 2, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
		p->raw = false;
}

/* A process that is on its way out: seen to until it is over. */
static void send_off(struct hub *h, pid_t pid, int64_t kill_ms)
{
	for (int i = 0; i < DYING_MAX; i++)
		if (!h->dying[i].pid) {
			h->dying[i].pid = pid;
			h->dying[i].kill_ms = kill_ms;
			return;
		}
	kill(pid, SIGKILL); /* more cannot be minded: it is reaped when we end */
}

static void close_socket(struct port *p)
{
	if (p->socket >= 0)
		close(p->socket);
	p->socket = -1;
}

static void forget(struct hub *h, struct port *p)
{
	close_socket(p); /* on which it ends by itself */
	if (p->pid)
		send_off(h, p->pid, p->killed ? 0 : clock_mono_ms() + (p->spec.kind == DEVICE_READER
			? READER_CLOSE_MS : CLOSE_PATIENCE_MS));
	for (int i = 0; i < 4; i++)
		free(p->words[i]);
	*p = (struct port){ .socket = -1 };
}

static void kill_for(struct hub *h, struct port *p, enum device_state state, const char *why)
{
	if (p->killed)
		return;
	kill(p->pid, SIGKILL);
	p->killed = true;
	set_state(h, p, state, why);
}

/* Its process is over: its device is tried again after a pause, a longer one each time. */
static void over(struct hub *h, struct port *p, int status)
{
	char why[40] = "";
	int64_t now_ms = clock_mono_ms();

	close_socket(p);
	p->pid = 0;
	if (WIFSIGNALED(status))
		snprintf(why, sizeof why, "signal %d", WTERMSIG(status));
	if (p->state == DEVICE_READY || p->state == DEVICE_OPENING || p->state == DEVICE_NOISE ||
	    p->state == DEVICE_FLOOD)
		set_state(h, p, DEVICE_GONE, why);
	if (p->ready && now_ms - p->start_ms >= LONG_LIFE_MS)
		p->pause_ms = PAUSE_FIRST_MS;
	p->start_ms = now_ms + p->pause_ms;
	p->pause_ms = p->pause_ms * 2 < PAUSE_MOST_MS ? p->pause_ms * 2 : PAUSE_MOST_MS;
}

static void reap(struct hub *h)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		for (int i = 0; i < DEVICES_MAX; i++)
			if (h->ports[i].used && h->ports[i].pid == pid)
				over(h, &h->ports[i], status);
		for (int i = 0; i < DYING_MAX; i++)
			if (h->dying[i].pid == pid)
				h->dying[i].pid = 0;
	}
}

/* --- what a port says ---------------------------------------------------------------------- */

static void hear_state(struct hub *h, struct port *p, const char *text)
{
	struct helperline_reader r = HELPERLINE_READER_INIT;
	struct helperline line;

	helperline_feed(&r, text, strlen(text));
	if (helperline_next(&r, &line) && line.count == 4 && !p->killed) {
		enum device_state state = device_state_of(line.words[2]);

		p->ready = true;
		set_state(h, p, state, line.words[3]);
	}
	helperline_release(&r);
}

/* False: nothing more is there now. */
static bool hear(struct hub *h, struct port *p)
{
	static char message[PORT_MESSAGE_MAX + 1];
	ssize_t n = recv(p->socket, message, PORT_MESSAGE_MAX, MSG_DONTWAIT);

	if (n < 0)
		return errno == EINTR;
	if (n == 0) {
		close_socket(p);
		return false;
	}
	message[n] = '\0';
	if (strcmp(message, "done\n") == 0) {
		p->writing--;
		p->written_ms = p->writing > 0 ? clock_mono_ms() : 0;
	} else if (strncmp(message, "state ", 6) == 0) {
		hear_state(h, p, message);
	} else {
		sbuf_add(h->out, message, (size_t)n);
	}
	explicit_bzero(message, (size_t)n);
	return true;
}

/* --- what the client says ------------------------------------------------------------------ */

static struct port *find(struct hub *h, const char *name)
{
	for (int i = 0; i < DEVICES_MAX; i++)
		if (h->ports[i].used && strcmp(h->ports[i].name, name) == 0)
			return &h->ports[i];
	return NULL;
}

static bool same(const struct port *p, char *const *words)
{
	for (int i = 0; i < 4; i++)
		if (strcmp(p->words[i], words[i]) != 0)
			return false;
	return true;
}

/* The path that WHERE means; NULL: this client may not say it, or nobody set it up. */
static const char *path_of(const struct hub *h, const char *where)
{
	size_t path = strlen(WIRES_PATH), name = strlen(WIRES_NAME);

	if (!h->names)
		return strncmp(where, WIRES_PATH, path) == 0 ? where + path : NULL;
	return strncmp(where, WIRES_NAME, name) == 0 ? ini_get(h->names, "devices", where + name, NULL) : NULL;
}

/* What keeps a device from being opened as the client wants it; DEVICE_READY: nothing. */
static enum device_state spec_of(struct hub *h, struct port *p)
{
	const char *why;

	p->spec = (struct port_spec){ .name = p->name, .kind = device_kind_of(p->words[0]) };
	if (p->spec.kind == DEVICE_KIND_COUNT)
		return DEVICE_WRONG;
	p->spec.protocol = device_protocol_find(p->spec.kind, p->words[1]);
	arena_clear(&h->arena);
	if (!p->spec.protocol || device_options_read(&h->arena, p->words[3], &p->spec.options, &why) != OK)
		return DEVICE_WRONG;
	p->spec.path = path_of(h, p->words[2]);
	return p->spec.path ? DEVICE_READY : DEVICE_DENIED;
}

static char *copy_of(const char *text)
{
	char *copy = strdup(text);

	if (!copy)
		abort();
	return copy;
}

static void take_open(struct hub *h, char *const *words)
{
	struct port *p = find(h, words[1]);
	enum device_state state;

	if (p && same(p, words + 2)) {
		say_state(h, p);
		return;
	}
	if (p)
		forget(h, p);
	for (p = h->ports; p < h->ports + DEVICES_MAX && p->used; p++)
		;
	if (p == h->ports + DEVICES_MAX || !device_name_ok(words[1]))
		return;
	*p = (struct port){ .used = true, .socket = -1, .state = DEVICE_OFF, .pause_ms = PAUSE_FIRST_MS,
		.words = { copy_of(words[2]), copy_of(words[3]), copy_of(words[4]), copy_of(words[5]) } };
	snprintf(p->name, sizeof p->name, "%s", words[1]);
	state = spec_of(h, p);
	set_state(h, p, state == DEVICE_READY ? DEVICE_OPENING : state, "");
	p->start_ms = state == DEVICE_READY ? clock_mono_ms() : INT64_MAX;
}

static void take_write(struct hub *h, char *const *words)
{
	static unsigned char message[PORT_MESSAGE_MAX];
	struct port *p = find(h, words[1]);
	int64_t left_ms, until_ms = 0;
	unsigned char *bytes;
	size_t n;

	arena_clear(&h->arena);
	if (!p || p->socket < 0 || !p->ready || !helperline_int(words[2], &left_ms) || left_ms < 0 ||
	    helperline_unbase64(&h->arena, words[3], &bytes, &n) != OK || n > WIRES_WRITE_MAX)
		return;
	if (left_ms)
		until_ms = clock_mono_ms() + left_ms;
	message[0] = 'w';
	memcpy(message + 1, &until_ms, sizeof until_ms);
	memcpy(message + 1 + sizeof until_ms, bytes, n);
	if (send(p->socket, message, 1 + sizeof until_ms + n, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
		return; /* so much waits there already that it hangs, and will be found out */
	if (p->writing++ == 0)
		p->written_ms = clock_mono_ms();
}

static void take_raw(struct hub *h, const char *name, bool on)
{
	struct port *p = find(h, name);

	if (!p)
		return;
	p->raw = on;
	if (p->socket >= 0 && send(p->socket, on ? "r1" : "r0", 2, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
		p->raw = false;
}

/* --- what there is ------------------------------------------------------------------------- */

static void say_found(struct hub *h, const char *port, const char *prefix, const char *where, const char *words)
{
	char text[DEVICE_ADDRESS_MAX + 8];

	if ((size_t)snprintf(text, sizeof text, "%s%s", prefix, where) < sizeof text)
		helperline_put(h->out, "found", port, text, words, NULL);
}

/* The entries of a folder whose names begin and end so. */
static void find_in(struct hub *h, const char *folder, const char *begin, const char *end, const char *port)
{
	DIR *d = opendir(folder);
	struct dirent *e;
	char path[DEVICE_ADDRESS_MAX];

	while (d && (e = readdir(d))) {
		size_t n = strlen(e->d_name), tail = strlen(end);

		if (*e->d_name == '.' || strncmp(e->d_name, begin, strlen(begin)) != 0 || n < tail ||
		    strcmp(e->d_name + n - tail, end) != 0)
			continue;
		if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, e->d_name) < sizeof path)
			say_found(h, port, WIRES_PATH, path, e->d_name);
	}
	if (d)
		closedir(d);
}

static void find_all(struct hub *h)
{
	if (h->names) {
		for (int i = 0; i < h->names->count; i++)
			if (strcmp(h->names->items[i].section, "devices") == 0)
				say_found(h, "any", WIRES_NAME, h->names->items[i].key, h->names->items[i].value);
	} else {
		find_in(h, "/dev/serial/by-id", "", "", "serial");
		find_in(h, "/dev", "ttyUSB", "", "serial");
		find_in(h, "/dev", "ttyACM", "", "serial");
		find_in(h, "/dev", "ttyS", "", "serial");
		find_in(h, "/dev/input/by-id", "", "-event-kbd", "keys");
	}
	helperline_put(h->out, "found-all", NULL);
}

void hub_take(struct hub *h, const struct helperline *line)
{
	const char *verb = line->words[0];

	if (strcmp(verb, "ping") == 0 && line->count == 2)
		helperline_put(h->out, "pong", line->words[1], NULL);
	else if (strcmp(verb, "open") == 0 && line->count == 6)
		take_open(h, line->words);
	else if (strcmp(verb, "close") == 0 && line->count == 2 && find(h, line->words[1]))
		forget(h, find(h, line->words[1]));
	else if (strcmp(verb, "write") == 0 && line->count == 4)
		take_write(h, line->words);
	else if (strcmp(verb, "raw") == 0 && line->count == 3)
		take_raw(h, line->words[1], strcmp(line->words[2], "on") == 0);
	else if (strcmp(verb, "find") == 0 && line->count == 1)
		find_all(h);
}

void hub_clear(struct hub *h)
{
	for (int i = 0; i < DEVICES_MAX; i++)
		if (h->ports[i].used)
			forget(h, &h->ports[i]);
}

/* --- time ---------------------------------------------------------------------------------- */

int hub_fds(const struct hub *h, struct pollfd fds[HUB_FDS])
{
	int n = 0;

	for (int i = 0; i < DEVICES_MAX && h->out->len < OUT_MOST; i++)
		if (h->ports[i].used && h->ports[i].socket >= 0)
			fds[n++] = (struct pollfd){ .fd = h->ports[i].socket, .events = POLLIN };
	return n;
}

static int64_t open_until_ms(const struct port *p)
{
	bool reader = p->spec.protocol->port == PORT_NFC;

	return p->start_ms + (reader ? READER_PATIENCE_MS : OPEN_PATIENCE_MS);
}

/* When something is to be done about a port. */
static int64_t due_of(const struct port *p)
{
	if (!p->pid)
		return p->start_ms;
	if (p->killed || p->socket < 0)
		return clock_mono_ms() + LOOK_MS;
	if (!p->ready)
		return open_until_ms(p);
	return p->written_ms ? p->written_ms + WRITE_PATIENCE_MS : INT64_MAX;
}

int hub_timeout_ms(const struct hub *h)
{
	int64_t due_ms = INT64_MAX, now_ms = clock_mono_ms();

	for (int i = 0; i < DEVICES_MAX; i++)
		if (h->ports[i].used && due_of(&h->ports[i]) < due_ms)
			due_ms = due_of(&h->ports[i]);
	for (int i = 0; i < DYING_MAX; i++)
		if (h->dying[i].pid && now_ms + LOOK_MS < due_ms)
			due_ms = now_ms + LOOK_MS;
	if (due_ms == INT64_MAX)
		return -1;
	return due_ms <= now_ms ? 0 : (int)(due_ms - now_ms);
}

static void mind(struct hub *h, struct port *p, int64_t now_ms)
{
	if (!p->pid) {
		if (now_ms >= p->start_ms)
			start(h, p);
	} else if (p->socket < 0) {
		if (!p->killed) {
			kill(p->pid, SIGKILL); /* it left, or is about to */
			p->killed = true;
		}
	} else if (!p->ready && now_ms >= open_until_ms(p)) {
		kill_for(h, p, DEVICE_STUCK, "open");
	} else if (p->written_ms && now_ms - p->written_ms >= WRITE_PATIENCE_MS) {
		kill_for(h, p, DEVICE_STUCK, "write");
	}
}

void hub_step(struct hub *h)
{
	int64_t now_ms = clock_mono_ms();

	for (int i = 0; i < DEVICES_MAX; i++)
		while (h->ports[i].used && h->ports[i].socket >= 0 && h->out->len < OUT_MOST && hear(h, &h->ports[i]))
			;
	reap(h);
	for (int i = 0; i < DEVICES_MAX; i++)
		if (h->ports[i].used)
			mind(h, &h->ports[i], now_ms);
	for (int i = 0; i < DYING_MAX; i++)
		if (h->dying[i].pid && h->dying[i].kill_ms && now_ms >= h->dying[i].kill_ms) {
			kill(h->dying[i].pid, SIGKILL);
			h->dying[i].kill_ms = 0;
		}
}
