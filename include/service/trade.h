/* trade.h - what the office changes of the lists by which the shop trades: means of payment, reasons, departments, tax
 * rates, categories. Each needs its right, is audited, and keeps what it was. Values are texts as a person types them;
 * NULL: it stays, or is the default of a new one. ERR_INVALID, ERR_EXISTS (the code is taken), ERR_NOTFOUND,
 * ERR_REFUSED (something needs it), ERR_STALE (somebody else changed it), each with a sentence. */
#ifndef SERVICE_TRADE_H
#define SERVICE_TRADE_H

#include "service/shop.h"

#define TRADE_CODE_MAX 8       /* letters and digits: means of payment, departments, taxes */
#define CATEGORY_CODE_MAX 40   /* bytes, no blanks */

/* --- means of payment: the right `tenders` ---------------------------------------------------- */

/* What a means of payment may do, field by field: one list for command, form, list and past. A new rule: a column of
 * table tender, a member of struct tender_row, a line in tender_rules. */
enum tender_rule_type {
	TENDER_MONEY,     /* "50.00"; "0" none */
	TENDER_THRESHOLD, /* "50.00", "0" always, TENDER_NEVER */
	TENDER_PERCENT,   /* "0.6" */
	TENDER_CHOICE
};
#define TENDER_NEVER "never"
struct tender_rule_field { const char *name, *words; enum tender_rule_type type; size_t offset; const char *choices; };
#define TENDER_RULES 9
extern const struct tender_rule_field tender_rules[TENDER_RULES];
/* One, and its rules as text, in the order of tender_rules; ERR_NOTFOUND. */
enum err tender_show(struct shop *sh, struct arena *a, const char *code, const struct tender **out,
	const char *rules[TENDER_RULES]) MUST_CHECK;
struct tender_row;

/* What a new one of its kind may do, unless it is said. */
void tender_defaults(struct tender_row *row);

/* kind: "card", "qr", "voucher", "account", "deposit", "foreign" or "cheque", for a new one only; currency: three
 * letters, of a new foreign one; flags: names of tender_flag_names but for "active", separated by blanks; reference: ""
 * or a pattern as in model/tender.h; active: "yes", "no"; rule[i]: of tender_rules[i]. Cash and exchange keep all but
 * names and place. One that paid part of an open basket cannot be given up. */
struct tender_edit {
	const char *code, *name, *name_en, *kind, *flags, *reference, *position, *active, *currency;
	const char *rule[TENDER_RULES];
};
enum err tender_add(struct shop *sh, struct arena *a, const struct tender_edit *edit, struct said *said) MUST_CHECK;
enum err tender_change(struct shop *sh, struct arena *a, const struct tender_edit *edit, struct said *said) MUST_CHECK;

/* --- reasons: the right `reasons` -------------------------------------------------------------- */

/* kind: a name of reason_kind_name; digit: "0" to "9". One that is given up frees its digit, stays on the papers that
 * name it, and may not be the last of its kind: an act would go without. */
struct reason_edit { const char *kind, *digit, *name, *name_en, *new_digit; };
enum err reason_add(struct shop *sh, struct arena *a, const struct reason_edit *edit, struct said *said) MUST_CHECK;
enum err reason_change(struct shop *sh, struct arena *a, const struct reason_edit *edit, struct said *said) MUST_CHECK;
enum err reason_disable(struct shop *sh, struct arena *a, const char *kind, const char *digit,
	struct said *said) MUST_CHECK;

/* --- departments: the right `departments` ---------------------------------------------------------- */

/* tax: the code of a rate, needed for a new one. One with articles, or the last one, cannot be given up. */
struct department_edit { const char *code, *name, *name_en, *tax, *active; };
enum err department_add(struct shop *sh, struct arena *a, const struct department_edit *edit,
	struct said *said) MUST_CHECK;
enum err department_change(struct shop *sh, struct arena *a, const struct department_edit *edit,
	struct said *said) MUST_CHECK;

/* --- taxes: the right `taxes` ----------------------------------------------------------------- */

/* rate: a percentage; from_day: yyyymmdd, the business day from which it holds, 0 the next one. A rate that something
 * was sold with changes from the next business day at the earliest; an open basket keeps what its lines have. */
struct tax_edit { const char *code, *name, *name_en, *rate; bool excluded; int32_t from_day; };
enum err tax_add(struct shop *sh, struct arena *a, const struct tax_edit *edit, struct said *said) MUST_CHECK;
enum err tax_change(struct shop *sh, struct arena *a, const struct tax_edit *edit, struct said *said) MUST_CHECK;
/* The rates that were and will be, by day; from_day 0: from the beginning. */
struct tax_period { int32_t from_day; int64_t rate_bp; };
enum err tax_periods(struct shop *sh, struct arena *a, const char *code, struct tax_period **list, int *n,
	struct said *said) MUST_CHECK;

/* --- categories: the right `categories` ------------------------------------------------------------ */

/* parent: a code, "" at the top. No two of one name hang under the same. */
struct category_edit {
	const char *code, *name, *name_en, *parent;
	/* what holds for all that hangs under it; "-" says nothing any more: years, a percentage of the price,
	 * "22:00-06:00" in which it is not sold, the tax office's 19 digits */
	const char *age, *margin, *ban, *tax_class;
};
enum err category_add(struct shop *sh, struct arena *a, const struct category_edit *edit, struct said *said) MUST_CHECK;
enum err category_change(struct shop *sh, struct arena *a, const struct category_edit *edit,
	struct said *said) MUST_CHECK;

#endif
