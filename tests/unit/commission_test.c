/* commission_test.c - which rate holds for what is sold, and what it gives. */
#include "model/commission.h"

#include "../t.h"

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static const struct commission_rate rates[] = {
	{ SCOPE_ALL, 0, 20261101, 100, 0 },
	{ SCOPE_DEPARTMENT, 3, 20261101, 200, 0 },
	{ SCOPE_CATEGORY, 10, 20261105, 300, 0 }, /* the upper one */
	{ SCOPE_CATEGORY, 11, 20261101, 400, 0 }, /* under it */
	{ SCOPE_CATEGORY, 11, 20261110, 500, 0 },
	{ SCOPE_ARTICLE, 7, 20261101, 0, 20 },
};

static int64_t picked_bp(int64_t article_id, int64_t department_id, const int64_t *categories, int n, int32_t day)
{
	const struct scope_goods goods = { article_id, department_id, categories, n };
	const struct commission_rate *r = commission_pick(rates, COUNT(rates), &goods, day);

	return r ? r->rate_bp : -1;
}

TEST(the_narrowest_rate_of_the_day)
{
	const int64_t under[] = { 11, 10 }, upper[] = { 10 };

	CHECK_INT(picked_bp(7, 3, under, 2, 20261101), 0); /* the article's: by the piece */
	CHECK_INT(picked_bp(8, 3, under, 2, 20261109), 400);
	CHECK_INT(picked_bp(8, 3, under, 2, 20261110), 500); /* from that day on */
	CHECK_INT(picked_bp(8, 3, upper, 1, 20261105), 300);
	CHECK_INT(picked_bp(8, 3, upper, 1, 20261104), 200); /* not begun: the department's */
	CHECK_INT(picked_bp(0, 3, NULL, 0, 20261101), 200);
	CHECK_INT(picked_bp(0, 4, NULL, 0, 20261101), 100);
	CHECK_INT(picked_bp(8, 4, under, 2, 20261031), -1); /* before all of them */
}

TEST(what_a_rate_gives)
{
	const struct commission_rate r = { SCOPE_ALL, 0, 20261101, 150, 20 };

	CHECK_INT(commission_minor(&r, 1000, 0), 15);
	CHECK_INT(commission_minor(&r, 1033, 0), 15);     /* 15.495 */
	CHECK_INT(commission_minor(&r, 1034, 0), 16);     /* 15.51 */
	CHECK_INT(commission_minor(&r, 0, 2500), 50);
	CHECK_INT(commission_minor(&r, -1000, -2500), -65);
	CHECK_INT(commission_minor(&(struct commission_rate){ SCOPE_ALL, 0, 20261101, 0, 0 }, 99999, 9000), 0);
}

T_MAIN
