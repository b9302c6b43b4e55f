/* papers_draw.c - the paper of a prize draw: what was won, and the number by which it can be proved. */
#include "base/clock.h"
#include "model/code.h"
#include "store/coupon_store.h"
#include "../member/draws_int.h"
#include "papers_int.h"
#include "papers_put_int.h"

static const struct draw_prize_row *prize_of(const struct draw_prize_row *list, int n, int64_t which)
{
	for (int i = 0; i < n; i++)
		if (list[i].n == which)
			return &list[i];
	return NULL;
}

/* A draw that is younger than the backup which came back has no name any more, nor have its prizes. */
static enum err put_prize(struct making *m, const struct draw_play_row *play)
{
	const struct draw_prize_row *prize;
	struct draw_prize_row *list;
	struct coupon_row coupon;
	struct draw_row draw;
	int n = 0;
	enum err e = draw_get(m->sh->db, m->a, play->draw_id, &draw);

	if (e == OK)
		e = draw_prizes(m->sh->db, m->a, play->draw_id, &list, &n);
	if (e != OK)
		return e == ERR_NOTFOUND ? OK : e;
	put(m, "draw", draw.name);
	prize = prize_of(list, n, play->prize);
	if (prize)
		put(m, "prize", prize->name);
	if (!prize || prize->kind == PRIZE_NOTHING)
		put(m, "nothing", "1");
	if (prize && prize->points)
		put(m, "won_points", arena_printf(m->a, "%lld", (long long)prize->points));
	if (play->coupon_id && (e = coupon_get(m->sh->db, m->a, play->coupon_id, &coupon)) == OK)
		put(m, "coupon", coupon.code);
	return e;
}

enum err paper_of_draw(struct shop *sh, struct arena *a, const struct document *d, int copy, int columns,
	struct paper *out)
{
	struct paper_values v;
	struct making m = paper_begin(sh, a, &v, d->terminal_code, copy);
	struct draw_secret_row secret;
	struct draw_play_row play;
	enum err e = draw_play_of(sh->db, a, d->id, &play);

	if (e == OK)
		e = put_prize(&m, &play);
	if (e == OK)
		e = put_member(&m, d);
	if (e != OK)
		return e;
	put(&m, "number", doc_number_text(a, d->terminal_code, d->series, d->running));
	put(&m, "at", clock_text(a, d->at_ms));
	put(&m, "cashier_number", d->staff_number);
	put(&m, "cashier_name", d->staff_name);
	put(&m, "day", day_text(a, play.day));
	put(&m, "n", arena_printf(a, "%lld", (long long)play.n));
	if (play.points)
		put(&m, "cost", arena_printf(a, "%lld", (long long)play.points));
	put(&m, "seal", arena_strndup(a, d->link, 8));
	e = draw_secret_get(sh->db, a, play.draw_id, play.day, &secret);
	if (e == OK)
		put(&m, "promise", secret.promise);
	return e == OK || e == ERR_NOTFOUND ? paper_render(&m, &v, "draw", columns, out) : e;
}
