/* customer.c - the two lines of the customer display, from one table: what stands left and right in each.
 * To add a moment: a name in customer.h and a row here. */
#include "model/customer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "model/money.h"
#include "model/pinyin.h"

enum word { W_NONE, W_CLOSED, W_WAIT, W_WELCOME, W_PRICE, W_TOTAL, W_DUE, W_RECEIVED, W_OPEN, W_CHANGE, W_REFUND };
static const struct { const char *zh, *en; } words[] = {
	[W_NONE] = { "", "" },
	[W_CLOSED] = { "暂停收款", "Till closed" }, [W_WAIT] = { "请稍候", "One moment, please" },
	[W_WELCOME] = { "欢迎光临", "Welcome" }, [W_PRICE] = { "单价", "Price" }, [W_TOTAL] = { "合计", "Sum" },
	[W_DUE] = { "应收", "To pay" }, [W_RECEIVED] = { "实收", "Received" }, [W_OPEN] = { "还差", "Left" },
	[W_CHANGE] = { "找零", "Change" }, [W_REFUND] = { "退款", "Refund" },
};

/* What stands at one end of a line. */
enum field { F_NOTHING, F_SHOP, F_NAME, F_MEASURE, F_AMOUNT, F_PRICE, F_TOTAL, F_OPEN, F_RECEIVED, F_CHANGE };
static const struct moment {
	struct { enum word word; enum field left, right; } upper, lower;
	enum field figure;
	enum customer_lamp lamp;
} moments[CUSTOMER_MOMENTS] = {
	[CUSTOMER_CLOSED] = { { W_NONE, F_SHOP, F_NOTHING }, { W_CLOSED, F_NOTHING, F_NOTHING },
		F_NOTHING, LAMP_NONE },
	[CUSTOMER_WAIT] = { { W_NONE, F_SHOP, F_NOTHING }, { W_WAIT, F_NOTHING, F_NOTHING }, F_NOTHING, LAMP_NONE },
	[CUSTOMER_IDLE] = { { W_NONE, F_SHOP, F_NOTHING }, { W_WELCOME, F_NOTHING, F_NOTHING }, F_NOTHING, LAMP_NONE },
	[CUSTOMER_ARTICLE] = { { W_NONE, F_NAME, F_AMOUNT }, { W_TOTAL, F_MEASURE, F_TOTAL }, F_PRICE, LAMP_PRICE },
	[CUSTOMER_WEIGHING] = { { W_NONE, F_NAME, F_NOTHING }, { W_NONE, F_MEASURE, F_AMOUNT }, F_AMOUNT, LAMP_TOTAL },
	[CUSTOMER_PRICE] = { { W_NONE, F_NAME, F_NOTHING }, { W_PRICE, F_NOTHING, F_PRICE }, F_PRICE, LAMP_PRICE },
	[CUSTOMER_TOTAL] = { { W_NONE, F_SHOP, F_NOTHING }, { W_DUE, F_NOTHING, F_OPEN }, F_OPEN, LAMP_TOTAL },
	[CUSTOMER_RECEIVED] = { { W_RECEIVED, F_NOTHING, F_RECEIVED }, { W_OPEN, F_NOTHING, F_OPEN },
		F_OPEN, LAMP_TOTAL },
	[CUSTOMER_CHANGE] = { { W_RECEIVED, F_NOTHING, F_RECEIVED }, { W_CHANGE, F_NOTHING, F_CHANGE },
		F_CHANGE, LAMP_CHANGE },
	[CUSTOMER_REFUND] = { { W_NONE, F_SHOP, F_NOTHING }, { W_REFUND, F_NOTHING, F_TOTAL }, F_TOTAL, LAMP_CHANGE },
};

/* --- characters ------------------------------------------------------------------------------- */

static int columns_of(uint32_t cp)
{
	return cp < 0x80 ? 1 : 2;
}

int customer_width(const char *text)
{
	size_t left = strlen(text);
	int columns = 0;

	while (left) {
		uint32_t cp;
		size_t used = utf8_decode(text, left, &cp);

		columns += columns_of(cp);
		text += used;
		left -= used;
	}
	return columns;
}

/* Bytes of the longest beginning of a text that fits; never half a character. */
static size_t clip(const char *text, int columns)
{
	size_t at = 0, left = strlen(text);

	while (left) {
		uint32_t cp;
		size_t used = utf8_decode(text + at, left, &cp);

		columns -= columns_of(cp);
		if (columns < 0)
			break;
		at += used;
		left -= used;
	}
	return at;
}

/* The usual reading of a character with a capital, so that syllables can be told apart: KeKouKeLe. */
static void put_reading(struct arena *a, char **out, uint32_t cp)
{
	const uint16_t *syllables;
	char *reading;

	if (pinyin_readings(cp, &syllables) == 0)
		return;
	reading = arena_strdup(a, pinyin_syllable(syllables[0]));
	if (*reading >= 'a' && *reading <= 'z')
		*reading = (char)(*reading - 'a' + 'A');
	*out = arena_printf(a, "%s%s", *out, reading);
}

/* ASCII alone: full-width forms as their narrow twins, characters by their readings, the rest left out. */
static char *ascii(struct arena *a, const char *text)
{
	char *narrow = utf8_narrow(a, text), *out = arena_strdup(a, "");
	size_t left = strlen(narrow);

	while (left) {
		uint32_t cp;
		size_t used = utf8_decode(narrow, left, &cp);

		if (cp < 0x80)
			out = arena_printf(a, "%s%c", out, (char)cp);
		else
			put_reading(a, &out, cp);
		narrow += used;
		left -= used;
	}
	return out;
}

/* --- lines ------------------------------------------------------------------------------------ */

struct typesetting {
	const struct customer *c;
	struct arena *a;
	int columns;
	bool chinese, zh;
};

static const char *outside_text(const struct typesetting *t, const char *text)
{
	char *clean = utf8_clean(t->a, text ? text : "");

	return t->chinese ? clean : ascii(t->a, clean);
}

/* "0.520kg", and "3x2.00" of more than one piece. */
static const char *measure(const struct typesetting *t)
{
	const struct customer *c = t->c;

	if (c->weighed)
		return arena_printf(t->a, "%" PRId64 ".%03d%s", c->qty_milli / QTY_ONE, (int)(c->qty_milli % QTY_ONE),
			outside_text(t, c->unit));
	return c->qty_milli == QTY_ONE ? "" : arena_printf(t->a, "%sx%s", qty_text(t->a, c->qty_milli),
		money_text(t->a, c->price_minor));
}

static bool figure_of(const struct customer *c, enum field f, int64_t *minor)
{
	switch (f) {
	case F_AMOUNT:
		*minor = c->amount_minor;
		return !c->moving;
	case F_PRICE:
		*minor = c->price_minor;
		return true;
	case F_TOTAL:
		*minor = c->total_minor;
		return true;
	case F_OPEN:
		*minor = c->open_minor;
		return true;
	case F_RECEIVED:
		*minor = c->received_minor;
		return true;
	case F_CHANGE:
		*minor = c->change_minor;
		return true;
	default:
		return false;
	}
}

static const char *text_of(const struct typesetting *t, enum field f)
{
	int64_t minor;

	switch (f) {
	case F_SHOP:
		return outside_text(t, t->c->shop);
	case F_NAME:
		return outside_text(t, t->c->name);
	case F_MEASURE:
		return measure(t);
	default:
		return figure_of(t->c, f, &minor) ? money_text(t->a, minor) : "";
	}
}

/* The right end is whole, with its word if there is room for one; the left gets what is left, a figure whole or not
 * at all. */
static void set_line(const struct typesetting *t, enum word w, enum field left, enum field right, char *out)
{
	const char *r = text_of(t, right), *l = text_of(t, left);
	const char *word = t->zh ? words[w].zh : words[w].en;
	int gap;
	size_t n;

	if (*word && (right == F_NOTHING || left == F_NOTHING))
		l = word;
	else if (*word && customer_width(word) + 1 + customer_width(r) + 1 + customer_width(l) <= t->columns)
		r = arena_printf(t->a, "%s %s", word, r);
	n = clip(l, t->columns - customer_width(r) - (*r ? 1 : 0));
	if (left == F_MEASURE && l[n])
		n = 0;
	gap = t->columns - customer_width(r) - customer_width(arena_strndup(t->a, l, n));
	snprintf(out, CUSTOMER_BYTES, "%.*s%*s%s", (int)n, l, *r ? gap : 0, "", r);
}

void customer_face(const struct customer *c, int columns, bool chinese, const char *lang, struct customer_face *out)
{
	const struct moment *m = &moments[c->moment];
	struct arena a = ARENA_INIT;
	struct typesetting t = { .c = c, .a = &a, .chinese = chinese, .zh = chinese && strcmp(lang, "en") != 0,
		.columns = columns < CUSTOMER_COLUMNS_MAX ? columns : CUSTOMER_COLUMNS_MAX };

	memset(out, 0, sizeof *out);
	set_line(&t, m->upper.word, m->upper.left, m->upper.right, out->line[0]);
	set_line(&t, m->lower.word, m->lower.left, m->lower.right, out->line[1]);
	out->has_figure = figure_of(c, m->figure, &out->figure_minor);
	out->lamp = out->has_figure ? m->lamp : LAMP_NONE;
	arena_release(&a);
}
