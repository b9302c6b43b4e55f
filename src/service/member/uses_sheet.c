/* uses_sheet.c - what of packages of uses is shown: what a member has, how he came to it, what is owed to all. */
#include "uses_int.h"

#include <stdlib.h>
#include <string.h>

#include "../office/office_int.h"
#include "base/tr.h"
#include "moved_int.h"
#include "service/articles.h"
#include "service/members.h"

/* Those that end first come first. */
static int by_end(const void *x, const void *y)
{
	const struct uses_package *a = &((const struct uses_held *)x)->row.p;
	const struct uses_package *b = &((const struct uses_held *)y)->row.p;
	int32_t end = uses_last_day(a), other = uses_last_day(b);

	if (end != other)
		return !end ? 1 : !other || end < other ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

static int by_name(const void *x, const void *y)
{
	const struct uses_choice *a = x, *b = y;
	int order = strcmp(a->article.name, b->article.name);

	return order ? order : (a->article.id > b->article.id) - (a->article.id < b->article.id);
}

static struct uses_choice *choice_of(struct uses_sheet *s, int64_t article_id)
{
	for (int i = 0; i < s->choice_count; i++)
		if (s->choices[i].article.id == article_id)
			return &s->choices[i];
	if (s->choice_count == USES_CHOICES_MAX)
		return NULL;
	s->choices[s->choice_count] = (struct uses_choice){ .article = { article_id, "", "" } };
	return &s->choices[s->choice_count++];
}

/* What one package lets be used, under each of its articles. */
static void add_choices(struct uses_sheet *s, const struct uses_held *h, const struct uses_kind_row *kind)
{
	const int32_t last = uses_last_day(&h->row.p);

	for (int i = 0; kind && h->left && i < kind->item_count; i++) {
		struct uses_choice *c = choice_of(s, kind->items[i]);

		if (!c)
			return;
		if (!c->left || (last && (!c->until_day || last < c->until_day)))
			c->until_day = last;
		c->left += h->left;
	}
}

static enum err fill(struct shop *sh, struct arena *a, int32_t day, struct uses_sheet *s)
{
	struct uses_row *rows;
	struct uses_package *list;
	int n = 0;
	enum err e = uses_read(sh, a, s->member.id, 0, day, &rows, &list, &n);

	if (e != OK)
		return e;
	s->list = arena_array(a, (size_t)n, sizeof *s->list);
	s->choices = arena_array(a, USES_CHOICES_MAX, sizeof *s->choices);
	for (int i = 0; i < n; i++) {
		const struct uses_kind_row *kind = uses_kind_known(sh, rows[i].kind_id);
		struct uses_held *h = &s->list[s->count++];
		const struct uses_package *p = &rows[i].p;

		*h = (struct uses_held){ .row = rows[i], .code = kind ? kind->code : "",
			.name = kind ? kind->name : "?", .name_en = kind ? kind->name_en : "",
			.left = uses_left(p, day), .ended = uses_last_day(p) && uses_last_day(p) < day,
			.worth_minor = uses_worth_minor(rows[i].paid_minor, p->bought, 0, p->rest) };
		s->left += h->left;
		add_choices(s, h, kind);
	}
	for (int i = 0; e == OK && i < s->choice_count; i++) {
		struct uses_article *to = &s->choices[i].article;
		struct article article;

		e = article_get(sh, a, to->id, &article);
		if (e == OK) {
			to->number = arena_strdup(a, article.number);
			to->name = arena_strdup(a, tr_name(article.name, article.name_en));
		}
		e = e == ERR_NOTFOUND ? OK : e;
	}
	if (s->count)
		qsort(s->list, (size_t)s->count, sizeof *s->list, by_end);
	if (s->choice_count)
		qsort(s->choices, (size_t)s->choice_count, sizeof *s->choices, by_name);
	return e;
}

enum err uses_show(struct shop *sh, struct arena *a, const char *member, struct uses_sheet *out, struct said *said)
{
	struct member_hit hit;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	if (e == OK)
		e = member_find_one(sh, a, member ? member : "", &hit, said);
	if (e != OK)
		return e;
	*out = (struct uses_sheet){ .member = hit.member, .name = member_name_shown(sh, a, &hit.member) };
	return office_answer(said, fill(sh, a, shop_business_day(sh), out), hit.member.code);
}

/* --- statement ----------------------------------------------------------------------------------------- */

static enum err slice(struct db *db, struct arena *a, int64_t member_id, int64_t after_id, int limit, void **list,
	int *n)
{
	struct uses_moved *rows = NULL;
	enum err e = uses_rows(db, a, member_id, after_id, limit, &rows, n);

	*list = rows;
	return e;
}

enum err uses_statement(struct shop *sh, struct arena *a, const char *member, int32_t from, int32_t to,
	struct uses_statement *out, struct said *said)
{
	static const struct moved_kind kind = { sizeof(struct uses_moved), slice };
	const struct uses_moved *rows;
	void *all;
	int n = 0;
	enum err e;

	*out = (struct uses_statement){ .opening = 0 };
	if ((e = uses_show(sh, a, member, &out->sheet, said)) != OK)
		return e;
	e = moved_all(sh, a, &kind, out->sheet.member.id, &all, &n);
	if (e != OK)
		return office_answer(said, e, member);
	rows = all;
	out->lines = arena_array(a, (size_t)n, sizeof *out->lines);
	for (int i = 0; i < n && rows[i].by.day <= to; i++) {
		const struct uses_moved *r = &rows[i];
		const struct uses_kind_row *of = uses_kind_known(sh, r->kind_id);

		out->closing += r->came + r->used + r->back + r->taken + r->handed;
		if (r->by.day < from)
			out->opening = out->closing;
		else
			out->lines[out->count++] = (struct uses_entry){ *r, of ? tr_name(of->name, of->name_en) : "",
				out->closing };
	}
	return OK;
}

enum err uses_liability(struct shop *sh, struct arena *a, struct uses_debt **list, int *n, struct said *said)
{
	struct uses_owed *rows;
	enum err e = office_need(sh, PERM_REPORTS, said);

	*n = 0;
	if (e != OK)
		return e;
	e = uses_owed(sh->db, a, shop_business_day(sh), &rows, n);
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; e == OK && i < *n; i++) {
		const struct uses_kind_row *of = uses_kind_known(sh, rows[i].kind_id);

		(*list)[i] = (struct uses_debt){ of ? of->code : "", of ? tr_name(of->name, of->name_en) : "?",
			rows[i].packages, rows[i].rest, rows[i].ended };
	}
	return office_answer(said, e, "");
}
