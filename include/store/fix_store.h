/* fix_store.h - what of the goods on file wants mending, as far as the rows tell. Texts live in the caller's arena. */
#ifndef STORE_FIX_STORE_H
#define STORE_FIX_STORE_H

#include "store/db.h"

struct fix_row {
	int64_t id; const char *code; int64_t department_id; int64_t price_minor; /* 0 and -1: nothing was sold */
	int64_t staff_id, terminal_id, at_ms;
};
/* A code that nobody knew, and what it was sold under. */
enum err fix_insert(struct db *db, const struct fix_row *row) MUST_CHECK;
enum err fix_sold(struct db *db, int64_t id, int64_t department_id, int64_t price_minor) MUST_CHECK;
/* Codes that are not done with, the newest first: how it was scanned last, and how often. */
struct fix_code { struct fix_row last; const char *terminal; int64_t times; };
enum err fix_codes(struct db *db, struct arena *a, int limit, struct fix_code **list, int *n) MUST_CHECK;
/* All rows of a code; how many there were. */
enum err fix_done(struct db *db, const char *code, int64_t at_ms, int64_t *n) MUST_CHECK;

/* Articles that may be sold, by number: without a public price at a time, cheaper than their cost, without a unit,
 * without a tax classification of their own or of a category above; with codes as text that are as long as a barcode
 * (whether it is one is not asked); all. */
enum fix_about { FIX_ABOUT_PRICE, FIX_ABOUT_COST, FIX_ABOUT_UNIT, FIX_ABOUT_CLASS, FIX_ABOUT_CODES, FIX_ABOUT_ALL,
	FIX_ABOUTS };
struct fix_article { const char *number, *name, *name_en, *code; int64_t price_minor, cost_minor; };
enum err fix_articles(struct db *db, struct arena *a, enum fix_about about, int64_t at_ms, int limit,
	struct fix_article **list, int *n) MUST_CHECK;
/* How many; not of codes and of all. */
enum err fix_article_count(struct db *db, enum fix_about about, int64_t at_ms, int64_t *n) MUST_CHECK;

#endif
