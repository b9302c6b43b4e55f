/* office_money_test.c - the office's screens of money and of the cash office in a pty: golden pictures in both
 * languages, then whole tasks by keys, looked at by another program on the same shop. GENERATE=1 makes the pictures
 * anew. */
#include "scenes.h"

#define SERIAL "88000000015"
#define SERIAL_3 "88000000039"
#define SERIAL_5 "88000000053"

/* What is listed is put there by the same keys: kinds, a delivery handed to a till, an account, a rate. */
static void fill(struct till *t)
{
	press(t, ":open voucher-kinds<enter><f3>A<enter>Voucher 50<enter><enter>50<enter>365<f12>");
	sees(t, "Voucher 50");
	press(t, "<esc>:open vouchers<enter><f3>A<enter>");
	press(t, SERIAL "<enter>" SERIAL_5 "<f12>");
	sees(t, SERIAL_5);
	press(t, "<f5>101<enter><down>" SERIAL_3 "<f12>");
	sees(t, " 01 ");
	press(t, "<esc>:open accounts<enter><f3>1001<enter>Street office<enter>13800138000<enter>500<f12>");
	sees(t, "Street office");
	press(t, "<esc>:open rates<enter><f3>USD<enter>7.1234<enter>Bank<f12>");
	sees(t, "7.1234");
	press(t, "<esc>");
}

/* A card payment whose outcome nobody knows. */
static bool leave_unknown(void)
{
	return as_manager("tender set 2 --flags 'reference refund outside'") &&
		rings("shift-open 500\\nscan 6924591500241\\npay\\ntender 2 15\\nnot-known");
}

static const struct scene scenes[] = {
	{ "menu", "8", "<esc>", ONE_SIZE },
	{ "shifts", ":open shifts<enter>", "" },
	{ "shift_deeds", "<f5>", "", ONE_SIZE },
	{ "shift", "1", "<esc>" },
	{ "counts", "<f5>2", "<esc><esc>", ONE_SIZE },
	{ "days", ":open days<enter>", "", ONE_SIZE },
	{ "day_open", "<enter>", "<esc>", ONE_SIZE },
	{ "day_deeds", "<f5>", "", ONE_SIZE },
	{ "day_reopen", "5", "<esc><esc>", ONE_SIZE },
	{ "bag", ":open safe<enter><f3>", "<esc>", ONE_SIZE },
	{ "safe_deeds", "<f5>", "<esc><esc>", ONE_SIZE },
	{ "cash", ":open cash<enter>", "<esc>", ONE_SIZE },
	{ "export", ":open accounting<enter><f3>", "<esc><esc>", ONE_SIZE },
	{ "variance", ":open variance<enter>", "<esc>" },
	{ "figures", ":open figures<enter><left>", "<esc>" },
	{ "vouchers", ":open vouchers<enter>", "" },
	{ "voucher", "<enter>", "<esc>", ONE_SIZE },
	{ "voucher_deeds", "<f5>", "", ONE_SIZE },
	{ "voucher_block", "3", "<esc><esc>", ONE_SIZE },
	{ "ranges", ":open voucher-batches<enter>", "<esc>", ONE_SIZE },
	{ "kind", ":open voucher-kinds<enter><enter>", "<esc><esc>", ONE_SIZE },
	{ "accounts", ":open accounts<enter>", "", ONE_SIZE },
	{ "account", "<enter>", "<esc>" },
	{ "account_deeds", "<f5>", "", ONE_SIZE },
	{ "statement", "1", "<esc><esc>", ONE_SIZE },
	{ "rates", ":open rates<enter>", "", ONE_SIZE },
	{ "rate", "<enter>", "<esc><esc>", ONE_SIZE },
	{ "tender", ":open tenders<enter><down><enter>", "<esc><esc>" },
	{ "help", ":open figures<enter><f1>", "<esc><esc>", ONE_SIZE },
};

static bool begin(struct till *t, const char *lang)
{
	return CHECK(office_start(t, lang)) && CHECK(office_manage(t));
}

static bool begin_filled(struct till *t, const char *lang)
{
	if (!begin(t, lang))
		return false;
	fill(t);
	press(t, "<down>"); /* what was said goes */
	return true;
}

PICTURES(pictures, begin_filled, "money", scenes)

static const struct scene open_payments[] = {
	{ "payments", ":open payments<enter>", "" },
	{ "payment_deeds", "<f5>", "<esc><esc>", ONE_SIZE },
};

static bool begin_unknown(struct till *t, const char *lang)
{
	return begin(t, lang) && CHECK(leave_unknown());
}

PICTURES(payments, begin_unknown, "money", open_payments)

/* What a till took that is not settled yet. */
static const struct scene taken[] = {
	{ "cheques", ":open cheques<enter>", "" },
	{ "cheque_deeds", "<f5>", "<esc><esc>", ONE_SIZE },
	{ "orders", ":open orders<enter>", "<esc>" },
	{ "bottle_slips", ":open bottle-slips<enter>", "<esc>" },
	{ "bottle_machines", ":open bottle-machines<enter>", "<esc>", ONE_SIZE },
};

static bool begin_taken(struct till *t, const char *lang)
{
	return begin(t, lang) && CHECK(as_manager("tender set 14 --active yes")) &&
		CHECK(as_manager("product add 瓶机小票 --category 1010 --department 01 --number SLIP --price 0.50"
			" --flags deposit")) && CHECK(as_manager("setting set bottle.article SLIP")) &&
		CHECK(as_manager("setting set bottle.slips 970MMMMNNNNNNPPPPP")) &&
		CHECK(rings("shift-open 500\\nscan " POPCORN "\\ntender 14 9.90 0012345"
			"\\norder 30 120 王女士 生日蛋糕\\ncash 30\\nscan " POPCORN
			"\\nscan 970000100000100250\\nscan 970001200004500300\\ncash"
			"\\nscan 970000100000200150\\ncash"));
}

PICTURES(taken, begin_taken, "money", taken)

/* --- tasks ------------------------------------------------------------------------------------- */

/* From the printer's delivery to the customer, and every hand is told. */
TEST(a_voucher_goes_from_the_printer_to_a_customer)
{
	struct till t, till;

	if (!begin(&t, "en"))
		return;
	fill(&t);
	till_again(&till);
	CHECK(open_shift(&till, "1008", "2468"));
	scan(&till, SERIAL);
	CHECK(sees(&till, "Voucher 50"));
	press(&till, "<f12>");
	CHECK(sees(&till, "Change"));
	scan(&till, SERIAL_5); /* it was not handed to this till */
	CHECK(sees(&till, "cannot be sold at this till"));
	press(&t, ":open vouchers<enter>");
	CHECK(sees(&t, "sold"));
	scan(&t, SERIAL);
	CHECK(sees(&t, "1 of 5"));
	press(&t, "<enter>");
	CHECK(sees(&t, "From the printer"));
	CHECK(sees(&t, "Handed over"));
	CHECK(sees(&t, "01-1-00000"));
	press(&t, "<esc><f5>3lost<f12>");
	CHECK(sees(&t, "blocked"));
	press(&t, "<f5>2<f12>"); /* what is sold cannot be voided */
	CHECK(sees(&t, "That step does not follow"));
	till_end(&till);
	till_end(&t);
}

/* Two at one account: each is told what the other did, field by field. */
TEST(two_at_one_account_are_told_of_each_other)
{
	struct till t, other;

	if (!begin(&t, "en"))
		return;
	fill(&t);
	press(&t, ":open accounts<enter><enter><down><down>800<enter>");
	beside(&other, "office", "en");
	CHECK(sees(&other, "PIN"));
	sign_on(&other, "9001", "905318");
	CHECK(sees(&other, "  0  "));
	press(&other, ":open accounts<enter><enter><down>13900139000<f12>");
	CHECK(sees(&other, "account 1001 changed"));
	press(&t, "<f12>");
	CHECK(sees(&t, "Somebody else changed it, too"));
	CHECK(sees(&t, "13900139000"));
	CHECK(sees(&t, "500.00"));
	CHECK(sees(&t, "800"));
	press(&t, "1<f12>");
	CHECK(sees(&t, "800.00"));
	press(&t, "<enter>");
	CHECK(sees(&t, "13900139000"));
	till_end(&other);
	till_end(&t);
}

/* A new rate begins with what the old one says: leaving it as it stands drops nothing that somebody typed. */
TEST(what_was_only_looked_at_is_left_without_a_question)
{
	struct till t;

	if (!begin(&t, "en"))
		return;
	fill(&t);
	press(&t, ":open rates<enter><enter>");
	CHECK(sees(&t, "Rate: a new one"));
	press(&t, "<esc>");
	CHECK(sees(&t, "Find >"));
	press(&t, "<enter><down>7.25<esc>");
	CHECK(sees(&t, "Something was filled in"));
	press(&t, "2");
	CHECK(sees(&t, "Find >"));
	CHECK(sees(&t, "7.1234"));
	till_end(&t);
}

/* A field for a day takes days, with dashes or without; a mere number is none, though clocks count so. */
TEST(a_day_is_written_with_dashes_or_without)
{
	struct till t;

	if (!begin(&t, "en"))
		return;
	press(&t, ":open suppliers<enter><f3>S1<enter>Orchard<enter>concession<enter>20<enter>100<enter>1201<f12>");
	CHECK(sees(&t, "Write a day as"));
	press(&t, "<bs><bs><bs><bs>20261201<f12>");
	CHECK(sees(&t, "concession             0")); /* 20 only from that day on */
	press(&t, "<esc>:open accounting<enter><f3>20261120<enter>20261120<f12>");
	CHECK(!has(&t, "A period"));
	CHECK(sees(&t, "is not closed. Close it first"));
	till_end(&t);
}

/* A bag needs a witness who is another; the card of one is enough, and the bank's other count needs one again. */
TEST(a_bag_is_sealed_before_a_witness)
{
	struct till t;

	if (!begin(&t, "en"))
		return;
	press(&t, ":open safe<enter><f5>2" "8000<f12>"); /* what is in the safe */
	CHECK(sees(&t, "8000.00"));
	press(&t, "<f3>5000<enter>AB123456<enter>" MANAGER "<enter>" MANAGER_PIN "<f12>");
	CHECK(sees(&t, "own"));
	scan(&t, BADGE_LEAD);
	press(&t, "<f12>");
	CHECK(sees(&t, "under way"));
	press(&t, "<f5>1" "4999<f12>");
	CHECK(sees(&t, "needs a second person"));
	press(&t, "<esc>2");
	press(&t, "<f5>1<f12>");
	CHECK(sees(&t, "at the bank"));
	till_end(&t);
}

/* Every rule of a means of payment is in its form, is kept, and its past says who changed it. */
TEST(the_rules_of_a_means_of_payment_are_filled_in)
{
	struct till t;

	if (!begin(&t, "en"))
		return;
	press(&t, ":open tenders<enter><down><enter>");
	CHECK(sees(&t, "Most of a payment"));
	press(&t, "<enter><enter><enter><enter>5<enter>3000<enter>4000<enter><bs><bs><bs><bs><bs>2000<enter>");
	press(&t, "none<enter>tip<enter>50<enter>0.6<enter>0.10<f12>");
	CHECK(sees(&t, "changed"));
	press(&t, "<enter>");
	CHECK(sees(&t, "3000.00"));
	CHECK(sees(&t, "4000.00"));
	CHECK(sees(&t, "not at all"));
	press(&t, "<f6>");
	CHECK(sees(&t, "Most of a bill: 0.00"));
	CHECK(sees(&t, "Fee in percent: 0 "));
	till_end(&t);
}

/* A day is closed with what is left open, opened again by two persons and closed; exported it stays so. */
TEST(a_day_is_closed_opened_again_and_exported)
{
	struct till t;
	char path[700];

	if (!begin(&t, "en"))
		return;
	snprintf(path, sizeof path, "%s/journal.csv", t_tmpdir());
	press(&t, ":open days<enter><f5>3");
	CHECK(sees(&t, "open"));
	press(&t, "<f5>4");
	CHECK(sees(&t, "closed"));
	press(&t, "<f5>5" "1<enter>" MANAGER "<enter>" MANAGER_PIN "<f12>");
	CHECK(sees(&t, "own"));
	press(&t, "<up>"); /* to the second person */
	scan(&t, BADGE_LEAD);
	press(&t, "<f12>"); /* who may not */
	CHECK(sees(&t, "approve"));
	press(&t, "<esc>2:open accounting<enter><f3>2026-11-20<enter>2026-11-20<enter><enter><enter>");
	for (int i = 0; i < 32; i++)
		press(&t, "<bs>"); /* the name that is proposed */
	press(&t, path);
	press(&t, "<f12>");
	CHECK(sees(&t, "Export 1 is in"));
	CHECK(file_has(path, "day,entry,line,account"));
	press(&t, "<f3>2026-11-20<enter>2026-11-20<f12>");
	CHECK(sees(&t, "xported"));
	till_end(&t);
}

/* All figures of a day into a file that a spreadsheet reads. */
TEST(figures_go_into_a_file)
{
	struct till t;
	char path[700];

	if (!begin(&t, "en"))
		return;
	snprintf(path, sizeof path, "%s/figures.csv", t_tmpdir());
	press(&t, ":open figures<enter><left><f9>");
	CHECK(sees(&t, "Its name ends in"));
	press(&t, path);
	CHECK(sees(&t, "figures.csv"));
	vt_read_for(t.vt, 2 * SCAN_GAP_MS); /* typed, not scanned */
	press(&t, "<enter>");
	CHECK(sees(&t, "rows"));
	CHECK(file_has(path, "Figure,Item,Times,Quantity,Amount"));
	CHECK(file_has(path, "Received,Cash,1,"));
	till_end(&t);
}

T_MAIN
