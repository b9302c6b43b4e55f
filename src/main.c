/* main.c - the front door: reads options and conf, then hands over to a command or a screen. It alone knows both
 * the screens and the wires, so it plugs the printer's wire and those of the devices into the screen's loop. */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "cmd/cmd.h"
#include "screen/screens.h"
#include "service/jobs.h"
#include "service/shop.h"
#include "wire/counter.h"
#include "wire/pay.h"
#include "wire/wire.h"
#include "wire/wires.h"

_Static_assert(WIRE_FDS + WIRES_FDS + PAY_WIRE_FDS <= OUTSIDE_FDS, "a screen's loop has room for all wires");

/* What stands at the counter: the printer, the other devices, and the line to who takes payments outside. */
struct counter {
	struct shop *shop;
	struct wire *printer;
	struct wires *devices;
	struct pay_wire *pay;
	struct counter_displays shown;
};

static int counter_fds(void *ctx, struct pollfd fds[OUTSIDE_FDS])
{
	const struct counter *c = ctx;
	int n = wire_fds(c->printer, fds);

	n += wires_fds(c->devices, fds + n);
	return n + pay_fds(c->pay, fds + n);
}

static int counter_timeout(void *ctx)
{
	const struct counter *c = ctx;
	int devices_ms = wires_timeout_ms(c->devices), pay_ms = pay_timeout_ms(c->pay);
	int least_ms = wire_timeout_ms(c->printer);

	if (devices_ms >= 0 && devices_ms < least_ms)
		least_ms = devices_ms;
	return pay_ms >= 0 && pay_ms < least_ms ? pay_ms : least_ms;
}

/* The queues of the spooler are told as what else was found. */
static void tell_queues(struct wire *printer, struct event_queue *q)
{
	const struct wire_queue *found;
	struct arena a = ARENA_INIT;

	while ((found = wire_found(printer)))
		if (*found->name)
			event_put(q, EVENT_READ, 0, arena_printf(&a, "- found queue queue:%s %s", found->name,
				found->words));
	arena_release(&a);
}

static void counter_pump(void *ctx, struct event_queue *q)
{
	const struct counter *c = ctx;
	char told[PAY_TOLD_MAX];
	bool bad = false;

	wire_pump(c->printer);
	tell_queues(c->printer, q);
	wires_pump(c->devices, q);
	if (pay_pump(c->pay)) {
		const char *text = pay_told(c->pay, told, &bad);

		event_put(q, EVENT_PAYMENT, bad, text);
	}
}

static void counter_poke(void *ctx)
{
	wire_poke(((const struct counter *)ctx)->printer);
}

static void counter_changed(void *ctx)
{
	const struct counter *c = ctx;

	wire_shop_watch(c->printer, c->shop);
	pay_of_shop(c->pay, c->shop);
	if (wires_reload(c->devices, c->shop) != OK)
		log_write(LOG_WARN, "the devices could not be read again: %s", shop_error(c->shop));
}

static enum device_state counter_device(void *ctx, const char *name)
{
	return wires_state(((const struct counter *)ctx)->devices, name, NULL);
}

static const char *counter_trouble(void *ctx, enum device_state *state)
{
	return wires_trouble(((const struct counter *)ctx)->devices, state);
}

static void counter_shown(void *ctx, const struct till *t)
{
	struct counter *c = ctx;

	counter_show(&c->shown, c->devices, c->shop, t);
}

static void counter_raw(void *ctx, const char *name, bool on)
{
	wires_raw(((const struct counter *)ctx)->devices, name, on);
}

static void counter_find(void *ctx)
{
	const struct counter *c = ctx;

	wires_find(c->devices);
	wire_find(c->printer);
}

static bool counter_tries(void *ctx, const char *name)
{
	struct counter *c = ctx;
	const struct device *list, *device;
	int n = shop_devices(c->shop, &list);

	device = device_named(list, n, name);
	return device && counter_try(&c->shown, c->devices, c->shop, device);
}

static bool counter_order(void *ctx, const char *name, bool tare)
{
	const struct counter *c = ctx;

	return counter_scale(c->devices, c->shop, name, tare);
}

static void counter_open(struct counter *c, struct front *f, struct shop *sh)
{
	struct wire_store store = wire_shop_store(sh);
	struct wire_config printer = { .helper = NULL };
	struct wires_config devices = { .sockets = f->sockets };
	struct pay_config pay = { .wait_ms = 0 };

	wire_shop_queues(sh, &printer);
	wires_of_shop(&devices, sh);
	*c = (struct counter){ .shop = sh, .printer = wire_open(&store, &printer), .devices = wires_open(&devices),
		.pay = pay_open(&pay) };
	counter_changed(c);
}

static void counter_close(struct counter *c)
{
	pay_close(c->pay);
	wires_close(c->devices);
	wire_close(c->printer);
}

static struct screen_options options_of(const struct front *f, struct shop *sh)
{
	return (struct screen_options){
		.theme = f->theme, .keymap = f->keymap, .scanner_prefix = f->scanner_prefix,
		.scanner_suffix = f->scanner_suffix, .scanner_timing = f->scanner_timing,
		.training = strcmp(shop_kind(sh), "shop") != 0
	};
}

typedef int (*screen_fn)(struct shop *sh, const struct screen_options *options, const struct outside *outside);

/* A program of screens. at: it stands at a terminal, as a till does; the office stands at none, and prints price tags
 * only. A till stands in the real shop, or in the one to train in; *other: the person wants to go on in the other. */
static int run_screen(struct front *f, screen_fn screen, bool at, bool training, bool *other)
{
	struct shop *sh = NULL;
	int lock = -1;
	enum exit_code code = training ? front_open_training(f, &sh, &lock) : front_open_first(f, at, &sh);
	struct counter counter;
	const struct outside outside = { .ctx = &counter, .fds = counter_fds, .timeout_ms = counter_timeout,
		.pump = counter_pump, .poke = counter_poke, .changed = counter_changed, .device = counter_device,
		.trouble = counter_trouble, .raw = counter_raw, .find = counter_find, .try = counter_tries,
		.shown = counter_shown, .scale = counter_order };
	struct screen_options options;
	int orphans, end;

	if (code != EXIT_DONE)
		return code;
	if (jobs_orphans(sh, &orphans) != OK) {
		code = front_error(EXIT_STORE, "%s", shop_error(sh));
		shop_close(sh);
		return code;
	}
	counter_open(&counter, f, sh);
	options = options_of(f, sh);
	options.other_shop = other;
	end = screen(sh, &options, &outside);
	counter_close(&counter);
	shop_close(sh);
	if (lock >= 0)
		close(lock);
	return end;
}

/* Who went to train from the till comes back to it. */
static int run_till(struct front *f)
{
	bool training = f->training, other;
	int end;

	do {
		other = false;
		end = run_screen(f, screen_till_main, true, training, &other);
		other = other || (training && !f->training);
		training = !training;
	} while (other && end == EXIT_DONE);
	return end;
}

/* A word that is a screen opens it; all else is a command. */
static int run(struct front *f)
{
	const char *word = !f->help && f->word_count == 1 ? f->words[0] : "";

	if (strcmp(word, "till") == 0)
		return run_till(f);
	if (strcmp(word, "office") == 0)
		return run_screen(f, screen_office_main, false, false, NULL);
	if (strcmp(word, "desk") == 0) /* with a drawer of its own where a terminal is named */
		return run_screen(f, screen_desk_main, f->shop.terminal != NULL, false, NULL);
	return (int)cmd_main(f);
}

int main(int argc, char **argv)
{
	struct front front;
	bool over;
	int code = front_read(&front, argc, argv, &over);

	signal(SIGXFSZ, SIG_IGN); /* a bound on the size of files is told as a full disk, not died of */
	if (code == EXIT_DONE && !over)
		code = run(&front);
	front_release(&front);
	return code;
}
