/* mail.h - labels with a postal address, as pure values: what stands on one, where an address may be broken into lines,
 * and orders of them. Lengths are tenths of a millimetre, sizes those of price tags (model/tag.h).
 *
 * A Chinese label, from above: the postcode, the address from large to small in one to three lines, the name with how
 * he is addressed and who receives it ("收"); no country. Elsewhere: the name, the address, the postcode. */
#ifndef MODEL_MAIL_H
#define MODEL_MAIL_H

#include "model/tag.h"

struct mail {
	int64_t member_id;
	const char *name, *address, *postcode; /* as on file; postcode "" unknown */
	int sex;                               /* enum member_sex: how he is addressed */
};
/* Whether it is written the Chinese way: something Chinese stands in the address. */
bool mail_is_chinese(const struct mail *m);
/* "张三 先生 收", "李四 女士 收", "某某公司 收"; elsewhere the name alone. */
char *mail_name(struct arena *a, const struct mail *m);

/* --- lines of an address ----------------------------------------------------------------------- */

#define MAIL_LINES_MAX 3
struct mail_line { const char *text; size_t n; };
/* Breaks an address where a postman would: before a street (behind a province, city, district or town), before a house
 * or an estate, behind a comma; between any two characters only where nothing else fits, and never within a number or
 * between it and what it counts (12号, 3-501室). As few lines as do; of two, as alike as they can be. 0: it does not
 * fit into `most` lines. fits() tells whether a text fits one line. */
int mail_lines(const char *address, int most, bool (*fits)(void *ctx, const char *text, size_t n), void *ctx,
	struct mail_line lines[MAIL_LINES_MAX]);

/* --- an order ------------------------------------------------------------------------------------- */

#define MAIL_SIDE_MIN 250                    /* a label for an address is at least so high, and twice as wide */
const char *mail_size_wrong(const struct tag_size *s);
struct mail_order {
	struct tag_size size;
	int start;                           /* the first free label of a used sheet, from 1 */
	struct mail *list;
	int count;
};
int mail_order_sheets(const struct mail_order *o);
/* Packed for who draws it; names false: by the members' numbers alone, as an order is kept until it is printed. */
void mail_order_pack(const struct mail_order *o, bool names, struct sbuf *out);
/* Of either kind; texts of one without names are "". ERR_INVALID for what mail_order_pack did not make. */
enum err mail_order_unpack(struct arena *a, const char *text, struct mail_order *out) MUST_CHECK;

#endif
