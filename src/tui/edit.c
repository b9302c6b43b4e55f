/* edit.c - one line of text under the cursor. The text is always valid UTF-8 without control
 * characters, because every way in passes through insert(). */
#include "tui/edit.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "tui/decode.h"
#include "tui/draw.h"
#include "tui/key.h"

#define CTRL(letter) ((letter) - 'A' + 1)

void edit_init(struct edit *e, enum edit_kind kind, int max_chars)
{
	edit_clear(e);
	e->kind = kind;
	e->max_chars = max_chars < EDIT_CHARS ? max_chars : EDIT_CHARS;
}

void edit_clear(struct edit *e)
{
	explicit_bzero(e->text, sizeof e->text);
	e->len = e->at = 0;
	e->first_col = 0;
	e->fresh = false;
}

/* A mark (or joiner) belongs to the letter before it. */
static bool is_mark(const char *s, size_t n)
{
	uint32_t cp;

	utf8_decode(s, n, &cp);
	return cp >= 0x80 && utf8_cp_width(cp) == 0;
}

static size_t after(const struct edit *e, size_t at)
{
	uint32_t cp;

	if (at >= e->len)
		return e->len;
	do
		at += utf8_decode(e->text + at, e->len - at, &cp);
	while (at < e->len && is_mark(e->text + at, e->len - at));
	return at;
}

static size_t before(const struct edit *e, size_t at)
{
	size_t from = 0, next;

	for (next = after(e, 0); next < at; next = after(e, from))
		from = next;
	return at ? from : 0;
}

/* What the edit's kind makes of a typed character; 0 refuses it. */
static uint32_t wanted(const struct edit *e, uint32_t cp)
{
	if (cp == UTF8_REPLACEMENT || utf8_fit(cp) != cp)
		return 0; /* U+FFFD was a byte of noise on the line */
	if (e->kind == EDIT_TEXT)
		return cp;
	if (e->kind == EDIT_NUMBER && e->at == 0 && e->text[0] == '-')
		return 0; /* nothing stands before the sign */
	if (cp >= 0xFF01 && cp <= 0xFF5E) /* full-width forms of ASCII */
		cp = cp - 0xFF01 + '!';
	if (cp == 0x3002) /* the full stop of a Chinese input method */
		cp = '.';
	if (cp >= '0' && cp <= '9')
		return cp;
	if (e->kind == EDIT_NUMBER && cp == '.' && !strchr(e->text, '.'))
		return cp;
	if (e->kind == EDIT_NUMBER && cp == '-' && e->at == 0)
		return cp;
	if (e->kind == EDIT_SUM && cp < 0x80 && strchr(".*x+-", (int)cp))
		return cp;
	return 0;
}

static bool insert(struct edit *e, uint32_t cp)
{
	char bytes[4];
	size_t n;

	cp = wanted(e, cp);
	n = cp ? utf8_encode(cp, bytes) : 0;
	if (!n || (int)utf8_len(e->text) >= e->max_chars || e->len + n >= sizeof e->text)
		return false;
	memmove(e->text + e->at + n, e->text + e->at, e->len - e->at + 1);
	memcpy(e->text + e->at, bytes, n);
	e->len += n;
	e->at += n;
	return true;
}

static void cut(struct edit *e, size_t from, size_t to)
{
	memmove(e->text + from, e->text + to, e->len - to);
	explicit_bzero(e->text + e->len - (to - from), to - from);
	e->len -= to - from;
	e->at = from;
}

static bool insert_text(struct edit *e, const char *text)
{
	size_t left = strlen(text);
	bool any = false;

	while (left) {
		uint32_t cp;
		size_t n = utf8_decode(text, left, &cp);

		cp = utf8_fit(cp);
		any |= cp && insert(e, cp);
		text += n;
		left -= n;
	}
	return any;
}

void edit_set(struct edit *e, const char *text)
{
	edit_clear(e);
	insert_text(e, text);
}

void edit_propose(struct edit *e, const char *text)
{
	edit_set(e, text);
	e->fresh = e->len > 0;
}

bool edit_paste(struct edit *e, const char *text)
{
	if (e->fresh)
		edit_clear(e);
	return insert_text(e, text);
}

/* Where the word before the cursor begins. */
static size_t word_begin(const struct edit *e)
{
	size_t at = e->at;

	while (at > 0 && e->text[at - 1] == ' ')
		at--;
	while (at > 0 && e->text[at - 1] != ' ')
		at--;
	return at;
}

static bool move_to(struct edit *e, size_t at)
{
	bool moved = at != e->at;

	e->at = at;
	e->fresh = false;
	return moved;
}

static bool cut_some(struct edit *e, size_t from, size_t to)
{
	if (from == to)
		return false;
	cut(e, from, to);
	e->fresh = false;
	return true;
}

bool edit_key(struct edit *e, int32_t code)
{
	switch (code) {
	case TKEY_LEFT:
		return move_to(e, before(e, e->at));
	case TKEY_RIGHT:
		return move_to(e, after(e, e->at));
	case TKEY_HOME:
	case CTRL('A'):
		return move_to(e, 0);
	case TKEY_END:
	case CTRL('E'):
		return move_to(e, e->len);
	case TKEY_BACKSPACE:
		return cut_some(e, before(e, e->at), e->at);
	case TKEY_DELETE:
		return cut_some(e, e->at, after(e, e->at));
	case CTRL('U'):
		return cut_some(e, 0, e->len);
	case CTRL('W'):
		return cut_some(e, word_begin(e), e->at);
	case CTRL('K'):
		return cut_some(e, e->at, e->len);
	default:
		break;
	}
	if (!key_printable(code))
		return false;
	if (e->fresh && wanted(e, (uint32_t)code))
		edit_clear(e);
	return insert(e, (uint32_t)code);
}

/* What no eye beside the person's is to read: a PIN, and a card whose reader types too slowly to be known as one. */
static bool secret(const struct edit *e)
{
	return e->kind == EDIT_PIN || stripe_begins(e->text, e->len);
}

/* The text as shown: itself, or a star for each character of a secret. */
static const char *shown(const struct edit *e, char *stars)
{
	size_t n = utf8_len(e->text);

	if (!secret(e))
		return e->text;
	memset(stars, '*', n);
	stars[n] = '\0';
	return stars;
}

void edit_draw(struct edit *e, int y, int x, int cols, enum style style, bool focused)
{
	char stars[EDIT_BYTES], left[EDIT_BYTES];
	const char *text = shown(e, stars);
	size_t at = text == stars ? utf8_len(e->text) : e->at, from;
	int cursor_col, skipped, drawn;

	if (cols < 1)
		return;
	snprintf(left, sizeof left, "%.*s", (int)at, text);
	cursor_col = text_width(left);
	if (cursor_col < e->first_col)
		e->first_col = cursor_col;
	if (cursor_col - e->first_col > cols - 1)
		e->first_col = cursor_col - (cols - 1);
	if (text_width(text) < cols)
		e->first_col = 0;
	from = text_clip(text, e->first_col, &skipped);
	if (skipped < e->first_col) /* the column falls into a wide character: leave it out whole */
		from = text_clip(text, e->first_col + 1, &skipped);
	e->first_col = skipped;
	drawn = draw_text(y, x, cols, style, text + from);
	draw_field(y, x + drawn, cols - drawn, style, ALIGN_LEFT, "");
	if (focused)
		draw_cursor(y, x + cursor_col - e->first_col);
	explicit_bzero(left, sizeof left);
}
