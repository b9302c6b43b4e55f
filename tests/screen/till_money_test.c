/* till_money_test.c - the pictures of taking money: each dialog of means of payment, vouchers, accounts, orders,
 * foreign notes, cheques, tips, corrections, and of payments whose outcome is not known; in Chinese and English, as
 * golden files. A provider's program (tests/sim/gateway.h) stands behind one till. */
#include "scenes.h"

#include "../sim/gateway.h"
#include "base/clock.h"

#define USED "88000000015"    /* 50.00, forfeits its rest */
#define FRESH "88000000022"
#define REFUND "8900000014"   /* at most 200.00, for goods that come back */
#define REFUND_2 "8900000021"
#define SLIP "970000100000100250"
#define KEEPS "88000000091"   /* 100.00, keeps it */

static const char *const office[] = {
	"tender set 11 --active yes", "tender set 12 --active yes", "tender set 13 --active yes",
	"tender set 14 --active yes", "tender set 2 --approve-above 100",
	"tender add U 美元 --name-en Dollars --kind foreign --currency USD --over change",
	"currency set USD 7.1234 --source 中国银行",
	"voucher kind add A 50元购物券 50", "voucher kind add B 100元礼品券 100 --rest keep",
	"voucher receive A " USED " 88000000046", "voucher receive B " KEEPS " 88000000107",
	"voucher hand 01 " USED " 88000000046", "voucher hand 01 " KEEPS " 88000000107",
	"voucher kind add R 退货券 200 --days 180 --refund yes", "voucher receive R " REFUND " " REFUND_2,
	"voucher hand 01 " REFUND " " REFUND_2,
	"product add 瓶机小票 --category 1010 --department 01 --number SLIP --price 0.50 --flags deposit",
	"setting set bottle.article SLIP", "setting set bottle.slips 970MMMMNNNNNNPPPPP",
	"account add 1001 东街道办 --limit 50 --terms 30",
};

static const struct scene scenes[] = {
	{ "tenders", "{" POPCORN "}<enter><wait:+7 >+", "<esc>" },
	{ "reference", "<f9>", "<esc>", ONE_SIZE },
	{ "too_much", "30<f9>", "<esc>", ONE_SIZE },
	{ "voucher_not_sold", "{" USED "}", "", ONE_SIZE },
	{ "voucher_line", "<esc>{" USED "}", "", ONE_SIZE },
	{ "tip_donation", ":tip 2<enter>:donation 1<enter>", "<f12>", ONE_SIZE },
	{ "voucher_taken", "6*{" POPCORN "}<enter>{" USED "}", "", ONE_SIZE },
	{ "voucher_twice", "{" USED "}", "<f12>", ONE_SIZE },
	{ "voucher_used", "{" POPCORN "}<enter>{" USED "}", "<esc>{" KEEPS "}<f12>", ONE_SIZE },
	{ "voucher_rest", "{" POPCORN "}<enter>{" KEEPS "}", "", ONE_SIZE },
	{ "account_asked", "{" POPCORN "}<enter>:tender 12<enter>", "", ONE_SIZE },
	{ "account_unknown", "1009<enter>", "<esc>", ONE_SIZE },
	{ "account_chosen", ":tender 12 5 1001<enter>", "", ONE_SIZE },
	{ "account_limit", "<f12>6*{" POPCORN "}<enter>:tender 12 50 1001<enter>", "{" BADGE_MANAGER "}" },
	{ "dollars", "<f12>{" POPCORN "}<enter>:tender U 5<enter>", "", ONE_SIZE },
	{ "cheque", "{" POPCORN "}<enter>:tender 14<enter>", "<esc><f12>", ONE_SIZE },
	{ "payback_nothing", ":payback-cash<enter>", "", ONE_SIZE },
	{ "approval", "12*{" POPCORN "}<enter><f9>SLIP0001<enter>", "" },
	{ "approved", "{" BADGE_LEAD "}", "", ONE_SIZE },
	{ "correction", "{" POPCORN "}<f12>:correct-tender 01-1-000014 1 2 SLIP0002<enter>", "{" BADGE_LEAD "}" },
	{ "correction_reason", "", "1" },
	{ "corrected", "", "", ONE_SIZE },
	{ "order", ":order 30 120 王女士 生日蛋糕<enter>", "", ONE_SIZE },
	{ "order_paid", "<enter>50<enter>", "", ONE_SIZE },
	{ "order_back", ":order-refund 1001<enter>", "{" BADGE_LEAD "}" },
	{ "order_back_reason", "", "2", ONE_SIZE },
	{ "order_back_done", "", "", ONE_SIZE },
	{ "statement", ":statement 1001<enter>", "", ONE_SIZE },
	{ "refund_as_voucher", ":return 01-1-000014<enter>{" POPCORN "}{" REFUND "}", "1" },
	{ "refund_given", "", "", ONE_SIZE },
	{ "slip_off_bill", "{" POPCORN "}{" SLIP "}", "<f12>" },
	{ "slip_again", "{" SLIP "}", "", ONE_SIZE },
	{ "refund_not_sold", "{" REFUND_2 "}", "<esc>", ONE_SIZE },
	{ "tip_asked", ":tip<enter>", "<esc>", ONE_SIZE },
	{ "voucher_asked", ":sell-voucher<enter>", "<esc>", ONE_SIZE },
	{ "pay_account_form", ":pay-account<enter>", "<esc>", ONE_SIZE },
	{ "statement_form", ":statement<enter>", "<esc>", ONE_SIZE },
	{ "correction_form", ":correct-tender<enter>", "<esc>" },
	{ "order_form", ":order<enter>30<enter>", "<esc>" },
	{ "order_filled", ":order 30<enter>120<enter><slow:Grace Chen><enter><slow:cake of 8 inches><enter>", "<esc>1",
		ONE_SIZE },
	{ "large_change", "{" POPCORN "}700<f12>", "<esc><esc><del>", ONE_SIZE },
};

/* The terminal is asked by a person, then nobody knows. */
static const struct scene unknown[] = {
	{ "outside_begun", "", "" },
	{ "outside_menu", "<f10>", "<esc>", ONE_SIZE },
	{ "outside_open", "<f12>", "", ONE_SIZE },
	{ "outside_unknown", ":not-known<enter>", "" },
	{ "outside_two_persons", ":not-taken<enter>", "{" BADGE_LEAD "}" },
	{ "outside_not_taken", "", "<f12>", ONE_SIZE },
};

static bool stands(struct till *t, const char *lang)
{
	if (!CHECK(till_start(t, &(struct vt_options){ .lang = lang })))
		return false;
	for (size_t i = 0; i < sizeof office / sizeof office[0]; i++)
		if (!CHECK(as_manager(office[i])))
			printf("# %s\n", office[i]);
	return CHECK(open_shift(t, "1008", "2468"));
}

PICTURES(pictures, stands, "taking", scenes)

/* The till notices within a second or two that its cards are asked for outside; until then it asks for a slip. */
static bool begins_outside(struct till *t, const char *slip, const char *mark)
{
	int64_t until = clock_mono_ms() + 2 * VT_LIMIT_MS;

	play(t, "{" POPCORN "}<enter>");
	while (clock_mono_ms() < until) {
		play(t, "<f9>");
		vt_quiet(t->vt);
		if (has(t, mark))
			return true;
		if (has(t, slip))
			play(t, "<esc>");
	}
	return false;
}

static bool begin_unknown(struct till *t, const char *lang)
{
	bool en = strcmp(lang, "en") == 0;

	return stands(t, lang) &&
		CHECK(as_manager("tender set 2 --flags 'reference refund outside' --approve-above never")) &&
		begins_outside(t, en ? "Reference" : "参考号>", en ? "taken or not?" : "收到没有?");
}

PICTURES(not_known, begin_unknown, "taking", unknown)

/* What keeps a day open is named in the office, too, also a payment of which nobody knows yet. */
TEST(an_unknown_outcome_is_named_in_the_office)
{
	struct till t, office_beside;

	if (!CHECK(begin_unknown(&t, "en")))
		return;
	beside(&office_beside, "office", "en");
	CHECK(office_manage(&office_beside));
	press(&office_beside, ":open days<enter><enter>");
	CHECK(sees(&office_beside, "What is open on"));
	CHECK(sees(&office_beside, "Outcome unknown"));
	till_end(&office_beside);
	till_end(&t);
}

static bool connected(struct till *t, const struct gateway *g)
{
	int64_t until = clock_mono_ms() + VT_LIMIT_MS;

	while (!g->hellos && clock_mono_ms() < until)
		vt_read_for(t->vt, SCAN_GAP_MS);
	return g->hellos;
}

/* A payment code is scanned; the provider is slow, then it is cancelled; then it is taken. */
static void asked(const char *lang)
{
	struct gateway *g = gw_begin(t_tmpdir());
	char set[300];
	struct till t;

	g->mode = GW_SLOW;
	if (!stands(&t, lang))
		return;
	snprintf(set, sizeof set, "setting set pay.gateway %s", g->path);
	CHECK(as_manager("tender set 3 --flags 'reference refund outside'"));
	CHECK(as_manager(set));
	CHECK(connected(&t, g));
	play(&t, "{" POPCORN "}<enter>{134567890123456789}");
	vt_quiet(t.vt);
	take_both(&t, "taking", "asked");
	g->mode = GW_MUTE;
	play(&t, "<del>");
	vt_quiet(t.vt);
	take(&t, "taking", "cancelling");
	g->mode = GW_TAKE;
	CHECK(sees(&t, strcmp(lang, "en") == 0 ? "is not charged" : "不会扣款"));
	play(&t, "{134567890123456788}");
	CHECK(sees(&t, "01-1-000005"));
	CHECK_INT(gw_holds(g), 990);
	till_end(&t);
	gw_end(g);
}

IN_BOTH_LANGUAGES(asked, asked)

T_MAIN
