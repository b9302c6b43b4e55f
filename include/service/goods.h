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

#endif
