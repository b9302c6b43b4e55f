/* devices.c - what stands at the counter of this till: its printers and its other devices, how each fares, what arrives
 * of it, raw and as it is understood, what could be set up, and a try of each. What is scanned here sells nothing. */
#include "devices_int.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "service/devices.h"
#include "service/printers.h"
#include "service/said.h"
#include "tui/dialog.h"
#include "tui/key.h"

#define FOUND_MAX 24
#define RAW_LINES 3
#define RAW_COLS 16             /* bytes in a line */
#define RAW_NARROW 8            /* the same where there is no room for them */
#define RAW_BYTES (RAW_LINES * RAW_COLS)
#define BELOW_ROWS (RAW_LINES + 5)
#define WIDE 70                 /* columns for all of it; less: a handheld */

enum { COL_NAME, COL_KIND, COL_PROTOCOL, COL_ADDRESS, COL_STATE, COLUMNS };
static const struct list_column columns[COLUMNS] = {
	[COL_NAME] = { N_("Name"), 14, ALIGN_LEFT, false, 0 },
	[COL_KIND] = { N_("Kind"), 16, ALIGN_LEFT, false, 2 },
	[COL_PROTOCOL] = { N_("Speaks"), 7, ALIGN_LEFT, false, 1 },
	[COL_ADDRESS] = { N_("Where it is"), 0, ALIGN_LEFT, false, 0 },
	[COL_STATE] = { N_("State"), 20, ALIGN_LEFT, false, 0 },
};
/* Where it is stands in its form. */
static const struct list_column narrow_columns[] = {
	{ N_("Name"), 0, ALIGN_LEFT, false, 0 }, { N_("State"), 20, ALIGN_LEFT, false, 0 },
};

/* A port that nobody set up yet; or a queue of the spooler. */
enum port { PORT_OF_LINE, PORT_OF_KEYS, PORT_OF_QUEUE };
struct found { enum port port; char address[DEVICE_ADDRESS_MAX + 1]; };

struct devices_state {
	struct arena arena;         /* of the rows */
	struct printer_info printers[DEVICE_PRINTER_COUNT]; /* the first rows */
	struct device *rows;        /* the next ones; what was found follows */
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

/* What the row under the cursor is; NULL when it is something else. */
static struct device *device_at(const struct devices_state *st, int row)
{
	int i = row - DEVICE_PRINTER_COUNT;

	return row >= DEVICE_PRINTER_COUNT && i < st->count ? &st->rows[i] : NULL;
}

static const struct found *found_at(const struct devices_state *st, int row)
{
	int i = row - DEVICE_PRINTER_COUNT - st->count;

	return i >= 0 && i < st->found_count ? &st->found[i] : NULL;
}

static const char *cell_of_printer(const struct printer_info *p, int column)
{
	switch (column) {
	case COL_NAME:
		return p->name;
	case COL_KIND:
		return device_printer_words(device_printer_of(p->name));
	case COL_PROTOCOL:
		return *p->queue ? p->form : "";
	case COL_ADDRESS:
		return p->queue;
	default:
		return *p->queue ? printer_words(p->state) : _("none is set");
	}
}

static bool is_narrow(const struct devices_state *st)
{
	return st->list.columns == narrow_columns;
}

static const char *cell_of_found(const struct found *f, int column, bool narrow)
{
	static const char *const kinds[] = { [PORT_OF_LINE] = N_("serial line"), [PORT_OF_KEYS] = N_("like a keyboard"),
		[PORT_OF_QUEUE] = N_("print queue") };

	switch (column) {
	case COL_KIND:
		return _(kinds[f->port]);
	case COL_ADDRESS:
		return f->address;
	case COL_STATE:
		return _("new: Enter sets it up");
	default:
		return narrow ? f->address : "";
	}
}

static const char *cell(void *ctx, int row, int column, char *buf)
{
	const struct devices_state *st = ctx;
	const struct device *d = device_at(st, row);
	const struct outside *w = st->ui->outside;
	enum device_kind kind;

	(void)buf;
	if (is_narrow(st))
		column = column ? COL_STATE : COL_NAME;
	if (row < DEVICE_PRINTER_COUNT)
		return cell_of_printer(&st->printers[row], column);
	if (!d)
		return cell_of_found(found_at(st, row), column, is_narrow(st));
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
	for (int i = 0; i < DEVICE_PRINTER_COUNT; i++)
		if (strcmp(st->printers[i].queue, address) == 0)
			return true;
	return false;
}

static void count_rows(struct devices_state *st)
{
	list_set_count(&st->list, DEVICE_PRINTER_COUNT + st->count + st->found_count);
}

/* Only of the chosen device all bytes are asked for; those of cards never. */
static void watch(struct devices_state *st)
{
	const struct outside *w = st->ui->outside;
	const struct device *d = device_at(st, st->list.cursor);
	enum device_kind kind = d ? device_kind_of(d->kind) : DEVICE_STRIPE;
	const char *name = kind != DEVICE_STRIPE && kind != DEVICE_READER ? d->name : "";

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
	e = printers_of(st->ui->shop, &st->arena, NULL, st->printers);
	if (e == OK)
		e = devices_of(st->ui->shop, &st->arena, NULL, &st->rows, &st->count);
	for (int i = 0; i < st->found_count; i++)
		if (!is_set_up(st, st->found[i].address))
			st->found[kept++] = st->found[i];
	st->found_count = kept;
	count_rows(st);
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

/* "serial path:/dev/ttyUSB0 words" of this machine, "serial name:card ..." of till PC 01, "queue queue:NAME ...". */
static void take_found(struct devices_state *st, const char *till, const char *text)
{
	struct found f;
	char kind[16], where[DEVICE_ADDRESS_MAX - 20];
	const char *at;
	int place = st->found_count;

	if (st->found_count == FOUND_MAX || sscanf(text, "%15s %229s", kind, where) != 2)
		return;
	at = strchr(where, ':');
	if (!at)
		return;
	f.port = strcmp(kind, "queue") == 0 ? PORT_OF_QUEUE : strcmp(kind, "keys") == 0 ? PORT_OF_KEYS : PORT_OF_LINE;
	if (f.port == PORT_OF_QUEUE)
		snprintf(f.address, sizeof f.address, "%s", at + 1);
	else if (strcmp(till, "-") == 0)
		snprintf(f.address, sizeof f.address, "local:%s", at + 1);
	else
		snprintf(f.address, sizeof f.address, "remote:%.11s:%s", till, at + 1);
	for (int i = 0; i < st->found_count; i++)
		if (strcmp(st->found[i].address, f.address) == 0)
			return;
	if (is_set_up(st, f.address))
		return;
	while (place > 0 && f.port != PORT_OF_QUEUE && st->found[place - 1].port == PORT_OF_QUEUE)
		place--; /* whichever is told first, ports stand before queues */
	memmove(&st->found[place + 1], &st->found[place], (size_t)(st->found_count - place) * sizeof f);
	st->found[place] = f;
	st->found_count++;
	count_rows(st);
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
	else if (strcmp(kind, "raw") != 0 && strcmp(kind, "found-all") != 0 && strcmp(kind, "record") != 0 &&
		 strcmp(kind, "answer") != 0)
		snprintf(st->known, sizeof st->known, "%s: %s %s", text, kind, value);
}

/* --- picture --------------------------------------------------------------------------------- */

/* The last lines of as many bytes as fit. */
static void draw_raw(const struct devices_state *st, int y, int cols)
{
	const int per_line = cols < WIDE ? RAW_NARROW : RAW_COLS, hex_cols = per_line * 3;
	const int lines = (st->raw_count + per_line - 1) / per_line;
	int at = lines > RAW_LINES ? (lines - RAW_LINES) * per_line : 0;

	for (; at < st->raw_count; y++) {
		char hex[RAW_COLS * 3 + 1] = "", text[RAW_COLS + 1] = "";

		for (int i = 0; i < per_line && at < st->raw_count; i++, at++) {
			unsigned char c = st->raw[at];

			snprintf(&hex[(size_t)i * 3], 4, "%02x ", c);
			text[i] = c < 0x80 && isprint(c) ? (char)c : '.';
			text[i + 1] = '\0';
		}
		draw_field(y, 1, hex_cols + 1, STYLE_NORMAL, ALIGN_LEFT, hex);
		draw_field(y, hex_cols + 3, cols - hex_cols - 3, STYLE_NORMAL, ALIGN_LEFT, text);
	}
}

/* As many columns as the screen has room for. */
static void draw_rows(struct devices_state *st, struct rect r)
{
	bool narrow = r.w < WIDE;

	st->list.columns = narrow ? narrow_columns : columns;
	st->list.column_count = narrow ? (int)(sizeof narrow_columns / sizeof *narrow_columns) : COLUMNS;
	list_draw(&st->list, r);
}

static void draw(struct screen *s)
{
	struct devices_state *st = s->state;
	struct ui *ui = ui_of(s);
	struct rect all = screen_rect();
	bool narrow = all.w < WIDE;
	int y = all.h - BELOW_ROWS - narrow;

	ui->stage = (struct rect){ 1, 0, all.h - 2, all.w };
	ui->message_y = all.h - 2;
	ui->message_cols = all.w;
	status_draw(ui, 0, all.w);
	draw_field(1, 1, all.w - 2, STYLE_TITLE, ALIGN_LEFT, _("Devices of this till"));
	draw_rows(st, (struct rect){ 2, 1, y - 2, all.w - 2 });
	if (st->list.count == DEVICE_PRINTER_COUNT)
		draw_field(4 + DEVICE_PRINTER_COUNT - narrow, 1, all.w - 2, STYLE_DIM, ALIGN_LEFT,
			_("No other device is set up. f looks for what is plugged in"));
	draw_hline(y, 0, all.w, STYLE_LINE);
	draw_field(y + 1, 1, all.w - 2, STYLE_STRONG, ALIGN_LEFT, *st->watched
		? arena_printf(&ui->paint, _("What arrives from %s, byte by byte:"), st->watched) : "");
	draw_raw(st, y + 2, all.w - 1);
	draw_field(y + 2 + RAW_LINES, 1, all.w - 2, STYLE_NORMAL, ALIGN_LEFT, *st->known
		? arena_printf(&ui->paint, _("Read: %s"), st->known) : "");
	if (narrow)
		draw_field(all.h - 3, 1, all.w - 2, STYLE_DIM, ALIGN_LEFT, _("f find, t try, o open drawer, Esc back"));
	screen_draw_toast(s, all.h - 2, 0, all.w);
	draw_field(all.h - 1, 1, all.w - 2, STYLE_DIM, ALIGN_LEFT, narrow ? _("Enter change, a add, Del forget")
		: _("Enter change, a add, Del forget, f find, t try, o open drawer, Esc back"));
}

/* --- acts ------------------------------------------------------------------------------------ */

enum { TAG_STORED = 1, TAG_FORGET, TAG_QUEUE };

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

static enum react edit_printer(struct screen *s, enum device_printer printer)
{
	if (screen_push(s, &printer_form_ops, &printer, TAG_STORED) != OK)
		screen_refuse(s, "%s", _("This cannot be shown now"));
	return REACT_NONE;
}

/* A queue that was found: which printer it is. */
static enum react ask_printer(struct screen *s, const char *queue)
{
	struct menu_item items[DEVICE_PRINTER_COUNT];

	for (int i = 0; i < DEVICE_PRINTER_COUNT; i++)
		items[i] = (struct menu_item){ .label = device_printer_words((enum device_printer)i) };
	ask_choice(s, TAG_QUEUE, queue, _("Which printer of this till is it?"), items, DEVICE_PRINTER_COUNT, 0);
	return REACT_NONE;
}

static enum react edit(struct screen *s, bool fresh)
{
	struct devices_state *st = s->state;
	const struct device *chosen = device_at(st, st->list.cursor);
	const struct found *f = found_at(st, st->list.cursor);
	struct device d = { .name = "", .kind = "scanner", .protocol = "serial", .address = "local:/dev/",
		.options = "", .active = true };

	if (!fresh && !chosen && !f)
		return edit_printer(s, (enum device_printer)st->list.cursor);
	if (!fresh && f && f->port == PORT_OF_QUEUE)
		return ask_printer(s, f->address);
	if (!fresh && chosen) {
		d = *chosen;
	} else if (f && f->port != PORT_OF_QUEUE) {
		d.address = f->address;
		d.protocol = f->port == PORT_OF_KEYS ? "keys" : "serial";
	}
	if (screen_push(s, &device_form_ops, &d, TAG_STORED) != OK)
		screen_refuse(s, "%s", _("This cannot be shown now"));
	return REACT_NONE;
}

/* A test page goes the way of every paper. */
static enum react try_printer(struct screen *s, enum device_printer printer)
{
	struct ui *ui = ui_of(s);
	struct said said = { .id = MSG_NONE };

	ui_said(s, printer_try(ui->shop, &ui->event, NULL, printer, &said), &said);
	if (ui->outside && ui->outside->poke)
		ui->outside->poke(ui->outside->ctx);
	return REACT_REDRAW;
}

static enum react try_it(struct screen *s)
{
	struct devices_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct device *d = device_at(st, st->list.cursor);

	if (!d && found_at(st, st->list.cursor))
		return REACT_BEEP;
	if (!d)
		return try_printer(s, (enum device_printer)st->list.cursor);
	if (ui->outside && ui->outside->try && ui->outside->try(ui->outside->ctx, d->name))
		screen_notice(s, STYLE_DONE, "%s", device_kind_of(d->kind) == DEVICE_SCALE
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
	count_rows(st);
	if (ui->outside && ui->outside->find)
		ui->outside->find(ui->outside->ctx);
	screen_notice(s, STYLE_DONE, "%s", _("What is plugged in is listed below what is set up"));
	return REACT_REDRAW;
}

static enum react forget(struct screen *s)
{
	struct devices_state *st = s->state;
	static const struct menu_item answers[] = { { .label = N_("Forget it") },
		{ .label = N_("Leave it as it is") } };
	struct menu_item items[] = { answers[0], answers[1] };
	const struct device *d = device_at(st, st->list.cursor);

	if (!d)
		return REACT_BEEP;
	items[0].label = _(items[0].label);
	items[1].label = _(items[1].label);
	ask_choice(s, TAG_FORGET, d->name, _("Forget how this device is set up?"), items, 2, 1);
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
	case 'o':
		ui_tell(s, ACT_NO_SALE, ""); /* with its reason and its place in the figures, as always */
		return ui_settle(s, true);
	case TKEY_DELETE:
		return forget(s);
	default:
		return REACT_PASS;
	}
}

static enum react tick(struct screen *s)
{
	enum till_phase phase;

	if (read_rows(s->state) != OK)
		return REACT_CLOSE;
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
	const struct device *d = device_at(st, st->list.cursor);
	const struct found *f = found_at(st, st->list.cursor);
	enum err e = OK;

	if (a->tag == TAG_PLAIN) /* the drawer wanted a reason, or a second person */
		return ui_settle(s, true);
	if (!a->given || (a->tag == TAG_FORGET && (a->choice || !d)) || (a->tag == TAG_QUEUE && !f))
		return REACT_REDRAW;
	if (a->tag == TAG_FORGET)
		e = device_remove(ui->shop, &ui->event, NULL, d->name, &said);
	else if (a->tag == TAG_QUEUE)
		e = printer_change(ui->shop, &ui->event, (enum device_printer)a->choice,
			&(struct printer_edit){ .queue = f->address }, &said);
	if (e != OK)
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
