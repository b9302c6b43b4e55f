/* script_key.c - the key of a script: its file, which only one Unix user can read, and the digests by which the store
 * knows it. The secret itself is nowhere else: not in the store, the log, or on a command line. */
#include "script_key_int.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/staff_store.h"

#define FILE_MAX 1024
#define KEY_LINE "key = "

/* --- digests ------------------------------------------------------------------------------- */

void script_digest(const struct shop_keys *keys, const struct script_secret *secret, char hex[SEAL_HEX])
{
	struct seal s;

	seal_begin(&s, keys->pepper);
	seal_text(&s, "script-key");
	seal_text(&s, secret->hex);
	seal_end(&s, hex);
}

void script_fingerprint(const struct shop_keys *keys, const struct script_key_row *row, char hex[SEAL_HEX])
{
	struct seal s;

	seal_begin(&s, keys->pepper);
	seal_text(&s, "script-row");
	seal_int(&s, row->staff.id);
	seal_text(&s, row->staff.number);
	seal_int(&s, row->staff.role_id);
	seal_text(&s, row->unix_user);
	seal_text(&s, row->digest);
	seal_end(&s, hex);
}

/* --- Unix users ---------------------------------------------------------------------------- */

const char *unix_user_running(struct arena *a)
{
	const struct passwd *who = getpwuid(geteuid());

	return who ? arena_strdup(a, who->pw_name) : arena_printf(a, "%ld", (long)geteuid());
}

enum err unix_user_named(struct arena *a, const char *name, struct unix_user *out)
{
	const struct passwd *who = getpwnam(name);

	if (!who)
		return ERR_NOTFOUND;
	*out = (struct unix_user){ arena_strdup(a, who->pw_name), (int64_t)who->pw_uid, (int64_t)who->pw_gid };
	return OK;
}

/* --- the file ------------------------------------------------------------------------------ */

static bool parse(char *text, struct script_secret *out)
{
	unsigned char bytes[SEAL_KEY_BYTES];
	char *save = NULL;
	bool found = false;

	for (char *line = strtok_r(text, "\r\n", &save); line; line = strtok_r(NULL, "\r\n", &save)) {
		if (*line == '#')
			continue;
		if (found || strncmp(line, KEY_LINE, sizeof KEY_LINE - 1) != 0)
			return false;
		line += sizeof KEY_LINE - 1;
		found = seal_unhex(line, bytes, sizeof bytes);
		if (found)
			seal_hex(bytes, sizeof bytes, out->hex);
		seal_wipe(bytes, sizeof bytes);
	}
	return found;
}

/* What the file is, is asked of the open descriptor: the name may mean another by then. */
static enum err judge_file(struct arena *a, int fd, const char *path, struct said *said)
{
	struct stat st;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return say(said, ERR_INVALID, MSG_SCRIPT_FILE_BAD, path, NULL);
	if (st.st_uid != geteuid())
		return say(said, ERR_DENIED, MSG_SCRIPT_FILE_OWNER, path, unix_user_running(a));
	if (st.st_mode & 077)
		return say(said, ERR_DENIED, MSG_SCRIPT_FILE_OPEN, path, NULL);
	return OK;
}

enum err script_file_read(struct arena *a, const char *path, struct script_secret *out, struct said *said)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char text[FILE_MAX];
	ssize_t n = 0;
	enum err e;

	if (fd < 0)
		return say(said, ERR_NOTFOUND, MSG_NO_FILE, path, NULL);
	e = judge_file(a, fd, path, said);
	if (e == OK)
		n = read(fd, text, sizeof text - 1);
	close(fd);
	if (e != OK)
		return e;
	text[n > 0 ? n : 0] = '\0';
	if (n < 0 || n == sizeof text - 1 || !parse(text, out))
		e = say(said, ERR_INVALID, MSG_SCRIPT_FILE_BAD, path, NULL);
	seal_wipe(text, sizeof text);
	return e;
}

enum err script_file_write(const char *path, const char *script, const struct script_secret *secret,
	const struct unix_user *user, bool *given)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	char text[FILE_MAX];
	int n;
	bool ok;

	if (fd < 0)
		return access(path, F_OK) == 0 ? ERR_EXISTS : ERR_IO;
	n = snprintf(text, sizeof text, "# The key of the script %s of a zhanggui shop. Who has this file acts as it;\n"
		"# only its Unix user, %s, may read it, and only as that user it opens anything.\n" KEY_LINE "%s\n",
		script, user->name, secret->hex);
	ok = n < (int)sizeof text && write(fd, text, (size_t)n) == n && fsync(fd) == 0;
	*given = geteuid() == (uid_t)user->uid || fchown(fd, (uid_t)user->uid, (gid_t)user->gid) == 0;
	seal_wipe(text, sizeof text);
	close(fd);
	if (!ok)
		unlink(path);
	return ok ? OK : ERR_IO;
}
