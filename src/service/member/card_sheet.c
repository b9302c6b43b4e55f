/* card_sheet.c - cards as they are shown, with whose hands they went through; and what recovery makes of the audit. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "member_int.h"
#include "../office/office_int.h"
#include "service/words.h"
#include "store/audit_store.h"
#include "store/card_store.h"
#include "store/member_store.h"

const char *card_state_words(int state)
{
	static const char *const words[CARD_STATES] = { [CARD_STOCK] = N_("in stock"), [CARD_HANDED] = N_("handed out"),
		[CARD_ISSUED] = N_("in use"), [CARD_LOST] = N_("lost"), [CARD_DAMAGED] = N_("damaged"),
		[CARD_REPLACED] = N_("replaced"), [CARD_RETURNED] = N_("handed back"), [CARD_VOID] = N_("void") };

	return state > 0 && state < CARD_STATES ? _(words[state]) : "?";
}

static enum err infos(struct shop *sh, struct arena *a, const struct card *cards, int n, struct card_info **list)
{
	struct card_kind_row *kinds;
	int kind_count = 0;
	enum err e = card_kinds(sh->db, a, &kinds, &kind_count);

	*list = arena_array(a, (size_t)n, sizeof **list);
	for (int i = 0; e == OK && i < n; i++) {
		(*list)[i] = (struct card_info){ .row = cards[i], .kind = "?", .kind_en = "?", .holder = "" };
		for (int k = 0; k < kind_count; k++)
			if (kinds[k].id == cards[i].kind_id) {
				(*list)[i].kind = kinds[k].name;
				(*list)[i].kind_en = kinds[k].name_en;
			}
		if (cards[i].state == CARD_HANDED)
			(*list)[i].holder = staff_words(sh, a, cards[i].staff_id);
	}
	return e;
}

enum err member_cards(struct shop *sh, struct arena *a, int64_t member_id, struct card_info **list, int *n)
{
	struct card *cards;
	enum err e = cards_of(sh->db, a, member_id, &cards, n);

	return e == OK ? infos(sh, a, cards, *n, list) : e;
}

enum err card_page(struct shop *sh, struct arena *a, const char *after, int state, int limit, struct card_info **list,
	int *n)
{
	struct said said;
	struct card *cards;
	enum err e = office_need(sh, PERM_CARDS, &said);

	if (e == OK)
		e = cards_after(sh->db, a, after, state, limit, &cards, n);
	return e == OK ? infos(sh, a, cards, *n, list) : e;
}

static enum err fill_steps(struct shop *sh, struct arena *a, struct card_sheet *out)
{
	struct card_move_row *rows;
	int n = 0;
	enum err e = card_moves(sh->db, a, out->card.row.number, &rows, &n);

	if (e != OK)
		return e;
	out->steps = arena_array(a, (size_t)n, sizeof *out->steps);
	out->step_count = n;
	for (int i = 0; e == OK && i < n; i++) {
		struct member m = { .code = "" };

		e = rows[i].member_id ? member_get(sh->db, a, rows[i].member_id, &m) : OK;
		out->steps[i] = (struct card_step){ rows[i].at_ms, rows[i].what, staff_words(sh, a, rows[i].staff_id),
			staff_words(sh, a, rows[i].to_staff_id), rows[i].note, e == OK ? m.code : "" };
		e = e == ERR_NOTFOUND ? OK : e;
	}
	return e;
}

enum err card_show(struct shop *sh, struct arena *a, const char *text, struct card_sheet *out, struct said *said)
{
	struct card card;
	struct card_info *info;
	struct member m;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	*out = (struct card_sheet){ .member = "", .member_name = "" };
	if (e == OK)
		e = card_read(sh, a, text, &card);
	if (e == ERR_NOTFOUND)
		return say(said, e, MSG_NO_CARD, text, NULL);
	if (e == OK)
		e = infos(sh, a, &card, 1, &info);
	if (e != OK)
		return office_answer(said, e, text);
	out->card = info[0];
	e = card.member_id ? member_get(sh->db, a, card.member_id, &m) : OK;
	if (e == OK && card.member_id) {
		out->member = m.code;
		out->member_name = member_name_shown(sh, a, &m);
	}
	if (e == OK)
		e = card_keys_of(sh->db, a, card.id, &out->keys, &out->key_count);
	if (e == OK)
		e = fill_steps(sh, a, out);
	return office_answer(said, e, text);
}

/* --- what is on record, and recovery of it --------------------------------------------------------- */

/* A card given to a member, as card_giving_detail tells it. */
struct given {
	char number[CARD_NUMBER_MAX + 1], kind[16], key[CARD_KEY_MAX + 1];
	int64_t issue_no;
	int from_day, until_day, use;
	unsigned flags;
};

static bool given_read(const char *detail, struct given *g)
{
	return sscanf(detail, "%18s %15s %" SCNd64 " %d %d %64s %d %u", g->number, g->kind, &g->issue_no, &g->from_day,
		&g->until_day, g->key, &g->use, &g->flags) == 8;
}

bool card_told(const char *action, const char *detail, struct card_told *out)
{
	static const struct { const char *what; int state; } single[] = { { "lose", CARD_LOST },
		{ "found", CARD_ISSUED }, { "return", CARD_RETURNED }, { "merge", CARD_REPLACED } };
	const char *what = action + strlen("card-");
	struct given g;
	char kind[16], state[16];
	int use, used = 0;
	unsigned flags = 0;

	*out = (struct card_told){ .rest = "" };
	if (strncmp(action, "card-", 5) != 0)
		return false;
	for (size_t i = 0; i < sizeof single / sizeof *single; i++)
		if (strcmp(what, single[i].what) == 0) {
			out->state = single[i].state;
			return sscanf(detail, "%18s", out->from) == 1;
		}
	if (strcmp(what, "receive") == 0 && sscanf(detail, "%18s %18s %15s %d %u", out->from, out->to, kind, &use,
		&flags) == 5)
		out->state = CARD_STOCK;
	else if (strcmp(what, "hand") == 0 && sscanf(detail, "%18s %18s %" SCNd64 " %u", out->from, out->to,
		&out->staff_id, &flags) == 4)
		out->state = out->staff_id ? CARD_HANDED : CARD_STOCK;
	else if (strcmp(what, "void") == 0 && sscanf(detail, "%18s %18s %u", out->from, out->to, &flags) == 3)
		out->state = CARD_VOID;
	else if (strcmp(what, "issue") == 0 && given_read(detail, &g))
		memcpy(out->next, g.number, sizeof out->next);
	else if (strcmp(what, "replace") == 0 && sscanf(detail, "%18s %15s %n", out->from, state, &used) == 2 && used &&
		given_read(detail + used, &g)) {
		out->state = strcmp(state, card_state_name[CARD_DAMAGED]) == 0 ? CARD_DAMAGED : CARD_REPLACED;
		memcpy(out->next, g.number, sizeof out->next);
		out->rest = detail + used;
	} else
		return false;
	out->check = (flags & CARD_CHECK_DIGIT) != 0;
	out->rest = *out->next && !used ? detail : out->rest;
	return true;
}

/* A kind made after the backup is a stub with its code. */
static enum err kind_stub(struct shop *sh, struct arena *a, const char *code, int use, unsigned flags, int64_t id,
	struct card_kind_row *out)
{
	enum err e = card_kind_coded(sh, a, code, out);

	if (e != ERR_NOTFOUND)
		return e;
	*out = (struct card_kind_row){ .id = id, .code = code, .name = code, .name_en = "", .use = use,
		.flags = flags };
	return card_kind_put(sh->db, out);
}

static enum err replay_receive(struct shop *sh, struct arena *a, const struct audit_store_row *r,
	const struct card_told *t)
{
	struct card_kind_row kind;
	char number[CARD_NUMBER_MAX + 1], code[16] = "";
	int64_t count = card_number_count(t->from, t->to, t->check);
	unsigned flags = 0;
	int use = 0;
	enum err e;

	if (sscanf(r->detail, "%*s %*s %15s %d %u", code, &use, &flags) != 3 || count > CARD_RANGE_MAX)
		return OK;
	e = kind_stub(sh, a, code, use, flags, r->subject_id, &kind);
	memcpy(number, t->from, sizeof number);
	for (int64_t i = 0; e == OK && i < count; i++) {
		e = card_insert(sh->db, &(struct card){ .id = shop_new_id(sh), .number = number, .kind_id = kind.id,
			.changed_at_ms = r->at_ms });
		if (e == OK && i + 1 < count && !card_number_next(number, t->check, number))
			return OK;
	}
	return e;
}

/* What a card became when it was given to a member: made first if nobody had received it. */
static enum err replay_given(struct shop *sh, struct arena *a, const struct audit_store_row *r, const char *detail)
{
	struct card_kind_row kind;
	struct given g;
	struct card card = { .number = g.number };
	enum err e;

	if (!given_read(detail, &g))
		return OK;
	e = card_by_number(sh->db, a, g.number, &card);
	if (e == ERR_NOTFOUND) {
		e = kind_stub(sh, a, g.kind, g.use, g.flags, shop_new_id(sh), &kind);
		card = (struct card){ .id = shop_new_id(sh), .number = g.number, .changed_at_ms = r->at_ms };
		card.kind_id = e == OK ? kind.id : 0;
		if (e == OK)
			e = card_insert(sh->db, &card);
		if (e == OK && strcmp(g.key, "-") != 0)
			e = card_key_put(sh->db, g.key, card.id);
	}
	if (e != OK)
		return e;
	card.state = CARD_ISSUED;
	card.member_id = r->subject_id;
	card.staff_id = 0;
	card.issue_no = g.issue_no;
	card.from_day = g.from_day;
	card.until_day = g.until_day;
	card.changed_at_ms = r->at_ms;
	return card_state_set(sh->db, &card);
}

static enum err replay_state(struct shop *sh, struct arena *a, const char *number, int state, int64_t at_ms)
{
	struct card card;
	enum err e = card_by_number(sh->db, a, number, &card);

	if (e != OK)
		return e == ERR_NOTFOUND ? OK : e;
	card.state = state;
	card.changed_at_ms = at_ms;
	return card_state_set(sh->db, &card);
}

/* Whose hands they went through stands in a table of its own. */
static enum err replay_move(struct shop *sh, const struct audit_store_row *r, const struct card_told *t)
{
	const char *from = *t->from ? t->from : t->next;
	const struct card_move_row row = { .id = shop_new_id(sh), .from = from, .to = *t->to ? t->to : from,
		.what = r->action + strlen("card-"), .at_ms = r->at_ms, .staff_id = r->staff_id,
		.to_staff_id = t->staff_id, .member_id = *t->to ? 0 : r->subject_id, .note = "" };

	return card_move_put(sh->db, &row);
}

enum err card_replay(struct shop *sh, struct arena *a, const struct audit_store_row *r)
{
	struct card_told t;
	int64_t touched;
	enum err e = OK;

	if (!card_told(r->action, r->detail, &t))
		return OK;
	if (strcmp(r->action, "card-receive") == 0)
		e = replay_receive(sh, a, r, &t);
	else if (t.state == CARD_VOID)
		e = card_void(sh->db, t.from, t.to, r->at_ms, &touched);
	else if (*t.to)
		e = card_hand(sh->db, t.from, t.to, t.staff_id, r->at_ms, &touched);
	else if (*t.from)
		e = replay_state(sh, a, t.from, t.state, r->at_ms);
	if (e == OK && *t.next)
		e = replay_given(sh, a, r, t.rest);
	return e == OK ? replay_move(sh, r, &t) : e;
}
