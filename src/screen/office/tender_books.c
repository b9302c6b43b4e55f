/* tender_books.c - means of payment as a book: what customers may pay by, and every rule of it in one form. The rules
 * are those of service/trade.h: one more there is one more field here. */
#include "office_int.h"

#include <string.h>

#include "base/tr.h"
#include "model/value.h"
#include "service/trade.h"

static const struct list_column tender_columns[] = {
	{ N_("Place"), 5, ALIGN_RIGHT, false, 0 }, { N_("Code"), 8, ALIGN_LEFT, false, 0 },
	{ N_("Name"), 0, ALIGN_LEFT, false, 0 }, { N_("English name"), 18, ALIGN_LEFT, false, 2 },
	{ N_("Kind"), 10, ALIGN_LEFT, false, 0 }, { N_("Flags"), 26, ALIGN_LEFT, false, 1 },
};
enum { TENDER_F_CODE, TENDER_F_KIND, TENDER_F_CURRENCY, TENDER_F_NAME, TENDER_F_NAME_EN, TENDER_F_POSITION,
	TENDER_F_REFERENCE, TENDER_F_HEAD, TENDER_F_RULES, TENDER_F_FIELDS = TENDER_F_RULES + TENDER_RULES };
static const struct field tender_fields[TENDER_F_RULES] = {
	[TENDER_F_CODE] = { N_("Code"), FIELD_TEXT, TRADE_CODE_MAX, FIELD_REQUIRED | FIELD_NEW, NULL, NULL },
	[TENDER_F_KIND] = { N_("Kind"), FIELD_PICK, 12, FIELD_REQUIRED | FIELD_NEW, NULL, NULL },
	[TENDER_F_CURRENCY] = { N_("Currency"), FIELD_TEXT, 3, FIELD_NEW,
		N_("Of foreign cash alone: USD, HKD, JPY"), NULL },
	[TENDER_F_NAME] = { N_("Name"), FIELD_TEXT, 60, FIELD_REQUIRED, NULL, NULL },
	[TENDER_F_NAME_EN] = { N_("English name"), FIELD_TEXT, 60, 0, NULL, NULL },
	[TENDER_F_POSITION] = { N_("Place"), FIELD_DIGITS, 3, 0, N_("Its number in the payment menu"), NULL },
	[TENDER_F_REFERENCE] = { N_("Reference"), FIELD_TEXT, 20, 0,
		N_("What a reference looks like: D6-24 digits, A1-40 anything"), NULL },
	[TENDER_F_HEAD] = { N_("What is asked and allowed at the till"), FIELD_HEAD, 0, 0, NULL, NULL },
};

static const char *rule_help(enum tender_rule_type type)
{
	switch (type) {
	case TENDER_THRESHOLD:
		return N_("A second person allows what is more; 0 always, never: nobody is asked");
	case TENDER_PERCENT:
		return N_("What the shop pays for it, as 0.6; booked when the shift is closed");
	case TENDER_CHOICE:
		return N_("F4 lists them");
	case TENDER_MONEY:
		break;
	}
	return N_("0: no such limit or fee");
}

/* Of a new one empty: as its kind has it. */
static int tenders_build(struct ui *ui, struct arena *a, const char *key, struct field fields[BOOK_FIELDS_MAX])
{
	(void)ui;
	(void)a;
	(void)key;
	memcpy(fields, tender_fields, sizeof tender_fields);
	for (int i = 0; i < TENDER_RULES; i++)
		fields[TENDER_F_RULES + i] = (struct field){ .label = tender_rules[i].words, .max_chars = 14,
			.type = tender_rules[i].type == TENDER_CHOICE ? FIELD_PICK : tender_rules[i].type ==
				TENDER_THRESHOLD ? FIELD_TEXT : FIELD_MONEY, .help = rule_help(tender_rules[i].type) };
	return TENDER_F_FIELDS;
}

static enum err tenders_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	const struct tender *list;
	int n = shop_tenders(ui->shop, &list);

	(void)find;
	for (int i = 0; i < n; i++) {
		struct book_row *row = book_add(rows, a, arena_strdup(a, list[i].code));

		row->cell[0] = arena_printf(a, "%d", list[i].position);
		row->cell[1] = row->key;
		row->cell[2] = arena_strdup(a, list[i].name);
		row->cell[3] = arena_strdup(a, list[i].name_en);
		row->cell[4] = trade_kind_words(tender_kind_name[list[i].kind]);
		row->cell[5] = flags_words(a, tender_flag_names, list[i].flags);
		row->off = !(list[i].flags & TENDER_ACTIVE);
	}
	return OK;
}

/* What stands for no amount at all is a word of ours, shown in the words of people. */
static enum err rules_in_words(enum err e, const char **rule)
{
	for (int i = 0; e == OK && i < TENDER_RULES; i++)
		if (strcmp(rule[i], TENDER_NEVER) == 0)
			rule[i] = _("never");
	return e;
}

static enum err tenders_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	const struct tender *list;
	int n = shop_tenders(ui->shop, &list);

	book_flags_put(&tenders_book, v, TENDER_ACTIVE | TENDER_REFUNDABLE);
	for (int i = 0; i < n; i++) {
		if (strcmp(list[i].code, key) != 0)
			continue;
		v->row_id = list[i].id;
		v->value[TENDER_F_CODE] = arena_strdup(a, list[i].code);
		v->value[TENDER_F_KIND] = tender_kind_name[list[i].kind];
		v->value[TENDER_F_NAME] = arena_strdup(a, list[i].name);
		v->value[TENDER_F_NAME_EN] = arena_strdup(a, list[i].name_en);
		v->name = ui_name(v->value[TENDER_F_NAME], v->value[TENDER_F_NAME_EN]);
		v->value[TENDER_F_POSITION] = arena_printf(a, "%d", list[i].position);
		v->value[TENDER_F_CURRENCY] = arena_strdup(a, list[i].currency);
		v->value[TENDER_F_REFERENCE] = arena_strdup(a, list[i].reference_pattern);
		book_flags_put(&tenders_book, v, list[i].flags);
		return rules_in_words(tender_show(ui->shop, a, key, &list, v->value + TENDER_F_RULES),
			v->value + TENDER_F_RULES);
	}
	return *key ? ERR_NOTFOUND : OK;
}

/* Choices of the rules in words. */
static const char *choice_words(const char *choice)
{
	static const struct { const char *name, *words; } choices[] = {
		{ "same", N_("the same way") }, { "cash", N_("in cash") }, { "none", N_("not at all") },
		{ "refuse", N_("is refused") }, { "tip", N_("is a tip") }, { "change", N_("goes back in cash") },
		{ "forfeit", N_("is forfeited") },
	};

	for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
		if (strcmp(choices[i].name, choice) == 0)
			return _(choices[i].words);
	return choice;
}

static struct form_options rule_options(struct arena *a, const char *choices)
{
	struct form_options o = { NULL, 0 };

	for (const char *p = choices; p && *p; p += *p == '|') {
		size_t n = strcspn(p, "|");
		const char *value = arena_strndup(a, p, n);

		option_put(&o, a, value, choice_words(value));
		p += n;
	}
	return o;
}

/* For a new one those that there may be more than one of. */
static struct form_options tenders_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };

	(void)ui;
	if (field >= TENDER_F_RULES)
		return rule_options(a, tender_rules[field - TENDER_F_RULES].choices);
	for (int i = 1; i < TENDER_KINDS; i++)
		if (*key || (i != TENDER_CASH && i != TENDER_EXCHANGE))
			option_put(&o, a, tender_kind_name[i], trade_kind_words(tender_kind_name[i]));
	return o;
}

/* "active" is a flag of the row, and a word of its own in the edit. */
static const char *without_active(struct arena *a, const char *flags, const char **active)
{
	unsigned set = 0;

	if (!flags || !flags_read(tender_flag_names, flags, &set))
		return flags;
	*active = yes_no(set & TENDER_ACTIVE);
	return flags_text(a, tender_flag_names, set & ~(unsigned)TENDER_ACTIVE);
}

static enum err tenders_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	struct tender_edit edit = { .code = *key ? key : v->value[TENDER_F_CODE], .name = v->value[TENDER_F_NAME],
		.name_en = v->value[TENDER_F_NAME_EN], .kind = *key ? NULL : v->value[TENDER_F_KIND],
		.position = v->value[TENDER_F_POSITION], .reference = v->value[TENDER_F_REFERENCE] };

	edit.flags = without_active(a, book_flags_text(&tenders_book, a, v), &edit.active);
	if (edit.position && !*edit.position)
		edit.position = NULL;
	if (!*key && *v->value[TENDER_F_CURRENCY])
		edit.currency = v->value[TENDER_F_CURRENCY];
	if (!*key && !*edit.reference)
		edit.reference = NULL;
	for (int i = 0; i < TENDER_RULES; i++)
		if (v->value[TENDER_F_RULES + i] && *v->value[TENDER_F_RULES + i])
			edit.rule[i] = strcmp(v->value[TENDER_F_RULES + i], _("never")) == 0 ? TENDER_NEVER
				: v->value[TENDER_F_RULES + i];
	return *key ? tender_change(ui->shop, a, &edit, said) : tender_add(ui->shop, a, &edit, said);
}

static enum err tenders_remove(struct ui *ui, struct arena *a, const char *key, struct said *said)
{
	const struct tender *list;
	int n = shop_tenders(ui->shop, &list);
	struct tender_edit edit = { .code = key, .active = "yes" };

	for (int i = 0; i < n; i++)
		if (strcmp(list[i].code, key) == 0)
			edit.active = yes_no(!(list[i].flags & TENDER_ACTIVE));
	return tender_change(ui->shop, a, &edit, said);
}

const struct book tenders_book = {
	.title = N_("Means of payment"), .one = N_("Means of payment"), .change = PERM_TENDERS, .grows = true,
	.columns = tender_columns, .column_count = 6, .load = tenders_load, .build = tenders_build,
	.field_count = TENDER_F_FIELDS, .flags = tender_flag_names, .read = tenders_read, .options = tenders_options,
	.save = tenders_save, .remove = tenders_remove, .table = "tender",
};
