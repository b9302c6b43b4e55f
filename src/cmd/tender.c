/* tender.c - the means of payment. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/master.h"

enum exit_code cmd_tender_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_ID }, { "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "name_en", N_("English name"), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING },
		{ "flags", N_("Flags"), OUT_STRING }, { "reference", N_("Reference"), OUT_STRING },
		{ "position", N_("Position"), OUT_NUMBER },
	};
	const struct tender *list;
	int n = shop_tenders(c->shop, &list);

	out_table(c->out, "tenders", columns, 8);
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].id);
		out_text(c->out, list[i].code);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].name_en);
		out_text(c->out, tender_kind_name[list[i].kind]);
		out_text(c->out, flags_text(c->arena, tender_flag_names, list[i].flags));
		out_text(c->out, list[i].reference_pattern);
		out_int(c->out, list[i].position);
	}
	return EXIT_DONE;
}
