/* cash_test.c - the pictures of the cash office: its dialogs in Chinese and English, 80x24 and 120x40, as golden files.
 * One till plays all scenes of a language in a row. */
#include "till_fixture.h"

#define BADGE_LEAD "0009150311"
#define BADGE_MANAGER "0012660101"

static const struct scene { const char *name, *in, *out; } scenes[] = {
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

static void take_both(struct till *t, const char *lang, const char *name)
{
	char golden[100];

	snprintf(golden, sizeof golden, "cash_%s_80x24_%s", lang, name);
	CHECK(vt_golden(t->vt, golden));
	vt_resize(t->vt, 40, 120);
	snprintf(golden, sizeof golden, "cash_%s_120x40_%s", lang, name);
	CHECK(vt_golden(t->vt, golden));
	vt_resize(t->vt, 24, 80);
}

static void play_scenes(const char *lang)
{
	struct till t;

	if (!CHECK(till_start(&t, &(struct vt_options){ .lang = lang })))
		return;
	play(&t, "1008<enter>2468<enter><enter>");
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
