/* wire_shop.c - a shop's job rows and device health as the wire wants them. */
#include "service/jobs.h"
#include "wire/wire.h"

static const enum job_printer printers[WIRE_LINES] = { [WIRE_RECEIPT] = JOB_AT_RECEIPT, [WIRE_SECOND] = JOB_AT_SECOND,
	[WIRE_LABELS] = JOB_AT_LABELS };

static enum err next(void *ctx, struct arena *a, enum wire_line line, struct wire_job *out)
{
	struct print_job job;
	enum err e = jobs_next(ctx, a, printers[line], &job);

	if (e == OK)
		*out = (struct wire_job){ .id = job.id, .queue = job.queue, .form = job.form, .paper = job.paper,
			.labels = job.labels, .deadline_ms = job.deadline_ms };
	return e;
}

void wire_shop_queues(const struct shop *sh, struct wire_config *conf)
{
	for (int i = 0; i < WIRE_LINES; i++)
		conf->queues[i] = jobs_queue(sh, printers[i]);
}

static enum err sent(void *ctx, int64_t id, const char *outside)
{
	return jobs_sent(ctx, id, outside);
}

static enum err ended(void *ctx, int64_t id, enum wire_end end, const char *note)
{
	static const enum job_state states[] = {
		[WIRE_PUT_BACK] = JOB_WAITING, [WIRE_DONE] = JOB_DONE, [WIRE_FAILED] = JOB_FAILED,
		[WIRE_UNKNOWN] = JOB_UNKNOWN, [WIRE_EXPIRED] = JOB_EXPIRED };

	enum err e = jobs_ended(ctx, id, states[end], note);

	return e == ERR_STALE || e == ERR_NOTFOUND ? OK : e; /* another process took it for an orphan */
}

static enum err health(void *ctx, const char *device, const char *state, const char *detail)
{
	return device_report(ctx, device, state, detail);
}

struct wire_store wire_shop_store(struct shop *sh)
{
	return (struct wire_store){ .ctx = sh, .next = next, .sent = sent, .ended = ended, .health = health };
}

void wire_shop_watch(struct wire *w, const struct shop *sh)
{
	for (int i = 0; i < WIRE_LINES; i++)
		wire_watch(w, (enum wire_line)i, jobs_queue(sh, printers[i]));
}
