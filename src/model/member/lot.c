/* lot.c - see lot.h. Every change of a rest goes through move(), so the moves always tell all of it. Debts are filled
 * at the end of whatever brought something: then nobody has a debt and points at once, and no points can end while the
 * debt they should have filled goes on. */
#include "model/member/lot.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "model/money.h"

const char *const lot_move_name[LOT_MOVE_KINDS] = {
	"none", [LOT_CAME] = "came", [LOT_SPENT] = "spent", [LOT_BACK] = "back", [LOT_TAKEN] = "taken",
	[LOT_EXPIRED] = "expired", [LOT_FILLED] = "filled", [LOT_MOVED] = "moved",
	[LOT_RELEASED] = "released",
};

/* --- a lot ------------------------------------------------------------------------------------- */

bool lot_ended(const struct lot *l, int32_t day)
{
	return l->until_day && day > l->until_day;
}

bool lot_usable(const struct lot *l, int32_t day)
{
	return l->rest > 0 && !l->held && day >= l->from_day && !lot_ended(l, day);
}

bool lot_sound(const struct lot *l)
{
	if (!day_valid(l->from_day) || (l->until_day && (!day_valid(l->until_day) || l->until_day < l->from_day)))
		return false;
	if (l->amount < 0)
		return l->rest >= l->amount && l->rest <= 0 && !l->expired && !l->until_day;
	return l->rest >= 0 && l->expired >= 0 && l->rest <= l->amount && l->expired <= l->amount - l->rest;
}

/* --- a book ------------------------------------------------------------------------------------ */

/* Room for one more; what was there is copied, the old place stays with the arena. */
static void *grown(struct arena *a, void *list, int count, int *room, size_t size)
{
	void *more;

	if (count < *room)
		return list;
	*room = count * 2 + 8;
	more = arena_array(a, (size_t)*room, size);
	if (count)
		memcpy(more, list, (size_t)count * size);
	return more;
}

void lots_begin(struct lots *b, struct arena *a, enum lot_order order, int32_t day, const struct lot *rows, int n)
{
	assert(day_valid(day) && n >= 0);
	*b = (struct lots){ .arena = a, .order = order, .day = day };
	for (int i = 0; i < n; i++) {
		b->list = grown(a, b->list, b->count, &b->room, sizeof *b->list);
		b->list[b->count++] = rows[i];
	}
}

static void move(struct lots *b, int lot, enum lot_move_kind kind, int64_t amount)
{
	b->moves = grown(b->arena, b->moves, b->move_count, &b->move_room, sizeof *b->moves);
	b->moves[b->move_count++] = (struct lot_move){ lot, kind, amount };
	b->list[lot].rest += amount;
	if (kind == LOT_EXPIRED)
		b->list[lot].expired -= amount;
}

/* A lot of the same age as `like`, with that in it. */
static int open_lot(struct lots *b, const struct lot *like, enum lot_move_kind kind, int64_t amount)
{
	b->list = grown(b->arena, b->list, b->count, &b->room, sizeof *b->list);
	b->list[b->count] = *like;
	b->list[b->count].id = 0;
	b->list[b->count].amount = amount;
	b->list[b->count].rest = b->list[b->count].expired = 0;
	move(b, b->count, kind, amount);
	return b->count++;
}

int64_t lots_balance(const struct lots *b)
{
	int64_t sum = 0;

	for (int i = 0; i < b->count; i++)
		sum += b->list[i].rest;
	return sum;
}

int64_t lots_usable(const struct lots *b)
{
	int64_t sum = 0;

	for (int i = 0; i < b->count; i++)
		if (b->list[i].rest < 0 || lot_usable(&b->list[i], b->day))
			sum += b->list[i].rest;
	return sum > 0 ? sum : 0;
}

int64_t lots_pending(const struct lots *b)
{
	int64_t sum = 0;

	for (int i = 0; i < b->count; i++)
		if (b->list[i].rest > 0 && !lot_usable(&b->list[i], b->day) && !lot_ended(&b->list[i], b->day))
			sum += b->list[i].rest;
	return sum;
}

/* --- in which order ---------------------------------------------------------------------------- */

struct place { int64_t first, second; int lot; };

static int by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	if (x->second != y->second)
		return x->second < y->second ? -1 : 1;
	return x->lot < y->lot ? -1 : 1;
}

/* The places of all lots in an order; those opened just now after those of the same day. */
static struct place *in_order(const struct lots *b, enum lot_order order)
{
	struct place *list = arena_array(b->arena, (size_t)b->count + 1, sizeof *list);

	for (int i = 0; i < b->count; i++) {
		const struct lot *l = &b->list[i];
		int32_t end = l->until_day ? l->until_day : INT32_MAX;

		list[i] = (struct place){ order == LOT_OLDEST ? l->from_day : end, l->id ? l->id : INT64_MAX, i };
	}
	qsort(list, (size_t)b->count, sizeof *list, by_place);
	return list;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Debts get what lots hold that have not ended. */
static void fill_debts(struct lots *b)
{
	const struct place *debts, *lots;
	bool owes = false;

	for (int i = 0; i < b->count; i++)
		owes = owes || b->list[i].rest < 0;
	if (!owes)
		return;
	debts = in_order(b, LOT_OLDEST);
	lots = in_order(b, LOT_FIRST_TO_EXPIRE);
	for (int d = 0, i = 0, n = b->count; d < n; d++)
		while (b->list[debts[d].lot].rest < 0 && i < n) {
			int lot = lots[i].lot;
			int64_t part = least(b->list[lot].rest, -b->list[debts[d].lot].rest);

			if (part <= 0 || lot_ended(&b->list[lot], b->day)) {
				i++;
				continue;
			}
			move(b, lot, LOT_FILLED, -part);
			move(b, debts[d].lot, LOT_FILLED, part);
		}
}

/* --- coming and going -------------------------------------------------------------------------- */

int lots_earn(struct lots *b, int32_t from_day, int32_t until_day, bool held, int64_t amount)
{
	struct lot like = { .from_day = from_day, .until_day = until_day, .held = held };
	int lot;

	assert(amount > 0 && day_valid(from_day));
	lot = open_lot(b, &like, LOT_CAME, amount);
	fill_debts(b);
	return lot;
}

/* Takes from usable lots in the book's order; with `to`, each part goes there as a lot of the same age. */
static bool take_usable(struct lots *b, int64_t amount, enum lot_move_kind kind, struct lots *to)
{
	const struct place *order;

	assert(amount >= 0);
	if (lots_usable(b) < amount)
		return false;
	order = in_order(b, b->order);
	for (int i = 0, n = b->count; i < n && amount > 0; i++) {
		int lot = order[i].lot;
		int64_t part = least(b->list[lot].rest, amount);

		if (!lot_usable(&b->list[lot], b->day))
			continue;
		move(b, lot, kind, -part);
		if (to)
			open_lot(to, &b->list[lot], kind, part);
		amount -= part;
	}
	assert(amount == 0);
	return true;
}

bool lots_spend(struct lots *b, int64_t amount)
{
	return take_usable(b, amount, LOT_SPENT, NULL);
}

/* What of a lot can serve when something is taken back. */
static int64_t serves(const struct lots *b, const struct lot *l, int64_t document_id)
{
	bool own = document_id && l->document_id == document_id;

	if (l->rest <= 0)
		return own ? l->expired : 0;
	if (own)
		return l->rest + l->expired;
	return lot_ended(l, b->day) ? 0 : l->rest;
}

bool lots_take_back(struct lots *b, int64_t document_id, int64_t amount, bool may_owe)
{
	const struct lot debt = { .from_day = b->day };
	const struct place *order;
	int64_t all = 0;

	assert(amount >= 0);
	for (int i = 0; i < b->count; i++)
		all += serves(b, &b->list[i], document_id);
	if (all < amount && !may_owe)
		return false;
	order = in_order(b, LOT_FIRST_TO_EXPIRE);
	for (int i = 0, n = b->count; i < n && document_id; i++) {
		int lot = order[i].lot;
		int64_t part = least(b->list[lot].expired, amount);

		if (b->list[lot].document_id != document_id || part <= 0)
			continue;
		move(b, lot, LOT_EXPIRED, part);
		move(b, lot, LOT_TAKEN, -part);
		amount -= part;
	}
	for (int turn = document_id ? 0 : 1; turn < 2; turn++) /* its own, then all */
		for (int i = 0, n = b->count; i < n; i++) {
			int lot = order[i].lot;
			int64_t part = least(b->list[lot].rest, amount);

			if (part <= 0 || (turn ? lot_ended(&b->list[lot], b->day) :
				b->list[lot].document_id != document_id))
				continue;
			move(b, lot, LOT_TAKEN, -part);
			amount -= part;
		}
	if (amount > 0)
		open_lot(b, &debt, LOT_CAME, -amount);
	return true;
}

/* --- coming back ------------------------------------------------------------------------------- */

/* The place of a lot; one that is not there comes as a new one of its age. */
static int place_of(struct lots *b, const struct lot *l, int64_t amount)
{
	for (int i = 0; i < b->count; i++)
		if (b->list[i].id && b->list[i].id == l->id) {
			move(b, i, LOT_BACK, amount);
			return i;
		}
	return open_lot(b, l, LOT_BACK, amount);
}

/* A part comes back to its lot; what of it is void. */
static int64_t part_back(struct lots *b, const struct lot *l, int64_t amount, int grace_days)
{
	struct lot last = *l;
	int lot;

	if (lot_ended(l, b->day) && !l->grace && b->day <= day_add(l->until_day, grace_days)) {
		last.from_day = b->day;
		last.until_day = day_add(l->until_day, grace_days);
		last.grace = true;
		open_lot(b, &last, LOT_BACK, amount);
		return 0;
	}
	lot = place_of(b, l, amount);
	if (!lot_ended(l, b->day))
		return 0;
	move(b, lot, LOT_EXPIRED, -amount);
	return amount;
}

int64_t lots_give_back(struct lots *b, const struct lot_spent *spent, int n, int64_t total, int grace_days)
{
	int64_t *taken, *back, *parts, lost = 0;

	assert(grace_days >= 0);
	if (n == 0) {
		assert(total == 0);
		return 0;
	}
	taken = arena_array(b->arena, (size_t)n * 3, sizeof *taken);
	back = taken + n;
	parts = back + n;
	for (int i = 0; i < n; i++) {
		taken[i] = spent[i].taken;
		back[i] = spent[i].back;
	}
	money_share_next(total, taken, back, n, parts);
	for (int i = 0; i < n; i++)
		if (parts[i] > 0)
			lost += part_back(b, &spent[i].lot, parts[i], grace_days);
	fill_debts(b);
	return lost;
}

/* --- a cheque was cleared ---------------------------------------------------------------------- */

void lots_let_go(struct lots *b, int64_t document_id)
{
	for (int i = 0; i < b->count; i++)
		if (b->list[i].held && b->list[i].document_id == document_id) {
			b->list[i].held = false;
			move(b, i, LOT_RELEASED, 0);
		}
}

/* --- ending ------------------------------------------------------------------------------------ */

int64_t lots_expire(struct lots *b)
{
	int64_t sum = 0;

	for (int i = 0; i < b->count; i++) {
		int64_t rest = b->list[i].rest;

		if (rest <= 0 || !lot_ended(&b->list[i], b->day))
			continue;
		move(b, i, LOT_EXPIRED, -rest);
		sum += rest;
	}
	return sum;
}

int lots_due(const struct lots *b, struct arena *a, int32_t from_day, int32_t until_day, struct lot_due **out)
{
	const struct place *order = in_order(b, LOT_FIRST_TO_EXPIRE);
	int n = 0;

	*out = arena_array(a, (size_t)b->count + 1, sizeof **out);
	for (int i = 0; i < b->count; i++) {
		const struct lot *l = &b->list[order[i].lot];

		if (l->rest <= 0 || !l->until_day || l->until_day < from_day || l->until_day > until_day)
			continue;
		if (!n || (*out)[n - 1].day != l->until_day)
			(*out)[n++].day = l->until_day;
		(*out)[n - 1].amount += l->rest;
	}
	return n;
}

/* --- to another member ------------------------------------------------------------------------- */

bool lots_move(struct lots *from, struct lots *to, int64_t amount)
{
	if (!take_usable(from, amount, LOT_MOVED, to))
		return false;
	fill_debts(to);
	return true;
}

void lots_move_all(struct lots *from, struct lots *to)
{
	for (int i = 0, n = from->count; i < n; i++) {
		int64_t rest = from->list[i].rest;

		if (!rest)
			continue;
		move(from, i, LOT_MOVED, -rest);
		open_lot(to, &from->list[i], LOT_MOVED, rest);
	}
	fill_debts(to);
}
