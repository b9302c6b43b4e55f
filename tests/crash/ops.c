/* ops.c - see ops.h. */
#include "ops.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "store/db.h"

#define MANAGER "3001 615902"
#define LEAD "approve 2001 331827"

/* One sale on file before: three at 5.00 and one at 7.50 less 5 %, 22.12, paid in cash with 22.10. */
#define SOLD_BEFORE "enter 3*" FINGERS "\nscan " CHIPS "\ndiscount 5 2 1\ncash 50\n"
#define RECEIPT "01-1-000002"
#define RECEIPT2 "01-1-000003"
/* A pulse that is late is dropped: what is printed when would depend on how long the fault lasted. */
#define NO_DRAWER "sign-on 3001 615902\n!setting drawer.pulse none\nsign-on 1008 2468\n"
/* Vouchers, an account, dollars: see !money. */
#define VALUES "sign-on 3001 615902\n!money\nsign-on 1008 2468\n"
/* Beer with a bottle, for grown-ups. */
#define GOODS "sign-on 3001 615902\n!goods\nsign-on 1008 2468\n"
/* A machine that takes bottles and prints slips. */
#define SLIPS "sign-on 3001 615902\n!slips\nsign-on 1008 2468\n"
#define PRINT "!print; !printed"

const struct op ops[] = {
	{ "sign-on", NULL, "", "~sign-on 1009 11111\nsign-on 1009 13579\nscan " FINGERS, 0 },
	{ "shift-open", NULL, "", "shift-open 300", OP_NO_SHIFT },
	{ "scan", NULL, "", "scan " COOKIES "\nscan " FINGERS "\nscan " FINGERS "\nenter 3*" CHIPS "\nqty 5 1", 0 },
	{ "weighed", NULL, "", "enter 1.250*" SEEDS "\nscan 2104431027259\nenter 2*6938011400493", 0 },
	{ "void-line", NULL, "scan " COOKIES "\nscan " FINGERS "\n", "void-line 1\nscan " CHIPS, 0 },
	{ "price", NULL, "scan " COOKIES "\n", "price 35 1 1\nenter 4.50/" FINGERS "; reason 1", 0 },
	{ "discount", NULL, "scan " COOKIES "\nscan " FINGERS "\n",
		"discount 5 1 1\nbill-discount 3 1; " LEAD "\ncash", 0 },
	{ "department", NULL, "", "department 05 12.50 2\nscan 4901234567894; department 01 3\ncash", 0 },
	{ "hold", NULL, "scan " COOKIES "\n", "hold red jacket\nscan " CHIPS "\ncash\nrecall\ncash", 0 },
	{ "recall-elsewhere", NULL, "scan " COOKIES "\nhold\n", "2: shift-open 100\n2: recall\n2: cash", 0 },
	{ "cancel", NULL, "scan " COOKIES "\nscan " FINGERS "\n", "cancel 1\nscan " CHIPS, 0 },
	{ "abandon", NULL, "scan " COOKIES "\n~pay; tender 2 20 SLIP1\n", "cancel 1\nscan " CHIPS, 0 },
	{ "part-payment", NULL, "scan " COOKIES "\n", "~pay; tender 2 20 SLIP1\ncash 5\ncash 20", 0 },
	{ "payment-void", NULL, "scan " COOKIES "\n~pay; cash 5; tender 2 20 SLIP1\n", "void-tender 2\ncash", 0 },
	{ "sale-cash", NULL, "scan " COOKIES "\nscan " FINGERS "\n", "cash 100", 0 },
	{ "sale-card-cash", NULL, "scan " COOKIES "\n", "~pay; tender 2 20 SLIP1\ncash", 0 },
	{ "sale-qr", NULL, "scan " COOKIES "\n", "~pay; scan 134567890123456789", 0 },
	{ "return-part", NULL, SOLD_BEFORE, "scan " RECEIPT "; return-line 1 2\ncash; reason 1", 0 },
	{ "return-rest", NULL, SOLD_BEFORE "scan " RECEIPT "; return-line 1 1\ncash; reason 1\n",
		"scan " RECEIPT "; return-line 1 2\nscan " RECEIPT "; return-line 2\ncash; reason 2", 0 },
	{ "exchange", NULL, SOLD_BEFORE, "scan " RECEIPT "; return-line 2; back\nscan " COOKIES "\n"
		"cash 50; reason 2", 0 },
	{ "void-last", NULL, SOLD_BEFORE, "void-last 1; " LEAD, 0 },
	{ "void-twice", NULL, SOLD_BEFORE, "void-last 1; " LEAD "\nscan " COOKIES "\ncash\nvoid-last 1; " LEAD, 0 },
	{ "no-sale", NULL, "", "no-sale 1; " LEAD "\nscan " CHIPS, 0 },
	{ "reprint", NULL, SOLD_BEFORE, "reprint " RECEIPT " 1\nscan " CHIPS, 0 },
	{ "x-report", NULL, SOLD_BEFORE, "x-report; " LEAD "\nscan " CHIPS, 0 },
	{ "count", NULL, SOLD_BEFORE, "count 522\nback\ncount 522.10", 0 },
	{ "z-report", NULL, SOLD_BEFORE "count 522\n", "z-report\nshift-open 200", 0 },
	{ "drop", NULL, SOLD_BEFORE, "drop 200\nchange-in 20\npick-up 100; " LEAD "\nscan " CHIPS, 0 },
	{ "pay-in-out", NULL, SOLD_BEFORE, "pay-in 12.50 1\npay-out 20 2 INV-1\npay-out 70 1; enter INV-2; " LEAD
		"\ncount 444.60\nz-report", 0 },
	{ "safe", MANAGER, "", "safe-count 1000\nsafe-in 200\nbag 700 AB1001; " LEAD "\nbag 100 AB1002; " LEAD
		"\nbag-banked AB1001\nbag-banked AB1002 90; approve 3002 482057", 0 },
	{ "voucher", NULL, VALUES, "scan 8800000015\ncash 50\nenter 9*" FINGERS "\n~pay; scan 8800000015\nscan " CHIPS
		"\ncash", 0 },
	{ "voucher-back", NULL, VALUES "scan 8800000015\ncash\nscan 8800000022\ncash\nenter 12*" FINGERS
		"\n~pay; tender 11 50 8800000015; cash\n", "void-last 1; " LEAD "\nscan 01-1-000003; return-line 1\n"
		"cash; reason 1", 0 },
	{ "refund-voucher", MANAGER, VALUES "sign-on 3001 615902\n!refunds\n" SOLD_BEFORE, "scan " RECEIPT
		"; return-line 1 2\nrefund-voucher 8900000014; reason 1\nscan " FINGERS "\n~pay; scan 8900000014\n"
		"scan " RECEIPT "; return-line 1 1\nrefund-voucher 8900000021; reason 1\n"
		"scan 01-1-000007; return-line 2\ncash; reason 1", 0 },
	{ "account", NULL, VALUES, "enter 3*" FINGERS "\n~pay; tender 12 15 1001\npay-account 1001 15\ncash", 0 },
	{ "order", NULL, VALUES, "order 30 100 13800138000 cake\ncash", 0 },
	{ "deposit", NULL, VALUES "order 30 100 13800138000\ncash\n", "enter 4*" FINGERS "\n~pay; tender 13 20 1001\n"
		"order-refund 1001 2; " LEAD "\nscan " CHIPS, 0 },
	{ "tips", NULL, VALUES, "scan " FINGERS "\ntip 2\ndonation 1\ncash 10\ntip-out 1008 1; " LEAD
		"\nscan " CHIPS, 0 },
	{ "dollars", NULL, VALUES, "enter 20*" FINGERS "\n~pay; tender U 20", 0 },
	{ "cheque", NULL, VALUES, "enter 20*" FINGERS "\n~pay; tender 14 100 CHQ1", 0 },
	{ "vouchers-new", MANAGER, "!open-tender 11\n", "!kind A 50\n!papers A\n!hand 01\nscan 8800000015\ncash 50\n"
		"!voucher-block 8800000015\n!voucher-unblock 8800000015\nenter 10*" FINGERS
		"\n~pay; tender 11 50 8800000015\n!voucher-void 8800000022", 0 },
	{ "accounts-new", MANAGER, "!open-tender 12\n", "!account 1002 100\nenter 3*" FINGERS
		"\n~pay; tender 12 15 1002\npay-account 1002 5\ncash", 0 },
	{ "orders-new", NULL, VALUES, "order 30 100 Li cake\ncash 30\norder-forfeit 1001 1; " LEAD
		"\norder 20 20 Wu\ncash 20\nenter 4*" FINGERS "\n~pay; tender 13 20 1002", 0 },
	{ "donations", NULL, VALUES "scan " FINGERS "\ndonation 3\ncash 10\n", "donation-out 1; " LEAD "\nscan " CHIPS
		"\ncash", 0 },
	{ "cheque-way", MANAGER, VALUES "enter 20*" FINGERS "\n~pay; tender 14 100 CHQ1\n", "!cheque " RECEIPT
		" sent\n!cheque " RECEIPT " bounced\n!cheque " RECEIPT " cleared", 0 },
	{ "cheque-void", NULL, VALUES, "enter 20*" FINGERS "\n~pay; tender 14 100 CHQ1\nvoid-last 1; " LEAD, 0 },
	{ "dollars-back", NULL, VALUES "enter 20*" FINGERS "\n~pay; tender U 20\n", "scan " RECEIPT
		"; return-line 1 6\ncash; reason 1\ncount 427.50\nz-report\nshift-open 200", 0 },
	{ "fees", NULL, "sign-on 3001 615902\n!fee 2 0.6\nsign-on 1008 2468\nscan " COOKIES
		"\n~pay; tender 2 39.90 SLIP1\n", "count 500\nz-report", 0 },
	{ "asked-outside", NULL, "sign-on 3001 615902\n!ask-outside\nsign-on 1008 2468\nscan " COOKIES "\n",
		"~pay; ~tender 2 30; not-known\nnot-taken; " LEAD "\n~tender 2 30; was-taken SLIP7\ncash", 0 },
	{ "pay-back", NULL, "sign-on 3001 615902\n!ask-outside\n!provider\nsign-on 1008 2468\nscan " COOKIES
		"\n~pay; tender 2 39.90\nscan " FINGERS "\n~pay; tender 2 2\n", "cancel 1\n!pay-back\nscan " RECEIPT
		"; return-line 1\ncash; reason 1\n!pay-back", 0 },
	{ "payback-cash", NULL, "sign-on 3001 615902\n!ask-outside\n!keeper\nsign-on 1008 2468\nscan " COOKIES
		"\n~pay; ~tender 2 39.90; ask-again\nscan " RECEIPT "; return-line 1\ncash; reason 1\n!pay-back\n",
		"payback-cash; reason 4; " LEAD "\nscan " CHIPS "\ncash", 0 },
	{ "rate", MANAGER, VALUES, "!rate 7.2\nenter 20*" FINGERS "\n~pay; tender U 20", 0 },
	{ "empties", NULL, GOODS, "empties T-BOTTLE 4\nqty 6\ncash\nempties T-BOTTLE 2\nscan " CHIPS "\ncash", 0 },
	{ "slips", NULL, SLIPS, "scan 970000100000100250\nscan " CHIPS "\ncash\nscan 970000100000200300\ncash", 0 },
	{ "bottles", NULL, GOODS, "enter T-BEER; ~enter 19800101\nqty 3 1\ncash 20\nscan " RECEIPT
		"; return-line 1 1\ncash; reason 1\nreturn-all " RECEIPT " 1\ncash", 0 },
	{ "staff-sale", NULL, "sign-on 3001 615902\n!setting staff.discount-bp 1000\nsign-on 1008 2468\nscan " COOKIES
		"\n", "staff-sale 1009\ncash\nscan " RECEIPT "; return-line 1 1\ncash; reason 1", 0 },
	{ "clock", NULL, "", "clock in\nclock break\nclock back\nscan " CHIPS "\nclock out", 0 },
	{ "clock-correct", MANAGER, "clock in\n!tick\nsign-on 1008 2468\nclock in\n", "!clock-correct\nscan " CHIPS,
		0 },
	{ "day-end", MANAGER, SOLD_BEFORE "count 522.10\nz-report\n", "safe-count 22.10\n!day-end\n!day-reopen\n"
		"shift-open 100\ncount 100\nz-report\n!day-end\n!books", 0 },
	{ "goods-office", MANAGER, "", "!window " FINGERS " 4.50; !tick\nscan " FINGERS "\ncash\n!quick 1 " CHIPS
		"\n!supplier S1 20", 0 },
	{ "correct", NULL, VALUES "scan " COOKIES "\ncash\n", "correct-tender " RECEIPT " 1 2 SLIP9; " LEAD
		"; reason 1\nscan " CHIPS, 0 },
	{ "member", MANAGER, "", "!cards 1 62170001 62170003\n!cards-hand 1008 62170001 62170003\n"
		"!member 王晓梅 13800138000 62170001\n"
		"!card-lose 13800138000\n!card-replace 13800138000 62170002\n!member-freeze 13800138000\n"
		"scan " CHIPS "\ncash", 0 },
	{ "member-sale", MANAGER, "!member 王晓梅 13800138000 62170001\n", "scan " CHIPS "\nmember 62170001\nhold\n"
		"recall\nscan " FINGERS "\ncash\nscan " RECEIPT "; return-line 1\ncash; reason 1\n"
		"scan " COOKIES "\nmember 13800138000\ncash\nvoid-last 1; " LEAD, 0 },
	{ "levels", MANAGER, "!levels\n!member 王晓梅 13800138000 62170001\n", "scan " CHIPS "\nmember 62170001\ncash\n"
		"scan " RECEIPT "; return-line 1\ncash; reason 1\n!level-give 13800138000 gold\n"
		"scan " FINGERS "\nmember 62170001\nscan " CHIPS "\ncash\nvoid-last 1; " LEAD, 0 },
	{ "wallet", MANAGER, "!setting wallet.pin off\n!bonus R 50 7\n!member 王晓梅 13800138000 62170001\n"
		"!member 李秀英 13900139001 62170002\n", "!top-up 62170001 100\nscan " COOKIES "\nmember 62170001\n"
		"stored\nscan " RECEIPT2 "; return-line 1\ncash; reason 1\n!pay-out 62170001 20\n"
		"!credit 62170001 5\n!move 62170001 62170002 30", 0 },
	{ "wallet-cheque", MANAGER, "!money\n!setting wallet.pin off\n!member 王晓梅 13800138000 62170001\n",
		"!top-up 62170001 100 CHQ9\n!cheque " RECEIPT " sent\n!cheque " RECEIPT " cleared\nscan " CHIPS
		"\nmember 62170001\nstored\nvoid-last 1; " LEAD, 0 },
	{ "points", MANAGER, "!points-rate B 10\n!gift-add " FINGERS " 30\n!member 王晓梅 13800138000 62170001\n"
		"!member 李秀英 13900139001 62170002\n!points 62170001 300\n", "scan " CHIPS "\nmember 62170001\n"
		"points 1\ncash\nscan " RECEIPT2 "; return-line 1\ncash; reason 1\n!points 62170001 50\n"
		"!points-move 62170001 62170002 40\n!gift 62170001 " FINGERS "\n!points-void", 0 },
	/* Somebody drew before: the secrets of the day are there. */
	{ "draw", MANAGER, "!coupon-kind A 2\n!member 王晓梅 13800138000 62170001\n!points 62170001 300\n"
		"!member 李秀英 13900139001 62170002\n!draw-new W 1 5\n!draw-new C 1 0 A\n!draw W 62170002 1\n"
		"!draw C 62170002 1\n", "!draw W 62170001 1\n!draw W 62170001 2\n"
		"!draw C 62170001 3", 0 },
	{ "uses", MANAGER, "!uses-kind TEN 3 " CHIPS "\n!uses-kind FIV 5 " CHIPS " " COOKIES "\n"
		"!member 王晓梅 13800138000 62170001\n!member 李秀英 13900139001 62170002\n", "scan " COOKIES
		"\nmember 62170001\nuse " CHIPS " 2\ncash\n!uses-give 62170001 TEN\n!use-take 62170001 " CHIPS "\n"
		"scan " RECEIPT "; return-line 2\ncash; reason 1; " LEAD "\n!uses-undo " RECEIPT2 "\n"
		"!uses-move 62170001 FIV 62170002", 0 },
	{ "coupon", MANAGER, "!coupon-kind A 2\n!coupon A 1\n!coupon-kind N 1 purchase\n", "scan " CHIPS
		"\n!coupon-scan 1\nhold\nrecall\ncash\nscan " RECEIPT "; return-line 1\ncash; reason 1\n"
		"scan " FINGERS "\n!coupon-scan 1\ncash\nvoid-last 1; " LEAD, 0 },
	{ "coupon-office", MANAGER, "!member 王晓梅 13800138000 62170001\n", "!coupon-kind A 2\n"
		"!coupon A 1 13800138000\n!coupon-kind M 1 month\n!coupon-run\n!coupon-block 1\n"
		"!coupon-unblock 1\n!coupon-void 1\nscan " CHIPS "\ncash", 0 },
	{ "print", NULL, NO_DRAWER SOLD_BEFORE, PRINT "\nscan " CHIPS "\ncash\n" PRINT "\n" PRINT, 0 },
	{ "tags", MANAGER, "!setting label.queue TAGS\n", "!tags " FINGERS
		"\n!print-tags; !printed\n!price " FINGERS " 5.50\nscan " FINGERS "\ncash", 0 },
	{ "checkpoint", NULL, "", "scan " CHIPS "\n!idle\ncash\n!idle\nscan " COOKIES "\ncash", OP_LONG_LOG },
	{ "setting", MANAGER, "",
		"!setting receipt.columns 48; !tick\n!setting cash.rounding drop-jiao; !tick\n"
		"scan " CHIPS "\ncash", 0 },
	{ "price-set", MANAGER, "", "!price " FINGERS " 5.50\nscan " FINGERS "\ncash", 0 },
	{ "price-batch", MANAGER, "", "!prices spring +10% 2026-11-21T12:30\nscan " FINGERS "\ncash 10\n"
		"!prices winter -50% 2026-12-01T00:00\n!prices-undo winter\n!until 2026-11-21T12:30; scan " FINGERS "\n"
		"!until 2026-11-21T12:30; cash 10\n!prices now -0.50", 0 },
	{ "staff-add", MANAGER, "", "!staff 1050 2580\nsign-on 1050 2580\nscan " FINGERS, 0 },
	{ "import", MANAGER, "", "!import\nscan 6901234567892\nscan " FINGERS "\ncash", 0 },
	{ "people", MANAGER, "", "!role 1009 lead 975310\n!pin 1008 86420\n!permit cashier no-sale\n"
		"!limit cashier cancel-minor 60000\nsign-on 1008 86420\nscan " FINGERS "\ncash\n"
		"sign-on 1009 975310\nscan " CHIPS, 0 },
	{ "scripts", MANAGER, "", "!script nightly\n!script other\n!revoke nightly", 0 },
	{ "lists", MANAGER, "", "!tender 7\n!reason void 8\n!reason-off line-void 1\n!department 77 13\n"
		"!tax 9 10\n!category 99\n!terminal 40\n!tick\ndepartment 77 5\n~pay; tender 7", 0 },
	{ "invoice", MANAGER, SOLD_BEFORE, "!claim " RECEIPT " F1\nscan " RECEIPT "; return-line 1 1\ncash; reason 1\n"
		"!reverse " RECEIPT " R1", 0 },
	{ "rotate", MANAGER, "scan " CHIPS "\n", "!rotate\ncash\n!rotate\n!reopen\nscan " CHIPS "\ncash", 0 },
	{ "two-cashiers", NULL, "", "scan " COOKIES "\nsign-on 1009 13579\nscan " FINGERS "\ncash\n"
		"sign-on 1008 2468\ncash", 0 },
	{ "day", NULL, "", "scan " COOKIES "\ncash 50\nscan " FINGERS "\nhold\nscan 01-1-000002; return-line 1\n"
		"cash; reason 1\nrecall\n~pay; tender 3 2 QR1\ncash\ncount 505\nz-report", 0 },
	{ "own-drawers", MANAGER, "!setting drawer.mode cashier\n", "sign-on 1008 2468\nshift-open 100\n"
		"scan " COOKIES "\nsign-on 1009 13579\nshift-open 200\nscan " FINGERS "\ncash\n"
		"sign-on 1008 2468\ncash\ncount 139.90\nz-report\nsign-on 1009 13579\ndrop 100", OP_NO_SHIFT },
	{ "busy-tills", NULL, "2: shift-open 100\n3: shift-open 100\n", "1: scan " COOKIES "\n1: cash 50\n1: !idle\n"
		"1: scan " FINGERS "\n1: cash\n2: enter 2*" FINGERS "\n2: hold\n2: scan " CHIPS "\n2: cash\n"
		"3: scan " CHIPS "\n3: scan " CHIPS "\n3: ~pay; tender 2 5 SLIP3\n3: cash", OP_WOVEN },
	{ "returns-between", NULL, SOLD_BEFORE "2: shift-open 100\n4: shift-open 100\n",
		"1: scan " COOKIES "\n1: cash\n2: scan " RECEIPT "; return-line 1 1\n2: cash; reason 1\n"
		"4: scan " FINGERS "\n4: cash 10\n4: !idle", OP_WOVEN },
	{ "checkpoints-between", NULL, "2: shift-open 100\n3: shift-open 100\n",
		"1: scan " CHIPS "\n1: !idle\n1: cash\n2: !idle\n2: scan " FINGERS "\n2: cash\n"
		"3: scan " COOKIES "\n3: !idle\n3: cash 50", OP_WOVEN | OP_LONG_LOG },
	{ "split", NULL, "enter 3*" FINGERS "\nscan " COOKIES "\ndiscount -0.30 1 1\n",
		"split 2*1\ncash 50\nrecall\ncash 10", 0 },
	{ "merge", NULL, "scan " COOKIES "\nhold\nscan " CHIPS "\nhold\nscan " FINGERS "\n",
		"merge 2\nhold\nmerge 1 2\nrecall 1\ncash 100", 0 },
	{ "send", NULL, "scan " COOKIES "\n", "send 02\nrecall 1\ncash 50", 0 },
	{ "defer", MANAGER, "scan " CHIPS "\n", "defer\ncount 500\nz-report\nshift-open 200\nrecall\ncash 10", 0 },
	{ "notes", NULL, SOLD_BEFORE, "repeat\nseller 1009\nswap " COOKIES " 1\nline-note #1 cut\ncustomer Li\n"
		"seller - 1\nduplicate 2\ncash 500", 0 },
	{ "return-all", NULL, SOLD_BEFORE, "return-all " RECEIPT " 1\ncash", 0 },
	{ "baskets-between", NULL, "scan " COOKIES "\nhold\n2: shift-open 100\n2: scan " CHIPS "\n",
		"1: enter 2*" FINGERS "\n1: split 1*1\n1: cash 50\n2: merge 1\n2: cash 100", OP_WOVEN },
	{ "backup", MANAGER, SOLD_BEFORE, "!backup b1\nscan " CHIPS "\ncash", OP_FILES },
};
const int op_count = (int)(sizeof ops / sizeof ops[0]);

const struct op *op_find(const char *name)
{
	for (int i = 0; i < op_count; i++)
		if (strcmp(ops[i].name, name) == 0)
			return &ops[i];
	return NULL;
}

/* --- before ------------------------------------------------------------------------------------- */

/* Enough commits for a checkpoint to be due; then the till dies, so that nobody writes the log back. */
static bool lengthen_log(struct world *w)
{
	for (int till = 2; till <= WORLD_TILLS; till++)
		world_close(w, till);
	for (int i = 0; i < 32; i++)
		if (!world_does_all(w, "scan " FINGERS "\ncash"))
			return false;
	world_die(w, 1);
	return true;
}

bool op_prepare(struct world *w, const struct op *op)
{
	bool ok = world_make(w);

	world_close_all(w);
	world_forget(w);
	w->who[1] = op->who;
	ok = ok && ((op->flags & OP_NO_SHIFT) || world_does_all(w, "shift-open 500"));
	ok = ok && world_does_all(w, op->setup);
	if (ok && (op->flags & OP_LONG_LOG))
		ok = lengthen_log(w);
	world_close_all(w);
	return ok;
}

/* --- a run in which nothing goes wrong -------------------------------------------------------------- */

static void note_state(struct world *w, void *ctx)
{
	struct history *h = ctx;
	struct arena a = ARENA_INIT;
	size_t strict = 0;
	const char *text = world_state(w, &a, &strict);

	if (text && (h->states == 0 || strcmp(text, h->state[h->states - 1]) != 0)) {
		if (h->states == OP_STATES_MAX)
			abort();
		h->strict[h->states] = strict;
		h->state[h->states++] = arena_strdup(&h->a, text);
	}
	arena_release(&a);
}

static void split_lines(struct history *h, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");

		if (h->lines == OP_LINES_MAX)
			abort();
		h->line[h->lines++] = arena_strndup(&h->a, text, n);
		text += n + (text[n] == '\n');
	}
}

/* Merges the tills' lines in an order that the seed draws. */
static void weave(struct history *h, uint64_t seed)
{
	char *old[OP_LINES_MAX], *merged[OP_LINES_MAX] = { NULL };
	int n = h->lines;

	memcpy(old, h->line, sizeof old);
	for (int i = 0; i < n; i++) {
		int left = n - i, pick;

		seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		pick = (int)((seed >> 33) % (uint64_t)left);
		for (int k = 0; k < n; k++)
			if (old[k] && pick-- == 0) {
				int till = world_till_of(old[k]), first = 0;

				while (!old[first] || world_till_of(old[first]) != till)
					first++;
				merged[i] = old[first];
				old[first] = NULL;
				break;
			}
	}
	memcpy(h->line, merged, (size_t)n * sizeof *merged);
}

void history_lines(struct history *h, const struct op *op, uint64_t seed)
{
	*h = (struct history){ .a = ARENA_INIT };
	split_lines(h, op->acts);
	if (op->flags & OP_WOVEN)
		weave(h, seed % OP_WEAVES);
}

bool history_make(struct history *h, struct world *w, const struct op *op, uint64_t seed)
{
	history_lines(h, op, seed);
	world_forget(w);
	for (int i = 0; i < h->lines; i++) {
		int till = world_till_of(h->line[i]);

		if (!world_open(w, till))
			return false;
		note_state(w, h);
		h->before[i] = h->states - 1;
		h->seen_before[i] = world_view(w, &h->a, till);
		w->after_act = note_state;
		w->ctx = h;
		if (!world_does_all(w, h->line[i]))
			return false;
		w->after_act = NULL;
		h->after[i] = h->states - 1;
		h->seen_after[i] = world_view(w, &h->a, till);
	}
	return h->after[h->lines - 1] > 0;
}

void history_release(struct history *h)
{
	arena_release(&h->a);
}

/* --- comparing --------------------------------------------------------------------------------------- */

void state_tell_difference(const char *wanted, const char *got)
{
	while (*wanted && *got) {
		size_t n = strcspn(wanted, "\n"), m = strcspn(got, "\n");

		if (n != m || strncmp(wanted, got, n) != 0)
			break;
		wanted += n + (wanted[n] == '\n');
		got += m + (got[m] == '\n');
	}
	printf("# wanted: %.*s\n", (int)strcspn(wanted, "\n"), wanted);
	printf("# found:  %.*s\n", (int)strcspn(got, "\n"), got);
}

static bool same_state(const struct history *h, int i, const char *now, size_t strict, bool loosely)
{
	if (loosely)
		return strict == h->strict[i] && strncmp(now, h->state[i], strict) == 0;
	return strcmp(now, h->state[i]) == 0;
}

/* The place of a state from `from` to `to`; -1. */
static int find_state(const struct history *h, const char *now, size_t strict, int from, int to, bool loosely)
{
	for (int i = to; i >= from; i--)
		if (same_state(h, i, now, strict, loosely))
			return i;
	return -1;
}

static void tell_place(const struct history *h, const char *now, int from, int to)
{
	int i = find_state(h, now, 0, 0, h->states - 1, false);

	world_lost += i >= 0 && i < from;
	if (i < 0)
		state_tell_difference(h->state[to], now);
	else
		printf("# the shop is %s\n", i < from ? "where it was before: what was acknowledged is lost" :
			"further than what was asked");
}

/* The goods and money of a state without the payments of baskets. */
static char *unpaid(struct arena *a, const char *state, size_t strict)
{
	char *text = arena_strndup(a, state, strict), *to = text;

	for (const char *from = text; *from;) {
		size_t n = strcspn(from, "\n") + 1;

		if (strncmp(from, "basket payment ", 15) != 0) {
			memmove(to, from, n);
			to += n;
		}
		from += n;
	}
	*to = '\0';
	return text;
}

struct standing history_standing(const struct history *h, struct world *w, int line, bool loosely)
{
	int from = line < h->lines ? h->before[line] : h->states - 1;
	int to = line < h->lines ? h->after[line] : h->states - 1;
	struct arena a = ARENA_INIT;
	size_t strict = 0;
	const char *now = world_state(w, &a, &strict);
	struct standing s = { .place = now ? find_state(h, now, strict, from, to, loosely) : -1, .told = from != to };

	s.done = s.told && s.place == to;
	s.paid = now && s.place < 0 && strcmp(unpaid(&a, now, strict), unpaid(&a, h->state[from],
		h->strict[from])) == 0;
	if (s.paid)
		s.place = from;
	if (now && s.place < 0)
		tell_place(h, now, from, to);
	arena_release(&a);
	return s;
}

bool history_ended(const struct history *h, struct world *w, bool loosely)
{
	struct arena a = ARENA_INIT;
	size_t strict = 0;
	const char *now = world_state(w, &a, &strict);
	bool same = now && same_state(h, h->states - 1, now, strict, loosely);

	if (now && !same)
		state_tell_difference(h->state[h->states - 1], now);
	arena_release(&a);
	return same;
}

/* --- a person ------------------------------------------------------------------------------------------- */

enum sight person_sees(struct world *w, const struct history *h, int line)
{
	struct arena a = ARENA_INIT;
	int till = world_till_of(h->line[line]);
	const char *now;
	bool before, after;

	if (!world_open(w, till))
		return SEES_OTHER;
	now = world_view(w, &a, till);
	before = strcmp(now, h->seen_before[line]) == 0;
	after = strcmp(now, h->seen_after[line]) == 0;
	arena_release(&a);
	return before && after ? SEES_EITHER : after ? SEES_DONE : before ? SEES_UNDONE : SEES_OTHER;
}

void person_tells(struct world *w, const struct history *h, int line)
{
	struct arena a = ARENA_INIT;
	int till = world_till_of(h->line[line]);

	if (w->seat[till].t)
		printf("# %s: the till shows %s\n# instead of %s\n# or %s\n", h->line[line], world_view(w, &a, till),
			h->seen_before[line], h->seen_after[line]);
	arena_release(&a);
}

static bool hold_enter_down(struct world *w, const struct history *h, bool loosely)
{
	if (!w->seat[1].t || till_view(w->seat[1].t)->basket->line_count ||
		till_view(w->seat[1].t)->payment_count)
		return true;
	for (int i = 0; i < 2; i++)
		(void)(world_do(w, "enter") == OK);
	return history_ended(h, w, loosely);
}

/* What was refused may have left a question: it is left. */
static void drop_question(struct world *w, int till)
{
	char back[24];

	snprintf(back, sizeof back, "%d: back", till);
	if (w->seat[till].t && till_view(w->seat[till].t)->need != NEED_NOTHING)
		(void)(world_do(w, back) == OK);
}

bool person_goes_on(struct world *w, const struct history *h, int line, int place)
{
	bool twice = false;

	if (line < h->lines) {
		enum sight sees = person_sees(w, h, line);

		if (sees == SEES_OTHER) {
			person_tells(w, h, line);
			return false;
		}
		twice = sees != SEES_DONE && place > h->before[line];
		line += sees == SEES_DONE;
	}
	/* What was done and is asked for again may be refused: the last sale is voided only once. */
	if (twice && world_do(w, h->line[line++]) != OK)
		drop_question(w, world_till_of(h->line[line - 1]));
	for (int i = line; i < h->lines; i++)
		if (!world_does_all(w, h->line[i]))
			return false;
	return history_ended(h, w, twice) && hold_enter_down(w, h, twice);
}
