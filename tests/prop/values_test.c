/* values_test.c - random acts with what is worth money and is no goods, beside the plain model. */
#include "../crash/campaign_test.h"

CAMPAIGN(each_account_is_what_a_plain_model_says, "values", "", 4000)
