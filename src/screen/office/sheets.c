/* sheets.c - which figures the office shows as tables: each asks a service (service/sheets.h). */
#include "office_int.h"

#include <stdlib.h>

#include "base/tr.h"
#include "service/money.h"
#include "service/sheets.h"

static enum err statement_load(struct ui *ui, struct arena *a, const char *about, const struct period *days,
	struct table **out, struct said *said)
{
	struct house_sheet sheet;
	enum err e = house_statement(ui->shop, a, about, days->from, days->to, &sheet, said);

	if (e == OK)
		*out = sheet_statement(a, &sheet);
	return e;
}

const struct sheet statement_sheet = { .name = "statement", .of_one = true, .days = true, .load = statement_load };

static enum err voucher_load(struct ui *ui, struct arena *a, const char *about, const struct period *days,
	struct table **out, struct said *said)
{
	struct voucher_sheet sheet;
	enum err e = voucher_show(ui->shop, a, about, &sheet, said);

	(void)days;
	if (e == OK)
		*out = sheet_voucher(a, &sheet);
	return e;
}

const struct sheet voucher_sheet = { .name = "voucher", .of_one = true, .load = voucher_load };

static enum err figures_load(struct ui *ui, struct arena *a, const char *about, const struct period *days,
	struct table **out, struct said *said)
{
	(void)about;
	return sheet_period(ui->shop, a, days->from, days->to, out, said);
}

const struct sheet figures_sheet = { .name = "figures", .days = true, .today = true, .load = figures_load };

static enum err variance_load(struct ui *ui, struct arena *a, const char *about, const struct period *days,
	struct table **out, struct said *said)
{
	(void)about;
	return sheet_variances(ui->shop, a, days->from, days->to, out, said);
}

const struct sheet variance_sheet = { .name = "variance", .days = true, .bar = 5, .load = variance_load };

static enum err slips_load(struct ui *ui, struct arena *a, const char *about, const struct period *days,
	struct table **out, struct said *said)
{
	(void)about;
	return sheet_slips(ui->shop, a, days->from, days->to, out, said);
}

const struct sheet slips_sheet = { .name = "cash", .days = true, .load = slips_load };

static enum err bottle_slips_load(struct ui *ui, struct arena *a, const char *about, const struct period *days,
	struct table **out, struct said *said)
{
	(void)about;
	return sheet_bottle_slips(ui->shop, a, NULL, days->from, days->to, out, said);
}

const struct sheet bottle_slips_sheet = { .name = "bottle-slips", .days = true, .load = bottle_slips_load };

static enum err bottle_machines_load(struct ui *ui, struct arena *a, const char *about, const struct period *days,
	struct table **out, struct said *said)
{
	(void)about;
	return sheet_bottle_machines(ui->shop, a, SLIPS_BY_DAY_AND_MACHINE, days->from, days->to, out, said);
}

const struct sheet bottle_machines_sheet = { .name = "bottle-machines", .days = true, .load = bottle_machines_load };

static enum err shift_load(struct ui *ui, struct arena *a, const char *about, const struct period *days,
	struct table **out, struct said *said)
{
	(void)days;
	(void)said;
	return sheet_shift(ui->shop, a, strtoll(about, NULL, 10), out);
}

const struct sheet shift_sheet = { .name = "shift", .of_one = true, .load = shift_load };

static enum err counts_load(struct ui *ui, struct arena *a, const char *about, const struct period *days,
	struct table **out, struct said *said)
{
	(void)days;
	(void)said;
	return sheet_counts(ui->shop, a, strtoll(about, NULL, 10), out);
}

const struct sheet counts_sheet = { .name = "counts", .of_one = true, .load = counts_load };

/* One business day, whichever it is: asked for by the list of them. */
static enum err day_load(struct ui *ui, struct arena *a, const char *about, const struct period *days,
	struct table **out, struct said *said)
{
	struct period day = { 0, 0 };

	(void)days;
	if (!period_read(about, &day))
		return ERR_NOTFOUND;
	return sheet_period(ui->shop, a, day.from, day.to, out, said);
}

const struct sheet day_sheet = { .name = "day", .of_one = true, .load = day_load };
