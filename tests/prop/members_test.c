/* members_test.c - random acts with what members have, beside the plain model. */
#include "../crash/campaign_test.h"

CAMPAIGN(each_member_has_what_a_plain_model_says, "members", "", 5000)
