/* level_text.c - what reaches a level, as words; see level.h. */
#include <stdlib.h>
#include <string.h>

#include "model/member/level.h"
#include "model/money.h"

#define DAYS_MAX 3660
#define COUNT_MAX INT64_C(1000000000000)

char *level_value_text(struct arena *a, const struct level_condition *c, int64_t value)
{
	return c->measure == LEVEL_AMOUNT ? money_text(a, value) : arena_printf(a, "%lld", (long long)value);
}

char *level_condition_text(struct arena *a, const struct level_condition *c)
{
	const char *value = level_value_text(a, c, c->at_least);
	const char *name = level_measure_name[c->measure];

	if (c->measure == LEVEL_INTRODUCED)
		return arena_printf(a, "%s=%s", name, value);
	if (c->measure == LEVEL_INTRODUCED_RANK || c->window == LEVEL_DAYS)
		return arena_printf(a, "%s/%d=%s", name, c->measure == LEVEL_INTRODUCED_RANK ? c->rank : c->n, value);
	return arena_printf(a, "%s/%s=%s", name, level_window_name[c->window], value);
}

static int index_of(const char *const *names, int count, const char *name)
{
	for (int i = 1; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return 0;
}

/* A whole number from 1 on. */
static bool read_count(const char *text, int64_t most, int64_t *out)
{
	if (!*text || strlen(text) > 13 || text[strspn(text, "0123456789")])
		return false;
	*out = strtoll(text, NULL, 10);
	return *out >= 1 && *out <= most;
}

static bool read_window(const char *text, struct level_condition *c)
{
	int64_t number = 0;

	if (c->measure == LEVEL_INTRODUCED_RANK) {
		c->window = LEVEL_LIFE;
		if (!read_count(text, LEVELS_MAX, &number))
			return false;
		c->rank = (int)number;
		return true;
	}
	c->window = (enum level_window)index_of(level_window_name, LEVEL_WINDOWS, text);
	if (c->window && c->window != LEVEL_DAYS)
		return true;
	c->window = LEVEL_DAYS;
	if (!read_count(text, DAYS_MAX, &number))
		return false;
	c->n = (int)number;
	return true;
}

static bool read_condition(struct arena *a, const char *word, struct level_condition *c)
{
	const char *equals = strchr(word, '='), *slash = strchr(word, '/');
	const char *name;

	*c = (struct level_condition){ .window = LEVEL_LIFE };
	if (!equals || (slash && slash > equals))
		return false;
	name = arena_strndup(a, word, (size_t)((slash ? slash : equals) - word));
	c->measure = (enum level_measure)index_of(level_measure_name, LEVEL_MEASURES, name);
	if (!c->measure || (c->measure == LEVEL_INTRODUCED) != !slash)
		return false;
	if (slash && !read_window(arena_strndup(a, slash + 1, (size_t)(equals - slash - 1)), c))
		return false;
	if (c->measure == LEVEL_AMOUNT)
		return money_parse(equals + 1, &c->at_least) == OK && c->at_least > 0 && c->at_least <= MONEY_MAX;
	return read_count(equals + 1, COUNT_MAX, &c->at_least);
}

enum err level_conditions_read(struct arena *a, const char *text, struct level_condition list[LEVEL_CONDITIONS_MAX],
	int *n, const char **bad)
{
	for (*n = 0; *(text += strspn(text, " \t,;"));) {
		size_t length = strcspn(text, " \t,;");
		const char *word = arena_strndup(a, text, length);

		if (*n == LEVEL_CONDITIONS_MAX || !read_condition(a, word, &list[*n])) {
			*bad = word;
			return ERR_INVALID;
		}
		(*n)++;
		text += length;
	}
	return OK;
}
