/* basket.c - the baskets of the shop that are not paid yet. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/till.h"

enum exit_code cmd_basket_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_ID }, { "state", N_("State"), OUT_STRING }, { "number", N_("No."), OUT_NUMBER },
		{ "till", N_("Till"), OUT_STRING }, { "staff", N_("Cashier"), OUT_STRING },
		{ "began_by", N_("Begun by"), OUT_STRING }, { "sent_by", N_("Sent by"), OUT_STRING },
		{ "lines", N_("Lines"), OUT_NUMBER }, { "amount", N_("Amount"), OUT_MONEY },
		{ "since", N_("Since"), OUT_TIME }, { "customer", N_("Customer"), OUT_STRING },
		{ "note", N_("Note"), OUT_STRING },
	};
	struct held_basket *list;
	int n;
	enum err e = till_baskets(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "baskets", columns, 12);
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].id);
		out_text(c->out, !list[i].held ? "open" : list[i].deferred ? "deferred" : "held");
		out_int(c->out, list[i].held_no);
		out_text(c->out, list[i].terminal);
		out_text(c->out, list[i].staff);
		out_text(c->out, list[i].began);
		out_text(c->out, list[i].sent_by);
		out_int(c->out, list[i].lines);
		out_int(c->out, list[i].amount_minor);
		out_int(c->out, list[i].held_at_ms);
		out_text(c->out, list[i].customer);
		out_text(c->out, list[i].note);
	}
	return EXIT_DONE;
}
