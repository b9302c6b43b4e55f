/* moved.c - see moved_int.h. Read in small steps, so that no read holds the store up. */
#include "moved_int.h"

#include <stdlib.h>
#include <string.h>

#define SLICE 500

/* A sale has its id since its basket began: what came first is told by the time. */
static int by_time(const void *x, const void *y)
{
	const struct moved_by *a = x, *b = y;

	if (a->at_ms != b->at_ms)
		return a->at_ms < b->at_ms ? -1 : 1;
	return a->document_id < b->document_id ? -1 : a->document_id > b->document_id;
}

/* Behind those that were read before; room for as many more as there are is made when it runs out. */
struct gathered { char *rows; int count, room; };

static void add(struct arena *a, struct gathered *g, const void *list, int n, size_t row_bytes)
{
	if (!g->rows || g->count + n > g->room) {
		char *rows;

		g->room = 2 * (g->count + n);
		rows = arena_array(a, (size_t)g->room, row_bytes);
		if (g->count)
			memcpy(rows, g->rows, (size_t)g->count * row_bytes);
		g->rows = rows;
	}
	memcpy(g->rows + (size_t)g->count * row_bytes, list, (size_t)n * row_bytes);
	g->count += n;
}

enum err moved_all(struct shop *sh, struct arena *a, const struct moved_kind *kind, int64_t member_id, void **rows,
	int *count)
{
	struct gathered g = { NULL, 0, 0 };
	int64_t after = 0;
	enum err e;
	int n;

	do {
		void *list;

		n = 0;
		e = kind->read(sh->db, a, member_id, after, SLICE, &list, &n);
		if (e != OK || !n)
			break;
		add(a, &g, list, n, kind->row_bytes);
		after = ((const struct moved_by *)(const void *)(g.rows + (size_t)(g.count - 1) * kind->row_bytes))
			->document_id;
	} while (n == SLICE);
	if (g.count > 1)
		qsort(g.rows, (size_t)g.count, kind->row_bytes, by_time);
	*rows = g.rows;
	*count = g.count;
	return e;
}
