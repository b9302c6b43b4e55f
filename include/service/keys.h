/* keys.h - the key file: pepper and seal keys, kept outside the store and its backups. A text file,
 * mode 0600, of lines "NAME = 64 hex digits": "pepper" and "seal.1", "seal.2" ... without a gap; lines
 * that begin with '#' are for people. On failure *why is one translated line in the arena. */
#ifndef SERVICE_KEYS_H
#define SERVICE_KEYS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/seal.h"

struct shop_keys;

/* New random keys: a pepper and seal key 1. */
void keys_make(struct shop_keys *keys);
/* ERR_NOTFOUND; ERR_DENIED when others than the owner may read the file; ERR_INVALID when it is no key file;
 * ERR_IO. Nothing is left in *out then. */
enum err keys_load(struct arena *a, const char *path, struct shop_keys *out, const char **why) MUST_CHECK;
/* Writes the file whole and synced or not at all. replace false: ERR_EXISTS when there is one. */
enum err keys_save(struct arena *a, const char *path, const struct shop_keys *keys, bool replace,
	const char **why) MUST_CHECK;
/* The digest by which the store knows a seal key: it tells a wrong key file from a broken chain. */
void keys_digest(const unsigned char key[SEAL_KEY_BYTES], char hex[SEAL_HEX]);

#endif
