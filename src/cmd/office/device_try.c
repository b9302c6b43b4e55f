/* device_try.c - a device made to show that it lives, without a till: a till that runs holds it, and its own screen of
 * devices does the same. */
#include <poll.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/devices.h"
#include "service/printers.h"
#include "wire/counter.h"

#define OPEN_MS 5000
#define LINGER_MS 300  /* for what was written to leave */
#define TURN_MS 50

/* Lets the helper work for so long; what it reads meanwhile is of no interest. */
static void turn(struct wires *w, struct event_queue *queue, int64_t ms)
{
	int64_t end_ms = clock_mono_ms() + ms;
	struct pollfd fds[WIRES_FDS];
	struct event e;

	do {
		int wanted_ms = wires_timeout_ms(w);

		if (wanted_ms < 0 || wanted_ms > TURN_MS)
			wanted_ms = TURN_MS;
		poll(fds, (nfds_t)wires_fds(w, fds), wanted_ms);
		wires_pump(w, queue);
		while (event_take(queue, &e))
			;
	} while (clock_mono_ms() < end_ms);
}

static enum exit_code try_it(struct cmd *c, struct wires *w, struct event_queue *queue, const struct device *d)
{
	struct counter_displays shown = { 0 };
	int64_t end_ms = clock_mono_ms() + OPEN_MS;
	enum device_state state = DEVICE_OFF;

	while (clock_mono_ms() < end_ms && (state == DEVICE_OFF || state == DEVICE_OPENING)) {
		turn(w, queue, TURN_MS);
		state = wires_state(w, d->name, NULL);
	}
	if (state != DEVICE_READY)
		return front_error(EXIT_STORE, "%s: %s", d->name, device_state_words(state));
	if (!counter_try(&shown, w, c->shop, d))
		return front_error(EXIT_REFUSED, _("%s: nothing can be sent to it; see what comes: device test %s"),
			d->name, d->name);
	turn(w, queue, LINGER_MS);
	return EXIT_DONE;
}

enum exit_code cmd_device_try(struct cmd *c)
{
	const struct wires_config conf = { .sockets = c->front->sockets };
	const char *name = cmd_operand(c, 0);
	struct event_queue queue;
	struct device *list;
	struct wires *w;
	enum exit_code code;
	struct said said = { MSG_NONE, { NULL, NULL } };
	int n, i = 0;
	enum err e;

	if (device_printer_of(name) != DEVICE_PRINTER_COUNT) /* the till itself prints it, now or when it is opened */
		return cmd_result(c, printer_try(c->shop, c->arena, cmd_option(c, "till"), device_printer_of(name),
			&said), &said);
	e = devices_of(c->shop, c->arena, cmd_option(c, "till"), &list, &n);

	if (e != OK && e != ERR_NOTFOUND)
		return cmd_fail(c, e, NULL);
	while (e == OK && i < n && strcmp(list[i].name, name) != 0)
		i++;
	if (e != OK || i == n)
		return cmd_missing(c, _("device %s"), name);
	event_queue_init(&queue);
	w = wires_open(&conf);
	list[i].active = true;
	wires_set(w, &list[i], 1);
	code = try_it(c, w, &queue, &list[i]);
	wires_close(w);
	event_queue_release(&queue);
	if (code == EXIT_DONE)
		out_nothing(c->out);
	return code;
}
