/* label.c - price tags and shelf labels: which are wanted, how they look, and onto the printer with them. */
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/jobs.h"
#include "service/labels.h"
#include "wire/wire.h"

#define PRINT_PATIENCE_MS 60000 /* how long `label print` waits for the printer to take them */

/* --- choosing ----------------------------------------------------------------------------------- */

static enum exit_code time_of(struct cmd *c, const char *name, int64_t *at_ms)
{
	const char *text = cmd_option(c, name);

	if (text && clock_parse(text, at_ms) != OK)
		return cmd_usage(c, _("--%s cannot be %s"), name, text);
	return EXIT_DONE;
}

enum exit_code cmd_count(struct cmd *c, const char *name, int64_t most, int *out)
{
	const char *text = cmd_option(c, name);
	int64_t n = 0;

	if (text && (!cmd_number(text, &n) || n < 1 || n > most))
		return cmd_usage(c, _("--%s is a number from 1 to %d"), name, (int)most);
	*out = (int)n;
	return EXIT_DONE;
}

struct chosen { struct labels_choice choice; struct labels_order order; struct label *list; };

static enum exit_code choose(struct cmd *c, struct chosen *out)
{
	struct labels_choice *choice = &out->choice;
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum exit_code code;
	enum err e;

	*out = (struct chosen){ .choice = { .codes = c->operands, .code_count = c->operand_count,
		.list = cmd_option(c, "list"), .category = cmd_option(c, "category"),
		.changed = cmd_flag(c, "changed"), .unprinted = cmd_flag(c, "unprinted") } };
	code = time_of(c, "since", &choice->since_ms);
	if (code == EXIT_DONE)
		code = time_of(c, "at", &choice->at_ms);
	if (code == EXIT_DONE)
		code = cmd_count(c, "copies", TAG_COPIES_MAX, &choice->copies);
	if (code == EXIT_DONE)
		code = cmd_count(c, "start", TAG_PER_SHEET_MAX, &out->order.start);
	if (code != EXIT_DONE)
		return code;
	if (!choice->code_count && !choice->list && !choice->category && !choice->since_ms && !choice->changed &&
	    !choice->unprinted)
		return cmd_usage(c, "%s", _("which articles? Give codes, --list, --category, --since, --changed or "
			"--unprinted"));
	e = labels_choose(c->shop, c->arena, choice, &out->list, &out->order.count, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	out->order.list = out->list;
	out->order.size = cmd_option(c, "size");
	out->order.at_ms = choice->at_ms;
	return EXIT_DONE;
}

/* --- looked at ---------------------------------------------------------------------------------- */

static void money_or_none(struct out *o, int64_t minor)
{
	if (minor < 0)
		out_null(o);
	else
		out_int(o, minor);
}

enum exit_code cmd_label_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "number", N_("Article no."), OUT_STRING }, { "name", N_("Article"), OUT_STRING },
		{ "unit", N_("Unit"), OUT_STRING }, { "price", N_("Selling price"), OUT_MONEY },
		{ "regular", N_("Regular"), OUT_MONEY }, { "member", N_("Members"), OUT_MONEY },
		{ "copies", N_("How many"), OUT_NUMBER }, { "printed", N_("Printed"), OUT_TIME },
		{ "changed", N_("Changed"), OUT_YES }, { "lacks", N_("Lacks"), OUT_STRING },
	};
	struct chosen chosen;
	enum exit_code code = choose(c, &chosen);

	if (code != EXIT_DONE)
		return code;
	out_table(c->out, "labels", columns, COUNT(columns));
	for (int i = 0; i < chosen.order.count; i++) {
		const struct label *l = &chosen.list[i];

		out_text(c->out, l->tag.number);
		out_text(c->out, l->tag.name);
		out_text(c->out, l->tag.unit);
		money_or_none(c->out, l->tag.price_minor);
		money_or_none(c->out, l->tag.regular_minor);
		money_or_none(c->out, l->tag.member_minor);
		out_int(c->out, l->tag.copies);
		if (l->printed_at_ms)
			out_int(c->out, l->printed_at_ms);
		else
			out_null(c->out);
		out_int(c->out, l->changed);
		out_text(c->out, l->lacks);
	}
	return EXIT_DONE;
}

/* Without a file: what stands on each tag, as words. */
static void show_words(struct cmd *c, const struct chosen *chosen)
{
	static const struct out_column columns[] = { { "number", N_("Article no."), OUT_STRING },
		{ "text", N_("Text"), OUT_STRING } };
	bool english = strcmp(setting_text(c->shop, SET_RECEIPT_LANGUAGE), "en") == 0;

	if (out_format(c->out) != OUT_TEXT)
		out_table(c->out, "labels", columns, COUNT(columns));
	for (int i = 0; i < chosen->order.count; i++) {
		struct sbuf text = SBUF_INIT;

		tag_text(&chosen->list[i].tag, english, &text);
		if (out_format(c->out) != OUT_TEXT) {
			out_text(c->out, chosen->list[i].tag.number);
			out_text(c->out, sbuf_text(&text));
		} else {
			for (const char *s = sbuf_text(&text); *s; s += strcspn(s, "\n") + 1)
				out_line(c->out, arena_strndup(c->arena, s, strcspn(s, "\n")));
			out_line(c->out, "");
		}
		sbuf_release(&text);
	}
}

enum exit_code cmd_label_preview(struct cmd *c)
{
	const char *path = cmd_option(c, "output");
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum pages_format format = path ? pages_format_of(path) : PAGES_TEXT;
	struct chosen chosen;
	enum exit_code code;

	if (path && format != PAGES_PDF && format != PAGES_PNG)
		return cmd_usage(c, _("%s is neither .pdf nor .png"), path);
	code = choose(c, &chosen);
	if (code != EXIT_DONE)
		return code;
	if (path)
		return cmd_result(c, labels_save(c->shop, c->arena, &chosen.order, format, path, &said), &said);
	show_words(c, &chosen);
	return EXIT_DONE;
}

enum exit_code cmd_label_sizes(struct cmd *c)
{
	static const struct out_column columns[] = { { "size", N_("Size"), OUT_STRING },
		{ "name", N_("Name"), OUT_STRING }, { "per_sheet", N_("On a sheet"), OUT_NUMBER },
		{ "medium", N_("Medium"), OUT_STRING } };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct tag_size *list;
	int n;
	enum err e = labels_sizes(c->shop, c->arena, &list, &n, &said);

	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "sizes", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].code);
		out_text(c->out, tr_name(list[i].name, list[i].name_en));
		out_int(c->out, tag_per_sheet(&list[i]));
		out_text(c->out, tag_media(c->arena, &list[i]));
	}
	return EXIT_DONE;
}

/* --- printed ------------------------------------------------------------------------------------ */

/* The order is in the store: whoever minds the label printer next prints it, if this command cannot. */
void cmd_drain_labels(struct cmd *c)
{
	struct wire_store store = wire_shop_store(c->shop);
	struct wire_config conf = { .helper = NULL };
	int64_t end = clock_mono_ms() + PRINT_PATIENCE_MS;
	struct pollfd fds[WIRE_FDS];
	int waiting = 0, unknown = 0;
	struct wire *w;

	out_flush(c->out);
	wire_shop_queues(c->shop, &conf);
	w = wire_open(&store, &conf);
	while (jobs_count(c->shop, &waiting, &unknown) == OK && waiting && clock_mono_ms() < end) {
		int ms = wire_timeout_ms(w);

		poll(fds, (nfds_t)wire_fds(w, fds), ms < 100 ? ms : 100);
		wire_pump(w);
	}
	if (waiting)
		fprintf(stderr, _("%d papers wait for the printer\n"), waiting);
	wire_close(w);
}

enum exit_code cmd_label_print(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct chosen chosen;
	enum exit_code code = choose(c, &chosen);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = labels_print(c->shop, c->arena, &chosen.order, NULL, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	cmd_done(c, &said);
	if (!cmd_flag(c, "later"))
		cmd_drain_labels(c);
	return EXIT_DONE;
}

enum exit_code cmd_label_words(struct cmd *c)
{
	const struct label_words words = { cmd_operand(c, 0), cmd_option(c, "origin"), cmd_option(c, "grade") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, labels_words_set(c->shop, c->arena, &words, &said), &said);
}
