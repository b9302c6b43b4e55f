/* gift_books.c - gifts for points: the list with what each costs and how many are left; and those that were given, each
 * to be taken back by two persons. The desk lists those of the member who is open. */
#include "office_int.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/reason.h"
#include "service/gifts.h"
#include "service/master.h"

/* --- the gifts ------------------------------------------------------------------------------------------- */

static const struct list_column gift_columns[] = {
	{ N_("Article no."), 11, ALIGN_LEFT, false, 0 }, { N_("Name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Points"), 9, ALIGN_RIGHT, false, 0 }, { N_("Given out"), 9, ALIGN_RIGHT, false, 3 },
	{ N_("Still there"), 11, ALIGN_RIGHT, false, 0 }, { N_("For one member"), 14, ALIGN_RIGHT, false, 4 },
	{ N_("From"), 10, ALIGN_LEFT, false, 2 }, { N_("Until"), 10, ALIGN_LEFT, false, 1 },
};
enum { GIFT_ARTICLE, GIFT_POINTS, GIFT_PIECES, GIFT_GIVEN, GIFT_PER_MEMBER, GIFT_FROM, GIFT_UNTIL, GIFT_FIELDS };
static const struct field gift_fields[GIFT_FIELDS] = {
	[GIFT_ARTICLE] = { N_("Article no."), FIELD_TEXT, 24, FIELD_REQUIRED | FIELD_NEW,
		N_("Its number, or a code of it"), NULL },
	[GIFT_POINTS] = { N_("Points"), FIELD_DIGITS, 9, FIELD_REQUIRED, N_("For one piece"), NULL },
	[GIFT_PIECES] = { N_("Pieces"), FIELD_DIGITS, 7, 0,
		N_("How many there are in all; empty: they are not counted"), NULL },
	[GIFT_GIVEN] = { N_("Given out"), FIELD_SHOW, 0, 0, NULL, NULL },
	[GIFT_PER_MEMBER] = { N_("For one member"), FIELD_DIGITS, 7, 0,
		N_("Pieces at most; empty: as many as one wants"), NULL },
	[GIFT_FROM] = { N_("From the day"), FIELD_DATE, 10, 0, N_("Empty: today"), NULL },
	[GIFT_UNTIL] = { N_("Last day"), FIELD_DATE, 10, 0, N_("Empty: it does not end"), NULL },
};

static const char *some(struct arena *a, int64_t n)
{
	return n ? number_text(a, n) : "";
}

static enum err gifts_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	int32_t today = shop_business_day(ui->shop);
	struct said said = { .id = MSG_NONE };
	struct gift_info *list;
	int n = 0;
	enum err e = gift_list(ui->shop, a, &list, &n, &said);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		const struct gift_row *g = &list[i].row;
		struct book_row *row = book_add(rows, a, list[i].number);

		row->off = today < g->from_day || (g->until_day && today > g->until_day);
		row->warn = g->pieces && g->given >= g->pieces;
		row->cell[0] = list[i].number;
		row->cell[1] = list[i].name;
		row->cell[2] = number_text(a, g->points);
		row->cell[3] = number_text(a, g->given);
		row->cell[4] = !g->pieces ? "" : row->warn ? _("! none") : number_text(a, g->pieces - g->given);
		row->cell[5] = some(a, g->per_member);
		row->cell[6] = day_text(a, g->from_day);
		row->cell[7] = g->until_day ? day_text(a, g->until_day) : "";
	}
	return e;
}

static enum err gifts_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct gift_info g;
	enum err e;

	v->value[GIFT_FROM] = day_text(a, shop_business_day(ui->shop));
	if (!*key)
		return OK;
	if ((e = gift_by_code(ui->shop, a, key, &g)) != OK)
		return e;
	v->row_id = g.row.id;
	v->name = g.name;
	v->value[GIFT_ARTICLE] = g.number;
	v->value[GIFT_POINTS] = number_text(a, g.row.points);
	v->value[GIFT_PIECES] = some(a, g.row.pieces);
	v->value[GIFT_GIVEN] = number_text(a, g.row.given);
	v->value[GIFT_PER_MEMBER] = some(a, g.row.per_member);
	v->value[GIFT_FROM] = day_text(a, g.row.from_day);
	v->value[GIFT_UNTIL] = g.row.until_day ? day_text(a, g.row.until_day) : "";
	return OK;
}

/* Of a gift that is there an emptied field lifts its limit. */
static const char *lifted(const char *value, const char *none)
{
	return value && !*value ? none : value;
}

static enum err gifts_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const struct gift_edit edit = { .article = *key ? key : v->value[GIFT_ARTICLE], .points = v->value[GIFT_POINTS],
		.pieces = *key ? lifted(v->value[GIFT_PIECES], "0") : filled(v->value[GIFT_PIECES]),
		.per_member = *key ? lifted(v->value[GIFT_PER_MEMBER], "0") : filled(v->value[GIFT_PER_MEMBER]),
		.from = filled(v->value[GIFT_FROM]),
		.until = *key ? lifted(v->value[GIFT_UNTIL], "-") : filled(v->value[GIFT_UNTIL]) };

	return *key ? gift_set(ui->shop, a, &edit, said) : gift_add(ui->shop, a, &edit, said);
}

static enum err gifts_remove(struct ui *ui, struct arena *a, const char *key, struct said *said)
{
	return gift_remove(ui->shop, a, key, said);
}

static void show_given(struct screen *s, const char *key)
{
	struct ui *ui = ui_of(s);

	snprintf(ui->about, sizeof ui->about, "%s", key);
	office_push(s, &book_list_ops, &gifts_given_book, TAG_PLAIN);
}

static const char *gifts_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("Enter changes one, F5 lists who got it, Del gives it up, Esc back");
}

const struct book gifts_book = {
	.title = N_("Gifts for points"), .one = N_("Gift for points"), .change = PERM_GIFTS, .grows = true,
	.columns = gift_columns, .column_count = 8, .load = gifts_load, .fields = gift_fields,
	.field_count = GIFT_FIELDS, .read = gifts_read, .save = gifts_save, .remove = gifts_remove, .table = "gift",
	.more = show_given, .hint = gifts_hint,
};

/* --- those that were given ------------------------------------------------------------------------------- */

static const struct list_column given_columns[] = {
	{ N_("Day"), 10, ALIGN_LEFT, false, 0 }, { N_("Document no."), 13, ALIGN_LEFT, false, 0 },
	{ N_("Gift"), 0, ALIGN_LEFT, false, 0 }, { N_("Member"), 18, ALIGN_LEFT, false, 2 },
	{ N_("Pieces"), 7, ALIGN_RIGHT, false, 1 }, { N_("Points"), 9, ALIGN_RIGHT, false, 0 },
	{ N_("Taken back by"), 13, ALIGN_LEFT, false, 0 },
};
enum { BACK_GIFT, BACK_REASON, BACK_SECOND, BACK_PIN, BACK_FIELDS };
static const struct field back_fields[BACK_FIELDS] = {
	[BACK_GIFT] = { N_("Gift"), FIELD_SHOW, 0, 0, NULL, NULL },
	[BACK_REASON] = { N_("Reason"), FIELD_PICK, 1, FIELD_REQUIRED, N_("F4 lists them"), NULL },
	[BACK_SECOND] = { N_("Second person"), FIELD_TEXT, 64, FIELD_REQUIRED | FIELD_CARD,
		N_("The number of who agrees, or the card"), NULL },
	[BACK_PIN] = { N_("PIN"), FIELD_PIN, 12, FIELD_OF_CARD, N_("Of the second person; a card needs none"), NULL },
};

static void put_given(struct arena *a, struct book_rows *rows, const struct gift_given *g)
{
	struct book_row *row = book_add(rows, a, g->number);

	row->off = *g->back;
	row->cell[0] = day_text(a, g->day);
	row->cell[1] = g->number;
	row->cell[2] = g->gift.name;
	row->cell[3] = arena_printf(a, "%s %s", g->code, g->name);
	row->cell[4] = number_text(a, g->pieces);
	row->cell[5] = number_text(a, g->points);
	row->cell[6] = g->back;
}

static enum err load_given(struct ui *ui, struct arena *a, const char *member, const char *article,
	struct book_rows *rows)
{
	struct said said = { .id = MSG_NONE };
	struct gift_given *list;
	int n = 0;
	enum err e = gift_given(ui->shop, a, member, article, &list, &n, &said);

	for (int i = 0; e == OK && i < n; i++)
		put_given(a, rows, &list[i]);
	return e;
}

static enum err given_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	(void)find;
	return load_given(ui, a, NULL, filled(ui->about), rows);
}

static enum err member_gifts_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	(void)find;
	return load_given(ui, a, ui->about, NULL, rows);
}

static enum err back_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct said said = { .id = MSG_NONE };
	struct gift_given *list;
	int n = 0;
	enum err e = gift_given(ui->shop, a, NULL, NULL, &list, &n, &said);

	v->name = key;
	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(list[i].number, key) == 0)
			v->value[BACK_GIFT] = arena_printf(a, _("%s for %lld points, for %s"), list[i].gift.name,
				(long long)list[i].points, list[i].name);
	return e;
}

static struct form_options back_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };
	const struct reason *list;
	int n = shop_reasons(ui->shop, REASON_MEMBER, &list);

	(void)key;
	(void)field;
	for (int i = 0; i < n; i++)
		option_put(&o, a, arena_printf(a, "%d", list[i].digit), tr_name(list[i].name, list[i].name_en));
	return o;
}

static enum err back_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const struct gift_cancel what = { .number = key, .words = v->value[BACK_REASON],
		.second = filled(v->value[BACK_SECOND]), .pin = filled(v->value[BACK_PIN]) };
	struct points_done done = { .id = 0 };

	return gift_cancel(ui->shop, a, &what, &done, said);
}

static const char *given_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("Enter takes one back, its points come back, too; Esc back");
}

#define GIVEN .one = N_("Take back the gift of"), .change = PERM_REDEEM, .columns = given_columns, .column_count = 7, \
	.fields = back_fields, .field_count = BACK_FIELDS, .read = back_read, .options = back_options, \
	.save = back_save, .hint = given_hint
const struct book gifts_given_book = { .title = N_("Gifts that were given"), GIVEN, .load = given_load };
const struct book member_gifts_book = { .title = N_("Gifts of the member"), GIVEN, .load = member_gifts_load };
