/* uses.h - packages of uses of an article (count cards): what a shop sells or gives that pays for articles so many
 * times, what each member has of them, and how he came to it. Taken at the till a use is a line at 0.00
 * (service/till.h); here it is taken, given and moved without a sale. */
#ifndef SERVICE_USES_H
#define SERVICE_USES_H

#include "model/member/member.h"
#include "service/shop.h"
#include "store/uses_store.h"

/* --- kinds ------------------------------------------------------------------------------------------ */

/* An article by number and name; number "": none. */
struct uses_article { int64_t id; const char *number, *name; };
struct uses_kind_info {
	struct uses_kind_row row;
	struct uses_article sold_as;   /* the article that sells it */
	int64_t price_minor;           /* its price now; -1 none */
	struct uses_article *items;    /* what it pays for */
	const char *card_kind;         /* its code; "" none */
};
/* Those in use, by code; whoever may look at members. */
enum err uses_kind_list(struct shop *sh, struct arena *a, struct uses_kind_info **list, int *n,
	struct said *said) MUST_CHECK;
/* items: codes of the articles that it pays for, one or several; article: code of the one that sells it (NULL it is
 * given); days: how long it is good, per_day: uses on one day (NULL without end, no limit); transferable: "yes"; card:
 * the code of a kind of cards that it comes with. What it is good for stays as it is: make another, end this one. */
struct uses_kind_edit {
	const char *code, *name, *name_en, *times, *article, *days, *per_day, *transferable, *card;
	const char *const *items;
	int item_count;
};
enum err uses_kind_add(struct shop *sh, struct arena *a, const struct uses_kind_edit *edit,
	struct said *said) MUST_CHECK;
/* It is sold and given no more; what members have of it stays good. */
enum err uses_kind_remove(struct shop *sh, struct arena *a, const char *code, struct said *said) MUST_CHECK;

/* Whether a code is that of an article that a package in use pays for. Nothing is said. */
bool uses_pay_for(struct shop *sh, struct arena *a, const char *code, struct uses_article *out);

/* --- without a sale ---------------------------------------------------------------------------------- */

/* Each is a posted document; the same id again is already done (ERR_EXISTS). id 0: one is made here. words: a reason;
 * second, pin: who allows it, by number and PIN or by card (pin NULL). left: of what was moved. */
struct uses_done { int64_t id; const char *number; int64_t moved, left; };
/* One package; times: another number of uses than its kind says (NULL). */
struct uses_give { int64_t id; const char *member, *kind, *times, *words, *second, *pin; };
enum err uses_give(struct shop *sh, struct arena *a, const struct uses_give *what, struct uses_done *done,
	struct said *said) MUST_CHECK;
/* article: any code of what is used (NULL: what he has is for one article alone); count NULL one. The package that ends
 * first goes first. */
struct uses_taking { int64_t id; const char *member, *article, *count; };
enum err uses_take_one(struct shop *sh, struct arena *a, const struct uses_taking *what, struct uses_done *done,
	struct said *said) MUST_CHECK;
/* All that is left of a kind that may be handed on, with its days, to another member. */
struct uses_transfer { int64_t id; const char *from, *kind, *to, *words, *second, *pin; };
enum err uses_transfer(struct shop *sh, struct arena *a, const struct uses_transfer *what, struct uses_done *done,
	struct said *said) MUST_CHECK;
/* A document that gave (of which nothing was used) or took, whole and once, by two persons. */
struct uses_cancel { int64_t id; const char *number, *words, *second, *pin; };
enum err uses_cancel(struct shop *sh, struct arena *a, const struct uses_cancel *what, struct uses_done *done,
	struct said *said) MUST_CHECK;

/* --- what a member has ------------------------------------------------------------------------------- */

struct uses_held {
	struct uses_row row;
	const char *code, *name, *name_en; /* of its kind; "" it is not known here any more */
	int64_t left;                  /* that can be used today */
	bool ended;
	int64_t worth_minor;           /* of what was paid, what its rest is */
};
/* An article that he can use today, how often, and when the first of it ends (0 never). */
struct uses_choice { struct uses_article article; int64_t left; int32_t until_day; };
struct uses_sheet {
	struct member member;
	const char *name;              /* as it may be shown */
	int64_t left;                  /* that can be used today, of all packages */
	struct uses_held *list;        /* of which something is left; those that end first come first */
	int count;
	struct uses_choice *choices;   /* by name */
	int choice_count;
};
#define USES_CHOICES_MAX 50
enum err uses_show(struct shop *sh, struct arena *a, const char *member, struct uses_sheet *out,
	struct said *said) MUST_CHECK;
struct uses_entry { struct uses_moved row; const char *what; int64_t after; }; /* what: the kind's name; "" several */
struct uses_statement {
	struct uses_sheet sheet;
	int64_t opening, closing;
	struct uses_entry *lines;
	int count;
};
/* By document, of the days from..to. */
enum err uses_statement(struct shop *sh, struct arena *a, const char *member, int32_t from, int32_t to,
	struct uses_statement *out, struct said *said) MUST_CHECK;
/* What is owed to all members, by kind. */
struct uses_debt { const char *code, *name; int64_t packages, rest, ended; };
enum err uses_liability(struct shop *sh, struct arena *a, struct uses_debt **list, int *n,
	struct said *said) MUST_CHECK;

#endif
