/* ini.h - a settings file, read with iniparser (by iniparser_getstring alone) after a check of our
 * own line by line, because iniparser gives a whole file up without a line number. */
#ifndef BASE_INI_H
#define BASE_INI_H

#include "base/arena.h"

struct ini_item { const char *section, *key, *value; int line; };
struct ini {
	const char *path;
	struct ini_item *items; /* in file order; keys lower-cased, text as written */
	int count;
};

/* Reads a file. On ERR_INVALID *why is one line "FILE:LINE: what, why, what to do" (in the
 * arena, translated); ERR_NOTFOUND when there is no such file; ERR_IO else. Refused: a byte-order mark, a line over 1,000
 * bytes, a line without '=', a trailing backslash, a key given twice, invalid UTF-8. */
enum err ini_read(struct arena *a, const char *path, struct ini *out, const char **why) MUST_CHECK;
/* The value of a key, or `fallback`. The item is marked as known (see ini_unknown). */
const char *ini_get(const struct ini *ini, const char *section, const char *key, const char *fallback);
const struct ini_item *ini_find(const struct ini *ini, const char *section, const char *key);

#endif
