/* reader.c - zhanggui-reader: holds one reader of contactless cards by libnfc and says what lies on it (device/nfc.h).
 * libnfc aborts on some answers and crashes on some cards, so it lives here, alone; zhanggui-wires starts this program
 * anew when it dies. A chip that merely fails is closed and opened again, after growing pauses. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "device/nfc.h"
#include "model/device.h"
#include "model/member/cardsign.h"
#include "reader/chip_int.h"

#define LOOK_MS 150         /* between two looks at the field */
#define MISSES_MOST 2       /* a card that is not seen so often in a row has left */
#define PAUSE_FIRST_MS 250
#define PAUSE_MOST_MS 4000
#define CALM_MS 5000        /* a chip that failed again within so long is told */

struct reader {
	const char *protocol, *path;
	int lock;                  /* the path, opened and held against others; -1 not yet */
	struct chip *chip;         /* NULL: it is not open */
	enum device_state told;
	int64_t open_ms, pause_ms; /* when to open it, and how long after that to try again */
	int64_t failed_ms;         /* when it failed last; 0: never */
	enum device_state broken;  /* what is told of a chip that cannot be opened */
	int count;                 /* how many cards lie there: 0, 1, 2 for more */
	int misses;
	bool random;               /* the one that lies there has a number that means nothing */
	struct chip_card card;     /* the one that was told, while count is 1 */
	int record;                /* 'n', 'p', 's': as in the options of a device */
	struct helperline_reader lines;
	struct sbuf out;
};

static void send_out(struct reader *r)
{
	for (size_t at = 0; at < r->out.len;) {
		ssize_t n = write(STDOUT_FILENO, r->out.data + at, r->out.len - at);

		if (n < 0 && errno != EINTR)
			_exit(0); /* nobody is there */
		at += n > 0 ? (size_t)n : 0;
	}
	sbuf_clear(&r->out);
}

static void tell_state(struct reader *r, enum device_state state, const char *detail)
{
	if (r->told == state)
		return;
	r->told = state;
	helperline_put(&r->out, "state", device_state_word(state), detail, NULL);
	send_out(r);
}

/* --- the device ---------------------------------------------------------------------------- */

/* Opens its path for us alone: a second program would steal the chip's answers. libnfc opens it once more. */
static bool hold(struct reader *r, char *real)
{
	struct stat st;

	if (r->lock >= 0)
		return true;
	if (!realpath(r->path, real) || stat(real, &st)) {
		tell_state(r, errno == EACCES ? DEVICE_DENIED : DEVICE_GONE, strerror(errno));
		return false;
	}
	if (!S_ISCHR(st.st_mode)) {
		tell_state(r, DEVICE_WRONG, "it is no device");
		return false;
	}
	r->lock = open(real, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (r->lock < 0) {
		tell_state(r, errno == EACCES || errno == EPERM ? DEVICE_DENIED : DEVICE_GONE, strerror(errno));
		return false;
	}
	if (flock(r->lock, LOCK_EX | LOCK_NB) == 0)
		return true;
	tell_state(r, DEVICE_BUSY, strerror(errno));
	close(r->lock);
	r->lock = -1;
	return false;
}

static void let_go(struct reader *r)
{
	if (r->lock >= 0)
		close(r->lock);
	r->lock = -1;
}

/* The other end of its line is gone: a cable was pulled out. */
static bool unplugged(const struct reader *r)
{
	struct pollfd fd = { .fd = r->lock, .events = 0 };
	char real[PATH_MAX];

	return r->lock >= 0 && ((poll(&fd, 1, 0) > 0 && fd.revents & (POLLHUP | POLLERR)) || !realpath(r->path, real));
}

static void try_later(struct reader *r)
{
	r->open_ms = clock_mono_ms() + r->pause_ms;
	r->pause_ms = r->pause_ms * 2 < PAUSE_MOST_MS ? r->pause_ms * 2 : PAUSE_MOST_MS;
}

static void open_chip(struct reader *r)
{
	char real[PATH_MAX], connect[NFC_CONNECT_MAX];

	if (!hold(r, real)) {
		try_later(r);
		return;
	}
	if (!realpath(r->path, real) || !nfc_connect(r->protocol, real, connect)) {
		tell_state(r, DEVICE_WRONG, "libnfc has no words for this path");
		let_go(r);
		try_later(r);
		return;
	}
	r->chip = chip_open(connect);
	if (r->chip)
		return;
	if (unplugged(r))
		tell_state(r, DEVICE_GONE, "");
	else
		tell_state(r, r->broken, "no chip answers");
	let_go(r);
	try_later(r);
}

/* A chip that fails once is opened again and nobody hears of it; one that goes on failing is told. */
static void fail(struct reader *r)
{
	int64_t now_ms = clock_mono_ms();
	const char *detail;
	enum device_state state = chip_trouble(r->chip, &detail);

	r->broken = unplugged(r) ? DEVICE_WRONG : state;
	if (unplugged(r))
		tell_state(r, DEVICE_GONE, detail);
	else if (r->failed_ms && now_ms - r->failed_ms < CALM_MS)
		tell_state(r, state, detail);
	if (!r->failed_ms || now_ms - r->failed_ms >= CALM_MS)
		r->pause_ms = PAUSE_FIRST_MS;
	r->failed_ms = now_ms;
	chip_close(r->chip);
	r->chip = NULL;
	let_go(r);
	try_later(r);
}

/* --- the field ----------------------------------------------------------------------------- */

/* What it carries, as far as it can be read; a card without a record is as good a card. */
static bool read_record(struct reader *r, char hex[NFC_BYTES_MAX * 2 + 1])
{
	struct nfc_request ask = { .verb = NFC_PAGES, .place = NFC_USER_PAGE,
		.count = CARDSIGN_BYTES / NFC_PAGE_BYTES };
	unsigned char bytes[NFC_BYTES_MAX];
	enum nfc_end end;
	size_t n;

	*hex = '\0';
	if (r->record == 'n' || r->card.type != 'A')
		return true;
	if (r->record == 's') {
		ask = (struct nfc_request){ .verb = NFC_SECTOR, .place = CARDSIGN_SECTOR, .key_kind = 'A' };
		memset(ask.key, 0xFF, sizeof ask.key); /* as they are made: the signature needs no secret key */
	}
	end = chip_do(r->chip, &r->card, &ask, bytes, &n);
	if (end == NFC_DONE)
		nfc_hex(bytes, n, hex);
	return end != NFC_DOWN;
}

static bool tell_card(struct reader *r)
{
	char uid[NFC_UID_MAX * 2 + 1], atqa[5], sak[3], record[NFC_BYTES_MAX * 2 + 1];
	const struct chip_card *c = &r->card;

	nfc_hex(c->uid, c->n, uid);
	nfc_hex(c->atqa, sizeof c->atqa, atqa);
	nfc_hex(&c->sak, 1, sak);
	r->random = c->type == 'A' && nfc_random(c->uid, c->n);
	if (r->random) {
		helperline_put(&r->out, "random", uid, NULL);
	} else if (c->type == 'A') {
		if (!read_record(r, record))
			return false;
		helperline_put(&r->out, "card", "A", uid, atqa, sak, record, NULL);
	} else {
		helperline_put(&r->out, "card", c->type == 'B' ? "B" : "F", uid, NULL);
	}
	return true;
}

/* A phone has another number each time the field comes back: it is the same one while it lies there. */
static bool is_same(const struct reader *r, const struct chip_card *card)
{
	if (r->random && card->type == 'A' && nfc_random(card->uid, card->n))
		return true;
	return card->n == r->card.n && memcmp(card->uid, r->card.uid, card->n) == 0;
}

/* One look; only what changed is told. False: the chip fails. */
static bool look(struct reader *r)
{
	struct chip_card card;
	int count = chip_look(r->chip, &card);

	if (count < 0)
		return false;
	if (!count && r->count && ++r->misses < MISSES_MOST)
		return true;
	r->misses = 0;
	if (count == r->count && (count != 1 || is_same(r, &card)))
		return true;
	r->count = count;
	if (count == 1) {
		r->card = card;
		return tell_card(r);
	}
	r->random = false;
	helperline_put(&r->out, count ? "two" : "left", NULL);
	return true;
}

/* --- requests ------------------------------------------------------------------------------ */

/* A card that said no lies there still; one that left does not. */
static enum nfc_end why_not(struct reader *r, const struct nfc_request *ask)
{
	struct chip_card card;
	int count = chip_look(r->chip, &card);

	if (count < 0)
		return NFC_DOWN;
	if (count == 0)
		return NFC_LEFT;
	return count == 1 && card.n == ask->uid_n && memcmp(card.uid, ask->uid, card.n) == 0 ? NFC_REFUSED : NFC_OTHER;
}

static enum nfc_end do_request(struct reader *r, const struct nfc_request *ask, unsigned char *bytes, size_t *n)
{
	struct chip_card card;
	enum nfc_end end;
	int count;

	*n = 0;
	if (!r->chip)
		return NFC_DOWN;
	count = chip_look(r->chip, &card);
	if (count <= 0)
		return count ? NFC_DOWN : NFC_LEFT;
	if (count > 1 || card.n != ask->uid_n || memcmp(card.uid, ask->uid, card.n) != 0)
		return NFC_OTHER;
	end = chip_do(r->chip, &card, ask, bytes, n);
	return end == NFC_LEFT ? why_not(r, ask) : end;
}

static void take_request(struct reader *r, const struct helperline *l)
{
	struct nfc_request ask;
	unsigned char bytes[NFC_BYTES_MAX];
	char hex[NFC_BYTES_MAX * 2 + 1], id[HELPERLINE_NUMBER];
	bool good = nfc_request_read(l, &ask);
	size_t n = 0;
	enum nfc_end end = good ? do_request(r, &ask, bytes, &n) : NFC_BAD;

	nfc_hex(bytes, n, hex);
	helperline_put(&r->out, "answer", helperline_number(id, ask.id), nfc_end_word(end), hex, NULL);
	explicit_bzero(&ask, sizeof ask);
	send_out(r);
	if (end == NFC_DOWN && r->chip)
		fail(r);
}

static void take(struct reader *r, const struct helperline *l)
{
	if (strcmp(l->words[0], "ping") == 0 && l->count == 2)
		helperline_put(&r->out, "pong", l->words[1], NULL);
	else if (strcmp(l->words[0], "record") == 0 && l->count == 2)
		r->record = (unsigned char)*l->words[1];
	else
		take_request(r, l);
	send_out(r);
}

/* False: nobody is there any more. */
static bool hear(struct reader *r)
{
	char bytes[4096];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
	struct helperline l;

	if (n <= 0)
		return n < 0 && errno == EINTR;
	helperline_feed(&r->lines, bytes, (size_t)n);
	explicit_bzero(bytes, sizeof bytes);
	while (helperline_next(&r->lines, &l))
		take(r, &l);
	return true;
}

/* --- the loop ------------------------------------------------------------------------------ */

static void run(struct reader *r)
{
	for (;;) {
		struct pollfd fd = { .fd = STDIN_FILENO, .events = POLLIN };
		int64_t wait_ms = r->chip ? LOOK_MS : r->open_ms - clock_mono_ms();

		if (poll(&fd, 1, wait_ms < 0 ? 0 : (int)wait_ms) > 0 && !hear(r))
			return;
		if (!r->chip && clock_mono_ms() >= r->open_ms)
			open_chip(r);
		if (!r->chip)
			continue;
		if (unplugged(r) || !look(r)) {
			fail(r);
			continue;
		}
		tell_state(r, DEVICE_READY, ""); /* after a look: one that a card kills is not ready before it died */
		send_out(r);
	}
}

int main(int argc, char **argv)
{
	struct reader r = { .lock = -1, .told = DEVICE_OPENING, .broken = DEVICE_WRONG, .pause_ms = PAUSE_FIRST_MS,
		.record = 'n', .lines = HELPERLINE_READER_INIT };

	if (argc != 3) {
		fprintf(stderr, "usage: " NFC_HELPER " PROTOCOL PATH\n"
			"It is started by zhanggui-wires: see its manual.\n");
		return 2;
	}
	r.protocol = argv[1];
	r.path = argv[2];
	signal(SIGPIPE, SIG_IGN);
	/* Of the environment and its own files libnfc takes nothing: one device, by its name, without a word. */
	setenv("LIBNFC_LOG_LEVEL", "0", 1);
	setenv("LIBNFC_AUTO_SCAN", "false", 1);
	setenv("LIBNFC_INTRUSIVE_SCAN", "false", 1);
	unsetenv("LIBNFC_DEVICE");
	unsetenv("LIBNFC_DEFAULT_DEVICE");
	helperline_put_hello(&r.out, NFC_HELPER, VERSION);
	send_out(&r);
	run(&r);
	if (r.chip)
		chip_close(r.chip);
	let_go(&r);
	helperline_release(&r.lines);
	sbuf_release(&r.out);
	return 0;
}
