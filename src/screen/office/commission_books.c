/* commission_books.c - what staff get for what they sell, and what they are to sell, as books. */
#include "office_int.h"

#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/money.h"
#include "service/commission.h"
#include "service/staff.h"

static const char *const scope_words[SCOPES] = {
	[SCOPE_NONE] = "", [SCOPE_ALL] = N_("All goods"), [SCOPE_DEPARTMENT] = N_("Department"),
	[SCOPE_CATEGORY] = N_("Category"), [SCOPE_ARTICLE] = N_("Article"),
};

/* --- commissions ------------------------------------------------------------------------------- */

static const struct list_column rate_columns[] = {
	{ N_("Goods"), 12, ALIGN_LEFT, false, 0 }, { N_("Code"), 10, ALIGN_LEFT, false, 0 },
	{ N_("Name"), 0, ALIGN_LEFT, false, 0 }, { N_("Rate %"), 8, ALIGN_RIGHT, false, 0 },
	{ N_("A piece"), 10, ALIGN_RIGHT, false, 0 }, { N_("From the day"), 12, ALIGN_LEFT, false, 0 },
};
enum { RATE_F_GOODS, RATE_F_CODE, RATE_F_RATE, RATE_F_PIECE, RATE_F_FROM, RATE_F_FIELDS };
static const struct field rate_fields[RATE_F_FIELDS] = {
	[RATE_F_GOODS] = { N_("Goods"), FIELD_PICK, 12, FIELD_REQUIRED, NULL, NULL },
	[RATE_F_CODE] = { N_("Code"), FIELD_TEXT, 20, 0,
		N_("Of the department, category or article; of all goods empty"), NULL },
	[RATE_F_RATE] = { N_("Rate %"), FIELD_NUMBER, 8, 0, N_("Of what the customer paid; 0 ends it"), NULL },
	[RATE_F_PIECE] = { N_("A piece"), FIELD_MONEY, 12, 0, N_("Beside it, or alone"), NULL },
	[RATE_F_FROM] = { N_("From the day"), FIELD_DATE, 10, 0, N_("A business day; empty: today"), NULL },
};

static const char *rate_key(struct arena *a, const struct commission_info *r)
{
	return arena_printf(a, "%s %s %d", scope_name[r->rate.scope], r->code, (int)r->rate.from_day);
}

static enum err rates_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct commission_info *list;
	struct said said;
	int n;
	enum err e = commission_all(ui->shop, a, &list, &n, &said);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, rate_key(a, &list[i]));

		row->cell[0] = _(scope_words[list[i].rate.scope]);
		row->cell[1] = list[i].code;
		row->cell[2] = list[i].name;
		row->cell[3] = percent_words(a, list[i].rate.rate_bp);
		row->cell[4] = list[i].rate.piece_minor ? money_text(a, list[i].rate.piece_minor) : "";
		row->cell[5] = day_text(a, list[i].rate.from_day);
		row->off = !list[i].rate.rate_bp && !list[i].rate.piece_minor;
	}
	return e;
}

static enum err rate_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct commission_info *list;
	struct said said;
	int n;
	enum err e = commission_all(ui->shop, a, &list, &n, &said);

	v->value[RATE_F_GOODS] = scope_name[SCOPE_ALL];
	for (int i = 0; e == OK && i < n; i++) {
		if (strcmp(rate_key(a, &list[i]), key) != 0)
			continue;
		v->value[RATE_F_GOODS] = scope_name[list[i].rate.scope];
		v->value[RATE_F_CODE] = list[i].code;
		v->value[RATE_F_RATE] = percent_words(a, list[i].rate.rate_bp);
		v->value[RATE_F_PIECE] = money_text(a, list[i].rate.piece_minor);
		v->name = list[i].name;
		return OK;
	}
	return e == OK && *key ? ERR_NOTFOUND : e;
}

static struct form_options rate_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };

	(void)ui;
	(void)key;
	(void)field;
	for (int s = SCOPE_ALL; s < SCOPES; s++)
		option_put(&o, a, scope_name[s], _(scope_words[s]));
	return o;
}

static enum err rate_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const struct commission_edit edit = { v->value[RATE_F_GOODS], filled(v->value[RATE_F_CODE]),
		filled(v->value[RATE_F_RATE]), filled(v->value[RATE_F_PIECE]), day_filled(v->value[RATE_F_FROM]) };

	(void)key;
	return commission_set(ui->shop, a, &edit, said);
}

const struct book commissions_book = {
	.title = N_("Commissions"), .one = N_("Commission"), .change = PERM_COMMISSION, .columns = rate_columns,
	.column_count = 6, .load = rates_load, .grows = true, .always_new = true, .fields = rate_fields,
	.field_count = RATE_F_FIELDS, .read = rate_read, .options = rate_options, .save = rate_save
};

/* --- targets ----------------------------------------------------------------------------------- */

static const struct list_column target_columns[] = {
	{ N_("Number"), 10, ALIGN_LEFT, false, 0 }, { N_("Full name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("To sell"), 13, ALIGN_RIGHT, true, 0 }, { N_("Sold so far"), 13, ALIGN_RIGHT, true, 0 },
	{ N_("Reached %"), 10, ALIGN_RIGHT, false, 0 },
};
enum { TARGET_F_NUMBER, TARGET_F_MONTH, TARGET_F_AMOUNT, TARGET_F_FIELDS };
static const struct field target_fields[TARGET_F_FIELDS] = {
	[TARGET_F_NUMBER] = { N_("Staff"), FIELD_PICK, 20, FIELD_REQUIRED, NULL, NULL },
	[TARGET_F_MONTH] = { N_("Month"), FIELD_TEXT, 7, FIELD_REQUIRED, N_("As 2026-11"), NULL },
	[TARGET_F_AMOUNT] = { N_("To sell"), FIELD_MONEY, 13, FIELD_REQUIRED,
		N_("Returns taken off; 0 takes the target away"), NULL },
};

static int32_t this_month(struct ui *ui)
{
	return shop_business_day(ui->shop) / 100;
}

static const char *month_words(struct arena *a, int32_t month)
{
	return arena_printf(a, "%04d-%02d", (int)(month / 100), (int)(month % 100));
}

/* Of this month, or of one that was typed. */
static enum err targets_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	int32_t month = this_month(ui);
	struct target_told *list;
	struct said said;
	int n = 0;
	enum err e;

	if (*find && !month_read(find, &month))
		return OK;
	e = report_targets(ui->shop, a, month, &list, &n, &said);
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, arena_printf(a, "%s %s", list[i].number,
			month_words(a, month)));

		row->cell[0] = list[i].number;
		row->cell[1] = list[i].staff;
		row->cell[2] = list[i].target_minor ? money_text(a, list[i].target_minor) : "";
		row->cell[3] = money_text(a, list[i].net_minor);
		row->cell[4] = list[i].target_minor ? percent_words(a, list[i].reached_bp) : "";
	}
	return e;
}

/* key: the number and the month; "" a new one. */
static enum err target_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	size_t n = strcspn(key, " ");
	int32_t month = this_month(ui);
	struct target_told *list;
	struct said said;
	int count;
	enum err e = OK;

	if (key[n] && !month_read(key + n + 1, &month))
		return ERR_NOTFOUND;
	v->name = v->value[TARGET_F_NUMBER] = arena_printf(a, "%.*s", (int)n, key);
	v->value[TARGET_F_MONTH] = month_words(a, month);
	if (*key)
		e = report_targets(ui->shop, a, month, &list, &count, &said);
	for (int i = 0; *key && e == OK && i < count; i++)
		if (strcmp(list[i].number, v->value[TARGET_F_NUMBER]) == 0 && list[i].target_minor)
			v->value[TARGET_F_AMOUNT] = money_text(a, list[i].target_minor);
	return e;
}

static struct form_options target_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };
	struct staff_info *list;
	int n;

	(void)key;
	(void)field;
	if (staff_all(ui->shop, a, &list, &n) != OK)
		return o;
	for (int i = 0; i < n; i++)
		if (list[i].active)
			option_put(&o, a, list[i].number, list[i].name);
	return o;
}

static enum err target_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const char *number = v->value[TARGET_F_NUMBER], *month = v->value[TARGET_F_MONTH],
		*amount = v->value[TARGET_F_AMOUNT];
	int32_t of = 0;

	(void)key;
	if (!month || !month_read(month, &of)) {
		*said = (struct said){ MSG_VALUE_BAD, { _("The month"), month ? month : "" } };
		return ERR_INVALID;
	}
	return target_set(ui->shop, a, number ? number : "", of, amount ? amount : "", said);
}

static const char *target_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("Type a month, as 2026-11, to see that one");
}

const struct book targets_book = {
	.title = N_("Sales targets"), .one = N_("Sales target"), .change = PERM_COMMISSION, .finds = true,
	.columns = target_columns, .column_count = 5, .load = targets_load, .grows = true, .always_new = true,
	.fields = target_fields, .field_count = TARGET_F_FIELDS, .read = target_read, .options = target_options,
	.save = target_save, .hint = target_hint
};
