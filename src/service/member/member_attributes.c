/* member_attributes.c - what is known of members by the shop's own attributes: taken from what was typed, written with
 * the rest of what is on file, told, and searched by. */
#include <string.h>

#include "attributes_int.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "store/member_store.h"

#define SLICE 500
#define HIGHEST "\xf4\x8f\xbf\xbf" /* behind all keys */

/* --- told ------------------------------------------------------------------------------------------- */

const char *attribute_among(const struct attribute_value_row *list, int n, int64_t attribute_id)
{
	for (int i = 0; i < n; i++)
		if (list[i].attribute_id == attribute_id)
			return list[i].value;
	return "";
}

enum err member_attributes(struct shop *sh, struct arena *a, int64_t member_id, struct attribute_known **list, int *n)
{
	struct attribute_row *all;
	struct attribute_value_row *values;
	int count = 0, value_count = 0;
	enum err e = attributes_list(sh->db, a, &all, &count);

	*n = 0;
	if (e == OK)
		e = attribute_values_of(sh->db, a, member_id, &values, &value_count);
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)count, sizeof **list);
	for (int i = 0; i < count; i++)
		if (!all[i].disabled)
			(*list)[(*n)++] = (struct attribute_known){ &all[i], attribute_among(values, value_count,
				all[i].id) };
	return OK;
}

/* --- taken ------------------------------------------------------------------------------------------ */

void attributes_add(struct arena *a, struct attributes_taken *t, const struct attribute_row *of, const char *was,
	const char *value)
{
	t->rows[t->count] = (struct attribute_value_row){ 0, of->id, value, attribute_key(a, &of->def, value) };
	t->changes[t->count] = (struct change){ arena_printf(a, "attribute/%s", of->code), was, value };
	t->names = arena_printf(a, "%s%sattribute/%s", t->names, *t->names ? " " : "", of->code);
	t->count++;
}

void attributes_begin(struct arena *a, struct attributes_taken *t, int n)
{
	*t = (struct attributes_taken){ .names = "" };
	t->rows = arena_array(a, (size_t)n + 1, sizeof *t->rows);
	t->changes = arena_array(a, (size_t)n + 1, sizeof *t->changes);
}

static const struct attribute_row *coded(const struct attribute_row *list, int n, const char *code)
{
	for (int i = 0; i < n; i++)
		if (strcmp(list[i].code, code) == 0)
			return &list[i];
	return NULL;
}

static const char *typed_for(const struct attribute_value *typed, int n, const char *code)
{
	for (int i = 0; i < n; i++)
		if (strcmp(typed[i].code, code) == 0)
			return typed[i].value;
	return "";
}

enum err attributes_take(struct shop *sh, struct arena *a, int64_t member_id, const struct attribute_value *typed,
	int n, struct attributes_taken *out, struct said *said)
{
	struct attribute_row *all;
	struct attribute_value_row *values;
	int count = 0, value_count = 0;
	enum err e;

	attributes_begin(a, out, n);
	if (!typed)
		return OK;
	e = attributes_list(sh->db, a, &all, &count);
	if (e == OK && member_id)
		e = attribute_values_of(sh->db, a, member_id, &values, &value_count);
	for (int i = 0; e == OK && i < count; i++)
		if (!member_id && all[i].def.required && !all[i].disabled && !*typed_for(typed, n, all[i].code))
			return say(said, ERR_INVALID, MSG_ATTRIBUTE_BAD, all[i].name,
				attribute_fault_words(ATTRIBUTE_MISSING));
	for (int i = 0; e == OK && i < n; i++) {
		const struct attribute_row *of = coded(all, count, typed[i].code);
		const char *value, *was;
		enum attribute_fault fault;

		if (!of || of->disabled)
			return say(said, ERR_NOTFOUND, MSG_NO_ATTRIBUTE, typed[i].code, NULL);
		fault = attribute_parse(a, &of->def, typed[i].value, &value);
		if (fault)
			return say(said, ERR_INVALID, MSG_ATTRIBUTE_BAD, of->name, attribute_fault_words(fault));
		was = value_count ? attribute_among(values, value_count, of->id) : "";
		if (strcmp(was, value) != 0)
			attributes_add(a, out, of, was, value);
	}
	return e == OK ? OK : office_answer(said, e, "");
}

enum err attributes_missing(struct shop *sh, struct arena *a, int64_t from_id, int64_t into_id,
	struct attributes_taken *out)
{
	struct attribute_row *all;
	struct attribute_value_row *from = NULL, *into = NULL;
	int count = 0, from_count = 0, into_count = 0;
	enum err e = attributes_list(sh->db, a, &all, &count);

	attributes_begin(a, out, count);
	if (e == OK)
		e = attribute_values_of(sh->db, a, from_id, &from, &from_count);
	if (e == OK)
		e = attribute_values_of(sh->db, a, into_id, &into, &into_count);
	for (int i = 0; e == OK && i < count; i++) {
		const char *value = attribute_among(from, from_count, all[i].id);

		if (*value && !*attribute_among(into, into_count, all[i].id))
			attributes_add(a, out, &all[i], "", value);
	}
	return e;
}

enum err attributes_put(struct shop *sh, int64_t member_id, const struct attributes_taken *taken)
{
	enum err e = OK;

	for (int i = 0; taken && e == OK && i < taken->count; i++) {
		struct attribute_value_row row = taken->rows[i];

		row.member_id = member_id;
		e = attribute_value_put(sh->db, &row);
	}
	return e;
}

/* --- searched ---------------------------------------------------------------------------------------- */

struct asked { const struct attribute_row *of; enum attribute_test test; const char *wanted; int state; };

/* "size>=40", "note has cat", "skin empty": the code ends where the test begins. */
static bool split(struct arena *a, const char *condition, const char **code, enum attribute_test *test,
	const char **wanted)
{
	static const enum attribute_test order[] = { ATTRIBUTE_DIFFERENT, ATTRIBUTE_AT_LEAST, ATTRIBUTE_AT_MOST,
		ATTRIBUTE_EQUAL, ATTRIBUTE_CONTAINS, ATTRIBUTE_EMPTY, ATTRIBUTE_GIVEN };
	const char *text = utf8_clean(a, condition);
	size_t n = strcspn(text, " =<>"), gap = strspn(text + n, " ");
	const char *rest = text + n + gap;

	*code = arena_strndup(a, text, n);
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		const char *name = attribute_test_name[order[i]];

		if (strncmp(rest, name, strlen(name)) != 0)
			continue;
		*test = order[i];
		*wanted = utf8_clean(a, rest + strlen(name));
		return n > 0 && (order[i] >= ATTRIBUTE_EMPTY) == !**wanted;
	}
	return false;
}

static enum err ask(struct shop *sh, struct arena *a, const char *condition, struct asked *q, struct said *said)
{
	const char *code = "", *wanted = "";
	struct attribute_row *all;
	int n = 0;
	enum attribute_fault fault = ATTRIBUTE_OK;
	enum err e = attributes_list(sh->db, a, &all, &n);

	if (e != OK)
		return office_answer(said, e, condition);
	if (!split(a, condition, &code, &q->test, &wanted))
		return say(said, ERR_INVALID, MSG_ATTRIBUTE_CONDITION, condition, NULL);
	q->of = attribute_headed(a, all, n, code);
	if (!q->of)
		return say(said, ERR_NOTFOUND, MSG_NO_ATTRIBUTE, code, NULL);
	if (!attribute_test_fits(q->of->def.kind, q->test))
		return say(said, ERR_INVALID, MSG_ATTRIBUTE_CONDITION, condition, NULL);
	q->wanted = wanted;
	if (*wanted && q->of->def.kind != ATTRIBUTE_TEXT) { /* limits are of what is kept, not of what is looked for */
		struct attribute def = q->of->def;

		def.min = def.max = 0;
		fault = attribute_parse(a, &def, wanted, &q->wanted);
	}
	return fault ? say(said, ERR_INVALID, MSG_ATTRIBUTE_BAD, q->of->name, attribute_fault_words(fault)) : OK;
}

static enum err add(struct shop *sh, struct arena *a, int64_t id, int state, struct member *list, int *n)
{
	enum err e = member_get(sh->db, a, id, &list[*n]);

	*n += e == OK && (!state || list[*n].state == state);
	return e;
}

static enum err without(struct shop *sh, struct arena *a, const struct asked *q, int limit, struct member *list, int *n)
{
	int64_t *ids;
	int count = 0;
	enum err e = attribute_members_without(sh->db, a, q->of->id, q->state, limit, &ids, &count);

	for (int i = 0; e == OK && i < count; i++)
		e = add(sh, a, ids[i], q->state, list, n);
	return e;
}

static enum err with(struct shop *sh, struct arena *a, const struct asked *q, int limit, struct member *list, int *n)
{
	const struct attribute *def = &q->of->def;
	const char *key = attribute_key(a, def, q->wanted), *from = "", *to = HIGHEST;
	struct attribute_value_row behind = { .key = "", .member_id = 0 }, *values;
	struct arena slice = ARENA_INIT;
	enum err e;
	int count;

	if (q->test == ATTRIBUTE_EQUAL || q->test == ATTRIBUTE_AT_LEAST)
		from = key;
	if (q->test == ATTRIBUTE_EQUAL || q->test == ATTRIBUTE_AT_MOST)
		to = key;
	do {
		count = 0;
		e = attribute_values_between(sh->db, &slice, q->of->id, from, to, &behind, SLICE, &values, &count);
		for (int i = 0; e == OK && i < count && *n < limit; i++)
			if (attribute_matches(&slice, def, values[i].value, q->test, q->wanted))
				e = add(sh, a, values[i].member_id, q->state, list, n);
		if (e == OK && count) {
			behind.key = arena_strdup(a, values[count - 1].key);
			behind.member_id = values[count - 1].member_id;
		}
		arena_clear(&slice);
	} while (e == OK && count == SLICE && *n < limit);
	arena_release(&slice);
	return e;
}

enum err members_where(struct shop *sh, struct arena *a, const char *condition, int state, int limit,
	struct member **list, int *n, struct said *said)
{
	struct asked q = { .state = state };
	enum err e = office_need(sh, PERM_MEMBERS, said);

	*n = 0;
	if (e == OK)
		e = ask(sh, a, condition, &q, said);
	if (e != OK || !q.of)
		return e;
	*list = arena_array(a, (size_t)limit, sizeof **list);
	e = q.test == ATTRIBUTE_EMPTY ? without(sh, a, &q, limit, *list, n) : with(sh, a, &q, limit, *list, n);
	return office_answer(said, e, condition);
}
