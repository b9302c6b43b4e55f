/* till_member.c - who of the members buys: by card, or by whatever is typed, before or during the sale. */
#include <string.h>

#include "../member/levels_int.h"
#include "../member/points_int.h"
#include "../member/uses_int.h"
#include "../member/wallet_int.h"
#include "base/tr.h"
#include "store/card_store.h"
#include "store/staff_store.h"
#include "till_int.h"

/* Who was found may not buy as a member: said by name, as the desk says it. */
static enum err known(struct call *c, const struct member_hit *hit)
{
	enum err e = member_known(c->sh, c->a, hit, c->said);

	return e == OK || e == ERR_REFUSED ? e : failed(c, e);
}

static enum err attach(struct call *c, const struct member_hit *hit)
{
	struct basket_level level;
	enum err e = known(c, hit);

	if (e != OK)
		return e;
	e = level_terms(c->sh, c->a, hit->member.id, &level);
	if (e != OK)
		return failed(c, e);
	if ((e = stored(c, sell_member(c->sh, &c->t->ob, hit->member.id, &level))) != OK)
		return e;
	return done(c, MSG_MEMBER_ATTACHED, hit->member.bearer ? hit->member.code
		: member_name_shown(c->sh, c->a, &hit->member), hit->card.id ? mask_number(c->a, hit->card.number)
		: hit->member.code);
}

/* Several are meant: they are listed, and a digit chooses. */
static enum err choose(struct call *c, const struct member_hit *list, int n)
{
	struct till *t = c->t;
	enum err e = ask(c, NEED_MEMBER, MSG_MEMBER_CHOOSE, arena_strdup(c->a, c->arg), NULL);
	struct till_member *shown;

	n = n < TILL_MEMBERS_MAX ? n : TILL_MEMBERS_MAX;
	shown = arena_array(&t->asked_arena, (size_t)n, sizeof *shown);
	for (int i = 0; i < n; i++)
		shown[i] = till_member_of(c->sh, &t->asked_arena, &list[i]);
	t->view.members = shown;
	t->view.member_count = n;
	return e;
}

enum err act_member(struct call *c)
{
	static const struct basket_level nothing = { 0 };
	struct member_hit list[MEMBER_HITS_MAX];
	int n = 0;
	enum err e;

	if (c->t->ob.payment_count)
		return refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	if (c->words == 1 && strcmp(c->word[0], "-") == 0) {
		e = stored(c, sell_member(c->sh, &c->t->ob, 0, &nothing));
		return e == OK ? done(c, MSG_MEMBER_OFF, NULL, NULL) : e;
	}
	if (c->member_id) {
		e = member_find_id(c->sh, c->a, c->member_id, &list[0]);
		return e == OK ? attach(c, &list[0]) : failed(c, e);
	}
	if (!c->words)
		return ask(c, NEED_MEMBER, MSG_NEEDS_MEMBER, NULL, NULL);
	e = member_find(c->sh, c->a, c->arg, list, &n, c->said);
	if (e == ERR_NOTFOUND)
		return refuse(c, MSG_NO_MEMBER, arena_strdup(c->a, c->arg), NULL);
	if (e != OK)
		return e == ERR_DENIED || e == ERR_REFUSED ? e : failed(c, e);
	return n > 1 ? choose(c, list, n) : attach(c, &list[0]);
}

enum err member_answer(struct call *c, struct call *with)
{
	struct till *t = c->t;
	const char *text = arena_strdup(c->a, c->arg);
	int i = c->arg[0] - '0';

	if (!*c->arg)
		return refuse(c, MSG_NEEDS_MEMBER, NULL, NULL);
	if (t->view.member_count && !c->arg[1] && i >= 1 && i <= t->view.member_count) {
		with->member_id = t->view.members[i - 1].id;
		return OK;
	}
	till_drop_pending(t); /* asked anew, by what was typed */
	return run_as(c, ACT_MEMBER, text);
}

bool member_card_scanned(struct call *c, const char *code)
{
	struct card card;

	return shop_may(c->sh, PERM_MEMBERS) && card_read(c->sh, c->a, code, &card) == OK;
}

/* A card that was read is one of the staff's, who signs on, or a member's, who buys. */
enum err act_card(struct call *c)
{
	const char *text = arena_strdup(c->a, c->arg);
	bool selling = c->t->view.phase == TILL_BASKET || c->t->view.phase == TILL_PAYMENT;
	struct staff_row who;
	char digest[SEAL_HEX];
	enum err e;

	if (c->words != 1)
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	card_digest(&c->sh->keys, text, digest);
	e = staff_by_card(c->sh->db, c->a, digest, &who);
	if (e != OK && e != ERR_NOTFOUND)
		return failed(c, e);
	return run_as(c, e == ERR_NOTFOUND && selling && member_card_scanned(c, text) ? ACT_MEMBER : ACT_SIGN_ON, text);
}

/* --- shown ------------------------------------------------------------------------------------------ */

struct till_member till_member_of(const struct shop *sh, struct arena *a, const struct member_hit *hit)
{
	const struct member *m = &hit->member;
	const struct level *level = level_by_id(sh, m->level_id);

	return (struct till_member){ .id = m->id, .code = arena_strdup(a, m->code),
		.name = m->bearer ? "" : arena_strdup(a, member_name_shown(sh, a, m)),
		.phone = mask_phone(a, m->phone), .kind = arena_strdup(a, hit->kind),
		.kind_en = arena_strdup(a, hit->kind_en),
		.card = hit->card.id ? mask_number(a, hit->card.number) : "",
		.level = level ? arena_strdup(a, level->name) : "",
		.level_en = level ? arena_strdup(a, level->name_en) : "", .next = "" };
}

/* The level that counts today, and what is missing to the next one. */
static enum err show_level(struct till *t, struct till_member *m)
{
	struct arena *a = &t->member_arena;
	struct level_standing s;
	enum err e = level_standing(t->sh, a, m->id, &s);

	if (e != OK)
		return e;
	m->level = s.level ? arena_strdup(a, s.level->name) : "";
	m->level_en = s.level ? arena_strdup(a, s.level->name_en) : "";
	m->next = level_next_words(a, &s);
	return OK;
}

/* Looked up when it is another than the one that was shown, as a basket that is taken up again may bring. */
void till_member_view(struct till *t)
{
	int64_t id = t->sh->staff.id ? t->ob.row.member_id : 0;
	struct member_hit hit;
	struct wallet has;

	if (id == t->view.member.id)
		return;
	t->view.member = (struct till_member){ .id = 0 };
	arena_clear(&t->member_arena);
	if (!id || member_find_id(t->sh, &t->member_arena, id, &hit) != OK)
		return;
	t->view.member = till_member_of(t->sh, &t->member_arena, &hit);
	if (show_level(t, &t->view.member) != OK)
		t->view.member.next = ""; /* who buys stands there all the same */
	if (wallet_of(t->sh, &t->member_arena, id, &has, &t->view.member.spendable_minor) == OK)
		t->view.member.stored_minor = has.principal_minor + has.bonus_minor;
	if (points_usable_now(t->sh, &t->member_arena, id, &t->view.member.points) != OK)
		t->view.member.points = 0;
	if (uses_today(t->sh, &t->member_arena, id, &t->view.member.uses) != OK)
		t->view.member.uses = 0;
}

void till_member_again(struct till *t)
{
	t->view.member.id = 0;
}
