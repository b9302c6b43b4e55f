/* wallet_test.c - the pictures of paying by stored value, in Chinese and English, 80x24 and 120x40; and what it costs
 * in keys. */
#include "scenes.h"
#include "tasks.h"

#define CARD "6217001234567890"
#define PIN "135790"

static const char *const office[] = { "member add 王晓梅 13800138000 --card " CARD, "wallet rule add R 100=20" };

static bool begin(struct till *t, const char *lang)
{
	if (!till_start(t, &(struct vt_options){ .lang = lang }))
		return false;
	for (size_t i = 0; i < sizeof office / sizeof *office; i++)
		if (!CHECK(as_manager(office[i])))
			return false;
	return CHECK(as_person(MANAGER, "'" MANAGER_PIN "\\n" PIN "'", "wallet pin 13800138000")) &&
		open_shift(t, "1008", "2468");
}

static const struct scene scenes[] = {
	{ "nobody", "{" CORN "}<f7>", "<esc>", ONE_SIZE },
	{ "topped-up", "{" CARD "}:top-up 100<enter>", "" },
	{ "asked", "5<f7>", "" },
	{ "wrong", "111111<enter>", "", ONE_SIZE },
	{ "part", "135790<enter>", "" },
	{ "twice", "<f7>", "", ONE_SIZE },
	{ "paid", "<f12>", "", ONE_SIZE },
};

PICTURES(pictures, begin, "wallet", scenes)

/* All by stored value, who buys being known: one key, and what the customer types. */
TEST(t9_all_by_stored_value)
{
	struct till t;

	if (!CHECK(begin(&t, "en")))
		return;
	scan(&t, CARD);
	press(&t, ":top-up 100<enter>");
	sees(&t, "120.00");
	scan(&t, CORN);
	sees(&t, "  1 ");
	t.keys = 0;
	press(&t, "<f7>");
	CHECK(sees(&t, "PIN"));
	CHECK_INT(t.keys, 1);
	press(&t, "135790<enter>"); /* the customer's are not counted */
	CHECK(sees(&t, "01-1-"));
	t.keys = 1;
	end_task(&t, "t9");
}

/* Points to the limit, all stored value, the rest in cash: three keys, and what the customer types. */
TEST(t10_points_stored_value_and_cash)
{
	struct till t;

	if (!CHECK(begin(&t, "en")) || !CHECK(as_manager("points rate add BASE 50")))
		return;
	scan(&t, CARD);
	press(&t, ":top-up 1<enter>");
	sees(&t, "1.00");
	scan(&t, CORN); /* 6.80 */
	press(&t, "<f12>");
	sees(&t, "01-1-");
	scan(&t, CORN);
	scan(&t, CARD);
	CHECK(sees(&t, "340"));
	t.keys = 0;
	press(&t, "<f8>");
	CHECK(sees(&t, "3.40"));
	press(&t, "<f7>");
	CHECK(sees(&t, "PIN"));
	CHECK_INT(t.keys, 2);
	t.keys = 0; /* the customer's are not counted */
	press(&t, "135790<enter>");
	CHECK(sees(&t, "2.40"));
	t.keys = 2;
	press(&t, "<enter>");
	CHECK(sees(&t, "Receipt 01-1-"));
	end_task(&t, "t10");
}

T_MAIN
