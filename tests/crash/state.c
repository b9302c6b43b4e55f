/* state.c - what a shop under test holds, in a form that two runs can be compared by, and whether all of it adds up:
 * see world.h. */
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sbuf.h"
#include "service/check.h"
#include "service/journal.h"
#include "../../src/service/shop/shop_int.h"
#include "world.h"

#define MADE_IDS_MAX 32
#define MADE_ID_DIGITS 16

int64_t world_lost;

/* --- what it holds ------------------------------------------------------------------------------------ */

/* Documents by their numbers, everything else by what it says: no ids, no times. */
#define DOC "t.code, d.series, d.running"
#define FROM_DOC " FROM document d JOIN terminal t ON t.id = d.terminal_id"
#define BY_DOC " ORDER BY t.code, d.series, d.running"
static const char *const strict_parts[] = {
	"SELECT 'document', " DOC ", d.kind, d.staff_id, d.approver_id, d.business_day, o.running, p.running,"
		" d.reason_id, d.total_minor, d.discount_minor, d.tax_minor, d.rounding_minor" FROM_DOC
		" LEFT JOIN document o ON o.id = d.original_id LEFT JOIN document p ON p.id = d.partner_id" BY_DOC,
	"SELECT 'line', " DOC ", x.line_no, r.number, g.code, x.code, x.qty_milli, x.list_price_minor,"
		" x.price_minor, x.price_source, x.amount_minor, x.discount_minor, x.paid_minor, x.tax_minor, x.flags,"
		" x.original_line, x.reason_id, x.approver_id, x.parent_line, x.supplier_id" FROM_DOC
		" JOIN sale_line x ON x.document_id = d.id"
		" LEFT JOIN article r ON r.id = x.article_id LEFT JOIN department g ON g.id = x.department_id"
		BY_DOC ", x.line_no",
	"SELECT 'discount', " DOC ", x.line_no, x.stage, x.amount_minor" FROM_DOC
		" JOIN sale_discount x ON x.document_id = d.id" BY_DOC ", x.line_no, x.n",
	"SELECT 'payment', " DOC ", x.n, h.code, x.amount_minor, x.rounding_minor, x.given_minor,"
		" x.change_minor, x.reference" FROM_DOC " JOIN sale_tender x ON x.document_id = d.id"
		" JOIN tender h ON h.id = x.tender_id" BY_DOC ", x.n",
	"SELECT 'note', " DOC ", x.line_no, x.note" FROM_DOC " JOIN document_note x ON x.document_id = d.id"
		BY_DOC ", x.line_no",
	"SELECT 'posting', " DOC ", x.n, x.account, x.holder_id, x.amount" FROM_DOC
		" JOIN posting x ON x.document_id = d.id" BY_DOC ", x.n",
	"SELECT 'returned', " DOC ", x.line_no, x.sold_milli, x.returned_milli" FROM_DOC
		" JOIN returned x ON x.document_id = d.id" BY_DOC ", x.line_no",
	"SELECT 'balance', account, holder_id, unit, amount FROM balance ORDER BY account, holder_id, unit",
	"SELECT 'shift', terminal_id, staff_id, opened_day, float_minor, state, closed_by FROM shift ORDER BY id",
	"SELECT 'count', s.terminal_id, c.attempt, c.counted_minor FROM shift_count c JOIN shift s"
		" ON s.id = c.shift_id ORDER BY c.shift_id, c.attempt",
	"SELECT 'day', day, CASE WHEN closed_at_ms IS NULL THEN 0 ELSE 1 END FROM business_day ORDER BY day",
	"SELECT 'basket', b.terminal_id, s.number, b.state, b.held_no, b.note, b.discount_kind, b.discount_value,"
		" b.customer, b.began_staff_id, b.began_terminal_id, b.sent_by_terminal_id, b.deferred_shift_id,"
		" b.age_seen, b.buyer_staff_id, b.buyer_bp, b.seller_staff_id"
		" FROM basket b JOIN staff s ON s.id = b.staff_id ORDER BY b.id",
	"SELECT 'basket line', b.terminal_id, l.line_no, r.number, l.code, l.qty_milli, l.price_minor,"
		" l.price_source, l.fixed_amount_minor, l.flags, l.discount_kind, l.discount_value, l.reason_id,"
		" l.approver_id, l.original_line, l.note, l.parent_line, l.age_min,"
		" l.seller_id"
		" FROM basket_line l JOIN basket b ON b.id = l.basket_id"
		" LEFT JOIN article r ON r.id = l.article_id ORDER BY b.id, l.line_no",
	"SELECT 'basket payment', b.terminal_id, x.n, x.tender_id, x.amount_minor, x.reference,"
		" x.given_minor, x.approver_id FROM basket_tender x"
		" JOIN basket b ON b.id = x.basket_id ORDER BY b.id, x.n",
	"SELECT 'setting', name, scope, owner_id, value FROM setting ORDER BY name, scope, owner_id",
	"SELECT 'price', a.number, p.level, p.price_minor FROM price p JOIN article a ON a.id = p.article_id"
		" WHERE p.until_at_ms = 9223372036854775807 ORDER BY a.number, p.level, p.from_at_ms",
	"SELECT 'article', number, name, unit FROM article ORDER BY number",
	"SELECT 'staff', number, name, role_id, active FROM staff ORDER BY number",
	"SELECT 'script', s.number, k.unix_user, CASE WHEN k.revoked_at_ms IS NULL THEN 0 ELSE 1 END"
		" FROM script_key k JOIN staff s ON s.id = k.staff_id ORDER BY s.number",
	"SELECT 'right', role_id, permission FROM role_permission ORDER BY role_id, permission",
	"SELECT 'limit', role_id, name, value FROM role_limit ORDER BY role_id, name",
	"SELECT 'till', code, name FROM terminal ORDER BY code",
	"SELECT 'tender', code, name, kind, flags, currency, fee_bp, fee_minor, over_rule, refund_to FROM tender"
		" ORDER BY code",
	"SELECT 'reason', kind, digit, name, active FROM reason ORDER BY kind, digit, active, name",
	"SELECT 'department', code, name, tax_rate_id, active FROM department ORDER BY code",
	"SELECT 'tax', r.code, r.rate_bp, c.from_day, c.rate_bp FROM tax_rate r"
		" LEFT JOIN tax_change c ON c.tax_rate_id = r.id ORDER BY r.code, c.from_day",
	"SELECT 'category', code, name FROM category ORDER BY code",
	"SELECT 'voucher', v.serial, k.code, v.face_minor, v.state, v.terminal_id, d.running, v.last_day FROM voucher v"
		" JOIN voucher_kind k ON k.id = v.kind_id LEFT JOIN document d ON d.id = v.sold_id"
		" WHERE v.state <> 1 ORDER BY v.serial",
	"SELECT 'slip', s.key, d.running, s.business_day, s.amount_minor FROM bottle_slip s"
		" JOIN document d ON d.id = s.document_id ORDER BY s.key",
	"SELECT 'voucher stock', state, terminal_id, count(*) FROM voucher GROUP BY state, terminal_id"
		" ORDER BY state, terminal_id",
	"SELECT 'member', code, state, bearer, from_day, until_day FROM member ORDER BY code",
	"SELECT 'bought', m.code, d.day, d.visits, d.amount_minor, d.returned_minor, s.visits, s.amount_minor,"
		" s.returned_minor, s.last_day FROM member_day d JOIN member m ON m.id = d.member_id"
		" JOIN member_sum s ON s.member_id = d.member_id ORDER BY m.code, d.day",
	"SELECT 'of member', m.code, " DOC FROM_DOC " JOIN member m ON m.id = d.member_id" BY_DOC,
	"SELECT 'basket of', m.code, b.terminal_id, b.state FROM basket b JOIN member m ON m.id = b.member_id"
		" ORDER BY b.id",
	"SELECT 'level', code, rank, price_level, discount_bp, active FROM level ORDER BY rank",
	"SELECT 'level of', m.code, l.code, m.review_day FROM member m JOIN level l ON l.id = m.level_id"
		" ORDER BY m.code",
	"SELECT 'level entry', m.code, l.code, h.rank, h.way, h.from_day, h.until_day, d.running, u.running"
		" FROM member_level h JOIN member m ON m.id = h.member_id LEFT JOIN level l ON l.id = h.level_id"
		" LEFT JOIN document d ON d.id = h.document_id LEFT JOIN document u ON u.id = h.undone_by"
		" ORDER BY m.code, h.id",
	"SELECT 'card', c.number, k.code, c.state, m.code, c.staff_id, c.issue_no, c.from_day, c.until_day FROM card c"
		" JOIN card_kind k ON k.id = c.kind_id LEFT JOIN member m ON m.id = c.member_id ORDER BY c.number",
	"SELECT 'card key', k.key, c.number FROM card_key k JOIN card c ON c.id = k.card_id ORDER BY k.key",
	"SELECT 'coupon', c.number, k.code, c.state, m.code, c.from_day, c.until_day, c.uses, c.used, c.period,"
		" d.running FROM coupon c JOIN coupon_kind k ON k.id = c.kind_id LEFT JOIN member m"
		" ON m.id = c.member_id LEFT JOIN document d ON d.id = c.sale_id ORDER BY c.number",
	"SELECT 'coupon moved', c.number, x.used, x.amount_minor, " DOC FROM_DOC " JOIN coupon_move x"
		" ON x.document_id = d.id JOIN coupon c ON c.id = x.coupon_id" BY_DOC,
	"SELECT 'coupon kind', code, value_kind, value, giving, given, active FROM coupon_kind ORDER BY code",
	"SELECT 'basket coupon', c.number, b.terminal_id, b.state FROM basket_coupon x JOIN basket b"
		" ON b.id = x.basket_id JOIN coupon c ON c.id = x.coupon_id ORDER BY b.id, c.number",
	"SELECT 'lot', l.account, m.code, l.from_day, l.until_day, l.amount, l.rest, l.expired, l.held FROM lot l"
		" JOIN member m ON m.id = l.member_id"
		" ORDER BY l.account, m.code, l.from_day, l.until_day, l.amount, l.id",
	"SELECT 'gift', g.points, g.pieces, g.given, g.active FROM gift g ORDER BY g.points",
	"SELECT 'gift moved', " DOC ", x.pieces, x.points, x.cancels IS NULL" FROM_DOC " JOIN gift_move x"
		" ON x.document_id = d.id" BY_DOC,
	"SELECT 'draw', d.code, d.state, p.n, p.given IS NULL FROM draw d JOIN draw_prize p ON p.draw_id = d.id"
		" ORDER BY d.id, p.n",
	"SELECT 'drawn', " DOC ", x.n, x.nth, x.points, x.coupon_id > 0" FROM_DOC " JOIN draw_play x"
		" ON x.document_id = d.id" BY_DOC,
	"SELECT 'uses kind', code, times, active FROM uses_kind ORDER BY code",
	"SELECT 'uses', k.code, m.code, " DOC ", p.line_no, p.until_day, p.bought, p.rest, p.paid_minor" FROM_DOC
		" JOIN uses_package p ON p.document_id = d.id JOIN uses_kind k ON k.id = p.kind_id"
		" JOIN member m ON m.id = p.member_id" BY_DOC,
	"SELECT 'uses moved', " DOC ", x.n, x.kind, x.amount, x.line_no, x.cancels IS NULL" FROM_DOC
		" JOIN uses_move x ON x.document_id = d.id" BY_DOC,
	"SELECT 'account', id, name, limit_minor, terms_days, active, version FROM house_account ORDER BY id",
	"SELECT 'order', id, staff_id, terminal_id, customer, note, total_minor FROM customer_order ORDER BY id",
	"SELECT 'cheque', " DOC ", x.state, x.number, x.amount_minor" FROM_DOC " JOIN cheque x ON x.id = d.id" BY_DOC,
	"SELECT 'asked', terminal_id, staff_id, tender_id, amount_minor, code, state, reference FROM pay_intent"
		" ORDER BY id",
	"SELECT 'payback', kind, terminal_id, staff_id, tender_id, amount_minor, document_id = 0, state, reference"
		" FROM pay_back"
		" ORDER BY id",
	/* Of one under way nothing holds yet here, where all are small; it is gone on with. */
	"SELECT 'batch', b.name, b.level, b.state, a.number, l.was_minor, l.price_minor, l.done FROM price_batch b"
		" JOIN price_batch_line l ON l.batch_id = b.id JOIN article a ON a.id = l.article_id"
		" WHERE b.state <> 1 ORDER BY b.id, a.number",
	"SELECT 'window', code, name, weekdays, from_minute, until_minute, price_minor, off_bp, active, version"
		" FROM price_window ORDER BY code",
	"SELECT 'quick', terminal_id, page, position, label, kind, target FROM quick_key"
		" ORDER BY terminal_id, page, position",
	"SELECT 'sums', s.day, s.kind, d.closed_by FROM day_sums s JOIN business_day d ON d.day = s.day"
		" ORDER BY s.day, s.kind",
	"SELECT 'supplier', s.code, s.name, s.active, t.from_day, t.deduction_bp, t.guaranteed_minor FROM supplier s"
		" LEFT JOIN supplier_terms t ON t.supplier_id = s.id ORDER BY s.code, t.from_day",
	NULL
};
static const char *const loose_parts[] = {
	"SELECT 'figure', s.terminal_id, x.business_day, x.measure, x.item_id, x.times, x.qty_milli, x.amount_minor"
		" FROM shift_total x JOIN shift s ON s.id = x.shift_id"
		" ORDER BY x.shift_id, x.business_day, x.measure, x.item_id",
	"SELECT 'audit', action, count(*), sum(amount_minor) FROM audit WHERE action <> 'sign-on'"
		" GROUP BY action ORDER BY action",
	"SELECT 'job', j.kind, j.terminal_id, d.running, j.template, j.copy, j.state FROM job j"
		" LEFT JOIN document d ON d.id = j.document_id ORDER BY j.id",
	"SELECT 'revision', table_name, count(*) FROM revision GROUP BY table_name ORDER BY table_name",
	"SELECT 'tag', a.number, t.mark, t.version FROM tag_printed t JOIN article a ON a.id = t.article_id"
		" ORDER BY a.number",
	"SELECT 'key', n FROM seal_key ORDER BY n",
	"SELECT 'voucher move', from_serial, to_serial, what, staff_id, approver_id, terminal_id FROM voucher_move"
		" ORDER BY from_serial, to_serial, what, terminal_id",
	"SELECT 'card move', from_number, to_number, what, staff_id, to_staff_id FROM card_move"
		" ORDER BY from_number, to_number, what, id",
	"SELECT 'rate', currency, numerator, denominator, source, staff_id FROM currency_rate"
		" ORDER BY currency, numerator, denominator",
	"SELECT 'prices', a.number, p.level, count(*), count(DISTINCT p.from_at_ms) FROM price p"
		" JOIN article a ON a.id = p.article_id GROUP BY a.number, p.level ORDER BY a.number, p.level",
	"SELECT 'fix', code, department_id, price_minor FROM fix_item ORDER BY id",
	NULL
};

struct writing { struct sbuf *out; const char *id[MADE_IDS_MAX]; int ids; struct arena a; };

/* What was made since then has ids that say when: they are named in the order in which they come. */
static void put_value(struct writing *to, const char *text)
{
	int i = 0;

	if (strlen(text) < MADE_ID_DIGITS || text[strspn(text, "0123456789")]) {
		sbuf_printf(to->out, "%s", text);
		return;
	}
	while (i < to->ids && strcmp(to->id[i], text) != 0)
		i++;
	if (i == MADE_IDS_MAX)
		abort();
	if (i == to->ids)
		to->id[to->ids++] = arena_strdup(&to->a, text);
	sbuf_printf(to->out, "#%d", i);
}

static enum err put_row(void *ctx, const struct db_rows *r)
{
	struct writing *to = ctx;

	for (int i = 0; i < r->columns; i++) {
		if (i)
			sbuf_putc(to->out, ' ');
		put_value(to, row_null(r, 0, i) ? "-" : row_text(r, 0, i));
	}
	sbuf_putc(to->out, '\n');
	return OK;
}

static bool put_parts(struct db *db, const char *const *parts, struct writing *to)
{
	for (int i = 0; parts[i]; i++)
		if (db_each_args(db, put_row, to, parts[i], NULL, 0) != OK) {
			printf("# cannot be read: %s\n", db_error(db));
			return false;
		}
	return true;
}

/* A handle to look with, kept until all is closed: opening one takes longer than looking. */
static struct db *reader(struct world *w)
{
	struct arena a = ARENA_INIT;
	const char *why = "";

	if (!w->reader && db_open(&a, w->url, 0, &w->reader, &why) != OK)
		printf("# cannot be opened: %s\n", why);
	arena_release(&a);
	return w->reader;
}

void world_forget_reader(struct world *w)
{
	db_close(w->reader);
	w->reader = NULL;
}

char *world_state(struct world *w, struct arena *a, size_t *strict)
{
	char *text = NULL;

	/* A fault meant for the till may have struck the handle: then another is taken. */
	for (int i = 0; i < 2 && !text && reader(w); i++) {
		struct sbuf out = SBUF_INIT;
		struct writing to = { .out = &out, .a = ARENA_INIT };
		bool ok = put_parts(w->reader, strict_parts, &to);

		if (strict)
			*strict = out.len;
		if (ok && put_parts(w->reader, loose_parts, &to))
			text = arena_strdup(a, sbuf_text(&out));
		sbuf_release(&out);
		arena_release(&to.a);
		if (!text)
			world_forget_reader(w);
	}
	return text;
}

char *world_view(struct world *w, struct arena *a, int till)
{
	const struct till_view *v;

	till_refresh(w->seat[till].t); /* how many baskets are held is counted now and then */
	v = till_view(w->seat[till].t);
	return arena_printf(a, "%s: %d lines, due %" PRId64 ", open %" PRId64 ", %d payments, %d held, shift %s%s",
		shop_staff(w->seat[till].sh)->id ? shop_staff(w->seat[till].sh)->number : "nobody",
			v->basket->line_count, v->due_minor, v->open_minor, v->payment_count, v->held_count,
		v->shift_id ? "open" : "none", v->shift_id && v->counted ? ", counted" : "");
}

/* --- does it add up -------------------------------------------------------------------------------------- */

static void tell_finding(void *ctx, const struct finding *f)
{
	struct arena a = ARENA_INIT;

	(void)ctx;
	if (check_table[f->id].severity == 'E')
		printf("# store check: %s: %s\n", check_table[f->id].name, finding_text(&a, f));
	arena_release(&a);
}

static bool link_is_there(struct db *db, const struct journal_link *l)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT link FROM seal WHERE terminal_id = $1 AND seq = $2",
		db_int(l->seal.terminal_id), db_int(l->seal.seq));
	bool ok = e == OK && strcmp(row_text(&r, 0, 0), l->seal.link) == 0;

	if (!ok)
		world_lost++;
	if (!ok)
		printf("# link %" PRId64 " of terminal %" PRId64 " is in the journal and not in the store\n",
			l->seal.seq, l->seal.terminal_id);
	arena_release(&a);
	return ok;
}

/* A journal is written after COMMIT answered, so what stands in it was acknowledged. It has each link of its till
 * since it began, and some twice where two programs stood at one till. Who was killed within a write left a record
 * torn; the next to open it writes that one again. */
static bool journal_kept(struct world *w, const char *path, int64_t *last)
{
	struct journal_reader r;
	struct arena a = ARENA_INIT;
	struct journal_link link;
	bool ok = journal_open(&r, path) == OK;

	*last = 0;
	while (ok && journal_next(&r, &a, &link) == OK) {
		ok = link_is_there(w->reader, &link);
		if (*last && link.seal.seq > *last + 1) {
			printf("# %s: link %" PRId64 " after %" PRId64 "\n", path, link.seal.seq, *last);
			ok = false;
		}
		if (link.seal.seq > *last)
			*last = link.seal.seq;
		arena_clear(&a);
	}
	w->torn += r.damaged;
	journal_close(&r);
	arena_release(&a);
	return ok;
}

static bool reaches_end(struct world *w, const char *name, int64_t last)
{
	int64_t terminal_id, series, end;
	struct arena a = ARENA_INIT;
	struct db_rows r;
	int month;
	bool ok = journal_name_parse(name, &terminal_id, &series, &month) && db_one(w->reader, &a, &r,
		"SELECT chain_seq FROM terminal WHERE id = $1", db_int(terminal_id)) == OK;

	end = ok ? row_int(&r, 0, 0) : 0;
	if (last != end)
		printf("# journal %s ends with link %" PRId64 ", its till with %" PRId64 "\n", name, last, end);
	arena_release(&a);
	return ok && last == end;
}

static bool journals_are(struct world *w, bool complete)
{
	struct arena a = ARENA_INIT;
	DIR *dir = opendir(w->conf.journal_dir);
	bool ok = !dir || reader(w);

	w->torn = 0;
	for (struct dirent *each; ok && dir && (each = readdir(dir));) {
		int64_t last;

		if (each->d_name[0] == '.')
			continue;
		ok = journal_kept(w, arena_printf(&a, "%s/%s", w->conf.journal_dir, each->d_name), &last) &&
			(!complete || reaches_end(w, each->d_name, last));
	}
	if (w->torn > w->torn_most)
		printf("# %" PRId64 " damaged records in %s\n", w->torn, w->conf.journal_dir);
	if (dir)
		closedir(dir);
	arena_release(&a);
	return ok && w->torn <= w->torn_most;
}

bool world_journals_complete(struct world *w)
{
	return journals_are(w, true);
}

bool world_sound(struct world *w)
{
	const struct check_request request = { .found = tell_finding };
	struct arena a = ARENA_INIT;
	struct check_result result;
	const char *why = "";
	bool ok = check_store(&a, &w->conf, &request, &result, &why) == OK;

	if (!ok)
		printf("# store check: %s\n", why);
	arena_release(&a);
	return ok && result.wrong == 0 && journals_are(w, false);
}
