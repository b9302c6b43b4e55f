/* tag.c - what price tags say, the sizes of labels, and orders of them as one text. The packed form is lines of fields
 * with TABs between; texts are cleaned when they come in, so they hold neither TAB nor newline:
 *   labels 1
 *   P ... (order_int.h)
 *   O english exponent start at_ms
 *   A article_id version copies price regular member struck name spec unit origin grade number code basis until */
#include "model/tag.h"

#include <inttypes.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "model/money.h"
#include "order_int.h"
#include "tag_int.h"

#define FIRST_LINE "labels 1\n"

const struct tag_words *tag_words(bool english)
{
	static const struct tag_words words[2] = {
		{ "¥%", "元/%", "特价", "原价%", "会员价%", "(%)", "规格:%", "产地:%", "等级:%", "货号:%", "特价至%" },
		{ "¥%", "per %", "SPECIAL", "Regular %", "Members %", "(%)", "%", "From %", "Grade %", "No. %",
			"until %" },
	};

	return &words[english];
}

char *tag_lacks(struct arena *a, const struct tag *t)
{
	char *lacks = arena_printf(a, "%s%s%s", *t->name ? "" : " name", t->price_minor >= 0 ? "" : " price",
		*t->unit ? "" : " unit");

	return lacks + (*lacks == ' ');
}

/* --- orders ------------------------------------------------------------------------------------- */

int tag_order_labels(const struct tag_order *o)
{
	int n = 0;

	for (int i = 0; i < o->count; i++)
		n += o->tags[i].copies;
	return n;
}

int tag_order_sheets(const struct tag_order *o)
{
	int each = tag_per_sheet(&o->size), n = tag_order_labels(o);

	return n ? (n + o->start - 1 + each - 1) / each : 0;
}

/* What is printed of a tag: copies and version left out. */
static void pack_words(const struct tag *t, struct sbuf *out)
{
	sbuf_printf(out, "%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s",
		t->price_minor, t->regular_minor, t->member_minor, t->struck_minor, t->name, t->spec, t->unit,
		t->origin, t->grade, t->number, t->code, t->struck_basis, t->until);
}

/* FNV-1a, 64 bits: it need not keep an enemy out, only tell a change. */
char *tag_mark(struct arena *a, const struct tag *t)
{
	struct sbuf words = SBUF_INIT;
	uint64_t h = UINT64_C(14695981039346656037);
	char *mark;

	pack_words(t, &words);
	for (size_t i = 0; i < words.len; i++)
		h = (h ^ (unsigned char)words.data[i]) * UINT64_C(1099511628211);
	mark = arena_printf(a, "%016" PRIx64, h);
	sbuf_release(&words);
	return mark;
}

void tag_order_pack(const struct tag_order *o, struct sbuf *out)
{
	sbuf_puts(out, FIRST_LINE);
	order_put_size(&o->size, out);
	sbuf_printf(out, "O\t%d\t%d\t%d\t%" PRId64 "\n", o->english, o->exponent, o->start, o->at_ms);
	for (int i = 0; i < o->count; i++) {
		sbuf_printf(out, "A\t%" PRId64 "\t%" PRId64 "\t%d\t", o->tags[i].article_id, o->tags[i].version,
			o->tags[i].copies);
		pack_words(&o->tags[i], out);
		sbuf_putc(out, '\n');
	}
}

static bool take_options(void *order, char **fields, int n)
{
	struct tag_order *o = order;
	int64_t english, exponent, start;

	if (n != 5 || !order_number(fields[1], 0, 1, &english) || !order_number(fields[2], 0, 3, &exponent) ||
	    !order_number(fields[3], 1, tag_per_sheet(&o->size), &start) ||
	    !order_number(fields[4], INT64_MIN, INT64_MAX, &o->at_ms))
		return false;
	o->english = english;
	o->exponent = (int)exponent;
	o->start = (int)start;
	return true;
}

static bool take_tag(void *order, struct arena *a, char **fields, int n)
{
	struct tag_order *o = order;
	struct tag *t = &o->tags[o->count++];
	const char **const texts[] = { &t->name, &t->spec, &t->unit, &t->origin, &t->grade, &t->number, &t->code,
		&t->struck_basis, &t->until };
	int64_t copies;

	if (n != 17 || !order_number(fields[1], INT64_MIN, INT64_MAX, &t->article_id) ||
	    !order_number(fields[2], INT64_MIN, INT64_MAX, &t->version) ||
	    !order_number(fields[3], 1, TAG_COPIES_MAX, &copies) ||
	    !order_number(fields[4], -1, MONEY_MAX, &t->price_minor) ||
	    !order_number(fields[5], -1, MONEY_MAX, &t->regular_minor) ||
	    !order_number(fields[6], -1, MONEY_MAX, &t->member_minor) ||
	    !order_number(fields[7], -1, MONEY_MAX, &t->struck_minor))
		return false;
	for (int i = 0; i < 9; i++)
		*texts[i] = utf8_clean(a, fields[8 + i]);
	t->copies = (int)copies;
	return true;
}

static const struct order_form form = { FIRST_LINE, "A", take_options, take_tag };

enum err tag_order_unpack(struct arena *a, const char *text, struct tag_order *out)
{
	int room = order_room(&form, text);

	*out = (struct tag_order){ .start = 0 };
	if (room < 0)
		return ERR_INVALID;
	out->tags = arena_array(a, (size_t)room + 1, sizeof *out->tags);
	return order_read(&form, a, text, &out->size, out) && tag_order_labels(out) <= TAG_ORDER_MAX ? OK : ERR_INVALID;
}
