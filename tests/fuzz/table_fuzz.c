/* table_fuzz.c - any text for a table is refused, or it is one that packs to what was read; and no cell of its CSV
 * begins as a formula. */
#include "fuzz.h"

#include <locale.h>

#include "base/clock.h"
#include "base/csv.h"
#include "base/sbuf.h"
#include "model/table.h"

static bool number_like(const char *s)
{
	return !s[strspn(s, "+-.0123456789%")];
}

static void check_csv(struct arena *a, const struct table *t)
{
	static struct csv_field fields[CSV_FIELDS_MAX];
	struct sbuf text = SBUF_INIT;
	struct csv csv;
	int count, line;

	table_csv(t, &text);
	MUST(csv_open(&csv, a, text.data, text.len) == OK);
	while (csv_next(&csv, a, fields, &count, &line) == OK && count)
		for (int i = 0; i < count; i++)
			MUST(!*fields[i].text || !strchr("=+-@\t\r", *fields[i].text) || number_like(fields[i].text));
	sbuf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	char *text = fuzz_text(data, size);
	struct table *t, *again;

	setlocale(LC_CTYPE, "C.UTF-8");
	MUST(clock_set_zone("UTC") == OK);
	if (table_unpack(&a, text, &t) == OK) {
		struct sbuf first = SBUF_INIT, second = SBUF_INIT, plain = SBUF_INIT;

		table_pack(t, &first);
		MUST(table_unpack(&a, sbuf_text(&first), &again) == OK);
		table_pack(again, &second);
		MUST(strcmp(sbuf_text(&first), sbuf_text(&second)) == 0);
		table_plain(t, &plain);
		check_csv(&a, t);
		sbuf_release(&first);
		sbuf_release(&second);
		sbuf_release(&plain);
	}
	free(text);
	arena_release(&a);
	return 0;
}
