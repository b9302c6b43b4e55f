/* printer.c - the words that the program and zhanggui-printer share, and a paper as one text. */
#include "device/printer.h"

#include <inttypes.h>
#include <string.h>

static const char *const state_words[PRINTER_STATE_COUNT] = {
#define X(id, word) word,
	PRINTER_STATES(X)
#undef X
};
static const struct { const char *word; bool final; } fates[FATE_COUNT] = {
#define X(id, word, final) { word, final },
	PRINTER_FATES(X)
#undef X
};

const char *printer_state_word(enum printer_state s)
{
	return state_words[s];
}

enum printer_state printer_state_of(const char *word)
{
	int i;

	for (i = 0; i < PRINTER_STATE_COUNT && strcmp(state_words[i], word) != 0; i++)
		;
	return (enum printer_state)i;
}

const char *printer_fate_word(enum printer_fate f)
{
	return fates[f].word;
}

enum printer_fate printer_fate_of(const char *word)
{
	int i;

	for (i = 0; i < FATE_COUNT && strcmp(fates[i].word, word) != 0; i++)
		;
	return (enum printer_fate)i;
}

bool printer_fate_final(enum printer_fate f)
{
	return fates[f].final;
}

char *printer_title(struct arena *a, int64_t id)
{
	return arena_printf(a, "zhanggui-%" PRId64, id);
}

/* One line for each: a letter for the kind, a digit for the style, the text. */
static const char kind_letters[] = "TR1QFCDL"; /* in the order of enum paper_kind */
enum { STYLE_BIG = 1, STYLE_BOLD = 2, STYLE_CENTRED = 4, STYLES = 8 };

void printer_pack(struct sbuf *out, const struct paper *p)
{
	int i;

	for (i = 0; i < p->count; i++) {
		const struct paper_line *l = &p->lines[i];
		const char *s;

		sbuf_putc(out, kind_letters[l->kind]);
		sbuf_putc(out, (char)('0' + l->big * STYLE_BIG + l->bold * STYLE_BOLD + l->centred * STYLE_CENTRED));
		for (s = l->text; s && *s; s++)
			sbuf_putc(out, *s == '\n' ? ' ' : *s);
		sbuf_putc(out, '\n');
	}
}

enum err printer_unpack(struct arena *a, const char *text, int columns, struct paper *out)
{
	const char *s;
	int lines = 0;

	if (columns < PAPER_COLUMNS_MIN || columns > PAPER_COLUMNS_MAX)
		return ERR_INVALID;
	for (s = text; *s; s++)
		lines += *s == '\n';
	if (lines > PAPER_LINES_MAX || (s > text && s[-1] != '\n'))
		return ERR_INVALID;
	*out = (struct paper){ .columns = columns, .lines = arena_array(a, (size_t)lines + 1, sizeof *out->lines) };
	for (; *text; text = strchr(text, '\n') + 1) {
		struct paper_line *l = &out->lines[out->count++];
		const char *letter = strchr(kind_letters, *text);
		int style = letter ? text[1] - '0' : -1;

		if (style < 0 || style >= STYLES)
			return ERR_INVALID;
		l->kind = (enum paper_kind)(letter - kind_letters);
		l->big = style & STYLE_BIG;
		l->bold = style & STYLE_BOLD;
		l->centred = style & STYLE_CENTRED;
		l->text = arena_strndup(a, text + 2, strcspn(text + 2, "\n"));
	}
	return OK;
}
