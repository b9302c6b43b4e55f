/* desk_profile.c - what is on file of a member: one line changed at once (F9 and a digit), or all of it in a form; a
 * new member; freezing. */
#include "desk_int.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/reason.h"
#include "tui/dialog.h"

#define OWN_MAX 100 /* attributes in a form */

/* --- what the forms choose from ------------------------------------------------------------------------ */

static struct form_options sex_options(struct arena *a)
{
	static const char *const words[SEXES] = { [SEX_UNKNOWN] = N_("not known"), [SEX_FEMALE] = N_("female"),
		[SEX_MALE] = N_("male") };
	struct form_options o = { NULL, 0 };

	for (int i = 0; i < SEXES; i++)
		option_put(&o, a, sex_name[i], _(words[i]));
	return o;
}

/* What a new one can be. */
static struct form_options state_options(struct arena *a)
{
	struct form_options o = { NULL, 0 };

	for (int i = MEMBER_ACTIVE; i >= MEMBER_PROSPECT; i--)
		option_put(&o, a, member_state_name[i], member_state_words(i));
	return o;
}

/* --- the shop's own attributes ---------------------------------------------------------------------------- */

/* They stand behind the fields of the form. Which ones is noted when it is opened: where that changed meanwhile, what
 * was filled in could mean another one. */
static int own_list(struct ui *ui, struct arena *a, bool required, const struct attribute_row **list, int64_t *stamp)
{
	struct attribute_row *all;
	int n = 0, count = 0;

	*stamp = 0;
	if (attribute_list(ui->shop, a, &all, &n) != OK)
		return 0;
	for (int i = 0; i < n; i++) {
		if (all[i].disabled || (required && !all[i].def.required))
			continue;
		list[count++] = &all[i];
		*stamp = (*stamp * 31 + all[i].id % 1000003 + all[i].version) % INT64_C(1000000007);
		if (count == OWN_MAX)
			break;
	}
	return count;
}

static struct field own_field(struct arena *a, const struct attribute_row *of)
{
	struct field f = { ui_name(of->name, of->name_en), FIELD_TEXT, ATTRIBUTE_TEXT_MAX,
		of->def.required ? FIELD_REQUIRED : 0, NULL, NULL };

	switch (of->def.kind) {
	case ATTRIBUTE_CHOICE:
	case ATTRIBUTE_YES_NO:
		f.type = FIELD_PICK;
		f.max_chars = 60;
		break;
	case ATTRIBUTE_DATE:
		f.type = FIELD_DATE;
		f.max_chars = 10;
		break;
	case ATTRIBUTE_NUMBER:
		f.max_chars = 20;
		break;
	case ATTRIBUTE_LIST:
		f.help = attribute_choices_text(a, &of->def);
		break;
	default:
		if (of->def.length_max)
			f.max_chars = of->def.length_max;
		break;
	}
	return f;
}

/* Behind the first `fixed` fields; how many there are then. */
static int own_build(struct ui *ui, struct arena *a, bool required, struct field *fields, int fixed)
{
	const struct attribute_row *list[OWN_MAX];
	int n = own_list(ui, a, required, list, &ui->own_stamp);

	for (int i = 0; i < n; i++)
		fields[fixed + i] = own_field(a, list[i]);
	return fixed + n;
}

static struct form_options own_options(struct ui *ui, struct arena *a, bool required, int place)
{
	const struct attribute_row *list[OWN_MAX];
	struct form_options o = { NULL, 0 };
	int64_t stamp;
	int n = own_list(ui, a, required, list, &stamp);

	if (place < 0 || place >= n)
		return o;
	if (!list[place]->def.required)
		option_put(&o, a, "", _("not known"));
	if (list[place]->def.kind == ATTRIBUTE_YES_NO) {
		option_put(&o, a, "yes", _("yes"));
		option_put(&o, a, "no", _("no"));
	}
	for (int i = 0; list[place]->def.kind == ATTRIBUTE_CHOICE && i < list[place]->def.choice_count; i++)
		option_put(&o, a, list[place]->def.choices[i], list[place]->def.choices[i]);
	return o;
}

static void own_read(struct ui *ui, struct arena *a, int64_t member_id, struct book_values *v, int fixed)
{
	struct attribute_known *list;
	int n = 0;

	if (member_attributes(ui->shop, a, member_id, &list, &n) != OK)
		return;
	for (int i = 0; i < n && i < OWN_MAX; i++)
		v->value[fixed + i] = list[i].value;
}

/* What was filled in; false: what there is to know changed since the form was opened. */
static bool own_take(struct ui *ui, struct arena *a, bool required, const struct book_values *v, int fixed,
	struct member_edit *edit)
{
	const struct attribute_row *list[OWN_MAX];
	struct attribute_value *values = arena_array(a, OWN_MAX, sizeof *values);
	int64_t stamp;
	int n = own_list(ui, a, required, list, &stamp);

	for (int i = 0; i < n; i++)
		if (v->value[fixed + i])
			values[edit->attribute_count++] = (struct attribute_value){ list[i]->code,
				v->value[fixed + i] };
	edit->attributes = edit->attribute_count ? values : NULL;
	return stamp == ui->own_stamp;
}

/* --- a new one ------------------------------------------------------------------------------------------- */

enum { NEW_NAME, NEW_PHONE, NEW_SEX, NEW_BIRTHDAY, NEW_LUNAR, NEW_REFERRER, NEW_BEARER, NEW_ANYWAY, NEW_STATE, NEW_KIND,
	NEW_CARD, NEW_FIELDS };
static const struct field new_fields[NEW_FIELDS] = {
	[NEW_NAME] = { N_("Full name"), FIELD_TEXT, 60, 0,
		N_("Show the new card any time; Enter in the last field keeps all"), NULL },
	[NEW_PHONE] = { N_("Phone"), FIELD_TEXT, 24, 0, NULL, NULL },
	[NEW_SEX] = { N_("Sex"), FIELD_PICK, 10, 0, NULL, NULL },
	[NEW_BIRTHDAY] = { N_("Birthday"), FIELD_TEXT, 10, 0, N_("1990-05-01, or 05-01 without the year"), NULL },
	[NEW_LUNAR] = { N_("Lunar"), FIELD_YES, 0, 0, N_("yes: the birthday is one of the lunar calendar"), NULL },
	[NEW_REFERRER] = { N_("Came by"), FIELD_TEXT, 24, 0, N_("Who brought him: card, code or phone"), NULL },
	[NEW_BEARER] = { N_("Nobody's name"), FIELD_YES, 0, 0,
		N_("yes: the card is whoever's who has it; no name is asked"), NULL },
	[NEW_ANYWAY] = { N_("Shared phone"), FIELD_YES, 0, 0, N_("yes: although another member has this phone number"),
		NULL },
	[NEW_STATE] = { N_("State"), FIELD_PICK, 10, 0,
		N_("A prospect is a contact that is no member yet; who applied waits for an approval"), NULL },
	[NEW_KIND] = { N_("Kind of card"), FIELD_PICK, 8, 0,
		N_("Of a card that was not received as a blank; F4 lists them"), NULL },
	[NEW_CARD] = { N_("New card"), FIELD_TEXT, 64, FIELD_CARD | FIELD_GOES,
		N_("Show it to the reader, scan it, or type its number; empty: no card yet"), NULL },
};

static bool all_digits(const char *text)
{
	return *text && !text[strspn(text, "0123456789+")];
}

/* What was typed or read before is the name, the phone number, or a card. */
static enum err new_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	const char *about = arena_strdup(a, ui->newcomer);
	size_t n = strlen(about);

	(void)key;
	v->name = "";
	v->value[NEW_SEX] = sex_name[SEX_UNKNOWN];
	v->value[NEW_STATE] = member_state_name[MEMBER_ACTIVE];
	v->value[NEW_LUNAR] = v->value[NEW_BEARER] = v->value[NEW_ANYWAY] = "no";
	if (all_digits(about) && n <= 15)
		v->value[NEW_PHONE] = about;
	else if (all_digits(about) || strncmp(about, "uid:", 4) == 0 || strncmp(about, "num:", 4) == 0)
		v->value[NEW_CARD] = about;
	else
		v->value[NEW_NAME] = about;
	return OK;
}

static struct form_options new_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	(void)key;
	return field == NEW_SEX ? sex_options(a) : field == NEW_KIND ? card_kind_options(ui, a)
		: field == NEW_STATE ? state_options(a)
		: own_options(ui, a, true, field - NEW_FIELDS);
}

/* What the shop must know is asked at once. */
static int new_build(struct ui *ui, struct arena *a, const char *key, struct field fields[BOOK_FIELDS_MAX])
{
	(void)key;
	return own_build(ui, a, true, fields, NEW_FIELDS);
}

static enum err new_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const char *const *value = v->value;
	struct member_edit edit = { .name = value[NEW_NAME], .phone = value[NEW_PHONE], .sex = value[NEW_SEX],
		.birthday = value[NEW_BIRTHDAY], .lunar = value[NEW_LUNAR], .referrer = filled(value[NEW_REFERRER]),
		.bearer = value[NEW_BEARER], .anyway = strcmp(value[NEW_ANYWAY], "yes") == 0,
		.card = filled(value[NEW_CARD]), .card_kind = filled(value[NEW_KIND]),
		.state = filled(value[NEW_STATE]) };
	struct member_hit hit;
	int64_t id = 0;
	enum err e;

	(void)key;
	if (!own_take(ui, a, true, v, NEW_FIELDS, &edit)) {
		*said = (struct said){ MSG_STALE, { _("New member"), NULL } };
		return ERR_STALE;
	}
	e = member_open(ui->shop, a, &edit, &id, said);
	if (e == OK && member_find_id(ui->shop, a, id, &hit) == OK)
		snprintf(ui->about, sizeof ui->about, "%s", hit.member.code);
	return e;
}

static const struct book new_book = {
	.one = N_("New member"), .change = PERM_MEMBER_EDIT, .deed = true, .fields = new_fields,
	.field_count = NEW_FIELDS, .read = new_read, .build = new_build, .options = new_options, .save = new_save,
};

void profile_new(struct screen *s, const char *about)
{
	struct ui *ui = ui_of(s);
	const struct book_open open = { &new_book, "", false };

	if (!shop_may(ui->shop, PERM_MEMBER_EDIT)) {
		ui_said(s, ERR_DENIED, &(struct said){ MSG_NOT_ALLOWED,
			{ _(permission_table[PERM_MEMBER_EDIT].words), NULL } });
		return;
	}
	snprintf(ui->newcomer, sizeof ui->newcomer, "%s", about);
	*ui->about = '\0';
	office_push(s, &book_form_ops, &open, TAG_OPEN);
}

/* --- all of it --------------------------------------------------------------------------------------------- */

enum { FILE_NAME, FILE_PHONE, FILE_ANYWAY, FILE_SEX, FILE_BIRTHDAY, FILE_LUNAR, FILE_EMAIL, FILE_ADDRESS, FILE_POSTCODE,
	FILE_NOTE, FILE_ID, FILE_REFERRER, FILE_FROM, FILE_UNTIL, FILE_BEARER, FILE_FIELDS };
static const struct field file_fields[FILE_FIELDS] = {
	[FILE_NAME] = { N_("Full name"), FIELD_TEXT, 60, 0, NULL, NULL },
	[FILE_PHONE] = { N_("Phone"), FIELD_TEXT, 24, 0, NULL, NULL },
	[FILE_ANYWAY] = { N_("Shared phone"), FIELD_YES, 0, 0, N_("yes: although another member has this phone number"),
		NULL },
	[FILE_SEX] = { N_("Sex"), FIELD_PICK, 10, 0, NULL, NULL },
	[FILE_BIRTHDAY] = { N_("Birthday"), FIELD_TEXT, 10, 0, N_("1990-05-01, or 05-01 without the year"), NULL },
	[FILE_LUNAR] = { N_("Lunar"), FIELD_YES, 0, 0, N_("yes: the birthday is one of the lunar calendar"), NULL },
	[FILE_EMAIL] = { N_("Email"), FIELD_TEXT, 100, 0, NULL, NULL },
	[FILE_ADDRESS] = { N_("Address"), FIELD_TEXT, 100, 0, NULL, NULL },
	[FILE_POSTCODE] = { N_("Postcode"), FIELD_TEXT, 12, 0, NULL, NULL },
	[FILE_NOTE] = { N_("Note"), FIELD_TEXT, 100, 0, NULL, NULL },
	[FILE_ID] = { N_("Identity document"), FIELD_TEXT, 40, 0, N_("Kept sealed; only its end is shown"), NULL },
	[FILE_REFERRER] = { N_("Came by"), FIELD_TEXT, 24, 0, N_("Who brought him: card, code or phone"), NULL },
	[FILE_FROM] = { N_("Member from"), FIELD_DATE, 10, 0, NULL, NULL },
	[FILE_UNTIL] = { N_("Member until"), FIELD_DATE, 10, 0, N_("The last day; empty: without end"), NULL },
	[FILE_BEARER] = { N_("Nobody's name"), FIELD_YES, 0, 0,
		N_("yes: the card is whoever's who has it; no name is asked"), NULL },
};

static enum err file_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct member_sheet m;
	struct said said = { .id = MSG_NONE };
	enum err e = member_show(ui->shop, a, key, &m, &said);

	if (e != OK)
		return e;
	v->row_id = m.row.id;
	v->name = m.name;
	v->value[FILE_NAME] = m.name;
	v->value[FILE_PHONE] = m.phone;
	v->value[FILE_ANYWAY] = "no";
	v->value[FILE_SEX] = sex_name[m.row.sex];
	v->value[FILE_BIRTHDAY] = birthday_text(a, &m.row.birthday);
	v->value[FILE_LUNAR] = yes_no(m.row.birthday.lunar);
	v->value[FILE_EMAIL] = m.email;
	v->value[FILE_ADDRESS] = m.address;
	v->value[FILE_POSTCODE] = m.row.postcode;
	v->value[FILE_NOTE] = m.note;
	v->value[FILE_ID] = m.id_number;
	v->value[FILE_REFERRER] = m.referrer;
	v->value[FILE_FROM] = day_text(a, m.row.from_day);
	v->value[FILE_UNTIL] = m.row.until_day ? day_text(a, m.row.until_day) : "";
	v->value[FILE_BEARER] = yes_no(m.row.bearer);
	own_read(ui, a, m.row.id, v, FILE_FIELDS);
	return OK;
}

static struct form_options file_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	(void)key;
	return field == FILE_SEX ? sex_options(a) : own_options(ui, a, false, field - FILE_FIELDS);
}

static int file_build(struct ui *ui, struct arena *a, const char *key, struct field fields[BOOK_FIELDS_MAX])
{
	(void)key;
	return own_build(ui, a, false, fields, FILE_FIELDS);
}

static const char *without_end(const char *value)
{
	return value && !*value ? "-" : value;
}

static enum err profile_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const char *const *value = v->value;
	struct member_edit edit = { .name = value[FILE_NAME], .phone = value[FILE_PHONE], .sex = value[FILE_SEX],
		.birthday = value[FILE_BIRTHDAY], .lunar = value[FILE_LUNAR], .email = value[FILE_EMAIL],
		.address = value[FILE_ADDRESS], .postcode = value[FILE_POSTCODE], .note = value[FILE_NOTE],
		.id_number = value[FILE_ID], .referrer = value[FILE_REFERRER], .from = value[FILE_FROM],
		.until = without_end(value[FILE_UNTIL]), .bearer = value[FILE_BEARER],
		.anyway = value[FILE_ANYWAY] && strcmp(value[FILE_ANYWAY], "yes") == 0 };

	if (!own_take(ui, a, false, v, FILE_FIELDS, &edit)) {
		*said = (struct said){ MSG_STALE, { _("Member"), NULL } };
		return ERR_REFUSED; /* nobody changed the member */
	}
	return member_change(ui->shop, a, key, &edit, said);
}

#define FILE_BOOK(past) { .title = N_("List of members"), .one = N_("Member"), .change = PERM_MEMBER_EDIT, \
	.fields = file_fields, .field_count = FILE_FIELDS, .build = file_build, .read = file_read, \
	.options = file_options, .save = profile_save, .table = (past) }
static const struct book file_book = FILE_BOOK("member");
/* What was on file before is names and numbers in full: not for who sees them masked. */
static const struct book masked_book = FILE_BOOK(NULL);

/* --- one line of it ------------------------------------------------------------------------------------------ */

enum { LINE_NAME, LINE_PHONE, LINE_BIRTHDAY, LINE_ADDRESS, LINE_EMAIL, LINE_NOTE, LINE_REFERRER, LINE_UNTIL, LINE_ALL,
	LINES };
static const struct { const char *words, *text; int chars; } lines[LINES] = {
	[LINE_NAME] = { N_("Full name"), "", 60 },
	[LINE_PHONE] = { N_("Phone"), "", 24 },
	[LINE_BIRTHDAY] = { N_("Birthday"), N_("1990-05-01, or 05-01 without the year"), 10 },
	[LINE_ADDRESS] = { N_("Address"), "", 100 },
	[LINE_EMAIL] = { N_("Email"), "", 100 },
	[LINE_NOTE] = { N_("Note"), "", 100 },
	[LINE_REFERRER] = { N_("Came by"), N_("Who brought him: card, code or phone"), 24 },
	[LINE_UNTIL] = { N_("Member until"), N_("The last day; empty: without end"), 10 },
	[LINE_ALL] = { N_("All that is on file"), "", 0 },
};

static const char *line_of(struct arena *a, const struct member_sheet *m, int line)
{
	const char *const now[LINES] = { [LINE_NAME] = m->name, [LINE_PHONE] = m->phone,
		[LINE_BIRTHDAY] = birthday_text(a, &m->row.birthday), [LINE_ADDRESS] = m->address,
		[LINE_EMAIL] = m->email, [LINE_NOTE] = m->note, [LINE_REFERRER] = m->referrer,
		[LINE_UNTIL] = m->row.until_day ? day_text(a, m->row.until_day) : "", [LINE_ALL] = "" };

	return now[line];
}

void profile_menu(struct screen *s)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct menu_item items[LINES];

	if (!shop_may(ui->shop, PERM_MEMBER_EDIT)) {
		ui_said(s, ERR_DENIED, &(struct said){ MSG_NOT_ALLOWED,
			{ _(permission_table[PERM_MEMBER_EDIT].words), NULL } });
		return;
	}
	for (int i = 0; i < LINES; i++) {
		const char *now = line_of(&ui->event, &st->page.sheet, i);

		items[i] = (struct menu_item){ .label = *now ? arena_printf(&ui->event, "%s: %s", _(lines[i].words),
			now) : _(lines[i].words) };
	}
	ask_choice(s, TAG_PROFILE, _("What is to be changed?"), "", items, LINES, LINE_ALL);
}

static void ask_for(struct screen *s, int line)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);

	if (line == LINE_ALL) {
		desk_form(s, shop_may(ui->shop, PERM_MEMBER_NAMES) ? &file_book : &masked_book);
		return;
	}
	st->editing = line;
	ask_line(s, TAG_EDIT, &(struct line_question){ .title = _(lines[line].words),
		.text = *lines[line].text ? _(lines[line].text) : NULL,
		.initial = line_of(&ui->event, &st->page.sheet, line), .kind = EDIT_TEXT,
		.max_chars = lines[line].chars, .scan_too = line == LINE_REFERRER });
}

static void change(struct screen *s, bool anyway)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	const char *text = arena_strdup(&ui->event, st->edited);
	struct member_edit edit = { .version = st->page.sheet.row.version, .anyway = anyway };
	const char **const to[LINES] = { [LINE_NAME] = &edit.name, [LINE_PHONE] = &edit.phone,
		[LINE_BIRTHDAY] = &edit.birthday, [LINE_ADDRESS] = &edit.address, [LINE_EMAIL] = &edit.email,
		[LINE_NOTE] = &edit.note, [LINE_REFERRER] = &edit.referrer, [LINE_UNTIL] = &edit.until };
	struct said said = { .id = MSG_NONE };
	const struct menu_item items[] = { { .label = _("It is another person: keep it") } };
	enum err e;

	*to[st->editing] = st->editing == LINE_UNTIL ? without_end(text) : text;
	e = member_change(ui->shop, &ui->event, st->page.sheet.row.code, &edit, &said);
	if (e == ERR_REFUSED && said.id == MSG_MEMBER_PHONE)
		ask_choice(s, TAG_ANYWAY, _("Another member has this number"), said.arg[0], items, 1, -1);
	else
		desk_told(s, e, &said);
}

/* --- frozen ---------------------------------------------------------------------------------------------------- */

void ask_why(struct screen *s, int tag, int kind, const char *title, const char *text)
{
	struct ui *ui = ui_of(s);
	const struct reason *list;
	int n = shop_reasons(ui->shop, kind, &list);
	struct menu_item *items = arena_array(&ui->event, (size_t)n + 1, sizeof *items);

	for (int i = 0; i < n; i++)
		items[i] = (struct menu_item){ .label = ui_name(list[i].name, list[i].name_en) };
	if (n)
		ask_choice(s, tag, title, text, items, n, -1);
	else
		ask_line(s, tag, &(struct line_question){ .title = title, .text = _("Why; it stays on record"),
			.kind = EDIT_TEXT, .min_chars = 1, .max_chars = 60 });
}

const char *why_of(struct screen *s, int kind, const struct answer *a)
{
	const struct reason *list;
	int n = shop_reasons(ui_of(s)->shop, kind, &list);

	return n && a->choice < n ? arena_printf(&ui_of(s)->event, "%d", list[a->choice].digit)
		: arena_strdup(&ui_of(s)->event, a->text);
}

void profile_freeze(struct screen *s)
{
	struct desk_state *st = s->state;
	bool frozen = st->page.sheet.row.state == MEMBER_FROZEN;

	ask_why(s, TAG_FREEZE, REASON_MEMBER, frozen ? _("Let him buy again") : _("Freeze: nothing he has can be used"),
		page_title(ui_of(s), &st->page));
}

static void freeze(struct screen *s, const struct answer *a)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };

	desk_told(s, member_freeze(ui->shop, &ui->event, st->page.sheet.row.code,
		st->page.sheet.row.state != MEMBER_FROZEN, why_of(s, REASON_MEMBER, a), &said), &said);
}

void profile_answered(struct screen *s, const struct answer *a)
{
	struct desk_state *st = s->state;

	switch (a->tag) {
	case TAG_PROFILE:
		ask_for(s, a->choice);
		break;
	case TAG_EDIT:
		snprintf(st->edited, sizeof st->edited, "%s", a->text);
		change(s, false);
		break;
	case TAG_ANYWAY:
		change(s, true);
		break;
	default:
		freeze(s, a);
		break;
	}
}
