/* keys_int.h - the key file: pepper and seal keys, kept outside the store and its backups. A text file,
 * mode 0600, of lines "NAME = 64 hex digits": "pepper" and "seal.1", "seal.2" ... without a gap; lines
 * that begin with '#' are for people. */
#ifndef SERVICE_KEYS_INT_H
#define SERVICE_KEYS_INT_H

#include "base/arena.h"
#include "shop_int.h"

/* New random keys: a pepper and seal key 1. */
void keys_make(struct shop_keys *keys);
/* ERR_NOTFOUND; ERR_DENIED when others than the owner may read the file; ERR_INVALID when it is no key file;
 * ERR_IO. Nothing is left in *out then. */
enum err keys_load(const char *path, struct shop_keys *out) MUST_CHECK;
/* Writes the file whole and synced or not at all. replace false: ERR_EXISTS when there is one. */
enum err keys_save(const char *path, const struct shop_keys *keys, bool replace) MUST_CHECK;
/* What an error of the two means: what, why, what to do; translated. */
char *keys_why(struct arena *a, const char *path, enum err e);
/* The digest by which the store knows seal key n (1 ...): it tells a wrong key file from a broken chain. */
void keys_digest(const struct shop_keys *keys, int n, char hex[SEAL_HEX]);

#endif
