/* till_test.c - the pictures of the till: every screen and dialog in Chinese and English, 80x24 and
 * 120x40, as golden files; then what pictures cannot show. One till plays all scenes of a language in
 * a row; each scene leads from the empty or filled basket and back. */
#include <poll.h>
#include <signal.h>

#include "scenes.h"
#include "store/db.h"

#define FRUIT_BASKET "37<enter>" /* an open price */

static const struct scene scenes[] = {
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
	{ "menu_found", "<f10>d", "<esc>" },
	{ "prompt", ":vo", "" },
	{ "prompt_tab", "<tab>l<tab>", "<esc>" },
	{ "prompt_words", ":tu", "<esc>" },
	{ "help", "<f1>", "<esc>" },
	{ "price_armed", "<f5>", "" },
	{ "price_answer", "{" CORN "}", "<esc>" },
	{ "prefix", "24*<enter>", "<esc>" },
	{ "weight", LOOSE_SEEDS "<enter>", "" },
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
	{ "reference_used", "10<f9>{000123004567}", "<esc>", ONE_SIZE },
	{ "payment_removed", "<del>", "" },
	{ "payment_taken", "<esc><f3>", "<enter>" },
	{ "done", "500<f12>", "" },
	{ "void_approval", "<f10>3", "" },
	{ "void_reason", "{" BADGE_LEAD "}", "<esc>" },
	{ "receipts", "<f6>", "" },
	{ "receipts_tender", "<f4>", "2", ONE_SIZE },
	{ "receipts_by_tender", "", "<esc>" },
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

static bool begin_pictures(struct till *t, const char *lang)
{
	if (!till_start(t, &(struct vt_options){ .lang = lang }))
		return false;
	take_both(t, "till", "signon");
	return true;
}

PICTURES(pictures, begin_pictures, "till", scenes)

/* On a narrow screen the totals stand below the roll. */
static const struct scene narrow_scenes[] = {
	{ "basket", "{" CORN "}2*{" POPCORN "}{" SEEDS "}16<enter>{" CORN "}", "", ONE_SIZE },
	{ "search", "cct", "<esc>", ONE_SIZE },
	{ "prefix", "9.9/<enter>", "<esc>", ONE_SIZE },
	{ "price_answer", "<f5>{" POPCORN "}", "", ONE_SIZE },
	{ "full", "31<enter>33<enter>16<enter>{6951617500213}{6951617500251}", "", ONE_SIZE },
	{ "done", "500<f12>", "", ONE_SIZE },
};

static bool begin_narrow(struct till *t, const char *lang)
{
	return till_ready(t, &(struct vt_options){ .rows = 16, .cols = 40, .lang = lang });
}

PICTURES(narrow_pictures, begin_narrow, "till", narrow_scenes)

/* --- what pictures cannot show ---------------------------------------------------------------- */

static bool begin(struct till *t)
{
	return CHECK(till_ready(t, &(struct vt_options){ 0 }));
}

static bool shows(struct till *t, const char *text)
{
	vt_quiet(t->vt);
	return has(t, text);
}

/* No window is too small for any step of a sale: at worst it asks for a larger one. */
TEST(no_window_is_too_small)
{
	static const int sizes[][2] = { { 16, 40 }, { 16, 20 }, { 8, 20 }, { 7, 19 }, { 1, 1 }, { 9, 29 }, { 50, 30 } };
	static const char *const steps[] = { "<f4>", "<esc><enter>", "50<enter>", "<f10>", "<esc><f12>" };
	struct till t;

	if (!CHECK(till_ready(&t, &(struct vt_options){ 0 })))
		return;
	scan(&t, CORN);
	scan(&t, UNKNOWN);
	for (size_t step = 0; step < sizeof steps / sizeof *steps; step++) {
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			vt_resize(t.vt, sizes[i][0], sizes[i][1]);
			vt_quiet(t.vt);
		}
		vt_resize(t.vt, 24, 80);
		press(&t, steps[step]);
		vt_quiet(t.vt);
	}
	CHECK(sees(&t, "掌柜超市"));
	till_end(&t);
}

TEST(a_scan_never_answers_a_reason)
{
	struct till t;

	if (!begin(&t))
		return;
	play(&t, "9/{" POPCORN "}");
	CHECK(sees(&t, "choose a reason"));
	scan(&t, CORN);
	CHECK(sees(&t, "Not scanned"));
	CHECK(shows(&t, "choose a reason"));
	press(&t, "1");
	CHECK(sees(&t, "Price by hand 9.00"));
	CHECK(!shows(&t, "  2 "));
	till_end(&t);
}

TEST(a_scan_goes_on_after_the_question_to_cancel)
{
	struct till t;

	if (!begin(&t))
		return;
	play(&t, "{" CORN "}<esc>");
	CHECK(sees(&t, "Customer left"));
	scan(&t, POPCORN);
	CHECK(sees(&t, "  2 "));
	CHECK(!shows(&t, "Customer left"));
	till_end(&t);
}

TEST(esc_steps_back_one_level)
{
	struct till t;

	if (!begin(&t))
		return;
	play(&t, "{" CORN "}<enter>50<f9>");
	CHECK(sees(&t, "At most 6.80"));
	press(&t, "<esc>"); /* the figure that was refused */
	CHECK(shows(&t, "Still open"));
	press(&t, "5<f9>");
	CHECK(sees(&t, "Reference"));
	press(&t, "<esc>");
	CHECK(vt_gone(t.vt, "Reference"));
	CHECK(shows(&t, "Still open"));
	press(&t, "12");
	press(&t, "<esc>");
	CHECK(shows(&t, "Still open"));
	press(&t, "<esc>");
	CHECK(sees(&t, "To pay"));
	press(&t, "<esc>");
	CHECK(sees(&t, "Customer left"));
	press(&t, "<esc>");
	CHECK(vt_gone(t.vt, "Customer left"));
	CHECK(shows(&t, "  1 "));
	till_end(&t);
}

TEST(the_language_changes_at_once)
{
	struct till t;

	if (!begin(&t))
		return;
	press(&t, "<f10><f10>8");
	CHECK(sees(&t, "应收"));
	press(&t, ":lang<enter>");
	CHECK(sees(&t, "To pay"));
	till_end(&t);
}

/* By letters of the words that stand in the menu, as goods are found; the menu takes the first, ':' the only one. */
TEST(letters_find_an_action)
{
	struct till t;

	if (!begin(&t))
		return;
	press(&t, ":language<enter>");
	CHECK(sees(&t, "应收"));
	press(&t, ":suop<enter>");
	CHECK(sees(&t, "已锁"));
	press(&t, "2468<enter>");
	CHECK(sees(&t, "应收"));
	press(&t, "<f10>qqqq");
	CHECK(sees(&t, "没有这样的功能"));
	press(&t, "<bs><bs><bs><bs>suop");
	CHECK(vt_gone(t.vt, "没有这样的功能"));
	press(&t, "<enter>");
	CHECK(sees(&t, "已锁"));
	press(&t, "2468<enter>:q<enter>");
	CHECK(sees(&t, "按 Tab 看相近的名称")); /* many are found: none is done */
	till_end(&t);
}

/* Of what letters find, that which can be done now is meant: before a shift is open there are no receipts, returns or
 * Z reports. */
TEST(letters_mean_what_can_be_done_now)
{
	struct till t;

	if (!CHECK(till_start(&t, &(struct vt_options){ 0 })))
		return;
	sign_on(&t, "1008", "2468");
	CHECK(sees(&t, "Count the float"));
	press(&t, "<f10>repo<enter>");
	CHECK(sees(&t, "X report needs a second person"));
	press(&t, "<esc>:repor<enter>");
	CHECK(sees(&t, "X report needs a second person"));
	press(&t, "<esc><f10>retu<enter>");
	CHECK(sees(&t, "Return cannot be done now"));
	press(&t, "<esc>:language<enter><f10>yc"); /* a reading of 作废上一单, too */
	CHECK(sees(&t, "1 异常"));
	till_end(&t);
}

TEST(a_note_key_takes_a_note)
{
	struct till t;

	if (!begin(&t))
		return;
	play(&t, "{" CORN "}<enter>");
	sees(&t, "Still open");
	press(&t, "d");
	CHECK(sees(&t, "Receipt 01-1-000005"));
	CHECK(sees(&t, "10.00"));
	till_end(&t);
}

TEST(a_digit_chooses_a_hit)
{
	struct till t;

	if (!begin(&t))
		return;
	press(&t, "3*cct");
	CHECK(sees(&t, "Found"));
	press(&t, "2");
	CHECK(sees(&t, "  1 "));
	CHECK(sees(&t, "     3 "));
	till_end(&t);
}

/* Enter and a digit that come before anything was looked for act on what would have been found. */
TEST(a_hit_is_chosen_before_it_is_shown)
{
	struct till t;

	if (!begin(&t))
		return;
	vt_send(t.vt, "cct\r", 4);
	CHECK(sees(&t, "  1 脆脆兔薯片(原味)40g"));
	vt_send(t.vt, "cct2", 4);
	CHECK(sees(&t, "  2 脆脆兔薯片(原味)75g"));
	vt_send(t.vt, "cct\033[B\r", 7);
	CHECK(sees(&t, "     2    7.50    15.00"));
	CHECK(!shows(&t, "Found"));
	till_end(&t);
}

/* Goods back and goods out in one basket: the customer pays the difference. */
TEST(an_exchange)
{
	struct till t;

	if (!begin(&t))
		return;
	scan(&t, RECEIPT);
	CHECK(sees(&t, "Goods back"));
	scan(&t, CORN);
	CHECK(sees(&t, "To give back"));
	press(&t, "<esc>");
	CHECK(vt_gone(t.vt, "Goods back: "));
	CHECK(shows(&t, "(return)"));
	scan(&t, POPCORN);
	CHECK(sees(&t, "Returned"));
	press(&t, "<enter>");
	CHECK(sees(&t, "Bought the wrong thing"));
	press(&t, "2");
	CHECK(sees(&t, "Enter = exact 3.10"));
	press(&t, "5<enter>");
	CHECK(sees(&t, "Receipt 01-1-00000"));
	CHECK(sees(&t, "▄█    █▀█ █▀█")); /* 1.90 back */
	till_end(&t);
}

TEST(another_receipt_takes_the_place_of_the_one_that_is_open)
{
	struct till t;

	if (!begin(&t))
		return;
	play(&t, "{" CORN "}<f12>");
	CHECK(sees(&t, "Receipt 01-1-000005"));
	scan(&t, RECEIPT);
	CHECK(sees(&t, "Goods back: receipt " RECEIPT));
	press(&t, "<down><down><down><down>");
	scan(&t, "01-1-000005");
	CHECK(sees(&t, "Goods back: receipt 01-1-000005"));
	press(&t, "<enter>");
	vt_quiet(t.vt);
	press(&t, "1<enter>");
	CHECK(sees(&t, "To give back"));
	till_end(&t);
}

/* What a card took is looked for among the cards' receipts; Esc leaves the choice, then the list. */
TEST(receipts_of_one_means_of_payment)
{
	struct till t;

	if (!begin(&t))
		return;
	play(&t, "{" CORN "}<enter><f9>SLIP0001<enter>");
	CHECK(sees(&t, "Receipt 01-1-000005"));
	press(&t, "<f6><f4>");
	CHECK(sees(&t, "Any of them"));
	press(&t, "3"); /* any, cash, card */
	CHECK(sees(&t, "Find, Bank card >"));
	CHECK(sees(&t, "01-1-000005"));
	CHECK(!has(&t, RECEIPT));
	press(&t, "11-20");
	CHECK(sees(&t, "No receipt is like that"));
	press(&t, "<esc><f4>2");
	CHECK(sees(&t, RECEIPT));
	CHECK(!has(&t, "01-1-000005"));
	press(&t, "<esc>");
	CHECK(sees(&t, "01-1-000005"));
	press(&t, "<esc>");
	CHECK(sees(&t, "F6 Receipts"));
	till_end(&t);
}

/* What was scanned while a list or a report stood open is sold, and the list is gone. */
TEST(a_scan_closes_what_was_only_read)
{
	static const char *const open[] = { "<f10>", ":", "<f10>4", "<f6>", "<f1>" };

	for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
		struct till t;

		if (!begin(&t))
			return;
		press(&t, open[i]);
		vt_quiet(t.vt);
		scan(&t, CORN);
		CHECK(sees(&t, "  1 "));
		CHECK(shows(&t, "Enter Pay"));
		till_end(&t);
	}
}

TEST(a_wrong_second_person_changes_nothing)
{
	struct till t;

	if (!begin(&t))
		return;
	play(&t, "{" CORN "}50<f4>1");
	CHECK(sees(&t, "Discount 50% needs a second person"));
	press(&t, "1008<enter>2468<enter>");
	CHECK(sees(&t, "Nobody approves their own request"));
	scan(&t, "0012660101");
	CHECK(sees(&t, "-3.40"));
	till_end(&t);
}

/* The process dies with a basket open; the next one has it. */
TEST(a_basket_outlives_the_program)
{
	struct till t;

	if (!begin(&t))
		return;
	play(&t, "{" CORN "}2*{" POPCORN "}");
	CHECK(sees(&t, "26.60"));
	vt_signal(t.vt, SIGKILL);
	vt_exit(t.vt);
	till_end(&t);
	till_again(&t);
	CHECK(sees(&t, "1008"));
	sign_on(&t, "1008", "2468");
	CHECK(sees(&t, "26.60"));
	CHECK(sees(&t, "  2 "));
	till_end(&t);
}

TEST(a_lost_terminal_ends_the_program)
{
	struct till t;

	if (!begin(&t))
		return;
	play(&t, "{" CORN "}");
	sees(&t, "6.80");
	vt_hangup(t.vt);
	CHECK_INT(vt_exit(t.vt), 0);
	till_end(&t);
}

TEST(quit_by_name)
{
	struct till t;

	if (!begin(&t))
		return;
	press(&t, ":quit<enter>");
	CHECK_INT(vt_exit(t.vt), 0);
	till_end(&t);
}

/* A terminal without colours says the same with signs. */
TEST(old_terminals)
{
	static const char *const terms[] = { "vt220", "linux", "screen" };

	for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
		struct till t;
		char name[60];

		if (!CHECK(till_ready(&t, &(struct vt_options){ .term = terms[i] })))
			return;
		play(&t, "{" CORN "}5<del>");
		CHECK(sees(&t, "There is no line 5"));
		snprintf(name, sizeof name, "till_term_%s", terms[i]);
		CHECK(vt_golden(t.vt, name));
		till_end(&t);
	}
}

/* Quick keys: an action with its argument, on a key that was free; and a key taken away. */
TEST(keys_of_the_shop)
{
	struct till t;
	char path[700];

	snprintf(path, sizeof path, "%s/keys.conf", t_tmpdir());
	if (!CHECK(t_write(path, "[till]\nF11 = add-item " CORN "\nF2 = cash 100\nF12 =\n")))
		return;
	till_keymap = path;
	if (begin(&t)) {
		press(&t, "<f11>");
		CHECK(sees(&t, "6.80"));
		press(&t, "3*<f11>");
		CHECK(sees(&t, "27.20"));
		press(&t, "<f12>");
		CHECK(shows(&t, "27.20"));
		press(&t, "<f2>");
		CHECK(sees(&t, "Receipt 01-1-000005"));
		till_end(&t);
	}
	till_keymap = NULL;
}

/* More lines than fit on a page, of names short and long. */
static const char *const goods[] = {
	"6924591500111", "6924591500128", "6924591500135", "6924591500142", "6924591500159",
	"6924591500166", "6924591500234", "6924591500241", "6924591500272", "6924591500289",
	"6924591500319", "6956697600204", "6956697600235", "6956697600242", "6956697600310",
	"6956697600334", "6956697600341", "6956697600365", "6951617500213", "6951617500220",
	"6951617500237", "6951617500251", "6951617500329", "6951617500336",
};
#define GOODS (sizeof goods / sizeof *goods)

/* More lines than a page: it goes on with the last few; a line chosen above is brought back, and the
 * sale that is done fills the page. */
TEST(pages_of_the_roll)
{
	struct till t;

	if (!begin(&t))
		return;
	for (int i = 0; i < 18; i++) {
		scan(&t, goods[i]);
		vt_wait(t.vt, i < 17 ? "To pay" : " 18 ");
	}
	CHECK(sees(&t, " 14 ") && sees(&t, " 18 "));
	CHECK(!shows(&t, " 13 "));
	for (int i = 0; i < 6; i++)
		press(&t, "<up>");
	CHECK(sees(&t, "Line 13 is chosen"));
	CHECK(shows(&t, " 13 "));
	press(&t, "<esc>");
	CHECK(vt_gone(t.vt, "is chosen"));
	press(&t, "500<f12>");
	CHECK(sees(&t, "Receipt 01-1-000005"));
	CHECK(shows(&t, "  2 ") && shows(&t, " 18 "));
	till_end(&t);
}

/* --- bytes on the wire ------------------------------------------------------------------------ */

static int by_size(const void *left, const void *right)
{
	const long *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

enum wire { PREFIXED, BURST, KEYS };

/* One scan as its scanner sends it: between STX and CR, as a burst of keys, or key by key. */
static void send_code(struct till *t, const char *code, enum wire wire)
{
	char text[40];
	int n = snprintf(text, sizeof text, "%s%s\r", wire == PREFIXED ? "\002" : "", code);

	for (int i = 0; wire == KEYS && i < n; i++) {
		vt_send(t->vt, text + i, 1);
		poll(NULL, 0, 3); /* a scanner waits for nobody */
	}
	if (wire != KEYS)
		vt_send(t->vt, text, (size_t)n);
}

/* Bytes from a scan to the next quiet; then what follows it: all of it, the large figures too. Of keys
 * only the median is sure: a busy machine may be too late for one of them and take it as typed. */
static void count_scans(const struct vt_options *o, enum wire wire, long median_most, long flip_most,
	long all_most)
{
	long size[GOODS], all = 0;
	struct till t;
	int n = 0;

	if (!CHECK(till_ready(&t, o)))
		return;
	send_code(&t, goods[0], wire); /* the first line clears what stood there */
	CHECK(sees(&t, "  1 "));
	for (size_t i = 1; i < GOODS; i++) {
		vt_read_for(t.vt, 400);
		all += n ? vt_bytes(t.vt) : 0;
		vt_bytes(t.vt);
		send_code(&t, goods[i], wire);
		vt_quiet(t.vt);
		all += size[n++] = vt_bytes(t.vt);
	}
	qsort(size, (size_t)n, sizeof *size, by_size);
	printf("# %dx%d %s: median %ld, most %ld, with the large figures %ld on average\n", o->cols, o->rows,
		wire == PREFIXED ? "prefixed" : wire == BURST ? "in a burst" : "key by key", size[n / 2],
		size[n - 1], all / n);
	CHECK(size[n / 2] > 40 && size[n / 2] <= median_most);
	CHECK(wire == KEYS || size[n - 1] <= flip_most);
	CHECK(wire == KEYS || all / n <= all_most);
	till_end(&t);
}

TEST(bytes_of_a_scanned_line)
{
	static const struct vt_options wide = { .rows = 24, .cols = 80 }, narrow = { .rows = 16, .cols = 40 };
	char path[700];

	snprintf(path, sizeof path, "%s/scanner.conf", t_tmpdir());
	if (!CHECK(t_write(path, "[scanner]\nprefix = 2\n")))
		return;
	count_scans(&wide, BURST, 110, 450, 220);
	count_scans(&wide, KEYS, 110, 500, 220);
	till_conf = path;
	count_scans(&wide, PREFIXED, 90, 450, 220);
	count_scans(&narrow, PREFIXED, 75, 200, 220);
	till_conf = "/dev/null";
}

/* The total stands there with the line; the large figures of it follow when the hand rests. */
TEST(large_figures_follow)
{
	struct till t;

	if (!begin(&t))
		return;
	scan(&t, CORN);
	CHECK(sees(&t, "█▀▀   █▀█ █▀█")); /* 6.80: the first line is whole at once */
	scan(&t, POPCORN);
	scan(&t, POPCORN);
	CHECK(sees(&t, "26.60"));
	CHECK(sees(&t, "▀▀█ █▀▀   █▀▀ █▀█"));
	scan(&t, CORN);
	vt_send(t.vt, "\r", 1); /* payment never shows an old figure */
	CHECK(sees(&t, "Enter = exact 33.40"));
	press(&t, "<esc>");
	CHECK(sees(&t, "▀▀█ ▀▀█   █ █ █▀█"));
	till_end(&t);
}

/* What is typed is echoed in a byte, letters and digits alike, as long as nothing else changes. */
TEST(bytes_of_an_echo)
{
	struct till t;

	if (!begin(&t))
		return;
	scan(&t, CORN);
	vt_quiet(t.vt);
	press(&t, "zzzz"); /* the first key also changes what the keys do, and finds something */
	CHECK(sees(&t, "Enter Sell"));
	CHECK(vt_gone(t.vt, "Found"));
	vt_quiet(t.vt);
	vt_bytes(t.vt);
	for (int i = 0; i < 16; i++) {
		press(&t, i % 2 ? "z" : "7");
		vt_quiet(t.vt);
	}
	CHECK_INT(vt_bytes(t.vt), 16);
	till_end(&t);
}

TEST(nobody_there_locks_it)
{
	struct till t;

	if (!begin(&t))
		return;
	scan(&t, CORN);
	CHECK(sees(&t, "6.80"));
	press(&t, "<f6>"); /* what is open then is closed */
	CHECK(sees(&t, "Find >"));
	CHECK(as_manager("setting set till.idle-lock-s 1"));
	CHECK(sees(&t, "Locked"));
	press(&t, "2468<enter>");
	CHECK(sees(&t, "6.80"));
	till_end(&t);
}

/* The till whose store fails at its Nth statement; what came of a sale for exact cash. */
static const char *sale_with_fault(struct till *t, int n, const char *lang)
{
	static char fault[40];
	static const char *const ends[] = { "Outcome unknown", "Receipt 01-1-000005", "The store failed" };
	struct vt_options options = { .lang = lang };

	snprintf(fault, sizeof fault, "fault:%d:after:", n);
	till_fault = fault;
	if (till_ready(t, &options)) {
		scan(t, CORN);
		sees(t, "  1 ");
		press(t, "<f12>");
		vt_quiet(t->vt);
	}
	till_fault = "";
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (shows(t, ends[i]))
			return ends[i];
	return "";
}

/* COMMIT is the last statement of a sale: before it a fault undoes all, after it all is done. */
TEST(an_unknown_outcome_is_asked_again)
{
	struct till t;
	int least = 95, most = 175, n = 0;

	while (most - least > 1) {
		n = (least + most) / 2;

		const char *end = sale_with_fault(&t, n, "en");

		if (strcmp(end, "Outcome unknown") == 0)
			break;
		if (strcmp(end, "The store failed") == 0)
			least = n;
		else
			most = n;
		till_end(&t);
	}
	if (!CHECK(most - least > 1))
		return;
	take(&t, "till", "retry");
	press(&t, "<esc>"); /* is not left behind */
	CHECK(shows(&t, "Outcome unknown"));
	scan(&t, POPCORN);
	CHECK(sees(&t, "Not scanned"));
	press(&t, "<enter>");
	CHECK(sees(&t, "Receipt 01-1-000005"));
	CHECK(vt_gone(t.vt, "Outcome unknown"));
	till_end(&t);
	sale_with_fault(&t, n, "zh_CN");
	take(&t, "till", "retry");
	till_end(&t);
}

/* Another process writes for long: who is waited for is said after a while, and the sale goes on. */
TEST(a_busy_store_is_told)
{
	struct arena a = ARENA_INIT;
	struct till t;
	struct db *db;
	const char *why = "";

	if (!begin(&t))
		return;
	if (!CHECK_INT(db_open(&a, t.store, 0, &db, &why), OK))
		return;
	CHECK_INT(db_begin(db), OK);
	scan(&t, CORN);
	CHECK(sees(&t, "Waiting for"));
	db_rollback(db);
	CHECK(sees(&t, "  1 "));
	CHECK(!shows(&t, "Waiting for"));
	db_close(db);
	arena_release(&a);
	till_end(&t);
}

/* Figures beyond those of a supermarket's basket take room from the name. */
TEST(no_figure_is_cut)
{
	struct till t;

	if (!begin(&t))
		return;
	press(&t, "<f10>4");
	press(&t, "3");
	press(&t, "31827.5<enter>");
	CHECK(sees(&t, "31827.50? Enter takes it"));
	press(&t, "<enter>");
	CHECK(sees(&t, "1 31827.50 31827.50"));
	press(&t, LOOSE_SEEDS "<enter>");
	press(&t, "123.456<enter>");
	sees(&t, "Quantity 123.456?");
	press(&t, "<enter>");
	CHECK(sees(&t, " 123.456    21.80  2691.34"));
	CHECK(!shows(&t, "#"));
	till_end(&t);
}

T_MAIN
