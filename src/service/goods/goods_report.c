/* goods_report.c - who was turned away, and what concessions sold. */
#include <stdlib.h>
#include <string.h>

#include "articles_int.h"
#include "base/clock.h"
#include "model/document.h"
#include "../office/office_int.h"
#include "service/goods.h"
#include "store/audit_store.h"
#include "store/goods_store.h"

#define CONCESSION_ROWS_MAX 20000

enum err report_refusals(struct shop *sh, struct arena *a, int32_t first, int32_t last, int limit,
	struct refusal **list, int *n, struct said *said)
{
	const struct audit_wanted wanted = { .from_ms = first ? day_utc_ms(first) - DAY_MS : 0,
		.until_ms = last ? day_utc_ms(last) + 3 * DAY_MS : INT64_MAX, .action = "refusal" };
	const struct audit_cursor newest = { .at_ms = 0 };
	struct audit_told *rows;
	enum err e = office_need(sh, PERM_REPORTS, said);
	int cutover = (int)setting_int(sh, SET_CUTOVER_HOUR), count = 0;

	if (e == OK)
		e = audit_page(sh->db, a, &wanted, &newest, limit, &rows, &count);
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)count, sizeof **list);
	*n = 0;
	for (int i = 0; i < count; i++) {
		const struct audit_store_row *row = &rows[i].row;
		int32_t day = day_business(row->at_ms, cutover);
		struct article article;
		bool known = article_at_id(sh->db, a, row->subject_id, row->at_ms, &article) == OK;

		if ((first && day < first) || (last && day > last))
			continue;
		(*list)[(*n)++] = (struct refusal){ row->at_ms, rows[i].terminal,
			arena_printf(a, "%s %s", rows[i].staff, rows[i].staff_name), known ? article.number : "",
			known ? article.name : "", row->detail };
	}
	return OK;
}

/* --- concessions --------------------------------------------------------------------------------- */

struct gathering { struct concession_row *rows; int64_t *ids; int count; int64_t supplier_id; };

static enum err gather(void *ctx, const struct supplied *s)
{
	struct gathering *g = ctx;
	int at = 0;

	if (g->supplier_id && s->supplier_id != g->supplier_id)
		return OK;
	while (at < g->count && (g->ids[at] != s->supplier_id || g->rows[at].day != s->day))
		at++;
	if (at == CONCESSION_ROWS_MAX)
		return ERR_REFUSED;
	if (at == g->count) {
		g->ids[at] = s->supplier_id;
		g->rows[g->count++] = (struct concession_row){ .day = s->day };
	}
	if (s->kind == DOC_SALE)
		g->rows[at].sales_minor += s->paid_minor;
	else
		g->rows[at].returns_minor += s->paid_minor;
	return OK;
}

static int by_supplier_and_day(const void *x, const void *y)
{
	const struct concession_row *a = x, *b = y;
	int c = strcmp(a->supplier, b->supplier);

	return c ? c : (a->day > b->day) - (a->day < b->day);
}

static void settle(struct concession_row *r, const struct terms_row *terms, int n, int64_t supplier_id,
	int64_t *guaranteed_minor)
{
	*guaranteed_minor = 0;
	for (int i = 0; i < n; i++)
		if (terms[i].supplier_id == supplier_id && terms[i].from_day <= r->day) {
			r->deduction_bp = terms[i].deduction_bp;
			*guaranteed_minor = terms[i].guaranteed_minor;
		}
	r->net_minor = r->sales_minor - r->returns_minor;
	r->deduction_minor = mul_div(r->net_minor, r->deduction_bp, 10000, ROUND_HALF_AWAY);
	r->due_minor = r->net_minor - r->deduction_minor;
}

/* What a whole month lacks to the guarantee is kept on its last row. */
static void guarantee(struct concession_row *rows, int n, const int64_t *guaranteed_minor, int32_t first, int32_t last)
{
	int64_t sum = 0;

	for (int i = 0; i < n; i++) {
		bool new_month = i + 1 == n || strcmp(rows[i].supplier, rows[i + 1].supplier) != 0 ||
			rows[i].day / 100 != rows[i + 1].day / 100;
		int32_t month = rows[i].day / 100;

		sum += rows[i].deduction_minor;
		if (!new_month)
			continue;
		if (first <= month * 100 + 1 && day_add(last, 1) / 100 > month &&
			sum < guaranteed_minor[i]) {
			rows[i].guarantee_minor = guaranteed_minor[i] - sum;
			rows[i].due_minor -= rows[i].guarantee_minor;
		}
		sum = 0;
	}
}

static enum err find_supplier(const struct shop *sh, const char *code, int64_t *id, struct said *said)
{
	*id = 0;
	for (int i = 0; code && i < sh->supplier_count; i++)
		if (strcmp(sh->suppliers[i].code, code) == 0)
			*id = sh->suppliers[i].id;
	return code && !*id ? say(said, ERR_NOTFOUND, MSG_NOT_FOUND, code, NULL) : OK;
}

enum err report_concession(struct shop *sh, struct arena *a, const char *supplier, int32_t first, int32_t last,
	struct concession_row **list, int *n, struct said *said)
{
	struct gathering g = { .rows = arena_array(a, CONCESSION_ROWS_MAX, sizeof *g.rows),
		.ids = arena_array(a, CONCESSION_ROWS_MAX, sizeof *g.ids) };
	int64_t *guaranteed;
	struct terms_row *terms;
	int count = 0;
	enum err e = office_need(sh, PERM_REPORTS, said);

	if (e == OK)
		e = find_supplier(sh, supplier, &g.supplier_id, said);
	if (e == OK)
		e = terms_list(sh->db, a, &terms, &count);
	if (e == OK)
		e = supplied_each(sh->db, office_first_id(first), first, last, gather, &g);
	if (e != OK)
		return office_answer(said, e, supplier);
	*n = 0;
	for (int i = 0; i < g.count; i++) {
		const struct supplier_row *s = shop_supplier(sh, g.ids[i]);

		if (!s || s->kind != SUPPLIER_CONCESSION)
			continue;
		g.rows[i].supplier = s->code;
		g.rows[i].name = s->name;
		g.rows[*n] = g.rows[i];
		++*n;
	}
	qsort(g.rows, (size_t)*n, sizeof *g.rows, by_supplier_and_day);
	guaranteed = arena_array(a, (size_t)*n, sizeof *guaranteed);
	for (int i = 0; i < *n; i++) {
		int64_t id = 0;

		(void)find_supplier(sh, g.rows[i].supplier, &id, said);
		settle(&g.rows[i], terms, count, id, &guaranteed[i]);
	}
	guarantee(g.rows, *n, guaranteed, first, last);
	*list = g.rows;
	return OK;
}
