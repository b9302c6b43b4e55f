/* ini.h - a settings file, read with iniparser (by iniparser_getstring alone) after a check of our
 * own line by line, because iniparser gives a whole file up without a line number. */
#ifndef BASE_INI_H
#define BASE_INI_H

#include "base/arena.h"

struct ini_item { const char *section, *key, *value; int line; };
struct ini {
	const char *path;
	struct ini_item *items; /* in file order; section and key lower-cased */
	int count;
};

/* Reads a file. On ERR_INVALID *why is one line "FILE:LINE: what, why, what to do" (in the arena,
 * translated); ERR_NOTFOUND when there is no such file and ERR_IO else, with "FILE: what"; "" when
 * all is well. Refused: a byte-order mark, a line over 1,000 bytes, a line without '=' or without a
 * key before it, a trailing backslash, a key given twice, invalid UTF-8, a broken section line, an
 * unclosed quote or text after it, '#' or ';' inside a value without quotes, a file over 1 MiB. */
enum err ini_read(struct arena *a, const char *path, struct ini *out, const char **why) MUST_CHECK;
/* The value of a key, or `fallback`; ini_find gives the item with its line, or NULL. Names are
 * compared without regard to case; the section is "" before the first section line. */
const char *ini_get(const struct ini *ini, const char *section, const char *key, const char *fallback);
const struct ini_item *ini_find(const struct ini *ini, const char *section, const char *key);

#endif
