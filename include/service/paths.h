/* paths.h - where the files of a shop and of the program are. */
#ifndef SERVICE_PATHS_H
#define SERVICE_PATHS_H

#include <stdbool.h>

#include "base/arena.h"
#include "service/shop.h"

/* The store of this machine when nobody names one: /var/lib/zhanggui/store.db when it is there or could be made,
 * else $XDG_DATA_HOME/zhanggui/store.db (~/.local/share when that is not set). A URL. */
char *paths_default_store(struct arena *a);

/* Fills in what a shop_config leaves NULL, but the terminal. Files of a SQLite store lie beside it: PATH.keys,
 * PATH.journal, PATH.cache, PATH.log, PATH.heads. Those of a PostgreSQL store lie where the default store would, named
 * pg-NAME after the database. All texts of *out live in the arena. */
void paths_resolve(struct arena *a, const struct shop_config *in, struct shop_config *out);
/* The file PATH + suffix beside the store ("lock", "log"). */
char *paths_beside(struct arena *a, const char *store_url, const char *suffix);

/* The file of a SQLite store, in the URL itself; NULL for another engine's. */
const char *paths_sqlite_file(const char *store_url);
/* The URL as people may read it, without a password. */
char *paths_store_shown(struct arena *a, const char *store_url);
/* May there be a store at this URL? No for a SQLite file that is missing, and for no such engine. */
bool paths_store_there(const char *store_url);

/* A file or folder of the program's data: in $ZHANGGUI_DATADIR, in the source tree that the program was built in,
 * else where it was installed. It need not exist. */
char *paths_data(struct arena *a, const char *name);
/* Makes the folders above a file (mode 0700) where they are missing. ERR_IO. */
enum err paths_make_parent(const char *file) MUST_CHECK;

#endif
