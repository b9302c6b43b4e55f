/* settings.c - settings read and changed, each by the line that describes it in setting.def. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/member/points.h"
#include "model/slip.h"
#include "office_int.h"
#include "service/books.h"
#include "service/master.h"
#include "store/master_store.h"

/* --- what fits ------------------------------------------------------------------------------- */

static bool is_choice(const char *choices, const char *value)
{
	size_t n = strlen(value);

	for (;; choices++) {
		size_t m = strcspn(choices, "|");

		if (n == m && memcmp(choices, value, n) == 0)
			return true;
		choices += m;
		if (!*choices)
			return false;
	}
}

static bool is_number(const struct setting_entry *s, const char *value)
{
	char *end;
	long long v = strtoll(value, &end, 10);

	return *value && !*end && v >= s->min && v <= s->max;
}

static bool zone_fits(const char *value)
{
	return clock_set_zone(value) == OK;
}

static bool patterns_fit(const char *value)
{
	struct arena a = ARENA_INIT;
	char *text = arena_strdup(&a, value), *save = NULL;
	bool ok = true;
	int n = 0;

	for (char *p = strtok_r(text, ";", &save); p && ok; p = strtok_r(NULL, ";", &save)) {
		struct scale_pattern pattern;
		const char *why;

		ok = ++n <= SCALE_PATTERNS_MAX && scale_pattern_parse(&a, p, &pattern, &why) == OK;
	}
	arena_release(&a);
	return ok;
}

static bool notes_fit(const char *value)
{
	struct arena a = ARENA_INIT;
	char *text = arena_strdup(&a, value), *save = NULL;
	bool ok = true;

	for (char *p = strtok_r(text, " ", &save); p && ok; p = strtok_r(NULL, " ", &save)) {
		int64_t minor;

		ok = money_parse(p, &minor) == OK && minor > 0;
	}
	arena_release(&a);
	return ok;
}

static bool windows_fit(const char *value)
{
	struct points_window windows[POINTS_WINDOWS_MAX];

	return points_windows_read(value, windows) >= 0;
}

/* Texts with a form of their own. */
static const struct { enum setting id; bool (*fits)(const char *value); const char *words; } forms[] = {
	{ SET_SHOP_ZONE, zone_fits, N_("the name of a time zone, like Asia/Shanghai") },
	{ SET_SLIPS, slip_layouts_ok, N_("layouts like 98MMNNNNPPPPC, separated by ;") },
	{ SET_SCALE_PATTERNS, patterns_fit, N_("patterns like 21IIIIIPPPPPC, separated by ;") },
	{ SET_BOOKS_ACCOUNTS, books_accounts_ok,
		N_("account numbers like drawer=1001 expense/2=560202, separated by blanks") },
	{ SET_DENOMINATIONS, notes_fit, N_("amounts, separated by blanks") },
	{ SET_POINTS_PAY_DAYS, windows_fit,
		N_("days like months=12 days=8,18,28 from=20261201 until=20261231, separated by ;") },
	{ SET_NOTE_KEYS, notes_fit, N_("amounts, separated by blanks") },
};

/* What a setting takes, where the value does not fit; NULL when it does. */
static const char *misfit(struct arena *a, int id, const char *value)
{
	const struct setting_entry *s = &setting_table[id];

	if (s->type == SETTING_CHOICE)
		return is_choice(s->choices, value) ? NULL : arena_printf(a, _("one of %s"), s->choices);
	if (s->type == SETTING_NUMBER)
		return is_number(s, value) ? NULL
			: arena_printf(a, _("a number from %lld to %lld"), (long long)s->min, (long long)s->max);
	if (utf8_len(value) < (size_t)s->min || utf8_len(value) > (size_t)s->max)
		return arena_printf(a, _("a text of %lld to %lld characters"), (long long)s->min, (long long)s->max);
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
		if ((int)forms[i].id == id && !forms[i].fits(value))
			return _(forms[i].words);
	return NULL;
}

/* --- changing ------------------------------------------------------------------------------ */

int setting_find(const char *name)
{
	for (int id = 0; id < SETTINGS; id++)
		if (strcmp(setting_table[id].name, name) == 0)
			return id;
	return -1;
}

struct set { struct setting_row row; int id; struct arena *a; };

/* What is stored for exactly this owner; NULL: nothing yet. */
static enum err stored_value(struct shop *sh, struct arena *a, const struct setting_row *row, const char **value)
{
	struct setting_row *rows;
	int n;
	enum err e = settings_list(sh->db, a, row->owner_id, &rows, &n);

	*value = NULL;
	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(rows[i].name, row->name) == 0 && rows[i].owner_id == row->owner_id)
			*value = rows[i].value;
	return e;
}

static enum err set_body(struct shop *sh, void *arg)
{
	const struct set *set = arg;
	struct change change = { set->row.name, NULL, set->row.value };
	enum err e = stored_value(sh, set->a, &set->row, &change.was);

	if (e == OK)
		e = setting_put(sh->db, &set->row);
	if (e == OK)
		e = office_revise(sh, "setting", set->row.owner_id, &change, 1);
	return e == OK ? office_audit(sh, "setting", set->row.owner_id, set->row.name) : e;
}

static enum err owner_of(struct shop *sh, struct arena *a, struct set *set, const char *terminal, struct said *said)
{
	struct terminal_row row;
	enum err e;

	set->row.scope = terminal ? "terminal" : "shop";
	if (!terminal)
		return OK;
	if (setting_table[set->id].scope != SETTING_TERMINAL)
		return say(said, ERR_INVALID, MSG_SETTING_SHOP_ONLY, set->row.name, NULL);
	e = terminal_by_code(sh->db, a, terminal, &row);
	if (e == ERR_NOTFOUND)
		return say(said, e, MSG_NOT_FOUND, arena_printf(a, _("till %s"), terminal), NULL);
	set->row.owner_id = row.id;
	return e;
}

enum err setting_set_at(struct shop *sh, struct arena *a, const char *name, const char *value, const char *terminal,
	struct said *said)
{
	struct set set = { .id = setting_find(name), .a = a };
	const char *wanted;
	enum err e = office_need(sh, PERM_SETTINGS, said);

	if (e != OK)
		return e;
	if (set.id < 0)
		return say(said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(a, _("setting %s"), name), NULL);
	set.row = (struct setting_row){ .name = setting_table[set.id].name, .value = utf8_clean(a, value) };
	wanted = misfit(a, set.id, set.row.value);
	if (wanted)
		return say(said, ERR_INVALID, MSG_SETTING_BAD, set.row.name, wanted);
	e = owner_of(sh, a, &set, terminal, said);
	if (e == OK)
		e = shop_tx(sh, set_body, &set);
	if (e == OK)
		office_reload(sh);
	if (e != OK) {
		/* Trying a zone sets it. */
		if (clock_set_zone(setting_text(sh, SET_SHOP_ZONE)) != OK)
			return ERR_CORRUPT;
		return office_answer(said, e, name);
	}
	return say(said, OK, MSG_SETTING_IS, set.row.name, set.row.value);
}

enum err setting_set(struct shop *sh, const char *name, const char *value, bool for_terminal, struct said *said)
{
	struct arena *a = &sh->staff_arena; /* what is said must outlive the call */

	return setting_set_at(sh, a, name, value, for_terminal ? shop_terminal(sh) : NULL, said);
}

enum err settings_all(struct shop *sh, struct arena *a, const char *terminal, struct setting_info **list, int *n)
{
	struct terminal_row row = { .id = 0 };
	struct setting_row *rows;
	int count;
	enum err e = terminal ? terminal_by_code(sh->db, a, terminal, &row) : OK;

	if (e == OK)
		e = settings_list(sh->db, a, row.id, &rows, &count);
	if (e != OK)
		return e;
	*n = SETTINGS;
	*list = arena_array(a, SETTINGS, sizeof **list);
	for (int id = 0; id < SETTINGS; id++) {
		struct setting_info *info = &(*list)[id];

		*info = (struct setting_info){ id, setting_table[id].def, "shipped" };
		for (int i = 0; i < count; i++)
			if (strcmp(rows[i].name, setting_table[id].name) == 0)
				*info = (struct setting_info){ id, rows[i].value, rows[i].scope };
	}
	return OK;
}
