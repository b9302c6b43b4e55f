/* moved_int.h - the document that moved something of a member: how each row of a statement begins. */
#ifndef CMD_MOVED_INT_H
#define CMD_MOVED_INT_H

#include "base/tr.h"
#include "cmd/cmd.h"
#include "model/document.h"
#include "service/member_statement.h"

/* The first columns, and their cells. */
#define MOVED_COLUMNS { "at", N_("At"), OUT_TIME }, { "day", N_("Day"), OUT_DAY }, { "kind", N_("Kind"), OUT_STRING }, \
	{ "number", N_("Document no."), OUT_STRING }
static inline void out_moved(struct cmd *c, const struct moved_by *by)
{
	out_int(c->out, by->at_ms);
	out_int(c->out, by->day);
	out_text(c->out, document_kind_name(by->kind));
	out_text(c->out, by->number);
}

#endif
