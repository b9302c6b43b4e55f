/* training.c - see training.h. PINs and cards are the same as in the real shop, so the pepper goes with them; what is
 * sealed here is sealed with a key of its own, so that no link of it could stand in a real chain. */
#include "service/training.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/tr.h"
#include "../shop/shop_int.h"
#include "service/keys.h"
#include "service/paths.h"
#include "service/said.h"
#include "store/master_store.h"
#include "store/migrate.h"
#include "store/training_store.h"

#define TRIES 3 /* the lists of a shop at work may change between two of them */

static enum err take_lock(struct arena *a, const char *path, int *lock, const char **why)
{
	*lock = -1;
	if (paths_make_parent(path) == OK)
		*lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (*lock >= 0 && flock(*lock, LOCK_EX | LOCK_NB) == 0)
		return OK;
	*why = *lock >= 0 ? _("Somebody trains at this till already")
		: said_fill(a, _("The shop to train in cannot be made beside %1"), path, NULL);
	if (*lock >= 0)
		close(*lock);
	return *lock >= 0 ? ERR_BUSY : ERR_IO;
}

/* What a training before left. */
static void sweep(struct arena *a, const struct shop_config *training)
{
	const char *file = paths_sqlite_file(training->store_url);

	db_remove_beside(file);
	unlink(file);
	unlink(training->key_file);
	unlink(training->heads_file);
	unlink(arena_printf(a, "%s.log", file));
}

static enum err fill(struct db *from, struct db *to, const struct shop_keys *keys)
{
	char digest[SEAL_HEX];
	const struct info_row info = { 1, "test", clock_now_ms() };
	enum err e = db_begin(to);

	keys_digest(keys->seal[0], digest);
	if (e != OK)
		return e;
	e = info_put(to, &info);
	if (e == OK)
		e = seal_key_put(to, &(struct seal_key_row){ 1, digest, info.created_at_ms });
	if (e == OK)
		e = training_copy(from, to);
	if (e == OK)
		e = training_mark(to, TRAINING_SERIES);
	if (e == OK)
		return db_commit(to);
	db_rollback(to);
	return e;
}

static enum err make_in(struct arena *a, struct db *from, const struct shop_config *training,
	const struct shop_keys *keys, const char **why)
{
	struct db *to = NULL;
	bool filling;
	enum err e = db_open(a, training->store_url, DB_CREATE, &to, why);

	if (e == OK)
		e = store_migrate(to, a, NULL, NULL, why);
	filling = e == OK;
	for (int i = 0; e == OK && i < TRIES; i++) {
		e = fill(from, to, keys);
		if (e != ERR_REFUSED)
			break;
	}
	if (filling && e != OK)
		*why = arena_strdup(a, db_error(to));
	if (e == OK)
		e = keys_save(a, training->key_file, keys, true, why);
	db_close(to);
	return e;
}

/* New seals under the pepper of the shop. */
static enum err own_keys(struct arena *a, const struct shop_config *conf, struct shop_keys *out, const char **why)
{
	struct shop_keys *real = arena_new(a, struct shop_keys);
	enum err e = keys_load(a, conf->key_file, real, why);

	keys_make(out);
	if (e == OK)
		memcpy(out->pepper, real->pepper, sizeof out->pepper);
	seal_wipe(real, sizeof *real);
	return e;
}

static enum err make(struct arena *a, const struct shop_config *conf, const struct shop_config *training,
	const char **why)
{
	struct shop_keys *keys = arena_new(a, struct shop_keys);
	struct db *from = NULL;
	enum err e = own_keys(a, conf, keys, why);

	if (e == OK)
		e = db_open(a, conf->store_url, 0, &from, why);
	if (e == OK)
		e = store_schema_check(from, a, why);
	if (e == OK)
		e = make_in(a, from, training, keys, why);
	seal_wipe(keys, sizeof *keys);
	db_close(from);
	return e;
}

enum err training_make(struct arena *a, const struct shop_config *conf, struct shop_config *out, int *lock,
	const char **why)
{
	const char *folder = paths_beside(a, conf->store_url, "training");
	struct shop_config training = { .terminal = conf->terminal, .receipt_dir = conf->receipt_dir,
		.store_url = arena_printf(a, "sqlite:%s/%s.db", folder, conf->terminal) };
	enum err e = take_lock(a, arena_printf(a, "%s/%s.lock", folder, conf->terminal), lock, why);

	if (e != OK)
		return e;
	paths_resolve(a, &training, out);
	sweep(a, out);
	e = make(a, conf, out, why);
	if (e != OK) {
		close(*lock);
		*lock = -1;
	}
	return e;
}
