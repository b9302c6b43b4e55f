/* pricing.c - prices changed many at once. The plan is worked out over all articles in one walk; a batch is written
 * first and then applied in slices, so that no till waits long and a batch that was cut off is gone on with. */
#include "service/pricing.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "articles_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "csvfile_int.h"
#include "../office/office_int.h"
#include "model/money.h"
#include "model/reprice.h"
#include "store/price_store.h"

#define SLICE 200          /* articles of one transaction */
#define BATCHES_SHOWN 500
#define BATCH_NAME_MAX 60
#define ABANDONED_MS 60000 /* who needs longer goes on beside the worker */

const char *const pricing_state_name[4] = { "none", [BATCH_UNDER_WAY] = "under-way", [BATCH_DONE] = "done",
	[BATCH_UNDONE] = "undone" };

/* --- choosing ---------------------------------------------------------------------------------- */

struct choosing {
	struct shop *sh;
	struct arena *arena, scratch;
	const struct pricing_order *order;
	struct pricing *plan;
	struct reprice rule;
	int64_t *categories;           /* the chosen one and all under it; count 0: any */
	int category_count;
	int64_t department_id, supplier_id; /* 0 any */
	int64_t least_minor, most_minor;    /* 0 any */
	const char *text;              /* folded; "" any */
	int64_t *listed;               /* ids of the file, ascending; NULL any */
	int listed_count;
};

static bool given(const char *text)
{
	return text && *text;
}

static bool category_chosen(const struct choosing *c, int64_t id)
{
	for (int i = 0; i < c->category_count; i++)
		if (c->categories[i] == id)
			return true;
	return c->category_count == 0;
}

/* The category and all that hangs under it: each pass takes those whose parent is in. */
static enum err choose_category(struct choosing *c, struct said *said)
{
	struct category_row *rows;
	int n, before;
	enum err e;

	if (!given(c->order->category))
		return OK;
	e = categories_list(c->sh->db, c->arena, &rows, &n);
	if (e != OK)
		return e;
	c->categories = arena_array(c->arena, (size_t)n + 1, sizeof *c->categories);
	for (int i = 0; i < n; i++)
		if (strcmp(rows[i].code, c->order->category) == 0)
			c->categories[c->category_count++] = rows[i].id;
	if (c->category_count == 0)
		return say(said, ERR_NOTFOUND, MSG_NOT_FOUND,
			arena_printf(c->arena, _("category %s"), c->order->category), NULL);
	do {
		before = c->category_count;
		for (int i = 0; i < n; i++)
			if (rows[i].parent_id && category_chosen(c, rows[i].parent_id) && !category_chosen(c,
					rows[i].id))
				c->categories[c->category_count++] = rows[i].id;
	} while (c->category_count > before);
	return OK;
}

static int by_id(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

/* A file of codes, one a line; what nobody knows is told, the first of them by name. */
static enum err choose_listed(struct choosing *c, struct said *said)
{
	char *bytes, *save = NULL;
	size_t n;
	enum err e;

	if (!given(c->order->codes))
		return OK;
	e = file_read(c->arena, c->order->codes, &bytes, &n);
	if (e != OK)
		return say(said, e == ERR_IO ? ERR_IO : ERR_NOTFOUND, MSG_NO_FILE, c->order->codes, NULL);
	c->listed = arena_array(c->arena, n / 2 + 2, sizeof *c->listed);
	for (char *code = strtok_r(bytes, " ,;\t\r\n", &save); code; code = strtok_r(NULL, " ,;\t\r\n", &save)) {
		struct article article;

		arena_clear(&c->scratch);
		e = article_find(c->sh, &c->scratch, code, &article);
		if (e == ERR_NOTFOUND)
			return say(said, e, MSG_NOT_FOUND, arena_printf(c->arena, _("article %s"), code), NULL);
		if (e != OK)
			return e;
		c->listed[c->listed_count++] = article.id;
	}
	qsort(c->listed, (size_t)c->listed_count, sizeof *c->listed, by_id);
	return OK;
}

static bool chosen(struct choosing *c, const struct article *a)
{
	if (!category_chosen(c, a->category_id) || (c->department_id && a->department_id != c->department_id))
		return false;
	if ((c->supplier_id && a->supplier_id != c->supplier_id) ||
		price_outside(a->price_minor, c->least_minor, c->most_minor))
		return false;
	if (c->listed && !bsearch(&a->id, c->listed, (size_t)c->listed_count, sizeof a->id, by_id))
		return false;
	if (!*c->text)
		return true;
	arena_clear(&c->scratch);
	return strstr(utf8_key(&c->scratch, a->name), c->text) || strstr(utf8_key(&c->scratch, a->name_en), c->text) ||
		strstr(utf8_key(&c->scratch, a->number), c->text);
}

static enum err plan_one(void *ctx, const struct article_full *full)
{
	struct choosing *c = ctx;
	struct pricing *p = c->plan;
	const struct article *a = &full->article;
	struct pricing_line *l = &p->list[p->count];

	if (!chosen(c, a))
		return OK;
	if (p->count == PRICE_BATCH_MAX) {
		p->more = true;
		return OK;
	}
	*l = (struct pricing_line){ .article_id = a->id, .number = arena_strdup(c->arena, a->number),
		.article = arena_strdup(c->arena, a->name), .was_minor = a->price_minor, .cost_minor = a->cost_minor,
		.price_minor = reprice(&c->rule, a->price_minor, a->cost_minor) };
	if (!margin_bp(l->price_minor, l->cost_minor, &l->margin_bp))
		l->margin_bp = 0;
	l->below_cost = l->price_minor > 0 && l->cost_minor > 0 && l->price_minor < l->cost_minor;
	p->below_cost += l->below_cost;
	p->unsaid += l->price_minor < 0;
	p->unchanged += l->price_minor == l->was_minor && p->level == PRICE_LEVEL_REGULAR;
	p->count++;
	return OK;
}

static enum err read_time(const char *text, int64_t otherwise, int64_t *at_ms, struct said *said)
{
	*at_ms = otherwise;
	if (given(text) && clock_parse(text, at_ms) != OK)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("A time"), text);
	return OK;
}

static enum err read_bound(const char *text, int64_t *minor, struct said *said)
{
	return !given(text) || money_parse(text, minor) == OK ? OK
		: say(said, ERR_INVALID, MSG_VALUE_BAD, _("A price"), text);
}

static enum err read_order(struct choosing *c, struct said *said)
{
	const struct pricing_order *o = c->order;
	struct pricing *p = c->plan;
	enum err e = read_time(o->from, clock_now_ms(), &p->from_ms, said);

	if (e == OK)
		e = read_time(o->until, 0, &p->until_ms, said);
	if (e == OK && given(o->level))
		e = office_number(o->level, PRICE_LEVEL_REGULAR, PRICE_LEVEL_MAX, _("A price level"), &p->level, said);
	if (e == OK && p->from_ms < clock_now_ms())
		e = say(said, ERR_REFUSED, MSG_PRICE_PAST, NULL, NULL);
	if (e == OK && p->until_ms && (p->level != PRICE_LEVEL_SPECIAL || p->until_ms <= p->from_ms))
		e = say(said, ERR_REFUSED, MSG_PRICE_UNTIL, NULL, NULL);
	if (e == OK && !reprice_read(o->rule ? o->rule : "", &c->rule))
		e = say(said, ERR_INVALID, MSG_RULE_BAD, given(o->rule) ? o->rule : _("empty"), NULL);
	if (e == OK && !reprice_ending(o->ending ? o->ending : "", &c->rule))
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, _("An ending"), o->ending);
	if (e == OK)
		e = read_bound(o->price_min, &c->least_minor, said);
	if (e == OK)
		e = read_bound(o->price_max, &c->most_minor, said);
	if (e == OK && given(o->supplier))
		e = article_supplier(c->sh, c->arena, o->supplier, &c->supplier_id, said);
	if (e != OK || !given(o->department))
		return e;
	if (!shop_department_by_code(c->sh, o->department))
		return say(said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(c->arena, _("department %s"), o->department),
			NULL);
	c->department_id = shop_department_by_code(c->sh, o->department)->id;
	return OK;
}

enum err pricing_plan(struct shop *sh, struct arena *a, const struct pricing_order *order, struct pricing *out,
	struct said *said)
{
	struct choosing c = { .sh = sh, .arena = a, .order = order, .plan = out };
	enum err e = office_need(sh, PERM_PRICES, said);

	*out = (struct pricing){ .level = PRICE_LEVEL_REGULAR };
	if (e == OK)
		e = read_order(&c, said);
	if (e == OK)
		e = choose_category(&c, said);
	if (e == OK)
		e = choose_listed(&c, said);
	if (e == OK) {
		c.text = order->text ? utf8_key(a, order->text) : "";
		out->list = arena_array(a, PRICE_BATCH_MAX, sizeof *out->list);
		e = articles_each(sh->db, out->from_ms, plan_one, &c);
	}
	arena_release(&c.scratch);
	return office_answer(said, e, order->name ? order->name : "");
}

/* --- applying ---------------------------------------------------------------------------------- */

/* A batch under way: a slice of lines in each transaction. */
struct applying {
	struct arena *arena;
	struct price_batch_row batch;
	const struct pricing *plan;        /* while it is written */
	int first;                         /* of the plan's lines */
	int64_t after_id;
	int handled;                       /* of the last slice */
	int64_t undone, left_alone;
};

static bool changes(const struct pricing *plan, const struct pricing_line *l)
{
	return l->price_minor > 0 && (plan->level != PRICE_LEVEL_REGULAR || l->price_minor != l->was_minor);
}

/* Until its last line is written it counts as taken back: cut off in between, nothing of it ever holds. */
static enum err write_slice(struct shop *sh, void *arg)
{
	struct applying *ap = arg;
	enum err e = ap->first == 0 ? price_batch_put(sh->db, &ap->batch) : OK;

	for (int i = ap->first; e == OK && i < ap->plan->count && i < ap->first + SLICE; i++) {
		const struct pricing_line *l = &ap->plan->list[i];
		const struct price_batch_line_row row = { .article_id = l->article_id, .was_minor = l->was_minor,
			.price_minor = l->price_minor };

		if (changes(ap->plan, l))
			e = price_batch_line_put(sh->db, ap->batch.id, &row);
	}
	if (e == OK && ap->first + SLICE >= ap->plan->count)
		e = price_batch_state_set(sh->db, ap->batch.id, BATCH_UNDONE, BATCH_UNDER_WAY, 0, 0);
	return e;
}

/* One price put; what it takes the place of is kept with the line, so that it can come back. */
static enum err apply_line(struct shop *sh, struct applying *ap, struct price_batch_line_row *l)
{
	const struct price_batch_row *b = &ap->batch;
	struct arena *a = ap->arena;
	struct price_row was = { .until_at_ms = 0 };
	enum err e = price_at(sh->db, a, l->article_id, b->level, b->from_at_ms, &was);
	const struct change changes[] = {
		{ "price", e == OK ? money_text(a, was.price_minor) : NULL, money_text(a, l->price_minor) },
		{ "level", NULL, arena_printf(a, "%d", (int)b->level) }, { "from", NULL, clock_iso(a, b->from_at_ms) },
		{ "batch", NULL, b->name },
	};

	l->was_minor = e == OK ? was.price_minor : -1;
	l->was_until_ms = e == OK ? was.until_at_ms : 0;
	l->done = true;
	if (e == OK || e == ERR_NOTFOUND)
		e = article_price_in_tx(sh, l->article_id, b->level, l->price_minor, b->from_at_ms, b->until_at_ms);
	if (e == OK)
		e = price_batch_line_done(sh->db, b->id, l);
	return e == OK ? office_revise(sh, "price", l->article_id, changes, 4) : e;
}

static enum err apply_slice(struct shop *sh, void *arg)
{
	struct applying *ap = arg;
	struct price_batch_line_row *list;
	struct price_batch_row now;
	enum err e = price_batch_get(sh->db, ap->arena, ap->batch.id, &now);

	ap->handled = 0;
	if (e != OK || now.state != BATCH_UNDER_WAY) /* ended by somebody else, or taken back */
		return e == OK && now.state != BATCH_DONE ? ERR_STALE : e;
	ap->batch.lines = now.lines;
	e = price_batch_lines(sh->db, ap->arena, ap->batch.id, 0, false, SLICE, &list, &ap->handled);
	for (int i = 0; e == OK && i < ap->handled; i++)
		e = apply_line(sh, ap, &list[i]);
	if (e == OK && ap->handled < SLICE) {
		const struct audit_row row = { .action = "price-batch", .subject_id = ap->batch.id,
			.amount_minor = now.lines, .detail = "" };

		e = price_batch_state_set(sh->db, ap->batch.id, BATCH_UNDER_WAY, BATCH_DONE, 0, 0);
		return e == OK ? audit_in_tx(sh, &row, 1) : e;
	}
	return e;
}

static enum err apply_all(struct shop *sh, struct applying *ap)
{
	struct arena slice = ARENA_INIT, *kept = ap->arena;
	enum err e;

	ap->arena = &slice;
	do {
		arena_clear(&slice);
		e = shop_tx(sh, apply_slice, ap);
	} while (e == OK && ap->handled == SLICE);
	arena_release(&slice);
	ap->arena = kept;
	return e;
}

static enum err finish(struct shop *sh, struct arena *a, struct applying *ap, struct said *said)
{
	enum err e = apply_all(sh, ap);

	if (e == ERR_STALE)
		return office_answer(said, e, ap->batch.name);
	if (e != OK)
		return say(said, e, MSG_BATCH_CUT, arena_printf(a, "%" PRId64, ap->batch.id), NULL);
	return say(said, OK, MSG_BATCH_DONE, ap->batch.name, arena_printf(a, "%" PRId64, ap->batch.lines));
}

enum err pricing_apply(struct shop *sh, struct arena *a, const struct pricing_order *order, const struct pricing *plan,
	int64_t *batch_id, struct said *said)
{
	struct applying ap = { .arena = a, .plan = plan, .batch = { .level = plan->level, .from_at_ms = plan->from_ms,
		.until_at_ms = plan->until_ms, .state = BATCH_UNDONE } };
	bool any = false;
	enum err e = office_need(sh, PERM_PRICES, said);

	*batch_id = 0;
	for (int i = 0; i < plan->count; i++)
		any = any || changes(plan, &plan->list[i]);
	if (e == OK)
		e = office_name(a, order->name ? order->name : "", &ap.batch.name, said);
	if (e == OK && !any)
		e = say(said, ERR_REFUSED, MSG_BATCH_EMPTY, NULL, NULL);
	if (e != OK)
		return e;
	if (ap.batch.from_at_ms < clock_now_ms()) /* it was looked at meanwhile */
		ap.batch.from_at_ms = clock_now_ms();
	*batch_id = ap.batch.id = shop_new_id(sh);
	ap.batch.staff_id = sh->staff.id;
	ap.batch.made_at_ms = clock_now_ms();
	for (; e == OK && ap.first < plan->count; ap.first += SLICE)
		e = shop_tx(sh, write_slice, &ap);
	if (e != OK)
		return office_answer(said, e, ap.batch.name);
	return finish(sh, a, &ap, said);
}

static enum err find_batch(struct shop *sh, struct arena *a, int64_t id, struct applying *ap, struct said *said)
{
	enum err e = office_need(sh, PERM_PRICES, said);

	if (e == OK)
		e = price_batch_get(sh->db, a, id, &ap->batch);
	return office_answer(said, e, arena_printf(a, _("price batch %lld"), (long long)id));
}

enum err pricing_resume(struct shop *sh, struct arena *a, int64_t batch_id, struct said *said)
{
	struct applying ap = { .arena = a };
	enum err e = find_batch(sh, a, batch_id, &ap, said);

	if (e == OK && ap.batch.state != BATCH_UNDER_WAY)
		return say(said, OK, MSG_UNCHANGED, ap.batch.name, NULL);
	return e == OK ? finish(sh, a, &ap, said) : e;
}

/* --- taking back -------------------------------------------------------------------------------- */

static enum err undo_line(struct shop *sh, struct applying *ap, struct price_batch_line_row *l)
{
	const struct price_batch_row *b = &ap->batch;
	struct arena *a = ap->arena;
	const struct change changes[] = {
		{ "price", money_text(a, l->price_minor), l->was_minor < 0 ? "" : money_text(a, l->was_minor) },
		{ "from", NULL, clock_iso(a, b->from_at_ms) }, { "batch", b->name, "" },
	};
	bool taken = false;
	enum err e = price_take_back(sh->db, l->article_id, b->level, b->from_at_ms, l->price_minor, l->was_until_ms,
		&taken);

	l->done = false;
	ap->left_alone += !taken;
	if (e == OK)
		e = price_batch_line_done(sh->db, b->id, l);
	return e == OK && taken ? office_revise(sh, "price", l->article_id, changes, 3) : e;
}

/* The state goes first: a batch that is being taken back is not gone on with. */
static enum err undo_slice(struct shop *sh, void *arg)
{
	struct applying *ap = arg;
	struct price_batch_line_row *list;
	int64_t before = ap->left_alone;
	enum err e = OK;

	if (ap->batch.from_at_ms <= sh->tx_at_ms)
		return ERR_REFUSED;
	if (ap->batch.state != BATCH_UNDONE) {
		const struct audit_row row = { .action = "price-batch-undo", .subject_id = ap->batch.id, .detail = "" };

		e = price_batch_state_set(sh->db, ap->batch.id, ap->batch.state, BATCH_UNDONE, sh->tx_at_ms,
			sh->staff.id);
		if (e == OK)
			e = audit_in_tx(sh, &row, 1);
	}
	if (e == OK)
		e = price_batch_lines(sh->db, ap->arena, ap->batch.id, 0, true, SLICE, &list, &ap->handled);
	for (int i = 0; e == OK && i < ap->handled; i++)
		e = undo_line(sh, ap, &list[i]);
	if (e != OK)
		ap->left_alone = before; /* it may be tried again */
	return e;
}

static enum err undo_all(struct shop *sh, struct applying *ap)
{
	struct arena slice = ARENA_INIT, *kept = ap->arena;
	enum err e;

	ap->arena = &slice;
	do {
		arena_clear(&slice);
		e = shop_tx(sh, undo_slice, ap);
		ap->undone += e == OK ? ap->handled : 0;
		ap->batch.state = e == OK ? BATCH_UNDONE : ap->batch.state;
	} while (e == OK && ap->handled > 0);
	arena_release(&slice);
	ap->arena = kept;
	return e;
}

enum err pricing_undo(struct shop *sh, struct arena *a, int64_t batch_id, struct said *said)
{
	struct applying ap = { .arena = a };
	enum err e = find_batch(sh, a, batch_id, &ap, said);

	if (e != OK)
		return e;
	e = undo_all(sh, &ap);
	if (e == ERR_REFUSED)
		return say(said, e, MSG_BATCH_HOLDS, ap.batch.name, NULL);
	if (e != OK)
		return office_answer(said, e, ap.batch.name);
	return say(said, OK, MSG_BATCH_UNDONE, ap.batch.name, arena_printf(a, "%" PRId64, ap.undone - ap.left_alone));
}

/* --- what was left half done --------------------------------------------------------------------- */

enum err pricing_go_on(struct shop *sh, struct arena *a, const char **name)
{
	struct applying ap = { .arena = a };
	int64_t id, staff_id = 0, was = sh->staff.id;
	enum err e = price_batch_abandoned(sh->db, a, clock_now_ms() - ABANDONED_MS, clock_now_ms(), &id, &staff_id);

	*name = NULL;
	if (e == ERR_NOTFOUND)
		return OK;
	if (e == OK)
		e = price_batch_get(sh->db, a, id, &ap.batch);
	if (e != OK)
		return e;
	sh->staff.id = staff_id;
	e = ap.batch.state == BATCH_UNDER_WAY ? apply_all(sh, &ap) : undo_all(sh, &ap);
	sh->staff.id = was;
	*name = e == OK ? ap.batch.name : NULL;
	return e == ERR_STALE || e == ERR_REFUSED ? OK : e; /* whoever began it came back, or it holds by now */
}

/* --- reading ----------------------------------------------------------------------------------- */

enum err pricing_batches(struct shop *sh, struct arena *a, struct pricing_batch **list, int *n)
{
	struct price_batch_row *rows;
	enum err e = price_batches(sh->db, a, BATCHES_SHOWN, &rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++)
		(*list)[i] = (struct pricing_batch){ .id = rows[i].id, .name = rows[i].name, .staff = rows[i].staff,
			.level = rows[i].level, .from_ms = rows[i].from_at_ms, .until_ms = rows[i].until_at_ms,
			.made_ms = rows[i].made_at_ms, .lines = rows[i].lines, .state = rows[i].state };
	return OK;
}

static enum err add_lines(struct shop *sh, struct arena *a, int64_t batch_id, bool done, struct pricing_line *list,
	int *n)
{
	int64_t after_id = 0;
	int count;
	enum err e;

	do {
		struct price_batch_line_row *rows;

		e = price_batch_lines(sh->db, a, batch_id, after_id, done, SLICE, &rows, &count);
		for (int i = 0; e == OK && i < count && *n < PRICE_BATCH_MAX; i++) {
			struct article article = { .number = "", .name = "" };
			struct pricing_line *l = &list[(*n)++];

			after_id = rows[i].article_id;
			e = article_get(sh, a, rows[i].article_id, &article);
			*l = (struct pricing_line){ .article_id = rows[i].article_id, .number = article.number,
				.article = article.name, .was_minor = rows[i].was_minor,
				.price_minor = rows[i].price_minor, .cost_minor = article.cost_minor,
				.below_cost = article.cost_minor > rows[i].price_minor };
			if (!margin_bp(l->price_minor, l->cost_minor, &l->margin_bp))
				l->margin_bp = 0;
		}
	} while (e == OK && count == SLICE);
	return e;
}

enum err pricing_batch_lines(struct shop *sh, struct arena *a, int64_t batch_id, struct pricing_line **list, int *n)
{
	enum err e;

	*n = 0;
	*list = arena_array(a, PRICE_BATCH_MAX, sizeof **list);
	e = add_lines(sh, a, batch_id, true, *list, n);
	return e == OK ? add_lines(sh, a, batch_id, false, *list, n) : e;
}
