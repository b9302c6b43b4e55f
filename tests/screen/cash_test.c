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

PICTURES(pictures, till_ready_in, "cash", scenes)

static bool begin(struct till *t, const char *lang, const char *number, const char *pin)
{
	return till_start(t, &(struct vt_options){ .lang = lang }) && open_shift(t, number, pin);
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

static bool begin_closing(struct till *t, const char *lang)
{
	if (!begin(t, lang, "2001", "331827"))
		return false;
	play(t, "{" CORN "}<f9>{SLIP0001}{" CORN "}<f12>");
	return true;
}

PICTURES(an_evening, begin_closing, "closing", closing)

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

static bool begin_office(struct till *t, const char *lang)
{
	if (!begin(t, lang, MANAGER, MANAGER_PIN))
		return false;
	play(t, "{" CORN "}<f12>:safe-count<enter>8000<enter>:bag<enter>5000<enter>{AB123456}{" BADGE_LEAD "}");
	return true;
}

PICTURES(the_office, begin_office, "office_cash", office)

T_MAIN
