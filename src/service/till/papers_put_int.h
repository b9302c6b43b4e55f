/* papers_put_int.h - how papers are filled: the values they are made with, one by one. */
#ifndef SERVICE_PAPERS_PUT_INT_H
#define SERVICE_PAPERS_PUT_INT_H

#include "../shop/shop_int.h"
#include "model/document.h"
#include "model/paper.h"

/* What the values are made with. */
struct making { struct shop *sh; struct arena *a; struct paper_record *at; bool english, notes; };

static inline void put(struct making *m, const char *name, const char *text)
{
	if (text && *text)
		paper_set(m->at, m->a, name, text);
}

static inline void put_money(struct making *m, const char *name, int64_t minor)
{
	paper_set(m->at, m->a, name, money_text(m->a, minor));
}

static inline void put_money_if(struct making *m, const char *name, int64_t minor)
{
	if (minor)
		put_money(m, name, minor);
}

static inline void put_count(struct making *m, const char *name, int64_t n)
{
	paper_set(m->at, m->a, name, arena_printf(m->a, "%lld", (long long)n));
}

/* One more row of that list, to be filled. */
static inline struct making row_of(const struct making *m, const char *list)
{
	struct making row = *m;

	row.at = paper_append(m->at, m->a, list);
	return row;
}

static inline const char *named(const struct making *m, const char *name, const char *name_en)
{
	return m->english && *name_en ? name_en : name;
}

/* Who that was: "1008 name". */
enum err put_person(struct making *m, const char *name, int64_t staff_id) MUST_CHECK;
void put_reason(struct making *m, int64_t reason_id);
/* Whose it is, masked whoever prints it, and what of stored value he has after it. */
enum err put_member(struct making *m, const struct document *d) MUST_CHECK;

/* With what every paper has: the shop, the till, whether it is a copy. */
struct making paper_begin(struct shop *sh, struct arena *a, struct paper_values *v, const char *terminal, int copy);
/* By the template of that name in the shop's language. */
enum err paper_render(struct making *m, const struct paper_values *v, const char *name, int columns,
	struct paper *out) MUST_CHECK;

/* --- what is worth money and is no goods (papers_money.c) ------------------------------------------- */

/* papers_member.c: coupons that took something off. */
void papers_coupons(struct making *m, const struct document *d);
/* Of a line: its code, and for what is no goods which it is. */
enum err papers_value_line(struct making *m, const struct line *l) MUST_CHECK;
/* Of a payment: its reference; of foreign notes how much of them at which rate; what a voucher forfeited. */
void papers_payment(struct making *m, const struct payment *p);
/* Of a payment's slip: what is left of the voucher, what is owed on the account. */
enum err papers_slip(struct making *m, const struct document *d, const struct payment *p) MUST_CHECK;
/* Of a sale that is the deposit on an order, or a payment on account: whose it is. */
enum err papers_holder(struct making *m, const struct document *d) MUST_CHECK;
/* What of stored value a member has after a document, if he has any or paid with it (papers_wallet.c). */
enum err papers_stored(struct making *m, const struct document *d) MUST_CHECK;
/* Packages of uses that it moved, and what is left of them after it (papers_uses.c). */
enum err papers_uses(struct making *m, const struct document *d) MUST_CHECK;
/* What points it brought or took, and what he can spend after it (papers_wallet.c). */
enum err papers_points(struct making *m, const struct document *d) MUST_CHECK;
/* The template of a receipt: "sale", "return", "order", "account". */
const char *papers_template(const struct document *d);

#endif
