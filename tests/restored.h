/* restored.h - a store that is lost and comes back from a backup and the journals. */
#ifndef RESTORED_H
#define RESTORED_H

#include "day.h"

#include "service/care.h"

#define BACKUP_MAX 700

static inline void restored_ignored(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

/* A backup as the store is now, in a file of its own. */
static inline void backed_up(struct trade *tr, char path[BACKUP_MAX])
{
	static int number;
	const struct check_request quiet = { .found = restored_ignored };
	struct check_result result;
	const char *why = "";

	snprintf(path, BACKUP_MAX, "%s/backup-%d.db", t_tmpdir(), ++number);
	CHECK_INT(care_backup(tr->sh, &tr->shop_arena, path, &quiet, &result, &why), OK);
}

/* The store goes, and comes back sound; the till is open on it again. */
static inline bool lost_and_back(struct trade *tr, const char *backup)
{
	const struct check_request quiet = { .found = restored_ignored };
	const struct care_source source = { backup, tr->conf.journal_dir, false, false };
	struct care_report report;
	const char *why = "";

	trade_close(tr);
	CHECK(unlink(tr->conf.store_url + 7) == 0);
	if (!CHECK_INT(care_restore(&tr->shop_arena, &tr->conf, &source, &quiet, &report, &why), OK)) {
		printf("# %s\n", why);
		return false;
	}
	CHECK_INT(report.check.wrong, 0);
	return trade_open(tr);
}

#endif
