/* loop.c - the one loop: waits for keys, helpers and the second, hands events on, draws. */
#include "screen_int.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/ini.h"
#include "base/tr.h"
#include "base/utf8.h"

#define TICK_MS 1000
#define TICK_MOST_MS 2000
#define TERM_FDS 2

static enum err load_keys(struct ui *ui, struct arena *a, const char *path, const char **why)
{
	struct ini ini;
	enum err e;

	ui->keys = screen_keymap(&ui->fixed);
	if (!path)
		return OK;
	e = ini_read(a, path, &ini, why);
	return e == OK ? keymap_load(ui->keys, a, &ini, why) : e;
}

/* Once a second, by the clock that never jumps; a little later while keys wait for their echo. */
static void tick(struct ui *ui)
{
	int64_t now_ms = clock_mono_ms(), waited_ms = now_ms - ui->last_tick_ms;

	if (waited_ms < TICK_MS || (ui->queue.count && waited_ms < TICK_MOST_MS))
		return;
	ui->last_tick_ms = now_ms;
	if (shop_tick(ui->shop)) {
		if (ui->till)
			till_refresh(ui->till);
		event_put(&ui->queue, EVENT_STORE, 0, NULL);
		if (ui->outside && ui->outside->changed)
			ui->outside->changed(ui->outside->ctx);
	}
	event_put(&ui->queue, EVENT_TICK, 0, NULL);
}

static int sooner(int a, int b)
{
	return a < 0 ? b : b < 0 || a < b ? a : b;
}

static void wait_for_something(struct ui *ui)
{
	struct pollfd fds[TERM_FDS + OUTSIDE_FDS];
	const struct outside *w = ui->outside;
	int64_t to_tick = TICK_MS - (clock_mono_ms() - ui->last_tick_ms);
	int n = TERM_FDS, timeout = to_tick > 0 ? (int)to_tick : 0, typing_ms = term_timeout_ms();

	term_pollfds(fds);
	if (w && w->fds)
		n += w->fds(w->ctx, fds + TERM_FDS);
	timeout = sooner(timeout, typing_ms >= 0 ? typing_ms : screens_timeout_ms(ui->stack));
	if (w && w->timeout_ms)
		timeout = sooner(timeout, w->timeout_ms(w->ctx));
	if (poll(fds, (nfds_t)n, timeout) < 0 && errno != EINTR)
		ui->quit = true; /* no waiting, no till: leave rather than spin */
	term_read(&ui->queue);
	if (w && w->pump)
		w->pump(w->ctx, &ui->queue);
}

/* Somebody did something: the idle time begins anew, and what was told before is over. */
static void touched(struct ui *ui)
{
	ui->last_key_ms = clock_mono_ms();
	if (ui->noticed)
		screen_notice(screens_top(ui->stack), STYLE_NORMAL, "%s", "");
	ui->noticed = false;
}

static void run(struct ui *ui)
{
	struct event e;

	for (;;) {
		while (event_take(&ui->queue, &e)) {
			arena_clear(&ui->event);
			if (e.kind == EVENT_KEY || e.kind == EVENT_PASTE || e.kind == EVENT_SCAN ||
			    e.kind == EVENT_CARD)
				touched(ui);
			if (e.kind == EVENT_READ)
				ui_read(ui, e.text);
			if (!counter_event(ui, &e) && !screens_event(ui->stack, &e))
				return;
			explicit_bzero(e.text, strlen(e.text)); /* it may have been a card */
		}
		if (ui->quit)
			return;
		ui_refresh(ui);
		if (ui->till && ui->outside && ui->outside->shown)
			ui->outside->shown(ui->outside->ctx, ui->till);
		shop_idle(ui->shop);
		wait_for_something(ui);
		if (ui->queue.count == 0 && term_timeout_ms() < 0)
			screens_later(ui->stack);
		tick(ui);
	}
}

static enum err open_till(struct ui *ui, struct arena *a, const char **why)
{
	enum err e = till_open(ui->shop, &ui->till);

	if (e != OK)
		*why = arena_printf(a, _("The till cannot be opened: %s. Run: zhanggui store check"),
			shop_error(ui->shop));
	return e;
}

static enum err start(struct ui *ui, struct arena *a, const struct screen_options *o, const struct screen_ops *first,
	const char **why)
{
	const struct term_options term = { .theme = o->theme, .wedge_prefix = o->scanner_prefix,
		.wedge_suffix = o->scanner_suffix, .wedge_timing = o->scanner_timing };
	enum err e = load_keys(ui, a, o->keymap, why);

	if (e == OK && first == &till_ops)
		e = open_till(ui, a, why);
	if (e != OK)
		return e;
	e = term_start(a, &term, why);
	if (e != OK)
		return e;
	ui->stack = screens_new(ui->keys, ui);
	status_refresh(ui);
	e = screens_push(ui->stack, first, NULL);
	if (e != OK)
		return e;
	ui_refresh(ui);
	shop_on_wait(ui->shop, busy_waits, ui);
	return shop_open_rest(ui->shop, a, why);
}

/* As the front door has it: 2 for what was asked wrongly, 3 for a store or terminal that fails. */
static int exit_code(enum err e)
{
	if (e == OK)
		return 0;
	return e == ERR_INVALID || e == ERR_NOTFOUND ? 2 : 3;
}

/* A program of screens, from its first one on. */
static int screen_main(struct shop *sh, const struct screen_options *options, const struct outside *outside,
	const struct screen_ops *first)
{
	struct ui ui = { .shop = sh, .outside = outside, .other_shop = options->other_shop,
		.desk = first == &desk_ops };
	struct arena a = ARENA_INIT;
	const char *why = NULL;
	enum err e;

	ui.last_key_ms = ui.last_tick_ms = clock_mono_ms();
	event_queue_init(&ui.queue);
	e = start(&ui, &a, options, first, &why);
	if (e == OK)
		run(&ui);
	shop_on_wait(sh, NULL, NULL);
	if (ui.stack)
		screens_free(ui.stack);
	term_stop();
	if (e != OK)
		fprintf(stderr, "zhanggui: %s\n", utf8_clean(&a, why ? why : err_name(e)));
	if (ui.till)
		till_close(ui.till);
	event_queue_release(&ui.queue);
	arena_release(&ui.event);
	arena_release(&ui.paint);
	arena_release(&ui.fixed);
	arena_release(&a);
	return exit_code(e);
}

int screen_till_main(struct shop *sh, const struct screen_options *options, const struct outside *outside)
{
	return screen_main(sh, options, outside, &till_ops);
}

int screen_office_main(struct shop *sh, const struct screen_options *options, const struct outside *outside)
{
	return screen_main(sh, options, outside, &office_ops);
}

int screen_desk_main(struct shop *sh, const struct screen_options *options, const struct outside *outside)
{
	return screen_main(sh, options, outside, &desk_ops);
}
