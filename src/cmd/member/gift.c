/* gift.c - gifts for points: which there are, a member who takes one, and what comes back. */
#include <string.h>

#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/gifts.h"
#include "service/said.h"

enum exit_code cmd_gift_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "article", N_("Article"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "points", N_("Points"), OUT_NUMBER }, { "pieces", N_("Pieces"), OUT_NUMBER },
		{ "given", N_("Given"), OUT_NUMBER }, { "per_member", N_("For one member"), OUT_NUMBER },
		{ "from", N_("From"), OUT_DAY }, { "until", N_("Until"), OUT_DAY },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct gift_info *list;
	int n = 0;
	enum err e = gift_list(c->shop, c->arena, &list, &n, &said);

	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "gifts", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		const struct gift_row *g = &list[i].row;

		out_text(c->out, list[i].number);
		out_text(c->out, list[i].name);
		out_int(c->out, g->points);
		out_int(c->out, g->pieces);
		out_int(c->out, g->given);
		out_int(c->out, g->per_member);
		out_int(c->out, g->from_day);
		if (g->until_day)
			out_int(c->out, g->until_day);
		else
			out_null(c->out);
	}
	return EXIT_DONE;
}

enum exit_code cmd_gift_add(struct cmd *c)
{
	const struct gift_edit edit = { .article = cmd_operand(c, 0), .points = cmd_operand(c, 1),
		.pieces = cmd_option(c, "pieces"), .per_member = cmd_option(c, "per-member"),
		.from = cmd_option(c, "from"), .until = cmd_option(c, "until") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, gift_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_gift_remove(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, gift_remove(c->shop, c->arena, cmd_operand(c, 0), &said), &said);
}

/* What was posted, in a row; that it was posted before is told, too. */
static enum exit_code told(struct cmd *c, enum err e, const struct gift_done *d, const struct said *said)
{
	static const struct out_column columns[] = {
		{ "number", N_("Document no."), OUT_STRING }, { "points", N_("Points"), OUT_NUMBER },
		{ "after", N_("After"), OUT_NUMBER }, { "text", N_("Answer"), OUT_STRING },
	};

	if (e != OK && e != ERR_EXISTS)
		return cmd_result(c, e, said);
	out_record(c->out, "posted", columns, COUNT(columns));
	out_text(c->out, d->number);
	out_int(c->out, d->points);
	out_int(c->out, d->now);
	out_text(c->out, said_text(c->arena, said));
	return EXIT_DONE;
}

enum exit_code cmd_gift_redeem(struct cmd *c)
{
	const struct gift_redeem what = { .member = cmd_operand(c, 0), .article = cmd_operand(c, 1),
		.pieces = cmd_option(c, "pieces") };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct gift_done done = { .id = 0 };

	return told(c, gift_redeem(c->shop, c->arena, &what, &done, &said), &done, &said);
}

enum exit_code cmd_gift_cancel(struct cmd *c)
{
	struct gift_cancel what = { .number = cmd_operand(c, 0), .words = cmd_option(c, "reason") };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct gift_done done = { .id = 0 };
	char pin[CMD_PIN_MAX];
	enum exit_code code = EXIT_USAGE;

	what.pin = pin;
	if (cmd_second(c, &what.second, pin))
		code = told(c, gift_cancel(c->shop, c->arena, &what, &done, &said), &done, &said);
	explicit_bzero(pin, sizeof pin);
	return code;
}
