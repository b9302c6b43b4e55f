/* devices.h - what stands at the counter of each till, beside its printer: the rows of the store. Editing needs the
 * right `devices` and is on record. How a device fares: device_health in service/jobs.h. */
#ifndef SERVICE_DEVICES_H
#define SERVICE_DEVICES_H

#include "model/device.h"
#include "service/shop.h"

/* The devices of a till by name; terminal NULL: of the till this is. ERR_NOTFOUND: there is no such till. */
enum err devices_of(struct shop *sh, struct arena *a, const char *terminal, struct device **list, int *n) MUST_CHECK;

/* What is to be; NULL: as it is (a new one: its default). terminal NULL: this till. */
struct device_edit { const char *terminal, *name, *kind, *protocol, *address, *options, *active; };
enum err device_add(struct shop *sh, struct arena *a, const struct device_edit *edit, struct said *said) MUST_CHECK;
enum err device_change(struct shop *sh, struct arena *a, const struct device_edit *edit, struct said *said) MUST_CHECK;
enum err device_remove(struct shop *sh, struct arena *a, const char *terminal, const char *name,
	struct said *said) MUST_CHECK;

#endif
