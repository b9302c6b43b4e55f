/* goods_test.c - what the till asks because of the goods, pictured in Chinese and English, at 80x24 and 120x40: a
 * buyer's age, a carrier bag, pages of quick keys, a weight, a price while a customer pays, amounts that are large. */
#include "scenes.h"

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
	static const char beer[] = "number,barcode,name,name_en,unit,price,age_min\n"
		"GT1,6900000000021,青岛啤酒500ml,Tsingtao Beer 500ml,罐,5.50,18\n";
	char path[700], words[800];

	snprintf(path, sizeof path, "%s/beer.csv", t_tmpdir());
	snprintf(words, sizeof words, "product import '%s'", path);
	return CHECK(t_write(path, beer)) && CHECK(as_manager(words)) &&
		CHECK(as_manager("setting set bag.articles '16 17 18'")) &&
		CHECK(as_manager("setting set bag.ask yes")) &&
		CHECK(as_manager("setting set till.large-bill-minor 60000"));
}

/* What was refused, in the office. */
static const struct scene refused[] = {
	{ "refusals", ":open refusals<enter>", "" },
	{ "refusals_found", "1009", "", ONE_SIZE },
};

static bool begin(struct till *t, const char *lang)
{
	return till_start(t, &(struct vt_options){ .lang = lang }) && set_up() && open_shift(t, "1008", "2468");
}

static bool begin_office(struct till *t, const char *lang)
{
	beside(t, "office", lang);
	return sees(t, MANAGER) && office_manage(t);
}

/* At a till, then at the office of the same shop. */
static void play_shop(const char *lang)
{
	play_all(begin, lang, "goods", SCENES(scenes));
	play_all(begin_office, lang, "goods", SCENES(refused));
}

IN_BOTH_LANGUAGES(pictures, play_shop)

T_MAIN
