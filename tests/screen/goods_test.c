/* goods_test.c - what the till asks because of the goods, pictured in Chinese and English, at 80x24 and 120x40: a
 * buyer's age, a carrier bag, pages of quick keys, a weight, a price while a customer pays, amounts that are large. */
#include "scenes.h"

#define LOOSE_SEEDS "431"

static const struct scene scenes[] = {
	{ "quick_keys", "<tab>", "" },
	{ "quick_page", "5", "<esc><esc>" },
	{ "weight", LOOSE_SEEDS "<enter>", "" },
	{ "weight_bad", "0<enter>", "<esc>", ONE_SIZE },
	{ "age", "{6900000000021}", "" },
	{ "age_bad", "2026<enter>", "", ONE_SIZE },
	{ "age_refused", "0<enter>", "", ONE_SIZE },
	{ "age_seen", "{6900000000021}19901231<enter>", "" },
	{ "bag", "{" CORN "}<enter>", "" },
	{ "bag_chosen", "2<enter>", "" },
	{ "price_in_payment", "<enter><f5>{" POPCORN "}", "<esc>" },
	{ "line_note", ":line-note<enter>", "<esc>", ONE_SIZE },
	{ "bill_note", ":bill-note<enter>", "<esc>", ONE_SIZE },
	{ "large_quantity", "300*{" POPCORN "}", "<esc>" },
	{ "large_bill", "90*{" CORN "}90*{" POPCORN "}<enter>", "<enter>" },
};

/* Beer for grown-ups, bags that are asked for, and a bill that is soon large. */
static bool set_up(void)
{
	char path[700], words[800];
	FILE *f;

	snprintf(path, sizeof path, "%s/beer.csv", t_tmpdir());
	f = fopen(path, "w");
	if (!CHECK(f != NULL))
		return false;
	fputs("number,barcode,name,name_en,unit,price,age_min\n"
		"GT1,6900000000021,青岛啤酒500ml,Tsingtao Beer 500ml,罐,5.50,18\n", f);
	fclose(f);
	snprintf(words, sizeof words, "product import '%s'", path);
	return CHECK(as_manager(words)) && CHECK(as_manager("setting set bag.articles '16 17 18'")) &&
		CHECK(as_manager("setting set bag.ask yes")) &&
		CHECK(as_manager("setting set till.large-bill-minor 60000"));
}

/* What was refused, in the office. */
static const struct scene refused[] = {
	{ "refusals", ":open refusals<enter>", "" },
	{ "refusals_found", "1009", "", ONE_SIZE },
};

static void in_the_office(const char *lang)
{
	struct till t;
	char dir[620];

	snprintf(dir, sizeof dir, "%s/till%d", t_tmpdir(), till_number);
	till_screen = "office";
	till_launch(&t, &(struct vt_options){ .lang = lang }, dir, TILL_LATER);
	till_screen = "till";
	if (!CHECK(sees(&t, MANAGER "  ")))
		return;
	sign_on(&t, MANAGER, MANAGER_PIN);
	if (CHECK(sees(&t, MANAGER " ")))
		play_scenes(&t, "goods", SCENES(refused));
	till_end(&t);
}

static void play_all(const char *lang)
{
	struct till t;

	if (!CHECK(till_start(&t, &(struct vt_options){ .lang = lang })) || !set_up())
		return;
	sign_on(&t, "1008", "2468");
	sees(&t, "500.00");
	press(&t, "<enter>");
	sees(&t, "0.00");
	play_scenes(&t, "goods", SCENES(scenes));
	till_end(&t);
	in_the_office(lang);
}

TEST(pictures_in_chinese) { play_all("zh_CN"); }
TEST(pictures_in_english) { play_all("en"); }

T_MAIN
