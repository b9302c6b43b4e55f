/* journal_find.c - receipts found by what is asked of them at the office. */
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/tr.h"
#include "../office/office_int.h"
#include "model/code.h"
#include "service/master.h"
#include "service/report.h"
#include "store/document_store.h"

#define STRAY_MS (INT64_C(8) * 86400000) /* a document's clock and its business day are not further apart */

static bool given(const char *text)
{
	return text && *text;
}

static enum err read_day(const char *text, int32_t *day, int64_t *at_ms, struct said *said)
{
	if (!given(text))
		return OK;
	if (clock_parse(text, at_ms) != OK)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("A day"), text);
	*day = day_business(*at_ms, 0);
	return OK;
}

static enum err read_amount(const char *text, int64_t *minor, struct said *said)
{
	if (given(text) && money_parse(text, minor) != OK)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("An amount"), text);
	return OK;
}

static enum err read_kind(const char *text, int64_t *kind, struct said *said)
{
	if (!given(text))
		return OK;
	for (*kind = DOC_SALE; *kind <= DOC_VOID; ++*kind)
		if (strcmp(document_kind_name(*kind), text) == 0)
			return OK;
	return say(said, ERR_INVALID, MSG_VALUE_BAD, _("A kind"), text);
}

static enum err read_tender(struct shop *sh, struct arena *a, const char *code, int64_t *id, struct said *said)
{
	const struct tender *list;
	int n = shop_tenders(sh, &list);

	if (!given(code))
		return OK;
	for (int i = 0; i < n; i++)
		if (strcmp(list[i].code, code) == 0) {
			*id = list[i].id;
			return OK;
		}
	return say(said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(a, _("means of payment %s"), code), NULL);
}

enum err receipts_matching(struct shop *sh, struct arena *a, const struct receipts_filter *f, int64_t before_id,
	int limit, struct receipt_row **list, int *n, struct said *said)
{
	struct document_filter find = { .terminal = f->terminal ? f->terminal : "", .staff = f->staff ? f->staff : "",
		.code = f->code ? f->code : "" };
	struct document_row *rows;
	int64_t from_ms = 0, to_ms;
	enum err e = office_need(sh, PERM_RECEIPTS, said);

	if (e == OK)
		e = read_day(f->from, &find.from, &from_ms, said);
	if (e == OK)
		e = read_day(f->to, &find.to, &to_ms, said);
	if (e == OK)
		e = read_amount(f->least, &find.least_minor, said);
	if (e == OK)
		e = read_amount(f->most, &find.most_minor, said);
	if (e == OK)
		e = read_kind(f->kind, &find.kind, said);
	if (e == OK)
		e = read_tender(sh, a, f->tender, &find.tender_id, said);
	if (e == OK && from_ms > STRAY_MS)
		find.from_id = id_first(from_ms - STRAY_MS);
	if (e == OK)
		e = documents_matching(sh->db, a, &find, before_id, limit, &rows, n);
	if (e != OK)
		return office_answer(said, e, "");
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++)
		(*list)[i] = (struct receipt_row){ .id = rows[i].id, .kind = (enum document_kind)rows[i].kind,
			.number = doc_number_text(a, rows[i].terminal_code, rows[i].series, rows[i].running),
			.staff = rows[i].staff, .at_ms = rows[i].at_ms, .total_minor = rows[i].total_minor,
			.day = rows[i].day };
	return OK;
}
