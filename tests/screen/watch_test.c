/* watch_test.c - what a manager watches, by keys in a pty: exceptions by cashier as they come in, the acts behind them,
 * the audit with its proof, and the time clock; golden pictures in both languages. GENERATE=1 makes them anew. */
#include "scenes.h"

/* A cashier takes a line out, cancels a basket and changes a price; then the manager takes the till over. */
static bool unusual(struct till *t, const char *lang)
{
	if (!till_ready_in(t, lang))
		return false;
	press(t, ":clock in<enter>");
	scan(t, CORN);
	sees(t, "  1 ");
	press(t, "<del>");
	scan(t, POPCORN);
	sees(t, "  1 ");
	press(t, "<esc>1");
	scan(t, POPCORN);
	sees(t, "  1 ");
	press(t, "<f12>");
	press(t, ":sign-off<enter>");
	sign_on(t, MANAGER, MANAGER_PIN);
	return sees(t, MANAGER);
}

static const struct scene scenes[] = {
	{ "exceptions", ":exceptions<enter>", "", ONE_SIZE },
	{ "by_hour", "<f4>", "<esc>", ONE_SIZE },
	{ "one_by_one", "<enter>", "<esc><esc>", ONE_SIZE },
	{ "audit", ":audit<enter>cancel", "", ONE_SIZE },
};

PICTURES(pictures, unusual, "watch", scenes)

/* Each row says whether its link still is as it was sealed. */
TEST(a_row_of_the_audit_is_proved)
{
	struct till t;

	if (!CHECK(unusual(&t, "en")))
		return;
	press(&t, ":audit<enter>");
	press(&t, "cancel");
	CHECK(sees(&t, "1 of 1"));
	press(&t, "<enter>");
	CHECK(sees(&t, "as it was sealed"));
	till_end(&t);
}

/* The list is open in the office while a cashier works: it goes on by itself, without a key. */
TEST(exceptions_come_in_while_they_are_watched)
{
	struct till cashier, manager;

	if (!CHECK(till_ready_in(&cashier, "en")))
		return;
	beside(&manager, "office", "en");
	CHECK(sees(&manager, "1008"));
	CHECK(office_manage(&manager));
	press(&manager, ":open exceptions<enter>");
	CHECK(sees(&manager, "Nothing is like that"));
	CHECK(!has(&manager, "1008 王芳"));
	scan(&cashier, CORN);
	CHECK(sees(&cashier, "  1 "));
	press(&cashier, "<del>");
	CHECK(sees(&manager, "1008 王芳"));
	till_end(&manager);
	till_end(&cashier);
}

/* A cashier has no right to it, and reads why. */
TEST(a_cashier_watches_nobody)
{
	struct till t;

	if (!CHECK(till_ready_in(&t, "en")))
		return;
	press(&t, ":exceptions<enter>");
	CHECK(sees(&t, "You may not do this"));
	press(&t, ":clock<enter>");
	CHECK(sees(&t, "is in; noted"));
	press(&t, ":clock in<enter>");
	CHECK(sees(&t, "Say what else it shall be"));
	till_end(&t);
}

T_MAIN
