/* statement_test.c - a sample of the statements that fail, over all operations. */
#include "campaign_test.h"

CAMPAIGN(a_failed_statement_leaves_nothing_half_done, "statement", "", 700)
