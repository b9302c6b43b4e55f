/* selling_test.c - the pictures of baskets that part, join, wait and go elsewhere, in Chinese and English, 80x24 and
 * 120x40; the keys that the new acts cost; and a training that leaves the real till as it was. */
#include "scenes.h"

static const struct scene scenes[] = {
	{ "split", "{" CORN "}3*{" POPCORN "}{" SEEDS "}:split<enter>", "" },
	{ "split_chosen", " <down>+", "" },
	{ "split_done", "<enter>", "" },
	{ "customer", ":customer<enter>", "Li<enter>" },
	{ "noted", ":line-note<enter>cut in four<enter>:bill-note<enter>fetched at 4<enter>", "" },
	{ "merge", "<f3>{" CORN "}:merge<enter>", "" },
	{ "merged", "1", "" },
	{ "send", ":send<enter>", "" },
	{ "sent", "1", "" },
	{ "held_sent", "<f3>", "<esc>" },
	{ "parts", "{" CORN "}{" POPCORN "}{" SEEDS "}<enter>:parts<enter>", "" },
	{ "parts_3", "3<enter>", "" },
	{ "part_taken", "<enter>", "" },
	{ "part_change", "10<enter>", "<enter>" },
	{ "last_change", "{" CORN "}20<f12>{" CORN "}<ins>", "" },
	{ "last_change_paying", "<enter><ins>", "<esc><esc>1" },
	{ "worth", "=5*<enter>", "<esc>" },
	{ "large_line", "99*{" POPCORN "}<up>:price<enter>200<enter>1", "<esc><esc><del>" },
	{ "lead", ":sign-on 2001 331827<enter>{" CORN "}:defer<enter>", "" },
	{ "baskets", ":baskets<enter>", "<esc>" },
	{ "training_signon", ":sign-off<enter>:training<enter>", "" },
	{ "training_till", "1008<enter>2468<enter><enter>{" CORN "}", "" },
	{ "training_done", "<f12>", "" },
	{ "training_over", ":sign-off<enter>:training<enter>", "" },
};

PICTURES(pictures, till_ready_in, "selling", scenes)

/* The change of the last sale is one key away, with a basket open, and no key is lost: the next one acts. */
TEST(the_last_change_costs_one_key)
{
	struct till t;

	if (!CHECK(till_ready(&t, &(struct vt_options){ 0 })))
		return;
	scan(&t, CORN);
	sees(&t, "  1 ");
	press(&t, "20<f12>");
	sees(&t, "Receipt 01-1-000005");
	scan(&t, POPCORN);
	sees(&t, "  1 ");
	t.keys = 0;
	press(&t, "<ins>");
	CHECK(sees(&t, "Change of the last sale"));
	CHECK_INT(t.keys, 1);
	press(&t, "<f12>"); /* no key went to the picture */
	CHECK(sees(&t, "Receipt 01-1-000006"));
	till_end(&t);
}

/* A basket waits, somebody trains, and the basket is as it was. */
TEST(training_leaves_the_till_as_it_was)
{
	struct till t;

	if (!CHECK(till_ready(&t, &(struct vt_options){ 0 })))
		return;
	scan(&t, CORN);
	sees(&t, "  1 ");
	press(&t, ":sign-off<enter>");
	sees(&t, "Number and PIN");
	press(&t, ":training<enter>");
	CHECK(sees(&t, "[TRAINING]"));
	CHECK(sees(&t, "Nothing sold here is real"));
	sign_on(&t, "1008", "2468");
	sees(&t, "Float");
	press(&t, "<enter>");
	sees(&t, "0.00");
	scan(&t, POPCORN);
	sees(&t, "  1 ");
	press(&t, "<f12>");
	CHECK(sees(&t, "Receipt 01-9001-000002"));
	press(&t, ":quit<enter>");
	CHECK(sees(&t, "[TEST]"));
	sign_on(&t, "1008", "2468");
	CHECK(sees(&t, "6.80"));
	press(&t, "<f12>");
	CHECK(sees(&t, "Receipt 01-1-000005"));
	till_end(&t);
}

T_MAIN
