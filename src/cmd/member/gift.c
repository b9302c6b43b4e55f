/* gift.c - gifts for points: which there are, a member who takes one, and what comes back. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "points_act_int.h"
#include "service/gifts.h"
#include "service/said.h"

enum exit_code cmd_gift_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "article", N_("Article"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "points", N_("Points"), OUT_NUMBER }, { "pieces", N_("Pieces"), OUT_NUMBER },
		{ "given", N_("Given out"), OUT_NUMBER }, { "per_member", N_("For one member"), OUT_NUMBER },
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

enum exit_code cmd_gift_set(struct cmd *c)
{
	const struct gift_edit edit = { .article = cmd_operand(c, 0), .points = cmd_option(c, "points"),
		.pieces = cmd_option(c, "pieces"), .per_member = cmd_option(c, "per-member"),
		.from = cmd_option(c, "from"), .until = cmd_option(c, "until") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, gift_set(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_gift_given(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "day", N_("Day"), OUT_DAY }, { "number", N_("Document no."), OUT_STRING },
		{ "member", N_("Member"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "article", N_("Article"), OUT_STRING }, { "gift", N_("Gift"), OUT_STRING },
		{ "pieces", N_("Pieces"), OUT_NUMBER }, { "points", N_("Points"), OUT_NUMBER },
		{ "back", N_("Taken back by"), OUT_STRING },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct gift_given *list;
	int n = 0;
	enum err e = gift_given(c->shop, c->arena, cmd_option(c, "member"), cmd_option(c, "article"), &list, &n, &said);

	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "gifts", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].day);
		out_text(c->out, list[i].number);
		out_text(c->out, list[i].code);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].gift.number);
		out_text(c->out, list[i].gift.name);
		out_int(c->out, list[i].pieces);
		out_int(c->out, list[i].points);
		out_text(c->out, list[i].back);
	}
	return EXIT_DONE;
}

enum exit_code cmd_gift_remove(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, gift_remove(c->shop, c->arena, cmd_operand(c, 0), &said), &said);
}

enum exit_code cmd_gift_redeem(struct cmd *c)
{
	const struct gift_redeem what = { .member = cmd_operand(c, 0), .article = cmd_operand(c, 1),
		.pieces = cmd_option(c, "pieces") };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct points_done done = { .id = 0 };

	return cmd_points_told(c, gift_redeem(c->shop, c->arena, &what, &done, &said), &done, &said);
}

static enum exit_code cancel(struct cmd *c, const char *second, const char *pin)
{
	const struct gift_cancel what = { .number = cmd_operand(c, 0), .words = cmd_option(c, "reason"),
		.second = second, .pin = pin };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct points_done done = { .id = 0 };

	return cmd_points_told(c, gift_cancel(c->shop, c->arena, &what, &done, &said), &done, &said);
}

enum exit_code cmd_gift_cancel(struct cmd *c) { return cmd_by_two(c, cancel); }
