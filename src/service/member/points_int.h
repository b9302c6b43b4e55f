/* points_int.h - points behind points.h: what papers ask. */
#ifndef SERVICE_POINTS_INT_H
#define SERVICE_POINTS_INT_H

#include "../shop/shop_int.h"
#include "model/document.h"
#include "service/points.h"

/* The bill's part of the record of a sale: what each of its lines earned, unrounded. "points=1:25000,2:300" */
#define POINTS_TOLD "points="

/* Whether today is a birthday, as the shop counts it: the day, its week, its month. */
bool points_birthday(const struct shop *sh, const struct birthday *b, int32_t day);

#endif
