/* level_books.c - the levels of members as a book. */
#include "office_int.h"

#include <string.h>

#include "base/tr.h"
#include "model/money.h"
#include "service/levels.h"

static const struct list_column level_columns[] = {
	{ N_("Rank"), 5, ALIGN_RIGHT, false, 0 }, { N_("Code"), 10, ALIGN_LEFT, false, 0 },
	{ N_("Name"), 0, ALIGN_LEFT, false, 0 }, { N_("Discount %"), 10, ALIGN_RIGHT, false, 0 },
	{ N_("Points times"), 12, ALIGN_RIGHT, false, 1 }, { N_("Reached by"), 34, ALIGN_LEFT, false, 0 },
};
enum { LEVEL_CODE, LEVEL_NAME, LEVEL_NAME_EN, LEVEL_RANK, LEVEL_WHEN, LEVEL_NEED, LEVEL_PRICES, LEVEL_DISCOUNT,
	LEVEL_POINTS_TIMES, LEVEL_BIRTHDAY, LEVEL_BENEFITS, LEVEL_PEOPLE, LEVEL_ACTIVE, LEVEL_FIELDS };
static const struct field level_fields[LEVEL_FIELDS] = {
	[LEVEL_CODE] = { N_("Code"), FIELD_TEXT, 12, FIELD_REQUIRED | FIELD_NEW, NULL, NULL },
	[LEVEL_NAME] = { N_("Name"), FIELD_TEXT, 60, FIELD_REQUIRED, NULL, NULL },
	[LEVEL_NAME_EN] = { N_("English name"), FIELD_TEXT, 60, 0, NULL, NULL },
	[LEVEL_RANK] = { N_("Rank"), FIELD_DIGITS, 2, 0, N_("1 to 20, the higher the better; empty: above all"), NULL },
	[LEVEL_WHEN] = { N_("Reached by"), FIELD_TEXT, 120, 0,
		N_("amount/day=800 amount/30=2000 visits/year=12 introduced=3; -: by hand"), NULL },
	[LEVEL_NEED] = { N_("Needs"), FIELD_PICK, 8, 0, N_("One of them, or all"), NULL },
	[LEVEL_PRICES] = { N_("Prices up to level"), FIELD_DIGITS, 1, 0, N_("2 what every member pays, to 9"), NULL },
	[LEVEL_DISCOUNT] = { N_("Discount %"), FIELD_NUMBER, 6, 0, N_("Off the whole bill; 0 none"), NULL },
	[LEVEL_POINTS_TIMES] = { N_("Points times"), FIELD_NUMBER, 6, 0, N_("2: double points"), NULL },
	[LEVEL_BIRTHDAY] = { N_("On the birthday"), FIELD_NUMBER, 6, 0, N_("2: double points on the birthday"), NULL },
	[LEVEL_BENEFITS] = { N_("Benefits"), FIELD_TEXT, 60, 0, N_("What else it gives, in words"), NULL },
	[LEVEL_PEOPLE] = { N_("At most"), FIELD_DIGITS, 7, 0, N_("So many members can have it; 0 no limit"), NULL },
	[LEVEL_ACTIVE] = { N_("In use"), FIELD_YES, 0, 0, N_("no: nobody reaches it any more, and it gives nothing"),
		NULL },
};

static enum err levels_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	const struct level *list;
	int n = level_all(ui->shop, &list);

	(void)find;
	for (int i = 0; i < n; i++) {
		struct book_row *row = book_add(rows, a, list[i].code);

		row->off = list[i].disabled;
		row->cell[0] = number_text(a, list[i].rank);
		row->cell[1] = list[i].code;
		row->cell[2] = ui_name(list[i].name, list[i].name_en);
		row->cell[3] = percent_words(a, list[i].discount_bp);
		row->cell[4] = level_multiple(a, list[i].points_bp);
		row->cell[5] = list[i].condition_count ? level_when(a, &list[i]) : _("by hand");
	}
	return OK;
}

static enum err levels_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	const struct level none = { .code = "", .name = "", .name_en = "", .benefits = "", .price_level = 2,
		.points_bp = 10000, .birthday_bp = 10000 };
	const struct level *found = *key ? level_by_code(ui->shop, key) : NULL, *l = found ? found : &none;

	if (*key && !found)
		return ERR_NOTFOUND;
	v->row_id = l->id;
	v->value[LEVEL_CODE] = l->code;
	v->name = v->value[LEVEL_NAME] = l->name;
	v->value[LEVEL_NAME_EN] = l->name_en;
	v->value[LEVEL_RANK] = l->rank ? number_text(a, l->rank) : "";
	v->value[LEVEL_WHEN] = l->condition_count ? level_when(a, l) : "-";
	v->value[LEVEL_NEED] = l->need_all ? "all" : "any";
	v->value[LEVEL_PRICES] = number_text(a, l->price_level);
	v->value[LEVEL_DISCOUNT] = percent_words(a, l->discount_bp);
	v->value[LEVEL_POINTS_TIMES] = level_multiple(a, l->points_bp);
	v->value[LEVEL_BIRTHDAY] = level_multiple(a, l->birthday_bp);
	v->value[LEVEL_BENEFITS] = l->benefits;
	v->value[LEVEL_PEOPLE] = number_text(a, l->people_max);
	v->value[LEVEL_ACTIVE] = yes_no(!l->disabled);
	book_flags_put(&levels_book, v, l->flags);
	return OK;
}

static struct form_options levels_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };

	(void)ui;
	(void)key;
	(void)field;
	option_put(&o, a, "any", _("one of them"));
	option_put(&o, a, "all", _("all of them"));
	return o;
}

static enum err levels_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const struct level_edit edit = { .code = *key ? key : v->value[LEVEL_CODE], .name = v->value[LEVEL_NAME],
		.name_en = v->value[LEVEL_NAME_EN], .rank = filled(v->value[LEVEL_RANK]),
		.when = filled(v->value[LEVEL_WHEN]), .need = v->value[LEVEL_NEED],
		.prices = filled(v->value[LEVEL_PRICES]), .discount = filled(v->value[LEVEL_DISCOUNT]),
		.points = filled(v->value[LEVEL_POINTS_TIMES]), .birthday = filled(v->value[LEVEL_BIRTHDAY]),
		.benefits = v->value[LEVEL_BENEFITS], .people = filled(v->value[LEVEL_PEOPLE]),
		.active = v->value[LEVEL_ACTIVE], .flags = book_flags_text(&levels_book, a, v) };

	return *key ? level_set(ui->shop, a, &edit, said) : level_add(ui->shop, a, &edit, said);
}

const struct book levels_book = {
	.title = N_("Levels of members"), .one = N_("Member level"), .change = PERM_LEVELS, .grows = true,
	.columns = level_columns, .column_count = 6, .load = levels_load, .fields = level_fields,
	.field_count = LEVEL_FIELDS, .flags = level_flag_names, .read = levels_read, .options = levels_options,
	.save = levels_save, .in_use = LEVEL_ACTIVE, .table = "level",
};
