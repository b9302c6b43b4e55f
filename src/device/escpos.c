/* escpos.c - ESC/POS bytes. Command names as in Epson's reference: ESC @ initialise, ESC a align,
 * ESC E bold, GS ! size, FS & and FS . Chinese on and off, FS ! size of Chinese on older printers,
 * GS k bar code, GS ( k QR code, GS v 0 raster, GS V cut, ESC p drawer pulse, ESC R national characters
 * (a Chinese default of some printers prints $ as a yuan sign: 0 is plain ASCII). */
#include "device/escpos.h"

#include <ctype.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define INITIALISE "\x1b@\x1bR\x00\x1c&"
#define LEFT "\x1b" "a\x00"
#define CENTRE "\x1b" "a\x01"
#define SIZE_BIG "\x1d!\x11\x1c!\x0c"
#define SIZE_NORMAL "\x1d!\x00\x1c!\x00"
#define BOLD_ON "\x1b" "E\x01"
#define BOLD_OFF "\x1b" "E\x00"
#define CHINESE_OFF "\x1c."
#define CHINESE_ON "\x1c&"
#define CUT "\x1dV\x42\x00"
#define DRAWER_PULSE "\x1bp\x00\x19\xfa" /* pin 2, 50 ms on, 500 ms off */

#define BARCODE_HEIGHT "\x1dh\x50"
#define BARCODE_TEXT_BELOW "\x1dH\x02"
#define BAND_DOTS 240 /* rows of one raster command */
#define QR_MODEL_2 "\x1d(k\x04\x00\x31\x41\x32\x00"
#define QR_LEVEL_M "\x1d(k\x03\x00\x31\x45\x31"
#define QR_PRINT "\x1d(k\x03\x00\x31\x51\x30"

struct encoder {
	struct sbuf *out;
	struct arena *a;
	int columns;
	iconv_t gbk;
	escpos_raster *raster;
	void *ctx;
	bool big, bold, centred; /* what the printer is set to now */
};

#define PUT(e, literal) sbuf_add((e)->out, literal, sizeof(literal) - 1)

/* A line in the printer's own characters. */
struct gbk {
	struct sbuf bytes;
	bool lacks;  /* a character stands as '?' */
	int debt;    /* columns that it needs more than it was laid out for */
};

/* The two bytes of a character in GBK, 0 when it has none. U+00A5 is not in GBK, its full-width twin is. */
static int gbk_bytes(const struct encoder *e, uint32_t cp, char out[2])
{
	char in[4], *from = in, *to = out;
	size_t in_left = utf8_encode(cp == 0xA5 ? 0xFFE5 : cp, in), out_left = 2;

	iconv(e->gbk, NULL, NULL, NULL, NULL);
	if (iconv(e->gbk, &from, &in_left, &to, &out_left) == (size_t)-1 || out_left)
		return 0;
	return (unsigned char)out[0] >= 0x81;
}

/* Spaces of one gap, less what earlier characters took too much of the line; one stays. */
static size_t put_gap(struct gbk *g, const char *s)
{
	size_t n = strspn(s, " "), less = n ? n - 1 : 0;

	if ((size_t)g->debt < less)
		less = (size_t)g->debt;
	g->debt -= (int)less;
	for (less = n - less; less; less--)
		sbuf_putc(&g->bytes, ' ');
	return n;
}

static void put_gbk(const struct encoder *e, struct gbk *g, const char *s)
{
	while (*s) {
		uint32_t cp;
		char two[2];
		size_t used = utf8_decode(s, strlen(s), &cp);
		int width;

		cp = utf8_fit(cp);
		if (cp == ' ' && *s == ' ') {
			s += put_gap(g, s);
			continue;
		}
		s += used;
		width = utf8_cp_width(cp);
		if (!cp) {
			continue;
		} else if (cp < 0x80) {
			sbuf_putc(&g->bytes, (char)cp);
		} else if (gbk_bytes(e, cp, two)) {
			sbuf_add(&g->bytes, two, 2);
			g->debt += 2 - width;
		} else {
			g->lacks = true;
			for (; width > 0; width--)
				sbuf_putc(&g->bytes, '?');
		}
	}
}

static void set_style(struct encoder *e, bool big, bool bold, bool centred)
{
	if (centred != e->centred)
		sbuf_add(e->out, centred ? CENTRE : LEFT, sizeof LEFT - 1);
	if (big != e->big)
		sbuf_add(e->out, big ? SIZE_BIG : SIZE_NORMAL, sizeof SIZE_BIG - 1);
	if (bold != e->bold)
		sbuf_add(e->out, bold ? BOLD_ON : BOLD_OFF, sizeof BOLD_ON - 1);
	e->big = big;
	e->bold = bold;
	e->centred = centred;
}

/* In bands: a printer's memory for one picture is small. */
static bool put_raster(struct encoder *e, const struct paper_line *l)
{
	struct escpos_bitmap map = { 0, 0, NULL };
	int bytes, row, rows;

	if (!e->raster || !e->raster(e->ctx, e->a, l, e->columns, &map))
		return false;
	bytes = (map.width_dots + 7) / 8;
	if (map.height_dots < 1 || map.height_dots > ESCPOS_RASTER_MAX || bytes < 1 ||
	    bytes > e->columns * ESCPOS_COLUMN_DOTS / 8)
		return false;
	set_style(e, false, false, false);
	for (row = 0; row < map.height_dots; row += rows) {
		rows = map.height_dots - row < BAND_DOTS ? map.height_dots - row : BAND_DOTS;
		PUT(e, "\x1dv0\x00");
		sbuf_putc(e->out, (char)bytes);
		sbuf_putc(e->out, 0);
		sbuf_putc(e->out, (char)rows);
		sbuf_putc(e->out, 0);
		sbuf_add(e->out, map.bits + (size_t)bytes * (size_t)row, (size_t)bytes * (size_t)rows);
	}
	return true;
}

static void put_text(struct encoder *e, const struct paper_line *l)
{
	struct gbk g = { SBUF_INIT, false, 0 };
	size_t room = (size_t)(l->big ? e->columns / 2 : e->columns);

	put_gbk(e, &g, l->text ? l->text : "");
	if (!(g.lacks || (g.debt > 0 && g.bytes.len > room)) || !put_raster(e, l)) {
		set_style(e, l->big, l->bold, l->centred);
		sbuf_add(e->out, sbuf_text(&g.bytes), g.bytes.len);
		sbuf_putc(e->out, '\n');
	}
	sbuf_release(&g.bytes);
}

/* Only what the code's alphabet holds, and not too much of it. */
static bool ascii_only(const char *s, size_t most)
{
	size_t n;

	for (n = 0; s[n]; n++)
		if (s[n] < ' ' || s[n] > '~')
			return false;
	return n && n <= most;
}

static size_t digits_at(const char *s)
{
	size_t n;

	for (n = 0; isdigit((unsigned char)s[n]); n++)
		;
	return n;
}

/* CODE128 data for GS k: pairs of digits as one symbol (set C) where that is shorter, the rest in set B.
 * Answers the symbols that it makes, with start, check and set changes (ISO/IEC 15417). */
static int code128(struct sbuf *out, const char *s)
{
	bool in_c = false, started = false;
	int symbols = 2;

	while (*s) {
		size_t n = digits_at(s);
		bool worth = in_c ? n >= 2 : n >= 6 || (n >= 4 && (!started || !s[n]));

		if (n % 2 && !in_c && started)
			worth = false; /* the odd digit stays in set B */
		if (worth != in_c || !started) {
			sbuf_puts(out, worth ? "{C" : "{B");
			symbols += started;
			in_c = worth;
			started = true;
		}
		if (in_c) {
			sbuf_putc(out, (char)((s[0] - '0') * 10 + s[1] - '0'));
		} else {
			sbuf_puts(out, *s == '{' ? "{" : "");
			sbuf_putc(out, *s);
		}
		s += in_c ? 2 : 1;
		symbols++;
	}
	return symbols;
}

/* A code that does not fit the paper, or has what it cannot carry, is printed as text. */
static void put_code128(struct encoder *e, const char *s)
{
	struct sbuf data = SBUF_INIT;
	int modules = ascii_only(s, ESCPOS_CODE128_MAX) ? code128(&data, s) * 11 + 13 : 0, dots;

	for (dots = 3; dots >= 2 && modules * dots > e->columns * ESCPOS_COLUMN_DOTS; dots--)
		;
	if (!modules || dots < 2) {
		put_text(e, &(struct paper_line){ .kind = PAPER_TEXT, .centred = true, .text = s });
	} else {
		set_style(e, false, false, true);
		PUT(e, CHINESE_OFF BARCODE_HEIGHT "\x1dw");
		sbuf_putc(e->out, (char)dots);
		PUT(e, BARCODE_TEXT_BELOW "\x1dkI");
		sbuf_putc(e->out, (char)data.len);
		sbuf_add(e->out, data.data, data.len);
		PUT(e, "\n" CHINESE_ON);
	}
	sbuf_release(&data);
}

/* A scanner hands a code's content on as it is: no control characters in it, either. */
static bool fit_for_qr(const char *s)
{
	size_t n = strlen(s), used;
	uint32_t cp;

	if (!n || n > ESCPOS_QR_MAX || !utf8_valid(s, n))
		return false;
	for (; *s; s += used, n -= used) {
		used = utf8_decode(s, n, &cp);
		if (utf8_fit(cp) != cp)
			return false;
	}
	return true;
}

static void put_qr(struct encoder *e, const char *s)
{
	size_t n = strlen(s);

	if (!fit_for_qr(s)) {
		put_text(e, &(struct paper_line){ .kind = PAPER_TEXT, .centred = true, .text = s });
		return;
	}
	set_style(e, false, false, true);
	PUT(e, CHINESE_OFF QR_MODEL_2 "\x1d(k\x03\x00\x31\x43");
	sbuf_putc(e->out, n <= 80 ? 6 : n <= 200 ? 4 : 3); /* dots a module: all fit 58 mm */
	PUT(e, QR_LEVEL_M "\x1d(k");
	sbuf_putc(e->out, (char)((n + 3) & 0xFF));
	sbuf_putc(e->out, (char)((n + 3) >> 8));
	PUT(e, "\x31\x50\x30");
	sbuf_add(e->out, s, n);
	PUT(e, QR_PRINT CHINESE_ON);
}

static void put_line(struct encoder *e, const struct paper_line *l)
{
	switch (l->kind) {
	case PAPER_TEXT:
	case PAPER_RULE:
		put_text(e, l);
		break;
	case PAPER_CODE128:
		put_code128(e, l->text ? l->text : "");
		break;
	case PAPER_QR:
		put_qr(e, l->text ? l->text : "");
		break;
	case PAPER_FEED:
		set_style(e, false, false, e->centred);
		PUT(e, "\n");
		break;
	case PAPER_CUT:
		PUT(e, CUT);
		break;
	case PAPER_DRAWER:
		PUT(e, DRAWER_PULSE);
		break;
	case PAPER_LOGO: /* a receipt comes without its logo rather than not at all */
		(void)put_raster(e, l);
		break;
	}
}

void escpos_encode(struct sbuf *out, struct arena *a, const struct paper *p, escpos_raster *raster, void *ctx)
{
	struct encoder e = { .out = out, .a = a, .columns = p->columns, .raster = raster, .ctx = ctx };
	int i;

	e.gbk = iconv_open("GBK", "UTF-8");
	if (e.gbk == (iconv_t)-1)
		abort();
	PUT(&e, INITIALISE);
	for (i = 0; i < p->count; i++)
		put_line(&e, &p->lines[i]);
	iconv_close(e.gbk);
}
