/* chip_test.c - the till with a reader of contactless cards, through libnfc at a chip that is a program: a tap signs on
 * and approves as a swipe does, what is no card is said, and whatever fails at the reader holds up no key. */
#include <signal.h>

#include "till_fixture.h"

#include "../sim/pn532.h"
#include "base/clock.h"

#define LIMIT_MS 15000
#define MANAGER_CHIP "04A2B3C4D5E6F7"

static struct pn532_plug chip;

/* A till with its reader, and a manager with a chip card. */
static bool begin(struct till *t)
{
	char link[600], words[800];

	if (!CHECK(till_ready(t, &(struct vt_options){ 0 })))
		return false;
	snprintf(link, sizeof link, "%s/till%d/chip", t_tmpdir(), till_number);
	pn532_new(&chip, link);
	pn532_plug_in(&chip);
	snprintf(words, sizeof words, "device add chip reader pn532 local:%s --till 01", link);
	return CHECK(as_manager(words)) && CHECK(as_manager("staff set " MANAGER " --card uid:" MANAGER_CHIP)) &&
	       CHECK(sees(t, "chip: ready"));
}

static void end(struct till *t)
{
	till_end(t);
	pn532_end(&chip);
}

/* The field is empty for some looks before. */
static void tap(struct pn532_card card)
{
	int64_t end_ms = clock_mono_ms() + LIMIT_MS;
	int before;

	pn532_take_away(&chip);
	before = chip.chip->commands;
	while (chip.chip->commands < before + 40 && clock_mono_ms() < end_ms)
		poll(NULL, 0, 10);
	pn532_put(&chip, &card);
}

/* --- cards --------------------------------------------------------------------------------- */

TEST(a_tap_approves_and_signs_on)
{
	struct till t;

	if (!begin(&t))
		return;
	scan(&t, CORN);
	CHECK(sees(&t, "6.80"));
	press(&t, "50<f4>1");
	CHECK(sees(&t, "needs a second person"));
	tap(pn532_card('A', "08112233")); /* not this one */
	CHECK(sees(&t, "another number each time"));
	tap(pn532_ntag(MANAGER_CHIP));
	CHECK(sees(&t, "-3.40"));
	press(&t, "<f12>");
	CHECK(sees(&t, "Receipt"));
	tap(pn532_ntag(MANAGER_CHIP));
	CHECK(sees(&t, MANAGER));
	end(&t);
}

TEST(what_lies_there_and_is_no_key_is_said)
{
	struct pn532_card other = pn532_classic("11223344");
	struct till t;

	if (!begin(&t))
		return;
	scan(&t, CORN);
	CHECK(sees(&t, "6.80"));
	pn532_lock(chip.chip);
	chip.chip->cards[0] = pn532_ntag(MANAGER_CHIP);
	chip.chip->cards[1] = other;
	chip.chip->count = 2;
	pthread_mutex_unlock(&chip.chip->lock);
	CHECK(sees(&t, "More than one card lies on the reader"));
	CHECK(has(&t, "6.80"));
	end(&t);
}

/* --- trouble ------------------------------------------------------------------------------- */

/* Keys are typed until the text stands there, or is gone. */
static void typing_until(struct till *t, const char *text, bool there)
{
	int64_t end_ms = clock_mono_ms() + LIMIT_MS;

	while (has(t, text) != there && clock_mono_ms() < end_ms)
		CHECK(echo_ms(t, 'z') <= KEY_MS);
	CHECK(has(t, text) == there);
}

TEST(a_broken_reader_holds_no_key_up)
{
	static const enum pn532_fault faults[] = { PN532_SILENCE, PN532_GARBAGE, PN532_NOACK };
	struct till t;

	if (!begin(&t))
		return;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		pn532_break(&chip, faults[i], -1);
		typing_until(&t, "chip: ", true);
		pn532_break(&chip, PN532_WELL, 0);
		typing_until(&t, "chip: ", false);
	}
	pn532_pull_out(&chip);
	typing_until(&t, "chip: ", true);
	pn532_plug_in(&chip);
	typing_until(&t, "chip: ", false);
	pn532_break(&chip, PN532_ATS, 1); /* libnfc crashes at the card, and the card is read all the same */
	tap(pn532_ntag(MANAGER_CHIP));
	typing_until(&t, MANAGER, true);
	end(&t);
}

T_MAIN
