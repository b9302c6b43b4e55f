/* kill.h - the till that is killed is a program of its own: campaign_tool, asked so. */
#ifndef TESTS_CRASH_KILL_H
#define TESTS_CRASH_KILL_H

/* Does an operation's lines in the world of a folder; writes a sign into its file `acked` after each. */
int kill_lines(const char *dir, const char *name, const char *begins_at_ms);

#endif
