/* gifts.c - see gifts.h. What a document gave is told in its record as "gift=GIFT:MEMBER:PIECES:POINTS:CANCELS". */
#include "gifts_int.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "../office/office_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "points_int.h"
#include "service/articles.h"
#include "service/master.h"
#include "service/report.h"
#include "store/audit_store.h"
#include "store/document_store.h"
#include "store/member_store.h"
#include "wallet_int.h"

#define PIECES_MAX 1000000
#define GIFT_TOLD "gift="
#define TEMPLATE "redemption"

static const char *what_of(struct arena *a, const char *code)
{
	return arena_printf(a, _("gift %s"), code ? code : "");
}

/* --- which -------------------------------------------------------------------------------------------- */

enum err gift_named(struct shop *sh, struct arena *a, const struct gift_row *row, struct gift_info *out)
{
	struct article article;
	enum err e = article_get(sh, a, row->article_id, &article);

	*out = (struct gift_info){ *row, "", "" };
	if (e == OK) {
		out->number = arena_strdup(a, article.number);
		out->name = arena_strdup(a, article.name);
	}
	return e == ERR_NOTFOUND ? OK : e;
}

enum err gift_list(struct shop *sh, struct arena *a, struct gift_info **list, int *n, struct said *said)
{
	struct gift_row *rows;
	int all = 0;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	*n = 0;
	if (e != OK)
		return e;
	e = gifts(sh->db, a, &rows, &all);
	*list = arena_array(a, (size_t)all, sizeof **list);
	for (int i = 0; e == OK && i < all; i++)
		e = gift_named(sh, a, &rows[i], &(*list)[(*n)++]);
	return office_answer(said, e, what_of(a, ""));
}

enum err gift_by_code(struct shop *sh, struct arena *a, const char *code, struct gift_info *out)
{
	struct article article;
	struct gift_row row;
	enum err e = article_find(sh, a, code ? code : "", &article);

	if (e == OK)
		e = gift_of_article(sh->db, a, article.id, &row);
	return e == OK ? gift_named(sh, a, &row, out) : e;
}

/* --- the list ----------------------------------------------------------------------------------------- */

static enum err write_new(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return gift_insert(sh->db, row);
}

static enum err write_set(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return gift_update(sh->db, row);
}

static enum err write_end(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return gift_end(sh->db, row);
}

static const char *gift_text(struct arena *a, const struct gift_row *g)
{
	return arena_printf(a, "article %" PRId64 ", %" PRId64 " points, %" PRId64 " pieces, %" PRId64
		" a member, from %d until %d", g->article_id, g->points, g->pieces, g->per_member, (int)g->from_day,
		(int)g->until_day);
}

static enum err days_of(const struct gift_edit *edit, struct gift_row *row, struct said *said)
{
	bool endless = edit->until && strcmp(edit->until, "-") == 0;

	if (edit->from && !clock_parse_day(edit->from, &row->from_day))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--from", edit->from);
	if (endless)
		row->until_day = 0;
	else if (edit->until && !clock_parse_day(edit->until, &row->until_day))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--until", edit->until);
	if (row->until_day && row->until_day < row->from_day)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, edit->until ? "--until" : "--from", edit->until
			? edit->until : edit->from);
	return OK;
}

static enum err gift_article(struct shop *sh, struct arena *a, const char *code, struct article *out, struct said *said)
{
	enum err e = article_find(sh, a, code ? code : "", out);

	return e == ERR_NOTFOUND ? say(said, e, MSG_NOT_FOUND, arena_printf(a, _("article %s"), code ? code : ""), NULL)
		: office_answer(said, e, what_of(a, code));
}

enum err gift_add(struct shop *sh, struct arena *a, const struct gift_edit *edit, struct said *said)
{
	struct gift_row row = { .from_day = shop_business_day(sh) }, there;
	struct change change = { "gift", NULL, NULL };
	struct article article;
	enum err e = office_need(sh, PERM_GIFTS, said);

	if (e == OK)
		e = gift_article(sh, a, edit->article, &article, said);
	if (e == OK)
		e = office_number(edit->points ? edit->points : "", 1, POINTS_MAX, _("The points"), &row.points, said);
	if (e == OK && edit->pieces)
		e = office_number(edit->pieces, 1, PIECES_MAX, "--pieces", &row.pieces, said);
	if (e == OK && edit->per_member)
		e = office_number(edit->per_member, 1, PIECES_MAX, "--per-member", &row.per_member, said);
	if (e == OK)
		e = days_of(edit, &row, said);
	if (e != OK)
		return e;
	if ((e = gift_of_article(sh->db, a, article.id, &there)) != ERR_NOTFOUND)
		return e == OK ? say(said, ERR_EXISTS, MSG_EXISTS, what_of(a, article.number), NULL)
			: office_answer(said, e, what_of(a, article.number));
	row.id = shop_new_id(sh);
	row.article_id = article.id;
	change.becomes = gift_text(a, &row);
	return office_write(sh, &(struct writing){ .table = "gift", .action = "gift-add", .row_id = row.id,
		.code = article.number, .what = what_of(a, article.number), .fresh = true, .changes = &change,
		.change_count = 1, .write = write_new, .row = &row }, said);
}

enum err gift_set(struct shop *sh, struct arena *a, const struct gift_edit *edit, struct said *said)
{
	struct change change = { "gift", NULL, NULL };
	struct gift_info g;
	enum err e = office_need(sh, PERM_GIFTS, said);

	if (e == OK && (e = gift_by_code(sh, a, edit->article, &g)) != OK)
		return e == ERR_NOTFOUND ? say(said, e, MSG_NOT_FOUND, what_of(a, edit->article), NULL)
			: office_answer(said, e, what_of(a, edit->article));
	if (e != OK)
		return e;
	change.was = gift_text(a, &g.row);
	if (edit->points)
		e = office_number(edit->points, 1, POINTS_MAX, _("The points"), &g.row.points, said);
	if (e == OK && edit->pieces)
		e = office_number(edit->pieces, 0, PIECES_MAX, "--pieces", &g.row.pieces, said);
	if (e == OK && edit->per_member)
		e = office_number(edit->per_member, 0, PIECES_MAX, "--per-member", &g.row.per_member, said);
	if (e == OK)
		e = days_of(edit, &g.row, said);
	if (e != OK)
		return e;
	if (g.row.pieces && g.row.pieces < g.row.given)
		return say(said, ERR_REFUSED, MSG_GIFT_FEWER, g.name, arena_printf(a, "%" PRId64, g.row.given));
	change.becomes = gift_text(a, &g.row);
	return office_write(sh, &(struct writing){ .table = "gift", .action = "gift-set", .row_id = g.row.id,
		.code = g.number, .what = what_of(a, g.number), .changes = &change, .change_count = 1,
		.write = write_set, .row = &g.row }, said);
}

enum err gift_remove(struct shop *sh, struct arena *a, const char *article, struct said *said)
{
	struct change change = { "gift", NULL, "" };
	struct gift_info g;
	enum err e = office_need(sh, PERM_GIFTS, said);

	if (e != OK)
		return e;
	e = gift_by_code(sh, a, article, &g);
	if (e != OK)
		return e == ERR_NOTFOUND ? say(said, e, MSG_NOT_FOUND, what_of(a, article), NULL)
			: office_answer(said, e, what_of(a, article));
	change.was = gift_text(a, &g.row);
	return office_write(sh, &(struct writing){ .table = "gift", .action = "gift-end", .row_id = g.row.id,
		.code = g.number, .what = what_of(a, g.number), .changes = &change, .change_count = 1,
		.write = write_end, .row = &g.row }, said);
}

/* --- a redemption ------------------------------------------------------------------------------------- */

struct redeeming { struct wallet_act w; struct gift_info gift; struct gift_move_row move; };

static enum err tell(struct shop *sh, struct redeeming *r, enum message words, struct points_done *done)
{
	struct arena *a = r->w.act.a;
	const char *content;
	struct lots has;
	enum err e = document_content(sh->db, a, r->w.act.d.id, &content, &done->number);

	if (e == OK)
		e = lots_read(sh, a, ACCOUNT_POINTS, r->move.member_id, shop_business_day(sh), &has);
	if (e != OK)
		return say(r->w.said, ERR_UNKNOWN, MSG_MAY_BE_DONE, NULL, NULL);
	done->id = r->w.act.d.id;
	done->moved = -r->move.points;
	done->now = lots_balance(&has);
	return say(r->w.said, OK, words, r->gift.name, arena_printf(a, "%" PRId64, done->now));
}

static enum err post(struct shop *sh, struct redeeming *r, enum message words, struct points_done *done)
{
	enum err e = money_post(sh, &r->w.act), told;

	if (e != OK && e != ERR_EXISTS)
		return wallet_not_posted(sh, &r->w, e);
	told = tell(sh, r, words, done);
	return e == OK || told != OK ? told : say(r->w.said, ERR_EXISTS, MSG_ALREADY_DONE, done->number, NULL);
}

static const char *move_told(struct arena *a, const struct gift_move_row *m)
{
	return arena_printf(a, GIFT_TOLD "%" PRId64 ":%" PRId64 ":%" PRId64 ":%" PRId64 ":%" PRId64, m->gift_id,
		m->member_id, m->pieces, m->points, m->cancels);
}

static enum err may_have(struct shop *sh, struct redeeming *r)
{
	const struct gift_row *g = &r->gift.row;
	int32_t day = shop_business_day(sh);
	int64_t had = 0;
	enum err e = g->per_member ? gift_had(sh->db, g->id, r->w.hit.member.id, &had) : OK;

	if (e != OK)
		return e;
	if (day < g->from_day || (g->until_day && day > g->until_day))
		return say(r->w.said, ERR_REFUSED, MSG_GIFT_CLOSED, r->gift.name, NULL);
	if (g->per_member && had + r->move.pieces > g->per_member)
		return say(r->w.said, ERR_REFUSED, MSG_GIFT_HAD, r->gift.name, arena_printf(r->w.act.a, "%" PRId64,
			g->per_member));
	return OK;
}

static enum err redeem_body(struct shop *sh, struct money_act *act)
{
	struct redeeming *r = act->arg;
	int64_t usable = 0;
	enum err e = wallet_body(sh, &r->w);

	if (e == OK)
		e = may_have(sh, r);
	if (e == OK && (e = gift_take(sh->db, r->gift.row.id, r->move.pieces)) == ERR_STALE)
		return say(r->w.said, ERR_REFUSED, MSG_GIFT_GONE, r->gift.name, NULL);
	if (e == OK)
		e = lots_take(sh, &r->w.lots, ACCOUNT_POINTS, r->move.member_id, r->move.points);
	if (e == ERR_REFUSED && !r->w.said->id) {
		e = points_usable_now(sh, act->a, r->move.member_id, &usable);
		return e == OK ? say(r->w.said, ERR_REFUSED, MSG_GIFT_SHORT, arena_printf(act->a, "%" PRId64,
			r->move.points), arena_printf(act->a, "%" PRId64, usable)) : e;
	}
	if (e == OK)
		e = gift_move_put(sh->db, &r->move);
	ledger_post(&act->ledger, act->a, ACCOUNT_POINTS_ISSUED, 0, UNIT_POINTS, -r->move.points);
	act->row.detail = lots_detail(&r->w.lots, move_told(act->a, &r->move));
	return e;
}

enum err gift_redeem(struct shop *sh, struct arena *a, const struct gift_redeem *what, struct points_done *done,
	struct said *said)
{
	struct redeeming r = { .move = { .pieces = 1 } };
	enum err e = office_need(sh, PERM_REDEEM, said);

	if (e == OK && what->pieces)
		e = office_number(what->pieces, 1, PIECES_MAX, "--pieces", &r.move.pieces, said);
	if (e == OK)
		e = wallet_begin(sh, a, &r.w, DOC_REDEMPTION, what->id, what->member, said);
	if (e == OK)
		e = member_known(sh, a, &r.w.hit, said);
	if (e == OK && (e = gift_by_code(sh, a, what->article, &r.gift)) == ERR_NOTFOUND)
		return say(said, e, MSG_NOT_FOUND, what_of(a, what->article), NULL);
	if (e == OK && r.gift.row.points > POINTS_MAX / r.move.pieces)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--pieces", what->pieces);
	if (e != OK)
		return said->id ? e : office_answer(said, e, what->member);
	r.move.document_id = r.w.act.d.id;
	r.move.gift_id = r.gift.row.id;
	r.move.member_id = r.w.act.d.member_id = r.w.hit.member.id;
	r.move.points = r.gift.row.points * r.move.pieces;
	r.w.act.content = arena_printf(a, "redemption %" PRId64 " %" PRId64 " %" PRId64, r.move.member_id,
		r.move.gift_id, r.move.pieces);
	r.w.act.template = TEMPLATE;
	r.w.act.row.action = "redeem";
	r.w.act.body = redeem_body;
	r.w.act.arg = &r;
	return post(sh, &r, MSG_GIFT_GIVEN, done);
}

/* --- taken back --------------------------------------------------------------------------------------- */

static enum err cancel_body(struct shop *sh, struct money_act *act)
{
	struct redeeming *r = act->arg;
	enum err e = wallet_body(sh, &r->w);

	if (e == OK && (e = gift_move_put(sh->db, &r->move)) == ERR_EXISTS)
		return say(r->w.said, ERR_REFUSED, MSG_GIFT_CANCELLED, r->gift.name, NULL);
	if (e == OK)
		e = gift_count(sh->db, r->move.gift_id, r->move.pieces);
	if (e == OK)
		e = lots_restore(sh, &r->w.lots, ACCOUNT_POINTS, r->w.hit.member.id, r->move.cancels, -r->move.points,
			(int)setting_int(sh, SET_POINTS_GRACE), NULL);
	if (e != OK)
		return e;
	for (int i = 0, n = act->ledger.count; i < n; i++)
		ledger_post(&act->ledger, act->a, ACCOUNT_POINTS_ISSUED, 0, UNIT_POINTS, -act->ledger.list[i].amount);
	act->row.detail = lots_detail(&r->w.lots, move_told(act->a, &r->move));
	return e;
}

static enum err redemption_of(struct shop *sh, struct redeeming *r, struct arena *a, const char *number,
	struct said *said)
{
	struct document d = { .id = 0 };
	enum err e = number ? receipt_get(sh, a, number, &d) : ERR_NOTFOUND;

	if (e == OK)
		e = gift_move_of(sh->db, a, d.id, &r->move);
	if (e == ERR_NOTFOUND || (e == OK && r->move.cancels))
		return say(said, ERR_NOTFOUND, MSG_NO_REDEMPTION, number ? number : "", NULL);
	if (e == OK)
		e = gift_get(sh->db, a, r->move.gift_id, &r->gift.row);
	if (e == ERR_NOTFOUND) { /* younger than the backup that came back */
		r->gift = (struct gift_info){ .number = "", .name = "" };
		return OK;
	}
	return e == OK ? gift_named(sh, a, &r->gift.row, &r->gift) : e;
}

enum err gift_cancel(struct shop *sh, struct arena *a, const struct gift_cancel *what, struct points_done *done,
	struct said *said)
{
	struct redeeming r = { .move = { .pieces = 0 } };
	int64_t member_id = 0;
	enum err e = office_need(sh, PERM_REDEEM, said);

	if (e == OK)
		e = redemption_of(sh, &r, a, what->number, said);
	member_id = r.move.member_id;
	if (e == OK)
		e = wallet_begin_again(sh, a, &r.w, DOC_REDEMPTION, what->id, &member_id, said);
	if (e == OK)
		e = wallet_words(sh, &r.w, what->words);
	if (e == OK)
		e = wallet_second(sh, &r.w, what->second, what->pin, PERM_REDEEM);
	if (e != OK)
		return said->id ? e : office_answer(said, e, what->number);
	r.w.act.d.original_id = r.move.cancels = r.move.document_id;
	r.move.document_id = r.w.act.d.id;
	r.move.pieces = -r.move.pieces;
	r.move.points = -r.move.points;
	r.w.act.d.member_id = r.move.member_id = member_id;
	r.w.act.content = arena_printf(a, "redemption-cancel %" PRId64, r.move.cancels);
	r.w.act.template = TEMPLATE;
	r.w.act.row.action = "redeem-cancel";
	r.w.act.body = cancel_body;
	r.w.act.arg = &r;
	return post(sh, &r, MSG_GIFT_BACK, done);
}

/* --- what was given ------------------------------------------------------------------------------------ */

static enum err tell_given(struct shop *sh, struct arena *a, const struct gift_given_row *row, struct gift_given *out)
{
	struct member m = { .id = 0 };
	struct gift_row gift;
	enum err e = gift_get(sh->db, a, row->move.gift_id, &gift);

	*out = (struct gift_given){ .gift = { .number = "", .name = "" }, .day = row->day, .code = "", .name = "",
		.number = doc_number_text(a, row->terminal, row->series, row->running), .back = *row->back_terminal
			? doc_number_text(a, row->back_terminal, row->back_series, row->back_running) : "",
		.pieces = row->move.pieces, .points = row->move.points };
	if (e == OK)
		e = gift_named(sh, a, &gift, &out->gift);
	if (e == OK || e == ERR_NOTFOUND) /* younger than the backup that came back */
		e = member_get(sh->db, a, row->move.member_id, &m);
	if (e == OK && m.merged_into)
		e = member_get(sh->db, a, m.merged_into, &m);
	if (e == OK) {
		out->code = arena_strdup(a, m.code);
		out->name = member_name_shown(sh, a, &m);
	}
	return e;
}

enum err gift_given(struct shop *sh, struct arena *a, const char *member, const char *article, struct gift_given **list,
	int *n, struct said *said)
{
	struct member_hit hit = { .member = { .id = 0 } };
	struct gift_info gift = { .row = { .id = 0 } };
	struct gift_given_row *rows;
	int count = 0;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	*n = 0;
	if (e == OK && member)
		e = member_find_one(sh, a, member, &hit, said);
	if (e == OK && article && (e = gift_by_code(sh, a, article, &gift)) == ERR_NOTFOUND)
		return say(said, e, MSG_NOT_FOUND, what_of(a, article), NULL);
	if (e != OK)
		return said->id ? e : office_answer(said, e, what_of(a, article));
	e = gifts_given(sh->db, a, hit.member.id, gift.row.id, GIVEN_MAX, &rows, &count);
	*list = arena_array(a, (size_t)count, sizeof **list);
	for (int i = 0; e == OK && i < count; i++)
		e = tell_given(sh, a, &rows[i], &(*list)[(*n)++]);
	return office_answer(said, e, what_of(a, article));
}

/* --- on record ---------------------------------------------------------------------------------------- */

bool gift_told(const struct audit_store_row *r, struct gift_move_row *out)
{
	*out = (struct gift_move_row){ .document_id = r->seal_id };
	return strncmp(r->action, "redeem", 6) == 0 && sscanf(r->detail, GIFT_TOLD "%" SCNd64 ":%" SCNd64 ":%" SCNd64
		":%" SCNd64 ":%" SCNd64, &out->gift_id, &out->member_id, &out->pieces, &out->points,
		&out->cancels) == 5;
}

enum err gift_replay(struct db *db, const struct audit_store_row *r)
{
	struct gift_move_row m;
	enum err e;

	if (!gift_told(r, &m))
		return OK;
	e = gift_move_put(db, &m);
	return e == OK ? gift_count(db, m.gift_id, m.pieces) : e;
}
