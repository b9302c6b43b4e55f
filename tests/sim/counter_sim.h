/* counter_sim.h - a customer display and scales at the far end of pseudo terminals. The display draws what it is sent
 * into its two lines, as the real ones do, so that a test reads what a customer reads; a scale sends frames of its
 * protocol, and can misbehave. */
#ifndef TESTS_COUNTER_SIM_H
#define TESTS_COUNTER_SIM_H

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "../../include/base/arena.h"
#include "../../include/base/utf8.h"

#define SIM_COLUMNS 20

/* A port that a program opens by `link`, as udev would call it. */
struct sim_port { int fd; char link[256]; };

static inline void sim_plug(struct sim_port *p, const char *link)
{
	char path[128];
	struct termios raw;
	int held;

	if (openpty(&p->fd, &held, path, NULL, NULL) || tcgetattr(held, &raw))
		abort();
	cfmakeraw(&raw); /* a line echoes nothing, also before somebody opens it */
	tcsetattr(held, TCSANOW, &raw);
	snprintf(p->link, sizeof p->link, "%s", link);
	unlink(link);
	if (symlink(path, link))
		abort();
	close(held);
	fcntl(p->fd, F_SETFL, O_NONBLOCK);
	fcntl(p->fd, F_SETFD, FD_CLOEXEC);
}

static inline void sim_unplug(struct sim_port *p)
{
	unlink(p->link);
	close(p->fd);
	p->fd = -1;
}

/* What nobody reads yet is lost, as on a real line. */
static inline void sim_send(const struct sim_port *p, const void *bytes, size_t n)
{
	if (write(p->fd, bytes, n) < 0 && errno != EAGAIN && errno != EIO)
		abort();
}

/* --- a display of the CD5220 kind ----------------------------------------------------------- */

struct sim_display {
	struct sim_port port;
	char line[2][SIM_COLUMNS];
	char order[4];      /* what came of a command so far */
	int order_len;
	int row, col;       /* row -1: no line is being written */
	int strange;        /* bytes that were neither text nor a command */
};

static inline void sim_display_clear(struct sim_display *d)
{
	memset(d->line, ' ', sizeof d->line);
	d->row = -1;
}

static inline void sim_display_byte(struct sim_display *d, char c)
{
	if (d->order_len || c == '\x1b') {
		d->order[d->order_len++] = c;
		if (d->order_len == 2 && c == '@') {
			sim_display_clear(d);
			d->order_len = 0;
		} else if (d->order_len == 3) {
			d->row = d->order[1] == 'Q' && c == 'A' ? 0 : d->order[1] == 'Q' && c == 'B' ? 1 : -1;
			d->strange += d->row < 0;
			d->col = 0;
			d->order_len = 0;
		}
	} else if (c == '\x0c') {
		sim_display_clear(d);
	} else if (c == '\r') {
		d->row = -1;
	} else if (d->row >= 0 && d->col < SIM_COLUMNS && (unsigned char)c >= 0x20) {
		d->line[d->row][d->col++] = c;
	} else {
		d->strange++;
	}
}

/* Takes what came. */
static inline void sim_display_look(struct sim_display *d)
{
	char bytes[512];
	ssize_t n;

	while (d->port.fd >= 0 && (n = read(d->port.fd, bytes, sizeof bytes)) > 0)
		for (ssize_t i = 0; i < n; i++)
			sim_display_byte(d, bytes[i]);
}

/* A line as text, without the blanks at its end; until the next call. */
static inline const char *sim_display_line(struct sim_display *d, int row)
{
	static struct arena a;
	size_t n = SIM_COLUMNS, len;
	char *text;

	arena_clear(&a);
	while (n && d->line[row][n - 1] == ' ')
		n--;
	return utf8_from_gb18030(&a, d->line[row], n, &text, &len) == OK ? text : "not GBK";
}

/* --- scales --------------------------------------------------------------------------------- */

enum sim_fault { SIM_GOOD, SIM_RESTLESS, SIM_GARBAGE, SIM_MUTE, SIM_OVERLOAD, SIM_TORN };

struct sim_scale {
	struct sim_port port;
	const char *protocol;  /* "acs", "os2x", "toledo", "st" */
	int grams;
	enum sim_fault fault;
	char heard[64];        /* what it was told */
};

static inline int sim_scale_frame(const struct sim_scale *s, char frame[64])
{
	bool rest = s->fault != SIM_RESTLESS;
	int kg = abs(s->grams) / 1000, g = abs(s->grams) % 1000, n, sum = 0;
	char sign = s->grams < 0 ? '-' : ' ';

	if (strcmp(s->protocol, "acs") == 0)
		return snprintf(frame, 64, "%5d\n\r", s->grams);
	if (strcmp(s->protocol, "os2x") == 0)
		return s->fault == SIM_OVERLOAD ? snprintf(frame, 64, "\002S ------kg\003")
			: snprintf(frame, 64, "\002%c%c%2d.%03dkg\003", rest ? 'S' : 'U', sign, kg, g);
	if (strcmp(s->protocol, "st") == 0)
		return s->fault == SIM_OVERLOAD ? snprintf(frame, 64, "OL,GS,+       kg\r\n")
			: snprintf(frame, 64, "%s,GS,%c%3d.%03dkg\r\n", rest ? "ST" : "US", sign == '-' ? sign : '+',
				kg, g);
	n = snprintf(frame, 64, "\002\065%c\040%06d000000\r", 0x30 | (s->grams < 0 ? 2 : 0) | (rest ? 0 : 8) |
		(s->fault == SIM_OVERLOAD ? 4 : 0), abs(s->grams));
	for (int i = 0; i < n; i++)
		sum += (unsigned char)frame[i];
	frame[n] = (char)(0x80 - (sum & 0x7F));
	return n + 1;
}

/* One frame, as its fault has it; and what it is told meanwhile. */
static inline void sim_scale_tick(struct sim_scale *s)
{
	static unsigned turn;
	char frame[64], bytes[64];
	int n = sim_scale_frame(s, frame);
	ssize_t told = s->port.fd >= 0 ? read(s->port.fd, bytes, sizeof bytes) : 0;

	for (ssize_t i = 0; i < told && strlen(s->heard) < sizeof s->heard - 1; i++)
		s->heard[strlen(s->heard)] = bytes[i];
	if (s->port.fd < 0 || s->fault == SIM_MUTE)
		return;
	turn++;
	if (s->fault == SIM_RESTLESS && strcmp(s->protocol, "acs") == 0)
		n = snprintf(frame, sizeof frame, "%5d\n\r", s->grams + (int)(turn % 7) * 5);
	for (int i = 0; i < n && s->fault == SIM_GARBAGE; i++)
		frame[i] = (char)(frame[i] ^ (0x80 | turn * 37));
	sim_send(&s->port, frame, (size_t)(s->fault == SIM_TORN && turn % 2 ? n / 2 : n));
}

#endif
