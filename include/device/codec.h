/* codec.h - between the bytes of a port and the words of the line protocol (device/wires.h). Pure: bytes and time are
 * given, so every codec is tested and fuzzed without a device. zhanggui-wires runs one in the process of each port.
 *
 * To add one: a line in model/device_protocol.def, a `const struct codec` in src/device, its name in the table of
 * device/codec.c. */
#ifndef DEVICE_CODEC_H
#define DEVICE_CODEC_H

#include <stddef.h>
#include <stdint.h>

#include "model/device.h"

/* Where a codec's results go. */
struct codec_out {
	void *ctx;
	/* A line `read NAME KIND VALUE...`: kind and values are words; unused ones NULL. */
	void (*read)(void *ctx, const char *kind, const char *value, const char *more);
	/* Bytes for the device (a question to a scale). */
	void (*write)(void *ctx, const void *bytes, size_t n);
	/* How the device fares, as far as its bytes tell: DEVICE_NOISE, DEVICE_FLOOD, DEVICE_READY. Told again and
	 * again; only changes go on. DEVICE_STUCK and DEVICE_NO_HELPER: it is to be opened anew. */
	void (*state)(void *ctx, enum device_state state, const char *detail);
};

struct codec {
	enum device_kind kind;
	const char *protocol;
	size_t size;                /* of its state, zeroed before init */
	bool tells_ready;           /* that its device can be opened says nothing yet */
	void (*init)(void *state, const struct device_options *options);
	/* Bytes that arrived at now_ms, of a clock that stands while nobody listens to the device; n may be 0: time
	 * has passed. Of a PORT_INPUT: whole struct input_event. */
	void (*feed)(void *state, const unsigned char *bytes, size_t n, int64_t now_ms, const struct codec_out *out);
	/* When it wants feed though nothing arrived; -1 never. NULL: never. */
	int64_t (*due_ms)(const void *state);
	/* Gives back what it holds; NULL: nothing. */
	void (*end)(void *state);
};

/* NULL: there is none. */
const struct codec *codec_find(enum device_kind kind, const char *protocol);

#endif
