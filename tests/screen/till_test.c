/* till_test.c - the pictures of the till: every screen and dialog in Chinese and English, 80x24 and
 * 120x40, as golden files; then what pictures cannot show. One till plays all scenes of a language in
 * a row; each scene leads from the empty or filled basket and back. */
#include "till_fixture.h"

#define FRUIT_BASKET "37<enter>" /* an open price */
#define BADGE_LEAD "0009150311"
#define LOOSE_SEEDS "431<enter>" /* sold by weight */

static const struct scene { const char *name, *in, *out; } scenes[] = {
	{ "signon_wrong", "1008<enter>0000<enter>", "<esc>" },
	{ "shift", "1008<enter>2468<enter>", "" },
	{ "empty", "<enter>", "" },
	{ "refused", "<enter>", "" },
	{ "search", "cct", "<esc>" },
	{ "search_digits", "69516", "<esc>" },
	{ "found_nothing", "zzzz<enter>", "<esc>" },
	{ "unknown", "{" UNKNOWN "}", "" },
	{ "unknown_amount", "1", "12.5" },
	{ "department_sold", "<enter>", "<del>" },
	{ "department", "<f10>4", "<esc>" },
	{ "menu", "<f10>", "" },
	{ "menu_2", "<f10>", "<esc>" },
	{ "prompt", ":vo", "" },
	{ "prompt_tab", "<tab>l<tab>", "<esc>" },
	{ "help", "<f1>", "<esc>" },
	{ "price_armed", "<f5>", "" },
	{ "price_answer", "{" CORN "}", "<esc>" },
	{ "prefix", "24*<enter>", "<esc>" },
	{ "weight", LOOSE_SEEDS, "" },
	{ "weighed", "1.258<enter>", "" },
	{ "open_price", FRUIT_BASKET, "" },
	{ "large", "68.8<enter>200*{" POPCORN "}", "<esc>" },
	{ "basket", "{" CORN "}2*{" POPCORN "}3*16<enter>", "" },
	{ "override", "6.5/{" SEEDS "}", "1" },
	{ "marked", "<up><up>", "" },
	{ "discount_ask", "<f4>", "<esc>" },
	{ "discount_reason", "<esc><up><up><up>5<f4>", "" },
	{ "discounted", "1", "<esc>" },
	{ "approval", "<up><up><up>50<f4>1", "" },
	{ "approval_refused", "1009<enter>13579<enter>", "<esc><esc>" },
	{ "typing", "123", "<esc>" },
	{ "cancel", "<esc>", "<esc>" },
	{ "held", "<f3>", "{" CORN "}<f3>" },
	{ "recall", "<f3>", "1" },
	{ "payment", "<enter>", "" },
	{ "payment_typed", "50", "" },
	{ "payment_part", "<enter>", "" },
	{ "payment_more", "500", "<esc>" },
	{ "payment_menu", "+", "<esc>" },
	{ "payment_chosen", "<down>", "<up>" },
	{ "payment_reference", "10<f9>", "" },
	{ "payment_card", "{000123004567}", "" },
	{ "payment_removed", "<del>", "" },
	{ "payment_taken", "<esc><f3>", "<enter>" },
	{ "done", "500<f12>", "" },
	{ "void_approval", "<f10>3", "" },
	{ "void_reason", "{" BADGE_LEAD "}", "<esc>" },
	{ "receipts", "<f6>", "" },
	{ "receipt", "<enter>", "" },
	{ "reprint_reason", "1", "<esc>" },
	{ "return", "<esc><down><down><down><enter>2", "" },
	{ "return_line", "2*2<enter>", "" },
	{ "return_chosen", "<down><down><down>", "<esc>" },
	{ "return_reason", "<enter>", "" },
	{ "refund", "1", "" },
	{ "given_back", "<enter>", "" },
	{ "return_ask", "<f10>2", "<esc>" },
	{ "count", "<f10>9", "" },
	{ "count_pieces", "5<down>3<down>2", "" },
	{ "held_left", "<home><enter>", "<esc><f3><esc>1" },
	{ "locked", "<f10>8", "2468<enter>" },
	{ "x_approval", "<f10>7", "<esc>" },
	{ "x_report", "{" BADGE_LEAD "}<f10>7", "<esc>" },
	{ "no_sale", "<f10>6", "<esc>" },
	{ "counted", "<f10>9500<enter>", "" },
	{ "closed", "<enter>", "" },
};

static void take_both(struct till *t, const char *lang, const char *name)
{
	char golden[100];

	snprintf(golden, sizeof golden, "till_%s_80x24_%s", lang, name);
	CHECK(vt_golden(t->vt, golden));
	vt_resize(t->vt, 40, 120);
	snprintf(golden, sizeof golden, "till_%s_120x40_%s", lang, name);
	CHECK(vt_golden(t->vt, golden));
	vt_resize(t->vt, 24, 80);
}

static void play_scenes(const char *lang)
{
	struct till t;

	if (!CHECK(till_start(&t, &(struct vt_options){ .lang = lang })))
		return;
	take_both(&t, lang, "signon");
	for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
		play(&t, scenes[i].in);
		vt_quiet(t.vt);
		take_both(&t, lang, scenes[i].name);
		play(&t, scenes[i].out);
		vt_quiet(t.vt);
	}
	till_end(&t);
}

TEST(pictures_in_chinese)
{
	play_scenes("zh_CN");
}

TEST(pictures_in_english)
{
	play_scenes("en");
}

T_MAIN
