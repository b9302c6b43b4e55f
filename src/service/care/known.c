/* known.c - see known_int.h. What was handed out is on file by name (table known): a right that is not there is new,
 * one that is there and that no role has was taken away by somebody who meant it. */
#include "known_int.h"

#include <stdlib.h>
#include <string.h>

#include "../goods/csvfile_int.h"
#include "../shop/shop_int.h"
#include "base/tr.h"
#include "service/master.h"
#include "service/paths.h"
#include "service/said.h"
#include "store/care_store.h"
#include "store/staff_store.h"
#include "store/trade_store.h"

struct handing {
	struct db *db;
	struct arena *arena;
	const char **known;
	int known_count;
	struct role_row *roles;
	int role_count;
	struct id_maker ids;
	const char *problem;
};

static bool is_new(struct handing *h, const char *kind, const char *name)
{
	return name_index(h->known, h->known_count, arena_printf(h->arena, "%s:%s", kind, name)) < 0;
}

static enum err noted(struct handing *h, const char *kind, const char *name)
{
	return known_put(h->db, arena_printf(h->arena, "%s:%s", kind, name));
}

static enum err give_right(struct handing *h, const struct permission_entry *p)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < h->role_count; i++) {
		const struct role_default *role = role_default(h->roles[i].code);

		if (role && role_has_by_default(role, p))
			e = role_permission_put(h->db, h->roles[i].id, p->name);
	}
	return e == OK ? noted(h, "right", p->name) : e;
}

static enum err give_limit(struct handing *h, const struct limit_entry *l)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < h->role_count; i++) {
		const struct role_default *role = role_default(h->roles[i].code);

		if (role)
			e = role_limit_put(h->db, h->roles[i].id, l->name, l->by_role[role->limits]);
	}
	return e == OK ? noted(h, "limit", l->name) : e;
}

/* Reads a file of data/seed, row by row. */
static enum err each_row(struct handing *h, const char *file, enum err (*row)(struct handing *h, struct csvfile *f))
{
	struct csvfile *f = arena_new(h->arena, struct csvfile);
	enum err e = csvfile_open(f, h->arena, paths_data(h->arena, file));

	while (e == OK && (e = csvfile_next(f)) == OK)
		e = row(h, f);
	if (e == ERR_NOTFOUND && f->head_count > 0)
		return OK;
	h->problem = arena_printf(h->arena, "%s:%d", f->path ? f->path : file, f->line);
	return e;
}

/* --- roles ----------------------------------------------------------------------------------- */

static bool has_role(const struct handing *h, const char *code)
{
	for (int i = 0; i < h->role_count; i++)
		if (strcmp(h->roles[i].code, code) == 0)
			return true;
	return false;
}

static enum err give_role(struct handing *h, struct csvfile *f)
{
	const struct role_row row = { id_next(&h->ids), csvfile_get(f, "code"), csvfile_get(f, "name"),
		csvfile_get(f, "name_en"), strtoll(csvfile_get(f, "grade"), NULL, 10) };
	const struct role_default *role = role_default(row.code);
	enum err e = OK;

	if (!role)
		return ERR_INVALID;
	if (!is_new(h, "role", row.code))
		return OK;
	if (has_role(h, row.code))
		return noted(h, "role", row.code);
	e = role_put(h->db, &row);
	for (int p = 1; e == OK && p < PERMISSIONS; p++)
		if (role_has_by_default(role, &permission_table[p]))
			e = role_permission_put(h->db, row.id, permission_table[p].name);
	for (int l = 0; e == OK && l < LIMITS; l++)
		e = role_limit_put(h->db, row.id, limit_table[l].name, limit_table[l].by_role[role->limits]);
	return e == OK ? noted(h, "role", row.code) : e;
}

/* --- reasons --------------------------------------------------------------------------------- */

static enum err give_reason(struct handing *h, struct csvfile *f)
{
	int kind = name_index(reason_kind_name, REASON_KINDS, csvfile_get(f, "kind"));

	if (kind < 1)
		return ERR_INVALID;
	if (!is_new(h, "reason", reason_kind_name[kind]))
		return OK;
	return reason_put(h->db, &(struct reason_row){ .id = id_next(&h->ids), .kind = kind,
		.digit = strtoll(csvfile_get(f, "digit"), NULL, 10), .name = csvfile_get(f, "name"),
		.name_en = csvfile_get(f, "name_en") });
}

/* A kind is known when all of its rows were read. A new shop has them already. */
static enum err give_reasons(struct handing *h)
{
	struct reason_row *rows;
	int n;
	enum err e = reasons_list(h->db, h->arena, &rows, &n);

	for (int i = 0; e == OK && i < n; i++)
		if (rows[i].kind > 0 && rows[i].kind < REASON_KINDS && reason_kind_name[rows[i].kind])
			e = noted(h, "reason", reason_kind_name[rows[i].kind]);
	if (e == OK)
		e = known_list(h->db, h->arena, &h->known, &h->known_count);
	if (e == OK)
		e = each_row(h, "seed/reason.csv", give_reason);
	for (int kind = 1; e == OK && kind < REASON_KINDS; kind++)
		if (reason_kind_name[kind])
			e = noted(h, "reason", reason_kind_name[kind]);
	return e;
}

/* --- all ------------------------------------------------------------------------------------- */

enum err known_hand_out(struct db *db, struct arena *a, const char **problem)
{
	struct handing h = { .db = db, .arena = a, .ids = { 0, SHOP_OFFICE_TERMINAL } };
	enum err e = known_list(db, a, &h.known, &h.known_count);

	if (e == OK)
		e = roles_list(db, a, &h.roles, &h.role_count);
	for (int p = 1; e == OK && p < PERMISSIONS; p++)
		if (is_new(&h, "right", permission_table[p].name))
			e = give_right(&h, &permission_table[p]);
	for (int l = 0; e == OK && l < LIMITS; l++)
		if (is_new(&h, "limit", limit_table[l].name))
			e = give_limit(&h, &limit_table[l]);
	if (e == OK)
		e = each_row(&h, "seed/role.csv", give_role);
	if (e == OK)
		e = give_reasons(&h);
	*problem = h.problem;
	return e;
}

enum err known_bring_up(struct db *db, struct arena *a, const char **why)
{
	const char *problem = NULL;
	enum err e = db_begin(db);

	if (e != OK)
		return e;
	e = known_hand_out(db, a, &problem);
	if (e == OK)
		e = db_commit(db);
	else
		db_rollback(db);
	if (problem && e != OK)
		*why = said_fill(a, _("The data file %1 is missing or wrong. Install the program whole, or name"
			" its data with ZHANGGUI_DATADIR"), problem, NULL);
	else if (e != OK)
		*why = arena_strdup(a, db_error(db));
	return e;
}
