/* syscall_test.c - a till killed inside system calls. */
#include "campaign_test.h"

CAMPAIGN(a_till_killed_inside_a_system_call_is_whole, "syscall", "command -v strace >/dev/null 2>&1", 60)
