/* answer_fuzz.c - names of any bytes in what a command answers: JSON is JSON and holds the text, TSV keeps its lines
 * and columns, text for people has no control character but its line ends. A text is up to the next newline. */
#include "fuzz.h"

#include <jansson.h>

#include "cmd/out.h"

#define ROWS 20

static const struct out_column columns[] = {
	{ "name", "Name", OUT_STRING }, { "price", "Price", OUT_MONEY }, { "note", "Note", OUT_STRING },
};

struct answer { char *text; size_t n; };

static struct answer answer(enum out_format format, char *const *names, int n, bool record)
{
	struct answer r = { NULL, 0 };
	struct arena a = ARENA_INIT;
	FILE *to = open_memstream(&r.text, &r.n);
	struct out *o;

	if (!to)
		abort();
	o = out_new(&a, to, format);
	if (record)
		out_record(o, "goods", columns, 3);
	else
		out_table(o, "goods", columns, 3);
	for (int i = 0; i < n; i++) {
		out_text(o, names[i]);
		out_int(o, i * 1000 - 5);
		out_text(o, names[n - 1 - i]);
	}
	MUST(out_end(o) == OK);
	fclose(to);
	arena_release(&a);
	return r;
}

static void check_lines(const struct answer *r, const char *allowed, int lines)
{
	char *copy = strdup(r->text);

	if (!copy)
		abort();
	MUST(strlen(r->text) == r->n);
	for (char *c = copy; *c; c++) {
		lines -= *c == '\n';
		if (*c == '\n' || strchr(allowed, *c))
			*c = ' ';
	}
	MUST(fuzz_is_clean(copy) && lines <= 0);
	free(copy);
}

static void check_json(const struct answer *r, char *const *names, int n)
{
	json_error_t why;
	json_t *all = json_loads(r->text, 0, &why), *rows = json_object_get(all, "goods");

	MUST(all && (int)json_array_size(rows) == n);
	for (int i = 0; i < n; i++) {
		const char *name = json_string_value(json_object_get(json_array_get(rows, (size_t)i), "name"));

		MUST(name && (strcmp(name, names[i]) == 0 || !fuzz_is_clean(names[i])));
	}
	json_decref(all);
	check_lines(r, "", 1);
}

static void check_tsv(const struct answer *r, int n)
{
	int tabs = 0, lines = 0;

	for (const char *c = r->text; *c; c++) {
		tabs += *c == '\t';
		lines += *c == '\n';
	}
	MUST(lines == n + 1 && tabs == 2 * (n + 1));
	check_lines(r, "\t", n + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size), *names[ROWS], *at = text;
	struct answer r;
	int n = 0;

	do {
		names[n++] = at;
		at += strcspn(at, "\n");
		if (*at)
			*at++ = '\0';
	} while (*at && n < ROWS);
	r = answer(OUT_JSON, names, n, false);
	check_json(&r, names, n);
	free(r.text);
	r = answer(OUT_TSV, names, n, false);
	check_tsv(&r, n);
	free(r.text);
	r = answer(OUT_TEXT, names, n, false);
	check_lines(&r, "", n + 1);
	free(r.text);
	r = answer(OUT_TEXT, names, 1, true);
	check_lines(&r, "", 1);
	free(r.text);
	free(text);
	return 0;
}
