/* amount_fuzz.c - a text that reads as an amount, a quantity, a percentage or a time is within what the trade allows,
 * and what is printed of it reads as the same. */
#include "fuzz.h"

#include "base/clock.h"
#include "model/money.h"

static void check_time(struct arena *a, const char *text)
{
	int64_t at_ms, again;

	if (clock_parse(text, &at_ms) != OK)
		return;
	MUST(clock_parse(clock_iso(a, at_ms), &again) == OK);
	MUST(again == at_ms - ((at_ms % 1000) + 1000) % 1000); /* seconds are printed */
	MUST(fuzz_is_clean(clock_text(a, at_ms)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	char *text = fuzz_text(data, size);
	int64_t v, again;

	for (int decimals = 0; decimals <= 3; decimals++) {
		money_set_exponent(decimals);
		if (money_parse(text, &v) == OK) {
			MUST(v >= 0 && v <= MONEY_MAX);
			MUST(money_parse(money_text(&a, v), &again) == OK && again == v);
		}
	}
	money_set_exponent(2);
	if (qty_parse(text, &v) == OK) {
		MUST(v > 0 && v <= QTY_MAX);
		MUST(qty_parse(qty_text(&a, v), &again) == OK && again == v);
	}
	if (percent_parse(text, &v) == OK)
		MUST(v >= 0 && v <= 10000);
	check_time(&a, text);
	free(text);
	arena_release(&a);
	return 0;
}
