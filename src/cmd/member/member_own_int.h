/* member_own_int.h - what is known of a member beside his file, as tables of an answer. */
#ifndef CMD_MEMBER_OWN_INT_H
#define CMD_MEMBER_OWN_INT_H

#include "cmd/cmd.h"

/* The shop's own attributes, what he agreed to and who belongs to him; past: all that he ever said of consent. */
enum err cmd_member_own(struct cmd *c, int64_t member_id, bool past) MUST_CHECK;

#endif
