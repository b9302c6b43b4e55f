/* report.h - X, Z and day reports, receipts looked up: figures as values; papers and tables are made from them. */
#ifndef SERVICE_REPORT_H
#define SERVICE_REPORT_H

#include "model/document.h"
#include "model/totals.h"
#include "service/shop.h"

struct cash_figures {
	int64_t float_minor, taken_minor, refunded_minor; /* cash net of change; cash given back */
	int64_t dropped_minor, changed_minor;             /* to the safe; from it */
	int64_t paid_in_minor, paid_out_minor, other_minor;
	int64_t expected_minor;
	bool counted;
	int64_t counted_minor, over_short_minor;          /* counted less expected */
};
/* What of a means of payment other than cash should lie in the drawer, and what was counted of it (in its own
 * currency). Of a shift that is not closed the figures are for nobody's eyes but the paper's maker. */
struct tender_count {
	int64_t tender_id;
	const char *code, *name, *name_en;
	bool used, counted;        /* in this shift; by the last count */
	int64_t expected_minor, counted_minor, over_short_minor;
};
struct shift_report {
	int64_t shift_id;
	bool closed;
	const char *terminal, *opened_by_number, *opened_by, *closed_by;
	int64_t opened_at_ms, closed_at_ms, printed_at_ms;
	int32_t first_day, last_day;
	const char *number;        /* of the cash-up document, once closed */
	const char *link;          /* closing hash */
	struct totals all;         /* the whole shift */
	int32_t days[8];           /* business days it has figures on, and each day's part */
	struct totals by_day[8];
	int day_count;
	struct cash_figures cash;
	/* Baskets left to the next shift, as they were when this one was closed. */
	struct left_basket { int held_no, lines; int64_t amount_minor; } *left;
	int left_count;
	struct tender_count *beside; /* those used or counted */
	int beside_count;
	/* Payments outside whose outcome is not known: now, or when it was closed. */
	struct left_payment { int64_t tender_id, amount_minor, begun_at_ms; } *unknown;
	int unknown_count;
};
/* shift_id 0: the open shift of this terminal, else its last. */
enum err report_shift(struct shop *sh, struct arena *a, int64_t shift_id, struct shift_report *out) MUST_CHECK;
/* The shift of a terminal that is open, or (closed) its last closed one; ERR_NOTFOUND. */
enum err report_shift_of(struct shop *sh, struct arena *a, const char *terminal, bool closed,
	int64_t *shift_id) MUST_CHECK;

/* Shifts, newest first; closed_at_ms 0: open, and nothing is over or short yet. */
struct shift_info { int64_t id; const char *terminal, *staff; int64_t opened_at_ms, closed_at_ms, float_minor,
	over_short_minor; };
enum err report_shifts(struct shop *sh, struct arena *a, int limit, struct shift_info **list, int *n) MUST_CHECK;

struct day_report {
	int32_t day;
	bool closed;
	int reopened;              /* how often it was opened again after it was closed */
	struct totals all;
	int shift_count;
	struct day_shift { int64_t id; const char *terminal, *staff; bool closed; int64_t over_short_minor;
		struct totals part; } *shifts;
};
enum err report_day(struct shop *sh, struct arena *a, int32_t day, struct day_report *out) MUST_CHECK;
/* Goods sold by the hour of the wall clock, before cash rounding, less what came back: of a day, or (shift 0: all) of a
 * shift on it. They come to what the departments come to. */
struct hour_figures { int sales; int64_t amount_minor; };
enum err report_hours(struct shop *sh, int32_t day, int64_t shift_id,
	struct hour_figures hours[24]) MUST_CHECK;
/* How the drawer of a shift was counted, each count beside the ones before; pieces as "100x5 0.5x3", "" none. */
struct drawer_count { int attempt; const char *number, *name, *pieces; int64_t amount_minor, at_ms; };
enum err report_counts(struct shop *sh, struct arena *a, int64_t shift_id, struct drawer_count **list,
	int *n) MUST_CHECK;
/* Over and short of the shifts that each person opened from a day to another. */
struct variance { const char *number, *name; int shifts; int64_t over_minor, short_minor; };
enum err report_variances(struct shop *sh, struct arena *a, int32_t from, int32_t to, struct variance **list,
	int *n) MUST_CHECK;

/* Who sold how much: of the figures of a shift or day. */
struct cashier_figures { const char *number, *name; int64_t sales, amount_minor; };
enum err report_cashiers(struct shop *sh, struct arena *a, const struct totals *t, struct cashier_figures **list,
	int *n) MUST_CHECK;
/* How often an act was done per hour between two times (less than an hour counts as one), in thousandths rounded half
 * away to a tenth. */
int64_t report_per_hour_milli(int64_t times, int64_t from_ms, int64_t to_ms);

/* What is counted beside cash at the end of a shift with these figures; counted: the words of a count ("U=60.00"), ""
 * not yet. */
void report_beside(const struct shop *sh, struct arena *a, const struct totals *t, const char *counted,
	struct tender_count **list, int *n);

/* The amount of one measure and item (0 when it did not occur); item -1 sums over items. */
struct total report_total(const struct totals *t, enum measure m, int64_t item_id);

struct receipt_row { int64_t id; enum document_kind kind; const char *number, *staff; int64_t at_ms,
	total_minor; int32_t day; };
/* Newest first; text "" all, else part of the number, an article's code, a day ("2026-11-20", "11-20"), an amount
 * ("59.30"), or both; at most `limit` (200). Tender: the code of one they were paid by, among others or alone; "" any;
 * ERR_NOTFOUND: there is none. An amount or a tender with nothing else is of the last 31 days. before_id 0: from the
 * newest. */
enum err receipts_list(struct shop *sh, struct arena *a, const char *text, const char *tender, int64_t before_id,
	int limit, struct receipt_row **list, int *n) MUST_CHECK;
/* Those that fit all of it, newest first; texts as a person types them, "" or NULL: not asked.
 * Needs the right `receipts`. */
struct receipts_filter {
	const char *from, *to;     /* days */
	const char *terminal, *staff, *kind, *tender; /* codes, a number, "sale" "return" "void" */
	const char *least, *most;  /* amounts */
	const char *code;          /* of an article on it, as it was sold */
};
enum err receipts_matching(struct shop *sh, struct arena *a, const struct receipts_filter *f, int64_t before_id,
	int limit, struct receipt_row **list, int *n, struct said *said) MUST_CHECK;
/* Orders a marked copy at the printer of a till; needs the right `reprint`. */
enum err receipt_copy(struct shop *sh, struct arena *a, const char *number, const char *terminal,
	struct said *said) MUST_CHECK;
/* A whole document by its number ("03-1-000045"); ERR_NOTFOUND. */
enum err receipt_get(struct shop *sh, struct arena *a, const char *number, struct document *out) MUST_CHECK;

#endif
