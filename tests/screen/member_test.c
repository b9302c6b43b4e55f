/* member_test.c - the pictures of a sale with a member, in Chinese and English, 80x24 and 120x40; and what it costs in
 * keys to say who buys. */
#include "scenes.h"
#include "tasks.h"

#define CARD "6217001234567890"

static const char *const office[] = {
	"member add 王晓梅 13800138000 --card " CARD, "member add 李秀英 13900138000 --card 6217001234567999",
	"card lose 13900138000",
};

static bool begin(struct till *t, const char *lang)
{
	if (!till_start(t, &(struct vt_options){ .lang = lang }))
		return false;
	for (size_t i = 0; i < sizeof office / sizeof *office; i++)
		if (!CHECK(as_manager(office[i])))
			return false;
	return open_shift(t, "1008", "2468");
}

static const struct scene scenes[] = {
	{ "asked", "<f2>", "<esc>" },
	{ "found", "{" CARD "}{" CORN "}{" POPCORN "}", "" },
	{ "several", "8000<f2>", "" },
	{ "chosen", "2", "", ONE_SIZE },
	{ "nobody", "9999<f2>", "<esc>", ONE_SIZE },
	{ "lost", "{6217001234567999}", "<esc>", ONE_SIZE },
	{ "paying", "{" CARD "}<enter>", "", ONE_SIZE },
	{ "paid", "<f12>", "", ONE_SIZE },
};

PICTURES(pictures, begin, "member", scenes)

/* The second of two with these last digits: six keys, no mouse. */
TEST(t8_who_buys_by_four_digits)
{
	struct till t;

	if (!CHECK(begin(&t, "en")))
		return;
	scan(&t, CORN);
	sees(&t, "  1 ");
	t.keys = 0;
	press(&t, "8000<f2>2");
	CHECK(sees(&t, "139****8000"));
	end_task(&t, "t8");
}

T_MAIN
