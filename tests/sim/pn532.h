/* pn532.h - a PN532 behind a pseudo terminal, with cards in its field, that the real libnfc talks to: a process of
 * its own, for libnfc waits for its answers. What lies in the field and what goes wrong is said in memory that it
 * shares with the test: pn532_put, pn532_take_away, pn532_break. It knows the frames of the chip's manual (UM0701-02)
 * as far as a reader of cards needs them: wake-up, diagnosis, registers, the field, finding cards of types A, B and F,
 * exchange. */
#ifndef TESTS_PN532_H
#define TESTS_PN532_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define PN532_CARDS 4
#define PN532_MEMORY 2048
#define PN532_FRAME_MAX 265

enum pn532_fault {
	PN532_WELL,
	PN532_NOACK,    /* a command is not even taken */
	PN532_SILENCE,  /* it is taken and never answered */
	PN532_NACK,     /* the chip asks for it again instead of an answer */
	PN532_SUM,      /* a wrong checksum */
	PN532_TFI,      /* the direction byte of a host's frame */
	PN532_CODE,     /* the answer to another command */
	PN532_ERROR,    /* the chip's error frame */
	PN532_HALF,     /* half an answer */
	PN532_GARBAGE,  /* bytes that are no frame */
	PN532_NAD,      /* a status that makes libnfc abort */
	PN532_ATS,      /* a card that makes libnfc crash */
	PN532_HANGUP    /* the cable is pulled out */
};

struct pn532_card {
	char type;            /* 'A', 'B', 'F' */
	uint8_t uid[10];
	int n;
	uint8_t atqa[2], sak;
	int pages;            /* of an NTAG; 0: blocks of a Classic card, or nothing */
	uint8_t memory[PN532_MEMORY];
	uint8_t keys[2][6];   /* A and B, of all its sectors */
	int locked_from;      /* the first page or block that is not written; 0: none is */
	bool changing;        /* a phone: another number whenever the field comes back */
	int leaves_after;     /* commands that it still takes; -1: it stays */
	bool asleep;
	int open_sector;      /* -1 none */
};

struct pn532 {
	pthread_mutex_t lock;
	struct pn532_card cards[PN532_CARDS];
	int count;
	enum pn532_fault fault;
	int times;            /* so many answers are broken; -1: all from now on */
	int commands;         /* that it took */
	bool field;
	/* Of the chip's process alone. */
	int line, active;     /* active: which card; -1 none */
	bool awake;
	uint8_t registers[65536];
};

struct pn532_plug { struct pn532 *chip; pid_t pid; char link[640]; };

/* --- the line ------------------------------------------------------------------------------ */

static inline bool pn532_breaks(struct pn532 *c, enum pn532_fault fault)
{
	if (c->fault != fault || !c->times)
		return false;
	c->times -= c->times > 0;
	return true;
}

static inline void pn532_send(struct pn532 *c, const void *bytes, size_t n)
{
	if (write(c->line, bytes, n) != (ssize_t)n)
		_exit(0);
}

/* An answer: the code behind that of its command, and what belongs to it; with the fault that is due. */
static inline void pn532_answer(struct pn532 *c, uint8_t code, const uint8_t *data, size_t n)
{
	static const uint8_t error[] = { 0, 0, 0xFF, 0x01, 0xFF, 0x7F, 0x81, 0 };
	static const uint8_t nack[] = { 0, 0, 0xFF, 0xFF, 0, 0 };
	static const uint8_t garbage[] = { 0xDE, 0xAD, 0xBE, 0xEF, 0, 1, 2, 3, 4, 5, 6, 7 };
	uint8_t frame[PN532_FRAME_MAX] = { 0, 0, 0xFF, (uint8_t)(n + 2), (uint8_t)(0 - (n + 2)), 0xD5, code }, sum = 0;
	size_t len = 7 + n + 2;

	if (pn532_breaks(c, PN532_SILENCE))
		return;
	if (pn532_breaks(c, PN532_HANGUP))
		_exit(0);
	if (pn532_breaks(c, PN532_ERROR)) {
		pn532_send(c, error, sizeof error);
		return;
	}
	if (pn532_breaks(c, PN532_NACK)) {
		pn532_send(c, nack, sizeof nack);
		return;
	}
	if (pn532_breaks(c, PN532_GARBAGE)) {
		pn532_send(c, garbage, sizeof garbage);
		return;
	}
	memcpy(frame + 7, data, n);
	for (size_t i = 5; i < 7 + n; i++)
		sum = (uint8_t)(sum + frame[i]);
	frame[7 + n] = (uint8_t)(0 - sum + pn532_breaks(c, PN532_SUM));
	if (pn532_breaks(c, PN532_TFI))
		frame[5] = 0xD4;
	if (pn532_breaks(c, PN532_CODE))
		frame[6] = (uint8_t)(code + 2);
	pn532_send(c, frame, pn532_breaks(c, PN532_HALF) ? len / 2 : len);
}

/* --- the field ----------------------------------------------------------------------------- */

static inline void pn532_field(struct pn532 *c, bool on)
{
	c->active = -1;
	c->field = on;
	for (int i = 0; i < c->count; i++) {
		c->cards[i].asleep = false;
		c->cards[i].open_sector = -1;
		if (!on && c->cards[i].changing)
			for (int k = 1; k < 4; k++)
				c->cards[i].uid[k] = (uint8_t)rand();
	}
}

/* Whether it is the one that is called; a long number is called with marks between its parts. */
static inline bool pn532_called(const struct pn532_card *card, const uint8_t *name, size_t n)
{
	uint8_t plain[12];
	int k = 0;

	for (size_t i = 0; i < n && k < (int)sizeof plain; i++)
		if (n == 4 || name[i] != 0x88 || i % 4)
			plain[k++] = name[i];
	return !n || (k == card->n && memcmp(plain, card->uid, (size_t)k) == 0);
}

/* What the chip tells of a card of each type. */
static inline size_t pn532_target(struct pn532 *c, const struct pn532_card *card, uint8_t *out)
{
	static const uint8_t ats[] = { 5, 0x75, 0x77, 0x81, 0x02 };
	uint8_t *to = out;

	*to++ = 1;
	if (card->type == 'A') {
		*to++ = card->atqa[0];
		*to++ = card->atqa[1];
		*to++ = card->sak;
		*to++ = (uint8_t)card->n;
		memcpy(to, card->uid, (size_t)card->n);
		to += card->n;
		if (pn532_breaks(c, PN532_ATS)) {
			*to++ = 0;
		} else if (card->sak & 0x20) {
			memcpy(to, ats, sizeof ats);
			to += sizeof ats;
		}
	} else if (card->type == 'B') {
		memcpy(to, "\x50\0\0\0\0\0\0\0\0\0\x71\x71\1\0", 14); /* answer to the request, then to being chosen */
		memcpy(to + 1, card->uid, 4);
		to += 14;
	} else {
		*to++ = 18;
		*to++ = 1;
		memcpy(to, card->uid, 8);
		memset(to + 8, 0xFF, 8);
		to += 16;
	}
	return (size_t)(to - out);
}

static inline void pn532_find(struct pn532 *c, const uint8_t *p, size_t n)
{
	const char type = p[1] == 0 ? 'A' : p[1] == 3 ? 'B' : p[1] == 1 ? 'F' : '?';
	uint8_t out[64] = { 0 };
	size_t len = 1;

	for (int i = 0; i < c->count && !out[0]; i++) {
		struct pn532_card *card = &c->cards[i];

		if (card->type != type || card->asleep || (type == 'A' && !pn532_called(card, p + 2, n - 2)))
			continue;
		out[0] = 1;
		len += pn532_target(c, card, out + 1);
		c->active = i;
	}
	pn532_answer(c, 0x4B, out, len);
}

/* --- what a card does ---------------------------------------------------------------------- */

/* Where a page or block begins in its memory; -1: there is none. */
static inline int pn532_place(const struct pn532_card *card, int number)
{
	int size = card->pages ? 4 : 16;

	return number < (card->pages ? card->pages : PN532_MEMORY / 16) ? number * size : -1;
}

static inline bool pn532_opened(const struct pn532_card *card, int block)
{
	return card->pages || (card->sak & 0x08 && card->open_sector == block / 4);
}

static inline bool pn532_write(struct pn532_card *card, const uint8_t *d, size_t n)
{
	int place = pn532_place(card, d[1]);

	if (place < 0 || !pn532_opened(card, d[1]) || (card->locked_from && d[1] >= card->locked_from))
		return false;
	memcpy(card->memory + place, d + 2, n - 2);
	return true;
}

/* A status byte and what the card says. 01: it says nothing, or no. */
static inline size_t pn532_card_says(struct pn532_card *card, const uint8_t *d, size_t n, uint8_t *out)
{
	static const uint8_t version[] = { 0, 4, 4, 2, 1, 0, 0x0F, 3 };
	int place = n > 1 ? pn532_place(card, d[1]) : -1;

	out[0] = 0;
	if (d[0] == 0x30 && n == 2 && place >= 0 && pn532_opened(card, d[1])) {
		for (int i = 0; i < 16; i++) /* an NTAG goes on with its beginning */
			out[1 + i] = card->memory[(place + i) % (card->pages ? card->pages * 4 : PN532_MEMORY)];
		return 17;
	}
	if (((d[0] == 0xA2 && n == 6 && card->pages) || (d[0] == 0xA0 && n == 18 && !card->pages)) &&
	    pn532_write(card, d, n))
		return 1;
	if (d[0] == 0x60 && n == 1 && card->pages) {
		memcpy(out + 1, version, sizeof version);
		return 1 + sizeof version;
	}
	if ((d[0] == 0x60 || d[0] == 0x61) && n == 12 && card->sak & 0x08) {
		bool right = memcmp(d + 2, card->keys[d[0] - 0x60], 6) == 0 &&
			memcmp(d + 8, card->uid + card->n - 4, 4) == 0;

		card->open_sector = right ? d[1] / 4 : -1;
		card->asleep = !right;
		out[0] = right ? 0 : 0x14;
		return 1;
	}
	card->asleep = true;
	out[0] = 0x01;
	return 1;
}

static inline size_t pn532_exchange(struct pn532 *c, const uint8_t *d, size_t n, uint8_t *out)
{
	struct pn532_card *card = c->active >= 0 && c->active < c->count ? &c->cards[c->active] : NULL;

	out[0] = 0x01;
	if (!card || !n || card->asleep)
		return 1;
	if (card->leaves_after == 0) {
		memmove(card, card + 1, (size_t)(c->cards + PN532_CARDS - card - 1) * sizeof *card);
		c->count--;
		c->active = -1;
		return 1;
	}
	card->leaves_after -= card->leaves_after > 0;
	return pn532_card_says(card, d, n, out);
}

/* --- commands ------------------------------------------------------------------------------ */

/* Registers: read where `step` is 2, written where it is 3. */
static inline size_t pn532_registers(struct pn532 *c, const uint8_t *p, size_t n, size_t step, uint8_t *out)
{
	size_t len = 0;

	for (size_t i = 0; i + step <= n; i += step) {
		uint8_t *reg = &c->registers[p[i] << 8 | p[i + 1]];

		if (step == 3)
			*reg = p[i + 2];
		else
			out[len++] = *reg;
	}
	return len;
}

/* p: the command and n bytes behind it. */
static inline void pn532_command(struct pn532 *c, const uint8_t *p, size_t n)
{
	static const uint8_t ack[] = { 0, 0, 0xFF, 0, 0xFF, 0 }, error[] = { 0, 0, 0xFF, 1, 0xFF, 0x7F, 0x81, 0 };
	uint8_t out[PN532_FRAME_MAX] = { 0 };
	size_t len = 0;

	c->commands++;
	if (pn532_breaks(c, PN532_NOACK))
		return;
	pn532_send(c, ack, sizeof ack);
	switch (p[0]) {
	case 0x00: /* diagnosis of the line: it says the same */
		pn532_answer(c, 1, p + 1, n);
		return;
	case 0x02:
		pn532_answer(c, 3, (const uint8_t *)"\x32\x01\x06\x07", 4);
		return;
	case 0x06:
		len = pn532_registers(c, p + 1, n, 2, out);
		break;
	case 0x08:
		pn532_registers(c, p + 1, n, 3, out);
		break;
	case 0x12: case 0x14:
		break;
	case 0x32:
		if (n >= 2 && p[1] == 1)
			pn532_field(c, p[2] & 1);
		break;
	case 0x16: case 0x52:
		len = 1;
		c->awake = p[0] != 0x16;
		break;
	case 0x40:
		if (pn532_breaks(c, PN532_NAD)) {
			out[0] = 0x80;
			len = 1;
		} else {
			len = pn532_exchange(c, p + 2, n - 1, out);
		}
		break;
	case 0x42:
		len = pn532_exchange(c, p + 1, n, out);
		break;
	case 0x44:
		if (c->active >= 0 && c->active < c->count)
			c->cards[c->active].asleep = true;
		len = 1;
		break;
	case 0x4A:
		if (n >= 2)
			pn532_find(c, p + 1, n);
		return;
	default:
		pn532_send(c, error, sizeof error);
		return;
	}
	pn532_answer(c, (uint8_t)(p[0] + 1), out, len);
}

/* Takes whole frames from what came; answers how many bytes are done with. */
static inline size_t pn532_frames(struct pn532 *c, const uint8_t *b, size_t n)
{
	size_t at = 0;

	while (at + 4 <= n) {
		uint8_t len = b[at + 2], sum = 0;

		if (b[at] != 0 || b[at + 1] != 0xFF) {
			c->awake |= b[at] == 0x55;
			at++;
		} else if ((uint8_t)(len + b[at + 3]) != 0 || !len) {
			at += 4; /* the host's ACK, which gives a command up */
		} else if (at + 4 + len + 1 > n) {
			break;
		} else {
			for (size_t i = 0; i <= len; i++)
				sum = (uint8_t)(sum + b[at + 4 + i]);
			if (!sum && len >= 2 && b[at + 4] == 0xD4 && c->awake)
				pn532_command(c, b + at + 5, (size_t)len - 2);
			at += 4 + (size_t)len + 1;
		}
	}
	return at;
}

static inline void __attribute__((noreturn)) pn532_live(struct pn532 *c)
{
	uint8_t bytes[2048];
	size_t have = 0;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (;;) {
		struct pollfd fd = { .fd = c->line, .events = POLLIN };
		ssize_t n;
		size_t done;

		if (poll(&fd, 1, 100) <= 0)
			continue;
		n = read(c->line, bytes + have, sizeof bytes - have);
		if (n <= 0) {
			usleep(5000); /* nobody has it open */
			continue;
		}
		have += (size_t)n;
		pthread_mutex_lock(&c->lock);
		done = pn532_frames(c, bytes, have);
		pthread_mutex_unlock(&c->lock);
		have -= done;
		memmove(bytes, bytes + done, have);
		have = have == sizeof bytes ? 0 : have;
	}
}

/* --- for a test ---------------------------------------------------------------------------- */

/* That libnfc dies is no finding of a sanitizer: the programs started from now on die of it as they would without. */
static inline void pn532_let_die(void)
{
	const char *before = getenv("ASAN_OPTIONS");
	char options[500];

	if (before && strstr(before, "handle_segv=0"))
		return;
	snprintf(options, sizeof options, "%s%shandle_segv=0:handle_abort=0", before ? before : "", before ? ":" : "");
	setenv("ASAN_OPTIONS", options, 1);
}

/* Memory of a chip, without a process yet. */
static inline void pn532_new(struct pn532_plug *p, const char *link)
{
	pthread_mutexattr_t shared;

	pn532_let_die();
	p->chip = mmap(NULL, sizeof *p->chip, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (p->chip == MAP_FAILED)
		abort();
	pthread_mutexattr_init(&shared);
	pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
	pthread_mutexattr_setrobust(&shared, PTHREAD_MUTEX_ROBUST);
	pthread_mutex_init(&p->chip->lock, &shared);
	p->chip->active = -1;
	p->pid = 0;
	snprintf(p->link, sizeof p->link, "%s", link);
}

static inline void pn532_lock(struct pn532 *c)
{
	if (pthread_mutex_lock(&c->lock) == EOWNERDEAD)
		pthread_mutex_consistent(&c->lock);
}

static inline void pn532_plug_in(struct pn532_plug *p)
{
	char path[128];
	struct termios raw;
	int held;

	if (openpty(&p->chip->line, &held, path, NULL, NULL) || tcgetattr(held, &raw))
		abort();
	cfmakeraw(&raw);
	tcsetattr(held, TCSANOW, &raw);
	unlink(p->link);
	if (symlink(path, p->link))
		abort();
	p->chip->awake = false;
	p->pid = fork();
	if (p->pid == 0) {
		close(held);
		pn532_live(p->chip);
	}
	close(p->chip->line);
	close(held);
}

static inline void pn532_pull_out(struct pn532_plug *p)
{
	unlink(p->link);
	kill(p->pid, SIGKILL);
	waitpid(p->pid, NULL, 0);
	p->pid = 0;
	pn532_lock(p->chip); /* which it may have died with */
	pthread_mutex_unlock(&p->chip->lock);
}

static inline void pn532_end(struct pn532_plug *p)
{
	if (p->pid)
		pn532_pull_out(p);
	munmap(p->chip, sizeof *p->chip);
}

static inline struct pn532_card pn532_card(char type, const char *hex)
{
	struct pn532_card card = { .type = type, .leaves_after = -1, .open_sector = -1 };
	unsigned byte;

	for (; sscanf(hex, "%2x", &byte) == 1; hex += 2)
		card.uid[card.n++] = (uint8_t)byte;
	card.atqa[1] = card.n == 4 ? 0x04 : card.n == 7 ? 0x44 : 0x84;
	return card;
}

/* An NTAG213: 45 pages. */
static inline struct pn532_card pn532_ntag(const char *hex)
{
	struct pn532_card card = pn532_card('A', hex);

	card.pages = 45;
	card.locked_from = 40;
	memcpy(card.memory, card.uid, 3);
	return card;
}

static inline struct pn532_card pn532_classic(const char *hex)
{
	struct pn532_card card = pn532_card('A', hex);

	card.sak = 0x08;
	memset(card.keys, 0xFF, sizeof card.keys);
	return card;
}

static inline void pn532_put(struct pn532_plug *p, const struct pn532_card *card)
{
	pn532_lock(p->chip);
	p->chip->cards[p->chip->count++] = *card;
	pthread_mutex_unlock(&p->chip->lock);
}

static inline void pn532_take_away(struct pn532_plug *p)
{
	pn532_lock(p->chip);
	p->chip->count = 0;
	p->chip->active = -1;
	pthread_mutex_unlock(&p->chip->lock);
}

/* The next so many answers, or all (-1), go wrong. */
static inline void pn532_break(struct pn532_plug *p, enum pn532_fault fault, int times)
{
	pn532_lock(p->chip);
	p->chip->fault = fault;
	p->chip->times = times;
	pthread_mutex_unlock(&p->chip->lock);
}

#endif
