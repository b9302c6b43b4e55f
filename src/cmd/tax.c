/* tax.c - the tax rates. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/shop.h"

enum exit_code cmd_tax_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_ID }, { "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "name_en", N_("English name"), OUT_STRING }, { "rate", N_("Percent"), OUT_PERCENT },
		{ "included", N_("In the price"), OUT_YES },
	};
	const struct tax_rate *list;
	int n = shop_tax_rates(c->shop, &list);

	out_table(c->out, "taxes", columns, 6);
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].id);
		out_text(c->out, list[i].code);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].name_en);
		out_int(c->out, list[i].rate_bp);
		out_int(c->out, list[i].included);
	}
	return EXIT_DONE;
}
