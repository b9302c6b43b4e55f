/* mail.c - address labels of members: whom, how they look, and onto the printer with them. */
#include <string.h>

#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/mail.h"

static enum exit_code choose(struct cmd *c, struct mail_printing *out, int *left_out)
{
	struct mail_choice choice = { .members = c->operands, .member_count = c->operand_count,
		.list = cmd_option(c, "list"), .level = cmd_option(c, "level"), .all = cmd_flag(c, "all"),
		.purpose = cmd_option(c, "purpose") };
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum exit_code code = cmd_count(c, "month", 12, &choice.birth_month);
	struct mail_list list;
	enum err e;

	*out = (struct mail_printing){ .size = cmd_option(c, "size"), .words = cmd_option(c, "reason") };
	if (code == EXIT_DONE)
		code = cmd_count(c, "start", TAG_PER_SHEET_MAX, &out->start);
	if (code != EXIT_DONE)
		return code;
	choice.purpose = choice.purpose ? choice.purpose : MAIL_PURPOSE;
	if (!choice.member_count && !choice.list && !choice.level && !choice.birth_month && !choice.all)
		return cmd_usage(c, "%s", _("which members? Name them, or give --list, --level, --month or --all"));
	e = mail_choose(c->shop, c->arena, &choice, &list, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	out->list = list.list;
	out->count = list.count;
	*left_out = list.left_out;
	return EXIT_DONE;
}

static void tell_left_out(int n)
{
	if (n)
		fprintf(stderr, _("Without a name or an address, or not active, and so left out: %d\n"), n);
}

static void show_words(struct cmd *c, const struct mail_printing *what)
{
	static const struct out_column columns[] = { { "postcode", N_("Postcode"), OUT_STRING },
		{ "address", N_("Address"), OUT_STRING }, { "name", N_("Full name"), OUT_STRING } };

	out_table(c->out, "labels", columns, COUNT(columns));
	for (int i = 0; i < what->count; i++) {
		out_text(c->out, what->list[i].postcode);
		out_text(c->out, what->list[i].address);
		out_text(c->out, mail_name(c->arena, &what->list[i]));
	}
}

enum exit_code cmd_label_mail_preview(struct cmd *c)
{
	const char *path = cmd_option(c, "output");
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum pages_format format = path ? pages_format_of(path) : PAGES_TEXT;
	struct mail_printing what;
	enum exit_code code;
	enum err e;
	int left_out = 0;

	if (path && format != PAGES_PDF && format != PAGES_PNG)
		return cmd_usage(c, _("%s is neither .pdf nor .png"), path);
	code = choose(c, &what, &left_out);
	if (code == EXIT_DONE && path)
		code = cmd_result(c, mail_save(c->shop, c->arena, &what, format, path, &said), &said);
	else if (code == EXIT_DONE && (e = mail_show(c->shop, c->arena, &what, &said)) != OK)
		code = cmd_fail(c, e, &said);
	else if (code == EXIT_DONE)
		show_words(c, &what);
	if (code == EXIT_DONE)
		tell_left_out(left_out);
	return code;
}

enum exit_code cmd_label_mail_print(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct mail_printing what;
	int left_out = 0;
	enum exit_code code = choose(c, &what, &left_out);

	if (code == EXIT_DONE)
		code = cmd_result(c, mail_print(c->shop, c->arena, &what, NULL, &said), &said);
	if (code != EXIT_DONE)
		return code;
	tell_left_out(left_out);
	if (!cmd_flag(c, "later"))
		cmd_drain_labels(c);
	return EXIT_DONE;
}
