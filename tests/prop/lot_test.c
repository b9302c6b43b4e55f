/* lot_test.c - a random life of two members' points beside a plain model in which every single point is kept apart:
 * where it lies, since when, until when. After each act every lot holds the same, and the moves say how it came so. */
#include "model/member/lot.h"

#include "../t.h"
#include "base/clock.h"

#define LIVES 3000
#define ACTS 80
#define TOKENS_MAX 20000
#define LOTS 2000
#define SPENDS 200
#define PARTS 200
#define MEMBERS 2
#define TODAY 20260101

enum where { HERE, SPENT, VOID, GONE };
/* One point. A lot is told by its number; `spend` is where it went. */
struct token { int member, lot, spend; enum where where; };
/* What the plain model knows of a lot; documents are numbered like the lots they opened first. */
struct plain_lot { int member; int64_t document_id; int32_t from, until; bool grace, held; };
struct spending { int member, parts; int lot[PARTS]; int64_t taken[PARTS], back[PARTS], total, given; };

static struct arena arena = ARENA_INIT;
static struct token tokens[TOKENS_MAX];
static struct plain_lot plain[LOTS];
static struct spending spends[SPENDS];
static int token_count, plain_count, spend_count;
static int64_t debt[MEMBERS], earned[LOTS], reclaimed[LOTS]; /* by document */
static int64_t document_count;
static int32_t today;
static bool endless; /* nothing ends in this life */

static struct lot rows[LOTS]; /* as a store would keep them; id = place + 1 */
static int row_member[LOTS], row_count;
static int64_t row_sum[LOTS]; /* of its moves */

/* --- the plain model --------------------------------------------------------------------------- */

static bool ended(int lot)
{
	return plain[lot].until && today > plain[lot].until;
}

static int new_lot(int member, int64_t document_id, int32_t from, int32_t until, bool grace, bool held)
{
	plain[plain_count] = (struct plain_lot){ member, document_id, from, until, grace, held };
	return plain_count++;
}

/* The point that goes next: of `own` only or of any, void or here, usable today or not; the least by last day, then by
 * number of its lot. -1 none. */
static int next_token(int member, enum where where, int64_t own, bool usable, bool with_ended)
{
	int best = -1;

	for (int i = 0; i < token_count; i++) {
		const struct token *t = &tokens[i];
		const struct plain_lot *l = &plain[t->lot], *b = best >= 0 ? &plain[tokens[best].lot] : NULL;
		int32_t end = l->until ? l->until : INT32_MAX, b_end = b && b->until ? b->until : INT32_MAX;

		if (t->member != member || t->where != where || (own && l->document_id != own)
			|| (usable && (l->held || today < l->from)) || (!with_ended && ended(t->lot)))
			continue;
		if (!b || end < b_end || (end == b_end && t->lot < tokens[best].lot))
			best = i;
	}
	return best;
}

static void plain_fill(int member)
{
	int t;

	while (debt[member] > 0 && (t = next_token(member, HERE, 0, false, false)) >= 0) {
		tokens[t].where = GONE;
		debt[member]--;
	}
}

static void plain_come(int member, int lot, int64_t n)
{
	while (n-- > 0)
		tokens[token_count++] = (struct token){ member, lot, -1, HERE };
	plain_fill(member);
}

static int64_t plain_usable(int member)
{
	int64_t n = -debt[member];

	for (int i = 0; i < token_count; i++)
		n += tokens[i].member == member && tokens[i].where == HERE && !plain[tokens[i].lot].held
			&& today >= plain[tokens[i].lot].from && !ended(tokens[i].lot);
	return n > 0 ? n : 0;
}

static void plain_spend(int member, int64_t n)
{
	struct spending *s = &spends[spend_count];

	*s = (struct spending){ .member = member, .total = n };
	while (n-- > 0) {
		int t = next_token(member, HERE, 0, true, false);

		tokens[t].where = SPENT;
		tokens[t].spend = spend_count;
		if (!s->parts || s->lot[s->parts - 1] != tokens[t].lot)
			s->lot[s->parts++] = tokens[t].lot;
		s->taken[s->parts - 1]++;
	}
	spend_count++;
}

static void plain_take_back(int member, int64_t document_id, int64_t n)
{
	for (; n > 0; n--) {
		int t = next_token(member, VOID, document_id, false, true);

		if (t < 0)
			t = next_token(member, HERE, document_id, false, true);
		if (t < 0)
			t = next_token(member, HERE, 0, false, false);
		if (t < 0)
			debt[member]++;
		else
			tokens[t].where = GONE;
	}
}

/* What each lot shall have got back in all: floors, then one by one to the largest remainder. */
static void plain_shares(const struct spending *s, int64_t total, int64_t *parts)
{
	int64_t rest[PARTS], left = total;

	for (int i = 0; i < s->parts; i++) {
		parts[i] = s->taken[i] * total / s->total;
		rest[i] = s->taken[i] * total % s->total;
		left -= parts[i];
	}
	for (; left > 0; left--) {
		int best = 0;

		for (int i = 1; i < s->parts; i++)
			if (rest[i] > rest[best])
				best = i;
		parts[best]++;
		rest[best] = -1;
	}
}

static int64_t plain_part_back(struct spending *s, int i, int number, int64_t n, int grace)
{
	const struct plain_lot *l = &plain[s->lot[i]];
	int lot = s->lot[i], to = lot;
	int64_t lost = 0;

	if (n && ended(lot) && !l->grace && grace && today <= day_add(l->until, grace))
		to = new_lot(s->member, l->document_id, today, day_add(l->until, grace), true, l->held);
	for (int t = 0; t < token_count && n > 0; t++)
		if (tokens[t].where == SPENT && tokens[t].spend == number && tokens[t].lot == lot) {
			tokens[t].lot = to;
			tokens[t].where = ended(to) ? VOID : HERE;
			lost += ended(to);
			s->back[i]++;
			n--;
		}
	return lost;
}

static int64_t plain_give_back(int number, int64_t total, int grace)
{
	struct spending *s = &spends[number];
	int64_t parts[PARTS], sum = 0, lost = 0;

	plain_shares(s, total, parts);
	for (int i = 0; i < s->parts; i++) {
		parts[i] = parts[i] > s->back[i] ? parts[i] - s->back[i] : 0;
		sum += parts[i];
	}
	for (int i = s->parts - 1; i >= 0; i--)
		while (sum > total - s->given && parts[i] > 0) {
			parts[i]--;
			sum--;
		}
	s->given = total;
	for (int i = 0; i < s->parts; i++)
		lost += plain_part_back(s, i, number, parts[i], grace);
	plain_fill(s->member);
	return lost;
}

static int64_t plain_expire(int member)
{
	int64_t n = 0;

	for (int i = 0; i < token_count; i++)
		if (tokens[i].member == member && tokens[i].where == HERE && ended(tokens[i].lot)) {
			tokens[i].where = VOID;
			n++;
		}
	return n;
}

/* --- the rows, as a store would keep them ------------------------------------------------------ */

static void open_book(struct lots *b, int member)
{
	struct lot mine[LOTS];
	int n = 0;

	for (int i = row_count - 1; i >= 0; i--) /* in no order that helps */
		if (row_member[i] == member)
			mine[n++] = rows[i];
	lots_begin(b, &arena, LOT_FIRST_TO_EXPIRE, today, mine, n);
}

static bool close_book(const struct lots *b, int member)
{
	int64_t ids[LOTS] = { 0 };

	for (int i = 0; i < b->count; i++) {
		ids[i] = b->list[i].id ? b->list[i].id : ++row_count;
		rows[ids[i] - 1] = b->list[i];
		rows[ids[i] - 1].id = ids[i];
		if (!rows[ids[i] - 1].document_id)
			rows[ids[i] - 1].document_id = document_count;
		row_member[ids[i] - 1] = member;
		if (!CHECK(lot_sound(&b->list[i])))
			return false;
	}
	for (int i = 0; i < b->move_count; i++)
		row_sum[ids[b->moves[i].lot] - 1] += b->moves[i].amount;
	return true;
}

/* Debts are told by their sum: which of them is left does not show. The number of a lot counts no debts. */
static bool same(void)
{
	static int64_t here[LOTS], gone[LOTS];
	int64_t owed[MEMBERS] = { 0 };
	int lot = 0;

	memset(here, 0, sizeof here);
	memset(gone, 0, sizeof gone);
	for (int i = 0; i < token_count; i++) {
		here[tokens[i].lot] += tokens[i].where == HERE;
		gone[tokens[i].lot] += tokens[i].where == VOID;
	}
	for (int i = 0; i < row_count; i++) {
		const struct lot *r = &rows[i];

		if (!CHECK_INT(row_sum[i], r->rest))
			return false;
		if (r->amount < 0) {
			owed[row_member[i]] -= r->rest;
			continue;
		}
		if (!CHECK_INT(r->rest, here[lot]) || !CHECK_INT(r->expired, gone[lot])
			|| !CHECK_INT(r->until_day, plain[lot].until) || !CHECK_INT(r->from_day, plain[lot].from)
			|| !CHECK_INT(r->document_id, plain[lot].document_id)
			|| !CHECK_INT(row_member[i], plain[lot].member))
			return false;
		lot++;
	}
	for (int m = 0; m < MEMBERS; m++)
		if (!CHECK_INT(owed[m], debt[m]))
			return false;
	return CHECK_INT(lot, plain_count);
}

/* --- acts -------------------------------------------------------------------------------------- */

static int64_t any_points(void)
{
	return t_rand(4) ? t_range(1, 9) : t_range(1, 60);
}

static bool act_earn(int m)
{
	int64_t n = any_points();
	int32_t from = day_add(today, (int)(t_rand(3) ? 0 : t_rand(20)));
	int32_t until = !endless && t_rand(4) ? day_add(from, (int)t_rand(t_rand(2) ? 10 : 90)) : 0;
	bool held = !t_rand(8);
	struct lots b;

	open_book(&b, m);
	document_count++;
	earned[document_count] = n;
	lots_earn(&b, from, until, held, n);
	plain_come(m, new_lot(m, document_count, from, until, false, held), n);
	return close_book(&b, m);
}

static bool act_spend(int m)
{
	int64_t n = t_rand(5) ? any_points() : plain_usable(m);
	struct lots b;
	bool can;

	open_book(&b, m);
	if (!CHECK_INT(lots_usable(&b), plain_usable(m)))
		return false;
	can = lots_spend(&b, n);
	if (!CHECK(can == (n <= plain_usable(m))) || !can || !n)
		return !can || !n;
	document_count++;
	plain_spend(m, n);
	return close_book(&b, m);
}

static bool take_back(int m, int64_t document_id, int64_t n)
{
	struct lots b;

	reclaimed[document_id] += n;
	open_book(&b, m);
	document_count++;
	if (!CHECK(lots_take_back(&b, document_id, n, true)))
		return false;
	plain_take_back(m, document_id, n);
	return close_book(&b, m);
}

/* Of a document that brought something to a lot that this member has now. */
static bool act_take_back(int m)
{
	int lot = plain_count ? (int)t_rand((uint64_t)plain_count) : -1;

	if (lot < 0 || plain[lot].member != m)
		return true;
	return take_back(m, plain[lot].document_id,
		t_range(0, earned[plain[lot].document_id] - reclaimed[plain[lot].document_id]));
}

static bool give_back(int number, int64_t total, int grace)
{
	struct lot_spent spent[PARTS] = { 0 };
	struct spending *s = &spends[number];
	struct lots b;

	open_book(&b, s->member);
	for (int i = 0; i < s->parts; i++) {
		int lot = 0;

		for (int r = 0; r < row_count; r++)
			if (rows[r].amount > 0 && lot++ == s->lot[i])
				spent[i] = (struct lot_spent){ rows[r], s->taken[i], s->back[i] };
	}
	document_count++;
	if (!CHECK_INT(lots_give_back(&b, spent, s->parts, total, grace), plain_give_back(number, total, grace)))
		return false;
	return close_book(&b, s->member);
}

static bool act_give_back(int m)
{
	int number = spend_count ? (int)t_rand((uint64_t)spend_count) : -1, grace = t_rand(2) ? (int)t_rand(15) : 0;

	if (number < 0 || spends[number].member != m)
		return true;
	return give_back(number, t_rand(3) ? t_range(spends[number].given, spends[number].total) :
		spends[number].total, grace);
}

static bool act_expire(int m)
{
	struct lots b;

	open_book(&b, m);
	document_count++;
	return CHECK_INT(lots_expire(&b), plain_expire(m)) && close_book(&b, m);
}

/* One after the other leaves its lot, those of one lot come together as one. */
static void plain_move(int m, int64_t n)
{
	int before = -1, lot = -1;

	while (n-- > 0) {
		int t = next_token(m, HERE, 0, true, false);
		const struct plain_lot *l = &plain[tokens[t].lot];

		if (tokens[t].lot != before) {
			before = tokens[t].lot;
			lot = new_lot(1 - m, l->document_id, l->from, l->until, l->grace, l->held);
		}
		tokens[t].member = 1 - m;
		tokens[t].lot = lot;
	}
	plain_fill(1 - m);
}

static bool act_move(int m)
{
	int64_t n = any_points();
	struct lots b, to;
	bool can;

	open_book(&b, m);
	open_book(&to, 1 - m);
	can = lots_move(&b, &to, n);
	if (!CHECK(can == (n <= plain_usable(m))) || !can)
		return !can;
	document_count++;
	plain_move(m, n);
	return close_book(&b, m) && close_book(&to, 1 - m);
}

static bool (*const acts[])(int) = { act_earn, act_earn, act_earn, act_spend, act_spend, act_take_back, act_give_back,
	act_give_back, act_expire, act_move };

static bool live(void)
{
	token_count = plain_count = spend_count = row_count = 0;
	document_count = 0;
	memset(debt, 0, sizeof debt);
	memset(earned, 0, sizeof earned);
	memset(reclaimed, 0, sizeof reclaimed);
	memset(row_sum, 0, sizeof row_sum);
	today = TODAY;
	for (int i = 0; i < ACTS; i++) {
		if (!t_rand(2))
			today = day_add(today, (int)t_rand(12));
		if (!acts[t_rand(sizeof acts / sizeof *acts)]((int)t_rand(MEMBERS)) || !same())
			return false;
		arena_clear(&arena);
	}
	return true;
}

TEST(each_point_lies_where_a_plain_model_says)
{
	endless = false;
	for (int life = 0; life < LIVES; life++)
		if (!CHECK(live()))
			return;
}

/* What was spent comes back, what was earned is taken back, in any order: nothing is left and nobody owes. */
TEST(a_return_of_everything_leaves_nothing)
{
	endless = true;
	for (int life = 0; life < LIVES / 10; life++) {
		int64_t document_id, left = 0;

		if (!CHECK(live()))
			return;
		for (document_id = document_count; document_id > 0; document_id--) {
			int64_t rest = earned[document_id] - reclaimed[document_id];

			if (!take_back((int)t_rand(MEMBERS), document_id, rest))
				return;
		}
		for (int i = 0; i < spend_count; i++)
			if (!give_back(i, spends[i].total, 0))
				return;
		for (int i = 0; i < row_count; i++)
			left += rows[i].rest;
		if (!CHECK(same()) || !CHECK_INT(left, 0))
			return;
	}
}

T_MAIN
