/* points_act_int.h - acts that move a member's points, by hand or for a gift: run, and what was posted told. */
#ifndef CMD_POINTS_ACT_INT_H
#define CMD_POINTS_ACT_INT_H

#include "cmd/cmd.h"
#include "service/points.h"

/* One act; its words come from the line, what allows it from the second person. */
typedef enum err points_act(struct cmd *c, const char *second, const char *pin, struct points_done *done,
	struct said *said);
enum exit_code cmd_points_run(struct cmd *c, points_act *act);
/* What was posted, in a row; that it was posted before is told, too. */
enum exit_code cmd_points_told(struct cmd *c, enum err e, const struct points_done *d, const struct said *said);

#endif
