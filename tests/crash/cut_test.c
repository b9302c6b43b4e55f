/* cut_test.c - a sample of the power cuts over all operations. */
#include "campaign_test.h"

CAMPAIGN(what_was_acknowledged_outlives_a_power_cut, "cut", "", 900)
