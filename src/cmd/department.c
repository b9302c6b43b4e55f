/* department.c - the departments. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/shop.h"

enum exit_code cmd_department_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_ID }, { "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "name_en", N_("English name"), OUT_STRING }, { "tax", N_("Tax"), OUT_STRING },
	};
	const struct department *list;
	int n = shop_departments(c->shop, &list);

	out_table(c->out, "departments", columns, 5);
	for (int i = 0; i < n; i++) {
		const struct tax_rate *tax = shop_tax_rate(c->shop, list[i].tax_rate_id);

		out_int(c->out, list[i].id);
		out_text(c->out, list[i].code);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].name_en);
		out_text(c->out, tax ? tax->code : "");
	}
	return EXIT_DONE;
}
