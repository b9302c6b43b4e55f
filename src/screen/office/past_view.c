/* past_view.c - the past of one thing, to read: who changed it when, from what to what. */
#include "office_int.h"

#include <string.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "service/articles.h"
#include "service/past.h"
#include "service/trade.h"
#include "tui/dialog.h"

/* Columns of master data as the services name them, in words. One that is not here shows its own name. */
static const struct { const char *name, *words; } columns[] = {
	{ "active", N_("In use") }, { "batch", N_("Batch") }, { "card", N_("Staff card") },
	{ "category", N_("Category") },
	{ "code", N_("Code") }, { "codes", N_("Codes") }, { "cost", N_("Cost") }, { "department", N_("Dept.") },
	{ "digit", N_("Digit") }, { "flags", N_("Flags") }, { "from", N_("From") }, { "from_day", N_("From") },
	{ "included", N_("In the price") }, { "kind", N_("Kind") }, { "level", N_("Level") }, { "name", N_("Name") },
	{ "name_en", N_("English name") }, { "number", N_("Its number") }, { "parent", N_("Under") },
	{ "position", N_("Place") }, { "price", N_("Selling price") },
	{ "rate_bp", N_("Rate, hundredths of a percent") },
	{ "reference", N_("Reference") }, { "role", N_("Role") }, { "spec", N_("Spec") }, { "tax", N_("Tax") },
	{ "unit", N_("Unit") }, { "colour", N_("Colour") }, { "grade", N_("Grade") }, { "label", N_("Label") },
	{ "origin", N_("Origin") }, { "rule", N_("When and for how much") }, { "rules", N_("Rules") },
	{ "sex", N_("Sex") }, { "phone", N_("Phone") }, { "birthday", N_("Birthday") }, { "lunar", N_("Lunar") },
	{ "email", N_("Email") }, { "address", N_("Address") }, { "postcode", N_("Postcode") }, { "note", N_("Note") },
	{ "referrer", N_("Came by") }, { "until", N_("Until") }, { "bearer", N_("Nobody's name") },
	{ "state", N_("State") }, { "reason", N_("Reason") }, { "id_digest", N_("Identity document") },
	{ "sign", N_("Sign") }, { "target", N_("Which") }, { "terms", N_("Terms") },
};

const char *past_words(const char *name)
{
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (strcmp(columns[i].name, name) == 0)
			return _(columns[i].words);
	for (int i = 0; i < ARTICLE_RULES; i++)
		if (strcmp(article_rules[i].name, name) == 0)
			return _(article_rules[i].words);
	for (int i = 0; i < TENDER_RULES; i++)
		if (strcmp(tender_rules[i].name, name) == 0)
			return _(tender_rules[i].words);
	return strncmp(name, "attribute/", 10) == 0 ? name + 10 : name;
}

void past_tell(struct sbuf *b, struct arena *a, const struct past *list, int n)
{
	for (int i = n - 1; i >= 0; i--) {
		sbuf_printf(b, "%s  %s %s\n", clock_text(a, list[i].at_ms), list[i].staff_number, list[i].staff_name);
		for (int k = 0; k < list[i].field_count; k++) {
			const struct past_field *f = &list[i].fields[k];

			sbuf_printf(b, *f->was ? "    %s: %s → %s\n" : "    %s: %s%s\n", past_words(f->name), f->was,
				f->becomes);
		}
	}
}

void past_show(struct screen *s, const char *title, const char *table, int64_t row_id, const char *field)
{
	struct ui *ui = ui_of(s);
	struct sbuf text = SBUF_INIT;
	struct past *list;
	int n, count = 0;

	/* Of a long past, the end. */
	if (past_count(ui->shop, table, row_id, &count) != OK || past_of(ui->shop, &ui->event, table, row_id,
		count > PAST_MAX ? count - PAST_MAX : 0, &list, &n) != OK) {
		screen_refuse(s, "%s", shop_error(ui->shop));
		return;
	}
	if (field)
		past_only(list, &n, field);
	past_tell(&text, &ui->event, list, n);
	if (n == 0)
		sbuf_puts(&text, _("Nobody changed it since the shop was made"));
	ask_pager(s, title, sbuf_text(&text));
	sbuf_release(&text);
}
