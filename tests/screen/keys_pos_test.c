/* keys_pos_test.c - the map for a POS keyboard, typed at a real till: what its caps send does what stands on them. */
#include "till_fixture.h"

/* A cap that is programmed to Ctrl with a letter. */
static void ctrl(struct till *t, char letter)
{
	const char byte = (char)(letter - 'A' + 1);

	vt_send(t->vt, &byte, 1);
	t->keys++;
}

/* One customer after another, each cap in the way a cashier comes to it. */
TEST(a_till_by_the_caps)
{
	struct till t;

	if (!CHECK(make_template()))
		return;
	till_keymap = "conf/keys-pos.conf";
	if (!CHECK(till_ready(&t, &(struct vt_options){ 0 })))
		return;
	play(&t, "3*{" CORN "}"); /* 3 数量 scan */
	CHECK(sees(&t, "20.40"));
	ctrl(&t, 'R'); /* 重复上次 */
	CHECK(sees(&t, "27.20"));
	press(&t, "6.5<f2>"); /* 改价 */
	CHECK(sees(&t, "Near its expiry date"));
	press(&t, "2");
	CHECK(sees(&t, "-1.20"));
	press(&t, "5<f4>"); /* 单品折扣 */
	CHECK(sees(&t, "Manager's offer"));
	press(&t, "1");
	CHECK(sees(&t, "-2.50"));
	press(&t, "<f3>"); /* 挂单 */
	CHECK(vt_gone(t.vt, "-2.50"));
	press(&t, "<f7>"); /* 解挂 */
	CHECK(sees(&t, "-2.50"));
	press(&t, "<f11>"); /* 付款 */
	CHECK(sees(&t, "Still open"));
	press(&t, "<f11><f4>"); /* pressed twice, it sells nothing; and what has no meaning here does nothing */
	press(&t, "10");
	ctrl(&t, 'N'); /* 扫码付 */
	scan(&t, "134567890123456789");
	CHECK(sees(&t, "14.70"));
	press(&t, "50<f12>"); /* 现金 */
	CHECK(sees(&t, "Receipt 01-1-0000"));
	CHECK(sees(&t, "60.00"));
	scan(&t, POPCORN);
	CHECK(sees(&t, "9.90"));
	ctrl(&t, 'X'); /* 整单取消 */
	CHECK(sees(&t, "Customer left"));
	press(&t, "1");
	CHECK(vt_gone(t.vt, "9.90"));
	press(&t, "<f6><f6>"); /* 查单, and once more: by what they were paid */
	CHECK(sees(&t, "Any of them"));
	press(&t, "<esc><esc>");
	ctrl(&t, 'T'); /* 退货 */
	CHECK(sees(&t, "eceipt"));
	press(&t, "<esc>");
	ctrl(&t, 'G'); /* 离开 */
	CHECK(sees(&t, "PIN"));
	till_end(&t);
	till_keymap = NULL;
}

T_MAIN
