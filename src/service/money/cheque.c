/* cheque.c - a cheque on its way: in the shop, at the bank, cleared or bounced. Each step is a document; a bounced
 * one is what its customer owes, until it is cleared after all. */
#include <string.h>

#include "base/tr.h"
#include "model/code.h"
#include "money_int.h"
#include "../member/lots_int.h"
#include "../office/office_int.h"
#include "service/money.h"
#include "store/value_store.h"
#include "store/document_store.h"

/* Where a cheque's money stands in each state; 0: nowhere any more. */
static const enum account place[CHEQUE_STATES] = { [CHEQUE_GIVEN] = ACCOUNT_CHEQUE,
	[CHEQUE_SENT] = ACCOUNT_CHEQUE_SENT, [CHEQUE_CLEARED] = ACCOUNT_BANK, [CHEQUE_BOUNCED] = ACCOUNT_BOUNCED };

struct step { struct cheque_row row; enum cheque_state to; };

static bool may_go(int from, enum cheque_state to)
{
	return (from == CHEQUE_GIVEN && to == CHEQUE_SENT) || (from == CHEQUE_SENT && to == CHEQUE_CLEARED)
		|| (from == CHEQUE_SENT && to == CHEQUE_BOUNCED) || (from == CHEQUE_BOUNCED && to == CHEQUE_CLEARED)
		|| (from == CHEQUE_BOUNCED && to == CHEQUE_SENT);
}

static int64_t holder(enum account account, int64_t cheque_id)
{
	return account == ACCOUNT_BANK ? 0 : cheque_id;
}

static enum err step_body(struct shop *sh, struct money_act *act)
{
	const struct step *s = act->arg;
	int64_t amount = s->row.amount_minor;
	struct lots_act lots = { .a = act->a, .document_id = act->d.id, .day = act->d.business_day,
		.ledger = &act->ledger };
	enum err e = cheque_move(sh->db, s->row.id, s->row.state, (int)s->to, act->d.at_ms);

	ledger_post(&act->ledger, act->a, place[s->row.state], holder(place[s->row.state], s->row.id), UNIT_MONEY,
		-amount);
	ledger_post(&act->ledger, act->a, place[s->to], holder(place[s->to], s->row.id), UNIT_MONEY, amount);
	if (e == OK && s->to == CHEQUE_CLEARED)
		e = lots_release(sh, &lots, s->row.id); /* it may have paid for stored value */
	act->row.detail = lots_detail(&lots, cheque_state_name[s->to]);
	return e;
}

enum err cheque_to(struct shop *sh, struct arena *a, const char *number, enum cheque_state to, struct said *said)
{
	struct doc_number read;
	struct step s = { .to = to };
	struct money_act act;
	int64_t id = 0;
	enum err e = office_need(sh, PERM_CHEQUES, said);

	if (e != OK)
		return e;
	if (!doc_number_read(number, &read))
		return say(said, ERR_INVALID, MSG_NO_RECEIPT, number, NULL);
	e = document_id_by_number(sh->db, a, read.terminal, read.series, read.running, &id);
	if (e == OK)
		e = cheque_get(sh->db, a, id, &s.row);
	if (e == ERR_NOTFOUND)
		return say(said, e, MSG_NO_CHEQUE, number, NULL);
	if (e != OK)
		return office_answer(said, e, number);
	if (!may_go(s.row.state, to))
		return say(said, ERR_REFUSED, MSG_CHEQUE_STATE, s.row.number, cheque_state_name[s.row.state]);
	money_begin(sh, &act, a, DOC_CHEQUE, 0);
	act.d.original_id = id;
	act.d.total_minor = s.row.amount_minor;
	act.content = arena_printf(a, "cheque %s", cheque_state_name[to]);
	act.row.action = "cheque";
	act.row.subject_id = id;
	act.body = step_body;
	act.arg = &s;
	e = money_post(sh, &act);
	if (e == ERR_STALE)
		return say(said, ERR_REFUSED, MSG_STALE, s.row.number, NULL);
	return e == OK ? say(said, OK, MSG_CHEQUE_IS, s.row.number, cheque_state_name[to])
		: office_answer(said, e, number);
}

enum err cheque_all(struct shop *sh, struct arena *a, bool all, struct cheque_info **list, int *n)
{
	struct cheque_row *rows;
	enum err e = cheques_list(sh->db, a, all, &rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; e == OK && i < *n; i++) {
		const char *content;

		(*list)[i].row = rows[i];
		e = document_content(sh->db, a, rows[i].id, &content, &(*list)[i].receipt);
	}
	return e;
}
