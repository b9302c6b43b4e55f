/* prompts_test.c - the word that an act of the till asks for when none was typed, each as a golden picture in both
 * languages. GENERATE=1 makes them anew. */
#include "scenes.h"

static const struct scene prompts[] = {
	{ "qty", ":qty<enter>", "<esc>", ONE_SIZE },
	{ "price", ":price<enter>", "<esc>", ONE_SIZE },
	{ "bill_discount", ":bill-discount<enter>", "<esc>", ONE_SIZE },
	{ "add_item", ":add-item<enter>", "<esc>", ONE_SIZE },
	{ "swap", ":swap<enter>", "<esc>", ONE_SIZE },
	{ "seller", ":seller<enter>", "<esc>", ONE_SIZE },
	{ "staff_sale", ":staff-sale<enter>", "<esc><del>", ONE_SIZE },
	{ "empties", ":empties<enter>", "<esc>", ONE_SIZE },
	{ "return_all", ":return-all<enter>", "<esc>", ONE_SIZE },
	{ "pick_up", ":pick-up<enter>", "<esc>", ONE_SIZE },
	{ "change_in", ":change-in<enter>", "<esc>", ONE_SIZE },
	{ "pay_in", ":pay-in<enter>", "<esc>", ONE_SIZE },
	{ "pay_out", ":pay-out<enter>", "<esc>", ONE_SIZE },
	{ "bag", ":bag<enter>", "<esc>", ONE_SIZE },
	{ "banked", ":bag-banked<enter>", "<esc>", ONE_SIZE },
	{ "safe_count", ":safe-count<enter>", "<esc>", ONE_SIZE },
	{ "safe_in", ":safe-in<enter>", "<esc>", ONE_SIZE },
	{ "take_drawer", ":take-drawer<enter>", "<esc>", ONE_SIZE },
	{ "return_line", ":return-line<enter>", "<esc>", ONE_SIZE },
	{ "top_up", ":top-up<enter>", "<esc>", ONE_SIZE },
	{ "tender", ":tender<enter>", "<esc>", ONE_SIZE },
	{ "no_sales", ":no-sale<enter>1:no-sale<enter>1:no-sale<enter>1:no-sale<enter>1:no-sale<enter>1"
		":no-sale<enter>1:no-sale<enter>1", "<esc>", ONE_SIZE },
	{ "no_such_act", ":nothing<enter>", "", ONE_SIZE },
};

static bool begin(struct till *t, const char *lang)
{
	if (!till_start(t, &(struct vt_options){ .lang = lang }) || !open_shift(t, MANAGER, MANAGER_PIN))
		return false;
	scan(t, CORN);
	return sees(t, "  1 ");
}

PICTURES(prompts, begin, "prompt", prompts)

/* --- a clock that is not to be believed ------------------------------------------------------------ */

/* The program again, by another clock, and the cashier at it. */
static bool at(struct till *t, const char *lang, const char *now)
{
	char dir[700];

	snprintf(dir, sizeof dir, "%s/till%d", t_tmpdir(), till_number);
	vt_free(t->vt);
	till_launch(t, &(struct vt_options){ .lang = lang }, dir, now);
	if (!sees(t, "1008"))
		return false;
	sign_on(t, "1008", "2468");
	return true;
}

static const struct scene jump[] = { { "day_jump", "<enter>", "<esc>", ONE_SIZE } };

static bool begin_jump(struct till *t, const char *lang)
{
	return till_start(t, &(struct vt_options){ .lang = lang }) && at(t, lang, "2026-11-24T09:00:00+08:00") &&
		sees(t, "500.00");
}

PICTURES(day_jump, begin_jump, "prompt", jump)

static const struct scene went_back[] = { { "clock_back", "<f12>", "<esc>", ONE_SIZE } };

static bool begin_went_back(struct till *t, const char *lang)
{
	if (!till_ready(t, &(struct vt_options){ .lang = lang }) || !at(t, lang, "2026-11-21T18:30:00+08:00") ||
		!sees(t, " 0.00"))
		return false;
	scan(t, CORN);
	return sees(t, "  1 ");
}

PICTURES(clock_back, begin_went_back, "prompt", went_back)

T_MAIN
