/* day.h - a day of trading with something of everything, and store check asked from a test. */
#ifndef TESTS_DAY_H
#define TESTS_DAY_H

#include "../include/service/check.h"
#include "trade.h"

/* Articles of the demo shop. */
#define COOKIES "6924591500241" /* 39.90 */
#define FINGERS "6924591500272" /* 5.00 */
#define CHIPS "6951617500220"   /* 7.50 */
#define APPLES "2101234011324"  /* weighed, by the label of a scale: 11.32 */

static inline const char *last_number(struct trade *tr)
{
	static char number[40];

	snprintf(number, sizeof number, "%s", view(tr)->done.number);
	return number;
}

/* "WORD ARGUMENT" as an act. */
static inline bool does_with(struct trade *tr, const char *word, const char *argument)
{
	char line[120];

	snprintf(line, sizeof line, "%s %s", word, argument);
	return does(tr, line);
}

static inline void asked(struct trade *tr, const char *line, const char *answer)
{
	act(tr, line);
	does(tr, answer);
}

/* A morning: sales with discounts, prices set, two means of payment, cash rounded, weighed
 * goods. */
static inline void day_sales(struct trade *tr)
{
	does(tr, "scan " COOKIES);
	does(tr, "enter 2*" FINGERS);
	does(tr, "scan " APPLES);
	does(tr, "cash 100");
	does(tr, "scan " CHIPS);
	does(tr, "discount 5 1 2");
	asked(tr, "enter 4.50/" FINGERS, "reason 1");
	does(tr, "pay");
	act(tr, "tender 2 5");
	does(tr, "scan SLIP0001");
	does(tr, "cash");
	does(tr, "scan " COOKIES);
	does(tr, "scan " FINGERS);
	does(tr, "void-line");
	act(tr, "bill-discount 8 1");
	does(tr, "approve 2001 331827");
	does(tr, "pay");
	does(tr, "scan 134567890123456789");
}

/* An afternoon: returns in parts, an exchange, a void, a cancelled and a dropped basket, the
 * drawer opened. */
static inline void day_exceptions(struct trade *tr)
{
	char number[40];

	does(tr, "enter 3*" FINGERS);
	does(tr, "scan " CHIPS);
	does(tr, "discount 5 2 1");
	does(tr, "cash 50");
	snprintf(number, sizeof number, "%s", last_number(tr));
	does_with(tr, "return", number);
	does(tr, "return-line 1 1");
	asked(tr, "cash", "reason 1");
	does_with(tr, "return", number);
	does(tr, "return-line 1 1");
	does(tr, "return-line 2");
	does(tr, "back");
	does(tr, "scan " COOKIES);
	asked(tr, "cash 100", "reason 2");
	does(tr, "scan " COOKIES);
	does(tr, "cash");
	act(tr, "void-last 1");
	does(tr, "approve 2001 331827");
	does(tr, "scan " FINGERS);
	asked(tr, "cancel", "reason 1");
	act(tr, "no-sale 1");
	does(tr, "approve 2001 331827");
	does(tr, "scan " CHIPS);
	does(tr, "pay");
	act(tr, "tender 2 5");
	does(tr, "scan SLIP0002");
	asked(tr, "cancel", "reason 1");
}

/* Counted twice, then closed short. */
static inline void day_over(struct trade *tr)
{
	does(tr, "count 500");
	does(tr, "back");
	does(tr, "count 612.30");
	does(tr, "z-report");
}

static inline bool day_begin(struct trade *tr)
{
	return does(tr, "sign-on 1008 2468") && does(tr, "shift-open 500");
}

/* Till 02 beside it, with a shift of another cashier. */
static inline bool day_join(struct trade *tr, const struct trade *first, const char *opening_float)
{
	return trade_join(tr, first, "02") && does(tr, "sign-on 1009 13579") &&
		does_with(tr, "shift-open", opening_float);
}

/* --- store check ------------------------------------------------------------------------------ */

struct checked {
	struct check_result result;
	enum check_id first;          /* the first wrong thing found */
	char text[300];               /* its sentence */
	bool print;
};

static inline void checked_found(void *ctx, const struct finding *f)
{
	struct checked *k = ctx;
	struct arena a = ARENA_INIT;

	if (check_table[f->id].severity == 'E' && !k->first) {
		k->first = f->id;
		snprintf(k->text, sizeof k->text, "%s", finding_text(&a, f));
	}
	if (k->print)
		printf("# %s: %s\n", check_table[f->id].name, finding_text(&a, f));
	arena_release(&a);
}

static inline struct checked check_with(const struct shop_config *conf, const char *heads)
{
	struct checked k = { .print = getenv("CHECK_PRINT") != NULL };
	struct check_request request = { .heads_file = heads, .found = checked_found, .ctx = &k };
	struct arena a = ARENA_INIT;
	const char *why = "";

	if (!CHECK(check_store(&a, conf, &request, &k.result, &why) == OK))
		printf("# check: %s\n", why);
	arena_release(&a);
	return k;
}

static inline bool sound(const struct shop_config *conf)
{
	struct checked k = check_with(conf, NULL);

	if (k.result.wrong)
		printf("# %lld wrong, first: %s\n", (long long)k.result.wrong, k.text);
	return CHECK_INT(k.result.wrong, 0);
}

/* The till is closed, and its shop is sound. */
static inline void trade_end(struct trade *tr)
{
	trade_close(tr);
	sound(&tr->conf);
}

#endif
