/* level.c - levels of members: listed, made, given by hand, told, reviewed. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/levels.h"
#include "service/members.h"

enum exit_code cmd_level_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "code", N_("Level"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "name_en", N_("English name"), OUT_STRING }, { "rank", N_("Rank"), OUT_NUMBER },
		{ "when", N_("Reached by"), OUT_STRING }, { "need", N_("Needs"), OUT_STRING },
		{ "prices", N_("Prices up to level"), OUT_NUMBER }, { "discount", N_("Discount %"), OUT_PERCENT },
		{ "points", N_("Points times"), OUT_STRING }, { "birthday", N_("On the birthday"), OUT_STRING },
		{ "benefits", N_("Benefits"), OUT_STRING }, { "flags", N_("Flags"), OUT_STRING },
		{ "people", N_("At most"), OUT_NUMBER }, { "active", N_("Active"), OUT_YES },
	};
	const struct level *list;
	int n = level_all(c->shop, &list);

	out_table(c->out, "levels", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		const struct level *l = &list[i];

		out_text(c->out, l->code);
		out_text(c->out, l->name);
		out_text(c->out, l->name_en);
		out_int(c->out, l->rank);
		out_text(c->out, level_when(c->arena, l));
		out_text(c->out, l->need_all ? "all" : "any");
		out_int(c->out, l->price_level);
		out_int(c->out, l->discount_bp);
		out_text(c->out, level_multiple(c->arena, l->points_bp));
		out_text(c->out, level_multiple(c->arena, l->birthday_bp));
		out_text(c->out, l->benefits);
		out_text(c->out, flags_text(c->arena, level_flag_names, l->flags));
		out_int(c->out, l->people_max);
		out_int(c->out, !l->disabled);
	}
	return EXIT_DONE;
}

static struct level_edit edit_of(const struct cmd *c)
{
	return (struct level_edit){ .code = cmd_operand(c, 0), .name = cmd_option(c, "name"),
		.name_en = cmd_option(c, "name-en"), .rank = cmd_option(c, "rank"), .prices = cmd_option(c, "prices"),
		.discount = cmd_option(c, "discount"), .points = cmd_option(c, "points"),
		.birthday = cmd_option(c, "birthday"), .benefits = cmd_option(c, "benefits"),
		.when = cmd_option(c, "when"), .need = cmd_option(c, "need"), .flags = cmd_option(c, "flags"),
		.people = cmd_option(c, "people"), .active = cmd_option(c, "active") };
}

enum exit_code cmd_level_add(struct cmd *c)
{
	struct level_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	edit.name = cmd_operand(c, 1);
	return cmd_result(c, level_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_level_set(struct cmd *c)
{
	struct level_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	return cmd_result(c, level_set(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_level_give(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, level_give(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1),
		cmd_option(c, "until"), cmd_operand(c, 2), &said), &said);
}

/* --- of one member ---------------------------------------------------------------------------------- */

static void put_standing(struct cmd *c, const struct level_standing *s)
{
	static const struct out_column columns[] = {
		{ "level", N_("Level"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "rank", N_("Rank"), OUT_NUMBER }, { "since", N_("Since"), OUT_DAY },
		{ "by_hand", N_("By hand"), OUT_YES }, { "until", N_("Until"), OUT_DAY },
		{ "review", N_("Review on"), OUT_DAY }, { "discount", N_("Discount %"), OUT_PERCENT },
		{ "points", N_("Points times"), OUT_STRING }, { "birthday", N_("On the birthday"), OUT_STRING },
		{ "benefits", N_("Benefits"), OUT_STRING }, { "next", N_("Next level"), OUT_STRING },
	};
	static const struct out_column missing[] = {
		{ "condition", N_("Reached by"), OUT_STRING }, { "has", N_("Has"), OUT_STRING },
		{ "missing", N_("Is missing"), OUT_STRING },
	};
	const struct level *l = s->level, *next = s->next;

	out_record(c->out, "level", columns, COUNT(columns));
	out_text(c->out, l ? l->code : "");
	out_text(c->out, l ? l->name : "");
	out_int(c->out, l ? l->rank : 0);
	out_day(c->out, s->from_day);
	out_int(c->out, s->by_hand);
	out_day(c->out, s->until_day);
	out_day(c->out, s->review_day);
	out_int(c->out, l ? l->discount_bp : 0);
	out_text(c->out, l ? level_multiple(c->arena, l->points_bp) : "1");
	out_text(c->out, l ? level_multiple(c->arena, l->birthday_bp) : "1");
	out_text(c->out, l ? l->benefits : "");
	out_text(c->out, next ? next->code : "");
	if (!next)
		return;
	out_table(c->out, "missing", missing, COUNT(missing));
	for (int i = 0; i < next->condition_count; i++) {
		const struct level_condition *k = &next->conditions[i];

		out_text(c->out, level_condition_text(c->arena, k));
		out_text(c->out, level_value_text(c->arena, k, s->values[i]));
		out_text(c->out, level_value_text(c->arena, k, level_missing(s, i)));
	}
}

enum exit_code cmd_level_show(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "at", N_("At"), OUT_TIME }, { "level", N_("Level"), OUT_STRING }, { "rank", N_("Rank"), OUT_NUMBER },
		{ "by", N_("By"), OUT_STRING }, { "receipt", N_("Receipt"), OUT_STRING },
		{ "staff", N_("Staff"), OUT_STRING }, { "from", N_("From"), OUT_DAY },
		{ "until", N_("Until"), OUT_DAY },
		{ "undone", N_("Undone"), OUT_YES }, { "note", N_("Note"), OUT_STRING },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct level_standing standing;
	struct level_past *list;
	int n = 0;
	enum err e = level_history(c->shop, c->arena, cmd_operand(c, 0), &standing, &list, &n, &said);

	if (e != OK)
		return cmd_result(c, e, &said);
	put_standing(c, &standing);
	out_table(c->out, "history", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].at_ms);
		out_text(c->out, list[i].code);
		out_int(c->out, list[i].rank);
		out_text(c->out, level_way_name[list[i].way]);
		out_text(c->out, list[i].receipt);
		out_text(c->out, list[i].staff);
		out_day(c->out, list[i].from_day);
		out_day(c->out, list[i].until_day);
		out_int(c->out, list[i].undone);
		out_text(c->out, list[i].note);
	}
	return EXIT_DONE;
}

enum exit_code cmd_level_review(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "seen", N_("Reviewed"), OUT_NUMBER }, { "kept", N_("Kept"), OUT_NUMBER },
		{ "fell", N_("Fell"), OUT_NUMBER }, { "rose", N_("Rose"), OUT_NUMBER },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct level_review done;
	enum err e = level_review_run(c->shop, c->arena, cmd_flag(c, "dry-run"), &done, &said);

	if (e != OK)
		return cmd_fail(c, e, &said);
	out_record(c->out, "review", columns, COUNT(columns));
	out_int(c->out, done.seen);
	out_int(c->out, done.kept);
	out_int(c->out, done.fell);
	out_int(c->out, done.rose);
	return EXIT_DONE;
}
