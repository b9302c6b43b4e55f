/* copies.c - see service/copies.h. */
#include "service/copies.h"

#include <string.h>

#include "../office/office_int.h"
#include "../shop/post_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "jobs_int.h"
#include "papers_int.h"
#include "service/master.h"
#include "service/money.h"
#include "service/report.h"
#include "service/words.h"
#include "store/document_store.h"
#include "store/job_store.h"
#include "store/master_store.h"
#include "store/shift_store.h"

/* --- ordered at a till ------------------------------------------------------------------------------- */

struct copying { struct job_row job; struct audit_row row; bool count; };

/* A copy is one of the acts that the figures of a shift count: ordered at a till whose shift is open it is counted
 * there, as one that was asked for with the key. */
static enum err counted(struct shop *sh, const struct audit_row *row)
{
	struct arena a = ARENA_INIT;
	struct shift_row shift = { .id = 0 };
	enum err e = shift_open_of(sh->db, &a, sh->terminal_id, sh->staff.id, &shift);

	if (e == OK || e == ERR_NOTFOUND)
		e = post_act(sh, e == OK ? shift.id : 0, MEASURE_REPRINT, 0, row);
	arena_release(&a);
	return e;
}

static enum err copy_body(struct shop *sh, void *arg)
{
	struct copying *c = arg;
	enum err e = c->count ? job_copies(sh->db, c->job.document_id, &c->job.copy) : OK;

	c->job.copy += c->count;
	c->job.created_at_ms = sh->tx_at_ms;
	if (e == OK)
		e = job_insert(sh->db, &c->job);
	if (e != OK)
		return e;
	return c->count ? counted(sh, &c->row) : audit_in_tx(sh, &c->row, 1);
}

/* A setting as that till has it. */
static const char *setting_there(struct shop *sh, struct arena *a, const char *terminal, int id)
{
	struct setting_info *list;
	int n;

	if (settings_all(sh, a, terminal, &list, &n) == OK)
		for (int i = 0; i < n; i++)
			if (list[i].id == id)
				return list[i].value;
	return "";
}

/* what: how the answer names it. Reports come out where the till has them come out, receipts at its receipt printer. */
static enum err order(struct shop *sh, struct arena *a, struct copying *c, const char *terminal, const char *what,
	struct said *said)
{
	bool second = c->job.printer != JOB_AT_RECEIPT &&
		strcmp(setting_there(sh, a, terminal, SET_PAPER_REPORTS), "second") == 0;
	struct terminal_row till;
	enum err e = terminal_by_code(sh->db, a, terminal, &till);

	if (e == ERR_NOTFOUND)
		return say(said, e, MSG_NOT_FOUND, arena_printf(a, _("till %s"), terminal), NULL);
	if (e == OK && !*setting_there(sh, a, terminal, second ? SET_SECOND_QUEUE : SET_RECEIPT_QUEUE))
		return say(said, ERR_REFUSED, MSG_NO_PRINTER_THERE, terminal, NULL);
	if (e != OK)
		return office_answer(said, e, what);
	c->job.id = shop_new_id(sh);
	c->job.kind = JOB_PAPER;
	c->job.printer = second ? JOB_AT_SECOND : JOB_AT_RECEIPT;
	c->job.terminal_id = till.id;
	e = shop_tx(sh, copy_body, c);
	return e == OK ? say(said, OK, c->count ? MSG_COPY_ORDERED : MSG_PAPER_ORDERED, what, terminal)
		: office_answer(said, e, what);
}

enum err receipt_copy(struct shop *sh, struct arena *a, const char *number, const char *terminal, struct said *said)
{
	struct copying c = { .job = { .body = "", .printer = JOB_AT_RECEIPT }, .count = true };
	struct document d = { .id = 0 };
	enum err e = office_need(sh, PERM_REPRINT, said);

	if (e == OK)
		e = receipt_get(sh, a, number, &d);
	if (e == ERR_NOTFOUND || (e == OK && !document_is_trade(d.kind)))
		return say(said, ERR_NOTFOUND, MSG_NO_RECEIPT, number, NULL);
	if (e != OK)
		return office_answer(said, e, number);
	c.job.document_id = d.id;
	c.job.template = d.kind == DOC_SALE ? "sale" : "return";
	c.row = (struct audit_row){ .action = "reprint", .subject_id = d.id, .detail = "" };
	return order(sh, a, &c, terminal, number, said);
}

enum err copy_of_shift(struct shop *sh, struct arena *a, int64_t shift_id, const char *terminal, struct said *said)
{
	struct copying c = { .job = { .template = "shift", .body = "", .printer = JOB_AT_SECOND }, .count = true };
	struct shift_report r;
	enum err e = office_need(sh, PERM_REPRINT, said);

	if (e == OK)
		e = report_shift(sh, a, shift_id, &r);
	if (e == OK && !r.closed)
		return say(said, ERR_REFUSED, MSG_NOT_COUNTED, NULL, NULL);
	if (e == OK)
		e = document_cash_up(sh->db, a, shift_id, &c.job.document_id);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("shift %lld"), (long long)shift_id));
	c.row = (struct audit_row){ .action = "reprint", .subject_id = c.job.document_id, .detail = "shift" };
	return order(sh, a, &c, terminal, r.number, said);
}

enum err paper_day(struct shop *sh, struct arena *a, int32_t day, const char *terminal, struct said *said)
{
	struct copying c = { .job = { .template = "day", .printer = JOB_AT_SECOND } };
	struct day_report r;
	enum err e = office_need(sh, PERM_REPORTS, said);

	if (e == OK)
		e = report_day(sh, a, day, &r);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("business day %s"), day_text(a, day)));
	c.job.body = arena_printf(a, "%d", (int)day);
	c.row = (struct audit_row){ .action = "paper", .subject_id = day, .detail = "day" };
	return order(sh, a, &c, terminal, arena_printf(a, _("The day slip of %s"), day_text(a, day)), said);
}

enum err paper_statement(struct shop *sh, struct arena *a, const char *number, int32_t from, int32_t to,
	const char *terminal, struct said *said)
{
	struct copying c = { .job = { .template = "statement", .printer = JOB_AT_SECOND } };
	struct house_sheet sheet;
	enum err e = office_need(sh, PERM_HOUSE_ACCOUNTS, said);

	if (e == OK)
		e = house_statement(sh, a, number, from, to, &sheet, said);
	if (e != OK)
		return e;
	c.job.body = arena_printf(a, "%s %d %d", number, (int)from, (int)to);
	c.row = (struct audit_row){ .action = "paper", .subject_id = sheet.row.id, .detail = "statement" };
	return order(sh, a, &c, terminal, arena_printf(a, _("The statement of account %s"), number), said);
}
