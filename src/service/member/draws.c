/* draws.c - prize draws: what can be won. See draws.h. */
#include "draws_int.h"

#include <inttypes.h>
#include <string.h>

#include "../office/office_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "coupons_int.h"
#include "service/articles.h"
#include "service/master.h"
#include "service/points.h"

#define CODE_MAX 12
#define A_DAY_MAX 1000
#define PIECES_MAX 1000000

const char *draw_what(struct arena *a, const char *code)
{
	return arena_printf(a, _("draw %s"), code ? code : "");
}

/* --- which -------------------------------------------------------------------------------------------- */

static enum err target_named(struct shop *sh, struct arena *a, struct draw_prize_info *p)
{
	const struct coupon_kind_row *kind = p->row.kind == PRIZE_COUPON ? coupon_kind_known(sh, p->row.target_id)
		: NULL;
	struct article article;
	enum err e = OK;

	p->target = kind ? arena_strdup(a, kind->code) : "";
	if (p->row.kind == PRIZE_ARTICLE && (e = article_get(sh, a, p->row.target_id, &article)) == OK)
		p->target = arena_strdup(a, article.number);
	return e == ERR_NOTFOUND ? OK : e;
}

enum err draw_named(struct shop *sh, struct arena *a, const struct draw_row *row, struct draw_info *out)
{
	struct draw_prize_row *prizes;
	int64_t weight[PRIZES_MAX];
	int n = 0;
	enum err e = draw_prizes(sh->db, a, row->id, &prizes, &n);

	*out = (struct draw_info){ .row = *row };
	out->prizes = arena_array(a, (size_t)n, sizeof *out->prizes);
	for (int i = 0; i < n; i++)
		weight[i] = prizes[i].weight;
	for (int i = 0; e == OK && i < n; i++) {
		struct draw_prize_info *p = &out->prizes[out->prize_count++];

		*p = (struct draw_prize_info){ prizes[i], "", draw_odds_bp(weight, n, i) };
		e = target_named(sh, a, p);
	}
	return e;
}

enum err draw_coded(struct shop *sh, struct arena *a, const char *code, struct draw_info *out, struct said *said)
{
	struct draw_row row;
	enum err e = draw_by_code(sh->db, a, code ? code : "", &row);

	*out = (struct draw_info){ .row = { .state = DRAW_ENDED } };
	if (e == ERR_NOTFOUND)
		return say(said, e, MSG_NOT_FOUND, draw_what(a, code), NULL);
	if (e == OK)
		e = draw_named(sh, a, &row, out);
	return office_answer(said, e, draw_what(a, code));
}

enum err draw_list(struct shop *sh, struct arena *a, bool ended, struct draw_info **list, int *n, struct said *said)
{
	struct draw_row *rows;
	int all = 0;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	*n = 0;
	if (e != OK)
		return e;
	e = draws(sh->db, a, ended, &rows, &all);
	*list = arena_array(a, (size_t)all, sizeof **list);
	for (int i = 0; e == OK && i < all; i++)
		e = draw_named(sh, a, &rows[i], &(*list)[(*n)++]);
	return office_answer(said, e, draw_what(a, ""));
}

enum err draw_show(struct shop *sh, struct arena *a, const char *code, struct draw_info *out, struct said *said)
{
	enum err e = office_need(sh, PERM_MEMBERS, said);

	return e == OK ? draw_coded(sh, a, code, out, said) : e;
}

/* --- made --------------------------------------------------------------------------------------------- */

static const char *rule_text(struct arena *a, const struct draw_row *d)
{
	return arena_printf(a, "%" PRId64 " free a day, then %" PRId64 " points, at most %" PRId64 ", from %d until %d",
		d->rule.free_a_day, d->rule.points, d->rule.most_a_day, (int)d->from_day, (int)d->until_day);
}

static enum err write_new(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return draw_insert(sh->db, row);
}

static enum err take_rule(const struct draw_edit *edit, struct draw_row *row, struct said *said)
{
	struct draw_rule *r = &row->rule;
	enum err e = OK;

	if (edit->free)
		e = office_number(edit->free, 0, A_DAY_MAX, "--free", &r->free_a_day, said);
	if (e == OK && edit->points)
		e = office_number(edit->points, 1, POINTS_MAX, "--points", &r->points, said);
	r->most_a_day = r->free_a_day + (r->points ? 1 : 0);
	if (e == OK && edit->most)
		e = office_number(edit->most, 1, A_DAY_MAX, "--most", &r->most_a_day, said);
	if (e != OK)
		return e;
	if (!r->most_a_day)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--free", "0");
	if (r->most_a_day < r->free_a_day || (!r->points && r->most_a_day > r->free_a_day))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--most", edit->most ? edit->most : "0");
	if (edit->from && !clock_parse_day(edit->from, &row->from_day))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--from", edit->from);
	if (edit->until && (!clock_parse_day(edit->until, &row->until_day) || row->until_day < row->from_day))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--until", edit->until);
	return OK;
}

enum err draw_add(struct shop *sh, struct arena *a, const struct draw_edit *edit, struct said *said)
{
	struct draw_row row = { .rule = { .free_a_day = 1 }, .from_day = shop_business_day(sh) }, there;
	struct change change = { "draw", NULL, NULL };
	enum err e = office_need(sh, PERM_DRAWS, said);

	if (e == OK)
		e = office_code(a, edit->code ? edit->code : "", CODE_MAX, _("A code"), &row.code, said);
	if (e == OK)
		e = office_name(a, edit->name ? edit->name : "", &row.name, said);
	if (e == OK)
		e = take_rule(edit, &row, said);
	if (e != OK)
		return e;
	e = draw_by_code(sh->db, a, row.code, &there);
	if (e == OK && there.state != DRAW_ENDED)
		return say(said, ERR_EXISTS, MSG_EXISTS, draw_what(a, row.code), NULL);
	if (e != OK && e != ERR_NOTFOUND)
		return office_answer(said, e, draw_what(a, row.code));
	row.id = shop_new_id(sh);
	change.becomes = rule_text(a, &row);
	return office_write(sh, &(struct writing){ .table = "draw", .action = "draw-add", .row_id = row.id,
		.code = row.code, .what = draw_what(a, row.code), .fresh = true, .changes = &change, .change_count = 1,
		.write = write_new, .row = &row }, said);
}

/* --- prizes ------------------------------------------------------------------------------------------- */

/* In the transaction: prizes are added while the draw is made. */
static enum err write_prize(struct shop *sh, void *prize, struct said *said)
{
	struct arena a = ARENA_INIT;
	struct draw_prize_row *row = prize;
	struct draw_row d;
	enum err e = draw_get(sh->db, &a, row->draw_id, &d);

	if (e == OK && d.state != DRAW_MADE)
		e = say(said, ERR_REFUSED, MSG_DRAW_IS_OPEN, NULL, NULL);
	if (e == OK)
		e = draw_turn(sh->db, &d, DRAW_MADE); /* who opens it now has not seen this prize */
	if (e == OK)
		e = draw_prize_insert(sh->db, row);
	arena_release(&a);
	return e;
}

static enum err too_dear(struct arena *a, const struct draw_prize_row *row, int64_t minor, struct said *said)
{
	return minor > DRAW_PRIZE_MOST_MINOR ? say(said, ERR_REFUSED, MSG_DRAW_TOO_DEAR, row->name,
		money_text(a, DRAW_PRIZE_MOST_MINOR)) : OK;
}

static enum err take_coupon(struct shop *sh, struct arena *a, const char *code, struct draw_prize_row *row,
	struct said *said)
{
	const struct coupon_kind_row *kind = coupon_kind_coded(sh, code);

	if (!kind || kind->disabled)
		return say(said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(a, _("coupon kind %s"), code), NULL);
	row->kind = PRIZE_COUPON;
	row->target_id = kind->id;
	return too_dear(a, row, kind->terms.kind == COUPON_AMOUNT ? kind->terms.value : kind->terms.cap_minor, said);
}

static enum err take_article(struct shop *sh, struct arena *a, const char *code, struct draw_prize_row *row,
	struct said *said)
{
	struct article article;
	enum err e = article_find(sh, a, code, &article);

	if (e != OK)
		return e == ERR_NOTFOUND ? say(said, e, MSG_NOT_FOUND, arena_printf(a, _("article %s"), code), NULL)
			: office_answer(said, e, code);
	row->kind = PRIZE_ARTICLE;
	row->target_id = article.id;
	return too_dear(a, row, article.price_minor, said);
}

static enum err take_prize(struct shop *sh, struct arena *a, const struct draw_prize_edit *edit,
	struct draw_prize_row *row, struct said *said)
{
	enum err e = office_name(a, edit->name ? edit->name : "", &row->name, said);

	if (e == OK)
		e = office_number(edit->weight ? edit->weight : "", 1, PRIZE_WEIGHT_MAX, _("The weight"), &row->weight,
			said);
	if (e == OK && !!edit->points + !!edit->coupon + !!edit->article > 1)
		e = say(said, ERR_INVALID, MSG_DRAW_ONE_PRIZE, row->name, NULL);
	if (e == OK && edit->pieces)
		e = office_number(edit->pieces, 1, PIECES_MAX, "--pieces", &row->pieces, said);
	if (e != OK)
		return e;
	if (edit->coupon)
		return take_coupon(sh, a, edit->coupon, row, said);
	if (edit->article)
		return take_article(sh, a, edit->article, row, said);
	row->kind = edit->points ? PRIZE_POINTS : PRIZE_NOTHING;
	return edit->points ? office_number(edit->points, 1, POINTS_MAX, "--points", &row->points, said) : OK;
}

enum err draw_prize_add(struct shop *sh, struct arena *a, const struct draw_prize_edit *edit, struct said *said)
{
	struct draw_prize_row row = { .kind = PRIZE_NOTHING };
	struct change change = { "prize", NULL, NULL };
	struct draw_info d;
	enum err e = office_need(sh, PERM_DRAWS, said);

	if (e == OK)
		e = draw_coded(sh, a, edit->draw, &d, said);
	if (e == OK && d.row.state != DRAW_MADE)
		e = say(said, ERR_REFUSED, MSG_DRAW_IS_OPEN, NULL, NULL);
	if (e == OK && d.prize_count == PRIZES_MAX)
		e = say(said, ERR_REFUSED, MSG_DRAW_PRIZES_MAX, arena_printf(a, "%d", PRIZES_MAX),
			NULL);
	if (e == OK)
		e = take_prize(sh, a, edit, &row, said);
	if (e != OK)
		return e;
	row.draw_id = d.row.id;
	row.n = d.prize_count + 1;
	change.becomes = arena_printf(a, "%" PRId64 " %s: weight %" PRId64 ", %s, %" PRId64 " points, of %" PRId64
		", %" PRId64 " pieces", row.n, row.name, row.weight, prize_kind_name[row.kind], row.points,
		row.target_id, row.pieces);
	return office_write(sh, &(struct writing){ .table = "draw", .action = "draw-prize", .row_id = row.draw_id,
		.code = d.row.code, .what = row.name, .fresh = true, .changes = &change, .change_count = 1,
		.write = write_prize, .row = &row }, said);
}

/* --- opened and ended --------------------------------------------------------------------------------- */

static enum err write_open(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return draw_turn(sh->db, row, DRAW_OPEN);
}

static enum err write_end(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return draw_turn(sh->db, row, DRAW_ENDED);
}

static enum err turn(struct shop *sh, struct arena *a, struct draw_info *d, enum draw_state to, struct said *said)
{
	struct change change = { "state", draw_state_name[d->row.state], draw_state_name[to] };

	return office_write(sh, &(struct writing){ .table = "draw", .action = to == DRAW_OPEN ? "draw-open"
		: "draw-end", .row_id = d->row.id, .code = d->row.code, .what = draw_what(a, d->row.code),
		.changes = &change, .change_count = 1, .write = to == DRAW_OPEN ? write_open : write_end,
		.row = &d->row }, said);
}

enum err draw_open(struct shop *sh, struct arena *a, const char *code, struct said *said)
{
	struct draw_info d;
	enum err e = office_need(sh, PERM_DRAWS, said);

	if (e == OK)
		e = draw_coded(sh, a, code, &d, said);
	if (e != OK)
		return e;
	if (d.row.state != DRAW_MADE)
		return say(said, ERR_REFUSED, MSG_DRAW_IS_OPEN, NULL, NULL);
	if (d.prize_count < 2 || d.prizes[d.prize_count - 1].row.pieces)
		return say(said, ERR_REFUSED, MSG_DRAW_NOT_WHOLE, draw_what(a, code), NULL);
	return turn(sh, a, &d, DRAW_OPEN, said);
}

enum err draw_end(struct shop *sh, struct arena *a, const char *code, struct said *said)
{
	struct draw_info d;
	enum err e = office_need(sh, PERM_DRAWS, said);

	if (e == OK)
		e = draw_coded(sh, a, code, &d, said);
	if (e != OK)
		return e;
	if (d.row.state == DRAW_ENDED)
		return say(said, ERR_NOTFOUND, MSG_NOT_FOUND, draw_what(a, code), NULL);
	return turn(sh, a, &d, DRAW_ENDED, said);
}
