/* display.c - customer displays: one table of commands, one encoder for text and one for digits.
 * To add a command set: a name in display.h and a row here. */
#include "device/display.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "model/money.h"

#define LAMP "\x1bs"
#define DASHES "--------"

const struct display_set_entry display_set_table[DISPLAY_SETS] = {
	[DISPLAY_CD5220] = { "cd5220", false, "\x1b@", "\x0c", { "\x1bQA", "\x1bQB" }, "\r" },
	[DISPLAY_EPSON] = { "epson", false, "\x1b@", "\x0c", { "\x1f$\x01\x01", "\x1f$\x01\x02" }, "" },
	[DISPLAY_UTC] = { "utc", false, "\x1b@", "\x0c", { "\x1buA", "\x1buB" }, "\r" },
	[DISPLAY_LED8] = { "led8", true, "\x1b@", "\x0c", { "\x1bQA", NULL }, "\r" },
};

enum display_set display_set_find(const char *name)
{
	int i = 0;

	while (i < DISPLAY_SETS && strcmp(display_set_table[i].name, name) != 0)
		i++;
	return (enum display_set)i;
}

void display_begin(struct sbuf *out, enum display_set set)
{
	sbuf_puts(out, display_set_table[set].reset);
	sbuf_puts(out, display_set_table[set].clear);
}

/* One character, in the columns that it takes there; 0 when they are not left or nothing is to be seen of it. */
static int put_char(struct sbuf *out, uint32_t cp, int left, bool chinese)
{
	char two[2];

	cp = utf8_fit(cp);
	if (cp < 0x80) {
		if (cp && left > 0)
			sbuf_putc(out, (char)cp);
		return cp && left > 0;
	}
	if (!chinese || left < 2) {
		if (left > 0)
			sbuf_putc(out, '?');
		return left > 0;
	}
	if (utf8_cp_gbk(cp, two))
		sbuf_add(out, two, 2);
	else
		sbuf_puts(out, "??");
	return 2;
}

/* The line is written to its end, so that nothing of an older one stays. */
static void put_text(struct sbuf *out, const char *text, int columns, bool chinese)
{
	size_t left = strlen(text);
	int at = 0;

	while (left) {
		uint32_t cp;
		size_t used = utf8_decode(text, left, &cp);

		at += put_char(out, cp, columns - at, chinese);
		text += used;
		left -= used;
	}
	for (; at < columns; at++)
		sbuf_putc(out, ' ');
}

/* The point stands in the place of a digit before it and needs none of its own. */
static void put_digits(struct sbuf *out, const struct customer_face *face)
{
	const struct display_set_entry *s = &display_set_table[DISPLAY_LED8];
	struct arena a = ARENA_INIT;
	const char *text = face->has_figure ? money_text(&a, face->figure_minor) : "";

	sbuf_puts(out, LAMP);
	sbuf_putc(out, (char)('0' + face->lamp));
	if (face->has_figure) {
		sbuf_puts(out, s->before[0]);
		sbuf_puts(out, strlen(text) - (strchr(text, '.') != NULL) <= DISPLAY_DIGITS ? text : DASHES);
		sbuf_puts(out, s->after);
	} else {
		sbuf_puts(out, s->clear);
	}
	arena_release(&a);
}

void display_show(struct sbuf *out, enum display_set set, const struct customer_face *face, int columns, bool chinese)
{
	const struct display_set_entry *s = &display_set_table[set];

	if (s->digits) {
		put_digits(out, face);
		return;
	}
	for (int i = 0; i < 2; i++) {
		sbuf_puts(out, s->before[i]);
		put_text(out, face->line[i], columns, chinese);
		sbuf_puts(out, s->after);
	}
}
