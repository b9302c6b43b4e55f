/* article.h - an article as the till needs it. */
#ifndef MODEL_ARTICLE_H
#define MODEL_ARTICLE_H

#include <stdint.h>

#include "model/goods.h"

enum article_flag {
	ARTICLE_WEIGHED = 1,      /* sold by weight, unit price per unit (kg) */
	ARTICLE_OPEN_PRICE = 2,   /* the price is asked at the till */
	ARTICLE_NO_DISCOUNT = 4,
	ARTICLE_NO_POINTS = 8,
	ARTICLE_NO_OVERRIDE = 16, /* the price may not be changed by hand */
	ARTICLE_STOPPED = 32,     /* may not be sold */
	ARTICLE_DEPOSIT = 64      /* a bottle or crate: charged and taken back against the deposits */
};

#define ARTICLE_NAME_MAX 120  /* bytes of UTF-8 */
#define ARTICLE_NUMBER_MAX 20

struct article {
	int64_t id;
	const char *number, *name, *name_en, *spec, *unit;
	int64_t category_id, department_id, tax_rate_id;
	unsigned flags;
	int64_t cost_minor;
	int64_t version;
	int64_t supplier_id;      /* 0: not said */
	int64_t deposit_id;       /* the article charged with it; 0 none */
	int64_t age_min;          /* years; 0: as its category says */
	int64_t price_min_minor, price_max_minor; /* of a unit price typed or on a label; 0 no bound */
	int64_t label_min_minor, label_max_minor; /* of the amount on a scale's label; 0 no bound */
	const char *tax_class;    /* "": as its category says */
	int64_t tare_milli;       /* kilograms of its packing, taken off what the scale reads; 0 none */
	int64_t price_minor;      /* now; -1: no price on file */
	int price_level;          /* the level it came from */
	int64_t window_id;        /* the price by the hour that it is; 0 none */
	/* as found by a code: */
	const char *code;
	int64_t pack_milli;       /* 1000: the single */
	int64_t pack_price_minor; /* -1: pack times unit price */
};

#endif
