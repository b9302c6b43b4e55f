/* lot_test.c - lots by example: which goes first, first and last days, debts, what comes back, what ends. */
#include "model/member/lot.h"

#include "../t.h"
#include "base/clock.h"

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))
#define TODAY 20261121

static struct arena arena = ARENA_INIT;
static struct lots book;

static void begin(enum lot_order order, int32_t day, const struct lot *rows, int n)
{
	lots_begin(&book, &arena, order, day, rows, n);
}

static void points(const struct lot *rows, int n)
{
	begin(LOT_FIRST_TO_EXPIRE, TODAY, rows, n);
}

/* The moves as one text: "spent 0 -30; back 1 5". */
static const char *moves(void)
{
	char *text = arena_strdup(&arena, "");

	for (int i = 0; i < book.move_count; i++)
		text = arena_printf(&arena, "%s%s%s %d %lld", text, i ? "; " : "", lot_move_name[book.moves[i].kind],
			book.moves[i].lot, (long long)book.moves[i].amount);
	return text;
}

static const struct lot three[] = {
	{ .id = 1, .document_id = 11, .from_day = 20260101, .until_day = 20270601, .amount = 100, .rest = 100 },
	{ .id = 2, .document_id = 12, .from_day = 20260201, .until_day = 20270101, .amount = 50, .rest = 50 },
	{ .id = 3, .document_id = 13, .from_day = 20260301, .amount = 70, .rest = 70 },
};

/* --- what can be spent ------------------------------------------------------------------------- */

TEST(each_move_has_a_name_of_its_own)
{
	for (int i = LOT_CAME; i < LOT_MOVE_KINDS; i++)
		for (int k = 0; k < i; k++)
			CHECK(strcmp(lot_move_name[i], lot_move_name[k]) != 0);
}

TEST(a_lot_can_be_spent_from_its_first_day_to_its_last)
{
	struct lot l = { .id = 1, .from_day = 20260301, .until_day = 20270228, .amount = 10, .rest = 10 };

	CHECK(!lot_usable(&l, 20260228));
	CHECK(lot_usable(&l, 20260301));
	CHECK(lot_usable(&l, 20270228) && !lot_ended(&l, 20270228));
	CHECK(!lot_usable(&l, 20270301) && lot_ended(&l, 20270301));
	l.until_day = 0;
	CHECK(lot_usable(&l, 99991231) && !lot_ended(&l, 99991231));
	l.held = true;
	CHECK(!lot_usable(&l, 20260301));
	l.held = false;
	l.rest = 0;
	CHECK(!lot_usable(&l, 20260301));
}

TEST(what_cannot_be_so)
{
	static const struct lot good = { .from_day = TODAY, .until_day = TODAY, .amount = 10, .rest = 4, .expired = 6 };
	struct lot l = good;

	CHECK(lot_sound(&l));
	l.expired = 7; /* more than is gone */
	CHECK(!lot_sound(&l));
	l.expired = -1;
	CHECK(!lot_sound(&l));
	l = good;
	l.rest = 11;
	CHECK(!lot_sound(&l));
	l.rest = -1;
	CHECK(!lot_sound(&l));
	l = good;
	l.until_day = 20261120;
	CHECK(!lot_sound(&l));
	l.until_day = 20261131;
	CHECK(!lot_sound(&l));
	l = (struct lot){ .from_day = TODAY, .amount = -10, .rest = -10 };
	CHECK(lot_sound(&l));
	l.rest = 0;
	CHECK(lot_sound(&l));
	l.rest = 1;
	CHECK(!lot_sound(&l));
	l.rest = -11;
	CHECK(!lot_sound(&l));
	l.rest = -5;
	l.until_day = TODAY;
	CHECK(!lot_sound(&l)); /* a debt never ends */
	l.until_day = 0;
	l.expired = 1;
	CHECK(!lot_sound(&l));
	l.expired = 0;
	l.from_day = 0;
	CHECK(!lot_sound(&l));
}

TEST(what_ends_first_is_spent_first)
{
	points(three, COUNT(three));
	CHECK_INT(lots_usable(&book), 220);
	CHECK(lots_spend(&book, 160));
	CHECK_STR(moves(), "spent 1 -50; spent 0 -100; spent 2 -10");
	CHECK_INT(lots_balance(&book), 60);
	CHECK_INT(book.count, 3);
}

TEST(of_the_same_last_day_the_older_lot)
{
	const struct lot rows[] = {
		{ .id = 9, .from_day = 20260101, .until_day = 20270101, .amount = 5, .rest = 5 },
		{ .id = 8, .from_day = 20260202, .until_day = 20270101, .amount = 5, .rest = 5 },
	};

	points(rows, 2);
	CHECK(lots_spend(&book, 6));
	CHECK_STR(moves(), "spent 1 -5; spent 0 -1");
	begin(LOT_OLDEST, TODAY, rows, 2);
	CHECK(lots_spend(&book, 6));
	CHECK_STR(moves(), "spent 0 -5; spent 1 -1");
}

TEST(stored_value_goes_oldest_first)
{
	begin(LOT_OLDEST, TODAY, three, COUNT(three));
	CHECK(lots_spend(&book, 160));
	CHECK_STR(moves(), "spent 0 -100; spent 1 -50; spent 2 -10");
}

TEST(not_a_point_more_than_there_is)
{
	points(three, COUNT(three));
	CHECK(!lots_spend(&book, 221));
	CHECK_INT(book.move_count, 0);
	CHECK(lots_spend(&book, 0));
	CHECK_INT(book.move_count, 0);
	CHECK(lots_spend(&book, 220));
	CHECK_INT(lots_balance(&book), 0);
	CHECK(!lots_spend(&book, 1));
	points(NULL, 0);
	CHECK(lots_spend(&book, 0) && !lots_spend(&book, 1));
	CHECK_INT(lots_usable(&book), 0);
}

TEST(pending_held_and_ended_lots_are_not_spent)
{
	const struct lot rows[] = {
		{ .id = 1, .from_day = 20261122, .until_day = 20271121, .amount = 10, .rest = 10 }, /* tomorrow */
		{ .id = 2, .from_day = 20250101, .until_day = 20261120, .amount = 20, .rest = 20 }, /* till yesterday */
		{ .id = 3, .from_day = 20260101, .amount = 40, .rest = 40, .held = true },
		{ .id = 4, .from_day = TODAY, .until_day = TODAY, .amount = 80, .rest = 80 },
	};

	points(rows, COUNT(rows));
	CHECK_INT(lots_balance(&book), 150);
	CHECK_INT(lots_usable(&book), 80);
	CHECK_INT(lots_pending(&book), 50);
	CHECK(!lots_spend(&book, 81));
	CHECK(lots_spend(&book, 80));
	CHECK_STR(moves(), "spent 3 -80");
	begin(LOT_FIRST_TO_EXPIRE, 20261122, rows, COUNT(rows));
	CHECK_INT(lots_usable(&book), 10);
}

/* --- debts ------------------------------------------------------------------------------------- */

TEST(what_comes_opens_a_lot)
{
	int lot;

	points(three, 1);
	lot = lots_earn(&book, 20261128, 20271127, true, 30);
	CHECK_INT(lot, 1);
	CHECK_STR(moves(), "came 1 30");
	CHECK(book.list[1].from_day == 20261128 && book.list[1].until_day == 20271127 && book.list[1].held);
	CHECK(book.list[1].id == 0 && book.list[1].amount == 30 && book.list[1].rest == 30);
	CHECK_INT(lots_pending(&book), 30);
	CHECK(lot_sound(&book.list[1]));
}

TEST(a_debt_is_filled_by_what_comes_next)
{
	const struct lot rows[] = {
		{ .id = 5, .from_day = 20260606, .amount = -20, .rest = -20 },
		{ .id = 6, .from_day = 20260505, .amount = -30, .rest = -15 },
	};

	points(rows, 2);
	CHECK_INT(lots_balance(&book), -35);
	CHECK_INT(lots_usable(&book), 0);
	lots_earn(&book, TODAY, 20271120, false, 10);
	CHECK_STR(moves(), "came 2 10; filled 2 -10; filled 1 10"); /* the oldest debt */
	CHECK_INT(lots_usable(&book), 0);
	CHECK_INT(lots_balance(&book), -25);
	lots_earn(&book, 20261128, 20271120, false, 40); /* pending ones too */
	CHECK_INT(lots_balance(&book), 15);
	CHECK_INT(lots_pending(&book), 15);
	CHECK(book.list[0].rest == 0 && book.list[1].rest == 0 && book.list[2].rest == 0 && book.list[3].rest == 15);
}

TEST(a_debt_counts_against_what_can_be_spent)
{
	const struct lot rows[] = {
		{ .id = 1, .from_day = 20260101, .amount = 50, .rest = 50 },
		{ .id = 2, .from_day = 20260606, .amount = -20, .rest = -20 },
	};

	points(rows, 2);
	CHECK_INT(lots_usable(&book), 30);
	CHECK(!lots_spend(&book, 31));
	CHECK(lots_spend(&book, 30));
}

TEST(an_ended_lot_fills_no_debt)
{
	const struct lot rows[] = {
		{ .id = 1, .from_day = 20250101, .until_day = 20261120, .amount = 50, .rest = 50 },
		{ .id = 2, .from_day = 20260606, .amount = -20, .rest = -20 },
	};

	points(rows, 2);
	lots_earn(&book, TODAY, 0, false, 5);
	CHECK_STR(moves(), "came 2 5; filled 2 -5; filled 1 5");
}

/* --- taken back -------------------------------------------------------------------------------- */

TEST(bought_120_and_50_comes_back)
{
	const struct lot own = { .id = 4, .document_id = 14, .from_day = TODAY, .until_day = 20271120, .amount = 120,
		.rest = 120 };

	points(&own, 1);
	CHECK(lots_take_back(&book, 14, 50, true));
	CHECK_STR(moves(), "taken 0 -50");
	CHECK_INT(lots_balance(&book), 70);
}

TEST(first_of_its_own_lot_then_of_those_that_end_first_then_a_debt)
{
	points(three, COUNT(three));
	CHECK(lots_take_back(&book, 13, 225, true));
	CHECK_STR(moves(), "taken 2 -70; taken 1 -50; taken 0 -100; came 3 -5");
	CHECK_INT(lots_balance(&book), -5);
	CHECK(book.list[3].amount == -5 && book.list[3].rest == -5 && book.list[3].from_day == TODAY);
	CHECK(lot_sound(&book.list[3]));
	points(three, COUNT(three));
	CHECK(lots_take_back(&book, 13, 220, true));
	CHECK_INT(book.count, 3); /* to the point: no debt */
}

TEST(who_may_not_owe_is_refused)
{
	begin(LOT_OLDEST, TODAY, three, COUNT(three));
	CHECK(!lots_take_back(&book, 13, 221, false));
	CHECK_INT(book.move_count, 0);
	CHECK(lots_take_back(&book, 13, 220, false));
	CHECK_INT(lots_balance(&book), 0);
}

TEST(pending_and_held_lots_serve_and_ended_ones_of_others_do_not)
{
	const struct lot rows[] = {
		{ .id = 1, .document_id = 11, .from_day = 20261122, .amount = 10, .rest = 10 },
		{ .id = 2, .document_id = 12, .from_day = 20250101, .until_day = 20261120, .amount = 20, .rest = 20 },
		{ .id = 3, .document_id = 13, .from_day = 20260101, .amount = 40, .rest = 40, .held = true },
	};

	points(rows, COUNT(rows));
	CHECK(lots_take_back(&book, 99, 60, true));
	CHECK_STR(moves(), "taken 0 -10; taken 2 -40; came 3 -10");
}

/* Whoever bought nothing would have neither earned nor lost it. */
TEST(what_expired_of_the_sale_is_not_taken_twice)
{
	const struct lot rows[] = {
		{ .id = 1, .document_id = 11, .from_day = 20250101, .until_day = 20251231, .amount = 100,
			.expired = 70 },
		{ .id = 2, .document_id = 12, .from_day = 20260101, .amount = 500, .rest = 500 },
	};

	points(rows, 2);
	CHECK(lots_take_back(&book, 11, 50, true));
	CHECK_STR(moves(), "expired 0 50; taken 0 -50");
	CHECK_INT(lots_balance(&book), 500);
	CHECK_INT(book.list[0].expired, 20);
	CHECK(lots_take_back(&book, 11, 50, true)); /* 30 of it had been spent */
	CHECK_INT(lots_balance(&book), 470);
	CHECK_INT(book.list[0].expired, 0);
	points(rows, 2); /* what expired of others serves nobody */
	CHECK(lots_take_back(&book, 12, 510, true));
	CHECK_INT(lots_balance(&book), -10);
}

TEST(whether_the_expiry_run_came_by_makes_no_difference)
{
	const struct lot rows[] = {
		{ .id = 1, .document_id = 11, .from_day = 20250101, .until_day = 20251231, .amount = 100, .rest = 70 },
		{ .id = 2, .document_id = 12, .from_day = 20260101, .amount = 500, .rest = 500 },
	};

	points(rows, 2);
	CHECK(lots_take_back(&book, 11, 90, true));
	CHECK_INT(lots_usable(&book), 480);
	points(rows, 2);
	CHECK_INT(lots_expire(&book), 70);
	CHECK(lots_take_back(&book, 11, 90, true));
	CHECK_INT(lots_usable(&book), 480);
}

/* --- given back -------------------------------------------------------------------------------- */

TEST(what_was_spent_goes_back_where_it_was)
{
	struct lot_spent spent[] = { { three[1], 50, 0 }, { three[0], 100, 0 }, { three[2], 10, 0 } };
	struct lot rows[] = { three[0], three[1], three[2] };

	rows[0].rest = rows[1].rest = 0;
	rows[2].rest = 60;
	points(rows, 3);
	CHECK_INT(lots_give_back(&book, spent, 3, 160, 0), 0);
	CHECK_STR(moves(), "back 1 50; back 0 100; back 2 10");
	/* A half, then the whole: 25, 50, 5, and then the rest. */
	points(rows, 3);
	CHECK_INT(lots_give_back(&book, spent, 3, 80, 0), 0);
	CHECK_STR(moves(), "back 1 25; back 0 50; back 2 5");
	spent[0].back = 25;
	spent[1].back = 50;
	spent[2].back = 5;
	book.move_count = 0;
	CHECK_INT(lots_give_back(&book, spent, 3, 160, 0), 0);
	CHECK_STR(moves(), "back 1 25; back 0 50; back 2 5");
	CHECK_INT(lots_balance(&book), 220);
	points(NULL, 0);
	CHECK_INT(lots_give_back(&book, NULL, 0, 0, 0), 0);
}

TEST(to_a_lot_that_ended_it_stays_void)
{
	struct lot_spent spent = { .taken = 30, .lot = { .id = 1, .document_id = 11, .from_day = 20251121,
		.until_day = 20261120, .amount = 100, .expired = 70 } };

	points(&spent.lot, 1);
	CHECK_INT(lots_give_back(&book, &spent, 1, 30, 0), 30);
	CHECK_STR(moves(), "back 0 30; expired 0 -30");
	CHECK_INT(lots_balance(&book), 0);
	CHECK_INT(book.list[0].expired, 100);
	CHECK(lot_sound(&book.list[0]));
	begin(LOT_FIRST_TO_EXPIRE, 20261120, &spent.lot, 1); /* on the last day it does not */
	CHECK_INT(lots_give_back(&book, &spent, 1, 30, 0), 0);
	CHECK_INT(lots_usable(&book), 30);
}

TEST(days_of_grace_are_counted_from_the_end_of_the_lot)
{
	struct lot_spent spent = { .taken = 30, .lot = { .id = 1, .document_id = 11, .from_day = 20251121,
		.until_day = 20261120, .amount = 100, .expired = 70 } };

	points(&spent.lot, 1);
	CHECK_INT(lots_give_back(&book, &spent, 1, 30, 7), 0);
	CHECK_STR(moves(), "back 1 30");
	CHECK(book.list[1].grace && book.list[1].from_day == TODAY && book.list[1].until_day == 20261127);
	CHECK(book.list[1].document_id == 11 && book.list[1].id == 0 && lot_sound(&book.list[1]));
	CHECK_INT(lots_usable(&book), 30);
	begin(LOT_FIRST_TO_EXPIRE, 20261127, &spent.lot, 1); /* the last day of grace */
	CHECK_INT(lots_give_back(&book, &spent, 1, 30, 7), 0);
	CHECK_INT(lots_usable(&book), 30);
	begin(LOT_FIRST_TO_EXPIRE, 20261128, &spent.lot, 1);
	CHECK_INT(lots_give_back(&book, &spent, 1, 30, 7), 30);
	CHECK_INT(lots_usable(&book), 0);
	spent.lot.grace = true; /* only once, else a point would live for ever */
	points(&spent.lot, 1);
	CHECK_INT(lots_give_back(&book, &spent, 1, 30, 7), 30);
}

TEST(what_comes_back_fills_a_debt_first)
{
	const struct lot rows[] = {
		{ .id = 1, .document_id = 11, .from_day = 20260101, .until_day = 20270101, .amount = 100, .rest = 0 },
		{ .id = 2, .document_id = 12, .from_day = 20260606, .amount = -20, .rest = -20 },
	};
	const struct lot_spent spent = { .lot = rows[0], .taken = 30 };

	points(rows, 2);
	CHECK_INT(lots_give_back(&book, &spent, 1, 30, 0), 0);
	CHECK_STR(moves(), "back 0 30; filled 0 -20; filled 1 20");
	CHECK_INT(lots_usable(&book), 10);
}

TEST(of_a_lot_that_is_not_there_a_new_one_of_its_age)
{
	const struct lot_spent spent = { .lot = three[0], .taken = 30 };

	points(NULL, 0);
	CHECK_INT(lots_give_back(&book, &spent, 1, 30, 0), 0);
	CHECK_STR(moves(), "back 0 30");
	CHECK(book.list[0].id == 0 && book.list[0].document_id == 11 && book.list[0].until_day == 20270601);
	CHECK(book.list[0].amount == 30 && book.list[0].rest == 30);
}

/* --- the end ----------------------------------------------------------------------------------- */

TEST(usable_on_the_last_day_void_the_day_after)
{
	const struct lot l = { .id = 1, .from_day = 20251122, .until_day = TODAY, .amount = 10, .rest = 7 };

	points(&l, 1);
	CHECK_INT(lots_expire(&book), 0);
	CHECK_INT(lots_usable(&book), 7);
	begin(LOT_FIRST_TO_EXPIRE, 20261122, &l, 1);
	CHECK_INT(lots_usable(&book), 0);
	CHECK_INT(lots_expire(&book), 7);
	CHECK_STR(moves(), "expired 0 -7");
	CHECK_INT(lots_balance(&book), 0);
	CHECK_INT(book.list[0].expired, 7);
	CHECK_INT(lots_expire(&book), 0); /* once */
}

TEST(neither_a_debt_nor_what_never_ends_expires)
{
	const struct lot rows[] = {
		{ .id = 1, .from_day = 20200101, .amount = 10, .rest = 10 },
		{ .id = 2, .from_day = 20200101, .amount = -10, .rest = -10 },
	};

	begin(LOT_FIRST_TO_EXPIRE, 99991231, rows, 2);
	CHECK_INT(lots_expire(&book), 0);
	CHECK_INT(book.move_count, 0);
}

TEST(what_is_due_is_summed_by_day)
{
	const struct lot rows[] = {
		{ .id = 1, .from_day = 20260101, .until_day = 20261231, .amount = 10, .rest = 10 },
		{ .id = 2, .from_day = 20260101, .until_day = 20261130, .amount = 20, .rest = 20 },
		{ .id = 3, .from_day = 20260101, .until_day = 20261231, .amount = 40, .rest = 5 },
		{ .id = 4, .from_day = 20260101, .until_day = 20261129, .amount = 40, .rest = 5 },
		{ .id = 5, .from_day = 20260101, .until_day = 20270101, .amount = 40, .rest = 5 },
		{ .id = 6, .from_day = 20260101, .until_day = 20261215, .amount = 40, .rest = 0 },
		{ .id = 7, .from_day = 20260101, .amount = 40, .rest = 40 },
	};
	struct lot_due *due;

	points(rows, COUNT(rows));
	CHECK_INT(lots_due(&book, &arena, 20261130, 20261231, &due), 2);
	CHECK(due[0].day == 20261130 && due[0].amount == 20 && due[1].day == 20261231 && due[1].amount == 15);
	CHECK_INT(lots_due(&book, &arena, 20261201, 20261230, &due), 0);
}

/* --- to another member ------------------------------------------------------------------------- */

TEST(a_transfer_keeps_the_age_of_what_goes)
{
	struct lots to;

	points(three, COUNT(three));
	lots_begin(&to, &arena, LOT_FIRST_TO_EXPIRE, TODAY, NULL, 0);
	CHECK(!lots_move(&book, &to, 221));
	CHECK(book.move_count == 0 && to.move_count == 0);
	CHECK(lots_move(&book, &to, 60));
	CHECK_STR(moves(), "moved 1 -50; moved 0 -10");
	CHECK_INT(lots_balance(&book), 160);
	CHECK_INT(to.count, 2);
	CHECK(to.list[0].until_day == 20270101 && to.list[0].amount == 50 && to.list[0].document_id == 12);
	CHECK(to.list[1].until_day == 20270601 && to.list[1].amount == 10 && to.list[1].rest == 10);
	CHECK(to.list[0].id == 0 && to.list[1].id == 0);
}

TEST(a_merger_moves_all_and_debts_meet_what_fills_them)
{
	const struct lot rows[] = {
		{ .id = 1, .document_id = 11, .from_day = 20261201, .amount = 10, .rest = 10 }, /* pending */
		{ .id = 2, .document_id = 12, .from_day = 20260101, .amount = 20, .rest = 20, .held = true },
		{ .id = 3, .document_id = 13, .from_day = 20250101, .until_day = 20261120, .amount = 9, .rest = 9 },
		{ .id = 4, .document_id = 14, .from_day = 20250101, .amount = 9, .rest = 0 },
	};
	const struct lot owes = { .id = 5, .from_day = 20260101, .amount = -25, .rest = -25 };
	struct lots to;

	points(rows, COUNT(rows));
	lots_begin(&to, &arena, LOT_FIRST_TO_EXPIRE, TODAY, &owes, 1);
	lots_move_all(&book, &to);
	CHECK_INT(lots_balance(&book), 0);
	CHECK_INT(to.count, 4);
	CHECK_INT(lots_balance(&to), 39 - 25);
	CHECK_INT(to.list[0].rest, 0);
	CHECK_INT(to.list[3].rest, 9);  /* ended: it fills nothing */
	CHECK(to.list[2].held && to.list[1].from_day == 20261201);
	for (int i = 0; i < to.count; i++)
		CHECK(lot_sound(&to.list[i]));
	points(&owes, 1); /* a debt goes over, too */
	lots_begin(&to, &arena, LOT_FIRST_TO_EXPIRE, TODAY, three, 1);
	lots_move_all(&book, &to);
	CHECK_INT(lots_balance(&book), 0);
	CHECK_INT(to.list[0].rest, 75);
	CHECK_INT(to.list[1].rest, 0);
}

T_MAIN
