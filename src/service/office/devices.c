/* devices.c - the devices of the tills, added, changed and taken away. */
#include "service/devices.h"

#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "office_int.h"
#include "store/device_store.h"
#include "store/job_store.h"
#include "store/master_store.h"

static enum err terminal_of(struct shop *sh, struct arena *a, const char *code, int64_t *id)
{
	struct terminal_row row;
	enum err e;

	*id = sh->terminal_id;
	if (!code)
		return *id ? OK : ERR_NOTFOUND;
	e = terminal_by_code(sh->db, a, code, &row);
	if (e == OK)
		*id = row.id;
	return e;
}

enum err devices_of(struct shop *sh, struct arena *a, const char *terminal, struct device **list, int *n)
{
	int64_t id;
	enum err e = terminal_of(sh, a, terminal, &id);

	*n = 0;
	return e == OK ? device_rows(sh->db, a, id, list, n) : e;
}

static const char *what_of(struct arena *a, const char *name)
{
	return arena_printf(a, _("device %s"), name);
}

static enum err write_new(struct shop *sh, void *arg, struct said *said)
{
	const struct device *d = arg;
	struct arena a = ARENA_INIT;
	struct device *rows;
	int n = 0;
	enum err e = device_rows(sh->db, &a, d->terminal_id, &rows, &n);

	arena_release(&a);
	if (e == OK && n >= DEVICES_MAX)
		return say(said, ERR_REFUSED, MSG_DEVICES_FULL, NULL, NULL);
	return e == OK ? device_insert(sh->db, d) : e;
}

static enum err write_change(struct shop *sh, void *arg, struct said *said)
{
	(void)said;
	return device_update(sh->db, arg);
}

static enum err write_row(struct shop *sh, struct arena *a, const struct device *was, struct device *d,
	struct said *said)
{
	const struct change changes[] = {
		{ "name", was ? was->name : NULL, d->name },
		{ "kind", was ? was->kind : NULL, d->kind },
		{ "protocol", was ? was->protocol : NULL, d->protocol },
		{ "address", was ? was->address : NULL, d->address },
		{ "options", was ? was->options : NULL, d->options },
		{ "active", was ? was->active ? "yes" : "no" : NULL, d->active ? "yes" : "no" },
	};
	const struct writing w = { .table = "device", .action = was ? "device" : "device-add", .row_id = d->id,
		.code = d->name, .what = what_of(a, d->name), .fresh = !was, .changes = changes,
		.change_count = (int)(sizeof changes / sizeof changes[0]),
		.write = was ? write_change : write_new, .row = d };
	const char *why;

	if (device_check(a, d, &why) != OK)
		return say(said, ERR_INVALID, MSG_DEVICE_BAD, why, NULL);
	return office_write(sh, &w, said);
}

static const char *typed(struct arena *a, const char *text, const char *otherwise)
{
	return text ? utf8_clean(a, text) : otherwise;
}

static enum err fill(struct arena *a, const struct device_edit *edit, struct device *d, struct said *said)
{
	d->kind = typed(a, edit->kind, d->kind);
	d->protocol = typed(a, edit->protocol, d->protocol);
	d->address = typed(a, edit->address, d->address);
	d->options = typed(a, edit->options, d->options);
	return edit->active ? office_yes("--active", edit->active, &d->active, said) : OK;
}

static enum err begin(struct shop *sh, struct arena *a, const char *terminal, int64_t *terminal_id, struct said *said)
{
	enum err e = office_need(sh, PERM_DEVICES, said);

	if (e == OK)
		e = office_answer(said, terminal_of(sh, a, terminal, terminal_id),
			arena_printf(a, _("till %s"), terminal ? terminal : ""));
	return e;
}

enum err device_add(struct shop *sh, struct arena *a, const struct device_edit *edit, struct said *said)
{
	struct device d = { .kind = "", .protocol = "", .address = "", .options = "", .active = true };
	enum err e = begin(sh, a, edit->terminal, &d.terminal_id, said);

	if (e == OK)
		e = fill(a, edit, &d, said);
	if (e != OK)
		return e;
	d.name = utf8_clean(a, edit->name);
	d.id = shop_new_id(sh);
	return write_row(sh, a, NULL, &d, said);
}

/* The row to be changed. */
static enum err find(struct shop *sh, struct arena *a, const char *terminal, const char *name, struct device *out,
	struct said *said)
{
	int64_t terminal_id;
	enum err e = begin(sh, a, terminal, &terminal_id, said);

	if (e == OK)
		e = office_answer(said, device_by_name(sh->db, a, terminal_id, name, out), what_of(a, name));
	return e;
}

enum err device_change(struct shop *sh, struct arena *a, const struct device_edit *edit, struct said *said)
{
	struct device was, d;
	enum err e = find(sh, a, edit->terminal, edit->name, &was, said);

	if (e != OK)
		return e;
	d = was;
	e = fill(a, edit, &d, said);
	return e == OK ? write_row(sh, a, &was, &d, said) : e;
}

/* --- taken away ---------------------------------------------------------------------------- */

static enum err remove_body(struct shop *sh, void *arg)
{
	const struct device *d = arg;
	const struct change changes[] = { { "name", d->name, "" }, { "kind", d->kind, "" },
		{ "protocol", d->protocol, "" }, { "address", d->address, "" }, { "options", d->options, "" } };
	enum err e = device_delete(sh->db, d->id, d->version);

	if (e == OK)
		e = device_forget(sh->db, d->terminal_id, d->name);
	if (e == OK)
		e = office_revise(sh, "device", d->id, changes, (int)(sizeof changes / sizeof changes[0]));
	return e == OK ? office_audit(sh, "device-remove", d->id, d->name) : e;
}

enum err device_remove(struct shop *sh, struct arena *a, const char *terminal, const char *name, struct said *said)
{
	struct device d;
	enum err e = find(sh, a, terminal, name, &d, said);

	if (e == OK)
		e = office_answer(said, shop_tx(sh, remove_body, &d), what_of(a, name));
	return e == OK ? say(said, OK, MSG_REMOVED, what_of(a, name), NULL) : e;
}
