/* ring_fuzz.c - lines as `sale ring` reads them, one act a line: whatever they ask, the basket's figures add up, what
 * is said and shown is clean, and the store stays sound. PINs are not guessed here: who signs on is the shop's. */
#include "shop.h"

static void check_basket(const struct till_view *v)
{
	const struct basket *b = v->basket;
	int64_t sold = 0, back = 0, discounts = 0, by_line = 0;

	for (int i = 0; i < b->line_count; i++) {
		const struct line *l = &b->lines[i];

		MUST(fuzz_is_clean(l->name) && fuzz_is_clean(l->code) && fuzz_is_clean(l->unit));
		MUST(l->qty_milli > 0 && l->paid_minor >= 0 && l->discount_minor >= 0);
		if (l->flags & LINE_RETURN)
			back += l->paid_minor;
		else
			sold += l->paid_minor;
		by_line += l->flags & LINE_RETURN ? 0 : l->discount_minor;
	}
	for (int i = 0; i < b->discount_count; i++)
		discounts += b->discounts[i].amount_minor;
	MUST(sold == b->due_minor && back == b->refund_minor);
	MUST(discounts >= by_line);
	MUST(sold <= MONEY_MAX && v->due_minor == sold - back);
}

static bool allowed(enum action act)
{
	return act != ACT_NONE && act != ACT_SIGN_ON && act != ACT_SIGN_OFF && act != ACT_LOCK && act != ACT_APPROVE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_shop *s = fuzz_shop();
	char *text = fuzz_text(data, size), *save = NULL;

	for (char *line = strtok_r(text, "\r\n", &save); line; line = strtok_r(NULL, "\r\n", &save)) {
		size_t n;
		enum action act;

		line += strspn(line, " \t");
		n = strcspn(line, " \t");
		act = action_find(arena_strndup(&s->a, line, n));
		if (!allowed(act))
			continue;
		(void)fuzz_act(s, act, line + n + strspn(line + n, " \t"));
		check_basket(till_view(s->t));
	}
	free(text);
	return 0;
}
