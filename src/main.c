/* main.c - the front door: reads options and conf, then hands over to a command or a screen. It alone knows both
 * the screens and the wires, so it plugs the printer's wire into the screen's loop. */
#include <string.h>

#include "cmd/cmd.h"
#include "screen/screens.h"
#include "service/jobs.h"
#include "service/shop.h"
#include "wire/wire.h"

_Static_assert(WIRE_FDS <= OUTSIDE_FDS, "a screen's loop has room for the wire");

static int wire_outside_fds(void *ctx, struct pollfd fds[OUTSIDE_FDS])
{
	return wire_fds(ctx, fds);
}

static int wire_outside_timeout(void *ctx)
{
	return wire_timeout_ms(ctx);
}

static void wire_outside_pump(void *ctx)
{
	wire_pump(ctx);
}

static void wire_outside_poke(void *ctx)
{
	wire_poke(ctx);
}

static struct screen_options options_of(const struct front *f, struct shop *sh)
{
	return (struct screen_options){
		.theme = f->theme, .keymap = f->keymap, .scanner_prefix = f->scanner_prefix,
		.scanner_suffix = f->scanner_suffix, .scanner_timing = f->scanner_timing,
		.training = strcmp(shop_kind(sh), "shop") != 0
	};
}

/* The office stands at no till: it holds no terminal, and prints nothing itself. */
static int run_office(struct front *f)
{
	struct shop *sh = NULL;
	enum exit_code code = front_open_shop(f, false, &sh);
	struct screen_options options;
	int end;

	if (code != EXIT_DONE)
		return code;
	options = options_of(f, sh);
	end = screen_office_main(sh, &options);
	shop_close(sh);
	return end;
}

static int run_till(struct front *f)
{
	struct shop *sh = NULL;
	enum exit_code code = front_open_shop(f, true, &sh);
	struct wire_store store;
	struct wire_config conf = { .helper = NULL };
	struct outside outside = {
		.fds = wire_outside_fds, .timeout_ms = wire_outside_timeout,
		.pump = wire_outside_pump, .poke = wire_outside_poke
	};
	struct screen_options options;
	int orphans, end;

	if (code != EXIT_DONE)
		return code;
	if (jobs_orphans(sh, &orphans) != OK) {
		code = front_error(EXIT_STORE, "%s", shop_error(sh));
		shop_close(sh);
		return code;
	}
	store = wire_shop_store(sh);
	wire_shop_queues(sh, &conf);
	outside.ctx = wire_open(&store, &conf);
	options = options_of(f, sh);
	end = screen_till_main(sh, &options, &outside);
	wire_close(outside.ctx);
	shop_close(sh);
	return end;
}

/* A word that is a screen opens it; all else is a command. */
static int run(struct front *f)
{
	const char *word = !f->help && f->word_count == 1 ? f->words[0] : "";

	if (strcmp(word, "till") == 0)
		return run_till(f);
	return strcmp(word, "office") == 0 ? run_office(f) : (int)cmd_main(f);
}

int main(int argc, char **argv)
{
	struct front front;
	bool over;
	int code = front_read(&front, argc, argv, &over);

	if (code == EXIT_DONE && !over)
		code = run(&front);
	front_release(&front);
	return code;
}
