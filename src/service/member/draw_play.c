/* draw_play.c - prize draws: a member's play, the day's secret, and the proof. What a document drew is told in its
 * record as "draw=DRAW:DAY:N:MEMBER:NTH:POINTS:DRAWN:PRIZE:COUPON", a day's secret as
 * "secret=DRAW:DAY:PROMISE:SEALED". */
#include "draws_int.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "../office/office_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "coupons_int.h"
#include "points_int.h"
#include "store/audit_store.h"
#include "store/document_store.h"
#include "store/member_store.h"
#include "wallet_int.h"

#define PLAY_TOLD "draw="
#define SECRET_TOLD "secret="
#define SEALED_MAX 300
#define TEMPLATE "draw"

/* --- the day's secret --------------------------------------------------------------------------------- */

bool draw_secret_open(const struct shop_keys *keys, struct arena *a, const struct draw_secret_row *row,
	unsigned char secret[SEAL_KEY_BYTES])
{
	unsigned char key[SEAL_KEY_BYTES];
	const char *hex;

	key_for(keys, "draw", key);
	hex = seal_box_open(a, row->secret, key);
	seal_wipe(key, sizeof key);
	return hex && seal_unhex(hex, secret, SEAL_KEY_BYTES);
}

static enum err secret_body(struct shop *sh, void *arg)
{
	const struct draw_secret_row *row = arg;
	struct arena a = ARENA_INIT;
	struct audit_row audit = { .action = "draw-secret", .subject_id = row->draw_id };
	enum err e = draw_secret_put(sh->db, row);

	audit.detail = arena_printf(&a, SECRET_TOLD "%" PRId64 ":%d:%s:%s", row->draw_id, (int)row->day, row->promise,
		row->secret);
	if (e == OK)
		e = audit_in_tx(sh, &audit, 1);
	arena_release(&a);
	return e;
}

/* Made before the first play, in a transaction of its own: the promise is on record when the play is drawn. */
static enum err make_secret(struct shop *sh, struct arena *a, const struct draw_info *d, int32_t day)
{
	unsigned char secret[SEAL_KEY_BYTES], key[SEAL_KEY_BYTES];
	struct draw_secret_row row = { .draw_id = d->row.id, .day = day };
	char hex[SEAL_HEX], promise[SEAL_HEX];
	enum err e;

	seal_random(secret, sizeof secret);
	seal_hex(secret, sizeof secret, hex);
	draw_promise(secret, d->row.code, day, promise);
	member_key(sh, "draw", key);
	row.promise = promise;
	row.secret = seal_box(a, hex, key);
	seal_wipe(key, sizeof key);
	seal_wipe(secret, sizeof secret);
	seal_wipe(hex, sizeof hex);
	e = shop_tx(sh, secret_body, &row);
	return e == ERR_EXISTS ? OK : e; /* another desk was quicker */
}

static enum err day_secret(struct shop *sh, struct arena *a, const struct draw_info *d, int32_t day,
	unsigned char secret[SEAL_KEY_BYTES])
{
	struct draw_secret_row row;
	enum err e = draw_secret_get(sh->db, a, d->row.id, day, &row);

	if (e == ERR_NOTFOUND) {
		e = make_secret(sh, a, d, day);
		if (e == OK)
			e = draw_secret_get(sh->db, a, d->row.id, day, &row);
	}
	if (e != OK)
		return e;
	return draw_secret_open(&sh->keys, a, &row, secret) ? OK : ERR_CORRUPT;
}

static int64_t prize_of(const struct draw_info *d, const unsigned char secret[SEAL_KEY_BYTES], int32_t day, int64_t n)
{
	int64_t weight[PRIZES_MAX];

	for (int i = 0; i < d->prize_count; i++)
		weight[i] = d->prizes[i].row.weight;
	return draw_nth(secret, d->row.code, day, n, weight, d->prize_count) + 1;
}

/* --- a play ------------------------------------------------------------------------------------------- */

static bool is_today(const struct draw_row *d, int32_t day)
{
	return d->state == DRAW_OPEN && day >= d->from_day && (!d->until_day || day <= d->until_day);
}

enum err draw_chances(struct shop *sh, struct arena *a, const char *member, struct draw_chance **list, int *n,
	struct said *said)
{
	int32_t day = shop_business_day(sh);
	struct member_hit hit;
	struct draw_row *rows;
	int all = 0;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	*n = 0;
	if (e == OK)
		e = member_find_one(sh, a, member, &hit, said);
	if (e == OK)
		e = draws(sh->db, a, false, &rows, &all);
	*list = arena_array(a, (size_t)all, sizeof **list);
	for (int i = 0; e == OK && i < all; i++) {
		struct draw_chance *c = &(*list)[*n];
		int64_t played;

		if (!is_today(&rows[i], day))
			continue;
		e = draw_named(sh, a, &rows[i], &c->info);
		if (e == OK)
			e = draw_played(sh->db, rows[i].id, day, hit.member.id, &played, &c->had);
		c->cost = draw_cost(&rows[i].rule, c->had);
		*n += e == OK;
	}
	return said->id ? e : office_answer(said, e, member);
}

struct playing {
	struct wallet_act w;
	struct draw_info draw;
	unsigned char secret[SEAL_KEY_BYTES];
	struct draw_play_row play;
	const struct draw_prize_row *prize;
	int64_t agreed;
};

static const char *play_told(struct arena *a, const struct draw_play_row *p)
{
	return arena_printf(a, PLAY_TOLD "%" PRId64 ":%d:%" PRId64 ":%" PRId64 ":%" PRId64 ":%" PRId64 ":%" PRId64
		":%" PRId64 ":%" PRId64, p->draw_id, (int)p->day, p->n, p->member_id, p->nth, p->points, p->drawn,
		p->prize, p->coupon_id);
}

/* Which play of the day it is, and what it costs. */
static enum err may_play(struct shop *sh, struct playing *p)
{
	struct arena *a = p->w.act.a;
	struct draw_row now;
	int64_t played = 0, had = 0, cost;
	enum err e = draw_get(sh->db, a, p->draw.row.id, &now);

	if (e == OK && !is_today(&now, p->play.day))
		return say(p->w.said, ERR_REFUSED, MSG_DRAW_CLOSED, p->draw.row.name, NULL);
	if (e == OK)
		e = draw_played(sh->db, now.id, p->play.day, p->play.member_id, &played, &had);
	if (e != OK)
		return e;
	cost = draw_cost(&now.rule, had);
	if (cost < 0)
		return say(p->w.said, ERR_REFUSED, MSG_DRAW_HAD, p->draw.row.name, arena_printf(a, "%" PRId64, had));
	if (cost > p->agreed)
		return say(p->w.said, ERR_REFUSED, MSG_DRAW_COSTS, p->draw.row.name, arena_printf(a, "%" PRId64, cost));
	p->play.n = played + 1;
	p->play.nth = had + 1;
	p->play.points = cost;
	return OK;
}

static enum err pay(struct shop *sh, struct playing *p)
{
	struct arena *a = p->w.act.a;
	int64_t usable = 0;
	enum err e = p->play.points ? lots_take(sh, &p->w.lots, ACCOUNT_POINTS, p->play.member_id, p->play.points) : OK;

	if (e != ERR_REFUSED)
		return e;
	e = points_usable_now(sh, a, p->play.member_id, &usable);
	return e == OK ? say(p->w.said, ERR_REFUSED, MSG_GIFT_SHORT, arena_printf(a, "%" PRId64, p->play.points),
		arena_printf(a, "%" PRId64, usable)) : e;
}

/* What the number hits, or, where none of that is left, the last prize. */
static enum err win(struct shop *sh, struct playing *p)
{
	enum err e;

	p->play.drawn = p->play.prize = prize_of(&p->draw, p->secret, p->play.day, p->play.n);
	if (p->play.drawn < 1)
		return ERR_CORRUPT;
	e = draw_prize_take(sh->db, p->play.draw_id, p->play.prize);
	if (e == ERR_STALE) {
		p->play.prize = p->draw.prize_count;
		e = draw_prize_take(sh->db, p->play.draw_id, p->play.prize);
	}
	p->prize = &p->draw.prizes[p->play.prize - 1].row;
	return e;
}

/* The coupon is on record as every other one is. */
static enum err give_coupon(struct shop *sh, struct playing *p)
{
	const struct coupon_kind_row *kind = coupon_kind_of(sh, p->prize->target_id);
	const struct coupon_gift gift = { .id = shop_new_id(sh), .member_id = p->play.member_id, .day = p->play.day };
	struct coupon_row row;
	struct audit_row audit;
	int64_t number = 0;
	enum err e;

	if (!kind)
		return ERR_STALE;
	e = coupon_put(sh, p->w.act.a, kind, &gift, &number, &row, &audit);
	p->play.coupon_id = gift.id;
	return e == OK ? audit_in_tx(sh, &audit, 1) : e;
}

static enum err give(struct shop *sh, struct playing *p)
{
	if (p->prize->kind == PRIZE_POINTS)
		return points_give_new(sh, &p->w.lots, p->play.member_id, p->play.day, p->prize->points);
	return p->prize->kind == PRIZE_COUPON ? give_coupon(sh, p) : OK;
}

static enum err play_body(struct shop *sh, struct money_act *act)
{
	struct playing *p = act->arg;
	enum err e = wallet_body(sh, &p->w);

	if (e == OK)
		e = may_play(sh, p);
	if (e == OK)
		e = pay(sh, p);
	if (e == OK)
		e = win(sh, p);
	if (e == OK)
		e = give(sh, p);
	if (e == OK)
		e = draw_play_put(sh->db, &p->play);
	if (e != OK)
		return e;
	if (p->prize->points != p->play.points)
		ledger_post(&act->ledger, act->a, ACCOUNT_POINTS_ISSUED, 0, UNIT_POINTS,
			p->prize->points - p->play.points);
	act->row.detail = lots_detail(&p->w.lots, play_told(act->a, &p->play));
	return OK;
}

/* What a document won, for whoever did it and for who asks again. */
static enum err tell(struct shop *sh, struct playing *p, struct draw_done *done)
{
	struct arena *a = p->w.act.a;
	struct coupon_row coupon;
	const char *content;
	struct lots has;
	enum err e = document_content(sh->db, a, p->w.act.d.id, &content, &done->number);

	if (e == OK)
		e = draw_play_of(sh->db, a, p->w.act.d.id, &done->play);
	if (e == OK)
		e = lots_read(sh, a, ACCOUNT_POINTS, done->play.member_id, shop_business_day(sh), &has);
	if (e == OK && done->play.coupon_id && (e = coupon_get(sh->db, a, done->play.coupon_id, &coupon)) == OK)
		done->coupon = coupon.code;
	if (e != OK || done->play.prize > p->draw.prize_count)
		return say(p->w.said, ERR_UNKNOWN, MSG_MAY_BE_DONE, NULL, NULL);
	done->id = p->w.act.d.id;
	done->prize = p->draw.prizes[done->play.prize - 1].row;
	done->points_now = lots_balance(&has);
	return say(p->w.said, OK, done->prize.kind == PRIZE_NOTHING ? MSG_DRAW_NOTHING : MSG_DRAW_WON,
		done->prize.name, *done->coupon ? done->coupon : arena_printf(a, "%" PRId64, done->points_now));
}

enum err draw_play(struct shop *sh, struct arena *a, const struct draw_wish *wish, struct draw_done *done,
	struct said *said)
{
	struct playing p = { .agreed = wish->points };
	enum err e = office_need(sh, PERM_REDEEM, said), told;

	*done = (struct draw_done){ .number = "", .coupon = "" };
	if (e == OK)
		e = wallet_begin(sh, a, &p.w, DOC_DRAW, wish->id, wish->member, said);
	if (e == OK)
		e = member_known(sh, a, &p.w.hit, said);
	if (e == OK)
		e = draw_coded(sh, a, wish->draw, &p.draw, said);
	if (e == OK && p.draw.row.state == DRAW_OPEN)
		e = day_secret(sh, a, &p.draw, p.w.act.d.business_day, p.secret);
	if (e != OK)
		return said->id ? e : office_answer(said, e, draw_what(a, wish->draw));
	p.play = (struct draw_play_row){ .document_id = p.w.act.d.id, .draw_id = p.draw.row.id,
		.day = p.w.act.d.business_day, .member_id = p.w.hit.member.id };
	p.w.act.d.member_id = p.play.member_id;
	p.w.act.content = arena_printf(a, "draw %" PRId64 " %" PRId64, p.play.member_id, p.play.draw_id);
	p.w.act.template = TEMPLATE;
	p.w.act.row.action = "draw";
	p.w.act.body = play_body;
	p.w.act.arg = &p;
	e = money_post(sh, &p.w.act);
	seal_wipe(p.secret, sizeof p.secret);
	if (e != OK && e != ERR_EXISTS)
		return wallet_not_posted(sh, &p.w, e);
	told = tell(sh, &p, done);
	return e == OK || told != OK ? told : say(said, ERR_EXISTS, MSG_ALREADY_DONE, done->number, NULL);
}

/* --- the proof ---------------------------------------------------------------------------------------- */

static const char *prize_name(const struct draw_info *d, int64_t n)
{
	return n > 0 && n <= d->prize_count ? d->prizes[n - 1].row.name : "";
}

/* A number that hits none is followed by another one; told is the one that counted. */
static uint64_t number_of(const struct draw_info *d, const unsigned char secret[SEAL_KEY_BYTES], int32_t day, int64_t n)
{
	int64_t weight[PRIZES_MAX];
	uint64_t number = 0;
	int hit = -1;

	for (int i = 0; i < d->prize_count; i++)
		weight[i] = d->prizes[i].row.weight;
	for (int try = 1; hit < 0 && d->prize_count; try++) {
		number = draw_number(secret, d->row.code, day, n, try);
		hit = draw_hit(number, weight, d->prize_count);
	}
	return number;
}

static enum err prove_plays(struct shop *sh, struct arena *a, struct draw_proof *out, bool over,
	const unsigned char secret[SEAL_KEY_BYTES])
{
	struct draw_play_row *list;
	int n = 0;
	enum err e = draw_plays_of_day(sh->db, a, out->info.row.id, out->day, 0, DRAW_PROOF_MAX, &list, &n);

	out->plays = arena_array(a, (size_t)n, sizeof *out->plays);
	for (int i = 0; e == OK && i < n; i++) {
		struct draw_proven *p = &out->plays[out->count++];
		struct member m;

		*p = (struct draw_proven){ .row = list[i], .member = "", .drawn = prize_name(&out->info, list[i].drawn),
			.prize = prize_name(&out->info, list[i].prize), .as_drawn = true };
		if (over) {
			p->number = number_of(&out->info, secret, out->day, list[i].n);
			p->as_drawn = list[i].n == i + 1 && list[i].drawn == prize_of(&out->info, secret, out->day,
				list[i].n);
		}
		out->whole = out->whole && p->as_drawn;
		e = member_get(sh->db, a, list[i].member_id, &m);
		if (e == OK)
			p->member = arena_strdup(a, m.code);
	}
	return e;
}

enum err draw_prove(struct shop *sh, struct arena *a, const char *code, int32_t day, struct draw_proof *out,
	struct said *said)
{
	int32_t today = shop_business_day(sh);
	unsigned char secret[SEAL_KEY_BYTES] = { 0 };
	struct draw_secret_row row;
	char promise[SEAL_HEX], hex[SEAL_HEX];
	bool over;
	enum err e = office_need(sh, PERM_DRAWS, said);

	*out = (struct draw_proof){ .day = day ? day : today, .promise = "", .secret = "", .whole = true };
	over = out->day < today;
	if (e == OK)
		e = draw_coded(sh, a, code, &out->info, said);
	if (e != OK)
		return e;
	e = draw_secret_get(sh->db, a, out->info.row.id, out->day, &row);
	if (e == ERR_NOTFOUND)
		return say(said, e, MSG_DRAW_NO_PLAYS, out->info.row.name, day_text(a, out->day));
	if (e == OK && !draw_secret_open(&sh->keys, a, &row, secret))
		e = ERR_CORRUPT;
	if (e != OK)
		return office_answer(said, e, draw_what(a, code));
	out->promise = row.promise;
	draw_promise(secret, out->info.row.code, out->day, promise);
	out->whole = strcmp(promise, row.promise) == 0;
	if (over) {
		seal_hex(secret, sizeof secret, hex);
		out->secret = arena_strdup(a, hex);
	}
	e = prove_plays(sh, a, out, over, secret);
	seal_wipe(secret, sizeof secret);
	return office_answer(said, e, draw_what(a, code));
}

/* --- on record ---------------------------------------------------------------------------------------- */

bool draw_told(const struct audit_store_row *r, struct draw_play_row *out)
{
	int day = 0;

	*out = (struct draw_play_row){ .document_id = r->seal_id };
	if (strcmp(r->action, "draw") != 0 || sscanf(r->detail, PLAY_TOLD "%" SCNd64 ":%d:%" SCNd64 ":%" SCNd64 ":%"
		SCNd64 ":%" SCNd64 ":%" SCNd64 ":%" SCNd64 ":%" SCNd64, &out->draw_id, &day, &out->n, &out->member_id,
		&out->nth, &out->points, &out->drawn, &out->prize, &out->coupon_id) != 9)
		return false;
	out->day = day;
	return true;
}

bool draw_secret_told(struct arena *a, const struct audit_store_row *r, struct draw_secret_row *out)
{
	char promise[SEAL_HEX], sealed[SEALED_MAX + 1];
	int day = 0;

	if (strcmp(r->action, "draw-secret") != 0 || sscanf(r->detail, SECRET_TOLD "%" SCNd64 ":%d:%64[0-9a-f]:"
		"%300[0-9a-f]", &out->draw_id, &day, promise, sealed) != 4)
		return false;
	out->day = day;
	out->promise = arena_strdup(a, promise);
	out->secret = arena_strdup(a, sealed);
	return true;
}

enum err draw_replay(struct db *db, struct arena *a, const struct audit_store_row *r)
{
	struct draw_secret_row secret;
	struct draw_play_row play;
	enum err e;

	if (draw_secret_told(a, r, &secret))
		return draw_secret_put(db, &secret);
	if (!draw_told(r, &play))
		return OK;
	e = draw_play_put(db, &play);
	return e == OK ? draw_prize_count(db, play.draw_id, play.prize) : e;
}
