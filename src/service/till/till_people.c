/* till_people.c - what staff do at a till for themselves: comings and goings, what they are credited with, and buying
 * at their discount. */
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/money.h"
#include "service/timeclock.h"
#include "staff_sale_int.h"
#include "store/staff_store.h"
#include "till_int.h"

enum err act_clock(struct call *c)
{
	enum clock_kind kind = c->words ? clock_kind_find(c->word[0]) : CLOCK_NONE;

	if (c->words > 1 || (c->words && kind == CLOCK_NONE))
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	return timeclock_note(c->sh, c->a, kind, c->said);
}

/* By number, or by card. */
static enum err find_person(struct call *c, struct staff_row *who)
{
	enum err e = staff_by_number(c->sh->db, c->a, c->word[0], who);

	if (e == ERR_NOTFOUND)
		e = staff_row_of_card(c->sh, c->a, c->word[0], who);
	if (e == OK && (who->script || !who->active))
		e = ERR_NOTFOUND;
	if (e == ERR_NOTFOUND)
		return refuse(c, MSG_NOT_FOUND, arena_printf(c->a, _("staff number %s"), c->word[0]), NULL);
	return e == OK ? OK : failed(c, e);
}

/* --- who sold ------------------------------------------------------------------------------------ */

enum err act_seller(struct call *c)
{
	struct staff_row who = { .id = 0, .name = "" };
	struct line *l = NULL;
	enum err e = OK;

	if (c->words < 1 || c->words > 2)
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	if (c->words == 2 && (l = pick_line(c, &c->t->ob.now, 1, &e)) == NULL)
		return e;
	if (l && !line_credited(l))
		return refuse(c, MSG_SELLER_NOT, l->name, NULL);
	if (strcmp(c->word[0], "-") != 0 && (e = find_person(c, &who)) != OK)
		return e;
	e = sell_seller(c->sh, &c->t->ob, l ? l->line_no : 0, who.id);
	if (e != OK)
		return failed(c, e);
	if (!who.id)
		return done(c, MSG_SELLER_NONE, NULL, NULL);
	return l ? done(c, MSG_SELLER_LINE, l->name, who.name) : done(c, MSG_SELLER, who.name, NULL);
}

/* --- staff who buy --------------------------------------------------------------------------- */

enum err staff_sale_refused(struct call *c)
{
	const struct basket_row *row = &c->t->ob.row;
	struct staff_row who = { .name = "" };
	int64_t left_minor = 0;
	bool limited;
	enum err e = staff_by_id(c->sh->db, c->a, row->buyer_staff_id, &who);

	if (e == OK)
		e = staff_sale_left(c->sh, c->a, row->buyer_staff_id, clock_now_ms(), &limited, &left_minor);
	return e == OK ? refuse(c, MSG_STAFF_MONTH, who.name, money(c, left_minor)) : failed(c, e);
}

static enum err put_buyer(struct call *c, int64_t staff_id, int64_t bp)
{
	struct basket_row row = c->t->ob.row;
	enum err e;

	row.buyer_staff_id = staff_id;
	row.buyer_bp = bp;
	sell_draft(&c->t->ob);
	e = sell_bill_discount(c->sh, &c->t->ob, &row, NULL);
	return e == OK ? OK : failed(c, e);
}

enum err act_staff_sale(struct call *c)
{
	struct till *t = c->t;
	int64_t bp = setting_int(c->sh, SET_STAFF_DISCOUNT), left_minor;
	struct staff_row who;
	bool limited;
	enum err e;

	if (t->ob.payment_count)
		return refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	if (t->ob.now.line_count == 0)
		return refuse(c, MSG_BASKET_EMPTY, NULL, NULL);
	if (c->words != 1)
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	if (strcmp(c->word[0], "-") == 0) {
		e = put_buyer(c, 0, 0);
		return e == OK ? done(c, MSG_STAFF_SALE_OFF, NULL, NULL) : e;
	}
	if (bp == 0)
		return refuse(c, MSG_STAFF_SALE_NONE, NULL, NULL);
	if ((e = find_person(c, &who)) != OK)
		return e;
	if (who.id == c->sh->staff.id)
		return refuse(c, MSG_STAFF_SALE_OWN, NULL, NULL);
	e = staff_sale_left(c->sh, c->a, who.id, clock_now_ms(), &limited, &left_minor);
	if (e != OK)
		return failed(c, e);
	if (limited && left_minor == 0)
		return refuse(c, MSG_STAFF_MONTH, who.name, money(c, 0));
	e = put_buyer(c, who.id, bp);
	return e == OK ? done(c, MSG_STAFF_SALE, who.name, qty_text(c->a, bp * 10)) : e;
}
