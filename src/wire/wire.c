/* wire.c - jobs from the store to the printer's helper and their outcomes back. One job is handed over
 * at a time: the next follows when the helper has said what became of it (in the spooler, or back), so
 * papers come in their order. */
#include "wire/wire.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "child_int.h"
#include "device/printer.h"
#include "model/device.h"

#define LOOK_MS 2000              /* how often the store is asked unbidden */
#define RETRY_STORE_MS 500        /* a store that was busy is asked again */
#define DEADLINE_MOST_MS 5000     /* a clock that was set back must not let a drawer pulse live longer */
#define BACK_FIRST_MS 1000        /* a job that came back is tried again, later each time */
#define BACK_MOST_MS 30000
#define NOTE_MAX 120
#define QUEUES_MOST 64            /* queues that wait to be taken; what is more is not told */

struct under_way {
	int64_t id;               /* 0: a free place */
	char queue[PRINTER_QUEUE_MAX + 1];
	int64_t end_ms;           /* monotonic; 0 none */
	bool over;                /* ended, but the store does not know it yet */
	enum wire_end end;
	char note[NOTE_MAX];
};

struct line {
	char queue[PRINTER_QUEUE_MAX + 1];
	char state[32];           /* health of the printer, and its detail */
	char detail[NOTE_MAX];
	bool untold;              /* the store does not know that health yet */
	int64_t handed;           /* the job that the helper has not spoken about yet; 0 none */
	int64_t look_ms;          /* when to ask the store for a job */
	int64_t back_ms;          /* the pause after a job that came back */
};

struct wire {
	struct wire_store store;
	struct child child;
	struct arena arena;       /* of one job */
	struct line lines[WIRE_LINES];
	struct under_way jobs[WIRE_OPEN_MAX];
	bool ready;               /* the helper takes lines */
	bool find;                /* asked for queues before it did */
	struct arena found;       /* of the queues that were told */
	struct wire_queue queues[QUEUES_MOST];
	int queue_count, queue_taken;
	int64_t retry_ms;         /* when to tell the store again what it could not take; 0 nothing */
};

_Static_assert((int)WIRE_RECEIPT == DEVICE_PRINTER && (int)WIRE_SECOND == DEVICE_SECOND_PRINTER &&
	(int)WIRE_LABELS == DEVICE_LABEL_PRINTER, "each line has the health of a device");
/* NOLINTNEXTLINE(bugprone-macro-parentheses): a name that is declared cannot stand in any */
#define EACH_LINE(w, l) for (struct line *l = (w)->lines; l < (w)->lines + WIRE_LINES; l++)

/* What the store cannot take now is kept and told again. */
static void tell_health(struct wire *w, struct line *l)
{
	const char *name = device_printer_word((enum device_printer)(l - w->lines));

	l->untold = w->store.health(w->store.ctx, name, l->state, l->detail) != OK;
	if (l->untold)
		w->retry_ms = clock_mono_ms() + RETRY_STORE_MS;
}

static void health(struct wire *w, struct line *l, const char *state, const char *detail)
{
	if (strcmp(l->state, state) == 0)
		return;
	snprintf(l->state, sizeof l->state, "%s", state);
	snprintf(l->detail, sizeof l->detail, "%s", detail);
	tell_health(w, l);
}

struct wire *wire_open(const struct wire_store *store, const struct wire_config *conf)
{
	struct wire *w = calloc(1, sizeof *w);

	if (!w)
		abort();
	w->store = *store;
	child_init(&w->child, PRINTER_HELPER, conf->helper, conf->silence_ms, conf->pause_ms);
	for (int i = 0; i < WIRE_LINES; i++) {
		w->lines[i].back_ms = BACK_FIRST_MS;
		wire_watch(w, (enum wire_line)i, conf->queues[i] ? conf->queues[i] : "");
	}
	return w;
}

/* A terminal without a receipt printer says so; that it has no second one is nothing to tell. */
void wire_watch(struct wire *w, enum wire_line line, const char *queue)
{
	struct line *l = &w->lines[line];

	if (l->state[0] && strcmp(queue, l->queue) == 0)
		return;
	if (!*queue && !*l->queue && line != WIRE_RECEIPT)
		return;
	snprintf(l->queue, sizeof l->queue, "%s", strlen(queue) <= PRINTER_QUEUE_MAX ? queue : "");
	if (!*l->queue)
		health(w, l, printer_state_word(PRINTER_NONE), "");
	else if (w->ready)
		helperline_put(child_out(&w->child), "watch", l->queue, NULL);
	wire_poke(w);
}

void wire_poke(struct wire *w)
{
	EACH_LINE(w, l)
		l->look_ms = 0;
}

static struct under_way *place_of(struct wire *w, int64_t id)
{
	struct under_way *j;

	for (j = w->jobs; j < w->jobs + WIRE_OPEN_MAX; j++)
		if (j->id == id)
			return j;
	return NULL;
}

int wire_under_way(const struct wire *w)
{
	int i, n = 0;

	for (i = 0; i < WIRE_OPEN_MAX; i++)
		n += w->jobs[i].id != 0;
	return n;
}

static void settle(struct wire *w, struct under_way *j)
{
	if (w->store.ended(w->store.ctx, j->id, j->end, j->note) == OK)
		*j = (struct under_way){ .id = 0 };
	else
		w->retry_ms = clock_mono_ms() + RETRY_STORE_MS;
}

static void settle_all(struct wire *w)
{
	struct under_way *j;

	if (!w->retry_ms || clock_mono_ms() < w->retry_ms)
		return;
	w->retry_ms = 0;
	for (j = w->jobs; j < w->jobs + WIRE_OPEN_MAX; j++)
		if (j->id && j->over)
			settle(w, j);
	EACH_LINE(w, l)
		if (l->untold)
			tell_health(w, l);
}

static void end_job(struct wire *w, struct under_way *j, enum wire_end end, const char *note)
{
	snprintf(j->note, sizeof j->note, "%s", note);
	j->over = true;
	j->end = end;
	settle(w, j);
}

static enum wire_end end_of(enum printer_fate fate)
{
	switch (fate) {
	case FATE_DONE:
		return WIRE_DONE;
	case FATE_BACK:
		return WIRE_PUT_BACK;
	case FATE_EXPIRED:
		return WIRE_EXPIRED;
	case FATE_REFUSED:
	case FATE_FAILED:
		return WIRE_FAILED;
	default:
		return WIRE_UNKNOWN;
	}
}

/* A job that came back waits longer each time, until the printer's state changes or one gets through. */
static void pace(struct line *l, enum printer_fate fate)
{
	int64_t now = clock_mono_ms();

	l->handed = 0;
	if (fate != FATE_BACK) {
		l->back_ms = BACK_FIRST_MS;
		l->look_ms = 0;
		return;
	}
	l->look_ms = now + l->back_ms;
	l->back_ms = l->back_ms * 2 < BACK_MOST_MS ? l->back_ms * 2 : BACK_MOST_MS;
}

static void take_fate(struct wire *w, const struct helperline *l)
{
	enum printer_fate fate = printer_fate_of(l->words[2]);
	struct under_way *j;
	int64_t id;

	if (!helperline_int(l->words[1], &id) || id <= 0 || fate == FATE_COUNT)
		return;
	EACH_LINE(w, line)
		if (id == line->handed)
			pace(line, fate);
	j = place_of(w, id);
	if (j && !j->over && printer_fate_final(fate))
		end_job(w, j, end_of(fate), l->words[3]);
}

static void take_health(struct wire *w, const struct helperline *l)
{
	EACH_LINE(w, line) {
		if (!*line->queue || strcmp(l->words[1], line->queue) != 0)
			continue;
		health(w, line, l->words[2], l->words[3]);
		line->back_ms = BACK_FIRST_MS;
		line->look_ms = 0;
	}
}

static void take_queue(struct wire *w, const char *name, const char *words)
{
	if (w->queue_count < QUEUES_MOST)
		w->queues[w->queue_count++] = (struct wire_queue){ arena_strdup(&w->found, name),
			utf8_clean(&w->found, words) };
}

void wire_find(struct wire *w)
{
	arena_clear(&w->found);
	w->queue_count = w->queue_taken = 0;
	w->find = !w->ready;
	if (w->ready)
		helperline_put(child_out(&w->child), "queues", NULL);
}

const struct wire_queue *wire_found(struct wire *w)
{
	return w->queue_taken < w->queue_count ? &w->queues[w->queue_taken++] : NULL;
}

static void take_line(struct wire *w, const struct helperline *l)
{
	if (strcmp(l->words[0], "job") == 0 && l->count == 4)
		take_fate(w, l);
	else if (strcmp(l->words[0], "printer") == 0 && l->count == 4 &&
		 printer_state_of(l->words[2]) != PRINTER_STATE_COUNT)
		take_health(w, l);
	else if (strcmp(l->words[0], "queue") == 0 && l->count == 3)
		take_queue(w, l->words[1], l->words[2]);
	else if (strcmp(l->words[0], "queues-all") == 0)
		take_queue(w, "", "");
}

/* Milliseconds that a job is still worth doing, as the helper is told: 0 for ever, 1 for "it is over". */
static int64_t left(int64_t end_ms)
{
	int64_t ms = end_ms - clock_mono_ms();

	return !end_ms ? 0 : ms > 0 ? ms : 1;
}

/* A new helper: it watches our queue, and looks for the jobs that the one before had in hand. */
static void greet(struct wire *w)
{
	struct under_way *j;
	char id[HELPERLINE_NUMBER], ms[HELPERLINE_NUMBER];

	w->ready = true;
	wire_poke(w);
	if (w->find)
		helperline_put(child_out(&w->child), "queues", NULL);
	w->find = false;
	EACH_LINE(w, l)
		if (*l->queue)
			helperline_put(child_out(&w->child), "watch", l->queue, NULL);
	for (j = w->jobs; j < w->jobs + WIRE_OPEN_MAX; j++)
		if (j->id && !j->over)
			helperline_put(child_out(&w->child), "follow", helperline_number(id, j->id), j->queue,
				       helperline_number(ms, left(j->end_ms)), NULL);
}

static void mourn(struct wire *w)
{
	w->ready = false;
	EACH_LINE(w, l) {
		l->handed = 0;
		if (*l->queue)
			health(w, l, printer_state_word(PRINTER_NO_HELPER), w->child.trouble);
	}
}

/* Writes the line for a job; false when it is longer than a line may be. */
static bool hand_over(struct wire *w, const struct under_way *j, const struct wire_job *job)
{
	struct sbuf *out = child_out(&w->child), text = SBUF_INIT;
	size_t before = out->len;
	char number[3][HELPERLINE_NUMBER];
	const char *id = helperline_number(number[0], j->id), *ms = helperline_number(number[1], left(j->end_ms));
	const char *columns = helperline_number(number[2], job->paper.columns);

	if (job->labels) {
		helperline_put(out, "labels", id, j->queue, ms, job->labels, NULL);
	} else {
		printer_pack(&text, &job->paper);
		if (job->form && strcmp(job->form, "receipt") != 0)
			helperline_put(out, "page", id, j->queue, columns, ms, job->form, sbuf_text(&text), NULL);
		else
			helperline_put(out, "print", id, j->queue, columns, ms, sbuf_text(&text), NULL);
	}
	sbuf_release(&text);
	if (out->len - before <= HELPERLINE_MAX)
		return true;
	out->len = before;
	return false;
}

/* The job is marked as sent before a byte of it leaves: whatever dies now, it never comes again unasked. */
static void send_job(struct wire *w, struct line *l, const struct wire_job *job, struct under_way *j)
{
	char *outside = arena_printf(&w->arena, "%s/%s", job->queue, printer_title(&w->arena, job->id));
	int64_t left_ms;

	if (w->store.sent(w->store.ctx, job->id, outside) != OK) {
		l->look_ms = clock_mono_ms() + RETRY_STORE_MS;
		return;
	}
	j->id = job->id;
	snprintf(j->queue, sizeof j->queue, "%s", job->queue);
	if (job->deadline_ms) {
		left_ms = job->deadline_ms - clock_now_ms();
		j->end_ms = clock_mono_ms() + (left_ms < DEADLINE_MOST_MS ? left_ms : DEADLINE_MOST_MS);
	}
	if (hand_over(w, j, job))
		l->handed = j->id;
	else
		end_job(w, j, WIRE_FAILED, "too long");
}

/* Nothing can be handed over now: the helper tells when that changes, and the job waits in the store. */
static bool shut(const struct line *l, const char *queue)
{
	enum printer_state state = printer_state_of(l->state);

	return strcmp(queue, l->queue) == 0 &&
	       (state == PRINTER_NO_CUPS || state == PRINTER_UNKNOWN_QUEUE || state == PRINTER_REJECTING);
}

static void next_job(struct wire *w, struct line *l)
{
	struct under_way *j = place_of(w, 0);
	struct wire_job job;
	int64_t now = clock_mono_ms();
	enum err e;

	if (!w->ready || l->handed || now < l->look_ms || (!*l->queue && l != w->lines))
		return;
	l->look_ms = now + LOOK_MS;
	if (!j)
		return;
	arena_clear(&w->arena);
	e = w->store.next(w->store.ctx, &w->arena, (enum wire_line)(l - w->lines), &job);
	if (e != OK && e != ERR_NOTFOUND)
		l->look_ms = now + RETRY_STORE_MS;
	if (e != OK || !*job.queue || shut(l, job.queue))
		return;
	if (place_of(w, job.id) || strlen(job.queue) > PRINTER_QUEUE_MAX)
		log_write(LOG_ERROR, "job %" PRId64 " is under way already, or its queue has too long a name", job.id);
	else if (job.deadline_ms && job.deadline_ms <= clock_now_ms())
		l->look_ms = now + 1; /* the store drops it when it is asked again */
	else
		send_job(w, l, &job, j);
}

int wire_fds(const struct wire *w, struct pollfd *fds)
{
	return child_fds(&w->child, fds);
}

int wire_timeout_ms(const struct wire *w)
{
	int64_t due = child_due_ms(&w->child), now = clock_mono_ms();

	for (int i = 0; w->ready && i < WIRE_LINES; i++)
		if (!w->lines[i].handed && w->lines[i].look_ms < due && (i == WIRE_RECEIPT || *w->lines[i].queue))
			due = w->lines[i].look_ms;
	if (w->retry_ms && w->retry_ms < due)
		due = w->retry_ms;
	return due <= now ? 0 : (int)(due - now);
}

void wire_pump(struct wire *w)
{
	struct helperline line;
	enum child_news news;

	while ((news = child_step(&w->child, &line)) != CHILD_QUIET) {
		if (news == CHILD_READY)
			greet(w);
		else if (news == CHILD_LINE)
			take_line(w, &line);
		else
			mourn(w);
	}
	settle_all(w);
	EACH_LINE(w, l)
		next_job(w, l);
	child_send(&w->child);
}

void wire_close(struct wire *w)
{
	int64_t until = clock_mono_ms() + 150;
	struct pollfd fds[WIRE_FDS];

	while (w->ready && wire_under_way(w) && clock_mono_ms() < until) {
		int ms = wire_timeout_ms(w);

		poll(fds, (nfds_t)wire_fds(w, fds), ms < 20 ? ms : 20);
		wire_pump(w);
	}
	child_release(&w->child, 100);
	arena_release(&w->arena);
	arena_release(&w->found);
	free(w);
}
