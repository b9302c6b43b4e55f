/* paths.c - where the files of a shop and of the program are. */
#include "service/paths.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/db.h"

#define SYSTEM_DIR "/var/lib/zhanggui"
#define SQLITE_SCHEME "sqlite:"
#define PG_SCHEME "pg:"
#define FAULT_SCHEME "fault:"

/* Where a store may be made by this user. */
static char *home_dir(struct arena *a)
{
	const char *xdg = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

	if (xdg && *xdg == '/')
		return arena_printf(a, "%s/zhanggui", xdg);
	return arena_printf(a, "%s/.local/share/zhanggui", home && *home == '/' ? home : "");
}

static char *default_dir(struct arena *a)
{
	if (access(SYSTEM_DIR "/store.db", F_OK) == 0 || access(SYSTEM_DIR, W_OK) == 0)
		return arena_strdup(a, SYSTEM_DIR);
	return home_dir(a);
}

char *paths_default_store(struct arena *a)
{
	return arena_printf(a, SQLITE_SCHEME "%s/store.db", default_dir(a));
}

/* The URL behind the fault engine: "fault:N:before:URL". */
static const char *behind_fault(const char *url)
{
	while (strncmp(url, FAULT_SCHEME, strlen(FAULT_SCHEME)) == 0) {
		const char *n = strchr(url + strlen(FAULT_SCHEME), ':');
		const char *when = n ? strchr(n + 1, ':') : NULL;

		if (!when)
			break;
		url = when + 1;
	}
	return url;
}

/* "host=/run dbname=shop user=till" gives shop. */
static char *database_name(struct arena *a, const char *conninfo)
{
	const char *at = strstr(conninfo, "dbname=");
	char *name = arena_strndup(a, at ? at + 7 : "", at ? strcspn(at + 7, " ") : 0);

	for (char *s = name; *s; s++)
		if (*s == '/' || *s == '\'' || *s == '\\')
			*s = '_';
	return *name ? name : arena_strdup(a, "default");
}

const char *paths_sqlite_file(const char *store_url)
{
	return strncmp(store_url, SQLITE_SCHEME, strlen(SQLITE_SCHEME)) == 0 ? store_url + strlen(SQLITE_SCHEME) : NULL;
}

char *paths_beside(struct arena *a, const char *store_url, const char *suffix)
{
	const char *url = behind_fault(store_url), *file = paths_sqlite_file(url);

	if (file)
		return arena_printf(a, "%s.%s", file, suffix);
	if (strncmp(url, PG_SCHEME, strlen(PG_SCHEME)) == 0)
		return arena_printf(a, "%s/pg-%s.%s", default_dir(a),
				    database_name(a, url + strlen(PG_SCHEME)), suffix);
	return arena_printf(a, "%s.%s", url, suffix);
}

char *paths_store_shown(struct arena *a, const char *store_url)
{
	return db_url_shown(a, store_url);
}

bool paths_store_there(const char *store_url)
{
	const char *url = behind_fault(store_url), *file = paths_sqlite_file(url);

	if (file)
		return access(file, F_OK) == 0;
	return strncmp(url, PG_SCHEME, strlen(PG_SCHEME)) == 0;
}

void paths_resolve(struct arena *a, const struct shop_config *in, struct shop_config *out)
{
	const char *url = in->store_url ? arena_strdup(a, in->store_url) : paths_default_store(a);

	*out = (struct shop_config){
		.store_url = url,
		.terminal = in->terminal ? arena_strdup(a, in->terminal) : NULL,
		.key_file = in->key_file ? arena_strdup(a, in->key_file) : paths_beside(a, url, "keys"),
		.journal_dir = in->journal_dir ? arena_strdup(a, in->journal_dir) : paths_beside(a, url, "journal"),
		.cache_dir = in->cache_dir ? arena_strdup(a, in->cache_dir) : paths_beside(a, url, "cache"),
		.label_sizes = in->label_sizes ? arena_strdup(a, in->label_sizes) : NULL,
		.receipt_dir = in->receipt_dir ? arena_strdup(a, in->receipt_dir) : paths_data(a, "receipts"),
		.heads_file = in->heads_file ? arena_strdup(a, in->heads_file) : paths_beside(a, url, "heads"),
	};
}

/* In the source tree the program is TREE/build/zhanggui and the data TREE/data. */
static char *tree_data(struct arena *a, const char *name)
{
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);

	for (int up = 0; n > 0 && up < 3; up++) {
		char *path;

		exe[n] = '\0';
		while (n > 0 && exe[n - 1] != '/')
			n--;
		path = arena_printf(a, "%.*sdata/%s", (int)n, exe, name);
		if (n > 1 && access(path, F_OK) == 0)
			return path;
		n = n > 1 ? n - 1 : 0;
	}
	return NULL;
}

char *paths_data(struct arena *a, const char *name)
{
	const char *given = getenv("ZHANGGUI_DATADIR");
	char *path;

	if (given && *given)
		return arena_printf(a, "%s/%s", given, name);
	path = tree_data(a, name);
	return path ? path : arena_printf(a, "%s/%s", DATADIR, name);
}

enum err paths_make_parent(const char *file)
{
	struct arena a = ARENA_INIT;
	char *path = arena_strdup(&a, file);
	enum err e = OK;

	for (char *s = *path ? strchr(path + 1, '/') : NULL; s && e == OK; s = strchr(s + 1, '/')) {
		*s = '\0';
		if (mkdir(path, 0700) != 0 && errno != EEXIST)
			e = ERR_IO;
		*s = '/';
	}
	arena_release(&a);
	return e;
}
