/* memory_test.c - a sample of memory failing inside SQLite, over all operations. */
#include "campaign_test.h"

CAMPAIGN(failing_memory_is_refused_and_cured, "memory", "", 400)
