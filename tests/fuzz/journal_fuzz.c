/* journal_fuzz.c - a line of a journal is refused, or is a record that is written as the same line. The target puts
 * the checksum right, which no chance would: what is behind it is looked at, too. */
#include "fuzz.h"

#include "base/sbuf.h"
#include "base/seal.h"
#include "service/journal.h"

static void check_line(const char *line, size_t n)
{
	struct arena a = ARENA_INIT;
	struct journal_link link, again;
	struct sbuf out = SBUF_INIT, twice = SBUF_INIT;

	if (journal_parse(&a, line, n, &link) == OK) {
		MUST(link.audit_count >= 0 && (!link.has_document || link.document.line_count >= 0));
		journal_format(&link, &out);
		MUST(journal_parse(&a, sbuf_text(&out), out.len, &again) == OK);
		journal_format(&again, &twice);
		MUST(out.len == twice.len && memcmp(out.data, twice.data, out.len) == 0);
	}
	sbuf_release(&out);
	sbuf_release(&twice);
	arena_release(&a);
}

/* The fields alone, as journal.c frames them. */
static void check_fields(const char *fields)
{
	static const unsigned char no_key[SEAL_KEY_BYTES];
	struct sbuf line = SBUF_INIT;
	char hex[SEAL_HEX];
	struct seal s;

	seal_begin(&s, no_key);
	seal_text(&s, fields);
	seal_end(&s, hex);
	sbuf_printf(&line, "1 %zu %.16s %s", strlen(fields), hex, fields);
	check_line(sbuf_text(&line), line.len);
	sbuf_release(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *bytes = malloc(size + !size), *text = fuzz_text(data, size); /* the first without a NUL behind it */

	if (!bytes)
		abort();
	if (size)
		memcpy(bytes, data, size);
	check_line(bytes, size);
	check_fields(text);
	free(bytes);
	free(text);
	return 0;
}
