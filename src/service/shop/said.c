/* said.c - answers as sentences. */
#include "service/said.h"

#include "base/sbuf.h"
#include "base/tr.h"
#include "base/utf8.h"

/* Positions and not printf conversions: a text from outside is never a format, and a translation
 * may turn the two round or leave one out. What was typed may be any bytes: it is cleaned. */
char *said_fill(struct arena *a, const char *pattern, const char *arg1, const char *arg2)
{
	struct sbuf b = SBUF_INIT;
	char *text;

	for (; *pattern; pattern++) {
		if (*pattern == '%' && (pattern[1] == '1' || pattern[1] == '2')) {
			const char *arg = *++pattern == '1' ? arg1 : arg2;

			sbuf_puts(&b, utf8_clean(a, arg ? arg : ""));
		} else {
			sbuf_putc(&b, *pattern);
		}
	}
	text = arena_strdup(a, sbuf_text(&b));
	sbuf_release(&b);
	return text;
}

char *said_text(struct arena *a, const struct said *said)
{
	const char *msgid = message_table[said->id].msgid;

	/* gettext("") would give the catalogue's header. */
	return said_fill(a, *msgid ? _(msgid) : "", said->arg[0], said->arg[1]);
}

const char *said_name(const struct said *said)
{
	return message_table[said->id].name;
}
