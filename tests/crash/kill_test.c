/* kill_test.c - busy tills killed at random. */
#include "campaign_test.h"

CAMPAIGN(the_others_go_on_when_a_till_is_killed, "kill", "", 150)
