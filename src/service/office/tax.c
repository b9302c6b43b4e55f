/* tax.c - tax rates, which change from a business day on, and the departments that have them. */
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "office_int.h"
#include "service/trade.h"
#include "store/trade_store.h"

/* --- taxes --------------------------------------------------------------------------------- */

static const char *tax_what(struct arena *a, const char *code)
{
	return arena_printf(a, _("tax rate %s"), code);
}

static enum err tax_find(struct shop *sh, struct arena *a, const char *code, struct tax_row *out)
{
	struct tax_row *rows;
	int n = 0;
	enum err e = taxes_list(sh->db, a, shop_business_day(sh), &rows, &n);

	for (int i = 0; e == OK && i < n; i++) {
		if (strcmp(rows[i].code, code) != 0)
			continue;
		*out = rows[i];
		return OK;
	}
	return e == OK ? ERR_NOTFOUND : e;
}

struct tax_writing {
	struct tax_row row;
	bool dated;              /* the rate changes, from that day on */
	int32_t from_day;
	struct arena *arena;
};

static enum err tax_write_new(struct shop *sh, void *arg, struct said *said)
{
	const struct tax_writing *t = arg;

	(void)said;
	return tax_put(sh->db, &t->row);
}

/* What was sold today was sold at one rate: the figures of a day and a rate belong together. */
static enum err tax_write(struct shop *sh, void *arg, struct said *said)
{
	const struct tax_writing *t = arg;
	int32_t today = shop_business_day(sh);
	bool used = false;
	enum err e = OK;

	if (t->dated && t->from_day < today)
		return say(said, ERR_INVALID, MSG_TAX_PAST, day_text(t->arena, today), NULL);
	if (t->dated && t->from_day == today)
		e = tax_used_on(sh->db, t->row.id, today, &used);
	if (e == OK && used)
		return say(said, ERR_REFUSED, MSG_TAX_SOLD, t->row.name, day_text(t->arena, day_add(today, 1)));
	if (e == OK && t->dated)
		e = tax_change_put(sh->db, t->row.id, t->from_day, t->row.rate_bp);
	return e == OK ? tax_update(sh->db, &t->row) : e;
}

static enum err tax_write_row(struct shop *sh, struct arena *a, const struct tax_row *was, struct tax_writing *t,
	struct said *said)
{
	const char *rate = arena_printf(a, "%" PRId64, t->row.rate_bp);
	const struct change changes[] = {
		{ "name", was ? was->name : NULL, t->row.name },
		{ "name_en", was ? was->name_en : NULL, t->row.name_en },
		{ "included", was ? t->row.included ? "yes" : "no" : NULL, t->row.included ? "yes" : "no" },
		{ "rate_bp", !was ? NULL : t->dated ? arena_printf(a, "%" PRId64, was->rate_bp) : rate, rate },
		{ "from_day", was ? "" : NULL, t->dated ? day_text(a, t->from_day) : "" },
	};
	const struct writing w = { .table = "tax_rate", .action = was ? "tax" : "tax-add", .row_id = t->row.id,
		.code = t->row.code, .what = tax_what(a, t->row.code), .fresh = !was, .changes = changes,
		.change_count = (int)(sizeof changes / sizeof changes[0]),
		.write = was ? tax_write : tax_write_new, .row = t };

	return office_write(sh, &w, said);
}

static enum err take_tax(struct arena *a, const struct tax_edit *edit, struct tax_row *row, struct said *said)
{
	enum err e = OK;

	if (edit->name)
		e = office_name(a, edit->name, &row->name, said);
	if (edit->name_en)
		row->name_en = utf8_clean(a, edit->name_en);
	if (e == OK && edit->rate && percent_parse(edit->rate, &row->rate_bp) != OK)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, _("A tax rate"), edit->rate);
	return e;
}

enum err tax_add(struct shop *sh, struct arena *a, const struct tax_edit *edit, struct said *said)
{
	struct tax_writing t = { .row = { .name_en = "", .included = !edit->excluded }, .arena = a };
	enum err e = office_need(sh, PERM_TAXES, said);

	if (e == OK)
		e = office_code(a, edit->code, TRADE_CODE_MAX, _("A code"), &t.row.code, said);
	if (e == OK)
		e = take_tax(a, edit, &t.row, said);
	if (e != OK)
		return e;
	t.row.id = shop_new_id(sh);
	return tax_write_row(sh, a, NULL, &t, said);
}

enum err tax_change(struct shop *sh, struct arena *a, const struct tax_edit *edit, struct said *said)
{
	int32_t tomorrow = day_add(shop_business_day(sh), 1);
	struct tax_writing t = { .arena = a, .dated = edit->rate != NULL,
		.from_day = edit->from_day ? edit->from_day : tomorrow };
	struct tax_row was;
	enum err e = office_need(sh, PERM_TAXES, said);

	if (e == OK)
		e = tax_find(sh, a, edit->code, &was);
	if (e != OK)
		return office_answer(said, e, tax_what(a, edit->code));
	t.row = was;
	e = take_tax(a, edit, &t.row, said);
	return e == OK ? tax_write_row(sh, a, &was, &t, said) : e;
}

enum err tax_periods(struct shop *sh, struct arena *a, const char *code, struct tax_period **list, int *n,
	struct said *said)
{
	struct tax_change_row *rows;
	struct tax_row *first, row;
	int taxes = 0;
	enum err e = tax_find(sh, a, code, &row);

	*said = (struct said){ MSG_NONE, { NULL, NULL } };
	if (e == OK)
		e = tax_changes(sh->db, a, row.id, &rows, n);
	if (e == OK)
		e = taxes_list(sh->db, a, 0, &first, &taxes);
	if (e != OK)
		return office_answer(said, e, tax_what(a, code));
	*list = arena_array(a, (size_t)*n + 1, sizeof **list);
	for (int i = 0; i < taxes; i++)
		if (first[i].id == row.id)
			(*list)[0] = (struct tax_period){ 0, first[i].rate_bp };
	for (int i = 0; i < *n; i++)
		(*list)[i + 1] = (struct tax_period){ rows[i].from_day, rows[i].rate_bp };
	++*n;
	return OK;
}

/* --- departments --------------------------------------------------------------------------- */

static const char *department_what(struct arena *a, const char *code)
{
	return arena_printf(a, _("department %s"), code);
}

/* *others counts those in use beside it. */
static enum err department_find(struct shop *sh, struct arena *a, const char *code, struct department_row *out,
	int *others)
{
	struct department_row *rows;
	bool found = false;
	int n = 0;
	enum err e = departments_list(sh->db, a, &rows, &n);

	*others = 0;
	for (int i = 0; e == OK && i < n; i++) {
		if (strcmp(rows[i].code, code) == 0) {
			*out = rows[i];
			found = true;
		} else {
			*others += !rows[i].disabled;
		}
	}
	return e == OK && !found ? ERR_NOTFOUND : e;
}

struct department_writing { struct department_row row; struct arena *arena; };

static enum err department_write_new(struct shop *sh, void *arg, struct said *said)
{
	const struct department_writing *d = arg;

	(void)said;
	return department_put(sh->db, &d->row);
}

static enum err department_write(struct shop *sh, void *arg, struct said *said)
{
	const struct department_writing *d = arg;
	struct department_row same;
	int64_t articles = 0;
	int others = 1;
	enum err e = OK;

	if (d->row.disabled)
		e = department_articles(sh->db, d->row.id, &articles);
	if (e == OK && articles > 0)
		return say(said, ERR_REFUSED, MSG_IN_USE, d->row.name,
			arena_printf(d->arena, _("articles in it: %lld"), (long long)articles));
	if (e == OK && d->row.disabled)
		e = department_find(sh, d->arena, d->row.code, &same, &others);
	if (e == OK && others == 0)
		return say(said, ERR_REFUSED, MSG_IN_USE, d->row.name, _("it is the last one"));
	return e == OK ? department_update(sh->db, &d->row) : e;
}

static enum err department_write_row(struct shop *sh, struct arena *a, const struct department_row *was,
	struct department_writing *d, struct said *said)
{
	const struct tax_rate *tax = shop_tax_rate(sh, d->row.tax_rate_id);
	const struct tax_rate *tax_was = was ? shop_tax_rate(sh, was->tax_rate_id) : NULL;
	const struct change changes[] = {
		{ "name", was ? was->name : NULL, d->row.name },
		{ "name_en", was ? was->name_en : NULL, d->row.name_en },
		{ "tax", tax_was ? tax_was->code : NULL, tax ? tax->code : "" },
		{ "active", was ? was->disabled ? "no" : "yes" : NULL, d->row.disabled ? "no" : "yes" },
	};
	const struct writing w = { .table = "department", .action = was ? "department" : "department-add",
		.row_id = d->row.id, .code = d->row.code, .what = department_what(a, d->row.code), .fresh = !was,
		.changes = changes, .change_count = (int)(sizeof changes / sizeof changes[0]),
		.write = was ? department_write : department_write_new, .row = d };

	return office_write(sh, &w, said);
}

static enum err take_department(struct shop *sh, struct arena *a, const struct department_edit *edit,
	struct department_row *row, struct said *said)
{
	struct tax_row tax;
	bool active;
	enum err e = OK;

	if (edit->name)
		e = office_name(a, edit->name, &row->name, said);
	if (edit->name_en)
		row->name_en = utf8_clean(a, edit->name_en);
	if (e == OK && edit->tax) {
		e = tax_find(sh, a, edit->tax, &tax);
		if (e != OK)
			return office_answer(said, e, tax_what(a, edit->tax));
		row->tax_rate_id = tax.id;
	}
	if (e == OK && edit->active) {
		e = office_yes("--active", edit->active, &active, said);
		row->disabled = !active;
	}
	return e;
}

enum err department_add(struct shop *sh, struct arena *a, const struct department_edit *edit, struct said *said)
{
	struct department_writing d = { .row = { .name_en = "" }, .arena = a };
	enum err e = office_need(sh, PERM_DEPARTMENTS, said);

	if (e == OK)
		e = office_code(a, edit->code, TRADE_CODE_MAX, _("A code"), &d.row.code, said);
	if (e == OK)
		e = take_department(sh, a, edit, &d.row, said);
	if (e != OK)
		return e;
	d.row.id = shop_new_id(sh);
	return department_write_row(sh, a, NULL, &d, said);
}

enum err department_change(struct shop *sh, struct arena *a, const struct department_edit *edit, struct said *said)
{
	struct department_writing d = { .arena = a };
	struct department_row was;
	int others;
	enum err e = office_need(sh, PERM_DEPARTMENTS, said);

	if (e == OK)
		e = department_find(sh, a, edit->code, &was, &others);
	if (e != OK)
		return office_answer(said, e, department_what(a, edit->code));
	d.row = was;
	e = take_department(sh, a, edit, &d.row, said);
	return e == OK ? department_write_row(sh, a, &was, &d, said) : e;
}
