/* receipts.c - receipts, newest first: found by a part of their number, by an article on them, by scanning either, by
 * day or amount; F4 leaves those of one means of payment. */
#include "../screen_int.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/code.h"
#include "service/invoice.h"
#include "service/report.h"
#include "service/trade.h"
#include "tui/dialog.h"
#include "tui/key.h"

#define RECEIPTS_MAX 200
#define TENDERS_MAX 60 /* that can be chosen from */

enum { RECEIPT_NUMBER, RECEIPT_TIME, RECEIPT_KIND, RECEIPT_STAFF, RECEIPT_TOTAL, RECEIPT_COLUMNS };

static const struct list_column columns[RECEIPT_COLUMNS] = {
	[RECEIPT_NUMBER] = { N_("Receipt"), 18, ALIGN_LEFT, false, 0 },
	[RECEIPT_TIME] = { N_("Time"), 11, ALIGN_LEFT, false, 0 },
	[RECEIPT_KIND] = { N_("Kind"), 12, ALIGN_LEFT, false, 0 },
	[RECEIPT_STAFF] = { N_("Cashier"), 0, ALIGN_LEFT, false, 1 },
	[RECEIPT_TOTAL] = { N_("Amount"), 12, ALIGN_RIGHT, true, 0 },
};

struct receipts_state {
	struct arena arena;         /* of the rows; cleared by each search */
	struct receipt_row *rows;
	int count;
	struct list list;
	struct edit entry;
	char tender[TRADE_CODE_MAX + 1]; /* only those paid by it; "" all */
	struct ui *ui;
};

enum { TAG_TENDER = 1 };
static const struct bar_item bar_keys[] = { { SCR_CHOOSE, N_("Means of payment") }, { SCR_HELP, NULL }, { 0, NULL } };

static const char *kind_words(enum document_kind kind)
{
	switch (kind) {
	case DOC_SALE:
		return _("Sale");
	case DOC_RETURN:
		return _("Return");
	case DOC_VOID:
		return _("Void");
	case DOC_ABANDONED:
		return _("Dropped");
	case DOC_FLOAT:
		return _("Float");
	case DOC_CASH_UP:
		return _("Cash-up");
	default:
		return _("Cash slip");
	}
}

static const char *cell(void *ctx, int row, int column, char *buf)
{
	const struct receipts_state *st = ctx;
	const struct receipt_row *r = &st->rows[row];
	struct civil at;

	switch (column) {
	case RECEIPT_NUMBER:
		return r->number;
	case RECEIPT_TIME:
		at = clock_local(r->at_ms);
		snprintf(buf, LIST_CELL_MAX, "%02d-%02d %02d:%02d", at.month, at.day, at.hour,
			at.minute);
		return buf;
	case RECEIPT_KIND:
		return kind_words(r->kind);
	case RECEIPT_STAFF:
		return r->staff ? r->staff : "";
	default:
		return ui_money(st->ui, r->total_minor);
	}
}

static enum err search(struct screen *s)
{
	struct receipts_state *st = s->state;
	enum err e;

	arena_clear(&st->arena);
	st->count = 0;
	e = receipts_list(st->ui->shop, &st->arena, st->entry.text, st->tender, 0, RECEIPTS_MAX,
		&st->rows, &st->count);
	list_set_count(&st->list, st->count);
	st->list.top = 0;
	list_select(&st->list, 0);
	return e;
}

static enum err begin(struct screen *s, const void *arg)
{
	struct receipts_state *st = s->state;

	st->ui = ui_of(s);
	edit_init(&st->entry, EDIT_TEXT, 40);
	if (arg)
		edit_set(&st->entry, arg);
	list_init(&st->list, columns, RECEIPT_COLUMNS, LIST_HEAD | LIST_COUNT, cell, st);
	return search(s);
}

static void end(struct screen *s)
{
	struct receipts_state *st = s->state;

	arena_release(&st->arena);
}

/* --- means of payment -------------------------------------------------------------------------- */

/* What receipts can have been paid by; also what is no longer taken. */
static int tenders(struct ui *ui, const struct tender *out[TENDERS_MAX])
{
	const struct tender *list;
	int n = 0, count = shop_tenders(ui->shop, &list);

	for (int i = 0; i < count && n < TENDERS_MAX; i++)
		if (list[i].kind != TENDER_EXCHANGE)
			out[n++] = &list[i];
	return n;
}

static enum react choose_tender(struct screen *s)
{
	struct receipts_state *st = s->state;
	const struct tender *list[TENDERS_MAX];
	struct menu_item items[TENDERS_MAX + 1] = { { .label = _("Any of them") } };
	int n = tenders(st->ui, list), now = 0;

	for (int i = 0; i < n; i++) {
		items[i + 1] = (struct menu_item){ .label = ui_name(list[i]->name, list[i]->name_en) };
		if (strcmp(list[i]->code, st->tender) == 0)
			now = i + 1;
	}
	ask_choice(s, TAG_TENDER, _("Means of payment"), NULL, items, n + 1, now);
	return REACT_NONE;
}

/* The one it is narrowed to, by its name; "" none. */
static const char *narrowed_to(const struct receipts_state *st)
{
	const struct tender *list[TENDERS_MAX];
	int n = *st->tender ? tenders(st->ui, list) : 0;

	for (int i = 0; i < n; i++)
		if (strcmp(list[i]->code, st->tender) == 0)
			return ui_name(list[i]->name, list[i]->name_en);
	return "";
}

/* --- picture ------------------------------------------------------------------------------------- */

static void draw(struct screen *s)
{
	struct receipts_state *st = s->state;
	struct rect all = screen_rect();
	struct foot f = {
		.prompt = !*st->tender ? _(" Find >") : arena_printf(&st->ui->paint, _(" Find, %s >"), narrowed_to(st)),
		.entry = &st->entry, .keys = bar_keys, .hint_style = STYLE_DIM, .hint = *st->tender && !st->entry.len
		? _("Of the last 31 days; a day as 11-20 looks further back; Esc shows all again")
		: _("Arrows, Enter open one; number, code, 11-20 or 59.30 finds it; Esc back")
	};

	st->ui->stage = (struct rect){ 1, 0, all.h - 1 - FOOT_ROWS, all.w };
	status_draw(st->ui, 0, all.w);
	list_draw(&st->list, (struct rect){ 1, 1, all.h - 1 - FOOT_ROWS, all.w - 2 });
	if (st->count == 0)
		draw_field(3, 1, all.w - 2, STYLE_DIM, ALIGN_LEFT, _("No receipt is like that"));
	frame_foot(s, &f);
}

static enum react find(struct screen *s)
{
	if (search(s) != OK)
		screen_refuse(s, "%s", _("The receipts cannot be read"));
	return REACT_REDRAW;
}

static enum react key(struct screen *s, int32_t code)
{
	struct receipts_state *st = s->state;

	if (edit_key(&st->entry, code))
		return find(s);
	switch (list_key(&st->list, code)) {
	case LIST_MOVED:
		return REACT_REDRAW;
	case LIST_CHOSEN:
		if (screen_push(s, &receipt_ops, st->rows[st->list.cursor].number, TAG_PLAIN) != OK)
			screen_refuse(s, "%s", _("The receipt cannot be read"));
		return REACT_REDRAW;
	default:
		break;
	}
	if (code != TKEY_ESC)
		return REACT_BEEP;
	if (!st->entry.len && !*st->tender)
		return REACT_CLOSE;
	if (!st->entry.len)
		*st->tender = '\0';
	edit_clear(&st->entry);
	return find(s);
}

static enum react act(struct screen *s, int action, const char *arg)
{
	(void)arg;
	return action == SCR_CHOOSE ? choose_tender(s) : action == SCR_HELP ? ui_common(s, action) : REACT_PASS;
}

static enum react event(struct screen *s, const struct event *e)
{
	struct receipts_state *st = s->state;
	struct doc_number number;
	const char *text;

	switch (e->kind) {
	case EVENT_KEY:
		return key(s, e->code);
	case EVENT_SCAN: /* a receipt is looked for here; anything else is for sale */
		text = invoice_scanned(ui_of(s)->shop, &ui_of(s)->event, e->text);
		if (!doc_number_read(text, &number))
			return REACT_CLOSE | REACT_PASS;
		edit_set(&st->entry, text);
		return find(s);
	case EVENT_PASTE:
		edit_set(&st->entry, e->text);
		return find(s);
	case EVENT_CARD:
		return REACT_CLOSE | REACT_PASS;
	case EVENT_TICK:
		ui_tick(s);
		return ui_view(s)->phase == TILL_BASKET ? REACT_NONE : REACT_CLOSE;
	default:
		return REACT_REDRAW;
	}
}

/* A receipt opened for a return is gone on with at the till. */
static enum react resume(struct screen *s, const struct answer *a)
{
	struct receipts_state *st = s->state;
	const struct tender *list[TENDERS_MAX];

	if (a->tag == TAG_TENDER && a->given && a->choice <= tenders(st->ui, list)) {
		snprintf(st->tender, sizeof st->tender, "%s", a->choice ? list[a->choice - 1]->code : "");
		return find(s);
	}
	return ui_view(s)->receipt.sale || ui_view(s)->phase != TILL_BASKET ? REACT_CLOSE
		: REACT_REDRAW;
}

const struct screen_ops receipts_ops = {
	.name = "receipts", .title = N_("Receipts"), .size = sizeof(struct receipts_state),
	.open = begin, .draw = draw, .act = act, .event = event, .resume = resume, .close = end
};
