/* people_books.c - staff and roles as books. Nobody gives what he has not got: the services say so. */
#include "office_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "model/money.h"
#include "service/staff.h"

#define CARD_KEPT "****" /* stands for the card that is on file, whose number nobody keeps */

/* --- staff ------------------------------------------------------------------------------------- */

static const struct list_column staff_columns[] = {
	{ N_("Number"), 10, ALIGN_LEFT, false, 0 }, { N_("Full name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Role"), 16, ALIGN_LEFT, false, 0 }, { N_("Staff card"), 10, ALIGN_LEFT, false, 2 },
	{ N_("State"), 20, ALIGN_LEFT, false, 1 },
};
enum { STAFF_F_NUMBER, STAFF_F_NAME, STAFF_F_ROLE, STAFF_F_PIN, STAFF_F_CARD, STAFF_F_ACTIVE, STAFF_F_FIELDS };
static const struct field staff_fields[STAFF_F_FIELDS] = {
	[STAFF_F_NUMBER] = { N_("Number"), FIELD_TEXT, STAFF_NUMBER_MAX, FIELD_REQUIRED | FIELD_NEW,
		N_("By which one signs on; it is given once"), NULL },
	[STAFF_F_NAME] = { N_("Full name"), FIELD_TEXT, 60, FIELD_REQUIRED, NULL, NULL },
	[STAFF_F_ROLE] = { N_("Role"), FIELD_PICK, 12, FIELD_REQUIRED, NULL, NULL },
	[STAFF_F_PIN] = { N_("PIN"), FIELD_PIN, PIN_MAX, 0,
		N_("4 to 12 digits, 6 for who approves; of somebody on file empty: it stays"), NULL },
	[STAFF_F_CARD] = { N_("Staff card"), FIELD_TEXT, 64, FIELD_CARD,
		N_("Show it to the reader, or type it; empty: none"), NULL },
	[STAFF_F_ACTIVE] = { N_("In use"), FIELD_YES, 0, 0, N_("no: signs on nowhere any more"), NULL },
};

static const char *staff_state(const struct staff_info *who)
{
	if (!who->active)
		return _("Access taken away");
	if (who->locked_until_ms)
		return _("Locked for wrong PINs");
	return who->failed ? _("Wrong PINs") : "";
}

static const char *role_name(const struct role_info *roles, int n, const char *code)
{
	for (int i = 0; i < n; i++)
		if (strcmp(roles[i].code, code) == 0)
			return ui_name(roles[i].name, roles[i].name_en);
	return code;
}

static enum err staff_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct staff_info *list;
	struct role_info *roles;
	int n, role_count = 0;
	enum err e = staff_all(ui->shop, a, &list, &n);

	(void)find;
	if (e == OK)
		e = roles_all(ui->shop, a, &roles, &role_count);
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, list[i].number);

		row->cell[0] = list[i].number;
		row->cell[1] = list[i].name;
		row->cell[2] = role_name(roles, role_count, list[i].role);
		row->cell[3] = list[i].has_card ? _("yes") : "";
		row->cell[4] = staff_state(&list[i]);
		row->off = !list[i].active;
	}
	return e;
}

static enum err staff_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct staff_info *list;
	int n;
	enum err e = staff_all(ui->shop, a, &list, &n);

	v->value[STAFF_F_ACTIVE] = "yes";
	for (int i = 0; e == OK && i < n; i++) {
		if (strcmp(list[i].number, key) != 0)
			continue;
		v->row_id = list[i].id;
		v->value[STAFF_F_NUMBER] = list[i].number;
		v->name = v->value[STAFF_F_NAME] = list[i].name;
		v->value[STAFF_F_ROLE] = list[i].role;
		v->value[STAFF_F_CARD] = list[i].has_card ? CARD_KEPT : "";
		v->value[STAFF_F_ACTIVE] = yes_no(list[i].active);
		return OK;
	}
	return e == OK && *key ? ERR_NOTFOUND : e;
}

static struct form_options staff_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };
	struct role_info *roles;
	int n;

	(void)key;
	(void)field;
	if (roles_all(ui->shop, a, &roles, &n) != OK)
		return o;
	for (int i = 0; i < n; i++)
		option_put(&o, a, roles[i].code, ui_name(roles[i].name, roles[i].name_en));
	return o;
}

static enum err staff_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const char *card = v->value[STAFF_F_CARD], *pin = v->value[STAFF_F_PIN];
	const struct staff_change change = { .name = v->value[STAFF_F_NAME], .role = v->value[STAFF_F_ROLE],
		.card = card && strcmp(card, CARD_KEPT) != 0 ? card : NULL, .active = v->value[STAFF_F_ACTIVE],
		.pin = pin && *pin ? pin : NULL };
	const struct staff_new who = { .number = v->value[STAFF_F_NUMBER], .name = v->value[STAFF_F_NAME],
		.role = v->value[STAFF_F_ROLE], .pin = pin ? pin : "",
		.card = card && strcmp(card, CARD_KEPT) != 0 ? card : "" };

	return *key ? staff_change(ui->shop, a, key, &change, said) : staff_add(ui->shop, a, &who, said);
}

/* F5: after too many wrong PINs. */
static void staff_more(struct screen *s, const char *key)
{
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };

	ui_said(s, staff_unlock(ui->shop, &ui->event, key, &said), &said);
}

static const char *staff_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("Enter opens; F5 unlocks after wrong PINs; Del takes the access away");
}

const struct book staff_book = {
	.title = N_("Staff"), .one = N_("Person"), .change = PERM_STAFF, .grows = true, .columns = staff_columns,
	.column_count = 5, .load = staff_load, .fields = staff_fields, .field_count = STAFF_F_FIELDS,
	.read = staff_read, .options = staff_options, .save = staff_save, .in_use = STAFF_F_ACTIVE, .table = "staff",
	.more = staff_more, .hint = staff_hint,
};

/* --- roles ------------------------------------------------------------------------------------- */

static const struct list_column role_columns[] = {
	{ N_("Code"), 12, ALIGN_LEFT, false, 0 }, { N_("Name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("English name"), 20, ALIGN_LEFT, false, 1 }, { N_("Grade"), 6, ALIGN_RIGHT, false, 2 },
	{ N_("Rights"), 8, ALIGN_RIGHT, false, 0 },
};
enum { ROLE_F_CODE, ROLE_F_NAME, ROLE_F_NAME_EN, ROLE_F_LIMITS, ROLE_F_FIRST };
static const struct field role_fields[ROLE_F_FIRST] = {
	[ROLE_F_CODE] = { N_("Code"), FIELD_TEXT, 12, FIELD_REQUIRED | FIELD_NEW, NULL, NULL },
	[ROLE_F_NAME] = { N_("Name"), FIELD_TEXT, 60, FIELD_REQUIRED | FIELD_NEW, NULL, NULL },
	[ROLE_F_NAME_EN] = { N_("English name"), FIELD_TEXT, 60, FIELD_NEW, NULL, NULL },
	[ROLE_F_LIMITS] = { N_("Up to which figure the role acts alone"), FIELD_HEAD, 0, 0, NULL, NULL },
};
/* Then the limits, a head, and the permissions. */
enum { ROLE_F_RIGHTS = ROLE_F_FIRST + LIMITS, ROLE_F_END = ROLE_F_RIGHTS + PERMISSIONS };
_Static_assert(ROLE_F_END <= BOOK_FIELDS_MAX, "the form of a role has room for all rights");

/* What a label may be too long for: by what name commands know it, and all its words. */
static const char *named(struct arena *a, const char *name, const char *words)
{
	return arena_printf(a, "%s: %s", name, _(words));
}

static int role_build(struct ui *ui, struct arena *a, const char *key, struct field fields[BOOK_FIELDS_MAX])
{
	(void)ui;
	memcpy(fields, role_fields, sizeof role_fields);
	if (!*key) /* it may do nothing yet */
		return ROLE_F_LIMITS;
	for (int l = 0; l < LIMITS; l++)
		fields[ROLE_F_FIRST + l] = (struct field){ .label = limit_table[l].words, .type = FIELD_TEXT,
			.max_chars = 18, .help = named(a, limit_table[l].name, limit_table[l].words) };
	fields[ROLE_F_RIGHTS] = (struct field){ .label = N_("What the role may do"), .type = FIELD_HEAD };
	for (int p = 1; p < PERMISSIONS; p++)
		fields[ROLE_F_RIGHTS + p] = (struct field){ .label = permission_table[p].words, .type = FIELD_YES,
			.help = named(a, permission_table[p].name, permission_table[p].words) };
	return ROLE_F_END;
}

static enum err role_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct role_info *list;
	int n;
	enum err e = roles_all(ui->shop, a, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, list[i].code);
		int may = 0;

		for (int p = 1; p < PERMISSIONS; p++)
			may += list[i].may[p];
		row->cell[0] = list[i].code;
		row->cell[1] = list[i].name;
		row->cell[2] = list[i].name_en;
		row->cell[3] = number_text(a, list[i].grade);
		row->cell[4] = arena_printf(a, "%d/%d", may, PERMISSIONS - 1);
	}
	return e;
}

static enum err role_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct role_info *list;
	int n;
	enum err e = roles_all(ui->shop, a, &list, &n);

	for (int i = 0; e == OK && i < n; i++) {
		if (strcmp(list[i].code, key) != 0)
			continue;
		v->row_id = list[i].id;
		v->value[ROLE_F_CODE] = list[i].code;
		v->value[ROLE_F_NAME] = list[i].name;
		v->value[ROLE_F_NAME_EN] = list[i].name_en;
		v->name = ui_name(list[i].name, list[i].name_en);
		for (int l = 0; l < LIMITS; l++)
			v->value[ROLE_F_FIRST + l] = figure_words(a, limit_table[l].name, number_text(a,
				list[i].limit[l]));
		for (int p = 1; p < PERMISSIONS; p++)
			v->value[ROLE_F_RIGHTS + p] = yes_no(list[i].may[p]);
		return OK;
	}
	return e == OK && *key ? ERR_NOTFOUND : e;
}

static const char *role_check(void *ctx, int field, const char *value)
{
	(void)ctx;
	return field >= ROLE_F_FIRST && field < ROLE_F_RIGHTS ? figure_check(limit_table[field - ROLE_F_FIRST].name,
		value) : NULL;
}

static enum err role_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	struct role_wish *list = arena_array(a, ROLE_WISHES_MAX, sizeof *list);
	int n = 0;

	if (!*key)
		return role_add(ui->shop, a, v->value[ROLE_F_CODE], v->value[ROLE_F_NAME], v->value[ROLE_F_NAME_EN],
			said);
	for (int l = 0; l < LIMITS; l++)
		if (v->value[ROLE_F_FIRST + l])
			list[n++] = (struct role_wish){ .limit = limit_table[l].name,
				.value = strtoll(figure_stored(a, limit_table[l].name, v->value[ROLE_F_FIRST + l]),
					NULL, 10) };
	for (int p = 1; p < PERMISSIONS; p++)
		if (v->value[ROLE_F_RIGHTS + p])
			list[n++] = (struct role_wish){ .permission = permission_table[p].name,
				.may = strcmp(v->value[ROLE_F_RIGHTS + p], "yes") == 0 };
	return role_set(ui->shop, a, key, list, n, said);
}

const struct book roles_book = {
	.title = N_("Roles"), .one = N_("Role"), .change = PERM_ROLES, .grows = true, .columns = role_columns,
	.column_count = 5, .load = role_load, .build = role_build, .read = role_read, .check = role_check,
	.save = role_save,
	.table = "role",
};
