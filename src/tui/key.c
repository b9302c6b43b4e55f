/* key.c - key names. One table serves parsing, names and labels. */
#include "tui/key.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/tr.h"
#include "base/utf8.h"

/* To add a key: a number in key.h, a line here, its sequence in decode.c. Of two names of one key
 * the first is shown. */
static const struct { const char *name; int32_t code; } names[] = {
	{ N_("Enter"), TKEY_ENTER }, { "Return", TKEY_ENTER },
	{ N_("Esc"), TKEY_ESC }, { "Escape", TKEY_ESC },
	{ N_("Tab"), TKEY_TAB },
	{ N_("Backspace"), TKEY_BACKSPACE }, { "BS", TKEY_BACKSPACE },
	{ N_("Up"), TKEY_UP },
	{ N_("Down"), TKEY_DOWN },
	{ N_("Left"), TKEY_LEFT },
	{ N_("Right"), TKEY_RIGHT },
	{ N_("Home"), TKEY_HOME },
	{ N_("End"), TKEY_END },
	{ N_("PgUp"), TKEY_PAGE_UP }, { "PageUp", TKEY_PAGE_UP },
	{ N_("PgDn"), TKEY_PAGE_DOWN }, { "PageDown", TKEY_PAGE_DOWN },
	{ N_("Ins"), TKEY_INSERT }, { "Insert", TKEY_INSERT },
	{ N_("Del"), TKEY_DELETE }, { "Delete", TKEY_DELETE },
	{ N_("Space"), ' ' },
	{ "Equals", '=' },
	{ "Semicolon", ';' },
	{ "Hash", '#' },
	{ "Colon", ':' },
	{ "Bracket", '[' },
};
#define NAME_COUNT (sizeof names / sizeof names[0])

static const struct { const char *name; int32_t bit; } modifiers[] = {
	{ "Ctrl-", TKEY_CTRL }, { "Alt-", TKEY_ALT }, { "Shift-", TKEY_SHIFT },
};
#define MODIFIER_COUNT (sizeof modifiers / sizeof modifiers[0])
#define MODIFIER_BITS (TKEY_SHIFT | TKEY_ALT | TKEY_CTRL)

bool key_printable(int32_t code)
{
	return code >= ' ' && code < TKEY_ENTER && code != UTF8_REPLACEMENT &&
		utf8_fit((uint32_t)code) == (uint32_t)code;
}

/* A key without a modifier. */
static int32_t parse_plain(const char *name)
{
	uint32_t cp;
	size_t len = strlen(name), i;
	int number, end = 0;

	if (!len)
		return 0;
	for (i = 0; i < NAME_COUNT; i++)
		if (strcasecmp(name, names[i].name) == 0)
			return names[i].code;
	if ((*name == 'F' || *name == 'f') && sscanf(name + 1, "%2d%n", &number, &end) == 1 &&
			name[1 + end] == '\0' && number >= 1 && number <= 20)
		return TKEY_F1 + number - 1;
	if (utf8_decode(name, len, &cp) == len && key_printable((int32_t)cp))
		return (int32_t)cp;
	return 0;
}

int32_t key_parse(const char *name)
{
	int32_t bits = 0, code;
	size_t i;

	for (i = 0; i < MODIFIER_COUNT; i++) {
		size_t n = strlen(modifiers[i].name);

		if (strncasecmp(name, modifiers[i].name, n) == 0 && name[n]) {
			bits |= modifiers[i].bit;
			name += n;
		}
	}
	code = parse_plain(name);
	if (!code || !bits)
		return code;
	if (bits == TKEY_SHIFT && code == TKEY_TAB)
		return TKEY_BACKTAB;
	if (code >= TKEY_ENTER)
		return code | bits;
	if (bits != TKEY_CTRL || code >= 0x80)
		return 0;
	code &= ~0x20;
	/* On every terminal H, I, J and M with Ctrl are Backspace, Tab and Enter. */
	return code >= 'A' && code <= 'Z' && !strchr("HIJM", code) ? code - 'A' + 1 : 0;
}

/* The name of a key without its modifiers; what a name is given in: English, or translated. */
static void plain_name(int32_t code, bool translated, char *out, size_t size)
{
	char utf8[5] = "";
	size_t i;

	for (i = 0; i < NAME_COUNT; i++)
		if (names[i].code == code && !(translated && code < TKEY_ENTER && code != ' ')) {
			snprintf(out, size, "%s", translated ? _(names[i].name) : names[i].name);
			return;
		}
	if (code >= TKEY_F1 && code <= TKEY_F20) {
		snprintf(out, size, "F%d", (int)(code - TKEY_F1 + 1));
	} else if (code >= 1 && code <= 26) {
		snprintf(out, size, "Ctrl-%c", 'A' + (int)code - 1);
	} else if (key_printable(code)) {
		utf8[utf8_encode((uint32_t)code, utf8)] = '\0';
		snprintf(out, size, "%s", utf8);
	} else {
		snprintf(out, size, "?");
	}
}

static const char *full_name(int32_t code, bool translated, char *out)
{
	char plain[KEY_NAME_MAX];
	size_t i, at = 0;

	if (code == TKEY_BACKTAB)
		code = TKEY_TAB | TKEY_SHIFT;
	out[0] = '\0';
	for (i = 0; i < MODIFIER_COUNT; i++)
		if (code >= TKEY_ENTER && (code & modifiers[i].bit))
			at += (size_t)snprintf(out + at, KEY_NAME_MAX - at, "%s", modifiers[i].name);
	if (code >= TKEY_ENTER)
		code &= ~MODIFIER_BITS;
	plain_name(code, translated, plain, sizeof plain);
	snprintf(out + at, KEY_NAME_MAX - at, "%s", plain);
	return out;
}

const char *key_text(int32_t code, char *out)
{
	return full_name(code, false, out);
}

const char *key_label(int32_t code, char *out)
{
	return full_name(code, true, out);
}
