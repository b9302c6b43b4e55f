/* db_pg.c - PostgreSQL, for a chain that outgrew one machine. libpq is loaded at first use, so a
 * till on SQLite never pays for it. The meaning is SQLite's: writers go one by one, by an advisory
 * lock that is every transaction's first statement (READ COMMITTED with the lock lost no sale
 * under load where SERIALIZABLE with retries did); an error rolls the whole transaction back. */
#include <assert.h>
#include <dlfcn.h>
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/clock.h"
#include "db_int.h"

#define CACHE_BUCKETS 256
#define STORE_LOCK "1514622257" /* "ZGM1"; advisory locks are per database, and a store is one */
#define BEGIN_TURN "BEGIN ISOLATION LEVEL READ COMMITTED; "
#define TAKE_TURN "SELECT pg_advisory_xact_lock(" STORE_LOCK ")"
#define CONNECTION_NAME "zhanggui %d %d" /* terminal and process, as others read them */
#define CHANNEL "zhanggui"
#define SQLSTATE_FIELD 'C' /* PG_DIAG_SQLSTATE */
#define STATE_DISK_FULL "53100"
#define MESSAGE_FIELD 'M'  /* PG_DIAG_MESSAGE_PRIMARY */
#define STOP_PATIENCE_MS 2000 /* how long a server may take to give up a wait */

/* --- libpq, as much of it as is used (libpq-fe.h of PostgreSQL 15) -------------------------- */

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
typedef unsigned int Oid;
struct pg_cancel;
struct pg_notify { char *channel; int pid; char *payload; struct pg_notify *next; };

enum { CONNECTION_OK = 0 };
enum {
	PGRES_EMPTY_QUERY = 0, PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_OUT, PGRES_COPY_IN,
	PGRES_BAD_RESPONSE, PGRES_NONFATAL_ERROR, PGRES_FATAL_ERROR, PGRES_COPY_BOTH,
	PGRES_SINGLE_TUPLE
};

#define LIBPQ(X) \
	X(PGconn *, PQconnectdbParams, (const char *const *, const char *const *, int)) \
	X(int, PQstatus, (const PGconn *)) \
	X(void, PQfinish, (PGconn *)) \
	X(char *, PQerrorMessage, (const PGconn *)) \
	X(int, PQsocket, (const PGconn *)) \
	X(int, PQbackendPID, (const PGconn *)) \
	X(void *, PQsetNoticeProcessor, (PGconn *, void (*)(void *, const char *), void *)) \
	X(PGresult *, PQexec, (PGconn *, const char *)) \
	X(PGresult *, PQprepare, (PGconn *, const char *, const char *, int, const Oid *)) \
	X(int, PQsendQuery, (PGconn *, const char *)) \
	X(int, PQsendQueryPrepared, (PGconn *, const char *, int, const char *const *, \
		const int *, const int *, int)) \
	X(int, PQsetSingleRowMode, (PGconn *)) \
	X(PGresult *, PQgetResult, (PGconn *)) \
	X(int, PQconsumeInput, (PGconn *)) \
	X(int, PQisBusy, (PGconn *)) \
	X(struct pg_notify *, PQnotifies, (PGconn *)) \
	X(void, PQfreemem, (void *)) \
	X(struct pg_cancel *, PQgetCancel, (PGconn *)) \
	X(int, PQcancel, (struct pg_cancel *, char *, int)) \
	X(void, PQfreeCancel, (struct pg_cancel *)) \
	X(int, PQresultStatus, (const PGresult *)) \
	X(char *, PQresultErrorField, (const PGresult *, int)) \
	X(char *, PQcmdStatus, (PGresult *)) \
	X(char *, PQcmdTuples, (PGresult *)) \
	X(int, PQntuples, (const PGresult *)) \
	X(int, PQnfields, (const PGresult *)) \
	X(Oid, PQftype, (const PGresult *, int)) \
	X(int, PQgetisnull, (const PGresult *, int, int)) \
	X(char *, PQgetvalue, (const PGresult *, int, int)) \
	X(void, PQclear, (PGresult *))

static struct {
	void *library;
/* NOLINTNEXTLINE(bugprone-macro-parentheses): a type and a parameter list cannot stand in any */
#define X(type, name, args) type (*name) args;
	LIBPQ(X)
#undef X
} pq;

static enum err load_libpq(struct db *db)
{
	static const struct {
		const char *name;
		size_t at;
	} functions[] = {
#define X(type, name, args) { #name, offsetof(__typeof__(pq), name) },
		LIBPQ(X)
#undef X
	};

	if (pq.library)
		return OK;
	pq.library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
	if (!pq.library)
		return db_fail(db, ERR_IO, "PostgreSQL needs the library libpq: %s", dlerror());
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
		void *f = dlsym(pq.library, functions[i].name);

		if (!f) {
			dlclose(pq.library);
			pq.library = NULL;
			return db_fail(db, ERR_IO, "libpq has no %s", functions[i].name);
		}
		memcpy((char *)&pq + functions[i].at, &f, sizeof(f));
	}
	return OK;
}

/* --- the engine's own ---------------------------------------------------------------------- */

/* A prepared statement. The types of its parameters belong to it: int8 and text are said, so the
 * server never guesses, and only a NULL is left to the place where it stands. */
struct prepared {
	struct prepared *next;
	const char *sql;
	char name[16];
	char types[DB_ARGS_MAX + 1]; /* one letter a parameter: i, t, n */
};

struct pg {
	PGconn *conn;
	int pid, statements;
	int named;                       /* the terminal whose name the connection has; 0 none */
	int holder_terminal, holder_pid; /* of the store's lock, when the wait for it began; 0 not known */
	int64_t version;
	struct arena mem; /* of the cache */
	struct prepared *cache[CACHE_BUCKETS];
};

/* --- errors -------------------------------------------------------------------------------- */

/* By SQLSTATE or its beginning; the first that fits. To add one: above what it is a case of. */
static const struct {
	const char *state;
	enum err e;
	bool poisons;
} states[] = {
	{ "23505", ERR_EXISTS, false },   /* unique_violation */
	{ "23", ERR_REFUSED, false },     /* other constraints, and our guards */
	{ "22", ERR_REFUSED, false },     /* out of range */
	{ "P0", ERR_REFUSED, false },     /* raised by a function */
	{ "42501", ERR_DENIED, false },   /* insufficient_privilege */
	{ "25006", ERR_DENIED, false },   /* read_only_sql_transaction */
	{ "42P01", ERR_NOTFOUND, false }, /* undefined_table */
	{ "42", ERR_INVALID, false },     /* not SQL that this schema understands */
	{ "40", ERR_BUSY, false },        /* serialization failure, deadlock */
	{ "55P03", ERR_BUSY, false },     /* lock_not_available */
	{ "57014", ERR_BUSY, false },     /* query_canceled */
	{ "XX001", ERR_CORRUPT, true },
	{ "XX002", ERR_CORRUPT, true },
	{ "", ERR_IO, true },             /* disk full, shutdown, broken line, anything else */
};

static enum err map_state(const char *state, bool *poisons)
{
	size_t i = 0;

	while (strncmp(state, states[i].state, strlen(states[i].state)) != 0)
		i++;
	*poisons = states[i].poisons;
	return states[i].e;
}

static enum err lost(struct db *db, const char *sql)
{
	struct pg *p = db->self;

	return db_poison(db, ERR_IO, "%s: %s",
		p->conn ? pq.PQerrorMessage(p->conn) : "no memory", sql);
}

/* Notes what a failed result says; not its DETAIL, where the server quotes people's rows. */
static enum err failed(struct db *db, const PGresult *r, const char *sql)
{
	const char *state = r ? pq.PQresultErrorField(r, SQLSTATE_FIELD) : NULL, *text;
	bool poisons = false;
	enum err e;

	if (!state)
		return lost(db, sql);
	e = map_state(state, &poisons);
	db->full = strcmp(state, STATE_DISK_FULL) == 0;
	text = pq.PQresultErrorField(r, MESSAGE_FIELD);
	if (poisons)
		return db_poison(db, e, "%s (%s): %s", text, state, sql);
	return db_fail(db, e, "%s (%s): %s", text, state, sql);
}

static bool went_well(const PGresult *r)
{
	int status = r ? pq.PQresultStatus(r) : PGRES_FATAL_ERROR;

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
		status == PGRES_EMPTY_QUERY || status == PGRES_SINGLE_TUPLE;
}

/* --- statements ---------------------------------------------------------------------------- */

/* One statement without parameters; rows are dropped. */
static enum err plain(struct db *db, const char *sql)
{
	struct pg *p = db->self;
	PGresult *r = pq.PQexec(p->conn, sql);
	enum err e = went_well(r) ? OK : failed(db, r, sql);

	pq.PQclear(r);
	return e;
}

static enum err pg_scrub(struct db *db, const char *const *tables, int n)
{
	enum err e = OK;

	for (int i = 0; !e && i < n; i++) {
		char sql[100];

		snprintf(sql, sizeof(sql), "VACUUM FULL %s", tables[i]);
		e = plain(db, sql);
	}
	return e;
}

static unsigned hash(const char *s)
{
	uint32_t h = 2166136261u; /* FNV-1a */

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h % CACHE_BUCKETS;
}

static enum err make_prepared(struct db *db, const struct db_call *c, struct prepared *made)
{
	static const struct {
		char letter;
		Oid type;
	} known[] = {
		{ 'i', 20 /* int8 */ },
		{ 't', 25 /* text */ },
		{ 'n', 0 /* by its place */ },
	};
	struct pg *p = db->self;
	Oid types[DB_ARGS_MAX] = { 0 };
	PGresult *r;
	enum err e;

	for (int i = 0; i < c->n; i++)
		for (size_t k = 0; k < sizeof(known) / sizeof(known[0]); k++)
			if (known[k].letter == made->types[i])
				types[i] = known[k].type;
	snprintf(made->name, sizeof(made->name), "s%d", ++p->statements);
	r = pq.PQprepare(p->conn, made->name, c->sql, c->n, types);
	e = went_well(r) ? OK : failed(db, r, c->sql);
	pq.PQclear(r);
	return e;
}

static enum err prepare(struct db *db, const struct db_call *c, struct prepared **out)
{
	struct pg *p = db->self;
	struct prepared **bucket = &p->cache[hash(c->sql)], *found = *bucket;
	char types[DB_ARGS_MAX + 1] = "";
	enum err e;

	for (int i = 0; i < c->n; i++)
		types[i] = "nit"[c->args[i].type];
	while (found && (strcmp(found->sql, c->sql) != 0 || strcmp(found->types, types) != 0))
		found = found->next;
	*out = found;
	if (found)
		return OK;
	found = arena_new(&p->mem, struct prepared);
	memcpy(found->types, types, sizeof(types));
	e = make_prepared(db, c, found);
	if (e)
		return e;
	found->sql = arena_strdup(&p->mem, c->sql);
	found->next = *bucket;
	*out = *bucket = found;
	return OK;
}

static enum err send(struct db *db, const struct db_call *c, const char *name)
{
	struct pg *p = db->self;
	const char *values[DB_ARGS_MAX];
	char digits[DB_ARGS_MAX][24];

	for (int i = 0; i < c->n; i++) {
		values[i] = c->args[i].type == DB_TEXT ? c->args[i].t : NULL;
		if (c->args[i].type == DB_INT) {
			snprintf(digits[i], sizeof(digits[i]), "%" PRId64, c->args[i].i);
			values[i] = digits[i];
		}
	}
	if (!pq.PQsendQueryPrepared(p->conn, name, c->n, values, NULL, NULL, 0) ||
		!pq.PQsetSingleRowMode(p->conn))
		return lost(db, c->sql);
	return OK;
}

/* sum() of int8 is numeric in PostgreSQL: it is an integer all the same, or it is refused. */
static enum err read_cell(struct db *db, const PGresult *r, int column, struct db_value *v)
{
	const char *text = pq.PQgetvalue(r, 0, column);
	char *end;

	*v = (struct db_value){ DB_NULL, 0, NULL };
	if (pq.PQgetisnull(r, 0, column))
		return OK;
	switch (pq.PQftype(r, column)) {
	case 16: /* bool */
		*v = (struct db_value){ DB_INT, text[0] == 't', NULL };
		return OK;
	case 20: case 21: case 23: case 26: case 1700: /* int8, int2, int4, oid, numeric */
		errno = 0;
		*v = (struct db_value){ DB_INT, strtoll(text, &end, 10), NULL };
		if (errno || *end)
			break;
		return OK;
	case 18: case 19: case 25: case 705: case 1042: case 1043: /* the texts */
		*v = (struct db_value){ DB_TEXT, 0, text };
		return OK;
	}
	return db_fail(db, ERR_REFUSED, "a value is neither integer nor text: %s", text);
}

static enum err give_row(struct db *db, const PGresult *r, struct db_call *c)
{
	struct db_value cells[DB_COLUMNS_MAX];
	struct db_rows row = { 1, pq.PQnfields(r), cells };

	if (row.columns > DB_COLUMNS_MAX)
		db_bug("too many columns", c->sql);
	for (int i = 0; i < row.columns; i++) {
		enum err e = read_cell(db, r, i, &cells[i]);

		if (e)
			return e;
	}
	return c->fn(c->ctx, &row);
}

/* Takes all results, also after a failure: the line must be free for the next statement. */
static enum err take_results(struct db *db, struct db_call *c)
{
	struct pg *p = db->self;
	enum err e = OK;
	PGresult *r;

	while ((r = pq.PQgetResult(p->conn)) != NULL) {
		int status = pq.PQresultStatus(r);

		if (e == OK && !went_well(r))
			e = failed(db, r, c->sql);
		else if (e == OK && status == PGRES_SINGLE_TUPLE && c->fn)
			e = give_row(db, r, c);
		else if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
			c->changed = strtoll(pq.PQcmdTuples(r), NULL, 10);
		pq.PQclear(r);
		if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT)
			return db_poison(db, ERR_INVALID, "COPY is no statement here: %s", c->sql);
	}
	if (e == OK && pq.PQstatus(p->conn) != CONNECTION_OK)
		e = lost(db, c->sql);
	return e;
}

static enum err pg_call(struct db *db, struct db_call *c)
{
	struct prepared *s;
	enum err e = prepare(db, c, &s);

	if (!e)
		e = send(db, c, s->name);
	return e ? e : take_results(db, c);
}

/* By its first word; the statements are our own literals. */
static enum err pg_reads_only(struct db *db, const char *sql, bool *yes)
{
	static const char *const writes[] = { "INSERT INTO", "UPDATE ", "DELETE FROM" };

	(void)db;
	sql += strspn(sql, " \t\n(");
	*yes = strncasecmp(sql, "SELECT", 6) == 0 || strncasecmp(sql, "VALUES", 6) == 0 ||
		strncasecmp(sql, "SHOW", 4) == 0 || strncasecmp(sql, "EXPLAIN", 7) == 0;
	if (strncasecmp(sql, "WITH", 4) == 0) {
		*yes = true;
		for (size_t i = 0; i < sizeof(writes) / sizeof(writes[0]); i++)
			*yes = *yes && !strcasestr(sql, writes[i]);
	}
	return OK;
}

/* --- transactions -------------------------------------------------------------------------- */

static void ask_to_stop(struct pg *p)
{
	struct pg_cancel *cancel = pq.PQgetCancel(p->conn);
	char why[256];

	if (cancel)
		(void)pq.PQcancel(cancel, why, sizeof(why));
	pq.PQfreeCancel(cancel);
}

/* What began and did not come to its end is undone. */
static enum err rolled_back(struct db *db, enum err e)
{
	if (e && !db->poisoned)
		(void)plain(db, "ROLLBACK");
	return e;
}

/* Waits for the answer to what was sent, calling the waiter; false: patience ran out. */
static bool wait_answer(struct db *db, int64_t patience_ms)
{
	struct pg *p = db->self;
	int64_t start = clock_mono_ms(), waited = 0;

	while (pq.PQisBusy(p->conn)) {
		struct pollfd fd = { .fd = pq.PQsocket(p->conn), .events = POLLIN };

		if (waited >= patience_ms)
			return false;
		(void)poll(&fd, 1, DB_WAIT_SLICE_MS);
		if (fd.revents && !pq.PQconsumeInput(p->conn))
			return true; /* the results will say that the line is broken */
		waited = clock_mono_ms() - start;
		if (waited >= DB_WAIT_SLICE_MS && db->wait)
			db->wait(db->wait_ctx, waited, p->holder_terminal, p->holder_pid);
	}
	return true;
}

/* The connection says whose it is, so that those who wait for it can tell. */
static enum err name_connection(struct db *db)
{
	struct pg *p = db->self;
	char sql[80];
	enum err e;

	if (p->named == db->terminal)
		return OK;
	snprintf(sql, sizeof(sql), "SET application_name = '" CONNECTION_NAME "'", db->terminal, (int)getpid());
	e = plain(db, sql);
	if (e == OK)
		p->named = db->terminal;
	return e;
}

/* Takes the lock if it is free and nobody waits for it; else notes who has it: a line that waits for an answer can ask
 * nothing more. */
static enum err try_turn(struct db *db, bool *got)
{
	static const char try[] = BEGIN_TURN "SELECT pg_try_advisory_xact_lock(" STORE_LOCK ")";
	static const char ask[] = "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
		" WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_database"
		" WHERE datname = current_database()) AND l.classid = 0 AND l.objid = " STORE_LOCK
		" AND l.objsubid = 1";
	struct pg *p = db->self;
	PGresult *r = pq.PQexec(p->conn, try);
	enum err e = went_well(r) && pq.PQntuples(r) == 1 ? OK : failed(db, r, try);

	*got = e == OK && *pq.PQgetvalue(r, 0, 0) == 't';
	pq.PQclear(r);
	if (e || *got)
		return e;
	r = pq.PQexec(p->conn, ask);
	if (!went_well(r))
		e = failed(db, r, ask);
	else if (pq.PQntuples(r) != 1 || sscanf(pq.PQgetvalue(r, 0, 0), CONNECTION_NAME, &p->holder_terminal,
		&p->holder_pid) != 2)
		p->holder_terminal = p->holder_pid = 0;
	pq.PQclear(r);
	return e;
}

/* Waits for the lock in the line that the server keeps, which is fair. */
static enum err wait_turn(struct db *db, const char *sql)
{
	struct pg *p = db->self;
	struct db_call c = { .sql = sql };

	if (!pq.PQsendQuery(p->conn, sql))
		return lost(db, sql);
	if (!wait_answer(db, db->patience_ms)) {
		ask_to_stop(p);
		if (!wait_answer(db, STOP_PATIENCE_MS))
			return lost(db, sql);
	}
	return take_results(db, &c);
}

/* Where nobody wants to see who is waited for, it is one way there and back. */
static enum err pg_begin(struct db *db)
{
	struct pg *p = db->self;
	bool got = false;
	enum err e = name_connection(db);

	p->holder_terminal = p->holder_pid = 0;
	if (e == OK && !db->wait)
		return rolled_back(db, wait_turn(db, BEGIN_TURN TAKE_TURN));
	if (e == OK)
		e = try_turn(db, &got);
	if (e == OK && !got)
		e = wait_turn(db, TAKE_TURN);
	return rolled_back(db, e);
}

static void pg_rollback(struct db *db)
{
	struct pg *p = db->self;
	char was[DB_ERROR_MAX];

	if (pq.PQstatus(p->conn) != CONNECTION_OK)
		return;
	memcpy(was, db->error, sizeof(was));
	(void)plain(db, "ROLLBACK");
	memcpy(db->error, was, sizeof(was));
}

/* The notice to the others travels in the transaction. A COMMIT that finds the transaction broken
 * answers well, but says ROLLBACK; one that is not answered may have happened. */
static enum err pg_commit(struct db *db)
{
	static const char sql[] = "NOTIFY " CHANNEL "; COMMIT";
	struct pg *p = db->self;
	PGresult *r = pq.PQexec(p->conn, sql);
	enum err e = OK;

	if (!went_well(r))
		e = failed(db, r, sql);
	else if (strcmp(pq.PQcmdStatus(r), "COMMIT") != 0)
		e = db_fail(db, ERR_REFUSED, "the transaction was rolled back at COMMIT");
	pq.PQclear(r);
	if (pq.PQstatus(p->conn) != CONNECTION_OK)
		(void)lost(db, sql);
	if (db->poisoned)
		return ERR_UNKNOWN;
	if (e)
		pg_rollback(db);
	return e;
}

/* No round trip: what came in meanwhile is in the line's buffer. */
static int64_t pg_version(struct db *db)
{
	struct pg *p = db->self;
	struct pg_notify *n;

	if (!pq.PQconsumeInput(p->conn))
		(void)lost(db, "LISTEN");
	while ((n = pq.PQnotifies(p->conn)) != NULL) {
		p->version += n->pid != p->pid;
		pq.PQfreemem(n);
	}
	return p->version;
}

static void pg_idle(struct db *db)
{
	(void)db; /* the server minds its own log */
}

/* --- opening ------------------------------------------------------------------------------- */

static void drop_notice(void *ctx, const char *text)
{
	(void)ctx;
	(void)text;
}

/* What every connection must have; an answer starting with '!' is the one that is not accepted. A
 * shop may ask for more than synchronous_commit=on (remote_apply), never for less. Our statements are short: compiling
 * them or starting workers takes longer than they do (the lines of a day: 150 ms with, 50 ms without). */
static const struct {
	const char *set, *ask, *answer;
} settings[] = {
	{ "SET standard_conforming_strings = on", "SHOW standard_conforming_strings", "on" },
	{ "SET client_encoding = 'UTF8'", "SHOW client_encoding", "UTF8" },
	{ "SET client_min_messages = warning", "SHOW client_min_messages", "warning" },
	{ "SET jit = off", "SHOW jit", "off" },
	{ "SET max_parallel_workers_per_gather = 0", "SHOW max_parallel_workers_per_gather", "0" },
	{ "SELECT set_config('synchronous_commit', 'on', false) "
		"WHERE current_setting('synchronous_commit') = 'off'",
		"SHOW synchronous_commit", "!off" },
	{ NULL, "SHOW server_encoding", "UTF8" },
	{ NULL, "SHOW fsync", "on" },
	{ NULL, "SHOW full_page_writes", "on" },
};

static enum err read_back(struct db *db, const char *ask, const char *answer)
{
	struct pg *p = db->self;
	PGresult *r = pq.PQexec(p->conn, ask);
	enum err e = OK;

	if (!went_well(r) || pq.PQntuples(r) != 1) {
		e = failed(db, r, ask);
	} else {
		const char *is = pq.PQgetvalue(r, 0, 0);

		if (answer[0] == '!' ? strcmp(is, answer + 1) == 0 : strcmp(is, answer) != 0)
			e = db_fail(db, ERR_REFUSED, "%s says %s: sales are not safe", ask, is);
	}
	pq.PQclear(r);
	return e;
}

static enum err apply_settings(struct db *db)
{
	enum err e = OK;

	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]) && !e; i++) {
		if (settings[i].set)
			e = plain(db, settings[i].set);
		if (!e)
			e = read_back(db, settings[i].ask, settings[i].answer);
	}
	if (!e && (db->flags & DB_READONLY))
		e = plain(db, "SET default_transaction_read_only = on");
	return e ? e : plain(db, "LISTEN " CHANNEL);
}

static enum err pg_open(struct db *db, const char *where, unsigned flags)
{
	/* What the URL says comes later and wins. */
	const char *const names[] = { "application_name", "connect_timeout", "tcp_user_timeout",
		"dbname", NULL };
	const char *const values[] = { "zhanggui", "10", "10000", where, NULL };
	struct pg *p = db->self;
	enum err e = load_libpq(db);

	(void)flags;
	if (e)
		return e;
	if (!p)
		p = db->self = arena_new(&db->mem, struct pg);
	*p = (struct pg){ .version = p->version + 1 };
	p->conn = pq.PQconnectdbParams(names, values, 1);
	if (!p->conn || pq.PQstatus(p->conn) != CONNECTION_OK)
		return lost(db, "connecting");
	pq.PQsetNoticeProcessor(p->conn, drop_notice, NULL);
	p->pid = pq.PQbackendPID(p->conn);
	return apply_settings(db);
}

static void pg_close(struct db *db, unsigned flags)
{
	struct pg *p = db->self;

	(void)flags;
	if (!p)
		return;
	pq.PQfinish(p->conn);
	p->conn = NULL;
	memset(p->cache, 0, sizeof(p->cache));
	arena_release(&p->mem);
}

const struct db_ops db_pg_ops = {
	.engine = "pg",
	.open = pg_open,
	.close = pg_close,
	.begin = pg_begin,
	.commit = pg_commit,
	.rollback = pg_rollback,
	.reads_only = pg_reads_only,
	.call = pg_call,
	.script = plain,
	.idle = pg_idle,
	.scrub = pg_scrub,
	.version = pg_version,
	/* Which transactions are over; every one that writes has a number. */
	.moment = "SELECT CAST(pg_current_snapshot() AS text)",
};
