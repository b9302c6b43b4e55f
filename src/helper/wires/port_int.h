/* port_int.h - one device in a process of its own: it opens, reads, decodes and writes, and may hang in any of them.
 *
 * It talks with the hub over a socket of whole messages. To the port: 'w', int64_t (when it is no longer worth
 * writing; monotonic milliseconds, 0 never), bytes; 'r' and '0' or '1'. From it: lines as the client gets them
 * (read, raw, state), and "done" for each 'w'. */
#ifndef HELPER_WIRES_PORT_INT_H
#define HELPER_WIRES_PORT_INT_H

#include "model/device.h"

#define PORT_MESSAGE_MAX 8192

struct port_spec {
	const char *name;
	enum device_kind kind;
	const struct device_protocol *protocol;
	const char *path;
	struct device_options options;
};

/* Opens a device for us alone: a serial line set up raw, an input device grabbed. -1: *state and *detail say why. */
int port_open(const struct port_spec *spec, enum device_state *state, const char **detail);
/* The same for a reader of chip cards: starts zhanggui-reader, which opens it; what is answered is a line to it. */
int port_start_reader(const struct port_spec *spec, enum device_state *state, const char **detail);
/* How it fares once its line is closed, and why. */
enum device_state port_reader_end(const char **detail);

/* The life of a port's process; it ends with the device or the socket. */
void port_run(int socket, const struct port_spec *spec) __attribute__((noreturn));

#endif
