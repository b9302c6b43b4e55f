/* till_people.c - what staff do at a till for themselves: comings and goings, and buying at their discount. */
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

/* --- staff who buy --------------------------------------------------------------------------- */

/* By number, or by card. */
static enum err find_buyer(struct call *c, struct staff_row *who)
{
	char digest[SEAL_HEX];
	enum err e = staff_by_number(c->sh->db, c->a, c->word[0], who);

	if (e == ERR_NOTFOUND) {
		card_digest(&c->sh->keys, c->word[0], digest);
		e = staff_by_card(c->sh->db, c->a, digest, who);
	}
	if (e == OK && (who->script || !who->active))
		e = ERR_NOTFOUND;
	if (e == ERR_NOTFOUND)
		return refuse(c, MSG_NOT_FOUND, arena_printf(c->a, _("staff number %s"), c->word[0]), NULL);
	return e == OK ? OK : failed(c, e);
}

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
	if ((e = find_buyer(c, &who)) != OK)
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
