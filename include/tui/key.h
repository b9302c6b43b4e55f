/* key.h - the keys of a keyboard as numbers, and their names. A key that writes something is its
 * Unicode code point (a letter is itself, Shift already applied; Ctrl-A is 1 ... Ctrl-Z is 26);
 * all others are above every code point. The numbers are ours, not curses'. */
#ifndef TUI_KEY_H
#define TUI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key {
	TKEY_ENTER = 0x110000, /* Return and the keypad's Enter */
	TKEY_ESC,
	TKEY_TAB,
	TKEY_BACKTAB, /* Shift-Tab */
	TKEY_BACKSPACE,
	TKEY_UP, TKEY_DOWN, TKEY_LEFT, TKEY_RIGHT,
	TKEY_HOME, TKEY_END, TKEY_PAGE_UP, TKEY_PAGE_DOWN,
	TKEY_INSERT, TKEY_DELETE,
	TKEY_F1, TKEY_F2, TKEY_F3, TKEY_F4, TKEY_F5, TKEY_F6,
	TKEY_F7, TKEY_F8, TKEY_F9, TKEY_F10, TKEY_F11, TKEY_F12,
	TKEY_F13, TKEY_F14, TKEY_F15, TKEY_F16, TKEY_F17, TKEY_F18, TKEY_F19, TKEY_F20,
	TKEY_END_OF_LIST,
	/* Added to a key above (never to a character) when held with it. */
	TKEY_SHIFT = 0x01000000,
	TKEY_ALT = 0x02000000,
	TKEY_CTRL = 0x04000000
};

#define KEY_NAME_MAX 32

/* True for a key that writes a character: no control, no U+FFFD (a byte that was no text). */
bool key_printable(int32_t code);

/* "F4", "Enter", "Esc", "Del", "Ctrl-X", "Shift-F2", "PgUp", "a", "*"; case does not matter in
 * names. Marks that mean something in a settings file have names: "Equals", "Semicolon", "Hash",
 * "Colon", "Space". Returns 0 when it is no key. */
int32_t key_parse(const char *name);
/* The name in English, as key_parse reads it; `out` has KEY_NAME_MAX bytes. Returns out. */
const char *key_text(int32_t code, char *out);
/* The name as the key bar shows it, translated ("Enter", "退格"). Returns out. */
const char *key_label(int32_t code, char *out);

#endif
