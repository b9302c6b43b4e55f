/* mail_fuzz.c - any text for an order of address labels is refused, or packs to what was read; any address breaks into
 * lines that fit, of which nothing but blanks and commas is missing. */
#include "fuzz.h"

#include "base/sbuf.h"
#include "model/mail.h"

struct room { size_t bytes; };

static bool fits(void *ctx, const char *text, size_t n)
{
	const struct room *r = ctx;

	MUST(utf8_valid(text, n));
	return n <= r->bytes;
}

static bool blank(const char *from, const char *to)
{
	for (; from < to; from++)
		if (*from != ' ' && *from != ',')
			return false;
	return true;
}

static void check_lines(const char *address, size_t bytes)
{
	struct mail_line lines[MAIL_LINES_MAX];
	const char *at = address;

	for (int most = 1; most <= MAIL_LINES_MAX; most++) {
		struct room room = { bytes };
		int n = mail_lines(address, most, fits, &room, lines);

		MUST(n >= 0 && n <= most);
		at = address;
		for (int i = 0; i < n; i++) {
			MUST(lines[i].text >= at && blank(at, lines[i].text) && lines[i].n <= bytes);
			at = lines[i].text + lines[i].n;
		}
		MUST(!n || blank(at, address + strlen(address)));
	}
}

static void check_order(struct arena *a, const struct mail_order *o, bool names)
{
	struct sbuf first = SBUF_INIT, second = SBUF_INIT;
	struct mail_order again;

	mail_order_pack(o, names, &first);
	MUST(mail_order_unpack(a, sbuf_text(&first), &again) == OK && again.count == o->count);
	mail_order_pack(&again, names, &second);
	MUST(strcmp(sbuf_text(&first), sbuf_text(&second)) == 0);
	sbuf_release(&first);
	sbuf_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	char *text = fuzz_text(data, size);
	struct mail_order o;

	if (mail_order_unpack(&a, text, &o) == OK) {
		MUST(o.count > 0 && o.start >= 1 && mail_order_sheets(&o) > 0);
		for (int i = 0; i < o.count; i++) {
			const struct mail *m = &o.list[i];

			MUST(m->member_id > 0 && fuzz_is_clean(m->name) && fuzz_is_clean(m->address)
				&& fuzz_is_clean(m->postcode) && fuzz_is_clean(mail_name(&a, m)));
		}
		check_order(&a, &o, true);
		check_order(&a, &o, false);
	}
	if (size && strlen(text) < 120)
		check_lines(utf8_clean(&a, text), 1 + data[size - 1] % 64);
	free(text);
	arena_release(&a);
	return 0;
}
