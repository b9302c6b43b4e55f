/* office.c - what an office changes while tills sell, as acts of a line; see world.h. What is there already counts as
 * done: these are asked again after a failure. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../src/service/shop/script_key_int.h"
#include "base/clock.h"
#include "service/articles.h"
#include "service/fixes.h"
#include "service/import.h"
#include "service/invoice.h"
#include "service/keycare.h"
#include "service/labels.h"
#include "service/master.h"
#include "service/pricing.h"
#include "service/report.h"
#include "service/staff.h"
#include "service/trade.h"
#include "world.h"

static enum err there_is_fine(enum err e)
{
	return e == ERR_EXISTS ? OK : e;
}

static enum err set_setting(struct world *w, struct seat *s, char **word)
{
	(void)w;
	return setting_set_at(s->sh, &s->a, word[1], word[2], NULL, &s->said);
}

static enum err set_price(struct world *w, struct seat *s, char **word)
{
	struct price_order order = { .article = word[1] };

	(void)w;
	if (money_parse(word[2], &order.price_minor) != OK)
		return ERR_INVALID;
	return article_price_set(s->sh, &s->a, &order, &s->said);
}

/* The newest batch of that name; none that was never whole, or taken back. */
static enum err find_batch(struct seat *s, const char *name, struct pricing_batch *out)
{
	struct pricing_batch *list;
	int n = 0;
	enum err e = pricing_batches(s->sh, &s->a, &list, &n);

	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(list[i].name, name) == 0 && strcmp(pricing_state_name[list[i].state], "undone") != 0) {
			*out = list[i];
			return OK;
		}
	return e == OK ? ERR_NOTFOUND : e;
}

/* All prices by a rule, from a time on. Who was not answered looks for the batch by its name, and goes on with it where
 * it is under way. */
static enum err change_prices(struct world *w, struct seat *s, char **word)
{
	const struct pricing_order order = { .name = word[1], .rule = word[2], .from = word[3] };
	struct pricing_batch batch;
	struct pricing plan;
	int64_t id;
	enum err e = find_batch(s, word[1], &batch);

	(void)w;
	if (e == OK)
		return pricing_resume(s->sh, &s->a, batch.id, &s->said);
	if (e == ERR_NOTFOUND)
		e = pricing_plan(s->sh, &s->a, &order, &plan, &s->said);
	return e == OK ? pricing_apply(s->sh, &s->a, &order, &plan, &id, &s->said) : e;
}

static enum err take_prices_back(struct world *w, struct seat *s, char **word)
{
	struct pricing_batch batch;
	enum err e = find_batch(s, word[1], &batch);

	(void)w;
	if (e == OK)
		return pricing_undo(s->sh, &s->a, batch.id, &s->said);
	return e == ERR_NOTFOUND ? OK : e;
}

/* It is that time, or later. */
static enum err wait_until(struct world *w, struct seat *s, char **word)
{
	int64_t at_ms = 0;
	enum err e = clock_parse(word[1], &at_ms);

	(void)w;
	(void)s;
	if (e == OK && clock_now_ms() < at_ms)
		clock_freeze(at_ms);
	return e;
}

/* Price tags of one article; asked again it is the same order. */
static enum err order_tags(struct world *w, struct seat *s, char **word)
{
	const char *codes[] = { word[1] };
	const struct labels_choice choice = { .codes = codes, .code_count = 1, .copies = 2 };
	struct labels_order order = { .start = 1 };
	struct label *list;
	enum err e = labels_choose(s->sh, &s->a, &choice, &list, &order.count, &s->said);

	if (!w->tags_id)
		w->tags_id = shop_new_id(s->sh);
	order.id = w->tags_id;
	order.list = list;
	return e == OK ? labels_print(s->sh, &s->a, &order, NULL, &s->said) : e;
}

enum err world_import(struct world *w, struct seat *s, const char *csv, const struct import_options *options)
{
	struct import_report report;
	char path[700];
	FILE *f;

	snprintf(path, sizeof path, "%s/articles.csv", w->dir);
	f = fopen(path, "we");
	if (!f)
		return ERR_IO;
	fputs(csv, f);
	return fclose(f) == 0 ? import_articles(s->sh, &s->a, path, options, &report, &s->said) : ERR_IO;
}

/* A file with a new article and one that is there already, at another price. */
static enum err import(struct world *w, struct seat *s, char **word)
{
	(void)word;
	return world_import(w, s, "number,barcode,name,unit,price\n"
		"010990,6901234567892,茶叶蛋,个,1.50\n"
		"010014," FINGERS ",手指饼,袋,5.20\n", &(struct import_options){ .unknown = IMPORT_REFUSE });
}

/* A code nobody knew becomes one of an article's, or (no article) is done with. */
static enum err fix(struct world *w, struct seat *s, char **word)
{
	(void)w;
	return fix_resolve(s->sh, &s->a, word[1], word[2], &s->said);
}

/* --- people ------------------------------------------------------------------------------------- */

static enum err add_staff(struct world *w, struct seat *s, char **word)
{
	const struct staff_new who = { .number = word[1], .name = "新人", .role = "cashier", .pin = word[2],
		.card = "" };

	(void)w;
	return there_is_fine(staff_add(s->sh, &s->a, &who, &s->said));
}

static enum err change_role(struct world *w, struct seat *s, char **word)
{
	const struct staff_change change = { .role = word[2], .pin = word[3] };

	(void)w;
	return staff_change(s->sh, &s->a, word[1], &change, &s->said);
}

static enum err set_pin(struct world *w, struct seat *s, char **word)
{
	(void)w;
	return staff_pin(s->sh, &s->a, word[1], word[2], &s->said);
}

static enum err permit(struct world *w, struct seat *s, char **word)
{
	(void)w;
	return role_permit(s->sh, &s->a, word[1], word[2], true, &s->said);
}

static enum err set_limit(struct world *w, struct seat *s, char **word)
{
	(void)w;
	return role_limit_set(s->sh, &s->a, word[1], word[2], strtoll(word[3], NULL, 10), &s->said);
}

/* A key file that a try has left behind is moved away first, as the message says. */
static enum err add_script(struct world *w, struct seat *s, char **word)
{
	char path[700];
	const struct script_new script = { word[1], unix_user_running(&s->a), "manager", path };

	snprintf(path, sizeof path, "%s/%s.key", w->dir, word[1]);
	unlink(path);
	return there_is_fine(script_add(s->sh, &s->a, &script, &s->said));
}

static enum err revoke_script(struct world *w, struct seat *s, char **word)
{
	(void)w;
	return script_revoke(s->sh, &s->a, word[1], &s->said);
}

/* --- lists -------------------------------------------------------------------------------------- */

static enum err add_terminal(struct world *w, struct seat *s, char **word)
{
	(void)w;
	return there_is_fine(terminal_add(s->sh, &s->a, word[1], "another till", &s->said));
}

static enum err add_tender(struct world *w, struct seat *s, char **word)
{
	const struct tender_edit edit = { .code = word[1], .name = "购物券", .name_en = "Voucher", .kind = "card",
		.flags = "refund" };

	(void)w;
	return there_is_fine(tender_add(s->sh, &s->a, &edit, &s->said));
}

static enum err add_reason(struct world *w, struct seat *s, char **word)
{
	const struct reason_edit edit = { .kind = word[1], .digit = word[2], .name = "别的", .name_en = "Other" };

	(void)w;
	return there_is_fine(reason_add(s->sh, &s->a, &edit, &s->said));
}

static enum err disable_reason(struct world *w, struct seat *s, char **word)
{
	enum err e = reason_disable(s->sh, &s->a, word[1], word[2], &s->said);

	(void)w;
	return e == ERR_NOTFOUND ? OK : e;
}

static enum err add_department(struct world *w, struct seat *s, char **word)
{
	const struct department_edit edit = { .code = word[1], .name = "花卉", .name_en = "Flowers", .tax = word[2] };

	(void)w;
	return there_is_fine(department_add(s->sh, &s->a, &edit, &s->said));
}

static enum err change_tax(struct world *w, struct seat *s, char **word)
{
	const struct tax_edit edit = { .code = word[1], .rate = word[2] };

	(void)w;
	return tax_change(s->sh, &s->a, &edit, &s->said);
}

static enum err add_category(struct world *w, struct seat *s, char **word)
{
	const struct category_edit edit = { .code = word[1], .name = "鲜花", .name_en = "Flowers", .parent = "" };

	(void)w;
	return there_is_fine(category_add(s->sh, &s->a, &edit, &s->said));
}

static enum err rotate_keys(struct world *w, struct seat *s, char **word)
{
	(void)w;
	(void)word;
	return keys_rotate(s->sh, &s->said);
}

/* --- tax invoices ---------------------------------------------------------------------------------- */

/* With the same number of the invoice it is done already. */
static enum err claim(struct world *w, struct seat *s, char **word)
{
	char code[INVOICE_CODE_MAX];
	struct document d;
	struct invoice v;
	enum err e = receipt_get(s->sh, &s->a, word[1], &d);

	(void)w;
	if (e != OK)
		return e;
	invoice_code(s->sh, d.id, code);
	return invoice_claim(s->sh, &s->a, word[1], code, word[2], &v, &s->said);
}

static enum err reverse(struct world *w, struct seat *s, char **word)
{
	struct invoice v;
	enum err e = invoice_reverse(s->sh, &s->a, word[1], word[2], &v, &s->said);

	(void)w;
	return e == ERR_REFUSED ? OK : e; /* nothing is due any more */
}

const struct own_act office_acts[] = {
	{ "!setting", set_setting }, { "!price", set_price }, { "!prices", change_prices },
	{ "!prices-undo", take_prices_back }, { "!until", wait_until }, { "!tags", order_tags },
	{ "!import", import }, { "!staff", add_staff },
	{ "!role", change_role }, { "!pin", set_pin }, { "!permit", permit }, { "!limit", set_limit },
	{ "!script", add_script }, { "!revoke", revoke_script }, { "!terminal", add_terminal },
	{ "!tender", add_tender }, { "!reason", add_reason }, { "!reason-off", disable_reason },
	{ "!department", add_department }, { "!tax", change_tax }, { "!category", add_category },
	{ "!claim", claim }, { "!reverse", reverse }, { "!fix", fix },
	{ "!rotate", rotate_keys }, { NULL, NULL }
};
