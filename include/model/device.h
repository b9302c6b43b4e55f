/* device.h - a device at the counter of a till, as the store has it: a name, what it is, how it speaks, where it is
 * and how its line is set. Pure values; device/wires.h says how it is spoken to, service/devices.h edits the rows. */
#ifndef MODEL_DEVICE_H
#define MODEL_DEVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

#define DEVICE_NAME_MAX 24       /* bytes: small letters, digits, '-'; a letter first */
#define DEVICE_ADDRESS_MAX 250
#define DEVICE_OPTIONS_MAX 250
#define DEVICES_MAX 16           /* of one till */

/* X-macros: enum, the stable word in store, lines and JSON, and how a person calls it. */
#define DEVICE_KINDS(X) \
	X(DEVICE_SCANNER, "scanner", N_("Scanner")) \
	X(DEVICE_STRIPE, "stripe", N_("Stripe reader")) \
	X(DEVICE_DISPLAY, "display", N_("Customer display")) \
	X(DEVICE_SCALE, "scale", N_("Scale")) \
	X(DEVICE_READER, "reader", N_("Chip card reader"))

/* How a device fares. The words stand in device_health. */
#define DEVICE_STATES(X) \
	X(DEVICE_OFF, "off", N_("not in use")) \
	X(DEVICE_OPENING, "opening", N_("being opened")) \
	X(DEVICE_READY, "ready", N_("ready")) \
	X(DEVICE_GONE, "gone", N_("gone, plug it in")) \
	X(DEVICE_BUSY, "busy", N_("held by another program")) \
	X(DEVICE_DENIED, "denied", N_("may not be opened, see its permissions")) \
	X(DEVICE_STUCK, "stuck", N_("hangs, unplug it and plug it in")) \
	X(DEVICE_NOISE, "noise", N_("sends what cannot be read, see the speed of its line")) \
	X(DEVICE_FLOOD, "flood", N_("sends without end, see whether a key is stuck")) \
	X(DEVICE_WRONG, "wrong", N_("not what it is set up as")) \
	X(DEVICE_NO_LINE, "no-line", N_("no line to its till PC")) \
	X(DEVICE_NO_HELPER, "no-helper", N_("the program that reads it does not run"))

/* The printers of a till fare under names of their own, which no other device has. They are no rows of the store: their
 * settings say where they are (service/printers.h). */
#define DEVICE_PRINTERS(X) \
	X(DEVICE_PRINTER, "printer", N_("Receipt printer")) \
	X(DEVICE_SECOND_PRINTER, "second-printer", N_("Second printer")) \
	X(DEVICE_LABEL_PRINTER, "label-printer", N_("Tag printer"))

/* Bits a second of a serial line. */
#define DEVICE_SPEEDS(X) X(1200) X(2400) X(4800) X(9600) X(19200) X(38400) X(57600) X(115200)

enum device_kind {
#define X(id, word, words) id,
	DEVICE_KINDS(X)
#undef X
	DEVICE_KIND_COUNT
};
enum device_state {
#define X(id, word, words) id,
	DEVICE_STATES(X)
#undef X
	DEVICE_STATE_COUNT
};
enum device_printer {
#define X(id, word, words) id,
	DEVICE_PRINTERS(X)
#undef X
	DEVICE_PRINTER_COUNT
};
/* A serial line; a keyboard-like input device of the kernel; what a program of its own opens, by libnfc. */
enum device_port { PORT_TTY, PORT_INPUT, PORT_NFC };

const char *device_kind_word(enum device_kind k);
const char *device_kind_words(enum device_kind k); /* translated */
enum device_kind device_kind_of(const char *word); /* DEVICE_KIND_COUNT: there is none */
const char *device_state_word(enum device_state s);
const char *device_state_words(enum device_state s);
enum device_state device_state_of(const char *word);

const char *device_printer_word(enum device_printer p);
const char *device_printer_words(enum device_printer p);
enum device_printer device_printer_of(const char *word);

struct device_protocol { enum device_kind kind; const char *name; enum device_port port; const char *words; };
/* All of them, ended by a NULL name; the one of a kind and a name, NULL when there is none. */
extern const struct device_protocol device_protocols[];
const struct device_protocol *device_protocol_find(enum device_kind kind, const char *name);

struct device {
	int64_t id, terminal_id, version;
	const char *name, *kind, *protocol, *address, *options;
	bool active;
};
/* The one of that name; NULL when there is none. */
const struct device *device_named(const struct device *list, int n, const char *name);

/* Where it is: "local:PATH" on the machine where the till runs, or "remote:TILL:NAME": what the till PC of till TILL
 * calls NAME (man zhanggui-wires). */
struct device_address {
	bool remote;
	char terminal[12];                 /* of a remote one */
	char name[DEVICE_NAME_MAX + 1];    /* of a remote one */
	char path[DEVICE_ADDRESS_MAX + 1]; /* of a local one, absolute */
};
bool device_address_read(const char *text, struct device_address *out);
bool device_name_ok(const char *name);

/* How its line is set: words NAME=VALUE with blanks between. Each has a default, so "" is right for most devices.
 * Bytes are written as names (cr lf crlf tab stx etx gs none) or in hexadecimal (0d0a). */
#define DEVICE_MARK_MAX 4
struct device_mark { unsigned char bytes[DEVICE_MARK_MAX]; int n; };
struct device_options {
	int speed;                 /* speed=9600: bits a second */
	int bits;                  /* bits=8: or 7 */
	char parity;               /* parity=none: 'n', even 'e', odd 'o' */
	int stop;                  /* stop=1: or 2 */
	char flow;                 /* flow=none: 'n', hard 'h', soft 's' */
	struct device_mark prefix; /* prefix=none: what begins a code */
	struct device_mark suffix; /* suffix=cr: what ends one; none: silence does */
	int gap_ms;                /* gap=60: the silence that ends a code where no suffix does */
	bool chinese;              /* charset=gbk: or ascii; the characters that a display has */
	int columns;               /* columns=20: of a display */
	char record;               /* record=none: 'n', pages 'p', sector 's': what a reader reads of chip cards, too */
	char layout[8];            /* layout=us: of a device that acts as a keyboard (us, de, fr) */
};
/* ERR_INVALID with *why, one translated line. */
enum err device_options_read(struct arena *a, const char *text, struct device_options *out,
	const char **why) MUST_CHECK;
/* A row as a whole: name, kind, protocol, address, options. */
enum err device_check(struct arena *a, const struct device *d, const char **why) MUST_CHECK;

#endif
