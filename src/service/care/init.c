/* init.c - makes a store. The rows come from CSV files: those of every new shop in data/seed, and where the demo shop
 * has a file of the same name in data/demo, a demo or test store takes that one. */
#include "service/init.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/tr.h"
#include "../goods/csvfile_int.h"
#include "../goods/import_int.h"
#include "known_int.h"
#include "service/goods.h"
#include "service/keys.h"
#include "service/master.h"
#include "service/members.h"
#include "service/paths.h"
#include "service/said.h"
#include "service/staff.h"
#include "service/trade.h"
#include "../shop/shop_int.h"
#include "store/article_store.h"
#include "store/card_store.h"
#include "store/goods_store.h"
#include "store/master_store.h"
#include "store/trade_store.h"
#include "store/migrate.h"
#include "store/staff_store.h"

#define DEMO_STAFF_MAX 100
#define CODES_MAX 10000

static const char *const kind_name[] = { [INIT_SHOP] = "shop", [INIT_DEMO] = "demo", [INIT_TEST] = "test" };

/* Codes read so far and the ids they got, for the rows that refer to them. */
struct codes { const char *code[CODES_MAX]; int count; };

struct init {
	struct arena *arena;
	struct db *db;
	const struct init_request *request;
	struct shop_keys keys;
	struct codes taxes, categories, roles;
	struct csvfile file;
	const char *problem;         /* of a data file */
	bool no_role;                /* the first person was to have one that there is not */
	bool made_file;              /* the store's file is this run's own, to be taken away when it fails */
};

/* Ids of these rows are small: 1, 2, 3 in the order of the file. */
static int64_t code_add(struct codes *c, const char *code)
{
	if (c->count == CODES_MAX)
		abort(); /* our own data files */
	c->code[c->count++] = code;
	return c->count;
}

static int64_t code_id(const struct codes *c, const char *code)
{
	int at = name_index(c->code, c->count, code);

	return at + 1;
}

static const char *cell(const struct init *in, const char *name)
{
	return csvfile_get(&in->file, name);
}

static int64_t number(const struct init *in, const char *name)
{
	return strtoll(cell(in, name), NULL, 10);
}

/* --- one row of each file -------------------------------------------------------------------- */

static enum err put_tax(struct init *in)
{
	return tax_put(in->db, &(struct tax_row){ .id = code_add(&in->taxes, cell(in, "code")),
		.code = cell(in, "code"), .name = cell(in, "name"), .name_en = cell(in, "name_en"),
		.rate_bp = number(in, "rate_bp"), .included = number(in, "included") != 0 });
}

static enum err put_department(struct init *in)
{
	return department_put(in->db, &(struct department_row){ .id = number(in, "code"), .code = cell(in, "code"),
		.name = cell(in, "name"), .name_en = cell(in, "name_en"),
		.tax_rate_id = code_id(&in->taxes, cell(in, "tax")) });
}

static enum err put_category(struct init *in)
{
	int64_t parent = code_id(&in->categories, cell(in, "parent"));

	return category_put(in->db, &(struct category_row){ .id = code_add(&in->categories, cell(in, "code")),
		.parent_id = parent, .code = cell(in, "code"), .name = cell(in, "name"),
		.name_en = cell(in, "name_en"), .rules = { number(in, "age_min"), -1, -1, -1,
			cell(in, "tax_class") } });
}

static enum err put_terminal(struct init *in)
{
	return terminal_put(in->db, &(struct terminal_row){ .id = number(in, "code"), .code = cell(in, "code"),
		.name = cell(in, "name") });
}

static enum err put_tender(struct init *in)
{
	int kind = name_index(tender_kind_name, TENDER_KINDS, cell(in, "kind"));
	struct tender_row row;
	unsigned flags;

	if (kind < 0 || !flags_read(tender_flag_names, cell(in, "flags"), &flags))
		return ERR_INVALID;
	row = (struct tender_row){ .id = number(in, "code"), .code = cell(in, "code"), .name = cell(in, "name"),
		.name_en = cell(in, "name_en"), .kind = kind, .flags = flags, .position = number(in, "position") };
	tender_defaults(&row);
	row.reference_pattern = cell(in, "reference");
	return tender_put(in->db, &row);
}

static enum err put_reason(struct init *in)
{
	int kind = name_index(reason_kind_name, REASON_KINDS, cell(in, "kind"));
	int64_t digit = number(in, "digit");

	if (kind < 0)
		return ERR_INVALID;
	return reason_put(in->db, &(struct reason_row){ .id = (int64_t)kind * 10 + digit, .kind = kind,
		.digit = digit, .name = cell(in, "name"), .name_en = cell(in, "name_en") });
}

/* A role with the permissions and limits that the lists give it. */
static enum err put_role(struct init *in)
{
	const struct role_default *role = role_default(cell(in, "code"));
	int64_t id = code_add(&in->roles, cell(in, "code"));
	enum err e = !role ? ERR_INVALID : role_put(in->db, &(struct role_row){ id, cell(in, "code"),
		cell(in, "name"), cell(in, "name_en"), number(in, "grade") });

	for (int p = 1; e == OK && p < PERMISSIONS; p++)
		if (role_has_by_default(role, &permission_table[p]))
			e = role_permission_put(in->db, id, permission_table[p].name);
	for (int l = 0; e == OK && l < LIMITS; l++)
		e = role_limit_put(in->db, id, limit_table[l].name, limit_table[l].by_role[role->limits]);
	return e;
}

static enum err put_person(struct init *in, int64_t id, const char *number_text, const char *name, const char *role,
	const char *pin, const char *card)
{
	char hash[PIN_HASH_MAX], digest[SEAL_HEX];
	enum err e = seal_pin(hash, pin, in->keys.pepper);

	if (e != OK)
		return e;
	if (*card)
		card_digest(&in->keys, card, digest);
	return staff_insert(in->db, &(struct staff_row){ .id = id, .number = number_text, .name = name,
		.role_id = code_id(&in->roles, role), .pin_hash = hash, .card_digest = *card ? digest : NULL,
		.active = true });
}

/* Who makes all the others. */
static enum err put_first(struct init *in)
{
	const struct init_request *r = in->request;
	const char *role = r->role ? r->role : "manager";

	in->no_role = !code_id(&in->roles, role);
	return in->no_role ? ERR_INVALID : put_person(in, 1, r->number, r->name, role, r->pin, "");
}

static enum err put_demo_person(struct init *in)
{
	return put_person(in, number(in, "number"), cell(in, "number"), cell(in, "name"), cell(in, "role"),
			  cell(in, "pin"), cell(in, "card"));
}

static enum err put_setting(struct init *in)
{
	return setting_put(in->db, &(struct setting_row){ cell(in, "name"), "shop", cell(in, "value"), 0 });
}

static enum err put_card_kind(struct init *in)
{
	int use = name_index(card_use_name, CARD_USES, cell(in, "use"));
	unsigned flags;

	if (use < CARD_USE_DISCOUNT || !flags_read(card_flag_names, cell(in, "flags"), &flags))
		return ERR_INVALID;
	return card_kind_put(in->db, &(struct card_kind_row){ .id = number(in, "code"), .code = cell(in, "code"),
		.name = cell(in, "name"), .name_en = cell(in, "name_en"), .use = use, .flags = flags,
		.price_minor = number(in, "price_minor"), .valid_days = number(in, "valid_days") });
}

static enum err put_quick(struct init *in)
{
	int kind = name_index(quick_kind_name, QUICK_KINDS, cell(in, "kind"));
	int colour = *cell(in, "colour") ? name_index(quick_colour_name, QUICK_COLOURS, cell(in, "colour")) : 0;

	if (kind < QUICK_ARTICLE || colour < 0)
		return ERR_INVALID;
	return quick_put(in->db, &(struct quick_row){ 0, (int)number(in, "page"), (int)number(in, "position"),
		cell(in, "label"), cell(in, "sign"), colour, kind, cell(in, "target") });
}

/* --- the files ------------------------------------------------------------------------------- */

/* To add one: add its line, after those it refers to. */
static const struct seed {
	const char *file;
	enum err (*put)(struct init *in);
	bool demo_only;
} seeds[] = {
	{ "tax.csv", put_tax, false },
	{ "department.csv", put_department, false },
	{ "category.csv", put_category, false },
	{ "terminal.csv", put_terminal, false },
	{ "tender.csv", put_tender, false },
	{ "reason.csv", put_reason, false },
	{ "role.csv", put_role, false },
	{ "card_kind.csv", put_card_kind, false },
	{ "staff.csv", put_demo_person, true },
	{ "setting.csv", put_setting, true },
	{ "quickkey.csv", put_quick, true },
};

static const char *seed_path(struct init *in, const char *file)
{
	char *demo = paths_data(in->arena, arena_printf(in->arena, "demo/%s", file));

	if (in->request->kind != INIT_SHOP && access(demo, R_OK) == 0)
		return demo;
	return paths_data(in->arena, arena_printf(in->arena, "seed/%s", file));
}

static enum err put_file(struct init *in, const struct seed *s)
{
	enum err e = csvfile_open(&in->file, in->arena, seed_path(in, s->file));

	while (e == OK && (e = csvfile_next(&in->file)) == OK)
		e = s->put(in);
	if (e == ERR_NOTFOUND && in->file.head_count > 0)
		return OK;
	in->problem = arena_printf(in->arena, "%s:%d", in->file.path, in->file.line);
	return e;
}

static enum err put_all(struct init *in)
{
	int64_t now = clock_now_ms();
	struct id_maker ids = { 0, SHOP_OFFICE_TERMINAL };
	char digest[SEAL_HEX];
	enum err e = info_put(in->db, &(struct info_row){ id_next(&ids), kind_name[in->request->kind], now });

	keys_digest(in->keys.seal[0], digest);
	if (e == OK)
		e = seal_key_put(in->db, &(struct seal_key_row){ 1, digest, now });
	if (e == OK)
		e = terminal_put(in->db, &(struct terminal_row){ .id = SHOP_OFFICE_TERMINAL, .code = "00",
			.name = "后台" });
	for (size_t i = 0; e == OK && i < sizeof seeds / sizeof seeds[0]; i++)
		if (!seeds[i].demo_only || in->request->kind != INIT_SHOP)
			e = put_file(in, &seeds[i]);
	if (e == OK && in->request->kind == INIT_SHOP)
		e = put_first(in);
	/* They are all there: from now on these are known. */
	return e == OK ? known_hand_out(in->db, in->arena, &in->problem) : e;
}

/* --- making ---------------------------------------------------------------------------------- */

/* The keys are on the disk before the rows that need them are committed, and gone again if those are not. */
static enum err make_rows(struct init *in, const struct shop_config *conf, const char **why)
{
	enum err e = db_begin(in->db);

	if (e != OK)
		return e;
	e = put_all(in);
	if (e == OK)
		e = keys_save(in->arena, conf->key_file, &in->keys, false, why);
	if (e != OK) {
		db_rollback(in->db);
		return e;
	}
	e = db_commit(in->db);
	if (e != OK && e != ERR_UNKNOWN)
		unlink(conf->key_file);
	return e;
}

static const char *there_already(struct arena *a, const struct shop_config *conf)
{
	return said_fill(a, _("There is a store at %1 already. Name another place with --store, or use it"),
		paths_store_shown(a, conf->store_url), NULL);
}

static enum err is_empty(struct db *db, struct arena *a, const struct shop_config *conf, const char **why)
{
	struct info_row info;
	int version;
	enum err e = store_schema_version(db, &version);

	if (e == OK && version > 0)
		e = info_get(db, a, &info) == OK ? ERR_EXISTS : OK;
	if (e == ERR_EXISTS)
		*why = there_already(a, conf);
	return e;
}

/* Makes the file of a SQLite store. False: it is there, perhaps made by another at this moment. */
static bool make_file(const char *url)
{
	const char *file = paths_sqlite_file(url);
	int fd = file ? open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0660) : -1;

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* Takes away a SQLite store whose file this run made. */
static void remove_store(struct arena *a, const char *url)
{
	const char *file = paths_sqlite_file(url);

	if (!file)
		return;
	db_remove_beside(file);
	unlink(arena_printf(a, "%s.log", file));
	unlink(file);
}

static enum err load_products(struct arena *a, const struct shop_config *conf, const char **why)
{
	struct shop_config office = *conf;
	struct import_options options = { .unknown = IMPORT_REFUSE };
	struct import_report report;
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct shop *sh;
	enum err e;

	office.terminal = NULL;
	e = shop_open(a, &office, &sh, why);
	if (e != OK)
		return e;
	e = import_run(sh, a, paths_data(a, "demo/product.csv"), &options, &report, &said);
	if (e == OK && report.refused > 0)
		e = ERR_INVALID;
	if (e != OK)
		*why = said_fill(a, _("The articles of the demo shop could not be loaded: %1"),
				 said.id ? said_text(a, &said) : shop_error(sh), NULL);
	shop_close(sh);
	return e;
}

static enum err make(struct init *in, const struct shop_config *conf, const char **why)
{
	const char *file = paths_sqlite_file(conf->store_url);
	struct info_row there;
	enum err e;

	if (file && paths_make_parent(file) != OK) {
		*why = said_fill(in->arena, _("The folder of %1 cannot be made. Name another place with --store"),
				 conf->store_url, NULL);
		return ERR_IO;
	}
	in->made_file = make_file(conf->store_url);
	e = db_open(in->arena, conf->store_url, DB_CREATE, &in->db, why);
	if (e != OK)
		return e;
	e = is_empty(in->db, in->arena, conf, why);
	if (e == OK)
		e = store_migrate(in->db, in->arena, NULL, NULL, why);
	if (e == OK)
		e = make_rows(in, conf, why);
	if (e != OK && !*why && in->no_role)
		*why = said_fill(in->arena, _("There is no role %1 in a new shop. Name manager, area or hq"),
			in->request->role, NULL);
	else if (e != OK && !*why && in->problem)
		*why = said_fill(in->arena, _("The data file %1 is missing or wrong. Install the program whole, or name"
			" its data with ZHANGGUI_DATADIR"), in->problem, NULL);
	else if (e == ERR_EXISTS && !*why)
		*why = there_already(in->arena, conf);
	else if (e != OK && !*why)
		*why = said_fill(in->arena, _("The store could not be filled: %1"), db_error(in->db), NULL);
	else if (e != OK)
		*why = arena_strdup(in->arena, *why);
	/* Another that was begun at the same moment was quicker: what is there is its store. */
	if (e != OK && info_get(in->db, in->arena, &there) == OK)
		in->made_file = false;
	db_close(in->db);
	return e;
}

enum err init_store(struct arena *a, const struct shop_config *conf, const struct init_request *request,
	const char **why)
{
	struct init *in = arena_new(a, struct init);
	enum err e;

	*why = NULL;
	in->arena = a;
	in->request = request;
	seal_pin_cheap(request->kind == INIT_TEST);
	if (request->kind == INIT_SHOP && !pin_fits(request->pin, true)) {
		*why = _("A manager's PIN has 6 to 12 digits. Choose such a one");
		return ERR_INVALID;
	}
	keys_make(&in->keys);
	e = make(in, conf, why);
	seal_wipe(&in->keys, sizeof in->keys);
	if (e == OK && request->kind != INIT_SHOP) {
		e = load_products(a, conf, why);
		if (e != OK)
			unlink(conf->key_file);
	}
	if (e != OK && e != ERR_UNKNOWN && in->made_file)
		remove_store(a, conf->store_url);
	return e;
}

/* --- what can be told without opening the shop ------------------------------------------------- */

static enum err open_plain(struct arena *a, const char *url, struct db **db, const char **why)
{
	enum err e = db_open(a, url, 0, db, why);

	if (e == ERR_NOTFOUND)
		*why = said_fill(a, _("There is no store at %1. Make one: zhanggui store init"), url, NULL);
	return e;
}

enum err init_kind(struct arena *a, const char *store_url, const char **kind, const char **why)
{
	struct info_row info;
	struct db *db;
	enum err e = open_plain(a, store_url, &db, why);

	if (e != OK)
		return e;
	e = store_schema_check(db, a, why);
	if (e == OK)
		e = info_get(db, a, &info);
	if (e == ERR_NOTFOUND)
		*why = said_fill(a, _("The store at %1 was never finished. Remove it and make it anew: zhanggui store"
			" init"), paths_store_shown(a, store_url), NULL);
	if (e == OK)
		*kind = info.kind;
	else
		*why = arena_strdup(a, *why ? *why : db_error(db));
	db_close(db);
	return e;
}

enum err init_migrate(struct arena *a, const struct shop_config *conf, int *from, int *to, const char **why)
{
	struct db *db;
	enum err e = open_plain(a, conf->store_url, &db, why);

	if (e != OK)
		return e;
	e = store_schema_version(db, from);
	if (e == OK)
		e = store_migrate(db, a, NULL, NULL, why);
	if (e == OK)
		e = known_bring_up(db, a, why);
	*to = store_schema_wanted();
	if (e != OK)
		*why = arena_strdup(a, *why ? *why : db_error(db));
	db_close(db);
	return e;
}

enum err init_demo_staff(struct arena *a, const struct demo_staff **list, int *n)
{
	struct demo_staff *staff = arena_array(a, DEMO_STAFF_MAX, sizeof *staff);
	struct csvfile *f = arena_new(a, struct csvfile);
	enum err e = csvfile_open(f, a, paths_data(a, "demo/staff.csv"));

	*n = 0;
	if (e != OK)
		return e;
	while (*n < DEMO_STAFF_MAX && (e = csvfile_next(f)) == OK)
		staff[(*n)++] = (struct demo_staff){ csvfile_get(f, "number"), csvfile_get(f, "name"),
			csvfile_get(f, "role"), csvfile_get(f, "pin") };
	*list = staff;
	return e == ERR_NOTFOUND ? OK : e;
}
