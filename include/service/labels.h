/* labels.h - price tags and shelf labels: chosen, looked at, printed. An order of labels is a row that `wire` drains to
 * the label printer like a receipt: what it says is fixed when it is ordered, it is never sent twice, and what was
 * printed is remembered, so that later the tags that say something old can be found.
 *
 *	labels_choose(sh, a, &choice, &list, &n, &said);          which articles, and what their tags say
 *	labels_print(sh, a, &(struct labels_order){ 0, list, n, "60x40" }, NULL, &said);
 *	labels_save(... PAGES_PNG or PAGES_PDF ...)               the same pages as a file
 */
#ifndef SERVICE_LABELS_H
#define SERVICE_LABELS_H

#include "model/tag.h"
#include "service/pages.h"
#include "service/shop.h"

/* What makes an article be chosen. More than one: all that any of them names, in order of their numbers. */
struct labels_choice {
	const char *const *codes;    /* codes or article numbers, each may end in "*COPIES" */
	int code_count;
	const char *list;            /* a CSV file with the columns code and (optional) copies */
	const char *category;        /* with all that hangs under it */
	int64_t since_ms;            /* whose price changed after then, up to at_ms; 0: not asked */
	bool changed;                /* whose tag says something else than the one printed last */
	bool unprinted;              /* that never had a tag */
	int64_t at_ms;               /* with the prices of this time: 0 now, or later, the evening before */
	int copies;                  /* of each, unless told with its code; 0: 1 */
};
struct label {
	struct tag tag;
	const char *lacks;           /* tag_lacks: such a tag is not printed; "" nothing */
	int64_t printed_at_ms;       /* when its tag was printed last; 0 never */
	bool changed;                /* and it says something else now */
};
/* Articles that may not be sold are left out, unless named by code. ERR_NOTFOUND (a code, a category, no article at
 * all), ERR_INVALID (a bad list, more than TAG_ORDER_MAX labels). */
enum err labels_choose(struct shop *sh, struct arena *a, const struct labels_choice *choice, struct label **list,
	int *n, struct said *said) MUST_CHECK;

/* The sizes that are known: those shipped (data/labels/sizes.csv), then the shop's own file (conf: [labels] sizes). A
 * line of it that is wrong is told by file and line: ERR_INVALID. */
enum err labels_sizes(struct shop *sh, struct arena *a, struct tag_size **list, int *n, struct said *said) MUST_CHECK;

struct labels_order {
	int64_t id;                  /* the same id again is the same order, done already; 0: one is made */
	const struct label *list;
	int count;
	const char *size;            /* NULL: the setting label.size */
	int start;                   /* the first free label of a used sheet, from 1; 0: 1 */
	int64_t at_ms;               /* as chosen */
};
/* Orders them; needs the right `labels`. Those that lack something are left out and told. ERR_REFUSED: no label printer
 * is set, or nothing is left to print. *job (may be NULL) is the id of its row. */
enum err labels_print(struct shop *sh, struct arena *a, const struct labels_order *order, int64_t *job,
	struct said *said) MUST_CHECK;
/* What an order printed before was of: the same articles and copies, to be chosen anew with what their tags say now;
 * and its size. ERR_NOTFOUND: there is no such order. */
enum err labels_of_job(struct shop *sh, struct arena *a, int64_t job, struct labels_choice *choice, const char **size,
	struct said *said) MUST_CHECK;
/* The same pages as a file (PAGES_PDF; PAGES_PNG: the first page). Remembers nothing. As words: tag_text. */
enum err labels_save(struct shop *sh, struct arena *a, const struct labels_order *order, enum pages_format format,
	const char *path, struct said *said) MUST_CHECK;

/* What a tag says beside the article's own fields; NULL keeps it. Needs the right `articles`. */
struct label_words { const char *article, *origin, *grade; };
/* As they are; article stays NULL. */
enum err labels_words(struct shop *sh, struct arena *a, int64_t article_id, struct label_words *out) MUST_CHECK;
enum err labels_words_set(struct shop *sh, struct arena *a, const struct label_words *words,
	struct said *said) MUST_CHECK;

#endif
