/* keycare.h - the keys' recovery sheet, new seal keys, and the way back when the key file is
 * lost for good. */
#ifndef SERVICE_KEYCARE_H
#define SERVICE_KEYCARE_H

#include "base/arena.h"
#include "service/shop.h"

struct shop_keys;

/* The sheet to be printed and put in a safe: a text in which each key stands in two lines of
 * hexadecimal digits in groups, with four digits that tell a typing error. Lines that begin with
 * '#' are for people. */
char *sheet_text(struct arena *a, const struct shop_keys *keys, const char *shop_name,
	int64_t at_ms);
/* Reads a sheet, typed or as a file: blanks, case and the look-alikes o, l and i do not matter.
 * ERR_INVALID with *why telling the line. */
enum err sheet_parse(struct arena *a, const char *text, struct shop_keys *out,
	const char **why) MUST_CHECK;

/* The sheet of an open shop; it is in the audit that somebody took it. */
enum err keys_export(struct shop *sh, struct arena *a, const char **text,
	struct said *said) MUST_CHECK;
/* Writes the key file from a sheet. A store that is there must know the keys (ERR_DENIED); an
 * existing key file is put in their place only with replace. conf is resolved. */
enum err keys_import(struct arena *a, const struct shop_config *conf, const char *sheet,
	bool replace,
	const char **why) MUST_CHECK;
/* A new seal key: in the file, synced, before the store knows of it. What was sealed before
 * stays provable; tills that are open seal with it from their next start on. The sheet in the
 * safe is out of date then. */
enum err keys_rotate(struct shop *sh, struct said *said) MUST_CHECK;
/* The key file is lost, and so is the sheet: root alone makes a new one. The old seal keys are
 * given up, which every later check says; nobody's PIN or card holds any more but that of this
 * manager, who gets a new PIN. */
enum err keys_reset(struct arena *a, const struct shop_config *conf, const char *number,
	const char *pin,
	const char **why) MUST_CHECK;

#endif
