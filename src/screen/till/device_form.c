/* device_form.c - how a device, or a printer, is set up: one form each. What is stored is told by the screen below. */
#include "devices_int.h"

#include <string.h>

#include "base/tr.h"
#include "service/devices.h"
#include "service/printers.h"
#include "service/said.h"
#include "tui/form.h"
#include "tui/key.h"

#define FORM_COLS 74

/* note: what has no room behind its field on a narrow screen; "" nothing. */
static void draw_form(struct screen *s, struct form *form, int rows, const char *title, const char *note)
{
	struct rect in = frame_box(s, rows + 3, FORM_COLS, title);

	form_draw(form, (struct rect){ in.y, in.x, rows + 1, in.w });
	if (in.w < FORM_COLS)
		draw_field(in.y + in.h - 2, in.x, in.w, STYLE_NORMAL, ALIGN_LEFT, note);
	draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT, _("Enter goes on and stores, Esc back"));
}

/* `store` fills *said where it refuses. */
static enum react form_goes_on(struct screen *s, struct form *form, const struct event *e,
	bool (*store)(struct screen *s, struct said *said))
{
	struct said said = { .id = MSG_NONE };

	if (e->kind == EVENT_PASTE)
		return form_paste(form, e->text) ? REACT_REDRAW : REACT_BEEP;
	if (e->kind != EVENT_KEY)
		return REACT_NONE;
	if (e->code == TKEY_ESC)
		return REACT_CLOSE;
	switch (form_key(form, e->code)) {
	case FORM_DONE:
		break;
	case FORM_MOVED:
		return REACT_REDRAW;
	default:
		return REACT_BEEP;
	}
	if (!store(s, &said)) {
		screen_refuse(s, "%s", said_text(&ui_of(s)->event, &said));
		return REACT_REDRAW;
	}
	screen_answer(s, 0, "", NULL);
	return REACT_CLOSE;
}

/* --- a device -------------------------------------------------------------------------------- */

enum { FIELD_NAME, FIELD_SPEAKS, FIELD_ADDRESS, FIELD_OPTIONS, FIELD_USED, FIELDS };
static const char *const yes_no[] = { N_("yes"), N_("no"), NULL };
static const struct field fields[FIELDS] = {
	[FIELD_NAME] = { N_("Name"), FIELD_TEXT, DEVICE_NAME_MAX, FIELD_REQUIRED,
		N_("Small letters, digits and -"), NULL },
	[FIELD_SPEAKS] = { N_("What it is"), FIELD_PICK, 40, FIELD_REQUIRED, N_("Left and Right choose"), NULL },
	[FIELD_ADDRESS] = { N_("Where it is"), FIELD_TEXT, 110, FIELD_REQUIRED,
		N_("local:/dev/..., or remote:TILL:NAME"), NULL },
	[FIELD_OPTIONS] = { N_("Its line"), FIELD_TEXT, 110, 0, N_("Such as speed=2400 charset=ascii; empty is usual"),
		NULL },
	[FIELD_USED] = { N_("In use"), FIELD_CHOICE, 4, 0, NULL, yes_no },
};
struct form_state {
	struct form form;
	bool fresh;
};

/* Every protocol with its kind: "scale st". */
static void list_protocols(struct screen *s, struct form_state *st)
{
	struct form_option *list;
	int n = 0;

	while (device_protocols[n].name)
		n++;
	list = arena_array(&s->arena, (size_t)n, sizeof *list);
	for (int i = 0; i < n; i++) {
		const struct device_protocol *p = &device_protocols[i];

		list[i].value = arena_printf(&s->arena, "%s %s", device_kind_word(p->kind), p->name);
		list[i].words = arena_printf(&s->arena, "%s, %s", device_kind_words(p->kind), _(p->words));
	}
	form_options(&st->form, FIELD_SPEAKS, list, n);
}

static enum err form_begin(struct screen *s, const void *arg)
{
	struct form_state *st = s->state;
	const struct device *d = arg;

	st->fresh = !*d->name;
	form_init(&st->form, &s->arena, fields, FIELDS);
	list_protocols(s, st);
	form_set(&st->form, FIELD_NAME, d->name);
	form_set(&st->form, FIELD_SPEAKS, arena_printf(&s->arena, "%s %s", d->kind, d->protocol));
	form_set(&st->form, FIELD_ADDRESS, d->address);
	form_set(&st->form, FIELD_OPTIONS, d->options);
	form_set(&st->form, FIELD_USED, d->active ? "0" : "1");
	if (!st->fresh)
		st->form.current = FIELD_SPEAKS;
	return OK;
}

/* What is chosen, in words. */
static const char *spoken(const struct form *f)
{
	const struct form_options *o = &f->options[FIELD_SPEAKS];

	for (int i = 0; i < o->count; i++)
		if (strcmp(o->list[i].value, form_get(f, FIELD_SPEAKS)) == 0)
			return o->list[i].words;
	return "";
}

static void form_picture(struct screen *s)
{
	struct form_state *st = s->state;

	draw_form(s, &st->form, FIELDS, st->fresh ? _("Set up a device") : _("Change a device"), spoken(&st->form));
}

static bool store_device(struct screen *s, struct said *said)
{
	struct form_state *st = s->state;
	struct ui *ui = ui_of(s);
	char *kind = arena_strdup(&ui->event, form_get(&st->form, FIELD_SPEAKS)), *protocol = strchr(kind, ' ');
	struct device_edit edit = { .name = form_get(&st->form, FIELD_NAME), .kind = kind,
		.address = form_get(&st->form, FIELD_ADDRESS), .options = form_get(&st->form, FIELD_OPTIONS),
		.active = form_choice(&st->form, FIELD_USED) ? "no" : "yes" };

	if (protocol)
		*protocol++ = '\0';
	edit.protocol = protocol ? protocol : "";
	return (st->fresh ? device_add(ui->shop, &ui->event, &edit, said)
		: device_change(ui->shop, &ui->event, &edit, said)) == OK;
}

static enum react form_event(struct screen *s, const struct event *e)
{
	return form_goes_on(s, &((struct form_state *)s->state)->form, e, store_device);
}

const struct screen_ops device_form_ops = {
	.name = "device", .title = N_("Device"), .flags = SCREEN_DIALOG, .size = sizeof(struct form_state),
	.open = form_begin, .draw = form_picture, .event = form_event
};

/* --- a printer ------------------------------------------------------------------------------- */

enum { PRINTER_QUEUE, PRINTER_FORM, PRINTER_COLUMNS, PRINTER_FIELDS };
static const char *const forms[] = { N_("receipt printer"), N_("pages 80 mm wide"), N_("A5 pages"), N_("A4 pages"),
	NULL };
static const char *const form_values[] = { "receipt", "roll", "a5", "a4", NULL };
static const char *const columns[] = { N_("32 columns, 58 mm"), N_("48 columns, 80 mm"), NULL };
static const char *const column_values[] = { "32", "48", NULL };
static const struct field printer_fields[PRINTER_FIELDS] = {
	[PRINTER_QUEUE] = { N_("Queue"), FIELD_TEXT, 110, 0,
		N_("Of CUPS, or file:/dev/usb/lp0; empty: there is none"), NULL },
	[PRINTER_FORM] = { N_("What it is"), FIELD_CHOICE, 4, 0, N_("Left and Right choose"), forms },
	[PRINTER_COLUMNS] = { N_("Its paper"), FIELD_CHOICE, 4, 0, N_("Left and Right choose"), columns },
};

struct printer_form_state {
	struct form form;
	enum device_printer printer;
};

static const char *place_in(const char *const *values, const char *value)
{
	int i = 0;

	while (values[i] && strcmp(values[i], value) != 0)
		i++;
	return values[i] && i ? (i == 1 ? "1" : i == 2 ? "2" : "3") : "0";
}

/* Of the printer for price tags only the queue is asked: its labels have a size of their own. */
static enum err printer_begin(struct screen *s, const void *arg)
{
	struct printer_form_state *st = s->state;
	struct printer_info list[DEVICE_PRINTER_COUNT];
	const struct printer_info *p;
	enum err e = printers_of(ui_of(s)->shop, &s->arena, NULL, list);

	if (e != OK)
		return e;
	st->printer = *(const enum device_printer *)arg;
	p = &list[st->printer];
	form_init(&st->form, &s->arena, printer_fields, st->printer == DEVICE_LABEL_PRINTER ? 1 : PRINTER_FIELDS);
	form_set(&st->form, PRINTER_QUEUE, p->queue);
	if (st->printer != DEVICE_LABEL_PRINTER) {
		form_set(&st->form, PRINTER_FORM, place_in(form_values, p->form));
		form_set(&st->form, PRINTER_COLUMNS, p->columns == 48 ? "1" : "0");
	}
	form_enter(&st->form);
	return OK;
}

static void printer_picture(struct screen *s)
{
	struct printer_form_state *st = s->state;

	draw_form(s, &st->form, PRINTER_FIELDS, device_printer_words(st->printer), "");
}

static bool store_printer(struct screen *s, struct said *said)
{
	struct printer_form_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct printer_edit edit = { .queue = form_get(&st->form, PRINTER_QUEUE) };

	if (st->printer != DEVICE_LABEL_PRINTER) {
		edit.form = form_values[form_choice(&st->form, PRINTER_FORM)];
		edit.columns = column_values[form_choice(&st->form, PRINTER_COLUMNS)];
	}
	return printer_change(ui->shop, &ui->event, st->printer, &edit, said) == OK;
}

static enum react printer_event(struct screen *s, const struct event *e)
{
	return form_goes_on(s, &((struct printer_form_state *)s->state)->form, e, store_printer);
}

const struct screen_ops printer_form_ops = {
	.name = "device", .title = N_("Printer"), .flags = SCREEN_DIALOG, .size = sizeof(struct printer_form_state),
	.open = printer_begin, .draw = printer_picture, .event = printer_event
};
