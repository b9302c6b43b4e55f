/* price.c - prices set, now or for later. */
#include <stdlib.h>

#include "base/clock.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "model/money.h"
#include "service/articles.h"
#include "service/goods.h"

/* A time option; EXIT_DONE and 0 when it is not given. */
static enum exit_code time_option(struct cmd *c, const char *name, int64_t *at_ms)
{
	const char *text = cmd_option(c, name);

	*at_ms = 0;
	if (text && clock_parse(text, at_ms) != OK)
		return cmd_usage(c, _("--%s cannot be %s"), name, text);
	return EXIT_DONE;
}

enum exit_code cmd_price_set(struct cmd *c)
{
	struct price_order order = { .article = cmd_operand(c, 0) };
	const char *level = cmd_option(c, "level");
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum exit_code code = time_option(c, "from", &order.from_ms);

	if (code == EXIT_DONE)
		code = time_option(c, "until", &order.until_ms);
	if (code != EXIT_DONE)
		return code;
	if (money_parse(cmd_operand(c, 1), &order.price_minor) != OK)
		return cmd_usage(c, _("%s is no amount"), cmd_operand(c, 1));
	order.level = PRICE_LEVEL_REGULAR;
	if (level && !cmd_number(level, &order.level))
		return cmd_usage(c, _("--level cannot be %s"), level);
	return cmd_result(c, article_price_set(c->shop, c->arena, &order, &said), &said);
}

/* --- prices by the hour ------------------------------------------------------------------------ */

static void put_day(struct out *o, int32_t day)
{
	if (day)
		out_int(o, day);
	else
		out_null(o);
}

enum exit_code cmd_price_window_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING }, { "of", N_("Of"), OUT_STRING },
		{ "code_of", N_("Article or category"), OUT_STRING }, { "days", N_("Days"), OUT_STRING },
		{ "from", N_("From"), OUT_STRING }, { "until", N_("Until"), OUT_STRING },
		{ "first", N_("First day"), OUT_DAY }, { "last", N_("Last day"), OUT_DAY },
		{ "price", N_("Selling price"), OUT_MONEY }, { "off", N_("Off %"), OUT_PERCENT },
		{ "active", N_("Active"), OUT_YES },
	};
	struct window_info *list;
	int n = 0;
	enum err e = windows_all(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "windows", columns, 12);
	for (int i = 0; i < n; i++) {
		const struct price_window *w = &list[i].w;

		out_text(c->out, w->code);
		out_text(c->out, w->name);
		out_text(c->out, w->article_id ? "article" : "category");
		out_text(c->out, list[i].of);
		out_text(c->out, weekdays_text(c->arena, w->weekdays));
		out_text(c->out, minute_text(c->arena, w->from_minute));
		out_text(c->out, minute_text(c->arena, w->until_minute));
		put_day(c->out, w->from_day);
		put_day(c->out, w->until_day);
		if (w->off_bp)
			out_null(c->out);
		else
			out_int(c->out, w->price_minor);
		if (w->off_bp)
			out_int(c->out, w->off_bp);
		else
			out_null(c->out);
		out_int(c->out, list[i].active);
	}
	return EXIT_DONE;
}

static struct window_edit window_options(struct cmd *c)
{
	return (struct window_edit){ .code = cmd_operand(c, 0), .name = cmd_option(c, "name"),
		.article = cmd_option(c, "article"), .category = cmd_option(c, "category"),
		.days = cmd_option(c, "days"), .from = cmd_option(c, "from"), .until = cmd_option(c, "until"),
		.first = cmd_option(c, "first"), .last = cmd_option(c, "last"), .price = cmd_option(c, "price"),
		.off = cmd_option(c, "off"), .active = cmd_option(c, "active") };
}

enum exit_code cmd_price_window_add(struct cmd *c)
{
	struct window_edit edit = window_options(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	edit.name = cmd_operand(c, 1);
	return cmd_result(c, window_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_price_window_set(struct cmd *c)
{
	struct window_edit edit = window_options(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	return cmd_result(c, window_change(c->shop, c->arena, &edit, &said), &said);
}
