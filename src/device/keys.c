/* keys.c - scanners and stripe readers that act as a keyboard: events of the kernel (linux/input.h) become the
 * characters that the keys stand for, and these become codes as those of a serial line do.
 *
 * A scanner types by the layout that it is set to, whatever the machine's own is: the option layout= says which. Marks
 * that the layout has not are sent by some as Alt with the digits of the keypad, control characters as Ctrl with a
 * letter; both are understood. */
#include <linux/input.h>
#include <string.h>
#include <uchar.h>

#include "base/utf8.h"
#include "reader_int.h"

#define ROW_KEYS 13

/* A row of keys: where it begins, and what its keys are plain, with Shift, and with the right Alt. */
struct row { int first; const char16_t *plain, *shift, *altgr; };
struct layout { const char *name; struct row rows[6]; };

#define SPACE_ROW { KEY_SPACE, u" ", u" ", u" " }

/* To add one: a line here and its name in device_options_read. A blank where a key has nothing. */
static const struct layout layouts[] = {
	{ "us", {
		{ KEY_1, u"1234567890-=", u"!@#$%^&*()_+", u"" },
		{ KEY_Q, u"qwertyuiop[]", u"QWERTYUIOP{}", u"" },
		{ KEY_A, u"asdfghjkl;'`", u"ASDFGHJKL:\"~", u"" },
		{ KEY_BACKSLASH, u"\\zxcvbnm,./", u"|ZXCVBNM<>?", u"" },
		{ KEY_102ND, u"\\", u"|", u"" },
		SPACE_ROW } },
	{ "de", {
		{ KEY_1, u"1234567890ß´", u"!\"§$%&/()=?`", u" ²³   {[]}\\" },
		{ KEY_Q, u"qwertzuiopü+", u"QWERTZUIOPÜ*", u"@ €        ~" },
		{ KEY_A, u"asdfghjklöä^", u"ASDFGHJKLÖÄ°", u"" },
		{ KEY_BACKSLASH, u"#yxcvbnm,.-", u"'YXCVBNM;:_", u"" },
		{ KEY_102ND, u"<", u">", u"|" },
		SPACE_ROW } },
	{ "fr", {
		{ KEY_1, u"&é\"'(-è_çà)=", u"1234567890°+", u" ~#{[|`\\^@]}" },
		{ KEY_Q, u"azertyuiop^$", u"AZERTYUIOP¨£", u"  €" },
		{ KEY_A, u"qsdfghjklmù²", u"QSDFGHJKLM% ", u"" },
		{ KEY_BACKSLASH, u"*wxcvbn,;:!", u"µWXCVBN?./§", u"" },
		{ KEY_102ND, u"<", u">", u"" },
		SPACE_ROW } },
};

/* The keypad is the same everywhere. */
static const struct { int code; char is; } keypad[] = {
	{ KEY_KP0, '0' }, { KEY_KP1, '1' }, { KEY_KP2, '2' }, { KEY_KP3, '3' }, { KEY_KP4, '4' }, { KEY_KP5, '5' },
	{ KEY_KP6, '6' }, { KEY_KP7, '7' }, { KEY_KP8, '8' }, { KEY_KP9, '9' }, { KEY_KPDOT, '.' },
	{ KEY_KPMINUS, '-' }, { KEY_KPPLUS, '+' }, { KEY_KPASTERISK, '*' }, { KEY_KPSLASH, '/' },
	{ KEY_ENTER, '\r' }, { KEY_KPENTER, '\r' }, { KEY_TAB, '\t' },
};

#define ALT_MOST 0x10FFFF

struct keys {
	struct reader reader;
	const struct layout *layout;
	unsigned char part[sizeof(struct input_event)]; /* of an event that came in pieces */
	size_t part_n;
	bool shift[2], ctrl[2], alt, altgr, caps;
	bool alt_typed;    /* digits came while Alt was down */
	int32_t alt_value; /* what they say */
};

static void init(struct keys *k, enum device_kind kind, const struct device_options *o)
{
	reader_init(&k->reader, kind, o);
	k->layout = layouts;
	for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++)
		if (strcmp(layouts[i].name, o->layout) == 0)
			k->layout = &layouts[i];
}

static void put(struct keys *k, uint32_t cp, int64_t now_ms, const struct codec_out *out)
{
	char bytes[4];
	size_t n = utf8_encode(cp, bytes);

	for (size_t i = 0; i < n; i++)
		reader_byte(&k->reader, (unsigned char)bytes[i], now_ms, out);
}

static uint32_t in_row(const char16_t *row, int at)
{
	for (int i = 0; i < at; i++)
		if (!row[i])
			return 0;
	return row[at];
}

/* The character of a key with what is held down; 0: none. */
static uint32_t character(const struct keys *k, int code)
{
	bool shift = k->shift[0] || k->shift[1];
	uint32_t cp = 0;

	for (size_t i = 0; i < sizeof keypad / sizeof keypad[0]; i++)
		if (keypad[i].code == code)
			return (unsigned char)keypad[i].is;
	for (const struct row *row = k->layout->rows; row < k->layout->rows + 6; row++) {
		int at = code - row->first;

		if (at < 0 || at >= ROW_KEYS || !in_row(row->plain, at))
			continue;
		cp = in_row(row->plain, at);
		if (k->altgr)
			return in_row(row->altgr, at) == ' ' && code != KEY_SPACE ? 0 : in_row(row->altgr, at);
		if (k->caps && cp >= 'a' && cp <= 'z')
			shift = !shift;
		return shift ? in_row(row->shift, at) : cp;
	}
	return 0;
}

/* Keys that are held; true: it was one. */
static bool held(struct keys *k, int code, bool down)
{
	switch (code) {
	case KEY_LEFTSHIFT:
	case KEY_RIGHTSHIFT:
		k->shift[code == KEY_RIGHTSHIFT] = down;
		return true;
	case KEY_LEFTCTRL:
	case KEY_RIGHTCTRL:
		k->ctrl[code == KEY_RIGHTCTRL] = down;
		return true;
	case KEY_RIGHTALT:
		k->altgr = down;
		return true;
	case KEY_CAPSLOCK:
		k->caps ^= down;
		return true;
	default:
		return false;
	}
}

/* Alt goes down or up: the digits typed between are one character. */
static void alt(struct keys *k, bool down, int64_t now_ms, const struct codec_out *out)
{
	if (!down && k->alt_typed && k->alt_value > 0)
		put(k, (uint32_t)k->alt_value, now_ms, out);
	k->alt = down;
	k->alt_typed = false;
	k->alt_value = 0;
}

static void pressed(struct keys *k, int code, int64_t now_ms, const struct codec_out *out)
{
	uint32_t cp = character(k, code);

	if (k->alt && cp >= '0' && cp <= '9') {
		k->alt_typed = true;
		k->alt_value = k->alt_value > ALT_MOST / 10 ? ALT_MOST : k->alt_value * 10 + (int32_t)(cp - '0');
		return;
	}
	if ((k->ctrl[0] || k->ctrl[1]) && cp >= '@' && cp < 0x7F)
		cp &= 0x1F;
	if (cp)
		put(k, cp, now_ms, out);
}

/* What the kernel dropped cannot be made good: the code it was part of goes, too. */
static void dropped(struct keys *k)
{
	frame_clear(&k->reader.frame);
	memset(k->shift, 0, sizeof k->shift);
	memset(k->ctrl, 0, sizeof k->ctrl);
	k->alt = k->altgr = k->alt_typed = false;
	k->alt_value = 0;
}

static void take(struct keys *k, const struct input_event *e, int64_t now_ms, const struct codec_out *out)
{
	if (e->type == EV_SYN && e->code == SYN_DROPPED)
		dropped(k);
	if (e->type != EV_KEY || e->value < 0 || e->value > 1) /* 2: a key that is held down repeats */
		return;
	if (e->code == KEY_LEFTALT)
		alt(k, e->value, now_ms, out);
	else if (!held(k, e->code, e->value) && e->value)
		pressed(k, e->code, now_ms, out);
}

static void feed(void *state, const unsigned char *bytes, size_t n, int64_t now_ms, const struct codec_out *out)
{
	struct keys *k = state;
	struct input_event e;

	reader_idle(&k->reader, now_ms, out);
	for (size_t i = 0; i < n; i++) {
		k->part[k->part_n++] = bytes[i];
		if (k->part_n < sizeof e)
			continue;
		memcpy(&e, k->part, sizeof e);
		explicit_bzero(k->part, sizeof k->part);
		k->part_n = 0;
		take(k, &e, now_ms, out);
	}
}

static int64_t due_ms(const void *state)
{
	return reader_due_ms(&((const struct keys *)state)->reader);
}

static void init_scanner(void *state, const struct device_options *o)
{
	init(state, DEVICE_SCANNER, o);
}

static void init_stripe(void *state, const struct device_options *o)
{
	init(state, DEVICE_STRIPE, o);
}

extern const struct codec codec_scanner_keys, codec_stripe_keys;
const struct codec codec_scanner_keys = { .kind = DEVICE_SCANNER, .protocol = "keys", .size = sizeof(struct keys),
	.init = init_scanner, .feed = feed, .due_ms = due_ms };
const struct codec codec_stripe_keys = { .kind = DEVICE_STRIPE, .protocol = "keys", .size = sizeof(struct keys),
	.init = init_stripe, .feed = feed, .due_ms = due_ms };
