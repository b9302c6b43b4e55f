/* staff_sale.c - see staff_sale_int.h. What was bought and came back are rows of the audit, sealed with sale and
 * return: their sum is what counts, and nothing has to be kept beside it. */
#include "staff_sale_int.h"

#include <string.h>

#include "base/clock.h"
#include "store/audit_store.h"

/* When the month of a time began, by the shop's clock. */
static int64_t month_began_ms(int64_t at_ms)
{
	struct civil at = clock_local(at_ms);
	struct arena a = ARENA_INIT;
	int64_t began_ms;

	if (clock_parse(arena_printf(&a, "%04d-%02d-01", at.year, at.month), &began_ms) != OK)
		began_ms = 0;
	arena_release(&a);
	return began_ms;
}

enum err staff_sale_left(struct shop *sh, struct arena *a, int64_t staff_id, int64_t at_ms, bool *limited,
	int64_t *left_minor)
{
	int64_t limit_minor = setting_int(sh, SET_STAFF_MONTH), bought_minor;
	enum err e;

	*limited = limit_minor > 0;
	*left_minor = 0;
	if (!*limited)
		return OK;
	e = audit_staff_bought(sh->db, a, staff_id, month_began_ms(at_ms), &bought_minor);
	if (e == OK && bought_minor < limit_minor)
		*left_minor = limit_minor - bought_minor;
	return e;
}

enum err staff_sale_guard(struct shop *sh, struct arena *a, int64_t staff_id, int64_t total_minor)
{
	int64_t left_minor;
	bool limited;
	enum err e = staff_sale_left(sh, a, staff_id, sh->tx_at_ms, &limited, &left_minor);

	return e == OK && limited && total_minor > left_minor ? ERR_DENIED : e;
}

enum err staff_sale_buyer(struct shop *sh, struct arena *a, int64_t sale_id, int64_t *staff_id)
{
	struct audit_store_row *rows;
	int n;
	enum err e = audit_rows_of(sh->db, a, sale_id, &rows, &n);

	*staff_id = 0;
	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(rows[i].action, "staff-sale") == 0)
			*staff_id = rows[i].subject_id;
	return e;
}
