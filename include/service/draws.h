/* draws.h - prize draws for members: which there are, what can be won and how likely, a member's play, and the proof
 * that nobody chose. A play is a posted document that takes its points and gives its prize, once.
 *
 * Before a day's first play a secret is made; its digest (the promise) is on record from then on. Play n of the day
 * wins what the n-th number from that secret hits (model/member/draw.h): nobody who does not know the secret can tell
 * it beforehand, and when the day is over the secret is shown, so that everybody can work each prize out again. */
#ifndef SERVICE_DRAWS_H
#define SERVICE_DRAWS_H

#include "service/shop.h"
#include "store/draw_store.h"

/* --- which ------------------------------------------------------------------------------------------ */

/* A prize with the code of its kind of coupon, or the number of its article, "" neither. */
struct draw_prize_info { struct draw_prize_row row; const char *target; int64_t odds_bp; };
struct draw_info { struct draw_row row; struct draw_prize_info *prizes; int prize_count; };
/* Those that are made or open, with `ended` all; whoever may look at members. */
enum err draw_list(struct shop *sh, struct arena *a, bool ended, struct draw_info **list, int *n,
	struct said *said) MUST_CHECK;
enum err draw_show(struct shop *sh, struct arena *a, const char *code, struct draw_info *out,
	struct said *said) MUST_CHECK;

/* Numbers and days as typed; NULL: one a day is free, none costs points, as many a day as are free, from today, without
 * end. */
struct draw_edit { const char *code, *name, *free, *points, *most, *from, *until; };
enum err draw_add(struct shop *sh, struct arena *a, const struct draw_edit *edit, struct said *said) MUST_CHECK;
/* points, coupon (a kind's code), article: one of them, or none: nothing is won. pieces NULL: not counted. Only before
 * the draw is opened. */
struct draw_prize_edit { const char *draw, *name, *weight, *points, *coupon, *article, *pieces; };
enum err draw_prize_add(struct shop *sh, struct arena *a, const struct draw_prize_edit *edit,
	struct said *said) MUST_CHECK;
/* Opened, it stays as it is: two prizes or more, of which the last is not counted, for it is what is won instead when
 * there is none left of another. Ended, nobody plays any more. */
enum err draw_open(struct shop *sh, struct arena *a, const char *code, struct said *said) MUST_CHECK;
enum err draw_end(struct shop *sh, struct arena *a, const char *code, struct said *said) MUST_CHECK;

/* --- a play ------------------------------------------------------------------------------------------ */

/* What a member can draw today, open draws only. cost: points of the next one, 0 free, -1 none any more today. */
struct draw_chance { struct draw_info info; int64_t had, cost; };
enum err draw_chances(struct shop *sh, struct arena *a, const char *member, struct draw_chance **list, int *n,
	struct said *said) MUST_CHECK;
/* id: made before the first try (wallet_new_id); 0: one is made here. The same id again is already done (ERR_EXISTS,
 * with what it won). points: as many as the member agreed to, 0: only a free one. */
struct draw_wish { int64_t id; const char *draw, *member; int64_t points; };
struct draw_done {
	int64_t id;
	const char *number;          /* of the document */
	struct draw_play_row play;
	struct draw_prize_row prize; /* name and kind "" and 0 where it is younger than the backup that came back */
	const char *coupon;          /* its code, "" none */
	int64_t points_now;
};
enum err draw_play(struct shop *sh, struct arena *a, const struct draw_wish *wish, struct draw_done *done,
	struct said *said) MUST_CHECK;

/* --- the proof --------------------------------------------------------------------------------------- */

/* A play as the secret has it. member: his code. */
struct draw_proven { struct draw_play_row row; const char *member; uint64_t number; const char *drawn, *prize;
	bool as_drawn; };
struct draw_proof {
	struct draw_info info;
	int32_t day;
	const char *promise, *secret; /* hex; secret "" while its day is not over */
	struct draw_proven *plays;
	int count;
	bool whole;                   /* every one as drawn, and the promise the secret's */
};
#define DRAW_PROOF_MAX 100000
/* Of a day (0 today). While it is not over, the plays without their numbers. ERR_NOTFOUND: nobody played that day. */
enum err draw_prove(struct shop *sh, struct arena *a, const char *code, int32_t day, struct draw_proof *out,
	struct said *said) MUST_CHECK;

#endif
