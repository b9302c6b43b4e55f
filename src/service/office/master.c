/* master.c - terminals and roles, as the office sees and changes them. */
#include "service/master.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "office_int.h"
#include "store/master_store.h"
#include "store/staff_store.h"

#define TERMINAL_CODE_MAX 8
#define ROLE_CODE_MAX 12

/* --- terminals ----------------------------------------------------------------------------- */

enum err terminals_all(struct shop *sh, struct arena *a, struct terminal_info **list, int *n)
{
	struct terminal_row *rows;
	enum err e = terminals_list(sh->db, a, &rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; e == OK && i < *n; i++) {
		int64_t until_ms = 0;
		const char *holder = "";

		e = lease_owner(sh->db, a, arena_printf(a, "terminal:%s", rows[i].code), &holder, &until_ms);
		if (e == ERR_NOTFOUND)
			e = OK;
		(*list)[i] = (struct terminal_info){ rows[i].id, rows[i].code, rows[i].name,
			until_ms > clock_now_ms() ? holder : "", rows[i].id == SHOP_OFFICE_TERMINAL };
	}
	return e;
}

/* The lowest free number: ids of tills are part of every id they make. */
static enum err free_terminal_id(struct shop *sh, struct arena *a, int64_t *id)
{
	struct terminal_row *rows;
	int n;
	enum err e = terminals_list(sh->db, a, &rows, &n);

	*id = 1;
	for (int i = 0; e == OK && i < n; i++)
		if (rows[i].id == *id)
			++*id;
	return e;
}

static enum err terminal_body(struct shop *sh, void *arg)
{
	const struct terminal_row *row = arg;
	const struct change changes[] = { { "code", NULL, row->code }, { "name", NULL, row->name } };
	enum err e = terminal_put(sh->db, row);

	if (e == OK)
		e = office_revise(sh, "terminal", row->id, changes, 2);
	return e == OK ? office_audit(sh, "terminal-add", row->id, row->code) : e;
}

enum err terminal_add(struct shop *sh, struct arena *a, const char *code, const char *name, struct said *said)
{
	struct terminal_row row = { .id = 0 }, other;
	enum err e = office_need(sh, PERM_TERMINALS, said);

	if (e == OK)
		e = office_code(a, code, TERMINAL_CODE_MAX, _("A till's code"), &row.code, said);
	if (e == OK)
		e = office_name(a, name, &row.name, said);
	if (e != OK)
		return e;
	e = terminal_by_code(sh->db, a, row.code, &other);
	e = e == OK ? ERR_EXISTS : e == ERR_NOTFOUND ? OK : e;
	if (e == OK)
		e = free_terminal_id(sh, a, &row.id);
	if (e == OK)
		e = shop_tx(sh, terminal_body, &row);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("till %s"), row.code));
	return say(said, OK, MSG_ADDED, row.code, NULL);
}

/* --- roles --------------------------------------------------------------------------------- */

static enum err load_role(struct shop *sh, struct arena *a, struct role_info *role)
{
	struct role_limit_row *limits;
	const char **names;
	int n;
	enum err e = role_permissions(sh->db, a, role->id, &names, &n);

	for (int i = 0; e == OK && i < n; i++)
		for (int p = 1; p < PERMISSIONS; p++)
			role->may[p] = role->may[p] || strcmp(names[i], permission_table[p].name) == 0;
	if (e == OK)
		e = role_limits(sh->db, a, role->id, &limits, &n);
	for (int i = 0; e == OK && i < n; i++)
		for (int l = 0; l < LIMITS; l++)
			if (strcmp(limits[i].name, limit_table[l].name) == 0)
				role->limit[l] = limits[i].value;
	return e;
}

enum err roles_all(struct shop *sh, struct arena *a, struct role_info **list, int *n)
{
	struct role_row *rows;
	enum err e = roles_list(sh->db, a, &rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; e == OK && i < *n; i++) {
		(*list)[i] = (struct role_info){ .id = rows[i].id, .grade = rows[i].grade, .code = rows[i].code,
			.name = rows[i].name, .name_en = rows[i].name_en };
		e = load_role(sh, a, &(*list)[i]);
	}
	return e;
}

/* Has the own role all that this one has? */
static bool role_within(const struct shop *sh, const struct role_info *role, int64_t grade)
{
	const struct staff *own = shop_staff(sh);
	bool within = role->grade <= grade;

	for (int p = 1; p < PERMISSIONS; p++)
		within = within && (own->may[p] || !role->may[p]);
	for (int l = 0; l < LIMITS; l++)
		within = within && role->limit[l] <= own->limit[l];
	return within;
}

/* Of the one who is signed on, and the highest that a role has. */
struct grades { int64_t own, top; };

static enum err read_grades(struct shop *sh, struct arena *a, struct grades *g)
{
	struct role_row *rows;
	int n = 0;
	enum err e = roles_list(sh->db, a, &rows, &n);

	*g = (struct grades){ 0, 0 };
	for (int i = 0; e == OK && i < n; i++) {
		if (rows[i].id == shop_staff(sh)->role_id)
			g->own = rows[i].grade;
		if (rows[i].grade > g->top)
			g->top = rows[i].grade;
	}
	return e;
}

/* The role with this code, and the grades to hold it against. */
static enum err role_coded(struct shop *sh, struct arena *a, const char *code, struct role_info *role, struct grades *g,
	struct said *said)
{
	struct role_info *roles;
	int n = 0;
	enum err e = read_grades(sh, a, g);

	if (e == OK)
		e = roles_all(sh, a, &roles, &n);
	if (e != OK)
		return e;
	for (int i = 0; i < n; i++) {
		if (strcmp(roles[i].code, code) != 0)
			continue;
		*role = roles[i];
		return OK;
	}
	return say(said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(a, _("role %s"), code), NULL);
}

enum err office_role(struct shop *sh, struct arena *a, const char *code, const char *what, struct role_info *role,
	struct said *said)
{
	struct grades g;
	enum err e = role_coded(sh, a, code, role, &g, said);

	return e == OK && !role_within(sh, role, g.own) ? say(said, ERR_DENIED, MSG_GIVES_MORE, what, NULL) : e;
}

static enum err role_write_new(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return role_put(sh->db, row);
}

enum err role_add(struct shop *sh, struct arena *a, const char *code, const char *name, const char *name_en,
	struct said *said)
{
	struct role_row row = { .name_en = name_en ? utf8_clean(a, name_en) : "" };
	struct grades g;
	enum err e = office_need(sh, PERM_ROLES, said);

	if (e == OK)
		e = office_code(a, code, ROLE_CODE_MAX, _("A role's code"), &row.code, said);
	if (e == OK)
		e = office_name(a, name, &row.name, said);
	if (e == OK)
		e = read_grades(sh, a, &g);
	if (e == OK) {
		const struct change changes[] = { { "code", NULL, row.code }, { "name", NULL, row.name } };
		const struct writing w = { .table = "role", .action = "role-add", .row_id = shop_new_id(sh),
			.code = row.code, .what = arena_printf(a, _("role %s"), row.code), .fresh = true,
			.changes = changes, .change_count = 2, .write = role_write_new, .row = &row };

		row.id = w.row_id;
		row.grade = g.own;
		return office_write(sh, &w, said);
	}
	return office_answer(said, e, code);
}

/* Changes of a role, handed through a transaction. */
struct role_edit {
	int64_t role_id;
	const struct role_wish *list;
	int count;
	struct change changes[ROLE_WISHES_MAX];
};

static enum err role_wish_put(struct shop *sh, int64_t role_id, const struct role_wish *w)
{
	if (!w->permission)
		return role_limit_put(sh->db, role_id, w->limit, w->value);
	if (w->may)
		return role_permission_put(sh->db, role_id, w->permission);
	return role_permission_drop(sh->db, role_id, w->permission);
}

static enum err role_body(struct shop *sh, void *arg)
{
	const struct role_edit *ed = arg;
	enum err e = OK;

	for (int i = 0; e == OK && i < ed->count; i++)
		e = role_wish_put(sh, ed->role_id, &ed->list[i]);
	if (e == OK)
		e = office_revise(sh, "role", ed->role_id, ed->changes, ed->count);
	for (int i = 0; e == OK && i < ed->count; i++)
		e = office_audit(sh, "role", ed->role_id, ed->changes[i].name);
	return e;
}

/* May it be changed by such a one? Who could only take away from an equal what he has not got himself could leave a
 * shop without anybody who may do it; at the top there is nobody else to ask. */
static bool role_open(const struct shop *sh, const struct role_info *role, const struct grades *g)
{
	return role->grade < g->own || (role->grade == g->own && (g->own == g->top || role_within(sh, role, g->own)));
}

/* The role to change; nobody widens the own one, or touches those of the grades above. */
static enum err role_to_change(struct shop *sh, struct arena *a, const char *code, struct role_info *role,
	struct said *said)
{
	struct grades g;
	enum err e = office_need(sh, PERM_ROLES, said);

	if (e == OK)
		e = role_coded(sh, a, code, role, &g, said);
	if (e != OK)
		return office_answer(said, e, code);
	if (role->id == shop_staff(sh)->role_id)
		return say(said, ERR_REFUSED, MSG_OWN_ROLE, NULL, NULL);
	return role_open(sh, role, &g) ? OK : say(said, ERR_DENIED, MSG_GIVES_MORE, role->code, NULL);
}

static enum err wish_permission(struct shop *sh, struct arena *a, const struct role_info *role,
	const struct role_wish *w, struct change *change, struct said *said)
{
	int p = 1;

	while (p < PERMISSIONS && strcmp(permission_table[p].name, w->permission) != 0)
		p++;
	if (p == PERMISSIONS)
		return say(said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(a, _("right %s"), w->permission), NULL);
	if (w->may && !role->may[p] && !shop_may(sh, (enum permission)p))
		return say(said, ERR_DENIED, MSG_GIVES_RIGHT, NULL, NULL);
	*change = (struct change){ permission_table[p].name, role->may[p] ? "yes" : "no", w->may ? "yes" : "no" };
	return OK;
}

static enum err wish_limit(struct shop *sh, struct arena *a, const struct role_info *role,
	const struct role_wish *w, struct change *change, struct said *said)
{
	int l = 0;

	while (l < LIMITS && strcmp(limit_table[l].name, w->limit) != 0)
		l++;
	if (l == LIMITS)
		return say(said, ERR_NOTFOUND, MSG_NOT_FOUND, arena_printf(a, _("limit %s"), w->limit), NULL);
	if (w->value < 0 || w->value > MONEY_MAX)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, w->limit, arena_printf(a, "%" PRId64, w->value));
	if (w->value > shop_staff(sh)->limit[l] && w->value > role->limit[l])
		return say(said, ERR_DENIED, MSG_GIVES_RIGHT, NULL, NULL);
	*change = (struct change){ limit_table[l].name, arena_printf(a, "%" PRId64, role->limit[l]),
		arena_printf(a, "%" PRId64, w->value) };
	return OK;
}

enum err role_set(struct shop *sh, struct arena *a, const char *role_code, const struct role_wish *list, int n,
	struct said *said)
{
	struct role_edit ed = { .list = list, .count = n };
	struct role_info role = { 0 };
	enum err e = n > ROLE_WISHES_MAX ? ERR_INVALID : role_to_change(sh, a, role_code, &role, said);
	bool differs = false;

	for (int i = 0; e == OK && i < n; i++) {
		e = list[i].permission ? wish_permission(sh, a, &role, &list[i], &ed.changes[i], said)
			: wish_limit(sh, a, &role, &list[i], &ed.changes[i], said);
		differs = differs || (e == OK && strcmp(ed.changes[i].was, ed.changes[i].becomes) != 0);
	}
	if (e != OK)
		return e;
	if (!differs)
		return say(said, OK, MSG_UNCHANGED, role.code, NULL);
	ed.role_id = role.id;
	e = shop_tx(sh, role_body, &ed);
	if (e != OK)
		return office_answer(said, e, role_code);
	return say(said, OK, MSG_CHANGED, role.code, NULL);
}

enum err role_permit(struct shop *sh, struct arena *a, const char *role_code, const char *permission, bool may,
	struct said *said)
{
	const struct role_wish wish = { .permission = permission, .may = may };

	return role_set(sh, a, role_code, &wish, 1, said);
}

enum err role_limit_set(struct shop *sh, struct arena *a, const char *role_code, const char *limit, int64_t value,
	struct said *said)
{
	const struct role_wish wish = { .limit = limit, .value = value };

	return role_set(sh, a, role_code, &wish, 1, said);
}
