/* spool.c - CUPS by plain IPP requests on a connection of our own. Print-Job is one request: the server
 * has the whole job or none of it, which the create-then-send calls of libcups could not promise; and
 * no call here looks for printers on the network, as cupsGetNamedDest does for an unknown name. */
#include "spool_int.h"

#include <cups/cups.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

struct spool {
	http_t *http;
	int64_t leave_until_ms; /* the server did not answer: not asked again before */
};

/* Without this libcups asks for a password on the terminal. */
static const char *no_password(const char *prompt, http_t *http, const char *method, const char *resource, void *data)
{
	(void)prompt, (void)http, (void)method, (void)resource, (void)data;
	return NULL;
}

static int give_up(http_t *http, void *data)
{
	(void)http, (void)data;
	return 0;
}

struct spool *spool_open(void)
{
	struct spool *s = calloc(1, sizeof *s);

	if (!s)
		abort();
	cupsSetPasswordCB2(no_password, NULL);
	return s;
}

static void disconnect(struct spool *s)
{
	if (s->http)
		httpClose(s->http);
	s->http = NULL;
}

void spool_close(struct spool *s)
{
	disconnect(s);
	free(s);
}

static bool connected(struct spool *s)
{
	if (clock_mono_ms() < s->leave_until_ms)
		return false;
	if (!s->http) {
		s->http = httpConnect2(cupsServer(), ippPort(), NULL, AF_UNSPEC, cupsEncryption(), 1,
				       SPOOL_PATIENCE_MS, NULL);
		if (s->http)
			httpSetTimeout(s->http, SPOOL_PATIENCE_MS / 1000.0, give_up, NULL);
	}
	return s->http != NULL;
}

/* An exchange that failed leaves the connection between two messages: it is not used again. A server that
 * let us wait is not asked for a while. */
static void failed(struct spool *s, int64_t began_ms)
{
	disconnect(s);
	if (clock_mono_ms() - began_ms >= SPOOL_PATIENCE_MS / 2)
		s->leave_until_ms = clock_mono_ms() + SPOOL_PAUSE_MS;
}

static void say(char detail[SPOOL_DETAIL], const char *text)
{
	size_t n = text ? strlen(text) : 0;

	n = n < SPOOL_DETAIL ? n : SPOOL_DETAIL - 1;
	memcpy(detail, text ? text : "", n);
	detail[n] = 0;
}

static ipp_t *request(ipp_op_t op, const char *queue, int job)
{
	ipp_t *r = ippNewRequest(op);
	char uri[1024];

	httpAssembleURIf(HTTP_URI_CODING_ALL, uri, sizeof uri, "ipp", NULL, "localhost", 0, "/printers/%s", queue);
	ippAddString(r, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, uri);
	if (job)
		ippAddInteger(r, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
	ippAddString(r, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, cupsUser());
	return r;
}

static void want(ipp_t *r, const char *const *names, int n)
{
	ippAddStrings(r, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", n, NULL, names);
}

/* Sends a request and gives the answer, whatever its status; NULL when no answer came. Frees the request. */
static ipp_t *ask(struct spool *s, ipp_t *r)
{
	int64_t began = clock_mono_ms();
	ipp_t *answer = NULL;

	if (!connected(s)) {
		ippDelete(r);
		return NULL;
	}
	answer = cupsDoRequest(s->http, r, "/");
	if (!answer)
		failed(s, began);
	return answer;
}

static bool good(ipp_t *answer)
{
	return ippGetStatusCode(answer) <= IPP_STATUS_OK_EVENTS_COMPLETE;
}

static int integer(ipp_t *answer, const char *name)
{
	ipp_attribute_t *at = ippFindAttribute(answer, name, IPP_TAG_ZERO);

	return at ? ippGetInteger(at, 0) : 0;
}

static const char *text(ipp_t *answer, const char *name)
{
	ipp_attribute_t *at = ippFindAttribute(answer, name, IPP_TAG_ZERO);
	const char *s = at ? ippGetString(at, 0, NULL) : NULL;

	return s ? s : "";
}

static bool has(ipp_t *answer, const char *name, const char *keyword)
{
	ipp_attribute_t *at = ippFindAttribute(answer, name, IPP_TAG_KEYWORD);

	return at && ippContainsString(at, keyword);
}

/* How printer-state-reasons begin, worst first (PWG 5100.9 and what CUPS's own backends say). */
static const struct { const char *begin; enum printer_state state; } reasons[] = {
	{ "media-empty", PRINTER_PAPER_OUT },
	{ "media-needed", PRINTER_PAPER_OUT },
	{ "cover-open", PRINTER_COVER_OPEN },
	{ "door-open", PRINTER_COVER_OPEN },
	{ "interlock-open", PRINTER_COVER_OPEN },
	{ "offline", PRINTER_OFFLINE },
	{ "shutdown", PRINTER_OFFLINE },
	{ "timed-out", PRINTER_OFFLINE },
	{ "connecting-to-device", PRINTER_OFFLINE },
};
#define REASONS (sizeof reasons / sizeof reasons[0])

static bool is_error(const char *reason)
{
	size_t n = strlen(reason);

	return n > 6 && strcmp(reason + n - 6, "-error") == 0;
}

static enum printer_state by_reasons(ipp_t *answer, char detail[SPOOL_DETAIL])
{
	ipp_attribute_t *at = ippFindAttribute(answer, "printer-state-reasons", IPP_TAG_KEYWORD);
	enum printer_state state = PRINTER_READY;
	size_t best = REASONS, k;
	int i;

	for (i = 0; at && i < ippGetCount(at); i++) {
		const char *reason = ippGetString(at, i, NULL);

		for (k = 0; k < best && strncmp(reason, reasons[k].begin, strlen(reasons[k].begin)) != 0; k++)
			;
		if (k < best) {
			best = k;
			state = reasons[k].state;
			say(detail, reason);
		} else if (best == REASONS && is_error(reason)) {
			state = PRINTER_TROUBLE;
			say(detail, reason);
		}
	}
	return state;
}

enum printer_state spool_state(struct spool *s, const char *queue, char detail[SPOOL_DETAIL])
{
	static const char *const names[] = { "printer-state", "printer-state-reasons", "printer-state-message",
		"printer-is-accepting-jobs" };
	ipp_t *r = request(IPP_OP_GET_PRINTER_ATTRIBUTES, queue, 0), *answer;
	enum printer_state state;

	say(detail, "");
	want(r, names, 4);
	answer = ask(s, r);
	if (!answer) {
		say(detail, cupsLastErrorString());
		return PRINTER_NO_CUPS;
	}
	if (!good(answer)) {
		state = ippGetStatusCode(answer) == IPP_STATUS_ERROR_NOT_FOUND ? PRINTER_UNKNOWN_QUEUE :
			PRINTER_TROUBLE;
		say(detail, cupsLastErrorString());
	} else if (integer(answer, "printer-state") == IPP_PSTATE_STOPPED) {
		state = PRINTER_STOPPED;
		say(detail, text(answer, "printer-state-message"));
	} else if (!ippGetBoolean(ippFindAttribute(answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN), 0)) {
		state = PRINTER_REJECTING;
		say(detail, text(answer, "printer-state-message"));
	} else {
		state = by_reasons(answer, detail);
	}
	ippDelete(answer);
	return state;
}

/* Queues follow each other as jobs do in an answer to Get-Jobs: with a nameless attribute between them. */
static void tell_queues(ipp_t *answer, void (*each)(void *ctx, const char *queue, const char *words), void *ctx)
{
	const char *queue = NULL, *words = "";
	ipp_attribute_t *at;

	for (at = ippFirstAttribute(answer); ; at = ippNextAttribute(answer)) {
		const char *name = at ? ippGetName(at) : NULL;

		if (!name && queue)
			each(ctx, queue, words);
		if (!at)
			return;
		if (!name) {
			queue = NULL;
			words = "";
		} else if (strcmp(name, "printer-name") == 0) {
			queue = ippGetString(at, 0, NULL);
		} else if (strcmp(name, "printer-info") == 0) {
			words = ippGetString(at, 0, NULL);
		}
	}
}

bool spool_queues(struct spool *s, void (*each)(void *ctx, const char *queue, const char *words), void *ctx)
{
	static const char *const names[] = { "printer-name", "printer-info" };
	ipp_t *r = ippNewRequest(IPP_OP_CUPS_GET_PRINTERS), *answer;
	bool heard;

	ippAddInteger(r, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "limit", SPOOL_QUEUES_MAX);
	want(r, names, 2);
	answer = ask(s, r);
	heard = answer && good(answer);
	if (heard)
		tell_queues(answer, each, ctx);
	ippDelete(answer);
	return heard;
}

/* Sends the request and the bytes behind it, up to but not including the mark that says "this is all". */
static bool send_document(struct spool *s, ipp_t *r, const char *resource, const void *bytes, size_t n)
{
	return cupsSendRequest(s->http, r, resource, CUPS_LENGTH_VARIABLE) == HTTP_STATUS_CONTINUE &&
	       cupsWriteRequestData(s->http, bytes, n) == HTTP_STATUS_CONTINUE;
}

/* What an answer to Print-Job means. */
static enum printer_fate submitted(ipp_t *answer, const char *queue, int *job, char detail[SPOOL_DETAIL])
{
	*job = good(answer) ? integer(answer, "job-id") : 0;
	if (*job) {
		snprintf(detail, SPOOL_DETAIL, "%s-%d", queue, *job);
		return FATE_SENT;
	}
	say(detail, cupsLastErrorString());
	switch (ippGetStatusCode(answer)) {
	case IPP_STATUS_ERROR_NOT_FOUND:
	case IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS:
	case IPP_STATUS_ERROR_SERVICE_UNAVAILABLE:
	case IPP_STATUS_ERROR_BUSY:
	case IPP_STATUS_ERROR_TEMPORARY:
		return FATE_BACK;
	default:
		return FATE_REFUSED;
	}
}

/* On a new connection: the server may just have closed the old one for its idleness, and that would
 * look like a server that died with our job in its hands. */
enum printer_fate spool_submit(struct spool *s, const char *queue, const char *title,
	const struct spool_document *d, int *job, char detail[SPOOL_DETAIL])
{
	enum printer_fate fate = FATE_BACK;
	int64_t began = clock_mono_ms();
	ipp_t *r, *answer = NULL;
	char uri[1024];
	const char *path;

	*job = 0;
	disconnect(s);
	if (!connected(s)) {
		say(detail, cupsLastErrorString());
		return FATE_BACK;
	}
	r = request(IPP_OP_PRINT_JOB, queue, 0);
	ippAddString(r, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, title);
	ippAddString(r, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, d->format);
	if (*d->media) {
		ippAddString(r, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", NULL, d->media);
		ippAddString(r, IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", NULL, "none");
	}
	httpAssembleURIf(HTTP_URI_CODING_ALL, uri, sizeof uri, "ipp", NULL, "localhost", 0, "/printers/%s", queue);
	path = strstr(uri, "/printers/");
	if (send_document(s, r, path, d->bytes, d->n)) {
		answer = cupsGetResponse(s->http, path);
		fate = answer ? submitted(answer, queue, job, detail) : FATE_UNKNOWN;
	}
	if (!answer) {
		say(detail, cupsLastErrorString());
		failed(s, began);
	}
	ippDelete(answer);
	ippDelete(r);
	return fate;
}

enum printer_fate spool_job(struct spool *s, const char *queue, int job, bool *begun, char detail[SPOOL_DETAIL])
{
	static const char *const names[] = { "job-state", "job-state-reasons", "job-printer-state-message" };
	static const enum printer_fate by_state[] = {
		[IPP_JSTATE_PENDING] = FATE_WAITING, [IPP_JSTATE_HELD] = FATE_HELD,
		[IPP_JSTATE_PROCESSING] = FATE_WAITING, [IPP_JSTATE_STOPPED] = FATE_STOPPED,
		[IPP_JSTATE_CANCELED] = FATE_FAILED, [IPP_JSTATE_ABORTED] = FATE_FAILED,
		[IPP_JSTATE_COMPLETED] = FATE_DONE };
	ipp_t *r = request(IPP_OP_GET_JOB_ATTRIBUTES, queue, job), *answer;
	enum printer_fate fate = FATE_COUNT;
	int state;

	say(detail, "");
	want(r, names, 3);
	answer = ask(s, r);
	if (!answer)
		return FATE_COUNT;
	state = integer(answer, "job-state");
	if (good(answer) && state >= IPP_JSTATE_PENDING && state <= IPP_JSTATE_COMPLETED) {
		const char *why = text(answer, "job-printer-state-message");

		fate = by_state[state];
		if (fate == FATE_HELD && has(answer, "job-state-reasons", "resources-are-not-ready"))
			fate = FATE_STOPPED;
		*begun = *begun || state >= IPP_JSTATE_PROCESSING;
		say(detail, fate == FATE_DONE ? "" : *why ? why : text(answer, "job-state-reasons"));
	} else if (ippGetStatusCode(answer) == IPP_STATUS_ERROR_NOT_FOUND) {
		fate = FATE_UNKNOWN;
		say(detail, cupsLastErrorString());
	}
	ippDelete(answer);
	return fate;
}

/* The newest job of that title in an answer to Get-Jobs: jobs follow each other with a nameless attribute
 * between them; within one, attributes come in any order. */
static int with_title(ipp_t *answer, const char *title)
{
	int found = 0, job = 0;
	bool matches = false;
	ipp_attribute_t *at;

	for (at = ippFirstAttribute(answer); at; at = ippNextAttribute(answer)) {
		const char *name = ippGetName(at);

		if (!name) {
			job = 0;
			matches = false;
		} else if (strcmp(name, "job-id") == 0) {
			job = ippGetInteger(at, 0);
		} else if (strcmp(name, "job-name") == 0) {
			const char *value = ippGetString(at, 0, NULL);

			matches = value && strcmp(value, title) == 0;
		}
		if (matches && job > found)
			found = job;
	}
	return found;
}

/* The message is not read: asking for it makes CUPS load each job from its file. A job that it has in
 * its memory only in part may have no name there (seen in 2.4.2 with jobs just completed). */
static int find_among(struct spool *s, const char *queue, const char *title, const char *which)
{
	static const char *const names[] = { "job-id", "job-name", "job-printer-state-message" };
	ipp_t *r = request(IPP_OP_GET_JOBS, queue, 0), *answer;
	int found = -1;

	ippAddString(r, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL, which);
	want(r, names, 3);
	answer = ask(s, r);
	if (answer && good(answer))
		found = with_title(answer, title);
	ippDelete(answer);
	return found;
}

/* Completed ones apart: CUPS lists at most 500 jobs, and of the completed ones the newest first. */
int spool_find(struct spool *s, const char *queue, const char *title)
{
	int found = find_among(s, queue, title, "not-completed");

	return found ? found : find_among(s, queue, title, "completed");
}

bool spool_cancel(struct spool *s, const char *queue, int job)
{
	ipp_t *answer = ask(s, request(IPP_OP_CANCEL_JOB, queue, job));
	bool done = answer && good(answer);

	ippDelete(answer);
	return done;
}
