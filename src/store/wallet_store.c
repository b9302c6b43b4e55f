/* wallet_store.c - see wallet_store.h. */
#include "store/wallet_store.h"

#include "merged_sql_int.h"
#include "model/code.h"
#include "model/document.h"

/* --- what a top-up gives ------------------------------------------------------------------------------ */

static enum err tiers_of(struct db *db, struct arena *a, int64_t rule_id, struct bonus_rule *rule)
{
	struct bonus_tier *tiers;
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT from_minor, bonus_minor, bonus_bp FROM wallet_tier WHERE rule_id = $1"
		" ORDER BY from_minor LIMIT 20", db_int(rule_id));

	if (e != OK)
		return e;
	tiers = arena_array(a, (size_t)r.count, sizeof *tiers);
	for (int i = 0; i < r.count; i++)
		tiers[i] = (struct bonus_tier){ row_int(&r, i, 0), row_int(&r, i, 1), row_int(&r, i, 2) };
	rule->tiers = tiers;
	rule->tier_count = r.count;
	return OK;
}

enum err wallet_rules(struct db *db, struct arena *a, struct wallet_rule_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, code, from_day, until_day, kind_id, mode, max_minor, active,"
		" version FROM wallet_rule ORDER BY code LIMIT 200");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; e == OK && i < r.count; i++) {
		struct wallet_rule_row *row = &(*list)[i];

		*row = (struct wallet_rule_row){ .id = row_int(&r, i, 0), .code = row_text(&r, i, 1),
			.from_day = (int32_t)row_int(&r, i, 2), .until_day = (int32_t)row_int(&r, i, 3),
			.kind_id = row_int(&r, i, 4), .rule = { .mode = (enum bonus_mode)row_int(&r, i, 5),
			.max_minor = row_int(&r, i, 6) }, .disabled = !row_int(&r, i, 7),
			.version = row_int(&r, i, 8) };
		e = tiers_of(db, a, row->id, &row->rule);
	}
	return e;
}

enum err wallet_rule_insert(struct db *db, const struct wallet_rule_row *row)
{
	enum err e = db_run(db, NULL, "INSERT INTO wallet_rule (id, code, from_day, until_day, kind_id, mode,"
		" max_minor, active) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", db_int(row->id), db_text(row->code),
		db_int(row->from_day), db_int(row->until_day), db_int(row->kind_id), db_int(row->rule.mode),
		db_int(row->rule.max_minor), db_int(!row->disabled));

	for (int i = 0; e == OK && i < row->rule.tier_count; i++)
		e = db_run(db, NULL, "INSERT INTO wallet_tier (rule_id, from_minor, bonus_minor, bonus_bp)"
			" VALUES ($1, $2, $3, $4)", db_int(row->id), db_int(row->rule.tiers[i].from_minor),
			db_int(row->rule.tiers[i].bonus_minor), db_int(row->rule.tiers[i].bonus_bp));
	return e;
}

enum err wallet_rule_update(struct db *db, const struct wallet_rule_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE wallet_rule SET from_day = $2, until_day = $3, max_minor = $4,"
		" active = $5, version = version + 1 WHERE id = $1 AND version = $6", db_int(row->id),
		db_int(row->from_day), db_int(row->until_day), db_int(row->rule.max_minor), db_int(!row->disabled),
		db_int(row->version));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

/* --- what the law asks ---------------------------------------------------------------------------------- */

enum err wallet_laws(struct db *db, struct arena *a, struct wallet_law **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT from_day, named_max_minor, bearer_max_minor, named_identity_minor,"
		" bearer_identity_minor, company_transfer_minor, person_transfer_minor, named_months, bearer_months,"
		" refund_days FROM wallet_law ORDER BY from_day LIMIT 50");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct wallet_law){ .from_day = (int32_t)row_int(&r, i, 0),
			.balance_max_minor = { row_int(&r, i, 1), row_int(&r, i, 2) },
			.identity_from_minor = { row_int(&r, i, 3), row_int(&r, i, 4) },
			.transfer_company_minor = row_int(&r, i, 5), .transfer_person_minor = row_int(&r, i, 6),
			.months = { (int)row_int(&r, i, 7), (int)row_int(&r, i, 8) },
			.refund_days = (int)row_int(&r, i, 9) };
	return OK;
}

enum err wallet_law_put(struct db *db, const struct wallet_law *law)
{
	return db_run(db, NULL, "INSERT INTO wallet_law (from_day, named_max_minor, bearer_max_minor,"
		" named_identity_minor, bearer_identity_minor, company_transfer_minor, person_transfer_minor,"
		" named_months, bearer_months, refund_days) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
		" ON CONFLICT (from_day) DO UPDATE SET named_max_minor = excluded.named_max_minor,"
		" bearer_max_minor = excluded.bearer_max_minor, named_identity_minor = excluded.named_identity_minor,"
		" bearer_identity_minor = excluded.bearer_identity_minor,"
		" company_transfer_minor = excluded.company_transfer_minor,"
		" person_transfer_minor = excluded.person_transfer_minor, named_months = excluded.named_months,"
		" bearer_months = excluded.bearer_months, refund_days = excluded.refund_days", db_int(law->from_day),
		db_int(law->balance_max_minor[HOLDER_NAMED]), db_int(law->balance_max_minor[HOLDER_BEARER]),
		db_int(law->identity_from_minor[HOLDER_NAMED]), db_int(law->identity_from_minor[HOLDER_BEARER]),
		db_int(law->transfer_company_minor), db_int(law->transfer_person_minor),
		db_int(law->months[HOLDER_NAMED]), db_int(law->months[HOLDER_BEARER]), db_int(law->refund_days));
}

/* --- PIN -------------------------------------------------------------------------------------------- */

enum err wallet_pin_failed(struct db *db, struct arena *a, int64_t member_id, int64_t *failed)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT failed FROM wallet_pin WHERE member_id = $1", db_int(member_id));

	if (e == OK)
		*failed = r.count ? row_int(&r, 0, 0) : 0;
	return e;
}

enum err wallet_pin_failed_set(struct db *db, int64_t member_id, int64_t failed, int64_t at_ms)
{
	if (!failed)
		return db_run(db, NULL, "DELETE FROM wallet_pin WHERE member_id = $1", db_int(member_id));
	return db_run(db, NULL, "INSERT INTO wallet_pin (member_id, failed, last_at_ms) VALUES ($1, $2, $3)"
		" ON CONFLICT (member_id) DO UPDATE SET failed = excluded.failed, last_at_ms = excluded.last_at_ms",
		db_int(member_id), db_int(failed), db_int(at_ms));
}

enum err wallet_pin_set(struct db *db, int64_t member_id, const char *hash)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE member SET pin_hash = $2 WHERE id = $1", db_int(member_id),
		db_text(hash));

	return e == OK && changed != 1 ? ERR_NOTFOUND : e;
}

/* --- what moved -------------------------------------------------------------------------------------- */

enum err wallet_opening(struct db *db, struct arena *a, int64_t member_id, struct wallet_opening *out)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT d.id, d.kind, d.business_day, p.amount FROM lot_moved p"
		" JOIN document d ON d.id = p.document_id WHERE p.account = 60 AND p.member_id = $1"
		" AND p.amount > 0 AND d.kind NOT IN (1, 2, 3) ORDER BY p.at_ms, p.document_id LIMIT 1",
		db_int(member_id));

	if (e == OK && !r.count)
		return ERR_NOTFOUND;
	if (e == OK)
		*out = (struct wallet_opening){ row_int(&r, 0, 0), (int)row_int(&r, 0, 1), (int32_t)row_int(&r, 0, 2),
			row_int(&r, 0, 3) };
	return e;
}

enum err wallet_moved(struct db *db, int64_t member_id, bool *moved)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_query(db, &a, &r, "SELECT 1 FROM lot_moved WHERE account IN (60, 61)"
		" AND member_id = $1 LIMIT 1", db_int(member_id));

	*moved = e == OK && r.count > 0;
	arena_release(&a);
	return e;
}

#define BOTH_PARTS "coalesce(sum(CASE WHEN p.account = 60 THEN p.amount ELSE 0 END), 0)," \
	" coalesce(sum(CASE WHEN p.account = 61 THEN p.amount ELSE 0 END), 0)"

enum err wallet_brought(struct db *db, int64_t member_id, struct wallet *out)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT " BOTH_PARTS " FROM lot_moved p JOIN document d ON d.id = p.document_id"
		" WHERE p.account IN (60, 61) AND p.member_id = $1 AND d.kind = $2", db_int(member_id),
		db_int(DOC_OPENING));

	if (e == OK)
		*out = (struct wallet){ row_int(&r, 0, 0), row_int(&r, 0, 1) };
	arena_release(&a);
	return e;
}

enum err wallet_spent_on(struct db *db, struct arena *a, int64_t member_id, int32_t day, int64_t *minor)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT -coalesce(sum(p.amount), 0) FROM lot_moved p JOIN document d"
		" ON d.id = p.document_id WHERE p.account IN (60, 61) AND p.member_id = $1 AND p.at_ms >= $3"
		" AND d.business_day = $2 AND d.kind IN (1, 2, 3)", db_int(member_id), db_int(day),
		db_int(moved_from_ms(day)));

	if (e == OK)
		*minor = row_int(&r, 0, 0);
	return e;
}

enum err wallet_before(struct db *db, struct arena *a, int32_t day, struct wallet *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " BOTH_PARTS " FROM lot_moved p JOIN document d ON d.id = p.document_id"
		" WHERE p.account IN (60, 61) AND d.business_day < $1", db_int(day));

	if (e == OK)
		*out = (struct wallet){ row_int(&r, 0, 0), row_int(&r, 0, 1) };
	return e;
}

enum err wallet_days(struct db *db, struct arena *a, int32_t from, int32_t to, struct wallet_day_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT d.business_day, d.kind, count(DISTINCT d.id), " BOTH_PARTS
		" FROM lot_moved p JOIN document d ON d.id = p.document_id"
		" WHERE p.account IN (60, 61) AND d.business_day BETWEEN $1 AND $2"
		" GROUP BY d.business_day, d.kind ORDER BY d.business_day, d.kind LIMIT 20000", db_int(from),
		db_int(to));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct wallet_day_row){ (int32_t)row_int(&r, i, 0), (int)row_int(&r, i, 1),
			row_int(&r, i, 2), { row_int(&r, i, 3), row_int(&r, i, 4) } };
	return OK;
}

enum err wallet_owed(struct db *db, struct arena *a, struct wallet *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT -coalesce(sum(CASE WHEN account = 60 THEN amount ELSE 0 END), 0),"
		" -coalesce(sum(CASE WHEN account = 61 THEN amount ELSE 0 END), 0) FROM balance"
		" WHERE account IN (60, 61)");

	if (e == OK)
		*out = (struct wallet){ row_int(&r, 0, 0), row_int(&r, 0, 1) };
	return e;
}
