/* attribute.h - what a shop itself wants to know of its members: attributes of its own, each of a kind, with what may
 * stand in it. A value is kept as one normal text; "" is none. */
#ifndef MODEL_MEMBER_ATTRIBUTE_H
#define MODEL_MEMBER_ATTRIBUTE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

#define ATTRIBUTE_TEXT_MAX 200 /* characters */
#define ATTRIBUTE_CHOICES_MAX 100
#define ATTRIBUTE_DECIMALS_MAX 6
#define ATTRIBUTE_NUMBER_MAX INT64_C(1000000000000000) /* of the last place, either sign */

enum attribute_kind {
	ATTRIBUTE_TEXT = 1,    /* one line, clean */
	ATTRIBUTE_NUMBER,      /* "12.5", "-3" */
	ATTRIBUTE_DATE,        /* "2026-11-21" */
	ATTRIBUTE_CHOICE,      /* one of the choices, as it is written there */
	ATTRIBUTE_YES_NO,      /* "yes" "no" */
	ATTRIBUTE_LIST,        /* some of the choices, in their order: "dry; sensitive" */
	ATTRIBUTE_KINDS
};
extern const char *const attribute_kind_name[ATTRIBUTE_KINDS]; /* "text" "number" ...: stable */

struct attribute {
	enum attribute_kind kind;
	bool required;
	int length_max;        /* of a text, characters; 0: ATTRIBUTE_TEXT_MAX */
	int decimals;          /* of a number */
	int64_t min, max;      /* of a number in its last place, of a date yyyymmdd; both 0: none */
	const char *const *choices;
	int choice_count;
};
/* Whether it can be meant: limits in their order, choices that can be told apart, with no mark in them that separates
 * those of a list. */
bool attribute_sound(struct arena *a, const struct attribute *def);
/* The choices that a text names, separated as those of a list; those beyond ATTRIBUTE_CHOICES_MAX make it unsound. */
void attribute_choices(struct arena *a, const char *text, struct attribute *def);
const char *attribute_choices_text(struct arena *a, const struct attribute *def);
/* A limit of a number or a date as it is typed, and back. ERR_INVALID. */
enum err attribute_limit_parse(const struct attribute *def, const char *typed, int64_t *limit) MUST_CHECK;
const char *attribute_limit_text(struct arena *a, const struct attribute *def, int64_t limit);
/* Of two limits one may be left open: then it is as far away as can be. */
void attribute_limits(struct attribute *def, const int64_t *min, const int64_t *max);
bool attribute_unlimited(const struct attribute *def, int64_t limit);

enum attribute_fault {
	ATTRIBUTE_OK = 0, ATTRIBUTE_MISSING, ATTRIBUTE_TOO_LONG, ATTRIBUTE_NO_NUMBER, ATTRIBUTE_NO_DATE,
	ATTRIBUTE_TOO_SMALL, ATTRIBUTE_TOO_LARGE, ATTRIBUTE_NO_CHOICE, ATTRIBUTE_NOT_YES_NO
};
/* The normal form of what a person typed or a file says: full-width digits, capitals and blanks do not matter, nor does
 * whether a list is separated by ; , or their Chinese forms; yes and no in English, Chinese or as 1 and 0. The normal
 * form of a normal form is itself. */
enum attribute_fault attribute_parse(struct arena *a, const struct attribute *def, const char *typed,
	const char **value);

/* A text of a normal value that sorts, byte by byte, as people sort: numbers by size, choices by their place, texts
 * without regard to capitals. "" of none. */
const char *attribute_key(struct arena *a, const struct attribute *def, const char *value);
/* By those; who has no value stands last. */
int attribute_compare(struct arena *a, const struct attribute *def, const char *x, const char *y);

/* What a search may ask. Who has no value answers to ATTRIBUTE_EMPTY only. */
enum attribute_test {
	ATTRIBUTE_EQUAL = 1, ATTRIBUTE_DIFFERENT, ATTRIBUTE_AT_LEAST, ATTRIBUTE_AT_MOST,
	ATTRIBUTE_CONTAINS,    /* a text: that within it; a list: all of those */
	ATTRIBUTE_EMPTY, ATTRIBUTE_GIVEN, ATTRIBUTE_TESTS
};
extern const char *const attribute_test_name[ATTRIBUTE_TESTS]; /* "=" "<>" ">=" "<=" "has" "empty" "given" */
bool attribute_test_fits(enum attribute_kind kind, enum attribute_test test);
/* wanted: normal, too; of a text any. */
bool attribute_matches(struct arena *a, const struct attribute *def, const char *value, enum attribute_test test,
	const char *wanted);

#endif
