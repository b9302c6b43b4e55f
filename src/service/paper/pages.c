/* pages.c - see service/pages.h. */
#include "service/pages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/sbuf.h"
#include "model/table.h"
#include "../shop/shop_int.h"

#define UNFINISHED ".part" /* of a file that is being made */

const char *const pages_format_name[PAGES_FORMATS] = { [PAGES_TEXT] = "text", [PAGES_CSV] = "csv",
	[PAGES_XLSX] = "xlsx", [PAGES_PDF] = "pdf", [PAGES_PNG] = "png" };

enum pages_format pages_format_of(const char *path)
{
	const char *dot = strrchr(path, '.');

	if (!dot)
		return PAGES_FORMATS;
	if (strcmp(dot, ".txt") == 0)
		return PAGES_TEXT;
	for (int i = PAGES_CSV; i < PAGES_FORMATS; i++)
		if (strcmp(dot + 1, pages_format_name[i]) == 0)
			return (enum pages_format)i;
	return PAGES_FORMATS;
}

void pages_made_by(struct shop *sh, pages_maker *maker)
{
	sh->pages = maker;
}

static enum err write_all(const char *path, const struct sbuf *bytes)
{
	FILE *f = fopen(path, "we");
	bool good = f && (!bytes->len || fwrite(bytes->data, 1, bytes->len, f) == bytes->len);

	if (f && fclose(f) != 0)
		good = false;
	return good ? OK : ERR_IO;
}

/* Under its own name only when it is whole. */
static enum err put_in_place(struct arena *a, enum err e, const char *part, const char *path, struct said *said)
{
	int why = errno;

	if (e == OK && rename(part, path) != 0) {
		why = errno;
		e = ERR_IO;
	}
	if (e == OK)
		return OK;
	unlink(part);
	if (e == ERR_DEVICE)
		return say(said, e, MSG_PAGES_FAILED, path, NULL);
	return say(said, e, MSG_PAGES_NOT_WRITTEN, path, arena_strdup(a, strerror(why)));
}

/* The folder is tried before a program is asked: its own answer could not say what is wrong. */
static enum err try_file(const char *part)
{
	int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

	if (fd < 0)
		return ERR_IO;
	close(fd);
	return OK;
}

enum err pages_make(struct shop *sh, struct arena *a, const char *document, enum pages_format format,
	const char *path, struct said *said)
{
	const char *part = arena_printf(a, "%s" UNFINISHED, path);
	enum err e = try_file(part);

	*said = (struct said){ MSG_NONE, { NULL, NULL } };
	if (e == OK)
		e = sh->pages ? sh->pages(pages_format_name[format], document, part) : ERR_DEVICE;
	return put_in_place(a, e, part, path, said);
}

enum err pages_save(struct shop *sh, struct arena *a, const struct table *t, enum pages_format format,
	const char *path, struct said *said)
{
	const char *part = arena_printf(a, "%s" UNFINISHED, path);
	struct sbuf bytes = SBUF_INIT;
	enum err e;

	*said = (struct said){ MSG_NONE, { NULL, NULL } };
	if (format == PAGES_TEXT || format == PAGES_CSV) {
		if (format == PAGES_TEXT)
			table_plain(t, &bytes);
		else
			table_csv(t, &bytes);
		e = put_in_place(a, write_all(part, &bytes), part, path, said);
	} else {
		table_pack(t, &bytes);
		e = pages_make(sh, a, sbuf_text(&bytes), format, path, said);
	}
	sbuf_release(&bytes);
	if (e != OK)
		return e;
	return say(said, OK, MSG_PAGES_WRITTEN, arena_printf(a, "%d", t->rows), path);
}

enum err pages_writable(struct arena *a, const char *path, struct said *said)
{
	const char *part = arena_printf(a, "%s" UNFINISHED, path);
	enum err e = try_file(part);

	*said = (struct said){ MSG_NONE, { NULL, NULL } };
	if (e != OK)
		return put_in_place(a, e, part, path, said);
	unlink(part);
	return OK;
}

enum err pages_bytes(struct arena *a, const char *bytes, size_t n, const char *path, struct said *said)
{
	const char *part = arena_printf(a, "%s" UNFINISHED, path);
	struct sbuf all = SBUF_INIT;
	enum err e;

	*said = (struct said){ MSG_NONE, { NULL, NULL } };
	sbuf_add(&all, bytes, n);
	e = put_in_place(a, write_all(part, &all), part, path, said);
	sbuf_release(&all);
	return e;
}
