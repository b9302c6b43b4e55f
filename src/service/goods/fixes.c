/* fixes.c - see fixes.h. */
#include "service/fixes.h"

#include <stdlib.h>
#include <string.h>

#include "../office/office_int.h"
#include "articles_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/pinyin.h"
#include "store/fix_store.h"
#include "store/label_store.h"

#define SEEN_MAX 200000  /* articles whose names are looked through */
#define HAN_FIRST 0x3400 /* characters that are written, not spelt */
#define HAN_LAST 0x9fff

const struct fix_entry fix_table[FIXES] = {
#define FIX(id, name, counts, words, help) [FIX_##id] = { name, words, help, counts },
#include "service/fix.def"
};

enum fix fix_find(const char *name)
{
	int i = 0;

	while (i < FIXES && strcmp(fix_table[i].name, name) != 0)
		i++;
	return (enum fix)i;
}

/* --- one kind -------------------------------------------------------------------------------- */

struct finding { struct shop *sh; struct arena *a; int64_t now_ms; struct fix_item *list; int count; };

static void keep(struct finding *f, const struct fix_item *item)
{
	if (f->count < FIXES_SHOWN)
		f->list[f->count] = *item;
	f->count++;
}

/* What is on file by now is no longer asked for. */
static enum err find_unknown(struct finding *f)
{
	struct fix_code *codes;
	int n = 0;
	enum err e = fix_codes(f->sh->db, f->a, FIXES_SHOWN, &codes, &n);

	for (int i = 0; e == OK && i < n; i++) {
		const struct fix_row *last = &codes[i].last;
		const struct department *d = shop_department(f->sh, last->department_id);
		struct article known;

		e = article_find(f->sh, f->a, last->code, &known);
		if (e == ERR_NOTFOUND)
			keep(f, &(struct fix_item){ .number = "", .name = "", .code = last->code, .cost_minor = -1,
				.price_minor = last->price_minor, .at_ms = last->at_ms, .times = codes[i].times,
				.terminal = codes[i].terminal, .department = d ? arena_strdup(f->a, d->code) : "" });
		if (e == ERR_NOTFOUND)
			e = OK;
	}
	return e;
}

static bool is_misread(const char *code)
{
	return !code[strspn(code, "0123456789")] && !gtin_valid(code);
}

static bool has_no_reading(const char *name)
{
	size_t n = strlen(name), at = 0;

	while (at < n) {
		const uint16_t *readings;
		uint32_t cp;

		at += utf8_decode(name + at, n - at, &cp);
		if (cp >= HAN_FIRST && cp <= HAN_LAST && pinyin_readings(cp, &readings) == 0)
			return true;
	}
	return false;
}

static bool wants(enum fix fix, const struct fix_article *row)
{
	return fix == FIX_BAD_CODE ? is_misread(row->code) : fix == FIX_NO_PINYIN ? has_no_reading(row->name) : true;
}

static const enum fix_about about[FIXES] = { [FIX_NO_PRICE] = FIX_ABOUT_PRICE, [FIX_BELOW_COST] = FIX_ABOUT_COST,
	[FIX_BAD_CODE] = FIX_ABOUT_CODES, [FIX_NO_UNIT] = FIX_ABOUT_UNIT, [FIX_NO_CLASS] = FIX_ABOUT_CLASS,
	[FIX_NO_PINYIN] = FIX_ABOUT_ALL };

/* Those that each row must be looked at for. */
static bool by_look(enum fix fix)
{
	return fix == FIX_BAD_CODE || fix == FIX_NO_PINYIN;
}

static enum err find_articles(struct finding *f, enum fix fix)
{
	struct fix_article *rows;
	int n = 0;
	enum err e = fix_articles(f->sh->db, f->a, about[fix], f->now_ms, by_look(fix) ? SEEN_MAX : FIXES_SHOWN, &rows,
		&n);

	for (int i = 0; e == OK && i < n; i++)
		if (wants(fix, &rows[i]))
			keep(f, &(struct fix_item){ .number = rows[i].number, .code = rows[i].code, .terminal = "",
				.name = tr_name(rows[i].name, rows[i].name_en), .department = "",
				.price_minor = rows[i].price_minor, .cost_minor = rows[i].cost_minor });
	return e;
}

static enum err find_tags(struct finding *f)
{
	int64_t *ids;
	int n = 0;
	enum err e = tag_articles_changed(f->sh->db, f->a, f->now_ms, FIXES_SHOWN, &ids, &n);

	for (int i = 0; e == OK && i < n; i++) {
		struct tag_printed_row printed;
		struct article article;

		e = article_get(f->sh, f->a, ids[i], &article);
		if (e == OK)
			e = tag_printed_get(f->sh->db, f->a, ids[i], &printed);
		if (e == OK)
			keep(f, &(struct fix_item){ .number = article.number, .code = "", .terminal = "",
				.name = tr_name(article.name, article.name_en), .department = "",
				.price_minor = article.price_minor, .cost_minor = article.cost_minor,
				.at_ms = printed.printed_at_ms });
	}
	return e;
}

static enum err find_kind(struct finding *f, enum fix fix)
{
	f->list = arena_array(f->a, FIXES_SHOWN, sizeof *f->list);
	f->count = 0;
	return fix == FIX_UNKNOWN ? find_unknown(f) : fix == FIX_OLD_TAG ? find_tags(f) : find_articles(f, fix);
}

enum err fixes_list(struct shop *sh, struct arena *a, enum fix fix, struct fix_item **list, int *n, struct said *said)
{
	struct finding f = { .sh = sh, .a = a, .now_ms = clock_now_ms() };
	enum err e = office_need(sh, PERM_ARTICLES, said);

	*n = 0;
	if (e == OK)
		e = find_kind(&f, fix);
	if (e != OK)
		return office_answer(said, e, _(fix_table[fix].words));
	*list = f.list;
	*n = f.count < FIXES_SHOWN ? f.count : FIXES_SHOWN;
	return OK;
}

/* --- how many -------------------------------------------------------------------------------- */

static enum err count_kind(struct finding *f, enum fix fix, int64_t *n)
{
	int64_t *ids;
	int tags = 0;
	enum err e;

	if (fix == FIX_OLD_TAG) {
		e = tag_articles_changed(f->sh->db, f->a, f->now_ms, SEEN_MAX, &ids, &tags);
		*n = tags;
		return e;
	}
	if (fix != FIX_UNKNOWN && !by_look(fix))
		return fix_article_count(f->sh->db, about[fix], f->now_ms, n);
	e = find_kind(f, fix);
	*n = f->count;
	return e;
}

enum err fixes_count(struct shop *sh, bool all, int64_t counts[FIXES], struct said *said)
{
	struct arena a = ARENA_INIT;
	struct finding f = { .sh = sh, .a = &a, .now_ms = clock_now_ms() };
	enum err e = office_need(sh, PERM_ARTICLES, said);

	for (int i = 0; i < FIXES; i++) {
		counts[i] = 0;
		if (e == OK && (all || fix_table[i].counts))
			e = count_kind(&f, (enum fix)i, &counts[i]);
		arena_clear(&a);
	}
	arena_release(&a);
	return office_answer(said, e, _("the fix list"));
}

/* --- done with ------------------------------------------------------------------------------- */

static enum err on_list(struct shop *sh, struct arena *a, const char *code)
{
	struct fix_code *codes;
	int n = 0;
	enum err e = fix_codes(sh->db, a, FIXES_SHOWN, &codes, &n);

	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(codes[i].last.code, code) == 0)
			return OK;
	return e == OK ? ERR_NOTFOUND : e;
}

struct resolving { const char *code; int64_t rows; };

static enum err resolve_body(struct shop *sh, void *arg)
{
	struct resolving *r = arg;
	enum err e = fix_done(sh->db, r->code, clock_now_ms(), &r->rows);

	return e == OK && r->rows ? office_audit(sh, "fix", 0, r->code) : e;
}

/* One code more; all others stay. */
static enum err add_code(struct shop *sh, struct arena *a, const char *code, const char *article, struct said *said)
{
	struct article_sheet sheet;
	struct article_edit edit = { .number = NULL };
	enum err e = article_sheet(sh, a, article, &sheet);

	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("article %s"), article));
	edit.number = sheet.article.number;
	edit.codes = arena_printf(a, "%s %s", article_codes_text(a, sheet.codes, sheet.code_count), code);
	return article_change(sh, a, &edit, said);
}

enum err fix_resolve(struct shop *sh, struct arena *a, const char *code, const char *article, struct said *said)
{
	struct resolving r = { .code = utf8_clean(a, code) };
	enum err e = office_need(sh, PERM_ARTICLES, said);

	if (e == OK)
		e = on_list(sh, a, r.code);
	if (e == OK && article && *article)
		e = add_code(sh, a, r.code, article, said);
	if (e == OK)
		e = shop_tx(sh, resolve_body, &r);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("code %s on the fix list"), code));
	return say(said, OK, MSG_FIX_DONE, code, NULL);
}
