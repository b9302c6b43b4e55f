/* jobs.c - papers and drawer pulses, drained after the commit. */
#include "service/jobs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "../member/mail_job_int.h"
#include "../paper/printed_int.h"
#include "jobs_int.h"
#include "papers_int.h"
#include "store/document_store.h"
#include "store/job_store.h"
#include "store/master_store.h"

#define SLIP_TEMPLATE "slip"
#define STATEMENT_TEMPLATE "statement"
#define COUPON_TEMPLATE "coupon"
#define MEMBER_TEMPLATE "member-statement"
#define OFFICE_ORPHAN_MS 600000 /* the office has many processes: which job is whose is not known sooner */
#define ALSO "also" /* the body of a paper that the setting paper.also wanted */

const char *const job_printer_name[JOB_PRINTERS] = { [JOB_AT_RECEIPT] = "receipt", [JOB_AT_SECOND] = "second",
	[JOB_AT_LABELS] = "labels" };

/* The body of a slip: which payment of the document it is for, and for whom. */
static struct slip_body { char text[24]; } payment_text(int payment, const char *whom)
{
	struct slip_body body;

	snprintf(body.text, sizeof body.text, "%d %s", payment, whom);
	return body;
}

/* --- in the transaction of the act ---------------------------------------------------------------- */

const struct job_printer_settings job_printer_settings[JOB_PRINTERS] = {
	[JOB_AT_RECEIPT] = { SET_RECEIPT_QUEUE, SET_RECEIPT_FORM, SET_RECEIPT_COLUMNS },
	[JOB_AT_SECOND] = { SET_SECOND_QUEUE, SET_SECOND_FORM, SET_SECOND_COLUMNS },
	[JOB_AT_LABELS] = { SET_LABEL_QUEUE, SET_LABEL_QUEUE, SET_RECEIPT_COLUMNS },
};

const char *jobs_queue(const struct shop *sh, enum job_printer printer)
{
	return setting_text(sh, job_printer_settings[printer].queue);
}

/* A paper whose second printer was given up comes out of the first. */
static enum job_printer printer_by(const struct shop *sh, enum setting where)
{
	bool second = strcmp(setting_text(sh, where), "second") == 0;

	return second && *jobs_queue(sh, JOB_AT_SECOND) ? JOB_AT_SECOND : JOB_AT_RECEIPT;
}

static enum job_printer printer_of(const struct shop *sh, const char *template)
{
	static const char *const customers[] = { "sale", "return", "paid-out", "wallet", "redemption", "draw",
		"uses",
		STATEMENT_TEMPLATE, COUPON_TEMPLATE, MEMBER_TEMPLATE };

	for (size_t i = 0; i < sizeof customers / sizeof *customers; i++)
		if (strcmp(template, customers[i]) == 0)
			return JOB_AT_RECEIPT;
	return printer_by(sh, strcmp(template, SLIP_TEMPLATE) == 0 ? SET_PAPER_SLIPS : SET_PAPER_REPORTS);
}

static enum err paper_at(struct shop *sh, enum job_printer printer, int64_t document_id, const char *template,
	const char *body, int copy)
{
	const struct job_row row = { .id = shop_new_id(sh), .kind = JOB_PAPER, .terminal_id = sh->terminal_id,
		.document_id = document_id, .template = template, .body = body, .copy = copy,
		.created_at_ms = sh->tx_at_ms, .printer = printer };

	return *jobs_queue(sh, printer) ? job_insert(sh->db, &row) : OK;
}

enum err jobs_paper(struct shop *sh, int64_t document_id, const char *template, const char *body, int copy)
{
	return paper_at(sh, printer_of(sh, template), document_id, template, body, copy);
}

enum err jobs_coupon(struct shop *sh, int64_t document_id, int64_t coupon_id)
{
	char body[24];

	snprintf(body, sizeof body, "%lld", (long long)coupon_id);
	return jobs_paper(sh, document_id, COUPON_TEMPLATE, body, 0);
}

enum err jobs_order(struct shop *sh, const struct job_order *order, int64_t *id)
{
	struct arena a = ARENA_INIT;
	struct job_row there;
	const struct job_row row = { .id = *id ? *id : shop_new_id(sh), .kind = order->kind,
		.terminal_id = sh->terminal_id, .template = order->template, .body = order->body,
		.created_at_ms = sh->tx_at_ms, .printer = order->printer };
	enum err e = *id ? job_get(sh->db, &a, *id, &there) : ERR_NOTFOUND;

	arena_release(&a);
	*id = row.id;
	if (e == OK)
		return ERR_EXISTS;
	return e == ERR_NOTFOUND ? job_insert(sh->db, &row) : e;
}

/* One for the shop, to be signed, and one for the customer where the shop wants that. */
static enum err slips(struct shop *sh, const struct document *d, int payment)
{
	enum err e = jobs_paper(sh, d->id, SLIP_TEMPLATE, payment_text(payment, SLIP_MERCHANT).text, 0);

	if (e == OK && strcmp(setting_text(sh, SET_PAPER_SLIP_COPIES), "both") == 0)
		e = jobs_paper(sh, d->id, SLIP_TEMPLATE, payment_text(payment, SLIP_CUSTOMER).text, 0);
	return e;
}

/* The templates that paper.also names, with blanks between. */
static enum err papers_also(struct shop *sh, const struct document *d)
{
	const char *s = setting_text(sh, SET_PAPER_ALSO);
	struct arena a = ARENA_INIT;
	enum err e = OK;

	while (e == OK && *(s += strspn(s, " "))) {
		size_t n = strcspn(s, " ");

		e = paper_at(sh, JOB_AT_SECOND, d->id, arena_strndup(&a, s, n), ALSO, 0);
		s += n;
	}
	arena_release(&a);
	return e;
}

enum err jobs_beside(struct shop *sh, const struct document *d)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < d->payment_count; i++) {
		const struct tender *t = shop_tender(sh, d->payments[i].tender_id);

		if (t && (t->flags & TENDER_SECOND_SLIP))
			e = slips(sh, d, i);
	}
	return e == OK && d->kind == DOC_SALE ? papers_also(sh, d) : e;
}

enum err jobs_drawer(struct shop *sh)
{
	const struct job_row row = { .id = shop_new_id(sh), .kind = JOB_DRAWER, .terminal_id = sh->terminal_id,
		.template = "", .created_at_ms = sh->tx_at_ms, .deadline_ms = sh->tx_at_ms + DRAWER_DEADLINE_MS };

	if (!*setting_text(sh, SET_RECEIPT_QUEUE) || strcmp(setting_text(sh, SET_DRAWER), "printer") != 0 ||
	    strcmp(setting_text(sh, SET_RECEIPT_FORM), "receipt") != 0 || strcmp(sh->kind, "training") == 0)
		return OK; /* a page printer has no plug for a drawer */
	return job_insert(sh->db, &row);
}

/* --- draining --------------------------------------------------------------------------------------- */

static enum err paper_of_job(struct shop *sh, struct arena *a, const struct job_row *row, struct print_job *out)
{
	struct shift_report report;
	struct day_report day;
	struct document d = { 0 };
	enum err e = row->document_id ? document_load(sh->db, a, row->document_id, &d) : OK;

	if (e != OK)
		return e;
	if (strcmp(row->template, SLIP_TEMPLATE) == 0)
		return paper_of_slip(sh, a, &d, row->body, (int)row->copy, out->columns, &out->paper);
	if (!d.id && strcmp(row->template, JOB_TEST_TEMPLATE) == 0)
		return paper_of_test(sh, a, out->queue, out->columns, &out->paper);
	if (d.id && strcmp(row->body, ALSO) == 0)
		return paper_by_template(sh, a, &d, row->template, (int)row->copy, out->columns, &out->paper);
	if (strcmp(row->template, STATEMENT_TEMPLATE) == 0)
		return paper_of_statement(sh, a, row->body, out->columns, &out->paper);
	if (strcmp(row->template, COUPON_TEMPLATE) == 0)
		return paper_of_coupon(sh, a, strtoll(row->body, NULL, 10), out->columns, &out->paper);
	if (strcmp(row->template, MEMBER_TEMPLATE) == 0)
		return paper_of_member_statement(sh, a, row->body, out->columns, &out->paper);
	if (strcmp(row->template, "day") == 0) {
		e = report_day(sh, a, (int32_t)strtol(row->body, NULL, 10), &day);
		return e == OK ? paper_of_day(sh, a, &day, out->columns, &out->paper) : e;
	}
	if (strcmp(row->template, "shift") != 0)
		return paper_of_document(sh, a, &d, (int)row->copy, out->columns, &out->paper);
	e = report_shift(sh, a, d.id ? d.shift_id : strtoll(row->body, NULL, 10), &report);
	return e == OK ? paper_of_shift(sh, a, &report, (int)row->copy, out->columns, &out->paper) : e;
}

static void drawer_paper(struct arena *a, struct print_job *out)
{
	out->paper = (struct paper){ .columns = out->columns, .count = 1, .lines = arena_new(a, struct paper_line) };
	out->paper.lines[0] = (struct paper_line){ .kind = PAPER_DRAWER, .text = "" };
}

struct moving { int64_t id; enum job_state from, to; const char *outside, *note; int64_t moved; };

static enum err move_body(struct shop *sh, void *arg)
{
	const struct moving *m = arg;

	return job_move(sh->db, m->id, m->from, m->to, m->outside, m->note, sh->tx_at_ms);
}

/* What came out of the label printer is remembered with its job. */
static enum err ended_body(struct shop *sh, void *arg)
{
	const struct moving *m = arg;
	struct arena a = ARENA_INIT;
	struct job_row row;
	enum err e = move_body(sh, arg);

	if (e == OK && m->to == JOB_DONE) {
		e = job_get(sh->db, &a, m->id, &row);
		if (e == OK && row.kind == JOB_LABELS)
			e = labels_printed_in_tx(sh, &a, row.body);
	}
	arena_release(&a);
	return e;
}

/* A paper that cannot be made is told once, not tried for ever. */
static enum err paper_failed(struct shop *sh, int64_t id, enum err why)
{
	struct moving m = { .id = id, .from = JOB_WAITING, .to = JOB_FAILED, .note = err_name(why) };
	enum err e = shop_tx(sh, move_body, &m);

	return e == OK ? ERR_NOTFOUND : e;
}

static enum err expire_body(struct shop *sh, void *arg)
{
	return jobs_expire(sh->db, sh->terminal_id, *(const int64_t *)arg);
}

enum err jobs_next(struct shop *sh, struct arena *a, enum job_printer printer, struct print_job *out)
{
	const struct job_printer_settings *s = &job_printer_settings[printer];
	struct job_row row;
	int64_t now = clock_now_ms();
	enum err e = job_first_waiting(sh->db, a, sh->terminal_id, printer, &row);

	if (e == OK && row.deadline_ms && row.deadline_ms < now) {
		e = shop_tx(sh, expire_body, &now);
		if (e == OK)
			e = job_first_waiting(sh->db, a, sh->terminal_id, printer, &row);
	}
	if (e != OK)
		return e;
	*out = (struct print_job){ .id = row.id, .kind = (enum job_kind)row.kind,
		.queue = jobs_queue(sh, printer), .columns = (int)setting_int(sh, s->columns),
		.form = row.kind >= JOB_LABELS ? JOB_LABELS_FORM : setting_text(sh, s->form),
		.labels = row.kind == JOB_LABELS ? row.body : NULL, .copy = (int)row.copy,
		.deadline_ms = row.deadline_ms, .tries = (int)row.tries,
		.outside = row.outside };
	if (row.kind == JOB_LABELS)
		return OK;
	if (row.kind == JOB_MAIL) {
		e = mail_of_job(sh, a, row.body, &out->labels);
		return e == ERR_NOTFOUND || e == ERR_INVALID ? paper_failed(sh, row.id, e) : e;
	}
	if (row.kind == JOB_DRAWER) {
		drawer_paper(a, out);
		return OK;
	}
	e = paper_of_job(sh, a, &row, out);
	return e == ERR_NOTFOUND || e == ERR_INVALID ? paper_failed(sh, row.id, e) : e;
}

enum err jobs_sent(struct shop *sh, int64_t id, const char *outside)
{
	struct moving m = { .id = id, .from = JOB_WAITING, .to = JOB_SENT, .outside = outside, .note = "" };

	return shop_tx(sh, move_body, &m);
}

enum err jobs_ended(struct shop *sh, int64_t id, enum job_state state, const char *note)
{
	struct moving m = { .id = id, .from = JOB_SENT, .to = state, .note = note };

	return shop_tx(sh, ended_body, &m);
}

static enum err orphans_body(struct shop *sh, void *arg)
{
	struct moving *m = arg;

	if (!sh->is_till)
		return jobs_give_up(sh->db, sh->terminal_id, sh->tx_at_ms - OFFICE_ORPHAN_MS, sh->tx_at_ms, &m->moved);
	return jobs_move_all(sh->db, sh->terminal_id, JOB_SENT, JOB_UNKNOWN, sh->tx_at_ms, &m->moved);
}

enum err jobs_orphans(struct shop *sh, int *n)
{
	struct moving m = { 0 };
	enum err e = shop_tx(sh, orphans_body, &m);

	*n = (int)m.moved;
	return e;
}

enum err jobs_count(struct shop *sh, int *waiting, int *unknown)
{
	int64_t w = 0, u = 0;
	enum err e = jobs_counts(sh->db, sh->terminal_id, id_first(clock_now_ms() - 86400000), &w, &u);

	*waiting = (int)w;
	*unknown = (int)u;
	return e;
}

/* --- told to the office ------------------------------------------------------------------------------ */

const char *const job_kind_name[] = { "", [JOB_PAPER] = "paper", [JOB_DRAWER] = "drawer", [JOB_LABELS] = "labels",
	[JOB_MAIL] = "mail" };
const char *const job_state_name[] = { "", [JOB_WAITING] = "waiting", [JOB_SENT] = "sent", [JOB_DONE] = "done",
	[JOB_FAILED] = "failed", [JOB_UNKNOWN] = "unknown", [JOB_EXPIRED] = "expired" };

enum err jobs_all(struct shop *sh, struct arena *a, const char *terminal, int limit, struct job_info **list, int *n)
{
	struct terminal_row row = { .id = 0 };
	struct job_listed *rows;
	enum err e = terminal ? terminal_by_code(sh->db, a, terminal, &row) : OK;

	if (e == OK)
		e = jobs_list(sh->db, a, row.id, limit, &rows, n);
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++) {
		const struct job_listed *j = &rows[i];

		if (j->kind < JOB_PAPER || j->kind > JOB_MAIL || j->printer < 0 || j->printer >= JOB_PRINTERS ||
		    j->state < JOB_WAITING || j->state > JOB_EXPIRED)
			return ERR_CORRUPT;
		(*list)[i] = (struct job_info){ .id = j->id, .kind = (enum job_kind)j->kind,
			.printer = (enum job_printer)j->printer, .state = (enum job_state)j->state,
			.terminal = j->terminal, .template = j->template,
			.document = *j->document_terminal ? doc_number_text(a, j->document_terminal, j->series,
				j->running) : "",
			.copy = (int)j->copy, .tries = (int)j->tries, .outside = j->outside, .note = j->note,
			.created_at_ms = j->created_at_ms, .changed_at_ms = j->changed_at_ms };
	}
	return OK;
}

enum err devices_all(struct shop *sh, struct arena *a, struct device_info **list, int *n)
{
	struct device_listed *rows;
	enum err e = devices_list(sh->db, a, &rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++)
		(*list)[i] = (struct device_info){ rows[i].terminal, { rows[i].row.device, rows[i].row.state,
			rows[i].row.detail, rows[i].row.at_ms } };
	return OK;
}

/* --- health ------------------------------------------------------------------------------------------ */

struct reporting { struct device_row row; };

static enum err device_body(struct shop *sh, void *arg)
{
	const struct reporting *r = arg;

	return device_put(sh->db, sh->terminal_id, &r->row);
}

enum err device_report(struct shop *sh, const char *device, const char *state, const char *detail)
{
	struct arena a = ARENA_INIT;
	struct reporting r = { { device, state, detail, clock_now_ms() } };
	struct device_row was;
	enum err e = device_get(sh->db, &a, sh->terminal_id, device, &was);

	if (e == ERR_NOTFOUND || (e == OK && (strcmp(was.state, state) != 0 || strcmp(was.detail, detail) != 0)))
		e = shop_tx(sh, device_body, &r);
	arena_release(&a);
	return e;
}

enum err device_health(struct shop *sh, struct arena *a, const char *device, struct device_health *out)
{
	struct device_row row;
	enum err e = device_get(sh->db, a, sh->terminal_id, device, &row);

	if (e == OK)
		*out = (struct device_health){ row.device, row.state, row.detail, row.at_ms };
	return e;
}
