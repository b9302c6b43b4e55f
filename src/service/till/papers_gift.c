/* papers_gift.c - the paper of a gift for points, or of one that came back. */
#include "base/clock.h"
#include "model/code.h"
#include "../member/gifts_int.h"
#include "papers_int.h"
#include "papers_put_int.h"

enum err paper_of_redemption(struct shop *sh, struct arena *a, const struct document *d, int copy, int columns,
	struct paper *out)
{
	struct paper_values v;
	struct making m = paper_begin(sh, a, &v, d->terminal_code, copy);
	struct gift_move_row move;
	struct gift_row row;
	struct gift_info gift = { .name = "" };
	enum err e = gift_move_of(sh->db, a, d->id, &move);

	if (e != OK)
		return e;
	e = gift_get(sh->db, a, move.gift_id, &row);
	if (e == OK)
		e = gift_named(sh, a, &row, &gift);
	if (e == OK || e == ERR_NOTFOUND) /* nameless, where it is younger than the backup that came back */
		e = put_member(&m, d);
	if (e != OK)
		return e;
	if (move.cancels)
		put(&m, "cancelled", "1");
	put(&m, "number", doc_number_text(a, d->terminal_code, d->series, d->running));
	put(&m, "at", clock_text(a, d->at_ms));
	put(&m, "cashier_number", d->staff_number);
	put(&m, "cashier_name", d->staff_name);
	put(&m, "gift", gift.name);
	put(&m, "pieces", arena_printf(a, "%lld", (long long)move.pieces));
	put(&m, "points", arena_printf(a, "%lld", (long long)-move.points));
	put(&m, "seal", arena_strndup(a, d->link, 8));
	put_reason(&m, d->reason_id);
	e = put_person(&m, "approver", d->approver_id);
	return e == OK ? paper_render(&m, &v, "redemption", columns, out) : e;
}
