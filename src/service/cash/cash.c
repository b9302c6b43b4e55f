/* cash.c - see cash.h. */
#include "service/cash.h"

#include "../shop/shop_int.h"
#include "model/cash.h"
#include "model/code.h"
#include "store/cash_store.h"
#include "store/document_store.h"

static const struct reason *reason_of(const struct shop *sh, int64_t id)
{
	for (int i = 0; i < sh->reason_count; i++)
		if (sh->reasons[i].id == id)
			return &sh->reasons[i];
	return NULL;
}

static void slip_of(struct shop *sh, struct arena *a, const struct cash_row *row, struct cash_slip *out)
{
	const struct reason *reason = row->reason_id ? reason_of(sh, row->reason_id) : NULL;

	*out = (struct cash_slip){ .id = row->id, .kind = (enum document_kind)row->kind, .staff = row->staff,
		.approver = row->approver, .number = doc_number_text(a, row->terminal_code, row->series, row->running),
		.reason = reason ? reason->name : "", .reason_en = reason ? reason->name_en : "",
		.reference = cash_reference(row->content), .day = row->day, .at_ms = row->at_ms,
		.amount_minor = row->total_minor, .banked = row->banked_running != 0, .banked_by = "" };
	if (out->banked)
		out->banked_by = doc_number_text(a, row->banked_terminal, row->banked_series, row->banked_running);
}

enum err cash_slips(struct shop *sh, struct arena *a, int32_t from, int32_t to, bool bags_only,
	struct cash_slip **list, int *n)
{
	struct cash_row *rows;
	enum err e = cash_rows(sh->db, a, from, to, bags_only ? DOC_BAG : 0, CASH_SLIPS_MAX, &rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++)
		slip_of(sh, a, &rows[i], &(*list)[i]);
	return OK;
}

enum err cash_holdings(struct shop *sh, struct arena *a, struct cash_holdings *out)
{
	int64_t bags = 0;
	enum err e = balance_get(sh->db, a, ACCOUNT_SAFE, 0, UNIT_MONEY, &out->safe_minor);

	if (e == OK)
		e = balance_get(sh->db, a, ACCOUNT_BANK, 0, UNIT_MONEY, &out->bank_minor);
	if (e == OK)
		e = cash_bags_open(sh->db, a, &bags, &out->transit_minor);
	out->bags = (int)bags;
	return e;
}
