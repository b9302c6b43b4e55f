/* plu.c - the files of label scales. A layout is a row of fields; to add one, write its fields and a line in the table
 * at the end. */
#include "model/plu.h"

#include <inttypes.h>
#include <string.h>

#include "base/csv.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/goods.h"
#include "model/money.h"

#define FULL_WIDTH 0xFEE0    /* from an ASCII character to its twin of two columns */
#define FULL_WIDTH_BLANK 0x3000
#define ZONE 0xA0            /* GBK bytes above it are a place of GB 2312 */
#define UNKNOWN_PLACE "0331" /* the question mark */

#define TARE_DIGITS 5
_Static_assert(TARE_MAX <= 99999, "the tare of any article fits into its digits");

/* What makers call a label with an amount, a weight, or both. */
#define LABEL_AMOUNT 2
#define LABEL_WEIGHT 7
#define LABEL_BOTH 94

enum plu_what {
	PLU_END,
	PLU_TEXT,        /* the field's text */
	PLU_NUMBER,      /* width: digits with leading zeros, 0 none */
	PLU_CODE,
	PLU_PRICE,       /* in minor units */
	PLU_PRICE_TEXT,  /* with its point */
	PLU_TARE,        /* in grams */
	PLU_TARE_TEXT,   /* in kilograms, with its point */
	PLU_NAME,        /* GBK */
	PLU_NAME_CELL,   /* GBK, as a cell of CSV */
	PLU_NAME_PLACES, /* four digits a character: its place in GB 2312 */
	PLU_LABEL, PLU_PREFIX
};
struct plu_field { enum plu_what what; int width; const char *text; };

/* --- names ------------------------------------------------------------------------------------ */

/* Bytes of a character in GBK; what it lacks is a question mark. */
static int put_gbk(struct sbuf *out, uint32_t cp)
{
	char two[2];

	if (cp >= 0x80 && utf8_cp_gbk(cp, two)) {
		sbuf_add(out, two, 2);
		return 2;
	}
	sbuf_putc(out, cp < 0x80 ? (char)cp : '?');
	return 1;
}

/* The place of a character in GB 2312: its zone and its number there, two digits each. */
static void put_place(struct sbuf *out, uint32_t cp)
{
	char two[2];
	int zone, number;

	if (cp < 0x80)
		cp = cp == ' ' ? FULL_WIDTH_BLANK : cp + FULL_WIDTH;
	zone = utf8_cp_gbk(cp, two) ? (unsigned char)two[0] - ZONE : 0;
	number = zone > 0 ? (unsigned char)two[1] - ZONE : 0;
	if (zone > 0 && number > 0)
		sbuf_printf(out, "%02d%02d", zone, number);
	else
		sbuf_puts(out, UNKNOWN_PLACE);
}

/* As many characters as fit into so many bytes of GBK (in places each counts two); false: not all. */
static bool put_name(struct sbuf *out, const char *name, int room, bool places)
{
	struct arena a = ARENA_INIT;
	const char *clean = utf8_clean(&a, name);
	struct sbuf text = SBUF_INIT;
	bool whole = true;

	while (*clean && whole) {
		uint32_t cp;
		char two[2];
		size_t used = utf8_decode(clean, strlen(clean), &cp);
		int bytes = places || (cp >= 0x80 && utf8_cp_gbk(cp, two)) ? 2 : 1;

		whole = bytes <= room;
		room -= bytes;
		clean += used;
		if (whole && places)
			put_place(&text, cp);
		else if (whole)
			put_gbk(&text, cp);
	}
	sbuf_puts(out, sbuf_text(&text));
	sbuf_release(&text);
	arena_release(&a);
	return whole;
}

/* --- records ---------------------------------------------------------------------------------- */

static bool put_field(struct sbuf *out, const struct plu_layout *l, const struct plu_field *f, const struct plu *p)
{
	struct arena a = ARENA_INIT;
	struct sbuf name = SBUF_INIT;
	bool whole = true;

	switch (f->what) {
	case PLU_TEXT:
		sbuf_puts(out, f->text);
		break;
	case PLU_NUMBER:
		sbuf_printf(out, "%0*d", f->width, p->number);
		break;
	case PLU_CODE:
		sbuf_printf(out, "%0*" PRId64, f->width, p->code);
		break;
	case PLU_PRICE:
		sbuf_printf(out, "%0*" PRId64, f->width, p->price_minor);
		break;
	case PLU_TARE:
		sbuf_printf(out, "%0*" PRId64, f->width, p->tare_milli);
		break;
	case PLU_TARE_TEXT:
		sbuf_puts(out, qty_text(&a, p->tare_milli));
		break;
	case PLU_PRICE_TEXT:
		sbuf_puts(out, money_text(&a, p->price_minor));
		break;
	case PLU_NAME: case PLU_NAME_PLACES:
		whole = put_name(out, p->name, l->name_bytes, f->what == PLU_NAME_PLACES);
		break;
	case PLU_NAME_CELL:
		whole = put_name(&name, p->name, l->name_bytes, false);
		csv_put(out, sbuf_text(&name));
		break;
	case PLU_LABEL:
		sbuf_printf(out, "%d", p->label_kind);
		break;
	case PLU_PREFIX:
		sbuf_printf(out, "%d", p->label_prefix);
		break;
	case PLU_END:
		break;
	}
	sbuf_release(&name);
	arena_release(&a);
	return whole;
}

enum plu_fit plu_put(struct sbuf *out, const struct plu_layout *layout, const struct plu *p)
{
	bool whole = true;

	if (p->code >= power_of_ten(layout->code_digits))
		return PLU_CODE_TOO_LONG;
	if (p->price_minor >= power_of_ten(layout->price_digits))
		return PLU_PRICE_TOO_HIGH;
	for (const struct plu_field *f = layout->fields; f->what; f++)
		whole &= put_field(out, layout, f, p);
	return whole ? PLU_FITS : PLU_NAME_CUT;
}

int plu_label_kind(bool amount, bool weight)
{
	return amount && weight ? LABEL_BOTH : amount ? LABEL_AMOUNT : LABEL_WEIGHT;
}

/* --- layouts ---------------------------------------------------------------------------------- */

#define TAB { PLU_TEXT, 0, "\t" }
#define COMMA { PLU_TEXT, 0, "," }
#define TEN_ZEROS "0000000000"

/* Dahua TM, as its own program sends it to port 4001. After the price: by weight, three further texts, days it keeps,
 * shop and department, a code in digits, the tare in grams; then label and discounts. */
static const struct plu_field dahua[] = {
	{ PLU_TEXT, 0, "!0V" }, { PLU_NUMBER, 4, NULL }, { PLU_TEXT, 0, "A" }, { PLU_CODE, 7, NULL },
	{ PLU_PRICE, 6, NULL },
	{ PLU_TEXT, 0, TEN_ZEROS TEN_ZEROS "0000000" }, { PLU_TARE, TARE_DIGITS, NULL },
	{ PLU_TEXT, 0, TEN_ZEROS TEN_ZEROS TEN_ZEROS "0" },
	{ PLU_TEXT, 0, "B" }, { PLU_NAME_PLACES, 0, NULL }, { PLU_TEXT, 0, "000C000D000E\r\n" }, { PLU_END, 0, NULL }
};
/* Dingjian LS2 and its kin: a line of cells with tabs. After the label: price, unit (4: kilogram), prefix of the label,
 * tare in grams, days it keeps, kind and weight and tolerance of packing, two texts, further label, discount. */
static const struct plu_field dingjian[] = {
	{ PLU_NUMBER, 0, NULL }, TAB, { PLU_NAME, 0, NULL }, TAB, { PLU_CODE, 0, NULL }, TAB,
	{ PLU_CODE, 0, NULL }, TAB, { PLU_LABEL, 0, NULL }, TAB, { PLU_PRICE, 0, NULL }, TAB,
	{ PLU_TEXT, 0, "4" }, TAB, { PLU_PREFIX, 0, NULL },
	TAB, { PLU_TARE, 0, NULL }, { PLU_TEXT, 0, "\t0\t0\t0\t0\t0\t0\t0\t0\r\n" }, { PLU_END, 0, NULL }
};
/* A table for programs that take any. */
static const struct plu_field csv[] = {
	{ PLU_NUMBER, 0, NULL }, COMMA, { PLU_CODE, 5, NULL }, COMMA, { PLU_NAME_CELL, 0, NULL }, COMMA,
	{ PLU_PRICE_TEXT, 0, NULL }, { PLU_TEXT, 0, ",kg," }, { PLU_TARE_TEXT, 0, NULL }, { PLU_TEXT, 0, "\r\n" },
	{ PLU_END, 0, NULL }
};

const struct plu_layout plu_layouts[] = {
	{ "dahua", N_("Dahua TM: records as its port takes them"), "", 9999, 7, 6, 40, dahua },
	{ "dingjian", N_("Dingjian LS2 and Rongta RLS: a line of cells with tabs"), "", 10000, 6, 7, 36, dingjian },
	{ "csv", N_("CSV with headings, in GBK"), "PLU,code,name,price,unit,tare\r\n", 99999, 9, 9, 60, csv },
	{ NULL, NULL, NULL, 0, 0, 0, 0, NULL }
};

const struct plu_layout *plu_layout_find(const char *name)
{
	const struct plu_layout *l = plu_layouts;

	while (l->name && strcmp(l->name, name) != 0)
		l++;
	return l->name ? l : NULL;
}
