/* goods.h - articles for a test, brought in from lines of CSV. */
#ifndef TESTS_GOODS_H
#define TESTS_GOODS_H

#include "../include/service/import.h"
#include "trade.h"

/* The manager signs on and brings them all in; he stays. */
static inline bool goods_import(struct trade *tr, const char *csv)
{
	const struct import_options options = { .unknown = IMPORT_DEFAULT };
	struct import_report report;
	struct said said;
	char path[800];
	enum err e;

	snprintf(path, sizeof path, "%s/goods.csv", t_tmpdir());
	if (!CHECK(t_write(path, csv)))
		return false;
	does(tr, "sign-on 3001 615902");
	e = import_articles(tr->sh, &tr->a, path, &options, &report, &said);
	return CHECK_INT(e, OK) & CHECK_INT(report.refused, 0);
}

#endif
