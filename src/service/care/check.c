/* check.c - see check.h. Every statement is a read of its own, so no reader keeps the log from
 * being written back; chains only grow, so they are walked while tills go on. What changes in
 * place is compared at the end, in one stretch during which nobody committed: should somebody
 * have, it is done again. */
#include "service/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/tr.h"
#include "check_int.h"
#include "model/code.h"
#include "model/totals.h"
#include "model/value.h"
#include "service/keys.h"
#include "service/link.h"
#include "service/paths.h"
#include "service/said.h"
#include "store/care_store.h"
#include "store/check_store.h"
#include "store/file_store.h"
#include "store/migrate.h"

#define SLICE 200        /* links read at once */
/* Until a stretch without a commit is found; then the turnstile is taken. */
#define SETTLE_TRIES 50
#define NEAR_END 20      /* links of a pass over all chains that make it the last */

const struct check_entry check_table[CHECKS] = {
	[CHECK_NONE] = { "", 'N', "" },
#define E 'E'
#define N 'N'
#define FINDING(id, name, severity, msgid) [CHECK_##id] = { name, severity, msgid },
#include "service/check.def"
#undef FINDING
#undef N
#undef E
};

char *finding_text(struct arena *a, const struct finding *f)
{
	return said_fill(a, _(check_table[f->id].msgid), f->arg[0], f->arg[1]);
}

/* --- findings --------------------------------------------------------------------------------- */

static void tell(struct check *c, const struct finding *f)
{
	struct check_result *out = c->out;

	if (check_table[f->id].severity == 'E')
		out->wrong++;
	else
		out->noted++;
	if (++out->by_id[f->id] <= CHECK_TOLD_MAX)
		c->request->found(c->request->ctx, f);
}

void check_found(struct check *c, enum check_id id, const char *arg1, const char *arg2)
{
	const struct finding f = { id, { arg1 ? arg1 : "", arg2 ? arg2 : "" } };
	struct held *h;

	if (!c->holding) {
		tell(c, &f);
		return;
	}
	h = arena_new(&c->keep, struct held);
	h->finding = (struct finding){ id, { arena_strdup(&c->keep, f.arg[0]),
		arena_strdup(&c->keep, f.arg[1]) } };
	*c->held_end = h;
	c->held_end = &h->next;
}

void check_found_at(struct check *c, enum check_id id, const char *arg1, int64_t arg2)
{
	char number[24];

	snprintf(number, sizeof number, "%lld", (long long)arg2);
	check_found(c, id, arg1, number);
}

static void hold(struct check *c)
{
	c->holding = true;
	c->held = NULL;
	c->held_end = &c->held;
}

static void let_go(struct check *c, bool say)
{
	c->holding = false;
	for (const struct held *h = c->held; say && h; h = h->next)
		tell(c, &h->finding);
}

/* --- file, guards, keys ----------------------------------------------------------------------- */

static void engine_text(void *ctx, const char *text)
{
	check_found(ctx, CHECK_ENGINE, text, NULL);
}

static void lone_row(void *ctx, const char *from, const char *to)
{
	check_found(ctx, CHECK_REFERENCE, from, to);
}

static enum err check_file(struct check *c)
{
	const struct file_report report = { engine_text, lone_row, c };
	const char **guards;
	int n = 0;
	enum err e = file_check(c->db, &report);

	if (e == OK)
		e = check_guards(c->db, &c->slice, &guards, &n);
	for (int i = 0; e == OK && i < n; i++)
		check_found(c, CHECK_GUARD, guards[i], NULL);
	arena_clear(&c->slice);
	return e;
}

static enum err check_keys(struct check *c)
{
	struct seal_key_row *rows;
	int n = 0;
	enum err e = seal_keys_list(c->db, &c->slice, &rows, &n);

	for (int i = 0; e == OK && i < n; i++) {
		char digest[SEAL_HEX], name[24];
		int64_t k = rows[i].n;

		snprintf(name, sizeof name, "%lld", (long long)k);
		if (strcmp(rows[i].digest, SEAL_KEY_LOST) == 0) {
			check_found(c, CHECK_KEY_LOST, name, NULL);
			continue;
		}
		if (k > c->keys->seal_count) {
			check_found(c, CHECK_KEY_LACKS, name, NULL);
			continue;
		}
		keys_digest(c->keys->seal[k - 1], digest);
		c->key_good[k] = strcmp(digest, rows[i].digest) == 0;
		if (!c->key_good[k])
			check_found(c, CHECK_KEY, name, NULL);
	}
	arena_clear(&c->slice);
	return e;
}

/* --- chains ----------------------------------------------------------------------------------- */

static enum err find_chains(struct check *c)
{
	struct terminal_row *rows;
	int n = 0;
	enum err e = terminals_list(c->db, &c->keep, &rows, &n);

	if (e != OK)
		return e;
	c->chains = arena_array(&c->keep, (size_t)n, sizeof *c->chains);
	c->chain_count = n;
	for (int i = 0; i < n; i++) {
		c->chains[i] = (struct chain){ .terminal_id = rows[i].id, .code = rows[i].code,
			.series = 1 };
		c->total_links = check_sum(c->total_links, rows[i].chain_seq);
	}
	return OK;
}

static const char *link_name(struct check *c, const struct chain *ch, const struct journal_link *l)
{
	if (l->has_document)
		return doc_number_text(&c->slice, ch->code, l->document.series,
			l->document.running);
	return arena_printf(&c->slice, "%s#%lld", ch->code, (long long)l->seal.seq);
}

static void judge_link(struct check *c, const struct chain *ch, const struct journal_link *l,
	const char *name)
{
	const struct seal_row *s = &l->seal;
	char link[SEAL_HEX];

	if (s->seq != check_sum(ch->seq, 1)) {
		check_found_at(c, CHECK_LINK_GAP, name, check_sum(s->seq, ~ch->seq)); /* less one */
		return; /* what stood before it is not known */
	}
	if (s->key_n < 1 || s->key_n > SHOP_KEYS_MAX) {
		check_found_at(c, CHECK_LINK_KEY, name, s->key_n);
		return;
	}
	if (!c->key_good[s->key_n])
		return; /* told once, of the key */
	link_digest(c->keys, ch->link, l, link);
	if (strcmp(link, s->link) != 0)
		check_found(c, CHECK_LINK, name, NULL);
}

/* Acts that are counted in the shift's figures though they are no documents. */
static const struct { const char *action; enum measure measure; } acts[] = {
	{ "line-void", MEASURE_LINE_VOID },
	{ "swap", MEASURE_LINE_VOID },
	{ "cancel", MEASURE_CANCEL },
	{ "no-sale", MEASURE_NO_SALE },
	{ "reprint", MEASURE_REPRINT },
};

enum measure check_act(const char *action)
{
	for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++)
		if (strcmp(action, acts[i].action) == 0)
			return acts[i].measure;
	return 0;
}

int64_t check_fingerprint(const char *hex)
{
	char begin[16];

	snprintf(begin, sizeof begin, "%s", hex);
	return strtoll(begin, NULL, 16);
}

/* "links 12 at 01:345 00:17" (care.c): where each chain stood. */
static void note_restore(struct check *c, const struct audit_store_row *r)
{
	char *text = arena_strdup(&c->keep, r->detail), *save = NULL;

	for (char *w = strtok_r(text, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
		char *colon = strrchr(w, ':');
		struct restore *restore;

		if (!colon)
			continue;
		*colon = '\0';
		restore = arena_new(&c->keep, struct restore);
		*restore = (struct restore){ c->restores, w, strtoll(colon + 1, NULL, 10),
			r->at_ms };
		c->restores = restore;
	}
}

/* In the drawer that who did it has of his own, else in that of the till. */
static int64_t shift_of_act(struct check *c, const struct chain *ch, const struct audit_store_row *r)
{
	const struct tally_entry *own = tally_find(&c->tally, TALLY_OWN, ch->terminal_id, r->staff_id, 0, 0);

	return own && own->v[0] ? own->v[0] : ch->shift_id;
}

static void tally_act(struct check *c, const struct chain *ch, const struct audit_store_row *r)
{
	enum measure m = check_act(r->action);
	struct tally_entry *t;

	if (strcmp(r->action, "count") == 0) {
		int64_t n;

		t = tally_at(&c->tally, TALLY_COUNT, r->subject_id, 0, 0, 0);
		n = ++t->v[0];
		t->v[1] = 1;
		t = tally_at(&c->tally, TALLY_COUNT, r->subject_id, n, 0, 0);
		t->v[0] = r->amount_minor;
		t->v[1] = r->staff_id;
		t->v[2] = r->at_ms;
	}
	if (strcmp(r->action, "count-left") == 0)
		tally_at(&c->tally, TALLY_COUNT, r->subject_id, 0, 0, 0)->v[1] = 0;
	if (strcmp(r->action, "restore") == 0 || strcmp(r->action, "recover") == 0)
		note_restore(c, r);
	if (strcmp(r->action, "day-close") == 0) {
		t = tally_at(&c->tally, TALLY_DAY_END, r->subject_id, 0, 0, 0);
		t->v[0]++;
		if (r->at_ms >= t->v[2]) { /* closed again after it was opened: the chains are not in order of time */
			t->v[1] = r->staff_id;
			t->v[2] = r->at_ms;
		}
	}
	if (strcmp(r->action, "day-reopen") == 0)
		tally_at(&c->tally, TALLY_DAY_END, r->subject_id, 0, 0, 0)->v[0]--;
	if (strcmp(r->action, "payback-owed") == 0) {
		t = tally_at(&c->tally, TALLY_PAYBACK, r->subject_id, 0, 0, 0);
		t->v[0] = r->amount_minor;
		t->v[1] |= INT64_C(1) << PAYBACK_OWED;
	}
	for (int to = PAYBACK_REFUSED; to < PAYBACK_STATES && strcmp(r->action, "payback") == 0; to++)
		if (strcmp(r->detail, payback_state_name[to]) == 0)
			tally_at(&c->tally, TALLY_PAYBACK, r->subject_id, 0, 0, 0)->v[1] |= INT64_C(1) << to;
	if (strcmp(r->action, "script-add") == 0) {
		t = tally_at(&c->tally, TALLY_SCRIPT, r->subject_id, 0, 0, 0);
		t->v[0]++;
		t->v[2] = check_fingerprint(r->detail);
	}
	check_members_act(c, r);
	if (strcmp(r->action, "script-revoke") == 0)
		tally_at(&c->tally, TALLY_SCRIPT, r->subject_id, 0, 0, 0)->v[1]++;
	if (m && shift_of_act(c, ch, r)) {
		t = tally_at(&c->tally, TALLY_FIGURE, shift_of_act(c, ch, r), 0, m, 0);
		t->v[0]++;
		t->v[2] = check_sum(t->v[2], r->amount_minor);
	}
}

static enum err check_link(struct check *c, struct chain *ch, const struct seal_row *s)
{
	struct journal_link l;
	enum err e = link_load(c->db, &c->slice, s, &l);
	const char *name = link_name(c, ch, &l);

	if (e == ERR_NOTFOUND) { /* a document whose terminal is not there */
		check_found(c, CHECK_LINK, name, NULL);
		e = OK;
	} else if (e == OK) {
		judge_link(c, ch, &l, name);
		if (l.has_document)
			check_document(c, ch, &l.document, l.content, name);
		for (int i = 0; i < l.audit_count; i++)
			tally_act(c, ch, &l.audits[i]);
	}
	ch->seq = s->seq;
	snprintf(ch->link, sizeof ch->link, "%s", s->link);
	c->out->links++;
	c->out->documents += l.has_document;
	return e;
}

/* Rows within a document are numbered without a gap: asked for the ids of a slice at once. */
static enum err check_rows(struct check *c, const struct seal_row *list, int n)
{
	int64_t from = INT64_MAX, to = 0, *ids;
	int bad = 0;
	enum err e;

	for (int i = 0; i < n; i++) {
		from = list[i].id < from ? list[i].id : from;
		to = list[i].id > to ? list[i].id : to;
	}
	e = check_numbering(c->db, &c->slice, from, to, &ids, &bad);
	for (int k = 0; e == OK && k < bad; k++)
		for (int i = 0; i < n; i++)
			if (list[i].id == ids[k])
				check_found(c, CHECK_ROWS, arena_printf(&c->slice, "%lld",
					(long long)ids[k]), NULL);
	return e;
}

/* Walks a chain to its end; *walked counts its links. */
static enum err walk(struct check *c, struct chain *ch, int64_t *walked)
{
	struct seal_row *list;
	enum err e;
	int n;

	do {
		struct arena page = ARENA_INIT;

		n = 0;
		e = seals_after(c->db, &page, ch->terminal_id, ch->seq, SLICE, &list, &n);
		if (e == OK && n)
			e = check_rows(c, list, n);
		for (int i = 0; e == OK && i < n; i++) {
			e = check_link(c, ch, &list[i]);
			arena_clear(&c->slice);
		}
		*walked += n;
		if (c->request->progress && n)
			c->request->progress(c->request->ctx, c->out->links, c->total_links);
		arena_release(&page);
	} while (e == OK && n == SLICE);
	return e;
}

static enum err walk_all(struct check *c, int64_t *walked)
{
	enum err e = OK;

	*walked = 0;
	for (int i = 0; e == OK && i < c->chain_count; i++)
		e = walk(c, &c->chains[i], walked);
	return e;
}

/* What the terminals say of their own chains and numbers. */
static enum err check_ends(struct check *c)
{
	struct terminal_row *rows;
	int n = 0;
	enum err e = terminals_list(c->db, &c->slice, &rows, &n);

	for (int i = 0; e == OK && i < n; i++) {
		const struct chain *ch = NULL;
		int64_t running;

		for (int k = 0; k < c->chain_count; k++)
			if (c->chains[k].terminal_id == rows[i].id)
				ch = &c->chains[k];
		if (!ch)
			continue; /* made meanwhile: it has no chain yet */
		running = rows[i].series == ch->series ? ch->running : 0;
		if (rows[i].chain_seq != ch->seq || strcmp(rows[i].chain_link, ch->link) != 0)
			check_found_at(c, CHECK_CHAIN_END, ch->code, ch->seq);
		if (rows[i].series < ch->series || rows[i].running != running)
			check_found_at(c, CHECK_NUMBER_LAST, ch->code, rows[i].running);
	}
	return e;
}

/* --- the end: one stretch without a commit ---------------------------------------------------- */

static enum err settle_once(struct check *c)
{
	int64_t walked;
	enum err e = walk_all(c, &walked);

	hold(c);
	if (e == OK)
		e = check_ends(c);
	if (e == OK)
		e = check_kept(c);
	arena_clear(&c->slice);
	return e;
}

static enum err settle(struct check *c)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < SETTLE_TRIES; i++) {
		const char *before, *after = "";

		e = db_moment(c->db, &c->keep, &before);
		if (e == OK)
			e = settle_once(c);
		if (e == OK)
			e = db_moment(c->db, &c->keep, &after);
		if (e != OK || strcmp(before, after) == 0) {
			let_go(c, true);
			return e;
		}
		let_go(c, false);
	}
	if (e == OK)
		e = db_begin(c->db);
	if (e != OK)
		return e;
	e = settle_once(c);
	let_go(c, true);
	db_rollback(c->db);
	return e;
}

static enum err check_all(struct check *c, const char *heads_file, bool heads_required)
{
	int64_t walked;
	enum err e = check_file(c);

	if (e == OK)
		e = check_keys(c);
	if (e == OK)
		e = find_chains(c);
	do {
		walked = 0;
		if (e == OK)
			e = walk_all(c, &walked);
	} while (e == OK && walked > NEAR_END);
	if (e == OK)
		e = check_day_sums(c);
	if (e == OK)
		e = settle(c);
	return e == OK ? check_heads(c, heads_file, heads_required) : e;
}

enum err check_run(struct db *db, const struct shop_keys *keys, const char *heads_file,
	bool heads_required,
	const struct check_request *request, struct check_result *out)
{
	struct check c = { .db = db, .keys = keys, .request = request, .out = out };
	enum err e;

	memset(out, 0, sizeof *out);
	e = check_all(&c, heads_file, heads_required);
	/* A store that cannot be read to its end is not sound, whatever else was found. */
	if (e != OK && e != ERR_NOTFOUND && e != ERR_INVALID && e != ERR_BUSY) {
		check_found(&c, CHECK_UNREADABLE, db_error(db), NULL);
		e = OK;
	}
	arena_release(&c.tally.arena);
	arena_release(&c.slice);
	arena_release(&c.keep);
	return e;
}

/* --- from outside ----------------------------------------------------------------------------- */

static enum err open_store(struct arena *a, const struct shop_config *conf, struct db **db,
	const char **why)
{
	enum err e = db_open(a, conf->store_url, 0, db, why);

	if (e == ERR_NOTFOUND)
		*why = said_fill(a, _("There is no store at %1. Name the right one with --store"),
			paths_store_shown(a, conf->store_url), NULL);
	if (e != OK)
		return e;
	e = store_schema_check(*db, a, why);
	if (e != OK)
		*why = arena_strdup(a, *why);
	return e;
}

/* Should they not fit, somebody may have made a new one in between, and the file has it by now. Without the right
 * ones the check goes on: what they lack is told. */
static void load_keys(struct db *db, struct arena *a, const char *path, struct shop_keys *keys)
{
	const char *why = "";
	int n;

	for (int i = 0; i < 2; i++) {
		if (keys_load(a, path, keys, &why) != OK) {
			log_write(LOG_WARN, "store check without keys: %s", why);
			return;
		}
		if (keys_fit(db, a, keys, &n) != ERR_DENIED)
			return;
	}
}

enum err check_store(struct arena *a, const struct shop_config *conf,
	const struct check_request *request,
	struct check_result *out, const char **why)
{
	struct shop_keys *keys = arena_new(a, struct shop_keys);
	const char *heads = request->heads_file ? request->heads_file : conf->heads_file;
	struct db *db = NULL;
	enum err e = open_store(a, conf, &db, why);

	memset(out, 0, sizeof *out);
	if (e == ERR_CORRUPT) {
		const struct finding f = { CHECK_ENGINE, { *why, "" } };

		out->wrong = out->by_id[CHECK_ENGINE] = 1;
		request->found(request->ctx, &f);
		e = OK;
	} else if (e == OK) {
		load_keys(db, a, conf->key_file, keys);
		e = check_run(db, keys, heads, request->heads_file != NULL, request, out);
		if (e == ERR_INVALID || e == ERR_NOTFOUND)
			*why = said_fill(a, _("The file of heads %1 cannot be read. Name the right"
				" one with --heads"), heads,
				NULL);
		else if (e != OK)
			*why = said_fill(a, _("The store could not be checked: %1"), db_error(db),
				NULL);
	}
	seal_wipe(keys, sizeof *keys);
	db_close(db);
	return e;
}
