/* coupon_test.c - the pictures of coupons at the till, in Chinese and English; and that they cost no key. */
#include "scenes.h"
#include "tasks.h"

#define CARD "6217001234567890"

static const char *const office[] = {
	"member add 王晓梅 13800138000 --card " CARD,
	"coupon kind add M1 满10减3 3 --name-en 3.00-off --from 10",
	"coupon kind add P1 九折券 10% --name-en Tenth-off",
	"coupon give M1", "coupon give P1 --count 2",
};
static char codes[3][40];

/* What was given, by number: codes are made with the key file of this run. */
static bool read_codes(void)
{
	char command[1500];
	FILE *f;
	bool all = true;

	snprintf(command, sizeof command, "cd '%s/till%d' && echo %s >pin && '%s' --store sqlite:shop.db --now %s"
		" --as %s --pin-fd 3 coupon list --format=tsv 3<pin | tail -n +2 | cut -f2", t_tmpdir(), till_number,
		MANAGER_PIN, t_built("zhanggui"), TILL_NOW, MANAGER);
	f = popen(command, "r");
	for (int i = 0; i < 3; i++) {
		all = all && f && fgets(codes[i], sizeof codes[i], f);
		codes[i][strcspn(codes[i], "\n")] = '\0';
	}
	return f && pclose(f) == 0 && all;
}

static bool begin(struct till *t, const char *lang)
{
	if (!till_start(t, &(struct vt_options){ .lang = lang }))
		return false;
	for (size_t i = 0; i < sizeof office / sizeof *office; i++)
		if (!CHECK(as_manager(office[i])))
			return false;
	return CHECK(read_codes()) && open_shift(t, "1008", "2468");
}

static void pictures(const char *lang)
{
	struct till t;

	if (!CHECK(begin(&t, lang)))
		return;
	scan(&t, CORN); /* 6.80 */
	scan(&t, codes[0]);
	vt_quiet(t.vt);
	take_both(&t, "coupon", "waits");
	scan(&t, POPCORN); /* 9.90 */
	scan(&t, CARD);
	scan(&t, codes[1]);
	vt_quiet(t.vt);
	take_both(&t, "coupon", "taken");
	press(&t, "<f12>");
	vt_quiet(t.vt);
	take(&t, "coupon", "paid");
	till_end(&t);
}

TEST(en)
{
	pictures("en");
}

TEST(zh_CN)
{
	pictures("zh_CN");
}

/* No key: a scan is no entry, whatever is on the screen. */
TEST(t7_who_buys_and_his_coupon)
{
	struct till t;

	if (!CHECK(begin(&t, "en")))
		return;
	scan(&t, CORN);
	sees(&t, "  1 ");
	t.keys = 0;
	scan(&t, CARD);
	CHECK(sees(&t, "138****8000"));
	scan(&t, codes[1]);
	CHECK(sees(&t, "Tenth-off"));
	end_task(&t, "t7");
}

T_MAIN
