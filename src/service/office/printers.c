/* printers.c - the printers of a till, as its settings have them. */
#include "service/printers.h"

#include <string.h>

#include "../paper/labels_int.h"
#include "../till/jobs_int.h"
#include "../till/papers_int.h"
#include "base/tr.h"
#include "office_int.h"
#include "service/master.h"
#include "store/job_store.h"
#include "store/master_store.h"

_Static_assert((int)JOB_AT_RECEIPT == DEVICE_PRINTER && (int)JOB_AT_SECOND == DEVICE_SECOND_PRINTER &&
	(int)JOB_AT_LABELS == DEVICE_LABEL_PRINTER, "each printer of a job is a device");

/* The till of a code, or the one this is. */
static enum err till_of(struct shop *sh, struct arena *a, const char *code, struct terminal_row *out)
{
	*out = (struct terminal_row){ .id = sh->terminal_id, .code = shop_terminal(sh) };
	if (!code)
		return out->id ? OK : ERR_NOTFOUND;
	return terminal_by_code(sh->db, a, code, out);
}

static const char *value_of(const struct setting_info *list, int n, int setting)
{
	for (int i = 0; i < n; i++)
		if (list[i].id == setting)
			return list[i].value;
	return "";
}

static enum err health_of(struct shop *sh, struct arena *a, int64_t terminal_id, struct printer_info *p)
{
	struct device_row row;
	enum err e = device_get(sh->db, a, terminal_id, p->name, &row);

	p->state = e == OK ? row.state : "";
	p->detail = e == OK ? row.detail : "";
	return e == ERR_NOTFOUND ? OK : e;
}

enum err printers_of(struct shop *sh, struct arena *a, const char *terminal,
	struct printer_info list[DEVICE_PRINTER_COUNT])
{
	struct terminal_row till;
	struct setting_info *settings;
	int n = 0;
	enum err e = till_of(sh, a, terminal, &till);

	if (e == OK)
		e = settings_all(sh, a, till.code, &settings, &n);
	for (int i = 0; e == OK && i < DEVICE_PRINTER_COUNT; i++) {
		const struct job_printer_settings *s = &job_printer_settings[i];

		list[i] = (struct printer_info){ .name = device_printer_word((enum device_printer)i),
			.queue = value_of(settings, n, s->queue),
			.form = i == DEVICE_LABEL_PRINTER ? JOB_LABELS_FORM : value_of(settings, n, s->form),
			.columns = strcmp(value_of(settings, n, s->columns), "48") == 0 ? 48 : 32 };
		e = health_of(sh, a, till.id, &list[i]);
	}
	return e;
}

enum err printer_change(struct shop *sh, struct arena *a, enum device_printer printer, const struct printer_edit *edit,
	struct said *said)
{
	const struct job_printer_settings *s = &job_printer_settings[printer];
	const bool labels = printer == DEVICE_LABEL_PRINTER;
	const struct { enum setting setting; const char *value; } wanted[] = {
		{ s->form, labels ? NULL : edit->form }, { s->columns, labels ? NULL : edit->columns },
		{ s->queue, edit->queue },
	};
	enum err e = OK;

	for (size_t i = 0; e == OK && i < sizeof wanted / sizeof wanted[0]; i++)
		if (wanted[i].value && strcmp(wanted[i].value, setting_text(sh, wanted[i].setting)) != 0)
			e = setting_set_at(sh, a, setting_table[wanted[i].setting].name, wanted[i].value,
				shop_terminal(sh), said);
	return e;
}

/* --- a test page ------------------------------------------------------------------------------ */

static enum err order_body(struct shop *sh, void *arg)
{
	struct job_row *job = arg;

	job->created_at_ms = sh->tx_at_ms;
	return job_insert(sh->db, job);
}

enum err printer_try(struct shop *sh, struct arena *a, const char *terminal, enum device_printer printer,
	struct said *said)
{
	struct job_row job = { .kind = JOB_PAPER, .template = JOB_TEST_TEMPLATE, .body = "",
		.printer = (enum job_printer)printer };
	struct printer_info list[DEVICE_PRINTER_COUNT];
	struct sbuf order = SBUF_INIT;
	struct terminal_row till;
	enum err e = office_need(sh, PERM_DEVICES, said);

	if (e == OK)
		e = till_of(sh, a, terminal, &till);
	if (e == OK)
		e = printers_of(sh, a, terminal, list);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("till %s"), terminal ? terminal : ""));
	if (!*list[printer].queue)
		return say(said, ERR_REFUSED, MSG_PRINTER_UNSET, device_printer_words(printer), till.code);
	if (printer == DEVICE_LABEL_PRINTER) {
		e = labels_test(sh, a, &order, said);
		job.kind = JOB_LABELS;
		job.body = arena_strdup(a, sbuf_text(&order));
	}
	sbuf_release(&order);
	job.id = shop_new_id(sh);
	job.terminal_id = till.id;
	if (e == OK)
		e = shop_tx(sh, order_body, &job);
	if (e != OK)
		return office_answer(said, e, list[printer].name);
	return say(said, OK, MSG_TEST_PAGE, device_printer_words(printer), till.code);
}
