/* quick.c - the quick keys of the tills: nine to a page, as the digits lie on a keyboard. */
#include <stdlib.h>
#include <string.h>

#include "articles_int.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "csvfile_int.h"
#include "../office/office_int.h"
#include "service/goods.h"
#include "service/master.h"
#include "service/till.h"
#include "store/goods_store.h"
#include "store/master_store.h"

#define LABEL_BYTES_MAX 60
#define SIGN_CHARS_MAX 2

const char *const quick_kind_name[QUICK_KINDS] = {
	"none", [QUICK_ARTICLE] = "article", [QUICK_DEPARTMENT] = "department", [QUICK_ACTION] = "act",
	[QUICK_PAGE] = "page",
};
const char *const quick_colour_name[QUICK_COLOURS] = {
	[QUICK_PLAIN] = "plain", [QUICK_GREEN] = "green", [QUICK_YELLOW] = "yellow", [QUICK_RED] = "red",
	[QUICK_BLUE] = "blue",
};

/* --- what a till shows ----------------------------------------------------------------------- */

enum err quick_page(struct shop *sh, struct arena *a, int page, struct quick_key keys[QUICK_KEYS + 1])
{
	struct quick_row *rows;
	int64_t owner = 0;
	int n = 0;
	enum err e = quick_list(sh->db, a, sh->terminal_id, page, &rows, &n);

	memset(keys, 0, (QUICK_KEYS + 1) * sizeof *keys);
	for (int i = 0; e == OK && i < n; i++)
		if (rows[i].terminal_id)
			owner = rows[i].terminal_id;
	for (int i = 0; e == OK && i < n; i++) {
		const struct quick_row *r = &rows[i];
		struct quick_key *k = &keys[r->position];
		struct article article;

		if (r->terminal_id != owner)
			continue;
		*k = (struct quick_key){ r->page, r->position, r->label, r->sign, (enum quick_colour)r->colour,
			(enum quick_kind)r->kind, r->target, NULL, -1 };
		if (r->kind != QUICK_ARTICLE || article_find(sh, a, r->target, &article) != OK)
			continue;
		k->price_minor = article.pack_price_minor >= 0 ? article.pack_price_minor : article.price_minor;
		if (!*k->label)
			k->label = article.name;
	}
	return e;
}

enum err quick_all(struct shop *sh, struct arena *a, const char *terminal, struct quick_key **list, int *n)
{
	struct terminal_row till = { .id = 0 };
	struct quick_row *rows;
	enum err e = terminal ? terminal_by_code(sh->db, a, terminal, &till) : OK;

	if (e == OK)
		e = quick_list(sh->db, a, till.id, 0, &rows, n);
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++)
		(*list)[i] = (struct quick_key){ rows[i].page, rows[i].position, rows[i].label, rows[i].sign,
			(enum quick_colour)rows[i].colour, (enum quick_kind)rows[i].kind, rows[i].target,
			rows[i].terminal_id ? terminal : "", -1 };
	return OK;
}

/* --- what was typed ---------------------------------------------------------------------------- */

static enum err owner_of(struct shop *sh, struct arena *a, const char *terminal, int64_t *id, struct said *said)
{
	struct terminal_row till;
	enum err e = terminal ? terminal_by_code(sh->db, a, terminal, &till) : OK;

	*id = terminal && e == OK ? till.id : 0;
	return e == ERR_NOTFOUND ? say(said, e, MSG_NOT_FOUND, arena_printf(a, _("till %s"), terminal), NULL) : e;
}

/* Whether there is what the key shall do. */
static enum err target_fits(struct shop *sh, struct arena *a, const struct quick_row *row, struct said *said)
{
	struct article article;
	int64_t page;
	enum err e = OK;

	switch ((enum quick_kind)row->kind) {
	case QUICK_ARTICLE:
		e = article_find(sh, a, row->target, &article);
		if (e == ERR_NOTFOUND)
			return say(said, e, MSG_NOT_FOUND, arena_printf(a, _("article %s"), row->target), NULL);
		return e;
	case QUICK_DEPARTMENT:
		return shop_department_by_code(sh, row->target) ? OK
			: say(said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(a, _("department %s"), row->target),
				NULL);
	case QUICK_ACTION:
		return action_find(arena_strndup(a, row->target, strcspn(row->target, " "))) != ACT_NONE ? OK
			: say(said, ERR_NOTFOUND, MSG_NOT_FOUND, row->target, NULL);
	case QUICK_PAGE:
		return office_number(row->target, 1, QUICK_PAGES_MAX, _("A page"), &page, said);
	default:
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("A kind of quick key"), row->target);
	}
}

static enum err take(struct shop *sh, struct arena *a, const struct quick_edit *edit, struct quick_row *row,
	struct said *said)
{
	int64_t page, position;
	enum err e = office_number(edit->page, 1, QUICK_PAGES_MAX, _("A page"), &page, said);

	if (e == OK)
		e = office_number(edit->position, 1, QUICK_KEYS, _("A position"), &position, said);
	if (e != OK)
		return e;
	row->page = (int)page;
	row->position = (int)position;
	row->label = utf8_clean(a, edit->label ? edit->label : "");
	row->sign = utf8_clean(a, edit->sign ? edit->sign : "");
	row->target = utf8_clean(a, edit->target ? edit->target : "");
	row->kind = edit->kind ? name_index(quick_kind_name, QUICK_KINDS, edit->kind) : 0;
	row->colour = edit->colour && *edit->colour ? name_index(quick_colour_name, QUICK_COLOURS, edit->colour) : 0;
	if (strlen(row->label) > LABEL_BYTES_MAX || (!*row->label && row->kind != QUICK_ARTICLE))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("A label"), *row->label ? row->label : _("empty"));
	if (utf8_len(row->sign) > SIGN_CHARS_MAX)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--sign", row->sign);
	if (row->colour < 0)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--colour", edit->colour);
	return target_fits(sh, a, row, said);
}

/* --- writing ------------------------------------------------------------------------------- */

struct quick_writing {
	struct arena *arena;
	const struct quick_row *rows;
	int n;
	int64_t terminal_id;
	int page, position;
	int64_t gone;
};

int64_t quick_row_id(int64_t terminal_id, int page, int position)
{
	return terminal_id * QUICK_ROWS + (int64_t)page * (QUICK_KEYS + 1) + position;
}

static enum err revise(struct shop *sh, const struct quick_row *was, const struct quick_row *now)
{
	const struct change changes[] = {
		{ "label", was ? was->label : NULL, now->label }, { "sign", was ? was->sign : NULL, now->sign },
		{ "kind", was ? quick_kind_name[was->kind] : NULL, quick_kind_name[now->kind] },
		{ "target", was ? was->target : NULL, now->target },
		{ "colour", was ? quick_colour_name[was->colour] : NULL, quick_colour_name[now->colour] },
	};

	return office_revise(sh, "quick_key", quick_row_id(now->terminal_id, now->page, now->position), changes,
		(int)(sizeof changes / sizeof *changes));
}

static enum err put_one(struct shop *sh, struct arena *a, const struct quick_row *row)
{
	const struct quick_row *was = NULL;
	struct quick_row *rows;
	int n = 0;
	enum err e = quick_list(sh->db, a, row->terminal_id, row->page, &rows, &n);

	for (int i = 0; e == OK && i < n; i++)
		if (rows[i].terminal_id == row->terminal_id && rows[i].position == row->position)
			was = &rows[i];
	if (e == OK)
		e = quick_put(sh->db, row);
	return e == OK ? revise(sh, was, row) : e;
}

static enum err put_body(struct shop *sh, void *arg)
{
	const struct quick_writing *w = arg;
	enum err e = OK;

	for (int i = 0; e == OK && i < w->n; i++)
		e = put_one(sh, w->arena, &w->rows[i]);
	return e == OK ? office_audit(sh, "quick-key", w->terminal_id, "put") : e;
}

static enum err clear_body(struct shop *sh, void *arg)
{
	struct quick_writing *w = arg;
	enum err e = quick_delete(sh->db, w->terminal_id, w->page, w->position, &w->gone);

	return e == OK && w->gone ? office_audit(sh, "quick-key", w->terminal_id, "clear") : e;
}

static const char *what_of(struct arena *a, int64_t page, int64_t position)
{
	return arena_printf(a, _("quick key %d on page %d"), (int)position, (int)page);
}

enum err quick_set(struct shop *sh, struct arena *a, const struct quick_edit *edit, struct said *said)
{
	struct quick_row row = { .page = 0 };
	struct quick_writing w = { .arena = a, .rows = &row, .n = 1 };
	enum err e = office_need(sh, PERM_QUICK_KEYS, said);

	if (e == OK)
		e = owner_of(sh, a, edit->terminal, &row.terminal_id, said);
	if (e == OK)
		e = take(sh, a, edit, &row, said);
	w.terminal_id = row.terminal_id;
	if (e == OK)
		e = shop_tx(sh, put_body, &w);
	if (e != OK)
		return office_answer(said, e, what_of(a, row.page, row.position));
	return say(said, OK, MSG_CHANGED, what_of(a, row.page, row.position), NULL);
}

enum err quick_clear(struct shop *sh, struct arena *a, const struct quick_edit *edit, struct said *said)
{
	struct quick_writing w = { .page = 0 };
	int64_t page = 0, position = 0;
	enum err e = office_need(sh, PERM_QUICK_KEYS, said);

	if (e == OK)
		e = owner_of(sh, a, edit->terminal, &w.terminal_id, said);
	if (e == OK)
		e = office_number(edit->page, 1, QUICK_PAGES_MAX, _("A page"), &page, said);
	if (e == OK && edit->position)
		e = office_number(edit->position, 1, QUICK_KEYS, _("A position"), &position, said);
	w.page = (int)page;
	w.position = (int)position;
	if (e == OK)
		e = shop_tx(sh, clear_body, &w);
	if (e == OK && !w.gone)
		e = ERR_NOTFOUND;
	if (e != OK)
		return office_answer(said, e, what_of(a, page, position));
	return say(said, OK, MSG_CHANGED, what_of(a, page, position), NULL);
}

/* A key that stands in the file twice is taken from its later row, so there are never more rows than places. */
static void keep_row(struct quick_row *rows, int *n, const struct quick_row *row)
{
	int at = 0;

	while (at < *n && (rows[at].page != row->page || rows[at].position != row->position))
		at++;
	rows[at] = *row;
	*n += at == *n;
}

enum err quick_import(struct shop *sh, struct arena *a, const char *path, const char *terminal, int *line,
	struct said *said)
{
	struct csvfile *f = arena_new(a, struct csvfile);
	struct quick_row *rows = arena_array(a, (size_t)QUICK_PAGES_MAX * QUICK_KEYS, sizeof *rows);
	struct quick_writing w = { .arena = a, .rows = rows };
	enum err e = office_need(sh, PERM_QUICK_KEYS, said);

	*line = 0;
	if (e == OK)
		e = owner_of(sh, a, terminal, &w.terminal_id, said);
	if (e == OK && csvfile_open(f, a, path) != OK)
		return say(said, ERR_INVALID, MSG_NO_FILE, path, NULL);
	while (e == OK && (e = csvfile_next(f)) == OK) {
		const struct quick_edit edit = { .page = csvfile_get(f, "page"),
			.position = csvfile_get(f, "position"), .label = csvfile_get(f, "label"),
			.sign = csvfile_get(f, "sign"), .colour = csvfile_get(f, "colour"),
			.kind = csvfile_get(f, "kind"), .target = csvfile_get(f, "target") };
		struct quick_row row = { .terminal_id = w.terminal_id };

		*line = f->line;
		e = take(sh, a, &edit, &row, said);
		if (e == OK)
			keep_row(rows, &w.n, &row);
	}
	if (e == ERR_NOTFOUND && said->id == MSG_NONE) /* the end of the file */
		e = shop_tx(sh, put_body, &w);
	if (e != OK)
		return office_answer(said, e, path);
	*line = 0;
	return say(said, OK, MSG_QUICK_IMPORTED, arena_printf(a, "%d", w.n), NULL);
}
