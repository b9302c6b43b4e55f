/* entry_fuzz.c - whatever is typed: figures stay in range, and what was understood, written out
 * again, is understood the same. */
#include "fuzz.h"

#include "model/entry.h"
#include "model/money.h"

static void check_again(struct arena *a, const struct entry *e)
{
	struct entry again;
	const char *worth = e->has_worth ? arena_printf(a, "=%s*", money_text(a, e->worth_minor)) : "";
	const char *text = arena_printf(a, "%s%s%s%s%s%s", worth, e->has_qty ? qty_text(a, e->qty_milli) : "",
		e->has_qty ? "*" : "", e->has_price ? money_text(a, e->price_minor) : "",
		e->has_price ? "/" : "", e->code);

	entry_parse(a, text, &again);
	MUST(again.kind == e->kind && strcmp(again.code, e->code) == 0);
	MUST(again.has_qty == e->has_qty && again.qty_milli == e->qty_milli);
	MUST(again.has_price == e->has_price && again.price_minor == e->price_minor);
	MUST(again.has_worth == e->has_worth && again.worth_minor == e->worth_minor);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	char *text = fuzz_text(data, size);
	struct entry e;

	entry_parse(&a, text, &e);
	free(text);
	switch (e.kind) {
	case ENTRY_EMPTY:
	case ENTRY_BAD:
		break;
	case ENTRY_ADJUST:
		MUST(e.qty_milli && e.qty_milli <= QTY_MAX && e.qty_milli >= -QTY_MAX);
		break;
	case ENTRY_SET_QTY:
		MUST(e.qty_milli > 0 && e.qty_milli <= QTY_MAX);
		break;
	default:
		MUST(e.kind == ENTRY_CODE || e.kind == ENTRY_SEARCH || e.kind == ENTRY_PREFIX);
		MUST((e.kind == ENTRY_PREFIX) == !*e.code);
		MUST(e.kind != ENTRY_PREFIX || e.has_qty || e.has_price || e.has_worth);
		MUST(!e.has_qty || (e.qty_milli > 0 && e.qty_milli <= QTY_MAX));
		MUST(!e.has_price || (e.price_minor >= 0 && e.price_minor <= MONEY_MAX));
		check_again(&a, &e);
	}
	arena_release(&a);
	return 0;
}
