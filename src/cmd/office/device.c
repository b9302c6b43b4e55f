/* device.c - the devices at the counters of the tills. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/devices.h"
#include "wire/wire.h"
#include "wire/wires.h"

#define SECONDS_USUAL 10
#define SECONDS_MOST 3600
#define FIND_MS 5000
#define TURN_MS 100

enum exit_code cmd_device_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "name", N_("Name"), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING },
		{ "protocol", N_("Speaks"), OUT_STRING }, { "address", N_("Where it is"), OUT_STRING },
		{ "options", N_("How its line is set"), OUT_STRING }, { "active", N_("In use"), OUT_YES },
	};
	const char *till = cmd_option(c, "till");
	struct device *list;
	int n;
	enum err e = devices_of(c->shop, c->arena, till, &list, &n);

	if (e == ERR_NOTFOUND)
		return till ? cmd_missing(c, _("till %s"), till) : cmd_usage(c, "%s", _("say which till: --till CODE"));
	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "devices", columns, 6);
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].kind);
		out_text(c->out, list[i].protocol);
		out_text(c->out, list[i].address);
		out_text(c->out, list[i].options);
		out_int(c->out, list[i].active);
	}
	return EXIT_DONE;
}

enum exit_code cmd_device_add(struct cmd *c)
{
	const struct device_edit edit = { .terminal = cmd_option(c, "till"), .name = cmd_operand(c, 0),
		.kind = cmd_operand(c, 1), .protocol = cmd_operand(c, 2), .address = cmd_operand(c, 3),
		.options = cmd_option(c, "options") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, device_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_device_set(struct cmd *c)
{
	const struct device_edit edit = { .terminal = cmd_option(c, "till"), .name = cmd_operand(c, 0),
		.kind = cmd_option(c, "kind"), .protocol = cmd_option(c, "protocol"),
		.address = cmd_option(c, "address"), .options = cmd_option(c, "options"),
		.active = cmd_option(c, "active") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, device_change(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_device_remove(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e = device_remove(c->shop, c->arena, cmd_option(c, "till"), cmd_operand(c, 0), &said);

	return cmd_result(c, e, &said);
}

/* --- what comes from them ------------------------------------------------------------------ */

/* How an event is told: a word for what it is, and its text. false: it is about nothing that was asked. */
static bool event_row(const struct wires *w, const struct event *e, const char **what, const char **text)
{
	static const char *const cards[] = { [CARD_KEY] = "card", [CARD_BANK] = "bank", [CARD_BAD] = "bad",
		[CARD_RANDOM] = "random", [CARD_TWO] = "two" };
	const char *blank;

	*text = e->text;
	switch (e->kind) {
	case EVENT_SCAN:
		*what = "scan";
		return true;
	case EVENT_CARD:
		*what = cards[e->code];
		return true;
	case EVENT_DEVICE:
		*what = "state";
		*text = device_state_word(wires_state(w, e->text, NULL));
		return true;
	case EVENT_READ:
		blank = strchr(e->text, ' ');
		*what = "read";
		*text = blank ? blank + 1 : e->text;
		return true;
	default:
		return false;
	}
}

static void put_row(struct cmd *c, const char *what, const char *text)
{
	out_text(c->out, what);
	out_text(c->out, text);
}

/* Until so many milliseconds have passed, or an event begins with `last` (NULL: none does). */
static void listen(struct cmd *c, struct wires *w, int64_t ms, const char *last)
{
	static const struct out_column columns[] = { { "what", N_("What"), OUT_STRING },
		{ "text", N_("Text"), OUT_STRING } };
	int64_t end_ms = clock_mono_ms() + ms;
	struct pollfd fds[WIRES_FDS];
	struct event_queue queue;
	struct event e;
	bool over = false;

	event_queue_init(&queue);
	out_table(c->out, "heard", columns, 2);
	while (!over && clock_mono_ms() < end_ms) {
		int left_ms = (int)(end_ms - clock_mono_ms()), ms_to_go = wires_timeout_ms(w);
		const char *what, *text;

		poll(fds, (nfds_t)wires_fds(w, fds), ms_to_go >= 0 && ms_to_go < left_ms ? ms_to_go : left_ms);
		wires_pump(w, &queue);
		while (event_take(&queue, &e)) {
			over |= last && strstr(e.text, last);
			if (event_row(w, &e, &what, &text) && !(last && strstr(e.text, last)))
				put_row(c, what, text);
		}
	}
	event_queue_release(&queue);
}

enum exit_code cmd_device_test(struct cmd *c)
{
	const char *till = cmd_option(c, "till"), *name = cmd_operand(c, 0), *seconds = cmd_option(c, "seconds");
	const struct wires_config conf = { .sockets = c->front->sockets };
	int64_t s = SECONDS_USUAL;
	struct device *list, *d = NULL;
	struct wires *w;
	int n;
	enum err e = devices_of(c->shop, c->arena, till, &list, &n);

	if (seconds && (!cmd_number(seconds, &s) || s < 1 || s > SECONDS_MOST))
		return cmd_usage(c, _("--seconds takes 1 to %d"), SECONDS_MOST);
	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(list[i].name, name) == 0)
			d = &list[i];
	if (e != OK && e != ERR_NOTFOUND)
		return cmd_fail(c, e, NULL);
	if (!d)
		return cmd_missing(c, _("device %s"), name);
	w = wires_open(&conf);
	d->active = true;
	wires_set(w, d, 1);
	wires_raw(w, name, true);
	listen(c, w, s * 1000, NULL);
	wires_close(w);
	return EXIT_DONE;
}

/* A wire that prints nothing: it is asked for queues only. */
static enum err no_job(void *ctx, struct arena *a, enum wire_line line, struct wire_job *out)
{
	(void)ctx, (void)a, (void)line, (void)out;
	return ERR_NOTFOUND;
}

static enum err no_health(void *ctx, const char *device, const char *state, const char *detail)
{
	(void)ctx, (void)device, (void)state, (void)detail;
	return OK;
}

static void put_queues(struct cmd *c)
{
	const struct wire_store store = { .next = no_job, .health = no_health };
	struct wire *w = wire_open(&store, &(struct wire_config){ .helper = NULL });
	int64_t end_ms = clock_mono_ms() + FIND_MS;
	const struct wire_queue *found = NULL;
	struct pollfd fds[WIRE_FDS];

	wire_find(w);
	while (!(found && !*found->name) && clock_mono_ms() < end_ms) {
		int ms = wire_timeout_ms(w);

		poll(fds, (nfds_t)wire_fds(w, fds), ms < TURN_MS ? ms : TURN_MS);
		wire_pump(w);
		while ((found = wire_found(w)) && *found->name)
			put_row(c, "read", arena_printf(c->arena, "found queue queue:%s %s", found->name,
				found->words));
	}
	wire_close(w);
}

enum exit_code cmd_device_find(struct cmd *c)
{
	const struct wires_config conf = { .sockets = NULL };
	struct wires *w = wires_open(&conf);

	wires_find(w);
	listen(c, w, FIND_MS, "found-all");
	wires_close(w);
	put_queues(c);
	return EXIT_DONE;
}
