/* uses.c - packages of uses without a sale: given, taken at the desk, handed on, and each of it undone. Every act is a
 * document of its own. */
#include "uses_int.h"

#include <inttypes.h>
#include <string.h>

#include "../office/office_int.h"
#include "../shop/post_int.h"
#include "../till/jobs_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "service/articles.h"
#include "service/members.h"
#include "service/report.h"
#include "store/document_store.h"
#include "wallet_int.h"

#define TEMPLATE "uses"

struct using {
	struct wallet_act w;
	const struct uses_kind_row *kind;  /* of what is given or handed on */
	struct uses_article article;       /* of what is taken */
	int64_t count;
	struct member_hit to;
	int64_t cancels;
	const char *name;                  /* of what it is about, for the answer */
};

static const char *package_words(struct arena *a, const char *code)
{
	return arena_printf(a, _("package %s"), code ? code : "");
}

/* --- told --------------------------------------------------------------------------------------------- */

/* Of packages that the document moved, all of their kinds: what of them has not ended. */
static enum err left_of(struct shop *sh, struct using *u, int64_t *left)
{
	int32_t day = shop_business_day(sh);
	struct uses_row *rows;
	int n = 0;
	enum err e = uses_of_member(sh->db, u->w.act.a, u->w.hit.member.id, day, true, &rows, &n);

	*left = 0;
	for (int i = 0; e == OK && i < n; i++) {
		const struct uses_package *p = &rows[i].p;
		const struct uses_kind_row *kind = uses_kind_known(sh, rows[i].kind_id);
		int32_t last = uses_last_day(p);

		if (kind && (!last || last >= day) && (u->article.id ? uses_kind_pays(kind, u->article.id)
			: !u->kind || kind->id == u->kind->id))
			*left += p->rest;
	}
	return e;
}

static enum err tell(struct shop *sh, struct using *u, enum message words, struct uses_done *done)
{
	struct arena *a = u->w.act.a;
	const char *content;
	enum err e = document_content(sh->db, a, u->w.act.d.id, &content, &done->number);

	if (e == OK)
		e = left_of(sh, u, &done->left);
	if (e != OK)
		return say(u->w.said, ERR_UNKNOWN, MSG_MAY_BE_DONE, NULL, NULL);
	done->id = u->w.act.d.id;
	done->moved = u->count;
	return say(u->w.said, OK, words, arena_printf(a, "%s × %" PRId64, u->name, u->count < 0 ? -u->count : u->count),
		arena_printf(a, "%" PRId64, done->left));
}

static enum err post(struct shop *sh, struct using *u, enum message words, struct uses_done *done)
{
	enum err e, told;

	u->w.act.template = TEMPLATE;
	u->w.act.arg = u;
	e = money_post(sh, &u->w.act);
	if (e != OK && e != ERR_EXISTS)
		return wallet_not_posted(sh, &u->w, e);
	told = tell(sh, u, words, done);
	return e == OK || told != OK ? told : say(u->w.said, ERR_EXISTS, MSG_ALREADY_DONE, done->number, NULL);
}

/* --- given ------------------------------------------------------------------------------------------- */

static enum err give_body(struct shop *sh, struct money_act *act)
{
	struct using *u = act->arg;
	enum err e = wallet_body(sh, &u->w);

	if (e == OK)
		e = uses_open(sh, &u->w.lots, &(struct uses_opening){ .kind = u->kind, .member_id = u->w.hit.member.id,
			.times = u->count, .from_day = act->d.business_day,
			.until_day = uses_until(u->kind, act->d.business_day) });
	act->row.detail = uses_detail(&u->w.lots, u->kind->code);
	return e;
}

enum err uses_give(struct shop *sh, struct arena *a, const struct uses_give *what, struct uses_done *done,
	struct said *said)
{
	struct using u = { .name = "" };
	enum err e = office_need(sh, PERM_USES_GIVE, said);

	if (e == OK && !(u.kind = uses_kind_coded(sh, what->kind ? what->kind : "")))
		e = say(said, ERR_NOTFOUND, MSG_NOT_FOUND, package_words(a, what->kind), NULL);
	if (e != OK)
		return e;
	u.count = u.kind->times;
	u.name = tr_name(u.kind->name, u.kind->name_en);
	if (what->times)
		e = office_number(what->times, 1, USES_MAX, _("The number of uses"), &u.count, said);
	if (e == OK)
		e = wallet_begin(sh, a, &u.w, DOC_USES, what->id, what->member, said);
	if (e == OK)
		e = member_known(sh, a, &u.w.hit, said);
	if (e == OK)
		e = wallet_words(sh, &u.w, what->words);
	if (e == OK)
		e = wallet_second_up_to(sh, &u.w, what->second, what->pin, PERM_USES_GIVE, LIMIT_USES_GIVE, u.count);
	if (e != OK)
		return said->id ? e : office_answer(said, e, what->member);
	u.w.act.d.member_id = u.w.hit.member.id;
	u.w.act.content = arena_printf(a, "uses-give %" PRId64 " %" PRId64 " %" PRId64, u.w.hit.member.id, u.kind->id,
		u.count);
	u.w.act.row.action = "uses-give";
	u.w.act.body = give_body;
	return post(sh, &u, MSG_USES_GIVEN, done);
}

/* --- taken ------------------------------------------------------------------------------------------- */

static enum err take_body(struct shop *sh, struct money_act *act)
{
	struct using *u = act->arg;
	enum err e = wallet_body(sh, &u->w);

	if (e == OK)
		e = uses_spend(sh, &u->w.lots, u->w.hit.member.id, &u->article, -u->count, 0, u->w.said);
	act->row.detail = uses_detail(&u->w.lots, u->article.number);
	return e;
}

/* The article that was named; or the only one that he can use. */
static enum err which(struct shop *sh, struct using *u, const char *code, struct said *said)
{
	struct arena *a = u->w.act.a;
	struct article article;
	struct uses_sheet sheet;
	enum err e;

	if (code) {
		e = article_find(sh, a, code, &article);
		if (e == OK)
			u->article = (struct uses_article){ article.id, arena_strdup(a, article.number),
				arena_strdup(a, tr_name(article.name, article.name_en)) };
		return e == ERR_NOTFOUND ? say(said, e, MSG_NOT_FOUND, arena_printf(a, _("article %s"), code), NULL)
			: e;
	}
	e = uses_show(sh, a, u->w.hit.member.code, &sheet, said);
	if (e == OK && sheet.choice_count != 1)
		return say(said, ERR_REFUSED, sheet.choice_count ? MSG_USES_WHICH : MSG_USES_NONE, u->w.hit.member.code,
			NULL);
	if (e == OK)
		u->article = sheet.choices[0].article;
	return e;
}

enum err uses_take_one(struct shop *sh, struct arena *a, const struct uses_taking *what, struct uses_done *done,
	struct said *said)
{
	struct using u = { .count = 1 };
	enum err e = office_need(sh, PERM_USES_TAKE, said);

	if (e == OK && what->count)
		e = office_number(what->count, 1, USES_MAX, _("The number of uses"), &u.count, said);
	if (e == OK)
		e = wallet_begin(sh, a, &u.w, DOC_USES, what->id, what->member, said);
	if (e == OK)
		e = member_known(sh, a, &u.w.hit, said);
	if (e == OK)
		e = which(sh, &u, what->article, said);
	if (e != OK)
		return said->id ? e : office_answer(said, e, what->member);
	u.name = u.article.name;
	u.count = -u.count;
	u.w.act.d.member_id = u.w.hit.member.id;
	u.w.act.content = arena_printf(a, "uses-take %" PRId64 " %" PRId64 " %" PRId64, u.w.hit.member.id, u.article.id,
		u.count);
	u.w.act.row.action = "uses-take";
	u.w.act.body = take_body;
	return post(sh, &u, MSG_USES_TAKEN, done);
}

/* --- handed on --------------------------------------------------------------------------------------- */

static bool may_go(const struct uses_row *row, const struct using *u)
{
	return row->kind_id == u->kind->id && !row->p.held && row->p.from_day <= u->w.lots.day
		&& (!row->p.until_day || uses_last_day(&row->p) >= u->w.lots.day);
}

static enum err transfer_body(struct shop *sh, struct money_act *act)
{
	struct using *u = act->arg;
	struct uses_row *rows;
	int n = 0;
	enum err e = wallet_body(sh, &u->w);

	u->count = 0;
	if (e == OK)
		e = wallet_still_there(sh, &u->w, u->to.member.id);
	if (e == OK)
		e = uses_of_member(sh->db, act->a, u->w.hit.member.id, u->w.lots.day, true, &rows, &n);
	for (int i = 0; e == OK && i < n; i++)
		if (may_go(&rows[i], u)) {
			u->count += rows[i].p.rest;
			e = uses_hand(sh, &u->w.lots, &rows[i], u->to.member.id);
		}
	if (e == OK && !u->count)
		return say(u->w.said, ERR_REFUSED, MSG_USES_REFUSED, u->name, _("there are none of it"));
	act->row.detail = uses_detail(&u->w.lots, u->kind->code);
	return e;
}

enum err uses_transfer(struct shop *sh, struct arena *a, const struct uses_transfer *what, struct uses_done *done,
	struct said *said)
{
	struct using u = { .name = "" };
	enum err e = office_need(sh, PERM_USES_GIVE, said);

	if (e == OK && !(u.kind = uses_kind_coded(sh, what->kind ? what->kind : "")))
		e = say(said, ERR_NOTFOUND, MSG_NOT_FOUND, package_words(a, what->kind), NULL);
	if (e != OK)
		return e;
	u.name = tr_name(u.kind->name, u.kind->name_en);
	if (!u.kind->transferable)
		return say(said, ERR_REFUSED, MSG_USES_PERSONAL, u.name, NULL);
	e = wallet_begin(sh, a, &u.w, DOC_USES, what->id, what->from, said);
	if (e == OK)
		e = member_known(sh, a, &u.w.hit, said);
	if (e == OK)
		e = wallet_other(sh, &u.w, what->to, &u.to);
	if (e == OK)
		e = wallet_words(sh, &u.w, what->words);
	if (e == OK)
		e = wallet_second(sh, &u.w, what->second, what->pin, PERM_USES_GIVE);
	if (e != OK)
		return said->id ? e : office_answer(said, e, what->from);
	u.w.act.d.member_id = u.w.hit.member.id;
	u.w.act.content = arena_printf(a, "uses-transfer %" PRId64 " %" PRId64 " %" PRId64, u.w.hit.member.id,
		u.kind->id, u.to.member.id);
	u.w.act.row.action = "uses-transfer";
	u.w.act.body = transfer_body;
	return post(sh, &u, MSG_USES_MOVED, done);
}

/* --- undone ------------------------------------------------------------------------------------------- */

static enum err cancel_body(struct shop *sh, struct money_act *act)
{
	struct using *u = act->arg;
	int64_t missing = 0;
	bool before = false;
	enum err e = wallet_body(sh, &u->w);

	if (e == OK)
		e = uses_cancelled(sh->db, u->cancels, &before);
	if (e != OK)
		return e;
	if (!before)
		e = u->count < 0 ? uses_take_again(sh, &u->w.lots, u->cancels, 0, -u->count, true, &missing)
			: uses_restore(sh, &u->w.lots, u->cancels, -1, u->count, true);
	if (before || e == ERR_EXISTS)
		return say(u->w.said, ERR_REFUSED, MSG_USES_CANCELLED, u->name, NULL);
	if (e == OK && missing)
		return say(u->w.said, ERR_REFUSED, MSG_USES_USED, u->name, arena_printf(act->a, "%" PRId64, missing));
	act->row.detail = uses_detail(&u->w.lots, "");
	return e;
}

/* What a document gave or took without a sale, and whose that was. */
static enum err of_document(struct shop *sh, struct using *u, struct arena *a, const char *number, int64_t *member_id,
	struct said *said)
{
	struct document d = { .id = 0 };
	struct uses_move_row *moves;
	int n = 0;
	enum err e = number ? receipt_get(sh, a, number, &d) : ERR_NOTFOUND;

	u->cancels = d.id;
	if (e == OK && d.kind == DOC_USES)
		e = uses_moves_of(sh->db, a, u->cancels, &moves, &n);
	if (e != OK && e != ERR_NOTFOUND)
		return e;
	for (int i = 0; i < n; i++) {
		if (moves[i].cancels || (moves[i].kind != LOT_CAME && moves[i].kind != LOT_SPENT))
			return say(said, ERR_NOTFOUND, MSG_NO_USES, number, NULL);
		u->count -= moves[i].amount;
	}
	*member_id = d.member_id;
	u->name = number;
	return n ? OK : say(said, ERR_NOTFOUND, MSG_NO_USES, number ? number : "", NULL);
}

enum err uses_cancel(struct shop *sh, struct arena *a, const struct uses_cancel *what, struct uses_done *done,
	struct said *said)
{
	struct using u = { .count = 0 };
	int64_t member_id = 0;
	enum err e = office_need(sh, PERM_USES_TAKE, said);

	if (e == OK)
		e = of_document(sh, &u, a, what->number, &member_id, said);
	if (e == OK && u.count < 0)
		e = office_need(sh, PERM_USES_GIVE, said);
	if (e == OK)
		e = wallet_begin_again(sh, a, &u.w, DOC_USES, what->id, &member_id, said);
	if (e == OK)
		e = wallet_words(sh, &u.w, what->words);
	if (e == OK)
		e = wallet_second(sh, &u.w, what->second, what->pin, u.count < 0 ? PERM_USES_GIVE : PERM_USES_TAKE);
	if (e != OK)
		return said->id ? e : office_answer(said, e, what->number);
	u.w.act.d.original_id = u.cancels;
	u.w.act.d.member_id = member_id;
	u.w.act.content = arena_printf(a, "uses-cancel %" PRId64, u.cancels);
	u.w.act.row.action = "uses-cancel";
	u.w.act.body = cancel_body;
	return post(sh, &u, MSG_USES_UNDONE, done);
}

/* --- with a card --------------------------------------------------------------------------------------- */

enum err uses_with_card(struct shop *sh, struct arena *a, int64_t member_id, int64_t card_kind_id, struct document *d)
{
	struct ledger ledger = { NULL, 0, 0 };
	struct lots_act act = { .a = a, .ledger = &ledger };
	struct audit_row row = { .action = "uses-card" };
	enum err e = OK;

	*d = (struct document){ .id = 0 };
	for (int i = 0; e == OK && i < sh->uses_kind_count; i++) {
		const struct uses_kind_row *kind = &sh->uses_kinds[i];

		if (kind->disabled || kind->card_kind_id != card_kind_id)
			continue;
		if (!d->id)
			post_header(sh, d, DOC_USES, shop_new_id(sh), 0);
		act.document_id = d->id;
		act.day = d->business_day;
		e = uses_open(sh, &act, &(struct uses_opening){ .kind = kind, .member_id = member_id,
			.times = kind->times, .from_day = act.day, .until_day = uses_until(kind, act.day) });
	}
	if (e != OK || !d->id)
		return e;
	d->member_id = member_id;
	d->postings = ledger.list;
	d->posting_count = ledger.count;
	row.subject_id = d->id;
	row.detail = uses_detail(&act, "");
	e = post_document(sh, a, d, arena_printf(a, "uses-card %" PRId64 " %" PRId64, member_id, card_kind_id), &row,
		1);
	return e == OK ? jobs_paper(sh, d->id, TEMPLATE, NULL, 0) : e;
}
