/* papers_uses.c - what papers say of packages of uses: which a document moved, and what was left of them after it. */
#include "base/clock.h"
#include "model/code.h"
#include "../member/uses_int.h"
#include "papers_int.h"
#include "papers_put_int.h"

/* Each package once, with all that the document moved of it. */
static enum err put_package(struct making *m, const struct document *d, const struct uses_move_row *moves, int n, int i)
{
	struct making row;
	struct uses_row package;
	const struct uses_kind_row *kind;
	int64_t moved = 0, rest = 0;
	enum err e;

	for (int k = 0; k < n; k++) {
		if (moves[k].package_id != moves[i].package_id)
			continue;
		if (k < i)
			return OK;
		moved += moves[k].amount;
	}
	e = uses_get(m->sh->db, m->a, moves[i].package_id, &package);
	if (e == OK)
		e = uses_rest_after(m->sh->db, moves[i].package_id, d->id, d->at_ms, &rest);
	if (e != OK)
		return e;
	row = row_of(m, "uses");
	kind = uses_kind_known(m->sh, package.kind_id);
	put(&row, "name", kind ? named(m, kind->name, kind->name_en) : "?");
	put(&row, moved < 0 ? "used" : "came", arena_printf(m->a, "%lld", (long long)(moved < 0 ? -moved : moved)));
	put_count(&row, "left", rest);
	if (package.p.until_day)
		put(&row, "until", day_text(m->a, uses_last_day(&package.p)));
	return OK;
}

enum err papers_uses(struct making *m, const struct document *d)
{
	struct uses_move_row *moves;
	int n = 0;
	enum err e = d->member_id ? uses_moves_of(m->sh->db, m->a, d->id, &moves, &n) : OK;

	for (int i = 0; e == OK && i < n; i++)
		e = put_package(m, d, moves, n, i);
	return e;
}

enum err paper_of_uses(struct shop *sh, struct arena *a, const struct document *d, int copy, int columns,
	struct paper *out)
{
	struct paper_values v;
	struct making m = paper_begin(sh, a, &v, d->terminal_code, copy);
	enum err e = put_member(&m, d);

	if (e == OK)
		e = papers_uses(&m, d);
	if (d->original_id)
		put(&m, "cancelled", "1");
	put(&m, "number", doc_number_text(a, d->terminal_code, d->series, d->running));
	put(&m, "at", clock_text(a, d->at_ms));
	put(&m, "cashier_number", d->staff_number);
	put(&m, "cashier_name", d->staff_name);
	put(&m, "seal", arena_strndup(a, d->link, 8));
	put_reason(&m, d->reason_id);
	if (e == OK)
		e = put_person(&m, "approver", d->approver_id);
	return e == OK ? paper_render(&m, &v, "uses", columns, out) : e;
}
