/* pages.c - zhanggui-pages FORMAT FILE: makes a file for people of the document on its standard input. It holds what is
 * heavy or may crash (cairo, pango, a writer of workbooks), runs for one document, and tells by its exit status whether
 * the file is there (0); what went wrong it says in one line. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "draw/draw_int.h"
#include "model/money.h"
#include "pages/table_int.h"

typedef bool make_fn(const char *document, const char *path, struct arena *a, const char **why);

static bool with_table(bool (*make)(const struct table *, struct arena *, const char *, const char **),
	const char *document, const char *path, struct arena *a, const char **why)
{
	struct table *t;

	*why = "not a table";
	if (table_unpack(a, document, &t) != OK)
		return false;
	money_set_exponent(t->exponent);
	return make(t, a, path, why);
}

static bool make_table_pdf(const char *document, const char *path, struct arena *a, const char **why)
{
	return with_table(table_to_pdf, document, path, a, why);
}

static bool make_table_xlsx(const char *document, const char *path, struct arena *a, const char **why)
{
	return with_table(table_to_xlsx, document, path, a, why);
}

/* A PDF that was drawn into memory, to its file. */
static bool keep(bool drawn, const struct sbuf *pdf, const char *path)
{
	FILE *f = drawn ? fopen(path, "w") : NULL;
	bool good = f && fwrite(pdf->data, 1, pdf->len, f) == pdf->len;

	return f && fclose(f) == 0 && good;
}

static bool make_labels(const char *document, const char *path, struct arena *a, const char **why, bool picture)
{
	struct sbuf pdf = SBUF_INIT;
	struct tag_order o;
	bool good;

	*why = "no labels";
	if (tag_order_unpack(a, document, &o) != OK)
		return false;
	*why = "they cannot be drawn";
	good = picture ? draw_labels_png(&o, path) : keep(draw_labels_pdf(&o, &pdf), &pdf, path);
	sbuf_release(&pdf);
	return good;
}

static bool make_labels_pdf(const char *document, const char *path, struct arena *a, const char **why)
{
	return make_labels(document, path, a, why, false);
}

static bool make_labels_png(const char *document, const char *path, struct arena *a, const char **why)
{
	return make_labels(document, path, a, why, true);
}

static bool make_mail(const char *document, const char *path, struct arena *a, const char **why, bool picture)
{
	struct sbuf pdf = SBUF_INIT;
	struct mail_order o;
	bool good;

	*why = "no address labels";
	if (mail_order_unpack(a, document, &o) != OK)
		return false;
	*why = "they cannot be drawn";
	good = picture ? draw_mail_png(&o, path) : keep(draw_mail_pdf(&o, &pdf), &pdf, path);
	sbuf_release(&pdf);
	return good;
}

static bool make_mail_pdf(const char *document, const char *path, struct arena *a, const char **why)
{
	return make_mail(document, path, a, why, false);
}

static bool make_mail_png(const char *document, const char *path, struct arena *a, const char **why)
{
	return make_mail(document, path, a, why, true);
}

/* What a document begins with, the format, and what makes it. */
static const struct { const char *begin, *format; make_fn *make; } makers[] = {
	{ "table ", "pdf", make_table_pdf },
	{ "table ", "xlsx", make_table_xlsx },
	{ "labels ", "pdf", make_labels_pdf },
	{ "labels ", "png", make_labels_png },
	{ "mail ", "pdf", make_mail_pdf },
	{ "mail ", "png", make_mail_png },
};

static make_fn *maker_of(const char *document, const char *format)
{
	for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++)
		if (strcmp(makers[i].format, format) == 0 &&
		    strncmp(makers[i].begin, document, strlen(makers[i].begin)) == 0)
			return makers[i].make;
	return NULL;
}

static void read_all(struct sbuf *to)
{
	static char block[1 << 16];
	ssize_t n;

	while ((n = read(STDIN_FILENO, block, sizeof block)) > 0)
		sbuf_add(to, block, (size_t)n);
}

int main(int argc, char **argv)
{
	struct sbuf document = SBUF_INIT;
	struct arena a = ARENA_INIT;
	const char *why = "no such document and format";
	make_fn *make;
	bool done;

	if (argc != 3) {
		puts("usage: zhanggui-pages FORMAT FILE <DOCUMENT");
		return 2;
	}
	/* Times come as the clock on the shop's wall shows them. */
	if (clock_set_zone("UTC") != OK)
		return 2;
	read_all(&document);
	make = maker_of(sbuf_text(&document), argv[1]);
	done = make && make(sbuf_text(&document), argv[2], &a, &why);
	if (!done)
		puts(why);
	sbuf_release(&document);
	arena_release(&a);
	return done ? 0 : 1;
}
