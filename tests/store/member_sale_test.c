/* member_sale_test.c - who of the members buys, at the till, on both engines: found by card, scan or what is typed;
 * kept with basket, sale and return; what he bought kept by day and in all; a plain sale costs nothing more. */
#include "pg.h"

#include "../restored.h"
#include "service/members.h"
#include "store/basket_store.h"
#include "store/document_store.h"
#include "store/member_store.h"

/* The handle behind the shop, to look into the store. */
#include "../../src/service/shop/shop_int.h"

static struct said said;

static int64_t member(struct trade *tr, const char *name, const char *phone, const char *card)
{
	int64_t id = 0;

	CHECK_INT(member_open(tr->sh, &tr->a, &(struct member_edit){ .name = name, .phone = phone, .card = card,
		.anyway = true }, &id, &said), OK);
	return id;
}

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && day_begin(tr);
}

static int64_t sold_to(struct trade *tr)
{
	struct document d;
	int64_t id = 0;

	CHECK_INT(document_id_by_number(tr->sh->db, &tr->a, "01", 1, strtoll(strrchr(view(tr)->done.number, '-') + 1,
		NULL, 10), &id), OK);
	CHECK_INT(document_load(tr->sh->db, &tr->a, id, &d), OK);
	return d.member_id;
}

static bool bought(struct trade *tr, int64_t id, int64_t visits, int64_t amount_minor, int64_t returned_minor)
{
	struct bought_row row = { 0 };
	enum err e = member_bought(tr->sh->db, &tr->a, id, &row);

	return CHECK(e == OK || e == ERR_NOTFOUND) & CHECK_INT(row.visits, visits) &
		CHECK_INT(row.amount_minor, amount_minor) & CHECK_INT(row.returned_minor, returned_minor);
}

BOTH(a_sale_is_of_the_member_who_was_found)
{
	struct trade tr;
	int64_t wang, li;

	if (!begin(&tr, url))
		return;
	wang = member(&tr, "王晓梅", "13800138000", "6217001234567890");
	li = member(&tr, "李秀英", "13900138000", NULL);
	/* By a scan before the first article; the view shows as much of him as may be seen. */
	does(&tr, "scan 6217001234567890");
	CHECK_STR(said_name(&tr.said), "member-attached");
	CHECK_INT(view(&tr)->member.id, wang);
	CHECK_STR(view(&tr)->member.name, "王*");
	CHECK_STR(view(&tr)->member.card, "****7890");
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	CHECK_INT(sold_to(&tr), wang);
	CHECK_INT(view(&tr)->member.id, 0);
	bought(&tr, wang, 1, 3990, 0);
	/* Several have these digits: the second is meant. */
	does(&tr, "scan " FINGERS);
	refuses(&tr, "member 8000", "member-choose");
	CHECK_INT(view(&tr)->need, NEED_MEMBER);
	CHECK_INT(view(&tr)->member_count, 2);
	does(&tr, "enter 2");
	CHECK_INT(view(&tr)->member.id, li);
	does(&tr, "member -");
	CHECK_INT(view(&tr)->member.id, 0);
	does(&tr, "member lxy");
	does(&tr, "cash");
	CHECK_INT(sold_to(&tr), li);
	bought(&tr, li, 1, 500, 0);
	/* Nobody is meant by a plain sale; F2 without a word asks. */
	does(&tr, "scan " FINGERS);
	refuses(&tr, "member", "needs-member");
	refuses(&tr, "enter 99999999", "no-member");
	refuses(&tr, "member", "needs-member");
	refuses(&tr, "enter 8000", "member-choose");
	refuses(&tr, "enter 3", "no-member");
	refuses(&tr, "member", "needs-member");
	does(&tr, "enter 13900138000");
	CHECK_INT(view(&tr)->member.id, li);
	does(&tr, "scan 6217001234567890");
	CHECK_INT(view(&tr)->member.id, wang);
	does(&tr, "member -");
	does(&tr, "cash");
	CHECK_INT(sold_to(&tr), 0);
	refuses(&tr, "member 99999999", "no-member");
	trade_end(&tr);
}

BOTH(a_member_stays_with_a_held_basket_and_with_what_comes_back)
{
	struct trade tr;
	char number[40];
	int64_t wang;

	if (!begin(&tr, url))
		return;
	wang = member(&tr, "王晓梅", "13800138000", "6217001234567890");
	does(&tr, "enter 3*" FINGERS);
	does(&tr, "card 6217001234567890");
	does(&tr, "hold");
	CHECK_INT(view(&tr)->member.id, 0);
	does(&tr, "scan " CHIPS);
	does(&tr, "cash");
	CHECK_INT(sold_to(&tr), 0);
	does(&tr, "recall");
	CHECK_INT(view(&tr)->member.id, wang);
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	bought(&tr, wang, 1, 1500, 0);
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 1");
	asked(&tr, "cash", "reason 1");
	CHECK_INT(sold_to(&tr), wang);
	bought(&tr, wang, 1, 1500, 500);
	/* A sale that is voided was no visit. */
	does(&tr, "member 13800138000");
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	act(&tr, "void-last 1");
	does(&tr, "approve 2001 331827");
	bought(&tr, wang, 1, 5490, 4490);
	trade_end(&tr);
}

BOTH(who_may_not_buy_is_refused_by_name)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	member(&tr, "王晓梅", "13800138000", "6217001234567890");
	CHECK_INT(card_lose(tr.sh, &tr.a, "6217001234567890", &said), OK);
	refuses(&tr, "scan 6217001234567890", "card-lost");
	refuses(&tr, "card 6217001234567890", "card-lost");
	does(&tr, "scan " COOKIES);
	act(&tr, "pay");
	act(&tr, "tender 2 5");
	does(&tr, "scan SLIP0001");
	refuses(&tr, "member 13800138000", "payment-taken");
	/* A card of nobody is what it was before: no article, and nobody of the staff. */
	refuses(&tr, "card 1234567890", "unknown-card");
	does(&tr, "card 0004837262");
	CHECK_STR(shop_staff(tr.sh)->number, "1009");
	trade_close(&tr);
}

TEST(recovery_knows_who_bought)
{
	struct trade tr;
	char backup[BACKUP_MAX];
	int64_t wang, new_one;

	if (!begin(&tr, sqlite_new_store()))
		return;
	wang = member(&tr, "王晓梅", "13800138000", "6217001234567890");
	backed_up(&tr, backup);
	new_one = member(&tr, "李秀英", "13900139001", NULL);
	does(&tr, "scan " COOKIES);
	does(&tr, "member 13900139001");
	does(&tr, "cash");
	does(&tr, "card 6217001234567890");
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	if (!lost_and_back(&tr, backup))
		return;
	bought(&tr, new_one, 1, 3990, 0);
	bought(&tr, wang, 1, 500, 0);
	CHECK_INT(db_run_args(tr.sh->db, NULL, "UPDATE member_sum SET visits = 2 WHERE amount_minor = 500", NULL, 0),
		OK);
	CHECK(check_with(&tr.conf, NULL).result.by_id[CHECK_BOUGHT] == 1);
	trade_close(&tr);
}

T_MAIN
