/* ledger.c - collecting the postings of one document. */
#include "model/ledger.h"

#include <assert.h>
#include <string.h>

bool account_is_held(enum account account)
{
	return account == ACCOUNT_DRAWER || account == ACCOUNT_SAFE || account == ACCOUNT_TRANSIT ||
		account == ACCOUNT_BANK;
}

static struct posting *add_posting(struct ledger *l, struct arena *a)
{
	if (l->count == l->room) {
		int room = l->room ? l->room * 2 : 16;
		struct posting *list = arena_array(a, (size_t)room, sizeof *list);

		if (l->count)
			memcpy(list, l->list, (size_t)l->count * sizeof *list);
		l->list = list;
		l->room = room;
	}
	assert(l->count < POSTINGS_MAX);
	return &l->list[l->count++];
}

void ledger_post(struct ledger *l, struct arena *a, enum account account, int64_t holder_id,
	enum ledger_unit unit, int64_t amount)
{
	if (amount == 0)
		return;
	for (int i = 0; i < l->count; i++) {
		struct posting *p = &l->list[i];

		if (p->account == account && p->holder_id == holder_id && p->unit == unit) {
			p->amount += amount;
			return;
		}
	}
	*add_posting(l, a) = (struct posting){ account, holder_id, unit, amount };
}

bool ledger_balanced(const struct posting *list, int n)
{
	__int128 sum[UNIT_STOCK + 1] = { 0 };

	for (int i = 0; i < n; i++) {
		assert(list[i].unit >= UNIT_MONEY && list[i].unit <= UNIT_STOCK);
		sum[list[i].unit] += list[i].amount;
	}
	for (int unit = UNIT_MONEY; unit <= UNIT_STOCK; unit++)
		if (sum[unit])
			return false;
	return true;
}
