/* worker.c - see worker.h. Each step is small but the day's backup, during which the lease is
 * renewed. */
#include "service/worker.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/tr.h"
#include "service/care.h"
#include "service/paths.h"
#include "service/pricing.h"
#include "service/said.h"
#include "../member/coupons_int.h"
#include "../member/levels_int.h"
#include "../shop/shop_int.h"
#include "store/job_store.h"
#include "store/master_store.h"

#define LEASE "worker"
#define RENEW_MS 15000
#define COUPONS_MS 20000 /* of coupons at one step: well within the lease */
#define HEADS_MS 3600000    /* between two notes */
#define TRY_AGAIN_MS 3600000 /* after a backup that failed */

struct worker {
	struct shop *sh;
	int64_t renewed_ms, heads_due_ms, backup_due_ms; /* monotonic */
	int64_t noted_links;     /* of all chains, when heads were noted last */
	int32_t coupon_day;      /* the business day whose coupons are given */
};

enum err worker_open(struct shop *sh, struct arena *a, struct worker **out, const char **holder)
{
	struct worker *w;
	bool taken = false;
	enum err e = shop_lease(sh, a, LEASE, &taken, holder);

	if (e != OK)
		return e;
	if (!taken)
		return ERR_BUSY;
	w = calloc(1, sizeof *w);
	if (!w)
		abort();
	*w = (struct worker){ .sh = sh, .renewed_ms = clock_mono_ms() };
	*out = w;
	return OK;
}

void worker_close(struct worker *w)
{
	if (w && lease_drop(w->sh->db, LEASE, w->sh->lease_owner) != OK)
		log_write(LOG_INFO, "the worker's lease is left to run out");
	free(w);
}

bool worker_alive(struct shop *sh)
{
	struct arena a = ARENA_INIT;
	const char *owner;
	int64_t until_ms = 0;
	enum err e = lease_owner(sh->db, &a, LEASE, &owner, &until_ms);

	arena_release(&a);
	return e == OK && until_ms > clock_now_ms();
}

static enum err renew(struct worker *w)
{
	struct arena a = ARENA_INIT;
	const char *holder;
	bool taken = false;
	enum err e = OK;

	if (clock_mono_ms() - w->renewed_ms >= RENEW_MS) {
		e = shop_lease(w->sh, &a, LEASE, &taken, &holder);
		if (e == OK && !taken)
			e = ERR_STALE;
		w->renewed_ms = clock_mono_ms();
	}
	arena_release(&a);
	return e;
}

/* --- jobs and heads --------------------------------------------------------------------------- */

static enum err expire_jobs(struct worker *w, struct arena *a, int64_t *links)
{
	struct terminal_row *rows;
	int n = 0;
	enum err e = terminals_list(w->sh->db, a, &rows, &n);

	*links = 0;
	for (int i = 0; e == OK && i < n; i++) {
		*links += rows[i].chain_seq;
		e = jobs_expire(w->sh->db, rows[i].id, clock_now_ms());
	}
	return e;
}

static bool note_heads(struct worker *w, int64_t links, bool all)
{
	if (links == w->noted_links || (!all && clock_mono_ms() < w->heads_due_ms))
		return false;
	heads_write(w->sh);
	w->noted_links = links;
	w->heads_due_ms = clock_mono_ms() + HEADS_MS;
	return true;
}

/* --- the day's backup ------------------------------------------------------------------------- */

static const char *backup_folder(struct worker *w, struct arena *a)
{
	const char *set = setting_text(w->sh, SET_BACKUP_FOLDER);

	return *set ? set : paths_beside(a, w->sh->conf.store_url, "backups");
}

static int is_backup(const struct dirent *d)
{
	int day, used = 0;

	return sscanf(d->d_name, "zhanggui-%8d.db%n", &day, &used) == 1 && used && !d->d_name[used];
}

static int64_t remove_old(struct arena *a, const char *folder, int64_t keep)
{
	struct dirent **names;
	int n = scandir(folder, &names, is_backup, alphasort);
	int64_t removed = 0;

	for (int i = 0; i < n; i++) {
		if (i < n - keep)
			removed += unlink(arena_printf(a, "%s/%s", folder, names[i]->d_name)) == 0;
		free(names[i]);
	}
	if (n >= 0)
		free(names);
	return removed;
}

static void on_found(void *ctx, const struct finding *f)
{
	struct arena a = ARENA_INIT;

	(void)ctx;
	if (check_table[f->id].severity == 'E')
		log_write(LOG_ERROR, "backup: %s", finding_text(&a, f));
	arena_release(&a);
}

static void on_progress(void *ctx, int64_t done, int64_t total)
{
	(void)done;
	(void)total;
	if (renew(ctx) != OK)
		log_write(LOG_WARN, "the worker's lease could not be renewed during a backup");
}

static void backup(struct worker *w, struct arena *a, struct worker_done *out)
{
	const struct check_request request = { .found = on_found, .progress = on_progress,
		.ctx = w };
	struct civil now = clock_local(clock_now_ms());
	const char *folder = backup_folder(w, a), *why = NULL;
	const char *file = arena_printf(a, "%s/zhanggui-%04d%02d%02d.db", folder, now.year,
		now.month, now.day);
	struct check_result result;
	enum err e;

	if (access(file, F_OK) == 0)
		return;
	w->backup_due_ms = clock_mono_ms() + TRY_AGAIN_MS;
	e = care_backup(w->sh, a, file, &request, &result, &why);
	if (e == OK || e == ERR_CORRUPT)
		out->backup = file;
	if (e == OK)
		out->backups_removed = remove_old(a, folder, setting_int(w->sh, SET_BACKUP_KEEP));
	else
		out->trouble = why;
}

static bool backup_due(const struct worker *w, bool all)
{
	int64_t hour = setting_int(w->sh, SET_BACKUP_HOUR);

	if (hour < 0 || strcmp(db_engine(w->sh->db), "sqlite") != 0)
		return false;
	return all || (clock_local(clock_now_ms()).hour >= hour
		&& clock_mono_ms() >= w->backup_due_ms);
}

/* Once a business day, and when the worker begins. Who becomes a member later
 * has to wait for the next day. */
static enum err give_coupons(struct worker *w, struct arena *a, bool all, struct worker_done *out)
{
	int32_t day = shop_business_day(w->sh);
	struct said said = { .id = MSG_NONE };
	struct coupon_ran ran;
	enum err e;

	if (day == w->coupon_day && !all)
		return OK;
	e = coupons_by_calendar(w->sh, a, COUPONS_MS, &ran, &said);
	out->coupons = ran.given;
	if (e == ERR_REFUSED) /* it is told once; the rest of the work is not left undone for it */
		out->trouble = said_text(a, &said);
	if (e == ERR_REFUSED || (e == OK && ran.whole))
		w->coupon_day = day;
	return e == ERR_REFUSED ? OK : e;
}

enum err worker_step(struct worker *w, struct arena *a, bool all, struct worker_done *out)
{
	int64_t links = 0;
	enum err e = renew(w);

	*out = (struct worker_done){ 0 };
	if (e == OK)
		e = expire_jobs(w, a, &links);
	if (e == OK)
		e = pricing_go_on(w->sh, a, &out->prices);
	if (e == OK)
		e = levels_review(w->sh, false, &out->levels);
	if (e == OK)
		e = give_coupons(w, a, all, out);
	if (e != OK)
		return e;
	if (backup_due(w, all))
		backup(w, a, out);
	out->heads = note_heads(w, links, all);
	return OK;
}
