/* device_books.c - what stands at the counters of all tills, as the office sees it: how each was when it was heard of
 * last, and how it is set up. What arrives of one byte by byte is seen at its till alone. */
#include "office_int.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/device.h"
#include "service/devices.h"
#include "service/jobs.h"

enum { DEV_TILL, DEV_NAME, DEV_KIND, DEV_PROTOCOL, DEV_ADDRESS, DEV_STATE, DEV_SINCE, DEV_COLUMNS };
static const struct list_column columns[DEV_COLUMNS] = {
	[DEV_TILL] = { N_("Till"), 6, ALIGN_LEFT, false, 0 }, [DEV_NAME] = { N_("Name"), 10, ALIGN_LEFT, false, 0 },
	[DEV_KIND] = { N_("Kind"), 16, ALIGN_LEFT, false, 2 },
	[DEV_PROTOCOL] = { N_("Speaks"), 8, ALIGN_LEFT, false, 3 },
	[DEV_ADDRESS] = { N_("Where it is"), 0, ALIGN_LEFT, false, 0 },
	[DEV_STATE] = { N_("State"), 16, ALIGN_LEFT, false, 0 },
	[DEV_SINCE] = { N_("Time"), 16, ALIGN_LEFT, false, 1 },
};
enum { DEV_F_TILL, DEV_F_NAME, DEV_F_SPEAKS, DEV_F_ADDRESS, DEV_F_OPTIONS, DEV_F_ACTIVE, DEV_FIELDS };
static const struct field fields[DEV_FIELDS] = {
	[DEV_F_TILL] = { N_("Till"), FIELD_PICK, 8, FIELD_REQUIRED | FIELD_NEW, N_("At whose counter it stands"),
		NULL },
	[DEV_F_NAME] = { N_("Name"), FIELD_TEXT, DEVICE_NAME_MAX, FIELD_REQUIRED | FIELD_NEW,
		N_("Small letters, digits and -"), NULL },
	[DEV_F_SPEAKS] = { N_("What it is"), FIELD_PICK, 40, FIELD_REQUIRED, N_("F4 lists all that are known"), NULL },
	[DEV_F_ADDRESS] = { N_("Where it is"), FIELD_TEXT, 110, FIELD_REQUIRED,
		N_("local:/dev/..., or remote:TILL:NAME"), NULL },
	[DEV_F_OPTIONS] = { N_("Its line"), FIELD_TEXT, 110, 0, N_("Such as speed=2400 charset=ascii; empty is usual"),
		NULL },
	[DEV_F_ACTIVE] = { N_("In use"), FIELD_YES, 0, 0, NULL, NULL },
};

/* "01 scanner": till and name. */
struct place { char till[9], name[DEVICE_NAME_MAX + 1]; };

static bool place_of(const char *key, struct place *p)
{
	return sscanf(key, "%8s %24s", p->till, p->name) == 2;
}

static enum device_state state_of(const char *word)
{
	int i = 0;

	while (i < DEVICE_STATE_COUNT && strcmp(device_state_word((enum device_state)i), word) != 0)
		i++;
	return (enum device_state)i;
}

static void add_device(struct arena *a, const char *till, const struct device *d, const struct device_info *health,
	int n, struct book_rows *rows)
{
	struct book_row *row = book_add(rows, a, arena_printf(a, "%s %s", till, d->name));
	enum device_kind kind = device_kind_of(d->kind);

	row->cell[DEV_TILL] = till;
	row->cell[DEV_NAME] = d->name;
	row->cell[DEV_KIND] = kind == DEVICE_KIND_COUNT ? d->kind : device_kind_words(kind);
	row->cell[DEV_PROTOCOL] = d->protocol;
	row->cell[DEV_ADDRESS] = d->address;
	row->cell[DEV_STATE] = d->active ? _("not heard of") : device_state_words(DEVICE_OFF);
	row->off = !d->active;
	for (int i = 0; d->active && i < n; i++) {
		enum device_state state = state_of(health[i].health.state);

		if (strcmp(health[i].terminal, till) != 0 || strcmp(health[i].health.device, d->name) != 0)
			continue;
		row->cell[DEV_STATE] = state == DEVICE_STATE_COUNT ? health[i].health.state : device_state_words(state);
		row->cell[DEV_SINCE] = arena_strndup(a, clock_text(a, health[i].health.at_ms), 16);
		row->warn = state != DEVICE_READY;
	}
}

static enum err devices_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct terminal_info *tills;
	struct device_info *health = NULL;
	struct device *list;
	int till_count = 0, health_count = 0, n = 0;
	enum err e = terminals_all(ui->shop, a, &tills, &till_count);

	(void)find;
	if (e == OK)
		e = devices_all(ui->shop, a, &health, &health_count);
	for (int t = 0; e == OK && t < till_count; t++) {
		e = devices_of(ui->shop, a, tills[t].code, &list, &n);
		for (int i = 0; e == OK && i < n; i++)
			add_device(a, tills[t].code, &list[i], health, health_count, rows);
	}
	return e;
}

static enum err devices_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct place place;
	struct device *list;
	int n = 0;
	enum err e;

	v->value[DEV_F_ADDRESS] = "local:/dev/";
	v->value[DEV_F_ACTIVE] = "yes";
	if (!*key)
		return OK;
	if (!place_of(key, &place))
		return ERR_NOTFOUND;
	e = devices_of(ui->shop, a, place.till, &list, &n);
	for (int i = 0; e == OK && i < n; i++) {
		if (strcmp(list[i].name, place.name) != 0)
			continue;
		v->row_id = list[i].id;
		v->name = v->value[DEV_F_NAME] = list[i].name;
		v->value[DEV_F_TILL] = arena_strdup(a, place.till);
		v->value[DEV_F_SPEAKS] = arena_printf(a, "%s %s", list[i].kind, list[i].protocol);
		v->value[DEV_F_ADDRESS] = list[i].address;
		v->value[DEV_F_OPTIONS] = list[i].options;
		v->value[DEV_F_ACTIVE] = yes_no(list[i].active);
		return OK;
	}
	return e == OK ? ERR_NOTFOUND : e;
}

static struct form_options devices_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };

	(void)key;
	if (field == DEV_F_TILL)
		return terminal_options(ui, a);
	for (const struct device_protocol *p = device_protocols; p->name; p++)
		option_put(&o, a, arena_printf(a, "%s %s", device_kind_word(p->kind), p->name),
			arena_printf(a, "%s, %s", device_kind_words(p->kind), _(p->words)));
	return o;
}

static enum err devices_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	struct place place = { "", "" };
	struct device_edit edit = { .terminal = v->value[DEV_F_TILL], .name = v->value[DEV_F_NAME],
		.address = v->value[DEV_F_ADDRESS], .options = v->value[DEV_F_OPTIONS],
		.active = v->value[DEV_F_ACTIVE] };
	char *speaks = v->value[DEV_F_SPEAKS] ? arena_strdup(a, v->value[DEV_F_SPEAKS]) : NULL;
	char *blank = speaks ? strchr(speaks, ' ') : NULL;

	if (blank) {
		*blank = '\0';
		edit.protocol = blank + 1;
	}
	edit.kind = speaks;
	if (*key && !place_of(key, &place))
		return ERR_NOTFOUND;
	if (*key) {
		edit.terminal = place.till;
		edit.name = place.name;
	}
	return *key ? device_change(ui->shop, a, &edit, said) : device_add(ui->shop, a, &edit, said);
}

static enum err devices_remove(struct ui *ui, struct arena *a, const char *key, struct said *said)
{
	struct place place;

	return place_of(key, &place) ? device_remove(ui->shop, a, place.till, place.name, said) : ERR_NOTFOUND;
}

static const char *devices_hint(struct ui *ui, const char *key)
{
	(void)ui;
	(void)key;
	return _("Enter changes it; what arrives of it and a try are at its till: F10, devices");
}

const struct book devices_book = {
	.title = N_("Devices at the tills"), .one = N_("Device"), .change = PERM_DEVICES, .grows = true,
	.columns = columns, .column_count = DEV_COLUMNS, .load = devices_load, .fields = fields,
	.field_count = DEV_FIELDS, .read = devices_read, .options = devices_options, .save = devices_save,
	.remove = devices_remove, .table = "device", .hint = devices_hint,
};
