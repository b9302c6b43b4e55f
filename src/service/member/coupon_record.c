/* coupon_record.c - what the record says of coupons, and what recovery makes of it again. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "coupons_int.h"
#include "store/audit_store.h"
#include "store/member_store.h"

static bool given_told(struct arena *a, const struct audit_store_row *r, struct coupon_row *out)
{
	char code[COUPON_CODE_MAX + 1] = "";
	int from, until, uses;

	*out = (struct coupon_row){ .id = r->subject_id, .c = { .state = COUPON_ISSUED }, .given_at_ms = r->at_ms,
		.kind = "", .kind_en = "" };
	if (sscanf(r->detail, "%28s %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %d %d %d %" SCNd64, code,
		&out->number, &out->kind_id, &out->c.member_id, &out->c.sale_id, &from, &until, &uses,
		&out->period) != 9 || uses < 1)
		return false;
	out->code = arena_strdup(a, code);
	out->c.from_day = from;
	out->c.until_day = until;
	out->c.uses = uses;
	return true;
}

bool coupon_told(struct arena *a, const struct audit_store_row *r, struct coupon_told *out)
{
	static const struct { const char *action; int used; enum coupon_state state; } acts[] = {
		{ "coupon-use", 1, 0 }, { "coupon-back", -1, 0 }, { "coupon-void", 0, COUPON_VOID },
		{ "coupon-block", 0, COUPON_BLOCKED }, { "coupon-unblock", 0, COUPON_ISSUED },
	};

	*out = (struct coupon_told){ .given = strcmp(r->action, "coupon-give") == 0 };
	if (out->given) {
		out->state = COUPON_ISSUED;
		return given_told(a, r, &out->row);
	}
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		if (strcmp(r->action, acts[i].action) == 0) {
			out->used = acts[i].used;
			out->state = acts[i].state;
			return true;
		}
	return false;
}

/* --- recovery --------------------------------------------------------------------------------------- */

static enum err kind_there(struct shop *sh, struct arena *a, int64_t id, struct coupon_kind_row *out)
{
	struct coupon_kind_row *list;
	int n = 0;
	enum err e = coupon_kinds(sh->db, a, &list, &n);

	for (int i = 0; e == OK && i < n; i++)
		if (list[i].id == id) {
			*out = list[i];
			return OK;
		}
	return e == OK ? ERR_NOTFOUND : e;
}

/* A kind of after the backup is called by its code. */
static enum err replay_kind(struct shop *sh, struct arena *a, const struct audit_store_row *r)
{
	struct coupon_kind_row k = { .name = NULL };
	char code[16] = "", text[300] = "";
	int active = 0;
	enum err e = kind_there(sh, a, r->subject_id, &k);
	bool there = e == OK;

	if (e != OK && e != ERR_NOTFOUND)
		return e;
	if (sscanf(r->detail, "%15s %299s %d", code, text, &active) != 3 || !coupon_kind_read(text, &k))
		return OK;
	k.disabled = !active;
	if (there)
		return coupon_kind_update(sh->db, &k);
	k.id = r->subject_id;
	k.code = k.name = code;
	k.name_en = "";
	return coupon_kind_put(sh->db, &k);
}

static enum err replay_given(struct shop *sh, struct arena *a, struct coupon_row *row)
{
	struct coupon_kind_row kind;
	struct coupon_row is;
	struct member m;
	enum err e = coupon_get(sh->db, a, row->id, &is);

	if (e != ERR_NOTFOUND)
		return e;
	e = kind_there(sh, a, row->kind_id, &kind);
	if (e == ERR_NOTFOUND) /* its making is lost: nobody uses it before the office has looked at it */
		e = coupon_kind_put(sh->db, &(struct coupon_kind_row){ .id = row->kind_id,
			.code = arena_printf(a, "r%" PRId64, row->kind_id), .name = row->code, .name_en = "",
			.terms = { COUPON_AMOUNT, 1, 0, 0, false, false, false }, .scope = SCOPE_ALL, .uses = 1,
			.giving = COUPON_BY_HAND, .disabled = true });
	if (e == OK)
		e = coupon_kind_given(sh->db, row->kind_id);
	if (e == OK && row->c.member_id && (e = member_get(sh->db, a, row->c.member_id, &m)) == ERR_NOTFOUND)
		return ERR_NOTFOUND; /* the member's opening comes first, or never */
	return e == OK ? coupon_insert(sh->db, row) : e;
}

static enum err replay_used(struct shop *sh, struct arena *a, const struct audit_store_row *r, int used)
{
	struct coupon_row row;
	enum err e = coupon_get(sh->db, a, r->subject_id, &row);

	if (e != OK)
		return e == ERR_NOTFOUND ? OK : e;
	e = coupon_set(sh->db, row.id, row.c.state, row.c.used + used);
	return e == OK ? coupon_move_put(sh->db, &(struct coupon_move_row){ r->seal_id, row.id, used,
		r->amount_minor }) : e;
}

enum err coupon_replay(struct shop *sh, struct arena *a, const struct audit_store_row *r)
{
	struct coupon_told t;
	struct coupon_row row;
	enum err e;

	if (strcmp(r->action, "coupon-kind") == 0 || strcmp(r->action, "coupon-kind-add") == 0)
		return replay_kind(sh, a, r);
	if (!coupon_told(a, r, &t))
		return OK;
	if (t.given)
		return replay_given(sh, a, &t.row);
	if (t.used)
		return replay_used(sh, a, r, t.used);
	e = coupon_get(sh->db, a, r->subject_id, &row);
	if (e != OK)
		return e == ERR_NOTFOUND ? OK : e;
	return coupon_set(sh->db, row.id, t.state, row.c.used);
}
