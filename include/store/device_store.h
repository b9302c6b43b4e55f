/* device_store.h - the devices of the tills, as they are set up. How they fare is in job_store.h. */
#ifndef STORE_DEVICE_STORE_H
#define STORE_DEVICE_STORE_H

#include "model/device.h"
#include "store/db.h"

/* Of one till, by name. */
enum err device_rows(struct db *db, struct arena *a, int64_t terminal_id, struct device **list, int *n) MUST_CHECK;
enum err device_by_name(struct db *db, struct arena *a, int64_t terminal_id, const char *name,
	struct device *out) MUST_CHECK;
/* ERR_EXISTS: the till has one of that name. */
enum err device_insert(struct db *db, const struct device *d) MUST_CHECK;
/* All of it but its name, if its version is still d->version; ERR_STALE. */
enum err device_update(struct db *db, const struct device *d) MUST_CHECK;
enum err device_delete(struct db *db, int64_t id, int64_t version) MUST_CHECK;

#endif
