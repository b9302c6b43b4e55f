/* coupon.c - coupons without a screen: kinds, given to one, many or nobody in particular, listed, blocked, printed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/coupons.h"

#define LIST_MAX 1000

/* --- kinds ------------------------------------------------------------------------------------------ */

static void put_kind(struct cmd *c, const struct coupon_kind_info *i)
{
	const struct coupon_kind_row *k = &i->row;

	out_text(c->out, k->code);
	out_text(c->out, k->name);
	out_text(c->out, k->name_en);
	out_text(c->out, i->value);
	out_int(c->out, k->terms.cap_minor);
	out_int(c->out, k->terms.from_minor);
	out_text(c->out, scope_name[k->scope]);
	out_text(c->out, i->target);
	out_int(c->out, k->terms.first_purchase);
	out_int(c->out, !k->terms.not_with_level);
	out_int(c->out, !k->terms.not_with_others);
	out_int(c->out, k->validity.delay_days);
	out_int(c->out, k->validity.days);
	out_day(c->out, k->validity.last_day);
	out_int(c->out, k->uses);
	out_int(c->out, k->personal);
	out_text(c->out, coupon_giving_name[k->giving]);
	out_int(c->out, k->give_from_minor);
	out_int(c->out, k->per_member);
	out_text(c->out, i->level);
	out_int(c->out, !k->disabled);
}

enum exit_code cmd_coupon_kinds(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "name_en", N_("English name"), OUT_STRING }, { "value", N_("Off"), OUT_STRING },
		{ "cap", N_("At most"), OUT_MONEY }, { "from", N_("From a bill of"), OUT_MONEY },
		{ "goods", N_("Goods"), OUT_STRING }, { "target", N_("Which"), OUT_STRING },
		{ "first", N_("First purchase"), OUT_YES }, { "with_level", N_("With a member's discount"), OUT_YES },
		{ "with_others", N_("With other coupons"), OUT_YES }, { "delay", N_("After days"), OUT_NUMBER },
		{ "days", N_("Days good"), OUT_NUMBER }, { "last", N_("Last day"), OUT_DAY },
		{ "uses", N_("Uses"), OUT_NUMBER }, { "personal", N_("Personal"), OUT_YES },
		{ "giving", N_("Given by"), OUT_STRING }, { "give_from", N_("For a purchase of"), OUT_MONEY },
		{ "per_member", N_("Each member at most"), OUT_NUMBER }, { "level", N_("Level"), OUT_STRING },
		{ "active", N_("Active"), OUT_YES },
	};
	struct coupon_kind_info *list;
	int n = 0;
	enum err e = coupon_kind_list(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "kinds", columns, COUNT(columns));
	for (int i = 0; i < n; i++)
		put_kind(c, &list[i]);
	return EXIT_DONE;
}

static struct coupon_kind_edit edit_of(const struct cmd *c)
{
	return (struct coupon_kind_edit){ .code = cmd_operand(c, 0), .name = cmd_option(c, "name"),
		.name_en = cmd_option(c, "name-en"), .value = cmd_option(c, "value"), .cap = cmd_option(c, "cap"),
		.from = cmd_option(c, "from"), .first = cmd_option(c, "first"),
		.with_level = cmd_option(c, "with-level"), .with_others = cmd_option(c, "with-others"),
		.goods = cmd_option(c, "goods"), .target = cmd_option(c, "target"), .delay = cmd_option(c, "delay"),
		.days = cmd_option(c, "days"), .last = cmd_option(c, "last"), .uses = cmd_option(c, "uses"),
		.personal = cmd_option(c, "personal"), .giving = cmd_option(c, "giving"),
		.give_from = cmd_option(c, "give-from"), .per_member = cmd_option(c, "per-member"),
		.level = cmd_option(c, "level"), .active = cmd_option(c, "active") };
}

enum exit_code cmd_coupon_kind_add(struct cmd *c)
{
	struct coupon_kind_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	edit.name = cmd_operand(c, 1);
	edit.value = cmd_operand(c, 2);
	return cmd_result(c, coupon_kind_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_coupon_kind_set(struct cmd *c)
{
	const struct coupon_kind_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	return cmd_result(c, coupon_kind_set(c->shop, c->arena, &edit, &said), &said);
}

/* --- given ------------------------------------------------------------------------------------------ */

struct chosen { const char *list[COUPONS_AT_ONCE]; int count; };

/* One a line; empty lines are none. False: too many. */
static bool take_member(struct cmd *c, struct chosen *m, const char *text)
{
	if (m->count == COUPONS_AT_ONCE)
		return false;
	m->list[m->count++] = arena_strdup(c->arena, text);
	return true;
}

static enum exit_code read_members(struct cmd *c, const char *path, struct chosen *m)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	char *line = NULL;
	size_t room = 0;
	bool fits = true;

	if (!f)
		return cmd_usage(c, _("%s cannot be read"), path);
	while (fits && getline(&line, &room, f) >= 0) {
		line[strcspn(line, "\r\n")] = '\0';
		fits = !*line || take_member(c, m, line);
	}
	free(line);
	if (f != stdin)
		fclose(f);
	return fits ? EXIT_DONE : cmd_usage(c, _("at most %d members at once"), COUPONS_AT_ONCE);
}

static enum exit_code put_given(struct cmd *c, const struct coupon_row *list, int n)
{
	static const struct out_column columns[] = {
		{ "code", N_("Code"), OUT_STRING }, { "number", N_("Number"), OUT_NUMBER },
		{ "from", N_("From"), OUT_DAY }, { "until", N_("Until"), OUT_DAY },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e = OK;

	out_table(c->out, "coupons", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].code);
		out_int(c->out, list[i].number);
		out_int(c->out, list[i].c.from_day);
		out_day(c->out, list[i].c.until_day);
	}
	for (int i = 0; e == OK && cmd_flag(c, "print") && i < n; i++)
		e = coupon_print(c->shop, c->arena, list[i].code, &said);
	return e == OK ? EXIT_DONE : cmd_fail(c, e, &said);
}

enum exit_code cmd_coupon_give(struct cmd *c)
{
	struct chosen *m = arena_new(c->arena, struct chosen);
	const char *path = cmd_option(c, "members"), *count = cmd_option(c, "count");
	struct coupon_order order = { .kind = cmd_operand(c, 0) };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct coupon_row *list;
	enum exit_code code = path ? read_members(c, path, m) : EXIT_DONE;
	int64_t wanted = 1;
	int n = 0;
	enum err e;

	for (int i = 1; code == EXIT_DONE && i < c->operand_count; i++)
		if (!take_member(c, m, cmd_operand(c, i)))
			code = cmd_usage(c, _("at most %d members at once"), COUPONS_AT_ONCE);
	if (code != EXIT_DONE)
		return code;
	if (count && (m->count || !cmd_number(count, &wanted) || wanted < 1 || wanted > COUPONS_AT_ONCE))
		return cmd_usage(c, _("--count %s: a number, without members"), count);
	if (path && !m->count)
		return cmd_usage(c, _("%s names no member"), path);
	order.members = m->count ? m->list : NULL;
	order.count = m->count ? m->count : (int)wanted;
	e = coupon_give(c->shop, c->arena, &order, &list, &n, &said);
	return e == OK ? put_given(c, list, n) : cmd_fail(c, e, &said);
}

enum exit_code cmd_coupon_run(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct coupon_ran ran;

	return cmd_result(c, coupon_run(c->shop, c->arena, &ran, &said), &said);
}

/* --- listed and shown ------------------------------------------------------------------------------- */

static void put_coupon(struct cmd *c, const struct coupon_info *i)
{
	const struct coupon_row *r = &i->row;

	out_int(c->out, r->number);
	out_text(c->out, r->code);
	out_text(c->out, r->kind);
	out_text(c->out, i->member);
	out_text(c->out, coupon_state_name[r->c.state]);
	out_text(c->out, coupon_words(&r->c, shop_business_day(c->shop)));
	out_int(c->out, r->c.from_day);
	out_day(c->out, r->c.until_day);
	out_int(c->out, r->c.uses);
	out_int(c->out, r->c.used);
	out_int(c->out, r->given_at_ms);
}

#define COUPON_OUT \
	{ "number", N_("Number"), OUT_NUMBER }, { "code", N_("Code"), OUT_STRING }, \
	{ "kind", N_("Kind"), OUT_STRING }, { "member", N_("Member"), OUT_STRING }, \
	{ "state", N_("State"), OUT_STRING }, { "now", N_("Now"), OUT_STRING }, { "from", N_("From"), OUT_DAY }, \
	{ "until", N_("Until"), OUT_DAY }, { "uses", N_("Uses"), OUT_NUMBER }, { "used", N_("Used"), OUT_NUMBER }, \
	{ "given", N_("Given"), OUT_TIME }

enum exit_code cmd_coupon_list(struct cmd *c)
{
	static const struct out_column columns[] = { COUPON_OUT };
	const char *text = cmd_option(c, "after");
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct coupon_info *list;
	int64_t after = 0;
	int n = 0;
	enum err e;

	if (text && !cmd_number(text, &after))
		return cmd_usage(c, _("%s is no number"), text);
	e = coupon_page(c->shop, c->arena, cmd_option(c, "kind"), cmd_option(c, "member"), after, LIST_MAX, &list, &n,
		&said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "coupons", columns, COUNT(columns));
	for (int i = 0; i < n; i++)
		put_coupon(c, &list[i]);
	return EXIT_DONE;
}

enum exit_code cmd_coupon_show(struct cmd *c)
{
	static const struct out_column columns[] = { COUPON_OUT, { "value", N_("Off"), OUT_STRING },
		{ "sale", N_("Given by sale"), OUT_STRING } };
	static const struct out_column steps[] = { { "receipt", N_("Receipt"), OUT_STRING },
		{ "at", N_("At"), OUT_TIME }, { "back", N_("Back"), OUT_YES }, { "amount", N_("Amount"), OUT_MONEY } };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct coupon_sheet s;
	enum err e = coupon_show(c->shop, c->arena, cmd_operand(c, 0), &s, &said);

	if (e != OK)
		return cmd_fail(c, e, &said);
	out_record(c->out, "coupon", columns, COUNT(columns));
	put_coupon(c, &s.info);
	out_text(c->out, s.value);
	out_text(c->out, s.sale);
	out_table(c->out, "steps", steps, COUNT(steps));
	for (int i = 0; i < s.step_count; i++) {
		out_text(c->out, s.steps[i].number);
		out_int(c->out, s.steps[i].at_ms);
		out_int(c->out, s.steps[i].back);
		out_int(c->out, s.steps[i].amount_minor);
	}
	return EXIT_DONE;
}

/* --- changed ---------------------------------------------------------------------------------------- */

static enum exit_code deed(struct cmd *c, enum coupon_deed what)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, coupon_do(c->shop, c->arena, what, cmd_operand(c, 0), &said), &said);
}

enum exit_code cmd_coupon_block(struct cmd *c)
{
	return deed(c, COUPON_DO_BLOCK);
}

enum exit_code cmd_coupon_unblock(struct cmd *c)
{
	return deed(c, COUPON_DO_UNBLOCK);
}

enum exit_code cmd_coupon_void(struct cmd *c)
{
	return deed(c, COUPON_DO_VOID);
}

enum exit_code cmd_coupon_print(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, coupon_print(c->shop, c->arena, cmd_operand(c, 0), &said), &said);
}
