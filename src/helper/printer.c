/* printer.c - zhanggui-printer: takes papers by lines on its standard input (device/printer.h), makes
 * ESC/POS of them, hands them to CUPS or a file, and tells how they fare. It holds what may block or
 * crash (CUPS, cairo, pango), so it is a program of its own, which the till may kill at any moment:
 * whatever it has told before stays true, and the next one finds its jobs again by their titles. */
#include "device/printer.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "device/escpos.h"
#include "device/helperline.h"
#include "draw/draw_int.h"
#include "printer/raster_int.h"
#include "printer/spool_int.h"

#define JOBS_MAX 128
#define QUEUES_MAX 8
#define QUEUE_LOOK_MS 2000       /* how often a queue is looked at */
#define QUEUE_BUSY_LOOK_MS 500   /* while a job is in it */
#define JOB_LOOK_LEAST_MS 40     /* a job is looked at after a quarter of its age, but not more often ... */
#define JOB_LOOK_MOST_MS 2000    /* ... nor more seldom than this */
#define MISSING_MS 2000          /* a job that the server has not had for so long never came */
#define STUCK_MS 15000           /* a receipt that prints for so long is not printing */
#define FILE_PATIENCE_MS 3000    /* a device that takes no byte for so long is not there */

struct queue {
	char name[PRINTER_QUEUE_MAX + 1]; /* "": a free place */
	enum printer_state state;         /* as last told; PRINTER_STATE_COUNT before */
	int64_t look_ms;                  /* when to look again */
};

struct job {
	int64_t id;                /* 0: a free place */
	char queue[PRINTER_QUEUE_MAX + 1];
	int number;                /* the server's, once it has it */
	bool seeking;              /* perhaps the server has it: looked for by its title */
	bool begun;                /* bytes may have reached the printer */
	bool printing;             /* it waits or prints, says the server */
	bool failing;              /* the device failed at it; the server will try again */
	enum printer_fate said;
	int64_t began_ms, look_ms;
	int64_t end_ms;            /* after it the job must not happen any more; 0 none */
	int64_t missing_ms;        /* since when the server says that it has no such job */
	struct sbuf unsent;        /* a job with an end that waits for its printer to be ready */
};

static struct spool *spool;
static struct queue queues[QUEUES_MAX];
static struct job jobs[JOBS_MAX];
static struct sbuf out;
static struct arena scratch; /* of one request or one look */

static void flush_out(void)
{
	size_t at = 0;
	ssize_t n;

	while (at < out.len) {
		n = write(STDOUT_FILENO, out.data + at, out.len - at);
		if (n < 0 && errno != EINTR)
			exit(1);
		at += n > 0 ? (size_t)n : 0;
	}
	sbuf_clear(&out);
}

static void say_fate(int64_t id, enum printer_fate fate, const char *detail)
{
	char number[HELPERLINE_NUMBER];

	helperline_put(&out, "job", helperline_number(number, id), printer_fate_word(fate), detail, NULL);
	flush_out();
}

static bool is_file(const char *queue)
{
	return strncmp(queue, PRINTER_FILE, strlen(PRINTER_FILE)) == 0;
}

/* The place of a queue, made if need be; when all are taken the one made longest ago goes. */
static struct queue *queue_of(const char *name)
{
	static int next;
	struct queue *q;

	for (q = queues; q < queues + QUEUES_MAX; q++)
		if (strcmp(q->name, name) == 0)
			return q;
	q = &queues[next++ % QUEUES_MAX];
	*q = (struct queue){ .state = PRINTER_STATE_COUNT };
	memcpy(q->name, name, strlen(name) + 1);
	return q;
}

static void drop_job(struct job *j)
{
	sbuf_release(&j->unsent);
	*j = (struct job){ .id = 0 };
}

/* Tells a job's fate if it changed; a job that ended is forgotten. */
static void tell(struct job *j, enum printer_fate fate, const char *detail)
{
	if (fate != j->said)
		say_fate(j->id, fate, detail);
	j->said = fate;
	if (printer_fate_final(fate))
		drop_job(j);
}

/* A file that can be written, or made. A FIFO counts though nobody may be reading it now. */
static enum printer_state file_state(const char *path, char detail[SPOOL_DETAIL])
{
	const char *slash = strrchr(path, '/');
	const char *folder = slash ? arena_strndup(&scratch, path, (size_t)(slash - path) + 1) : ".";

	detail[0] = 0;
	if (access(path, W_OK) == 0 || (errno == ENOENT && access(folder, W_OK) == 0))
		return PRINTER_READY;
	snprintf(detail, SPOOL_DETAIL, "%s", strerror(errno));
	return PRINTER_OFFLINE;
}

/* A job that failed once or has been printing too long: CUPS calls such a printer idle, or busy. */
static const struct job *stuck_job(const char *queue, int64_t now)
{
	const struct job *j;

	for (j = jobs; j < jobs + JOBS_MAX; j++)
		if (j->number && strcmp(j->queue, queue) == 0 &&
		    (j->failing || (j->printing && now - j->began_ms > STUCK_MS)))
			return j;
	return NULL;
}

static bool busy(const char *queue)
{
	const struct job *j;

	for (j = jobs; j < jobs + JOBS_MAX; j++)
		if (j->id && strcmp(j->queue, queue) == 0)
			return true;
	return false;
}

static enum printer_state look_at_queue(struct queue *q)
{
	char detail[SPOOL_DETAIL];
	enum printer_state state = is_file(q->name) ? file_state(q->name + strlen(PRINTER_FILE), detail) :
		spool_state(spool, q->name, detail);
	const struct job *stuck = state == PRINTER_READY ? stuck_job(q->name, clock_mono_ms()) : NULL;

	if (stuck) {
		state = PRINTER_OFFLINE;
		snprintf(detail, sizeof detail, "job %d does not end", stuck->number);
	}
	if (state != q->state) {
		helperline_put(&out, "printer", q->name, printer_state_word(state), detail, NULL);
		flush_out();
	}
	q->state = state;
	q->look_ms = clock_mono_ms() + (busy(q->name) ? QUEUE_BUSY_LOOK_MS : QUEUE_LOOK_MS);
	return state;
}

/* All bytes to a descriptor that does not block; how many it took within our patience. */
static size_t write_patiently(int fd, const char *bytes, size_t n)
{
	int64_t until = clock_mono_ms() + FILE_PATIENCE_MS;
	struct pollfd room = { .fd = fd, .events = POLLOUT };
	size_t at = 0;

	while (at < n) {
		ssize_t took = write(fd, bytes + at, n - at);

		if (took > 0) {
			at += (size_t)took;
			until = clock_mono_ms() + FILE_PATIENCE_MS;
			continue;
		}
		if (took < 0 && errno != EAGAIN && errno != EINTR)
			break;
		if (clock_mono_ms() >= until || poll(&room, 1, FILE_PATIENCE_MS) == 0)
			break;
	}
	return at;
}

static void print_to_file(int64_t id, const char *path, const struct spool_document *d)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0640);
	size_t took;

	if (fd < 0) {
		say_fate(id, FATE_BACK, strerror(errno));
		return;
	}
	took = write_patiently(fd, d->bytes, d->n);
	if (took == d->n) {
		say_fate(id, FATE_SENT, path);
		say_fate(id, close(fd) ? FATE_UNKNOWN : FATE_DONE, "");
		return;
	}
	say_fate(id, took ? FATE_UNKNOWN : FATE_BACK, strerror(errno));
	close(fd);
}

static struct job *free_job(void)
{
	struct job *j;

	for (j = jobs; j < jobs + JOBS_MAX; j++)
		if (!j->id)
			return j;
	return NULL;
}

/* Hands a job to the server, whose printer was just looked at. */
static void submit(struct job *j, const struct spool_document *d)
{
	char detail[SPOOL_DETAIL];
	enum printer_fate fate = spool_submit(spool, j->queue, printer_title(&scratch, j->id), d, &j->number, detail);

	j->look_ms = clock_mono_ms() + JOB_LOOK_LEAST_MS;
	if (fate == FATE_UNKNOWN) {
		j->seeking = true;
		j->begun = true;
	} else {
		tell(j, fate, detail);
	}
}

/* A receipt goes to any queue that takes jobs, ready or not: the spooler keeps it. A drawer pulse goes
 * only to a printer that is ready, or it would open the drawer when the paper is put in. */
static void print(int64_t id, const char *queue, int64_t left_ms, const struct spool_document *d)
{
	struct job *j = free_job();
	enum printer_state state;

	if (is_file(queue)) {
		print_to_file(id, queue + strlen(PRINTER_FILE), d);
		return;
	}
	if (!j) {
		say_fate(id, FATE_BACK, "too many jobs under way");
		return;
	}
	*j = (struct job){ .id = id, .began_ms = clock_mono_ms(), .said = FATE_COUNT };
	j->end_ms = left_ms ? j->began_ms + left_ms : 0;
	memcpy(j->queue, queue, strlen(queue) + 1);
	state = look_at_queue(queue_of(queue));
	if (state == PRINTER_NO_CUPS || state == PRINTER_UNKNOWN_QUEUE || state == PRINTER_REJECTING)
		tell(j, FATE_BACK, printer_state_word(state));
	else if (left_ms && state != PRINTER_READY)
		sbuf_add(&j->unsent, d->bytes, d->n);
	else
		submit(j, d);
}

/* What the state of its queue says about a job that waits there. */
static enum printer_fate waiting_fate(const char *queue)
{
	switch (queue_of(queue)->state) {
	case PRINTER_PAPER_OUT:
		return FATE_PAPER_OUT;
	case PRINTER_STOPPED:
	case PRINTER_OFFLINE:
	case PRINTER_COVER_OPEN:
	case PRINTER_TROUBLE:
		return FATE_STOPPED;
	default:
		return FATE_WAITING;
	}
}

/* Is it in the server's books? Not found at once it may still be on its way there. */
static void seek(struct job *j, int64_t now)
{
	char *title = printer_title(&scratch, j->id), detail[SPOOL_DETAIL];
	int number = spool_find(spool, j->queue, title);

	if (number > 0) {
		j->number = number;
		j->seeking = false;
		j->look_ms = now;
		snprintf(detail, sizeof detail, "%.*s-%d", SPOOL_DETAIL - 16, j->queue, number);
		tell(j, FATE_SENT, detail);
	} else if (number == 0) {
		j->missing_ms = j->missing_ms ? j->missing_ms : now;
		if (now - j->missing_ms >= MISSING_MS)
			tell(j, FATE_UNKNOWN, "the spooler has no such job");
	}
}

/* A job past its end is taken back. What the printer may have got already is unknown. */
static void take_back(struct job *j)
{
	if (!j->number && !j->seeking)
		tell(j, FATE_EXPIRED, printer_state_word(queue_of(j->queue)->state));
	else if (j->number && spool_cancel(spool, j->queue, j->number))
		tell(j, j->begun ? FATE_UNKNOWN : FATE_EXPIRED, "taken back");
}

static void look_at_sent(struct job *j)
{
	char detail[SPOOL_DETAIL];
	enum printer_fate fate = spool_job(spool, j->queue, j->number, &j->begun, detail);

	if (fate == FATE_COUNT)
		return;
	j->printing = fate == FATE_WAITING;
	j->failing = j->failing || fate == FATE_STOPPED;
	tell(j, fate == FATE_WAITING ? waiting_fate(j->queue) : fate, detail);
}

static void look_at_job(struct job *j, int64_t now)
{
	int64_t pause = (now - j->began_ms) / 4;

	pause = pause < JOB_LOOK_LEAST_MS ? JOB_LOOK_LEAST_MS : pause > JOB_LOOK_MOST_MS ? JOB_LOOK_MOST_MS : pause;
	j->look_ms = now + pause;
	if (j->seeking)
		seek(j, now);
	else if (j->number)
		look_at_sent(j);
	else if (now < j->end_ms && look_at_queue(queue_of(j->queue)) == PRINTER_READY)
		submit(j, &(struct spool_document){ j->unsent.data, j->unsent.len, SPOOL_RAW, "" });
	if (j->id && j->end_ms && now >= j->end_ms)
		take_back(j);
	else if (j->id && j->end_ms && j->look_ms > j->end_ms)
		j->look_ms = j->end_ms;
	arena_clear(&scratch);
}

static void look_round(void)
{
	struct queue *q;
	struct job *j;

	for (j = jobs; j < jobs + JOBS_MAX; j++)
		if (j->id && clock_mono_ms() >= j->look_ms)
			look_at_job(j, clock_mono_ms());
	for (q = queues; q < queues + QUEUES_MAX; q++)
		if (*q->name && clock_mono_ms() >= q->look_ms)
			look_at_queue(q);
	arena_clear(&scratch);
}

/* Milliseconds to the next look; -1 when there is nothing to look at. */
static int until_next_look(void)
{
	int64_t next = INT64_MAX, now = clock_mono_ms();
	const struct queue *q;
	const struct job *j;

	for (j = jobs; j < jobs + JOBS_MAX; j++)
		if (j->id && j->look_ms < next)
			next = j->look_ms;
	for (q = queues; q < queues + QUEUES_MAX; q++)
		if (*q->name && q->look_ms < next)
			next = q->look_ms;
	if (next == INT64_MAX)
		return -1;
	return next <= now ? 0 : (int)(next - now);
}

/* Requests. A malformed one is answered for its id if it has one, else dropped: the program that sent it
 * is ours, and an answer to garbage would be garbage. */
static bool queue_ok(const char *queue)
{
	return *queue && strlen(queue) <= PRINTER_QUEUE_MAX;
}

static void take_print(const struct helperline *l, int64_t id)
{
	struct sbuf bytes = SBUF_INIT;
	struct paper paper;
	int64_t columns, left;

	if (l->count != 6 || !queue_ok(l->words[2]) || !helperline_int(l->words[3], &columns) ||
	    columns < 0 || columns > PAPER_COLUMNS_MAX || !helperline_int(l->words[4], &left) ||
	    printer_unpack(&scratch, l->words[5], (int)columns, &paper)) {
		say_fate(id, FATE_REFUSED, "not a print request");
		return;
	}
	escpos_encode(&bytes, &scratch, &paper, raster_line, NULL);
	print(id, l->words[2], left, &(struct spool_document){ bytes.data, bytes.len, SPOOL_RAW, "" });
	sbuf_release(&bytes);
}

/* Pages. What cannot be drawn is refused: trying again will not help. */
static void print_pages(int64_t id, const char *queue, int64_t left, bool drawn, const struct sbuf *pdf,
	const char *media)
{
	if (drawn)
		print(id, queue, left, &(struct spool_document){ pdf->data, pdf->len, SPOOL_PDF, media });
	else
		say_fate(id, FATE_REFUSED, "it cannot be drawn");
}

static void take_page(const struct helperline *l, int64_t id)
{
	struct sbuf pdf = SBUF_INIT;
	struct paper paper;
	int64_t columns, left;
	char media[64];

	if (l->count != 7 || !queue_ok(l->words[2]) || !helperline_int(l->words[3], &columns) ||
	    columns < 0 || columns > PAPER_COLUMNS_MAX || !helperline_int(l->words[4], &left) ||
	    printer_unpack(&scratch, l->words[6], (int)columns, &paper) ||
	    !draw_page_media(&paper, l->words[5], media)) {
		say_fate(id, FATE_REFUSED, "not a page request");
		return;
	}
	print_pages(id, l->words[2], left, draw_paper_pdf(&paper, l->words[5], &pdf), &pdf, media);
	sbuf_release(&pdf);
}

static void take_labels(const struct helperline *l, int64_t id)
{
	struct sbuf pdf = SBUF_INIT;
	struct tag_order tags;
	struct mail_order mail;
	int64_t left;

	if (l->count != 5 || !queue_ok(l->words[2]) || !helperline_int(l->words[3], &left))
		say_fate(id, FATE_REFUSED, "not a request for labels");
	else if (tag_order_unpack(&scratch, l->words[4], &tags) == OK)
		print_pages(id, l->words[2], left, draw_labels_pdf(&tags, &pdf), &pdf, tag_media(&scratch, &tags.size));
	else if (mail_order_unpack(&scratch, l->words[4], &mail) == OK)
		print_pages(id, l->words[2], left, draw_mail_pdf(&mail, &pdf), &pdf, tag_media(&scratch, &mail.size));
	else
		say_fate(id, FATE_REFUSED, "not an order of labels");
	sbuf_release(&pdf);
}

static void take_bytes(const struct helperline *l, int64_t id)
{
	unsigned char *data;
	int64_t left;
	size_t n;

	if (l->count != 5 || !queue_ok(l->words[2]) || !helperline_int(l->words[3], &left) ||
	    helperline_unbase64(&scratch, l->words[4], &data, &n) || !n) {
		say_fate(id, FATE_REFUSED, "not a print request");
		return;
	}
	print(id, l->words[2], left, &(struct spool_document){ data, n, SPOOL_RAW, "" });
}

static void take_follow(const struct helperline *l, int64_t id)
{
	struct job *j = free_job();
	int64_t left;

	if (!j || l->count != 4 || !queue_ok(l->words[2]) || !helperline_int(l->words[3], &left) ||
	    is_file(l->words[2])) {
		say_fate(id, FATE_UNKNOWN, "cannot be followed");
		return;
	}
	*j = (struct job){ .id = id, .began_ms = clock_mono_ms(), .said = FATE_COUNT, .seeking = true, .begun = true };
	j->end_ms = left ? j->began_ms + left : 0;
	memcpy(j->queue, l->words[2], strlen(l->words[2]) + 1);
	queue_of(j->queue);
}

static void say_queue(void *ctx, const char *queue, const char *words)
{
	(void)ctx;
	if (queue_ok(queue))
		helperline_put(&out, "queue", queue, words ? words : "", NULL);
}

static void take_queues(void)
{
	spool_queues(spool, say_queue, NULL);
	helperline_put(&out, "queues-all", NULL);
	flush_out();
}

static void take(const struct helperline *l)
{
	const char *verb = l->words[0];
	int64_t id = 0;

	if (strcmp(verb, "ping") == 0 && l->count == 2) {
		helperline_put(&out, "pong", l->words[1], NULL);
		flush_out();
	} else if (strcmp(verb, "queues") == 0 && l->count == 1) {
		take_queues();
	} else if (strcmp(verb, "watch") == 0 && l->count == 2 && queue_ok(l->words[1])) {
		queue_of(l->words[1])->state = PRINTER_STATE_COUNT;
		look_at_queue(queue_of(l->words[1]));
	} else if (l->count < 2 || !helperline_int(l->words[1], &id) || id <= 0) {
		return;
	} else if (strcmp(verb, "print") == 0) {
		take_print(l, id);
	} else if (strcmp(verb, "page") == 0) {
		take_page(l, id);
	} else if (strcmp(verb, "labels") == 0) {
		take_labels(l, id);
	} else if (strcmp(verb, "bytes") == 0) {
		take_bytes(l, id);
	} else if (strcmp(verb, "follow") == 0) {
		take_follow(l, id);
	}
	arena_clear(&scratch);
}

/* The program is gone: receipts go on in the spooler, but nobody will take a late drawer pulse back. */
static void take_back_all(void)
{
	struct job *j;

	for (j = jobs; j < jobs + JOBS_MAX; j++)
		if (j->id && j->end_ms && j->number)
			spool_cancel(spool, j->queue, j->number);
}

int main(void)
{
	static char buf[1 << 16];
	struct helperline_reader reader = HELPERLINE_READER_INIT;
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
	struct helperline line;
	ssize_t n = 1;

	spool = spool_open();
	helperline_put_hello(&out, PRINTER_HELPER, VERSION);
	flush_out();
	while (n > 0) {
		n = 1;
		if (poll(&in, 1, until_next_look()) > 0) {
			n = read(STDIN_FILENO, buf, sizeof buf);
			if (n < 0 && errno == EINTR)
				n = 1;
			else if (n > 0)
				helperline_feed(&reader, buf, (size_t)n);
		}
		while (helperline_next(&reader, &line))
			take(&line);
		look_round();
	}
	take_back_all();
	helperline_release(&reader);
	sbuf_release(&out);
	spool_close(spool);
	arena_release(&scratch);
	return 0;
}
