/* wires.c - the devices of a till: one helper for those of its own machine, one socket for each till PC. A link is the
 * same whichever it is; only how a device's place is said differs. */
#include "wire/wires.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/scan.h"
#include "base/utf8.h"
#include "child_int.h"
#include "device/wires.h"

#define DETAIL_MAX 120
#define RETRY_STORE_MS 500     /* a store that was busy is told again */
#define QUEUE_ROOM 64          /* events that wait: while there are more, nothing is read */
#define RELEASE_PATIENCE_MS 100
#define RAW_EVENT_BYTES 100    /* of a device, in one event */

struct wired {
	bool used;
	char name[DEVICE_NAME_MAX + 1];
	char *words[4];            /* kind, protocol, where, options: as the helper is told */
	int link;
	bool active, raw, untold;
	enum device_state state;
	char detail[DETAIL_MAX];
};

struct link {
	bool used, ready, find; /* find: asked what there is before it greeted */
	bool taken;             /* another till has its devices */
	char terminal[sizeof ((struct device_address *)0)->terminal]; /* "" our own machine */
	struct child child;
};

struct wires {
	struct wires_config conf;
	struct link links[WIRES_FDS];
	struct wired devices[DEVICES_MAX];
	bool changed[DEVICES_MAX]; /* its state is to be told as an event */
	int64_t retry_ms;          /* when the store is told again; 0 nothing */
};

static char *own(const char *text)
{
	char *s = strdup(text);

	if (!s)
		abort();
	return s;
}

struct wires *wires_open(const struct wires_config *conf)
{
	struct wires *w = calloc(1, sizeof *w);

	if (!w)
		abort();
	w->conf = *conf;
	return w;
}

/* --- how a device fares -------------------------------------------------------------------- */

static void tell_store(struct wires *w, struct wired *d)
{
	if (!w->conf.health)
		return;
	d->untold = w->conf.health(w->conf.ctx, d->name, device_state_word(d->state), d->detail) != OK;
	if (d->untold)
		w->retry_ms = clock_mono_ms() + RETRY_STORE_MS;
}

static void set_state(struct wires *w, struct wired *d, enum device_state state, const char *detail)
{
	if (d->state == state)
		return;
	d->state = state;
	snprintf(d->detail, sizeof d->detail, "%s", detail);
	w->changed[d - w->devices] = true;
	tell_store(w, d);
}

static void tell_again(struct wires *w)
{
	if (!w->retry_ms || clock_mono_ms() < w->retry_ms)
		return;
	w->retry_ms = 0;
	for (int i = 0; i < DEVICES_MAX; i++)
		if (w->devices[i].used && w->devices[i].untold)
			tell_store(w, &w->devices[i]);
}

/* --- which devices there are --------------------------------------------------------------- */

static struct wired *find(struct wires *w, const char *name)
{
	for (int i = 0; i < DEVICES_MAX; i++)
		if (w->devices[i].used && strcmp(w->devices[i].name, name) == 0)
			return &w->devices[i];
	return NULL;
}

static void say_open(struct wires *w, const struct wired *d)
{
	struct link *l = &w->links[d->link];

	if (!l->ready)
		return;
	helperline_put(child_out(&l->child), "open", d->name, d->words[0], d->words[1], d->words[2], d->words[3], NULL);
	if (d->raw)
		helperline_put(child_out(&l->child), "raw", d->name, "on", NULL);
}

static void drop(struct wires *w, struct wired *d)
{
	struct link *l = &w->links[d->link];

	if (d->active && l->ready)
		helperline_put(child_out(&l->child), "close", d->name, NULL);
	for (int i = 0; i < 4; i++)
		free(d->words[i]);
	*d = (struct wired){ .used = false };
}

/* The link to a till PC, or to our own helper; a new one starts at the next pump. -1: there are too many. */
static int link_to(struct wires *w, const char *terminal)
{
	struct link *l = w->links;
	char path[DEVICE_ADDRESS_MAX + 1];

	for (int i = 0; i < WIRES_FDS; i++)
		if (w->links[i].used && strcmp(w->links[i].terminal, terminal) == 0)
			return i;
	while (l < w->links + WIRES_FDS && l->used)
		l++;
	if (l == w->links + WIRES_FDS || (*terminal && !w->conf.sockets))
		return -1;
	*l = (struct link){ .used = true };
	snprintf(l->terminal, sizeof l->terminal, "%s", terminal);
	if (!*terminal) {
		child_init(&l->child, WIRES_HELPER, w->conf.helper, w->conf.silence_ms, w->conf.pause_ms);
	} else {
		snprintf(path, sizeof path, "%s/%s.sock", w->conf.sockets, terminal);
		child_init_joined(&l->child, WIRES_HELPER, path, w->conf.silence_ms, w->conf.pause_ms);
	}
	return (int)(l - w->links);
}

static bool same(const struct wired *d, const struct device *row, const char *where, bool active)
{
	return d->active == active && strcmp(d->words[0], row->kind) == 0 && strcmp(d->words[1], row->protocol) == 0 &&
	       strcmp(d->words[2], where) == 0 && strcmp(d->words[3], row->options) == 0;
}

static enum device_state first_state(const struct wires *w, const struct wired *d)
{
	if (!d->active)
		return DEVICE_OFF;
	if (w->links[d->link].ready)
		return DEVICE_OPENING;
	return *w->links[d->link].terminal ? DEVICE_NO_LINE : DEVICE_OPENING;
}

/* One row: as it was, or anew. */
static void set_one(struct wires *w, const struct device *row)
{
	struct device_address address;
	char where[DEVICE_ADDRESS_MAX + sizeof WIRES_PATH];
	struct wired *d = find(w, row->name);
	bool active = row->active && device_address_read(row->address, &address), raw = d && d->raw;
	int link = active ? link_to(w, address.terminal) : 0;

	where[0] = '\0';
	if (active)
		snprintf(where, sizeof where, "%s%s", address.remote ? WIRES_NAME : WIRES_PATH,
			address.remote ? address.name : address.path);
	if (d && d->link == link && same(d, row, where, active))
		return;
	if (d)
		drop(w, d);
	for (d = w->devices; d < w->devices + DEVICES_MAX && d->used; d++)
		;
	if (d == w->devices + DEVICES_MAX)
		return;
	*d = (struct wired){ .used = true, .active = active && link >= 0, .raw = raw, .link = link < 0 ? 0 : link,
		.state = DEVICE_STATE_COUNT };
	snprintf(d->name, sizeof d->name, "%s", row->name);
	d->words[0] = own(row->kind);
	d->words[1] = own(row->protocol);
	d->words[2] = own(where);
	d->words[3] = own(row->options);
	set_state(w, d, link < 0 ? DEVICE_NO_LINE : first_state(w, d), "");
	if (d->active)
		say_open(w, d);
}

/* Links that no device needs any more. */
static void leave_links(struct wires *w)
{
	for (int i = 0; i < WIRES_FDS; i++) {
		bool needed = false;

		for (int k = 0; k < DEVICES_MAX; k++)
			needed |= w->devices[k].used && w->devices[k].active && w->devices[k].link == i;
		if (!w->links[i].used || needed)
			continue;
		child_release(&w->links[i].child, RELEASE_PATIENCE_MS);
		w->links[i] = (struct link){ .used = false };
	}
}

void wires_set(struct wires *w, const struct device *list, int n)
{
	for (int i = 0; i < DEVICES_MAX; i++)
		if (w->devices[i].used && !device_named(list, n, w->devices[i].name))
			drop(w, &w->devices[i]);
	for (int i = 0; i < n; i++)
		set_one(w, &list[i]);
	leave_links(w);
}

void wires_close(struct wires *w)
{
	for (int i = 0; i < WIRES_FDS; i++)
		if (w->links[i].used)
			child_release(&w->links[i].child, RELEASE_PATIENCE_MS);
	for (int i = 0; i < DEVICES_MAX; i++)
		for (int k = 0; k < 4; k++)
			free(w->devices[i].words[k]);
	free(w);
}

/* --- what the helpers say ------------------------------------------------------------------ */

/* What is read goes to the screen and into papers: from our helper it is text already, but a till PC is another
 * machine. Of control characters only the GS of a code of fields may be there. */
static bool is_text(const char *s)
{
	size_t n = strlen(s), used;
	uint32_t cp;

	if (!utf8_valid(s, n))
		return false;
	for (; n; s += used, n -= used) {
		used = utf8_decode(s, n, &cp);
		if (cp != SCAN_GS && utf8_fit(cp) != cp)
			return false;
	}
	return true;
}

/* The words behind the verb as one text: who says it, "KIND VALUE...". */
static void put_read(struct event_queue *q, const char *who, const struct helperline *l, int from)
{
	struct sbuf text = SBUF_INIT;

	sbuf_puts(&text, who);
	for (int i = from; i < l->count; i++)
		sbuf_printf(&text, " %s", l->words[i]);
	if (is_text(sbuf_text(&text)))
		event_put(q, EVENT_READ, 0, sbuf_text(&text));
	sbuf_release(&text);
}

static void take_read(struct event_queue *q, const struct helperline *l)
{
	const char *kind = l->words[2], *value = l->count > 3 ? l->words[3] : "";

	if (!is_text(value))
		return;
	if (strcmp(kind, "scan") == 0 && *value)
		event_put(q, EVENT_SCAN, 0, value);
	else if (strcmp(kind, "card") == 0 && *value)
		event_put(q, EVENT_CARD, CARD_KEY, value);
	else if (strcmp(kind, "bank") == 0)
		event_put(q, EVENT_CARD, CARD_BANK, "");
	else if (strcmp(kind, "bad") == 0)
		event_put(q, EVENT_CARD, CARD_BAD, "");
	else if (strcmp(kind, "random") == 0)
		event_put(q, EVENT_CARD, CARD_RANDOM, "");
	else if (strcmp(kind, "two") == 0)
		event_put(q, EVENT_CARD, CARD_TWO, "");
	else
		put_read(q, l->words[1], l, 2);
}

/* Bytes as people read them; more than an event holds come in several. */
static void put_raw(struct event_queue *q, const char *name, const char *base64)
{
	struct arena a = ARENA_INIT;
	struct sbuf text = SBUF_INIT;
	unsigned char *bytes;
	size_t n;

	if (helperline_unbase64(&a, base64, &bytes, &n) != OK)
		n = 0;
	for (size_t i = 0; i < n; i++) {
		if (i % RAW_EVENT_BYTES == 0)
			sbuf_printf(&text, "%s raw", name);
		sbuf_printf(&text, " %02x", bytes[i]);
		if (i + 1 < n && (i + 1) % RAW_EVENT_BYTES)
			continue;
		event_put(q, EVENT_READ, 0, sbuf_text(&text));
		sbuf_clear(&text);
	}
	sbuf_release(&text);
	arena_release(&a);
}

/* Tried again like a line that is down; until then its devices are another till's. */
static void sent_away(struct wires *w, int link)
{
	w->links[link].taken = true;
	child_sent_away(&w->links[link].child);
}

/* Lines about a device that another link has, or nobody, are about one that was closed meanwhile. */
static void take_line(struct wires *w, int link, const struct helperline *l, struct event_queue *q)
{
	struct wired *d = l->count > 1 ? find(w, l->words[1]) : NULL;
	enum device_state state;

	if (d && (d->link != link || !d->active))
		d = NULL;
	if (strcmp(l->words[0], "read") == 0 && d && l->count >= 3) {
		take_read(q, l);
	} else if (strcmp(l->words[0], "raw") == 0 && d && l->count == 3) {
		put_raw(q, d->name, l->words[2]);
	} else if (strcmp(l->words[0], "state") == 0 && d && l->count == 4) {
		state = device_state_of(l->words[2]);
		if (state != DEVICE_STATE_COUNT)
			set_state(w, d, state, l->words[3]);
	} else if (strcmp(l->words[0], "taken") == 0 && *w->links[link].terminal) {
		sent_away(w, link);
	} else if (strncmp(l->words[0], "found", 5) == 0 && l->count <= 4) {
		put_read(q, *w->links[link].terminal ? w->links[link].terminal : "-", l, 0);
	}
}

static void greet(struct wires *w, int link)
{
	w->links[link].ready = true;
	w->links[link].taken = false;
	if (*w->links[link].terminal)
		helperline_put(child_out(&w->links[link].child), "till", w->conf.terminal ? w->conf.terminal : "",
			NULL);
	if (w->links[link].find)
		helperline_put(child_out(&w->links[link].child), "find", NULL);
	w->links[link].find = false;
	for (int i = 0; i < DEVICES_MAX; i++)
		if (w->devices[i].used && w->devices[i].active && w->devices[i].link == link)
			say_open(w, &w->devices[i]);
}

static void mourn(struct wires *w, int link)
{
	struct link *l = &w->links[link];

	l->ready = false;
	for (int i = 0; i < DEVICES_MAX; i++)
		if (w->devices[i].used && w->devices[i].active && w->devices[i].link == link)
			set_state(w, &w->devices[i], l->taken ? DEVICE_BUSY : *l->terminal ? DEVICE_NO_LINE
				: DEVICE_NO_HELPER, l->child.trouble);
}

static void pump_link(struct wires *w, int link, struct event_queue *q)
{
	struct link *l = &w->links[link];
	struct helperline line;
	enum child_news news;

	while (q->count < QUEUE_ROOM && (news = child_step(&l->child, &line)) != CHILD_QUIET) {
		if (news == CHILD_READY)
			greet(w, link);
		else if (news == CHILD_LINE)
			take_line(w, link, &line, q);
		else
			mourn(w, link);
	}
	child_send(&l->child);
}

void wires_pump(struct wires *w, struct event_queue *q)
{
	tell_again(w);
	for (int i = 0; i < WIRES_FDS; i++)
		if (w->links[i].used)
			pump_link(w, i, q);
	for (int i = 0; i < DEVICES_MAX; i++)
		if (w->changed[i] && q->count < QUEUE_ROOM && (!w->devices[i].used ||
		    event_put(q, EVENT_DEVICE, 0, w->devices[i].name)))
			w->changed[i] = false;
}

/* --- waiting ------------------------------------------------------------------------------- */

int wires_fds(const struct wires *w, struct pollfd *fds)
{
	int n = 0;

	for (int i = 0; i < WIRES_FDS; i++)
		if (w->links[i].used)
			n += child_fds(&w->links[i].child, fds + n);
	return n;
}

int wires_timeout_ms(const struct wires *w)
{
	int64_t due_ms = w->retry_ms ? w->retry_ms : INT64_MAX, now_ms = clock_mono_ms();

	for (int i = 0; i < WIRES_FDS; i++)
		if (w->links[i].used && child_due_ms(&w->links[i].child) < due_ms)
			due_ms = child_due_ms(&w->links[i].child);
	if (due_ms == INT64_MAX)
		return -1;
	return due_ms <= now_ms ? 0 : (int)(due_ms - now_ms);
}

/* --- for whoever shows and writes ---------------------------------------------------------- */

bool wires_write(struct wires *w, const char *name, const void *bytes, size_t n, int left_ms)
{
	struct wired *d = find(w, name);
	struct arena a = ARENA_INIT;
	char left[HELPERLINE_NUMBER];
	struct link *l;

	if (!d || !d->active || d->state != DEVICE_READY || n > WIRES_WRITE_MAX)
		return false;
	l = &w->links[d->link];
	if (!l->ready)
		return false;
	helperline_put(child_out(&l->child), "write", d->name, helperline_number(left, left_ms),
		helperline_base64(&a, bytes, n), NULL);
	arena_release(&a);
	child_send(&l->child);
	return true;
}

void wires_raw(struct wires *w, const char *name, bool on)
{
	struct wired *d = find(w, name);

	if (!d || d->raw == on)
		return;
	d->raw = on;
	if (d->active && w->links[d->link].ready)
		helperline_put(child_out(&w->links[d->link].child), "raw", d->name, on ? "on" : "off", NULL);
}

void wires_find(struct wires *w)
{
	link_to(w, ""); /* also where nothing is set up yet */
	for (int i = 0; i < WIRES_FDS; i++) {
		if (w->links[i].used && w->links[i].ready)
			helperline_put(child_out(&w->links[i].child), "find", NULL);
		w->links[i].find = w->links[i].used && !w->links[i].ready;
	}
}

enum device_state wires_state(const struct wires *w, const char *name, const char **detail)
{
	for (int i = 0; i < DEVICES_MAX; i++) {
		const struct wired *d = &w->devices[i];

		if (!d->used || strcmp(d->name, name) != 0)
			continue;
		if (detail)
			*detail = d->detail;
		return d->state;
	}
	if (detail)
		*detail = "";
	return DEVICE_OFF;
}

const char *wires_trouble(const struct wires *w, enum device_state *state)
{
	for (int i = 0; i < DEVICES_MAX; i++) {
		const struct wired *d = &w->devices[i];

		if (!d->used || !d->active || d->state == DEVICE_READY || d->state == DEVICE_OPENING)
			continue;
		*state = d->state;
		return d->name;
	}
	return NULL;
}
