/* scan.c - what scanners send, as text. */
#include "base/scan.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

#define AIM_LENGTH 3

/* ISO/IEC 15424; GS1 General Specifications, figure 7.8.5-1: the symbologies with FNC1 in the first position. */
static const char *const gs1_symbols[] = { "]C1", "]e0", "]d2", "]Q3", "]J1" };

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Takes the identifier off the text in place. */
static void take_aim(struct sbuf *text)
{
	char *s = text->data;
	bool gs1 = false;

	if (text->len <= AIM_LENGTH || s[0] != ']' || !is_letter(s[1]) || s[2] < '0' || s[2] > '9')
		return;
	for (size_t i = 0; i < sizeof gs1_symbols / sizeof gs1_symbols[0]; i++)
		gs1 |= memcmp(s, gs1_symbols[i], AIM_LENGTH) == 0;
	if (gs1 && s[AIM_LENGTH] == SCAN_GS)
		gs1 = false; /* some send both */
	if (gs1)
		s[AIM_LENGTH - 1] = SCAN_GS;
	text->len -= AIM_LENGTH - gs1;
	memmove(s, s + AIM_LENGTH - gs1, text->len + 1);
}

static bool fit(uint32_t *cp)
{
	if (*cp == SCAN_GS)
		return true;
	*cp = *cp == '\r' || *cp == '\n' ? 0 : utf8_fit(*cp);
	return *cp != 0;
}

void scan_text(const void *raw, size_t n, struct sbuf *out)
{
	struct arena a = ARENA_INIT;
	const char *s = raw;
	char *read, bytes[4];
	size_t used;
	uint32_t cp;

	if (!utf8_valid(s, n) && utf8_from_gb18030(&a, s, n, &read, &used) == OK) {
		s = read;
		n = used;
	}
	for (; n; s += used, n -= used) {
		used = utf8_decode(s, n, &cp);
		if (fit(&cp) && (cp != ' ' || out->len))
			sbuf_add(out, bytes, utf8_encode(cp, bytes));
	}
	while (out->len && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
	if (out->len)
		take_aim(out);
	arena_release(&a);
}
