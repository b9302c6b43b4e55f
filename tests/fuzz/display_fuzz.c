/* display_fuzz.c - any name on the customer display: two lines of exactly its columns, and no control byte but the
 * commands that we wrote. */
#include "fuzz.h"

#include "device/display.h"

/* The bytes of one line: neither a control byte nor more or fewer columns than there are. */
static const char *check_line(const char *at, const char *end, int columns, bool chinese)
{
	for (int i = 0; i < columns; i++, at++) {
		unsigned char c = (unsigned char)(at < end ? *at : 0);

		MUST(c >= 0x20 && c != 0x7F);
		if (c < 0x80)
			continue;
		i++;
		at++;
		MUST(chinese && i < columns && at < end);
		MUST((unsigned char)*at >= 0x40 && (unsigned char)*at != 0x7F);
	}
	return at;
}

static void check_bytes(const struct sbuf *b, const struct display_set_entry *s, int columns, bool chinese)
{
	const char *at = b->data, *end = at + b->len;

	for (int i = 0; i < 2; i++) {
		size_t before = strlen(s->before[i]), after = strlen(s->after);

		MUST((size_t)(end - at) > before && memcmp(at, s->before[i], before) == 0);
		at = check_line(at + before, end, columns, chinese);
		MUST((size_t)(end - at) >= after && memcmp(at, s->after, after) == 0);
		at += after;
	}
	MUST(at == end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *name = fuzz_text(size > 2 ? data + 2 : data, size > 2 ? size - 2 : 0);
	unsigned how = size ? data[0] : 0;
	const struct customer c = { .moment = (enum customer_moment)(how % CUSTOMER_MOMENTS), .shop = name,
		.name = name, .unit = name, .weighed = how & 0x80, .qty_milli = 1258, .price_minor = 900,
		.amount_minor = 1132, .total_minor = 6350, .open_minor = 6350, .received_minor = 10000,
		.change_minor = 3650 };
	bool chinese = how & 0x40;
	enum display_set set = (enum display_set)((size > 1 ? data[1] : 0) % DISPLAY_SETS);
	int columns = size > 1 && data[1] & 0x80 ? CUSTOMER_COLUMNS_MAX : CUSTOMER_COLUMNS;
	struct customer_face face;
	struct sbuf out = SBUF_INIT;

	customer_face(&c, columns, chinese, how & 0x20 ? "en" : "zh_CN", &face);
	MUST(fuzz_is_clean(face.line[0]) && fuzz_is_clean(face.line[1]));
	MUST(customer_width(face.line[0]) <= columns && customer_width(face.line[1]) <= columns);
	display_show(&out, set, &face, columns, chinese);
	if (!display_set_table[set].digits)
		check_bytes(&out, &display_set_table[set], columns, chinese);
	sbuf_release(&out);
	free(name);
	return 0;
}
