/* till_goods_int.h - what acts on a basket ask of the goods in it. Each answers OK, or has asked or refused. */
#ifndef SERVICE_TILL_GOODS_INT_H
#define SERVICE_TILL_GOODS_INT_H

#include "model/code.h"
#include "till_int.h"

/* The tax of a line: the rate that holds now, inside the price or on top of it. */
void goods_taxed(const struct shop *sh, int64_t tax_rate_id, struct line *l);
/* Supplier, age, floor and kind of an article on its line, whose prices are known. */
void goods_line(const struct shop *sh, const struct article *a, struct line *l);
/* It may be sold at this hour; a refusal is on record. */
enum err goods_hours(struct call *c, const struct article *a);
/* The buyer of this line is old enough, seen once a basket (what was answered just now is kept with the line that is
 * stored next); and of all lines, before money is taken. */
enum err goods_age(struct call *c, const struct line *l);
void goods_age_seen(struct call *c);
enum err goods_age_of_basket(struct call *c);
/* The price typed, or the label of a scale (NULL none), lies within the bounds of the article, or somebody
 * allows it. */
enum err goods_bounds(struct call *c, const struct article *a, const struct scale_code *label, const struct line *l);
/* The draft loses no more than the basket did, or somebody allows it; and what a discount on the bill adds to that. */
enum err goods_loss(struct call *c, const char *name);
enum err goods_bill_loss(struct call *c, const struct basket_row *row);
/* done(), or the warning about a loss where the shop wants one. */
enum err goods_told(struct call *c, enum message id, const char *arg1, const char *arg2);
/* The line of the deposit that goes with an article, without number, quantity and parent; ERR_NOTFOUND: none does. */
enum err goods_deposit(struct call *c, const struct article *a, struct line *l);
/* Puts it into the draft, in the place of what went with the line before; NULL: nothing goes with it now. */
void goods_place_deposit(struct basket *draft, const struct line *deposit, int line_no);
/* A line of a deposit as it is charged or taken back; its quantity is said by who makes it. */
enum err goods_deposit_line(struct call *c, const struct article *d, struct line *l);
/* An empty in the draft is stored, with what its quantity comes to. */
enum err goods_put_empty(struct call *c, struct line *l);
/* Empties in the basket are within the limits of who takes them back. */
enum err empties_allowed(struct call *c);
enum err empties_set_quantity(struct call *c, int line_no, int64_t qty_milli);
/* A code that a bottle machine prints (till_slip.c). */
bool is_slip(struct call *c, const char *code);
/* A bag was offered, where the shop wants that. */
enum err goods_bag_asked(struct call *c);

#endif
