/* csv_fuzz.c - any file is read to its end or refused with a line number, and its records, written
 * by csv_put, read back. */
#include "fuzz.h"

#include "base/csv.h"

struct record { struct csv_field *fields; int count; };

/* Written as text, but for the apostrophe that a formula gets. */
static bool same_text(const char *was, const char *is)
{
	if (strcmp(was, is) == 0)
		return true;
	return *was && strchr("=+-@\t\r", *was) && *is == '\'' && strcmp(was, is + 1) == 0;
}

/* The header line tells the reader that the separator is a comma. */
static void check_round_trip(struct arena *a, const struct record *records, int n)
{
	static struct csv_field fields[CSV_FIELDS_MAX];
	struct sbuf out = SBUF_INIT;
	struct csv csv;
	int count, line;

	sbuf_puts(&out, "a,b\n");
	for (int i = 0; i < n; i++)
		for (int k = 0; k < records[i].count; k++) {
			csv_put(&out, records[i].fields[k].text);
			sbuf_putc(&out, k + 1 < records[i].count ? ',' : '\n');
		}
	MUST(csv_open(&csv, a, sbuf_text(&out), out.len) == OK);
	MUST(csv_next(&csv, a, fields, &count, &line) == OK && count == 2);
	for (int i = 0; i < n; i++) {
		if (records[i].count == 1 && !records[i].fields[0].text[0])
			continue; /* written as an empty line, which is passed over */
		MUST(csv_next(&csv, a, fields, &count, &line) == OK && count == records[i].count);
		for (int k = 0; k < count; k++)
			MUST(same_text(records[i].fields[k].text, fields[k].text));
	}
	MUST(csv_next(&csv, a, fields, &count, &line) == OK && count == 0);
	sbuf_release(&out);
}

#define RECORDS_MAX 2000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct csv_field fields[CSV_FIELDS_MAX];
	static struct record records[RECORDS_MAX];
	struct arena a = ARENA_INIT;
	char *bytes = malloc(size + !size); /* no NUL behind it */
	struct csv csv;
	int n = 0, count = 0, line = 0, last = 0;

	if (!bytes)
		abort();
	if (size)
		memcpy(bytes, data, size);
	if (csv_open(&csv, &a, bytes, size) == OK) {
		enum err e;

		while ((e = csv_next(&csv, &a, fields, &count, &line)) == OK && count && n < RECORDS_MAX) {
			MUST(count <= CSV_FIELDS_MAX && line > last);
			last = line;
			records[n].count = count;
			records[n].fields = arena_array(&a, (size_t)count, sizeof *fields);
			for (int i = 0; i < count; i++) {
				MUST(fields[i].column == i + 1 && fields[i].line >= line);
				MUST(utf8_valid(fields[i].text, strlen(fields[i].text)));
				records[n].fields[i] = fields[i];
			}
			n++;
		}
		if (e) {
			MUST(e == ERR_INVALID && line > 0);
			MUST(csv_next(&csv, &a, fields, &count, &line) == OK && count == 0);
		}
		check_round_trip(&a, records, n);
	}
	free(bytes);
	arena_release(&a);
	return 0;
}
