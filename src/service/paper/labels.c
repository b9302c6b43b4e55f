/* labels.c - which articles want a tag, what it says, and orders of them. */
#include "labels_int.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../goods/articles_int.h"
#include "../goods/csvfile_int.h"
#include "../office/office_int.h"
#include "../till/jobs_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "service/articles.h"
#include "store/job_store.h"
#include "store/label_store.h"

#define WEEK_MS (INT64_C(7) * 86400000)
#define WORDS_MAX 60 /* bytes of an origin or grade */
#define TEST_CODE "2000000000008"
#define TEST_PRICE_MINOR 12345

/* --- what a tag says --------------------------------------------------------------------------- */

static const struct price_row *in_force(const struct price_row *list, int n, int64_t least, int64_t most, int64_t at_ms)
{
	const struct price_row *best = NULL;

	for (int i = 0; i < n; i++)
		if (list[i].level >= least && list[i].level <= most && list[i].from_at_ms <= at_ms &&
		    list[i].until_at_ms > at_ms && (!best || list[i].price_minor < best->price_minor))
			best = &list[i];
	return best;
}

/* A price may be crossed out when nobody could pay less in the seven days before the special one began; then that is
 * its basis, and it is said. */
static bool lowest_of_week(const struct price_row *list, int n, int64_t price_minor, int64_t began_ms)
{
	bool known = false;

	for (int i = 0; i < n; i++) {
		const struct price_row *p = &list[i];

		if (p->level > PRICE_LEVEL_PUBLIC || p->from_at_ms >= began_ms || p->until_at_ms <= began_ms - WEEK_MS)
			continue;
		if (p->price_minor < price_minor)
			return false;
		known = true;
	}
	return known;
}

static bool english(const struct shop *sh)
{
	return strcmp(setting_text(sh, SET_RECEIPT_LANGUAGE), "en") == 0;
}

static void put_prices(const struct shop *sh, struct arena *a, struct tag *t, const struct price_row *list, int n,
	int64_t at_ms)
{
	const struct price_row *special = in_force(list, n, PRICE_LEVEL_SPECIAL, PRICE_LEVEL_SPECIAL, at_ms);
	const struct price_row *regular = in_force(list, n, PRICE_LEVEL_REGULAR, PRICE_LEVEL_REGULAR, at_ms);
	const struct price_row *member = in_force(list, n, PRICE_LEVEL_MEMBER, PRICE_LEVEL_MEMBER, at_ms);

	t->regular_minor = t->member_minor = t->struck_minor = -1;
	t->price_minor = regular ? regular->price_minor : special ? special->price_minor : -1;
	t->struck_basis = t->until = "";
	if (special && regular && special->price_minor < regular->price_minor) {
		t->price_minor = special->price_minor;
		t->regular_minor = regular->price_minor;
		if (special->until_at_ms != PRICE_FOREVER_MS)
			t->until = arena_strndup(a, clock_text(a, special->until_at_ms - 1), 10);
		if (lowest_of_week(list, n, regular->price_minor, special->from_at_ms)) {
			t->struck_minor = regular->price_minor;
			t->struck_basis = english(sh) ? "lowest price of the 7 days before" : "前7日最低价";
		}
	}
	if (member && member->price_minor < t->price_minor)
		t->member_minor = member->price_minor;
}

/* A pack's code: its own price, or as many times that of a piece; nothing is known of its other prices. */
static void make_pack(struct arena *a, struct tag *t, const struct article *found)
{
	if (found->pack_milli == QTY_ONE && found->pack_price_minor < 0)
		return;
	if (found->pack_price_minor >= 0)
		t->price_minor = found->pack_price_minor;
	else if (t->price_minor >= 0 && (t->price_minor = line_amount(t->price_minor, found->pack_milli)) > MONEY_MAX)
		t->price_minor = -1;
	t->regular_minor = t->member_minor = t->struck_minor = -1;
	t->until = t->struck_basis = "";
	t->unit = arena_printf(a, "%s%s", qty_text(a, found->pack_milli), t->unit);
}

/* The code that a customer's pack bears: of a single piece, a GTIN before others; else the article's number, which the
 * till knows too. */
static const char *best_code(struct arena *a, const struct article *article, const struct code_row *rows, int n)
{
	const char *best = "";

	for (int i = 0; i < n; i++) {
		struct article_code c = article_code_of(a, &rows[i]);

		if (c.pack_milli != QTY_ONE || c.kind == ARTICLE_CODE_SCALE)
			continue;
		if (c.kind == ARTICLE_CODE_GTIN)
			return c.code;
		best = *best ? best : c.code;
	}
	return *best ? best : article->number;
}

static enum err make_label(struct shop *sh, struct arena *a, const struct article *found, bool by_code, int64_t at_ms,
	struct label *out)
{
	struct tag *t = &out->tag;
	struct tag_printed_row printed;
	struct tag_words_row words;
	struct price_row *prices;
	struct code_row *codes;
	int price_count = 0, code_count = 0;
	enum err e = prices_of(sh->db, a, found->id, &prices, &price_count);

	if (e == OK)
		e = codes_of(sh->db, a, found->id, &codes, &code_count);
	if (e == OK)
		e = tag_words_get(sh->db, a, found->id, &words);
	if (e == OK)
		e = tag_printed_get(sh->db, a, found->id, &printed);
	if (e != OK)
		return e;
	*t = (struct tag){ .article_id = found->id, .unit = utf8_clean(a, found->unit),
		.name = utf8_clean(a, english(sh) && *found->name_en ? found->name_en : found->name),
		.spec = utf8_clean(a, found->spec), .origin = words.origin, .grade = words.grade,
		.number = found->number, .version = found->version + words.version, .copies = 1 };
	t->code = by_code ? found->code : best_code(a, found, codes, code_count);
	put_prices(sh, a, t, prices, price_count, at_ms);
	make_pack(a, t, found);
	out->lacks = tag_lacks(a, t);
	out->printed_at_ms = printed.printed_at_ms;
	out->changed = *printed.mark && strcmp(printed.mark, tag_mark(a, t)) != 0;
	return OK;
}

/* --- choosing ---------------------------------------------------------------------------------- */

struct choosing {
	struct shop *sh;
	struct arena *a;
	const struct labels_choice *choice;
	int64_t at_ms;
	struct label *list;
	int count, room;
	int labels;                  /* copies counted */
	struct said *said;
};

static enum err too_many(struct choosing *c)
{
	return say(c->said, ERR_INVALID, MSG_LABELS_MANY, arena_printf(c->a, "%d", TAG_ORDER_MAX), NULL);
}

/* An article named twice is one label with more copies. */
static enum err keep(struct choosing *c, const struct article *found, bool by_code, int copies)
{
	struct label *l = c->list;
	enum err e;

	copies = copies ? copies : c->choice->copies ? c->choice->copies : 1;
	if (copies > TAG_COPIES_MAX)
		return say(c->said, ERR_INVALID, MSG_VALUE_BAD, _("A number of copies"),
			arena_printf(c->a, "%d", copies));
	if ((c->labels += copies) > TAG_ORDER_MAX)
		return too_many(c);
	if (c->count == c->room) {
		c->room = c->room ? c->room * 2 : 64;
		c->list = arena_array(c->a, (size_t)c->room, sizeof *c->list);
		if (c->count)
			memcpy(c->list, l, (size_t)c->count * sizeof *l);
	}
	l = &c->list[c->count];
	e = make_label(c->sh, c->a, found, by_code, c->at_ms, l);
	if (e != OK)
		return e;
	l->tag.copies = copies;
	c->count++;
	return OK;
}

static enum err keep_code(struct choosing *c, const char *text, int copies)
{
	const char *star = strrchr(text, '*');
	struct article found;
	enum err e;

	if (star && star > text && star[1] && !star[1 + strspn(star + 1, "0123456789")] && strlen(star) <= 5) {
		copies = (int)strtol(star + 1, NULL, 10);
		text = arena_strndup(c->a, text, (size_t)(star - text));
		if (!copies)
			return say(c->said, ERR_INVALID, MSG_VALUE_BAD, _("A number of copies"), "0");
	}
	text = utf8_narrow(c->a, text);
	e = article_by_code(c->sh, c->a, text, &found);
	if (e == OK)
		return keep(c, &found, true, copies);
	if (e == ERR_NOTFOUND)
		e = article_by_number(c->sh, c->a, text, &found);
	if (e == ERR_NOTFOUND)
		return say(c->said, e, MSG_NOT_FOUND, arena_printf(c->a, _("article %s"), text), NULL);
	return e == OK ? keep(c, &found, false, copies) : e;
}

static enum err keep_ids(struct choosing *c, enum err e, const int64_t *ids, int n, bool changed_only)
{
	for (int i = 0; e == OK && i < n; i++) {
		struct article found;
		bool had = false;

		for (int k = 0; k < c->count && !had; k++)
			had = c->list[k].tag.article_id == ids[i];
		if (had)
			continue;
		e = article_get(c->sh, c->a, ids[i], &found);
		if (e == OK)
			e = keep(c, &found, false, 0);
		/* A price that began and is the same as before changes nothing on the tag. */
		if (e == OK && changed_only && !c->list[c->count - 1].changed)
			c->labels -= c->list[--c->count].tag.copies;
	}
	return e;
}

static enum err keep_row(void *ctx, const struct csvfile *f)
{
	struct choosing *c = ctx;
	const char *copies = csvfile_get(f, "copies");
	int64_t n = 0;
	enum err e = *copies ? office_number(copies, 1, TAG_COPIES_MAX, _("A number of copies"), &n, c->said) : OK;

	return e == OK ? keep_code(c, csvfile_get(f, "code"), (int)n) : e;
}

static enum err keep_category(struct choosing *c, const char *code)
{
	struct category *list;
	int n, count;
	int64_t *ids;
	enum err e = categories_all(c->sh, c->a, &list, &n);

	for (int i = 0; e == OK && i < n; i++) {
		if (strcmp(list[i].code, code) != 0)
			continue;
		e = tag_articles_of_category(c->sh->db, c->a, list[i].id, TAG_ORDER_MAX + 1, &ids, &count);
		return keep_ids(c, e, ids, count, false);
	}
	if (e != OK)
		return e;
	return say(c->said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(c->a, _("category %s"), code), NULL);
}

static enum err choose(struct choosing *c)
{
	const struct labels_choice *choice = c->choice;
	struct db *db = c->sh->db;
	int64_t *ids;
	int n = 0;
	enum err e = OK;

	for (int i = 0; e == OK && i < choice->code_count; i++)
		e = keep_code(c, choice->codes[i], 0);
	if (e == OK && choice->list)
		e = csvfile_list(c->a, choice->list, keep_row, c, c->said);
	if (e == OK && choice->category)
		e = keep_category(c, choice->category);
	if (e == OK && choice->since_ms) {
		e = tag_articles_priced(db, c->a, choice->since_ms, c->at_ms, TAG_ORDER_MAX + 1, &ids, &n);
		e = keep_ids(c, e, ids, n, false);
	}
	if (e == OK && choice->changed) {
		e = tag_articles_changed(db, c->a, c->at_ms, TAG_ORDER_MAX + 1, &ids, &n);
		e = keep_ids(c, e, ids, n, true);
	}
	if (e == OK && choice->unprinted) {
		e = tag_articles_unprinted(db, c->a, TAG_ORDER_MAX + 1, &ids, &n);
		e = keep_ids(c, e, ids, n, false);
	}
	return e;
}

enum err labels_choose(struct shop *sh, struct arena *a, const struct labels_choice *choice, struct label **list,
	int *n, struct said *said)
{
	struct choosing c = { .sh = sh, .a = a, .choice = choice, .said = said,
		.at_ms = choice->at_ms ? choice->at_ms : clock_now_ms() };
	enum err e;

	*said = (struct said){ MSG_NONE, { NULL, NULL } };
	e = choose(&c);
	if (e == OK && !c.count)
		return say(said, ERR_NOTFOUND, MSG_LABELS_NONE, NULL, NULL);
	*list = c.list;
	*n = c.count;
	return office_answer(said, e, _("an article"));
}

/* --- an order ---------------------------------------------------------------------------------- */

/* The tags that lack nothing, with their size: ready to be packed. */
static enum err take_order(struct shop *sh, struct arena *a, const struct labels_order *order, struct tag_order *out,
	struct said *said)
{
	const char *size = order->size ? order->size : setting_text(sh, SET_LABEL_SIZE);
	enum err e;

	*out = (struct tag_order){ .english = english(sh), .exponent = money_exponent(),
		.start = order->start ? order->start : 1, .at_ms = order->at_ms ? order->at_ms : clock_now_ms(),
		.tags = arena_array(a, (size_t)order->count + 1, sizeof *out->tags) };
	e = labels_size(sh, a, size, &out->size, said);
	if (e != OK)
		return e;
	if (out->start < 1 || out->start > tag_per_sheet(&out->size))
		return say(said, ERR_INVALID, MSG_LABEL_START, arena_printf(a, "%d", out->start),
			arena_printf(a, "%d", tag_per_sheet(&out->size)));
	for (int i = 0; i < order->count; i++)
		if (!*order->list[i].lacks)
			out->tags[out->count++] = order->list[i].tag;
	return out->count ? OK : say(said, ERR_REFUSED, MSG_LABELS_LACK, arena_printf(a, "%d", order->count), NULL);
}

struct ordering { struct job_order job; int64_t id, made_id; int labels; const char *size; };

static enum err order_body(struct shop *sh, void *arg)
{
	struct ordering *o = arg;
	char detail[64];
	enum err e;

	o->made_id = o->id;
	e = jobs_order(sh, &o->job, &o->made_id);
	if (e == ERR_EXISTS)
		return OK; /* asked again, because the answer was lost */

	snprintf(detail, sizeof detail, "%d %s", o->labels, o->size);
	return e == OK ? office_audit(sh, "labels", o->made_id, detail) : e;
}

enum err labels_print(struct shop *sh, struct arena *a, const struct labels_order *order, int64_t *job,
	struct said *said)
{
	struct ordering o = { .labels = 0 };
	struct sbuf body = SBUF_INIT;
	struct tag_order packed;
	enum err e = office_need(sh, PERM_LABELS, said);

	if (e == OK && !*setting_text(sh, SET_LABEL_QUEUE))
		e = say(said, ERR_REFUSED, MSG_NO_LABEL_PRINTER, NULL, NULL);
	if (e == OK)
		e = take_order(sh, a, order, &packed, said);
	if (e != OK)
		return e;
	tag_order_pack(&packed, &body);
	if (body.len > TAG_ORDER_BYTES) {
		sbuf_release(&body);
		return say(said, ERR_INVALID, MSG_LABELS_MANY, arena_printf(a, "%d", TAG_ORDER_MAX / 2), NULL);
	}
	o = (struct ordering){ .id = order->id, .labels = tag_order_labels(&packed), .size = packed.size.code,
		.job = { .kind = JOB_LABELS, .printer = JOB_AT_LABELS, .template = packed.size.code,
			.body = sbuf_text(&body) } };
	e = shop_tx(sh, order_body, &o);
	sbuf_release(&body);
	if (e != OK)
		return office_answer(said, e, _("an order of labels"));
	if (job)
		*job = o.made_id;
	if (packed.count < order->count)
		return say(said, OK, MSG_LABELS_SOME, arena_printf(a, "%d", o.labels),
			arena_printf(a, "%d", order->count - packed.count));
	return say(said, OK, MSG_LABELS_ORDERED, arena_printf(a, "%d", o.labels),
		arena_printf(a, "%d", tag_order_sheets(&packed)));
}

enum err labels_of_job(struct shop *sh, struct arena *a, int64_t job, struct labels_choice *choice, const char **size,
	struct said *said)
{
	struct tag_order order;
	struct job_row row;
	const char **codes;
	enum err e = office_need(sh, PERM_LABELS, said);

	if (e == OK)
		e = job_get(sh->db, a, job, &row);
	if (e == OK)
		e = row.kind == JOB_LABELS ? tag_order_unpack(a, row.body, &order) : ERR_NOTFOUND;
	if (e != OK)
		return office_answer(said, e, _("an order of labels"));
	codes = arena_array(a, (size_t)order.count + 1, sizeof *codes);
	for (int i = 0; i < order.count; i++) {
		const struct tag *t = &order.tags[i];

		codes[i] = arena_printf(a, "%s*%d", *t->code ? t->code : t->number, t->copies);
	}
	*choice = (struct labels_choice){ .codes = codes, .code_count = order.count };
	*size = arena_strdup(a, row.template);
	return OK;
}

enum err labels_save(struct shop *sh, struct arena *a, const struct labels_order *order, enum pages_format format,
	const char *path, struct said *said)
{
	struct sbuf body = SBUF_INIT;
	struct tag_order packed;
	enum err e;

	*said = (struct said){ MSG_NONE, { NULL, NULL } };
	e = take_order(sh, a, order, &packed, said);
	if (e != OK)
		return e;
	tag_order_pack(&packed, &body);
	e = pages_make(sh, a, sbuf_text(&body), format, path, said);
	sbuf_release(&body);
	return e != OK ? e : say(said, OK, MSG_LABELS_SAVED, arena_printf(a, "%d", tag_order_labels(&packed)), path);
}

/* --- what a tag says beside the article --------------------------------------------------------- */

struct wording { struct tag_words_row row; };

static enum err words_write(struct shop *sh, void *row, struct said *said)
{
	const struct wording *w = row;

	(void)said;
	return tag_words_put(sh->db, &w->row);
}

static enum err word(struct arena *a, const char *text, const char *words, const char **out, struct said *said)
{
	if (!text)
		return OK;
	*out = utf8_clean(a, text);
	return strlen(*out) > WORDS_MAX ? say(said, ERR_INVALID, MSG_VALUE_BAD, words, *out) : OK;
}

enum err labels_words(struct shop *sh, struct arena *a, int64_t article_id, struct label_words *out)
{
	struct tag_words_row row;
	enum err e = tag_words_get(sh->db, a, article_id, &row);

	*out = (struct label_words){ NULL, row.origin, row.grade };
	return e;
}

enum err labels_words_set(struct shop *sh, struct arena *a, const struct label_words *words, struct said *said)
{
	struct article article;
	struct tag_words_row was;
	struct wording now;
	enum err e = office_need(sh, PERM_ARTICLES, said);

	if (e == OK)
		e = article_find(sh, a, words->article, &article);
	if (e == OK)
		e = tag_words_get(sh->db, a, article.id, &was);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("article %s"), words->article));
	now.row = was;
	e = word(a, words->origin, _("An origin"), &now.row.origin, said);
	if (e == OK)
		e = word(a, words->grade, _("A grade"), &now.row.grade, said);
	if (e == OK) {
		const struct change changes[] = { { "origin", was.origin, now.row.origin },
			{ "grade", was.grade, now.row.grade } };
		const struct writing w = { .table = "tag_words", .action = "tag-words", .row_id = article.id,
			.code = article.number, .what = article.name, .changes = changes, .change_count = 2,
			.write = words_write, .row = &now };

		e = office_write(sh, &w, said);
	}
	return e;
}

enum err labels_test(struct shop *sh, struct arena *a, struct sbuf *out, struct said *said)
{
	const bool en = english(sh);
	struct tag tag = { .name = en ? "PRINTER TEST 123.45" : "打印测试 123.45", .spec = "500ml",
		.unit = en ? "bottle" : "瓶", .origin = "", .grade = "", .number = "000000", .code = TEST_CODE,
		.price_minor = TEST_PRICE_MINOR, .regular_minor = -1, .member_minor = -1, .struck_minor = -1,
		.struck_basis = "", .until = "", .copies = 1 };
	struct tag_order order = { .english = en, .exponent = money_exponent(), .start = 1, .at_ms = clock_now_ms(),
		.tags = &tag, .count = 1 };
	enum err e = labels_size(sh, a, setting_text(sh, SET_LABEL_SIZE), &order.size, said);

	if (e == OK)
		tag_order_pack(&order, out);
	return e;
}
