/* mails.c - addresses drawn on labels: letters shrink until the address fits its lines, then it ends in an ellipsis. */
#include "draw_int.h"

#include <cairo.h>
#include <string.h>

#include "model/mail.h"
#include "sheet_int.h"

#define MARGIN_TENTHS 45           /* a laser printer leaves 4.2 mm of the sheet white */
#define LETTER_MOST (4.6 * MM)   /* of an address; the name's letters are larger by NAME */
#define LETTER_LEAST (2.2 * MM)
#define SHRINK 0.95
#define NAME 1.2
#define LINE 1.3                 /* from one line to the next, to the height of the letters */

/* One label being set. */
struct block {
	struct pen *pen;
	double width, height, size;
	const struct mail *m;
	const char *name;
	struct mail_line lines[MAIL_LINES_MAX];
	int count;
	char text[512];
};

static const char *line_text(struct block *b, const char *text, size_t n)
{
	n = n < sizeof b->text ? n : sizeof b->text - 1;
	memcpy(b->text, text, n);
	b->text[n] = '\0';
	return b->text;
}

static bool fits(void *ctx, const char *text, size_t n)
{
	struct block *b = ctx;

	return n < sizeof b->text && pen_width(b->pen, line_text(b, text, n)) <= b->width;
}

/* Postcode, lines of the address and name, one below the other. */
static double high(const struct block *b, int lines)
{
	return b->size * LINE * (lines + NAME + (*b->m->postcode ? 1 : 0));
}

/* The largest letters at which all of it fits; the smallest if none do, and then one line ends early. */
static void choose_letters(struct block *b)
{
	for (b->size = LETTER_MOST;; b->size *= SHRINK) {
		bool least = b->size * SHRINK < LETTER_LEAST, wide;

		pen_font(b->pen, b->size, false);
		b->count = mail_lines(b->m->address, MAIL_LINES_MAX, fits, b, b->lines);
		pen_font(b->pen, b->size * NAME, true);
		wide = pen_width(b->pen, b->name) > b->width;
		if ((b->count && !wide && high(b, b->count) <= b->height) || least)
			break;
	}
	if (!b->count) {
		b->lines[0] = (struct mail_line){ b->m->address, strlen(b->m->address) };
		b->count = 1;
	}
}

static double put(struct block *b, double x, double y, const char *text, double size, bool bold)
{
	if (!*text)
		return y;
	pen_font(b->pen, size, bold);
	pen_line(b->pen, x, y, b->width, PEN_LEFT, text);
	return y + size * LINE;
}

static void draw_mail(struct pen *p, const void *order, int at)
{
	const struct mail_order *o = order;
	double x = MARGIN_TENTHS * TENTH, y;
	struct arena a = ARENA_INIT;
	struct block b = { .pen = p, .m = &o->list[at], .width = o->size.width * TENTH - 2 * x,
		.height = o->size.height * TENTH - x };

	b.name = mail_name(&a, b.m);
	choose_letters(&b);
	y = (o->size.height * TENTH - high(&b, b.count)) / 2;
	if (!mail_is_chinese(b.m))
		y = put(&b, x, y, b.name, b.size * NAME, true);
	else
		y = put(&b, x, y, b.m->postcode, b.size, false);
	for (int i = 0; i < b.count; i++)
		y = put(&b, x, y, arena_strndup(&a, b.lines[i].text, b.lines[i].n), b.size, false);
	if (!mail_is_chinese(b.m))
		put(&b, x, y, b.m->postcode, b.size, false);
	else
		put(&b, x, y, b.name, b.size * NAME, true);
	arena_release(&a);
}

static struct sheets sheets_of(const struct mail_order *o)
{
	return (struct sheets){ &o->size, o->start, o->count, draw_mail, o };
}

bool draw_mail_pdf(const struct mail_order *o, struct sbuf *out)
{
	const struct sheets s = sheets_of(o);

	return sheets_pdf(&s, out);
}

bool draw_mail_png(const struct mail_order *o, const char *path)
{
	const struct sheets s = sheets_of(o);

	return sheets_png(&s, path);
}
