/* device_live.c - devices as they are at this moment, without a till: what is plugged in, what arrives, a try. A device
 * that a running till holds is busy here; its screen of devices shows the same. */
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/devices.h"
#include "wire/counter.h"
#include "wire/wires.h"

#define FIND_MS 5000          /* the helper starts, and looks */
#define FIND_AGAIN_MS 200
#define OPEN_MS 5000
#define LINGER_MS 300         /* for what was written to leave */
#define WATCH_S 5
#define WATCH_MOST_S 600
#define TURN_MS 50
#define NOTES_MAX 2000

struct live {
	struct cmd *c;
	struct wires *wires;
	struct event_queue queue;
	const char *notes[NOTES_MAX]; /* EVENT_READ and the like, as texts */
	int count;
	bool all_found;
};

static void note(struct live *l, const struct event *e)
{
	const char *text = e->text;

	if (e->kind == EVENT_SCAN)
		text = arena_printf(l->c->arena, "- scan %s", e->text);
	else if (e->kind == EVENT_CARD)
		text = "- card -";
	else if (e->kind != EVENT_READ)
		return;
	l->all_found |= strstr(text, " found-all") != NULL;
	if (l->count < NOTES_MAX)
		l->notes[l->count++] = arena_strdup(l->c->arena, text);
}

/* Lets the helper work for so long, or until all is found. */
static void turn(struct live *l, int64_t ms)
{
	int64_t end_ms = clock_mono_ms() + ms;
	struct pollfd fds[WIRES_FDS];
	struct event e;

	do {
		int wanted_ms = wires_timeout_ms(l->wires);

		if (wanted_ms < 0 || wanted_ms > TURN_MS)
			wanted_ms = TURN_MS;
		poll(fds, (nfds_t)wires_fds(l->wires, fds), wanted_ms);
		wires_pump(l->wires, &l->queue);
		while (event_take(&l->queue, &e))
			note(l, &e);
	} while (clock_mono_ms() < end_ms && !l->all_found);
}

static void begin(struct live *l, struct cmd *c, const struct device *list, int n)
{
	const struct wires_config conf = { .sockets = c->front->sockets };

	*l = (struct live){ .c = c };
	event_queue_init(&l->queue);
	l->wires = wires_open(&conf);
	wires_set(l->wires, list, n);
}

static void end(struct live *l)
{
	wires_close(l->wires);
	event_queue_release(&l->queue);
}

/* The named device of --till, or of all of them when name is NULL. */
static enum exit_code of_till(struct cmd *c, const char *name, struct device **list, int *n)
{
	const char *till = cmd_option(c, "till");
	enum err e = devices_of(c->shop, c->arena, till, list, n);

	if (e == ERR_NOTFOUND)
		return till ? cmd_missing(c, _("till %s"), till) : cmd_usage(c, "%s", _("say which till: --till CODE"));
	if (e != OK)
		return cmd_fail(c, e, NULL);
	for (int i = 0; name && i < *n; i++)
		if (strcmp((*list)[i].name, name) == 0) {
			*list += i;
			*n = 1;
			return EXIT_DONE;
		}
	return name ? cmd_missing(c, _("device %s"), name) : EXIT_DONE;
}

/* --- find ------------------------------------------------------------------------------------ */

static bool told_before(const struct live *l, int i)
{
	for (int k = 0; k < i; k++)
		if (strcmp(l->notes[k], l->notes[i]) == 0)
			return true;
	return false;
}

static void put_found(struct cmd *c, const char *text)
{
	char till[24], kind[16], where[300];
	const char *at;

	if (sscanf(text, "%23s found %15s %299s", till, kind, where) != 3 || !(at = strchr(where, ':')))
		return;
	out_text(c->out, kind);
	out_text(c->out, strcmp(till, "-") == 0 ? arena_printf(c->arena, "local:%s", at + 1)
		: arena_printf(c->arena, "remote:%s:%s", till, at + 1));
}

enum exit_code cmd_device_find(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "kind", N_("Kind"), OUT_STRING }, { "address", N_("Where it is"), OUT_STRING },
	};
	struct device *list = NULL;
	struct live l;
	int64_t end_ms = clock_mono_ms() + FIND_MS;

	begin(&l, c, list, 0);
	while (!l.all_found && clock_mono_ms() < end_ms) {
		wires_find(l.wires);
		turn(&l, FIND_AGAIN_MS);
	}
	end(&l);
	if (!l.all_found)
		return front_error(EXIT_STORE, "%s", _("zhanggui-wires does not answer: see man zhanggui-wires"));
	out_table(c->out, "found", columns, 2);
	for (int i = 0; i < l.count; i++)
		if (!told_before(&l, i))
			put_found(c, l.notes[i]);
	return EXIT_DONE;
}

/* --- watch and test -------------------------------------------------------------------------- */

/* Waits until the device is there; else says how it is. */
static enum exit_code opened(struct live *l, const struct device *d)
{
	int64_t end_ms = clock_mono_ms() + OPEN_MS;
	enum device_state state = DEVICE_OFF;
	const char *detail;

	while (clock_mono_ms() < end_ms && (state == DEVICE_OFF || state == DEVICE_OPENING)) {
		turn(l, TURN_MS);
		state = wires_state(l->wires, d->name, &detail);
	}
	return state == DEVICE_READY || state == DEVICE_NOISE || state == DEVICE_FLOOD ? EXIT_DONE
		: front_error(EXIT_STORE, "%s: %s", d->name, device_state_words(state));
}

static void put_notes(struct cmd *c, const struct live *l)
{
	static const struct out_column columns[] = {
		{ "kind", N_("Kind"), OUT_STRING }, { "text", N_("Text"), OUT_STRING },
	};

	out_table(c->out, "arrived", columns, 2);
	for (int i = 0; i < l->count; i++) {
		const char *kind = strchr(l->notes[i], ' '), *value;

		if (!kind)
			continue;
		value = kind + 1 + strcspn(kind + 1, " ");
		out_text(c->out, arena_strndup(c->arena, kind + 1, (size_t)(value - kind - 1)));
		out_text(c->out, *value ? value + 1 : "");
	}
}

enum exit_code cmd_device_watch(struct cmd *c)
{
	const char *name = cmd_operand(c, 0), *seconds = cmd_option(c, "seconds");
	int64_t s = WATCH_S;
	struct device *d;
	struct live l;
	enum exit_code code;
	int n;

	if (seconds && (!cmd_number(seconds, &s) || s < 1 || s > WATCH_MOST_S))
		return cmd_usage(c, _("how long: 1 to %d seconds"), WATCH_MOST_S);
	if ((code = of_till(c, name, &d, &n)) != EXIT_DONE)
		return code;
	d->active = true;
	begin(&l, c, d, 1);
	if (device_kind_of(d->kind) != DEVICE_STRIPE) /* bytes of cards are not shown */
		wires_raw(l.wires, d->name, true);
	if ((code = opened(&l, d)) == EXIT_DONE)
		turn(&l, s * 1000);
	end(&l);
	if (code == EXIT_DONE)
		put_notes(c, &l);
	return code;
}

enum exit_code cmd_device_test(struct cmd *c)
{
	struct counter_displays shown = { 0 };
	struct device *d;
	struct live l;
	enum exit_code code;
	int n;

	if ((code = of_till(c, cmd_operand(c, 0), &d, &n)) != EXIT_DONE)
		return code;
	d->active = true;
	begin(&l, c, d, 1);
	code = opened(&l, d);
	if (code == EXIT_DONE && !counter_try(&shown, l.wires, c->shop, d))
		code = front_error(EXIT_REFUSED, _("%s: nothing can be sent to it; see what arrives: device watch %s"),
			d->name, d->name);
	if (code == EXIT_DONE)
		turn(&l, LINGER_MS);
	end(&l);
	if (code == EXIT_DONE)
		out_nothing(c->out);
	return code;
}
