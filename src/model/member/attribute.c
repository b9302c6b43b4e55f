/* attribute.c - see attribute.h. */
#include "model/member/attribute.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "model/money.h"

#define SEPARATOR "; "
#define NUMBER_KEY_DIGITS 16 /* of a number moved up so that none is below 0 */

const char *const attribute_kind_name[ATTRIBUTE_KINDS] = {
	"none", [ATTRIBUTE_TEXT] = "text", [ATTRIBUTE_NUMBER] = "number", [ATTRIBUTE_DATE] = "date",
	[ATTRIBUTE_CHOICE] = "choice", [ATTRIBUTE_YES_NO] = "yes-no", [ATTRIBUTE_LIST] = "list",
};

const char *const attribute_test_name[ATTRIBUTE_TESTS] = {
	"none", [ATTRIBUTE_EQUAL] = "=", [ATTRIBUTE_DIFFERENT] = "<>", [ATTRIBUTE_AT_LEAST] = ">=",
	[ATTRIBUTE_AT_MOST] = "<=", [ATTRIBUTE_CONTAINS] = "has", [ATTRIBUTE_EMPTY] = "empty",
	[ATTRIBUTE_GIVEN] = "given",
};

/* --- choices ----------------------------------------------------------------------------------- */

static bool same_words(struct arena *a, const char *x, const char *y)
{
	return strcmp(utf8_key(a, x), utf8_key(a, y)) == 0;
}

/* The place of a choice; -1 none. */
static int choice_of(struct arena *a, const struct attribute *def, const char *text)
{
	for (int i = 0; i < def->choice_count; i++)
		if (same_words(a, def->choices[i], text))
			return i;
	return -1;
}

/* Bytes of the mark at p that separates the choices of a list: ; , or the Chinese ; , and the comma of lists. */
static size_t separator(const char *p)
{
	static const char *const marks[] = { ";", ",", ";", ",", "、" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (strncmp(p, marks[i], strlen(marks[i])) == 0)
			return strlen(marks[i]);
	return 0;
}

static bool separates(const char *text)
{
	for (; *text; text++)
		if (separator(text))
			return true;
	return false;
}

/* Which choices a text names, in `chosen`; false where it names another. */
static bool choices_of(struct arena *a, const struct attribute *def, const char *text,
	bool chosen[ATTRIBUTE_CHOICES_MAX])
{
	memset(chosen, 0, ATTRIBUTE_CHOICES_MAX * sizeof *chosen);
	while (*text) {
		size_t n = 0;
		const char *word;
		int place;

		while (text[n] && !separator(text + n))
			n++;
		word = utf8_clean(a, arena_strndup(a, text, n));
		text += n + separator(text + n);
		if (!*word)
			continue;
		place = choice_of(a, def, word);
		if (place < 0)
			return false;
		chosen[place] = true;
	}
	return true;
}

void attribute_choices(struct arena *a, const char *text, struct attribute *def)
{
	const char **list = arena_array(a, ATTRIBUTE_CHOICES_MAX + 1, sizeof *list);

	def->choices = list;
	def->choice_count = 0;
	while (*text && def->choice_count <= ATTRIBUTE_CHOICES_MAX) {
		size_t n = 0;
		const char *word;

		while (text[n] && !separator(text + n))
			n++;
		word = utf8_clean(a, arena_strndup(a, text, n));
		text += n + separator(text + n);
		if (*word)
			list[def->choice_count++] = word;
	}
}

const char *attribute_choices_text(struct arena *a, const struct attribute *def)
{
	const char *text = "";

	for (int i = 0; i < def->choice_count; i++)
		text = arena_printf(a, "%s%s%s", text, i ? SEPARATOR : "", def->choices[i]);
	return text;
}

enum err attribute_limit_parse(const struct attribute *def, const char *typed, int64_t *limit)
{
	bool below = *typed == '-';
	int32_t day;
	enum err e;

	if (def->kind == ATTRIBUTE_DATE) {
		if (!clock_parse_day(typed, &day))
			return ERR_INVALID;
		*limit = day;
		return OK;
	}
	if (def->kind != ATTRIBUTE_NUMBER)
		return ERR_INVALID;
	e = decimal_parse(typed + below, def->decimals, ATTRIBUTE_NUMBER_MAX, limit);
	if (e == OK && below)
		*limit = -*limit;
	return e;
}

const char *attribute_limit_text(struct arena *a, const struct attribute *def, int64_t limit)
{
	return def->kind == ATTRIBUTE_DATE ? day_text(a, (int32_t)limit) : decimal_text(a, limit, def->decimals);
}

#define FIRST_DAY 10000101
#define LAST_DAY 99991231

void attribute_limits(struct attribute *def, const int64_t *min, const int64_t *max)
{
	bool date = def->kind == ATTRIBUTE_DATE, any = min || max;
	int64_t least = any ? date ? FIRST_DAY : -ATTRIBUTE_NUMBER_MAX : 0;
	int64_t most = any ? date ? LAST_DAY : ATTRIBUTE_NUMBER_MAX : 0;

	def->min = min ? *min : least;
	def->max = max ? *max : most;
}

bool attribute_unlimited(const struct attribute *def, int64_t limit)
{
	if (!def->min && !def->max)
		return true;
	return def->kind == ATTRIBUTE_DATE ? limit == FIRST_DAY || limit == LAST_DAY
		: limit == ATTRIBUTE_NUMBER_MAX || limit == -ATTRIBUTE_NUMBER_MAX;
}

static bool limits_sound(const struct attribute *def)
{
	if (!def->min && !def->max)
		return true;
	if (def->min > def->max)
		return false;
	if (def->kind == ATTRIBUTE_DATE)
		return day_valid((int32_t)def->min) && day_valid((int32_t)def->max);
	return def->min >= -ATTRIBUTE_NUMBER_MAX && def->max <= ATTRIBUTE_NUMBER_MAX;
}

bool attribute_sound(struct arena *a, const struct attribute *def)
{
	bool chooses = def->kind == ATTRIBUTE_CHOICE || def->kind == ATTRIBUTE_LIST;

	if (def->kind < ATTRIBUTE_TEXT || def->kind >= ATTRIBUTE_KINDS || def->length_max < 0
		|| def->length_max > ATTRIBUTE_TEXT_MAX || def->decimals < 0
		|| def->decimals > ATTRIBUTE_DECIMALS_MAX || !limits_sound(def))
		return false;
	if (!chooses)
		return true;
	if (def->choice_count < 1 || def->choice_count > ATTRIBUTE_CHOICES_MAX)
		return false;
	for (int i = 0; i < def->choice_count; i++)
		if (!*def->choices[i] || strcmp(utf8_clean(a, def->choices[i]), def->choices[i]) != 0
			|| separates(def->choices[i]) || choice_of(a, def, def->choices[i]) != i)
			return false;
	return true;
}

/* --- what was typed ---------------------------------------------------------------------------- */

static enum attribute_fault within(const struct attribute *def, int64_t v)
{
	if (!def->min && !def->max)
		return ATTRIBUTE_OK;
	return v < def->min ? ATTRIBUTE_TOO_SMALL : v > def->max ? ATTRIBUTE_TOO_LARGE : ATTRIBUTE_OK;
}

static enum attribute_fault parse_text(struct arena *a, const struct attribute *def, const char *clean,
	const char **value)
{
	(void)a;
	*value = clean;
	return utf8_len(clean) > (size_t)(def->length_max ? def->length_max : ATTRIBUTE_TEXT_MAX) ?
		ATTRIBUTE_TOO_LONG : ATTRIBUTE_OK;
}

static enum attribute_fault parse_number(struct arena *a, const struct attribute *def, const char *clean,
	const char **value)
{
	const char *text = utf8_narrow(a, clean);
	bool below = *text == '-';
	int64_t v;

	if (decimal_parse(text + (below || *text == '+'), def->decimals, ATTRIBUTE_NUMBER_MAX, &v))
		return ATTRIBUTE_NO_NUMBER;
	*value = decimal_text(a, below ? -v : v, def->decimals);
	return within(def, below ? -v : v);
}

static enum attribute_fault parse_date(struct arena *a, const struct attribute *def, const char *clean,
	const char **value)
{
	int32_t day;

	if (!clock_parse_day(utf8_narrow(a, clean), &day))
		return ATTRIBUTE_NO_DATE;
	*value = day_text(a, day);
	return within(def, day);
}

static enum attribute_fault parse_choice(struct arena *a, const struct attribute *def, const char *clean,
	const char **value)
{
	int place = choice_of(a, def, clean);

	if (place < 0)
		return ATTRIBUTE_NO_CHOICE;
	*value = def->choices[place];
	return ATTRIBUTE_OK;
}

static enum attribute_fault parse_yes_no(struct arena *a, const struct attribute *def, const char *clean,
	const char **value)
{
	static const char *const words[][6] = {
		{ "no", "n", "0", "false", "否", "无" },
		{ "yes", "y", "1", "true", "是", "有" },
	};

	(void)def;
	for (int yes = 0; yes < 2; yes++)
		for (int i = 0; i < 6; i++)
			if (same_words(a, words[yes][i], clean)) {
				*value = words[yes][0];
				return ATTRIBUTE_OK;
			}
	return ATTRIBUTE_NOT_YES_NO;
}

static enum attribute_fault parse_list(struct arena *a, const struct attribute *def, const char *clean,
	const char **value)
{
	bool chosen[ATTRIBUTE_CHOICES_MAX];
	const char *text = "";

	if (!choices_of(a, def, clean, chosen))
		return ATTRIBUTE_NO_CHOICE;
	for (int i = 0; i < def->choice_count; i++)
		if (chosen[i])
			text = arena_printf(a, "%s%s%s", text, *text ? SEPARATOR : "", def->choices[i]);
	*value = text;
	return !*text && def->required ? ATTRIBUTE_MISSING : ATTRIBUTE_OK;
}

enum attribute_fault attribute_parse(struct arena *a, const struct attribute *def, const char *typed,
	const char **value)
{
	static enum attribute_fault (*const parse[ATTRIBUTE_KINDS])(struct arena *, const struct attribute *,
		const char *, const char **) = {
		[ATTRIBUTE_TEXT] = parse_text, [ATTRIBUTE_NUMBER] = parse_number, [ATTRIBUTE_DATE] = parse_date,
		[ATTRIBUTE_CHOICE] = parse_choice, [ATTRIBUTE_YES_NO] = parse_yes_no, [ATTRIBUTE_LIST] = parse_list,
	};
	const char *clean = utf8_clean(a, typed);

	assert(def->kind >= ATTRIBUTE_TEXT && def->kind < ATTRIBUTE_KINDS);
	*value = "";
	if (!*clean)
		return def->required ? ATTRIBUTE_MISSING : ATTRIBUTE_OK;
	return parse[def->kind](a, def, clean, value);
}

/* --- order and search -------------------------------------------------------------------------- */

static const char *number_key(struct arena *a, const struct attribute *def, const char *value)
{
	bool below = *value == '-';
	int64_t v = 0;

	if (decimal_parse(value + below, def->decimals, ATTRIBUTE_NUMBER_MAX, &v))
		return ""; /* it was written under another definition */
	return arena_printf(a, "%0*" PRId64, NUMBER_KEY_DIGITS, ATTRIBUTE_NUMBER_MAX + (below ? -v : v));
}

/* A digit pair for each choice, so that the first ones decide. */
static const char *places_key(struct arena *a, const struct attribute *def, const char *value)
{
	bool chosen[ATTRIBUTE_CHOICES_MAX];
	const char *text = "";

	if (!choices_of(a, def, value, chosen))
		return "";
	for (int i = 0; i < def->choice_count; i++)
		if (chosen[i])
			text = arena_printf(a, "%s%02d", text, i);
	return text;
}

const char *attribute_key(struct arena *a, const struct attribute *def, const char *value)
{
	switch (def->kind) {
	case ATTRIBUTE_NUMBER:
		return number_key(a, def, value);
	case ATTRIBUTE_CHOICE:
	case ATTRIBUTE_LIST:
		return places_key(a, def, value);
	case ATTRIBUTE_TEXT:
		return utf8_key(a, value);
	default:
		return value; /* a date; "no" and "yes" */
	}
}

int attribute_compare(struct arena *a, const struct attribute *def, const char *x, const char *y)
{
	const char *key = attribute_key(a, def, x), *other = attribute_key(a, def, y);

	if (!*key || !*other)
		return !*key - !*other;
	return strcmp(key, other);
}

bool attribute_test_fits(enum attribute_kind kind, enum attribute_test test)
{
	switch (test) {
	case ATTRIBUTE_AT_LEAST:
	case ATTRIBUTE_AT_MOST:
		return kind == ATTRIBUTE_NUMBER || kind == ATTRIBUTE_DATE || kind == ATTRIBUTE_CHOICE;
	case ATTRIBUTE_CONTAINS:
		return kind == ATTRIBUTE_TEXT || kind == ATTRIBUTE_LIST;
	default:
		return true;
	}
}

/* Every choice of `wanted` is among those of the value. */
static bool has_all(struct arena *a, const struct attribute *def, const char *value, const char *wanted)
{
	bool has[ATTRIBUTE_CHOICES_MAX], asked[ATTRIBUTE_CHOICES_MAX];

	if (!choices_of(a, def, value, has) || !choices_of(a, def, wanted, asked))
		return false;
	for (int i = 0; i < def->choice_count; i++)
		if (asked[i] && !has[i])
			return false;
	return true;
}

bool attribute_matches(struct arena *a, const struct attribute *def, const char *value, enum attribute_test test,
	const char *wanted)
{
	const char *key, *other;
	int order;

	if (test == ATTRIBUTE_EMPTY || !*value)
		return test == ATTRIBUTE_EMPTY && !*value;
	if (test == ATTRIBUTE_GIVEN)
		return true;
	if (test == ATTRIBUTE_CONTAINS && def->kind == ATTRIBUTE_TEXT)
		return strstr(utf8_key(a, value), utf8_key(a, wanted)) != NULL;
	if (test == ATTRIBUTE_CONTAINS)
		return has_all(a, def, value, wanted);
	key = attribute_key(a, def, value);
	other = attribute_key(a, def, wanted);
	if (!*key || !*other)
		return false;
	order = strcmp(key, other);
	switch (test) {
	case ATTRIBUTE_EQUAL:
		return order == 0;
	case ATTRIBUTE_DIFFERENT:
		return order != 0;
	case ATTRIBUTE_AT_LEAST:
		return order >= 0;
	default:
		return order <= 0;
	}
}
