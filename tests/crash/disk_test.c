/* disk_test.c - a sample of failing calls to the disk, over all operations. */
#include "campaign_test.h"

CAMPAIGN(a_failing_disk_is_refused_and_cured, "disk", "", 500)
