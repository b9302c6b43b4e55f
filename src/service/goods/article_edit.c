/* article_edit.c - one article made or changed by hand: its row, its codes and its price in one transaction, with what
 * it was. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "articles_int.h"
#include "base/clock.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "../office/office_int.h"
#include "model/money.h"
#include "service/master.h"

#define NUMBER_FIRST 100000 /* numbers given by the program, as the import gives them */
#define SPEC_MAX 40
#define UNIT_MAX 12

/* One edit, handed through a transaction. */
struct editing {
	struct arena *arena;
	struct said *said;
	struct article was, row;
	bool fresh;
	struct code_row codes[ARTICLE_CODES_MAX], codes_was[ARTICLE_CODES_MAX];
	int code_count, code_was_count;
	bool codes_given;
	int64_t price_minor, member_minor, price_from_ms; /* -1: it stays; of members 0: none */
};

/* --- codes ------------------------------------------------------------------------------------- */

char *article_codes_text(struct arena *a, const struct article_code *list, int n)
{
	struct sbuf b = SBUF_INIT;
	char *text;

	for (int i = 0; i < n; i++) {
		sbuf_printf(&b, "%s%s", i ? " " : "", list[i].code);
		if (list[i].pack_milli != QTY_ONE)
			sbuf_printf(&b, "*%s", qty_text(a, list[i].pack_milli));
		if (list[i].price_minor >= 0)
			sbuf_printf(&b, "@%s", money_text(a, list[i].price_minor));
	}
	text = arena_strdup(a, sbuf_text(&b));
	sbuf_release(&b);
	return text;
}

static char *rows_text(struct arena *a, const struct code_row *rows, int n)
{
	struct article_code *list = arena_array(a, (size_t)n + 1, sizeof *list);

	for (int i = 0; i < n; i++)
		list[i] = article_code_of(a, &rows[i]);
	return article_codes_text(a, list, n);
}

static bool same_code(const struct code_row *x, const struct code_row *y)
{
	return x->key == y->key && (x->key >= 0 || strcmp(x->alias, y->alias) == 0);
}

static const struct code_row *code_in(const struct code_row *list, int n, const struct code_row *code)
{
	for (int i = 0; i < n; i++)
		if (same_code(&list[i], code))
			return &list[i];
	return NULL;
}

static bool all_digits(const char *s)
{
	return *s && !s[strspn(s, "0123456789")];
}

/* Digits with the length of a GTIN and a wrong check digit are a misread code. */
static enum err check_digit(struct editing *ed, const char *code)
{
	size_t n = strlen(code);
	char *right;

	if (!all_digits(code) || (n != 8 && n != 12 && n != 13 && n != 14) || gtin_valid(code))
		return OK;
	right = arena_strdup(ed->arena, code);
	right[n - 1] = (char)('0' + gtin_check_digit(code, (int)n - 1));
	return say(ed->said, ERR_INVALID, MSG_CODE_CHECK, code, right);
}

/* CODE*12@45.90; a code that is on file already may stay as it is, whatever its check digit. */
static enum err read_code(struct editing *ed, char *text)
{
	struct code_row code = { .article_id = ed->row.id, .pack_milli = QTY_ONE, .price_minor = -1 };
	char *at = strchr(text, '@'), *star = strchr(text, '*');
	enum err e = OK;

	if (at)
		*at++ = '\0';
	if (star)
		*star++ = '\0';
	if ((at && (money_parse(at, &code.price_minor) != OK || code.price_minor <= 0)) ||
		(star && qty_parse(star, &code.pack_milli) != OK) || !article_code_key(ed->arena, text, &code))
		return say(ed->said, ERR_INVALID, MSG_VALUE_BAD, _("A code"), text);
	if (!code_in(ed->codes_was, ed->code_was_count, &code))
		e = check_digit(ed, text);
	if (e == OK && ed->code_count == ARTICLE_CODES_MAX)
		return say(ed->said, ERR_INVALID, MSG_VALUE_BAD, _("A code"), text);
	if (e == OK && !code_in(ed->codes, ed->code_count, &code))
		ed->codes[ed->code_count++] = code;
	return e;
}

static enum err read_codes(struct editing *ed, const char *text)
{
	char *list = utf8_narrow(ed->arena, text), *save = NULL;
	enum err e = OK;

	ed->codes_given = true;
	for (char *code = strtok_r(list, " ,;", &save); code && e == OK; code = strtok_r(NULL, " ,;", &save))
		e = read_code(ed, code);
	return e;
}

/* Who has a code that could not be taken. */
static enum err taken(struct shop *sh, struct editing *ed, const struct code_row *code)
{
	const char *text = article_code_of(ed->arena, code).code;
	struct article other;
	enum err e = code->key < 0 ? article_at_alias(sh->db, ed->arena, code->alias, clock_now_ms(), &other)
		: article_at_key(sh->db, ed->arena, code->key, clock_now_ms(), &other);

	return e == OK && other.id != ed->row.id ? say(ed->said, ERR_EXISTS, MSG_CODE_OF, text, other.number) : OK;
}

static enum err put_codes(struct shop *sh, struct editing *ed)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < ed->code_was_count; i++)
		if (!code_in(ed->codes, ed->code_count, &ed->codes_was[i]))
			e = code_delete(sh->db, ed->codes_was[i].key, ed->codes_was[i].alias);
	for (int i = 0; e == OK && i < ed->code_count; i++) {
		const struct code_row *now = &ed->codes[i], *was = code_in(ed->codes_was, ed->code_was_count, now);

		if (!was)
			e = taken(sh, ed, now);
		if (e == OK && !was)
			e = code_insert(sh->db, now);
		else if (e == OK && (was->pack_milli != now->pack_milli || was->price_minor != now->price_minor))
			e = code_update(sh->db, now);
	}
	return e;
}

/* --- what is typed ----------------------------------------------------------------------------- */

static enum err read_text(struct editing *ed, const char *text, size_t most, const char *words, const char **out)
{
	if (!text)
		return OK;
	*out = utf8_clean(ed->arena, text);
	if (strlen(*out) > most)
		return say(ed->said, ERR_INVALID, MSG_VALUE_BAD, words, text);
	return OK;
}

static enum err read_category(struct shop *sh, struct editing *ed, const char *code)
{
	struct category_row *rows;
	int n;
	enum err e = categories_list(sh->db, ed->arena, &rows, &n);

	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(rows[i].code, code) == 0) {
			ed->row.category_id = rows[i].id;
			return OK;
		}
	if (e != OK)
		return e;
	return say(ed->said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(ed->arena, _("category %s"), code), NULL);
}

static enum err read_department(struct shop *sh, struct editing *ed, const char *code)
{
	const struct department *d = shop_department_by_code(sh, code);

	if (!d)
		return say(ed->said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(ed->arena, _("department %s"), code),
			NULL);
	ed->row.department_id = d->id;
	if (!ed->row.tax_rate_id)
		ed->row.tax_rate_id = d->tax_rate_id;
	return OK;
}

static enum err read_tax(struct shop *sh, struct editing *ed, const char *code)
{
	const struct department *d = shop_department(sh, ed->row.department_id);
	const struct tax_rate *list;
	int n = shop_tax_rates(sh, &list);

	if (!*code && d) {
		ed->row.tax_rate_id = d->tax_rate_id;
		return OK;
	}
	for (int i = 0; i < n; i++)
		if (strcmp(list[i].code, code) == 0) {
			ed->row.tax_rate_id = list[i].id;
			return OK;
		}
	return say(ed->said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(ed->arena, _("tax rate %s"), code), NULL);
}

static enum err read_refs(struct shop *sh, struct editing *ed, const struct article_edit *edit)
{
	enum err e = edit->category ? read_category(sh, ed, edit->category) : OK;

	if (e == OK && edit->department)
		e = read_department(sh, ed, edit->department);
	if (e == OK && edit->tax)
		e = read_tax(sh, ed, edit->tax);
	if (e == OK && (!ed->row.category_id || !ed->row.department_id))
		e = say(ed->said, ERR_INVALID, MSG_VALUE_BAD, ed->row.category_id ? _("A department") : _("A category"),
			_("empty"));
	return e;
}

static enum err read_price(struct editing *ed, const char *typed, int64_t *minor)
{
	if (typed && (money_parse(typed, minor) != OK || *minor <= 0 || *minor > MONEY_MAX))
		return say(ed->said, ERR_INVALID, MSG_VALUE_BAD, _("A price"), typed);
	return OK;
}

static enum err read_amounts(struct shop *sh, struct editing *ed, const struct article_edit *edit)
{
	enum err e = OK;

	if (edit->cost && *edit->cost && (money_parse(edit->cost, &ed->row.cost_minor) != OK ||
		ed->row.cost_minor < 0))
		return say(ed->said, ERR_INVALID, MSG_VALUE_BAD, _("A cost"), edit->cost);
	if (edit->cost && !*edit->cost)
		ed->row.cost_minor = 0;
	e = read_price(ed, edit->price && *edit->price ? edit->price : NULL, &ed->price_minor);
	if (e == OK && edit->member_price && (!*edit->member_price || strcmp(edit->member_price, "-") == 0))
		ed->member_minor = 0;
	else if (e == OK)
		e = read_price(ed, edit->member_price, &ed->member_minor);
	if (e != OK || (ed->price_minor < 0 && ed->member_minor < 0))
		return e;
	ed->price_from_ms = clock_now_ms();
	if (edit->price_from && *edit->price_from && clock_parse(edit->price_from, &ed->price_from_ms) != OK)
		return say(ed->said, ERR_INVALID, MSG_VALUE_BAD, _("A time"), edit->price_from);
	if (ed->price_from_ms < clock_now_ms())
		return say(ed->said, ERR_REFUSED, MSG_PRICE_PAST, NULL, NULL);
	e = office_need(sh, PERM_PRICES, ed->said);
	return e;
}

static enum err read_edit(struct shop *sh, struct editing *ed, const struct article_edit *edit)
{
	enum err e = read_text(ed, edit->name, ARTICLE_NAME_MAX, _("A name"), &ed->row.name);

	if (e == OK && !*ed->row.name)
		e = say(ed->said, ERR_INVALID, MSG_VALUE_BAD, _("A name"), _("empty"));
	if (e == OK)
		e = read_text(ed, edit->name_en, ARTICLE_NAME_MAX, _("An English name"), &ed->row.name_en);
	if (e == OK)
		e = read_text(ed, edit->spec, SPEC_MAX, _("A spec"), &ed->row.spec);
	if (e == OK)
		e = read_text(ed, edit->unit, UNIT_MAX, _("A unit"), &ed->row.unit);
	if (e == OK)
		e = read_refs(sh, ed, edit);
	if (e == OK && edit->flags && !flags_read(article_flag_names, edit->flags, &ed->row.flags))
		e = say(ed->said, ERR_INVALID, MSG_VALUE_BAD, "--flags", edit->flags);
	if (e == OK)
		e = read_amounts(sh, ed, edit);
	if (e == OK)
		e = article_rules_read(sh, ed->arena, edit, &ed->row, ed->said);
	return e == OK && edit->codes ? read_codes(ed, edit->codes) : e;
}

/* --- writing ----------------------------------------------------------------------------------- */

static const char *category_code_of(struct shop *sh, struct arena *a, int64_t id)
{
	struct category_row *rows;
	int n;

	if (categories_list(sh->db, a, &rows, &n) == OK)
		for (int i = 0; i < n; i++)
			if (rows[i].id == id)
				return rows[i].code;
	return "";
}

#define OWN_CHANGES 11

static enum err revise(struct shop *sh, struct editing *ed)
{
	struct arena *a = ed->arena;
	const char *rules_were[ARTICLE_RULES] = { NULL }, *rules[ARTICLE_RULES];
	const struct article *was = ed->fresh ? NULL : &ed->was, *now = &ed->row;
	const struct department *d[2] = { was ? shop_department(sh, was->department_id) : NULL,
		shop_department(sh, now->department_id) };
	const struct tax_rate *t[2] = { was ? shop_tax_rate(sh, was->tax_rate_id) : NULL,
		shop_tax_rate(sh, now->tax_rate_id) };
	struct change changes[OWN_CHANGES + ARTICLE_RULES] = {
		{ "number", was ? was->number : NULL, now->number },
		{ "name", was ? was->name : NULL, now->name },
		{ "name_en", was ? was->name_en : NULL, now->name_en },
		{ "spec", was ? was->spec : NULL, now->spec }, { "unit", was ? was->unit : NULL, now->unit },
		{ "category", was ? category_code_of(sh, a, was->category_id) : NULL,
			category_code_of(sh, a, now->category_id) },
		{ "department", d[0] ? d[0]->code : NULL, d[1] ? d[1]->code : "" },
		{ "tax", t[0] ? t[0]->code : NULL, t[1] ? t[1]->code : "" },
		{ "flags", was ? flags_text(a, article_flag_names, was->flags) : NULL,
			flags_text(a, article_flag_names, now->flags) },
		{ "cost", was ? money_text(a, was->cost_minor) : NULL, money_text(a, now->cost_minor) },
		{ "codes", was ? rows_text(a, ed->codes_was, ed->code_was_count) : NULL, ed->codes_given
			? rows_text(a, ed->codes, ed->code_count) : rows_text(a, ed->codes_was, ed->code_was_count) },
	};
	enum err e = article_rules_text(sh, a, now, rules);

	if (e == OK && was)
		e = article_rules_text(sh, a, was, rules_were);
	for (int i = 0; e == OK && i < ARTICLE_RULES; i++) /* of a new one what is said */
		if (was || *rules[i])
			changes[OWN_CHANGES + i] = (struct change){ article_rules[i].name, rules_were[i], rules[i] };
	return e == OK ? office_revise(sh, "article", now->id, changes, OWN_CHANGES + ARTICLE_RULES) : e;
}

/* 0: there is none from then on. */
static enum err put_price(struct shop *sh, struct editing *ed, int64_t level, int64_t price_minor)
{
	struct arena *a = ed->arena;
	struct price_row was;
	enum err e = price_at(sh->db, a, ed->row.id, level, ed->price_from_ms, &was);
	const struct change changes[] = {
		{ level ? "member_price" : "price", e == OK ? money_text(a, was.price_minor) : NULL,
			price_minor ? money_text(a, price_minor) : "" },
		{ "from", NULL, clock_iso(a, ed->price_from_ms) },
	};

	if (e == ERR_NOTFOUND)
		e = OK;
	if (e == OK)
		e = price_minor ? article_price_in_tx(sh, ed->row.id, level, price_minor, ed->price_from_ms, 0)
			: price_none(sh->db, ed->row.id, level, ed->price_from_ms);
	return e == OK ? office_revise(sh, "price", ed->row.id, changes, 2) : e;
}

static enum err edit_body(struct shop *sh, void *arg)
{
	struct editing *ed = arg;
	const struct audit_row row = { .action = ed->fresh ? "article-add" : "article", .subject_id = ed->row.id,
		.amount_minor = ed->price_minor > 0 ? ed->price_minor : 0, .detail = ed->row.number };
	enum err e = ed->fresh ? article_insert(sh->db, &ed->row) : article_update(sh->db, &ed->row);

	*ed->said = (struct said){ MSG_NONE, { NULL, NULL } };
	if (e == OK && ed->codes_given)
		e = put_codes(sh, ed);
	if (e == OK)
		e = revise(sh, ed);
	if (e == OK && ed->price_minor >= 0)
		e = put_price(sh, ed, PRICE_LEVEL_REGULAR, ed->price_minor);
	if (e == OK && ed->member_minor >= 0)
		e = put_price(sh, ed, PRICE_LEVEL_MEMBER, ed->member_minor);
	return e == OK ? audit_in_tx(sh, &row, 1) : e;
}

static bool differs(struct editing *ed)
{
	const struct article *was = &ed->was, *now = &ed->row;
	struct arena *a = ed->arena;

	if (ed->fresh || ed->price_minor >= 0 || ed->member_minor >= 0)
		return true;
	if (ed->codes_given && strcmp(rows_text(a, ed->codes_was, ed->code_was_count),
		rows_text(a, ed->codes, ed->code_count)) != 0)
		return true;
	return strcmp(was->name, now->name) != 0 || strcmp(was->name_en, now->name_en) != 0 ||
		strcmp(was->spec, now->spec) != 0 || strcmp(was->unit, now->unit) != 0 ||
		was->category_id != now->category_id || was->department_id != now->department_id ||
		was->tax_rate_id != now->tax_rate_id || was->flags != now->flags ||
		was->cost_minor != now->cost_minor ||
		strcmp(was->tax_class, now->tax_class) != 0 || was->supplier_id != now->supplier_id ||
		was->deposit_id != now->deposit_id || was->age_min != now->age_min ||
		was->price_min_minor != now->price_min_minor || was->price_max_minor != now->price_max_minor ||
		was->label_min_minor != now->label_min_minor || was->label_max_minor != now->label_max_minor ||
		was->tare_milli != now->tare_milli;
}

static enum err write_edit(struct shop *sh, struct editing *ed)
{
	const char *what = arena_printf(ed->arena, _("article %s"), ed->row.number);
	enum err e;

	if (!differs(ed))
		return say(ed->said, OK, MSG_UNCHANGED, what, NULL);
	e = shop_tx(sh, edit_body, ed);

	if (e != OK)
		return office_answer(ed->said, e, what);
	return say(ed->said, OK, ed->fresh ? MSG_ADDED : MSG_CHANGED, what, NULL);
}

/* The number of a new one: as typed, or the next of the program's own. */
static enum err new_number(struct shop *sh, struct editing *ed, const char *text)
{
	int64_t next = NUMBER_FIRST;
	const char *last = "";
	struct article other;
	enum err e;

	ed->row.number = text ? utf8_narrow(ed->arena, text) : "";
	if (*ed->row.number) {
		size_t fits = strspn(ed->row.number,
			"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-./");

		if (ed->row.number[fits] || fits > ARTICLE_NUMBER_MAX)
			return say(ed->said, ERR_INVALID, MSG_VALUE_BAD, _("An article number"), text);
		return OK;
	}
	e = article_number_last(sh->db, ed->arena, &last);
	if (e == OK && all_digits(last))
		next = strtoll(last, NULL, 10) + 1;
	while (e == OK || e == ERR_NOTFOUND) {
		ed->row.number = arena_printf(ed->arena, "%" PRId64, next++);
		e = article_at_number(sh->db, ed->arena, ed->row.number, clock_now_ms(), &other);
		if (e == ERR_NOTFOUND)
			return OK;
	}
	return e;
}

enum err article_add(struct shop *sh, struct arena *a, const struct article_edit *edit, const char **number,
	struct said *said)
{
	struct editing *ed = arena_new(a, struct editing);
	enum err e = office_need(sh, PERM_ARTICLES, said);

	*ed = (struct editing){ .arena = a, .said = said, .fresh = true, .price_minor = -1, .member_minor = -1,
		.row = { .name = "", .name_en = "", .spec = "", .unit = "", .tax_class = "" } };
	if (e == OK)
		e = new_number(sh, ed, edit->number);
	if (e == OK)
		ed->row.id = shop_new_id(sh);
	if (e == OK)
		e = read_edit(sh, ed, edit);
	if (e == OK)
		e = write_edit(sh, ed);
	else
		e = office_answer(said, e, edit->number ? edit->number : "");
	*number = ed->row.number;
	return e;
}

enum err article_change(struct shop *sh, struct arena *a, const struct article_edit *edit, struct said *said)
{
	struct editing *ed = arena_new(a, struct editing);
	struct code_row *codes = NULL;
	enum err e = office_need(sh, PERM_ARTICLES, said);

	*ed = (struct editing){ .arena = a, .said = said, .price_minor = -1, .member_minor = -1 };
	if (e == OK)
		e = article_by_number(sh, a, edit->number, &ed->was);
	if (e == OK)
		e = codes_of(sh->db, a, ed->was.id, &codes, &ed->code_was_count);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("article %s"), edit->number));
	if (ed->code_was_count > ARTICLE_CODES_MAX) {
		if (edit->codes)
			return say(said, ERR_REFUSED, MSG_VALUE_BAD, _("A code"), edit->codes);
		ed->code_was_count = ARTICLE_CODES_MAX;
	}
	for (int i = 0; i < ed->code_was_count; i++)
		ed->codes_was[i] = codes[i];
	ed->row = ed->was;
	e = read_edit(sh, ed, edit);
	return e == OK ? write_edit(sh, ed) : office_answer(said, e, edit->number);
}
