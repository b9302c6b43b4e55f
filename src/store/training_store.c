/* training_store.c - see training_store.h. Columns are asked of the store that is filled, so that a column which comes
 * with a later schema is copied without a line here. */
#include "store/training_store.h"

#include "base/sbuf.h"
#include "db_int.h"

#define COLUMNS_MAX 40

const char *const training_copied[] = {
	"known", "setting", "role", "role_permission", "role_limit", "staff", "tax_rate", "tax_change", "department",
	"category", "article", "price", "article_code", "article_alias", "tender", "reason", "terminal", "device",
	"tag_words", "currency_rate", "voucher_kind", "commission", "card_kind", "level", "level_condition",
	"supplier", "supplier_terms", "price_window", "quick_key", "wallet_rule", "wallet_tier", "wallet_law",
	"coupon_kind", "points_rule", "gift", "draw",
	"draw_prize", "attribute", "uses_kind", "uses_item", NULL
};
const char *const training_left[] = {
	"schema_version", "store_info", "seal_key", "revision", "lease", "script_key", "pin_failure", "business_day",
	"shift", "shift_count", "shift_total", "seal", "document", "sale_line", "sale_discount", "sale_tender",
	"posting", "balance", "returned", "audit", "basket", "basket_line", "basket_tender", "fix_item", "job",
	"device_health", "document_note", "price_batch", "price_batch_line", "tag_printed",
	"cheque", "customer_order", "house_account", "pay_back", "pay_intent", "voucher", "voucher_move",
	"invoice_claim", "sales_target", "bottle_slip", "day_sums",
	"member", "card", "card_key", "card_move", "lot", "lot_move", "lot_moved", "coupon",
	"coupon_move", "basket_coupon",
	"member_sum", "member_day", "member_level", "wallet_pin", "gift_move", "draw_secret", "draw_play",
	"member_attribute", "consent", "member_contact", "uses_package", "uses_move", NULL
};

struct copying {
	struct db *to;
	const char *insert;
	bool number[COLUMNS_MAX];
	int columns;
};

static enum err copy_row(void *ctx, const struct db_rows *r)
{
	const struct copying *c = ctx;
	struct db_arg args[COLUMNS_MAX];

	for (int i = 0; i < c->columns; i++)
		args[i] = c->number[i] && !row_null(r, 0, i) ? db_int(row_int(r, 0, i))
			: db_text(row_null(r, 0, i) ? NULL : row_text(r, 0, i));
	return db_run_args(c->to, NULL, c->insert, args, c->columns);
}

/* "SELECT a, b FROM t" and "INSERT INTO t (a, b) VALUES ($1, $2)". */
static char *column_list(struct arena *a, const struct db_rows *r, bool marks)
{
	struct sbuf b = SBUF_INIT;
	char *text;

	for (int i = 0; i < r->count; i++) {
		if (marks)
			sbuf_printf(&b, "%s$%d", i ? ", " : "", i + 1);
		else
			sbuf_printf(&b, "%s%s", i ? ", " : "", row_text(r, i, 0));
	}
	text = arena_strdup(a, sbuf_text(&b));
	sbuf_release(&b);
	return text;
}

static enum err copy_table(struct db *from, struct db *to, const char *table)
{
	struct arena a = ARENA_INIT;
	struct copying c = { .to = to };
	struct db_rows r;
	enum err e = db_query(to, &a, &r, "SELECT name, CASE WHEN type = 'INTEGER' THEN 1 ELSE 0 END"
		" FROM pragma_table_info($1) ORDER BY cid LIMIT 100", db_text(table));

	if (e == OK && (r.count == 0 || r.count > COLUMNS_MAX))
		e = ERR_INVALID;
	if (e == OK) {
		c.columns = r.count;
		for (int i = 0; i < r.count; i++)
			c.number[i] = row_int(&r, i, 1);
		c.insert = arena_printf(&a, "INSERT INTO %s (%s) VALUES (%s)", table, column_list(&a, &r, false),
			column_list(&a, &r, true));
		e = db_each_args(from, copy_row, &c, arena_printf(&a, "SELECT %s FROM %s",
			column_list(&a, &r, false), table), NULL, 0);
	}
	arena_release(&a);
	return e;
}

enum err training_copy(struct db *from, struct db *to)
{
	/* The migrations fill a table of their own, and rows name rows that come later. */
	enum err e = db_run(to, NULL, "DELETE FROM known");

	if (e == OK)
		e = db_script(to, "PRAGMA defer_foreign_keys = ON");
	for (int i = 0; e == OK && training_copied[i]; i++)
		e = copy_table(from, to, training_copied[i]);
	return e;
}

enum err training_mark(struct db *db, int series)
{
	/* A series follows the one before as after a backup that was put back. */
	enum err e = db_run(db, NULL, "UPDATE store_info SET training = 1, restored = $1", db_int(series - 1));

	if (e == OK)
		e = db_run(db, NULL, "UPDATE gift SET given = 0"); /* what was given stays in the real shop */
	if (e == OK)
		e = db_run(db, NULL, "UPDATE draw_prize SET given = 0");
	if (e == OK)
		e = db_run(db, NULL, "UPDATE terminal SET series = $1, running = 0, chain_seq = 0, chain_link = ''",
			db_int(series));
	return e;
}
