/* script_key_int.h - the key of a script: the file that holds its secret, and what the store keeps of it. */
#ifndef SERVICE_SCRIPT_KEY_INT_H
#define SERVICE_SCRIPT_KEY_INT_H

#include "shop_int.h"

struct script_key_row;

/* A secret is 256 random bits, written as hex. */
struct script_secret { char hex[SEAL_HEX]; };

/* Reads a key file, which must be a file of the running user alone; *said tells what is wrong. */
enum err script_file_read(struct arena *a, const char *path, struct script_secret *out, struct said *said) MUST_CHECK;
/* Writes a new one, mode 0600, and gives it to a Unix user where that may be done; *given tells whether it is his.
 * ERR_EXISTS, ERR_IO. Nothing is left behind then. */
struct unix_user { const char *name; int64_t uid, gid; };
enum err script_file_write(const char *path, const char *script, const struct script_secret *secret,
	const struct unix_user *user, bool *given) MUST_CHECK;
/* Who runs this, by the effective uid; its digits when it has no name. And a user by name: ERR_NOTFOUND. */
const char *unix_user_running(struct arena *a);
enum err unix_user_named(struct arena *a, const char *name, struct unix_user *out) MUST_CHECK;

/* What the store keeps of a secret: keyed with the pepper, which is not in the store. */
void script_digest(const struct shop_keys *keys, const struct script_secret *secret, char hex[SEAL_HEX]);
/* What the audit says of a key when it is made, against which store check holds the row. */
void script_fingerprint(const struct shop_keys *keys, const struct script_key_row *row, char hex[SEAL_HEX]);

#endif
