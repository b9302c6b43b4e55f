/* counter.c - customer displays and scale orders of one till. A display gets whole faces, each writing both lines to
 * their ends: whichever comes last stands there, whatever was lost before. */
#include "wire/counter.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "device/display.h"
#include "device/scale.h"

#define DISPLAY_LEFT_MS 3000 /* a face that could not begin to leave by then is old */
#define ORDER_LEFT_MS 1000
#define TRIED_MS 5000        /* what was tried stands so long */

static struct counter_display *place_of(struct counter_displays *d, const char *name)
{
	struct counter_display *free = NULL;

	for (int i = 0; i < DEVICES_MAX; i++) {
		if (strcmp(d->list[i].name, name) == 0)
			return &d->list[i];
		if (!free && !d->list[i].begun)
			free = &d->list[i];
	}
	if (free) {
		memset(free, 0, sizeof *free);
		snprintf(free->name, sizeof free->name, "%s", name);
	}
	return free;
}

static bool send_face(struct counter_display *place, struct wires *w, const struct device *device,
	const struct device_options *o, const struct customer_face *face)
{
	enum display_set set = display_set_find(device->protocol);
	struct sbuf bytes = SBUF_INIT;
	bool sent;

	if (set == DISPLAY_SETS)
		return false;
	if (!place->begun)
		display_begin(&bytes, set);
	display_show(&bytes, set, face, o->columns, o->chinese);
	sent = wires_write(w, device->name, bytes.data, bytes.len, DISPLAY_LEFT_MS);
	sbuf_release(&bytes);
	if (sent) {
		place->begun = true;
		place->face = *face;
	}
	return sent;
}

/* One display, if it is there and does not show that already. */
static bool show_on(struct counter_displays *d, struct wires *w, struct shop *sh, const struct device *device,
	const struct customer *customer, bool tried)
{
	struct counter_display *place = place_of(d, device->name);
	struct arena a = ARENA_INIT;
	struct device_options o;
	struct customer_face face;
	const char *why;
	bool ok = place && device_options_read(&a, device->options, &o, &why) == OK;

	arena_release(&a);
	if (!ok)
		return false;
	if (wires_state(w, device->name, NULL) != DEVICE_READY) {
		place->begun = false;
		return false;
	}
	if (!tried && clock_mono_ms() < place->held_ms)
		return true;
	place->held_ms = tried ? clock_mono_ms() + TRIED_MS : 0;
	customer_face(customer, o.columns, o.chinese, setting_text(sh, SET_RECEIPT_LANGUAGE), &face);
	/* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison): customer_face() clears it whole */
	if (place->begun && memcmp(&face, &place->face, sizeof face) == 0)
		return true;
	return send_face(place, w, device, &o, &face);
}

void counter_show(struct counter_displays *d, struct wires *w, struct shop *sh, const struct till *t)
{
	const struct device *list;
	struct customer customer = { .shop = NULL };
	int n = shop_devices(sh, &list);

	for (int i = 0; i < n; i++) {
		if (!list[i].active || device_kind_of(list[i].kind) != DEVICE_DISPLAY)
			continue;
		if (!customer.shop)
			till_customer(t, &customer);
		show_on(d, w, sh, &list[i], &customer, false);
	}
}

static bool order(struct wires *w, const struct device *device, bool tare)
{
	enum scale_protocol p = scale_protocol_find(device->protocol);
	const char *bytes = NULL;

	if (p != SCALE_PROTOCOLS)
		bytes = tare ? scale_protocol_table[p].tare : scale_protocol_table[p].zero;
	return bytes && wires_write(w, device->name, bytes, strlen(bytes), ORDER_LEFT_MS);
}

bool counter_scale(struct wires *w, struct shop *sh, const char *name, bool tare)
{
	const struct device *list, *scale;
	int n = shop_devices(sh, &list);

	scale = device_named(list, n, name);
	return scale && scale->active && device_kind_of(scale->kind) == DEVICE_SCALE && order(w, scale, tare);
}

bool counter_try(struct counter_displays *d, struct wires *w, struct shop *sh, const struct device *device)
{
	const struct customer sample = { .moment = CUSTOMER_CHANGE, .shop = setting_text(sh, SET_SHOP_NAME),
		.received_minor = 10000, .change_minor = 1234 };

	if (device_kind_of(device->kind) == DEVICE_DISPLAY)
		return show_on(d, w, sh, device, &sample, true);
	return device_kind_of(device->kind) == DEVICE_SCALE && order(w, device, false);
}
