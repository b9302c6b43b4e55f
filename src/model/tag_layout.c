/* tag_layout.c - which box of a label holds what. Two forms: wide labels (shelf rails) have the details and the bar
 * code on the left and the price on the right, others have all below each other. Parts are shares of the room inside
 * the margin, so any size works; a part that has nothing to say gives its room to the price. */
#include "model/tag.h"

#include <string.h>

#include "base/utf8.h"
#include "model/barcode.h"
#include "model/money.h"
#include "tag_int.h"

#define LINE_PERCENT 124   /* a line's height to that of its letters, in hundredths */
#define LEAST_LETTER 12    /* letters are not made smaller than 1.2 mm */
#define DOT_UM 125         /* of a label printer with 8 dots a millimetre */
#define MODULE_LEAST_UM 190
#define MODULE_MOST_UM 500

struct form {
	struct arena *a;
	const struct tag *t;
	const struct tag_words *w;
	struct tag_box *boxes;
	int count;
	int x, y, width, height;     /* the room inside the margin */
};

static struct tag_box *add(struct form *f, enum tag_field field, const char *text, int lines)
{
	struct tag_box *b = &f->boxes[f->count++];

	*b = (struct tag_box){ .field = field, .text = text, .lines = lines };
	return b;
}

/* Letters as high as the box allows, shrunk to `percent` of that at most. */
static void place(struct tag_box *b, int x, int y, int width, int height, int percent)
{
	b->x = x;
	b->y = y;
	b->width = width > 1 ? width : 1;
	b->height = height > 1 ? height : 1;
	b->size = b->height * 100 / (b->lines * LINE_PERCENT);
	b->least = b->size * percent / 100;
	if (b->least < LEAST_LETTER)
		b->least = LEAST_LETTER;
	if (b->size < b->least)
		b->size = b->least;
}

int tag_module_um(const struct barcode *b, int width)
{
	int modules = b->modules + b->quiet_left + b->quiet_right, um;

	if (b->kind == BARCODE_NONE)
		return 0;
	um = width * 100 / modules;
	if (um > MODULE_MOST_UM)
		um = MODULE_MOST_UM;
	if (um >= 2 * DOT_UM)
		um -= um % DOT_UM;
	return um < MODULE_LEAST_UM ? 0 : um;
}

static const char *fill(struct arena *a, const char *pattern, const char *text)
{
	size_t n = strcspn(pattern, "%");

	return arena_printf(a, "%.*s%s%s", (int)n, pattern, text, pattern[n] ? pattern + n + 1 : "");
}

static const char *amount(const struct form *f, const char *pattern, int64_t minor)
{
	return fill(f->a, pattern, money_text(f->a, minor));
}

/* --- parts ------------------------------------------------------------------------------------ */

static void put_name(struct form *f, int height)
{
	const struct tag *t = f->t;
	struct tag_box *b = add(f, TAG_NAME, t->name, 2);

	b->bold = true;
	place(b, f->x, f->y, f->width, height, 60);
}

/* "特价" white on black, then the price with its unit to the right, standing on one ground. */
static void put_price(struct form *f, int x, int y, int width, int height, bool flag_inside)
{
	const struct tag *t = f->t;
	int unit = width * 26 / 100, flag = flag_inside && t->regular_minor >= 0 ? width * 20 / 100 : 0;
	struct tag_box *b;

	if (flag) {
		b = add(f, TAG_FLAG, f->w->special, 1);
		b->bold = b->inverse = b->whole = true;
		b->align = TAG_CENTRE;
		place(b, x, y + height / 4, flag - 4, height / 2, 30);
	}
	b = add(f, TAG_PRICE, t->price_minor < 0 ? "" : amount(f, f->w->price, t->price_minor), 1);
	b->bold = b->whole = true;
	b->align = flag ? TAG_RIGHT : TAG_CENTRE;
	place(b, x + flag, y, width - flag - unit, height, 20);
	b = add(f, TAG_UNIT, fill(f->a, f->w->unit, t->unit), 1);
	b->whole = true;
	place(b, x + width - unit + 4, y + height - height * 36 / 100, unit - 4, height * 32 / 100, 40);
}

/* What stands beside the price now: the ordinary one (crossed out only with its basis), the members'. */
struct beside { enum tag_field field; const char *text; };
static int besides(const struct form *f, struct beside list[3])
{
	const struct tag *t = f->t;
	int n = 0;

	if (t->struck_minor >= 0 && *t->struck_basis) {
		list[n++] = (struct beside){ TAG_STRUCK, amount(f, f->w->regular, t->struck_minor) };
		list[n++] = (struct beside){ TAG_BASIS, fill(f->a, f->w->basis, t->struck_basis) };
	} else if (t->regular_minor >= 0) {
		list[n++] = (struct beside){ TAG_REGULAR, amount(f, f->w->regular, t->regular_minor) };
	}
	if (t->member_minor >= 0)
		list[n++] = (struct beside){ TAG_MEMBER, amount(f, f->w->member, t->member_minor) };
	return n;
}

static void put_beside(struct form *f, const struct beside *what, int x, int y, int width, int height)
{
	struct tag_box *b = add(f, what->field, what->text, 1);

	b->struck = what->field == TAG_STRUCK;
	b->whole = true;
	b->bold = what->field == TAG_MEMBER;
	place(b, x, y, width, height, 40);
}

static void put_besides_in_row(struct form *f, const struct beside *list, int n, int y, int height)
{
	for (int i = 0; i < n; i++)
		put_beside(f, &list[i], f->x + f->width * i / n, y, f->width / n - 4, height);
}

/* How long a special price holds, then size, origin, grade and number, as one text: its end may not fit. */
static const char *details(const struct form *f)
{
	const struct tag *t = f->t;
	const struct { const char *pattern, *text; } parts[] = {
		{ f->w->until, t->regular_minor >= 0 ? t->until : "" }, { f->w->spec, t->spec },
		{ f->w->origin, t->origin }, { f->w->grade, t->grade }, { f->w->number, t->number },
	};
	const char *text = "";

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		if (*parts[i].text)
			text = arena_printf(f->a, "%s%s%s", text, *text ? "  " : "",
				fill(f->a, parts[i].pattern, parts[i].text));
	return text;
}

static void put_details(struct form *f, int x, int y, int width, int height, int lines)
{
	place(add(f, TAG_DETAIL, details(f), lines), x, y, width, height, 55);
}

/* Bars with the code below them; the code alone where bars would be too narrow to be read. */
static void put_bars(struct form *f, int x, int y, int width, int height)
{
	struct barcode code;
	bool bars = barcode_make(f->t->code, &code) && tag_module_um(&code, width);
	int digits = height * 26 / 100;
	struct tag_box *b;

	if (digits > 32)
		digits = 32;
	if (digits < 18)
		digits = 18;
	if (bars) {
		b = add(f, TAG_BARS, f->t->code, 1);
		place(b, x, y, width, height - digits, 100);
	}
	b = add(f, TAG_DIGITS, f->t->code, 1);
	b->whole = true;
	b->align = TAG_CENTRE;
	place(b, x, y + height - digits, width, digits, 50);
}

/* --- the two forms ----------------------------------------------------------------------------- */

static void below_each_other(struct form *f)
{
	struct beside list[3];
	int n = besides(f, list), high = f->height, y = f->y;
	int name = high * 25 / 100, other = n ? high * 12 / 100 : 0;
	int detail = *details(f) ? high * 11 / 100 : 0, bars = *f->t->code ? high * 24 / 100 : 0;
	int price = high - name - other - detail - bars;

	put_name(f, name);
	y += name;
	put_price(f, f->x, y, f->width, price, true);
	y += price;
	if (other)
		put_besides_in_row(f, list, n, y, other);
	y += other;
	if (detail)
		put_details(f, f->x, y, f->width, detail, 1);
	y += detail;
	if (bars)
		put_bars(f, f->x, y, f->width, bars);
}

static void side_by_side(struct form *f)
{
	struct beside list[3];
	int n = besides(f, list), name = f->height * 27 / 100, rest = f->height - name, y = f->y + name;
	int left = f->width * 50 / 100, bars = *f->t->code ? rest * 54 / 100 : 0, row = rest * 16 / 100;
	int right = f->x + left + 10, wide = f->width - left - 10, flag = f->t->regular_minor >= 0 ? row : 0;

	put_name(f, name);
	if (*details(f))
		put_details(f, f->x, y, left, rest - bars - 4, bars ? 3 : 5);
	if (bars)
		put_bars(f, f->x, y + rest - bars, left, bars);
	if (flag) {
		struct tag_box *b = add(f, TAG_FLAG, f->w->special, 1);

		b->bold = b->inverse = b->whole = true;
		b->align = TAG_CENTRE;
		place(b, right, y, wide * 34 / 100, flag, 50);
	}
	put_price(f, right, y + flag, wide, rest - flag - n * row, false);
	for (int i = 0; i < n; i++)
		put_beside(f, &list[i], right, y + rest - (n - i) * row, wide, row - 2);
}

int tag_layout(const struct tag *t, const struct tag_size *s, bool english, struct arena *a,
	struct tag_box boxes[TAG_BOXES_MAX])
{
	int side = s->width < s->height ? s->width : s->height, margin = side / 20;
	struct form f = { .a = a, .t = t, .w = tag_words(english), .boxes = boxes };

	margin = margin < 10 ? 10 : margin > 25 ? 25 : margin;
	f.x = f.y = margin;
	f.width = s->width - 2 * margin;
	f.height = s->height - 2 * margin;
	if (s->width >= 600 && s->width * 10 >= s->height * 15)
		side_by_side(&f);
	else
		below_each_other(&f);
	return f.count;
}

/* --- as text ------------------------------------------------------------------------------------ */

void tag_text(const struct tag *t, bool english, struct sbuf *out)
{
	struct arena a = ARENA_INIT;
	struct form f = { .a = &a, .t = t, .w = tag_words(english) };
	struct beside list[3];
	int n = besides(&f, list);

	sbuf_printf(out, "%s\n", t->name);
	if (t->regular_minor >= 0)
		sbuf_printf(out, "[%s] ", f.w->special);
	sbuf_printf(out, "%s %s\n", t->price_minor < 0 ? "-" : amount(&f, f.w->price, t->price_minor),
		fill(&a, f.w->unit, t->unit));
	for (int i = 0; i < n; i++)
		sbuf_printf(out, list[i].field == TAG_STRUCK ? "%s~%s~" : "%s%s", i ? "  " : "", list[i].text);
	sbuf_puts(out, n ? "\n" : "");
	if (*details(&f))
		sbuf_printf(out, "%s\n", details(&f));
	if (*t->code)
		sbuf_printf(out, "%s\n", t->code);
	arena_release(&a);
}
