/* draw.c - text into curses cells. Cells are made here, one character with its marks at a time, and
 * handed over by mvadd_wchnstr(): mvaddstr() would wrap at the right edge into the next row. */
#include "tui/draw.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "base/utf8.h"
#include "term_int.h"
#include "tui/term.h"

#define CELLS_MAX 512 /* columns of one piece of text */
#define PRINTF_MAX 1024
#define ELLIPSIS "\xE2\x80\xA6"

/* The next character as it is drawn: its bytes taken, its columns (0 for a mark and for what is not
 * drawn at all, *cp 0). This is the one place that decides, so measuring and drawing agree. */
static size_t next_char(const char *s, size_t n, uint32_t *cp, int *cols)
{
	size_t used = utf8_decode(s, n, cp);

	if (*cp >= 0x20 && *cp < 0x7F) {
		*cols = 1;
		return used;
	}
	*cp = utf8_fit(*cp);
	*cols = *cp ? wcwidth((wchar_t)*cp) : 0;
	if (*cols < 0) {
		*cp = UTF8_REPLACEMENT;
		*cols = 1;
	}
	return used;
}

size_t text_clip(const char *text, int cols, int *used)
{
	size_t left = strlen(text), at = 0;
	int width = 0;

	while (left) {
		uint32_t cp;
		int w;
		size_t n = next_char(text + at, left, &cp, &w);

		if (w > cols - width)
			break;
		width += w;
		at += n;
		left -= n;
	}
	if (used)
		*used = width;
	return at;
}

int text_width(const char *text)
{
	int used;

	text_clip(text, INT32_MAX, &used);
	return used;
}

/* Whether a line may be broken before `at`: after a space, and on either side of a wide character
 * (Chinese has no spaces), but never before closing punctuation. */
static bool may_break(const char *text, size_t at, bool wide_before)
{
	static const char *const closing[] = {
		"，", "。", "、", "；", "：", "！", "？", "）", "》", "」", "”", "…", ")", ",", ".", ";", ":", "!", "?",
	};
	size_t i, n = strlen(text + at);
	uint32_t cp;
	int w = 0;

	if (text[at - 1] == ' ')
		return true;
	if (!n)
		return true;
	for (i = 0; i < sizeof closing / sizeof closing[0]; i++)
		if (strncmp(text + at, closing[i], strlen(closing[i])) == 0)
			return false;
	next_char(text + at, n, &cp, &w);
	return w != 0 && (w == 2 || wide_before);
}

size_t text_wrap(const char *text, int cols, const char **next)
{
	size_t left = strcspn(text, "\n"), at = 0, brk = 0;
	int width = 0;

	while (at < left) {
		uint32_t cp;
		int w;
		size_t n = next_char(text + at, left - at, &cp, &w);

		if (width + w > cols && text[at] != ' ')
			break;
		width += w;
		at += n;
		if (at < left && may_break(text, at, w == 2))
			brk = at;
	}
	if (at == left) {
		*next = text + left + (text[left] == '\n');
	} else {
		if (brk)
			at = brk;
		if (at == 0) { /* not even one character fits: go on all the same */
			uint32_t cp;
			int w;

			*next = text + next_char(text, left, &cp, &w);
			return 0;
		}
		*next = text + at;
	}
	while (at > 0 && text[at - 1] == ' ')
		at--;
	return at;
}

struct rect screen_rect(void)
{
	struct rect r = { 0, 0, 0, 0 };

	getmaxyx(stdscr, r.h, r.w);
	return r;
}

struct rect rect_centre(struct rect in, int h, int w)
{
	struct rect r;

	r.h = h < in.h ? h : in.h;
	r.w = w < in.w ? w : in.w;
	r.y = in.y + (in.h - r.h) / 2;
	r.x = in.x + (in.w - r.w) / 2;
	return r;
}

struct rect rect_inset(struct rect r, int dy, int dx)
{
	struct rect in = { r.y + dy, r.x + dx, r.h - 2 * dy, r.w - 2 * dx };

	if (in.h < 0)
		in.h = 0;
	if (in.w < 0)
		in.w = 0;
	return in;
}

void draw_erase(void)
{
	erase();
	term_cursor(-1, -1);
}

/* Columns that may be drawn from (y, x) on, at most cols. */
static int room(int y, int x, int cols)
{
	struct rect s = screen_rect();

	if (y < 0 || y >= s.h || x < 0 || x >= s.w)
		return 0;
	return cols < s.w - x ? cols : s.w - x;
}

/* Cells being gathered for one piece of text. Curses would make each by setcchar(); copying one
 * that it made and putting the character in is a third of a frame's time less. */
struct run {
	cchar_t cells[CELLS_MAX], blank;
	int count, cols;
};

static void run_start(struct run *r, enum style style)
{
	short pair;
	attr_t attrs = term_attrs_of(style, &pair);

	setcchar(&r->blank, L" ", attrs, pair, NULL);
	r->count = r->cols = 0;
}

static void run_cell(struct run *r, wchar_t c)
{
	r->cells[r->count] = r->blank;
	r->cells[r->count++].chars[0] = c;
}

static void run_mark(struct run *r, wchar_t mark)
{
	wchar_t *chars = r->cells[r->count - 1].chars;
	int i;

	for (i = 1; i < CCHARW_MAX - 1; i++)
		if (!chars[i]) {
			chars[i] = mark;
			return;
		}
}

/* Adds as much of the text as fits into cols columns in all; marks stay with their letter. */
static void run_add(struct run *r, const char *text, int cols)
{
	size_t left = strlen(text);

	while (left && r->count < CELLS_MAX) {
		uint32_t cp;
		int w;
		size_t n = next_char(text, left, &cp, &w);

		if (w > cols - r->cols)
			break;
		if (w > 0)
			run_cell(r, (wchar_t)cp);
		else if (cp && r->count)
			run_mark(r, (wchar_t)cp);
		r->cols += w;
		text += n;
		left -= n;
	}
}

static void run_blanks(struct run *r, int n)
{
	for (; n > 0 && r->count < CELLS_MAX; n--) {
		r->cells[r->count++] = r->blank;
		r->cols++;
	}
}

int draw_text(int y, int x, int cols, enum style style, const char *text)
{
	struct run r;

	cols = room(y, x, cols);
	if (cols <= 0)
		return 0;
	run_start(&r, style);
	run_add(&r, text, cols);
	mvadd_wchnstr(y, x, r.cells, r.count);
	return r.cols;
}

int draw_printf(int y, int x, int cols, enum style style, const char *fmt, ...)
{
	char text[PRINTF_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	return draw_text(y, x, cols, style, text);
}

/* `width` columns of the text and then the tail, at their side of the cols columns. A piece that
 * hangs over the window's edge is clipped there. */
static void field(int y, int x, int cols, enum style style, enum align align, const char *text,
	int width, const char *tail)
{
	int shown = room(y, x, cols), blanks = cols - width - text_width(tail), before;
	struct run r;

	if (shown <= 0)
		return;
	before = align == ALIGN_RIGHT ? blanks : align == ALIGN_CENTRE ? blanks / 2 : 0;
	run_start(&r, style);
	run_blanks(&r, before < shown ? before : shown);
	run_add(&r, text, r.cols + width < shown ? r.cols + width : shown);
	run_add(&r, tail, shown);
	run_blanks(&r, shown - r.cols);
	mvadd_wchnstr(y, x, r.cells, r.count);
}

void draw_field(int y, int x, int cols, enum style style, enum align align, const char *text)
{
	int width = text_width(text);

	if (cols <= 0)
		return;
	if (width <= cols) {
		field(y, x, cols, style, align, text, width, "");
		return;
	}
	text_clip(text, cols - 1, &width);
	field(y, x, cols, style, align, text, width, ELLIPSIS);
}

void draw_money(int y, int x, int cols, enum style style, const char *amount)
{
	static const char hashes[] = "################";
	int width = text_width(amount), n = (int)sizeof hashes - 1;

	if (cols <= 0)
		return;
	if (width > cols) {
		amount = hashes;
		width = cols < n ? cols : n;
	}
	field(y, x, cols, style, ALIGN_RIGHT, amount, width, "");
}

void draw_fill(struct rect r, enum style style)
{
	int i;

	for (i = 0; i < r.h; i++)
		draw_field(r.y + i, r.x, r.w, style, ALIGN_LEFT, "");
}

int draw_wrapped(struct rect r, enum style style, const char *text, int skip)
{
	char line[PRINTF_MAX];
	int count = 0;

	while (*text) {
		const char *next;
		size_t n = text_wrap(text, r.w, &next);

		if (count >= skip && count - skip < r.h) {
			snprintf(line, sizeof line, "%.*s", (int)n, text);
			draw_field(r.y + count - skip, r.x, r.w, style, ALIGN_LEFT, line);
		}
		count++;
		text = next;
	}
	return count;
}

const char *style_sign(enum style style)
{
	bool signs = term_has_signs();

	switch (style) {
	case STYLE_ERROR:
		return signs ? "✗" : "X";
	case STYLE_WARNING:
		return "!";
	case STYLE_DONE:
		return signs ? "✓" : "+";
	default:
		return "";
	}
}

void draw_note(int y, int x, int cols, enum style style, const char *text)
{
	const char *sign = style_sign(style);
	char line[PRINTF_MAX];

	snprintf(line, sizeof line, " %s%s%s ", sign, *sign ? " " : "", text);
	draw_field(y, x, cols, style, ALIGN_LEFT, line);
}

/* A line drawing cell in a style; the alternate character set, where curses needs it, is kept. */
static cchar_t line_cell(const cchar_t *acs, enum style style)
{
	wchar_t chars[CCHARW_MAX];
	attr_t attrs, own;
	short pair, ignored;
	cchar_t cell;

	own = term_attrs_of(style, &pair);
	getcchar(acs, chars, &attrs, &ignored, NULL);
	setcchar(&cell, chars, attrs | own, pair, NULL);
	return cell;
}

static void put_line(int y, int x, const cchar_t *acs, enum style style)
{
	cchar_t cell = line_cell(acs, style);

	if (room(y, x, 1) > 0)
		mvadd_wchnstr(y, x, &cell, 1);
}

void draw_hline(int y, int x, int cols, enum style style)
{
	cchar_t cell = line_cell(WACS_HLINE, style);

	cols = room(y, x, cols);
	if (cols > 0)
		mvhline_set(y, x, &cell, cols);
}

void draw_vline(int y, int x, int rows, enum style style)
{
	int i;

	for (i = 0; i < rows; i++)
		put_line(y + i, x, WACS_VLINE, style);
}

void draw_joint(int y, int x, enum joint joint, enum style style)
{
	const cchar_t *acs = joint == JOINT_TOP ? WACS_TTEE : joint == JOINT_BOTTOM ? WACS_BTEE :
		joint == JOINT_LEFT ? WACS_LTEE : joint == JOINT_RIGHT ? WACS_RTEE : WACS_PLUS;

	put_line(y, x, acs, style);
}

void draw_box(struct rect r, enum style style, const char *title)
{
	char text[PRINTF_MAX];

	if (r.h < 2 || r.w < 2)
		return;
	draw_hline(r.y, r.x + 1, r.w - 2, style);
	draw_hline(r.y + r.h - 1, r.x + 1, r.w - 2, style);
	draw_vline(r.y + 1, r.x, r.h - 2, style);
	draw_vline(r.y + 1, r.x + r.w - 1, r.h - 2, style);
	put_line(r.y, r.x, WACS_ULCORNER, style);
	put_line(r.y, r.x + r.w - 1, WACS_URCORNER, style);
	put_line(r.y + r.h - 1, r.x, WACS_LLCORNER, style);
	put_line(r.y + r.h - 1, r.x + r.w - 1, WACS_LRCORNER, style);
	if (title && *title && r.w > 6) {
		snprintf(text, sizeof text, " %s ", title);
		draw_text(r.y, r.x + 2, r.w - 4, STYLE_TITLE, text);
	}
}

void draw_bar(int y, int x, int cols, enum style style, const char *left, const char *right)
{
	int right_cols = text_width(right);

	if (right_cols > cols - 1)
		right_cols = cols > 1 ? cols - 1 : 0;
	draw_field(y, x, cols - right_cols, style, ALIGN_LEFT, left);
	draw_field(y, x + cols - right_cols, right_cols, style, ALIGN_LEFT, right);
}

void draw_gauge(int y, int x, int cols, enum style style, long part, long whole)
{
	static const char eighths[][4] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
	long units, full;
	struct run r;

	cols = room(y, x, cols);
	if (cols <= 0)
		return;
	if (part < 0 || whole <= 0)
		part = 0;
	if (part > whole)
		part = whole;
	units = whole > 0 ? (long)((__int128)part * cols * 8 / whole) : 0;
	full = units / 8;
	run_start(&r, style);
	while (r.cols < full)
		run_add(&r, term_has_blocks() ? "█" : "#", r.cols + 1);
	if (term_has_signs())
		run_add(&r, eighths[units % 8], cols);
	run_blanks(&r, cols - r.cols);
	mvadd_wchnstr(y, x, r.cells, r.count);
}

void draw_no_cursor(void)
{
	term_cursor(-1, -1);
}

void draw_cursor(int y, int x)
{
	if (room(y, x, 1) > 0)
		term_cursor(y, x);
}
