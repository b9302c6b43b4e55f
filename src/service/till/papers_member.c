/* papers_member.c - papers about what members have: coupons, statements; ordered here and made here. */
#include "base/clock.h"
#include "../member/coupons_int.h"
#include "../member/member_statement_int.h"
#include "../office/office_int.h"
#include "jobs_int.h"
#include "papers_int.h"
#include "papers_put_int.h"
#include "store/member_store.h"

#include <inttypes.h>
#include <stdio.h>

struct printing { int64_t id; };

static enum err print_body(struct shop *sh, void *arg)
{
	const struct printing *p = arg;

	return jobs_coupon(sh, 0, p->id);
}

enum err coupon_print(struct shop *sh, struct arena *a, const char *code, struct said *said)
{
	struct printing p = { .id = 0 };
	struct coupon_row row;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	if (e == OK)
		e = coupon_read(sh, a, code, &row, said);
	if (e == ERR_NOTFOUND)
		return say(said, e, MSG_NO_COUPON, code, NULL);
	if (e != OK)
		return e;
	if (!*setting_text(sh, SET_RECEIPT_QUEUE))
		return say(said, ERR_REFUSED, MSG_NO_PRINTER_THERE, shop_terminal(sh), NULL);
	p.id = row.id;
	e = shop_tx(sh, print_body, &p);
	return e == OK ? say(said, OK, MSG_COUPON_PRINTED, row.code, NULL) : office_answer(said, e, row.code);
}

void papers_coupons(struct making *m, const struct document *d)
{
	int sign = d->kind == DOC_SALE ? 1 : -1;

	for (int i = 0; i < d->discount_count; i++) {
		int64_t sum = 0;
		bool first = true;
		struct making row;

		if (d->discounts[i].stage != STAGE_COUPON)
			continue;
		for (int k = 0; k < d->discount_count; k++) {
			if (d->discounts[k].stage != STAGE_COUPON || d->discounts[k].rule_id != d->discounts[i].rule_id)
				continue;
			first = first && k >= i;
			sum += d->discounts[k].amount_minor;
		}
		if (!first)
			continue;
		row = row_of(m, "coupons");
		put(&row, "name", d->discounts[i].why);
		put_money(&row, "amount", -sign * sum);
	}
}

static void put_goods(struct making *m, const struct coupon_kind_row *k)
{
	put(m, "value", coupon_value_text(m->a, &k->terms));
	put(m, k->terms.kind == COUPON_PERCENT ? "percent" : "off", "1");
	if (k->terms.kind == COUPON_PERCENT) {
		put(m, "fold", arena_printf(m->a, "%s", qty_text(m->a, 10000 - k->terms.value)));
		put_money_if(m, "cap", k->terms.cap_minor);
	}
	put_money_if(m, "from_amount", k->terms.from_minor);
	if (k->scope != SCOPE_ALL)
		put(m, "some_goods", "1");
	if (k->terms.first_purchase)
		put(m, "first", "1");
	if (k->terms.not_with_others || k->terms.not_with_level)
		put(m, "alone", "1");
}

enum err paper_of_coupon(struct shop *sh, struct arena *a, int64_t coupon_id, int columns, struct paper *out)
{
	struct paper_values v;
	struct making m = paper_begin(sh, a, &v, shop_terminal(sh), 0);
	const struct coupon_kind_row *kind;
	struct coupon_row row;
	enum err e = coupon_get(sh->db, a, coupon_id, &row);

	if (e != OK)
		return e;
	kind = coupon_kind_of(sh, row.kind_id);
	put(&m, "name", named(&m, row.kind, row.kind_en));
	if (kind)
		put_goods(&m, kind);
	put(&m, "code", row.code);
	put(&m, "from", day_text(a, row.c.from_day));
	if (row.c.until_day)
		put(&m, "until", day_text(a, row.c.until_day));
	if (row.c.uses > 1)
		put_count(&m, "uses", row.c.uses);
	if (row.c.member_id)
		put(&m, "personal", "1");
	put(&m, "barcode", row.code);
	put(&m, "qr", row.code);
	return paper_render(&m, &v, "coupon", columns, out);
}

/* --- the statement ------------------------------------------------------------------------------------ */

struct ordering { const char *body; };

static enum err order_body(struct shop *sh, void *arg)
{
	const struct ordering *o = arg;

	return jobs_paper(sh, 0, "member-statement", o->body, 0);
}

enum err member_statement_print(struct shop *sh, struct arena *a, const char *member, int32_t from, int32_t to,
	struct said *said)
{
	struct member_statement s;
	struct ordering o;
	enum err e = member_statement(sh, a, member, from, to, &s, said);

	if (e != OK)
		return e;
	if (!*setting_text(sh, SET_RECEIPT_QUEUE))
		return say(said, ERR_REFUSED, MSG_NO_PRINTER_THERE, shop_terminal(sh), NULL);
	o.body = arena_printf(a, "%" PRId64 " %d %d", s.member.id, (int)from, (int)to);
	e = shop_tx(sh, order_body, &o);
	return e == OK ? say(said, OK, MSG_MEMBER_STATEMENT, s.member.code, NULL)
		: office_answer(said, e, s.member.code);
}

static void put_moved(struct making *m, const struct member_statement *s)
{
	put_money(m, "value_before", s->opening.value_after_minor);
	put_money(m, "value_after", s->closing.value_after_minor);
	put_count(m, "points_before", s->opening.points_after);
	put_count(m, "points_after", s->closing.points_after);
	for (int i = 0; i < s->count; i++) {
		const struct moved_line *l = &s->lines[i];
		struct making row = row_of(m, "lines");

		put(&row, "day", day_text(m->a, l->by.day));
		put(&row, "number", l->by.number);
		if (l->value_minor) {
			put_money(&row, "value", l->value_minor);
			put_money(&row, "balance", l->value_after_minor);
		}
		if (l->points) {
			put_count(&row, "points", l->points);
			put_count(&row, "points_balance", l->points_after);
		}
	}
}

enum err paper_of_member_statement(struct shop *sh, struct arena *a, const char *body, int columns, struct paper *out)
{
	struct paper_values v;
	struct making m = paper_begin(sh, a, &v, shop_terminal(sh), 0);
	struct member_statement s;
	struct member row;
	int64_t id;
	int from, to;
	enum err e;

	if (sscanf(body, "%" SCNd64 " %d %d", &id, &from, &to) != 3)
		return ERR_INVALID;
	e = member_get(sh->db, a, id, &row);
	if (e == OK)
		e = member_statement_of(sh, a, &row, from, to, &s);
	if (e != OK)
		return e;
	put(&m, "member", arena_printf(a, "%s %s", row.code, mask_name(a, row.name)));
	put(&m, "from", day_text(a, from));
	put(&m, "to", day_text(a, to));
	put(&m, "printed", clock_text(a, clock_now_ms()));
	put_moved(&m, &s);
	return paper_render(&m, &v, "member-statement", columns, out);
}
