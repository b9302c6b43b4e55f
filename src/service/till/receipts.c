/* receipts.c - receipts found: by what is typed in one line (a number, a day, an amount, an article's code) and by what
 * they were paid, and by all that is asked of them at the office. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/tr.h"
#include "../office/office_int.h"
#include "model/code.h"
#include "service/master.h"
#include "service/report.h"
#include "store/document_store.h"
#include "till_int.h"

#define DAYS_BACK 31 /* an amount or a tender alone is looked for so far back */
#define STRAY_MS (8 * DAY_MS) /* a document's clock and its business day are not further apart */

static void rows_of(struct arena *a, const struct document_row *rows, int n, struct receipt_row **list)
{
	*list = arena_array(a, (size_t)n, sizeof **list);
	for (int i = 0; i < n; i++)
		(*list)[i] = (struct receipt_row){ .id = rows[i].id, .kind = (enum document_kind)rows[i].kind,
			.number = doc_number_text(a, rows[i].terminal_code, rows[i].series, rows[i].running),
			.staff = rows[i].staff, .at_ms = rows[i].at_ms, .total_minor = rows[i].total_minor,
			.day = rows[i].day };
}

/* --- by what is typed ----------------------------------------------------------------------------- */

/* Lines are kept with their document, not by code, so that a sale costs no index: the documents are walked, newest
 * first, in stretches that no reader holds the store for long by. */
static enum err with_code(struct shop *sh, struct arena *a, const char *code, int64_t tender_id, int64_t before_id,
	int limit, struct document_row **rows, int *n)
{
	enum err e;

	*rows = arena_array(a, (size_t)limit, sizeof **rows);
	*n = 0;
	do {
		struct document_row *found;
		int count;

		e = documents_with_code(sh->db, a, before_id, code, tender_id, limit - *n, &found, &count,
			&before_id);
		for (int i = 0; e == OK && i < count; i++)
			(*rows)[(*n)++] = found[i];
	} while (e == OK && before_id && *n < limit);
	return e;
}

/* "2026-11-20", "11-20" (the last one that was), in *day; "59.30" in *amount. False: the word is neither. */
static bool day_or_amount(struct shop *sh, const char *word, int32_t *day, int64_t *amount_minor)
{
	int32_t today = shop_business_day(sh);
	int year = today / 10000, month, date, used = 0;

	if (sscanf(word, "%4d-%2d-%2d%n", &year, &month, &date, &used) != 3 || word[used]) {
		year = today / 10000;
		used = 0;
		if (sscanf(word, "%2d-%2d%n", &month, &date, &used) != 2 || word[used])
			return strchr(word, '.') && money_parse(word, amount_minor) == OK;
		if (year * 10000 + month * 100 + date > today)
			year--;
	}
	*day = year * 10000 + month * 100 + date;
	return year > 2019 && day_valid(*day);
}

/* Receipts of a day, of an amount, or of both, or of a tender alone. ERR_NOTFOUND: it is something else. */
static enum err by_day_or_amount(struct shop *sh, struct arena *a, const char *text, int64_t tender_id,
	int64_t before_id, int limit, struct document_row **rows, int *n)
{
	char *copy = arena_strdup(a, text), *save = NULL;
	int32_t day = 0;
	int64_t amount_minor = -1, from_ms = clock_now_ms() - DAYS_BACK * DAY_MS, to_ms = INT64_MAX, hi;
	int words = 0;

	for (char *w = strtok_r(copy, " ", &save); w; w = strtok_r(NULL, " ", &save), words++)
		if (!day_or_amount(sh, w, &day, &amount_minor))
			return ERR_NOTFOUND;
	if (!words && (*text || !tender_id))
		return ERR_NOTFOUND;
	/* A business day lies within a day before and two after its date in UTC, whatever the zone. */
	if (day) {
		from_ms = day_utc_ms(day) - DAY_MS;
		to_ms = from_ms + 4 * DAY_MS;
	}
	hi = to_ms == INT64_MAX ? INT64_MAX : id_first(to_ms);
	return documents_between(sh->db, a, id_first(from_ms), before_id && before_id < hi ? before_id : hi, day,
		amount_minor, tender_id, limit, rows, n);
}

enum err receipts_list(struct shop *sh, struct arena *a, const char *text, const char *tender, int64_t before_id,
	int limit, struct receipt_row **list, int *n)
{
	const struct tender *by = *tender ? tender_by_code(sh, tender) : NULL;
	const int64_t tender_id = by ? by->id : 0;
	struct document_row *rows;
	struct doc_number number;
	int64_t running = 0;
	char *end;
	enum err e;

	if (*tender && !by)
		return ERR_NOTFOUND;
	if (limit < 1 || limit > 200)
		limit = 200;
	if (doc_number_read(text, &number))
		running = number.running;
	else if (*text && strlen(text) < 8) {
		running = strtoll(text, &end, 10);
		if (*end)
			running = 0;
	}
	e = by_day_or_amount(sh, a, text, tender_id, before_id, limit, &rows, n);
	if (e != ERR_NOTFOUND)
		; /* found so */
	else if (running)
		e = documents_numbered(sh->db, a, before_id, running, tender_id, limit, &rows, n);
	else
		e = *text ? with_code(sh, a, text, tender_id, before_id, limit, &rows, n)
			: documents_page(sh->db, a, before_id, limit, &rows, n);
	if (e != OK)
		return e;
	rows_of(a, rows, *n, list);
	return OK;
}

enum err receipt_get(struct shop *sh, struct arena *a, const char *number, struct document *out)
{
	struct doc_number n;
	int64_t id;
	enum err e;

	if (!doc_number_read(number, &n))
		return ERR_NOTFOUND;
	e = document_id_by_number(sh->db, a, n.terminal, n.series, n.running, &id);
	return e == OK ? document_load(sh->db, a, id, out) : e;
}

/* --- by what is asked --------------------------------------------------------------------------------- */

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
	const struct tender *t = given(code) ? tender_by_code(sh, code) : NULL;

	*id = t ? t->id : 0;
	if (t || !given(code))
		return OK;
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
	rows_of(a, rows, *n, list);
	return OK;
}
