/* level_test.c - the pictures of a sale with a member of a level, in Chinese and English, 80x24 and 120x40: his level
 * and what is missing to the next one, his prices and his percentage on the roll. */
#include "scenes.h"

#define CARD "6217001234567890"

static const char *const office[] = {
	"level add gold 金卡 --name-en Gold --discount 5 --points 2 --when amount/day=8",
	"level add diamond 钻石卡 --name-en Diamond --discount 10 --when 'amount/30=2000 visits/year=50'",
	"member add 王晓梅 13800138000 --card " CARD, "level give 13800138000 gold 1",
	"product set 010014 --member-price 4.20",
};

static bool begin(struct till *t, const char *lang)
{
	if (!till_start(t, &(struct vt_options){ .lang = lang }))
		return false;
	for (size_t i = 0; i < sizeof office / sizeof *office; i++)
		if (!CHECK(as_manager(office[i])))
			return false;
	till_end(t);
	beside(t, "till", lang); /* it knows the levels from its start on */
	return open_shift(t, "1008", "2468");
}

static const struct scene scenes[] = {
	{ "member", "{6924591500272}{" CORN "}{" CARD "}", "" },
	{ "nobody", ":member -<enter>", "", ONE_SIZE },
	{ "paying", "{" CARD "}<enter>", "", ONE_SIZE },
	{ "paid", "<f12>", "", ONE_SIZE },
};

PICTURES(pictures, begin, "level", scenes)

T_MAIN
