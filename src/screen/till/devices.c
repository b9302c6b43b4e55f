/* devices.c - what stands at the counter of this till: how each device fares, what arrives of it, raw and as it is
 * understood, what could be set up, and a try of each. What is scanned here sells nothing. */
#include "../screen_int.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "service/devices.h"
#include "service/said.h"
#include "tui/dialog.h"
#include "tui/form.h"
#include "tui/key.h"

#define FOUND_MAX 24
#define RAW_LINES 3
#define RAW_COLS 16             /* bytes in a line */
#define RAW_BYTES (RAW_LINES * RAW_COLS)
#define BELOW_ROWS (RAW_LINES + 5)

enum { COL_NAME, COL_KIND, COL_PROTOCOL, COL_ADDRESS, COL_STATE, COLUMNS };
static const struct list_column columns[COLUMNS] = {
	[COL_NAME] = { N_("Name"), 10, ALIGN_LEFT, false, 0 },
	[COL_KIND] = { N_("Kind"), 16, ALIGN_LEFT, false, 2 },
	[COL_PROTOCOL] = { N_("Speaks"), 7, ALIGN_LEFT, false, 1 },
	[COL_ADDRESS] = { N_("Where it is"), 0, ALIGN_LEFT, false, 0 },
	[COL_STATE] = { N_("State"), 20, ALIGN_LEFT, false, 0 },
};

/* A port that nobody set up yet. */
struct found { bool input; char address[DEVICE_ADDRESS_MAX + 1]; };

struct devices_state {
	struct arena arena;         /* of the rows */
	struct device *rows;
	int count;
	struct found found[FOUND_MAX];
	int found_count;
	struct list list;
	struct ui *ui;
	char watched[DEVICE_NAME_MAX + 1]; /* what arrives of it is shown; "" none */
	unsigned char raw[RAW_BYTES];      /* its last bytes */
	int raw_count;
	char known[200];                   /* what was read last of any device */
};

/* --- rows ------------------------------------------------------------------------------------ */

static const char *cell_of_found(const struct devices_state *st, int row, int column)
{
	const struct found *f = &st->found[row - st->count];

	switch (column) {
	case COL_KIND:
		return f->input ? _("like a keyboard") : _("serial line");
	case COL_ADDRESS:
		return f->address;
	case COL_STATE:
		return _("found: Enter sets it up");
	default:
		return "";
	}
}

static const char *cell(void *ctx, int row, int column, char *buf)
{
	const struct devices_state *st = ctx;
	const struct device *d = &st->rows[row];
	const struct outside *w = st->ui->outside;
	enum device_kind kind;

	(void)buf;
	if (row >= st->count)
		return cell_of_found(st, row, column);
	kind = device_kind_of(d->kind);
	switch (column) {
	case COL_NAME:
		return d->name;
	case COL_KIND:
		return kind == DEVICE_KIND_COUNT ? d->kind : device_kind_words(kind);
	case COL_PROTOCOL:
		return d->protocol;
	case COL_ADDRESS:
		return d->address;
	default:
		return device_state_words(d->active && w && w->device ? w->device(w->ctx, d->name) : DEVICE_OFF);
	}
}

static bool is_set_up(const struct devices_state *st, const char *address)
{
	for (int i = 0; i < st->count; i++)
		if (strcmp(st->rows[i].address, address) == 0)
			return true;
	return false;
}

/* Only of the chosen device all bytes are asked for; those of cards never. */
static void watch(struct devices_state *st)
{
	const struct outside *w = st->ui->outside;
	int row = st->list.cursor;
	const struct device *d = row >= 0 && row < st->count ? &st->rows[row] : NULL;
	const char *name = d && device_kind_of(d->kind) != DEVICE_STRIPE ? d->name : "";

	if (strcmp(st->watched, name) == 0 || !w || !w->raw)
		return;
	if (*st->watched)
		w->raw(w->ctx, st->watched, false);
	snprintf(st->watched, sizeof st->watched, "%s", name);
	st->raw_count = 0;
	if (*name)
		w->raw(w->ctx, name, true);
}

static enum err read_rows(struct devices_state *st)
{
	int kept = 0;
	enum err e;

	arena_clear(&st->arena);
	st->count = 0;
	e = devices_of(st->ui->shop, &st->arena, NULL, &st->rows, &st->count);
	for (int i = 0; i < st->found_count; i++)
		if (!is_set_up(st, st->found[i].address))
			st->found[kept++] = st->found[i];
	st->found_count = kept;
	list_set_count(&st->list, st->count + st->found_count);
	watch(st);
	return e;
}

/* --- what arrives ---------------------------------------------------------------------------- */

/* "53 54 2c": the newest bytes stay. */
static void take_raw(struct devices_state *st, const char *hex)
{
	char *end;

	for (unsigned long byte = strtoul(hex, &end, 16); end != hex; byte = strtoul(hex, &end, 16)) {
		if (st->raw_count == RAW_BYTES) {
			memmove(st->raw, st->raw + RAW_COLS, RAW_BYTES - RAW_COLS);
			st->raw_count -= RAW_COLS;
		}
		st->raw[st->raw_count++] = (unsigned char)byte;
		hex = end;
	}
}

/* "serial path:/dev/ttyUSB0 words" of this machine, "serial name:card ..." of till PC 01. */
static void take_found(struct devices_state *st, const char *till, const char *text)
{
	struct found *f = &st->found[st->found_count];
	char kind[16], where[DEVICE_ADDRESS_MAX - 20];
	const char *at;

	if (st->found_count == FOUND_MAX || sscanf(text, "%15s %229s", kind, where) != 2)
		return;
	at = strchr(where, ':');
	if (!at)
		return;
	f->input = strcmp(kind, "keys") == 0;
	if (strcmp(till, "-") == 0)
		snprintf(f->address, sizeof f->address, "local:%s", at + 1);
	else
		snprintf(f->address, sizeof f->address, "remote:%.11s:%s", till, at + 1);
	for (int i = 0; i < st->found_count; i++)
		if (strcmp(st->found[i].address, f->address) == 0)
			return;
	if (is_set_up(st, f->address))
		return;
	st->found_count++;
	list_set_count(&st->list, st->count + st->found_count);
}

/* "NAME KIND VALUE..." */
static void take_read(struct devices_state *st, char *text)
{
	char *kind = strchr(text, ' '), *value;
	struct scale_reading r;

	if (!kind)
		return;
	*kind++ = '\0';
	value = kind + strcspn(kind, " ");
	if (*value)
		*value++ = '\0';
	if (strcmp(kind, "raw") == 0 && strcmp(text, st->watched) == 0)
		take_raw(st, value);
	else if (strcmp(kind, "found") == 0)
		take_found(st, text, value);
	else if (strcmp(kind, "weight") == 0 && weigh_read(value, &r))
		snprintf(st->known, sizeof st->known, r.overload ? _("%s: more than it can weigh") : r.stable
			? _("%s: %s kg, at rest") : _("%s: %s kg, moving"), text, ui_kilograms(st->ui, r.weight_milli));
	else if (strcmp(kind, "raw") != 0 && strcmp(kind, "found-all") != 0)
		snprintf(st->known, sizeof st->known, "%s: %s %s", text, kind, value);
}

/* --- picture --------------------------------------------------------------------------------- */

static void draw_raw(const struct devices_state *st, int y, int cols)
{
	for (int line = 0; line < RAW_LINES; line++) {
		char hex[RAW_COLS * 3 + 1] = "", text[RAW_COLS + 1] = "";

		for (int i = 0; i < RAW_COLS && line * RAW_COLS + i < st->raw_count; i++) {
			unsigned char c = st->raw[line * RAW_COLS + i];

			snprintf(hex + i * 3, 4, "%02x ", c);
			text[i] = c < 0x80 && isprint(c) ? (char)c : '.';
			text[i + 1] = '\0';
		}
		draw_field(y + line, 1, RAW_COLS * 3 + 1, STYLE_NORMAL, ALIGN_LEFT, hex);
		draw_field(y + line, RAW_COLS * 3 + 3, cols - RAW_COLS * 3 - 3, STYLE_NORMAL, ALIGN_LEFT, text);
	}
}

static void draw(struct screen *s)
{
	struct devices_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct rect all = screen_rect();
	int y = all.h - BELOW_ROWS;

	ui_paint(s);
	ui->stage = (struct rect){ 1, 0, all.h - 2, all.w };
	ui->message_y = all.h - 2;
	ui->message_cols = all.w;
	status_draw(ui, 0, all.w);
	draw_field(1, 1, all.w - 2, STYLE_TITLE, ALIGN_LEFT, _("Devices of this till"));
	list_draw(&st->list, (struct rect){ 2, 1, y - 2, all.w - 2 });
	if (st->list.count == 0)
		draw_field(4, 1, all.w - 2, STYLE_DIM, ALIGN_LEFT, _("None is set up. f looks for what is plugged in"));
	draw_hline(y, 0, all.w, STYLE_LINE);
	draw_field(y + 1, 1, all.w - 2, STYLE_STRONG, ALIGN_LEFT, *st->watched
		? arena_printf(&ui->paint, _("What arrives from %s, byte by byte:"), st->watched) : "");
	draw_raw(st, y + 2, all.w - 1);
	draw_field(y + 2 + RAW_LINES, 1, all.w - 2, STYLE_NORMAL, ALIGN_LEFT, *st->known
		? arena_printf(&ui->paint, _("Read: %s"), st->known) : "");
	screen_draw_toast(s, all.h - 2, 0, all.w);
	draw_field(all.h - 1, 1, all.w - 2, STYLE_DIM, ALIGN_LEFT,
		_("Enter change, a add, Del forget, f find, t try, Esc back"));
}

/* --- the form -------------------------------------------------------------------------------- */

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
#define FORM_COLS 64

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

static void form_picture(struct screen *s)
{
	struct form_state *st = s->state;
	struct rect in = frame_box(s, FIELDS + 3, FORM_COLS, st->fresh ? _("Set up a device") : _("Change a device"));

	form_draw(&st->form, (struct rect){ in.y, in.x, FIELDS + 1, in.w });
	draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT, _("Enter goes on and stores, Esc goes back"));
}

static enum react store(struct screen *s)
{
	struct form_state *st = s->state;
	struct ui *ui = ui_of(s);
	char *kind = arena_strdup(&ui->event, form_get(&st->form, FIELD_SPEAKS)), *protocol = strchr(kind, ' ');
	struct device_edit edit = { .name = form_get(&st->form, FIELD_NAME), .kind = kind,
		.address = form_get(&st->form, FIELD_ADDRESS), .options = form_get(&st->form, FIELD_OPTIONS),
		.active = form_choice(&st->form, FIELD_USED) ? "no" : "yes" };
	struct said said = { .id = MSG_NONE };
	enum err e;

	if (protocol)
		*protocol++ = '\0';
	edit.protocol = protocol ? protocol : "";
	e = st->fresh ? device_add(ui->shop, &ui->event, &edit, &said)
		: device_change(ui->shop, &ui->event, &edit, &said);
	if (e != OK) {
		screen_refuse(s, "%s", said_text(&ui->event, &said));
		return REACT_REDRAW;
	}
	screen_answer(s, 0, "", NULL);
	return REACT_CLOSE;
}

static enum react form_event(struct screen *s, const struct event *e)
{
	struct form_state *st = s->state;

	if (e->kind == EVENT_PASTE)
		return form_paste(&st->form, e->text) ? REACT_REDRAW : REACT_BEEP;
	if (e->kind != EVENT_KEY)
		return REACT_NONE;
	if (e->code == TKEY_ESC)
		return REACT_CLOSE;
	switch (form_key(&st->form, e->code)) {
	case FORM_DONE:
		return store(s);
	case FORM_MOVED:
		return REACT_REDRAW;
	default:
		return REACT_BEEP;
	}
}

static const struct screen_ops device_form_ops = {
	.name = "device", .title = N_("Device"), .flags = SCREEN_DIALOG, .size = sizeof(struct form_state),
	.open = form_begin, .draw = form_picture, .event = form_event
};

/* --- acts ------------------------------------------------------------------------------------ */

enum { TAG_STORED = 1, TAG_FORGET };

/* What was stored holds at once: the helper is told, the till knows of its scale. */
static void reload(struct screen *s)
{
	struct devices_state *st = s->state;
	struct ui *ui = ui_of(s);

	if (ui->outside && ui->outside->changed)
		ui->outside->changed(ui->outside->ctx);
	if (ui->till)
		till_refresh(ui->till);
	if (read_rows(st) != OK)
		screen_refuse(s, "%s", _("This cannot be shown now"));
}

static enum react edit(struct screen *s, bool fresh)
{
	struct devices_state *st = s->state;
	int row = st->list.cursor;
	struct device d = { .name = "", .kind = "scanner", .protocol = "serial", .address = "local:/dev/",
		.options = "", .active = true };

	if (!fresh && row >= 0 && row < st->count) {
		d = st->rows[row];
	} else if (row >= st->count && row < st->list.count) {
		d.address = st->found[row - st->count].address;
		d.protocol = st->found[row - st->count].input ? "keys" : "serial";
	}
	if (screen_push(s, &device_form_ops, &d, TAG_STORED) != OK)
		screen_refuse(s, "%s", _("This cannot be shown now"));
	return REACT_NONE;
}

static enum react try_it(struct screen *s)
{
	struct devices_state *st = s->state;
	struct ui *ui = ui_of(s);
	int row = st->list.cursor;

	if (row < 0 || row >= st->count)
		return REACT_BEEP;
	if (ui->outside && ui->outside->try && ui->outside->try(ui->outside->ctx, st->rows[row].name))
		screen_notice(s, STYLE_DONE, "%s", device_kind_of(st->rows[row].kind) == DEVICE_SCALE
			? _("The scale is told to zero") : _("Look at the display: 100.00 and 12.34"));
	else
		screen_refuse(s, "%s", _("Nothing can be sent to it: scan, swipe or weigh, and see what arrives"));
	return REACT_REDRAW;
}

static enum react find(struct screen *s)
{
	struct devices_state *st = s->state;
	struct ui *ui = ui_of(s);

	st->found_count = 0;
	list_set_count(&st->list, st->count);
	if (ui->outside && ui->outside->find)
		ui->outside->find(ui->outside->ctx);
	screen_notice(s, STYLE_DONE, "%s", _("What is plugged in is listed below what is set up"));
	return REACT_REDRAW;
}

static enum react forget(struct screen *s)
{
	struct devices_state *st = s->state;
	static const struct menu_item answers[] = { { .label = N_("Forget it") }, { .label = N_("Keep it") } };
	struct menu_item items[] = { answers[0], answers[1] };
	int row = st->list.cursor;

	if (row < 0 || row >= st->count)
		return REACT_BEEP;
	items[0].label = _(items[0].label);
	items[1].label = _(items[1].label);
	ask_choice(s, TAG_FORGET, st->rows[row].name, _("Forget how this device is set up?"), items, 2, 1);
	return REACT_NONE;
}

static enum react key(struct screen *s, int32_t code)
{
	struct devices_state *st = s->state;

	switch (list_key(&st->list, code)) {
	case LIST_MOVED:
		watch(st);
		return REACT_REDRAW;
	case LIST_CHOSEN:
		return edit(s, false);
	default:
		break;
	}
	switch (code) {
	case TKEY_ESC:
		return REACT_CLOSE;
	case 'a':
		return edit(s, true);
	case 'f':
		return find(s);
	case 't':
		return try_it(s);
	case TKEY_DELETE:
		return forget(s);
	default:
		return REACT_PASS;
	}
}

static enum react tick(struct screen *s)
{
	enum till_phase phase;

	status_refresh(ui_of(s));
	ui_tick(s);
	phase = ui_view(s)->phase;
	return phase == TILL_OFF || phase == TILL_LOCKED ? REACT_CLOSE : REACT_REDRAW;
}

static enum react event(struct screen *s, const struct event *e)
{
	struct devices_state *st = s->state;

	switch (e->kind) {
	case EVENT_KEY:
		return key(s, e->code);
	case EVENT_READ:
		take_read(st, arena_strdup(&ui_of(s)->event, e->text));
		return REACT_REDRAW;
	case EVENT_SCAN:
		snprintf(st->known, sizeof st->known, _("code %s"), e->text);
		return REACT_REDRAW;
	case EVENT_CARD:
		snprintf(st->known, sizeof st->known, "%s", _("a card"));
		return REACT_REDRAW;
	case EVENT_STORE:
		if (read_rows(st) != OK)
			return REACT_CLOSE;
		return REACT_REDRAW;
	case EVENT_TICK:
		return tick(s);
	default:
		return REACT_REDRAW;
	}
}

static enum react resume(struct screen *s, const struct answer *a)
{
	struct devices_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };
	int row = st->list.cursor;

	if (!a->given)
		return REACT_REDRAW;
	if (a->tag == TAG_FORGET && (a->choice || row < 0 || row >= st->count))
		return REACT_REDRAW;
	if (a->tag == TAG_FORGET && device_remove(ui->shop, &ui->event, NULL, st->rows[row].name, &said) != OK)
		screen_refuse(s, "%s", said_text(&ui->event, &said));
	reload(s);
	return REACT_REDRAW;
}

static enum err begin(struct screen *s, const void *arg)
{
	struct devices_state *st = s->state;

	(void)arg;
	st->ui = ui_of(s);
	list_init(&st->list, columns, COLUMNS, LIST_HEAD | LIST_COUNT, cell, st);
	return read_rows(st);
}

static void end(struct screen *s)
{
	struct devices_state *st = s->state;
	const struct outside *w = st->ui->outside;

	if (*st->watched && w && w->raw)
		w->raw(w->ctx, st->watched, false);
	arena_release(&st->arena);
}

const struct screen_ops devices_ops = {
	.name = "devices", .title = N_("Devices"), .size = sizeof(struct devices_state),
	.open = begin, .draw = draw, .event = event, .resume = resume, .close = end
};
