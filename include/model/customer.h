/* customer.h - what the customer reads on the display of the counter, in two lines: one table of moments and of what
 * stands in them. Words are in the language of the shop's papers, not in that of the cashier's screen.
 *
 * A display without Chinese characters shows Chinese names by their pinyin and its words in English. */
#ifndef MODEL_CUSTOMER_H
#define MODEL_CUSTOMER_H

#include <stdbool.h>
#include <stdint.h>

#define CUSTOMER_COLUMNS 20
#define CUSTOMER_COLUMNS_MAX 40
#define CUSTOMER_BYTES (CUSTOMER_COLUMNS_MAX * 4 + 1)

enum customer_moment {
	CUSTOMER_CLOSED,    /* nobody sells here */
	CUSTOMER_WAIT,      /* the till is locked */
	CUSTOMER_IDLE,      /* the next one, please */
	CUSTOMER_ARTICLE,   /* what came last, and the sum */
	CUSTOMER_WEIGHING,  /* while goods lie on the scale */
	CUSTOMER_PRICE,     /* a price that was asked for */
	CUSTOMER_TOTAL,     /* to pay */
	CUSTOMER_RECEIVED,  /* paid in part */
	CUSTOMER_CHANGE,    /* paid; his change */
	CUSTOMER_REFUND,    /* money goes back to him */
	CUSTOMER_MOMENTS
};

/* The lamps of a display that has one row of digits. */
enum customer_lamp { LAMP_NONE, LAMP_PRICE, LAMP_TOTAL, LAMP_RECEIVED, LAMP_CHANGE };

struct customer {
	enum customer_moment moment;
	const char *shop;     /* its name */
	const char *name;     /* of the article; NULL none */
	const char *unit;     /* its unit */
	bool weighed;
	int64_t qty_milli;    /* of the line, or on the scale */
	int64_t price_minor;  /* of one unit */
	int64_t amount_minor; /* of the line; below 0: it comes back */
	bool moving;          /* the weight is not at rest: no amount is shown yet */
	int64_t total_minor;  /* of the basket so far, or given back */
	int64_t open_minor, received_minor, change_minor;
};

struct customer_face {
	char line[2][CUSTOMER_BYTES]; /* UTF-8, no wider than the columns asked for, clean */
	bool has_figure;
	int64_t figure_minor;         /* for a row of digits */
	enum customer_lamp lamp;
};

/* How it is shown in so many columns (at most CUSTOMER_COLUMNS_MAX); chinese: the display has Chinese characters, each
 * in two columns; lang: "zh_CN" or "en". */
void customer_face(const struct customer *c, int columns, bool chinese, const char *lang, struct customer_face *out);
/* Columns of a text there: two for every character beyond ASCII. */
int customer_width(const char *text);

#endif
