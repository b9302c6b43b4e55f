/* articles.h - the articles of the shop: found by their codes, shown with their past, priced. */
#ifndef SERVICE_ARTICLES_H
#define SERVICE_ARTICLES_H

#include "model/article.h"
#include "service/shop.h"

/* Price levels: regular; special offers, which hold for everybody while they last; from 2 on for members: 2
 * for all of them, higher ones for those whose level says so. A member pays the lowest that holds for him. */
#define PRICE_LEVEL_REGULAR 0
#define PRICE_LEVEL_SPECIAL 1
#define PRICE_LEVEL_MEMBER 2 /* what every member pays */
#define PRICE_LEVEL_MAX 9

/* --- lookups: what the till asks; a few microseconds each ---------------------------------------- */

/* By what was scanned or typed, in the order of code_tries; ERR_NOTFOUND. out->code is the code as a person
 * reads it, out->pack_milli and pack_price_minor are the pack that the code names. */
enum err article_by_code(struct shop *sh, struct arena *a, const char *code, struct article *out) MUST_CHECK;
/* By the article number; out->code is the number. */
enum err article_by_number(struct shop *sh, struct arena *a, const char *number, struct article *out) MUST_CHECK;
/* By a key alone: the item of a scale's label is code_key(CODE_SCALE, item). */
enum err article_by_key(struct shop *sh, struct arena *a, int64_t key, struct article *out) MUST_CHECK;
enum err article_get(struct shop *sh, struct arena *a, int64_t id, struct article *out) MUST_CHECK;
/* A code, else an article number: for commands. */
enum err article_find(struct shop *sh, struct arena *a, const char *text, struct article *out) MUST_CHECK;

/* --- one article in full ---------------------------------------------------------------------- */

enum article_code_kind { ARTICLE_CODE_GTIN, ARTICLE_CODE_PLU, ARTICLE_CODE_SCALE, ARTICLE_CODE_ALIAS };
extern const char *const article_code_kind_name[]; /* "gtin" "plu" "scale" "alias" */
struct article_code {
	enum article_code_kind kind;
	const char *code;
	int64_t pack_milli, price_minor; /* -1 */
	const char *unit; /* of the pack; "": as the single */
};
struct article_price { int64_t level, price_minor, from_at_ms, until_at_ms; /* INT64_MAX: for ever */ };
struct category { int64_t id, parent_id; const char *code, *name, *name_en; struct category_rules rules; };
struct article_sheet {
	struct article article;
	struct category category;
	const char *category_path;   /* "食品/饮料/茶" */
	struct article_code *codes;
	int code_count;
	struct article_price *prices; /* newest first */
	int price_count;
};
enum err article_sheet(struct shop *sh, struct arena *a, const char *text, struct article_sheet *out) MUST_CHECK;

/* The same by the article number alone. */
enum err article_sheet_of(struct shop *sh, struct arena *a, const char *number, struct article_sheet *out) MUST_CHECK;
/* The first articles by number, as sold now. */
enum err articles_page(struct shop *sh, struct arena *a, int limit, struct article **list, int *n) MUST_CHECK;

enum err articles_count(struct shop *sh, int64_t *n) MUST_CHECK;
enum err categories_all(struct shop *sh, struct arena *a, struct category **list, int *n) MUST_CHECK;

/* --- articles edited: the right `articles` ------------------------------------------------------ */

/* What holds when it is sold, field by field: one list for command, form and past. A new rule: a column of table
 * article, a member of struct article, a line in article_rules. "" or "-": nothing is said. */
enum article_rule_type {
	ARTICLE_RULE_SUPPLIER,  /* a code or a name; kept as its id */
	ARTICLE_RULE_ARTICLE,   /* the number or a code of the bottle or crate */
	ARTICLE_RULE_CLASS,     /* 19 digits */
	ARTICLE_RULE_YEARS,
	ARTICLE_RULE_MONEY,
	ARTICLE_RULE_WEIGHT     /* kilograms */
};
#define ARTICLE_RULES 9
/* words: N_(), the label of a field; help: N_(), what it takes. */
extern const struct article_rule {
	const char *name, *words, *help;
	enum article_rule_type type;
	size_t offset;
} article_rules[ARTICLE_RULES];
/* As texts, "" where nothing is said; in the order of article_rules. */
enum err article_rules_text(struct shop *sh, struct arena *a, const struct article *article,
	const char *text[ARTICLE_RULES]) MUST_CHECK;

/* Texts as a person types them; NULL: it stays, or is the default of a new one. number: of a new one, "" given by the
 * program. category, department, tax: codes; tax "": the department's. flags: names of article_flag_names, separated by
 * blanks. codes: all of them, separated by blanks, a pack as CODE*12 and with its own price as CODE*12@45.90; a code
 * that another article has is refused, naming it. price: the regular one, member_price: what every member pays,
 * "" or "-" none; from price_from on ("" now); both need the right `prices`. rule[i]: of article_rules[i]. */
struct article_edit {
	const char *number, *name, *name_en, *spec, *unit, *category, *department, *tax, *flags, *cost, *codes, *price,
		*member_price, *price_from;
	const char *rule[ARTICLE_RULES];
};
/* *number: of the new one, in the arena. */
enum err article_add(struct shop *sh, struct arena *a, const struct article_edit *edit, const char **number,
	struct said *said) MUST_CHECK;
enum err article_change(struct shop *sh, struct arena *a, const struct article_edit *edit,
	struct said *said) MUST_CHECK;
/* The codes as such a text. */
char *article_codes_text(struct arena *a, const struct article_code *list, int n);

/* --- prices ----------------------------------------------------------------------------------- */

/* Sets a price; needs the right `prices`. from_ms 0: now; until_ms 0: for ever (else level 1 only). What was in
 * force before stays readable. A later price already planned takes over when its time comes. */
struct price_order { const char *article; int64_t price_minor, level, from_ms, until_ms; };
enum err article_price_set(struct shop *sh, struct arena *a, const struct price_order *order,
	struct said *said) MUST_CHECK;

#endif
