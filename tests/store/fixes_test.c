/* fixes_test.c - the fix list as the office uses it: who may, what is done with once, what nobody knows, and two who do
 * the same at the same time; on both engines. */
#include "pg.h"

#include "../day.h"
#include "../rows.h"
#include "service/articles.h"
#include "service/fixes.h"

#define CODE "6900000000007" /* of nothing in the shop */
#define CODE_TOO "6900000000014"

/* A cashier met both codes, sold the first under a department, and the manager has come. */
static bool begin(struct trade *tr, const char *url)
{
	if (!trade_init(tr, url, "01") || !trade_open(tr) || !day_begin(tr))
		return false;
	act(tr, "scan " CODE);
	does(tr, "department 01 3.50");
	act(tr, "scan " CODE);
	act(tr, "scan " CODE_TOO);
	act(tr, "back");
	does(tr, "cash");
	return does(tr, "sign-on 3001 615902");
}

static int on_list(struct trade *tr)
{
	struct fix_item *list;
	int n = -1;

	CHECK_INT(fixes_list(tr->sh, &tr->a, FIX_UNKNOWN, &list, &n, &tr->said), OK);
	return n;
}

static enum err resolve(struct trade *tr, const char *code, const char *article)
{
	return fix_resolve(tr->sh, &tr->a, code, article, &tr->said);
}

static bool on_file(struct trade *tr, const char *code)
{
	struct article a;

	return article_find(tr->sh, &tr->a, code, &a) == OK;
}

BOTH(who_may_not_edit_articles_sees_and_does_nothing)
{
	struct trade tr;
	struct fix_item *list;
	int64_t counts[FIXES];
	int n = -1;

	if (!begin(&tr, url))
		return;
	for (int i = 0; i < 2; i++) {
		does(&tr, i ? "sign-on 2001 331827" : "sign-on 1008 2468");
		CHECK_INT(fixes_count(tr.sh, true, counts, &tr.said), ERR_DENIED);
		CHECK_INT(counts[FIX_UNKNOWN], 0);
		CHECK_INT(fixes_list(tr.sh, &tr.a, FIX_UNKNOWN, &list, &n, &tr.said), ERR_DENIED);
		CHECK_INT(n, 0);
		CHECK_INT(resolve(&tr, CODE, NULL), ERR_DENIED);
		CHECK_INT(resolve(&tr, CODE, "16"), ERR_DENIED);
	}
	does(&tr, "sign-on 3001 615902");
	CHECK_INT(on_list(&tr), 2);
	CHECK(!on_file(&tr, CODE));
	trade_close(&tr);
}

BOTH(a_code_is_done_with_once)
{
	struct trade tr;
	struct fix_item *list;
	int64_t counts[FIXES];
	int n = 0;

	if (!begin(&tr, url))
		return;
	CHECK_INT(fixes_list(tr.sh, &tr.a, FIX_UNKNOWN, &list, &n, &tr.said), OK);
	if (!CHECK_INT(n, 2))
		return;
	CHECK_STR(list[1].code, CODE);
	CHECK_INT(list[1].times, 2);
	CHECK_INT(fixes_count(tr.sh, false, counts, &tr.said), OK);
	CHECK_INT(counts[FIX_UNKNOWN], 2);
	CHECK_INT(resolve(&tr, CODE, NULL), OK);
	CHECK_INT(resolve(&tr, CODE, NULL), ERR_NOTFOUND);
	CHECK_INT(resolve(&tr, CODE, "16"), ERR_NOTFOUND);
	CHECK(!on_file(&tr, CODE));
	CHECK_INT(resolve(&tr, CODE_TOO, "16"), OK);
	CHECK_INT(resolve(&tr, CODE_TOO, "16"), ERR_NOTFOUND);
	CHECK(on_file(&tr, CODE_TOO));
	CHECK_INT(ACTS("fix"), 2);
	CHECK_INT(on_list(&tr), 0);
	/* Scanned again it is on the list again. */
	does(&tr, "sign-on 1008 2468");
	act(&tr, "scan " CODE);
	does(&tr, "sign-on 3001 615902");
	CHECK_INT(on_list(&tr), 1);
	trade_end(&tr);
}

BOTH(what_nobody_knows_changes_nothing)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK_INT(resolve(&tr, CODE, "NO-SUCH"), ERR_NOTFOUND);
	CHECK_STR(said_name(&tr.said), "not-found");
	CHECK_INT(resolve(&tr, "6900000000021", "16"), ERR_NOTFOUND);
	CHECK_INT(resolve(&tr, "", "16"), ERR_NOTFOUND);
	CHECK(!on_file(&tr, "6900000000021"));
	CHECK_INT(on_list(&tr), 2);
	CHECK_INT(ACTS("fix"), 0);
	trade_close(&tr);
}

/* Two managers look at the same list: the code belongs to the article of who comes first; the other is told, and his
 * article is as it was. */
BOTH(two_who_name_different_articles)
{
	struct trade tr, other;
	struct article a;

	if (!begin(&tr, url) || !trade_join(&other, &tr, "02") || !does(&other, "sign-on 3002 482057"))
		return;
	CHECK_INT(on_list(&tr), 2);
	CHECK_INT(on_list(&other), 2);
	CHECK_INT(resolve(&tr, CODE, "16"), OK);
	CHECK(resolve(&other, CODE, "17") != OK);
	CHECK_INT(article_find(other.sh, &other.a, CODE, &a), OK);
	CHECK_STR(a.number, "000016");
	CHECK_INT(on_list(&other), 1);
	CHECK_INT(ACTS("fix"), 1);
	trade_close(&other);
	trade_end(&tr);
}

T_MAIN
