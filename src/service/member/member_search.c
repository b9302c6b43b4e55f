/* member_search.c - members as they are searched: by name, pinyin, code and phone. Tills open members all day, and an
 * arena of a million takes a while: so it stays as it was made, and who came or changed since is looked through beside
 * it, in a small one made for the search, until there are too many. */
#include "member_int.h"

#include <stdlib.h>
#include <string.h>

#include "../shop/search_int.h"
#include "store/member_store.h"

#define SLICE 5000
#define LATE_MAX 1000 /* that many changed since: a new arena is made */

static void add(struct search_builder *b, struct arena *a, const struct member_name *m)
{
	search_build_add(b, &(struct search_item){ .id = m->id, .name = m->name, .alias = NULL,
		.numbers = *m->phone ? arena_printf(a, "%s %s", m->code, m->phone) : m->code });
}

static enum err fill(struct shop *sh, struct search_builder *b, uint64_t *state)
{
	struct arena a = ARENA_INIT;
	struct member_name *list;
	int64_t after = 0;
	int n;
	enum err e;

	/* By the order of changes, so that what changes meanwhile comes once more, behind the state that is told. */
	*state = 0;
	e = member_name_last(sh->db, &after);
	*state = (uint64_t)after;
	after = 0;
	do {
		n = 0;
		if (e == OK)
			e = member_names_after(sh->db, &a, after, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n && list[i].seq <= (int64_t)*state; i++)
			add(b, &a, &list[i]);
		if (e == OK && n)
			after = list[n - 1].seq;
		arena_clear(&a);
	} while (e == OK && n == SLICE && after < (int64_t)*state);
	arena_release(&a);
	return e;
}

static enum err fits(struct shop *sh, uint64_t state, bool *yes)
{
	int64_t newest = 0;
	enum err e = member_name_last(sh->db, &newest);

	*yes = state <= (uint64_t)newest;
	return e;
}

const struct search_source member_search_source = { "members.search", fill, fits };

/* --- found ------------------------------------------------------------------------------------------ */

/* What finds them in an arena of their own. */
static int find_late(struct arena *a, const struct member_name *late, int count, const char *text, int max,
	int64_t *ids)
{
	struct search_builder b;
	struct search_arena arena;
	size_t bytes;
	void *made;
	int n = 0;

	if (!count)
		return 0;
	search_build_init(&b);
	for (int i = 0; i < count; i++)
		add(&b, a, &late[i]);
	made = search_build_end(&b, 0, &bytes);
	if (search_arena_open(&arena, made, bytes) == OK)
		n = search_find(&arena, a, text, max, ids);
	free(made);
	search_build_release(&b);
	return n;
}

static bool among(const struct member_name *late, int count, int64_t id)
{
	for (int i = 0; i < count; i++)
		if (late[i].id == id)
			return true;
	return false;
}

enum err member_search(struct shop *sh, struct arena *a, const char *text, int max, int64_t *ids, int *n)
{
	struct member_name *late;
	int64_t *old = arena_array(a, (size_t)max + LATE_MAX, sizeof *old);
	int late_count = 0, found;
	enum err e = search_open(sh, SEARCH_MEMBERS);

	*n = 0;
	if (e == OK)
		e = member_names_after(sh->db, a, (int64_t)search_state(sh, SEARCH_MEMBERS), LATE_MAX + 1, &late,
			&late_count);
	if (e == OK && late_count > LATE_MAX) {
		search_rebuild(sh, SEARCH_MEMBERS);
		e = search_open(sh, SEARCH_MEMBERS);
		late_count = 0;
		if (e == OK)
			e = member_names_after(sh->db, a, (int64_t)search_state(sh, SEARCH_MEMBERS), LATE_MAX, &late,
				&late_count);
	}
	if (e != OK)
		return shop_fail(sh, e, "search");
	*n = find_late(a, late, late_count, text, max, ids);
	/* Of those who changed, the arena knows what they were. */
	found = search_mapped(sh, a, SEARCH_MEMBERS, text, max + late_count, old);
	for (int i = 0; i < found && *n < max; i++)
		if (!among(late, late_count, old[i]))
			ids[(*n)++] = old[i];
	return OK;
}
