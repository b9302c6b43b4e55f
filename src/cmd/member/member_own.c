/* member_own.c - what a shop itself wants to know of its members: attributes, consent, who belongs to them. */
#include <string.h>

#include "base/tr.h"
#include "cmd/cmd.h"
#include "member_own_int.h"
#include "service/attributes.h"
#include "service/consents.h"

#define VALUES_MAX 100 /* in one command */

/* --- what there is to know -------------------------------------------------------------------------- */

static void put_limit(struct cmd *c, const struct attribute *def, int64_t limit)
{
	out_text(c->out, attribute_unlimited(def, limit) ? "" : attribute_limit_text(c->arena, def, limit));
}

enum exit_code cmd_attribute_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "name_en", N_("English name"), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING },
		{ "choices", N_("Choices"), OUT_STRING }, { "required", N_("Required"), OUT_YES },
		{ "length", N_("Length"), OUT_NUMBER }, { "decimals", N_("Decimals"), OUT_NUMBER },
		{ "min", N_("Least"), OUT_STRING }, { "max", N_("Most"), OUT_STRING },
		{ "position", N_("Position"), OUT_NUMBER }, { "active", N_("Active"), OUT_YES },
	};
	struct attribute_row *list;
	int n = 0;
	enum err e = attribute_list(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "attributes", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		const struct attribute *d = &list[i].def;

		out_text(c->out, list[i].code);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].name_en);
		out_text(c->out, attribute_kind_name[d->kind]);
		out_text(c->out, attribute_choices_text(c->arena, d));
		out_int(c->out, d->required);
		out_int(c->out, d->length_max);
		out_int(c->out, d->decimals);
		put_limit(c, d, d->min);
		put_limit(c, d, d->max);
		out_int(c->out, list[i].position);
		out_int(c->out, !list[i].disabled);
	}
	return EXIT_DONE;
}

static struct attribute_edit edit_of(const struct cmd *c)
{
	return (struct attribute_edit){ .code = cmd_operand(c, 0), .name = cmd_option(c, "name"),
		.name_en = cmd_option(c, "name-en"), .kind = cmd_option(c, "kind"),
		.choices = cmd_option(c, "choices"), .required = cmd_option(c, "required"),
		.length = cmd_option(c, "length"), .decimals = cmd_option(c, "decimals"),
		.min = cmd_option(c, "min"), .max = cmd_option(c, "max"), .position = cmd_option(c, "position"),
		.active = cmd_option(c, "active") };
}

enum exit_code cmd_attribute_add(struct cmd *c)
{
	struct attribute_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	edit.name = cmd_operand(c, 1);
	return cmd_result(c, attribute_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_attribute_set(struct cmd *c)
{
	const struct attribute_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	return cmd_result(c, attribute_set(c->shop, c->arena, &edit, &said), &said);
}

/* --- what is known of one ----------------------------------------------------------------------------- */

enum exit_code cmd_member_set(struct cmd *c)
{
	struct attribute_value *values = arena_array(c->arena, VALUES_MAX, sizeof *values);
	struct member_edit edit = { .attributes = values };
	struct said said = { MSG_NONE, { NULL, NULL } };

	for (int i = 1; i < c->operand_count; i++) {
		const char *text = cmd_operand(c, i);
		size_t n = strcspn(text, "=");

		if (!n || !text[n] || edit.attribute_count == VALUES_MAX)
			return cmd_usage(c, _("%s is not CODE=TEXT"), text);
		values[edit.attribute_count++] = (struct attribute_value){ arena_strndup(c->arena, text, n),
			text + n + 1 };
	}
	return cmd_result(c, member_change(c->shop, c->arena, cmd_operand(c, 0), &edit, &said), &said);
}

enum exit_code cmd_member_consent(struct cmd *c)
{
	const struct consent_edit edit = { cmd_operand(c, 0), cmd_operand(c, 1), cmd_operand(c, 2),
		cmd_option(c, "purpose"), cmd_option(c, "source") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, consent_say(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_member_contact_add(struct cmd *c)
{
	const struct contact_edit edit = { cmd_operand(c, 0), cmd_operand(c, 1), cmd_option(c, "member"),
		cmd_option(c, "name"), cmd_option(c, "phone"), cmd_option(c, "note") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, contact_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_member_contact_drop(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	int64_t n;

	if (!cmd_number(cmd_operand(c, 1), &n) || n < 1 || n > VALUES_MAX)
		return cmd_usage(c, _("%s is no number"), cmd_operand(c, 1));
	return cmd_result(c, contact_drop(c->shop, c->arena, cmd_operand(c, 0), (int)n, &said), &said);
}

/* --- told --------------------------------------------------------------------------------------------- */

static enum err put_attributes(struct cmd *c, int64_t member_id)
{
	static const struct out_column columns[] = {
		{ "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "value", N_("Value"), OUT_STRING },
	};
	struct attribute_known *list;
	int n = 0;
	enum err e = member_attributes(c->shop, c->arena, member_id, &list, &n);

	out_table(c->out, "attributes", columns, COUNT(columns));
	for (int i = 0; e == OK && i < n; i++) {
		if (!*list[i].value)
			continue;
		out_text(c->out, list[i].of->code);
		out_text(c->out, list[i].of->name);
		out_text(c->out, list[i].value);
	}
	return e;
}

static enum err put_consents(struct cmd *c, int64_t member_id, bool past)
{
	static const struct out_column columns[] = {
		{ "channel", N_("Channel"), OUT_STRING }, { "purpose", N_("Purpose"), OUT_STRING },
		{ "given", N_("Agrees"), OUT_YES }, { "source", N_("Told by"), OUT_STRING },
		{ "at", N_("At"), OUT_TIME },
	};
	struct consent *list;
	int n = 0;
	enum err e = member_consents(c->shop, c->arena, member_id, &list, &n);

	out_table(c->out, "consents", columns, COUNT(columns));
	for (int i = 0; e == OK && i < n; i++) {
		if (!past && consent_last(list, n, list[i].channel, list[i].purpose) != &list[i])
			continue;
		out_text(c->out, consent_channel_name[list[i].channel]);
		out_text(c->out, consent_purpose_name[list[i].purpose]);
		out_int(c->out, list[i].given);
		out_text(c->out, consent_source_name[list[i].source]);
		out_int(c->out, list[i].at_ms);
	}
	return e;
}

static enum err put_contacts(struct cmd *c, int64_t member_id)
{
	static const struct out_column columns[] = {
		{ "n", N_("No."), OUT_NUMBER }, { "relation", N_("Relation"), OUT_STRING },
		{ "member", N_("Member"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "phone", N_("Phone"), OUT_STRING }, { "note", N_("Note"), OUT_STRING },
		{ "said_by_other", N_("Said by the other"), OUT_YES },
	};
	struct contact *list;
	int n = 0;
	enum err e = member_contacts(c->shop, c->arena, member_id, &list, &n);

	out_table(c->out, "contacts", columns, COUNT(columns));
	for (int i = 0; e == OK && i < n; i++) {
		out_int(c->out, i + 1);
		out_text(c->out, list[i].relation);
		out_text(c->out, list[i].other);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].phone);
		out_text(c->out, list[i].note);
		out_int(c->out, list[i].names_him);
	}
	return e;
}

enum err cmd_member_own(struct cmd *c, int64_t member_id, bool past)
{
	enum err e = put_attributes(c, member_id);

	if (e == OK)
		e = put_consents(c, member_id, past);
	return e == OK ? put_contacts(c, member_id) : e;
}
