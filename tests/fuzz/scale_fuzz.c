/* scale_fuzz.c - a pattern, and after a newline a code: what is read of it is what stands there. */
#include "fuzz.h"

#include "model/code.h"
#include "model/money.h"

/* The digits below a letter of the mask. */
static int64_t field(const char *mask, const char *code, char letter)
{
	int64_t v = 0;

	for (; *mask; mask++, code++)
		if (*mask == letter)
			v = v * 10 + (*code - '0');
	return v;
}

static void check_read(const struct scale_pattern *p, char *code, const struct scale_code *read)
{
	const char *check = strchr(p->mask, 'C');
	struct scale_code other;

	MUST(strlen(code) == strlen(p->mask));
	MUST(read->item == field(p->mask, code, 'I'));
	MUST(read->has_amount || read->has_qty);
	MUST(read->has_amount == (read->amount_minor > 0) && read->amount_minor <= MONEY_MAX);
	MUST(read->has_qty == (read->qty_milli > 0) && read->qty_milli <= QTY_MAX);
	if (p->amount_decimals == 2)
		MUST(read->amount_minor == field(p->mask, code, 'P'));
	if (p->weight_decimals == 3 && !p->jin)
		MUST(read->qty_milli == field(p->mask, code, 'W'));
	if (p->check && check) {
		char *digit = code + (check - p->mask);

		*digit = *digit == '9' ? '0' : (char)(*digit + 1);
		MUST(!scale_code_read(p, 1, code, &other));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	char *text = fuzz_text(data, size), *code = strchr(text, '\n');
	struct scale_pattern p;
	struct scale_code read;
	const char *why = NULL;

	if (code)
		*code++ = '\0';
	if (scale_pattern_parse(&a, text, &p, &why))
		MUST(why && strstr(why, text) == why);
	else if (code && scale_code_read(&p, 1, code, &read))
		check_read(&p, code, &read);
	free(text);
	arena_release(&a);
	return 0;
}
