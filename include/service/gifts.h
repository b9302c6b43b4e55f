/* gifts.h - articles that points buy without a sale: which, for how many, and a member who takes one. A redemption is a
 * posted document that takes the points and counts the piece; cancelled, both come back, once. */
#ifndef SERVICE_GIFTS_H
#define SERVICE_GIFTS_H

#include "service/points.h"
#include "store/gift_store.h"

/* A gift with the number and name of its article. */
struct gift_info { struct gift_row row; const char *number, *name; };
/* Those in use; whoever may look at members. */
enum err gift_list(struct shop *sh, struct arena *a, struct gift_info **list, int *n, struct said *said) MUST_CHECK;
/* The gift that a code of an article finds; ERR_NOTFOUND: it finds none. Nothing is said. */
enum err gift_by_code(struct shop *sh, struct arena *a, const char *code, struct gift_info *out) MUST_CHECK;
/* article: any code of it; points for one piece; pieces, per_member: how many there are, and for one member (NULL as
 * many as one wants); days as typed (NULL from today, without end). */
struct gift_edit { const char *article, *points, *pieces, *per_member, *from, *until; };
enum err gift_add(struct shop *sh, struct arena *a, const struct gift_edit *edit, struct said *said) MUST_CHECK;
/* Changes the gift that edit->article is: NULL leaves a field as it is, 0 pieces or per_member is no limit, until "-"
 * no end. Fewer pieces than were given: ERR_REFUSED. */
enum err gift_set(struct shop *sh, struct arena *a, const struct gift_edit *edit, struct said *said) MUST_CHECK;
enum err gift_remove(struct shop *sh, struct arena *a, const char *article, struct said *said) MUST_CHECK;

/* Each is a posted document; the same id again is already done (ERR_EXISTS). id 0: one is made here. */
/* pieces as typed, NULL one. */
struct gift_redeem { int64_t id; const char *member, *article, *pieces; };
enum err gift_redeem(struct shop *sh, struct arena *a, const struct gift_redeem *what, struct points_done *done,
	struct said *said) MUST_CHECK;
/* The whole document of that number, by two persons; words: a reason. Points come back to their lots, to whoever has by
 * now what the member had. */
struct gift_cancel { int64_t id; const char *number, *words, *second, *pin; };
enum err gift_cancel(struct shop *sh, struct arena *a, const struct gift_cancel *what, struct points_done *done,
	struct said *said) MUST_CHECK;

/* Gifts that were given, the newest first, at most GIVEN_MAX: to a member (NULL: to anybody), of an article that is a
 * gift (NULL: of any). Whoever may look at members. */
#define GIVEN_MAX 1000
struct gift_given {
	struct gift_info gift;
	const char *number, *back;      /* of its document, and of the one that took it back; "" none did */
	int32_t day;
	const char *code, *name;        /* whose it is, as it may be shown */
	int64_t pieces, points;
};
enum err gift_given(struct shop *sh, struct arena *a, const char *member, const char *article, struct gift_given **list,
	int *n, struct said *said) MUST_CHECK;

#endif
