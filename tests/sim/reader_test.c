/* reader_test.c - contactless cards through the real libnfc, in its own process below the helper's, at a chip that is a
 * program: every type of card, reading and writing, and each way in which chip, line, card or program fail. Whatever
 * comes ends in an event, the till's loop never waits, and the next card is read. */
#include "wire/reader.h"

#include "model/member/cardsign.h"
#include "pn532.h"
#include "wires_sim.h"

#define UID "04A2B3C4D5E6F7"

static struct pn532_plug chip;
static struct reader_job job;

/* The same loop as until(), which also hands each event to the job. */
static bool answered(void)
{
	struct pollfd fds[WIRES_FDS];
	int64_t end_ms = clock_mono_ms() + LIMIT_MS;
	struct event e;

	for (bool over = reader_event(&job, NULL); !over && clock_mono_ms() < end_ms; over = reader_event(&job, NULL)) {
		poll(fds, (nfds_t)wires_fds(wires, fds), 20);
		wires_pump(wires, &queue);
		while (event_take(&queue, &e)) {
			note(&e);
			reader_event(&job, &e);
		}
	}
	return CHECK(job.over);
}

static struct device reader_with(const char *options)
{
	return device("chip", "reader", "pn532", options);
}

static void set_reader(const char *options)
{
	const struct device d = reader_with(options);

	wires_set(wires, &d, 1);
}

static void begin_with(const char *options)
{
	pn532_new(&chip, at("chip"));
	pn532_plug_in(&chip);
	open_wires(NULL);
	set_reader(options);
	CHECK(until("chip=ready"));
	sbuf_clear(&heard);
}

static void begin(void)
{
	begin_with("");
}

static void finish(void)
{
	CHECK(longest_pump_us < 200000);
	pn532_end(&chip);
	close_wires();
}

static void put(struct pn532_card card)
{
	pn532_put(&chip, &card);
}

/* The card is read, and gone again. */
static bool taps(struct pn532_card card, const char *want)
{
	bool came, left;

	sbuf_clear(&heard);
	put(card);
	came = until(want);
	pn532_take_away(&chip);
	left = until("read:chip left");
	sbuf_clear(&heard);
	return CHECK(came) && CHECK(left);
}

/* --- cards --------------------------------------------------------------------------------- */

TEST(every_type_of_card_has_a_key)
{
	begin();
	taps(pn532_ntag(UID), "card:uid:" UID " ");
	taps(pn532_classic("11223344"), "card:uid:11223344 ");
	taps(pn532_card('A', "0102030405060708090A"), "card:uid:0102030405060708090A ");
	taps(pn532_card('B', "A1B2C3D4"), "card:uid:A1B2C3D4 ");
	taps(pn532_card('F', "01FE0102030405AA"), "card:uid:01FE0102030405AA ");
	finish();
}

TEST(a_card_is_told_once_while_it_lies_there)
{
	int seen;

	begin();
	put(pn532_ntag(UID));
	CHECK(until("card:uid:" UID " "));
	seen = chip.chip->commands;
	while (chip.chip->commands < seen + 60) /* ten looks, or so */
		turn(20);
	CHECK_INT(count("card:"), 1);
	CHECK_INT(count("read:chip left "), 0);
	finish();
}

TEST(a_phone_has_no_key)
{
	struct pn532_card phone = pn532_card('A', "08112233");
	int seen;

	phone.changing = true;
	phone.sak = 0x20;
	begin();
	put(phone);
	CHECK(until("random "));
	seen = chip.chip->commands;
	while (chip.chip->commands < seen + 60)
		turn(20);
	CHECK_INT(count("random "), 1);
	CHECK_INT(count("card:"), 0);
	pn532_take_away(&chip);
	CHECK(until("read:chip left "));
	taps(pn532_ntag(UID), "card:uid:" UID " ");
	finish();
}

TEST(two_cards_at_once_are_none)
{
	static const struct { char type; const char *uid; } second[] = { { 'A', "55667788" }, { 'B', "A1B2C3D4" },
		{ 'F', "01FE0102030405AA" } };

	begin();
	for (size_t i = 0; i < sizeof second / sizeof second[0]; i++) {
		sbuf_clear(&heard);
		pn532_lock(chip.chip); /* both come at once */
		chip.chip->cards[0] = pn532_ntag(UID);
		chip.chip->cards[1] = pn532_card(second[i].type, second[i].uid);
		chip.chip->count = 2;
		pthread_mutex_unlock(&chip.chip->lock);
		CHECK(until("two "));
		CHECK_INT(count("card:"), 0);
		pn532_lock(chip.chip);
		chip.chip->count = 1;
		pthread_mutex_unlock(&chip.chip->lock);
		CHECK(until("card:uid:" UID " ")); /* the one that stays */
		put(pn532_card(second[i].type, second[i].uid));
		CHECK(until("card:uid:" UID " two "));
		pn532_take_away(&chip);
		CHECK(until("read:chip left "));
	}
	finish();
}

/* --- reading and writing ------------------------------------------------------------------- */

static enum nfc_end ask(struct nfc_request r, const char *uid)
{
	char key[NFC_KEY_TEXT];

	snprintf(key, sizeof key, "uid:%s", uid);
	reader_ask(&job, wires, "chip", key, &r);
	answered();
	return job.end;
}

static bool got(const char *hex)
{
	char text[NFC_BYTES_MAX * 2 + 1];

	nfc_hex(job.bytes, job.n, text);
	return CHECK_STR(text, hex);
}

static struct nfc_request pages(int place, int n)
{
	return (struct nfc_request){ .verb = NFC_PAGES, .place = place, .count = n };
}

static struct nfc_request set_pages(int place, const char *bytes)
{
	struct nfc_request r = { .verb = NFC_SET_PAGES, .place = place, .n = strlen(bytes) };

	memcpy(r.bytes, bytes, r.n);
	return r;
}

static struct nfc_request sector(enum nfc_verb verb, int place, char kind, int key)
{
	struct nfc_request r = { .verb = verb, .place = place, .key_kind = kind };

	memset(r.key, key, sizeof r.key);
	if (verb == NFC_SET_SECTOR) {
		r.n = NFC_SECTOR_BYTES;
		memset(r.bytes, 'x', r.n);
	}
	return r;
}

TEST(an_ntag_is_read_and_written)
{
	begin();
	CHECK_INT(ask(pages(4, 1), UID), NFC_LEFT);
	put(pn532_ntag(UID));
	CHECK(until("card:"));
	CHECK_INT(ask((struct nfc_request){ .verb = NFC_PRESENT }, UID), NFC_DONE);
	CHECK_INT(ask((struct nfc_request){ .verb = NFC_VERSION }, UID), NFC_DONE);
	got("0004040201000F03");
	CHECK_INT(ask(set_pages(4, "abcdefgh"), UID), NFC_DONE);
	CHECK_INT(ask(pages(3, 4), UID), NFC_DONE);
	got("00000000" "61626364" "65666768" "00000000");
	CHECK_INT(ask(pages(0, 16), UID), NFC_DONE);
	CHECK_INT(job.n, 64);
	CHECK_INT(ask(set_pages(40, "abcd"), UID), NFC_REFUSED); /* locked */
	CHECK_INT(ask(pages(60, 1), UID), NFC_REFUSED);          /* not there */
	CHECK_INT(ask(sector(NFC_SECTOR, 1, 'A', 0xFF), UID), NFC_REFUSED);
	CHECK_INT(ask(pages(4, 1), "11223344"), NFC_OTHER);
	CHECK_INT(ask(pages(4, 1), UID), NFC_DONE);
	got("61626364");
	CHECK_INT(count("read:chip left "), 0); /* it lay there all the time */
	CHECK_INT(count("card:"), 1);
	put(pn532_classic("11223344"));
	CHECK(until("two "));
	CHECK_INT(ask(pages(4, 1), UID), NFC_OTHER);
	finish();
}

TEST(a_classic_card_wants_its_key)
{
	struct pn532_card card = pn532_classic("11223344");

	memset(card.keys[1], 0xB0, 6);
	card.locked_from = 8;
	begin();
	put(card);
	CHECK(until("card:"));
	CHECK_INT(ask(sector(NFC_SET_SECTOR, 1, 'A', 0xFF), "11223344"), NFC_DONE);
	CHECK_INT(ask(sector(NFC_SECTOR, 1, 'B', 0xB0), "11223344"), NFC_DONE);
	CHECK_INT(job.n, NFC_SECTOR_BYTES);
	CHECK(memcmp(job.bytes, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", NFC_SECTOR_BYTES) == 0);
	CHECK_INT(ask(sector(NFC_SECTOR, 1, 'B', 0xFF), "11223344"), NFC_REFUSED);
	CHECK_INT(ask(sector(NFC_SECTOR, 1, 'A', 0xB0), "11223344"), NFC_REFUSED);
	CHECK_INT(ask(sector(NFC_SET_SECTOR, 2, 'A', 0xFF), "11223344"), NFC_REFUSED);
	CHECK_INT(ask((struct nfc_request){ .verb = NFC_VERSION }, "11223344"), NFC_REFUSED);
	CHECK_INT(ask(pages(4, 1), "11223344"), NFC_REFUSED);
	pn532_take_away(&chip);
	CHECK(until("read:chip left "));
	/* Of a card with a long number the end of it is proved. */
	put(pn532_classic("04010203040506"));
	CHECK(until("card:uid:04010203040506 "));
	CHECK_INT(ask(sector(NFC_SECTOR, 31, 'A', 0xFF), "04010203040506"), NFC_DONE);
	pn532_take_away(&chip);
	sbuf_clear(&heard);
	CHECK(until("read:chip left "));
	put(pn532_card('B', "A1B2C3D4"));
	CHECK(until("card:uid:A1B2C3D4 "));
	CHECK_INT(ask(pages(4, 1), "A1B2C3D4"), NFC_REFUSED);
	finish();
}

/* At each command that a request makes to it, the card is taken away. */
TEST(a_card_that_leaves_in_the_middle)
{
	begin();
	for (int after = 0; after < 5; after++) {
		struct pn532_card card = pn532_ntag(UID);

		sbuf_clear(&heard);
		put(card);
		CHECK(until("card:"));
		pn532_lock(chip.chip);
		chip.chip->cards[0].leaves_after = after;
		pthread_mutex_unlock(&chip.chip->lock);
		CHECK_INT(ask(after % 2 ? set_pages(4, "abcdefghijkl") : pages(0, 16), UID),
			after % 2 || after < 4 ? NFC_LEFT : NFC_DONE);
		pn532_take_away(&chip);
		CHECK(until("read:chip left "));
		CHECK_INT(count("chip="), 0); /* the reader is well */
	}
	taps(pn532_ntag(UID), "card:uid:" UID " ");
	finish();
}

/* --- the signature ------------------------------------------------------------------------- */

static const unsigned char key[SEAL_KEY_BYTES] = "a key of the shop, 32 bytes long";

/* What the record of the card that was just told is worth. */
static enum cardsign worth(void)
{
	const char *text = strstr(sbuf_text(&heard), "read:chip record ");
	unsigned char bytes[NFC_BYTES_MAX];
	char found[NFC_KEY_TEXT], number[CARDSIGN_NUMBER_MAX + 1], card[NFC_KEY_TEXT + 8];
	struct event e = { .kind = EVENT_READ };
	size_t n;

	if (!CHECK(text && sscanf(text + 5, "%300[^\n]", e.text) == 1))
		return CARDSIGN_NONE;
	CHECK(reader_record(&e, found, bytes, &n));
	snprintf(card, sizeof card, "card:%s ", found);
	CHECK(strstr(text, card)); /* its card comes behind it */
	return cardsign_check(key, found + 4, bytes, n, number);
}

static void signed_and_copied(struct pn532_card mine, struct pn532_card copy, const char *uid, enum reader_place place)
{
	unsigned char record[CARDSIGN_BYTES];
	char name[NFC_KEY_TEXT];

	snprintf(name, sizeof name, "uid:%s", uid);
	begin_with(place == READER_PAGES ? "record=pages" : "record=sector");
	put(mine);
	CHECK(until("card:"));
	CHECK_INT(worth(), CARDSIGN_NONE);
	CHECK_INT(cardsign_make(key, uid, "88000123", record), OK);
	reader_write(&job, wires, "chip", name, place, record, sizeof record);
	CHECK(answered() && job.end == NFC_DONE);
	reader_read(&job, wires, "chip", name, place, sizeof record);
	CHECK(answered() && job.end == NFC_DONE && job.n == sizeof record && !memcmp(job.bytes, record, job.n));
	memcpy(copy.memory + 16, chip.chip->cards[0].memory + 16, sizeof copy.memory - 16);
	mine = chip.chip->cards[0];
	pn532_take_away(&chip);
	CHECK(until("read:chip left "));
	sbuf_clear(&heard);
	put(mine);
	CHECK(until("card:"));
	CHECK_INT(worth(), CARDSIGN_GOOD);
	pn532_take_away(&chip);
	CHECK(until("read:chip left "));
	sbuf_clear(&heard);
	put(copy);
	CHECK(until("card:"));
	CHECK_INT(worth(), CARDSIGN_FALSE);
	pn532_take_away(&chip);
	CHECK(until("read:chip left "));
	taps(pn532_card('B', "A1B2C3D4"), "card:uid:A1B2C3D4 "); /* nothing to read there */
	finish();
}

TEST(a_copy_of_an_ntag_is_known)
{
	signed_and_copied(pn532_ntag(UID), pn532_ntag("04FFFFFFFFFFFF"), UID, READER_PAGES);
}

TEST(a_copy_of_a_classic_card_is_known)
{
	signed_and_copied(pn532_classic("11223344"), pn532_classic("11223345"), "11223344", READER_SECTOR);
}

/* --- the chip and its line fail ------------------------------------------------------------ */

static const struct { enum pn532_fault fault; const char *name; } faults[] = {
	{ PN532_NOACK, "noack" }, { PN532_SILENCE, "silence" }, { PN532_NACK, "nack" }, { PN532_SUM, "sum" },
	{ PN532_TFI, "tfi" }, { PN532_CODE, "code" }, { PN532_ERROR, "error" }, { PN532_HALF, "half" },
	{ PN532_GARBAGE, "garbage" },
};
#define FAULTS (sizeof faults / sizeof faults[0])

/* One bad answer is nobody's concern: the card that is laid down then is read. */
TEST(one_bad_answer_is_made_good)
{
	for (size_t i = 0; i < FAULTS; i++) {
		int known = t_bad;

		begin();
		pn532_break(&chip, faults[i].fault, 1);
		put(pn532_ntag(UID));
		CHECK(until("card:uid:" UID " "));
		CHECK_INT(count("chip="), 0);
		CHECK_INT(chip.chip->times, 0);
		finish();
		if (t_bad > known)
			printf("# %s\n", faults[i].name);
	}
}

/* What goes on is told; once it is over, cards are read again. */
TEST(each_lasting_fault_is_told_and_ends)
{
	for (size_t i = 0; i < FAULTS; i++) {
		enum device_state state;
		int known = t_bad;

		begin();
		pn532_break(&chip, faults[i].fault, -1);
		CHECK(until("chip="));
		state = wires_state(wires, "chip", NULL);
		printf("# %s: %s\n", faults[i].name, device_state_word(state));
		CHECK(state == DEVICE_STUCK || state == DEVICE_NOISE);
		pn532_break(&chip, PN532_WELL, 0);
		CHECK(until("chip=ready"));
		taps(pn532_ntag(UID), "card:uid:" UID " ");
		finish();
		if (t_bad > known)
			printf("# %s\n", faults[i].name);
	}
}

/* In the middle of a request: the asker hears that the reader is down, and a moment later it is not. */
TEST(a_request_while_the_chip_fails)
{
	begin();
	put(pn532_ntag(UID));
	CHECK(until("card:"));
	pn532_break(&chip, PN532_SUM, -1);
	CHECK_INT(ask(pages(4, 4), UID), NFC_DOWN);
	pn532_break(&chip, PN532_WELL, 0);
	for (int i = 0; i < 50 && ask(pages(4, 4), UID) != NFC_DONE; i++)
		turn(100);
	CHECK_INT(job.end, NFC_DONE);
	CHECK_INT(count("card:"), 1); /* the card lay there all the time */
	finish();
}

/* A status byte at which libnfc aborts, and a card at which it crashes: the program dies and is begun again. */
TEST(libnfc_dies_and_comes_again)
{
	static const char *const why[] = { "signal 6", "signal 11" };
	static const enum pn532_fault deadly[] = { PN532_NAD, PN532_ATS };
	const char *detail;

	for (int i = 0; i < 2; i++) {
		begin_with("record=pages");
		pn532_break(&chip, deadly[i], 1);
		put(pn532_ntag(UID));
		CHECK(until("chip=gone"));
		wires_state(wires, "chip", &detail);
		CHECK_STR(detail, why[i]);
		CHECK(until("card:uid:" UID " "));
		CHECK(until("chip=ready"));
		pn532_take_away(&chip);
		CHECK(until("read:chip left "));
		finish();
	}
}

TEST(pulled_out_and_plugged_in_again)
{
	begin();
	for (int i = 0; i < 2; i++) {
		sbuf_clear(&heard);
		if (i)
			pn532_break(&chip, PN532_HANGUP, 1); /* in the middle of an answer */
		else
			pn532_pull_out(&chip);
		CHECK(until("chip=gone"));
		if (i)
			pn532_pull_out(&chip);
		pn532_plug_in(&chip);
		CHECK(until("chip=ready"));
		taps(pn532_ntag(UID), "card:uid:" UID " ");
	}
	finish();
}

/* --- the programs -------------------------------------------------------------------------- */

/* The process of that name among those that this one started, and they. */
static pid_t descendant(pid_t pid, const char *name)
{
	char path[64], list[1024] = "", *rest = list, *word;
	FILE *f;
	pid_t found = 0;

	snprintf(path, sizeof path, "/proc/%d/comm", pid);
	f = fopen(path, "r");
	if (f && fgets(list, sizeof list, f) && strncmp(list, name, strlen(name)) == 0)
		found = pid;
	if (f)
		fclose(f);
	*list = '\0';
	snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, pid);
	f = found ? NULL : fopen(path, "r");
	if (f && !fgets(list, sizeof list, f))
		*list = '\0';
	if (f)
		fclose(f);
	while (!found && (word = strtok_r(rest, " ", &rest)))
		found = descendant((pid_t)strtol(word, NULL, 10), name);
	return found;
}

TEST(a_stopped_reader_is_replaced_and_holds_nobody_up)
{
	struct device list[2] = { reader_with(""), device("gun", "scanner", "serial", "") };
	struct sim gun;
	pid_t pid;

	begin();
	gun = plug("gun");
	wires_set(wires, list, 2);
	CHECK(until("gun=ready"));
	pid = descendant(getpid(), "zhanggui-reader");
	if (CHECK(pid > 1))
		kill(pid, SIGSTOP);
	scan(&gun, "6901234567892\r");
	CHECK(until("scan:6901234567892 "));
	CHECK(until("chip=stuck"));
	CHECK(until("chip=ready"));
	CHECK(descendant(getpid(), "zhanggui-reader") != pid);
	taps(pn532_ntag(UID), "card:uid:" UID " ");
	unplug(&gun);
	finish();
}

static bool over_in_time(pid_t pid)
{
	int64_t end_ms = clock_mono_ms() + LIMIT_MS;

	while (kill(pid, 0) == 0 && clock_mono_ms() < end_ms)
		turn(20);
	return CHECK(kill(pid, 0) != 0);
}

/* One that is set up no more switches its field off; when the wires end, it is gone at once. */
TEST(no_reader_outlives_its_wires)
{
	struct device list[2] = { device("gun", "scanner", "serial", ""), reader_with("") };
	pid_t pid;

	begin();
	wires_set(wires, list, 2);
	pid = descendant(getpid(), "zhanggui-reader");
	CHECK(pid > 1 && chip.chip->field);
	wires_set(wires, list, 1);
	over_in_time(pid);
	CHECK(!chip.chip->field);
	wires_set(wires, list, 2);
	sbuf_clear(&heard);
	CHECK(until("chip=ready"));
	pid = descendant(getpid(), "zhanggui-reader");
	CHECK(pid > 1);
	wires_set(wires, NULL, 0);
	over_in_time(pid);
	finish();
}

TEST(a_reader_is_held_by_one)
{
	struct wires_config conf = { .helper = t_built("zhanggui-wires"), .silence_ms = 700, .pause_ms = 20 };
	struct device d = reader_with("");
	struct wires *second, *first;

	begin();
	first = wires;
	second = wires = wires_open(&conf);
	wires_set(wires, &d, 1);
	CHECK(until("chip=busy"));
	wires_close(first);
	CHECK(until("chip=ready"));
	wires = second;
	taps(pn532_ntag(UID), "card:uid:" UID " ");
	finish();
}

TEST(what_a_reader_cannot_be)
{
	struct device list[3] = { device("file", "reader", "pn532", ""), device("nobody", "reader", "pn532", ""),
		device("mute", "reader", "pn532", "") };
	struct sim mute;

	open_wires(NULL);
	close(open(at("file"), O_CREAT | O_WRONLY, 0600));
	mute = plug("mute"); /* a line without a chip */
	wires_set(wires, list, 3);
	CHECK(until("file=wrong"));
	CHECK(until("nobody=gone"));
	CHECK(until("mute=wrong"));
	unplug(&mute);
	unlink(at("file"));
	close_wires();
}

/* On a till PC, behind the socket that ssh carries: the same, also requests. */
TEST(a_reader_at_a_till_pc)
{
	struct device d = { .name = "chip", .kind = "reader", .protocol = "pn532", .address = "remote:01:card",
		.options = "record=pages", .active = true };
	char names[400];
	pid_t pc;

	open_wires(folder);
	pn532_new(&chip, at("chip"));
	pn532_plug_in(&chip);
	snprintf(names, sizeof names, "[devices]\ncard = %s\n", at("chip"));
	pc = start_listener("01.sock", names);
	wires_set(wires, &d, 1);
	CHECK(until("chip=ready"));
	put(pn532_ntag(UID));
	CHECK(until("read:chip record " UID));
	CHECK(until("card:uid:" UID " "));
	CHECK_INT(ask(set_pages(4, "abcd"), UID), NFC_DONE);
	end_process(pc);
	CHECK(until("chip=no-line"));
	CHECK_INT(ask(pages(4, 1), UID), NFC_DOWN);
	finish();
}

T_MAIN
