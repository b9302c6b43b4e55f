/* level_show.c - levels given by hand, told, and reviewed. */
#include <string.h>

#include "../office/office_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "levels_int.h"
#include "member_int.h"
#include "model/money.h"
#include "model/reason.h"
#include "service/said.h"
#include "store/document_store.h"
#include "store/member_store.h"
#include "store/staff_store.h"

#define REVIEW_SLICE 100
#define NOTE_MAX 200 /* bytes */

/* --- by hand ---------------------------------------------------------------------------------------- */

struct giving { struct arena *a; struct member_level_row row; const struct level *level; bool full; };

/* Asked twice, it is done once. */
static enum err given_before(struct shop *sh, const struct giving *g, bool *before)
{
	const struct member_level_row *now;
	struct level_book book;
	enum err e = level_book(sh, g->a, g->row.member_id, &book);

	now = e == OK ? level_book_now(&book, g->row.from_day) : NULL;
	*before = now && now->way == LEVEL_BY_HAND && now->level_id == g->row.level_id &&
		now->from_day == g->row.from_day && now->until_day == g->row.until_day;
	return e;
}

static enum err give_body(struct shop *sh, void *arg)
{
	struct giving *g = arg;
	int64_t people = 0;
	bool before = false;
	enum err e = given_before(sh, g, &before);

	if (e != OK || before)
		return e;
	if (g->level && g->level->people_max)
		e = level_people(sh->db, g->level->id, &people);
	g->full = g->level && g->level->people_max && people >= g->level->people_max;
	if (e != OK || g->full)
		return e == OK ? ERR_REFUSED : e;
	return level_enter(sh, g->a, &g->row);
}

static enum err until_of(struct shop *sh, const char *typed, struct member_level_row *row, struct said *said)
{
	if (!typed || !*typed)
		return OK;
	return clock_parse_day(typed, &row->until_day) && row->until_day >= shop_business_day(sh) ? OK
		: say(said, ERR_INVALID, MSG_VALUE_BAD, "--until", typed);
}

enum err level_give(struct shop *sh, struct arena *a, const char *member, const char *code, const char *until,
	const char *words, struct said *said)
{
	struct giving g = { .a = a, .row = { .way = LEVEL_BY_HAND, .from_day = shop_business_day(sh), .note = "" } };
	struct member_hit hit;
	enum err e = office_need(sh, PERM_MEMBER_LEVEL, said);

	if (e == OK)
		e = member_find_one(sh, a, member, &hit, said);
	if (e != OK)
		return e;
	if (hit.member.state != MEMBER_ACTIVE)
		return say(said, ERR_REFUSED, MSG_MEMBER_IS, hit.member.code, member_state_words(hit.member.state));
	g.level = strcmp(code, "-") == 0 ? NULL : level_by_code(sh, code);
	if (strcmp(code, "-") != 0 && (!g.level || g.level->disabled))
		return say(said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(a, _("level %s"), code), NULL);
	if (!words || !*words)
		return say(said, ERR_INVALID, MSG_LEVEL_WHY, NULL, NULL);
	g.row.note = reason_words(sh, a, REASON_MEMBER, words, &g.row.reason_id);
	if (strlen(g.row.note) > NOTE_MAX)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--reason", words);
	g.row.member_id = hit.member.id;
	g.row.level_id = g.level ? g.level->id : 0;
	g.row.rank = g.level ? g.level->rank : 0;
	e = until_of(sh, until, &g.row, said);
	if (e != OK)
		return e;
	e = shop_tx(sh, give_body, &g);
	if (g.full && e == ERR_REFUSED)
		return say(said, e, MSG_LEVEL_FULL, g.level->code, arena_printf(a, "%lld",
			(long long)g.level->people_max));
	return e == OK ? say(said, OK, MSG_LEVEL_GIVEN, hit.member.code, g.level ? g.level->code : "-")
		: office_answer(said, e, hit.member.code);
}

/* --- told ------------------------------------------------------------------------------------------- */

char *level_missing_text(struct arena *a, const struct level_standing *s)
{
	char *text = arena_strdup(a, "");

	for (int i = 0; i < s->next->condition_count; i++) {
		struct level_condition c = s->next->conditions[i];

		c.at_least = level_missing(s, i);
		if (c.at_least)
			text = arena_printf(a, "%s%s%s", text, *text ? " " : "", level_condition_text(a, &c));
	}
	return text;
}

int level_nearest(const struct level_standing *s)
{
	int64_t best = 0;
	int nearest = 0;

	for (int i = 0; i < s->next->condition_count; i++) {
		int64_t part = mul_div(level_missing(s, i), 10000, s->next->conditions[i].at_least, ROUND_UP);

		if (i == 0 || (s->next->need_all ? part > best : part < best)) {
			best = part;
			nearest = i;
		}
	}
	return nearest;
}

const char *level_next_words(struct arena *a, const struct level_standing *s)
{
	const struct level_condition *c;
	const char *value, *next;

	if (!s->next)
		return "";
	c = &s->next->conditions[level_nearest(s)];
	value = level_value_text(a, c, level_missing(s, level_nearest(s)));
	next = tr_name(s->next->name, s->next->name_en);
	switch (c->measure) {
	case LEVEL_AMOUNT:
		return said_fill(a, _("%1 to %2"), value, next);
	case LEVEL_VISITS:
		return said_fill(a, _("%1 visits to %2"), value, next);
	case LEVEL_POINTS:
		return said_fill(a, _("%1 points to %2"), value, next);
	default:
		return said_fill(a, _("%1 friends to %2"), value, next);
	}
}

static enum err past_of(struct shop *sh, struct arena *a, const struct member_level_row *row, struct level_past *out)
{
	const struct level *level = level_by_id(sh, row->level_id);
	const char *content;
	struct staff_row staff;
	enum err e = OK;

	*out = (struct level_past){ .code = level ? level->code : "", .name = level ? level->name : "",
		.name_en = level ? level->name_en : "", .rank = row->rank, .way = (enum level_way)row->way,
		.from_day = row->from_day, .until_day = row->until_day, .undone = row->undone_by != 0, .receipt = "",
		.staff = "", .note = row->note, .at_ms = row->at_ms };
	if (row->document_id)
		e = document_content(sh->db, a, row->document_id, &content, &out->receipt);
	if (e == OK && row->staff_id) {
		e = staff_by_id(sh->db, a, row->staff_id, &staff);
		out->staff = e == OK ? staff.number : "";
	}
	return e == ERR_NOTFOUND ? OK : e;
}

/* The lowest above his that can be reached. */
static const struct level *next_of(const struct shop *sh, int rank)
{
	for (int i = 0; i < sh->level_count; i++)
		if (sh->levels[i].rank > rank && !sh->levels[i].disabled && sh->levels[i].condition_count)
			return &sh->levels[i];
	return NULL;
}

enum err level_standing(struct shop *sh, struct arena *a, int64_t member_id, struct level_standing *out)
{
	int32_t today = shop_business_day(sh);
	const struct member_level_row *now;
	struct level_facts facts;
	struct level_book book;
	enum err e;

	*out = (struct level_standing){ .level = NULL };
	if (!sh->level_count)
		return OK;
	e = level_book(sh, a, member_id, &book);
	if (e != OK)
		return e;
	now = level_book_now(&book, today);
	out->level = now ? level_by_id(sh, now->level_id) : NULL;
	if (now) {
		out->from_day = now->from_day;
		out->until_day = now->until_day;
		out->by_hand = now->way == LEVEL_BY_HAND;
		out->review_day = level_next_review(sh, now);
	}
	out->next = next_of(sh, now ? now->rank : 0);
	if (out->next)
		e = level_facts(sh, a, member_id, today, today, &facts);
	for (int i = 0; e == OK && out->next && i < out->next->condition_count; i++)
		out->values[i] = level_value(&facts, &out->next->conditions[i]);
	return e;
}

int64_t level_missing(const struct level_standing *s, int condition)
{
	int64_t missing = s->next->conditions[condition].at_least - s->values[condition];

	return missing > 0 ? missing : 0;
}

enum err level_history(struct shop *sh, struct arena *a, const char *member, struct level_standing *now,
	struct level_past **list, int *n, struct said *said)
{
	struct member_hit hit;
	struct level_book book;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	*n = 0;
	if (e == OK)
		e = member_find_one(sh, a, member, &hit, said);
	if (e != OK)
		return e;
	e = level_standing(sh, a, hit.member.id, now);
	if (e == OK)
		e = level_book(sh, a, hit.member.id, &book);
	*list = e == OK ? arena_array(a, (size_t)book.n + 1, sizeof **list) : NULL;
	for (int i = 0; e == OK && i < book.n; i++)
		e = past_of(sh, a, &book.rows[i], &(*list)[(*n)++]);
	return office_answer(said, e, hit.member.code);
}

/* --- the review ------------------------------------------------------------------------------------- */

struct reviewing { struct arena *a; int64_t member_id; bool dry; int was, becomes; };

/* What he reached on any day since the last review counts; a level by hand stays until its last day. */
static enum err judge(struct shop *sh, struct reviewing *r, struct member_level_row *row)
{
	int32_t today = shop_business_day(sh), since = today;
	int64_t months = setting_int(sh, SET_LEVEL_MONTHS);
	const struct member_level_row *now;
	struct level_steps steps;
	struct level_facts facts;
	struct level_book book;
	enum err e = level_book(sh, r->a, r->member_id, &book);

	if (e != OK)
		return e;
	now = level_book_now(&book, today);
	r->was = r->becomes = now ? now->rank : 0;
	if (now && now->way == LEVEL_BY_HAND)
		return OK;
	if (now)
		since = months ? day_add_months(today, -(int)months) : now->from_day;
	if (now && since < now->from_day)
		since = now->from_day;
	e = level_facts(sh, r->a, r->member_id, today, since, &facts);
	if (e != OK)
		return e;
	level_steps(sh, &steps);
	r->becomes = level_reached_since(steps.list, steps.n, &facts, since);
	if (r->becomes < r->was)
		r->becomes = level_review(steps.list, steps.n, r->was, r->becomes,
			strcmp(sh->setting[SET_LEVEL_FALL], "one") == 0);
	*row = (struct member_level_row){ .member_id = r->member_id, .rank = r->becomes, .way = LEVEL_BY_REVIEW,
		.level_id = r->becomes ? level_by_rank(sh, r->becomes)->id : 0, .from_day = today, .note = "" };
	return OK;
}

static enum err review_body(struct shop *sh, void *arg)
{
	struct reviewing *r = arg;
	struct member_level_row row = { .way = 0 };
	struct member m;
	enum err e = member_get(sh->db, r->a, r->member_id, &m);

	if (e == OK)
		e = judge(sh, r, &row);
	if (e != OK || r->dry)
		return e;
	if (row.way && (r->becomes != r->was || row.level_id != m.level_id))
		return level_enter(sh, r->a, &row);
	row.from_day = shop_business_day(sh);
	row.level_id = m.level_id;
	return member_level_set(sh->db, r->member_id, m.level_id, row.way ? level_next_review(sh, &row) : 0);
}

enum err levels_review(struct shop *sh, bool dry, struct level_review *out)
{
	struct member_review *list, after = { 0, 0 };
	int n = 0;
	enum err e;

	*out = (struct level_review){ 0 };
	do {
		struct arena slice = ARENA_INIT;

		e = members_to_review(sh->db, &slice, shop_business_day(sh), &after, REVIEW_SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++) {
			struct reviewing r = { .a = &slice, .member_id = list[i].member_id, .dry = dry };

			e = shop_tx(sh, review_body, &r);
			out->seen++;
			out->kept += r.becomes == r.was;
			out->fell += r.becomes < r.was;
			out->rose += r.becomes > r.was;
		}
		if (e == OK && n)
			after = list[n - 1];
		arena_release(&slice);
	} while (e == OK && n == REVIEW_SLICE);
	return e;
}

enum err level_review_run(struct shop *sh, struct arena *a, bool dry, struct level_review *out, struct said *said)
{
	enum err e = office_need(sh, PERM_LEVELS, said);

	if (e != OK)
		return e;
	e = levels_review(sh, dry, out);
	if (e != OK)
		return office_answer(said, e, "");
	return say(said, OK, MSG_LEVELS_REVIEWED, arena_printf(a, "%lld", (long long)out->seen), arena_printf(a, "%lld",
		(long long)out->fell));
}
