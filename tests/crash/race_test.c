/* race_test.c - eight processes that want one thing. */
#include "campaign_test.h"

CAMPAIGN(exactly_the_lawful_number_wins, "race", "", 95)
