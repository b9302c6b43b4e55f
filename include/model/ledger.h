/* ledger.h - one ledger for everything of value. Postings are append-only, several per document,
 * summing to zero per document and unit; debit positive, credit negative. */
#ifndef MODEL_LEDGER_H
#define MODEL_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum ledger_unit {
	UNIT_MONEY = 1, UNIT_POINTS, UNIT_USES, UNIT_STOCK,
	UNIT_CURRENCY = 1000, /* + the number of a currency (model/value.h): its minor units */
	UNIT_LAST = UNIT_CURRENCY + 26 * 26 * 26 - 1
};
bool ledger_unit_known(int64_t unit);

enum account {
	ACCOUNT_DRAWER = 1,   /* holder: terminal, or the shift whose own drawer it is. Cash in the drawer */
	ACCOUNT_SAFE = 2,
	ACCOUNT_TENDER = 3,   /* holder: tender. Money on its way from card and QR pay */
	ACCOUNT_EXCHANGE = 4, /* between the two documents of an exchange; always comes to zero */
	ACCOUNT_TRANSIT = 5,  /* holder: the document of a sealed bag. On its way to the bank */
	ACCOUNT_BANK = 6,
	ACCOUNT_REVENUE = 20, /* holder: department. Net of tax and discount */
	ACCOUNT_TAX = 21,     /* holder: tax rate */
	ACCOUNT_ROUNDING = 22,
	ACCOUNT_OVER_SHORT = 23,
	ACCOUNT_EXPENSE = 24, /* holder: reason. Paid out of a drawer */
	ACCOUNT_INCOME = 25,  /* holder: reason. Paid into a drawer that is no sale */
	/* taking money (model/value.h); a liability's balance is negative */
	ACCOUNT_VOUCHER = 30,      /* holder: serial. Sold and not redeemed */
	ACCOUNT_HOUSE = 31,        /* holder: account. What the customer owes */
	ACCOUNT_ORDER = 32,        /* holder: order. Deposit taken */
	ACCOUNT_TIP = 33,          /* holder: staff */
	ACCOUNT_DONATION = 34,
	ACCOUNT_FOREIGN = 35,      /* holder: as of the drawer. Foreign notes in it, and in money what they were
	   taken for */
	ACCOUNT_FOREIGN_SAFE = 36, /* the same in the safe */
	ACCOUNT_CHEQUE = 37,       /* holder: cheque. In the shop */
	ACCOUNT_CHEQUE_SENT = 38,  /* at the bank, not cleared */
	ACCOUNT_BOUNCED = 39,      /* came back: the customer owes it */
	ACCOUNT_FORFEIT = 40,      /* what vouchers were worth beyond the bill, expired, and deposits forfeited */
	ACCOUNT_FEE = 41,          /* holder: tender. What taking money costs the shop */
	ACCOUNT_POSITION = 43,     /* in a currency: against its notes */
	ACCOUNT_DEPOSIT = 50, /* holder: deposit article. Owed to whoever brings the empties */
	/* what members have (model/member); negative: he has it */
	ACCOUNT_PRINCIPAL = 60,    /* holder: member. The part of stored value that was paid in */
	ACCOUNT_BONUS = 61,        /* holder: member. The part that was given */
	ACCOUNT_BONUS_COST = 62,   /* what that costs the shop */
	ACCOUNT_POINTS = 63,       /* holder: member. In points; a debt is positive */
	ACCOUNT_POINTS_ISSUED = 64,
	ACCOUNT_POINTS_COST = 65,  /* in money: what points given as money cost */
	ACCOUNT_USES = 66,         /* holder: package of uses. Uses that are left */
	ACCOUNT_USES_SOLD = 67,
	ACCOUNT_CARD_FEE = 68,     /* holder: card kind. Income from cards lost, damaged or bought */
	ACCOUNT_CARD_FORFEIT = 69, /* what was left when the law lets it lapse, and fees of cards handed back */
	ACCOUNT_OPENING = 70       /* what members had elsewhere and was taken over, against what they have */
};
/* Money that lies somewhere or is owed to whoever brings something: drawers, safe, bags, bank, deposits.
 * Accounts whose balance per holder is kept exact in the transaction (table `balance`). */
bool account_is_held(enum account account);
/* Of those: whether a balance may be below, above zero. What was sold, taken or given once cannot be given twice. */
bool balance_lawful(enum account account, int64_t amount);

struct posting {
	enum account account;
	int64_t holder_id;
	enum ledger_unit unit;
	int64_t amount;
};

#define POSTINGS_MAX 4000
struct ledger { struct posting *list; int count, room; };
/* Adds to the posting of the same account, holder and unit, or makes one; 0 is ignored. */
void ledger_post(struct ledger *l, struct arena *a, enum account account, int64_t holder_id,
	enum ledger_unit unit, int64_t amount);
/* Every unit sums to zero. */
bool ledger_balanced(const struct posting *list, int n);

#endif
