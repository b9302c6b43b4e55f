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

T_MAIN
