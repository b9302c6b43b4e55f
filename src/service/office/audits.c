/* audits.c - see audits.h. */
#include "service/audits.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/code.h"
#include "office_int.h"
#include "service/link.h"
#include "store/master_store.h"
#include "store/staff_store.h"

#define HOUR_MS INT64_C(3600000)
#define HOURS 24
#define COUNTED_MAX 20000
#define CASHIERS_MAX 200

const char *const audit_proof_name[] = { [PROOF_GOOD] = "good", [PROOF_BAD] = "bad", [PROOF_NO_KEY] = "no-key" };

const struct exception_entry exception_table[EXCEPTION_COLUMNS] = {
#define EXCEPTION_COLUMN(id, name, heading, words) [EXCEPTION_##id] = { name, heading, words },
#include "service/exception.def"
};

static const struct { enum exception_column column; const char *action; } exceptions[] = {
#define EXCEPTION(column, action) { EXCEPTION_##column, action },
#include "service/exception.def"
};

int exception_of(const char *action)
{
	for (size_t i = 0; i < sizeof exceptions / sizeof exceptions[0]; i++)
		if (strcmp(exceptions[i].action, action) == 0)
			return (int)exceptions[i].column;
	return -1;
}

const char *audit_words(const char *action)
{
	static const struct { const char *name, *words; } acts[] = {
#define AUDIT_ACTION(name, words) { name, words },
#include "service/audit_action.def"
#undef AUDIT_ACTION
	};

	for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++)
		if (strcmp(acts[i].name, action) == 0)
			return _(acts[i].words);
	return action;
}

/* --- the list -------------------------------------------------------------------------------- */

/* Who and where, by the numbers that people use. */
static enum err read_query(struct shop *sh, struct arena *a, const struct audit_query *query, struct audit_wanted *out,
	struct said *said)
{
	struct staff_row staff;
	struct terminal_row terminal;
	enum err e = OK;

	*out = (struct audit_wanted){ .from_ms = query->from_ms, .action = query->action ? query->action : "",
		.until_ms = query->until_ms ? query->until_ms : INT64_MAX };
	if (query->staff) {
		e = staff_by_number(sh->db, a, query->staff, &staff);
		if (e != OK)
			return office_answer(said, e, arena_printf(a, _("staff number %s"), query->staff));
		out->staff_id = staff.id;
	}
	if (query->terminal) {
		e = terminal_by_code(sh->db, a, query->terminal, &terminal);
		if (e != OK)
			return office_answer(said, e, arena_printf(a, _("till %s"), query->terminal));
		out->terminal_id = terminal.id;
	}
	return OK;
}

static enum err list_by(struct shop *sh, struct arena *a, enum permission right, const struct audit_query *query,
	const struct audit_cursor *after, int limit, struct audit_told **list, int *n, struct said *said)
{
	struct audit_wanted wanted;
	enum err e = office_need(sh, right, said);

	*n = 0;
	if (e == OK)
		e = read_query(sh, a, query, &wanted, said);
	if (e != OK)
		return e;
	e = audit_page(sh->db, a, &wanted, after, limit < AUDITS_MAX ? limit : AUDITS_MAX, list, n);
	return e == OK ? OK : say(said, e, MSG_STORE_FAILED, NULL, NULL);
}

enum err audits_list(struct shop *sh, struct arena *a, const struct audit_query *query,
	const struct audit_cursor *after, int limit, struct audit_told **list, int *n, struct said *said)
{
	return list_by(sh, a, PERM_AUDIT, query, after, limit, list, n, said);
}

enum err exceptions_list(struct shop *sh, struct arena *a, const struct audit_query *query,
	const struct audit_cursor *after, int limit, struct audit_told **list, int *n, struct said *said)
{
	int kept = 0;
	enum err e = list_by(sh, a, PERM_EXCEPTIONS, query, after, limit, list, n, said);

	for (int i = 0; e == OK && i < *n; i++)
		if (exception_of((*list)[i].row.action) >= 0)
			(*list)[kept++] = (*list)[i];
	*n = kept;
	return e;
}

/* --- one link -------------------------------------------------------------------------------- */

/* The link that stands before, "" at the beginning of a chain. */
static enum err link_before(struct shop *sh, struct arena *a, const struct seal_row *seal, const char **before)
{
	struct seal_row *rows;
	int n;
	enum err e;

	*before = "";
	if (seal->seq <= 1)
		return OK;
	e = seals_after(sh->db, a, seal->terminal_id, seal->seq - 2, 1, &rows, &n);
	if (e == OK && (n == 0 || rows[0].seq != seal->seq - 1))
		return ERR_NOTFOUND;
	if (e == OK)
		*before = rows[0].link;
	return e;
}

static enum err judge(struct shop *sh, struct arena *a, const struct journal_link *l, enum audit_proof *proof)
{
	char link[SEAL_HEX];
	const char *before;
	enum err e = link_before(sh, a, &l->seal, &before);

	*proof = PROOF_BAD;
	if (e == ERR_NOTFOUND)
		return OK; /* what stood before it is gone */
	if (e != OK)
		return e;
	if (l->seal.key_n < 1 || l->seal.key_n > sh->keys.seal_count) {
		*proof = PROOF_NO_KEY;
		return OK;
	}
	link_digest(&sh->keys, before, l, link);
	if (strcmp(link, l->seal.link) == 0)
		*proof = PROOF_GOOD;
	return OK;
}

enum err audit_prove(struct shop *sh, struct arena *a, int64_t seal_id, struct audit_link *out, struct said *said)
{
	struct terminal_row terminal;
	struct journal_link l;
	struct seal_row seal;
	enum err e = office_need(sh, PERM_AUDIT, said);

	if (e == OK)
		e = seal_by_id(sh->db, a, seal_id, &seal);
	if (e == OK)
		e = link_load(sh->db, a, &seal, &l);
	if (e == OK)
		e = terminal_by_id(sh->db, a, seal.terminal_id, &terminal);
	if (e == OK)
		e = judge(sh, a, &l, &out->proof);
	if (e != OK)
		return said->id ? e : office_answer(said, e, arena_printf(a, _("link %lld"), (long long)seal_id));
	out->seal_id = seal_id;
	out->seq = seal.seq;
	out->terminal = terminal.code;
	out->link = seal.link;
	out->number = l.has_document ? doc_number_text(a, terminal.code, l.document.series, l.document.running) : "";
	out->rows = l.audits;
	out->row_count = l.audit_count;
	return OK;
}

/* --- exceptions ------------------------------------------------------------------------------ */

struct counting {
	struct exception_row *rows;
	int count;
	bool by_hour;
	int64_t hour_ago_ms;
};

static struct exception_row *row_of(struct counting *c, const struct audit_told *t)
{
	if (c->by_hour)
		return &c->rows[clock_local(t->row.at_ms).hour];
	for (int i = 0; i < c->count; i++)
		if (strcmp(c->rows[i].staff, t->staff) == 0)
			return &c->rows[i];
	if (c->count == CASHIERS_MAX)
		return NULL;
	c->rows[c->count] = (struct exception_row){ .staff = t->staff, .name = t->staff_name, .hour = -1 };
	return &c->rows[c->count++];
}

static void count_one(struct counting *c, const struct audit_told *t)
{
	int column = exception_of(t->row.action);
	struct exception_row *r = column < 0 ? NULL : row_of(c, t);

	if (!r)
		return;
	r->times[column]++;
	r->amount_minor[column] += t->row.amount_minor;
	r->all++;
	if (t->row.at_ms > c->hour_ago_ms)
		r->last_hour++;
}

static int most_first(const void *x, const void *y)
{
	const struct exception_row *a = x, *b = y;

	return a->all != b->all ? (a->all < b->all ? 1 : -1) : strcmp(a->staff, b->staff);
}

/* Page by page, so that no read is long. */
static enum err count_pages(struct shop *sh, struct arena *a, const struct audit_wanted *wanted, struct counting *c,
	bool *cut)
{
	struct audit_cursor after = { 0, 0, 0 };

	*cut = false;
	for (int counted = 0; counted < COUNTED_MAX; ) {
		struct audit_told *list;
		int n;
		enum err e = audit_page(sh->db, a, wanted, &after, AUDITS_MAX, &list, &n);

		if (e != OK)
			return e;
		for (int i = 0; i < n; i++)
			count_one(c, &list[i]);
		if (n < AUDITS_MAX)
			return OK;
		counted += n;
		after = (struct audit_cursor){ list[n - 1].row.at_ms, list[n - 1].row.seal_id, list[n - 1].row.n };
	}
	*cut = true;
	return OK;
}

enum err exceptions_count(struct shop *sh, struct arena *a, int64_t from_ms, int64_t until_ms, bool by_hour,
	struct exception_row **list, int *n, bool *cut, struct said *said)
{
	const struct audit_wanted wanted = { .from_ms = from_ms, .until_ms = until_ms ? until_ms : INT64_MAX,
		.action = "" };
	struct counting c = { .rows = arena_array(a, CASHIERS_MAX, sizeof *c.rows), .by_hour = by_hour,
		.hour_ago_ms = clock_now_ms() - HOUR_MS };
	enum err e = office_need(sh, PERM_EXCEPTIONS, said);

	*n = 0;
	if (e != OK)
		return e;
	for (; by_hour && c.count < HOURS; c.count++)
		c.rows[c.count] = (struct exception_row){ .staff = "", .name = "", .hour = c.count };
	e = count_pages(sh, a, &wanted, &c, cut);
	if (e != OK)
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	if (!by_hour)
		qsort(c.rows, (size_t)c.count, sizeof *c.rows, most_first);
	*list = c.rows;
	*n = c.count;
	return OK;
}
