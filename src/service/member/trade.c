/* trade.c - see trade_int.h. What a document posts on the accounts of members by its payments is what moves on their
 * lots here, or nothing of it is posted. */
#include "trade_int.h"

#include <string.h>

#include "member_int.h"
#include "model/refund.h"
#include "store/member_store.h"

#define ROWS_AT_FIRST 16

typedef enum err (*step_fn)(struct shop *sh, struct member_trade *t);

/* In this order. before: may change payments of the document; post: moves what members have; posted: what follows from
 * the document, which is in the store by then. NULL: nothing there. */
static const struct trade_holder {
	bool (*moves)(const struct shop *sh, const struct document *d);
	step_fn before, post, posted;
} holders[] = {
	{ wallet_moves, wallet_before_trade, wallet_in_trade, NULL },
	{ coupons_move, NULL, coupons_in_trade, NULL },
	{ packages_move, NULL, packages_in_trade, NULL },
	{ points_move, points_before_trade, points_in_trade, NULL },
	{ levels_move, NULL, NULL, levels_after_trade },
};
#define HOLDERS (sizeof holders / sizeof *holders)

bool member_trade_moves(const struct shop *sh, const struct document *d)
{
	bool any = false;

	for (size_t i = 0; i < HOLDERS; i++)
		any = any || holders[i].moves(sh, d);
	return any;
}

enum err member_trade_before(struct shop *sh, struct member_trade *t)
{
	enum err e = OK;

	t->lots = (struct lots_act){ .a = t->a, .document_id = t->d->id, .day = t->d->business_day,
		.ledger = &t->ledger };
	for (size_t i = 0; e == OK && i < HOLDERS; i++)
		if (holders[i].before && holders[i].moves(sh, t->d))
			e = holders[i].before(sh, t);
	return e;
}

enum err member_trade_post(struct shop *sh, struct member_trade *t)
{
	enum err e = OK;

	for (size_t i = 0; e == OK && i < HOLDERS; i++)
		if (holders[i].post && holders[i].moves(sh, t->d))
			e = holders[i].post(sh, t);
	return e;
}

enum err member_trade_posted(struct shop *sh, struct member_trade *t)
{
	enum err e = OK;

	for (size_t i = 0; e == OK && i < HOLDERS; i++)
		if (holders[i].posted && holders[i].moves(sh, t->d))
			e = holders[i].posted(sh, t);
	return e;
}

/* --- for the parts ----------------------------------------------------------------------------------- */

struct audit_row *member_trade_row(struct member_trade *t)
{
	if (t->count == t->room) {
		struct audit_row *rows;

		t->room = t->room ? t->room * 2 : ROWS_AT_FIRST;
		rows = arena_array(t->a, (size_t)t->room, sizeof *rows);
		if (t->count)
			memcpy(rows, t->rows, (size_t)t->count * sizeof *rows);
		t->rows = rows;
	}
	t->rows[t->count] = (struct audit_row){ .detail = "" };
	return &t->rows[t->count++];
}

char *member_trade_detail(const struct member_trade *t)
{
	return lots_detail(&t->lots, t->words ? t->words : "");
}

int64_t member_trade_back_milli(const struct member_trade *t, const struct line *sold)
{
	int64_t back = t->before_milli[sold->line_no];

	for (int i = 0; i < t->d->line_count; i++)
		if (t->d->lines[i].original_line == sold->line_no)
			back += t->d->lines[i].qty_milli;
	return back;
}

bool member_trade_whole(const struct member_trade *t)
{
	for (int i = 0; i < t->sale->line_count; i++)
		if (member_trade_back_milli(t, &t->sale->lines[i]) < t->sale->lines[i].qty_milli)
			return false;
	return true;
}

const struct payment *member_trade_own(const struct member_trade *t, const struct payment *back)
{
	for (int i = 0; i < t->sale->payment_count; i++)
		if (t->sale->payments[i].n == back->n && t->sale->payments[i].kind == back->kind)
			return &t->sale->payments[i];
	return NULL;
}

enum err member_trade_whose(struct shop *sh, struct arena *a, int64_t *member_id)
{
	struct member m;
	enum err e = member_get(sh->db, a, *member_id, &m);

	for (int i = 0; e == OK && m.state == MEMBER_MERGED && m.merged_into && i < MERGES_MAX; i++) {
		*member_id = m.merged_into;
		e = member_get(sh->db, a, *member_id, &m);
	}
	return e;
}

int64_t member_trade_kept_minor(const struct member_trade *t)
{
	struct document kept = *t->sale;

	kept.lines = arena_array(t->a, (size_t)t->sale->line_count, sizeof *kept.lines);
	for (int i = 0; i < t->sale->line_count; i++) {
		const struct line *sold = &t->sale->lines[i];
		int64_t back = member_trade_back_milli(t, sold);
		struct line gone = { .paid_minor = 0 };

		kept.lines[i] = *sold;
		if (back > 0)
			refund_line(sold, 0, back < sold->qty_milli ? back : sold->qty_milli, &gone);
		kept.lines[i].paid_minor -= gone.paid_minor;
	}
	return document_goods_minor(&kept);
}
