/* till_more.c - acts that save typing: another article in the place of a line, the same again, a receipt again, notes
 * and names, and the change of the last sale once more. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "../shop/post_int.h"
#include "service/articles.h"
#include "store/document_store.h"
#include "till_goods_int.h"
#include "till_line_int.h"

#define NOTE_CHARS_MAX 60

/* --- another article, the same again ------------------------------------------------------------ */

/* What the article of this code may be sold as: not what a scale printed, which is one piece of goods. */
static enum err article_to_sell(struct call *c, const char *code, struct article *out)
{
	enum err e = line_article(c->sh, c->a, code, out);

	if (e == ERR_NOTFOUND)
		return refuse(c, MSG_NOT_FOUND, code, NULL);
	return e == OK ? OK : failed(c, e);
}

enum err act_swap(struct call *c)
{
	struct till *t = c->t;
	struct adding add = { .price_minor = -1 };
	struct line new_line, deposit, *l;
	struct sell_act act = { .shift_id = t->shift.id, .measure = MEASURE_LINE_VOID,
		.row = { .action = "swap", .subject_id = t->ob.row.id, .approver_id = approved_by(c) } };
	const char *name;
	enum err e, with;

	if (c->words < 1)
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	if (t->ob.payment_count)
		return refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	l = pick_line(c, &t->ob.now, 1, &e);
	if (!l)
		return e;
	if (l->flags & (LINE_RETURN | LINE_LABEL))
		return refuse(c, MSG_NO_SWAP, l->name, NULL);
	if (l->flags & LINE_LINKED)
		return refuse(c, MSG_DEPOSIT_FOLLOWS, l->name, NULL);
	if ((e = article_to_sell(c, c->word[0], &add.article)) != OK)
		return e;
	/* Pieces stay pieces; a weight is asked for anew, and becomes one piece. */
	if (!(l->flags & LINE_WEIGHED) == !(add.article.flags & ARTICLE_WEIGHED))
		add.qty_milli = l->qty_milli;
	if ((e = line_of_article(c, &add, &new_line)) != OK || (e = large_line(c, &new_line)) != OK ||
		(e = goods_age(c, &new_line)) != OK)
		return e;
	new_line.line_no = l->line_no;
	new_line.note = l->note;
	act.amount_minor = act.row.amount_minor = l->paid_minor;
	act.row.detail = arena_printf(c->a, "line %d code %s qty %s by %s%s", l->line_no, l->code,
		qty_text(c->a, l->qty_milli), new_line.code, c->by_hand ? " weight-by-hand" : "");
	name = arena_printf(c->a, "%s → %s", l->name, new_line.name);
	with = goods_deposit(c, &add.article, &deposit);
	if (with != OK && with != ERR_NOTFOUND)
		return with;
	*basket_line(sell_draft(&t->ob), l->line_no) = new_line;
	goods_place_deposit(t->ob.draft, with == OK ? &deposit : NULL, new_line.line_no);
	if (new_line.price_source == PRICE_TYPED && (e = goods_loss(c, new_line.name)) != OK)
		return e;
	goods_age_seen(c);
	if ((e = stored(c, sell_swap_line(c->sh, &t->ob, new_line.line_no, &act))) != OK)
		return e;
	t->last_line_no = new_line.line_no;
	if (c->by_scale)
		weighing_take(&t->scales, clock_mono_ms());
	return goods_told(c, MSG_LINE_CHANGED, name, qty_text(c->a, new_line.qty_milli));
}

struct again { struct line line, deposit; bool has_deposit; };

/* A line like this one at the price that holds now: nothing that was given by hand comes with it. */
static enum err same_again(struct call *c, const struct line *was, struct again *out)
{
	struct adding add = { .qty_milli = was->qty_milli, .price_minor = -1 };
	enum err e;

	out->has_deposit = false;
	if (!was->article_id) {
		if ((e = need_permission(c, PERM_DEPARTMENT_SALE)) != OK)
			return e;
		out->line = (struct line){ .department_id = was->department_id, .code = was->code, .name = was->name,
			.unit = was->unit, .qty_milli = was->qty_milli, .pack_milli = was->pack_milli,
			.list_price_minor = was->list_price_minor, .price_minor = was->list_price_minor,
			.price_source = PRICE_TYPED, .flags = was->flags & LINE_DEPARTMENT };
		goods_taxed(c->sh, was->tax_rate_id, &out->line);
		return OK;
	}
	if ((e = article_to_sell(c, was->code, &add.article)) != OK)
		return e;
	if (add.article.flags & ARTICLE_OPEN_PRICE)
		add.price_minor = was->list_price_minor;
	if ((e = line_of_article(c, &add, &out->line)) != OK)
		return e;
	e = goods_deposit(c, &add.article, &out->deposit);
	out->has_deposit = e == OK;
	return e == ERR_NOTFOUND ? OK : e;
}

enum err act_duplicate(struct call *c)
{
	struct till *t = c->t;
	struct again again;
	enum err e;
	const struct line *l = pick_line(c, &t->ob.now, 0, &e);

	if (!l)
		return e;
	if (t->ob.payment_count)
		return refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	if (l->flags & (LINE_RETURN | LINE_LABEL | LINE_LINKED))
		return refuse(c, MSG_NO_DUPLICATE, l->name, NULL);
	if ((e = same_again(c, l, &again)) != OK)
		return e;
	e = line_store(c, &again.line, &(struct beside){ .deposit = again.has_deposit ? &again.deposit : NULL,
		.alone = true });
	return e == OK ? goods_told(c, MSG_LINE_CHANGED, again.line.name, qty_text(c->a, again.line.qty_milli)) : e;
}

/* --- a receipt again ------------------------------------------------------------------------------ */

/* The sale named by the first word, else the last of this terminal. */
static enum err sale_to_repeat(struct call *c, struct document *d)
{
	struct doc_number number;
	int64_t id = 0;
	enum err e;

	if (c->words && !doc_number_read(c->word[0], &number))
		return refuse(c, MSG_NO_RECEIPT, c->word[0], NULL);
	e = c->words ? document_id_by_number(c->sh->db, c->a, number.terminal, number.series, number.running, &id)
		: document_last_sale(c->sh->db, c->a, c->sh->terminal_id, &id);
	if (e == OK)
		e = document_load(c->sh->db, c->a, id, d);
	if (e == ERR_NOTFOUND || (e == OK && d->kind != DOC_SALE))
		return c->words ? refuse(c, MSG_NO_RECEIPT, c->word[0], NULL) : refuse(c, MSG_NO_LAST_SALE, NULL, NULL);
	return e == OK ? OK : failed(c, e);
}

/* What must be weighed or scanned piece by piece is named instead of sold. */
static bool repeatable(const struct line *l)
{
	return !(l->flags & (LINE_LABEL | LINE_WEIGHED));
}

/* One line of the receipt joins the draft, with what is asked of a scan; refused, the draft is as it was. */
static enum err line_again(struct call *c, const struct line *was, struct basket *draft)
{
	struct again again;
	int count = draft->line_count, no = basket_next_line_no(draft);
	enum err e = repeatable(was) ? same_again(c, was, &again) : ERR_REFUSED;

	if (e != OK || (e = large_line(c, &again.line)) != OK || (e = goods_age(c, &again.line)) != OK)
		return e;
	draft->lines[draft->line_count] = again.line;
	draft->lines[draft->line_count++].line_no = no;
	goods_place_deposit(draft, again.has_deposit ? &again.deposit : NULL, no);
	if (again.line.price_source == PRICE_TYPED && (e = goods_loss(c, again.line.name)) != OK)
		draft->line_count = count;
	return e;
}

/* The lines of the sale that can be sold now, a deposit with its article; names of the others in *left. Something is
 * asked: its error. */
static enum err lines_again(struct call *c, const struct document *sale, struct basket *draft, const char **left)
{
	for (int i = 0; i < sale->line_count; i++) {
		const struct line *was = &sale->lines[i];
		enum err e = was->flags & LINE_LINKED ? OK : line_again(c, was, draft);

		if (e != OK && (e != ERR_REFUSED || c->t->view.need != NEED_NOTHING))
			return e;
		if (e != OK)
			*left = arena_printf(c->a, "%s%s%s", *left, **left ? ", " : "", was->name);
	}
	return draft->line_count > LINES_MAX ? refuse(c, MSG_BASKET_FULL, "999", NULL) : OK;
}

enum err act_repeat(struct call *c)
{
	struct till *t = c->t;
	struct document sale = { 0 };
	struct basket *draft;
	struct sell_act act = { .row = { .action = "approval", .subject_id = t->ob.row.id,
		.approver_id = approved_by(c) } };
	const char *left = "", *number;
	enum err e;

	if (t->ob.now.line_count)
		return refuse(c, MSG_BASKET_NOT_EMPTY, NULL, NULL);
	if ((e = sale_to_repeat(c, &sale)) != OK)
		return e;
	number = doc_number_text(c->a, sale.terminal_code, sale.series, sale.running);
	draft = sell_draft_for(&t->ob, 2 * sale.line_count);
	if ((e = lines_again(c, &sale, draft, &left)) != OK)
		return e;
	if (draft->line_count == 0)
		return refuse(c, MSG_NOTHING_SOLD, number, NULL);
	act.row.detail = arena_printf(c->a, "repeat %s", number);
	goods_age_seen(c);
	e = stored(c, sell_put_lines(c->sh, &t->ob, draft->line_count, NULL, c->approver.id ? &act : NULL));
	if (e != OK)
		return e;
	till_forget_done(t);
	till_basket_changed(t);
	return *left ? done(c, MSG_REPEATED_PART, number, left) : goods_told(c, MSG_REPEATED, number, NULL);
}

/* --- notes and names ------------------------------------------------------------------------------ */

/* A text that a person wrote, clean and short enough; "" for what takes it away. NULL: told. */
static const char *text_to_keep(struct call *c, const char *typed, enum err *e)
{
	const char *text = utf8_clean(c->a, typed);

	*e = OK;
	text += strspn(text, " ");
	if (utf8_len(text) <= NOTE_CHARS_MAX)
		return strcmp(text, "-") == 0 ? "" : text;
	*e = refuse(c, MSG_NOTE_LONG, arena_printf(c->a, "%d", NOTE_CHARS_MAX), NULL);
	return NULL;
}

enum err act_line_note(struct call *c)
{
	struct till *t = c->t;
	const char *typed = c->arg + strspn(c->arg, " \t"), *text;
	struct line *l;
	enum err e;

	/* "#3 text" means line 3. */
	c->words = 0;
	if (*typed == '#') {
		size_t n = strcspn(typed, " \t");

		c->word[c->words++] = arena_strndup(c->a, typed + 1, n - 1);
		typed += n;
	}
	if ((text = text_to_keep(c, typed, &e)) == NULL)
		return e;
	l = pick_line(c, sell_draft(&t->ob), 0, &e);
	if (!l)
		return e;
	l->note = text;
	e = sell_put_line(c->sh, &t->ob, l->line_no, NULL, NULL);
	if (e != OK)
		return failed(c, e);
	return *text ? done(c, MSG_NOTED, text, NULL) : done(c, MSG_NOTE_GONE, NULL, NULL);
}

static enum err keep_texts(struct call *c, const char *note, const char *customer, const char *told)
{
	enum err e = sell_texts(c->sh, &c->t->ob, note, customer);

	if (e != OK)
		return failed(c, e);
	return *told ? done(c, MSG_NOTED, told, NULL) : done(c, MSG_NOTE_GONE, NULL, NULL);
}

enum err act_bill_note(struct call *c)
{
	enum err e;
	const char *text = text_to_keep(c, c->arg, &e);

	return text ? keep_texts(c, text, c->t->ob.row.customer, text) : e;
}

enum err act_customer(struct call *c)
{
	enum err e;
	const char *text = text_to_keep(c, c->arg, &e);

	return text ? keep_texts(c, c->t->ob.row.note, text, text) : e;
}

/* --- the last change ------------------------------------------------------------------------------ */

/* What was given to the customer when this was settled. */
static int64_t given_back(const struct document *d)
{
	int64_t sum = 0;

	for (int i = 0; i < d->payment_count; i++) {
		const struct payment *p = &d->payments[i];

		if (d->kind == DOC_SALE)
			sum += p->change_minor;
		else if (p->kind != TENDER_EXCHANGE)
			sum += p->given_minor;
	}
	return sum;
}

enum err act_last_change(struct call *c)
{
	struct document d = { 0 }, partner = { 0 };
	int64_t id;
	enum err e = document_last_receipt(c->sh->db, c->a, c->sh->terminal_id, &id);

	if (e == OK)
		e = document_load(c->sh->db, c->a, id, &d);
	if (e == OK && d.partner_id)
		e = document_load(c->sh->db, c->a, d.partner_id, &partner);
	if (e == ERR_NOTFOUND)
		return refuse(c, MSG_NO_LAST_SALE, NULL, NULL);
	if (e != OK)
		return failed(c, e);
	return done(c, MSG_CHANGE_WAS, doc_number_text(c->a, d.terminal_code, d.series, d.running),
		money(c, given_back(&d) + given_back(&partner)));
}
