/* past.c - what master data was, and edits that begin somewhere in it. */
#include "service/past.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "office_int.h"
#include "store/master_store.h"

/* A value of the kept JSON text as it was written: texts, and of older rows numbers. */
static const char *text_of(struct arena *a, const json_t *value)
{
	char *text;
	const char *kept;

	if (!value)
		return "";
	if (json_is_string(value))
		return arena_strdup(a, json_string_value(value));
	text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	kept = arena_strdup(a, text ? text : "");
	free(text);
	return kept;
}

static void read_fields(struct arena *a, const struct revision_row *row, struct past *out)
{
	json_error_t why;
	json_t *was = json_loads(row->was, 0, &why), *becomes = json_loads(row->becomes, 0, &why);

	out->fields = arena_array(a, json_object_size(becomes) + json_object_size(was) + 1, sizeof *out->fields);
	for (void *i = json_object_iter(becomes); i; i = json_object_iter_next(becomes, i))
		out->fields[out->field_count++] = (struct past_field){ arena_strdup(a, json_object_iter_key(i)),
			text_of(a, json_object_get(was, json_object_iter_key(i))),
			text_of(a, json_object_iter_value(i)) };
	for (void *i = json_object_iter(was); i; i = json_object_iter_next(was, i))
		if (!json_object_get(becomes, json_object_iter_key(i)))
			out->fields[out->field_count++] = (struct past_field){ arena_strdup(a, json_object_iter_key(i)),
				text_of(a, json_object_iter_value(i)), "" };
	json_decref(was);
	json_decref(becomes);
}

enum err past_of(struct shop *sh, struct arena *a, const char *table, int64_t row_id, int after, struct past **list,
	int *n)
{
	struct revision_row *rows;
	enum err e = revisions_of(sh->db, a, table, row_id, after, PAST_MAX, &rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++) {
		(*list)[i] = (struct past){ .at_ms = rows[i].at_ms, .staff_number = rows[i].staff_number,
			.staff_name = rows[i].staff_name };
		read_fields(a, &rows[i], &(*list)[i]);
	}
	return OK;
}

enum err past_count(struct shop *sh, const char *table, int64_t row_id, int *n)
{
	return revisions_count(sh->db, table, row_id, n);
}

void past_only(struct past *list, int *n, const char *field)
{
	int kept = 0;

	for (int i = 0; i < *n; i++)
		for (int k = 0; k < list[i].field_count; k++)
			if (strcmp(list[i].fields[k].name, field) == 0) {
				list[kept] = list[i];
				list[kept].fields += k;
				list[kept++].field_count = 1;
				break;
			}
	*n = kept;
}

void past_expect(struct shop *sh, const char *table, int64_t row_id, int count, const char *field)
{
	sh->expect.table = table;
	sh->expect.row_id = row_id;
	sh->expect.count = count;
	sh->expect.field = field;
}

/* Whether the field was changed after the first `count` changes of its row. */
static enum err field_changed(struct shop *sh, bool *changed)
{
	struct arena a = ARENA_INIT;
	struct past *list;
	int n = 0;
	enum err e = past_of(sh, &a, sh->expect.table, sh->expect.row_id, sh->expect.count, &list, &n);

	if (e == OK)
		past_only(list, &n, sh->expect.field);
	*changed = n > 0;
	arena_release(&a);
	return e;
}

enum err past_expected(struct shop *sh, const char *table, int64_t row_id)
{
	bool changed;
	int n = 0;
	enum err e;

	if (!sh->expect.table || sh->expect.row_id != row_id || strcmp(sh->expect.table, table) != 0)
		return OK;
	e = revisions_count(sh->db, table, row_id, &n);
	changed = n > sh->expect.count;
	if (e == OK && changed && sh->expect.field)
		e = field_changed(sh, &changed);
	return e == OK && changed ? ERR_STALE : e;
}
