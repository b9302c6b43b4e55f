/* words.c - see words.h. */
#include "service/words.h"

#include <string.h>

#include "../shop/shop_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "model/reason.h"
#include "model/value.h"
#include "store/article_store.h"
#include "store/master_store.h"
#include "store/staff_store.h"

const char *document_words(int64_t kind)
{
	static const char *const words[DOCUMENT_KINDS_MAX] = {
		[DOC_SALE] = N_("Sale"), [DOC_RETURN] = N_("Return"), [DOC_VOID] = N_("Void"),
		[DOC_FLOAT] = N_("Float"), [DOC_CASH_UP] = N_("Close shift"), [DOC_ABANDONED] = N_("Basket dropped"),
		[DOC_PAID_OUT] = N_("Money paid out"), [DOC_VOUCHER_EXPIRED] = N_("Voucher expired"),
		[DOC_ORDER_FORFEIT] = N_("Forfeit deposit"), [DOC_CHEQUE] = N_("Cheque"),
		[DOC_CORRECTION] = N_("Payment corrected"), [DOC_FEES] = N_("Fees"),
		[DOC_PAYBACK] = N_("Refund in cash"), [DOC_DROP] = N_("Drop"),
		[DOC_PICK_UP] = N_("Pick-up"), [DOC_CHANGE_IN] = N_("Change in"), [DOC_PAY_IN] = N_("Pay in"),
		[DOC_PAY_OUT] = N_("Pay out"), [DOC_BAG] = N_("Bag for the bank"), [DOC_BANKED] = N_("Bag at the bank"),
		[DOC_SAFE_COUNT] = N_("Count the safe"), [DOC_SAFE_IN] = N_("Cash from the bank"),
		[DOC_EMPTIES] = N_("Empties"), [DOC_TOP_UP] = N_("Top-up"), [DOC_CARD_REFUND] = N_("Card refund"),
		[DOC_VALUE_ADJUST] = N_("Stored value adjusted"), [DOC_VALUE_TRANSFER] = N_("Stored value moved"),
		[DOC_POINTS_ADJUST] = N_("Points adjusted"), [DOC_POINTS_EXPIRED] = N_("Points expired"),
		[DOC_POINTS_TRANSFER] = N_("Points moved"), [DOC_REDEMPTION] = N_("Points redeemed"),
		[DOC_MERGE] = N_("Members merged"), [DOC_CARD_FEE] = N_("Card fee"), [DOC_USES] = N_("Uses"),
		[DOC_DRAW] = N_("Prize draw"), [DOC_OPENING] = N_("Brought in"),
	};
	const char *name = document_kind_name(kind);

	if (!name)
		return "";
	return words[kind] ? _(words[kind]) : name;
}

const char *voucher_words(int state)
{
	static const char *const words[VOUCHER_STATES] = { [VOUCHER_STOCK] = N_("not sold yet"),
		[VOUCHER_SOLD] = N_("sold"), [VOUCHER_USED] = N_("used already"), [VOUCHER_RETURNED] = N_("given back"),
		[VOUCHER_VOID] = N_("void"), [VOUCHER_BLOCKED] = N_("blocked"), [VOUCHER_EXPIRED] = N_("expired") };

	return state > 0 && state < VOUCHER_STATES ? _(words[state]) : "?";
}

const char *cheque_words(int state)
{
	static const char *const words[CHEQUE_STATES] = { [CHEQUE_GIVEN] = N_("in the shop"),
		[CHEQUE_SENT] = N_("at the bank"), [CHEQUE_CLEARED] = N_("cleared"), [CHEQUE_BOUNCED] = N_("bounced"),
		[CHEQUE_BACK] = N_("given back") };

	return state > 0 && state < CHEQUE_STATES ? _(words[state]) : "?";
}

enum figure_unit figure_unit(const char *name)
{
	const char *unit = strrchr(name, '-');

	if (unit && strcmp(unit, "-minor") == 0)
		return FIGURE_MINOR;
	return unit && strcmp(unit, "-bp") == 0 ? FIGURE_BP : FIGURE_PLAIN;
}

const char *day_open_words(enum day_open_kind kind)
{
	static const char *const words[DAY_OPEN_KINDS] = { [DAY_OPEN_SHIFT] = N_("Shift not closed"),
		[DAY_OPEN_PAYMENT] = N_("Money taken, not sold"), [DAY_OPEN_BASKET] = N_("Basket not paid"),
		[DAY_OPEN_JOB] = N_("Papers not printed"), [DAY_OPEN_SAFE] = N_("Safe not counted"),
		[DAY_OPEN_UNKNOWN] = N_("Outcome unknown"), [DAY_OPEN_PAYBACK] = N_("Provider to give back") };

	return _(words[kind]);
}

const char *payback_kind_words(int kind)
{
	static const char *const words[PAYBACK_KINDS] = { N_("Payment, outcome unknown"),
		[PAYBACK_REVERSAL] = N_("Payment to take back"), [PAYBACK_REFUND] = N_("Return to pay back") };

	return kind >= 0 && kind < PAYBACK_KINDS ? _(words[kind]) : "?";
}

const char *payback_words(int state)
{
	static const char *const words[PAYBACK_STATES] = { N_("unknown"), [PAYBACK_OWED] = N_("asked for"),
		[PAYBACK_REFUSED] = N_("provider refuses"), [PAYBACK_GIVEN] = N_("given back"),
		[PAYBACK_BY_HAND] = N_("by hand"), [PAYBACK_DROPPED] = N_("counts as paid"),
		[PAYBACK_IN_CASH] = N_("paid in cash") };

	return state >= 0 && state < PAYBACK_STATES ? _(words[state]) : "?";
}

const char *voucher_step_words(const char *what)
{
	static const struct { const char *what, *words; } steps[] = {
		{ "receive", N_("From the printer") }, { "hand", N_("Handed over") }, { "void", N_("Voided") },
		{ "block", N_("Blocked") }, { "unblock", N_("Unblocked") },
	};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (strcmp(steps[i].what, what) == 0)
			return _(steps[i].words);
	for (int64_t kind = 1; kind < DOCUMENT_KINDS_MAX; kind++)
		if (document_kind_name(kind) && strcmp(document_kind_name(kind), what) == 0)
			return document_words(kind);
	return what;
}

/* --- figures --------------------------------------------------------------------------------------- */

const char *measure_words(enum measure m)
{
	static const char *const words[MEASURES] = {
		[MEASURE_SALES] = N_("Sales"), [MEASURE_RETURNS] = N_("Returns"), [MEASURE_VOIDS] = N_("Voids"),
		[MEASURE_DISCOUNT] = N_("Discounts"), [MEASURE_ROUNDING] = N_("Cash rounding"),
		[MEASURE_TENDER_IN] = N_("Received"), [MEASURE_TENDER_OUT] = N_("Given back"),
		[MEASURE_TAX] = N_("Tax amount"), [MEASURE_TAX_BASE] = N_("Amount with its tax"),
		[MEASURE_DEPARTMENT] = N_("Department"), [MEASURE_CASHIER] = N_("Cashier"),
		[MEASURE_OVERRIDE] = N_("Prices by hand"), [MEASURE_LINE_VOID] = N_("Lines taken out"),
		[MEASURE_CANCEL] = N_("Baskets cancelled"), [MEASURE_NO_SALE] = N_("Drawer opened"),
		[MEASURE_REPRINT] = N_("Copies printed"), [MEASURE_VALUE] = N_("Sold or taken, no goods"),
		[MEASURE_FORFEIT] = N_("Voucher rests forfeited"), [MEASURE_VALUE_OUT] = N_("Money paid out"),
		[MEASURE_CORRECTION] = N_("Payment corrected"), [MEASURE_FEE] = N_("Fees"),
		[MEASURE_FOREIGN] = N_("Foreign cash"), [MEASURE_DRAWER] = N_("Cash moved"),
		[MEASURE_PAID_IN] = N_("Paid in"), [MEASURE_PAID_OUT] = N_("Paid out"),
		[MEASURE_DEPOSIT] = N_("Bottle deposits"), [MEASURE_EMPTIES] = N_("Empties"),
		[MEASURE_EMPTY] = N_("Empties of a kind"),
		[MEASURE_TOP_UP] = N_("Stored value paid in"), [MEASURE_CARD_OUT] = N_("Stored value paid out"),
	};

	return words[m] ? _(words[m]) : measure_name[m] ? measure_name[m] : "";
}

static const char *named(bool stored, const char *name, const char *name_en)
{
	return stored ? name : tr_name(name, name_en);
}

static const char *reason_item(const struct shop *sh, int64_t id, bool stored)
{
	for (int i = 0; i < sh->reason_count; i++)
		if (sh->reasons[i].id == id)
			return named(stored, sh->reasons[i].name, sh->reasons[i].name_en);
	return "";
}

static const char *value_item(int64_t kind, bool stored)
{
	static const char *const words[VALUE_KINDS] = { [VALUE_TIP] = N_("Tip"), [VALUE_DONATION] = N_("Donation"),
		[VALUE_VOUCHER] = N_("Voucher"), [VALUE_ORDER] = N_("Deposit"),
		[VALUE_HOUSE] = N_("Payment on account"), [VALUE_REFUND] = N_("Refund voucher") };

	return kind <= 0 || kind >= VALUE_KINDS ? "" : stored ? value_name[kind] : _(words[kind]);
}

static const char *account_item(int64_t account, bool stored)
{
	for (int kind = VALUE_TIP; kind < VALUE_KINDS; kind++)
		if ((int64_t)value_account((enum value_kind)kind) == account)
			return value_item(kind, stored);
	return "";
}

static const char *stored_item(int64_t account, bool stored)
{
	bool bonus = account == ACCOUNT_BONUS;

	return stored ? (bonus ? "bonus" : "principal") : bonus ? _("Bonus") : _("Principal");
}

static const char *article_item(struct shop *sh, struct arena *a, int64_t id, bool stored)
{
	struct article article;

	return article_at_id(sh->db, a, id, clock_now_ms(), &article) == OK
		? named(stored, article.name, article.name_en) : "";
}

static const char *staff_item(struct shop *sh, struct arena *a, int64_t id, bool stored)
{
	const char *words = staff_words(sh, a, id);

	return stored ? arena_strndup(a, words, strcspn(words, " ")) : words;
}

static const char *currency_item(struct arena *a, int64_t unit)
{
	char *code = arena_alloc(a, 4);

	currency_code(unit, code);
	return code;
}

const char *measure_item(struct shop *sh, struct arena *a, const struct total *t, bool stored)
{
	const struct tender *tender = shop_tender(sh, t->item_id);
	const struct tax_rate *tax = shop_tax_rate(sh, t->item_id);
	const struct department *department = shop_department(sh, t->item_id);

	switch (t->measure) {
	case MEASURE_TENDER_IN: case MEASURE_TENDER_OUT: case MEASURE_CORRECTION: case MEASURE_FEE:
		return tender ? named(stored, tender->name, tender->name_en) : "";
	case MEASURE_TAX: case MEASURE_TAX_BASE:
		return tax ? named(stored, tax->name, tax->name_en) : "";
	case MEASURE_DEPARTMENT:
		return department ? named(stored, department->name, department->name_en) : "";
	case MEASURE_CASHIER:
		return staff_item(sh, a, t->item_id, stored);
	case MEASURE_DRAWER:
		return !stored ? document_words(t->item_id) : document_kind_name(t->item_id)
			? document_kind_name(t->item_id) : "";
	case MEASURE_PAID_IN: case MEASURE_PAID_OUT:
		return reason_item(sh, t->item_id, stored);
	case MEASURE_VALUE:
		return value_item(t->item_id, stored);
	case MEASURE_VALUE_OUT:
		return account_item(t->item_id, stored);
	case MEASURE_TOP_UP: case MEASURE_CARD_OUT:
		return stored_item(t->item_id, stored);
	case MEASURE_FOREIGN:
		return currency_item(a, t->item_id);
	case MEASURE_DEPOSIT: case MEASURE_EMPTY:
		return article_item(sh, a, t->item_id, stored);
	default:
		return "";
	}
}

/* --- people and places ------------------------------------------------------------------------------- */

const char *staff_words(struct shop *sh, struct arena *a, int64_t staff_id)
{
	struct staff_row row;

	if (!staff_id || staff_by_id(sh->db, a, staff_id, &row) != OK)
		return "";
	return arena_printf(a, "%s %s", row.number, row.name);
}

const char *terminal_words(struct shop *sh, struct arena *a, int64_t terminal_id)
{
	struct terminal_row row;

	return terminal_id && terminal_by_id(sh->db, a, terminal_id, &row) == OK ? row.code : "";
}
