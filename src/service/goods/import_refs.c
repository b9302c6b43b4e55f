/* import_refs.c - what rows refer to by name: categories, departments, tax rates. New ones are planned while rows are
 * checked and made with the first batch. */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "import_int.h"
#include "../office/office_int.h"
#include "store/trade_store.h"

#define NAME_MAX_BYTES 60
#define DEPARTMENT_NUMBER_MAX 99
#define UNSORTED_CODE "00"
#define UNSORTED_NAME "未分类"
#define UNSORTED_NAME_EN "Unsorted"

/* --- lists --------------------------------------------------------------------------------- */

static int add_category(struct import *im, struct category_row row)
{
	if (im->category_count == im->category_room) {
		int room = im->category_room * 2 + 16;
		struct category_row *more = arena_array(im->arena, (size_t)room, sizeof *more);

		if (im->category_count)
			memcpy(more, im->categories, (size_t)im->category_count * sizeof *more);
		im->categories = more;
		im->category_room = room;
	}
	im->categories[im->category_count] = row;
	return im->category_count++;
}

static int add_department(struct import *im, struct department row)
{
	if (im->department_count == im->department_room) {
		int room = im->department_room * 2 + 16;
		struct department *more = arena_array(im->arena, (size_t)room, sizeof *more);

		if (im->department_count)
			memcpy(more, im->departments, (size_t)im->department_count * sizeof *more);
		im->departments = more;
		im->department_room = room;
	}
	im->departments[im->department_count] = row;
	return im->department_count++;
}

enum err refs_load(struct import *im)
{
	const struct department *departments;
	struct category_row *categories;
	int n = shop_departments_all(im->sh, &departments), count;
	enum err e = categories_list(im->sh->db, im->arena, &categories, &count);

	for (int i = 0; e == OK && i < count; i++)
		add_category(im, categories[i]);
	for (int i = 0; i < n; i++)
		add_department(im, departments[i]);
	im->category_known = im->category_count;
	im->department_known = im->department_count;
	im->default_category = -1;
	if (e == OK && im->department_count == 0)
		return ERR_CORRUPT; /* every store is made with some */
	return e;
}

void refs_release(struct import *im)
{
	map_release(&im->category_names);
	map_release(&im->department_names);
}

/* --- categories ---------------------------------------------------------------------------- */

static int category_coded(const struct import *im, const char *code)
{
	for (int i = 0; i < im->category_count; i++)
		if (strcmp(im->categories[i].code, code) == 0)
			return i;
	return -1;
}

/* By name below a parent; parent -1: anywhere. */
static int category_named(const struct import *im, const char *name, int64_t parent_id)
{
	for (int i = 0; i < im->category_count; i++) {
		const struct category_row *c = &im->categories[i];

		if (parent_id >= 0 && c->parent_id != parent_id)
			continue;
		if (strcmp(c->name, name) == 0 || (*c->name_en && strcasecmp(c->name_en, name) == 0))
			return i;
	}
	return -1;
}

/* One step of a path "食品 > 饮料 / 茶"; *at goes on behind it. NULL at the end. */
static char *path_step(struct arena *a, const char **at)
{
	size_t n;
	char *step;

	*at += strspn(*at, " >/\\");
	n = strcspn(*at, ">/\\");
	step = utf8_clean(a, arena_strndup(a, *at, n));
	*at += n;
	return *step ? step : NULL;
}

static int category_path(const struct import *im, struct arena *a, const char *path)
{
	int64_t parent_id = 0;
	int found = -1;

	for (char *step; (step = path_step(a, &path));) {
		found = category_named(im, step, parent_id);
		if (found < 0)
			return -1;
		parent_id = im->categories[found].id;
	}
	return found;
}

static int category_lookup(const struct import *im, struct arena *a, const char *text)
{
	int found = category_coded(im, text);

	if (found < 0)
		found = category_named(im, text, -1);
	return found < 0 ? category_path(im, a, text) : found;
}

/* "0301" hangs under "03" where there is one: the custom of category codes. */
static int64_t parent_by_code(const struct import *im, const char *code)
{
	size_t best = 0;
	int64_t parent_id = 0;

	for (int i = 0; i < im->category_count; i++) {
		size_t n = strlen(im->categories[i].code);

		if (n > best && n < strlen(code) && strncmp(code, im->categories[i].code, n) == 0) {
			best = n;
			parent_id = im->categories[i].id;
		}
	}
	return parent_id;
}

static int plan_category(struct import *im, const char *code, const char *name)
{
	return add_category(im, (struct category_row){ .rules = CATEGORY_NO_RULES, .id = shop_new_id(im->sh),
		.code = code, .name = import_cut(im->arena, name, NAME_MAX_BYTES), .name_en = "",
		.parent_id = parent_by_code(im, code) });
}

/* Every step of the path that is missing; its code is the path so far. */
static int plan_path(struct import *im, const char *path)
{
	const char *so_far = "";
	int64_t parent_id = 0;
	int found = -1;

	for (char *step; (step = path_step(im->arena, &path));) {
		so_far = *so_far ? arena_printf(im->arena, "%s/%s", so_far, step) : step;
		found = category_named(im, step, parent_id);
		if (found < 0) {
			found = plan_category(im, so_far, step);
			im->categories[found].parent_id = parent_id;
		}
		parent_id = im->categories[found].id;
	}
	return found;
}

static int default_category(struct import *im)
{
	if (im->default_category < 0)
		im->default_category = category_coded(im, UNSORTED_CODE);
	if (im->default_category < 0)
		im->default_category = add_category(im, (struct category_row){ .rules = CATEGORY_NO_RULES,
			.id = shop_new_id(im->sh), .code = UNSORTED_CODE, .name = UNSORTED_NAME,
			.name_en = UNSORTED_NAME_EN });
	return im->default_category;
}

/* A category that the shop does not have: what becomes of it, told once. -1: the row is refused. */
static int unknown_category(struct import *im, const char *code, const char *name)
{
	enum import_column column = *code ? COL_CATEGORY_CODE : COL_CATEGORY;
	const char *text = *name ? name : code;
	int found;

	switch (im->options->unknown) {
	case IMPORT_CREATE:
		found = *code ? plan_category(im, code, text) : plan_path(im, name);
		import_tell(im, WHAT_CATEGORY_NEW, column, text, NULL);
		return found;
	case IMPORT_DEFAULT:
		found = default_category(im);
		import_tell(im, WHAT_CATEGORY_DEFAULT, column, text, im->categories[found].name);
		return found;
	case IMPORT_REFUSE:
		break;
	}
	import_tell(im, WHAT_CATEGORY_UNKNOWN, column, text, NULL);
	return -1;
}

static int64_t resolve_category(struct import *im, int64_t was_id)
{
	const char *code = utf8_clean(&im->scratch, import_cell(im, COL_CATEGORY_CODE));
	const char *name = utf8_clean(&im->scratch, import_cell(im, COL_CATEGORY));
	char *key = arena_printf(&im->scratch, "%s\n%s", code, name);
	int found;

	if (!*code && !path_step(&im->scratch, &(const char *){ name }))
		return was_id ? was_id : im->categories[default_category(im)].id;
	found = (int)map_get(&im->category_names, key, -1);
	if (found >= 0)
		return im->categories[found].id;
	found = *code ? category_coded(im, code) : category_lookup(im, &im->scratch, name);
	if (found < 0)
		found = unknown_category(im, arena_strdup(im->arena, code), arena_strdup(im->arena, name));
	if (found < 0)
		return was_id;
	map_put(&im->category_names, arena_strdup(im->arena, key), found);
	return im->categories[found].id;
}

/* --- departments --------------------------------------------------------------------------- */

static int department_lookup(const struct import *im, const char *text)
{
	for (int i = 0; i < im->department_count; i++) {
		const struct department *d = &im->departments[i];

		if (strcmp(d->code, text) == 0 || strcmp(d->name, text) == 0 || strcasecmp(d->name_en, text) == 0)
			return i;
	}
	return -1;
}

/* The one that rows without a department go to. */
static int default_department(const struct import *im)
{
	int found = im->options->department ? department_lookup(im, im->options->department) : 0;

	return found < 0 ? 0 : found;
}

/* The lowest free number of two digits; NULL when there is none. */
static char *free_department_code(struct import *im)
{
	for (int n = 1; n <= DEPARTMENT_NUMBER_MAX; n++) {
		char *code = arena_printf(im->arena, "%02d", n);

		if (department_lookup(im, code) < 0)
			return code;
	}
	return NULL;
}

static int plan_department(struct import *im, const char *name)
{
	int64_t tax_rate_id = im->departments[default_department(im)].tax_rate_id;
	const struct tax_rate *tax = shop_tax_rate(im->sh, tax_rate_id);
	char *code = free_department_code(im);

	if (!code) {
		import_tell(im, WHAT_DEPARTMENTS_FULL, COL_DEPARTMENT, name, NULL);
		return -1;
	}
	import_tell(im, WHAT_DEPARTMENT_NEW, COL_DEPARTMENT, name,
		    arena_printf(im->arena, "%s, %s", code, tax ? tax->code : "?"));
	return add_department(im, (struct department){ .id = shop_new_id(im->sh), .code = code,
		.name = import_cut(im->arena, name, NAME_MAX_BYTES), .name_en = "", .tax_rate_id = tax_rate_id });
}

static int unknown_department(struct import *im, const char *name)
{
	int found = default_department(im);

	switch (im->options->unknown) {
	case IMPORT_CREATE:
		return plan_department(im, name);
	case IMPORT_DEFAULT:
		import_tell(im, WHAT_DEPARTMENT_DEFAULT, COL_DEPARTMENT, name, im->departments[found].name);
		return found;
	case IMPORT_REFUSE:
		break;
	}
	import_tell(im, WHAT_DEPARTMENT_UNKNOWN, COL_DEPARTMENT, name, NULL);
	return -1;
}

static int64_t resolve_department(struct import *im, int64_t was_id)
{
	const char *name = utf8_clean(&im->scratch, import_cell(im, COL_DEPARTMENT));
	int found;

	if (!*name)
		return was_id ? was_id : im->departments[default_department(im)].id;
	found = (int)map_get(&im->department_names, name, -1);
	if (found < 0)
		found = department_lookup(im, name);
	if (found < 0)
		found = unknown_department(im, arena_strdup(im->arena, name));
	if (found < 0)
		return was_id;
	map_put(&im->department_names, arena_strdup(im->arena, name), found);
	return im->departments[found].id;
}

/* --- taxes --------------------------------------------------------------------------------- */

/* By code, by name, by percent ("13", "13%", "0.13"). */
static const struct tax_rate *tax_lookup(const struct import *im, struct arena *a, const char *text)
{
	const struct tax_rate *list;
	int n = shop_tax_rates(im->sh, &list);
	char *percent = utf8_narrow(a, text);
	size_t length = strlen(percent);
	int64_t bp, fraction_bp;

	for (int i = 0; i < n; i++)
		if (strcmp(list[i].code, percent) == 0 || strcmp(list[i].name, text) == 0 ||
		    strcasecmp(list[i].name_en, text) == 0)
			return &list[i];
	if (length && percent[length - 1] == '%')
		percent[length - 1] = '\0';
	if (percent_parse(percent, &bp) != OK)
		return NULL;
	/* "0.13" is 13 basis points as a percentage, and 13 percent as a fraction. */
	fraction_bp = strncmp(percent, "0.", 2) == 0 ? bp * 100 : bp;
	for (int i = 0; i < n; i++)
		if (list[i].rate_bp == bp || list[i].rate_bp == fraction_bp)
			return &list[i];
	return NULL;
}

static int64_t resolve_tax(struct import *im, const struct import_row *row, int64_t was_id)
{
	const char *text = utf8_clean(&im->scratch, import_cell(im, COL_TAX));
	const struct tax_rate *tax;

	if (!*text && was_id)
		return was_id;
	if (!*text) {
		for (int i = 0; i < im->department_count; i++)
			if (im->departments[i].id == row->article.department_id)
				return im->departments[i].tax_rate_id;
		return 0;
	}
	tax = tax_lookup(im, &im->scratch, text);
	if (!tax)
		import_tell(im, WHAT_TAX_UNKNOWN, COL_TAX, arena_strdup(im->arena, text), NULL);
	return tax ? tax->id : was_id;
}

void refs_resolve(struct import *im, struct import_row *row, const struct article *was)
{
	row->article.category_id = resolve_category(im, was ? was->category_id : 0);
	row->article.department_id = resolve_department(im, was ? was->department_id : 0);
	row->article.tax_rate_id = resolve_tax(im, row, was ? was->tax_rate_id : 0);
}

/* --- making them --------------------------------------------------------------------------- */

enum err refs_put(struct import *im)
{
	enum err e = OK;

	for (int i = im->category_known; e == OK && i < im->category_count; i++) {
		const struct category_row *c = &im->categories[i];
		const struct change change = { "name", NULL, c->name };

		e = category_put(im->sh->db, c);
		if (e == OK)
			e = office_revise(im->sh, "category", c->id, &change, 1);
	}
	for (int i = im->department_known; e == OK && i < im->department_count; i++) {
		const struct department *d = &im->departments[i];
		const struct change change = { "name", NULL, d->name };

		e = department_put(im->sh->db, &(struct department_row){ .id = d->id, .code = d->code, .name = d->name,
			.name_en = d->name_en, .tax_rate_id = d->tax_rate_id });
		if (e == OK)
			e = office_revise(im->sh, "department", d->id, &change, 1);
	}
	return e;
}
