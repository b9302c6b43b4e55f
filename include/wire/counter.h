/* counter.h - the till's side of its scale and its customer displays, over the wires (wire/wires.h): what the customer
 * should read goes to every display that is there, orders go to the scale. Nothing here waits. */
#ifndef WIRE_COUNTER_H
#define WIRE_COUNTER_H

#include <stdbool.h>

#include "model/customer.h"
#include "model/device.h"
#include "service/till.h"
#include "wire/wires.h"

/* What each display shows, so that only a change is sent; zeroed at the start. */
struct counter_display {
	char name[DEVICE_NAME_MAX + 1];
	bool begun;
	struct customer_face face;
	int64_t held_ms; /* monotonic: until then it keeps what was tried */
};
struct counter_displays { struct counter_display list[DEVICES_MAX]; };

/* Shows what the customer should read of this till now. A display that comes back is begun anew. */
void counter_show(struct counter_displays *d, struct wires *w, struct shop *sh, const struct till *t);
/* Tares a scale of this till, or zeroes it; false: it is not there, or takes no such order. */
bool counter_scale(struct wires *w, struct shop *sh, const char *name, bool tare);
/* What can be tried of a device: a display shows sample figures for a few seconds, a scale is zeroed.
 * False: nothing could be sent. */
bool counter_try(struct counter_displays *d, struct wires *w, struct shop *sh, const struct device *device);

#endif
