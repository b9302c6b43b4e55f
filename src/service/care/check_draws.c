/* check_draws.c - prize draws held against what is on record of them, and against the secrets of their days. */
#include <string.h>

#include "../member/draws_int.h"
#include "check_int.h"

#define SLICE 500
#define PRIZE_PAIR 1000 /* two numbers of prizes as one */

_Static_assert(PRIZES_MAX < PRIZE_PAIR, "a pair keeps both");

/* As much of a promise as one number holds. */
static int64_t begin_of(const char *promise)
{
	unsigned char bytes[7];
	char head[2 * sizeof bytes + 1];
	int64_t v = 0;

	if (strlen(promise) < sizeof head - 1)
		return -1;
	memcpy(head, promise, sizeof head - 1);
	head[sizeof head - 1] = '\0';
	if (!seal_unhex(head, bytes, sizeof bytes))
		return -1;
	for (size_t i = 0; i < sizeof bytes; i++)
		v = v << 8 | bytes[i];
	return v;
}

void check_draws_act(struct check *c, const struct audit_store_row *r)
{
	struct draw_secret_row secret;
	struct draw_play_row p;
	struct tally_entry *t;

	if (draw_told(r, &p)) {
		t = tally_at(&c->tally, TALLY_DRAW, p.document_id, 0, 0, 0);
		t->v[0] = p.draw_id;
		t->v[1] = p.day;
		t->v[2] = p.n;
		t->v[3] = p.member_id;
		t->v[4] = p.drawn * PRIZE_PAIR + p.prize;
		t->v[5] = p.points;
	} else if (draw_secret_told(&c->slice, r, &secret)) {
		tally_at(&c->tally, TALLY_SECRET, secret.draw_id, secret.day, 0, 0)->v[0] = begin_of(secret.promise);
	}
}

static bool agrees(const struct tally_entry *t, const struct draw_play_row *p)
{
	return t && t->v[0] == p->draw_id && t->v[1] == p->day && t->v[2] == p->n && t->v[3] == p->member_id &&
		t->v[4] == p->drawn * PRIZE_PAIR + p->prize && t->v[5] == p->points;
}

static void found(struct check *c, int64_t draw_id, int64_t what)
{
	check_found_at(c, CHECK_DRAW, arena_printf(&c->slice, "%lld", (long long)draw_id), what);
}

/* Whether the secret of its day gives that prize; a draw that is younger than the backup says nothing. */
static enum err as_drawn(struct check *c, const struct draw_play_row *p, bool *ok)
{
	unsigned char secret[SEAL_KEY_BYTES];
	struct draw_prize_row *prizes;
	struct draw_secret_row row;
	int64_t weight[PRIZES_MAX];
	struct draw_row d;
	int n = 0;
	enum err e = draw_get(c->db, &c->slice, p->draw_id, &d);

	*ok = true;
	if (e == OK)
		e = draw_prizes(c->db, &c->slice, p->draw_id, &prizes, &n);
	if (e != OK)
		return e == ERR_NOTFOUND ? OK : e;
	for (int i = 0; i < n; i++)
		weight[i] = prizes[i].weight;
	e = draw_secret_get(c->db, &c->slice, p->draw_id, p->day, &row);
	*ok = e == OK && draw_secret_open(c->keys, &c->slice, &row, secret) &&
		p->drawn == draw_nth(secret, d.code, p->day, p->n, weight, n) + 1 &&
		(p->prize == p->drawn || p->prize == n);
	return e == ERR_NOTFOUND ? OK : e;
}

static enum err kept_secrets(struct check *c)
{
	int64_t draw_id = 0;
	int32_t day = 0;
	enum err e;
	int n;

	do {
		struct draw_secret_row *list;

		n = 0;
		e = draw_secrets_after(c->db, &c->slice, draw_id, day, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++) {
			struct tally_entry *t = tally_find(&c->tally, TALLY_SECRET, list[i].draw_id, list[i].day, 0, 0);

			draw_id = list[i].draw_id;
			day = list[i].day;
			if (t)
				t->round = c->round;
			if (!t || t->v[0] != begin_of(list[i].promise))
				found(c, draw_id, day);
		}
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	return e;
}

static enum err kept_plays(struct check *c)
{
	int64_t after = 0;
	enum err e;
	int n;

	do {
		struct draw_play_row *list;

		n = 0;
		e = draw_plays_after(c->db, &c->slice, after, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++) {
			struct tally_entry *t = tally_find(&c->tally, TALLY_DRAW, list[i].document_id, 0, 0, 0);
			bool ok = true;

			after = list[i].document_id;
			if (t)
				t->round = c->round;
			e = as_drawn(c, &list[i], &ok);
			if (e == OK && (!ok || !agrees(t, &list[i])))
				found(c, list[i].draw_id, list[i].n);
		}
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	return e;
}

/* As many were given as plays say. */
static enum err counted(struct check *c)
{
	struct draw_prize_row *list;
	int n = 0;
	enum err e = draw_prizes_miscounted(c->db, &c->slice, SLICE, &list, &n);

	for (int i = 0; e == OK && i < n; i++)
		found(c, list[i].draw_id, list[i].given);
	arena_clear(&c->slice);
	return e;
}

enum err check_draws_kept(struct check *c)
{
	enum err e = kept_secrets(c);

	if (e == OK)
		e = kept_plays(c);
	return e == OK ? counted(c) : e;
}
