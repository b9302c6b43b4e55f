/* shop.c - the handle that all services share: transactions, master data, and what it knows. Opening it is
 * shop_open.c. */
#include "service/shop.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "shop_int.h"
#include "store/device_store.h"
#include "store/coupon_store.h"
#include "store/uses_store.h"
#include "store/document_store.h"
#include "store/level_store.h"
#include "store/master_store.h"
#include "store/trade_store.h"

#define TX_RETRIES 20

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

	sh->tx_at_ms = clock_now_ms();
	for (int i = 0; i < TX_RETRIES && e == ERR_BUSY; i++)
		e = tx_once(sh, body, arg);
	if (e == ERR_IO || e == ERR_UNKNOWN || e == ERR_CORRUPT || e == ERR_BUSY) {
		shop_fail(sh, e, "transaction");
		/* Nothing cached can be trusted after a failed write; the next act starts clean. */
		if (e != ERR_BUSY && db_reopen(sh->db) != OK)
			shop_fail(sh, ERR_IO, "reopen");
	}
	return e;
}

void shop_mend(struct shop *sh)
{
	if (db_failed(sh->db) && db_reopen(sh->db) != OK)
		shop_fail(sh, ERR_IO, "reopen");
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
	enum err e;

	sh->master_day = shop_business_day(sh);
	e = taxes_list(sh->db, &sh->master, sh->master_day, &taxes, &sh->tax_rate_count);

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
			departments[i].name, departments[i].name_en, departments[i].tax_rate_id,
			departments[i].disabled };
	return OK;
}

static const struct tender *first_of_kind(const struct shop *sh, enum tender_kind kind)
{
	for (int i = 0; i < sh->tender_count; i++)
		if (sh->tenders[i].kind == kind)
			return &sh->tenders[i];
	return NULL;
}

const struct tender *shop_tender_of_kind(const struct shop *sh, enum tender_kind kind)
{
	const struct tender *found = first_of_kind(sh, kind);

	assert(found); /* a shop without it is not opened */
	return found;
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
			tenders[i].reference_pattern, (int)tenders[i].position, tenders[i].min_minor,
			tenders[i].max_minor, tenders[i].bill_max_minor, tenders[i].approve_above_minor,
			(enum refund_to)tenders[i].refund_to, (enum over_rule)tenders[i].over_rule,
			tenders[i].over_max_minor, tenders[i].fee_bp, tenders[i].fee_minor, tenders[i].currency };
	if (!first_of_kind(sh, TENDER_CASH) || !first_of_kind(sh, TENDER_EXCHANGE))
		return ERR_CORRUPT;
	sh->reasons = arena_array(&sh->master, (size_t)sh->reason_count, sizeof *sh->reasons);
	for (int i = 0; i < sh->reason_count; i++)
		sh->reasons[i] = (struct reason){ reasons[i].id, (int)reasons[i].kind, (int)reasons[i].digit,
			reasons[i].name, reasons[i].name_en, reasons[i].disabled };
	return OK;
}

enum err shop_load_day(struct shop *sh)
{
	struct day_row day;
	enum err e = day_last(sh->db, &sh->master, &day);

	if (e == OK && !day_valid(day.day))
		e = ERR_CORRUPT;
	if (e == OK)
		sh->last_day = day.day;
	if (e == OK)
		e = document_newest(sh->db, &sh->master, &sh->last_posted_ms);
	return e == ERR_NOTFOUND ? OK : e;
}

enum err shop_load_first(struct shop *sh)
{
	enum err e = load_settings(sh);

	if (e == OK)
		e = shop_load_day(sh);
	return e == OK ? device_rows(sh->db, &sh->master, sh->terminal_id, &sh->devices, &sh->device_count) : e;
}

static enum err load_all(struct shop *sh)
{
	enum err e = shop_load_first(sh);

	if (e == OK)
		e = load_trade(sh); /* with the taxes of the day */
	if (e == OK)
		e = load_money(sh);
	if (e == OK)
		e = levels_list(sh->db, &sh->master, &sh->levels, &sh->level_count);
	if (e == OK)
		e = coupon_kinds(sh->db, &sh->master, &sh->coupon_kinds, &sh->coupon_kind_count);
	if (e == OK)
		e = uses_kinds(sh->db, &sh->master, &sh->uses_kinds, &sh->uses_kind_count);
	return e == OK ? shop_load_goods(sh) : e;
}

/* The new stands beside the old until it is whole: a store that fails in the middle leaves the old in force, and what
 * was handed out of it stays readable until the next time. */
enum err shop_load_master(struct shop *sh)
{
	const struct shop was = *sh;
	struct arena half;
	enum err e;

	sh->master = was.master_before;
	sh->master_before = was.master;
	arena_clear(&sh->master);
	e = load_all(sh);
	if (e == OK)
		return OK;
	half = sh->master;
	*sh = was;
	sh->master_before = half;
	return shop_fail(sh, e, "master data");
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
const struct staff *shop_staff(const struct shop *sh) { return &sh->staff; }
bool shop_may(const struct shop *sh, enum permission p) { return p == PERM_NONE || sh->staff.may[p]; }

int shop_tax_rates(const struct shop *sh, const struct tax_rate **list)
{
	*list = sh->tax_rates;
	return sh->tax_rate_count;
}

int shop_departments_all(const struct shop *sh, const struct department **list)
{
	*list = sh->departments;
	return sh->department_count;
}

int shop_departments(const struct shop *sh, const struct department **list)
{
	int n = 0;

	*list = sh->departments;
	while (n < sh->department_count && !sh->departments[n].disabled)
		n++;
	return n;
}

int shop_tenders(const struct shop *sh, const struct tender **list)
{
	*list = sh->tenders;
	return sh->tender_count;
}

/* The rows come ordered by kind and use, so that those of one kind lie together. */
int shop_reasons(const struct shop *sh, int kind, const struct reason **list)
{
	int first = 0, n = 0;

	while (first < sh->reason_count && sh->reasons[first].kind != kind)
		first++;
	while (first + n < sh->reason_count && sh->reasons[first + n].kind == kind && !sh->reasons[first + n].disabled)
		n++;
	*list = sh->reasons + first;
	return n;
}

int shop_devices(const struct shop *sh, const struct device **list)
{
	*list = sh->devices;
	return sh->device_count;
}

const struct reason *shop_reason(const struct shop *sh, int64_t id)
{
	for (int i = 0; i < sh->reason_count; i++)
		if (sh->reasons[i].id == id)
			return &sh->reasons[i];
	return NULL;
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
		if (strcmp(sh->departments[i].code, code) == 0 && !sh->departments[i].disabled)
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
