/* device.c - what a device's row may say. */
#include "model/device.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "model/customer.h"

#define SMALL "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"
#define COLUMNS_LEAST 8
#define GAP_LEAST_MS 5
#define GAP_MOST_MS 5000

static const struct named { const char *word, *words; } kinds[] = {
#define X(id, word, words) [id] = { word, words },
	DEVICE_KINDS(X)
}, states[] = {
	DEVICE_STATES(X)
}, printers[] = {
	DEVICE_PRINTERS(X)
#undef X
};

const struct device_protocol device_protocols[] = {
#define DEVICE_PROTOCOL(kind, name, port, words) { kind, name, port, words },
#include "model/device_protocol.def"
#undef DEVICE_PROTOCOL
	{ DEVICE_KIND_COUNT, NULL, PORT_TTY, NULL }
};

/* n: there is none. */
static int place_of(const struct named *list, int n, const char *word)
{
	int i = 0;

	while (i < n && strcmp(list[i].word, word) != 0)
		i++;
	return i;
}

const char *device_kind_word(enum device_kind k)
{
	return kinds[k].word;
}

const char *device_kind_words(enum device_kind k)
{
	return _(kinds[k].words);
}

enum device_kind device_kind_of(const char *word)
{
	return (enum device_kind)place_of(kinds, DEVICE_KIND_COUNT, word);
}

const char *device_state_word(enum device_state s)
{
	return states[s].word;
}

const char *device_state_words(enum device_state s)
{
	return _(states[s].words);
}

enum device_state device_state_of(const char *word)
{
	return (enum device_state)place_of(states, DEVICE_STATE_COUNT, word);
}

const char *device_printer_word(enum device_printer p)
{
	return printers[p].word;
}

const char *device_printer_words(enum device_printer p)
{
	return _(printers[p].words);
}

enum device_printer device_printer_of(const char *word)
{
	return (enum device_printer)place_of(printers, DEVICE_PRINTER_COUNT, word);
}

const struct device_protocol *device_protocol_find(enum device_kind kind, const char *name)
{
	const struct device_protocol *p;

	for (p = device_protocols; p->name; p++)
		if (p->kind == kind && strcmp(p->name, name) == 0)
			return p;
	return NULL;
}

bool device_name_ok(const char *name)
{
	size_t n = strlen(name);

	return n && n <= DEVICE_NAME_MAX && strspn(name, SMALL) > 0 && strspn(name, SMALL DIGITS "-") == n;
}

const struct device *device_named(const struct device *list, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (strcmp(list[i].name, name) == 0)
			return &list[i];
	return NULL;
}

/* --- addresses ----------------------------------------------------------------------------- */

static bool read_remote(const char *text, struct device_address *out)
{
	const char *colon = strchr(text, ':');
	size_t n = colon ? (size_t)(colon - text) : 0;

	if (!n || n >= sizeof out->terminal || !device_name_ok(colon + 1))
		return false;
	if (strspn(text, SMALL DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") != n)
		return false;
	memcpy(out->terminal, text, n);
	memcpy(out->name, colon + 1, strlen(colon + 1) + 1);
	out->remote = true;
	return true;
}

bool device_address_read(const char *text, struct device_address *out)
{
	static const char local[] = "local:", remote[] = "remote:";

	*out = (struct device_address){ .remote = false };
	if (strlen(text) > DEVICE_ADDRESS_MAX)
		return false;
	if (strncmp(text, remote, sizeof remote - 1) == 0)
		return read_remote(text + sizeof remote - 1, out);
	if (strncmp(text, local, sizeof local - 1) != 0 || text[sizeof local - 1] != '/')
		return false;
	memcpy(out->path, text + sizeof local - 1, strlen(text) - sizeof local + 2);
	return true;
}

/* --- options ------------------------------------------------------------------------------- */

static const struct { const char *name, *bytes; } mark_names[] = {
	{ "none", "" }, { "cr", "\r" }, { "lf", "\n" }, { "crlf", "\r\n" }, { "tab", "\t" },
	{ "stx", "\002" }, { "etx", "\003" }, { "gs", "\035" },
};

static bool read_mark(const char *text, struct device_mark *out)
{
	size_t n = strlen(text);

	for (size_t i = 0; i < sizeof mark_names / sizeof mark_names[0]; i++) {
		if (strcmp(text, mark_names[i].name) != 0)
			continue;
		out->n = (int)strlen(mark_names[i].bytes);
		memcpy(out->bytes, mark_names[i].bytes, (size_t)out->n);
		return true;
	}
	if (!n || n % 2 || n / 2 > DEVICE_MARK_MAX || strspn(text, DIGITS "abcdef") != n)
		return false;
	out->n = (int)n / 2;
	for (size_t i = 0; i < n / 2; i++)
		out->bytes[i] = (unsigned char)strtoul((char[]){ text[i * 2], text[i * 2 + 1], '\0' }, NULL, 16);
	return true;
}

static bool read_number(const char *text, int least, int most, int *out)
{
	char *end;
	long v = strtol(text, &end, 10);

	if (*text < '0' || *text > '9' || *end || v < least || v > most)
		return false;
	*out = (int)v;
	return true;
}

static bool read_speed(const char *text, int *out)
{
	int v;

	if (!read_number(text, 0, INT_MAX, &v))
		return false;
	switch (v) {
#define X(speed) case speed:
	DEVICE_SPEEDS(X)
#undef X
		*out = v;
		return true;
	default:
		return false;
	}
}

/* One of some words; its first letter stands for it. */
static bool read_word(const char *text, const char *const *words, char *out)
{
	for (; *words; words++)
		if (strcmp(text, *words) == 0) {
			*out = **words;
			return true;
		}
	return false;
}

static bool read_layout(const char *text, char layout[8])
{
	static const char *const layouts[] = { "us", "de", "fr" };

	for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++)
		if (strcmp(text, layouts[i]) == 0) {
			memcpy(layout, text, strlen(text) + 1);
			return true;
		}
	return false;
}

static bool read_charset(const char *text, bool *chinese)
{
	*chinese = strcmp(text, "gbk") == 0;
	return *chinese || strcmp(text, "ascii") == 0;
}

/* To add an option: a line in the struct with its default, a line here and in man/zhanggui-wires.8. */
static bool read_option(const char *name, const char *value, struct device_options *o)
{
	static const char *const parities[] = { "none", "even", "odd", NULL };
	static const char *const records[] = { "none", "pages", "sector", NULL };
	static const char *const flows[] = { "none", "hard", "soft", NULL };

	if (strcmp(name, "speed") == 0)
		return read_speed(value, &o->speed);
	if (strcmp(name, "bits") == 0)
		return read_number(value, 7, 8, &o->bits);
	if (strcmp(name, "parity") == 0)
		return read_word(value, parities, &o->parity);
	if (strcmp(name, "stop") == 0)
		return read_number(value, 1, 2, &o->stop);
	if (strcmp(name, "flow") == 0)
		return read_word(value, flows, &o->flow);
	if (strcmp(name, "prefix") == 0)
		return read_mark(value, &o->prefix);
	if (strcmp(name, "suffix") == 0)
		return read_mark(value, &o->suffix);
	if (strcmp(name, "charset") == 0)
		return read_charset(value, &o->chinese);
	if (strcmp(name, "columns") == 0)
		return read_number(value, COLUMNS_LEAST, CUSTOMER_COLUMNS_MAX, &o->columns);
	if (strcmp(name, "record") == 0)
		return read_word(value, records, &o->record);
	if (strcmp(name, "gap") == 0)
		return read_number(value, GAP_LEAST_MS, GAP_MOST_MS, &o->gap_ms);
	return strcmp(name, "layout") == 0 && read_layout(value, o->layout);
}

enum err device_options_read(struct arena *a, const char *text, struct device_options *out, const char **why)
{
	struct device_options o = { .speed = 9600, .bits = 8, .parity = 'n', .stop = 1, .flow = 'n',
		.suffix = { "\r", 1 }, .gap_ms = 60, .layout = "us", .chinese = true,
		.columns = CUSTOMER_COLUMNS, .record = 'n' };
	char *rest = arena_strdup(a, text), *word;

	while ((word = strtok_r(rest, " ", &rest))) {
		char *equals = strchr(word, '=');

		if (equals)
			*equals = '\0';
		if (equals && read_option(word, equals + 1, &o))
			continue;
		*why = arena_printf(a, _("There is no option %s%s%s of a device: see man zhanggui-wires"), word,
			equals ? "=" : "", equals ? equals + 1 : "");
		return ERR_INVALID;
	}
	*out = o;
	return OK;
}

enum err device_check(struct arena *a, const struct device *d, const char **why)
{
	enum device_kind kind = device_kind_of(d->kind);
	struct device_address address;
	struct device_options options;

	if (!device_name_ok(d->name))
		*why = arena_printf(a, _("%s is no name of a device: "
			"at most %d small letters, digits and -, a letter first"), d->name, DEVICE_NAME_MAX);
	else if (device_printer_of(d->name) != DEVICE_PRINTER_COUNT)
		*why = arena_printf(a, _("%s is what a printer of the till is called: give the device another name"),
			d->name);
	else if (kind == DEVICE_KIND_COUNT)
		*why = arena_printf(a, _("There is no kind of device %s: see zhanggui help device add"), d->kind);
	else if (!device_protocol_find(kind, d->protocol))
		*why = arena_printf(a, _("A %s does not speak %s: see man zhanggui-wires"), d->kind, d->protocol);
	else if (!device_address_read(d->address, &address))
		*why = arena_printf(a, _("%s is no address: local:/dev/... or remote:TILL:NAME"), d->address);
	else if (strlen(d->options) > DEVICE_OPTIONS_MAX)
		*why = arena_printf(a, _("The options of %s are too long"), d->name);
	else
		return device_options_read(a, d->options, &options, why);
	return ERR_INVALID;
}
