/* office_test.c - the back office in a pty: its screens at 80x24 and 120x40 as golden files, in Chinese and English;
 * then whole tasks by keys, looked at by command and at a till. GENERATE=1 makes the golden files anew. */
#include "scenes.h"

#define RULES "<down><down><down><down><down><down><down><down><down><down><down><down><down><down><down><down><down>"
/* Lists that grow with the program (rights, settings, means of payment) are no golden files: tasks look at them. */
static const struct scene scenes[] = {
	{ "menu", "", "" },
	{ "topics", "2", "", ONE_SIZE },
	{ "categories", "1", "" },
	{ "category", "<enter>", "<esc><esc>", ONE_SIZE },
	{ "departments", "22", "", ONE_SIZE },
	{ "department_found", "03", "", ONE_SIZE },
	{ "department", "<enter>", "", ONE_SIZE },
	{ "department_choose", "<down><down><f4>", "<esc><esc><esc><esc>", ONE_SIZE },
	{ "taxes", "23", "", ONE_SIZE },
	{ "tax", "<enter>", "<esc><esc>", ONE_SIZE },
	{ "staff", "31", "", ONE_SIZE },
	{ "person", "<enter>", "<esc>", ONE_SIZE },
	{ "person_new", "<f3>", "<esc><esc>", ONE_SIZE },
	{ "roles", ":open roles<enter>", "", ONE_SIZE },
	{ "role", "<enter>", "<esc><esc>", ONE_SIZE },
	{ "hours_new", ":open hours<enter><f3>", "<esc><esc>", ONE_SIZE },
	{ "reasons", ":open reasons<enter>", "", ONE_SIZE },
	{ "reason", "<enter>", "<esc><esc>", ONE_SIZE },
	{ "levels", ":open levels<enter>", "", ONE_SIZE },
	{ "level_new", "<f3>", "<esc><esc>", ONE_SIZE },
	{ "gift_new", ":open gifts<enter><f3>", "", ONE_SIZE },
	{ "gifts", "010034<down>800<down>5<f12>", "" },
	{ "gift", "<enter>", "<esc>", ONE_SIZE },
	{ "gifts_given", "<f5>", "<esc><esc>", ONE_SIZE },
	{ "commission_new", ":open commissions<enter><f3>", "<esc><esc>", ONE_SIZE },
	{ "targets", ":open targets<enter>", "<esc>", ONE_SIZE },
	{ "settings", "41cash.r", "", ONE_SIZE },
	{ "setting", "<enter>", "<esc><esc><esc>", ONE_SIZE },
	{ "tills", "42", "<esc>", ONE_SIZE },
	{ "articles", ":open articles<enter>", "" },
	{ "article", "010034<down><enter>", "", ONE_SIZE },
	{ "article_rules", RULES, "<esc><esc><esc>", ONE_SIZE },
	{ "price_changes", ":open price-changes<enter>", "", ONE_SIZE },
	{ "price_change", "<f3>", "<esc><esc>", ONE_SIZE },
	{ "labels", ":open labels<enter>", "", ONE_SIZE },
	{ "labels_new", "<f3>", "", ONE_SIZE },
	{ "labels_list", "010034*2 010035<f12>", "" },
	{ "label_text", "<enter>", "<esc><esc><esc>2<esc>", ONE_SIZE },
	{ "fix_list", ":open fix-list<enter>", "", ONE_SIZE },
	{ "fix_items", "<down><down><down><down><down><down><enter>", "<esc><esc>", ONE_SIZE },
	{ "devices", ":open devices<enter>", "", ONE_SIZE },
	{ "device_new", "<f3>", "<esc><esc>", ONE_SIZE },
	{ "suppliers", ":open suppliers<enter>", "", ONE_SIZE },
	{ "supplier_new", "<f3>", "<esc><esc>", ONE_SIZE },
	{ "price_windows", ":open price-windows<enter>", "", ONE_SIZE },
	{ "price_window_new", "<f3>", "<esc><esc>", ONE_SIZE },
	{ "quick_keys", ":open quick-keys<enter>", "" },
	{ "quick_key", "<enter>", "<esc><esc>", ONE_SIZE },
	{ "receipts", ":open receipts<enter>", "" },
	{ "receipts_which", "<f4>", "<esc><esc>", ONE_SIZE },
	{ "sales", ":open sales<enter>", "" },
	{ "sales_by", "<f4>", "", ONE_SIZE },
	{ "sales_article", "6", "", ONE_SIZE },
	{ "sales_hours", "<tab><tab><up><up><up>", "<esc>" },
	{ "help", "<f1>", "<esc>", ONE_SIZE },
	{ "locked", "9", MANAGER_PIN "<enter>", ONE_SIZE },
};

static bool begin_pictures(struct till *t, const char *lang)
{
	if (!office_start(t, lang))
		return false;
	take(t, "office", "signon");
	if (!office_manage(t))
		return false;
	press(t, "<down>"); /* what was said of signing on goes */
	return true;
}

PICTURES(pictures, begin_pictures, "office", scenes)

/* --- tasks ------------------------------------------------------------------------------------- */

/* An office of its own where the manager is signed on. */
static bool begin(struct till *t)
{
	return CHECK(office_start(t, "en")) && CHECK(office_manage(t));
}

/* Who may not see a topic does not: a cashier's menu is empty. */
TEST(rights_decide_what_the_menu_shows)
{
	struct till t;

	if (!CHECK(office_start(&t, "en")))
		return;
	sign_on(&t, "1008", "2468");
	CHECK(sees(&t, "Sign off"));
	CHECK(!has(&t, "Staff and roles"));
	press(&t, "3");
	CHECK(!has(&t, "Cashier "));
	press(&t, ":open staff<enter>");
	CHECK(sees(&t, "You may not do this"));
	till_end(&t);
}

TEST(a_new_cashier_signs_on_at_a_till)
{
	struct till t, till;

	if (!begin(&t))
		return;
	press(&t, "31<f3>");
	CHECK(sees(&t, "a new one"));
	press(&t, "1020<enter>Li Na<enter>cashier<enter>");
	press(&t, "123<enter><f12>"); /* too short */
	CHECK(sees(&t, "A PIN has 4"));
	press(&t, "<up>4<f12>");
	CHECK(sees(&t, "1020 added"));
	till_again(&till);
	CHECK(sees(&till, "1008"));
	sign_on(&till, "1020", "1234");
	CHECK(sees(&till, "Li Na"));
	till_end(&till);
	till_end(&t);
}

TEST(nobody_gives_a_role_more_than_he_has)
{
	struct till t;

	if (!CHECK(office_start(&t, "en")))
		return;
	sign_on(&t, "9001", "905318"); /* the office sells nothing */
	CHECK(sees(&t, "  0  "));
	press(&t, "32lead<enter>");
	CHECK(sees(&t, "Up to which figure"));
	press(&t, "9<f12>"); /* 20%9 */
	CHECK(sees(&t, "This is no percentage"));
	press(&t, "<bs><bs><bs><bs>10<f12>");
	CHECK(sees(&t, "ask somebody who may do all of that"));
	press(&t, "<esc>2<esc><esc>0");
	CHECK(sees(&t, "1008"));
	sign_on(&t, "3001", "615902");
	CHECK(sees(&t, "  0  "));
	press(&t, "32lead<enter>");
	CHECK(sees(&t, "Up to which figure"));
	press(&t, "<enter><bs><bs><bs>90<f12>"); /* he gives half of a bill himself */
	CHECK(sees(&t, "Nobody gives a right or a limit"));
	press(&t, "<bs><bs>10%<f12>");
	CHECK(sees(&t, "Nothing was changed"));
	till_end(&t);
}

TEST(lists_are_searched_by_pinyin)
{
	struct till t;

	if (!begin(&t))
		return;
	press(&t, ":open roles<enter>");
	CHECK(sees(&t, "总部管理"));
	press(&t, "zb");
	CHECK(vt_gone(t.vt, "店长"));
	CHECK(sees(&t, "总部管理"));
	till_end(&t);
}

TEST(a_setting_out_of_its_range_is_refused_and_kept_to_be_mended)
{
	struct till t;

	if (!begin(&t))
		return;
	press(&t, "41cutover<enter>");
	CHECK(sees(&t, "(0 to 12)"));
	press(&t, "9<enter>"); /* 49 */
	CHECK(sees(&t, "a number from 0 to 12"));
	CHECK(sees(&t, "49"));
	press(&t, "<bs><bs>5<enter>");
	CHECK(sees(&t, "shop.cutover-hour is now 5"));
	press(&t, "<esc>");
	press(&t, "shift.float<enter>");
	CHECK(sees(&t, "(0.00 to 1000000.00)"));
	CHECK(sees(&t, "500.00"));
	press(&t, "<bs><bs><bs><bs><bs><bs>800.5<enter>"); /* kept in the smallest unit */
	CHECK(sees(&t, "shift.float-minor is now 80050"));
	till_end(&t);
}

/* Typed ahead: the menu is that of the screen that is there by then, not of the one that has just closed. */
TEST(a_menu_asked_for_while_a_screen_closes)
{
	struct till t;

	if (!begin(&t))
		return;
	press(&t, "22");
	CHECK(sees(&t, "Del Give up"));
	press(&t, "<enter>");
	CHECK(sees(&t, "F12 Save"));
	vt_type(t.vt, "<f12><f10>");
	CHECK(sees(&t, "All actions"));
	CHECK(sees(&t, "Give up"));
	CHECK(!has(&t, "Save"));
	till_end(&t);
}

TEST(a_new_article_is_sold_at_a_till)
{
	struct till t, till;

	if (!begin(&t))
		return;
	press(&t, ":open articles<enter>");
	CHECK(sees(&t, "Find >"));
	press(&t, "<f3>");
	CHECK(sees(&t, "a new one"));
	press(&t, "<enter>Jasmine tea<enter><enter>500ml<enter><enter>1010<enter>03<enter><enter>");
	press(&t, "2.80<enter>4.50<enter><enter>");
	press(&t, "6900000000008<f12>"); /* its last digit is misread */
	CHECK(sees(&t, "6900000000007 would"));
	press(&t, "<bs>7<f12>");
	CHECK(sees(&t, "added"));
	till_again(&till);
	CHECK(open_shift(&till, "1008", "2468"));
	scan(&till, "6900000000007");
	CHECK(sees(&till, "Jasmine tea"));
	CHECK(sees(&till, "4.50"));
	till_end(&till);
	till_end(&t);
}

/* The tags of an order are drawn into a file, or printed, by the keys that the screen names. */
TEST(price_tags_go_to_a_file_or_the_printer)
{
	struct till t;

	if (!begin(&t))
		return;
	press(&t, ":open labels<enter><f3>010034*2<f12>");
	CHECK(sees(&t, "F12 Print"));
	CHECK(sees(&t, "F9 To a file"));
	press(&t, "<f9>");
	CHECK(sees(&t, "Its name ends in .pdf"));
	press(&t, "<esc><f12>");
	CHECK(sees(&t, "No label printer is set"));
	till_end(&t);
}

/* Prices by a rule from a day on: looked at, put on file, and taken back before they hold. */
TEST(prices_change_from_a_day_on_and_are_taken_back)
{
	struct till t;

	if (!begin(&t))
		return;
	press(&t, ":open price-changes<enter>");
	CHECK(sees(&t, "Nothing is like that"));
	press(&t, "<f3>");
	CHECK(sees(&t, "Name of the change"));
	press(&t, "Spring<enter>1010<enter><enter><enter><enter><enter><enter><enter>");
	press(&t, "5%<enter>");
	press(&t, "<f12>");
	CHECK(sees(&t, "5% is no rule for prices"));
	press(&t, "<up>");
	press(&t, "<home>+<f12>");
	CHECK(sees(&t, "Nothing is changed yet"));
	CHECK(sees(&t, "4.73")); /* 4.50 and 5 percent */
	press(&t, "<f12>");
	CHECK(sees(&t, "prices are on file"));
	CHECK(sees(&t, "planned"));
	press(&t, "<del>");
	CHECK(sees(&t, "Spring is taken back"));
	till_end(&t);
}

/* A code that nobody knew at a till becomes an article in one form; its count leaves the first screen. */
TEST(a_code_nobody_knew_becomes_an_article)
{
	struct till t, till;

	if (!CHECK(office_start(&t, "en")))
		return;
	till_again(&till);
	CHECK(open_shift(&till, "1008", "2468"));
	scan(&till, "6900000000007");
	CHECK(sees(&till, "6900000000007"));
	press(&till, "1");
	CHECK(sees(&till, "Amount"));
	press(&till, "3.50<enter>");
	CHECK(sees(&till, "kept on the fix list"));
	CHECK(office_manage(&t));
	CHECK(sees(&t, "On the fix list: 1"));
	press(&t, ":open fix-list<enter>");
	CHECK(sees(&t, "Codes nobody knew"));
	press(&t, "<enter>");
	CHECK(sees(&t, "sold under 01"));
	press(&t, "<enter>");
	CHECK(sees(&t, "a new one"));
	CHECK(sees(&t, "6900000000007"));
	press(&t, "<enter>Jasmine tea<enter><enter><enter>bottle<enter>1010<f12>");
	CHECK(sees(&t, "added"));
	CHECK(sees(&t, "Nothing is like that"));
	press(&t, "<esc><esc>");
	CHECK(sees(&t, "A digit chooses"));
	CHECK(!has(&t, "On the fix list"));
	scan(&till, "6900000000007");
	CHECK(sees(&till, "Jasmine tea"));
	till_end(&till);
	till_end(&t);
}

/* What is listed goes into a file as it is listed. */
TEST(a_list_goes_into_a_file)
{
	struct till t;
	char path[600];

	if (!begin(&t))
		return;
	press(&t, ":open departments<enter>");
	CHECK(sees(&t, "Find >"));
	press(&t, "<f9>");
	CHECK(sees(&t, ".xlsx"));
	snprintf(path, sizeof path, "%s/d.csv", t_tmpdir());
	press(&t, path);
	press(&t, "<enter>");
	CHECK(sees(&t, "d.csv"));
	CHECK(file_has(path, "Code,Name"));
	CHECK(file_has(path, "03,"));
	till_end(&t);
}

/* A receipt is asked for and read; its seal is another in every shop, so it is no golden file. */
TEST(a_receipt_is_found_and_read)
{
	struct till t;

	if (!begin(&t))
		return;
	press(&t, ":open receipts<enter>");
	CHECK(sees(&t, RECEIPT));
	press(&t, "<f4>");
	CHECK(sees(&t, "To the day"));
	press(&t, "2026-11-21<f12>"); /* after it */
	CHECK(sees(&t, "Nothing is like that"));
	press(&t, "<f4>");
	CHECK(sees(&t, "To the day"));
	press(&t, "2026-11-20<f12>");
	CHECK(sees(&t, RECEIPT));
	press(&t, "<enter>");
	CHECK(sees(&t, "Seal"));
	CHECK(sees(&t, "44.40"));
	press(&t, "<esc><f5>");
	CHECK(sees(&t, "Till 01 has no printer"));
	till_end(&t);
}

/* Two offices open the same department; the second that keeps it is told what the first did. */
TEST(who_comes_second_is_told_and_brings_both_together)
{
	struct till one, two;

	if (!CHECK(office_start(&one, "en")))
		return;
	beside(&two, "office", "en");
	CHECK(office_manage(&one));
	CHECK(sees(&two, "1008"));
	sign_on(&two, "3002", "482057");
	CHECK(sees(&two, "  0  "));
	press(&one, "2203<enter>");
	press(&two, "2203<enter>");
	CHECK(sees(&one, "F12 Save")); /* the forms, not the lists */
	CHECK(sees(&two, "F12 Save"));
	press(&one, "<enter><end>A<f12>"); /* its English name */
	CHECK(sees(&one, "department 03 changed"));
	press(&two, "<end>B<f12>"); /* its name */
	CHECK(sees(&two, "Somebody else changed it, too"));
	CHECK(sees(&two, "by 3001"));
	CHECK(sees(&two, "Drinks and dairyA"));
	press(&two, "1");
	CHECK(sees(&two, "Both are together now"));
	CHECK(sees(&two, "Drinks and dairyA"));
	press(&two, "<f12>");
	CHECK(sees(&two, "department 03 changed"));
	press(&two, "<f6>");
	CHECK(sees(&two, "3001"));
	till_end(&two);
	till_end(&one);
}

T_MAIN
