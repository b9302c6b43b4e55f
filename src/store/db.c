/* db.c - the one door to the store: picks the engine by the URL, keeps the rules that hold for
 * every engine (an error ends the transaction, a failure of the disk ends the handle), and turns
 * an engine's stream of rows into results. */
#include "store/db.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/sbuf.h"
#include "db_int.h"

static const struct {
	const char *scheme;
	const struct db_ops *ops;
} schemes[] = {
	{ "sqlite:", &db_sqlite_ops },
	{ "pg:", &db_pg_ops },
};

/* --- failures ------------------------------------------------------------------------------ */

static void note(struct db *db, const char *fmt, va_list ap)
{
	vsnprintf(db->error, sizeof(db->error), fmt, ap);
}

enum err db_fail(struct db *db, enum err e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	note(db, fmt, ap);
	va_end(ap);
	return e;
}

enum err db_poison(struct db *db, enum err e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	note(db, fmt, ap);
	va_end(ap);
	db->poisoned = true;
	return e;
}

void db_bug(const char *what, const char *sql)
{
	log_write(LOG_ERROR, "bug in a statement: %s: %s", what, sql);
	abort();
}

const char *db_error(const struct db *db)
{
	return db->error;
}

static enum err refuse_poisoned(struct db *db)
{
	return db_fail(db, ERR_IO, "the store failed before; it must be opened again");
}

/* --- opening ------------------------------------------------------------------------------- */

/* Finds the engine; *where is the rest of the URL. NULL: no such scheme. */
static const struct db_ops *engine_of(const char *url, const char **where)
{
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		size_t n = strlen(schemes[i].scheme);

		if (strncmp(url, schemes[i].scheme, n) == 0) {
			*where = url + n;
			return schemes[i].ops;
		}
	}
	return NULL;
}

/* Where the value at `at` ends: 'quoted', or up to the next word or parameter. */
static const char *value_end(const char *at)
{
	if (*at != '\'')
		return at + strcspn(at, " &");
	for (at++; *at && *at != '\''; at++)
		at += *at == '\\' && at[1];
	return *at ? at + 1 : at;
}

/* Copies up to the secret of "postgresql://USER:SECRET@HOST"; what follows it. */
static const char *pass_user(struct sbuf *out, const char *url)
{
	const char *user = strstr(url, "://"), *host, *secret;

	host = user ? memrchr(user + 3, '@', strcspn(user + 3, " ")) : NULL;
	secret = host ? memchr(user + 3, ':', (size_t)(host - user - 3)) : NULL;
	if (!secret)
		return url;
	sbuf_add(out, url, (size_t)(secret + 1 - url));
	sbuf_puts(out, "***");
	return host;
}

/* The other way to say it is "password=SECRET", "sslpassword = 'SECRET'". */
char *db_url_shown(struct arena *a, const char *url)
{
	struct sbuf out = SBUF_INIT;
	const char *at, *word;
	char *shown;

	if (!strstr(url, "pg:") && !strstr(url, "postgres"))
		return arena_strdup(a, url);
	at = pass_user(&out, url);
	while ((word = strstr(at, "password")) != NULL) {
		const char *value = word + strlen("password");

		value += strspn(value, " ");
		value += *value == '=' ? 1 + strspn(value + 1, " ") : 0;
		sbuf_add(&out, at, (size_t)(value - at));
		at = value_end(value);
		sbuf_puts(&out, "***");
	}
	sbuf_puts(&out, at);
	shown = arena_strdup(a, sbuf_text(&out));
	sbuf_release(&out);
	return shown;
}

static void db_free(struct db *db)
{
	struct arena mem = db->mem;

	free(db->cells);
	arena_release(&mem);
}

enum err db_open(struct arena *a, const char *url, unsigned flags, struct db **out,
	const char **why)
{
	struct arena mem = ARENA_INIT;
	struct db *db = arena_new(&mem, struct db);
	const char *where = url, *rest = url;
	enum err e;

	*out = NULL;
	if (strncmp(url, "fault:", 6) == 0)
		rest = db_fault_parse(url + 6, &db->fault_in, &db->fault_mode);
	db->ops = rest ? engine_of(rest, &where) : NULL;
	if (!db->ops) {
		*why = arena_printf(a, "%s: a store is sqlite:PATH or pg:CONNINFO",
			db_url_shown(a, url));
		arena_release(&mem);
		return ERR_INVALID;
	}
	db->where = arena_strdup(&mem, where);
	db->flags = flags;
	db->patience_ms = DB_PATIENCE_MS;
	db->mem = mem;
	e = db->ops->open(db, db->where, flags);
	if (e) {
		*why = arena_printf(a, "%s: %s", db_url_shown(a, url), db->error);
		db->ops->close(db, DB_ABANDON);
		db_free(db);
		return e;
	}
	db->version = db->ops->version(db);
	*out = db;
	return OK;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	assert(!db->busy);
	if (db->in_tx)
		db_rollback(db);
	db->ops->close(db, db->poisoned ? DB_ABANDON : 0);
	db_free(db);
}

enum err db_reopen(struct db *db)
{
	enum err e;

	assert(!db->busy && !db->in_tx);
	db->ops->close(db, DB_ABANDON);
	e = db->ops->open(db, db->where, db->flags & ~(unsigned)DB_CREATE);
	db->poisoned = e != OK;
	db->changes++;
	if (!e)
		db->version = db->ops->version(db);
	return e;
}

bool db_failed(const struct db *db)
{
	return db->poisoned;
}

const char *db_engine(const struct db *db)
{
	return db->ops->engine;
}

void db_on_wait(struct db *db, db_wait_fn fn, void *ctx)
{
	db->wait = fn;
	db->wait_ctx = ctx;
}

void db_set_terminal(struct db *db, int terminal)
{
	db->terminal = terminal;
}

void db_set_patience(struct db *db, int64_t patience_ms)
{
	db->patience_ms = patience_ms;
}

void db_idle(struct db *db)
{
	if (!db->in_tx && !db->poisoned)
		db->ops->idle(db);
}

enum err db_backup(struct db *db, const char *path)
{
	assert(!db->in_tx && !db->busy);
	if (db->poisoned)
		return refuse_poisoned(db);
	if (!db->ops->backup)
		return db_fail(db, ERR_REFUSED, "%s has its own tools for backups", db->ops->engine);
	return db->ops->backup(db, path);
}

bool db_alone(struct db *db)
{
	return !db->poisoned && db->ops->alone && db->ops->alone(db);
}

int64_t db_changes_seen(struct db *db)
{
	int64_t v;

	if (db->poisoned || db->in_tx)
		return db->changes;
	v = db->ops->version(db);
	if (v != db->version)
		db->changes++;
	db->version = v;
	return db->changes;
}

enum err db_moment(struct db *db, struct arena *a, const char **moment)
{
	struct db_rows r;
	enum err e;

	if (!db->ops->moment) {
		*moment = arena_printf(a, "%" PRId64, db_changes_seen(db));
		return OK;
	}
	e = db_one(db, a, &r, db->ops->moment);
	*moment = e == OK ? row_text(&r, 0, 0) : "";
	return e;
}

/* --- transactions -------------------------------------------------------------------------- */

static enum err strike(struct db *db)
{
	return db_poison(db, ERR_IO, "injected fault at statement %" PRId64, db->statements);
}

enum err db_begin(struct db *db)
{
	enum err e;

	assert(!db->in_tx && !db->busy);
	if (db->poisoned)
		return refuse_poisoned(db);
	if (db->flags & DB_READONLY)
		return db_fail(db, ERR_DENIED, "the store was opened for reading");
	if (db_fault_strikes(db, false))
		return strike(db);
	e = db->ops->begin(db);
	if (e)
		return e;
	db->in_tx = true;
	db->failed = OK;
	if (db_fault_strikes(db, true)) {
		db_rollback(db);
		return strike(db);
	}
	return OK;
}

void db_rollback(struct db *db)
{
	if (!db->in_tx)
		return;
	db->ops->rollback(db);
	db->in_tx = false;
	db->failed = OK;
}

/* A fault at COMMIT is the lost reply: before or after it took effect, the caller cannot tell. */
enum err db_commit(struct db *db)
{
	enum err e = db->failed;

	assert(db->in_tx && !db->busy);
	if (!e && db->poisoned)
		e = refuse_poisoned(db);
	if (e) {
		db_rollback(db);
		return e;
	}
	if (db_fault_strikes(db, false)) {
		db_rollback(db);
		(void)strike(db);
		return ERR_UNKNOWN;
	}
	e = db->ops->commit(db);
	db->in_tx = false;
	if (!e)
		db->full = false;
	if (!e && db_fault_strikes(db, true)) {
		(void)strike(db);
		return ERR_UNKNOWN;
	}
	return e;
}

enum err db_scrub(struct db *db, const char *const *tables, int n)
{
	assert(!db->in_tx && !db->busy);
	if (db->poisoned)
		return refuse_poisoned(db);
	return db->ops->scrub(db, tables, n);
}

bool db_full(const struct db *db)
{
	return db->full;
}

bool db_in_tx(const struct db *db)
{
	return db->in_tx;
}

/* --- statements ---------------------------------------------------------------------------- */

static enum err call_engine(struct db *db, struct db_call *c)
{
	enum err e;

	if (db_fault_strikes(db, false))
		return strike(db);
	db->busy = true;
	e = db->ops->call(db, c);
	db->busy = false;
	if (!e && db_fault_strikes(db, true))
		return strike(db);
	return e;
}

/* What the receiver of the rows answers is not the store's failure, so it leaves the transaction
 * alone: it is kept apart from the engine's errors. */
struct relay {
	db_row_fn fn;
	void *ctx;
	enum err answer;
};

static enum err relay_row(void *ctx, const struct db_rows *r)
{
	struct relay *relay = ctx;

	relay->answer = relay->fn(relay->ctx, r);
	return relay->answer;
}

/* Runs one statement under the rules of every engine. Outside a transaction a statement that writes
 * gets one of its own, because every commit passes the turnstile. */
static enum err call(struct db *db, struct db_call *c)
{
	struct relay relay = { c->fn, c->ctx, OK };
	struct db_call run = *c;
	bool alone = false;
	enum err e;

	assert(!db->busy);
	assert(c->n <= DB_ARGS_MAX);
	if (db->poisoned)
		return refuse_poisoned(db);
	if (db->in_tx && db->failed)
		return db->failed;
	if (!db->in_tx) {
		bool reads = false;

		e = db->ops->reads_only(db, c->sql, &reads);
		if (e)
			return e;
		alone = !reads;
		if (alone && (e = db_begin(db)))
			return e;
	}
	if (c->fn) {
		run.fn = relay_row;
		run.ctx = &relay;
	}
	e = call_engine(db, &run);
	c->changed = run.changed;
	if (db->in_tx && e && !relay.answer)
		db->failed = e;
	if (!alone)
		return e;
	if (!e)
		return db_commit(db);
	db_rollback(db);
	return e;
}

enum err db_script(struct db *db, const char *sql)
{
	enum err e;

	assert(db->in_tx && !db->busy);
	if (db->poisoned)
		return refuse_poisoned(db);
	if (db->failed)
		return db->failed;
	if (db_fault_strikes(db, false))
		e = strike(db);
	else
		e = db->ops->script(db, sql);
	if (!e && db_fault_strikes(db, true))
		e = strike(db);
	db->failed = e;
	return e;
}

enum err db_run_args(struct db *db, int64_t *changed, const char *sql, const struct db_arg *args,
	int n)
{
	struct db_call c = { .sql = sql, .args = args, .n = n };
	enum err e = call(db, &c);

	if (changed)
		*changed = e ? 0 : c.changed;
	return e;
}

enum err db_run_unsynced_args(struct db *db, int64_t *changed, const char *sql, const struct db_arg *args, int n)
{
	bool can = db->ops->set_synced != NULL;
	enum err e = can && !db->poisoned ? db->ops->set_synced(db, false) : OK, back = OK;

	assert(!db->in_tx);
	if (!e)
		e = db_run_args(db, changed, sql, args, n);
	if (can && !db->poisoned)
		back = db->ops->set_synced(db, true);
	return back ? db_poison(db, ERR_IO, "commits cannot be synced again") : e;
}

struct gather {
	struct db *db;
	struct arena *a;
	int count, columns;
};

static enum err gather_row(void *ctx, const struct db_rows *r)
{
	struct gather *g = ctx;
	struct db *db = g->db;
	size_t at = (size_t)g->count * (size_t)r->columns;

	if (g->count == DB_ROWS_MAX)
		return db_fail(db, ERR_INVALID, "more than %d rows", DB_ROWS_MAX);
	if (at + (size_t)r->columns > db->cells_cap) {
		struct db_value *more;

		db->cells_cap = 2 * db->cells_cap + 256;
		more = realloc(db->cells, db->cells_cap * sizeof(*more));
		if (!more)
			abort();
		db->cells = more;
	}
	for (int i = 0; i < r->columns; i++) {
		struct db_value v = r->cells[i];

		if (v.type == DB_TEXT)
			v.t = arena_strdup(g->a, v.t);
		db->cells[at + (size_t)i] = v;
	}
	g->columns = r->columns;
	g->count++;
	return OK;
}

enum err db_query_args(struct db *db, struct arena *a, struct db_rows *rows, const char *sql,
	const struct db_arg *args, int n)
{
	struct gather g = { .db = db, .a = a };
	struct db_call c = { .sql = sql, .args = args, .n = n, .fn = gather_row, .ctx = &g };
	enum err e = call(db, &c);
	size_t cells;

	*rows = (struct db_rows){ 0 };
	if (e)
		return e;
	cells = (size_t)g.count * (size_t)g.columns;
	if (cells) {
		struct db_value *copy = arena_array(a, cells, sizeof(*copy));

		memcpy(copy, db->cells, cells * sizeof(*copy));
		*rows = (struct db_rows){ g.count, g.columns, copy };
	}
	return OK;
}

enum err db_one_args(struct db *db, struct arena *a, struct db_rows *rows, const char *sql,
	const struct db_arg *args, int n)
{
	enum err e = db_query_args(db, a, rows, sql, args, n);

	if (e)
		return e;
	return rows->count ? OK : db_fail(db, ERR_NOTFOUND, "no such row");
}

enum err db_each_args(struct db *db, db_row_fn fn, void *ctx, const char *sql,
	const struct db_arg *args, int n)
{
	struct db_call c = { .sql = sql, .args = args, .n = n, .fn = fn, .ctx = ctx };

	return call(db, &c);
}

/* --- rows ---------------------------------------------------------------------------------- */

static const struct db_value *cell(const struct db_rows *r, int row, int column)
{
	assert(row >= 0 && row < r->count && column >= 0 && column < r->columns);
	return &r->cells[(size_t)row * (size_t)r->columns + (size_t)column];
}

int64_t row_int(const struct db_rows *r, int row, int column)
{
	const struct db_value *v = cell(r, row, column);

	if (v->type == DB_TEXT)
		return strtoll(v->t, NULL, 10);
	return v->type == DB_INT ? v->i : 0;
}

/* An integer's text lies in one of a few buffers that take turns, so several may stand in one
 * call. */
const char *row_text(const struct db_rows *r, int row, int column)
{
	static char turns[8][24];
	static unsigned turn;
	const struct db_value *v = cell(r, row, column);
	char *text;

	if (v->type != DB_INT)
		return v->type == DB_TEXT ? v->t : "";
	text = turns[turn++ % 8];
	snprintf(text, sizeof(turns[0]), "%" PRId64, v->i);
	return text;
}

bool row_null(const struct db_rows *r, int row, int column)
{
	return cell(r, row, column)->type == DB_NULL;
}
