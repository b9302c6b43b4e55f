/* till_test.c - random acts beside the plain model. */
#include "../crash/campaign_test.h"

CAMPAIGN(a_till_shows_what_a_plain_model_says, "oracle", "", 20000)
