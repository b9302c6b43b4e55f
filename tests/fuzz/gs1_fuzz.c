/* gs1_fuzz.c - a code of fields, or what pretends to be one: what is read holds what the norm allows, and written as it
 * is printed reads the same. */
#include "fuzz.h"

#include <stdio.h>

#include "base/clock.h"
#include "model/code.h"
#include "model/gs1.h"
#include "model/money.h"

#define TODAY 20261121

static void check_text(const char *text)
{
	MUST(strlen(text) <= GS1_TEXT_MAX);
	for (; *text; text++)
		MUST(*text > ' ' && *text < 0x7F);
}

static void check_day(int32_t day)
{
	MUST(day == 0 || (day_valid(day) && day > 19700000 && day < 20800000));
}

/* Not when a bracket in a batch would end it. */
static void check_again(const struct gs1 *g)
{
	char text[200];
	struct gs1 again;

	if (strpbrk(g->batch, "()"))
		return;
	snprintf(text, sizeof text, "(01)%s%s%s", g->gtin, *g->batch ? "(10)" : "", g->batch);
	if (g->expiry_day)
		snprintf(text + strlen(text), sizeof text - strlen(text), "(17)%06d", g->expiry_day % 1000000);
	MUST(gs1_read(text, TODAY, &again));
	MUST(strcmp(again.gtin, g->gtin) == 0 && strcmp(again.batch, g->batch) == 0);
	MUST(again.expiry_day == g->expiry_day);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	struct gs1 g;

	if (gs1_read(text, TODAY, &g)) {
		MUST(strlen(g.gtin) == 14 && gtin_valid(g.gtin));
		check_text(g.batch);
		check_text(g.serial);
		check_day(g.made_day);
		check_day(g.best_before_day);
		check_day(g.sell_by_day);
		check_day(g.expiry_day);
		MUST(g.weight_milli >= 0 && g.amount_minor >= 0 && g.count_milli >= 0);
		MUST(g.amount_minor <= MONEY_MAX);
		check_again(&g);
	} else {
		MUST(!*g.gtin && !*g.batch && !g.expiry_day && !g.has_weight && !g.has_amount);
	}
	free(text);
	return 0;
}
