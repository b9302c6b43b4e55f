/* wallet_rules.c - what a top-up gives on top, and what the law asks from which day on, as data of the shop. */
#include "wallet_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/money.h"
#include "../office/office_int.h"
#include "service/master.h"

#define CODE_MAX 12
#define REFUND_DAYS_MAX 3650

static const char *what_of(struct arena *a, const char *code)
{
	return arena_printf(a, _("top-up rule %s"), code);
}

/* --- what is typed ------------------------------------------------------------------------------------ */

/* "500=50" or "1000=15%" */
static bool tier_read(struct arena *a, const char *word, struct bonus_tier *out)
{
	const char *equals = strchr(word, '=');
	size_t n = equals ? strlen(equals + 1) : 0;
	bool part = n > 1 && equals[n] == '%';
	const char *from, *gives;

	*out = (struct bonus_tier){ 0, 0, 0 };
	if (!equals || !n)
		return false;
	from = arena_strndup(a, word, (size_t)(equals - word));
	gives = part ? arena_strndup(a, equals + 1, n - 1) : equals + 1;
	if (money_parse(from, &out->from_minor) != OK || !out->from_minor)
		return false;
	return part ? percent_parse(gives, &out->bonus_bp) == OK : money_parse(gives, &out->bonus_minor) == OK;
}

static enum err tiers_read(struct arena *a, const char *typed, struct bonus_rule *rule, struct said *said)
{
	struct bonus_tier *tiers = arena_array(a, WALLET_TIERS_MAX, sizeof *tiers);
	char *rest = arena_strdup(a, typed), *word;
	int n = 0;

	while ((word = strtok_r(rest, " \t", &rest)) != NULL) {
		bool fits = n < WALLET_TIERS_MAX && tier_read(a, word, &tiers[n]);

		for (int i = 0; fits && i < n; i++)
			fits = tiers[i].from_minor != tiers[n].from_minor;
		if (!fits)
			return say(said, ERR_INVALID, MSG_VALUE_BAD, _("A tier"), word);
		n++;
	}
	if (!n)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("A tier"), _("empty"));
	rule->tiers = tiers;
	rule->tier_count = n;
	return OK;
}

char *wallet_tiers_text(struct arena *a, const struct bonus_rule *rule)
{
	char *text = arena_strdup(a, "");

	for (int i = 0; i < rule->tier_count; i++) {
		const struct bonus_tier *t = &rule->tiers[i];

		text = arena_printf(a, "%s%s%s=%s%s", text, i ? " " : "", money_text(a, t->from_minor), t->bonus_bp
			? money_text(a, t->bonus_bp) : money_text(a, t->bonus_minor), t->bonus_bp ? "%" : "");
	}
	return text;
}

static enum err day_read(const char *typed, const char *option, int32_t *out, struct said *said)
{
	if (typed && strcmp(typed, "-") == 0)
		*out = 0;
	else if (typed && !clock_parse_day(typed, out))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, option, typed);
	return OK;
}

static enum err kind_read(struct shop *sh, struct arena *a, const char *typed, int64_t *id, struct said *said)
{
	struct card_kind_row kind;
	enum err e = typed && *typed ? card_kind_coded(sh, a, typed, &kind) : ERR_NOTFOUND;

	if (typed && *typed && e == ERR_NOTFOUND)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--kind", typed);
	if (e != OK && e != ERR_NOTFOUND)
		return e;
	if (typed)
		*id = e == OK ? kind.id : 0;
	return OK;
}

static enum err take(const struct wallet_rule_edit *edit, struct wallet_rule_row *row, struct said *said)
{
	bool active = !row->disabled;
	enum err e = day_read(edit->from, "--from", &row->from_day, said);

	if (e == OK)
		e = day_read(edit->until, "--until", &row->until_day, said);
	if (e == OK && row->until_day && row->until_day < row->from_day)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--until", edit->until ? edit->until : "");
	if (e == OK && edit->max && money_parse(edit->max, &row->rule.max_minor) != OK)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--max", edit->max);
	if (e == OK && edit->active)
		e = office_yes("--active", edit->active, &active, said);
	row->disabled = !active;
	return e;
}

/* --- rules ---------------------------------------------------------------------------------------------- */

static enum err write_new(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return wallet_rule_insert(sh->db, row);
}

static enum err write_change(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return wallet_rule_update(sh->db, row);
}

static enum err write_rule(struct shop *sh, struct arena *a, const struct wallet_rule_row *was,
	struct wallet_rule_row *row, struct said *said)
{
	const struct change changes[] = {
		{ "tiers", was ? wallet_tiers_text(a, &was->rule) : NULL, wallet_tiers_text(a, &row->rule) },
		{ "mode", was ? bonus_mode_name[was->rule.mode] : NULL, bonus_mode_name[row->rule.mode] },
		{ "max", was ? money_text(a, was->rule.max_minor) : NULL, money_text(a, row->rule.max_minor) },
		{ "from", was ? arena_printf(a, "%d", (int)was->from_day) : NULL, arena_printf(a, "%d",
			(int)row->from_day) },
		{ "until", was ? arena_printf(a, "%d", (int)was->until_day) : NULL, arena_printf(a, "%d",
			(int)row->until_day) },
		{ "kind", was ? arena_printf(a, "%lld", (long long)was->kind_id) : NULL, arena_printf(a, "%lld",
			(long long)row->kind_id) },
		{ "active", was ? (was->disabled ? "no" : "yes") : NULL, row->disabled ? "no" : "yes" },
	};
	const struct writing w = { .table = "wallet_rule", .action = was ? "wallet-rule" : "wallet-rule-add",
		.row_id = row->id, .code = row->code, .what = what_of(a, row->code), .fresh = !was, .changes = changes,
		.change_count = (int)(sizeof changes / sizeof changes[0]), .write = was ? write_change : write_new,
		.row = row };

	return office_write(sh, &w, said);
}

enum err wallet_rule_list(struct shop *sh, struct arena *a, struct wallet_rule_row **list, int *n)
{
	return wallet_rules(sh->db, a, list, n);
}

enum err wallet_rule_add(struct shop *sh, struct arena *a, const struct wallet_rule_edit *edit, struct said *said)
{
	struct wallet_rule_row row = { .from_day = shop_business_day(sh) }, *there;
	int mode = edit->mode ? name_index(bonus_mode_name, BONUS_MODES, edit->mode) : BONUS_BEST, n = 0;
	enum err e = office_need(sh, PERM_WALLET_RULES, said);

	if (e == OK)
		e = office_code(a, edit->code, CODE_MAX, _("A code"), &row.code, said);
	if (e == OK && mode < 0)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--mode", edit->mode);
	if (e == OK)
		e = tiers_read(a, edit->tiers ? edit->tiers : "", &row.rule, said);
	if (e == OK)
		e = take(edit, &row, said);
	if (e == OK)
		e = kind_read(sh, a, edit->kind, &row.kind_id, said);
	if (e == OK)
		e = wallet_rules(sh->db, a, &there, &n);
	if (e == OK && n >= WALLET_RULES_MAX)
		e = say(said, ERR_REFUSED, MSG_VALUE_BAD, _("A code"), arena_printf(a, "> %d", WALLET_RULES_MAX));
	if (e != OK)
		return said->id ? e : office_answer(said, e, what_of(a, edit->code));
	row.id = shop_new_id(sh);
	row.rule.mode = (enum bonus_mode)mode;
	return write_rule(sh, a, NULL, &row, said);
}

enum err wallet_rule_set(struct shop *sh, struct arena *a, const struct wallet_rule_edit *edit, struct said *said)
{
	struct wallet_rule_row *list, row;
	int n = 0, i = 0;
	enum err e = office_need(sh, PERM_WALLET_RULES, said);

	if (e == OK)
		e = wallet_rules(sh->db, a, &list, &n);
	while (e == OK && i < n && strcmp(list[i].code, edit->code) != 0)
		i++;
	if (e == OK && i == n)
		e = ERR_NOTFOUND;
	if (e != OK)
		return office_answer(said, e, what_of(a, edit->code));
	row = list[i];
	e = take(edit, &row, said);
	return e == OK ? write_rule(sh, a, &list[i], &row, said) : e;
}

/* --- the law -------------------------------------------------------------------------------------------- */

enum err wallet_law_list(struct shop *sh, struct arena *a, struct wallet_law **list, int *n)
{
	enum err e = wallet_laws(sh->db, a, list, n);

	if (e != OK || *n)
		return e;
	*n = wallet_law_shipped_count;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	memcpy(*list, wallet_law_shipped, (size_t)*n * sizeof **list);
	return OK;
}

/* The one that is changed, and all of the list where the store has none of its own yet. */
struct enacting { struct wallet_law law, *shipped; int shipped_count; };

static enum err write_law(struct shop *sh, void *row, struct said *said)
{
	struct enacting *x = row;
	enum err e = OK;

	(void)said;
	for (int i = 0; e == OK && i < x->shipped_count; i++)
		e = wallet_law_put(sh->db, &x->shipped[i]);
	return e == OK ? wallet_law_put(sh->db, &x->law) : e;
}

static enum err amount_of(const char *typed, const char *option, int64_t *minor, struct said *said)
{
	if (typed && money_parse(typed, minor) != OK)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, option, typed);
	return OK;
}

static enum err law_take(const struct wallet_law_edit *edit, struct wallet_law *law, struct said *said)
{
	int64_t days = law->refund_days;
	enum err e = amount_of(edit->named_max, "--named-max", &law->balance_max_minor[HOLDER_NAMED], said);

	if (e == OK)
		e = amount_of(edit->bearer_max, "--bearer-max", &law->balance_max_minor[HOLDER_BEARER], said);
	if (e == OK)
		e = amount_of(edit->named_identity, "--named-identity", &law->identity_from_minor[HOLDER_NAMED], said);
	if (e == OK)
		e = amount_of(edit->bearer_identity, "--bearer-identity", &law->identity_from_minor[HOLDER_BEARER],
			said);
	if (e == OK)
		e = amount_of(edit->company, "--company", &law->transfer_company_minor, said);
	if (e == OK)
		e = amount_of(edit->person, "--person", &law->transfer_person_minor, said);
	if (e == OK && edit->refund_days)
		e = office_number(edit->refund_days, 0, REFUND_DAYS_MAX, "--refund-days", &days, said);
	law->refund_days = (int)days;
	return e;
}

static const char *law_text(struct arena *a, const struct wallet_law *law)
{
	return arena_printf(a, "%s %s %s %s %s %s %d", money_text(a, law->balance_max_minor[HOLDER_NAMED]),
		money_text(a, law->balance_max_minor[HOLDER_BEARER]),
		money_text(a, law->identity_from_minor[HOLDER_NAMED]),
		money_text(a, law->identity_from_minor[HOLDER_BEARER]), money_text(a, law->transfer_company_minor),
		money_text(a, law->transfer_person_minor), law->refund_days);
}

enum err wallet_law_set(struct shop *sh, struct arena *a, const struct wallet_law_edit *edit, struct said *said)
{
	struct wallet_law *list, *own;
	struct enacting x = { .shipped_count = 0 };
	const struct wallet_law *before;
	struct change change;
	int32_t day = 0;
	int n = 0, own_count = 0;
	enum err e = office_need(sh, PERM_WALLET_RULES, said);

	if (e == OK && (!edit->from || !clock_parse_day(edit->from, &day)))
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--from", edit->from ? edit->from : "");
	if (e == OK)
		e = wallet_law_list(sh, a, &list, &n);
	if (e == OK)
		e = wallet_laws(sh->db, a, &own, &own_count);
	if (e == OK && own_count >= WALLET_LAWS_MAX)
		e = say(said, ERR_REFUSED, MSG_VALUE_BAD, "--from", arena_printf(a, "> %d", WALLET_LAWS_MAX));
	if (e != OK)
		return said->id ? e : office_answer(said, e, edit->from);
	before = wallet_law_on(list, n, day);
	if (before)
		x.law = *before;
	change = (struct change){ "law", before ? law_text(a, before) : NULL, NULL };
	x.law.from_day = day;
	if (!own_count) {
		x.shipped = list;
		x.shipped_count = n;
	}
	if ((e = law_take(edit, &x.law, said)) != OK)
		return e;
	change.becomes = arena_printf(a, "%d %s", (int)day, law_text(a, &x.law));
	return office_write(sh, &(struct writing){ .table = "wallet_law", .action = "wallet-law", .row_id = day,
		.code = arena_printf(a, "%d", (int)day), .what = _("the law of stored value"), .fresh = !before,
		.changes = &change, .change_count = 1, .write = write_law, .row = &x }, said);
}
