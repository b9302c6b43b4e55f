/* shop.c - the handle: store, keys, terminal and lease, master data, transactions. */
#include "service/shop.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "service/journal.h"
#include "service/keys.h"
#include "service/paths.h"
#include "service/said.h"
#include "service/search.h"
#include "shop_int.h"
#include "store/master_store.h"
#include "store/migrate.h"

#define TX_RETRIES 20
#define LEASE_MS 60000
#define LEASE_RENEW_MS 15000
#define OFFICE_IDS_FROM 32000 /* id ranges lent to commands that stand at no till */
#define OFFICE_IDS_TO 32766

enum err say(struct said *said, enum err err, enum message id, const char *arg1, const char *arg2)
{
	*said = (struct said){ id, { arg1, arg2 } };
	return err;
}

enum err shop_fail(struct shop *sh, enum err e, const char *where)
{
	snprintf(sh->error, sizeof sh->error, "%s: %s: %s", where, err_name(e), db_error(sh->db));
	log_write(e == ERR_CORRUPT ? LOG_ERROR : LOG_WARN, "%s", sh->error);
	return e;
}

const char *shop_error(const struct shop *sh)
{
	return sh->error;
}

/* --- transactions ---------------------------------------------------------------------------- */

static enum err tx_once(struct shop *sh, shop_body body, void *arg)
{
	enum err e = db_begin(sh->db);

	if (e != OK)
		return e;
	e = body(sh, arg);
	if (e == OK)
		return db_commit(sh->db);
	db_rollback(sh->db);
	return e;
}

enum err shop_tx(struct shop *sh, shop_body body, void *arg)
{
	enum err e = ERR_BUSY;

	sh->journal_due = false;
	for (int i = 0; i < TX_RETRIES && e == ERR_BUSY; i++)
		e = tx_once(sh, body, arg);
	if (e == OK && sh->journal_due)
		journal_follow(sh);
	if (e == ERR_IO || e == ERR_UNKNOWN || e == ERR_CORRUPT || e == ERR_BUSY) {
		shop_fail(sh, e, "transaction");
		/* Nothing cached can be trusted after a failed write; the next act starts clean. */
		if (e != ERR_BUSY && db_reopen(sh->db) != OK)
			shop_fail(sh, ERR_IO, "reopen");
	}
	return e;
}

int64_t shop_new_id(struct shop *sh)
{
	return id_next(&sh->ids);
}

/* --- master data ----------------------------------------------------------------------------- */

static void load_scale_patterns(struct shop *sh)
{
	struct arena a = ARENA_INIT;
	char *text = arena_strdup(&a, sh->setting[SET_SCALE_PATTERNS]), *save = NULL;

	sh->scale_pattern_count = 0;
	for (char *p = strtok_r(text, ";", &save); p; p = strtok_r(NULL, ";", &save)) {
		const char *why;

		if (sh->scale_pattern_count == SCALE_PATTERNS_MAX)
			break;
		if (scale_pattern_parse(&a, p, &sh->scale_patterns[sh->scale_pattern_count], &why) == OK)
			sh->scale_pattern_count++;
		else
			log_write(LOG_WARN, "scale.patterns: %s", why);
	}
	arena_release(&a);
}

/* A terminal's own value stands before the shop's, which stands before the default. */
static enum err load_settings(struct shop *sh)
{
	struct setting_row *rows;
	int n;
	enum err e = settings_list(sh->db, &sh->master, sh->terminal_id, &rows, &n);

	if (e != OK)
		return e;
	for (int id = 0; id < SETTINGS; id++) {
		sh->setting[id] = setting_table[id].def;
		for (int i = 0; i < n; i++)
			if (strcmp(rows[i].name, setting_table[id].name) == 0)
				sh->setting[id] = rows[i].value;
	}
	load_scale_patterns(sh);
	if (clock_set_zone(sh->setting[SET_SHOP_ZONE]) != OK)
		log_write(LOG_WARN, "shop.zone: no such zone: %s", sh->setting[SET_SHOP_ZONE]);
	return OK;
}

static enum err load_trade(struct shop *sh)
{
	struct tax_row *taxes;
	struct department_row *departments;
	enum err e = taxes_list(sh->db, &sh->master, &taxes, &sh->tax_rate_count);

	if (e == OK)
		e = departments_list(sh->db, &sh->master, &departments, &sh->department_count);
	if (e != OK)
		return e;
	sh->tax_rates = arena_array(&sh->master, (size_t)sh->tax_rate_count, sizeof *sh->tax_rates);
	for (int i = 0; i < sh->tax_rate_count; i++)
		sh->tax_rates[i] = (struct tax_rate){ taxes[i].id, taxes[i].code, taxes[i].name,
			taxes[i].name_en, taxes[i].rate_bp, taxes[i].included };
	sh->departments = arena_array(&sh->master, (size_t)sh->department_count, sizeof *sh->departments);
	for (int i = 0; i < sh->department_count; i++)
		sh->departments[i] = (struct department){ departments[i].id, departments[i].code,
			departments[i].name, departments[i].name_en, departments[i].tax_rate_id };
	return OK;
}

static enum err load_money(struct shop *sh)
{
	struct tender_row *tenders;
	struct reason_row *reasons;
	enum err e = tenders_list(sh->db, &sh->master, &tenders, &sh->tender_count);

	if (e == OK)
		e = reasons_list(sh->db, &sh->master, &reasons, &sh->reason_count);
	if (e != OK)
		return e;
	sh->tenders = arena_array(&sh->master, (size_t)sh->tender_count, sizeof *sh->tenders);
	for (int i = 0; i < sh->tender_count; i++)
		sh->tenders[i] = (struct tender){ tenders[i].id, tenders[i].code, tenders[i].name,
			tenders[i].name_en, (enum tender_kind)tenders[i].kind, (unsigned)tenders[i].flags,
			tenders[i].reference_pattern, (int)tenders[i].position };
	sh->reasons = arena_array(&sh->master, (size_t)sh->reason_count, sizeof *sh->reasons);
	for (int i = 0; i < sh->reason_count; i++)
		sh->reasons[i] = (struct reason){ reasons[i].id, (int)reasons[i].kind, (int)reasons[i].digit,
			reasons[i].name, reasons[i].name_en };
	return OK;
}

enum err shop_load_master(struct shop *sh)
{
	struct day_row day;
	enum err e;

	arena_clear(&sh->master);
	e = load_settings(sh);
	if (e == OK)
		e = load_trade(sh);
	if (e == OK)
		e = load_money(sh);
	if (e != OK)
		return shop_fail(sh, e, "master data");
	e = day_last(sh->db, &sh->master, &day);
	if (e == OK)
		sh->last_day = day.day;
	return e == ERR_NOTFOUND ? OK : e;
}

/* --- terminal -------------------------------------------------------------------------------- */

/* "HOST PID STARTED": enough to tell whether the holder of a lease still lives on this machine. */
static char *own_lease_name(struct arena *a)
{
	char host[65] = "?";

	gethostname(host, sizeof host - 1);
	return arena_printf(a, "%s %ld %lld", host, (long)getpid(), (long long)clock_now_ms());
}

/* A holder on this machine whose process is gone does not hold anything. */
static bool holder_dead(const char *owner)
{
	char host[65] = "?", theirs[65];
	long pid;

	gethostname(host, sizeof host - 1);
	if (sscanf(owner, "%64s %ld", theirs, &pid) != 2 || strcmp(host, theirs) != 0)
		return false;
	if (pid == getpid())
		return true;
	snprintf(theirs, sizeof theirs, "/proc/%ld", pid);
	return access(theirs, F_OK) != 0;
}

static enum err take_lease(struct shop *sh, struct arena *a, const char *name, bool *taken, const char **holder)
{
	int64_t now = clock_now_ms(), until = 0;
	enum err e = lease_owner(sh->db, a, name, holder, &until);

	if (e == ERR_NOTFOUND)
		*holder = "";
	else if (e != OK)
		return e;
	return lease_take(sh->db, name, sh->lease_owner, holder_dead(*holder) ? *holder : "", now,
		now + LEASE_MS, taken);
}

static enum err take_till(struct shop *sh, struct arena *a, const char *code, const char **why)
{
	struct terminal_row row;
	const char *holder;
	bool taken = false;
	enum err e = terminal_by_code(sh->db, a, code, &row);

	if (e == ERR_NOTFOUND) {
		*why = said_fill(a, _("There is no terminal %1. Name one that the shop has: zhanggui terminal list"),
			code, NULL);
		return e;
	}
	if (e != OK)
		return e;
	sh->terminal_id = row.id;
	sh->terminal_code = arena_strdup(&sh->fixed, row.code);
	sh->lease_name = arena_printf(&sh->fixed, "terminal:%s", row.code);
	sh->ids.terminal = (int)row.id;
	e = take_lease(sh, a, sh->lease_name, &taken, &holder);
	if (e == OK && !taken) {
		sh->lease_name = NULL;
		*why = said_fill(a, _("Terminal %1 is in use by %2. Choose another, or end that one first"), code,
			holder);
		return ERR_BUSY;
	}
	return e;
}

/* A command at no till writes to the office's chain, and borrows a range of ids of its own. */
static enum err take_office(struct shop *sh, struct arena *a)
{
	bool taken = false;
	enum err e = OK;

	sh->terminal_id = SHOP_OFFICE_TERMINAL;
	sh->terminal_code = "";
	for (int id = OFFICE_IDS_FROM; e == OK && !taken && id <= OFFICE_IDS_TO; id++) {
		const char *holder;

		sh->ids.terminal = id;
		sh->lease_name = arena_printf(&sh->fixed, "ids:%d", id);
		e = take_lease(sh, a, sh->lease_name, &taken, &holder);
	}
	if (e == OK && !taken)
		return ERR_BUSY;
	return e;
}

/* --- opening --------------------------------------------------------------------------------- */

static enum err check_keys(struct shop *sh, struct arena *a, const char **why)
{
	int in_use;
	enum err e = keys_fit(sh->db, a, &sh->keys, &in_use);

	if (e == ERR_DENIED)
		*why = said_fill(a, _("The key file %1 belongs to another store. Put the right one in its place, or "
			"import the recovery sheet: zhanggui keys import"), sh->conf.key_file, NULL);
	if (e == OK)
		sh->keys.seal_count = in_use;
	return e;
}

static enum err open_parts(struct shop *sh, struct arena *a, const char **why)
{
	struct info_row info;
	enum err e = db_open(a, sh->conf.store_url, 0, &sh->db, why);

	if (e != OK)
		return e;
	if ((e = store_schema_check(sh->db, a, why)) != OK)
		return e;
	if ((e = info_get(sh->db, a, &info)) != OK)
		return e;
	sh->kind = arena_strdup(&sh->fixed, info.kind);
	sh->store_id = info.store_id;
	if ((e = keys_load(a, sh->conf.key_file, &sh->keys, why)) != OK)
		return e;
	if ((e = check_keys(sh, a, why)) != OK)
		return e;
	if ((e = ids_highest(sh->db, &sh->ids.last)) != OK)
		return e;
	sh->lease_owner = own_lease_name(&sh->fixed);
	sh->is_till = sh->conf.terminal != NULL;
	e = sh->is_till ? take_till(sh, a, sh->conf.terminal, why) : take_office(sh, a);
	if (e != OK)
		return e;
	db_set_terminal(sh->db, (int)sh->terminal_id);
	seal_pin_cheap(strcmp(sh->kind, "test") == 0);
	sh->changes_seen = db_changes_seen(sh->db);
	sh->lease_renewed_ms = clock_mono_ms();
	return shop_load_master(sh);
}

enum err shop_open(struct arena *a, const struct shop_config *conf, struct shop **out, const char **why)
{
	struct shop *sh = calloc(1, sizeof *sh);
	enum err e;

	if (!sh)
		abort();
	*why = NULL;
	sh->journal_fd = -1;
	sh->journal_seq = -1;
	paths_resolve(&sh->fixed, conf, &sh->conf);
	e = open_parts(sh, a, why);
	if (e == OK) {
		*out = sh;
		return OK;
	}
	if (!*why)
		*why = said_fill(a, _("The store cannot be opened: %1. See the log, or run: zhanggui store check"),
			sh->db ? db_error(sh->db) : err_name(e), NULL);
	else
		*why = arena_strdup(a, *why);
	shop_close(sh);
	return e;
}

void shop_close(struct shop *sh)
{
	if (!sh)
		return;
	if (sh->db && sh->lease_name)
		journal_follow(sh);
	if (sh->db && sh->lease_name && lease_drop(sh->db, sh->lease_name, sh->lease_owner) != OK)
		log_write(LOG_INFO, "lease %s is left to run out", sh->lease_name);
	if (sh->journal_fd >= 0)
		close(sh->journal_fd);
	db_close(sh->db);
	search_unmap(sh);
	arena_release(&sh->fixed);
	arena_release(&sh->master);
	arena_release(&sh->staff_arena);
	seal_wipe(&sh->keys, sizeof sh->keys);
	free(sh);
}

/* --- the beat -------------------------------------------------------------------------------- */

bool shop_tick(struct shop *sh)
{
	int64_t mono = clock_mono_ms(), seen = db_changes_seen(sh->db);

	if (mono - sh->lease_renewed_ms >= LEASE_RENEW_MS) {
		int64_t now = clock_now_ms();
		bool taken;

		sh->lease_renewed_ms = mono;
		if (lease_take(sh->db, sh->lease_name, sh->lease_owner, "", now, now + LEASE_MS, &taken) != OK || !taken)
			log_write(LOG_WARN, "lease %s could not be renewed", sh->lease_name);
	}
	if (seen == sh->changes_seen)
		return false;
	sh->changes_seen = seen;
	return shop_load_master(sh) == OK;
}

void shop_idle(struct shop *sh)
{
	journal_follow(sh);
	db_idle(sh->db);
}

void shop_on_wait(struct shop *sh, void (*fn)(void *ctx, int64_t waited_ms, int terminal, int pid), void *ctx)
{
	db_on_wait(sh->db, fn, ctx);
}

/* --- what it knows --------------------------------------------------------------------------- */

const char *setting_text(const struct shop *sh, enum setting id)
{
	return sh->setting[id];
}

int64_t setting_int(const struct shop *sh, enum setting id)
{
	return strtoll(sh->setting[id], NULL, 10);
}

const char *shop_kind(const struct shop *sh) { return sh->kind; }
const char *shop_terminal(const struct shop *sh) { return sh->terminal_code; }
int64_t shop_terminal_id(const struct shop *sh) { return sh->terminal_id; }
const struct staff *shop_staff(const struct shop *sh) { return &sh->staff; }
bool shop_may(const struct shop *sh, enum permission p) { return p == PERM_NONE || sh->staff.may[p]; }

int shop_tax_rates(const struct shop *sh, const struct tax_rate **list)
{
	*list = sh->tax_rates;
	return sh->tax_rate_count;
}

int shop_departments(const struct shop *sh, const struct department **list)
{
	*list = sh->departments;
	return sh->department_count;
}

int shop_tenders(const struct shop *sh, const struct tender **list)
{
	*list = sh->tenders;
	return sh->tender_count;
}

/* The rows come ordered by kind, so that those of one kind lie together. */
int shop_reasons(const struct shop *sh, int kind, const struct reason **list)
{
	int first = 0, n = 0;

	while (first < sh->reason_count && sh->reasons[first].kind != kind)
		first++;
	while (first + n < sh->reason_count && sh->reasons[first + n].kind == kind)
		n++;
	*list = sh->reasons + first;
	return n;
}

const struct tax_rate *shop_tax_rate(const struct shop *sh, int64_t id)
{
	for (int i = 0; i < sh->tax_rate_count; i++)
		if (sh->tax_rates[i].id == id)
			return &sh->tax_rates[i];
	return NULL;
}

const struct department *shop_department(const struct shop *sh, int64_t id)
{
	for (int i = 0; i < sh->department_count; i++)
		if (sh->departments[i].id == id)
			return &sh->departments[i];
	return NULL;
}

const struct department *shop_department_by_code(const struct shop *sh, const char *code)
{
	for (int i = 0; i < sh->department_count; i++)
		if (strcmp(sh->departments[i].code, code) == 0)
			return &sh->departments[i];
	return NULL;
}

const struct tender *shop_tender(const struct shop *sh, int64_t id)
{
	for (int i = 0; i < sh->tender_count; i++)
		if (sh->tenders[i].id == id)
			return &sh->tenders[i];
	return NULL;
}

int32_t shop_business_day(const struct shop *sh)
{
	int32_t natural = day_business(clock_now_ms(), (int)setting_int(sh, SET_CUTOVER_HOUR));

	return natural > sh->last_day ? natural : sh->last_day;
}
