/* file_store.c - see file_store.h.
 *
 * SQLite looks through a file in one read: PRAGMA integrity_check and foreign_key_check. For 1,000,000 articles
 * and 100,000 sales (290 MB) that took 4.4 s and 5.9 s on a busy machine (1.3 s and 1.7 s of computing), and as
 * long the log only grows. So:
 *   - when nobody else has the store open (a copy made by a backup, a closed shop), the whole is asked, for then
 *     nobody is in the way. It alone tells pages that belong to nobody or to two.
 *   - beside tills each table is asked for itself (30 ms for WHOLE_ROWS rows), and a table that has grown beyond
 *     that is walked row by row in slices, a read each: every row has its entry in every index, every entry its row,
 *     keys ascend, values are what the schema says, and rows that a row refers to are there. The longest read was
 *     57 ms on the same busy machine; all walks together take as long as the whole.
 * Copying first and asking the copy would need one read as long as the copying: a backup in steps begins anew after
 * each commit of somebody else. */
#include "store/file_store.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define WHOLE_ROWS 50000
#define SLICE_ROWS 1000
#define KEYS_MAX 4
#define NEEDS_MAX 4

/* One way through a table that grows, or through one of its indexes: the columns of the key, by which the walk goes
 * on, and then for each of `needs` 1 or 0: whether it is there. What is needed is a row of that table, which is
 * referred to; or it is a sentence, which says what is wrong with the file. To add a table that grows: add its walks,
 * and its name to grown. */
struct walk {
	const char *table;
	const char *key;  /* a letter for each of its columns: i an integer, t a text */
	const char *needs[NEEDS_MAX];
	const char *sql;
};

#define INDEX(name) "a row is missing from index " name
#define ENTRY(name) "an entry has no row in index " name
#define VALUES "a value of the wrong kind"
/* All are compared, so all are read. */
#define IS(column, type) "typeof(" column ") = '" type "'"
#define IN(table, condition) ", EXISTS (SELECT 1 FROM " table " WHERE " condition ")"
#define IN_OR_NULL(column, table, condition) \
	", " column " IS NULL OR EXISTS (SELECT 1 FROM " table " WHERE " condition ")"
#define BY_1(a) " WHERE " a " > $1 ORDER BY " a " LIMIT $2"
#define AFTER_2(a, b) " (" a ", " b ") > ($1, $2) ORDER BY " a ", " b " LIMIT $3"
#define BY_2(a, b) " WHERE" AFTER_2(a, b)
#define BY_3(a, b, c) " WHERE (" a ", " b ", " c ") > ($1, $2, $3) ORDER BY " a ", " b ", " c " LIMIT $4"
#define AFTER_4(a, b, c, d) \
	" (" a ", " b ", " c ", " d ") > ($1, $2, $3, $4) ORDER BY " a ", " b ", " c ", " d " LIMIT $5"
#define BY_4(a, b, c, d) " WHERE" AFTER_4(a, b, c, d)

/* The two tables of codes differ in what a code is. */
#define CODE_WALKS(table, letter) \
	{ table, letter, { INDEX(table "_article"), "article", VALUES }, \
		"SELECT c.code" \
		IN(table " i INDEXED BY " table "_article", "i.article_id = c.article_id AND i.code = c.code") \
		IN("article a", "a.id = c.article_id") ", " IS("c.pack_milli", "integer") \
		" AND c.pack_milli > 0 AND (c.price_minor IS NULL OR (" IS("c.price_minor", "integer") \
		" AND c.price_minor >= 0)) AND " IS("c.unit", "text") \
		" FROM " table " c NOT INDEXED" BY_1("c.code") }, \
	{ table, "i" letter, { ENTRY(table "_article") }, \
		"SELECT i.article_id, i.code" \
		IN(table " c NOT INDEXED", "c.code = i.code AND c.article_id = i.article_id") \
		" FROM " table " i INDEXED BY " table "_article" BY_2("i.article_id", "i.code") }

static const struct walk walks[] = {
	{ "article", "i", { INDEX("article.number"), VALUES, "category", "department" },
		"SELECT a.id"
		IN("article i INDEXED BY sqlite_autoindex_article_1", "i.number = a.number AND i.id = a.id")
		", " IS("a.number", "text") " AND " IS("a.name", "text") " AND " IS("a.name_en", "text") " AND "
		IS("a.spec", "text") " AND " IS("a.unit", "text") " AND " IS("a.flags", "integer") " AND "
		IS("a.version", "integer") " AND " IS("a.cost_minor", "integer") " AND a.cost_minor >= 0"
		IN("category c", "c.id = a.category_id") IN("department d", "d.id = a.department_id")
		" FROM article a NOT INDEXED" BY_1("a.id") },
	{ "article", "i", { "tax_rate", "supplier", "article", VALUES },
		"SELECT a.id" IN("tax_rate t", "t.id = a.tax_rate_id")
		IN_OR_NULL("a.supplier_id", "supplier s", "s.id = a.supplier_id")
		IN_OR_NULL("a.deposit_id", "article d", "d.id = a.deposit_id")
		", " IS("a.age_min", "integer") " AND " IS("a.price_min_minor", "integer") " AND "
		IS("a.price_max_minor", "integer") " AND " IS("a.label_min_minor", "integer") " AND "
		IS("a.label_max_minor", "integer") " AND " IS("a.tax_class", "text") " AND "
		IS("a.tare_milli", "integer")
		" FROM article a NOT INDEXED" BY_1("a.id") },
	{ "article", "t", { ENTRY("article.number") },
		"SELECT i.number" IN("article a NOT INDEXED", "a.id = i.id AND a.number = i.number")
		" FROM article i INDEXED BY sqlite_autoindex_article_1" BY_1("i.number") },
	{ "price", "iii", { "article", VALUES },
		"SELECT p.article_id, p.level, p.from_at_ms" IN("article a", "a.id = p.article_id")
		", " IS("p.until_at_ms", "integer") " AND " IS("p.price_minor", "integer") " AND p.price_minor >= 0"
		" FROM price p" BY_3("p.article_id", "p.level", "p.from_at_ms") },
	CODE_WALKS("article_code", "i"),
	CODE_WALKS("article_alias", "t"),
	{ "revision", "i", { VALUES },
		"SELECT r.id, " IS("r.table_name", "text") " AND " IS("r.was", "text") " AND " IS("r.becomes", "text")
		" FROM revision r" BY_1("r.id") },
	/* What documents and their rows say is proved by their seals. */
	{ "seal", "i", { INDEX("seal.chain"), "terminal", "seal_key" },
		"SELECT s.id" IN("seal i INDEXED BY sqlite_autoindex_seal_1",
			"i.terminal_id = s.terminal_id AND i.seq = s.seq AND i.id = s.id")
		IN("terminal t", "t.id = s.terminal_id") IN("seal_key k", "k.n = s.key_n")
		" FROM seal s NOT INDEXED" BY_1("s.id") },
	{ "seal", "ii", { ENTRY("seal.chain") },
		"SELECT i.terminal_id, i.seq"
		IN("seal s NOT INDEXED", "s.id = i.id AND s.terminal_id = i.terminal_id AND s.seq = i.seq")
		" FROM seal i INDEXED BY sqlite_autoindex_seal_1" BY_2("i.terminal_id", "i.seq") },
	{ "document", "i", { INDEX("document.number"), "seal", "terminal", "document" },
		"SELECT d.id" IN("document i INDEXED BY sqlite_autoindex_document_1", "i.terminal_id = d.terminal_id"
			" AND i.series = d.series AND i.running = d.running AND i.id = d.id")
		IN("seal s", "s.id = d.id") IN("terminal t", "t.id = d.terminal_id")
		IN_OR_NULL("d.original_id", "document o", "o.id = d.original_id")
		" FROM document d NOT INDEXED" BY_1("d.id") },
	{ "document", "i", { INDEX("document_original"), INDEX("document_cash_up") },
		"SELECT d.id" IN_OR_NULL("d.original_id", "document i INDEXED BY document_original",
			"i.original_id = d.original_id AND i.original_id IS NOT NULL AND i.id = d.id")
		", d.kind <> 5 OR EXISTS (SELECT 1 FROM document i INDEXED BY document_cash_up"
		" WHERE i.shift_id IS d.shift_id AND i.kind = 5 AND i.id = d.id)"
		" FROM document d NOT INDEXED" BY_1("d.id") },
	{ "document", "iii", { ENTRY("document.number") },
		"SELECT i.terminal_id, i.series, i.running" IN("document d NOT INDEXED", "d.id = i.id"
			" AND d.terminal_id = i.terminal_id AND d.series = i.series AND d.running = i.running")
		" FROM document i INDEXED BY sqlite_autoindex_document_1"
		BY_3("i.terminal_id", "i.series", "i.running") },
	{ "document", "ii", { ENTRY("document_original") },
		"SELECT i.original_id, i.id"
		IN("document d NOT INDEXED", "d.id = i.id AND d.original_id = i.original_id")
		" FROM document i INDEXED BY document_original WHERE i.original_id IS NOT NULL AND"
		AFTER_2("i.original_id", "i.id") },
	{ "document", "ii", { ENTRY("document_cash_up") },
		"SELECT i.shift_id, i.id"
		IN("document d NOT INDEXED", "d.id = i.id AND d.shift_id = i.shift_id AND d.kind = 5")
		" FROM document i INDEXED BY document_cash_up WHERE i.kind = 5 AND" AFTER_2("i.shift_id", "i.id") },
	{ "sale_line", "ii", { "document", "article" },
		"SELECT l.document_id, l.line_no" IN("document d", "d.id = l.document_id")
		IN_OR_NULL("l.article_id", "article a", "a.id = l.article_id")
		" FROM sale_line l" BY_2("l.document_id", "l.line_no") },
	{ "sale_discount", "iii", { "document" },
		"SELECT x.document_id, x.line_no, x.n" IN("document d", "d.id = x.document_id")
		" FROM sale_discount x" BY_3("x.document_id", "x.line_no", "x.n") },
	{ "sale_tender", "ii", { "document", INDEX("sale_tender_reference") },
		"SELECT t.document_id, t.n" IN("document d", "d.id = t.document_id")
		", t.reference = '' OR EXISTS (SELECT 1 FROM sale_tender i INDEXED BY sale_tender_reference"
		" WHERE i.reference = t.reference AND i.tender_id = t.tender_id AND i.reference <> ''"
		" AND i.document_id = t.document_id AND i.n = t.n)"
		" FROM sale_tender t NOT INDEXED" BY_2("t.document_id", "t.n") },
	{ "sale_tender", "tiii", { ENTRY("sale_tender_reference") },
		"SELECT i.reference, i.tender_id, i.document_id, i.n" IN("sale_tender t NOT INDEXED",
			"t.document_id = i.document_id AND t.n = i.n AND t.reference = i.reference"
			" AND t.tender_id = i.tender_id")
		" FROM sale_tender i INDEXED BY sale_tender_reference WHERE i.reference <> '' AND"
		AFTER_4("i.reference", "i.tender_id", "i.document_id", "i.n") },
	{ "lot", "i", { INDEX("lot_open"), INDEX("lot_document"), INDEX("lot_until"), "member" },
		"SELECT l.id, l.rest = 0 OR EXISTS (SELECT 1 FROM lot i INDEXED BY lot_open"
		" WHERE i.member_id = l.member_id AND i.account = l.account AND i.until_day = l.until_day"
		" AND i.rest <> 0 AND i.id = l.id)"
		IN("lot i INDEXED BY lot_document", "i.document_id = l.document_id AND i.id = l.id")
		", l.rest <= 0 OR l.until_day <= 0 OR EXISTS (SELECT 1 FROM lot i INDEXED BY lot_until"
		" WHERE i.account = l.account AND i.until_day = l.until_day AND i.rest > 0 AND i.until_day > 0"
		" AND i.id = l.id)" IN("member m", "m.id = l.member_id") " FROM lot l NOT INDEXED" BY_1("l.id") },
	{ "lot", "iiii", { ENTRY("lot_open") },
		"SELECT i.member_id, i.account, i.until_day, i.id" IN("lot l NOT INDEXED", "l.id = i.id"
			" AND l.member_id = i.member_id AND l.account = i.account AND l.until_day = i.until_day"
			" AND l.rest <> 0")
		" FROM lot i INDEXED BY lot_open WHERE i.rest <> 0 AND"
		AFTER_4("i.member_id", "i.account", "i.until_day", "i.id") },
	{ "lot", "ii", { ENTRY("lot_document") },
		"SELECT i.document_id, i.id"
		IN("lot l NOT INDEXED", "l.id = i.id AND l.document_id = i.document_id")
		" FROM lot i INDEXED BY lot_document" BY_2("i.document_id", "i.id") },
	{ "lot", "iii", { ENTRY("lot_until") },
		"SELECT i.account, i.until_day, i.id" IN("lot l NOT INDEXED", "l.id = i.id"
			" AND l.account = i.account AND l.until_day = i.until_day AND l.rest > 0")
		" FROM lot i INDEXED BY lot_until WHERE i.rest > 0 AND i.until_day > 0 AND (i.account, i.until_day,"
		" i.id) > ($1, $2, $3) ORDER BY i.account, i.until_day, i.id LIMIT $4" },
	{ "lot_move", "ii", { "document", "lot", INDEX("lot_move_lot") },
		"SELECT m.document_id, m.n" IN("document d", "d.id = m.document_id") IN("lot l", "l.id = m.lot_id")
		IN("lot_move i INDEXED BY lot_move_lot",
			"i.lot_id = m.lot_id AND i.document_id = m.document_id AND i.n = m.n")
		" FROM lot_move m NOT INDEXED" BY_2("m.document_id", "m.n") },
	{ "lot_move", "iii", { ENTRY("lot_move_lot") },
		"SELECT i.lot_id, i.document_id, i.n" IN("lot_move m NOT INDEXED",
			"m.document_id = i.document_id AND m.n = i.n AND m.lot_id = i.lot_id")
		" FROM lot_move i INDEXED BY lot_move_lot" BY_3("i.lot_id", "i.document_id", "i.n") },
	{ "lot_move", "ii", { "lot_moved" },
		"SELECT m.document_id, m.n, EXISTS (SELECT 1 FROM lot l, document d, lot_moved k WHERE l.id = m.lot_id"
		" AND d.id = m.document_id AND k.account = l.account AND k.member_id = l.member_id"
		" AND k.at_ms = d.at_ms AND k.document_id = m.document_id)"
		" FROM lot_move m NOT INDEXED" BY_2("m.document_id", "m.n") },
	{ "lot_moved", "iiii", { "lot_move", "document", "member" },
		"SELECT k.account, k.member_id, k.at_ms, k.document_id, k.amount IS (SELECT sum(m.amount)"
		" FROM lot_move m JOIN lot l ON l.id = m.lot_id WHERE m.document_id = k.document_id"
		" AND l.account = k.account AND l.member_id = k.member_id)"
		IN("document d", "d.id = k.document_id AND d.at_ms = k.at_ms") IN("member m", "m.id = k.member_id")
		" FROM lot_moved k" BY_4("k.account", "k.member_id", "k.at_ms", "k.document_id") },
	{ "posting", "ii", { "document", INDEX("posting_holder") },
		"SELECT p.document_id, p.n" IN("document d", "d.id = p.document_id")
		", p.account NOT BETWEEN 30 AND 39 OR EXISTS (SELECT 1 FROM posting i INDEXED BY posting_holder"
		" WHERE i.account BETWEEN 30 AND 39 AND i.account = p.account AND i.holder_id = p.holder_id"
		" AND i.document_id = p.document_id AND i.n = p.n)"
		" FROM posting p NOT INDEXED" BY_2("p.document_id", "p.n") },
	{ "posting", "iiii", { ENTRY("posting_holder") },
		"SELECT i.account, i.holder_id, i.document_id, i.n" IN("posting p NOT INDEXED",
			"p.document_id = i.document_id AND p.n = i.n AND p.account = i.account"
			" AND p.holder_id = i.holder_id")
		" FROM posting i INDEXED BY posting_holder WHERE i.account BETWEEN 30 AND 39 AND"
		AFTER_4("i.account", "i.holder_id", "i.document_id", "i.n") },
	{ "voucher", "i", { INDEX("voucher_state"), "voucher_kind", VALUES },
		"SELECT v.serial" IN("voucher i INDEXED BY voucher_state",
			"i.state = v.state AND i.last_day = v.last_day AND i.serial = v.serial")
		IN("voucher_kind k", "k.id = v.kind_id") ", " IS("v.face_minor", "integer") " AND v.face_minor > 0 AND "
		IS("v.terminal_id", "integer") " AND " IS("v.sold_id", "integer")
		" FROM voucher v NOT INDEXED" BY_1("v.serial") },
	{ "voucher", "iii", { ENTRY("voucher_state") },
		"SELECT i.state, i.last_day, i.serial" IN("voucher v NOT INDEXED",
			"v.serial = i.serial AND v.state = i.state AND v.last_day = i.last_day")
		" FROM voucher i INDEXED BY voucher_state" BY_3("i.state", "i.last_day", "i.serial") },
	{ "voucher_move", "i", { INDEX("voucher_move_to"), VALUES },
		"SELECT m.id" IN("voucher_move i INDEXED BY voucher_move_to", "i.to_serial = m.to_serial AND i.id ="
			" m.id")
		", " IS("m.from_serial", "integer") " AND " IS("m.what", "text") " AND " IS("m.note", "text")
		" FROM voucher_move m NOT INDEXED" BY_1("m.id") },
	{ "voucher_move", "ii", { ENTRY("voucher_move_to") },
		"SELECT i.to_serial, i.id" IN("voucher_move m NOT INDEXED", "m.id = i.id AND m.to_serial = i.to_serial")
		" FROM voucher_move i INDEXED BY voucher_move_to" BY_2("i.to_serial", "i.id") },
	{ "member", "i", { INDEX("member.code"), INDEX("member.name_seq"), INDEX("member_other"), VALUES },
		"SELECT m.id" IN("member i INDEXED BY sqlite_autoindex_member_1", "i.code = m.code AND i.id = m.id")
		IN("member i INDEXED BY sqlite_autoindex_member_2", "i.name_seq = m.name_seq AND i.id = m.id")
		", m.state = 3 OR EXISTS (SELECT 1 FROM member i INDEXED BY member_other WHERE i.state = m.state"
		" AND i.state <> 3 AND i.code = m.code AND i.id = m.id), " IS("m.name", "text") " AND "
		IS("m.email", "text") " AND " IS("m.address", "text") " AND " IS("m.note", "text") " AND "
		IS("m.from_day", "integer") " AND " IS("m.until_day", "integer") " AND " IS("m.id_sealed", "text")
		" AND " IS("m.pin_hash", "text") " AND m.bearer IN (0, 1) AND m.sex BETWEEN 0 AND 2"
		" FROM member m NOT INDEXED" BY_1("m.id") },
	{ "member", "i", { INDEX("member_phone"), INDEX("member_phone_end"), INDEX("member_birthday"),
		INDEX("member_id_digest") },
		"SELECT m.id, m.phone = '' OR EXISTS (SELECT 1 FROM member i INDEXED BY member_phone"
		" WHERE i.phone = m.phone AND i.phone <> '' AND i.id = m.id), m.phone_end = '' OR EXISTS"
		" (SELECT 1 FROM member i INDEXED BY member_phone_end WHERE i.phone_end = m.phone_end"
		" AND i.phone_end <> '' AND i.id = m.id), m.birth_month <= 0 OR EXISTS (SELECT 1 FROM member i"
		" INDEXED BY member_birthday WHERE i.birth_month = m.birth_month AND i.birth_month > 0"
		" AND i.birth_day = m.birth_day AND i.id = m.id), m.id_digest = '' OR EXISTS (SELECT 1 FROM member i"
		" INDEXED BY member_id_digest WHERE i.id_digest = m.id_digest AND i.id_digest <> '' AND i.id = m.id)"
		" FROM member m NOT INDEXED" BY_1("m.id") },
	{ "member", "i", { INDEX("member_referrer"), INDEX("member_merged"), "member" },
		"SELECT m.id" IN_OR_NULL("m.referrer_id", "member i INDEXED BY member_referrer",
			"i.referrer_id = m.referrer_id AND i.referrer_id IS NOT NULL AND i.id = m.id")
		IN_OR_NULL("m.merged_into", "member i INDEXED BY member_merged",
			"i.merged_into = m.merged_into AND i.merged_into IS NOT NULL AND i.id = m.id")
		", (m.referrer_id IS NULL OR EXISTS (SELECT 1 FROM member r WHERE r.id = m.referrer_id)) AND"
		" (m.merged_into IS NULL OR EXISTS (SELECT 1 FROM member r WHERE r.id = m.merged_into))"
		" FROM member m NOT INDEXED" BY_1("m.id") },
	{ "member", "t", { ENTRY("member.code") },
		"SELECT i.code" IN("member m NOT INDEXED", "m.id = i.id AND m.code = i.code")
		" FROM member i INDEXED BY sqlite_autoindex_member_1" BY_1("i.code") },
	{ "member", "i", { ENTRY("member.name_seq") },
		"SELECT i.name_seq" IN("member m NOT INDEXED", "m.id = i.id AND m.name_seq = i.name_seq")
		" FROM member i INDEXED BY sqlite_autoindex_member_2" BY_1("i.name_seq") },
	{ "member", "iti", { ENTRY("member_other") },
		"SELECT i.state, i.code, i.id"
		IN("member m NOT INDEXED", "m.id = i.id AND m.state = i.state AND m.code = i.code")
		" FROM member i INDEXED BY member_other WHERE i.state <> 3 AND (i.state, i.code, i.id) >"
		" ($1, $2, $3) ORDER BY i.state, i.code, i.id LIMIT $4" },
	{ "member", "ti", { ENTRY("member_phone") },
		"SELECT i.phone, i.id" IN("member m NOT INDEXED", "m.id = i.id AND m.phone = i.phone")
		" FROM member i INDEXED BY member_phone WHERE i.phone <> '' AND" AFTER_2("i.phone", "i.id") },
	{ "member", "ti", { ENTRY("member_phone_end") },
		"SELECT i.phone_end, i.id" IN("member m NOT INDEXED", "m.id = i.id AND m.phone_end = i.phone_end")
		" FROM member i INDEXED BY member_phone_end WHERE i.phone_end <> '' AND"
		AFTER_2("i.phone_end", "i.id") },
	{ "member", "iii", { ENTRY("member_birthday") },
		"SELECT i.birth_month, i.birth_day, i.id" IN("member m NOT INDEXED",
			"m.id = i.id AND m.birth_month = i.birth_month AND m.birth_day = i.birth_day")
		" FROM member i INDEXED BY member_birthday WHERE i.birth_month > 0 AND (i.birth_month, i.birth_day,"
		" i.id) > ($1, $2, $3) ORDER BY i.birth_month, i.birth_day, i.id LIMIT $4" },
	{ "member", "ti", { ENTRY("member_id_digest") },
		"SELECT i.id_digest, i.id" IN("member m NOT INDEXED", "m.id = i.id AND m.id_digest = i.id_digest")
		" FROM member i INDEXED BY member_id_digest WHERE i.id_digest <> '' AND"
		AFTER_2("i.id_digest", "i.id") },
	{ "member", "ii", { ENTRY("member_referrer") },
		"SELECT i.referrer_id, i.id"
		IN("member m NOT INDEXED", "m.id = i.id AND m.referrer_id = i.referrer_id")
		" FROM member i INDEXED BY member_referrer WHERE i.referrer_id IS NOT NULL AND"
		AFTER_2("i.referrer_id", "i.id") },
	{ "member", "ii", { ENTRY("member_merged") },
		"SELECT i.merged_into, i.id"
		IN("member m NOT INDEXED", "m.id = i.id AND m.merged_into = i.merged_into")
		" FROM member i INDEXED BY member_merged WHERE i.merged_into IS NOT NULL AND"
		AFTER_2("i.merged_into", "i.id") },
	{ "member", "i", { INDEX("member_review"), INDEX("member_level_of"), "level" },
		"SELECT m.id, m.review_day <= 0 OR EXISTS (SELECT 1 FROM member i INDEXED BY member_review"
		" WHERE i.review_day = m.review_day AND i.review_day > 0 AND i.id = m.id)"
		IN_OR_NULL("m.level_id", "member i INDEXED BY member_level_of",
			"i.level_id = m.level_id AND i.level_id IS NOT NULL AND i.id = m.id")
		IN_OR_NULL("m.level_id", "level l", "l.id = m.level_id") " FROM member m NOT INDEXED" BY_1("m.id") },
	{ "member", "ii", { ENTRY("member_review") },
		"SELECT i.review_day, i.id"
		IN("member m NOT INDEXED", "m.id = i.id AND m.review_day = i.review_day")
		" FROM member i INDEXED BY member_review WHERE i.review_day > 0 AND" AFTER_2("i.review_day", "i.id") },
	{ "member", "ii", { ENTRY("member_level_of") },
		"SELECT i.level_id, i.id" IN("member m NOT INDEXED", "m.id = i.id AND m.level_id = i.level_id")
		" FROM member i INDEXED BY member_level_of WHERE i.level_id IS NOT NULL AND"
		AFTER_2("i.level_id", "i.id") },
	{ "member_level", "i", { INDEX("member_level_member"), INDEX("member_level_document"), "member", VALUES },
		"SELECT h.id" IN("member_level i INDEXED BY member_level_member",
			"i.member_id = h.member_id AND i.id = h.id")
		IN_OR_NULL("h.document_id", "member_level i INDEXED BY member_level_document",
			"i.document_id = h.document_id AND i.document_id IS NOT NULL AND i.id = h.id")
		IN("member m", "m.id = h.member_id") ", " IS("h.from_day", "integer") " AND "
		IS("h.until_day", "integer") " AND " IS("h.staff_id", "integer") " AND " IS("h.note", "text") " AND "
		IS("h.at_ms", "integer") " FROM member_level h NOT INDEXED" BY_1("h.id") },
	{ "member_level", "i", { "level", "document", "document" },
		"SELECT h.id" IN_OR_NULL("h.level_id", "level l", "l.id = h.level_id")
		IN_OR_NULL("h.document_id", "document d", "d.id = h.document_id")
		IN_OR_NULL("h.undone_by", "document d", "d.id = h.undone_by")
		" FROM member_level h NOT INDEXED" BY_1("h.id") },
	{ "member_level", "ii", { ENTRY("member_level_member") },
		"SELECT i.member_id, i.id"
		IN("member_level h NOT INDEXED", "h.id = i.id AND h.member_id = i.member_id")
		" FROM member_level i INDEXED BY member_level_member" BY_2("i.member_id", "i.id") },
	{ "member_level", "ii", { ENTRY("member_level_document") },
		"SELECT i.document_id, i.id"
		IN("member_level h NOT INDEXED", "h.id = i.id AND h.document_id = i.document_id")
		" FROM member_level i INDEXED BY member_level_document WHERE i.document_id IS NOT NULL AND"
		AFTER_2("i.document_id", "i.id") },
	{ "member_attribute", "ii", { INDEX("member_attribute_key"), "member", "attribute", VALUES },
		"SELECT v.member_id, v.attribute_id" IN("member_attribute i INDEXED BY member_attribute_key",
			"i.attribute_id = v.attribute_id AND i.sort_key = v.sort_key AND i.member_id = v.member_id")
		IN("member m", "m.id = v.member_id") IN("attribute t", "t.id = v.attribute_id")
		", " IS("v.value", "text") " FROM member_attribute v NOT INDEXED"
		BY_2("v.member_id", "v.attribute_id") },
	{ "member_attribute", "iti", { ENTRY("member_attribute_key") },
		"SELECT i.attribute_id, i.sort_key, i.member_id" IN("member_attribute v NOT INDEXED",
			"v.member_id = i.member_id AND v.attribute_id = i.attribute_id AND v.sort_key = i.sort_key")
		" FROM member_attribute i INDEXED BY member_attribute_key"
		BY_3("i.attribute_id", "i.sort_key", "i.member_id") },
	{ "consent", "i", { INDEX("consent_member"), "member", VALUES },
		"SELECT c.id" IN("consent i INDEXED BY consent_member", "i.member_id = c.member_id AND i.id = c.id")
		IN("member m", "m.id = c.member_id") ", " IS("c.channel", "integer") " AND " IS("c.purpose", "integer")
		" AND " IS("c.given", "integer") " AND " IS("c.source", "integer") " AND " IS("c.staff_id", "integer")
		" AND " IS("c.at_ms", "integer") " FROM consent c NOT INDEXED" BY_1("c.id") },
	{ "consent", "ii", { ENTRY("consent_member") },
		"SELECT i.member_id, i.id" IN("consent c NOT INDEXED", "c.id = i.id AND c.member_id = i.member_id")
		" FROM consent i INDEXED BY consent_member" BY_2("i.member_id", "i.id") },
	{ "member_contact", "i", { INDEX("member_contact_member"), INDEX("member_contact_other"), "member", VALUES },
		"SELECT c.id" IN("member_contact i INDEXED BY member_contact_member",
			"i.member_id = c.member_id AND i.id = c.id")
		IN_OR_NULL("c.other_id", "member_contact i INDEXED BY member_contact_other",
			"i.other_id = c.other_id AND i.other_id IS NOT NULL AND i.id = c.id")
		", EXISTS (SELECT 1 FROM member m WHERE m.id = c.member_id) AND (c.other_id IS NULL"
		" OR EXISTS (SELECT 1 FROM member m WHERE m.id = c.other_id)), " IS("c.relation", "text") " AND "
		IS("c.name", "text") " AND " IS("c.phone", "text") " AND " IS("c.note", "text")
		" FROM member_contact c NOT INDEXED" BY_1("c.id") },
	{ "member_contact", "ii", { ENTRY("member_contact_member") },
		"SELECT i.member_id, i.id"
		IN("member_contact c NOT INDEXED", "c.id = i.id AND c.member_id = i.member_id")
		" FROM member_contact i INDEXED BY member_contact_member" BY_2("i.member_id", "i.id") },
	{ "member_contact", "ii", { ENTRY("member_contact_other") },
		"SELECT i.other_id, i.id"
		IN("member_contact c NOT INDEXED", "c.id = i.id AND c.other_id = i.other_id")
		" FROM member_contact i INDEXED BY member_contact_other WHERE i.other_id IS NOT NULL AND"
		AFTER_2("i.other_id", "i.id") },
	{ "member_sum", "i", { "member", VALUES },
		"SELECT s.member_id" IN("member m", "m.id = s.member_id") ", " IS("s.visits", "integer") " AND "
		IS("s.amount_minor", "integer") " AND " IS("s.returned_minor", "integer") " AND "
		IS("s.last_day", "integer") " FROM member_sum s" BY_1("s.member_id") },
	{ "member_day", "ii", { "member", VALUES },
		"SELECT s.member_id, s.day" IN("member m", "m.id = s.member_id") ", " IS("s.visits", "integer") " AND "
		IS("s.amount_minor", "integer") " AND " IS("s.returned_minor", "integer") " FROM member_day s"
		BY_2("s.member_id", "s.day") },
	{ "document", "i", { INDEX("document_member"), "member" },
		"SELECT d.id" IN_OR_NULL("d.member_id", "document i INDEXED BY document_member",
			"i.member_id = d.member_id AND i.member_id IS NOT NULL AND i.id = d.id")
		IN_OR_NULL("d.member_id", "member m", "m.id = d.member_id")
		" FROM document d NOT INDEXED" BY_1("d.id") },
	{ "document", "ii", { ENTRY("document_member") },
		"SELECT i.member_id, i.id"
		IN("document d NOT INDEXED", "d.id = i.id AND d.member_id = i.member_id")
		" FROM document i INDEXED BY document_member WHERE i.member_id IS NOT NULL AND"
		AFTER_2("i.member_id", "i.id") },
	{ "card", "i", { INDEX("card.number"), INDEX("card_current"), INDEX("card_member"), INDEX("card_end") },
		"SELECT c.id" IN("card i INDEXED BY sqlite_autoindex_card_1", "i.number = c.number AND i.id = c.id")
		", c.state <> 3 OR EXISTS (SELECT 1 FROM card i INDEXED BY card_current"
		" WHERE i.member_id = c.member_id AND i.state = 3 AND i.id = c.id)"
		IN_OR_NULL("c.member_id", "card i INDEXED BY card_member",
			"i.member_id = c.member_id AND i.member_id IS NOT NULL AND i.id = c.id")
		", c.state <> 3 OR EXISTS (SELECT 1 FROM card i INDEXED BY card_end"
		" WHERE i.number_end = c.number_end AND i.state = 3 AND i.id = c.id)"
		" FROM card c NOT INDEXED" BY_1("c.id") },
	{ "card", "i", { "card_kind", "member", VALUES },
		"SELECT c.id" IN("card_kind k", "k.id = c.kind_id")
		IN_OR_NULL("c.member_id", "member m", "m.id = c.member_id") ", " IS("c.staff_id", "integer") " AND "
		IS("c.issue_no", "integer") " AND " IS("c.from_day", "integer") " AND " IS("c.until_day", "integer")
		" AND " IS("c.token", "text") " AND " IS("c.changed_at_ms", "integer") " FROM card c NOT INDEXED"
		BY_1("c.id") },
	{ "card", "t", { ENTRY("card.number") },
		"SELECT i.number" IN("card c NOT INDEXED", "c.id = i.id AND c.number = i.number")
		" FROM card i INDEXED BY sqlite_autoindex_card_1" BY_1("i.number") },
	{ "card", "i", { ENTRY("card_current") },
		"SELECT i.member_id"
		IN("card c NOT INDEXED", "c.id = i.id AND c.member_id = i.member_id AND c.state = 3")
		" FROM card i INDEXED BY card_current WHERE i.state = 3 AND i.member_id > $1 ORDER BY i.member_id"
		" LIMIT $2" },
	{ "card", "ii", { ENTRY("card_member") },
		"SELECT i.member_id, i.id" IN("card c NOT INDEXED", "c.id = i.id AND c.member_id = i.member_id")
		" FROM card i INDEXED BY card_member WHERE i.member_id IS NOT NULL AND"
		AFTER_2("i.member_id", "i.id") },
	{ "card", "ti", { ENTRY("card_end") },
		"SELECT i.number_end, i.id"
		IN("card c NOT INDEXED", "c.id = i.id AND c.number_end = i.number_end AND c.state = 3")
		" FROM card i INDEXED BY card_end WHERE i.state = 3 AND" AFTER_2("i.number_end", "i.id") },
	{ "coupon", "i", { INDEX("coupon.number"), INDEX("coupon.code"), INDEX("coupon_member"), INDEX("coupon_sale") },
		"SELECT c.id" IN("coupon i INDEXED BY sqlite_autoindex_coupon_1", "i.number = c.number AND i.id = c.id")
		IN("coupon i INDEXED BY sqlite_autoindex_coupon_2", "i.code = c.code AND i.id = c.id")
		IN_OR_NULL("c.member_id", "coupon i INDEXED BY coupon_member",
			"i.member_id = c.member_id AND i.member_id IS NOT NULL AND i.id = c.id")
		IN_OR_NULL("c.sale_id", "coupon i INDEXED BY coupon_sale",
			"i.sale_id = c.sale_id AND i.sale_id IS NOT NULL AND i.id = c.id")
		" FROM coupon c NOT INDEXED" BY_1("c.id") },
	{ "coupon", "i", { INDEX("coupon_period"), "coupon_kind", "member", VALUES },
		"SELECT c.id, c.period <= 0 OR c.member_id IS NULL OR EXISTS (SELECT 1 FROM coupon i"
		" INDEXED BY coupon_period WHERE i.kind_id = c.kind_id AND i.member_id = c.member_id"
		" AND i.period = c.period AND i.period > 0 AND i.id = c.id)" IN("coupon_kind k", "k.id = c.kind_id")
		IN_OR_NULL("c.member_id", "member m", "m.id = c.member_id") ", " IS("c.from_day", "integer") " AND "
		IS("c.until_day", "integer") " AND " IS("c.given_at_ms", "integer") " AND c.state BETWEEN 1 AND 3"
		" AND c.used BETWEEN 0 AND c.uses FROM coupon c NOT INDEXED" BY_1("c.id") },
	{ "coupon", "i", { ENTRY("coupon.number") },
		"SELECT i.number" IN("coupon c NOT INDEXED", "c.id = i.id AND c.number = i.number")
		" FROM coupon i INDEXED BY sqlite_autoindex_coupon_1" BY_1("i.number") },
	{ "coupon", "t", { ENTRY("coupon.code") },
		"SELECT i.code" IN("coupon c NOT INDEXED", "c.id = i.id AND c.code = i.code")
		" FROM coupon i INDEXED BY sqlite_autoindex_coupon_2" BY_1("i.code") },
	{ "coupon", "ii", { ENTRY("coupon_member") },
		"SELECT i.member_id, i.id" IN("coupon c NOT INDEXED", "c.id = i.id AND c.member_id = i.member_id")
		" FROM coupon i INDEXED BY coupon_member WHERE i.member_id IS NOT NULL AND"
		AFTER_2("i.member_id", "i.id") },
	{ "coupon", "ii", { "document", ENTRY("coupon_sale") },
		"SELECT i.sale_id, i.id" IN("document d", "d.id = i.sale_id")
		IN("coupon c NOT INDEXED", "c.id = i.id AND c.sale_id = i.sale_id")
		" FROM coupon i INDEXED BY coupon_sale WHERE i.sale_id IS NOT NULL AND" AFTER_2("i.sale_id", "i.id") },
	{ "coupon", "iiii", { ENTRY("coupon_period") },
		"SELECT i.kind_id, i.member_id, i.period, i.id" IN("coupon c NOT INDEXED",
			"c.id = i.id AND c.kind_id = i.kind_id AND c.member_id = i.member_id AND c.period = i.period")
		" FROM coupon i INDEXED BY coupon_period WHERE i.period > 0 AND"
		AFTER_4("i.kind_id", "i.member_id", "i.period", "i.id") },
	{ "coupon_move", "ii", { "document", "coupon", INDEX("coupon_move_coupon") },
		"SELECT m.document_id, m.coupon_id" IN("document d", "d.id = m.document_id")
		IN("coupon c", "c.id = m.coupon_id") IN("coupon_move i INDEXED BY coupon_move_coupon",
			"i.coupon_id = m.coupon_id AND i.document_id = m.document_id")
		" FROM coupon_move m NOT INDEXED" BY_2("m.document_id", "m.coupon_id") },
	{ "coupon_move", "ii", { ENTRY("coupon_move_coupon") },
		"SELECT i.coupon_id, i.document_id" IN("coupon_move m NOT INDEXED",
			"m.document_id = i.document_id AND m.coupon_id = i.coupon_id")
		" FROM coupon_move i INDEXED BY coupon_move_coupon" BY_2("i.coupon_id", "i.document_id") },
	{ "gift_move", "i", { "document", "member", INDEX("gift_move_member"), INDEX("gift_move_cancels") },
		"SELECT m.document_id" IN("document d", "d.id = m.document_id") IN("member p", "p.id = m.member_id")
		IN("gift_move i INDEXED BY gift_move_member", "i.member_id = m.member_id AND i.gift_id = m.gift_id"
			" AND i.document_id = m.document_id")
		IN_OR_NULL("m.cancels", "gift_move i INDEXED BY gift_move_cancels",
			"i.cancels = m.cancels AND i.cancels IS NOT NULL AND i.document_id = m.document_id")
		" FROM gift_move m NOT INDEXED" BY_1("m.document_id") },
	{ "gift_move", "i", { VALUES },
		"SELECT m.document_id, " IS("m.pieces", "integer") " AND " IS("m.points", "integer")
		" FROM gift_move m NOT INDEXED" BY_1("m.document_id") },
	{ "gift_move", "iii", { ENTRY("gift_move_member") },
		"SELECT i.member_id, i.gift_id, i.document_id" IN("gift_move m NOT INDEXED",
			"m.document_id = i.document_id AND m.member_id = i.member_id AND m.gift_id = i.gift_id")
		" FROM gift_move i INDEXED BY gift_move_member" BY_3("i.member_id", "i.gift_id", "i.document_id") },
	{ "gift_move", "i", { ENTRY("gift_move_cancels") },
		"SELECT i.cancels" IN("gift_move m NOT INDEXED", "m.document_id = i.document_id AND m.cancels ="
			" i.cancels")
		" FROM gift_move i INDEXED BY gift_move_cancels WHERE i.cancels IS NOT NULL AND i.cancels > $1"
		" ORDER BY i.cancels LIMIT $2" },
	{ "draw_play", "i", { "document", "member", INDEX("draw_play_n"), INDEX("draw_play_member") },
		"SELECT m.document_id" IN("document d", "d.id = m.document_id") IN("member p", "p.id = m.member_id")
		IN("draw_play i INDEXED BY draw_play_n", "i.draw_id = m.draw_id AND i.business_day = m.business_day"
			" AND i.n = m.n AND i.document_id = m.document_id")
		IN("draw_play i INDEXED BY draw_play_member", "i.member_id = m.member_id AND i.draw_id = m.draw_id"
			" AND i.business_day = m.business_day AND i.nth = m.nth AND i.document_id = m.document_id")
		" FROM draw_play m NOT INDEXED" BY_1("m.document_id") },
	{ "draw_play", "i", { VALUES },
		"SELECT m.document_id, " IS("m.points", "integer") " AND " IS("m.drawn", "integer") " AND "
		IS("m.prize", "integer") " FROM draw_play m NOT INDEXED" BY_1("m.document_id") },
	{ "draw_play", "iii", { ENTRY("draw_play_n") },
		"SELECT i.draw_id, i.business_day, i.n" IN("draw_play m NOT INDEXED", "m.document_id = i.document_id"
			" AND m.draw_id = i.draw_id AND m.business_day = i.business_day AND m.n = i.n")
		" FROM draw_play i INDEXED BY draw_play_n" BY_3("i.draw_id", "i.business_day", "i.n") },
	{ "draw_play", "iiii", { ENTRY("draw_play_member") },
		"SELECT i.member_id, i.draw_id, i.business_day, i.nth" IN("draw_play m NOT INDEXED",
			"m.document_id = i.document_id AND m.member_id = i.member_id AND m.draw_id = i.draw_id"
			" AND m.business_day = i.business_day AND m.nth = i.nth")
		" FROM draw_play i INDEXED BY draw_play_member"
		BY_4("i.member_id", "i.draw_id", "i.business_day", "i.nth") },
	{ "uses_package", "i", { "document", "member", INDEX("uses_package_member"), INDEX("uses_package_document") },
		"SELECT p.id" IN("document d", "d.id = p.document_id") IN("member m", "m.id = p.member_id")
		IN("uses_package i INDEXED BY uses_package_member", "i.member_id = p.member_id AND i.id = p.id")
		IN("uses_package i INDEXED BY uses_package_document",
			"i.document_id = p.document_id AND i.line_no = p.line_no AND i.id = p.id")
		" FROM uses_package p NOT INDEXED" BY_1("p.id") },
	{ "uses_package", "i", { VALUES },
		"SELECT p.id, " IS("p.kind_id", "integer") " AND " IS("p.from_day", "integer") " AND "
		IS("p.until_day", "integer") " AND " IS("p.grace_day", "integer") " AND " IS("p.bought", "integer")
		" AND " IS("p.paid_minor", "integer") " AND p.rest BETWEEN 0 AND p.bought"
		" FROM uses_package p NOT INDEXED" BY_1("p.id") },
	{ "uses_package", "ii", { ENTRY("uses_package_member") },
		"SELECT i.member_id, i.id" IN("uses_package p NOT INDEXED", "p.id = i.id AND p.member_id = i.member_id")
		" FROM uses_package i INDEXED BY uses_package_member" BY_2("i.member_id", "i.id") },
	{ "uses_package", "iii", { ENTRY("uses_package_document") },
		"SELECT i.document_id, i.line_no, i.id" IN("uses_package p NOT INDEXED",
			"p.id = i.id AND p.document_id = i.document_id AND p.line_no = i.line_no")
		" FROM uses_package i INDEXED BY uses_package_document" BY_3("i.document_id", "i.line_no", "i.id") },
	{ "uses_move", "ii", { "document", "uses_package", INDEX("uses_move_package"), INDEX("uses_move_cancels") },
		"SELECT m.document_id, m.n" IN("document d", "d.id = m.document_id")
		IN("uses_package p", "p.id = m.package_id") IN("uses_move i INDEXED BY uses_move_package",
			"i.package_id = m.package_id AND i.document_id = m.document_id AND i.n = m.n")
		IN_OR_NULL("m.cancels", "uses_move i INDEXED BY uses_move_cancels", "i.cancels = m.cancels"
			" AND i.package_id = m.package_id AND i.cancels IS NOT NULL AND i.document_id = m.document_id"
			" AND i.n = m.n")
		" FROM uses_move m NOT INDEXED" BY_2("m.document_id", "m.n") },
	{ "uses_move", "ii", { VALUES },
		"SELECT m.document_id, m.n, " IS("m.kind", "integer") " AND " IS("m.amount", "integer") " AND "
		IS("m.line_no", "integer")
		" FROM uses_move m NOT INDEXED" BY_2("m.document_id", "m.n") },
	{ "uses_move", "iii", { ENTRY("uses_move_package") },
		"SELECT i.package_id, i.document_id, i.n" IN("uses_move m NOT INDEXED",
			"m.document_id = i.document_id AND m.n = i.n AND m.package_id = i.package_id")
		" FROM uses_move i INDEXED BY uses_move_package" BY_3("i.package_id", "i.document_id", "i.n") },
	{ "uses_move", "ii", { ENTRY("uses_move_cancels") },
		"SELECT i.cancels, i.package_id" IN("uses_move m NOT INDEXED", "m.document_id = i.document_id"
			" AND m.n = i.n AND m.cancels = i.cancels AND m.package_id = i.package_id")
		" FROM uses_move i INDEXED BY uses_move_cancels WHERE i.cancels IS NOT NULL AND"
		AFTER_2("i.cancels", "i.package_id") },
	{ "card_key", "t", { "card", INDEX("card_key_card") },
		"SELECT k.key" IN("card c", "c.id = k.card_id")
		IN("card_key i INDEXED BY card_key_card", "i.card_id = k.card_id AND i.key = k.key")
		" FROM card_key k NOT INDEXED" BY_1("k.key") },
	{ "card_key", "it", { ENTRY("card_key_card") },
		"SELECT i.card_id, i.key" IN("card_key k NOT INDEXED", "k.key = i.key AND k.card_id = i.card_id")
		" FROM card_key i INDEXED BY card_key_card" BY_2("i.card_id", "i.key") },
	{ "card_move", "i", { INDEX("card_move_one"), INDEX("card_move_range"), VALUES },
		"SELECT m.id, m.from_number <> m.to_number OR EXISTS (SELECT 1 FROM card_move i"
		" INDEXED BY card_move_one WHERE i.to_number = m.to_number AND i.from_number = i.to_number"
		" AND i.id = m.id), m.from_number = m.to_number OR EXISTS (SELECT 1 FROM card_move i"
		" INDEXED BY card_move_range"
		" WHERE i.to_number = m.to_number AND i.from_number <> i.to_number AND i.id = m.id), "
		IS("m.what", "text") " AND " IS("m.note", "text") " AND " IS("m.at_ms", "integer") " AND "
		IS("m.staff_id", "integer") " FROM card_move m NOT INDEXED" BY_1("m.id") },
	{ "card_move", "ti", { ENTRY("card_move_one") },
		"SELECT i.to_number, i.id" IN("card_move m NOT INDEXED", "m.id = i.id AND m.to_number = i.to_number"
			" AND m.from_number = m.to_number")
		" FROM card_move i INDEXED BY card_move_one WHERE i.from_number = i.to_number AND"
		AFTER_2("i.to_number", "i.id") },
	{ "card_move", "ti", { ENTRY("card_move_range") },
		"SELECT i.to_number, i.id" IN("card_move m NOT INDEXED", "m.id = i.id AND m.to_number = i.to_number"
			" AND m.from_number <> m.to_number")
		" FROM card_move i INDEXED BY card_move_range WHERE i.from_number <> i.to_number AND"
		AFTER_2("i.to_number", "i.id") },
	{ "customer_order", "i", { VALUES },
		"SELECT o.id, " IS("o.customer", "text") " AND " IS("o.note", "text") " AND " IS("o.total_minor",
			"integer")
		" FROM customer_order o" BY_1("o.id") },
	{ "pay_intent", "i", { INDEX("pay_intent_open"), INDEX("pay_intent_taken"), VALUES },
		"SELECT p.id, p.state >= 3 OR EXISTS (SELECT 1 FROM pay_intent i INDEXED BY pay_intent_open"
		" WHERE i.basket_id = p.basket_id AND i.state < 3 AND i.id = p.id)"
		", p.state <> 3 OR EXISTS (SELECT 1 FROM pay_intent i INDEXED BY pay_intent_taken"
		" WHERE i.reference = p.reference AND i.state = 3 AND i.id = p.id), " IS("p.amount_minor", "integer")
		" AND " IS("p.reference", "text") " FROM pay_intent p NOT INDEXED" BY_1("p.id") },
	{ "pay_intent", "ii", { ENTRY("pay_intent_open") },
		"SELECT i.basket_id, i.id"
		IN("pay_intent p NOT INDEXED", "p.id = i.id AND p.basket_id = i.basket_id AND p.state < 3")
		" FROM pay_intent i INDEXED BY pay_intent_open WHERE i.state < 3 AND" AFTER_2("i.basket_id", "i.id") },
	{ "pay_intent", "ti", { ENTRY("pay_intent_taken") },
		"SELECT i.reference, i.id"
		IN("pay_intent p NOT INDEXED", "p.id = i.id AND p.reference = i.reference AND p.state = 3")
		" FROM pay_intent i INDEXED BY pay_intent_taken WHERE i.state = 3 AND" AFTER_2("i.reference", "i.id") },
	{ "pay_back", "i", { INDEX("pay_back_open"), VALUES },
		"SELECT b.id, b.state >= 3 OR EXISTS (SELECT 1 FROM pay_back i INDEXED BY pay_back_open"
		" WHERE i.terminal_id = b.terminal_id AND i.state < 3 AND i.id = b.id), "
		IS("b.amount_minor", "integer") " AND " IS("b.reference", "text")
		" FROM pay_back b NOT INDEXED" BY_1("b.id") },
	{ "pay_back", "ii", { ENTRY("pay_back_open") },
		"SELECT i.terminal_id, i.id"
		IN("pay_back b NOT INDEXED", "b.id = i.id AND b.terminal_id = i.terminal_id AND b.state < 3")
		" FROM pay_back i INDEXED BY pay_back_open WHERE i.state < 3 AND" AFTER_2("i.terminal_id", "i.id") },
	{ "audit", "ii", { "seal", INDEX("audit_unusual"), INDEX("audit_person") },
		"SELECT x.seal_id, x.n" IN("seal s", "s.id = x.seal_id")
		", x.action = 'sale' OR EXISTS (SELECT 1 FROM audit i INDEXED BY audit_unusual"
		" WHERE i.at_ms = x.at_ms AND i.action <> 'sale' AND i.seal_id = x.seal_id AND i.n = x.n)"
		", x.action NOT IN ('clock', 'clock-correct', 'staff-sale', 'staff-return')"
		" OR EXISTS (SELECT 1 FROM audit i INDEXED BY audit_person"
		" WHERE i.action IN ('clock', 'clock-correct', 'staff-sale', 'staff-return')"
		" AND i.subject_id = x.subject_id AND i.at_ms = x.at_ms AND i.seal_id = x.seal_id AND i.n = x.n)"
		" FROM audit x" BY_2("x.seal_id", "x.n") },
	{ "document_note", "ii", { "document" },
		"SELECT n.document_id, n.line_no" IN("document d", "d.id = n.document_id")
		" FROM document_note n" BY_2("n.document_id", "n.line_no") },
	{ "tag_words", "i", { "article" },
		"SELECT w.article_id" IN("article a", "a.id = w.article_id") " FROM tag_words w" BY_1("w.article_id") },
	{ "tag_printed", "i", { "article" },
		"SELECT p.article_id" IN("article a", "a.id = p.article_id")
		" FROM tag_printed p" BY_1("p.article_id") },
	{ "invoice_claim", "ii", { "document" },
		"SELECT c.document_id, c.n" IN("document d", "d.id = c.document_id")
		" FROM invoice_claim c" BY_2("c.document_id", "c.n") },
	{ "bottle_slip", "t", { "document", VALUES },
		"SELECT s.key" IN("document d", "d.id = s.document_id") ", " IS("s.business_day", "integer") " AND "
		IS("s.amount_minor", "integer") " AND s.amount_minor > 0 FROM bottle_slip s" BY_1("s.key") },
	{ "returned", "ii", { "sale_line" },
		"SELECT r.document_id, r.line_no"
		IN("sale_line l", "l.document_id = r.document_id AND l.line_no = r.line_no")
		" FROM returned r" BY_2("r.document_id", "r.line_no") },
	{ "job", "i", { INDEX("job_waiting"), INDEX("job_unknown") },
		"SELECT j.id, j.state >= 3 OR EXISTS (SELECT 1 FROM job i INDEXED BY job_waiting"
		" WHERE i.terminal_id = j.terminal_id AND i.state < 3 AND i.id = j.id)"
		", j.state <> 5 OR EXISTS (SELECT 1 FROM job i INDEXED BY job_unknown"
		" WHERE i.terminal_id = j.terminal_id AND i.state = 5 AND i.id = j.id)"
		" FROM job j NOT INDEXED" BY_1("j.id") },
	{ "job", "ii", { ENTRY("job_waiting") },
		"SELECT i.terminal_id, i.id"
		IN("job j NOT INDEXED", "j.id = i.id AND j.terminal_id = i.terminal_id AND j.state < 3")
		" FROM job i INDEXED BY job_waiting WHERE i.state < 3 AND" AFTER_2("i.terminal_id", "i.id") },
	{ "job", "ii", { ENTRY("job_unknown") },
		"SELECT i.terminal_id, i.id"
		IN("job j NOT INDEXED", "j.id = i.id AND j.terminal_id = i.terminal_id AND j.state = 5")
		" FROM job i INDEXED BY job_unknown WHERE i.state = 5 AND" AFTER_2("i.terminal_id", "i.id") },
	{ "shift_total", "iiii", { INDEX("shift_total_day") },
		"SELECT t.shift_id, t.business_day, t.measure, t.item_id"
		IN("shift_total i INDEXED BY shift_total_day", "i.business_day = t.business_day"
			" AND i.shift_id = t.shift_id AND i.measure = t.measure AND i.item_id = t.item_id")
		" FROM shift_total t NOT INDEXED" BY_4("t.shift_id", "t.business_day", "t.measure", "t.item_id") },
	{ "shift_total", "iiii", { ENTRY("shift_total_day") },
		"SELECT i.business_day, i.shift_id, i.measure, i.item_id"
		IN("shift_total t NOT INDEXED", "t.shift_id = i.shift_id AND t.business_day = i.business_day"
			" AND t.measure = i.measure AND t.item_id = i.item_id")
		" FROM shift_total i INDEXED BY shift_total_day"
		BY_4("i.business_day", "i.shift_id", "i.measure", "i.item_id") },
};
#define WALKS (sizeof walks / sizeof *walks)

/* Which tables those are, and whether one has more than $1 rows. */
#define GROWS(table) { table, "SELECT 1 FROM " table " LIMIT 1 OFFSET $1" }
static const struct { const char *table, *more; } grown[] = {
	GROWS("article"), GROWS("price"), GROWS("article_code"), GROWS("article_alias"), GROWS("revision"),
	GROWS("seal"), GROWS("document"), GROWS("sale_line"), GROWS("sale_discount"), GROWS("sale_tender"),
	GROWS("posting"), GROWS("audit"), GROWS("returned"), GROWS("invoice_claim"), GROWS("bottle_slip"), GROWS("job"),
	GROWS("shift_total"), GROWS("document_note"), GROWS("tag_words"), GROWS("tag_printed"),
	GROWS("voucher"), GROWS("voucher_move"), GROWS("customer_order"), GROWS("member"), GROWS("member_sum"),
	GROWS("member_day"), GROWS("member_level"), GROWS("member_attribute"), GROWS("consent"),
	GROWS("member_contact"),
	GROWS("card"), GROWS("card_key"), GROWS("card_move"), GROWS("lot"), GROWS("lot_move"), GROWS("lot_moved"),
	GROWS("coupon"), GROWS("coupon_move"), GROWS("gift_move"), GROWS("draw_play"),
	GROWS("uses_package"), GROWS("uses_move"),
	GROWS("pay_back"), GROWS("pay_intent"),
};

/* --- what is found ------------------------------------------------------------------------------ */

struct checking {
	struct db *db;
	const struct file_report *report;
	int damages, lone;
};

static void damage(struct checking *c, const char *text)
{
	if (c->damages++ < FILE_TOLD_MAX)
		c->report->damage(c->report->ctx, text);
}

static void lone(struct checking *c, const char *from, const char *to)
{
	if (c->lone++ < FILE_TOLD_MAX)
		c->report->lone(c->report->ctx, from, to);
}

/* --- asking the engine --------------------------------------------------------------------------- */

static enum err give_text(void *ctx, const struct db_rows *r)
{
	if (strcmp(row_text(r, 0, 0), "ok") != 0)
		damage(ctx, row_text(r, 0, 0));
	return OK;
}

static enum err give_pair(void *ctx, const struct db_rows *r)
{
	struct checking *c = ctx;

	lone(c, row_text(r, 0, 0), row_text(r, 0, 2));
	return c->lone < FILE_TOLD_MAX ? OK : ERR_STALE;
}

static enum err check_whole(struct checking *c)
{
	enum err e = db_each(c->db, give_text, c, "PRAGMA integrity_check(100)");

	if (e == OK)
		e = db_each(c->db, give_pair, c, "PRAGMA foreign_key_check");
	return e == ERR_STALE ? OK : e;
}

static enum err check_table(struct checking *c, const char *table)
{
	enum err e = db_each(c->db, give_text, c, "SELECT * FROM pragma_integrity_check($1)", db_text(table));

	if (e == OK)
		e = db_each(c->db, give_pair, c, "SELECT * FROM pragma_foreign_key_check($1)", db_text(table));
	return e == ERR_STALE ? OK : e;
}

/* --- walking ------------------------------------------------------------------------------------- */

/* What is bound must stay while rows come, so where a slice began and how far it came are two places. */
struct place { struct arena mem; struct db_arg key[KEYS_MAX]; };

struct slice {
	struct checking *c;
	const struct walk *w;
	const struct place *from;
	struct place *to;
	int rows;
};

/* Whether the key of this row comes after the one before. */
static bool ascends(const struct db_arg *was, const struct db_rows *r, const char *key)
{
	int way = 0;

	for (int i = 0; way == 0 && key[i]; i++)
		way = key[i] == 't' ? strcmp(row_text(r, 0, i), was[i].t)
			: (row_int(r, 0, i) > was[i].i) - (row_int(r, 0, i) < was[i].i);
	return way > 0;
}

static void note(struct place *p, const struct walk *w, const struct db_rows *r)
{
	arena_clear(&p->mem);
	for (int i = 0; w->key[i]; i++)
		p->key[i] = w->key[i] == 't' ? db_text(arena_strdup(&p->mem, row_text(r, 0, i)))
			: db_int(row_int(r, 0, i));
}

static enum err give_row(void *ctx, const struct db_rows *r)
{
	struct slice *s = ctx;
	const struct walk *w = s->w;
	int keys = (int)strlen(w->key);
	char text[200];

	if (!ascends(s->rows ? s->to->key : s->from->key, r, w->key)) {
		snprintf(text, sizeof text, "%s: keys out of order", w->table);
		damage(s->c, text);
	}
	note(s->to, w, r);
	s->rows++;
	for (int i = 0; i < NEEDS_MAX && w->needs[i]; i++) {
		if (row_int(r, 0, keys + i))
			continue;
		if (!strchr(w->needs[i], ' ')) {
			lone(s->c, w->table, w->needs[i]);
			continue;
		}
		snprintf(text, sizeof text, "%s: %s", w->table, w->needs[i]);
		damage(s->c, text);
	}
	return OK;
}

static enum err walk_slice(struct slice *s)
{
	struct db_arg args[KEYS_MAX + 1];
	size_t keys = strlen(s->w->key);

	memcpy(args, s->from->key, keys * sizeof *args);
	args[keys] = db_int(SLICE_ROWS);
	s->rows = 0;
	return db_each_args(s->c->db, give_row, s, s->w->sql, args, (int)keys + 1);
}

static enum err walk(struct checking *c, const struct walk *w)
{
	struct place places[2] = { { ARENA_INIT, { { 0 } } }, { ARENA_INIT, { { 0 } } } };
	struct slice s = { .c = c, .w = w };
	enum err e;
	int turn = 0;

	for (int i = 0; w->key[i]; i++)
		places[0].key[i] = w->key[i] == 't' ? db_text("") : db_int(INT64_MIN);
	do {
		s.from = &places[turn];
		s.to = &places[turn = !turn];
		e = walk_slice(&s);
	} while (e == OK && s.rows == SLICE_ROWS);
	arena_release(&places[0].mem);
	arena_release(&places[1].mem);
	return e;
}

/* --- all of it ----------------------------------------------------------------------------------- */

/* Whether the table is one that grows and has done so. */
static enum err has_grown(struct db *db, struct arena *a, const char *table, bool *yes)
{
	struct db_rows r;

	*yes = false;
	for (size_t i = 0; i < sizeof grown / sizeof *grown; i++)
		if (strcmp(table, grown[i].table) == 0) {
			enum err e = db_query(db, a, &r, grown[i].more, db_int(WHOLE_ROWS));

			*yes = e == OK && r.count > 0;
			return e;
		}
	return OK;
}

static enum err check_part(struct checking *c, const char *table)
{
	struct arena a = ARENA_INIT;
	bool yes;
	enum err e = has_grown(c->db, &a, table, &yes);

	if (e == OK && !yes)
		e = check_table(c, table);
	for (size_t i = 0; e == OK && yes && i < WALKS; i++)
		if (strcmp(walks[i].table, table) == 0)
			e = walk(c, &walks[i]);
	arena_release(&a);
	return e;
}

/* The table of tables first: with it goes the list of free pages. */
static enum err check_parts(struct checking *c)
{
	struct arena a = ARENA_INIT;
	struct db_rows tables;
	enum err e = db_each(c->db, give_text, c, "SELECT * FROM pragma_integrity_check('sqlite_schema')");

	if (e == OK)
		e = db_query(c->db, &a, &tables, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
			" LIMIT 1000");
	for (int i = 0; e == OK && i < tables.count; i++)
		e = check_part(c, row_text(&tables, i, 0));
	arena_release(&a);
	return e;
}

enum err file_check(struct db *db, const struct file_report *report)
{
	struct checking c = { .db = db, .report = report };

	if (strcmp(db_engine(db), "sqlite") != 0)
		return OK;
	return db_alone(db) ? check_whole(&c) : check_parts(&c);
}
