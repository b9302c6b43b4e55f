/* ledger.c - collecting the postings of one document. */
#include "model/ledger.h"

#include <assert.h>
#include <string.h>

bool account_is_held(enum account account)
{
	return account == ACCOUNT_DRAWER || account == ACCOUNT_SAFE || account == ACCOUNT_TRANSIT ||
		account == ACCOUNT_BANK || account == ACCOUNT_DEPOSIT || account == ACCOUNT_PRINCIPAL ||
		account == ACCOUNT_BONUS || account == ACCOUNT_POINTS || account == ACCOUNT_USES ||
		(account >= ACCOUNT_VOUCHER && account <= ACCOUNT_BOUNCED);
}

bool balance_lawful(enum account account, int64_t amount)
{
	switch (account) {
	case ACCOUNT_VOUCHER: case ACCOUNT_ORDER: case ACCOUNT_TIP: case ACCOUNT_DONATION:
	case ACCOUNT_PRINCIPAL: case ACCOUNT_BONUS: case ACCOUNT_USES:
		return amount <= 0;
	case ACCOUNT_CHEQUE: case ACCOUNT_CHEQUE_SENT: case ACCOUNT_BOUNCED:
		return amount >= 0;
	default:
		return true;
	}
}

bool ledger_unit_known(int64_t unit)
{
	return (unit >= UNIT_MONEY && unit <= UNIT_STOCK) || (unit >= UNIT_CURRENCY && unit <= UNIT_LAST);
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

/* A document has few units: each is summed where it stands first. */
bool ledger_balanced(const struct posting *list, int n)
{
	for (int i = 0; i < n; i++) {
		__int128 sum = 0;
		bool seen = false;

		assert(ledger_unit_known(list[i].unit));
		for (int j = 0; j < i && !seen; j++)
			seen = list[j].unit == list[i].unit;
		for (int j = i; j < n && !seen; j++)
			if (list[j].unit == list[i].unit)
				sum += list[j].amount;
		if (sum)
			return false;
	}
	return true;
}
