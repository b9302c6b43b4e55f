/* hub_int.h - the ports of one client: started, minded, told to close, started again when their device went. */
#ifndef HELPER_WIRES_HUB_INT_H
#define HELPER_WIRES_HUB_INT_H

#include <poll.h>
#include <stdint.h>

#include "base/ini.h"
#include "base/sbuf.h"
#include "device/helperline.h"
#include "model/device.h"

#define HUB_FDS DEVICES_MAX

struct hub;
/* names: the paths of a till PC's devices, for a helper that listens; NULL: the client says paths itself.
 * out: where lines for the client go. */
struct hub *hub_new(struct sbuf *out, const struct ini *names);
/* After hub_clear. */
void hub_free(struct hub *h);
/* One line of the client. */
void hub_take(struct hub *h, const struct helperline *line);
/* The client is gone: so are its ports. */
void hub_clear(struct hub *h);
int hub_fds(const struct hub *h, struct pollfd fds[HUB_FDS]);
/* Milliseconds after which hub_step wants to be called; -1 never. */
int hub_timeout_ms(const struct hub *h);
void hub_step(struct hub *h);

#endif
