/* desk_statement.c - F6: what moved of what the member has, of a period that a digit chooses; Enter prints it. Of many
 * lines the last ones are read; on the first of them one turns to those before. Behind the periods stand the charts. */
#include "desk_int.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "service/member_figures.h"
#include "service/member_statement.h"
#include "service/words.h"
#include "tui/dialog.h"

#define PAGE_LINES 200
static const char earlier[] = "earlier", newest[] = "newest"; /* keys of rows that turn */

static const struct list_column columns[] = {
	{ N_("Day"), 10, ALIGN_LEFT, false, 0 }, { N_("What"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Document no."), 13, ALIGN_LEFT, false, 1 }, { N_("Stored value"), 12, ALIGN_RIGHT, false, 0 },
	{ N_("After"), 11, ALIGN_RIGHT, false, 0 }, { N_("Points"), 8, ALIGN_RIGHT, false, 0 },
	{ N_("After"), 8, ALIGN_RIGHT, false, 0 },
};

/* --- which days ---------------------------------------------------------------------------------------- */

enum { PERIOD_MONTH, PERIOD_LAST, PERIOD_QUARTER, PERIOD_YEAR, PERIOD_ALL, PERIODS };
static const char *const period_name[PERIODS] = { [PERIOD_MONTH] = N_("This month"), [PERIOD_LAST] = N_("Last month"),
	[PERIOD_QUARTER] = N_("Three months"), [PERIOD_YEAR] = N_("Twelve months"), [PERIOD_ALL] = N_("All of it") };

static struct period period_of(const struct ui *ui)
{
	int32_t today = shop_business_day(ui->shop), first = today / 100 * 100 + 1;

	switch (ui->statement) {
	case PERIOD_LAST:
		return (struct period){ day_add_months(first, -1), day_add(first, -1) };
	case PERIOD_QUARTER:
		return (struct period){ day_add(day_add_months(today, -3), 1), today };
	case PERIOD_YEAR:
		return (struct period){ day_add(day_add_months(today, -12), 1), today };
	case PERIOD_ALL:
		return (struct period){ 19000101, today };
	default:
		return (struct period){ first, today };
	}
}

/* --- the list -------------------------------------------------------------------------------------------- */

static void put_sums(struct arena *a, struct book_row *row, const struct moved_line *l, bool value, bool points)
{
	if (value)
		row->cell[4] = money_text(a, l->value_after_minor);
	if (points)
		row->cell[6] = arena_printf(a, "%" PRId64, l->points_after);
}

static void add_sum(struct arena *a, struct book_rows *rows, const char *words, const struct moved_line *l)
{
	struct book_row *row = book_add(rows, a, words);

	row->cell[1] = words;
	put_sums(a, row, l, true, true);
}

static void add_turn(struct arena *a, struct book_rows *rows, const char *key, const char *words)
{
	book_add(rows, a, key)->cell[1] = words;
}

static enum err load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct period days = period_of(ui);
	struct member_statement s;
	struct said said = { .id = MSG_NONE };
	enum err e = member_statement_page(ui->shop, a, ui->about, days.from, days.to,
		ui->statement_turned ? &ui->statement_turn : NULL, PAGE_LINES, &s, &said);

	(void)find;
	if (e != OK)
		return e;
	ui->statement_earlier = s.earlier;
	if (s.more)
		add_turn(a, rows, earlier, _("Earlier lines"));
	add_sum(a, rows, _("Balance before"), &s.opening);
	for (int i = 0; i < s.count; i++) {
		const struct moved_line *l = &s.lines[i];
		struct book_row *row = book_add(rows, a, l->by.number);

		row->cell[0] = day_text(a, l->by.day);
		row->cell[1] = document_words(l->by.kind);
		row->cell[2] = l->by.number;
		if (l->value_minor)
			row->cell[3] = money_text(a, l->value_minor);
		if (l->points)
			row->cell[5] = arena_printf(a, "%" PRId64, l->points);
		put_sums(a, row, l, l->value_minor != 0, l->points != 0);
	}
	add_sum(a, rows, ui->statement_turned ? _("Balance then") : _("At the end"), &s.closing);
	if (ui->statement_turned)
		add_turn(a, rows, newest, _("Back to the newest lines"));
	return OK;
}

static bool turn(struct ui *ui, const char *key)
{
	if (key != earlier && key != newest)
		return false;
	ui->statement_turned = key == earlier;
	ui->statement_turn = ui->statement_earlier;
	return true;
}

static const char *hint(struct ui *ui, const char *key)
{
	if (key == earlier || key == newest)
		return _("Enter turns the page, Esc back");
	return arena_printf(&ui->event, _("%s: Enter prints it, Esc back"), _(period_name[ui->statement]));
}

static void print(struct screen *s, const char *key)
{
	struct ui *ui = ui_of(s);
	struct period days = period_of(ui);
	struct said said = { .id = MSG_NONE };

	(void)key;
	ui_said(s, member_statement_print(ui->shop, &ui->event, ui->about, days.from, days.to, &said), &said);
}

static const struct book statement_book = {
	.title = N_("Statement of the member"), .one = N_("Statement"), .change = PERM_MEMBERS, .columns = columns,
	.column_count = 7, .load = load, .turn = turn, .open = print, .hint = hint,
};

/* --- F6 ---------------------------------------------------------------------------------------------------- */

void statement_ask(struct screen *s)
{
	struct desk_state *st = s->state;
	struct menu_item items[PERIODS + MEMBER_CHARTS] = { { 0 } };

	for (int i = 0; i < PERIODS; i++)
		items[i].label = _(period_name[i]);
	for (int i = 0; i < MEMBER_CHARTS; i++)
		items[PERIODS + i].label = _(member_chart_words[i]);
	ask_choice(s, TAG_STATEMENT, _("Statement"), page_title(ui_of(s), &st->page), items, PERIODS + MEMBER_CHARTS,
		PERIOD_QUARTER);
}

void statement_answered(struct screen *s, const struct answer *a)
{
	struct ui *ui = ui_of(s);

	if (a->choice >= PERIODS) {
		chart_show(s, (enum member_chart)(a->choice - PERIODS));
		return;
	}
	ui->statement = a->choice;
	ui->statement_turned = false;
	desk_list(s, &statement_book, TAG_PLAIN);
}
