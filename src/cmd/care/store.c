/* store.c - the store as a whole: made, brought up to date, told about. */
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/articles.h"
#include "service/init.h"
#include "service/master.h"
#include "service/paths.h"

static enum exit_code init_failed(enum err e, const char *why)
{
	return front_error(e == ERR_EXISTS || e == ERR_INVALID ? EXIT_REFUSED : EXIT_STORE, "%s", why);
}

/* A shop's first manager: --as names him, his PIN comes as every PIN does. */
static enum exit_code first_manager(struct cmd *c, struct init_request *r, char pin[CMD_PIN_MAX])
{
	r->number = c->front->as;
	r->name = cmd_option(c, "name") ? cmd_option(c, "name") : c->front->as;
	if (!r->number)
		return cmd_usage(c, "%s", _("who is the first manager? Give --as NUMBER, or make a --demo store"));
	r->role = cmd_option(c, "role");
	r->pin = pin;
	return cmd_new_pin(c, _("PIN of the manager"), pin);
}

enum exit_code cmd_store_init(struct cmd *c)
{
	struct init_request r = { .kind = INIT_SHOP };
	char pin[CMD_PIN_MAX] = "";
	const char *why = "";
	enum exit_code code = EXIT_DONE;
	enum err e;

	log_open(NULL, "zhanggui", LOG_ERROR); /* there is no store yet to lie beside */
	if (cmd_flag(c, "test"))
		r.kind = INIT_TEST;
	else if (cmd_flag(c, "demo"))
		r.kind = INIT_DEMO;
	if (c->front->frozen && r.kind == INIT_SHOP)
		return front_error(EXIT_REFUSED, "%s", _("--now is for test and demo stores only"));
	if (c->front->frozen)
		clock_freeze(c->front->now_ms);
	if (r.kind == INIT_SHOP)
		code = first_manager(c, &r, pin);
	if (code != EXIT_DONE)
		return code;
	e = init_store(c->arena, &c->front->shop, &r, &why);
	explicit_bzero(pin, sizeof pin);
	if (e != OK)
		return init_failed(e, why);
	return cmd_done(c, &(struct said){ MSG_STORE_MADE, {
		paths_store_shown(c->arena, c->front->shop.store_url), c->front->shop.key_file } });
}

enum exit_code cmd_store_migrate(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "from", N_("Schema before"), OUT_NUMBER }, { "to", N_("Schema now"), OUT_NUMBER }
	};
	const char *why = "";
	int from = 0, to = 0;
	enum err e;

	if (paths_store_there(c->front->shop.store_url))
		log_open(c->front->log_path, "zhanggui", LOG_INFO);
	e = init_migrate(c->arena, &c->front->shop, &from, &to, &why);
	if (e != OK)
		return init_failed(e, why);
	out_record(c->out, "schema", columns, 2);
	out_int(c->out, from);
	out_int(c->out, to);
	return EXIT_DONE;
}

enum exit_code cmd_store_info(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "store", N_("Store"), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING },
		{ "shop", N_("Shop"), OUT_STRING }, { "day", N_("Business day"), OUT_DAY },
		{ "articles", N_("Articles"), OUT_NUMBER }, { "tills", N_("Tills"), OUT_NUMBER },
		{ "keys", N_("Key file"), OUT_STRING }, { "journal", N_("Journal"), OUT_STRING },
		{ "cache", N_("Cache"), OUT_STRING }
	};
	struct terminal_info *tills;
	int64_t articles;
	int n;
	enum err e = articles_count(c->shop, &articles);

	if (e == OK)
		e = terminals_all(c->shop, c->arena, &tills, &n);
	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_record(c->out, "store", columns, 9);
	out_text(c->out, paths_store_shown(c->arena, c->front->shop.store_url));
	out_text(c->out, shop_kind(c->shop));
	out_text(c->out, setting_text(c->shop, SET_SHOP_NAME));
	out_int(c->out, shop_business_day(c->shop));
	out_int(c->out, articles);
	out_int(c->out, n - 1); /* without the office */
	out_text(c->out, c->front->shop.key_file);
	out_text(c->out, c->front->shop.journal_dir);
	out_text(c->out, c->front->shop.cache_dir);
	return EXIT_DONE;
}
