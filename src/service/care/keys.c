/* keys.c - the key file: read, written, explained. */
#include "service/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/tr.h"
#include "service/paths.h"
#include "service/said.h"
#include "../shop/shop_int.h"
#include "store/care_store.h"
#include "store/master_store.h"

#define FILE_MAX 16384 /* SHOP_KEYS_MAX lines and room for remarks */
#define HEX_LEN (SEAL_KEY_BYTES * 2)

void keys_make(struct shop_keys *keys)
{
	memset(keys, 0, sizeof *keys);
	seal_random(keys->pepper, sizeof keys->pepper);
	seal_random(keys->seal[0], sizeof keys->seal[0]);
	keys->seal_count = 1;
}

void keys_digest(const unsigned char key[SEAL_KEY_BYTES], char hex[SEAL_HEX])
{
	struct seal s;

	seal_begin(&s, key);
	seal_text(&s, "zhanggui seal key");
	seal_end(&s, hex);
}

static bool are_of(const struct shop_keys *keys, const struct seal_key_row *rows, int n)
{
	for (int i = 0; i < n; i++) {
		char digest[SEAL_HEX];

		if (i >= keys->seal_count)
			return false;
		keys_digest(keys->seal[i], digest);
		if (strcmp(rows[i].digest, digest) != 0 && strcmp(rows[i].digest, SEAL_KEY_LOST) != 0)
			return false;
	}
	return true;
}

enum err keys_fit(struct db *db, struct arena *a, const struct shop_keys *keys, int *in_use)
{
	struct seal_key_row *rows;
	enum err e = seal_keys_list(db, a, &rows, in_use);

	return e == OK && !are_of(keys, rows, *in_use) ? ERR_DENIED : e;
}

/* What, why, what to do. */
static enum err explain(struct arena *a, const char *path, enum err e, const char **why)
{
	const char *text = _("The key file %1 cannot be read or written. See that its folder is there and yours");

	if (e == ERR_NOTFOUND)
		text = _("The key file %1 is missing. Put it back from its copy, or name it in the conf file");
	else if (e == ERR_DENIED)
		text = _("The key file %1 can be read by others than its owner. Run: chmod 600 %1");
	else if (e == ERR_EXISTS)
		text = _("There is a key file %1 already. Keep it, or move it away first");
	else if (e == ERR_INVALID)
		text = _("%1 is no key file. Put it back from its copy");
	*why = said_fill(a, text, path, NULL);
	return e;
}

/* --- reading ------------------------------------------------------------------------------- */

/* One line "NAME = HEX"; seal keys come in their order. */
static bool read_line(char *line, struct shop_keys *out, bool *pepper)
{
	char *value = strchr(line, '='), *end = line + strlen(line);
	size_t name;
	char wanted[24];

	while (end > line && (end[-1] == '\r' || end[-1] == ' '))
		*--end = '\0';
	if (!*line || *line == '#')
		return true;
	if (!value)
		return false;
	name = strcspn(line, " =");
	for (value++; *value == ' '; value++)
		;
	if (name == 6 && strncmp(line, "pepper", 6) == 0 && !*pepper) {
		*pepper = true;
		return seal_unhex(value, out->pepper, SEAL_KEY_BYTES);
	}
	if (out->seal_count == SHOP_KEYS_MAX)
		return false;
	snprintf(wanted, sizeof wanted, "seal.%d", out->seal_count + 1);
	if (name != strlen(wanted) || strncmp(line, wanted, name) != 0)
		return false;
	return seal_unhex(value, out->seal[out->seal_count++], SEAL_KEY_BYTES);
}

static enum err parse(char *text, struct shop_keys *out)
{
	bool pepper = false, ok = true;

	for (char *line = text, *next; line && ok; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		ok = read_line(line, out, &pepper);
	}
	return ok && pepper && out->seal_count > 0 ? OK : ERR_INVALID;
}

static enum err read_file(const char *path, char text[FILE_MAX])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	size_t n = 0;
	ssize_t got = 0;

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? ERR_NOTFOUND : ERR_IO;
	if (fstat(fd, &st) != 0 || (st.st_mode & 077)) {
		close(fd);
		return ERR_DENIED;
	}
	while (n < FILE_MAX - 1 && (got = read(fd, text + n, FILE_MAX - 1 - n)) > 0)
		n += (size_t)got;
	close(fd);
	text[n] = '\0';
	if (got < 0)
		return ERR_IO;
	return n == FILE_MAX - 1 || strlen(text) != n ? ERR_INVALID : OK;
}

enum err keys_load(struct arena *a, const char *path, struct shop_keys *out, const char **why)
{
	char text[FILE_MAX];
	enum err e = read_file(path, text);

	memset(out, 0, sizeof *out);
	if (e == OK)
		e = parse(text, out);
	seal_wipe(text, sizeof text);
	if (e == OK)
		return OK;
	seal_wipe(out, sizeof *out);
	return explain(a, path, e, why);
}

/* A new key is in the file before the store knows of it, so what the store knew before the file was read is there. */
enum err keys_load_of(struct db *db, struct arena *a, const char *path, struct shop_keys *out, const char **why)
{
	struct seal_key_row *rows;
	int n;
	enum err e = seal_keys_list(db, a, &rows, &n);

	if (e == OK)
		e = keys_load(a, path, out, why);
	if (e != OK)
		return e;
	if (!are_of(out, rows, n)) {
		*why = said_fill(a, _("The key file %1 belongs to another store. Put the right one in its place, or "
			"import the recovery sheet: zhanggui keys import"), path, NULL);
		return ERR_DENIED;
	}
	out->seal_count = n;
	return OK;
}

/* --- writing ------------------------------------------------------------------------------- */

static size_t put_key(char text[FILE_MAX], size_t at, const char *name,
	const unsigned char key[SEAL_KEY_BYTES])
{
	char hex[HEX_LEN + 1];

	seal_hex(key, SEAL_KEY_BYTES, hex);
	at += (size_t)snprintf(text + at, FILE_MAX - at, "%s = %s\n", name, hex);
	seal_wipe(hex, sizeof hex);
	return at;
}

/* The whole file; in a buffer that does not move, or parts of the keys would stay where it was. */
static size_t put_keys(char text[FILE_MAX], const struct shop_keys *keys)
{
	size_t n = (size_t)snprintf(text, FILE_MAX,
		"# Keys of a zhanggui shop. Whoever has this file and the store can forge both: keep a copy\n"
		"# apart from the store's backups, and let nobody read it.\n");

	n = put_key(text, n, "pepper", keys->pepper);
	for (int i = 0; i < keys->seal_count; i++) {
		char name[24];

		snprintf(name, sizeof name, "seal.%d", i + 1);
		n = put_key(text, n, name, keys->seal[i]);
	}
	return n;
}

static bool write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t put = write(fd, bytes, n);

		if (put <= 0)
			return false;
		bytes += put;
		n -= (size_t)put;
	}
	return fsync(fd) == 0;
}

static bool sync_folder(const char *path)
{
	char *copy = strdup(path);
	int fd = copy ? open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	free(copy);
	return ok;
}

/* The finished file under its name: link() never replaces, rename() always does. */
static enum err put_in_place(const char *temporary, const char *path, bool replace)
{
	if (replace)
		return rename(temporary, path) == 0 && sync_folder(path) ? OK : ERR_IO;
	if (link(temporary, path) != 0)
		return errno == EEXIST ? ERR_EXISTS : ERR_IO;
	unlink(temporary);
	return sync_folder(path) ? OK : ERR_IO;
}

enum err keys_save(struct arena *a, const char *path, const struct shop_keys *keys, bool replace,
	const char **why)
{
	char *temporary = arena_printf(a, "%s.%d.new", path, (int)getpid());
	char text[FILE_MAX];
	size_t n = put_keys(text, keys);
	enum err e = paths_make_parent(path);
	int fd = e == OK ? open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;

	if (fd < 0 || !write_all(fd, text, n))
		e = ERR_IO;
	if (fd >= 0)
		close(fd);
	if (e == OK)
		e = put_in_place(temporary, path, replace);
	if (fd >= 0 && e != OK)
		unlink(temporary);
	seal_wipe(text, sizeof text);
	return e == OK ? OK : explain(a, path, e, why);
}
