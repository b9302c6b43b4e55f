/* mail_test.c - address labels in the office, in a pty: the order as a form, its labels to look at, and where they go.
 * GENERATE=1 makes the golden files anew. */
#include "scenes.h"

static const char *const file[] = {
	"member add 张晓梅 13800138000 --sex female --birthday 1990-05-01 --postcode 310012"
		" --address 浙江省杭州市西湖区文三路478号华星小区3栋2单元501室",
	"member add 李国强 13900139000 --sex male --birthday 05-24 --postcode 200120"
		" --address 上海市浦东新区世纪大道100号",
	"member add Muller 13700137000 --birthday 05-09 --address Glen-746,Kansas-City",
	"member consent 13800138000 post yes",
};

static bool begin_pictures(struct till *t, const char *lang)
{
	if (!office_start(t, lang))
		return false;
	for (size_t i = 0; i < sizeof file / sizeof *file; i++)
		if (!CHECK(as_manager(file[i])))
			return false;
	if (!office_manage(t))
		return false;
	press(t, "<down>");
	return true;
}

static const struct scene scenes[] = {
	{ "orders", ":open address-labels<enter>", "", ONE_SIZE },
	{ "order", "<f3>", "", ONE_SIZE },
	{ "purposes", "<down><down><down><down><f4>", "<esc>" },
	{ "list", "<up><up>5<down><down>any<enter><down><down>生日卡<f12>", "" },
	{ "one", "<enter>", "<esc><esc><esc><esc>", ONE_SIZE },
};

PICTURES(pictures, begin_pictures, "mail", scenes)

/* Of a month only who agreed is written to; without a printer the order is refused and nothing is lost. */
TEST(labels_go_to_those_who_agreed_and_into_a_file)
{
	struct till t;

	if (!CHECK(begin_pictures(&t, "en")))
		return;
	press(&t, ":open address-labels<enter><f3><down><down>5<down><down><down><down><down>card<f12>");
	CHECK(sees(&t, "1 of 1"));
	CHECK(sees(&t, "张晓梅 女士 收"));
	press(&t, "<f12>");
	CHECK(sees(&t, "No label printer is set"));
	press(&t, "<f9><bs><bs><bs>txt<enter>");
	CHECK(sees(&t, "neither .pdf nor .png"));
	till_end(&t);
}

T_MAIN
