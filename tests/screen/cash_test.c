/* cash_test.c - the pictures of the cash office: its dialogs in Chinese and English, 80x24 and 120x40, as golden files.
 * One till plays all scenes of a language in a row. */
#include "scenes.h"

static const struct scene scenes[] = {
	{ "drop", ":drop<enter>200", "<enter>" },
	{ "dropped", "", "" },
	{ "drop_again", "200:drop<enter>", "<esc>" },
	{ "pick_up", "<esc>:pick-up<enter>100<enter>", "{" BADGE_LEAD "}" },
	{ "pay_out_kind", ":pay-out<enter>35<enter>", "" },
	{ "pay_out_voucher", "1", "{INV-0012}" },
	{ "paid_out", "", "" },
	{ "bag_witness", "{" BADGE_MANAGER "}:safe-count<enter>8000<enter>:bag<enter>5000<enter>{AB123456}",
		"{" BADGE_LEAD "}" },
	{ "bag_sealed", "", "" },
	{ "bag_banked", ":bag-banked<enter>", "{AB123456}" },
	{ "banked", "", "" },
};

static void play_all(const char *lang)
{
	struct till t;

	if (!CHECK(till_start(&t, &(struct vt_options){ .lang = lang })))
		return;
	play(&t, "1008<enter>2468<enter><enter>");
	play_scenes(&t, "cash", SCENES(scenes));
	till_end(&t);
}

TEST(pictures_in_chinese) { play_all("zh_CN"); }
TEST(pictures_in_english) { play_all("en"); }

T_MAIN
