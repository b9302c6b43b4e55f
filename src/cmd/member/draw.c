/* draw.c - prize draws: what can be won and how likely, a member's play, and the proof of a day. */
#include "base/clock.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/draws.h"
#include "service/said.h"

#include <inttypes.h>

static void day_or_null(struct cmd *c, int32_t day)
{
	if (day)
		out_int(c->out, day);
	else
		out_null(c->out);
}

enum exit_code cmd_draw_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "state", N_("State"), OUT_STRING }, { "prizes", N_("Prizes"), OUT_NUMBER },
		{ "free", N_("Free a day"), OUT_NUMBER }, { "points", N_("Points"), OUT_NUMBER },
		{ "most", N_("At most a day"), OUT_NUMBER }, { "from", N_("From"), OUT_DAY },
		{ "until", N_("Until"), OUT_DAY },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct draw_info *list;
	int n = 0;
	enum err e = draw_list(c->shop, c->arena, cmd_flag(c, "all"), &list, &n, &said);

	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "draws", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		const struct draw_row *d = &list[i].row;

		out_text(c->out, d->code);
		out_text(c->out, d->name);
		out_text(c->out, draw_state_name[d->state]);
		out_int(c->out, list[i].prize_count);
		out_int(c->out, d->rule.free_a_day);
		out_int(c->out, d->rule.points);
		out_int(c->out, d->rule.most_a_day);
		day_or_null(c, d->from_day);
		day_or_null(c, d->until_day);
	}
	return EXIT_DONE;
}

enum exit_code cmd_draw_show(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "n", N_("No."), OUT_NUMBER }, { "name", N_("Name"), OUT_STRING },
		{ "kind", N_("Kind"), OUT_STRING }, { "points", N_("Points"), OUT_NUMBER },
		{ "target", N_("Goods or coupon"), OUT_STRING }, { "weight", N_("Weight"), OUT_NUMBER },
		{ "odds_bp", N_("Odds"), OUT_PERCENT }, { "pieces", N_("Pieces"), OUT_NUMBER },
		{ "given", N_("Given"), OUT_NUMBER },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct draw_info d;
	enum err e = draw_show(c->shop, c->arena, cmd_operand(c, 0), &d, &said);

	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "prizes", columns, COUNT(columns));
	for (int i = 0; i < d.prize_count; i++) {
		const struct draw_prize_row *p = &d.prizes[i].row;

		out_int(c->out, p->n);
		out_text(c->out, p->name);
		out_text(c->out, prize_kind_name[p->kind]);
		out_int(c->out, p->points);
		out_text(c->out, d.prizes[i].target);
		out_int(c->out, p->weight);
		out_int(c->out, d.prizes[i].odds_bp);
		out_int(c->out, p->pieces);
		out_int(c->out, p->given);
	}
	return EXIT_DONE;
}

enum exit_code cmd_draw_add(struct cmd *c)
{
	const struct draw_edit edit = { .code = cmd_operand(c, 0), .name = cmd_operand(c, 1),
		.free = cmd_option(c, "free"), .points = cmd_option(c, "points"), .most = cmd_option(c, "most"),
		.from = cmd_option(c, "from"), .until = cmd_option(c, "until") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, draw_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_draw_prize(struct cmd *c)
{
	const struct draw_prize_edit edit = { .draw = cmd_operand(c, 0), .name = cmd_operand(c, 1),
		.weight = cmd_operand(c, 2), .points = cmd_option(c, "points"), .coupon = cmd_option(c, "coupon"),
		.article = cmd_option(c, "article"), .pieces = cmd_option(c, "pieces") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, draw_prize_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_draw_open(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, draw_open(c->shop, c->arena, cmd_operand(c, 0), &said), &said);
}

enum exit_code cmd_draw_end(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, draw_end(c->shop, c->arena, cmd_operand(c, 0), &said), &said);
}

enum exit_code cmd_draw_play(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "number", N_("Document no."), OUT_STRING }, { "n", N_("No."), OUT_NUMBER },
		{ "prize", N_("Prize"), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING },
		{ "cost", N_("Cost in points"), OUT_NUMBER }, { "coupon", N_("Coupon"), OUT_STRING },
		{ "points", N_("Points"), OUT_NUMBER }, { "text", N_("Answer"), OUT_STRING },
	};
	struct draw_wish wish = { .draw = cmd_operand(c, 0), .member = cmd_operand(c, 1) };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct draw_done d;
	enum err e;

	if (cmd_option(c, "points") && (!cmd_number(cmd_option(c, "points"), &wish.points) || wish.points < 0))
		return cmd_usage(c, _("--points is a number"));
	e = draw_play(c->shop, c->arena, &wish, &d, &said);
	if (e != OK && e != ERR_EXISTS)
		return cmd_result(c, e, &said);
	out_record(c->out, "drawn", columns, COUNT(columns));
	out_text(c->out, d.number);
	out_int(c->out, d.play.n);
	out_text(c->out, d.prize.name);
	out_text(c->out, prize_kind_name[d.prize.kind]);
	out_int(c->out, d.play.points);
	out_text(c->out, d.coupon);
	out_int(c->out, d.points_now);
	out_text(c->out, said_text(c->arena, &said));
	return EXIT_DONE;
}

static void proven(struct cmd *c, const struct draw_proof *p)
{
	static const struct out_column columns[] = {
		{ "n", N_("No."), OUT_NUMBER }, { "member", N_("Member"), OUT_STRING },
		{ "drawn", N_("Drawn"), OUT_STRING }, { "prize", N_("Prize"), OUT_STRING },
		{ "number", N_("Drawn number"), OUT_STRING }, { "as_drawn", N_("As drawn"), OUT_YES },
	};

	out_table(c->out, "plays", columns, COUNT(columns));
	for (int i = 0; i < p->count; i++) {
		out_int(c->out, p->plays[i].row.n);
		out_text(c->out, p->plays[i].member);
		out_text(c->out, p->plays[i].drawn);
		out_text(c->out, p->plays[i].prize);
		if (*p->secret)
			out_text(c->out, arena_printf(c->arena, "%016" PRIx64, p->plays[i].number));
		else
			out_null(c->out);
		out_int(c->out, p->plays[i].as_drawn);
	}
}

enum exit_code cmd_draw_proof(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "code", N_("Code"), OUT_STRING }, { "day", N_("Day"), OUT_DAY },
		{ "plays", N_("Plays"), OUT_NUMBER }, { "promise", N_("Promise"), OUT_STRING },
		{ "secret", N_("Secret"), OUT_STRING }, { "whole", N_("Proven"), OUT_YES },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct draw_proof p;
	int32_t day = 0;
	enum exit_code code = cmd_read_day(c, cmd_option(c, "day"), &day);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = draw_prove(c->shop, c->arena, cmd_operand(c, 0), day, &p, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	out_record(c->out, "proof", columns, COUNT(columns));
	out_text(c->out, p.info.row.code);
	out_int(c->out, p.day);
	out_int(c->out, p.count);
	out_text(c->out, p.promise);
	if (*p.secret)
		out_text(c->out, p.secret);
	else
		out_null(c->out); /* told when the day is over */
	out_int(c->out, p.whole);
	proven(c, &p);
	return p.whole ? EXIT_DONE : EXIT_REFUSED;
}
