/* coupons.c - coupons given, found by their codes, blocked, printed. Each that is given is a row of the record, from
 * which recovery makes it again. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/tr.h"
#include "coupons_int.h"
#include "member_int.h"
#include "model/code.h"
#include "model/money.h"
#include "../office/office_int.h"
#include "store/document_store.h"
#include "store/member_store.h"

#define CODE_DIGITS 8
#define CODE_TAG 4
#define RUN_SLICE 500 /* given in one transaction */

/* --- codes ------------------------------------------------------------------------------------------ */

static struct coupon_format format_of(const struct shop *sh)
{
	struct coupon_format f = { .digits = CODE_DIGITS, .tag_digits = CODE_TAG };
	const char *prefix = setting_text(sh, SET_COUPON_PREFIX), *shipped = setting_table[SET_COUPON_PREFIX].def;

	snprintf(f.prefix, sizeof f.prefix, "%s", prefix);
	if (!coupon_format_sound(&f))
		snprintf(f.prefix, sizeof f.prefix, "%s", shipped);
	return f;
}

/* Capitals and digits of a text; "" where it cannot be a code. */
static const char *bare(struct arena *a, const char *text)
{
	char code[COUPON_CODE_MAX + 1];
	int n = 0;

	for (; *text; text++) {
		if (*text == ' ' || *text == '-')
			continue;
		if (!isalnum((unsigned char)*text) || n == COUPON_CODE_MAX)
			return "";
		code[n++] = (char)toupper((unsigned char)*text);
	}
	code[n] = '\0';
	return n < COUPON_DIGITS_MIN ? "" : arena_strdup(a, code);
}

enum err coupon_read(struct shop *sh, struct arena *a, const char *text, struct coupon_row *out, struct said *said)
{
	const struct coupon_format f = format_of(sh);
	const char *code = bare(a, text);
	unsigned char key[SEAL_KEY_BYTES];
	enum coupon_reading reading;
	int64_t number;
	enum err e;

	if (!*code)
		return ERR_NOTFOUND;
	member_key(sh, "coupon", key);
	reading = coupon_code_read(&f, code, key, &number);
	seal_wipe(key, sizeof key);
	e = coupon_by_code(sh->db, a, code, out); /* codes of another prefix are as good */
	if (e == OK)
		coupon_kind_known(sh, out->kind_id);
	if (e != ERR_NOTFOUND || reading == COUPON_NOT_OURS)
		return e;
	return say(said, ERR_REFUSED, reading == COUPON_MISTYPED ? MSG_COUPON_MISTYPED : reading == COUPON_FORGED
		? MSG_COUPON_FORGED : MSG_NO_COUPON, code, NULL);
}

/* --- in words --------------------------------------------------------------------------------------- */

const char *coupon_words(const struct coupon *c, int32_t day)
{
	if (c->state == COUPON_BLOCKED)
		return _("blocked");
	if (c->state != COUPON_ISSUED)
		return _("void");
	if (c->used >= c->uses)
		return _("used");
	if (c->until_day && day > c->until_day)
		return _("past its last day");
	return day < c->from_day ? _("not good yet") : _("good");
}

const char *coupon_refusal_words(struct arena *a, const struct coupon_row *row, const struct coupon_terms *t,
	enum coupon_refusal why, int64_t missing_minor)
{
	switch (why) {
	case COUPON_IS_VOID:
		return _("it is void");
	case COUPON_IS_BLOCKED:
		return _("it is blocked");
	case COUPON_USED_UP:
		return _("it was used before");
	case COUPON_TOO_EARLY:
		return arena_printf(a, _("it is good from %s on"), day_text(a, row->c.from_day));
	case COUPON_TOO_LATE:
		return arena_printf(a, _("it was good until %s"), day_text(a, row->c.until_day));
	case COUPON_NEXT_SALE:
		return _("it is for the next purchase");
	case COUPON_NEEDS_MEMBER:
		return _("its member must be known: show the card first");
	case COUPON_OF_ANOTHER:
		return _("it is another member's");
	case COUPON_UNCLEARED:
		return _("the member's cheque has not cleared");
	case COUPON_NOT_FIRST:
		return _("it is for a first purchase");
	case COUPON_WITH_LEVEL:
		return _("it does not go with a member's discount");
	case COUPON_WITH_OTHERS:
		return _("it does not go with another coupon");
	case COUPON_NO_GOODS:
		return _("nothing in the basket is what it is for");
	case COUPON_BELOW:
		return arena_printf(a, _("from %s on; %s is missing"), money_text(a, t->from_minor),
			money_text(a, missing_minor));
	case COUPON_ALLOWED:
		break;
	}
	return "";
}

/* --- given ------------------------------------------------------------------------------------------ */

int64_t coupon_new_id(struct shop *sh)
{
	return shop_new_id(sh);
}

/* What recovery makes it from again. */
static char *give_detail(struct arena *a, const struct coupon_row *row)
{
	return arena_printf(a, "%s %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %d %d %d %" PRId64, row->code,
		row->number, row->kind_id, row->c.member_id, row->c.sale_id, (int)row->c.from_day,
		(int)row->c.until_day, row->c.uses, row->period);
}

enum err coupon_put(struct shop *sh, struct arena *a, const struct coupon_kind_row *kind,
	const struct coupon_gift *gift, int64_t *number, struct coupon_row *out, struct audit_row *row)
{
	const struct coupon_format f = format_of(sh);
	unsigned char key[SEAL_KEY_BYTES];
	char code[COUPON_CODE_MAX + 1];
	enum err e = *number ? OK : coupon_number_last(sh->db, number);

	if (e != OK)
		return e;
	if (++*number >= power_of_ten(CODE_DIGITS))
		return ERR_REFUSED;
	member_key(sh, "coupon", key);
	coupon_code(&f, *number, key, code);
	seal_wipe(key, sizeof key);
	*out = (struct coupon_row){ .id = gift->id, .number = *number, .code = arena_strdup(a, code),
		.kind_id = kind->id, .c = { .state = COUPON_ISSUED, .member_id = gift->member_id,
			.sale_id = gift->sale_id, .uses = (int)kind->uses }, .period = gift->period,
		.given_at_ms = sh->tx_at_ms, .kind = kind->name, .kind_en = kind->name_en };
	coupon_days(&kind->validity, gift->day, &out->c.from_day, &out->c.until_day);
	*row = (struct audit_row){ .action = "coupon-give", .subject_id = out->id, .detail = give_detail(a, out) };
	e = coupon_insert(sh->db, out);
	return e == OK && !kind->given ? coupon_kind_given(sh->db, kind->id) : e;
}

struct giving {
	struct arena *a;
	const struct coupon_kind_row *kind;
	const int64_t *members;   /* NULL: to whoever has it */
	const char *const *names; /* as they were typed */
	int count;
	int64_t id, period;       /* id of the first; 0 one is made */
	struct coupon_row *list;
	struct said *said;
};

static enum err may_have(struct shop *sh, const struct giving *g, int i)
{
	int64_t had = 0;
	enum err e = g->kind->per_member ? coupons_had(sh->db, g->kind->id, g->members[i], &had) : OK;

	if (e == OK && g->kind->per_member && had >= g->kind->per_member)
		return say(g->said, ERR_REFUSED, MSG_COUPON_ENOUGH, g->names ? g->names[i] : "", g->kind->name);
	return e;
}

static enum err give_body(struct shop *sh, void *arg)
{
	struct giving *g = arg;
	struct audit_row *rows = arena_array(g->a, (size_t)g->count, sizeof *rows);
	int64_t number = 0;
	enum err e = OK;

	for (int i = 0; e == OK && i < g->count; i++) {
		const struct coupon_gift gift = { .id = i == 0 && g->id ? g->id : shop_new_id(sh),
			.member_id = g->members ? g->members[i] : 0, .period = g->period,
			.day = shop_business_day(sh) };

		e = g->members ? may_have(sh, g, i) : OK;
		if (e == OK)
			e = coupon_put(sh, g->a, g->kind, &gift, &number, &g->list[i], &rows[i]);
	}
	return e == OK ? audit_in_tx(sh, rows, g->count) : e;
}

/* Who is meant by each, before anything is given. */
static enum err find_members(struct shop *sh, struct giving *g, struct said *said)
{
	int64_t *ids = arena_array(g->a, (size_t)g->count, sizeof *ids);
	enum err e = OK;

	for (int i = 0; e == OK && i < g->count; i++) {
		struct member_hit hit;

		e = member_find_one(sh, g->a, g->names[i], &hit, said);
		if (e == OK && hit.member.state != MEMBER_ACTIVE)
			e = say(said, ERR_REFUSED, MSG_MEMBER_IS, hit.member.code,
				member_state_words(hit.member.state));
		if (e == OK)
			ids[i] = hit.member.id;
	}
	g->members = ids;
	return e;
}

/* The same id again: it was this one, or it is a mistake that must be heard. */
static enum err given_before(struct shop *sh, struct giving *g, bool *before)
{
	struct coupon_row is;
	enum err e = g->id ? coupon_get(sh->db, g->a, g->id, &is) : ERR_NOTFOUND;

	*before = e == OK;
	if (e != OK)
		return e == ERR_NOTFOUND ? OK : e;
	if (is.kind_id != g->kind->id || is.c.member_id != (g->members ? g->members[0] : 0))
		return say(g->said, ERR_EXISTS, MSG_EXISTS, is.code, NULL);
	g->list[0] = is;
	return OK;
}

enum err coupon_give(struct shop *sh, struct arena *a, const struct coupon_order *order, struct coupon_row **list,
	int *n, struct said *said)
{
	struct giving g = { .a = a, .names = order->members, .count = order->count, .id = order->id, .said = said };
	bool before = false;
	enum err e = office_need(sh, PERM_COUPONS, said);

	*n = 0;
	if (e == OK && (order->count < 1 || order->count > COUPONS_AT_ONCE))
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, _("The number of coupons"), arena_printf(a, "%d",
			order->count));
	if (e != OK)
		return e;
	g.kind = coupon_kind_coded(sh, order->kind);
	if (!g.kind || g.kind->disabled)
		return say(said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(a, _("coupon kind %s"), order->kind), NULL);
	if (g.kind->personal && !order->members)
		return say(said, ERR_INVALID, MSG_COUPON_NEEDS_WHOM, g.kind->name, NULL);
	*list = g.list = arena_array(a, (size_t)order->count, sizeof **list);
	e = order->members ? find_members(sh, &g, said) : OK;
	if (e == OK)
		e = given_before(sh, &g, &before);
	if (e == OK && !before)
		e = shop_tx(sh, give_body, &g);
	if (e != OK)
		return said->id ? e : office_answer(said, e, g.kind->name);
	if (!g.kind->given)
		office_reload(sh);
	*n = order->count;
	return order->count == 1 ? say(said, OK, MSG_COUPON_GIVEN, g.list[0].code, g.list[0].kind)
		: say(said, OK, MSG_COUPONS_GIVEN, arena_printf(a, "%d", order->count), g.list[0].kind);
}

/* --- what is due by the calendar -------------------------------------------------------------------- */

/* Who has had as many as one member may have gets no more, and keeps nobody else from his. */
static enum err leave_out(struct shop *sh, const struct coupon_kind_row *kind, int64_t *members, int *n)
{
	int all = *n;
	enum err e = OK;

	if (!kind->per_member)
		return OK;
	*n = 0;
	for (int i = 0; e == OK && i < all; i++) {
		int64_t had = 0;

		e = coupons_had(sh->db, kind->id, members[i], &had);
		if (e == OK && had < kind->per_member)
			members[(*n)++] = members[i];
	}
	return e;
}

/* Those of one slice to whom it is due. ERR_EXISTS: somebody else runs it, too. */
static enum err run_slice(struct shop *sh, struct arena *a, const struct coupon_kind_row *kind,
	const struct coupon_due *due, int *given, int64_t *seen_to, struct said *said)
{
	struct giving g = { .a = a, .kind = kind, .period = due->period, .said = said };
	int64_t *members;
	enum err e = coupon_due_members(sh->db, a, due, RUN_SLICE, &members, &g.count, seen_to);

	*given = 0;
	if (e == OK && g.count)
		e = leave_out(sh, kind, members, &g.count);
	if (e != OK || !g.count)
		return e;
	g.members = members;
	g.list = arena_array(a, (size_t)g.count, sizeof *g.list);
	e = shop_tx(sh, give_body, &g);
	*given = e == OK ? g.count : 0;
	return e;
}

static enum err run_kind(struct shop *sh, const struct coupon_kind_row *kind, int64_t until_mono_ms,
	struct coupon_ran *out, struct said *said)
{
	int32_t day = shop_business_day(sh);
	struct coupon_due due = { .kind_id = kind->id, .level_id = kind->level_id,
		.birth_month = kind->giving == COUPON_BY_BIRTHDAY ? day / 100 % 100 : 0 };
	int64_t seen_to;
	enum err e;

	due.period = coupon_period(kind->giving, day, (int32_t)due.birth_month);
	if (!due.period)
		return OK;
	/* Who was a member before there was such a coupon is none that became one. */
	if (kind->giving == COUPON_BY_OPENING)
		due.opened_from_ms = id_time_ms(kind->id);
	do {
		struct arena a = ARENA_INIT;
		int n;

		e = run_slice(sh, &a, kind, &due, &n, &seen_to, said);
		arena_release(&a);
		out->given += n;
		if (e == OK)
			due.after = seen_to;
		else if (e == ERR_EXISTS)
			e = OK;
		out->whole = !until_mono_ms || clock_mono_ms() < until_mono_ms;
	} while (e == OK && seen_to && out->whole);
	return e;
}

enum err coupons_by_calendar(struct shop *sh, struct arena *a, int64_t patience_ms, struct coupon_ran *out,
	struct said *said)
{
	int64_t until_mono_ms = patience_ms ? clock_mono_ms() + patience_ms : 0;
	struct coupon_kind_row *kinds = NULL;
	int n = 0;
	/* As they are now: who is told that all is given asks again only next month. */
	enum err e = coupon_kinds(sh->db, a, &kinds, &n);

	*out = (struct coupon_ran){ .whole = true };
	for (int i = 0; e == OK && i < n && out->whole; i++)
		if (!kinds[i].disabled && kinds[i].giving >= COUPON_BY_MONTH)
			e = run_kind(sh, &kinds[i], until_mono_ms, out, said);
	if (e != OK)
		return said->id ? e : office_answer(said, e, _("Coupons"));
	if (out->given)
		office_reload(sh);
	return say(said, OK, MSG_COUPONS_DUE, arena_printf(a, "%" PRId64, out->given), NULL);
}

enum err coupon_run(struct shop *sh, struct arena *a, struct coupon_ran *out, struct said *said)
{
	enum err e = office_need(sh, PERM_COUPONS, said);

	return e == OK ? coupons_by_calendar(sh, a, 0, out, said) : e;
}

/* --- shown ------------------------------------------------------------------------------------------ */

static enum err info_of(struct shop *sh, struct arena *a, const struct coupon_row *row, struct coupon_info *out)
{
	struct member m;
	enum err e = row->c.member_id ? member_get(sh->db, a, row->c.member_id, &m) : ERR_NOTFOUND;

	*out = (struct coupon_info){ *row, e == OK ? m.code : "" };
	return e == ERR_NOTFOUND ? OK : e;
}

enum err coupon_page(struct shop *sh, struct arena *a, const char *kind, const char *member, int64_t after, int limit,
	struct coupon_info **list, int *n, struct said *said)
{
	struct coupon_filter f = { .after = after };
	const struct coupon_kind_row *k = kind ? coupon_kind_coded(sh, kind) : NULL;
	struct coupon_row *rows;
	struct member_hit hit;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	*n = 0;
	if (e == OK && kind && !k)
		e = say(said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(a, _("coupon kind %s"), kind), NULL);
	if (e == OK && member)
		e = member_find_one(sh, a, member, &hit, said);
	if (e != OK)
		return e;
	f.kind_id = k ? k->id : 0;
	f.member_id = member ? hit.member.id : 0;
	e = coupons_after(sh->db, a, &f, limit, &rows, n);
	if (e != OK)
		return office_answer(said, e, _("Coupons"));
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; e == OK && i < *n; i++)
		e = info_of(sh, a, &rows[i], &(*list)[i]);
	return e;
}

static enum err read_said(struct shop *sh, struct arena *a, const char *code, struct coupon_row *row, struct said *said)
{
	enum err e = coupon_read(sh, a, code, row, said);

	if (e == ERR_NOTFOUND)
		return say(said, e, MSG_NO_COUPON, code, NULL);
	return said->id ? e : office_answer(said, e, code);
}

static enum err steps_of(struct shop *sh, struct arena *a, struct coupon_sheet *out)
{
	struct coupon_move_row *moves;
	int n = 0;
	enum err e = coupon_moves(sh->db, a, out->info.row.id, &moves, &n);

	out->steps = arena_array(a, (size_t)n, sizeof *out->steps);
	for (int i = 0; e == OK && i < n; i++) {
		const char *content;
		struct coupon_step *s = &out->steps[out->step_count++];

		*s = (struct coupon_step){ "", id_time_ms(moves[i].document_id), moves[i].used < 0,
			moves[i].amount_minor };
		e = document_content(sh->db, a, moves[i].document_id, &content, &s->number);
	}
	return e;
}

enum err coupon_show(struct shop *sh, struct arena *a, const char *code, struct coupon_sheet *out, struct said *said)
{
	const struct coupon_kind_row *kind;
	struct coupon_row row;
	const char *content;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	if (e == OK)
		e = read_said(sh, a, code, &row, said);
	if (e != OK)
		return e;
	*out = (struct coupon_sheet){ .sale = "" };
	kind = coupon_kind_of(sh, row.kind_id);
	out->value = kind ? coupon_value_text(a, &kind->terms) : "";
	e = info_of(sh, a, &row, &out->info);
	if (e == OK && row.c.sale_id)
		e = document_content(sh->db, a, row.c.sale_id, &content, &out->sale);
	return e == OK ? steps_of(sh, a, out) : e;
}

/* --- changed ---------------------------------------------------------------------------------------- */

static const struct { enum coupon_state from, to; const char *action; } deeds[] = {
	[COUPON_DO_VOID] = { COUPON_ISSUED, COUPON_VOID, "coupon-void" },
	[COUPON_DO_BLOCK] = { COUPON_ISSUED, COUPON_BLOCKED, "coupon-block" },
	[COUPON_DO_UNBLOCK] = { COUPON_BLOCKED, COUPON_ISSUED, "coupon-unblock" },
};

struct deed { int64_t id; enum coupon_deed what; };

static enum err deed_body(struct shop *sh, void *arg)
{
	const struct deed *d = arg;
	enum err e = coupon_move(sh->db, d->id, deeds[d->what].from, deeds[d->what].to, false);

	return e == OK ? office_audit(sh, deeds[d->what].action, d->id, "") : e;
}

enum err coupon_do(struct shop *sh, struct arena *a, enum coupon_deed what, const char *code, struct said *said)
{
	struct coupon_row row;
	struct deed d = { .what = what };
	enum err e = office_need(sh, PERM_COUPONS, said);

	if (e == OK)
		e = read_said(sh, a, code, &row, said);
	if (e != OK)
		return e;
	d.id = row.id;
	e = shop_tx(sh, deed_body, &d);
	if (e == ERR_STALE)
		return say(said, ERR_REFUSED, MSG_COUPON_IS, row.code, coupon_words(&row.c, shop_business_day(sh)));
	return e == OK ? say(said, OK, MSG_CHANGED, row.code, NULL) : office_answer(said, e, row.code);
}
