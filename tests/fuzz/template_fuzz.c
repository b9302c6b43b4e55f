/* template_fuzz.c - any receipt template is refused with a line number, or gives papers whose lines fit. */
#include "fuzz.h"

#include <locale.h>

#include "model/paper.h"

/* Names of the shipped receipts, with values that are hard to lay out. */
static void fill(struct paper_values *v, struct arena *a)
{
	static const char *const names[] = { "shop", "address", "number", "date", "cashier", "total", "name" };
	static const char *const texts[] = {
		"", "x", "\xE6\x8E\x8C\xE6\x9F\x9C\xE8\xB6\x85\xE5\xB8\x82", "a b c d e f g h i j k l m n o p q r s",
		"99999999999.99", "e\xCC\x81\xCC\x81\xCC\x81", "\x1B[2J\xFF\n",
	};
	struct paper_record *root = paper_values_init(v, a);

	for (int i = 0; i < 7; i++)
		paper_set(root, a, names[i], texts[i]);
	for (int i = 0; i < 3; i++) {
		struct paper_record *line = paper_append(root, a, "lines");

		paper_set(line, a, "name", texts[i + 1]);
		paper_set(line, a, "amount", texts[4]);
		paper_set(paper_append(line, a, "discounts"), a, "why", texts[i]);
	}
}

static void check_paper(const struct paper *p)
{
	MUST(p->count >= 0 && p->count <= PAPER_LINES_MAX);
	for (int i = 0; i < p->count; i++) {
		const struct paper_line *l = &p->lines[i];

		MUST(l->text && fuzz_is_clean(l->text));
		if (l->kind == PAPER_TEXT)
			MUST(utf8_width(l->text) * (l->big ? 2 : 1) <= p->columns);
		if (l->kind == PAPER_RULE)
			MUST(utf8_width(l->text) == p->columns);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int columns[] = { PAPER_COLUMNS_MIN, 17, 32, 48, PAPER_COLUMNS_MAX };
	static bool ready;
	struct arena a = ARENA_INIT;
	char *text = fuzz_text(data, size);
	struct template *t;
	struct paper_values values;
	const char *why = NULL;

	if (!ready)
		ready = setlocale(LC_CTYPE, "C.UTF-8") != NULL;
	if (template_parse(&a, "t", text, &t, &why)) {
		MUST(why && strncmp(why, "t:", 2) == 0 && !strchr(why, '\n'));
	} else {
		fill(&values, &a);
		for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
			struct paper p;

			if (template_render(t, &values, columns[i], &a, &p))
				continue;
			MUST(p.columns == columns[i]);
			check_paper(&p);
			MUST(paper_text(&p, &a));
		}
	}
	free(text);
	arena_release(&a);
	return 0;
}
