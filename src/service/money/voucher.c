/* voucher.c - vouchers in the office: kinds, papers from the printer to the tills, what is said of one, what is
 * past its day. Each act is a row of voucher_move and one of the audit, which recovery makes the first from. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/money.h"
#include "model/reason.h"
#include "money_int.h"
#include "../office/office_int.h"
#include "service/money.h"
#include "store/value_store.h"
#include "store/document_store.h"
#include "store/master_store.h"

#define VALID_DAYS_MAX 36500
#define EXPIRE_AT_ONCE 1000

static const char *what_of(struct arena *a, const char *code)
{
	return arena_printf(a, _("voucher kind %s"), code);
}

/* --- kinds --------------------------------------------------------------------------------------- */

enum err voucher_kind_list(struct shop *sh, struct arena *a, struct voucher_kind_row **list, int *n)
{
	return voucher_kinds(sh->db, a, list, n);
}

static enum err kind_by_code(struct shop *sh, struct arena *a, const char *code, struct voucher_kind_row *out)
{
	struct voucher_kind_row *list;
	int n = 0;
	enum err e = voucher_kinds(sh->db, a, &list, &n);

	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(list[i].code, code) == 0) {
			*out = list[i];
			return OK;
		}
	return e == OK ? ERR_NOTFOUND : e;
}

static enum err take(struct arena *a, const struct voucher_kind_edit *edit, struct voucher_kind_row *row,
	struct said *said)
{
	bool active = !row->disabled;
	enum err e = OK;

	if (edit->name)
		e = office_name(a, edit->name, &row->name, said);
	if (e == OK && edit->name_en)
		row->name_en = utf8_clean(a, edit->name_en);
	if (e == OK && edit->face && (money_parse(edit->face, &row->face_minor) != OK || !row->face_minor))
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--face", edit->face);
	if (e == OK && edit->days)
		e = office_number(edit->days, 0, VALID_DAYS_MAX, "--days", &row->valid_days, said);
	if (e == OK && edit->rest && strcmp(edit->rest, "keep") != 0 && strcmp(edit->rest, "forfeit") != 0)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--rest", edit->rest);
	if (e == OK && edit->rest)
		row->keeps_rest = strcmp(edit->rest, "keep") == 0;
	if (e == OK && edit->refund)
		e = office_yes("--refund", edit->refund, &row->refund, said);
	row->keeps_rest = row->keeps_rest || row->refund;
	if (e == OK && edit->active)
		e = office_yes("--active", edit->active, &active, said);
	row->disabled = !active;
	return e;
}

static enum err write_new(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return voucher_kind_put(sh->db, row);
}

static enum err write_change(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return voucher_kind_update(sh->db, row);
}

static enum err write_kind(struct shop *sh, struct arena *a, const struct voucher_kind_row *was,
	struct voucher_kind_row *row, struct said *said)
{
	const struct change changes[] = {
		{ "name", was ? was->name : NULL, row->name },
		{ "name_en", was ? was->name_en : NULL, row->name_en },
		{ "face", was ? money_text(a, was->face_minor) : NULL, money_text(a, row->face_minor) },
		{ "days", was ? arena_printf(a, "%lld", (long long)was->valid_days) : NULL,
			arena_printf(a, "%lld", (long long)row->valid_days) },
		{ "rest", was ? (was->keeps_rest ? "keep" : "forfeit") : NULL, row->keeps_rest ? "keep" : "forfeit" },
		{ "refund", was ? (was->refund ? "yes" : "no") : NULL, row->refund ? "yes" : "no" },
		{ "active", was ? (was->disabled ? "no" : "yes") : NULL, row->disabled ? "no" : "yes" },
	};
	const struct writing w = { .table = "voucher_kind", .action = was ? "voucher-kind" : "voucher-kind-add",
		.row_id = row->id, .code = row->code, .what = what_of(a, row->code), .fresh = !was, .changes = changes,
		.change_count = (int)(sizeof changes / sizeof changes[0]), .write = was ? write_change : write_new,
		.row = row };

	return office_write(sh, &w, said);
}

enum err voucher_kind_add(struct shop *sh, struct arena *a, const struct voucher_kind_edit *edit, struct said *said)
{
	struct voucher_kind_row row = { .name_en = "" };
	enum err e = office_need(sh, PERM_VOUCHERS, said);

	if (e == OK)
		e = office_code(a, edit->code, 8, _("A code"), &row.code, said);
	if (e == OK && !edit->face)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--face", _("empty"));
	if (e == OK)
		e = take(a, edit, &row, said);
	if (e != OK)
		return e;
	row.id = shop_new_id(sh);
	return write_kind(sh, a, NULL, &row, said);
}

/* Face and rest are printed on papers that are out there: they stay. */
enum err voucher_kind_set(struct shop *sh, struct arena *a, const struct voucher_kind_edit *edit, struct said *said)
{
	struct voucher_kind_row was, row;
	enum err e = office_need(sh, PERM_VOUCHERS, said);

	if (e == OK)
		e = kind_by_code(sh, a, edit->code, &was);
	if (e != OK)
		return office_answer(said, e, what_of(a, edit->code));
	if (edit->face || edit->rest || edit->refund)
		return say(said, ERR_REFUSED, MSG_VALUE_BAD, edit->face ? "--face" : edit->rest ? "--rest" : "--refund",
			edit->face ? edit->face : edit->rest ? edit->rest : edit->refund);
	row = was;
	e = take(a, edit, &row, said);
	return e == OK ? write_kind(sh, a, &was, &row, said) : e;
}

enum err voucher_page(struct shop *sh, struct arena *a, int64_t after, int state, int limit, struct voucher_row **list,
	int *n)
{
	return vouchers_after(sh->db, a, after, state, limit, list, n);
}

/* --- ranges -------------------------------------------------------------------------------------- */

struct range {
	struct arena *a;
	int64_t from, to, count, terminal_id;
	const char *terminal, *note, *kind;
	int64_t kind_id, face_minor, valid_days, reason_id;
	bool keeps_rest, refund;
	struct said *said;
};

static enum err range_read(const char *from, const char *to, struct range *r, struct said *said)
{
	r->from = value_holder(from);
	r->to = to ? value_holder(to) : r->from;
	r->count = serial_count(r->from, r->to);
	if (!serial_valid(r->from))
		return say(said, ERR_INVALID, MSG_SERIAL_BAD, from, NULL);
	if (!r->count)
		return say(said, ERR_INVALID, MSG_SERIAL_BAD, to, NULL);
	if (r->count > VOUCHER_RANGE_MAX)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, arena_printf(r->a, "%s..%s", from, to),
			arena_printf(r->a, "> %d", VOUCHER_RANGE_MAX));
	r->said = said;
	return OK;
}

/* What happened to papers: for people in voucher_move, sealed in the audit. */
static enum err note(struct shop *sh, const struct range *r, const char *what)
{
	const struct voucher_move_row row = { .id = shop_new_id(sh), .from = r->from, .to = r->to, .what = what,
		.at_ms = sh->tx_at_ms, .staff_id = sh->staff.id, .terminal_id = r->terminal_id,
		.note = r->note ? r->note : "" };
	const struct audit_row audit = { .action = arena_printf(r->a, "voucher-%s", what), .subject_id = r->from,
		.reason_id = r->reason_id, .amount_minor = r->face_minor, .detail = arena_printf(r->a,
			r->kind ? "%lld %lld %s %lld %d %d" : "%lld %lld -", (long long)r->to,
			(long long)r->terminal_id, r->kind, (long long)r->valid_days, r->keeps_rest,
			r->refund) };
	enum err e = voucher_move_put(sh->db, &row);

	return e == OK ? audit_in_tx(sh, &audit, 1) : e;
}

static enum err receive_body(struct shop *sh, void *arg)
{
	const struct range *r = arg;
	int64_t serial = r->from;
	enum err e = OK;

	for (int64_t i = 0; e == OK && i < r->count; i++, serial = serial_next(serial))
		e = voucher_put(sh->db, serial, r->kind_id, r->face_minor);
	return e == OK ? note(sh, r, "receive") : e;
}

enum err voucher_receive(struct shop *sh, struct arena *a, const char *kind, const char *from, const char *to,
	struct said *said)
{
	struct voucher_kind_row k;
	struct range r = { .a = a };
	enum err e = office_need(sh, PERM_VOUCHERS, said);

	if (e == OK)
		e = range_read(from, to, &r, said);
	if (e != OK)
		return e;
	e = kind_by_code(sh, a, kind, &k);
	if (e != OK)
		return office_answer(said, e, what_of(a, kind));
	r.kind_id = k.id;
	r.kind = k.code;
	r.face_minor = k.face_minor;
	r.valid_days = k.valid_days;
	r.keeps_rest = k.keeps_rest;
	r.refund = k.refund;
	e = shop_tx(sh, receive_body, &r);
	if (e == ERR_EXISTS)
		return say(said, e, MSG_VOUCHERS_KNOWN, from, to);
	return e == OK ? say(said, OK, MSG_VOUCHERS_RECEIVED, arena_printf(a, "%lld", (long long)r.count), k.name)
		: office_answer(said, e, what_of(a, kind));
}

static enum err hand_body(struct shop *sh, void *arg)
{
	const struct range *r = arg;
	int64_t handed = 0;
	enum err e = voucher_hand(sh->db, r->from, r->to, r->terminal_id, &handed);

	if (e == OK && handed != r->count)
		return say(r->said, ERR_REFUSED, MSG_VOUCHERS_NOT_ALL, arena_printf(r->a, "%lld", (long long)handed),
			arena_printf(r->a, "%lld", (long long)r->count));
	return e == OK ? note(sh, r, "hand") : e;
}

static enum err find_terminal(struct shop *sh, struct arena *a, const char *code, int64_t *id)
{
	struct terminal_row *list;
	int n = 0;
	enum err e = terminals_list(sh->db, a, &list, &n);

	*id = 0;
	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(list[i].code, code) == 0)
			*id = list[i].id;
	return e == OK && !*id && *code ? ERR_NOTFOUND : e;
}

enum err voucher_hand_over(struct shop *sh, struct arena *a, const char *terminal, const char *from, const char *to,
	struct said *said)
{
	struct range r = { .a = a, .terminal = terminal };
	enum err e = office_need(sh, PERM_VOUCHERS, said);

	if (e == OK)
		e = range_read(from, to, &r, said);
	if (e != OK)
		return e;
	e = find_terminal(sh, a, terminal, &r.terminal_id);
	if (e == OK)
		e = shop_tx(sh, hand_body, &r);
	if (e == OK)
		return say(said, OK, MSG_VOUCHERS_HANDED, arena_printf(a, "%lld", (long long)r.count),
			*terminal ? terminal : _("the office"));
	return e == ERR_REFUSED && said->id ? e : office_answer(said, e, arena_printf(a, _("till %s"), terminal));
}

/* --- one paper ----------------------------------------------------------------------------------- */

struct deed { struct range r; enum voucher_deed what; };

/* What is given as a note may be the digit of a reason: its name is the note then, and its number on record. */
static void take_reason(struct shop *sh, struct arena *a, const char *words, struct range *r)
{
	const struct reason *list;
	int n = shop_reasons(sh, REASON_VOUCHER, &list);

	r->note = utf8_clean(a, words);
	for (int i = 0; i < n; i++)
		if (words[0] == '0' + list[i].digit && !words[1]) {
			r->note = list[i].name;
			r->reason_id = list[i].id;
		}
}

static enum err deed_body(struct shop *sh, void *arg)
{
	static const struct { int from, to; const char *name; } deeds[] = {
		[VOUCHER_DO_VOID] = { VOUCHER_STOCK, VOUCHER_VOID, "void" },
		[VOUCHER_DO_BLOCK] = { VOUCHER_SOLD, VOUCHER_BLOCKED, "block" },
		[VOUCHER_DO_UNBLOCK] = { VOUCHER_BLOCKED, VOUCHER_SOLD, "unblock" } };
	const struct deed *d = arg;
	enum err e = voucher_move(sh->db, d->r.from, deeds[d->what].from, deeds[d->what].to);

	return e == OK ? note(sh, &d->r, deeds[d->what].name) : e;
}

enum err voucher_do(struct shop *sh, struct arena *a, enum voucher_deed what, const char *serial, const char *words,
	struct said *said)
{
	struct deed d = { .r = { .a = a }, .what = what };
	struct voucher_row v = { 0 };
	enum err e = office_need(sh, PERM_VOUCHERS, said);

	take_reason(sh, a, words, &d.r);
	if (e == OK)
		e = range_read(serial, NULL, &d.r, said);
	if (e == OK)
		e = voucher_get(sh->db, a, d.r.from, &v);
	if (e == ERR_NOTFOUND)
		return say(said, e, MSG_NO_VOUCHER, serial, NULL);
	if (e != OK)
		return said->id ? e : office_answer(said, e, serial);
	e = shop_tx(sh, deed_body, &d);
	if (e == ERR_STALE)
		return say(said, ERR_REFUSED, MSG_VOUCHER_IS, serial, voucher_words(v.state));
	return e == OK ? say(said, OK, MSG_CHANGED, serial, NULL) : office_answer(said, e, serial);
}

/* --- past its day -------------------------------------------------------------------------------- */

static enum err expire_body(struct shop *sh, struct money_act *act)
{
	int64_t serial = act->row.subject_id, rest;
	enum err e = balance_get(sh->db, act->a, ACCOUNT_VOUCHER, serial, UNIT_MONEY, &rest);

	if (e == OK)
		e = voucher_move(sh->db, serial, VOUCHER_SOLD, VOUCHER_EXPIRED);
	if (e != OK)
		return e;
	ledger_post(&act->ledger, act->a, ACCOUNT_VOUCHER, serial, UNIT_MONEY, -rest);
	ledger_post(&act->ledger, act->a, ACCOUNT_FORFEIT, 0, UNIT_MONEY, rest);
	act->d.total_minor = -rest;
	return OK;
}

enum err voucher_expire(struct shop *sh, struct arena *a, int *expired, struct said *said)
{
	int64_t *serials;
	int n = 0;
	enum err e = office_need(sh, PERM_VOUCHERS, said);

	*expired = 0;
	if (e == OK)
		e = vouchers_past(sh->db, a, shop_business_day(sh), EXPIRE_AT_ONCE, &serials, &n);
	for (int i = 0; e == OK && i < n; i++) {
		struct money_act act;

		money_begin(sh, &act, a, DOC_VOUCHER_EXPIRED, 0);
		act.body = expire_body;
		act.content = "voucher-expired";
		act.row.action = "voucher-expire";
		act.row.subject_id = serials[i];
		e = money_post(sh, &act);
		if (e == ERR_STALE) /* somebody redeemed it at this moment */
			e = OK;
		else if (e == OK)
			++*expired;
	}
	return e == OK ? say(said, OK, MSG_VOUCHERS_EXPIRED, arena_printf(a, "%d", *expired), NULL)
		: said->id ? e : office_answer(said, e, _("vouchers"));
}

/* --- recovery -------------------------------------------------------------------------------------- */

/* The audit has who did what to which papers; a kind made after the backup is a stub with its code, its days and what
 * becomes of its rest (as far as the record tells: those of older programs did not). */
static enum err replay_receive(struct shop *sh, struct arena *a, const struct range *r)
{
	struct voucher_kind_row k;
	int64_t serial = r->from;
	enum err e = kind_by_code(sh, a, r->kind, &k);

	if (e == ERR_NOTFOUND) {
		k = (struct voucher_kind_row){ .id = r->from, .code = r->kind, .name = r->kind, .name_en = "",
			.face_minor = r->face_minor, .valid_days = r->valid_days, .keeps_rest = r->keeps_rest,
			.refund = r->refund };
		e = voucher_kind_put(sh->db, &k);
	}
	for (int64_t i = 0; e == OK && i < r->count; i++, serial = serial_next(serial))
		e = voucher_put(sh->db, serial, k.id, r->face_minor);
	return e;
}

enum err money_replay_act(struct shop *sh, struct arena *a, const struct audit_store_row *r)
{
	const char *what = r->action + strlen("voucher-");
	struct range range = { .a = a, .from = r->subject_id, .face_minor = r->amount_minor, .note = "" };
	char kind[16] = "";
	int keeps = 0, refund = 0;
	int64_t moved;
	enum err e = OK;

	if (sscanf(r->detail, "%" SCNd64 " %" SCNd64 " %15s %" SCNd64 " %d %d", &range.to, &range.terminal_id, kind,
		&range.valid_days, &keeps, &refund) < 3)
		return OK;
	range.keeps_rest = keeps != 0;
	range.refund = refund != 0;
	range.kind = kind;
	range.count = serial_count(range.from, range.to);
	if (!range.count || range.count > VOUCHER_RANGE_MAX)
		return OK;
	if (strcmp(what, "receive") == 0)
		e = replay_receive(sh, a, &range);
	else if (strcmp(what, "hand") == 0)
		e = voucher_hand(sh->db, range.from, range.to, range.terminal_id, &moved);
	else if (strcmp(what, "void") == 0)
		e = voucher_move(sh->db, range.from, VOUCHER_STOCK, VOUCHER_VOID);
	else if (strcmp(what, "block") == 0)
		e = voucher_move(sh->db, range.from, VOUCHER_SOLD, VOUCHER_BLOCKED);
	else if (strcmp(what, "unblock") == 0)
		e = voucher_move(sh->db, range.from, VOUCHER_BLOCKED, VOUCHER_SOLD);
	else
		return OK;
	if (e == OK)
		e = voucher_move_put(sh->db, &(struct voucher_move_row){ shop_new_id(sh), range.from, range.to, what,
			r->at_ms, r->staff_id, r->approver_id, range.terminal_id, "" });
	return e == ERR_STALE || e == ERR_EXISTS ? OK : e;
}

/* --- what became of one -------------------------------------------------------------------------- */

static int by_time(const void *x, const void *y)
{
	const struct voucher_step *a = x, *b = y;

	return (a->at_ms > b->at_ms) - (a->at_ms < b->at_ms);
}

enum err voucher_show(struct shop *sh, struct arena *a, const char *serial, struct voucher_sheet *out,
	struct said *said)
{
	struct voucher_move_row *moves;
	struct holder_row *posted;
	int64_t id = value_holder(serial);
	int m = 0, p = 0;
	enum err e = voucher_get(sh->db, a, id, &out->row);

	*said = (struct said){ MSG_NONE, { NULL, NULL } };
	if (e == ERR_NOTFOUND)
		return say(said, e, MSG_NO_VOUCHER, serial, NULL);
	if (e == OK)
		e = voucher_moves(sh->db, a, id, &moves, &m);
	if (e == OK)
		e = holder_postings(sh->db, a, ACCOUNT_VOUCHER, id, 0, 1000, &posted, &p);
	if (e == OK)
		e = balance_get(sh->db, a, ACCOUNT_VOUCHER, id, UNIT_MONEY, &out->rest_minor);
	if (e != OK)
		return office_answer(said, e, serial);
	out->rest_minor = -out->rest_minor;
	out->steps = arena_array(a, (size_t)m + (size_t)p, sizeof *out->steps);
	out->step_count = m + p;
	for (int i = 0; i < m; i++)
		out->steps[i] = (struct voucher_step){ moves[i].at_ms, moves[i].what, "", 0, moves[i].staff_id,
			moves[i].terminal_id, moves[i].note, staff_words(sh, a, moves[i].staff_id),
			terminal_words(sh, a, moves[i].terminal_id) };
	for (int i = 0; i < p; i++)
		out->steps[m + i] = (struct voucher_step){ posted[i].at_ms, document_kind_name(posted[i].kind),
			posted[i].number, posted[i].amount, 0, 0, "", "", "" };
	if (out->step_count > 1)
		qsort(out->steps, (size_t)out->step_count, sizeof *out->steps, by_time);
	return OK;
}

enum err voucher_batches(struct shop *sh, struct arena *a, struct voucher_batch **list, int *n)
{
	struct voucher_move_row *rows;
	enum err e = voucher_moves_newest(sh->db, a, VOUCHER_BATCHES_MAX, &rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++)
		(*list)[i] = (struct voucher_batch){ rows[i], serial_count(rows[i].from, rows[i].to),
			staff_words(sh, a, rows[i].staff_id), terminal_words(sh, a, rows[i].terminal_id) };
	return OK;
}
