/* points_act_int.h - acts that move a member's points, by hand or for a gift: what was posted is told. */
#ifndef CMD_POINTS_ACT_INT_H
#define CMD_POINTS_ACT_INT_H

#include "cmd/cmd.h"
#include "service/points.h"

/* What was posted, in a row; that it was posted before is told, too. */
enum exit_code cmd_points_told(struct cmd *c, enum err e, const struct points_done *d, const struct said *said);

#endif
