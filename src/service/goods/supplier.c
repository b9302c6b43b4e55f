/* supplier.c - whose goods are sold, and what the shop keeps of a concession's sales. */
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "../office/office_int.h"
#include "service/goods.h"
#include "service/master.h"
#include "store/goods_store.h"

const char *const supplier_kind_name[SUPPLIER_KINDS] = {
	"none", [SUPPLIER_OWN] = "own", [SUPPLIER_CONSIGNMENT] = "consignment", [SUPPLIER_CONCESSION] = "concession",
};

static const char *what_of(struct arena *a, const char *code)
{
	return arena_printf(a, _("supplier %s"), code);
}

/* The terms of a supplier on a day; from_day 0: none yet. */
static struct terms_row terms_on(const struct terms_row *list, int n, int64_t supplier_id, int32_t day)
{
	struct terms_row found = { .supplier_id = supplier_id };

	for (int i = 0; i < n; i++)
		if (list[i].supplier_id == supplier_id && list[i].from_day <= day)
			found = list[i];
	return found;
}

enum err suppliers_all(struct shop *sh, struct arena *a, struct supplier **list, int *n)
{
	struct supplier_row *rows;
	struct terms_row *terms;
	int count = 0;
	enum err e = suppliers_list(sh->db, a, &rows, n);

	if (e == OK)
		e = terms_list(sh->db, a, &terms, &count);
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++) {
		struct terms_row now = terms_on(terms, count, rows[i].id, shop_business_day(sh));

		(*list)[i] = (struct supplier){ rows[i].id, rows[i].code, rows[i].name,
			(enum supplier_kind)rows[i].kind, rows[i].active, now.deduction_bp, now.guaranteed_minor };
	}
	return OK;
}

/* --- writing ------------------------------------------------------------------------------- */

struct supplier_writing { struct supplier_row row; struct terms_row terms; bool fresh, new_terms; };

static enum err write(struct shop *sh, void *arg, struct said *said)
{
	const struct supplier_writing *w = arg;
	enum err e = w->fresh ? supplier_put(sh->db, &w->row) : supplier_update(sh->db, &w->row);

	(void)said;
	return e == OK && w->new_terms ? terms_put(sh->db, &w->terms) : e;
}

static enum err take_terms(struct shop *sh, const struct supplier_edit *edit, struct supplier_writing *w,
	struct said *said)
{
	int32_t today = shop_business_day(sh);

	w->new_terms = edit->deduction || edit->guaranteed;
	w->terms.supplier_id = w->row.id;
	w->terms.from_day = edit->from_day ? edit->from_day : today;
	if (w->new_terms && w->row.kind != SUPPLIER_CONCESSION)
		return say(said, ERR_REFUSED, MSG_TERMS_CONCESSION, w->row.code, NULL);
	if (edit->from_day && (!w->new_terms || edit->from_day < today))
		return say(said, ERR_REFUSED, MSG_TERMS_PAST, NULL, NULL);
	if (edit->deduction && percent_parse(edit->deduction, &w->terms.deduction_bp) != OK)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--deduction", edit->deduction);
	if (edit->guaranteed && money_parse(edit->guaranteed, &w->terms.guaranteed_minor) != OK)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--guaranteed", edit->guaranteed);
	return OK;
}

static enum err take(struct shop *sh, struct arena *a, const struct supplier_edit *edit, struct supplier_writing *w,
	struct said *said)
{
	enum err e = OK;

	if (edit->name)
		e = office_name(a, edit->name, &w->row.name, said);
	if (e == OK && edit->kind) {
		w->row.kind = name_index(supplier_kind_name, SUPPLIER_KINDS, edit->kind);
		if (w->row.kind < SUPPLIER_OWN)
			return say(said, ERR_INVALID, MSG_VALUE_BAD, "--kind", edit->kind);
	}
	if (e == OK && edit->active)
		e = office_yes("--active", edit->active, &w->row.active, said);
	return e == OK ? take_terms(sh, edit, w, said) : e;
}

static const char *terms_text(struct arena *a, const struct terms_row *t)
{
	if (!t->from_day)
		return "";
	return arena_printf(a, "%" PRId64 " bp, %" PRId64 ", from %d", t->deduction_bp, t->guaranteed_minor,
		(int)t->from_day);
}

static enum err write_row(struct shop *sh, struct arena *a, const struct supplier_row *was,
	const struct terms_row *terms_were, struct supplier_writing *w, struct said *said)
{
	const struct change changes[] = {
		{ "name", was ? was->name : NULL, w->row.name },
		{ "kind", was ? supplier_kind_name[was->kind] : NULL, supplier_kind_name[w->row.kind] },
		{ "active", was ? (was->active ? "yes" : "no") : NULL, w->row.active ? "yes" : "no" },
		{ "terms", terms_text(a, terms_were), terms_text(a, w->new_terms ? &w->terms : terms_were) },
	};
	const struct writing writing = { .table = "supplier", .action = was ? "supplier" : "supplier-add",
		.row_id = w->row.id, .code = w->row.code, .what = what_of(a, w->row.code), .fresh = !was,
		.changes = changes, .change_count = (int)(sizeof changes / sizeof changes[0]), .write = write,
		.row = w };

	return office_write(sh, &writing, said);
}

enum err supplier_add(struct shop *sh, struct arena *a, const struct supplier_edit *edit, struct said *said)
{
	struct supplier_writing w = { .row = { .kind = SUPPLIER_OWN, .active = true }, .fresh = true };
	const struct terms_row none = { .from_day = 0 };
	enum err e = office_need(sh, PERM_SUPPLIERS, said);

	if (e == OK)
		e = office_code(a, edit->code, GOODS_CODE_MAX, _("A code"), &w.row.code, said);
	if (e != OK)
		return e;
	w.row.id = shop_new_id(sh);
	e = take(sh, a, edit, &w, said);
	return e == OK ? write_row(sh, a, NULL, &none, &w, said) : e;
}

enum err supplier_change(struct shop *sh, struct arena *a, const struct supplier_edit *edit, struct said *said)
{
	struct supplier_writing w = { .fresh = false };
	struct supplier_row *rows;
	const struct supplier_row *was = NULL;
	struct terms_row *terms, now;
	int n = 0, count = 0;
	enum err e = office_need(sh, PERM_SUPPLIERS, said);

	if (e == OK)
		e = suppliers_list(sh->db, a, &rows, &n);
	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(rows[i].code, edit->code) == 0)
			was = &rows[i];
	if (e == OK && !was)
		e = ERR_NOTFOUND;
	if (e == OK)
		e = terms_list(sh->db, a, &terms, &count);
	if (e != OK)
		return office_answer(said, e, what_of(a, edit->code));
	w.row = *was;
	now = terms_on(terms, count, was->id, edit->from_day ? edit->from_day : shop_business_day(sh));
	w.terms = now;
	e = take(sh, a, edit, &w, said);
	return e == OK ? write_row(sh, a, was, &now, &w, said) : e;
}
