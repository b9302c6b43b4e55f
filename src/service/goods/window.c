/* window.c - prices by the hour: of an article, or of all that hangs under a category. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "articles_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "../office/office_int.h"
#include "service/goods.h"
#include "store/goods_store.h"

#define EVERY_DAY 127u

static const char *what_of(struct arena *a, const char *code)
{
	return arena_printf(a, _("price by the hour %s"), code);
}

/* --- days and hours as people write them --------------------------------------------------------- */

bool weekdays_read(const char *text, unsigned *days)
{
	const char *s = text;

	*days = 0;
	while (*s) {
		char first = *s++, last = first;

		if (*s == '-') {
			last = s[1];
			s += 1 + (last != '\0');
		}
		if (first < '1' || last > '7' || last < first)
			return false;
		for (char d = first; d <= last; d++)
			*days |= 1u << (d - '1');
		s += strspn(s, " ,");
	}
	if (!*text)
		*days = EVERY_DAY;
	return *days != 0;
}

char *weekdays_text(struct arena *a, unsigned days)
{
	char *text = arena_strdup(a, "");

	for (int d = 0; d < 7; d++)
		if (days >> d & 1)
			text = arena_printf(a, "%s%d", text, d + 1);
	return text;
}

bool minute_read(const char *text, int most, int *minute)
{
	unsigned hours, minutes;
	char end;

	if (text[strspn(text, "0123456789:")] || sscanf(text, "%2u:%2u%c", &hours, &minutes, &end) != 2 || minutes > 59)
		return false;
	*minute = (int)(hours * 60 + minutes);
	return *minute <= most;
}

char *minute_text(struct arena *a, int minute)
{
	return arena_printf(a, "%02d:%02d", minute / 60, minute % 60);
}

/* --- the list ---------------------------------------------------------------------------------- */

static enum err of_what(struct shop *sh, struct arena *a, const struct price_window *w, const char **of)
{
	struct category_row *rows;
	struct article article;
	int n = 0;
	enum err e;

	*of = "";
	if (w->article_id) {
		e = article_at_id(sh->db, a, w->article_id, clock_now_ms(), &article);
		if (e == OK)
			*of = article.number;
		return e;
	}
	e = categories_list(sh->db, a, &rows, &n);
	for (int i = 0; e == OK && i < n; i++)
		if (rows[i].id == w->category_id)
			*of = rows[i].code;
	return e;
}

enum err windows_all(struct shop *sh, struct arena *a, struct window_info **list, int *n)
{
	struct window_row *rows;
	enum err e = windows_list(sh->db, a, true, &rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; e == OK && i < *n; i++) {
		(*list)[i] = (struct window_info){ .w = rows[i].w, .active = rows[i].active };
		e = of_what(sh, a, &rows[i].w, &(*list)[i].of);
	}
	return e;
}

/* --- what was typed ---------------------------------------------------------------------------- */

static enum err take_of(struct shop *sh, struct arena *a, const struct window_edit *edit, struct price_window *w,
	struct said *said)
{
	struct category_row *rows;
	struct article article;
	int n = 0;
	enum err e;

	if (edit->article) {
		e = article_find(sh, a, edit->article, &article);
		if (e == ERR_NOTFOUND)
			return say(said, e, MSG_NOT_FOUND, arena_printf(a, _("article %s"), edit->article), NULL);
		w->article_id = article.id;
		w->category_id = 0;
		return e;
	}
	if (!edit->category)
		return OK;
	e = categories_list(sh->db, a, &rows, &n);
	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(rows[i].code, edit->category) == 0) {
			w->category_id = rows[i].id;
			w->article_id = 0;
			return OK;
		}
	return e == OK ? say(said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(a, _("category %s"), edit->category), NULL)
		: e;
}

static bool read_day(const char *text, int32_t *day)
{
	*day = 0;
	return !*text || clock_parse_day(text, day);
}

static enum err take_hours(const struct window_edit *edit, struct price_window *w, struct said *said)
{
	if (edit->days && !weekdays_read(edit->days, &w->weekdays))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--days", edit->days);
	if (edit->from && !minute_read(edit->from, DAY_MINUTES - 1, &w->from_minute))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--from", edit->from);
	if (edit->until && !minute_read(edit->until, DAY_MINUTES, &w->until_minute))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--until", edit->until);
	if (w->from_minute == w->until_minute)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--until", edit->until ? edit->until : edit->from);
	if (edit->first && !read_day(edit->first, &w->from_day))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--first", edit->first);
	if (edit->last && !read_day(edit->last, &w->until_day))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--last", edit->last);
	if (w->from_day && w->until_day && w->from_day > w->until_day)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--last", edit->last ? edit->last : edit->first);
	return OK;
}

static enum err take(struct shop *sh, struct arena *a, const struct window_edit *edit, struct window_row *row,
	struct said *said)
{
	struct price_window *w = &row->w;
	enum err e = edit->name ? office_name(a, edit->name, &w->name, said) : OK;

	if (e == OK)
		e = take_of(sh, a, edit, w, said);
	if (e == OK)
		e = take_hours(edit, w, said);
	if (e == OK && edit->price) {
		w->off_bp = 0;
		if (money_parse(edit->price, &w->price_minor) != OK || w->price_minor == 0)
			e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--price", edit->price);
	}
	if (e == OK && edit->off) {
		w->price_minor = 0;
		if (percent_parse(edit->off, &w->off_bp) != OK || w->off_bp == 0)
			e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--off", edit->off);
	}
	return e == OK && edit->active ? office_yes("--active", edit->active, &row->active, said) : e;
}

/* --- writing ------------------------------------------------------------------------------- */

static enum err write_new(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return window_put(sh->db, row);
}

static enum err write_change(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return window_update(sh->db, row);
}

static const char *rule_text(struct arena *a, const struct window_row *row)
{
	const struct price_window *w = &row->w;

	return arena_printf(a, "%s%" PRId64 " %s %s-%s %d-%d %s%" PRId64, w->article_id ? "article " : "category ",
		w->article_id ? w->article_id : w->category_id, weekdays_text(a, w->weekdays),
		minute_text(a, w->from_minute), minute_text(a, w->until_minute), (int)w->from_day, (int)w->until_day,
		w->off_bp ? "bp " : "", w->off_bp ? w->off_bp : w->price_minor);
}

static enum err write_row(struct shop *sh, struct arena *a, const struct window_row *was, struct window_row *row,
	struct said *said)
{
	const struct change changes[] = {
		{ "name", was ? was->w.name : NULL, row->w.name },
		{ "rule", was ? rule_text(a, was) : NULL, rule_text(a, row) },
		{ "active", was ? (was->active ? "yes" : "no") : NULL, row->active ? "yes" : "no" },
	};
	const struct writing w = { .table = "price_window", .action = was ? "price-window" : "price-window-add",
		.row_id = row->w.id, .code = row->w.code, .what = what_of(a, row->w.code), .fresh = !was,
		.changes = changes, .change_count = (int)(sizeof changes / sizeof changes[0]),
		.write = was ? write_change : write_new, .row = row };

	return office_write(sh, &w, said);
}

enum err window_add(struct shop *sh, struct arena *a, const struct window_edit *edit, struct said *said)
{
	struct window_row row = { .w = { .weekdays = EVERY_DAY, .until_minute = DAY_MINUTES }, .active = true };
	enum err e = office_need(sh, PERM_PRICES, said);

	if (e == OK)
		e = office_code(a, edit->code, GOODS_CODE_MAX, _("A code"), &row.w.code, said);
	if (e == OK)
		e = take(sh, a, edit, &row, said);
	if (e != OK)
		return office_answer(said, e, what_of(a, edit->code));
	if (!row.w.article_id && !row.w.category_id)
		return say(said, ERR_INVALID, MSG_WINDOW_NEEDS, _("an article or a category"), NULL);
	if (!row.w.price_minor && !row.w.off_bp)
		return say(said, ERR_INVALID, MSG_WINDOW_NEEDS, _("a price, or a percentage off"), NULL);
	row.w.id = shop_new_id(sh);
	return write_row(sh, a, NULL, &row, said);
}

enum err window_change(struct shop *sh, struct arena *a, const struct window_edit *edit, struct said *said)
{
	struct window_row *rows, row;
	const struct window_row *was = NULL;
	int n = 0;
	enum err e = office_need(sh, PERM_PRICES, said);

	if (e == OK)
		e = windows_list(sh->db, a, true, &rows, &n);
	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(rows[i].w.code, edit->code) == 0)
			was = &rows[i];
	if (e == OK && !was)
		e = ERR_NOTFOUND;
	if (e != OK)
		return office_answer(said, e, what_of(a, edit->code));
	row = *was;
	e = take(sh, a, edit, &row, said);
	return e == OK ? write_row(sh, a, was, &row, said) : office_answer(said, e, what_of(a, edit->code));
}
