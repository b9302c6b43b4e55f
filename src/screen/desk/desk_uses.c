/* desk_uses.c - F5: the packages of uses of the member who is open: a digit takes one use, the last item shows what
 * moved. An article that is scanned and that packages pay for begins a round: each card that is shown then takes one
 * use of it, until Esc. */
#include "desk_int.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "service/articles.h"
#include "service/uses.h"
#include "service/words.h"
#include "tui/dialog.h"

#define DIGITS 8 /* the ninth is the history */

/* --- what moved --------------------------------------------------------------------------------------- */

static const struct list_column columns[] = {
	{ N_("Day"), 10, ALIGN_LEFT, false, 0 }, { N_("What"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Document no."), 13, ALIGN_LEFT, false, 1 }, { N_("Package"), 20, ALIGN_LEFT, false, 0 },
	{ N_("In, out"), 7, ALIGN_RIGHT, false, 0 }, { N_("After"), 7, ALIGN_RIGHT, false, 0 },
};

/* What he has now stands first, then each document, the newest first. */
static enum err load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct uses_statement s;
	struct said said = { .id = MSG_NONE };
	enum err e = uses_statement(ui->shop, a, ui->about, 19000101, shop_business_day(ui->shop), &s, &said);

	(void)find;
	if (e != OK)
		return e;
	for (int i = 0; i < s.sheet.count; i++) {
		const struct uses_held *h = &s.sheet.list[i];
		const struct uses_package *p = &h->row.p;
		struct book_row *row = book_add(rows, a, h->code);
		int32_t last = uses_last_day(p);

		row->cell[0] = last ? day_text(a, last) : "";
		row->cell[1] = h->ended ? _("ended then") : last ? _("good until then") : _("good without end");
		row->cell[3] = ui_name(h->name, h->name_en);
		row->cell[4] = arena_printf(a, "%" PRId64, p->bought);
		row->cell[5] = arena_printf(a, "%" PRId64, p->rest);
	}
	for (int i = s.count - 1; i >= 0; i--) {
		const struct uses_moved *r = &s.lines[i].row;
		struct book_row *row = book_add(rows, a, r->by.number);

		row->cell[0] = day_text(a, r->by.day);
		row->cell[1] = document_words(r->by.kind);
		row->cell[2] = r->by.number;
		row->cell[3] = s.lines[i].what;
		row->cell[4] = arena_printf(a, "%" PRId64, r->came + r->used + r->back + r->taken + r->handed);
		row->cell[5] = arena_printf(a, "%" PRId64, s.lines[i].after);
	}
	return OK;
}

static const struct book uses_book = {
	.title = N_("Uses of the member"), .one = N_("Uses"), .change = PERM_MEMBERS, .columns = columns,
	.column_count = 6, .load = load,
};

/* --- one is taken ------------------------------------------------------------------------------------- */

static enum err take(struct screen *s, const char *member, const char *article)
{
	struct ui *ui = ui_of(s);
	const struct uses_taking what = { .id = wallet_new_id(ui->shop), .member = member, .article = article };
	struct said said = { .id = MSG_NONE };
	struct uses_done done;
	enum err e = uses_take_one(ui->shop, &ui->event, &what, &done, &said);

	if (e == ERR_UNKNOWN || e == ERR_IO) /* perhaps it was posted: the same one is asked again */
		e = uses_take_one(ui->shop, &ui->event, &what, &done, &said);
	return desk_told(s, e, &said);
}

void uses_ask(struct screen *s)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct menu_item items[DIGITS + 1] = { { 0 } };
	struct said said = { .id = MSG_NONE };
	struct uses_sheet sheet;
	int n = 0;

	if (ui_said(s, uses_show(ui->shop, &ui->event, st->page.sheet.row.code, &sheet, &said), &said) != OK)
		return;
	for (; n < sheet.choice_count && n < DIGITS; n++) {
		const struct uses_choice *c = &sheet.choices[n];

		snprintf(st->uses[n], sizeof st->uses[n], "%s", c->article.number);
		items[n] = (struct menu_item){ .label = c->article.name, .note = c->until_day
			? arena_printf(&ui->event, _("%lld left, until %s"), (long long)c->left,
				day_text(&ui->event, c->until_day))
			: arena_printf(&ui->event, _("%lld left"), (long long)c->left) };
	}
	st->uses_count = n;
	items[n] = (struct menu_item){ .label = _("Packages, and what moved") };
	ask_choice(s, TAG_USES, _("Uses"), n ? arena_printf(&ui->event, _("A digit takes one use of %s"),
		page_title(ui, &st->page)) : _("No uses are left"), items, n + 1, -1);
}

void uses_answered(struct screen *s, const struct answer *a)
{
	struct desk_state *st = s->state;

	if (a->choice < st->uses_count)
		take(s, st->page.sheet.row.code, st->uses[a->choice]);
	else
		desk_list(s, &uses_book, TAG_PLAIN);
}

/* --- a round: each card takes one ------------------------------------------------------------------- */

bool uses_service_scanned(struct screen *s, const char *code)
{
	struct desk_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct uses_article article;

	if (!shop_may(ui->shop, PERM_USES_TAKE) || !uses_pay_for(ui->shop, &ui->event, code, &article))
		return false;
	snprintf(st->round, sizeof st->round, "%s", article.number);
	snprintf(st->round_name, sizeof st->round_name, "%s", article.name);
	return true;
}

void uses_of_round(struct screen *s)
{
	struct desk_state *st = s->state;

	take(s, st->page.sheet.row.code, st->round);
}
