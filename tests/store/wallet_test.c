/* wallet_test.c - stored value on both engines, to the cent: paid in with bonus by rule, paid with, given back, paid
 * out, moved; each limit at, below and above its boundary; two tills at one balance; recovery. */
#include "pg.h"

#include "../money.h"
#include "../restored.h"
#include "service/members.h"
#include "service/wallet.h"

/* The ledger behind the shop. */
#include "../../src/service/money/money_int.h"
#include "store/db.h"
#include "store/document_store.h"
#include "store/member_store.h"

#define CARD "6217001234567890"
#define SECOND .second = "2001", .pin = "331827"

static int64_t wang;

static bool set(struct trade *tr, const char *name, const char *value)
{
	return CHECK_INT(setting_set(tr->sh, name, value, false, &tr->said), OK);
}

/* What the office does meanwhile; then the cashier is there again. */
static void as_manager(struct trade *tr)
{
	CHECK_INT(shop_sign_on(tr->sh, &tr->a, "3001", "615902", &tr->said), OK);
}

static void as_cashier(struct trade *tr)
{
	does(tr, "sign-on 1008 2468");
}

static int64_t member(struct trade *tr, const char *name, const char *phone, const char *card)
{
	int64_t id = 0;

	CHECK_INT(member_open(tr->sh, &tr->a, &(struct member_edit){ .name = name, .phone = phone, .card = card,
		.anyway = true }, &id, &tr->said), OK);
	return id;
}

static bool begin(struct trade *tr, const char *url)
{
	if (!trade_init(tr, url, "01") || !trade_open(tr) || !day_begin(tr))
		return false;
	as_manager(tr);
	set(tr, "wallet.pin", "off");
	wang = member(tr, "王晓梅", "13800138000", CARD);
	as_cashier(tr);
	return true;
}

static enum err top_up_by(struct trade *tr, const char *who, const char *amount, const char *tender,
	const char *reference, struct wallet_done *done)
{
	clock_freeze(clock_now_ms() + 1000);
	return wallet_top_up(tr->sh, &tr->a, &(struct wallet_top_up){ .member = who, .amount = amount,
		.tender = tender, .reference = reference }, done, &tr->said);
}

static bool top_up(struct trade *tr, const char *amount)
{
	struct wallet_done done = { .id = 0 };

	return CHECK_INT(top_up_by(tr, CARD, amount, NULL, NULL, &done), OK);
}

/* Both parts as shown, and as the ledger has them. */
static bool has(struct trade *tr, int64_t id, int64_t principal, int64_t bonus)
{
	struct wallet w = { 0, 0 };
	int64_t spendable = 0;

	CHECK_INT(wallet_of(tr->sh, &tr->a, id, &w, &spendable), OK);
	return CHECK_INT(w.principal_minor, principal) & CHECK_INT(w.bonus_minor, bonus)
		& CHECK_INT(balance_of(tr, ACCOUNT_PRINCIPAL, id), -principal)
		& CHECK_INT(balance_of(tr, ACCOUNT_BONUS, id), -bonus);
}

static void rule(struct trade *tr, const char *code, const char *tiers)
{
	as_manager(tr);
	CHECK_INT(wallet_rule_add(tr->sh, &tr->a, &(struct wallet_rule_edit){ .code = code, .tiers = tiers },
		&tr->said), OK);
	as_cashier(tr);
}

BOTH(a_top_up_brings_its_bonus_and_pays_until_it_is_gone)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	rule(&tr, "SPRING", "100=5 500=10%");
	top_up(&tr, "99.99");
	has(&tr, wang, 9999, 0);
	top_up(&tr, "100");
	has(&tr, wang, 19999, 500);
	top_up(&tr, "500");
	has(&tr, wang, 69999, 5500);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 1), 50000 + 69999);
	/* 39.90 of 754.99: floor(3990 x 5500 / 75499) is bonus. */
	does(&tr, "scan " COOKIES);
	refuses(&tr, "stored", "wallet-whose");
	does(&tr, "scan " CARD);
	CHECK_INT(view(&tr)->member.stored_minor, 75499);
	does(&tr, "stored");
	CHECK_STR(said_name(&tr.said), "sale-done");
	has(&tr, wang, 69999 - 3700, 5500 - 290);
	/* An amount of it, the rest in cash. */
	does(&tr, "scan " COOKIES);
	does(&tr, "scan " CARD);
	does(&tr, "stored 9.90");
	CHECK_STR(said_name(&tr.said), "paid-part");
	refuses(&tr, "stored", "pays-twice");
	does(&tr, "cash");
	/* More than there is takes what there is; more than that is refused. */
	does(&tr, "enter 20*" COOKIES);
	does(&tr, "scan " CARD);
	refuses(&tr, "stored 790", "wallet-short");
	does(&tr, "stored");
	CHECK_STR(said_name(&tr.said), "paid-part");
	does(&tr, "cash");
	has(&tr, wang, 0, 0);
	does(&tr, "scan " FINGERS);
	does(&tr, "scan " CARD);
	refuses(&tr, "stored", "wallet-short");
	does(&tr, "cash");
	trade_end(&tr);
}

BOTH(a_return_gives_back_exactly_what_was_taken)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	rule(&tr, "R", "100=37");
	top_up(&tr, "100");
	has(&tr, wang, 10000, 3700);
	does(&tr, "enter 2*" COOKIES);
	does(&tr, "scan " CARD);
	does(&tr, "stored");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	/* 79.80 of 137.00: 21.55 of bonus. */
	has(&tr, wang, 10000 - 5825, 3700 - 2155);
	for (int i = 0; i < 2; i++) {
		does_with(&tr, "return", number);
		does(&tr, "return-line 1 1");
		asked(&tr, "cash", "reason 1");
	}
	has(&tr, wang, 10000, 3700);
	/* A void is the exact opposite, too. */
	does(&tr, "scan " COOKIES);
	does(&tr, "scan " CARD);
	does(&tr, "stored");
	act(&tr, "void-last 1");
	does(&tr, "approve 2001 331827");
	has(&tr, wang, 10000, 3700);
	trade_end(&tr);
}

BOTH(what_paid_for_goods_that_were_exchanged_comes_back_as_stored_value)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	rule(&tr, "R", "100=100");
	top_up(&tr, "100");
	does(&tr, "scan " COOKIES);
	does(&tr, "scan " CARD);
	does(&tr, "stored");
	has(&tr, wang, 8005, 8005);
	does_with(&tr, "return", last_number(&tr));
	does(&tr, "return-line 1 1");
	does(&tr, "back");
	does(&tr, "enter 2*" FINGERS);
	asked(&tr, "cash", "reason 1");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	/* 29.90 came back, half of it bonus; 10.00 paid for the fingers. */
	has(&tr, wang, 8005 + 1495, 8005 + 1495);
	does_with(&tr, "return", number);
	does(&tr, "return-line 2 2");
	act(&tr, "cash");
	act(&tr, "reason 1");
	does(&tr, "approve 2001 331827"); /* paid by goods brought back: a second person looks at it */
	has(&tr, wang, 10000, 10000);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 1), 50000 + 10000);
	trade_end(&tr);
}

/* Two thirds and one third, of which no share is whole: together they give back what was paid, to the cent. */
BOTH(an_exchange_in_parts_gives_each_part_what_it_paid)
{
	struct trade tr;
	char first[40], second[40];

	if (!begin(&tr, url))
		return;
	rule(&tr, "R", "100=37.01");
	top_up(&tr, "100");
	does(&tr, "enter 3*" FINGERS);
	does(&tr, "scan " CARD);
	does(&tr, "stored"); /* 15.00: floor(1500 x 3701 / 13701) = 405 of bonus */
	has(&tr, wang, 10000 - 1095, 3701 - 405);
	snprintf(first, sizeof first, "%s", last_number(&tr));
	does_with(&tr, "return", first);
	does(&tr, "return-line 1 1");
	does(&tr, "back");
	does(&tr, "scan " COOKIES);
	does(&tr, "scan " CARD);
	act(&tr, "cash");
	does(&tr, "reason 1");
	has(&tr, wang, 10000 - 1095, 3701 - 405);
	snprintf(second, sizeof second, "%s", last_number(&tr));
	for (int i = 0; i < 2; i++) {
		does_with(&tr, "return", first);
		does(&tr, "return-line 1 1");
		asked(&tr, "cash", "reason 1");
	}
	does_with(&tr, "return", second);
	does(&tr, "return-line 2 1");
	act(&tr, "cash");
	act(&tr, "reason 1");
	does(&tr, "approve 2001 331827");
	has(&tr, wang, 10000, 3701);
	trade_end(&tr);
}

BOTH(limits_hold_at_their_boundary)
{
	struct wallet_done done = { .id = 0 };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	as_manager(&tr);
	set(&tr, "wallet.top-up-min-minor", "1000");
	set(&tr, "wallet.top-up-max-minor", "400000");
	as_cashier(&tr);
	CHECK_INT(top_up_by(&tr, CARD, "9.99", NULL, NULL, &done), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "top-up-min");
	CHECK_INT(top_up_by(&tr, CARD, "4000.01", NULL, NULL, &done), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "top-up-max");
	top_up(&tr, "10");
	top_up(&tr, "4000");
	/* A named card holds 5,000.00 at most. */
	CHECK_INT(top_up_by(&tr, CARD, "990.01", NULL, NULL, &done), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "wallet-max");
	top_up(&tr, "990");
	has(&tr, wang, 500000, 0);
	CHECK_INT(top_up_by(&tr, CARD, "0", NULL, NULL, &done), ERR_INVALID);
	CHECK_INT(top_up_by(&tr, "nobody", "10", NULL, NULL, &done), ERR_NOTFOUND);
	CHECK_INT(top_up_by(&tr, CARD, "10", "15", NULL, &done), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "no-tender");
	trade_end(&tr);
}

BOTH(the_first_day_has_its_limit)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	as_manager(&tr);
	set(&tr, "wallet.first-day-below-bp", "5000");
	as_cashier(&tr);
	top_up(&tr, "10");
	does(&tr, "scan " FINGERS); /* 5.00 is not less than half of 10.00 */
	does(&tr, "scan " CARD);
	refuses(&tr, "stored 5", "wallet-first-day");
	does(&tr, "stored 4.99");
	does(&tr, "cash");
	as_manager(&tr);
	set(&tr, "wallet.first-day-below-bp", "0");
	set(&tr, "wallet.first-day-up-to-bp", "6000");
	as_cashier(&tr);
	does(&tr, "scan " FINGERS);
	does(&tr, "scan " CARD);
	refuses(&tr, "stored 1.02", "wallet-first-day");
	does(&tr, "stored 1.01"); /* up to and with 6.00 */
	does(&tr, "cash");
	has(&tr, wang, 400, 0);
	/* On the next day all of it. */
	clock_freeze(clock_now_ms() + INT64_C(86400000));
	as_cashier(&tr);
	does(&tr, "scan " FINGERS);
	does(&tr, "scan " CARD);
	act(&tr, "stored 4");
	if (tr.err != OK)
		does(&tr, "enter");
	does(&tr, "cash");
	has(&tr, wang, 0, 0);
	trade_end(&tr);
}

BOTH(a_cheque_pays_when_it_is_cleared)
{
	struct wallet_done done = { .id = 0 };
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	rule(&tr, "R", "100=10");
	as_manager(&tr);
	CHECK_INT(db_run_args(tr.sh->db, NULL, "UPDATE tender SET flags = 28 WHERE id = 14", NULL, 0), OK);
	CHECK_INT(shop_load_master(tr.sh), OK);
	as_cashier(&tr);
	CHECK_INT(top_up_by(&tr, CARD, "100", "14", "C-4711", &done), OK);
	snprintf(number, sizeof number, "%s", done.number);
	has(&tr, wang, 10000, 1000);
	does(&tr, "scan " FINGERS);
	does(&tr, "scan " CARD);
	refuses(&tr, "stored", "wallet-uncleared");
	as_manager(&tr);
	CHECK_INT(cheque_to(tr.sh, &tr.a, number, CHEQUE_SENT, &tr.said), OK);
	CHECK_INT(cheque_to(tr.sh, &tr.a, number, CHEQUE_CLEARED, &tr.said), OK);
	as_cashier(&tr);
	does(&tr, "stored");
	has(&tr, wang, 10000 - 455, 1000 - 45);
	/* A bounced one is not owed any more once the top-up is taken back. */
	CHECK_INT(top_up_by(&tr, CARD, "200", "14", "C-4712", &done), OK);
	snprintf(number, sizeof number, "%s", done.number);
	as_manager(&tr);
	CHECK_INT(cheque_to(tr.sh, &tr.a, number, CHEQUE_SENT, &tr.said), OK);
	CHECK_INT(wallet_refund(tr.sh, &tr.a, &(struct wallet_refund){ .member = CARD, .top_up = number, .words = "1",
		SECOND }, &done, &tr.said), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "cheque-open");
	CHECK_INT(cheque_to(tr.sh, &tr.a, number, CHEQUE_BOUNCED, &tr.said), OK);
	CHECK_INT(wallet_refund(tr.sh, &tr.a, &(struct wallet_refund){ .member = CARD, .top_up = number, .words = "1",
		SECOND }, &done, &tr.said), OK);
	has(&tr, wang, 10000 - 455, 1000 - 45);
	CHECK_INT(balance_of(&tr, ACCOUNT_BOUNCED, 0), 0);
	trade_end(&tr);
}

BOTH(paid_out_given_and_moved_by_two)
{
	struct wallet_done done = { .id = 0 };
	struct trade tr;
	char number[40];
	int64_t li;

	if (!begin(&tr, url))
		return;
	rule(&tr, "R", "100=50");
	li = member(&tr, "李秀英", "13900139001", NULL);
	top_up(&tr, "100");
	CHECK_INT(top_up_by(&tr, CARD, "200", NULL, NULL, &done), OK);
	snprintf(number, sizeof number, "%s", done.number);
	has(&tr, wang, 30000, 10000);
	as_manager(&tr);
	set(&tr, "wallet.refund-fee-minor", "200");
	/* Half of the principal: half of the bonus lapses; the shop keeps its fee. */
	CHECK_INT(wallet_refund(tr.sh, &tr.a, &(struct wallet_refund){ .member = CARD, .amount = "150", .words = "1" },
		&done, &tr.said), ERR_DENIED);
	CHECK_STR(said_name(&tr.said), "needs-second");
	CHECK_INT(wallet_refund(tr.sh, &tr.a, &(struct wallet_refund){ .member = CARD, .amount = "300.01", .words = "1",
		SECOND }, &done, &tr.said), ERR_REFUSED);
	CHECK_INT(wallet_refund(tr.sh, &tr.a, &(struct wallet_refund){ .member = CARD, .amount = "150", .words = "1",
		SECOND }, &done, &tr.said), OK);
	has(&tr, wang, 15000, 5000);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 1), 50000 + 30000 - 14800);
	CHECK_INT(balance_of(&tr, ACCOUNT_CARD_FORFEIT, 0), -200);
	/* Credit that nobody paid goes to the part that is never paid out. */
	CHECK_INT(wallet_adjust(tr.sh, &tr.a, &(struct wallet_adjust){ .member = CARD, .amount = "20", .words = "1",
		SECOND }, &done, &tr.said), OK);
	has(&tr, wang, 15000, 7000);
	CHECK_INT(wallet_adjust(tr.sh, &tr.a, &(struct wallet_adjust){ .member = CARD, .amount = "-70.01", .words = "1",
		SECOND }, &done, &tr.said), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "wallet-no-bonus");
	CHECK_INT(wallet_adjust(tr.sh, &tr.a, &(struct wallet_adjust){ .member = CARD, .amount = "-20", .words = "1",
		SECOND }, &done, &tr.said), OK);
	/* To another: as a payment would take it. */
	CHECK_INT(wallet_transfer(tr.sh, &tr.a, &(struct wallet_transfer){ .from = CARD, .to = "13900139001",
		.amount = "40", .words = "1", SECOND }, &done, &tr.said), OK);
	has(&tr, wang, 12000, 4000);
	has(&tr, li, 3000, 1000);
	CHECK_INT(wallet_transfer(tr.sh, &tr.a, &(struct wallet_transfer){ .from = CARD, .to = "13900139001",
		.amount = "160.01", .words = "1", SECOND }, &done, &tr.said), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "wallet-short");
	CHECK_INT(wallet_transfer(tr.sh, &tr.a, &(struct wallet_transfer){ .from = CARD, .to = CARD, .amount = "1",
		.words = "1", SECOND }, &done, &tr.said), ERR_REFUSED);
	CHECK_INT(wallet_transfer(tr.sh, &tr.a, &(struct wallet_transfer){ .from = CARD, .to = "13900139001",
		.amount = "all", .words = "1", SECOND }, &done, &tr.said), OK);
	has(&tr, wang, 0, 0);
	has(&tr, li, 15000, 5000);
	/* Nothing of the top-up is his any more. */
	CHECK_INT(wallet_refund(tr.sh, &tr.a, &(struct wallet_refund){ .member = CARD, .top_up = number, .words = "1",
		SECOND }, &done, &tr.said), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "no-top-up");
	trade_end(&tr);
}

BOTH(the_same_id_is_paid_once)
{
	struct wallet_top_up what = { .member = CARD, .amount = "100" };
	struct wallet_done done = { .id = 0 };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	what.id = wallet_new_id(tr.sh);
	CHECK_INT(wallet_top_up(tr.sh, &tr.a, &what, &done, &tr.said), OK);
	CHECK_INT(wallet_top_up(tr.sh, &tr.a, &what, &done, &tr.said), ERR_EXISTS);
	has(&tr, wang, 10000, 0);
	what.amount = "101";
	CHECK_INT(wallet_top_up(tr.sh, &tr.a, &what, &done, &tr.said), ERR_INVALID);
	has(&tr, wang, 10000, 0);
	trade_end(&tr);
}

BOTH(two_tills_at_one_balance_one_pays)
{
	struct trade tr, two;

	if (!begin(&tr, url) || !day_join(&two, &tr, "100"))
		return;
	top_up(&tr, "40");
	does(&tr, "scan " COOKIES);
	does(&tr, "scan " CARD);
	does(&two, "scan " COOKIES);
	does(&two, "scan " CARD);
	does(&two, "stored 20"); /* taken in part: decided when it is posted */
	does(&tr, "stored");
	refuses(&two, "cash", "wallet-short");
	does(&two, "void-tender");
	does(&two, "cash");
	has(&tr, wang, 10, 0);
	trade_close(&two);
	trade_end(&tr);
}

BOTH(a_pin_is_asked_and_locks)
{
	struct trade tr;
	struct wallet_pin pin = { .member = CARD, .pin = "123456" };

	if (!begin(&tr, url))
		return;
	top_up(&tr, "100");
	as_manager(&tr);
	set(&tr, "wallet.pin", "required");
	set(&tr, "wallet.pin-above-minor", "500");
	as_cashier(&tr);
	does(&tr, "scan " FINGERS); /* 5.00 needs none */
	does(&tr, "scan " CARD);
	does(&tr, "stored");
	does(&tr, "scan " CHIPS);
	does(&tr, "scan " CARD);
	refuses(&tr, "stored", "member-pin-none");
	pin.pin = "12345";
	CHECK_INT(wallet_pin_change(tr.sh, &tr.a, &pin, &tr.said), ERR_INVALID);
	pin.pin = "123456";
	CHECK_INT(wallet_pin_change(tr.sh, &tr.a, &pin, &tr.said), OK);
	refuses(&tr, "stored", "needs-member-pin");
	refuses(&tr, "enter 123457", "member-pin-wrong");
	does(&tr, "enter 123456");
	has(&tr, wang, 8750, 0);
	does(&tr, "scan " CHIPS);
	does(&tr, "scan " CARD);
	refuses(&tr, "stored", "needs-member-pin");
	for (int i = 0; i < 4; i++)
		refuses(&tr, "enter 000000", "member-pin-wrong");
	refuses(&tr, "enter 000000", "member-pin-locked");
	act(&tr, "stored");
	refuses(&tr, "enter 123456", "member-pin-locked");
	/* A new one by a second person alone, or not at all. */
	CHECK_INT(wallet_pin_change(tr.sh, &tr.a, &pin, &tr.said), ERR_DENIED);
	CHECK_STR(said_name(&tr.said), "needs-second");
	pin = (struct wallet_pin){ .member = CARD, .pin = "654321", .second = "2001", .second_pin = "331827" };
	CHECK_INT(wallet_pin_change(tr.sh, &tr.a, &pin, &tr.said), OK);
	act(&tr, "back");
	refuses(&tr, "stored", "needs-member-pin");
	does(&tr, "enter 654321");
	has(&tr, wang, 8000, 0);
	trade_end(&tr);
}

BOTH(the_report_of_what_is_owed_is_the_ledger)
{
	struct wallet_statement s;
	struct wallet_liability l;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	rule(&tr, "R", "100=10");
	top_up(&tr, "100");
	does(&tr, "scan " COOKIES);
	does(&tr, "scan " CARD);
	does(&tr, "stored");
	as_manager(&tr);
	CHECK_INT(wallet_liability(tr.sh, &tr.a, 20261101, 20261130, &l, &tr.said), OK);
	if (CHECK_INT(l.count, 1)) {
		CHECK_INT(l.days[0].paid_in.principal_minor, 10000);
		CHECK_INT(l.days[0].spent.principal_minor + l.days[0].spent.bonus_minor, -3990);
		CHECK_INT(l.days[0].after.principal_minor, l.owed.principal_minor);
		CHECK_INT(l.days[0].after.bonus_minor, l.owed.bonus_minor);
		CHECK_INT(l.owed.principal_minor, -balance_of(&tr, ACCOUNT_PRINCIPAL, 0));
	}
	CHECK_INT(wallet_statement(tr.sh, &tr.a, CARD, 20261101, 20261130, &s, &tr.said), OK);
	if (CHECK_INT(s.count, 2))
		CHECK_INT(s.closing.principal_minor + s.closing.bonus_minor, 7010);
	trade_end(&tr);
}

TEST(recovery_knows_what_was_paid_in_and_cleared)
{
	struct wallet_done done = { .id = 0 };
	struct trade tr;
	char backup[BACKUP_MAX], number[40];

	if (!begin(&tr, sqlite_new_store()))
		return;
	rule(&tr, "R", "100=10");
	as_manager(&tr);
	CHECK_INT(db_run_args(tr.sh->db, NULL, "UPDATE tender SET flags = 28 WHERE id = 14", NULL, 0), OK);
	CHECK_INT(shop_load_master(tr.sh), OK);
	backed_up(&tr, backup);
	as_cashier(&tr);
	CHECK_INT(top_up_by(&tr, CARD, "100", "14", "C-1", &done), OK);
	snprintf(number, sizeof number, "%s", done.number);
	top_up(&tr, "100");
	as_manager(&tr);
	CHECK_INT(cheque_to(tr.sh, &tr.a, number, CHEQUE_SENT, &tr.said), OK);
	CHECK_INT(cheque_to(tr.sh, &tr.a, number, CHEQUE_CLEARED, &tr.said), OK);
	as_cashier(&tr);
	does(&tr, "enter 4*" COOKIES);
	does(&tr, "scan " CARD);
	does(&tr, "stored");
	does_with(&tr, "return", last_number(&tr));
	does(&tr, "return-line 1 1");
	asked(&tr, "cash", "reason 1");
	has(&tr, wang, 20000 - 10882, 2000 - 1088);
	if (!lost_and_back(&tr, backup))
		return;
	has(&tr, wang, 20000 - 10882, 2000 - 1088);
	CHECK_INT(db_run_args(tr.sh->db, NULL, "UPDATE lot SET held = 1 WHERE rest > 0", NULL, 0), OK);
	CHECK(check_with(&tr.conf, NULL).result.by_id[CHECK_LOT] > 0);
	trade_close(&tr);
}

/* Another desk makes one of two members, while this one waits for its turn to write. */
struct merging_desk { struct trade tr; int64_t from, into; };

static void merges_meanwhile(void *ctx, int64_t waited_ms, int terminal, int pid)
{
	struct merging_desk *other = ctx;

	(void)waited_ms;
	(void)terminal;
	(void)pid;
	if (!db_in_tx(other->tr.sh->db))
		return;
	CHECK_INT(member_merge(other->tr.sh->db, other->from, MEMBER_ACTIVE, other->into, 1), OK);
	CHECK_INT(db_commit(other->tr.sh->db), OK);
}

/* What comes onto a member after he became another would be nobody's. */
BOTH(nothing_comes_onto_who_was_merged_meanwhile)
{
	struct merging_desk other;
	struct wallet_done done = { .id = 0 };
	struct trade tr;

	if (!begin(&tr, url) || !CHECK(trade_join(&other.tr, &tr, "02")))
		return;
	as_manager(&tr);
	other.from = wang;
	other.into = member(&tr, "王小梅", "13800138001", "6217001234567891");
	as_cashier(&tr);
	CHECK_INT(db_begin(other.tr.sh->db), OK);
	shop_on_wait(tr.sh, merges_meanwhile, &other);
	CHECK_INT(top_up_by(&tr, "10000001", "100", NULL, NULL, &done), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "member-is");
	shop_on_wait(tr.sh, NULL, NULL);
	CHECK_INT(top_up_by(&tr, "10000001", "100", NULL, NULL, &done), OK);
	has(&tr, other.into, 10000, 0);
	trade_close(&other.tr);
	trade_close(&tr);
}

T_MAIN
