/* goods.h - rules of the article side, as pure values: prices by the hour, ages, the price below which the shop
 * loses, the tax office's codes, and the kinds of what the shop keeps about its goods. */
#ifndef MODEL_GOODS_H
#define MODEL_GOODS_H

#include <stdbool.h>
#include <stdint.h>

enum supplier_kind { SUPPLIER_OWN = 1, SUPPLIER_CONSIGNMENT, SUPPLIER_CONCESSION, SUPPLIER_KINDS };

/* What a quick key does, and how it looks (always with its label: colour alone says nothing). */
enum quick_kind { QUICK_ARTICLE = 1, QUICK_DEPARTMENT, QUICK_ACTION, QUICK_PAGE, QUICK_KINDS };
enum quick_colour { QUICK_PLAIN, QUICK_GREEN, QUICK_YELLOW, QUICK_RED, QUICK_BLUE, QUICK_COLOURS };
#define QUICK_PAGES_MAX 99
#define QUICK_KEYS 9 /* on a page, as the digits lie on a keyboard */

/* --- prices by the hour ------------------------------------------------------------------------ */

#define DAY_MINUTES 1440
struct price_window {
	int64_t id;
	const char *code, *name;
	int64_t article_id, category_id;  /* one of them */
	unsigned weekdays;                /* bit 0 Monday ... bit 6 Sunday */
	int from_minute, until_minute;    /* of the wall clock, the second not included; from > until: over midnight */
	int32_t from_day, until_day;      /* business days on which it begins, both included; 0 open */
	int64_t price_minor;              /* 0: a percentage instead */
	int64_t off_bp;                   /* off the regular price */
};
/* When something is asked: the business day, the minute of the wall clock, and at which minute days change. */
struct moment { int32_t business_day; int minute, cutover_minute; };
/* A window that goes over midnight belongs to the day on which it began. */
bool window_open(const struct price_window *w, const struct moment *at);
/* Whether a wall clock minute lies in [from, until), which may go over midnight; from < 0: never. */
bool minute_within(int minute, int from_minute, int until_minute);
/* A price with a percentage off, rounded half away; never below 0. */
int64_t price_off(int64_t price_minor, int64_t off_bp);

/* --- what a category says of all that hangs under it ------------------------------------------- */

struct category_rules {
	int64_t age_min;                       /* 0: as the one above */
	int64_t margin_bp;                     /* -1: as the one above, at the top as the shop */
	int ban_from_minute, ban_until_minute; /* not sold in between; -1: as the one above */
	const char *tax_class;                 /* "": as the one above */
};
#define CATEGORY_NO_RULES { 0, -1, -1, -1, "" }

/* --- guards ------------------------------------------------------------------------------------ */

/* The unit price with which `margin_bp` of it is left over the cost, rounded up; cost 0 is not known: 0. */
int64_t price_floor(int64_t cost_minor, int64_t margin_bp);
#define AGE_MOST 120 /* years that may be asked of a buyer */
/* Years between two days yyyymmdd, as birthdays count them. */
int age_on(int32_t born, int32_t day);
/* A birthdate as typed: yyyymmdd, or yyyy-mm-dd; false when it is no day, after `today`, or over 150 years ago. */
bool birthdate_read(const char *text, int32_t today, int32_t *born);
/* A unit price outside [least, most], 0 being no bound. */
bool price_outside(int64_t price_minor, int64_t least_minor, int64_t most_minor);

/* --- the tax office ---------------------------------------------------------------------------- */

#define TAX_CLASS_DIGITS 19
/* 19 digits, a class of goods or services (begins with 1 to 6): 税收分类编码. */
bool tax_class_ok(const char *text);
#define TARE_MAX 9999 /* thousandths of a kilogram */
/* What a packing weighs, in kilograms, 0 for none. */
bool tare_read(const char *text, int64_t *tare_milli);

#endif
