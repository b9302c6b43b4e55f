/* commission.h - who sold what, what staff get for it, and what they are to sell. Rates and targets are of the right
 * `commission`, the reports of `reports`; one's own figures anybody may read. ERR_INVALID, ERR_NOTFOUND, ERR_DENIED,
 * each with a sentence. */
#ifndef SERVICE_COMMISSION_H
#define SERVICE_COMMISSION_H

#include "model/commission.h"
#include "service/shop.h"

/* A rate, and what it is of: "" all goods. */
struct commission_info { struct commission_rate rate; const char *code, *name; };
/* All that hold today or will, by scope and code. */
enum err commission_all(struct shop *sh, struct arena *a, struct commission_info **list, int *n,
	struct said *said) MUST_CHECK;

/* scope: a name of scope_name; code: of the department, category or article, NULL of all goods. rate: a
 * percentage of what was paid; piece: an amount a piece; at least one is given, 0 ends what held. From the business day
 * from_day on (yyyymmdd, 0 today), never one that is past. */
struct commission_edit { const char *scope, *code, *rate, *piece; int32_t from_day; };
enum err commission_set(struct shop *sh, struct arena *a, const struct commission_edit *edit,
	struct said *said) MUST_CHECK;

/* A month, "2026-11" or "202611", as yyyymm; false when it is none. */
bool month_read(const char *text, int32_t *month);
/* What somebody is to sell in a month (yyyymm): an amount, "0" takes it away. */
enum err target_set(struct shop *sh, struct arena *a, const char *number, int32_t month, const char *amount,
	struct said *said) MUST_CHECK;

/* What was sold through somebody under one rate (scope SCOPE_NONE: under none), sales and returns of the business
 * days, both included; deposits and vouchers are no sales. */
struct commission_row {
	const char *number, *staff;
	struct commission_info of;
	int64_t sales_minor, returns_minor, net_minor, qty_milli, commission_minor;
};
#define COMMISSION_ROWS_MAX 20000
/* By number and rate; number NULL: everybody's. ERR_REFUSED: more than COMMISSION_ROWS_MAX. */
enum err report_commission(struct shop *sh, struct arena *a, const char *number, int32_t first, int32_t last,
	struct commission_row **list, int *n, struct said *said) MUST_CHECK;

/* How far everybody with a target or a sale has come in a month, by number. */
struct target_told { const char *number, *staff; int64_t target_minor, net_minor; int64_t reached_bp; };
enum err report_targets(struct shop *sh, struct arena *a, int32_t month, struct target_told **list, int *n,
	struct said *said) MUST_CHECK;

#endif
