/* figures.c - figures that no row is kept for: by the hour, from the heads of a day's documents when somebody asks, and
 * over and short of people over time. */
#include "../shop/shop_int.h"
#include "base/clock.h"
#include "model/document.h"
#include "service/report.h"
#include "store/cash_store.h"

#define SLICE 5000 /* heads read at once: no reader holds the store for long */

static void add(struct hour_figures hours[24], const struct day_head *d)
{
	int hour = clock_local(d->at_ms).hour;

	switch (d->kind) {
	case DOC_SALE:
		hours[hour].sales += d->goods_lines > 0;
		hours[hour].amount_minor += d->goods_minor;
		break;
	case DOC_RETURN: case DOC_VOID: case DOC_EMPTIES:
		hours[hour].amount_minor -= d->goods_minor;
		break;
	default:
		break;
	}
}

enum err report_hours(struct shop *sh, int32_t day, int64_t shift_id, struct hour_figures hours[24])
{
	int64_t after_id = 0;
	enum err e;
	int n;

	do {
		struct arena slice = ARENA_INIT;
		struct day_head *heads;

		n = 0;
		e = cash_day_heads(sh->db, &slice, day, after_id, SLICE, &heads, &n);
		for (int i = 0; e == OK && i < n; i++)
			if (!shift_id || heads[i].shift_id == shift_id)
				add(hours, &heads[i]);
		if (e == OK && n)
			after_id = heads[n - 1].id;
		arena_release(&slice);
	} while (e == OK && n == SLICE);
	return e;
}

enum err report_variances(struct shop *sh, struct arena *a, int32_t from, int32_t to, struct variance **list, int *n)
{
	struct variance_row *rows;
	enum err e = cash_variances(sh->db, a, from, to, &rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++)
		(*list)[i] = (struct variance){ rows[i].number, rows[i].name, (int)rows[i].shifts, rows[i].over_minor,
			rows[i].short_minor };
	return OK;
}

enum err report_counts(struct shop *sh, struct arena *a, int64_t shift_id, struct drawer_count **list, int *n)
{
	struct counted_row *rows;
	enum err e = cash_counts(sh->db, a, shift_id, &rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++)
		(*list)[i] = (struct drawer_count){ i + 1, rows[i].number, rows[i].name, rows[i].pieces,
			rows[i].amount_minor, rows[i].at_ms };
	return OK;
}
