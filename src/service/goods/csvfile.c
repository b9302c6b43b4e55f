/* csvfile.c - CSV by the names of its columns. */
#include "csvfile_int.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "../shop/shop_int.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "base/utf8.h"

enum err file_read(struct arena *a, const char *path, char **bytes, size_t *n)
{
	int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct sbuf b = SBUF_INIT;
	char block[65536];
	ssize_t got = 0;
	enum err e = OK;

	if (fd < 0)
		return errno == ENOENT ? ERR_NOTFOUND : ERR_IO;
	while (b.len <= FILE_BYTES_MAX && (got = read(fd, block, sizeof block)) > 0)
		sbuf_add(&b, block, (size_t)got);
	if (got < 0)
		e = ERR_IO;
	else if (b.len > FILE_BYTES_MAX)
		e = ERR_INVALID;
	if (fd != STDIN_FILENO)
		close(fd);
	*n = b.len;
	*bytes = e == OK ? arena_alloc(a, b.len + 1) : NULL;
	if (e == OK && b.len)
		memcpy(*bytes, b.data, b.len);
	sbuf_release(&b);
	return e;
}

enum err csvfile_open(struct csvfile *f, struct arena *a, const char *path)
{
	char *bytes;
	size_t n;
	enum err e = file_read(a, path, &bytes, &n);

	f->arena = a;
	f->path = path;
	f->line = 1;
	f->cell_count = 0;
	if (e == OK)
		e = csv_open(&f->csv, a, bytes, n);
	if (e == OK)
		e = csv_next(&f->csv, a, f->heads, &f->head_count, &f->line);
	return e;
}

enum err csvfile_next(struct csvfile *f)
{
	enum err e = csv_next(&f->csv, f->arena, f->cells, &f->cell_count, &f->line);

	if (e == OK && f->cell_count == 0)
		return ERR_NOTFOUND;
	return e;
}

const char *csvfile_get(const struct csvfile *f, const char *name)
{
	for (int i = 0; i < f->head_count && i < f->cell_count; i++)
		if (strcmp(f->heads[i].text, name) == 0)
			return f->cells[i].text;
	return "";
}

/* --- headings and cells of files that people make --------------------------------------------- */

/* "Product Name", "零售价(元)": folded, without what stands in brackets, blanks and '_'. */
static char *heading_key(struct arena *a, const char *text)
{
	char *key = utf8_key(a, text), *bracket = strchr(key, '('), *to = key;

	if (bracket && bracket > key)
		*bracket = '\0';
	for (const char *s = key; *s; s++)
		if (*s != ' ' && *s != '_')
			*to++ = *s;
	*to = '\0';
	return key;
}

/* Is the heading that name of n bytes, whose '_' do not count either? */
static bool same_heading(const char *key, const char *name, size_t n)
{
	for (; n; n--, name++)
		if (*name != '_' && *key++ != *name)
			return false;
	return *key == '\0';
}

enum err csvfile_list(struct arena *a, const char *path, enum err (*row)(void *ctx, const struct csvfile *f), void *ctx,
	struct said *said)
{
	struct csvfile *f = arena_new(a, struct csvfile);
	enum err e = csvfile_open(f, a, path), told = OK;

	if (e == ERR_NOTFOUND || e == ERR_IO)
		return say(said, e, MSG_NO_FILE, path, NULL);
	while (e == OK && told == OK && (e = csvfile_next(f)) == OK)
		told = row(ctx, f);
	if (told != OK)
		return told;
	return e == ERR_NOTFOUND ? OK : say(said, ERR_INVALID, MSG_NO_CSV, path,
		arena_printf(a, _("line %d"), f->line));
}

int csv_column(struct arena *a, const char *heading, const struct column_entry *list, int n)
{
	const char *key = heading_key(a, heading);

	for (int c = 0; *key && c < n; c++) {
		const char *at = list[c].others;

		if (same_heading(key, list[c].name, strlen(list[c].name)))
			return c;
		for (size_t length; *at; at += length + (at[length] == '|')) {
			length = strcspn(at, "|");
			if (same_heading(key, at, length))
				return c;
		}
	}
	return -1;
}

const char *csv_unguarded(struct arena *a, const char *cell)
{
	size_t n = strlen(cell);

	if (cell[0] == '\'' && cell[1] && strchr("=+-@\t\r0123456789", cell[1]))
		return cell + 1;
	if (n > 3 && strncmp(cell, "=\"", 2) == 0 && cell[n - 1] == '"')
		return arena_strndup(a, cell + 2, n - 3);
	return cell;
}
