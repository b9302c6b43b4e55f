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

/* A PIN typed at the speed of a machine would be a scan. */
static void begin(struct till *t, const char *number, const char *pin)
{
	sign_on(t, number, pin);
	CHECK(sees(t, "500.00"));
	press(t, "<enter>");
	CHECK(sees(t, "0.00"));
}

/* The end of a shift: what it did so far, the drawer counted, and closed. */
static const struct scene closing[] = {
	{ "x_report", ":x-report<enter>", "" },
	{ "x_report_end", "<end>", "<esc>" },
	{ "count", ":count<enter>", "" },
	{ "count_sum", "5*100+39.90", "<home>" },
	{ "count_others", "<tab>39.90", "" },
	{ "counted", "<enter>", "" },
	{ "closed", "<enter>", "" },
};

static void play_closing(const char *lang)
{
	struct till t;

	if (!CHECK(till_start(&t, &(struct vt_options){ .lang = lang })))
		return;
	begin(&t, "2001", "331827");
	play(&t, "{" CORN "}<f9>");
	play(&t, "{SLIP0001}");
	play(&t, "{" CORN "}<f12>");
	play_scenes(&t, "closing", SCENES(closing));
	till_end(&t);
}

TEST(an_evening_in_chinese) { play_closing("zh_CN"); }
TEST(an_evening_in_english) { play_closing("en"); }

/* The manager's evening: what is open, a bag to the bank, who was over or short; the day closed, and opened again. */
static const struct scene office[] = {
	{ "open", ":cash-office<enter>", "" },
	{ "kept_open", "<enter>", "" },
	{ "bags", "<tab>", "" },
	{ "bag_banked", "<enter>", "<esc>{" CORN "}:defer<enter>:count<enter>505<enter><enter>" },
	{ "over_short", ":cash-office<enter><tab><tab>", "<tab>" },
	{ "left_open", "", "" },
	{ "close_anyway", "<enter>", "" },
	{ "day_ended", "<enter>", "<esc>" },
	{ "reopen_reason", ":reopen-day<enter>", "" },
	{ "reopen_second", "1", "" },
	{ "reopen_pin", "3002<enter>482", "" },
	{ "reopened", "057<enter>", "" },
};

static void play_office(const char *lang)
{
	struct till t;

	if (!CHECK(till_start(&t, &(struct vt_options){ .lang = lang })))
		return;
	begin(&t, "3001", "615902");
	play(&t, "{" CORN "}<f12>");
	play(&t, ":safe-count<enter>8000<enter>");
	play(&t, ":bag<enter>5000<enter>");
	play(&t, "{AB123456}");
	play(&t, "{" BADGE_LEAD "}");
	play_scenes(&t, "office_cash", SCENES(office));
	till_end(&t);
}

TEST(the_office_in_chinese) { play_office("zh_CN"); }
TEST(the_office_in_english) { play_office("en"); }

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
