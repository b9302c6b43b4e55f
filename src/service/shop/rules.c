/* rules.c - what suppliers, categories and the hour say of the goods: read with the master data, so that a scan asks
 * the store for nothing more than its article. */
#include <stdlib.h>

#include "base/clock.h"
#include "shop_int.h"
#include "store/article_store.h"
#include "store/goods_store.h"

enum err shop_load_goods(struct shop *sh)
{
	enum err e = suppliers_list(sh->db, &sh->master, &sh->suppliers, &sh->supplier_count);

	if (e == OK)
		e = windows_list(sh->db, &sh->master, false, &sh->windows, &sh->window_count);
	return e == OK ? rules_list(sh->db, &sh->master, &sh->rules, &sh->rule_count) : e;
}

const struct supplier_row *shop_supplier(const struct shop *sh, int64_t id)
{
	for (int i = 0; i < sh->supplier_count; i++)
		if (sh->suppliers[i].id == id)
			return &sh->suppliers[i];
	return NULL;
}

static int by_id(const void *a, const void *b)
{
	const struct rule_row *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static const struct rule_row *rule_of(const struct shop *sh, int64_t category_id)
{
	const struct rule_row wanted = { .id = category_id };

	return sh->rule_count ? bsearch(&wanted, sh->rules, (size_t)sh->rule_count, sizeof *sh->rules, by_id) : NULL;
}

struct category_rules shop_category_rules(const struct shop *sh, int64_t category_id)
{
	struct category_rules all = CATEGORY_NO_RULES;
	const struct rule_row *r = rule_of(sh, category_id);

	for (int depth = 0; r && depth < CATEGORY_DEPTH_MAX; depth++) {
		if (!all.age_min)
			all.age_min = r->rules.age_min;
		if (all.margin_bp < 0)
			all.margin_bp = r->rules.margin_bp;
		if (all.ban_from_minute < 0) {
			all.ban_from_minute = r->rules.ban_from_minute;
			all.ban_until_minute = r->rules.ban_until_minute;
		}
		if (!*all.tax_class)
			all.tax_class = r->rules.tax_class;
		r = rule_of(sh, r->parent_id);
	}
	return all;
}

static bool under(const struct shop *sh, int64_t category_id, int64_t top_id)
{
	const struct rule_row *r = rule_of(sh, category_id);

	for (int depth = 0; r && depth < CATEGORY_DEPTH_MAX; depth++) {
		if (r->id == top_id)
			return true;
		r = rule_of(sh, r->parent_id);
	}
	return false;
}

struct moment shop_moment(const struct shop *sh)
{
	struct civil now = clock_local(clock_now_ms());

	return (struct moment){ shop_business_day(sh), now.hour * 60 + now.minute,
		(int)setting_int(sh, SET_CUTOVER_HOUR) * 60 };
}

const struct price_window *shop_window_next(const struct shop *sh, const struct article *a, const struct moment *at,
	const struct price_window *after)
{
	bool passed = !after;

	for (int i = 0; i < sh->window_count; i++) {
		const struct price_window *w = &sh->windows[i].w;

		if (!passed) {
			passed = w == after;
			continue;
		}
		if ((w->article_id ? w->article_id == a->id : under(sh, a->category_id, w->category_id)) &&
			window_open(w, at))
			return w;
	}
	return NULL;
}
