/* entry_test.c - the grammar of the entry line, by example. */
#include "model/entry.h"

#include "model/money.h"
#include "../t.h"

static struct arena arena = ARENA_INIT;

/* "KIND qty price code", '-' for what was not given. */
static const char *read_entry(const char *text)
{
	static const char *const kinds[] = { "empty", "code", "prefix", "adjust", "set", "search", "bad" };
	static char out[300];
	struct entry e;

	entry_parse(&arena, text, &e);
	if (e.kind == ENTRY_BAD || e.kind == ENTRY_EMPTY)
		return kinds[e.kind];
	if (e.kind == ENTRY_ADJUST || e.kind == ENTRY_SET_QTY)
		snprintf(out, sizeof out, "%s %s", kinds[e.kind], qty_text(&arena, e.qty_milli));
	else
		snprintf(out, sizeof out, "%s %s %s %s", kinds[e.kind],
			e.has_qty ? qty_text(&arena, e.qty_milli) : "-",
			e.has_price ? money_text(&arena, e.price_minor) : "-", e.code);
	arena_clear(&arena);
	return out;
}

TEST(codes_with_quantity_and_price)
{
	CHECK_STR(read_entry("6901234567892"), "code - - 6901234567892");
	CHECK_STR(read_entry("24*6901234567892"), "code 24 - 6901234567892");
	CHECK_STR(read_entry("1.5*42"), "code 1.5 - 42");
	CHECK_STR(read_entry("9.9/42"), "code - 9.90 42");
	CHECK_STR(read_entry("9.9@42"), "code - 9.90 42");
	CHECK_STR(read_entry("3*9.9/42"), "code 3 9.90 42");
	CHECK_STR(read_entry("9.9@3*42"), "code 3 9.90 42");
	CHECK_STR(read_entry("0/42"), "code - 0.00 42");
	CHECK_STR(read_entry(" 3 "), "code - - 3");
	CHECK_STR(read_entry("3* 42"), "code 3 - 42");
	CHECK_STR(read_entry("03-1-000045"), "code - - 03-1-000045");
	CHECK_STR(read_entry("1/2/3"), "bad");
	CHECK_STR(read_entry("2*3*4"), "bad");
}

TEST(quantity_or_price_waiting_for_a_code)
{
	CHECK_STR(read_entry("24*"), "prefix 24 - ");
	CHECK_STR(read_entry("9.9/"), "prefix - 9.90 ");
	CHECK_STR(read_entry("3*9.9@"), "prefix 3 9.90 ");
}

TEST(the_last_line_is_changed)
{
	CHECK_STR(read_entry("+2"), "adjust 2");
	CHECK_STR(read_entry("-1"), "adjust -1");
	CHECK_STR(read_entry("-.5"), "adjust -0.5");
	CHECK_STR(read_entry("*12"), "set 12");
	CHECK_STR(read_entry("*0"), "bad");
	CHECK_STR(read_entry("+0"), "bad");
	CHECK_STR(read_entry("+"), "bad");
	CHECK_STR(read_entry("*"), "bad");
	CHECK_STR(read_entry("+8613800138000"), "bad");
	CHECK_STR(read_entry("+1.2345"), "bad");
	CHECK_STR(read_entry("-1-2"), "bad");
}

TEST(letters_search)
{
	CHECK_STR(read_entry("kkkl"), "search - - kkkl");
	CHECK_STR(read_entry("\xE5\x8F\xAF\xE4\xB9\x90"), "search - - \xE5\x8F\xAF\xE4\xB9\x90");
	CHECK_STR(read_entry("milk 250ml*12"), "search - - milk 250ml*12");
	CHECK_STR(read_entry("A123"), "search - - A123");
	CHECK_STR(read_entry("a@b"), "search - - a@b");
	CHECK_STR(read_entry("3*apple"), "search 3 - apple");
	CHECK_STR(read_entry("*apple"), "search - - *apple");
	CHECK_STR(read_entry("-apple"), "search - - -apple");
}

TEST(full_width_is_narrowed)
{
	CHECK_STR(read_entry("\xEF\xBC\x93\xEF\xBC\x8A\xEF\xBC\x94\xEF\xBC\x92"), "code 3 - 42"); /* 3*42 */
	CHECK_STR(read_entry("\xEF\xBC\x99\xEF\xBC\x8E\xEF\xBC\x99\xEF\xBC\x8F" "42"), "code - 9.90 42");
	CHECK_STR(read_entry("\xE3\x80\x80\xEF\xBC\x94\xEF\xBC\x92\xE3\x80\x80"), "code - - 42");
	CHECK_STR(read_entry("\xEF\xBC\x8B\xEF\xBC\x92"), "adjust 2"); /* +2 */
}

TEST(what_cannot_be_meant)
{
	CHECK_STR(read_entry(""), "empty");
	CHECK_STR(read_entry("   "), "empty");
	CHECK_STR(read_entry("0*42"), "bad");
	CHECK_STR(read_entry("1000001*42"), "bad");
	CHECK_STR(read_entry("6901234567892*3"), "bad");
	CHECK_STR(read_entry("9.999/42"), "bad");
	CHECK_STR(read_entry("1.2.3/42"), "bad");
	CHECK_STR(read_entry("./42"), "bad");
	CHECK_STR(read_entry("0*9.9/42"), "bad");
	CHECK_STR(read_entry("3*..."), "bad");
	CHECK_STR(read_entry("?!"), "bad");
	arena_release(&arena);
}

T_MAIN
