/* ledger.h - one ledger for everything of value. Postings are append-only, several per document,
 * summing to zero per document and unit; debit positive, credit negative. */
#ifndef MODEL_LEDGER_H
#define MODEL_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum ledger_unit { UNIT_MONEY = 1, UNIT_POINTS, UNIT_USES, UNIT_STOCK };

enum account {
	ACCOUNT_DRAWER = 1,   /* holder: terminal. Cash in the drawer */
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
	ACCOUNT_INCOME = 25   /* holder: reason. Paid into a drawer that is no sale */
};
/* Money that lies somewhere: drawers, safe, bags, bank. Accounts whose balance per holder is kept exact in
 * the transaction (table `balance`). */
bool account_is_held(enum account account);

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
