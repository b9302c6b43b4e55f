/* till_count.c - a drawer is counted unseen: cash by its total or by notes and coins, and what lies beside it. A count
 * is stored before anybody reads what was expected; a second one stands beside the first. */
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/cash.h"
#include "../shop/post_int.h"
#include "service/report.h"
#include "till_int.h"

struct counting { struct count_row row; int from; int64_t approver_id; const char *pieces; };

static enum err count_body(struct shop *sh, void *arg)
{
	struct counting *k = arg;
	const struct audit_row row = { .action = "count", .subject_id = k->row.shift_id,
		.approver_id = k->approver_id, .amount_minor = k->row.counted_minor, .detail = k->pieces };
	enum err e = OK;

	if (k->from == SHIFT_OPEN)
		e = shift_state_set(sh->db, k->row.shift_id, SHIFT_OPEN, SHIFT_COUNTED, k->row.at_ms, sh->staff.id);
	if (e == OK)
		e = shift_count_insert(sh->db, &k->row);
	return e == OK ? audit_in_tx(sh, &row, 1) : e;
}

/* Baskets of this till that are still moving must come to rest before its drawer is counted. */
enum err shift_may_close(struct call *c)
{
	struct till *t = c->t;
	struct basket_row *list;
	int n = 0, left = 0;
	enum err e = baskets_list(c->sh->db, c->a, &list, &n);

	if (e != OK)
		return failed(c, e);
	/* Beside a drawer of one's own others go on with theirs. */
	for (int i = 0; i < n; i++)
		left += list[i].terminal_id == c->sh->terminal_id && (list[i].state != BASKET_HELD ||
			list[i].deferred_shift_id != t->shift.id) &&
			(!t->shift.drawer_staff_id || list[i].staff_id == t->shift.drawer_staff_id);
	if (left)
		return refuse(c, MSG_HELD_LEFT, arena_printf(c->a, "%d", left), NULL);
	/* A drawer that all share is counted by whom it falls to; else by who answers for it. */
	if (till_drawer_mode(c->sh) == DRAWER_SHARED && !t->shift.drawer_staff_id)
		return OK;
	return t->shift.staff_id == c->sh->staff.id ? OK : need_permission(c, PERM_TAKE_SHIFT);
}

/* What is counted beside cash: each means of payment once, one that leaves something to count. */
static enum err read_beside(struct call *c, const char *word, const char *before, const char **kept)
{
	const struct tender *tender;
	struct cash_beside one;

	if (!cash_beside_parse(c->a, word, &one))
		return refuse(c, MSG_PIECES_BAD, word, NULL);
	tender = tender_by_code(c->sh, one.code);
	if (!tender || !tender_is_counted(tender->kind))
		return refuse(c, MSG_NOT_COUNTED_SO, one.code, NULL);
	if (one.counted_minor > MONEY_MAX / 1000)
		return refuse(c, MSG_AMOUNT_TOO_BIG, NULL, NULL);
	if (strstr(arena_printf(c->a, " %s", before), arena_printf(c->a, " %s=", one.code)))
		return refuse(c, MSG_COUNTED_TWICE, tender_words(tender), NULL);
	*kept = arena_printf(c->a, "%s=%s", one.code, money(c, one.counted_minor));
	return OK;
}

/* Notes and coins behind the amount ("100x5 0.5x3"), which must come to it, and what else was counted ("U=60"): as they
 * are kept. */
static enum err read_pieces(struct call *c, int64_t counted_minor, const char **pieces)
{
	char *text = arena_strdup(c->a, c->arg), *save = NULL;
	struct cash_pieces list[CASH_PIECES_MAX];
	int n = 0;

	*pieces = "";
	strtok_r(text, " ", &save); /* the amount */
	for (char *w = strtok_r(NULL, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
		const char *kept = w;
		enum err e = strchr(w, '=') ? read_beside(c, w, *pieces, &kept) : OK;

		if (e != OK)
			return e;
		if (kept == w && (n == CASH_PIECES_MAX || !cash_pieces_parse(w, &list[n++])))
			return refuse(c, MSG_PIECES_BAD, w, NULL);
		*pieces = arena_printf(c->a, "%s%s%s", *pieces, **pieces ? " " : "", kept);
	}
	if (n && cash_pieces_sum(list, n) != counted_minor)
		return refuse(c, MSG_PIECES_OTHER, money(c, cash_pieces_sum(list, n)), money(c, counted_minor));
	return OK;
}

/* Where the shop wants it, nothing that was taken is left uncounted. */
static enum err all_counted(struct call *c, const char *counted)
{
	struct shift_report r;
	enum err e;

	if (strcmp(setting_text(c->sh, SET_COUNT_OTHERS), "required") != 0)
		return OK;
	e = report_shift(c->sh, c->a, c->t->shift.id, &r);
	if (e != OK)
		return failed(c, e);
	report_beside(c->sh, c->a, &r.all, counted, &r.beside, &r.beside_count);
	for (int i = 0; i < r.beside_count; i++)
		if (!r.beside[i].counted)
			return refuse(c, MSG_COUNT_OTHERS, tender_words(shop_tender(c->sh, r.beside[i].tender_id)),
				r.beside[i].code);
	return OK;
}

enum err act_count(struct call *c)
{
	struct till *t = c->t;
	struct counting k = { .from = t->shift.state };
	struct count_row *before;
	int n = 0;
	enum err e;

	if (c->words < 1 || !cash_sum(c->word[0], &k.row.counted_minor))
		return refuse(c, MSG_AMOUNT_BAD, c->arg, NULL);
	if ((e = read_pieces(c, k.row.counted_minor, &k.pieces)) != OK)
		return e;
	if ((e = shift_may_close(c)) != OK || (e = all_counted(c, k.pieces)) != OK)
		return e;
	e = shift_counts(c->sh->db, c->a, t->shift.id, &before, &n);
	if (e != OK)
		return failed(c, e);
	k.approver_id = approved_by(c);
	k.row.shift_id = t->shift.id;
	k.row.attempt = n ? before[n - 1].attempt + 1 : 1;
	k.row.tender_id = shop_tender_of_kind(c->sh, TENDER_CASH)->id;
	k.row.staff_id = c->sh->staff.id;
	k.row.at_ms = clock_now_ms();
	if ((e = shop_tx(c->sh, count_body, &k)) != OK)
		return failed(c, e);
	t->shift.state = SHIFT_COUNTED;
	t->counting = true;
	till_forget_done(t);
	return done(c, MSG_COUNT_STORED, NULL, NULL);
}

static enum err reopen_body(struct shop *sh, void *arg)
{
	const struct till *t = arg;
	const struct audit_row row = { .action = "count-left", .subject_id = t->shift.id, .detail = "" };
	enum err e = shift_state_set(sh->db, t->shift.id, SHIFT_COUNTED, SHIFT_OPEN, 0, 0);

	return e == OK ? audit_in_tx(sh, &row, 1) : e;
}

enum err shift_reopen(struct call *c)
{
	enum err e = shop_tx(c->sh, reopen_body, c->t);

	if (e != OK)
		return failed(c, e);
	c->t->shift.state = SHIFT_OPEN;
	c->t->counting = false;
	return OK;
}
