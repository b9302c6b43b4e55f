/* uses_kinds.c - kinds of packages of uses: what they pay for, how often and how long, what sells or brings them. */
#include "uses_int.h"

#include <inttypes.h>
#include <string.h>

#include "../office/office_int.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "member_int.h"
#include "service/articles.h"

#define KIND_CODE_MAX 8
#define DAYS_MAX 36500

static const char *what_of(struct arena *a, const char *code)
{
	return arena_printf(a, _("package %s"), code ? code : "");
}

const struct uses_kind_row *uses_kind_known(struct shop *sh, int64_t id)
{
	if (!uses_kind_of(sh, id))
		office_reload(sh);
	return uses_kind_of(sh, id);
}

/* --- shown ------------------------------------------------------------------------------------------ */

static enum err article_named(struct shop *sh, struct arena *a, int64_t id, struct uses_article *out,
	int64_t *price_minor)
{
	struct article article;
	enum err e = id ? article_get(sh, a, id, &article) : ERR_NOTFOUND;

	*out = (struct uses_article){ id, "", "" };
	if (e == OK) {
		out->number = arena_strdup(a, article.number);
		out->name = arena_strdup(a, article.name);
		*price_minor = article.price_minor;
	}
	return e == ERR_NOTFOUND ? OK : e;
}

static enum err kind_info(struct shop *sh, struct arena *a, const struct uses_kind_row *row, struct uses_kind_info *out)
{
	struct card_kind_row card;
	int64_t unused;
	enum err e;

	*out = (struct uses_kind_info){ .row = *row, .price_minor = -1, .card_kind = "" };
	e = article_named(sh, a, row->article_id, &out->sold_as, &out->price_minor);
	out->items = arena_array(a, (size_t)row->item_count, sizeof *out->items);
	for (int i = 0; e == OK && i < row->item_count; i++)
		e = article_named(sh, a, row->items[i], &out->items[i], &unused);
	if (e != OK || !row->card_kind_id)
		return e;
	e = card_kind_of(sh, a, row->card_kind_id, &card);
	out->card_kind = e == OK ? card.code : "";
	return e == ERR_NOTFOUND ? OK : e;
}

enum err uses_kind_list(struct shop *sh, struct arena *a, struct uses_kind_info **list, int *n, struct said *said)
{
	struct uses_kind_row *rows;
	int all = 0;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	*n = 0;
	if (e != OK)
		return e;
	e = uses_kinds(sh->db, a, &rows, &all);
	*list = arena_array(a, (size_t)all, sizeof **list);
	for (int i = 0; e == OK && i < all; i++)
		if (!rows[i].disabled)
			e = kind_info(sh, a, &rows[i], &(*list)[(*n)++]);
	return office_answer(said, e, what_of(a, ""));
}

bool uses_pay_for(struct shop *sh, struct arena *a, const char *code, struct uses_article *out)
{
	struct article article;

	if (!sh->uses_kind_count || article_find(sh, a, code, &article) != OK)
		return false;
	*out = (struct uses_article){ article.id, arena_strdup(a, article.number),
		arena_strdup(a, tr_name(article.name, article.name_en)) };
	for (int i = 0; i < sh->uses_kind_count; i++)
		if (uses_kind_pays(&sh->uses_kinds[i], article.id))
			return true;
	return false;
}

/* --- written ---------------------------------------------------------------------------------------- */

static enum err write_new(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return uses_kind_insert(sh->db, row);
}

static enum err write_end(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return uses_kind_end(sh->db, row);
}

static const char *kind_text(struct arena *a, const struct uses_kind_row *k)
{
	struct sbuf out = SBUF_INIT;
	const char *text;

	sbuf_printf(&out, "%s: %" PRId64 " times of", k->name, k->times);
	for (int i = 0; i < k->item_count; i++)
		sbuf_printf(&out, " %" PRId64, k->items[i]);
	sbuf_printf(&out, ", %" PRId64 " days, %" PRId64 " a day, sold as %" PRId64 ", card %" PRId64 "%s",
		k->valid_days, k->day_max, k->article_id, k->card_kind_id, k->transferable ? ", transferable" : "");
	text = arena_strdup(a, sbuf_text(&out));
	sbuf_release(&out);
	return text;
}

static enum err one_article(struct shop *sh, struct arena *a, const char *code, int64_t *id, struct said *said)
{
	struct article article;
	enum err e = article_find(sh, a, code, &article);

	if (e == ERR_NOTFOUND)
		return say(said, e, MSG_NOT_FOUND, arena_printf(a, _("article %s"), code), NULL);
	if (e == OK && article.flags & ARTICLE_WEIGHED)
		return say(said, ERR_REFUSED, MSG_USES_BY_PIECE, article.name, NULL);
	*id = article.id;
	return office_answer(said, e, code);
}

/* What it pays for, each once; what sells it is none of them. */
static enum err take_articles(struct shop *sh, struct arena *a, const struct uses_kind_edit *edit,
	struct uses_kind_row *row, struct said *said)
{
	enum err e = edit->article ? one_article(sh, a, edit->article, &row->article_id, said) : OK;

	if (e == OK && (edit->item_count < 1 || edit->item_count > USES_ITEMS_MAX))
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, _("What it pays for"), arena_printf(a, "%d",
			edit->item_count));
	row->items = arena_array(a, (size_t)edit->item_count, sizeof *row->items);
	for (int i = 0; e == OK && i < edit->item_count; i++) {
		int64_t id = 0;

		e = one_article(sh, a, edit->items[i], &id, said);
		if (e == OK && (uses_kind_pays(row, id) || id == row->article_id))
			e = say(said, ERR_INVALID, MSG_VALUE_BAD, _("What it pays for"), edit->items[i]);
		row->items[row->item_count++] = id;
	}
	return e;
}

static enum err take_terms(struct shop *sh, struct arena *a, const struct uses_kind_edit *edit,
	struct uses_kind_row *row, struct said *said)
{
	struct card_kind_row card;
	enum err e = office_number(edit->times ? edit->times : "", 1, USES_MAX, _("The number of uses"), &row->times,
		said);

	if (e == OK && edit->days)
		e = office_number(edit->days, 1, DAYS_MAX, "--days", &row->valid_days, said);
	if (e == OK && edit->per_day)
		e = office_number(edit->per_day, 1, USES_MAX, "--per-day", &row->day_max, said);
	if (e == OK && edit->transferable)
		e = office_yes("--transferable", edit->transferable, &row->transferable, said);
	if (e != OK || !edit->card)
		return e;
	e = card_kind_coded(sh, a, edit->card, &card);
	row->card_kind_id = e == OK ? card.id : 0;
	return office_answer(said, e, arena_printf(a, _("card kind %s"), edit->card));
}

enum err uses_kind_add(struct shop *sh, struct arena *a, const struct uses_kind_edit *edit, struct said *said)
{
	struct uses_kind_row row = { .name_en = edit->name_en ? utf8_clean(a, edit->name_en) : "" };
	struct change change = { "package", NULL, NULL };
	enum err e = office_need(sh, PERM_USES_KINDS, said);

	if (e == OK)
		e = office_code(a, edit->code ? edit->code : "", KIND_CODE_MAX, _("A code"), &row.code, said);
	if (e == OK)
		e = office_name(a, edit->name ? edit->name : "", &row.name, said);
	if (e == OK)
		e = take_terms(sh, a, edit, &row, said);
	if (e == OK)
		e = take_articles(sh, a, edit, &row, said);
	if (e != OK)
		return e;
	if (row.article_id && uses_kind_sold(sh, row.article_id))
		return say(said, ERR_EXISTS, MSG_EXISTS, what_of(a, uses_kind_sold(sh, row.article_id)->code), NULL);
	row.id = shop_new_id(sh);
	change.becomes = kind_text(a, &row);
	return office_write(sh, &(struct writing){ .table = "uses_kind", .action = "uses-kind-add", .row_id = row.id,
		.code = row.code, .what = what_of(a, row.code), .fresh = true, .changes = &change, .change_count = 1,
		.write = write_new, .row = &row }, said);
}

enum err uses_kind_remove(struct shop *sh, struct arena *a, const char *code, struct said *said)
{
	struct change change = { "package", NULL, "" };
	const struct uses_kind_row *was;
	struct uses_kind_row row;
	enum err e = office_need(sh, PERM_USES_KINDS, said);

	if (e != OK)
		return e;
	was = uses_kind_coded(sh, code ? code : "");
	if (!was)
		return say(said, ERR_NOTFOUND, MSG_NOT_FOUND, what_of(a, code), NULL);
	row = *was;
	change.was = kind_text(a, was);
	return office_write(sh, &(struct writing){ .table = "uses_kind", .action = "uses-kind-end", .row_id = row.id,
		.code = arena_strdup(a, row.code), .what = what_of(a, row.code), .changes = &change, .change_count = 1,
		.write = write_end, .row = &row }, said);
}
