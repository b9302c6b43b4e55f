/* slip_test.c - codes of bottle machines: which layouts can be meant, what a code says, which slips are the same. */
#include "../t.h"
#include "model/slip.h"

#include <string.h>

#define TWO "98MMNNNNPPPPC;970MMMMNNNNNNPPPPP p=2"

TEST(layouts)
{
	CHECK(slip_layouts_ok(""));
	CHECK(slip_layouts_ok(TWO));
	CHECK(slip_layouts_ok("NNNNPPPP"));
	CHECK(slip_layouts_ok("NNNNNNNNNNNNNNNNNNNNNNNPPPPPPP")); /* 30 */
	CHECK(!slip_layouts_ok("NNNNNNNNNNNNNNNNNNNNNNNNPPPPPPP"));
	CHECK(!slip_layouts_ok("NNNPPPP"));
	CHECK(!slip_layouts_ok("98MMNNNNXXXXC"));
	CHECK(!slip_layouts_ok("98MMXXXXPPPPC"));
	CHECK(!slip_layouts_ok("98MMNNNNCPPPP"));
	CHECK(!slip_layouts_ok("NNNNPPPPPPPP"));
	CHECK(!slip_layouts_ok("98MMNNNNPPPPC p=3"));
	CHECK(!slip_layouts_ok("98MMNNNNPPPPC q=2"));
	CHECK(!slip_layouts_ok("98MMNNNNPPPPC p=2 p=1"));
	CHECK(!slip_layouts_ok("98MMNNNNPPPPC;;"));
	CHECK(!slip_layouts_ok("98mmNNNNPPPPC"));
	CHECK(slip_layouts_ok("1NNNPPPP;2NNNPPPP;3NNNPPPP;4NNNPPPP;5NNNPPPP;6NNNPPPP;7NNNPPPP;8NNNPPPP"));
	CHECK(!slip_layouts_ok("1NNNPPPP;2NNNPPPP;3NNNPPPP;4NNNPPPP;5NNNPPPP;6NNNPPPP;7NNNPPPP;8NNNPPPP;9NNNPPPP"));
}

TEST(a_code_says_which_slip_and_how_much)
{
	struct slip s;

	if (CHECK(slip_read(TWO, "9801000102500", &s))) {
		CHECK_STR(s.key, "98010001_____");
		CHECK_INT(s.amount_minor, 250);
	}
	if (CHECK(slip_read(TWO, "970001200004500075", &s))) {
		CHECK_STR(s.key, "9700012000045_____");
		CHECK_INT(s.amount_minor, 75);
	}
	if (CHECK(slip_read("98MMNNNNPPPPC p=1", "9801000102500", &s)))
		CHECK_INT(s.amount_minor, 2500);
	if (CHECK(slip_read("98MMNNNNPPPPC p=0", "9801000102500", &s)))
		CHECK_INT(s.amount_minor, 25000);
	CHECK(!slip_read(TWO, "9801000102509", &s)); /* check digit */
	CHECK(!slip_read(TWO, "9701000102507", &s));
	CHECK(!slip_read(TWO, "980100010250", &s));
	CHECK(!slip_read(TWO, "98010001025000", &s));
	CHECK(!slip_read(TWO, "98010001O2500", &s));
	CHECK(!slip_read(TWO, "970001200004500000", &s)); /* worth nothing */
	CHECK(!slip_read("", "9801000102500", &s));
	CHECK(!slip_read(TWO, "", &s));
}

/* Whoever writes another amount on it has the same slip. */
TEST(the_amount_is_no_part_of_the_slip)
{
	struct slip one, other;

	CHECK(slip_read(TWO, "970001200004500075", &one) && slip_read(TWO, "970001200004599975", &other));
	CHECK_STR(one.key, other.key);
	CHECK(slip_read(TWO, "970001200004600075", &other) && strcmp(one.key, other.key) != 0);
	CHECK(slip_read(TWO, "970001300004500075", &other) && strcmp(one.key, other.key) != 0);
}

TEST(a_key_says_which_machine_and_slip)
{
	struct slip_origin o = slip_origin(TWO, "98010001_____");

	CHECK_STR(o.machine, "01");
	CHECK_STR(o.number, "0001");
	o = slip_origin(TWO, "9700012000045_____");
	CHECK_STR(o.machine, "0012");
	CHECK_STR(o.number, "000045");
	o = slip_origin("970NNNNNNNNNNPPPPP", "9700012000045_____"); /* tells no machine */
	CHECK_STR(o.machine, "");
	CHECK_STR(o.number, "0012000045");
	CHECK_STR(slip_origin("98MMNNNNPPPPC", "9700012000045_____").number, "");
	CHECK_STR(slip_origin("", "98010001_____").number, "");
	CHECK_STR(slip_origin(TWO, "9801000102500").machine, ""); /* a code is no key */
	CHECK_STR(slip_origin(TWO, "").machine, "");
}

T_MAIN
