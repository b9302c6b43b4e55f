/* desk_test.c - the member desk in a pty: its pictures in Chinese and English, 80x24 and 120x40; the daily tasks of the
 * desk with their keys counted; and what it refuses. GENERATE=1 makes the golden files anew. */
#include "scenes.h"
#include "tasks.h"

#define CARD "6217001234567890"
#define NEW_CARD "6217005550001111"

static const char *const file[] = {
	"member add 王晓梅 13800138000 --birthday 1990-11-21 --sex female --card " CARD,
	"member add 李秀英 13900138000 --birthday 11-25 --card 6217001234567999",
	"member add 张伟 13700137777 --card 6217001234568888",
	"attribute add skin 肤质 --name-en Skin --kind choice --choices 干性,油性,敏感",
	"attribute add pet 宠物 --name-en Pet", "member set 13800138000 skin=敏感 pet=猫",
	"member consent 13800138000 sms yes --source paper", "member contact add 13800138000 妈妈 --member 13900138000",
	"uses add WASH 十次洗头 10 " CORN " --name-en Washes --days 30",
	"level add silver 银卡 --name-en Silver", "level add gold 金卡 --name-en Gold",
	"draw add WHEEL 幸运大转盘 --points 5 --most 2", "draw prize WHEEL 五十积分 1 --points 50",
	"draw prize WHEEL 五十积分 9 --points 50", "draw open WHEEL",
};

/* Two visits of the first one. */
#define BUYS(code, goods) "member " code "\\n" goods "cash\\n"

/* A package of ten uses; the lead cashier allows it. */
static bool gives_uses(const char *phone)
{
	char command[100];

	snprintf(command, sizeof command, "uses give %s WASH --reason 1 --second 2001", phone);
	return as_person(MANAGER, "'" MANAGER_PIN "\\n331827'", command);
}

/* A desk at till 01, where nobody is signed on. */
static bool desk_start(struct till *t, const char *lang, const char *size)
{
	struct vt_options options = { .lang = lang };

	if (size)
		options.rows = 16, options.cols = 40;
	if (!make_template())
		return false;
	till_screen = "desk";
	if (!till_start(t, &options))
		return false;
	till_screen = "till";
	for (size_t i = 0; i < sizeof file / sizeof *file; i++)
		if (!CHECK(as_manager(file[i])))
			return false;
	if (!CHECK(gives_uses("13800138000")))
		return false;
	return CHECK(rings("shift-open 500\\n" BUYS("13800138000", "scan " CORN "\\nscan " POPCORN "\\n")
		BUYS("13800138000", "scan " CORN "\\n")));
}

static bool begin_as(struct till *t, const char *lang, const char *number, const char *pin)
{
	bool ok = desk_start(t, lang, NULL);

	till_screen = "till";
	if (!ok)
		return false;
	sign_on(t, number, pin);
	ok = sees(t, strcmp(lang, "en") == 0 ? "Who is it?" : "哪位会员");
	/* The levels that were made beside it are known with its next second; and what was said of signing on goes. */
	scan(t, CARD);
	ok = ok && sees(t, strcmp(lang, "en") == 0 ? "Level " : "级别");
	press(t, "<esc>");
	ok = ok && sees(t, strcmp(lang, "en") == 0 ? "Who is it?" : "哪位会员");
	t->keys = 0;
	return ok;
}

static bool begin(struct till *t, const char *lang)
{
	return begin_as(t, lang, MANAGER, MANAGER_PIN);
}

static const struct scene scenes[] = {
	{ "start", "", "" },
	{ "several", "8000", "" },
	{ "choosing", "<enter>", "<esc>", ONE_SIZE },
	{ "found", "7777", "<esc>", ONE_SIZE },
	{ "name", "wxm", "<esc>", ONE_SIZE },
	{ "nobody", "9999<enter>", "<esc>", ONE_SIZE },
	{ "open", "{" CARD "}", "" },
	{ "card_menu", "<f4>", "<esc>", ONE_SIZE },
	{ "top_up", "500<f7>", "<esc>", ONE_SIZE },
	{ "amount", "<f7>", "<esc>", ONE_SIZE },
	{ "pin", "<f4>3", "<esc>", ONE_SIZE },
	{ "card_lost", "<f4>1", "<esc>", ONE_SIZE },
	{ "card_loss", "<f4>2", "<esc>", ONE_SIZE },
	{ "card_back", "<f4>7", "<esc>", ONE_SIZE },
	{ "uses", "<f5>", "<esc>", ONE_SIZE },
	{ "uses_moved", "<f5>2", "<esc>", ONE_SIZE },
	{ "edit", "<f9>", "", ONE_SIZE },
	{ "edit_line", "2", "<esc>", ONE_SIZE },
	{ "edit_shared", "<f9>213900138000<enter>", "<esc>", ONE_SIZE },
	{ "edit_all", "<f9><enter>", "<esc>" },
	{ "consents", ":consent<enter>", "", ONE_SIZE },
	{ "consent", "<enter>", "<esc><esc>", ONE_SIZE },
	{ "contacts", ":contacts<enter>", "", ONE_SIZE },
	{ "contact", "<f3>", "<esc><esc>", ONE_SIZE },
	{ "statement_days", "<f6>", "<esc>", ONE_SIZE },
	{ "statement", "<f6>5", "<esc>", ONE_SIZE },
	{ "chart_none", "<f6>6", "<esc>", ONE_SIZE },
	{ "gifts_none", ":member-gifts<enter>", "<esc>", ONE_SIZE },
	{ "gifts_never", ":member-gifts<enter>1", "<esc>", ONE_SIZE },
	{ "labels_new", ":member-labels<enter>", "<esc>", ONE_SIZE },
	{ "merge_other", ":member-merge<enter>", "<esc>", ONE_SIZE },
	{ "merge", ":member-merge<enter>13900138000<enter>", "<esc>", ONE_SIZE },
	{ "admit", ":admit<enter>", "<esc>", ONE_SIZE },
	{ "freeze", ":freeze<enter>", "<esc>", ONE_SIZE },
	{ "level", ":member-level<enter>", "<esc>", ONE_SIZE },
	{ "draw", ":prize-draw<enter>", "<esc>", ONE_SIZE },
	{ "past", "<tab>", "<esc>", ONE_SIZE },
	{ "menu", "<f10>", "<esc>", ONE_SIZE },
	{ "help", "<f1>", "<esc>", ONE_SIZE },
	{ "members", ":members<enter>", "" },
	{ "members_which", "<f4>", "<esc><esc>", ONE_SIZE },
	{ "cards", ":cards<enter>", "" },
	{ "cards_which", "<f4>", "<esc>", ONE_SIZE },
	{ "cards_new", "<f3>", "<esc>", ONE_SIZE },
	{ "cards_deeds", "<f5>", "", ONE_SIZE },
	{ "cards_count", "3", "<esc>", ONE_SIZE },
	{ "cards_void", "<f5>2", "<esc>", ONE_SIZE },
	{ "cards_hand", "<f5>1", "<esc><esc>", ONE_SIZE },
	{ "kinds", ":card-kinds<enter>", "", ONE_SIZE },
	{ "kind", "<enter>", "<esc><esc>", ONE_SIZE },
	{ "new", "<f3>", "<esc><esc>" },
};

PICTURES(pictures, begin, "desk", scenes)

static const struct scene todo_scenes[] = {
	{ "to_do", "<ins>", "" }, { "to_do_opened", "<down><enter>", "", ONE_SIZE },
};

/* Something of everything that ends, beside what is always there. */
static bool begin_todo(struct till *t, const char *lang)
{
	static const char *const ends[] = { "member edit 13700137777 --until 2026-12-01",
		"member add 赵敏 13600136000 --state applied",
		"coupon kind add SOON 五元券 5 --days 3 --name-en Five", "coupon give SOON 13900138000",
		"uses add TEN 十次擦鞋 10 " POPCORN " --name-en Shines --days 10" };

	if (!begin(t, lang))
		return false;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (!CHECK(as_manager(ends[i])))
			return false;
	return CHECK(as_person(MANAGER, "'" MANAGER_PIN "\\n331827'",
		"uses give 13800138000 TEN --reason 1 --second 2001"));
}

PICTURES(to_do, begin_todo, "desk", todo_scenes)

static const struct scene chart_scenes[] = {
	{ "chart_value", "{" CARD "}<f6>6", "" }, { "chart_points", "<tab>", "", ONE_SIZE },
	{ "chart_months", "<tab>", "", ONE_SIZE }, { "chart_groups", "<tab>", "", ONE_SIZE },
	{ "chart_moved", "<tab><left>", "<esc>", ONE_SIZE },
};

/* By a member who has something. */
static bool begin_charts(struct till *t, const char *lang)
{
	return begin(t, lang) && CHECK(as_person(MANAGER, "'" MANAGER_PIN "\n331827'",
		"points adjust 13800138000 1000 --reason 1 --second 2001")) &&
		CHECK(as_person(MANAGER, "'" MANAGER_PIN "\n331827'",
		"wallet adjust 13800138000 88.50 --reason 1 --second 2001"));
}

PICTURES(charts, begin_charts, "desk", chart_scenes)

/* The figures of a chart are whole where the screen is narrow; the side ones give way. */
static void narrow_chart(struct till *t)
{
	press(t, "<f6>8");
	vt_quiet(t->vt);
	take(t, "desk", "chart_months");
	press(t, "<esc>");
}

static void narrow(const char *lang)
{
	struct till t;

	if (!CHECK(desk_start(&t, lang, "40x16")))
		return;
	till_screen = "till";
	sign_on(&t, MANAGER, MANAGER_PIN);
	CHECK(sees(&t, strcmp(lang, "en") == 0 ? "Who is it?" : "哪位会员"));
	press(&t, "<left>");
	vt_quiet(t.vt);
	take(&t, "desk", "start");
	scan(&t, CARD);
	CHECK(sees(&t, strcmp(lang, "en") == 0 ? "Level " : "级别"));
	vt_quiet(t.vt);
	take(&t, "desk", "open");
	narrow_chart(&t);
	till_end(&t);
}

IN_BOTH_LANGUAGES(a_narrow_screen, narrow)

/* --- tasks ------------------------------------------------------------------------------------------------- */

static bool clerk(struct till *t)
{
	return CHECK(begin_as(t, "en", "1008", "2468"));
}

/* A text that is no key of the task. */
static void text(struct till *t, const char *typed)
{
	int keys = t->keys;

	press(t, typed);
	t->keys = keys;
}

TEST(d1_what_a_caller_has)
{
	struct till t;

	if (!clerk(&t))
		return;
	press(&t, "7777");
	CHECK(sees(&t, "张*"));
	CHECK(sees(&t, "Stored value"));
	CHECK(sees(&t, "Points"));
	end_task(&t, "d1");
}

TEST(d2_a_new_member_with_a_card)
{
	struct till t;

	if (!clerk(&t))
		return;
	press(&t, "13800138001<enter>");
	CHECK(sees(&t, "New member"));
	text(&t, "Zhao Min");
	scan(&t, NEW_CARD);
	CHECK(sees(&t, NEW_CARD));
	press(&t, "<enter>");
	CHECK(sees(&t, "10000004"));
	CHECK(sees(&t, "****1111"));
	CHECK(sees(&t, "138****8001"));
	end_task(&t, "d2");
}

TEST(d3_money_onto_a_card)
{
	struct till t;

	if (!clerk(&t) || !CHECK(as_manager("wallet rule add SPRING '100=5 500=10%'")))
		return;
	till_end(&t); /* one program at a terminal: its shift is opened by a till */
	CHECK(rings_at("01", "shift-open 500"));
	beside(&t, "desk", "en");
	CHECK(sees(&t, "1008"));
	sign_on(&t, "1008", "2468");
	CHECK(sees(&t, "Who is it?"));
	t.keys = 0;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, "500<f7>");
	CHECK(sees(&t, "and 50.00 on top"));
	press(&t, "<enter>");
	CHECK(sees(&t, "550.00"));
	CHECK(sees(&t, "Stored value"));
	CHECK(vt_gone(t.vt, "How is it paid?"));
	end_task(&t, "d3");
}

TEST(d4_a_lost_card_replaced)
{
	struct till t;

	if (!clerk(&t))
		return;
	press(&t, "7777<enter>");
	CHECK(sees(&t, "10000003"));
	press(&t, "<f4>1");
	CHECK(sees(&t, "Card until now"));
	scan(&t, NEW_CARD);
	CHECK(sees(&t, NEW_CARD));
	press(&t, "<enter>");
	CHECK(sees(&t, "****1111"));
	CHECK(sees(&t, "is the card of member 10000003"));
	end_task(&t, "d4");
}

TEST(d5_a_loss_reported)
{
	struct till t;

	if (!clerk(&t))
		return;
	press(&t, "7777<enter>");
	CHECK(sees(&t, "10000003"));
	press(&t, "<f4>2");
	CHECK(sees(&t, "Block it now"));
	press(&t, "<enter>");
	CHECK(sees(&t, "is blocked"));
	end_task(&t, "d5");
}

/* The first PIN is the member's own; a new one for who forgot it takes his document and a second person. */
TEST(d8_a_new_pin)
{
	struct till t;

	if (!clerk(&t) || !CHECK(as_manager("member edit 13800138000 --id-number 110101199003071234")))
		return;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, "<f4>3");
	CHECK(sees(&t, "types a new one"));
	text(&t, "246800<enter>");
	CHECK(sees(&t, "once more"));
	text(&t, "246801<enter>");
	CHECK(sees(&t, "two different PINs"));
	press(&t, "<f4>3");
	text(&t, "246800<enter>");
	CHECK(sees(&t, "once more"));
	text(&t, "246800<enter>");
	CHECK(sees(&t, "10000001 has a new PIN"));
	press(&t, "<esc>");
	CHECK(sees(&t, "Who is it?"));
	t.keys = 0;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, "<f4>3");
	CHECK(sees(&t, "identity document"));
	press(&t, "1234");
	CHECK(sees(&t, "types a new one"));
	text(&t, "135790<enter>");
	CHECK(sees(&t, "once more"));
	text(&t, "135790<enter>");
	CHECK(sees(&t, "Two persons"));
	scan(&t, BADGE_MANAGER);
	CHECK(vt_gone(t.vt, "Two persons"));
	CHECK(sees(&t, "10000001 has a new PIN"));
	end_task(&t, "d8");
}

TEST(d6_a_gift_for_points)
{
	struct till t;

	if (!clerk(&t) || !CHECK(as_manager("gift add " CORN " 800 --pieces 5"))
		|| !CHECK(as_person(MANAGER, "'" MANAGER_PIN "\\n331827'",
			"points adjust 13800138000 1000 --reason 1 --second 2001")))
		return;
	t.keys = 0;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	scan(&t, CORN);
	CHECK(sees(&t, "for 800 points"));
	press(&t, "<enter>");
	CHECK(sees(&t, "200 points are left"));
	end_task(&t, "d6");
}

/* From the list, without the goods at hand; and taken back where it is listed, by two persons, with its points. */
TEST(a_gift_is_chosen_and_taken_back)
{
	struct till t;

	if (!CHECK(begin(&t, "en")) || !CHECK(as_manager("gift add " CORN " 800 --pieces 5"))
		|| !CHECK(as_manager("gift add " POPCORN " 300"))
		|| !CHECK(as_person(MANAGER, "'" MANAGER_PIN "\n331827'",
			"points adjust 13800138000 1000 --reason 1 --second 2001")))
		return;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, ":member-gifts<enter>");
	CHECK(sees(&t, "Gifts that he has had"));
	vt_quiet(t.vt);
	take(&t, "desk", "gifts");
	press(&t, "2");
	CHECK(sees(&t, "for 800 points"));
	press(&t, "<enter>");
	CHECK(sees(&t, "200 points are left"));
	press(&t, ":member-gifts<enter>3");
	CHECK(sees(&t, "Gifts of the member"));
	vt_quiet(t.vt);
	take(&t, "desk", "gifts_had");
	press(&t, "<enter>");
	CHECK(sees(&t, "Take back the gift of"));
	vt_quiet(t.vt);
	take(&t, "desk", "gift_back");
	press(&t, "1<down>");
	scan(&t, BADGE_LEAD);
	press(&t, "<f12>");
	CHECK(sees(&t, "came back; there are 1000 points now"));
	vt_quiet(t.vt);
	take(&t, "desk", "gifts_back");
	press(&t, "<esc>");
	CHECK(sees(&t, "Points        1000"));
	till_end(&t);
}

/* Alone two keys; after the article was scanned once, each card takes one. */
TEST(d10_one_use_of_a_package)
{
	struct till t;

	if (!clerk(&t) || !CHECK(gives_uses("13900138000")))
		return;
	scan(&t, CORN);
	CHECK(sees(&t, "Each card takes one use"));
	t.keys = 0;
	scan(&t, CARD);
	CHECK(sees(&t, "9 are left"));
	scan(&t, "6217001234567999");
	CHECK(sees(&t, "10000002"));
	CHECK(sees(&t, "9 are left"));
	scan(&t, CARD);
	CHECK(sees(&t, "8 are left"));
	CHECK_INT(t.keys, 0);
	scan(&t, "6217001234568888");
	CHECK(sees(&t, "there are none of it"));
	press(&t, "<esc>");
	CHECK(vt_gone(t.vt, "Each card takes one use"));
	press(&t, "<esc>");
	CHECK(sees(&t, "Who is it?"));
	t.keys = 0;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, "<f5>");
	CHECK(sees(&t, "A digit takes one use"));
	press(&t, "1");
	CHECK(sees(&t, "7 are left"));
	end_task(&t, "d10");
}

TEST(d7_points_as_goodwill)
{
	struct till t;

	if (!clerk(&t))
		return;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, "+200<f8>");
	CHECK(sees(&t, "Asked for by the member"));
	press(&t, "1");
	CHECK(sees(&t, "Two persons"));
	scan(&t, BADGE_MANAGER);
	CHECK(vt_gone(t.vt, "Two persons"));
	CHECK(sees(&t, "200 points booked; there are 200 now"));
	end_task(&t, "d7");
}

TEST(d9_two_who_are_one_person)
{
	struct till t;

	if (!CHECK(begin_as(&t, "en", "2001", "331827")) || !CHECK(as_manager("member set 13900138000 pet=parrot")))
		return;
	press(&t, "8000");
	CHECK(sees(&t, "Found: 2"));
	press(&t, "<f10>");
	CHECK(sees(&t, "3 Make one of two"));
	press(&t, "3");
	CHECK(sees(&t, "Nothing takes it back"));
	press(&t, "<enter>");
	CHECK(sees(&t, "Approval"));
	scan(&t, BADGE_MANAGER);
	CHECK(vt_gone(t.vt, "Approval"));
	CHECK(sees(&t, "10000002 is merged into 10000001"));
	CHECK(sees(&t, "10000001  "));
	end_task(&t, "d9");
}

TEST(d11_a_statement_on_paper)
{
	struct till t;

	if (!clerk(&t) || !CHECK(as_manager("setting set receipt.queue kitchen --till 01")))
		return;
	till_end(&t);
	beside(&t, "desk", "en");
	CHECK(sees(&t, "1008"));
	sign_on(&t, "1008", "2468");
	CHECK(sees(&t, "Who is it?"));
	t.keys = 0;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, "<f6>");
	CHECK(sees(&t, "Three months"));
	press(&t, "3");
	CHECK(sees(&t, "Three months: Enter prints it"));
	press(&t, "<enter>");
	CHECK(sees(&t, "10000001 goes to the printer"));
	end_task(&t, "d11");
}

TEST(d12_a_new_phone_number)
{
	struct till t;

	if (!CHECK(begin(&t, "en")))
		return;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, "<f9>2");
	CHECK(sees(&t, "> 13800138000"));
	press(&t, "13800138001<enter>");
	CHECK(sees(&t, "changed"));
	CHECK(sees(&t, "13800138001"));
	end_task(&t, "d12");
}

/* --- labels ----------------------------------------------------------------------------------------------- */

/* Labels for who is open, and for all of a list; looked at, and refused where no printer is set. */
TEST(labels_for_who_is_open_and_for_a_list)
{
	struct till t;

	if (!CHECK(begin(&t, "en")) || !CHECK(as_manager("member edit 13800138000 --postcode 310012 --address "
		"浙江省杭州市西湖区文三路478号")) ||
		!CHECK(as_manager("member edit 13900138000 --address 上海市世纪大道100号")))
		return;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, ":member-labels<enter>");
	CHECK(sees(&t, "Address labels to print"));
	vt_quiet(t.vt);
	take(&t, "desk", "labels");
	press(&t, "<esc><esc><ins>");
	CHECK(sees(&t, "Birthday"));
	press(&t, "<f5>");
	CHECK(sees(&t, "Address labels for those listed"));
	press(&t, "1");
	CHECK(sees(&t, "10000001 10000002"));
	press(&t, "<down><down><down><down><down><down>4<enter>birthday cards<f12>");
	CHECK(sees(&t, "李秀英"));
	CHECK(sees(&t, "Labels: 2"));
	vt_quiet(t.vt);
	take(&t, "desk", "labels_list");
	press(&t, "<f12>");
	CHECK(sees(&t, "No label printer is set"));
	till_end(&t);
}

TEST(labels_are_not_for_a_cashier)
{
	struct till t;

	if (!clerk(&t))
		return;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, ":member-labels<enter>");
	CHECK(sees(&t, "is not among your rights"));
	till_end(&t);
}

/* --- what it says -------------------------------------------------------------------------------------------- */

TEST(an_old_card_is_found_and_refused_by_name)
{
	struct till t;

	if (!clerk(&t))
		return;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, "<f4>1");
	CHECK(sees(&t, "Card until now"));
	scan(&t, NEW_CARD);
	press(&t, "<enter>");
	CHECK(sees(&t, "is the card of member"));
	press(&t, "<esc>");
	scan(&t, CARD);
	CHECK(sees(&t, "was replaced; the current card is ****1111"));
	till_end(&t);
}

TEST(a_card_that_nobody_has_begins_a_new_member)
{
	struct till t;

	if (!clerk(&t))
		return;
	scan(&t, NEW_CARD);
	CHECK(sees(&t, "No member has this card"));
	press(&t, "<f3>");
	CHECK(sees(&t, NEW_CARD));
	press(&t, "Zhao Min<f12>");
	CHECK(sees(&t, "10000004"));
	CHECK(sees(&t, "****1111"));
	till_end(&t);
}

TEST(a_phone_of_another_is_kept_only_when_said_so)
{
	struct till t;

	if (!CHECK(begin(&t, "en")))
		return;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, "<f9>213900138000<enter>");
	CHECK(sees(&t, "Another member has this number"));
	press(&t, "1");
	CHECK(sees(&t, "changed"));
	CHECK(sees(&t, "13900138000"));
	till_end(&t);
}

TEST(a_member_is_frozen_and_let_go)
{
	struct till t;

	if (!CHECK(begin(&t, "en")))
		return;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, ":freeze<enter>");
	CHECK(sees(&t, "Freeze: nothing"));
	press(&t, "1");
	CHECK(sees(&t, "is frozen"));
	press(&t, ":freeze<enter>");
	CHECK(sees(&t, "Let him buy again"));
	press(&t, "1");
	CHECK(sees(&t, "may buy again"));
	till_end(&t);
}

TEST(a_level_is_given_by_hand)
{
	struct till t;

	if (!CHECK(begin(&t, "en")))
		return;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, ":member-level<enter>");
	CHECK(sees(&t, "Level by hand"));
	press(&t, "2");
	CHECK(sees(&t, "1 Asked for by the member"));
	press(&t, "1");
	CHECK(sees(&t, "Level         Gold"));
	till_end(&t);
}

/* Free, then for points, then no more; two draws are chosen from. */
TEST(a_prize_is_drawn)
{
	struct till t;

	if (!clerk(&t))
		return;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, ":prize-draw<enter>");
	CHECK(sees(&t, "can win"));
	CHECK(sees(&t, "90%"));
	CHECK(sees(&t, "free"));
	press(&t, "<enter>");
	CHECK(sees(&t, "Drawn"));
	CHECK(sees(&t, "Won: 五十积分 (50)"));
	press(&t, "<esc>:prize-draw<enter>");
	CHECK(sees(&t, "5 points"));
	press(&t, "<enter>");
	CHECK(sees(&t, "Won: 五十积分 (95)"));
	press(&t, "<esc>:prize-draw<enter>");
	CHECK(sees(&t, "2 times is all for today"));
	CHECK(as_manager("draw add SHOP Anniversary") && as_manager("draw prize SHOP Nothing 1") &&
		as_manager("draw prize SHOP Nothing 1") && as_manager("draw open SHOP"));
	press(&t, ":prize-draw<enter>");
	CHECK(sees(&t, "no more today"));
	press(&t, "1");
	CHECK(sees(&t, "Anniversary"));
	press(&t, "<enter>");
	CHECK(sees(&t, "Drawn: Nothing; there are 95 points"));
	till_end(&t);
}

/* Who signs on after a lock begins anew; the same person goes on. */
TEST(the_next_clerk_sees_nobody)
{
	struct till t;

	if (!clerk(&t))
		return;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, ":lock-office<enter>");
	CHECK(sees(&t, "Locked"));
	press(&t, "2468<enter>");
	CHECK(sees(&t, "10000001"));
	scan(&t, BADGE_1009);
	CHECK(sees(&t, "Who is it?"));
	CHECK(sees(&t, "1009"));
	till_end(&t);
}

/* What was on file before is names in full: not for a cashier. */
TEST(the_past_is_masked_for_who_may_not_see_names)
{
	struct till t;

	if (!clerk(&t))
		return;
	scan(&t, CARD);
	CHECK(sees(&t, "10000001"));
	press(&t, "<tab>");
	CHECK(sees(&t, "Card issued"));
	CHECK(!has(&t, "What was on file"));
	CHECK(!has(&t, "王晓梅"));
	press(&t, "<esc><f9><enter>");
	CHECK(sees(&t, "王*"));
	press(&t, "<f6>");
	vt_quiet(t.vt);
	CHECK(!has(&t, "王晓梅"));
	till_end(&t);
}

/* --- the shop's own attributes --------------------------------------------------------------------------- */

TEST(what_the_shop_must_know_is_asked_of_a_new_member)
{
	struct till t;

	if (!CHECK(begin(&t, "en")) || !CHECK(as_manager("attribute set pet --required yes")))
		return;
	press(&t, "<f3>");
	text(&t, "Wang");
	press(&t, "<f12>");
	CHECK(sees(&t, "Pet"));
	press(&t, "cat<f12>");
	CHECK(sees(&t, "Wang  10000004"));
	CHECK(sees(&t, "Pet           cat"));
	till_end(&t);
}

/* What the shop must know of him and does not is said while he is open, and asked by F9. */
static const struct scene asked_scenes[] = { { "asked", "{6217001234567999}", "" } };

static bool begin_asked(struct till *t, const char *lang)
{
	return begin(t, lang) && CHECK(as_manager("attribute set pet --required yes")) &&
		CHECK(as_manager("attribute set skin --required yes"));
}

PICTURES(asked, begin_asked, "desk", asked_scenes)

TEST(what_the_shop_must_know_is_asked_of_who_is_open)
{
	struct till t;

	if (!CHECK(begin_asked(&t, "en")) || !CHECK(as_manager("member set 13900138000 skin=干性")))
		return;
	scan(&t, CARD);
	CHECK(sees(&t, "Pet           猫"));
	CHECK(!has(&t, "To be asked"));
	scan(&t, "6217001234567999");
	CHECK(sees(&t, "To be asked: Pet. F9 and Enter fills it in"));
	press(&t, "<f9><enter>");
	CHECK(sees(&t, "Pet              *"));
	press(&t, "<esc><esc>");
	CHECK(sees(&t, "Who is it?"));
	CHECK(as_manager("member set 13900138000 pet=parrot"));
	scan(&t, "6217001234567999");
	CHECK(sees(&t, "Pet           parrot"));
	CHECK(!has(&t, "To be asked"));
	till_end(&t);
}

TEST(a_contact_is_opened_from_the_other)
{
	struct till t;

	if (!CHECK(begin(&t, "en")))
		return;
	scan(&t, CARD);
	CHECK(sees(&t, "敏感"));
	CHECK(sees(&t, "text message"));
	press(&t, ":contacts<enter>");
	CHECK(sees(&t, "妈妈"));
	press(&t, "<enter>");
	CHECK(sees(&t, "李秀英  10000002"));
	CHECK(sees(&t, "← 妈妈"));
	press(&t, ":consent<enter>");
	CHECK(sees(&t, "surveys"));
	press(&t, "<enter>y<f12><esc>");
	CHECK(sees(&t, "Agrees to     text message"));
	till_end(&t);
}

/* --- admission ------------------------------------------------------------------------------------------- */

TEST(an_application_is_approved_by_somebody_else)
{
	struct till t;

	if (!CHECK(desk_start(&t, "en", NULL)) ||
		!CHECK(as_manager("member add 赵敏 13600136000 --state applied")))
		return;
	till_screen = "till";
	sign_on(&t, "2001", "331827");
	CHECK(sees(&t, "Wait for an approval: 1"));
	press(&t, "<ins>");
	CHECK(sees(&t, "2026-12-11"));
	press(&t, "<enter>");
	CHECK(sees(&t, "not approved yet"));
	press(&t, ":admit<enter>1");
	CHECK(sees(&t, "10000004 is a member from today on"));
	till_end(&t);
}

T_MAIN
