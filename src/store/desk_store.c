/* desk_store.c - see desk_store.h. */
#include "store/desk_store.h"

#include "line_sql_int.h"
#include "merged_sql_int.h"
#include "model/document.h"
#include "model/member/member.h"
#include "model/value.h"

enum err desk_visits(struct db *db, struct arena *a, int64_t member_id, int limit, struct visit_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT d.kind, d.at_ms, d.total_minor, d.series, d.running, t.code"
		" FROM document d JOIN terminal t ON t.id = d.terminal_id WHERE d.member_id" OF_MEMBER("$1")
		" AND d.member_id IS NOT NULL AND d.kind <= $2 ORDER BY d.id DESC LIMIT $3", db_int(member_id),
		db_int(DOC_VOID), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct visit_row){ row_int(&r, i, 0), row_int(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3), row_int(&r, i, 4), row_text(&r, i, 5) };
	return OK;
}

enum err desk_goods(struct db *db, struct arena *a, int64_t member_id, int sales, int limit, struct bought_good **list,
	int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT c.id, c.name, c.name_en, b.times FROM (SELECT l.article_id AS id,"
		" count(DISTINCT l.document_id) AS times FROM (SELECT id FROM document WHERE member_id" OF_MEMBER("$1")
		" AND member_id IS NOT NULL AND kind = $2 ORDER BY id DESC LIMIT $3) d"
		" JOIN sale_line l ON l.document_id = d.id WHERE l.article_id IS NOT NULL GROUP BY l.article_id) b"
		" JOIN article c ON c.id = b.id WHERE b.times > 1 ORDER BY b.times DESC, c.id LIMIT $4",
		db_int(member_id), db_int(DOC_SALE), db_int(sales), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct bought_good){ row_int(&r, i, 0), row_text(&r, i, 1), row_text(&r, i, 2),
			row_int(&r, i, 3) };
	return OK;
}

enum err desk_bought_groups(struct db *db, struct arena *a, int64_t member_id, int32_t from, int32_t to,
	struct bought_group **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT coalesce(c.category_id, 0), sum(b.sign * l.qty_milli),"
		" sum(b.sign * l.paid_minor) FROM (SELECT d.id, CASE WHEN d.kind = $4 THEN 1 ELSE -1 END AS sign,"
		" CASE WHEN d.kind = $4 THEN d.business_day ELSE coalesce(s.business_day, d.business_day) END AS day"
		" FROM document d LEFT JOIN document s ON s.id = d.original_id WHERE d.member_id" OF_MEMBER("$1")
		" AND d.member_id IS NOT NULL AND d.kind <= $5) b JOIN sale_line l ON l.document_id = b.id"
		" LEFT JOIN article c ON c.id = l.article_id WHERE b.day BETWEEN $2 AND $3 AND " LINE_IS_GOODS("l")
		" AND " LINE_IS_NO_DEPOSIT("l") " GROUP BY coalesce(c.category_id, 0) ORDER BY 1", db_int(member_id),
		db_int(from), db_int(to), db_int(DOC_SALE), db_int(DOC_VOID));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct bought_group){ row_int(&r, i, 0), row_int(&r, i, 1), row_int(&r, i, 2) };
	return OK;
}

enum err desk_born(struct db *db, struct arena *a, int month, int day, int limit, int64_t **ids, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id FROM member WHERE birth_month = $1 AND birth_day = $2"
		" AND birth_month > 0 AND birth_lunar = 0 AND state = $3 ORDER BY id LIMIT $4", db_int(month),
		db_int(day), db_int(MEMBER_ACTIVE), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*ids = arena_array(a, (size_t)r.count, sizeof **ids);
	for (int i = 0; i < r.count; i++)
		(*ids)[i] = row_int(&r, i, 0);
	return OK;
}

static enum err dues(enum err e, const struct db_rows *r, struct arena *a, struct due_row **list, int *n)
{
	*n = 0;
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (; *n < r->count; ++*n)
		(*list)[*n] = (struct due_row){ row_int(r, *n, 0), (int32_t)row_int(r, *n, 1), row_int(r, *n, 2) };
	return OK;
}

enum err desk_ending(struct db *db, struct arena *a, enum account account, int32_t from, int32_t to,
	const struct due_row *after, int limit, struct due_row **list, int *n)
{
	struct db_rows r;

	return dues(db_query(db, a, &r, "SELECT l.member_id, l.until_day, sum(l.rest) FROM lot l WHERE l.account = $1"
		" AND l.until_day BETWEEN $2 AND $3 AND l.rest > 0 AND l.until_day > 0"
		" AND (l.until_day > $4 OR (l.until_day = $4 AND l.member_id > $5))"
		" GROUP BY l.until_day, l.member_id ORDER BY l.until_day, l.member_id LIMIT $6", db_int(account),
		db_int(from), db_int(to), db_int(after ? after->day : 0), db_int(after ? after->member_id : 0),
		db_int(limit)), &r, a, list, n);
}

enum err desk_members_ending(struct db *db, struct arena *a, int32_t from, int32_t to, int limit, struct due_row **list,
	int *n)
{
	struct db_rows r;

	return dues(db_query(db, a, &r, "SELECT id, until_day, 0 FROM member WHERE until_day BETWEEN $1 AND $2"
		" AND until_day > 0 AND state = $3 ORDER BY until_day, id LIMIT $4", db_int(from), db_int(to),
		db_int(MEMBER_ACTIVE), db_int(limit)), &r, a, list, n);
}

enum err desk_cards_ending(struct db *db, struct arena *a, int32_t from, int32_t to, int limit, struct due_row **list,
	int *n)
{
	struct db_rows r;

	return dues(db_query(db, a, &r, "SELECT c.member_id, c.until_day, 0 FROM card c JOIN member m"
		" ON m.id = c.member_id WHERE c.until_day BETWEEN $1 AND $2 AND c.until_day > 0 AND c.state = 3"
		" AND m.state = $3 ORDER BY c.until_day, c.member_id LIMIT $4", db_int(from), db_int(to),
		db_int(MEMBER_ACTIVE), db_int(limit)), &r, a, list, n);
}

/* Days of grace come after the end, and count instead of it: uses_last_day(). */
enum err desk_uses_ending(struct db *db, struct arena *a, int32_t from, int32_t to, int limit, struct due_row **list,
	int *n)
{
	struct db_rows r;

	return dues(db_query(db, a, &r, "SELECT u.member_id, u.day, sum(u.rest) FROM (SELECT member_id,"
		" until_day AS day, rest FROM uses_package WHERE until_day BETWEEN $1 AND $2 AND until_day > 0"
		" AND rest > 0"
		" AND grace_day = 0 UNION ALL SELECT member_id, grace_day, rest FROM uses_package"
		" WHERE grace_day BETWEEN $1 AND $2 AND grace_day > 0 AND rest > 0) u"
		" GROUP BY u.day, u.member_id ORDER BY u.day, u.member_id LIMIT $3", db_int(from), db_int(to),
		db_int(limit)), &r, a, list, n);
}

enum err desk_coupons_ending(struct db *db, struct arena *a, int32_t from, int32_t to, int limit, struct due_row **list,
	int *n)
{
	struct db_rows r;

	return dues(db_query(db, a, &r, "SELECT member_id, until_day, count(*) FROM coupon WHERE until_day BETWEEN $1"
		" AND $2 AND until_day > 0 AND state = 1 AND member_id IS NOT NULL AND used < uses"
		" GROUP BY until_day, member_id ORDER BY until_day, member_id LIMIT $3", db_int(from), db_int(to),
		db_int(limit)), &r, a, list, n);
}

enum err desk_cheques(struct db *db, struct arena *a, int limit, struct due_row **list, int *n)
{
	struct db_rows r;

	return dues(db_query(db, a, &r, "SELECT d.member_id, d.business_day, c.amount_minor FROM cheque c"
		" JOIN document d ON d.id = c.id WHERE c.state IN ($1, $2) AND d.kind = $3 AND d.member_id IS NOT NULL"
		" ORDER BY d.id LIMIT $4", db_int(CHEQUE_GIVEN), db_int(CHEQUE_SENT), db_int(DOC_TOP_UP),
		db_int(limit)), &r, a, list, n);
}

enum err desk_cards(struct db *db, struct arena *a, struct card_count_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT c.kind_id, c.staff_id, c.state, count(*) FROM (SELECT kind_id, state,"
		" CASE WHEN state = $1 THEN staff_id ELSE 0 END AS staff_id FROM card) c"
		" GROUP BY c.kind_id, c.state, c.staff_id ORDER BY c.kind_id, c.state, c.staff_id",
		db_int(CARD_HANDED));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct card_count_row){ row_int(&r, i, 0), row_int(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3) };
	return OK;
}
