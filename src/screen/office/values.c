/* values.c - what the books have in common: values of fields as texts and back, and the tills to choose from. */
#include "office_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/money.h"
#include "service/words.h"

/* --- values ------------------------------------------------------------------------------------ */

const char *yes_no(bool yes)
{
	return yes ? "yes" : "no";
}

const char *filled(const char *value)
{
	return value && *value ? value : NULL;
}

const char *second_word(const char *key)
{
	const char *blank = strchr(key, ' ');

	return blank ? blank + 1 : "";
}

int32_t day_filled(const char *value)
{
	int32_t day = 0;

	return filled(value) && clock_parse_day(value, &day) ? day : 0;
}

int64_t time_filled(const char *value)
{
	int64_t at_ms = 0;

	return filled(value) && clock_parse(value, &at_ms) == OK ? at_ms : 0;
}

const char *number_text(struct arena *a, int64_t n)
{
	return arena_printf(a, "%lld", (long long)n);
}

const char *percent_words(struct arena *a, int64_t bp)
{
	return arena_printf(a, bp % 100 ? "%lld.%02lld" : "%lld", (long long)(bp / 100), (long long)(bp % 100));
}

const char *money_check(const char *value)
{
	int64_t minor;

	return *value && money_parse(value, &minor) != OK ? _("This is no amount. Write it as 12.50") : NULL;
}

/* --- figures whose name tells their unit -------------------------------------------------------- */

const char *figure_words(struct arena *a, const char *name, const char *stored)
{
	enum figure_unit unit = figure_unit(name);

	if (unit == FIGURE_MINOR)
		return money_text(a, strtoll(stored, NULL, 10));
	return unit == FIGURE_BP ? arena_printf(a, "%s%%", percent_words(a, strtoll(stored, NULL, 10))) : stored;
}

static bool figure_read(const char *name, const char *typed, int64_t *figure)
{
	enum figure_unit unit = figure_unit(name);
	char number[24];
	size_t n = strcspn(typed, "%");

	if (unit == FIGURE_MINOR)
		return money_parse(typed, figure) == OK;
	if (n >= sizeof number || (typed[n] && typed[n + 1]))
		return false;
	memcpy(number, typed, n);
	number[n] = '\0';
	return percent_parse(number, figure) == OK;
}

const char *figure_stored(struct arena *a, const char *name, const char *typed)
{
	int64_t figure;

	return figure_unit(name) != FIGURE_PLAIN && figure_read(name, typed, &figure) ? number_text(a, figure) : typed;
}

const char *figure_check(const char *name, const char *typed)
{
	int64_t figure;

	if (figure_unit(name) == FIGURE_PLAIN)
		return typed[strspn(typed, "0123456789")] ? _("This is no whole number") : NULL;
	if (!*typed || figure_read(name, typed, &figure))
		return NULL;
	return figure_unit(name) == FIGURE_MINOR ? money_check(typed) : _("This is no percentage. Write it as 12.5%");
}

enum err nothing_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	(void)ui;
	(void)a;
	(void)key;
	(void)v;
	return OK;
}

/* --- what one chooses from --------------------------------------------------------------------- */

struct form_option *option_put(struct form_options *o, struct arena *a, const char *value, const char *words)
{
	struct form_option *list = arena_array(a, (size_t)o->count + 1, sizeof *list);

	if (o->count)
		memcpy(list, o->list, (size_t)o->count * sizeof *list);
	list[o->count] = (struct form_option){ value, words };
	o->list = list;
	return &list[o->count++];
}

static struct form_options terminals(struct ui *ui, struct arena *a, bool offices)
{
	struct form_options o = { NULL, 0 };
	struct terminal_info *list;
	int n = 0;

	if (terminals_all(ui->shop, a, &list, &n) != OK)
		return o;
	for (int i = 0; i < n; i++)
		if (offices || !list[i].office)
			option_put(&o, a, list[i].code, list[i].name);
	return o;
}

struct form_options terminal_options(struct ui *ui, struct arena *a)
{
	return terminals(ui, a, true);
}

struct form_options till_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	(void)key;
	(void)field;
	return terminals(ui, a, false);
}
