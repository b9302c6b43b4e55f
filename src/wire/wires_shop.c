/* wires_shop.c - a shop's devices as the wires want them. */
#include "service/devices.h"
#include "service/jobs.h"
#include "wire/wires.h"

static enum err health(void *ctx, const char *device, const char *state, const char *detail)
{
	return device_report(ctx, device, state, detail);
}

void wires_of_shop(struct wires_config *conf, struct shop *sh)
{
	conf->ctx = sh;
	conf->terminal = shop_terminal(sh);
	conf->health = health;
}

enum err wires_reload(struct wires *w, struct shop *sh)
{
	struct arena a = ARENA_INIT;
	struct device *list;
	int n;
	enum err e = devices_of(sh, &a, NULL, &list, &n);

	if (e == OK)
		wires_set(w, list, n);
	arena_release(&a);
	return e;
}
