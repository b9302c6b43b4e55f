/* label_sizes.c - the table of label sizes: CSV files, in millimetres with at most one decimal. A size given again in
 * the shop's own file takes the place of the shipped one. */
#include "labels_int.h"

#include <string.h>

#include "../goods/csvfile_int.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "service/paths.h"

#define SIZES_MAX 200
#define SIZE_CODE_MAX 24

struct reading { struct csvfile file; struct arena *a; struct said *said; const char *path; };

static enum err wrong(struct reading *r, const char *what)
{
	return say(r->said, ERR_INVALID, MSG_LABEL_SIZE_BAD, arena_printf(r->a, "%s:%d", r->path, r->file.line), what);
}

/* "63.5" as 635 tenths. */
static bool tenths(const char *text, int *out)
{
	size_t whole = strspn(text, "0123456789");
	int v = 0;

	if (!whole || whole > 4 || (text[whole] && text[whole] != '.'))
		return false;
	for (size_t i = 0; i < whole; i++)
		v = v * 10 + text[i] - '0';
	v *= 10;
	if (text[whole]) {
		const char *part = text + whole + 1;

		if (part[0] < '0' || part[0] > '9' || part[1])
			return false;
		v += part[0] - '0';
	}
	*out = v;
	return true;
}

static enum err take_row(struct reading *r, struct tag_size *s)
{
	static const char *const names[] = { "page_width", "page_height", "width", "height", "left", "top", "step_x",
		"step_y", "columns", "rows" };
	int *const into[] = { &s->page_width, &s->page_height, &s->width, &s->height, &s->left, &s->top, &s->step_x,
		&s->step_y, &s->columns, &s->rows };
	const char *why;

	*s = (struct tag_size){ .code = arena_strdup(r->a, csvfile_get(&r->file, "code")),
		.name = utf8_clean(r->a, csvfile_get(&r->file, "name")),
		.name_en = utf8_clean(r->a, csvfile_get(&r->file, "name_en")) };
	if (!*s->code || strlen(s->code) > SIZE_CODE_MAX ||
	    s->code[strspn(s->code, "0123456789abcdefghijklmnopqrstuvwxyz-.")])
		return wrong(r, _("a code of small letters, digits, - and . is wanted"));
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (!tenths(csvfile_get(&r->file, names[i]), into[i]))
			return wrong(r, arena_printf(r->a, _("%s is no length in millimetres"), names[i]));
	s->columns /= 10;
	s->rows /= 10;
	why = tag_size_wrong(s);
	return why ? wrong(r, _(why)) : OK;
}

static void keep(struct tag_size *list, int *n, const struct tag_size *s)
{
	int i = 0;

	while (i < *n && strcmp(list[i].code, s->code) != 0)
		i++;
	list[i] = *s;
	*n += i == *n;
}

static enum err read_sizes(struct arena *a, const char *path, struct tag_size *list, int *n, struct said *said)
{
	struct reading *r = arena_new(a, struct reading);
	enum err e;

	r->a = a;
	r->said = said;
	r->path = path;
	e = csvfile_open(&r->file, a, path);
	if (e == ERR_NOTFOUND || e == ERR_IO)
		return say(said, e, MSG_NO_FILE, path, NULL);
	if (e != OK)
		return wrong(r, _("it is no table"));
	while ((e = csvfile_next(&r->file)) == OK) {
		struct tag_size s;

		e = take_row(r, &s);
		if (e != OK)
			return e;
		if (*n == SIZES_MAX)
			return wrong(r, _("there are too many sizes"));
		keep(list, n, &s);
	}
	return e == ERR_NOTFOUND ? OK : wrong(r, _("it is no table"));
}

enum err labels_sizes(struct shop *sh, struct arena *a, struct tag_size **list, int *n, struct said *said)
{
	enum err e;

	*said = (struct said){ MSG_NONE, { NULL, NULL } };
	*list = arena_array(a, SIZES_MAX, sizeof **list);
	*n = 0;
	e = read_sizes(a, paths_data(a, "labels/sizes.csv"), *list, n, said);
	return e == OK && sh->conf.label_sizes ? read_sizes(a, sh->conf.label_sizes, *list, n, said) : e;
}

enum err labels_size(struct shop *sh, struct arena *a, const char *code, struct tag_size *out, struct said *said)
{
	struct tag_size *list;
	int n;
	enum err e = labels_sizes(sh, a, &list, &n, said);

	for (int i = 0; e == OK && i < n; i++) {
		if (strcmp(list[i].code, code) == 0) {
			*out = list[i];
			return OK;
		}
	}
	return e == OK ? say(said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(a, _("label size %s"), code), NULL) : e;
}
