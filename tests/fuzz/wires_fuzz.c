/* wires_fuzz.c - whatever a till PC's helper says, or who pretends to be one, behind its socket: the till's events are
 * text, about a device that it has, and it goes on listening. */
#include "fuzz.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "base/utf8.h"
#include "device/helperline.h"
#include "wire/wires.h"

static struct wires *wires;
static struct event_queue queue;
static int listener = -1, helper = -1;
static char folder[200];

static void begin(void)
{
	static const struct device d = { .name = "gun", .kind = "scanner", .protocol = "serial",
		.address = "remote:01:gun", .options = "", .active = true };
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	const struct wires_config conf = { .sockets = folder, .silence_ms = 60000, .pause_ms = 1 };

	snprintf(folder, sizeof folder, "%s/zg-wires-fuzz-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	MUST(mkdtemp(folder));
	snprintf(address.sun_path, sizeof address.sun_path, "%.90s/01.sock", folder);
	listener = socket(AF_UNIX, SOCK_STREAM, 0);
	MUST(bind(listener, (struct sockaddr *)&address, sizeof address) == 0 && listen(listener, 4) == 0);
	event_queue_init(&queue);
	wires = wires_open(&conf);
	wires_set(wires, &d, 1);
}

/* No control character but the GS of a code of fields. */
static bool is_text(const char *s)
{
	for (const char *c = s; *c; c++)
		if (((unsigned char)*c < ' ' && *c != 0x1D) || *c == 0x7F)
			return false;
	return utf8_valid(s, strlen(s));
}

static void check(const struct event *e)
{
	MUST(e->kind == EVENT_SCAN || e->kind == EVENT_CARD || e->kind == EVENT_READ || e->kind == EVENT_DEVICE);
	MUST(e->kind != EVENT_DEVICE || strcmp(e->text, "gun") == 0);
	MUST(e->kind != EVENT_CARD || (e->code == CARD_KEY) == (*e->text != '\0'));
	MUST(e->kind != EVENT_SCAN || *e->text);
	MUST(is_text(e->text));
	MUST(wires_state(wires, "gun", NULL) < DEVICE_STATE_COUNT);
}

static void turn(void)
{
	char bytes[4096];
	struct event e;

	wires_pump(wires, &queue);
	while (event_take(&queue, &e))
		check(&e);
	while (helper >= 0 && recv(helper, bytes, sizeof bytes, MSG_DONTWAIT) > 0)
		;
}

static void say(const void *bytes, size_t n)
{
	const char *from = bytes;

	while (n) {
		ssize_t done = send(helper, from, n, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (done > 0) {
			from += done;
			n -= (size_t)done;
		}
		turn();
		if (done < 0)
			return;
	}
	turn();
}

static void greet(void)
{
	static const char hello[] = "hello zhanggui-wires 1 fuzz\n";
	struct pollfd p = { .fd = listener, .events = POLLIN };

	if (helper >= 0)
		return;
	while (poll(&p, 1, 1) == 0)
		turn();
	helper = accept(listener, NULL, NULL);
	MUST(helper >= 0);
	say(hello, sizeof hello - 1);
}

/* A helper whose devices another till has says so, and is left at once: nothing to look at here, and the way back takes
 * its time (tests/sim/wires_test.c). */
static bool sends_away(const uint8_t *data, size_t size)
{
	struct helperline_reader r = HELPERLINE_READER_INIT;
	struct helperline l;
	bool found = false;

	helperline_feed(&r, data, size);
	helperline_feed(&r, "\n", 1);
	while (helperline_next(&r, &l))
		found |= strcmp(l.words[0], "taken") == 0;
	helperline_release(&r);
	return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char good[] = "\nstate gun gone \\e\nstate gun ready \\e\n";

	if (sends_away(data, size))
		return -1;
	if (!wires)
		begin();
	greet();
	say(data, size);
	say(good, sizeof good - 1);
	MUST(wires_state(wires, "gun", NULL) == DEVICE_READY);
	return 0;
}
