/* attribute_books.c - what a shop itself wants to know of its members as a book; and of one member what he agreed to,
 * and who belongs to him. */
#include "office_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "service/attributes.h"
#include "service/consents.h"

/* --- attributes ---------------------------------------------------------------------------------------- */

static const struct list_column attribute_columns[] = {
	{ N_("Code"), 12, ALIGN_LEFT, false, 0 }, { N_("Name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Kind"), 18, ALIGN_LEFT, false, 0 }, { N_("Choices"), 30, ALIGN_LEFT, false, 2 },
	{ N_("Required"), 8, ALIGN_LEFT, false, 1 },
};
enum { ATTR_CODE, ATTR_NAME, ATTR_NAME_EN, ATTR_KIND, ATTR_DECIMALS, ATTR_CHOICES, ATTR_REQUIRED, ATTR_LENGTH,
	ATTR_MIN, ATTR_MAX, ATTR_POSITION, ATTR_ACTIVE, ATTR_FIELDS };
static const struct field attribute_fields[ATTR_FIELDS] = {
	[ATTR_CODE] = { N_("Code"), FIELD_TEXT, 20, FIELD_REQUIRED | FIELD_NEW, NULL, NULL },
	[ATTR_NAME] = { N_("Name"), FIELD_TEXT, 60, FIELD_REQUIRED, NULL, NULL },
	[ATTR_NAME_EN] = { N_("English name"), FIELD_TEXT, 60, 0, NULL, NULL },
	[ATTR_KIND] = { N_("Kind"), FIELD_PICK, 10, FIELD_REQUIRED | FIELD_NEW, N_("It stays; F4 lists them"), NULL },
	[ATTR_DECIMALS] = { N_("Decimals"), FIELD_DIGITS, 1, FIELD_NEW, N_("Of a number"), NULL },
	[ATTR_CHOICES] = { N_("Choices"), FIELD_TEXT, 200, 0,
		N_("dry; oily: separated by semicolons; others are put behind them later"), NULL },
	[ATTR_REQUIRED] = { N_("Required"), FIELD_YES, 0, 0, N_("yes: a new member at the desk is asked for it"),
		NULL },
	[ATTR_LENGTH] = { N_("Length"), FIELD_DIGITS, 3, 0, N_("Characters of a text at most; 0: 200"), NULL },
	[ATTR_MIN] = { N_("Least"), FIELD_TEXT, 20, 0, N_("Of a number or a date; empty: no limit"), NULL },
	[ATTR_MAX] = { N_("Most"), FIELD_TEXT, 20, 0, N_("Of a number or a date; empty: no limit"), NULL },
	[ATTR_POSITION] = { N_("Position"), FIELD_DIGITS, 4, 0, N_("In forms and lists, the smallest first"), NULL },
	[ATTR_ACTIVE] = { N_("In use"), FIELD_YES, 0, 0, N_("no: it is neither shown nor asked; what is known stays"),
		NULL },
};

static enum err attributes_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct attribute_row *list;
	int n = 0;
	enum err e = attribute_list(ui->shop, a, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, list[i].code);

		row->off = list[i].disabled;
		row->cell[0] = list[i].code;
		row->cell[1] = ui_name(list[i].name, list[i].name_en);
		row->cell[2] = attribute_kind_words(list[i].def.kind);
		row->cell[3] = attribute_choices_text(a, &list[i].def);
		row->cell[4] = list[i].def.required ? _("yes") : "";
	}
	return e;
}

static const char *limit_value(struct arena *a, const struct attribute *def, int64_t limit)
{
	return attribute_unlimited(def, limit) ? "" : attribute_limit_text(a, def, limit);
}

static enum err attributes_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	const struct attribute_row none = { .code = "", .name = "", .name_en = "", .def = { .kind = ATTRIBUTE_TEXT } };
	const struct attribute_row *row = *key ? NULL : &none;
	struct attribute_row *list;
	int n = 0;
	enum err e = attribute_list(ui->shop, a, &list, &n);

	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(list[i].code, key) == 0)
			row = &list[i];
	if (e == OK && !row)
		e = ERR_NOTFOUND;
	if (e != OK)
		return e;
	v->row_id = row->id;
	v->value[ATTR_CODE] = row->code;
	v->name = v->value[ATTR_NAME] = row->name;
	v->value[ATTR_NAME_EN] = row->name_en;
	v->value[ATTR_KIND] = attribute_kind_name[row->def.kind];
	v->value[ATTR_DECIMALS] = number_text(a, row->def.decimals);
	v->value[ATTR_CHOICES] = attribute_choices_text(a, &row->def);
	v->value[ATTR_REQUIRED] = yes_no(row->def.required);
	v->value[ATTR_LENGTH] = number_text(a, row->def.length_max);
	v->value[ATTR_MIN] = limit_value(a, &row->def, row->def.min);
	v->value[ATTR_MAX] = limit_value(a, &row->def, row->def.max);
	v->value[ATTR_POSITION] = number_text(a, row->position);
	v->value[ATTR_ACTIVE] = yes_no(!row->disabled);
	return OK;
}

static struct form_options attributes_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };

	(void)ui;
	(void)key;
	(void)field;
	for (int i = ATTRIBUTE_TEXT; i < ATTRIBUTE_KINDS; i++)
		option_put(&o, a, attribute_kind_name[i], attribute_kind_words((enum attribute_kind)i));
	return o;
}

static enum err attributes_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const struct attribute_edit edit = { .code = *key ? key : v->value[ATTR_CODE], .name = v->value[ATTR_NAME],
		.name_en = v->value[ATTR_NAME_EN], .kind = v->value[ATTR_KIND], .choices = v->value[ATTR_CHOICES],
		.required = v->value[ATTR_REQUIRED], .length = v->value[ATTR_LENGTH],
		.decimals = v->value[ATTR_DECIMALS], .min = v->value[ATTR_MIN], .max = v->value[ATTR_MAX],
		.position = v->value[ATTR_POSITION], .active = v->value[ATTR_ACTIVE] };

	return *key ? attribute_set(ui->shop, a, &edit, said) : attribute_add(ui->shop, a, &edit, said);
}

const struct book attributes_book = {
	.title = N_("Attributes of members"), .one = N_("Attribute"), .change = PERM_ATTRIBUTES, .grows = true,
	.columns = attribute_columns, .column_count = 5, .load = attributes_load, .fields = attribute_fields,
	.field_count = ATTR_FIELDS, .read = attributes_read, .options = attributes_options, .save = attributes_save,
	.in_use = ATTR_ACTIVE, .table = "attribute",
};

/* --- what ui->about agreed to ---------------------------------------------------------------------------- */

static const struct list_column consent_columns[] = {
	{ N_("Purpose"), 0, ALIGN_LEFT, false, 0 }, { N_("Channel"), 14, ALIGN_LEFT, false, 0 },
	{ N_("Agrees"), 8, ALIGN_LEFT, false, 0 }, { N_("Told by"), 16, ALIGN_LEFT, false, 1 },
	{ N_("At"), 19, ALIGN_LEFT, false, 0 },
};
enum { SAYS_WHAT, SAYS_GIVEN, SAYS_SOURCE, SAYS_FIELDS };
static const struct field consent_fields[SAYS_FIELDS] = {
	[SAYS_WHAT] = { N_("Consent"), FIELD_SHOW, 0, 0, NULL, NULL },
	[SAYS_GIVEN] = { N_("Agrees"), FIELD_YES, 0, 0, N_("no: he takes it back, or never wanted it"), NULL },
	[SAYS_SOURCE] = { N_("Told by"), FIELD_PICK, 10, FIELD_REQUIRED, N_("How he said so; F4 lists the ways"),
		NULL },
};

static enum err consents_now(struct ui *ui, struct arena *a, struct consent **list, int *n)
{
	struct member_hit hit;
	struct said said = { .id = MSG_NONE };
	enum err e = member_find_one(ui->shop, a, ui->about, &hit, &said);

	*n = 0;
	return e == OK ? member_consents(ui->shop, a, hit.member.id, list, n) : e;
}

static void add_consent(struct arena *a, struct book_rows *rows, enum consent_purpose p, enum consent_channel c,
	const struct consent *last)
{
	struct book_row *row = book_add(rows, a, arena_printf(a, "%s/%s", consent_purpose_name[p],
		consent_channel_name[c]));

	row->off = !last || !last->given;
	row->cell[0] = consent_purpose_words(p);
	row->cell[1] = consent_channel_words(c);
	row->cell[2] = !last ? "" : last->given ? _("yes") : _("no");
	row->cell[3] = last ? consent_source_words(last->source) : "";
	row->cell[4] = last ? clock_text(a, last->at_ms) : "";
}

static enum err consents_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct consent *list;
	int n;
	enum err e = consents_now(ui, a, &list, &n);

	(void)find;
	for (int p = CONSENT_OFFERS; e == OK && p < CONSENT_PURPOSES; p++)
		for (int c = CONSENT_SMS; c < CONSENT_CHANNELS; c++)
			add_consent(a, rows, (enum consent_purpose)p, (enum consent_channel)c,
				n ? consent_last(list, n, (enum consent_channel)c, (enum consent_purpose)p) : NULL);
	return e;
}

/* "offers/sms" */
static bool consent_key(struct arena *a, const char *key, enum consent_purpose *p, enum consent_channel *c)
{
	size_t at = strcspn(key, "/");
	int purpose = name_index(consent_purpose_name, CONSENT_PURPOSES, arena_strndup(a, key, at));
	int channel = key[at] ? name_index(consent_channel_name, CONSENT_CHANNELS, key + at + 1) : 0;

	*p = (enum consent_purpose)purpose;
	*c = (enum consent_channel)channel;
	return purpose > 0 && channel > 0;
}

static enum err consents_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	const struct consent *last = NULL;
	struct consent *list;
	enum consent_purpose p;
	enum consent_channel c;
	int n;
	enum err e = consents_now(ui, a, &list, &n);

	if (e == OK && !consent_key(a, key, &p, &c))
		e = ERR_NOTFOUND;
	if (e != OK)
		return e;
	if (n)
		last = consent_last(list, n, c, p);
	v->name = v->value[SAYS_WHAT] = arena_printf(a, "%s, %s", consent_channel_words(c), consent_purpose_words(p));
	v->value[SAYS_GIVEN] = yes_no(last && last->given);
	v->value[SAYS_SOURCE] = consent_source_name[CONSENT_AT_DESK];
	return OK;
}

static struct form_options consents_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };

	(void)ui;
	(void)key;
	(void)field;
	for (int i = CONSENT_AT_DESK; i < CONSENT_SOURCES; i++)
		option_put(&o, a, consent_source_name[i], consent_source_words((enum consent_source)i));
	return o;
}

static enum err consents_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	enum consent_purpose p;
	enum consent_channel c;
	struct book_values now = { .row_id = 0 };
	struct consent_edit edit = { .member = ui->about, .given = v->value[SAYS_GIVEN],
		.source = v->value[SAYS_SOURCE] };
	enum err e = consents_read(ui, a, key, &now);

	if (e != OK || !consent_key(a, key, &p, &c))
		return e;
	if (!edit.given)
		edit.given = now.value[SAYS_GIVEN];
	edit.channel = consent_channel_name[c];
	edit.purpose = consent_purpose_name[p];
	return consent_say(ui->shop, a, &edit, said);
}

const struct book consents_book = {
	.title = N_("What the member agrees to"), .one = N_("Consent"), .change = PERM_MEMBER_EDIT,
	.columns = consent_columns, .column_count = 5, .load = consents_load, .fields = consent_fields,
	.field_count = SAYS_FIELDS, .read = consents_read, .options = consents_options, .save = consents_save,
};

/* --- who belongs to ui->about ---------------------------------------------------------------------------- */

static const struct list_column contact_columns[] = {
	{ N_("Relation"), 14, ALIGN_LEFT, false, 0 }, { N_("Full name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Phone"), 14, ALIGN_LEFT, false, 0 }, { N_("Member"), 10, ALIGN_LEFT, false, 0 },
	{ N_("Note"), 24, ALIGN_LEFT, false, 1 },
};
enum { OTHER_RELATION, OTHER_MEMBER, OTHER_NAME, OTHER_PHONE, OTHER_NOTE, OTHER_FIELDS };
static const struct field contact_fields[OTHER_FIELDS] = {
	[OTHER_RELATION] = { N_("Relation"), FIELD_TEXT, 20, FIELD_REQUIRED,
		N_("What he is to the member: mother, son"), NULL },
	[OTHER_MEMBER] = { N_("Member"), FIELD_TEXT, 24, FIELD_CARD,
		N_("If he is one himself: card, code or phone; then no name is needed"), NULL },
	[OTHER_NAME] = { N_("Full name"), FIELD_TEXT, 60, 0, NULL, NULL },
	[OTHER_PHONE] = { N_("Phone"), FIELD_TEXT, 24, 0, NULL, NULL },
	[OTHER_NOTE] = { N_("Note"), FIELD_TEXT, 100, 0, NULL, NULL },
};

static enum err contacts_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct member_hit hit;
	struct contact *list;
	struct said said = { .id = MSG_NONE };
	int n = 0;
	enum err e = member_find_one(ui->shop, a, ui->about, &hit, &said);

	(void)find;
	if (e == OK)
		e = member_contacts(ui->shop, a, hit.member.id, &list, &n);
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, arena_printf(a, "%d %s", i + 1, list[i].other));

		row->cell[0] = list[i].names_him ? arena_printf(a, "← %s", list[i].relation) : list[i].relation;
		row->cell[1] = list[i].name;
		row->cell[2] = list[i].phone;
		row->cell[3] = list[i].other;
		row->cell[4] = list[i].note;
	}
	return e;
}

static enum err contacts_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const struct contact_edit edit = { ui->about, v->value[OTHER_RELATION], filled(v->value[OTHER_MEMBER]),
		v->value[OTHER_NAME], filled(v->value[OTHER_PHONE]), v->value[OTHER_NOTE] };

	(void)key;
	return contact_add(ui->shop, a, &edit, said);
}

static enum err contacts_remove(struct ui *ui, struct arena *a, const char *key, struct said *said)
{
	return contact_drop(ui->shop, a, ui->about, (int)strtol(key, NULL, 10), said);
}

static const char *contacts_hint(struct ui *ui, const char *key)
{
	(void)ui;
	return *second_word(key) ? _("Enter opens this member, F3 a new one, Del takes it out")
		: _("F3 a new one, Del takes it out, Esc back");
}

const struct book contacts_book = {
	.title = N_("Who belongs to the member"), .one = N_("Contact"), .change = PERM_MEMBER_EDIT, .grows = true,
	.answers = true, .columns = contact_columns, .column_count = 5, .load = contacts_load,
	.fields = contact_fields, .field_count = OTHER_FIELDS, .read = nothing_read, .save = contacts_save,
	.remove = contacts_remove, .hint = contacts_hint,
};
