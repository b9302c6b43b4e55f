/* member_store.c - see member_store.h. */
#include "store/member_store.h"

#include <string.h>

#include "merged_sql_int.h"
#include "model/member/consent.h"

#define MEMBER_COLUMNS "m.id, m.code, m.state, m.merged_into, m.bearer, m.name, m.sex, m.phone, m.email, m.address," \
	" m.postcode, m.note, m.birth_year, m.birth_month, m.birth_day, m.birth_lunar, m.id_sealed, m.id_digest," \
	" m.referrer_id, m.level_id, m.from_day, m.until_day, m.opened_at_ms, m.pin_hash, m.password_hash, m.version"

static struct member member_of(const struct db_rows *r, int i)
{
	return (struct member){ .id = row_int(r, i, 0), .code = row_text(r, i, 1), .state = (int)row_int(r, i, 2),
		.merged_into = row_int(r, i, 3), .bearer = row_int(r, i, 4) != 0, .name = row_text(r, i, 5),
		.sex = (int)row_int(r, i, 6), .phone = row_text(r, i, 7), .email = row_text(r, i, 8),
		.address = row_text(r, i, 9), .postcode = row_text(r, i, 10), .note = row_text(r, i, 11),
		.birthday = { (int32_t)row_int(r, i, 12), (int32_t)row_int(r, i, 13), (int32_t)row_int(r, i, 14),
			row_int(r, i, 15) != 0 }, .id_sealed = row_text(r, i, 16), .id_digest = row_text(r, i, 17),
		.referrer_id = row_int(r, i, 18), .level_id = row_int(r, i, 19),
		.from_day = (int32_t)row_int(r, i, 20), .until_day = (int32_t)row_int(r, i, 21),
		.opened_at_ms = row_int(r, i, 22), .pin_hash = row_text(r, i, 23), .password_hash = row_text(r, i, 24),
		.version = row_int(r, i, 25) };
}

static enum err one(enum err e, const struct db_rows *r, struct member *out)
{
	if (e == OK)
		*out = member_of(r, 0);
	return e;
}

static enum err all(enum err e, const struct db_rows *r, struct arena *a, struct member **list, int *n)
{
	if (e != OK)
		return e;
	*n = r->count;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (int i = 0; i < r->count; i++)
		(*list)[i] = member_of(r, i);
	return OK;
}

enum err member_get(struct db *db, struct arena *a, int64_t id, struct member *out)
{
	struct db_rows r;

	return one(db_one(db, a, &r, "SELECT " MEMBER_COLUMNS " FROM member m WHERE m.id = $1", db_int(id)), &r, out);
}

enum err member_by_code(struct db *db, struct arena *a, const char *code, struct member *out)
{
	struct db_rows r;

	return one(db_one(db, a, &r, "SELECT " MEMBER_COLUMNS " FROM member m WHERE m.code = $1", db_text(code)), &r,
		out);
}

enum err member_by_id_digest(struct db *db, struct arena *a, const char *digest, struct member *out)
{
	struct db_rows r;

	return one(db_one(db, a, &r, "SELECT " MEMBER_COLUMNS " FROM member m WHERE m.id_digest = $1"
		" AND m.id_digest <> '' ORDER BY m.id LIMIT 1", db_text(digest)), &r, out);
}

enum err members_by_phone(struct db *db, struct arena *a, const char *phone, int limit, struct member **list, int *n)
{
	struct db_rows r;

	return all(db_query(db, a, &r, "SELECT " MEMBER_COLUMNS " FROM member m WHERE m.phone = $1 AND m.phone <> ''"
		" ORDER BY m.id LIMIT $2", db_text(phone), db_int(limit)), &r, a, list, n);
}

enum err members_by_end(struct db *db, struct arena *a, const char *end, int limit, struct member **list, int *n)
{
	struct db_rows r;

	return all(db_query(db, a, &r, "SELECT " MEMBER_COLUMNS " FROM (SELECT id FROM member WHERE phone_end = $1"
		" AND phone_end <> '' UNION SELECT member_id FROM card WHERE number_end = $1 AND state = 3) hit"
		" JOIN member m ON m.id = hit.id WHERE m.state IN ($3, $4) ORDER BY m.id LIMIT $2", db_text(end),
		db_int(limit), db_int(MEMBER_ACTIVE), db_int(MEMBER_FROZEN)), &r, a, list, n);
}

enum err members_after(struct db *db, struct arena *a, const char *after, int state, int limit, struct member **list,
	int *n)
{
	struct db_rows r;

	/* Most are active; of those who are not there is an index. */
	if (state && state != MEMBER_ACTIVE)
		return all(db_query(db, a, &r, "SELECT " MEMBER_COLUMNS " FROM member m WHERE m.state = $2"
			" AND m.state <> 3 AND m.code > $1 ORDER BY m.code LIMIT $3", db_text(after), db_int(state),
			db_int(limit)), &r, a, list, n);
	return all(db_query(db, a, &r, "SELECT " MEMBER_COLUMNS " FROM member m WHERE m.code > $1"
		" AND ($2 = 0 OR m.state = $2) ORDER BY m.code LIMIT $3", db_text(after), db_int(state),
		db_int(limit)), &r, a, list, n);
}

enum err members_with_address(struct db *db, struct arena *a, const struct mail_group *group, int limit,
	struct member **list, int *n)
{
	struct db_rows r;

	return all(db_query(db, a, &r, "SELECT " MEMBER_COLUMNS " FROM member m WHERE m.state = 3 AND m.bearer = 0"
		" AND m.address <> '' AND m.name <> '' AND ($1 = 0 OR m.level_id = $1)"
		" AND ($2 = 0 OR m.birth_month = $2) AND ($3 = 0 OR (SELECT c.given FROM consent c"
		" WHERE c.member_id" OF_MEMBER("m.id") " AND c.channel = $4 AND c.purpose = $3"
		" ORDER BY c.at_ms DESC, c.id DESC LIMIT 1) = 1) ORDER BY m.postcode, m.code LIMIT $5",
		db_int(group->level_id), db_int(group->birth_month), db_int(group->purpose), db_int(CONSENT_POST),
		db_int(limit)), &r, a, list, n);
}

enum err members_referred(struct db *db, struct arena *a, int64_t referrer_id, int limit, struct member **list, int *n)
{
	struct db_rows r;

	return all(db_query(db, a, &r, "SELECT " MEMBER_COLUMNS " FROM member m WHERE m.referrer_id" OF_MEMBER("$1")
		" AND m.referrer_id IS NOT NULL ORDER BY m.id LIMIT $2", db_int(referrer_id), db_int(limit)), &r, a,
		list, n);
}

/* Neither merged nor erased. */
#define THERE "state BETWEEN 1 AND 5"

enum err members_same_phone(struct db *db, struct arena *a, int limit, struct member **list, int *n)
{
	struct db_rows r;

	return all(db_query(db, a, &r, "SELECT " MEMBER_COLUMNS " FROM (SELECT phone AS twin FROM member"
		" WHERE phone <> '' AND " THERE " GROUP BY phone HAVING count(*) > 1) t JOIN member m"
		" ON m.phone = t.twin WHERE m.phone <> '' AND m." THERE " ORDER BY m.phone, m.id LIMIT $1",
		db_int(limit)), &r, a, list, n);
}

enum err members_same_birthday(struct db *db, struct arena *a, int limit, struct member **list, int *n)
{
	struct db_rows r;

	return all(db_query(db, a, &r, "SELECT " MEMBER_COLUMNS " FROM (SELECT name AS twin, birth_month AS month,"
		" birth_day AS day FROM member WHERE birth_month > 0 AND name <> '' AND " THERE
		" GROUP BY name, birth_month, birth_day HAVING count(*) > 1) t JOIN member m ON m.birth_month = t.month"
		" AND m.birth_day = t.day AND m.name = t.twin WHERE m.birth_month > 0 AND m." THERE
		" ORDER BY m.name, m.birth_month, m.birth_day, m.id LIMIT $1", db_int(limit)), &r, a, list, n);
}

enum err members_same_address(struct db *db, struct arena *a, int limit, struct member **list, int *n)
{
	struct db_rows r;

	return all(db_query(db, a, &r, "SELECT " MEMBER_COLUMNS " FROM member m WHERE m.address <> '' AND m." THERE
		" AND (m.name, substr(m.address, 1, 2)) IN (SELECT name, substr(address, 1, 2) FROM member"
		" WHERE address <> '' AND name <> '' AND " THERE " GROUP BY name, substr(address, 1, 2)"
		" HAVING count(*) > 1) ORDER BY m.name, m.id LIMIT $1", db_int(limit)), &r, a, list, n);
}

/* --- writing ------------------------------------------------------------------------------------ */

/* Beyond the last one, and beyond those of a store that was put back: they had earlier times. */
#define NEXT_NAME_SEQ "(SELECT CASE WHEN coalesce(max(name_seq), 0) < $1 THEN $1 ELSE max(name_seq) + 1 END" \
	" FROM member)"

enum err member_insert(struct db *db, const struct member *row, int64_t at_ms)
{
	return db_run(db, NULL, "INSERT INTO member (name_seq, id, code, state, bearer, name, sex, phone, phone_end,"
		" email, address, postcode, note, birth_year, birth_month, birth_day, birth_lunar, id_sealed,"
		" id_digest, referrer_id, level_id, from_day, until_day, opened_at_ms) VALUES (" NEXT_NAME_SEQ ", $2,"
		" $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,"
		" $24)", db_int(at_ms), db_int(row->id), db_text(row->code), db_int(row->state), db_int(row->bearer),
		db_text(row->name), db_int(row->sex), db_text(row->phone), db_text(number_end(row->phone)),
		db_text(row->email), db_text(row->address), db_text(row->postcode), db_text(row->note),
		db_int(row->birthday.year), db_int(row->birthday.month), db_int(row->birthday.day),
		db_int(row->birthday.lunar), db_text(row->id_sealed), db_text(row->id_digest),
		db_some(row->referrer_id), db_some(row->level_id), db_int(row->from_day), db_int(row->until_day),
		db_int(row->opened_at_ms));
}

enum err member_update(struct db *db, const struct member *row, int64_t at_ms)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE member SET name_seq = CASE WHEN name = $4 AND phone = $6"
		" THEN name_seq ELSE " NEXT_NAME_SEQ " END, version = version + 1, bearer = $21, name = $4, sex = $5,"
		" phone = $6, phone_end = $7, email = $8, address = $9, postcode = $10, note = $11, birth_year = $12,"
		" birth_month = $13, birth_day = $14, birth_lunar = $15, id_sealed = $16, id_digest = $17,"
		" referrer_id = $18, from_day = $19, until_day = $20 WHERE id = $2 AND version = $3", db_int(at_ms),
		db_int(row->id), db_int(row->version), db_text(row->name), db_int(row->sex), db_text(row->phone),
		db_text(number_end(row->phone)), db_text(row->email), db_text(row->address), db_text(row->postcode),
		db_text(row->note), db_int(row->birthday.year), db_int(row->birthday.month),
		db_int(row->birthday.day), db_int(row->birthday.lunar), db_text(row->id_sealed),
		db_text(row->id_digest), db_some(row->referrer_id), db_int(row->from_day), db_int(row->until_day),
		db_int(row->bearer));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err member_move(struct db *db, int64_t id, int from, int to, int64_t at_ms)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE member SET state = $4, version = version + 1, name_seq = "
		NEXT_NAME_SEQ " WHERE id = $2 AND state = $3", db_int(at_ms), db_int(id), db_int(from), db_int(to));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err member_merge(struct db *db, int64_t id, int from, int64_t into, int64_t at_ms)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE member SET state = $4, merged_into = $5, version = version + 1,"
		" name_seq = " NEXT_NAME_SEQ " WHERE id = $2 AND state = $3 AND EXISTS (SELECT 1 FROM member b"
		" WHERE b.id = $5 AND b.state NOT IN ($4, $6))", db_int(at_ms), db_int(id), db_int(from),
		db_int(MEMBER_MERGED), db_int(into), db_int(MEMBER_ERASED));

	if (e == OK && changed != 1)
		return ERR_STALE;
	return e == OK ? db_run(db, NULL, "UPDATE member SET merged_into = $2 WHERE merged_into = $1"
		" AND merged_into IS NOT NULL", db_int(id), db_int(into)) : e;
}

enum err member_wipe(struct db *db, int64_t id, int from, int64_t at_ms)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE member SET state = CASE WHEN id = $2 THEN $4 ELSE state END,"
		" version = version + 1, name_seq = " NEXT_NAME_SEQ " WHERE id = $2 AND state = $3", db_int(at_ms),
		db_int(id), db_int(from), db_int(MEMBER_ERASED));

	if (e == OK && changed != 1)
		return ERR_STALE;
	if (e == OK)
		e = db_run(db, NULL, "DELETE FROM revision WHERE table_name = 'member' AND row_id" OF_MEMBER("$1"),
			db_int(id));
	if (e == OK)
		e = db_run(db, NULL, "DELETE FROM document_note WHERE document_id IN (SELECT id FROM document"
			" WHERE member_id" OF_MEMBER("$1") " AND member_id IS NOT NULL)", db_int(id));
	if (e == OK)
		e = db_run(db, NULL, "DELETE FROM wallet_pin WHERE member_id" OF_MEMBER("$1"), db_int(id));
	if (e == OK)
		e = db_run(db, NULL, "DELETE FROM member_attribute WHERE member_id" OF_MEMBER("$1"), db_int(id));
	if (e == OK)
		e = db_run(db, NULL, "DELETE FROM consent WHERE member_id" OF_MEMBER("$1"), db_int(id));
	if (e == OK)
		e = db_run(db, NULL, "DELETE FROM member_contact WHERE member_id" OF_MEMBER("$1"), db_int(id));
	if (e == OK)
		e = db_run(db, NULL, "DELETE FROM member_contact WHERE other_id" OF_MEMBER("$1")
			" AND other_id IS NOT NULL", db_int(id));
	return e == OK ? db_run(db, NULL, "UPDATE member SET name = '', sex = 0, phone = '', phone_end = '',"
		" email = '', address = '', postcode = '', note = '', birth_year = 0, birth_month = 0, birth_day = 0,"
		" birth_lunar = 0, id_sealed = '', id_digest = '', pin_hash = '', password_hash = '' WHERE id"
		OF_MEMBER("$1"), db_int(id)) : e;
}

enum err member_scrub(struct db *db)
{
	static const char *const tables[] = { "member", "revision", "document_note", "member_attribute",
		"member_contact" };

	return db_scrub(db, tables, (int)(sizeof tables / sizeof *tables));
}

enum err members_with(struct db *db, struct arena *a, int64_t id, int64_t **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id FROM member WHERE merged_into = $1 AND merged_into IS NOT NULL"
		" ORDER BY id LIMIT 1000", db_int(id));

	if (e != OK)
		return e;
	*n = 1 + r.count;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	(*list)[0] = id;
	for (int i = 0; i < r.count; i++)
		(*list)[1 + i] = row_int(&r, i, 0);
	return OK;
}

enum err member_state_set(struct db *db, int64_t id, int state, int64_t merged_into)
{
	return db_run(db, NULL, "UPDATE member SET state = $2, merged_into = $3 WHERE id = $1", db_int(id),
		db_int(state), db_some(merged_into));
}

enum err member_code_last(struct db *db, struct arena *a, const char **code)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT code FROM member WHERE code >= '10000000' AND code < '9'"
		" AND length(code) = 8 ORDER BY code DESC LIMIT 1");

	if (e == OK)
		*code = row_text(&r, 0, 0);
	return e;
}

/* --- names ---------------------------------------------------------------------------------------- */

enum err member_name_last(struct db *db, int64_t *seq)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT coalesce(max(name_seq), 0) FROM member");

	if (e == OK)
		*seq = row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}

enum err member_names_after(struct db *db, struct arena *a, int64_t seq, int limit, struct member_name **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, name_seq, CASE WHEN state IN ($3, $4) THEN '' ELSE name END, code,"
		" CASE WHEN state IN ($3, $4) THEN '' ELSE phone END FROM member WHERE name_seq > $1"
		" ORDER BY name_seq LIMIT $2", db_int(seq), db_int(limit), db_int(MEMBER_MERGED),
		db_int(MEMBER_ERASED));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct member_name){ row_int(&r, i, 0), row_int(&r, i, 1), row_text(&r, i, 2),
			row_text(&r, i, 3), row_text(&r, i, 4) };
	return OK;
}

/* --- what they bought ------------------------------------------------------------------------------ */

enum err member_bought_from(struct db *db, const struct document *d, struct bought_from *out)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e;

	*out = (struct bought_from){ 0, 0, 0 };
	if (!d->original_id || (d->kind != DOC_RETURN && d->kind != DOC_VOID))
		return OK;
	e = db_one(db, &a, &r, "SELECT s.business_day, s.total_minor, (SELECT coalesce(sum(b.total_minor), 0)"
		" FROM document b WHERE b.original_id = s.id AND b.original_id IS NOT NULL AND b.kind IN ($3, $4)"
		" AND b.id <> $2) FROM document s WHERE s.id = $1", db_int(d->original_id), db_int(d->id),
		db_int(DOC_RETURN), db_int(DOC_VOID));
	if (e == OK)
		*out = (struct bought_from){ (int32_t)row_int(&r, 0, 0), row_int(&r, 0, 1), row_int(&r, 0, 2) };
	arena_release(&a);
	return e;
}

bool member_bought_of(const struct document *d, const struct bought_from *from, struct bought_row *out)
{
	bool sale = d->kind == DOC_SALE, back = d->kind == DOC_RETURN || d->kind == DOC_VOID;
	bool whole = d->kind == DOC_VOID || (back && d->total_minor > 0 &&
		from->back_minor + d->total_minor == from->total_minor);
	int64_t goods_minor = document_goods_minor(d);

	*out = (struct bought_row){ d->member_id, back && from->day ? from->day : d->business_day, sale ? 1 : -whole,
		sale ? goods_minor : 0, back ? goods_minor : 0, sale ? d->business_day : 0 };
	return sale || back;
}

enum err member_bought_add(struct db *db, const struct bought_row *row)
{
	enum err e = db_run(db, NULL, "INSERT INTO member_day (member_id, day, visits, amount_minor, returned_minor)"
		" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (member_id, day) DO UPDATE SET visits = member_day.visits +"
		" excluded.visits, amount_minor = member_day.amount_minor + excluded.amount_minor, returned_minor ="
		" member_day.returned_minor + excluded.returned_minor", db_int(row->member_id), db_int(row->day),
		db_int(row->visits), db_int(row->amount_minor), db_int(row->returned_minor));

	if (e != OK)
		return e;
	return db_run(db, NULL, "INSERT INTO member_sum (member_id, visits, amount_minor, returned_minor, last_day)"
		" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (member_id) DO UPDATE SET visits = member_sum.visits +"
		" excluded.visits, amount_minor = member_sum.amount_minor + excluded.amount_minor, returned_minor ="
		" member_sum.returned_minor + excluded.returned_minor, last_day = CASE WHEN excluded.last_day >"
		" member_sum.last_day THEN excluded.last_day ELSE member_sum.last_day END", db_int(row->member_id),
		db_int(row->visits), db_int(row->amount_minor), db_int(row->returned_minor), db_int(row->last_day));
}

static struct bought_row bought_of(const struct db_rows *r, int i)
{
	return (struct bought_row){ row_int(r, i, 0), (int32_t)row_int(r, i, 1), row_int(r, i, 2), row_int(r, i, 3),
		row_int(r, i, 4), (int32_t)row_int(r, i, 5) };
}

enum err member_bought(struct db *db, struct arena *a, int64_t member_id, struct bought_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT count(*), 0, coalesce(sum(visits), 0), coalesce(sum(amount_minor), 0),"
		" coalesce(sum(returned_minor), 0), coalesce(max(last_day), 0) FROM member_sum WHERE member_id"
		OF_MEMBER("$1"), db_int(member_id));

	if (e == OK && !row_int(&r, 0, 0))
		return ERR_NOTFOUND;
	if (e == OK) {
		*out = bought_of(&r, 0);
		out->member_id = member_id;
	}
	return e;
}

static enum err all_bought(enum err e, const struct db_rows *r, struct arena *a, struct bought_row **list, int *n)
{
	if (e != OK)
		return e;
	*n = r->count;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (int i = 0; i < r->count; i++)
		(*list)[i] = bought_of(r, i);
	return OK;
}

enum err member_bought_days(struct db *db, struct arena *a, int64_t member_id, int32_t from, int32_t to,
	struct bought_row **list, int *n)
{
	struct db_rows r;

	return all_bought(db_query(db, a, &r, "SELECT min(member_id), day, sum(visits), sum(amount_minor),"
		" sum(returned_minor), 0 FROM member_day WHERE member_id" OF_MEMBER("$1") " AND day BETWEEN $2 AND $3"
		" GROUP BY day ORDER BY day", db_int(member_id), db_int(from), db_int(to)), &r, a, list, n);
}

enum err member_days_after(struct db *db, struct arena *a, int64_t member_id, int32_t day, int limit,
	struct bought_row **list, int *n)
{
	struct db_rows r;

	return all_bought(db_query(db, a, &r, "SELECT member_id, day, visits, amount_minor, returned_minor, 0"
		" FROM member_day WHERE (member_id, day) > ($1, $2) ORDER BY member_id, day LIMIT $3",
		db_int(member_id), db_int(day), db_int(limit)), &r, a, list, n);
}

enum err member_sums_after(struct db *db, struct arena *a, int64_t member_id, int limit, struct bought_row **list,
	int *n)
{
	struct db_rows r;

	return all_bought(db_query(db, a, &r, "SELECT member_id, 0, visits, amount_minor, returned_minor, last_day"
		" FROM member_sum WHERE member_id > $1 ORDER BY member_id LIMIT $2", db_int(member_id),
		db_int(limit)), &r, a, list, n);
}
