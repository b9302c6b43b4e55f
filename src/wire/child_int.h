/* child_int.h - one helper program: started, spoken to by lines, killed when it is silent, started again; or one that
 * runs elsewhere behind a socket: joined, spoken to, left when it is silent, joined again. Nothing here waits. The
 * owner asks child_step for news until there is none. */
#ifndef WIRE_CHILD_INT_H
#define WIRE_CHILD_INT_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/sbuf.h"
#include "device/helperline.h"

enum child_news {
	CHILD_QUIET,
	CHILD_READY,   /* it greeted: lines may be sent; nothing sent to an earlier one has reached it */
	CHILD_LINE,    /* a line came; it lives until the next step */
	CHILD_GONE     /* it died, was killed, or could not be started; it comes again by itself */
};

struct child {
	const char *name;     /* what it must greet with, and its program's name */
	char *path;           /* owned; NULL: found beside the program, else in LIBEXECDIR. Joined: its socket */
	bool joined;
	int64_t silence_ms, first_pause_ms, most_pause_ms;

	bool runs;
	pid_t pid;            /* 0 none, or joined */
	int fd;               /* our end of the socket that is its standard input and output; -1 none */
	struct helperline_reader lines;
	struct sbuf out;      /* not yet taken by the socket */
	size_t out_taken;
	bool greeted, killed;
	int64_t started_ms, heard_ms, asked_ms, restart_ms, pause_ms; /* monotonic */
	char trouble[120];    /* why it went, for the log and the health's detail */
};

/* 0: silence of 15 s, a first pause of 500 ms. */
void child_init(struct child *c, const char *name, const char *path, int64_t silence_ms, int64_t pause_ms);
/* The same for one that listens on a socket. */
void child_init_joined(struct child *c, const char *name, const char *socket, int64_t silence_ms, int64_t pause_ms);
/* Closes its input, on which it ends itself; after `patience_ms` it is killed. */
void child_release(struct child *c, int patience_ms);

enum child_news child_step(struct child *c, struct helperline *line);
/* Where lines for it are put (helperline_put), after CHILD_READY only; child_send lets them go. */
struct sbuf *child_out(struct child *c);
void child_send(struct child *c);
/* It was sent away by the one it joined: as if nobody had been there. */
void child_sent_away(struct child *c);
/* Fills one entry and answers 1, or 0 while there is no descriptor. */
int child_fds(const struct child *c, struct pollfd *fds);
/* When it wants child_step though no descriptor is ready. */
int64_t child_due_ms(const struct child *c);

/* --- how one is started, for other programs too ------------------------------------------------ */

/* Two ends of a socket, above the three standard descriptors (a daemon may have closed those). */
bool child_ends(int ends[2]);
/* Starts it with one of them as its input and output, and nothing else open; 0, else an errno. */
int child_spawn(const char *path, char *const argv[], int socket, pid_t *pid);

#endif
