/* frame.c - what the pictures have in common: status bar, boxes, key bar, foot with the entry. */
#include "screen_int.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "service/jobs.h"
#include "service/worker.h"
#include "tui/key.h"

#define STATUS_COLS 60 /* all of it needs so many */

/* --- the status bar -------------------------------------------------------------------------- */

/* The stable words of a printer's state (service/jobs.h) as a person reads them: in the bar, and in a list. */
static const struct { const char *state, *bar, *words; } printer_states[] = {
	{ "ready", N_("Printer ready"), N_("ready") },
	{ "offline", N_("Printer offline"), N_("offline, switch it on") },
	{ "paper-out", N_("Printer: no paper"), N_("no paper") },
	{ "cover-open", N_("Printer: cover open"), N_("cover open") },
	{ "stopped", N_("Printer stopped"), N_("stopped: cupsenable") },
	{ "rejecting", N_("Printer: takes no jobs"), N_("no jobs: cupsaccept") },
	{ "no-cups", N_("Printer: no spooler"), N_("no spooler") },
	{ "unknown-queue", N_("Printer: unknown queue"), N_("unknown queue") },
	{ "no-helper", N_("Printer: no helper"), N_("no helper program") },
	{ "none", N_("No printer"), N_("none is set") },
};

static const char *state_text(const char *state, bool bar)
{
	for (size_t i = 0; i < sizeof printer_states / sizeof *printer_states; i++)
		if (strcmp(printer_states[i].state, state) == 0)
			return bar ? _(printer_states[i].bar) : _(printer_states[i].words);
	if (!*state)
		return "";
	return bar ? _("Printer: trouble") : _("in trouble");
}

static const char *printer_text(const char *state)
{
	return state_text(state, true);
}

const char *printer_words(const char *state)
{
	return state_text(state, false);
}

/* The bar has no room for what to do about it; a notice said that. */
static void refresh_device(struct ui *ui)
{
	const struct outside *w = ui->outside;
	enum device_state state = DEVICE_OFF;
	const char *name = w && w->trouble ? w->trouble(w->ctx, &state) : NULL;

	snprintf(ui->status.device, sizeof ui->status.device, "%s", !name ? "" :
		arena_printf(&ui->event, state == DEVICE_NOISE || state == DEVICE_FLOOD ? _("%s: disturbed  ")
			: _("%s: not there  "), name));
}

bool status_refresh(struct ui *ui)
{
	struct status old = ui->status;
	struct scale_reading reading;
	struct device_health health = { .state = "" };
	struct civil now = clock_local(clock_now_ms());

	if (device_health(ui->shop, &ui->event, "printer", &health) == OK)
		snprintf(ui->status.printer, sizeof ui->status.printer, "%s", health.state);
	refresh_device(ui);
	ui->status.scale = ui->till ? (int)till_scale(ui->till, &reading) : WEIGH_ABSENT;
	if (jobs_count(ui->shop, &ui->status.waiting, &ui->status.unknown) != OK)
		ui->status.waiting = old.waiting;
	ui->status.worker = worker_alive(ui->shop);
	ui->status.minute = now.hour * 60 + now.minute;
	return memcmp(&old, &ui->status, sizeof old) != 0;
}

/* What a store that is no shop says of itself, everywhere. */
static const char *kind_text(const struct ui *ui)
{
	const char *kind = shop_kind(ui->shop);

	if (strcmp(kind, "training") == 0)
		return _("[TRAINING] ");
	if (strcmp(kind, "demo") == 0)
		return _("[DEMO] ");
	return strcmp(kind, "test") == 0 ? _("[TEST] ") : "";
}

static const char *jobs_text(struct ui *ui)
{
	const struct status *st = &ui->status;

	if (st->unknown)
		return arena_printf(&ui->paint, _("%d not confirmed  "), st->unknown);
	return st->waiting ? arena_printf(&ui->paint, _("%d to print  "), st->waiting) : "";
}

/* On a narrow screen: who sells where; of devices only what needs somebody. */
static void status_narrow(struct ui *ui, int y, int cols)
{
	const struct staff *who = shop_staff(ui->shop);
	struct civil now = clock_local(clock_now_ms());
	struct arena *a = &ui->paint;
	const char *printer = ui->status.printer;
	const char *trouble = *ui->status.device ? ui->status.device : jobs_text(ui);

	if (*printer && strcmp(printer, "ready") != 0 && strcmp(printer, "none") != 0)
		trouble = arena_printf(a, "%s  ", printer_text(printer));
	draw_bar(y, 0, cols, STYLE_BAR,
		arena_printf(a, " %s%s %s", kind_text(ui), shop_terminal(ui->shop),
			who->id ? who->name : ""),
		arena_printf(a, "%s%02d:%02d ", trouble, now.hour, now.minute));
}

/* What needs somebody most: a device that is not there takes the room of what is as it was, so that the name of who
 * sells keeps its own. */
static const char *devices_text(struct ui *ui)
{
	const struct status *st = &ui->status;
	bool printer_well = strcmp(st->printer, "ready") == 0 || strcmp(st->printer, "none") == 0 || !*st->printer;

	if (!*st->device)
		return arena_printf(&ui->paint, "%s%s%s  ", st->worker ? "" : _("No worker  "), jobs_text(ui),
			ui->till ? printer_text(st->printer) : "");
	return arena_printf(&ui->paint, "%s%s%s%s", jobs_text(ui), st->device,
		ui->till && !printer_well ? printer_text(st->printer) : "", ui->till && !printer_well ? "  " : "");
}

/* Who sells where, in as many columns: the shop's name goes first, then the number, then the word before the till. */
static const char *who_text(struct ui *ui, int cols)
{
	const struct staff *who = shop_staff(ui->shop);
	const char *kind = kind_text(ui), *number = who->id ? who->number : "", *name = who->id ? who->name : "";
	const char *code = ui->till ? shop_terminal(ui->shop) : ui->desk ? _("Member desk") : _("Back office");
	const char *till = ui->till ? arena_printf(&ui->paint, _("Till %s"), code) : code;
	const char *ways[] = {
		arena_printf(&ui->paint, " %s%s  %s  %s %s", kind, setting_text(ui->shop, SET_SHOP_NAME), till, number,
			name),
		arena_printf(&ui->paint, " %s%s  %s %s", kind, till, number, name),
		arena_printf(&ui->paint, " %s%s  %s", kind, till, name),
		arena_printf(&ui->paint, " %s%s %s", kind, code, name),
	};
	size_t i = 0;

	while (i + 1 < sizeof ways / sizeof *ways && text_width(ways[i]) > cols)
		i++;
	return ways[i];
}

void status_draw(struct ui *ui, int y, int cols)
{
	struct civil now = clock_local(clock_now_ms());
	bool told = *ui->status.device && ui->status.scale == WEIGH_SILENT; /* that device is, or may be, the scale */
	const char *weight = told ? "" : ui_weight(ui), *right;

	if (cols < STATUS_COLS) {
		status_narrow(ui, y, cols);
		return;
	}
	right = arena_printf(&ui->paint, "%s%s%s%02d-%02d %02d:%02d ", weight, *weight ? "  " : "", devices_text(ui),
		now.month, now.day, now.hour, now.minute);
	draw_bar(y, 0, cols, STYLE_BAR, who_text(ui, cols - text_width(right) - 1), right);
}

/* --- boxes and rows -------------------------------------------------------------------------- */

struct rect frame_box(struct screen *s, int h, int w, const char *title)
{
	struct ui *ui = ui_of(s);
	struct rect stage = h + 2 <= ui->stage.h ? ui->stage : screen_rect();
	struct rect box = rect_centre(stage, h + 2, w + 4);

	if ((s->ops->flags & SCREEN_DIALOG) && ui->message_cols)
		screen_draw_toast(s, ui->message_y, 0, ui->message_cols);
	draw_fill(box, STYLE_NORMAL);
	draw_box(box, STYLE_DIALOG, title);
	return rect_inset(box, 1, 2);
}

void frame_pair(int y, int x, int cols, enum style style, const char *label, const char *amount)
{
	int wide = text_width(amount);

	if (wide > cols)
		wide = cols;
	draw_field(y, x, cols - wide, style == STYLE_MONEY ? STYLE_NORMAL : style, ALIGN_LEFT,
		label);
	draw_money(y, x + cols - wide, wide, style, amount);
}

void frame_keys(struct screen *s, const struct bar_item *items, int y, int x, int cols)
{
	struct keymap *keys = screen_keys(s);
	int at = x;

	draw_field(y, x, cols, STYLE_NORMAL, ALIGN_LEFT, "");
	for (; items->action; items++) {
		int32_t code = keymap_key(keys, s->ops->name, items->action);
		const char *words = items->words ? _(items->words) : action_words(items->action);
		char label[KEY_NAME_MAX];
		int wide;

		if (!code)
			continue;
		key_label(code, label);
		wide = text_width(label) + text_width(words) + 1;
		if (at + wide > x + cols)
			continue; /* a shorter one behind it may still fit */
		at += draw_text(y, at, x + cols - at, STYLE_KEY, label);
		if ((unsigned char)*words < 0x80) /* Chinese words stand right behind the key */
			at += draw_text(y, at, x + cols - at, STYLE_NORMAL, " ");
		at += draw_text(y, at, x + cols - at, STYLE_NORMAL, words) + 1;
	}
}

/* --- the foot -------------------------------------------------------------------------------- */

void frame_entry(struct screen *s, const struct foot *foot)
{
	struct rect all = screen_rect();
	int y = all.h - 3, wide = text_width(foot->prompt) + 1;

	draw_field(y, 0, wide, STYLE_ENTRY, ALIGN_LEFT, foot->prompt);
	edit_draw(foot->entry, y, wide, all.w - wide, STYLE_NORMAL, screen_is_top(s));
}

void frame_foot(struct screen *s, const struct foot *foot)
{
	struct ui *ui = ui_of(s);
	struct rect all = screen_rect();
	int y = all.h - FOOT_ROWS;

	draw_hline(y, 0, all.w, STYLE_LINE);
	if (foot->joint_x)
		draw_joint(y, foot->joint_x, JOINT_BOTTOM, STYLE_LINE);
	ui->message_y = y + 1;
	ui->message_cols = all.w;
	screen_draw_toast(s, y + 1, 0, all.w);
	frame_entry(s, foot);
	if (!screen_is_top(s)) /* a dialog's keys stand in the dialog */
		return;
	draw_field(y + 3, 1, all.w - 2, foot->hint_style, ALIGN_LEFT, foot->hint ? foot->hint : "");
	frame_keys(s, foot->keys, y + 4, 0, all.w);
}

const char *ui_share(char *buf, int64_t part, int64_t whole, int cols)
{
	static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
	int64_t n = whole > 0 && part > 0 ? mul_div(part, 8 * (int64_t)cols, whole, ROUND_HALF_AWAY) : 0;
	size_t at = 0;

	for (int64_t i = 0; i < n / 8 && at + 8 < LIST_CELL_MAX; i++)
		at += (size_t)snprintf(buf + at, LIST_CELL_MAX - at, "%s", term_has_blocks() ? "█" : "#");
	snprintf(buf + at, LIST_CELL_MAX - at, "%s", term_has_signs() ? eighths[n % 8] : "");
	return buf;
}
