/* article_rules.c - what holds when an article is sold: whose it is, what bottle goes with it, how old a buyer must be,
 * within which bounds a price or a label may be, what its packing weighs, and how the tax office calls it. */
#include <inttypes.h>
#include <string.h>

#include "../office/office_int.h"
#include "articles_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "store/goods_store.h"

#define RULE(name, words, help, type, member) \
	{ name, words, help, ARTICLE_RULE_##type, offsetof(struct article, member) }
const struct article_rule article_rules[ARTICLE_RULES] = {
	RULE("supplier", N_("Supplier"), N_("Whose goods they are; empty: nobody is named"), SUPPLIER, supplier_id),
	RULE("deposit", N_("Bottle or crate"), N_("Number of the one that is charged with it; empty: none"), ARTICLE,
		deposit_id),
	RULE("tax-class", N_("Tax classification"), N_("The tax office's 19 digits; empty: as its category says"),
		CLASS, tax_class),
	RULE("age", N_("Age of the buyer"), N_("Years; empty: as its category says"), YEARS, age_min),
	RULE("price-min", N_("Least price"), N_("Of a unit, where it is typed or stands on a label; empty: no bound"),
		MONEY, price_min_minor),
	RULE("price-max", N_("Highest price"),
		N_("Of a unit, where it is typed or stands on a label; empty: no bound"), MONEY, price_max_minor),
	RULE("label-min", N_("Least on a label"), N_("Amount that a scale's label may have; empty: no bound"), MONEY,
		label_min_minor),
	RULE("label-max", N_("Highest on a label"), N_("Amount that a scale's label may have; empty: no bound"), MONEY,
		label_max_minor),
	RULE("tare", N_("Tare"), N_("Kilograms of its packing, taken off at the till's scale; empty: none"), WEIGHT,
		tare_milli),
};

static int64_t figure(const struct article *article, const struct article_rule *rule)
{
	int64_t v;

	memcpy(&v, (const char *)article + rule->offset, sizeof v);
	return v;
}

static enum err text_of(struct shop *sh, struct arena *a, const struct article *article,
	const struct article_rule *rule, const char **out)
{
	int64_t v = rule->type == ARTICLE_RULE_CLASS ? 0 : figure(article, rule);
	const struct supplier_row *supplier;
	struct article other;
	enum err e;

	*out = "";
	if (rule->type == ARTICLE_RULE_CLASS) {
		*out = article->tax_class ? article->tax_class : "";
		return OK;
	}
	if (!v)
		return OK;
	switch (rule->type) {
	case ARTICLE_RULE_SUPPLIER:
		supplier = shop_supplier(sh, v);
		*out = supplier ? supplier->code : "";
		return OK;
	case ARTICLE_RULE_ARTICLE:
		e = article_at_id(sh->db, a, v, clock_now_ms(), &other);
		*out = e == OK ? other.number : "";
		return e == ERR_NOTFOUND ? OK : e;
	case ARTICLE_RULE_MONEY:
		*out = money_text(a, v);
		return OK;
	case ARTICLE_RULE_WEIGHT:
		*out = qty_text(a, v);
		return OK;
	default:
		*out = arena_printf(a, "%" PRId64, v);
		return OK;
	}
}

enum err article_rules_text(struct shop *sh, struct arena *a, const struct article *article,
	const char *text[ARTICLE_RULES])
{
	enum err e = OK;

	for (int i = 0; e == OK && i < ARTICLE_RULES; i++)
		e = text_of(sh, a, article, &article_rules[i], &text[i]);
	return e;
}

/* --- what is typed ------------------------------------------------------------------------- */

const struct supplier_row *article_supplier_named(const struct shop *sh, const char *text)
{
	for (int i = 0; i < sh->supplier_count; i++)
		if (strcmp(sh->suppliers[i].code, text) == 0 || strcmp(sh->suppliers[i].name, text) == 0)
			return &sh->suppliers[i];
	return NULL;
}

enum err article_supplier(struct shop *sh, struct arena *a, const char *text, int64_t *id, struct said *said)
{
	const struct supplier_row *supplier = article_supplier_named(sh, utf8_clean(a, text));

	if (!supplier)
		return say(said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(a, _("supplier %s"), text), NULL);
	*id = supplier->id;
	return OK;
}

/* A bottle has no bottle, and what is charged as one has the flag for it: as the import has it. */
static enum err read_deposit(struct shop *sh, struct arena *a, const char *text, const struct article *article,
	int64_t *id, struct said *said)
{
	struct article bottle;
	enum err e = article_find(sh, a, utf8_narrow(a, text), &bottle);

	if (e == ERR_NOTFOUND)
		return say(said, e, MSG_NOT_FOUND, arena_printf(a, _("article %s"), text), NULL);
	if (e == OK && (!(bottle.flags & ARTICLE_DEPOSIT) || bottle.deposit_id || bottle.id == article->id))
		return say(said, ERR_REFUSED, MSG_NO_BOTTLE, bottle.number, NULL);
	*id = bottle.id;
	return e;
}

static enum err read_rule(struct shop *sh, struct arena *a, const struct article_rule *rule, const char *text,
	struct article *article, struct said *said)
{
	bool none = !*text || strcmp(text, "-") == 0;
	int64_t v = 0;
	enum err e = OK;

	switch (rule->type) {
	case ARTICLE_RULE_SUPPLIER:
		e = none ? OK : article_supplier(sh, a, text, &v, said);
		break;
	case ARTICLE_RULE_ARTICLE:
		e = none ? OK : read_deposit(sh, a, text, article, &v, said);
		break;
	case ARTICLE_RULE_CLASS:
		article->tax_class = none ? "" : utf8_narrow(a, text);
		return none || tax_class_ok(article->tax_class) ? OK
			: say(said, ERR_INVALID, MSG_VALUE_BAD, _(rule->words), text);
	case ARTICLE_RULE_YEARS:
		e = none ? OK : office_number(text, 0, AGE_MOST, _(rule->words), &v, said);
		break;
	case ARTICLE_RULE_MONEY:
		if (!none && (money_parse(text, &v) != OK || v < 0 || v > MONEY_MAX))
			return say(said, ERR_INVALID, MSG_VALUE_BAD, _(rule->words), text);
		break;
	case ARTICLE_RULE_WEIGHT:
		if (!none && !tare_read(text, &v))
			return say(said, ERR_INVALID, MSG_VALUE_BAD, _(rule->words), text);
		break;
	}
	if (e == OK)
		memcpy((char *)article + rule->offset, &v, sizeof v);
	return e;
}

static enum err check_bounds(struct arena *a, int64_t least_minor, int64_t most_minor, struct said *said)
{
	return !most_minor || least_minor <= most_minor ? OK
		: say(said, ERR_INVALID, MSG_BOUNDS_CROSSED, money_text(a, least_minor), money_text(a, most_minor));
}

enum err article_rules_read(struct shop *sh, struct arena *a, const struct article_edit *edit, struct article *article,
	struct said *said)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < ARTICLE_RULES; i++)
		if (edit->rule[i])
			e = read_rule(sh, a, &article_rules[i], edit->rule[i], article, said);
	if (e == OK && article->deposit_id && (article->flags & ARTICLE_DEPOSIT))
		e = say(said, ERR_REFUSED, MSG_NO_BOTTLE, article->number, NULL);
	if (e == OK)
		e = check_bounds(a, article->price_min_minor, article->price_max_minor, said);
	return e == OK ? check_bounds(a, article->label_min_minor, article->label_max_minor, said) : e;
}
