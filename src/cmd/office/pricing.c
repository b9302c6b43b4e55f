/* pricing.c - many prices changed at once. */
#include "base/clock.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/pricing.h"

static const struct out_column line_columns[] = {
	{ "number", N_("Article no."), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
	{ "was", N_("Was"), OUT_MONEY },
	{ "price", N_("Selling price"), OUT_MONEY }, { "cost", N_("Cost"), OUT_MONEY },
	{ "margin", N_("Margin"), OUT_PERCENT },
	{ "below_cost", N_("Below cost"), OUT_YES },
};

static void put_amount(struct out *o, int64_t minor, bool known)
{
	if (known)
		out_int(o, minor);
	else
		out_null(o);
}

static void tell_lines(struct cmd *c, const struct pricing_line *list, int n)
{
	out_table(c->out, "prices", line_columns, 7);
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].number);
		out_text(c->out, list[i].article);
		put_amount(c->out, list[i].was_minor, list[i].was_minor >= 0);
		put_amount(c->out, list[i].price_minor, list[i].price_minor >= 0);
		put_amount(c->out, list[i].cost_minor, list[i].cost_minor > 0);
		put_amount(c->out, list[i].margin_bp, list[i].cost_minor > 0 && list[i].price_minor > 0);
		out_int(c->out, list[i].below_cost);
	}
}

enum exit_code cmd_price_change(struct cmd *c)
{
	const struct pricing_order order = { .rule = cmd_operand(c, 0), .name = cmd_operand(c, 1),
		.category = cmd_option(c, "category"), .department = cmd_option(c, "department"),
		.supplier = cmd_option(c, "supplier"), .price_min = cmd_option(c, "price-min"),
		.price_max = cmd_option(c, "price-max"), .text = cmd_option(c, "text"),
		.codes = cmd_option(c, "codes"), .ending = cmd_option(c, "ending"),
		.level = cmd_option(c, "level"), .from = cmd_option(c, "from"), .until = cmd_option(c, "until") };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct pricing plan;
	int64_t id;
	enum err e = pricing_plan(c->shop, c->arena, &order, &plan, &said);

	if (e != OK)
		return cmd_fail(c, e, &said);
	tell_lines(c, plan.list, plan.count);
	if (cmd_flag(c, "dry-run"))
		return EXIT_DONE;
	return cmd_result(c, pricing_apply(c->shop, c->arena, &order, &plan, &id, &said), &said);
}

enum exit_code cmd_price_batches(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_ID }, { "name", N_("Name"), OUT_STRING }, { "level", N_("Level"), OUT_NUMBER },
		{ "from", N_("From"), OUT_TIME }, { "until", N_("Until"), OUT_TIME },
		{ "lines", N_("Articles"), OUT_NUMBER }, { "state", N_("State"), OUT_STRING },
		{ "staff", N_("Staff"), OUT_STRING }, { "at", N_("Made"), OUT_TIME },
	};
	struct pricing_batch *list;
	int n;
	enum err e = pricing_batches(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "batches", columns, 9);
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].id);
		out_text(c->out, list[i].name);
		out_int(c->out, list[i].level);
		out_int(c->out, list[i].from_ms);
		put_amount(c->out, list[i].until_ms, list[i].until_ms != 0);
		out_int(c->out, list[i].lines);
		out_text(c->out, pricing_state_name[list[i].state]);
		out_text(c->out, list[i].staff);
		out_int(c->out, list[i].made_ms);
	}
	return EXIT_DONE;
}

static enum exit_code batch_operand(struct cmd *c, int64_t *id)
{
	if (!cmd_number(cmd_operand(c, 0), id))
		return cmd_usage(c, _("%s is no batch; zhanggui price batches lists them"), cmd_operand(c, 0));
	return EXIT_DONE;
}

enum exit_code cmd_price_show(struct cmd *c)
{
	struct pricing_line *list;
	int64_t id;
	int n;
	enum exit_code code = batch_operand(c, &id);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = pricing_batch_lines(c->shop, c->arena, id, &list, &n);
	if (e != OK)
		return cmd_fail(c, e, NULL);
	tell_lines(c, list, n);
	return EXIT_DONE;
}

static enum exit_code act_on_batch(struct cmd *c,
	enum err (*act)(struct shop *sh, struct arena *a, int64_t batch_id, struct said *said))
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	int64_t id;
	enum exit_code code = batch_operand(c, &id);

	return code == EXIT_DONE ? cmd_result(c, act(c->shop, c->arena, id, &said), &said) : code;
}

enum exit_code cmd_price_undo(struct cmd *c)
{
	return act_on_batch(c, pricing_undo);
}

enum exit_code cmd_price_resume(struct cmd *c)
{
	return act_on_batch(c, pricing_resume);
}
