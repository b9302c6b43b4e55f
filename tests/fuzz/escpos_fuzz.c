/* escpos_fuzz.c - a paper with any bytes for texts and codes: what goes to the printer is our commands, GBK text and
 * line ends, and nothing of the data is taken for a command. The first byte is the columns; then each line is a byte
 * of kind and style, and its text up to the next newline. On papers of an odd number of columns somebody draws. */
#include "fuzz.h"

#include "device/escpos.h"
#include "model/paper.h"

#define LINES 64

/* Commands of ours without anything that follows. */
#define COMMAND(literal) { literal, sizeof(literal) - 1 }
static const struct { const char *bytes; size_t n; } commands[] = {
	COMMAND("\x1b@"), COMMAND("\x1bR\x00"), COMMAND("\x1c&"), COMMAND("\x1c."), COMMAND("\x1b" "a\x00"),
	COMMAND("\x1b" "a\x01"), COMMAND("\x1d!\x11"), COMMAND("\x1d!\x00"), COMMAND("\x1c!\x0c"),
	COMMAND("\x1c!\x00"), COMMAND("\x1b" "E\x01"), COMMAND("\x1b" "E\x00"), COMMAND("\x1dV\x42\x00"),
	COMMAND("\x1bp\x00\x19\xfa"), COMMAND("\x1dh\x50"), COMMAND("\x1dH\x02"), COMMAND("\x1dw\x02"),
	COMMAND("\x1dw\x03"),
};

/* Bytes of the command at p, 0 when it is none of ours. */
static size_t command_at(const unsigned char *p, size_t left)
{
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (left >= commands[i].n && memcmp(p, commands[i].bytes, commands[i].n) == 0)
			return commands[i].n;
	if (left >= 4 && memcmp(p, "\x1dkI", 3) == 0)
		return 4 + p[3];
	if (left >= 5 && memcmp(p, "\x1d(k", 3) == 0)
		return 5 + p[3] + 256u * p[4];
	if (left >= 8 && memcmp(p, "\x1dv0\x00", 4) == 0)
		return 8 + (p[4] + 256u * p[5]) * (size_t)(p[6] + 256u * p[7]);
	return 0;
}

static void check_bytes(const unsigned char *p, size_t left)
{
	while (left) {
		size_t n = 1;

		if (*p >= 0x81) {
			n = 2;
			MUST(left >= 2 && p[1] >= 0x40 && p[1] != 0x7F);
		} else if (*p < ' ' && *p != '\n') {
			n = command_at(p, left);
			MUST(n && n <= left);
		} else {
			MUST(*p != 0x7F && *p != 0x80);
		}
		p += n;
		left -= n;
	}
}

/* Whoever draws may answer anything: pictures of any size, too large ones, none. The text says which. */
static bool draw(void *ctx, struct arena *a, const struct paper_line *line, int columns, struct escpos_bitmap *out)
{
	static const int heights[] = { 30, 1, 0, 239, 240, 241, 1200, 1201, -1 };
	const unsigned char *s = (const unsigned char *)line->text;
	int bytes;

	(void)ctx;
	if (!s[0] || s[0] % 7 == 0)
		return false;
	out->width_dots = s[0] % 5 == 0 ? (int)s[0] * 40 - 100 : columns * ESCPOS_COLUMN_DOTS;
	out->height_dots = heights[s[1] % (sizeof heights / sizeof *heights)];
	bytes = (out->width_dots + 7) / 8;
	if (bytes > 0 && out->height_dots > 0) {
		out->bits = arena_array(a, (size_t)bytes, (size_t)out->height_dots);
		memset(out->bits, s[0], (size_t)bytes * (size_t)out->height_dots);
	}
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum paper_kind kinds[] = { PAPER_TEXT, PAPER_RULE, PAPER_CODE128, PAPER_QR, PAPER_LOGO,
		PAPER_FEED, PAPER_CUT, PAPER_DRAWER };
	struct paper_line lines[LINES];
	struct paper p = { 32, lines, 0 };
	struct arena a = ARENA_INIT;
	struct sbuf out = SBUF_INIT;
	char *text = fuzz_text(data, size), *at = text;

	if (*at)
		p.columns = PAPER_COLUMNS_MIN + (unsigned char)*at++ % (PAPER_COLUMNS_MAX - PAPER_COLUMNS_MIN + 1);
	while (*at && p.count < LINES) {
		unsigned char how = (unsigned char)*at++;
		size_t n = strcspn(at, "\n");

		lines[p.count++] = (struct paper_line){ .kind = kinds[how & 7], .big = how & 8, .bold = how & 16,
			.centred = how & 32, .text = arena_strndup(&a, at, n) };
		at += n + (at[n] == '\n');
	}
	escpos_encode(&out, &a, &p, p.columns % 2 ? draw : NULL, NULL);
	check_bytes((const unsigned char *)out.data, out.len);
	sbuf_release(&out);
	free(text);
	arena_release(&a);
	return 0;
}
