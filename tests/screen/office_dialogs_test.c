/* office_dialogs_test.c - what the office asks beside its lists and forms: what becomes of a form that is left, what
 * another changed meanwhile, periods and files, what is done with one of a list; golden pictures in both languages.
 * GENERATE=1 makes them anew. */
#include "scenes.h"

#define UNKNOWN_CODE "6900000000007"

static bool begin(struct till *t, const char *lang)
{
	return CHECK(office_start(t, lang)) && CHECK(office_manage(t));
}

/* --- dialogs ------------------------------------------------------------------------------------- */

static const struct scene dialogs[] = {
	{ "form_left", ":open departments<enter>03<enter><end>A<esc>", "2", ONE_SIZE },
	{ "history", "<f6>", "<esc><esc>", ONE_SIZE },
	{ "article_prices", ":open articles<enter>010034<f5>", "", ONE_SIZE },
	{ "article_price_new", "<f3>", "<esc><esc><esc><esc>", ONE_SIZE },
	{ "price_preview", ":open price-changes<enter><f3>Spring<enter>1010<enter><enter><enter><enter><enter>"
		"<enter><enter>+5%<f12>", "<f12>" },
	{ "price_batches", "", "<esc>", ONE_SIZE },
	{ "till_settings", ":open terminals<enter><f5>drawer.", "<esc><esc><esc>", ONE_SIZE },
	{ "period", ":open sales<enter><f3>", "<esc>", ONE_SIZE },
	{ "compare", "<f5>", "", ONE_SIZE },
	{ "compared", "3", "", ONE_SIZE },
	{ "file", "<f9>", "<esc><esc>", ONE_SIZE },
	{ "hours", ":open hours<enter>", "<esc>", ONE_SIZE },
	{ "unknown_codes", ":open fix-list<enter><enter>", "", ONE_SIZE },
	{ "whose_code", "<f5>", "<esc><esc><esc>", ONE_SIZE },
	{ "label_file", ":open labels<enter><f3>010034<f12><f9>", "<esc><esc><esc>2<esc>", ONE_SIZE },
	{ "bags", ":open safe<enter>", "", ONE_SIZE },
	{ "banked", "<f5>1", "<esc>", ONE_SIZE },
	{ "safe_count", "<f5>2", "<esc>", ONE_SIZE },
	{ "safe_fill", "<f5>3", "", ONE_SIZE },
	{ "safe_fill_again", "8000<enter>", "<esc>2", ONE_SIZE },
	{ "safe_books", "<f5>4", "<esc><esc>", ONE_SIZE },
	{ "cash_slips", ":open cash<enter>", "<esc>", ONE_SIZE },
	{ "shift_print", ":open shifts<enter><f5>3", "<esc><esc>", ONE_SIZE },
	{ "day_print", ":open days<enter><f5>6", "<esc><esc>", ONE_SIZE },
	{ "exports", ":open accounting<enter>", "<esc>", ONE_SIZE },
	{ "kind_new", ":open voucher-kinds<enter><f3>", "<esc><esc>", ONE_SIZE },
	{ "delivery", ":open vouchers<enter><f3>", "<esc>", ONE_SIZE },
	{ "hand", "<f5>1", "<esc>", ONE_SIZE },
	{ "void", "<f5>2", "<esc><esc>", ONE_SIZE },
	{ "account_new", ":open accounts<enter><f3>", "<esc>", ONE_SIZE },
	{ "statement_print", "<f5>2", "<esc><esc>", ONE_SIZE },
	{ "target_new", ":open targets<enter><f3>", "<esc><esc>", ONE_SIZE },
	{ "refused", ":open nothing<enter>", "", ONE_SIZE },
};

/* Some of everything, by command and at another till. */
static bool begin_dialogs(struct till *t, const char *lang)
{
	return begin(t, lang) && CHECK(as_manager("department set 03 --name-en 'Drinks'")) &&
		CHECK(as_person("1008", "2468", "clock in")) &&
		CHECK(as_manager("cash fill 8000")) &&
		CHECK(as_person(MANAGER, "'" MANAGER_PIN "\\n331827'", "cash bag 500 AB123456 --second 2001")) &&
		CHECK(as_manager("voucher kind add A '50' 50")) &&
		CHECK(as_manager("voucher receive A 88000000015 88000000039")) &&
		CHECK(as_manager("account add 1001 'Street office' --limit 500")) &&
		CHECK(rings("shift-open 500\\nscan " UNKNOWN_CODE "\\ndepartment 01 3.50\\ncash\\ndrop 200"
			"\\npay-out 20 2 INV-1\\ncount 283.50\\nz-report"));
}

PICTURES(dialogs, begin_dialogs, "dialog", dialogs)

/* What may be booked already is asked once; the same kept again is the answer. */
TEST(the_same_into_the_safe_is_asked)
{
	struct till t;

	if (!begin(&t, "en"))
		return;
	CHECK(as_manager("cash fill 8000"));
	press(&t, ":open safe<enter><f5>38000<enter>");
	CHECK(sees(&t, "Once more?"));
	press(&t, "<enter>");
	CHECK(sees(&t, "8000.00 into the safe"));
	till_end(&t);
}

/* --- two at the same ------------------------------------------------------------------------------ */

static void clash_pictures(const char *lang)
{
	struct till t;

	if (!begin(&t, lang))
		return;
	press(&t, ":open settings<enter>shop.phone<enter>");
	press(&t, "555");
	CHECK(sees(&t, "555"));
	CHECK(as_manager("setting set shop.phone 777"));
	press(&t, "<f12>");
	CHECK(sees(&t, "777"));
	vt_quiet(t.vt);
	take_both(&t, "dialog", "clash");
	press(&t, "1");
	vt_quiet(t.vt);
	take(&t, "dialog", "clash_both");
	till_end(&t);
}

IN_BOTH_LANGUAGES(clash, clash_pictures)

/* All settings hang on one row, but who changes another one is nobody's rival. */
TEST(two_at_one_setting_are_told_of_each_other)
{
	struct till t;

	if (!begin(&t, "en"))
		return;
	press(&t, ":open settings<enter>shop.phone<enter>");
	CHECK(sees(&t, "F12 Save"));
	CHECK(as_manager("setting set shop.address 'Station road 1'"));
	press(&t, "555<f12>");
	CHECK(sees(&t, "shop.phone is now 555"));
	press(&t, "<enter>");
	CHECK(sees(&t, "F12 Save"));
	CHECK(as_manager("setting set shop.phone 777"));
	CHECK(as_manager("setting set shop.address 'Station road 2'"));
	press(&t, "6<f12>");
	CHECK(sees(&t, "Somebody else changed it, too"));
	CHECK(sees(&t, "555 → 777"));
	CHECK(sees(&t, "555 → 5556"));
	CHECK(!has(&t, "Station road"));
	press(&t, "2");
	CHECK(sees(&t, "This is how it is now"));
	CHECK(sees(&t, "777"));
	press(&t, "<f6>");
	CHECK(sees(&t, "555 → 777"));
	CHECK(!has(&t, "Station road"));
	till_end(&t);
}

/* A form is not older than the place where its edit begins: what was changed a moment before it is opened is in it. */
TEST(a_form_begins_with_what_another_kept_a_moment_ago)
{
	struct till t;

	if (!begin(&t, "en"))
		return;
	press(&t, ":open departments<enter>03");
	CHECK(sees(&t, "1 of 1"));
	CHECK(as_manager("department set 03 --name-en Drinkables"));
	press(&t, "<enter>");
	CHECK(sees(&t, "F12 Save"));
	CHECK(has(&t, "Drinkables"));
	till_end(&t);
}

/* A till's own value is its own: only who changes it there is a rival. */
TEST(two_at_one_setting_of_a_till)
{
	struct till t;

	if (!begin(&t, "en"))
		return;
	press(&t, ":open terminals<enter><f5>idle-lock<enter>");
	CHECK(sees(&t, "F12 Save"));
	CHECK(as_manager("setting set till.idle-lock-s 200"));
	press(&t, "<bs><bs><bs>100<f12>");
	CHECK(sees(&t, "till.idle-lock-s is now 100"));
	press(&t, "<enter>");
	CHECK(sees(&t, "F12 Save"));
	CHECK(as_manager("setting set till.idle-lock-s 120 --till 01"));
	press(&t, "<bs><bs><bs>90<f12>");
	CHECK(sees(&t, "Somebody else changed it, too"));
	CHECK(sees(&t, "100 → 120"));
	press(&t, "1");
	CHECK(sees(&t, "Both are together now"));
	press(&t, "<f12>");
	CHECK(sees(&t, "till.idle-lock-s is now 90"));
	till_end(&t);
}

/* The map of weekdays and hours goes into a file as it is looked at. */
TEST(the_map_of_hours_goes_into_a_file)
{
	struct till t;
	char path[600];

	if (!begin(&t, "en"))
		return;
	press(&t, ":open sales<enter><f4>8");
	CHECK(sees(&t, "Weekday and hour"));
	press(&t, "<f9>");
	CHECK(sees(&t, "sales-hours-"));
	for (int i = 0; i < 40; i++)
		press(&t, "<bs>");
	snprintf(path, sizeof path, "%s/hours.csv", t_tmpdir());
	press(&t, path);
	press(&t, "<enter>");
	CHECK(sees(&t, "hours.csv"));
	CHECK(file_has(path, "Weekday,Hour,Bills,Amount"));
	CHECK(file_has(path, "Fri,18:00,1,44.40"));
	till_end(&t);
}

T_MAIN
