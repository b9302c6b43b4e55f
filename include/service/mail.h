/* mail.h - labels and letters' address blocks with members' addresses: chosen, looked at, printed. They show names and
 * addresses in full, so they need the rights `member-export` and `member-names` and a reason, and are on record. An
 * order is kept by the members' numbers alone: what stands on a label is read when it is printed, and who was erased
 * meanwhile is on none.
 *
 *	mail_choose(sh, a, &(struct mail_choice){ .level = "gold" }, &list, &said);
 *	mail_print(sh, a, &(struct mail_printing){ list.list, list.count, "a4-3x7", 1, "sale" }, NULL, &said); */
#ifndef SERVICE_MAIL_H
#define SERVICE_MAIL_H

#include "model/mail.h"
#include "service/pages.h"
#include "service/shop.h"

/* Where none is named. */
#define MAIL_SIZE "a4-3x7"
#define MAIL_PURPOSE "offers"

/* Whom: all that any of it names; level and birth_month together are those who fit both. Of a level, a month or
 * everybody only those who agreed to post for the purpose; who is named by himself is written to. */
struct mail_choice {
	const char *const *members;  /* whatever finds exactly one each */
	int member_count;
	const char *list;            /* a CSV file with the column member */
	const char *level;           /* its code; NULL: not asked */
	int birth_month;             /* 1 to 12; 0: not asked */
	bool all;                    /* everybody who has an address */
	const char *purpose;         /* consent_purpose_name; "any": whatever they said, for what the law demands */
};
/* Those named first, as named and each once; then the others by postcode, so that the post takes them as they come. Of
 * those named are left out who have no address or name, are not active, or nobody's card. */
struct mail_list { struct mail *list; int count, left_out; };
/* ERR_NOTFOUND (a member, a level, a list, nobody at all), ERR_INVALID (a bad list or purpose, more than
 * TAG_ORDER_MAX). */
enum err mail_choose(struct shop *sh, struct arena *a, const struct mail_choice *choice, struct mail_list *out,
	struct said *said) MUST_CHECK;

struct mail_printing {
	const struct mail *list;
	int count;
	const char *size;            /* NULL: MAIL_SIZE */
	int start;                   /* the first free label of a used sheet, from 1; 0: 1 */
	const char *words;           /* why: a text, or the digit of a reason of kind member */
};
/* Onto the label printer of this terminal. ERR_REFUSED: none is set. *job (may be NULL) is the id of the order. */
enum err mail_print(struct shop *sh, struct arena *a, const struct mail_printing *what, int64_t *job,
	struct said *said) MUST_CHECK;
/* The same pages as a file (PAGES_PDF; PAGES_PNG: the first page). */
enum err mail_save(struct shop *sh, struct arena *a, const struct mail_printing *what, enum pages_format format,
	const char *path, struct said *said) MUST_CHECK;
/* That their addresses are shown otherwise, and why. */
enum err mail_show(struct shop *sh, struct arena *a, const struct mail_printing *what, struct said *said) MUST_CHECK;
/* The sizes that hold an address. */
enum err mail_sizes(struct shop *sh, struct arena *a, struct tag_size **list, int *n, struct said *said) MUST_CHECK;

#endif
