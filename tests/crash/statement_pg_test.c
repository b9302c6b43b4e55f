/* statement_pg_test.c - the same on PostgreSQL. */
#include "campaign_test.h"

CAMPAIGN(a_failed_statement_leaves_nothing_half_done_on_pg, "statement-pg",
	"ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1", 60)
