/* sale_moves_int.h - what members have moves with a sale and with what comes back of it. To add one: its two functions,
 * in the list in sale_moves.c. */
#ifndef SERVICE_MEMBER_SALE_MOVES_INT_H
#define SERVICE_MEMBER_SALE_MOVES_INT_H

#include "sale_int.h"

/* Runs the list; its rows are sealed besides. */
enum err member_sale_moves(struct shop *sh, struct member_sale *s) MUST_CHECK;

#endif
