/* edit_fuzz.c - keys and pastes into a line of text: it stays clean, within its limits, of its kind, and the cursor
 * stands between characters. The first byte is the kind and the length; 0xFF begins a paste that goes to the next NUL
 * or newline, other bytes are keys: characters, or with the highest bit those with a name. */
#include "fuzz.h"

#include <locale.h>

#include "tui/edit.h"
#include "tui/key.h"

static void check_edit(const struct edit *e)
{
	MUST(e->len < EDIT_BYTES && e->text[e->len] == '\0' && strlen(e->text) == e->len);
	MUST(e->at <= e->len && utf8_valid(e->text, e->at) && utf8_valid(e->text + e->at, e->len - e->at));
	MUST(fuzz_is_clean(e->text));
	MUST((int)utf8_len(e->text) <= (e->max_chars < EDIT_CHARS ? e->max_chars : EDIT_CHARS));
	if (e->kind == EDIT_DIGITS || e->kind == EDIT_PIN)
		MUST(!e->text[strspn(e->text, "0123456789")]);
	if (e->kind == EDIT_NUMBER)
		MUST(!e->text[strspn(e->text, "0123456789.-")] && (!*e->text || !strchr(e->text + 1, '-')));
}

/* One key or paste; answers what is left of the input. */
static const uint8_t *step(struct edit *e, const uint8_t *at, const uint8_t *end)
{
	static const int32_t named[] = { TKEY_LEFT, TKEY_RIGHT, TKEY_HOME, TKEY_END, TKEY_BACKSPACE, TKEY_DELETE,
		1, 5, 21, 23, 11 };

	if (*at == 0xFF) {
		const uint8_t *from = ++at;
		char *text;

		while (at < end && *at && *at != '\n')
			at++;
		text = fuzz_text(from, (size_t)(at - from));
		edit_paste(e, text);
		free(text);
		return at < end ? at + 1 : at;
	}
	if (*at & 0x80) {
		edit_key(e, named[(*at & 0x7F) % (sizeof named / sizeof *named)]);
	} else {
		edit_key(e, *at < 0x10 && at + 2 < end ? at[1] << 8 | at[2] : *at);
		at += *at < 0x10 && at + 2 < end ? 2 : 0;
	}
	return at + 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	const uint8_t *end = data + size;
	struct edit e;

	if (!ready)
		ready = setlocale(LC_CTYPE, "C.UTF-8") != NULL;
	if (size == 0)
		return 0;
	edit_init(&e, (enum edit_kind)(*data & 3), 1 + (*data >> 2) * 3);
	for (data++; data < end;) {
		data = step(&e, data, end);
		check_edit(&e);
	}
	edit_clear(&e);
	MUST(e.len == 0);
	return 0;
}
