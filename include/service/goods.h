/* goods.h - what the office changes of the article side beside the articles themselves: suppliers, prices by the hour,
 * quick keys, codes that nobody knew. Each needs its right, is audited, and keeps what it was. Values are texts as a
 * person types them; NULL: it stays, or is the default of a new one. ERR_INVALID, ERR_EXISTS (the code is taken),
 * ERR_NOTFOUND, ERR_STALE (somebody else changed it), each with a sentence. */
#ifndef SERVICE_GOODS_H
#define SERVICE_GOODS_H

#include "model/goods.h"
#include "service/shop.h"

#define GOODS_CODE_MAX 20 /* letters and digits: suppliers, prices by the hour */

/* --- suppliers: the right `articles` ----------------------------------------------------------- */

/* "own", "consignment", "concession". */
extern const char *const supplier_kind_name[SUPPLIER_KINDS];

struct supplier {
	int64_t id;
	const char *code, *name;
	enum supplier_kind kind;
	bool active;
	int64_t deduction_bp, guaranteed_minor; /* today's terms; of a month the second */
};
enum err suppliers_all(struct shop *sh, struct arena *a, struct supplier **list, int *n) MUST_CHECK;

/* deduction: a percentage that the shop keeps of a concession's sales; guaranteed: an amount a month that it keeps at
 * least; both from the business day from_day on (yyyymmdd, 0 today), never one that is past. */
struct supplier_edit { const char *code, *name, *kind, *deduction, *guaranteed, *active; int32_t from_day; };
enum err supplier_add(struct shop *sh, struct arena *a, const struct supplier_edit *edit, struct said *said) MUST_CHECK;
enum err supplier_change(struct shop *sh, struct arena *a, const struct supplier_edit *edit,
	struct said *said) MUST_CHECK;

/* --- prices by the hour: the right `prices` ---------------------------------------------------- */

struct window_info { struct price_window w; bool active; const char *of; /* article number, or category code */ };
enum err windows_all(struct shop *sh, struct arena *a, struct window_info **list, int *n) MUST_CHECK;

/* article or category: of what; days: "1-5", "67" (Monday is 1), "" every day; from, until: "19:30", until also
 * "24:00"; first, last: business days, "" open; price: an amount, or off: a percentage off the regular price. */
struct window_edit {
	const char *code, *name, *article, *category, *days, *from, *until, *first, *last, *price, *off, *active;
};
enum err window_add(struct shop *sh, struct arena *a, const struct window_edit *edit, struct said *said) MUST_CHECK;
enum err window_change(struct shop *sh, struct arena *a, const struct window_edit *edit, struct said *said) MUST_CHECK;
/* "1-5" and back; false when it names no day. */
bool weekdays_read(const char *text, unsigned *days);
char *weekdays_text(struct arena *a, unsigned days);
/* "19:30" and back; most: 1439, or 1440 where the end of the day may be said. */
bool minute_read(const char *text, int most, int *minute);
char *minute_text(struct arena *a, int minute);

/* --- quick keys: the right `quick-keys` --------------------------------------------------------- */

/* "article" "department" "act" "page"; "plain" "green" ...: stable names. */
extern const char *const quick_kind_name[QUICK_KINDS];
extern const char *const quick_colour_name[QUICK_COLOURS];

struct quick_key {
	int page, position;
	const char *label, *sign;
	enum quick_colour colour;
	enum quick_kind kind;       /* 0: nothing is there */
	const char *target;
	const char *terminal;       /* of whom, "" the shop's; quick_all alone */
	int64_t price_minor;        /* of an article; -1 none */
};
/* One page as this till shows it: keys[position]. A till with keys of its own on a page has only those there. */
enum err quick_page(struct shop *sh, struct arena *a, int page, struct quick_key keys[QUICK_KEYS + 1]) MUST_CHECK;
/* All of the shop, and those of one till (NULL: of none). */
enum err quick_all(struct shop *sh, struct arena *a, const char *terminal, struct quick_key **list,
	int *n) MUST_CHECK;

/* Of a key's past (service/past.h, table "quick_key"); terminal_id 0: the shop's. */
#define QUICK_ROWS 1000
int64_t quick_row_id(int64_t terminal_id, int page, int position);
/* terminal: a code, NULL the shop. target: a code of an article, a department, an act with its argument, a page. */
struct quick_edit { const char *terminal, *page, *position, *label, *sign, *colour, *kind, *target; };
enum err quick_set(struct shop *sh, struct arena *a, const struct quick_edit *edit, struct said *said) MUST_CHECK;
/* position NULL: the whole page. */
enum err quick_clear(struct shop *sh, struct arena *a, const struct quick_edit *edit, struct said *said) MUST_CHECK;
/* A CSV file with the columns page, position, label, kind, target, sign, colour: all of it or nothing; *line is where
 * it is wrong, 0 where it is not. */
enum err quick_import(struct shop *sh, struct arena *a, const char *path, const char *terminal, int *line,
	struct said *said) MUST_CHECK;

/* --- reports ------------------------------------------------------------------------------------- */

/* Who was turned away because of age or hour: newest first; business days included, 0 open. The right `reports`. */
struct refusal { int64_t at_ms; const char *terminal, *staff, *article, *name, *why; };
enum err report_refusals(struct shop *sh, struct arena *a, int32_t first, int32_t last, int limit,
	struct refusal **list, int *n, struct said *said) MUST_CHECK;

/* What a concession sold: amounts with the tax in them, as the receipts have them. The shop keeps the deduction of
 * each day, rounded half away; of a whole month at least the guarantee, which stands on the last row of the month.
 * due is what the supplier gets. The right `reports`. */
struct concession_row {
	const char *supplier, *name;
	int32_t day;
	int64_t sales_minor, returns_minor, net_minor, deduction_bp, deduction_minor, guarantee_minor, due_minor;
};
enum err report_concession(struct shop *sh, struct arena *a, const char *supplier, int32_t first, int32_t last,
	struct concession_row **list, int *n, struct said *said) MUST_CHECK;

#endif
