/* category.c - the tree of categories, added to, renamed and moved. */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "office_int.h"
#include "service/goods.h"
#include "service/trade.h"
#include "store/article_store.h"

static const char *what_of(struct arena *a, const char *code)
{
	return arena_printf(a, _("category %s"), code);
}

struct tree { struct category_row *rows; int count; };

static enum err load(struct shop *sh, struct arena *a, struct tree *t)
{
	return categories_list(sh->db, a, &t->rows, &t->count);
}

static const struct category_row *coded(const struct tree *t, const char *code)
{
	for (int i = 0; i < t->count; i++)
		if (strcmp(t->rows[i].code, code) == 0)
			return &t->rows[i];
	return NULL;
}

static const struct category_row *by_id(const struct tree *t, int64_t id)
{
	for (int i = 0; i < t->count; i++)
		if (t->rows[i].id == id)
			return &t->rows[i];
	return NULL;
}

/* Would row hang under itself? A path is never longer than there are categories. */
static bool loops(const struct tree *t, const struct category_row *row)
{
	const struct category_row *up = by_id(t, row->parent_id);

	for (int steps = 0; up && steps <= t->count; steps++) {
		if (up->id == row->id)
			return true;
		up = by_id(t, up->parent_id);
	}
	return up != NULL;
}

/* Files name categories by their paths: two of one name under one parent could not be told apart. */
static bool name_taken(const struct tree *t, const struct category_row *row)
{
	for (int i = 0; i < t->count; i++)
		if (t->rows[i].id != row->id && t->rows[i].parent_id == row->parent_id
			&& strcmp(t->rows[i].name, row->name) == 0)
			return true;
	return false;
}

struct category_writing { struct category_row row; bool fresh; struct arena *arena; };

static enum err write(struct shop *sh, void *arg, struct said *said)
{
	const struct category_writing *c = arg;
	struct tree t;
	enum err e = load(sh, c->arena, &t);

	if (e != OK)
		return e;
	if (loops(&t, &c->row))
		return say(said, ERR_REFUSED, MSG_CATEGORY_LOOP, c->row.name, NULL);
	if (name_taken(&t, &c->row))
		return say(said, ERR_EXISTS, MSG_EXISTS, c->row.name, NULL);
	return c->fresh ? category_put(sh->db, &c->row) : category_update(sh->db, &c->row);
}

/* What a category says, as its past is kept. */
static const char *rules_text(struct arena *a, const struct category_rules *r)
{
	return arena_printf(a, "age %lld margin %lld ban %d-%d tax %s", (long long)r->age_min, (long long)r->margin_bp,
		r->ban_from_minute, r->ban_until_minute, r->tax_class);
}

static enum err write_row(struct shop *sh, struct arena *a, const struct tree *t, const struct category_row *was,
	struct category_writing *c, struct said *said)
{
	const struct category_row *parent = by_id(t, c->row.parent_id);
	const struct category_row *parent_was = was ? by_id(t, was->parent_id) : NULL;
	const struct change changes[] = {
		{ "name", was ? was->name : NULL, c->row.name },
		{ "name_en", was ? was->name_en : NULL, c->row.name_en },
		{ "parent", !was ? NULL : parent_was ? parent_was->code : "", parent ? parent->code : "" },
		{ "rules", was ? rules_text(a, &was->rules) : NULL, rules_text(a, &c->row.rules) },
	};
	const struct writing w = { .table = "category", .action = was ? "category" : "category-add",
		.row_id = c->row.id, .code = c->row.code, .what = what_of(a, c->row.code), .fresh = !was,
		.changes = changes, .change_count = (int)(sizeof changes / sizeof changes[0]), .write = write,
		.row = c };

	return office_write(sh, &w, said);
}

static bool is_none(const char *text)
{
	return strcmp(text, "-") == 0;
}

static enum err take_ban(struct arena *a, const char *text, struct category_rules *r, struct said *said)
{
	size_t n = strcspn(text, "-");

	r->ban_from_minute = r->ban_until_minute = -1;
	if (is_none(text))
		return OK;
	if (!text[n] || !minute_read(arena_strndup(a, text, n), DAY_MINUTES - 1, &r->ban_from_minute)
		|| !minute_read(text + n + 1, DAY_MINUTES - 1, &r->ban_until_minute)
		|| r->ban_from_minute == r->ban_until_minute)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--ban", text);
	return OK;
}

static enum err take_rules(struct arena *a, const struct category_edit *edit, struct category_rules *r,
	struct said *said)
{
	enum err e = OK;

	if (edit->age)
		e = office_number(is_none(edit->age) ? "0" : edit->age, 0, AGE_MOST, "--age", &r->age_min, said);
	if (e == OK && edit->margin) {
		r->margin_bp = -1;
		if (!is_none(edit->margin) && (percent_parse(edit->margin, &r->margin_bp) != OK || r->margin_bp > 9999))
			return say(said, ERR_INVALID, MSG_VALUE_BAD, "--margin", edit->margin);
	}
	if (e == OK && edit->ban)
		e = take_ban(a, edit->ban, r, said);
	if (e == OK && edit->tax_class) {
		r->tax_class = is_none(edit->tax_class) ? "" : utf8_narrow(a, edit->tax_class);
		if (*r->tax_class && !tax_class_ok(r->tax_class))
			return say(said, ERR_INVALID, MSG_VALUE_BAD, "--tax-class", edit->tax_class);
	}
	return e;
}

static enum err take(struct arena *a, const struct tree *t, const struct category_edit *edit,
	struct category_row *row, struct said *said)
{
	const struct category_row *parent = edit->parent ? coded(t, edit->parent) : NULL;
	enum err e = OK;

	if (edit->parent && *edit->parent && !parent)
		return say(said, ERR_NOTFOUND, MSG_NOT_FOUND, what_of(a, edit->parent), NULL);
	if (edit->parent)
		row->parent_id = parent ? parent->id : 0;
	if (edit->name)
		e = office_name(a, edit->name, &row->name, said);
	if (edit->name_en)
		row->name_en = utf8_clean(a, edit->name_en);
	return e == OK ? take_rules(a, edit, &row->rules, said) : e;
}

enum err category_add(struct shop *sh, struct arena *a, const struct category_edit *edit, struct said *said)
{
	struct category_writing c = { .row = { .name_en = "", .rules = CATEGORY_NO_RULES }, .fresh = true, .arena = a };
	struct tree t;
	enum err e = office_need(sh, PERM_CATEGORIES, said);

	if (e != OK)
		return e;
	c.row.code = utf8_clean(a, utf8_narrow(a, edit->code));
	if (!*c.row.code || strlen(c.row.code) > CATEGORY_CODE_MAX || strchr(c.row.code, ' '))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("A code"), *edit->code ? edit->code : _("empty"));
	e = load(sh, a, &t);
	if (e == OK)
		e = take(a, &t, edit, &c.row, said);
	if (e != OK)
		return office_answer(said, e, what_of(a, c.row.code));
	if (coded(&t, c.row.code))
		return say(said, ERR_EXISTS, MSG_EXISTS, what_of(a, c.row.code), NULL);
	c.row.id = shop_new_id(sh);
	return write_row(sh, a, &t, NULL, &c, said);
}

enum err category_change(struct shop *sh, struct arena *a, const struct category_edit *edit, struct said *said)
{
	struct category_writing c = { .arena = a };
	const struct category_row *was = NULL;
	struct tree t;
	enum err e = office_need(sh, PERM_CATEGORIES, said);

	if (e == OK)
		e = load(sh, a, &t);
	if (e == OK)
		was = coded(&t, edit->code);
	if (e == OK && !was)
		e = ERR_NOTFOUND;
	if (e != OK)
		return office_answer(said, e, what_of(a, edit->code));
	c.row = *was;
	e = take(a, &t, edit, &c.row, said);
	return e == OK ? write_row(sh, a, &t, was, &c, said) : e;
}
