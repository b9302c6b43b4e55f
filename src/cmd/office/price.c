/* price.c - prices set, now or for later. */
#include <stdlib.h>

#include "base/clock.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "model/money.h"
#include "service/articles.h"

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
