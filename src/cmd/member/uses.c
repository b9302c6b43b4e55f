/* uses.c - packages of uses: which there are, what a member has of them, given, taken, handed on and undone. */
#include <string.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "moved_int.h"
#include "service/said.h"
#include "service/uses.h"

/* --- kinds ------------------------------------------------------------------------------------------ */

/* The numbers of the articles that it pays for. */
static const char *items_text(struct cmd *c, const struct uses_kind_info *k)
{
	struct sbuf out = SBUF_INIT;
	const char *text;

	for (int i = 0; i < k->row.item_count; i++)
		sbuf_printf(&out, "%s%s", i ? " " : "", k->items[i].number);
	text = arena_strdup(c->arena, sbuf_text(&out));
	sbuf_release(&out);
	return text;
}

enum exit_code cmd_uses_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "times", N_("Uses"), OUT_NUMBER }, { "items", N_("Pays for"), OUT_STRING },
		{ "article", N_("Article"), OUT_STRING }, { "price", N_("Price"), OUT_MONEY },
		{ "days", N_("Days"), OUT_NUMBER }, { "per_day", N_("A day"), OUT_NUMBER },
		{ "transferable", N_("Transferable"), OUT_YES }, { "card", N_("With card"), OUT_STRING },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct uses_kind_info *list;
	int n = 0;
	enum err e = uses_kind_list(c->shop, c->arena, &list, &n, &said);

	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "packages", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		const struct uses_kind_info *k = &list[i];

		out_text(c->out, k->row.code);
		out_text(c->out, tr_name(k->row.name, k->row.name_en));
		out_int(c->out, k->row.times);
		out_text(c->out, items_text(c, k));
		out_text(c->out, k->sold_as.number);
		if (k->price_minor >= 0)
			out_int(c->out, k->price_minor);
		else
			out_null(c->out);
		out_int(c->out, k->row.valid_days);
		out_int(c->out, k->row.day_max);
		out_int(c->out, k->row.transferable);
		out_text(c->out, k->card_kind);
	}
	return EXIT_DONE;
}

enum exit_code cmd_uses_add(struct cmd *c)
{
	struct uses_kind_edit edit = { .code = cmd_operand(c, 0), .name = cmd_operand(c, 1),
		.times = cmd_operand(c, 2), .name_en = cmd_option(c, "name-en"), .article = cmd_option(c, "article"),
		.days = cmd_option(c, "days"), .per_day = cmd_option(c, "per-day"),
		.transferable = cmd_option(c, "transferable"), .card = cmd_option(c, "card") };
	struct said said = { MSG_NONE, { NULL, NULL } };
	const char **items = arena_array(c->arena, (size_t)c->operand_count, sizeof *items);

	for (int i = 3; i < c->operand_count; i++)
		items[edit.item_count++] = cmd_operand(c, i);
	edit.items = items;
	return cmd_result(c, uses_kind_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_uses_remove(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, uses_kind_remove(c->shop, c->arena, cmd_operand(c, 0), &said), &said);
}

/* --- shown ------------------------------------------------------------------------------------------ */

static void out_sheet(struct cmd *c, const struct uses_sheet *s)
{
	static const struct out_column columns[] = {
		{ "member", N_("Member"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "left", N_("Usable today"), OUT_NUMBER },
	};

	out_record(c->out, "uses", columns, COUNT(columns));
	out_text(c->out, s->member.code);
	out_text(c->out, s->name);
	out_int(c->out, s->left);
}

enum exit_code cmd_uses_show(struct cmd *c)
{
	static const struct out_column packages[] = {
		{ "package", N_("Package"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "bought", N_("Uses"), OUT_NUMBER }, { "rest", N_("Left"), OUT_NUMBER },
		{ "usable", N_("Usable today"), OUT_NUMBER }, { "from", N_("From"), OUT_DAY },
		{ "until", N_("Until"), OUT_DAY }, { "ended", N_("Ended"), OUT_YES },
		{ "worth", N_("Worth"), OUT_MONEY },
	}, articles[] = {
		{ "article", N_("Article"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "usable", N_("Usable today"), OUT_NUMBER }, { "until", N_("Until"), OUT_DAY },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct uses_sheet s;
	enum err e = uses_show(c->shop, c->arena, cmd_operand(c, 0), &s, &said);

	if (e != OK)
		return cmd_result(c, e, &said);
	out_sheet(c, &s);
	out_table(c->out, "packages", packages, COUNT(packages));
	for (int i = 0; i < s.count; i++) {
		const struct uses_held *h = &s.list[i];

		out_text(c->out, h->code);
		out_text(c->out, tr_name(h->name, h->name_en));
		out_int(c->out, h->row.p.bought);
		out_int(c->out, h->row.p.rest);
		out_int(c->out, h->left);
		out_int(c->out, h->row.p.from_day);
		out_day(c->out, uses_last_day(&h->row.p));
		out_int(c->out, h->ended);
		out_int(c->out, h->worth_minor);
	}
	out_table(c->out, "articles", articles, COUNT(articles));
	for (int i = 0; i < s.choice_count; i++) {
		out_text(c->out, s.choices[i].article.number);
		out_text(c->out, s.choices[i].article.name);
		out_int(c->out, s.choices[i].left);
		out_day(c->out, s.choices[i].until_day);
	}
	return EXIT_DONE;
}

enum exit_code cmd_uses_statement(struct cmd *c)
{
	static const struct out_column lines[] = {
		MOVED_COLUMNS, { "package", N_("Package"), OUT_STRING },
		{ "came", N_("Came"), OUT_NUMBER }, { "used", N_("Used"), OUT_NUMBER },
		{ "back", N_("Back"), OUT_NUMBER }, { "taken", N_("Taken back"), OUT_NUMBER },
		{ "moved", N_("Moved"), OUT_NUMBER }, { "after", N_("After"), OUT_NUMBER },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct uses_statement s;
	int32_t first, last;
	enum exit_code code = cmd_recent(c, &first, &last);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = uses_statement(c->shop, c->arena, cmd_operand(c, 0), first, last, &s, &said);
	if (e != OK)
		return cmd_result(c, e, &said);
	out_sheet(c, &s.sheet);
	out_table(c->out, "lines", lines, COUNT(lines));
	for (int i = 0; i < s.count; i++) {
		const struct uses_moved *r = &s.lines[i].row;

		out_moved(c, &r->by);
		out_text(c->out, s.lines[i].what);
		out_int(c->out, r->came);
		out_int(c->out, r->used);
		out_int(c->out, r->back);
		out_int(c->out, r->taken);
		out_int(c->out, r->handed);
		out_int(c->out, s.lines[i].after);
	}
	return EXIT_DONE;
}

enum exit_code cmd_uses_liability(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "package", N_("Package"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "packages", N_("Packages"), OUT_NUMBER }, { "left", N_("Left"), OUT_NUMBER },
		{ "ended", N_("Ended"), OUT_NUMBER },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct uses_debt *list;
	int n = 0;
	enum err e = uses_liability(c->shop, c->arena, &list, &n, &said);

	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "packages", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].code);
		out_text(c->out, list[i].name);
		out_int(c->out, list[i].packages);
		out_int(c->out, list[i].rest);
		out_int(c->out, list[i].ended);
	}
	return EXIT_DONE;
}

/* --- acts ------------------------------------------------------------------------------------------- */

/* What was posted, in a row; that it was posted before is told, too. */
static enum exit_code told(struct cmd *c, enum err e, const struct uses_done *d, const struct said *said)
{
	static const struct out_column columns[] = {
		{ "number", N_("Document no."), OUT_STRING }, { "uses", N_("Uses"), OUT_NUMBER },
		{ "left", N_("Left"), OUT_NUMBER }, { "text", N_("Answer"), OUT_STRING },
	};

	if (e != OK && e != ERR_EXISTS)
		return cmd_result(c, e, said);
	out_record(c->out, "posted", columns, COUNT(columns));
	out_text(c->out, d->number);
	out_int(c->out, d->moved);
	out_int(c->out, d->left);
	out_text(c->out, said_text(c->arena, said));
	return EXIT_DONE;
}

static enum exit_code give(struct cmd *c, const char *second, const char *pin)
{
	const struct uses_give what = { .member = cmd_operand(c, 0), .kind = cmd_operand(c, 1),
		.times = cmd_option(c, "times"), .words = cmd_option(c, "reason"), .second = second, .pin = pin };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct uses_done done = { .id = 0 };

	return told(c, uses_give(c->shop, c->arena, &what, &done, &said), &done, &said);
}

enum exit_code cmd_uses_take(struct cmd *c)
{
	const struct uses_taking what = { .member = cmd_operand(c, 0), .article = cmd_operand(c, 1),
		.count = cmd_option(c, "count") };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct uses_done done = { .id = 0 };

	return told(c, uses_take_one(c->shop, c->arena, &what, &done, &said), &done, &said);
}

static enum exit_code transfer(struct cmd *c, const char *second, const char *pin)
{
	const struct uses_transfer what = { .from = cmd_operand(c, 0), .kind = cmd_operand(c, 1),
		.to = cmd_operand(c, 2), .words = cmd_option(c, "reason"), .second = second, .pin = pin };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct uses_done done = { .id = 0 };

	return told(c, uses_transfer(c->shop, c->arena, &what, &done, &said), &done, &said);
}

static enum exit_code cancel(struct cmd *c, const char *second, const char *pin)
{
	const struct uses_cancel what = { .number = cmd_operand(c, 0), .words = cmd_option(c, "reason"),
		.second = second, .pin = pin };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct uses_done done = { .id = 0 };

	return told(c, uses_cancel(c->shop, c->arena, &what, &done, &said), &done, &said);
}

enum exit_code cmd_uses_give(struct cmd *c) { return cmd_by_two(c, give); }
enum exit_code cmd_uses_transfer(struct cmd *c) { return cmd_by_two(c, transfer); }
enum exit_code cmd_uses_cancel(struct cmd *c) { return cmd_by_two(c, cancel); }
