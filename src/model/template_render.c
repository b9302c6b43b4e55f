/* template_render.c - a template and values become a paper. */
#include <assert.h>
#include <string.h>

#include "base/sbuf.h"
#include "paper_int.h"
#include "template_int.h"

/* A record and the ones round it: a name is looked for from the inside out. */
struct scope { const struct paper_record *record; const struct scope *outer; };

struct renderer {
	struct arena *a;
	struct canvas canvas;
};

/* How many names a text asked for, how many were set, and how many were neither set nor had a text instead. */
struct seen { int asked, set, missing; };

static const char *field(const struct scope *s, const char *name)
{
	const char *text = NULL;

	for (; s && !text; s = s->outer)
		text = paper_field(s->record, name);
	return text;
}

static const struct paper_record *list(const struct scope *s, const char *name)
{
	const struct paper_record *first = NULL;

	for (; s && !first; s = s->outer)
		first = paper_list(s->record, name);
	return first;
}

static void fill_in(const struct piece *p, const struct scope *s, struct sbuf *out, struct seen *seen)
{
	for (; p; p = p->next) {
		struct seen inside = { 0, 0, 0 };
		struct sbuf part = SBUF_INIT;
		const char *text;

		switch (p->kind) {
		case PIECE_TEXT:
			sbuf_puts(out, p->text);
			break;
		case PIECE_FIELD:
			text = field(s, p->text);
			seen->asked++;
			seen->set += text != NULL;
			seen->missing += !text && !p->fallback;
			sbuf_puts(out, text ? text : p->fallback ? p->fallback : "");
			break;
		case PIECE_GROUP:
			fill_in(p->inside, s, &part, &inside);
			if (!inside.missing)
				sbuf_puts(out, sbuf_text(&part));
			seen->asked += inside.asked;
			seen->set += inside.set;
			sbuf_release(&part);
			break;
		}
	}
}

/* The texts of all cells; false when names were asked for and none was set: then it is no line. */
static bool cells(struct renderer *r, const struct node *n, const struct scope *s, const char **out)
{
	struct seen seen = { 0, 0, 0 };
	struct sbuf text = SBUF_INIT;
	int i;

	for (i = 0; i < n->cell_count; i++) {
		sbuf_clear(&text);
		fill_in(n->cells[i], s, &text, &seen);
		while (text.len && text.data[text.len - 1] == ' ')
			text.data[--text.len] = 0;
		out[i] = arena_strdup(r->a, sbuf_text(&text));
	}
	sbuf_release(&text);
	return !seen.asked || seen.set;
}

/* The set for the widest paper that is no wider than ours; else the narrowest there is. */
static const struct column_set *choose(const struct column_set *set, int columns)
{
	const struct column_set *best = set;

	for (; set; set = set->next) {
		bool fits = set->columns <= columns, best_fits = best->columns <= columns;

		if (fits != best_fits ? fits : fits == (set->columns > best->columns))
			best = set;
	}
	return best;
}

static bool holds(const struct renderer *r, const struct node *n, const struct scope *s)
{
	bool set = field(s, n->name) || list(s, n->name);

	if (strcmp(n->name, "narrow") == 0)
		set = r->canvas.columns < TEMPLATE_NARROW;
	return set != n->unless;
}

static void draw(struct renderer *r, const struct node *n, const char *const *text)
{
	struct canvas *c = &r->canvas;
	int i;

	switch (n->kind) {
	case NODE_TEXT:
		if (n->cell_count == 2)
			canvas_split(c, n->style, text[0], text[1]);
		else
			canvas_text(c, n->style, text[0]);
		break;
	case NODE_ROW:
		canvas_row(c, n->style, choose(n->sets, c->columns)->list, text, n->cell_count);
		break;
	case NODE_CODE:
		if (*text[0])
			canvas_put(c, n->paper, text[0]);
		break;
	case NODE_RULE:
		canvas_rule(c, (char)n->times);
		break;
	case NODE_FEED:
		for (i = 0; i < n->times; i++)
			canvas_put(c, PAPER_FEED, "");
		break;
	default:
		canvas_put(c, n->paper, "");
	}
}

static void render(struct renderer *r, const struct node *n, const struct scope *s)
{
	const char *text[TEMPLATE_CELLS] = { "" };

	for (; n; n = n->next) {
		const struct paper_record *record;

		if (n->kind == NODE_IF) {
			render(r, holds(r, n, s) ? n->body : n->other, s);
		} else if (n->kind == NODE_EACH) {
			record = list(s, n->name);
			if (!record)
				render(r, n->other, s);
			for (; record; record = paper_next(record))
				render(r, n->body, &(struct scope){ record, s });
		} else if (cells(r, n, s, text)) {
			draw(r, n, text);
		}
	}
}

enum err template_render(const struct template *t, const struct paper_values *v, int columns,
	struct arena *a, struct paper *out)
{
	struct renderer r = { .a = a };

	if (columns < PAPER_COLUMNS_MIN || columns > PAPER_COLUMNS_MAX)
		return ERR_INVALID;
	assert(v->root);
	canvas_init(&r.canvas, a, columns);
	render(&r, t->first, &(struct scope){ v->root, NULL });
	if (r.canvas.full)
		return ERR_INVALID;
	*out = (struct paper){ .columns = columns, .lines = r.canvas.lines, .count = r.canvas.count };
	return OK;
}
