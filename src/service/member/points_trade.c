/* points_trade.c - points in sales: a sale earns by the rules of its day and the level before it; what each line earned
 * unrounded stands in the record of the sale, so that a return needs no rule of that day. */
#include "points_int.h"
#include "trade_int.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "levels_int.h"
#include "member_int.h"
#include "model/member/points.h"
#include "model/value.h"
#include "service/member_has.h"
#include "store/article_store.h"
#include "store/document_store.h"

#define MULTIPLES_MAX (POINTS_RULES_MAX + 2)

bool points_move(const struct shop *sh, const struct document *d)
{
	(void)sh;
	for (int i = 0; i < d->payment_count; i++)
		if (d->payments[i].kind == TENDER_POINTS)
			return true;
	return d->member_id != 0;
}

/* --- what it earns by --------------------------------------------------------------------------------- */

struct earning {
	struct member_trade *t;
	struct member_hit hit;
	int32_t day;
	int64_t held;                         /* before the sale */
	int64_t taken, paid_minor;            /* by which it pays for itself */
	int64_t level_id;
	struct points_rule_row *rules;
	int rule_count;
	struct points_rate rates[POINTS_RULES_MAX];
	struct points_step steps[POINTS_RULES_MAX];
	int64_t multiples[MULTIPLES_MAX];
	int step_count, multiple_count;
	struct points_terms terms;
	struct category_row *categories;
	int category_count;
};

bool points_birthday(const struct shop *sh, const struct birthday *b, int32_t day)
{
	const char *of = setting_text(sh, SET_POINTS_BIRTHDAY);
	int days;

	if (strcmp(of, "month") == 0)
		return b->month == day / 100 % 100 && !b->lunar;
	if (strcmp(of, "week") != 0)
		return birthday_in_days(b, day) == 0;
	days = birthday_in_days(b, day_add(day, 1 - day_weekday(day)));
	return days >= 0 && days < 7;
}

/* Bought cards and members whose cheque has not cleared earn none. */
static enum err earns_nothing(struct shop *sh, struct earning *g)
{
	struct card_kind_row kind;
	bool waits = false;
	enum err e = g->hit.card.id ? card_kind_of(sh, g->t->a, g->hit.card.kind_id, &kind) : ERR_NOTFOUND;

	if (e == OK)
		g->terms.earns_nothing = (kind.flags & CARD_NO_POINTS) != 0;
	if (e != OK && e != ERR_NOTFOUND)
		return e;
	e = lots_wait(sh, g->t->a, g->hit.member.id, &waits);
	g->terms.earns_nothing = g->terms.earns_nothing || waits;
	return e;
}

/* The level that counts before the sale, with its multiples. */
static enum err level_gives(struct shop *sh, struct earning *g, bool birthday)
{
	const struct member_level_row *now;
	const struct level *level;
	struct level_book book;
	enum err e = sh->level_count ? level_book(sh, g->t->a, g->hit.member.id, &book) : ERR_NOTFOUND;

	if (e != OK)
		return e == ERR_NOTFOUND ? OK : e;
	now = level_book_now(&book, g->day);
	level = now ? level_by_id(sh, now->level_id) : NULL;
	if (!level || level->disabled)
		return OK;
	g->level_id = level->id;
	g->multiples[g->multiple_count++] = level->points_bp;
	if (birthday && level->birthday_bp != MULTIPLE_ONE_BP)
		g->multiples[g->multiple_count++] = level->birthday_bp;
	return OK;
}

static void rules_give(struct earning *g, bool birthday)
{
	for (int i = 0; i < g->rule_count; i++) {
		const struct points_rule_row *r = &g->rules[i];

		if (r->disabled)
			continue;
		if (r->kind == POINTS_RATE)
			g->rates[g->terms.rate_count++] = r->rate;
		else if (!points_open(&r->window, 1, g->day) || (r->birthday && !birthday)
			|| (r->level_id && r->level_id != g->level_id))
			continue;
		else if (r->held)
			g->steps[g->step_count++] = (struct points_step){ r->held, r->multiple_bp };
		else
			g->multiples[g->multiple_count++] = r->multiple_bp;
	}
}

static enum err terms_of(struct shop *sh, struct earning *g)
{
	int mode = name_index(points_mode_name, POINTS_MODES, setting_text(sh, SET_POINTS_MODE));
	struct lots has;
	bool birthday;
	enum err e = member_find_id(sh, g->t->a, g->t->d->member_id, &g->hit);

	if (e == OK)
		e = earns_nothing(sh, g);
	if (e == OK)
		e = lots_read(sh, g->t->a, ACCOUNT_POINTS, g->hit.member.id, g->day, &has);
	if (e != OK)
		return e;
	g->held = lots_usable(&has) + lots_pending(&has) + g->taken;
	birthday = points_birthday(sh, &g->hit.member.birthday, g->day);
	e = level_gives(sh, g, birthday);
	rules_give(g, birthday);
	g->terms.rates = g->rates;
	g->terms.day = g->day;
	g->terms.multiple_bp = points_multiple_bp(mode < 0 ? POINTS_HIGHEST : (enum points_mode)mode, g->multiples,
		g->multiple_count);
	g->terms.step_bp = points_step_bp(g->steps, g->step_count, g->held);
	return e;
}

/* --- earned ------------------------------------------------------------------------------------------- */

static const struct category_row *category_of(const struct earning *g, int64_t id)
{
	for (int i = 0; id && i < g->category_count; i++)
		if (g->categories[i].id == id)
			return &g->categories[i];
	return NULL;
}

/* What a line is, from its article's category up to the highest. */
static struct scope_goods goods_of(struct earning *g, const struct line *l)
{
	int64_t *path = arena_array(g->t->a, CATEGORY_DEPTH_MAX, sizeof *path);
	struct scope_goods goods = { l->article_id, l->department_id, path, 0 };

	for (const struct category_row *up = category_of(g, l->category_id);
		up && goods.category_count < CATEGORY_DEPTH_MAX; up = category_of(g, up->parent_id))
		path[goods.category_count++] = up->id;
	return goods;
}

/* Prices for a time earn nothing, unless the shop says so. */
static bool special(const struct shop *sh, const struct line *l)
{
	return l->price_source == PRICE_WINDOW && strcmp(setting_text(sh, SET_POINTS_SPECIAL), "yes") != 0;
}

static int64_t earn_lines(struct shop *sh, struct earning *g, int64_t *unrounded)
{
	const struct document *d = g->t->d;
	struct line *lines = arena_array(g->t->a, (size_t)d->line_count, sizeof *lines);
	struct scope_goods *goods = arena_array(g->t->a, (size_t)d->line_count, sizeof *goods);

	for (int i = 0; i < d->line_count; i++) {
		lines[i] = d->lines[i];
		if (special(sh, &lines[i]) || line_value(&lines[i]) != VALUE_NONE)
			lines[i].flags |= LINE_NO_POINTS;
		goods[i] = goods_of(g, &lines[i]);
	}
	points_lines(lines, goods, d->line_count, g->paid_minor, &g->terms, unrounded);
	return points_whole(unrounded, d->line_count);
}

static const char *lines_told(struct arena *a, const struct document *d, const int64_t *unrounded)
{
	struct sbuf out = SBUF_INIT;
	const char *text;

	sbuf_printf(&out, POINTS_TOLD);
	for (int i = 0, n = 0; i < d->line_count; i++)
		if (unrounded[i])
			sbuf_printf(&out, "%s%d:%" PRId64, n++ ? "," : "", d->lines[i].line_no, unrounded[i]);
	text = arena_strdup(a, sbuf_text(&out));
	sbuf_release(&out);
	return text;
}

/* What moved on points is posted against what the shop issued; the rest of a sale's postings say its lines and
 * payments. */
static void post_points(struct member_trade *t, const struct ledger *moved)
{
	struct document *d = t->d;
	struct ledger l = { d->postings, d->posting_count, d->posting_count };
	int64_t issued = 0;

	for (int i = 0; i < moved->count; i++) {
		const struct posting *p = &moved->list[i];

		ledger_post(&l, t->a, p->account, p->holder_id, p->unit, p->amount);
		issued -= p->amount;
	}
	ledger_post(&l, t->a, ACCOUNT_POINTS_ISSUED, 0, UNIT_POINTS, issued);
	d->postings = l.list;
	d->posting_count = l.count;
}

enum err points_give_new(struct shop *sh, struct lots_act *act, int64_t member_id, int32_t from_day, int64_t points)
{
	int end = name_index(points_end_name, POINTS_ENDS, setting_text(sh, SET_POINTS_END));
	int32_t until = points_until_day(act->day, end < 0 ? POINTS_NEVER_END : (enum points_end)end,
		(int)setting_int(sh, SET_POINTS_END_COUNT));

	return lots_give(sh, act, ACCOUNT_POINTS, member_id, from_day, until && until < from_day ? from_day : until,
		false, points);
}

/* A shop has hundreds of them: they are read where a rule asks. */
static bool by_category(const struct earning *g)
{
	for (int i = 0; i < g->rule_count; i++)
		if (g->rules[i].rate.scope == SCOPE_CATEGORY)
			return true;
	return false;
}

/* What the sale earns, by line and whole; who has it of this sale is not counted among what he held. */
static enum err earnings(struct shop *sh, struct member_trade *t, int64_t taken, int64_t *unrounded, int64_t *points,
	int64_t *whose)
{
	struct earning *g = arena_new(t->a, struct earning);
	enum err e;

	*points = 0;
	*g = (struct earning){ .t = t, .day = t->d->business_day, .taken = taken };
	e = points_rules(sh->db, t->a, &g->rules, &g->rule_count);
	if (e == OK && by_category(g))
		e = categories_list(sh->db, t->a, &g->categories, &g->category_count);
	if (e == OK && g->rule_count)
		e = terms_of(sh, g);
	if (e == OK && g->rule_count)
		e = points_paid_minor(sh, t, &g->paid_minor);
	if (e != OK || !g->rule_count)
		return e;
	*points = earn_lines(sh, g, unrounded);
	*whose = g->hit.member.id;
	return OK;
}

/* After what pays is taken: what the sale earns does not pay for it. */
static enum err earn(struct shop *sh, struct member_trade *t, int64_t taken)
{
	int64_t *unrounded = arena_array(t->a, (size_t)t->d->line_count, sizeof *unrounded), points, whose = 0;
	enum err e = earnings(sh, t, taken, unrounded, &points, &whose);

	if (e != OK || !points)
		return e;
	t->words = lines_told(t->a, t->d, unrounded);
	return points_give_new(sh, &t->lots, whose, points_from_day(t->d->business_day,
		(int)setting_int(sh, SET_POINTS_PENDING)), points);
}

enum err points_foreseen(struct shop *sh, struct arena *a, struct document *sale, int64_t *points)
{
	struct member_trade t = { .a = a, .d = sale };
	int64_t whose;

	return earnings(sh, &t, 0, arena_array(a, (size_t)sale->line_count, sizeof(int64_t)), points, &whose);
}

/* --- taken back --------------------------------------------------------------------------------------- */

/* What each line of the sale earned; false: nothing did. */
static bool told_read(const struct document *sale, const char *detail, struct points_line *lines)
{
	const char *at = strstr(detail, POINTS_TOLD);

	at = at ? at + strlen(POINTS_TOLD) - 1 : NULL;
	for (int i = 0; i < sale->line_count; i++)
		lines[i] = (struct points_line){ .sold_milli = sale->lines[i].qty_milli };
	if (!at)
		return false;
	do {
		char *end;
		long line_no = strtol(at + 1, &end, 10);

		if (*end != ':')
			return false;
		for (int i = 0; i < sale->line_count; i++)
			if (sale->lines[i].line_no == line_no)
				lines[i].unrounded = strtoll(end + 1, NULL, 10);
		at = end + 1 + strspn(end + 1, "0123456789");
	} while (*at == ',');
	return true;
}

static enum err take_back(struct shop *sh, struct member_trade *t)
{
	struct points_line *lines = arena_array(t->a, (size_t)t->sale->line_count, sizeof *lines);
	struct audit_store_row *rows;
	struct member_hit hit;
	int64_t kept;
	bool any = false;
	int n = 0;
	enum err e = audit_rows_of(sh->db, t->a, t->sale->id, &rows, &n);

	for (int i = 0; e == OK && i < n && !any; i++)
		any = strcmp(rows[i].action, "sale") == 0 && told_read(t->sale, rows[i].detail, lines);
	if (e != OK || !any)
		return e;
	for (int i = 0; i < t->sale->line_count; i++)
		lines[i].back_milli = t->before_milli[t->sale->lines[i].line_no];
	kept = points_kept(lines, t->sale->line_count);
	for (int i = 0; i < t->sale->line_count; i++)
		lines[i].back_milli = member_trade_back_milli(t, &t->sale->lines[i]);
	kept -= points_kept(lines, t->sale->line_count);
	e = kept ? member_find_id(sh, t->a, t->d->member_id, &hit) : OK;
	return e == OK && kept ? lots_take_again(sh, &t->lots, ACCOUNT_POINTS, hit.member.id, t->sale->id, kept, true)
		: e;
}

static enum err buy(struct shop *sh, struct member_trade *t)
{
	int64_t taken;
	enum err e = points_take_payments(sh, t, &taken);

	return e == OK && t->d->member_id ? earn(sh, t, taken) : e;
}

/* What was earned goes first: what comes back is the member's to keep. */
static enum err bring_back(struct shop *sh, struct member_trade *t)
{
	enum err e = t->d->member_id ? take_back(sh, t) : OK;

	return e == OK ? points_give_payments(sh, t) : e;
}

enum err points_in_trade(struct shop *sh, struct member_trade *t)
{
	struct ledger moved = { NULL, 0, 0 };
	enum err e;

	t->lots.ledger = &moved;
	e = t->sale ? bring_back(sh, t) : buy(sh, t);
	t->lots.ledger = &t->ledger;
	if (e == OK)
		post_points(t, &moved);
	return e;
}
